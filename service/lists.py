"""What a search found, as a file of any size: CSV and XLSX (ECMA-376), made row by row while they are sent."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any, Literal, cast
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from service.exports import plain_cell
from service.words import KINDS, LEVELS, STATUSES, missed

if TYPE_CHECKING:
    from index.base import Entry

Form = Literal["csv", "xlsx"]
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
COLUMNS = (
    "Số, ký hiệu", "Loại văn bản", "Ngày ban hành", "Cơ quan ban hành", "Trích yếu", "Cấp", "Hiệu lực", "Độ mật",
    "Nguồn", "Số lần được viện dẫn", "Mã trong kho",
)  # fmt: skip
WANTED_COLUMNS = (
    "Số, ký hiệu", "Ngày ban hành", "Cơ quan ban hành", "Trích yếu", "Được dẫn", "Vì sao cần", "Khóa",
)  # fmt: skip
SHEET_ROWS = 400_000  # a sheet holds 1,048,576, but as a part of the file at most 2 GiB
_CHUNK_BYTES = 64 * 1024
# What XML 1.0 cannot hold.
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CELL_CHARS, _CUT = 32_000, " … (một ô không chứa hết, tệp CSV có đủ)"
_DAY_ZERO = datetime.date(1899, 12, 30)
_FIRST_DAY = datetime.date(1900, 3, 1)  # spreadsheets take 1900 for a leap year: earlier days stay text

Cell = str | int | datetime.date | None


def rows_of(entries: Iterable[Entry]) -> Iterator[tuple[Cell, ...]]:
    """One row a document, in the order of `COLUMNS`."""
    for entry in entries:
        yield (
            entry.number,
            entry.type_name or entry.type_code,
            datetime.date.fromisoformat(entry.date) if entry.date else None,
            entry.issuer,
            entry.title,
            LEVELS.get(entry.level or "", entry.level),
            STATUSES.get(entry.status or "", entry.status),
            entry.secrecy,
            KINDS.get(entry.kind, entry.kind),
            entry.cited_by,
            entry.id,
        )


def wanted_rows(items: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Cell, ...]]:
    """One row a document that is cited and not held, in the order of `WANTED_COLUMNS`."""
    for one in items:
        day = one["date"] if one["date"] and len(one["date"]) == len("2014-04-07") else None
        yield (
            one["number"],
            datetime.date.fromisoformat(day) if day else one["date"],
            one["issuer"],
            one["title"],
            one["cited_by"],
            missed(one),
            one["key"],
        )


def stream(form: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The file in pieces. `form` is `csv` or `xlsx`."""
    return csv_stream(header, rows) if form == "csv" else xlsx_stream(header, rows)


def csv_stream(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """With a byte order mark, so that spreadsheets read it as UTF-8; no cell can run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    out.write("\ufeff")
    writer.writerow(header)
    for row in rows:
        writer.writerow([plain_cell(value) for value in row])
        if out.tell() >= _CHUNK_BYTES:
            yield out.getvalue().encode("utf-8", "replace")
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode("utf-8", "replace")


class _Sink:
    """A file that is only written, and emptied between writes. It cannot be gone back in: sizes stand behind parts."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size_bytes = 0

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        self._size_bytes += len(data)
        return len(data)

    def flush(self) -> None:
        return None

    @property
    def full(self) -> bool:
        return self._size_bytes >= _CHUNK_BYTES

    def take(self) -> bytes:
        taken = b"".join(self._pieces)
        self._pieces.clear()
        self._size_bytes = 0
        return taken


def xlsx_stream(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet_rows: int = SHEET_ROWS
) -> Iterator[bytes]:
    """A workbook; after `sheet_rows` rows the next sheet begins, under the same header. Dates are dates, all else is
    text or number: nothing runs as a formula."""
    sink = _Sink()
    waiting = iter(rows)
    row = next(waiting, None)
    sheets = 0
    with ZipFile(cast("IO[bytes]", sink), "w", ZIP_DEFLATED) as package:
        while row is not None or sheets == 0:
            sheets += 1
            with package.open(f"xl/worksheets/sheet{sheets}.xml", "w", force_zip64=True) as sheet:
                sheet.write(_SHEET_HEAD.encode())
                sheet.write(_row(header, style=2))
                used = 1
                while row is not None and used < sheet_rows:
                    sheet.write(_row(row))
                    used += 1
                    row = next(waiting, None)
                    if sink.full:
                        yield sink.take()
                sheet.write(b"</sheetData></worksheet>")
        for name, text in _parts(sheets):
            package.writestr(name, text)
    yield sink.take()


def _row(row: Sequence[Cell], *, style: int = 0) -> bytes:
    return f"<row>{''.join(_cell(value, style) for value in row)}</row>".encode("utf-8", "replace")


def _cell(value: Cell, style: int) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, datetime.date) and value >= _FIRST_DAY:
        return f'<c s="1"><v>{(value - _DAY_ZERO).days}</v></c>'
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    text = _NOT_XML.sub("\ufffd", str(value))
    text = escape(text if len(text) <= _CELL_CHARS else text[:_CELL_CHARS] + _CUT)
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_HEAD = f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    "</fills>"
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf/><xf numFmtId="14" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


def _parts(sheets: int) -> Iterator[tuple[str, str]]:
    """The parts that tie the sheets together."""
    numbers = range(1, sheets + 1)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="/xl/{name}" ContentType="{kind}.{what}+xml"/>'
        for name, what in (
            ("workbook.xml", "sheet.main"),
            ("styles.xml", "styles"),
            *((f"worksheets/sheet{n}.xml", "worksheet") for n in numbers),
        )
    )
    yield (
        "[Content_Types].xml",
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
    )
    yield "_rels/.rels", _relationships([("rId1", "officeDocument", "xl/workbook.xml")])
    listed = "".join(f'<sheet name="Văn bản {n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    yield (
        "xl/workbook.xml",
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
    )
    links = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relationships([*links, (f"rId{sheets + 1}", "styles", "styles.xml")])
    yield "xl/styles.xml", _STYLES


def _relationships(rows: Sequence[tuple[str, str, str]]) -> str:
    links = "".join(f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for id_, kind, to in rows)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
