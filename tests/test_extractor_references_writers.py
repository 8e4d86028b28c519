"""Who wrote a cited paper: not who answers it, set a group up, or heads an office that the letters do not name."""

from __future__ import annotations

import pytest

from tests.reading_references import read

LETTER = {"type": "CV", "number": "9/UBND-NC", "issuer": "Ủy ban nhân dân tỉnh Cà Mau", "place": "Cà Mau"}
NEWS = {"kind": "news"}


@pytest.mark.parametrize(
    ("sentence", "issuer"),
    [
        ("Tổ công tác đếm phao của UBND tỉnh Cà Mau ban hành Kế hoạch số 8/KH-TĐP.", "Tổ công tác đếm phao của {}"),
        ("Đoàn kiểm tra làm việc theo chỉ đạo của UBND tỉnh Cà Mau đã ban hành Kế hoạch số 8/KH-TĐP.", "{}"),
        ("Đoàn kiểm tra gồm đại diện của UBND tỉnh Cà Mau ban hành Kế hoạch số 8/KH-TĐP.", "{}"),
        ("Văn phòng Ban Chỉ đạo đếm phao của UBND tỉnh Cà Mau ban hành Kế hoạch số 8/KH-TĐP.", "{}"),
        ("Ban Chỉ đạo do ông An làm trưởng là của UBND tỉnh Cà Mau ban hành Kế hoạch số 8/KH-TĐP.", "{}"),
        ("Tổ giúp việc Ban Chỉ đạo và lãnh đạo của UBND tỉnh Cà Mau ban hành Kế hoạch số 8/KH-TĐP.", "{}"),
        ("Trưởng Ban Chỉ đạo đếm phao của UBND tỉnh Cà Mau ban hành Kế hoạch số 8/KH-TĐP.", "{}"),
        ("Lập Ban Chỉ đạo đếm phao của UBND tỉnh Cà Mau, ký ban hành Quyết định số 8/QĐ-UBND.", "{}"),
        ("Nay Tổ công tác đếm phao của UBND tỉnh Cà Mau ban hành Quyết định số 8/QĐ-UBND.", "{}"),
    ],
)
def test_a_group_wrote_where_its_name_stands_alone_before_the_body(sentence: str, issuer: str) -> None:
    (reference,), _ = read(sentence, NEWS)
    assert reference.issuer == issuer.format("Ủy ban nhân dân tỉnh Cà Mau")


@pytest.mark.parametrize(
    ("cited", "who", "issuer"),
    [
        ("Công văn số 8", "UBND tỉnh yêu cầu", None),  # it may have been named before, as another's
        ("Công văn số 8/UBND-NN", "UBND tỉnh chỉ đạo", "Ủy ban nhân dân tỉnh Cà Mau"),
        ("Công văn số 8", "UBND tỉnh thống nhất", None),
        ("Quyết định số 8", "Sở Nội vụ đề nghị", None),
        ("Công văn số 8", "UBND tỉnh giao", None),
        ("Công văn số 8/CV-HTX", "UBND tỉnh yêu cầu", None),
        ("Tờ trình số 8", "UBND tỉnh chỉ đạo", None),
        ("Báo cáo số 8", "UBND tỉnh yêu cầu", None),
        ("Thông báo số 8/TB-VP", "Chủ tịch UBND tỉnh yêu cầu", None),
        ("Kết luận thanh tra số 8/KL-TTr", "UBND tỉnh yêu cầu", None),
        ("Quyết định số 8/CSĐT", "Viện kiểm sát nhân dân tỉnh đề nghị", None),
        ("Kết luận số 8-KL/TU", "Bộ Nội vụ đề nghị", "Tỉnh ủy Cà Mau"),
        ("Công văn số 8-CV/TU", "Bộ Nội vụ đề nghị", "Tỉnh ủy Cà Mau"),
    ],
)
def test_who_answers_a_paper_did_not_write_it(cited: str, who: str, issuer: str | None) -> None:
    (reference,), _ = read(f"Tại {cited} ngày 3/4/2031, {who} đếm phao.", LETTER)
    assert reference.issuer == issuer


