"""Header lines as offices print them: long and marked names, firms in capitals, subjects and titles over lines."""

from __future__ import annotations

import pytest

from extractor.document import Text
from extractor.header import read_header
from tests.header_papers import DECISION, MOTTO, fields


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        ("TỔNG CÔNG TY BƯU ĐIỆN VIỆT NAM\nBƯU ĐIỆN TỈNH LÀO CAI", "Bưu điện tỉnh Lào Cai"),
        ("TỔNG CÔNG TY ĐIỆN LỰC MIỀN BẮC\nCÔNG TY ĐIỆN LỰC HÀ NAM", "Công ty Điện lực Hà Nam"),
        ("CÔNG TY TNHH MTV CẤP NƯỚC HẢI PHÒNG", "Công ty TNHH MTV cấp nước Hải Phòng"),
        ("ỦY BAN NHÂN DÂN\nHUYỆN HOÀI ĐỨC", "Ủy ban nhân dân huyện Hoài Đức"),
    ],
)
def test_names_of_firms_and_offices_in_capitals(lines: str, issuer: str) -> None:
    content = (
        f"{lines}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 15/AB-KT\n"
        "Phủ Mẫu, ngày 3 tháng 6 năm 2022\nV/v phối hợp\n\nKính gửi: Trường Mẫu giáo\n\nĐề nghị phối hợp.\n"
    )
    assert fields(read_header(Text(content)))[3] == issuer


def test_a_subject_may_lose_its_slash() -> None:
    paper = f"SỞ NỘI VỤ\n{MOTTO}Số: 71/SNV-VP\nVv kiểm kê kho\nHuế, ngày 3 tháng 4 năm 2031\n\nKính gửi: Sở Y tế\n"
    assert fields(read_header(Text(paper)))[-1] == "Vv kiểm kê kho"


@pytest.mark.parametrize(
    ("commune", "printed"),
    [
        ("XÃ CƯ N'GANG", "xã Cư N'gang"),
        ("XÃ EA H’LƠI", "xã Ea H’lơi"),
        ("XÃ K'LONG", "xã K'Long"),  # a mark in the first word
        ("PHƯỜNG NÀ HỘI ĐÔNG", "phường Nà Hội Đông"),
    ],
)
def test_an_office_of_a_commune_with_a_long_or_a_marked_name(commune: str, printed: str) -> None:
    name = printed.partition(" ")[2]
    paper = DECISION.replace("BỘ NỘI VỤ\n", f"UBND {commune}\nPHÒNG KINH TẾ\n", 1).replace("345/QĐ-BNV", "345/QĐ-KT")
    header = read_header(Text(paper.replace("Hà Nội, ngày", f"{name}, ngày")))
    assert fields(header)[3] == f"Phòng Kinh tế {printed}"
    assert header.place is not None and header.place.value == name


def test_a_title_goes_on_behind_whose_paper_it_is_about() -> None:
    title = "BÃI BỎ THÔNG TƯ CỦA BỘ TRƯỞNG\nBỘ NỘI VỤ VỀ NUÔI CÁ HỒ"
    paper = DECISION.replace("Về việc thành lập Tổ rà soát kho\n\nBỘ TRƯỞNG BỘ NỘI VỤ\n\n", f"{title}\n", 1)
    assert fields(read_header(Text(paper)))[-1] == title.replace("\n", " ")


@pytest.mark.parametrize(
    ("title", "enacting"),
    [
        ("QUY ĐỊNH NHIỆM VỤ CỦA BỘ TRƯỞNG", "BỘ TRƯỞNG BỘ NỘI VỤ"),
        ("BÃI BỎ THÔNG TƯ DO BỘ", "BỘ TRƯỞNG BỘ NỘI VỤ"),
        ("QUY ĐỊNH NHIỆM VỤ CỦA GIÁM ĐỐC", "GIÁM ĐỐC KHO LƯU TRỮ"),
    ],
)
def test_a_title_that_ends_with_an_office_ends_above_the_enacting_line(title: str, enacting: str) -> None:
    paper = DECISION.replace("Về việc thành lập Tổ rà soát kho\n\nBỘ TRƯỞNG BỘ NỘI VỤ\n\n", f"{title}\n{enacting}\n", 1)
    assert fields(read_header(Text(paper)))[-1] == title


@pytest.mark.parametrize(
    ("subject", "below", "title"),
    [
        ("Về việc TCVN 7701", "BỘ THÔNG BÁO NHƯ SAU", "Về việc TCVN 7701"),
        ("Về việc NUÔI CÁ HỒ", "VÀ TRỒNG SEN", "Về việc NUÔI CÁ HỒ VÀ TRỒNG SEN"),
    ],
)
def test_a_short_form_alone_is_no_title_in_capitals(subject: str, below: str, title: str) -> None:
    paper = DECISION.replace("Về việc thành lập Tổ rà soát kho\n\nBỘ TRƯỞNG BỘ NỘI VỤ\n\n", f"{subject}\n{below}\n", 1)
    assert fields(read_header(Text(paper)))[-1] == title


@pytest.mark.parametrize(
    ("line", "title"), [("CÔNG VĂN ĐI XIN GIỐNG SEN", "ĐI XIN GIỐNG SEN"), ("CÔNG VĂN ĐẾN", "V/v thả cá")]
)
def test_a_letter_that_says_what_it_is_sent_for_has_a_heading(line: str, title: str) -> None:
    paper = f"SỞ NỘI VỤ\n{MOTTO}Số: 71/SNV-VP\n{line}\nV/v thả cá\nHuế, ngày 3 tháng 4 năm 2031\n\nKính gửi: Sở Y tế\n"
    assert (fields(read_header(Text(paper)))[-1] or "").startswith(title)


@pytest.mark.parametrize(
    "stamp", ["CÔNG VĂN ĐẾN: 633", "CÔNG VĂN ĐẾN Giờ: 9h", "VĂN BẢN ĐẾN, ngày 7/4/2031", "CÔNG VĂN ĐẾN 633"]
)
def test_a_stamp_with_its_number_or_hour_is_no_heading(stamp: str) -> None:
    paper = f"SỞ NỘI VỤ\n{MOTTO}Số: 71/KH-SNV\n{stamp}\nHuế, ngày 3 tháng 4 năm 2031\n\nKẾ HOẠCH\nThả cá hồ Sen\n"
    header = fields(read_header(Text(paper)))
    assert (header[0], header[-1]) == ("KH", "Thả cá hồ Sen")


@pytest.mark.parametrize("kind", ["TP.", "Tp.", "Thành phố", "Xã"])
def test_a_kind_of_place_alone_in_its_cell_belongs_to_the_next(kind: str) -> None:
    paper = DECISION.replace("Hà Nội, ngày", f"{kind}\tNà Hội, ngày")
    place = read_header(Text(paper)).place
    assert place is not None and place.value == f"{kind} Nà Hội"
