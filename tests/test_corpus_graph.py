"""Chains: direction, levels, filters, cycles."""

from __future__ import annotations

from collections.abc import Collection

from hypothesis import given
from hypothesis import strategies as st

from corpus.graph import Link, chain, way_between


class Fixed:
    """Links from a list of (citing, cited, relation)."""

    def __init__(self, *rows: tuple[str, str, str], news: Collection[str] = ()) -> None:
        self.links = [Link(a, b, relation, a in news) for a, b, relation in rows]

    def citing(self, targets: Collection[str]) -> list[Link]:
        return [e for e in self.links if e.target in targets]

    def cited(self, sources: Collection[str]) -> list[Link]:
        return [e for e in self.links if e.source in sources]


TREE = Fixed(
    ("plan", "directive", "implements"),
    ("unit", "plan", "implements"),
    ("unit", "directive", "implements"),
    ("report", "unit", "mentions"),
    ("letter", "directive", "mentions"),
    ("directive", "law", "basis"),
    news=("report",),
)


def test_down_is_what_cites_and_up_is_what_is_cited() -> None:
    down = chain("directive", TREE, up=False, down=True)
    assert set(down.levels) == {"directive", "plan", "unit", "report"}
    up = chain("directive", TREE, up=True, down=False)
    assert up.levels == {"directive": 0, "law": -1}


def test_a_plan_hangs_under_the_plan_it_carries_out_though_it_cites_the_directive_too() -> None:
    assert chain("directive", TREE, up=False, down=True).levels == {"directive": 0, "plan": 1, "unit": 2, "report": 3}


def test_a_mention_is_followed_out_of_news_only() -> None:
    assert "letter" not in chain("directive", TREE, up=False, down=True).levels
    asked = chain("directive", TREE, up=False, down=True, relations=["mentions"])
    assert set(asked.levels) == {"directive", "letter"}


def test_depth_ends_the_chain() -> None:
    near = chain("directive", TREE, up=True, down=True, depth=1)
    assert near.levels == {"directive": 0, "plan": 1, "unit": 1, "law": -1}
    assert set(chain("directive", TREE, up=False, down=True, depth=0).levels) == {"directive"}


def test_a_plan_that_cites_the_directive_too_is_not_lost_at_a_lesser_depth() -> None:
    for depth in range(1, 5):
        found = chain("directive", TREE, up=False, down=True, depth=depth)
        assert {"plan", "unit"} <= set(found.levels)
    assert chain("directive", TREE, up=False, down=True, depth=1).levels["unit"] == 1
    deep = Fixed(("a1", "r", "basis"), ("a2", "r", "basis"), ("a2", "a1", "basis"), ("a3", "r", "basis"),
                 ("a3", "a2", "basis"))  # fmt: skip
    assert chain("r", deep, up=False, down=True, depth=2).levels == {"r": 0, "a1": 1, "a2": 2, "a3": 2}
    assert chain("r", deep, up=False, down=True, depth=3).levels["a3"] == 3


def test_what_the_filter_refuses_is_not_passed_through() -> None:
    found = chain("directive", TREE, up=False, down=True, admits=lambda ids: [i for i in ids if i != "plan"])
    assert found.levels == {"directive": 0, "unit": 1, "report": 2}
    assert {(e.source, e.target) for e in found.links} == {("unit", "directive"), ("report", "unit")}


def test_cycles_end() -> None:
    ring = Fixed(("a", "b", "amends"), ("b", "c", "amends"), ("c", "a", "amends"), ("a", "a", "basis"))
    found = chain("a", ring, up=True, down=True)
    assert found.levels["a"] == 0
    assert set(found.levels) == {"a", "b", "c"}
    assert all(e.source != e.target for e in found.links)


def test_one_link_a_pair_and_relation() -> None:
    found = chain("x", Fixed(("y", "x", "basis"), ("y", "x", "basis"), ("y", "x", "implements")), up=False, down=True)
    assert [e.relation for e in found.links] == ["basis", "implements"]


NAMES = st.sampled_from("abcdefgh")


@given(st.lists(st.tuples(NAMES, NAMES), max_size=30), st.integers(0, 5) | st.none())
def test_every_edge_joins_shown_nodes_and_levels_fit(pairs: list[tuple[str, str]], depth: int | None) -> None:
    edges = Fixed(*((a, b, "implements") for a, b in pairs))
    found = chain("a", edges, up=False, down=True, depth=depth)
    assert found.levels["a"] == 0
    for edge in found.links:
        assert edge.source in found.levels
        assert edge.target in found.levels
    if depth is not None:
        assert max(found.levels.values()) <= depth
        assert found.levels.keys() <= chain("a", edges, up=False, down=True, depth=depth + 1).levels.keys()
    reached = {"a"}
    while more := {s for s, t in pairs if t in reached} - reached:
        reached |= more
    if depth is None:
        assert set(found.levels) == reached


@given(st.lists(st.tuples(NAMES, NAMES), max_size=25), st.randoms())
def test_the_order_of_edges_does_not_matter(pairs: list[tuple[str, str]], random: object) -> None:
    rows = [(a, b, "basis") for a, b in dict.fromkeys(pairs)]
    shuffled = sorted(rows, key=lambda row: hash((row, str(random))))
    one = chain("a", Fixed(*rows), up=True, down=True)
    other = chain("a", Fixed(*shuffled), up=True, down=True)
    assert one.levels == other.levels
    assert {(e.source, e.target) for e in one.links} == {(e.source, e.target) for e in other.links}


def test_the_way_between_two_documents_goes_over_edges_in_either_direction() -> None:
    way = way_between("report", "law", TREE)
    assert [(e.source, e.target) for e in way] == [("report", "unit"), ("unit", "directive"), ("directive", "law")]
    assert [e.relation for e in way_between("letter", "plan", TREE)] == ["mentions", "implements"]
    assert way_between("letter", "plan", TREE, relations=["implements"]) == ()
    assert way_between("law", "law", TREE) == ()
    assert way_between("law", "elsewhere", TREE) == ()


def test_a_way_does_not_lead_through_what_is_left_out() -> None:
    assert [e.source for e in way_between("report", "law", TREE, without=["plan"])] == ["report", "unit", "directive"]
    assert way_between("report", "law", TREE, without=["unit"]) == ()
