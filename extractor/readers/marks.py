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

    def root(run: int) -> int:
        while parent[run] != run:
            parent[run] = parent[parent[run]]
            run = parent[run]
        return run

    above = first_above = 0  # runs of the row above: from `above` on, not before `first_above`
    row_start = 0
    for run, row in enumerate(rows):
        if run == 0 or row != rows[run - 1]:
            first_above = row_start if run and rows[run - 1] == row - 1 else run
            above, row_start = first_above, run
        while above < row_start and ends[above] < starts[run]:
            above += 1
        touching = above
        while touching < row_start and starts[touching] <= ends[run]:
            one, other = root(run), root(touching)
            if one != other:
                parent[max(one, other)] = min(one, other)
            touching += 1
    found: dict[int, Mark] = {}
    for run, row in enumerate(rows):
        mark = found.setdefault(root(run), Mark(starts[run], row, ends[run], row + 1))
        mark.x0 = min(mark.x0, starts[run])
        mark.x1 = max(mark.x1, ends[run])
        mark.bottom = row + 1
        mark.runs.append((row, starts[run], ends[run]))
    return list(found.values())
