"""Chains through the citation graph: what a document rests on, what came of it. Pure: edges come from a source.

An edge runs from the citing document to the cited one (handbook 9.6; a passive between two cited acts runs between
those two). A node's level is the length of the longest way to it, so that a plan which cites both the directive and the
plan it carries out hangs under that plan. Cycles do no harm: what lies on one shares a level.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

CHAIN_RELATIONS = frozenset(
    {"basis", "proposal", "implements", "amends", "replaces", "repeals", "guides", "replies", "attached"}
)
"""Relations a chain follows unless told otherwise; `mentions` only out of a news report, which carries nothing out."""


@dataclass(frozen=True, slots=True)
class Edge:
    """`source` cites `target`. The sentence `text` stands at [start, end) in the text of document `place`."""

    source: str
    target: str
    relation: str
    text: str
    start: int
    end: int
    place: str
    reasons: tuple[str, ...] = ()
    from_news: bool = False


class Edges(Protocol):
    """Where edges come from, many nodes at a time."""

    def citing(self, targets: Collection[str]) -> Iterable[Edge]:
        """Edges that point at these."""
        ...

    def cited(self, sources: Collection[str]) -> Iterable[Edge]:
        """Edges that leave these."""
        ...


@dataclass(frozen=True, slots=True)
class Chain:
    """Levels by node (0 the root, negative upwards) and the edges between them, in a fixed order."""

    root: str
    levels: dict[str, int]
    edges: tuple[Edge, ...]


def chain(
    root: str,
    edges: Edges,
    *,
    up: bool,
    down: bool,
    depth: int | None = None,
    relations: Collection[str] | None = None,
    admits: Callable[[Collection[str]], Collection[str]] | None = None,
) -> Chain:
    """The nodes within `depth` steps of the root, both ways or one. `admits` keeps of some nodes those that pass the
    filters; what does not pass is not passed through either."""
    levels = {root: 0}
    kept: dict[tuple[str, str, str], Edge] = {}

    def allowed(edge: Edge) -> bool:
        if relations is not None:
            return edge.relation in relations
        return edge.relation in CHAIN_RELATIONS or edge.from_news

    ways: list[tuple[int, Callable[[Collection[str]], Iterable[Edge]], Callable[[Edge], tuple[str, str]]]] = []
    if down:
        ways.append((1, edges.citing, lambda e: (e.target, e.source)))
    if up:
        ways.append((-1, edges.cited, lambda e: (e.source, e.target)))
    for step, fetch, near in ways:
        found = _reach(root, fetch, near, allowed, depth, admits)
        deepest = _longest(root, [near(e) for e in found])
        for edge in found:
            here, there = near(edge)
            if depth is not None and max(deepest[here], deepest[there]) > depth:
                continue
            kept.setdefault((edge.source, edge.target, edge.relation), edge)
            for id in (here, there):
                levels.setdefault(id, step * deepest[id])
    ordered = sorted(kept.values(), key=lambda e: (e.source, e.start, e.target, e.relation))
    return Chain(root, levels, tuple(ordered))


def way_between(
    one: str, other: str, edges: Edges, relations: Collection[str] | None = None
) -> tuple[Edge, ...]:
    """A shortest way between two nodes over edges in either direction, from `one` to `other`; of several the first by
    names. Empty where there is none, or where both are one node."""
    reached: dict[str, tuple[str, Edge] | None] = {one: None}
    frontier = {one}
    while frontier and other not in reached:
        found: dict[str, tuple[str, Edge]] = {}
        both = ((e, e.target, e.source) for e in edges.citing(frontier)), (
            (e, e.source, e.target) for e in edges.cited(frontier)
        )
        for edge, here, there in sorted(
            (step for way in both for step in way), key=lambda s: (s[2], s[1], s[0].relation, s[0].start)
        ):
            if there not in reached and (relations is None or edge.relation in relations):
                found.setdefault(there, (here, edge))
        reached.update(found)
        frontier = set(found)
    way: list[Edge] = []
    step = reached.get(other)
    while step is not None:
        way.append(step[1])
        step = reached[step[0]]
    return tuple(reversed(way))


def _reach(
    root: str,
    fetch: Callable[[Collection[str]], Iterable[Edge]],
    near: Callable[[Edge], tuple[str, str]],
    allowed: Callable[[Edge], bool],
    depth: int | None,
    admits: Callable[[Collection[str]], Collection[str]] | None,
) -> list[Edge]:
    """Every edge between nodes at most `depth` steps away, by breadth; one edge a pair and relation, the first in the
    citing text."""
    seen = {root}
    frontier = {root}
    found: dict[tuple[str, str, str], Edge] = {}
    steps = 0
    while frontier and (depth is None or steps < depth):
        steps += 1
        edges = [e for e in fetch(frontier) if e.source != e.target and allowed(e)]
        fresh = {near(e)[1] for e in edges} - seen
        if admits is not None and fresh:
            fresh = set(admits(fresh))
        seen |= fresh
        for edge in edges:
            if near(edge)[1] not in seen:
                continue
            known = found.get((edge.source, edge.target, edge.relation))
            if known is None or (edge.place, edge.start) < (known.place, known.start):
                found[(edge.source, edge.target, edge.relation)] = edge
        frontier = fresh
    return list(found.values())


def _longest(root: str, steps: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Longest distance from the root along `steps`, cycles taken as one node."""
    onward: dict[str, list[str]] = defaultdict(list)
    for here, there in steps:
        onward[here].append(there)
    component = _components(root, onward)
    order = sorted(set(component.values()), reverse=True)  # Tarjan numbers a component after all it leads to
    level = dict.fromkeys(order, 0)
    members: dict[int, list[str]] = defaultdict(list)
    for node, number in component.items():
        members[number].append(node)
    for number in order:
        for node in members[number]:
            for there in onward.get(node, ()):
                other = component[there]
                if other != number:
                    level[other] = max(level[other], level[number] + 1)
    found = {node: level[number] for node, number in component.items()}
    for node in members[component[root]]:
        if node != root:
            found[node] = max(found[node], 1)  # on a cycle with the root, but not the root
    return found


def _components(root: str, onward: dict[str, list[str]]) -> dict[str, int]:
    """Strongly connected components (Tarjan, without recursion): node -> number."""
    index: dict[str, int] = {root: 0}
    low: dict[str, int] = {root: 0}
    stack, on_stack = [root], {root}
    component: dict[str, int] = {}
    number = -1
    work: list[tuple[str, int]] = [(root, 0)]
    while work:
        node, at = work.pop()
        successors = onward.get(node, ())
        if at < len(successors):
            work.append((node, at + 1))
            there = successors[at]
            if there not in index:
                index[there] = low[there] = len(index)
                stack.append(there)
                on_stack.add(there)
                work.append((there, 0))
            elif there in on_stack:
                low[node] = min(low[node], index[there])
            continue
        if low[node] == index[node]:
            number += 1
            while True:
                member = stack.pop()
                on_stack.discard(member)
                component[member] = number
                if member == node:
                    break
        if work:
            above = work[-1][0]
            low[above] = min(low[above], low[node])
    return component

