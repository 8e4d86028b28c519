"""Tables that only place text on the page (headers, signatures), told from tables of data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from extractor.footer.forms import FORM
from extractor.layout import FILED_LINE
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
_RECIPIENTS_RE = re.compile(r"\s*noi nhan\s*:")
# The lower half of a header in a table of its own: number and subject, in one cell or two, beside place and date.
_NUMBER_RE = re.compile(r"\s*so\s*:[\s\d.…]*[/-]")
_SUBJECT_RE = re.compile(r"\s*(?:v/v|ve viec)\b")
_DATED_RE = re.compile(r"[^\n,]{2,40},\s*ngay\b[^\n]{1,14}\bthang\b[^\n]{1,12}\bnam\b[\s\d.…]*")


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
    if len(rows) <= _PLACED_ROWS and _is_number_beside_date(rows[0]):
        below = rows[-1]
        if len(rows) == 1 or _SUBJECT_RE.match(fold(below[0])) or not all(map(str.strip, below)):
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
    """A layout table with a row for each line, as one row with a cell for each column, and so the rows of a signature
    block; other tables as they are."""
    wide = len(rows[0])
    signed = _signature_rows(rows)
    if signed is not None:
        block = [_joined(column) for column in zip(*rows[signed.start : signed.stop], strict=True)]
        return [*rows[: signed.start], block, *rows[signed.stop :]]
    if ruled or len(rows) <= _PLACED_ROWS or wide < 2 or any(len(row) != wide for row in rows):
        return rows
    if any("\n" in cell.strip("\n") for row in rows for cell in row):
        return rows
    return [[_joined(column) for column in zip(*rows, strict=True)]]


def _joined(column: Iterable[str]) -> str:
    return "\n".join(column)


def _signature_rows(rows: list[list[str]]) -> range | None:
    """The rows of a block with recipients in one column and who signs in the other; None without."""
    at = next((at for at, row in enumerate(rows) if any(_RECIPIENTS_RE.match(fold(cell)) for cell in row)), None)
    if at is None:
        return None
    while at and not rows[at - 1][0].strip():  # in whose name it is signed, a row above
        at -= 1
    end = _block_end(rows, at)
    wide = len(rows[at])
    return range(at, end) if end - at > 1 and wide > 1 and all(len(row) == wide for row in rows[at:end]) else None


def _block_end(rows: list[list[str]], begin: int) -> int:
    """Where a form or an annex opens, or a row stands below what is filed that does not go on with it."""
    filed, last = False, ""
    for at in range(begin, len(rows)):
        left = rows[at][0].strip()
        if any(FORM.match(cell.strip(), 0) for cell in rows[at]) or (filed and left and not last.endswith(",")):
            return at
        filed = filed or any(FILED_LINE.match(line) for line in left.split("\n"))
        last = left or last
    return len(rows)


def _is_number_beside_date(row: Sequence[str]) -> bool:
    cells = [fold(cell) for cell in row]
    return any(map(_NUMBER_RE.match, cells)) and any(map(_DATED_RE.fullmatch, cells))
