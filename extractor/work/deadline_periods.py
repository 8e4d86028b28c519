"""How a term is written: from its cue word to its last date part, or to the end of the event it is counted from.

A printed period is dated to its last day; recurring terms and terms counted from an event have no date. Norm of the
forms: Nghị định 30/2020/NĐ-CP, Phụ lục I; Bộ luật Dân sự 2015, Điều 147, 148.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache

from extractor.dates import DateMatch, match_date
from extractor.work.deadline_counts import counted_end

# The first words of what is read behind a cue: most cues are followed by others.
_AHEAD = (
    r"(?!\w)(?=\W?\s*,?\s*(?:\d|hết|cuối|giữa|đầu|thời|[Nn]gày|[Tt](?:háng|HÁNG)|[Qq][uU]|[Nn]ăm|vòng|khoảng|tối|không|chậm"
    r"|là|trước|sáu\s|[Tt]hứ\s|[Cc]hủ\s+[Nn]hật))"
)
# Where a cue may stand, from a letter or two behind its start, which may be a capital: each opens with a rare letter of
# its own and goes on with a look behind or ahead, because `re` finds such patterns twice as fast as plain words.
_CUE_SIGNS = tuple(
    (re.compile(pattern), behind)
    for pattern, behind in (
        (rf"ừ(?<=[Tt]ừ){_AHEAD}", 1),
        (rf"ớ(?<=[Tt]rướ)c{_AHEAD}", 3),
        (rf"ế(?<=[Đđ]ế)n{_AHEAD}", 1),
        (rf"r(?<=[Tt]r)ong{_AHEAD}", 1),
        (r"ậ(?<=[Cc]hậ)m\s+nhất", 2),
        (r"ộ(?<=[Mm]uộ)n\s+nhất", 2),
        (r"ơ(?<=[Kk]hông\s(?:muộn|chậm)\shơ)n(?=\s+(?:\d|ngày|tháng|quý|cuối|hết))", 12),
        (r"á(?<=[Kk]hông\squá)(?=\s+ngày\s+\d)", 8),
        (r"ạn c(?<=[Hh]ạn c)(?:hót|uối)(?!\w)", 1),
        (r"Q(?:u[ýí]|UÝ)(?=\s+[I1-4])", 0),
        (r"T(?:háng|HÁNG)(?=\s+\d)", 0),
        (r"Năm(?=\s+\d)", 0),
        (r":\s(?=(?:qu[ýí]|tháng|năm)\s+[I\d])", -2),  # `Thời gian hoàn thành: quý II/2026`
    )
)
CUE = re.compile(
    r"(?:(?:(?P<range>[Tt]ừ)|(?P<late>(?:(?:[Cc]hậm|[Mm]uộn)\s+nhất|[Hh]ạn (?:chót|cuối(?:\s+cùng)?)\s*:?"
    r"|[Kk]hông\s(?:(?:muộn|chậm)\shơn|quá(?=\s+ngày\s+\d)))"
    r"(?:\s+(?:là|vào|lúc|trước|đến|trong|sau|không\s+(?:quá|muộn\s+hơn)))*)|(?P<before>[Tt]rước)"
    rf"|(?P<until>[Đđ]ến)|(?P<within>[Tt]rong)){_AHEAD}|(?P<bare>(?=[Qq]u[ýí]|[Tt]háng|[Nn]ăm|QUÝ|THÁNG)))"
)
_CLOCK = r"(?:\d{1,2}\s*(?:giờ|[hg:])\s*(?:\d{2})?\s*(?:phút|['’])?\s*(?:(?:sáng|trưa|chiều|tối)\s+)?,?\s*)"
# `trước 10h00 thứ Hai, ngày 14/3/2031`
_WEEKDAY = (
    r"(?:(?:[Tt]hứ\s+(?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[2-7])|[Cc]hủ\s+[Nn]hật)\s*,?\s*(?=ngày|\d{1,2}/))"
)
_SKIP = re.compile(
    rf"\s*(?:(?:hết|cuối|thời\s+điểm)\s+)*{_CLOCK}?{_WEEKDAY}?(?:,?\s*(?:[Nn]gày|hết\s+ngày)\s+(?=\d|cuối))?\s*"
)
_DAILY = re.compile(
    rf"\s+(?:{_CLOCK}\s*(?:hàng|hằng|mỗi)\s+ngày"
    rf"|{_CLOCK}?\s*(?:ngày\s+)?(?:[Tt]hứ\s+\w+|[Cc]hủ\s+nhật)\s+(?:hàng|hằng|mỗi)\s+tuần)"
)
_SEVERAL = re.compile(r"\s+(?:tháng|[Qq]uý)\s+(?:\d{1,2}|[IV]+)\s*[–-]")  # `từ | tháng 4 - 6/2031`
# The first end of a range may leave its month or year to the second: `từ ngày 10 đến ngày 15 tháng 12`.
_OPEN_START = re.compile(r"\s+(?:ngày\s+\d{1,2}|tháng\s+\d{1,2}|[Qq]uý\s+(?:IV|I{1,3}|[1-4])|năm\s+\d{4})(?!\s?[\d/])")
_MONTHLY = re.compile(r"\s*tháng\s+\d{1,2}\s+(?:hàng|hằng)\s+năm")
_MONTH = re.compile(
    r"(?:hết\s+|cuối\s+)?[Tt](?:háng|HÁNG)\s+(?:\d{1,2}(?:\s*[,–-]\s*|\s+và\s+)(?:tháng\s+)?){0,3}(\d{1,2})\s*"
    r"(?:[/\-–.]\s*|,?\s*năm\s+)(\d{4})(?![\d/])"
)
_QUARTER = re.compile(
    r"(?:hết\s+|cuối\s+)?[Qq](?:uý|UÝ|uí)\s+(IV|I{1,3}|[1-4])\s*"
    r"(?:(?:[,-]\s*(?:và\s+)?|và\s*|đến\s*|[–-]\s*Quý\s+|–\s*)(?:quý\s+)?(IV|I{1,3}|[1-4])\s*){0,3}"
    r"(?:[/\-–.]\s*|,?\s*[Nn]ăm\s+)(\d{4})(?!\d)"
)
_YEAR = re.compile(r"(?:hết\s+|cuối\s+)?[Nn]ăm\s+(\d{4})(?!\s*[-–/]\s*\d)(?!\d)")
# Behind `Thời gian thực hiện:`, and nothing more said of them: `năm 2028 - 2030 đã hoàn thành giai đoạn I`.
_YEARS = re.compile(r"[Nn]ăm\s+\d{4}\s*[-–]\s*(\d{4})(?=\s*(?:[.,;:()|\n]|\Z))")
# `trong 6 tháng đầu năm 2031`
_HALF = re.compile(r"\s+(?:0?6|sáu)\s+tháng\s+(?P<half>đầu|cuối)\s+năm\s+(?P<year>\d{4})(?![\d/])")
# `trong quý I hằng năm`
_YEARLY = re.compile(
    r"\s+(?:(?:hết|cuối|đầu|giữa)\s+)?(?:[Tt]háng\s+\d{1,2}|[Qq]uý\s+(?:IV|I{1,3}|[1-4]))\s+(?:của\s+)?(?:hàng|hằng|mỗi)\s+năm(?!\w)"
)
# `chậm nhất là ngày cuối cùng của quý`, and nothing more said of it: not `của tháng thôi việc`
_LAST_OF_EACH = re.compile(
    r"\s+ngày\s+(?:làm\s+việc\s+)?cuối\s+cùng\s+(?:của\s+)?(?:(?:hàng|hằng|mỗi)\s+)?(?:tuần|tháng|quý|năm|kỳ)"
    r"(?:\s+(?:báo\s+cáo|liền\s+kề|sau|tiếp\s+theo|hiện\s+hành))*(?=\s*(?:[.,;:()|]|\Z))"
)
# Of a month or a quarter without its year the middle and the beginning have no last day.
_OPEN_PERIOD = re.compile(
    r"\s*(?:(?:(?P<vague>giữa|đầu|nửa\s+đầu)|hết|cuối)\s+)?(?:[Tt]háng\s+(?P<month>1[0-2]|0?[1-9])|[Qq]uý\s+(?P<quarter>IV|I{1,3}|[1-4]))"
    r"(?!\w|\s*[/\-–]\s*\d|\.\d|\s*,?\s*[Nn]ăm\s+(?:\d|ngoái|trước)|\s+(?:hàng|hằng|mỗi)\s|\s*[,-]\s*(?:[IV]+|\d)|\s*,\s*(?:quý|tháng)\s+[IV\d]+\s+(?:hàng|hằng|mỗi)\s|\s+và\s+(?:[IV]+|\d|quý|tháng))"
)
# Several of them, of which the last one ends the term: `trong tháng 5, tháng 6`; `tháng 5, 6` may be a count.
_AND = r"(?:\s*,\s*(?:và\s+)?|\s+và\s+)"
_MONTH_OF_YEAR, _QUARTER_OF_YEAR = r"(?:1[0-2]|0?[1-9])(?!\d)", r"(?:IV|I{1,3}|[1-4])(?!\w)"
_OPEN_SERIES = re.compile(
    r"\s*(?:(?P<vague>giữa|đầu|nửa\s+đầu)\s+|(?:hết|cuối)\s+)?(?P<listed>"
    rf"[Tt]háng\s+{_MONTH_OF_YEAR}(?:{_AND}tháng\s+{_MONTH_OF_YEAR}){{1,3}}"
    rf"|[Qq]uý\s+{_QUARTER_OF_YEAR}(?:{_AND}(?:[Qq]uý\s+{_QUARTER_OF_YEAR}|(?:IV|I{{1,3}})(?!\w))){{1,3}})"
    r"(?!\w|\s*[/\-–]\s*\d|\.\d|\s*,?\s*[Nn]ăm\s+(?:\d|ngoái|trước)|\s+(?:hàng|hằng|mỗi)\s|(?:\s*[,-]|\s+và)\s*(?:[IV]+|\d|[Qq]uý|tháng))"
)
_CLAUSE_ENDS = re.compile(r"\s*(?:[.;)|]|\Z|để(?!\w))")
_MEMBER = re.compile(r"IV|I{1,3}|\d+")
# Behind `trước 3/7` its sentence or clause ends; what a fraction or a count is of goes on: `trước 2/3 khối lượng`.
_DAY_ENDS = re.compile(r"\s*(?:\Z|[,;:!?()|\]”\"]|\.(?!\d)|(?:để|theo|và|tới|này|sẽ)(?!\w))")
_MONTHS = 12  # `3-4` may be a count from three to four, `15-8` is none
_LAST_YEAR = re.compile(r"\s*,?\s*năm\s+ngoái(?!\w)")
_OF_A_YEAR = re.compile(r"\s*,?\s*(?:của\s+)?(?:(?:hàng|hằng|mỗi)\s+)?năm(?!\w)")  # `trước 30/7 năm ngoái`
_NUMBER = re.compile(r"\d{1,2}(?!\d)")
_DASH = re.compile(r"\s*(?:[-–]|đến)\s*(?=[QqTtNn])")  # `Quý IV/2025 - Quý II/2026`
_TO = re.compile(
    r"(?:\s*\((?:[Tt]hứ\s\w{2,3}|[Cc]hủ\s+nhật)\))?\s*(?:,|-|–)?\s*(?:cho\s+)?(?:đến|tới)(?:\s+trước)?(?!\w)"
    r"|\s*[-–]\s*(?=\d{1,2}[/.]\d{1,2}[/.]\d{4})"
)
# Months; what is further back is meant for the next year. Who tells what was done speaks of days further back.
_LONG_PAST_TOLD = 8
_LONG_PAST_ORDERED = 4
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


@dataclass(frozen=True, slots=True)
class Period:
    """What a term names: where it ends, its last day (ISO) and of what kind it is."""

    end: int
    date: str | None
    # day, days (the last of two without their year), month, quarter, half, year, yearly, recurring, last (of each),
    # counted; open: without its year
    kind: str


@lru_cache(maxsize=2)  # the tasks of a paper ask for the same
def cue_positions(content: str, start: int, end: int) -> tuple[int, ...]:
    """Where a cue word stands before a period, or what opens like one: every term opens so."""
    places = [found.start() - behind for sign, behind in _CUE_SIGNS for found in sign.finditer(content, start, end)]
    places.sort()
    return tuple(places)


def read_period(
    content: str, cue: re.Match[str], limit: int, signed: str | None, *, told: bool = True
) -> Period | None:
    """The period that follows a match of `CUE`, or None. `signed` (ISO) gives its year to a day printed without.
    `told`: the sentence may say what was done, so that a day some months back is none to come."""
    long_past = _LONG_PAST_TOLD if told else _LONG_PAST_ORDERED
    if cue["range"]:
        first = _calendar(content, cue.end(), limit, None)
        start = first.end if first else None
        if start is None or not _TO.match(content, start, limit):
            opened = _OPEN_START.match(content, cue.end(), limit)
            if opened is None:
                return None
            start = opened.end()
        to = _TO.match(content, start, limit)
        if to is None:
            several = first is not None and _SEVERAL.match(content, cue.end(), first.end)
            return first if several else None
        yearly = _MONTHLY.match(content, to.end(), limit)
        if yearly:
            return Period(yearly.end(), None, "recurring")
        second = _calendar(content, to.end(), limit, signed, long_past)
        second = second or _open_period(content, to.end(), limit, signed)
        bare = second is None and first is not None and first.kind == "day" and first.date is None
        return _last_of_days(content, cue.end(), to.end(), limit, signed) if bare else second
    if cue["bare"] is not None:
        first = _named_period(content, cue.start(), limit)
        dash = _DASH.match(content, first.end, limit) if first else None
        years = _YEARS.match(content, cue.start(), limit) if first is None else None
        if years is not None and 1900 <= int(years[1]) <= 2100:
            return Period(years.end(), f"{years[1]}-12-31", "year")
        period = (_named_period(content, dash.end(), limit) if dash else None) or first
        return period or _labelled_period(content, cue.start(), limit, signed)
    daily = _DAILY.match(content, cue.end(), limit) if cue["before"] or cue["late"] else None
    if daily:
        return Period(daily.end(), None, "recurring")
    if half := _half_year(content, cue, limit):
        return half
    if yearly := _YEARLY.match(content, cue.end(), limit):
        return Period(yearly.end(), None, "yearly" if cue["within"] else "recurring")
    if cue["late"] and (last := _LAST_OF_EACH.match(content, cue.end(), limit)):
        return Period(last.end(), None, "last")
    period = _calendar(content, cue.end(), limit, signed, long_past)
    if period is None and (cue["before"] or cue["late"]):
        period = _bare_day(content, cue.end(), limit, signed, long_past)
    if period is None and (cue["within"] or cue["late"]):
        counted = counted_end(content, cue.end(), limit)
        period = Period(counted, None, "counted") if counted is not None else None
    return period or _open_period(content, cue.end(), limit, signed)


def _labelled_period(content: str, position: int, limit: int, signed: str | None) -> Period | None:
    """A month or a quarter of every year, or one without its year of which nothing more is said: `Thời gian thực hiện:
    Tháng 6.`"""
    if position and (yearly := _YEARLY.match(content, position - 1, limit)):
        return Period(yearly.end(), None, "yearly")
    period = _open_period(content, position, limit, signed)
    return period if period is not None and _CLAUSE_ENDS.match(content, period.end, limit) else None


def _half_year(content: str, cue: re.Match[str], limit: int) -> Period | None:
    """`trong 6 tháng đầu năm 2031` ends with June."""
    half = _HALF.match(content, cue.end(), limit) if cue["within"] else None
    if half is None or not 1900 <= int(half["year"]) <= 2100:
        return None
    return Period(half.end(), _last_day(int(half["year"]), 6 if half["half"] == "đầu" else 12), "half")


def _bare_day(content: str, position: int, limit: int, signed: str | None, long_past: int) -> Period | None:
    """`trước 30/7`: a day without its year and without the word for it."""
    skip = _SKIP.match(content, position, limit)
    at = skip.end() if skip else position
    day = match_date(content, at) if content[at : at + 1].isdigit() else None
    if day is None or day.year is not None or day.end > limit:
        return None
    if _is_just_over(day.month, day.day, signed, long_past) or _OF_A_YEAR.match(content, day.end, limit):
        return None
    printed = content[at : day.end]
    if "/" in printed or "-" in printed or "." in printed:
        counted = "." in printed or ("-" in printed and day.day <= _MONTHS)
        fraction = day.day <= day.month  # `30/7` is none
        if counted or (fraction and not _DAY_ENDS.match(content, day.end, limit)):
            return None
    return Period(day.end, _next_day(day.day, day.month, signed), "open")


def _last_of_days(content: str, opened: int, position: int, limit: int, signed: str | None) -> Period | None:
    """`từ | ngày 1-6 đến | 30-6`: the second of two days without their year, before which the word is not said again.
    Not what is counted: `từ ngày 1-6 đến 3-4 bến`, `từ ngày 1-6 đến 8.6`."""
    first, day = (_day_behind(content, place, limit) for place in (opened, position))
    if first is None or day is None or day.year is not None or (day.month, day.day) <= (first.month, first.day):
        return None
    alike = len(set(content[first.start : first.end] + content[day.start : day.end]) & set("/-.")) <= 1
    if not alike or not _DAY_ENDS.match(content, day.end, limit) or _OF_A_YEAR.match(content, day.end, limit):
        return None
    if _is_just_over(day.month, day.day, signed, _LONG_PAST_TOLD):
        return None
    return Period(day.end, _next_day(day.day, day.month, signed), "days")


def _day_behind(content: str, position: int, limit: int) -> DateMatch | None:
    skip = _SKIP.match(content, position, limit)
    day = match_date(content, skip.end() if skip else position)
    return day if day is not None and day.end <= limit else None


def _open_series(content: str, position: int, limit: int, signed: str | None) -> Period | None:
    """Several months or quarters without their year: to the end of the last one, without a date where they may be of
    more years than one. None where the last one was just over at the signing."""
    found = _OPEN_SERIES.match(content, position, limit)
    if found is None or ("," in found["listed"] and not _CLAUSE_ENDS.match(content, found.end(), limit)):
        return None  # `hoàn thành trong tháng 10, tháng 11 khởi công`
    members = [_ROMAN.get(member) or int(member) for member in _MEMBER.findall(found["listed"])]
    first, last = (3 * member if found["listed"][0] in "Qq" else member for member in (members[0], members[-1]))
    if signed is None or len(signed) != 10 or found["vague"] or members != sorted(set(members)):
        return Period(found.end(), None, "open")
    if _is_just_over(last, 31, signed, _LONG_PAST_TOLD):
        return None
    year, now = int(signed[:4]), int(signed[5:7])
    of_next_year = first < now and not _is_just_over(first, 31, signed, _LONG_PAST_TOLD)
    if of_next_year and last >= now:
        return Period(found.end(), None, "open")  # `tháng 1, tháng 12` in December
    return Period(found.end(), _last_day(year + (last < now), last), "open")


def _open_period(content: str, position: int, limit: int, signed: str | None) -> Period | None:
    """A month or a quarter without its year: the next to end after the signing. None where it was just over then."""
    if series := _open_series(content, position, limit, signed):
        return series
    found = _OPEN_PERIOD.match(content, position, limit)
    if found is None:
        return None
    quarter = found["quarter"]
    month = 3 * (_ROMAN.get(quarter) or int(quarter)) if quarter else int(found["month"])
    if signed is None or len(signed) != 10:
        return Period(found.end(), None, "open")
    if _is_just_over(month, 31, signed, _LONG_PAST_TOLD):
        return None
    year = int(signed[:4]) + (month < int(signed[5:7]))
    return Period(found.end(), None if found["vague"] else _last_day(year, month), "open")


def _calendar(
    content: str, position: int, limit: int, signed: str | None, long_past: int = _LONG_PAST_TOLD
) -> Period | None:
    skip = _SKIP.match(content, position, limit)
    at = skip.end() if skip else position
    for start in (at, position + 1):
        named = _named_period(content, start, limit)
        if named:
            return named
    if at >= limit or not content[at].isdigit():
        return None
    day = match_date(content, at)
    if day and day.end <= limit:
        recurring = _recurring(content, day.end, limit)
        if recurring and day.year is None:
            return Period(recurring, None, "recurring")
        if day.year is None and not content[position:at].count("ngày"):
            return None  # `trước 15/20`: a fraction or a number
        gone = _is_just_over(day.month, day.day, signed, long_past) or _LAST_YEAR.match(content, day.end, limit)
        if day.year is None and gone:
            return None
        return Period(day.end, day.iso or _next_day(day.day, day.month, signed), "day")
    number = _NUMBER.match(content, at, limit)
    if number and "ngày" in content[position:at]:
        recurring = _recurring(content, number.end(), limit)
        if recurring:
            return Period(recurring, None, "recurring")
    return None


def every_year(content: str, cue: re.Match[str], limit: int) -> Period | None:
    """The period behind a cue whose day comes back: without a date, and with the other days of the year."""
    period = read_period(content, cue, limit, None)
    if period is None and cue["before"] and (end := _day_of_each(content, cue, limit)) is not None:
        return Period(end, None, "recurring")
    more = _MORE_DAYS.match(content, period.end, limit) if period and period.date is None else None
    return Period(more.end(), None, "recurring") if more else period


def _day_of_each(content: str, cue: re.Match[str], limit: int) -> int | None:
    """The end of a day in brackets behind a report that comes back: `báo cáo hằng tháng (trước | ngày 25)`."""
    day = _DAY_OF_EACH.match(content, cue.end(), limit)
    each = _EACH.search(content, max(0, cue.start() - _EACH_REACH), cue.start()) if day else None
    if day is None or each is None:
        return None
    handed_in = _HANDED_IN.search(each.group())
    return day.end() if handed_in else None


_DAY_OF_EACH = re.compile(r"\s+ngày\s+\d{1,2}(?=\s*\))")
_EACH = re.compile(r"[^.;:\n]*(?<!\w)[Hh][àằ]ng\s+(?:tháng|quý)\s+\(\s*\Z")
_EACH_REACH = 120  # code points of its sentence before the bracket
_HANDED_IN = re.compile(r"(?<!\w)(?:[Bb]áo\s+cáo|[Gg]ửi|[Nn]ộp)(?!\w)")
_RECUR_TAIL = re.compile(
    r"\s*,?\s*(?:(?:của\s+)?(?:các\s+)?(?:tháng|quý|năm|kỳ)\s+"
    r"(?:cuối|đầu|sau|trước|tiếp(?:\s+theo)?|kế\s+tiếp|liền\s+(?:kề|sau|trước)|báo\s+cáo|kế\s+hoạch|quyết\s+toán|đánh\s+giá|xét\s+tặng)"
    r"(?:\s+(?:quý|năm|kỳ|tiếp\s+theo|tiếp|tiên|cùng|sau|trước|kế\s+tiếp|liền\s+(?:kề|sau|trước)|của|báo\s+cáo|kế\s+hoạch|quyết\s+toán)(?!\w))*"
    r"|(?:hàng|hằng|mỗi)\s+(?:ngày|tuần|tháng|quý|năm)"
    r"|của\s+(?:mỗi\s+)?(?:tháng|quý|năm)(?:\s+(?:sau|tiếp\s+theo|kế\s+tiếp))?"
    r"|(?:cuối|đầu)\s+(?:tháng|quý|năm|kỳ))(?!\s+\d)"
)


_MORE_DAYS = re.compile(r"(?:\s*(?:,|và)\s*(?:ngày\s+)?\d{1,2}\s?(?:/|tháng)\s?\d{1,2}(?!\d|/))+")


def _recurring(content: str, position: int, limit: int) -> int | None:
    end = None
    more = _MORE_DAYS.match(content, position, limit)
    position = more.end() if more else position
    found = _RECUR_TAIL.match(content, position, limit)
    while found:
        end = found.end()
        found = _RECUR_TAIL.match(content, end, limit)
    return end


def _next_day(day: int, month: int, signed: str | None) -> str | None:
    """A day printed without its year is the first one on or after the signing; unknown without a date of signing."""
    if signed is None or len(signed) != 10:
        return None
    year = int(signed[:4])
    for candidate in (year, year + 1):
        if day <= monthrange(candidate, month)[1] and f"{candidate:04d}-{month:02d}-{day:02d}" >= signed:
            return f"{candidate:04d}-{month:02d}-{day:02d}"
    return None


def _is_just_over(month: int, day: int, signed: str | None, long_past: int) -> bool:
    """Whether a day printed without its year was over at the signing, and not so long that the next year is meant."""
    if signed is None or len(signed) != 10:
        return False
    now = int(signed[5:7])
    return (month, day) < (now, int(signed[8:])) and now - month < long_past


def _named_period(content: str, position: int, limit: int) -> Period | None:
    month = _MONTH.match(content, position, limit)
    if month and 1 <= int(month[1]) <= 12:
        return Period(month.end(), _last_day(int(month[2]), int(month[1])), "month")
    quarter = _QUARTER.match(content, position, limit)
    if quarter:
        number = quarter[2] or quarter[1]
        value = _ROMAN.get(number) or int(number)
        return Period(quarter.end(), _last_day(int(quarter[3]), 3 * value), "quarter")
    year = _YEAR.match(content, position, limit)
    if year and 1900 <= int(year[1]) <= 2100:
        return Period(year.end(), f"{year[1]}-12-31", "year")
    return None


def _last_day(year: int, month: int) -> str | None:
    if not 1900 <= year <= 2100:
        return None
    return f"{year:04d}-{month:02d}-{monthrange(year, month)[1]:02d}"
