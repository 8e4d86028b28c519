"""Chains, ways and citations as the archive shows them: the graph says what is linked, the catalogue why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from corpus.errors import NotFound
from corpus.family import act_of
from corpus.graph import Chain, Fewer, Link, Links, chain, way_between
from corpus.graph.nodes import Edge, Hides, Node, citations, evidence, load_nodes
from extractor.text import quoted

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


def chain_of(
    connection: Connection,
    graph: Links,
    root: str,
    *,
    up: bool,
    down: bool,
    depth: int | None,
    relations: Sequence[str] | None,
    date_from: str | None,
    date_to: str | None,
    hides: Hides | None = None,
) -> dict[str, Any]:
    """The object of `Archive.chain`; of a paper issued with a held act, the chain of the act, with the paper's id as
    `asked`. `hides` names those of some documents that count as not there, nor does what they tell. A range of dates
    keeps what is dated inside it; with `date_to` alone (the archive as of that day) also what bears no date."""

    def admits(ids: Collection[str]) -> Collection[str]:
        if hides is not None:
            ids = set(ids) - set(hides(ids))
        if not date_from and not date_to:
            return ids
        return [id for id, node in load_nodes(connection, ids).items() if _within(node.date, date_from, date_to)]

    both = not up and not down
    asked, act = root, act_of(connection, root)
    if act is not None and not (hides and hides([act])) and any(n.held for n in load_nodes(connection, [act]).values()):
        root = act  # what carries an annexed paper out cites the act, which has its bases too
    filtered = admits if date_from or date_to or hides is not None else None

    def follow(links: Links) -> Chain:
        return chain(
            root, links, up=up or both, down=down or both, depth=depth, relations=relations, admits=filtered
        )  # fmt: skip

    found = follow(graph)
    edges = evidence(connection, found.links, hides)
    if hides is not None and (untold := untold_of(found.links, edges)):
        found = follow(Fewer(graph, untold))  # what only a hidden document tells is no link
        kept = {(link.source, link.target, link.relation) for link in found.links}
        edges = [edge for edge in edges if (edge.source, edge.target, edge.relation) in kept]
    known = load_nodes(connection, found.levels)
    if root not in known:
        raise NotFound(f"không có văn bản nào ứng với {quoted(root)}")  # it left the archive meanwhile
    ordered = sorted(found.levels, key=lambda id: (found.levels[id], _date(known, id), id))
    return {
        "root": root,
        "asked": asked,
        "nodes": [{**known[id].as_json(), "level": found.levels[id]} for id in ordered if id in known],
        "edges": [edge_json(edge) for edge in edges],
    }


def untold_of(links: Iterable[Link], edges: Iterable[Edge]) -> set[Link]:
    """The links that no sentence tells."""
    told = {(edge.source, edge.target, edge.relation) for edge in edges}
    return {link for link in links if (link.source, link.target, link.relation) not in told}


def path_of(
    connection: Connection,
    graph: Links,
    one: str,
    other: str,
    relations: Sequence[str] | None,
    hides: Hides | None,
) -> list[dict[str, Any]]:
    """The object of `Archive.path`."""
    links, without, gone = graph, set[str](), set[Link]()
    while True:
        way = way_between(one, other, links, relations, without)
        edges = evidence(connection, way, hides)
        passed = {end for link in way for end in (link.source, link.target)} - {one, other}
        hidden = set(hides(passed)) if hides is not None and passed else set()
        untold = untold_of(way, edges) if hides is not None else set()
        if not hidden and not untold:
            break
        without |= hidden
        gone |= untold
        links = Fewer(graph, gone)
    shown = {(e.source, e.target, e.relation): edge_json(e) for e in edges}
    return [shown[name] for link in way if (name := (link.source, link.target, link.relation)) in shown]


def citing_of(connection: Connection, node: str) -> list[dict[str, Any]]:
    """The object of `Archive.cited_by`."""
    edges = citations(connection, node)
    known = load_nodes(connection, {e.source for e in edges})
    return [
        {**edge_json(e), **{n: getattr(known[e.source], n) for n in ("number", "issuer", "date", "title")}}
        for e in edges
        if e.source in known
    ]


def edge_json(edge: Edge) -> dict[str, Any]:
    """An edge as the contract has it, with the document whose text tells it, and the reasons."""
    return {
        "from": edge.source,
        "to": edge.target,
        "relation": edge.relation,
        "text": edge.text,
        "start": edge.start,
        "end": edge.end,
        "document": edge.place,
        "reasons": list(edge.reasons),
        "part": edge.part,
    }


def _date(known: dict[str, Node], id: str) -> str:
    return (known[id].date if id in known else None) or "9999"


def _within(date: str | None, low: str | None, high: str | None) -> bool:
    """Whether a date lies in the range. An unknown date lies in none that has a beginning."""
    if date is None:
        return low is None
    return (low is None or date >= low) and (high is None or date <= high)
