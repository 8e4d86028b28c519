"""Lines that a digital signature prints between position and name (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.8)."""

from __future__ import annotations

import re

from extractor.knowledge import toml_data
from extractor.phrases import any_of
from extractor.text import fold

_WORDS = toml_data("signature.toml")["stamp"]
# What is said of a signature: with a colon, since names of bodies begin with the same words.
_LABEL = re.compile(rf"(?:{any_of({fold(word) for word in _WORDS['labels']}, ' ')})\s*:")
_NAMED = re.compile(rf"(?:{any_of({fold(word) for word in _WORDS['words']}, ' ')})\b")
_MOMENT = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\s+\d{1,2}:\d\d(?::\d\d)?\s*(?:[+-]\d\d['’:]?\d\d['’]?)?")


def is_stamp(text: str) -> bool:
    """Whether a line belongs to the print of a digital signature: `Ký bởi: ...`, `Thời gian ký: ...`, a bare moment."""
    folded = fold(text.strip())
    return bool(_LABEL.match(folded) or _NAMED.match(folded) or _MOMENT.fullmatch(folded))
