"""Provinces and cities under the centre: which existed when, how their names are found in text, who took over.

Norms: Nghị quyết 202/2025/QH15 (34 provinces from 01/7/2025) and the resolutions named in `data/provinces.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.dates import lies_within
from extractor.knowledge import toml_data
from extractor.name_words import NameTree, Word, words_of

_KIND_WORDS = {"tinh": "tỉnh", "thanh pho": "thành phố", "tp": "thành phố", "thu do": "thành phố"}
_CAPITAL = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Province:
    """A province or city as a legal body. `since`, `until`: ISO day or bare year, both inclusive, None for open."""

    id: str
    name: str
    kind: str
    since: str | None
    until: str | None
    next: tuple[str, ...]

    def holds(self, date: str | None) -> bool:
        """Whether the body existed on that ISO date (None: whether it exists still)."""
        return self.until is None if date is None else lies_within(date, self.since, self.until)


@cache
def provinces() -> tuple[Province, ...]:
    """The register, as it stands in `data/provinces.toml`."""
    return tuple(
        Province(r["id"], r["name"], r["kind"], r.get("from"), r.get("to"), tuple(r.get("next", ())))
        for r in toml_data("provinces.toml")["provinces"]
    )


@cache
def place_names() -> NameTree[str]:
    """Every spelling of every name, to the bare canonical name."""
    tree: NameTree[str] = NameTree()
    for province in provinces():
        tree.add(province.name, province.name, strict=True)
    for name, spellings in _spellings().items():
        for spelling in spellings:
            tree.add(spelling, name, strict=True)
    return tree


@cache
def _spellings() -> dict[str, list[str]]:
    spellings: dict[str, list[str]] = toml_data("provinces.toml")["spellings"]
    return spellings


def province_of_zone(name: str) -> str | None:
    """The province or city of a special zone (`đặc khu Vân Đồn`), of which there is one of a name."""
    return _zones().get(name)


@cache
def _zones() -> dict[str, str]:
    zones: dict[str, str] = toml_data("provinces.toml")["special_zones"]
    return zones


@cache
def _by_name() -> dict[str, tuple[Province, ...]]:
    named: dict[str, list[Province]] = {}
    for province in provinces():
        named.setdefault(province.name, []).append(province)
    return {name: tuple(sorted(rows, key=lambda p: p.since or "")) for name, rows in named.items()}


@cache
def _capital_kinds() -> frozenset[str]:
    names: list[str] = toml_data("provinces.toml")["capital_kind"]["names"]
    return frozenset(names)


def province_of(piece: str) -> str | None:
    """Bare name of the province or city named in a place line or a body's name; None when none is.

    Of several names the first one behind a word for province or city counts, else the first one.
    """
    words: list[Word] = []
    position = 0
    while True:
        more = words_of(piece, position, limit=400)
        words.extend(more)
        position = more[-1].end if more else position
        following = _CAPITAL.search(piece, position)
        if following is None:
            break
        position = following.start() if more or following.start() > position else position + 1
    tree = place_names()
    first: str | None = None
    index = 0
    while index < len(words):
        found = tree.longest(words, index) if words[index].capital else None
        if found is None:
            index += 1
            continue
        values, end = found
        before = words[index - 1].key if index else ""
        two = f"{words[index - 2].key} {before}" if index > 1 else ""
        if two in _KIND_WORDS or before in _KIND_WORDS:
            return values[0]
        if before == "song":
            index = end  # `đồng bằng sông Cửu Long`: a river
            continue
        if two == "dac khu" or (before in ("phuong", "xa") and two != "thi xa"):
            index = end  # `phường Nam Định`: a ward that kept the name of a province
            continue
        first = first or values[0]
        index = end
    return first


def province_kind(name: str, date: str | None = None) -> str | None:
    """`tỉnh` or `thành phố` as at `date` (ISO; None: today's or last); None for a name outside the register."""
    province = province_at(name, date)
    return province.kind if province else None


def province_at(name: str, date: str | None = None) -> Province | None:
    """The legal body of that bare name on `date`; where none existed then, the one that it was renamed
    from (Huế in 2020: tỉnh Thừa Thiên Huế), else the one nearest in time."""
    bare = canonical_place(name)
    rows = _by_name().get(bare) if bare else None
    if not rows:
        return None
    for row in reversed(rows):
        if row.holds(date):
            return row
    if date is None:
        return rows[-1]
    earlier = [row for row in rows if (row.since or "") <= date]
    if earlier:
        return earlier[-1]
    ids = {row.id for row in rows}
    before = [row for row in provinces() if row.holds(date) and ids.intersection(row.next)]
    return before[0] if len(before) == 1 and len(before[0].next) == 1 else rows[0]


@lru_cache(maxsize=4096)
def canonical_place(name: str) -> str | None:
    """The register's spelling of a bare name (`Đăk Lăk` -> `Đắk Lắk`)."""
    words = words_of(name)
    found = place_names().longest(words, 0)
    if found and found[1] == len(words):
        return found[0][0]
    return province_of(name)


def successors(name: str, date: str | None = None) -> tuple[str, ...]:
    """Bare names of the provinces that took over from `name` as it was on `date`; itself where it goes on unchanged."""
    province = province_at(name, date)
    if province is None:
        return ()
    by_id = {row.id: row for row in provinces()}
    current = [province]
    while any(row.next for row in current):
        current = [by_id[k] for row in current for k in (row.next or (row.id,))]
    return tuple(dict.fromkeys(row.name for row in current))


def full_place(name: str, kind: str | None = None, date: str | None = None) -> str:
    """`tỉnh Yên Bái`, `thành phố Hà Nội`, `Thành phố Hồ Chí Minh`: with the kind printed or that of the register."""
    kind = kind or province_kind(name, date)
    if kind is None:
        return name
    if name in _capital_kinds():
        kind = kind[0].upper() + kind[1:]
    return f"{kind} {name}"
