"""PDF pages: columns by their boxes, lost hyphens, running heads, the truth of the text layer."""

from __future__ import annotations

import ctypes
import io
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from extractor.document import Text
from extractor.errors import DamagedFile, EncryptedFile, TooLarge, ToolMissing
from extractor.limits import Limits
from extractor.readers import page_count, pdf_words, read_bytes
from extractor.readers.assemble import Assembly
from extractor.readers.lines import reading_order, rows_of
from extractor.readers.page_words import Piece
from extractor.readers.pdf_objects import drawn_objects
from extractor.readers.pdf_tables import rules_cross
from extractor.readers.pdf_words import characters, text_layer
from extractor.readers.truth import fault_of
from tests.reader_files import (
    BODY,
    FONT,
    HEADER_TEXT,
    HEADING,
    LEFT,
    RECIPIENTS,
    RIGHT,
    SIGNATURE,
    pdf,
    picture,
    saved,
    text,
)


def read_pdf(data: bytes) -> Text:
    source, (found,) = read_bytes("a.pdf", data)
    assert source.media_type == "application/pdf"
    return found


def test_header_columns_are_read_one_after_the_other() -> None:
    found = read_pdf(pdf())
    assert found.content.startswith(HEADER_TEXT)
    assert "\n".join(BODY) in found.content
    assert "- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nVàng Thị Lan" in found.content
    assert found.source == "text"
    assert found.warnings == ()


@pytest.mark.parametrize("order", ["hbrs", "bhrs", "hbsr", "rshb", "hrbs"])
def test_header_and_signature_are_found_in_whatever_order_they_are_drawn(order: str) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Serif", str(FONT)))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.setFont("Serif", 13)
    for block in order:
        if block == "h":
            for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
                canvas.drawCentredString(150, 770 - 20 * row, left)
                canvas.drawCentredString(410, 770 - 20 * row, right)
            canvas.drawCentredString(297, 690, HEADING[0])
        elif block == "b":
            for row, line in enumerate(BODY):
                canvas.drawString(70, 660 - 19 * row, line)
        elif block == "r":
            for row, line in enumerate(RECIPIENTS):
                canvas.drawString(70, 500 - 16 * row, line)
        else:
            for row, line in enumerate(SIGNATURE):
                canvas.drawCentredString(420, 500 - 18 * row, line)
    canvas.showPage()
    canvas.save()
    found = read_pdf(stream.getvalue())
    signed = "\n".join(line for line in SIGNATURE if line)
    assert found.content == f"{HEADER_TEXT}" + "\n".join(BODY) + "\n\n" + "\n".join(RECIPIENTS) + f"\n\n{signed}\n"


def test_page_numbers_and_running_heads_do_not_cut_sentences() -> None:
    found = read_pdf(pdf(pages=3))
    assert [page.number for page in found.pages] == [1, 2, 3]
    assert "\n2\n" not in found.content
    assert found.content[found.pages[1].span.start :].startswith(BODY[0])
    headed = read_pdf(pdf(pages=3, heads=True))
    assert "CÔNG BÁO" not in headed.content
    assert [value for key, value in headed.metadata if key == "running-head"] == [
        f"CÔNG BÁO/Số 77/Ngày 01-10-2023 {page}" for page in (11, 12, 13)
    ]
    for page in found.pages:
        assert found.content[page.span.start : page.span.end].strip()


class Said:
    """A text page that says what PDFium would say."""

    def __init__(self, text: str) -> None:
        self.text = text


@pytest.mark.parametrize("lost", [0, 3])
def test_a_hyphen_lost_at_the_end_of_a_line_comes_back(monkeypatch: pytest.MonkeyPatch, lost: int) -> None:
    import pypdfium2.raw as raw

    said = "43/2023/TT\ufffeBTC, 7/NĐ\x02CP"

    def get_text(page: Said, start: int, count: int, buffer: ctypes.Array[ctypes.c_ushort]) -> int:
        stored = page.text[lost:].encode("utf-16-le") + b"\0\0"
        ctypes.memmove(buffer, stored, len(stored))
        return len(stored) // 2

    monkeypatch.setattr(raw, "FPDFText_CountChars", lambda page: len(page.text))
    monkeypatch.setattr(raw, "FPDFText_GetText", get_text)
    monkeypatch.setattr(raw, "FPDFText_GetUnicode", lambda page, index: ord(page.text[index]))
    # Also where some characters are missing from PDFium's text and each has to be asked for.
    assert characters(Said(said)) == "43/2023/TT-BTC, 7/NĐ-CP"


