"""Bodies that reports only tell of: whom no order reaches although the words look like one."""

from __future__ import annotations

from time import process_time

from tests.test_extractor_units import _header, _units


def _told(content: str) -> list[str]:
    return _units(content, _header(content, "news"))


def test_a_body_that_opens_the_text_is_the_standing_office() -> None:
    assert _told("Ban Dân tộc tỉnh là cơ quan thường trực.\n") == ["Ban Dân tộc tỉnh"]
    content = "Mưa. Sở Y tế là cơ quan thường trực, cũng là đơn vị thường trực. Sở Nội vụ là cơ quan thường trực.\n"
    assert _told(content) == ["Sở Y tế", "Sở Nội vụ"]


def test_many_seats_behind_a_long_list_are_read_in_a_moment() -> None:
    content = "Sở Y tế, " * 1500 + "là cơ quan thường trực " * 1500 + "\n"
    started = process_time()
    _told(content)
    assert process_time() - started < 2
