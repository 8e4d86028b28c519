"""The place-date line: `Hà Nội, ngày 05 tháng 01 năm 2020` (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.dates import match_date, printed_day
from extractor.document import Found, Span
from extractor.footer.address import SURNAMES
from extractor.issuers.places import canonical_place
from extractor.knowledge import toml_data
from extractor.layout import FREEDOM_MOTTO, STATE_MOTTO, UPPER, YOUTH_MOTTO
from extractor.phrases import any_of
from extractor.text import squash

# `ngày05 tháng 3`, `ngàytháng 3`: spaces lost.
_DAY = re.compile(r"(?:N(?:g[àáảâa]y|GÀY)|ng[àáảâa]y)(?:(?![^\W\d])|(?=th[áa]ng\s))")
# `ngày    tháng 3 năm 2024`: the day, or day and month, left to the hand that signs (or what OCR makes of that hand)
_PARTIAL = re.compile(
    r"(?:[Nn]g[àa]y)(?P<d>[ \t.…_\u00a0]{0,40}(?:\d{1,2}[ \t.…_\u00a0]{0,40})?|[^\n,;]{0,12}?)\s*th[áa]ng"
    r"(?P<m>[ \t.…_\u00a0]{0,40}(?:\d{1,2}[ \t.…_\u00a0]{0,40})?|[^\n,;]{0,10}?)"
    r"\s*n[ăa]m[ \t.…_\u00a0]*(?P<y>(?:19|20)\d\d)?(?!\d)"
)
_WORD = rf"[{UPPER}][^\W\d_]*(?:['’][^\W\d_]+)?"  # `Cư M’gar`
_PLACE = re.compile(
    r"(?:(?:[Tt]hành\s+phố|[Tt]ỉnh|[Tt]hị\s+xã|[Hh]uyện|[Qq]uận|[Xx]ã|[Pp]hường|[Đđ]ặc khu|[Tt][Pp]\.?)[ \t]{1,3}"
    r"|[Tt][Pp]\.)?"
    rf"(?<![^\W_]){_WORD}(?:(?:[ \t]{{0,3}}[-–][ \t]{{0,3}}|[ \t]{{1,3}}){_WORD}){{0,6}}$"
    # districts and wards of a city that have a number for a name
    r"|(?:[Qq]uận|[Pp]hường)[ \t]{1,3}\d{1,2}$"
)
# A cell that holds a kind of place alone: the name stands in the next one.
_KIND_ALONE = re.compile(
    r"(?<![^\t\n]) *(?:[Tt]hành phố|[Tt]ỉnh|[Tt]hị xã|[Hh]uyện|[Qq]uận|[Xx]ã|[Pp]hường|[Đđ]ặc khu|T[Pp]\.?)\s*$"
)
_WITH_KIND = re.compile(r"(?:thành\s+phố|tỉnh|thị\s+xã|huyện|quận|xã|phường|đặc\s+khu|tp\.?)\s", re.IGNORECASE)
_SMALL_PLACE = re.compile(rf"(?<![^\W_]){_WORD}[ \t]{{1,3}}[^\W\d_]{{2,6}}(?:[ \t]{{1,3}}[^\W\d_]{{2,6}})?$")
# `Hà Nội, 3/4/2031`: the word for day left out
_DAY_ALONE = re.compile(r",[ \t\u00a0]{0,3}(?=\d{1,2}[-/.]\d{1,2}[-/.]\d{4}[ \t\u00a0.)*]{0,9}$)", re.MULTILINE)
# What a sentence says when something is done: `Họp ngày 3/4/2031 tại xã`.
_NO_PLACE = re.compile(
    rf"(?!(?:{any_of(toml_data('masthead.toml')['places']['like_sentences'], ' ')})$)"
    r"(?:Họp|Làm|Lập|Ký|Khai|Cấp|Sinh|Gửi|Nhận|Từ|Đến|Vào|Trước|Sau|Trong|Kể|Tính|Sáng|Chiều|Tối|Hôm|Theo|Tại|Thứ)(?!\w)"
)
_TWO_CAPITALS = re.compile(
    rf"(?!{any_of(toml_data('masthead.toml')['places']['like_places'], ' ')})"
    rf"(?:Lập|Ký|Khai|Cấp|Sinh|Từ)[ \t]{_WORD}"
)
_RULED = " \t\u00a0\n-_=*–—"
_LINE_STARTERS = re.compile(r"(?:Số|V/v|V/V|Về việc|Kính|Độc lập|Tự do|Hạnh phúc|CỘNG|ĐẢNG)")
_BROKEN_PLACE = re.compile(rf"{_WORD}(?:[ \t]+{_WORD}){{0,3}}")
_BROKEN_PLACE_PREFIX = re.compile(rf"(?:Thành(?: phố)?|Tỉnh|TP\.?|Thị(?: xã)?)(?:[ \t]+{_WORD}){{0,3}}")
# `Thành / phố Hồ Chí Minh, ngày ...`: the kind of place itself broken
_BROKEN_KIND = re.compile(r"(?<!\w)T(?:hành[ \t]*\n[ \t]*phố|hị[ \t]*\n[ \t]*xã)(?=[ \t])")

_FILL = " \t.…_\u00a0"  # what a form prints where the day is filled in
_DASHES = ("", "-", "–")  # what may stand between the end of a line and the place: `Bà Rịa / - Vũng Tàu`

# `Hà Nội ngày ...`, the comma forgotten
_BARE_PLACE = re.compile(rf"^[ \t\u00a0]*{_WORD}(?:[ \t]+{_WORD}){{0,4}}[ \t]+$")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A place-date line. `date` is None where the day is left blank; `partial` is then what is typed of it."""

    span: Span
    place: Found[str] | None
    date: Found[str] | None
    partial: Found[str] | None


