"""The lines of a PDF page in reading order at little cost: only header and signature block have columns, so only their
words are placed; what stands between them is taken as PDFium says it."""

from __future__ import annotations

import re

from extractor.readers.lines import (
    SIGNATURE_ROWS,
    begins_recipients,
    begins_signature,
    between_signatures,
    header_block,
    reading_order,
)
from extractor.readers.page_words import Line
from extractor.readers.pdf_words import TextLayer
from extractor.text import fold

# How many lines, as PDFium says them, are looked at for a header, and how many more when it does not end there.
_HEADER_LINES = (8, 14, 25)
_DATE_RE = re.compile(r"ngày.{1,12}tháng.{1,12}năm")
_SAME_ROW_PT = 6.0
_SHORT = 120
_LINE_RE = re.compile(r"[^\r\n]*[^\s\0][^\r\n]*")
_MOTTO_RE = re.compile(r"doc lap\s*-\s*tu do|dang cong san viet nam")
_RECIPIENTS_RE = re.compile(r"noi nhan\s*:")
# What a true text layer spells so; folding every page to look for it would cost as much as reading it.
_MOTTO_FORMS = ("ộc lập", "ỘC LẬP", "ảng cộng sản", "ảng Cộng sản", "ẢNG CỘNG SẢN")
_RECIPIENTS_FORMS = ("ơi nhận", "ƠI NHẬN")
_SLOT_CHARS = 60


def has_motto(text: str) -> bool:
    """Whether the motto of the State or the name of the Party stands in a true text."""
    return _stands(text, _MOTTO_FORMS, _MOTTO_RE)


def has_recipients(text: str) -> bool:
    """Whether a list of recipients begins in a true text."""
    return _stands(text, _RECIPIENTS_FORMS, _RECIPIENTS_RE)


def _stands(text: str, forms: tuple[str, ...], wanted: re.Pattern[str]) -> bool:
    for form in forms:
        at = text.find(form)
        while at >= 0:
            if wanted.search(fold(text[max(0, at - 1) : at + _SLOT_CHARS])):
                return True
            at = text.find(form, at + 1)
    return False


def column_lines(layer: TextLayer, *, headed: bool, signed: bool) -> list[str] | None:
    """The page's lines; None when its text does not come in the order of header, body, signature block: then the place
    of every word is needed."""
    chars = layer.chars
    spans = [match.span() for match in _LINE_RE.finditer(chars)]
    if not spans:
        return []
    tops = [box[1] for box in layer.boxes([_first_mark(chars, start) for start, _ in spans])]
    head: list[Line] = []
    body_start = 0
    if headed:
        found = _head(layer, spans, tops)
        if found is None:
            return None
        head, body_start = found
    tail: list[str] = []
    body_end = len(chars)
    if signed:
        begun = _signature_start(chars, spans, tops, body_start)
        if begun is None or _signed_side_by_side(layer, spans[max(0, begun - SIGNATURE_ROWS) : begun]):
            return None
        body_end = spans[begun][0]
        tail = ["", *_texts(reading_order(layer.words(body_end), first_page=False))]
    return [*_texts(head), *plain_lines(layer.said(body_start, body_end)), *tail]


def _head(layer: TextLayer, spans: list[tuple[int, int]], tops: list[float]) -> tuple[list[Line], int] | None:
    """The header's lines, and where in the text the rest begins; None when the text does not begin with the header."""
    dated = next((i for i, span in enumerate(spans[: _HEADER_LINES[0]]) if _DATE_RE.search(layer.chars, *span)), None)
    for count in _HEADER_LINES if dated is None else (dated + 3, *_HEADER_LINES):
        pieces, places = layer.placed(spans[0][0], spans[:count][-1][1])
        lines, rest = header_block(pieces)
        if not lines or (not rest and count < len(spans)):
            continue  # the header may go on: look further
        below = {id(piece) for piece in rest}
        after = [at for piece, at in zip(pieces, places, strict=True) if id(piece) in below]
        start = min(after, default=len(layer.chars))
        lowest = max(piece.middle for line in lines for piece in line)
        if any(at > start and id(piece) not in below for piece, at in zip(pieces, places, strict=True)):
            return None
        if any(top < lowest for top, (begin, _) in zip(tops, spans, strict=True) if begin >= start):
            return None
        return lines, start
    return None if has_motto(layer.chars) else ([], 0)


def _signature_start(chars: str, spans: list[tuple[int, int]], tops: list[float], body_start: int) -> int | None:
    """The first line of the signature block; None when the block is not what the text ends with."""

    def folded(at: int) -> str:
        start, end = spans[at]
        return fold(chars[start:end]).strip() if body_start <= start and end - start < _SHORT else ""

    # Folding every line would cost as much as finding them.
    likely = (at for at, (start, _) in enumerate(spans) if chars[_first_mark(chars, start)] in "Nn")
    first = next((at for at in likely if begins_recipients(folded(at))), None)
    if first is None:
        return None
    begun = first
    while begun and begins_signature(folded(begun - 1)):
        begun -= 1
    level = tops[begun] - _SAME_ROW_PT
    if any(top > level for top in tops[:begun]) or any(top < level for top in tops[begun:]):
        return None
    return begun


def _signed_side_by_side(layer: TextLayer, spans: list[tuple[int, int]]) -> bool:
    """Whether one of the lines above the recipients holds the posts of two who sign beside each other."""
    capitals = (span for span in spans if layer.chars[span[0] : span[1]].isupper())
    return any(between_signatures(sorted(layer.words(*span), key=lambda p: p.x0)) is not None for span in capitals)


def plain_lines(text: str) -> list[str]:
    """Lines as PDFium says them, without spaces at their ends."""
    return [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").rstrip().split("\n")]


def _first_mark(chars: str, start: int) -> int:
    while chars[start] in " \t\0\xa0":
        start += 1
    return start


def _texts(lines: list[Line]) -> list[str]:
    return [" ".join(piece.text for piece in line) for line in lines]
