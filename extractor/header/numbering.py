"""Số, ký hiệu as the header prints it (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3; Party papers: `Số 34-CT/TW`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractor.codes import CODE, Code, code_of_match, parse_code
from extractor.document import Found, Span
from extractor.issuers.places import canonical_place
from extractor.layout import LOWER, PARTY_MOTTO, STATE_MOTTO, UPPER, YOUTH_MOTTO, LinePattern
from extractor.text import fold

# `Số:`, `Luật số:`; at the start of a line, or of a column that was merged into one.
_LEAD = re.compile(
    rf"(?:^[ \t\u00a0*]*|(?<=[ \t]{{2}})|(?<=[_\-*])[ \t]*|(?<=[{UPPER}])[ \t](?=Số)"
    r"|(?<=phúc)[ \t](?=Số))"  # behind the motto, a head flattened to one line
    r"(?P<word>(?:Luật|Bộ {1,3}luật|Pháp {1,3}lệnh|Nghị {1,3}quyết|Nghị {1,3}định|Quyết {1,3}định|Thông {1,3}tư"
    r"|Chỉ {1,3}thị|Lệnh|LUẬT|NGHỊ QUYẾT|PHÁP LỆNH)[ \t]+)?(?P<so>S[ốôồỐÔ]|SỐ|Sô|số(?=:))[ \t\u00a0]*[:.;]?",
    re.MULTILINE,
)
_NUMBER_WORD = re.compile("S[ốôồỐÔ]|số:")
_DASHES = "\\-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
# What stands where the digits should: blanks, dots, or what OCR makes of handwriting. A short stretch without a slash.
_BLANK = re.compile(
    r"(?P<fill>[ \t\u00a0.…_·]{0,80}|[^\n/;,]{0,12}?)"
    rf"(?P<tail>[/{_DASHES}][ \t]*(?:(?:19|20)\d\d[ \t]*/[ \t]*)?[A-ZĐƯ][^\n;,]{{1,60}})"
)
# `Số hiệu: 12/QĐ-UBND`, `Số ký hiệu văn bản`: a property that a portal prints above the paper, no line of the paper
_PROPERTY = re.compile(r"[ \t\u00a0]*(?:/[ \t]*)?(?:[Kk](?:ý|í)[ \t]*)?hiệu\b")
_ALONE = LinePattern(r"[ \t]*(?P<code>\d{1,6}[a-z]?[ \t]*[-/–][^\n]{2,40}?)[ \t]*$")
# `3115TCT/NV2`: no sign between the number and the letters, the habit of the tax offices before 2004
_WITHOUT_SIGN = re.compile(r"(\d{1,5})([A-ZĐ]{2,6}/[A-ZĐ][A-ZĐ0-9]{0,5})(?![\w/\-])")
# The place of the other column right behind the letters, `12/TB-SVTHòa Bình, ngày ...`: it has small letters.
_PLACE = rf"[{UPPER}][{LOWER}]{{1,7}}"
_GLUED_PLACE = re.compile(
    rf"(?:(?<=[{UPPER}\d])|(?<=TTg))(?=(?:(?:TP\.|(?<=ND)T[Pp]\.?) ?)?"
    rf"(?P<place>{_PLACE}(?:(?: | ?[-–] ?){_PLACE}){{0,5}}) ?, ?[Nn]g[àa]y)"
)
# `Số: ...12.../KH-UBND`, `Số: __12__/KH-UBND`: the figures on the line that a form draws for them. Dots before them
# alone leave room for more (`.....1/BC-UBND`), and a year is that of a paper without a number yet.
_ON_A_LINE = re.compile(
    r"[.…_]{1,60}[ \t]{0,9}(?P<digits>(?!(?:19|20)\d\d(?!\d))\d{1,5}[a-z]?)[ \t]{0,9}[.…_]{1,60}[ \t]{0,9}(?=[/\-–])"
)
_VOWEL = re.compile("[aeiouy]")
_WINDOW = 140


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number line: `span` covers it from `Số`. `number` is None where it is blank (a draft, a form); of `code` then
    only the letters count."""

    span: Span
    number: Found[str] | None
    symbol: Found[str] | None
    code: Code | None

    @property
    def blank(self) -> bool:
        return self.number is None


def find_numbering(content: str, start: int, end: int) -> Numbering | None:
    """The first number line in a stretch of text, or None. A blank number gives its symbol alone."""
    word = _NUMBER_WORD.search(content, start, end)
    while word is not None:  # only a line that holds the word is worth the pattern with all that may stand before it
        line = max(content.rfind("\n", start, word.start()) + 1, start)
        stop = content.find("\n", word.end(), end)
        stop = end if stop < 0 else stop
        for lead in _LEAD.finditer(content, line, stop):
            found = _read(content, lead, end)
            if found is not None:
                return found
        word = _NUMBER_WORD.search(content, stop, end)
    return None


def find_bare_number(content: str, start: int, end: int) -> Numbering | None:
    """A code alone on its line, for headers that lost the word `Số`."""
    for line in _ALONE.finditer(content, start, end):
        code = parse_code(line["code"])
        if code is not None and (code.type_letters or code.system == "letter"):
            return _numbering(content, line.start("code"), line.start("code"), line.end("code"), code, "number alone")
    return None


