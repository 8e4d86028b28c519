"""Deadlines: terms that the paper sets for carrying something out.

A term runs from its cue word (`từ` when a `đến` follows, `trước`, `đến`, `trong`, `chậm nhất`, `Quý`, `Tháng`, `Năm`)
to its last date part or, for a term counted in days, to the end of its event. A printed period is dated to its last
day; recurring terms and terms counted from an event have no date. Which words make a date a deadline is data:
`data/deadline_cues.toml`. Norm of the forms: Nghị định 30/2020/NĐ-CP, Phụ lục I; Bộ luật Dân sự 2015, Điều 147, 148.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.dates import match_date
from extractor.document import Deadline, Footer, Header, Reference, Span, Text
from extractor.layout import toml_data
from extractor.lined_tables import inside_cell
from extractor.paragraphs import Paragraph, paragraphs
from extractor.regions import regions
from extractor.tables import holds_table
from extractor.text import compare_form

# The first words of what is read behind a cue: most cues are followed by others.
_AHEAD = (
    r"(?!\w)(?=\W?\s*,?\s*(?:\d|hết|cuối|thời|ngày|[Tt](?:háng|HÁNG)|[Qq][uU]|[Nn]ăm|vòng|khoảng|tối|không|chậm|là|trước))"
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
        (r"hậm nhất(?<=[Cc]hậm nhất)", 1),
        (r"uộn nhất(?<=[Mm]uộn nhất)", 1),
        (r"Q(?:u[ýí]|UÝ)(?=\s+[I1-4])", 0),
        (r"T(?:háng|HÁNG)(?=\s+\d)", 0),
        (r"Năm(?=\s+\d)", 0),
        (r":\s(?=(?:qu[ýí]|tháng|năm)\s+[I\d])", -2),  # `Thời gian hoàn thành: quý II/2026`
    )
)
_CUE = re.compile(
    r"(?:(?:(?P<range>[Tt]ừ)|(?P<late>(?:[Cc]hậm|[Mm]uộn)\s+nhất(?:\s+(?:là|vào|lúc|trước|đến|trong|sau))*)|(?P<before>[Tt]rước)"
    rf"|(?P<until>[Đđ]ến)|(?P<within>[Tt]rong)){_AHEAD}|(?P<bare>(?=[Qq]u[ýí]|[Tt]háng|[Nn]ăm|QUÝ|THÁNG)))"
)
_CLOCK = r"(?:\d{1,2}\s*(?:giờ|[hg:])\s*(?:\d{2})?\s*(?:phút|['’])?\s*,?\s*)"
_SKIP = re.compile(rf"\s*(?:(?:hết|cuối|thời\s+điểm)\s+)*{_CLOCK}?(?:,?\s*(?:ngày|hết\s+ngày)\s+(?=\d|cuối))?\s*")
_DAILY = re.compile(
    rf"\s+(?:{_CLOCK}\s*(?:hàng|hằng|mỗi)\s+ngày"
    rf"|{_CLOCK}?\s*(?:ngày\s+)?(?:[Tt]hứ\s+\w+|[Cc]hủ\s+nhật)\s+(?:hàng|hằng|mỗi)\s+tuần)"
)
# The first end of a range may leave its month or year to the second: `từ ngày 10 đến ngày 15 tháng 12`.
_OPEN_START = re.compile(r"\s+(?:ngày\s+\d{1,2}|tháng\s+\d{1,2}|[Qq]uý\s+(?:IV|I{1,3}|[1-4])|năm\s+\d{4})(?!\s?[\d/])")
_MONTHLY = re.compile(r"\s*tháng\s+\d{1,2}\s+(?:hàng|hằng)\s+năm")
_MONTH = re.compile(r"(?:hết\s+|cuối\s+)?[Tt](?:háng|HÁNG)\s+(\d{1,2})\s*(?:[/\-–.]\s*|,?\s*năm\s+)(\d{4})(?!\d)")
_QUARTER = re.compile(
    r"(?:hết\s+|cuối\s+)?[Qq](?:uý|UÝ|uí)\s+(IV|I{1,3}|[1-4])\s*(?:(?:[,-]|và|đến quý)\s*(IV|I{1,3}|[1-4])\s*)?"
    r"(?:[/\-–.]\s*|,?\s*[Nn]ăm\s+)(\d{4})(?!\d)"
)
_YEAR = re.compile(r"(?:hết\s+|cuối\s+)?[Nn]ăm\s+(\d{4})(?!\s*[-–/]\s*\d)(?!\d)")
_AND_ON = re.compile(r"\s+(?:và|-|–)\s+(?:các|những)\s+năm\s+(?:tiếp|sau|kế)")  # `năm 2026 và các năm tiếp theo`
_NUMBER = re.compile(r"\d{1,2}(?!\d)")
_TERM = re.compile(
    r"\s+(?:(?:thời\s+hạn|thời\s+gian|vòng|khoảng|tối\s+đa|không\s+quá|chậm\s+nhất|là|trước)\s+)*"
    r"(?P<count>\d{1,3})\s*(?:\([^()]{1,20}\)\s*)?(?:giờ|ngày|tuần|tháng)(?:\s+làm\s+việc)?"
)
_EVENT = re.compile(r",?\s*(?:\(?kể\s+)?(?:từ|sau)\s+(?:khi|ngày|thời\s+điểm|lúc)\s+(?=\w)")
_EVENT_END = re.compile(r"\bnày\b|[,.;:)]|\s(?:phải|thì|để|các|gửi|báo\s+cáo|có\s+trách\s+nhiệm)\s")
_DASH = re.compile(r"\s*(?:[-–]|đến)\s*(?=[QqTtNn])")  # `Quý IV/2025 - Quý II/2026`
_TO = re.compile(r"\s*(?:,|-|–)?\s*(?:cho\s+)?(?:đến|tới)(?!\w)")
_LABEL = re.compile(
    r"(?:[Tt]hời\s+(?:gian|hạn)|[Tt]iến\s+độ|[Hh]oàn\s+thành|[Tt]hực\s+hiện|HOÀN\s+THÀNH)[^.;:\n]{0,40}[:(]\s*\Z"
)
_NAMED = re.compile(r"\w\s*:\s*\Z")  # `Đợt 1: Từ ngày ... đến ngày ...`
_HEAD_OF_COLUMN = re.compile(r"(?:Thời\s+(?:gian|hạn)|Tiến\s+độ|Hoàn\s+thành|THỜI\s+(?:GIAN|HẠN)|TIẾN\s+ĐỘ)\b")
_NOT_BODY = re.compile(r"(?:Căn\s+cứ|CĂN\s+CỨ|Theo\s+đề\s+nghị|Xét\s+(?:đề|T|t))\b")
_SENTENCE = re.compile(r"(?:[.;!?]|:\s*\n)\s")
_RANGE_OPENS = re.compile(r"(?:từ|Từ)\s+(?:ngày|tháng)\s[^.;:]{0,60}\Z")
_EVENT_REACH = 240  # code points that the naming of an event may take
_NEAR = 26  # code points before a cue within which a word still speaks about its date
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
# The event of an internal term: the paper itself is issued, received, signed. Anything else is a procedure's clock.
_OWN_EVENT = re.compile(
    r"(?:ban\s+hành|ký|nhận\s+được|tiếp\s+nhận|có)\s+(?:ban\s+hành\s+)?(?:được\s+)?(?:văn\s+bản|công\s+văn|công\s+điện|chỉ\s+thị"
    r"|kế\s+hoạch|quyết\s+định|nghị\s+quyết|chương\s+trình|kết\s+luận|hướng\s+dẫn)(?:\s+này)?\s*\Z"
    r"|\bnày\b|(?:quyết\s+định|kế\s+hoạch|nghị\s+quyết)\s+có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s*\Z"
)


@dataclass(frozen=True, slots=True)
class _Period:
    end: int
    date: str | None
    kind: str  # day, month, quarter, year, recurring, counted


@dataclass(frozen=True, slots=True)
class _Cues:
    """For words in lower case: patterns that pass over case take several times as long."""

    duty: re.Pattern[str]
    finish: re.Pattern[str]
    plans: re.Pattern[str]
    never: re.Pattern[str]
    never_near: re.Pattern[str]
    handed_in: re.Pattern[str]
    past: re.Pattern[str]
    recurring: re.Pattern[str]


@cache
def _cues() -> _Cues:
    data = toml_data("deadline_cues.toml")

    def words(name: str) -> re.Pattern[str]:
        alternatives = "|".join(r"\s+".join(map(re.escape, entry.lower().split())) for entry in data[name])
        return re.compile(rf"\b(?!(?<=định )kỳ )(?:{alternatives})\b")  # `định kỳ báo cáo` is no `kỳ báo cáo`

    names = ("duty", "finish", "plans", "never", "never_near", "handed_in", "past", "recurring")
    return _Cues(*(words(name) for name in names))


def find_deadlines(
    text: Text, header: Header, footer: Footer, references: tuple[Reference, ...]
) -> tuple[Deadline, ...]:
    """The terms that the paper sets, in order, each once. Never raises."""
    seen: set[tuple[str, str | None]] = set()
    kept: list[Deadline] = []
    for deadline in scan_deadlines(text, header, footer, references):
        key = (compare_form(deadline.text), deadline.date)
        if key not in seen:
            seen.add(key)
            kept.append(deadline)
    return tuple(kept)


def scan_deadlines(
    text: Text, header: Header, footer: Footer, references: tuple[Reference, ...]
) -> tuple[Deadline, ...]:
    """Every place where a term stands, in order: a term set for two tasks comes twice."""
    content = text.content
    zones = regions(text, header, footer)
    found: list[Deadline] = []
    normative = _is_normative(header)
    signed = header.date.value if header.date and not normative else None
    cited = sorted((r.span.start, r.span.end) for r in references)
    for start, end, annex in ((zones.main_start, zones.main_end, False), *((s, e, True) for s, e in zones.tails)):
        if annex and normative:
            continue
        items = paragraphs(content, start, end)
        starts, until = [item.start for item in items], start
        has_articles = any(item.marker and item.marker.kind == "article" for item in items)
        column = bool(_HEAD_OF_COLUMN.search(content, start, end)) and (annex or holds_table(content, items))
        for position in cue_positions(content, start, end):
            cue = _CUE.match(content, position)
            if not cue or position < until or (position and content[position - 1].isalnum()):
                continue
            index = bisect_right(starts, position) - 1
            if index < 0 or position >= items[index].end:
                continue
            item, due = inside_cell(content, start, end, position, items[index], column)
            if (has_articles and _NOT_BODY.match(content, item.start)) or content.startswith("Ví dụ", item.text_start):
                continue  # somebody invented, told as an example
            period = _read(content, cue, item.end, signed)
            if period is None or _inside(cited, position):
                continue
            if signed and _comes_back(content, max(start, position - 3 * _NEAR), position):
                period = _every_year(content, cue, item.end) or period
            if _is_term(content, cue, period, item, header, annex, normative, due):
                stop = period.end
                found.append(Deadline(content[position:stop], period.date, Span(position, stop)))
                until = stop
            elif cue["range"]:
                until = period.end
    return tuple(found)


def _every_year(content: str, cue: re.Match[str], limit: int) -> _Period | None:
    """The period behind a cue whose day comes back: without a date, and with the other days of the year."""
    period = _read(content, cue, limit, None)
    more = _MORE_DAYS.match(content, period.end, limit) if period and period.date is None else None
    return _Period(more.end(), None, "recurring") if more else period


def _comes_back(content: str, start: int, end: int) -> bool:
    """Whether the words before a cue say that its day comes back every year."""
    before = start > 0  # one more code point tells whether a word begins there
    return _cues().recurring.search(content[start - before : end].lower(), int(before)) is not None


@lru_cache(maxsize=2)  # the tasks of a paper ask for the same
def cue_positions(content: str, start: int, end: int) -> tuple[int, ...]:
    """Where a cue word stands before a period, or what opens like one: every term opens so."""
    places = [found.start() - behind for sign, behind in _CUE_SIGNS for found in sign.finditer(content, start, end)]
    places.sort()
    return tuple(places)


def _is_normative(header: Header) -> bool:
    """A normative paper carries its year inside its number (Luật 64/2025/QH15, Điều 7)."""
    number = header.number.value if header.number else ""
    return bool(re.match(r"[^/]*/\d{4}/", number)) or bool(header.type_code and header.type_code.value == "Luật")


def _inside(spans: list[tuple[int, int]], position: int) -> bool:
    index = bisect_right(spans, (position, 1 << 60)) - 1
    return index >= 0 and spans[index][0] <= position < spans[index][1]


def _read(content: str, cue: re.Match[str], limit: int, signed: str | None) -> _Period | None:
    """The period that follows a cue, or None."""
    if cue["range"]:
        first = _calendar(content, cue.end(), limit, signed)
        start = first.end if first else None
        if start is None or not _TO.match(content, start, limit):
            opened = _OPEN_START.match(content, cue.end(), limit)
            if opened is None:
                return None
            start = opened.end()
        to = _TO.match(content, start, limit)
        if to is None:
            return None
        yearly = _MONTHLY.match(content, to.end(), limit)
        return _Period(yearly.end(), None, "recurring") if yearly else _calendar(content, to.end(), limit, signed)
    if cue["bare"] is not None:
        first = _named_period(content, cue.start(), limit)
        dash = _DASH.match(content, first.end, limit) if first else None
        return (_named_period(content, dash.end(), limit) if dash else None) or first
    daily = _DAILY.match(content, cue.end(), limit) if cue["before"] or cue["late"] else None
    if daily:
        return _Period(daily.end(), None, "recurring")
    period = _calendar(content, cue.end(), limit, signed)
    if period is None and (cue["within"] or cue["late"]):
        return _counted(content, cue.end(), limit)
    return period


def _calendar(content: str, position: int, limit: int, signed: str | None) -> _Period | None:
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
            return _Period(recurring, None, "recurring")
        if day.year is None and not content[position:at].count("ngày"):
            return None  # `trước 15/20`: a fraction or a number
        return _Period(day.end, day.iso or _next_day(day.day, day.month, signed), "day")
    number = _NUMBER.match(content, at, limit)
    if number and "ngày" in content[position:at]:
        recurring = _recurring(content, number.end(), limit)
        if recurring:
            return _Period(recurring, None, "recurring")
    return None


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


def _named_period(content: str, position: int, limit: int) -> _Period | None:
    month = _MONTH.match(content, position, limit)
    if month and 1 <= int(month[1]) <= 12:
        return _Period(month.end(), _last_day(int(month[2]), int(month[1])), "month")
    quarter = _QUARTER.match(content, position, limit)
    if quarter:
        number = quarter[2] or quarter[1]
        value = _ROMAN.get(number) or int(number)
        return _Period(quarter.end(), _last_day(int(quarter[3]), 3 * value), "quarter")
    year = _YEAR.match(content, position, limit)
    if year and 1900 <= int(year[1]) <= 2100:
        return _Period(year.end(), f"{year[1]}-12-31", "year")
    return None


def _last_day(year: int, month: int) -> str | None:
    if not 1900 <= year <= 2100:
        return None
    return f"{year:04d}-{month:02d}-{monthrange(year, month)[1]:02d}"


def _counted(content: str, position: int, limit: int) -> _Period | None:
    term = _TERM.match(content, position, limit)
    if not term:
        return None
    event = _EVENT.match(content, term.end(), limit)
    if not event:
        return _Period(term.end(), None, "counted")
    reach = min(limit, event.end() + _EVENT_REACH)
    stop = _EVENT_END.search(content, event.end(), reach)
    if stop is None and reach < limit:
        return _Period(term.end(), None, "counted")  # no end of the event in sight: the term alone is certain
    end = limit if stop is None else stop.end() if stop.group() == "này" else stop.start()
    while end > term.end() and content[end - 1].isspace():
        end -= 1
    return _Period(end, None, "counted")


def _is_term(
    content: str,
    cue: re.Match[str],
    period: _Period,
    item: Paragraph,
    header: Header,
    annex: bool,
    normative: bool,
    column: bool,
) -> bool:
    if period.kind == "year" and _AND_ON.match(content, period.end):
        return False
    cues = _cues()
    start = max(item.start, cue.start() - 240)
    before = content[start : cue.start()]
    breaks = [found.end() for found in _SENTENCE.finditer(before)]
    sentence = before[breaks[-1] :] if breaks else before
    labelled = bool(_LABEL.search(sentence)) or (cue["range"] and not normative and _NAMED.search(sentence) is not None)
    labelled = labelled or (column and item.start == cue.start() and period.end >= item.end - 1)
    if cue["bare"] is not None:
        return labelled
    words = sentence.lower()
    if cues.never.search(words):
        return False
    if cues.never_near.search(words[-_NEAR:]) and not cues.handed_in.search(words[-2 * _NEAR :]):
        return False
    if normative and not labelled and (cue["range"] or (cue["until"] and _RANGE_OPENS.search(sentence))):
        return False  # whom a rule covers, not when something is due
    if period.date and header.date and period.date < header.date.value and (not labelled or normative or cue["range"]):
        return False  # what lies before the signing is told, not ordered, unless `Thời gian hoàn thành:` says so
    if period.kind == "counted":
        return _own_clock(content, cue, period, sentence, header, annex, normative)
    if period.kind == "year":
        return labelled or _is_finished(words, cue["until"] is not None)
    careful = normative or header.kind == "news" or period.kind in ("month", "quarter") or cue["until"] is not None
    if not careful:
        return True
    if cue["before"] and normative and cues.past.search(words) and not cues.finish.search(words):
        return False
    return labelled or bool(cue["late"]) or bool(cues.duty.search(words))


def _is_finished(words: str, until: bool) -> bool:
    """Whether something has to be finished in a bare year; one behind `đến` may belong to the name of a plan."""
    cues = _cues()
    finished = [found.end() for found in cues.finish.finditer(words)]
    return bool(finished) and not (until and cues.plans.search(words, finished[-1]))


def _own_clock(
    content: str, cue: re.Match[str], period: _Period, sentence: str, header: Header, annex: bool, normative: bool
) -> bool:
    """Whether a term counted in days is set for this paper's own tasks, not for a procedure that it rules."""
    if annex or normative or header.kind == "news":
        return False
    words = content[cue.start() : period.end]
    event = _EVENT.search(words)
    if event is None:
        return bool(cue["late"]) or "thời hạn" in words or "vòng" in words
    return bool(_OWN_EVENT.search(words.lower(), event.end()))
