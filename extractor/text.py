"""Text as the product sees it: NFC with offsets, and the one `fold()` used at ingest and at query.

Search engines fold Vietnamese each in its own way (SQLite's `remove_diacritics 2` keeps `đ`), so folding is ours and
lives here alone. Norm for the character set: TCVN 6909:2001 (Unicode); tone placement follows both habits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence


def _accent_table() -> dict[int, str]:
    """Every Vietnamese letter, both cases, to its bare lower-case letter; one code point to one code point."""
    table: dict[int, str] = {}
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        char = chr(code)
        base = unicodedata.normalize("NFD", char)[0].lower()
        if len(base) == 1 and base.isascii() and base.isalpha():
            table[code] = base
    for char, base in (("đ", "d"), ("Đ", "d"), ("\u00d0", "d"), ("\u00f0", "d"), ("\u01a3", "u"), ("\u01a2", "u")):
        table[ord(char)] = base  # Eth for Đ and ƣ for ư are damage seen in real files
    for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe63\uff0d":
        table[ord(dash)] = "-"
    for slash in "\u2044\u2215\uff0f":
        table[ord(slash)] = "/"
    for space in "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\t":
        table[ord(space)] = " "
    for quote in "“”„«»":
        table[ord(quote)] = '"'
    for quote in "‘’":
        table[ord(quote)] = "'"
    return table


_ACCENTS = _accent_table()

# Look-alikes of other alphabets inside codes and words (a Cyrillic С in `TT-BTС`), to the Vietnamese letter.
LOOKALIKES = {
    ord(a): b
    for a, b in zip(
        "АВЕКМНОРСТХУІЅЈаеорсухіѕј\u00d0\u00f0\u01a2\u01a3ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "ABEKMHOPCTXYISJaeopcyxisjĐđƯưABEZHIKMNOPTYX",
        strict=True,
    )
}

_TONE_OPEN = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ",
    "òe": "oè", "óe": "oé", "ỏe": "oẻ", "õe": "oẽ", "ọe": "oẹ",
    "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip
_OLD_TONE = {new: old for old, new in _TONE_OPEN.items()}
_DASHES = re.compile(r"[\u2010-\u2015\u2212\u00ad]")
_AROUND_DASH = re.compile(r"\s*-\s*")
# In `hoàn`, `Huỳnh` there is one habit. It opens with letters, so that `re` passes over all others.
_NEW_TONE_RE = re.compile("(?:" + "|".join(_OLD_TONE) + r")(?<![qQ]..)(?!\w)")


def nfc(text: str) -> str:
    """NFC; texts that show no mark that might be composed (nearly all) are returned as they are."""
    # No look before it: `normalize` looks itself, and a look that finds such a mark costs as much as composing.
    return unicodedata.normalize("NFC", text)


def nfc_with_offsets(raw: str) -> tuple[str, tuple[int, ...] | None]:
    """NFC of `raw` and, where that differs from it, the offset into `raw` of every code point (and of the end).

    Composition never crosses a starter, so the text is normalised segment by segment.
    """
    if unicodedata.is_normalized("NFC", raw):
        return raw, None
    pieces: list[str] = []
    offsets: list[int] = []
    start = 0
    length = len(raw)
    while start < length:
        end = start + 1
        while end < length and not _is_boundary(raw[end]):
            end += 1
        piece = unicodedata.normalize("NFC", raw[start:end])
        offsets.extend(min(start + k, end - 1) for k in range(len(piece)))
        pieces.append(piece)
        start = end
    offsets.append(length)
    joined = "".join(pieces)
    whole = unicodedata.normalize("NFC", raw)
    if joined != whole:
        raise ValueError("normalisation moved text across a boundary")  # cannot be mapped back: never guess
    return joined, tuple(offsets)


def _is_boundary(char: str) -> bool:
    """Whether normalisation can be cut before `char`: a starter that never composes with what stands before it."""
    return unicodedata.combining(char) == 0 and not 0x1161 <= ord(char) <= 0x11C2


def fold(text: str) -> str:
    """Lower case without accents; `đ` is `d`; one code point in, one code point out, so offsets hold.

    The input should be NFC. Used for everything indexed and for every query.
    """
    folded = text.translate(_ACCENTS)
    lowered = folded.lower()
    return lowered if len(lowered) == len(folded) else "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)


def slug(text: str) -> str:
    """Folded, words joined by `-`; only `a-z`, `0-9` and `-` remain."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def old_tone(text: str) -> str:
    """Tone placement brought to the old habit (`hoà` -> `hòa`, `uỷ` -> `ủy`); one code point to one code point."""
    return _NEW_TONE_RE.sub(lambda m: _OLD_TONE[m.group()], text)


def squash(text: str) -> str:
    """White space (line breaks too) to single spaces, ends stripped."""
    return " ".join(text.split())


def compare_form(text: str) -> str:
    """The form in which two names are the same name: NFC, lower case, old tone placement, plain dashes, one space."""
    plain = _DASHES.sub("-", old_tone(squash(nfc(text)).lower()))
    return _AROUND_DASH.sub("-", plain) if "-" in plain else plain


def raw_range(offsets: Sequence[int] | None, start: int, end: int) -> tuple[int, int]:
    """Offsets into the text as stored of a range of the NFC text.

    Raises IndexError when the range lies outside the text: a wrong place is worse than none.
    """
    if offsets is None:
        return start, end
    return offsets[start], offsets[end]


_QUOTED_CHARS = 200


def quoted(value: object) -> str:
    """A name or words as messages cite them: `“34-CT/TW”`. Signs that nobody sees (line breaks, signs of control, signs
    that turn the text) stand as `\\n`, `\\u202e`, a no-break space as a blank; what is longer than any name is cut."""
    text = str(value)
    shown = text if len(text) <= _QUOTED_CHARS else text[: _QUOTED_CHARS - 1] + "…"
    if not shown.isprintable():
        blanks = "".join(" " if unicodedata.category(c) == "Zs" else c for c in shown)
        shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in blanks)
    return f"“{shown}”"
