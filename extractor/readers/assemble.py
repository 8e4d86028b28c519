"""Puts one `Text` together from the pieces a reader finds: NFC content, page spans, tables, word boxes, warnings."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.document import Page, Span, Table, Text, Warning_, Word
from extractor.errors import NoText, TooLarge
from extractor.limits import Limits
from extractor.text import nfc

_FIRST_MARK = "\u0300"


@dataclass(slots=True)
class Assembly:
    """Grows by `add`; every piece is brought to NFC on its own, and no piece starts with a combining mark."""

    name: str
    limits: Limits
    warnings: list[Warning_] = field(default_factory=list)
    metadata: list[tuple[str, str]] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _tables: list[Table] = field(default_factory=list)
    _pages: list[Page] = field(default_factory=list)

    @property
    def length(self) -> int:
        """Code points so far: the offset at which the next piece starts."""
        return self._length

    @property
    def words(self) -> int:
        """Words so far, between white space."""
        return sum(len(piece.split()) for piece in self._pieces)

    def add(self, piece: str) -> Span:
        """Appends a piece; the span it takes. Raises TooLarge beyond `limits.text_chars`."""
        clean = nfc(piece)
        start = self._length
        self._pieces.append(clean)
        self._length += len(clean)
        if self._length > self.limits.text_chars:
            raise TooLarge(
                f"{self.name}: chữ trong tệp vượt quá {self.limits.text_chars:,} ký tự (giới hạn text_chars). "
                "Hãy tách tệp thành nhiều phần."
            )
        return Span(start, self._length)

    def page(self, number: int, start: int, size_pt: tuple[float, float], words: list[Word], *, ocr: bool) -> None:
        """Closes a page that began at offset `start`."""
        span = Span(start, self._length)
        self._pages.append(Page(number, span, size_pt[0], size_pt[1], tuple(words), "ocr" if ocr else "text"))

    def table(self, start: int, rows: list[list[str]]) -> None:
        """Records the table whose text began at `start`."""
        self._tables.append(Table(Span(start, self._length), tuple(tuple(nfc(cell) for cell in row) for row in rows)))

    def finish(self) -> Text:
        """The text. Raises NoText when nothing but white space was found."""
        content = "".join(self._pieces)
        if not content.strip():
            raise NoText(f"{self.name}: tệp mở được nhưng không có chữ nào. Hãy kiểm tra lại bản gốc.")
        # What begins below the combining marks composes with nothing before it, so that its piece needs no second look.
        doubtful = any(piece[:1] >= _FIRST_MARK for piece in self._pieces)
        if doubtful and nfc(content) != content:  # a piece began with a combining mark: offsets so far would lie
            raise ValueError("pieces do not join into NFC text")
        return Text(content, tuple(self._pages), tuple(self._tables), tuple(self.warnings), None, tuple(self.metadata))
