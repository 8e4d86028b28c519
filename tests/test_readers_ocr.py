"""Scans made from our own pages: turned, stamped, skewed, written on by hand."""

from __future__ import annotations

import io
import math
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.document import Text
from extractor.errors import DamagedFile, TooLarge
from extractor.knowledge import toml_data
from extractor.limits import Limits
from extractor.readers import read_bytes
from extractor.readers.header_repair import without_mark
from extractor.readers.marks import components
from extractor.readers.ocr_repair import repair_words
from extractor.readers.page_image import quarter_turned, skew_deg, turned_back, without_red
from extractor.readers.scanned import read_picture
from tests.reader_files import BODY, FONT, HEADER_TEXT, pdf, picture, saved
from tests.recognition import needs_tesseract

if TYPE_CHECKING:
    from PIL.Image import Image


@lru_cache(maxsize=4)
def page(number: str = "Số: 418/KH-UBND") -> Image:
    return picture(pdf(number=number))


def recognised(image: Image, kind: str = "PNG") -> Text:
    _, (found,) = read_bytes(f"a.{kind.lower()}", saved(image, kind))
    return found


def with_pen(image: Image, at: tuple[float, float], figures: int) -> Image:
    """The page with slanted pen strokes, higher than print, at a place in points from the top left."""
    from PIL import ImageDraw

    drawn = image.copy()
    pen = ImageDraw.Draw(drawn)
    for figure in range(figures):
        x, y = (at[0] + 9 * figure) * 300 / 72, at[1] * 300 / 72
        pen.arc((x, y - 46, x + 34, y + 4), 20, 330, fill=(20, 20, 30), width=7)
        pen.line((x + 30, y - 30, x + 4, y + 22), fill=(20, 20, 30), width=7)
    return drawn


def with_seal(image: Image) -> Image:
    from PIL import ImageDraw

    drawn = image.copy()
    pen = ImageDraw.Draw(drawn)
    for radius in (150, 120):
        pen.ellipse((1600 - radius, 1950 - radius, 1600 + radius, 1950 + radius), outline=(225, 40, 45), width=9)
    pen.rectangle((300, 900, 1300, 1120), fill=None, outline=(220, 30, 30), width=12)
    return drawn


@needs_tesseract
def test_a_clean_scan_reads_like_the_paper() -> None:
    found = recognised(page())
    assert found.content.startswith(HEADER_TEXT)
    assert found.source == "ocr"
    assert sum(line in found.content for line in BODY) >= len(BODY) - 1
    assert "Vàng Thị Lan" in found.content
    assert [w.code for w in found.warnings] == []
    assert all(w.confidence is not None for w in found.pages[0].words)


@needs_tesseract
def test_seal_skew_and_scan_as_pdf_do_no_harm() -> None:
    scan = with_seal(page()).rotate(1.7, fillcolor=(255, 255, 255))
    _, (found,) = read_bytes("a.pdf", saved(scan, "PDF"))
    assert "Số: 418/KH-UBND" in found.content
    assert found.content.count("\n") < 45
    assert found.source == "ocr"
    word = next(w for w in found.pages[0].words if found.content[w.span.start : w.span.end] == "418/KH-UBND")
    flat = recognised(page())
    same = next(w for w in flat.pages[0].words if flat.content[w.span.start : w.span.end] == "418/KH-UBND")
    # Turned by 1.7 degrees about the middle of the page, the number lies some points lower.
    shift = math.radians(1.7) * (297 - (same.box_pt[0] + same.box_pt[2]) / 2)
    assert (word.box_pt[1] + word.box_pt[3]) / 2 == pytest.approx((same.box_pt[1] + same.box_pt[3]) / 2 + shift, abs=4)


@needs_tesseract
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_pages_are_set_upright(degrees: int) -> None:
    found = recognised(page().rotate(degrees, expand=True))
    assert found.content.startswith("ỦY BAN NHÂN DÂN\nTỈNH HÀ GIANG")
    assert [w.code for w in found.warnings] == ["page-turned"]
    wide, high = (842, 595) if degrees != 180 else (595, 842)
    assert (found.pages[0].width_pt, found.pages[0].height_pt) == pytest.approx((wide, high), abs=2)
    for word in found.pages[0].words:
        assert -2 <= word.box_pt[0] < word.box_pt[2] <= wide + 2
        assert -2 <= word.box_pt[1] < word.box_pt[3] <= high + 2


@needs_tesseract
def test_a_number_written_by_hand_is_left_blank_and_told() -> None:
    found = recognised(with_pen(page("Số:            /KH-UBND"), (120, 112), 2))
    assert [(w.code, w.field) for w in found.warnings] == [("handwritten", "number")]
    line = next(line for line in found.content.splitlines() if "KH-UBND" in line)
    assert not any(char.isdigit() for char in line)
    assert "ngày 12 tháng 9 năm 2023" in found.content


