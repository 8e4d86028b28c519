"""Heads of kinds of papers that have their own habits: schools, minutes, regional branches, pages of communes."""

from __future__ import annotations

import time

import pytest

from extractor.document import Text
from extractor.pipeline import extract

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


def paper(title: str, place: str = "Nậm Mít") -> str:
    return (
        f"UBND XÃ NẬM MÍT\nTRƯỜNG THCS BẢN LƠI\n\nSố: 5/KH-BL\n{MOTTO}{place}, ngày 05 tháng 9 năm 2031\n\n{title}\n\n"
        "Căn cứ Công văn số 31/SGDĐT-TH ngày 15/8/2031 của Sở Giáo dục và Đào tạo;\n"
        "Trường THCS Bản Lơi xây dựng kế hoạch như sau:\nI. BỐI CẢNH\n1. Thuận lợi\n\n"
        "Nơi nhận:\n- UBND xã;\n- Lưu: VT.\nHIỆU TRƯỞNG\n\nLò Thị Mận\n"
    )


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("KẾ HOẠCH GIÁO DỤC NHÀ TRƯỜNG\nNăm học 2031 - 2032", "GIÁO DỤC NHÀ TRƯỜNG Năm học 2031 - 2032"),
        ("KẾ HOẠCH\nPHÁT TRIỂN NGHỀ CÁ\n\nGiai đoạn 2031 - 2035", "PHÁT TRIỂN NGHỀ CÁ Giai đoạn 2031 - 2035"),
        (
            "BÁO CÁO\nTÌNH HÌNH NGHỀ CÁ\nQuý III và 9 tháng đầu năm 2031",
            "TÌNH HÌNH NGHỀ CÁ Quý III và 9 tháng đầu năm 2031",
        ),
        ("BÁO CÁO\nSƠ KẾT HỌC KỲ I\nNăm học 2031 - 2032", "SƠ KẾT HỌC KỲ I Năm học 2031 - 2032"),
        ("KẾ HOẠCH\nTỔ CHỨC GIẢI CHẠY\n“Vì dòng sông trong”", "TỔ CHỨC GIẢI CHẠY “Vì dòng sông trong”"),
        ("KẾ HOẠCH\nGIỮ BỜ KÈ\nNăm 2031 là năm có lũ lớn, nhà trường giữ bờ kè.", "GIỮ BỜ KÈ"),
        ("KẾ HOẠCH\nGIỮ BỜ KÈ MÙA LŨ\nTháng 9, nước lên.", "GIỮ BỜ KÈ MÙA LŨ"),
        ("BÁO CÁO\nTRỒNG TRE GIỮ ĐÊ\n6 tháng đầu năm 2031\nXã đã trồng 5 ha.", "TRỒNG TRE GIỮ ĐÊ 6 tháng đầu năm 2031"),
        (
            "BÁO CÁO\nTRỒNG TRE GIỮ ĐÊ\nQuý III năm 2031\nNhà trường báo cáo như sau",
            "TRỒNG TRE GIỮ ĐÊ Quý III năm 2031",
        ),
        (
            "BÁO CÁO\nTRỒNG TRE GIỮ ĐÊ\n6 tháng đầu năm 2031\nvà việc 6 tháng cuối năm 2031\nXã đã trồng 5 ha.",
            "TRỒNG TRE GIỮ ĐÊ 6 tháng đầu năm 2031 và việc 6 tháng cuối năm 2031",
        ),
        ("KẾ HOẠCH\nTRỒNG TRE\nNăm 2031\nTRÊN ĐỊA BÀN XÃ\nI. VIỆC", "TRỒNG TRE Năm 2031 TRÊN ĐỊA BÀN XÃ"),
        (
            "KẾ HOẠCH\nTRỒNG TRE\nNăm học 2030 - 2031\nGiai đoạn 2\nXã trồng 5 ha.",
            "TRỒNG TRE Năm học 2030 - 2031 Giai đoạn 2",
        ),
        ("KẾ HOẠCH\nTRỒNG TRE\nNăm 2031\nPHẦN I\nTre đã trồng.", "TRỒNG TRE Năm 2031"),
        ("KẾ HOẠCH\nTỔ CHỨC GIẢI CHẠY\n“Về bến sớm”", "TỔ CHỨC GIẢI CHẠY “Về bến sớm”"),
        ("KẾ HOẠCH\nTỔ CHỨC GIẢI CHẠY\n“Vì sông”\n“Cùng đi tới”", "TỔ CHỨC GIẢI CHẠY “Vì sông”"),
        ("KẾ HOẠCH\nTỔ CHỨC GIẢI CHẠY\n\n“Nước lên” là lời báo.", "TỔ CHỨC GIẢI CHẠY"),
        ("KẾ HOẠCH\nTỔ CHỨC GIẢI CHẠY\n\n“Vì dòng sông trong”", "TỔ CHỨC GIẢI CHẠY"),
        ("KẾ HOẠCH\nTỔ CHỨC GIẢI CHẠY\n“Về việc giữ bờ kè”", "TỔ CHỨC GIẢI CHẠY"),
    ],
)
def test_a_period_or_name_in_small_letters_ends_a_title_in_capitals(title: str, read: str) -> None:
    found = extract(Text(paper(title))).header.title
    assert found is not None and found.value == read


