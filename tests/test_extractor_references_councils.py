"""Boards and councils of a body as writers of cited papers, and numbers of what wrote the citing paper itself."""

from __future__ import annotations

import pytest

from tests.reading_references import read

COMMUNE = {"type": "NQ", "number": "18/NQ-HĐND", "issuer": "Hội đồng nhân dân xã Nậm Mít", "place": "Cà Mau"}
PROVINCE = {"type": "NQ", "number": "18/NQ-HĐND", "issuer": "Hội đồng nhân dân tỉnh Cà Mau", "place": "Cà Mau"}
COURT = {"type": "QĐ", "number": "31/QĐ-TA", "issuer": "Tòa án nhân dân tỉnh Cà Mau", "place": "Cà Mau"}


@pytest.mark.parametrize(
    ("cited", "board"),
    [
        ("Báo cáo thẩm tra số 4/BC-BKTNS ngày 22/7/2031 của Ban Kinh tế - Ngân sách", "Ban Kinh tế - Ngân sách"),
        ("Báo cáo thẩm tra số 4/BC-BPC ngày 22/7/2031 của Ban Pháp chế", "Ban Pháp chế"),
    ],
)
def test_a_board_in_a_paper_of_a_council_is_that_councils(cited: str, board: str) -> None:
    (reference,), _ = read(f"Xét {cited}; ý kiến của đại biểu.", COMMUNE)
    assert reference.issuer == f"{board} Hội đồng nhân dân xã Nậm Mít"
    (reference,), _ = read(f"Xét {cited}; ý kiến của đại biểu.", PROVINCE)
    assert reference.issuer == f"{board} Hội đồng nhân dân tỉnh Cà Mau"


@pytest.mark.parametrize(
    "before",
    [
        "Xét việc thực hiện Nghị quyết số 5/NQ-HĐND ngày 3 tháng 4 năm 2031 của Hội đồng nhân dân tỉnh và",
        "Căn cứ Nghị quyết của HĐND tỉnh,",
    ],
)
def test_a_resolution_of_the_province_in_the_sentence_leaves_the_board_the_communes(before: str) -> None:
    references, _ = read(f"{before} Báo cáo thẩm tra số 4/BC-BPC ngày 22/7/2031 của Ban Pháp chế;", COMMUNE)
    assert references[-1].issuer == "Ban Pháp chế Hội đồng nhân dân xã Nậm Mít"


def test_whose_a_board_is_that_a_commune_may_have_or_not_stays_open() -> None:
    cited = "Báo cáo thẩm tra số 4/BC-BVHXH ngày 22/7/2031 của Ban Văn hóa - Xã hội"
    (reference,), _ = read(f"Xét {cited}; ý kiến của đại biểu.", COMMUNE)
    assert reference.issuer is None
    assert "issuer: perhaps a board of the citing council" in reference.reasons
    for text, own in ((f"Xét {cited} HĐND tỉnh.", COMMUNE), (f"Xét {cited}.", PROVINCE)):
        (reference,), _ = read(text, own)
        assert reference.issuer == "Ban Văn hóa - Xã hội Hội đồng nhân dân tỉnh Cà Mau"


@pytest.mark.parametrize(
    ("text", "board"),
    [
        ("Xét Báo cáo số 4/BC-BPC ngày 22/7/2031 của Ban Pháp chế HĐND tỉnh.", "Ban Pháp chế"),
        ("HĐND tỉnh nghe Báo cáo số 4/BC-BPC ngày 22/7/2031 của Ban Pháp chế trình tại kỳ họp.", "Ban Pháp chế"),
        ("Xét Báo cáo số 4/BC-BPC ngày 22/7/2031 của Ban Pháp chế trình kỳ họp HĐND tỉnh.", "Ban Pháp chế"),
        ("Xét Báo cáo số 4/BC-BĐT ngày 22/7/2031 của Ban Đô thị.", "Ban Đô thị"),
        ("Xét Báo cáo số 4/BC-BDT ngày 22/7/2031 của Ban Dân tộc.", "Ban Dân tộc"),
    ],
)
def test_a_board_of_the_province_is_none_of_the_commune(text: str, board: str) -> None:
    (reference,), _ = read(text, COMMUNE)
    assert reference.issuer == f"{board} Hội đồng nhân dân tỉnh Cà Mau"


@pytest.mark.parametrize(
    ("printed", "issuer"),
    [
        (
            "Hội đồng Thi đua - Khen thưởng Tòa án nhân dân tỉnh",
            "Hội đồng Thi đua - Khen thưởng Tòa án nhân dân tỉnh Cà Mau",
        ),
        ("Hội đồng TĐKT Sở Y tế", "Hội đồng Thi đua - Khen thưởng Sở Y tế tỉnh Cà Mau"),
        ("Hội đồng trường Trường Đại học Cây Đa", "Hội đồng trường Trường Đại học Cây Đa"),
        ("Hội đồng thành viên Tổng công ty Bến Gỗ", "Hội đồng thành viên Tổng công ty Bến Gỗ"),
    ],
)
def test_a_council_bears_the_name_of_its_body(printed: str, issuer: str) -> None:
    cited = f"Tờ trình số 4/TTr-HĐ ngày 22/7/2031 của {printed}"
    (reference,), _ = read(f"Xét {cited} về khen thưởng.", COURT)
    assert (reference.raw, reference.issuer) == (cited, issuer)