def test_marks_are_composed_line_by_line_as_in_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2

    apart = "Số hie\u0323\u0302u\r\n\u0301a Lưu\u2028o\u031b\x0b\u0301b\r\nthu\u031b\r\n\u0323\u0302"
    monkeypatch.setattr(pdf_words, "characters", lambda textpage: apart)
    document = pypdfium2.PdfDocument(pdf())
    with text_layer(document[0]) as layer:
        assert layer.plain == layer.said(0, len(apart)) == unicodedata.normalize("NFC", apart) != apart
        assert layer.said(3, 9) == "hiệu"
    document.close()


@pytest.mark.parametrize(("piece", "joins"), [("a\n", True), ("Ếch", True), ("\u0301n", False), ("\u0323", False)])
def test_pieces_that_would_compose_with_one_another_are_refused(piece: str, joins: bool) -> None:
    out = Assembly("a.pdf", Limits())
    out.add("e")
    out.add(piece)
    if joins:
        assert out.finish().content == "e" + piece
    else:
        with pytest.raises(ValueError, match="do not join"):
            out.finish()


def test_pages_are_counted_to_judge_the_time_they_need() -> None:
    assert page_count(pdf(pages=3)) == 3
    assert page_count(saved(picture(pdf(), dpi=60), "TIFF", more=[picture(pdf(), dpi=60)])) == 2
    assert page_count(saved(picture(pdf(), dpi=60), "PNG")) == page_count(pdf()[:600]) == page_count(b"x") == 1
    assert page_count(b"PK\x03\x04") == 1  # reading says what is wrong with it, and in which file


def test_refusals() -> None:
    with pytest.raises(EncryptedFile, match="mật khẩu"):
        read_pdf(pdf(password="kín"))
    with pytest.raises(DamagedFile, match=r"a\.pdf"):
        read_pdf(pdf()[:600])
    with pytest.raises(TooLarge, match="pages"):
        read_bytes("a.pdf", pdf(pages=3), limits=Limits(pages=2))


@pytest.mark.parametrize(
    ("layer", "share", "fault"),
    [
        (text(), 0.1, None),
        (text(), 1.0, None),
        ("", 0.0, None),
        ("", 0.9, "image-only"),
        ("Ký bởi: Ủy ban nhân dân tỉnh", 0.9, "stamp-only"),
        ("Phụ lục 2", 0.0, None),
        (
            "7ӵ do YLӋF NLӇP tra FKҩS hành quy ÿӏQK FӫD pháp OXұW trong EҧR TXҧQ sử dụng vật liệu" * 2,
            0.0,
            "wrong-glyphs",
        ),
        (" ".join("quyếtđịnhcủaủybannhândân" * 4), 0.0, "split-letters"),
        ("cong hoa xa hoi chu nghia viet nam doc lap tu do hanh phuc uy ban nhan dan " * 4, 0.0, "no-accents"),
    ],
)
def test_is_the_layer_true(layer: str, share: float, fault: str | None) -> None:
    assert fault_of(layer, image_share=share) == fault


def piece(said: str, x0: float, top: float, *, line: int | None = None) -> Piece:
    return Piece(said, x0, top, x0 + 7 * len(said), top + 12, None, line)


def test_rows_hold_what_stands_side_by_side() -> None:
    rows = rows_of([piece("b", 50, 101), piece("c", 10, 130), piece("a", 10, 100)])
    assert [[p.text for p in row] for row in rows] == [["a", "b"], ["c"]]
    tall = Piece("ĐỐC", 60, 88, 90, 125, 0.9, 2)  # a box that reaches into the line above
    rows = rows_of([piece("KT.", 10, 88, line=1), piece("GIÁM", 40, 88, line=1), piece("PHÓ", 10, 110, line=2), tall])
    assert [[p.text for p in row] for row in rows] == [["KT.", "GIÁM"], ["PHÓ", "ĐỐC"]]


