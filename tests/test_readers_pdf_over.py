"""What programs put over the page of a PDF: the receiver's stamp as text, a watermark."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from typing import Any

import pikepdf

from extractor.pipeline import extract
from extractor.readers import read_bytes
from extractor.readers.page_words import Piece
from extractor.readers.signature_print import without_signature_print
from extractor.readers.typed_stamp import without_typed_stamp
from tests.reader_files import FONT, HEADER_TEXT, RECIPIENTS, pdf


def _with(draw: Callable[[Any], None]) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Serif", str(FONT)))
    stream, made = io.BytesIO(), io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.setFont("Serif", 10)
    draw(canvas)
    canvas.save()
    with pikepdf.open(io.BytesIO(pdf())) as document, pikepdf.open(stream) as over:
        document.pages[0].add_overlay(over.pages[0], pikepdf.Rectangle(0, 0, *A4))
        document.save(made)
    return made.getvalue()


def test_a_printed_signature_beside_the_heading_is_kept_apart() -> None:
    said = (
        *("Ký bởi: Văn phòng Ủy ban nhân dân", "tỉnh Nà Chì", "Email: vanthu@nachi.example"),
        "Thời gian ký: 14/09/2023 09:21:33 +07:00",
    )

    def draw(canvas: Any) -> None:
        canvas.setFont("Serif", 7)
        for number, line in enumerate(said):
            canvas.drawString(330, 718 - 8 * number, line)

    _, (found,) = read_bytes("a.pdf", _with(draw))
    _, (bare,) = read_bytes("a.pdf", pdf())
    assert extract(found).header.title == extract(bare).header.title
    assert "Ký bởi" not in found.content
    assert ("e-signature", " ".join(said)) in found.metadata


def test_a_print_is_told_on_a_page_of_many_words_that_labels_begin_with() -> None:
    said = ("Người ký: Sở Thủy lợi", "Cơ quan: Tỉnh Nà Chì", "Thời gian ký: 02.11.2031 16:07:45 +07:00")

    def draw(canvas: Any) -> None:
        for number in range(9):
            canvas.drawString(70, 400 - 14 * number, "Người trông đò được cơ quan ký hợp đồng, trả công đúng ngày")
        canvas.setFont("Serif", 7)
        for number, line in enumerate(said):
            canvas.drawString(330, 718 - 8 * number, line)

    _, (found,) = read_bytes("a.pdf", _with(draw))
    assert ("e-signature", " ".join(said)) in found.metadata
    assert found.content.count("Người trông đò được") == 9


def test_a_print_that_the_text_quotes_or_goes_on_behind_stays_text() -> None:
    quoted = ("Cơ quan: Trạm Thủy văn Nà Chì", "Thời gian ký: 02/11/2031 16:07:45")
    for lines in (
        ("Người ký: Lò Thị Nhài", quoted[0], f"{quoted[1]}; giao xã Nà Chì báo cáo trước ngày 15/12/2031."),
        ("Giấy ghi như sau về chữ ký:", *quoted, "Xã Nà Chì cử người trông bến đò."),
    ):

        def draw(canvas: Any, lines: tuple[str, ...] = lines) -> None:
            for number, line in enumerate(lines):
                canvas.drawString(70, 400 - 14 * number, line)

        _, (found,) = read_bytes("a.pdf", _with(draw))
        assert not set(lines) - set(found.content.splitlines())


def test_what_is_said_about_signing_is_no_print() -> None:
    said = "Người ký: ghi rõ họ tên; thời gian ký: do phần mềm ghi lúc 09:21."

    def draw(canvas: Any) -> None:
        canvas.drawString(70, 400, said)

    _, (found,) = read_bytes("a.pdf", _with(draw))
    assert said in found.content
    began = time.perf_counter()
    many = [Piece(word, 10.0, 10.0 * row, 60.0, 10.0 * row + 8) for row in range(4000) for word in ("Ký", "bởi:")]
    assert len(without_signature_print(many)[0]) == 8000
    assert time.perf_counter() - began < 2


def test_the_receivers_stamp_gives_neither_number_nor_title() -> None:
    def draw(canvas: Any) -> None:
        for x, y, said in ((50, 812, "CÔNG VĂN ĐẾN"), (135, 824, "Số: 7731"), (135, 812, "Ngày: 21/9/2023")):
            canvas.drawString(x, y, said)
        canvas.drawString(135, 800, "Chuyển: .........")

    _, (found,) = read_bytes("a.pdf", _with(draw))
    assert found.content.startswith(HEADER_TEXT)
    assert [said for kind, said in found.metadata if kind == "incoming-stamp"] == [
        "CÔNG VĂN ĐẾN Số: 7731 Ngày: 21/9/2023 Chuyển: ........."
    ]
    assert "7731" not in found.content
    assert not {reference.number for reference in extract(found).references} & {"7731"}


def row(top: float, *words: tuple[str, float]) -> list[Piece]:
    return [Piece(word, x, top, x + 7 * len(word), top + 12) for word, x in words]


def test_a_title_that_says_until_is_no_stamp() -> None:
    title = row(100, ("GIAI", 80), ("ĐOẠN", 112), ("ĐẾN", 145), ("NĂM", 170))
    lines = [*row(80, ("Số:", 80), ("12/KH-UBND", 105)), *title, *row(130, ("Ngày", 90), ("hội", 125))]
    assert without_typed_stamp(lines) == (lines, None)
    own = [*row(80, ("Số:", 80), ("12/KH-UBND", 105)), *row(100, ("ĐẾN", 80)), *row(112, ("Ngày:", 90), ("4/5", 130))]
    assert without_typed_stamp(own) == (own, None)  # a date alone makes no stamp


def test_a_paper_about_a_letter_that_came_in_keeps_title_number_and_day() -> None:
    words = ("PHIẾU", "XỬ", "LÝ", "VĂN", "BẢN", "ĐẾN")
    title = row(100, *zip(words, (80, 120, 140, 160, 186, 212), strict=True))
    form = [*title, *row(116, ("Số:", 200), ("617", 226)), *row(132, ("Ngày:", 200), ("08/3/2032", 240))]
    assert without_typed_stamp(form) == (form, None)
    left, said = without_typed_stamp(form[3:])
    assert left == [] and said == "VĂN BẢN ĐẾN Số: 617 Ngày: 08/3/2032"


def test_thousands_of_stamps_are_looked_at_in_a_moment() -> None:
    pieces = [
        piece for top in range(30) for at in range(15)
        for piece in row(100 + 2 * top, ("ĐẾN", 80 + 4 * at), ("Số:", 82 + 4 * at))
    ]  # fmt: skip
    begun = time.perf_counter()
    for some in (pieces, [p for p in pieces if p.text != "ĐẾN" or p is pieces[0]]):
        assert without_typed_stamp(some)[1] is None
    assert time.perf_counter() - begun < 1.0


def test_large_letters_of_a_title_are_no_watermark() -> None:
    def draw(canvas: Any) -> None:
        canvas.setFont("Serif", 48)
        canvas.drawString(60, 10, "MÙA QUẾ")

    _, (found,) = read_bytes("a.pdf", _with(draw))
    assert "MÙA" in found.content and "QUẾ" in found.content
    assert "watermark" not in dict(found.metadata)


def test_quotes_stay_with_large_letters() -> None:
    def draw(canvas: Any) -> None:
        canvas.setFont("Serif", 60)
        canvas.drawString(60, 12, "“ĐÒNGANG”")

    _, (found,) = read_bytes("a.pdf", _with(draw))
    assert "“ĐÒNGANG”" in found.content


def test_words_of_a_watermark_stand_in_no_column() -> None:
    def draw(canvas: Any) -> None:
        canvas.setFont("Serif", 64)
        canvas.setFillGray(0.85)
        canvas.translate(90, 330)
        canvas.rotate(48)
        canvas.drawString(0, 0, "VĂN PHÒNG")

    _, (found,) = read_bytes("a.pdf", _with(draw))
    assert [each.value for each in extract(found).footer.recipients] == [
        line.removeprefix("- ").rstrip(";.") for line in RECIPIENTS[1:]
    ]
    assert found.content.startswith(HEADER_TEXT)
    assert dict(found.metadata)["watermark"] == "VĂN PHÒNG"


def test_a_watermark_that_stands_level_takes_no_word_with_it() -> None:
    def draw(canvas: Any) -> None:
        canvas.setFont("Serif", 70)
        canvas.drawString(100, 470, "BẢN THẢO")

    _, (found,) = read_bytes("a.pdf", _with(draw))
    _, (bare,) = read_bytes("a.pdf", pdf())
    assert found.content == bare.content
    assert dict(found.metadata)["watermark"] == "BẢN THẢO"


def test_a_word_that_runs_into_a_watermark_is_cut_off_it() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Serif", str(FONT)))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.setFont("Serif", 12)
    canvas.drawString(70, 120, "Nơi nhận:")
    canvas.drawString(70, 104, "- Lưu: VT, TC.")
    canvas.setFont("Serif", 60)
    canvas.drawString(160, 90, "MẪU")
    canvas.save()
    _, (found,) = read_bytes("a.pdf", stream.getvalue())
    assert "- Lưu: VT, TC." in found.content.splitlines()
