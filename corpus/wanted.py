"""What is cited but not held, ordered by what its absence breaks: the chains of those who carry it out come first.

A directive that the archive lacks leaves plans and the plans under them without a root; a law that it lacks is only
not at hand, the register knows it. So directives and their like stand first, by all that hangs on them, and
then what papers rest on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.catalogue import chunks
from corpus.graph.nodes import load_nodes
from corpus.graph.weights import citing_counts, hanging
from corpus.schema import OF_MENTION, documents, mentions, nodes, resolutions
from extractor.text import slug
from extractor.types import type_name

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from corpus.graph.arrays import Graph

DIRECTED = ("implements", "guides", "attached")
"""Relations of a chain of command: directive, plan, plan of a unit."""
RESTING = (*DIRECTED, "basis")
_ACTS = frozenset({"HP", "Luật", "BL", "PL", "L", "NĐ", "TT", "TTLT"})
"""Types that rule and direct nobody to do a thing."""
_ACT_SLUGS = frozenset(slug(type_name(code) or code) for code in _ACTS)


@dataclass(frozen=True, slots=True)
class Missing:
    """A node that is cited but not held, with the counts of `Archive.wanted`."""

    id: str
    cited_by: int
    implements: int
    chain: int
    resting: int


def wanted(connection: Connection, missing: Sequence[Missing], without: Collection[str] = ()) -> list[dict[str, Any]]:
    """The object of `Archive.wanted`, of some of what `ranked` says."""
    known = load_nodes(connection, [one.id for one in missing], without)
    counts = ("cited_by", "implements", "chain", "resting")
    return [{**known[one.id].as_json(), **{name: getattr(one, name) for name in counts}}
            for one in missing if one.id in known]  # fmt: skip


def ranked(connection: Connection, graph: Graph, without: Collection[str] = ()) -> list[Missing]:
    """All that is cited but not held, in the order of `Archive.wanted`. What documents of `without` cite does not
    count."""
    from sqlalchemy import select

    stubs = select(resolutions.c.target).where(resolutions.c.state == "stub").distinct()
    ids = sorted(connection.execute(stubs).scalars())
    places, unseen = graph.numbers(ids), graph.numbers(sorted(without))
    cited = citing_counts(graph, places, unseen)
    if without:
        seen = np.flatnonzero(cited)
        ids, places, cited = [ids[at] for at in seen.tolist()], places[seen], cited[seen]
    # A news item may say that something is carried out; it carries nothing out.
    news = select(nodes.c.node).join(documents, documents.c.id == nodes.c.node).where(documents.c.kind == "news")
    out = np.union1d(unseen, graph.numbers(sorted(set(connection.execute(news).scalars()))))
    ways = (hanging(graph, places, relations, out, unseen) for relations in (DIRECTED, RESTING))
    (direct, chain), (_, resting) = ways
    broken = chain.copy()
    acts = _acts(connection, [id for id in ids if id.startswith("so~")], without)
    broken[[at for at, id in enumerate(ids) if id in acts or id.partition("~")[0] in _ACT_SLUGS]] = 0
    order = np.lexsort((np.arange(len(ids)), -cited, -resting, -broken))  # ids are in order already
    counts = np.stack((cited, direct, chain, resting), axis=1)[order].tolist()
    return [Missing(ids[at], *each) for at, each in zip(order.tolist(), counts, strict=True)]


def _acts(connection: Connection, ids: Sequence[str], without: Collection[str]) -> set[str]:
    """Those that a paper cites as an act, though they have no key that says their type."""
    from sqlalchemy import select

    columns = (resolutions.c.target, nodes.c.node) if without else (resolutions.c.target,)
    query = select(*columns).join(mentions, OF_MENTION).where(mentions.c.type.in_(_ACTS), resolutions.c.state == "stub")
    if without:
        query = query.join(nodes, nodes.c.document == resolutions.c.document)
    return {
        row.target
        for piece in chunks(ids)
        for row in connection.execute(query.where(resolutions.c.target.in_(piece)).distinct())
        if not without or row.node not in without
    }
