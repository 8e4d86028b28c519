"""Papers that are cited without a number: by name, by session, by day and body."""

from __future__ import annotations

import pytest

from extractor.knowledge import toml_data
from tests.reading_references import read


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("quy tắc xuất xứ tại Hiệp định RCEP và Thông tư số 05/2032/TT-BCT.", "Hiệp định RCEP"),
        ("Thực hiện Hiệp định Đối tác Kinh tế Toàn diện, các sở báo cáo.", "Hiệp định Đối tác Kinh tế Toàn diện"),
        ("theo Hiệp định Thương mại tự do ASEAN - Nhật Bản, các", "Hiệp định Thương mại tự do ASEAN - Nhật Bản"),
        ("- Hiệp định RCEP\n- Bản ghi nhớ về số liệu", "Hiệp định RCEP"),
        ("Hiệp định EVFTA - Cơ hội cho doanh nghiệp", "Hiệp định EVFTA"),
        (
            "Thi tìm hiểu Nghị quyết Đại hội Đoàn lần thứ XX\n\nSáng 8/4, Tỉnh đoàn",
            "Nghị quyết Đại hội Đoàn lần thứ XX",
        ),
        ("Thi tìm hiểu Nghị quyết Đại hội XX\nNgày 8/4, Tỉnh đoàn", "Nghị quyết Đại hội XX"),
        ("Học Nghị quyết Đại hội đoàn toàn quốc lần thứ XII.", "Nghị quyết Đại hội đoàn toàn quốc lần thứ XII"),
        ("Học Nghị quyết Đại hội Đảng bộ tỉnh lần thứ hai; hưởng ứng", "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ hai"),
        ("theo Nghị quyết Đại hội IX Công đoàn Việt Nam, các cấp", "Nghị quyết Đại hội IX Công đoàn Việt Nam"),
        ("Nghị quyết Đại hội đại biếu Đảng bộ tỉnh lần thứ X;", "Nghị quyết Đại hội đại biếu Đảng bộ tỉnh lần thứ X"),
        ("Nghị quyết Đại hội đại biểu Hội LHPN tỉnh lần thứ X.", "Nghị quyết Đại hội đại biểu Hội LHPN tỉnh lần thứ X"),
        ("thi hành Điều lệ Đảng Cộng sản Việt Nam năm 2031, các", "Điều lệ Đảng Cộng sản Việt Nam năm 2031"),
        ("thi hành Điều lệ Công đoàn Việt Nam năm 2033, các", "Điều lệ Công đoàn Việt Nam năm 2033"),
        ("thi hành Điều lệ Hội Nông dân Việt Nam 2033, các", "Điều lệ Hội Nông dân Việt Nam 2033"),
        ("Căn cứ Điều lệ Công đoàn Việt Nam (khóa XV); theo", "Điều lệ Công đoàn Việt Nam (khóa XV)"),
        ("Căn cứ Điều lệ Mặt Trận Tổ quốc Việt Nam khóa XV;", "Điều lệ Mặt Trận Tổ quốc Việt Nam khóa XV"),
        ("Căn cứ Điều lệ Hội Nông dân Việt Nam và Điều lệ Hội nuôi cá", "Điều lệ Hội Nông dân Việt Nam"),
        (
            "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ xx, nhiệm kỳ 2030 - 2035;",
            "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ xx, nhiệm kỳ 2030 - 2035",
        ),
        (  # a number behind it is another paper's
            "theo Nghị quyết Đại hội đại biểu toàn quốc lần thứ XX của Đảng và Kế hoạch số 1/KH-UBND",
            "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XX của Đảng",
        ),
        ("Nghị quyết Đại hội Đoàn toàn quốc lần thứ XV của tuổi trẻ", "Nghị quyết Đại hội Đoàn toàn quốc lần thứ XV"),
        (
            "theo Nghị quyết Đại hội Đảng bộ tỉnh lần thứ X, nhiệm kỳ 2030 - 2035.",
            "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ X, nhiệm kỳ 2030 - 2035",
        ),
    ],
)
def test_a_treaty_or_a_congress_is_cited_by_its_whole_name(content: str, named: str) -> None:
    references, _ = read(content, {"type": "KH"})
    assert [reference.raw for reference in references if reference.class_ == "named"] == [named]


