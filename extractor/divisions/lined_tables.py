"""Tables whose rows stand on one line each, as the readers of Word and PDF files write them: cells behind tabs or `|`.

The head of a column says what its cells are: who leads a task, who helps, by when it is due. Norm of the form: Nghị
định 30/2020/NĐ-CP, Phụ lục I, mục IV (phụ lục); the columns are those of any plan of an office.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from extractor.document import TaskRole
from extractor.paragraphs import Paragraph

Column = Literal["lead", "support", "term", "other"]

_BODY_COLUMN = re.compile(
    r"(?:(?:cơ quan|đơn vị|bộ phận|phòng|ban|sở|ngành|phân công)[\w ,/-]{0,24}? )?"
    r"(?P<what>chủ trì|thực hiện|phối hợp|tham mưu|đầu mối|phụ trách|chịu trách nhiệm)(?!\w)"
)
_TERM_COLUMN = re.compile(r"(?:thời (?:gian|hạn)|tiến độ|hoàn thành|(?:ngày|hạn) (?:hoàn thành|thực hiện))(?!\w)")
_COLUMN_LENGTH = 48  # code points; a longer cell is no head
_LINES_BETWEEN = 3  # without cells, between two rows of one table: the title of a part, a page number


class Cell(NamedTuple):
    """A cell without the white space around it. `line`, `line_end`: the row it stands in."""

    start: int
    end: int
    column: Column
    line: int
    line_end: int

    @property
    def role(self) -> TaskRole:
        return "support" if self.column == "support" else "lead"


@lru_cache(maxsize=4)  # units, tasks and deadlines of one paper ask for the same
def cells(content: str, start: int, end: int) -> tuple[Cell, ...]:
    """The cells of columns that say who or by when, below the heads of such columns, in order. Linear."""
    if content.find("\t", start, end) < 0 and content.find("|", start, end) < 0:
        return ()
    return tuple(_cells(content, start, end))


def _cells(content: str, start: int, end: int) -> Iterator[Cell]:
    columns: tuple[Column, ...] = ()
    between = 0
    fresh = False  # the row before was a head
    position = start
    for line in content[start:end].split("\n"):
        at, position = position, position + len(line) + 1
        spans = _spans(line) if "\t" in line or "|" in line else []
        if len(spans) < 2:
            between += bool(line.strip())
            if between > _LINES_BETWEEN:
                columns = ()
            continue
        between = 0
        head = _columns([line[first:last] for first, last in spans], below_head=fresh)
        if head:
            columns = _under(columns, head) if fresh else head
            fresh = True
            continue
        fresh = False
        if len(spans) != len(columns):
            continue
        for (first, last), column in zip(spans, columns, strict=True):
            if column != "other" and first < last:
                yield Cell(at + first, at + last, column, at, at + len(line))


def _spans(line: str) -> list[tuple[int, int]]:
    """Where the cells of a row stand, empty ones among them."""
    drawn = "|" in line
    low, high = 0, len(line)
    if drawn:  # the frame at both sides is no cell
        stripped = line.strip()
        low = line.index(stripped) + stripped.startswith("|")
        high = line.index(stripped) + len(stripped) - stripped.endswith("|")
    spans: list[tuple[int, int]] = []
    while low <= high:
        stop = line.find("|" if drawn else "\t", low, high)
        stop = high if stop < 0 else stop
        words = line[low:stop]
        first = low + len(words) - len(words.lstrip())
        spans.append((first, max(first, low + len(words.rstrip()))))
        low = stop + 1
    return spans


def _columns(heads: list[str], *, below_head: bool) -> tuple[Column, ...]:
    """What the columns are, where a row is a head that names who does the work; () for any other row."""
    if len(heads) < (2 if below_head else 3) or any(len(head) > _COLUMN_LENGTH for head in heads):
        return ()
    columns = tuple(_column(" ".join(head.lower().split())) for head in heads)
    return columns if "lead" in columns or "support" in columns else ()


def _under(above: tuple[Column, ...], below: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of a head of two rows: `Cơ quan thực hiện` over `Chủ trì` and `Phối hợp`, which may stand alone in
    theirs, because the other cells reach over both."""
    if len(above) != len(below):
        parted = next((at for at, column in enumerate(above) if column == "lead"), None)
        if parted is None or "other" in below or len(below) > len(above):
            return below
        return (*above[:parted], *below, *above[parted + 1 :])
    return tuple(one if two == "other" else two for one, two in zip(above, below, strict=True))


def _column(head: str) -> Column:
    if _TERM_COLUMN.match(head):
        return "term"
    body = _BODY_COLUMN.match(head)
    if body is None:
        return "other"
    return "support" if body["what"] == "phối hợp" else "lead"


def inside_cell(
    content: str, start: int, end: int, position: int, item: Paragraph, column: bool
) -> tuple[Paragraph, bool]:
    """The cell that holds a position in place of its paragraph, and whether its column says by when; `item` and
    `column` where none does. `start`, `end`: the text in which tables are looked for."""
    found = cells(content, start, end)
    index = bisect_right(found, position, key=_start) - 1
    cell = found[index] if index >= 0 and position < found[index].end else None
    return (item, column) if cell is None else (Paragraph(cell.start, cell.end, cell.start), cell.column == "term")


def _start(cell: Cell) -> int:
    return cell.start
