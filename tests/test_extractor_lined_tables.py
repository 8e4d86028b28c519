"""Tables with a row on one line: who leads, who helps and by when, in the columns whose heads say so."""

from __future__ import annotations

import pytest

from extractor.divisions.lined_tables import cells
from extractor.document import Document, Text
from extractor.pipeline import extract

_PAPER = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
Số: 31/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lào Cai, ngày 14 tháng 10 năm 2031

KẾ HOẠCH
Đếm thuyền trên hồ

Căn cứ Luật Giao thông đường thủy nội địa; Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. PHÂN CÔNG
{table}

II. HIỆU LỰC
Kế hoạch có hiệu lực từ ngày ký.

Nơi nhận:
- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lê Thị Hồ
"""
_HEAD = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")
_ROWS = (
    ("1", "Đếm thuyền gỗ", "Sở Du lịch", "Sở Xây dựng; Công an tỉnh", "Tháng 3/2032"),
    ("2", "Đếm thuyền nan", "Sở Nội vụ", "Các sở, ngành liên quan", "Quý IV/2032"),
)


def _read(table: str) -> Document:
    return extract(Text(_PAPER.format(table=table)))


def _lines(separator: str, rows: tuple[tuple[str, ...], ...], edge: str = "") -> str:
    return "\n".join(edge + separator.join(row) + edge for row in rows)


@pytest.mark.parametrize(
    "table",
    [
        _lines("\t", (_HEAD, *_ROWS)),
        _lines(" | ", (_HEAD, *_ROWS), "|"),
        _lines(
            "\t",
            (
                ("TT", "Nhiệm vụ", "Cơ quan thực hiện", "", "Thời gian"),
                ("", "", "Chủ trì", "Phối hợp", ""),
                *_ROWS,
            ),
        ),
        _lines(
            "\t",
            (("TT", "Nhiệm vụ", "Cơ quan thực hiện", "Thời gian"), ("Chủ trì", "Phối hợp"), *_ROWS),
        ),
        _lines("\n", (_HEAD, *_ROWS)),
        _lines(
            "\t",
            (
                _HEAD,
                (*_ROWS[0][:3], "- Sở Xây dựng Công an tỉnh", _ROWS[0][4]),
                _ROWS[1],
            ),
        ),
    ],
    ids=["tabs", "drawn", "head of two rows", "cells that reach over both", "flattened", "lines of a cell joined"],
)
def test_a_list_of_tasks_in_the_text_names_units_and_terms(table: str) -> None:
    document = _read(table)
    units = [unit.value for unit in document.units if not unit.value.startswith("Các ")]
    assert units == ["Sở Du lịch", "Sở Xây dựng", "Công an tỉnh", "Sở Nội vụ"]
    assert [(d.text, d.date) for d in document.deadlines] == [
        ("Tháng 3/2032", "2032-03-31"),
        ("Quý IV/2032", "2032-12-31"),
    ]
    roles = {task.unit: task.role for task in document.tasks}
    assert roles["Sở Du lịch"] == "lead"
    assert roles["Công an tỉnh"] == "support"
    due = next(task.deadline for task in document.tasks if task.unit == "Sở Nội vụ")
    assert due is not None and due.date == "2032-12-31"


def test_columns_of_other_tables_say_nothing() -> None:
    document = _read("TT\tTên hồ\tXã\tNăm\n1\tHồ Núi\tSở Du lịch\tNăm 2032\n2\tHồ Sen\tCông an tỉnh\tTháng 3/2032")
    assert [unit.value for unit in document.units] == []
    assert document.deadlines == ()


def test_a_row_of_other_length_and_text_far_below_are_no_cells() -> None:
    table = _lines("\t", (_HEAD, ("a", "b", "Sở A"), ("1", "b", "Sở B", "Sở C", "Quý I/2032")))
    table += "\n" + "dòng khác\n" * 4 + _lines("\t", (("2", "b", "Sở D", "Sở E", "Quý I/2033"),))
    assert [table[cell.start : cell.end] for cell in cells(table, 0, len(table))] == ["Sở B", "Sở C", "Quý I/2032"]
