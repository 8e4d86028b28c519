"""Header fields of papers of the Party and of mass organisations, and of papers that lost a part of their header."""

from __future__ import annotations

import pytest

from tests.header_papers import fields, read, value

RIGHT = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------\n"
DATE = "Yên Bái, ngày 05 tháng 01 năm 2024\n"


@pytest.mark.parametrize(
    ("head", "number", "issuer"),
    [
        ("HỘI LHPN TỈNH YÊN BÁI\nBAN THƯỜNG VỤ", "5/KH-BTV", "Ban Thường vụ Hội Liên hiệp Phụ nữ tỉnh Yên Bái"),
        (
            "HỘI LHPN VIỆT NAM\nBAN THƯỜNG VỤ TỈNH YÊN BÁI",
            "5/KH-BTV",
            "Ban Thường vụ Hội Liên hiệp Phụ nữ tỉnh Yên Bái",
        ),
        ("HỘI NÔNG DÂN VIỆT NAM\nBCH HỘI NÔNG DÂN TỈNH YÊN BÁI", "5-KH/HND", "Ban Chấp hành Hội Nông dân tỉnh Yên Bái"),
        (
            "HỘI NÔNG DÂN VIỆT NAM\nBAN CHẤP HÀNH TRUNG ƯƠNG",
            "5-KH/HNDTW",
            "Ban Chấp hành Trung ương Hội Nông dân Việt Nam",
        ),
        (
            "ỦY BAN NHÂN DÂN\nỦY BAN MTTQ VIỆT NAM\nTỈNH YÊN BÁI",
            "5/QCPH/UBND-UBMTTQ",
            "Ủy ban nhân dân tỉnh Yên Bái; Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Yên Bái",
        ),
        (
            "HỘI NÔNG DÂN - HỘI LHPN\nTỈNH YÊN BÁI",
            "5/KHLT-HND-HPN",
            "Hội Nông dân tỉnh Yên Bái; Hội Liên hiệp Phụ nữ tỉnh Yên Bái",
        ),
        ("LĐLĐ TỈNH YÊN BÁI\nCÔNG ĐOÀN NGÀNH GIÁO DỤC", "5/KH-CĐN", "Công đoàn ngành Giáo dục tỉnh Yên Bái"),
        ("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM\nCÔNG ĐOÀN Y TẾ VIỆT NAM", "5/KH-CĐYT", "Công đoàn Y tế Việt Nam"),
        ("BCH ĐOÀN TỈNH YÊN BÁI\n***", "5-KH/TĐTN", "Ban Chấp hành Đoàn tỉnh Yên Bái"),
        ("TỈNH ỦY YÊN BÁI\nBAN CÁN SỰ ĐẢNG UBND TỈNH", "5-TTr/BCSĐ", "Ban cán sự đảng Ủy ban nhân dân tỉnh Yên Bái"),
        (
            "HỘI ĐỒNG NHÂN DÂN\nXÃ CÁT TÂN\nBAN KINH TẾ - NGÂN SÁCH",
            "6/BC-BKTNS",
            "Ban Kinh tế - Ngân sách Hội đồng nhân dân xã Cát Tân",
        ),
        (
            "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM\nCÔNG ĐOÀN TẬP ĐOÀN MUỐI VIỆT NAM",
            "6/CĐM-CSPL",
            "Công đoàn Tập đoàn muối Việt Nam",
        ),
        ("ĐẢNG BỘ PHƯỜNG HẠC THÀNH\nCHI BỘ TRƯỜNG THCS LÊ LỢI", "6-NQ/CB", "Chi bộ Trường THCS Lê Lợi"),
        ("UBND XÃ ĐỒNG VĂN\nPHÒNG VĂN HÓA - XÃ HỘI", "5/TTr-PVHXH", "Phòng Văn hóa - Xã hội xã Đồng Văn"),
        ("ĐẢNG BỘ XÃ MINH CHÂU\nBAN XÂY DỰNG ĐẢNG", "5-HD/BXDĐ", "Ban Xây dựng Đảng Đảng ủy xã Minh Châu"),
    ],
)
def test_issuer_of_head_lines_of_mass_organisations(head: str, number: str, issuer: str) -> None:
    header = read(f"{head}\n{RIGHT}Số: {number}\n{DATE}THÔNG BÁO\nVề việc nghỉ lễ\nCăn cứ Bộ luật Lao động;\n")
    assert value(header, "issuer") == issuer


