"""The citation graph as two compressed arrays in one file, read where it lies: for archives of millions of documents.

A node is a number, the place of its id in a list kept elsewhere. Each neighbour is one 32-bit word: node in the low 28
bits, relation in the high 4. Written once from the catalogue, opened by mapping it, changed never: what has come since
is given as a `Delta` and merged when asked.
"""

from __future__ import annotations

import mmap
import os
import struct
import sys
import tempfile
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

RELATIONS = (
    "basis", "proposal", "implements", "amends", "replaces", "repeals", "guides", "replies", "attached", "mentions",
)  # fmt: skip
MAX_NODES = 1 << 28
_MASK = MAX_NODES - 1
_HEAD = struct.Struct("<8sQQ")
_MAGIC = b"VBGRAPH1"


class GraphFileDamaged(Exception):
    """Not a graph file, or not whole; it is rebuilt from the catalogue."""

    code = "store-damaged"


@dataclass(slots=True)
class Delta:
    """Edges that came (`added`) or went (`removed`) since the file was written: (source, target, relation)."""

    added: set[tuple[int, int, int]] = field(default_factory=set)
    removed: set[tuple[int, int, int]] = field(default_factory=set)


def write(path: Path, nodes: int, edges: Sequence[tuple[int, int, int]]) -> None:
    """Writes edges (source, target, index into RELATIONS), in any order; the same set gives the same bytes.

    Raises ValueError for a node or relation out of range.
    """
    distinct = sorted(set(edges))
    for source, target, relation in distinct:
        if not (0 <= source < nodes and 0 <= target < nodes and 0 <= relation < len(RELATIONS)):
            raise ValueError(f"edge out of range: {(source, target, relation)}")
    out = _side(nodes, ((s, t, r) for s, t, r in distinct))
    back = _side(nodes, sorted((t, s, r) for s, t, r in distinct))
    write_arrays(path, nodes, len(distinct), (*out, *back))


def _side(nodes: int, edges: Iterable[tuple[int, int, int]]) -> tuple[array[int], array[int]]:
    offsets, words = array("I", bytes(4 * (nodes + 1))), array("I")
    for here, there, relation in edges:
        offsets[here + 1] += 1
        words.append(relation << 28 | there)
    for at in range(nodes):
        offsets[at + 1] += offsets[at]
    return offsets, words


def write_arrays(path: Path, nodes: int, edges: int, parts: Sequence[array[int] | memoryview | bytes]) -> None:
    """Writes the four arrays as they are: offsets and words outward, offsets and words back. Atomic."""
    if sys.byteorder != "little":
        raise ValueError("the graph file is little-endian")
    if not 0 <= nodes < MAX_NODES:
        raise ValueError(f"too many nodes: {nodes}")
    handle, name = tempfile.mkstemp(prefix=".graph-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(_HEAD.pack(_MAGIC, nodes, edges))
            for part in parts:
                stream.write(part)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


class Arrays:
    """An open graph file. Many readers at once; close it, or use it as a context manager."""

    def __init__(self, path: Path, delta: Delta | None = None) -> None:
        """Raises GraphFileDamaged, OSError."""
        if path.stat().st_size < _HEAD.size:
            raise GraphFileDamaged(f"{path}: không phải tệp đồ thị")
        with path.open("rb") as stream:
            self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        head = self._map[: _HEAD.size]
        if head[:8] != _MAGIC:
            self._map.close()
            raise GraphFileDamaged(f"{path}: không phải tệp đồ thị")
        _, self.nodes, self.edges = _HEAD.unpack(head)
        if len(self._map) != _HEAD.size + 4 * (2 * (self.nodes + 1) + 2 * self.edges):
            self._map.close()
            raise GraphFileDamaged(f"{path}: tệp đồ thị thiếu hoặc thừa dữ liệu")
        self._view = memoryview(self._map)
        words = self._view[_HEAD.size :].cast("I")
        ends = (self.nodes + 1, self.edges, self.nodes + 1, self.edges)
        self._parts: list[memoryview] = []
        at = 0
        for size in ends:
            self._parts.append(words[at : at + size])
            at += size
        words.release()
        self._out, self._in = _by_source(delta, reverse=False), _by_source(delta, reverse=True)

    def close(self) -> None:
        for part in (*self._parts, self._view):
            part.release()
        self._map.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def neighbours(self, node: int, *, citing: bool) -> list[tuple[int, int]]:
        """(node, relation) of those that cite the node (`citing`), or that it cites."""
        words = set(self._words(node, citing))
        changed = (self._in if citing else self._out).get(node)
        if changed is not None:
            words = (words - changed[1]) | changed[0]
        return sorted((word & _MASK, word >> 28) for word in words)

    def reach(self, root: int, hops: int, *, citing: bool, relations: Collection[int] | None = None) -> set[int]:
        """Every node within so many steps, the root among them."""
        seen = {root}
        frontier = {root}
        changed = self._in if citing else self._out
        for _ in range(hops):
            found: set[int] = set()
            for node in frontier:
                words: Iterable[int] = self._words(node, citing)
                if node in changed:
                    added, removed = changed[node]
                    words = (set(words) - removed) | added
                if relations is None:
                    found.update([word & _MASK for word in words])
                else:
                    found.update([word & _MASK for word in words if word >> 28 in relations])
            frontier = found - seen
            if not frontier:
                break
            seen |= frontier
        return seen

    def _words(self, node: int, citing: bool) -> list[int]:
        if node >= self.nodes:  # it came after the file was written
            return []
        offsets, words = self._parts[2:] if citing else self._parts[:2]
        return words[offsets[node] : offsets[node + 1]].tolist()


def _by_source(delta: Delta | None, *, reverse: bool) -> dict[int, tuple[set[int], set[int]]]:
    """Node -> (words added, words removed)."""
    changed: dict[int, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for at, edges in enumerate((delta.added, delta.removed) if delta else ()):
        for source, target, relation in edges:
            here, there = (target, source) if reverse else (source, target)
            changed[here][at].add(relation << 28 | there)
    return dict(changed)
