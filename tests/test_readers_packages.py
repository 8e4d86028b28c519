"""ZIP and edXML packages, pages of the web, and what content says about a format."""

from __future__ import annotations

import random
import struct
import sys
import zipfile

import pytest

from extractor.errors import DamagedFile, EncryptedFile, ExtractError, NoText, TooLarge, UnsupportedFormat
from extractor.limits import MIB, Limits
from extractor.readers import read_bytes
from extractor.readers.archive import _groups
from extractor.readers.edxml import read_edxml
from extractor.readers.guard import one_allowance, open_container, read_member, take_from_allowance
from extractor.readers.sniff import sniff
from tests.reader_files import HEADER_TEXT, docx, edxml, pdf, text, zipped

PORTAL = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Cổng</title><style>p{}</style></head><body>
<div id="menu"><a href="/">Trang chủ</a> <a href="/vb">Văn bản pháp quy</a> <a href="/lh">Liên hệ</a></div>
<div class="box"><div class="content"><table><tr><td><p>ỦY BAN NHÂN DÂN<br>TỈNH HÀ GIANG</p></td>
<td><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br/>Độc lập - Tự do - Hạnh phúc</p></td></tr>
<tr><td><p>Số: 418/KH-UBND</p></td><td><p>Hà Giang, ngày 12 tháng 9 năm 2023</p></td></tr></table>
<p><b>KẾ HOẠCH</b></p><p>Về việc ban hành &quot;Quy chế&quot; A &amp; B theo
Nghị định&nbsp;số <a href="/nd">30/2020/NĐ-CP</a> của Chính phủ về công tác văn thư</p>
<p>Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015 và các quy định hiện hành;</p>
<table><tr><td>STT</td><td>Đơn vị</td></tr><tr><td>1</td><td>Sở Y tế</td></tr></table></div></div>
<script>var x = "không phải chữ";</script><div id="foot">Bản quyền <a href="/">thuộc về cổng</a></div></body></html>"""


def test_a_portal_page_gives_its_paper_only() -> None:
    source, (found,) = read_bytes("a", PORTAL.encode())
    assert source.media_type == "text/html"
    assert found.content.startswith(HEADER_TEXT.removesuffix("\n"))
    assert 'Về việc ban hành "Quy chế" A & B theo Nghị định số 30/2020/NĐ-CP của Chính phủ' in found.content
    assert "STT\tĐơn vị\n\n1\tSở Y tế" in found.content
    assert not any(word in found.content for word in ("Trang chủ", "Bản quyền", "không phải chữ", "p{}"))


def test_pages_in_old_fonts_and_without_text() -> None:
    runs = '<font face=".VnTimeH, serif">ñy ban nh©n d©n</font> <font face=".VnTime">quyÕt ®Þnh</font>'
    page = f"<html><body><p>{runs}</p></body></html>"
    _, (found,) = read_bytes("a.html", page.encode())
    assert found.content == "ỦY BAN NHÂN DÂN quyết định\n"
    assert [w.code for w in found.warnings] == ["legacy-encoding"]
    with pytest.raises(NoText):
        read_bytes("a.html", b"<html><body><script>1</script> </body></html>")
    with pytest.raises(TooLarge, match="markup_depth"):
        read_bytes("a.html", b"<html><body>" + b"<div>" * 5000 + b"chu")


def test_what_a_page_does_not_show_is_left_out_and_told_unless_it_is_the_paper() -> None:
    copy = "<p>Các bến đò nghỉ ba ngày, trừ đò công vụ.</p>"
    shown = f"{copy}<p>Trưởng bến ghi sổ, báo cáo xã.</p>"
    for unseen in ("hidden", "style='color:red; DISPLAY : none'", 'style="visibility:hidden"'):
        page = f"<html><body><div {unseen}><div hidden>x</div>{copy}</div>{shown}</body></html>"
        _, (found,) = read_bytes("a.html", page.encode())
        assert found.content.count("Các bến đò") == 1
        assert [w.code for w in found.warnings] == ["hidden-text"]
    tab = f"<html><body><p>Toàn văn</p><div style='display:none'>{shown}</div></body></html>"
    _, (found,) = read_bytes("a.html", tab.encode())
    assert "Trưởng bến" in found.content
    assert not found.warnings


@pytest.mark.parametrize(
    "said",
    [
        'style="backface-visibility: hidden"', 'style="--menu-display:none"', 'style="mso-hide:all-x"',
        'style="content-visibility:hidden"', 'style="display:none;display:block"', 'hidden="until-found"',
        'style="display:block !important;display:none"', 'hidden style="display:block"',
    ],
)  # fmt: skip
def test_what_a_page_shows_is_read_whatever_its_style_is_called(said: str) -> None:
    page = f"<html><body><p {said}>Xã giữ hai bến đò.</p><p>Trưởng bến ghi sổ, báo cáo xã.</p></body></html>"
    _, (found,) = read_bytes("a.html", page.encode())
    assert "Xã giữ hai bến đò." in found.content and not found.warnings


def test_what_is_made_visible_again_is_read() -> None:
    hidden = (
        '<div style="visibility:hidden">Bản in <div style="visibility:hidden">sơ<p style="visibility:visible">Xã giữ '
        "hai bến đò.<i hidden>thừa</i></p></div> thử</div>"
    )
    page = f"<html><body>{hidden}<p>Trưởng bến ghi sổ, báo cáo xã, nộp tiền trông đò.</p></body></html>"
    _, (found,) = read_bytes("a.html", page.encode())
    assert "Xã giữ hai bến đò." in found.content
    assert not any(word in found.content for word in ("Bản in", "sơ", "thử", "thừa"))
    assert [w.code for w in found.warnings] == ["hidden-text"]


@pytest.mark.parametrize("head", ["Độc lập - Tự do - Hạnh phúc", "ĐẢNG CỘNG SẢN VIỆT NAM"])
def test_a_short_paper_behind_a_tab_is_read_unless_the_page_shows_one(head: str) -> None:
    shown = "<p>Tóm tắt: xã giữ hai bến đò, theo đường lối của Đảng Cộng sản Việt Nam.</p>" * 9
    paper = f"<p>{head}</p><p>Số: 88/QĐ-BĐ</p><p>Trưởng bến ghi sổ.</p>"
    page = "<html><body><div>{}</div><div style='display:none'>{}</div><p hidden>In trang</p></body></html>"
    _, (found,) = read_bytes("a.html", page.format(shown, paper).encode())
    assert "Số: 88/QĐ-BĐ" in found.content and "In trang" not in found.content
    assert [w.code for w in found.warnings] == ["hidden-text"]
    _, (found,) = read_bytes("a.html", page.format(shown + paper, paper).encode())
    assert found.content.count("Số: 88/QĐ-BĐ") == 1


@pytest.mark.parametrize("style", ["display:none", "visibility: hidden; animation-name: none;"])
def test_the_rest_of_a_paper_that_a_script_shows_is_read(style: str) -> None:
    shown = "<p>Điều 1. Xã giữ hai bến đò, mỗi bến một sổ, mỗi sổ một người ghi.</p>" * 9
    rest = f'<div style="{style}"><p>Điều 2. Trưởng bến ghi sổ.</p><p>Nơi nhận: Sở Y tế.</p></div>'
    _, (found,) = read_bytes("a.html", f"<html><body>{shown}{rest}</body></html>".encode())
    assert "Nơi nhận: Sở Y tế." in found.content and found.warnings == ()


def test_a_page_that_was_saved_as_latin_and_again_as_unicode_keeps_its_grave_a() -> None:
    said = "Ngày hội đua thuyền là ngày các xã và bến đò làm hàng rào, bà con đi lại an toàn trên sông."
    page = f"<html><body><p>{said}</p></body></html>".encode().decode("latin-1").encode()
    _, (found,) = read_bytes("a.html", page)
    assert found.content == said + "\n"


def test_capitals_of_a_font_stay_capitals_where_the_whole_file_is_in_its_encoding() -> None:
    def line(said: str, font: str) -> str:
        return f'<p><font face="{font}">{said}</font></p>'

    head = line("héi ®ång nh©n d©n x· nµ ch×", ".VnTimeH")
    text = line("C¸c bÕn ®ß ghi sæ, b¸o c¸o x· tr­íc ngµy m­êi l¨m th¸ng s¸u.", ".VnTime")
    _, (found,) = read_bytes("a.html", f"<html><body>{head}{text}</body></html>".encode("latin-1"))
    assert found.content.startswith("HỘI ĐỒNG NHÂN DÂN XÃ NÀ CHÌ\n")
    assert "Các bến đò ghi sổ, báo cáo xã trước ngày mười lăm tháng sáu." in found.content


def test_marks_of_controls_are_no_text() -> None:
    _, (found,) = read_bytes("a.html", "<html><body><p>\x04Nơi nhận: \x05</p><p>- Như trên;</p></body></html>".encode())
    assert found.content == "Nơi nhận: \n\n- Như trên;\n"


def test_a_zip_gives_every_paper_and_names_what_it_could_not_read() -> None:
    package = zipped(
        {"b/2.docx": docx(), "a/1.txt": text().encode(), "c/3.bin": bytes(range(256)), "__MACOSX/._1": b"x"}
    )
    source, found = read_bytes("a.zip", package)
    assert source.media_type == "application/zip"
    assert [dict(each.metadata)["member"] for each in found] == ["a/1.txt", "b/2.docx"]
    assert found[0].content == text()
    (warning,) = found[0].warnings
    assert warning.code == "member-unread"
    assert "3.bin" in warning.message


def test_names_that_climb_out_of_a_zip_are_only_names() -> None:
    _, (found,) = read_bytes("a.zip", zipped({"../../etc/passwd": text().encode()}))
    assert found.content == text()


def test_hostile_zips_have_their_reasons() -> None:
    nested = text().encode()
    for level in range(5):
        nested = zipped({f"{level}.zip" if level else "a.txt": nested})
    with pytest.raises(TooLarge, match="nesting"):
        read_bytes("a.zip", nested)
    with pytest.raises(TooLarge, match="unpack_ratio"):
        read_bytes("a.zip", zipped({"a.txt": b"0" * 30_000_000}))
    with pytest.raises(TooLarge, match="unpacked_bytes"):
        read_bytes("a.zip", zipped({"a.txt": b"0" * 3000}), limits=Limits(unpacked_bytes=1000))
    with pytest.raises(TooLarge, match="members"):
        read_bytes("a.zip", zipped({f"{i}.txt": b"a" for i in range(20)}), limits=Limits(members=10))
    with pytest.raises(NoText):
        read_bytes("a.zip", zipped({}))
    with pytest.raises(UnsupportedFormat, match=r"x\.bin"):
        read_bytes("a.zip", zipped({"x.bin": bytes(range(256))}))


def test_what_containers_unpack_to_is_counted_over_all_levels() -> None:
    inner = zipped({"a.txt": ("Điều 1. Giao Sở Y tế. " * 100).encode()})
    package = zipped({f"{number}.zip": inner for number in range(5)})
    assert len(read_bytes("a.zip", package)[1]) == 5
    with pytest.raises(TooLarge, match="unpacked_bytes"):
        read_bytes("a.zip", package, limits=Limits(unpacked_bytes=8_000))
    with pytest.raises(TooLarge, match="text_chars"):
        read_bytes("a.zip", package, limits=Limits(text_chars=5_000))
    # The next file has its own allowance.
    assert len(read_bytes("a.zip", inner, limits=Limits(unpacked_bytes=8_000))[1]) == 1


def test_a_zip_that_lies_about_sizes_or_is_locked_is_refused() -> None:
    package = bytearray(zipped({"a.txt": b"0" * 50_000}))
    directory = package.index(b"PK\x01\x02")
    package[directory + 24 : directory + 28] = struct.pack("<I", 10)  # the directory declares ten bytes
    with pytest.raises((TooLarge, DamagedFile), match=r"a\.txt|a\.zip"):
        read_bytes("a.zip", bytes(package))
    locked = bytearray(zipped({"a.txt": text().encode()}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedFile, match="mật khẩu"):
        read_bytes("a.zip", bytes(locked))


def test_a_container_may_reach_its_limits() -> None:
    package = zipped({f"{number}.txt": text().encode() for number in range(4)})
    limits = Limits(members=4, unpacked_bytes=4 * len(text().encode()))
    assert len(read_bytes("a.zip", package, limits=limits)[1]) == 4
    assert len(read_bytes("a.zip", package, limits=Limits(nesting=1))[1]) == 4
    with one_allowance(limits):
        take_from_allowance("a.zip", limits.unpacked_bytes)
        with pytest.raises(TooLarge, match="unpacked_bytes"):
            take_from_allowance("a.zip", 1)


def test_what_packs_well_and_is_small_or_is_large_and_packs_badly_is_no_bomb() -> None:
    even = b"0" * (MIB - 1)  # packed a thousand times
    uneven = random.Random(7).randbytes(2 * MIB)
    assert len(open_container("a.zip", zipped({"a.txt": even, "b.txt": uneven}), Limits()).infolist()) == 2
    with pytest.raises(TooLarge, match="unpack_ratio"):
        open_container("a.zip", zipped({"a.txt": even + b"00"}), Limits())


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_member_that_does_not_unpack_is_damaged(method: int) -> None:
    package = bytearray(zipped({"a.txt": text().encode() * 40}, method))
    packed = package.index(b"a.txt") + len(b"a.txt")
    package[packed + 9 : packed + 60] = b"\xff" * 51  # behind the head of the stream
    archive = open_container("a.zip", bytes(package), Limits())
    with pytest.raises(DamagedFile, match=r"a\.txt"):
        read_member("a.zip", archive, archive.infolist()[0], Limits())
    with pytest.raises(DamagedFile, match=r"a\.txt"):
        read_bytes("a.zip", bytes(package))


def test_a_part_of_the_program_that_is_missing_is_no_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "extractor.readers.plain", None)
    with pytest.raises(ImportError):
        read_bytes("a.txt", text().encode())


def test_what_computers_leave_in_archives_is_passed_over() -> None:
    left = dict.fromkeys(("a/.DS_Store", "a/Thumbs.db", "a/desktop.ini", "a/._1.txt", "__MACOSX/a/1.txt"), b"\0\1\2")
    _, (found,) = read_bytes("a.zip", zipped({"a/1.txt": text().encode(), **left}))
    assert found.warnings == ()


def test_only_so_many_members_and_bytes_lie_unpacked_at_once() -> None:
    def sizes(*bytes_: int) -> list[int]:
        members = [zipfile.ZipInfo(f"{number}.txt") for number in range(len(bytes_))]
        for member, size in zip(members, bytes_, strict=True):
            member.file_size = size
        return [len(group) for group in _groups(members)]

    assert sizes(*[1] * 45) == [20, 20, 5]
    assert sizes(20 * MIB, 12 * MIB, 1, 40 * MIB, 1) == [2, 1, 1, 1]
    assert sizes() == []


def test_the_attachments_of_an_envelope_share_what_they_may_unpack_to() -> None:
    package = edxml({f"{number}.txt": text().encode() for number in range(3)})
    size = len(text().encode())
    assert len(read_bytes("goi.edxml", package, limits=Limits(unpacked_bytes=3 * size, members=3))[1]) == 3
    with pytest.raises(TooLarge, match="unpacked_bytes"):
        read_bytes("goi.edxml", package, limits=Limits(unpacked_bytes=3 * size - 1))
    with pytest.raises(TooLarge, match="members"):
        read_bytes("goi.edxml", package, limits=Limits(members=2))
    with pytest.raises(TooLarge, match="nesting"):
        read_bytes("goi.edxml", edxml({"a.zip": zipped({"a.txt": text().encode()})}), limits=Limits(nesting=1))
    assert len(read_bytes("goi.edxml", package, limits=Limits(nesting=1))[1]) == 3


def test_an_exchange_envelope_gives_its_papers_and_what_it_declares() -> None:
    source, found = read_bytes("goi.edxml", edxml({"1.docx": docx(), "2.txt": text().encode()}))
    assert source.media_type == "application/vnd.edxml+xml"
    assert len(found) == 2
    declared = dict(found[0].metadata)
    assert declared["edxml:number"] == "418"
    assert declared["edxml:symbol"] == "KH-UBND"
    assert declared["edxml:issuer"] == "Ủy ban nhân dân tỉnh Hà Giang"
    assert declared["edxml:date"] == "2023-09-12"
    assert "edxml:place" not in declared  # N/A says nothing


def test_hostile_envelopes_have_their_reasons() -> None:
    with pytest.raises(NoText, match="không kèm"):
        read_bytes("goi", edxml({}))
    with pytest.raises(DamagedFile, match="thực thể"):
        read_bytes("goi", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><edXML>&b;</edXML>')
    with pytest.raises(DamagedFile, match="hỏng"):
        read_bytes("goi", edxml({"1.txt": text().encode()})[:-20])
    with pytest.raises(TooLarge, match="markup_depth"):
        read_bytes("goi", b"<edXML>" + b"<a>" * 400 + b"</a>" * 400 + b"</edXML>")


@pytest.mark.parametrize("before", ["", "<!-- " + "x" * 70_000 + " -->", "<?a b?> <!-- c -->"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_wherever_they_are_declared(before: str, encoding: str) -> None:
    said = f'<?xml version="1.0" encoding="{encoding}"?>{before}<!DOCTYPE a [<!ENTITY b "c">]><edXML>&b;</edXML>'
    with pytest.raises(DamagedFile, match="thực thể"):
        read_edxml("goi", said.encode(encoding), Limits())


def test_a_broken_attachment_is_told_and_the_others_are_read() -> None:
    package = edxml({"1.txt": b"?", "2.txt": text().encode()}).replace(b">Pw==<", b">P*w=<")
    _, (found,) = read_bytes("goi", package)
    assert found.content == text()
    assert [warning.code for warning in found.warnings] == ["member-unread"]


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (pdf(), "application/pdf"),
        (b"\n\n junk " + pdf(), "application/pdf"),
        (b"{\\rtf1\\ansi chu}", "application/rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le"), "application/msword"),
        ("<p>một</p><p>hai</p><div>ba</div>".encode(), "text/html"),
        ("Điều 1. Giá trị a < b và <x> thì".encode(), "text/plain"),
        (bytes(range(256)) * 4, "application/octet-stream"),
        (b"\x7fELF" + bytes(500), "application/octet-stream"),
        (b"<?xml version='1.0'?><rss></rss>", "application/octet-stream"),
    ],
)
def test_formats_are_told_by_content(data: bytes, media_type: str) -> None:
    assert sniff(data) == media_type


def test_empty_locked_and_unknown_files_differ() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    codes = set()
    for data in (b"", locked, bytes(range(256)), b"PK\x03\x04 abc"):
        with pytest.raises(ExtractError, match="tệp-x") as caught:
            read_bytes("thư mục/tệp-x", data)
        codes.add(caught.value.code)
    assert codes == {"empty-file", "encrypted-file", "unsupported-format", "damaged-file"}
