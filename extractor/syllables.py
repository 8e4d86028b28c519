"""Whether a word can be a Vietnamese syllable: onset, rime and one tone, by the orthography. No dictionary.

Tells a true text from a mis-mapped, mis-decoded or badly recognised one. Norm for the spelling: Quyết định
240/QĐ (5/3/1984) of the Bộ Giáo dục on Vietnamese orthography; both habits of tone placement pass.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_ONSETS = (
    "ngh", "ng", "nh", "gh", "gi", "kh", "ph", "qu", "th", "tr", "ch",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
)  # fmt: skip
_RIMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong
    op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ
    uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn
    ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ynh yt
    """.split()
)
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_STOPPED_RE = re.compile(r"(?:ch|[cpt])$")
_WORD_RE = re.compile(r"[^\W\d_]+")
_NEVER_IN_A_WORD_RE = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
# Control and private-use characters and Cyrillic letters: glyphs mapped to the wrong place.
_DAMAGE_RE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ufffd\ue000-\uf8ff\u0400-\u052f]")


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether `word` (any case, NFC or NFD) is spelt like a Vietnamese syllable."""
    bare, tones = [], 0
    marks = []
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in _TONES:
            tones += 1
            marks.append(char)
        else:
            bare.append(char)
    if tones > 1:
        return False
    spelt = unicodedata.normalize("NFC", "".join(bare))
    for onset in _ONSETS:
        if not spelt.startswith(onset):
            continue
        rime = spelt[len(onset) :]
        if rime in _RIMES or (onset == "gi" and rime in ("", "n", "êng", "êt")):
            # A syllable that ends in a stop carries only the acute tone or the dot below.
            return not (_STOPPED_RE.search(rime) and marks and marks[0] not in "\u0301\u0323")
    return False


@lru_cache(maxsize=65536)
def has_accent(word: str) -> bool:
    """Whether the word carries any Vietnamese mark (tone, vowel quality, đ)."""
    return any(char in "đĐ" or unicodedata.normalize("NFD", char) != char for char in word)


@lru_cache(maxsize=65536)
def has_tone(word: str) -> bool:
    """Whether the word carries a mark of tone, as abbreviations (`HĐND`, `QƯ`) do not."""
    return not _TONES.isdisjoint(unicodedata.normalize("NFD", word))


def share_valid(text: str, *, sample_chars: int = 20_000) -> tuple[float, float, int]:
    """Share of words spelt like syllables, share of words with a mark, and how many words were looked at.

    Abbreviations (capitals without a vowel, `UBND`), single letters and words of pure ASCII foreign spelling longer
    than 7 letters are passed over. Reads the first `sample_chars` code points.
    """
    valid, accented, total, _, _ = tally(text[:sample_chars].split())
    return (valid / total, accented / total, total) if total else (0.0, 0.0, 0)


def tally(tokens: Sequence[str]) -> tuple[int, int, int, int, int]:
    """Of tokens between white space: words spelt like syllables, words with a mark, words that count, tokens of a
    single letter, and characters that no true text holds."""
    # One sum over cached verdicts: every page of every PDF passes through here.
    packed = sum(map(_verdict, tokens))
    valid, accented, total, single, damage = (packed >> _FIELD * position & _MASK for position in range(5))
    return valid, accented, total, single, damage


# Counts of one token share an integer, so that adding up tokens is adding up integers.
_FIELD = 24
_MASK = (1 << _FIELD) - 1


class _Verdicts(dict[str, int]):
    """The counts of every token that was met: a look costs half of what `lru_cache` needs to keep its order."""

    def __missing__(self, token: str) -> int:
        if len(self) >= 65536:
            self.clear()
        self[token] = counts = _packed(token)
        return counts


_verdict = _Verdicts().__getitem__


def _packed(token: str) -> int:
    valid = accented = total = 0
    for match in _WORD_RE.finditer(token):
        word = match.group()
        if len(word) < 2 or (word.isupper() and len(word) <= 8 and not is_syllable(word)):
            continue
        total += 1
        valid += is_syllable(word)
        accented += has_accent(word)
    total += len(_NEVER_IN_A_WORD_RE.findall(token))
    single = len(token) == 1 and token.isalpha()
    damage = len(_DAMAGE_RE.findall(token))
    counts = (valid, accented, total, single, damage)
    return sum(int(count) << _FIELD * position for position, count in enumerate(counts))
