"""Where the paper begins in its text: at its masthead, or, where that was lost, at what is left of it.

Portals print a headline and a summary before the paper; converted letters often start at `Kính gửi`. A masthead inside
a form of an annex is none: something of the paper stands before it then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractor.footer.signature import find_signature
from extractor.header.copies import is_copy_line, is_of_a_copy
from extractor.header.dateline import find_dateline
from extractor.header.headline import headline_of_paper
from extractor.header.numbering import find_numbering
from extractor.header.open_letter import is_open_letter
from extractor.layout import (
    FREEDOM_MOTTO,
    LETTER_OPENING,
    PARTY_MOTTO,
    RECIPIENTS_LINE,
    STATE_MOTTO,
    YOUTH_MOTTO,
    Line,
    LinePattern,
    is_capitals,
    is_rule,
    lines_before,
    read_lines,
)
from extractor.phrases import any_of
from extractor.types import all_types

ZoneKind = Literal["masthead", "number", "heading", "letter", "basis"]

_NUMBER_LINE = LinePattern(
    r"[ \t\u00a0]*(?:(?:Luật|Bộ {1,3}luật|Pháp {1,3}lệnh|Nghị {1,3}quyết) {1,3})?"
    r"[Ss](?:ố|ô|Ố)[ \t]{0,9}[:.]?[ \t]{0,9}\n?[ \t]{0,9}"
    r"[\d/.…_ -]"
)
_PREAMBLE_GOES_ON = re.compile(
    r"^[ \t]*(?:(?:[-–]\s*)?C(?:ăn\s+cứ|hiểu)\s|Điều\s+(?:1|thứ\s+nhất)\b)"
    r"|\bban\s+hành\s+(?:Luật|Bộ\s+luật|Nghị|Thông\s+tư|Quyết|Pháp)",
    re.MULTILINE,
)
_STORED = LinePattern(r"[ \t]*[-–+]?[ \t]*L[ưu]u\b")
_BLANKS = re.compile(r"\.{4}|…{2}|_{4}|\(\d\)")  # what a form leaves to be filled in
_SUBJECT = LinePattern(r"[ \t]*(?:V/v|Về\s+việc|K[íi]nh\s+g[ửu]i)")
_ENACTING = LinePattern(r"[ \t]*(?:QUYẾT\s+ĐỊNH|QUYẾT\s+NGHỊ|NGHỊ\s+QUYẾT|NGHỊ\s+ĐỊNH|RA\s+SẮC\s+LỆNH)\s*:")
_CHAPTER = r"C(?:HƯƠNG|hương)\s*(?:I|1|thứ\s+nhất)\b[^\n]*\n(?:[^\n]+\n)?"
_ARTICLE = re.compile(rf"\s*(?:{_CHAPTER}\s*)?Điều\s+(?:1\b|thứ\s+(?:nhất|1)\b)")
_ENACTING_BODY = re.compile(
    r"(?:Ủ|U)[ỶY] BAN|HỘI ĐỒNG|BỘ TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC|THỦ TƯỚNG|CHÍNH PHỦ|QUỐC HỘI|TRƯỞNG BAN|CỤC TRƯỞNG|CHÁNH ÁN"
)
_SENTENCE_ENDS = re.compile(r"[.?!:;][ \t]*$", re.MULTILINE)
_BASIS = LinePattern(r"[ \t]*(?:[-–]\s*)?C(?:ăn\s+cứ|hiểu)\s")
_ISSUED_HERE = re.compile(
    r"\s(?:ban\s+hành|xây\s+dựng|hướng\s+dẫn|thông\s+báo|báo\s+cáo)\s[^.;:]{0,200}như\s+sau\s*[:.]"
)
# `CHỈ THỊ / CỦA CHỦ TỊCH HỘI ĐỒNG BỘ TRƯỞNG SỐ 9-CT NGÀY 1-2-1986 VỀ ...`, as old papers are printed
_OF_BODY_AND_NUMBER = re.compile(r"\s+CỦA\s(?:[^\d\n]|\n(?!\s)){3,80}\sSỐ\s\d[^\n]{2,30}\sNGÀY\s+\d")
# A head line in small letters that begins as the name of a body does.
_ISSUER_LINE = re.compile(
    r"(?:UBND|HĐND|[ỦU][ỷyỶY] ban|Hội đồng|Sở|Bộ|Ban|Tỉnh|Thành phố|Văn phòng|Cục|Chi cục|Tổng cục|Tòa án|Viện|Trường|"
    r"Công ty|Đảng|Trung tâm|Huyện|Xã|Phường|Liên đoàn|Hội|Bảo hiểm|Thuế|Kho bạc|Ngân hàng|Học viện|"
    r"Đại học)\s[^.;:!?]{0,70}$"
)
_MARK_LINE = re.compile(r"(?:TUYỆT MẬT|TỐI MẬT|MẬT|HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN|DỰ THẢO|Dự thảo)\b.{0,20}")
_NEAR = 2500  # how far below its masthead the number or the heading of a paper stands
_LOST = 8000  # a heading without masthead stands below a summary at most
_TOP = 600  # what stands above a masthead that opens its text: head lines, marks, a stamp


@dataclass(frozen=True, slots=True)
class Zone:
    """`start`: first code point of the paper; `kind`: what of its header is left there."""

    start: int
    kind: ZoneKind


@cache
def _heading_line() -> LinePattern:
    names = {word.upper() for entry in all_types() for word in entry.words if len(word) > 3}
    return LinePattern(rf"[ \t]*(?:{any_of(names)})[\d\[\]()*]{{0,4}}[ \t]*$")


def find_zone(content: str, *, scanned: bool = False) -> Zone | None:
    """The start of the paper, None where the text holds none (news, a form, a page about papers). `scanned`: its head
    was read from a picture."""
    masthead = _masthead(content, scanned=scanned)
    if masthead is not None:
        return _below_cover(content, masthead) or masthead
    letter = LETTER_OPENING.search(content, 0, _LOST + 4000)
    basis = _preamble(content, letter.start() if letter is not None else len(content))
    heading = _heading_line().search(content, 0, basis.start()) if basis is not None else None
    if basis is not None and (_enacts(content, basis.start()) or _has_close(content, basis.end())):
        start = heading.start() if heading is not None else basis.start()
        return Zone(_back_to_issuer(content, start), "heading" if heading is not None else "basis")
    if basis is not None and heading is None and headline_of_paper(content, basis.start()) is not None:
        return Zone(basis.start(), "basis")
    if letter is not None and _has_close(content, letter.end()):
        return Zone(_above_letter(content, letter.start()), "letter")
    if letter is not None and is_open_letter(content, letter.start(), letter.end()):
        return Zone(letter.start(), "letter")
    recipients = RECIPIENTS_LINE.search(content)
    return _without_masthead(content, recipients.start() if recipients else None)


def _below_cover(content: str, masthead: Zone) -> Zone | None:
    """The masthead of the paper, where the one above it is of the office that certifies the copy."""
    numbering = find_numbering(content, masthead.start, min(len(content), masthead.start + _NEAR))
    if numbering is None or not is_of_a_copy(numbering.code):
        return None
    return _masthead(content, _end_of_cover(content, numbering.span.end), cover=True)


def _end_of_cover(content: str, at: int) -> int:
    """Where the head of a copy ends whose number ends at `at`: its day, where the paper's own follows, and its words
    (`SAO LỤC`) are part of it."""
    headings = _heading_line().finditer(content, at, min(len(content), at + _NEAR))
    end = next((found.start() for found in headings if not is_copy_line(found.group())), at)
    day = find_dateline(content, at, end)
    if day is not None and find_dateline(content, day.span.end, end) is not None:
        at = day.span.end
    for line in read_lines(content, at, end, 4):
        if is_copy_line(line.text):
            return line.end
    return at


def _masthead(content: str, start: int = 0, *, cover: bool = False, scanned: bool = False) -> Zone | None:
    """The first masthead or number line, unless the opening or the recipients of a letter stand above it: then it
    belongs to a form of that paper's annex. `cover`: what stands above is of a copy, and has recipients."""
    motto = _first_motto(content, start)
    number = _first_number(content, len(content) if motto is None else motto, start)
    if motto is None and number is None:
        return None
    anchor = min(at for at in (motto, number) if at is not None)
    if LETTER_OPENING.search(content, start, anchor) is not None:
        return None
    if not cover and RECIPIENTS_LINE.search(content, start, anchor) is not None:
        return None
    # No portal and no article stands on a scanned sheet: what opens with the motto is a paper, whatever else was read.
    opens = scanned and motto == anchor < _TOP
    if not (opens or _is_paper(content, anchor)) or (motto is None and not _is_header_line(content, anchor)):
        return None
    near = motto is not None and motto - anchor < _NEAR
    return Zone(max(start, _back_to_issuer(content, anchor)), "masthead" if near else "number")


