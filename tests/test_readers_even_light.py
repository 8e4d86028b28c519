"""A page in uneven light is set even; ink, pictures and pages that are even stay as they are."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractor.pipeline import extract
from extractor.readers import read_bytes
from extractor.readers.even_light import with_even_light
from tests.reader_files import HEADER_TEXT, pdf, picture, saved
from tests.recognition import needs_tesseract

SIZE = (800, 1100)


def shaded(page: Image.Image, least: float) -> Image.Image:
    """The page, from its left edge to its right darker and darker, down to so much of its light."""
    light = np.linspace(1, least, page.width)[None, :, None]
    return Image.fromarray((np.asarray(page.convert("RGB")) * light).astype(np.uint8))


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_the_paper_is_as_light_in_the_shade_and_ink_stays_dark(mode: str) -> None:
    page = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(page)
    pen.rectangle((700, 500, 710, 530), fill=0)
    pen.rectangle((720, 500, 730, 530), fill=(220, 40, 50))
    even = np.asarray(with_even_light(shaded(page, 0.5).convert(mode)).convert("RGB"))
    assert even[:, 10:-10].max(axis=2).min(axis=0)[:600].min() > 235
    assert even[505:525, 702:708].max() < 10
    if mode == "RGB":
        assert abs(even[515, 725].astype(int) - (220, 40, 50)).max() < 20


@pytest.mark.parametrize(
    "boxes",
    [[], [(0, 0, 800, 90)], [(100, 100, 500, 500)], [(0, 0, 800, 1100)]],
    ids=["white", "a dark band", "a dark picture", "all dark"],
)
def test_a_page_in_even_light_stays_itself(boxes: list[tuple[int, int, int, int]]) -> None:
    page = Image.new("L", SIZE, 250)
    for box in boxes:
        ImageDraw.Draw(page).rectangle(box, fill=30)
    assert with_even_light(page) is page
    for other in (page.point(lambda value: 255 * (value > 99)).convert("1"), Image.new("L", (90, 90), 3)):
        assert with_even_light(other) is other


@needs_tesseract
def test_a_photograph_with_a_dark_side_is_read_to_the_end_of_its_lines() -> None:
    paper = picture(pdf(), dpi=200)
    drawn = ImageDraw.Draw(paper)
    drawn.ellipse((950, 1250, 1150, 1450), outline=(225, 40, 45), width=8)
    _, (whole,) = read_bytes("a.png", saved(paper, "PNG", dpi=200))
    _, (read,) = read_bytes("a.jpeg", saved(shaded(paper, 0.35), "JPEG", dpi=200))
    assert read.content.startswith(HEADER_TEXT)
    assert read.content.split() == whole.content.split()
    assert [who.name for who in extract(read).footer.signers] == [who.name for who in extract(whole).footer.signers]
