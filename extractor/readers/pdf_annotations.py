"""What the annotations of a PDF page say: e-signature stamps, and what was typed over the page when it was signed."""

from __future__ import annotations

import ctypes
import re
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as raw

from extractor.readers.page_words import Piece
from extractor.readers.pdf_words import text_layer

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_FORMS_DEEP = 6
# What an e-signature stamp says (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.8): who, with which address, when.
_STAMP_RE = re.compile(
    r"ký bởi|thời gian ký|ngày ký|cơ quan:|email|@|signed|\d{1,2}:\d{2}:\d{2}|[+-]\d\d:\d\d", re.IGNORECASE
)
_BLANK_PT = (595, 842)
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_INVISIBLE


def annotation_words(
    document: PdfDocument, page: PdfPage, index: int, own_chars: int
) -> tuple[list[Piece], tuple[str, ...]]:
    """Words drawn by annotations: a number or day typed in when the paper was signed belongs to the page;
    the texts of e-signature stamps come back apart. `own_chars` is how many characters the page itself has."""
    with ExitStack() as opened:
        annotations = []
        for position in range(raw.FPDFPage_GetAnnotCount(page)):
            annotation = raw.FPDFPage_GetAnnot(page, position)
            opened.callback(raw.FPDFPage_CloseAnnot, annotation)
            if not raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN and _says_something(annotation):
                annotations.append(annotation)
        boxes = [box for box in map(_box, annotations) if box is not None]
        stamps = [_stamp(annotation) for annotation in annotations]
    if all(stamps):
        return [], tuple(stamp for stamp in stamps if stamp)
    return _drawn_words(document, page, index, own_chars, boxes)


def _box(annotation: Any) -> tuple[float, float, float, float] | None:
    rect = raw.FS_RECTF()
    if not raw.FPDFAnnot_GetRect(annotation, ctypes.byref(rect)):
        return None
    return rect.left, rect.bottom, rect.right, rect.top


def _says_something(annotation: Any) -> bool:
    """Whether an annotation draws text: a link and a picture of a signature do not."""
    level = _objects(annotation)
    for _ in range(_FORMS_DEEP):
        kinds = [raw.FPDFPageObj_GetType(drawn) for drawn in level]
        if raw.FPDF_PAGEOBJ_TEXT in kinds:
            return True
        forms = [form for form, kind in zip(level, kinds, strict=True) if kind == raw.FPDF_PAGEOBJ_FORM]
        level = [drawn for form in forms for drawn in _parts(form)]
    return bool(level)  # deeper than signature programs nest: rather read once too often


def _stamp(annotation: Any) -> str | None:
    """The text of an e-signature stamp, whose forms are drawn on an empty page; None for what is no stamp, or is not
    made of forms alone. Where on the page it stands is not asked: making it part of its page costs as much as reading
    that page."""
    forms = _objects(annotation)
    if any(raw.FPDFPageObj_GetType(form) != raw.FPDF_PAGEOBJ_FORM for form in forms):
        return None
    blank = pypdfium2.PdfDocument.new()
    try:
        page = blank.new_page(*_BLANK_PT)
        for form in forms:
            placed = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(form, placed)
            for drawn in _parts(form):
                if raw.FPDFFormObj_RemoveObject(form, drawn):
                    raw.FPDFPageObj_TransformF(drawn, placed)
                    raw.FPDFPage_InsertObject(page, drawn)
        with text_layer(page) as layer:
            said = " ".join(layer.plain.split())
    finally:
        blank.close()
    return said if _STAMP_RE.search(said) else None


def _objects(annotation: Any) -> list[Any]:
    return [raw.FPDFAnnot_GetObject(annotation, at) for at in range(raw.FPDFAnnot_GetObjectCount(annotation))]


def _parts(form: Any) -> list[Any]:
    return [raw.FPDFFormObj_GetObject(form, at) for at in range(raw.FPDFFormObj_CountObjects(form))]


def _drawn_words(
    document: PdfDocument, page: PdfPage, index: int, own_chars: int, boxes: list[tuple[float, float, float, float]]
) -> tuple[list[Piece], tuple[str, ...]]:
    # PDFium gives the words of an annotation only once it is made part of its page and the page is opened anew.
    if not boxes or raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return [], ()
    flat = document[index]
    try:
        height = flat.get_height()
        with text_layer(flat) as layer:
            words = layer.words(own_chars)
    finally:
        flat.close()
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
