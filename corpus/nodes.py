"""Nodes and edges as the catalogue has them: held documents, stubs put together from their mentions, and citations."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.catalogue import rows_in
from corpus.graph import Edge
from corpus.schema import bodies, documents, links, mentions, nodes, resolutions

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


@dataclass(frozen=True, slots=True)
class Node:
    """A document of the graph. A stub's fields are what its mentions say; where they disagree the commonest counts."""

    id: str
    key: str | None
    number: str | None
    type: str | None
    issuer: str | None
    date: str | None
    title: str | None
    held: bool
    kind: str = "official"
    issuer_slug: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The fields of the contract."""
        return {
            "id": self.id,
            "key": self.key,
            "number": self.number,
            "type": self.type,
            "issuer": self.issuer,
            "date": self.date,
            "title": self.title,
            "held": self.held,
        }


def load_nodes(connection: Connection, ids: Collection[str]) -> dict[str, Node]:
    """Those of the ids that are nodes: held documents that stand for themselves, and stubs."""
    wanted = sorted(set(ids))
    found: dict[str, Node] = {}
    pairs = rows_in(connection, (nodes.c.document, nodes.c.node), nodes.c.document, wanted)
    held = [r.document for r in pairs if r.document == r.node]
    for r in rows_in(connection, tuple(documents.c), documents.c.id, held):
        found[r.id] = Node(
            r.id, r.key, r.number, r.type, r.issuer, r.date, r.title, True, r.kind, r.issuer_slug
        )  # fmt: skip
    rest = [id for id in wanted if id not in found]
    said: dict[str, list[Any]] = defaultdict(list)
    for row in _mentions_of(connection, rest, "stub"):
        said[row.target].append(row)
    for id, rows in said.items():
        found[id] = Node(
            id=id,
            key=None if id.startswith("so~") else id,
            number=_commonest(r.number for r in rows),
            type=_commonest(r.type for r in rows),
            issuer=_commonest(r.issuer for r in rows),
            date=_commonest(r.date for r in rows),
            title=_commonest(r.title for r in rows),
            held=False,
            issuer_slug=_commonest(r.issuer_slug for r in rows),
        )
    return found


def node_of(connection: Connection, id: str) -> str | None:
    """The node that a document belongs to (a copy belongs to the one that stands for it); None for no document."""
    from sqlalchemy import select

    return connection.execute(select(nodes.c.node).where(nodes.c.document == id)).scalar()


def _commonest(values: Iterable[str | None]) -> str | None:
    counted = Counter(v for v in values if v)
    return min(counted, key=lambda v: (-counted[v], v)) if counted else None


def _mentions_of(connection: Connection, targets: Collection[str], state: str | None = None) -> Iterable[Any]:
    from sqlalchemy import select

    from corpus.catalogue import chunks

    query = select(
        resolutions.c.target,
        mentions.c.number,
        mentions.c.type,
        mentions.c.issuer,
        mentions.c.issuer_slug,
        mentions.c.date,
        mentions.c.title,
    ).join(
        mentions, (mentions.c.document == resolutions.c.document) & (mentions.c.position == resolutions.c.position)
    )
    if state is not None:
        query = query.where(resolutions.c.state == state)
    for piece in chunks(sorted(targets)):
        yield from connection.execute(query.where(resolutions.c.target.in_(piece)))


class CatalogueEdges:
    """Edges read from the catalogue as they are asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def citing(self, targets: Collection[str]) -> list[Edge]:
        """Edges that point at these nodes."""
        return [*self._direct(resolutions.c.target, targets), *self._between(targets, toward=True)]

    def cited(self, sources: Collection[str]) -> list[Edge]:
        """Edges that leave these nodes, through any copy of them."""
        return [*self._direct(nodes.c.node, sources), *self._between(sources, toward=False)]

    def _direct(self, column: Any, values: Collection[str]) -> list[Edge]:
        from sqlalchemy import select

        from corpus.catalogue import chunks

        query = (
            select(
                nodes.c.node,
                documents.c.kind,
                resolutions.c.document,
                resolutions.c.target,
                resolutions.c.reasons,
                mentions.c.relation,
                mentions.c.sentence_start,
                mentions.c.sentence_end,
                _sentence(),
            )
            .select_from(resolutions)
            .join(nodes, nodes.c.document == resolutions.c.document)
            .join(documents, documents.c.id == resolutions.c.document)
            .join(
                mentions,
                (mentions.c.document == resolutions.c.document) & (mentions.c.position == resolutions.c.position),
            )
            .join(bodies, bodies.c.document == resolutions.c.document)
            .where(resolutions.c.target.is_not(None))
        )
        return [
            Edge(
                source=row.node,
                target=row.target,
                relation=row.relation,
                text=row.sentence,
                start=row.sentence_start,
                end=row.sentence_end,
                place=row.document,
                reasons=tuple(json.loads(row.reasons)),
                from_news=row.kind == "news",
            )
            for piece in chunks(sorted(values))
            for row in self._connection.execute(query.where(column.in_(piece)))
        ]

    def _between(self, ids: Collection[str], *, toward: bool) -> list[Edge]:
        """Edges between two documents that a third one cites: `Nghị định A được sửa đổi bởi Nghị định B`."""
        from sqlalchemy import select

        from corpus.catalogue import chunks

        one, other = resolutions.alias("one"), resolutions.alias("other")
        query = (
            select(
                one.c.target.label("source"),
                other.c.target.label("target"),
                links.c.relation,
                links.c.document,
                mentions.c.sentence_start,
                mentions.c.sentence_end,
                _sentence(),
            )
            .select_from(links)
            .join(one, (one.c.document == links.c.document) & (one.c.position == links.c.source))
            .join(other, (other.c.document == links.c.document) & (other.c.position == links.c.target))
            .join(
                mentions, (mentions.c.document == links.c.document) & (mentions.c.position == links.c.source)
            )
            .join(bodies, bodies.c.document == links.c.document)
            .join(nodes, nodes.c.document == links.c.document)
            .where(one.c.target.is_not(None), other.c.target.is_not(None))
        )
        column = other.c.target if toward else one.c.target
        return [
            Edge(
                source=row.source,
                target=row.target,
                relation=row.relation,
                text=row.sentence,
                start=row.sentence_start,
                end=row.sentence_end,
                place=row.document,
                reasons=("theo lời của một văn bản khác",),
            )
            for piece in chunks(sorted(ids))
            for row in self._connection.execute(query.where(column.in_(piece)))
        ]


def _sentence() -> Any:
    """The sentence cut out by the database, which counts code points as we do: whole texts stay where they are."""
    from sqlalchemy import func

    length = mentions.c.sentence_end - mentions.c.sentence_start
    return func.substr(bodies.c.content, mentions.c.sentence_start + 1, length).label("sentence")
