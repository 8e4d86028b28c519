"""Periods in titles and days of effect: every entry of the data, and what is not a paper's own period."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.knowledge import toml_data
from extractor.periods import effect_day, title_period

DATA: dict[str, Any] = toml_data("periods.toml")


@pytest.mark.parametrize("row", DATA["title"], ids=lambda row: row["finds"][0][0])
def test_every_title_form_finds_its_examples(row: dict[str, Any]) -> None:
    for title, year in row["finds"]:
        found = title_period(title, None)
        assert found is not None and found.end == f"{year}-12-31", title
    for title in row["misses"]:
        assert title_period(title, None) is None, title


@pytest.mark.parametrize("row", DATA["effect"], ids=lambda row: row["finds"][0][0])
def test_every_form_of_effect_finds_its_examples(row: dict[str, Any]) -> None:
    for text, day in row["finds"]:
        assert effect_day(text, "2001-01-01") == ("2001-01-01" if day == "issued" else day), text
    for text in row["misses"]:
        assert effect_day(text, "2001-01-01") is None, text


@pytest.mark.parametrize(
    "title",
    [
        "Triển khai thi hành Luật Thú y năm 2015",
        "Triển khai thực hiện Kế hoạch của tỉnh năm 2022",
        "Báo cáo tổng kết công tác năm 2022",
        "Ôn tập kiến thức",
    ],
)
def test_a_year_of_another_paper_is_no_period(title: str) -> None:
    assert title_period(title, "2015-06-01") is None


def test_a_period_that_was_over_when_the_paper_was_issued_is_not_its_own() -> None:
    assert title_period("Nhân rộng mô hình giai đoạn 2016-2020", "2021-02-01") is None
    found = title_period("Kế hoạch thực hiện giai đoạn 2021-2025, kế thừa giai đoạn 2016-2020", "2021-02-01")
    assert found is not None and found.end == "2025-12-31"


def test_the_first_day_printed_counts() -> None:
    text = "Điều 9. Nghị quyết này có hiệu lực từ ngày 10/3/2022.\nNghị quyết khác có hiệu lực từ ngày 01/01/2025."
    assert effect_day(text, "2022-03-01") == "2022-03-10"
    assert effect_day("Điều 1. Không nói gì.", "2022-03-01") is None
