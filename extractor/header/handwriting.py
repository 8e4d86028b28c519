"""Number and day that were written by hand into a typed header, as most signed papers on scans have them.

A typed number stands close to its letters (`542/TB-UBND`); a form leaves a gap for the pen (`Số:     /CT-UBND`), and what
OCR makes of the pen is uncertain. Such a field is given as far as it is typed, with a warning, never guessed.
"""

from __future__ import annotations

import re

from extractor.document import Found, Page, Span, Text
from extractor.header.dateline import Dateline
from extractor.header.numbering import Numbering

_SURE = 0.85  # word confidence below which digits on a scan are not taken for print
_GAP = re.compile(r"\s*\d[\d.]*[a-zđ]?\s+[-/–]")


def is_scanned(text: Text, at: int) -> bool:
    """Whether an offset lies on a page that was read by OCR."""
    page = _page(text, at)
    return page is not None and page.source == "ocr"


def number_is_handwritten(text: Text, numbering: Numbering) -> bool:
    """Whether the digits of a scanned number were left to the pen: none could be read, or a gap or doubt shows it."""
    if not is_scanned(text, numbering.span.start):
        return False
    if numbering.number is None:
        return True
    found = numbering.number
    if _GAP.match(found.raw):
        return True
    digits = re.match(r"\d+", found.raw)
    return digits is not None and _doubtful(text, Span(found.span.start, found.span.start + digits.end()))


def date_is_handwritten(text: Text, dateline: Dateline) -> bool:
    """Whether the day (or the month) of a scanned place-date line was left to the pen."""
    if not is_scanned(text, dateline.span.start):
        return False
    if dateline.date is None:
        return True
    found = dateline.date
    return any(
        _doubtful(text, Span(found.span.start + digits.start(), found.span.start + digits.end()))
        for digits in list(re.finditer(r"\d{1,2}(?!\d)", found.raw))[:2]
    )


def typed_part(dateline: Dateline, text: Text) -> Found[str] | None:
    """What of a date is typed: year and month when only the day is doubtful, else the year."""
    if dateline.date is None:
        return dateline.partial
    found = dateline.date
    year, month, _ = found.value.split("-")
    digits = list(re.finditer(r"\d{1,2}(?!\d)", found.raw))
    start = found.span.start
    month_sure = len(digits) > 1 and not _doubtful(text, Span(start + digits[1].start(), start + digits[1].end()))
    value = f"{year}-{month}" if month_sure else year
    return Found(value, found.raw, found.span, "place-date line, day by hand")


def _doubtful(text: Text, span: Span) -> bool:
    """Whether a word on this stretch was read with low confidence; engines without confidence give no doubt."""
    page = _page(text, span.start)
    if page is None:
        return False
    return any(
        word.confidence is not None and word.confidence < _SURE
        for word in page.words
        if word.span.start < span.end and span.start < word.span.end
    )


def _page(text: Text, at: int) -> Page | None:
    for page in text.pages:
        if page.span.start <= at < page.span.end:
            return page
    return None
