"""Brings the search index up to what the catalogue holds. The index can always be rebuilt from there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from corpus.catalogue import Catalogue, chunks, rows_in
from corpus.changes import statuses
from corpus.schema import bodies, documents, nodes, pending, resolutions

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from index.base import Entry, Index, PutReport

_BATCH = 1000
_BATCH_CHARS = 8_000_000
"""Texts of one step together, in code points: what bounds the memory of an update."""


def update(
    catalogue: Catalogue, index: Index, *, again: Callable[[], bool] = lambda: False
) -> tuple[tuple[str, str], ...]:
    """Puts and deletes what is pending; returns what the engine refused as (id, reason). Safe to interrupt: work is
    crossed off only after the engine has made it visible. `again` is asked when the engine is away: True tries once
    more. Raises IndexUnavailable when it is not to be tried again; what is pending stays so."""
    from sqlalchemy import delete, select

    from index.base import IndexUnavailable

    failed: dict[str, str] = {}
    while True:
        with catalogue.read() as connection:
            query = select(pending.c.value).where(pending.c.what == "index").order_by(pending.c.value).limit(_BATCH)
            ids = list(connection.execute(query).scalars())
            if not ids:
                return tuple(failed.items())
            ids = _bounded(connection, ids)
            put = list(entries(connection, ids))
        there = {entry.id for entry in put}
        try:
            # Only held documents are searched; a stub's key may stand here because its count of citations changed.
            index.delete([id for id in ids if id not in there and "~" not in id])
            if put:
                failed.update(index.put(put).failed)
            index.refresh()
        except IndexUnavailable as error:
            if again():
                continue
            raise IndexUnavailable(
                f"{error} Không mất gì: những văn bản đã đọc nằm trong danh mục; chạy lại lệnh khi máy tìm kiếm trở "
                "lại để đưa nốt vào chỉ mục."
            ) from error
        with catalogue.write() as connection:
            connection.execute(delete(pending).where(pending.c.what == "index", pending.c.value.in_(ids)))


def _bounded(connection: Connection, ids: Sequence[str]) -> list[str]:
    """As many of these, from the first on, as one step takes."""
    chars = {r.id: r.chars for r in rows_in(connection, (documents.c.id, documents.c.chars), documents.c.id, ids)}
    total = 0
    for count, id in enumerate(ids):
        total += chars.get(id, 0)
        if total > _BATCH_CHARS and count:
            return list(ids[:count])
    return list(ids)


def rebuild(catalogue: Catalogue, index: Index) -> PutReport:
    """A fresh index from the catalogue; searches go on on the old one meanwhile."""
    from sqlalchemy import delete, select

    with catalogue.read() as connection:
        query = select(nodes.c.document).where(nodes.c.document == nodes.c.node).order_by(nodes.c.document)
        ids = list(connection.execute(query).scalars())

        def every() -> Iterator[Entry]:
            for piece in chunks(ids):
                yield from entries(connection, piece)

        report = index.rebuild(every())
    with catalogue.write() as connection:
        connection.execute(delete(pending).where(pending.c.what == "index"))
    return report


def entries(connection: Connection, ids: Sequence[str]) -> Iterator[Entry]:
    """Entries of those of the documents that stand for themselves in the graph."""
    from index.entry import entry_of

    named = rows_in(connection, (nodes.c.document, nodes.c.node), nodes.c.document, ids)
    shown = sorted(r.document for r in named if r.document == r.node)
    counts = cited_by_counts(connection, shown)
    states = statuses(connection, shown)
    columns = (documents.c.id, documents.c.key, documents.c.locality)
    rows = {r.id: r for r in rows_in(connection, columns, documents.c.id, shown)}
    for body in rows_in(connection, tuple(bodies.c), bodies.c.document, shown):
        row = rows[body.document]
        yield entry_of(
            json.loads(body.contract),
            body.content,
            id=row.id,
            key=row.key,
            cited_by=counts.get(row.id, 0),
            status=states.get(row.id),
            locality=row.locality,
            page_starts=json.loads(body.page_starts),
        )


def cited_by_counts(connection: Connection, targets: Sequence[str]) -> dict[str, int]:
    """How many held documents cite each of these nodes (held or stub); a document does not count for itself, several
    copies of one document count once. The one place where this is counted."""
    from sqlalchemy import distinct, func, select

    found: dict[str, int] = {}
    for piece in chunks(targets):
        query = (
            select(resolutions.c.target, func.count(distinct(nodes.c.node)).label("n"))
            .join(nodes, nodes.c.document == resolutions.c.document)
            .where(resolutions.c.target.in_(piece), nodes.c.node != resolutions.c.target)
            .group_by(resolutions.c.target)
        )
        found.update({row.target: row.n for row in connection.execute(query)})
    return found
