"""The balance sheet to keep: a spreadsheet with every file, and a report to be signed."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from service.lists import SHEET_ROWS
from service.pages.status import remedy
from service.words import STATES, moment, place_of_file, place_of_folder

if TYPE_CHECKING:
    from docx.document import Document

_COLUMNS = (
    ("path", "Tệp"), ("state", "Trạng thái"), ("code", "Mã"), ("message", "Lý do"), ("sha256", "SHA-256"),
    ("size_bytes", "Byte"), ("first_seen", "Thấy lần đầu"), ("settled", "Xử lý lúc"), ("seconds", "Giây"),
    ("attempts", "Số lần"), ("program_version", "Chương trình"), ("data_version", "Dữ liệu"),
)  # fmt: skip
# What a cell of a spreadsheet and a paragraph cannot hold.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def digest_of(files: Sequence[Mapping[str, Any]]) -> str:
    """SHA-256 over every file with its state and hash: what a signature under the report stands for."""
    total = hashlib.sha256()
    for one in files:
        total.update(json.dumps([one["path"], one["state"], one["code"], one["sha256"]]).encode() + b"\n")
    return total.hexdigest()


def as_xlsx(status: Mapping[str, Any], files: Sequence[Mapping[str, Any]]) -> bytes:
    """The sums, the sums by folder, every file with hash, state, times (more files than a sheet holds: several sheets).

    No cell is a formula.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)

    def add(title: str, rows: Iterator[Sequence[Any]]) -> None:
        sheet = book.create_sheet(title)
        for row in rows:
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet, _clean(value))
                if isinstance(value, str):
                    cell.data_type = "s"
                cells.append(cell)
            sheet.append(cells)

    add("Tổng hợp", iter([*_sums(status), ("", ""), ("Mã kiểm của danh sách (SHA-256)", digest_of(files))]))
    add("Theo thư mục", _by_folder(status))
    for first in range(0, max(len(files), 1), SHEET_ROWS):
        number = f" {first // SHEET_ROWS + 1}" if len(files) > SHEET_ROWS else ""
        add(f"Từng tệp{number}", _each(files[first : first + SHEET_ROWS]))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_docx(status: Mapping[str, Any], files: Sequence[Mapping[str, Any]]) -> bytes:
    """A report with the sums, the sums by folder, what did not come in with what to do, and room for two signatures."""
    from docx import Document as new_document

    paper = new_document()
    paper.add_heading("BIÊN BẢN CÂN ĐỐI TỆP NẠP VÀO KHO", level=1)
    last = max((str(one["settled"]) for one in files if one["settled"]), default="")
    paper.add_paragraph(f"Tình trạng đến lần xử lý cuối: {moment(last) if last else 'chưa có'}")
    paper.add_paragraph("Các con số khớp nhau." if status["balanced"] else "Các con số KHÔNG khớp nhau.")
    _table(paper, [("Trạng thái", "Số tệp"), *_sums(status)])
    paper.add_heading("Theo thư mục", level=2)
    _table(paper, list(_by_folder(status)))
    problems = status["problems"]
    paper.add_heading(f"Tệp không vào kho hoặc chưa đọc hết ({len(problems)})", level=2)
    if problems:
        rows = [(place_of_file(p["path"]), f"{p['message'] or ''} [{p['code']}]", remedy(p["code"])) for p in problems]
        _table(paper, [("Tệp", "Lý do", "Việc cần làm"), *rows])
    paper.add_paragraph(f"Mã kiểm của danh sách {len(files)} tệp (SHA-256): {digest_of(files)}")
    versions = status["versions"]
    paper.add_paragraph(f"Chương trình {versions.get('program', '')}, dữ liệu {versions.get('data', '')}.")
    signed = paper.add_table(rows=1, cols=2)
    for cell, title in zip(signed.rows[0].cells, ("NGƯỜI LẬP", "NGƯỜI KIỂM TRA"), strict=True):
        cell.text = f"{title}\n(Ký, ghi rõ họ tên, ngày)\n\n\n"
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _table(paper: Document, rows: Sequence[Sequence[Any]]) -> None:
    table = paper.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = str(_clean(value))


def _sums(status: Mapping[str, Any]) -> list[tuple[str, Any]]:
    files = status["files"]
    return [*((STATES[name], files[name]) for name in STATES), ("tổng số tệp", files["total"])]


def _by_folder(status: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    yield ("Thư mục", *(STATES[name] for name in STATES), "tổng số tệp")
    for one in status["folders"]:
        yield (place_of_folder(one["folder"], one["sent"]), *(one[name] for name in STATES), one["total"])


def _each(files: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Any, ...]]:
    yield tuple(title for _, title in _COLUMNS)
    for one in files:
        yield tuple(STATES[one[name]] if name == "state" else one[name] for name, _ in _COLUMNS)


def _clean(value: Any) -> Any:
    return _UNPRINTABLE.sub("\ufffd", value) if isinstance(value, str) else value
