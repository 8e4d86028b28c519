"""Sets the light of a page even: photographs, and sheets that curl away from the glass, are darker at one side.

Layout analysis takes one threshold for a stretch of the page: of words in the shade it loses letters and whole lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

# Grain is averaged over squares of so many pixels; so many of these a side are a cell: it holds paper beside letters.
_SQUARE, _CELL = 8, 6
# A page is even where nearly all of its cells are so light, as a share of the lightest. Paper is no darker than the
# other share.
_EVEN, _PAPER = 0.82, 0.45
_DARKEST, _LIGHTEST = 5, 95  # per cent of the cells
_LEAST_CELLS = 8


def with_even_light(picture: Image) -> Image:
    """The page, grey or in colour, with its paper equally light everywhere; the page itself where it is so."""
    import numpy as np
    from PIL import Image as images

    side = _SQUARE * _CELL
    if min(picture.size) < side * _LEAST_CELLS or picture.mode not in ("L", "RGB"):
        return picture
    squares = np.asarray(picture.reduce(_SQUARE).convert("L"))
    rows, columns = squares.shape[0] // _CELL, squares.shape[1] // _CELL
    cells = squares[: rows * _CELL, : columns * _CELL].reshape(rows, _CELL, columns, _CELL).max(axis=(1, 3))
    darkest, lightest = np.percentile(cells, (_DARKEST, _LIGHTEST))
    if darkest >= _EVEN * lightest or lightest < 1:
        return picture
    paper = _filled(cells.astype(np.float32), _PAPER * float(lightest))
    if paper is None or float(np.percentile(paper, _DARKEST)) >= _EVEN * float(lightest):
        return picture  # what is dark is no paper: pictures, bands, the lid of the scanner
    gain = float(lightest) / np.maximum(_smooth(paper), 1.0)
    factor = np.asarray(images.fromarray(gain).resize(picture.size, images.Resampling.BILINEAR))
    bands = (np.minimum(np.asarray(band) * factor, 255.0).astype(np.uint8) for band in picture.split())
    return images.merge(picture.mode, [images.fromarray(band) for band in bands])


def _filled(cells: NDArray[np.float32], least: float) -> NDArray[np.float32] | None:
    """The cells; those without paper, or beside such, as light as the lightest near them. None where none has any."""
    import numpy as np

    known = _around(cells).min(axis=0) >= least
    if not known.any():
        return None
    level = np.where(known, cells, 0.0).astype(np.float32)
    for _ in range(sum(level.shape)):
        if known.all():
            break
        near = _around(level).max(axis=0)
        level = np.where(known, level, near)
        known = level > 0
    return level


def _smooth(level: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each cell as the middle one of its neighbours, so that a picture or a stain does not count."""
    import numpy as np

    return np.median(_around(level), axis=0).astype(np.float32)


def _around(level: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each cell and its eight neighbours, in nine layers; the edge is its own neighbour."""
    import numpy as np

    padded = np.pad(level, 1, mode="edge")
    rows, columns = level.shape
    return np.stack([padded[y : y + rows, x : x + columns] for y in range(3) for x in range(3)])
