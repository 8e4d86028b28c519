"""Slips in a draft that need no other paper to be seen; each beside the same words without it."""

from __future__ import annotations

import time

import pytest

from corpus.drafts import paper_findings, read_draft_text
from corpus.drafts.slips import slips

DECISION = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
-------
Số: 915/QĐ-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Lào Cai, ngày 20 tháng 11 năm 2026

QUYẾT ĐỊNH
Về việc trông coi các bến thuyền

Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024;
Căn cứ Nghị định số 916/2025/NĐ-CP ngày 12 tháng 6 năm 2025 của Chính phủ về bến thuyền;
Căn cứ Thông tư số 917/2025/TT-BNV ngày 14 tháng 7 năm 2025 của Bộ trưởng Bộ Nội vụ về phao;
Theo đề nghị của Giám đốc Sở Nội vụ.

QUYẾT ĐỊNH:

Điều 1. Giao Sở Nội vụ trông coi các bến thuyền.
Điều 2. Quyết định này có hiệu lực từ ngày 01/12/2026.
Điều 3. Chánh Văn phòng, Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này./.

Nơi nhận:
- Như Điều 3;
- Sở Nội vụ;
- Lưu: VT, NC.

CHỦ TỊCH

Lò Văn Hải
"""


def codes(text: str) -> list[str]:
    reading = read_draft_text(text)
    return sorted(one.code for one in slips(reading.contract, reading.text.content, reading.document))


def test_a_sound_decision_has_no_slip() -> None:
    assert codes(DECISION) == []
    assert not paper_findings(read_draft_text(DECISION))
    assert not paper_findings(read_draft_text(DECISION.replace("Như Điều 3;", "Như Điều 2, 3;")))
    assert paper_findings(read_draft_text(DECISION.replace("Như Điều 3;", "Như Điều 1, 2;")))


@pytest.mark.parametrize(
    ("right", "wrong", "found"),
    [
        ("01/12/2026", "31/11/2026", ["no-such-day"]),
        ("ngày 01/12/2026", "ngày 30 tháng 02 năm 2027", ["no-such-day"]),
        ("ngày 01/12/2026", "ngày 29 tháng 02 năm 2028", []),
        ("ngày 01/12/2026", "ngày 30/02/2027 (âm lịch, tức ngày 07/4/2027)", []),
        ("các bến thuyền.\nĐiều 2", "bến thuyền của người sinh ngày 00/00/1950.\nĐiều 2", []),
        ("các bến thuyền.\nĐiều 2", "bến thuyền, sửa lỗi ghi ngày 31/6/2026.\nĐiều 2", []),
        ("các bến thuyền.\nĐiều 2", "bến thuyền, xử lý sai phạm trước ngày 31/6/2026.\nĐiều 2", ["no-such-day"]),
        ("các bến thuyền.\nĐiều 2", "bến thuyền, sửa lỗi kỹ thuật trước ngày 31/6/2026.\nĐiều 2", ["no-such-day"]),
        ("các bến thuyền.\nĐiều 2", "bến thuyền, bỏ chữ ghi ngày 31/6/2026 là sai.\nĐiều 2", []),
        ("01/12/2026", "15/00/2026", ["no-such-day"]),
        ("01/12/2026", "00/6/2026", ["no-such-day"]),
        ("- Như Điều 3;", "- Như Điều 2;", ["recipient-article"]),
        ("chịu trách nhiệm thi hành Quyết định này", "có trách nhiệm thi hành Quyết định này", []),
        ("chịu trách nhiệm thi hành Quyết định này", "căn cứ Quyết định thi hành", []),
        ("bến thuyền.\nĐiều 2", "bến thuyền; chủ đầu tư chịu trách nhiệm thực hiện dự án.\nĐiều 2", []),
        ("- Như Điều 3;", "- Như Điều 4;", ["recipient-article"]),
        ("- Như Điều 3;", "- Như Điều 2, 3;", []),
        ("bến thuyền.\nĐiều 2", "bến thuyền theo Điều 7 Quyết định này.\nĐiều 2", ["no-such-article"]),
        ("bến thuyền.\nĐiều 2", "bến thuyền theo Điều 3 Quyết định này.\nĐiều 2", []),
        (
            "Giao Sở Nội vụ trông coi các bến thuyền.\nĐiều 2",
            "Sửa đổi khoản 2 Điều 5 Quyết định số 912/2020/QĐ-UBND như sau:\n"
            "2. Người trông bến theo Điều 7 Quyết định này được cấp phao.\nĐiều 2",
            [],
        ),
        (
            "Giao Sở Nội vụ trông coi các bến thuyền.\nĐiều 2",
            "Giao Sở Nội vụ bổ sung phao như sau:\n1. Bến theo Điều 7 Quyết định này được cấp phao.\nĐiều 2",
            ["no-such-article"],
        ),
        ("bến thuyền.\nĐiều 2", "bến thuyền theo Điều 7 Thông tư này.\nĐiều 2", []),
        ("bến thuyền.\nĐiều 2", "bến thuyền “theo Điều 7 Quyết định này”.\nĐiều 2", []),
        ("- Sở Nội vụ;", "- Sở Nội vụ;\n- UBND các huyện, thị xã;", ["district-level"]),
        ("- Sở Nội vụ;", "- Sở Nội vụ;\n- UBND các xã, phường;", []),
    ],
)
def test_one_slip(right: str, wrong: str, found: list[str]) -> None:
    assert right in DECISION
    assert codes(DECISION.replace(right, wrong, 1)) == found


@pytest.mark.parametrize("duty", ["căn cứ Quyết định thi hành", "có trách nhiệm thi hành Quyết định này"])
def test_work_of_another_article_does_not_say_who_carries_the_decision_out(duty: str) -> None:
    works = DECISION.replace("Giao Sở Nội vụ", "Sở Nội vụ chịu trách nhiệm thực hiện việc")
    assert codes(works.replace("chịu trách nhiệm thi hành Quyết định này", duty)) == []
    moved = works.replace("chịu trách nhiệm thi hành Quyết định này", duty).replace("Như Điều 3", "Như Điều 2")
    assert codes(moved) == ["recipient-article"]


def test_a_draft_without_a_day_is_judged_on_the_one_given() -> None:
    blank = DECISION.replace("ngày 20 tháng 11 năm 2026", "ngày     tháng     năm 2026")
    reading = read_draft_text(blank.replace("- Sở Nội vụ;", "- Sở Nội vụ;\n- UBND các huyện, thị xã;"))
    assert reading.contract["date"] is None
    for day, found in ((None, []), ("2025-06-30", []), ("2026-11-20", ["district-level"])):
        assert [one.code for one in paper_findings(reading, on=day) if one.code == "district-level"] == found


def test_districts_stand_in_papers_of_their_time() -> None:
    older = DECISION.replace("20 tháng 11 năm 2026", "20 tháng 6 năm 2025").replace("01/12/2026", "01/7/2025")
    assert "district-level" not in codes(older.replace("- Sở Nội vụ;", "- UBND các huyện, thị xã;"))


def test_bases_stand_once_and_laws_before_what_details_them() -> None:
    law = "Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024;\n"
    last = "Theo đề nghị của"
    assert codes(DECISION.replace(last, law + last)) == ["bases-order", "doubled-basis"]
    assert codes(DECISION.replace(law, "").replace(last, law + last)) == ["bases-order"]
    functions = "Căn cứ Nghị định số 918/2025/NĐ-CP ngày 12/5/2025 của Chính phủ quy định chức năng, nhiệm vụ của Bộ;\n"
    assert codes(DECISION.replace(law, functions + law)) == []
    committees = functions.replace("chức năng, nhiệm vụ của Bộ", "tổ chức các cơ quan chuyên môn thuộc UBND cấp tỉnh")
    assert codes(DECISION.replace(law, committees + law)) == []
    told = "về bến thuyền được sửa đổi bởi Nghị định số 916/2025/NĐ-CP;"
    assert codes(DECISION.replace("về bến thuyền;", told)) == []


def test_many_repetitions_take_no_time() -> None:
    piece = "ngày 31 tháng Điều 99 Quyết định này “ Căn cứ Luật Như Điều 9 "
    took = []
    for count in (500, 2000):
        text = DECISION.replace("Điều 2.", piece * count + "\nĐiều 2.")
        reading = read_draft_text(text)
        began = time.process_time()
        list(slips(reading.contract, reading.text.content, reading.document))
        took.append(time.process_time() - began)
    assert took[1] < 8 * took[0] + 0.5
