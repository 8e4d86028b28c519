"""What the tests of headers share: a decision of a ministry, and what is asked of a header that was read."""

from __future__ import annotations

from extractor.document import Header, Text
from extractor.header import read_header

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------\n"
DECISION = (
    f"BỘ NỘI VỤ\n-------\n{MOTTO}Số: 345/QĐ-BNV\nHà Nội, ngày 2 tháng 4 năm 2021\n\nQUYẾT ĐỊNH\n"
    "Về việc thành lập Tổ rà soát kho\n\nBỘ TRƯỞNG BỘ NỘI VỤ\n\nCăn cứ Luật Lưu trữ năm 2011;\n\nQUYẾT ĐỊNH:\n\n"
    "Điều 1. Thành lập Tổ rà soát.\n\nNơi nhận:\n- Như Điều 2;\n- Lưu: VT.\nBỘ TRƯỞNG\n\nPhạm Văn Cầu\n"
)


def read(content: str) -> Header:
    return read_header(Text(content))


def value(header: Header, field: str) -> str | None:
    found = getattr(header, field)
    return found.value if found else None


def fields(header: Header) -> tuple[str | None, ...]:
    """Type, number, day, issuer and title."""
    return tuple(value(header, field) for field in ("type_code", "number", "date", "issuer", "title"))
