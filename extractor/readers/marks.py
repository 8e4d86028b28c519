"""Connected dark marks of a picture: letters, strokes of a pen, seals."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(slots=True)
class Mark:
    """One connected mark: its box in pixels (half-open) and its dark runs as (row, start, end)."""

    x0: int
    top: int
    x1: int
    bottom: int
    runs: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def pixels(self) -> int:
        return sum(end - start for _, start, end in self.runs)

    def erase(self, ink: NDArray[np.bool_]) -> None:
        """Takes the mark, and nothing else, away from the picture that it was found in."""
        for row, start, end in self.runs:
            ink[row, start:end] = False


def components(ink: NDArray[np.bool_], *, least: int = 1) -> list[tuple[int, int, int, int]]:
    """Boxes (x0, top, x1, bottom, half-open) of the connected dark marks of at least `least` pixels."""
    return [(mark.x0, mark.top, mark.x1, mark.bottom) for mark in marks(ink) if mark.pixels >= least]


def marks(ink: NDArray[np.bool_]) -> list[Mark]:
    """The connected dark marks.

    Works on the dark runs of each row, joined where runs of neighbouring rows touch, corners included.
    """
    import numpy as np

    height, width = ink.shape
    if not height or not width:
        return []
    edges = np.diff(np.pad(ink, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = (each.tolist() for each in np.nonzero(edges == 1))
    ends = np.nonzero(edges == -1)[1].tolist()
    parent = list(range(len(rows)))
    above = first_above = 0  # runs of the row above: from `above` on, not before `first_above`
    row_start = 0
    last_row = -1
    for run, (row, start, end) in enumerate(zip(rows, starts, ends, strict=True)):
        if row != last_row:
            first_above = row_start if last_row == row - 1 else run
            above, row_start, last_row = first_above, run, row
        while above < row_start and ends[above] < start:
            above += 1
        touching = above
        one = run  # the first run of the mark that this run belongs to so far
        while touching < row_start and starts[touching] <= end:
            other = touching
            while parent[other] != other:
                parent[other] = other = parent[parent[other]]
            if other < one:
                parent[one], one = other, other
            elif other > one:
                parent[other] = one
            touching += 1
    found: dict[int, Mark] = {}
    for run, (row, start, end) in enumerate(zip(rows, starts, ends, strict=True)):
        first = parent[run]
        while parent[first] != first:
            first = parent[first]
        mark = found.get(first)
        if mark is None:
            found[first] = Mark(start, row, end, row + 1, [(row, start, end)])
            continue
        if start < mark.x0:
            mark.x0 = start
        if end > mark.x1:
            mark.x1 = end
        mark.bottom = row + 1
        mark.runs.append((row, start, end))
    return list(found.values())
