"""A page's picture made ready for recognition: red stamps removed, skew measured and undone, blank pages told.

Pictures are numpy arrays of grey values, 0 black to 255 white, origin at the top left.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.readers.even_light import with_even_light
from extractor.readers.page_edges import without_dark_edges

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    Grey = NDArray[np.uint8]
    Points = tuple[NDArray[np.float32], NDArray[np.float32]]

# Recognition resolution: below 250 dpi accents melt into their letters, above 300 only time is lost.
WORK_DPI = 300
_SKEW_LIMIT_DEG = 5.0
_DARK = 140
# Tables of grey values: how much redder than green the ink of a seal is, and how light it is where no print lies below.
_RED_INK = [255 * (value > 40) for value in range(256)]
_LIGHT = [255 * (value > 140) for value in range(256)]
_COLOURLESS = ("1", "L", "I;16", "I", "F", "LA")
# A page whose ink and paper lie closer together than this is pale, closer than that it is blank.
_CONTRAST, _LEAST_CONTRAST = 165, 60
_INK_SHARE, _PAPER_SHARE = 0.002, 0.7
# What lies farther than this share of the way from ink to paper is paper, as long as it is lighter than any print.
_PAPER_FROM, _LIGHTEST_PRINT = 0.8, 160
# White paper has less than this share of its pixels not quite white: the edges of letters.
_GRAIN_SHARE = 0.05
# Width of a letter's dot, and from which share of places with nothing but a speck on a page is strewn with them.
_DOT_INCH, _SPECKLED = 0.02, 0.001
# How far from ink to paper what is still a speck lies at most, where the page is grey.
_SOFT = 0.75
# Its margins are wide enough to be looked at from so many such squares a side on.
_STRIP = 40
# A page with less ink than this share of its pixels holds no text (a verso with a ghost of the seal).
_BLANK_SHARE = 0.0008


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page ready for recognition at `WORK_DPI`. `skew_deg`: the anticlockwise turn that set the lines level.

    `colour` is the page as it came, for the few places where the colour of the ink matters, and `scale` how much larger
    `grey` is; None for a page without colour.
    """

    grey: Grey
    skew_deg: float
    blank: bool
    colour: Image | None = None
    scale: float = 1.0

    def blueness(self, x0: int, top: int, x1: int, bottom: int) -> Grey | None:
        """How much more blue than red, 0..255, each pixel of a stretch of `grey` is; None for a page without colour."""
        import numpy as np
        from PIL import ImageChops

        if self.colour is None:
            return None
        red, _, blue = self._level(self.colour, (x0, top, x1, bottom), (255, 255, 255)).split()
        return np.asarray(ImageChops.subtract(blue, red))

    def tint(self, x0: int, top: int, x1: int, bottom: int) -> Grey | None:
        """How far, 0..255, each pixel of a stretch of `grey` is from grey; None for a page without colour."""
        import numpy as np

        if self.colour is None:
            return None
        # Told before the page is turned: one band is turned in place of three.
        return np.asarray(self._level(from_grey(self.colour), (x0, top, x1, bottom), 0))

    def place_of(self, x0: int, top: int, x1: int, bottom: int) -> tuple[int, int, int, int]:
        """The stretch of `grey` that holds a stretch of `colour`."""
        if self.colour is None:
            return x0, top, x1, bottom
        height, width = self.grey.shape
        corners = [
            turned_back(
                width / 2 + (x - self.colour.width / 2) * self.scale,
                height / 2 + (y - self.colour.height / 2) * self.scale,
                (width, height),
                -self.skew_deg,
            )
            for x in (x0, x1)
            for y in (top, bottom)
        ]
        across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        return (
            max(0, math.floor(across[0])),
            max(0, math.floor(down[0])),
            min(width, math.ceil(across[-1])),
            min(height, math.ceil(down[-1])),
        )

    def _level(self, seen: Image, box: tuple[int, int, int, int], paper: int | tuple[int, int, int]) -> Image:
        height, width = self.grey.shape
        return _level(seen, (width, height), self.scale, self.skew_deg, box, paper)


def from_grey(colour: Image) -> Image:
    """How far, 0..255, each pixel of a colour picture is from grey."""
    from PIL import ImageChops

    red, green, blue = colour.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    least = ImageChops.darker(ImageChops.darker(red, green), blue)
    return ImageChops.subtract(most, least)


