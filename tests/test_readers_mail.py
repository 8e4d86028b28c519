"""E-mail with papers attached, and web pages that Word packs as e-mail."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest

from extractor.errors import DamagedFile, ExtractError, NoText, TooLarge, UnsupportedFormat
from extractor.limits import Limits
from extractor.readers import read_bytes
from tests.reader_files import HEADER_TEXT, docx, letter, text, zipped


def web_archive(page: str, *, charset: str = "utf-8") -> bytes:
    made = EmailMessage()
    made.set_content(page, subtype="html", charset=charset, cte="quoted-printable")
    made.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<dau.png>")
    return bytes(made)


def test_papers_attached_to_a_letter_are_read_and_its_fields_kept() -> None:
    source, found = read_bytes("thu.eml", bytes(letter(("kế hoạch.docx", docx()), ("b.txt", text().encode()))))
    assert source.media_type == "message/rfc822"
    assert [dict(each.metadata)["member"] for each in found] == ["kế hoạch.docx", "b.txt"]
    assert found[0].content.startswith(HEADER_TEXT)
    assert {dict(each.metadata)["mail:subject"] for each in found} == {"Gửi kế hoạch phòng cháy"}
    assert [[warning.code for warning in each.warnings] for each in found] == [["letter-unread"], []]


def test_a_letter_without_attachments_is_read_itself() -> None:
    _, (found,) = read_bytes("thu.eml", bytes(letter(words="Đề nghị báo cáo trước ngày 05/6/2024.")))
    assert found.content.strip() == "Đề nghị báo cáo trước ngày 05/6/2024."
    with pytest.raises(NoText):
        read_bytes("thu.eml", bytes(letter(words=" ")))


def test_all_parts_of_a_letters_own_words_are_read() -> None:
    made = EmailMessage()
    made["From"], made["Subject"], made["MIME-Version"] = "vanthu@xa.vn", "Gửi lịch trực", "1.0"
    made.make_mixed()
    for words, charset in (
        ("Kính gửi các xã.", "utf-8"),
        ("Đề nghị trực từ ngày 05/6/2024.", "utf-8"),
        ("ĐÊ NĂM", "cp1258"),
    ):
        part = EmailMessage()
        part.set_content(words, charset=charset)
        made.attach(part)
    _, (found,) = read_bytes("thu.eml", bytes(made))
    assert found.content.split("\n\n") == ["Kính gửi các xã.", "Đề nghị trực từ ngày 05/6/2024.", "ĐÊ NĂM"]
    assert found.warnings == ()
    page = EmailMessage()
    page.set_content("<p>Số: 12/KH-UBND</p>", subtype="html")
    made.attach(page)
    _, (found,) = read_bytes("thu.eml", bytes(made))
    assert found.content == "Số: 12/KH-UBND\n"
    assert "3 phần chữ khác" in found.warnings[-1].message


def test_pictures_drawn_into_a_letter_are_no_attachments_and_letters_attached_are_opened() -> None:
    outer = letter(("a.docx", docx()))
    outer.add_attachment(letter(("b.docx", docx())))
    outer.add_attachment(b"x", maintype="image", subtype="png", cid="<1>", filename="logo.png", disposition="inline")
    _, found = read_bytes("thu.eml", bytes(outer))
    assert "1 ảnh chèn" in found[0].warnings[-1].message
    members = [[value for key, value in each.metadata if key == "member"] for each in found]
    assert members == [["a.docx"], ["b.docx", "thư đính kèm.eml"]]


def test_what_is_attached_without_a_name_or_with_a_mark_of_its_own_is_read() -> None:
    made = letter(words="")
    made.add_attachment(docx(), maintype="application", subtype="octet-stream")
    made.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", cid="<1>", filename="quét.png")
    _, (found,) = read_bytes("thu.eml", bytes(made))
    assert dict(found.metadata)["member"] == "đính kèm"
    assert ["quét.png" in warning.message for warning in found.warnings] == [True]


def test_words_in_an_unknown_charset_do_not_cost_the_attachments() -> None:
    said = bytes(letter(("a.docx", docx()))).replace(b'charset="utf-8"', b'charset="windows-9"')
    _, (found,) = read_bytes("thu.eml", said)
    assert found.content.startswith(HEADER_TEXT)


def test_an_attachment_that_cannot_be_read_is_told() -> None:
    _, (found,) = read_bytes("thu.eml", bytes(letter(("a.docx", docx()), ("b.docx", docx()[:900]))))
    assert {warning.code for warning in found.warnings} == {"member-unread", "letter-unread"}


def test_letters_within_letters_and_many_parts_have_their_limits() -> None:
    inner = letter(("a.docx", docx()))
    for _ in range(4):
        outer = letter()
        outer.add_attachment(inner)
        inner = outer
    with pytest.raises(TooLarge, match="nesting"):
        read_bytes("thu.eml", bytes(inner), limits=Limits(nesting=3))
    many = letter(*(("a.txt", b"x"),) * 30)
    with pytest.raises(TooLarge, match="members"):
        read_bytes("thu.eml", bytes(many), limits=Limits(members=5))


@pytest.mark.parametrize("field", [b"From: " + b"a@b.vn, " * 9000, b"Content-Type: text/plain; " + b"a=b; " * 9000])
def test_fields_that_take_endless_time_are_refused(field: bytes) -> None:
    with pytest.raises(TooLarge, match="trường đầu"):
        read_bytes("thu.eml", b"MIME-Version: 1.0\r\n" + field + b"\r\n\r\nxin chao")


@pytest.mark.parametrize(("charset", "words"), [("utf-8", "KẾ HOẠCH năm"), ("cp1258", "ĐĂNG TIN năm")])
def test_a_page_that_word_packed_is_a_page(charset: str, words: str) -> None:
    source, (found,) = read_bytes("a.doc", web_archive(f"<p>12/KH-UBND</p><p>{words}</p>", charset=charset))
    assert source.media_type == "multipart/related"
    assert found.content == f"12/KH-UBND\n\n{words}\n"


def test_a_charset_that_is_not_so_does_no_harm() -> None:
    said = web_archive("<p>KẾ HOẠCH</p>").replace(b'charset="utf-8"', b'charset="windows-9"')
    _, (found,) = read_bytes("a.mht", said)
    assert found.content == "KẾ HOẠCH\n"


def test_a_paper_with_colons_is_no_letter() -> None:
    source, _ = read_bytes("a.txt", b"Subject: phong chay\nMessage: xin bao cao\n\nNoi dung")
    assert source.media_type == "text/plain"


def sheets() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"Rar!\x1a\x07\x01\0" + b"\0" * 40, "giải nén"),
        (sheets(), "bảng tính"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + b"\0" * 40, "bảng tính"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__substg1.0_".encode("utf-16-le") + b"\0" * 40, "EML"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "HEIC"),
        (b"\0\0\0\x0cjP  \r\n\x87\n" + b"\0" * 40, "JPEG 2000"),
    ],
)
def test_what_is_recognised_and_not_read_says_what_to_do(data: bytes, told: str) -> None:
    with pytest.raises(UnsupportedFormat, match=told):
        read_bytes("a", data)


@pytest.mark.parametrize("kind", ["BMP", "GIF", "WEBP"])
def test_other_pictures_are_scans_too(kind: str) -> None:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("L", (300, 400), 255).save(stream, kind)
    with pytest.raises(NoText):
        read_bytes("a", stream.getvalue())
    with pytest.raises(DamagedFile):
        read_bytes("a", stream.getvalue()[:60])


def test_word_2003_xml_is_read_and_entities_in_it_are_not() -> None:
    space = 'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"'
    words = "<w:p><w:r><w:t>Số: 12/KH-UBND</w:t></w:r></w:p>"
    page = f'<?xml version="1.0"?><w:wordDocument {space}><w:body>{words}</w:body></w:wordDocument>'
    source, (found,) = read_bytes("a.doc", page.encode())
    assert source.media_type == "application/vnd.ms-word2003+xml"
    assert found.content == "Số: 12/KH-UBND\n"
    with pytest.raises(ExtractError, match="thực thể"):
        read_bytes("a.doc", page.replace("<w:word", '<!DOCTYPE a [<!ENTITY b "c">]><w:word', 1).encode())
    packed = zipped({"a.xml": page.encode(), "b.xml": page.replace("12", "13").encode()})
    assert [each.content for each in read_bytes("a.zip", packed)[1]] == ["Số: 12/KH-UBND\n", "Số: 13/KH-UBND\n"]


def test_what_a_letter_lacks_is_not_made_up_and_a_page_alone_leaves_nothing_unread() -> None:
    made = EmailMessage()
    made["Subject"], made["MIME-Version"] = "Gửi lịch trực", "1.0"
    made.set_content("<p>Số: 12/KH-UBND</p>", subtype="html")
    _, (found,) = read_bytes("thu.eml", bytes(made))
    assert [pair for pair in found.metadata if pair[0].startswith("mail:")] == [("mail:subject", "Gửi lịch trực")]
    assert found.warnings == ()


def test_words_beside_attachments_are_told_of_also_where_another_part_is_empty() -> None:
    made = letter(("b.txt", text().encode()), words="Xin gửi kế hoạch.")
    empty = EmailMessage()
    empty.set_content(" ")
    made.attach(empty)
    _, (found,) = read_bytes("thu.eml", bytes(made))
    assert "lời của thư" in found.warnings[-1].message
