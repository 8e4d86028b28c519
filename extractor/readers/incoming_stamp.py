"""The receiver's stamp (`CÔNG VĂN ĐẾN`, `ĐẾN Số: ... Ngày: ...`): its number and date are never the paper's own.

Form of the stamp: Nghị định 30/2020/NĐ-CP, Phụ lục IV. Of a red stamp the red vanishes with all red, but not what a pen
wrote into it: a coloured stamp is emptied before the page is recognised. Black ones are told by what they say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.readers.page_image import WORK_DPI, from_grey
from extractor.readers.page_words import OcrWord
from extractor.text import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extractor.readers.page_image import Grey, Prepared

_DARK = 150
# Ink of a stamp on a pale copy, looked for only where no darker frame was found, and which says `ĐẾN`.
_PALE = 200
# A word of the same line stands within so many of its heights.
_NEXT = 2.0
_PER_MM = WORK_DPI / 25.4
# A stamp's frame is 30 to 90 mm wide and 12 to 50 mm high, and stands on the upper half of the first page.
_WIDTH_MM = (25.0, 100.0)
_HEIGHT_MM = (12.0, 60.0)
# How far from grey (0..255) ink counts as coloured, and which share of the page's upper half a stamp has at least.
_TINTED = 40
_UPPER = 0.6  # the upper half, also of a page that was turned a little
_HALO = 8  # pixels round coloured ink in which its edges fade out
_TABLE = [255 * (value > _TINTED) for value in range(256)]
_LEAST_TINTED = 0.0005
_EDGE_INKED = 0.7
# A stamp stands aslant by so much at most. Its sides go on within so many columns, beyond what is printed across them;
# of so many beside each other it is told which goes on.
_MOST_ASLANT, _LEAST_ASLANT_PX = 0.12, 6
_STEP_PX, _OPEN_SIDES, _BREAK_PX = 6, 40, 36
# So near to its ends, as a share of its height, a straight line begins and ends. Leans that differ by less are alike.
_END_SHARE, _SAME_LEAN = 0.15, 0.03
# The outermost columns of what leans hold a part of it, those of an upright rule nearly all.
_UPRIGHT = 0.75
_EDGE_NEAR = 3  # so many rows, of half the size, off the straight line an edge may run
_CLOSED_PX = 4  # by so much runs end late, for small breaks are closed
# What the head of a paper says, whose table may have ruled lines too: no stamp says it. Folded.
_HEAD_RE = re.compile(r"\bcong hoa\b|\bdoc lap\b|\bdang cong san\b")
# Labels of a stamp, folded: each kind counts once, since the words alone stand in tables too (`Sở`, `ngày`).
_LABELS_RE = re.compile(r"(cv|cong|so|ngay|chuyen|luu|gio|den)\b(?:\W|$)|(huyen)\W*:")
_NO_LABEL_RE = re.compile(r"[Ss][ởơỡờớợ]")  # `Sở`, folded as `Số` is


def without_coloured_stamps(prepared: Prepared) -> Prepared:
    """The page with the coloured ink in coloured frames of a stamp's size, on its upper half, painted white.

    Black print that lies under the stamp stays.
    """
    import numpy as np

    if prepared.colour is None:
        return prepared
    colour = prepared.colour
    coarse = colour.resize((colour.width // 4, colour.height // 4), 0)
    seen = np.asarray(coarse)[: coarse.height // 2].astype(np.int16)
    if not seen.size or (seen.max(axis=2) - seen.min(axis=2) > _TINTED).mean() < _LEAST_TINTED:
        return prepared
    # Only the stretch that holds coloured ink is brought to the size and the level of the page.
    coloured = from_grey(colour.crop((0, 0, colour.width, round(_UPPER * colour.height)))).point(_TABLE).getbbox()
    if coloured is None:
        return prepared
    x0, top, x1, bottom = prepared.place_of(*coloured)
    height, width = prepared.grey.shape
    x0, top, x1, bottom = (
        max(0, x0 - _HALO),
        max(0, top - _HALO),
        min(x1 + _HALO, width),
        min(bottom + _HALO, height // 2),
    )
    if x1 - x0 < _WIDTH_MM[0] * _PER_MM or bottom - top < _HEIGHT_MM[0] * _PER_MM:
        return prepared
    tint = prepared.tint(x0, top, x1, bottom)
    emptied = None if tint is None else _without_stamps(prepared.grey[top:bottom, x0:x1], tint)
    if emptied is None:
        return prepared
    grey = prepared.grey.copy()
    grey[top:bottom, x0:x1] = emptied
    return replace(prepared, grey=grey)


def _without_stamps(grey: Grey, tint: Grey) -> Grey | None:
    """A stretch of a page less the coloured ink in frames; None where there is no such frame."""
    import numpy as np

    left = None
    seen = np.where(tint > _TINTED, 0, 255).astype(np.uint8)
    for x0, top, x1, bottom, crooked in _frames(seen):
        edges = (0, bottom - top + 16) if crooked else _ruled(tint[max(0, top - 8) : bottom + 8, x0:x1] > _TINTED)
        if edges is None:
            continue  # a seal, or what only looks like a frame
        top, bottom = max(0, top - 8) + edges[0], max(0, top - 8) + edges[1]
        left = grey.copy() if left is None else left
        part = tint[top : bottom + 4, x0 : x1 + 4] > _TINTED // 2
        swollen = part.copy()
        for shift in (1, 2):
            swollen[:, shift:] |= part[:, :-shift]
            swollen[:, :-shift] |= part[:, shift:]
            swollen[shift:] |= part[:-shift]
            swollen[:-shift] |= part[shift:]
        left[top : top + part.shape[0], x0 : x0 + part.shape[1]][swollen] = 255
    return left


def _ruled(ink: NDArray[np.bool_]) -> tuple[int, int] | None:
    """First and last row of a stretch along which a line runs; None where they are not a stamp's height apart."""
    lines = [row for row in range(len(ink)) if ink[max(0, row - 5) : row + 5].any(axis=0).mean() > _EDGE_INKED]
    high = (lines[-1] - lines[0]) / _PER_MM if lines else 0.0
    return (lines[0], lines[-1]) if _HEIGHT_MM[0] <= high <= _HEIGHT_MM[1] else None


