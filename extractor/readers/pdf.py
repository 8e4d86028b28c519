"""PDF, page by page: the text layer where it is true, else the page's picture recognised.

PDFium is not thread-safe: one process reads one file at a time.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.document import Text, Warning_
from extractor.errors import DamagedFile, EncryptedFile, TooLarge, ToolMissing
from extractor.limits import Limits
from extractor.readers.broken_signature import join_signature, not_joined
from extractor.readers.lines import reading_order
from extractor.readers.page_image import WORK_DPI
from extractor.readers.page_words import Line, Piece
from extractor.readers.paged import PageRead, PlacedTable, may_begin_paper, reason_of, texts_of, unread_page
from extractor.readers.pdf_annotations import annotation_words
from extractor.readers.pdf_columns import column_lines, has_motto, has_recipients, plain_lines
from extractor.readers.pdf_objects import image_share
from extractor.readers.pdf_old_fonts import in_guessed_encoding, in_old_fonts
from extractor.readers.pdf_tables import Cells, TableRead, cells_of, has_grid, lift
from extractor.readers.pdf_turned import set_upright, turned
from extractor.readers.pdf_words import TextLayer, text_layer
from extractor.readers.scanned import read_picture, read_upper_part
from extractor.readers.signature_print import PRINTED, without_signature_print
from extractor.readers.truth import (
    REASONS,
    fault_of,
    fills,
    is_damaged,
    is_old,
    is_old_throughout,
    is_strange,
    marks_are_wrong,
    spoilt_lines,
    stands_in,
)
from extractor.readers.two_sheets import sheets
from extractor.readers.typed_stamp import ARRIVED, without_typed_stamp
from extractor.syllables import share_valid

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage

_DOUBTFUL = "text-layer-doubtful"
_LITTLE_TEXT = 600
_HEAD_CHARS = 1000
# A layer that holds so many of the words that its picture shows says what it shows; after so many such pages those that
# look faulty in the same way (another language) are believed.
_ALIKE = 0.5
_BELIEVED_AFTER = 3
# What PDFium's error codes (`FPDF_ERR_...`) say, and its words about a page.
_REASONS_OF_FILE = {
    2: "không đọc được dữ liệu",
    3: "không đúng cấu trúc của PDF",
    5: "cách mã hóa không được hỗ trợ",
    6: "trang bị thiếu hoặc nội dung trang hỏng",
}
_REASONS_OF_PAGE = {"Failed to load page.": "không mở được trang", "no text layer": "không đọc được lớp chữ của trang"}
# How much larger the share of valid words must be that the picture gives than that of the layer.
_BETTER, _AS_GOOD = 0.05, -0.05
_STRANGE_SHARE, _PICTURED_SHARE = 0.01, 0.4


@dataclass(slots=True)
class Believed:
    """How many pages of a file looked faulty, by fault, and said what their picture showed; whether the marks of its
    first page are wrong."""

    pages: Counter[str] = field(default_factory=Counter)
    marks_wrong: bool = False


def read_pdf(name: str, data: bytes, limits: Limits) -> tuple[Text, ...]:
    """One text a paper. Texts of e-signature stamps are kept in `metadata` as `e-signature`."""
    from pypdfium2 import PdfiumError

    failed: Exception | None = None
    with opened(name, data, limits) as document:
        pages = []
        held: PdfPage | None = None
        believed = Believed()
        for index in range(len(document)):
            try:
                # A page is closed after the next one is open: fonts that both use are then loaded once.
                page = document[index]
                if held is not None:
                    held.close()
                held = page
                pages.append(read_page(document, page, data, index, limits, believed=believed))
            except Exception as error:  # noqa: BLE001 - whatever is broken in a page: the others are read, and it is told
                failed = failed or error
                pages.append(unread_page(index + 1, _in_our_words(error)))
                continue
            if index:
                try:
                    join_signature(pages[-2], pages[-1], page)
                except Exception as error:  # noqa: BLE001 - both pages stay as they were read, and it is told
                    pages[-1].warnings.extend(not_joined(index, error))
    if isinstance(failed, PdfiumError):
        failed = DamagedFile(f"{name}: tệp PDF bị hỏng ({_in_our_words(failed)}). Hãy lấy lại bản gốc.")
    if failed is not None and not any(line.strip() for page in pages for line in page.texts):
        raise failed
    return texts_of(name, pages, limits)


def read_pdf_head(name: str, data: bytes, limits: Limits) -> tuple[Text, ...]:
    """As `read_pdf`, the first page alone; of a scan its upper part."""
    with opened(name, data, limits) as document:
        return texts_of(name, [read_page(document, document[0], data, 0, limits, head_only=True)], limits)


def _in_our_words(error: Exception) -> Exception:
    """The error, with what PDFium says of a page in Vietnamese."""
    from pypdfium2 import PdfiumError

    if not isinstance(error, PdfiumError):
        return error
    return DamagedFile(_REASONS_OF_PAGE.get(str(error), "PDFium không đọc được trang"))


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
        said = _REASONS_OF_FILE.get(getattr(error, "err_code", None) or 0, "PDFium không mở được, không rõ vì sao")
        raise DamagedFile(f"{name}: tệp PDF bị hỏng ({said}). Hãy lấy lại bản gốc hoặc in lại ra PDF.") from error
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


def read_page(
    document: PdfDocument,
    page: PdfPage,
    data: bytes,
    index: int,
    limits: Limits,
    *,
    head_only: bool = False,
    believed: Believed | None = None,
    upright: bool = False,
) -> PageRead:
    """A page's lines in reading order, from its text layer or, where that cannot be trusted, from its picture.

    Boxes are read where columns or a table make them necessary, and kept for no page of text: whoever wants to see
    where a value stands has them read again (`extractor.readers.places`). `upright`: the page was set so before.
    """
    import pypdfium2.raw as raw

    size = page.get_size()
    with text_layer(page) as stored:
        odd = is_old(stored.chars)
        old = in_old_fonts(stored) if odd else None
        layer = old or stored
        plain = layer.plain
        quarters = None if upright else turned(page, layer.handle, len(layer.chars))
        if quarters is not None:
            page = set_upright(document, page, index, quarters)
            return read_page(document, page, data, index, limits, head_only=head_only, believed=believed, upright=True)
        # Pictures matter only where there is little text; listing a page's objects costs as much as its text.
        fault = fault_of(plain, image_share=image_share(page) if len(plain) < _LITTLE_TEXT else 0.0)
        if fault is None and _marks_are_wrong(document, index, plain, believed):
            fault = "wrong-marks"
        if fault is None and spoilt_lines(_doubted(plain, index, odd=odd)):
            fault = "shifted-font"
        if (
            fault is None
            and (index == 0 or (has_motto(plain) and may_begin_paper(plain.splitlines())))
            and layer.unseen
            and image_share(page) >= _PICTURED_SHARE
        ):
            fault = "unseen"
        doubts: list[Warning_] = []
        if fault is not None and not (believed is not None and _is_believed(believed, fault, page, plain)):
            guessed = in_guessed_encoding(stored) if odd and old is None and fault == "wrong-glyphs" else None
            recognised: PageRead | list[Warning_] = []
            if guessed is None or guessed.loses_capitals:
                try:
                    recognised = _from_picture(page, index, plain, fault, limits, head_only)
                except Exception as error:
                    if fault != "unseen":  # a scanner's guess is better than nothing
                        raise
                    # Told apart, since such a page can be read once the program is there.
                    code = error.code if isinstance(error, ToolMissing) else _DOUBTFUL
                    why = f"chưa đối chiếu được với hình ảnh trang ({reason_of(error)})"
                    recognised = [_doubtful(index, why, code)]
            if isinstance(recognised, PageRead):
                if guessed is None or _reads_as_well(recognised, guessed.plain):
                    return recognised
            else:
                doubts = recognised
            if guessed is not None:
                old = layer = guessed
                plain, doubts = layer.plain, []
            elif believed is not None and not doubts:
                believed.pages[fault] += 1
        if old is not None:
            doubts = [*doubts, Warning_("legacy-encoding", f"Trang {index + 1}: {old.told}", page=index + 1)]
        headed = index == 0 or has_motto(plain)
        gridded = has_grid(page)
        signed = has_recipients(plain)
        added: list[Piece] = []
        stamps: tuple[str, ...] = ()
        if headed and raw.FPDFPage_GetAnnotCount(page) > 0:
            added, stamps = annotation_words(document, page, index, len(layer.chars))
        apart = [("e-signature", stamp) for stamp in stamps]
        arrived = headed and ARRIVED in plain
        printed = headed and PRINTED in plain
        if not (gridded or added or arrived or printed) and old is None:
            texts = column_lines(layer, headed=headed, signed=signed) if headed or signed else plain_lines(plain)
            if texts is not None:
                apart.extend(_watermark(layer))
                return PageRead(index + 1, size, texts, [], warnings=doubts, apart=apart, headed=headed)
        pieces = [*layer.words(), *added]
        apart.extend(_watermark(layer))
    if arrived:
        pieces, arrival = without_typed_stamp(pieces)
        apart.extend([("incoming-stamp", arrival)] if arrival else [])
    if printed:
        pieces, prints = without_signature_print(pieces)
        apart.extend(("e-signature", said) for said in prints)
    pieces, tables = lift(pieces, _cells(document, data, index, upright=upright) if gridded else [])
    lines = _in_order(pieces, size, headed=headed)
    read = PageRead(index + 1, size, _texts(lines), lines, warnings=doubts, apart=apart, headed=headed)
    for table in tables:
        _put_in(read, table)
    return read


def _marks_are_wrong(document: PdfDocument, index: int, plain: str, believed: Believed | None) -> bool:
    """Whether the layer's marks are wrong. Other pages than the first are asked only where the first one's are."""
    if index == 0:
        wrong = marks_are_wrong(plain)
        if believed is not None:
            believed.marks_wrong = wrong
        return wrong
    if believed is not None:
        return believed.marks_wrong and marks_are_wrong(plain, doubted=True)
    if not marks_are_wrong(plain, doubted=True):
        return False
    with text_layer(document[0]) as first:  # a page read alone
        return marks_are_wrong(first.plain)


def _in_order(pieces: list[Piece], size: tuple[float, float], *, headed: bool) -> list[Line]:
    pair = sheets(pieces, size)
    if pair is None:
        return reading_order(pieces, first_page=headed, columns=True)
    return [*reading_order(pair[0], first_page=headed), *reading_order(pair[1], first_page=False)]


def _doubted(plain: str, index: int, *, odd: bool) -> str:
    """What of a page is looked at line by line: all where many letters of old fonts stand, the head of a first page
    with strange ones or without a motto, which may be spoilt as all in bold letters is, and nothing else."""
    if odd and is_old_throughout(plain):
        return plain
    if index > 0:
        return ""
    head = plain[:_HEAD_CHARS]
    return head if is_strange(head) or not has_motto(plain) else ""


def _watermark(layer: TextLayer) -> list[tuple[str, str]]:
    """What was left out as one, for those who miss a word."""
    return [("watermark", " ".join(said for _, said in sorted(layer.watermark.items())))] if layer.watermark else []


def _cells(document: PdfDocument, data: bytes, index: int, *, upright: bool) -> list[Cells]:
    """The cells of a page's tables. They are looked for in the file; a page that was set upright is put in one."""
    if not upright:
        return cells_of(data, index)
    import pypdfium2

    stream = io.BytesIO()
    alone = pypdfium2.PdfDocument.new()
    try:
        alone.import_pages(document, [index])
        alone.save(stream)
    finally:
        alone.close()
    return cells_of(stream.getvalue(), 0)


