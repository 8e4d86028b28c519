"""The parts of a citation in another order, in brackets, and with marks of notes between them."""

from __future__ import annotations

import pytest

from extractor.document import Text
from extractor.pipeline import extract
from tests.reading_references import read

KEY = ("12/QĐ-SXD", "2031-04-03", "Sở Xây dựng tỉnh Cà Mau")
PAPER = {"type": "KH", "number": "9/KH-UBND", "issuer": "Ủy ban nhân dân tỉnh Cà Mau", "place": "Cà Mau"}


@pytest.mark.parametrize(
    "cited",
    [
        "Quyết định ngày 03/4/2031 của Sở Xây dựng số 12/QĐ-SXD",
        "Quyết định ngày 03 tháng 4 năm 2031 của Sở Xây dựng, số 12/QĐ-SXD",
        "Quyết định số hiệu 12/QĐ-SXD ngày 03/4/2031 của Sở Xây dựng",
        "Quyết định số, ký hiệu 12/QĐ-SXD ngày 03/4/2031 của Sở Xây dựng",
        "Quyết định của Sở Xây dựng (số 12/QĐ-SXD ngày 03/4/2031",
        "Quyết định số 12/QĐ-SXD (ngày 03/4/2031) của Sở Xây dựng",
        "Quyết định số 12/QĐ-SXD (ban hành ngày 03/4/2031), của Sở Xây dựng",
        "Quyết định số 12/QĐ-SXD¹ ngày 03/4/2031 của Sở Xây dựng",
        "Quyết định số 12/QĐ-SXD(1) ngày 03/4/2031 của Sở Xây dựng",
        "Quyết định số 12/QĐ-SXD (1) ngày 03/4/2031 của Sở Xây dựng",
        "Quyết định số 12/QĐ-SXD ngày 03/4/2031[4] của Sở Xây dựng",
        "Quyết định số 12/QĐ-SXD ngày 03 tháng 4 năm 2031(4) của Sở Xây dựng",
        "Quyết định số 12/QĐ-SXD ngày 03/4/2031² của Sở Xây dựng",
    ],
)
def test_every_order_of_the_parts_is_one_mention(cited: str) -> None:
    (reference,), _ = read(f"Thực hiện {cited}) về giữ bờ kè.", PAPER)
    assert reference.raw == cited
    assert (reference.number, reference.date, reference.issuer) == KEY


@pytest.mark.parametrize(
    ("cited", "raw"),
    [
        ("Quyết định số 12/QĐ-SXD ngày 03/4/2031 (4) về bờ kè", "Quyết định số 12/QĐ-SXD ngày 03/4/2031"),
        ("Quyết định số 12/QĐ-SXD (4) về bờ kè", "Quyết định số 12/QĐ-SXD"),
        ("Quyết định số 12/QĐ-SXD (ngày 03/4/2031) về bờ kè", "Quyết định số 12/QĐ-SXD"),
    ],
)
def test_a_mark_with_nothing_of_the_paper_behind_it_stays_outside(cited: str, raw: str) -> None:
    (reference,), _ = read(f"Thực hiện {cited}.", PAPER)
    assert reference.raw == raw


@pytest.mark.parametrize("mark", ["[2]", " [2]", "(2)", "²"])
def test_the_mark_of_a_note_parts_no_act_from_what_amended_it(mark: str) -> None:
    text = f"Theo Nghị định số 5/2030/NĐ-CP{mark} được sửa đổi, bổ sung bởi Nghị định số 9/2031/NĐ-CP."
    references, links = read(text, PAPER)
    assert [one.number for one in references] == ["5/2030/NĐ-CP", "9/2031/NĐ-CP"]
    assert links == [[1, 0, "amends"]]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("số l2/QĐ-SXD", "12/QĐ-SXD"),
        ("số I2/QĐ-SXD", "12/QĐ-SXD"),
        ("Số l2/QĐ-SXD", "12/QĐ-SXD"),
        ("số 2l/QĐ-SXD", "2l/QĐ-SXD"),
        ("số ll/2031/QĐ-UBND", "11/2031/QĐ-UBND"),
        ("số 2b/QĐ-SXD", "2b/QĐ-SXD"),
    ],
)
def test_a_letter_that_stands_for_a_one_is_put_right(printed: str, number: str) -> None:
    text = f"Thực hiện Quyết định {printed} ngày 03/4/2031."
    (reference,) = extract(Text(text)).references
    assert reference.number == number
    assert reference.raw == f"Quyết định {printed} ngày 03/4/2031"


@pytest.mark.parametrize(
    "cited",
    [
        "các Quyết định số 5/QĐ-UBND, 6/QĐ-UBND và 7/QĐ-UBND ngày 03/4/2031",
        "Quyết định số 5/QĐ-UBND, số 6/QĐ-UBND, số 7/QĐ-UBND cùng ngày 03/4/2031",
        "các Quyết định số 5, số 6 và số 7/QĐ-UBND ngày 03/4/2031",
        "các Quyết định số 5, 6 và 7/QĐ-UBND ngày 03/4/2031",
        "03 Quyết định (số 5, 6, 7/QĐ-UBND ngày 03/4/2031)",
    ],
)
def test_the_day_and_the_letters_behind_a_list_are_those_of_all(cited: str) -> None:
    references, _ = read(f"Thực hiện {cited} về giữ bờ kè.", PAPER)
    assert [one.number for one in references] == ["5/QĐ-UBND", "6/QĐ-UBND", "7/QĐ-UBND"]
    assert {one.issuer for one in references} == {"Ủy ban nhân dân tỉnh Cà Mau"}
    assert {one.date for one in references} == {"2031-04-03"}


def test_a_day_reaches_no_paper_with_a_day_or_behind_a_semicolon() -> None:
    text = "Quyết định số 4/QĐ-UBND; số 5/QĐ-UBND ngày 01/02/2031, số 6/QĐ-UBND và số 7/QĐ-UBND ngày 03/4/2031."
    references, _ = read(f"Thực hiện {text}", PAPER)
    assert [one.date for one in references] == [None, "2031-02-01", "2031-04-03", "2031-04-03"]
