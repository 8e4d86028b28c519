"""What a pen and a seal left between a position and a name, and names with a word that is none."""

from __future__ import annotations

import pytest

from extractor.readers.below_position import without_pen
from extractor.readers.page_words import Line, Piece


def page(*lines: str, sure: float = 0.95) -> list[Line]:
    """Lines of words; behind `~` stands how sure a word is, in hundredths."""
    made = []
    for row, said in enumerate(lines):
        line = []
        for at, word in enumerate(said.split()):
            text, _, hundredths = word.partition("~")
            confidence = int(hundredths) / 100 if hundredths else sure
            line.append(Piece(text, 60.0 * at, 20.0 * row, 60.0 * at + 50, 20.0 * row + 10, confidence, row))
        made.append(line)
    return made


def said(lines: list[Line]) -> list[str]:
    return [" ".join(piece.text for piece in line) for line in lines]


@pytest.mark.parametrize(
    ("below", "kept", "doubtful"),
    [
        (["“~40 về su~60", "4~52", "Lường Quốc Thái"], ["Lường Quốc Thái"], ()),
        (["su~66 `~97 œ>~55 M~31", "5~69 “Lường~66 Duy Thái"], ["Lường Duy Thái"], ("Lường Duy Thái",)),
        (["N~78 `~91 -~92 Nguyễn~37 Văn Thái"], ["Nguyễn Văn Thái"], ("Nguyễn Văn Thái",)),
        (["im~50 Ñ~60", ".„Pw©!~20 Lệ~70 Mạnh Thái"], ["Lê Mạnh Thái"], ("Lê Mạnh Thái",)),
        # the scrap may be a surname
        (["Lũ-~40 Quang Ngãi"], ["Lũ- Quang Ngãi"], ()),
        (["ø~40 Văn Duy Thái"], ["ø Văn Duy Thái"], ()),
        # not sure enough of the surname, and no name of what follows it
        (["N~78 -~92 Lường~37 Văn Thái"], ["N - Lường Văn Thái"], ()),
        # what is read is no scrap
        (["Ký bởi: Trạm Bơm", "Lường Duy Thái"], ["Ký bởi: Trạm Bơm", "Lường Duy Thái"], ()),
        (["PHÓ TRẠM TRƯỞNG", "Lường Duy Thái"], ["PHÓ TRẠM TRƯỞNG", "Lường Duy Thái"], ()),
        (["N~60 Yim~95 Nguyễn Thị Bông"], ["N Yim Nguyễn Thị Bông"], ()),
        # no name follows
        (["“~40 về su~60", "4~52", "Danh mục cống"], ["“ về su", "4", "Danh mục cống"], ()),
    ],
)
def test_scraps_between_position_and_name_go(below: list[str], kept: list[str], doubtful: tuple[str, ...]) -> None:
    cleared = without_pen(page("Nơi nhận:", "KT. TRẠM TRƯỞNG", *below))
    assert said(cleared.lines)[2:] == kept
    assert cleared.names == doubtful


@pytest.mark.parametrize(
    "typed",
    [
        "TS. Lường Văn Bông",
        "TS.~60 Lường Văn Bông",
        "PGS. TS. Tẩn Thị Bông",
        "BS.CKII. Tẩn Thị Bông",
        "BS.CKII~70 Tẩn Thị Bông",
        "KTS.~60 Tẩn Thị Bông",
        "ThS. Tẩn Thị Bông",
        "CVC Tẩn Thị Bông",
        "Đại tá Tẩn Thị Bông",
        "H' Yim Nguyễn Thị Bông",
        "1. Lường Văn Bông",
        "a) Lường Văn Bông",
        "- Lường Văn Bông",
        "N~60 TS. Lường Văn Bông",
    ],
)
def test_what_is_typed_before_a_name_stays(typed: str) -> None:
    lines = page("GIÁM ĐỐC", typed)
    cleared = without_pen(lines)
    assert (cleared.lines, cleared.scraps, cleared.names) == (lines, (), ())


def test_scraps_above_a_name_with_a_degree_go() -> None:
    cleared = without_pen(page("GIÁM ĐỐC", "“~40 về su~60", "PGS. TS. Tẩn Thị Bông"))
    assert said(cleared.lines) == ["GIÁM ĐỐC", "PGS. TS. Tẩn Thị Bông"]
    assert cleared.names == ()


@pytest.mark.parametrize(
    "typed",
    [
        "(Đã ký)",
        "(Đã ký)~60",
        "(Đã~60 ký)~60",
        "[đã ký]",
        "15.000.000",
        "ĐT: 0912.345.678",
        "Email: a@cangtre.vn",
        "04",
        "04 »~30",
        "TKT",
    ],
)
def test_what_is_typed_between_position_and_name_stays(typed: str) -> None:
    lines = page("GIÁM ĐỐC", typed, "Lường Văn Bông")
    cleared = without_pen(lines)
    assert (cleared.lines, cleared.scraps) == (lines, ())


def test_many_positions_and_scraps_take_time_in_proportion() -> None:
    lines = page(*(["GIÁM ĐỐC", "“~40 su~30"] * 3000))
    assert len(without_pen(lines).lines) == len(lines)