def test_party_paper() -> None:
    header = read(
        "TỈNH ỦY YÊN BÁI\n*\nSố 56-CTr/TU\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\nYên Bái, ngày 12 tháng 3 năm 2022\n\n"
        "CHƯƠNG TRÌNH HÀNH ĐỘNG\nthực hiện Nghị quyết số 5-NQ/TW về đất đai\n-----\n"
        "Thực hiện Nghị quyết, Tỉnh ủy ban hành:\n"
    )
    assert fields(header) == (
        "CTr", "56-CTr/TU", "2022-03-12", "Tỉnh ủy Yên Bái", "thực hiện Nghị quyết số 5-NQ/TW về đất đai",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("mark", "issuer"), [("T/M BỘ CHÍNH TRỊ", "Bộ Chính trị"), ("T/M BAN BÍ THƯ\nTHƯỜNG TRỰC BAN BÍ THƯ", "Ban Bí thư")]
)
def test_central_committee_head_line_is_settled_by_the_signature(mark: str, issuer: str) -> None:
    header = read(
        "BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nSố 34-CT/TW\nĐẢNG CỘNG SẢN VIỆT NAM\nHà Nội, ngày 24 tháng 5 năm 2024\n"
        f"CHỈ THỊ\nvề nhà ở xã hội\n-----\nThời gian qua, các cấp đã quan tâm.\n"
        f"Nơi nhận:\n- Các tỉnh ủy.\n{mark}\nVũ Văn Ba\n"
    )
    assert value(header, "issuer") == issuer
    assert value(header, "number") == "34-CT/TW"


@pytest.mark.parametrize("committee", ["TỈNH ỦY LÀO CAI", "BAN CHẤP HÀNH ĐẢNG BỘ TỈNH LÀO CAI"])
def test_inner_body_of_a_committee(committee: str) -> None:
    header = read(
        f"{committee}\nBAN TỔ CHỨC\n*\nSố 9-HD/BTCTU\nĐẢNG CỘNG SẢN VIỆT NAM\nLào Cai, ngày 2 tháng 2 năm 2023\n"
        "HƯỚNG DẪN\nbình xét thi đua\n-----\nCăn cứ Quy định số 3-QĐ/TU;\n"
    )
    assert value(header, "issuer") == "Ban Tổ chức Tỉnh ủy Lào Cai"


def test_addressees_of_a_party_paper_are_no_part_of_its_title() -> None:
    header = read(
        "TỈNH ỦY LÀO CAI\nBAN TỔ CHỨC\n*\nSố 31-BC/BTCTU\nĐẢNG CỘNG SẢN VIỆT NAM\nLào Cai, ngày 05 tháng 01 năm 2024\n"
        "BÁO CÁO\nkết quả dựng lại nhà sàn\nnăm 2023\n- Ban Tổ chức Trung ương,\n- Ban Thường vụ Tỉnh ủy,\n"
        "Thực hiện Kết luận số 4-KL/TU ngày 3/2/2022 của Tỉnh ủy, Ban Tổ chức báo cáo như sau:\n"
    )
    assert value(header, "title") == "kết quả dựng lại nhà sàn năm 2023"