@pytest.mark.parametrize("words", ["đoàn kết các dân tộc", "đoàn viên chi đoàn", "đoàn thể"])
def test_a_congress_is_not_cut_inside_a_word(words: str) -> None:
    references, _ = read(f"Học Nghị quyết Đại hội {words} của xã, các", {"type": "KH"})
    assert not references


@pytest.mark.parametrize(
    "named",
    [
        "Nghị quyết Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa XII",
        "Kết luận Hội nghị lần thứ mười một Ban Chấp hành Trung ương (khóa XIII)",
        "Nghị quyết Trung ương 4 khóa XI",
        "Nghị quyết Trung ương 4 (khóa XI, XII và XIII)",
        "Nghị quyết T.Ư 5, khóa XI",
        "Kết luận hội nghị TƯ 9 khóa XII",
        "Nghị quyết Trung Ương 6 ( khóa X )",
        "Nghị quyết Hội nghị Ban chấp hành Trung ương 4 khóa XI",
        "Nghị quyết của Hội nghị Ban Chấp hành Trung ương lần thứ 9 khóa XX",
        "Nghị quyết lần thứ 9 BCH TW Đảng khóa XX",
        "Nghị quyết Trung ương V khóa XX",
        "Nghị quyết Hội nghị Trung ương Đảng lần thứ hai, khóa XX",
        "nghị quyết Hội nghị lần thứ chín Ban Chấp hành Trung ương khóa XX",
    ],
)
def test_a_session_of_the_central_committee_is_cited_by_name(named: str) -> None:
    references, _ = read(f"Thực hiện {named}, các đơn vị", {"type": "KH"})
    assert [(r.raw, r.class_, r.issuer) for r in references] == [(named, "named", "Ban Chấp hành Trung ương Đảng")]


@pytest.mark.parametrize("form", toml_data("named_papers.toml"))
def test_papers_cited_by_name_are_those_of_the_data(form: str) -> None:
    entry = toml_data("named_papers.toml")[form]
    names = [f"Điều lệ {of}" for of in entry["of"]] if form == "statutes" else []
    for name in (*names, *entry["finds"]):
        references, _ = read(f"Thực hiện {name}, các đơn vị", {"type": "KH"})
        assert [r.raw for r in references if r.class_ == "named"] == [name]
    for words in entry["misses"]:
        references, _ = read(f"Thực hiện {words}, các đơn vị", {"type": "KH"})
        assert not [r.raw for r in references if r.class_ == "named"]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("theo nghị quyết Đại hội Đảng bộ tỉnh lần thứ XX và", ["nghị quyết Đại hội Đảng bộ tỉnh lần thứ XX"]),
        ("học nghị quyết Đại hội Đảng các cấp, nghị quyết Đại hội của chi bộ", []),
        ("phổ biến nghị quyết Đại hội Đảng các cấp tới 14 tổ dân phố", []),
        ("theo nghị quyết Đại hội Đảng các cấp nhiệm kỳ 2030-2035", []),
        (
            "theo Kết luận Hội nghị Trung ương Đảng lần thứ hai mươi sáu",
            ["Kết luận Hội nghị Trung ương Đảng lần thứ hai mươi sáu"],
        ),
        ("theo Nghị quyết lần thứ 6 BCH Trung ương Hiệp hội khóa II", []),
        ("theo Nghị quyết Hội nghị lần thứ 9 Ban Chấp hành Trung ương Đoàn khóa XX", []),
    ],
)
def test_a_congress_or_a_session_in_small_letters_needs_its_number(content: str, named: list[str]) -> None:
    references, _ = read(content, {"type": "KH"})
    assert [reference.raw for reference in references] == named


