"""DOCX: paragraphs and tables in document order, header and signature tables linearised cell by cell.

Text is taken from the runs themselves: `Paragraph.text` leaves out what stands in tracked insertions, content
controls and smart tags, and `Document.paragraphs` leaves out the header table.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extractor.document import Text, Warning_
from extractor.errors import DamagedFile, ExtractError, TooLarge
from extractor.legacy import convert, encoding_of_font, repair_text
from extractor.limits import Limits
from extractor.readers.assemble import Assembly
from extractor.readers.guard import open_container, read_member
from extractor.readers.tab_columns import read_columns, tidy
from extractor.readers.word_numbering import Numbering
from extractor.text import fold

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {_W + tag for tag in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr")} | {_MC + "Fallback"}
_BREAKS = {_W + "br": "\n", _W + "cr": "\n", _W + "tab": "\t", _W + "noBreakHyphen": "-", _W + "ptab": "\t"}
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
# What only a header or signature table holds; such tables place text, they are no tables of data.
_LAYOUT_RE = re.compile(
    r"doc lap\s*-|cong hoa xa hoi|dang cong san|noi nhan\s*:|^\s*(?:tm|kt|tl|tuq|q)\s*\.", re.MULTILINE
)


def read_docx(name: str, data: bytes, limits: Limits) -> tuple[Text, ...]:
    """One paper. Page numbers are unknown: Word lays pages out anew each time it opens a file."""
    with open_container(name, data, limits) as archive:
        notes = 0
        for member in archive.infolist():
            if member.filename == "word/document.xml":
                _check_depth(name, read_member(name, archive, member, limits), limits)
            elif member.filename in _NOTES:
                notes += _count_notes(read_member(name, archive, member, limits))
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        walker = _Walker(name, document, limits)
        walker.body(document.element.body)
        if notes:
            walker.unread_notes(notes)
        return (walker.finish(),)
    except ExtractError:
        raise
    except Exception as error:  # python-docx and lxml raise what the broken part happens to break
        raise DamagedFile(
            f"{name}: tệp DOCX bị hỏng ({type(error).__name__}: {error}). Hãy mở bằng Word và lưu lại."
        ) from error


def _check_depth(name: str, xml: bytes, limits: Limits) -> None:
    from lxml import etree

    if b"<!ENTITY" in xml[:4096] or b"<!DOCTYPE" in xml[:4096]:
        raise DamagedFile(f"{name}: tệp DOCX khai báo thực thể XML, điều không có ở tệp Word thật. Không đọc tệp này.")
    depth = 0
    try:
        for event, _ in etree.iterparse(
            io.BytesIO(xml), events=("start", "end"), resolve_entities=False, no_network=True
        ):
            depth += 1 if event == "start" else -1
            if depth > limits.markup_depth:
                raise TooLarge(f"{name}: cấu trúc lồng quá {limits.markup_depth} lớp (giới hạn markup_depth).")
    except etree.XMLSyntaxError as error:
        raise DamagedFile(f"{name}: nội dung DOCX bị hỏng ({error}). Hãy mở bằng Word và lưu lại.") from error


def _count_notes(xml: bytes) -> int:
    """How many footnotes or endnotes with words in them; those that only draw the line above notes have a type."""
    from lxml import etree

    try:
        root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return 0  # whether the document can be read, its own part decides
    notes = [note for tag in ("footnote", "endnote") for note in root.iter(_W + tag)]
    worded = [note for note in notes if any((t.text or "").strip() for t in note.iter(_W + "t"))]
    return sum(1 for note in worded if note.get(_W + "type") is None)


class _Walker:
    def __init__(self, name: str, document: Document, limits: Limits) -> None:
        self._out = Assembly(name, limits)
        self._numbering = Numbering(document)
        self._fonts = _Fonts(document)
        self._legacy: set[str] = set()
        core = document.core_properties
        for key, value in (("title", core.title), ("author", core.author), ("subject", core.subject)):
            if value:
                self._out.metadata.append((key, value))

    def finish(self) -> Text:
        if self._legacy:
            names = ", ".join(sorted(self._legacy))
            self._out.warnings.append(
                Warning_("legacy-encoding", f"Có đoạn dùng bảng mã cũ ({names}), đã chuyển sang Unicode.")
            )
        return self._out.finish()

    def unread_notes(self, count: int) -> None:
        note = f"Có {count} chú thích cuối trang hoặc cuối văn bản không được đọc. Hãy xem trong bản gốc."
        self._out.warnings.append(Warning_("notes-unread", note))

    def body(self, parent: Any) -> None:
        """Adds everything below `parent`; paragraphs between two tables are looked at together, for tabbed columns."""
        waiting: list[str] = []
        for block in _blocks(parent):
            if block.tag == _W + "p":
                waiting.extend(self._paragraph(block).split("\n"))
            else:
                self._flush(waiting)
                self._table(block)
        self._flush(waiting)

    def _flush(self, waiting: list[str]) -> None:
        for line in read_columns(waiting):
            self._out.add(line + "\n")
        waiting.clear()

    def _paragraph(self, p: Any) -> str:
        pieces: list[str] = []
        boxes: list[str] = []
        self._runs(p, pieces, boxes)
        text = self._numbering.label(p) + "".join(pieces).strip("\n")
        fixed = repair_text(text) if text and not text.isascii() else None
        if fixed is not None and fixed.encoding != "unicode":
            self._legacy.add(fixed.encoding)
            text = fixed.text
        return "\n".join([part for part in (text, *boxes) if part.strip()]) if boxes else text

    def _runs(self, parent: Any, pieces: list[str], boxes: list[str]) -> None:
        for child in parent:
            tag = child.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag == _W + "t":
                pieces.append(self._decode(child))
            elif tag in _BREAKS:
                pieces.append(_BREAKS[tag])
            elif tag == _W + "softHyphen":
                pieces.append("ư" if self._fonts.encoding(child.getparent()) == "tcvn3" else "")
            elif tag == _W + "txbxContent":
                inner = [self._paragraph(p) for p in child.iter(_W + "p") if _nearest(p, _W + "txbxContent") is child]
                boxes.append("\n".join(inner))
            elif len(child):
                self._runs(child, pieces, boxes)

    def _decode(self, t: Any) -> str:
        text = t.text or ""
        run = t.getparent()
        encoding = self._fonts.encoding(run)
        if encoding is None:
            return text
        decoded = convert(text, encoding, font=self._fonts.name(run))
        if decoded.encoding != "unicode":
            self._legacy.add(decoded.encoding)
        return decoded.text

    def _table(self, table: Any) -> None:
        rows = [
            [self._cell(cell) for cell in _cells(row)]
            for row in table.iter(_W + "tr")
            if _nearest(row, _W + "tbl") is table
        ]
        if not rows:
            return
        start = self._out.length
        if _LAYOUT_RE.search(fold("\n".join(cell for row in rows for cell in row))) or max(map(len, rows)) == 1:
            for row in rows:
                for cell in row:
                    if cell.strip():
                        lines = "\n".join(read_columns(cell.split("\n")))
                        self._out.add(lines.strip("\n") + "\n\n")
            return
        for row in rows:
            self._out.add("\t".join(tidy(cell.replace("\n", " ")) for cell in row) + "\n")
        self._out.table(start, [[cell.strip() for cell in row] for row in rows])

    def _cell(self, cell: Any) -> str:
        lines: list[str] = []
        for block in _blocks(cell):
            if block.tag == _W + "p":
                lines.append(self._paragraph(block))
            else:
                for row in block.iter(_W + "tr"):
                    # Rows of a table inside this one are read with the cell that holds it, once.
                    if _nearest(row, _W + "tbl") is block:
                        lines.extend(self._cell(inner) for inner in _cells(row))
        return "\n".join(lines)


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also those inside content controls, smart tags and tracked insertions."""
    for child in parent:
        if child.tag in (_W + "p", _W + "tbl"):
            yield child
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED and child.tag not in (_W + "tcPr", _W + "sectPr"):
            yield from _blocks(child)


