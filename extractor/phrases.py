"""Phrases of running text, as one pattern or looked up by their first word.

Of the lists of phrases that the stages ask for at nearly every word of a text most words open none: a look-up of the
word says so sooner than an alternation of the whole list.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

FIRST_WORD = re.compile(r"\w+")


def any_of(phrases: Iterable[str], space: str = r"\s+") -> str:
    """A pattern of any of the phrases, the longest first; `space` stands for each space in them."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", space) for phrase in ordered)


class Phrases:
    """A list of phrases as they are printed, case and accents as given; any white space stands for a space.

    `behind`: a pattern that must follow the phrase, for those of the second list alone.
    """

    __slots__ = ("_by_first",)

    def __init__(self, phrases: Iterable[str], restricted: Iterable[str] = (), behind: str = "") -> None:
        alternatives: dict[str, list[str]] = {}
        listed = [(phrase, "") for phrase in phrases] + [(phrase, behind) for phrase in restricted]
        for phrase, condition in sorted(listed, key=lambda entry: (-len(entry[0]), entry[0])):
            first = FIRST_WORD.match(phrase)
            if first is None:
                raise ValueError(f"a phrase opens with a word: {phrase!r}")
            spaced = r"\s+".join(re.escape(part) for part in phrase.split())
            alternatives.setdefault(first.group(), []).append(rf"{spaced}(?!\w){condition}")
        self._by_first = {first: re.compile("|".join(forms)) for first, forms in alternatives.items()}

    @property
    def first_words(self) -> frozenset[str]:
        """The words that open a phrase."""
        return frozenset(self._by_first)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The longest phrase that stands at `start` of `text[:end]` and ends with a word; None where none does."""
        word = FIRST_WORD.match(text, start, end)
        return self.match_from(word.group(), text, start, end) if word is not None else None

    def match_from(self, word: str, text: str, start: int, end: int) -> re.Match[str] | None:
        """The same where the word that stands at `start` is known."""
        pattern = self._by_first.get(word)
        return pattern.match(text, start, end) if pattern is not None else None
