"""Nodes and edges as the catalogue has them: held documents, stubs put together from their mentions, and the
sentences behind their links."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from corpus.catalogue import chunks, rows_in
from corpus.graph import Link
from corpus.one_of import one_of
from corpus.schema import OF_MENTION, bodies, documents, links, mentions, nodes, resolutions
from corpus.validity import LAWS
from extractor.corrections import SECRECIES
from extractor.laws.registry import LawEntry
from extractor.laws.versions import acts_named

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


Hides = Callable[[Collection[str]], Collection[str]]
"""Says which of some documents count as not there."""


@dataclass(frozen=True, slots=True)
class Node:
    """A document of the graph. A stub's fields are what its mentions say; where they disagree the commonest counts, and
    where none of them says it, what the law register knows."""

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


def load_nodes(connection: Connection, ids: Collection[str], without: Collection[str] = ()) -> dict[str, Node]:
    """Those of the ids that are nodes: held documents that stand for themselves, and stubs. What the nodes of `without`
    say of a stub does not count; one that only they cite is none."""
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
        if row.node not in without:
            said[row.target].append(row)
    for id, rows in said.items():
        found[id] = _with_act(Node(
            id=id,
            key=None if id.startswith("so~") else id,
            number=_commonest(r.number for r in rows),
            type=_commonest(r.type for r in rows),
            issuer=_commonest(r.issuer for r in rows),
            date=_commonest(r.date for r in rows),
            title=_commonest(r.title for r in rows),
            held=False,
            issuer_slug=_commonest(r.issuer_slug for r in rows),
        ))  # fmt: skip
    return found


def act_of(node: Node) -> LawEntry | None:
    """The act of the law register that a node is, by its number, else by the name and year of its key."""
    if node.type not in LAWS:
        return None
    parts = (node.key or "").split("~")
    name = f"{parts[1]} {parts[2]}".replace("-", " ") if len(parts) == 3 else ""
    entries = acts_named(node.number or name)
    return entries[0] if len(entries) == 1 else None


def _with_act(node: Node) -> Node:
    act = act_of(node)
    return replace(node, title=node.title or act.name, date=node.date or act.date) if act is not None else node


def node_of(connection: Connection, id: str) -> str | None:
    """The node that a document belongs to (a copy belongs to the one that stands for it); None for no document."""
    from sqlalchemy import select

    return connection.execute(select(nodes.c.node).where(nodes.c.document == id)).scalar()


def _commonest(values: Iterable[str | None]) -> str | None:
    counted = Counter(v for v in values if v)
    return min(counted, key=lambda v: (-counted[v], v)) if counted else None


def _mentions_of(connection: Connection, targets: Collection[str], state: str | None = None) -> Iterable[Any]:
    from sqlalchemy import select

    query = select(
        resolutions.c.target,
        nodes.c.node,
        mentions.c.number,
        mentions.c.type,
        mentions.c.issuer,
        mentions.c.issuer_slug,
        mentions.c.date,
        mentions.c.title,
    ).join(mentions, OF_MENTION)
    query = query.join(nodes, nodes.c.document == resolutions.c.document)
    if state is not None:
        query = query.where(resolutions.c.state == state)
    for piece in chunks(sorted(targets)):
        yield from connection.execute(query.where(one_of(resolutions.c.target, piece)))


def citing_nodes(connection: Connection, targets: Collection[str]) -> dict[str, set[str]]:
    """The held nodes that cite each of these, itself left out."""
    from sqlalchemy import select

    query = select(resolutions.c.target, nodes.c.node).join(nodes, nodes.c.document == resolutions.c.document)
    found: dict[str, set[str]] = {target: set() for target in targets}
    for piece in chunks(sorted(targets)):
        for row in connection.execute(query.where(one_of(resolutions.c.target, piece)).distinct()):
            if row.node != row.target:
                found[row.target].add(row.node)
    return found


def marked_nodes(connection: Connection, ids: Collection[str] | None) -> dict[str, tuple[str, str | None]]:
    """The mark of secrecy and the issuer of those of these documents and nodes (None: of all) that bear one. The
    highest mark of all copies counts for each of them: a stamp that was not read on one scan is read on another."""
    from sqlalchemy import select

    own, other = nodes.alias("own"), nodes.alias("other")
    query = (
        select(own.c.document, documents.c.secrecy, documents.c.issuer)
        .join(other, other.c.node == own.c.node)
        .join(documents, documents.c.id == other.c.document)
        .where(documents.c.secrecy.is_not(None))
    )
    found: dict[str, tuple[str, str | None]] = {}
    asked = [query] if ids is None else [query.where(one_of(own.c.document, piece)) for piece in chunks(sorted(ids))]
    for one in asked:
        for row in connection.execute(one):
            before = found.get(row.document)
            if before is None or SECRECIES.index(row.secrecy) > SECRECIES.index(before[0]):
                found[row.document] = (row.secrecy, row.issuer)
    return found


def marks_left(connection: Connection, ids: Collection[str]) -> dict[str, tuple[str, str | None] | None]:
    """Of those of these documents that stand in the archive no more: mark of secrecy and issuer, as `marked_nodes`
    tells them, of all files that were this paper; the mark is empty where none bears one, None stands for a document
    of which nothing is known any more."""
    standing = {row.document for row in rows_in(connection, (nodes.c.document,), nodes.c.document, sorted(ids))}
    left = sorted(set(ids) - standing)
    columns = (documents.c.id, documents.c.key, documents.c.secrecy, documents.c.issuer)
    own = {row.id: row for row in rows_in(connection, columns, documents.c.id, left)}
    same: dict[str, list[Any]] = defaultdict(list)
    for row in rows_in(connection, columns, documents.c.key, sorted({row.key for row in own.values() if row.key})):
        same[row.key].append(row)
    found: dict[str, tuple[str, str | None] | None] = dict.fromkeys(left)
    for id, row in own.items():
        marked = [one for one in (row, *same[row.key]) if one.secrecy is not None]
        highest = max(marked, key=lambda one: SECRECIES.index(one.secrecy), default=None)
        found[id] = ("", row.issuer) if highest is None else (highest.secrecy, highest.issuer)
    return found


@dataclass(frozen=True, slots=True)
class Edge:
    """`source` cites `target`, or of it the paper `part` that was issued with it. The sentence `text` stands at [start,
    end) in the text of document `place`."""

    source: str
    target: str
    relation: str
    text: str
    start: int
    end: int
    place: str
    reasons: tuple[str, ...] = ()
    part: str | None = None


_THIRD = json.dumps(["theo lời của một văn bản khác"], ensure_ascii=False)
_FEW = 400


def evidence(connection: Connection, asked: Collection[Link], hides: Hides | None = None) -> list[Edge]:
    """The sentence behind each link, the first one in the citing text (copies by their ids) among documents that
    `hides` does not name; ordered by source and place. A link that none of these tells, or whose document left the
    archive meanwhile, has none."""
    wanted = {(link.source, link.target, link.relation) for link in asked}
    sources = sorted({source for source, _, _ in wanted})
    targets = sorted({target for _, target, _ in wanted})
    found: dict[tuple[str, str, str], Edge] = {}
    few = targets if len(targets) <= _FEW else None
    told = [*_direct(connection, nodes.c.node, sources, few), *_between(connection, sources, toward=False)]
    hidden = hides({edge.place for edge in told}) if hides is not None else ()
    for edge in told:
        if edge.place in hidden:
            continue
        name = (edge.source, edge.target, edge.relation)
        known = found.get(name)
        if name in wanted and (known is None or (edge.place, edge.start) < (known.place, known.start)):
            found[name] = edge
    return sorted(found.values(), key=lambda e: (e.source, e.start, e.target, e.relation))


def citations(connection: Connection, target: str) -> list[Edge]:
    """Every place where a node is cited, and what third documents tell of it."""
    edges = [*_direct(connection, resolutions.c.target, [target]), *_between(connection, [target], toward=True)]
    return sorted((e for e in edges if e.source != e.target), key=lambda e: (e.source, e.place, e.start))


def _direct(
    connection: Connection, column: Any, values: Collection[str], targets: Collection[str] | None = None
) -> list[Edge]:
    from sqlalchemy import select

    query = (
        select(
            nodes.c.node.label("source"),
            resolutions.c.document,
            resolutions.c.target,
            resolutions.c.reasons,
            resolutions.c.part,
            mentions.c.relation,
            mentions.c.sentence_start,
            mentions.c.sentence_end,
            _sentence(),
        )
        .select_from(resolutions)
        .join(nodes, nodes.c.document == resolutions.c.document)
        .join(mentions, OF_MENTION)
        .join(bodies, bodies.c.document == resolutions.c.document)
        .where(resolutions.c.target.is_not(None) if targets is None else resolutions.c.target.in_(targets))
    )
    return _edges(connection, query, column, values)


def _between(connection: Connection, ids: Collection[str], *, toward: bool) -> list[Edge]:
    """Edges between two documents that a third one cites: `Nghị định A được sửa đổi bởi Nghị định B`."""
    from sqlalchemy import literal, null, select

    one, other = resolutions.alias("one"), resolutions.alias("other")
    query = (
        select(
            one.c.target.label("source"),
            other.c.target.label("target"),
            links.c.relation,
            links.c.document,
            literal(_THIRD).label("reasons"),
            null().label("part"),
            mentions.c.sentence_start,
            mentions.c.sentence_end,
            _sentence(),
        )
        .select_from(links)
        .join(one, (one.c.document == links.c.document) & (one.c.position == links.c.source))
        .join(other, (other.c.document == links.c.document) & (other.c.position == links.c.target))
        .join(mentions, (mentions.c.document == links.c.document) & (mentions.c.position == links.c.source))
        .join(bodies, bodies.c.document == links.c.document)
        .join(nodes, nodes.c.document == links.c.document)
        .where(one.c.target.is_not(None), other.c.target.is_not(None))
    )
    column = other.c.target if toward else one.c.target
    return _edges(connection, query, column, ids)


def _edges(connection: Connection, query: Any, column: Any, values: Collection[str]) -> list[Edge]:
    """The edges that a query gives for these values of a column."""
    return [
        Edge(
            source=row.source,
            target=row.target,
            relation=row.relation,
            text=row.sentence,
            start=row.sentence_start,
            end=row.sentence_end,
            place=row.document,
            reasons=tuple(json.loads(row.reasons)),
            part=row.part,
        )
        for piece in chunks(sorted(values))
        for row in connection.execute(query.where(one_of(column, piece)))
    ]


def _sentence() -> Any:
    """The sentence cut out by the database, which counts code points as we do: whole texts stay where they are."""
    from sqlalchemy import func

    length = mentions.c.sentence_end - mentions.c.sentence_start
    return func.substr(bodies.c.content, mentions.c.sentence_start + 1, length).label("sentence")
