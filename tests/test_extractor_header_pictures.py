"""Headers read from pictures: what a seal, a pen, pale ink or dirt did to one field is told by the others."""

from __future__ import annotations

import time

import pytest

from extractor.document import Document, Found, Page, Span, Text, Warning_
from extractor.pipeline import extract

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
    "Số: 417/KH-UBND\n\nLào Cai, ngày 09 tháng 5 năm 2031\n\nKẾ HOẠCH\nTrồng rừng ngập nước quanh hồ Thác Bạc\n"
)
BODY = "Để giữ nước cho vụ mùa, Ủy ban nhân dân tỉnh ban hành kế hoạch sau:\n1. Các xã chọn bãi trồng.\n"


def read(content: str, *, hand: tuple[str, ...] = (), scanned: bool = True) -> Document:
    page = Page(1, Span(0, len(content)), source="ocr" if scanned else "text")
    told = tuple(Warning_("handwritten", "Viết tay.", field, 1) for field in hand)
    return extract(Text(content, (page,), warnings=told))


def value(found: Found[str] | None) -> str | None:
    return found.value if found is not None else None


def issued(names: str, number: str = "417/KH-UBND", place: str = "Lào Cai") -> Document:
    head = HEAD.replace("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI", names).replace("417/KH-UBND", number)
    return read(head.replace("Lào Cai, ngày", f"{place}, ngày") + BODY)


def codes(document: Document, field: str) -> set[str]:
    return {warning.code for warning in document.warnings if warning.field == field}


def test_a_sheet_that_opens_with_the_motto_is_a_paper_without_number_day_and_close() -> None:
    lost = HEAD.replace("Số: 417/KH-UBND\n\nLào Cai, ngày 09 tháng 5 năm 2031\n\n", "")
    header = read(lost + BODY).header
    assert header.kind == "official" and header.type_code is not None and header.type_code.value == "KH"
    assert header.title is not None and header.title.value == "Trồng rừng ngập nước quanh hồ Thác Bạc"
    assert header.issuer is not None and header.issuer.value == "Ủy ban nhân dân tỉnh Lào Cai"
    assert read(lost + BODY, scanned=False).header.kind == "news"


def test_of_a_sheet_without_any_header_every_field_is_told() -> None:
    document = read("TỈNH LÀO CAI. ma\nthủ tục vay vốn trồng rừng được rút gọn từ tuần này.\n")
    assert document.header.kind == "news"
    assert all(codes(document, field) for field in ("number", "date", "issuer", "type", "title"))


@pytest.mark.parametrize(
    "motto", ["Đột lập - Tự to - Hạnh phúc", "Độc lập - Tự to - Hạnh phúc", "Độc lập - Tự do - Hạnh phù"]
)
def test_a_motto_with_a_spoilt_word_is_no_part_of_a_name(motto: str) -> None:
    header = read(HEAD.replace("Độc lập - Tự do - Hạnh phúc", motto) + BODY).header
    assert header.issuer is not None and header.issuer.value == "Ủy ban nhân dân tỉnh Lào Cai"


@pytest.mark.parametrize("place", ["Lào Cni", "Cai", "Lào", "Lào Cảõi"])
def test_a_place_one_letter_off_the_issuers_is_that_place_and_told(place: str) -> None:
    document = issued("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI", place=place)
    found = document.header.place
    assert found is not None and found.value == "Lào Cai" and found.raw == place
    assert codes(document, "place") == {"uncertain"}


@pytest.mark.parametrize(
    ("names", "place"),
    [
        ("UBND HUYỆN BẮC HÀ\nTỈNH LÀO CAI", "Bắc Hà"),
        ("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI", "Sa Pa"),
        ("UBND HUYỆN ĐẮK SONG\nTỈNH ĐẮK NÔNG", "Đắk Song"),
        ("UBND XÃ LAO CHẢI\nTỈNH LÀO CAI", "Lao Chải"),
        ("SỞ Y TẾ\nTỈNH BÀ RỊA - VŨNG TÀU", "Vũng Tàu"),
    ],
)
def test_another_place_stays(names: str, place: str) -> None:
    document = issued(names, place=place)
    assert value(document.header.place) == place
    assert not codes(document, "place")