def _put_in(page: PageRead, table: TableRead) -> None:
    """Puts a table's rows before the first line that stands below its upper edge."""
    at = next((i for i, line in enumerate(page.lines) if line and line[0].middle > table.top), len(page.lines))
    page.lines[at:at] = table.lines
    page.texts[at:at] = table.texts
    count = len(table.lines)
    moved = [PlacedTable(t.first + count, t.last + count, t.rows) if t.first >= at else t for t in page.tables]
    page.tables[:] = [*moved, PlacedTable(at, at + count - 1, table.rows)]


def _reads_as_well(page: PageRead, layer: str) -> bool:
    return share_valid("\n".join(page.texts))[0] >= share_valid(layer)[0] + _AS_GOOD


def _from_picture(
    page: PdfPage, index: int, layer: str, fault: str, limits: Limits, head_only: bool
) -> PageRead | list[Warning_]:
    """The page recognised; or, when the layer, faulty as it looks, still reads better than the picture, a warning where
    the two say different things (a foreign language looks faulty, and both say the same)."""
    picture = render(page, limits)
    if head_only:
        scanned = read_upper_part(picture, limits)
    else:
        # What a page shows without any picture was drawn by a program: no pen was near it.
        scanned = read_picture(picture, index + 1, limits, printed=image_share(page) == 0)
    texts = _texts(scanned.lines)
    before, _, _ = share_valid(layer)
    after, _, total = share_valid("\n".join(texts))
    # Words may be whole where figures are lost or no letters at all: then the picture need only be as good.
    better = _AS_GOOD if fault == "unseen" or is_damaged(layer) else _BETTER
    if fault == "wrong-marks":
        better = _AS_GOOD
        if marks_are_wrong("\n".join(texts), doubted=True):
            return []  # the page shows them so
    if fault == "lost-digits":
        better = _AS_GOOD
        if not fills(layer, "\n".join(texts)):
            return []  # a form that is still to be filled in
    if fault == "shifted-font":
        better = _AS_GOOD
        if spoilt_lines("\n".join(texts)) >= spoilt_lines(layer) or stands_in(layer, "\n".join(texts)):
            return []  # names of another language
    if layer.strip() and (total == 0 or after < before + better) and fault != "stamp-only":
        agree = _share_alike(layer, "\n".join(texts)) > _ALIKE
        # Of letters that are drawn no pen tells anything: they were typed.
        penned = [warning for warning in scanned.warnings if warning.code == "handwritten" and fault == "unseen"]
        told = "khác với hình ảnh trang mà đọc từ hình ảnh không rõ hơn"
        return penned if agree else [*penned, _doubtful(index, told)]
    warnings = list(scanned.warnings)
    if fault not in ("image-only", "stamp-only", "unseen"):
        note = f"Trang {index + 1}: {REASONS[fault]}; đã đọc lại từ hình ảnh trang."
        warnings.insert(0, Warning_(f"text-layer-{fault}", note, page=index + 1))
    return PageRead(index + 1, page.get_size(), texts, scanned.lines, True, warnings, list(scanned.apart))


def _doubtful(index: int, why: str, code: str = _DOUBTFUL) -> Warning_:
    return Warning_(code, f"Trang {index + 1}: lớp chữ {why}. Hãy xem bản gốc.", page=index + 1)


def _is_believed(believed: Believed, fault: str, page: PdfPage, layer: str) -> bool:
    """Whether a page need not be recognised: enough pages before it were in another language. Not one that shows a
    picture, over which the layer may be anybody's, and none with letters of its own: mis-mapped glyphs look so (names
    on a Vietnamese page stand among such letters)."""
    if believed.pages[fault] < _BELIEVED_AFTER or image_share(page) >= _PICTURED_SHARE:
        return False
    letters = [letter for letter in layer if letter.isalpha()]
    strange = sum(1 for letter in letters if not letter.isascii())
    return fault == "shifted-font" or strange <= _STRANGE_SHARE * len(letters)


def _share_alike(layer: str, recognised: str) -> float:
    """Share of the recognised words that the layer holds too."""
    seen = Counter(recognised.split())
    return (seen & Counter(layer.split())).total() / max(1, seen.total())


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


def _texts(lines: list[Line]) -> list[str]:
    return [" ".join(piece.text for piece in line) for line in lines]
