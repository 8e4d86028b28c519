"""The graph as arrays: the same as a plain set of edges, whole files only, later edges merged."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.arrays import RELATIONS, Arrays, Delta, GraphFileDamaged, write

NODES = 12
EDGE = st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1), st.integers(0, len(RELATIONS) - 1))


def plain_reach(edges: set[tuple[int, int, int]], root: int, hops: int, citing: bool) -> set[int]:
    seen = {root}
    for _ in range(hops):
        seen |= {s for s, t, _ in edges if t in seen} if citing else {t for s, t, _ in edges if s in seen}
    return seen


@given(st.lists(EDGE, max_size=40), st.sets(EDGE, max_size=8), st.integers(0, 8), st.booleans(), st.integers(0, 4))
def test_arrays_with_a_delta_are_the_set_of_edges(
    edges: list[tuple[int, int, int]], added: set[tuple[int, int, int]], cut: int, citing: bool, hops: int
) -> None:
    removed = set(edges[:cut]) - added
    now = (set(edges) - removed) | added
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph"
        write(path, NODES, edges)
        with Arrays(path, Delta(added, removed)) as graph:
            assert graph.edges == len(set(edges))
            for node in range(NODES):
                ways = {(t, s, r) if citing else (s, t, r) for s, t, r in now}
                wanted = {(there, r) for here, there, r in ways if here == node}
                assert set(graph.neighbours(node, citing=citing)) == wanted
                assert graph.reach(node, hops, citing=citing) == plain_reach(now, node, hops, citing)


def test_the_same_set_gives_the_same_bytes(tmp_path: Path) -> None:
    edges = [(0, 1, 2), (2, 1, 0), (1, 0, 9)]
    write(tmp_path / "a", 3, edges)
    write(tmp_path / "b", 3, [*reversed(edges), edges[0]])
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_relations_narrow_the_reach(tmp_path: Path) -> None:
    write(tmp_path / "g", 3, [(1, 0, 2), (2, 1, 9)])
    with Arrays(tmp_path / "g") as graph:
        assert graph.reach(0, 3, citing=True) == {0, 1, 2}
        assert graph.reach(0, 3, citing=True, relations={2}) == {0, 1}
        assert graph.reach(7, 1, citing=True) == {7}


@pytest.mark.parametrize("damage", [b"", b"VBGRAPH", b"x" * 400])
def test_a_file_that_is_not_whole_is_refused(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "g").write_bytes(damage)
    with pytest.raises(GraphFileDamaged):
        Arrays(tmp_path / "g")
    write(tmp_path / "h", 4, [(0, 1, 0), (1, 2, 0)])
    (tmp_path / "h").write_bytes((tmp_path / "h").read_bytes()[:-4])
    with pytest.raises(GraphFileDamaged):
        Arrays(tmp_path / "h")


def test_what_does_not_fit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="out of range"):
        write(tmp_path / "g", 2, [(0, 2, 0)])
    assert list(tmp_path.iterdir()) == []
