"""Number lines of heads that were flattened to one line, with the place of the other column behind the letters."""

from __future__ import annotations

import pytest

from extractor.document import Text
from extractor.header.numbering import find_numbering
from extractor.pipeline import extract


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 5/QĐ-TTg Hà Nội, ngày 3 tháng 4 năm 2031", "5/QĐ-TTg"),
        ("Số: 12/2030/QĐ-TTg Hà Nội, ngày 3 tháng 4 năm 2030", "12/2030/QĐ-TTg"),
        ("Số: 5/CĐ-TTg Hà Nội, ngày 3 tháng 4 năm 2031", "5/CĐ-TTg"),
        ("Số: 5/QĐ-TTg - Hà Nội, ngày 3 tháng 4 năm 2031", "5/QĐ-TTg"),
        ("Số: 5/SNV-TTr Yên Bái, ngày 3 tháng 4 năm 2031", "5/SNV-TTr"),
        ("Số: 7/UBND-NCTh Yên Bái, ngày 3 tháng 4 năm 2031", "7/UBND-NCTh"),
        ("Số: 12/QĐ-TTg, ngày 05 tháng 3 năm 2030", "12/QĐ-TTg"),
        ("Số: 7/SNV-TTr, ngày 3/4/2031", "7/SNV-TTr"),
        ("Số: 9/BC-STP Yên Bái, ngày 3 tháng 4 năm 2031", "9/BC-STP"),
        ("Số: 9/SNV-NVHi Yên Bái, ngày 3 tháng 4 năm 2031", "9/SNV-NVHi"),
    ],
)
def test_small_letters_of_a_number_are_no_place(line: str, number: str) -> None:
    found = find_numbering(line, 0, len(line))
    assert found is not None and found.number is not None and found.number.value == number


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 5/QĐ-TTgHà Nội, ngày 3 tháng 4 năm 2031", "5/QĐ-TTg"),
        ("Số: 12/TB-SVTYên Bái, ngày 3 tháng 4 năm 2031", "12/TB-SVT"),
        ("Số: 12/QĐ-UBNDĐắk Lắk, ngày 3 tháng 4 năm 2031", "12/QĐ-UBND"),
        ("Số: 12/QĐ-UBNDBà Rịa - Vũng Tàu, ngày 3 tháng 4 năm 2031", "12/QĐ-UBND"),
        ("Số: 5/KH-UBNDTp Vinh, ngày 3 tháng 4 năm 2031", "5/KH-UBND"),
        ("Số: 38/QĐ-SNVTân Hòa Bình, ngày 3 tháng 4 năm 2031", "38/QĐ-SNV"),
        ("Số: 38/QĐ-SNVPhú Yên Bái, ngày 3 tháng 4 năm 2031", "38/QĐ-SNV"),
        ("Số: 38/QĐ-SNVMỹ Hòa Bình, ngày 3 tháng 4 năm 2031", "38/QĐ-SNV"),
    ],
)
def test_a_place_that_ran_into_the_letters_is_none_of_them(line: str, number: str) -> None:
    found = find_numbering(line, 0, len(line))
    assert found is not None and found.number is not None and found.number.value == number


@pytest.mark.parametrize(
    ("line", "number", "symbol"),
    [
        ("Số: ...12.../KH-UBND", "12/KH-UBND", "KH-UBND"),
        ("Số: ………07……/2031/QĐ-UBND", "07/2031/QĐ-UBND", "QĐ-UBND"),
        ("Số: __12__/TB-SNV", "12/TB-SNV", "TB-SNV"),
        ("Số .... 12 .... -KH/ĐU", "12-KH/ĐU", "KH/ĐU"),
    ],
)
def test_figures_on_a_dotted_line_are_the_number(line: str, number: str, symbol: str) -> None:
    found = find_numbering(line, 0, len(line))
    assert found is not None and found.number is not None and found.symbol is not None
    assert (found.number.value, found.symbol.value) == (number, symbol)
    for one in (found.number, found.symbol):
        assert line[one.span.start : one.span.end] == one.raw
    assert found.symbol.raw == symbol


def test_a_year_on_the_line_of_a_form_is_no_number_in_a_paper() -> None:
    head = "UỶ BAN NHÂN DÂN\nXÃ MƯỜNG LAI\n-------\nSố: {}/KH-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    head += "Độc lập - Tự do - Hạnh phúc\n\nMường Lai, ngày 3 tháng 4 năm 2031\n\nKẾ HOẠCH\nĐếm phao\n"
    for line, number in (("__2031__", None), ("_2029_", None), ("__12__", "12/KH-UBND")):
        found = extract(Text(head.format(line))).header
        assert (found.number and found.number.value) == number


_UNFILLED = ("Số: ...... 2031/QĐ-UBND", "Số: .... 2031 .../QĐ-UBND", "Số: .... 2031-KH/ĐU", "Số: .....1/BC-UBND")


@pytest.mark.parametrize("line", ["Số: ....../KH-UBND", "Số: ____/KH-UBND", "Số: ...12... ngày 3/4/2031", *_UNFILLED])
def test_dots_alone_are_no_number(line: str) -> None:
    found = find_numbering(line, 0, len(line))
    assert found is None or found.number is None
