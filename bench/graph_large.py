"""The graph as arrays at size: a synthetic citation graph with a power law, made without holding it twice."""

from __future__ import annotations

import os
import random
import statistics
import time
from array import array
from pathlib import Path

from bench.figures import Report
from corpus.arrays import Arrays, write_arrays

ROOTS = 300
DEGREE = 10


def large_graph(report: Report, folder: Path) -> None:
    """Size, time to open, and three hops both ways from roots drawn at random. `BENCH_NODES` sets the size."""
    nodes = int(os.environ.get("BENCH_NODES", "10000000"))
    path = folder / "graph"
    make(path, nodes)
    report.figure("large graph: file", path.stat().st_size / 1e9, "<=", 1.2, unit=" GB", note=f"{nodes} nodes")
    began = time.perf_counter()
    graph = Arrays(path)
    report.figure("large graph: opens in", time.perf_counter() - began, "<=", 1, unit=" s")
    rnd = random.Random(5)
    with graph:
        for citing, word in ((False, "up"), (True, "down")):
            times, sizes = [], []
            for root in [rnd.randrange(nodes) for _ in range(ROOTS)]:
                began = time.perf_counter()
                sizes.append(len(graph.reach(root, 3, citing=citing)))
                times.append((time.perf_counter() - began) * 1000)
            times.sort()
            p95 = times[int(0.95 * len(times))]
            note = f"median {statistics.median(sizes):.0f} nodes, most {max(sizes)}"
            report.figure(f"large graph: three hops {word}, p95", p95, "<=", 5, unit=" ms", note=note)
    path.unlink()


def make(path: Path, nodes: int) -> None:
    """Every node cites ten earlier ones on average, old and few of them by many."""
    rnd = random.Random(3).random
    out_offsets, out_words = array("I", [0]), array("I")
    counts = array("I", bytes(4 * (nodes + 1)))
    total = 0
    for node in range(nodes):
        degree = min(node, int(2 * DEGREE * rnd() + 0.5))
        cited = {int(node * rnd() ** 1.5) for _ in range(degree)}
        for target in cited:
            counts[target + 1] += 1
        out_words.extend(cited)
        total += len(cited)
        out_offsets.append(total)
    for at in range(nodes):
        counts[at + 1] += counts[at]
    cursor, in_words = array("I", counts), array("I", bytes(4 * total))
    for node in range(nodes):
        for target in out_words[out_offsets[node] : out_offsets[node + 1]]:
            in_words[cursor[target]] = node
            cursor[target] += 1
    write_arrays(path, nodes, total, (out_offsets, out_words, counts, in_words))
