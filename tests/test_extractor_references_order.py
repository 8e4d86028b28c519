"""The parts of a citation in another order, in brackets, and with marks of notes between them."""

from __future__ import annotations

import pytest

from extractor.document import Text
from extractor.pipeline import extract
from tests.reading_references import read

KEY = ("12/QĐ-SXD", "2031-04-03", "Sở Xây dựng tỉnh Cà Mau")
PAPER = {"type": "KH", "number": "9/KH-UBND", "issuer": "Ủy ban nhân dân tỉnh Cà Mau", "place": "Cà Mau"}


@pytest.mark.parametrize(
    "cited",
    [
        "Quyết định ngày 03/4/2031 của Sở Xây dựng số 12/QĐ-SXD",
        "Quyết định ngày 03 tháng 4 năm 2031 của Sở Xây dựng, số 12/QĐ-SXD",
        "Quyết định số hiệu 12/QĐ-SXD ngày 03/4/2031 của Sở Xây dựng",
        "Quyết định số, ký hiệu 12/QĐ-SXD ngày 03/4/2031 của Sở Xây dựng",
        "Quyết định của Sở Xây dựng (số 12/QĐ-SXD ngày 03/4/2031",
        "Quyết định số 12/QĐ-SXD (ngày 03/4/2031) của Sở Xây dựng",
        "Quyết định số 12/QĐ-SXD (ban hành ngày 03/4/2031) của Sở Xây dựng",
        "Quyết định số 12/QĐ-SXD¹ ngày 03/4/2031 của Sở Xây dựng",
        "Quyết định số 12/QĐ-SXD(1) ngày 03/4/2031 của Sở Xây dựng",
        "Quyết định số 12/QĐ-SXD (1) ngày 03/4/2031 của Sở Xây dựng",
        "Quyết định số 12/QĐ-SXD ngày 03/4/2031[4] của Sở Xây dựng",
        "Quyết định số 12/QĐ-SXD ngày 03 tháng 4 năm 2031(4) của Sở Xây dựng",
        "Quyết định số 12/QĐ-SXD ngày 03/4/2031² của Sở Xây dựng",
    ],
)
def test_every_order_of_the_parts_is_one_mention(cited: str) -> None:
    (reference,), _ = read(f"Thực hiện {cited}) về giữ bờ kè.", PAPER)
    assert reference.raw == cited
    assert (reference.number, reference.date, reference.issuer) == KEY


@pytest.mark.parametrize(
    ("text", "number", "type_code", "issuer"),
    [
        # type and body in front are another paper's
        ("quy chế của Bộ Xây dựng (số 12/2031/TT-BXD ngày 3/4/2031)", "12/2031/TT-BXD", "TT", "Bộ Xây dựng"),
        ("hướng dẫn của Bộ Xây dựng (số 12/BXD-KH ngày 3/4/2031)", "12/BXD-KH", "CV", "Bộ Xây dựng"),
        ("chỉ thị của Thủ tướng Chính phủ (số 12/TB-VPCP)", "12/TB-VPCP", "TB", "Văn phòng Chính phủ"),
        ("các chỉ thị của UBND tỉnh, số 15/2031/TT-BXD của Bộ Xây dựng", "15/2031/TT-BXD", "TT", "Bộ Xây dựng"),
        ("kế hoạch của Sở Xây dựng (số 17/KH-UBND của UBND xã Nậm Mít)", "17/KH-UBND", "KH", "xã Nậm Mít"),
        ("quyết định của Bộ Xây dựng, số 15/QĐ-TTg có ghi", "15/QĐ-TTg", "QĐ", "Thủ tướng Chính phủ"),
        ("kế hoạch của Sở Xây dựng (số 17/KH-UBND)", "17/KH-UBND", "KH", "Ủy ban nhân dân tỉnh Cà Mau"),
        # the body behind the day does something
        ("Nghị quyết số 5/NQ-CP (ngày 3/4/2031) của Bộ Xây dựng", "5/NQ-CP", "NQ", "Chính phủ"),
        ("Nghị quyết số 5/NQ-HĐND (ngày 3/4/2031), của UBND xã Nậm Mít", "5/NQ-HĐND", "NQ", "tỉnh Cà Mau"),
        # they are its own
        ("quyết định của UBND xã Nậm Mít (số 12/QĐ-UBND ngày 3/4/2031)", "12/QĐ-UBND", "QĐ", "xã Nậm Mít"),
        ("báo cáo của Sở Xây dựng tỉnh Lào Cai (số 12/BC-SXD)", "12/BC-SXD", "BC", "Sở Xây dựng tỉnh Lào Cai"),
        ("Nghị quyết của Quốc hội (số 43/2031/QH16) về kè", "43/2031/QH16", "NQ", "Quốc hội"),
    ],
)
def test_letters_choose_between_the_bodies_around_a_number(text: str, number: str, type_code: str, issuer: str) -> None:
    (reference,), _ = read(f"Theo {text} thì giữ bờ kè.", PAPER)
    assert (reference.number, reference.type_code) == (number, type_code)
    assert reference.issuer is not None and reference.issuer.endswith(issuer)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Sau báo cáo ngày 3/4/2031 của Sở Xây dựng, số 15/QĐ-UBND đã được thay.", None),
        ("Sau báo cáo ngày 3/4/2031 của Sở Xây dựng, số 15/BC-UBND đã được thay.", None),
        ("Thông báo ngày 3/4/2031 của Sở Xây dựng, số 15/TB-SXD ngày 5/5/2031 đã được thay.", "2031-05-05"),
    ],
)
def test_the_day_of_a_paper_in_front_is_not_the_numbers(text: str, date: str | None) -> None:
    (reference,), _ = read(text, PAPER)
    assert reference.date == date
    assert reference.raw.startswith("số 15")


