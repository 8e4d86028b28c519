"""Headers read from pictures: what a seal, a pen, pale ink or dirt did to one field is told by the others."""

from __future__ import annotations

import pytest

from extractor.document import Document, Page, Span, Text, Warning_
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


@pytest.mark.parametrize("place", ["Lào Cni", "Lào Ca", "Cai", "Lào", "Lào Cảõi"])
def test_a_place_one_letter_off_the_issuers_is_that_place(place: str) -> None:
    header = read(HEAD.replace("Lào Cai, ngày", f"{place}, ngày") + BODY).header
    assert header.place is not None and header.place.value == "Lào Cai" and header.place.raw == place


@pytest.mark.parametrize("place", ["Bắc Hà", "Sa Pa"])
def test_another_place_stays(place: str) -> None:
    header = read(HEAD.replace("Lào Cai, ngày", f"{place}, ngày") + BODY).header
    assert header.place is not None and header.place.value == place


def test_a_province_is_put_right_by_the_place_and_told_where_nothing_tells_it() -> None:
    document = read(HEAD.replace("TỈNH LÀO CAI", "TỈNH LÀO CMI Ñ") + BODY)
    assert document.header.issuer is not None and document.header.issuer.value == "Ủy ban nhân dân tỉnh Lào Cai"
    document = read(HEAD.replace("TỈNH LÀO CAI", "TỈNH NGƯU MÃ").replace("Lào Cai, ngày", "ngày") + BODY)
    assert document.header.issuer is None or "uncertain" in codes(document, "issuer")


def test_scraps_below_the_number_are_no_part_of_a_name() -> None:
    header = read(HEAD.replace("Lào Cai, ngày 09", "O: ang Cai, ngày 09") + BODY).header
    assert header.issuer is not None and header.issuer.value == "Ủy ban nhân dân tỉnh Lào Cai"


def test_a_name_with_strange_signs_is_none() -> None:
    document = read(HEAD.replace("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI", "BAN NHÂN DÂN\nÏÑ\\H OÀN BỘ") + BODY)
    issuer = document.header.issuer
    assert issuer is None or "\\" not in issuer.value


@pytest.mark.parametrize(
    ("printed", "title", "told"),
    [
        ("Trồng rừng ngập nước của Sở. Thủy lợi", "Trồng rừng ngập nước của Sở Thủy lợi", True),
        ("việc trồng rừng quanh hồ Thác Bạc", "Về việc trồng rừng quanh hồ Thác Bạc", True),
        ("Trồng rừng F : Ngàyz64L,! quanh hồ", "Trồng rừng F : Ngàyz64L,! quanh hồ", True),
        ("Trồng rừng ở TP. Huế và P. 5, đợt 2/2031", "Trồng rừng ở TP. Huế và P. 5, đợt 2/2031", False),
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
    unread = HEAD.replace("Số: 417/KH-UBND\n\n", "").replace("ngày 09 tháng", "ngày    tháng")
    assert "handwritten" in codes(read(unread + BODY, hand=("date",)), "number")
    glued = HEAD.replace("Số: 417", "Số: ").replace("ngày 09 tháng 5", "ngàytháng 5")
    document = read(glued + BODY, hand=("number",))
    assert "handwritten" in codes(document, "date") and document.header.place is not None
    assert document.header.date_partial is not None and document.header.date_partial.value == "2031-05"
    assert "handwritten" not in codes(read(HEAD + BODY, hand=("number",)), "date")


def test_a_day_before_what_is_cited_is_told() -> None:
    cites = "Thực hiện Công văn số 88/SNV-VP ngày 12/6/2031 của Sở Nội vụ về trồng rừng.\n"
    assert "uncertain" in codes(read(HEAD + cites + BODY), "date")
    assert "uncertain" not in codes(read(HEAD + cites.replace("12/6", "02/5") + BODY), "date")


def test_letters_of_a_type_before_a_committee_tell_the_type() -> None:
    spoilt = HEAD.replace("KẾ HOẠCH\n", "s KÉ HOACII ni\n")
    header = read(spoilt.replace("KH-UBND", "BC-UBND") + "Kính gửi: Sở Nội vụ\n" + BODY).header
    assert header.type_code is not None and header.type_code.value == "BC"


def test_an_issuer_from_the_words_of_a_text_is_told() -> None:
    unnamed = HEAD.removeprefix("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\n\n").replace("Số: 417/KH-UBND\n\n", "")
    document = read(unnamed + "Sở Nội vụ tỉnh Lào Cai đề nghị các xã chọn bãi trồng.\n")
    assert document.header.issuer is None or "uncertain" in codes(document, "issuer")


def test_a_pen_may_have_put_word_and_letters_of_a_number_on_two_lines() -> None:
    broken = HEAD.replace("Số: 417/KH-UBND\n\nLào Cai", "Số:\n\n/KH-UBND Lào Cai")
    header = read(broken + BODY, hand=("number",)).header
    assert header.symbol is not None and header.symbol.value == "KH-UBND" and header.number is None
    assert header.place is not None and header.place.value == "Lào Cai"
    assert header.issuer is not None and header.issuer.value == "Ủy ban nhân dân tỉnh Lào Cai"
