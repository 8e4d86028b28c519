"""Times of search: ingest into the index alone, warm queries with facets and snippets beside bare ones; and parity."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice

from bench.figures import Report
from bench.generated import documents, queries
from index.base import Entry, Index, Query
from index.embedded import EmbeddedIndex

QUERIES, ROUNDS = 1000, 3
_STEP = 20_000
_PARITY_SIZE, _PARITY_QUERIES = 900, 200


@contextmanager
def filled(index: Index, entries: Iterable[Entry]) -> Iterator[Index]:
    """The index with these entries, closed afterwards."""
    stored = index.put(entries)
    if stored.failed:
        raise SystemExit(f"not stored: {stored.failed[:3]}")
    index.refresh()
    try:
        yield index
    finally:
        index.close()


def times(report: Report, engine: str, index: Index, size: int) -> None:
    """Ingest into the index alone, and warm queries with facets and snippets beside the bare query.

    An index that holds `size` documents already is taken as it is.
    """
    note = f"{size} documents, {os.cpu_count()} cores"
    try:
        if index.count() != size:
            _fill(report, engine, index, size, note)
        asked = queries(QUERIES, size)
        full = measured(index, asked)
        bare = measured(index, [replace(query, facets=False, snippets=False) for query in asked])
    finally:
        index.close()
    most = 20.0 if engine == "embedded" else 50.0
    report.figure(f"{engine}: p95 of {QUERIES} warm queries", full[1], "<=", most, unit=" ms", note=note)
    report.told(f"{engine}: p50, and of the bare query p50 and p95", f"{full[0]:.1f}, {bare[0]:.1f}, {bare[1]:.1f} ms")
    if isinstance(index, EmbeddedIndex):
        report.told(f"{engine}: p95 of processor time, and of the bare query", f"{full[2]:.1f}, {bare[2]:.1f} ms")
    if engine == "embedded":
        report.figure(f"{engine}: p95 against the bare query's", full[1] / bare[1], "<=", 1.5)


def _fill(report: Report, engine: str, index: Index, size: int, note: str) -> None:
    """Puts `size` generated documents; making them is not part of the time."""
    rows = documents(size)
    wall = processor = 0.0
    while batch := list(islice(rows, _STEP)):
        begun, worked = time.perf_counter(), time.process_time()
        stored = index.put(batch)
        wall, processor = wall + time.perf_counter() - begun, processor + time.process_time() - worked
        if stored.failed:
            raise SystemExit(f"not stored: {stored.failed[:3]}")
    begun, worked = time.perf_counter(), time.process_time()
    index.refresh()
    wall, processor = wall + time.perf_counter() - begun, processor + time.process_time() - worked
    report.figure(f"{engine}: documents a second into the index", size / wall, ">=", 1500, note=note)
    if isinstance(index, EmbeddedIndex):  # the other engine works in a process of its own
        report.told(f"{engine}: documents a second of processor time", f"{size / processor:.0f}")


def measured(index: Index, asked: Sequence[Query]) -> tuple[float, float, float]:
    """Median and 95th percentile in milliseconds, and the latter of processor time (of all threads of this process).
    Every query is asked `ROUNDS` times and its best time counts: what else the machine does at a moment is no property
    of the query."""
    best = [float("inf")] * len(asked)
    worked = list(best)
    for _ in range(ROUNDS):
        for at, query in enumerate(asked):
            begun, processor = time.perf_counter(), time.process_time()
            index.search(query)
            best[at] = min(best[at], (time.perf_counter() - begun) * 1000)
            worked[at] = min(worked[at], (time.process_time() - processor) * 1000)
    best.sort()
    worked.sort()
    last = int(len(best) * 0.95)
    return best[len(best) // 2], best[last], worked[last]


def parity(report: Report, engines: Sequence[Index]) -> None:
    """Both engines over the same documents: ids, totals, facets, first hits, and the first ten."""
    same = 0
    overlaps: list[float] = []
    try:
        for engine in engines:
            stored = engine.put(documents(_PARITY_SIZE))
            if stored.failed:
                raise SystemExit(f"not stored: {stored.failed[:3]}")
            engine.refresh()
        for query in queries(_PARITY_QUERIES, _PARITY_SIZE):
            left, right = (engine.search(replace(query, limit=1000, snippets=False)) for engine in engines)
            ids = [[hit.id for hit in found.hits] for found in (left, right)]
            same += (
                (left.total, left.facets, left.notes) == (right.total, right.facets, right.notes)
                and set(ids[0]) == set(ids[1])
                and ids[0][:1] == ids[1][:1]
            )
            overlaps.append(overlap(ids[0], ids[1]))
    finally:
        for engine in engines:
            engine.close()
    note = f"{_PARITY_QUERIES} queries"
    report.figure("both: same ids, totals, facets, notes and first hit", same, "==", _PARITY_QUERIES, note=note)
    report.figure("both: rank-biased overlap of the first ten, least", min(overlaps), ">=", 0.9, note=note)
    report.told("both: rank-biased overlap of the first ten, mean", f"{sum(overlaps) / len(overlaps):.4f}")


def overlap(one: Sequence[str], other: Sequence[str], p: float = 0.9, depth: int = 10) -> float:
    """Rank-biased overlap of two lists, extrapolated (Webber, Moffat, Zobel 2010)."""
    depth = min(depth, max(len(one), len(other)))
    if depth == 0:
        return 1.0
    agreed = [len(set(one[: d + 1]) & set(other[: d + 1])) / (d + 1) for d in range(depth)]
    return (1 - p) * sum(a * p**d for d, a in enumerate(agreed)) + agreed[-1] * p**depth
