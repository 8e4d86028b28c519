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
        ("- Như Điều 3;", "- Như Điều 2;", ["recipient-article"]),
        ("- Như Điều 3;", "- Như Điều 4;", ["recipient-article"]),
        ("- Như Điều 3;", "- Như Điều 2, 3;", []),
        ("bến thuyền.\nĐiều 2", "bến thuyền theo Điều 7 Quyết định này.\nĐiều 2", ["no-such-article"]),
        ("bến thuyền.\nĐiều 2", "bến thuyền theo Điều 3 Quyết định này.\nĐiều 2", []),
        ("bến thuyền.\nĐiều 2", "bến thuyền theo Điều 7 Thông tư này.\nĐiều 2", []),
        ("bến thuyền.\nĐiều 2", "bến thuyền “theo Điều 7 Quyết định này”.\nĐiều 2", []),
        ("- Sở Nội vụ;", "- Sở Nội vụ;\n- UBND các huyện, thị xã;", ["district-level"]),
        ("- Sở Nội vụ;", "- Sở Nội vụ;\n- UBND các xã, phường;", []),
    ],
)
def test_one_slip(right: str, wrong: str, found: list[str]) -> None:
    assert right in DECISION
    assert codes(DECISION.replace(right, wrong, 1)) == found


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
