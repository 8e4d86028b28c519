"""How much hangs on nodes of the graph, counted on its arrays: the nodes as numbers, -1 for what is none."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from corpus.graph.arrays import MASK, SHIFT, Graph, Numbers, codes_of


def citing_counts(graph: Graph, nodes: Numbers, without: Numbers) -> Numbers:
    """How many others cite each of these nodes themselves; those of `without` do not count."""
    near, far = graph.around(_known(nodes), citing=True, own=True)
    there = (far & np.uint32(MASK)).astype(np.int64)
    kept = ~np.isin(there, without) & (there != near)
    pairs = np.unique((near[kept].astype(np.uint64) << np.uint64(32)) | there[kept].astype(np.uint64))
    return _counts(nodes, (pairs >> np.uint64(32)).astype(np.int64))


def hanging(
    graph: Graph, nodes: Numbers, relations: Collection[str], without: Numbers, untold: Numbers
) -> tuple[Numbers, Numbers]:
    """For each of these nodes how many others cite it over these relations, and how many hang on it in any number of
    steps; the nodes themselves are not counted, nothing leads through those of `without`, and what those of `untold`
    tell does not count."""
    codes = np.array(codes_of(relations), dtype=np.uint32)
    own = _known(nodes)
    left_out = np.union1d(own, without)

    def below(nodes: Numbers) -> tuple[Numbers, Numbers]:
        near, far = graph.around(nodes, citing=True, untold=untold)
        there = (far & np.uint32(MASK)).astype(np.int64)
        kept = np.isin(far >> np.uint32(SHIFT), codes) & ~np.isin(there, left_out)
        pairs = np.unique((near[kept].astype(np.uint64) << np.uint64(32)) | there[kept].astype(np.uint64))
        return (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(MASK)).astype(np.int64)

    near, there = below(own)
    direct = _counts(nodes, near)
    inner = np.unique(below(np.unique(there))[0])  # those that something hangs on in turn
    every = direct.copy()
    places = {int(at): place for place, at in enumerate(nodes.tolist())}
    for at in np.unique(near[np.isin(there, inner)]).tolist():
        seen = frontier = there[np.searchsorted(near, at, "left") : np.searchsorted(near, at, "right")]
        while frontier.size:
            frontier = np.setdiff1d(below(frontier)[1], seen)
            seen = np.union1d(seen, frontier)
        every[places[at]] = seen.size
    return direct, every


def _known(nodes: Numbers) -> Numbers:
    return np.unique(nodes[nodes >= 0])


def _counts(nodes: Numbers, near: Numbers) -> Numbers:
    """How often each of the nodes stands in `near`, which is sorted."""
    found = np.searchsorted(near, nodes, "right") - np.searchsorted(near, nodes, "left")
    return np.where(nodes >= 0, found, 0).astype(np.int64)
