"""Tables that a portal flattened: one cell a paragraph, from the cell `STT` on.

A flattened table has lost its rows; it is still known where it stands, so that its cells are not read as headings.
"""

from __future__ import annotations

import re

from extractor.document import Span
from extractor.paragraphs import Paragraph

_FIRST_CELL = re.compile(r"(?:STT|S\.?TT|TT|Stt|Số\s+TT|Số\s+thứ\s+tự|No\.?|SỐ TT)\s*\.?\Z")


def opens_table(content: str, item: Paragraph) -> bool:
    """Whether the paragraph is the first cell of a table's head: `STT`, `TT`."""
    return item.end - item.start <= 16 and bool(_FIRST_CELL.match(content[item.start : item.end]))


def holds_table(content: str, items: tuple[Paragraph, ...]) -> bool:
    """Whether a flattened table stands among the paragraphs."""
    return any(opens_table(content, item) for item in items)


def flat_tables(content: str, items: tuple[Paragraph, ...]) -> list[Span]:
    """Spans of the flattened tables among the paragraphs. A table runs up to the heading above the next table, the
    next annex, or the end."""
    heads = [i for i, item in enumerate(items) if opens_table(content, item)]
    spans: list[Span] = []
    for number, index in enumerate(heads):
        stop = heads[number + 1] if number + 1 < len(heads) else len(items)
        for i in range(index + 1, stop):
            marker = items[i].marker
            if marker and marker.kind in ("annex", "part", "chapter", "article"):
                stop = i
                break
        else:
            if number + 1 < len(heads):
                # the heading of the next table: the paragraphs above it that carry a mark, at most three
                for back in range(1, 4):
                    if stop - back > index and items[stop - back].marker:
                        stop -= back
                        break
        if stop > index + 1:
            spans.append(Span(items[index].start, items[stop - 1].end))
    return spans
