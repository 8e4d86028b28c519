"""What stands at the edges of the pages of a PDF, and two pages on one sheet."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
import pytest

from extractor.readers import read_bytes
from tests.reader_files import BODY, FONT, HEADER_TEXT, LEFT, RECIPIENTS, RIGHT

FEET = (("1", "2", "3"), ("Trang 1/3", "Trang 2/3", "Trang 3/3"), ("- 7 -", "- 8 -", "- 9 -"))


def _line(page: int, number: int) -> str:
    return f"Bến {'kmx'[page]}{number}: {BODY[(number + page) % len(BODY)]}"


def _paper(feet: Sequence[str], *, pages: int = 3) -> bytes:
    """Pages of running text, each with a line below it."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Serif", str(FONT)))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    for page in range(pages):
        canvas.setFont("Serif", 13)
        if page == 0:
            for y, left, right in zip((790, 770, 750), LEFT, RIGHT, strict=True):
                canvas.drawCentredString(150, y, left)
                canvas.drawCentredString(410, y, right)
            canvas.drawCentredString(297, 710, "KẾ HOẠCH")
        for number in range(30):
            canvas.drawString(70, 680 - 19 * number, _line(page, number))
        if page == pages - 1:
            for number, line in enumerate(RECIPIENTS):
                canvas.drawString(70, 100 - 15 * number, line)
        canvas.drawCentredString(297, 30, feet[page])
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("feet", FEET)
def test_numbers_below_pages_cut_no_sentence(feet: tuple[str, ...]) -> None:
    _, (found,) = read_bytes("a.pdf", _paper(feet))
    lines = found.content.splitlines()
    assert not set(feet) & set(lines)
    assert lines[lines.index(_line(0, 29)) + 1] == _line(1, 0)
    assert [said for kind, said in found.metadata if kind == "running-head"] == list(feet)


def test_a_figure_below_the_first_page_that_does_not_go_on_is_text() -> None:
    _, (found,) = read_bytes("a.pdf", _paper(("1", "Bản này có ba trang", "Hết")))
    assert {"1", "Bản này có ba trang", "Hết"} <= set(found.content.splitlines())


@pytest.mark.parametrize(
    "feet",
    [
        ("xã Nà Chì trước ngày 04/5/2031.", "xã Nà Chì trước ngày 19/6/2031.", "xã Nà Chì trước ngày 02/8/2031."),
        ("Kinh phí trông đò: 45 triệu đồng.", "Kinh phí trông đò: 46 triệu đồng.", "Hết"),
        ("Xem mục 5 của bản này.", "Xem mục 7 của bản này.", "Xem mục 8 của bản này."),
    ],
)
def test_sentences_that_differ_in_their_figures_are_no_feet(feet: tuple[str, ...]) -> None:
    _, (found,) = read_bytes("a.pdf", _paper(feet))
    assert set(feet) <= set(found.content.splitlines())


def test_parts_that_count_by_themselves_are_no_feet() -> None:
    feet = ("Biểu mẫu 1", "Biểu mẫu 2", "Biểu mẫu 3")
    _, (found,) = read_bytes("a.pdf", _paper(feet))
    assert set(feet) <= set(found.content.splitlines())


def test_a_foot_that_counts_the_pages_with_other_words_is_left_out() -> None:
    feet = ("Sổ bến đò số 12 | 4", "Sổ bến đò số 12 | 5", "Sổ bến đò số 12 | 6")
    _, (found,) = read_bytes("a.pdf", _paper(feet))
    assert "Sổ bến đò" not in found.content
    two = ("Tờ 1 trong 2", "Tờ 2 trong 2")
    _, (found,) = read_bytes("a.pdf", _paper(two, pages=2))
    assert "trong 2" not in found.content


def test_two_pages_on_one_sheet_are_read_one_after_the_other() -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(_paper(("", ""), pages=2))) as document, pikepdf.new() as made:
        sheet = made.add_blank_page(page_size=(1190, 842))
        for number, page in enumerate(document.pages):
            sheet.add_overlay(page, pikepdf.Rectangle(595 * number, 0, 595 * (number + 1), 842))
        made.save(stream)
    _, (found,) = read_bytes("a.pdf", stream.getvalue())
    _, (apart,) = read_bytes("b.pdf", _paper(("", ""), pages=2))
    assert found.content.startswith(HEADER_TEXT)
    assert found.content.split() == apart.content.split()


@pytest.mark.parametrize("pages", [2, 3])
def test_a_head_that_no_figure_changes_is_no_text_where_the_number_stands_below_it(pages: int) -> None:
    head = "CÔNG BÁO/Số 15 + 16/Ngày 12-3-2031"
    _, (found,) = read_bytes("a.pdf", _headed([(head, str(page + 1)) for page in range(pages)]))
    lines = found.content.splitlines()
    assert head not in lines and not {"1", "2", "3"} & set(lines)
    assert lines[lines.index(_line(0, 29)) + 1] == _line(1, 0)


