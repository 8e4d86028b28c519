"""The registers of form as values: systems with their layout, and rules with their norm. Loaded once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from extractor.knowledge import toml_data
from extractor.layout import LOWER, UPPER

Level = Literal["fault", "advice"]
Kind = Literal["state", "party", "normative"]


@dataclass(frozen=True, slots=True)
class PartLayout:
    """How a part is set. `clause` None: to write with, not to find fault with; other None: the norm leaves it open."""

    clause: str | None
    size_pt: tuple[float, float]
    bold: bool | None
    italic: bool | None
    caps: bool
    underline: bool
    align: str


@dataclass(frozen=True, slots=True)
class FormSystem:
    """One set of rules. Days are ISO, both ends included; lengths in millimetres as (least, most)."""

    id: str
    kind: Kind
    name: str
    since: str
    until: str | None
    font: str | None
    font_clause: str | None
    page_clause: str | None
    paper_mm: tuple[float, float] | None
    margins_mm: Mapping[str, tuple[float, float]]
    parts: Mapping[str, PartLayout]

    def holds(self, day: str) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule on the words of a part; exactly one of `fault`, `missing`, `after` says what is wrong."""

    id: str
    part: str
    level: Level
    norms: Mapping[str, str]
    message: str
    remedy: str
    fault: re.Pattern[str] | None
    missing: bool
    after: str | None
    types: frozenset[str]
    not_types: frozenset[str]
    finds: tuple[str, ...]
    misses: tuple[str, ...]

    def concerns(self, system: str, type_code: str | None) -> bool:
        """Whether the rule holds for a paper of that system and type."""
        if system not in self.norms or type_code in self.not_types:
            return False
        return not self.types or type_code in self.types


@cache
def systems() -> tuple[FormSystem, ...]:
    """Every system of the register."""
    return tuple(_system(row) for row in toml_data("form_systems.toml")["system"])


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of the register."""
    return tuple(_rule(row) for row in toml_data("form_rules.toml")["rule"])


def system_on(kind: Kind, day: str) -> FormSystem | None:
    """The system for papers of a kind issued that day (ISO); None where the register has none."""
    return next((one for one in systems() if one.kind == kind and one.holds(day)), None)


def _system(row: dict[str, Any]) -> FormSystem:
    page = row.get("page", {})
    paper = page.get("paper")
    return FormSystem(
        id=row["id"],
        kind=row["kind"],
        name=row["name"],
        since=row["from"],
        until=row.get("to"),
        font=row.get("font"),
        font_clause=row.get("font_clause"),
        page_clause=row.get("page_clause"),
        paper_mm=(paper[0], paper[1]) if paper else None,
        margins_mm={side: (page[side][0], page[side][1]) for side in ("top", "bottom", "left", "right") if page},
        parts={name: _layout(part) for name, part in row.get("parts", {}).items()},
    )


def _layout(row: dict[str, Any]) -> PartLayout:
    return PartLayout(
        clause=row.get("clause"),
        size_pt=(row["size_pt"][0], row["size_pt"][1]),
        bold=row.get("bold"),
        italic=row.get("italic"),
        caps=row.get("caps", False),
        underline=row.get("underline", False),
        align=row["align"],
    )


def _rule(row: dict[str, Any]) -> Rule:
    fault = row.get("fault")
    return Rule(
        id=row["id"],
        part=row["part"],
        level=row["level"],
        norms=row["norms"],
        message=row["message"],
        remedy=row["remedy"],
        fault=re.compile(fault.replace("<lower>", LOWER).replace("<upper>", UPPER)) if fault else None,
        missing=row.get("missing", False),
        after=row.get("after"),
        types=frozenset(row.get("types", ())),
        not_types=frozenset(row.get("not_types", ())),
        finds=tuple(row["finds"]),
        misses=tuple(row["misses"]),
    )
