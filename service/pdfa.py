"""Page pictures with an invisible text layer, as PDF/A-2b (ISO 19005-2): what an archive keeps of a scan.

The layer's font has no shapes: each character is as wide as its share of its word, and says by a table which letter it
is (ToUnicode), so that Vietnamese words are found and copied. The font and the colour profile are made here; nothing is
taken from the machine.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.text_layer import Layer, Placed

if TYPE_CHECKING:
    from pikepdf import Array, Object, Pdf

PRODUCER = "vanban"
# Width of every character and height of the letters in thousandths of the font size.
_WIDE, _HIGH = 500, 1000
# Characters of a font are numbered in 16 bits, from 1 (0 is the sign for a missing one).
_MOST = 65_534
_LEAST_PT = 0.5
# What XML 1.0 cannot hold.
_NOT_XML = str.maketrans({bad: "\ufffd" for bad in (*range(32), 0xFFFE, 0xFFFF) if bad not in (9, 10, 13)})


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as it was scanned: its picture (JPEG, grey or RGB) and the size of that in pixels, its own size in points,
    its words."""

    jpeg: bytes
    grey: bool
    size_px: tuple[int, int]
    size_pt: tuple[float, float]
    layer: Layer


def searchable_pdf(leaves: Iterable[Leaf], *, title: str, author: str | None) -> bytes:
    """The pages as one PDF/A-2b. The same pages give the same bytes: nothing of the moment or machine stands in it."""
    import pikepdf
    from pikepdf import Dictionary, Name

    pdf = pikepdf.new()
    letters = {"\ufffd": 1}  # what stands for the letters that a font has no number for
    font = pdf.make_indirect(Dictionary(Type=Name.Font))
    for leaf in leaves:
        _add_page(pdf, leaf, font, letters)
    _fill_font(pdf, font, letters)
    pdf.Root.OutputIntents = _output_intents(pdf)
    pdf.Root.Lang = pikepdf.String("vi-VN")
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["pdfaid:part"], metadata["pdfaid:conformance"] = "2", "B"
        metadata["dc:title"] = title.translate(_NOT_XML)
        if author:
            metadata["dc:creator"] = [author.translate(_NOT_XML)]
        metadata["dc:language"] = {"vi-VN"}
        metadata["pdf:Producer"] = PRODUCER
    out = io.BytesIO()
    pdf.save(out, min_version="1.7", deterministic_id=True)
    return out.getvalue()


def _add_page(pdf: Pdf, leaf: Leaf, font: Object, letters: dict[str, int]) -> None:
    from pikepdf import Array, Dictionary, Name, Page, Stream

    width, height = leaf.size_pt
    image = Stream(
        pdf, leaf.jpeg, Type=Name.XObject, Subtype=Name.Image, Width=leaf.size_px[0], Height=leaf.size_px[1],
        ColorSpace=Name.DeviceGray if leaf.grey else Name.DeviceRGB, BitsPerComponent=8, Filter=Name.DCTDecode,
    )  # fmt: skip
    content = b"q %s 0 0 %s 0 0 cm /Im0 Do Q\n" % (_number(width), _number(height))
    turn, upright_height = leaf.layer.turn_deg, height if leaf.layer.turn_deg in (0, 180) else width
    layer = b"".join(_line(line, upright_height, letters) for line in leaf.layer.lines)
    # from the upright page, on which the words are set, to the page as it was scanned
    matrix = {
        0: (1, 0, 0, 1, 0, 0), 90: (0, -1, 1, 0, 0, height), 180: (-1, 0, 0, -1, width, height),
        270: (0, 1, -1, 0, width, 0),
    }[turn]  # fmt: skip
    content += b"q %s cm BT 3 Tr\n%sET Q\n" % (b" ".join(_number(one) for one in matrix), layer) if layer else b""
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, round(width, 3), round(height, 3)]),
        Rotate=-turn % 360,  # shown upright; not a pixel of the picture is touched
        Resources=Dictionary(XObject=Dictionary(Im0=image), Font=Dictionary(F0=font)),
        Contents=Stream(pdf, content),
    )
    pdf.pages.append(Page(pdf.make_indirect(page)))


def _line(line: Sequence[Placed], page_height: float, letters: dict[str, int]) -> bytes:
    """The words of a line: each as high and as wide as its rectangle, spaces as wide as what lies between. One ends the
    line too: readers take two short lines for one word otherwise."""
    parts = []
    for place, word in enumerate(line):
        x0, top, x1, bottom = word.box
        after = line[place + 1].box[0] if place + 1 < len(line) else None
        if after is not None and x0 + _LEAST_PT < after - _LEAST_PT < x1:
            x1 = after - _LEAST_PT  # rectangles of two words that run into each other leave room for their space
        size = max(_LEAST_PT, bottom - top)
        codes = _codes(word.text, letters)
        natural = len(codes) * size * _WIDE / 1000
        stretch = max(_LEAST_PT, x1 - x0) / natural * 100
        parts.append(
            b"/F0 %s Tf %s Tz 1 0 0 1 %s %s Tm <%s> Tj\n"
            % (_number(size), _number(stretch), _number(x0), _number(page_height - bottom), _hex(codes))
        )
        gap = max(_LEAST_PT, after - x1) if after is not None else size / 4
        parts.append(b"%s Tz <%s> Tj\n" % (_number(gap / (size * _WIDE / 1000) * 100), _hex(_codes(" ", letters))))
    return b"".join(parts)