def _read(content: str, lead: re.Match[str], end: int) -> Numbering | None:
    begin = lead.start("word") if lead["word"] else lead.start("so")
    at = lead.end()
    if _PROPERTY.match(content, at, end) is not None:
        return None
    while at < end and content[at] in " \t\u00a0\n" and at - lead.end() < 12:
        at += 1
    end = _before_place(content, at, end)
    opening = _opening_code(_above_motto(content[at : min(end, at + _WINDOW)]))
    if opening is not None:
        code, length = opening
        return _numbering(content, begin, at, at + length, code, "number line")
    line = _ON_A_LINE.match(content, at, end)
    opening = _opening_code(line["digits"] + content[line.end() : min(end, line.end() + _WINDOW)]) if line else None
    if line is not None and opening is not None:
        code, length = opening
        stop = line.end() + length - len(line["digits"])
        return _numbering(content, begin, line.start("digits"), stop, code, "number line")
    # A pen between `Số:` and the stroke may have put them on two lines.
    return _blank(content, begin, at if content[at : at + 1] == "/" else lead.end(), end)


def _above_motto(window: str) -> str:
    """A number without the heading of the other column, where a converter glued them: `12-KH/TWĐTN-VPĐOÀN TNCS ...`."""
    for word, motto in (("NH", YOUTH_MOTTO), ("NAM", PARTY_MOTTO), ("NAM", STATE_MOTTO)):
        found = motto.search(window) if word in window else None
        if found is not None:
            return window[: found.start()]
    return window


def _before_place(content: str, at: int, end: int) -> int:
    """Where the place of the other column begins, if it stands on the line of a number with nothing between them."""
    line = content.find("\n", at, min(end, at + _WINDOW))
    stop = line if line >= 0 else min(end, at + _WINDOW)
    comma = content.find(",", at, stop)
    found = _GLUED_PLACE.search(content, at, stop) if comma >= 0 else None
    return found.start() if found is not None and _is_whole_place(found["place"]) else end


def _is_whole_place(name: str) -> bool:
    """Whether a name behind letters is a place, not the small end of the letters (`QĐ-TTg Hà Nội`, `SNV-TTr, ngày`)."""
    first, _, rest = name.partition(" ")
    if _VOWEL.search(fold(first)) is None:
        return False
    if len(first) > 2 or fold(first) != first.lower():
        return True  # `Tân Hòa Bình`: initials of whoever drafted the paper are short and bear no marks
    return not rest or canonical_place(rest) is None or len((canonical_place(name) or "").split()) == len(name.split())


@lru_cache(maxsize=16)  # the number line of a paper is read while its start is looked for, and again below it
def _opening_code(window: str) -> tuple[Code, int] | None:
    """The code that a stretch of text opens with, and its length."""
    match = CODE.match(window)
    match = _without_next_line(window, match) if match is not None else None
    code = code_of_match(match) if match is not None else None
    if match is None and (match := _WITHOUT_SIGN.match(window)) is not None:
        code = parse_code(f"{match[1]} {match[2]}")
    return (code, match.end()) if match is not None and code is not None else None


def _without_next_line(window: str, match: re.Match[str]) -> re.Match[str] | None:
    """A code runs on over a line break only after a separator; else what follows the break is another field."""
    text = match.group()
    cut = text.find("\n")
    while cut >= 0:
        before, after = text[:cut].rstrip(), text[cut + 1 :].lstrip()
        if not (before and before[-1] in "-/–") and not after.startswith(("-", "/", "–")):
            return CODE.match(window[:cut])
        if after.startswith(("-", "–")) and not (before and before[-1] in "-/–"):
            return CODE.match(window[:cut])  # a drawn rule or a list, no code
        cut = text.find("\n", cut + 1)
    return match


def _blank(content: str, begin: int, at: int, end: int) -> Numbering | None:
    blank = _BLANK.match(content, at, end)
    if blank is None:
        return None
    tail = blank["tail"]
    match = CODE.match("1" + tail)
    code = code_of_match(match) if match is not None else None
    if match is None or code is None:
        return None
    first = blank.start("tail") + 1
    last = blank.start("tail") + match.end() - 1
    while first < last and content[first] in " \t":
        first += 1
    raw = content[first:last]
    symbol = Found(code.symbol, raw, Span(first, last), "blank number")
    return Numbering(Span(begin, last), None, symbol, code)


@lru_cache(maxsize=4)
def _numbering(content: str, begin: int, first: int, last: int, code: Code, rule: str) -> Numbering:
    raw = content[first:last]
    symbol_at = first + _symbol_offset(raw, code)
    return Numbering(
        Span(begin, last),
        Found(code.canonical, raw, Span(first, last), rule),
        Found(code.symbol, content[symbol_at:last], Span(symbol_at, last), rule),
        code,
    )


def _symbol_offset(raw: str, code: Code) -> int:
    """Where the letters begin in a printed number: after the digits, and after the year where one is printed."""
    separators = ".…_ \t\n\u00a0-/\u2010\u2011\u2012\u2013\u2014\u2015"
    rest = raw.lstrip()
    for part in (code.number, str(code.year) if code.year is not None else ""):
        if part and rest.startswith(part):
            rest = rest[len(part) :].lstrip(separators)
    return len(raw) - len(rest)
