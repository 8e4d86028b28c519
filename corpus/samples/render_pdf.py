"""Prints a sample as a PDF with a text layer, in a font that has the Vietnamese letters."""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from corpus.samples.render import addressees, recipients_heading
from corpus.samples.source import Centred, Sample, Table

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
# Liberation 1.x (folder `liberation`) lacks the Vietnamese letters: only the second series will do.
FONT_FILES = ("liberation2/LiberationSerif-Regular.ttf", "DejaVuSerif.ttf", "DejaVuSans.ttf")


class FontMissing(RuntimeError):
    """No font with Vietnamese letters is installed; the message names the packages."""


def find_font() -> Path:
    """The first usable font of this machine. Raises FontMissing."""
    for name in FONT_FILES:
        for folder in FONT_FOLDERS:
            found = sorted(Path(folder).expanduser().glob(f"**/{name}"))
            if found:
                return found[0]
    raise FontMissing("no font with Vietnamese letters: install fonts-liberation2 or fonts-dejavu-core")


def pdf_bytes(sample: Sample) -> bytes:
    """The document as an A4 PDF: head and foot in two columns (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import cm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer
    from reportlab.platypus import Table as Grid

    pdfmetrics.registerFont(TTFont("Sample", str(find_font())))
    plain = ParagraphStyle("plain", fontName="Sample", fontSize=13, leading=17, spaceAfter=4)
    justified = ParagraphStyle("justified", parent=plain, alignment=TA_JUSTIFY)
    centred = ParagraphStyle("centred", parent=plain, alignment=TA_CENTER)
    small = ParagraphStyle("small", parent=plain, fontSize=11, leading=14)
    heads = ParagraphStyle("heads", parent=centred, fontSize=11, leading=14)

    def cell(lines: Sequence[str], style: ParagraphStyle) -> list[Any]:
        return [Paragraph(escape(line), style) if line else Spacer(1, 24) for line in lines]

    def columns(rows: list[list[Any]]) -> Grid:
        return Grid(rows, colWidths=[7 * cm, 9 * cm], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])

    story: list[Any] = []
    if sample.kind == "news":
        story += [*cell([sample.headline], centred), *cell([f"Ngày đăng: {sample.published}"], plain)]
    else:
        second = [sample.number, *([sample.abstract] if sample.abstract else [])]
        head = [
            [cell(sample.left, heads), cell(sample.right, heads)],
            [cell(second, heads), cell([sample.place_date], heads)],
        ]
        story += [columns(head), Spacer(1, 12)]
        story += cell([line for line in (sample.type, sample.by, sample.title) if line], centred)
        story += [*cell(addressees(sample), plain), *cell(sample.opening, centred)]
    for block in sample.body:
        if isinstance(block, Table):
            rows = [[Paragraph(escape(text), small) for text in row] for row in block.rows]
            story.append(Grid(rows, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")]))
        elif isinstance(block, Centred):
            story += cell([block.text], centred)
        else:
            story += cell([block], justified)
    if sample.kind == "official":
        notes = cell([recipients_heading(sample), *sample.recipients], small)
        story += [Spacer(1, 12), columns([[notes, cell(sample.signature, centred)]])]
    out = io.BytesIO()
    margins = {"leftMargin": 3 * cm, "rightMargin": 1.5 * cm, "topMargin": 2 * cm, "bottomMargin": 2 * cm}
    SimpleDocTemplate(out, pagesize=A4, title=sample.title or sample.headline, invariant=1, **margins).build(story)
    return out.getvalue()
