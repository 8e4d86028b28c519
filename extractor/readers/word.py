"""DOCX: paragraphs and tables in document order, header and signature tables linearised cell by cell.

Text is taken from the runs themselves: `Paragraph.text` leaves out what stands in tracked insertions, content
controls and smart tags, and `Document.paragraphs` leaves out the header table.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any

from extractor.document import Text, Warning_
from extractor.errors import DamagedFile, ExtractError
from extractor.layout import FREEDOM_MOTTO, PARTY_MOTTO, STATE_MOTTO
from extractor.legacy import ENCODINGS, convert, convert_lines, is_vietnamese_unicode, repair_text
from extractor.letters import plain_letters
from extractor.limits import Limits
from extractor.readers.assemble import Assembly
from extractor.readers.picture import read_pictures
from extractor.readers.sniff import PICTURES, sniff
from extractor.readers.tab_columns import read_columns, tidy
from extractor.readers.word_layout import columns_of_lines, is_layout, is_ruled
from extractor.readers.word_numbering import Numbering, format_number
from extractor.readers.word_old_fonts import OldLook, OldText, in_unicode
from extractor.readers.word_package import W, WordPackage, open_package
from extractor.readers.word_styles import RunStyles, is_on, nearest
from extractor.text import fold, nfc

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {W + tag for tag in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr")} | {_MC + "Fallback"}
_BREAKS = {W + "br": "\n", W + "cr": "\n", W + "tab": "\t", W + "noBreakHyphen": "-", W + "ptab": "\t"}
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# A text of fewer words beside pictures of a page's size is a caption, a stamp or nothing.
_FEW_WORDS, _PAGE_PIXELS = 12, 500_000
_THROUGHOUT = 0.8
_NAMED = 5  # so many pictures are named in a warning
_NOTE_MARKS = {W + "footnoteReference", W + "endnoteReference"}
_SYMBOL_RE = re.compile("[0-9A-Fa-f]{2,4}")
# What stands in a letterhead, in a page header in any letters (Word may draw them as capitals), a name alone in its
# column; the text below names Party and State in small letters, and forms far down bear the motto too.
_FREEDOM_RE = re.compile(r"doc lap\W+tu do")
_NAME_RE = re.compile(r"\W*(?:(?:cong hoa )?xa hoi chu nghia|dang cong san) viet nam\W*")
_COLUMN_RE = re.compile(r"\n|\s{3,}")
_LETTERHEAD_LINES = 20


def read_docx(name: str, data: bytes, limits: Limits) -> tuple[Text, ...]:
    """One paper. Page numbers are unknown: Word lays pages out anew each time it opens a file."""
    try:
        package = open_package(name, data, limits)
        walker = _walked(name, package, limits)
        if (encoding := walker.encoding_throughout()) is not None:
            walker = _walked(name, package, limits, encoding, doubted=walker.mixed)
        scans = _scans(package.pictures)
        if scans and walker.words < _FEW_WORDS:
            return read_pictures(name, [data for _, data in scans], limits)
        walker.pictured([member for member, _ in scans])
        return (walker.finish(),)
    except (ExtractError, ImportError):
        raise
    except Exception as error:  # python-docx and lxml raise what the broken part happens to break
        raise DamagedFile(
            f"{name}: tệp DOCX bị hỏng ({type(error).__name__}: {error}). Hãy mở bằng Word và lưu lại."
        ) from error


def _walked(
    name: str, package: WordPackage, limits: Limits, encoding: str | None = None, *, doubted: bool = False
) -> _Walker:
    walker = _Walker(name, package, limits, encoding, doubted)
    walker.letterhead(package)
    walker.body(package.document.find(W + "body"))
    walker.notes(package)
    walker.unread(package)
    return walker


class _Walker:
    def __init__(self, name: str, package: WordPackage, limits: Limits, encoding: str | None, doubted: bool) -> None:
        """`encoding`: the old one that all text without an old font is in, where the document has been found so; with
        `doubted` but for lines that may be Unicode."""
        self._out = Assembly(name, limits)
        self._encoding, self._doubted = encoding, doubted
        self.mixed = False  # whether there is text that kept its old font, or is certainly Unicode
        self._judged: Counter[str] = Counter()  # letters of paragraphs by the encoding they were found in
        self._numbering = Numbering(package.numbering, package.styles)
        self._styles = RunStyles(package.styles)
        self._legacy: set[str] = set()
        self._hidden = False
        self._notes: list[Any] = []  # references to notes, in the order of the text
        for key in ("title", "author", "subject"):
            if value := getattr(package, key):
                self._out.metadata.append((key, value))

    @property
    def words(self) -> int:
        """How many words were read so far."""
        return self._out.words

    def finish(self) -> Text:
        if self._legacy:
            names = ", ".join(sorted(self._legacy))
            self._out.warnings.append(
                Warning_("legacy-encoding", f"Có đoạn dùng bảng mã cũ ({names}), đã chuyển sang Unicode.")
            )
        if self._hidden:
            note = "Có chữ ẩn, Word không hiện và không in ra, nên không đọc. Hãy xem trong bản gốc."
            self._out.warnings.append(Warning_("hidden-text", note))
        return self._out.finish()

    def encoding_throughout(self) -> str | None:
        """The old encoding of nearly all paragraphs that were judged by their letters: short ones (`Sè: 5/Q§-X`) tell
        nothing alone. Their fonts were lost on the way, in a mail or another program."""
        found, letters = max(self._judged.items(), key=itemgetter(1), default=("unicode", 0))
        return found if found in ENCODINGS and letters > _THROUGHOUT * self._judged.total() else None

    def letterhead(self, package: WordPackage) -> None:
        """Adds the header of the first page where it holds the national motto or the Party's, and the text does not:
        some offices keep their letterhead there. Other headers hold page numbers and running titles."""
        header = package.page_header
        if header is None or not any(map(_is_headed, _lines(header))):
            return
        if not any(map(_is_motto, islice(_lines(package.document), _LETTERHEAD_LINES))):
            self.body(header)

    def notes(self, package: WordPackage) -> None:
        """Adds footnotes, then endnotes, below the text, each as a line `[1] …`. Their marks are left out of the text:
        a small 1 behind `2020` would be read as `20201`."""
        for tag, root, kind in (
            ("footnote", package.footnotes, "decimal"),
            ("endnote", package.endnotes, "lowerRoman"),
        ):
            found = {note.get(W + "id"): note for note in root.iter(W + tag)} if root is not None else {}
            count = 0
            for reference in [one for one in self._notes if one.tag == f"{W}{tag}Reference"]:
                own_mark = reference.get(W + "customMarkFollows") in ("1", "true", "on")
                count += not own_mark
                note = found.get(reference.get(W + "id"))
                lines = [self._paragraph(p) for p in note.iter(W + "p")] if note is not None else []
                worded = "\n".join(line.strip() for line in lines if line.strip())
                if worded:
                    self._out.add(worded + "\n" if own_mark else f"[{format_number(count, kind)}] {worded}\n")

    def unread(self, package: WordPackage) -> None:
        """Tells of parts that are missing, and of documents of another format that Word shows as a part of this one."""
        if package.missing:
            parts = ", ".join(package.missing)
            note = f"Tệp Word thiếu phần mà nội dung có nhắc tới ({parts}); phần còn lại đã được đọc."
            self._out.warnings.append(Warning_("part-missing", f"{note} Hãy đối chiếu với bản gốc."))
        if (count := len(list(package.document.iter(W + "altChunk")))) > 0:
            note = f"Có {count} phần nhúng từ tệp khác không được đọc. Hãy mở bằng Word và lưu lại."
            self._out.warnings.append(Warning_("part-unread", note))

    def pictured(self, members: Sequence[str]) -> None:
        """Tells of pictures as large as pages beside the text: letters on them are not read."""
        if members:
            shown = ", ".join(members[:_NAMED]) + (f" và {len(members) - _NAMED} ảnh khác" if members[_NAMED:] else "")
            note = f"Tệp Word có {len(members)} ảnh lớn ({shown}); nếu là bản quét thì chữ trên ảnh không được đọc."
            self._out.warnings.append(Warning_("picture-unread", f"{note} Hãy xem bản gốc."))

    def body(self, parent: Any) -> None:
        """Adds everything below `parent`; paragraphs between two tables are looked at together, for tabbed columns."""
        waiting: list[str] = []
        for block in _blocks(parent):
            if block.tag == W + "p":
                text = self._paragraph(block)
                if text or not _is_deleted(block):
                    waiting.extend(text.split("\n"))
            else:
                self._flush(waiting)
                self._table(block)
        self._flush(waiting)

    def _flush(self, waiting: list[str]) -> None:
        for line in read_columns(waiting):
            self._out.add(line + "\n")
        waiting.clear()

    def _paragraph(self, p: Any) -> str:
        pieces: list[str | OldText] = []
        boxes: list[str] = []
        self._runs(p, pieces, boxes)
        if not pieces and not boxes and _is_deleted(p):
            return ""  # a paragraph that was deleted while changes were tracked has no number either
        text = _numbered(self._numbering.label(p), "".join(in_unicode(pieces, self._legacy)).strip("\n"))
        if text and not text.isascii():
            kept_font = any(isinstance(piece, OldText) for piece in pieces)
            throughout = None if kept_font else self._encoding
            fixed = convert_lines(text, throughout, doubted=self._doubted) if throughout else repair_text(text)
            found = fixed.encoding if fixed is not None else "unicode"
            self.mixed = self.mixed or kept_font or (fixed is None and is_vietnamese_unicode(text))
            self._judged[found] += len(text)
            if fixed is not None and found != "unicode":
                self._legacy.add(found)
                text = fixed.text
        text = plain_letters(text)
        if not boxes:
            return text
        # A letterhead in boxes hangs on the first paragraph of the text, and stands above it.
        above = any(_is_motto(box) for box in boxes)
        return "\n".join([part for part in ((*boxes, text) if above else (text, *boxes)) if part.strip()])

    def _runs(self, parent: Any, pieces: list[str | OldText], boxes: list[str]) -> None:
        for child in parent:
            tag = child.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag == W + "t":
                pieces.append(self._drawn(child))
            elif tag == _M + "t":
                pieces.append(child.text or "")
            elif tag in _NOTE_MARKS:
                self._notes.append(child)
            elif tag in _BREAKS:
                pieces.append(_BREAKS[tag])
            elif tag == W + "sym":
                pieces.append(_symbol(child))
            elif tag == W + "softHyphen":
                pieces.append(self._soft_hyphen(child.getparent()))
            elif tag == W + "txbxContent":
                inner = [self._paragraph(p) for p in child.iter(W + "p") if nearest(p, W + "txbxContent") is child]
                boxes.append("\n".join(inner))
            elif len(child):
                self._runs(child, pieces, boxes)

    def _drawn(self, t: Any) -> str | OldText:
        """The text as Word draws it: hidden text not at all, small letters as capitals where the run says so.

        Text of an old font comes as it is stored.
        """
        text = t.text or ""
        run = t.getparent()
        if self._styles.hidden(run):
            self._hidden = self._hidden or bool(text.strip())
            return ""
        capitals = self._styles.capitals(run)
        encoding = self._styles.encoding(run)
        if encoding is not None and convert(text, encoding).encoding != "unicode":
            return OldText(text, OldLook(encoding, self._styles.font(run), capitals))
        return text.upper() if capitals else text

    def _soft_hyphen(self, run: Any) -> str | OldText:
        """What shows nothing in Unicode and is `ư` in TCVN3, whose byte for it Word takes for an optional hyphen."""
        if self._styles.hidden(run) or self._styles.encoding(run) != "tcvn3":
            return ""
        return OldText("\u00ad", OldLook("tcvn3", self._styles.font(run), self._styles.capitals(run)))

    def _table(self, table: Any) -> None:
        rows = [
            [self._cell(cell) for cell in _cells(row)]
            for row in table.iter(W + "tr")
            if nearest(row, W + "tbl") is table
        ]
        if not rows:
            return
        start = self._out.length
        ruled = is_ruled(table, self._styles)
        if is_layout(rows, ruled=ruled):
            for row in columns_of_lines(rows, ruled=ruled):
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
            if block.tag == W + "p":
                lines.append(self._paragraph(block))
            else:
                for row in block.iter(W + "tr"):
                    # Rows of a table inside this one are read with the cell that holds it, once.
                    if nearest(row, W + "tbl") is block:
                        lines.extend(self._cell(inner) for inner in _cells(row))
        return "\n".join(lines)


def _scans(pictures: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Those of the pictures that are large enough to be pages; some offices put scans into a Word file."""
    from PIL import Image

    found = []
    for name, data in pictures:
        if sniff(data) in PICTURES:
            try:
                with Image.open(io.BytesIO(data)) as picture:
                    large = picture.width * picture.height >= _PAGE_PIXELS
            except Exception:  # noqa: BLE001 - whatever is broken in a picture costs nothing of the text
                continue
            if large:
                found.append((name, data))
    return found


