"""DOCX: tables, tabs and spaces that only place text, and runs that cut a word of an old font."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from extractor.pipeline import extract
from extractor.readers import read_bytes
from extractor.readers.tab_columns import read_columns
from extractor.readers.word_package import W
from tests.reader_files import docx

_HEADS = (("GIÁM ĐỐC SỞ Y TẾ", "Lò Thị Mến"), ("GIÁM ĐỐC SỞ NỘI VỤ", "Tạ Văn Ổn"))


def _filled(document: Any, rows: Sequence[Sequence[str]]) -> Any:
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def _text(change: Any) -> str:
    _, (found,) = read_bytes("a.docx", docx(change=change))
    return found.content


def test_heads_who_sign_side_by_side_are_read_one_after_the_other() -> None:
    cells = [[f"{post}\n\n\n\n{name}" for post, name in _HEADS]]
    rows = [[post for post, _ in _HEADS], ["TM.", ""], ["", ""], [name for _, name in _HEADS]]
    for made in (cells, rows):
        content = _text(lambda document, made=made: _filled(document, made))
        assert content.index("SỞ Y TẾ") < content.index("Lò Thị Mến") < content.index("SỞ NỘI VỤ") < len(content)


def test_a_header_without_the_motto_is_no_table_of_data() -> None:
    _, (found,) = read_bytes("a.docx", _header_alone())
    document = extract(found)
    assert document.header.number is not None
    assert document.header.number.value == "73-KH/TĐTN-PT"
    assert not found.tables


def _header_alone() -> bytes:
    import io

    import docx as word

    document = word.Document()
    left, right = (
        "TỈNH ĐOÀN HÀ GIANG\nBAN THƯỜNG VỤ\n***\nSố: 73-KH/TĐTN-PT",
        "ĐOÀN TNCS HỒ CHÍ MINH\n\nHà Giang, ngày 4/5/2017",
    )
    _filled(document, [[left, right]])
    for line in ("KẾ HOẠCH", "Mở lớp học bơi cho thiếu nhi", "Các huyện đoàn chọn nơi mở lớp, báo cáo trước tháng 6."):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_ruled_tables_and_tables_of_single_lines_stay_data() -> None:
    def ruled(document: Any) -> None:
        _filled(document, [["Việc\n\nvà nơi", "Hạn\n\nvà người"]]).style = "Table Grid"
        _filled(document, [["Tên cầu", "Hạn"], ["Nà Tông", "2019"]])

    _, (found,) = read_bytes("a.docx", docx(change=ruled))
    assert [len(table.rows) for table in found.tables] == [1, 2]


def test_heads_placed_by_tabs_or_spaces_are_read_one_after_the_other() -> None:
    wanted = ["GIÁM ĐỐC SỞ Y TẾ", "Lò Thị Mến", "", "GIÁM ĐỐC SỞ NỘI VỤ", "Tạ Văn Ổn", "", "Nơi nhận:"]
    for gap, lead in (("\t", ""), ("\t", "\t"), (" " * 12, "   ")):
        lines = [f"{lead}{gap.join(pair)}" for pair in zip(*_HEADS, strict=True)]
        assert read_columns([lines[0], "", "", lines[1], "Nơi nhận:"]) == wanted
    prose = ["PHẦN MỘT    NHỮNG VIỆC", "Ở đây có chữ thường, không phải tên người.", "Mai Hoa\tAn Bình"]
    assert read_columns(prose) == ["PHẦN MỘT NHỮNG VIỆC", prose[1], "Mai Hoa An Bình"]


def test_a_run_may_end_between_a_letter_and_its_mark() -> None:
    def change(document: Any) -> None:
        paragraph = document.add_paragraph()
        for shown, font in (
            ("Quye", "VNI-Times"),
            ("át ñò", "VNI-Times"),
            ("nh trie", "VNI-Times"),
            ("ån", "VNI-Times"),
        ):
            paragraph.add_run(shown).font.name = font
        paragraph.add_run(" khai ở bến").font.name = "VNI-Times"  # typed in Unicode all the same

    assert "Quyết định triển khai ở bến" in _text(change)


def test_ruled_tables_of_single_lines_stay_data_whatever_their_cells_say() -> None:
    rows = [["Địa bàn", "Người ký"], ["Q. 1", "TM. UBND ký kết"], ["Q. Bình Minh", "KT. Giám đốc"], ["Q. 7", "TL."]]

    def ruled(document: Any) -> None:
        _filled(document, rows).style = "Table Grid"
        document.styles["Table Grid"].element.set(f"{W}styleId", "LiBang")  # as Word calls it in Vietnamese
        document.element.body.find(f".//{W}tblStyle[@{W}val='TableGrid']").set(f"{W}val", "LiBang")

    _, (found,) = read_bytes("a.docx", docx(change=ruled))
    assert [[list(row) for row in table.rows] for table in found.tables] == [rows]
    signed = [["NGƯỜI LẬP", "KT. GIÁM ĐỐC"], ["Lò Thị Mến", "Tạ Văn Ổn"], ["", ""]]
    plain = [["Quận", "Số hộ"], ["Q. 1", "73"], ["Q. 7", "91"]]

    def unruled(document: Any) -> None:
        for each in (signed, plain):
            _filled(document, each)

    _, (found,) = read_bytes("a.docx", docx(change=unruled))
    assert [len(table.rows) for table in found.tables] == [3]
    assert found.content.index("Lò Thị Mến") < found.content.index("KT. GIÁM ĐỐC") < found.content.index("Quận")


def test_a_list_of_names_and_posts_keeps_its_rows() -> None:
    listed = ["HỌ VÀ TÊN\tCHỨC VỤ", "Nguyễn Văn An\tTrưởng Ban", "Trần Thị Bình\tPhó Trưởng Ban"]
    heads = ["CHỦ TỊCH\tPHÓ CHỦ TỊCH", "Lò Thị Mến\tTạ Văn Ổn", "Mùa A Páo\tVì Thị Sao"]
    posts = ["TRƯỞNG BAN\tTRƯỞNG PHÒNG", "Lò Thị Mến\tTrưởng Ban"]
    for lines in (listed, heads, posts):
        assert read_columns(lines) == [line.replace("\t", " ") for line in lines]


def test_the_rows_of_a_signature_block_are_read_column_by_column() -> None:
    rows = [
        ["", "TM. ỦY BAN NHÂN DÂN"],
        ["Nơi nhận:", "KT. CHỦ TỊCH"],
        ["- Như trên;\n- Phòng Tài chính;\n- Lưu: VT.", "PHÓ CHỦ TỊCH\n\n\nSùng Thị Dợ"],
    ]
    content = _text(lambda document: _filled(document, rows))
    assert "Nơi nhận:\n- Như trên;\n- Phòng Tài chính;\n- Lưu: VT.\n" in content
    assert "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n" in content


def test_rows_below_a_signature_block_stay_out_of_it() -> None:
    head = [["Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"], ["- Như trên;", "CHỦ TỊCH"], ["", "Sùng Thị Dợ"]]
    filed = [*head[:2], ["- Lưu: VT, NV,", ""], ["TC (9).", ""], ["", "Sùng Thị Dợ"]]
    for block, below in (
        (head, [["Phụ lục số 1", "Danh sách"], ["Bến A", "5 phao"]]),
        (filed, [["Bến A", "5 phao"]]),
    ):
        content = _text(lambda document, rows=[*block, *below]: _filled(document, rows))
        last = block[-2][0] if block is filed else "- Như trên;"
        assert f"{last}\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n" in content
        assert content.endswith("Sùng Thị Dợ\n\n" + "\n\n".join(cell for row in below for cell in row) + "\n\n")


def test_the_number_and_the_day_in_a_table_of_their_own_are_no_data() -> None:
    rows = [["Số: 91/UBND-VX\nV/v mở lớp học bơi", "Nậm Ma, ngày 4 tháng 5 năm 2017"]]
    assert "Số: 91/UBND-VX\nV/v mở lớp học bơi\n\nNậm Ma, ngày 4 tháng 5 năm 2017" in _text(
        lambda document: _filled(document, rows)
    )
    asked = [["Số: 91\nMở lớp học bơi", "Từ ngày 4 tháng 5"]]
    assert "Số: 91 Mở lớp học bơi\tTừ ngày 4 tháng 5" in _text(lambda document: _filled(document, asked))
    told = [
        ["Số: 5 người", "Nậm Ma, ngày 4 tháng 5 năm 2017 tại trụ sở"],
        ["Số: 8/UBND", "Nậm Ma, ngày 4 tháng 5 năm 2017"],
    ]
    for rows in (told, [told[0]], [[told[0][0], told[1][1]]], [[told[1][0], told[0][1]]]):
        content = _text(lambda document, rows=rows: _filled(document, rows))
        assert "\n".join("\t".join(row) for row in rows) in content


def test_capitals_that_go_on_a_recipient_end_no_block_of_tabs() -> None:
    lines = [
        "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN",
        "- Các phòng: NV, TC,\tCHỦ TỊCH",
        "VHTT, NNMT;",
        "- Lưu: VT.\tLò Văn Ún",
    ]
    assert read_columns(lines) == [
        *("Nơi nhận:", "- Các phòng: NV, TC,", "VHTT, NNMT;", "- Lưu: VT.", ""),
        *("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Văn Ún", ""),
    ]
    assert read_columns([*lines, "PHỤ LỤC", "Bảng"])[-2:] == ["PHỤ LỤC", "Bảng"]


def test_a_letterhead_in_boxes_stands_above_the_paragraph_that_it_hangs_on() -> None:
    box = f"<w:r xmlns:w='{W[1:-1]}'><w:txbxContent><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:txbxContent></w:r>"

    def hang(document: Any) -> None:
        from lxml import etree

        for heading, texts in (("KẾ HOẠCH", ("UBND XÃ NẬM MA", "Độc lập - Tự do - Hạnh phúc")), ("Kết", ("Dấu",))):
            paragraph = document.add_paragraph(heading)
            for text in texts:
                paragraph._p.append(etree.fromstring(box.format(text)))

    content = _text(hang)
    assert "UBND XÃ NẬM MA\nĐộc lập - Tự do - Hạnh phúc\nKẾ HOẠCH\nKết\nDấu\n" in content


def test_short_lines_follow_the_encoding_of_a_whole_document_whose_fonts_were_lost() -> None:
    old = (
        "Soá: 27/QÑ-UBND",
        "Quyeát ñònh veà vieäc thaønh laäp toå coâng taùc kieåm tra ñöôøng giao thoâng noâng thoân",
    )

    def write(document: Any) -> None:
        document._body.clear_content()
        for line in (old[0], *[old[1]] * 3):
            document.add_paragraph(line)

    content = _text(write)
    assert content.startswith("Số: 27/QĐ-UBND\nQuyết định về việc thành lập tổ công tác")

    def with_title(document: Any) -> None:
        write(document)
        document.add_paragraph("NGHÒ QUYEÁT")

    title = _text(with_title)
    assert title.endswith("\nNGHỊ QUYẾT\n")  # nothing in the document is certainly Unicode
    mixed = _text(lambda document: document.add_paragraph(old[0]))
    assert "Soá: 27" in mixed  # in a document in Unicode a short line says nothing


@pytest.mark.parametrize("sure", ["", "Kế hoạch của đội đò"])
def test_what_kept_its_font_or_may_be_unicode_is_not_converted_where_other_fonts_were_lost(sure: str) -> None:
    long = "QuyÕt ®Þnh vÒ viÖc thµnh lËp tæ c«ng t¸c kiÓm tra ®\u00adêng giao th«ng n«ng th«n"
    names = ("Hà Lê", "Tô Lê", "Mô Lê Tâm", "xã Ngà")

    def write(document: Any) -> None:
        document._body.clear_content()
        for line in (*("Sè: 5/Q§-UBND", "Sè: 8/UBND-VX", "Bé Y tÕ", "Tê khai", "Cê hoa"), *[long] * 8, *names, sure):
            document.add_paragraph(line)
        run = document.add_paragraph().add_run("C« T«")
        if not sure:
            run.font.name = ".VnTime"

    lines = _text(write).splitlines()
    assert lines[:5] == ["Số: 5/QĐ-UBND", "Số: 8/UBND-VX", "Bộ Y tế", "Tờ khai", "Cờ hoa"]
    assert [line for line in (*names, sure) if line] == [line for line in lines if line in (*names, sure) and line]
    assert lines[-1] == "Cô Tô" and lines[5].startswith("Quyết định về việc thành lập tổ công tác")


def test_number_and_subject_in_two_rows_beside_place_and_day_are_no_table_of_data() -> None:
    rows = [["Số: 12/UBND-VX", "Tả Van, ngày 5 tháng 6 năm 2031"], ["V/v mở chợ phiên", "Kính gửi: Các thôn"]]
    assert "\nV/v mở chợ phiên\n\nKính gửi: Các thôn\n" in _text(lambda document: _filled(document, rows))
    addressed = [rows[0], ["", "Kính gửi: Các thôn"]]
    assert "\nKính gửi: Các thôn\n" in _text(lambda document: _filled(document, addressed))
    listed = [rows[0], ["Số: 8/UBND", "Bản Díu, ngày 4 tháng 5 năm 2031"]]
    assert "\nSố: 8/UBND\tBản Díu, ngày" in _text(lambda document: _filled(document, listed))