@pytest.mark.parametrize(
    ("province", "place"), [("PHÚ THỌ", "Phú Hộ"), ("NINH BÌNH", "Minh Bình"), ("LÀO CAI", "Lào Ca")]
)
def test_a_place_of_sound_words_stays_and_is_told_one_letter_off_the_province(province: str, place: str) -> None:
    document = issued(f"SỞ Y TẾ\nTỈNH {province}", "417/KH-SYT", place)
    assert value(document.header.place) == place
    assert codes(document, "place") == {"uncertain"}


def test_a_province_is_put_right_by_the_place_and_told_where_nothing_tells_it() -> None:
    assert value(issued("ỦY BAN NHÂN DÂN\nTỈNH LÀO CMI Ñ").header.issuer) == "Ủy ban nhân dân tỉnh Lào Cai"
    document = issued("HỘI NÔNG DÂN\nTỈNH LÀO CMI Ñ", "417/KH-XY")
    assert document.header.issuer is not None and document.header.issuer.value.endswith("tỉnh Lào Cai")
    assert document.header.issuer_place == "Lào Cai"
    assert codes(document, "issuer") == {"uncertain"}
    document = issued("ỦY BAN NHÂN DÂN\nTỈNH NGƯU MÃ")
    assert value(document.header.issuer) == "Ủy ban nhân dân tỉnh Ngưu Mã"
    assert codes(document, "issuer") == {"uncertain"}


def test_a_city_under_the_centre_is_put_right_by_the_place_and_told() -> None:
    document = issued("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HẢI PHÓMG", place="Hải Phòng")
    assert value(document.header.issuer) == "Ủy ban nhân dân thành phố Hải Phòng"
    assert document.header.issuer_place == "Hải Phòng"
    assert codes(document, "issuer") == {"uncertain"}
    document = issued("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ TIÊN", place="Hà Nội")
    assert value(document.header.issuer) == "Ủy ban nhân dân thành phố Hà Tiên"
    assert not codes(document, "issuer")


@pytest.mark.parametrize(
    "names", ["ỦY BAN NHÂN DÂN\nTỈNH BỘ CẠN", "HỘI NÔNG DÂN\nTỈNH HỘI YÊM", "SỞ Y TẾ\nTỈNH BAN MÊ"]
)
def test_a_spoilt_province_is_told_also_where_it_begins_like_a_body(names: str) -> None:
    assert codes(issued(names, place="Sa Pa"), "issuer") == {"uncertain"}


@pytest.mark.parametrize("names", ["ỦY BAN NHÂN DÂN\nTHÀNH PHỐ VINH", "BỘ CHỈ HUY BĐBP TỈNH\nĐỒN BIÊN PHÒNG A PA CHẢI"])
def test_a_city_below_a_province_and_a_body_behind_the_word_are_not_doubted(names: str) -> None:
    assert not codes(issued(names), "issuer")


def test_leaders_and_single_signs_behind_a_name_cost_no_time() -> None:
    start = time.process_time()
    for count in (20, 60, 2000):
        issued(f"HỘI NÔNG DÂN\nTỈNH LÀO CMI{' .' * count} XY", "417/KH-XY", f"Lào Cmi{' .' * count} XY")
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("above", "number", "below", "issuer"),
    [
        ("UBND TỈNH YÊN BÁI", "Số: 5/BC-SNV", "SỞ NỘI VỤ", "Sở Nội vụ tỉnh Yên Bái"),
        ("TỈNH ỦY YÊN BÁI", "Số 5-BC/TU", "BAN THƯỜNG VỤ", "Ban Thường vụ Tỉnh ủy Yên Bái"),
        ("UBND TỈNH YÊN BÁI", "Số: 6/BC-BQL", "BAN QUẢN LÝ CHỢ", "Ban Quản lý Chợ tỉnh Yên Bái"),
        ("UBND TỈNH YÊN BÁI", "Số: 6/BC-SGDĐT", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo tỉnh Yên Bái"),
        # whose letters the number has stands above: below it are a receiver's stamp and those whom a list names
        ("SỞ TƯ PHÁP TỈNH YÊN BÁI", "Số: 6/BC-STP", "BỘ TƯ PHÁP", "Sở Tư pháp tỉnh Yên Bái"),
        ("SỞ TƯ PHÁP\nTỈNH YÊN BÁI", "Số: 6/STP-TH", "ỦY BAN NHÂN DÂN TỈNH", "Sở Tư pháp tỉnh Yên Bái"),
        ("UBND TỈNH YÊN BÁI", "Số: 6/BC-UBND", "SỞ NỘI VỤ TỈNH YÊN BÁI\nCÔNG VĂN ĐẾN", "Ủy ban nhân dân tỉnh Yên Bái"),
    ],
)
def test_a_name_below_the_number_is_one_unless_the_letters_name_the_one_above(
    above: str, number: str, below: str, issuer: str
) -> None:
    text = (
        f"{above}\n{number}\n{below}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        f"Yên Bái, ngày 09 tháng 5 năm 2031\n\nBÁO CÁO\nTrồng rừng quanh hồ Thác Bạc\n{BODY}"
    )
    assert value(read(text).header.issuer) == issuer


