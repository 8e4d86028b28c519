"""PDF, page by page: the text layer where it is true, else the page's picture recognised.

PDFium is not thread-safe: one process reads one file at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from extractor.document import Span, Text, Warning_, Word
from extractor.errors import DamagedFile, EncryptedFile, TooLarge, ToolMissing
from extractor.limits import Limits
from extractor.readers.assemble import Assembly
from extractor.readers.lines import Line, reading_order
from extractor.readers.page_image import WORK_DPI
from extractor.readers.pdf_words import PageWords, annotation_words, page_words
from extractor.readers.scanned import read_picture
from extractor.readers.truth import REASONS, fault_of
from extractor.syllables import share_valid
from extractor.text import fold

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage

# PDFium shows a hyphen at a line's end as one of these, without the line break: `43/2023/TT\ufffeBTC`.
_HYPHENS = {0xFFFE: "-", 0x0002: "-"}
_PAGE_NUMBER_RE = re.compile(r"^\W*\d{1,4}\W*$")
_TWO_COLUMNS_RE = re.compile(r"noi nhan\s*:")


def read_pdf(name: str, data: bytes, limits: Limits) -> tuple[Text, ...]:
    """One paper. Running heads and page numbers are set apart from the text (they would cut sentences in two) and
    kept in `metadata` as `running-head`; texts of e-signature stamps as `e-signature`."""
    assembly = Assembly(name, limits)
    missing: ToolMissing | None = None
    with opened(name, data, limits) as document:
        pages = []
        for index in range(len(document)):
            try:
                pages.append(_read_page(document, index, limits, assembly))
            except ToolMissing as error:
                # The other pages may be text: what cannot be read here is told, not lost.
                missing = error
                pages.append(PageWords(document[index].get_size(), [], []))
                note = f"Trang {index + 1} là ảnh nhưng máy này thiếu bộ nhận dạng chữ: {error}"
                assembly.warnings.append(Warning_("page-unread", note, page=index + 1))
    if missing is not None and not any(line.strip() for page in pages for line in page.texts):
        raise missing
    return (assemble(pages, assembly),)


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
            raise TooLarge(
                f"{name}: {len(document)} trang, vượt quá giới hạn {limits.pages} trang (pages). Hãy tách tệp."
            )
        yield document
    finally:
        document.close()


def _read_page(document: PdfDocument, index: int, limits: Limits, assembly: Assembly) -> PageWords:
    """A page's lines in reading order, from its text layer or, where that cannot be trusted, from its picture.

    Only pages with columns pay for the words' boxes.
    """
    page = document[index]
    try:
        size = page.get_size()
        textpage = page.get_textpage()
        try:
            plain = textpage.get_text_range().translate(_HYPHENS)
            fault = fault_of(plain, image_share=_image_share(page))
            if fault is not None:
                recognised = _from_picture(page, index, plain, fault, limits, assembly)
                if recognised is not None:
                    return recognised
            columns = index == 0 or bool(_TWO_COLUMNS_RE.search(fold(plain)))
            if not columns:
                return PageWords(size, _plain_lines(plain), [])
            pieces = page_words(textpage, size[1])
        finally:
            textpage.close()
        added, stamps = annotation_words(document, index) if index == 0 else ([], ())
        assembly.metadata.extend(("e-signature", stamp) for stamp in stamps)
        lines = reading_order([*pieces, *added], first_page=index == 0)
        return PageWords(size, _texts(lines), lines)
    finally:
        page.close()


def _image_share(page: PdfPage) -> float:
    """How much of the page its pictures cover, 0..1 (overlaps counted once by taking at most the whole page)."""
    import pypdfium2.raw as raw

    width, height = page.get_size()
    covered = 0.0
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        covered += max(0.0, min(right, width) - max(left, 0.0)) * max(0.0, min(top, height) - max(bottom, 0.0))
    share: float = covered / max(1.0, width * height)
    return min(1.0, share)


def _from_picture(
    page: PdfPage, index: int, layer: str, fault: str, limits: Limits, assembly: Assembly
) -> PageWords | None:
    """The page recognised; None when the layer, faulty as it looks, still reads better than the picture."""
    picture = render(page, limits)
    scanned = read_picture(picture, index + 1, limits, first_page=index == 0)
    texts = _texts(scanned.lines)
    before, _, _ = share_valid(layer)
    after, _, total = share_valid("\n".join(texts))
    if layer.strip() and (total == 0 or after < before + 0.05) and fault != "stamp-only":
        return None
    if fault not in ("image-only", "stamp-only"):
        note = f"Trang {index + 1}: {REASONS[fault]}; đã đọc lại từ hình ảnh trang."
        assembly.warnings.append(Warning_(f"text-layer-{fault}", note, page=index + 1))
    assembly.warnings.extend(scanned.warnings)
    assembly.metadata.extend(scanned.apart)
    return PageWords(page.get_size(), texts, scanned.lines, ocr=True)


def render(page: PdfPage, limits: Limits) -> Image:
    """The page as a picture for recognition, without annotations (e-signature stamps are drawn as such).

    A sheet so large that its picture would pass `limits.page_pixels` is drawn smaller.
    """
    width, height = page.get_size()
    scale = WORK_DPI / 72
    pixels = width * height * scale * scale
    if pixels > limits.page_pixels:
        scale *= (limits.page_pixels / pixels) ** 0.5
    picture: Image = page.render(scale=scale, may_draw_forms=False, draw_annots=False).to_pil()
    return picture


def _plain_lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def _texts(lines: list[Line]) -> list[str]:
    return [" ".join(piece.text for piece in line) for line in lines]


def assemble(pages: list[PageWords], out: Assembly) -> Text:
    """One text from pages of lines; keeps the words' boxes where a page has them."""
    heads = _running_heads(pages)
    for number, page in enumerate(pages, start=1):
        start = out.length
        kept = _without_furniture(page.texts, heads, number)
        out.metadata.extend(
            ("running-head", page.texts[i])
            for i in sorted(set(range(len(page.texts))) - set(kept))
            if page.texts[i].strip()
        )
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
    variants: dict[str, list[str]] = {}
    for page in pages:
        for line in [line for line in page.texts if line.strip()][:2]:
            variants.setdefault(_blank(line), []).append(line)
    return {
        form
        for form, lines in variants.items()
        # The page number in it changes from page to page; a sentence that happens to come twice does not.
        if len(lines) * 2 > len(pages) and len(set(lines)) == len(lines) > 1 and len(form) < 120
    }


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
