"""Capitals with a tone that were lost with an old font: `CộNG HòA Xã HộI CHủ NGHĩA VIệT NAM`.

TCVN3 (TCVN 5712:1993, as its fonts draw it) has capitals without a tone only; those with one stand in a font of their
own (`.VnTimeH`), on the codes of the small letters. A program that knows no fonts leaves them small, on paper and on
the web. The stages tell headings and signatures by their capitals.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from extractor.layout import LOWER

# In the motto and in the Party's name, one of which every paper bears.
SIGN = "VIệT"
_MARKS = "()[]“”\"',.:;-–"
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_TONED = frozenset(char for char in LOWER if not _TONES.isdisjoint(unicodedata.normalize("NFD", char)))


def lost_capitals(content: str) -> Iterator[tuple[int, int, str]]:
    """Lines whose letters are capitals where the font had them, with where they stand and all in capitals."""
    start = 0
    for line in content.split("\n"):
        if not line.isupper() and _is_mixed(line):
            raised = line.upper()
            if len(raised) == len(line):
                yield start, start + len(line), raised
        start += len(line) + 1


def _is_mixed(line: str) -> bool:
    """Whether hardly a letter is small but for those with a tone, and these stand in or beside words in capitals."""
    if _TONED.isdisjoint(line):
        return False
    letters = [char for char in line if char.isalpha()]
    if sum(1 for char in letters if char.islower() and char not in _TONED) * 20 > len(letters):
        return False
    words = [word for word in line.split() if sum(map(str.isupper, word)) > 1 and word.strip(_MARKS).isalpha()]
    if any(not _TONED.isdisjoint(word) for word in words):
        return True
    return len(words) > 1 and not any(map(str.isdigit, line))  # `Uỷ BAN NHÂN DÂN`, not `Số: 5/QĐ-UBND`
