"""The graph of an archive: a file of arrays beside the catalogue, and what the catalogue noted since it was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.catalogue import Catalogue, chunks, each_row
from corpus.graph import Link
from corpus.graph.arrays import Arrays, Delta, Graph, GraphFileDamaged, Told, pack, put_file
from corpus.one_of import one_of
from corpus.schema import OF_MENTION, documents, graph_changes, links, mentions, nodes, resolutions

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

NAME = "graph"
_FEW = 1000
_SHARE = 50
"""A file is written anew when more than this many nodes, and more than one in this many, have changed."""


class GraphFile:
    """Gives the graph as the catalogue has it now. Many threads may ask; each answer stays as it was given."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._last: tuple[tuple[Any, ...], Graph] | None = None
        self._base: tuple[tuple[int, ...], Arrays] | None = None

    def graph(self, connection: Connection) -> Graph:
        """Without a file, or with a damaged one, the whole graph is read from the catalogue."""
        from sqlalchemy import func, select

        count, last = connection.execute(select(func.count(), func.max(graph_changes.c.revision))).one()
        stamp = self._stamp()
        state = (stamp, count, last)
        known = self._last
        if known is not None and known[0] == state:
            return known[1]
        base = self._opened(stamp) if stamp is not None else None
        if base is None:
            made = Graph(Arrays(b"".join(pack(told(connection)))))
        else:
            query = select(graph_changes.c.node).where(graph_changes.c.revision > base.revision)
            changed = sorted(connection.execute(query).scalars())
            made = Graph(base, Delta(frozenset(changed), tuple(told(connection, changed))))
        self._last = (state, made)
        return made

    def write(self, catalogue: Catalogue, *, anew: bool = False) -> bool:
        """Brings the file up to date if that is worth its while (`anew`: in any case); whether it was written. To be
        called by the one writer."""
        from sqlalchemy import func, select

        with catalogue.read() as connection:
            last = connection.execute(select(func.max(graph_changes.c.revision))).scalar() or 0
            stamp = self._stamp()
            base = self._opened(stamp) if stamp is not None else None
            if base is not None and not anew:
                late = select(func.count()).where(graph_changes.c.revision > base.revision)
                changed = connection.execute(late).scalar() or 0
                if changed <= max(_FEW, base.nodes // _SHARE):
                    return False
            for left in self._path.parent.glob(f".{NAME}-*"):  # by a writer that was killed
                left.unlink(missing_ok=True)
            put_file(self._path, pack(told(connection), last))
        return True

    def _stamp(self) -> tuple[int, ...] | None:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _opened(self, stamp: tuple[int, ...]) -> Arrays | None:
        known = self._base
        if known is not None and known[0] == stamp:
            return known[1]
        try:
            opened = Arrays.open(self._path)
        except (GraphFileDamaged, FileNotFoundError):
            return None
        self._base = (stamp, opened)
        return opened


def told(connection: Connection, sources: Sequence[str] | None = None) -> Iterator[Told]:
    """Every link that these nodes (or all) tell: from themselves to what they cite, and between two others."""
    from sqlalchemy import select

    direct = (
        select(nodes.c.node, resolutions.c.target, mentions.c.relation, documents.c.kind)
        .select_from(resolutions)
        .join(nodes, nodes.c.document == resolutions.c.document)
        .join(documents, documents.c.id == resolutions.c.document)
        .join(mentions, OF_MENTION)
        .where(resolutions.c.target.is_not(None))
    )
    one, other = resolutions.alias("one"), resolutions.alias("other")
    between = (
        select(nodes.c.node, one.c.target, other.c.target.label("second"), links.c.relation)
        .select_from(links)
        .join(nodes, nodes.c.document == links.c.document)
        .join(one, (one.c.document == links.c.document) & (one.c.position == links.c.source))
        .join(other, (other.c.document == links.c.document) & (other.c.position == links.c.target))
        .where(one.c.target.is_not(None), other.c.target.is_not(None))
    )
    for piece in [None] if sources is None else chunks(sources):
        narrow = () if piece is None else (one_of(nodes.c.node, piece),)
        for row in each_row(connection, direct.where(*narrow)):
            yield Told(Link(row.node, row.target, row.relation, row.kind == "news"), row.node)
        for row in each_row(connection, between.where(*narrow)):
            yield Told(Link(row.target, row.second, row.relation), row.node)
