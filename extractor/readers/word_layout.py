"""Tables that only place text on the page (headers, signatures), told from tables of data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from extractor.readers.word_package import W
from extractor.readers.word_styles import has_lines
from extractor.text import fold

if TYPE_CHECKING:
    from extractor.readers.word_styles import RunStyles

# What only a header or signature table holds; such tables place text, they are no tables of data.
_LAYOUT_RE = re.compile(r"doc lap\s*-|cong hoa xa hoi|dang cong san|noi nhan\s*:")
# Whoever signs for another. `Q. 1` is a district, and in a ruled table only capitals are a signature's: its cells say
# of contracts that they are `TM. UBND ký kết`.
_SIGNED_RE = re.compile(r"^\s*(?:tm|kt|tl|tuq|q)\s*\.(?!\s*\d)", re.MULTILINE)
_SIGNED_CAPITALS_RE = re.compile(r"^[^\S\n]*(?:TM|KT|TL|TUQ|Q)\.[^\S\n]*[^\W\d_]{2}[^\n]*$", re.MULTILINE)
# So few rows with cells of so many lines (room for a signature among them) place text too: two heads who sign side by
# side, a header without the motto.
_PLACED_ROWS, _PLACED_LINES = 2, 3
_DIGIT_RE = re.compile(r"\d")


def is_layout(rows: Sequence[Sequence[str]], *, ruled: bool) -> bool:
    """Whether a table only places text on the page."""
    said = "\n".join(cell for row in rows for cell in row)
    if max(map(len, rows)) == 1 or _LAYOUT_RE.search(plain := fold(said)):
        return True
    if ruled:
        signed = (line.group() for line in _SIGNED_CAPITALS_RE.finditer(said))
        return any(line.isupper() and not _DIGIT_RE.search(line) for line in signed)
    if _SIGNED_RE.search(plain):
        return True
    tallest = max(len(cell.strip("\n").split("\n")) for row in rows for cell in row)
    return len(rows) <= _PLACED_ROWS and tallest >= _PLACED_LINES


def is_ruled(table: Any, styles: RunStyles) -> bool:
    """Whether it is drawn with lines: its own borders, those of its cells, or those of its style."""
    properties = table.find(W + "tblPr")
    style = properties.find(W + "tblStyle") if properties is not None else None
    drawn = [*table.iter(W + "tblBorders"), *table.iter(W + "tcBorders")]
    lines = has_lines(drawn)
    if lines is not None:
        return lines
    return style is not None and styles.ruled(style.get(W + "val"))


def columns_of_lines(rows: list[list[str]], *, ruled: bool) -> list[list[str]]:
    """A layout table with a row for each line, as one row with a cell for each column; other tables as they are."""
    wide = len(rows[0])
    if ruled or len(rows) <= _PLACED_ROWS or wide < 2 or any(len(row) != wide for row in rows):
        return rows
    if any("\n" in cell.strip("\n") for row in rows for cell in row):
        return rows
    return [["\n".join(row[at] for row in rows) for at in range(wide)]]
