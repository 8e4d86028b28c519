"""The picture of a chain is well-formed, escapes what documents say, and shows each document once."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

from service.groups import MOST, grouped
from service.svg import NODE_HEIGHT, Arrow, Box, draw_chain

SVG = "{http://www.w3.org/2000/svg}"


def box(id_: str, level: int, title: str = "Tăng cường quản lý cây xanh", held: bool = True) -> Box:
    return Box(id_, f"/documents/{id_}", f"{id_}/KH-UBND", title, "UBND tỉnh Hòa An", held, level)


def texts(picture: str) -> list[str]:
    return ["".join(node.itertext()) for node in ElementTree.fromstring(picture).iter(f"{SVG}text")]


def test_levels_go_from_left_to_right() -> None:
    picture = draw_chain("b", [box("c", 1), box("b", 0), box("a", -1)], [Arrow("b", "a", "implements", "thực hiện")])
    root = ElementTree.fromstring(picture)
    left = {link.get("href"): int(next(link.iter(f"{SVG}rect")).get("x", "")) for link in root.iter(f"{SVG}a")}
    assert left["/documents/a"] < left["/documents/b"] < left["/documents/c"]
    assert any("Văn bản đang xem" in text for text in texts(picture))
    assert "thực hiện" in texts(picture)


def test_what_documents_say_is_escaped() -> None:
    hostile = box('"><script>alert(1)</script>', 0, title="<img onerror=x> & 'y' \"z\"")
    picture = draw_chain(hostile.id, [hostile], [Arrow(hostile.id, hostile.id, 'x"><b>', "<i>")])
    root = ElementTree.fromstring(picture)
    assert not list(root.iter(f"{SVG}script"))
    assert "<script" not in picture
    assert "<img" not in picture
    assert "style=" not in picture


def test_boxes_do_not_overlap() -> None:
    boxes = [box("r", 0), *(box(f"n{i}", 1) for i in range(9))]
    root = ElementTree.fromstring(draw_chain("r", boxes, [Arrow(f"n{i}", "r", "implements", "t") for i in range(9)]))
    places = [(int(r.get("x", "")), int(r.get("y", ""))) for a in root.iter(f"{SVG}a") for r in a.iter(f"{SVG}rect")]
    assert len(set(places)) == len(boxes)
    column = sorted(y for x, y in places if x == max(x for x, _ in places))
    assert all(lower - upper >= NODE_HEIGHT for upper, lower in pairwise(column))


def test_a_level_of_more_than_seventy_is_drawn_as_groups_that_count_every_box() -> None:
    root = box("r", 0)
    below = [replace(box(f"n{i}", 1), status="đã có" if i % 3 else "kho chưa có") for i in range(MOST + 8)]
    arrows = [Arrow(one.id, "r", "implements", "thực hiện") for one in below]
    alone = replace(box("alone", 1), status="quá hạn")
    shown, left = grouped([root, *below, alone], arrows, lambda one: "Kế hoạch · Cấp xã", lambda level: f"#bac-{level}")
    assert alone in shown, "a group of one says less than what is in it"
    groups = [one for one in shown if one.level == 1 and one is not alone]
    assert sorted((one.number, one.status) for one in groups) == [("26 mục", "kho chưa có"), ("52 mục", "đã có")]
    assert {one.href for one in groups} == {"#bac-1"}
    assert sorted((a.source, a.target) for a in left) == sorted((one.id, "r") for one in groups)
    assert "26 mục" in texts(draw_chain("r", shown, left))


def test_seventy_boxes_are_drawn_one_by_one() -> None:
    below = [box(f"n{i}", 1) for i in range(MOST)]
    shown, _ = grouped([box("r", 0), *below], [], lambda one: "Kế hoạch", lambda level: "#")
    assert len(shown) == MOST + 1


def test_what_became_of_a_paper_is_written_and_coloured() -> None:
    picture = draw_chain("r", [replace(box("r", 0), status="đã bị thay thế", tone="bad")], [])
    assert 'class="status bad"' in picture
    assert "đã bị thay thế" in texts(picture)


def test_words_end_in_an_ellipsis_before_they_run_over_their_box() -> None:
    long = replace(box("r", 0, title="KHEN THƯỞNG MỌI NGƯỜI " * 9), number="ỦY BAN MẶT TRẬN QUẬN " * 3, who="Sở " * 40)
    number, first, second, who = texts(draw_chain("r", [long], []))[1:]
    assert [len(words) < 40 for words in (number, first, second, who)] == [True] * 4
    assert [words.endswith("…") for words in (number, first, second, who)] == [True, False, True, True]
    fits = replace(long, title="Làm sạch bãi sông", number="12/KH-UBND", who="Sở Y tế")
    assert texts(draw_chain("r", [fits], []))[1:] == ["12/KH-UBND", "Làm sạch bãi sông", "Sở Y tế"]


def test_a_stub_looks_and_sounds_different() -> None:
    picture = draw_chain("r", [box("r", 0), box("s", -1, held=False)], [])
    assert 'class="node stub"' in picture
    assert "Kho chưa có văn bản này" in picture


def test_a_long_title_is_clipped_in_the_box_and_whole_in_its_name() -> None:
    title = "Tăng cường công tác " * 8
    picture = draw_chain("r", [box("r", 0, title=title.strip())], [])
    assert any(text.endswith("…") for text in texts(picture))
    assert title.strip() in picture


def test_capitals_take_more_room_than_small_letters() -> None:
    picture = draw_chain("r", [box("r", 0, title="CỦA BAN CHẤP HÀNH ĐẢNG BỘ TỈNH HÒA AN VỀ CÂY XANH")], [])
    lines = [text for text in texts(picture) if text.isupper() or "BAN" in text]
    assert lines and all(len(line) <= 26 for line in lines)
