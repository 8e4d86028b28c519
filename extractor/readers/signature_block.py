"""Reads the recipients and the signature once more, each by itself, with pen strokes and seals taken away.

A signature that crosses the lines makes the page layout step lose the name under it and the recipients beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from statistics import median
from typing import TYPE_CHECKING

from extractor.readers.marks import Mark, marks
from extractor.readers.ocr import PageTime, read_grey
from extractor.readers.open_letters import with_open_letters
from extractor.readers.page_image import WORK_DPI
from extractor.readers.page_words import OcrWord
from extractor.readers.seal import without_seals
from extractor.readers.second_reading import at_size
from extractor.readers.signature_repair import AUTHORITIES, is_surname
from extractor.readers.under_seal import Doubt, judged, without_marks
from extractor.syllables import is_syllable
from extractor.text import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extractor.readers.page_image import Grey

_PER_POINT = WORK_DPI / 72
# Printed letters are black; what is left of a red seal seen through the red glass is grey.
_BLACK = 120
# Ink of any kind: a weak pen too leads layout analysis astray. Grey ink, between the two.
_PALE, _GREY = 200, 160
# How ink of a seal's ring is shown across a line of letters: too light to join them, dark enough to be part of one.
_DOUBTFUL, _DARKER = 200, 150
_SIZES = (0.6, 0.75, 1.3)
# A mark higher or wider than this (pixels at 300 dpi; capitals have 40) is a stroke of the pen or a seal's ring.
_MARK_HIGH = 95
_MARK_WIDE = 190
_SEAL = 250
# As high or wide as this is no seal with a signature over it, but the sheet's edge: it takes nothing with it.
_EDGE = 1000
# Words surer than this were not read in strokes of a pen.
_GUESSED = 0.5
_SURE = 0.8
# Where lines of the text begin at most, behind the recipients; the least height of signatures above those.
_INDENT_PT, _SIGNED_PT = 45, 75
# The rows above the first letters, for their accents.
_ABOVE_PX = 12
_MARKS_RE = re.compile("[,:;]")
_AROUND = ".,;:()-–—/\"“”'‘’`"
# So far apart begin the line numbers of readings, that they meet neither the page's nor another reading's.
_LINES_APART = 1_000


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of the page in points, to its end without a `bottom`. `joint`: both its columns are signed."""

    top: float
    bottom: float | None = None
    joint: bool = False

    def rows(self, height: int) -> tuple[int, int]:
        """First row of the stretch and the one behind its last."""
        low = height if self.bottom is None else max(0, int(self.bottom * _PER_POINT) - _ABOVE_PX)
        return max(0, int(self.top * _PER_POINT) - (0 if self.joint else _ABOVE_PX)), low


def read_signature_block(
    grey: Grey, words: Sequence[OcrWord], page_time: PageTime
) -> tuple[list[OcrWord], list[Doubt]]:
    """The words, those of the signature block replaced by a second reading where that reads more, and the names that
    a seal made doubtful."""
    start = _block_top(words)
    if start is None:
        return list(words), []
    joint = _joint_top(words, start)
    doubts: list[Doubt] = []
    for stretch in (_Stretch(start), *([_Stretch(joint, start, joint=True)] if joint is not None else [])):
        words, found = _read_stretch(grey, words, stretch, page_time)
        doubts.extend(found)
    return list(words), doubts


def _read_stretch(
    grey: Grey, words: Sequence[OcrWord], stretch: _Stretch, page_time: PageTime
) -> tuple[list[OcrWord], list[Doubt]]:
    import numpy as np

    top, bottom = stretch.rows(len(grey))
    seen = grey[top:bottom]
    ink = seen < _BLACK
    if ink.shape[0] < 60:
        return list(words), []
    unsealed = without_seals(ink, seen < _GREY, seen < _PALE)
    # With neither pen nor seal, not even a pale one, there is nothing that layout analysis could have stumbled over.
    crossed = unsealed is not None or any(map(_is_stroke, marks(seen < _PALE)))
    # Where a seal was taken away letters under its rings are damaged, where it was not they are lost with it.
    inks = [unsealed.ink, ink] if unsealed else [ink]
    cleared = [without_strokes(each) for each in inks] if crossed else []
    split = _gap(cleared[0] if crossed else ink)
    if split is None:
        return list(words), []
    views = [np.where(left, seen, 255).astype(np.uint8) for left in cleared]
    shades: list[Grey] = []
    if unsealed:
        shades = [np.where(unsealed.doubtful, shade, views[0]).astype(np.uint8) for shade in (_DOUBTFUL, _DARKER)]
        views.insert(0, shades[0])
    inside = [w for w in words if top <= w.piece.middle * _PER_POINT < bottom]
    result = [w for w in words if not top <= w.piece.middle * _PER_POINT < bottom]
    doubts: list[Doubt] = []
    numbers = count(1 + max((w.piece.line or 0 for w in words), default=0), _LINES_APART)
    for x0, x1 in ((0, split), (split, grey.shape[1])):
        before = [w for w in inside if x0 <= (w.piece.x0 + w.piece.x1) / 2 * _PER_POINT < x1]
        if x0 or stretch.joint:
            readings = [_read(view, x0, x1, top, page_time, next(numbers)) for view in views]
            lines = best_lines(before, readings, sealed=unsealed is not None)
            if unsealed:
                every = [line for reading in (*readings, before) for line in _lines_of(reading)]
                again = partial(_looks, grey, top, shades, numbers, page_time)
                lines, found = judged(lines, every, ink & ~unsealed.ink, top, again)
                doubts.extend(found)
            result.extend(word for line in lines for word in without_marks(line))
        else:
            after = _read(views[-1], x0, x1, top, page_time, next(numbers)) if views else before
            result.extend(with_open_letters(grey, better(before, after)))
    return result, doubts


