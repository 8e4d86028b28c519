"""The places of figures in the number and date lines of a scan, and whether print or a pen stands in them."""

from __future__ import annotations

import pytest

from extractor.document import Warning_
from extractor.readers import handwritten
from extractor.readers.handwritten import _judge, _unsure_code, read_slots
from extractor.readers.header_slots import Char, Slot, date_slots, number_slot
from extractor.readers.ocr import PageTime
from extractor.readers.page_image import Prepared
from extractor.readers.page_words import OcrWord, Piece, Symbol


def test_the_day_is_looked_for_where_it_stands_even_when_its_word_is_spoilt() -> None:
    def slots(said: str) -> list[tuple[str, str]]:
        symbols = [Symbol(c, (20 * i, 0 if c in "hlt" else 10, 20 * i + 15, 40), 0.95) for i, c in enumerate(said)]
        chars = [Char(symbol.text, 0, symbol) for symbol in symbols]
        return [(slot.name, slot.text) for slot in date_slots(chars)]

    assert slots("HàGiang,ngày12tháng9năm2023") == [("ngày", "12"), ("tháng", "9")]
    assert slots("HàGiang,ngàOftháng9năm2023") == [("ngày", "Of"), ("tháng", "9")]
    assert slots("HàGiang,ng4/tháng9năm2023") == [("ngày", "4/"), ("tháng", "9")]
    assert slots("HàGiang,ngàyÔthúng9năm2023") == [("ngày", "Ô"), ("tháng", "9")]
    assert slots("HàGiang,ngày22háng9năm2023") == [("ngày", "22"), ("tháng", "9")]
    assert slots("HàGiang,ngày)Qhángnăm2023") == [("ngày", ")Q"), ("tháng", "")]
    assert slots("ngàyxửlýkháchhàng9năm") == []
    assert slots("trướcngày5hàngnăm2031") == slots("ngày05háng9năm2031") == []
    assert slots("Từđó,ngày05hàngthángnăm2031") == slots("Từđó,ngày05hằngnăm2031") == []
    assert slots("HàGiang,ngàythángnăm") == [("ngày", ""), ("tháng", "")]
    assert slots("triểnkhaitrongnăm2023") == []


@pytest.mark.parametrize(
    ("edge", "sure", "seen"), [(180, 0.99, "typed"), (180, 0.9, "handwritten"), (255, 0.99, "handwritten")]
)
def test_typed_figures_that_pale_ink_broke_are_no_pens(edge: int, sure: float, seen: str) -> None:
    import numpy as np

    grey = np.full((160, 100), 255, np.uint8)
    for x in (20, 50):
        grey[60:100, x : x + 20] = edge
        grey[66:95, x : x + 6] = grey[66:95, x + 14 : x + 20] = 20  # of a `0` only the sides are dark
    chars = tuple(Char("0", 0, Symbol("0", (x, 60, x + 20, 100), sure)) for x in (20, 50))
    beside = Char("g", 0, Symbol("g", (0, 60, 10, 100), 0.99)), Char("n", 0, Symbol("n", (80, 60, 95, 100), 0.99))
    assert _judge(grey, Slot("date", "tháng", 12, 78, chars, beside, 60.0, 100.0)) == seen


@pytest.mark.parametrize(
    ("field", "inks"),
    [
        ("number", [(67, 100, 66), (67, 100, 66)]),  # a little low in dark ink, print in the pale edge around it
        ("date", [(64, 100, 62), (66, 94, 62)]),  # of uneven height, and not level
    ],
)
def test_a_pens_whole_figures_are_not_made_higher_by_the_pale_edge_around_them(
    field: str, inks: list[tuple[int, int, int]]
) -> None:
    import numpy as np

    grey = np.full((160, 100), 255, np.uint8)
    for x, (top, low, edge) in zip((20, 50), inks, strict=True):
        grey[edge:101, x : x + 20] = 190
        grey[top:low, x : x + 20] = 20
    chars = tuple(Char("4", 0, Symbol("4", (x, 60, x + 20, 100), 0.99)) for x in (20, 50))
    beside = Char("ố", 0, Symbol("ố", (0, 60, 10, 100), 0.99)), Char("K", 0, Symbol("K", (80, 60, 95, 100), 0.99))
    assert _judge(grey, Slot(field, "số", 12, 78, chars, beside, 60.0, 100.0)) == "handwritten"


