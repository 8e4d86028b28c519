"""What was read off dirt, seals and stars is set apart from the words of a scan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.readers.page_words import OcrWord, Piece
from extractor.readers.scanned import (
    _heads,
    has_gap,
    is_noise,
    is_ornament,
    is_scrap,
    strays_in,
    without_scraps,
)


def test_specks_beside_a_heading_are_set_apart() -> None:
    heading = [Piece("THÔNG", 250, 128, 300, 143, 0.91), Piece("BÁO", 306, 128, 342, 143, 0.96)]
    speck = Piece(".", 350, 139, 352, 141, 0.9)
    assert strays_in([*heading, speck]) == [speck]
    rule = Piece("_", 230, 139, 240, 141, 0.9)
    assert strays_in([rule, *heading]) == [rule]
    for kept in (Piece("-", 350, 134, 354, 136, 0.9), Piece("làm.", 350, 128, 380, 143, 0.9)):
        assert strays_in([*heading, kept]) == []


NAME = [Piece("CHI", 100, 55, 122, 66, 0.95), Piece("BỘ", 126, 53, 150, 67, 0.95)]


@pytest.mark.parametrize(("said", "sure"), [("4", 0.4), ("L3", 0.85), ("a1", 0.3)])
def test_the_star_below_a_body_of_the_party_is_no_word_of_its_name(said: str, sure: float) -> None:
    assert is_ornament([Piece(said, 122, 71, 127, 76, sure)], NAME)


@pytest.mark.parametrize(
    ("said", "sure"), [("4", 0.9), ("L3", 0.95), ("XÃ", 0.4), ("5.", 0.3), ("1)", 0.3), ("5%", 0.3), ("a)", 0.3)]
)
def test_numbers_of_items_and_words_below_a_name_are_no_star(said: str, sure: float) -> None:
    assert not is_ornament([Piece(said, 122, 71, 127, 76, sure)], NAME)


def test_a_star_is_low_and_stands_right_below_a_name_in_capitals() -> None:
    star = Piece("L3", 122, 71, 127, 76, 0.6)
    assert not is_ornament([replace(star, bottom=80)], NAME)  # `KHU PHỐ / Q1`
    assert not is_ornament([replace(star, top=131, bottom=136)], NAME)
    assert not is_ornament([replace(star, x0=60, x1=65)], NAME)
    assert not is_ornament([star], [])
    assert not is_ornament([star], [replace(piece, text=piece.text.title()) for piece in NAME])


@pytest.mark.parametrize(
    ("said", "heads"), [("Số: 4-KH/TU", True), ("KẾ HOẠCH", True), ("CHI BỘ XÃ", False), ("", False)]
)
def test_below_number_and_type_stands_no_name(said: str, heads: bool) -> None:
    assert _heads([Piece(word, 0, 0, 10, 10, 0.9) for word in said.split()]) is heads


def test_a_speck_beside_a_number_does_not_make_it_noise() -> None:
    number = Piece("Số33-CT/TU", 100, 100, 170, 112, 0.76)
    assert not is_noise([number, Piece("-", 200, 105, 204, 107, 0.08)])
    archive = [("-", 0.93), ("Lưu:", 0.4), ("VIL,", 0.1), ("NC.", 0.5)]
    assert not is_noise([Piece(said, 100, 100, 110, 112, sure) for said, sure in archive])
    assert not is_noise([Piece("năm2021.", 127, 131, 182, 145, 0.41), Piece("`", 188, 132, 200, 144, 0.19)])
    # Letters that run together below a pen, a position below a ring.
    assert not is_noise([Piece("-", 72, 105, 75, 107, 0.3), Piece("Lưu:VT,NC.", 80, 100, 142, 112, 0.3)])
    assert not is_noise([Piece("pÄ,", 320, 100, 340, 112, 0.1), Piece("CHUTỊCH", 350, 100, 420, 112, 0.3)])
    assert is_noise([Piece("Axox]T", 100, 100, 170, 112, 0.3), Piece("pÊy", 200, 100, 220, 112, 0.1)])


def test_what_is_left_of_a_signature_is_no_text() -> None:
    assert is_scrap([Piece("li", 0, 0, 10, 10, 0.9)])
    for kept in ("và", "Hà", "đã", "7", "a)", "VT"):
        assert is_scrap([Piece(kept, 0, 0, 10, 10, 0.9)]) is (kept in ("và", "đã"))
    assert not is_scrap([Piece("đã", 0, 0, 10, 10, 0.9), Piece("ký", 0, 0, 10, 10, 0.9)])
    assert is_scrap([Piece("WWwWv", 0, 0, 10, 10, 0.9)])
    assert not is_scrap([Piece("BHXH", 0, 0, 10, 10, 0.9)])


def test_noise_is_told_from_text() -> None:
    assert is_noise([Piece("«=~", 0, 0, 10, 10, 0.3)])
    assert is_noise([Piece("xr", 0, 0, 10, 10, 0.1), Piece("kIỔ", 12, 0, 20, 10, 0.2)])
    assert not is_noise([Piece("triển", 0, 0, 10, 10, 0.3), Piece("khai", 12, 0, 20, 10, 0.3)])
    assert not is_noise([Piece("12", 0, 0, 10, 10, 0.3)])
    assert is_noise([Piece("xxx", 0, 0, 10, 10, 0.9)])  # stars under a name
    assert is_noise([Piece("%*2%", 0, 0, 10, 10, 0.2)])
    assert not is_noise([Piece("x", 0, 0, 10, 10, 0.9)])
    assert not is_noise([Piece("XX", 0, 0, 10, 10, 0.9)])


def test_pieces_of_a_seal_beside_a_line_are_set_apart() -> None:
    line = [Piece("THÔNG", 300, 128, 360, 143, 0.91), Piece("TƯ", 366, 128, 392, 143, 0.96)]
    ring = [Piece("C", 180, 119, 186, 125, 0.0), Piece("pA*", 210, 140, 230, 150, 0.26)]
    assert strays_in([*ring, *line]) == ring
    stamp = Piece("1,4", 141, 133, 202, 138, 0.43)  # within the line's height, low and far from its words
    frame = Piece("mm", 120, 139, 148, 140, 0.62)
    assert strays_in([frame, stamp, *line]) == [frame, stamp]
    edge = Piece("c4", 142, 123, 201, 146, 0.06)  # twice as high as the line
    assert strays_in([edge, *line]) == [edge]
    assert strays_in([Piece("c4", 292, 123, 298, 146, 0.06), *line]) == []  # close: it may be one of the letters
    small = [Piece("Liên", 172, 144, 198, 158, 0.97), Piece("ngành", 203, 144, 239, 161, 0.97)]
    speck = Piece("'", 161, 144, 167, 150, 0.0)
    assert strays_in([speck, *small]) == [speck]
    assert strays_in([Piece("'", 161, 144, 167, 150, 0.9), *small]) == []
    frame = Piece("mm", 124, 167, 153, 175, 0.29)
    assert strays_in([frame, Piece("biến", 346, 165, 373, 176, 0.96)]) == [frame]
    tick = Piece("`", 158, 145, 167, 150, 0.5)
    assert strays_in([tick, *small]) == [tick]
    guessed, tick = Piece("năm2021.", 127, 131, 182, 145, 0.41), Piece("`", 188, 132, 200, 144, 0.19)
    assert strays_in([guessed, tick]) == [tick]
    assert strays_in([tick]) == []
    for kept in (
        Piece("C", 180, 119, 186, 132, 0.4),  # read for something
        Piece("1,", 286, 123, 296, 128, 0.4),  # low, but close
        Piece(".", 394, 140, 396, 143, 0.1),  # within the line
        Piece("C", 180, 119, 186, 125),  # from a text layer
    ):
        assert strays_in([*line, kept]) == []
    assert strays_in(ring) == []
    assert strays_in([Piece("-", 60, 400, 64, 402, 0.95), Piece("Lưu:VT", 68, 396, 120, 408, 0.2)]) == []
    assert strays_in([Piece("VT,", 60, 400, 74, 409, 0.95), Piece("KTbngoc", 80, 407, 120, 418, 0.2)]) == []


def test_a_word_that_a_seal_covered_leaves_a_gap() -> None:
    before, covered, after = (
        Piece("Về", 118, 146, 137, 158, 0.97),
        [Piece("nh", 139, 127, 163, 161, 0.2), Piece("ng", 172, 126, 190, 161, 0.1)],
        Piece("trừ", 197, 147, 222, 158, 0.97),
    )
    assert strays_in([before, *covered, after]) == covered
    assert has_gap([before, after])
    assert not has_gap([before, replace(after, x0=145)])
    assert not has_gap([before, replace(after, x0=300)])  # another column


def test_accents_read_as_a_line_of_their_own_are_dropped() -> None:
    def word(text: str, x0: float, top: float, bottom: float, line: int) -> OcrWord:
        return OcrWord(Piece(text, x0, top, x0 + 20, bottom, 0.9, line), ())

    words = [word("tháng", 100, 60, 70, 1), word("-", 130, 64, 65.5, 1), word("Nội", 160, 60, 70, 1)]
    scraps = [word("à", 166, 57, 59, 5), word("ng", 102, 59.5, 61.5, 2), word(".", 162, 59, 61, 2)]
    alone = [word("4", 300, 20, 23, 3), word("on", 100, 40, 42, 4), word("-", 60, 63, 67.5, 6)]
    hook = word("\\", 104, 55.5, 60, 7)
    assert without_scraps([*words, *scraps, *alone, hook]) == [*words, *alone]
