"""Words with boxes from a PDF page, and the words that annotations draw over it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.readers.lines import Piece
from extractor.text import nfc

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

# What an e-signature stamp says (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.8): who, with which address, when.
_STAMP_RE = re.compile(
    r"ký bởi|thời gian ký|ngày ký|cơ quan:|email|@|signed|\d{1,2}:\d{2}:\d{2}|[+-]\d\d:\d\d", re.IGNORECASE
)


def page_words(textpage: PdfTextPage, height_pt: float, first: int = 0) -> list[Piece]:
    """The words of a text page from character `first` on; boxes in points, origin at the top left."""
    import ctypes

    import pypdfium2.raw as raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pieces: list[Piece] = []
    chars: list[str] = []
    box: list[float] = []

    def close() -> None:
        if chars:
            pieces.append(Piece(nfc("".join(chars)), box[0], height_pt - box[3], box[2], height_pt - box[1]))
            chars.clear()
            box.clear()

    for index in range(first, textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        char = "-" if code in (2, 0xFFFE) else chr(code) if code and not 0xD800 <= code < 0xE000 else "\ufffd"
        if char.isspace() or char == "\0":
            close()
            continue
        raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
        x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
        if box and (
            x0 - box[2] > 0.6 * max(4.0, y1 - y0)
            or x0 < box[0] - 2
            or abs(y0 - box[1]) > 1.2 * max(4.0, box[3] - box[1])
        ):
            close()
        chars.append(char)
        box[:] = [min(box[0], x0), min(box[1], y0), max(box[2], x1), max(box[3], y1)] if box else [x0, y0, x1, y1]
    close()
    return _even_heights(pieces)


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


def annotation_words(document: PdfDocument, index: int) -> tuple[list[Piece], tuple[str, ...]]:
    """Words drawn by annotations: a number or day typed in when the paper was signed belongs to the page;
    the texts of e-signature stamps come back apart."""
    import ctypes

    import pypdfium2.raw as raw

    page = document[index]
    try:
        boxes = []
        for position in range(raw.FPDFPage_GetAnnotCount(page)):
            annotation = raw.FPDFPage_GetAnnot(page, position)
            rect = raw.FS_RECTF()
            if raw.FPDFAnnot_GetRect(annotation, ctypes.byref(rect)):
                boxes.append((rect.left, rect.bottom, rect.right, rect.top))
            raw.FPDFPage_CloseAnnot(annotation)
        if not boxes:
            return [], ()
        textpage = page.get_textpage()
        before = textpage.count_chars()
        textpage.close()
        if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
            return [], ()
        height = page.get_height()
    finally:
        page.close()
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            words = page_words(textpage, height, before)
        finally:
            textpage.close()
    finally:
        page.close()
    kept: list[Piece] = []
    stamps: list[str] = []
    for x0, y0, x1, y1 in boxes:
        inside = [w for w in words if x0 <= (w.x0 + w.x1) / 2 <= x1 and y0 <= height - w.middle <= y1]
        words = [w for w in words if w not in inside]
        said = " ".join(w.text for w in inside)
        if _STAMP_RE.search(said):
            stamps.append(said)
        else:
            kept.extend(inside)
    return kept, tuple(stamps)