def _first_motto(content: str, start: int) -> int | None:
    """The first State or Party heading. The others are looked for only near it: one pass over a long text is enough."""
    state = STATE_MOTTO.search(content, start)
    end = state.start() if state is not None else len(content)
    found = [state] + [pattern.search(content, start, end) for pattern in (PARTY_MOTTO, FREEDOM_MOTTO, YOUTH_MOTTO)]
    return min((match.start() for match in found if match is not None), default=None)


def _first_number(content: str, barrier: int, start: int) -> int | None:
    for line in _NUMBER_LINE.finditer(content, start, barrier):
        numbering = find_numbering(content, line.start(), min(len(content), line.start() + 200))
        if numbering is not None and numbering.span.start <= line.end():
            return line.start()
    return None


def _is_paper(content: str, anchor: int) -> bool:
    """Whether a masthead heads a paper of an office, not a form that an article or an annex prints.

    It has a number with its digits; or, blank as in a draft, it opens the text; or a heading stands over a preamble, or
    under a place and a day at the top.
    """
    end = min(len(content), anchor + _NEAR)
    numbering = find_numbering(content, _back_to_issuer(content, anchor), end)  # above the motto too, or on its line
    if numbering is not None and (numbering.number is not None or anchor < _TOP):
        return True
    heading = _heading_line().search(content, anchor, end)
    if heading is None:
        return anchor < _TOP and _is_letter(content, anchor, end)
    below = min(len(content), heading.end() + _NEAR)
    if _BASIS.search(content, heading.end(), below) is not None:
        return True
    if anchor < _TOP and _is_dated(content, anchor, heading.start()):
        return True
    return anchor < _TOP and _has_close(content, heading.end())


