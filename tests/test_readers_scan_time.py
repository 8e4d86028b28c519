"""What is left out when a scan is read, because a cheaper look says that it can change nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractor.limits import Limits
from extractor.readers import scanned, second_reading, signature_block
from extractor.readers.ocr import OcrPage, PageTime, _dash_apart
from extractor.readers.page_image import Prepared, from_grey, on_white_paper, prepare, without_red
from extractor.readers.page_words import OcrWord, Piece, Symbol
from extractor.readers.second_reading import Reading, reread
from extractor.readers.signature_block import read_signature_block


def word(text: str, x: float, *, sure: float = 0.95, y: float = 48.0) -> OcrWord:
    return OcrWord(Piece(text, x, y, x + 25, y + 10, sure, int(y)), ())


def test_the_halves_of_a_sheet_share_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[PageTime] = []

    def recognise(picture: Image.Image, page_time: PageTime, dpi: float) -> OcrPage:
        times.append(page_time)
        grey = np.full((picture.height, picture.width), 255, np.uint8)
        return OcrPage((), Prepared(grey, 0.0, False, None))

    monkeypatch.setattr(scanned, "recognise", recognise)
    monkeypatch.setattr(scanned, "holds_two", lambda pieces, size: True)
    scanned.read_picture(Image.new("L", (1600, 1100), 255), 1, Limits())
    assert len(times) == 3 and len(set(map(id, times))) == 1


@pytest.mark.parametrize(("gap", "texts"), [(16, ["-", "Lưu:"]), (3, ["-Lưu:"])])
def test_a_dash_before_a_space_is_a_word_of_its_own(gap: int, texts: list[str]) -> None:
    symbols = [Symbol("-", (300, 220, 315, 225), 0.9)]
    symbols += [
        Symbol(letter, (315 + gap + 30 * at, 200, 340 + gap + 30 * at, 236), 0.9) for at, letter in enumerate("Lưu:")
    ]
    whole = OcrWord(Piece("-Lưu:", 72.0, 48.0, 110.0, 56.6, 0.9, 4), tuple(symbols))
    found = list(_dash_apart(whole))
    assert [each.piece.text for each in found] == texts
    assert ["".join(symbol.text for symbol in each.symbols) for each in found] == texts
    assert found[-1].piece.x1 == 110.0
    assert {each.piece.line for each in found} == {4}
    assert [*_dash_apart(word("-", 72.0))] == [word("-", 72.0)]


def test_a_third_reading_is_made_only_where_the_second_leaves_something_open(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[float] = []
    again: dict[float, list[OcrWord]] = {}

    def at_size(grey: Any, line: Any, size: float, page_time: PageTime) -> Reading:
        sizes.append(size)
        return Reading(tuple(again[size]))

    monkeypatch.setattr(second_reading, "at_size", at_size)
    grey, first = np.full((400, 900), 255, np.uint8), [word("ngày", 24.0), word("12/3/2021", 60.0, sure=0.7)]

    def read(second: list[OcrWord]) -> tuple[list[str], int]:
        sizes.clear()
        again.update({0.75: second, 1.3: [word("ngày", 24.0), word("12/8/2021", 60.0, sure=0.99)]})
        return [each.piece.text for each in reread(grey, first, frozenset(), PageTime(30))], len(sizes)

    assert read([word("ngày", 24.0), word("12/3/2021", 60.0, sure=0.8)]) == (["ngày", "12/3/2021"], 1)
    assert read([word("ngày", 24.0), word("12/8/2021", 60.0, sure=0.8)]) == (["ngày", "12/8/2021"], 2)
    first[0] = word("ngay", 24.0, sure=0.6)  # figures agree, a word is still in doubt
    assert read([word("ngoy", 24.0), word("12/3/2021", 60.0, sure=0.8)]) == (["ngày", "12/3/2021"], 2)
    assert read([word("ngay", 24.0, sure=0.5), word("12/3/2021", 60.0, sure=0.8)]) == (["ngay", "12/3/2021"], 1)
    assert read([word("ngày", 24.0), word("12/3/2021", 60.0, sure=0.8)]) == (["ngày", "12/3/2021"], 1)


def test_words_that_ran_together_unread_are_taken_from_the_surest_look(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = {
        0.75: [word("Lưu:", 24.0), word("VI,", 60.0, sure=0.66), word("NGC.", 85.0, sure=0.4)],
        1.3: [word("Lưu:", 24.0), word("VI,", 60.0, sure=0.8), word("NC.", 85.0, sure=0.7)],
    }
    monkeypatch.setattr(second_reading, "at_size", lambda _grey, _line, size, _time: Reading(tuple(looks[size])))
    grey = np.full((400, 900), 255, np.uint8)

    def read(sure: float) -> list[str]:
        glued = OcrWord(Piece("VIL,NG.", 60.0, 48.0, 110.0, 58.0, sure, 48), ())
        return [each.piece.text for each in reread(grey, [word("Lưu:", 24.0), glued], frozenset(), PageTime(30))]

    assert read(0.02) == ["Lưu:", "VI,", "NC."]
    assert read(0.5) == ["Lưu:", "VIL,NG."]
    looks[1.3] = [word("Lưu:", 24.0), word("VI,", 60.0, sure=0.8)]  # half of it
    assert read(0.02) == ["Lưu:", "VIL,NG."]


def test_letters_of_another_size_stand_where_the_page_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks at the ink of a letter again must find it."""
    line = [word("NC.", 60.0)]
    left, top = int(60 * 300 / 72) - 14, int(48 * 300 / 72) - 14

    def read_grey(grey: Any, page_time: PageTime, **_: Any) -> tuple[list[OcrWord], bool]:
        symbol = Symbol("N", (20, 20, 46, 59), 0.9)
        return [OcrWord(Piece("NC.", 4.8, 4.8, 20.0, 14.0, 0.9, 1), (symbol,))], True

    monkeypatch.setattr(second_reading, "read_grey", read_grey)
    (found,) = second_reading.at_size(np.full((400, 900), 255, np.uint8), line, 1.3, PageTime(30)).words
    assert found.symbols[0].box_px == (left, top, left + 20, top + 30)
    assert found.piece.x0 == pytest.approx(left * 72 / 300)


