"""How what the service wrote down can tell of a paper that is taken out: by its number in any spelling, by its title,
by words that stood in no other paper. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote_plus

from extractor.text import fold, squash

LEAST_CHARS = 8
"""A title shorter than this is a word that others use too."""
_WORD = re.compile(r"\w+")
_PART = re.compile(r"[0-9]+|[a-z]+")
_DECODED_TIMES = 3


@dataclass(frozen=True, slots=True)
class Gone:
    """A paper that is taken out."""

    number: str | None
    title: str | None
    text: str


class Traces:
    """What tells of these papers."""

    def __init__(self, papers: Sequence[Gone]) -> None:
        self._words = [set(_WORD.findall(fold(f"{one.number} {one.title} {one.text}"))) for one in papers]
        numbers = {one.number for one in papers if one.number}
        titles = {one.title for one in papers if one.title}
        self._titles = {folded for one in titles if len(folded := squash(fold(one))) >= LEAST_CHARS}
        spelled = {one: _PART.findall(fold(one)) for one in numbers}
        self._numbers = [
            re.compile(r"(?<![0-9a-z])" + r"[^0-9a-z]{0,3}".join(parts) + r"(?![0-9a-z])")
            for parts in spelled.values()
            if _tells(parts)
        ]
        short = {one for one in titles if squash(fold(one)) not in self._titles}
        self.common = sorted(short | {one for one, parts in spelled.items() if not _tells(parts)})
        """Numbers and titles that cannot be told from what says something else: `12`, `Báo cáo`."""

    def name(self, value: str) -> bool:
        """Whether a value names one of the papers."""
        folded = squash(fold(_decoded(value)))
        return any(one.search(folded) for one in self._numbers) or any(one in folded for one in self._titles)

    def may_tell(self, question: str) -> bool:
        """Whether every word of a question stands in one of the papers; that they stand in no other is still to be
        asked."""
        asked = set(_WORD.findall(fold(question)))
        return bool(asked) and any(asked <= words for words in self._words)

    def mentions(self, common: str, value: str) -> bool:
        """Whether a name of `common` stands in a value by itself."""
        word = re.escape(squash(fold(common)))
        return re.search(rf"(?<!\w){word}(?!\w)", squash(fold(_decoded(value)))) is not None


def _tells(parts: Sequence[str]) -> bool:
    """Whether a number of these parts is one that is seen as such: a figure and letters."""
    return len(parts) > 1 and any(part.isdigit() for part in parts) and any(part.isalpha() for part in parts)


def _decoded(value: str) -> str:
    """The value without the forms of addresses, also of one address inside another."""
    for _ in range(_DECODED_TIMES):
        plain = unquote_plus(value)
        if plain == value:
            break
        value = plain
    return value
