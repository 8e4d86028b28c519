"""PDF whose fonts are older than Unicode (`.VnTime`, `VNI-Times`), alone or beside others."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pikepdf
import pytest

from extractor.legacy.tables import encodings
from extractor.pipeline import extract
from extractor.readers import read_bytes
from extractor.readers.places import boxes_of, words_on_page

Drawn = tuple[str, str, float, float]  # font, what it says, where

HEAD: tuple[tuple[str, float, float], ...] = (
    ("ỦY BAN NHÂN DÂN", 90, 780),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 300, 780),
    ("TỈNH NÀ CHÌ", 100, 763),
    ("Độc lập - Tự do - Hạnh phúc", 330, 763),
    ("Số: 731/QĐ-UBND", 95, 746),
    ("Nà Chì, ngày 04 tháng 6 năm 2009", 320, 746),
    ("QUYẾT ĐỊNH", 250, 710),
    ("Về việc thưởng đội đua thuyền và tu sửa đường bờ", 160, 693),
)
BODY = (
    "Căn cứ Quyết định số 52/2006/QĐ-UBND ngày 11/7/2006 về đầu tư bến đò, các xã như",
    "trên đã có mười lăm thuyền gỗ; hồ sơ nộp ở Sở Nội vụ, từng thư mục có dấu mốc riêng.",
    "Người lái được cấp thẻ, người đua được ăn nghỉ; cước đò từ nay do dân cử ra bàn.",
)
PLAIN = "Các đội thuyền phải tập luyện trước ngày hội, có danh sách và người phụ trách rõ ràng."


def _stored(text: str, name: str) -> str:
    """Text as a font of an old encoding stores it."""
    encoding = encodings()[name]
    letters = {letter: chr(code) for code, letter in encoding.table.items() if 0xA0 <= code < 256}
    if name != "vni":
        return "".join(char if char.isascii() else letters[char] for char in text)
    import unicodedata

    marks = {said: mark for mark, said in encoding.marks.items()}

    def parts(char: str) -> str:
        if char.isascii() or char in letters:
            return letters.get(char, char)
        spelt = unicodedata.normalize("NFD", char)
        for cut in range(1, len(spelt)):
            base, mark = unicodedata.normalize("NFC", spelt[:cut]), spelt[cut:]
            said = marks.get(mark) or marks.get(mark[::-1])
            if said and (base.isascii() or base in letters):
                return letters.get(base, base) + (said.upper() if char.isupper() else said)
        raise AssertionError(char)

    return "".join(map(parts, text))


def _in(name: str, text: str, x: float, y: float) -> Drawn:
    """Text in the fonts that offices had: capitals of TCVN3 in a font of their own, from small letters."""
    if name == "vni":
        return "VNI-Times", _stored(text, name), x, y
    if text.isupper() and not text.isascii():
        return ".VnTimeH", _stored(text.lower(), name), x, y
    return ".VnTime", _stored(text, name), x, y


def _page(drawn: Sequence[Drawn], *, prefix: str = "", tables: bool = False) -> bytes:
    """A page of simple fonts, as Word 97 wrote it; `tables` name the letters that the bytes are in Latin-1."""
    document = pikepdf.new()
    fonts = pikepdf.Dictionary()
    names: dict[str, str] = {}
    said: list[bytes] = []
    for font, text, x, y in drawn:
        names.setdefault(font, f"/F{len(names)}")
        inside = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        said.append(b"BT %s 12 Tf %.1f %.1f Td (%s) Tj ET" % (names[font].encode(), x, y, inside))
    for font, name in names.items():
        # A mark of VNI takes no room: it is drawn above the letter before it.
        marks = encodings()["vni"].marks if font.startswith("VNI") else {}
        widths = [0 if chr(code).lower() in marks else 460 for code in range(32, 256)]
        made = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.TrueType,
            BaseFont=pikepdf.Name(f"/{prefix}{font}"),
            Encoding=pikepdf.Name.WinAnsiEncoding,
            FirstChar=32,
            LastChar=255,
            Widths=widths,
        )
        if tables:
            made.ToUnicode = document.make_stream(_latin_table())
        fonts[name] = document.make_indirect(made)
    page = document.add_blank_page(page_size=(595, 842))
    page.Resources = pikepdf.Dictionary(Font=fonts)
    page.Contents = document.make_stream(b"\n".join(said))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _latin_table() -> bytes:
    rows = [f"<{code:02X}> <{code:04X}>" for code in range(32, 256)]
    blocks = [rows[at : at + 90] for at in range(0, len(rows), 90)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def"
    span = "1 begincodespacerange <00> <FF> endcodespacerange"
    return f"{head} {span}\n{body}\nendcmap end end".encode("ascii")


def _paper(name: str) -> Iterator[Drawn]:
    for text, x, y in HEAD:
        yield _in(name, text, x, y)
    for number, line in enumerate(BODY):
        yield _in(name, line, 70, 660 - 18 * number)


@pytest.mark.parametrize("tables", [False, True], ids=["without", "with letters named"])
@pytest.mark.parametrize("prefix", ["", "QWERTY+"])
@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_a_page_in_old_fonts_is_decoded_by_their_names(name: str, prefix: str, *, tables: bool) -> None:
    _, (found,) = read_bytes("a.pdf", _page(list(_paper(name)), prefix=prefix, tables=tables))
    assert found.source == "text"
    for line in BODY:
        assert line in found.content
    header = extract(found).header
    assert header.number is not None
    assert header.number.value == "731/QĐ-UBND"
    assert header.issuer is not None
    assert header.issuer.value == "Ủy ban nhân dân tỉnh Nà Chì"
    assert header.title is not None
    assert header.title.value == HEAD[-1][0]
    (warning,) = found.warnings
    assert (warning.code, warning.page) == ("legacy-encoding", 1)
    assert name in warning.message


def test_a_header_in_an_old_font_above_a_text_in_unicode() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from tests.reader_files import FONT

    pdfmetrics.registerFont(TTFont("Serif", str(FONT)))
    drawn, stream = io.BytesIO(), io.BytesIO()
    canvas = Canvas(drawn, pagesize=(595, 842))
    canvas.setFont("Serif", 12)
    for number in range(20):
        canvas.drawString(70, 602 - 18 * number, PLAIN)
    canvas.save()
    head = io.BytesIO(_page([_in("tcvn3", text, x, y) for text, x, y in HEAD]))
    with pikepdf.open(drawn) as document, pikepdf.open(head) as old:
        document.pages[0].add_overlay(old.pages[0], pikepdf.Rectangle(0, 0, 595, 842))
        document.save(stream)
    _, (found,) = read_bytes("a.pdf", stream.getvalue())
    assert found.content.count(PLAIN) == 20
    assert "Số: 731/QĐ-UBND" in found.content
    assert "Nà Chì, ngày 04 tháng 6 năm 2009" in found.content
    assert [warning.code for warning in found.warnings] == ["legacy-encoding"]


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_bytes_of_an_old_font_drawn_in_another_one_are_decoded_with_a_warning(name: str) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from tests.reader_files import FONT

    pdfmetrics.registerFont(TTFont("Serif", str(FONT)))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.setFont("Serif", 11)
    for _, text, x, y in _paper(name):
        canvas.drawString(x, y, text.replace("\u00ad", ""))  # as programs drop a soft hyphen
    canvas.save()
    _, (found,) = read_bytes("a.pdf", stream.getvalue())
    assert found.source == "text"
    assert "Số: 731/QĐ-UBND" in found.content
    assert "Người lái được cấp thẻ" in found.content or name == "tcvn3"
    (warning,) = found.warnings
    assert warning.code == "legacy-encoding"
    assert ("in hoa" in warning.message) == ("chữ ư đã mất" in warning.message) == (name == "tcvn3")


def test_signs_among_unicode_are_no_old_font_and_hyphens_stay() -> None:
    lines = ["Các xã có hàng mía, cá và cà; làm ra 35\u00b0C, 40 m\u00b2, mã \u00a7 4, gùi\u00ae, 7 \u00b5m."] * 3
    _, (found,) = read_bytes("a.pdf", _page([("Times", line, 70, 700 - 20 * at) for at, line in enumerate(lines)]))
    assert found.content.splitlines() == lines
    assert not found.warnings
    codes = ["Số 12-CT/TU, 7/QĐ-UB, T-B, Mường-Lát, 3-4 thuyền - đò; thư từ, tư lự, đầu tư"]
    _, (found,) = read_bytes("a.pdf", _page([_in("tcvn3", line, 70, 700) for line in codes]))
    assert found.content.splitlines() == codes


def test_words_of_old_fonts_are_found_on_their_page() -> None:
    data = _page(list(_paper("vni")))
    _, (found,) = read_bytes("a.pdf", data)
    number = extract(found).header.number
    assert number is not None
    words = words_on_page("a.pdf", data, 1, found.content, found.pages[0].span)
    (box,) = boxes_of(words, number.span)
    assert 100 < box[0] < 130
    assert 84 < box[1] < 98
