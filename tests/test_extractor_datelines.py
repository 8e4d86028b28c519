"""The number line and the place-date line by themselves: what is read, and where it stands."""

from __future__ import annotations

import pytest

from extractor.document import Found, Span, Text
from extractor.header import read_header
from extractor.header.dateline import Dateline, find_dateline, typed_part
from extractor.header.numbering import find_bare_number, find_numbering

DAY = "ngày 03 tháng 4 năm 2031"


def dateline(text: str, number: Span | None = None) -> Dateline | None:
    return find_dateline(text, 0, len(text), number)


def raw(found: Found[str] | None, text: str) -> str | None:
    if found is None:
        return None
    assert text[found.span.start : found.span.end] == found.raw
    return found.raw


@pytest.mark.parametrize(
    ("above", "last", "place"),
    [
        ("Thành phố Hồ Chí", "Minh", "Thành phố Hồ Chí Minh"),
        ("Bà Rịa - Vũng", "Tàu", "Bà Rịa - Vũng Tàu"),
        ("Bà Rịa", "- Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("Nậm Rọ -", "Tháp Mít", "Nậm Rọ - Tháp Mít"),
        ("Nậm Rọ -", "- Mít", "Mít"),
        ("của tỉnh", "- Mít", "Mít"),
        ("Đếm Phao -", "Cà Mau", "Cà Mau"),
        ("Đếm Phao", "- Cà Mau", "Cà Mau"),
        ("Thừa", "Thiên Huế", "Thừa Thiên Huế"),
        ("Thừa Thiên", "Huế", "Thừa Thiên Huế"),
        ("Mường", "Lống", "Mường Lống"),
        ("Kính", "Huế", "Huế"),
        ("Trường Học Bản", "Huế", "Huế"),
        ("Nậm", "Pồ Mới", "Pồ Mới"),
        ("NỘI VỤ", "Huế", "Huế"),
        ("Thành phố Nậm", "Mít", "Thành phố Nậm Mít"),
        ("Căn nhà này ở xóm trên bờ", "Huế", "Huế"),
    ],
)
def test_a_place_over_two_lines(above: str, last: str, place: str) -> None:
    text = f"Số: 5/KH-SNV\n{above}\n{last}, {DAY}\n"
    found = dateline(text)
    assert found is not None and found.place is not None and found.place.value == place
    assert found.place.span.start == found.span.start and raw(found.date, text) == DAY


@pytest.mark.parametrize(
    ("line", "date", "partial"),
    [
        (f"Huế, {DAY}", "2031-04-03", None),
        (f"Huế {DAY}", "2031-04-03", None),
        ("Huế, ngày03 tháng 4 năm 2031", "2031-04-03", None),
        ("Huế, ngày 31 tháng 4 năm 2031", None, "2031-04"),
        ("Huế, ngày    tháng 02 năm 2031", None, "2031-02"),
        ("Huế, ngày    tháng 12 năm 2031", None, "2031-12"),
        ("Huế, ngày    tháng 13 năm 2031", None, "2031"),
        ("Huế, ngày    tháng 0 năm 2031", None, "2031"),
        ("Huế, ngày    tháng    năm", None, None),
    ],
)
def test_what_is_typed_of_a_day(line: str, date: str | None, partial: str | None) -> None:
    found = dateline(f"Số: 5/KH-SNV\n{line}\nKẾ HOẠCH\n")
    assert found is not None and found.place is not None and found.place.value == "Huế"
    assert (found.date.value if found.date else None, found.partial.value if found.partial else None) == (date, partial)


def test_a_day_without_a_place_has_its_line_for_itself() -> None:
    assert dateline(f"{DAY}\n") is not None
    assert dateline(f"{DAY} tại xã\n") is None
    assert dateline(f"Sở họp {DAY}\n") is None
    assert dateline(f"theo lịch đã họp, {DAY}\n") is None
    assert dateline(f"Họp xong, {DAY}\n") is None
    assert dateline("Huế, ngày 3 tháng 4\n") is None
    first = dateline(f"{DAY}\nngày 9 tháng 4 năm 2031\n")
    assert first is not None and first.span.start == 0
    small = dateline(f"Hà nội, {DAY}\n")
    assert small is not None and small.place is not None
    behind = dateline(f"{DAY}\nHuế, ngày 9 tháng 4 năm 2031\n")
    assert behind is not None and behind.date is not None and behind.date.value == "2031-04-09", "a place tells more"


def test_of_a_day_written_by_hand_the_month_is_typed() -> None:
    assert typed_part(Found("2031-04-03", DAY, Span(0, len(DAY)), "place-date line")).value == "2031-04"


def test_a_number_in_the_same_row_is_no_part_of_the_place() -> None:
    text = f"Số: 5/KH-Huế Đông, {DAY}\n"
    found = dateline(text, Span(0, text.index("Đông")))
    assert found is not None and found.place is not None and found.place.value == "Đông"


def test_a_subject_in_the_cell_to_the_left_is_no_part_of_the_place() -> None:
    text = f"Số: 5/SNV-VP V/v nuôi cá hồ của cấp xã\tHuế, {DAY}\n"
    found = dateline(text)
    assert found is not None and found.place is not None and found.place.value == "Huế"


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("412/TB-SVT", "Đồng Lạng"),
        ("7/CT-TTg", "Hà Nội"),
        ("58/QĐ-UBND", "TP. Hồ Chí Minh"),
        ("9/SVT-VP3", "Bà Rịa - Vũng Tàu"),
        ("21-CT/TW", "Hà Nội"),
    ],
)
def test_a_place_may_stand_right_behind_the_number(code: str, place: str) -> None:
    text = f"Số: {code}{place}, {DAY}\n"
    found = find_numbering(text, 0, len(text))
    assert found is not None and raw(found.number, text) == code
    line = dateline(text, found.span)
    assert line is not None and line.place is not None and line.place.value == place
    blank = f"Số:    /TB-SVT{place}, {DAY}\n"
    found = find_numbering(blank, 0, len(blank))
    assert found is not None and found.symbol is not None and found.symbol.value == "TB-SVT"


