"""Text layers that do not say what their page shows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest
from PIL.Image import Image

from extractor.document import Warning_
from extractor.errors import ToolMissing
from extractor.limits import Limits
from extractor.readers import read_bytes
from extractor.readers.scanned import ScannedPage
from tests.reader_files import BODY, FONT, HEADER_TEXT, pdf, picture
from tests.recognition import needs_tesseract
from tests.test_readers_ocr import with_pen

SHOWN = "The parties agree that this contract enters into force on the day of signature and remains so".split()
FAULTY = "Xqz vbk wrtp ghj lmnx kprt zzw qqv bcdf ghjk lmnp qrst vwxz bcd fgh jkl mnp qrs tvw xzb".split()
UNREADABLE = "Prw nbx cvm wqd fgk zrt mnb vcx lkj hgf dsp qwr tyz pld kjh gfd znm xcv bwq rtk".split()


def two_layers(shown: list[str], *, layer: list[str] | None = None) -> bytes:
    """A page that shows words and, where `layer` is given, holds those instead, unseen."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from tests.reader_files import picture

    def page(words: list[str], *, unseen: bool, behind: bytes | None = None) -> bytes:
        stream = io.BytesIO()
        canvas = Canvas(stream, pagesize=A4)
        if behind is not None:
            canvas.drawImage(ImageReader(picture(behind, dpi=150)), 0, 0, *A4)
        text = canvas.beginText(70, 700)
        text.setFont("Serif", 13)
        text.setTextRenderMode(3 if unseen else 0)
        for start in range(0, len(words), 6):
            text.textLine(" ".join(words[start : start + 6]))
        canvas.drawText(text)
        canvas.save()
        return stream.getvalue()

    pdfmetrics.registerFont(TTFont("Serif", str(FONT)))
    seen = page(shown, unseen=False)
    return seen if layer is None else page(layer, unseen=True, behind=seen)


@pytest.mark.parametrize(
    ("shown", "layer", "warned"),
    [(SHOWN, None, []), (UNREADABLE, FAULTY, ["text-layer-doubtful"])],
    ids=["a foreign language that the page shows", "other words than the page shows"],
)
def test_a_faulty_layer_that_the_picture_does_not_better_is_told_where_they_differ(
    shown: list[str], layer: list[str] | None, warned: list[str]
) -> None:
    _, (found,) = read_bytes("a.pdf", two_layers(shown, layer=layer))
    assert found.source == "text"
    assert [warning.code for warning in found.warnings] == warned


