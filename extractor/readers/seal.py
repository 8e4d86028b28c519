"""Round seals in black, as copies and two-tone scans show them: found by their rings, which are taken away.

A ring runs through the letters of whoever signed and binds them into one mark with the rest of the seal. What crosses a
ring from one side to the other is a letter and stays; in line with letters beside the seal, so does the upright stroke
of a letter that ends in a ring.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import hypot
from statistics import median_low
from typing import TYPE_CHECKING

from extractor.readers.marks import Mark, marks
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
# Share of its circumference on which a seal's outer ring must show; of a patchy one that much, in all its eighths so
# much, with as much of another ring about the same middle.
_WHOLE = 0.8
_PATCHY, _EIGHTH, _EIGHTHS = 0.5, 0.2, 8
_RING, _RING_EDGE = 0.7, 0.3
_ANGLES = 720
_SEALS = 3
# Pixels beside a ring that are its edge; within how many ring widths a stroke must leave it on the other side.
_EDGE, _THROUGH = 1, 2.5
# Height of letters in pixels, how many make a line, and how far above and below them their marks stand.
_LETTER, _LINE, _ACCENT = (20, 70), 3, 14
# How far from the base line letters end (pixels), and how far below it tails do, as share of a capital's height.
_ON_BASE, _TAIL = 6, (0.2, 0.45)
# Which share of a mark at least stands in the line that it belongs to.
_SHARED = 0.6
# No dot of a letter has fewer pixels.
_SPECK = 20


@dataclass(frozen=True, slots=True)
class _Seal:
    """Middle and outermost radius in pixels, and the inner and outer radius of each ring."""

    x: int
    y: int
    radius: int
    rings: tuple[tuple[int, int], ...] = ()

    def holds(self, mark: Mark) -> bool:
        return hypot((mark.x0 + mark.x1) / 2 - self.x, (mark.top + mark.bottom) / 2 - self.y) < self.radius + 4


@dataclass(frozen=True, slots=True)
class _TextLine:
    """A line of letters: rows of its capitals' tops and of its base."""

    cap: int
    base: int

    @property
    def rows(self) -> tuple[int, int]:
        """First and last row of accents and tails of its letters."""
        return self.cap - _ACCENT, self.base + max(_ACCENT, round(_TAIL[1] * (self.base - self.cap)))

    def holds(self, mark: Mark) -> bool:
        """Whether the mark is a letter of this line, be it bound to something above or below, or an accent of one."""
        top, bottom = max(mark.top, self.rows[0]), min(mark.bottom, self.rows[1])
        if bottom - top < _SHARED * mark.height:
            return False
        high, below = self.base - self.cap, bottom - self.base
        tail = below >= _TAIL[0] * high and bottom - top > _SHARED * high
        return mark.height < _LETTER[0] or tail or abs(below) <= _ON_BASE


@dataclass(frozen=True, slots=True)
class Unsealed:
    """What is left of the ink without seals, and ink of their rings below which a letter may stand."""

    ink: Ink
    doubtful: Ink


def without_seals(ink: Ink, *paler: Ink) -> Unsealed | None:
    """The ink of a stretch of a page (300 dpi) less the round seals on it; None without a seal.

    Of what stands within a seal only that stays which is in line with letters beside the seal. `paler`: the same with
    paler and paler ink, in which a seal shows that is grey or was pressed unevenly.
    """
    import numpy as np

    looks = [ink, *paler]
    seals: list[_Seal] = []
    while len(seals) < _SEALS and (found := _clearest(looks)) is not None:
        looks = [_without_rings(look, found) for look in looks]
        seals.append(found)
    left = looks[0]
    if not seals:
        return None
    doubtful = np.zeros_like(ink)
    for seal in seals:
        lines = _lines_beside(left, seal, seals)
        lost = _mended(left, ink, seal, lines)
        # What is left inside the seal goes, but for what goes on with a line of text beside it.
        starts: dict[_TextLine, int] = {}
        for mark in marks(left):
            line = next((line for line in lines if line.holds(mark)), None)
            if line is not None and mark.height >= _LETTER[0] and abs(mark.x0 - seal.x) < seal.radius:
                starts[line] = min(mark.x0, starts.get(line, mark.x0))
            if seal.holds(mark):
                high, low = (len(ink), 0) if line is None or mark.pixels < _SPECK else line.rows
                replace(mark, runs=[run for run in mark.runs if not high <= run[0] < low]).erase(left)
        for line, start in starts.items():
            across = slice(line.cap, line.base + 1), slice(max(0, start), seal.x + seal.radius)
            doubtful[across] |= lost[across]
    return Unsealed(left, doubtful)