def test_youth_union_under_the_head_line_of_a_central_committee() -> None:
    header = read(
        "BAN CHẤP HÀNH TRUNG ƯƠNG\n***\nSố: 225-KH/TWĐTN-CTTN\nĐOÀN TNCS HỒ CHÍ MINH\nHà Nội, ngày 5 tháng 3 năm 2020\n"
        "KẾ HOẠCH\nTổ chức Tháng Thanh niên năm 2020\n-----\nThực hiện Chương trình công tác năm 2020.\n"
    )
    assert value(header, "issuer") == "Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh"
    assert value(header, "number") == "225-KH/TWĐTN-CTTN"


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("ĐOÀN TNCS HỒ CHÍ MINH\nBAN CHẤP HÀNH TỈNH YÊN BÁI\n***", "Ban Chấp hành Đoàn tỉnh Yên Bái"),
        ("BCH TỈNH YÊN BÁI    ĐOÀN TNCS HỒ CHÍ MINH", "Ban Chấp hành Đoàn tỉnh Yên Bái"),
        ("HUYỆN ĐOÀN TRẤN YÊN    ĐOÀN TNCS HỒ CHÍ MINH", "Huyện đoàn Trấn Yên"),
    ],
)
def test_youth_union_under_the_head_line_of_an_organ_of_a_place(head: str, issuer: str) -> None:
    header = read(
        f"{head}\nSố: 61-KH/TĐTN\nYên Bái, ngày 5 tháng 3 năm 2020\nKẾ HOẠCH\nMở lớp dạy bơi\n"
        "-----\nNội dung như sau:\n"
    )
    assert value(header, "issuer") == issuer


def test_letters_of_a_union_do_not_take_the_place_from_its_head_line() -> None:
    header = read(
        "HỘI NÔNG DÂN VIỆT NAM\nBAN THƯỜNG VỤ TỈNH YÊN BÁI\n*\nSố 52-HD/HND\nYên Bái, ngày 5 tháng 3 năm 2020\n"
        "HƯỚNG DẪN\nMở vườn ươm\nTheo quy chế do Hội Nông dân Việt Nam ban hành, Ban Thường vụ hướng dẫn như sau:\n"
    )
    assert value(header, "issuer") == "Ban Thường vụ Hội Nông dân tỉnh Yên Bái"


@pytest.mark.parametrize(
    "opening",
    [
        "Căn cứ Điều lệ Đoàn; Ban Chấp hành Tỉnh đoàn Yên Bái ban hành Kế hoạch như sau:",
        "Nhằm nâng cao chất lượng, Ban Chấp hành Tỉnh đoàn Yên Bái ban hành Kế hoạch tổ chức hội thi như sau:",
    ],
)
def test_a_paper_cut_off_at_both_ends_is_known_by_its_heading(opening: str) -> None:
    header = read(f"KẾ HOẠCH\nTổ chức hội thi Đoàn viên giỏi\nnăm 2031\n{opening}\nI. YÊU CẦU\n1. Đông đủ.\n")
    assert header.kind == "official"
    assert (value(header, "type_code"), value(header, "title")) == ("KH", "Tổ chức hội thi Đoàn viên giỏi năm 2031")
    assert value(header, "issuer") == "Ban Chấp hành Tỉnh đoàn Yên Bái"


def test_a_page_that_quotes_a_heading_is_no_paper() -> None:
    assert read("Hội thi sắp tới\nKẾ HOẠCH\nCăn cứ tình hình, ban tổ chức thông báo như sau: nghỉ.\n").kind == "news"


def test_a_rule_of_the_party_without_heading_is_told_by_its_word_for_itself() -> None:
    header = read(
        "Số: 917-QĐ/TW\n\nHà Nội, ngày 27 tháng 6 năm 2031\n\nCăn cứ Điều lệ Đảng;\n\nBộ Chính trị quy định về nuôi cá "
        "như sau:\n\nĐiều 1. Phạm vi\n1. Quy định này quy định về nuôi cá hồ.\n"
    )
    assert (value(header, "type_code"), value(header, "issuer")) == ("QyĐ", "Bộ Chính trị")


