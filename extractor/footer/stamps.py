"""Lines that a digital signature prints between position and name (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.8)."""

from __future__ import annotations

import re

from extractor.text import fold

# What is said of a signature: with a colon, since names of bodies begin with the same words.
_LABEL = re.compile(
    r"(?:k[yi] boi|nguoi k[yi]|e-?mail|co quan|to chuc|don vi|chuc vu|(?:thoi gian|ngay|gio) k[yi]|ly do|dia diem"
    r"|(?:digitally )?signed by|date|reason|location|serial|dn)\s*:"
)
_WORDS = re.compile(r"(?:signature (?:valid|not verified)|chu k[yi] (?:so|hop le|dien tu)|digitally signed)\b")
_MOMENT = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\s+\d{1,2}:\d\d(?::\d\d)?\s*(?:[+-]\d\d['’:]?\d\d['’]?)?")


def is_stamp(text: str) -> bool:
    """Whether a line belongs to the print of a digital signature: `Ký bởi: ...`, `Thời gian ký: ...`, a bare moment."""
    folded = fold(text.strip())
    return bool(_LABEL.match(folded) or _WORDS.match(folded) or _MOMENT.fullmatch(folded))