def test_abstract_of_a_letter_stays_under_its_number() -> None:
    words = [
        *(
            piece("SỞ", 60, 50),
            piece("CỘNG", 300, 50),
            piece("HÒA", 335, 50),
            piece("XÃ", 365, 50),
            piece("HỘI", 385, 50),
        ),
        *(piece("Số:", 60, 90), piece("7/SCT", 90, 90), piece("ngày", 330, 90), piece("9", 365, 90)),
        *(piece("tháng", 380, 90), piece("5", 420, 90), piece("năm", 430, 90), piece("2022", 460, 90)),
        *(piece("V/v", 55, 110), piece("gia", 80, 110), piece("hạn", 105, 110)),
        *(
            piece("Kính", 200, 140),
            piece("gửi:", 235, 140),
            piece("Bộ", 270, 140),
            piece("Y", 300, 140),
            piece("tế", 312, 140),
        ),
    ]
    lines = [" ".join(p.text for p in line) for line in reading_order(words, first_page=True)]
    assert lines == [
        *("SỞ", "", "CỘNG HÒA XÃ HỘI", "", "Số: 7/SCT", "V/v gia hạn", "", "ngày 9 tháng 5 năm 2022", ""),
        "Kính gửi: Bộ Y tế",
    ]


def ruled() -> bytes:
    """A page with a paragraph, a ruled table with an empty cell and a paragraph below."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Serif", str(FONT)))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.setFont("Serif", 12)
    canvas.drawString(70, 780, "Danh sách đơn vị thực hiện như sau:")
    rows = [("STT", "Đơn vị", "Thời hạn"), ("1", "Sở Y tế", ""), ("2", "Sở Tài chính", "30/9/2023")]
    canvas.grid([70, 120, 320, 480], [760, 735, 710, 685])
    for row, texts in enumerate(rows):
        for x, said in zip((75, 125, 325), texts, strict=True):
            canvas.drawString(x, 743 - 25 * row, said)
    canvas.drawString(70, 650, "Các đơn vị báo cáo kết quả trước ngày 15/10/2023.")
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_ruled_tables_become_rows_and_structure() -> None:
    found = read_pdf(ruled())
    assert found.content == (
        "Danh sách đơn vị thực hiện như sau:\nSTT\tĐơn vị\tThời hạn\n1\tSở Y tế\t\n2\tSở Tài chính\t30/9/2023\n"
        "Các đơn vị báo cáo kết quả trước ngày 15/10/2023.\n"
    )
    (table,) = found.tables
    assert table.rows == (("STT", "Đơn vị", "Thời hạn"), ("1", "Sở Y tế", ""), ("2", "Sở Tài chính", "30/9/2023"))
    assert found.content[table.span.start : table.span.end].startswith("STT\t")
    assert found.content[table.span.start : table.span.end].endswith("30/9/2023\n")
    said = [found.content[w.span.start : w.span.end] for w in found.pages[0].words]
    assert "30/9/2023" in said
    assert " ".join(said) == " ".join(found.content.split())


Rules = list[tuple[float, float, float]]


def _boxes(*boxes: tuple[float, float, float, float]) -> tuple[Rules, Rules]:
    """The sides of boxes (left, bottom, right, top): rules across and down."""
    across = [(y, x0, x1) for x0, bottom, x1, top in boxes for y in (bottom, top)]
    return across, [(x, bottom, top) for x0, bottom, x1, top in boxes for x in (x0, x1)]


CELLS = [(x, y, x + 90.0, y + 20.0) for x in (70.0, 160.0) for y in (500.0, 520.0)]


@pytest.mark.parametrize(
    ("rules", "grid"),
    [
        (_boxes(*CELLS), True),
        (_boxes(*CELLS[:2]), False),  # one column: a framed list
        (_boxes(CELLS[0], CELLS[2]), False),  # one row: a header table with lines round it
        # Lines of different length under each other, as the shading behind a centred title makes them.
        (_boxes((110, 640, 528, 656), (102, 624, 536, 640), (290, 608, 347, 624)), False),
        (_boxes((85, 200, 540, 216), (85, 216, 540, 232), (85, 232, 540, 248)), False),
        # Rules that meet no upright: those under header and motto.
        (([(790, 100, 200), (740, 300, 460), (500, 70, 250)], _boxes(CELLS[0], CELLS[2])[1]), False),
    ],
)
def test_rules_make_a_table_where_two_columns_meet_two_rows(rules: tuple[Rules, Rules], grid: bool) -> None:
    assert rules_cross(*rules) is grid


def test_shading_behind_paragraphs_is_no_table() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Serif", str(FONT)))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    lines = [f"Dòng thứ {number} của đoạn văn có nền trắng phía sau" for number in range(8)]
    for number, line in enumerate(lines):
        canvas.setFillGray(1)
        for left, width in ((70, 200), (270, 200)):
            canvas.rect(left, 755 - 16 * number, width, 16, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.setFont("Serif", 13)
        canvas.drawString(72, 760 - 16 * number, line)
    canvas.showPage()
    canvas.save()
    found = read_pdf(stream.getvalue())
    assert found.tables == ()
    assert found.content == "\n".join(lines) + "\n"


def _breaking(
    monkeypatch: pytest.MonkeyPatch, broken: set[int], error: Callable[[str], Exception] = RuntimeError
) -> None:
    """Makes the reading of some pages (from 0) of a PDF fail."""
    from extractor.readers import pdf as reader

    sound = reader.read_page

    def read_page(document: Any, page: Any, data: bytes, index: int, limits: Limits, **more: Any) -> Any:
        if index in broken:
            raise error("broken inside")
        return sound(document, page, data, index, limits, **more)

    monkeypatch.setattr(reader, "read_page", read_page)


def test_a_page_that_cannot_be_read_is_told_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    _breaking(monkeypatch, {1})
    found = read_pdf(pdf(pages=3))
    assert [(warning.code, warning.page) for warning in found.warnings] == [("page-unread", 2)]
    assert [page.number for page in found.pages] == [1, 2, 3]
    assert HEADING[0] in found.content


def test_a_page_that_waits_for_a_program_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    _breaking(monkeypatch, {1}, ToolMissing)
    found = read_pdf(pdf(pages=3))
    assert [(warning.code, warning.page) for warning in found.warnings] == [("tool-missing", 2)]


def test_when_no_page_can_be_read_the_file_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    _breaking(monkeypatch, {0, 1})
    with pytest.raises(DamagedFile, match="broken inside"):
        read_bytes("a.pdf", pdf(pages=2))


def test_what_pdfium_says_is_told_in_vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2

    with pytest.raises(DamagedFile, match=r"a\.pdf: tệp PDF bị hỏng \(không đúng cấu trúc của PDF\)"):
        read_bytes("a.pdf", b"%PDF-1.7\n" + pdf()[200:300])

    def refused(_: str) -> Exception:
        error: Exception = pypdfium2.PdfiumError("Failed to load page.")
        return error

    _breaking(monkeypatch, {1}, refused)
    (warning,) = read_pdf(pdf(pages=3)).warnings
    assert "không mở được trang" in warning.message and "Failed" not in warning.message
    _breaking(monkeypatch, {0, 1}, refused)
    with pytest.raises(DamagedFile, match=r"a\.pdf: tệp PDF bị hỏng \(không mở được trang\)"):
        read_bytes("a.pdf", pdf(pages=2))


def test_boxes_and_objects_are_those_that_pdfium_gives_one_by_one() -> None:
    import pypdfium2
    import pypdfium2.raw as raw

    document = pypdfium2.PdfDocument(pdf())
    page = document[0]
    height = page.get_height()
    edges = [ctypes.c_double() for _ in range(4)]
    with text_layer(page) as layer:
        textpage = page.get_textpage()
        for index, box in enumerate(layer.boxes(range(len(layer.chars)))):
            drawn = raw.FPDFText_GetCharBox(textpage, index, *map(ctypes.byref, edges))
            left, right, bottom, top = (edge.value for edge in edges)
            assert box == ((left, height - top, right, height - bottom) if drawn else (0.0, 0.0, 0.0, 0.0))
        textpage.close()
        assert layer.boxes([len(layer.chars) + 1]) == [(0.0, 0.0, 0.0, 0.0)]
    found = [bounds for _, bounds in drawn_objects(page, raw.FPDF_PAGEOBJ_TEXT)]
    assert found == [each.get_bounds() for each in page.get_objects([raw.FPDF_PAGEOBJ_TEXT])]
    assert len(found) > 5
    document.close()