def _is_letter(content: str, anchor: int, end: int) -> bool:
    """Whether a letter whose number was lost stands under a masthead at the top: it is dated, addressed and closed."""
    opening = LETTER_OPENING.search(content, anchor, end)
    if opening is None or not _has_close(content, opening.end()):
        return False
    return _is_dated(content, anchor, opening.start())


def _is_dated(content: str, start: int, end: int) -> bool:
    """Whether a whole place-date line stands there: a form leaves the day to be filled in."""
    line = find_dateline(content, start, end)
    return line is not None and line.date is not None and line.place is not None


def _is_header_line(content: str, at: int) -> bool:
    """Whether a number line without a masthead is one of a header: a date, a heading or a V/v follows, and it does not
    go on with a sentence that the line above began."""
    above = lines_before(content, at, 1)
    if above and not (above[0].blank_before or is_capitals(above[0].text) or is_rule(above[0].text)):
        return False
    end = min(len(content), at + 700)
    return (
        find_dateline(content, at, end) is not None
        or _heading_line().search(content, at, end) is not None
        or _SUBJECT.search(content, at, end) is not None
    )


def _back_to_issuer(content: str, anchor: int) -> int:
    """The start of the issuer's lines above the motto or the number."""
    start = content.rfind("\n", 0, anchor) + 1
    for line in lines_before(content, anchor, 12):
        text = line.text
        issuer = len(text) <= 120 and (is_capitals(text) or _ISSUER_LINE.match(text) is not None)
        subject = text.startswith(("V/v", "V/V"))  # of a letter whose left column was printed first
        if not (is_rule(text) or issuer or subject or _MARK_LINE.fullmatch(text) or _is_field(content, line)):
            break
        start = line.start
    return start


def _is_field(content: str, line: Line) -> bool:
    """Whether a line holds the number or the place and date: columns may be flattened in any order."""
    if find_numbering(content, line.start, line.end) is not None:
        return True
    return len(line.text) <= 80 and find_dateline(content, line.start, line.end) is not None


