"""A composed paper as a Word file, set as its system asks: paper, margins, fonts, sizes, rules under the heads.

Norm: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục I, II and V; Party papers: Hướng dẫn 36-HD/VPTW, Phụ lục 3.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from corpus.drafts.composing import Composed
from extractor.form.rules import PartLayout

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

_ONE_SIDE = ("motto", "freedom", "superior", "issuer", "party")  # must fit into half a page: the least size
_MM_PER_PT = 25.4 / 72
_LETTER_WIDTH = 0.62  # of the size, of capitals in Times New Roman
_SMALL_LETTER_WIDTH = 0.45
_FOOT_MM = (78.0, 82.0)
_HEAD_SHARE = 0.41  # of the width, for the left column: the motto needs about 90 mm on one line
_CELL_MM = 3.8  # what a cell keeps free at both sides together
_ROOM_FOR_SIGNATURE = 4  # empty lines between position and name
_HEADING = re.compile(r"(?:[IVX]+[.\-]|\d+\.\d*|Chương\s|Phần\s)")
_DIVISION = re.compile(r"[IVX]+[.\-]\s")
_ARTICLE = re.compile(r"Điều\s+\d+[a-zđ]?\.")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_docx(paper: Composed) -> bytes:
    """The bytes of a DOCX file; the same for the same paper, whenever it is made."""
    from docx import Document as new_document

    word = new_document()
    _page(word, paper)
    _head(word, paper)
    _title(word, paper)
    _opening(word, paper)
    for line in paper.body:
        _body_line(word, paper, line)
    _foot(word, paper)
    properties = word.core_properties
    properties.title = _clean(paper.title or paper.subject)
    properties.author = ""
    properties.comments = ""
    properties.created = properties.modified = datetime.datetime(2000, 1, 1)  # a file names no day of its own
    saved = io.BytesIO()
    word.save(saved)
    return _timeless(saved)


def _timeless(saved: io.BytesIO) -> bytes:
    """The same package, whose parts do not tell when they were packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as anew:
        for name in packed.namelist():
            part = zipfile.ZipInfo(name)  # 1980-01-01, the first day that the format knows
            part.compress_type = zipfile.ZIP_DEFLATED
            anew.writestr(part, packed.read(name))
    return out.getvalue()


def _page(word: WordDocument, paper: Composed) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section, system = word.sections[0], paper.system
    width, height = system.paper_mm or (210, 297)
    section.page_width, section.page_height = Mm(width), Mm(height)
    for side, (least, _) in system.margins_mm.items():
        setattr(section, f"{side}_margin", Mm(least))
    style: Any = word.styles["Normal"]
    style.font.name = system.font
    style.element.rPr.rFonts.set(qn("w:eastAsia"), system.font or "")
    style.font.size = Pt(system.parts["body"].size_pt[1])
    style.paragraph_format.space_after = Pt(0)
    _page_number(section)


