"""Plain text: UTF-8, UTF-16 and the old Vietnamese encodings."""

from __future__ import annotations

from extractor.document import Text, Warning_
from extractor.errors import NoText, TooLarge
from extractor.legacy import decode_bytes, repair_text
from extractor.limits import Limits
from extractor.text import nfc_with_offsets


def read_plain(name: str, data: bytes, limits: Limits) -> tuple[Text, ...]:
    """One paper. Content that is already NFC stays exactly as stored, line breaks too, so offsets match the file."""
    stored, encoding = decode_bytes(data)
    if len(stored) > limits.text_chars:
        raise TooLarge(
            f"{name}: {len(stored):,} ký tự, vượt quá giới hạn {limits.text_chars:,} (text_chars). Hãy tách tệp."
        )
    if not stored.strip("\ufeff \t\r\n\f\v\0"):
        raise NoText(f"{name}: tệp chỉ có khoảng trắng. Hãy kiểm tra lại bản gốc.")
    warnings: list[Warning_] = []
    if "\ufffd" in stored:
        warnings.append(
            Warning_("undecodable", f"Có {stored.count(chr(0xFFFD))} ký tự không giải mã được (bảng mã {encoding}).")
        )
    repaired = repair_text(stored)
    if repaired is None:
        content, offsets = nfc_with_offsets(stored)
    else:
        encoding = repaired.encoding
        content, inner = nfc_with_offsets(repaired.text)
        offsets = repaired.offsets if inner is None else tuple(repaired.offsets[i] for i in inner)
    if encoding not in ("utf-8", "utf-16", "utf-32"):
        warnings.append(Warning_("legacy-encoding", f"Tệp dùng bảng mã cũ ({encoding}), đã chuyển sang Unicode."))
    return (Text(content, warnings=tuple(warnings), raw_offsets=offsets),)