def hidden(behind: Image, lines: Sequence[str]) -> bytes:
    """A page of a scanner that recognised it by itself: the picture, and over it lines that are not drawn."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Serif", str(FONT)))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.drawImage(ImageReader(behind), 0, 0, *A4)
    text = canvas.beginText(70, 770)
    text.setFont("Serif", 12)
    text.setTextRenderMode(3)
    for line in lines:
        text.textLine(line)
    canvas.drawText(text)
    canvas.save()
    return stream.getvalue()


@needs_tesseract
def test_what_a_scanner_guessed_of_a_pens_figures_is_no_number() -> None:
    layer = [line for line in HEADER_TEXT.splitlines() if line] + list(BODY)
    scan = with_pen(picture(pdf(number="Số:            /KH-UBND")), (135, 112), 2)
    _, (found,) = read_bytes("a.pdf", hidden(scan, layer))
    assert [warning.field for warning in found.warnings if warning.code == "handwritten"] == ["number"]
    assert found.source == "ocr" and "418" not in found.content and "/KH-UBND" in found.content
    unreadable = picture(two_layers(UNREADABLE), dpi=60)
    _, (kept,) = read_bytes("a.pdf", hidden(unreadable, layer))
    assert kept.source == "text" and "418/KH-UBND" in kept.content
    assert [warning.code for warning in kept.warnings] == ["text-layer-doubtful"]


_LAYER = [line for line in HEADER_TEXT.splitlines() if line] + list(BODY)


def test_a_scanners_layer_stays_where_nothing_can_be_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.readers import pdf as reader

    def missing(*asked: Any, **more: Any) -> Any:
        raise ToolMissing("Thiếu dữ liệu nhận dạng.")

    monkeypatch.setattr(reader, "read_picture", missing)
    _, (kept,) = read_bytes("a.pdf", hidden(picture(pdf(), dpi=60), _LAYER))
    assert kept.source == "text" and "418/KH-UBND" in kept.content
    assert [warning.code for warning in kept.warnings] == ["tool-missing"]  # it is read again once the data is there
    assert "Thiếu dữ liệu nhận dạng." in kept.warnings[0].message
    with pytest.raises(ToolMissing):  # a layer that is faulty itself
        read_bytes("a.pdf", two_layers(FAULTY))


def test_of_letters_that_are_drawn_no_pen_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.readers import pdf as reader

    pen = Warning_("handwritten", "Số viết tay", "number", 1)
    monkeypatch.setattr(reader, "read_picture", lambda *asked, **more: ScannedPage([], (pen,), (), 0))
    _, (drawn,) = read_bytes("a.pdf", two_layers(FAULTY))
    assert [warning.code for warning in drawn.warnings] == ["text-layer-doubtful"]
    _, (unseen,) = read_bytes("a.pdf", hidden(picture(pdf(), dpi=60), _LAYER))
    assert [warning.code for warning in unseen.warnings] == ["handwritten", "text-layer-doubtful"]


@pytest.mark.parametrize(
    ("opening", "looks"),
    [
        ((), 2),  # another paper
        (("Số: {/KH-UBND", "Độc lập - Tự do - Hạnh phúc"), 2),  # its number is a pen's
        (("Mẫu số 2", "Độc lập - Tự do - Hạnh phúc", "Số: 12/ĐK"), 1),
        (("Độc lập - Tự do - Hạnh phúc", "ĐƠN XIN TRÔNG ĐÒ"), 1),
    ],
)
def test_of_a_scanners_later_pages_those_are_looked_at_that_may_begin_a_paper(
    opening: Sequence[str], looks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pikepdf

    from extractor.readers import pdf as reader

    shown = picture(pdf(), dpi=60)
    made = io.BytesIO()
    with (
        pikepdf.open(io.BytesIO(hidden(shown, _LAYER))) as document,
        pikepdf.open(io.BytesIO(hidden(shown, [*opening, *BODY] if opening else _LAYER))) as later,
    ):
        document.pages.extend(later.pages)
        document.save(made)
    drawn: list[int] = []

    def counted(picture: Image, number: int, *asked: Any, **more: Any) -> ScannedPage:
        drawn.append(number)
        return ScannedPage([], (), (), 0)

    monkeypatch.setattr(reader, "read_picture", counted)
    read_bytes("a.pdf", made.getvalue())
    assert len(drawn) == looks


def test_a_faulty_layer_over_a_readable_picture_is_read_anew() -> None:
    import pikepdf

    broken = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each:
                lines = [_shifted(line) for line in each["/ToUnicode"].read_bytes().split(b"\n")]
                each["/ToUnicode"].write(b"\n".join(lines))
        document.save(broken)
    _, (found,) = read_bytes("a.pdf", broken.getvalue())
    assert found.content.startswith(HEADER_TEXT)
    assert [warning.code for warning in found.warnings] == ["text-layer-wrong-glyphs"]


def _shifted(line: bytes) -> bytes:
    """A line of a ToUnicode table that maps one glyph, to the next character but one."""
    parts = line.strip(b"<>").split(b"> <")
    if len(parts) != 2 or int(parts[1], 16) <= 0x20:
        return line
    return b"<%s> <%04x>" % (parts[0], int(parts[1], 16) + 2)


def test_a_file_in_another_language_is_not_recognised_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    import pikepdf

    from extractor.readers import pdf as reader

    many = io.BytesIO()
    with (
        pikepdf.open(io.BytesIO(two_layers(SHOWN))) as document,
        pikepdf.open(io.BytesIO(two_layers(UNREADABLE, layer=FAULTY))) as scan,
    ):
        for _ in range(5):
            document.pages.append(document.pages[0])
        document.pages.extend(scan.pages)
        document.save(many)
    drawn: list[object] = []
    draw = reader.render

    def counted(page: Any, limits: Limits) -> Image:
        drawn.append(page)
        return draw(page, limits)

    monkeypatch.setattr(reader, "render", counted)
    _, (found,) = read_bytes("a.pdf", many.getvalue())
    # Three in the other language are looked at, and the scan behind them.
    assert len(drawn) == 4
    assert [(warning.code, warning.page) for warning in found.warnings] == [("text-layer-doubtful", 7)]
    assert found.content.count("contract") == 6


def _page_of(lines: Sequence[str], *, pages: int = 1) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Serif", str(FONT)))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    for _ in range(pages):
        canvas.setFont("Serif", 13)
        for at, line in enumerate(lines):
            canvas.drawString(70, 780 - 19 * at, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


FOREIGN = ("1. Ông Jörg Mäder, bà Käthe Schröter;", "2. Ông Götz Nägeli, bà Bärbel Köster.")


@pytest.mark.parametrize(
    ("said", "pages", "looks"),
    [
        (("Bụi mịn dưới 35 µg/m³, thuốc Diệt Mối® bị cấm;", "1. Ông Lász Ördög, ông Aurél Pécsi;"), 1, 0),
        (("1. Buôn Krông Klă, Đắk Rmôt, Ea Rlêng;", "2. Ông Ksor Blơng, bà Siu H’Djăm, ông Kpă Phưk."), 1, 0),
        (FOREIGN * 2, 6, 3),  # as on pages in another language three are looked at
    ],
)
def test_names_and_units_do_not_have_a_page_recognised(
    said: Sequence[str], pages: int, looks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extractor.readers import pdf as reader

    drawn: list[object] = []
    draw = reader.render

    def counted(page: Any, limits: Limits) -> Image:
        drawn.append(page)
        return draw(page, limits)

    monkeypatch.setattr(reader, "render", counted)
    _, (found,) = read_bytes("a.pdf", _page_of((*BODY, *said, *BODY[:3]), pages=pages))
    assert len(drawn) == looks
    assert said[0] in found.content and not found.warnings
