"""What strokes of a pen and pieces of a seal were read as between the position of who signs and their name.

Between the two nothing is printed but the mark of a digital signature, which is read for sure (Nghị định 30/2020/NĐ-CP,
Phụ lục I, mục II.7).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.knowledge import toml_data
from extractor.readers.page_words import Line, Piece
from extractor.readers.signature_repair import AUTHORITIES, PEN_MARKS, is_surname, repair_name
from extractor.readers.under_seal import words_of_rank
from extractor.syllables import is_syllable
from extractor.text import fold

_POSITIONS = tuple(f"{name} " for name in toml_data("signature.toml")["positions"])
_MOST_LINES, _MOST_PIECES = 8, 5  # of scraps below a position, and before a name on its line
_SURE, _SURE_SURNAME = 0.8, 0.5
_SURE_NGUYEN = 0.3  # no other surname looks like it
_MIDDLE = frozenset(("Văn", "Quang", "Kim", "Công"))  # more often the second word of a name than the first
_SIGNED_RE = re.compile(r"\bda ky\b")


@dataclass(frozen=True, slots=True)
class Cleared:
    """The lines without such scraps, what those were read as, and the names that stood on one line with some."""

    lines: list[Line]
    scraps: tuple[str, ...]
    names: tuple[str, ...]


def without_pen(lines: Sequence[Line]) -> Cleared:
    """Takes away scraps below a position where a person's name follows them; other lines stay as they are."""
    kept: list[Line] = []
    scraps: list[str] = []
    names: list[str] = []
    done = 0
    for at, line in enumerate(lines):
        if at < done:
            continue
        kept.append(line)
        if not _is_position(line):
            continue
        found = _name_below(lines, at + 1)
        if found is None:
            continue
        named, start = found
        name = list(lines[named][start:])
        if start:
            name[0] = replace(name[0], text=_surname(name))
            names.append(_said(name))
            scraps.append(_said(lines[named][:start]))
        scraps.extend(_said(scrap) for scrap in lines[at + 1 : named])
        kept.append(name)
        done = named + 1
    return Cleared(kept, tuple(scraps), tuple(names))


def _said(line: Sequence[Piece]) -> str:
    return " ".join(piece.text for piece in line)


def _is_position(line: Line) -> bool:
    said = f"{_said(line)} "
    return said.isupper() and (line[0].text in AUTHORITIES or said.startswith(_POSITIONS))


def _name_below(lines: Sequence[Line], first: int) -> tuple[int, int] | None:
    """The line of the name and which of its pieces begins it, where only scraps stand before it."""
    for at, line in enumerate(lines[first : first + _MOST_LINES], first):
        start = _name_in(line)
        if start is not None:
            return at, start
        if not _is_scraps(line):
            return None
    return None


def _name_in(line: Line) -> int | None:
    """Which piece begins the name: the first, also of a degree before it, or one behind scraps."""
    if _is_name(line[words_of_rank([piece.text for piece in line]) :], behind=False):
        return 0
    if line and line[0].text.istitle() and is_surname(line[0].text):
        return None
    for start in range(1, min(len(line) - 1, _MOST_PIECES + 1)):
        scraps = line[:start]
        if _is_typed(scraps[-1]) or words_of_rank([scraps[-1].text]):
            return None
        core = _surname(line[start:])
        if core in _MIDDLE:
            return None
        if _is_name(line[start:], behind=True):
            # A mark alone that was read for sure was printed: a list has it.
            return start if any((piece.confidence or 0.0) < _SURE for piece in scraps) else None
        if core.istitle() and is_surname(core):
            return None
    return None


def _is_name(line: Line, *, behind: bool) -> bool:
    """Whether pieces are a name; behind scraps its marks may be spoilt, and of two words they may be the surname."""
    if not line:
        return False
    surname, *rest = line
    core = _surname(line) if behind else surname.text
    return (
        (2 if behind else 1) <= len(rest) <= 4
        and core.istitle()
        and is_surname(core)
        and (surname.confidence or 0.0) >= (_SURE_NGUYEN if core == "Nguyễn" else _SURE_SURNAME)
        and all(_is_syllable(piece) and piece.text.istitle() for piece in rest)
    )


def _is_syllable(piece: Piece) -> bool:
    text = piece.text.strip(PEN_MARKS)
    return len(text) > 1 and text.isalpha() and is_syllable(text) and (piece.confidence or 0.0) >= _SURE


def _is_typed(piece: Piece, *, least: int = 1) -> bool:
    """Whether letters or figures were read for sure."""
    return (piece.confidence or 0.0) >= _SURE and sum(map(str.isalnum, piece.text)) >= least


def _is_scraps(line: Line) -> bool:
    """Whether a line has next to nothing that can be read: no word or number, or a short word among scraps."""
    read = [piece for piece in line if _is_typed(piece, least=2)]
    if not line or len(read) > 1 or _SIGNED_RE.search(fold(_said(line))):
        return False
    return not read or (len(line) > 1 and len(read[0].text) <= 3 and read[0].text.islower())


def _surname(name: Sequence[Piece]) -> str:
    """The first word without strokes beside it, with the marks that such a surname has."""
    first, *rest = name
    return repair_name([first.text.strip(PEN_MARKS) or first.text, *(piece.text for piece in rest)])[0]
