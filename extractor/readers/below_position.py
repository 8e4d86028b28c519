"""What strokes of a pen and pieces of a seal were read as between the position of who signs and their name.

Between the two nothing is printed but the mark of a digital signature, which is read for sure (Nghị định 30/2020/NĐ-CP,
Phụ lục I, mục II.7).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.knowledge import toml_data
from extractor.readers.page_words import Line, Piece
from extractor.readers.signature_repair import AUTHORITIES, is_surname, repair_name
from extractor.syllables import is_syllable

_POSITIONS = tuple(f"{name} " for name in toml_data("signature.toml")["positions"])
_MOST_LINES, _MOST_PIECES = 8, 5  # of scraps below a position, and before a name on its line
_SURE, _SURE_SURNAME = 0.8, 0.5
_SURE_NGUYEN = 0.3  # no other surname looks like it
_MIDDLE = frozenset(("Văn", "Quang", "Kim", "Công"))  # more often the second word of a name than the first
_PEN = "\"'“”„‘’`.,:;-–_~^*"


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
    for start in range(min(len(line) - 1, _MOST_PIECES + 1)):
        surname, *rest = line[start:]
        core = _surname(line[start:]) if start else surname.text
        if start and core in _MIDDLE:
            return None
        if (
            (2 if start else 1) <= len(rest) <= 4  # of two words the scraps may be the surname
            and core.istitle()
            and is_surname(core)
            and (surname.confidence or 0.0) >= (_SURE_NGUYEN if core == "Nguyễn" else _SURE_SURNAME)
            and all(_is_read(piece) and piece.text.istitle() for piece in rest)
        ):
            return start
        if _is_read(surname) or (core.istitle() and is_surname(core)):
            return None
    return None


def _is_read(piece: Piece) -> bool:
    text = piece.text.strip(_PEN)
    return len(text) > 1 and text.isalpha() and is_syllable(text) and (piece.confidence or 0.0) >= _SURE


def _is_scraps(line: Line) -> bool:
    """Whether a line has next to nothing that can be read: no word, or a short one among scraps."""
    read = [piece for piece in line if _is_read(piece)]
    if not line or len(read) > 1:
        return False
    return not read or (len(line) > 1 and len(read[0].text) <= 3 and not read[0].text.isupper())


def _surname(name: Sequence[Piece]) -> str:
    """The first word without strokes beside it, with the marks that such a surname has."""
    first, *rest = name
    return repair_name([first.text.strip(_PEN) or first.text, *(piece.text for piece in rest)])[0]
