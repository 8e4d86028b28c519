"""Brings the search index up to what the catalogue holds. The index can always be rebuilt from there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from corpus import registers
from corpus.beside import Beside, Piece, bounded, here
from corpus.catalogue import Catalogue, chunks, each_row, rows_in
from corpus.changes import statuses
from corpus.graph.nodes import marked_nodes
from corpus.one_of import one_of
from corpus.schema import bodies, documents, nodes, pending, resolutions
from corpus.telling import Counted
from index.base import IndexMismatch

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from index.base import Entry, Index, PutReport

_PIECE = 250
_PIECE_CHARS = 400_000
"""Texts that are made ready together, in code points: few, so that several workers have their share."""

_BATCH = 2000
_BATCH_CHARS = 8_000_000
"""Texts that become visible together, in code points: what bounds the memory of an update."""


class Made(NamedTuple):
    """What there is to put of some papers: entries of the index, and rows of the lists of `registers`."""

    entries: list[Entry]
    rows: registers.Rows


def not_lost(catalogue: Catalogue, index: Index) -> None:
    """An index that was lost, or belongs to another place, must not pass for an archive without papers.

    Raises IndexMismatch where it is empty, the archive is not, and nothing waits to be put into it."""
    from sqlalchemy import func, select

    if index.count():
        return
    with catalogue.read() as connection:
        held = connection.execute(select(func.count()).where(nodes.c.node == nodes.c.document)).scalar()
        waiting = connection.execute(select(pending.c.what).limit(1)).first()
    if held and waiting is None:
        raise IndexMismatch(f"Chỉ mục trống, trong khi kho có {held} văn bản. Hãy chạy: vanban reindex")


def update(
    catalogue: Catalogue,
    index: Index,
    *,
    again: Callable[[], bool] = lambda: False,
    beside: Beside | None = None,
    told: Callable[[int, int], None] | None = None,
) -> tuple[tuple[str, str], ...]:
    """Puts and deletes what is pending; returns what the engine refused as (id, reason). Safe to interrupt: work is
    crossed off only after the engine has made it visible. `again` is asked when the engine is away: True tries once
    more. `beside` makes the entries ready (in this process if not given); `told(done, all)` hears how far it is.

    Raises IndexUnavailable when the engine is not to be tried again; what is pending stays so."""
    from sqlalchemy import delete

    failed: dict[str, str] = {}
    with catalogue.read() as connection:
        waiting = _waiting(connection)
    pieces = bounded(waiting, _PIECE, _PIECE_CHARS)
    made = (beside or here(catalogue))(ready_entries, pieces)
    done = 0
    for ids, (put, rows) in _batches(made):
        _put(index, ids, put, failed, again)
        with catalogue.write() as connection:
            registers.put(connection, ids, rows)
            # what the engine refused stays pending: told and tried again at every run until it is taken
            for piece in chunks([id for id in ids if id not in failed]):
                connection.execute(delete(pending).where(pending.c.what == "index", one_of(pending.c.value, piece)))
        done += len(ids)
        if told is not None:
            told(done, len(waiting))
    return tuple(failed.items())


def _waiting(connection: Connection) -> list[tuple[str, int]]:
    """Ids to be looked at, each with the code points of its text; a stub has none."""
    from sqlalchemy import func, select

    query = (
        select(pending.c.value, func.coalesce(documents.c.chars, 0))
        .outerjoin(documents, documents.c.id == pending.c.value)
        .where(pending.c.what == "index")
        .order_by(pending.c.value)
    )
    return [(id, chars) for id, chars in each_row(connection, query)]


def _batches(made: Iterable[tuple[Piece, Made]]) -> Iterator[tuple[list[str], Made]]:
    """Pieces together until they are worth a commit of the engine."""
    ids: list[str] = []
    together = Made([], registers.Rows([], []))
    chars = 0
    for piece, (put, rows) in made:
        ids.extend(piece)
        together.entries.extend(put)
        together.rows.doubts.extend(rows.doubts)
        together.rows.duties.extend(rows.duties)
        chars += sum(len(entry.content) for entry in put)
        if len(ids) >= _BATCH or chars >= _BATCH_CHARS:
            yield ids, together
            ids, together, chars = [], Made([], registers.Rows([], [])), 0
    if ids:
        yield ids, together


def _put(index: Index, ids: list[str], put: list[Entry], failed: dict[str, str], again: Callable[[], bool]) -> None:
    from index.base import IndexUnavailable

    there = {entry.id for entry in put}
    while True:
        try:
            # Only held documents are searched; a stub's key may stand here because its count of citations changed.
            index.delete([id for id in ids if id not in there and "~" not in id])
            if put:
                failed.update(index.put(put).failed)
            index.refresh()
            return
        except IndexUnavailable as error:
            if not again():
                raise IndexUnavailable(
                    f"{error} Không mất gì: những văn bản đã đọc nằm trong danh mục; chạy lại lệnh khi máy tìm kiếm "
                    "trở lại để đưa nốt vào chỉ mục."
                ) from error


def ready_entries(connection: Connection, ids: Sequence[str]) -> Made:
    """What `entries` gives, with the fields that engines store made already, and the rows of `registers`."""
    from index.entry import ready

    made = Made([], registers.Rows([], []))
    looked_at = registers.looked_at(connection, ids)
    for entry, contract in _entries(connection, ids):
        made.entries.append(ready(entry))
        registers.add(made.rows, entry.id, contract, looked_at)
    return made


def rebuild(catalogue: Catalogue, index: Index, told: Counted = lambda done, total: None) -> PutReport:
    """A fresh index from the catalogue; searches go on on the old one meanwhile. `told` hears how far it is."""
    from sqlalchemy import delete, insert, select

    with catalogue.read() as connection:
        query = select(nodes.c.document).where(nodes.c.document == nodes.c.node).order_by(nodes.c.document)
        ids = list(connection.execute(query).scalars())

        def every() -> Iterator[Entry]:
            done = 0
            for piece in chunks(ids):
                yield from entries(connection, piece)
                done += len(piece)
                told(done, len(ids))

        report = index.rebuild(every())
    refused = [id for id, _ in report.failed]
    registers.fill(catalogue)
    with catalogue.write() as connection:
        connection.execute(delete(pending).where(pending.c.what == "index"))
        if refused:  # told and tried again at the next run, as in `update`
            connection.execute(insert(pending), [{"what": "index", "value": id} for id in refused])
    return report


def entries(connection: Connection, ids: Sequence[str]) -> Iterator[Entry]:
    """Entries of those of the documents that stand for themselves in the graph."""
    return (entry for entry, _ in _entries(connection, ids))


def _entries(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[Entry, dict[str, Any]]]:
    """Each with the contract that it is made of.

    Counts and standing are those that open papers tell: everybody who searches sees them.
    """
    from index.entry import entry_of

    named = rows_in(connection, (nodes.c.document, nodes.c.node), nodes.c.document, ids)
    shown = sorted(r.document for r in named if r.document == r.node)
    counts = cited_by_counts(connection, shown, marked=False)
    marks = marked_nodes(connection, shown)
    states = statuses(connection, shown)
    columns = (documents.c.id, documents.c.key, documents.c.locality)
    rows = {r.id: r for r in rows_in(connection, columns, documents.c.id, shown)}
    for body in rows_in(connection, tuple(bodies.c), bodies.c.document, shown):
        row = rows[body.document]
        contract = orjson.loads(body.contract)
        entry = entry_of(
            {**contract, "secrecy": marks.get(row.id, (None,))[0]},
            body.content,
            id=row.id,
            key=row.key,
            cited_by=counts.get(row.id, 0),
            status=states.get(row.id),
            locality=row.locality,
            page_starts=orjson.loads(body.page_starts),
        )
        yield entry, contract


def _marked() -> Any:
    """The nodes of papers of which any copy bears a mark of secrecy. Asked once for a query, not once for each row; a
    node is never NULL, so that `NOT IN` means what it says."""
    from sqlalchemy import select

    copy = nodes.alias("copy")
    marked = documents.c.secrecy.is_not(None)
    return select(copy.c.node).join(documents, documents.c.id == copy.c.document).where(marked)


def cited_by_counts(
    connection: Connection, targets: Sequence[str], without: Collection[str] = (), *, marked: bool = True
) -> dict[str, int]:
    """How many held documents cite each of these nodes (held or stub); a document does not count for itself, several
    copies of one document count once, those of `without` not at all; nor, with `marked` False, those that bear a mark
    of secrecy. The one place where this is counted."""
    from sqlalchemy import distinct, func, select

    found: dict[str, int] = {}
    for piece in chunks(targets):
        query = (
            select(resolutions.c.target, func.count(distinct(nodes.c.node)).label("n"))
            .join(nodes, nodes.c.document == resolutions.c.document)
            .where(one_of(resolutions.c.target, piece), nodes.c.node != resolutions.c.target)
            .group_by(resolutions.c.target)
        )
        if not marked:
            query = query.where(nodes.c.node.not_in(_marked()))
        found.update({row.target: row.n for row in connection.execute(query)})
    if without:
        hidden = select(resolutions.c.target, nodes.c.node).join(nodes, nodes.c.document == resolutions.c.document)
        pairs = {
            (row.target, row.node)
            for piece in chunks(sorted(without))
            for row in connection.execute(
                hidden.where(one_of(nodes.c.node, piece), nodes.c.node != resolutions.c.target)
            )
        }
        for target, _ in pairs:
            if target in found:
                found[target] -= 1
    return found