def _codes(text: str, letters: dict[str, int]) -> list[int]:
    found = []
    for letter in text:
        if letter not in letters and len(letters) < _MOST:
            letters[letter] = len(letters) + 1
        found.append(letters.get(letter, letters["\ufffd"]))
    return found


def _hex(codes: Sequence[int]) -> bytes:
    return b"".join(b"%04X" % code for code in codes)


def _number(value: float) -> bytes:
    return f"{value:.4f}".rstrip("0").rstrip(".").encode("ascii")


def _fill_font(pdf: Pdf, font: Object, letters: dict[str, int]) -> None:
    """A composite font over the letters that were used."""
    from pikepdf import Array, Dictionary, Name, Stream, String

    name = Name("/VANBAN+Invisible")
    program = _font_program()
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=name, Flags=4, FontBBox=Array([0, 0, _WIDE, _HIGH]), ItalicAngle=0,
        Ascent=_HIGH, Descent=0, CapHeight=_HIGH, StemV=80, FontFile2=Stream(pdf, program, Length1=len(program)),
    )  # fmt: skip
    # every letter is drawn by the one glyph that there is
    glyphs = b"\0\0" + b"\0\1" * len(letters)
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name, DW=_WIDE,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor), CIDToGIDMap=Stream(pdf, glyphs),
    )  # fmt: skip
    font.Subtype = Name.Type0
    font.BaseFont = name
    font.Encoding = Name("/Identity-H")
    font.DescendantFonts = Array([pdf.make_indirect(descendant)])
    font.ToUnicode = Stream(pdf, _to_unicode(letters))


def _to_unicode(letters: dict[str, int]) -> bytes:
    """Which letter each code means, in blocks of a hundred as the format wants."""
    rows = [
        b"<%04X> <%s>" % (code, letter.encode("utf-16-be", "replace").hex().upper().encode())
        for letter, code in letters.items()
    ]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    told = b"".join(b"%d beginbfchar\n%s\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks)
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        + told
        + b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )


def _font_program() -> bytes:
    """A TrueType font of two glyphs: none, and a rectangle as wide and high as a letter, which is never drawn but tells
    readers where letters are."""
    outline = struct.pack(">hhhhh", 1, 0, 0, _WIDE, _HIGH)  # one contour and its bounds
    outline += struct.pack(">HH", 3, 0)  # ends with the fourth point; no instructions
    outline += bytes([1, 1, 1, 1])  # four points on the curve, each by two steps of 16 bits
    outline += struct.pack(">4h4h", 0, 0, _WIDE, 0, 0, _HIGH, 0, -_HIGH)
    outline += b"\0" * (-len(outline) % 4)
    tables = {
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 1, 12)  # one table, of Unicode, with nothing in it
        + struct.pack(">8H", 4, 24, 0, 2, 2, 0, 0, 0xFFFF) + struct.pack(">HHhH", 0, 0xFFFF, 1, 0),
        b"glyf": outline,
        b"head": struct.pack(">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, 1000, 0, 0, 0, 0, _WIDE, _HIGH,
                             0, 8, 2, 1, 0),
        b"hhea": struct.pack(">IhhhHhhhhhh8xhH", 0x10000, _HIGH, 0, 0, _WIDE, 0, 0, _WIDE, 1, 0, 0, 0, 2),
        b"hmtx": struct.pack(">HhHh", _WIDE, 0, _WIDE, 0),
        b"loca": struct.pack(">III", 0, 0, len(outline)),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, 0, 0, 1, 0, 0, 0, 0),
    }  # fmt: skip
    directory = struct.pack(">IHHHH", 0x10000, len(tables), 128, 3, len(tables) * 16 - 128)
    at = 12 + 16 * len(tables)
    bodies = b""
    for tag, table in sorted(tables.items()):
        directory += tag + struct.pack(">III", _checksum(table), at + len(bodies), len(table))
        bodies += table + b"\0" * (-len(table) % 4)
    whole = directory + bodies
    # the sum over the whole file, in the third word of `head`
    head = whole.index(tables[b"head"])
    adjustment = struct.pack(">I", (0xB1B0AFBA - _checksum(whole)) % 2**32)
    return whole[: head + 8] + adjustment + whole[head + 12 :]


def _checksum(table: bytes) -> int:
    padded = table + b"\0" * (-len(table) % 4)
    total: int = sum(struct.unpack(f">{len(padded) // 4}I", padded))
    return total % 2**32


def _output_intents(pdf: Pdf) -> Array:
    """What the colours of the pictures mean: sRGB, by a profile that Little CMS makes."""
    from pikepdf import Array, Dictionary, Name, Stream, String
    from PIL import ImageCms

    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[24:36] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)  # its day is that of this moment otherwise
    intent = Dictionary(
        Type=Name.OutputIntent, S=Name("/GTS_PDFA1"), OutputConditionIdentifier=String("sRGB"), Info=String("sRGB"),
        DestOutputProfile=Stream(pdf, bytes(made), N=3),
    )  # fmt: skip
    return Array([pdf.make_indirect(intent)])
