"""The receiver's stamp is told from the paper's own text, also where it was set down aslant."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractor.readers.incoming_stamp import _crooked, _without_stamps, words_in_stamp
from extractor.readers.page_words import OcrWord, Piece

_POINT = 300 / 72


def word(text: str, x0: float, top: float) -> OcrWord:
    return OcrWord(Piece(text, x0, top, x0 + 7 * len(text), top + 11, 0.9, 1), ())


@pytest.mark.parametrize("angle", [-4.5, -2.5, 0, 2.5, 4.5])
def test_what_is_in_a_stamp_is_told_however_it_was_set_down(angle: float) -> None:
    stamp = Image.new("L", (620, 270), "white")
    pen = ImageDraw.Draw(stamp)
    pen.rectangle((3, 3, 616, 266), outline=60, width=6)
    pen.line((170, 0, 170, 270), 60, 5)
    page = Image.new("L", (2480, 3508), "white")
    page.paste(stamp.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor="white"), (240, 500))
    words = [word("ĐẾN", 75, 150), word("Số:", 105, 135), word("Ngày:", 105, 155), word("THÔNG", 230, 140)]
    inside = words_in_stamp(np.asarray(page), words)
    assert [each.piece.text for each in inside] == ["ĐẾN", "Số:", "Ngày:"]


def ruled(*boxes: tuple[int, int, int, int], ink: int = 60) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    page = Image.new("L", (2480, 3508), "white")
    for box in boxes:
        ImageDraw.Draw(page).rectangle(box, outline=ink, width=5)
    return np.asarray(page)


def test_a_table_of_departments_is_no_stamp() -> None:
    words = [word("Đơn", 75, 150), word("vị", 105, 150), word("Sở", 75, 165), word("Nội", 95, 165), word("Sở", 75, 180)]
    assert words_in_stamp(ruled((240, 550, 860, 850)), words) == []
    labelled = [word("Số:", 75, 150), word("Ngày:", 75, 165), word("Chuyển:", 75, 180)]
    assert words_in_stamp(ruled((240, 550, 860, 850)), labelled) == labelled


def test_a_ruled_head_is_no_stamp_and_the_stamp_below_it_is_one() -> None:
    head = [word("CỘNG", 75, 60), word("HÒA", 110, 60), word("Số:", 75, 80), word("ngày", 110, 80)]
    stamp = [word("ĐẾN", 75, 150), word("Số:", 105, 150)]
    page = ruled((240, 220, 900, 400), (240, 550, 860, 720))
    assert words_in_stamp(page, [*head, *stamp]) == stamp


def test_a_pale_stamp_is_looked_for_where_it_says_that_it_came() -> None:
    stamp = [word("ĐẾN", 75, 150), word("Ngày:", 105, 150)]
    page = ruled((240, 550, 860, 720), ink=185)
    assert words_in_stamp(page, stamp) == stamp
    assert words_in_stamp(page, [word("đến", 75, 150), word("ngày", 105, 150)]) == []


@pytest.mark.parametrize(
    "title",
    [
        [word("TỪ", 200, 120), word("2033", 217, 120), word("ĐẾN", 249, 120), word("2035", 273, 120)],
        [word("NĂM", 55, 145), word("2033", 80, 145), word("ĐẾN", 112, 145), word("NĂM", 136, 145)],
        [word("ĐẾN", 75, 145), word("NĂM", 99, 145), word("2035", 123, 145)],
        [word("ĐẾN", 75, 330)],
    ],
)
def test_a_pale_box_is_no_stamp_for_a_word_of_the_title(title: list[OcrWord]) -> None:
    box = [word("Số:", 75, 165), word("7/TTr-SYT,", 100, 165), word("ngày", 175, 165), word("Giao", 75, 180)]
    assert words_in_stamp(ruled((240, 550, 860, 850), ink=178), [*title, *box]) == []


def test_the_name_of_the_stamp_stands_before_its_word() -> None:
    stamp = [word("CÔNG", 65, 145), word("VĂN", 97, 145), word("ĐẾN", 122, 145), word("Số:", 75, 165)]
    assert words_in_stamp(ruled((240, 550, 860, 850), ink=178), stamp) == stamp


def test_a_line_of_the_paper_that_a_stamp_reaches_stays_whole() -> None:
    stamp = [word("ĐẾN", 75, 150), word("Ngày:", 105, 150)]
    below = [word("Kính", 150, 168), word("gửi:", 181, 168), word("Sở", 212, 168), word("Nội", 229, 168)]
    assert words_in_stamp(ruled((240, 550, 860, 740)), [*stamp, *below]) == stamp


def test_slanting_strokes_of_other_sizes_make_no_frame() -> None:
    def side(x0: int, top: int, high: int, slant: int) -> list[tuple[int, int, int]]:
        return [(x0 + 2 * at, top + at * high // 8, top + (at + 2) * high // 8) for at in range(slant)]

    def frames(*sides: list[tuple[int, int, int]], drawn: bool = True) -> int:
        ink = np.full((700, 500), drawn)
        return len(_crooked([run for each in sides for run in each], ink))

    assert frames(side(100, 300, 300, 7), side(700, 280, 300, 7)) == 1
    assert frames(side(100, 300, 300, 7), side(700, 280, 300, 7), drawn=False) == 0  # no edge from side to side
    assert frames(side(100, 300, 300, 7), side(700, 320, 300, 7)) == 0  # its upper edge does not fall so
    assert frames(side(100, 300, 300, 7), side(200, 290, 300, 7)) == 0  # too close
    assert frames(side(100, 300, 300, 7), side(700, 900, 300, 7)) == 0  # not side by side
    assert frames(side(100, 300, 100, 7), side(700, 300, 100, 7)) == 0  # too low
    upright = [[(x + 2 * at, 300, 600) for at in range(5)] for x in (100, 700)]
    assert frames(*upright) == 0  # a rule is several columns wide


@pytest.mark.parametrize("angle", [-3, -1.5, 0, 1.5, 2, 3])
@pytest.mark.parametrize("framed", [False, True])
def test_coloured_rules_without_edges_across_leave_what_is_between_them(angle: float, framed: bool) -> None:
    drawn = Image.new("L", (1000, 420), 0)
    pen = ImageDraw.Draw(drawn)
    if framed:
        pen.rectangle((60, 40, 660, 340), outline=255, width=5)
    else:
        for x in (60, 300, 760):
            pen.line((x, 20, x, 400), 255, 5)
    for y in range(90, 300, 50):
        for x in range(90, 640, 30):
            pen.rectangle((x, y, x + 14, y + 24), outline=255, width=4)
    tint = np.asarray(drawn.rotate(angle, Image.Resampling.BICUBIC, expand=True))
    grey = np.where(tint > 40, 90, 255).astype(np.uint8)
    left = _without_stamps(grey, tint)
    if framed:
        assert left is not None and (left[tint > 40] < 200).mean() < 0.01
    else:
        assert left is None
