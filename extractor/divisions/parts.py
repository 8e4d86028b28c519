"""Where the text of a paper is orders, where it is names, and where its annexes are.

The header and footer stages say so where they could read it; else the marks of the page plan do (`Nơi nhận:`, the
signing authority, the closing `./.`; Nghị định 30/2020/NĐ-CP, Phụ lục I).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractor.document import Footer, Header, Span, Text
from extractor.layout import LOWER, RECIPIENTS_LINE, UPPER, LinePattern

_AUTHORITY = LinePattern(r"[ \t]*(?:(?:TM|KT|TL|TUQ|Q)[ \t]?\.|T/M|K/T|T/L)[ \t]?(?:[A-ZĐỦ]|[ỦUB]{3})")
_ANNEX = LinePattern(
    r"[ \t]*(?:PHỤ\s+LỤC|Phụ\s+lục)(?:[ \t]+(?:số[ \t]+)?[IVXLC\d]{1,5}[A-Za-z]?)?[ \t]*[:.]?[ \t]*$"
    r"|[ \t]*\(?(?:Ban\s+hành\s+)?[Kk]èm\s+theo\s+(?:Quyết|Nghị|Thông|Công|Kế|Văn|Chỉ|Tờ)"
)
_GOES_ON = re.compile(rf"[^\S\n]*\n(?P<next>(?:[^\n]+\n){{0,3}}?)[^\S\n]*[{LOWER}]")
_HEADLINE = 200  # code points; what is longer and holds a full stop or ends as a clause does is running text
# A line that ends a sentence, or says whose picture it stands below, is no line of a sentence that runs on.
_ENDS_OR_CAPTION = re.compile(r"[.!?:;”\"…][^\S\n]*$|Ảnh\s*:", re.MULTILINE)
# `Lào Cai, ngày 12/5 - Mưa lớn ...`
_DATELINE = re.compile(rf"[{UPPER}][^,.;:\n]{{1,40}},\s+(?:ngày\s+)?\d")
# A capital that begins a sentence: `Mưa lớn gây ngập`, and not `Công an tỉnh`, `Ban Quản lý`
_NEW_SENTENCE = re.compile(
    r"(?!(?:Công|Cục|Chi|Ban|Bộ|Sở|Thanh|Trung|Ủy|Uỷ|Hội|Viện|Phòng|Trạm|Văn|Kho|Chủ|Phó|Giám|Bí|Thủ|Chính|Quốc|Tòa|Toà"
    r"|Thường|Tỉnh|Thành|Đảng|Đoàn|Tổ|Liên|Mặt|Tổng|Trưởng|Chánh|Bảo|Ngân|Kiểm|Hải|Lãnh|Cơ|Cảnh|Quân|Bệnh|Trường|Đài|Báo"
    r"|Điện|Thuế|Thi|Học|Đại|Quỹ|Nhà|Quyết|Nghị|Kế|Luật|Thông|Chỉ)(?!\w))"
    rf"[{UPPER}][{LOWER}]*\s+[{LOWER}]+\s+[{LOWER}]"
)
_FULL = 0.85  # of the next line: a line that was broken by its width
_LONGEST = 350  # ... and so is whatever is longer than this


@dataclass(frozen=True, slots=True)
class Regions:
    """`main_start`..`main_end`: preamble and body of the paper; `tails`: what stands below its signatures."""

    main_start: int
    main_end: int
    tails: tuple[tuple[int, int], ...]


def regions(text: Text, header: Header, footer: Footer) -> Regions:
    """The regions of one paper. A news item is all main text, with its headline where that is its first paragraph."""
    content = text.content
    end = min(header.end, len(content))
    start = min(max(header.body_start, header.start), end)
    if header.kind == "news":
        title = header.title
        length = len(title.raw) if title is not None else 0
        ends = title is not None and (". " in title.raw or title.raw.endswith((".", ";", ":")))
        alone = not content[start:end].strip()  # a report of one paragraph
        running = alone or length > _LONGEST or (length > _HEADLINE and ends)
        running = running or (title is not None and _is_broken_off(content, title.span, end))
        return Regions(title.span.start if title is not None and running else start, end, ())
    return _of_paper(content, start, end, footer.recipients_block, footer.signature_block)


def _is_broken_off(content: str, title: Span, end: int) -> bool:
    """Whether a report without a headline opens with wrapped lines: its first sentence runs on in small letters on the
    next line, or on one of the three behind it where those before are as long as a full line and end no sentence."""
    found = _GOES_ON.match(content, title.end, end)
    if found is None or not found["next"]:
        return found is not None
    if _ENDS_OR_CAPTION.search(found["next"]) or _DATELINE.match(found["next"]):
        return False
    if "," not in content[title.start : title.end] and _NEW_SENTENCE.match(found["next"]):
        return False  # a headline
    last = title.end - max(title.start, content.rfind("\n", title.start, title.end) + 1)
    lengths = [last, *map(len, found["next"].splitlines())]
    return min(lengths) >= _FULL * max(lengths)


@lru_cache(maxsize=1)  # every stage asks for those of the same paper
def _of_paper(content: str, start: int, end: int, recipients: Span | None, signature: Span | None) -> Regions:
    blocks = [span for span in (recipients, signature) if span and span.start >= start]
    if blocks:
        main_end = min(span.start for span in blocks)
        tail = max(span.end for span in blocks)
        # a missing block may still stand beside or below the other one
        return Regions(start, main_end, _tails(content, tail, end))
    found = RECIPIENTS_LINE.search(content, start, end) or _AUTHORITY.search(content, start, end)
    if found:
        return Regions(start, found.start(), _annex_tail(content, found.end(), end))
    closing = content.rfind("./.", start, end)
    if closing > 0:
        return Regions(start, closing + 3, _annex_tail(content, closing + 3, end))
    return Regions(start, end, ())


def _tails(content: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    return ((start, end),) if content[start:end].strip() else ()


def _annex_tail(content: str, floor: int, end: int) -> tuple[tuple[int, int], ...]:
    annex = _ANNEX.search(content, floor, end)
    return _tails(content, _title_start(content, annex.start(), floor), end) if annex else ()


def _title_start(content: str, position: int, floor: int) -> int:
    """Where the annex opens whose heading or caption stands at `position`: at the first capital line above it."""
    start = content.rfind("\n", floor, position) + 1 or floor
    for _ in range(8):
        above = content.rfind("\n", floor, max(start - 1, floor)) + 1
        line = content[above : start - 1].strip()
        if above <= floor or not line or not line.isupper():
            break
        start = above
    return start
