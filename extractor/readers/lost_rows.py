"""Reads by itself what stands below the motto where layout analysis found neither number nor date.

Both on one row, a wide gap between them and one a little lower than the other: Tesseract may take the row for no text
at all, also by itself. Words apart from each other it finds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.readers.ocr import PageTime, read_grey
from extractor.readers.page_image import WORK_DPI
from extractor.readers.page_words import OcrWord
from extractor.text import fold

if TYPE_CHECKING:
    from extractor.readers.page_image import Grey

_PER_POINT = WORK_DPI / 72
_MOTTO_RE = re.compile(r"doc lap\W+tu do\W+hanh|dang cong san viet nam")
_KNOWN_RE = re.compile(r"\bs[o0]\s?[:.]|\bso \d|ngay|\bthang\b")
# Room for a line below the motto and its rule; how far below the motto number and date stand at most, in points.
_ROOM_PT, _REACH_PT = 30.0, 75.0
_ABOVE_PT = 2.0
_SURE = 0.5
_APART = 11  # Tesseract's mode of words without a layout
_INK, _FEWEST = 150, 400  # pixels of ink


def with_lost_rows(grey: Grey, words: Sequence[OcrWord], page_time: PageTime) -> list[OcrWord]:
    """The words, with those of number and date where the rows below the motto were not read at all."""
    import numpy as np

    stretch = _unread(words)
    if stretch is None:
        return list(words)
    top, bottom = (int(each * _PER_POINT) for each in stretch)
    crop = grey[top:bottom]
    if int((crop < _INK).sum()) < _FEWEST:
        return list(words)
    found, _ = read_grey(np.ascontiguousarray(crop), page_time, mode=_APART)
    if not _KNOWN_RE.search(fold(" ".join(word.piece.text for word in found))):
        return list(words)
    first = 1 + max((word.piece.line or 0 for word in words), default=0)
    return [*words, *(_moved(word, top, first) for word in found if (word.piece.confidence or 0.0) >= _SURE)]


def _unread(words: Sequence[OcrWord]) -> tuple[float, float] | None:
    """From below the motto to the next words; None where number or date were read, or there is no room for them."""
    lines: dict[int | None, list[OcrWord]] = {}
    for word in words:
        lines.setdefault(word.piece.line, []).append(word)
    motto = next((line for line in lines.values() if _MOTTO_RE.search(_said(line))), None)
    if motto is None:
        return None
    top = max(word.piece.bottom for word in motto) + _ABOVE_PT
    for piece in sorted((word.piece for word in words), key=lambda piece: piece.top):
        if piece.top <= top < piece.bottom + _ABOVE_PT:  # of the issuer, a little lower: cut, it would be read anew
            top = piece.bottom + _ABOVE_PT
    below = [word for word in words if word.piece.top > top]
    bottom = min([word.piece.top for word in below] + [top + _REACH_PT])
    near = [word for word in words if word.piece.bottom > top and word.piece.top < top + _REACH_PT]
    if bottom - top < _ROOM_PT or _KNOWN_RE.search(_said(near)):
        return None
    return top, bottom


def _said(words: Sequence[OcrWord]) -> str:
    return fold(" ".join(word.piece.text for word in words))


def _moved(word: OcrWord, top: int, first: int) -> OcrWord:
    piece, down = word.piece, top / _PER_POINT
    line = None if piece.line is None else piece.line + first
    symbols = (
        replace(each, box_px=(each.box_px[0], each.box_px[1] + top, each.box_px[2], each.box_px[3] + top))
        for each in word.symbols
    )
    return OcrWord(replace(piece, top=piece.top + down, bottom=piece.bottom + down, line=line), tuple(symbols))
