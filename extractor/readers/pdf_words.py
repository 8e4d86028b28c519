"""Words with boxes from the text layer of a PDF page."""

from __future__ import annotations

import ctypes
import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, Any

from extractor.readers.lines import Piece
from extractor.text import nfc

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

# PDFium shows a hyphen at a line's end as one of these, without the line break: `43/2023/TT\ufffeBTC`.
_HYPHENS = (("\ufffe", "-"), ("\x02", "-"))
_TOKEN_RE = re.compile(r"[^\s\0]+")


Box = tuple[float, float, float, float]
_UNDRAWN: Box = (0.0, 0.0, 0.0, 0.0)
_DOUBLE_BYTES = 8


class TextLayer:
    """The characters of a PDF page. Boxes are asked for word by word: for all of them they cost more than the text."""

    def __init__(self, textpage: Any, height_pt: float) -> None:
        """`textpage` is PDFium's own handle; the layer must not be used once it is closed."""
        self._page = ctypes.cast(textpage, ctypes.c_void_p).value
        self._height_pt = height_pt
        self.chars = characters(textpage)
        """The page's text with one code point for each of PDFium's characters; lines end in `\\r\\n`."""

    def words(self, start: int = 0, end: int | None = None) -> list[Piece]:
        """The words between two characters; boxes in points, origin at the top left."""
        return [piece for piece, _ in self.placed(start, end)]

    def placed(self, start: int = 0, end: int | None = None) -> list[tuple[Piece, int]]:
        """The words between two characters, each with the number of its first character."""
        tokens = _TOKEN_RE.finditer(self.chars, start, len(self.chars) if end is None else end)
        spans = [token.span() for token in tokens]
        firsts = self.boxes([start for start, _ in spans])
        lasts = self.boxes([end - 1 for _, end in spans])
        found: list[tuple[Piece, int]] = []
        for span, first, last in zip(spans, firsts, lasts, strict=True):
            found.extend(self._pieces(*span, first, last))
        return list(zip(_even_heights([piece for piece, _ in found]), [at for _, at in found], strict=True))

    def boxes(self, indices: Sequence[int]) -> list[Box]:
        """Of characters: left, top, right, bottom in points from the top left; of one that is not drawn, zeros."""
        edges = array("d", bytes(4 * _DOUBLE_BYTES * len(indices)))
        places = [
            range(first, first + 4 * _DOUBLE_BYTES * len(indices), 4 * _DOUBLE_BYTES)
            for first in range(edges.buffer_info()[0], edges.buffer_info()[0] + 4 * _DOUBLE_BYTES, _DOUBLE_BYTES)
        ]
        drawn = list(map(_char_box(), repeat(self._page), indices, *places))
        height = self._height_pt
        left, right, bottom, top = (edges[at::4] for at in range(4))
        found = [(a, height - d, b, height - c) for a, b, c, d in zip(left, right, bottom, top, strict=True)]
        return found if all(drawn) else [box if done else _UNDRAWN for box, done in zip(found, drawn, strict=True)]

    def _pieces(self, start: int, end: int, first: Box, last: Box) -> list[tuple[Piece, int]]:
        left, top, right, bottom = first
        last_left, last_top, last_right, last_bottom = last
        high = max(4.0, bottom - top, last_bottom - last_top)
        # Without calls of `min` and `max`: every word of a column passes through here.
        x0 = last_left if last_left < left else left
        x1 = last_right if last_right > right else right
        whole = last_left >= left - 2 and abs(last_bottom - bottom) < 1.2 * high
        if not whole or x1 - x0 >= 0.95 * high * (end - start) + high:
            return self._cut(start, end)
        top = last_top if last_top < top else top
        bottom = last_bottom if last_bottom > bottom else bottom
        return [(Piece(nfc(self.chars[start:end]), x0, top, x1, bottom), start)]

    def _cut(self, start: int, end: int) -> list[tuple[Piece, int]]:
        """A run without a space that is too wide or jumps: cut where a gap stands between two of its characters."""
        found: list[tuple[Piece, int]] = []
        box: list[float] = []
        begun = start

        def close(at: int) -> None:
            if box:
                found.append((Piece(nfc(self.chars[begun:at]), box[0], box[1], box[2], box[3]), begun))

        for index, (x0, top, x1, bottom) in enumerate(self.boxes(range(start, end)), start):
            if box and (
                x0 - box[2] > 0.6 * max(4.0, bottom - top)
                or x0 < box[0] - 2
                or abs(bottom - box[3]) > 1.2 * max(4.0, box[3] - box[1])
            ):
                close(index)
                box, begun = [], index
            box = (
                [min(box[0], x0), min(box[1], top), max(box[2], x1), max(box[3], bottom)]
                if box
                else [x0, top, x1, bottom]
            )
        close(end)
        return found


@contextmanager
def text_layer(page: PdfPage) -> Iterator[TextLayer]:
    """The text layer of a page, closed afterwards. Raises PdfiumError where PDFium cannot make it."""
    import pypdfium2
    import pypdfium2.raw as raw

    textpage = raw.FPDFText_LoadPage(page)
    if not textpage:
        raise pypdfium2.PdfiumError("no text layer")
    try:
        yield TextLayer(textpage, page.get_height())
    finally:
        raw.FPDFText_ClosePage(textpage)


@cache
def _char_box() -> Callable[..., int]:
    """PDFium's call for the box of a character, on bare addresses: made for thousands of characters in a row."""
    import pypdfium2.raw as raw

    address = ctypes.cast(raw.FPDFText_GetCharBox, ctypes.c_void_p).value
    assert address is not None
    handle = ctypes.c_void_p
    return ctypes.PYFUNCTYPE(ctypes.c_int, handle, ctypes.c_int, *repeat(handle, 4))(address)


def characters(textpage: Any) -> str:
    """The text of a page (PDFium's handle), one code point for each of its characters, lost hyphens put back."""
    import pypdfium2.raw as raw

    count = raw.FPDFText_CountChars(textpage)
    if count <= 0:
        return ""
    buffer = bytearray(2 * (count + 1))  # an array of ctypes would need a type of its own for every length
    written = raw.FPDFText_GetText(textpage, 0, count, ctypes.byref(ctypes.c_ushort.from_buffer(buffer)))
    text = buffer[: 2 * (written - 1)].decode("utf-16-le", "replace")
    if len(text) != count:  # characters without a code are left out of the text: then each is asked for by itself
        codes = (raw.FPDFText_GetUnicode(textpage, index) for index in range(count))
        text = "".join(chr(code) if code and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)
    for shown, meant in _HYPHENS:
        text = text.replace(shown, meant)
    return text


def _even_heights(pieces: list[Piece]) -> list[Piece]:
    """Glyph boxes hug the ink: a dash or a full stop gets the height of the word beside it, so that rows form."""
    evened: list[Piece] = []
    for index, piece in enumerate(pieces):
        if piece.bottom - piece.top < 5:
            near = [
                p
                for p in pieces[max(0, index - 1) : index + 2]
                if p.height >= 5 and p.top - 6 <= piece.middle <= p.bottom + 6
            ]
            if near:
                piece = Piece(piece.text, piece.x0, near[0].top, piece.x1, near[0].bottom)
        evened.append(piece)
    return evened
