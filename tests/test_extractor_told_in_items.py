"""Items of official papers that look like tasks and only tell of what was done."""

from __future__ import annotations

import pytest

from extractor.work.forms import closing_cue
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


@pytest.mark.parametrize("work", ["Trực 24/24 giờ tại bến.", "Kiểm tra 02 lần/tuần.", "Thực hiện tốt việc dạy bơi."])
def test_how_often_and_how_well_is_said_of_what_is_to_be_done(work: str) -> None:
    assert _named(f"1. Các bên\n\n- Sở Y tế: {work}\n") == ["Sở Y tế"]


def test_whom_an_item_is_about_is_told_what_to_do() -> None:
    document = _read("""1. Đối với Sở Y tế: Tổ chức tập bơi cho trẻ.

2. Nhiệm vụ của Sở Xây dựng:

- Đóng bến.

3. Mời Tỉnh đoàn cử người dạy bơi.

4. Phao bơi: Sở Tài chính chủ trì mua phao.
""")
    assert [unit.value for unit in document.units] == ["Sở Y tế", "Sở Xây dựng", "Tỉnh đoàn", "Sở Tài chính"]


@pytest.mark.parametrize(
    "item",
    [
        "UBND các xã trên địa bàn tỉnh Lào Cai thực hiện còn chậm.",
        "Công an xã phát hiện 4 vụ trộm phao.",
        "Báo Lào Cai đưa tin nhầm về bến phà.",
        "Sở Y tế khảo sát 41 hộ ven hồ.",
        "Sở Y tế cảnh báo chủ bến 4 lần.",
    ],
)
def test_events_and_counts_at_the_head_of_an_item_are_no_tasks(item: str) -> None:
    assert _named(f"1. {item}\n") == []


@pytest.mark.parametrize(
    "item",
    [
        "Sở Y tế khảo sát các hộ ven hồ, hoàn thành trước ngày 30/9/2031.",
        "Sở Y tế cảnh báo chủ bến về phao thủng.",
        "Sở Y tế phát hiện sớm phao thủng.",
        "Sở Y tế trực 24/24 giờ tại bến.",
        "Sở Y tế cảnh báo chủ bến 2 lần/tuần.",
    ],
)
def test_work_at_the_head_of_an_item_is_a_task(item: str) -> None:
    assert _named(f"1. {item}\n") == ["Sở Y tế"]


@pytest.mark.parametrize(
    "clause",
    [
        "Thường trực Hội đồng nhân dân tỉnh giám sát việc thực hiện Nghị quyết về bến phà.",
        "Thường trực Hội đồng nhân dân tỉnh đã giám sát việc thực hiện Nghị quyết.",
        "Ban Pháp chế Hội đồng nhân dân tỉnh tổ chức 4 cuộc giám sát việc thực hiện Nghị quyết.",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh, Sở Y tế chịu sự giám sát thực hiện Nghị quyết.",
    ],
)
def test_who_watched_and_who_is_watched_is_told_nothing(clause: str) -> None:
    assert closing_cue(clause, 0, len(clause)) is None


@pytest.mark.parametrize("ends", [" này.", "./.", "", ";"])
def test_who_watches_over_this_resolution_is_told(ends: str) -> None:
    clause = f"Các Ban của Hội đồng nhân dân tỉnh giám sát việc thực hiện Nghị quyết{ends}"
    assert closing_cue(clause, 0, len(clause)) is not None
