"""A page's picture made ready for recognition: red stamps removed, skew measured and undone, blank pages told.

Pictures are numpy arrays of grey values, 0 black to 255 white, origin at the top left.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    Grey = NDArray[np.uint8]

# Recognition resolution: below 250 dpi accents melt into their letters, above 300 only time is lost.
WORK_DPI = 300
_SKEW_LIMIT_DEG = 5.0
_DARK = 140
# A page with less ink than this share of its pixels holds no text (a verso with a ghost of the seal).
_BLANK_SHARE = 0.0008


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page ready for recognition. `skew_deg`: the anticlockwise turn that was applied to set the lines level.

    `blueness`: how much more blue than red each pixel is, 0..255, turned like `grey`; None for a page without colour.
    """

    grey: Grey
    skew_deg: float
    blank: bool
    blueness: Grey | None = None


def prepare(picture: Image) -> Prepared:
    """Grey, without red, level. The picture should have `WORK_DPI`."""
    import numpy as np
    from PIL import Image as images

    grey = without_red(picture)
    blueness = _blueness(picture)
    angle = skew_deg(grey)
    if abs(angle) >= 0.15:
        turned = images.fromarray(grey).rotate(angle, images.Resampling.BICUBIC, fillcolor=255)
        grey = np.asarray(turned)
        if blueness is not None:
            blueness = np.asarray(images.fromarray(blueness).rotate(angle, images.Resampling.BILINEAR, fillcolor=0))
    return Prepared(grey, angle, is_blank(grey), blueness)


def _blueness(picture: Image) -> Grey | None:
    import numpy as np

    if picture.mode in ("1", "L", "I;16", "I", "F", "LA"):
        return None
    rgb = np.asarray(picture.convert("RGB")).astype(np.int16)
    blueness: Grey = np.clip(rgb[:, :, 2] - rgb[:, :, 0], 0, 255).astype(np.uint8)
    return blueness


def without_red(picture: Image) -> Grey:
    """Grey values as seen through a red glass: seals and red marks fade into the paper, black and blue ink stay.

    A page printed wholly in red (old letterheads, stamped copies) keeps its ink: if nearly all ink is red, the plain
    grey value is taken.
    """
    import numpy as np

    if picture.mode in ("1", "L", "I;16", "I", "F", "LA"):
        return np.asarray(picture.convert("L"))
    rgb = np.asarray(picture.convert("RGB"))
    red = rgb[:, :, 0]
    plain = np.asarray(picture.convert("L"))
    inked = int((plain < _DARK).sum())
    if inked and int((red < _DARK).sum()) < inked * 0.05:
        return plain
    return np.ascontiguousarray(red)


def skew_deg(grey: Grey) -> float:
    """Degrees by which the page must be turned anticlockwise to set its lines level, within 5 either way.

    The sum of squared steps of the row profile is greatest when the lines are level.
    """
    import numpy as np
    from PIL import Image as images

    height, width = grey.shape
    factor = max(1, width // 800)
    small = images.fromarray(grey).resize((max(1, width // factor), max(1, height // factor)), images.Resampling.BOX)
    ink = np.asarray(small) < _DARK
    edge = max(1, ink.shape[1] // 60)
    ink = ink[:, edge:-edge]  # shadows of the sheet's edge are no lines
    if int(ink.sum()) < 200:
        return 0.0
    mask = images.fromarray((ink * 255).astype("uint8"))

    def sharpness(angle: float) -> float:
        rows = np.asarray(mask.rotate(angle, images.Resampling.NEAREST, fillcolor=0)).sum(axis=1, dtype=np.float64)
        steps = np.diff(rows)
        return float((steps * steps).sum())

    steps = int(_SKEW_LIMIT_DEG * 2)
    coarse = max((step / 2 for step in range(-steps, steps + 1)), key=sharpness)
    fine = max((coarse + step / 10 for step in range(-4, 5)), key=sharpness)
    # Level unless turning is clearly better: a page with two lines of text has no sure angle.
    return fine if sharpness(fine) > 1.02 * sharpness(0.0) else 0.0


def is_blank(grey: Grey) -> bool:
    """Whether the page has no text: next to no ink away from its edges."""
    height, width = grey.shape
    inner = grey[height // 40 : -(height // 40) or None, width // 30 : -(width // 30) or None]
    return float((inner < _DARK).mean()) < _BLANK_SHARE


def components(ink: NDArray[np.bool_], *, least: int = 1) -> list[tuple[int, int, int, int]]:
    """Boxes (x0, top, x1, bottom, half-open) of the connected dark marks of at least `least` pixels.

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
    boxes: dict[int, list[int]] = {}
    for run, row in enumerate(rows):
        box = boxes.setdefault(root(run), [starts[run], row, ends[run], row + 1, 0])
        box[0] = min(box[0], starts[run])
        box[2] = max(box[2], ends[run])
        box[3] = row + 1
        box[4] += ends[run] - starts[run]
    return [(box[0], box[1], box[2], box[3]) for box in boxes.values() if box[4] >= least]


def quarter_turned(grey: Grey) -> bool:
    """Whether the lines run up the page: its columns can be brought to a far sharper profile than its rows."""
    import numpy as np
    from PIL import Image as images

    height, width = grey.shape
    factor = max(1, max(height, width) // 900)
    small = images.fromarray(grey).resize((max(1, width // factor), max(1, height // factor)), images.Resampling.BOX)
    mask = images.fromarray(((np.asarray(small) < _DARK) * 255).astype("uint8"))
    return _sharpest(mask.rotate(90, expand=True)) > 1.3 * _sharpest(mask)


def _sharpest(mask: Image) -> float:
    """The sharpest row profile over turns of up to 3 degrees, for each row's width."""
    import numpy as np
    from PIL import Image as images

    best = 0.0
    for angle in range(-3, 4):
        ink = np.asarray(mask.rotate(angle, images.Resampling.NEAREST, fillcolor=0)) > 0
        steps = np.diff(ink.sum(axis=1, dtype=np.float64))
        best = max(best, float((steps * steps).mean()) / ink.shape[1])
    return best


def turned_back(x: float, y: float, size: tuple[int, int], angle_deg: float) -> tuple[float, float]:
    """A point of the level picture in the picture as it came (both in pixels; `size` is width, height)."""
    if not angle_deg:
        return x, y
    centre_x, centre_y = size[0] / 2, size[1] / 2
    turn = math.radians(angle_deg)
    dx, dy = x - centre_x, y - centre_y
    return (
        centre_x + dx * math.cos(turn) - dy * math.sin(turn),
        centre_y + dx * math.sin(turn) + dy * math.cos(turn),
    )
