"""The words of a page in the order of the text, each with its place: what an invisible layer is made of.

A page may have been scanned lying on its side or head. Then its words are placed as on the upright page, and the layer
says how that is turned.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from extractor.document import Span, Word
    from extractor.readers.places import Box

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_TOKEN = re.compile(r"\S+")
# Where nothing near was found on the page: its margins, and the height of a line, in points.
_MARGIN_PT = 56.0
_LINE_PT = 12.0


Turn = Literal[0, 90, 180, 270]


@dataclass(frozen=True, slots=True)
class Placed:
    """A word and its rectangle in points, origin at the top left of the upright page."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Layer:
    """The lines of a page. `turn_deg`: how far clockwise the upright page was turned when it was scanned."""

    lines: tuple[tuple[Placed, ...], ...] = ()
    turn_deg: Turn = 0


_Line = list[tuple[str, "Box | None"]]


def layer_of(content: str, span: Span, words: Sequence[Word], width_pt: float, height_pt: float) -> Layer:
    """Every word of a page's stretch of text. A word that was not found on the page (a line that a person put right, a
    number that was entered by hand) is placed between its neighbours: no word is missing from the layer.
    `width_pt`, `height_pt`: of the page as it was scanned, like the boxes of `words`.
    """
    spread = _spread(words)
    lines: list[_Line] = [
        [(token.group(), _around(spread, *token.span())) for token in _TOKEN.finditer(content, *line.span())]
        for line in _LINE.finditer(content, span.start, span.end)
    ]
    turn = _turn(lines)
    upright = [[(text, box and _upright(box, turn, width_pt, height_pt)) for text, box in line] for line in lines]
    size = (width_pt, height_pt) if turn in (0, 180) else (height_pt, width_pt)
    return Layer(_placed(upright, *size), turn)


def _turn(lines: Sequence[_Line]) -> Turn:
    """From where the words of a line follow each other: to the right, down, to the left or up."""
    across = down = 0.0
    for line in lines:
        boxes = [box for _, box in line if box is not None]
        across += sum(after[0] + after[2] - before[0] - before[2] for before, after in pairwise(boxes))
        down += sum(after[1] + after[3] - before[1] - before[3] for before, after in pairwise(boxes))
    if abs(across) >= abs(down):
        return 0 if across >= 0 else 180
    return 90 if down > 0 else 270


def _upright(box: Box, turn: Turn, width: float, height: float) -> Box:
    """A rectangle of the page as it was scanned on the upright page."""
    x0, top, x1, bottom = box
    if turn == 90:
        return top, width - x1, bottom, width - x0
    if turn == 180:
        return width - x1, height - bottom, width - x0, height - top
    return (height - bottom, x0, height - top, x1) if turn == 270 else box


def _placed(lines: Sequence[_Line], width_pt: float, height_pt: float) -> tuple[tuple[Placed, ...], ...]:
    found = [box for line in lines for _, box in line if box is not None]
    left = min((box[0] for box in found), default=_MARGIN_PT)
    right = max((box[2] for box in found), default=max(_MARGIN_PT + 1, width_pt - _MARGIN_PT))
    tops = [min((box[1] for _, box in line if box is not None), default=None) for line in lines]
    placed: list[tuple[Placed, ...]] = []
    bottom = min(_MARGIN_PT, height_pt / 2)
    for number, line in enumerate(lines):
        if tops[number] is None:
            below = next((top for top in tops[number:] if top is not None), height_pt)
            high = min(_LINE_PT, max(1.0, below - bottom))
            bottom = min(bottom, height_pt - high)
            placed.append(_shared([text for text, _ in line], (left, bottom, right, bottom + high)))
        else:
            placed.append(_completed(line, left, right))
        bottom = max(one.box[3] for one in placed[-1])
    return tuple(placed)


def _spread(words: Sequence[Word]) -> dict[int, Box]:
    """Code point -> its share of the rectangle of its word."""
    found = {}
    for word in words:
        x0, top, x1, bottom = word.box_pt
        step = (x1 - x0) / max(1, word.span.end - word.span.start)
        for place, offset in enumerate(range(word.span.start, word.span.end)):
            found[offset] = (x0 + place * step, top, x0 + (place + 1) * step, bottom)
    return found


def _around(spread: Mapping[int, Box], start: int, end: int) -> Box | None:
    boxes = [spread[offset] for offset in range(start, end) if offset in spread]
    if not boxes:
        return None
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def _completed(line: _Line, left: float, right: float) -> tuple[Placed, ...]:
    """A line of which some words were found: each run of the others fills what lies between its neighbours."""
    placed: list[Placed] = []
    at = 0
    while at < len(line):
        text, box = line[at]
        if box is not None:
            placed.append(Placed(text, box))
            at += 1
            continue
        end = next((place for place in range(at, len(line)) if line[place][1] is not None), len(line))
        before = placed[-1].box if placed else None
        after = line[end][1] if end < len(line) else None
        near = before or after
        assert near is not None, "a line without any box is shared out whole"
        x0 = before[2] if before else min(left, near[0])
        x1 = max(x0 + 1, after[0] if after else right)
        placed.extend(_shared([text for text, _ in line[at:end]], (x0, near[1], x1, near[3])))
        at = end
    return tuple(placed)


def _shared(texts: Sequence[str], box: Box) -> tuple[Placed, ...]:
    """Words shared out over a rectangle by their letters, with a space between them."""
    x0, top, x1, bottom = box
    ends = list(accumulate(len(text) + 1 for text in texts))
    step = (x1 - x0) / (ends[-1] - 1)
    return tuple(
        Placed(text, (x0 + (end - 1 - len(text)) * step, top, x0 + (end - 1) * step, bottom))
        for text, end in zip(texts, ends, strict=True)
    )
