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
