"""Running text in two columns (newspapers, papers in two languages side by side), put into the order of reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractor.readers.page_words import Line

# A row of two columns: each part fills so much of the text's width, with one gap of so many heights between them and no
# other so wide. So many such rows, and so many of those between the first and the last, are no table and no accident.
_FILLED, _GAP = 0.3, 0.9
_LEAST_ROWS, _SHARE = 6, 0.5
# So many lines of running text go on in the next one; the rows of a table open anew, those of long cells every second.
_GOING_ON = 0.6
_ITEM_RE = re.compile(r"\w{1,2}[).]")
_PITCH = 1.4  # lines of one column stand no farther apart, in the usual distances


def column_by_column(rows: list[Line]) -> list[Line]:
    """The rows of a page, those of columns of running text as their left parts and then their right ones."""
    if len(rows) < _LEAST_ROWS:
        return rows
    width = max(row[-1].x1 for row in rows) - min(row[0].x0 for row in rows)
    size = median(piece.height for row in rows for piece in row)
    out: list[Line] = []
    at = 0
    while at < len(rows):
        end, gutter = _run(rows, at, width, size)
        if gutter is None:
            out.extend(rows[at:end])
            at = end
            continue
        for left in (True, False):
            parts = ([p for p in row if ((p.x0 + p.x1) / 2 < gutter) == left] for row in rows[at:end])
            out.extend(part for part in parts if part)
        at = end
    return out


def _run(rows: Sequence[Line], start: int, width: float, size: float) -> tuple[int, float | None]:
    """The end of the columns that begin with a row, and where they part; None where the rows up to there are none."""
    gap = _filled(rows[start], width, size)
    if gap is None:
        return start + 1, None
    low, high = gap
    filled, end, last = 1, start + 1, start + 1
    while end < len(rows) and end - last < _LEAST_ROWS:
        free = _free(rows[end], low, high)
        if free is None or free[1] - free[0] < _GAP * size / 2:
            break
        low, high = free
        end += 1
        if _filled(rows[end - 1], width, size) is not None:
            filled, last = filled + 1, end
    if filled < _LEAST_ROWS or filled < _SHARE * (last - start):
        return last, None  # looked at once: they are not begun anew with each row
    middle = (low + high) / 2
    halves = ([[p for p in row if ((p.x0 + p.x1) / 2 < middle) == left] for row in rows[start:last]] for left in (1, 0))
    if any(share_going_on(half) < _GOING_ON for half in halves):
        return last, None  # a table of two texts
    # Rows close below the last full one are the end of one of the columns; what stands farther down comes after them.
    pitch = median(two[0].bottom - one[0].bottom for one, two in pairwise(rows[start:last]))
    while last < end and rows[last][0].bottom - rows[last - 1][0].bottom < _PITCH * pitch:
        last += 1
    return last, (low + high) / 2


def share_going_on(lines: Sequence[Line]) -> float:
    """Share of the lines that the next one goes on: this one does not close, and that one opens with a small letter."""
    texts = [" ".join(piece.text for piece in line) for line in lines if line]
    going = sum(not one.endswith((".", ";", ":")) and _goes_on(two) for one, two in pairwise(texts))
    return going / max(1, len(texts) - 1)


def _goes_on(text: str) -> bool:
    first = text.lstrip("(“‘\"'")[:1]
    return first.isalpha() and not first.isupper() and not _ITEM_RE.match(text)


def _filled(row: Line, width: float, size: float) -> tuple[float, float] | None:
    """The gap between the two parts of a row that both hold running text."""
    gaps = [(one.x1, two.x0) for one, two in pairwise(row) if two.x0 - one.x1 >= _GAP * size]
    if len(gaps) != 1:
        return None
    low, high = gaps[0]
    return gaps[0] if min(low - row[0].x0, row[-1].x1 - high) >= _FILLED * width else None


def _free(row: Line, low: float, high: float) -> tuple[float, float] | None:
    """What of a gap a row leaves free; None where a word stands across it."""
    for piece in row:
        if piece.x1 <= low or piece.x0 >= high:
            continue
        if (piece.x0 + piece.x1) / 2 < (low + high) / 2:
            low = piece.x1
        else:
            high = piece.x0
    return (low, high) if low < high else None
