"""Two pages of a paper on one sheet that lies, as booklets are printed: read one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.readers.lines import median, rows_of
from extractor.readers.page_words import Line, Piece
from extractor.readers.running_columns import share_going_on
from extractor.text import fold

# In this upper part of a sheet, in capitals and by itself, its first word perhaps spoilt or lost.
_MOTTO_RE, _HEAD = re.compile(r"(?:\w{2,5} )?hoa xa hoi chu nghia viet nam|(?:dang )?cong san viet nam"), 0.25
_LYING, _GUTTER = 1.2, 0.015  # width by height of a sheet; what is free on each side of its middle, in widths
_LEAST_WORDS, _SURE = 40, 0.8  # of a scan, words less sure than that may be marks on the paper
# Lines of text fill their page and have ordinary spaces; rows of a table do not. So many of them must.
_SIGNS = ".,:;-–—_|'’‘`\""
_FILLED, _GAP, _SHARE = 0.55, 2.5, 0.33
# Of its lines, heads and lists among them, the next one goes on; rows of a table do not.
_GOING_ON = 0.25


def sheets(pieces: Sequence[Piece], size_pt: tuple[float, float]) -> tuple[list[Piece], list[Piece]] | None:
    """The words of the left page and of the right one; None for a sheet that holds one page."""
    pair = _halves(pieces, size_pt)
    return pair if pair and all(_is_running(part, size_pt[0] / 2) for part in pair) else None


def holds_two(pieces: Sequence[Piece], size_pt: tuple[float, float]) -> bool:
    """Whether a scanned sheet holds two pages, also where the right one is short: the motto, which stands in the right
    half of a page (Nghị định 30/2020/NĐ-CP, Phụ lục I), stands in the left half of the sheet."""
    pair = _halves([piece for piece in pieces if (piece.confidence or 0.0) >= _SURE], size_pt)
    if pair is None:
        return False
    head = [piece for piece in pair[0] if piece.middle < _HEAD * size_pt[1]]
    return any(map(_is_motto, rows_of(head))) or all(_is_running(part, size_pt[0] / 2) for part in pair)


def _is_motto(row: Line) -> bool:
    """Whether the motto stands in a row, apart from what stands beside it: no title that names the country."""
    size = median(piece.height for piece in row)
    words: list[list[str]] = [[]]
    for at, piece in enumerate(row):
        if at and piece.x0 - row[at - 1].x1 > _GAP * size:
            words.append([])
        words[-1].append(piece.text.strip(_SIGNS))
    said = [" ".join(filter(None, part)) for part in words]
    return any(part.isupper() and _MOTTO_RE.fullmatch(fold(part)) for part in said)


def _halves(pieces: Sequence[Piece], size_pt: tuple[float, float]) -> tuple[list[Piece], list[Piece]] | None:
    """The words of both halves of a sheet that lies, where none stands amid them and each has enough."""
    width, height = size_pt
    if width < _LYING * height:
        return None
    left = [piece for piece in pieces if piece.x1 < width * (0.5 - _GUTTER)]
    right = [piece for piece in pieces if piece.x0 > width * (0.5 + _GUTTER)]
    if len(left) + len(right) < len(pieces) or min(len(left), len(right)) < _LEAST_WORDS:
        return None
    return left, right


def _is_running(pieces: Sequence[Piece], width: float) -> bool:
    rows = rows_of(pieces)
    size = median(piece.height for piece in pieces)
    filled = sum(_fills(row, width, size) for row in rows) > _SHARE * len(rows)
    return filled and share_going_on(rows) > _GOING_ON


def _fills(row: Line, width: float, size: float) -> bool:
    return row[-1].x1 - row[0].x0 > _FILLED * width and all(two.x0 - one.x1 < _GAP * size for one, two in pairwise(row))
