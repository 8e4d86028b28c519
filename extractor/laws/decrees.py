"""The register of decrees, `data/decrees.toml`: those that offices rest on most, by number. Loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.knowledge import toml_data

_KEYS = frozenset({"number", "date", "name", "by", "ends", "amended", "under"})


@dataclass(frozen=True, slots=True)
class Decree:
    """One decree. `date` ISO; `name`: what follows `của Chính phủ` where it is cited; `replaced_by`: number of what
    took its place as a whole, listed or not, `ends`: the first day without it; `amended_by`: numbers of those of the
    list that amended it; `under`: names of the laws of its field under which it was issued and which its own name does
    not tell."""

    number: str
    date: str
    name: str
    replaced_by: str | None
    ends: str | None
    amended_by: tuple[str, ...]
    under: tuple[str, ...] = ()


@cache
def decrees() -> dict[str, Decree]:
    """The register by number, loaded on first use."""
    rows = toml_data("decrees.toml")["register"]["acts"]
    return {row["number"]: _decree(row) for row in rows}


def _decree(row: dict[str, Any]) -> Decree:
    if not row.keys() <= _KEYS or ("by" in row) != ("ends" in row):
        raise ValueError(f"decrees.toml: {row}")
    amended, under = tuple(row.get("amended", ())), tuple(row.get("under", ()))
    return Decree(row["number"], row["date"], row["name"], row.get("by"), row.get("ends"), amended, under)
