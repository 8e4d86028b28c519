"""Orders as reports tell them: who is told what to do, rather than who did it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor import assignment_forms as forms
from extractor.bodies import BodyList, read_bodies
from extractor.body_names import grammar
from extractor.clauses import after_comma
from extractor.paragraphs import Paragraph

_REMARK = re.compile(r"\s*\([^()\n]{1,60}\)\s*,?\s*")  # `Trung tâm Kiểm soát bệnh tật (CDC) chủ trì`
# A letter sent: `có công văn gửi Sở A, UBND xã B đề nghị rà soát ...`
_SENT = re.compile(
    r"(?:[Cc]ông\s+(?:văn|điện)|[Vv]ăn\s+bản|[Tt]hông\s+báo|[Tt]hư|[Cc]hỉ\s+thị|hỏa\s+tốc|hoả\s+tốc|khẩn)(?!\w)[^.;:\n]{0,60}?(?<!\w)gửi\s+"
    r"(?:tới\s+|đến\s+)?"
)
_ASKS = re.compile(r"(?:(?:để\s+)?(?:đề\s+nghị|yêu\s+cầu|chỉ\s+đạo)\s+)?")
_CLAUSE = re.compile(r";\s+(?=\S)")


def told(content: str, position: int, end: int, signed: str | None) -> bool:
    """In a report `giao`, `đề nghị` is an order only where the bodies behind it are told what to do. `signed` (ISO):
    see `read_bodies`."""
    listed = read_bodies(content, position, end, signed)
    return bool(listed.bodies) and _has_duty(content, listed, end)


def _has_duty(content: str, listed: BodyList, end: int) -> bool:
    remark = _REMARK.match(content, listed.end, end)
    after = after_comma(content, remark.end() if remark else listed.end, end)
    return grammar().duties.match(content, after, end) is not None


def sent(content: str, start: int, end: int, signed: str | None) -> Iterator[tuple[int, BodyList]]:
    """To whom a report says that a letter was sent that asks them to do something. Where each list begins, and its
    bodies."""
    for letter in _SENT.finditer(content, start, end):
        listed = read_bodies(content, letter.end(), end, signed)
        asks = _ASKS.match(content, after_comma(content, listed.end, end), end)
        if listed.bodies and asks is not None and grammar().duties.match(content, asks.end(), end):
            yield letter.end(), listed


def told_too(content: str, position: int, end: int, signed: str | None) -> Iterator[tuple[int, BodyList]]:
    """The clauses behind an order, up to the end of its sentence, that open with who is told: `yêu cầu Sở A ...; UBND
    xã B bàn giao mặt bằng`. Where each begins, and its bodies."""
    stop = content.find(". ", position, end)
    for clause in _CLAUSE.finditer(content, position, stop if stop >= 0 else end):
        listed = read_bodies(content, clause.end(), end, signed)
        if listed.bodies and _has_duty(content, listed, end):
            yield clause.end(), listed


def heads_told(content: str, item: Paragraph, listed: BodyList, after: int) -> bool:
    """Whether a report that opens a paragraph with bodies gives them work, rather than says what they did: an item of a
    list, or several heads who go on, take care, are to blame. `after`: behind the bodies."""
    if item.marker is not None:
        return any(form.match(content, after, item.end) for form in (forms.STRONG, forms.TOLD))
    heads = grammar().title.match(content, item.text_start, item.end) is not None
    return heads and len(listed.bodies) > 1 and forms.TOLD.match(content, after, item.end) is not None
