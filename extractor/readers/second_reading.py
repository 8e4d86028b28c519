"""Doubtful words are read a second time, their line by itself and at other sizes; what reads surer and better wins.

Italic codes and dates in small scans come out wrong in one size and right in another (`] 2/2021/0Đ-77g` for
`12/2021/QĐ-TTg`), so size is the cheapest second opinion.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from statistics import median
from typing import TYPE_CHECKING

from extractor.readers.ocr import PageTime, read_grey
from extractor.readers.page_image import WORK_DPI
from extractor.readers.page_words import OcrWord, Piece
from extractor.syllables import is_syllable
from extractor.text import fold

if TYPE_CHECKING:
    from extractor.readers.page_image import Grey

_PER_POINT = WORK_DPI / 72
# Sizes of the second and third reading, as shares of the working resolution.
_SIZES = (0.75, 1.3)
_NEIGHBOURS = 2
_SURE_FIGURES = 0.90
_SURE_WORD = 0.80
# A word less sure than this is next to unread where it is so long; others in its place must be so sure.
_UNREAD, _LONG, _FAIRLY = 0.2, 5, 0.65
_FIGURE_RE = re.compile(r"\d")
# Figures as official papers write them: a code, a date, an amount, a number with its sign.
_SOUND_RE = re.compile(
    r"^\W*(?:\d{1,6}[a-zđ]?(?:/\d{4})?[/-](?:[A-ZĐƯ][A-Za-zĐƯđ]{0,9}\d{0,2})(?:[-/][A-ZĐƯ][A-Za-zĐƯđ]{0,9}\d{0,2})*[-/]?"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}/\d{4}|\d{1,3}(?:[.,]\d{3})+(?:,\d+)?|\d+(?:,\d+)?)\W*$"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """Words of one line as one look at it has them."""

    words: tuple[OcrWord, ...]

    @property
    def figures(self) -> list[Piece]:
        return [word.piece for word in self.words if _FIGURE_RE.search(word.piece.text)]

    @property
    def written(self) -> str:
        return " ".join(piece.text.strip(".,;:()") for piece in self.figures)

    def faults(self) -> int:
        """Figures that are written as no paper writes them, and brackets or bars that stand for a figure."""
        unsound = sum(1 for piece in self.figures if not _SOUND_RE.match(piece.text))
        return unsound + sum(1 for word in self.words if word.piece.text in ("]", "[", "|", "l", "I", "!"))

    def sureness(self) -> float:
        return min((piece.confidence or 0.0 for piece in self.figures), default=1.0)


def reread(grey: Grey, words: Sequence[OcrWord], settled: frozenset[int], page_time: PageTime) -> list[OcrWord]:
    """The words with doubtful ones replaced. Lines in `settled` (their numbers) are left alone."""
    lines: dict[int, list[OcrWord]] = {}
    for word in words:
        if word.piece.line is not None and word.piece.line not in settled:
            lines.setdefault(word.piece.line, []).append(word)
    replaced = {number: _line(grey, line, page_time) for number, line in lines.items() if _doubtful(line)}
    result: list[OcrWord] = []
    done: set[int] = set()
    for word in words:
        key = word.piece.line
        if key is None or key not in replaced:
            result.append(word)
        elif key not in done:
            done.add(key)
            result.extend(replaced[key])
    return result


def _line(grey: Grey, line: list[OcrWord], page_time: PageTime) -> list[OcrWord]:
    """The line with its doubtful words read again, each with its neighbours: reading costs by the width."""
    near = [
        any(_is_doubtful(word) for word in line[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1])
        for at in range(len(line))
    ]
    result: list[OcrWord] = []
    for again, words in groupby(zip(near, line, strict=True), key=itemgetter(0)):
        stretch = [word for _, word in words]
        result.extend(_best(grey, stretch, page_time) if again else stretch)
    return result


def _doubtful(line: Sequence[OcrWord]) -> bool:
    readable = sum(1 for word in line if (word.piece.confidence or 0.0) > 0.5)
    if readable * 2 < len(line):
        return False  # scratches: nothing to be gained
    return any(_is_doubtful(word) for word in line)


def _is_doubtful(word: OcrWord) -> bool:
    sure = word.piece.confidence or 0.0
    if _FIGURE_RE.search(word.piece.text):
        return sure < _SURE_FIGURES or not _SOUND_RE.match(word.piece.text)
    return sure < _SURE_WORD and len(word.piece.text) > 1


def _best(grey: Grey, line: Sequence[OcrWord], page_time: PageTime) -> list[OcrWord]:
    first = Reading(tuple(line))
    others: list[Reading] = []
    for size in _SIZES:
        others.append(at_size(grey, line, size, page_time))
        if _settles(first, others[-1]):
            break
    readings = [first, *(other for other in others if other.words)]
    written = [reading.written for reading in readings]

    def rank(reading: Reading) -> tuple[int, int, float]:
        # Fewest faults; then what another reading confirms; then the surer one.
        return (reading.faults(), -written.count(reading.written), -reading.sureness())

    chosen = min(readings, key=rank)
    result = list(line) if chosen is first else _with_figures(line, chosen)
    return [part for word in result for part in _told_apart(_surer(word, others), others)]


def _told_apart(word: OcrWord, others: Sequence[Reading]) -> list[OcrWord]:
    """A word that was next to unread (`VIL,NG.`), as the surest other reading has it, where that has several words in
    its place and is fairly sure of each."""
    piece = word.piece
    if (piece.confidence or 0.0) >= _UNREAD or len(piece.text) < _LONG:
        return [word]
    best: list[OcrWord] = []
    sureness = _FAIRLY
    for reading in others:
        under = [w for w in reading.words if piece.x0 - 1 <= (w.piece.x0 + w.piece.x1) / 2 <= piece.x1 + 1]
        covers = len(under) > 1 and under[0].piece.x0 - piece.x0 < 4 and piece.x1 - under[-1].piece.x1 < 4
        sure = min((w.piece.confidence or 0.0 for w in under), default=0.0)
        if covers and sure > sureness:
            best, sureness = under, sure
    return best or [word]


def _settles(first: Reading, other: Reading) -> bool:
    """Whether another reading leaves nothing for a third to decide: it has the same figures, written as papers write
    them, and every doubtful word alike or surer."""
    if not other.words or first.faults() or other.written != first.written:
        return False
    doubtful = (w for w in first.words if _is_doubtful(w) and not _FIGURE_RE.search(w.piece.text))
    return all(_surer(word, [other]) is not word or _confirms(other, word) for word in doubtful)


def _confirms(other: Reading, word: OcrWord) -> bool:
    return any(rival.text == word.piece.text for rival in _in_place(word.piece, other))


def _in_place(piece: Piece, other: Reading) -> list[Piece]:
    """What another reading has where a word stands."""
    found = (word.piece for word in other.words)
    return [each for each in found if abs(each.x0 - piece.x0) <= 4 and abs(each.x1 - piece.x1) <= 4]


def at_size(grey: Grey, line: Sequence[OcrWord], size: float, page_time: PageTime) -> Reading:
    """The stretch of a page on which these words of one line stand, read by itself and so many times as large."""
    import numpy as np
    from PIL import Image as images

    margin = 14
    x0 = max(0, int(min(w.piece.x0 for w in line) * _PER_POINT) - margin)
    x1 = min(grey.shape[1], int(max(w.piece.x1 for w in line) * _PER_POINT) + margin)
    top = max(0, int(median(w.piece.top for w in line) * _PER_POINT) - margin)
    bottom = min(grey.shape[0], int(median(w.piece.bottom for w in line) * _PER_POINT) + margin)
    if x1 - x0 < 20 or bottom - top < 10:
        return Reading(())
    crop = images.fromarray(np.ascontiguousarray(grey[top:bottom, x0:x1]))
    wide, high = max(1, int(crop.width * size)), max(1, int(crop.height * size))
    framed = np.pad(np.asarray(crop.resize((wide, high), images.Resampling.BICUBIC)), 20, constant_values=255)
    found, _ = read_grey(np.ascontiguousarray(framed), page_time, mode=7)

    def across(x_px: float) -> float:
        return (x_px - 20) / size + x0

    def down(y_px: float) -> float:
        return (y_px - 20) / size + top

    def placed(word: OcrWord) -> OcrWord:
        piece, symbols = word.piece, []
        for symbol in word.symbols:
            left, high, right, low = symbol.box_px
            box = round(across(left)), round(down(high)), round(across(right)), round(down(low))
            symbols.append(replace(symbol, box_px=box))
        moved = replace(
            piece,
            x0=across(piece.x0 * _PER_POINT) / _PER_POINT,
            x1=across(piece.x1 * _PER_POINT) / _PER_POINT,
            top=down(piece.top * _PER_POINT) / _PER_POINT,
            bottom=down(piece.bottom * _PER_POINT) / _PER_POINT,
            line=line[0].piece.line,
        )
        return OcrWord(moved, tuple(symbols))

    return Reading(tuple(map(placed, found)))


def _with_figures(line: Sequence[OcrWord], chosen: Reading) -> list[OcrWord]:
    """The line with every word that lies under one of the other reading's figures replaced by that figure."""
    result = list(line)
    for word in chosen.words:
        piece = word.piece
        if not _FIGURE_RE.search(piece.text):
            continue
        under = [w for w in result if piece.x0 - 1 <= (w.piece.x0 + w.piece.x1) / 2 <= piece.x1 + 1]
        # Only figures and what stands for them are replaced, never a word beside them.
        if not under or any(
            w.piece.text.isalpha() and len(w.piece.text) > 2 and is_syllable(w.piece.text) for w in under
        ):
            continue
        at = result.index(under[0])
        result = [w for w in result if w not in under]
        result.insert(at, word)
    return result


def _surer(word: OcrWord, others: Sequence[Reading]) -> OcrWord:
    """The word, or another reading of it when that is a syllable with the same letters, read surer.

    What is read alike in two sizes stands: a third size would only find other tone marks for it (`tổ` read as `tô`).
    """
    piece = word.piece
    if _FIGURE_RE.search(piece.text) or (piece.confidence or 0.0) >= _SURE_WORD:
        return word
    for reading in others:
        if _confirms(reading, word):
            return word
        for rival in _in_place(piece, reading):
            same = fold(rival.text) == fold(piece.text)
            core = rival.text.strip(".,;:()")
            sure = rival.confidence or 0.0
            if same and is_syllable(core) and sure > (piece.confidence or 0.0) + 0.05:
                return OcrWord(replace(piece, text=rival.text, confidence=rival.confidence), ())
    return word
