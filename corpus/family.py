"""Acts and the papers issued with them, as the catalogue has them: what an act carries, what of it is held as a file of
its own, how often each is cited; and the act of such a file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from corpus.catalogue import chunks
from corpus.schema import documents, mentions, nodes, resolutions
from extractor.annexed import MARK, act_key, annexed_key, child_of, name_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


def acts_of(connection: Connection, keys: Mapping[str, str | None]) -> dict[str, str]:
    """Of these held documents (id -> key) those that were issued with an act: the node of it, held or not."""
    from sqlalchemy import select

    own = {id: act for id, key in keys.items() if (act := act_key(key)) is not None}
    found: dict[str, str] = {}
    cites = (mentions.c.document == resolutions.c.document) & (mentions.c.position == resolutions.c.position)
    query = (
        select(resolutions.c.document, mentions.c.key, resolutions.c.target)
        .join(mentions, cites)
        .where(resolutions.c.target.is_not(None))
        .order_by(resolutions.c.document, resolutions.c.position)
    )
    for piece in chunks(sorted(own)):
        for row in connection.execute(query.where(resolutions.c.document.in_(piece))):
            if row.key == own[row.document]:
                found.setdefault(row.document, row.target)
    return found


def act_of(connection: Connection, id: str) -> str | None:
    """The node of the act that a held document was issued with; None for any other paper."""
    from sqlalchemy import select

    key = connection.execute(select(documents.c.key).where(documents.c.id == id)).scalar()
    return acts_of(connection, {id: key}).get(id)


def children(
    connection: Connection, node: str, key: str | None, carried: Sequence[Mapping[str, Any]] = ()
) -> list[dict[str, Any]]:
    """The papers issued with the act of this node, those that its file carries first (`carried`: the contract's
    `annexed`): `{"child", "type_name", "title", "start", "end", "key", "document", "cited_by"}`, where `document` is a
    held file of that paper alone and `cited_by` counts the documents that cite it by name."""
    from sqlalchemy import func, select

    cites = select(resolutions.c.part, func.count(nodes.c.node.distinct()))
    cites = cites.join(nodes, nodes.c.document == resolutions.c.document).group_by(resolutions.c.part)
    cites = cites.where(resolutions.c.target == node, resolutions.c.part.is_not(None), nodes.c.node != node)
    counts = {row[0]: int(row[1]) for row in connection.execute(cites)}
    alone: dict[str, str] = {}
    if key is not None:
        held = (
            select(documents.c.key, nodes.c.node, documents.c.title)
            .join(resolutions, resolutions.c.document == documents.c.id)
            .join(nodes, nodes.c.document == documents.c.id)
            .where(resolutions.c.target == node, documents.c.key.startswith(key + MARK, autoescape=True))
            .order_by(nodes.c.node)
        )
        for row in connection.execute(held):
            alone.setdefault(child_of(row.key), row.node)
    listed: dict[str, dict[str, Any]] = {one["child"]: dict(one) for one in carried}
    for child in sorted({*alone, *counts} - listed.keys()):
        listed[child] = {"child": child, "type_name": name_of(child), "title": None, "start": None, "end": None}
    return [
        {
            **one,
            "key": annexed_key(key, child) if key is not None else None,
            "document": alone.get(child),
            "cited_by": counts.get(child, 0),
        }
        for child, one in listed.items()
    ]


def part_keys(connection: Connection, rows: Collection[Any]) -> dict[int, str]:
    """By position the key of the paper that these rows of `resolutions` mean with their `part`."""
    from sqlalchemy import select

    named = {row.position: row for row in rows if row.part and row.target}
    keys: dict[str, str | None] = {}
    for piece in chunks(sorted({row.target for row in named.values()})):
        query = select(documents.c.id, documents.c.key).where(documents.c.id.in_(piece))
        keys.update((row.id, row.key) for row in connection.execute(query))
    return {
        position: annexed_key(key, row.part)
        for position, row in named.items()
        if (key := keys.get(row.target, row.target)) and not key.startswith("so~")
    }
