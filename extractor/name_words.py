"""Words of a name as it stands in running text, and a tree of names that is walked word by word.

Case, accents and line breaks never count; commas, dashes, `và` and `&` between two words are joints that a name may
print, leave out or exchange (`Thi đua Khen thưởng`, `Thi đua - Khen thưởng`, `Thi đua, khen thưởng`). Linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar, cast

from extractor.syllables import has_accent, is_syllable
from extractor.text import fold, old_tone

T = TypeVar("T")

WORD = r"[^\W_]+(?:['’][^\W\d_]+)?"
"""A word; names of the Central Highlands hold a mark: `Ea H'leo`, `Cư M’gar`."""
_STEP = re.compile(rf"([\s.,&/\-\u2010-\u2015\u2212]*)({WORD})")  # what stands before a word, and the word
_SIGNS = re.compile(r"[\s.,&/\-\u2010-\u2015\u2212]")
_AND = frozenset({"và", "Và", "VÀ"})
_JOINTS = (",", "-", "&", ".", "/")
_LONG = 4  # two words that a converter glued have more letters
_TWO_LONGEST = 16  # and no more than these; a longer one would be cut at each of its letters
_BLANK_LINE = re.compile(r"\n[ \t\r\u00a0]*\n")


class Word(NamedTuple):
    """One word: folded, as printed in lower case with the old tone placement, where it stands, and the joint printed
    before it (`,`, `-`, `&` for và and &, `.`, `/` or none). A tuple: texts have many and they are made fast."""

    key: str
    exact: str
    raw: str
    start: int
    end: int
    joint: str
    capital: bool
    upper: bool


class CutShort(Exception):
    """A reader looked behind the words that `stretch_words` gave it."""


class _Cut:
    """Stands where `stretch_words` stopped: any look at it tells that the reading needs more words."""

    def __getattr__(self, name: str) -> object:
        raise CutShort


_CUT = [cast(Word, _Cut())] * 8  # as many as the longest slice that a reader takes at once


def stretch_words(text: str) -> list[Word]:
    """The words of a piece that was cut out of a text behind a word: reading on behind its end raises CutShort."""
    words = words_of(text)
    if not words:
        return words
    behind = _STEP.match(text, words[-1].end)
    ended = behind.group(2) not in _AND if behind is not None else _ended(text[words[-1].end :], words[-1])
    return words if ended else words + _CUT


def _ended(rest: str, last: Word) -> bool:
    """Whether words end with the signs behind the last one, whatever follows: a sign that no name holds, a stop."""
    return bool(_SIGNS.sub("", rest)) or ("." in rest and not _short(last.raw))


def words_of(text: str, start: int = 0, *, limit: int = 48) -> list[Word]:
    """At most `limit` words from `start` on, up to a sign that ends names (`;`, `:`, `(`, `"`) or a blank line, unless
    small letters go on behind it (a page break).

    `và` and `&` are not words but joints; a full stop is one only behind capitals or a short form (`TP. Hà Nội`).
    """
    words: list[Word] = []
    position = start
    joint = ""
    while len(words) < limit:
        found = _STEP.match(text, position)
        if found is None:
            break
        between, raw = found.groups()
        position = found.end()
        if between and between != " ":
            if "\n" in between and _BLANK_LINE.search(between) and not _goes_on(raw):
                break
            marks = _marks(between)
            if "." in marks and words and not _short(words[-1].raw):
                break
            for kind in marks:
                joint = kind if not joint or joint == "." else joint
        if raw in _AND:
            joint = "&"
            continue
        key, exact, capital, upper, cut = _forms(raw)
        if cut:
            first, raw = raw[:cut], raw[cut:]
            if first not in _AND:
                key, exact, capital, upper, _ = _forms(first)
                behind = position - len(raw)
                words.append(Word(key, exact, first, behind - cut, behind, joint, capital, upper))
            joint = "&" if first in _AND or raw in _AND else ""
            if raw in _AND:
                continue
            key, exact, capital, upper, _ = _forms(raw)
        words.append(Word(key, exact, raw, position - len(raw), position, joint, capital, upper))
        joint = ""
    return words


def _glued_at(raw: str) -> int:
    """Where the second of two words begins whose space a converter lost (`Quốchội`, `đồngnhân`), 0 where there are not
    two; the first is as long as it can be."""
    if not _LONG < len(raw) <= _TWO_LONGEST or is_syllable(raw) or not has_accent(raw) or not raw.isalpha():
        return 0
    cuts = range(len(raw) - 2, 1, -1)
    return next((at for at in cuts if is_syllable(raw[:at]) and is_syllable(raw[at:])), 0)


@lru_cache(maxsize=1024)
def _marks(between: str) -> tuple[str, ...]:
    """The joints printed between two words, the weightiest first."""
    folded = fold(between)
    return tuple(mark for mark in _JOINTS if mark in folded)


def _goes_on(raw: str) -> bool:
    """Whether a word behind a blank line goes on with the sentence (a page break), not an item `a)`."""
    return len(raw) > 1 and raw.islower()


@lru_cache(maxsize=32768)
def _forms(raw: str) -> tuple[str, str, bool, bool, int]:
    return fold(raw), old_tone(raw.lower()), raw[0].isupper(), raw.isupper(), _glued_at(raw)


def _short(raw: str) -> bool:
    return len(raw) <= 5 and (raw.isupper() or fold(raw) in ("tp", "tx", "tt", "ct", "q", "h", "p", "x"))


@dataclass(slots=True)
class _Node(Generic[T]):
    next: dict[str, tuple[set[str], _Node[T]]] = field(default_factory=dict)
    values: list[T] = field(default_factory=list)


class NameTree(Generic[T]):
    """Names by their words. `strict` names take a dash only where they have one and nothing else between words."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(self, name: str, value: T, *, strict: bool = False) -> None:
        """Adds a name; several values may share one."""
        node = self._root
        for word in words_of(name):
            if not word.joint:
                allowed = {""}
            elif strict:
                allowed = {"", "-"}
            else:
                allowed = {"", ",", "-", "&", "."}
            if word.key not in node.next:
                node.next[word.key] = (set(), _Node())
            joints, following = node.next[word.key]
            joints.update(allowed)
            node = following
        if node is not self._root and value not in node.values:
            node.values.append(value)

    def match(self, words: list[Word], index: int) -> Iterator[tuple[list[T], int]]:
        """Every name that starts at word `index`, shortest first: its values and the index behind it."""
        node = self._root
        at = index
        while at < len(words):
            step = node.next.get(words[at].key)
            if step is None:
                return
            joints, node = step
            joint = words[at].joint
            if at > index and joint not in joints and not (joint == "." and at - index < 3):
                return
            at += 1
            if node.values:
                yield node.values, at

    def longest(self, words: list[Word], index: int) -> tuple[list[T], int] | None:
        """The longest name that starts at word `index`."""
        best = None
        for found in self.match(words, index):
            best = found
        return best
