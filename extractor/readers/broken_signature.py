"""Recipients and signature that begin on one page of a PDF and end on the next: Word breaks the rows of their table.

Each page is read alone, column by column. Where the list goes on, what stands beside it on the first page (`KT. BỘ
TRƯỞNG`) is put above the list, so that the list is whole, and the page that goes on is read in its two columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING

from extractor.document import Warning_
from extractor.footer.forms import FORM
from extractor.layout import FILED_LINE, is_capitals
from extractor.readers.lines import (
    begins_recipients,
    begins_signature,
    emit_signature,
    median,
    reading_order,
    rows_of,
)
from extractor.readers.page_words import Line, Piece
from extractor.readers.paged import PageRead, reason_of
from extractor.readers.pdf_words import text_layer
from extractor.text import fold

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_LONGEST = 60  # lines that a list has on its first page, at most
_ITEM_RE = re.compile(r"[-–+•*]\s*\w")
_OPENING = 6  # lines of the page that goes on, among which an item of the list stands
# What a list ends with; no `Lưu ý` nor `Lưu lượng` of an annex.
_FILED_RE = re.compile(r"[-–—+•*\s]*L[ưu]u(?:\s*:|\s+[A-ZĐ])")
_STACK = 6  # lines that say in whose name it is signed
_HEAD_ROWS = 3
_DIGITS_RE = re.compile(r"\d+")
_GAP = 0.9  # heights between two columns
# Who signed: the last of the stack, in the letters of names. Positions are set in capitals.
_NAME_RE = re.compile(r"(?:[^\W\d_]\S*[ \t]+){1,5}[^\W\d_]\S*")


def join_signature(before: PageRead, after: PageRead, page: PdfPage) -> None:
    """Puts the block of two pages that were read in order, where it is broken between them: `page` is that of `after`.
    Tables and scans are left as they are."""
    if after.tables or before.ocr or after.ocr or not _opens_with_items(after.texts):
        return
    head = _head_of(before)
    begun = _open_list(before.texts, _opening(text for text in after.texts if not _is_edge(text, head)))
    if begun is None:
        return
    if after.lines:
        pieces = [piece for line in after.lines for piece in line]
    else:
        with text_layer(page) as layer:
            pieces = layer.words()
    lines = _in_columns(pieces, after.size_pt[0], head)
    texts = [_said(line) for line in lines]
    _raise_stack(before, begun)
    after.lines, after.texts = lines, texts


def not_joined(first: int, error: Exception) -> Iterator[Warning_]:
    """The warnings where a block of pages `first` and the next could not be put in order."""
    note = f"Nơi nhận và chữ ký ở trang {first}, {first + 1} có thể đọc thiếu ({reason_of(error)}). Hãy xem bản gốc."
    return (Warning_("uncertain", note, field, first + 1) for field in ("recipients", "signers"))


def _open_list(texts: Sequence[str], behind: Sequence[str]) -> int | None:
    """Where the list of recipients begins that a page ends in, before `Lưu: VT`; None where it ends in none, or is
    finished by its last full stop or by the name of who signed, unless a `;`, full stops behind every item or what
    opens the next page, `behind`, go on with it."""
    for at in range(len(texts) - 1, max(-1, len(texts) - _LONGEST), -1):
        if FILED_LINE.match(texts[at].strip()):
            return None
        if begins_recipients(fold(texts[at]).strip()):
            return None if _is_finished(texts, at, behind) else at
    return None


def _is_finished(texts: Sequence[str], begun: int, behind: Sequence[str]) -> bool:
    if any(map(_FILED_RE.match, behind)):
        return False
    end = _list_end(texts, begun)
    last = texts[end - 1].rstrip()
    stopped = last.endswith(".")
    if stopped and behind and _ITEM_RE.match(behind[0]):
        stopped = not any(text.rstrip().endswith(".") for text in texts[begun + 1 : end - 1])
    signed = next((text.strip() for text in reversed(texts[end:]) if text.strip()), "")
    named = _NAME_RE.fullmatch(signed) is not None and not is_capitals(signed)
    goes_on = last.endswith((";", ",")) or (behind and behind[0][:1].islower())
    return stopped or (named and not goes_on)


def _list_end(texts: Sequence[str], begun: int) -> int:
    return next((at for at in range(begun, len(texts)) if not texts[at].strip()), len(texts))


def _opens_with_items(texts: Sequence[str]) -> bool:
    return any(map(_ITEM_RE.match, _opening(texts)))


def _opening(texts: Iterable[str]) -> list[str]:
    """The first lines of a page, before any form or annex."""
    opening = islice((text.strip() for text in texts if text.strip()), _OPENING)
    return list(takewhile(lambda text: FORM.match(text, 0) is None, opening))


def _raise_stack(page: PageRead, begun: int) -> None:
    """Puts the right column of the block, which stands behind an empty line, above the list that begins at `begun`."""
    end = _list_end(page.texts, begun)
    stack = [at for at in range(end, len(page.texts)) if page.texts[at].strip()]
    if not 0 < len(stack) <= _STACK or not begins_signature(fold(page.texts[stack[0]]).strip()):
        return
    order: list[int | None] = [*range(begun), None, *stack, None, *range(begun, end)]
    texts, lines = page.texts, page.lines
    moved = [[] if at is None else lines[at] for at in order] if lines else lines
    page.texts, page.lines = ["" if at is None else texts[at] for at in order], moved


def _head_of(page: PageRead) -> str:
    """What a page opens with, which may head the next one too, without its figures."""
    return _DIGITS_RE.sub("", next((text for text in page.texts if text.strip()), "")).strip()


def _in_columns(pieces: Sequence[Piece], width: float, head: str) -> list[Line]:
    rows = rows_of(pieces)
    at = 0
    for number, row in enumerate(rows[:_HEAD_ROWS], start=1):  # a running head, the number of the page
        if _is_edge(_said(row), head):
            at = number
    lines = rows[:at]
    size = median(piece.height for row in rows for piece in row)
    end = at
    while end < len(rows) and not _ends_block(rows[end], size, width):
        end += 1
    emit_signature(rows[at:end], 0, lines)
    rest = [piece for row in rows[end:] for piece in row]
    return [*lines, [], *reading_order(rest, first_page=False)] if rest else lines


def _ends_block(row: Line, size: float, width: float) -> bool:
    if FORM.match(_said(row), 0) is not None:
        return True
    across = 3 * row[0].x0 < width and 3 * row[-1].x1 > 2 * width
    return across and not any(two.x0 - one.x1 >= _GAP * size for one, two in pairwise(row))


def _is_edge(text: str, head: str) -> bool:
    """Whether a line is a running head or the number of the page."""
    return _DIGITS_RE.sub("", text).strip() == head or not any(map(str.isalpha, text))


def _said(row: Line) -> str:
    return " ".join(piece.text for piece in row)
