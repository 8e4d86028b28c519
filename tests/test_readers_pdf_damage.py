"""PDF pages whose text layer lost its figures, names letters wrongly, or whose text does not stand upright."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest

from extractor.limits import DEFAULT
from extractor.pipeline import extract
from extractor.readers import read_bytes
from extractor.readers.pdf import opened
from extractor.readers.places import boxes_of, page_picture, words_on_page
from extractor.readers.truth import fault_of, fills, is_damaged, spoilt_lines
from tests.reader_files import BODY, FONT, HEADER_TEXT, HEADING, LEFT, RIGHT, pdf


def mapped(change: Callable[[str], str], *, pages: int = 1) -> bytes:
    """A PDF whose tables of letters (`ToUnicode`) name each letter as `change` does."""
    broken = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(pages=pages))) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each:
                lines = each["/ToUnicode"].read_bytes().decode("ascii").split("\n")
                each["/ToUnicode"].write("\n".join(_changed(line, change) for line in lines).encode("ascii"))
        document.save(broken)
    return broken.getvalue()


def _changed(line: str, change: Callable[[str], str]) -> str:
    parts = line.strip("<>").split("> <")
    if len(parts) != 2:
        return line
    return f"<{parts[0]}> <{ord(change(chr(int(parts[1], 16)))):04X}>"


def _turned(quarters: int, *, shown: bool) -> bytes:
    """A PDF whose pages are drawn turned anticlockwise by quarters of a circle; `shown` upright by their `/Rotate`."""
    turned = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        for page in document.pages:
            width, height = float(page.mediabox[2]), float(page.mediabox[3])
            how = {1: f"0 1 -1 0 {height} 0", 2: f"-1 0 0 -1 {width} {height}", 3: f"0 -1 1 0 0 {width}"}[quarters]
            page.contents_add(f"q {how} cm".encode(), prepend=True)
            page.contents_add(b"Q")
            if quarters != 2:
                page.mediabox = pikepdf.Rectangle(0, 0, height, width)
            page.Rotate = 90 * quarters if shown else 0
        document.save(turned)
    return turned.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        lambda letter: " " if letter.isdigit() else letter,
        lambda letter: chr(0xF000 + ord(letter)) if letter.isdigit() else letter,
    ],
    ids=["lost", "in the private-use area"],
)
def test_figures_that_the_layer_lost_are_read_from_the_picture(change: Callable[[str], str]) -> None:
    _, (found,) = read_bytes("a.pdf", mapped(change))
    header = extract(found).header
    assert header.number is not None
    assert header.number.value == "418/KH-UBND"
    assert str(header.date.value if header.date else None) == "2023-09-12"
    assert found.warnings[0].code in ("text-layer-lost-digits", "text-layer-wrong-glyphs")
    # No pen was near a page that a program drew.
    assert not [warning for warning in found.warnings if warning.code == "handwritten"]


def test_a_text_without_figures_is_faulty_only_where_figures_are_missed() -> None:
    prose = "các đơn vị rà soát số liệu và công khai kết quả tại nơi làm việc của mình, " * 8
    assert fault_of(prose, image_share=0.0) is None
    assert fault_of(f"{prose} Hà Giang, ngày  tháng  năm ", image_share=0.0) == "lost-digits"
    assert fault_of(f"{prose} Số: 9/KH-UBND, ngày  tháng  năm ", image_share=0.0) is None
    form = f"{prose}\nHọ tên, ngày tháng năm sinh: \nmột số/nhiều đơn vị, ghi rõ số/ngày cấp, quy định tại điều.\n"
    assert fault_of(form, image_share=0.0) is None
    assert fault_of(f"{prose}\nĐiều . Bến đò", image_share=0.0) == "lost-digits"
    assert fills(f"{prose}\nSố:   /KH-UBND", "Số: 31/KH-UBND\ntrang 2")
    assert not fills(f"{prose}\nSố:   /KH-UBND", "Số:   /KH-UBND\ntrang 2")
    assert is_damaged("Số: \uf034\uf031\uf038/KH-UBND")
    assert not is_damaged(prose)


def _one_font_shifted(shift: int) -> bytes:
    """A page whose head is drawn in a font with a wrong table of letters, and whose text in a sound one."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    stream, made = io.BytesIO(), io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    for name, style in (("Serif", "Regular"), ("Bold", "Bold")):
        pdfmetrics.registerFont(TTFont(name, str(FONT).replace("Regular", style)))
    canvas.setFont("Bold", 13)
    for y, left, right in zip((770, 750, 730), LEFT, RIGHT, strict=True):
        canvas.drawCentredString(150, y, left)
        canvas.drawCentredString(410, y, right)
    for number, line in enumerate(HEADING):
        canvas.drawCentredString(297, 680 - 20 * number, line)
    canvas.setFont("Serif", 13)
    for number, line in enumerate(BODY * 3):
        canvas.drawString(70, 630 - 19 * number, line)
    canvas.save()
    with pikepdf.open(stream) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each and "Bold" in str(each.BaseFont):
                lines = each["/ToUnicode"].read_bytes().decode("ascii").split("\n")
                shifted = (_changed(line, lambda letter: chr(ord(letter) + shift)) for line in lines)
                each["/ToUnicode"].write("\n".join(shifted).encode("ascii"))
        document.save(made)
    return made.getvalue()


