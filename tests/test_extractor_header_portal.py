"""Papers under a portal's summary, papers whose header was lost, and news."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

from extractor.document import Text
from extractor.footer import read_footer
from extractor.header import read_header
from extractor.knowledge import toml_data
from extractor.pipeline import extract_header
from extractor.references import find_references
from tests.header_papers import read, value

SUMMARY = (
    "Quy định mới về mẫu giấy phép từ năm 2026\n"
    "Ngày 25/11/2025, Sở Công Thương tỉnh Yên Bái ban hành Công văn 77/SCT-QLTM về việc rà soát giấy phép.\n"
    "Theo đó, các đơn vị rà soát giấy phép đã cấp theo Thông tư 5/2020/TT-BCT.\n\n"
    "- Nội dung thứ nhất;\n- Nội dung thứ hai.\n\n"
)
LETTER = (
    "Kính gửi:\n\n- Ủy ban nhân dân các xã, phường;\n- Các doanh nghiệp.\n\n"
    "Thực hiện Thông tư số 5/2020/TT-BCT ngày 10 tháng 2 năm 2020 của Bộ Công Thương, Sở Công Thương đề nghị\n"
    "các đơn vị trên địa bàn tỉnh Yên Bái rà soát giấy phép. Sở Công Thương thông báo để biết./.\n\n"
    "Nơi nhận:\n- Như trên;\n- Lưu: VT, QLTM.\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nLý Văn Thành\n"
)
PAPER = (
    "UBND TỈNH YÊN BÁI\nSỞ CÔNG THƯƠNG\n-------\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
    "Số: 77/SCT-QLTM\nV/v rà soát giấy phép\n\nYên Bái, ngày 25 tháng 11 năm 2025\n\n"
)


def test_summary_lies_outside_the_paper() -> None:
    header = read(SUMMARY + PAPER + LETTER)
    assert header.kind == "official"
    assert (SUMMARY + PAPER)[header.start :].startswith("UBND TỈNH YÊN BÁI")
    assert value(header, "number") == "77/SCT-QLTM"
    assert value(header, "issuer") == "Sở Công Thương tỉnh Yên Bái"
    assert value(header, "title") == "V/v rà soát giấy phép"


def test_lost_header_is_recovered_from_the_summary() -> None:
    header = read(SUMMARY + LETTER)
    assert header.kind == "official"
    assert value(header, "type_code") == "CV"
    assert value(header, "number") == "77/SCT-QLTM"
    assert value(header, "date") == "2025-11-25"
    assert value(header, "issuer") == "Sở Công Thương tỉnh Yên Bái"
    assert header.number is not None
    assert header.number.rule == "summary above the paper"


def test_lost_header_is_recovered_from_the_caption_of_the_annex() -> None:
    header = read(
        LETTER + "\nPhụ lục\nDANH SÁCH GIẤY PHÉP\n"
        "(kèm theo Công văn số 78/SCT-QLTM ngày 26 tháng 11 năm 2025 của Sở Công Thương)\n1. Giấy phép A\n"
    )
    assert value(header, "number") == "78/SCT-QLTM"
    assert value(header, "date") == "2025-11-26"
    assert value(header, "issuer") == "Sở Công Thương tỉnh Yên Bái"


def test_caption_that_names_another_type_is_not_the_papers_number() -> None:
    header = read(LETTER + "\nMẫu số 1\n(Ban hành kèm theo Thông tư số 5/2020/TT-BCT ngày 10 tháng 2 năm 2020)\n")
    assert header.number is None
    assert "number-missing" in {w.code for w in header.warnings}


def test_lost_header_without_any_trace_says_what_is_missing() -> None:
    header = read(LETTER)
    assert value(header, "type_code") == "CV"
    assert header.number is None
    assert header.date is None
    assert {w.field for w in header.warnings} == {"number", "date", "title"}
    assert value(header, "issuer") == "Sở Công Thương tỉnh Yên Bái"
    assert [s.name for s in read_footer(Text(LETTER), header).signers] == ["Lý Văn Thành"]


def test_decision_that_begins_at_its_basis() -> None:
    header = read(
        "Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;\nQUYẾT ĐỊNH:\nĐiều 1. Giao đất.\n"
        "Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Minh\n"
    )
    assert header.kind == "official"
    assert value(header, "type_code") == "QĐ"


def test_number_and_date_in_the_title() -> None:
    header = read(
        "QUYẾT ĐỊNH\nCỦA BỘ TRƯỞNG BỘ NỘI VỤ SỐ 12/2005/QĐ-BNV NGÀY 15 THÁNG 2 NĂM 2005\nVỀ VIỆC BAN HÀNH QUY CHẾ\n"
        "BỘ TRƯỞNG BỘ NỘI VỤ\nCăn cứ Nghị định số 45/2003/NĐ-CP;\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành Quy chế.\n"
        "BỘ TRƯỞNG\nTrần Văn Minh\n"
    )
    assert value(header, "number") == "12/2005/QĐ-BNV"
    assert value(header, "date") == "2005-02-15"
    assert value(header, "issuer") == "Bộ Nội vụ"


def test_number_and_date_in_a_table_of_properties() -> None:
    header = read(
        "Công văn về rà soát giấy phép\nSố/Ký hiệu: 79/SCT-QLTM\nNgày ban hành:\n27/11/2025\nCơ quan: Sở\n\n" + LETTER
    )
    assert value(header, "number") == "79/SCT-QLTM"
    assert value(header, "date") == "2025-11-27"


def test_summary_that_cites_another_act_first() -> None:
    summary = (
        "Rà soát giấy phép\nSau khi Chính phủ ban hành Nghị định 8/2024/NĐ-CP ngày 2/1/2024, ngày 25/11/2025, Sở Công "
        "Thương tỉnh Yên Bái có Công văn 77/SCT-QLTM về rà soát giấy phép.\n\n"
    )
    header = read(summary + LETTER)
    assert value(header, "number") == "77/SCT-QLTM"
    assert value(header, "date") == "2025-11-25"


def test_letter_without_its_addressee() -> None:
    header = read(LETTER[LETTER.index("Thực hiện") :])
    assert value(header, "type_code") == "CV"


def test_news_with_a_quoted_form_that_has_a_blank_number() -> None:
    article = "Mẫu báo cáo mới nhất\n\n" + "Theo quy định, đơn vị gửi báo cáo hằng năm.\n" * 20
    header = read(
        article + "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: ..../BC-...\n"
        "......, ngày ... tháng ... năm ...\nBÁO CÁO\nKết quả thực hiện\n"
    )
    assert header.kind == "news"


def test_news_with_a_quoted_form_stays_stays_news() -> None:
    header = read(
        "Mẫu đơn xin nghỉ phép mới nhất\n\nDưới đây là mẫu đơn:\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\n......, ngày ... tháng ... năm ...\nĐƠN XIN NGHỈ PHÉP\nKính gửi: ....\n"
    )
    assert header.kind == "news"
    assert header.number is None
    assert header.issuer is None


@pytest.mark.parametrize(
    ("content", "title", "date"),
    [
        (
            "Sở Nội vụ họp\nNgày đăng 27/04/2022 | 09:04\nSáng 27/4, Sở họp.",
            "Sở Nội vụ họp",
            "2022-04-27",
        ),
        (
            "Trang chủ\nVăn bản\nChi tiết văn bản\n\nHuyện X mở hội đua ghe\n\nChiều 29/12, huyện họp.",
            "Huyện X mở hội đua ghe",
            None,
        ),
        (
            "Trang chủ >> Tin tức\n\nKhối thi đua số 3 sơ kết\n\n31/12/2022 02:48:49 Xem cỡ\nChiều 29/12, Khối họp.",
            "Khối thi đua số 3 sơ kết",
            "2022-12-31",
        ),
        (
            "Tin tức - Sự kiện\n\nSơ kết công tác thi đua năm 2024\n\nSáng 01/8, các đơn vị họp.",
            "Sơ kết công tác thi đua năm 2024",
            None,
        ),
        (
            "Tuyên truyền\n\nKỷ niệm ngày truyền thống của ngành\n\n03/03/2033 17:11\n\nSáng 03/3, Sở họp.",
            "Kỷ niệm ngày truyền thống của ngành",
            "2033-03-03",
        ),
        ("Họp bất thường\nNgày 03 tháng 12 năm 2025, Sở Xây dựng đã có Thông báo 49/TB-SXD.", "Họp bất thường", None),
        ("Sở Nội vụ tổ chức hội nghị\ntổng kết năm\n\nSáng nay.", "Sở Nội vụ tổ chức hội nghị tổng kết năm", None),
        ("Đường dây nóng: 0299 1234 567\n25/02/2031 12:33\nTin bến đò\n\nSáng 2/2.", "Tin bến đò", "2031-02-25"),
        ("Đường dây nóng cho lái đò\nSáng nay mở máy.\n", "Đường dây nóng cho lái đò", None),
        ("Văn phòng UBND tỉnh\nThứ ba 22/10/2031\nHướng dẫn đếm đò\n\nSáng 2/9.", "Hướng dẫn đếm đò", "2031-10-22"),
        ("Văn phòng UBND tỉnh\nSáng nay họp bàn việc đếm đò.\n", "Văn phòng UBND tỉnh", None),
        # the name of a page stands over a headline, not over the first sentence or the day
        ("Văn hóa đọc\nThư viện tỉnh mở cửa phòng đọc mới.\n\nSáng 3/4.", "Văn hóa đọc", None),
        ("Văn hóa\n\n16/11/2023 14:57 | 80 lượt xem\n\nĐình làng có từ lâu đời.", "Văn hóa", "2023-11-16"),
        ("Chuyển đổi số\nThôn nào cũng có tổ công nghệ số.\n", "Chuyển đổi số", None),
        ("Hội làng\nBến Lội 16/11/2023 dân làng mở hội lớn", "Hội làng", None),
        ("Họp tháng 3\nThứ Ba, 12/3/2024 08:30 (GMT+7)\nSáng nay họp.", "Họp tháng 3", "2024-03-12"),
    ],
)
def test_headline_and_publication(content: str, title: str, date: str | None) -> None:
    header = read(content)
    assert header.kind == "news"
    assert value(header, "title") == title
    assert value(header, "date") == date


def test_article_with_the_form_of_a_letter_stays_news() -> None:
    header = read(
        "Mẫu công văn đề nghị mới nhất\n\nMẫu công văn như sau:\nKính gửi: ...........\nĐơn vị đề nghị ............\n"
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTHỦ TRƯỞNG ĐƠN VỊ\n(Ký, ghi rõ họ tên)\n"
    )
    assert header.kind == "news"


def test_law_that_begins_at_its_basis() -> None:
    header = read(
        "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;\nQuốc hội ban hành Luật Đất đai.\nĐiều 1. Phạm vi\n"
        "Luật này quy định về đất đai.\nCHỦ TỊCH QUỐC HỘI\nTrần Văn Minh\n"
    )
    assert header.kind == "official"
    assert value(header, "type_code") == "Luật"


@pytest.mark.parametrize("content", [SUMMARY + PAPER + LETTER, LETTER, "Họp\nNgày đăng 2/3/2024\nSáng nay họp."])
def test_carriage_returns_change_nothing_but_offsets(content: str) -> None:
    plain, stored = read(content), extract_header(Text(content.replace("\n", "\r\n"))).header
    for field in ("type_code", "number", "symbol", "date", "place", "issuer", "title"):
        assert value(stored, field) == value(plain, field)
        found = getattr(stored, field)
        if found is not None:
            assert content.replace("\n", "\r\n")[found.span.start : found.span.end] == found.raw


@pytest.mark.parametrize(
    ("top", "date"),
    [
        ("{}\n\n16/11/2023 08:07 AM", "2023-11-16"),
        ("{}\nP. Ngọc - 11:28, 16/11/2023", "2023-11-16"),
        ("{}\n\nHà An (ghi) 00:40, 16/11/2023", "2023-11-16"),
        ("{}\n\nCập nhật lúc 05:49, Thứ Năm, 16/11/2023 (GMT+7)", "2023-11-16"),
        ("{}\n16/11/2023 | Lò Văn Pao", "2023-11-16"),
        ("{}\nThời gian đăng: 16/11/2023 14:20:05", "2023-11-16"),
        ("Tin tức > Tin trong tỉnh\n{}\nTác giả: Văn Minh. Ngày đăng: 16/11/2023", "2023-11-16"),
        # the clock of the site stands above, the day of publication below the headline
        ("Thứ Sáu, ngày 23 tháng 8 năm 2024, 09:25:27\n\n{}\n\nP. Ngọc - 11:28, 16/11/2023", "2023-11-16"),
        ("Logo\n\n{}", None),
        ("Giáo dục - Y tế\n\n{}\n\nThứ Năm, 16/11/2023 | 15:37", "2023-11-16"),
        ("Xây dựng Đảng\n{}\n\nHoài An 16/11/2023 - 06:44", "2023-11-16"),
        ("{}\nHoài An 08:15 16/11/2023", "2023-11-16"),
        (
            "Thứ năm, ngày 28 tháng 3 năm 2024\nThư điện tử Liên hệ Sơ đồ trang\n\n{}\n\nĐăng ngày 16 - 11 - 2023",
            "2023-11-16",
        ),
        ("{}\nKinh tế\n16/11/2023", "2023-11-16"),
        ("ĐOÀN KHỐI CÁC CƠ QUAN TỈNH:\n\n{}", None),
        ("  • Lào Cai\n  • Sơn La\n  • Lai Châu\n  • Hà Giang\n\n{}\n\n16/11/2023 17:06", "2023-11-16"),
        ("Hỏi đáp pháp luật\n{}", None),
        ("{}\n(Cổng TTĐT) - Ngày 16/11/2023, Sở Nội vụ tổ chức hội nghị.", None),
        ("{}\n\nPhường\n\nThành lập\n1/7/2025", None),  # a field of a table
    ],
)
def test_headline_and_day_of_publication(top: str, date: str | None) -> None:
    headline = "Sở Nội vụ tổng kết công tác thi đua năm 2023"
    body = "\nHội nghị đã nghe báo cáo kết quả và bàn phương hướng năm sau của toàn ngành.\n"
    header = read_header(Text(top.format(headline) + body))
    assert header.kind == "news"
    assert header.title is not None and header.title.value == headline
    assert (header.date.value if header.date else None) == date


def test_a_headline_in_capitals_before_a_colon_is_one() -> None:
    headline = "THÔNG BÁO KẾT QUẢ TUYỂN THỢ LẶN NĂM 2032:"
    header = read_header(Text(f"{headline}\n\nNgười trúng tuyển nộp giấy khám sức khỏe tại bến phà.\n"))
    assert header.title is not None and header.title.value == headline


def test_indented_dots_are_no_menu_and_take_no_time() -> None:
    top = f"{' ' * 40}• Trang chủ\n" * 3
    began = time.process_time()
    header = read_header(Text(f"{top}Sở Nội vụ tổng kết thi đua\n\nHội nghị đã nghe báo cáo của các phòng.\n"))
    assert header.kind == "news" and time.process_time() - began < 2


def test_empty_text_is_news_without_title() -> None:
    header = read("")
    assert header.kind == "news"
    assert [w.code for w in header.warnings] == ["no-title"]


@pytest.mark.parametrize("cue", toml_data("masthead.toml")["cue"], ids=lambda c: str(c["finds"][0]))
def test_every_cue_finds_and_misses_its_examples(cue: dict[str, Any]) -> None:
    pattern = re.compile(cue["pattern"])
    for example in cue["finds"]:
        assert pattern.match(example), example
    for example in cue["misses"]:
        assert not pattern.match(example), example


def test_words_of_the_masthead_are_folded() -> None:
    lines = toml_data("masthead.toml")["head_lines"]
    for word in (
        *lines["begins"],
        *lines["goes_on"],
        *lines["has_standing"],
        *lines["open_ends"],
        *lines["not_issuer"],
    ):
        assert word == word.lower()
        assert word.isascii()


PROPERTIES = (
    "Kế hoạch 31/KH-UBND năm 2014 thực hiện Nghị quyết 12-NQ/TU về trồng rừng\n"
    "Số hiệu: 31/KH-UBND Loại văn bản: Kế hoạch\nNgày ban hành: 05/3/2014 Ngày hiệu lực: Đang cập nhật\n"
    "Ngày hết hiệu lực: Đang cập nhật\n\n"
)
PLAN = (
    "ỦY BAN NHÂN DÂN\nTỈNH BÀ RỊA - VŨNG TÀU\n-------\n|\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\n"
    "Độc lập - Tự do - Hạnh phúc\n---------------\n|\nSố: 31/KH-UBND\n|\n"
    "Bà Rịa - Vũng\nTàu, ngày 05 tháng 3 năm 2014\n|\nKẾ HOẠCH\nTrồng rừng ven biển\n"
    "Thi hành Nghị quyết số 12-NQ/TU ngày 02/01/2014 của Tỉnh ủy, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n"
)


def test_properties_of_a_portal_are_not_the_number_line() -> None:
    header = read(PROPERTIES + PLAN)
    assert value(header, "number") == "31/KH-UBND"
    assert value(header, "issuer") == "Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu"
    assert value(header, "place") == "Bà Rịa - Vũng Tàu"
    assert value(header, "title") == "Trồng rừng ven biển"


def test_nothing_expires_above_the_paper() -> None:
    text = Text(PROPERTIES + PLAN)
    references, _ = find_references(text, read_header(text), read_footer(text, read_header(text)), ())
    assert [reference.relation for reference in references] == ["implements", "implements"]


def test_subject_of_a_letter_behind_its_number() -> None:
    header = read(PAPER.replace("\nV/v", " V/v").replace("Yên Bái, ngày", "|\nYên Bái, ngày") + LETTER)
    assert value(header, "title") == "V/v rà soát giấy phép"


def test_name_in_capitals_with_words_that_are_no_places() -> None:
    head = "UBND TỈNH HÀ GIANG\nTIỂU BAN PHÒNG, CHỐNG TỆ NẠN XÃ HỘI VÀ QUẢN LÝ CHỢ\n"
    header = read(head + PLAN[PLAN.index("CỘNG") :].replace("31/KH-UBND", "31/KH-BQL"))
    assert value(header, "issuer") == "Tiểu ban phòng, chống tệ nạn xã hội và quản lý chợ tỉnh Hà Giang"


def test_day_of_publication_behind_its_label() -> None:
    assert value(read("Trồng rừng ven biển\n\nĐăng ngày 19/8/2021\n\nXã đã trồng rừng.\n"), "date") == "2021-08-19"


def test_letter_whose_number_was_lost_under_its_masthead() -> None:
    head = "SỞ CÔNG THƯƠNG\n-------\nV/v: rà soát giấy phép\n" + PLAN[PLAN.index("CỘNG") : PLAN.index("Số:")]
    header = read(head + "Hà Nội, ngày 13 tháng 8 năm 2012\n\n" + LETTER)
    found = [value(header, field) for field in ("type_code", "number", "date", "place", "title")]
    assert found == ["CV", None, "2012-08-13", "Hà Nội", "V/v: rà soát giấy phép"]


@pytest.mark.parametrize(
    ("said", "issuer"),
    [
        ("- Căn cứ kết luận của Bộ Chính trị;\n\nBan Bí thư ban hành Quy chế như sau:\n", "Ban Bí thư"),
        ("Sau khi nghe báo cáo, Bộ Chính trị, Ban Bí thư kết luận như sau:\n", "Bộ Chính trị"),
    ],
)
def test_who_enacts_comes_before_who_is_named(said: str, issuer: str) -> None:
    head = "BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nĐẢNG CỘNG SẢN VIỆT NAM\n\nSố 9-QC/TW\n\nHà Nội, ngày 05 tháng 01 năm 2026\n\n"
    assert value(read(f"{head}QUY CHẾ\nQuản lý vườn cây\n\n{said}"), "issuer") == issuer


def test_blank_number_still_names_the_body() -> None:
    head = "BAN CHẤP HÀNH TRUNG ƯƠNG ĐOÀN TNCS HỒ CHÍ MINH\n\n***\nSố: - HD/TWĐTN-BTC Hà Nội, ngày tháng năm 2023\n\n"
    header = read(head + "HƯỚNG DẪN\nTrồng cây mùa xuân\n-----\n\n- Căn cứ Điều lệ Đoàn;\n")
    assert value(header, "issuer") == "Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh"
    assert (value(header, "number"), value(header, "symbol")) == (None, "HD/TWĐTN-BTC")
