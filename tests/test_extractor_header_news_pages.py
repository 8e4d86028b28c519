"""What stands above the headline of a news page and is none: names of sections, of pages, the row of links."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.header.news import read_headline
from extractor.knowledge import toml_data

HEADLINE = "Bà con xóm vạn chài dựng lại cây cầu gỗ sau mùa nước nổi\n"
PIECES = list(toml_data("news_pages.toml").values())


def _above(line: str) -> str | None:
    found = read_headline(f"{line}\n{HEADLINE}")
    return found.value if found is not None else None


@pytest.mark.parametrize("piece", PIECES)
def test_what_is_found_is_no_headline(piece: dict[str, Any]) -> None:
    assert {_above(line) for line in piece["finds"]} == {HEADLINE.strip()}


@pytest.mark.parametrize("piece", PIECES)
def test_what_must_be_missed_is_one(piece: dict[str, Any]) -> None:
    assert [_above(line) for line in piece["misses"]] == piece["misses"]


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("Ngày 5/6: Nhớ người giữ bến", True),
        ("Ngày 5/6 và những người giữ bến", True),
        ("Sáng ngày 5/6 mở bến Gò Đa", True),
        ("Ngày 5/6/2031, xã mở bến Gò Đa", False),
        ("Chiều ngày 5 tháng 6 năm 2031, xã mở bến", False),
        ("Ngày 5/6 xã mở bến Gò Đa.", False),
    ],
)
def test_a_day_opens_a_headline_but_no_sentence_below_a_portal(line: str, headline: bool) -> None:
    found = read_headline(f"Cổng thông tin điện tử xã Nậm Mít\n{line}\n\nBến Gò Đa mở cửa. Bà con đến đông.\n")
    assert (found.value if found is not None else None) == (line if headline else None)