def _enacts(content: str, at: int) -> bool:
    """Whether a preamble ends with what a decision is made of, `QUYẾT ĐỊNH:` over its first article, is no form, and
    no article quotes it."""
    line = _ENACTING.search(content, at, min(len(content), at + _LOST))
    if line is None or _ARTICLE.match(content, line.end()) is None:
        return False
    return _BLANKS.search(content, at, line.end()) is None and _opens_or_is_named(content, at)


def _opens_or_is_named(content: str, at: int) -> bool:
    """Whether the preamble at `at` opens the text, or stands below the title and the body that decides, with no
    sentence of anybody else above them."""
    start, body, title = content.rfind("\n", 0, at) + 1, False, False
    for line in lines_before(content, at, 12):
        subject = (
            line.text.upper().startswith(("V/V", "VỀ VIỆC")) or _heading_line().match(content, line.start) is not None
        )
        if not (subject or is_rule(line.text) or is_capitals(line.text)):
            break
        start, title = line.start, title or subject
        body = body or _ENACTING_BODY.match(line.text) is not None
    if not content[:start].strip():
        return True
    return body and title and _SENTENCE_ENDS.search(content, 0, start) is None


def _has_close(content: str, at: int) -> bool:
    """Whether a paper that opens at `at` is closed like one: signed with a name, or sent to recipients filled in."""
    if find_signature(content, at, len(content)) is not None:
        return True
    recipients = RECIPIENTS_LINE.search(content, at)
    if recipients is None:
        return False
    listed = content[recipients.end() : recipients.end() + 1500]
    return _STORED.search(listed) is not None and _BLANKS.search(content, at, recipients.end() + 1500) is None


def _above_letter(content: str, at: int) -> int:
    """A heading or V/v directly above `Kính gửi` belongs to the paper too."""
    start = content.rfind("\n", 0, at) + 1
    for line in lines_before(content, at, 8):
        if not (is_rule(line.text) or is_capitals(line.text) or line.text.startswith(("V/v", "Về việc"))):
            break
        start = line.start
    return start


def _without_masthead(content: str, recipients: int | None) -> Zone | None:
    """A paper whose masthead was lost: a heading over a preamble, or an enacting line between basis and signature."""
    heading = _heading_line().search(content, 0, recipients if recipients is not None else len(content))
    if heading is not None and heading.start() > _LOST:
        heading = None
    if heading is not None and (recipients is not None or _has_close(content, heading.end())):
        return Zone(_back_to_issuer(content, heading.start()), "heading")
    if heading is not None and _opens_cut_paper(content, heading):
        return Zone(heading.start(), "heading")
    enacting = _ENACTING.search(content)
    if enacting is None or not _has_close(content, enacting.end()):
        if recipients is None or not _has_signature(content, recipients):
            return None
        return Zone(_first_text(content), "basis")
    basis = _BASIS.search(content, 0, enacting.start())
    return Zone(_back_to_issuer(content, basis.start()) if basis else 0, "basis")


def _opens_cut_paper(content: str, heading: re.Match[str]) -> bool:
    """Whether a text that opens with a heading is a paper whose end was cut off too: it names its basis, or who issues
    it in the sentence that ends with `như sau:`, and is no form to be filled in."""
    if _OF_BODY_AND_NUMBER.match(content, heading.end()) is not None:
        return True
    below = min(len(content), heading.end() + _NEAR)
    if heading.start() > _first_text(content) or _BLANKS.search(content, heading.start(), below) is not None:
        return False
    return bool(_BASIS.search(content, heading.end(), below) or _ISSUED_HERE.search(content, heading.end(), below))


def _preamble(content: str, end: int) -> re.Match[str] | None:
    """The first of a run of `Căn cứ` lines near the top: the preamble of a paper."""
    basis = _BASIS.search(content, 0, min(end, _LOST))
    if basis is None or _PREAMBLE_GOES_ON.search(content, basis.end(), basis.end() + 2000) is None:
        return None
    return basis


def _has_signature(content: str, at: int) -> bool:

    return find_signature(content, max(0, at - 2000), len(content)) is not None


def _first_text(content: str) -> int:
    lines = read_lines(content, 0, len(content), 1)
    return lines[0].start if lines else 0
