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
        ("Thường trực Tỉnh ủy Lào Cai", "71-QĐ/TU", "Thường trực Tỉnh ủy Lào Cai"),
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
    for opens in ("HÀ NỘI - Tỉnh đoàn các nơi đến bến. ", "Hà Nội đông vui, Tỉnh đoàn các nơi đến Thành ủy. "):
        (reference,), _ = read(f"{opens}Theo Chỉ thị số 71-CT/TU, bến được giữ.", {"kind": "news"})
        assert reference.issuer == "Thành ủy Hà Nội"


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("Lào Cai Portal - Ngày 31/7/2031, UBND tỉnh ban hành Chỉ thị số 8/CT-UBND về việc giữ kè.", "2031-07-31"),
        ("TTXVN - Sáng 31/7/2031, UBND tỉnh ban hành Chỉ thị số 8/CT-UBND về việc giữ kè.", "2031-07-31"),
        ("Báo Lào Cai điện tử - Ngày 31/7/2031, UBND tỉnh ban hành Chỉ thị số 8/CT-UBND về việc giữ kè.", "2031-07-31"),
        ("Hạn nộp hồ sơ - Ngày 31/7/2031, UBND tỉnh ban hành Chỉ thị số 8/CT-UBND về việc giữ kè.", None),
        ("(BLC).– Ngày 31/7/2031, UBND tỉnh ban hành Chỉ thị số 8/CT-UBND về việc giữ kè.", "2031-07-31"),
        ("Giữ kè\nCục Đường bộ ngày 31-7-2031 đã có công văn số 8/CĐB-QL về việc giữ kè.", "2031-07-31"),
        ("Để giữ kè, Sở Xây dựng ngày 31/7/2031 ban hành Quyết định số 8/QĐ-SXD.", "2031-07-31"),
        ("Nước lũ lên cao từ ngày 31/7/2031, UBND tỉnh ban hành Chỉ thị số 8/CT-UBND về việc giữ kè.", None),
        ("Theo kế hoạch của Sở Xây dựng ngày 31/7/2031 ban hành Quyết định số 8/QĐ-SXD.", None),
    ],
)
def test_the_day_of_issue_stands_behind_the_name_of_a_paper_or_behind_who_issued(
    sentence: str, date: str | None
) -> None:
    (reference,), _ = read(sentence, {"kind": "news"})
    assert reference.date == date


@pytest.mark.parametrize(
    ("sentence", "issuer"),
    [
        ("Tại Công văn số 8/UBND-NN ngày 3/4/2031, UBND tỉnh yêu cầu giữ kè.", "Ủy ban nhân dân tỉnh"),
        ("Giữ kè\nTại Văn bản số 8 ngày 3/4/2031, Sở Xây dựng đã đề nghị giữ kè.", None),
        ("Tại Công văn số 8/UBND-NN ngày 3/4/2031, Sở Xây dựng đề nghị giữ kè.", None),
        ("Tại Văn bản số 8 ngày 3/4/2031, Sở Xây dựng được giao giữ kè.", None),
        ("Kè vỡ. Theo Văn bản số 8 ngày 3/4/2031, Sở Xây dựng yêu cầu giữ kè.", None),
    ],
)
def test_who_asks_in_a_paper_wrote_it(sentence: str, issuer: str | None) -> None:
    (reference,), _ = read(sentence, {"kind": "news"})
    assert reference.issuer == issuer


def test_letters_of_a_ministry_may_be_those_of_who_organises_a_festival() -> None:
    content = "Thành phố ban hành Kế hoạch số 35/KH-BTC về việc mở hội đua đò. {}"
    (reference,), _ = read(content.format("Ban tổ chức dựng rạp."), {"kind": "news"})
    assert reference.issuer is None
    for told in ("Bà con vui mừng.", "Ban tổ chức, Bộ Tài chính dựng rạp."):
        (reference,), _ = read(content.format(told), {"kind": "news"})
        assert reference.issuer == "Bộ Tài chính"
    (reference,), _ = read("Ban tổ chức dựng rạp theo Thông tư số 35/2031/TT-BTC.", {"kind": "news"})
    assert reference.issuer == "Bộ Tài chính"
