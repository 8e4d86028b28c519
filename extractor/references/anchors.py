"""What a mention can be found by, all in one pass over the text: numbers, the words for laws, papers known by name.

Every branch goes on from one rare character, so that the scan skips from one to the next; what stands before and
behind is read only where an anchor is found.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.codes import CODE_BEHIND_DIGIT, NO_NUMBER_BEFORE
from extractor.references.head import behind_type_word

_W = r"[ \t\n\u00a0]+"
CENTRE = rf"(?:[Tt]rung{_W}[Ưư]ơng|T\.?[WƯ])"
"""How `Trung ương` is printed in names of the Party's papers."""
NOTE_SIGNS = r"\[\d{1,3}\]|[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}"
NOTE = rf"(?:{NOTE_SIGNS}|\(\d{{1,2}}\))"
"""The mark of a note inside a citation or behind it: `[2]`, `²`, `(2)`."""
NOTE_OPENERS = tuple("[(\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079")
SHORT_TYPES = frozenset("NĐ NQ CT KL QĐ QyĐ TT CTr ĐA KH HD TB TTLT NQLT CĐ CV PL Luật SL".split())
# An integer without letters.
_SHORT_BEHIND_DIGIT = r"(?<![\w/.,\-:].)\d{0,3}[a-z]?(?P<short_year>/(?:19|20)\d\d)?(?![\w%]|[.,]\d|\s*[/\-–]\s*\d|:\d)"
# `Luật`, `luật`, `LUẬT`, `PHÁP LỆNH`, `HIẾN PHÁP`, `BLHS`: up to the end of the word
_LAW = (
    r"(?P<law>t(?<=uật)(?=\s)|UẬT(?<=LUẬT)(?=\s)|ỆNH(?<=LỆNH)(?=\s)|I(?<=HI)ẾN\s+PHÁP(?!\w)"
    r"|L(?<=BL)(?:HS|DS|LĐ|TTHS|TTDS)(?!\w))"
)
# Their letters are too frequent for one class; where none of the words before them stands, no pattern need be tried.
_LAW_WORDS = (
    (("lệnh",), re.compile(r"ệ(?<=lệ)nh(?=\s)")),
    (("Lệnh",), re.compile(r"L(?<=háp\sL)ệnh(?=\s)")),
    (("hiến", "Hiến"), re.compile(r"ế(?<=[hH]iế)n\s+[pP]háp(?!\w)")),
)
# The first words of a paper that is cited by name alone
_NAMED = (
    rf"(?P<named>ghị(?<=Nghị)(?<!\wNghị)(?={_W}quyết{_W}(?:[Đđ]ại{_W}hội|(?:của{_W})?[Hh]ội{_W}nghị|lần{_W}thứ|{CENTRE}){_W})"
    rf"|(?:ại(?<=nghị\squyết\sĐại)(?={_W}hội{_W})|ội(?<=nghị\squyết\sHội)(?={_W}nghị{_W}))"
    rf"|ết(?<=Kết)(?<!\wKết)(?={_W}luận{_W}(?:[Hh]ội{_W}nghị|lần{_W}thứ|{CENTRE}){_W})"
    rf"|iệp(?<=Hiệp)(?<!\wHiệp)(?={_W}định{_W})|IỆP(?<=HIỆP)(?<!\wHIỆP)(?={_W}ĐỊNH{_W})"
    rf"|iều(?<=Điều)(?<!\wĐiều)(?={_W}lệ{_W}(?:Đảng|Đoàn|Công{_W}đoàn|Hội|Mặt{_W}[Tt]rận)(?!\w))|ội(?<=Nội)(?<!\wNội)(?={_W}quy{_W}kỳ{_W}họp{_W}))"
)


@cache
def anchor() -> re.Pattern[str]:
    """A number with a code, or one of the groups `short` (without a code, behind what may be a type word), `law`,
    `named`. It begins with a plain class, which scans twice as fast."""
    number = rf"(?<=[0-9]){NO_NUMBER_BEFORE}(?:{CODE_BEHIND_DIGIT}|(?P<short>{_short()}))"
    return re.compile(rf"[0-9ậLHBNKĐ](?:{_LAW}|{_NAMED}|{number})")


@cache
def _short_number() -> re.Pattern[str]:
    return re.compile(rf"[0-9](?P<short>{_short()})")


_LAW_END = re.compile(rf"[ậLHB]{_LAW}")
_NAMED_START = re.compile(rf"[HNKĐ]{_NAMED}")


def short_numbers(content: str, start: int, end: int) -> list[re.Match[str]]:
    """The numbers without a code that begin in a stretch of text, as `anchor` finds them."""
    return _within(_short_number(), content, start, end)


def law_ends(content: str, start: int, end: int) -> list[int]:
    """Where words for laws end that begin in a stretch of text, as `anchor` finds them."""
    return [found.end() for found in _within(_LAW_END, content, start, end)]


def named_starts(content: str, start: int, end: int) -> list[int]:
    """Where papers known by name may begin in a stretch of text, as `anchor` finds them."""
    return [found.start() for found in _within(_NAMED_START, content, start, end)]


def _within(pattern: re.Pattern[str], content: str, start: int, end: int) -> list[re.Match[str]]:
    """Matches that begin in a stretch and may go on behind it; none is passed over because another holds its start."""
    return [found for at in range(start, end) if (found := pattern.match(content, at))]


def _short() -> str:
    return behind_type_word(SHORT_TYPES) + _SHORT_BEHIND_DIGIT


def law_words(content: str) -> list[int]:
    """Where the words end that `anchor` leaves out: `pháp lệnh`, `hiến pháp`."""
    return [
        found.end()
        for signs, words in _LAW_WORDS
        if any(sign in content for sign in signs)
        for found in words.finditer(content)
    ]
