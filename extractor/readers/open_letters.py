"""C or G, C or O: told by the letter's own shape, since recognition prefers what it saw more often (`NG` for `NC`).

Marks of departments (`Lưu: VT, NC.`) are no words that a reader of the language could know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.readers.marks import Mark, marks
from extractor.readers.page_image import WORK_DPI
from extractor.readers.page_words import OcrWord, Symbol
from extractor.syllables import is_syllable

if TYPE_CHECKING:
    from extractor.readers.page_image import Grey

_PER_POINT = WORK_DPI / 72
_DARK = 150
_ROUND = frozenset("CGOÓÒỎƠÔỌ")
# Where a G has its bar and an O its side, as shares of the letter's height and width.
_ROWS, _FROM = (0.46, 0.68), 0.62
_EMPTY = 0.04
_LEAST_PX = 16
_SHARED = 0.25
_MARK_LETTERS = (3, 6)


def with_open_letters(grey: Grey, words: Sequence[OcrWord]) -> list[OcrWord]:
    """The words, those in capitals with every G or O that is open on its right put right to C."""
    return [_word(grey, word) if _is_code(word) else word for word in words]


def with_open_marks(grey: Grey, words: Sequence[OcrWord], low_pt: float) -> list[OcrWord]:
    """As `with_open_letters`, for a header that ends at `low_pt`: only short words that are none of the language
    (`TNGCS` for `TNCS`)."""
    return [
        _word(grey, word) if word.piece.middle < low_pt and _is_code(word) and _is_mark(word.piece.text) else word
        for word in words
    ]


def _is_mark(text: str) -> bool:
    return (
        text.isalpha()
        and text.isupper()
        and _MARK_LETTERS[0] <= len(text) <= _MARK_LETTERS[1]
        and not is_syllable(text)
    )


def _is_code(word: OcrWord) -> bool:
    letters = [symbol.text for symbol in word.symbols if symbol.text.isalpha()]
    capitals = sum(1 for letter in letters if letter.isupper())
    return capitals > 1 and word.piece.text == "".join(symbol.text for symbol in word.symbols)


def _word(grey: Grey, word: OcrWord) -> OcrWord:
    piece = word.piece
    x0, x1 = max(0, int(piece.x0 * _PER_POINT) - 6), int(piece.x1 * _PER_POINT) + 6
    top, bottom = max(0, int(piece.top * _PER_POINT) - 6), int(piece.bottom * _PER_POINT) + 6
    part = grey[top:bottom, x0:x1]
    found = [mark for mark in marks(part < _DARK) if mark.height >= _LEAST_PX]
    too_many = sum(1 for symbol in word.symbols if symbol.text.isalpha()) > len(found)
    read: list[Symbol] = []
    before: Mark | None = None
    for at, symbol in enumerate(word.symbols):
        mark = _letter(found, symbol, x0, x1) if symbol.text.isalpha() else None
        twice, before = mark is not None and mark is before, mark
        after = word.symbols[at + 1].text if at + 1 < len(word.symbols) else ""
        if mark is None or symbol.text not in _ROUND or (at and word.symbols[at - 1].text.islower()):
            read.append(symbol)
            continue
        if twice and too_many and read[-1].text in _ROUND:
            read.pop()  # one letter, read as two (`NGC`)
        elif twice and too_many and symbol.text != "C" and after == "C":
            continue  # the same, and the first of both was placed under the letter before
        read.append(replace(symbol, text="C") if _is_open(part, mark) else symbol)
    return OcrWord(replace(piece, text="".join(each.text for each in read)), tuple(read))


def _is_open(grey: Grey, mark: Mark) -> bool:
    """Whether a letter has no ink where a G has its bar and an O its side."""
    high, low = (mark.top + round(share * mark.height) for share in _ROWS)
    left, right = mark.x0 + round(_FROM * mark.width), mark.x1
    return float((grey[high:low, left:right] < _DARK).mean()) <= _EMPTY


def _letter(found: Sequence[Mark], symbol: Symbol, x0: int, x1: int) -> Mark | None:
    """The mark that is the letter; None where it is not sure. Marks count from `x0`, where the word begins."""
    left, right = symbol.box_px[0] - x0, symbol.box_px[2] - x0
    if not 0 <= (left + right) / 2 <= x1 - x0:
        return None  # boxes of a reading at another size
    # Boxes of a letter that was read as two lie beside it: what they share with a mark tells which it is.
    under = max(found, key=lambda mark: (min(mark.x1, right) - max(mark.x0, left), mark.height), default=None)
    if under is None or min(under.x1, right) - max(under.x0, left) < _SHARED * (right - left):
        return None
    # Else letters that touch, or only a part of one.
    return under if 0.5 * under.height <= under.width <= 1.3 * under.height else None
