"""Prints a sample as plain text, as a portal's page and as a Word file. PDF has its own module."""

from __future__ import annotations

import io
import zipfile
from html import escape
from typing import TYPE_CHECKING

from corpus.samples.source import Centred, Sample, Table

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell

EPOCH = (2026, 1, 1, 0, 0, 0)  # built files are the same bytes on every machine and every day


def addressees(sample: Sample) -> list[str]:
    """The `Kính gửi` lines: one addressee on the line itself, several as a list."""
    if len(sample.to) == 1:
        return [f"Kính gửi: {sample.to[0]}"]
    return ["Kính gửi:", *(f"- {name};" for name in sample.to)] if sample.to else []


def recipients_heading(sample: Sample) -> str:
    return "Nơi nhận" if sample.party else "Nơi nhận:"


def text_bytes(sample: Sample) -> bytes:
    """The document as the text of a portal's download: one line a paragraph, columns one below the other."""
    lines: list[str] = []
    if sample.kind == "news":
        lines += [sample.headline, f"Ngày đăng: {sample.published}", ""]
    else:
        lines += [*sample.left, sample.number]
        lines += [sample.abstract] if sample.abstract else []
        lines += ["", *sample.right, sample.place_date, ""]
        lines += [line for line in (sample.type, sample.by, sample.title) if line]
        lines += ["", *addressees(sample), *sample.opening, ""]
    for block in sample.body:
        if isinstance(block, Table):
            lines += [" | ".join(row) for row in block.rows]
        else:
            lines += [block.text if isinstance(block, Centred) else block]
    if sample.kind == "official":
        lines += ["", *(line for line in sample.signature if line), ""]
        lines += [recipients_heading(sample), *sample.recipients]
    return ("\n".join(lines) + "\n").encode()


MENU = ("Trang chủ", "Giới thiệu", "Tin tức", "Văn bản", "Thủ tục hành chính", "Hỏi đáp", "Liên hệ")
ASIDE = ("Lịch công tác tuần", "Thông báo tuyển dụng", "Công khai ngân sách", "Đường dây nóng")


def html_bytes(sample: Sample) -> bytes:
    """The document on a page of a made-up portal: menu, text, side column, foot."""
    title = sample.headline or f"{sample.number} {sample.title}".strip()
    menu = "".join(f'<li><a href="#">{escape(item)}</a></li>' for item in MENU)
    aside = "".join(f'<li><a href="#">{escape(item)}</a></li>' for item in ASIDE)
    body = "\n".join(_html_news(sample) if sample.kind == "news" else _html_official(sample))
    return f"""<!DOCTYPE html>
<html lang="vi">
<head><meta charset="utf-8"><title>{escape(title)}</title>
<style>body{{font-family:serif}}</style><script>var menu = 1;</script></head>
<body>
<nav><ul>{menu}</ul></nav>
<main><article class="content">
{body}
</article></main>
<aside><h2>Chuyên mục</h2><ul>{aside}</ul></aside>
<footer><p>Trang thông tin mẫu. Ghi rõ nguồn khi sử dụng lại.</p></footer>
</body>
</html>
""".encode()


def _html_body(sample: Sample) -> list[str]:
    parts: list[str] = []
    for block in sample.body:
        if isinstance(block, Table):
            rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in block.rows)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        elif isinstance(block, Centred):
            parts.append(f'<p align="center"><b>{escape(block.text)}</b></p>')
        else:
            parts.append(f"<p>{escape(block)}</p>")
    return parts


def _html_news(sample: Sample) -> list[str]:
    head = [f"<h1>{escape(sample.headline)}</h1>", f'<p class="date">Ngày đăng: {escape(sample.published)}</p>']
    return head + _html_body(sample)


def _html_official(sample: Sample) -> list[str]:
    def cell(*lines: str) -> str:
        return "<td>" + "<br>".join(escape(line) for line in lines if line) + "</td>"

    head = f"<tr>{cell(*sample.left)}{cell(*sample.right)}</tr>"
    second = f"<tr>{cell(sample.number, sample.abstract)}{cell(sample.place_date)}</tr>"
    parts = [f'<table border="0">{head}{second}</table>']
    parts += [f'<p align="center"><b>{escape(t)}</b></p>' for t in (sample.type, sample.by, sample.title) if t]
    parts += [f"<p>{escape(line)}</p>" for line in (*addressees(sample), *sample.opening)]
    parts += _html_body(sample)
    foot = cell(recipients_heading(sample), *sample.recipients) + cell(*sample.signature)
    return [*parts, f'<table border="0"><tr>{foot}</tr></table>']


def docx_bytes(sample: Sample) -> bytes:
    """The document as Word writes it: head and foot are borderless tables of two columns."""
    import docx
    from docx.shared import Pt

    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name = "Times New Roman"
    style.font.size = Pt(14)
    if sample.kind == "news":
        document.add_heading(sample.headline, level=1)
        document.add_paragraph(f"Ngày đăng: {sample.published}")
        _docx_body(document, sample)
    else:
        _docx_columns(document, [(sample.left, sample.right), ((sample.number, sample.abstract), (sample.place_date,))])
        for line in (sample.type, sample.by, sample.title):
            _docx_centred(document, line)
        for line in addressees(sample):
            document.add_paragraph(line)
        for line in sample.opening:
            _docx_centred(document, line)
        _docx_body(document, sample)
        _docx_columns(document, [((recipients_heading(sample), *sample.recipients), sample.signature)])
    return _same_bytes_always(document)


def _docx_body(document: WordDocument, sample: Sample) -> None:
    for block in sample.body:
        if isinstance(block, Table):
            table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
            for row in block.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        elif isinstance(block, Centred):
            _docx_centred(document, block.text)
        else:
            document.add_paragraph(block)


def _docx_centred(document: WordDocument, text: str) -> None:
    if not text:
        return
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).bold = True


def _docx_columns(document: WordDocument, rows: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
    table = document.add_table(rows=0, cols=2)
    for pair in rows:
        for cell, lines in zip(table.add_row().cells, pair, strict=True):
            _docx_lines(cell, lines)


def _docx_lines(cell: _Cell, lines: tuple[str, ...]) -> None:
    shown = [line for line in lines if line]
    cell.text = shown[0] if shown else ""
    for line in shown[1:]:
        cell.add_paragraph(line)


def _same_bytes_always(document: WordDocument) -> bytes:
    """Saves without the clock: fixed dates inside and in the container."""
    import datetime

    properties = document.core_properties
    properties.author = "Kho mẫu vanban"
    properties.created = properties.modified = datetime.datetime(*EPOCH)
    saved = io.BytesIO()
    document.save(saved)
    fixed = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            entry = zipfile.ZipInfo(name, date_time=EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return fixed.getvalue()
