"""Words with boxes from the text layer of a PDF page."""

from __future__ import annotations

import ctypes
import math
import re
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any

from extractor.readers.page_words import Piece
from extractor.text import nfc

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

# PDFium shows a hyphen at a line's end as one of these, without the line break: `43/2023/TT\ufffeBTC`.
# Fonts name a hyphen in other ways too; gha and eth, which no Vietnamese word has, stand for `ư` and `Đ`.
_MEANT = (
    *((shown, "-") for shown in "\ufffe\x02\u2010\u2011\u00ad"),
    *(("ƣ", "ư"), ("Ƣ", "Ư"), ("Ð", "Đ"), ("ð", "đ")),
)
_TOKEN_RE = re.compile(r"[^\s\0]+")


Box = tuple[float, float, float, float]
_UNDRAWN: Box = (0.0, 0.0, 0.0, 0.0)
_LEAST_HIGH_PT = 4.0
# Words as high as this may lie below the text, as a watermark: those that run aslant, and those on which other words
# stand. A page with more of them is a poster.
_WATERMARK_PT, _ASLANT, _MOST_HIGH = 40.0, 0.1, 50
_MIXED = 2.5  # letters that are so many times as high as others are no part of the same word
_Edges = ctypes.c_double * 4
_AS_EDGES = struct.Struct("4d").unpack


