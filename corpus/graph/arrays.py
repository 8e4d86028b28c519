"""The citation graph as compressed arrays in one file, read where it lies: for archives of millions of documents.

A node is the place of its id in a sorted list of ids. A neighbour is one 32-bit word: node in the low 28 bits, relation
in the high 4. Edges that a third document tells (`Nghị định A được sửa đổi bởi Nghị định B`) stand apart, with who
tells them. Written once from the catalogue, opened by mapping it, changed never: what has come since is given as a
`Delta` and merged when asked.
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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.graph import Link

RELATIONS = (
    "basis", "proposal", "implements", "amends", "replaces", "repeals", "guides", "replies", "attached", "mentions",
)  # fmt: skip
MENTIONED_BY_NEWS = len(RELATIONS)
"""Code of a mention in a news report, which chains follow; other mentions they do not."""
MAX_NODES = 1 << 28
MASK = MAX_NODES - 1
SHIFT = 28
_HALVINGS = 32
_PIECE = 1_000_000
_HEAD = struct.Struct("<8sQQQQQ")
_MAGIC = b"VBGRAPH2"

Words = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]


class GraphFileDamaged(Exception):
    """Not a graph file, or not whole; it is rebuilt from the catalogue."""

    code = "store-damaged"


@dataclass(frozen=True, slots=True)
class Told:
    """A link with the document that tells it: its own source, or a third one."""

    link: Link
    place: str


@dataclass(frozen=True, slots=True)
class Delta:
    """What these documents tell now, in place of what the file says that they told."""

    changed: frozenset[str]
    links: tuple[Told, ...]


def code_of(link: Link) -> int:
    """The relation as the arrays have it."""
    return MENTIONED_BY_NEWS if link.from_news and link.relation == "mentions" else RELATIONS.index(link.relation)


def pack(told: Iterable[Told], revision: int = 0) -> list[bytes]:
    """The parts of the file of a graph; the same set of links gives the same bytes."""
    numbers: dict[str, int] = {}
    direct, between = array("q"), array("q")
    for each in told:
        ends = (each.link.source, each.link.target, each.place)
        if each.link.source == each.link.target:
            continue
        here, there, place = (numbers.setdefault(name, len(numbers)) for name in ends)
        if place == here:
            direct.extend((here, there, code_of(each.link)))
        else:
            between.extend((here, there, code_of(each.link), place))
    names = sorted(numbers)
    rank = np.empty(len(names), dtype=np.int64)
    rank[np.fromiter((numbers[name] for name in names), dtype=np.int64, count=len(names))] = np.arange(len(names))
    edges = np.frombuffer(direct, dtype=np.int64).reshape(-1, 3)
    source, target = rank[edges[:, 0]], rank[edges[:, 1]]
    distinct = np.unique((source.astype(np.uint64) << np.uint64(32)) | _words(target, edges[:, 2]))
    rows = np.frombuffer(between, dtype=np.int64).reshape(-1, 4).copy()
    rows[:, (0, 1, 3)] = rank[rows[:, (0, 1, 3)]]
    return layout(
        names,
        (distinct >> np.uint64(32)).astype(np.int64),
        (distinct & np.uint64(MASK)).astype(np.int64),
        ((distinct & np.uint64(0xFFFFFFFF)) >> np.uint64(SHIFT)).astype(np.int64),
        np.unique(rows, axis=0),
        revision=revision,
    )


def layout(
    names: Sequence[str], source: Numbers, target: Numbers, relation: Numbers, between: Numbers, *, revision: int = 0
) -> list[bytes]:
    """The parts of a file from numbers: `names` sorted, direct edges distinct, `between` rows (source, target,
    relation, place). Raises ValueError for what does not fit."""
    if sys.byteorder != "little":
        raise ValueError("the graph file is little-endian")
    nodes = len(names)
    if nodes >= MAX_NODES or any((side >= nodes).any() for side in (source, target, between[:, (0, 1, 3)])):
        raise ValueError(f"a node above {nodes} or too many nodes")
    encoded = [name.encode() + b"\n" for name in names]
    ends = np.zeros(nodes + 1, dtype=np.uint64)
    np.cumsum([len(name) for name in encoded], out=ends[1:])
    blob = b"".join(encoded)
    if len(blob) >= 1 << 32:
        raise ValueError(f"{len(blob)} bytes of names")
    head = _HEAD.pack(_MAGIC, nodes, len(source), len(between), len(blob), revision)
    parts = [head, ends.astype(np.uint32).tobytes()]
    for here, there in ((source, target), (target, source)):
        order = np.lexsort((there, here))
        offsets = np.zeros(nodes + 1, dtype=np.uint32)
        np.cumsum(np.bincount(here, minlength=nodes), out=offsets[1:])
        parts += [offsets.tobytes(), _words(there, relation)[order].tobytes()]
    for here_column, there_column in ((0, 1), (1, 0)):
        rows = between[np.lexsort((between[:, there_column], between[:, here_column]))]
        parts += [
            rows[:, here_column].astype(np.uint32).tobytes(),
            _words(rows[:, there_column], rows[:, 2]).tobytes(),
            rows[:, 3].astype(np.uint32).tobytes(),
        ]
    return [*parts, blob]


def _words(there: Numbers, relation: Numbers) -> Words:
    return (relation.astype(np.uint32) << np.uint32(SHIFT)) | there.astype(np.uint32)


def put_file(path: Path, parts: Sequence[bytes]) -> None:
    """Writes a file whole or not at all."""
    handle, name = tempfile.mkstemp(prefix=".graph-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            for part in parts:
                stream.write(part)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


class Arrays:
    """A graph over a mapped file or over bytes. Unchanging, so any number of threads may ask; the mapping goes when
    the last array of it does."""

    def __init__(self, data: bytes | mmap.mmap, name: str = "graph") -> None:
        """Raises GraphFileDamaged."""
        if len(data) < _HEAD.size or data[:8] != _MAGIC:
            raise GraphFileDamaged(f"{name}: không phải tệp đồ thị")
        numbers: tuple[int, ...] = _HEAD.unpack(data[: _HEAD.size])[1:]
        self.nodes, self.edges, self.told, blob, self.revision = numbers
        sizes = [self.nodes + 1] + 2 * [self.nodes + 1, self.edges] + 6 * [self.told]
        if len(data) != _HEAD.size + 4 * sum(sizes) + blob:
            raise GraphFileDamaged(f"{name}: tệp đồ thị thiếu hoặc thừa dữ liệu")
        arrays: list[Words] = []
        at = _HEAD.size
        for size in sizes:
            arrays.append(np.frombuffer(data, dtype="<u4", count=size, offset=at))
            at += 4 * size
        self._ends = arrays[0]
        self._sides = {False: (arrays[1], arrays[2]), True: (arrays[3], arrays[4])}
        self._between = {False: arrays[5:8], True: arrays[8:11]}
        self._blob = np.frombuffer(data, dtype=np.uint8, count=blob, offset=at)
        self._names = memoryview(data)[at : at + blob]

    @classmethod
    def open(cls, path: Path) -> Arrays:
        """Maps a file. Raises GraphFileDamaged, OSError."""
        if path.stat().st_size < _HEAD.size:
            raise GraphFileDamaged(f"{path}: không phải tệp đồ thị")
        with path.open("rb") as stream:
            return cls(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ), str(path))

    def number(self, name: str) -> int | None:
        """The number of a node, by halving the list of ids."""
        wanted = name.encode()
        low, high = 0, self.nodes
        while low < high:
            middle = (low + high) // 2
            found = self._names[int(self._ends[middle]) : int(self._ends[middle + 1]) - 1].tobytes()
            if found == wanted:
                return middle
            if found < wanted:
                low = middle + 1
            else:
                high = middle
        return None

    def names(self, numbers: Numbers) -> list[str]:
        """The ids of nodes, in the order given."""
        if not numbers.size:
            return []
        starts = self._ends[numbers].astype(np.int64)
        counts = self._ends[numbers + 1].astype(np.int64) - starts
        return self._blob[_runs(starts, counts)].tobytes().decode().split("\n")[:-1]

    def around(self, nodes: Numbers, *, citing: bool) -> tuple[Numbers, Words, Numbers]:
        """All edges at these nodes: the node, the word of the neighbour, and who tells it."""
        offsets, words = self._sides[citing]
        starts = offsets[nodes].astype(np.int64)
        counts = offsets[nodes + 1].astype(np.int64) - starts
        near, far = np.repeat(nodes, counts), words[_runs(starts, counts)]
        place = (far & np.uint32(MASK)).astype(np.int64) if citing else near
        if not self.told:
            return near, far, place
        here, there, tellers = self._between[citing]
        starts = np.searchsorted(here, nodes, "left").astype(np.int64)
        counts = np.searchsorted(here, nodes, "right") - starts
        rows = _runs(starts, counts)
        return (
            np.concatenate((near, np.repeat(nodes, counts))),
            np.concatenate((far, there[rows])),
            np.concatenate((place, tellers[rows].astype(np.int64))),
        )


def _runs(starts: Numbers, counts: Numbers) -> Numbers:
    """Indices of several runs, one after the other."""
    if len(starts) == 1:
        return np.arange(starts[0], starts[0] + counts[0])
    ends = np.cumsum(counts)
    total = int(ends[-1]) if ends.size else 0
    return np.repeat(starts - (ends - counts), counts) + np.arange(total)


class Graph:
    """The arrays with what has come since. A source of links for `corpus.graph`."""

    def __init__(self, base: Arrays, delta: Delta | None = None) -> None:
        self._base = base
        changed = delta.changed if delta else frozenset()
        self._late: dict[str, int] = {}  # ids that came after the file was written, numbered on
        self._late_names: list[str] = []
        rows: dict[bool, dict[int, set[tuple[int, int]]]] = {False: defaultdict(set), True: defaultdict(set)}
        for told in delta.links if delta else ():
            source, target = self._numbered(told.link.source), self._numbered(told.link.target)
            code, place = code_of(told.link) << SHIFT, self._numbered(told.place)
            if source != target:
                rows[False][source].add((code | target, place))
                rows[True][target].add((code | source, place))
        # words and tellers by node
        self._fresh = {
            citing: {at: np.array(sorted(found), dtype=np.int64).T for at, found in side.items()}
            for citing, side in rows.items()
        }
        known = sorted(at for name in changed if (at := base.number(name)) is not None)
        self._changed = np.array(known, dtype=np.int64)

    @property
    def revision(self) -> int:
        """The state of the catalogue that the file was written from."""
        return self._base.revision

    def citing(self, targets: Collection[str]) -> list[Link]:
        """Links that point at these."""
        return self._links(targets, citing=True)

    def cited(self, sources: Collection[str]) -> list[Link]:
        """Links that leave these."""
        return self._links(sources, citing=False)

    def reach(self, root: str, hops: int, *, citing: bool, relations: Collection[str] | None = None) -> list[str]:
        """The id of every node within so many steps, the root first."""
        start = self._number(root)
        if start is None:
            return [root]
        codes = None if relations is None else np.array(codes_of(relations), dtype=np.uint32)
        seen = frontier = np.array([start], dtype=np.int64)
        for _ in range(hops):
            far = self.around(frontier, citing=citing)[1]
            if codes is not None:
                far = far[np.isin(far >> np.uint32(SHIFT), codes)]
            found = np.unique(far & np.uint32(MASK)).astype(np.int64)
            frontier = found[~np.isin(found, seen, assume_unique=True, kind="sort")]
            if not frontier.size:
                break
            seen = np.concatenate((seen, frontier))
        return self._names(seen)

    def numbers(self, names: Sequence[str]) -> Numbers:
        """The numbers of these nodes in the order given, -1 for what is none. Where most nodes are asked for, the list
        of all is read once instead of being halved for each."""
        if len(names) * _HALVINGS < self._base.nodes:
            return np.array([-1 if (at := self._number(name)) is None else at for name in names], dtype=np.int64)
        asked = {name: place for place, name in enumerate(names)}
        found = np.full(len(names), -1, dtype=np.int64)
        for first in range(0, self._base.nodes, _PIECE):
            piece = np.arange(first, min(first + _PIECE, self._base.nodes), dtype=np.int64)
            for at, name in enumerate(self._base.names(piece), start=first):
                place = asked.get(name)
                if place is not None:
                    found[place] = at
        for name, at in self._late.items():
            if name in asked:
                found[asked[name]] = at
        return found

    def _links(self, ids: Collection[str], *, citing: bool) -> list[Link]:
        numbers = np.array(sorted(at for id in ids if (at := self._number(id)) is not None), dtype=np.int64)
        near, far = self.around(numbers, citing=citing)
        pairs = np.unique((near.astype(np.uint64) << np.uint64(32)) | far)
        here = self._names((pairs >> np.uint64(32)).astype(np.int64))
        there = self._names((pairs & np.uint64(MASK)).astype(np.int64))
        codes = ((pairs & np.uint64(0xFFFFFFFF)) >> np.uint64(SHIFT)).tolist()
        return [
            _link(b, a, code) if citing else _link(a, b, code) for a, b, code in zip(here, there, codes, strict=True)
        ]

    def around(
        self, nodes: Numbers, *, citing: bool, own: bool = False, untold: Numbers | None = None
    ) -> tuple[Numbers, Words]:
        """Node and word of the neighbour of every edge at these nodes; an edge may come twice. `own`: of those that a
        citing document tells itself; `untold`: nothing that these documents tell."""
        near, far, place = self._base.around(nodes[nodes < self._base.nodes], citing=citing)
        if self._changed.size:
            stays = ~np.isin(place, self._changed)
            near, far, place = near[stays], far[stays], place[stays]
        fresh = self._fresh[citing]
        if fresh:
            more = [(at, rows) for at in nodes.tolist() if (rows := fresh.get(at)) is not None]
            near = np.concatenate((near, *(np.full(rows.shape[1], at, dtype=np.int64) for at, rows in more)))
            far = np.concatenate((far, *(rows[0].astype(np.uint32) for _, rows in more)))
            place = np.concatenate((place, *(rows[1] for _, rows in more)))
        if own or untold is not None:
            stays = np.ones(near.shape, dtype=bool) if untold is None else ~np.isin(place, untold)
            if own:
                stays &= place == ((far & np.uint32(MASK)).astype(np.int64) if citing else near)
            near, far = near[stays], far[stays]
        return near, far

    def _number(self, name: str) -> int | None:
        late = self._late.get(name)
        return late if late is not None else self._base.number(name)

    def _numbered(self, name: str) -> int:
        known = self._number(name)
        if known is None:
            known = self._late[name] = self._base.nodes + len(self._late_names)
            self._late_names.append(name)
        return known

    def _names(self, numbers: Numbers) -> list[str]:
        if not self._late_names:
            return self._base.names(numbers)
        old = iter(self._base.names(numbers[numbers < self._base.nodes]))
        first = self._base.nodes
        return [self._late_names[at - first] if at >= first else next(old) for at in numbers.tolist()]


def codes_of(relations: Collection[str]) -> list[int]:
    """The relations as the arrays have them."""
    codes = [RELATIONS.index(relation) for relation in relations]
    return [*codes, MENTIONED_BY_NEWS] if "mentions" in relations else codes


def _link(source: str, target: str, code: Any) -> Link:
    news = code == MENTIONED_BY_NEWS
    return Link(source, target, "mentions" if news else RELATIONS[code], news)
