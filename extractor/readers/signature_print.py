"""The print of a digital signature (`Ký bởi: ...`, `Thời gian ký: ...`) where a program drew it among the text of a
page: beside or below the heading its lines would be read as the title's.

Form: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.8.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.readers.page_words import Line, Piece

PRINTED = "hời gian ký"
_LABEL_RE = re.compile(r"(?:Được ký bởi|Ký bởi|Người ký|Cơ quan|Email|Thời gian ký|Ngày ký)\s*:", re.IGNORECASE)
# The moment ends its line: nothing follows the time but a zone or the day.
_MOMENT_RE = re.compile(
    r"Thời gian ký\s*:.{0,40}?\d{1,2}:\d\d(?::\d\d)?(?:\s*[AP]M)?"
    r"(?:\s*(?:UTC|GMT)?\s*[+-]\d\d[:']?\d\d'?|\s*Z)?(?:\s*(?:ngày\s*)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4})?\W*$",
    re.IGNORECASE,
)
# Words of its lines stand no farther apart than so many heights, lines no farther below each other; they begin level.
_APART, _BELOW, _LEVEL_PT = 1.2, 2.2, 3.0
# A page holds few labels: more are a table's, and nothing there is looked for. The longest has so many words.
_FIRST_WORDS = {"được", "ký", "người", "cơ", "email:", "email", "thời", "ngày"}
_MOST_LABELS, _LABEL_WORDS = 24, 5


def without_signature_print(pieces: Sequence[Piece]) -> tuple[list[Piece], list[str]]:
    """The words of a page less those of such prints, and what these say: two labels or more, the moment the last."""
    starts = [
        piece
        for at, piece in enumerate(pieces)
        if piece.text.lower() in _FIRST_WORDS and _LABEL_RE.match(_said(pieces[at : at + _LABEL_WORDS]))
    ]
    if len(starts) > _MOST_LABELS:
        return list(pieces), []
    labelled = [line for line in (_line_from(start, pieces) for start in starts) if _LABEL_RE.match(_said(line))]
    labelled.sort(key=lambda line: line[0].middle)
    gone: set[int] = set()
    prints: list[str] = []
    for last in [line for line in labelled if _MOMENT_RE.match(_said(line))]:
        lines = [last]
        for line in reversed(labelled[: labelled.index(last)]):
            first = lines[0][0]
            if abs(line[0].x0 - first.x0) < _LEVEL_PT and _near_above(line[0], first, pieces):
                lines.insert(0, line)
        if len(lines) < 2:
            continue
        # What goes on below a label without one of its own begins level with it.
        top, bottom, left = lines[0][0].top, last[0].bottom, last[0].x0
        starts = [p for p in pieces if top - 1 <= p.middle <= bottom + 1 and abs(p.x0 - left) < _LEVEL_PT]
        if _runs_on(pieces, top, bottom, last[0]):
            continue
        inside = [piece for start in sorted(starts, key=lambda p: p.middle) for piece in _line_from(start, pieces)]
        gone |= {id(piece) for piece in inside}
        prints.append(_said(inside))
    return [piece for piece in pieces if id(piece) not in gone], prints


def _runs_on(pieces: Sequence[Piece], top: float, bottom: float, first: Piece) -> bool:
    """Whether lines that begin level with a print go on close above and below it, or one above ends with a colon: there
    a paper quotes one."""
    near_left = [p for p in pieces if 0 < top - p.bottom < _BELOW * first.height and abs(p.x0 - first.x0) < _LEVEL_PT]
    if any(_said(_line_from(p, pieces)).endswith(":") for p in near_left):
        return True
    level = [p.middle for p in pieces if abs(p.x0 - first.x0) < _LEVEL_PT]
    near = _BELOW * first.height
    return any(top - near < at < top - 1 for at in level) and any(bottom + 1 < at < bottom + near for at in level)


def _near_above(line: Piece, below: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether a line stands above another one of its print; a name between them may take a line of its own."""
    height = max(line.height, below.height)
    gap = below.middle - line.middle
    return 0 < gap < _BELOW * height or (
        gap < 2 * _BELOW * height
        and any(abs(p.x0 - below.x0) < _LEVEL_PT and line.bottom < p.middle < below.top for p in pieces)
    )


def _line_from(start: Piece, pieces: Sequence[Piece]) -> Line:
    """A word and those that follow it on its level, each an ordinary space behind the one before."""
    level = [p for p in pieces if abs(p.middle - start.middle) < 0.5 * start.height and p.x0 >= start.x0]
    line = [start]
    for piece in sorted(level, key=lambda p: p.x0):
        if piece is not start and piece.x0 - line[-1].x1 > _APART * start.height:
            break
        if piece is not start:
            line.append(piece)
    return line


def _said(line: Sequence[Piece]) -> str:
    return " ".join(piece.text for piece in line)
