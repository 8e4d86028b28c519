"""Events that stand close behind an order, where work that goes on stands too."""

from __future__ import annotations

import pytest

from tests.test_extractor_units import _header, _units

ORDER = "Giữ bến mùa lũ\nUBND tỉnh vừa ban hành Kế hoạch giữ bến và yêu cầu Sở Nội vụ đếm lại đò.\n"


def _told(content: str) -> list[str]:
    return _units(content, _header(content, "news"))


@pytest.mark.parametrize(
    "event",
    [
        "UBND các phường phải vay tiền để sửa kè.",
        "UBND xã Cây Đa cần thêm gạo.",
        "Công an tỉnh tiếp tục mở rộng chuyên án trộm mái chèo.",
        "Sở Y tế tăng cường trực nên ca bệnh giảm hẳn.",
        "Sở Y tế phải chờ nước rút.",
        "UBND các xã phải gánh chi phí đắp kè.",
        "UBND xã Cây Đa rà soát được 12 hộ ở ven kè.",
    ],
)
def test_an_event_behind_an_order_tells_nobody(event: str) -> None:
    assert _told(f"{ORDER}{event}\n") == ["Sở Nội vụ"]
    assert _told(f"{ORDER}\n{event}\n") == ["Sở Nội vụ"]


@pytest.mark.parametrize(
    ("task", "names"),
    [
        ("UBND các phường phải bố trí phao ở bến.", ["UBND các phường"]),
        ("UBND xã Cây Đa khẩn trương dời bếp trong đêm nay.", ["UBND xã Cây Đa"]),
        ("Sở Y tế bảo đảm không người dân nào thiếu thuốc.", ["Sở Y tế"]),
        ("Sở Y tế rà soát lái đò, không ai nào bị bỏ sót.", ["Sở Y tế"]),
        ("Sở Y tế rà soát lái đò, cả huyện có đò đều khai tên.", ["Sở Y tế"]),
        ("Công an tỉnh tăng cường tuần tra từ sáng đến tối.", ["Công an tỉnh"]),
        ("UBND xã Cây Đa khẩn trương dời bếp trong chiều.", ["UBND xã Cây Đa"]),
        ("Sở Y tế bố trí trực cấp cứu ba ngày liền trong hội đua thuyền.", ["Sở Y tế"]),
        ("UBND các phường rà soát lái đò được tỉnh khen.", ["UBND các phường"]),
        ("Sở Y tế tăng cường tuyên truyền, thu hút 900 người mỗi mùa.", ["Sở Y tế"]),
        ("UBND các phường phải cấm chở đêm.", ["UBND các phường"]),
        ("UBND các phường phải dừng ngay việc chở cát.", ["UBND các phường"]),
        ("Theo đó, UBND các phường phải chờ nước rút.", ["UBND các phường"]),
        ("Sở Y tế phải chờ lệnh mới phát thuốc.", ["Sở Y tế"]),
        ("Hội Nông dân tỉnh chủ trì, phối hợp với Tỉnh đoàn tổ chức phát phao.", ["Hội Nông dân tỉnh", "Tỉnh đoàn"]),
    ],
)
def test_work_behind_an_order_tells_somebody(task: str, names: list[str]) -> None:
    assert _told(f"{ORDER}{task}\n") == ["Sở Nội vụ", *names]


def test_a_plan_that_is_quoted_says_in_any_words_what_is_to_be_done() -> None:
    content = "Kế hoạch nêu rõ: Sở Y tế cần lưu ý việc gọi đò. UBND các xã phải cấm chở đêm.\n"
    assert _told(content) == ["Sở Y tế", "UBND các xã"]