class TextLayer:
    """The characters of a PDF page. Boxes are asked for word by word: for all of them they cost more than the text."""

    def __init__(self, textpage: Any, height_pt: float) -> None:
        """`textpage` is PDFium's own handle (`handle`); the layer must not be used once it is closed."""
        self.handle = textpage
        self.height_pt = height_pt
        self.chars = characters(textpage)
        """The page's text with one code point for each of PDFium's characters; lines end in `\\r\\n`."""
        self.plain = nfc(self.chars)
        """The same in NFC."""
        self.watermark: dict[int, str] = {}
        """Words that were left out as such, by the number of their first character."""
        # What is cut out of NFC is NFC (Unicode Standard Annex 15), so that no word has to be looked at.
        self._composed = self.plain is self.chars

    @property
    def unseen(self) -> bool:
        """Whether the page's letters, told by one amid them, are not drawn, as those are not that the recognition of
        a scanner lays over its picture (a stamp's may be)."""
        import pypdfium2.raw as raw

        amid = _TOKEN_RE.search(self.chars, len(self.chars) // 2)
        drawn = raw.FPDFText_GetTextObject(self.handle, amid.start()) if amid else None
        return bool(drawn) and raw.FPDFTextObj_GetTextRenderMode(drawn) == raw.FPDF_TEXTRENDERMODE_INVISIBLE

    def words(self, start: int = 0, end: int | None = None) -> list[Piece]:
        """The words between two characters; boxes in points, origin at the top left."""
        return self.placed(start, end)[0]

    def placed(self, start: int = 0, end: int | None = None) -> tuple[list[Piece], list[int]]:
        """The words between two characters, and of each the number of its first character."""
        tokens = _TOKEN_RE.finditer(self.chars, start, len(self.chars) if end is None else end)
        spans = [token.span() for token in tokens]
        boxes = self.boxes([*(start for start, _ in spans), *(end - 1 for _, end in spans)])
        pieces: list[Piece] = []
        places: list[int] = []
        above: list[int] = []
        # Without calls of `min` and `max`: every word of a column passes through here.
        for (start, end), (left, top, right, bottom), (last_left, last_top, last_right, last_bottom) in zip(
            spans, boxes, boxes[len(spans) :], strict=False
        ):
            high = bottom - top
            if last_bottom - last_top > high:
                high = last_bottom - last_top
            if high > _WATERMARK_PT:
                if self._is_aslant(start):
                    self.watermark[start] = self.said(start, end)
                    continue
                if min(bottom - top, last_bottom - last_top) < high / _MIXED:
                    # PDFium puts no space between a word and what a program drew over the page behind it.
                    for piece, at in self._cut(start, end):
                        if piece.height > _WATERMARK_PT:
                            above.append(len(pieces))
                        pieces.append(piece)
                        places.append(at)
                    continue
                above.append(len(pieces))
            if high < _LEAST_HIGH_PT:
                high = _LEAST_HIGH_PT
            x0 = last_left if last_left < left else left
            x1 = last_right if last_right > right else right
            whole = last_left >= left - 2 and abs(last_bottom - bottom) < 1.2 * high
            if not whole or x1 - x0 >= 0.95 * high * (end - start) + high:
                for piece, at in self._cut(start, end):
                    pieces.append(piece)
                    places.append(at)
                continue
            top = last_top if last_top < top else top
            bottom = last_bottom if last_bottom > bottom else bottom
            pieces.append(Piece(self.said(start, end), x0, top, x1, bottom))
            places.append(start)
        if 0 < len(above) <= _MOST_HIGH:
            # Those with other words on them, and what stands level with one such. Of a word that was cut only its first
            # part is asked.
            words = [(at, pieces[at]) for at in above if at < len(pieces)]
            below = [word for _, word in words if _lies_below(word, pieces)]
            for at, word in reversed(words):
                if any(word is other or _is_level(word, other) for other in below):
                    self.watermark[places[at]] = pieces.pop(at).text
                    del places[at]
        return _even_heights(pieces), places

    def _is_aslant(self, at: int) -> bool:
        import pypdfium2.raw as raw

        return abs(math.sin(2 * raw.FPDFText_GetCharAngle(self.handle, at))) > _ASLANT

    def boxes(self, indices: Sequence[int]) -> list[Box]:
        """Of characters: left, top, right, bottom in points from the top left; of one that is not drawn, zeros."""
        # An address as an argument that needs no converting. `cast` takes a bare handle and pypdfium2's object alike.
        page = ctypes.byref(ctypes.cast(self.handle, ctypes.POINTER(ctypes.c_byte)).contents)
        edges = _Edges()
        places = [repeat(ctypes.byref(edges, at * ctypes.sizeof(ctypes.c_double))) for at in range(4)]
        drawn = map(_char_box(), repeat(page), indices, *places)
        height = self.height_pt
        return [
            (left, height - top, right, height - bottom) if done else _UNDRAWN
            for done, (left, right, bottom, top) in zip(drawn, map(_AS_EDGES, repeat(edges)), strict=False)
        ]

    def said(self, start: int, end: int) -> str:
        """The text between two characters, in NFC."""
        said = self.chars[start:end]
        # Composing never crosses a line's end, and most lines are NFC: to look costs a tenth of composing.
        return said if self._composed else "".join(map(nfc, said.splitlines(keepends=True)))

    def _cut(self, start: int, end: int) -> list[tuple[Piece, int]]:
        """A run without a space that is too wide or jumps: cut where a gap stands between two of its characters."""
        found: list[tuple[Piece, int]] = []
        box: list[float] = []
        begun = start

        def close(at: int) -> None:
            if box:
                found.append((Piece(self.said(begun, at), box[0], box[1], box[2], box[3]), begun))

        for index, (x0, top, x1, bottom) in enumerate(self.boxes(range(start, end)), start):
            large = bottom - top if bottom - top > _WATERMARK_PT / 2 else 4.0  # beside `“` of a cover
            if box and (
                x0 - box[2] > 0.6 * max(4.0, bottom - top)
                or x0 < box[0] - 2
                or abs(bottom - box[3]) > 1.2 * max(large, box[3] - box[1])
                or _are_mixed(box[3] - box[1], bottom - top, self.chars, begun, index)
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


def _lies_below(word: Piece, pieces: Sequence[Piece]) -> bool:
    return any(
        word.x0 < (p.x0 + p.x1) / 2 < word.x1 and word.top < p.middle < word.bottom and p.height < word.height / 2
        for p in pieces
    )


def _are_mixed(high: float, next_high: float, chars: str, begun: int, at: int) -> bool:
    """Whether a letter cannot stand in one word with what is before it: one of them is a watermark's. Small marks
    stand beside large letters: `“ĐỀ ÁN”`."""
    if high > _WATERMARK_PT:
        return high > _MIXED * next_high and chars[at].isalnum()
    return next_high > _WATERMARK_PT and next_high > _MIXED * high and any(map(str.isalnum, islice(chars, begun, at)))


def _is_level(one: Piece, other: Piece) -> bool:
    return abs(one.middle - other.middle) < 0.3 * min(one.height, other.height)


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
    """PDFium's call for the box of a character: made for thousands in a row, with pointers that are made once."""
    import pypdfium2.raw as raw

    address = ctypes.cast(raw.FPDFText_GetCharBox, ctypes.c_void_p).value
    assert address is not None
    # The lock of the interpreter is kept: giving it up costs as much as the call takes. No types are declared: to
    # convert six arguments costs more than that.
    return ctypes.PYFUNCTYPE(ctypes.c_int)(address)


def characters(textpage: Any) -> str:
    """The text of a page (PDFium's handle): one code point a character, lost hyphens and `ư` put back."""
    return meant(raw_characters(textpage))


def meant(text: str) -> str:
    """Characters as PDFium says them, with hyphens and letters that fonts name in other ways put right."""
    for shown, letter in _MEANT:
        text = text.replace(shown, letter)
    return text


def raw_characters(textpage: Any) -> str:
    """The text of a page (PDFium's handle) as PDFium says it, one code point a character."""
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
    return text


def _even_heights(pieces: list[Piece]) -> list[Piece]:
    """Glyph boxes hug the ink: a dash or a full stop gets the height of the word beside it, so that rows form."""
    evened = list(pieces)
    for index, piece in enumerate(pieces):
        if piece.bottom - piece.top < 5:
            near = [
                p
                for p in pieces[max(0, index - 1) : index + 2]
                if p.height >= 5 and p.top - 6 <= piece.middle <= p.bottom + 6
            ]
            if near:
                evened[index] = Piece(piece.text, piece.x0, near[0].top, piece.x1, near[0].bottom)
    return evened