def test_papers_behind_the_same_body_in_brackets_keep_their_own_type() -> None:
    references, _ = read("Theo báo cáo của Sở Xây dựng (số 5/QĐ-UBND, số 6/QĐ-UBND) về kè.", PAPER)
    assert {one.type_code for one in references} == {"QĐ"}
    assert {one.issuer for one in references} == {"Ủy ban nhân dân tỉnh Cà Mau"}


@pytest.mark.parametrize(
    ("cited", "raw"),
    [
        ("Quyết định số 12/QĐ-SXD ngày 03/4/2031 (4) về bờ kè", "Quyết định số 12/QĐ-SXD ngày 03/4/2031"),
        ("Quyết định số 12/QĐ-SXD (4) về bờ kè", "Quyết định số 12/QĐ-SXD"),
        ("Quyết định số 12/QĐ-SXD (ngày 03/4/2031) về bờ kè", "Quyết định số 12/QĐ-SXD"),
    ],
)
def test_a_mark_with_nothing_of_the_paper_behind_it_stays_outside(cited: str, raw: str) -> None:
    (reference,), _ = read(f"Thực hiện {cited}.", PAPER)
    assert reference.raw == raw


@pytest.mark.parametrize("mark", ["[2]", " [2]", "(2)", "²"])
def test_the_mark_of_a_note_parts_no_act_from_what_amended_it(mark: str) -> None:
    text = f"Theo Nghị định số 5/2030/NĐ-CP{mark} được sửa đổi, bổ sung bởi Nghị định số 9/2031/NĐ-CP."
    references, links = read(text, PAPER)
    assert [one.number for one in references] == ["5/2030/NĐ-CP", "9/2031/NĐ-CP"]
    assert links == [[1, 0, "amends"]]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("số l2/QĐ-SXD", "12/QĐ-SXD"),
        ("số I2/QĐ-SXD", "12/QĐ-SXD"),
        ("Số l2/QĐ-SXD", "12/QĐ-SXD"),
        ("số 2l/QĐ-SXD", "2l/QĐ-SXD"),
        ("số ll/2031/QĐ-UBND", "11/2031/QĐ-UBND"),
        ("số 2b/QĐ-SXD", "2b/QĐ-SXD"),
    ],
)
def test_a_letter_that_stands_for_a_one_is_put_right(printed: str, number: str) -> None:
    text = f"Thực hiện Quyết định {printed} ngày 03/4/2031."
    (reference,) = extract(Text(text)).references
    assert reference.number == number
    assert reference.raw == f"Quyết định {printed} ngày 03/4/2031"


@pytest.mark.parametrize(
    "cited",
    [
        "các Quyết định số 5/QĐ-UBND, 6/QĐ-UBND và 7/QĐ-UBND ngày 03/4/2031",
        "Quyết định số 5/QĐ-UBND, số 6/QĐ-UBND, số 7/QĐ-UBND cùng ngày 03/4/2031",
        "các Quyết định số 5, số 6 và số 7/QĐ-UBND ngày 03/4/2031",
        "các Quyết định số 5, 6 và 7/QĐ-UBND ngày 03/4/2031",
        "03 Quyết định (số 5, 6, 7/QĐ-UBND ngày 03/4/2031)",
    ],
)
def test_the_day_and_the_letters_behind_a_list_are_those_of_all(cited: str) -> None:
    references, _ = read(f"Thực hiện {cited} về giữ bờ kè.", PAPER)
    assert [one.number for one in references] == ["5/QĐ-UBND", "6/QĐ-UBND", "7/QĐ-UBND"]
    assert {one.issuer for one in references} == {"Ủy ban nhân dân tỉnh Cà Mau"}
    assert {one.date for one in references} == {"2031-04-03"}


def test_a_day_reaches_no_paper_with_a_day_or_behind_a_semicolon() -> None:
    text = "Quyết định số 4/QĐ-UBND; số 5/QĐ-UBND ngày 01/02/2031, số 6/QĐ-UBND và số 7/QĐ-UBND ngày 03/4/2031."
    references, _ = read(f"Thực hiện {text}", PAPER)
    assert [one.date for one in references] == [None, "2031-02-01", "2031-04-03", "2031-04-03"]


