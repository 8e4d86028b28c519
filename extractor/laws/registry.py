"""The register of laws, `data/laws.toml`: every version of every name, by name, number and word. Loaded once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from extractor.knowledge import toml_data
from extractor.name_words import NameTree, words_of
from extractor.text import fold

_YEAR = re.compile(r"/(\d{4})/")
_KEYS = frozenset({"number", "name", "date", "from", "year", "by", "amended", "sure"})
_CODED = re.compile(r"[\s\-/.]+")


@dataclass(frozen=True, slots=True)
class LawEntry:
    """One constitution, code, law or ordinance. Days are ISO, None where not known for certain.

    `replaced_by`, `amended_by`: numbers of later acts. `sure` False: seen in secondary sources only.
    """

    name: str
    type_code: str
    number: str | None
    date: str | None
    year: int
    effective_from: str | None
    replaced_by: tuple[str, ...]
    amended_by: tuple[str, ...]
    amending: bool
    sure: bool

    @property
    def issuer(self) -> str:
        return "Ủy ban Thường vụ Quốc hội" if self.type_code == "PL" else "Quốc hội"


@dataclass(frozen=True, slots=True)
class Laws:
    """Everything that recognises and settles laws. `by_name` is keyed by `name_key`, `by_number` by `number_key`."""

    entries: tuple[LawEntry, ...]
    names: NameTree[str]
    by_name: dict[str, tuple[LawEntry, ...]]
    by_number: dict[str, tuple[LawEntry, ...]]
    stops: NameTree[str]
    generic: NameTree[str]


_AMENDS = re.compile(r"\bsua doi(?: bo sung)?(?: mot so dieu)?\b")


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """The form in which two names of laws are one: folded words without joints and `của`; `sửa đổi` for all that
    offices print instead (`sửa đổi, bổ sung một số điều của`)."""
    key = " ".join(word.key for word in words_of(name.replace("(", " "), limit=200) if word.key != "cua")
    return _AMENDS.sub("sua doi", key, count=1)


def number_key(number: str) -> str:
    """The form in which two printed numbers are one: no leading zeros, spaces, dashes or slashes."""
    return _CODED.sub("/", fold(number.strip())).lstrip("0")


@cache
def laws() -> Laws:
    """The register, loaded on first use."""
    data: dict[str, Any] = toml_data("laws.toml")
    entries = tuple(_entry(row) for row in data["register"]["acts"])
    names: NameTree[str] = NameTree()
    by_name: dict[str, list[LawEntry]] = {}
    by_number: dict[str, list[LawEntry]] = {}
    for entry in entries:
        key = name_key(entry.name)
        if key not in by_name and not entry.amending:
            for form in (entry.name, *data["aliases"].get(entry.name, ())):
                for variant in _variants(form, data["short"]):
                    names.add(variant, entry.name)
        by_name.setdefault(key, []).append(entry)
        if entry.number:
            by_number.setdefault(number_key(entry.number), []).append(entry)
    return Laws(
        entries=entries,
        names=names,
        by_name={key: tuple(rows) for key, rows in by_name.items()},
        by_number={key: tuple(rows) for key, rows in by_number.items()},
        stops=_tree(data["stops"]["words"]),
        generic=_tree(data["generic"]["after"]),
    )


def _entry(row: dict[str, Any]) -> LawEntry:
    if not row.keys() <= _KEYS:
        raise ValueError(f"laws.toml: {row}")
    name: str = row["name"]
    number: str | None = row.get("number")
    year = row.get("year")
    if year is None:
        found = _YEAR.search(number or "")
        year = int(found[1]) if found else int(row["date"][:4])
    return LawEntry(
        name=name,
        type_code=type_code_of(name),
        number=number,
        date=row.get("date"),
        year=year,
        effective_from=row.get("from"),
        replaced_by=tuple(row.get("by", ())),
        amended_by=tuple(row.get("amended", ())),
        amending=" sửa đổi" in name,
        sure=row.get("sure", True),
    )


def type_code_of(name: str) -> str:
    """Code of the type word that the name begins with: Luật, BL, PL or HP."""
    head = fold(name)
    if head.startswith("bo luat"):
        return "BL"
    if head.startswith("phap lenh"):
        return "PL"
    return "HP" if head.startswith("hien phap") else "Luật"


def _variants(name: str, short: dict[str, list[str]]) -> list[str]:
    forms = [name]
    for long, abbreviations in short.items():
        pattern = re.compile(re.escape(long), re.IGNORECASE)
        for form in list(forms):
            if len(forms) < 24 and pattern.search(form):
                forms.extend(pattern.sub(letters, form) for letters in abbreviations)
    return forms


def _tree(phrases: list[str]) -> NameTree[str]:
    tree: NameTree[str] = NameTree()
    for phrase in phrases:
        tree.add(phrase, phrase)
    return tree
