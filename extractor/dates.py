"""Dates as official papers print them: always day, month, year (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4).

A pair like `06/2022` may be a month or part of a number: callers test the grammar of numbers first.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterator
from typing import NamedTuple

_MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip

_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WORD_MONTH = "|".join(sorted(_MONTH_WORDS, key=len, reverse=True))
_SEP = r"\s{0,3}[-/.]\s{0,3}"

# `ngày 05 tháng 3 năm 2020`, `27 tháng 4 năm 2023`, `NGÀY 06 THÁNG 12 NĂM 2013`; white space may be a line break
_LONG = (
    r"(?:(?:[Nn]gày|NGÀY)\s*(?:mồng\s+)?)?(?P<d>\d{1,2})\s*(?:tháng|THÁNG|Tháng)\s*"
    rf"(?P<m>\d{{1,2}}|{_WORD_MONTH})(?:\s*,?\s*(?:năm|NĂM|Năm|nám|tháng(?=\s+[12]\d{{3}}))\s*(?P<y>\d{{4}}))?"
)
# `ngày 26/9/2022`, `31-7-2017`, `13.7.2012`, `04/ 11/2009`
_SHORT = (
    rf"(?:(?:[Nn]gày|NGÀY)\s*)?(?P<d2>\d{{1,2}}){_SEP}(?P<m2>\d{{1,2}})"
    rf"(?:{_SEP}(?P<y2>\d{{4}}(?=\d{{1,4}}/[A-ZĐ])|\d{{4,5}}(?!\d)))?"
)

DATE_AT = re.compile(rf"{_LONG}|{_SHORT}")
"""Matches a date at a position; groups d m y (long) or d2 m2 y2 (short). The year may be missing."""

_FULL_DATE = re.compile(
    r"(?<![\d/.\-])(?:(?:[Nn]gày|NGÀY)\s*(?:mồng\s+)?)?\d{1,2}\s*(?:(?:tháng|THÁNG|Tháng)\s*[\dgmhtbnsc]|[-/.]\s{0,3}\d{1,2})"
)


class DateMatch(NamedTuple):
    """A date in text. `iso` is None when the year is missing; `day`, `month` are always valid."""

    start: int
    end: int
    day: int
    month: int
    year: int | None

    @property
    def iso(self) -> str | None:
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}" if self.year else None


def match_date(content: str, position: int) -> DateMatch | None:
    """The date that starts exactly at `position` (with or without the word `ngày`), or None."""
    found = DATE_AT.match(content, position)
    if not found:
        return None
    day, month_text, year_text, *short = found.groups()
    if day is None:
        day, month_text, year_text = short
    month = int(month_text) if month_text.isdigit() else _MONTH_WORDS[month_text]
    year = int(year_text) if year_text else None
    if not 1 <= month <= 12 or not 1 <= int(day) <= _DAYS[month]:
        return None
    if month == 2 and day == "29" and not isleap(year or 2000):
        return None
    if year is not None and year > 9999:
        year = None  # `09/6/20205`: a slip in the year; day and month stand
    if year is not None and not 1900 <= year <= 2100:
        return None
    return DateMatch(found.start(), found.end(), int(day), month, year)


def parse_date(text: str) -> str | None:
    """ISO date of the first full date in a short text, or None."""
    for date in find_dates(text):
        if date.iso:
            return date.iso
    return None


def find_dates(content: str, start: int = 0, end: int | None = None) -> Iterator[DateMatch]:
    """All dates in a stretch of text, left to right; those without a year too."""
    limit = len(content) if end is None else end
    position = start
    while True:
        found = _FULL_DATE.search(content, position, limit)
        if not found:
            return
        date = match_date(content, found.start())
        if date is not None and date.end <= limit:
            yield date
            position = date.end
        else:
            position = found.start() + 1