def test_scraps_below_the_number_are_no_part_of_a_name() -> None:
    header = read(HEAD.replace("Lào Cai, ngày 09", "O: ang Cai, ngày 09") + BODY).header
    assert header.issuer is not None and header.issuer.value == "Ủy ban nhân dân tỉnh Lào Cai"


def test_a_name_with_strange_signs_is_told_and_stays_where_nothing_else_tells_it() -> None:
    document = issued("BAN NHÂN DÂN\nÏÑ\\H OÀN BỘ")
    assert value(document.header.issuer) == "Ủy ban nhân dân tỉnh Lào Cai"
    assert codes(document, "issuer") == {"uncertain"}
    spoken = issued("BAN NHÂN DÂN\nÏÑ\\H OÀN BỘ", "417/KH-XY")
    assert value(spoken.header.issuer) == "Ủy ban nhân dân tỉnh Lào Cai"
    assert codes(spoken, "issuer") == {"uncertain"}
    alone = HEAD.replace("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI", "BAN NHÂN DÂN\nÏÑ\\H OÀN BỘ").replace("KH-UBND", "KH-XY")
    document = read(alone + BODY.replace("Ủy ban nhân dân tỉnh", "chúng tôi"))
    assert document.header.issuer is not None and document.header.issuer.raw == "BAN NHÂN DÂN\nÏÑ\\H OÀN BỘ"
    assert codes(document, "issuer") == {"uncertain"}


@pytest.mark.parametrize(
    ("names", "number"),
    [
        ("BAN CHỈ ĐẠO 389/ĐP\nTỈNH LÀO CAI", "417/KH-UBND"),
        ("TỔ CÔNG TÁC 5886/QĐ-UBND", "417/KH-TCT"),
        ("CÔNG TY TNHH MTV\nABC LOGISTICS", "417/KH-ABC"),
        ("BAN QLDA ODA NGÀNH Y TẾ", "417/KH-BQLDA"),
        ("CÔNG TY CP AN/BÌNH", "417/KH-AB"),
        ("TRUNG TÂM Y TẾ/ỦNG HỘ", "417/KH-TTYT"),
        ("TRUNG TÂM CNTT/VIỄN THÔNG", "417/KH-TTCNTT"),
    ],
)
def test_names_with_short_forms_and_strokes_stay(names: str, number: str) -> None:
    document = issued(names, number)
    assert document.header.issuer is not None and document.header.issuer.raw == names
    assert not codes(document, "issuer")


@pytest.mark.parametrize(
    ("printed", "title", "told"),
    [
        ("Trồng rừng ngập nước của Sở. Thủy lợi", "Trồng rừng ngập nước của Sở Thủy lợi", True),
        ("việc trồng rừng quanh hồ Thác Bạc", "Về việc trồng rừng quanh hồ Thác Bạc", True),
        ("Trồng rừng F : Ngàyz64L,! quanh hồ", "Trồng rừng F : Ngàyz64L,! quanh hồ", True),
        ("Trồng rừng ở TP. Huế và P. 5, đợt 2/2031", "Trồng rừng ở TP. Huế và P. 5, đợt 2/2031", False),
        ("về việc trồng rừng quanh hồ", "về việc trồng rừng quanh hồ", False),
        ("của Sở Nội vụ về trồng rừng", "của Sở Nội vụ về trồng rừng", False),
        ("Mua 12kg giống, trồng 20km, cây >5m, mã 12_3", "Mua 12kg giống, trồng 20km, cây >5m, mã 12_3", False),
        ("Cấp iPhone5s cho đội (Hạng Nhất!)", "Cấp iPhone5s cho đội (Hạng Nhất!)", False),
        ("Giao việc Ô. Lò Mai và Bà. Trần Mai", "Giao việc Ô. Lò Mai và Bà. Trần Mai", False),
        ("rồng rừng quanh hồ Thác Bạc", "rồng rừng quanh hồ Thác Bạc", True),
        ("Thi hành Nghị định số 7/2031/NĐ-CP", "Thi hành Nghị định số 7/2031/NĐ-CP", False),
    ],
)
def test_dirt_in_a_title(printed: str, title: str, told: bool) -> None:
    document = read(HEAD.replace("Trồng rừng ngập nước quanh hồ Thác Bạc", printed) + BODY)
    assert document.header.title is not None and document.header.title.value == title
    assert ("uncertain" in codes(document, "title")) is told


