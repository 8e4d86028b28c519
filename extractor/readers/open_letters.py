"""C or G, C or O: told by the letter's own shape, since recognition prefers what it saw more often (`NG` for `NC`).

Marks of departments (`Lưu: VT, NC.`) are no words that a reader of the language could know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.readers.marks import Mark, marks
from extractor.readers.ocr import OcrWord, Symbol
from extractor.readers.page_image import WORK_DPI

if TYPE_CHECKING:
    from extractor.readers.page_image import Grey

_PER_POINT = WORK_DPI / 72
_DARK = 150
_ROUND = frozenset("GOÓÒỎƠÔỌ")
# Where a G has its bar and an O its side, as shares of the letter's height and width.
_ROWS, _FROM = (0.46, 0.68), 0.62
_EMPTY = 0.04
_LEAST_PX = 16


def with_open_letters(grey: Grey, words: Sequence[OcrWord]) -> list[OcrWord]:
    """The words, those in capitals with every G or O that is open on its right put right to C."""
    return [_word(grey, word) if _is_code(word) else word for word in words]


def _is_code(word: OcrWord) -> bool:
    letters = [symbol.text for symbol in word.symbols if symbol.text.isalpha()]
    capitals = sum(1 for letter in letters if letter.isupper())
    return capitals > 1 and word.piece.text == "".join(symbol.text for symbol in word.symbols)


def _word(grey: Grey, word: OcrWord) -> OcrWord:
    read: list[Symbol] = []
    before: tuple[int, int] | None = None
    for at, symbol in enumerate(word.symbols):
        letter = _letter(grey, word, symbol) if symbol.text in _ROUND or symbol.text == "C" else None
        if letter is None or (at and word.symbols[at - 1].text.islower()):
            read.append(symbol)
            before = None
            continue
        if (letter[0].x0, letter[0].top) == before:
            read.pop()  # one letter, read as two (`NGC`)
        before = letter[0].x0, letter[0].top
        read.append(replace(symbol, text="C") if _is_open(grey, *letter) else symbol)
    return OcrWord(replace(word.piece, text="".join(each.text for each in read)), tuple(read))


def _is_open(grey: Grey, mark: Mark, x0: int, top: int) -> bool:
    """Whether a letter has no ink where a G has its bar and an O its side."""
    high, low = (top + mark.top + round(share * mark.height) for share in _ROWS)
    left, right = x0 + mark.x0 + round(_FROM * mark.width), x0 + mark.x1
    return float((grey[high:low, left:right] < _DARK).mean()) <= _EMPTY


def _letter(grey: Grey, word: OcrWord, symbol: Symbol) -> tuple[Mark, int, int] | None:
    """The mark that is the letter, and the place of the picture in which it was found; None where it is not sure."""
    piece = word.piece
    x0, x1 = max(0, int(piece.x0 * _PER_POINT) - 6), int(piece.x1 * _PER_POINT) + 6
    top, bottom = max(0, int(piece.top * _PER_POINT) - 6), int(piece.bottom * _PER_POINT) + 6
    across = (symbol.box_px[0] + symbol.box_px[2]) / 2 - x0
    if not 0 <= across <= x1 - x0:
        return None  # boxes of a reading at another size
    found = [m for m in marks(grey[top:bottom, x0:x1] < _DARK) if m.x0 <= across <= m.x1 and m.height >= _LEAST_PX]
    tallest = max(found, key=lambda mark: mark.height, default=None)
    if tallest is None or not 0.5 * tallest.height <= tallest.width <= 1.3 * tallest.height:
        return None  # letters that touch, or only a part of one
    return tallest, x0, top
