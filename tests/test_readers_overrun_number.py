"""A pen that ran over the letters of a number: nothing of it is taken for print where its ink is seen."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from extractor.readers.handwritten import read_slots
from extractor.readers.ocr import PageTime
from extractor.readers.ocr_repair import repair_lines
from extractor.readers.page_image import Prepared
from extractor.readers.page_words import OcrWord, Piece, Symbol


@pytest.mark.parametrize(
    ("ink", "warned", "kept"), [((25, 45, 190), ["number"], "Số:-VPCP"), ((10, 10, 10), [], "Số:734ØB-VPCP")]
)
def test_a_code_below_a_blue_pen_is_left_out_and_told(ink: tuple[int, int, int], warned: list[str], kept: str) -> None:
    colour = np.full((1200, 900, 3), 255, np.uint8)
    symbols = []
    for at, char in enumerate("Số:734ØB-VPCP"):
        x0 = 20 + 25 * at
        colour[50:86, x0 : x0 + 18] = ink if char in "734Ø" else 0
        symbols.append(Symbol(char, (x0, 50, x0 + 18, 86), 0.95))
    piece = Piece("Số:734ØB-VPCP", 5, 12, 80, 21, 0.95, 1)
    page = Prepared(np.where(colour[..., 0] > 128, 255, 0).astype(np.uint8), 0.0, False, Image.fromarray(colour))
    words, notes, _ = read_slots(page, [OcrWord(piece, tuple(symbols))], PageTime(0), page_number=1)
    assert [note.field for note in notes if note.code == "handwritten"] == warned
    assert "".join(word.piece.text for word in words) == kept


@pytest.mark.parametrize(
    ("top_px", "low_px", "warned", "kept"),
    [(30, 96, ["number"], "Số:-UBND"), (50, 97, [], "Số:236&T-UBND")],  # the second hangs low, as a typed `Q` does
)
def test_a_code_below_a_black_pen_is_left_out_where_its_figures_are_no_print(
    top_px: int, low_px: int, warned: list[str], kept: str
) -> None:
    grey = np.full((1200, 900), 255, np.uint8)
    symbols = []
    for at, char in enumerate("Số:236&T-UBND"):
        x0, top, low = (20 + 25 * at, top_px, low_px) if char in "236" else (20 + 25 * at, 50, 86)
        grey[top:low, x0 : x0 + 18] = 0
        symbols.append(Symbol(char, (x0, top, x0 + 18, low), 0.95))
    piece = Piece("Số:236&T-UBND", 5, 12, 80, 21, 0.95, 1)
    words, notes, _ = read_slots(
        Prepared(grey, 0.0, False, None), [OcrWord(piece, tuple(symbols))], PageTime(0), page_number=1
    )
    assert [note.field for note in notes if note.code == "handwritten"] == warned
    assert "".join(word.piece.text for word in words) == kept


@pytest.mark.parametrize(
    ("number", "heading", "meant"),
    [
        ("Số: -UBND", "CHỈ THỊ", "Số: /CT-UBND"),
        ("Số: -SXD", "THÔNG BÁO", "Số: /TB-SXD"),
        ("Số: -UBND", "DANH MỤC CẦU TÀU", "Số: -UBND"),
        ("Số: -KH/TU", "KẾ HOẠCH", "Số: -KH/TU"),  # a number of the Party
        ("Số: 12-UBND", "CHỈ THỊ", "Số: 12-UBND"),
        ("Số: -HĐND", "NGHỊ QUYẾT", "Số: /NQ-HĐND"),
        # of the Party, the stroke between type and body lost, or a type that stands there
        ("Số: -NQTU", "NGHỊ QUYẾT", "Số: -NQTU"),
        ("Số: -QĐITU", "QUYẾT ĐỊNH", "Số: -QĐ/TU"),
        ("Số: -KHĐU", "KẾ HOẠCH", "Số: -KHĐU"),
        ("Số: -QĐTW", "QUY ĐỊNH", "Số: -QĐTW"),
        ("Số: -CVTU", "THÔNG BÁO", "Số: -CVTU"),
        ("Số: -TB", "THÔNG BÁO", "Số: -TB"),
        ("Số: -TB-SXD", "THÔNG BÁO", "Số: -TB-SXD"),
    ],
)
def test_the_letters_of_the_type_below_a_pen_are_those_of_the_heading(number: str, heading: str, meant: str) -> None:
    def line(said: str, top: float) -> list[Piece]:
        return [Piece(word, 60.0 * at, top, 60.0 * at + 50, top + 10, 0.95, 1) for at, word in enumerate(said.split())]

    lines = repair_lines([line(number, 90), line(heading, 120), line("Trồng tre", 140)])
    assert " ".join(piece.text for piece in lines[0]) == meant
    lines = repair_lines([line("ĐẢNG CỘNG SẢN VIỆT NAM", 60), line(number, 90), line(heading, 120)])
    assert not lines[1][-1].text.startswith("/")  # the type of such a number stands behind the dash


@pytest.mark.parametrize(
    ("number", "heading", "meant"),
    [
        ("Số: /TW", "KẾT LUẬN", "Số: -KL/TW"),
        ("Số: /BTCTU", "HƯỚNG DẪN", "Số: -HD/BTCTU"),
        ("Số: /TW", "VỀ TRỒNG TRE", "Số: /TW"),
        ("Số: 12/TW", "KẾT LUẬN", "Số: 12/TW"),
        ("Số: /UBND", "KẾT LUẬN", "Số: /UBND"),
    ],
)
def test_the_type_of_a_number_of_the_party_below_a_pen_stands_before_its_stroke(
    number: str, heading: str, meant: str
) -> None:
    def line(said: str, top: float) -> list[Piece]:
        return [Piece(word, 60.0 * at, top, 60.0 * at + 50, top + 10, 0.95, 1) for at, word in enumerate(said.split())]

    party = line("ĐẢNG CỘNG SẢN VIỆT NAM", 60)
    lines = repair_lines([party, line(number, 90), line(heading, 120), line("Trồng tre", 140)])
    assert " ".join(piece.text for piece in lines[1]) == meant
    lines = repair_lines([line(number, 90), line(heading, 120), line("Trồng tre", 140)])
    assert " ".join(piece.text for piece in lines[0]) == number  # of no paper of the Party


@pytest.mark.parametrize(("sure", "warned"), [(0.995, []), (0.95, ["date"])])
def test_a_day_in_figures_of_unlike_height_is_typed_where_it_is_read_beyond_doubt(
    sure: float, warned: list[str]
) -> None:
    grey = np.full((1200, 1200), 255, np.uint8)
    symbols = []
    for at, char in enumerate("Huế,ngày13tháng7năm2031"):
        x0 = 20 + 30 * at
        top, low = {"1": (57, 89), "3": (55, 89), "7": (55, 89)}.get(char, (50 if char in "hH" else 62, 89))
        grey[top:low, x0 + 4 : x0 + 18] = 0
        symbols.append(Symbol(char, (x0 + 4, top, x0 + 18, low), sure))
    piece = Piece("Huế,ngày13tháng7năm2031", 5, 12, 170, 21, 0.95, 1)
    words, notes, _ = read_slots(
        Prepared(grey, 0.0, False, None), [OcrWord(piece, tuple(symbols))], PageTime(0), page_number=1
    )
    assert [note.field for note in notes if note.code == "handwritten"] == warned
    assert ("13" in "".join(word.piece.text for word in words)) == (not warned)


@pytest.mark.parametrize(("high", "code"), [(30, "handwritten"), (50, "uncertain")])
def test_a_letter_among_the_figures_of_a_day_is_of_the_pen_that_wrote_the_number(high: int, code: str) -> None:
    grey = np.full((1200, 1200), 255, np.uint8)
    words = []
    for row, said in enumerate(("Số:52/KH-UBND", "Huế,ngày4Ttháng7năm2031")):
        symbols = []
        for at, char in enumerate(said):
            x0, low = 20 + 30 * at, 89 + 120 * row
            top = low - (39 if char in "hHKUBNDS47T2/" else 27)
            if row == 0 and char in "52":
                top = high
            grey[top:low, x0 + 4 : x0 + 18] = 0
            symbols.append(Symbol(char, (x0 + 4, top, x0 + 18, low), 0.95))
        words.append(OcrWord(Piece(said, 5, 12 + 29 * row, 170, 21 + 29 * row, 0.95, row), tuple(symbols)))
    _, notes, _ = read_slots(Prepared(grey, 0.0, False, None), words, PageTime(0), page_number=1)
    assert [note.code for note in notes if note.field == "date"][:1] == [code]
    assert any(note.field == "number" for note in notes) is (code == "handwritten")