def test_a_head_that_no_figure_changes_is_no_text_though_one_page_lost_its_number() -> None:
    head = "CÔNG BÁO/Số 15 + 16/Ngày 12-3-2031"
    _, (found,) = read_bytes("a.pdf", _headed([(head, "1"), (head, ""), (head, "3")]))
    assert head not in found.content
    for numbers in (("1", "", ""), ("1", "", "7")):  # of one number, or of unlike ones, nothing is known
        _, (text,) = read_bytes("a.pdf", _headed([(head, number) for number in numbers]))
        assert text.content.splitlines().count(head) == 3


def test_the_head_of_a_table_on_each_page_is_text() -> None:
    _, (found,) = read_bytes("a.pdf", _headed([("", ""), ("2", "Số Tên bến"), ("3", "Số Tên bến")]))
    assert found.content.splitlines().count("Số Tên bến") == 2


@pytest.mark.parametrize("head", ["STT Tên xã Số hộ", "ỦY BAN NHÂN DÂN"])
def test_what_opens_every_page_without_its_number_is_text(head: str) -> None:
    below = ("Cộng 4 (5, 6) hộ", "Cộng 7 (8, 9) hộ")
    _, (found,) = read_bytes("a.pdf", _headed([(head, "Bến Gò"), (head, "Bến Đa"), (head, "Bến Ma")]))
    assert found.content.splitlines().count(head) == 3
    _, (rows,) = read_bytes("a.pdf", _headed([(head, "8"), (head, "5"), (head, "6")]))  # counted, but no pages
    assert rows.content.splitlines().count(head) == 3
    _, (figures,) = read_bytes("a.pdf", _headed([(below[0], "1"), (below[0], "2"), (below[1], "Bến")]))
    assert below[1] in figures.content.splitlines()


def _headed(heads: Sequence[tuple[str, str]], *, foot: str | Sequence[str] = "") -> bytes:
    """Pages of running text with two lines above it and one below."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Serif", str(FONT)))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    for page, head in enumerate(heads):
        canvas.setFont("Serif", 13)
        for y, line in zip((815, 800), head, strict=True):
            canvas.drawCentredString(297, y, line)
        for number in range(30):
            canvas.drawString(70, 680 - 19 * number, _line(page, number))
        canvas.drawString(70, 60, foot if isinstance(foot, str) else foot[page])
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("foot", ["3.", "2031.", "2031"])
def test_the_number_of_an_item_and_a_year_at_the_edge_of_a_page_are_text(foot: str) -> None:
    _, (found,) = read_bytes("a.pdf", _paper(("", foot, "")))
    lines = found.content.splitlines()
    assert lines[lines.index(_line(1, 29)) + 1] == foot
    _, (found,) = read_bytes("a.pdf", _headed([("", ""), ("", foot), ("", "")]))
    assert foot in found.content.splitlines()


def test_numbers_with_a_stop_that_run_on_below_pages_are_their_numbers() -> None:
    _, (found,) = read_bytes("a.pdf", _paper(("1.", "2.", "3.")))
    assert not {"1.", "2.", "3."} & set(found.content.splitlines())
    for feet in (("1.", "2.", ""), ("3.", "8.", "9.")):
        _, (found,) = read_bytes("a.pdf", _paper(feet))
        assert set(filter(None, feet)) <= set(found.content.splitlines())


def test_a_number_that_ends_a_sentence_above_a_page_with_its_number_below_is_text() -> None:
    _, (found,) = read_bytes("a.pdf", _headed([("", ""), ("5", ""), ("", "")], foot=("1", "2", "3")))
    lines = found.content.splitlines()
    assert lines[lines.index(_line(0, 29)) + 1] == "5"
    assert not {"1", "2", "3"} & set(lines)


def test_a_number_below_a_page_that_has_its_number_above_is_text() -> None:
    _, (found,) = read_bytes("a.pdf", _headed([("", ""), ("2", ""), ("3", "")], foot="8"))
    assert found.content.splitlines().count("8") == 3
    assert not {"2", "3"} & set(found.content.splitlines())


def test_rows_that_differ_in_their_figures_only_are_not_all_heads() -> None:
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    for page in range(3):
        for number in range(20):
            canvas.drawString(70, 780 - 19 * number, f"Thon {20 * page + number}: 4 ho")
        canvas.showPage()
    canvas.save()
    _, (found,) = read_bytes("a.pdf", stream.getvalue())
    assert len(found.content.split("\n")) > 50
