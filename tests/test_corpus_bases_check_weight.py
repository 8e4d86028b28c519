"""What a check of a draft weighs by the draft itself, and who a citation says has issued it."""

from __future__ import annotations

import time
from typing import Any

import pytest

from corpus.bases.check import check_draft
from corpus.bases.check_finding import FAULTS
from corpus.bases.known import Act, KnownActs
from corpus.bases.printed_issuer import letters_of_issuers
from corpus.drafts import read_draft_text
from extractor.knowledge import toml_data

HEAD = """CHÍNH PHỦ
-------

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 90/2025/NĐ-CP

Hà Nội, ngày 20 tháng 11 năm 2025

NGHỊ ĐỊNH
Quy định về quản lý vườn thực vật

Căn cứ {basis};
Theo đề nghị của Bộ trưởng Bộ Nông nghiệp và Môi trường;
"""
LETTER = (
    "SỞ NỘI VỤ\nSố: 90/SNV-ĐĐ\nV/v trả lời về bãi bồi\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Độc lập - Tự do - Hạnh phúc\nLào Cai, ngày 20 tháng 11 năm 2025\n\nKính gửi: Phòng Văn thư.\n\n"
    "Căn cứ {0}Luật Đất đai số 45/2013/QH13 ngày 29 tháng 11 năm 2013, Sở Nội vụ {1}\n"
)
OF_PROVINCE = "Quyết định số 917/QĐ-UBND ngày 12/3/2025 của UBND tỉnh Lào Cai"
ANSWERS = "có ý kiến như sau:\n1. Bãi bồi đã giao thì giữ nguyên."
ORDERS = "yêu cầu Phòng Văn thư lập sổ bãi bồi trước ngày 20/12/2025."


def own(text: str, on: str = "2025-11-20") -> list[tuple[str, str | None]]:
    """Code and what is expected of all that is said of a whole draft, as the desk asks."""
    draft = read_draft_text(text).contract
    found = check_draft(draft["references"], text, KnownActs([]), on=on, draft_type=draft["type"], draft=draft)
    return [(one.code, one.expected) for one in found if one.code != "not-held"]


def test_a_normative_act_and_a_plan_to_carry_a_law_out_may_rest_on_a_law_to_come() -> None:
    law = "Luật Bảo vệ dữ liệu cá nhân ngày 26 tháng 6 năm 2025"
    assert own(HEAD.format(basis=law)) == []
    decision = HEAD.replace("NGHỊ ĐỊNH\n", "QUYẾT ĐỊNH\n").format(basis=law)
    assert own(decision.replace("90/2025/NĐ-CP", "90/QĐ-TTg")) == [("not-yet-in-force", None)]
    assert own(decision.replace("90/2025/NĐ-CP", "    /2025/QĐ-TTg")) == []
    plan = decision.replace("90/2025/NĐ-CP", "90/QĐ-TTg").replace(
        "Quy định về quản lý vườn thực vật", "Ban hành Kế hoạch triển khai thi hành Luật Bảo vệ dữ liệu cá nhân"
    )
    assert own(plan) == []


def test_a_law_whose_name_goes_on_is_not_the_one_that_the_title_carries_out() -> None:
    plan = HEAD.replace("NGHỊ ĐỊNH\n", "QUYẾT ĐỊNH\n").replace("90/2025/NĐ-CP", "90/QĐ-TTg").replace("2025", "2020")
    plan = plan.format(basis="Luật Đầu tư ngày 17 tháng 6 năm 2020")
    plan = plan.replace("Quy định về quản lý vườn thực vật", "Ban hành Kế hoạch triển khai thi hành Luật Đầu tư{0}")
    for more, found in (("", []), (" năm 2020", []), (" công", [("not-yet-in-force", None)])):
        assert own(plan.format(more), on="2020-11-20") == found, more


def test_a_letter_that_argues_from_an_article_of_a_dead_law_is_told_so_without_blame() -> None:
    article = "khoản 2 Điều 54 "
    assert [code for code, _ in own(LETTER.format(article, ANSWERS))] == ["no-longer-in-force"]
    assert [code for code, _ in own(LETTER.format("", ANSWERS))] == ["replaced"]
    assert [code for code, _ in own(LETTER.format(article, ORDERS))] == ["replaced"]


