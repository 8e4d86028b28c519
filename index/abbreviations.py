"""Abbreviations, read from `extractor/data/abbreviations.toml`. Used at query time only.

A short form and its long form are one clause, so `UBND tỉnh` and `Ủy ban nhân dân tỉnh` give the same answer. Short
forms of several meanings (TT, CT, KH) stand only inside numbers, where `index.numbers` reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extractor.knowledge import toml_data
from extractor.text import fold

_DATA = "abbreviations.toml"


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """One row: short forms and long forms that mean the same. All forms are as printed."""

    short: tuple[str, ...]
    long: tuple[str, ...]

    @property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """Every form as folded syllables, each once, longest first."""
        tokens = {tuple(_syllables(form)) for form in (*self.short, *self.long)}
        return tuple(sorted(tokens, key=lambda form: (-len(form), form)))


@cache
def all_abbreviations() -> tuple[Abbreviation, ...]:
    """Every abbreviation that is expanded in running words."""
    return tuple(
        Abbreviation(tuple(_strings(row["short"])), tuple(_strings(row["long"])))
        for row in toml_data(_DATA)["abbreviation"]
    )


@cache
def ambiguous() -> dict[str, tuple[str, ...]]:
    """Short forms that mean several things, folded, with their meanings: never expanded in running words."""
    return {fold(str(r["short"])): tuple(_strings(r["means"])) for r in toml_data(_DATA).get("ambiguous", [])}


@cache
def code_organs() -> frozenset[str]:
    """Folded letters of bodies as they stand in numbers (`ubnd`, `ttg`, `tw`)."""
    return frozenset(fold(str(code)) for row in toml_data(_DATA)["organs"] for code in _strings(row["codes"]))


@cache
def by_first_syllable() -> dict[str, tuple[tuple[tuple[str, ...], Abbreviation], ...]]:
    """First folded syllable -> forms that begin with it, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Abbreviation]]] = {}
    for row in all_abbreviations():
        for form in row.forms:
            found.setdefault(form[0], []).append((form, row))
    return {first: tuple(sorted(rows, key=lambda r: (-len(r[0]), r[0]))) for first, rows in found.items()}


def _syllables(form: str) -> list[str]:
    from index.tokens import folded_tokens

    return folded_tokens(form)


def _strings(value: object) -> list[str]:
    if not isinstance(value, list):
        raise ValueError(f"abbreviations.toml: a list is wanted, not {value!r}")
    return [str(item) for item in value]
