"""Items of official papers that look like tasks and only tell of what was done."""

from __future__ import annotations

import pytest

from tests.test_extractor_work_labels import _read


def _named(body: str) -> list[str]:
    return [unit.value for unit in _read(body).units]


@pytest.mark.parametrize(
    "item",
    [
        "Tồn tại, hạn chế: UBND các xã thực hiện chưa nghiêm.",
        "Nguyên nhân khách quan: Sở Xây dựng phối hợp chưa kịp thời.",
        "Kết quả bước đầu: Sở Y tế tổ chức 12 lớp.",
        "Năm 2029: Sở Y tế chủ trì ba lớp tập bơi.",
        "Ngày 14/8/2029: UBND xã Bến Gỗ tổ chức họp dân.",
        "Buổi chiều: Tỉnh đoàn tổ chức hội bơi.",
        "Thuận lợi cơ bản: Sở Tài chính hướng dẫn kịp thời.",
        "Giải nhì: Trường Tiểu học Bến Gỗ thực hiện trong 14 phút.",
        "Phao bơi: Sở Y tế chủ trì 7 lớp tập bơi.",
    ],
)
def test_a_topic_over_results_tells_nobody(item: str) -> None:
    assert _named(f"1. {item}\n") == []


@pytest.mark.parametrize(
    "item",
    [
        "Sở Y tế: Kiểm tra 41 bến, lập biên bản ba bến.",
        "Sở Xây dựng: Triển khai chậm hai bến.",
        "UBND xã Bến Gỗ: Tổ chức 3 buổi tập bơi.",
        "Công an tỉnh: Rà soát được 27 bến.",
    ],
)
def test_results_behind_a_dash_are_no_tasks(item: str) -> None:
    assert _named(f"1. Các bên\n\n- {item}\n") == []


@pytest.mark.parametrize(
    "item",
    [
        "Đối với Sở Y tế: Đã xong bảy bến.",
        "Đối với Sở Y tế: Hoàn thành 7/9 bến.",
        "Đối với Sở Y tế tổ chức 14 buổi tập bơi, phát hiện hai phao thủng.",
        "Đối với Công ty Gốm Bến Gỗ thực hiện đắp bờ trái phép thì bị thu hồi đất.",
        "Mời Công ty Gốm Bến Gỗ cung cấp nước uống tại hội bơi.",
        "Mời Sở Y tế, Sở Xây dựng tham gia buổi xem bến.",
        "Mời Sở Y tế, Sở Xây dựng.",
        "Nhiệm vụ của Sở Y tế, Sở Xây dựng (đợt trước) đã xong.",
        "Nhiệm vụ của Sở Y tế đã xong.",
    ],
)
def test_whom_an_item_is_about_may_only_be_told_of(item: str) -> None:
    assert _named(f"1. {item}\n") == []


def test_whom_an_item_is_about_is_told_what_to_do() -> None:
    document = _read("""1. Đối với Sở Y tế: Tổ chức tập bơi cho trẻ.

2. Nhiệm vụ của Sở Xây dựng:

- Đóng bến.

3. Mời Tỉnh đoàn cử người dạy bơi.

4. Phao bơi: Sở Tài chính chủ trì mua phao.
""")
    assert [unit.value for unit in document.units] == ["Sở Y tế", "Sở Xây dựng", "Tỉnh đoàn", "Sở Tài chính"]
