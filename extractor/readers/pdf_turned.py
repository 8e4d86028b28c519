"""PDF pages whose text runs up, down or head over: set upright before they are read and shown.

Gazettes print wide tables so, and some programs draw every page lying and turn it by its `/Rotate`.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

# So many letters of a page are looked at where the one in its middle does not stand upright, and so many must agree.
_MORE, _AGREE = 25, 0.8
_LEAST_CHARS = 40


def turned(page: PdfPage, textpage: Any, count: int) -> int | None:
    """By how many quarters of a circle, clockwise, the letters of a page lie; None for a page to be read as it is.

    0 for a page whose letters stand upright until it is turned for show. `textpage` is PDFium's handle, with `count`
    characters.
    """
    import pypdfium2.raw as raw

    if count < _LEAST_CHARS:
        return None  # a scan with a stamp: its picture is what counts
    shown = raw.FPDFPage_GetRotation(page)
    if not shown and _quarters(textpage, count // 2) == 0:
        return None  # as nearly all pages are: every call costs time on each of them
    seen = Counter(_quarters(textpage, at) for at in range(0, count, max(1, count // _MORE)))
    (most, often), *_ = seen.most_common(1)
    if often < _AGREE * seen.total():
        return None
    return most if most or shown else None


def _quarters(textpage: Any, at: int) -> int:
    import pypdfium2.raw as raw

    quarters: int = round(raw.FPDFText_GetCharAngle(textpage, at) / (math.pi / 2)) % 4
    return quarters


def set_upright(document: PdfDocument, page: PdfPage, index: int, quarters: int) -> PdfPage:
    """The page anew, its letters upright: its content and its boxes are turned back in memory, the file stays."""
    import pypdfium2.raw as raw

    page.set_rotation(0)
    if quarters == 0:
        return page
    left, bottom, right, top = page.get_cropbox()
    width, height = right - left, top - bottom
    turn = {
        1: (0, 1, -1, 0, height + bottom, -left),
        2: (-1, 0, 0, -1, width + left, height + bottom),
        3: (0, -1, 1, 0, -bottom, width + left),
    }[quarters]
    raw.FPDFPage_TransFormWithClip(page, raw.FS_MATRIX(*turn), None)
    raw.FPDFPage_TransformAnnots(page, *turn)
    box = (0, 0, width, height) if quarters == 2 else (0, 0, height, width)
    page.set_mediabox(*box)
    page.set_cropbox(*box)
    page.close()
    return document[index]


def upright_page(document: PdfDocument, index: int) -> PdfPage:
    """A page, set upright where its letters do not stand so."""
    import pypdfium2.raw as raw

    page = document[index]
    textpage = raw.FPDFText_LoadPage(page)
    if not textpage:
        return page
    try:
        quarters = turned(page, textpage, raw.FPDFText_CountChars(textpage))
    finally:
        raw.FPDFText_ClosePage(textpage)
    return page if quarters is None else set_upright(document, page, index, quarters)
