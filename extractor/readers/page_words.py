"""The words of a page as readers pass them on: where each stands, and what recognition says of it."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.document import slot


@dataclass(frozen=True, slots=True, init=False)
class Piece:
    """One word on a page. Box in points, origin at the top left. From OCR: `confidence` 0..1 and the number of the
    `line` it was recognised in."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float | None
    line: int | None

    def __init__(
        self,
        text: str,
        x0: float,
        top: float,
        x1: float,
        bottom: float,
        confidence: float | None = None,
        line: int | None = None,
    ) -> None:
        _set_text(self, text)
        _set_x0(self, x0)
        _set_top(self, top)
        _set_x1(self, x1)
        _set_bottom(self, bottom)
        _set_confidence(self, confidence)
        _set_line(self, line)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


_set_text, _set_x0, _set_top, _set_x1, _set_bottom, _set_confidence, _set_line = (
    slot(Piece, name) for name in ("text", "x0", "top", "x1", "bottom", "confidence", "line")
)

Line = list[Piece]


@dataclass(frozen=True, slots=True)
class Symbol:
    """One recognised character with its box in pixels of the level picture (x0, top, x1, bottom)."""

    text: str
    box_px: tuple[int, int, int, int]
    confidence: float


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A recognised word: its piece (box in points of the level picture) and its characters."""

    piece: Piece
    symbols: tuple[Symbol, ...]
