"""The graph as arrays at size: a synthetic citation graph with a power law, asked with and without later changes."""

from __future__ import annotations

import os
import random
import statistics
import time
from pathlib import Path

import numpy as np

from bench.figures import Report
from corpus.graph import Link
from corpus.graph.arrays import RELATIONS, Arrays, Delta, Graph, Told, layout, put_file

ROOTS = 1000
DEGREE = 10
CHANGED = 1000


def large_graph(report: Report, folder: Path) -> None:
    """Size, time to open, and three hops both ways from roots drawn at random. `BENCH_NODES` sets the size."""
    nodes = int(os.environ.get("BENCH_NODES", "10000000"))
    path = folder / "graph"
    make(path, nodes)
    began = time.perf_counter()
    base = Arrays.open(path)
    opened = time.perf_counter() - began
    note = f"{base.nodes} nodes, {base.edges / 1e6:.1f} million edges, ids and keys among them"
    report.figure("large graph: mapped file", path.stat().st_size / 1e9, "<=", 1.2, unit=" GB", note=note)
    report.figure("large graph: opens in", opened, "<=", 1, unit=" s")
    before = resident_bytes()
    for graph, name in ((Graph(base), ""), (Graph(base, later(base)), f", {CHANGED} nodes changed since")):
        hops(report, graph, base, name)
    grown = (resident_bytes() - before) / 1e9
    report.figure("large graph: memory after all questions", grown, "<=", 1.2, unit=" GB")
    path.unlink()


def hops(report: Report, graph: Graph, base: Arrays, name: str) -> None:
    """Three hops from the same roots, in processor time; every id that is reached is returned, as text."""
    drawn = random.Random(5)
    roots = base.names(np.array([drawn.randrange(base.nodes) for _ in range(ROOTS)], dtype=np.int64))
    for citing, way in ((False, "up"), (True, "down")):
        times, sizes = [], []
        for root in roots:
            began = time.process_time()
            sizes.append(len(graph.reach(root, 3, citing=citing)))
            times.append((time.process_time() - began) * 1000)
        times.sort()
        sizes.sort()
        at = int(0.95 * ROOTS)
        counts = f"median {sizes[ROOTS // 2]}, p95 {sizes[at]}, most {sizes[-1]}"
        note = f"median {statistics.median(times):.2f} ms; nodes reached: {counts}"
        report.figure(f"large graph: three hops {way}{name}, p95", times[at], "<=", 5, unit=" ms", note=note)


def later(base: Arrays) -> Delta:
    """Documents that were read anew and others that came: each cites ten."""
    drawn = random.Random(6)
    names = base.names(np.array([drawn.randrange(base.nodes) for _ in range(CHANGED * 11)], dtype=np.int64))
    sources = [*names[: CHANGED // 2], *(f"late-{n}" for n in range(CHANGED // 2))]
    links = [
        Told(Link(source, target, "basis"), source)
        for at, source in enumerate(sources)
        for target in names[CHANGED + 10 * at : CHANGED + 10 * at + 10]
    ]
    return Delta(frozenset(sources), tuple(links))


def make(path: Path, nodes: int) -> None:
    """Every node cites ten earlier ones on average; how often one is cited follows a power law (exponent 3). One id in
    five is a readable key, as of documents that are only cited."""
    rng = np.random.default_rng(3)
    degree = rng.integers(0, 2 * DEGREE + 1, nodes)
    source = np.repeat(np.arange(nodes, dtype=np.uint64), degree)
    target = (source * rng.random(len(source)) ** 2).astype(np.uint64)
    pairs = np.unique((source << np.uint64(32)) | target)
    del source, target
    source, target = (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
    del pairs
    kept = source != target
    source, target = source[kept], target[kept]
    relation = rng.integers(0, len(RELATIONS), len(source))
    # Ids are spread over the list as hashes are, not in the order of years.
    place = rng.permutation(nodes)
    names = sorted(
        f"ke-hoach~{n}~uy-ban-nhan-dan-tinh-son-la~{2005 + n % 20}" if n % 5 == 0 else f"{n * 2654435761 % 2**64:016x}"
        for n in range(nodes)
    )
    put_file(path, layout(names, place[source], place[target], relation, np.empty((0, 4), dtype=np.int64)))


def resident_bytes() -> int:
    """Memory of this process that lies in RAM, mapped files included."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
