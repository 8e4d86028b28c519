"""What the archive knows of what a batch of mentions can mean: held papers, and those that full citations name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from corpus.annexed import carried
from corpus.catalogue import chunks, rows_in
from corpus.linking.evidence import central_letters
from corpus.linking.resolve import Cited, Known
from corpus.one_of import one_of
from corpus.schema import documents, mentions, nodes
from extractor.annexed import annexed_key, kinds_named

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

_REMEMBERED = 30_000
"""Documents that are kept for the batches to come: what bounds the memory of a settling."""


@dataclass(slots=True)
class Shelf:
    """A `Lookup` over what was loaded for one batch."""

    keys: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    blocks: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    shorts: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))

    def add(self, known: Known, *aliases: str | None) -> None:
        """Puts a document where its key, its aliases, its block and its short form lead to it."""
        for key in {known.key, *aliases} - {None}:
            self.keys[str(key)].append(known)
        if known.block is not None:
            self.blocks[known.block].append(known)
        if known.short is not None:
            self.shorts[known.short].append(known)

    def by_key(self, key: str) -> Sequence[Known]:
        return self.keys.get(key, ())

    def by_block(self, block: str) -> Sequence[Known]:
        return self.blocks.get(block, ())

    def by_short(self, short: str) -> Sequence[Known]:
        return self.shorts.get(short, ())


class Told:
    """The documents that full citations name and that are not held, by block and by short form, as far as they were
    asked for. Good for one settling: nothing that it writes changes what it resolves from."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, list[Known]]] = {"block": {}, "short": {}}
        self._count = 0

    def of(self, connection: Connection, column: Any, values: Collection[str]) -> Iterator[tuple[str, list[Known]]]:
        """Each of the values of `mentions.block` or `mentions.short` with its documents, in the order of their keys."""
        if self._count > _REMEMBERED:
            self._known, self._count = {"block": {}, "short": {}}, 0
        kept = self._known[column.name]
        missing = sorted(set(values) - kept.keys())
        kept.update({value: [] for value in missing})
        for value, known in _named_elsewhere(connection, column, missing):
            kept[value].append(known)
            self._count += 1
        yield from ((value, kept[value]) for value in values)


@lru_cache(maxsize=1)
def told_of(settling: str) -> Told:
    """What one run of settling has asked for until now, in this process."""
    return Told()


def load_shelf(connection: Connection, cited: Sequence[Cited], told: Told) -> Shelf:
    """Every held document, and every one known by a full citation, that these mentions can mean. What a mention finds
    in it must not depend on the other mentions."""
    shelf = Shelf()
    keys = {m.key for m in cited if m.key}
    keys |= {annexed_key(m.key, kind) for m in cited if m.key and m.annexed for kind in kinds_named(m.annexed)}
    held = _alive(connection, (documents.c.key, documents.c.alias), keys)
    found: dict[str, set[str | None]] = defaultdict(set)
    for row in held.values():
        for key in (row.key, row.alias):
            found[key].add(row.block)
    # A mention whose key finds a paper of the same letters asks no further; most do, and their blocks are not loaded.
    blocks = {m.block for m in cited if m.block and not (m.key and found.get(m.key, set()) & {m.block, None})}
    partial = {m.block for m in cited if m.block and not m.key}
    shorts = {m.short for m in cited if m.short and not m.key and not m.block}
    held |= _alive(connection, (documents.c.block,), blocks)
    held |= _alive(connection, (documents.c.short,), shorts)
    for id in sorted(held):
        row = held[id]
        shelf.add(
            Known(
                id=row.id, held=True, key=row.key, block=row.block, short=row.short, type=row.type_slug,
                issuer=row.issuer_slug, locality=row.locality, year=row.year, term=row.term, date=row.date,
                title=row.title, annexed=carried(row.annexed),
            ),
            row.alias,
        )  # fmt: skip
    for place, column, values in (
        (shelf.blocks, mentions.c.block, partial),
        (shelf.shorts, mentions.c.short, shorts),
    ):
        for value, known in told.of(connection, column, values):
            place[value].extend(known)
    return shelf


def _alive(connection: Connection, columns: Sequence[Any], values: Collection[str]) -> dict[str, Any]:
    """Rows of `documents` by id that have one of these values in one of the columns and stand for their node."""
    rows: dict[str, Any] = {}
    for column in columns:
        rows.update((r.id, r) for r in rows_in(connection, tuple(documents.c), column, sorted(values)))
    stands_for = rows_in(connection, (nodes.c.document, nodes.c.node), nodes.c.document, sorted(rows))
    return {r.document: rows[r.document] for r in stands_for if r.document == r.node}


def _named_elsewhere(connection: Connection, column: Any, values: Sequence[str]) -> Iterator[tuple[str, Known]]:
    """With each of these blocks or shorts, in order, the documents that full citations with it name and that are not
    held, under this name or another."""
    named = list(_cited_elsewhere(connection, column, values))
    same = _alive(connection, (documents.c.key, documents.c.alias), {known.id for _, known in named})
    taken = {key for row in same.values() for key in (row.key, row.alias)}
    near = _alive(connection, (documents.c.block,), {known.block for _, known in named if known.block})
    days: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in near.values():
        days[row.block, row.date].append(row)
    for value, known in named:
        if known.key not in taken and not _printed_otherwise(known, days):
            yield value, known


def _cited_elsewhere(connection: Connection, column: Any, values: Sequence[str]) -> Iterator[tuple[str, Known]]:
    """With each of these blocks or shorts, the documents that full citations with it name. Where these disagree on a
    field, the field is not known; of titles the first in the order of code points counts."""
    from sqlalchemy import func, select

    fields = ("block", "short", "type_slug", "issuer_slug", "locality", "year", "term", "date")
    both = [f(mentions.c[n]).label(f"{n}_{tag}") for n in fields for tag, f in (("a", func.min), ("z", func.max))]
    of = (column.label("value"), mentions.c.key)
    in_graph = nodes.c.document == mentions.c.document
    query = select(*of, *both).join(nodes, in_graph).where(mentions.c.key.is_not(None)).group_by(*of)
    titled = select(*of, mentions.c.title).join(nodes, in_graph)
    titled = titled.where(mentions.c.key.is_not(None), mentions.c.title.is_not(None)).distinct()
    for piece in chunks(values):
        titles: dict[tuple[str, str], str] = {}  # databases order text each in its own way
        for row in connection.execute(titled.where(one_of(column, piece))):
            name = (row.value, row.key)
            titles[name] = min(row.title, titles.get(name, row.title))
        for row in sorted(connection.execute(query.where(one_of(column, piece))), key=lambda r: (r.value, r.key)):
            pairs = {n: (getattr(row, f"{n}_a"), getattr(row, f"{n}_z")) for n in fields}
            a = {n: low if low == high else None for n, (low, high) in pairs.items()}
            yield (
                row.value,
                Known(
                    id=row.key, held=False, key=row.key, block=a["block"], short=a["short"], type=a["type_slug"],
                    issuer=a["issuer_slug"], locality=a["locality"], year=a["year"], term=a["term"], date=a["date"],
                    title=titles.get((row.value, row.key)),
                ),
            )  # fmt: skip


def _printed_otherwise(known: Known, held: Mapping[tuple[str, str], Sequence[Any]]) -> bool:
    """Whether this is a held document cited with another type word or author (see `resolve`). `held`: rows of
    `documents` by block and day."""
    if known.block is None or known.date is None:
        return False
    same_day = held.get((known.block, known.date), ())
    return any(central_letters(known.block) or row.issuer_slug == known.issuer for row in same_day)