@needs_tesseract
def test_a_pen_that_ran_over_the_stroke_of_the_code_leaves_the_code_whole() -> None:
    found = recognised(with_pen(page("Số:             KH-UBND"), (120, 112), 2))
    assert [(w.code, w.field) for w in found.warnings] == [("handwritten", "number")]
    assert "Số: /KH-UBND\n" in found.content


@needs_tesseract
def test_a_pen_that_ran_into_the_word_of_the_month_takes_nothing_of_it_along() -> None:
    from PIL import ImageDraw, ImageFont

    drawn = page().copy()
    pen = ImageDraw.Draw(drawn)
    font, big = (ImageFont.truetype(str(FONT), round(size * 300 / 72)) for size in (13, 19))
    line = "Hà Giang, ngày 12 tháng 9 năm 2023"
    start = 410 * 300 / 72 - font.getlength(line) / 2
    left, right = (start + font.getlength(line[: line.index(part)]) for part in ("12", "háng"))
    pen.rectangle((left - 4, 415, right, 478), fill="white")
    pen.text((left - 2, 470), "27", (25, 45, 190), big, anchor="ls")
    found = recognised(drawn)
    assert [(w.code, w.field) for w in found.warnings] == [("handwritten", "date")]
    assert "Hà Giang, ngày tháng 9 năm 2023" in found.content


@needs_tesseract
def test_neat_figures_in_blue_ink_are_a_pens_too() -> None:
    from PIL import ImageDraw, ImageFont

    drawn = page("Số:            /KH-UBND").copy()
    font = ImageFont.truetype(str(FONT), round(13 * 300 / 72))
    ImageDraw.Draw(drawn).text((125 * 300 / 72, (842 - 730) * 300 / 72), "57", (25, 45, 190), font, anchor="ls")
    found = recognised(drawn)
    assert [(w.code, w.field) for w in found.warnings] == [("handwritten", "number")]
    assert "57" not in found.content.split("KẾ HOẠCH")[0]


@needs_tesseract
def test_a_blank_number_is_no_handwriting() -> None:
    found = recognised(page("Số:            /KH-UBND"))
    assert "handwritten" not in [w.code for w in found.warnings]
    assert "/KH-UBND" in found.content


@needs_tesseract
def test_tiff_pages_and_blank_pages() -> None:
    from PIL import Image

    blank = Image.new("L", page().size, 255)
    _, (found,) = read_bytes("a.tif", saved(page().convert("L"), "TIFF", more=[blank]))
    assert len(found.pages) == 2
    assert found.pages[1].span.start == found.pages[1].span.end
    assert "Số: 418/KH-UBND" in found.content


@needs_tesseract
def test_a_picture_without_resolution_is_taken_for_a4() -> None:
    _, (found,) = read_bytes("a.jpg", saved(picture(pdf(), dpi=150), "JPEG", dpi=None))
    assert "resolution-guessed" in [w.code for w in found.warnings]
    assert found.pages[0].width_pt == pytest.approx(595, abs=6)
    assert "KH-UBND" in found.content