@pytest.mark.parametrize(
    ("text", "number", "symbol"),
    [
        ("Độc lập - Tự do - Hạnh phúc Số: 118/KH-UBND Huế, ngày 3", "118/KH-UBND", "KH-UBND"),
        ("Số: 118/KH-UBND\n", "118/KH-UBND", "KH-UBND"),
        ("Nghị  quyết số: 97/2031/UBTVQH16\n", "97/2031/UBTVQH16", "UBTVQH16"),
        ("Số: 05/2031/QĐ-UBND\n", "05/2031/QĐ-UBND", "QĐ-UBND"),
        ("Số: 34-CT/TW\n", "34-CT/TW", "CT/TW"),
        ("Số: 7 /TTr-SNV\n", "7 /TTr-SNV", "TTr-SNV"),
        ("Số:     /KH-UBND\n", None, "KH-UBND"),
        ("Số: 12/KH-UBND\n- Huế\n", "12/KH-UBND", "KH-UBND"),
        ("Số: 12\n/KH-UBND\n", "12\n/KH-UBND", "KH-UBND"),
        ("Số: 12/KH-\nUBND\n", "12/KH-\nUBND", "KH-\nUBND"),
    ],
)
def test_number_and_symbol_as_printed(text: str, number: str | None, symbol: str) -> None:
    found = find_numbering(text, 0, len(text))
    assert found is not None
    assert (raw(found.number, text), raw(found.symbol, text)) == (number, symbol)
    assert found.blank is (number is None)


@pytest.mark.parametrize("text", ["Số hiệu: 12/QĐ-UBND\n", "Số ký hiệu 12/QĐ-UBND\n", "Số liệu: bảng dưới\n"])
def test_a_property_of_a_portal_is_no_number_line(text: str) -> None:
    assert find_numbering(text, 0, len(text)) is None


def test_a_number_that_stands_alone() -> None:
    found = find_bare_number("118/KH-UBND\n", 0, 12)
    assert found is not None and found.number is not None and found.number.value == "118/KH-UBND"
    assert find_bare_number("12/2031\n", 0, 8) is None