def _looks(
    grey: Grey, top: int, shades: Sequence[Grey], numbers: Iterator[int], page_time: PageTime, line: list[OcrWord]
) -> list[list[OcrWord]]:
    """A line read at other sizes, with the ring across it in other shades of grey."""
    found = []
    for shade in shades:
        page = grey.copy()
        page[top : top + len(shade)] = shade
        for size in _SIZES:
            number = next(numbers)
            words = at_size(page, line, size, page_time).words
            found.append([replace(word, piece=replace(word.piece, line=number)) for word in words])
    return [each for each in found if each]


def _block_top(words: Sequence[OcrWord]) -> float | None:
    """Top in points of the line `Nơi nhận:`, told by its second word and by the dashes of the lines below it."""
    for index in range(len(words) - 1, 0, -1):
        first, second = words[index - 1].piece, words[index].piece
        if not fold(second.text).startswith("nhan") or abs(first.middle - second.middle) > second.height:
            continue
        below = [w.piece for w in words if 0 < w.piece.top - second.bottom < 6 * second.height]
        dashes = [p for p in below if p.text[:1] in "-–—" and p.x0 < second.x1]
        if dashes and first.x0 < second.x0 < first.x0 + 8 * second.height:
            return min(first.top, second.top)
    return None


def _joint_top(words: Sequence[OcrWord], start: float) -> float | None:
    """Below the text, where so much room is left above the recipients that several sign there; None where it is not.

    Lines of the text begin at the margin and have words in small letters, which no line of a signature block has.
    """
    above = [line for line in _lines_of(words) if line[-1].piece.bottom < start]
    margin = min((w.piece.x0 for w in words if w.piece.middle > start), default=0.0) + _INDENT_PT
    ends = [
        median(w.piece.bottom for w in line)
        for line in above
        if min(w.piece.x0 for w in line) < margin and any(map(_is_text, line))
    ]
    end = max(ends, default=start)
    return end if start - end > _SIGNED_PT else None


def _is_text(word: OcrWord) -> bool:
    text = word.piece.text.strip(_AROUND)
    return len(text) > 1 and text.islower() and is_syllable(text) and (word.piece.confidence or 0.0) >= _SURE


