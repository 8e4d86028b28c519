"""The encodings as tables, and the conversion of a run of characters that were taken for Latin-1 or CP1252."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from extractor.knowledge import toml_data

_UNICODE_VIETNAMESE_RE = re.compile("[\u1ea0-\u1ef9ăĂđĐơƠưƯ]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A converted text; `offsets[i]` is the offset of its code point `i` in the input (one more for the end)."""

    text: str
    offsets: tuple[int, ...]
    encoding: str


@dataclass(frozen=True, slots=True)
class _Encoding:
    name: str
    fonts: tuple[re.Pattern[str], ...]
    capital_fonts: tuple[re.Pattern[str], ...]
    table: dict[int, str]
    marks: dict[str, str]
    finds: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def encodings() -> dict[str, _Encoding]:
    """All encodings by name. Raises ValueError when the data file is not what it must be."""
    raw = toml_data("legacy_encodings.toml")
    return {entry["name"]: _encoding(entry) for entry in raw["encoding"]}


def _encoding(entry: dict[str, Any]) -> _Encoding:
    high = "".join(entry["high"].split())
    if len(high) != 128:
        raise ValueError(f"{entry['name']}: {len(high)} characters for 128 bytes")
    table = {0x80 + i: char for i, char in enumerate(high) if char != "·"}
    # The same byte as CP1252 shows it: 0x80-0x9F are typographic signs there.
    for code in range(0x80, 0xA0):
        shown = bytes([code]).decode("cp1252", errors="replace")
        if code in table and shown != "\ufffd":
            table[ord(shown)] = table[code]
    table |= {int(code, 16): char for code, char in entry["control"].items()}
    table |= {ord(char): letter for char, letter in entry.get("letters", {}).items()}
    marks = {
        mark: "".join(chr(int(code, 16)) for code in codes.split()) for mark, codes in entry.get("marks", {}).items()
    }
    if entry["name"] == "tcvn3":
        table[0x1F] = "ư"  # Word stores the byte AD, a soft hyphen elsewhere, as its optional hyphen 1F
    return _Encoding(
        entry["name"],
        tuple(re.compile(font) for font in entry["fonts"]),
        tuple(re.compile(font) for font in entry["capital_fonts"]),
        table,
        marks,
        tuple((before, after) for before, after in entry["finds"]),
    )


def encoding_of_font(font: str | None) -> str | None:
    """Name of the encoding that a font is drawn in; None for a Unicode font."""
    name = _plain_name(font)
    if not name:
        return None
    return next((each.name for each in encodings().values() if any(f.search(name) for f in each.fonts)), None)


def is_capital_font(font: str | None) -> bool:
    """Whether the font draws capitals from lower-case codes (`.VnTimeH`)."""
    name = _plain_name(font)
    return any(pattern.search(name) for each in encodings().values() for pattern in each.capital_fonts)


def _plain_name(font: str | None) -> str:
    """Without the letters that PDF puts before the name of a font of which only some glyphs are in the file."""
    return (font or "").strip().lower().split("+")[-1]


def is_mark(char: str, encoding: str) -> bool:
    """Whether a character stands for a mark on the letter before it (VNI). Raises KeyError for an unknown name."""
    return char.lower() in encodings()[encoding].marks


def is_vietnamese_unicode(text: str) -> bool:
    """Whether it holds a letter that Vietnamese has in Unicode and in no old encoding."""
    return _UNICODE_VIETNAMESE_RE.search(text) is not None


def convert(text: str, encoding: str, *, font: str | None = None) -> Decoded:
    """The run in Unicode (NFC). A run that already holds Vietnamese Unicode letters comes back unchanged.

    Raises KeyError for an unknown encoding name.
    """
    same = tuple(range(len(text) + 1))
    if is_vietnamese_unicode(text):
        return Decoded(text, same, "unicode")
    known = encodings()[encoding]
    if known.marks:
        decoded = _convert_pairs(text, known)
    else:
        decoded = Decoded(text.translate(known.table), same, encoding)
    if is_capital_font(font):
        decoded = Decoded(decoded.text.upper(), decoded.offsets, encoding)
    return decoded


def _convert_pairs(text: str, known: _Encoding) -> Decoded:
    """VNI: a vowel and the mark after it become one letter. The capital of a mark follows a capital vowel."""
    out: list[str] = []
    offsets: list[int] = []
    for position, char in enumerate(text):
        mark = known.marks.get(char.lower()) if char.lower() in known.marks else None
        if mark is not None and out and offsets[-1] == position - 1:
            composed = unicodedata.normalize("NFC", out[-1] + mark)
            if len(composed) == 1:
                out[-1] = composed
                continue
        out.append(known.table.get(ord(char), char))
        offsets.append(position)
    offsets.append(len(text))
    return Decoded("".join(out), tuple(offsets), known.name)
