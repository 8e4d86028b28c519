"""How text becomes tokens: Vietnamese syllables, folded or with their exact accents, and pairs of neighbours.

Both engines get what is made here as strings cut at white space, so that they cannot disagree about a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from extractor.text import fold, nfc, old_tone

WORD = re.compile(r"[^\W_]+")

# Stands between fields that are searched together, so that no phrase runs from one into the next. No query holds it.
BREAK = "\u241f"

# Longer runs (a base64 blob, a table without spaces) are no words; engines refuse or split them each in its own way.
MAX_TOKEN = 60

_ETH = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ"})


def tokens(text: str) -> tuple[list[str], list[str]]:
    """Syllables with their accents and the same without: `Ủy ban` -> (`ủy`, `ban`), (`uy`, `ban`)."""
    forms = [_forms(word) for word in WORD.findall(nfc(text))]
    return [exact for exact, _ in forms], [folded for _, folded in forms]


def exact_tokens(text: str) -> list[str]:
    """Syllables with accents: `Uỷ ban` and `Ủy ban` -> `ủy`, `ban`."""
    return [_forms(word)[0] for word in WORD.findall(nfc(text))]


def folded_tokens(text: str) -> list[str]:
    """Syllables without accents and case: `Ủy ban` -> `uy`, `ban`. As many as `exact_tokens` gives."""
    return [_forms(word)[1] for word in WORD.findall(nfc(text))]


@lru_cache(maxsize=100_000)
def _forms(word: str) -> tuple[str, str]:
    """A word as printed: with accents, and folded. Nothing in a word's forms depends on its neighbours."""
    exact = exact_form(word)[:MAX_TOKEN]
    return exact, fold(exact)


def exact_form(text: str) -> str:
    """The form in which accents are compared: NFC, lower case, old tone placement, Eth as đ.

    One code point in, one out, for text that is NFC.
    """
    plain = nfc(text)
    if "\u00d0" in plain or "\u00f0" in plain:
        plain = plain.translate(_ETH)
    lowered = plain.lower()
    if len(lowered) != len(plain):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
    return old_tone(lowered)


def pairs(syllables: Sequence[str]) -> list[str]:
    """Neighbouring syllables of one field as one token: `noi`, `vu`, `tinh` -> `noi_vu`, `vu_tinh`."""
    return list(map("_".join, pairwise(syllables)))
