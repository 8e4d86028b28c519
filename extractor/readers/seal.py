"""Round seals in black, as copies and two-tone scans show them: found by their rings, which are taken away.

A ring runs through the letters of whoever signed and binds them into one mark with the rest of the seal. What crosses a
ring from one side to the other is a letter and stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import hypot
from typing import TYPE_CHECKING

from extractor.readers.marks import marks
from extractor.readers.page_image import WORK_DPI

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ink = NDArray[np.bool_]
    Places = int | NDArray[np.intp]

# Seals of offices are 30 to 42 mm wide (Nghị định 99/2016/NĐ-CP: 36 mm for most).
_RADIUS_MM = (13.5, 21.5)
_PER_MM = WORK_DPI / 25.4
_COARSE = 8
# Share of its circumference on which a seal's outer ring must show.
_WHOLE = 0.8
_RING, _RING_EDGE = 0.7, 0.3
_ANGLES = 720
_SEALS = 3
# Height of letters in pixels, how many make a line, and how far above and below them their marks stand.
_LETTER, _LINE, _ACCENT = (20, 70), 3, 14


def without_seals(ink: Ink) -> Ink:
    """The ink of a stretch of a page (300 dpi) less the round seals on it.

    Of what stands within a seal only that stays which is in line with letters beside the seal. Without a seal the very
    ink that was given.
    """
    left, seals = ink, []
    for _ in range(_SEALS):
        found = _seal(left)
        if found is None:
            break
        left = _without_rings(left, *found)
        seals.append(found)
    if seals:
        _empty(left, seals)
    return left


def _empty(ink: Ink, seals: Sequence[tuple[int, int, int]]) -> None:
    """Takes away what is left inside the seals, but not what goes on with a line of text beside them."""
    found = [(mark, (mark.x0 + mark.x1) / 2, (mark.top + mark.bottom) / 2) for mark in marks(ink)]
    for x, y, radius in seals:
        inside = [mark for mark, across, down in found if hypot(across - x, down - y) < radius + 4]
        # The recipients stand farther to the left, and have lines of their own.
        beside = [
            (mark.top, mark.bottom)
            for mark, across, down in found
            if hypot(across - x, down - y) >= radius + 4
            and across > x - 1.6 * radius
            and _LETTER[0] <= mark.height <= _LETTER[1]
        ]
        lines = _lines(beside)
        for mark in inside:
            shared = max((min(mark.bottom, low) - max(mark.top, high) for high, low in lines), default=0)
            if shared < 0.7 * mark.height:
                mark.erase(ink)


def _lines(letters: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Top and bottom of each line of at least `_LINE` letters, room for marks above and below them included."""
    lines: list[list[int]] = []
    for high, low in sorted(letters):
        if lines and min(low, lines[-1][1]) - max(high, lines[-1][0]) > 0.5 * (low - high):
            lines[-1] = [min(high, lines[-1][0]), max(low, lines[-1][1]), lines[-1][2] + 1]
        else:
            lines.append([high, low, 1])
    return [(high - _ACCENT, low + _ACCENT) for high, low, count in lines if count >= _LINE]


