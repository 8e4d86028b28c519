"""Papers whose capitals with a tone were lost with an old font."""

from __future__ import annotations

import pytest

from extractor.document import Text
from extractor.lost_capitals import lost_capitals
from extractor.pipeline import extract

PAPER = """Uỷ BAN NHÂN DÂN
HUYệN Hà QUảNG

CộNG HòA Xã HộI CHủ NGHĩA VIệT NAM
Độc lập - Tự do - Hạnh phúc

Số: 48/QĐ-UBND

Hà Quảng, ngày 6 tháng 3 năm 2003

QUYếT ĐịNH
Về việc thành lập Tổ quản lý chợ phiên Nà Giàng

Căn cứ Luật Tổ chức Hội đồng nhân dân và ủy ban nhân dân;

Điều 1. Thành lập Tổ quản lý chợ phiên Nà Giàng.

Nơi nhận:
- Như Điều 1;
- Lưu: VT.

TM. ủY BAN NHÂN DÂN
KT. CHủ TịCH
PHó CHủ TịCH
Nông Văn Mấn
"""


@pytest.mark.parametrize(
    ("line", "raised"),
    [
        ("CộNG HòA Xã HộI CHủ NGHĩA VIệT NAM", True),
        ("KT. CHủ TịCH", True),
        ("Uỷ BAN NHÂN DÂN", True),
        ("Bộ GDĐT", False),
        ("Số:.../QĐ-UBND", False),
        ("(KHÔNG KỂ “THử NGHIệM”)", True),
        ("Vũ Hà Mỹ", False),  # a name: each word has one capital
        ("Số: 48/QĐ-UBND", False),
        ("UBND tỉnh và các sở", False),
        ("Chỉ thị số 5/CT-UBND của UBND HUYệN Hà Quảng về chợ phiên", False),  # prose
        ("CHỦ TỊCH", False),
    ],
)
def test_lines_that_lost_capitals_are_told_from_others(line: str, *, raised: bool) -> None:
    assert list(lost_capitals(f"a\n{line}\nb")) == ([(2, 2 + len(line), line.upper())] if raised else [])


def test_head_and_signature_are_read_and_stand_where_they_stood() -> None:
    document = extract(Text(PAPER))
    header, (signer,) = document.header, document.footer.signers
    assert header.type_code is not None and header.type_code.value == "QĐ"
    assert header.issuer is not None and header.issuer.value.startswith("Ủy ban nhân dân huyện Hà Quảng")
    assert (signer.name, signer.position, signer.authority) == ("Nông Văn Mấn", "PHÓ CHỦ TỊCH", "KT")
    for found in (header.type_code, header.issuer, header.title, header.number):
        assert found is not None and PAPER[found.span.start : found.span.end] == found.raw
    assert header.type_code.raw == "QUYếT ĐịNH"


def test_a_long_line_is_looked_at_in_time() -> None:
    assert len(list(lost_capitals("VIệT" + "Aạ" * 500_000))) == 1
    assert not list(lost_capitals("VIệT a" * 200_000))