def test_who_proposes_is_the_council_and_not_its_body() -> None:
    text = "Xét đề nghị của Hội đồng Thi đua - Khen thưởng Tòa án nhân dân tỉnh tại Tờ trình số 4/TTr-HĐTĐKT."
    (reference,), _ = read(text, COURT)
    assert reference.issuer == "Hội đồng Thi đua - Khen thưởng Tòa án nhân dân tỉnh Cà Mau"


def test_letters_of_social_insurance_say_nothing_of_its_level() -> None:
    own = {"type": "QĐ", "number": "29/QĐ-BHXH", "issuer": "Bảo hiểm xã hội Việt Nam"}
    (reference,), _ = read("BHXH tỉnh Lào Cai báo cáo đã ban hành Kế hoạch số 12/KH-BHXH ngày 3/4/2031.", own)
    assert reference.issuer is None
    branch = {"type": "QĐ", "number": "29/QĐ-BHXH", "issuer": "Bảo hiểm xã hội tỉnh Cà Mau", "place": "Cà Mau"}
    (reference,), _ = read("Thực hiện Quyết định số 12/QĐ-BHXH ngày 3/4/2031.", branch)
    assert reference.issuer is None


def test_a_military_order_is_a_mention_from_its_first_word_on() -> None:
    (reference,), _ = read("Căn cứ Mệnh lệnh số 5/ML-QK ngày 10/02/2031 của Tư lệnh Quân khu 5.", PROVINCE)
    assert reference.raw == "Mệnh lệnh số 5/ML-QK ngày 10/02/2031 của Tư lệnh Quân khu 5"


@pytest.mark.parametrize(
    ("cited", "issuer"),
    [
        ("Nghị quyết số 5/NQ-HĐND ngày 3/4/2031 của HĐND, UBND tỉnh Lào Cai", "Hội đồng nhân dân tỉnh Lào Cai"),
        ("Kế hoạch số 5/KH-UBND ngày 3/4/2031 của HĐND và UBND tỉnh Lào Cai", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("Kế hoạch số 5/KH-UBND ngày 3/4/2031 của HĐND, UBND tỉnh", "Ủy ban nhân dân tỉnh Cà Mau"),
        ("Công văn số 5/UBND-VX ngày 3/4/2031 của UBND xã Bảo Lâm 2", "Ủy ban nhân dân xã Bảo Lâm 2"),
        ("Công văn số 5/UBND-VX ngày 3/4/2031 của UBND phường 1 Bảo Lộc", "Ủy ban nhân dân phường 1 Bảo Lộc"),
    ],
)
def test_of_council_and_committee_the_letters_choose_and_figures_belong_to_communes(cited: str, issuer: str) -> None:
    (reference,), _ = read(f"Thực hiện {cited} về giữ bờ kè.", COURT)
    assert (reference.raw, reference.issuer) == (cited, issuer)


@pytest.mark.parametrize(
    ("behind", "issuer"),
    [
        ("xã Nậm Mít 3 năm qua vẫn giữ kè", "xã Nậm Mít"),
        ("xã Nậm Mít 5% số hộ", "xã Nậm Mít"),
        ("phường Bến Gỗ 5/6 đã nêu", "phường Bến Gỗ"),
        ("huyện Đầm Dơi 3, 4 và 5 năm", "huyện Đầm Dơi"),
        ("xã Nậm Mít 2 và 3 đợt", "xã Nậm Mít"),
        ("xã Nậm Mít\n2. Quyết định này", "xã Nậm Mít"),
        ("thị xã Sông Đà\n2. Nhiệm vụ", "thị xã Sông Đà"),
        ("huyện Bảo Lâm 2 năm qua", "huyện Bảo Lâm"),
        ("phường 3 Giao Sở Y tế", "phường 3"),
        ("phường 3 Tổ chức lại thôn", "phường 3"),
        ("quận 1 Thu hồi đất", "quận 1"),
        ("quận 10 Nguyễn Văn A ký", "quận 10"),
        ("phường 3 Ông Nguyễn Văn Sơn", "phường 3"),
        ("phường 5 Ban Quản lý chợ", "phường 5"),
    ],
)
def test_what_a_figure_counts_or_follows_is_no_part_of_a_commune(behind: str, issuer: str) -> None:
    (reference,), _ = read(f"Theo Công văn số 5/UBND-VX của UBND {behind}.", COURT)
    assert reference.issuer == f"Ủy ban nhân dân {issuer}"


@pytest.mark.parametrize(
    ("council", "behind"),
    [
        ("HĐND", "UBND tỉnh giao các sở thực hiện"),
        ("Hội đồng nhân dân", "UBND thành phố Hải Phòng phê duyệt đề án"),
        ("HĐND", "UBND xã Nậm Mít đã ban hành kế hoạch"),
    ],
)
def test_a_committee_that_opens_the_next_clause_is_no_second_of_a_pair(council: str, behind: str) -> None:
    cited = f"Nghị quyết số 5/NQ-HĐND ngày 3/4/2031 của {council}"
    (reference,), _ = read(f"Thực hiện {cited}, {behind}.", PROVINCE)
    assert (reference.raw, reference.issuer) == (cited, "Hội đồng nhân dân tỉnh Cà Mau")
