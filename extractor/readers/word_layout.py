"""Tables that only place text on the page (headers, signatures), told from tables of data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from extractor.readers.word_package import W
from extractor.text import fold

# What only a header or signature table holds; such tables place text, they are no tables of data.
_LAYOUT_RE = re.compile(
    r"doc lap\s*-|cong hoa xa hoi|dang cong san|noi nhan\s*:|^\s*(?:tm|kt|tl|tuq|q)\s*\.", re.MULTILINE
)
# So few rows with cells of so many lines (room for a signature among them) place text too: two heads who sign side by
# side, a header without the motto.
_PLACED_ROWS, _PLACED_LINES = 2, 3
_BORDERS = [W + side for side in ("top", "left", "bottom", "right", "insideH", "insideV")]


def is_layout(table: Any, rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table only places text on the page."""
    if max(map(len, rows)) == 1 or _LAYOUT_RE.search(fold("\n".join(cell for row in rows for cell in row))):
        return True
    tallest = max(len(cell.strip("\n").split("\n")) for row in rows for cell in row)
    return len(rows) <= _PLACED_ROWS and tallest >= _PLACED_LINES and not _is_ruled(table)


def _is_ruled(table: Any) -> bool:
    """Whether it is drawn with lines: its own borders, those of its cells, or a style (most of which have some)."""
    properties = table.find(W + "tblPr")
    style = properties.find(W + "tblStyle") if properties is not None else None
    drawn = [*table.iter(W + "tblBorders"), *table.iter(W + "tcBorders")]
    sides = [side.get(W + "val") for borders in drawn for side in borders if side.tag in _BORDERS]
    if sides:
        return any(value not in ("none", "nil", None) for value in sides)
    return style is not None and "grid" in (style.get(W + "val") or "").lower()


def columns_of_lines(rows: list[list[str]]) -> list[list[str]]:
    """A layout table with a row for each line, as one row with a cell for each column; other tables as they are."""
    wide = len(rows[0])
    if len(rows) <= _PLACED_ROWS or wide < 2 or any(len(row) != wide for row in rows):
        return rows
    if any("\n" in cell.strip("\n") for row in rows for cell in row):
        return rows
    return [["\n".join(row[at] for row in rows) for at in range(wide)]]
