"""PDF with a text layer: PDFium's own text, and for the pages with a header or signature block the words' boxes.

PDFium is not thread-safe: one process reads one file at a time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from extractor.document import Span, Text, Word
from extractor.errors import DamagedFile, EncryptedFile, TooLarge
from extractor.limits import Limits
from extractor.readers.assemble import Assembly
from extractor.readers.lines import Line, reading_order
from extractor.readers.pdf_words import PageWords, annotation_words, page_words
from extractor.text import fold

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

# PDFium shows a hyphen at a line's end as one of these, without the line break: `43/2023/TT\ufffeBTC`.
_HYPHENS = {0xFFFE: "-", 0x0002: "-"}
_PAGE_NUMBER_RE = re.compile(r"^\W*\d{1,4}\W*$")
_TWO_COLUMNS_RE = re.compile(r"noi nhan\s*:")


def read_pdf(name: str, data: bytes, limits: Limits) -> tuple[Text, ...]:
    """One paper. Running heads and page numbers are set apart from the text (they would cut sentences in two) and
    kept in `metadata` as `running-head`; texts of e-signature stamps as `e-signature`."""
    with opened(name, data, limits) as document:
        pages = [_read_page(document, index) for index in range(len(document))]
    return (assemble(name, pages, limits),)


@contextmanager
def opened(name: str, data: bytes, limits: Limits) -> Iterator[PdfDocument]:
    """The document, closed afterwards. Raises EncryptedFile, DamagedFile, or TooLarge for too many pages."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise EncryptedFile(f"{name}: tệp PDF có mật khẩu. Hãy bỏ mật khẩu rồi nạp lại.") from error
        raise DamagedFile(f"{name}: tệp PDF bị hỏng ({error}). Hãy lấy lại bản gốc hoặc in lại ra PDF.") from error
    try:
        if len(document) == 0:
            raise DamagedFile(f"{name}: tệp PDF không có trang nào. Hãy lấy lại bản gốc.")
        if len(document) > limits.pages:
            raise TooLarge(f"{name}: {len(document)} trang, vượt quá giới hạn {limits.pages} trang (pages). Hãy tách tệp.")
        yield document
    finally:
        document.close()


def _read_page(document: PdfDocument, index: int) -> PageWords:
    """A page's lines in reading order. Only pages with columns pay for the words' boxes."""
    page = document[index]
    try:
        size = page.get_size()
        textpage = page.get_textpage()
        try:
            plain = textpage.get_text_range().translate(_HYPHENS)
            columns = index == 0 or bool(_TWO_COLUMNS_RE.search(fold(plain)))
            if not columns:
                return PageWords(size, _plain_lines(plain), [], ())
            pieces = page_words(textpage, size[1])
        finally:
            textpage.close()
        added, stamps = annotation_words(document, index) if index == 0 else ([], ())
        lines = reading_order([*pieces, *added], first_page=index == 0)
        return PageWords(size, _texts(lines), lines, stamps)
    finally:
        page.close()


def _plain_lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def _texts(lines: list[Line]) -> list[str]:
    return [" ".join(piece.text for piece in line) for line in lines]


def assemble(name: str, pages: list[PageWords], limits: Limits, assembly: Assembly | None = None) -> Text:
    """One text from pages of lines; keeps the words' boxes where a page has them."""
    out = assembly or Assembly(name, limits)
    heads = _running_heads(pages)
    for number, page in enumerate(pages, start=1):
        start = out.length
        kept = _without_furniture(page.texts, heads, number)
        out.metadata.extend(("running-head", page.texts[i]) for i in sorted(set(range(len(page.texts))) - set(kept)) if page.texts[i].strip())
        out.metadata.extend(("e-signature", stamp) for stamp in page.stamps)
        words: list[Word] = []
        while kept and not page.texts[kept[-1]].strip():
            kept.pop()
        for position in kept:
            begin = out.add(page.texts[position] + "\n").start
            if page.lines:
                words.extend(_boxes(page.lines[position], begin))
        out.page(number, start, page.size_pt, words, ocr=page.ocr)
    return out.finish()


def _boxes(line: Line, start: int) -> Iterator[Word]:
    for piece in line:
        end = start + len(piece.text)
        yield Word(Span(start, end), (piece.x0, piece.top, piece.x1, piece.bottom), piece.confidence)
        start = end + 1


def _running_heads(pages: list[PageWords]) -> set[str]:
    """First lines that stand on most pages and differ in their digits only (`CÔNG BÁO/Số 302/... 70`)."""
    if len(pages) < 2:
        return set()
    firsts = Counter(_blank(line) for page in pages for line in page.texts[:2] if line.strip())
    return {line for line, count in firsts.items() if count >= 2 and count * 2 > len(pages) and len(line) < 120 and "#" in line}


def _blank(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


def _without_furniture(texts: list[str], heads: set[str], number: int) -> list[int]:
    """Indices of the lines that are text: running heads and bare page numbers at the page's edge are not."""
    kept = list(range(len(texts)))
    while kept and (not texts[kept[0]].strip() or _is_furniture(texts[kept[0]], heads, number)):
        kept.pop(0)
    while kept and not texts[kept[-1]].strip():
        kept.pop()
    if kept and number > 1 and _PAGE_NUMBER_RE.match(texts[kept[-1]]) and len(kept) > 3:
        kept.pop()
    return kept


def _is_furniture(line: str, heads: set[str], number: int) -> bool:
    return _blank(line) in heads or (number > 1 and bool(_PAGE_NUMBER_RE.match(line)))