@pytest.mark.parametrize(
    ("number", "issuer", "cited", "written"),
    [
        ("9/BTC-QLG", "Cục Quản lý giá", "Công văn số 5/BTC-QLG ngày 3/4/2031", "Bộ Tài chính"),
        ("9/ĐPL-KT", "Đội phao luồng Cà Mau", "Công văn số 5/ĐPL-KT ngày 3/4/2031", "Đội phao luồng Cà Mau"),
        ("9/ĐPL-KT", "Đội phao luồng Cà Mau", "Công văn số 5/ĐPL-KT ngày 3/4/2031 của quý Đội", None),
    ],
)
def test_letters_of_the_own_number_are_the_writers_unless_a_known_body_has_them(
    number: str, issuer: str, cited: str, written: str | None
) -> None:
    (reference,), _ = read(f"Tiếp theo {cited}, mời đếm phao.", {"type": "CV", "number": number, "issuer": issuer})
    assert reference.issuer == written
    asked = f"Theo đề nghị tại {cited}, mời đếm phao."
    (reference,), _ = read(asked, {"type": "CV", "number": number, "issuer": issuer})
    assert reference.issuer == (None if issuer.startswith("Đội") else written)
    answered = "Phúc đáp" if issuer.startswith("Đội") else "Căn cứ"
    (reference,), _ = read(f"{answered} {cited}, mời đếm.", {"type": "CV", "number": number, "issuer": issuer})
    assert reference.issuer == (None if answered == "Phúc đáp" else written)


@pytest.mark.parametrize(
    ("who", "cited", "issuer"),
    [
        ("Bộ Tài chính (Tổng cục Thuế)", "Công văn số 61/TCT-CS", "Tổng cục Thuế"),
        ("Bộ Tài chính (Tổng cục Thuế)", "Công văn số 61/TC-TCT", "Bộ Tài chính"),
        ("Bộ Tài chính (Tổng cục Thuế)", "Công văn số 61 TC/QLCS", "Bộ Tài chính"),
        ("Bộ Y tế (Cục Quản lý Dược)", "Công văn số 61/YT-QLD", "Bộ Y tế"),
        ("Bộ Kế hoạch và Đầu tư (Vụ Tổng hợp)", "Công văn số 61/KHĐT-TH", "Bộ Kế hoạch và Đầu tư"),
        ("UBND tỉnh Cà Mau (Cục Thống kê)", "Kế hoạch số 61/KH-BCĐ", "Ủy ban nhân dân tỉnh Cà Mau"),
    ],
)
def test_an_office_in_brackets_wrote_only_under_its_own_initials(who: str, cited: str, issuer: str) -> None:
    (reference,), _ = read(f"Ngày 3/4/2019, {who} có {cited} về việc đếm phao.", {"date": "2019-05-05"})
    assert reference.issuer == issuer


def test_the_ministry_decides_where_an_official_paper_names_an_organising_commission() -> None:
    told = "Theo Quyết định số 2345/QĐ-BTC ngày 3/4/2031, {} và Sở Nội vụ đếm phao."
    for described, who in ((LETTER, "Ban Tổ chức"), (NEWS, "Ban Tổ chức"), (NEWS, "Ban Tổ chức Tỉnh ủy")):
        (reference,), _ = read(told.format(who), described)
        assert reference.issuer == "Bộ Tài chính"
    plan = told.replace("Quyết định số 2345/QĐ-BTC", "Kế hoạch số 2345/KH-BTC")
    (reference,), _ = read(plan.format("Ban Tổ chức Tỉnh ủy"), NEWS)
    assert reference.issuer == "Bộ Tài chính"
    first, _second = read(plan.format("Ban Tổ chức") + " Xem Công văn số 5/BTC-QLG.", NEWS)[0]
    assert first.issuer == "Bộ Tài chính"


@pytest.mark.parametrize(
    ("sent_to", "behind", "issuer"),
    [
        ("UBND các xã", "", "Ủy ban nhân dân huyện Đầm Dơi"),
        ("UBND các xã", " của tỉnh", "Ủy ban nhân dân tỉnh Cà Mau"),
        ("UBND tỉnh Cà Mau", "", "Ủy ban nhân dân tỉnh Cà Mau"),
        ("\n- UBND các xã;\n- Ủy ban nhân dân tỉnh;", "", "Ủy ban nhân dân tỉnh Cà Mau"),
    ],
)
def test_a_district_that_answers_the_province_cites_a_letter_of_the_province(
    sent_to: str, behind: str, issuer: str
) -> None:
    described = {"type": "CV", "issuer": "Ủy ban nhân dân huyện Đầm Dơi", "place": "Cà Mau", "date": "2024-07-05"}
    content = f"Kính gửi: {sent_to}\n\nThực hiện Công văn số 16/UBND ngày 3/7/2024{behind}, huyện đếm phao."
    (reference,), _ = read(content, described)
    assert reference.issuer == issuer
    (reference,), _ = read(content, described | {"type": "BC"})
    assert reference.issuer == "Ủy ban nhân dân tỉnh Cà Mau"


