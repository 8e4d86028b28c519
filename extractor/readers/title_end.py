"""Sets the text of a recognised first page apart from its title, where the page itself shows where it begins.

A title is centred (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.5); the first line of a text is set in and ends at the
right margin. Words tell it too, but a stamp, a pen or pale ink may spoil the first of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractor.readers.page_words import Line
from extractor.types import type_of_word

# In points: how far from its middle a centred line lies at most, from the margin a line that reaches it, and how far a
# first line is set in at least (10 to 12.7 mm by the norm).
_CENTRED_PT, _AT_MARGIN_PT, _SET_IN_PT = 8.0, 9.0, 16.0
_HEADER_LINES, _TITLE_LINES = 16, 7
# Above a paragraph stands more than so much of the distance from line to line.
_SPACED = 1.5
# So many lines of a text are asked for where its margins are.
_FEWEST = 4


def with_title_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines, an empty one before the first line of the text where it stands right below a centred title."""
    kind = next((at for at, line in enumerate(lines[:_HEADER_LINES]) if _names_type(line)), None)
    if kind is None:
        return list(lines)
    margins = _margins([line for line in lines[kind + 1 :] if line])
    if margins is None:
        return list(lines)
    left, right = margins
    pitch = _pitch([line for line in lines[kind + 1 :] if line])
    middle = _middle(lines[kind])
    for at in range(kind + 2, min(kind + 2 + _TITLE_LINES, len(lines))):
        line, above = lines[at], lines[at - 1]
        if not line or not above or abs(_middle(above) - middle) > _CENTRED_PT:
            break
        begins = line[-1].x1 > right - _AT_MARGIN_PT and line[0].x0 > left + _SET_IN_PT
        if not begins or above[-1].x1 > right - _AT_MARGIN_PT:
            continue
        # A heading may be centred elsewhere than the text is: then the space above a paragraph tells.
        if _middle(line) - middle > _CENTRED_PT or line[0].middle - above[0].middle > _SPACED * pitch:
            return [*lines[:at], [], *lines[at:]]
    return list(lines)


def _names_type(line: Line) -> bool:
    said = " ".join(piece.text for piece in line)
    return said.isupper() and type_of_word(said) is not None


def _margins(lines: Sequence[Line]) -> tuple[float, float] | None:
    """Where the lines of a text begin and end: the middle ones of those that go over most of the page's width."""
    wide = max((line[-1].x1 - line[0].x0 for line in lines), default=0.0)
    full = [line for line in lines if line[-1].x1 - line[0].x0 > 0.9 * wide]
    if len(full) < _FEWEST:
        return None
    return median(line[0].x0 for line in full), median(line[-1].x1 for line in full)


def _pitch(lines: Sequence[Line]) -> float:
    """How far below each other lines stand mostly."""
    return median(after[0].middle - before[0].middle for before, after in pairwise(lines))


def _middle(line: Line) -> float:
    return (line[0].x0 + line[-1].x1) / 2