def _page_number(section: Any) -> None:
    """Arabic, centred in the upper margin, not on the first page (Nghị định 30/2020/NĐ-CP, Phụ lục I, I.7)."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _head(word: WordDocument, paper: Composed) -> None:
    """Two columns: whose paper, and the State's or the Party's heading; number and place-date line below."""
    width = _width_between_margins(paper)
    widths = (width * _HEAD_SHARE, width * (1 - _HEAD_SHARE))
    left, right = _columns(word, widths, rows=2)
    for line in paper.superior:
        _line(left, paper, "superior", line)
    for line in paper.issuer:
        _line(left, paper, "issuer", line)
    if paper.party:
        _line(left, paper, "number", "*")
    else:
        _rule(left, widths[0] - _CELL_MM, _width_mm(paper, "issuer", paper.issuer[-1]) * 0.4)
    heads = [("party", "ĐẢNG CỘNG SẢN VIỆT NAM")] if paper.party else [
        ("motto", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("freedom", "Độc lập - Tự do - Hạnh phúc"),
    ]  # fmt: skip
    for part, line in heads:
        _line(right, paper, part, line)
    _rule(right, widths[1] - _CELL_MM, _width_mm(paper, *heads[-1]))
    second = word.tables[0].rows[1].cells
    _line(second[0], paper, "number", paper.number)
    if paper.subject:
        _line(second[0], paper, "subject", paper.subject)
    _line(second[1], paper, "dateline", paper.dateline)


def _width_between_margins(paper: Composed) -> float:
    left, right = paper.system.margins_mm["left"][0], paper.system.margins_mm["right"][0]
    return (paper.system.paper_mm or (210, 297))[0] - left - right


def _title(word: WordDocument, paper: Composed) -> None:
    if paper.type_line:
        _line(word, paper, "type", paper.type_line, before_pt=14)
        _line(word, paper, "title", paper.title)
        if paper.party:
            _line(word, paper, "title", "-----")
        else:
            _rule(word, _width_between_margins(paper), 35)
    for number, line in enumerate(paper.addressees):
        paragraph = _line(word, paper, "body", line, before_pt=12 if number == 0 else 0)
        _indent(paragraph, 25 if number == 0 else 35)


def _opening(word: WordDocument, paper: Composed) -> None:
    for line in paper.enacting:
        _line(word, paper, "type", line, before_pt=8)
    for number, line in enumerate(paper.bases):
        paragraph = _line(word, paper, "basis", line, before_pt=8 if number == 0 else 6)
        _first_indent(paragraph)
    if paper.decides:
        _line(word, paper, "type", paper.decides, before_pt=8)
    if paper.opening:
        _first_indent(_line(word, paper, "body", paper.opening, before_pt=6))


def _body_line(word: WordDocument, paper: Composed, line: str) -> None:
    paragraph = _line(word, paper, "body", "", before_pt=6)
    _first_indent(paragraph)
    article = _ARTICLE.match(line)
    if article is not None:
        _run(paragraph, paper, "body", line[: article.end()]).bold = True
        _run(paragraph, paper, "body", line[article.end() :])
        return
    run = _run(paragraph, paper, "body", line)
    if _HEADING.match(line) and (_DIVISION.match(line) or not line.endswith((".", ";", ":"))):
        run.bold = True


def _foot(word: WordDocument, paper: Composed) -> None:
    _line(word, paper, "body", "")
    left, right = _columns(word, _FOOT_MM)
    _line(left, paper, "recipients", "Nơi nhận:")
    for line in paper.recipients:
        _line(left, paper, "recipient", line)
    for line in paper.stack:
        _line(right, paper, "stack", line)
    for _ in range(_ROOM_FOR_SIGNATURE):
        _line(right, paper, "signer", "")
    if paper.signer:
        _line(right, paper, "signer", paper.signer)


def _columns(word: WordDocument, widths_mm: tuple[float, float], *, rows: int = 1) -> tuple[_Cell, _Cell]:
    """A table without borders; its first two cells."""
    from docx.shared import Mm

    table = word.add_table(rows=rows, cols=2)
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)
    return table.rows[0].cells[0], table.rows[0].cells[1]


def _line(where: WordDocument | _Cell, paper: Composed, part: str, text: str, *, before_pt: float = 0) -> Paragraph:
    """A paragraph set as its part. The empty one that a new cell has is used first."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    first = getattr(where, "_tc", None) is not None and len(where.paragraphs) == 1 and not where.paragraphs[0].runs
    paragraph = where.paragraphs[0] if first and not _drawn(where.paragraphs[0]) else where.add_paragraph()
    aligned = {
        "left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
    }  # fmt: skip
    paragraph.alignment = aligned[paper.system.parts[part].align]
    paragraph.paragraph_format.space_before = Pt(before_pt)
    _run(paragraph, paper, part, text)
    return paragraph


def _run(paragraph: Paragraph, paper: Composed, part: str, text: str) -> Any:
    from docx.shared import Pt

    layout = paper.system.parts[part]
    run = paragraph.add_run(_clean(text))
    run.font.name = paper.system.font
    run.font.size = Pt(_size_pt(layout, part))
    run.bold, run.italic = layout.bold, layout.italic
    if layout.underline:
        run.underline = True
    return run


def _size_pt(layout: PartLayout, part: str) -> float:
    return layout.size_pt[0] if part in _ONE_SIDE else layout.size_pt[1]


def _width_mm(paper: Composed, part: str, text: str) -> float:
    """About how wide a line of text is."""
    layout = paper.system.parts[part]
    letter = _LETTER_WIDTH if text.isupper() else _SMALL_LETTER_WIDTH
    return len(text) * letter * _size_pt(layout, part) * _MM_PER_PT


def _rule(where: WordDocument | _Cell, room_mm: float, length_mm: float) -> None:
    """A line of that length in the middle: an empty paragraph with a border above it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    paragraph = where.add_paragraph()
    aside = max((room_mm - min(length_mm, room_mm)) / 2, 0)
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(aside)
    form.line_spacing = Pt(6)
    form.space_before = Pt(2)  # marks below the letters (Ộ) do not touch the line
    properties: Any = paragraph._p.get_or_add_pPr()
    borders: Any = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    # the schema wants these children in order; what may follow a border is named
    later = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr")
    properties.insert_element_before(borders, *later)


def _drawn(paragraph: Paragraph) -> bool:
    from docx.oxml.ns import qn

    return paragraph._p.find(f"{qn('w:pPr')}/{qn('w:pBdr')}") is not None


def _indent(paragraph: Paragraph, left_mm: float) -> None:
    from docx.shared import Mm

    paragraph.paragraph_format.left_indent = Mm(left_mm)


def _first_indent(paragraph: Paragraph) -> None:
    from docx.shared import Mm

    paragraph.paragraph_format.first_line_indent = Mm(10)


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)
