"""What the headline of a page tells of the paper below it, where that lost its own head.

`Hướng dẫn số 9/HD-TLĐ ngày 3 tháng 2 năm 2031 của Tổng Liên đoàn ... về kho sách` stands over the first basis;
portals print `Quyết định 9/QĐ-UBND năm 2031 về phê duyệt kho sách` above the paper.
"""

from __future__ import annotations

import re

from extractor.document import Found, Span
from extractor.header.lost import SelfMention, own_act
from extractor.layout import UPPER, Line, read_lines
from extractor.text import squash
from extractor.types import type_of_word

_TITLE = re.compile(
    r"(?:[Vv]ề|[Vv]/v|[Qq]uy\s+định|[Bb]an\s+hành|[Pp]hê\s+duyệt|[Hh]ướng\s+dẫn|[Ss]ửa\s+đổi|[Cc]ông\s+bố|[Tt]riển\s+khai"
    r"|[Bb]ổ\s+nhiệm|[Tt]hành\s+lập)\s"
)
_NUMBER_WORD = re.compile(r"\s*(?:[Ss]ố\s*:?)?\s*\Z")
_YEAR = re.compile(r"\s+năm\s+(?:19|20)\d\d(?=\s)")
_ISSUED_BY = re.compile(rf"\s+do\s+[{UPPER}][^.;]{{3,90}}\sban\s+hành\.?$")
_TELLS = re.compile(
    r"\s(?:ban\s+hành|hướng\s+dẫn|quy\s+định|thông\s+báo|quyết\s+định|kết\s+luận|yêu\s+cầu)\s[^.;:]{0,200}như\s+sau\s*[:.]"
)
_REACH = 1500  # code points below the headline within which the paper says that it issues something


def headline_of_paper(content: str, basis: int) -> Line | None:
    """The headline that names a paper by type, number and day, and stands alone over its first basis at `basis`."""
    lines = read_lines(content, 0, basis, 2)
    if len(lines) != 1 or _TELLS.search(content, basis, basis + _REACH) is None:
        return None
    told = own_act(content, lines[0].start)
    return lines[0] if told is not None and told.date is not None and told.word.span.start == lines[0].start else None


def from_headline(content: str, end: int) -> SelfMention | None:
    """Number, day and body in the first line of a text, which stands above the paper that begins at `end`."""
    lines = read_lines(content, 0, end, 1)
    told = own_act(content, lines[0].start) if lines else None
    return told if told is not None and told.date is not None else None


def title_in_headline(content: str, end: int, number: Found[str]) -> Found[str] | None:
    """The title that a portal prints behind the paper's own number, above the paper that begins at `end`."""
    for line in read_lines(content, 0, end, 3):
        at = line.text.find(number.value)
        if at <= 0 or line.text.count(number.value) > 1 or type_of_word(_NUMBER_WORD.sub("", line.text[:at])) is None:
            continue  # `Bãi bỏ Quyết định số 9/QĐ-UBND về kho sách` tells of the paper
        behind = line.start + at + len(number.value)
        year = _YEAR.match(content, behind, line.end)
        title = _TITLE.search(content, year.end() if year else behind, line.end)
        if title is None or len(content[behind : title.start()].split()) > _WORDS_BETWEEN:
            continue
        raw = _ISSUED_BY.sub("", content[title.start() : line.end].rstrip(" .|"))
        return Found(squash(raw), raw, Span(title.start(), title.start() + len(raw)), "headline above the paper")
    return None


_WORDS_BETWEEN = 24  # the day, the body with its place
