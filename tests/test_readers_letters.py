"""Letters that word processors hide, widen or take from other alphabets, in each format but plain text."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.letters import plain_letters
from extractor.readers import read_bytes
from tests.reader_files import docx


@pytest.mark.parametrize(
    ("stored", "meant"),
    [
        ("Về vi\u00adệc dựng c\u200bầu", "Về việc dựng cầu"),
        ("Số:\u202f12/QĐ\u2011UBND", "Số: 12/QĐ-UBND"),
        ("\ufeffSố\uff1a 7\uff0fTB-SYT", "Số: 7/TB-SYT"),
        ("Ðặng Ðức Lưu, nhƣ trên", "Đặng Đức Lưu, như trên"),
        ("\uf02d Sở Y tế; \uf0b7 bến đò", "- Sở Y tế; • bến đò"),
        ("СỘNG HÒА, TT-BTС", "CỘNG HÒA, TT-BTC"),
        ("nhà văn Чехов, góc α", "nhà văn Чехов, góc α"),
        ("bánh ТОРТ, tàu СССР", "bánh ТОРТ, tàu СССР"),
        ("mẫu AО Завод, bến AО", "mẫu AО Завод, bến AO"),
        ("kế hoạch\u00a0năm – quý", "kế hoạch\u00a0năm – quý"),
        ("plain", "plain"),
    ],
)
def test_letters_are_those_that_are_meant(stored: str, meant: str) -> None:
    assert plain_letters(stored) == meant


def test_word_files_and_pages_are_read_so() -> None:
    def change(document: Any) -> None:
        from docx.oxml import parse_xml

        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        symbols = "".join(f'<w:r><w:sym w:font="Symbol" w:char="{code}"/></w:r>' for code in ("F02D", "F0FE", "x"))
        run = f"<w:p {space}>{symbols}<w:r><w:t> Sở Tài ch\u00adính\u202fvà Ban Ðường</w:t></w:r></w:p>"
        document.element.body.insert(len(document.element.body) - 1, parse_xml(run))

    _, (found,) = read_bytes("a.docx", docx(change=change))
    assert "\n- Sở Tài chính và Ban Đường\n" in found.content
    _, (page,) = read_bytes("a.html", "<html><body><p>Sở Tài ch&shy;ính&#8239;và Ban Ðường</p></body></html>".encode())
    assert page.content == "Sở Tài chính và Ban Đường\n"
    kept = "Sở Tài ch\u00adính\u202fvà Ban Ðường"  # of plain text every place counts
    assert read_bytes("a.txt", kept.encode())[1][0].content == kept
