"""What surrounds the sheet on a scan is made as light as paper; what stands on the sheet stays."""

from __future__ import annotations

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
