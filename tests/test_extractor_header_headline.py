"""Papers whose heading or headline holds what other papers print in their head lines."""

from __future__ import annotations

import pytest

from extractor.document import Header, Text
from extractor.pipeline import extract
from tests import header_papers
from tests.header_papers import read


def fields(header: Header) -> tuple[str | None, ...]:
    return (header.kind, *header_papers.fields(header))


DECREE = """NGHỊ ĐỊNH
CỦA HỘI ĐỒNG BỘ TRƯỞNG SỐ 908-HĐBT NGÀY 4-2-1987 BAN HÀNH QUY CHẾ KHO THÓC
HỘI ĐỒNG BỘ TRƯỞNG
Căn cứ Luật kho thóc ngày 5 tháng 8 năm 1983;
NGHỊ ĐỊNH:
Điều 1. Ban hành Quy chế.
Võ Văn Mẫu
(Đã ký)
"""
DECISION = """QUYẾT ĐỊNH CỦA THỦ TƯỚNG CHÍNH PHỦ SỐ 923-TTg NGÀY 1-2-1995
VỀ VIỆC LẬP BAN KHO THÓC
THỦ TƯỚNG CHÍNH PHỦ
Căn cứ Luật kho thóc;
QUYẾT ĐỊNH:
Điều 1. Lập Ban.
KT. THỦ TƯỚNG CHÍNH PHỦ
PHÓ THỦ TƯỚNG
(Đã ký)
Trần Văn Mẫu
"""
CIRCULAR = """THÔNG TƯ
CỦA BỘ TÀI CHÍNH SỐ 912-TC/TCT NGÀY 1-2-1993 HƯỚNG DẪN THU PHÍ KHO THÓC
Căn cứ Luật kho thóc;
Bộ Tài chính hướng dẫn như sau:
1. Thu phí.
KT. BỘ TRƯỞNG BỘ TÀI CHÍNH
THỨ TRƯỞNG
Trần Văn Mẫu
"""
RESOLUTION = """NGHỊ QUYẾT SỐ 914 NQ/UBTVQH9 NGÀY 12-9-1993
CỦA ỦY BAN THƯỜNG VỤ QUỐC HỘI QUY ĐỊNH SỐ NGƯỜI
LÀM Ở KHO THÓC
ỦY BAN THƯỜNG VỤ QUỐC HỘI
NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Căn cứ vào Luật kho thóc;
QUYẾT NGHỊ:
Kho thóc có một người.
TM. ỦY BAN THƯỜNG VỤ QUỐC HỘI
Chủ tịch
TRẦN VĂN MẪU
"""
ORDINANCE = """PHÁP LỆNH
CỦA HỘI ĐỒNG NHÀ NƯỚC SỐ 917-LCT/HĐNN8 NGÀY 12-3-1989 VỀ KHO THÓC
Để bảo vệ kho thóc;
Căn cứ vào Hiến pháp;
Pháp lệnh này quy định về kho thóc.
Điều 1
Kho thóc là của Nhà nước.
T.M. Hội đồng Nhà nước
Chủ tịch
(Đã ký)
VÕ VĂN MẪU
"""
DIRECTIVE = """CHỈ THỊ
CỦA CHỦ TỊCH HỘI ĐỒNG BỘ TRƯỞNG SỐ 931-CT NGÀY 18-6-1986 VỀ KHO THÓC
Trong thời gian qua, kho thóc đã đầy.
Để giữ kho thóc, Chủ tịch Hội đồng Bộ trưởng chỉ thị:
1. Các Bộ giữ kho.
"""
PRESIDENT = """QUYẾT ĐỊNH CỦA CHỦ TỊCH NƯỚC SỐ 923-QĐ/CTN NGÀY 1-2-1995
VỀ VIỆC LẬP KHO THÓC
CHỦ TỊCH NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Căn cứ Hiến pháp năm 1992;
QUYẾT ĐỊNH:
Điều 1. Lập kho thóc.
CHỦ TỊCH NƯỚC
Trần Văn Mẫu
"""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PRESIDENT, ("QĐ", "923-QĐ/CTN", "1995-02-01", "Chủ tịch nước", "VỀ VIỆC LẬP KHO THÓC")),
        (DECREE, ("NĐ", "908-HĐBT", "1987-02-04", "Hội đồng Bộ trưởng", "BAN HÀNH QUY CHẾ KHO THÓC")),
        (DECISION, ("QĐ", "923-TTg", "1995-02-01", "Thủ tướng Chính phủ", "VỀ VIỆC LẬP BAN KHO THÓC")),
        (CIRCULAR, ("TT", "912-TC/TCT", "1993-02-01", "Bộ Tài chính", "HƯỚNG DẪN THU PHÍ KHO THÓC")),
        (
            RESOLUTION,
            ("NQ", "914NQ/UBTVQH9", "1993-09-12", "Ủy ban Thường vụ Quốc hội", "QUY ĐỊNH SỐ NGƯỜI LÀM Ở KHO THÓC"),
        ),
        (ORDINANCE, ("PL", "917-LCT/HĐNN8", "1989-03-12", "Hội đồng Nhà nước", "VỀ KHO THÓC")),
        (DIRECTIVE, ("CT", "931-CT", "1986-06-18", "Hội đồng Bộ trưởng", "VỀ KHO THÓC")),
    ],
)
def test_an_old_paper_has_number_day_and_body_in_its_title(content: str, expected: tuple[str, ...]) -> None:
    kind, *read_so, title = fields(read(content))
    assert (kind, *read_so) == ("official", *expected[:-1])
    assert title is not None and title.endswith(expected[-1])