def test_a_title_ends_above_a_paragraph_whose_capital_was_lost() -> None:
    text = (
        "-rước mùa mưa năm nay, hồ Thác Bạc đã cạn đến đáy, cá chết trắng bãi và dân\n"
        "các xã ven hồ phải mua nước ăn từng can; mấy bãi sậy giữ bùn quanh bờ bị\n"
        "đốt làm nương nên mỗi trận mưa lớn đất lại trôi xuống lòng hồ, đường ven\n"
        "hồ sạt ba chỗ và trường học của xã Nậm Thác phải nghỉ hai tuần liền.\n"
    )
    header = read(HEAD + text).header
    assert header.title is not None and header.title.value == "Trồng rừng ngập nước quanh hồ Thác Bạc"


def test_one_pen_writes_number_and_day() -> None:
    unread = HEAD.replace("Số: 417", "Số: ").replace("ngày 09 tháng", "ngày    tháng")
    assert codes(read(unread + BODY, hand=("date",)), "number") == {"handwritten"}
    glued = HEAD.replace("Số: 417", "Số: ").replace("ngày 09 tháng 5", "ngàytháng 5")
    document = read(glued + BODY, hand=("number",))
    assert "handwritten" in codes(document, "date") and document.header.place is not None
    assert document.header.date_partial is not None and document.header.date_partial.value == "2031-05"
    assert "handwritten" not in codes(read(HEAD + BODY, hand=("number",)), "date")


def test_what_is_not_there_was_not_written_by_hand() -> None:
    minutes = HEAD.replace("Số: 417/KH-UBND\n\n", "").replace("KẾ HOẠCH", "BIÊN BẢN").replace("ngày 09", "ngày   ")
    assert codes(read(minutes + BODY, hand=("date",)), "number") == {"number-missing"}
    draft = HEAD.replace("Số: 417", "Số:    ").replace("ngày 09", "ngày    ")
    for blank in ("ngày    ", "ngày --- ", "ngày - ", "ngày ·· ", "ngày: "):
        document = read(draft.replace("ngày    ", blank) + BODY, hand=("number",))
        assert codes(document, "date") == {"date-blank"}


def test_a_complaint_below_the_motto_is_no_letter_of_an_office() -> None:
    motto = HEAD[HEAD.index("CỘNG") : HEAD.index("Số:")]
    document = read(f"{motto}ĐƠN KHIẾU NẠI\n\nKính gửi: Ủy ban nhân dân xã Nậm Thác\n\nTôi là Lò Thị Mai.\n")
    assert document.header.type_code is None
    assert codes(document, "type") == {"type-missing"}


def test_a_day_before_what_is_cited_is_told() -> None:
    cites = "Thực hiện Công văn số 88/SNV-VP ngày 12/6/2031 của Sở Nội vụ về trồng rừng.\n"
    assert "uncertain" in codes(read(HEAD + cites + BODY), "date")
    assert "uncertain" not in codes(read(HEAD + cites.replace("12/6", "02/5") + BODY), "date")


def test_letters_of_a_type_before_a_committee_tell_the_type() -> None:
    spoilt = HEAD.replace("KẾ HOẠCH\n", "s KÉ HOACII ni\n").replace("KH-UBND", "BC-UBND")
    document = read(spoilt + "Kính gửi: Sở Nội vụ\n" + BODY)
    assert value(document.header.type_code) == "BC"
    assert codes(document, "type") == {"uncertain"}


@pytest.mark.parametrize("letters", ["TC-UBND", "PC-HĐND", "BC-UBND", "TB-UBND"])
@pytest.mark.parametrize("scanned", [False, True])
def test_a_letter_of_a_drafting_desk_is_a_letter(letters: str, scanned: bool) -> None:
    letter = HEAD[: HEAD.index("KẾ HOẠCH")].replace("KH-UBND", f"{letters}\nV/v trồng rừng quanh hồ")
    header = read(f"{letter}Kính gửi: Sở Y tế\n{BODY}", scanned=scanned).header
    assert value(header.type_code) == "CV"


