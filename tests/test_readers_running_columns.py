"""Two columns of running text on a PDF page that was not drawn in the order of reading."""

from __future__ import annotations

import time
from collections.abc import Sequence

from extractor.readers.lines import reading_order
from extractor.readers.page_words import Line, Piece
from extractor.readers.running_columns import column_by_column

LEFT = [f"bến {number} có thuyền gỗ và người trông" for number in range(9)]
RIGHT = [f"ferry {number} has a boat and a keeper" for number in range(9)]


def _words(text: str, x0: float, top: float) -> Line:
    line: Line = []
    for word in text.split():
        line.append(Piece(word, x0, top, x0 + 6 * len(word), top + 11))
        x0 += 6 * len(word) + 4
    return line


def _said(lines: Sequence[Line]) -> list[str]:
    return [" ".join(piece.text for piece in line) for line in lines if line]


def _rows(left: Sequence[str], right: Sequence[str], apart: float = 330) -> list[Line]:
    return [
        [*_words(one, 60, 100 + 15 * at), *_words(two, apart, 100 + 15 * at)]
        for at, (one, two) in enumerate(zip(left, right, strict=True))
    ]


def test_columns_of_text_are_read_one_after_the_other() -> None:
    heading = _words("hướng dẫn trông đò cho người mới và khách lạ trên sông lớn", 120, 70)
    rest = _words("cuối cột trái", 60, 100 + 15 * 9)
    below = _words("nơi đây ghi tên người lập bảng này", 60, 300)
    rows = [heading, *_rows(LEFT, RIGHT), rest, below]
    assert _said(column_by_column(rows)) == [
        *_said([heading]), *LEFT, "cuối cột trái", *RIGHT, *_said([below])
    ]  # fmt: skip
    pieces = [piece for row in rows for piece in row]
    assert _said(reading_order(pieces, first_page=False)) == _said(rows)
    assert _said(reading_order(pieces, first_page=False, columns=True)) == _said(column_by_column(rows))


def test_short_cells_lists_and_justified_lines_are_no_columns() -> None:
    for rows in (
        _rows(LEFT[:5], RIGHT[:5]),  # too few
        _rows([f"bến {number}" for number in range(9)], RIGHT),  # a label and what is said of it
        _rows(LEFT, [f"{number}" for number in range(9)]),
        [_words(f"{left} bờ sông", 60, 100 + 15 * at) for at, left in enumerate(LEFT)],
    ):
        assert column_by_column(rows) == rows


def test_many_rows_take_time_by_their_number() -> None:
    def taken(count: int, sparse: int) -> float:
        rows = _rows(LEFT * count, [each if at % sparse == 0 else "x" for at, each in enumerate(RIGHT * count)])
        began = time.perf_counter()
        column_by_column(rows)
        return time.perf_counter() - began

    for sparse in (1, 2, 3, 5, 9):
        taken(10, sparse)
        assert taken(400, sparse) < 12 * taken(100, sparse) + 0.2
