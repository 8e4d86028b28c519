"""Bodies that went before a body and those that came after it, each with its time; namesakes stay apart.

Facts: `data/issuers.toml` (mergers and splits of ministries, departments and Party bodies) and `data/provinces.toml`
(Nghị quyết 202/2025/QH15 and earlier ones).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, Protocol

from extractor.dates import day_after, lies_within
from extractor.issuers.places import Province, full_place, province_of, provinces
from extractor.issuers.registry import BodyEntry, register
from extractor.text import fold, squash

_TAIL = r"\s*(?:(?:tỉnh|thành phố|TP\.?)\s+)?{}$"
_COMMITTEES = frozenset({"tinh uy", "thanh uy"})

Side = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Related:
    """Another body of the same line. `since`, `until`: first and last day, month or year of it (None: open)."""

    name: str
    side: Side
    since: str | None
    until: str | None

    def bore(self, date: str | None) -> bool:
        """Whether a paper of that ISO date can be this body's; an undated one can."""
        return date is None or lies_within(date, self.since, self.until)


@dataclass(frozen=True, slots=True)
class Renamed:
    """A body and one that took over its work or a part of it, directly or in steps; `since`: day, month or year."""

    old: str
    new: str
    since: str


class _Row(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def since(self) -> str | None: ...
    @property
    def until(self) -> str | None: ...
    @property
    def next(self) -> tuple[str, ...]: ...


def related_bodies(name: str) -> tuple[Related, ...]:
    """The bodies whose work this one took over, and those that took over from it, oldest first. `name` in full as the
    archive prints it; empty for a body that the register does not know or that never changed."""
    asked = squash(name)
    place = province_of(asked)
    tail = re.search(_TAIL.format(re.escape(place)), asked, re.IGNORECASE) if place else None
    head = asked[: tail.start()] if tail else asked
    own_heads = _by_name().get(fold(head), ())
    own_places = [row for row in provinces() if tail and row.name == place and _is_of_kind(row, fold(asked))]
    found: dict[tuple[str, str | None, str | None], Related] = {}
    for side in ("before", "after"):
        heads: list[_Row | None] = [*_line(own_heads, register().entries, side)] or [None]
        places: list[_Row | None] = [*_line(own_places, provinces(), side)] or [None]
        for body in heads:
            for province in places:
                other = _joined(body, province, head, bool(tail), side)
                if other is not None and fold(other.name) != fold(asked):
                    found.setdefault((other.name, other.since, other.until), other)
    return tuple(sorted(found.values(), key=lambda r: (r.until or "9999", r.since or "", r.name)))


@cache
def renamed_bodies() -> tuple[Renamed, ...]:
    """Every body of the register that is gone, with each one after it, under the names that people type: bodies without
    their place, places with the word for their kind."""
    found: dict[tuple[str, str], Renamed] = {}
    for rows in (register().entries, provinces()):
        for row in rows:
            for later, since in _after(row, {one.id: one for one in rows}):
                for old, new in zip(_typed(row), _typed(later), strict=True):
                    if fold(old) != fold(new) and min(len(old.split()), len(new.split())) > 1:
                        found.setdefault((old, new), Renamed(old, new, since))
    return tuple(found.values())


def _after(row: _Row, by_id: Mapping[str, _Row]) -> Iterator[tuple[_Row, str]]:
    """Every body after a body that is gone, the next ones first, with the day on which the work had come to it."""
    left: list[tuple[_Row, str]] = [(row, "")]
    seen = {row.id}
    while left:
        one, came = left.pop(0)
        for id in one.next if one.until else ():
            if id in seen or id not in by_id:
                continue
            seen.add(id)
            over = day_after(one.until) if one.until and len(one.until) == 10 else one.until or ""
            step = by_id[id], max(came, over, by_id[id].since or "")
            left.append(step)
            yield step


def _typed(row: _Row) -> tuple[str, ...]:
    if not isinstance(row, Province):
        return (row.name,)
    return full_place(row.name, row.kind), f"{'Tỉnh' if row.kind == 'tỉnh' else 'Thành'} ủy {row.name}"


def _is_of_kind(row: Province, asked: str) -> bool:
    """Whether a body's name means this place, and not its namesake of the other kind (a province made a city)."""
    kinds = {"tinh": asked.startswith("tinh uy") or " tinh " in asked,
             "thanh pho": asked.startswith("thanh uy") or " thanh pho " in asked or " tp" in asked}  # fmt: skip
    return not any(kinds.values()) or kinds[fold(row.kind)]


def _line(own: Sequence[_Row], rows: Sequence[_Row], side: Side) -> Iterator[_Row]:
    """These rows and all that lie on one side of them."""
    by_id = {row.id: row for row in rows}
    seen: set[str] = set()
    left = list(own)
    while left:
        row = left.pop(0)
        if row.id in seen:
            continue
        seen.add(row.id)
        yield row
        if side == "after":
            left += [by_id[id] for id in row.next if id in by_id]
        else:
            left += [other for other in rows if row.id in other.next]


def _joined(body: _Row | None, province: _Row | None, head: str, local: bool, side: Side) -> Related | None:
    """Body and province as one; None where they never were at the same time."""
    since = max((r.since for r in (body, province) if r and r.since), default=None)
    until = min((r.until for r in (body, province) if r and r.until), default=None)
    if since and until and since[: len(until)] > until[: len(since)]:
        return None
    name = body.name if body else head
    if local and province is not None:
        kind = province.kind if isinstance(province, Province) else None
        if fold(name) in _COMMITTEES:  # names the kind of its place itself
            name = f"{'Tỉnh' if kind == 'tỉnh' else 'Thành'} ủy {province.name}"
        else:
            name += f" {full_place(province.name, kind)}"
    return Related(name, side, since, until)


@cache
def _by_name() -> dict[str, tuple[BodyEntry, ...]]:
    found: dict[str, tuple[BodyEntry, ...]] = {}
    for entry in register().entries:
        for form in (entry.name, *entry.also):
            found[fold(form)] = (*found.get(fold(form), ()), entry)
    return found
