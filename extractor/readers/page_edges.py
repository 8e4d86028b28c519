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
# So much of the picture's edge is dark before anything is done, and so much of the page may go: more is a dark page.
_EDGE_SHARE, _MOST = 0.02, 0.45
# Of the squares of the sheet so many are darker than its paper: lines of text, and what lies in shadow.
_PAPER_SHARE = 0.5


def without_dark_edges(seen: Image) -> Image:
    """The grey page with solid dark that reaches its edges made as light as its paper; the page itself where there is
    none.

    Such borders are taken for lines that run up the page, and for ink when its contrast is measured. White in their
    place would make the shaded paper of a photo look dark beside it.
    """
    import numpy as np
    from PIL import Image as images

    side = max(1, min(seen.size) // _SQUARES)
    if min(seen.size) < 3 * side:
        return seen
    squares = np.asarray(seen.reduce(side))
    dark = squares < _SOLID
    reached = np.zeros_like(dark)
    reached[0], reached[-1], reached[:, 0], reached[:, -1] = dark[0], dark[-1], dark[:, 0], dark[:, -1]
    if reached.sum() < _EDGE_SHARE * 2 * sum(dark.shape):
        return seen
    while True:
        further = _grown(reached) & dark
        if further.sum() == reached.sum():
            break
        reached = further
    if reached.mean() > _MOST:
        return seen
    # The squares on the border of the dark are half dark: they go with it.
    mask = images.fromarray(_grown(_grown(reached))).resize(
        (reached.shape[1] * side, reached.shape[0] * side), images.Resampling.NEAREST
    )
    cleared = seen.copy()
    cleared.paste(int(np.quantile(squares[~reached], _PAPER_SHARE)), (0, 0), mask)
    return cleared


def _grown(mask: Mask) -> Mask:
    """The mask and all that touches it."""
    wider = mask.copy()
    wider[1:] |= mask[:-1]
    wider[:-1] |= mask[1:]
    wider[:, 1:] |= mask[:, :-1]
    wider[:, :-1] |= mask[:, 1:]
    return wider
