"""The line of a paper's own number on a scan: its word, its letters, its stroke and its dash."""

from __future__ import annotations

import time

import pytest

from extractor.readers.header_slots import pen_before
from extractor.readers.ocr_repair import repair_lines
from extractor.readers.own_number import repair_own_number
from extractor.readers.page_words import Piece


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("số: /GP-sxD", "Số: /GP-SXD"),
        ("s6: -CTITW", "Số: -CT/TW"),
        ("Số: 41-NQlTU", "Số: 41-NQ/TU"),
        ("Số: /CTTUBND", "Số: /CT-UBND"),
        ("Số: /CT-TUBND", "Số: /CT-UBND"),
        ("Số: 15/QĐUBND", "Số: 15/QĐ-UBND"),
        ("Số: /oÿNQ-HĐND", "Số: /NQ-HĐND"),
        ("Số: -_CT/TU", "Số: -CT/TU"),
        ("Số: -QĐĐ/ĐU", "Số: -QĐ/ĐU"),
        ("Số: /BND-KTN", "Số: /UBND-KTN"),
        ("số: -KH/ÐU", "Số: -KH/ĐU"),
        ("Số: 15/TTNN-VI4", "Số: 15/TTNN-V14"),
        ("số: /2031/TT-BNV", "Số: /2031/TT-BNV"),
        # printed so
        ("Số: 12/TTr-UBND", "Số: 12/TTr-UBND"),
        ("Số: /QyĐ-UBND", "Số: /QyĐ-UBND"),
        ("Số: /CTr-HĐND", "Số: /CTr-HĐND"),
        ("Số: /TTg-KTN", "Số: /TTg-KTN"),
        ("Số: 36/SCT-CN", "Số: 36/SCT-CN"),
        ("Số 14-NQ/TU", "Số 14-NQ/TU"),
        ("Số: 36/SCT-NVI", "Số: 36/SCT-NVI"),
        ("Sề: 41/TB-UBND", "Số: 41/TB-UBND"),
        ("sá: 41 /TB-UBND", "Số: 41 /TB-UBND"),
        ("Sỏ: -CT/TU", "Số: -CT/TU"),
        # no number's line
        ("SL: 15/huyện", "SL: 15/huyện"),
        ("SK: 417/TB-XA", "SK: 417/TB-XA"),
        ("SĐ: 2/BC-KT", "SĐ: 2/BC-KT"),
        ("Sở: 5 -phường", "Sở: 5 -phường"),
        ("Sy: 15/TB-UBND", "Sy: 15/TB-UBND"),
        ("số lượng 5", "số lượng 5"),
        ("số: /GP-sxD của ban", "số: /GP-sxD của ban"),
    ],
)
def test_the_line_of_the_own_number_is_put_right(read: str, meant: str) -> None:
    assert " ".join(repair_own_number(read.split())) == meant


def test_a_long_line_of_capitals_costs_no_time() -> None:
    start = time.process_time()
    for said in (["Sề:", "5/" + "A" * 40_000], ["Sề:", "5", "/" + "A" * 40_000]):
        assert repair_own_number(said) == said
    assert time.process_time() - start < 1


def test_only_a_line_that_opens_a_block_of_the_header_is_one() -> None:
    def line(said: str, top: float) -> list[Piece]:
        return [Piece(word, 60.0 * at, top, 60.0 * at + 50, top + 10, 0.95, 1) for at, word in enumerate(said.split())]

    lines = repair_lines([line("Trồng tre theo Kế hoạch", 90), line("số: /GP-sxD", 120), [], line("số: /GP-sxD", 150)])
    assert [" ".join(piece.text for piece in each) for each in lines][1:] == ["số: /GP-sxD", "", "Số: /GP-SXD"]


@pytest.mark.parametrize(
    ("code", "pen"),
    [("/ŠSŠ2/SDTTG-CSDT", 5), ("/z2/KH-UBND", 3), ("/SDTTG-CSDT", 0), ("/2031/QĐ-UBND", 0), ("/ÿƒ/STP", 3)],
)
def test_letters_that_no_code_has_are_of_the_pen(code: str, pen: int) -> None:
    assert pen_before(code) == pen