@pytest.mark.parametrize("shift", [3, 29])
def test_a_page_of_which_one_font_is_mapped_wrongly_is_read_from_the_picture(shift: int) -> None:
    _, (found,) = read_bytes("a.pdf", _one_font_shifted(shift))
    header = extract(found).header
    assert header.number is not None
    assert header.number.value == "418/KH-UBND"
    assert header.title is not None
    assert header.title.value == HEADING[1]
    assert [warning.code for warning in found.warnings] == ["text-layer-shifted-font"]


def test_names_of_other_languages_and_abbreviations_spoil_no_line() -> None:
    for sound in (
        "Các ông Gérard Bécaud và Renée Lefèvre đã đến thăm bản",
        "Nhóm từ: Krông Năng, Ea H’leo, Đắk Pxi, Lộc Ninh, Mường Tè",
        "UBND, HĐND, BCĐ, TĐTN, QĐ, NĐ, ĐVSN, VPĐP và QƯ",
        "Buôn Đrăp, Ksor Blơng, Krông Tlêh, Phiăng Rmôt, Kpă Djuăn",
        "Résumé: l’école située près de l’église",
    ):
        assert spoilt_lines(sound) == 0
        assert spoilt_lines("\n".join([sound, BODY[0], BODY[1]])) == 0
    assert spoilt_lines("FỗQJ KỡD XỈ KỗL\nĐặF Oớs WỷE Gừl") == 2


def test_gha_is_how_some_fonts_name_a_letter() -> None:
    _, (found,) = read_bytes("a.pdf", mapped(lambda letter: {"ư": "ƣ", "Ư": "Ƣ"}.get(letter, letter)))
    assert "- Như trên;" in found.content
    assert "Lưu: VT." in found.content
    assert not set("ƣƢ") & set(found.content)


@pytest.mark.parametrize("shown", [True, False], ids=["shown upright", "shown as drawn"])
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_text_that_runs_another_way_is_read_and_shown_upright(quarters: int, *, shown: bool) -> None:
    data = _turned(quarters, shown=shown)
    _, (found,) = read_bytes("a.pdf", data)
    assert found.source == "text"
    assert found.content.startswith(HEADER_TEXT)
    page = found.pages[0]
    drawn, size = page_picture("a.pdf", data, 1, dpi=72)
    assert size == pytest.approx((page.width_pt, page.height_pt))
    number = extract(found).header.number
    assert number is not None
    words = words_on_page("a.pdf", data, 1, found.content, page.span)
    (box,) = boxes_of(words, number.span)
    dark = drawn.convert("L").point([255 * (value < 128) for value in range(256)])
    inked = dark.crop((round(box[0]) - 2, round(box[1]) - 2, round(box[2]) + 2, round(box[3]) + 2)).getbbox()
    assert inked is not None
    assert inked[2] - inked[0] > 0.8 * (box[2] - box[0])


def test_a_page_turned_only_for_show_keeps_its_lines() -> None:
    turned = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.pages[0].Rotate = 270
        document.save(turned)
    _, (found,) = read_bytes("a.pdf", turned.getvalue())
    assert found.content.startswith(HEADER_TEXT)
    assert found.content == read_bytes("a.pdf", pdf())[1][0].content
    with opened("a.pdf", turned.getvalue(), DEFAULT) as document:
        assert document[0].get_rotation() == 270  # the file itself is left as it is


@pytest.mark.parametrize("lying", [True, False], ids=["drawn lying", "turned for show"])
def test_a_ruled_table_on_a_turned_page_is_taken_apart(lying: bool) -> None:
    from reportlab.pdfgen.canvas import Canvas

    stream, turned = io.BytesIO(), io.BytesIO()
    canvas = Canvas(stream, pagesize=(400, 600))
    canvas.setFont("Helvetica", 12)
    if lying:
        canvas.translate(400, 0)
        canvas.rotate(90)
    for row in range(4):
        canvas.line(50, 100 + 40 * row, 350, 100 + 40 * row)
        canvas.line(50 + 100 * row, 100, 50 + 100 * row, 220)
    for at in range(9):
        canvas.drawString(60 + 100 * (at % 3), 195 - 40 * (at // 3), f"ben do {at}")
    canvas.save()
    with pikepdf.open(stream) as document:
        document.pages[0].Rotate = 90
        document.save(turned)
    _, (found,) = read_bytes("a.pdf", turned.getvalue())
    (table,) = found.tables
    assert [tuple(row) for row in table.rows] == [
        tuple(f"ben do {at + 3 * row}" for at in range(3)) for row in range(3)
    ]
