"""Where the list below a label ends, and what is no work of its bodies."""

from __future__ import annotations

from time import process_time

import pytest

from extractor.document import Text
from extractor.pipeline import extract
from tests.test_extractor_work_labels import _FOOT, _HEAD, _read


def _roles(body: str) -> list[tuple[str, str]]:
    return sorted({(task.unit, task.role) for task in _read(body).tasks})


@pytest.mark.parametrize("label", ["Cơ quan phối hợp:", "Phối hợp:", "Theo dõi, đôn đốc:", "Nơi nhận phao:"])
def test_another_label_ends_the_list_below_a_label(label: str) -> None:
    document = _read(f"Cơ quan chủ trì:\n\n- Sở Y tế\n\n- {label}\n\n+ Sở Xây dựng\n\n+ Công an tỉnh\n")
    leads = [(task.unit, task.role) for task in document.tasks if task.role == "lead"]
    assert leads == [("Sở Y tế", "lead")]


def test_a_list_below_a_label_goes_on_over_a_group() -> None:
    body = "Cơ quan chủ trì:\n\n- Các quân khu, các tỉnh\n\n- Sở Y tế\n\n- Các đơn vị liên quan;\n\n- Công an tỉnh\n"
    assert _roles(body) == [("Công an tỉnh", "lead"), ("Sở Y tế", "lead")]


def test_the_division_of_many_works_is_no_work_of_a_label() -> None:
    document = _read("2. Cơ quan phối hợp\n\nSở Y tế\n\nSở Xây dựng\n\n3. Kinh phí mua phao.\n")
    assert [(task.unit, task.role) for task in document.tasks] == [("Sở Y tế", "support"), ("Sở Xây dựng", "support")]
    assert all(task.text.startswith("2. Cơ quan") and "Kinh phí" not in task.text for task in document.tasks)


@pytest.mark.parametrize(
    "item",
    [
        "Bản đồ bến (Sở Xây dựng chủ trì, thực hiện từ năm 2028) đã được nghiệm thu.",
        "Số phao thủng (Sở Y tế phối hợp thực hiện năm 2029).",
        "Ngày bơi xuân (Tỉnh đoàn chủ trì, phối hợp với Sở Y tế) thu hút 370 người.",
        "Hội thi bơi (Tỉnh đoàn chủ trì, phối hợp thực hiện) thu hút 370 người.",
        "Việc cấp thẻ bến (Công an xã, UBND xã thực hiện trong 4 ngày) không thu phí.",
        "Trao quyền quản lý bến (UBND xã thực hiện, chịu trách nhiệm).",
    ],
)
def test_remarks_in_brackets_on_what_took_place_tell_nobody(item: str) -> None:
    assert _roles(f"1. {item}\n") == []


def test_years_to_come_may_stand_in_the_brackets() -> None:
    body = "1. Bản đồ bến (Sở Xây dựng chủ trì, phối hợp với Sở Y tế; thực hiện từ năm 2031 đến năm 2033).\n"
    assert _roles(body) == [("Sở Xây dựng", "lead"), ("Sở Y tế", "support")]


def test_the_body_of_a_label_comes_before_those_in_brackets_behind_it() -> None:
    document = _read("- Cơ quan chủ trì: Sở Y tế (Chi cục Dân số thực hiện, phối hợp với Công an tỉnh).\n")
    assert [unit.value for unit in document.units] == ["Sở Y tế", "Chi cục Dân số", "Công an tỉnh"]


def test_labels_of_a_report_tell_what_was_done() -> None:
    report = _HEAD.replace("918/KH", "918/BC").replace("KẾ HOẠCH", "BÁO CÁO").replace("I. NHIỆM VỤ", "I. ĐÃ LÀM")
    for body in (
        "1. Lớp tập bơi (Tỉnh đoàn chủ trì, phối hợp thực hiện).\n",
        "1. Cơ quan chủ trì:\n\n- Tỉnh đoàn\n\n- Sở Y tế\n",
    ):
        assert extract(Text(report + body + _FOOT)).units == ()


def test_a_body_in_brackets_behind_a_title_gets_its_task_once() -> None:
    document = _read("1. Hội thi bơi (Tỉnh đoàn chủ trì, phối hợp với Sở Y tế).\n")
    assert [(task.unit, task.role) for task in document.tasks] == [("Tỉnh đoàn", "lead"), ("Sở Y tế", "support")]


def test_thousands_of_open_brackets_are_read_in_a_moment() -> None:
    body = "1. Đo ao " + "(Sở Y tế " * 1000 + ").\n\n2. Đo bến.\n"
    started = process_time()
    _read(body)
    assert process_time() - started < 2
