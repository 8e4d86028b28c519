"""What a reader told of a text beyond its words, kept so that the text can be extracted again without its file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from extractor.document import Page, Part, Span, Table, Text, Warning_


def layout_of(text: Text, part: Part, known: Sequence[tuple[str, str]]) -> str:
    """JSON of pages, tables, warnings and offsets (boxes of words and cells of tables are left out), of which paper of
    its file it is, and of what the office's list knew."""
    found: dict[str, Any] = {
        "pages": [[p.number, p.span.start, p.span.end, p.source] for p in text.pages],
        "tables": [[t.span.start, t.span.end] for t in text.tables],
        "warnings": [[w.code, w.message, w.field, w.page] for w in text.warnings],
        "part": [part.index, part.of, part.first_page, part.last_page],
        "known": list(known),
    }
    if text.raw_offsets is not None:
        found["raw"] = text.raw_offsets
    return json.dumps({name: value for name, value in found.items() if value}, ensure_ascii=False)


def text_of(content: str, layout: str) -> tuple[Text, Part, list[tuple[str, str]]]:
    """The text, its part and what was known of it, as `layout_of` had them."""
    told = json.loads(layout)
    raw = told.get("raw")
    text = Text(
        content,
        pages=tuple(Page(number, Span(start, end), source=how) for number, start, end, how in told.get("pages", ())),
        tables=tuple(Table(Span(start, end), ()) for start, end in told.get("tables", ())),
        warnings=tuple(Warning_(*warning) for warning in told.get("warnings", ())),
        raw_offsets=tuple(raw) if raw is not None else None,
    )
    return text, Part(*told["part"]), [(name, value) for name, value in told.get("known", ())]


def read_part(path: str, name: str, index: int, known: Sequence[tuple[str, str]] = ()) -> tuple[str, str]:
    """Content and layout of the `index`-th paper (from 1) of a stored file, of which the office's list says `known`:
    for papers that were read before layouts were kept. Runs in a process of its own. Raises ExtractError, ValueError
    when the file has no such paper now."""
    from pathlib import Path

    from extractor.readers import read_bytes

    _, texts = read_bytes(name, Path(path).read_bytes())
    if index > len(texts):
        raise ValueError(f"{name}: tệp nay được đọc thành {len(texts)} văn bản, không còn văn bản thứ {index}")
    text = texts[index - 1]
    numbers = [page.number for page in text.pages]
    part = Part(index, len(texts), *((numbers[0], numbers[-1]) if numbers else (None, None)))
    return text.content, layout_of(text, part, known)