@pytest.mark.parametrize("place", ["Từ Liêm", "Cấp Tiến", "Lập Lễ", "Khai Thái", "Từ Mận", "Sinh Bưởi", "Cấp Phao"])
def test_a_place_may_begin_with_a_word_of_sentences(place: str) -> None:
    header = extract(Text(paper("KẾ HOẠCH\nGiữ bờ kè", place))).header
    assert header.place is not None and header.place.value == place
    assert header.date is not None and header.date.value == "2031-09-05"


@pytest.mark.parametrize(
    "place", ["Từ", "Lập tại Hà Nội", "Cấp Hà Nội", "Khai Sinh", "Cấp Lại", "Ký Tên", "Từ Sáng", "Lập Tại"]
)
def test_what_a_sentence_says_is_no_place(place: str) -> None:
    header = extract(Text(paper("KẾ HOẠCH\nGiữ bờ kè", place))).header
    assert header.place is None or header.place.value == "Hà Nội"


def test_both_who_close_minutes_signed_them() -> None:
    text = (
        f"{MOTTO}\nBIÊN BẢN\nHọp đếm phao\n\nHôm nay, ngày 15 tháng 11 năm 2031, tại bến Gò Đa, chúng tôi gồm:\n"
        "1. Ông Lò Văn Bưởi;\n2. Bà Cà Thị Mận.\nĐếm được 40 phao.\n\n"
        "THƯ KÝ\n\nCà Thị Mận\nCHỦ TRÌ\n\nLò Văn Bưởi\n"
    )
    signers = extract(Text(text)).footer.signers
    assert [(one.name, one.position) for one in signers] == [("Cà Thị Mận", "THƯ KÝ"), ("Lò Văn Bưởi", "CHỦ TRÌ")]


def test_the_number_of_a_region_belongs_to_the_letters_before_it() -> None:
    text = (
        f"KIỂM TOÁN NHÀ NƯỚC\nKIỂM TOÁN NHÀ NƯỚC KHU VỰC IV\n\nSố: 31/TB-KV IV\n{MOTTO}"
        "Cà Mau, ngày 05 tháng 8 năm 2031\n\nTHÔNG BÁO\nKết quả kiểm toán bến phà\n\n"
        "Thực hiện Thông báo số 28/TB-KV IV ngày 3/4/2031, các bến được kiểm toán.\n\nKIỂM TOÁN TRƯỞNG\n\nLò Văn Bưởi\n"
    )
    document = extract(Text(text))
    assert document.header.number is not None and document.header.number.value == "31/TB-KVIV"
    assert document.header.issuer is not None and document.header.issuer.value == "Kiểm toán nhà nước khu vực IV"
    (reference,) = document.references
    assert reference.raw == "Thông báo số 28/TB-KV IV ngày 3/4/2031"


@pytest.mark.parametrize(
    "portal",
    [
        "Cổng thông tin điện tử xã Bản Lơi",
        "CỔNG THÔNG TIN ĐIỆN TỬ TỈNH CÀ MAU",
        "Trang thông tin điện tử Sở Y tế tỉnh Cà Mau",
        "Trang tin điện tử của phường Bến Gỗ",
    ],
)
def test_whose_page_it_is_is_no_headline(portal: str) -> None:
    headline = "Bến phà mở lại sau lũ"
    text = f"{portal}\nTrang chủ / Tin tức\n\n{headline}\n\n24/11/2031 08:12\n\nNgày 21/11/2031, bến phà mở lại.\n"
    title = extract(Text(text)).header.title
    assert title is not None and title.value == headline


@pytest.mark.parametrize("day", ["", "24/11/2031 08:12\n\n"])
@pytest.mark.parametrize(
    "sentence", ["Ngày 21/11/2031, bến phà mở lại, xe qua\nđược cả ngày, người dân", "Bến phà mở lại."]
)
def test_a_sentence_below_the_name_of_a_portal_is_no_headline(sentence: str, day: str) -> None:
    header = extract(Text(f"Cổng thông tin điện tử xã Bản Lơi\n\n{day}{sentence}\nNgười dân vui.\n")).header
    assert header.title is None
    assert [warning.code for warning in header.warnings if warning.field == "title"] == ["no-title"]


