"""Dates as official papers print them: always day, month, year (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4).

A pair like `06/2022` may be a month or part of a number: callers test the grammar of numbers first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import isleap
from collections.abc import Iterator, Sequence
from datetime import date as Date
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from extractor.led_patterns import LedPattern

_MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip

_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WORD_MONTH = "|".join(sorted(_MONTH_WORDS, key=len, reverse=True))
_SEP = r"\s{0,3}[-/.]\s{0,3}"

# Figures that OCR made letters of: `l4 tháng 4 năm 20l7`. At least one of two, two of four are left.
_TWO = r"(?:\d{1,2}|[lIOo]\d|\d[lIOo])"
_TORN = r"(?<=g[àa]y )[0-3] \d(?=\s+tháng)"  # `ngày 1 9 tháng 5`: a space that OCR put between two figures
_MISREAD_YEAR = r"[12lI](?:\d[\dlIOo]{2}|[Oo]\d[\dlIOo]|[Oo][\dlIOo]\d)(?!\w)"
_FIGURES = str.maketrans("lIOo", "1100", " ")

# `ngày 05 tháng 3 năm 2020`, `27 tháng 4 năm 2023`, `NGÀY 06 THÁNG 12 NĂM 2013`; white space may be a line break
_LONG = (
    rf"(?:(?:[Nn]g[àáảâ]y|NGÀY)\s*(?:m[ồù]ng\s+)?)?(?P<d>{_TWO}|{_TORN})\s*(?:th[áảãàâ]ng|THÁNG|Tháng)\s*"
    rf"(?P<m>{_TWO}|{_WORD_MONTH})(?:\s*,?\s*(?:n[ăáãâà]m|NĂM|Năm|tháng(?=\s+[12]\d{{3}})|/(?=\s?(?:19|20)\d\d(?![\w/\-])))\s*(?P<y>\d{{4}}|{_MISREAD_YEAR}))?"
)
# A year that lost a figure, `ngày 28/10/201`: only behind the word, for `thửa 10/11/250` is no day.
_SLIP = (
    r"(?:(?<=[yY]\s\d[-/.]\d[-/.])|(?<=[yY]\s\d\d[-/.]\d[-/.])|(?<=[yY]\s\d[-/.]\d\d[-/.])"
    r"|(?<=[yY]\s\d\d[-/.]\d\d[-/.]))\d{3}(?!\d)"
)
# `ngày 26/9/2022`, `31-7-2017`, `13.7.2012`, `04/ 11/2009`
_SHORT = (
    rf"(?:(?:[Nn]g[àáảâ]y|NGÀY)\s*)?(?P<d2>\d{{1,2}}){_SEP}(?P<m2>\d{{1,2}})"
    rf"(?:{_SEP}(?P<y2>\d{{4}}(?=\d{{1,4}}/[A-ZĐ])|\d{{4,5}}(?!\d)|{_SLIP}|{_MISREAD_YEAR})"
    r"|(?!\d?[-/.]\d{3}(?!\d)))"
)

DATE = rf"(?:{_LONG}|{_SHORT})"
"""A date; groups d m y (long) or d2 m2 y2 (short). The year may be missing."""

_DATE_AT = re.compile(DATE)

_FULL_DATE = LedPattern(
    r"Nn\d",
    r"(?<![\d/.\-])(?:(?:[Nn]gày|NGÀY)\s*(?:m[ồù]ng\s+)?)?\d{1,2}\s*(?:(?:tháng|THÁNG|Tháng)\s*[\dgmhtbnsc]|[-/.]\s{0,3}\d{1,2})",
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


class Day(NamedTuple):
    """A day that exists. `iso` and `year` are None when the year is missing."""

    day: int
    month: int
    year: int | None
    iso: str | None


def match_date(content: str, position: int) -> DateMatch | None:
    """The date that starts exactly at `position` (with or without the word `ngày`), or None."""
    found = _DATE_AT.match(content, position)
    if not found:
        return None
    day = printed_day(*found.groups())
    return DateMatch(found.start(), found.end(), day.day, day.month, day.year) if day else None


@lru_cache(maxsize=16384)
def printed_day(
    d: str | None, m: str | None, y: str | None, d2: str | None, m2: str | None, y2: str | None
) -> Day | None:
    """The day that the groups of `DATE` name; None where there is no such day."""
    day_text, month_text, year_text = (d, m, y) if d is not None else (d2, m2, y2)
    assert day_text is not None and month_text is not None  # both are printed in either form
    day = int(day_text.translate(_FIGURES))
    month = _MONTH_WORDS.get(month_text) or int(month_text.translate(_FIGURES))
    year = int(year_text.translate(_FIGURES)) if year_text else None
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month]:
        return None
    if month == 2 and day == 29 and not isleap(year or 2000):
        return None
    if year is not None and not 999 < year <= 9999:
        year = None  # `09/6/20205`, `28/10/201`: a slip in the year; day and month stand
    if year is not None and not 1900 <= year <= 2100:
        return None
    return Day(day, month, year, f"{year:04d}-{month:02d}-{day:02d}" if year else None)


def last_turn(turns: Sequence[str], date: str | None) -> str | None:
    """The last of the sorted days from which on something changed, as of a date; an incomplete date stays as it is.

    What is read by that day is what is read by the date, and can be kept for every date of the period.
    """
    if date is None or len(date) != 10:
        return date
    index = bisect_right(turns, date)
    return turns[index - 1] if index else date


def lies_within(date: str, since: str | None, until: str | None) -> bool:
    """Whether an ISO date lies between two days, months or years, both inclusive; None for an open end."""
    return (since is None or date[: len(since)] >= since) and (until is None or date[: len(until)] <= until)


def day_after(date: str) -> str:
    """The first day behind a day, a month (`2024-06`) or a year (`2024`); ISO."""
    if len(date) == 4:
        return f"{int(date) + 1}-01-01"
    if len(date) == 7:
        return (Date.fromisoformat(f"{date}-28") + timedelta(days=4)).replace(day=1).isoformat()
    return (Date.fromisoformat(date) + timedelta(days=1)).isoformat()


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


def written_day(iso: str | None) -> str:
    """An ISO date as it is written in Vietnam: 07/4/2014 (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4: days below 10 and
    months 1 and 2 with a leading zero). Partial dates (2025-01) become 01/2025; None an empty string."""
    if not iso:
        return ""
    parts = iso.split("-")
    if len(parts) == 3:
        month = parts[1] if parts[1] in ("01", "02") else parts[1].lstrip("0")
        return f"{parts[2]}/{month}/{parts[0]}"
    return "/".join(reversed(parts))
