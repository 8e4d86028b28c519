"""Reads doubtful lines of the title, of the head and of names of signers once more in a smaller size: what has
other marks there is told, as is what is one mark off a known word, and a dot below that a third look sees is put back.

Smaller sizes lose horns and take the dot of an `i` for a hook, but see the dots below that a larger one takes for dirt
(measured on drawn scans): so nothing else is put right by them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractor.document import Warning_
from extractor.readers.near_pairs import CLOSES, OPENS, in_pairs, marks, near_pairs, plain
from extractor.readers.ocr import PageTime
from extractor.readers.ocr_repair import repair_words
from extractor.readers.page_image import WORK_DPI
from extractor.readers.page_words import Line, OcrWord, Piece
from extractor.readers.second_reading import Reading, at_size
from extractor.readers.signature_repair import is_surname
from extractor.syllables import is_syllable
from extractor.text import fold, quoted
from extractor.types import type_of_word

if TYPE_CHECKING:
    from extractor.readers.page_image import Grey

# Of words read wrong on drawn scans, all that differ in the second size differ in the first.
_SIZES = (0.6, 0.75)
_POINTS = 72 / WORK_DPI
# A word stands at the same place in another reading within so many points.
_SAME_PT = 4.0
# The lines of a title have one middle; so many of them are looked at, and so many may stand above the type.
_CENTRED_PT, _TITLE_LINES, _HEADER_LINES = 5.0, 5, 16
# Of twelve words of titles read wrong on drawn scans none stood in a line that was as sure throughout.
_SURE = 0.963
# A name stands so many lines below the position at most, and so many sign a page.
_NAME_REACH, _MOST_NAMES = 8, 4
_DOT_BELOW = "\u0323"
_AROUND = OPENS + CLOSES
_FIELDS = {"title": "trích yếu", "issuer": "tên cơ quan", "signers": "họ tên người ký"}


@dataclass(frozen=True, slots=True)
class SecondLook:
    """`lines` with marks put back, `doubts` as warnings, and what was put right as (recognised, put right)."""

    lines: list[Line]
    warnings: tuple[Warning_, ...]
    repairs: tuple[tuple[str, str], ...]


def look_again(grey: Grey, lines: Sequence[Line], page_time: PageTime, number: int, *, headed: bool) -> SecondLook:
    """A second look at the lines of a page (boxes in points of the level page) that hold a title, a body or a name; on
    a page without a header (not `headed`) at names alone."""
    result = list(lines)
    warnings: list[Warning_] = []
    repairs: list[tuple[str, str]] = []
    middle = grey.shape[1] * _POINTS / 2
    for field, at in _wanted(lines, middle, headed=headed):
        if all(_is_sure(piece) for piece in lines[at] if piece.text.isalpha()):
            continue
        line, doubtful = _looked(grey, result[at], page_time)
        if field == "title":
            doubtful.extend(_odd_words(line, dict(doubtful)))
        repairs.extend((a.text, b.text) for a, b in zip(result[at], line, strict=True) if a.text != b.text)
        result[at] = line
        if doubtful and not any(warning.field == field for warning in warnings):
            warnings.append(_doubt(field, line, doubtful, number))
    return SecondLook(result, tuple(warnings), tuple(repairs))


def _doubt(field: str, line: Line, doubtful: Sequence[tuple[str, str]], number: int) -> Warning_:
    said = " ".join(piece.text for piece in line)
    words = ", ".join(f"{quoted(one)} hay {quoted(other)}" for one, other in doubtful)
    note = f"Trang {number}: dấu trong {_FIELDS[field]} đọc không chắc chắn ({words}) ở dòng {quoted(said)}."
    return Warning_("uncertain", f"{note} Hãy đối chiếu với bản quét.", field, number)


def _wanted(lines: Sequence[Line], middle: float, *, headed: bool) -> Iterator[tuple[str, int]]:
    """Which lines to look at, and for which field. `middle`: of the page, in points."""
    yield from (("signers", at) for at in _names(lines))
    if not headed:
        return
    said = [" ".join(piece.text for piece in line) for line in lines]
    head = [at for at, line in enumerate(lines) if line][:_HEADER_LINES]
    number = next((at for at in head if said[at].startswith(("Số", "số"))), 0)
    for at in range(number):
        if len(lines[at]) > 1 and said[at].isupper() and lines[at][-1].x1 < middle:
            yield "issuer", at
    kind = next((at for at in head if said[at].isupper() and type_of_word(said[at]) is not None), None)
    about = next((at for at in head if fold(said[at]).startswith(("v/v", "ve viec"))), None)
    if kind is not None:
        yield from (("title", at) for at in _below(lines, kind))
    elif about is not None:
        yield "title", about
        yield from (("title", at) for at in _below(lines, about))


def _names(lines: Sequence[Line]) -> list[int]:
    """The lines that are a name a few lines below a position in capitals; a list of names has none above each."""
    found: list[int] = []
    position: int | None = None
    for at, line in enumerate(lines):
        if len(line) > 1 and all(piece.text.isupper() for piece in line):
            position = at
        elif position is not None and at - position <= _NAME_REACH and _is_name(line):
            found.append(at)
    return found[-_MOST_NAMES:]


def _below(lines: Sequence[Line], at: int) -> Iterator[int]:
    """The lines below one that have its middle, without a gap between them."""
    middle = _middle(lines[at])
    last = lines[at]
    rest = [line for line in lines[at + 1 :] if line]
    left, right = min((each[0].x0 for each in rest), default=0.0), max((each[-1].x1 for each in rest), default=0.0)
    for below in range(at + 1, min(at + 1 + _TITLE_LINES, len(lines))):
        line = lines[below]
        if not line or abs(_middle(line) - middle) > _CENTRED_PT or line[0].top - last[0].bottom > 2 * line[0].height:
            return
        if line[0].x0 < left + _CENTRED_PT and line[-1].x1 > right - _CENTRED_PT:
            return  # as wide as the text
        capitals = all(piece.text.isupper() for piece in line)
        if line[-1].text[-1:] in ".;:" or (capitals and below > at + 1 and not last[-1].text.isupper()):
            return  # a line of the text, who decides
        yield below
        last = line


def _middle(line: Line) -> float:
    return (min(piece.x0 for piece in line) + max(piece.x1 for piece in line)) / 2


def _is_name(line: Line) -> bool:
    words = [piece.text for piece in line]
    return 2 < len(words) < 6 and all(word.isalpha() and word.istitle() for word in words) and is_surname(words[0])


def _looked(grey: Grey, line: Line, page_time: PageTime) -> tuple[Line, list[tuple[str, str]]]:
    """The line with dots put back that both looks see, and the words on which another look has other marks, as both
    have them. The second size is looked at only where the first one sees a dot more."""
    words = [OcrWord(piece, ()) for piece in line]
    settled = in_pairs([piece.text for piece in line])
    others = _aligned(line, at_size(grey, words, _SIZES[0], page_time))
    differing = {
        at: other
        for at, (piece, other) in enumerate(zip(line, others, strict=True))
        if other is not None and at not in settled and plain(other) != plain(piece.text.strip(_AROUND))
    }
    dotted = [
        at
        for at, other in differing.items()
        if is_syllable(other) and _adds_dot(plain(line[at].text.strip(_AROUND)), plain(other))
    ]
    result = list(line)
    if dotted:
        again = _aligned(line, at_size(grey, words, _SIZES[1], page_time))
        for at in dotted:
            other, said = again[at], line[at].text.strip(_AROUND)
            if other is not None and plain(other) == plain(differing[at]):
                result[at] = replace(line[at], text=line[at].text.replace(said, differing.pop(at), 1))
    return result, [(line[at].text.strip(_AROUND), other) for at, other in differing.items()]


def _odd_words(line: Line, told: Collection[str]) -> list[tuple[str, str]]:
    """The words that are one mark off a known word of two syllables, as all looks have them, and what they would be."""
    near = near_pairs([piece.text for piece in line])
    odd = [(line[at].text.strip(_AROUND), right) for at, right in near.items()]
    return [(said, right) for said, right in odd if said not in told]


def _is_sure(piece: Piece) -> bool:
    return (piece.confidence or 0.0) >= _SURE


def _aligned(line: Line, reading: Reading) -> list[str | None]:
    """For each word of the line what another look has in its place, with set phrases put right as those of the line
    were, where its letters are the same but for marks; else None."""
    found: list[str | None] = []
    other = [word.piece for word in reading.words]
    texts = repair_words([piece.text for piece in other])
    for piece in line:
        core = piece.text.strip(_AROUND)
        there = [
            text.strip(_AROUND)
            for rival, text in zip(other, texts, strict=True)
            if abs(rival.x0 - piece.x0) <= _SAME_PT and abs(rival.x1 - piece.x1) <= _SAME_PT
        ]
        same = [text for text in there if core.isalpha() and fold(text) == fold(core)]
        found.append(same[0] if same else None)
    return found


def _adds_dot(one: str, other: str) -> bool:
    """Whether a word is another of the same letters with a dot below more, and no other mark changed."""
    if len(one) != len(other):
        return False  # `İ` has two letters in small
    more = [(marks(a), marks(b)) for a, b in zip(one, other, strict=True) if a != b]
    return bool(more) and all(after == before | {_DOT_BELOW} for before, after in more)
