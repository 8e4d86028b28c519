"""Automatic numbers of Word paragraphs, as Word draws them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from extractor.readers import read_bytes
from extractor.readers.word_numbering import format_number
from tests.reader_files import docx, zipped

ARTICLE = ("decimal", "Điều %1.", "")
CLAUSE = ("decimal", "%2.", "")
POINT = ("lowerLetter", "%3)", "")


def numbered(
    levels: list[tuple[str, str, str]], lists: dict[int, str], paragraphs: list[tuple[int, int, str]], more: str = ""
) -> str:
    """Text of a document whose paragraphs are (list, level, text); `lists` tells what each list overrides."""
    drawn = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for index, (kind, text, extra) in enumerate(levels)
    )
    definition = f'<w:abstractNum w:abstractNumId="70">{drawn}</w:abstractNum>{more}'
    made = "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="70"/>{overrides}</w:num>' for key, overrides in lists.items()
    )
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
        for key, level, text in paragraphs
    )
    with zipfile.ZipFile(io.BytesIO(docx())) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    document, numbering = (members[f"word/{part}.xml"].decode() for part in ("document", "numbering"))
    start, end = document.index("<w:body>") + len("<w:body>"), document.rindex("<w:sectPr")
    at = numbering.index("<w:num ")
    members["word/document.xml"] = (document[:start] + body + document[end:]).encode()
    numbering = numbering[:at] + definition + numbering[at:].replace("</w:numbering>", f"{made}</w:numbering>")
    members["word/numbering.xml"] = numbering.encode()
    _, (found,) = read_bytes("a.docx", zipped(members))
    return found.content


def test_lists_of_the_styles_of_word() -> None:
    def change(document: Any) -> None:
        document.add_paragraph("Rà soát lực lượng", style="List Number")
        document.add_paragraph("Bổ sung phương tiện", style="List Number")
        document.add_paragraph("Báo cáo kết quả", style="List Bullet")

    _, (found,) = read_bytes("a.docx", docx(change=change))
    assert "1. Rà soát lực lượng\n2. Bổ sung phương tiện\n- Báo cáo kết quả\n" in found.content


def test_levels_below_start_anew_under_each_level_above() -> None:
    found = numbered(
        [ARTICLE, CLAUSE, POINT],
        {80: ""},
        [
            (80, 0, "Phạm vi"),
            (80, 1, "một"),
            (80, 2, "x"),
            (80, 2, "y"),
            (80, 1, "hai"),
            (80, 0, "Kinh phí"),
            (80, 1, "z"),
        ],
    )
    assert found == "Điều 1. Phạm vi\n1. một\na) x\nb) y\n2. hai\nĐiều 2. Kinh phí\n1. z\n"


def test_a_list_that_says_so_starts_anew_and_others_go_on() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    one = numbered([ARTICLE], {80: "", 81: ""}, [(80, 0, "a"), (80, 0, "b"), (81, 0, "c")])
    assert one == "Điều 1. a\nĐiều 2. b\nĐiều 3. c\n"
    two = numbered([ARTICLE], {80: "", 81: anew}, [(80, 0, "a"), (80, 0, "b"), (81, 0, "c"), (81, 0, "d")])
    assert two == "Điều 1. a\nĐiều 2. b\nĐiều 1. c\nĐiều 2. d\n"


def test_a_level_that_is_passed_over_counts_as_begun() -> None:
    found = numbered([ARTICLE, ("decimal", "%1.%2.", "")], {80: ""}, [(80, 1, "a"), (80, 0, "b")])
    assert found == "1.1. a\nĐiều 2. b\n"


def test_marks_of_a_level() -> None:
    roman = ("upperRoman", "%1.", "")
    never = ("decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    paragraphs = [(80, 0, "a"), (80, 1, "b"), (80, 0, "c"), (80, 1, "d")]
    assert numbered([roman, never], {80: ""}, paragraphs) == "I. a\n1. b\nII. c\n2. d\n"
    legal = ("decimal", "%1.%2.", "<w:isLgl/>")
    assert numbered([roman, legal], {80: ""}, paragraphs) == "I. a\n1.1. b\nII. c\n2.1. d\n"
    joined = ("decimal", "%2)", '<w:suff w:val="nothing"/>')
    assert numbered([("bullet", "-", ""), joined], {80: ""}, paragraphs) == "- a\n1) b\n- c\n1) d\n"
    # Lists of LibreOffice have no sign between, and their numbers stand apart all the same.
    article = ("decimal", "Điều %1", '<w:suff w:val="nothing"/>')
    said = [(80, 0, "Cấp thuyền"), (80, 0, ". Trực lũ"), (80, 0, "1a. Chốt")]
    assert numbered([article], {80: ""}, said) == "Điều 1 Cấp thuyền\nĐiều 2. Trực lũ\nĐiều 31a. Chốt\n"
    hidden = ("decimal", "%1.%2.", "")
    assert numbered([("bullet", "-", ""), hidden], {80: ""}, paragraphs) == "- a\n.1. b\n- c\n.1. d\n"


def test_a_definition_kept_at_a_style_and_its_levels_by_style() -> None:
    """`numStyleLink` leads to a style of lists; a paragraph's style tells the level that names it."""

    def change(document: Any) -> None:
        from docx.oxml import parse_xml

        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        of_list = '<w:numPr><w:numId w:val="{}"/></w:numPr>'
        styles = document.styles.element
        for style in (
            f'w:type="numbering" w:styleId="DieuKhoan"><w:pPr>{of_list.format(90)}</w:pPr>',
            f'w:type="paragraph" w:styleId="Khoan"><w:pPr>{of_list.format(91)}</w:pPr>',
            'w:type="paragraph" w:styleId="KhoanSau"><w:basedOn w:val="Khoan"/>',
        ):
            styles.append(parse_xml(f"<w:style {space} {style}</w:style>"))
        numbering = document.part.numbering_part.element
        for key, inner in (
            ("60", '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="Điều %1."/></w:lvl>'
                   '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:pStyle w:val="Khoan"/><w:lvlText w:val="%2."/></w:lvl>'),
            ("61", '<w:numStyleLink w:val="DieuKhoan"/>'),
        ):  # fmt: skip
            numbering.append(parse_xml(f'<w:abstractNum {space} w:abstractNumId="{key}">{inner}</w:abstractNum>'))
        for key, definition in (("90", "60"), ("91", "61")):
            inner = f'<w:abstractNumId w:val="{definition}"/>'
            numbering.append(parse_xml(f'<w:num {space} w:numId="{key}">{inner}</w:num>'))
        body = document.element.body
        for properties, text in (
            ('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="91"/></w:numPr>', "Phạm vi"),
            ('<w:pStyle w:val="Khoan"/>', "một"),
            ('<w:pStyle w:val="KhoanSau"/><w:numPr><w:ilvl w:val="1"/></w:numPr>', "hai"),
            ('<w:pStyle w:val="Khoan"/><w:numPr><w:numId w:val="0"/></w:numPr>', "không đánh số"),
        ):
            paragraph = f"<w:p {space}><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
            body.insert(len(body) - 1, parse_xml(paragraph))

    _, (found,) = read_bytes("a.docx", docx(change=change))
    assert "\nĐiều 1. Phạm vi\n1. một\n2. hai\nkhông đánh số\n" in found.content


@pytest.mark.parametrize(
    ("value", "kind", "drawn"),
    [(3, "lowerLetter", "c"), (28, "upperLetter", "BB"), (9, "upperRoman", "IX"), (4, "x", "4")],
)
def test_number_forms(value: int, kind: str, drawn: str) -> None:
    assert format_number(value, kind) == drawn
