"""What is cited but not held, ordered by what its absence breaks: the chains of those who carry it out come first.

A directive that the archive lacks leaves plans and the plans under them without a root; a law that it lacks is only
not at hand, the register knows it. So directives and their like stand first, by all that hangs on them, and
then what papers rest on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.nodes import load_nodes
from corpus.projection import cited_by_counts
from corpus.schema import documents, mentions, nodes, resolutions

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from corpus.arrays import Graph

DIRECTED = ("implements", "guides", "attached")
"""Relations of a chain of command: directive, plan, plan of a unit."""
RESTING = (*DIRECTED, "basis")
_ACTS = frozenset({"HP", "Luật", "BL", "PL", "L", "NĐ", "TT", "TTLT"})
"""Types that rule and direct nobody to do a thing."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A node that is cited but not held, with the counts of `Archive.wanted`."""

    id: str
    cited_by: int
    implements: int
    chain: int
    resting: int


def wanted(
    connection: Connection, missing: Sequence[Missing], without: Collection[str] = ()
) -> list[dict[str, Any]]:
    """The object of `Archive.wanted`, of some of what `ranked` says."""
    known = load_nodes(connection, [one.id for one in missing], without)
    counts = ("cited_by", "implements", "chain", "resting")
    return [{**known[one.id].as_json(), **{name: getattr(one, name) for name in counts}}
            for one in missing if one.id in known]  # fmt: skip


def ranked(connection: Connection, graph: Graph, without: Collection[str] = ()) -> list[Missing]:
    """All that is cited but not held, in the order of `Archive.wanted`. What documents of `without` cite does not
    count."""
    from sqlalchemy import select

    at = (mentions.c.document == resolutions.c.document) & (mentions.c.position == resolutions.c.position)
    stubs = select(resolutions.c.target, nodes.c.node, mentions.c.type).join(mentions, at)
    query = stubs.join(nodes, nodes.c.document == resolutions.c.document).where(resolutions.c.state == "stub")
    types: dict[str, set[str]] = defaultdict(set)
    for row in connection.execute(query.distinct()):
        if row.node not in without:
            types[row.target].add(row.type)
    ids = sorted(types)
    # A news item may say that something is carried out; it carries nothing out.
    news = select(nodes.c.node).join(documents, documents.c.id == nodes.c.node).where(documents.c.kind == "news")
    out = {*without, *connection.execute(news).scalars()}
    directed, resting = (graph.hanging(ids, relations, out) for relations in (DIRECTED, RESTING))
    cited = cited_by_counts(connection, ids, without)
    broken = {id: 0 if types[id] & _ACTS else directed[id][1] for id in ids}
    ids.sort(key=lambda id: (-broken[id], -resting[id][1], -cited[id], id))
    return [Missing(id, cited[id], directed[id][0], directed[id][1], resting[id][1]) for id in ids]