@pytest.mark.parametrize("ink", [None, 20, 170])
def test_a_signature_block_is_read_again_only_where_a_pen_or_seal_crosses_it(
    monkeypatch: pytest.MonkeyPatch, ink: int | None
) -> None:
    read: list[int] = []

    def read_grey(grey: Any, page_time: PageTime, **_: Any) -> tuple[list[OcrWord], bool]:
        read.append(grey.shape[1])
        return [], True

    monkeypatch.setattr(signature_block, "read_grey", read_grey)
    page = Image.new("L", (2000, 900), 255)
    pen = ImageDraw.Draw(page)
    for row in range(3):
        for at in range(8):
            for left in (100, 1200):
                pen.rectangle((left + 50 * at, 200 + 60 * row, left + 20 + 50 * at, 230 + 60 * row), fill=0)
    if ink is not None:  # a pen's, black or pale
        pen.line((1150, 180, 1500, 420), fill=ink, width=5)
    words = [word("Nơi", 24.0), word("nhận:", 50.0), word("-", 24.0, y=62.4), word("Lưu", 40.0, y=62.4)]
    signed = [word("GIÁM", 288.0), word("ĐỐC", 320.0)]
    found, _ = read_signature_block(np.asarray(page), [*words, *signed], PageTime(30))
    assert sorted(each.piece.text for each in found) == sorted(each.piece.text for each in [*words, *signed])
    assert bool(read) is (ink is not None)


