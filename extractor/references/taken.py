"""Stretches of text that are already read, for look-up in logarithmic time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable


class Taken:
    """Half-open stretches, sorted, not overlapping."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def holds(self, offset: int) -> bool:
        """Whether a stretch covers the offset."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._ends[index]

    def holds_inside(self, offset: int) -> bool:
        """Whether a stretch covers the offset and begins before it."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and self._starts[index] < offset < self._ends[index]

    def meets(self, start: int, end: int) -> bool:
        """Whether a stretch overlaps start..end."""
        index = bisect_right(self._starts, start) - 1
        if index >= 0 and self._ends[index] > start:
            return True
        return index + 1 < len(self._starts) and self._starts[index + 1] < end
