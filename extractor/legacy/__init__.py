"""Vietnamese encodings older than Unicode: TCVN3 (.VnTime), VNI, VPS, VISCII, CP1258 and text damaged by CP1252.

Text that is already Unicode is never touched. Tables: `extractor/data/legacy_encodings.toml`.
"""

from __future__ import annotations

from extractor.legacy.detect import ENCODINGS, convert_lines, decode_bytes, repair_text
from extractor.legacy.tables import Decoded, convert, encoding_of_font, is_capital_font, is_mark, is_vietnamese_unicode

__all__ = [
    "ENCODINGS",
    "Decoded",
    "convert",
    "convert_lines",
    "decode_bytes",
    "encoding_of_font",
    "is_capital_font",
    "is_mark",
    "is_vietnamese_unicode",
    "repair_text",
]