def test_an_issuer_from_the_words_of_a_text_is_told() -> None:
    unnamed = HEAD.removeprefix("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\n\n").replace("Số: 417/KH-UBND\n\n", "")
    document = read(unnamed + "Sở Nội vụ tỉnh Lào Cai đề nghị các xã chọn bãi trồng.\n")
    assert value(document.header.issuer) == "Sở Nội vụ tỉnh Lào Cai"
    assert codes(document, "issuer") == {"uncertain"}


def test_a_pen_may_have_put_word_and_letters_of_a_number_on_two_lines() -> None:
    broken = HEAD.replace("Số: 417/KH-UBND\n\nLào Cai", "Số:\n\n/KH-UBND Lào Cai")
    header = read(broken + BODY, hand=("number",)).header
    assert header.symbol is not None and header.symbol.value == "KH-UBND" and header.number is None
    assert header.place is not None and header.place.value == "Lào Cai"
    assert header.issuer is not None and header.issuer.value == "Ủy ban nhân dân tỉnh Lào Cai"


@pytest.mark.parametrize(
    ("names", "place", "meant"),
    [
        ("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI", "Lm Lào Cai", "Lào Cai"),
        ("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI", "Lao Cai", "Lào Cai"),
        ("BỘ NỘI VỤ", "Ha Nội", "Hà Nội"),
        ("SỞ Y TẾ\nTỈNH PHÚ YÊN", "Phù Yên", "Phú Yên"),
        ("UBND XÃ THANH HÒA", "Thanh Hoa", "Thanh Hòa"),
        ("UBND XÃ THANH HÒA\nTỈNH THANH HÓA", "Thanh Hoa", "Thanh Hoa"),
    ],
)
def test_a_known_place_keeps_its_marks_and_loses_scraps(names: str, place: str, meant: str) -> None:
    document = issued(names, place=place)
    assert value(document.header.place) == meant
    assert codes(document, "place") == {"uncertain"}


@pytest.mark.parametrize(
    ("names", "place"),
    [
        ("BỘ NỘI VỤ", "TP. Hồ Chí Minh"),
        ("SỞ Y TẾ\nTỈNH ĐẮK LẮK", "Đăk Lăk"),
        ("UBND TỈNH THANH HÓA\nSỞ Y TẾ", "Thanh Hoá"),
        ("UBND XÃ LAO CHẢI\nTỈNH LÀO CAI", "Xã Lao Chải"),
        # communes called nearly as a province
        ("UBND XÃ PHÙ YÊN", "Phù Yên"),
        ("HỘI NÔNG DÂN", "Kiến Giang"),
        ("UBND XÃ THANH HÒA\nTỈNH THANH HÓA", "Thanh Hòa"),
    ],
)
def test_another_way_to_write_a_place_stays(names: str, place: str) -> None:
    document = issued(names, place=place)
    assert value(document.header.place) == place
    assert not codes(document, "place")


def test_a_province_cut_in_two_is_whole_and_so_is_the_place() -> None:
    document = issued("ỦY BAN NHÂN DÂN\nTỈNH LÀO C AI", place="cào Cai")
    assert value(document.header.issuer) == "Ủy ban nhân dân tỉnh Lào Cai"
    assert value(document.header.place) == "Lào Cai"
    assert codes(document, "issuer") == codes(document, "place") == {"uncertain"}
    unknown = issued("UBND XÃ BẢN LẦU", place="wrản Lầu")
    assert unknown.header.place is None and "uncertain" in codes(unknown, "place")  # half of it is another place


def test_the_letters_of_a_number_before_a_place_spoil_it_not() -> None:
    document = read(HEAD.replace("417/KH-UBND\n\nLào Cai", "417/KH-UBND Mường Bú") + BODY)
    assert value(document.header.place) == "Mường Bú" and not codes(document, "place")


