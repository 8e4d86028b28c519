"""Two columns of running text on a PDF page that was not drawn in the order of reading."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from extractor.readers.lines import reading_order
from extractor.readers.page_words import Line, Piece
from extractor.readers.running_columns import column_by_column
from extractor.readers.two_sheets import holds_two, sheets

LEFT = [f"bến {number} có thuyền gỗ và người trông" for number in range(9)]
RIGHT = [f"ferry {number} has a boat and a keeper" for number in range(9)]

RUNNING = [f"có thuyền gỗ và người trông bến {number} cho bà con" for number in range(9)]
NAMES = ("Mận", "Lê", "Hồng", "Quýt", "Bưởi", "Nhãn", "Vải", "Ổi", "Na")
TERMS = [f"xong trước ngày {day} tháng 5 năm 2031" for day in range(11, 20)]


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
        # two texts a row, that do not go on in the next one
        _rows([f"{at}. Xã {name} cử người trông bến" for at, name in enumerate(NAMES)], TERMS),
        _rows([f"Xã {name} cử người trông bến đò" for name in NAMES], TERMS),
        _rows([f"- cử người trông bến {name}" for name in NAMES], TERMS),
        _rows([f"bến {name} có người trông;" for name in NAMES], TERMS),
        _rows([f"a) bến {name} có người trông" for name in NAMES], TERMS),
        _rows(LEFT, [f"Ông {name}, người trông bến đò" for name in NAMES]),
        # cells of two lines
        _rows([part for name in NAMES for part in (f"Xã {name} cử người trông", "các bến đò của mình")], TERMS * 2),
        [_words(f"{left} bờ sông", 60, 100 + 15 * at) for at, left in enumerate(LEFT)],
    ):
        assert column_by_column(rows) == rows


def test_a_lying_table_of_two_texts_is_not_two_pages() -> None:
    size = (842.0, 595.0)
    running = [piece for row in _rows(RUNNING, RUNNING, 460) for piece in row]
    pair = sheets(running, size)
    assert pair is not None
    assert {piece.x0 < 421 for piece in pair[0]} == {True}
    tasks = [f"Xã {name} cử người trông bến đò, đóng thuyền mới" for name in NAMES]
    table = _rows(tasks, [f"{term} và báo cáo cho huyện" for term in TERMS], 460)
    assert sheets([piece for row in table for piece in row], size) is None


def test_a_motto_in_the_left_half_of_a_lying_sheet_is_of_one_page_of_two() -> None:
    size = (842.0, 595.0)
    tasks = [f"Xã {name} cử người trông bến đò, đóng thuyền mới" for name in NAMES]
    cells = _rows(tasks, [f"{term} và báo cáo cho huyện" for term in TERMS], 460)
    words = [replace(piece, confidence=0.95) for row in cells for piece in row]
    speck = Piece("|", 419, 300, 423, 310, 0.3)
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert not holds_two(words, size)
    above, amid = ([replace(piece, confidence=0.95) for piece in _words(motto, 120, top)] for top in (40, 300))
    assert holds_two([*above, *words], size) and holds_two([*above, speck, *words], size)
    right = [replace(piece, x0=piece.x0 + 380, x1=piece.x1 + 380) for piece in above]
    assert not holds_two([*right, *words], size)  # a page that lies
    assert not holds_two([*amid, *words], size)  # cited in its text


def test_a_title_that_names_the_country_is_no_motto() -> None:
    size = (842.0, 595.0)
    tasks = [f"Xã {name} cử người trông bến đò, đóng thuyền mới" for name in NAMES]
    cells = [piece for row in _rows(tasks, [f"{term} và báo cáo cho huyện" for term in TERMS], 460) for piece in row]

    def holds(line: str, beside: str = "") -> bool:
        head = [*_words(beside, 10, 40), *_words(line, 120 if beside else 60, 40)]
        return holds_two([replace(piece, confidence=0.95) for piece in (*head, *cells)], size)

    assert not holds("Trông đò ở nước Cộng hòa xã hội chủ nghĩa Việt Nam")
    assert not holds("Dựng bến của Nhà nước xã hội chủ nghĩa Việt Nam")
    assert not holds("BẾN ĐÒ NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert not holds("Trông đò mừng Đảng Cộng sản Việt Nam")
    assert holds("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM.", "XÃ GÒ ĐA")
    assert holds("CỌNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") and holds("HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert holds("ĐẢNG CỘNG SẢN VIỆT NAM", "XÃ GÒ ĐA")


def test_many_rows_take_time_by_their_number() -> None:
    def taken(count: int, sparse: int) -> float:
        rows = _rows(LEFT * count, [each if at % sparse == 0 else "x" for at, each in enumerate(RIGHT * count)])
        began = time.perf_counter()
        column_by_column(rows)
        return time.perf_counter() - began

    for sparse in (1, 2, 3, 5, 9):
        taken(10, sparse)
        assert taken(400, sparse) < 12 * taken(100, sparse) + 0.2
