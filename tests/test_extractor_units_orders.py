"""Orders that go on behind a semicolon, and what stands between a body and its order."""

from __future__ import annotations

import time

import pytest

from extractor.document import Footer, Found, Header, Span, Text
from extractor.work.units import find_units


def _units(content: str) -> list[str]:
    number = Found("5/KH-UBND", "5/KH-UBND", Span(0, 0), "test")
    header = Header(kind="official", start=0, end=len(content), body_start=0, number=number)
    return [unit.value for unit in find_units(Text(content), header, Footer(), ())]


@pytest.mark.parametrize(
    ("item", "units"),
    [
        ("Giao Sở Y tế chủ trì; Sở Tài chính bố trí kinh phí; UBND các xã hoàn thành hồ sơ.", 3),
        ("Giao ông An - Phó Chủ tịch UBND tỉnh chỉ đạo; Trung tâm Phát triển quỹ đất tỉnh khẩn trương chi trả.", 1),
        ("Yêu cầu Sở Y tế rà soát; các bến phà đã đếm; Công an tỉnh tăng cường tuần tra.", 2),
        ("Chỉ đạo chung còn chậm; Sở Y tế hoàn thành hồ sơ.", 0),
        ("Bến phà còn vắng; Sở Y tế hoàn thành hồ sơ.", 0),
        ("Giao Sở Y tế chủ trì. Sở Tài chính hoàn thành hồ sơ.", 1),
    ],
)
def test_an_order_goes_on_behind_a_semicolon(item: str, units: int) -> None:
    assert len(_units(f"- {item}\n")) == units


def test_an_order_of_many_clauses_is_read_in_linear_time() -> None:
    took = []
    for count in (500, 4_000):
        content = "- Giao Sở Y tế rà soát" + "; Sở Nội vụ hoàn thành hồ sơ" * count + ".\n"
        started = time.perf_counter()
        _units(content)
        took.append(time.perf_counter() - started)
    assert took[1] < 40 * max(took[0], 0.02)


@pytest.mark.parametrize(
    ("item", "units"),
    [
        ("3. Sở Y tế - Cơ quan thường trực Ban Chỉ đạo bến phà tỉnh: Chủ trì đếm các bến phà.", ["Sở Y tế"]),
        ("3. Công an tỉnh – cơ quan đầu mối có trách nhiệm đếm các bến phà.", ["Công an tỉnh"]),
        ("3. Sở Y tế - Cơ quan thường trực Ban Chỉ đạo đã có báo cáo về các bến phà.", []),
        ("3. Sở Y tế - Cơ quan thường trực Ban Chỉ đạo, các bến phà còn vắng.", []),
    ],
)
def test_what_a_body_is_besides_stands_behind_a_dash(item: str, units: list[str]) -> None:
    assert _units(f"{item}\n") == units


def test_who_was_heard_before_a_decision_is_not_told() -> None:
    heard = "Sau khi nghe Văn phòng, Sở Y tế, Sở Nội vụ trình bày dự thảo Đề án đếm bến phà, ông An kết luận như sau:"
    assert _units(f"{heard}\n1. Sở Xây dựng có trách nhiệm đếm các bến phà.\n") == ["Sở Xây dựng"]
    assert _units("Sau khi đếm bến phà, Sở Y tế trình dự thảo Đề án.\n") == ["Sở Y tế"]


@pytest.mark.parametrize(
    ("item", "units"),
    [
        ("3. Sở Y tế hoàn thành chậm nhất ngày 25/6/2031.", ["Sở Y tế"]),
        ("3. Sở Y tế hoàn thành chậm.", []),
        ("3. Sở Y tế hoàn thành còn chậm so với kế hoạch.", []),
        ("3. Kho bạc Nhà nước khu vực XV kiểm soát chi đúng quy định.", ["Kho bạc Nhà nước khu vực XV"]),
        ("3. Giao Phòng Kiểm soát chi Kho bạc tỉnh rà soát hồ sơ.", ["Phòng Kiểm soát chi Kho bạc tỉnh"]),
    ],
)
def test_a_term_behind_a_verb_is_no_blame(item: str, units: list[str]) -> None:
    assert _units(f"{item}\n") == units