def test_news_of_a_page_keep_its_name_in_their_headline() -> None:
    headline = "Cổng thông tin điện tử tỉnh Cà Mau ra mắt giao diện mới"
    title = extract(Text(f"{headline}\n\n24/11/2031 08:12\n\nNgày 21/11/2031, trang ra mắt.\n")).header.title
    assert title is not None and title.value == headline


@pytest.mark.parametrize(
    ("printed", "position"),
    [
        ("PHÓ CHỦ TỊCH - TỔNG THƯ KÝ", "PHÓ CHỦ TỊCH - TỔNG THƯ KÝ"),
        ("CHỦ TỊCH –\nTRƯỞNG BAN CHỈ ĐẠO", "CHỦ TỊCH – TRƯỞNG BAN CHỈ ĐẠO"),
        ("KT. CHỦ TỊCH - TRƯỞNG BAN\nPHÓ CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH - TỔNG THƯ KÝ", "PHÓ CHỦ TỊCH - TỔNG THƯ KÝ"),
        ("TL. CHỦ TỊCH - CHÁNH VĂN PHÒNG", "CHÁNH VĂN PHÒNG"),
        ("KT. TRƯỞNG BAN – PHÓ CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("TUQ. CHỦ TỊCH - GIÁM ĐỐC SỞ Y TẾ", "GIÁM ĐỐC SỞ Y TẾ"),
    ],
)
def test_two_positions_that_a_dash_joins_are_one(printed: str, position: str) -> None:
    text = paper("KẾ HOẠCH\nGiữ bờ kè").replace("HIỆU TRƯỞNG\n", f"{printed}\n")
    (signer,) = extract(Text(text)).footer.signers
    assert (signer.name, signer.position) == ("Lò Thị Mận", position)


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("HỘI ĐỒNG NHÂN DÂN\nTỈNH ĐIỆN BIÊN\nTHƯỜNG TRỰC", "Thường trực Hội đồng nhân dân tỉnh Điện Biên"),
        ("TỈNH ỦY ĐIỆN BIÊN\nTHƯỜNG TRỰC", "Thường trực Tỉnh ủy Điện Biên"),
        ("BAN CHỈ ĐẠO GIỮ BỜ KÈ\nTHƯỜNG TRỰC", "Ban Chỉ đạo giữ bờ kè thường trực"),
        ("HỘI ĐỒNG BẾN GỖ\nTHƯỜNG TRỰC", "Hội đồng bến gỗ thường trực"),
        ("TỔ CÔNG TÁC\nTHƯỜNG TRỰC GIỮ BỜ KÈ", "Tổ công tác thường trực giữ bờ kè"),
        ("TRUNG TÂM BẾN PHÀ\nTHƯỜNG TRỰC CỨU NẠN", "Trung tâm bến phà thường trực cứu nạn"),
    ],
)
def test_only_a_council_or_committee_has_a_standing_body_below_it(head: str, issuer: str) -> None:
    text = paper("KẾ HOẠCH\nGiữ bờ kè").replace("UBND XÃ NẬM MÍT\nTRƯỜNG THCS BẢN LƠI", head)
    found = extract(Text(text.replace("5/KH-BL", "5/KH-TT"))).header.issuer
    assert found is not None and found.value.lower() == issuer.lower()


@pytest.mark.parametrize(
    ("head", "place", "issuer"),
    [
        ("HỘI NÔNG DÂN VIỆT NAM\nHỘI NÔNG DÂN XÃ NẬM MÍT", "Nậm Mít", "Hội Nông dân xã Nậm Mít"),
        ("TỔNG CÔNG TY BẾN GỖ MIỀN TÂY\nCÔNG TY BẾN GỖ CÀ MAU", "Cà Mau", "Công ty Bến gỗ Cà Mau"),
        ("UBND TỈNH LÂM ĐỒNG\nUBND XÃ BẢO LÂM 2", "Bảo Lâm 2", "Ủy ban nhân dân xã Bảo Lâm 2"),
    ],
)
def test_the_lower_body_of_a_head_issued(head: str, place: str, issuer: str) -> None:
    text = paper("KẾ HOẠCH\nGiữ bờ kè", place).replace("UBND XÃ NẬM MÍT\nTRƯỜNG THCS BẢN LƠI", head)
    found = extract(Text(text)).header.issuer
    assert found is not None and found.value.lower() == issuer.lower()


@pytest.mark.parametrize("sign", ["1", "X", "1 ", "năm ", "1-", "và"])
def test_a_flood_below_a_title_takes_time_by_its_length(sign: str) -> None:
    text = paper(f"KẾ HOẠCH\nGIỮ BỜ KÈ MÙA LŨ\nNăm {sign * 2_000}")
    began = time.perf_counter()
    extract(Text(text))
    assert time.perf_counter() - began < 5
