"""The words that tell what one paper does to another (`extractor/data/relation_cues.toml`), and where they hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from extractor.document import Relation
from extractor.knowledge import toml_data
from extractor.phrases import FIRST_WORD

_ISSUED_WITH_END = re.compile(r"(?:được )?(?:ban hành )?(?:gửi |đính )?kèm theo(?: các)? ?$")


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of the data file; the field meanings stand at its head."""

    id: str
    relation: Relation
    pattern: re.Pattern[str]
    gap: int
    not_in_gap: re.Pattern[str] | None
    needs_in_gap: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    subject: bool
    preamble: bool
    types: frozenset[str]
    pinpoint: bool
    passive: Relation | None
    opens: frozenset[str]
    finds: tuple[str, ...]
    misses: tuple[str, ...]


_KEYS = frozenset(
    "id relation pattern gap not_in_gap needs_in_gap not_after subject preamble types pinpoint passive opens finds "
    "misses".split()
)


@cache
def cues() -> tuple[Cue, ...]:
    """All cues of the data file. Raises ValueError on an unknown key."""
    raw = toml_data("relation_cues.toml")
    result = []
    for row in raw["cue"]:
        unknown = set(row) - _KEYS
        if unknown:
            raise ValueError(f"relation_cues.toml: unknown keys {sorted(unknown)} in {row.get('id')}")
        result.append(
            Cue(
                id=row["id"],
                relation=cast(Relation, row["relation"]),
                pattern=re.compile(row["pattern"]),
                gap=row["gap"],
                not_in_gap=_compiled(row.get("not_in_gap")),
                needs_in_gap=_compiled(row.get("needs_in_gap")),
                not_after=_compiled(row.get("not_after")),
                subject=row.get("subject", False),
                preamble=row.get("preamble", False),
                types=frozenset(row.get("types", ())),
                pinpoint=row.get("pinpoint", False),
                passive=cast("Relation | None", row.get("passive")),
                opens=frozenset(row["opens"]),
                finds=tuple(row["finds"]),
                misses=tuple(row["misses"]),
            )
        )
    return tuple(result)


def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None


@lru_cache(maxsize=32768)
def nearest_cue(between: str, type_code: str | None, has_pinpoint: bool) -> tuple[Cue | None, str]:
    """The cue whose match ends last in `between` (lower case, white space squashed), and the text after it."""
    best: tuple[int, int, Cue, str] | None = None
    words = frozenset(FIRST_WORD.findall(between))
    for cue in cues():
        if cue.opens.isdisjoint(words):
            continue  # nearly every one
        if (cue.types and type_code not in cue.types) or (cue.pinpoint and not has_pinpoint):
            continue
        found = last_match(cue, between)
        if found is not None:
            rank = (found.end(), found.end() - found.start())
            if best is None or rank > best[:2]:
                best = (*rank, cue, between[found.end() :])
    if best is not None and best[2].relation == "attached":
        stronger = _stronger(between, type_code)
        if stronger is not None:
            return stronger
    return (best[2], best[3]) if best else (None, "")


def _stronger(between: str, type_code: str | None) -> tuple[Cue, str] | None:
    """A cue that wins over `ban hành kèm theo` (`Căn cứ`, `bãi bỏ`, `sửa đổi`)."""
    lead = _ISSUED_WITH_END.sub("", between)
    for cue in cues():
        if cue.pinpoint or (cue.types and type_code not in cue.types):
            continue  # its object is the division of an act, and what was issued is none
        if cue.relation in ("basis", "amends", "replaces", "repeals"):
            found = last_match(cue, lead)
            if found is not None:
                return cue, between[found.end() :]
    return None


def last_match(cue: Cue, lead: str) -> re.Match[str] | None:
    """The last place in `lead` (lower case, white space squashed) where the cue holds, gap conditions included."""
    best = None
    for found in cue.pattern.finditer(lead, max(0, len(lead) - cue.gap - 80)):
        gap = lead[found.end() :]
        if len(gap) > cue.gap:
            continue
        if cue.not_in_gap and cue.not_in_gap.search(gap):
            continue
        if cue.needs_in_gap and not cue.needs_in_gap.search(gap):
            continue
        if cue.not_after and cue.not_after.search(lead[: found.start()]):
            continue
        best = found
    return best
