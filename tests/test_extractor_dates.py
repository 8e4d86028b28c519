from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.dates import find_dates, match_date, parse_date


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("ngày 05 tháng 3 năm 2020", "2020-03-05"),
        ("NGÀY 06 THÁNG 12 NĂM 2013", "2013-12-06"),
        ("ngày 26/9/2022", "2022-09-26"),
        ("31-7-2017", "2017-07-31"),
        ("13.7.2012", "2012-07-13"),
        ("ngày 04/ 11/2009", "2009-11-04"),
        ("ngày 03 tháng bốn năm 2018", "2018-04-03"),
        ("ngày 20\ntháng 11 năm 2025", "2025-11-20"),
        ("ngày mùng 3 tháng 2/2024", "2024-02-03"),
        ("ngày mồng 3 tháng hai năm 2024", "2024-02-03"),
    ],
)
def test_reads_dates_in_every_printed_form(raw: str, iso: str) -> None:
    assert parse_date(raw) == iso


@pytest.mark.parametrize(
    "behind",
    ["/2031/TT của Sở", "/2031-TT của Sở", "/1500 hộ", "/2031m đê"],
    ids=["number", "code", "count", "measure"],
)
def test_a_day_without_a_year_keeps_to_itself_before_other_figures(behind: str) -> None:
    found = match_date(f"ngày 12 tháng 3{behind}", 0)
    assert found is not None and (found.day, found.month, found.year, found.end) == (12, 3, None, 15)


@pytest.mark.parametrize(
    "raw", ["31/02/2024", "ngày 45 tháng 3 năm 2020", "06/2022", "12/25/2024", "ngày   tháng   năm 2026"]
)
def test_what_is_no_day_is_no_date(raw: str) -> None:
    assert parse_date(raw) is None


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("ngày l4 thảng 4 năm 2021", "2021-04-14"),
        ("ngày O5 tháng I2 nãm 2Ol7", "2017-12-05"),
        ("ngày 19/5/20l7", "2017-05-19"),
        ("ngáy 7 tháng 5 năm 2017", "2017-05-07"),
        ("ngày 1 9 tháng 5 năm 2017", "2017-05-19"),
    ],
)
def test_letters_that_ocr_made_of_figures_and_accents_it_changed(raw: str, iso: str) -> None:
    date = match_date(raw, 0)
    assert date is not None and (date.iso, date.end) == (iso, len(raw))


def test_a_date_without_year_keeps_day_and_month() -> None:
    date = match_date("Ngày 14/8, UBND huyện", 0)
    assert date is not None
    assert (date.day, date.month, date.year, date.iso) == (14, 8, None, None)


def test_a_year_of_five_digits_is_a_slip_not_a_year() -> None:
    date = match_date("ngày 09/6/20205 của Chính phủ", 0)
    assert date is not None
    assert (date.iso, date.end) == (None, len("ngày 09/6/20205"))


def test_a_year_of_three_figures_is_a_slip_only_behind_the_word() -> None:
    date = match_date("ngày 18/9/203 của Chính phủ", 0)
    assert date is not None
    assert (date.iso, date.end) == (None, len("ngày 18/9/203"))


@pytest.mark.parametrize("raw", ["thửa 10/11/250 tờ", "mã 02.11.345", "lô 3-9-811", "ô 3/12/811"])
def test_three_numbers_of_something_else_are_no_day(raw: str) -> None:
    assert list(find_dates(raw)) == []


@pytest.mark.parametrize("raw", ["ngày 20/11. 300 hộ", "20/11/2031", "ngày 20/11"])
def test_what_stands_behind_a_day_leaves_it_one(raw: str) -> None:
    assert [(date.day, date.month) for date in find_dates(raw)] == [(20, 11)]


@given(st.text(alphabet="0123456789/-. ngàytháNmNG\n", max_size=80))
def test_dates_found_in_any_text_are_valid_and_lie_inside_it(text: str) -> None:
    for date in find_dates(text):
        assert 0 <= date.start < date.end <= len(text)
        assert 1 <= date.month <= 12
