"""How a Word file sets the parts of a paper, against the layout of its system: fonts, sizes, margins, alignment.

Norms: Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục I and V; Thông tư 01/2011/TT-BNV, Điều 4, 5; Hướng dẫn 36-HD/VPTW, Phụ
lục 3. What a file leaves to the theme or to Word is not judged.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractor.document import Document, Text
from extractor.form.findings import FormFinding
from extractor.form.parts import Piece, pieces_of
from extractor.form.rules import FormSystem, PartLayout
from extractor.text import nfc

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

_SLACK_MM = 0.6
_EMU_PER_MM = 36_000
_LONG_LETTERS = 90  # a shorter paragraph is a heading or a line of a list
_INDENTS_MM = (10.0, 12.7)
_SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}
_PART_NAMES = {
    "motto": "Quốc hiệu", "freedom": "Tiêu ngữ", "party": "Tiêu đề", "issuer": "Tên cơ quan ban hành",
    "number": "Số, ký hiệu",
    "dateline": "Địa danh và thời gian", "type": "Tên loại", "title": "Trích yếu", "subject": "Trích yếu công văn",
    "basis": "Căn cứ", "body": "Nội dung", "stack": "Quyền hạn, chức vụ", "signer": "Họ tên người ký",
    "recipients": "Từ “Nơi nhận”", "recipient": "Danh sách nơi nhận",
}  # fmt: skip
_PARTS = {"recipient-inner": "recipient", "recipient-last": "recipient", "proposal": "basis"}
_ALIGN = {"left": "canh trái", "center": "canh giữa", "both": "canh đều hai lề"}


@dataclass(frozen=True, slots=True)
class Set:
    """A paragraph as it is set; None where the file leaves a value open. Sizes in points, the indent in millimetres."""

    start: int
    end: int
    text: str
    sizes_pt: frozenset[float]
    fonts: frozenset[str]
    bold: bool
    italic: bool
    align: str | None
    indent_mm: float | None


def lint_word(data: bytes, text: Text, document: Document, system: FormSystem) -> list[FormFinding]:
    """Findings on the layout of a DOCX file whose reading is `text`: one a part and property, at its first place.

    Raises what python-docx raises for bytes that are no DOCX file."""
    import docx

    word = docx.Document(io.BytesIO(data))
    found = [*_page(word, system)]
    pieces = pieces_of(text, document)
    paragraphs = list(_paragraphs(word, text.content))
    for part, sets in _by_part(paragraphs, pieces, document).items():
        layout = system.parts.get(part)
        if layout is not None and layout.clause is not None:
            found += _part(part, layout, sets, system)
    found += _fonts(paragraphs, system)
    return sorted(found, key=lambda one: (one.start, one.end))


def _finding(rule: str, message: str, remedy: str, clause: str, system: FormSystem, at: Set | None) -> FormFinding:
    start, end = (at.start, at.end) if at is not None else (0, 0)
    return FormFinding(rule, "fault", message, remedy, f"{system.name}, {clause}", start, end)


def _page(word: WordDocument, system: FormSystem) -> Iterator[FormFinding]:
    section = word.sections[0]
    if system.page_clause is None or system.paper_mm is None:
        return
    if section.page_width is not None and section.page_height is not None:
        sides = sorted((section.page_width / _EMU_PER_MM, section.page_height / _EMU_PER_MM))
        if any(abs(a - b) > 1 for a, b in zip(sides, sorted(system.paper_mm), strict=True)):
            shown = " x ".join(f"{side:.0f}" for side in sides)
            yield _finding("layout-paper", f"Khổ giấy {shown} mm, không phải A4.", "Đặt khổ giấy A4 (210 x 297 mm).",
                           system.page_clause, system, None)  # fmt: skip
    for side, (least, most) in system.margins_mm.items():
        value = getattr(section, f"{side}_margin")
        if value is None:
            continue
        value_mm = value / _EMU_PER_MM
        if not least - _SLACK_MM <= value_mm <= most + _SLACK_MM:
            wanted = f"{least:.0f} mm" if least == most else f"{least:.0f} - {most:.0f} mm"
            yield _finding("layout-margin", f"Lề {_SIDES[side]} {value_mm:.0f} mm.", f"Đặt lề {_SIDES[side]} {wanted}.",
                           system.page_clause, system, None)  # fmt: skip


def _part(part: str, layout: PartLayout, sets: Sequence[Set], system: FormSystem) -> Iterator[FormFinding]:
    name, clause = _PART_NAMES[part], layout.clause or ""
    least, most = layout.size_pt
    wanted = f"{least:g}" if least == most else f"{least:g} - {most:g}"
    wrong = [one for one in sets if any(not least <= size <= most for size in one.sizes_pt)]
    if wrong:
        sizes = ", ".join(
            f"{size:g}" for size in sorted({s for one in wrong for s in one.sizes_pt if not least <= s <= most})
        )
        yield _finding(
            "layout-size", f"{name}: cỡ chữ {sizes}{_more(wrong)}.", f"Dùng cỡ chữ {wanted}.", clause, system, wrong[0]
        )
    for rule, asked, given, words in (
        ("layout-bold", layout.bold, [one.bold for one in sets], ("chữ đậm", "chữ không đậm")),
        ("layout-italic", layout.italic, [one.italic for one in sets], ("chữ nghiêng", "chữ đứng")),
    ):
        wrong = [one for one, value in zip(sets, given, strict=True) if asked is not None and value != asked]
        if wrong:
            right, other = words if asked else reversed(words)
            yield _finding(rule, f"{name}: {other}{_more(wrong)}.", f"Dùng {right}.", clause, system, wrong[0])
    wrong = [one for one in sets if one.align != layout.align and _aligned_matters(part, one)]
    if wrong:
        yield _finding("layout-align", f"{name}: chưa {_ALIGN[layout.align]}{_more(wrong)}.",
                       f"{_ALIGN[layout.align].capitalize()}.", clause, system, wrong[0])  # fmt: skip
    if part == "body" and system.kind == "state":
        wrong = [one for one in sets if len(one.text) >= _LONG_LETTERS and not _indented(one)]
        if wrong:
            yield _finding("layout-indent", f"{name}: chữ đầu đoạn chưa lùi vào{_more(wrong)}.",
                           "Lùi chữ đầu đoạn 1 cm hoặc 1,27 cm.", clause, system, wrong[0])  # fmt: skip


def _more(wrong: Sequence[Set]) -> str:
    return f" ({len(wrong)} đoạn)" if len(wrong) > 1 else ""


def _aligned_matters(part: str, one: Set) -> bool:
    if part in ("recipients", "recipient"):
        return one.align not in ("left", "both", None)
    return part != "body" or len(one.text) >= _LONG_LETTERS


def _indented(one: Set) -> bool:
    return one.indent_mm is not None and any(abs(one.indent_mm - wanted) <= _SLACK_MM for wanted in _INDENTS_MM)


def _fonts(paragraphs: Sequence[Set], system: FormSystem) -> Iterator[FormFinding]:
    if system.font is None or system.font_clause is None:
        return
    wrong = [one for one in paragraphs if one.fonts - {system.font}]
    if wrong:
        names = ", ".join(sorted({font for one in wrong for font in one.fonts if font != system.font}))
        yield _finding("layout-font", f"Phông chữ {names}{_more(wrong)}.", f"Dùng phông chữ {system.font}.",
                       system.font_clause, system, wrong[0])  # fmt: skip


def _by_part(paragraphs: Sequence[Set], pieces: Sequence[Piece], document: Document) -> dict[str, list[Set]]:
    """Paragraphs by the part that they are; the last line of an issuer is the issuer, those above it the superior."""
    found: dict[str, list[Set]] = {}
    foot = [s.start for s in (document.footer.signature_block, document.footer.recipients_block) if s is not None]
    stop = min([document.header.end, *foot])
    known = [p for p in pieces if _PARTS.get(p.part, p.part) in _PART_NAMES]
    for one in paragraphs:
        over = [p for p in known if p.start < one.end and one.start < p.end]
        if over:
            part = _PARTS.get(over[0].part, over[0].part)
            if part == "issuer" and one.end < over[0].end:
                continue
            found.setdefault(part, []).append(one)
        elif document.header.body_start <= one.start < stop:
            found.setdefault("body", []).append(one)
    return found


def _paragraphs(word: WordDocument, content: str) -> Iterator[Set]:
    """Every paragraph with letters, where its text stands in the reading; those of data tables are left out."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph as WordParagraph

    tables = [table for table in word.tables if table.style is not None and "Grid" in (table.style.name or "")]
    data_cells = {id(p) for table in tables for p in table._element.iter(qn("w:p"))}
    default_pt = _default_size(word)
    position = 0
    for element in word.element.body.iter(qn("w:p")):
        if id(element) in data_cells:
            continue
        paragraph = WordParagraph(element, word._body)
        for text in nfc(paragraph.text).split("\n"):
            text = text.strip()
            if not any(char.isalpha() for char in text):
                continue
            at = content.find(text, position)
            if at < 0:
                continue
            position = at + len(text)
            yield _set(paragraph, default_pt, at, position, text)