HEADLINE = "Hướng dẫn số 903/HD-TLĐ ngày 3 tháng 2 năm 2031 của Tổng Liên đoàn Lao động Việt Nam về kho thóc\n\n"
BASES = "- Căn cứ Luật Công đoàn;\n- Căn cứ Điều lệ Công đoàn Việt Nam;\n"


def test_a_headline_over_the_first_basis_heads_the_paper() -> None:
    paper = f"{BASES}Tổng Liên đoàn Lao động Việt Nam hướng dẫn giữ kho thóc như sau:\nI. Kho thóc.\n"
    expected = ("HD", "903/HD-TLĐ", "2031-02-03", "Tổng Liên đoàn Lao động Việt Nam", "về kho thóc")
    assert fields(read(HEADLINE + paper)) == ("official", *expected)


@pytest.mark.parametrize(
    "told",
    [
        f"{BASES}Nhiều công đoàn cơ sở đã giữ kho thóc tốt.\n",  # nothing is issued here
        f"Công nhân nói về kho.\n\n{BASES}Tổng Liên đoàn hướng dẫn giữ kho thóc như sau:\n",  # a report comes first
    ],
)
def test_a_report_under_such_a_headline_is_no_paper(told: str) -> None:
    assert read(HEADLINE + told).kind == "news"


def test_the_headline_of_a_portal_gives_a_title_that_was_lost() -> None:
    head = "ỦY BAN NHÂN DÂN |\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 912/QĐ-UBND |\n"
    decides = "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nCăn cứ Luật Giá;\nQUYẾT ĐỊNH:\nĐiều 1. Phê duyệt quy trình.\n"
    paper = f"{head}Yên Bái, ngày 17 tháng 4 năm 2031 |\n{decides}"
    above = "Quyết định 912/QĐ-UBND năm 2031 về phê duyệt quy trình kho thóc do Ủy ban nhân dân tỉnh ban hành\n\n"
    title = read(above + paper).title
    assert title is not None and title.value == "về phê duyệt quy trình kho thóc"
    assert read("Quyết định 913/QĐ-UBND năm 2031 về kho muối\n\n" + paper).title is None  # of another paper
    assert read("Bãi bỏ Quyết định 912/QĐ-UBND về kho thóc từ ngày mai\n\n" + paper).title is None  # tells of it


def test_a_decree_of_the_first_years() -> None:
    header = read(
        "Số hiệu: 977 Loại văn bản: Sắc lệnh\n\nSẮC LỆNH\n\nVỀ VIỆC LẬP KHO THÓC\n\n"
        "CHỦ TỊCH CHÍNH PHỦ VIỆT NAM DÂN CHỦ CỘNG HOÀ\n\nChiểu theo Sắc lệnh số 963 ngày 3 tháng 9 năm 1947;\n\n"
        "RA SẮC LỆNH:\n\nĐiều thứ nhất: Lập kho thóc.\n"
    )
    kind, type_code, _, _, issuer, title = fields(header)
    assert (kind, type_code, issuer, title) == ("official", "SL", "Chủ tịch nước", "VỀ VIỆC LẬP KHO THÓC")


@pytest.mark.parametrize(
    ("lines", "number", "date"),
    [
        ("CỦA CHỦ TỊCH CHÍNH PHỦ VIỆT NAM DÂN CHỦ CỘNG HOÀ\nSỐ 917 NGÀY 16 THÁNG 2 NĂM 1947", "917", "1947-02-16"),
        ("CỦA CHỦ TỊCH NƯỚC VIỆT NAM DÂN CHỦ CỘNG HOÀ SỐ 943-SL NGÀY 2 THÁNG 3 NĂM 1950", "943-SL", "1950-03-02"),
    ],
)
def test_a_decree_that_its_number_alone_heads(lines: str, number: str, date: str) -> None:
    header = read(
        f"SẮC LỆNH\n\n{lines}\n\nCHỦ TỊCH NƯỚC VIỆT NAM DÂN CHỦ CỘNG HOÀ HỒ CHÍ MINH\n\n"
        "Chiểu Sắc lệnh số 963-SL ngày 3 tháng 9 năm 1946;\n\nRA SẮC LỆNH:\n\nĐiều 1: Lập kho thóc.\n"
    )
    kind, type_code, own, day, issuer, title = fields(header)
    assert (kind, type_code, own, day, issuer, title) == ("official", "SL", number, date, "Chủ tịch nước", None)


@pytest.mark.parametrize(
    ("body", "enacts", "chapter", "type_code", "issuer"),
    [
        ("CHÍNH PHỦ", "NGHỊ ĐỊNH", "CHƯƠNG I\nQUY ĐỊNH CHUNG\n", "NĐ", "Chính phủ"),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI", "QUYẾT ĐỊNH", "", "QĐ", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("HỘI LÀM MUỐI", "QUYẾT ĐỊNH", "", "QĐ", None),  # of which nothing is known
    ],
)
def test_a_page_that_opens_with_the_body_that_enacts(
    body: str, enacts: str, chapter: str, type_code: str, issuer: str | None
) -> None:
    bases = "Căn cứ Luật Muối ngày 8 tháng 3 năm 2031;\nTheo đề nghị của Vụ trưởng Vụ Muối,\n"
    content = f"{body}\n{bases}{enacts}:\n{chapter}Điều 1. Các bản nhận muối tại kho của xã.\n"
    result = extract(Text(content))
    assert fields(result.header)[1:] == (type_code, None, None, issuer, None)
    assert result.references[0].relation == "basis"
