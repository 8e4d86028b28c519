"""Who issued a paper that a report tells of: not who reads it out, nor the city where a meeting was held."""

from __future__ import annotations

import pytest

from tests.reading_references import read


@pytest.mark.parametrize(
    ("who", "number", "issuer"),
    [
        ("Sở Nội vụ", "71/QĐ-UBND", None),
        ("Sở Nội vụ tỉnh Lào Cai", "71/QĐ-UBND", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("Ban Tổ chức Tỉnh ủy Lào Cai", "71-QĐ/TU", "Tỉnh ủy Lào Cai"),
        ("Ủy ban Kiểm tra Trung ương", "71-QĐNS/TW", None),
        ("Sở Nội vụ", "71/QĐ-SNV", "Sở Nội vụ"),
        ("Ban Bí thư", "71-QĐ/TW", "Ban Bí thư"),
    ],
)
def test_who_reads_a_paper_out_did_not_issue_what_has_letters_of_others(
    who: str, number: str, issuer: str | None
) -> None:
    content = f"Sáng 3/4/2031, {who} công bố Quyết định số {number} ngày 2/4/2031 về việc đặt tên bến."
    (reference,), _ = read(content, {"kind": "news"})
    assert reference.issuer == issuer


def test_a_meeting_at_the_capital_makes_no_papers_of_it() -> None:
    content = "Hội nghị mở ở Ba Đình, Hà Nội. {}Theo Công văn 71-CV/TU, hội nghị bàn việc giữ kè."
    (reference,), _ = read(content.format("Ban Thường vụ Tỉnh ủy cử người đi dự. "), {"kind": "news"})
    assert reference.issuer is None
    (reference,), _ = read(content.format(""), {"kind": "news"})
    assert reference.issuer == "Thành ủy Hà Nội"
