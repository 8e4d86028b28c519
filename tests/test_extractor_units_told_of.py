"""Bodies that reports only tell of: whom no order reaches although the words look like one."""

from __future__ import annotations

from time import process_time

import pytest

from tests.test_extractor_units import _header, _units


def _told(content: str) -> list[str]:
    return _units(content, _header(content, "news"))


@pytest.mark.parametrize(
    "content",
    [
        "Tiểu thương tham gia hội nghị có thể hỏi lãnh đạo Sở Công Thương, lãnh đạo Sở Tài chính.",
        "Khi làm việc với đoàn, mấy hộ có lời chê lãnh đạo UBND xã Cây Đa và đại diện hội, lãnh đạo Sở Y tế.",
        "Các em tham gia cuộc thi có dịp gặp lãnh đạo Sở Y tế và lãnh đạo Sở Nội vụ.",
        "Ba người cùng đi có giấy giới thiệu do lãnh đạo Sở Y tế, lãnh đạo Sở Nội vụ ký.",
        "Anh Bền tham gia đoàn đua thuyền, có lần được lãnh đạo Sở Y tế và lãnh đạo Sở Nội vụ khen.",
        "Anh Bền tham gia đoàn đua thuyền có ông nội là lãnh đạo Sở Y tế, lãnh đạo Sở Nội vụ.",
    ],
)
def test_who_takes_part_and_has_something_else_lists_nobody(content: str) -> None:
    assert _told(f"{content}\n") == []


@pytest.mark.parametrize(
    "content",
    [
        "Làm việc với đoàn, về phía tỉnh có ông Lý Văn Bền, Bí thư; lãnh đạo Sở Y tế và Sở Nội vụ.",
        "Cùng dự, có các đồng chí: Lý Văn Bền, Vũ Thị Na; lãnh đạo Sở Y tế, Sở Nội vụ.",
        "Tham dự hội nghị có sự tham dự của đại diện Sở Y tế, Sở Nội vụ.",
    ],
)
def test_people_behind_who_came_are_a_list(content: str) -> None:
    assert _told(f"{content}\n") == ["Sở Y tế", "Sở Nội vụ"]


def test_a_body_that_opens_the_text_is_the_standing_office() -> None:
    assert _told("Ban Dân tộc tỉnh là cơ quan thường trực.\n") == ["Ban Dân tộc tỉnh"]
    content = "Mưa. Sở Y tế là cơ quan thường trực, cũng là đơn vị thường trực. Sở Nội vụ là cơ quan thường trực.\n"
    assert _told(content) == ["Sở Y tế", "Sở Nội vụ"]


def test_many_seats_behind_a_long_list_are_read_in_a_moment() -> None:
    content = "Sở Y tế, " * 1500 + "là cơ quan thường trực " * 1500 + "\n"
    started = process_time()
    _told(content)
    assert process_time() - started < 2
