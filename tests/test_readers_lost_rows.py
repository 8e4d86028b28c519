"""Number and date on a row that layout analysis did not find."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.readers import lost_rows
from extractor.readers.lost_rows import with_lost_rows
from extractor.readers.ocr import PageTime
from extractor.readers.page_image import WORK_DPI
from extractor.readers.page_words import OcrWord, Piece, Symbol


def words(*rows: tuple[float, str]) -> list[OcrWord]:
    return [
        OcrWord(Piece(word, 60.0 * at, top, 60.0 * at + 50, top + 12, 0.95, number), ())
        for number, (top, said) in enumerate(rows)
        for at, word in enumerate(said.split())
    ]


MOTTO = (78, "Độc lập - Tự do - Hạnh phúc")


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        ([MOTTO, (194, "TỜ TRÌNH")], True),
        ([(78, "ĐẢNG CỘNG SẢN VIỆT NAM"), (194, "KẾ HOẠCH")], True),
        ([MOTTO, (120, "Số: 14/TB-TB"), (194, "TỜ TRÌNH")], False),
        ([MOTTO, (120, "Bến Cát, ngày 3 tháng 4 năm 2031"), (194, "TỜ TRÌNH")], False),
        ([MOTTO, (112, "TỜ TRÌNH")], False),  # no room
        ([(78, "DANH MỤC"), (194, "CẦU TÀU")], False),  # no header
    ],
)
def test_a_row_is_looked_for_where_there_is_room_for_it(
    rows: list[tuple[float, str]], asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def read(grey: object, page_time: PageTime, *, mode: int) -> tuple[list[OcrWord], bool]:
        calls.append(mode)
        found = OcrWord(Piece("Số: 14/TB-TB", 60, 4, 110, 16, 0.9, 1), (Symbol("S", (250, 20, 260, 60), 0.9),))
        return [found, OcrWord(Piece("«", 60, 4, 110, 16, 0.2, 2), ())], False

    monkeypatch.setattr(lost_rows, "read_grey", read)
    grey = np.full((3508, 2480), 255, np.uint8)
    grey[430:460, 300:420] = 0
    before = words(*rows)
    after = with_lost_rows(grey, before, PageTime(10))
    assert bool(calls) is asked
    assert after[: len(before)] == before
    added = after[len(before) :]
    assert [word.piece.text for word in added] == (["Số: 14/TB-TB"] if asked else [])
    for word in added:  # back in its place on the page, on a line of its own
        assert word.piece.top > 92
        assert word.symbols[0].box_px[1] > 380
        assert word.piece.line not in {each.piece.line for each in before}


@pytest.mark.parametrize(("issuer", "begins"), [(60, [92]), (90, [104]), (91.5, [105.5]), (100, [])])
def test_the_row_is_looked_for_below_an_issuer_that_stands_lower_than_the_motto(
    issuer: float, begins: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    tops: list[int] = []

    def read(grey: np.ndarray, page_time: PageTime, *, mode: int) -> tuple[list[OcrWord], bool]:
        tops.append(int(grey[0, 0]) * 256 + int(grey[0, 1]))
        return [], False

    monkeypatch.setattr(lost_rows, "read_grey", read)
    lines = [*words(MOTTO, (194, "TỜ TRÌNH")), OcrWord(Piece("CẢNG", 60, issuer, 110, issuer + 12, 0.95, 7), ())]
    grey = np.zeros((3508, 2480), np.uint8)
    grey[:, 0], grey[:, 1] = np.arange(3508) // 256, np.arange(3508) % 256  # which row it is
    with_lost_rows(grey, lines, PageTime(10))
    assert tops == [int(each * WORK_DPI / 72) for each in begins]
