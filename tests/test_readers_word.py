"""DOCX: tables in document order, the header and signature cell by cell, what `Paragraph.text` forgets, old fonts."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.errors import DamagedFile, TooLarge
from extractor.limits import Limits
from extractor.readers import read_bytes
from extractor.readers.tab_columns import read_columns
from extractor.readers.word_package import W
from tests.reader_files import BODY, HEADER_TEXT, docx, zipped


def read_docx(data: bytes) -> str:
    source, (found,) = read_bytes("a.docx", data)
    assert source.media_type.endswith("wordprocessingml.document")
    return found.content


def test_header_and_signature_tables_are_read_in_place() -> None:
    content = read_docx(docx())
    assert content.startswith(HEADER_TEXT)
    assert " ".join(BODY[:3]) in content
    assert content.index("Nơi nhận:") < content.index("- Lưu: VT.") < content.index("TM. ỦY BAN NHÂN DÂN")
    assert content.index("TM. ỦY BAN NHÂN DÂN") < content.index("Vàng Thị Lan")


def test_data_tables_keep_rows_and_structure() -> None:
    def add(document: Any) -> None:
        table = document.add_table(2, 3)
        for row, texts in zip(table.rows, (("STT", "Đơn vị", "Hạn"), ("1", "Sở Y tế", "30/9/2023")), strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    _, (found,) = read_bytes("a.docx", docx(change=add))
    assert "STT\tĐơn vị\tHạn\n1\tSở Y tế\t30/9/2023\n" in found.content
    assert found.tables[-1].rows == (("STT", "Đơn vị", "Hạn"), ("1", "Sở Y tế", "30/9/2023"))
    span = found.tables[-1].span
    assert found.content[span.start : span.end].startswith("STT\t")


def test_insertions_controls_and_hyphens_are_text_and_deletions_are_not() -> None:
    def change(document: Any) -> None:
        from docx.oxml import parse_xml

        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        paragraph = parse_xml(
            f"<w:p {space}><w:r><w:t>Nghị định số 30/2020/NĐ</w:t><w:noBreakHyphen/><w:t>CP</w:t></w:r>"
            "<w:ins><w:r><w:t xml:space='preserve"
            "'> ngày 05/3/2020</w:t></w:r></w:ins><w:del><w:r><w:delText>bỏ đi</w:delText></w:r></w:del>"
            "<w:sdt><w:sdtContent><w:r><w:t xml:space='preserve'> của Chính phủ</w:t></w:r></w:sdtContent></w:sdt>"
            "</w:p>"
        )
        document.element.body.insert(len(document.element.body) - 1, paragraph)

    content = read_docx(docx(change=change))
    assert "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ" in content
    assert "bỏ đi" not in content


def test_runs_in_old_fonts_are_decoded_one_by_one() -> None:
    def change(document: Any) -> None:
        paragraph = document.add_paragraph()
        for shown, font in (
            ("céng hßa x· héi ", ".VnTimeH"),
            ("QuyÕt ®Þnh cña t\u00ad ph¸p ", ".VnTime"),
            ("đã ký", "Arial"),
        ):
            paragraph.add_run(shown).font.name = font

    _, (found,) = read_bytes("a.docx", docx(change=change))
    assert "CỘNG HÒA XÃ HỘI Quyết định của tư pháp đã ký" in found.content
    assert "legacy-encoding" in [w.code for w in found.warnings]


def test_an_optional_hyphen_in_a_font_of_capitals_is_a_capital() -> None:
    def change(document: Any) -> None:
        run = document.add_paragraph().add_run("bé tr")
        run.font.name = ".VnTimeH"
        run._r.append(run._r.makeelement(f"{W}softHyphen"))
        letter = run._r.makeelement(f"{W}t")
        letter.text = "ëng"
        run._r.append(letter)

    assert "BỘ TRƯỞNG" in read_docx(docx(change=change))


def test_columns_made_with_tabs_are_untangled() -> None:
    lines = [
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TỈNH HÀ GIANG\tĐộc lập - Tự do - Hạnh phúc",
        "Số: 418/KH-UBND\tHà Giang, ngày  12 tháng 9 năm 2023",
        "KẾ HOẠCH",
        "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN",
        "- Như trên;\tCHỦ TỊCH",
        "- Lưu: VT.",
    ]
    assert read_columns(lines) == [
        *HEADER_TEXT.removesuffix("KẾ HOẠCH\n").split("\n")[:-1],
        "KẾ HOẠCH",
        *("Nơi nhận:", "- Như trên;", "- Lưu: VT.", "", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", ""),
    ]


def test_damage_depth_and_entities_have_their_reasons() -> None:
    whole = docx()
    with pytest.raises(DamagedFile, match=r"a\.docx"):
        read_docx(whole[: len(whole) // 2])
    deep = b"<w:p>" * 300 + b"</w:p>" * 300
    with pytest.raises(TooLarge, match="markup_depth"):
        read_bytes("a.docx", zipped({"word/document.xml": deep.replace(b"w:p", b"p")}), limits=Limits(markup_depth=200))
    bomb = b'<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'
    with pytest.raises(DamagedFile, match="thực thể"):
        read_docx(zipped({"word/document.xml": bomb}))


def test_a_table_in_a_table_in_a_table_is_read_once() -> None:
    def nest(document: Any) -> None:
        cell = document.add_table(1, 1).rows[0].cells[0]
        for depth in range(14):
            cell.text = f"Tầng {depth}."
            cell = cell.add_table(1, 1).rows[0].cells[0]
        cell.text = "Giao Sở Xây dựng."

    _, (found,) = read_bytes("a.docx", docx(change=nest))
    assert found.content.count("Giao Sở Xây dựng.") == found.content.count("Tầng 9.") == 1
