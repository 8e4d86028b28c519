"""Orders as reports tell them: who is told what to do, rather than who did it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor import assignment_forms as forms
from extractor.bodies import BodyList, read_bodies
from extractor.body_names import grammar
from extractor.clauses import after_comma
from extractor.paragraphs import Paragraph

_CLAUSE = re.compile(r";\s+(?=\S)")


def told(content: str, position: int, end: int, signed: str | None) -> bool:
    """In a report `giao`, `đề nghị` is an order only where the bodies behind it are told what to do. `signed` (ISO):
    see `read_bodies`."""
    listed = read_bodies(content, position, end, signed)
    after = after_comma(content, listed.end, end)
    return bool(listed.bodies) and bool(grammar().duties.match(content, after, end))


def told_too(content: str, position: int, end: int, signed: str | None) -> Iterator[tuple[int, BodyList]]:
    """The clauses behind an order, up to the end of its sentence, that open with who is told: `yêu cầu Sở A ...; UBND
    xã B bàn giao mặt bằng`. Where each begins, and its bodies."""
    stop = content.find(". ", position, end)
    for clause in _CLAUSE.finditer(content, position, stop if stop >= 0 else end):
        listed = read_bodies(content, clause.end(), end, signed)
        after = after_comma(content, listed.end, end)
        if listed.bodies and grammar().duties.match(content, after, end):
            yield clause.end(), listed


def heads_told(content: str, item: Paragraph, listed: BodyList, after: int) -> bool:
    """Whether a report that opens a paragraph with bodies gives them work, rather than says what they did: an item of a
    list, or several heads who go on, take care, are to blame. `after`: behind the bodies."""
    if item.marker is not None:
        return any(form.match(content, after, item.end) for form in (forms.STRONG, forms.TOLD))
    heads = grammar().title.match(content, item.text_start, item.end) is not None
    return heads and len(listed.bodies) > 1 and forms.TOLD.match(content, after, item.end) is not None