def _set(paragraph: Paragraph, default_pt: Any, start: int, end: int, text: str) -> Set:
    sizes, fonts, bold, italic, letters = set(), set(), 0, 0, 0
    for run in paragraph.runs:
        count = sum(char.isalpha() for char in run.text)
        if not count:
            continue
        letters += count
        chain = _chain(run.style, paragraph.style)
        size = run.font.size or next((s.font.size for s in chain if s.font.size), None) or default_pt
        font = run.font.name or next((s.font.name for s in chain if s.font.name), None)
        if size is not None:
            sizes.add(float(size.pt))
        if font is not None:
            fonts.add(font)
        bold += count if _on(run.font.bold, [s.font.bold for s in chain]) else 0
        italic += count if _on(run.font.italic, [s.font.italic for s in chain]) else 0
    styles = _chain(None, paragraph.style)
    align = _first([paragraph.alignment, *(s.paragraph_format.alignment for s in styles)])
    indent = _first(
        [paragraph.paragraph_format.first_line_indent, *(s.paragraph_format.first_line_indent for s in styles)]
    )
    names = {0: "left", 1: "center", 2: "right", 3: "both"}
    return Set(
        start, end, text, frozenset(sizes), frozenset(fonts), bold * 2 > letters, italic * 2 > letters,
        names.get(int(align), "left") if align is not None else "left",
        indent / _EMU_PER_MM if indent is not None else None,
    )  # fmt: skip


def _chain(*starts: Any) -> list[Any]:
    """Styles from the nearest to the one that all are based on."""
    found: list[Any] = []
    for style in starts:
        while style is not None and all(style.style_id != known.style_id for known in found):
            found.append(style)
            style = style.base_style
    return found


def _first(values: Sequence[Any]) -> Any:
    return next((value for value in values if value is not None), None)


def _on(own: bool | None, inherited: Sequence[bool | None]) -> bool:
    return bool(_first([own, *inherited]))


def _default_size(word: WordDocument) -> Any:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    sizes = word.styles.element.findall(f"{qn('w:docDefaults')}//{qn('w:sz')}")
    return Pt(int(sizes[0].get(qn("w:val"))) / 2) if sizes else None
