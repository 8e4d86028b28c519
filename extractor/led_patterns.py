"""Patterns that are looked for by the letters they may open with.

`re` passes over a text several times sooner where a pattern opens with a class of letters than where it opens with
alternatives, an optional part or a look around. Here the class is said apart, and what it finds is what the pattern
alone finds.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator


class LedPattern:
    """A pattern every match of which opens with one of the letters of `first` (a class, without its brackets)."""

    __slots__ = ("_at", "_here")

    def __init__(self, first: str, pattern: str) -> None:
        self._here = re.compile(pattern)
        # Behind the letter a look back to it, and from there ahead: so that the letter comes first.
        self._at = re.compile(rf"[{first}](?<=(?={pattern})[\s\S])")

    def search(self, content: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match in `content[start:end]`, as `re` gives it."""
        opens = self._at.search(content, start, end)
        return self._here.match(content, opens.start(), end) if opens is not None else None

    def match(self, content: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The match at `start`."""
        return self._here.match(content, start, end)

    def stands(self, content: str, start: int = 0, end: int = sys.maxsize) -> bool:
        """Whether there is a match in `content[start:end]`."""
        return self._at.search(content, start, end) is not None

    def finditer(self, content: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Every match in order, none inside another. The pattern never matches nothing, for it opens with a letter."""
        found = self.search(content, start, end)
        while found is not None:
            yield found
            found = self.search(content, found.end(), end)
