"""Acts and the papers issued with them, as the catalogue has them: what an act carries, what of it is held as a file of
its own, how often each is cited; and the act of such a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from corpus.annexed import Carried
from corpus.catalogue import chunks
from corpus.linking.evidence import title_agreement
from corpus.one_of import one_of
from corpus.schema import OF_MENTION, documents, mentions, nodes, resolutions
from extractor.annexed import MARK, act_key, annexed_key, child_of, kind_of, name_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

_SAME_TITLE = 0.6  # share of the telling words of the shorter title


def acts_of(connection: Connection, keys: Mapping[str, str | None]) -> dict[str, str]:
    """Of these held documents (id -> key) those that were issued with an act: the node of it, held or not."""
    from sqlalchemy import select

    own = {id: act for id, key in keys.items() if (act := act_key(key)) is not None}
    found: dict[str, str] = {}
    query = (
        select(resolutions.c.document, mentions.c.key, resolutions.c.target)
        .join(mentions, OF_MENTION)
        .where(resolutions.c.target.is_not(None))
        .order_by(resolutions.c.document, resolutions.c.position)
    )
    for piece in chunks(sorted(own)):
        for row in connection.execute(query.where(one_of(resolutions.c.document, piece))):
            if row.key == own[row.document]:
                found.setdefault(row.document, row.target)
    return found


def act_of(connection: Connection, id: str) -> str | None:
    """The node of the act that a held document was issued with; None for any other paper."""
    from sqlalchemy import select

    key = connection.execute(select(documents.c.key).where(documents.c.id == id)).scalar()
    return acts_of(connection, {id: key}).get(id)


def child_in(key: str, title: str | None, held: Carried) -> str | None:
    """Which of the papers that its act carries a file of its own is, by its kind, and of several of one kind by its
    title; None where that is not certain."""
    kind = child_of(key)
    same = [(child, other) for child, other in held if kind_of(child) == kind]
    if len(same) > 1:
        same = [(child, other) for child, other in same if (title_agreement(other, title) or 0.0) >= _SAME_TITLE]
        return same[0][0] if len(same) == 1 else None
    return same[0][0] if same else kind


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
    listed: list[dict[str, Any]] = [{**one, "document": None} for one in carried]
    if key is not None:
        held = (
            select(documents.c.key, nodes.c.node, documents.c.title)
            .join(resolutions, resolutions.c.document == documents.c.id)
            .join(nodes, nodes.c.document == documents.c.id)
            .where(resolutions.c.target == node, documents.c.key.startswith(key + MARK, autoescape=True))
            .order_by(nodes.c.node)
        )
        found = {row.node: row for row in connection.execute(held)}
        for row in found.values():
            same = [one for one in listed if _is_held_by(one, row)]
            one = same[0] if len(same) == 1 else _only_named(child_of(row.key), row.title)
            one["document"] = row.node
            if len(same) != 1:
                listed.append(one)
    listed += [_only_named(child, None) for child in sorted(counts.keys() - {one["child"] for one in listed})]
    named = Counter(one["child"] for one in listed)  # of two files of one kind nobody can say which is cited
    return [
        {
            **one,
            "key": annexed_key(key, one["child"]) if key is not None else None,
            "cited_by": counts.get(one["child"], 0) if named[one["child"]] == 1 else 0,
        }
        for one in listed
    ]


def _is_held_by(one: Mapping[str, Any], row: Any) -> bool:
    """Whether a file may hold the paper that an act carries: of its kind, and no other title."""
    if one["document"] is not None or kind_of(one["child"]) != child_of(row.key):
        return False
    agreement = title_agreement(one["title"], row.title)
    return agreement is None or agreement >= _SAME_TITLE


def _only_named(child: str, title: str | None) -> dict[str, Any]:
    """A paper that the act's own file does not hold."""
    return {
        "child": child, "type_name": name_of(child), "title": title, "start": None, "end": None, "document": None,
    }  # fmt: skip


def part_keys(connection: Connection, rows: Collection[Any]) -> dict[int, str]:
    """By position the key of the paper that these rows of `resolutions` mean with their `part`."""
    from sqlalchemy import select

    named = {row.position: row for row in rows if row.part and row.target}
    keys: dict[str, str | None] = {}
    for piece in chunks(sorted({row.target for row in named.values()})):
        query = select(documents.c.id, documents.c.key).where(one_of(documents.c.id, piece))
        keys.update((row.id, row.key) for row in connection.execute(query))
    return {
        position: annexed_key(key, row.part)
        for position, row in named.items()
        if (key := keys.get(row.target, row.target)) and not key.startswith("so~")
    }
