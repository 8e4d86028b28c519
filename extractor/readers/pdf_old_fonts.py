"""Text layers of fonts older than Unicode (`.VnTime`, `VNI-Times`): PDFium says their bytes as Latin letters, and the
names of the fonts say what those stand for."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from itertools import groupby, islice
from operator import itemgetter

from extractor.legacy import convert, encoding_of_font, is_mark, repair_text
from extractor.legacy.tables import encodings
from extractor.readers.pdf_words import Box, TextLayer, meant, raw_characters
from extractor.syllables import is_syllable, share_valid
from extractor.text import nfc

# Letters that text of such fonts has in every line and Vietnamese of Unicode, with its signs, has not.
_OLD_RE = re.compile("[\x80-\x9f¡¢£¤¥¦¨©ª¬®¯´µ¶¸¹ºÄÅÆÇËÎÏÑÖØÛÜÞßäåæçëîïñöøûüþÿ]")
_LOOKED_AT = 40
_NAME_BYTES = 128
_HAS_U_RE = re.compile("[ưƯ]")
_SURE = 0.9  # share of words that are syllables
# What PDFium makes of the byte AD, `ư` in TCVN3, where no table of letters names it, and at the end of a line always.
_HYPHEN_RE, _AT_END_RE = re.compile("[-\ufffe\x02]"), re.compile("[\ufffe\x02]")
_LETTERS_RE, _SYLLABLE = re.compile(r"[^\W\d_]*"), 8  # no syllable is longer


class OldFontLayer(TextLayer):
    """A text layer as its fonts draw it."""

    def __init__(self, layer: TextLayer, fonts: list[str | None], known: dict[str, str]) -> None:
        """`fonts` names the font of each character (`""`: one whose name does not tell), `known` the encoding of each
        old one. `told` is what a reader of the result must know."""
        super().__init__(layer.handle, layer.height_pt)
        self.chars = raw_characters(layer.handle)
        self.encodings = sorted(set(known.values()))
        # TCVN3 draws capitals from small letters by a font of their own: where none is named they come as small ones.
        self.loses_capitals = "" in known and self.encodings == ["tcvn3"]
        self._fonts = fonts
        self._known = known
        self._soft = {font for font, char in zip(fonts, self.chars, strict=True) if char == "\u00ad"}
        self.plain = self.said(0, len(self.chars))
        # Programs without the font drop its byte AD, which is a soft hyphen elsewhere.
        lost = [
            *(["; chữ in hoa có thể thành chữ thường"] if self.loses_capitals else []),
            *(["; chữ ư đã mất khi tệp được tạo"] if self.loses_capitals and not _HAS_U_RE.search(self.plain) else []),
        ]
        self.told = f"có đoạn dùng bảng mã cũ ({', '.join(self.encodings)}), đã chuyển sang Unicode{''.join(lost)}."

    def boxes(self, indices: Sequence[int]) -> list[Box]:
        """As of any layer; a mark of VNI, which is drawn above its letter, has the box of that letter."""
        return super().boxes([at - 1 if self._is_mark(at) else at for at in indices])

    def _is_mark(self, at: int) -> bool:
        known = self._known.get(self._fonts[at] or "")
        return known is not None and at > 0 and not self.chars[at - 1].isspace() and is_mark(self.chars[at], known)

    def said(self, start: int, end: int) -> str:
        """The text between two characters, in Unicode (NFC)."""
        said: list[str] = []
        at = start
        for font, group in groupby(self._fonts[start:end]):
            stored = self.chars[at : at + len(list(group))]
            at += len(stored)
            encoding = self._known.get(font or "")
            if encoding is None:
                said.append(meant(stored))
                continue
            if encoding == "tcvn3":
                stored = _with_soft_hyphens(stored, _AT_END_RE if font in self._soft else _HYPHEN_RE)
            said.append(convert(stored, encoding, font=font).text)
        return nfc("".join(said))


def in_old_fonts(layer: TextLayer) -> OldFontLayer | None:
    """The layer decoded, where fonts of before Unicode draw some of it; None for all others. Asked where a cheap look
    (`truth.is_old`) finds letters that they need."""
    odd = [match.start() for match in islice(_OLD_RE.finditer(layer.chars), _LOOKED_AT)]
    if not odd or not any(encoding_of_font(_font(layer, at)) for at in odd):
        return None
    fonts: list[str | None] = []
    for at in range(len(layer.chars)):
        # White space that PDFium puts in has no font; it goes with the word before it.
        fonts.append(_font(layer, at) or (fonts[-1] if fonts else None))
    stretches: dict[str, list[str]] = {}
    for font, group in groupby(zip(fonts, raw_characters(layer.handle), strict=True), key=itemgetter(0)):
        if font is not None:
            stretches.setdefault(font, []).append("".join(char for _, char in group))
    known = {}
    for font, parts in stretches.items():
        encoding = encoding_of_font(font)
        if encoding is None:
            continue
        text = " ".join(parts)
        decoded = convert(text, encoding, font=font)
        # A table of letters in the file may have said Unicode all along.
        if decoded.encoding != "unicode" and share_valid(decoded.text)[0] >= share_valid(text)[0]:
            known[font] = encoding
    return OldFontLayer(layer, fonts, known) if known else None


def in_guessed_encoding(layer: TextLayer) -> OldFontLayer | None:
    """The layer decoded as its letters suggest, where no font's name tells: a program without the old font drew its
    bytes in another one, and the page itself shows them so. None where the words that come out leave a doubt."""
    guessed = repair_text(meant(layer.chars))
    if guessed is None or guessed.encoding not in encodings():
        return None
    decoded = OldFontLayer(layer, [""] * len(layer.chars), {"": guessed.encoding})
    return decoded if share_valid(decoded.plain)[0] >= _SURE else None


def _font(layer: TextLayer, at: int) -> str | None:
    import pypdfium2.raw as raw

    buffer = ctypes.create_string_buffer(_NAME_BYTES)
    size = raw.FPDFText_GetFontInfo(layer.handle, at, buffer, _NAME_BYTES, ctypes.c_int())
    # `.VnTimeH,Bold`: the style behind the comma is none of the name.
    return buffer.value.decode("utf-8", "replace").partition(",")[0] or None if 0 < size <= _NAME_BYTES else None


def _with_soft_hyphens(stored: str, doubtful: re.Pattern[str]) -> str:
    """TCVN3 in which `ư` came as a hyphen: it is the letter where that makes a syllable of the letters about it."""
    letters = convert(stored, "tcvn3").text  # one letter for each byte
    out = list(stored)
    for match in doubtful.finditer(stored):
        at = match.start()
        out[at] = "-"
        behind = _LETTERS_RE.match(letters, at + 1, at + 1 + _SYLLABLE)
        before = _LETTERS_RE.match(letters[max(0, at - _SYLLABLE) : at][::-1])
        assert behind is not None
        assert before is not None
        left, right = before.group()[::-1], behind.group()
        # It is a small letter: no capitals of a number's code stand about it.
        small = (not left[1:] or left[1:].islower()) and (not right or right.islower())
        if (left or right) and small and is_syllable(f"{left}ư{right}"):
            out[at] = "\u00ad"
    return "".join(out)
