"""A paper whose tail is the test's own, and its footer."""

from __future__ import annotations

from extractor.document import Footer, Text
from extractor.footer import read_footer
from extractor.header import read_header

HEAD = (
    "UBND TỈNH LÀO CAI\nSỞ NỘI VỤ\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
    "Số: 12/QĐ-SNV\n\nLào Cai, ngày 03 tháng 4 năm 2023\n\nQUYẾT ĐỊNH\nVề việc thành lập Tổ giúp việc\n\n"
    "Căn cứ Quyết định số 5/QĐ-UBND;\nĐiều 1. Thành lập Tổ giúp việc./.\n\n"
)


def footer_of(tail: str, head: str = HEAD) -> Footer:
    text = Text(head + tail)
    return read_footer(text, read_header(text))
