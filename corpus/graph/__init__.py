"""Chains through the citation graph: what a document rests on, what came of it. Pure: links come from a source.

A link runs from the citing document to the cited one (a passive between two cited acts runs between
those two). A node's level is the length of the longest way to it, so that a plan which cites both the directive and the
plan it carries out hangs under that plan; where only so many steps are asked for, that is the last level. Cycles do no
harm: what lies on one shares a level.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

CHAIN_RELATIONS = frozenset(
    {"basis", "proposal", "implements", "amends", "replaces", "repeals", "guides", "replies", "attached"}
)
"""Relations a chain follows unless told otherwise; `mentions` only out of a news report, which carries nothing out."""


class Link(NamedTuple):
    """`source` cites `target`."""

    source: str
    target: str
    relation: str
    from_news: bool = False


class Links(Protocol):
    """Where links come from, many nodes at a time."""

    def citing(self, targets: Collection[str]) -> Iterable[Link]:
        """Links that point at these."""
        ...

    def cited(self, sources: Collection[str]) -> Iterable[Link]:
        """Links that leave these."""
        ...


@dataclass(frozen=True, slots=True)
class Fewer:
    """Links without some of them."""

    links: Links
    gone: Collection[Link]

    def citing(self, targets: Collection[str]) -> Iterable[Link]:
        return (link for link in self.links.citing(targets) if link not in self.gone)

    def cited(self, sources: Collection[str]) -> Iterable[Link]:
        return (link for link in self.links.cited(sources) if link not in self.gone)


@dataclass(frozen=True, slots=True)
class Chain:
    """Levels by node (0 the root, negative upwards) and the links between them, in a fixed order."""

    root: str
    levels: dict[str, int]
    links: tuple[Link, ...]


def chain(
    root: str,
    links: Links,
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
    kept: set[Link] = set()

    def allowed(link: Link) -> bool:
        if relations is not None:
            return link.relation in relations
        return link.relation in CHAIN_RELATIONS or link.from_news

    ways: list[tuple[int, Callable[[Collection[str]], Iterable[Link]], Callable[[Link], tuple[str, str]]]] = []
    if down:
        ways.append((1, links.citing, lambda e: (e.target, e.source)))
    if up:
        ways.append((-1, links.cited, lambda e: (e.source, e.target)))
    for step, fetch, near in ways:
        found = _reach(root, fetch, near, allowed, depth, admits)
        kept |= found
        for id, level in _longest(root, [near(e) for e in found]).items():
            levels.setdefault(id, step * (level if depth is None else min(level, depth)))
    return Chain(root, levels, tuple(sorted(kept)))


def way_between(
    one: str,
    other: str,
    links: Links,
    relations: Collection[str] | None = None,
    without: Collection[str] = (),
) -> tuple[Link, ...]:
    """A shortest way between two nodes over links in either direction, from `one` to `other` and not through those of
    `without`; of several the first by names. Empty where there is none, or where both are one node."""
    reached: dict[str, tuple[str, Link] | None] = {one: None}
    frontier = {one}
    while frontier and other not in reached:
        found: dict[str, tuple[str, Link]] = {}
        both = (
            ((e, e.target, e.source) for e in links.citing(frontier)),
            ((e, e.source, e.target) for e in links.cited(frontier)),
        )
        steps = sorted((s for way in both for s in way), key=lambda s: (s[2], s[1], s[0].relation))
        for link, here, there in steps:
            if there not in reached and there not in without and (relations is None or link.relation in relations):
                found.setdefault(there, (here, link))
        reached.update(found)
        frontier = set(found)
    way: list[Link] = []
    step = reached.get(other)
    while step is not None:
        way.append(step[1])
        step = reached[step[0]]
    return tuple(reversed(way))


def _reach(
    root: str,
    fetch: Callable[[Collection[str]], Iterable[Link]],
    near: Callable[[Link], tuple[str, str]],
    allowed: Callable[[Link], bool],
    depth: int | None,
    admits: Callable[[Collection[str]], Collection[str]] | None,
) -> set[Link]:
    """Every link between nodes at most `depth` steps away, by breadth."""
    seen = {root}
    frontier = {root}
    found: set[Link] = set()
    steps = 0
    while frontier and (depth is None or steps < depth):
        steps += 1
        links = [e for e in fetch(frontier) if e.source != e.target and allowed(e)]
        fresh = {near(e)[1] for e in links} - seen
        if admits is not None and fresh:
            fresh = set(admits(fresh))
        seen |= fresh
        found.update(link for link in links if near(link)[1] in seen)
        frontier = fresh
    return found


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