def test_a_report_without_number_under_its_masthead_is_a_paper() -> None:
    header = read(
        "TỈNH ỦY LÀO CAI\n*\n\nĐẢNG CỘNG SẢN VIỆT NAM\nLào Cai, ngày 08 tháng 01 năm 2031\n\nBÁO CÁO\n"
        "tổng kết nuôi cá\nPhần thứ nhất\nKẾT QUẢ\nNăm 2030, cá đã lớn.\n"
    )
    assert (header.kind, value(header, "type_code"), value(header, "date")) == ("official", "BC", "2031-01-08")
    assert (value(header, "issuer"), value(header, "title")) == ("Tỉnh ủy Lào Cai", "tổng kết nuôi cá")


@pytest.mark.parametrize(
    ("head", "text", "issuer"),
    [
        ("ĐẢNG ỦY TRƯỜNG ĐẠI HỌC SÔNG MÃ", "đảng viên Trường Đại học Sông Mã", "Đảng ủy Trường Đại học Sông Mã"),
        ("ĐẢNG ỦY TẬP ĐOÀN MUỐI VIỆT NAM", "do Tập đoàn Muối Việt Nam", "Đảng ủy Tập đoàn Muối Việt Nam"),
        ("CHI BỘ TRƯỜNG THPT LÊ LỢI", "đảng viên", "Chi bộ Trường THPT Lê Lợi"),
        ("CHI BỘ TRƯỜNG TIỂU HỌC HOA MAI", "đảng viên", "Chi bộ Trường Tiểu học Hoa Mai"),
        ("ĐẢNG ỦY QUÂN SỰ TỈNH YÊN BÁI", "đảng viên", "Đảng ủy Quân sự tỉnh Yên Bái"),
    ],
)
def test_a_name_in_capitals_is_written_as_the_text_writes_it(head: str, text: str, issuer: str) -> None:
    header = read(
        f"{head}\n*\nSố 21-KH/ĐU\nĐẢNG CỘNG SẢN VIỆT NAM\nYên Bái, ngày 4 tháng 9 năm 2030\nKẾ HOẠCH\nnuôi cá\n-----\n"
        f"Căn cứ Điều lệ Đảng, {text} nuôi cá như sau:\n1. Cá.\n"
    )
    assert value(header, "issuer") == issuer


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Hoãn lớp nuôi cá ngày 06/9/2030\n\n", "Hoãn lớp nuôi cá ngày 06/9/2030"),
        ("hoãn lớp nuôi cá\nvà nuôi tôm\n\n", "hoãn lớp nuôi cá và nuôi tôm"),
        ("\n", None),
    ],
)
def test_a_letter_of_the_party_has_its_subject_under_its_number(subject: str, title: str | None) -> None:
    header = read(
        "TỈNH ỦY YÊN BÁI               ĐẢNG CỘNG SẢN VIỆT NAM\n\nBAN TỔ CHỨC\n\n"
        f"        *             Yên Bái, ngày 04 tháng 9 năm 2030\n\n     Số 21-CV/BTCTU\n\n{subject}\n"
        "Kính gửi:\n\n- Các huyện ủy.\n\nBan Tổ chức đề nghị nuôi cá.\n"
    )
    assert fields(header) == ("CV", "21-CV/BTCTU", "2030-09-04", "Ban Tổ chức Tỉnh ủy Yên Bái", title)


def test_a_number_on_the_line_above_the_motto() -> None:
    header = read(
        "ĐẢNG BỘ TỈNH YÊN BÁI ĐẢNG ỦY XÃ CÁT TÂN Số: 9 - CV/ĐU |\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Cát Tân, ngày 5 tháng 9 năm 2030 |\nV/v nuôi cá\nCăn cứ tình hình, yêu cầu nuôi cá như sau:\n"
    )
    assert (header.kind, value(header, "number"), value(header, "date")) == ("official", "9-CV/ĐU", "2030-09-05")