@pytest.mark.parametrize(("sure", "chosen"), [(0.3, 1), (0.9, 0)])
def test_a_word_next_to_guessed_does_not_make_a_reading_of_a_signature_better(sure: float, chosen: int) -> None:
    name = [word("Đỗ", 288.0), word("Nghĩa", 320.0)]
    strokes = [word("CAN", 300.0, sure=sure, y=30.0), *name]
    read = [word for line in signature_block.best_lines([], [strokes, name]) for word in line]
    assert read == [strokes, name][chosen]


@pytest.mark.parametrize(("dpi", "turned"), [(300, 0.0), (200, 2.0)])
def test_coloured_ink_is_looked_for_where_it_stands_once_the_page_is_level(dpi: int, turned: float) -> None:
    picture = Image.new("RGB", (4 * dpi, 5 * dpi), "white")
    pen = ImageDraw.Draw(picture)
    for row in range(18):
        pen.rectangle((dpi // 2, (2 + row) * dpi // 5, 7 * dpi // 2, (2 + row) * dpi // 5 + dpi // 15), fill="black")
    pen.rectangle((2 * dpi, 2 * dpi, 3 * dpi, 3 * dpi), outline=(200, 20, 30), width=dpi // 30)
    picture = picture.rotate(turned, Image.Resampling.BICUBIC, fillcolor="white")
    prepared = prepare(picture, dpi)
    assert prepared.colour is not None
    assert (prepared.skew_deg == 0) is (turned == 0)
    box = from_grey(prepared.colour).point([255 * (value > 40) for value in range(256)]).getbbox()
    assert box is not None
    x0, top, x1, bottom = prepared.place_of(*box)
    height, width = prepared.grey.shape
    tint = prepared.tint(0, 0, width, height)
    assert tint is not None
    down, across = np.nonzero(tint > 40)
    assert x0 - 4 <= across.min() <= across.max() < x1 + 4
    assert top - 4 <= down.min() <= down.max() < bottom + 4
    assert (x1 - x0) * (bottom - top) < 0.2 * tint.size
    assert replace(prepared, colour=None).place_of(1, 2, 3, 4) == (1, 2, 3, 4)


def test_a_page_without_red_is_its_red_band() -> None:
    picture = Image.new("RGB", (300, 300), "white")
    ImageDraw.Draw(picture).rectangle((100, 100, 200, 200), fill=(28, 44, 150))
    assert (np.asarray(without_red(picture)) == np.asarray(picture)[:, :, 0]).all()


def test_the_grain_of_the_paper_is_made_white_and_nothing_darker() -> None:
    grain = np.random.default_rng(5).normal(245, 6, (300, 300)).clip(200, 254).astype(np.uint8)
    page = grain.copy()
    page[100:110, 50:250], page[150:160, 50:250] = 10, 190  # print, and a weak pen
    found = np.asarray(on_white_paper(Image.fromarray(page)))
    marked = page < 195
    assert (found[marked] == page[marked]).all()
    assert (found[~marked] == 255).all()


@pytest.mark.parametrize("paper", [255, 180])
def test_white_paper_and_paper_as_dark_as_pale_print_stay_as_they_are(paper: int) -> None:
    page = Image.new("L", (300, 300), paper)
    ImageDraw.Draw(page).rectangle((50, 100, 250, 130), fill=20, outline=230)
    assert on_white_paper(page) is page


def test_when_the_time_of_a_page_is_over_what_was_read_first_stands() -> None:
    grey = np.full((600, 600), 255, np.uint8)
    grey[200:230, 100:400] = 0
    said = ("Nơi", 24.0), ("nhận:", 50.0), ("12/2O23", 90.0)
    words = [OcrWord(Piece(word, x, 48.0, x + 25, 56.0, 0.5, 1), ()) for word, x in said]
    over = PageTime(0)
    assert over.left_ms == 0
    assert 0 < PageTime(30).left_ms <= PageTime(30).left_by_the_clock_ms <= 150_000
    assert reread(grey, words, frozenset(), over) == words
    assert read_signature_block(grey, words, over) == (words, [])