@pytest.mark.parametrize(
    ("day", "again", "kept", "told"),
    [
        ("1l", "17", "11", ["date"]),  # a bar is no seven
        ("1l", "11", "11", []),
        ("14", "19", "19", ["date"]),  # of two readings of figures the second has figures to choose from alone
        ("1A", "14", "14", []),
        ("14", "", "14", ["date"]),
    ],
)
def test_two_readings_of_unsure_figures_that_differ_are_told(
    day: str, again: str, kept: str, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import numpy as np

    verdict = iter(("unclear", "typed"))
    monkeypatch.setattr(handwritten, "_judge", lambda grey, slot: next(verdict))
    monkeypatch.setattr(
        handwritten, "_read_again", lambda grey, slot, left: (again, 0.95) if slot.name == "ngày" else ("9", 0.95)
    )
    said = f"GòĐa,ngày{day}tháng9năm2031"
    symbols = tuple(Symbol(char, (20 * at, 50, 20 * at + 15, 86), 0.7) for at, char in enumerate(said))
    page = Prepared(np.full((1200, 900), 255, np.uint8), 0.0, False, None)
    words, notes, _ = read_slots(
        page, [OcrWord(Piece(said, 0, 12, 150, 21, 0.7, 1), symbols)], PageTime(0), page_number=1
    )
    assert "".join(word.piece.text for word in words) == f"GòĐa,ngày{kept}tháng9năm2031"
    assert [note.field for note in notes if note.code == "uncertain"] == told


@pytest.mark.parametrize(
    ("left", "right", "number"),
    [
        ("Sề:660/TB-UBND", "", "660"),
        ("Số:23-CTr/TU", "", "23"),
        ("Số508-QĐ/TU", "", "508"),
        ("Số:1386/SXD-QLN", "TƯHO", "1386"),
        ("Số:7/KH", "", "7"),
        ("Số:27/T1r-SYT", "", "27"),
        ("Số:27/QÐĐ-UBND", "", "27"),
        ("Số:5/2020/QĐ-UBND", "", "5"),
        # A pen over the slash.
        ("Số:/Í52ø-KH/TĐTN-PT", "", "/Í52ø"),
        ("Số:/Z2/KHLN-STC-STP", "", "/Z2"),
        # A pen read as a slash with one letter.
        ("Số:2/Š{/TTr-SXD", "", "2/Š{"),
    ],
)
def test_a_number_ends_where_its_code_begins_and_is_as_high_as_that(left: str, right: str, number: str) -> None:
    import numpy as np

    grey = np.full((120, 900), 255, np.uint8)
    line = []
    for i, char in enumerate(left + right):
        # What stands in the other column is larger and higher up.
        top, bottom, x0 = (20, 90, 60 * i) if i >= len(left) else (50, 86, 25 * i)
        grey[top:bottom, x0 : x0 + 18] = 0
        line.append(Char(char, 0, Symbol(char, (x0, top, x0 + 18, bottom), 0.99)))
    slot = number_slot(grey, line)
    assert slot is not None
    assert (slot.text, slot.cap_top, slot.base) == (number, 50.0, 86.0)
    for sure, told in ((0.2, ["number"]), (0.9, [])):
        words = [OcrWord(Piece(left, 0, 0, 100, 10, sure, 1), ())]
        assert [warning.field for warning in _unsure_code(words, [slot], [], 1)] == told
        assert _unsure_code(words, [slot], [Warning_("handwritten", "", "number")], 1) == []