def without_strokes(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The ink of letters alone. A stroke through a word takes the word with it only where the two touch; a mark as
    large as a seal takes what stands within its box."""
    left = ink.copy()
    for mark in marks(left):
        if _SEAL < mark.height < _EDGE and _SEAL < mark.width < _EDGE:
            left[mark.top : mark.bottom, mark.x0 : mark.x1] = False
        elif _is_stroke(mark):
            mark.erase(left)
    return left


def _is_stroke(mark: Mark) -> bool:
    return mark.height > _MARK_HIGH or (mark.width > _MARK_WIDE and mark.height > 12)


def _gap(ink: NDArray[np.bool_]) -> int | None:
    """Middle of the widest stretch of empty columns in the middle half of the page; None when there is none."""
    import numpy as np

    width = ink.shape[1]
    empty = np.count_nonzero(ink, axis=0) <= 2
    best: tuple[int, int] | None = None
    run = 0
    for x in range(int(width * 0.22), int(width * 0.78)):
        run = run + 1 if empty[x] else 0
        if best is None or run > best[0]:
            best = (run, x)
    if best is None or best[0] < 30:
        return None
    return best[1] - best[0] // 2


def _read(grey: Grey, x0: int, x1: int, top: int, page_time: PageTime, first: int) -> list[OcrWord]:
    """The words of the columns `x0` to `x1` of a stretch that begins in row `top`; lines are numbered from `first`."""
    import numpy as np

    crop = grey[:, x0:x1]
    rows = np.flatnonzero((crop < _BLACK).sum(axis=1))
    if len(rows) < 20:
        return []
    found, _ = read_grey(np.ascontiguousarray(crop[: rows[-1] + 30]), page_time, mode=6)
    moved = []
    for word in found:
        p = word.piece
        if not p.text.strip("|¦"):
            continue  # the sheet's edge
        dx, dy = x0 / _PER_POINT, top / _PER_POINT
        line = None if p.line is None else p.line + first
        piece = replace(p, x0=p.x0 + dx, x1=p.x1 + dx, top=p.top + dy, bottom=p.bottom + dy, line=line)
        symbols = (
            replace(each, box_px=(each.box_px[0] + x0, each.box_px[1] + top, each.box_px[2] + x0, each.box_px[3] + top))
            for each in word.symbols
        )
        moved.append(OcrWord(piece, tuple(symbols)))
    return moved


def better(before: list[OcrWord], after: list[OcrWord]) -> list[OcrWord]:
    """Of two readings of a column that which reads more."""
    return after if _worth(after) >= _worth(before) else before


def best_lines(before: list[OcrWord], cleared: Sequence[list[OcrWord]], *, sealed: bool = False) -> list[list[OcrWord]]:
    """Of readings of the same column the best, and in it each line as the reading has it that reads that line best.

    What can be read once a black seal is away was not read better through it. Where nothing is left once strokes and
    seals are away, no line is made of what the page had there, unless it is text beyond doubt.
    """
    best = max((*reversed(cleared), before), key=_worth)
    lines = []
    taken: list[list[OcrWord]] = []
    for line in _lines_of(best):
        beside = [other for reading in cleared for other in _lines_of(reading) if _is_beside(line, other)]
        page = [other for other in _lines_of(before) if _is_beside(line, other)]
        if best is before and cleared and not beside and not _is_sure(line):
            continue
        chosen = max(beside, key=_worth, default=line)
        if not (sealed and beside and all(map(_is_read, chosen))):
            chosen = max([line, *beside, *page], key=_worth)
        if any(_is_beside(chosen, other) and _is_across(chosen, other) for other in taken):
            continue  # two lines of this reading, one of them a scrap, are one line of better ones
        taken.append(chosen)
        lines.append(_with_surname(chosen, [*beside, *page]))
    return lines


def _with_surname(line: list[OcrWord], others: Sequence[list[OcrWord]]) -> list[OcrWord]:
    """A name, read as another reading of it has its surname where this one is none: they differ in marks alone."""
    said = [word.piece.text for word in line]
    if not 3 <= len(line) <= 5 or not all(map(str.istitle, said)) or is_surname(said[0]):
        return line
    rest = [fold(word) for word in said]
    for other in others:
        if [fold(word.piece.text) for word in other] == rest and is_surname(other[0].piece.text):
            return [other[0], *line[1:]]
    return line


def _is_sure(line: Sequence[OcrWord]) -> bool:
    marked = line[1:] if line[0].piece.text in AUTHORITIES else line
    return len(line) > 1 and all(
        (w.piece.confidence or 0.0) >= _SURE and is_syllable(w.piece.text.strip(_AROUND)) for w in marked
    )


def _is_read(word: OcrWord) -> bool:
    return (word.piece.confidence or 0.0) >= _GUESSED and is_syllable(word.piece.text.strip(_AROUND))


def _lines_of(words: Sequence[OcrWord]) -> list[list[OcrWord]]:
    lines: dict[int | None, list[OcrWord]] = {}
    for word in words:
        lines.setdefault(word.piece.line, []).append(word)
    return list(lines.values())


def _is_beside(one: Sequence[OcrWord], other: Sequence[OcrWord]) -> bool:
    """Whether two lines stand at one height."""
    tops = [median(word.piece.top for word in line) for line in (one, other)]
    bottoms = [median(word.piece.bottom for word in line) for line in (one, other)]
    return min(bottoms) - max(tops) > 0.5 * min(low - high for high, low in zip(tops, bottoms, strict=True))


def _is_syllables(core: str) -> bool:
    """Whether a word is one of the language, or several run together with their marks (`Lưu:VT,NC`)."""
    parts = _MARKS_RE.split(core)
    return all(is_syllable(part) or (part.isupper() and len(parts) > 1) for part in parts)


def _is_across(one: Sequence[OcrWord], other: Sequence[OcrWord]) -> bool:
    """Whether the words of two lines begin at the same places, but for a few."""
    starts = [word.piece.x0 for word in other]
    same = sum(1 for word in one if any(abs(word.piece.x0 - start) < 2 for start in starts))
    return 2 * same > min(len(one), len(other))


def _worth(words: Sequence[OcrWord]) -> float:
    """Letters read for sure, less those that make no word or are next to guessed (`CAN` in the strokes of a pen)."""
    total = 0.0
    for word in words:
        core = word.piece.text.strip(_AROUND)
        sure = word.piece.confidence or 0.0
        readable = core.isupper() or core.isdigit() or "/" in core or _is_syllables(core)
        if not readable:
            sure -= 0.9
        elif sure < _GUESSED:
            sure -= _GUESSED
        total += len(_MARKS_RE.sub("", core)) * sure
    return total
