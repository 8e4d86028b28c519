"""Fifteen ways in which people write the number of a document they look for."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractor.text import fold
from extractor.types import type_name
from index.base import Entry


@dataclass(frozen=True, slots=True)
class Spelling:
    """A query, the kind of spelling, and what it says of the document (as far as it says it)."""

    kind: str
    query: str
    says_code: bool = True
    says_type: bool = False
    says_year: bool = False
    says_date: bool = False


@dataclass(frozen=True, slots=True)
class _Subject:
    number: str
    digits: str
    rest: str
    type_code: str
    type_word: str
    date: str

    @property
    def year(self) -> str:
        return self.date[:4]


Maker = Callable[[_Subject], Spelling | None]


def _kinds() -> dict[str, Maker]:
    return {
        "as printed": lambda s: Spelling("", s.number),
        "small letters": lambda s: Spelling("", s.number.lower()),
        "no accents": lambda s: Spelling("", fold(s.number)),
        "zeros": lambda s: Spelling("", (s.digits.lstrip("0") if s.digits[0] == "0" else "0" + s.digits) + s.rest),
        "spaces around separators": lambda s: Spelling("", re.sub(r"([/-])", r" \1 ", s.number)),
        "slashes and hyphens swapped": _swapped,
        "word and number": lambda s: Spelling("", f"{s.type_word} {s.number}", says_type=True),
        "word, số, number": lambda s: Spelling("", f"{s.type_word.lower()} số: {s.number}", says_type=True),
        "abbreviation and number": lambda s: Spelling("", f"{s.type_code} số {s.number}", says_type=True),
        "number with its date": lambda s: Spelling("", f"{s.number} ngày {_spoken(s.date)}", says_date=True),
        "word, integer, year": _short,
        "file name": lambda s: Spelling("", s.number.replace("/", "_").replace("-", "_")),
        "no hyphens": lambda s: Spelling("", s.number.replace("-", "")) if "-" in s.rest and "/" in s.rest else None,
        "separators as spaces": _spaced,
        "dash and wide space": lambda s: Spelling("", s.number.replace("-", "\u2013").replace("/", "\u00a0/\u00a0")),
    }


def _swapped(subject: _Subject) -> Spelling | None:
    if not re.fullmatch(r"[/-][^/-]+[/-][^/-]+", subject.rest):
        return None
    table = str.maketrans("/-", "-/")
    return Spelling("", subject.digits + subject.rest.translate(table))


def _short(subject: _Subject) -> Spelling:
    query = f"{fold(subject.type_word)} {subject.digits.lstrip('0')} năm {subject.year}"
    return Spelling("", query, says_code=False, says_type=True, says_year=True)


def _spaced(subject: _Subject) -> Spelling:
    return Spelling("", f"{subject.type_code} {re.sub('[/-]', ' ', subject.number)}", says_type=True)


def _spoken(date: str) -> str:
    year, month, day = date.split("-")
    return f"{int(day)}/{int(month)}/{year}"


def spellings(archive: list[Entry], count: int, seed: int = 3) -> Iterator[tuple[Entry, Spelling]]:
    """`count` spellings of numbers of the archive, the kinds in turn."""
    chance = random.Random(seed)
    held = [e for e in archive if e.number and e.type_code and e.date and re.match(r"\d+[/-]", e.number)]
    kinds = list(_kinds().items())
    made = 0
    while made < count:
        name, maker = kinds[made % len(kinds)]
        entry = chance.choice(held)
        number = entry.number or ""
        digits = re.match(r"\d+", number)
        assert digits is not None
        subject = _Subject(
            number,
            digits.group(),
            number[digits.end() :],
            entry.type_code or "",
            entry.type_name or type_name(entry.type_code or "") or "",
            entry.date or "",
        )
        spelling = maker(subject)
        if spelling is None:
            continue
        made += 1
        yield (
            entry,
            Spelling(
                name, spelling.query, spelling.says_code, spelling.says_type, spelling.says_year, spelling.says_date
            ),
        )


def fits(found: Entry, wanted: Entry, spelling: Spelling) -> bool:
    """Whether the found document is one that the spelling can mean: all it says of the wanted one holds of it too."""
    if found.id == wanted.id:
        return True
    if _integer(found) != _integer(wanted):
        return False
    if spelling.says_code and _plain(found.number) != _plain(wanted.number):
        return False
    if spelling.says_type and found.type_code != wanted.type_code:
        return False
    if spelling.says_year and (found.date or "")[:4] != (wanted.date or "")[:4]:
        return False
    return not (spelling.says_date and found.date != wanted.date)


def _integer(entry: Entry) -> int:
    digits = re.match(r"\d+", entry.number or "")
    return int(digits.group()) if digits else -1


def _plain(number: str | None) -> str:
    return re.sub(r"[^0-9a-z]", "", fold(number or "")).lstrip("0")
