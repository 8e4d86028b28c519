"""Cutting a text into links and marks loses nothing and misplaces nothing."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.highlight import Mark, RefLink, cut, sections

TEXT = "Căn cứ Chỉ thị số 34-CT/TW ngày 07/4/2014; giao Sở Nội vụ báo cáo trước ngày 30/6/2024."


def link(start: int, end: int) -> RefLink:
    return RefLink(start, end, f"/x/{start}", "held", "nhãn", f"r{start}")


def joined(pieces: list) -> str:  # type: ignore[type-arg]  # pieces of any kind are only joined here
    return "".join(run.text for piece in pieces for run in piece.runs)


@st.composite
def spans(draw: st.DrawFn) -> tuple[int, int]:
    start = draw(st.integers(0, len(TEXT) - 1))
    return start, draw(st.integers(start + 1, len(TEXT)))


@given(st.lists(spans(), max_size=6), st.lists(spans(), max_size=6))
def test_the_pieces_joined_are_the_text(links: list[tuple[int, int]], marks: list[tuple[int, int]]) -> None:
    pieces = cut(TEXT, [link(*span) for span in links], [Mark(*span, "task", f"t{span[0]}") for span in marks])
    assert joined(pieces) == TEXT


@given(spans(), st.lists(spans(), max_size=4))
def test_a_stretch_of_the_text_is_cut_alike(window: tuple[int, int], links: list[tuple[int, int]]) -> None:
    pieces = cut(TEXT, [link(*span) for span in links], [], *window)
    assert joined(pieces) == TEXT[window[0] : window[1]]


def test_a_reference_is_one_link_though_marks_cross_it() -> None:
    start = TEXT.index("Chỉ thị")
    end = TEXT.index(";")
    pieces = cut(TEXT, [link(start, end)], [Mark(TEXT.index("ngày"), len(TEXT), "task", "t0")])
    linked = [piece for piece in pieces if piece.link]
    assert len(linked) == 1
    assert "".join(run.text for run in linked[0].runs) == TEXT[start:end]
    assert [run.kinds for run in linked[0].runs] == [(), ("task",)]
    assert [run.anchors for run in linked[0].runs] == [(), ("t0",)]


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        cut(TEXT, [link(0, len(TEXT) + 1)], [])
    with pytest.raises(ValueError, match="outside"):
        cut(TEXT, [], [Mark(3, len(TEXT) + 1, "task")])


@given(st.text(st.sampled_from("ab \n"), max_size=400), st.integers(5, 50))
def test_sections_cover_the_text_without_gap_or_overlap(text: str, size: int) -> None:
    parts = sections(text, size)
    assert "".join(text[start:end] for start, end in parts) == text
    assert all(end - start <= size * 3 // 2 for start, end in parts)


def test_marks_that_overlap_are_told_where_they_stand_together() -> None:
    marks = [
        Mark(2, 9, "fault", "f1"),
        Mark(4, 6, "advice", "f2"),
        Mark(6, 12, "unknown", "f3"),
        Mark(7, 7, "place", "p"),
    ]
    (piece,) = cut("một bến đò", [], marks[:2])
    assert [(run.text, run.kinds, run.anchors) for run in piece.runs] == [
        ("mộ", (), ()), ("t ", ("fault",), ("f1",)), ("bế", ("fault", "advice"), ("f2",)), ("n đ", ("fault",), ()),
        ("ò", (), ()),
    ]  # fmt: skip
    pieces = cut(TEXT, [link(5, 8)], marks)
    assert [[run.kinds for run in piece.runs] for piece in pieces] == [
        [(), ("fault",), ("fault", "advice")],
        [("fault", "advice"), ("fault", "unknown"), ("fault", "unknown")],
        [("fault", "unknown"), ("unknown",), ()],
    ]


@pytest.mark.parametrize("linked", [False, True])
def test_thousands_of_marks_take_time_that_grows_with_their_number(linked: bool) -> None:
    took = []
    for count in (1000, 8000):
        marks = [Mark(10 * i, 10 * i + 7, "advice", f"f{i}") for i in range(count)]
        links = [link(10 * i + 2, 10 * i + 5) for i in range(count)] if linked else []
        began = time.process_time()
        cut("bến thuyền" * count, links, marks)
        took.append(time.process_time() - began)
    assert took[1] < 16 * took[0] + 0.2, took
