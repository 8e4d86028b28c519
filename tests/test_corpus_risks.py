"""Values that do not look like what they should be, and how the table of counted risks is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import corrections
from corpus.catalogue import put_rows
from corpus.corrections import Change, seen_target
from corpus.registers import doubtful
from corpus.risks import ODD, code_of, risk, spread
from corpus.schema import doubts
from tests.corpus_papers import Head, Shelves, extracted

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


def test_where_most_is_at_stake_stands_first_and_what_was_seen_stands_nowhere(tmp_path: Path) -> None:
    """Each paper that cites counts once, however many files of it there are, and the paper itself does not."""
    body = "Ủy ban nhân dân tỉnh Cà Mau"
    cited, other, plan, letter = (
        Head(number, kind, body, date)
        for number, kind, date in (
            ("5/QĐ-UBND", "QĐ", "2031-01-05"), ("6/QĐ-UBND", "QĐ", "2031-01-06"), ("7/KH-UBND", "KH", "2031-02-07"),
            ("8/CV-UBND", "CV", "2031-02-08"),
        )
    )  # fmt: skip
    shelves = Shelves(tmp_path)
    for at, file in enumerate((
        extracted(cited, (cited,)), extracted(other), extracted(plan, (cited,)), extracted(plan, (cited,), copy=1),
        extracted(letter, (cited,)),
    )):  # fmt: skip
        shelves.arrive(f"{at}.txt", file)
    top, low = extracted(cited, (cited,)).papers[0].id, extracted(other).papers[0].id
    rows = [
        (top, 0, "number", "uncertain", "none", "số", 0.25, None, None),
        (top, 1, "title", "uncertain", "none", "trích yếu", 0.25, None, None),
        (low, 0, "date", "odd", "none", "ngày", 0.5, None, None),
        (low, 1, None, "unread", "none", "còn trang", 0.9, None, 2),
    ]
    with shelves.catalogue.write() as connection:
        put_rows(connection, doubts, rows)
        seen = Change(low, "seen", seen_target("unread", "còn trang"), corrections.OPEN, corrections.SEEN)
        number, _ = corrections.put(connection, seen, "an", "2031-03-01")

    def listed(
        limit: int = 9, offset: int = 0, field: str | None = None, code: str | None = None
    ) -> list[tuple[str, str, int]]:
        with shelves.catalogue.read() as connection:
            found = doubtful(connection, limit=limit, offset=offset, field=field, code=code)
        return [(one["document"], one["message"], one["depends"]) for one in found]

    first, second, third = (top, "số", 2), (low, "ngày", 0), (top, "trích yếu", 0)
    assert listed() == [first, second, third]
    assert listed(1, offset=1) == [second]
    assert listed(field="title") == [third] and listed(code="odd") == [second]
    with shelves.catalogue.write() as connection:
        assert corrections.undo(connection, number, "an", "2031-03-02")
    assert listed() == [(low, "còn trang", 0), first, second, third]
