"""The province that stands beside a number in place of its body: `Quyết định 9/2031/QĐ-UBND của tỉnh Lào Cai`, `tỉnh
Lào Cai ban hành Kế hoạch số 9/KH-UBND`, `Kế hoạch số 9/KH-UBND về kho sách do tỉnh Lào Cai ban hành`."""

from __future__ import annotations

import re

from extractor.name_words import words_of
from extractor.number_letters import JOINT_TYPES
from extractor.places import place_names, province_kind
from extractor.references.mention import Mention
from extractor.references.sentences import sentence_start

_COUNCILS = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}
_KIND = (
    r"(?:(?P<province>[Tt]ỉnh|TỈNH)\s|(?P<city>[Tt]hành\s+phố\s|THÀNH\s+PHỐ\s|T[Pp](?:\.|\s|(?=HCM))))\s{0,3}(?=[A-ZĐ])"
)
_BEHIND = re.compile(rf"[ \t\n\u00a0]{{1,3}}(?:của[ \t\n\u00a0]{{1,3}})?{_KIND}")
# The place opens its sentence, or a part of it behind a day or a lead-in (`Ngày 5/6/2031, tỉnh Lào Cai ban hành`).
_SUBJECT = re.compile(
    rf"[\s\-–+]*(?:(?:Ngày|Sáng|Chiều|Từ|Mới|Trước|Theo|Tại|Cũng|Vừa|Năm|Đầu|Cuối)(?!\w)[^,;:()]{{0,50}},\s+)?(?:{_KIND}|(?=[A-ZĐ]))"
)
_ISSUES = re.compile(r"\s+(?:(?:đã|vừa|cũng|mới|sẽ)\s+){0,2}(?:ký\s+)?(?:ban\s+hành|thông\s+qua|có|ra)\s+\Z")
_BY = re.compile(rf"(?<!\w)do\s+{_KIND}")
_ISSUED = re.compile(r"\s+(?:ký\s+)?ban\s+hành(?!\w)")
_STOP = re.compile(r"[.;:]\s|\n")
_REACH = 240
# A line that holds a province alone, with the mark of an item or its kind: `2. LÀO CAI`, `Tỉnh Lào Cai:`.
_HEADING = re.compile(rf"[ \t]*(?P<mark>(?:\d{{1,2}}[.)]|[IVX]{{1,5}}[.)]|[-–+•*])[ \t]*)?(?:{_KIND}|(?=[A-ZĐ]))")
_HEADING_ENDS = re.compile(r"[ \t]*:?[ \t]*\Z")
_LONGEST_HEADING = 40
_HEADING_REACH = 4000


def place_behind(content: str, mention: Mention) -> tuple[str, int] | None:
    """The body of a council's or a committee's number by the place right behind it, and where that ends."""
    council = _council(mention)
    found = _BEHIND.match(content, mention.end) if council is not None else None
    read = _province(content, found, mention) if found is not None else None
    return (f"{council} {read[0]}", read[1]) if read is not None else None


def place_apart(content: str, mention: Mention, following: int | None, *, headings: bool) -> str | None:
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
    if read is None and headings:
        read = _heading_above(content, mention)
    return f"{council} {read[0]}" if read is not None else None


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
    read = _province(content, by, mention) if by is not None else None
    return read if read is not None and _ISSUED.match(content, read[1]) is not None else None


def _heading_above(content: str, mention: Mention) -> tuple[str, int] | None:
    """The province of the nearest heading above; none where that is the last line of a mere list of provinces."""
    low = max(0, mention.start - _HEADING_REACH)
    end = content.rfind("\n", low, mention.start)
    nearest: tuple[str, int] | None = None
    while end > low:
        start = content.rfind("\n", low, end) + 1
        if start == 0:
            return nearest
        if content[start:end].strip():
            read = _heading(content, start, end, mention)
            if nearest is not None:
                return nearest if read is None else None
            nearest = read
        end = start - 1
    return nearest


def _heading(content: str, start: int, end: int, mention: Mention) -> tuple[str, int] | None:
    found = _HEADING.match(content, start, end) if end - start <= _LONGEST_HEADING else None
    read = _province(content, found, mention) if found and any(found.group("mark", "province", "city")) else None
    return read if read is not None and read[1] <= end and _HEADING_ENDS.match(content, read[1], end) else None


def _province(content: str, kind: re.Match[str], mention: Mention) -> tuple[str, int] | None:
    """`tỉnh Lào Cai` and where it ends; None where the place is none of the first level (`thành phố Lào Cai`)."""
    words = words_of(content, kind.end(), limit=8)
    found = place_names().longest(words, 0)
    if found is None:
        return None
    name, last = found[0][0], words[found[1] - 1].end
    year = mention.date or (f"{mention.year}-12-31" if mention.year else None)
    legal = province_kind(name, year)
    printed = "tỉnh" if kind["province"] else "thành phố" if kind["city"] else legal
    return (f"{printed} {name}", last) if legal == printed else None
