"""What surrounds the sheet on a scan is made as light as paper; what stands on the sheet stays."""

from __future__ import annotations

import time

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractor.pipeline import extract
from extractor.readers import read_bytes
from extractor.readers.page_edges import without_dark_edges
from tests.reader_files import HEADER_TEXT, pdf, picture, saved

SIZE = (800, 1100)


def test_solid_dark_that_reaches_the_edge_goes_and_ink_on_the_sheet_stays() -> None:
    page = Image.new("L", SIZE, 250)
    pen = ImageDraw.Draw(page)
    pen.polygon(((0, 0), (60, 0), (20, 1100), (0, 1100)), fill=8)  # the lid beside a crooked sheet
    pen.ellipse((90, 500, 130, 540), fill=10)  # a punched hole
    pen.rectangle((300, 300, 500, 320), fill=0)
    values = np.asarray(without_dark_edges(page))
    assert (values[:, :10] == 250).all()
    assert values[520, 110] == 10
    assert (values[300:321, 300:501] == 0).all()


@pytest.mark.parametrize("drawn", [[], [(0, 0, 800, 1100)]], ids=["white", "all dark"])
def test_a_page_without_such_edges_stays_itself(drawn: list[tuple[int, int, int, int]]) -> None:
    page = Image.new("L", SIZE, 250)
    for box in drawn:
        ImageDraw.Draw(page).rectangle(box, fill=5)
    ImageDraw.Draw(page).rectangle((300, 300, 500, 320), fill=0)
    assert without_dark_edges(page) is page
    assert without_dark_edges(tiny := Image.new("L", (2, 2), 0)) is tiny


def test_a_corridor_of_dark_that_winds_over_the_page_is_followed_in_a_moment() -> None:
    cells = np.full((1000, 170), 250, np.uint8)
    cells[0] = cells[1, 2] = 0
    cells[2:997:3, 2:168] = 0
    for at in range(3, 994, 3):
        cells[at : at + 2, 167 if at % 2 else 2] = 0
    begun = time.perf_counter()
    cleared = np.asarray(without_dark_edges(Image.fromarray(cells)))
    assert time.perf_counter() - begun < 2.0
    assert (cleared[995] == 250).all()  # to its end
    begun = time.perf_counter()
    without_dark_edges(Image.fromarray(np.repeat(cells, 50, axis=0)))
    assert time.perf_counter() - begun < 2.0


def test_white_letters_on_a_dark_band_at_the_edge_stay() -> None:
    page = Image.new("L", SIZE, 250)
    pen = ImageDraw.Draw(page)
    pen.rectangle((0, 0, 800, 120), fill=6)
    pen.polygon(((0, 1050), (800, 1080), (800, 1100), (0, 1100)), fill=8)
    for at in range(8):
        pen.rectangle((100 + 60 * at, 40, 106 + 60 * at, 80), fill=250)
        pen.rectangle((100 + 60 * at, 40, 130 + 60 * at, 46), fill=250)
    values = np.asarray(without_dark_edges(page))
    assert (values[:120] == np.asarray(page)[:120]).all()
    assert (values[1090:] == 250).all()
    dusty = page.copy()
    ImageDraw.Draw(dusty).rectangle((0, 0, 800, 120), fill=6)
    for at in range(100, 700, 30):
        dusty.putpixel((at, 60), 255)
    assert (np.asarray(without_dark_edges(dusty))[:100] == 250).all()


def test_a_scan_with_black_borders_is_not_turned() -> None:
    sheet = picture(pdf(), dpi=200).rotate(0.8, fillcolor="white")
    scan = Image.new("RGB", (sheet.width + 160, sheet.height + 120), (8, 8, 8))
    scan.paste(sheet, (100, 50))
    _, (found,) = read_bytes("a.png", saved(scan, "PNG", dpi=200))
    assert found.content.startswith(HEADER_TEXT.split("\n\n")[0])
    assert "page-turned" not in [warning.code for warning in found.warnings]
    header = extract(found).header
    assert header.number is not None
    assert header.number.value == "418/KH-UBND"
