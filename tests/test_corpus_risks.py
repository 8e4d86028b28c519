"""Values that do not look like what they should be, and how the table of counted risks is read."""

from __future__ import annotations

import pytest

from corpus.risks import ODD, code_of, risk, spread

TABLE = spread(
    """counted = [
  { field = "title", rule = "heading", source = "text", code = "", n = 900, wrong = 1 },
  { field = "title", rule = "heading", source = "ocr", code = "", n = 20, wrong = 1 },
  { field = "title", rule = "heading", source = "ocr", code = "odd", n = 8, wrong = 6 },
  { field = "number", rule = "none", source = "ocr", code = "handwritten", n = 10, wrong = 9 },
]"""
)


@pytest.mark.parametrize(
    ("field", "value", "odd"),
    [
        ("issuer", "Ủy ban nhân dân tỉnh Tây Ninh", False),
        ("issuer", "Ủy bnn nhân dân tímh Tây Ninh", True),
        ("issuer", "UBND tỉnh Tây Ninh", False),
        ("title", "Về nạo vét kênh mương nội đồng năm 2026", False),
        ("title", "Về nạo vét kêmh mương nội đồng", True),
        ("title", "Về nạo vét kênh mương. Các xã báo cáo trước mùa lũ", True),
        ("title", "Về nạo vét kênh mương " * 30, True),
        ("title", None, False),
        ("number", "12/IKH-UBND", False),
        ("signers", [{"name": "Lò Vắn Tnng"}], False),
    ],
)
def test_a_value_that_cannot_be_as_it_was_read_is_odd(field: str, value: object, odd: bool) -> None:
    assert code_of(field, value, "") == (ODD if odd else "")


def test_what_a_reader_says_itself_counts_before_the_look() -> None:
    assert code_of("title", "Về nạo vét kêmh mương", "uncertain") == "uncertain"


def test_a_risk_is_that_of_its_like_drawn_towards_wider_counts() -> None:
    text = risk("title", "heading", "text", "", TABLE)
    scan, odd = (risk("title", "heading", "ocr", code, TABLE) for code in ("", ODD))
    unknown = risk("issuer", "head line", "ocr", ODD, TABLE)
    assert text < scan < odd and 0.5 < odd < 0.9
    assert odd > unknown > scan, "an odd look counts in other fields too, for less"
    assert risk("number", "none", "ocr", "handwritten", TABLE) > 0.6
