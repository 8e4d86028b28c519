"""Where a block of rows falls into two columns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from math import ceil

from extractor.readers.page_words import Line

# Less than any distance between two edges that differ.
_HAIR = 1e-6


def valley(block: list[Line], size: float) -> float | None:
    """The x at which the block falls into two columns; None when one column holds all.

    A right place cuts no word and no ordinary space between two words of one row.
    """
    pieces = [p for row in block for p in row]
    low, high = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    step = max(1.0, size / 4)
    count = max(1, ceil(0.6 * (high - low) / step))
    places = [low + 0.2 * (high - low) + step * index for index in range(count)]
    rises = [0] * (count + 1)  # by how much the cost rises at each place

    def costly(above: float, below: float, cost: int) -> None:
        """All places between the two edges, both left out."""
        begin, end = bisect_right(places, above), bisect_left(places, below)
        if begin < end:
            rises[begin] += cost
            rises[end] -= cost

    for row in block:
        for piece in row:
            costly(piece.x0, piece.x1, 3)
        starts, ends = sorted(p.x0 for p in row), [*sorted(p.x1 for p in row), float("inf")]
        for end, next_end in pairwise(ends):
            above = end - _HAIR
            for start in starts[bisect_left(starts, end) :]:
                if start - end < 0.9 * size:
                    costly(above, min(start + _HAIR, next_end), 1)
                above = start
                if start >= next_end or start - end >= 0.9 * size:
                    break
    costs = list(zip(accumulate(rises[:-1]), places, strict=True))
    least = min(cost for cost, _ in costs)
    if least > len(block) // 3:
        return None
    # Of equally good places the widest run of them, in its middle.
    runs: list[list[float]] = []
    previous = None
    for index, (cost, place) in enumerate(costs):
        if cost != least:
            continue
        if previous != index - 1:
            runs.append([])
        runs[-1].append(place)
        previous = index
    # The right column's text decides between runs: there must be text on both sides.
    split = runs[0][0]
    for run in sorted(runs, key=len, reverse=True):
        split = run[len(run) // 2]
        sides = {(p.x0 + p.x1) / 2 >= split for p in pieces}
        if len(sides) == 2:
            return split
    return None