@pytest.mark.parametrize("place, row", list(enumerate(toml_data("number_issuers.toml")["row"])))
def test_letters_find_their_examples(place: int, row: dict[str, Any]) -> None:
    letters = letters_of_issuers()[place][0]
    assert all(letters.fullmatch(number) for number in row["finds"])
    assert not any(letters.fullmatch(number) for number in row["misses"])


@pytest.mark.parametrize(
    ("basis", "found"),
    [
        ("Quyết định số 918/QĐ-TTg ngày 12/3/2025 của Bộ trưởng Bộ Nội vụ", [("wrong-issuer", "Thủ tướng")]),
        ("Nghị định số 918/2025/NĐ-CP của Thủ tướng Chính phủ về đèn biển", [("wrong-issuer", "Chính phủ")]),
        ("Nghị quyết số 918/NQ-HĐND ngày 12/3/2025 của Ủy ban nhân dân tỉnh", [("wrong-issuer", "Hội đồng nhân dân")]),
        ("Quyết định số 918/QĐ-UBND ngày 12/3/2025 của Chủ tịch Ủy ban nhân dân tỉnh Lào Cai về đèn biển", []),
        ("Nghị định số 918/2025/NĐ-CP ngày 12/3/2025 của Chính phủ về đèn biển", []),
        ("Nghị định số 918/2025/NĐ-CP của lần sửa sau cùng", []),
        ("Thông tư số 918/2025/TT-BNV ngày 12/3/2025 của Bộ trưởng Bộ Nội vụ về đèn biển", []),
        ("Thông tư số 918/2025/TT-BTNMT ngày 12/3/2025 của Bộ trưởng", [("issuer-ended", None)]),
        ("Thông tư liên tịch số 918/2025/TTLT-BTC-BTNMT ngày 12/3/2025 của Bộ Tài chính", [("issuer-ended", None)]),
        ("Kế hoạch số 918/KH-BTNMT ngày 12/3/2025 của Bộ Tài nguyên và Môi trường", [("issuer-ended", None)]),
        ("Báo cáo số 918/BC-BCN ngày 12/3/2025 của Ban Chăn nuôi xã Mường Lai", []),
        ("Quyết định số 918/QĐ-BTS ngày 12/3/2025 của Ban Trồng sen tỉnh Lào Cai", []),
        ("Kế hoạch số 918/KH-BTM ngày 12/3/2025 của Bộ Tham mưu", []),
        ("Tờ trình số 918/TTr-BNN ngày 12/3/2025 về đèn biển", []),
        ("Thông tư số 918/2024/TT-BTNMT ngày 12/3/2024 của Bộ trưởng Bộ Tài nguyên và Môi trường", []),
        ("Nghị quyết số 918/NQ-HĐND ngày 12/3/2025 của Chủ tịch Hội đồng nhân dân tỉnh", []),
        ("Quyết định số 918/QĐ-UBND ngày 12/3/2025 của Bộ phận Một cửa xã Mường Lai", []),
        ("Kế hoạch thực hiện Nghị quyết số 918/NQ-CP ngày 12/3/2025 của Bộ Nội vụ", []),
        ("Báo cáo về kết quả\nthực hiện Nghị quyết số 918/NQ-HĐND ngày 12/3/2025 của Ủy ban nhân dân tỉnh", []),
        ("Chương trình hành động thực hiện Nghị quyết số 917/NQ-HĐND; Quyết định số 918/QĐ-TTg của Bộ Nội vụ", []),
        ("các văn bản: Quyết định số 918/QĐ-TTg của Bộ trưởng Bộ Nội vụ", [("wrong-issuer", "Thủ tướng")]),
        (f"{OF_PROVINCE} về đèn và Quyết định số 918/QĐ-TTg của Bộ Nội vụ", [("wrong-issuer", "Thủ tướng")]),
        (f"{OF_PROVINCE} về thực hiện Quyết định số 918/QĐ-TTg của Bộ Nội vụ", []),
        ("chương trình công tác năm, Quyết định số 918/QĐ-TTg của Bộ Nội vụ", [("wrong-issuer", "Thủ tướng")]),
        ("chương trình thực hiện Luật Giá, Quyết định số 918/QĐ-TTg của Bộ Nội vụ", []),
        ("Kế hoạch số 917/KH-BNV, Quyết định số 918/QĐ-TTg của Bộ Nội vụ", []),
        (f"Kế hoạch thực hiện {OF_PROVINCE} về đèn và Quyết định số 918/QĐ-TTg của Bộ Nội vụ", []),
        ("khoản 2 Điều 5 Nghị định số 918/2025/NĐ-CP của Bộ Nội vụ", [("wrong-issuer", "Chính phủ")]),
        ("Quyết định số 918-CP ngày 12/3/1979 của Hội đồng Chính phủ về đèn biển", []),
        ("Quyết định số 918/QĐ-BTNMT ngày 12/3/2025 của Bộ trưởng Bộ TN&MT", [("issuer-ended", None)]),
        ("Quyết định số 918/QĐ-BGTVT ngày 12/3/2025 của Bộ GTVT về đèn biển", [("issuer-ended", None)]),
        ("Quyết định số 918/QĐ-BTNMT ngày 12/3/2025", [("issuer-ended", None)]),
        ("Quyết định số 918/QĐ-BTNMT ngày 12/3/2025 của Ban Trồng na và mía tía xã Mường Lai", []),
        ("Báo cáo của Ban Trồng na, Báo cáo số 918/BC-BTNMT ngày 12/3/2025", []),
        ("Quyết định số 918/QĐ-BVHTT ngày 12/3/2025 về đèn biển", []),
        ("Quyết định số 918/QĐ-BTS ngày 12/3/2025 của Bộ trưởng Bộ TS", []),
    ],
)
def test_who_a_citation_says_has_issued_it(basis: str, found: list[tuple[str, str | None]]) -> None:
    assert own(HEAD.format(basis=basis)) == found


