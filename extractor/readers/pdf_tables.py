"""Ruled tables of PDF pages: a page's own lines say whether there is one, and only then is pdfplumber asked."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractor.readers.lines import rows_of
from extractor.readers.page_words import Line, Piece
from extractor.readers.pdf_objects import drawn_objects

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

Box = tuple[float, float, float, float]
Cells = list[list[Box | None]]
Rule = tuple[float, float, float]
# A rule is at most this thick and at least this long; the sides of a cell of one line of small print are shorter.
_THIN_PT, _LONG_PT, _HIGH_PT = 2.5, 14.0, 8.0
# Two columns and two rows: what stands under a header, a paragraph's shading or a frame has fewer.
_LEAST_RULES = 3
_SAME_PLACE_PT = 4.0


@dataclass(frozen=True, slots=True)
class TableRead:
    """A table on a page: one line of words and one text (cells apart by a tab) a row, and the texts of its cells."""

    top: float
    lines: tuple[Line, ...]
    texts: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def has_grid(page: PdfPage) -> bool:
    """Whether the page draws rules across and down that make a table of at least two columns and two rows."""
    import pypdfium2.raw as raw

    across: list[Rule] = []
    down: list[Rule] = []
    for path, (left, bottom, right, top) in drawn_objects(page, raw.FPDF_PAGEOBJ_PATH):
        wide, high = right - left, top - bottom
        if high <= _THIN_PT:
            if wide >= _LONG_PT:
                across.append((bottom, left, right))
        elif wide <= _THIN_PT:
            if high >= _HIGH_PT:
                down.append((left, bottom, top))
        elif wide >= _LONG_PT and high >= _HIGH_PT:
            drawn = _drawn(ctypes.cast(path, raw.FPDF_PAGEOBJECT))
            if drawn == "rules":
                return True
            if drawn == "frame":
                across += [(bottom, left, right), (top, left, right)]
                down += [(left, bottom, top), (right, bottom, top)]
    return rules_cross(across, down)


def _drawn(path: Any) -> str | None:
    """What a path with height and width is: `rules` (all of a table in one path), `frame` (a rectangle with a line
    round it), or neither: shading behind a paragraph, a drawing."""
    import pypdfium2.raw as raw

    count = raw.FPDFPath_CountSegments(path)
    if count >= 4 * _LEAST_RULES:
        kinds = (raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(path, index)) for index in range(count))
        return None if raw.FPDF_SEGMENT_BEZIERTO in kinds else "rules"
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    stroked = raw.FPDFPath_GetDrawMode(path, fill, stroke) and stroke.value
    return "frame" if stroked else None


def rules_cross(across: Sequence[Rule], down: Sequence[Rule]) -> bool:
    """Whether rules (place, from, to; in points) make at least two columns in two rows: three uprights stand beside
    each other, and three rules meet them at different heights."""
    if len(across) < _LEAST_RULES or len(down) < _LEAST_RULES:
        return False
    for _, low, high in down:
        level = (low + high) / 2
        beside = [rule for rule in down if rule[1] <= level <= rule[2]]
        if _places(x for x, _, _ in beside) >= _LEAST_RULES:
            break
    else:
        return False
    first, last = min(low for _, low, _ in down), max(high for _, _, high in down)
    left, right = min(x for x, _, _ in down), max(x for x, _, _ in down)
    slack = _SAME_PLACE_PT
    met = (y for y, x0, x1 in across if first - slack <= y <= last + slack and x0 < right and x1 > left)
    return _places(met) >= _LEAST_RULES


def _places(values: Iterable[float]) -> int:
    """How many places there are that are told apart."""
    count, last = 0, float("-inf")
    for value in sorted(values):
        if value - last > _SAME_PLACE_PT:
            count, last = count + 1, value
    return count


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
