"""Where the list below a label ends, and what is no work of its bodies."""

from __future__ import annotations

import pytest

from tests.test_extractor_work_labels import _read


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
