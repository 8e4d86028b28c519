"""Words with boxes from the text layer of a PDF page."""

from __future__ import annotations

import ctypes
import re
from typing import TYPE_CHECKING

from extractor.readers.lines import Piece
from extractor.text import nfc

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

# PDFium shows a hyphen at a line's end as one of these, without the line break: `43/2023/TT\ufffeBTC`.
_HYPHENS = (("\ufffe", "-"), ("\x02", "-"))
_TOKEN_RE = re.compile(r"[^\s\0]+")


class TextLayer:
    """The characters of a PDF page. Boxes are asked for word by word: for all of them they cost more than the text."""

    def __init__(self, textpage: PdfTextPage, height_pt: float) -> None:
        import pypdfium2.raw as raw

        self._page = textpage.raw
        self._char_box = raw.FPDFText_GetCharBox
        self._edges = tuple(ctypes.c_double() for _ in range(4))
        self._height_pt = height_pt
        self.chars = characters(textpage)
        """The page's text with one code point for each of PDFium's characters; lines end in `\\r\\n`."""

    def words(self, start: int = 0, end: int | None = None) -> list[Piece]:
        """The words between two characters; boxes in points, origin at the top left."""
        return [piece for piece, _ in self.placed(start, end)]

    def placed(self, start: int = 0, end: int | None = None) -> list[tuple[Piece, int]]:
        """The words between two characters, each with the number of its first character."""
        found: list[tuple[Piece, int]] = []
        for match in _TOKEN_RE.finditer(self.chars, start, len(self.chars) if end is None else end):
            found.extend(self._pieces(match.start(), match.end()))
        return list(zip(_even_heights([piece for piece, _ in found]), [at for _, at in found], strict=True))

    def box(self, index: int) -> tuple[float, float, float, float]:
        """Of one character: left, top, right, bottom in points from the top left; of one that is not drawn, zeros."""
        left, right, bottom, top = self._edges
        if not self._char_box(self._page, index, left, right, bottom, top):
            return 0.0, 0.0, 0.0, 0.0
        return left.value, self._height_pt - top.value, right.value, self._height_pt - bottom.value

    def _pieces(self, start: int, end: int) -> list[tuple[Piece, int]]:
        first = self.box(start)
        last = self.box(end - 1) if end - start > 1 else first
        x0, top = min(first[0], last[0]), min(first[1], last[1])
        x1, bottom = max(first[2], last[2]), max(first[3], last[3])
        high = max(4.0, first[3] - first[1], last[3] - last[1])
        whole = last[0] >= first[0] - 2 and abs(last[3] - first[3]) < 1.2 * high
        if whole and x1 - x0 < 0.95 * high * (end - start) + high:
            return [(Piece(nfc(self.chars[start:end]), x0, top, x1, bottom), start)]
        return self._cut(start, end)

    def _cut(self, start: int, end: int) -> list[tuple[Piece, int]]:
        """A run without a space that is too wide or jumps: cut where a gap stands between two of its characters."""
        found: list[tuple[Piece, int]] = []
        box: list[float] = []
        begun = start

        def close(at: int) -> None:
            if box:
                found.append((Piece(nfc(self.chars[begun:at]), box[0], box[1], box[2], box[3]), begun))

        for index in range(start, end):
            x0, top, x1, bottom = self.box(index)
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


def characters(textpage: PdfTextPage) -> str:
    """The text of a page, one code point for each of PDFium's characters, lost hyphens put back."""
    import pypdfium2.raw as raw

    count = textpage.count_chars()
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
        if piece.height < 5:
            near = [
                p
                for p in pieces[max(0, index - 1) : index + 2]
                if p.height >= 5 and p.top - 6 <= piece.middle <= p.bottom + 6
            ]
            if near:
                piece = Piece(piece.text, piece.x0, near[0].top, piece.x1, near[0].bottom)
        evened.append(piece)
    return evened
