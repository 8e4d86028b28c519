"""Words of a query with what else they can stand for: short and long forms, old and new names of merged bodies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from extractor.issuers.succession import Renamed, renamed_bodies
from extractor.text import quoted
from index.abbreviations import Abbreviation, by_first_syllable
from index.base import BadQuery
from index.tokens import folded_tokens, tokens


@dataclass(frozen=True, slots=True)
class Word:
    """A syllable: folded, and as typed with its accents. `accented` when it carries any."""

    folded: str
    exact: str

    @property
    def accented(self) -> bool:
        return self.folded != self.exact


@dataclass(frozen=True, slots=True)
class Group:
    """Names of one thing: any of the folded forms will do."""

    forms: tuple[tuple[str, ...], ...]
    label: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Syllables in this order with exactly these accents."""

    exact: tuple[str, ...]


Clause = Word | Group | Phrase


@dataclass(slots=True)
class Reading:
    """How a query is to be read, and what was noticed on the way: notes in Vietnamese, and what can be switched."""

    expand: bool = True
    renamed: bool = False
    notes: list[str] = field(default_factory=list)
    switches: list[str] = field(default_factory=list)


def clauses_of(text: str, reading: Reading) -> tuple[Clause, ...]:
    """Plain words as clauses, names that have other forms as groups of them."""
    exact, folded = tokens(text)
    if len(" ".join(folded).split()) != len(exact):
        raise BadQuery(f"Không đọc được: {quoted(text)}")
    clauses: list[Clause] = []
    at = 0
    while at < len(folded):
        group, length = _renamed(folded, at, reading)
        if group is None:
            group, length = _abbreviation(folded, at, reading)
        clauses.append(group if group is not None else Word(folded[at], exact[at]))
        at += length
    return tuple(clauses)


def _abbreviation(folded: list[str], at: int, reading: Reading) -> tuple[Group | None, int]:
    row, length = _longest(folded, at)
    if row is None:
        return None, 1
    short = length < max(len(form) for form in row.forms)
    if short:
        reading.switches.append("expand")
    if not reading.expand:
        return None, 1
    if short:
        reading.notes.append(f"Hiểu {row.short[0]} là {row.long[0]}.")
    return Group(row.forms, f"{row.short[0]} = {row.long[0]}"), length


def _longest(folded: list[str], at: int) -> tuple[Abbreviation | None, int]:
    for form, row in by_first_syllable().get(folded[at], ()):
        if tuple(folded[at : at + len(form)]) == form:
            return row, len(form)
    return None, 0


def _renamed(folded: list[str], at: int, reading: Reading) -> tuple[Group | None, int]:
    """The names under which a merged body is found, where its old or new name stands here and that was asked for."""
    for form, rows in _names().get(folded[at], ()):
        if tuple(folded[at : at + len(form)]) != form:
            continue
        reading.switches.append("renamed")
        gone = [row for row in rows if form == tuple(folded_tokens(row.old))]
        told = "; ".join(f"{row.old} nay là {row.new} (từ {row.since})" for row in (gone or rows))
        if not reading.renamed:
            if gone:
                reading.notes.append(f"{told}: có thể tìm thêm theo tên mới.")
            return None, 1
        reading.notes.append(f"{told}: tìm theo mọi tên này.")
        names = dict.fromkeys(tuple(folded_tokens(name)) for row in rows for name in (row.old, row.new))
        return Group(tuple(dict.fromkeys(each for name in names for each in _forms(name))), told), len(form)
    return None, 1


def _forms(name: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """A name with its short forms."""
    row, length = _longest(list(name), 0)
    return row.forms if row is not None and length == len(name) else (name,)


@cache
def _names() -> dict[str, tuple[tuple[tuple[str, ...], tuple[Renamed, ...]], ...]]:
    """First syllable -> names of merged bodies that begin with it, longest first, with where they went or came from."""
    by_name: dict[tuple[str, ...], list[Renamed]] = {}
    for row in renamed_bodies():
        for name in (row.old, row.new):
            by_name.setdefault(tuple(folded_tokens(name)), []).append(row)
    found: dict[str, list[tuple[tuple[str, ...], tuple[Renamed, ...]]]] = {}
    for form, rows in by_name.items():
        found.setdefault(form[0], []).append((form, tuple(rows)))
    return {first: tuple(sorted(rows, key=_length)) for first, rows in found.items()}


def _length(row: tuple[Sequence[str], object]) -> tuple[int, Sequence[str]]:
    return -len(row[0]), row[0]
