"""Headers of scans: columns are told apart though a stamp blurs their edge, spoilt words are put right by others."""

from __future__ import annotations

import io

import pytest

from extractor.pipeline import extract
from extractor.readers import read_bytes
from extractor.readers.header_repair import repair_heading
from extractor.readers.lines import reading_order
from extractor.readers.ocr_repair import repair_lines
from extractor.readers.page_words import Piece
from tests.reader_files import FONT, RECIPIENTS


def piece(text: str, x0: float, top: float) -> Piece:
    return Piece(text, x0, top, x0 + 6 * len(text), top + 12)


def test_a_stamp_over_the_name_of_the_state_does_not_run_the_columns_together() -> None:
    words = [
        *(piece("UBND", 60, 40), piece("XÃ", 95, 40), piece("CỘNG", 280, 40), piece("Hf,¬", 320, 40)),
        *(piece("5/U", 450, 47), piece("BAN", 60, 57), piece("QUẢN", 90, 57), piece("LÝ", 130, 57)),
        *(piece("Độc", 300, 57), piece("lập", 322, 57), piece("-", 342, 57), piece("Tự", 350, 57)),
        *(piece("do", 368, 57), piece("-", 385, 57), piece("Hạnh", 393, 57), piece("phúc", 425, 57)),
        *(piece("CHỢ", 90, 74), piece("Số:", 60, 91), piece("7/BQL", 90, 91), piece("ngày", 330, 91)),
        *(piece("9", 365, 91), piece("tháng", 380, 91), piece("5", 420, 91), piece("năm", 430, 91)),
        piece("2022", 460, 91),
    ]
    lines = [" ".join(p.text for p in line) for line in reading_order(words, first_page=True)]
    assert lines[:3] == ["UBND XÃ", "BAN QUẢN LÝ", "CHỢ"]
    assert lines[-6:] == ["Độc lập - Tự do - Hạnh phúc", "", "Số: 7/BQL", "", "ngày 9 tháng 5 năm 2022", ""]


def test_kinh_gui_on_its_own_line_begins_the_body_though_it_stands_left_of_the_middle() -> None:
    words = [
        *(piece("SỞ", 60, 50), piece("CỘNG", 300, 50), piece("HÒA", 335, 50), piece("XÃ", 365, 50)),
        *(piece("HỘI", 385, 50), piece("Số:", 60, 90), piece("7/SCT", 90, 90), piece("ngày", 330, 90)),
        *(piece("9", 365, 90), piece("tháng", 380, 90), piece("5", 420, 90), piece("năm", 430, 90)),
        *(piece("2022", 460, 90), piece("V/v", 55, 110), piece("gia", 80, 110), piece("hạn", 105, 110)),
        *(piece("Kính", 150, 140), piece("gửi:", 175, 140), piece("-", 200, 160), piece("Sở", 210, 160)),
        *(piece("Y", 230, 160), piece("tế;", 242, 160)),
    ]
    lines = [" ".join(p.text for p in line) for line in reading_order(words, first_page=True)]
    assert lines[4:] == ["Số: 7/SCT", "V/v gia hạn", "", "ngày 9 tháng 5 năm 2022", "", "Kính gửi:", "- Sở Y tế;"]


def test_a_year_that_wraps_below_its_date_stays_in_its_column() -> None:
    words = [
        *(piece("TRẠM", 60, 40), piece("CHÈ", 95, 40), piece("CỘNG", 300, 40), piece("HÒA", 335, 40)),
        *(piece("XÃ", 365, 40), piece("HỘI", 385, 40), piece("*", 75, 57), piece("ngày", 330, 57)),
        *(piece("9", 365, 57), piece("tháng", 380, 57), piece("5", 420, 57), piece("năm", 430, 57)),
        *(piece("***", 70, 74), piece("2031", 385, 74), piece("Số:", 60, 91), piece("7/BC", 90, 91)),
        *(piece("BÁO", 230, 125), piece("CÁO", 262, 125)),
    ]
    lines = [" ".join(p.text for p in line) for line in reading_order(words, first_page=True)]
    assert lines[-6:] == ["Số: 7/BC", "", "ngày 9 tháng 5 năm", "2031", "", "BÁO CÁO"]


def test_the_end_of_a_motto_that_wraps_stays_in_its_column() -> None:
    words = [
        *(piece("TRẠM", 60, 40), piece("CHÈ", 95, 40), piece("CỘNG", 280, 40), piece("HÒA", 312, 40)),
        *(piece("XÃ", 340, 40), piece("HỘI", 360, 40), piece("CHỦ", 385, 40), piece("NGHĨA", 410, 40)),
        *(piece("VIỆT", 448, 40), piece("ĐỘI", 60, 57), piece("BA", 84, 57), piece("NAM", 395, 57)),
        *(piece("Độc", 330, 74), piece("lập", 352, 74), piece("-", 374, 74), piece("Tự", 382, 74)),
        *(piece("Số:", 60, 91), piece("7/BC", 90, 91), piece("ngày", 330, 91), piece("9", 365, 91)),
        *(piece("tháng", 380, 91), piece("5", 420, 91), piece("năm", 430, 91), piece("2031", 460, 91)),
    ]
    lines = [" ".join(p.text for p in line) for line in reading_order(words, first_page=True)]
    assert lines[:6] == ["TRẠM CHÈ", "ĐỘI BA", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "NAM", "Độc lập - Tự"]


