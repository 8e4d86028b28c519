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
        ("Báo cáo thẩm tra số 4/BC-BPC ngày 22/7/2031 của Ban Pháp chế HĐND", "Ban Pháp chế"),
        ("Báo cáo thẩm tra số 4/BC-BPC ngày 22/7/2031", "Ban Pháp chế"),
    ],
)
def test_a_board_in_a_paper_of_a_council_is_that_councils(cited: str, board: str) -> None:
    (reference,), _ = read(f"Xét {cited}; ý kiến của đại biểu.", COMMUNE)
    assert reference.issuer == f"{board} Hội đồng nhân dân xã Nậm Mít"
    (reference,), _ = read(f"Xét {cited}; ý kiến của đại biểu.", PROVINCE)
    assert reference.issuer == f"{board} Hội đồng nhân dân tỉnh Cà Mau"


def test_a_board_of_the_province_is_none_of_the_commune() -> None:
    (reference,), _ = read("Xét Báo cáo số 4/BC-BPC ngày 22/7/2031 của Ban Pháp chế HĐND tỉnh.", COMMUNE)
    assert reference.issuer == "Ban Pháp chế Hội đồng nhân dân tỉnh Cà Mau"


@pytest.mark.parametrize(
    ("printed", "issuer"),
    [
        (
            "Hội đồng Thi đua - Khen thưởng Tòa án nhân dân tỉnh",
            "Hội đồng Thi đua - Khen thưởng Tòa án nhân dân tỉnh Cà Mau",
        ),
        ("Hội đồng TĐKT Sở Y tế", "Hội đồng Thi đua - Khen thưởng Sở Y tế tỉnh Cà Mau"),
        ("Hội đồng Thi đua - Khen thưởng tỉnh", "Hội đồng Thi đua - Khen thưởng tỉnh Cà Mau"),
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


def test_letters_of_social_insurance_in_its_own_paper_are_its_own() -> None:
    own = {"type": "QĐ", "number": "29/QĐ-BHXH", "issuer": "Bảo hiểm xã hội Việt Nam"}
    (reference,), _ = read("Quyết định này thay thế Quyết định số 12/QĐ-BHXH ngày 3/4/2031.", own)
    assert reference.issuer == "Bảo hiểm xã hội Việt Nam"
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
        ("Công văn số 5/UBND-VX ngày 3/4/2031 của UBND xã Nậm Mít 2", "Ủy ban nhân dân xã Nậm Mít 2"),
        ("Công văn số 5/UBND-VX ngày 3/4/2031 của UBND phường 1 Bến Gỗ", "Ủy ban nhân dân phường 1 Bến Gỗ"),
    ],
)
def test_of_council_and_committee_the_letters_choose_and_figures_belong_to_communes(cited: str, issuer: str) -> None:
    (reference,), _ = read(f"Thực hiện {cited} về giữ bờ kè.", COURT)
    assert (reference.raw, reference.issuer) == (cited, issuer)


def test_what_a_figure_counts_is_no_part_of_a_commune() -> None:
    (reference,), _ = read("Theo Công văn số 5/UBND-VX của UBND xã Nậm Mít 3 năm qua vẫn giữ kè.", COURT)
    assert reference.issuer == "Ủy ban nhân dân xã Nậm Mít"