@pytest.mark.parametrize(
    ("cited", "first"),
    [
        ("Nghị định số 908/2029, số 912/2031/NĐ-CP của Chính phủ", ("908", 2029, None)),
        ("Thông tư số 12/2029, 13/2031/TT-BTC", ("12", 2029, None)),
        ("Kế hoạch số 12 năm 2030, số 15/KH-UBND ngày 25/10/2031", ("12", 2030, None)),
        ("Chỉ thị số 9 của Bộ Chính trị và số 10/CT-UBND ngày 25/10/2031 của UBND tỉnh", ("9", None, None)),
        ("Chỉ thị số 9 của Bộ Chính trị và 10/CT-UBND ngày 25/10/2031 của UBND tỉnh", ("9", None, None)),
        ("Chỉ thị số 9, số 10/CT-UBND ngày 3/4/2031", ("9", None, None)),
        ("Nghị quyết số 908, số 912/NQ-CP ngày 3/4/2031", ("908", None, None)),
        ("các Nghị định số 912, số 908/2031/NĐ-CP ngày 3/4/2031", ("912", None, None)),
        ("các Nghị quyết số 908, 912 của Trung ương và số 915/NQ-CP ngày 3/4/2031", ("908", None, None)),
        ("các Chỉ thị số 8, số 9 của Bộ Chính trị và số 10/CT-UBND ngày 3/4/2031", ("8", None, None)),
        ("các Chỉ thị số 8, số 9 năm 2029 và số 10/CT-UBND ngày 3/4/2031", ("8", None, None)),
    ],
)
def test_a_number_of_another_year_or_body_or_of_no_list_stays_short(
    cited: str, first: tuple[str, int | None, str | None]
) -> None:
    references, _ = read(f"Thực hiện {cited} về giữ bờ kè.", PAPER)
    assert (references[0].number, references[0].year, references[0].date) == first


@pytest.mark.parametrize(
    ("cited", "days"),
    [
        ("Quyết định số 4155/QĐ-UBND, số 120/QĐ-UBND và số 95/QĐ-UBND ngày {}", "-DD"),
        ("Quyết định số 5/QĐ-UBND của UBND huyện Đầm Dơi, số 6/QĐ-UBND và số 7/QĐ-UBND ngày {} của UBND tỉnh", "-DD"),
        ("Quyết định số 5/QĐ-UBND của UBND huyện Đầm Dơi và số 6/QĐ-UBND ngày {} của UBND tỉnh", "-D"),
        ("Quyết định của UBND tỉnh số 5/QĐ-UBND và số 6/QĐ-UBND ngày {}", "DD"),
        ("Các Quyết định số 5/QĐ-UBND, số 6/QĐ-UBND của UBND huyện Đầm Dơi và số 7/QĐ-UBND ngày {}", "--D"),
        ("Quyết định số 5/QĐ-UBND và Quyết định số 6/QĐ-UBND, số 7/QĐ-UBND và số 8/QĐ-UBND ngày {}", "-DDD"),
    ],
)
def test_a_day_reaches_back_only_over_one_list_of_one_body(cited: str, days: str) -> None:
    references, _ = read(f"Thực hiện {cited.format('3/4/2031')}.", PAPER)
    assert [one.date for one in references] == ["2031-04-03" if day == "D" else None for day in days]


@pytest.mark.parametrize(
    "clause",
    [
        "Sau Quyết định số 5/QĐ-UBND, cùng ngày 03/4/2031, Sở Y tế họp",
        "Sau Quyết định số 5/QĐ-UBND, cùng ngày 03/4/2031 Sở Y tế họp",
        "Theo Quyết định số 5/QĐ-UBND cùng ngày 3 tháng 4 năm 2031 Sở Y tế nhận được",
    ],
)
def test_what_was_done_on_the_same_day_gives_the_paper_none(clause: str) -> None:
    (reference,), _ = read(f"{clause}.", PAPER)
    assert (reference.raw, reference.date) == ("Quyết định số 5/QĐ-UBND", None)


def test_counts_in_brackets_are_no_papers() -> None:
    for text in (
        "Nghị quyết (số 12), Quyết định (số 35), tăng so với năm trước.",
        "Quyết định (số 12 hộ dân) đã nêu.",
        "Quyết định (35 của UBND tỉnh).",
    ):
        assert read(text, PAPER)[0] == ()


@pytest.mark.parametrize(
    ("cited", "told"),
    [
        ("Quyết định (số 35 ngày 3/4/2031 của UBND tỉnh", ("2031-04-03", "Ủy ban nhân dân tỉnh Cà Mau")),
        ("Nghị quyết (số 35 của HĐND tỉnh", (None, "Hội đồng nhân dân tỉnh Cà Mau")),
    ],
)
def test_a_day_or_a_body_tells_that_a_number_in_brackets_is_a_papers(cited: str, told: tuple[str, str]) -> None:
    (reference,), _ = read(f"Đã ban hành {cited}).", PAPER)
    assert (reference.raw, reference.number, reference.date, reference.issuer) == (cited, "35", *told)