def find_dateline(content: str, start: int, end: int, number: Span | None = None) -> Dateline | None:
    """The first place-date line in a stretch of text; a date without a place counts when it begins its line.

    `number`: where the number stands; in merged columns it stands on the same line, left of the place.
    """
    without_place: Dateline | None = None
    for match in _DAY.finditer(content, start, end):
        at = match.start()
        before = content[max(start, at - 200) : at].rstrip(" \t\u00a0*(")
        begins_line = before[-1:] in ("", "\n")
        before = before.rstrip(" \t\u00a0\n")
        comma = max(start, at - 200) + len(before) - 1
        bare = None
        if before[-1:] not in (",", ".", ";"):
            comma = at
            if not begins_line:
                bare = _BARE_PLACE.search(content[max(content.rfind("\n", 0, at) + 1, at - 80) : at])
                if bare is None:
                    continue
        read = _read_date(content, at, end)
        if read is None:
            continue
        date, partial, last = read
        place = _read_place(content, start, comma, number) if comma < at or bare else None
        begin = place.span.start if place else at
        line = Dateline(Span(begin, last), place, date, partial)
        if place is not None:
            return line
        if without_place is None and begins_line and _ends_line(content, last):
            without_place = line
    return _without_word(content, start, end, number) or without_place


def _without_word(content: str, start: int, end: int, number: Span | None) -> Dateline | None:
    """`Hà Nội, 3/4/2031` alone on its line or in its cell. But for the cell beside the number and the line right below
    it or the motto, the place must be known or have a word for its kind: names of people and of papers stand before a
    day so, too."""
    for comma in _DAY_ALONE.finditer(content, start, end):
        date = match_date(content, comma.end())
        place = _read_place(content, start, comma.start(), number) if date is not None else None
        if date is None or date.iso is None or place is None or date.end > end:
            continue
        line = max(content.rfind("\n", start, place.span.start) + 1, start)
        before = content[line : place.span.start]
        beside = number is not None and line < number.end <= place.span.start
        if number is not None and beside:
            before = content[number.end : place.span.start]
        if before.strip() and not before.endswith(("\t", "   ")):
            continue
        known = beside or canonical_place(place.value) is not None or _WITH_KIND.match(place.value) is not None
        if not known and (_is_name(place.value) or not _below_head(content, start, line, number)):
            continue
        found = Found(date.iso, content[comma.end() : date.end], Span(comma.end(), date.end), "place-date line")
        return Dateline(Span(place.span.start, date.end), place, found, None)
    return None


def _is_name(place: str) -> bool:
    words = place.lower().split()
    return len(words) > 2 and words[0] in SURNAMES


def _below_head(content: str, start: int, at: int, number: Span | None) -> bool:
    """Whether what begins at `at` stands on the line right below a motto or the number, or behind the number."""
    line = content.rfind("\n", 0, at) + 1
    top = max(0, line - 160)
    above = content[top:line].rstrip(_RULED)
    begin = above.rfind("\n") + 1
    if number is not None and top + begin < number.end <= at:
        return True
    return any(motto.search(above, begin) for motto in (STATE_MOTTO, FREEDOM_MOTTO, YOUTH_MOTTO))


def _ends_line(content: str, at: int) -> bool:
    rest = content[at : at + 40].lstrip(" \t\u00a0.)*")
    return rest == "" or rest.startswith("\n")


def _read_date(content: str, at: int, end: int) -> tuple[Found[str] | None, Found[str] | None, int] | None:
    exact = match_date(content, at)
    if exact is not None and exact.iso is not None and exact.end <= end:
        raw = content[at : exact.end]
        return Found(exact.iso, raw, Span(at, exact.end), "place-date line"), None, exact.end
    blank = _PARTIAL.match(content, at, end)
    if blank is None:
        return None
    value = _partial_value(blank)
    last = blank.end()
    day, month = _filled(blank["d"]), _filled(blank["m"])
    if blank["y"] and day and month:  # `ngày ...05... tháng ...3... năm 2031`
        printed = printed_day(day, month, blank["y"], None, None, None)
        if printed is not None and printed.iso is not None:
            return Found(printed.iso, content[at:last], Span(at, last), "place-date line"), None, last
    partial = Found(value, content[at:last], Span(at, last), "place-date line, day left blank") if value else None
    return None, partial, last