def _lines_beside(ink: Ink, seal: _Seal, seals: Sequence[_Seal]) -> list[_TextLine]:
    """The lines of at least `_LINE` letters beside or below a seal, in none of the `seals`. Recipients stand farther to
    the left."""
    letters = sorted(
        (mark.top, mark.bottom)
        for mark in marks(ink)
        if _LETTER[0] <= mark.height <= _LETTER[1]
        and (mark.x0 + mark.x1) / 2 > seal.x - 1.6 * seal.radius
        and not any(each.holds(mark) for each in seals)
    )
    groups: list[list[tuple[int, int]]] = []
    for high, low in letters:
        top, bottom = (min(t for t, _ in groups[-1]), max(b for _, b in groups[-1])) if groups else (0, 0)
        if groups and min(low, bottom) - max(high, top) > 0.5 * (low - high):
            groups[-1].append((high, low))
        else:
            groups.append([(high, low)])
    return [_text_line(group) for group in groups if len(group) >= _LINE]


def _text_line(letters: Sequence[tuple[int, int]]) -> _TextLine:
    base = median_low(low for _, low in letters)
    tops = sorted(high for high, low in letters if abs(low - base) <= _ON_BASE)
    # Most letters are small, some carry an accent.
    return _TextLine(tops[len(tops) // 4], base)


def _mended(ink: Ink, whole: Ink, seal: _Seal, lines: Sequence[_TextLine]) -> Ink:
    """Gives the letters of lines back what they lost to the rings: upright strokes that run into a ring, and what can
    be seen on both sides of it. `whole` is the ink with its rings. Returns what of the rings lies across the lines."""
    import numpy as np

    rows = np.zeros(len(ink), bool)
    for line in lines:
        rows[max(0, line.cap) : line.base + 1] = True
    before = ink.copy()
    lost = whole & ~before & rows[:, None]
    for ring in seal.rings:
        down, across = np.nonzero(lost)
        on = _on(seal, ring, across, down)
        at = across[on], down[on]
        up, low, left, right = (
            _reaches(seal, ring, at, step, before, whole) for step in ((0, -1), (0, 1), (-1, 0), (1, 0))
        )
        kept = up | low | (left & right)
        ink[at[1][kept], at[0][kept]] = True
    return lost & ~ink


def _reaches(
    seal: _Seal,
    ring: tuple[int, int],
    at: tuple[NDArray[np.intp], NDArray[np.intp]],
    step: tuple[int, int],
    before: Ink,
    whole: Ink,
) -> Ink:
    """From which places (x, y) on a ring the ink goes on, step by step, to a letter beside the ring."""
    import numpy as np

    runs, reached = np.ones(len(at[0]), bool), np.zeros(len(at[0]), bool)
    for count in range(1, round(_THROUGH * (ring[1] - ring[0] + 1))):
        x, y = at[0] + count * step[0], at[1] + count * step[1]
        out = ~_on(seal, ring, x, y)
        reached |= runs & out & _at(before, x, y)
        runs &= ~out & _at(whole, x, y)
    return reached


def _on(seal: _Seal, ring: tuple[int, int], across: NDArray[np.intp], down: NDArray[np.intp]) -> Ink:
    """Which of the places lie on a ring."""
    import numpy as np

    away = np.hypot(across - seal.x, down - seal.y)
    on: Ink = (away >= ring[0] - _EDGE) & (away <= ring[1] + _EDGE)
    return on


def _clearest(looks: Sequence[Ink]) -> _Seal | None:
    """The seal as the first of the looks shows it that shows one; None where the last, which has most ink, has none."""
    last = _seal(looks[-1])
    if last is None:
        return None
    return next((found for look in looks[:-1] if (found := _seal(look)) is not None), last)


def _seal(ink: Ink) -> _Seal | None:
    """The clearest seal; None where no ring is whole enough."""
    import numpy as np

    height, width = ink.shape[0] // _COARSE * _COARSE, ink.shape[1] // _COARSE * _COARSE
    low, high = (round(each * _PER_MM / _COARSE) for each in _RADIUS_MM)
    if height < 2 * _COARSE * low or width < 2 * _COARSE * low:
        return None
    blocks = ink[:height, :width].reshape(height // _COARSE, _COARSE, width // _COARSE, _COARSE)
    coarse = blocks.mean(axis=(1, 3), dtype=np.float32)
    size = (_quick(coarse.shape[0] + 2 * high), _quick(coarse.shape[1] + 2 * high))
    seen = np.fft.rfft2(coarse, size)
    best: list[tuple[float, int, int, int]] = []
    for radius in range(low, high + 1):
        mask = np.zeros(size, np.float32)
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


def _quick(least: int) -> int:
    """The next length that is a product of 2, 3 and 5: a transform of a prime length takes several times as long."""
    length = least
    while True:
        left = length
        for factor in (2, 3, 5):
            while left % factor == 0:
                left //= factor
        if left == 1:
            return length
        length += 1


def _fitted(ink: Ink, guess: tuple[int, int, int]) -> _Seal | None:
    """The seal near a guess, when the circle that has most ink on it has enough for an outer ring."""
    import numpy as np

    at, share = guess, 0.0
    for step, reach in ((3, 9), (1, 2)):
        moves = range(-reach, reach + 1, step)
        tried = [(at[0] + dx, at[1] + dy, at[2] + dr) for dx, dy, dr in product(moves, moves, moves)]
        across, down, radius = (np.array(each)[:, None] for each in zip(*tried, strict=True))
        shares = _around(ink, across, down, radius, 180).mean(axis=1)
        best = int(shares.argmax())
        at, share = tried[best], float(shares[best])
    if share >= _WHOLE:
        return _centred(ink, at, 1.0)
    if share < _PATCHY or float(_around(ink, *at, 176).reshape(_EIGHTHS, -1).mean(axis=1).min()) < _EIGHTH:
        return None
    found = _centred(ink, at, share)
    return found if len(found.rings) > 1 else None


def _centred(ink: Ink, guess: tuple[int, int, int], share: float) -> _Seal:
    """The seal with its middle where its rings are thinnest: a thick ring holds circles about many middles. `share`:
    how much of a ring shows, 1 for all of it."""
    import numpy as np

    x, y, radius = guess
    radii = np.arange(radius - 20, radius + 21)
    outermost = radius
    for step, reach in ((3, 9), (1, 2)):
        moves = range(-reach, reach + 1, step)
        tried = [(x + dx, y + dy) for dx, dy in product(moves, moves)]
        across, down = (np.repeat(np.array(each), len(radii))[:, None] for each in zip(*tried, strict=True))
        around = _around(ink, across, down, np.tile(radii, len(tried))[:, None], 180)
        shares = around.mean(axis=1).reshape(len(tried), -1)
        best = int((shares**2).sum(axis=1).argmax())
        x, y = tried[best]
        outermost = int(radii[shares[best] >= min(_WHOLE * share, shares[best].max())][-1])
    return _Seal(x, y, outermost, tuple(_rings(ink, x, y, outermost, share)))


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


def _rings(ink: Ink, x: int, y: int, radius: int, share: float) -> list[tuple[int, int]]:
    """Inner and outer radius of each ring about a middle, the outermost of which has this radius."""
    import numpy as np

    swollen = ink.copy()  # a worn ring is no even line
    swollen[1:] |= ink[:-1]
    swollen[:-1] |= ink[1:]
    swollen[:, 1:] |= ink[:, :-1]
    swollen[:, :-1] |= ink[:, 1:]
    shares = _around(swollen, x, y, np.arange(radius + 16)[:, None], _ANGLES).mean(axis=1).tolist()
    found = []
    r = radius // 4
    while r < len(shares):
        if shares[r] < share * _RING:
            r += 1
            continue
        inner = outer = r
        while inner > 1 and shares[inner - 1] >= share * _RING_EDGE:
            inner -= 1
        while outer + 1 < len(shares) and shares[outer + 1] >= share * _RING_EDGE:
            outer += 1
        found.append((inner, outer))
        r = outer + 1
    return found


def _without_rings(ink: Ink, seal: _Seal) -> Ink:
    """The ink less the rings of a seal, but for what crosses them."""
    import numpy as np

    left = ink.copy()
    x, y, far_out = seal.x, seal.y, seal.radius + 16
    top, bottom = max(0, y - far_out), min(ink.shape[0], y + far_out + 1)
    x0, x1 = max(0, x - far_out), min(ink.shape[1], x + far_out + 1)
    down, across = np.mgrid[top:bottom, x0:x1]
    far = np.maximum(np.hypot(across - x, down - y), 1)
    for inner, outer in seal.rings:
        on = _on(seal, (inner, outer), across, down)
        crossed = on.copy()
        for beside in (inner - _EDGE - 2, outer + _EDGE + 2):
            place = beside / far
            crossed &= _at(
                ink, np.rint(x + (across - x) * place).astype(int), np.rint(y + (down - y) * place).astype(int)
            )
        left[top:bottom, x0:x1] &= ~(on & ~crossed)
    return left
