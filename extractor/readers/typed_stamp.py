"""The receiver's stamp (`ĐẾN / Số: ... / Ngày: ...`) where a program put it on a PDF page as text: its number and date
are never the paper's own.

Form of the stamp: Nghị định 30/2020/NĐ-CP, Phụ lục IV.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.readers.page_words import Piece

ARRIVED = "ĐẾN"
# Labels as the stamp has them; in the place-date line `ngày` is written small.
_LABEL_RE = re.compile(r"(Số|Ngày|Giờ|Chuyển|Lưu)\b[:.…]*")
_LEAST_LABELS = 2
# Page and stamp hold few of these: more of them are a table's, and nothing there is looked for.
_MOST_ARRIVED, _MOST_LABELS = 3, 20
# What the stamp may say before `ĐẾN`. A paper about a letter that came in (`PHIẾU XỬ LÝ VĂN BẢN ĐẾN`) has it as title.
_BEFORE: tuple[list[str], ...] = ([], ["CÔNG", "VĂN"], ["VĂN", "BẢN"])
# What follows in the paper's own number line.
_CODE_RE = re.compile(r"[/-]\s*[^\W\d_]|/\d{4}/")
# The stamp is no larger than this; words of one of its lines stand no farther apart than so many heights.
_WIDTH_PT, _HEIGHT_PT, _APART = 170.0, 60.0, 1.5


def without_typed_stamp(pieces: Sequence[Piece]) -> tuple[list[Piece], str | None]:
    """The words of a page less those of a receiver's stamp, and what that says; None where there is none."""
    arrivals = [piece for piece in pieces if piece.text.strip(".:") == ARRIVED]
    for arrived in arrivals[:_MOST_ARRIVED]:
        row = _row(arrived, pieces)
        at = row.index(arrived)
        if at + 1 < len(row) and _near(arrived, row[at + 1]) and not _LABEL_RE.match(row[at + 1].text):
            continue  # `ĐẾN NĂM 2030`
        stamp = [arrived]
        for before in reversed(row[:at]):
            if not (before.text.isupper() and _near(before, stamp[0])):
                break
            stamp.insert(0, before)
        if [piece.text for piece in stamp[:-1]] not in _BEFORE:
            continue
        labels = [piece for piece in pieces if _LABEL_RE.fullmatch(piece.text) and _beside(arrived, piece)]
        if len(labels) > _MOST_LABELS:
            continue
        labels = [each for each in labels if not _CODE_RE.search(" ".join(p.text for p in _line_from(each, pieces)))]
        if len({label.text[0] for label in labels}) < _LEAST_LABELS or not any(p.text[0] == "N" for p in labels):
            continue
        for label in labels:
            stamp.extend(_line_from(label, pieces))
        gone = {id(piece) for piece in stamp}
        return [p for p in pieces if id(p) not in gone], " ".join(dict.fromkeys(p.text for p in stamp))
    return list(pieces), None


def _row(piece: Piece, pieces: Sequence[Piece]) -> list[Piece]:
    """The words on the level of one, from left to right."""
    level = [p for p in pieces if abs(p.middle - piece.middle) < 0.6 * max(p.height, piece.height)]
    return sorted(level, key=lambda p: p.x0)


def _near(one: Piece, two: Piece) -> bool:
    return two.x0 - one.x1 < _APART * max(one.height, two.height)


def _beside(arrived: Piece, label: Piece) -> bool:
    return abs(label.x0 - arrived.x0) < _WIDTH_PT and abs(label.middle - arrived.middle) < _HEIGHT_PT


def _line_from(label: Piece, pieces: Sequence[Piece]) -> list[Piece]:
    """A label and what is filled in behind it."""
    row = _row(label, pieces)
    line = [label]
    for piece in row[row.index(label) + 1 :]:
        if not _near(line[-1], piece) or piece.x1 - label.x0 > _WIDTH_PT or _LABEL_RE.match(piece.text):
            break
        line.append(piece)
    return line
