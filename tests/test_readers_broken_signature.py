"""Recipients and signature of a PDF that begin on one page and end on the next."""

from __future__ import annotations

import io
import time
from collections.abc import Sequence
from typing import Any

import pytest

from extractor.document import Text
from extractor.pipeline import extract
from extractor.readers import read_bytes
from tests.reader_files import BODY, FONT, HEADING, LEFT, RIGHT

LIST = ("Nơi nhận:", "- Như trên;", "- Phòng Kinh tế và Phòng Tài chính", "các xã Nà Chì, Bản Díu;", "- Lưu: VT.")
STACK = ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)", "Ma Seo Chứ")
WHO = ("Như trên", "Phòng Kinh tế và Phòng Tài chính các xã Nà Chì, Bản Díu", "Lưu: VT")


def _paper(
    at_list: int,
    at_stack: int,
    *,
    behind: Sequence[str] = (),
    head: str = "",
    listed: Sequence[str] = LIST,
    stack: Sequence[str] = STACK,
) -> bytes:
    """Of list and stack so many lines stand on the first page. The columns do not stand level."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Serif", str(FONT)))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.setFont("Serif", 13)
    canvas.drawString(70, 825, head)
    canvas.drawCentredString(297, 807, "1" if head else "")
    for y, left, right in zip((790, 770, 750), LEFT, RIGHT, strict=True):
        canvas.drawCentredString(150, y, left)
        canvas.drawCentredString(410, y, right)
    for y, line in zip((710, 690), HEADING, strict=True):
        canvas.drawCentredString(297, y, line)
    for number in range(24):
        canvas.drawString(70, 650 - 20 * number, BODY[number % len(BODY)])
    _columns(canvas, 160, listed[:at_list], stack[:at_stack])
    canvas.showPage()
    canvas.setFont("Serif", 13)
    canvas.drawString(70, 825, head)
    canvas.drawCentredString(297, 807, "2")
    _columns(canvas, 770, listed[at_list:], stack[at_stack:])
    for number, line in enumerate(behind):
        canvas.drawString(70, 600 - 20 * number, line)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _columns(canvas: Any, y: float, left: Sequence[str], right: Sequence[str]) -> None:
    for number, line in enumerate(left):
        canvas.setFont("Serif", 11)
        canvas.drawString(70, y - 14 * number, line)
    for number, line in enumerate(right):
        canvas.setFont("Serif", 14)
        canvas.drawCentredString(430, y - 3 - 18 * number, line)


@pytest.mark.parametrize("at_list", [2, 3, 4])
@pytest.mark.parametrize("at_stack", [1, 2, 3])
@pytest.mark.parametrize("head", ["", "CÔNG BÁO/Số 15/Ngày 12-3-2031"])
def test_list_and_signature_are_whole_wherever_the_page_breaks_them(at_list: int, at_stack: int, head: str) -> None:
    _, (found,) = read_bytes("a.pdf", _paper(at_list, at_stack, head=head))
    footer = extract(found).footer
    assert tuple(who.value for who in footer.recipients) == WHO
    assert [(who.name, who.position, who.authority) for who in footer.signers] == [("Ma Seo Chứ", "PHÓ CHỦ TỊCH", "KT")]


def test_what_stands_below_the_block_stays_in_its_rows() -> None:
    _, (found,) = read_bytes("a.pdf", _paper(3, 1, behind=("Phụ lục kèm theo kế hoạch", *BODY[:3])))
    assert found.content.rstrip().endswith("\n".join(("Phụ lục kèm theo kế hoạch", *BODY[:3])))
    assert found.content.index("Ma Seo Chứ") < found.content.index("Phụ lục kèm theo")


def test_a_list_that_ends_on_its_page_and_items_of_the_next_stay_where_they_are() -> None:
    _, (found,) = read_bytes("a.pdf", _paper(5, 4, behind=("- Mục một của phụ lục;", "- Mục hai của phụ lục.")))
    assert found.content.index("Nơi nhận") < found.content.index("KT. CHỦ TỊCH") < found.content.index("- Mục một")


def test_a_block_parted_by_its_list_is_read_from_text_too() -> None:
    rows = ("KT. CHỦ TỊCH", "Nơi nhận:", *LIST[1:], "", "PHÓ CHỦ TỊCH", "Ma Seo Chứ")
    paper = "\n".join((*LEFT, "", *RIGHT, "", *HEADING, "", *BODY, "", *rows))
    footer = extract(Text(paper)).footer
    assert tuple(who.value for who in footer.recipients) == WHO
    assert [(who.name, who.position, who.authority) for who in footer.signers] == [("Ma Seo Chứ", "PHÓ CHỦ TỊCH", "KT")]


def test_time_grows_with_the_length_of_lists_without_end_below_many_stacks() -> None:
    def seconds(count: int) -> float:
        stacks = ("KT. CHỦ TỊCH\nNơi nhận:\n- Như trên;",) * count
        paper = Text("\n".join((*LEFT, "", *RIGHT, "", *HEADING, "", *stacks)))
        started = time.perf_counter()
        extract(paper)
        return time.perf_counter() - started

    assert min(seconds(4000) for _ in range(2)) < 10 * min(seconds(1000) for _ in range(2)) + 0.5


@pytest.mark.parametrize("title", ["DANH MỤC CÔNG VIỆC", "BIỂU TỔNG HỢP", "Phụ lục số 1"])
def test_a_finished_block_without_what_is_filed_takes_no_rows_of_an_annex(title: str) -> None:
    rows = ("- Đếm phao bến Gò   Trạm Đường sông làm", "- Số phao 10 12")
    finished = ("Nơi nhận:", "- Như trên;", "- Các xã.")
    for listed, stack in ((finished, STACK), (finished, STACK[:3]), ((*finished[:2], "- Các xã"), STACK)):
        found = read_bytes("a.pdf", _parted(listed, stack, (title, *rows)))[1][0]
        assert found.content.endswith("\n".join((title, *(" ".join(row.split()) for row in rows))) + "\n")
        assert [who.value for who in extract(found).footer.recipients] == ["Như trên", "Các xã"]
    open_list = read_bytes("a.pdf", _parted((*finished[:2], "- Các xã;"), STACK, ("- Lưu: VT.", "", title)))[1][0]
    footer = extract(open_list).footer
    assert [who.value for who in footer.recipients] == ["Như trên", "Các xã", "Lưu: VT"]
    assert [who.name for who in footer.signers] == ["Ma Seo Chứ"]
    cut = (*finished[:2], "- Đội đò của bến Gò và các", "bến lân cận xã Bản Díu;")
    for head in ("", "CÔNG BÁO/Số 15/Ngày 12-3-2031"):
        goes_on = read_bytes("a.pdf", _paper(3, 4, listed=(*cut, "- Lưu: VT."), head=head))[1][0]
        assert [who.value for who in extract(goes_on).footer.recipients][1].endswith("các bến lân cận xã Bản Díu")


def test_a_block_that_cannot_be_joined_leaves_both_pages_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.readers import broken_signature, pdf

    def fails(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(pdf, "join_signature", lambda *_: None)
    apart = read_bytes("a.pdf", _paper(3, 1))[1]
    monkeypatch.undo()
    monkeypatch.setattr(broken_signature, "_raise_stack", fails)
    found = read_bytes("a.pdf", _paper(3, 1))[1]
    assert [text.content for text in found] == [text.content for text in apart]
    told = [(warning.code, warning.field, warning.page) for text in found for warning in text.warnings]
    assert told == [("uncertain", "recipients", 2), ("uncertain", "signers", 2)]


@pytest.mark.parametrize("last", ["- Các xã.", "- Các đội đò T.Ư.", "- Các xã"])
@pytest.mark.parametrize("at_stack", [1, 3, 4])
def test_full_stops_behind_items_do_not_finish_a_list_that_goes_on(last: str, at_stack: int) -> None:
    listed = ("Nơi nhận:", "- Thường trực huyện ủy.", last, "- Lưu: VT.")
    footer = extract(read_bytes("a.pdf", _paper(3, at_stack, listed=listed))[1][0]).footer
    assert [who.value for who in footer.recipients] == ["Thường trực huyện ủy", last.strip("-. "), "Lưu: VT"]
    assert [(who.name, who.authority) for who in footer.signers] == [("Ma Seo Chứ", "KT")]


def test_a_warning_of_an_annex_is_no_line_of_what_is_filed() -> None:
    rows = ("CÁC BẾN PHẢI XEM", "- Lưu ý: Bến Gò đóng cửa mùa lũ", "- Số phao 10 12")
    found = read_bytes("a.pdf", _parted(("Nơi nhận:", "- Như trên;", "- Các xã."), STACK, rows))[1][0]
    assert [who.value for who in extract(found).footer.recipients] == ["Như trên", "Các xã"]


def _parted(listed: Sequence[str], stack: Sequence[str], behind: Sequence[str]) -> bytes:
    return _paper(len(listed), len(stack), listed=(*listed, *behind), stack=stack)
