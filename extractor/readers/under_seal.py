"""Lines of a signature column that ran through the ring of a seal: scraps of the ring are left out, and a name that
cannot be told for sure is no name.

The lines of a column have one middle (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7), so it shows whether something is
missing from a line or was added to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from extractor.readers.page_image import WORK_DPI
from extractor.readers.page_words import OcrWord
from extractor.readers.signature_repair import PEN_MARKS, is_surname, like_nguyen, repair_name
from extractor.syllables import is_syllable
from extractor.text import old_tone

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ink = NDArray[np.bool_]

_PER_POINT = WORK_DPI / 72
_SURE, _GUESSED, _FAIRLY = 0.8, 0.5, 0.7
_MARKS = f"{PEN_MARKS}=|"  # of a pen and of a ring
# How far in points the middle of a whole line lies from that of its column at most, and what is no difference.
_CENTRED_PT, _SAME_PT = 5.0, 1.0
# So much of a ring within a word (pixels) may have hidden a part of a letter; so far beside a word it may hide one.
_RING_PX, _BESIDE_PX = 12, 30
_NAME_WORDS = (3, 5)
_DEGREE_RE = re.compile(
    r"(?:(?:P?GS|TSKH|T[Ss]|Th[Ss]|BS|DS|KT?S|CN|LS|(?:NG|TT|NS)(?:ND|ƯT)|KHKT|CK ?I{1,2}|CK ?[12])[.:,]*)+"
)
_RANKS = frozenset(f"{grade} {rank}" for grade in ("đại", "thượng", "trung", "thiếu") for rank in ("tướng", "tá", "úy"))

SignedLine = list[OcrWord]
Again = Callable[[SignedLine], list[SignedLine]]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name below a seal's ring, as read. `left_out` where it is not sure enough to be one."""

    said: str
    left_out: bool


def judged(
    lines: Sequence[SignedLine], readings: Sequence[SignedLine], ring: Ink, top_px: int, again: Again
) -> tuple[list[SignedLine], list[Doubt]]:
    """The lines of a column without scraps of the seal and without doubtful names, and what is to be told of names.

    `readings` are the lines of all readings of the column, `ring` the ink that was taken away from the stretch of the
    page that begins in row `top_px`; `again` reads a line in further ways.
    """
    middle = _middle(lines)
    kept: list[SignedLine] = []
    doubts: list[Doubt] = []
    for line in lines:
        whole = _without_scraps(line, middle)
        rank = _rank(whole)
        if not _is_name(whole[rank:]) or not _crossed(whole[rank], ring, top_px):
            kept.append(whole)
            continue
        named = [whole, *(other for other in readings if _beside(whole, other))]
        # Behind a rank a name does not stand in the middle of the column.
        place = None if rank else middle
        beside = [bare for reading in named if (bare := reading[_rank(reading) :])]
        name = _told(beside, place) or _told([*beside, *again(whole[rank:])], place)
        doubts.append(Doubt(" ".join(word.piece.text for word in name or line), left_out=name is None))
        if name is not None:
            kept.append([*whole[:rank], *name])
    return kept, doubts


def _middle(lines: Sequence[SignedLine]) -> float | None:
    """Middle of the column in points, by its lines that were read for sure."""
    sure = [
        _middle_of(line)
        for line in lines
        if all((w.piece.confidence or 0.0) >= _SURE and _is_word(w.piece.text) for w in line)
        and sum(len(w.piece.text) for w in line) > 4
    ]
    return median(sure) if sure else None


def _middle_of(line: SignedLine) -> float:
    return (min(w.piece.x0 for w in line) + max(w.piece.x1 for w in line)) / 2


def _is_word(text: str) -> bool:
    core = text.strip(_MARKS)
    return is_syllable(core) or (core.isupper() and core.isalpha()) or "/" in core


def _without_scraps(line: SignedLine, middle: float | None) -> SignedLine:
    """The line without what was read in front of it for nothing: without it, the line stands in the column's middle."""
    if middle is None:
        return line
    for start in range(1, min(3, len(line) - 1)):
        scraps, rest = line[:start], line[start:]
        if any((w.piece.confidence or 0.0) >= _FAIRLY and _is_word(w.piece.text) for w in scraps):
            break
        away = abs(_middle_of(rest) - middle)
        if away <= _CENTRED_PT and away + _SAME_PT < abs(_middle_of(line) - middle):
            return rest
    return line


