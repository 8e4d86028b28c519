"""Numbers are looked up, not tokenised: the spellings of a document number, in entries and in queries.

A number is put into the index as a few lookup tokens (`c:` the whole code, `t:` type and integer, ...). A query that
holds a number, in whatever spelling, is turned into the same tokens, from the surest to the loosest.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.text import LOOKALIKES, fold, nfc
from extractor.types import all_types
from index.abbreviations import code_organs

# Scores of the lookup rules. They lie far above what words can add, and far enough apart that the bounded priors of
# `index.ranking` never lift one rule over the next.
CODE, SWAPPED, TYPED, PARTIAL, LOOSE = 16000.0, 8000.0, 4000.0, 2000.0, 1000.0

RULES = {
    CODE: "đúng số, ký hiệu",
    SWAPPED: "đúng số, ký hiệu viết khác thứ tự",
    TYPED: "đúng loại và số",
    PARTIAL: "đúng số, một phần ký hiệu",
    LOOSE: "đúng số thứ tự, chưa chắc cùng loại hay cùng năm",
}

_PIECE = re.compile(r"\d+|[^\W\d_]+\d*")
_LEADING = re.compile(r"\s*0*(\d{1,6}(?:\.\d{1,3})?[a-z]?)(?![0-9])")
_YEAR = re.compile(r"(?:19|20)\d\d")


def plain_number(text: str) -> str:
    """A number as typed, without accents, case, look-alike letters and odd dashes."""
    return fold(nfc(text).translate(LOOKALIKES))


@dataclass(frozen=True, slots=True)
class Parts:
    """A number in parts, folded: `01/2020/QĐ-UBND` -> `1`, 2020, (`qd`, `ubnd`)."""

    number: str
    year: int | None
    groups: tuple[str, ...]

    @property
    def letters(self) -> str:
        return "".join(self.groups)


@lru_cache(maxsize=100_000)
def parts_of(number: str) -> Parts | None:
    """The parts of a printed number; None when it does not begin with digits."""
    folded = plain_number(number)
    found = _LEADING.match(folded)
    if not found:
        return None
    pieces = _PIECE.findall(folded[found.end() :])
    year = next((int(p) for p in pieces if _YEAR.fullmatch(p)), None)
    groups = tuple(p for p in pieces if not p.isdigit())
    return Parts(found.group(1), year, groups)


def entry_tokens(number: str | None, type_code: str | None, date: str | None) -> list[str]:
    """The lookup tokens of a document's own number. `date` is ISO; its year finds the number where it has none."""
    parts = parts_of(number) if number else None
    if parts is None:
        return []
    years = {parts.year, int(date[:4]) if date else None} - {None}
    tokens = {f"i:{parts.number}"}
    for year in ("", *sorted(str(y) for y in years)):
        if parts.groups:
            tokens.add(f"c:{parts.number}:{year}:{parts.letters}")
            tokens.add(f"s:{parts.number}:{year}:{'.'.join(sorted(parts.groups))}")
        if type_code:
            tokens.add(f"t:{parts.number}:{year}:{type_code}")
        for group in parts.groups:
            tokens.add(f"o:{parts.number}:{year}:{group}")
        if year:
            tokens.add(f"y:{parts.number}:{year}")
    if parts.year is not None:
        tokens.add(f"p:{parts.number}:{parts.year}:{parts.letters}")
        tokens.add(f"yp:{parts.number}:{parts.year}")
    return sorted(tokens)


def title_token(folded_title: str) -> str:
    """A whole title as one lookup token, so that a pasted title finds its document."""
    return "title:" + hashlib.blake2b(folded_title.encode(), digest_size=9).hexdigest()


def cited_tokens(number: str, type_code: str | None = None) -> list[str]:
    """The lookup tokens of a number that a document cites."""
    parts = parts_of(number)
    if parts is None or not parts.groups:
        return []
    tokens = {f"c:{parts.number}::{parts.letters}"}
    if parts.year is not None:
        tokens.add(f"c:{parts.number}:{parts.year}:{parts.letters}")
        tokens.add(f"y:{parts.number}:{parts.year}")
    return sorted(tokens)