def test_an_issuer_with_a_word_that_is_none_is_told() -> None:
    told = issued("HỘI NGƯỜI CAO TUỔI\nXÃ BẢN LẦU\nBAN THƯỜNG TRƯỘC", number="417/KH-HNCT")
    assert codes(told, "issuer") == {"uncertain"}
    for sound in ("HỘI NGƯỜI CAO TUỔI\nXÃ KRÔNG BÚK", "HỘI NGƯỜI CAO TUỔI\nXÃ ĐẮK RLẤP"):
        assert not codes(issued(sound, number="417/KH-HNCT"), "issuer")
    bracket = issued("ỦY BAN NHÂN DÂN\nTĨNH LÀO CA)")
    assert value(bracket.header.issuer) == "Ủy ban nhân dân tỉnh Lào Cai"
    cut = issued("TRƯỜNG THCS NẬM THÁC (CƠ SỞ 2")
    assert cut.header.issuer is not None and cut.header.issuer.raw == "TRƯỜNG THCS NẬM THÁC (CƠ SỞ 2"
    assert codes(cut, "issuer") == {"uncertain"}
    both = issued("SỞ Y TẾ (TỈNH LÀO", "417/KH-XY")
    assert sum("đóng ngoặc" in each.message for each in both.warnings) == 1


@pytest.mark.parametrize(
    ("title", "meant", "told"),
    [
        ("¿4% việc trồng rừng", "Về việc trồng rừng", True),
        ("Và việc trồng rừng", "Về việc trồng rừng", True),
        ("Trồng rừng quanh hồ VĂN ĐẾN 2", "Trồng rừng quanh hồ VĂN ĐẾN 2", True),
        ("V/v việc trồng rừng", "V/v việc trồng rừng", False),
        ("Công việc trồng rừng", "Công việc trồng rừng", False),
        ("Trồng rừng quanh hồ\nW2", "Trồng rừng quanh hồ W2", True),
        ("Trồng rừng quanh hồ\nxã", "Trồng rừng quanh hồ xã", False),
        ("Trồng rừng đợt 2 ố...... vở,./.....20", "Trồng rừng đợt 2 ố...... vở,./.....20", True),
        ("Trồng rừng th hành án", "Trồng rừng th hành án", True),
        ("Trồng 5 km rừng", "Trồng 5 km rừng", False),
        ("15 việc trồng rừng", "15 việc trồng rừng", False),
        ("KQ việc trồng rừng", "KQ việc trồng rừng", False),
        ("Trồng rừng mừng Đại hội lần thứ\nXIV", "Trồng rừng mừng Đại hội lần thứ XIV", False),
        ("Trồng rừng lấy nghìn\nm3", "Trồng rừng lấy nghìn m3", False),
        ("Hs và sv dùng mạng 9 mbps", "Hs và sv dùng mạng 9 mbps", False),
        ("Trồng rừng quanh hồ\n7", "Trồng rừng quanh hồ 7", True),
        ("Trồng rừng quanh hồ Bạc\nV", "Trồng rừng quanh hồ Bạc V", True),
        ("Trồng rừng quanh hồ giai đoạn\n2", "Trồng rừng quanh hồ giai đoạn 2", False),
        ("Trồng rừng quanh hồ đạt\n80%", "Trồng rừng quanh hồ đạt 80%", False),
        ("M việc trồng rừng", "Về việc trồng rừng", True),
        ("7 việc trồng rừng", "7 việc trồng rừng", True),
        ("Trồng rừng và quản lý CÔNG VĂN ĐẾN Số 36", "Trồng rừng và quản lý CÔNG VĂN ĐẾN Số 36", True),
        ("Soát công tác VĂN ĐẾN Ngày: 6", "Soát công tác VĂN ĐẾN Ngày: 6", True),
        ("Trồng rừng quanh hồ\nts", "Trồng rừng quanh hồ ts", True),
        ("Việc ghi SỔ VĂN ĐẾN của xã", "Việc ghi SỔ VĂN ĐẾN của xã", False),
    ],
)
def test_what_stamps_and_pens_leave_in_a_title_is_told(title: str, meant: str, told: bool) -> None:
    document = read(HEAD.replace("Trồng rừng ngập nước quanh hồ Thác Bạc", title) + BODY)
    assert value(document.header.title) == meant
    assert codes(document, "title") == ({"uncertain"} if told else set())


def test_a_stamp_of_a_copy_names_no_type() -> None:
    for stamp in ("SAO Y BẢN CHÍNH", "SAO Y"):
        header = read(HEAD.replace("KH-UBND\n", f"KH-UBND\n{stamp}\n") + BODY).header
        assert value(header.type_code) == "KH"
        assert value(header.title) == "Trồng rừng ngập nước quanh hồ Thác Bạc"
        assert value(header.place) == "Lào Cai"