def words_in_stamp(grey: Grey, words: Sequence[OcrWord]) -> list[OcrWord]:
    """The words inside a ruled frame that says what a receiver's stamp says; empty when there is none."""
    upper = grey[: grey.shape[0] // 2]
    found = _words_in_frame(upper, words, _DARK)
    if found or not (marks := [word for word in words if _is_mark(word, words)]):
        return found
    return _words_in_frame(upper, words, _PALE, marks)


def _words_in_frame(grey: Grey, words: Sequence[OcrWord], dark: int, marks: Sequence[OcrWord] = ()) -> list[OcrWord]:
    """`marks`: words of which one has to stand in the frame."""
    for x0, top, x1, bottom, _ in _frames(grey, dark):
        inside = [w for w in words if _within(w, x0, top, x1, bottom)]
        if _HEAD_RE.search(fold(" ".join(w.piece.text for w in inside))):
            continue  # a table round the head, with `Số:` and `ngày` in it
        if marks and not any(mark in inside for mark in marks):
            continue
        # Words that only reach into the frame belong to the paper.
        if len(set(map(_label, inside)) - {""}) > 1 or any(map(_has_arrived, inside)):
            return _without_line_below(inside, words, x1, bottom)
    return []


def _is_mark(word: OcrWord, words: Sequence[OcrWord]) -> bool:
    """Whether a word is the stamp's `ĐẾN` or the end of its `CÔNG VĂN ĐẾN`; not one of a title (`TỪ NĂM 2033 ĐẾN NĂM
    2035`), which other words stand beside."""
    if not (_has_arrived(word) and word.piece.text.isupper()):
        return False
    piece = word.piece
    beside = [
        each
        for each in words
        if abs(each.piece.middle - piece.middle) < piece.height / 2
        and each is not word
        and any(map(str.isalnum, each.piece.text))
    ]
    before = [each for each in beside if 0 <= piece.x0 - each.piece.x1 < _NEXT * piece.height]
    after = [each for each in beside if 0 <= each.piece.x0 - piece.x1 < _NEXT * piece.height]
    return all(fold(each.piece.text) == "van" for each in before) and all(map(_label, after))


def _label(word: OcrWord) -> str:
    """Which label of a stamp a word is (`so`, `ngay`, ...); empty where it is none."""
    found = _LABELS_RE.match(fold(word.piece.text).strip(". |"))
    if found is None or _NO_LABEL_RE.match(word.piece.text):
        return ""
    return found[1] or found[2]


def _has_arrived(word: OcrWord) -> bool:
    return fold(word.piece.text).strip(" .|") == "den"


def _without_line_below(inside: Sequence[OcrWord], words: Sequence[OcrWord], x1: int, bottom: int) -> list[OcrWord]:
    """The words in a stamp less those under its lower edge that are of a line which goes on beside the stamp."""
    of_paper: list[OcrWord] = []
    beside = [word for word in words if word.piece.x0 / 72 * WORK_DPI > x1 - 4 * _PER_MM]
    for word in sorted(inside, key=lambda each: -each.piece.x0):
        piece = word.piece
        if piece.bottom / 72 * WORK_DPI < bottom - 2 * _PER_MM or not any(c.isalpha() for c in piece.text):
            continue
        if any(
            0 <= other.piece.x0 - piece.x1 < 0.6 * piece.height
            and abs(other.piece.middle - piece.middle) < piece.height / 2
            for other in (*beside, *of_paper)
        ):
            of_paper.append(word)
    return [word for word in inside if word not in of_paper]


def _within(word: OcrWord, x0: int, top: int, x1: int, bottom: int) -> bool:
    piece = word.piece
    middle_x = (piece.x0 + piece.x1) / 2 / 72 * WORK_DPI
    middle_y = piece.middle / 72 * WORK_DPI
    slack = 3 * _PER_MM  # a crooked frame: its first line of text may stand on the edge
    return x0 - slack / 3 <= middle_x <= x1 + slack / 3 and top - slack <= middle_y <= bottom + slack / 3


def _frames(grey: Grey, dark: int = _DARK) -> list[tuple[int, int, int, int, bool]]:
    """Boxes (x0, top, x1, bottom, pixels) of ruled frames of a stamp's size, and whether they stand aslant."""
    ink = _halved(grey < dark)
    across = [(2 * row, 2 * left, 2 * right) for row, left, right in _runs(ink, int(9 * _PER_MM))]
    down = [(2 * column, 2 * top, 2 * bottom) for column, top, bottom in _runs(ink.T, int(3.5 * _PER_MM))]
    boxes = []
    for row, left, right in across:
        if not _WIDTH_MM[0] <= (right - left) / _PER_MM <= _WIDTH_MM[1] and right - left < 18 * _PER_MM:
            continue
        uprights = [
            (column, top, bottom)
            for column, top, bottom in down
            if left - 2 * _PER_MM <= column <= right + 2 * _PER_MM and top - 4 * _PER_MM <= row <= bottom + 4 * _PER_MM
        ]
        if not uprights:
            continue
        top = min([row, *(top for _, top, _ in uprights)])
        bottom = max([row, *(bottom for _, _, bottom in uprights)])
        x0, x1 = min([left, *(c for c, _, _ in uprights)]), max([right, *(c for c, _, _ in uprights)])
        wide, high = (x1 - x0) / _PER_MM, (bottom - top) / _PER_MM
        if _WIDTH_MM[0] <= wide <= _WIDTH_MM[1] and _HEIGHT_MM[0] <= high <= _HEIGHT_MM[1]:
            boxes.append((x0, top, x1, bottom))
    found = {(*box, False) for box in boxes} | {(*box, True) for box in _crooked(down, ink)}
    return sorted(found, key=lambda b: (b[2] - b[0]) * (b[3] - b[1]), reverse=True)


def _crooked(down: Sequence[tuple[int, int, int]], ink: NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """Boxes of frames that were stamped aslant, by their sides (as columns, tops and bottoms of dark runs) and the
    lines from side to side, which run over too many rows to be found in any. `ink` is half as wide and high."""
    sides: list[list[tuple[int, int, int]]] = []
    for column, top, bottom in down:
        # The runs come from left to right: what goes on in this column ended a few columns ago.
        for side in reversed(sides[-_OPEN_SIDES:]):
            last, high, low = side[-1]
            if column - last <= _STEP_PX and top <= low + _BREAK_PX and bottom >= high - _BREAK_PX:
                side.append((column, top, bottom))
                break
        else:
            sides.append([(column, top, bottom)])
    aslant = [found for side in sides if (found := _aslant(side)) is not None]
    boxes = []
    for at, (left, lean) in enumerate(aslant):
        for right, other in aslant[at + 1 : at + 1 + _OPEN_SIDES]:
            wide = right[2] - left[0]
            # Of a frame that is turned, the upper edge falls as its sides lean, and both sides lean alike.
            falls = (right[1] - left[1]) / max(1, wide)
            if not (abs(falls + lean) <= _SAME_LEAN and abs(lean - other) <= _SAME_LEAN):
                continue
            if not _WIDTH_MM[0] <= wide / _PER_MM <= _WIDTH_MM[1]:
                continue
            upper, lower = (
                [_end(side, slope, low) for side, slope in ((left, lean), (right, other))] for low in (0, 1)
            )
            if _is_drawn(ink, *upper) and _is_drawn(ink, *lower):
                boxes.append((left[0], min(left[1], right[1]), right[2], max(left[3], right[3])))
    return boxes


def _end(side: tuple[int, int, int, int], lean: float, low: int) -> tuple[int, int]:
    """The upper or the lower end of a side in its box."""
    x0, top, x1, bottom = side
    return (x1 if (lean > 0) == bool(low) else x0), bottom - _CLOSED_PX if low else top


def _is_drawn(ink: NDArray[np.bool_], begin: tuple[int, int], end: tuple[int, int]) -> bool:
    """Whether a line runs from one place to another: sides alone may be the rules of a table."""
    import numpy as np

    (x0, y0), (x1, y1) = begin, end
    columns = np.arange(x0 // 2, max(x1 // 2, x0 // 2 + 1))
    rows = np.rint(np.linspace(y0 / 2, y1 / 2, len(columns))).astype(int)
    inside = columns < ink.shape[1]
    near = [
        ink[np.clip(rows + by, 0, len(ink) - 1)[inside], columns[inside]] for by in range(-_EDGE_NEAR, _EDGE_NEAR + 1)
    ]
    return bool(np.any(near, axis=0).mean() > _EDGE_INKED)


def _aslant(side: Sequence[tuple[int, int, int]]) -> tuple[tuple[int, int, int, int], float] | None:
    """The box (x0, top, x1, bottom) of dark runs that are a straight line as high as a stamp's side and lean a little,
    and how far its lower end lies to the right of its upper one, as a share of its height; None for others, as the
    sides of a seal, which bend."""
    top, bottom = min(run[1] for run in side), max(run[2] for run in side)
    (x0, first, first_low), (x1, last, last_low) = side[0], side[-1]
    high = bottom - top
    if not (_HEIGHT_MM[0] <= high / _PER_MM <= _HEIGHT_MM[1] and _LEAST_ASLANT_PX <= x1 - x0 <= _MOST_ASLANT * high):
        return None
    if max(first_low - first, last_low - last) > _UPRIGHT * high:
        return None
    for sign, ends in ((1, (first - top, bottom - last_low)), (-1, (last - top, bottom - first_low))):
        if max(ends) <= _END_SHARE * high:
            return (x0, top, x1, bottom), sign * (x1 - x0) / high
    return None


def _halved(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Half as wide and high; a pixel is dark where one of its four is."""
    height, width = ink.shape[0] // 2 * 2, ink.shape[1] // 2 * 2
    rows = ink[0:height:2] | ink[1:height:2]
    halved: NDArray[np.bool_] = rows[:, 0:width:2] | rows[:, 1:width:2]
    return halved


def _runs(ink: NDArray[np.bool_], least: int) -> list[tuple[int, int, int]]:
    """Dark runs of at least `least` pixels along the rows, as (row, start, end). Small breaks are closed."""
    import numpy as np

    # Close breaks of up to two pixels: printed frames are worn.
    closed = ink.copy()
    for shift in (1, 2):
        closed[:, shift:] |= ink[:, :-shift]
    # A worn or crooked rule wanders over neighbouring rows.
    wide = closed.copy()
    wide[1:] |= closed[:-1]
    wide[:-1] |= closed[1:]
    rows = np.flatnonzero(np.count_nonzero(wide, axis=1) >= least)
    edges = np.diff(np.pad(wide[rows], ((0, 0), (1, 1))).astype(np.int8), axis=1)
    at, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    long = ends - starts >= least
    return list(zip(rows[at[long]].tolist(), starts[long].tolist(), ends[long].tolist(), strict=True))
