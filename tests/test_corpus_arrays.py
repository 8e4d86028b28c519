"""The graph as arrays: the same as a plain set of links, whole files only, later links in place of earlier ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.graph import CHAIN_RELATIONS, Link, arrays
from corpus.graph.arrays import RELATIONS, Arrays, Delta, Graph, GraphFileDamaged, Told, pack, put_file
from corpus.graph.weights import citing_counts, hanging

NAMES = st.sampled_from([*"abcdef", "chi-thi~34~bo-chinh-tri~khoa-11", "số-lạ"])
LINKS = st.builds(
    lambda source, target, relation, news, third: Told(
        Link(source, target, relation, news and relation == "mentions"), third or source
    ),
    NAMES, NAMES, st.sampled_from(RELATIONS), st.booleans(), st.none() | NAMES,
)  # fmt: skip


def graph_of(told: list[Told], delta: Delta | None = None) -> Graph:
    return Graph(Arrays(b"".join(pack(told))), delta)


def plain_reach(links: set[Link], root: str, hops: int, citing: bool) -> set[str]:
    seen = {root}
    for _ in range(hops):
        steps = ((e.target, e.source) if citing else (e.source, e.target) for e in links)
        seen |= {there for here, there in list(steps) if here in seen}
    return seen


@given(st.lists(LINKS, max_size=30), st.sets(NAMES, max_size=3), st.lists(LINKS, max_size=10), st.integers(0, 4))
def test_arrays_with_a_delta_are_the_set_of_links(
    old: list[Told], changed: set[str], now: list[Told], hops: int
) -> None:
    fresh = tuple(t for t in now if t.place in changed)
    graph = graph_of(old, Delta(frozenset(changed), fresh))
    left = {t.link for t in (*(t for t in old if t.place not in changed), *fresh)}
    wanted = {link for link in left if link.source != link.target}
    every = sorted({name for t in (*old, *now) for name in (*t.link[:2], t.place)} | {"elsewhere"})
    assert set(graph.citing(every)) == wanted
    assert set(graph.cited(every)) == wanted
    for name in every:
        assert set(graph.citing([name])) == {e for e in wanted if e.target == name}
        assert set(graph.cited([name])) == {e for e in wanted if e.source == name}
        for citing in (True, False):
            found = graph.reach(name, hops, citing=citing)
            assert len(found) == len(set(found))
            assert set(found) == plain_reach(wanted, name, hops, citing)
            carried = {e for e in wanted if e.relation in CHAIN_RELATIONS}
            chained = graph.reach(name, hops, citing=citing, relations=CHAIN_RELATIONS)
            assert set(chained) == plain_reach(carried, name, hops, citing)


FEW_NAMES = st.sets(NAMES, max_size=3)


@given(st.lists(LINKS, max_size=30), st.lists(LINKS, max_size=8), FEW_NAMES, FEW_NAMES, FEW_NAMES)
def test_what_hangs_on_a_node_is_what_reaches_it_past_roots_and_what_is_left_out(
    old: list[Told], now: list[Told], roots: set[str], without: set[str], untold: set[str]
) -> None:
    changed = frozenset(t.place for t in now)
    graph = graph_of(old, Delta(changed, tuple(now)))
    told = [t for t in (*(t for t in old if t.place not in changed), *now) if t.place not in untold]
    links = {t.link for t in told if t.link.relation == "implements"}
    passable = {e for e in links if e.source != e.target and e.source not in roots | without}
    names = sorted(roots)
    out = [graph.numbers(sorted(names)) for names in (without, untold)]
    found = hanging(graph, graph.numbers(names), ["implements"], *out)
    for root, direct_count, every in zip(names, *(side.tolist() for side in found), strict=True):
        direct = {e.source for e in passable if e.target == root}
        assert (direct_count, every) == (len(direct), len(plain_reach(passable, root, 20, True)) - 1)


@given(st.lists(LINKS, max_size=30), st.lists(LINKS, max_size=8), FEW_NAMES, FEW_NAMES)
def test_who_cites_a_node_is_counted_by_what_it_tells_itself(
    old: list[Told], now: list[Told], asked: set[str], without: set[str]
) -> None:
    changed = frozenset(t.place for t in now)
    graph = graph_of(old, Delta(changed, tuple(now)))
    told = [*(t for t in old if t.place not in changed), *now]
    names = [*sorted(asked), "elsewhere"]
    found = citing_counts(graph, graph.numbers(names), graph.numbers(sorted(without)))
    for name, count in zip(names, found.tolist(), strict=True):
        citing = {t.link.source for t in told if t.link.target == name and t.place == t.link.source}
        assert count == len(citing - without - {name})


@given(st.lists(LINKS, max_size=20), st.lists(LINKS, max_size=6), st.integers(1, 3))
def test_a_node_has_one_number_however_it_is_looked_up(old: list[Told], now: list[Told], piece: int) -> None:
    graph = graph_of(old, Delta(frozenset(t.place for t in now), tuple(now)))
    names = sorted({name for t in (*old, *now) for name in (*t.link[:2], t.place)} | {"elsewhere"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arrays, "_PIECE", piece)
        every = graph.numbers(names)
        patch.setattr(arrays, "_HALVINGS", 0)
        assert every.tolist() == graph.numbers(names).tolist()
    known = [name for name, at in zip(names, every.tolist(), strict=True) if at >= 0]
    assert "elsewhere" not in known and {name for link in graph.citing(known) for name in link[:2]} <= set(known)


@given(st.lists(LINKS, max_size=20), st.randoms(use_true_random=False))
def test_the_same_set_gives_the_same_bytes(told: list[Told], random: object) -> None:
    shuffled = [*told, *told[:3]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives random.Random
    one, other = (Arrays(b"".join(pack(each))) for each in (told, shuffled))
    every = sorted({name for t in told for name in t.link[:2]})
    assert Graph(one).cited(every) == Graph(other).cited(every)
    assert (one.nodes, one.edges, one.told) == (other.nodes, other.edges, other.told)
    assert b"".join(pack(told)) == b"".join(pack(shuffled))


def test_a_mention_in_the_news_stays_one(tmp_path: Path) -> None:
    report, letter = Link("report", "plan", "mentions", True), Link("letter", "plan", "mentions")
    put_file(tmp_path / "g", pack([Told(report, "report"), Told(letter, "letter")], 7))
    graph = Graph(Arrays.open(tmp_path / "g"))
    assert graph.revision == 7
    assert graph.citing(["plan"]) == [letter, report]
    assert set(graph.reach("plan", 1, citing=True, relations=["mentions"])) == {"plan", "letter", "report"}


@pytest.mark.parametrize("damage", [b"", b"VBGRAPH", b"x" * 400])
def test_a_file_that_is_not_whole_is_refused(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "g").write_bytes(damage)
    with pytest.raises(GraphFileDamaged):
        Arrays.open(tmp_path / "g")
    put_file(tmp_path / "h", pack([Told(Link("a", "b", "basis"), "a"), Told(Link("b", "c", "amends"), "d")]))
    (tmp_path / "h").write_bytes((tmp_path / "h").read_bytes()[:-4])
    with pytest.raises(GraphFileDamaged):
        Arrays.open(tmp_path / "h")


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken() -> list[bytes]:
        return [b"begun", None]  # type: ignore[list-item]  # what a stream refuses

    with pytest.raises(TypeError):
        put_file(tmp_path / "g", broken())
    assert list(tmp_path.iterdir()) == []
