"""DOCX beyond the ordinary: templates, macros, the strict form, notes, letterheads in the page header, capitals."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from extractor.document import Text
from extractor.limits import Limits
from extractor.readers import read_bytes
from tests.reader_files import BODY, HEADER_TEXT, docx, pdf, picture, saved, zipped

SPACE = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def changed(change: Callable[[dict[str, bytes]], None]) -> Text:
    with zipfile.ZipFile(io.BytesIO(docx())) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    change(members)
    source, (found,) = read_bytes("a.docx", zipped(members))
    assert source.media_type.endswith("wordprocessingml.document")
    return found


def put(members: dict[str, bytes], name: str, old: str, new: str) -> None:
    assert old in members[name].decode()
    members[name] = members[name].decode().replace(old, new, 1).encode()


def add_part(members: dict[str, bytes], kind: str, content: str) -> None:
    members[f"word/{kind}.xml"] = content.encode()
    put(
        members, "[Content_Types].xml", "</Types>",
        f'<Override PartName="/word/{kind}.xml" ContentType="{TYPE}.{kind}+xml"/></Types>',
    )  # fmt: skip
    link = f'<Relationship Id="rId{kind}" Type="{RELATION}/{kind}" Target="{kind}.xml"/></Relationships>'
    put(members, "word/_rels/document.xml.rels", "</Relationships>", link)


def add_body(members: dict[str, bytes], xml: str) -> None:
    document = members["word/document.xml"].decode()
    at = document.rindex("<w:sectPr")
    members["word/document.xml"] = (document[:at] + xml + document[at:]).encode()


@pytest.mark.parametrize(
    "kind", ["ms-word.document.macroEnabled", "openxmlformats-officedocument.wordprocessingml.template"]
)
def test_templates_and_documents_with_macros_are_documents(kind: str) -> None:
    main = f"{TYPE}.document.main+xml"
    found = changed(lambda members: put(members, "[Content_Types].xml", main, f"application/vnd.{kind}.main+xml"))
    assert found.content.startswith(HEADER_TEXT)


def test_the_main_part_may_have_another_name() -> None:
    def rename(members: dict[str, bytes]) -> None:
        members["word/document2.xml"] = members.pop("word/document.xml")
        members["word/_rels/document2.xml.rels"] = members.pop("word/_rels/document.xml.rels")
        put(members, "[Content_Types].xml", "/word/document.xml", "/word/document2.xml")
        put(members, "_rels/.rels", "word/document.xml", "word/document2.xml")

    assert changed(rename).content.startswith(HEADER_TEXT)


def test_the_strict_form_of_the_standard_is_read() -> None:
    def strict(members: dict[str, bytes]) -> None:
        for name, content in members.items():
            text = content.replace(SPACE[9:-1].encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            members[name] = text.replace(RELATION.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")

    assert changed(strict).content == changed(lambda members: None).content


def test_notes_stand_below_the_text_with_their_numbers() -> None:
    note = "<w:{0}note w:id='{1}'{2}><w:p><w:r><w:t>{3}</w:t></w:r></w:p></w:{0}note>"
    mark = "<w:r><w:{}noteReference w:id='{}'{}/></w:r>"

    def annotate(members: dict[str, bytes]) -> None:
        foot = note.format("foot", 0, " w:type='separator'", "-") + note.format(
            "foot", 1, "", "Khoản này được sửa đổi."
        )
        foot += note.format("foot", 2, "", "Không ai dẫn.") + note.format("foot", 3, "", "(*) Có dấu riêng.")
        foot += note.format("foot", 4, "", "Điểm này bị bãi bỏ.")
        add_part(members, "footnotes", f"<w:footnotes {SPACE}>{foot}</w:footnotes>")
        end = note.format("end", 7, "", "Xem báo cáo.")
        add_part(members, "endnotes", f"<w:endnotes {SPACE}>{end}</w:endnotes>")
        marks = mark.format("end", 7, "") + mark.format("foot", 1, "")
        marks += mark.format("foot", 3, " w:customMarkFollows='1'") + mark.format("foot", 4, "")
        add_body(
            members,
            f"<w:p><w:r><w:t>Số 20/2020</w:t></w:r>{marks}<w:r><w:t>/NĐ-CP.</w:t></w:r></w:p>",
        )

    found = changed(annotate)
    assert found.content.endswith(
        "Số 20/2020/NĐ-CP.\n[1] Khoản này được sửa đổi.\n(*) Có dấu riêng.\n[2] Điểm này bị bãi bỏ.\n[i] Xem báo cáo.\n"
    )
    assert found.warnings == ()


def test_a_letterhead_in_the_page_header_is_read_and_a_running_title_is_not() -> None:
    def head(text: str, *, own_head: bool = False) -> Callable[[dict[str, bytes]], None]:
        def change(members: dict[str, bytes]) -> None:
            words = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("|"))
            add_part(members, "header", f"<w:hdr {SPACE}>{words}</w:hdr>")
            reference = f'<w:headerReference xmlns:r="{RELATION}" w:type="default" r:id="rIdheader"/>'
            document = members["word/document.xml"].decode()
            start = document.index("<w:body>") + len("<w:body>")
            section = re.sub(r"(<w:sectPr[^>]*>)", rf"\1{reference}", document[document.rindex("<w:sectPr") :], count=1)
            own = "<w:p><w:r><w:t>KẾ HOẠCH</w:t></w:r></w:p>"
            if own_head:
                own = document[start : document.rindex("<w:sectPr")]
            members["word/document.xml"] = (document[:start] + own + section).encode()

        return change

    motto = "UBND XÃ NÀ CHÌ|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc"
    assert changed(head(motto)).content == motto.replace("|", "\n") + "\nKẾ HOẠCH\n"
    assert changed(head("Dự thảo lần 2")).content == "KẾ HOẠCH\n"
    assert changed(head(motto, own_head=True)).content.startswith(HEADER_TEXT)


@pytest.mark.parametrize(
    "below",
    [
        "Theo Điều lệ Đảng Cộng sản Việt Nam, xã Nà Chì mở lớp.",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc",
    ],
)
def test_a_letterhead_in_the_page_header_is_read_though_the_text_names_the_party_or_carries_a_form(below: str) -> None:
    motto = "UBND XÃ NÀ CHÌ|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc|Số: 7/KH-UBND"

    def write(members: dict[str, bytes]) -> None:
        paragraphs = [f"Dòng {number}." for number in range(30)] if "|" in below else []
        body = "".join(_paragraph(line) for line in ("KẾ HOẠCH", *paragraphs, *below.split("|")))
        add_part(members, "header", f"<w:hdr {SPACE}>{''.join(map(_paragraph, motto.split('|')))}</w:hdr>")
        reference = f'<w:headerReference xmlns:r="{RELATION}" w:type="default" r:id="rIdheader"/>'
        document = members["word/document.xml"].decode()
        start = document.index("<w:body>") + len("<w:body>")
        section = re.sub(r"(<w:sectPr[^>]*>)", rf"\1{reference}", document[document.rindex("<w:sectPr") :], count=1)
        members["word/document.xml"] = (document[:start] + body + section).encode()

    assert changed(write).content.startswith(motto.replace("|", "\n") + "\nKẾ HOẠCH\n")


@pytest.mark.parametrize("letters", ["Đảng Cộng sản Việt Nam", "Độc lập – Tự do – Hạnh phúc"])
def test_a_letterhead_in_the_page_header_is_read_in_small_letters_that_word_draws_as_capitals(letters: str) -> None:
    def write(members: dict[str, bytes]) -> None:
        run = "<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>{}</w:t></w:r></w:p>"
        lines = "".join(map(run.format, ("Tỉnh ủy Sìn Ma", letters)))
        add_part(members, "header", f"<w:hdr {SPACE}>{lines}{_paragraph('Số: 5-KH/TU')}</w:hdr>")
        reference = f'<w:headerReference xmlns:r="{RELATION}" w:type="default" r:id="rIdheader"/>'
        document = members["word/document.xml"].decode()
        start = document.index("<w:body>") + len("<w:body>")
        section = re.sub(r"(<w:sectPr[^>]*>)", rf"\1{reference}", document[document.rindex("<w:sectPr") :], count=1)
        members["word/document.xml"] = (document[:start] + _paragraph("KẾ HOẠCH") + section).encode()

    assert changed(write).content == f"TỈNH ỦY SÌN MA\n{letters.upper()}\nSố: 5-KH/TU\nKẾ HOẠCH\n"


@pytest.mark.parametrize(
    "running",
    [
        "Chào mừng 80 năm nước Cộng hòa xã hội chủ nghĩa Việt Nam",
        "Giáo trình Lịch sử Đảng Cộng sản Việt Nam",
        "Báo Đảng Cộng sản Việt Nam",
        "Nghị quyết số 81-NQ/TW của Đảng Cộng sản Việt Nam",
        "Dự thảo Luật về phao của nước Cộng hòa xã hội chủ nghĩa Việt Nam ở nước ngoài",
    ],
)
def test_a_running_title_that_names_party_or_state_is_no_letterhead(running: str) -> None:
    def write(members: dict[str, bytes], header: str) -> None:
        add_part(members, "header", f"<w:hdr {SPACE}>{_paragraph(header)}</w:hdr>")
        reference = f'<w:headerReference xmlns:r="{RELATION}" w:type="default" r:id="rIdheader"/>'
        document = members["word/document.xml"].decode()
        start = document.index("<w:body>") + len("<w:body>")
        section = re.sub(r"(<w:sectPr[^>]*>)", rf"\1{reference}", document[document.rindex("<w:sectPr") :], count=1)
        members["word/document.xml"] = (document[:start] + _paragraph("KẾ HOẠCH") + section).encode()

    assert changed(lambda members: write(members, running)).content == "KẾ HOẠCH\n"
    beside = "ĐẢNG BỘ XÃ NÀ CHÌ      ĐẢNG CỘNG SẢN VIỆT NAM"
    assert "CỘNG SẢN" in changed(lambda members: write(members, beside)).content


def _paragraph(line: str) -> str:
    return f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"


def test_capitals_hidden_text_formulas_and_deleted_paragraphs() -> None:
    def write(members: dict[str, bytes]) -> None:
        run = "<w:r><w:rPr>{}</w:rPr><w:t>{}</w:t></w:r>"
        capitals = run.format("<w:caps/>", "Ủy ban nhân dân") + run.format('<w:caps w:val="0"/>', " xã")
        hidden = run.format("<w:vanish/>", "ghi chú nội bộ")
        space = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
        formula = f"<m:oMath {space}><m:r><m:t>T=a+b</m:t></m:r></m:oMath>"
        number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        deleted = f'<w:pPr>{number}<w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
        gone = "<w:del w:id='2' w:author='a'><w:r><w:delText>bỏ</w:delText></w:r></w:del>"
        add_body(members, f"<w:p>{capitals}</w:p><w:p>{hidden}</w:p><w:p>{formula}</w:p><w:p>{deleted}{gone}</w:p>")

    found = changed(write)
    assert found.content.endswith("\nỦY BAN NHÂN DÂN xã\n\nT=a+b\n")
    assert [warning.code for warning in found.warnings] == ["hidden-text"]
    assert " ".join(BODY[:3]) in found.content


def test_scans_in_a_word_file_are_read_as_pages() -> None:
    import docx as word
    from docx.shared import Inches

    def file_with(words: str) -> bytes:
        document = word.Document()
        document.add_paragraph(words)
        shown = io.BytesIO()
        picture(pdf()).convert("L").save(shown, "PNG", dpi=(300, 300))
        document.add_picture(shown, width=Inches(6))
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()

    source, (found,) = read_bytes("a.docx", file_with("Bản quét"))
    assert source.media_type.endswith("wordprocessingml.document")
    assert (found.source, len(found.pages)) == ("ocr", 1)
    assert found.content.startswith(HEADER_TEXT)
    words = "Sở Y tế báo cáo kết quả kiểm tra như sau, kèm ảnh chụp hiện trường."
    _, (plain,) = read_bytes("a.docx", file_with(words))
    assert plain.source == "text"
    (warning,) = plain.warnings
    assert (warning.code, "word/media/image1.png" in warning.message) == ("picture-unread", True)


def test_small_and_broken_pictures_are_not_told_of() -> None:
    for data in (saved(picture(pdf()).resize((300, 400)), "PNG"), saved(picture(pdf()), "PNG")[:60]):

        def show(members: dict[str, bytes], data: bytes = data) -> None:
            members["word/media/dau.png"] = data
            put(
                members, "[Content_Types].xml", "</Types>", '<Default Extension="png" ContentType="image/png"/></Types>'
            )
            link = f'<Relationship Id="rId99" Type="{RELATION}/image" Target="media/dau.png"/></Relationships>'
            put(members, "word/_rels/document.xml.rels", "</Relationships>", link)
            drawn = "http://schemas.openxmlformats.org/drawingml/2006/main"
            add_body(members, f'<w:p><a:blip xmlns:a="{drawn}" xmlns:r="{RELATION}" r:embed="rId99"/></w:p>')

        found = changed(show)
        assert found.content.startswith(HEADER_TEXT)
        assert found.warnings == ()


def test_parts_of_another_format_are_told() -> None:
    found = changed(lambda members: add_body(members, f'<w:altChunk xmlns:r="{RELATION}" r:id="rId99"/>'))
    assert [warning.code for warning in found.warnings] == ["part-unread"]


@pytest.mark.parametrize("target", ["NULL", "media/image9.png", "/word/theme/theme7.xml", "../customXml/item4.xml"])
def test_a_part_that_is_missing_is_told_of_and_costs_nothing_else(target: str) -> None:
    def lead_nowhere(members: dict[str, bytes]) -> None:
        link = f'<Relationship Id="rId99" Type="{RELATION}/image" Target="{target}"/></Relationships>'
        put(members, "word/_rels/document.xml.rels", "</Relationships>", link)

    found = changed(lead_nowhere)
    assert found.content == changed(lambda _: None).content
    (warning,) = [one for one in found.warnings if one.code == "part-missing"]
    assert target.rsplit("/", 1)[-1] in warning.message


def test_styles_and_properties_may_be_missing() -> None:
    def drop(members: dict[str, bytes]) -> None:
        del members["word/styles.xml"], members["docProps/core.xml"]

    (warning,) = [one for one in changed(drop).warnings if one.code == "part-missing"]
    assert "styles.xml" in warning.message and "core.xml" in warning.message


LISTED = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
NUMBERS = (
    f"<w:numbering {SPACE}><w:abstractNum w:abstractNumId='2'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
    "<w:numFmt w:val='decimal'/><w:lvlText w:val='Điều %1.'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='3'><w:abstractNumId w:val='2'/></w:num></w:numbering>"
)


@pytest.mark.parametrize("numbered", [True, False])
def test_a_document_that_lost_its_relationships_keeps_what_its_parts_names_tell(numbered: bool) -> None:
    def lose(members: dict[str, bytes]) -> None:
        for name in [each for each in members if each.startswith("word/numbering")]:
            put(members, "[Content_Types].xml", f'PartName="/{name}"', 'PartName="/word/gone.xml"')
            del members[name]
        links = members["word/_rels/document.xml.rels"]
        members["word/_rels/document.xml.rels"] = re.sub(rb"<Relationship [^>]*numbering[^>]*>", b"", links)
        if numbered:
            add_part(members, "numbering", NUMBERS)
        add_body(members, LISTED.format("Lập đội cứu hộ") + LISTED.format("Mua thuyền"))
        del members["word/_rels/document.xml.rels"]

    found = changed(lose)
    first, second = ("Điều 1. ", "Điều 2. ") if numbered else ("", "")
    assert found.content.endswith(f"\n{first}Lập đội cứu hộ\n{second}Mua thuyền\n")
    (warning,) = [one for one in found.warnings if one.code == "part-missing"]
    assert "word/_rels/document.xml.rels" in warning.message


def test_a_plain_document_needs_no_relationships() -> None:
    def plain(members: dict[str, bytes]) -> None:
        for name in [each for each in members if each.startswith("word/") and each != "word/document.xml"]:
            del members[name]
        members["word/document.xml"] = (
            f"<w:document {SPACE}><w:body><w:p><w:r><w:t>Cả bản chỉ có chữ, không có phần nào khác.</w:t></w:r></w:p>"
            "</w:body></w:document>"
        ).encode()

    assert not changed(plain).warnings


def test_a_package_with_a_missing_part_is_unpacked_once() -> None:
    """What a container may unpack to is not counted twice."""
    with zipfile.ZipFile(io.BytesIO(docx())) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    link = f'<Relationship Id="rId99" Type="{RELATION}/image" Target="media/x.png"/></Relationships>'
    put(members, "word/_rels/document.xml.rels", "</Relationships>", link)
    members["word/media/image7.bin"] = bytes(range(256)) * 4000
    package = zipped(members)
    allowed = sum(map(len, members.values())) + len(package)
    _, (found,) = read_bytes("a.zip", zipped({"a.docx": package}), limits=Limits(unpacked_bytes=allowed))
    assert [warning.code for warning in found.warnings] == ["part-missing"]


def test_names_of_parts_count_without_regard_to_case() -> None:
    def rename(members: dict[str, bytes]) -> None:
        members["word/Styles.xml"] = members.pop("word/styles.xml")

    found = changed(rename)
    assert found.content.startswith(HEADER_TEXT)
    assert not found.warnings