@pytest.mark.parametrize("opens", ["Thực hiện", "Triển khai", "- Theo"])
def test_rows_that_open_with_what_is_carried_out_have_an_issuer_too(opens: str) -> None:
    row = f"{opens} Quyết định số 918/QĐ-TTg ngày 12/3/2025 của Bộ trưởng Bộ Nội vụ"
    wrong = [("wrong-issuer", "Thủ tướng")]
    first = HEAD.replace("Căn cứ {basis};", f"{row} về đèn biển;")
    assert first != HEAD and own(first) == wrong
    assert own(HEAD.format(basis=f"Luật Giá số 16/2023/QH15 ngày 19/6/2023,\n{row}")) == wrong
    assert own(HEAD.format(basis=f"Luật Giá số 16/2023/QH15 ngày 19/6/2023;\n{row}")) == wrong
    for between in ("\n\n", "\n"):
        title = f"{row.replace('- Theo', 'Thực hiện')}{between}Căn cứ Luật Giá;"
        assert own(HEAD.replace("Căn cứ {basis};", title)) == []


def test_letters_that_had_ended_are_no_fault() -> None:
    basis = "Thông tư số 918/2025/TT-BTNMT ngày 12/3/2025 của Bộ trưởng Bộ Tài nguyên và Môi trường"
    assert own(HEAD.format(basis=basis)) == [("issuer-ended", None)] and "issuer-ended" not in FAULTS


def test_a_hint_stands_beside_what_else_is_said() -> None:
    basis = "Thông tư số 918/2025/TT-BTNMT ngày 12/3/2025 của Bộ trưởng Bộ Tài nguyên và Môi trường"
    draft = read_draft_text(HEAD.format(basis=basis)).contract

    def said(*held: Act) -> list[str]:
        text, known = HEAD.format(basis=basis), KnownActs(held)
        gone = {"state": "replaced", "reasons": ["đã được thay thế"], "by": []}
        found = check_draft(draft["references"], text, known, on="2025-11-20", standing=lambda _: gone, draft=draft)
        return sorted(one.code for one in found)

    assert said() == ["issuer-ended", "not-held"]
    act = Act("918/2025/TT-BTNMT", "TT", "2025-03-12", "quy định về đèn biển", id="t1")
    assert said(act) == ["issuer-ended", "replaced"]


def test_thousands_of_citations_take_time_that_grows_with_their_number() -> None:
    took = []
    for count in (1000, 8000):
        text = HEAD.format(basis="Nghị quyết số 918/NQ-HĐND của Ủy ban nhân dân tỉnh; Căn cứ " * count)
        draft = read_draft_text(text).contract
        began = time.process_time()
        check_draft(draft["references"], text, KnownActs([]), on="2025-11-20", draft_type="NĐ", draft=draft)
        took.append(time.process_time() - began)
    assert took[1] < 16 * took[0] + 0.2, took
