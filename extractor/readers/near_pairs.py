"""Words of two syllables: a title's word that is one mark off one (`dụ án`) is a doubt to be told of, never put right,
and what makes one is doubted no more.

A mark is a tone or what makes another vowel of one. The two words must be none that are known, and one mark away from
one that is; a word that is known with its other neighbour (`chúc mừng`) is none of these.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from extractor.knowledge import toml_data
from extractor.readers.signature_repair import is_surname
from extractor.text import fold, old_tone

# What a letter may carry besides combining marks, which NFD does not take apart.
_STROKE = "\u0335"
OPENS, CLOSES = "\"'“‘(", ".,:;)\"'”’"
_PLACES = frozenset(("xã", "phường", "trấn", "huyện", "quận", "phố", "tỉnh", "thôn", "đường"))


def near_pairs(words: Sequence[str]) -> dict[int, str]:
    """Which of the words of a line are one mark off, by their place, and what they would be."""
    bare = [word.strip(OPENS + CLOSES) for word in words]
    folded = [fold(word) for word in bare]
    known = _pairs()
    found: dict[int, str] = {}
    for at in range(len(words) - 1):
        near = known.get(f"{folded[at]} {folded[at + 1]}")
        if near is None or words[at][-1:] in CLOSES or words[at + 1][:1] in OPENS:
            continue
        said = (plain(bare[at]), plain(bare[at + 1]))
        apart = [_apart(one, other) for one, other in zip(said, near, strict=True)]
        if sorted(apart) != [0, 1] or _is_name(bare, at):
            continue
        off = at + apart.index(1)
        beside = bare[max(0, off - 1) : off + 1] if off == at else bare[off : off + 2]
        if len(beside) < 2 or not _is_known(*beside):
            found[off] = _cased(bare[off], near[off - at])
    return found


def in_pairs(words: Sequence[str]) -> set[int]:
    """The places of the words of a line that are of a known word of two syllables, names apart."""
    bare = [word.strip(OPENS + CLOSES) for word in words]
    found: set[int] = set()
    for at in range(len(words) - 1):
        if words[at][-1:] not in CLOSES and _is_known(bare[at], bare[at + 1]) and not _is_name(bare, at):
            found.update((at, at + 1))
    return found


def plain(word: str) -> str:
    """A word in small letters, its tone where it was of old."""
    return old_tone(word.lower())


def marks(letter: str) -> frozenset[str]:
    """What a small letter carries."""
    return frozenset(_STROKE) if letter == "đ" else frozenset(unicodedata.normalize("NFD", letter)[1:])


def _is_name(bare: Sequence[str], at: int) -> bool:
    """Whether two words may be of a name: `Đào Mỹ`, or in capitals close behind a place or surname (`XÃ VĂN MỸ`)."""
    pair = bare[at : at + 2]
    before = bare[max(0, at - 2) : at]
    if pair[1].istitle():
        return True
    return all(map(str.isupper, pair)) and any(plain(word) in _PLACES or is_surname(word) for word in before)


@lru_cache(maxsize=1)
def _pairs() -> dict[str, tuple[str, str]]:
    """Bare words -> the word of two syllables that has these letters."""
    pairs: dict[str, tuple[str, str]] = {}
    for pair in toml_data("ocr_pairs.toml")["pairs"].split(";"):
        one, other = old_tone(pair.strip()).split()
        pairs[f"{fold(one)} {fold(other)}"] = (one, other)
    return pairs


def _is_known(one: str, other: str) -> bool:
    return (plain(one), plain(other)) == _pairs().get(f"{fold(one)} {fold(other)}")


def _apart(one: str, other: str) -> int:
    """How many marks differ between two words of the same letters: one in the place of another counts once. All of them
    where one word is longer: `İ` is two letters in small."""
    if len(one) != len(other):
        return max(len(one), len(other))
    total = 0
    for a, b in zip(one, other, strict=True):
        first, second = marks(a), marks(b)
        total += max(len(first - second), len(second - first))
    return total


def _cased(said: str, right: str) -> str:
    return "".join(r.upper() if s.isupper() else r for s, r in zip(said, right, strict=True))