@pytest.mark.parametrize(
    ("between", "type_code"),
    [
        ("; số", "TT"),
        (" và số", "TT"),
        (". Bộ Xây dựng đã trả lời bằng thư số", "CV"),
        ("; nay theo đề nghị của Vụ Bến bãi (số", "CV"),
        (". Xem, số", "CV"),
    ],
)
def test_a_number_of_a_rules_body_is_a_rule_only_as_the_next_of_a_list(between: str, type_code: str) -> None:
    title = "về việc đếm phao, sửa kè, dựng lại các bến đò và đóng thêm cọc tiêu dọc luồng lạch"
    cited = f"Thông tư số 61/2029/TT-BXD ngày 3/4/2029 {title}{between} 62/2030/BXD ngày 3/4/2030"
    references, _ = read(f"Căn cứ {cited} về phao.", LETTER)
    assert [reference.type_code for reference in references] == ["TT", type_code]


@pytest.mark.parametrize(
    ("sentence", "issuer"),
    [
        ("Đoàn kiểm tra số 2 của UBND huyện Đầm Dơi có Báo cáo số 8/BC-UBND.", "Ủy ban nhân dân huyện Đầm Dơi"),
        ("Đoàn kiểm tra số 3 của Huyện ủy Đầm Dơi ban hành Kế hoạch số 8-KH/HU.", "Huyện ủy Đầm Dơi"),
        ("Ban Chỉ đạo đếm phao của UBND tỉnh Cà Mau ban hành Kế hoạch số 8.", "Ủy ban nhân dân tỉnh Cà Mau"),
        ("Ngày 3/2/2031, Sở Y tế gửi tiếp Công văn số 8/UBND-VX đến các huyện.", None),
    ],
)
def test_letters_of_a_body_of_any_level_are_its_own(sentence: str, issuer: str) -> None:
    (reference,), _ = read(sentence, NEWS)
    assert reference.issuer == issuer


@pytest.mark.parametrize(
    ("printed", "type_code", "issuer"),
    [
        ("Kết luận của Ban Thường vụ Tỉnh ủy (số 8-KL/TU", "KL", "Ban Thường vụ Tỉnh ủy Cà Mau"),
        ("Thông báo của Ban Thường vụ Thành ủy (số 8-TB/TU", "TB", "Ban Thường vụ Thành ủy"),
        ("Công văn của Thường trực Tỉnh ủy, số 8-CV/TU", "CV", "Thường trực Tỉnh ủy Cà Mau"),
        ("Nghị quyết của Thường trực HĐND tỉnh, số 8/NQ-HĐND", "NQ", "Thường trực Hội đồng nhân dân tỉnh Cà Mau"),
        ("Quy định của Tỉnh ủy, số 8-QĐ/TU", "QyĐ", "Tỉnh ủy Cà Mau"),
        ("Hướng dẫn liên ngành của Sở Nội vụ (số 8/HDLN-STC-SNV", "HDLN", "Sở Nội vụ tỉnh Cà Mau"),
    ],
)
def test_letters_of_the_whole_deny_no_standing_body(printed: str, type_code: str, issuer: str) -> None:
    (reference,), _ = read(f"Thực hiện {printed}{')' if '(' in printed else ''} về đếm phao.", LETTER)
    assert (reference.raw, reference.type_code, reference.issuer) == (printed, type_code, issuer)


@pytest.mark.parametrize(
    "printed",
    [
        "Công văn của Văn phòng Tỉnh ủy (số 8-CV/TU)",
        "Nghị quyết của Chính phủ (số 8-NQ/TU)",
        "Quy định của UBND tỉnh (số 8/QĐ-UBND)",
        "Hướng dẫn liên ngành của Sở Y tế (số 8/HDLN-STC-SNV)",
    ],
)
def test_letters_of_another_body_or_type_deny_the_words_before_them(printed: str) -> None:
    (reference,), _ = read(f"Thực hiện {printed} về đếm phao.", LETTER)
    assert reference.raw == printed[printed.index("số") : -1]


def test_letters_of_the_ministry_beside_it_name_the_ministry() -> None:
    content = "Ban Tổ chức trao giải theo Kế hoạch số 8/KH-BTC. Quyết định số 9/QĐ-BTC cũng được đọc."
    assert [reference.issuer for reference in read(content, NEWS)[0]] == ["Bộ Tài chính", "Bộ Tài chính"]


@pytest.mark.parametrize("place", ["xã Ea H'lơi", "huyện Cư N’gang", "xã Ia H'Drơi, tỉnh Gia Lai"])
def test_a_writer_whose_name_holds_a_mark_is_read_whole(place: str) -> None:
    printed = f"Quyết định số 8/QĐ-UBND ngày 3/10/2021 của UBND {place}"
    (reference,), _ = read(f"Căn cứ {printed} về việc thả cá;", {"type": "KH"})
    assert (reference.raw, reference.issuer) == (printed, f"Ủy ban nhân dân {place}")
