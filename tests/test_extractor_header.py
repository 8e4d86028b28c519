"""Header fields of papers: columns in any order, Party, letters, joint papers, laws, drafts, copies, OCR."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.document import Header, Text, Warning_
from extractor.header import read_header

LEFT = "ỦY BAN NHÂN DÂN\nTỈNH YÊN BÁI\n-------\n"
RIGHT = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------\n"
NUMBER = "Số: 915/QĐ-UBND\n"
DATE = "Yên Bái, ngày 05 tháng 01 năm 2024\n"
BODY = (
    "QUYẾT ĐỊNH\nVề việc phê duyệt Kế hoạch kiểm tra\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\n"
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;\nQUYẾT ĐỊNH:\nĐiều 1. Phê duyệt Kế hoạch./.\n"
    "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Văn Minh\n"
)


def read(content: str) -> Header:
    header = read_header(Text(content))
    for found in (
        header.type_code, header.number, header.symbol, header.date, header.date_partial, header.place, header.issuer,
        header.title, header.secrecy, header.urgency,
    ):  # fmt: skip
        if found is not None:
            assert content[found.span.start : found.span.end] == found.raw
    assert 0 <= header.start <= header.body_start <= header.end <= len(content)
    return header


def value(header: Header, field: str) -> str | None:
    found = getattr(header, field)
    return found.value if found else None


def fields(header: Header) -> tuple[str | None, ...]:
    return tuple(value(header, field) for field in ("type_code", "number", "date", "issuer", "title"))


@pytest.mark.parametrize("blocks", list(permutations([LEFT, RIGHT, NUMBER, DATE])), ids=lambda b: str(b[0][:6]))
def test_columns_in_any_order(blocks: tuple[str, ...]) -> None:
    header = read("\n".join(blocks) + BODY)
    assert fields(header) == (
        "QĐ", "915/QĐ-UBND", "2024-01-05", "Ủy ban nhân dân tỉnh Yên Bái", "Về việc phê duyệt Kế hoạch kiểm tra",
    )  # fmt: skip
    assert value(header, "place") == "Yên Bái"
    assert header.issuer_place == "Yên Bái"
    assert value(header, "symbol") == "QĐ-UBND"


def test_superior_gives_the_place_of_an_office() -> None:
    header = read(
        "UBND TỈNH LÂM ĐỒNG\nSỞ NỘI VỤ\n" + RIGHT + "Số: 327 /KH-SNV\nLâm Đồng, ngày 27 tháng 4 năm 2023\n"
        "KẾ HOẠCH\nKiểm tra công vụ năm 2023\n\nThực hiện Kế hoạch số 5/KH-UBND, Sở Nội vụ ban hành Kế hoạch.\n"
    )
    assert fields(header) == (
        "KH", "327/KH-SNV", "2023-04-27", "Sở Nội vụ tỉnh Lâm Đồng", "Kiểm tra công vụ năm 2023",
    )  # fmt: skip


def test_title_keeps_the_line_that_says_whose_it_is() -> None:
    header = read(
        "BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nSố 7-KL/TW\nĐẢNG CỘNG SẢN VIỆT NAM\nHà Nội, ngày 2 tháng 2 năm 2023\n"
        "KẾT LUẬN\nCỦA BỘ CHÍNH TRỊ\nvề công tác cán bộ\n-----\nBộ Chính trị kết luận như sau:\n"
    )
    assert value(header, "title") == "CỦA BỘ CHÍNH TRỊ về công tác cán bộ"


def test_a_sentence_or_a_paragraph_of_full_lines_ends_the_title() -> None:
    head = (
        "BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nSố 8-CT/TW\nĐẢNG CỘNG SẢN VIỆT NAM\nHà Nội, ngày 2 tháng 2 năm 2023\n"
        "CHỈ THỊ\nCỦA BAN BÍ THƯ\nvề công tác phòng cháy rừng mùa khô\n"
    )
    full = "Mùa khô năm nay đến sớm ở nhiều vùng, lượng mưa thấp hơn mọi năm và gió mạnh hơn,\n"
    title = "CỦA BAN BÍ THƯ về công tác phòng cháy rừng mùa khô"
    assert value(read(head + full * 4), "title") == title
    assert value(read(head + "Rừng cháy ở ba tỉnh. Nhiều nơi chưa có\nlực lượng tại chỗ.\n"), "title") == title


def test_letter() -> None:
    header = read(
        "BỘ TÀI CHÍNH\nCỤC THUẾ\n-------\n" + RIGHT + "Số: 4071/CT-KK\nV/v khai thuế\nthu nhập cá nhân\n\n"
        "Hà Nội, ngày 14\ntháng 8 năm 2025\n\nKính gửi: Thuế tỉnh Phú Thọ.\n"
        "Cục Thuế nhận được công văn số 10/PTH-KTr.\n"
    )
    assert fields(header) == ("CV", "4071/CT-KK", "2025-08-14", "Cục Thuế", "V/v khai thuế thu nhập cá nhân")


def test_body_of_a_letter_begins_at_its_addressee() -> None:
    content = (
        LEFT + RIGHT + "Số: 4/UBND-NC\nV/v báo cáo\n" + DATE + "Kính gửi:\n- Sở Nội vụ;\n- Sở Tài chính.\nNội dung.\n"
    )
    header = read(content)
    assert content[header.body_start :].startswith("Kính gửi")


def test_joint_paper() -> None:
    header = read(
        "BỘ NỘI VỤ - BỘ TÀI CHÍNH -\nBỘ LAO ĐỘNG - THƯƠNG BINH\nVÀ XÃ HỘI\n" + RIGHT
        + "Số: 02/2012/TTLT-BNV-BTC-\nBLĐTBXH\nHà Nội, ngày 9 tháng 5 năm 2012\n"
        "THÔNG TƯ LIÊN TỊCH\nHướng dẫn chế độ phụ cấp\n"
        "Căn cứ Nghị định số 61/2008/NĐ-CP;\n"
    )  # fmt: skip
    assert value(header, "type_code") == "TTLT"
    assert value(header, "number") == "02/2012/TTLT-BNV-BTC-BLĐTBXH"
    assert value(header, "issuer") == "Bộ Nội vụ; Bộ Tài chính; Bộ Lao động - Thương binh và Xã hội"


def test_offices_of_one_province_issue_together_and_not_the_committee_above_them() -> None:
    header = read(
        f"UBND TỈNH LÀO CAI\nSỞ Y TẾ - SỞ TÀI CHÍNH\n{RIGHT}Số: 12/KHLN-SYT-STC\nLào Cai, ngày 05 tháng 01 năm 2024\n"
        "KẾ HOẠCH\nLiên ngành về mua muối trộn i-ốt\n\nĐể người dân có muối sạch, hai Sở làm như sau:\n"
    )
    assert value(header, "issuer") == "Sở Y tế tỉnh Lào Cai; Sở Tài chính tỉnh Lào Cai"


def test_recipients_are_no_head_lines() -> None:
    header = read(
        f"BỘ TÀI CHÍNH\n{RIGHT}Số: 24/2018/TT-BTC\nHà Nội, ngày 05 tháng 01 năm 2018\n\nsư THÔNG TƯ\nvề tiền mua đò\n"
        "Thực hiện Nghị định số 4/2016/NĐ-CP ngày 20 tháng 8 năm 2016 của Chính phủ, các sở góp đò cũ.\n\n"
        "Nơi nhận:\n- Như trên;\n- Sở Xây dựng;\n- Lưu: VT.\n\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nNguyễn Xuân Sáng\n"
    )
    issuer = value(header, "issuer")
    assert issuer is None or "Sở" not in issuer


def test_a_head_that_runs_on_into_the_text_names_no_issuer() -> None:
    long = "và làm đường vào bản cùng nhau suốt mùa khô năm nay " * 8
    header = read(f"TỈNH ỦY LÀO CAI\nSố 31-BC/TU\nĐẢNG CỘNG SẢN VIỆT NAM\n{long.upper()}\n{long.upper()}\n")
    assert header.issuer is None or len(header.issuer.value) <= 160


def test_law_takes_its_date_from_the_closing_sentence() -> None:
    header = read(
        "QUỐC HỘI\n"
        + RIGHT
        + "Luật số: 31/2024/QH15\nLUẬT\nĐẤT ĐAI\nCăn cứ Hiến pháp;\nQuốc hội ban hành Luật Đất đai.\n"
        "Điều 1. Phạm vi\nLuật này quy định về đất đai.\n"
        "Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV, kỳ họp bất thường lần thứ 5 "
        "thông qua ngày 18 tháng 01 năm 2024.\nCHỦ TỊCH QUỐC HỘI\n"
    )
    assert fields(header) == ("Luật", "31/2024/QH15", "2024-01-18", "Quốc hội", "ĐẤT ĐAI")


def test_prime_minister_under_the_head_line_of_the_government() -> None:
    header = read(
        "CHÍNH PHỦ\n" + RIGHT + "Số: 30/2025/QĐ-TTg\nHà Nội, ngày 30 tháng 8 năm 2025\n"
        "QUYẾT ĐỊNH\nBan hành Quy chế phối hợp\n"
        "Căn cứ Luật Tổ chức Chính phủ;\n"
    )
    assert value(header, "issuer") == "Thủ tướng Chính phủ"


def test_code_and_text_overrule_a_wrong_head_line() -> None:
    header = read(
        "CHÍNH PHỦ\n"
        + RIGHT
        + "Số: 13/2025/TT-BCA\nHà Nội, ngày 25 tháng 12 năm 2025\nTHÔNG TƯ\nQuy định mẫu giấy phép\n"
        "Căn cứ Luật Công an nhân dân;\nBộ trưởng Bộ Công an ban hành Thông tư quy định mẫu giấy phép.\n"
        "Điều 1. Phạm vi\n"
    )
    assert value(header, "issuer") == "Bộ Công an"


@pytest.mark.parametrize(
    ("head", "number", "issuer"),
    [
        ("UBND HUYỆN LỤC YÊN\nPHÒNG NỘI VỤ", "15/TB-PNV", "Phòng Nội vụ huyện Lục Yên"),
        ("ỦY BAN NHÂN DÂN\nXÃ MINH CHÂU", "15/TB-UBND", "Ủy ban nhân dân xã Minh Châu"),
        ("HỘI ĐỒNG NHÂN DÂN\nTỈNH YÊN BÁI", "15/NQ-HĐND", "Hội đồng nhân dân tỉnh Yên Bái"),
        ("UBND TỈNH YÊN BÁI\nVĂN PHÒNG", "15/GM-VPUB", "Văn phòng Ủy ban nhân dân tỉnh Yên Bái"),
        ("SỞ NỘI VỤ - SỞ TÀI CHÍNH", "15/HDLS-SNV-STC", "Sở Nội vụ tỉnh Yên Bái; Sở Tài chính tỉnh Yên Bái"),
        ("TÒA ÁN NHÂN DÂN TỐI CAO\nHỘI ĐỒNG THẨM PHÁN", "1/2024/NQ-HĐTP", "Hội đồng Thẩm phán Tòa án nhân dân tối cao"),
        (
            "ỦY BAN TRUNG ƯƠNG\nMẶT TRẬN TỔ QUỐC VIỆT NAM\nBAN THƯỜNG TRỰC",
            "11/HD-MTTW-BTT",
            "Ban Thường trực Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
        ),
        ("BAN CHỈ ĐẠO CẢI CÁCH HÀNH CHÍNH\nTỈNH YÊN BÁI", "5/KH-BCĐ", "Ban Chỉ đạo Cải cách hành chính tỉnh Yên Bái"),
        ("CHỦ TỊCH NƯỚC", "12/2024/QĐ-CTN", "Chủ tịch nước"),
        ("BỘ GIÁO DỤC VÀ ĐÀO TÀO", "12/2024/TT-BGDĐT", "Bộ Giáo dục và Đào tạo"),
        ("TỈNH YÊN BÁI\nBAN CHỈ ĐẠO 915", "9/KH-BCĐ915", "Ban Chỉ đạo 915 tỉnh Yên Bái"),
        (
            "CỤC QUẢN LÝ THI HÀNH ÁN DÂN SỰ\nTHI HÀNH ÁN DÂN SỰ TỈNH YÊN BÁI",
            "9/TB-THADS",
            "Thi hành án dân sự tỉnh Yên Bái",
        ),
        ("UBND TỈNH YÊN BÁI\nVƯỜN QUỐC GIA CÂY SUNG", "9/TB-VQG", "Vườn quốc gia Cây sung tỉnh Yên Bái"),
        ("UBND TỈNH YÊN BÁI\nTRƯỜNG CAO ĐẲNG YÊN BÁI", "9/TB-CĐYB", "Trường Cao đẳng Yên Bái"),
        ("BỘ CÔNG THƯƠNG\nTRƯỜNG ĐẠI HỌC YÊN BÁI", "9/TB-ĐHYB", "Trường Đại học Yên Bái"),
        ("SỞ CÔNG THƯƠNG\nCHI CỤC QUẢN LÝ CHỢ NỔI", "9/TB-QLCN", "Chi cục Quản lý chợ nổi tỉnh Yên Bái"),
        ("BỘ XÂY DỰNG\nTẠP CHÍ CẦU PHAO", "9/TB-TCCP", "Tạp chí Cầu phao"),
        ("KHO BẠC NHÀ NƯỚC\nKHO BẠC NHÀ NƯỚC KHU VỰC IX", "9/TB-KBKV", "Kho bạc Nhà nước khu vực IX"),
        ("SỞ Y TẾ YÊN BÁI\nTRUNG TÂM Y TẾ KHU VỰC CÂY ĐA", "9/TB-TTYT", "Trung tâm Y tế khu vực Cây Đa tỉnh Yên Bái"),
        ("BỘ XÂY DỰNG\nBAN QUẢN LÝ CẢNG KHU VỰC PHÍA NAM", "9/TB-QLC", "Ban Quản lý Cảng khu vực phía Nam"),
        ("BỘ XÂY DỰNG\nBAN CẢNG KHU VỰC MIỀN NÚI PHÍA BẮC", "9/TB-BC", "Ban Cảng khu vực miền núi phía Bắc"),
        ("BAN ĐIỀU HÀNH\nQUỸ PHÁT TRIỂN CHỢ YÊN BÁI", "9/TB-QPT", "Ban Điều hành quỹ phát triển chợ Yên Bái"),
        ("CÔNG TY CỔ PHẦN\nNHÀ XUẤT BẢN CÂY ĐA", "9/TB-NXB", "Công ty Cổ phần nhà xuất bản cây đa"),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO YÊN BÁI\nTRƯỜNG THPT CÂY ĐA", "9/TB-THPT", "Trường THPT Cây Đa tỉnh Yên Bái"),
        ("UBND XÃ BẾN CÁT\nTRƯỜNG TRUNG HỌC CƠ SỞ CỒN TRÒN", "9/TB-CT", "Trường Trung học cơ sở Cồn Tròn xã Bến Cát"),
        (
            "UBND XÃ BẾN CÁT\nTRƯỜNG TIỂU HỌC VÀ TRUNG HỌC CƠ SỞ CỒN TRÒN",
            "9/TB-CT",
            "Trường Tiểu học và Trung học cơ sở Cồn Tròn xã Bến Cát",
        ),
        ("UBND XÃ BẾN CÁT\nTRƯỜNG PTDTNT THCS VÀ THPT LA DẠ", "9/TB-LD", "Trường PTDTNT THCS và THPT La Dạ xã Bến Cát"),
        ("SỞ Y TẾ - BẢO HIỂM XÃ HỘI", "9/TBLN", "Sở Y tế tỉnh Yên Bái; Bảo hiểm xã hội"),
        ("UBND TỈNH YÊN BÁI\nTRUNG TÂM GDTX SỐ 9", "9/TB-GDTX", "Trung tâm GDTX số 9 tỉnh Yên Bái"),
        ("BÁO YÊN BÁI", "9/TB-BYB", "Báo Yên Bái"),
    ],
)
def test_issuer_of_head_lines(head: str, number: str, issuer: str) -> None:
    header = read(f"{head}\n{RIGHT}Số: {number}\n{DATE}THÔNG BÁO\nVề việc nghỉ lễ\nCăn cứ Bộ luật Lao động;\n")
    assert value(header, "issuer") == issuer


def test_telegram_ends_its_title_at_the_sender() -> None:
    header = read(
        "BỘ XÂY DỰNG\n"
        + RIGHT
        + "Số: 31/CĐ-BXD\nHà Nội, ngày 06 tháng 9 năm 2024\nCÔNG ĐIỆN\nVỀ VIỆC PHÒNG CHÁY RỪNG\n"
        "BỘ XÂY DỰNG điện:\n- Các Cục: Đường bộ, Đường sắt.\n"
    )
    assert value(header, "type_code") == "CĐ"
    assert value(header, "title") == "VỀ VIỆC PHÒNG CHÁY RỪNG"


@pytest.mark.parametrize(
    ("heading", "code", "title"),
    [
        ("THÔNG BÁO\nKẾT LUẬN PHIÊN HỌP THỨ NĂM", "TB", "KẾT LUẬN PHIÊN HỌP THỨ NĂM"),
        ("KẾT LUẬN THANH TRA\nViệc chi tiền sửa đò", "KL", "Việc chi tiền sửa đò"),
        ("KẾT LUẬN KIỂM TRA\nvề thu quỹ chợ", "KL", "về thu quỹ chợ"),
        ("KẾT LUẬN\nThanh tra việc chi tiền sửa đò", "KL", "Thanh tra việc chi tiền sửa đò"),
        ("THÔNG BÁO KẾT LUẬN\nCỦA CHỦ TỊCH TẠI CUỘC HỌP", "TB", "CỦA CHỦ TỊCH TẠI CUỘC HỌP"),
        ("QUYẾT\nĐỊNH\nVỀ\nVIỆC GIAO ĐẤT\nCHO SỞ Y TẾ", "QĐ", "VỀ VIỆC GIAO ĐẤT CHO SỞ Y TẾ"),
        ("QUY ĐỊNH\nVề quản lý chợ", "QyĐ", "Về quản lý chợ"),
        ("QUYÊT ĐỊNH\nVềviệc giao đất", "QĐ", "Về việc giao đất"),
        ("QUYẾT ĐỊNH\nVề việc GIAO ĐẤT\nCHO TRẠM BƠM XÃ NÀ CHÌ", "QĐ", "Về việc GIAO ĐẤT CHO TRẠM BƠM XÃ NÀ CHÌ"),
        ("QUYẾT ĐỊNH\nVề việc\nGIAO ĐẤT CHO TRẠM BƠM", "QĐ", "Về việc GIAO ĐẤT CHO TRẠM BƠM"),
        ("THÔNG BÁO: Về việc đóng cống", "TB", "Về việc đóng cống"),
        ("CÔNG VĂN ĐẾN\nSố: 71\nNgày: 9/10/2031\nQUYẾT ĐỊNH\nVề việc giao đất", "QĐ", "Về việc giao đất"),
        (
            "QUYẾT ĐỊNH\nSửa đổi một số điều của Quy định kèm theo Quyết định số\n71/2030/QĐ-UBND\nvề nuôi cá hồ",
            "QĐ",
            "Sửa đổi một số điều của Quy định kèm theo Quyết định số 71/2030/QĐ-UBND về nuôi cá hồ",
        ),
        ("TỜ TRÌNH\nVề việc giao đất (lần 2)", "TTr", "Về việc giao đất (lần 2)"),
        ("NGHỊ QUYẾT\nVỀ GIÁ ĐẤT\n(Thực hiện điểm a khoản 1 Điều 2)", "NQ", "VỀ GIÁ ĐẤT"),
        ("KẾ HOẠCH TRIỂN KHAI ĐỀ ÁN SỐ 6", "KH", "TRIỂN KHAI ĐỀ ÁN SỐ 6"),
        (
            "THÔNG BÁO\nKẾT LUẬN CỦA BAN THƯỜNG VỤ\nvề nuôi cá hồ",
            "TB",
            "KẾT LUẬN CỦA BAN THƯỜNG VỤ về nuôi cá hồ",
        ),
        (
            "NGHỊ QUYẾT\nHỘI NGHỊ LẦN THỨ NĂM BAN CHẤP HÀNH\nKHÓA XX, NHIỆM KỲ 2030 - 2035\nvề nuôi cá hồ",
            "NQ",
            "HỘI NGHỊ LẦN THỨ NĂM BAN CHẤP HÀNH KHÓA XX, NHIỆM KỲ 2030 - 2035 về nuôi cá hồ",
        ),
    ],
)
def test_heading_and_title(heading: str, code: str, title: str) -> None:
    header = read(
        LEFT + RIGHT + "Số: 15/UBND\n" + DATE + heading + "\nCăn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;\n"
    )
    assert (value(header, "type_code"), value(header, "title")) == (code, title)


def test_title_ends_where_the_enacting_body_stands() -> None:
    header = read(
        LEFT + RIGHT + NUMBER + DATE + "QUYẾT ĐỊNH\nVỀ VIỆC CÔNG BỐ THỦ TỤC CỦA\nỦY BAN NHÂN DÂN CẤP XÃ, CƠ QUAN THUẾ\n"
        "ỦY BAN NHÂN DÂN TỈNH YÊN BÁI\nCăn cứ Luật Tổ chức chính quyền địa phương;\n"
    )
    assert value(header, "title") == "VỀ VIỆC CÔNG BỐ THỦ TỤC CỦA ỦY BAN NHÂN DÂN CẤP XÃ, CƠ QUAN THUẾ"


def test_blank_number_gives_its_symbol() -> None:
    header = read(LEFT + RIGHT + "Số:       /QĐ-UBND\nYên Bái, ngày      tháng 3 năm 2024\n" + BODY)
    assert header.number is None
    assert value(header, "symbol") == "QĐ-UBND"
    assert header.date is None
    assert value(header, "date_partial") == "2024-03"
    assert {w.code for w in header.warnings} == {"number-blank", "date-blank"}
    assert {w.field for w in header.warnings} == {"number", "date"}


def test_handwriting_seen_by_the_reader_is_not_read() -> None:
    content = LEFT + RIGHT + "Số: 4/QĐ-UBND\nYên Bái, ngày 15 tháng 3 năm 2024\n" + BODY
    by_hand = (Warning_("handwritten", "Số viết tay.", "number"), Warning_("handwritten", "Ngày viết tay.", "date"))
    header = read_header(Text(content, warnings=by_hand))
    assert header.number is None
    assert value(header, "symbol") == "QĐ-UBND"
    assert header.date is None
    assert value(header, "date_partial") == "2024-03"
    assert header.warnings == ()  # the reader has said it


def test_merged_columns_of_a_scan() -> None:
    header = read(
        "ỦY BAN NHÂN DÂN CỌNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTĨNH YÊN BÁI Độc lập - Tự do - Hạnh phúc\n"
        "Số: 4/CT-UBND Yên Bái, ngày 5 tháng 3 năm 2024\nCHỈ THỊ\nVề việc phòng cháy\n\n"
        "Trong thời gian qua, cháy nổ tăng.\n"
    )
    assert fields(header) == ("CT", "4/CT-UBND", "2024-03-05", "Ủy ban nhân dân tỉnh Yên Bái", "Về việc phòng cháy")
    assert value(header, "place") == "Yên Bái"


def test_marks_of_secrecy_and_urgency() -> None:
    header = read("MẬT\nHỎA TỐC\n" + LEFT + RIGHT + NUMBER + DATE + BODY)
    assert (value(header, "secrecy"), value(header, "urgency")) == ("MẬT", "HỎA TỐC")
    plain = read(LEFT + RIGHT + NUMBER + DATE + BODY)
    assert plain.secrecy is None
    assert plain.urgency is None


def test_place_broken_over_two_lines() -> None:
    header = read(
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HỒ CHÍ MINH\n" + RIGHT + "Số: 42/UBND-VX\nV/v cập nhật dữ liệu\n\n"
        "Thành phố Hồ Chí\nMinh, ngày 28 tháng 11 năm 2025\n\nKính gửi: Các sở.\n"
    )
    assert value(header, "place") == "Thành phố Hồ Chí Minh"
    assert value(header, "issuer") == "Ủy ban nhân dân Thành phố Hồ Chí Minh"
    assert value(header, "title") == "V/v cập nhật dữ liệu"


def test_copy_block_below_the_paper_lies_outside() -> None:
    content = (
        LEFT + RIGHT + NUMBER + DATE + BODY + "SAO Y\nSố: 12/SY-VP\nYên Bái, ngày 9 tháng 2 năm 2024\nCHÁNH VĂN PHÒNG\n"
    )
    header = read(content)
    assert value(header, "number") == "915/QĐ-UBND"
    assert content[header.end :].startswith("SAO Y")


def test_masthead_of_a_form_in_the_annex_is_not_the_papers() -> None:
    header = read(
        "Kính gửi: Sở Nội vụ.\nVăn phòng đề nghị Sở Nội vụ báo cáo.\nNơi nhận:\n- Như trên.\n"
        "CHÁNH VĂN PHÒNG\nLê Văn Tư\n"
        "Mẫu số 01\n" + LEFT + RIGHT + "Số: 1/BC-UBND\n" + DATE + "BÁO CÁO\nKết quả\n"
    )
    assert value(header, "type_code") == "CV"
    assert header.number is None


PIECES = st.sampled_from(
    [*LEFT.split("\n"), *RIGHT.split("\n"), *BODY.split("\n"), NUMBER, DATE, "V/v", "Số:", "/", "CỦA", "\t"]
)


@settings(max_examples=200)
@given(st.lists(PIECES | st.text(max_size=15), max_size=25), st.sampled_from(["\n", " ", ""]))
def test_never_raises_and_spans_hold(pieces: list[str], glue: str) -> None:
    read(glue.join(pieces))


@pytest.mark.parametrize(
    "unit", [" ", "\t", "\n", "-", "_", "A", "Số: ", "ngày ", "KT. CHỦ TỊCH\n", "Nguyễn ", "CỘNG HÒA "]
)
def test_long_runs_take_linear_time(unit: str) -> None:
    """Eight times the text may take some sixteen times as long, never the square of it."""
    from time import process_time

    def seconds(times: int) -> float:
        text = Text(LEFT + RIGHT + NUMBER + DATE + unit * (times // len(unit)))
        start = process_time()
        read_header(text)
        return process_time() - start

    seconds(1000)
    small, large = max(seconds(20_000), 0.01), seconds(160_000)
    assert large < 24 * small


def test_empty_lines_between_all_paragraphs_of_a_short_paper_do_not_cut_its_title() -> None:
    paper = (
        f"{LEFT}{NUMBER}\n{RIGHT}{DATE}\nTHÔNG BÁO\n\n"
        "Lịch trực đò và tu sửa bến\n\ncủa Văn phòng Ủy ban nhân dân tỉnh\n\n"
        "Thực hiện lịch năm, Văn phòng phân công trực đò.\n\nCác trưởng bến báo cáo hằng tuần.\n\n"
        "Nơi nhận:\n- Như trên;\n- Bến Đoài;\n- Bến Trung;\n- Lưu: VT.\n"
    )
    assert value(read(paper), "title") == "Lịch trực đò và tu sửa bến của Văn phòng Ủy ban nhân dân tỉnh"