@dataclass(frozen=True, slots=True)
class NumberClause:
    """A number found in a query: its place there (code points) and what it says.

    `types` are the codes that the type word can mean, `day` is ISO, where one was said behind it.
    `short`: no code letters and no year were given.
    """

    raw: str
    start: int
    end: int
    number: str
    year: int | None
    groups: tuple[str, ...]
    types: tuple[str, ...]
    day: str | None = None

    @property
    def letters(self) -> str:
        return "".join(self.groups)

    @property
    def short(self) -> bool:
        return not self.groups

    def rules(self) -> Iterator[tuple[float, tuple[str, ...]]]:
        """`(score, tokens)` from the surest rule to the loosest; one of the tokens must be the document's."""
        n, y = self.number, str(self.year or "")
        if self.groups:
            yield CODE, (f"c:{n}:{y}:{self.letters}",)
            if len(self.groups) > 1:
                yield SWAPPED, (f"s:{n}:{y}:{'.'.join(sorted(self.groups))}",)
        if self.types and len(self.groups) < 2:
            yield TYPED, tuple(f"t:{n}:{y}:{code}" for code in self.types)
        if len(self.groups) == 1:
            yield PARTIAL, tuple(f"o:{n}:{y}:{group}" for group in self.groups)
        elif self.groups:
            yield LOOSE, tuple(f"o:{n}:{y}:{group}" for group in self.groups)
        if self.groups and y:
            yield LOOSE, (f"c:{n}::{self.letters}",)
        elif not self.types and self.year:
            yield CODE, (f"yp:{n}:{y}",)
            yield TYPED, (f"y:{n}:{y}",)
        elif not self.types and not self.groups:
            yield LOOSE, (f"i:{n}",)

    def cited(self) -> tuple[str, ...]:
        """Tokens of documents that cite this number."""
        n, y = self.number, str(self.year or "")
        if self.groups:
            return (f"c:{n}:{y}:{self.letters}",) if not y else (f"c:{n}:{y}:{self.letters}", f"c:{n}::{self.letters}")
        return (f"y:{n}:{y}",) if y else ()


_TOKEN = re.compile(r"\d+|[^\W\d_]+\d*|[^\w\s]+|_+")
_SEPARATORS = frozenset("/-_.")
# What follows a bare `kế hoạch 5` and makes it a quantity, not a number.
_UNITS = frozenset(
    "nam thang ngay gio phut tuan quy ky dong trieu ty nguoi xa phuong huyen tinh diem buoc nhiem ha m km".split()
)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    start: int
    end: int

    @property
    def digits(self) -> bool:
        return self.text.isdigit()

    @property
    def word(self) -> bool:
        return self.text[0].isalpha()


