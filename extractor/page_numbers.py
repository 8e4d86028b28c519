"""The numbers of pages between the lines of a text, which cut sentences, items and lists of recipients in two.

Pages are numbered from the second one on (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục I.7); converters leave the number on
a line of its own. Rows of a flattened table and marks of notes are numbers on lines of their own too, but they begin at
1 and stand close together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ALONE = re.compile(r"\n\s{0,8}(?:Trang[ \t])?(?:[-–][ \t]?)?(\d{1,3})(?:[ \t]?[-–])?[ \t]*(?=\n)")
# `Điều\n2\n`, `ngày\n2\n`, `100 m\n2\n`, `CO\n2\n`
_BELONGS = re.compile(
    r"(?:(?<!\w)(?:điều|khoản|điểm|mục|số|ngày|tháng|năm|quý|lần|phần|chương|phụ lục|biểu|mẫu|bảng|tuần|thứ"
    r"|(?-i:k?m|[cdm]m|ha|[A-Z]{1,3}))|[:=+×(/,\d])\Z",
    re.IGNORECASE,
)
_PAGE = (700, 9_000)  # code points of one page: the last lines before an annex, the closest print
_APART = 400  # code points between the number of a page and any other number alone


def page_numbers(content: str) -> Iterator[tuple[int, int, str]]:
    """Where numbers of pages stand, with the breaks around them, and the break that is left. Never raises."""
    alone = [(found.start(), found.end(), int(found[1])) for found in _ALONE.finditer(content)]
    if not any(number == 2 for _, _, number in alone):
        return
    page, at = 1, 0
    for index, (start, end, number) in enumerate(alone):
        if number == 1 and page == 1:
            return
        if number <= page or not _fits(start - at, number - page):
            continue
        if _is_close(alone, index) or _BELONGS.search(content, max(0, start - 12), start):
            continue
        page, at = number, end
        after = content[end : end + 8].lstrip()[:1]
        if after in ".)/" or not after:
            continue
        before = start
        while before and content[before - 1].isspace():
            before -= 1
        stop = end
        while stop < len(content) and content[stop] in " \t\n\f":
            stop += 1
        yield before, stop, "\n\n" if content[before - 1 : before] in (".", ":") else "\n"


def _fits(length: int, pages: int) -> bool:
    """Whether a stretch is so long as that many pages are. A number in between may have been lost."""
    return pages <= 2 and _PAGE[0] * pages <= length <= _PAGE[1] * pages


def _is_close(alone: list[tuple[int, int, int]], index: int) -> bool:
    """Whether another number alone stands near."""
    start, end, _ = alone[index]
    before = index > 0 and start - alone[index - 1][1] < _APART
    return before or (index + 1 < len(alone) and alone[index + 1][0] - end < _APART)
