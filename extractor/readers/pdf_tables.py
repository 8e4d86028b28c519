"""Ruled tables of PDF pages: a page's own lines say whether there is one, and only then is pdfplumber asked."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.readers.lines import Line, Piece, rows_of

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

Box = tuple[float, float, float, float]
Cells = list[list[Box | None]]
# Underlines of header and title are two or three; a grid has more, and uprights.
_LEAST_ACROSS, _LEAST_DOWN = 3, 2
_THIN_PT, _LONG_PT = 2.5, 14.0


@dataclass(frozen=True, slots=True)
class TableRead:
    """A table on a page: one line of words and one text (cells apart by a tab) a row, and the texts of its cells."""

    top: float
    lines: tuple[Line, ...]
    texts: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def has_grid(page: PdfPage) -> bool:
    """Whether the page draws enough rules across and down for a table."""
    import pypdfium2.raw as raw

    handle = page.raw
    kind, take = raw.FPDFPageObj_GetType, raw.FPDFPage_GetObject
    kinds = [kind(take(handle, position)) for position in range(raw.FPDFPage_CountObjects(handle))]
    if raw.FPDF_PAGEOBJ_FORM not in kinds and raw.FPDF_PAGEOBJ_PATH not in kinds:
        return False  # nothing but text, as on most pages: the objects need no looking at
    across = down = 0
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=2):
        left, bottom, right, top = drawn.get_bounds()
        wide, high = right - left, top - bottom
        if high <= _THIN_PT and wide >= _LONG_PT:
            across += 1
        elif wide <= _THIN_PT and high >= _LONG_PT:
            down += 1
        elif wide >= 4 * _LONG_PT and high >= _LONG_PT:
            if raw.FPDFPath_CountSegments(drawn) >= 2 * (_LEAST_ACROSS + _LEAST_DOWN):
                return True  # all rules in one path
            # A cell drawn as a rectangle counts for both.
            across += 1
            down += 1
        if across >= _LEAST_ACROSS and down >= _LEAST_DOWN:
            return True
    return False


def cells_of(data: bytes, index: int) -> list[Cells]:
    """The cells of every ruled table of a page (0-based `index`), boxes in points from the top left."""
    import pdfplumber

    found: list[Cells] = []
    with pdfplumber.open(io.BytesIO(data), pages=[index + 1]) as document:
        for table in document.pages[0].find_tables():
            cells: Cells = [[_box(cell) for cell in row.cells] for row in table.rows]
            if len(cells) > 1 and max(map(len, cells)) > 1:
                found.append(cells)
    return found


def _box(cell: Sequence[float] | None) -> Box | None:
    return None if cell is None else (cell[0], cell[1], cell[2], cell[3])


def lift(pieces: Sequence[Piece], tables: Sequence[Cells]) -> tuple[list[Piece], list[TableRead]]:
    """The words outside the tables, and the tables with theirs."""
    left = list(pieces)
    read: list[TableRead] = []
    for cells in tables:
        lines: list[Line] = []
        texts: list[str] = []
        rows: list[tuple[str, ...]] = []
        for row in cells:
            line: Line = []
            said: list[str] = []
            for cell in row:
                inside = [p for p in left if cell is not None and _within(p, cell)]
                left = [p for p in left if p not in inside]
                ordered = [piece for each in rows_of(inside) for piece in each]
                line.extend(ordered)
                said.append(" ".join(piece.text for piece in ordered))
            if line:
                lines.append(line)
                texts.append("\t".join(said))
                rows.append(tuple(said))
        if lines:
            top = min(box[1] for row in cells for box in row if box)
            read.append(TableRead(top, tuple(lines), tuple(texts), tuple(rows)))
    return left, read


def _within(piece: Piece, cell: Box) -> bool:
    x = (piece.x0 + piece.x1) / 2
    return cell[0] - 1 <= x <= cell[2] + 1 and cell[1] - 1 <= piece.middle <= cell[3] + 1