def _symbol(sym: Any) -> str:
    """The dash or bullet of a symbol font; nothing for its other signs."""
    code = sym.get(W + "char") or ""
    shown = chr(0xF000 | int(code, 16) & 0xFF) if _SYMBOL_RE.fullmatch(code) else ""
    meant = plain_letters(shown)
    return meant if meant != shown else ""


def _numbered(label: str, text: str) -> str:
    """A paragraph with its number; apart from a word that Word draws right behind it, as LibreOffice has its lists."""
    return f"{label} {text}" if label and label[-1] != " " and text[:1].isalpha() else label + text


def _is_deleted(p: Any) -> bool:
    """Whether the mark at the end of a paragraph was deleted while changes were tracked."""
    return is_on(p.find(f"{W}pPr/{W}rPr/{W}del"))


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also those inside content controls, smart tags and tracked insertions."""
    for child in parent:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED and child.tag not in (W + "tcPr", W + "sectPr"):
            yield from _blocks(child)


def _cells(row: Any) -> Iterator[Any]:
    for cell in row.iter(W + "tc"):
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        # A cell merged into the one above repeats nothing.
        if nearest(cell, W + "tr") is row and (merged is None or merged.get(W + "val") == "restart"):
            yield cell


def _lines(root: Any) -> Iterator[str]:
    """The paragraphs below an element that hold words, as far as they are asked for."""
    for p in root.iter(W + "p"):
        line = "".join(t.text or "" if t.tag == W + "t" else "\n" for t in p.iter(W + "t", W + "br", W + "tab"))
        if line.strip():
            yield line


def _is_headed(line: str) -> bool:
    """Whether a line of a page header is one of a letterhead, in any letters."""
    folded = fold(line)
    names = (" ".join(column.split()) for column in _COLUMN_RE.split(folded))
    return _FREEDOM_RE.search(folded) is not None or any(map(_NAME_RE.fullmatch, names))


def _is_motto(line: str) -> bool:
    composed = nfc(line)
    return any(motto.search(composed) for motto in (FREEDOM_MOTTO, STATE_MOTTO, PARTY_MOTTO))