def _rank(line: SignedLine) -> int:
    return words_of_rank([word.piece.text for word in line])


def words_of_rank(said: Sequence[str]) -> int:
    """How many words of a line are a rank or degree before a name: `PGS. TS.`, `Thượng tá`."""
    if " ".join(said[:2]).rstrip(".:").lower() in _RANKS:
        return 2
    return next((at for at, word in enumerate(said) if not _DEGREE_RE.fullmatch(word)), len(said))


def without_marks(line: SignedLine) -> SignedLine:
    """A line of a signature column less the marks at its ends (`- Lò Văn Bình`), where a name or a position in capitals
    is what remains: nothing in such a column is an item of a list."""
    said = [any(map(str.isalnum, word.piece.text.strip(_MARKS))) for word in line]  # `ˆ` counts as a letter
    if all(said) or not any(said):
        return line
    start, end = said.index(True), len(said) - said[::-1].index(True)
    words = [word.piece.text.strip(_MARKS) for word in line[start:end]]
    heads = all(word.isupper() for word in words) or all(word.istitle() for word in words)
    return line[start:end] if len(words) > 1 and heads and all(map(is_syllable, words)) else line


def _is_name(line: SignedLine) -> bool:
    """Whether a line may be a personal name, the first word of which may be unreadable."""
    said = [word.piece.text.strip(_MARKS) for word in line]
    return (
        1 < len(line) <= _NAME_WORDS[1] + 1
        and not line[-1].piece.text.isupper()
        and said[-1].istitle()
        and is_syllable(said[-1])
    )


def _crossed(word: OcrWord, ring: Ink, top_px: int) -> bool:
    piece = word.piece
    rows = slice(max(0, int(piece.top * _PER_POINT) - top_px), max(0, int(piece.bottom * _PER_POINT) - top_px))
    columns = slice(max(0, int(piece.x0 * _PER_POINT) - _BESIDE_PX), int(piece.x1 * _PER_POINT))
    return int(ring[rows, columns].sum()) > _RING_PX


def _beside(one: SignedLine, other: SignedLine) -> bool:
    level = median(word.piece.middle for word in other)
    return median(w.piece.top for w in one) < level < median(w.piece.bottom for w in one)


def _told(readings: Sequence[SignedLine], middle: float | None) -> SignedLine | None:
    """A name that is whole and begins with a surname, when one reading is quite sure of it or two have it and none has
    another surname; else None."""
    found: dict[str, list[SignedLine]] = {}
    for reading in readings:
        words = repair_name([word.piece.text for word in reading])
        # `PHam`: pieces of a ring are read as capitals. A small letter is one the top of which is covered.
        first = reading[0].piece.text.strip(_MARKS)
        cased = first[1:].islower() or first.isupper() or like_nguyen(first)
        whole = _NAME_WORDS[0] <= len(words) <= _NAME_WORDS[1] and is_surname(words[0]) and cased
        centred = middle is None or abs(_middle_of(reading) - middle) <= _CENTRED_PT
        if whole and centred and _sureness(reading) >= _GUESSED:
            found.setdefault(old_tone(words[0].lower()), []).append(reading)
    if len(found) != 1:
        return None
    [same] = found.values()
    best, line = max(same, key=_sureness), readings[0]
    # Every look sees the same ink: the name as the page itself has it counts no more than another.
    looks = len({(tuple(w.piece.text for w in reading), reading[0].piece.line) for reading in same})
    if _sureness(best) < (_FAIRLY if looks > 1 else _SURE):
        return None
    return _readable([best[0], *line[1:]] if len(best) == len(line) else best, same)


def _readable(name: SignedLine, readings: Sequence[SignedLine]) -> SignedLine | None:
    """The name, what is no word in it (`Lê Tnj Huệ`) taken from a reading that has one there; None where none has."""
    whole = list(name)
    for at, word in enumerate(name[1:], 1):
        if is_syllable(word.piece.text.strip(_MARKS)) or (word.piece.confidence or 0.0) >= _SURE:
            continue
        others = [r[at] for r in readings if len(r) == len(name) and is_syllable(r[at].piece.text.strip(_MARKS))]
        best = max(others, key=lambda other: other.piece.confidence or 0.0, default=None)
        if best is None or (best.piece.confidence or 0.0) < _FAIRLY:
            return None
        whole[at] = best
    return whole


def _sureness(line: SignedLine) -> float:
    return line[0].piece.confidence or 0.0