def prepare(picture: Image, dpi: float = WORK_DPI) -> Prepared:
    """Grey, without red, level, on white paper, at `WORK_DPI`: scaled and turned in one step.

    `dpi` is the picture's own resolution.
    """
    import numpy as np
    from PIL import Image as images

    picture = with_even_light(picture)  # first: red in the shade is no longer told from print
    seen = without_specks(with_contrast(without_dark_edges(without_red(picture))), dpi)
    colour = None if picture.mode in _COLOURLESS else _rgb(picture)
    scale = WORK_DPI / dpi
    if scale < 0.98:
        # A finer scan is averaged down first: a turn alone would pick single pixels.
        size = (max(1, round(seen.width * scale)), max(1, round(seen.height * scale)))
        seen = seen.resize(size, images.Resampling.BOX)
        colour = colour and colour.resize(size, images.Resampling.BOX)
        scale = 1.0
    elif scale < 1.02:
        scale = 1.0
    angle = skew_deg(seen)
    if abs(angle) < 0.15:
        angle = 0.0
    size = (max(1, round(seen.width * scale)), max(1, round(seen.height * scale)))
    if angle or scale != 1.0:
        seen = _level(seen, size, scale, angle, (0, 0, *size), 255)
    grey = np.asarray(on_white_paper(seen))
    return Prepared(grey, angle, is_blank(grey), colour, scale)


def _level(
    picture: Image,
    size: tuple[int, int],
    scale: float,
    angle_deg: float,
    box: tuple[int, int, int, int],
    paper: int | tuple[int, int, int],
) -> Image:
    """The part `box` of the picture made `scale` times larger (`size`) and turned anticlockwise about its middle."""
    from PIL import Image as images

    turn = math.radians(angle_deg)
    cos, sin = math.cos(turn) / scale, math.sin(turn) / scale
    dx, dy = box[0] - size[0] / 2, box[1] - size[1] / 2
    x, y = picture.width / 2 + cos * dx - sin * dy, picture.height / 2 + sin * dx + cos * dy
    wanted = (max(1, box[2] - box[0]), max(1, box[3] - box[1]))
    # Coarse scans gain from a soft enlargement, which evens out noise; at full resolution it would blur accents.
    method = images.Resampling.BILINEAR if scale > 1.2 else images.Resampling.BICUBIC
    return picture.transform(wanted, images.Transform.AFFINE, (cos, -sin, x, sin, cos, y), method, fillcolor=paper)