def test_the_centre_is_named_by_the_headline_above_a_paper_cut_off() -> None:
    head = "BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nSố: 917-QĐ/TW\nĐẢNG CỘNG SẢN VIỆT NAM\nHà Nội, ngày 05 tháng 01 năm 2031\n"
    paper = f"{head}QUY ĐỊNH\nVỀ KHO SÁCH\n\n- Căn cứ Điều lệ Đảng;\n"
    told = read(f"Quy định số 917-QĐ/TW ngày 5/1/2031 của Bộ Chính trị về kho sách\n\n{paper}")
    assert (value(told, "issuer"), value(read(paper), "issuer")) == ("Bộ Chính trị", "Ban Chấp hành Trung ương Đảng")


def test_a_type_word_printed_twice_is_no_title() -> None:
    head = f"QUỐC HỘI\nSố: 917/2005/QH11\n{RIGHT}Hà Nội, ngày 09 tháng 11 năm 2005\nNGHỊ QUYẾT\n\nNGHỊQUYẾT\n\n"
    header = read(f"{head}VỀ KHO SÁCH\n\nQUỐC HỘI\n\nCăn cứ Hiến pháp;\n")
    assert value(header, "title") == "VỀ KHO SÁCH"


def test_the_letter_of_a_board_over_empty_lines() -> None:
    head = "TỈNH UỶ HÀ TĨNH\n\n   ĐẢNG CỘNG SẢN VIỆT NAM\n\nBAN TUYÊN GIÁO\n\n*\n\nHà Tĩnh, ngày 2 tháng 4 năm 2031\n"
    subject = "Gửi tài liệu về kho sách\n\n 9 kho của tỉnh"
    header = read(f"{head}\nSố 917 - CV/BTGTU\n\n{subject}\n\nKính gửi:\n\n- Các sở,\n\n")
    assert value(header, "issuer") == "Ban Tuyên giáo Tỉnh ủy Hà Tĩnh"
    assert value(header, "title") == "Gửi tài liệu về kho sách 9 kho của tỉnh"


def test_the_committee_of_a_bloc_is_of_the_province_above_it() -> None:
    head = "ĐẢNG BỘ TỈNH YÊN BÁI\nĐẢNG ỦY KHỐI CÁC CƠ QUAN\n*\nSố 917-HD/ĐUK\nĐẢNG CỘNG SẢN VIỆT NAM\n"
    header = read(f"{head}{DATE}HƯỚNG DẪN\nxây dựng kho sách\n-----\nThực hiện Chương trình công tác năm, Đảng ủy\n")
    assert value(header, "issuer") == "Đảng ủy Khối các cơ quan tỉnh Yên Bái"
    assert header.issuer_place == "Yên Bái"


def test_the_centre_is_named_by_the_heading_of_a_paper_whose_signature_is_lost() -> None:
    head = "BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nSố: -KL/TW\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\nHà Nội, ngày tháng 6 năm 2031\n\n"
    text = "\nvề kho sách\nThực hiện Quy định của Ban Chấp hành Trung ương, các nơi mở kho sách.\n"
    assert value(read(f"{head}KẾT LUẬN\nCỦA BAN BÍ THƯ{text}"), "issuer") == "Ban Bí thư"
    assert value(read(f"{head}KẾT LUẬN\nCỦA BỘ CHÍNH TRỊ{text}"), "issuer") == "Bộ Chính trị"
    title = "KẾT LUẬN\nVỀ TIẾP TỤC THỰC HIỆN\nCHỈ THỊ\nCỦA BAN BÍ THƯ\nVỀ KHO SÁCH\n"
    assert value(read(f"{head}{title}\nBộ Chính trị đã họp và kết luận: mở kho sách.\n"), "issuer") == "Bộ Chính trị"
    signed = f"{head}KẾT LUẬN\nCỦA BỘ CHÍNH TRỊ{text}\nNơi nhận:\n- Các tỉnh ủy.\nT/M BAN BÍ THƯ\nVũ Văn Ba\n"
    assert value(read(signed), "issuer") == "Ban Bí thư"
