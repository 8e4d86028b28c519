"""Puts right one mark that recognition misread in a word of two syllables (`viên chúc`), by the words there are.

A mark is a tone or what makes another vowel of one. The two words must be none that are known, and one mark away from
exactly one that is; a word that is known with its other neighbour (`chúc mừng`) stays.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from extractor.knowledge import toml_data
from extractor.text import fold, old_tone

# What a letter may carry besides combining marks, which NFD does not take apart.
_STROKE, _DOT_BELOW = "\u0335", "\u0323"
_OPENS, _CLOSES = "\"'“‘(", ".,:;)\"'”’"
# Words surer than this are right.
_SURE = 0.965


def near_pairs(words: Sequence[str], sureness: Sequence[float | None] = ()) -> dict[int, str]:
    """Which of the words of a line are one mark off, by their place, and what they are.

    `sureness`: how sure recognition is of each (0..1); what it is surest of stays.
    """
    bare = [word.strip(_OPENS + _CLOSES) for word in words]
    folded = [fold(word) for word in bare]
    known = _pairs()
    found: dict[int, str] = {}
    for at in range(len(words) - 1):
        near = known.get(f"{folded[at]} {folded[at + 1]}")
        if near is None or words[at][-1:] in _CLOSES or words[at + 1][:1] in _OPENS:
            continue
        said = (_plain(bare[at]), _plain(bare[at + 1]))
        if said in near:
            continue
        alike = [pair for pair in near if sum(map(_apart, said, pair)) == 1]
        if len(alike) != 1:
            continue
        off = at if said[0] != alike[0][0] else at + 1
        sure = sureness[off] if sureness else None
        if bare[off].istitle() and (off > at or bare[off + 1].istitle()):
            continue  # names: `Hoàng Văn Thụ`, `xã Đào Mỹ`
        beside = (bare[off - 1], bare[off]) if off == at else (bare[off], bare[min(off + 1, len(bare) - 1)])
        if (sure is None or sure < _SURE) and not (beside[0] and _is_known(*beside)):
            right = alike[0][off - at]
            found[off] = words[off].replace(bare[off], _cased(bare[off], right), 1)
    return found


def in_pair(word: str, before: str, after: str) -> bool:
    """Whether a word is a known pair with the one before or behind it."""
    one, said, other = (each.strip(_OPENS + _CLOSES) for each in (before, word, after))
    joined = not before[-1:] or before[-1:] not in _CLOSES
    return (joined and _is_known(one, said)) or (word[-1:] not in _CLOSES and _is_known(said, other))


def with_pairs(words: Sequence[str], sureness: Sequence[float | None] = ()) -> list[str]:
    """The words of a line, those put right that `near_pairs` finds."""
    found = near_pairs(words, sureness)
    return [found.get(at, word) for at, word in enumerate(words)]


@lru_cache(maxsize=1)
def _pairs() -> dict[str, tuple[tuple[str, str], ...]]:
    """Bare words -> the words of two syllables that have these letters."""
    pairs: dict[str, tuple[tuple[str, str], ...]] = {}
    for pair in toml_data("ocr_pairs.toml")["pairs"].split(";"):
        one, other = old_tone(pair.strip()).split()
        key = f"{fold(one)} {fold(other)}"
        pairs[key] = (*pairs.get(key, ()), (one, other))
    return pairs


def _is_known(one: str, other: str) -> bool:
    return (_plain(one), _plain(other)) in _pairs().get(f"{fold(one)} {fold(other)}", ())


def _plain(word: str) -> str:
    return old_tone(word.lower())


@lru_cache(maxsize=4096)
def _apart(one: str, other: str) -> int:
    """How many marks differ between two words of the same letters: one in the place of another counts once."""
    total = 0
    for a, b in zip(one, other, strict=True):
        first, second = _marks(a), _marks(b)
        total += max(len(first - second), len(second - first))
    return total


def adds_dot(one: str, other: str) -> bool:
    """Whether a word is another of the same letters with a dot below more, and no other mark changed."""
    more = [(_marks(a), _marks(b)) for a, b in zip(one, other, strict=True) if a != b]
    return bool(more) and all(after == before | {_DOT_BELOW} for before, after in more)


def _marks(letter: str) -> frozenset[str]:
    return frozenset(_STROKE) if letter == "đ" else frozenset(unicodedata.normalize("NFD", letter)[1:])


def _cased(said: str, right: str) -> str:
    return "".join(r.upper() if s.isupper() else r for s, r in zip(said, right, strict=True))
