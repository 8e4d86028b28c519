"""The register of issuing bodies, `data/issuers.toml`, ready to look up by words and by code letters. Loaded once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from extractor.dates import day_after, last_turn, lies_within
from extractor.issuers.places import Province, provinces
from extractor.knowledge import toml_data
from extractor.name_words import NameTree
from extractor.text import fold

LEVELS = ("central", "party-central", "mass", "province", "party-organ", "district")
_KEYS = frozenset({"id", "name", "codes", "also", "from", "to", "next", "place", "regions"})
_FIELD_HEADS = ("Bộ", "Sở", "Phòng")
_NAME_LETTERS = 4  # shorter letters mean too many things in running text


@dataclass(frozen=True, slots=True)
class BodyEntry:
    """A row of the register. `place`: "must", "may" or None; `regions`: it has branches of regions (`khu vực IX`); days
    as in `places.Province`."""

    id: str
    name: str
    level: str
    codes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    next: tuple[str, ...] = ()
    place: str | None = None
    regions: bool = False

    def holds(self, date: str | None) -> bool:
        """Whether the body bore this name on that ISO date (None: whether it does still)."""
        return self.until is None if date is None else lies_within(date, self.since, self.until)


@dataclass(frozen=True, slots=True)
class Register:
    """Everything the grammar needs."""

    entries: tuple[BodyEntry, ...]
    names: NameTree[BodyEntry]
    codes: dict[str, tuple[BodyEntry, ...]]
    fields: NameTree[str]
    heads: NameTree[str]
    councils: NameTree[str]
    unknown_heads: NameTree[str]
    local_heads: frozenset[str]
    inside: NameTree[str]
    stops: NameTree[str]
    verbs: frozenset[str]
    alone: frozenset[str]
    spelt: dict[str, str]


def code_key(letters: str) -> str:
    """Letters of a body as they are compared: no `&`, dot or dash, case and Đ/D folded (`BGD&ĐT` = `BGDDT`)."""
    return "".join(char for char in fold(letters) if char.isalnum())


@cache
def register() -> Register:
    """The register, loaded on first use."""
    data: dict[str, Any] = toml_data("issuers.toml")
    entries = tuple(_entry(row, group["level"]) for group in data["body"] for row in group["rows"])
    names: NameTree[BodyEntry] = NameTree()
    codes: dict[str, list[BodyEntry]] = {}
    for entry in entries:
        for form in (entry.name, *entry.also, *_short_fields(entry.name, data["fields"])):
            for spelling in _spellings(form, entry.level, data["centre"]["short"]):
                names.add(spelling, entry)
        for letters in entry.codes:
            if len(letters) >= _NAME_LETTERS and letters[0] in "SB":
                names.add(letters, entry)  # `của STNMT`: the letters stand for the name
            codes.setdefault(code_key(letters), []).append(entry)
    return Register(
        entries=entries,
        names=names,
        codes={key: tuple(rows) for key, rows in codes.items()},
        fields=_tree(list(data["fields"])),
        heads=_tree(data["heads"]["words"]),
        councils=_tree(data["councils"]["words"]),
        unknown_heads=_tree(data["unknown"]["heads"]),
        local_heads=frozenset(data["unknown"]["local"]),
        inside=_tree(data["unknown"]["inside"]),
        stops=_tree(data["unknown"]["stops"]),
        verbs=frozenset(data["unknown"]["verbs"]),
        alone=frozenset(data["unknown"]["alone"]),
        spelt=data["unknown"]["spelt"],
    )


def pick(entries: list[BodyEntry] | tuple[BodyEntry, ...], date: str | None) -> BodyEntry:
    """Of bodies that share a name or letters the one of that time; where none fits, the first of the register."""
    for entry in entries:
        if entry.holds(date):
            return entry
    return entries[0]


@lru_cache(maxsize=16384)
def period(date: str | None) -> str | None:
    """The day since which the bodies and provinces of that date have been what they were then."""
    return last_turn(_turns(), date)


@cache
def _turns() -> list[str]:
    """The days on which a body or a province came up, and those on which one was gone."""
    rows: list[BodyEntry | Province] = [*register().entries, *provinces()]
    begun = {f"{row.since}-01-01"[:10] for row in rows if row.since}
    return sorted(begun | {day_after(row.until) for row in rows if row.until})


def _entry(row: dict[str, Any], level: str) -> BodyEntry:
    if not row.keys() <= _KEYS or level not in LEVELS:
        raise ValueError(f"issuers.toml: {row} of level {level}")
    return BodyEntry(
        id=row["id"],
        name=row["name"],
        level=level,
        codes=tuple(row.get("codes", ())),
        also=tuple(row.get("also", ())),
        since=row.get("from"),
        until=row.get("to"),
        next=tuple(row.get("next", ())),
        place=row.get("place"),
        regions=row.get("regions", False),
    )


def _short_fields(name: str, fields: dict[str, list[str]]) -> list[str]:
    head, _, work = name.partition(" ")
    if head not in _FIELD_HEADS:
        return []
    return [f"{head} {short}" for short in fields.get(work, ())]


_CENTRE = re.compile(r"\b(?:Trung ương|TW|TƯ)\b")


def _spellings(form: str, level: str, short: Sequence[str]) -> tuple[str, ...]:
    """A name of a Party or mass body with `Trung ương` in full and as offices and papers shorten it."""
    if level not in ("party-central", "mass") or _CENTRE.search(form) is None:
        return (form,)
    return (form, *(_CENTRE.sub(spelling, form) for spelling in ("Trung ương", *short)))


def _tree(words: list[str]) -> NameTree[str]:
    tree: NameTree[str] = NameTree()
    for word in words:
        tree.add(word, word)
    return tree
