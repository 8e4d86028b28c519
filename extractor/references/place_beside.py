"""The province that stands beside a number in place of its body: `Quyết định 9/2031/QĐ-UBND của tỉnh Lào Cai`, `tỉnh
Lào Cai ban hành Kế hoạch số 9/KH-UBND`, `Kế hoạch số 9/KH-UBND về kho sách do tỉnh Lào Cai ban hành`."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from extractor.issuers.places import place_names, province_kind
from extractor.name_words import words_of
from extractor.number_letters import JOINT_TYPES
from extractor.references.mention import Mention
from extractor.references.sentences import sentence_start

_COUNCILS = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}
_KIND = (
    r"(?:(?P<province>[Tt]ỉnh|TỈNH)\s|(?P<city>[Tt]hành\s+phố\s|THÀNH\s+PHỐ\s|T[Pp](?:\.|\s|(?=HCM))))\s{0,3}(?=[A-ZĐ])"
)
# On the same line; where `của` says that it goes on, also on the next one.
_BLANK = r"[ \t\u00a0]"
_BEHIND = re.compile(
    rf"(?:{_BLANK}{{1,3}}(?:của(?:{_BLANK}{{1,3}}|{_BLANK}?\n{_BLANK}{{0,3}}))?"
    rf"|{_BLANK}?\n{_BLANK}{{0,3}}của{_BLANK}{{1,3}}){_KIND}"
)
# The place opens its sentence, or a part of it behind a day or a lead-in (`Ngày 5/6/2031, tỉnh Lào Cai ban hành`).
_SUBJECT = re.compile(
    rf"[\s\-–+]*(?:(?:Ngày|Sáng|Chiều|Từ|Mới|Trước|Theo|Tại|Cũng|Vừa|Năm|Đầu|Cuối)(?!\w)[^,;:()]{{0,50}},\s+)?(?:{_KIND}|(?=[A-ZĐ]))"
)
_ISSUES = re.compile(r"\s+(?:(?:đã|vừa|cũng|mới|sẽ)\s+){0,2}(?:ký\s+)?(?:ban\s+hành|thông\s+qua|có|ra)\s+\Z")
_BY = re.compile(rf"(?<!\w)do\s+{_KIND}")
# A title between number and `do tỉnh A ban hành`; what it names may be what the place issued.
_OWN_TITLE = re.compile(
    r"\s+(?:(?:về|v/v)\s+(?:(?!(?:tiêu\s+chí|quy\s+chế|quy\s+định|quy\s+trình|quy\s+chuẩn|kế\s+hoạch|đề\s+án|chương\s+trình"
    r"|dự\s+án|danh\s+mục|phương\s+án|hướng\s+dẫn|bảng\s+giá|định\s+mức|khung\s+giá|văn\s+bản|nghị\s+quyết|quyết\s+định|chỉ\s+thị"
    r"|công\s+văn|thông\s+báo|điều\s+lệ|nội\s+quy|mẫu|biểu|tài\s+liệu|sổ\s+tay|luật|nghị\s+định|thông\s+tư)(?!\w)).)*)?",
    re.DOTALL,
)
_ISSUED = re.compile(r"\s+(?:ký\s+)?ban\s+hành(?!\w)")
_STOP = re.compile(r"[.;:]\s|\n")
_REACH = 240
# A line that holds a province alone, with the mark of an item or its kind: `2. LÀO CAI`, `Tỉnh Lào Cai:`.
_HEADING = re.compile(rf"[ \t]*(?P<mark>(?:\d{{1,2}}[.)]|[IVX]{{1,5}}[.)]|[-–+•*])[ \t]*)?(?:{_KIND}|(?=[A-ZĐ]))")
_HEADING_ENDS = re.compile(r"[ \t]*:?[ \t]*\Z")
_LONGEST_HEADING = 40
_HEADING_REACH = 4000
_CAPITAL = re.compile(r"[A-ZĐ]\w*")


def place_behind(content: str, mention: Mention) -> tuple[str, int] | None:
    """The body of a council's or a committee's number by the place right behind it, and where that ends."""
    council = _council(mention)
    found = _BEHIND.match(content, mention.end) if council is not None else None
    read = _province(content, found, mention) if found is not None else None
    return (f"{council} {read[0]}", read[1]) if read is not None else None


def place_apart(content: str, mention: Mention, following: int | None, headings: PlaceHeadings | None) -> str | None:
    """The same body by the place that issues the paper before its mention, or behind its title; with `headings` also by
    the nearest that names a place. `following`: where the next mention begins."""
    council = _council(mention)
    if council is None:
        return None
    start = sentence_start(content, max(0, mention.start - _REACH), mention.start)
    subject = _SUBJECT.match(content, start, mention.start)
    read = _province(content, subject, mention) if subject is not None else None
    if read is None or _ISSUES.match(content, read[1], mention.start) is None:
        read = _issued_by(content, mention, following)
    place = read[0] if read is not None else headings.above(mention) if headings is not None else None
    return f"{council} {place}" if place is not None else None


def _council(mention: Mention) -> str | None:
    """The council or committee that the letters name, where they name no other body beside it."""
    code = mention.code
    if code is None or (len(code.organs) != 1 and code.system != "letter") or code.type_letters in JOINT_TYPES:
        return None
    return _COUNCILS.get(code.organs[0]) if code.organs else None


def _issued_by(content: str, mention: Mention, following: int | None) -> tuple[str, int] | None:
    stop = min(len(content), mention.end + _REACH, following if following is not None else len(content))
    ends = _STOP.search(content, mention.end, stop)
    by = _BY.search(content, mention.end, ends.start() if ends is not None else stop)
    if by is not None and _OWN_TITLE.fullmatch(content[mention.end : by.start()].lower()) is None:
        return None
    read = _province(content, by, mention) if by is not None else None
    return read if read is not None and _ISSUED.match(content, read[1]) is not None else None


class PlaceHeadings:
    """The lines of a text that hold a province alone, for the papers below them: found once, at the first question.

    None counts where fewer than two provinces have one: such a text has captions and bullets only."""

    def __init__(self, content: str) -> None:
        self._content = content

    @cached_property
    def _found(self) -> list[_Heading]:
        content, found = self._content, list[_Heading]()
        above = False  # whether the line above is such a line too: a mere list of provinces
        position = content.find("\n") + 1
        while 0 < position < len(content):
            end = content.find("\n", position)
            end = end if end >= 0 else len(content)
            if content[position:end].strip():
                read = _read_heading(content, position, end)
                if read is not None:
                    found.append(_Heading(end, *read, alone=not above))
                above = read is not None
            position = end + 1
        if len({heading.name for heading in found if heading.alone}) < 2:
            return []
        ends = [*(heading.end for heading in found[1:]), len(content)]  # its papers stand above the next one
        return [h._replace(until=_other_named(content, h, end)) for h, end in zip(found, ends, strict=True)]

    def above(self, mention: Mention) -> str | None:
        """The province of the nearest heading, `tỉnh Lào Cai`; None where that is the last line of a list of provinces,
        or another province is named on the way."""
        at = bisect_right(self._found, mention.start, key=lambda heading: heading.end) - 1
        if at < 0:
            return None
        heading = self._found[at]
        return _of_first_level(heading.name, heading.kind, mention) if heading.until >= mention.start else None


class _Heading(NamedTuple):
    end: int
    name: str
    kind: str | None
    alone: bool
    until: int = 0  # how far its papers may stand


def _read_heading(content: str, start: int, end: int) -> tuple[str, str | None] | None:
    """The name on the line and the word for its kind."""
    found = _HEADING.match(content, start, end) if end - start <= _LONGEST_HEADING else None
    if found is None or not any(found.group("mark", "province", "city")):
        return None
    named = _named_at(content, found.end())
    if named is None or named[1] > end or _HEADING_ENDS.match(content, named[1], end) is None:
        return None
    return named[0], _printed_kind(found)


def _other_named(content: str, heading: _Heading, end: int) -> int:
    """Where another province is named behind a heading; at its own end where it counts for nothing."""
    if not heading.alone:
        return heading.end
    stop = min(end, heading.end + _HEADING_REACH)
    for capital in _CAPITAL.finditer(content, heading.end, stop):
        named = _named_at(content, capital.start())
        if named is not None and named[0] != heading.name:
            return capital.start()
    return stop


def _province(content: str, kind: re.Match[str], mention: Mention) -> tuple[str, int] | None:
    """`tỉnh Lào Cai` and where it ends; None where the place is none of the first level (`thành phố Lào Cai`)."""
    named = _named_at(content, kind.end())
    place = _of_first_level(named[0], _printed_kind(kind), mention) if named is not None else None
    return (place, named[1]) if named is not None and place is not None else None


def _named_at(content: str, start: int) -> tuple[str, int] | None:
    words = words_of(content, start, limit=8)
    found = place_names().longest(words, 0)
    return (found[0][0], words[found[1] - 1].end) if found is not None else None


def _printed_kind(kind: re.Match[str]) -> str | None:
    return "tỉnh" if kind["province"] else "thành phố" if kind["city"] else None


def _of_first_level(name: str, printed: str | None, mention: Mention) -> str | None:
    year = mention.date or (f"{mention.year}-12-31" if mention.year else None)
    legal = province_kind(name, year)
    return f"{legal} {name}" if legal is not None and printed in (None, legal) else None
