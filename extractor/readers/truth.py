"""Whether the text layer of a PDF page says what the page shows. Decided page by page, from the text alone."""

from __future__ import annotations

import re

from extractor.syllables import share_valid

# Shares measured on real papers: sound pages lie above 0.93, mis-mapped ones below 0.6.
_VALID_SHARE = 0.78
# Vietnamese prose has marks on three words of four; a layer without them is another language's hidden recognition.
_ACCENT_SHARE = 0.25
_FEW_WORDS = 12
_DAMAGE_RE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ufffd\ue000-\uf8ff\u0400-\u052f]")

REASONS = {
    "image-only": "trang chỉ có ảnh, không có lớp chữ",
    "stamp-only": "lớp chữ chỉ có chữ của dấu ký số, nội dung nằm trong ảnh",
    "wrong-glyphs": "lớp chữ sai mã (font hỏng)",
    "split-letters": "lớp chữ bị tách rời từng chữ cái",
    "no-accents": "lớp chữ không dấu (nhận dạng bằng ngôn ngữ khác)",
}


def fault_of(text: str, *, image_share: float) -> str | None:
    """Why a page's layer cannot be trusted, a key of `REASONS`; None when it can.

    `image_share` (0..1) is how much of the page pictures cover. A page with few words and no picture is trusted.
    """
    valid, accented, total = share_valid(text)
    words = text.split()
    single = sum(1 for word in words if len(word) == 1 and word.isalpha())
    if len(words) >= 2 * _FEW_WORDS and single > 0.35 * len(words):
        return "split-letters"
    if total == 0 and not re.search(r"\w", text):
        return "image-only" if image_share > 0.05 else None
    if total < _FEW_WORDS:
        return "stamp-only" if image_share > 0.4 else None
    if len(_DAMAGE_RE.findall(text)) > 0.004 * len(text):
        return "wrong-glyphs"
    if valid < _VALID_SHARE:
        return "wrong-glyphs"
    if accented < _ACCENT_SHARE and total >= 40:
        return "no-accents"
    if image_share > 0.85 and total < 40:
        return "stamp-only"
    return None
