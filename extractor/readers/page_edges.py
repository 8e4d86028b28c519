"""What surrounds the sheet on a scan: the black of the scanner's lid."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    Mask = NDArray[np.bool_]

# The page is looked at in squares of so many to its shorter side. One darker than this is the black of a lid: the desk
# below a photographed page is lighter, and is better left than half taken away.
_SQUARES, _SOLID = 160, 36
_LONGEST = 10  # times so many lengthwise at most: a ribbon of a picture is looked at more coarsely
# So much of the picture's edge is dark before anything is done, and so much of the page may go: more is a dark page.
_EDGE_SHARE, _MOST = 0.02, 0.45
# Letters printed in white on a dark band: parts of so much of the page at most, all round in the dark, with so many
# squares in all that are so light. Grains of dust on a lid are fewer, its noise is darker.
_MARK_SHARE, _MARK_SQUARES, _MARK_LIGHT = 0.03, 4, 80
# Of the squares of the sheet so many are darker than its paper: lines of text, and what lies in shadow.
_PAPER_SHARE = 0.5


def without_dark_edges(seen: Image) -> Image:
    """The grey page with solid dark that reaches its edges made as light as its paper; the page itself where there is
    none.

    Such borders are taken for lines that run up the page, and for ink when its contrast is measured. White in their
    place would make the shaded paper of a photo look dark beside it. A dark band with white letters on it stays.
    """
    import numpy as np
    from PIL import Image as images

    side = max(1, min(seen.size) // _SQUARES, max(seen.size) // (_LONGEST * _SQUARES))
    if min(seen.size) < 3 * side:
        return seen
    squares = np.asarray(seen.reduce(side))
    dark = squares < _SOLID
    if sum(edge.sum() for edge in (dark[0], dark[-1], dark[:, 0], dark[:, -1])) < _EDGE_SHARE * 2 * sum(dark.shape):
        return seen
    regions = _regions(dark)
    reached = np.isin(regions, list(_at_the_edge(regions)))
    if reached.mean() > _MOST:
        return seen
    reached &= ~np.isin(regions, _lettered(regions * reached, squares))
    if not reached.any():
        return seen
    # The squares on the border of the dark are half dark: they go with it.
    mask = images.fromarray(_grown(_grown(reached))).resize(
        (reached.shape[1] * side, reached.shape[0] * side), images.Resampling.NEAREST
    )
    cleared = seen.copy()
    cleared.paste(int(np.quantile(squares[~reached], _PAPER_SHARE)), (0, 0), mask)
    return cleared


def _regions(mask: Mask) -> NDArray[np.int32]:
    """The parts of a mask that hang together, numbered from 1; 0 outside it. Each square is looked at once."""
    import numpy as np

    height, width = mask.shape
    wide = width + 2  # a frame of squares that are in no part: no neighbour has to be asked whether it is there
    waiting = bytearray(np.pad(mask, 1).astype(np.uint8).tobytes())
    numbers = np.zeros(len(waiting), np.int32)
    number = 0
    start = waiting.find(1)
    while start >= 0:
        number += 1
        waiting[start] = 0
        part = [start]
        for at in part:  # grows while it is gone through
            for beside in (at - wide, at - 1, at + 1, at + wide):
                if waiting[beside]:
                    waiting[beside] = 0
                    part.append(beside)
        numbers[part] = number
        start = waiting.find(1, start)
    return numbers.reshape(height + 2, wide)[1:-1, 1:-1]


def _at_the_edge(regions: NDArray[np.int32]) -> set[int]:
    edges = (regions[0], regions[-1], regions[:, 0], regions[:, -1])
    return {number for edge in edges for number in edge.tolist()} - {0}


def _lettered(dark: NDArray[np.int32], squares: NDArray[np.uint8]) -> list[int]:
    """The dark regions (numbered) that hold light marks, as a band with white letters does."""
    import numpy as np

    parts = _regions(dark == 0)
    sizes = np.bincount(parts.ravel())
    small = sizes <= _MARK_SHARE * dark.size
    small[[0, *_at_the_edge(parts)]] = False
    light = np.bincount(parts.ravel(), (squares >= _MARK_LIGHT).ravel())
    # Above a square of a mark stands one of the same mark, or one of the region that it lies in.
    inside = small[parts[1:]] & (dark[:-1] > 0)
    pairs = set(zip(parts[1:][inside].tolist(), dark[:-1][inside].tolist(), strict=True))
    shown: dict[int, float] = {}
    for part, region in pairs:
        shown[region] = shown.get(region, 0.0) + float(light[part])
    return [region for region, count in shown.items() if count >= _MARK_SQUARES]


def _grown(mask: Mask) -> Mask:
    """The mask and all that touches it."""
    wider = mask.copy()
    wider[1:] |= mask[:-1]
    wider[:-1] |= mask[1:]
    wider[:, 1:] |= mask[:, :-1]
    wider[:, :-1] |= mask[:, 1:]
    return wider
