"""Numbers in queries: what is read as one, in which parts, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.types import all_types
from index.numbers import entry_tokens, find_numbers, parts_of


@pytest.mark.parametrize(
    "text, number, year, letters, types",
    [
        ("34-CT/TW", "34", None, "cttw", ()),
        ("34/CT-TW", "34", None, "cttw", ()),
        ("34cttw", "34", None, "cttw", ()),
        ("34 ct tw", "34", None, "cttw", ()),
        ("34-СТ/ТW", "34", None, "cttw", ()),
        ("01/2020/QĐ-UBND", "1", 2020, "qdubnd", ()),
        ("1/2020/QÐ-UBND", "1", 2020, "qdubnd", ()),
        ("64/2025/QH15", "64", 2025, "qh15", ()),
        ("64 / 2025 / QH15", "64", 2025, "qh15", ()),
        ("luat 64/2025/qh15", "64", 2025, "qh15", ("Luật",)),
        ("NQ 111 2025 UBTVQH15", "111", 2025, "ubtvqh15", ("NQ",)),
        ("30c/NQ-CP", "30c", None, "nqcp", ()),
        ("326-CP", "326", None, "cp", ()),
        ("nghi dinh 30/2020", "30", 2020, "", ("NĐ",)),
        ("Nghị định 30 năm 2020", "30", 2020, "", ("NĐ",)),
        ("qd1650", "1650", None, "", ("QĐ",)),
        ("quyết định số: 1650", "1650", None, "", ("QĐ",)),
        ("QĐ-UBND 1650", "1650", None, "qdubnd", ("QĐ",)),
        ("1650 qd ubnd", "1650", None, "qdubnd", ()),
        ("327/KH-SVHTT ngày 27 tháng 4 năm 2023", "327", 2023, "khsvhtt", ()),
        ("327/KH-SVHTT ngày 27/4/2023", "327", 2023, "khsvhtt", ()),
        ("15_2021_TT-BNV", "15", 2021, "ttbnv", ()),
        ("3257/TNI-QLDN1", "3257", None, "tniqldn1", ()),
        ("30/2020", "30", 2020, "", ()),
        ("1650", "1650", None, "", ()),
    ],
)
def test_a_number_in_any_spelling(
    text: str, number: str, year: int | None, letters: str, types: tuple[str, ...]
) -> None:
    (found,) = find_numbers(text)
    assert (found.number, found.year, found.letters) == (number, year, letters)
    if types:
        assert set(types) <= set(found.types)
    assert found.raw == text[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    [
        "kế hoạch 5 năm",
        "kế hoạch 05 năm 2021-2025",
        "giai đoạn 2021-2025",
        "ngày 12/3/2020 họp",
        "24/7 phục vụ",
        "phòng chống covid 19",
        "chỉ thị về thi đua",
        "trong 30 ngày",
        "điều 5 khoản 2",
        "quyết định 10 ngày nghỉ",
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert find_numbers(text) == []


def test_several_numbers_in_one_query() -> None:
    found = find_numbers("sửa đổi nghị định 30/2020/NĐ-CP và thông tư 01/2023/TT-BNV")
    assert [n.letters for n in found] == ["ndcp", "ttbnv"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("thông tư 7 ngày 05/3/2031", "2031-03-05"), ("thông tư số 7 ngày 5 tháng 3 năm 2031 của Bộ A", "2031-03-05"),
        ("thông tư 7 ngày 5.3.2031", "2031-03-05"), ("thông tư 7 năm 2031", None), ("thông tư 7 ngày 31/2/2031", None),
        ("thông tư 7 ngày tháng 3 năm 2031", None), ("thông tư 7 ngày 0/0/2031", None),
        ("thông tư 7 ngày ²/3/2031", None),
    ],
)  # fmt: skip
def test_the_day_behind_a_number(text: str, day: str | None) -> None:
    (found,) = find_numbers(text)
    assert (found.number, found.year, found.day) == ("7", 2031, day)


def test_the_surest_rule_comes_first_and_finds_the_entry() -> None:
    tokens = set(entry_tokens("01/2020/QĐ-UBND", "QĐ", "2020-01-05"))
    for text in ("1/2020/QD-UBND", "01/UBND-QĐ", "qd 1", "quyết định 1/2020", "1/2020", "QĐ-UBND 1", "1"):
        (found,) = find_numbers(text)
        scores = [score for score, asked in found.rules() if tokens.intersection(asked)]
        assert scores, text
        assert [s for s, _ in found.rules()] == sorted((s for s, _ in found.rules()), reverse=True)


def test_another_body_or_year_is_not_the_same_number() -> None:
    tokens = set(entry_tokens("01/2020/QĐ-UBND", "QĐ", "2020-01-05"))
    for text in ("1/2020/QĐ-TTg", "1/2021/QĐ-UBND", "2/2020/QĐ-UBND", "kế hoạch 1"):
        (found,) = find_numbers(text)
        surest, asked = next(iter(found.rules()))
        assert not tokens.intersection(asked), (text, surest)


@given(st.text(max_size=60))
def test_any_text_is_read_without_error(text: str) -> None:
    find_numbers(text)
    parts_of(text)


@given(
    st.integers(1, 99999),
    st.sampled_from([t.code for t in all_types()]),
    st.sampled_from(["UBND", "TTg", "SNV", "HĐND"]),
)
def test_a_printed_number_finds_itself_with_the_surest_rule(number: int, code: str, organ: str) -> None:
    printed = f"{number}/{code}-{organ}"
    tokens = set(entry_tokens(printed, code, "2021-05-06"))
    found = find_numbers(printed)
    assert found, printed
    assert tokens.intersection(next(iter(found[0].rules()))[1])