def _partial_value(blank: re.Match[str]) -> str | None:
    """`2025-01` when year and month are typed, `2025` when only the year is, None when not even that."""
    if not blank["y"]:
        return None
    month = _filled(blank["m"])
    if month and 1 <= int(month) <= 12:
        return f"{blank['y']}-{int(month):02d}"
    return blank["y"]


def _filled(part: str) -> str | None:
    """The one or two figures of a day or month; None where one figure has dots on one side only: the other is still to
    be written (`ngày 3... tháng 4`)."""
    figures = part.strip(_FILL)
    if not re.fullmatch(r"[0-9]{1,2}", figures):
        return None
    before, _, behind = part.partition(figures)
    return figures if len(figures) == 2 or bool(before.strip()) == bool(behind.strip()) else None


def typed_part(date: Found[str]) -> Found[str]:
    """Year and month of a date whose day was written by hand (or, on a scan, not surely typed)."""
    return Found(date.value[:7], date.raw, date.span, "place-date line, day by hand")


def _read_place(content: str, start: int, comma: int, number: Span | None) -> Found[str] | None:
    begin = content.rfind("\n", start, comma) + 1
    begin = max(begin, start)
    if number is not None and begin < number.end <= comma:
        begin = start = number.end
    cell = content.rfind("\t", begin, comma) + 1
    if cell > begin and content[cell:comma].strip() and not _KIND_ALONE.search(content, max(begin, cell - 20), cell):
        begin = cell
    begin = max(begin, comma - 80)
    for motto in (STATE_MOTTO, FREEDOM_MOTTO, YOUTH_MOTTO):  # a cell of a table as one line
        found = motto.search(content, begin, comma)
        begin = found.end() if found is not None else begin
    kind = _BROKEN_KIND.search(content, max(start, begin - 12), comma)
    begin = kind.start() if kind is not None and kind.start() < begin else begin
    own = content[begin:comma]
    match = _PLACE.search(own.rstrip()) or _small_place(own.rstrip())
    if match is None:
        return None
    first = begin + match.start()
    if own[: match.start()].strip() in _DASHES:
        first = _with_line_above(content, start, begin, first, comma)
    raw = content[first:comma].rstrip()
    lead = len(raw) - len(raw.lstrip())
    raw, first = raw[lead:], first + lead
    if not raw or len(raw) > 60:
        return None
    if _NO_PLACE.match(raw) and not (_TWO_CAPITALS.fullmatch(raw) and _below_head(content, start, first, number)):
        return None
    return Found(squash(raw), raw, Span(first, first + len(raw)), "place-date line")


def _small_place(own: str) -> re.Match[str] | None:
    """A known place whose second syllable lost its capital: `Hà nội, ngày ...`."""
    match = _SMALL_PLACE.search(own)
    if match is not None and own[: match.start()].strip() and not own[: match.start()].endswith("  "):
        return None  # `Làm tại Hà nội`: a sentence
    return match if match is not None and canonical_place(match.group().title()) is not None else None


def _with_line_above(content: str, start: int, begin: int, first: int, comma: int) -> int:
    """A place broken over two lines: `Thành phố Hồ Chí / Minh, ngày ...`."""
    if begin <= start:
        return first
    above_start = max(content.rfind("\n", start, begin - 1) + 1, start)
    above = content[above_start : begin - 1].strip(" \t\u00a0")
    if not above or len(above) > 24 or _LINE_STARTERS.match(above) or above.isupper():
        return first
    below = content[first:comma].split()
    rest = " ".join(below)
    dash = content[begin:first].strip()
    words = [*above.split(), *([dash] if dash else ()), *below]
    whole = canonical_place(" ".join(words))
    own = above_start + content[above_start:begin].index(above)
    # `Huế` alone is known too, `Thừa / Thiên Huế` is the whole of another name
    if whole is not None and (canonical_place(rest) is None or len(whole.split()) == len(words)):
        return own  # `Bà Rịa - Vũng / Tàu, ngày ...`
    if (dash or above[-1] in "-–") and canonical_place(rest) is not None:
        return first  # a head or subject line above `Cà Mau, ngày ...`
    if dash or above[-1] in "-–":
        named = above.rstrip("-– ")
        one_dash = (named == above) == bool(dash)
        return own if one_dash and _BROKEN_PLACE.fullmatch(named) else first
    if _BROKEN_PLACE_PREFIX.fullmatch(above) or (
        _BROKEN_PLACE.fullmatch(above) and len(above.split()) + len(below) <= 3 and len(below) == 1
    ):
        return own
    return first