@needs_tesseract
def test_two_pages_on_a_sheet_are_read_one_after_the_other() -> None:
    from PIL import Image, ImageDraw

    first, second = page(), page().copy()
    ImageDraw.Draw(second).rectangle((0, 0, second.width, second.height // 4), "white")
    sheet = Image.new("RGB", (2 * first.width, first.height), "white")
    sheet.paste(first, (0, 0))
    sheet.paste(second, (first.width, 0))
    found = recognised(sheet)
    assert found.content.startswith(HEADER_TEXT)
    assert found.content.count(BODY[3]) == 2 and found.content.find(BODY[-1]) < found.content.rfind(BODY[3])
    placed = [word for word in found.pages[0].words if found.content[word.span.start : word.span.end] == "Nơi"]
    assert len(placed) == 2 and placed[1].box_pt[0] - placed[0].box_pt[0] == pytest.approx(595, abs=6)


@needs_tesseract
def test_a_fax_is_read_as_high_as_it_is_on_paper() -> None:
    fax = picture(pdf()).convert("L").resize((1728, 1146))
    stream = io.BytesIO()
    fax.save(stream, "TIFF", dpi=(204, 98))
    _, (found,) = read_bytes("a.tif", stream.getvalue())
    assert found.pages[0].height_pt == pytest.approx(842, abs=6)
    assert found.content.startswith("ỦY BAN NHÂN DÂN\nTỈNH HÀ GIANG")
    _, (small,) = read_bytes("a.tif", stream.getvalue(), limits=Limits(page_pixels=2_000_000))
    assert (small.pages[0].height_pt or 0) < 500  # as it came, where it would be too large


def test_hostile_pictures_are_refused() -> None:
    with pytest.raises(TooLarge, match="page_pixels"):
        read_bytes("a.png", saved(page(), "PNG"), limits=Limits(page_pixels=1_000_000))
    with pytest.raises(DamagedFile, match="ảnh"):
        read_bytes("a.png", saved(page(), "PNG")[:5000])
    small = page().resize((100, 140))
    with pytest.raises(TooLarge, match="pages"):
        read_bytes("a.tif", saved(small, "TIFF", more=[small, small]), limits=Limits(pages=2))


@pytest.mark.parametrize("angle", [-3.2, -0.8, 0.0, 1.7, 4.0])
def test_skew_is_measured(angle: float) -> None:
    turned = page().convert("L").rotate(-angle, fillcolor=255)
    assert skew_deg(without_red(turned)) == pytest.approx(angle, abs=0.2)


def test_pages_on_their_side_are_told() -> None:
    import numpy as np

    assert not quarter_turned(np.asarray(page().convert("L")))
    assert quarter_turned(np.asarray(page().convert("L").rotate(90, expand=True)))


def test_red_goes_and_black_stays() -> None:
    import numpy as np

    grey = np.asarray(without_red(with_seal(page())))
    assert int(grey[900:912, 400:1200].min()) > 200
    assert int((grey < 100).sum()) == pytest.approx(int((np.asarray(page().convert("L")) < 100).sum()), rel=0.05)


def test_turning_a_point_back() -> None:
    assert turned_back(10, 20, (100, 50), 0) == (10, 20)
    x, y = turned_back(100, 25, (100, 50), 90)
    assert x == pytest.approx(50)
    assert y == pytest.approx(75)


def test_set_phrases() -> None:
    raw = toml_data("ocr_phrases.toml")
    for before, after in raw["examples"]["finds"]:
        # A word that is a piece of the one before it is made empty.
        assert " ".join(filter(None, repair_words(before.split()))) == after
    for kept in raw["examples"]["misses"]:
        assert " ".join(repair_words(kept.split())) == kept
    assert repair_words(["TỈNH", "UỶ", "tỉnh", "uỷ"]) == ["TỈNH", "UỶ", "tỉnh", "uỷ"]
    assert repair_words(["tô", "chức."]) == ["tổ", "chức."]
    assert repair_words(["tô.", "chức"]) == ["tô.", "chức"]


@pytest.mark.parametrize("name", toml_data("ocr_phrases.toml")["beside"])
def test_a_word_puts_the_one_beside_it_right(name: str) -> None:
    entry = toml_data("ocr_phrases.toml")["beside"][name]
    for word in entry["words"]:
        printed, right = (entry.get(form, entry["printed"]).format(word) for form in ("printed", "right"))
        assert _repaired(printed) == right
    for printed, right in entry["finds"]:
        assert _repaired(printed) == right
    for kept in entry["misses"]:
        assert _repaired(kept) == kept


def _repaired(line: str) -> str:
    return " ".join(word for word in without_mark(repair_words(line.split())) if word)


@given(st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=1, max_size=9))
def test_marks_are_the_connected_dark_places(rows: list[list[bool]]) -> None:
    import numpy as np

    left = {(y, x) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}
    expected = []
    while left:
        group, edge = set(), {left.pop()}
        while edge:
            y, x = edge.pop()
            group.add((y, x))
            near = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left
            edge |= near
            left -= near
        ys, xs = [y for y, _ in group], [x for _, x in group]
        expected.append((min(xs), min(ys), max(xs) + 1, max(ys) + 1))
    assert sorted(components(np.array(rows))) == sorted(expected)


@needs_tesseract
@pytest.mark.parametrize("kind", ["TIFF", "PDF"])
def test_of_a_register_only_the_upper_part_of_the_first_page_is_read(kind: str) -> None:
    from PIL import ImageDraw, ImageFont

    scan = picture(pdf())
    foot = "Chân trang in nhỏ nhưng vẫn đọc được"
    ImageDraw.Draw(scan).text((300, scan.height - 400), foot, "black", ImageFont.truetype(str(FONT), 54))
    data = saved(scan, kind, more=[scan])
    _, (head,) = read_bytes("a", data, head_only=True)
    assert head.content.startswith(HEADER_TEXT)
    assert [page.number for page in head.pages] == [1]
    assert foot not in head.content
    assert foot in read_bytes("a", saved(scan, kind))[1][0].content


@needs_tesseract
def test_a_page_on_its_head_has_its_header_all_the_same() -> None:
    data = saved(picture(pdf()).rotate(180), "TIFF")
    assert read_bytes("a", data, head_only=True)[1][0].content.startswith(HEADER_TEXT)


@needs_tesseract
def test_a_page_that_takes_too_long_says_so() -> None:
    read = read_picture(page(), 2, Limits(ocr_page_seconds=0.001))
    assert read.warnings[0].code == "ocr-timeout"