@pytest.mark.parametrize("verb", ["Họp", "Kể từ", "Sáng"])
@pytest.mark.parametrize("comma", ["", ","])
def test_what_is_done_on_a_day_is_no_place(verb: str, comma: str) -> None:
    assert dateline(f"Số: 9/GM-UBND\n{verb}{comma} ngày 3/4/2031 tại xã\nGIẤY MỜI\n") is None
    found = dateline(f"Số: 9/GM-UBND\n{verb}{comma} ngày 3/4/2031 tại xã\nHuế, {DAY}\n")
    assert found is not None and found.place is not None and found.place.value == "Huế"


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("Hà Nội, 3/4/2031", "Hà Nội", "2031-04-03"),
        ("Cà Mau, 03-4-2031", "Cà Mau", "2031-04-03"),
        ("xã Nậm Mít, 3.4.2031", "xã Nậm Mít", "2031-04-03"),
        ("Hà Nội, ngày ...03... tháng ..4.. năm 2031", "Hà Nội", "2031-04-03"),
        ("Hà Nội, ngày 03... tháng 4 năm 2031", "Hà Nội", "2031-04-03"),
        ("Hà Nội, ngày…………12……… tháng ……4…… năm 2031", "Hà Nội", "2031-04-12"),
    ],
)
def test_a_day_without_its_word_or_on_a_dotted_line(line: str, place: str, date: str) -> None:
    text = f"BỘ NỘI VỤ\n{line}\n"
    found = dateline(text)
    assert found is not None and found.place is not None and found.date is not None
    assert (found.place.value, found.date.value) == (place, date)
    assert raw(found.place, text) and raw(found.date, text)


def test_a_day_without_its_word_behind_a_number_line_takes_any_place() -> None:
    text = "Số: 5/KH-UBND\tNậm Mít, 3/4/2031\n"
    found = dateline(text, Span(0, 13))
    assert found is not None and found.place is not None and found.place.value == "Nậm Mít"
    below_number = dateline("Số: 5/KH-UBND\nNậm Mít, 3/4/2031\n", Span(0, 13))
    assert below_number is not None and below_number.place is not None and below_number.place.value == "Nậm Mít"
    for below in ("Trần Văn Bưởi, 3/4/2031", "V/v trả lời đơn của bà\nTrần Thị Bưởi, 3/4/2031"):
        assert dateline(f"Số: 5/KH-UBND\n{below}\n", Span(0, 13)) is None


def test_a_place_and_day_below_the_motto_are_no_part_of_the_issuer() -> None:
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    for line, place in (("Bến Mận, 5/6/2031", "Bến Mận"), ("Lê Văn Mận, 5/6/2031", None)):
        text = f"ỦY BAN NHÂN DÂN\nXÃ NẬM MÍT\n-------\nSố: 12/TB-UBND\n{motto}\n{line}\n\nTHÔNG BÁO\nVề việc giữ bờ\n\n"
        header = read_header(Text(f"{text}Căn cứ tình hình, xã giữ bờ.\n"))
        assert header.issuer is not None and header.issuer.value == "Ủy ban nhân dân xã Nậm Mít"
        assert (header.place.value if header.place is not None else None) == place
        assert (header.date is not None) == (place is not None)


def test_two_capitals_elsewhere_than_below_a_number_are_no_place() -> None:
    for above, placed in (("Số: 5/KH-UBND", True), ("Đơn của bà Mận", False)):
        found = dateline(f"{above}\nSinh Bưởi, {DAY}\n", Span(0, 13) if placed else None)
        assert (found is not None and found.place is not None) == placed


@pytest.mark.parametrize(
    "line",
    [
        "Trần Văn Bưởi, 3/4/2031",  # who wrote it
        "Hà Nội, 31/2/2031",  # no such day
        "Hà Nội, 3/4/2031, 08:15",
        "theo Báo cáo tại Hà Nội, 3/4/2031",
        "Hà Nội, ngày 3... tháng 4 năm 2031",  # a figure is still to come
        "Hà Nội, ngày ...03... tháng 1... năm 2031",
        "Hà Nội, ngày ...33... tháng ..4.. năm 2031",
    ],
)
def test_a_day_without_its_word_elsewhere_is_none_of_the_paper(line: str) -> None:
    found = dateline(f"BỘ NỘI VỤ\n{line}\n")
    assert found is None or found.date is None