def test_recipients_alone_are_one_column() -> None:
    rows = (("Nơi", 60, "nhận:", 85), ("-", 60, "Như", 68, "trên;", 90), ("-", 60, "Lưu:", 68, "VT,", 98, "TC.", 120))
    words = [
        piece(str(row[at]), float(row[at + 1]), 40 + 15.0 * number)
        for number, row in enumerate(rows)
        for at in range(0, len(row), 2)
    ]
    lines = [" ".join(p.text for p in line) for line in reading_order(words, first_page=False)]
    assert [line for line in lines if line] == ["Nơi nhận:", "- Như trên;", "- Lưu: VT, TC."]


def test_two_who_sign_beside_each_other_above_the_recipients_are_read_one_by_one() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Serif", str(FONT)))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.setFont("Serif", 12)
    canvas.drawString(70, 780, "Hai cơ quan thống nhất thực hiện quy chế này kể từ ngày ký.")
    for y, left, right in ((740, "GIÁM ĐỐC SỞ CHÈ", "TRƯỞNG BAN DÒ"), (670, "Lò Thị Mẩy", "Vàng A Páo")):
        canvas.drawCentredString(180, y, left)
        canvas.drawCentredString(410, y, right)
    for number, line in enumerate(RECIPIENTS):
        canvas.drawString(70, 630 - 16 * number, line)
    canvas.save()
    _, (found,) = read_bytes("a.pdf", stream.getvalue())
    assert [(who.name, who.position) for who in extract(found).footer.signers] == [
        ("Lò Thị Mẩy", "GIÁM ĐỐC SỞ CHÈ"),
        ("Vàng A Páo", "TRƯỞNG BAN DÒ"),
    ]


def test_the_name_of_the_state_is_put_right_above_the_motto() -> None:
    def repaired(*said: str) -> list[str]:
        rows = [(20.0 * row, line.split()) for row, line in enumerate(said)]
        lines = [[piece(word, 60.0 * at, top) for at, word in enumerate(words)] for top, words in rows]
        return [" ".join(p.text for p in line) for line in repair_heading(lines)]

    motto = "Độc lập - Tự do - Hạnh phúc"
    assert repaired("CỘNG Hf,¬ .Ã mm.", motto) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", motto]
    assert repaired("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", motto)[0] == "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert repaired("CÔNG TY CAO SU", motto)[0] == "CÔNG TY CAO SU"
    assert repaired("CỘNG Hf,¬ .Ã mm.", "Số: 7/BQL")[0] == "CỘNG Hf,¬ .Ã mm."
    assert repaired(motto + " phúc", "Số: 7/BQL") == [motto, "Số: 7/BQL"]
    assert repaired("Kính gửi: Trường Hạnh Phúc nhé") == ["Kính gửi: Trường Hạnh Phúc nhé"]


@pytest.mark.parametrize(
    ("letters", "heading", "sure", "meant"),
    [
        ("XH-THPT", "KẾ HOẠCH", 0.6, "KH-THPT"),
        ("CTI-THPT", "CHƯƠNG TRÌNH", 0.6, "CTr-THPT"),
        ("XH-THPT", "KẾ HOẠCH", 0.95, "XH-THPT"),  # read for sure: printed so
        ("XX-THPT", "KẾ HOẠCH", 0.6, "XX-THPT"),
        ("GKH-THPT", "KẾ HOẠCH", 0.6, "GKH-THPT"),
        ("SXD-KH", "KẾ HOẠCH", 0.6, "SXD-KH"),
        ("BC-THPT", "KẾ HOẠCH", 0.6, "BC-THPT"),  # names a type: the heading does not overrule it
    ],
)
def test_one_letter_of_the_type_in_a_number_is_put_right_by_the_heading(
    letters: str, heading: str, sure: float, meant: str
) -> None:
    def line(said: str, top: float, confidence: float) -> list[Piece]:
        words = said.split()
        return [Piece(word, 60.0 * at, top, 60.0 * at + 50, top + 10, confidence, 1) for at, word in enumerate(words)]

    lines = repair_lines([line(f"Số: 41/{letters}", 90, sure), line(heading, 120, 0.95), line("Trồng tre", 140, 0.9)])
    assert " ".join(piece.text for piece in lines[0]) == f"Số: 41/{meant}"
    if sure > 0.9:  # a pen beside it may have added to a letter
        lines = repair_lines([line(f"Số: /{letters}", 90, sure), line(heading, 120, 0.95)])
        assert " ".join(piece.text for piece in lines[0]) == "Số: /KH-THPT"


@pytest.mark.parametrize(("sure", "meant"), [(0.6, "Số: /KH-THPT"), (0.95, "Số: /GKH-THPT")])
def test_the_last_stroke_of_a_pen_before_the_letters_is_none_where_they_are_read_for_sure(
    sure: float, meant: str
) -> None:
    words = [Piece("Số:", 0, 90, 50, 100, sure, 1), Piece("/GKH-THPT", 60, 90, 110, 100, sure, 1)]
    heading = [Piece("KẾ", 0, 120, 50, 130, 0.95, 1), Piece("HOẠCH", 60, 120, 110, 130, 0.95, 1)]
    assert " ".join(piece.text for piece in repair_lines([words, heading])[0]) == meant