@cache
def _type_words() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Folded type words, as tokens, to the codes they can mean (`da` is Đề án or Dự án)."""
    found: dict[tuple[str, ...], list[str]] = {}
    for entry in all_types():
        for word in (*entry.words, *entry.phrases):
            found.setdefault(tuple(fold(word).split()), []).append(entry.code)
    return {words: tuple(dict.fromkeys(codes)) for words, codes in found.items()}


@cache
def _type_letters() -> dict[str, tuple[str, ...]]:
    """Folded letters of types (`qd`, `ttr`) to the codes they can mean."""
    found: dict[str, list[str]] = {}
    for entry in all_types():
        for letters in (entry.code, *entry.letters, *entry.short):
            plain = re.sub(r"[^a-z]", "", fold(letters))
            found.setdefault(plain, []).append(entry.code)
    return {letters: tuple(dict.fromkeys(codes)) for letters, codes in found.items()}


def find_numbers(text: str) -> list[NumberClause]:
    """Every document number in a query, in any spelling, left to right, without overlaps."""
    folded = plain_number(text)
    pieces = _pieces(folded)
    found: list[NumberClause] = []
    at = 0
    while at < len(pieces):
        clause, after = _clause(text, folded, pieces, at)
        if clause is None:
            at += 1
        else:
            found.append(clause)
            at = after
    if not found and re.fullmatch(r"\s*(?:so\s*:?\s*)?\d{1,6}\s*", folded):
        digits = re.sub(r"\D", "", folded)
        return [NumberClause(text.strip(), 0, len(text), digits.lstrip("0") or "0", None, (), ())]
    return found


def _pieces(folded: str) -> list[_Piece]:
    """Tokens of a query. `qd1650` and `34cttw` fall apart, `qh15` and the letter of `30c/` do not."""
    pieces: list[_Piece] = []
    for match in _TOKEN.finditer(folded):
        text, start = match.group(), match.start()
        glued = re.fullmatch(r"([^\W\d_]+)(\d+)", text)
        within = pieces and (pieces[-1].digits or pieces[-1].text in _SEPARATORS)  # the QH15 of 64/2025/QH15
        if glued and glued.group(1) in _type_letters() and not within:
            cut = len(glued.group(1))
            pieces += [_Piece(text[:cut], start, start + cut), _Piece(text[cut:], start + cut, match.end())]
        else:
            pieces.append(_Piece(text, start, match.end()))
    return pieces


def _clause(text: str, folded: str, pieces: list[_Piece], at: int) -> tuple[NumberClause | None, int]:
    """A number that begins at piece `at`, and the piece after it."""
    types, groups, here = _head(pieces, at)
    while here < len(pieces) and pieces[here].text in ("so", ":", "."):
        here += 1
    if here >= len(pieces) or not pieces[here].digits or len(pieces[here].text) > 6:
        return None, at
    typed = here > at
    if not typed and at > 0 and pieces[at - 1].text in _SEPARATORS and pieces[at - 1].end == pieces[at].start:
        return None, at  # the middle of something else: a date, a span of years
    number = pieces[here].text.lstrip("0") or "0"
    end = here + 1
    # a letter that belongs to the number: 30c/NQ-CP
    if (
        end + 1 < len(pieces)
        and pieces[end].word
        and len(pieces[end].text) == 1
        and pieces[end].start == pieces[here].end
        and pieces[end + 1].text in _SEPARATORS
    ):
        number += pieces[end].text
        end += 1
    year, end, slash_year = _year(pieces, end)
    tail, end = _groups(text, pieces, end, typed, joined=slash_year)
    groups = (*groups, *tail)
    late, day, end = _late_year(pieces, end)
    year = year or late
    if not groups and typed and year is None and end < len(pieces) and pieces[end].text in _UNITS:
        return None, at
    if not groups and not typed and not slash_year:
        return None, at
    if not groups and end < len(pieces) and pieces[end].text in _SEPARATORS and pieces[end].text != ".":
        if end + 1 < len(pieces) and pieces[end + 1].digits:
            return None, at  # 2021-2025, a date
    alone = at == 0 and end == len(pieces) and len(pieces) > 2
    if not typed and groups and not slash_year and not alone and not _known(groups):
        return None, at
    codes = types or _types_of_groups(groups)
    start, stop = pieces[at].start, pieces[end - 1].end
    return NumberClause(text[start:stop], start, stop, number, year, groups, codes, day), end


def _head(pieces: list[_Piece], at: int) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """A type before the number: its word (`nghi dinh`), letters (`qd`), or letters with organ (`qd-ubnd 1650`)."""
    for length in range(min(6, len(pieces) - at), 0, -1):
        words = tuple(p.text for p in pieces[at : at + length])
        codes = _type_words().get(words)
        if codes:
            return codes, (), at + length
    letters = _type_letters().get(pieces[at].text)
    if not letters:
        return (), (), at
    groups: list[str] = [pieces[at].text]
    here = at + 1
    while here + 1 < len(pieces) and pieces[here].text in _SEPARATORS and pieces[here + 1].word:
        groups.append(pieces[here + 1].text)
        here += 2
    if len(groups) == 1 and here < len(pieces) and pieces[here].text in code_organs():
        groups.append(pieces[here].text)
        here += 1
    return letters, tuple(groups) if len(groups) > 1 else (), here


def _year(pieces: list[_Piece], at: int) -> tuple[int | None, int, bool]:
    """A year right after the number: `/2020`, `-2020`, ` 2020` before letters."""
    here = at
    separated = here < len(pieces) and pieces[here].text in _SEPARATORS
    if separated:
        here += 1
    if here < len(pieces) and _YEAR.fullmatch(pieces[here].text):
        return int(pieces[here].text), here + 1, separated and pieces[at].text in "/_"
    return None, at, False


def _groups(text: str, pieces: list[_Piece], at: int, typed: bool, *, joined: bool) -> tuple[tuple[str, ...], int]:
    """Letters of the code. After a space only letters that are known as such count."""
    groups: list[str] = []
    here = at
    while here < len(pieces):
        if pieces[here].text in _SEPARATORS and here + 1 < len(pieces) and pieces[here + 1].word:
            groups.append(pieces[here + 1].text)
            here += 2
            while here + 1 < len(pieces) and pieces[here].text in "&,." and pieces[here].end == pieces[here + 1].start:
                if not pieces[here + 1].word or pieces[here].start != pieces[here - 1].end:
                    break
                groups.append(pieces[here + 1].text)
                here += 2
            continue
        glued = pieces[here].word and here > 0 and pieces[here].start == pieces[here - 1].end
        if pieces[here].word and (glued or _letters_after_space(text, pieces[here], bool(groups))):
            groups.append(pieces[here].text)
            here += 1
            continue
        break
    return tuple(groups), here


def _organ(letters: str) -> bool:
    """Whether letters are a body's; the National Assembly's carry its term (`QH15`)."""
    return letters in code_organs() or re.fullmatch(r"(?:qh|ubtvqh)\d*", letters) is not None


def _letters_after_space(text: str, piece: _Piece, begun: bool) -> bool:
    """Whether a word after a space is code letters: a type (`34 ct tw`) first, then organs."""
    known = _organ(piece.text) or (not begun and piece.text in _type_letters())
    printed = text[piece.start : piece.end]
    # `tu` is the organ Tỉnh ủy and the word từ: only capitals or nothing but letters without accents are a code
    return known and (printed.isupper() or fold(printed) == printed.lower().replace("đ", "d"))


def _late_year(pieces: list[_Piece], at: int) -> tuple[int | None, str | None, int]:
    """A year or date said after the number, and that day: `nam 2020`, `ngay 07/4/2014`, `ngay 7 thang 4 nam 2014`,
    `(2020)`."""
    here = at
    while here < len(pieces) and pieces[here].text in ("(", ","):
        here += 1
    if here < len(pieces) and pieces[here].text == "ngay":
        for ahead in range(here + 1, min(here + 8, len(pieces))):
            if _YEAR.fullmatch(pieces[ahead].text):
                return int(pieces[ahead].text), _iso([p.text for p in pieces[here + 1 : ahead + 1]]), ahead + 1
            if not (pieces[ahead].digits or pieces[ahead].text in ("/", "-", ".", "thang", "nam")):
                break
        return None, None, at
    if here < len(pieces) and pieces[here].text == "nam":
        here += 1
    if here < len(pieces) and _YEAR.fullmatch(pieces[here].text):
        after = here + 1
        if after < len(pieces) and pieces[after].text == ")":
            after += 1
        spans = after + 1 < len(pieces) and pieces[after].text in "-/" and pieces[after + 1].digits
        return (None, None, at) if spans else (int(pieces[here].text), None, after)
    return None, None, at


def _iso(said: list[str]) -> str | None:
    """The day of `7 / 4 / 2014` or `7 thang 4 nam 2014`; None where it is none."""
    figures = [int(piece) for piece in said if piece.isdecimal()]
    try:
        return datetime.date(*reversed(figures)).isoformat() if len(figures) == 3 else None
    except ValueError:
        return None


def _known(groups: tuple[str, ...]) -> bool:
    """Whether letters look like a code's: one is a type or an organ, or they are several."""
    if len(groups) > 1:
        return True
    letters = groups[0]
    if letters in _type_letters() or _organ(letters):
        return True
    return any(letters[:cut] in _type_letters() and letters[cut:] in code_organs() for cut in range(1, len(letters)))


def _types_of_groups(groups: tuple[str, ...]) -> tuple[str, ...]:
    """The types that a code's letters can mean; none when an organ comes first and no type stands alone."""
    if len(groups) == 1:
        return _type_letters().get(groups[0], ())
    return ()