def _seal(ink: Ink) -> tuple[int, int, int] | None:
    """Middle (x, y) and radius in pixels of the clearest seal; None where no ring is whole enough."""
    import numpy as np

    height, width = ink.shape[0] // _COARSE * _COARSE, ink.shape[1] // _COARSE * _COARSE
    low, high = (round(each * _PER_MM / _COARSE) for each in _RADIUS_MM)
    if height < 2 * _COARSE * low or width < 2 * _COARSE * low:
        return None
    blocks = ink[:height, :width].reshape(height // _COARSE, _COARSE, width // _COARSE, _COARSE)
    coarse = blocks.mean(axis=(1, 3))
    size = (coarse.shape[0] + 2 * high, coarse.shape[1] + 2 * high)
    seen = np.fft.rfft2(coarse, size)
    best: list[tuple[float, int, int, int]] = []
    for radius in range(low, high + 1):
        mask = np.zeros(size)
        turn = np.linspace(0, 2 * np.pi, 8 * radius, endpoint=False)
        mask[np.rint(radius * np.sin(turn)).astype(int), np.rint(radius * np.cos(turn)).astype(int)] = 1
        inked = np.fft.irfft2(seen * np.conj(np.fft.rfft2(mask / mask.sum())), size)
        inside = inked[: coarse.shape[0], : coarse.shape[1]]
        y, x = divmod(int(inside.argmax()), inside.shape[1])
        best.append((float(inside[y, x]), x, y, radius))
    for _, x, y, radius in sorted(best, reverse=True)[:3]:
        found = _fitted(ink, (x * _COARSE + 4, y * _COARSE + 4, radius * _COARSE + 4))
        if found is not None:
            return found
    return None


def _fitted(ink: Ink, guess: tuple[int, int, int]) -> tuple[int, int, int] | None:
    """The circle near a guess that has most ink on it, when that is enough for a seal's outer ring."""
    import numpy as np

    at, share = guess, 0.0
    for step, reach in ((3, 9), (1, 2)):
        moves = range(-reach, reach + 1, step)
        tried = [(at[0] + dx, at[1] + dy, at[2] + dr) for dx, dy, dr in product(moves, moves, moves)]
        across, down, radius = (np.array(each)[:, None] for each in zip(*tried, strict=True))
        shares = _around(ink, across, down, radius, 180).mean(axis=1)
        best = int(shares.argmax())
        at, share = tried[best], float(shares[best])
    return at if share >= _WHOLE else None


def _around(ink: Ink, x: Places, y: Places, radius: Places, angles: int) -> Ink:
    """The ink on a circle, or on one a row; what lies off the picture is white."""
    import numpy as np

    turn = np.linspace(0, 2 * np.pi, angles, endpoint=False)
    return _at(ink, np.rint(x + radius * np.cos(turn)).astype(int), np.rint(y + radius * np.sin(turn)).astype(int))


def _at(ink: Ink, across: NDArray[np.intp], down: NDArray[np.intp]) -> Ink:
    import numpy as np

    height, width = ink.shape
    there = (across >= 0) & (across < width) & (down >= 0) & (down < height)
    found: Ink = np.where(there, ink[down.clip(0, height - 1), across.clip(0, width - 1)], False)
    return found


def _without_rings(ink: Ink, x: int, y: int, radius: int) -> Ink:
    """The ink less all rings about a middle, the outermost of which has this radius."""
    import numpy as np

    swollen = ink.copy()  # a worn ring is no even line
    swollen[1:] |= ink[:-1]
    swollen[:-1] |= ink[1:]
    swollen[:, 1:] |= ink[:, :-1]
    swollen[:, :-1] |= ink[:, 1:]
    shares = _around(swollen, x, y, np.arange(radius + 16)[:, None], _ANGLES).mean(axis=1).tolist()
    left = ink.copy()
    top, bottom = max(0, y - radius - 16), min(ink.shape[0], y + radius + 17)
    x0, x1 = max(0, x - radius - 16), min(ink.shape[1], x + radius + 17)
    down, across = np.mgrid[top:bottom, x0:x1]
    away = np.hypot(across - x, down - y)
    r = radius // 4
    while r < len(shares):
        if shares[r] < _RING:
            r += 1
            continue
        inner = outer = r
        while inner > 1 and shares[inner - 1] >= _RING_EDGE:
            inner -= 1
        while outer + 1 < len(shares) and shares[outer + 1] >= _RING_EDGE:
            outer += 1
        on = (away >= inner - 2) & (away <= outer + 2)
        far = np.maximum(away, 1)
        crossed = on.copy()
        for beside in (inner - 5, outer + 5):
            place = beside / far
            crossed &= _at(
                ink, np.rint(x + (across - x) * place).astype(int), np.rint(y + (down - y) * place).astype(int)
            )
        left[top:bottom, x0:x1] &= ~(on & ~crossed)
        r = outer + 1
    return left
