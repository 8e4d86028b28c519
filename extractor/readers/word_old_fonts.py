"""Runs of fonts older than Unicode, decoded together where Word cut them in the middle of a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractor.legacy import convert


@dataclass(frozen=True, slots=True)
class OldLook:
    """How text older than Unicode is drawn: the encoding of its font, the font, whether in capitals."""

    encoding: str
    font: str | None
    capitals: bool


@dataclass(frozen=True, slots=True)
class OldText:
    """Text as it is stored in a run of an old font."""

    stored: str
    look: OldLook

    def __str__(self) -> str:
        return self.stored


def in_unicode(pieces: Sequence[str | OldText], used: set[str]) -> Iterator[str]:
    """The pieces of a paragraph in Unicode; the names of the old encodings among them are added to `used`.

    Those of one old font are decoded together: Word cuts runs anywhere, also between a VNI letter and its mark.
    """
    whole = [piece for piece in pieces if str(piece)]
    for look, group in groupby(whole, key=lambda piece: piece.look if isinstance(piece, OldText) else None):
        stored = "".join(str(piece) for piece in group)
        if look is None:
            yield stored
            continue
        decoded = convert(stored, look.encoding, font=look.font)
        used.add(decoded.encoding)
        yield decoded.text.upper() if look.capitals else decoded.text