def _cells(row: Any) -> Iterator[Any]:
    for cell in row.iter(_W + "tc"):
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        # A cell merged into the one above repeats nothing.
        if _nearest(cell, _W + "tr") is row and (merged is None or merged.get(_W + "val") == "restart"):
            yield cell


def _nearest(node: Any, tag: str) -> Any:
    parent = node.getparent()
    while parent is not None and parent.tag != tag:
        parent = parent.getparent()
    return parent


class _Fonts:
    """The font of a run: its own, else its paragraph style's, else the document's default."""

    def __init__(self, document: Document) -> None:
        styles = document.styles.element
        self._default = _ascii_font(styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr"))
        self._own: dict[str, str | None] = {}
        self._based: dict[str, str | None] = {}
        for style in styles.iter(_W + "style"):
            key = style.get(_W + "styleId") or ""
            self._own[key] = _ascii_font(style.find(_W + "rPr"))
            based = style.find(_W + "basedOn")
            self._based[key] = based.get(_W + "val") if based is not None else None
        self._known: dict[tuple[str | None, ...], str | None] = {}

    def name(self, run: Any) -> str | None:
        own = _ascii_font(run.find(_W + "rPr"))
        if own:
            return own
        character = run.find(f"{_W}rPr/{_W}rStyle")
        paragraph = _nearest(run, _W + "p")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle") if paragraph is not None else None
        for found in (character, style):
            font = self._of_style(found.get(_W + "val")) if found is not None else None
            if font:
                return font
        return self._of_style("Normal") or self._default

    def encoding(self, run: Any) -> str | None:
        return encoding_of_font(self.name(run))

    def _of_style(self, key: str | None) -> str | None:
        seen: set[str] = set()
        while key and key not in seen:
            if self._own.get(key):
                return self._own[key]
            seen.add(key)
            key = self._based.get(key)
        return None


def _ascii_font(properties: Any) -> str | None:
    if properties is None:
        return None
    fonts = properties.find(_W + "rFonts")
    if fonts is None:
        return None
    value: str | None = fonts.get(_W + "ascii") or fonts.get(_W + "hAnsi")
    return value
