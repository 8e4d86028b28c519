"""The receiver's stamp is told from the paper's own text, also where it was set down aslant."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractor.readers.incoming_stamp import _crooked, words_in_stamp
from extractor.readers.lines import Piece
from extractor.readers.ocr import OcrWord

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


def test_slanting_strokes_of_other_sizes_make_no_frame() -> None:
    def side(x0: int, top: int, high: int, slant: int) -> list[tuple[int, int, int]]:
        return [(x0 + 2 * at, top + at * high // 8, top + (at + 2) * high // 8) for at in range(slant)]

    assert len(_crooked([*side(100, 300, 300, 7), *side(700, 280, 300, 7)])) == 1
    assert _crooked([*side(100, 300, 300, 7), *side(700, 320, 300, 7)]) == []  # its upper edge does not fall so
    assert _crooked([*side(100, 300, 300, 7), *side(200, 290, 300, 7)]) == []  # too close
    assert _crooked([*side(100, 300, 300, 7), *side(700, 900, 300, 7)]) == []  # not side by side
    assert _crooked([*side(100, 300, 100, 7), *side(700, 300, 100, 7)]) == []  # too low
    assert _crooked([(100, 300, 600), (700, 300, 600)]) == []  # upright