def without_red(picture: Image) -> Image:
    """Grey values as seen through a red glass: seals and red marks fade into the paper, black and blue ink stay.

    A page printed wholly in red (old letterheads, stamped copies) keeps its ink: if nearly all ink is red, the plain
    grey value is taken.
    """
    if picture.mode in _COLOURLESS:
        return picture.convert("L")
    rgb = _rgb(picture)
    # A coarse look is enough to know whether there is red ink at all, and of which colour most of the ink is.
    coarse = rgb.resize((max(1, rgb.width // 3), max(1, rgb.height // 3)), 0)
    inked = sum(coarse.convert("L").histogram()[:_DARK])
    if inked and sum(coarse.getchannel("R").histogram()[:_DARK]) < inked * 0.05:
        return rgb.convert("L")
    red = rgb.getchannel("R")
    if _reddish(coarse).getbbox() is not None:
        # What a seal leaves in the red glass is no black print: without its shadow the layout is not misled by it.
        red.paste(255, mask=_reddish(rgb))
    return red


def _reddish(rgb: Image) -> Image:
    """White where red ink stands with no print below it."""
    from PIL import ImageChops

    red, green, _ = rgb.split()
    return ImageChops.darker(ImageChops.subtract(red, green).point(_RED_INK), red.point(_LIGHT))


def _rgb(picture: Image) -> Image:
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def with_contrast(seen: Image) -> Image:
    """The grey page as it is or, when it is pale (a weak copy, grey paper), with its ink black and its paper white."""
    ink, paper = _ink_and_paper(seen.histogram())
    if not _LEAST_CONTRAST < paper - ink < _CONTRAST:
        return seen
    return seen.point([max(0, min(255, round((value - ink) * 255 / (paper - ink)))) for value in range(256)])


def on_white_paper(seen: Image) -> Image:
    """The grey page with the grain of its paper made white; the page itself where there is none.

    Tesseract packs the picture of every line as PNG and unpacks it again: grain costs it a tenth of its time.
    """
    counts = seen.histogram()
    ink, paper = _ink_and_paper(counts)
    lightest = round(ink + _PAPER_FROM * (paper - ink))
    if lightest < _LIGHTEST_PRINT or sum(counts[lightest:255]) < _GRAIN_SHARE * sum(counts):
        return seen
    return seen.point([value if value < lightest else 255 for value in range(256)])


def without_specks(seen: Image, dpi: float) -> Image:
    """A page less the specks strewn over it by a copier or a dirty glass; the page itself where there are few.

    A speck stands alone in a square as wide as the dot of a letter, and fills less than half of it. In grey, where dots
    of letters have soft edges, specks are looked for only where the margins are strewn with them.
    """
    import numpy as np
    from PIL import Image as images

    size = max(2, round(_DOT_INCH * dpi))
    counts = seen.histogram()
    two_tone = sum(map(bool, counts)) <= 2
    if min(seen.size) <= (1 if two_tone else _STRIP) * (size + 2):
        return seen
    ink, paper = _ink_and_paper(counts)
    values = np.asarray(seen)
    dark = values < (_DARK if two_tone else ink + _SOFT * (paper - ink))
    if not two_tone and not any(len(_alone(part, size)[0]) > _SPECKLED * part.size for part in _margins(dark)):
        return seen
    down, across = _alone(dark, size)
    if len(down) < _SPECKLED * dark.size:
        return seen
    values = values.copy()
    for row in range(1, size + 1):
        for column in range(1, size + 1):
            values[down + row, across + column] = 255 if two_tone else paper
    return images.fromarray(values)


def _margins(dark: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Stretches at the left and the right of a page on which no text stands."""
    high, wide = dark.shape
    rows = slice(high // 8, high - high // 8)
    return dark[rows, wide // 40 : wide // 15], dark[rows, wide - wide // 25 : wide - wide // 80]


def _alone(dark: NDArray[np.bool_], size: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Upper left corners of the squares (one pixel larger all round) in which nothing but a speck stands."""
    import numpy as np

    sums = np.zeros((dark.shape[0] + 1, dark.shape[1] + 1), np.int32)
    np.cumsum(np.cumsum(dark, axis=0, dtype=np.int32), axis=1, out=sums[1:, 1:])

    def within(side: int) -> NDArray[np.int32]:
        """Dark pixels in each square of so many pixels a side."""
        counted: NDArray[np.int32] = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side]
        return counted + sums[:-side, :-side]

    inner = within(size)[1:-1, 1:-1]
    down, across = np.nonzero((inner > 0) & (2 * inner <= size * size) & (within(size + 2) == inner))
    return down, across


def _ink_and_paper(counts: Sequence[int]) -> tuple[int, int]:
    """The grey values of ink and of paper on a page with so many pixels of each value."""
    total = sum(counts)
    ink = paper = below = 0
    for value, count in enumerate(counts):
        below += count
        ink = value if below <= total * _INK_SHARE else ink
        paper = value if below <= total * _PAPER_SHARE else paper
    return ink, paper


def skew_deg(seen: Image) -> float:
    """Degrees by which a grey page must be turned anticlockwise to set its lines level, within 5 either way.

    The sum of squared steps of the row profile is greatest when the lines are level.
    """
    ink = _ink(seen, 800)
    if ink is None:
        return 0.0
    steps = int(_SKEW_LIMIT_DEG * 2)
    coarse = max((step / 2 for step in range(-steps, steps + 1)), key=lambda angle: _sharpness(ink, angle))
    fine = max((coarse + step / 10 for step in range(-4, 5)), key=lambda angle: _sharpness(ink, angle))
    # Level unless turning is clearly better: a page with two lines of text has no sure angle.
    return fine if _sharpness(ink, fine) > 1.02 * _sharpness(ink, 0.0) else 0.0


def _ink(seen: Image, width_px: int) -> Points | None:
    """Where the ink of a page of about `width_px` stands, less the sheet's edges (their shadows are no lines)."""
    import numpy as np

    dark = np.asarray(seen.reduce(max(1, seen.width // width_px))) < _DARK
    edge = max(1, dark.shape[1] // 60)
    down, across = np.nonzero(dark[:, edge:-edge])
    if len(down) < 200:
        return None
    return down.astype(np.float32), across.astype(np.float32)


def _sharpness(ink: Points, angle_deg: float) -> float:
    """How much the amount of ink changes from row to row once the page is turned anticlockwise."""
    import numpy as np

    turn = math.radians(angle_deg)
    rows = ink[0] * math.cos(turn) - ink[1] * math.sin(turn)
    steps = np.diff(np.bincount((rows - rows.min()).astype(np.intp)))
    return float((steps * steps).sum())


def is_blank(grey: Grey) -> bool:
    """Whether the page has no text: next to no ink away from its edges."""
    height, width = grey.shape
    inner = grey[height // 40 : -(height // 40) or None, width // 30 : -(width // 30) or None]
    return float((inner < _DARK).mean()) < _BLANK_SHARE


def quarter_turned(grey: Grey) -> bool:
    """Whether the lines run up the page: its columns can be brought to a far sharper profile than its rows."""
    from PIL import Image as images

    level = _ink(images.fromarray(grey), 600)
    if level is None:
        return False
    lying = (-level[1], level[0])
    if _sharpness(level, 0.0) > 2 * _sharpness(lying, 0.0):
        return False  # the page has just been set level: nothing more to try on nearly every page
    return _sharpest(lying) > 1.3 * _sharpest(level)


def _sharpest(ink: Points) -> float:
    return max(_sharpness(ink, float(angle)) for angle in range(-3, 4))


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