@pytest.mark.parametrize(
    ("content", "read_so"),
    [
        (
            "Ngày 8/2/1984, Hội đồng Bộ trưởng ban hành Chỉ thị[2] quy định mùa khai thác tre.",
            [("Chỉ thị", "CT", "1984-02-08", "Hội đồng Bộ trưởng")],
        ),
        (
            "Theo Nghị quyết ngày 11-5-1979 của Quốc hội về cơ cấu, các bộ",
            [("Nghị quyết ngày 11-5-1979 của Quốc hội", "NQ", "1979-05-11", "Quốc hội")],
        ),
        (
            "xã lập theo Quyết định, ngày 12/6/1983 của Hội đồng Bộ trưởng.",
            [("Quyết định, ngày 12/6/1983 của Hội đồng Bộ trưởng", "QĐ", "1983-06-12", "Hội đồng Bộ trưởng")],
        ),
        ("Ngày 6/8, Bộ Y tế ban hành Kế hoạch về trẻ em.", []),  # of which year?
        ("Báo cáo ngày 3/4/2031 của ông Vũ Văn Mẫu", []),
        ("Ngày 11/5/2031, Bộ Y tế ban hành Kế hoạch năm 2032.", []),
        ("Theo Nghị quyết ngày 11/5/2031 của Quốc hội Lào, hai bên", []),
        ("Theo Quyết định ngày 11/5/2031 của Hội đồng Bảo an Liên hợp quốc", []),
    ],
)
def test_a_paper_without_a_number_is_told_by_its_day_and_its_body(
    content: str, read_so: list[tuple[str, str, str, str]]
) -> None:
    references, _ = read(content, {"kind": "news"})
    assert [(r.raw, r.type_code, r.date, r.issuer) for r in references] == read_so
    assert all(reference.class_ == "named" for reference in references)


@pytest.mark.parametrize(
    ("content", "number"),
    [
        ("Ngày 11/5/2031, Bộ Y tế ban hành Kế hoạch về trẻ em (số 45/KH-BYT).", "45/KH-BYT"),
        ("Theo Tờ trình ngày 11/5/2031 của Bộ Y tế số 45/TTr-BYT, các bộ", "45/TTr-BYT"),
    ],
)
def test_a_day_and_a_body_tell_no_second_paper_beside_the_number(content: str, number: str) -> None:
    references, _ = read(content, {"kind": "news"})
    assert [r.number for r in references] == [number]


def test_a_summary_that_tells_of_the_paper_itself_is_no_reference() -> None:
    content = "Ngày 11/5/2031, Bộ Y tế ban hành Kế hoạch về trẻ em."
    references, _ = read(content, {"type": "KH", "date": "2031-05-11", "issuer": "Bộ Y tế"})
    assert not references


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Luật Đò ngang số 71 /2031 /QH16", "71/2031/QH16"),
        ("Pháp lệnh Bến thuyền số 7 / 2030 / UBTVQH16", "7/2030/UBTVQH16"),
        ("Luật Đò ngang số. 71/2031/QH16", "71/2031/QH16"),
        ("Pháp Lệnh Bến Thuyền số 7/2030/UBTVQH16", "7/2030/UBTVQH16"),  # a capital on every word
        ("Pháp\nLệnh Bến Thuyền số 7/2030/UBTVQH16", "7/2030/UBTVQH16"),
        ("Bộ Luật Dân Sự năm 2015", "91/2015/QH13"),
        ("Hiến Pháp năm 2013", None),
    ],
)
def test_a_law_is_read_whole_in_any_print(printed: str, number: str | None) -> None:
    references, _ = read(f"Căn cứ {printed};", {"type": "QĐ"})
    assert [(r.raw, r.number, r.class_) for r in references] == [(printed, number, "law")]


@pytest.mark.parametrize("sentence", ["Ông Pháp Lệnh Sơn đến dự.", "Thầy Pháp\nLệnh Quang chủ trì."])
def test_words_of_a_name_are_no_ordinance(sentence: str) -> None:
    references, _ = read(sentence, {"type": "QĐ"})
    assert not references
