"""Puts the line of a paper's own number right, `Số: /GP-SXD`: what a pen and narrow type did to word and letters.

Nothing else can stand there (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3; Hướng dẫn 36-HD/VPTW): the word, figures
that a pen may have written, a stroke or a dash, the letters of a type, those of an office.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractor.knowledge import toml_data
from extractor.text import fold
from extractor.types import code_letters

# Another vowel only before two groups of letters (`Sở: 5 -phường` opens a row of a list).
_WORD_RE = re.compile(r"[Ss](?:[oóôốồổỗộ06]|(?P<other>[^\W\d_])(?=:))([:.]?)")
_TWO_GROUPS_RE = re.compile(r"[^-/⁄]*(?:[/⁄]\d{4})?[/⁄-]\w*[A-ZĐ]{2}\w*[/⁄-]\w*[A-ZĐ]")
_VOWELS, _LONGEST_CODE = frozenset("aeiou"), 40
_CODE_RE = re.compile(r"\d{0,5}(?:[/⁄]\d{4})?[/⁄-][^\W\d_]")
_FILLED_RE = re.compile(r"_*-_*")
# Small letters that have the shape of their capitals, in a group that has no others (`sxD`, not `TTr`).
_SHAPED_RE = re.compile(r"(?=[A-ZĐ]*[xvscouzwpk])[A-ZĐxvscouzwpk]{2,}")
_AS_TYPED = frozenset(("QyĐ",))
_FIGURE_RE = re.compile(r"(?<=-[A-ZĐ])I(?=\d)")  # the office of a department by its number: `-VI2`
_GROUP_RE, _MISREAD = re.compile(r"[^\W_]+"), toml_data("ocr_phrases.toml")["codes"]


def repair_own_number(words: Sequence[str]) -> list[str]:
    """The words of a line that says nothing but the paper's number, put right; other lines as they are."""
    said = list(words)
    if not 1 < len(said) < 4 or max(map(len, said)) > _LONGEST_CODE:
        return said
    if len(said) == 3 and said[1].isdecimal():  # `Sề: 84 /TB-UBND`
        opens = _opening(said[0], said[2]) if _CODE_RE.match(said[2]) else None
        return [opens, *said[1:]] if opens else said
    code = _FILLED_RE.sub("-", said[1].replace("Ð", "Đ"))
    opens = _opening(said[0], code)
    if opens is None or not _CODE_RE.match(code):
        return said
    said[0] = opens
    code = _penned_re().sub(r"\1", code)
    code = _SHAPED_RE.sub(lambda group: group.group() if group.group() in _AS_TYPED else group.group().upper(), code)
    code = _GROUP_RE.sub(lambda group: _MISREAD.get(group.group(), group.group()), code)
    code = _FIGURE_RE.sub("1", code)
    code = _stroke_re().sub(r"\1/\2", code)
    said[1] = _dash_re().sub(r"\1-\2", code)
    return said


def _opening(word: str, code: str) -> str | None:
    """`Số` with the mark behind it, where a word before a code is read for it; None where it is another word."""
    opens = _WORD_RE.fullmatch(word)
    if opens is None:
        return None
    if opens["other"] and (fold(opens["other"]) not in _VOWELS or not _TWO_GROUPS_RE.match(code)):
        return None
    return f"Số{opens.group(2)}"


@lru_cache(maxsize=1)
def _type_alternatives() -> str:
    return "|".join(sorted((each for each in code_letters() if len(each) > 1), key=lambda each: (-len(each), each)))


@lru_cache(maxsize=1)
def _penned_re() -> re.Pattern[str]:
    """What a pen left between the stroke and the letters of the type, where it wrote the figures (`/oÿNQ-HĐND`)."""
    return re.compile(rf"^([/-])(?=[^\W\d_]{{0,2}}[^A-ZĐ\W\d_])[^\W\d_]{{1,3}}(?=(?:{_type_alternatives()})-)")


@lru_cache(maxsize=1)
def _stroke_re() -> re.Pattern[str]:
    """The stroke of a number of the Party, read as a letter (`-CTITW`)."""
    return re.compile(rf"(-(?:{_type_alternatives()}))[I1l|!J](TW|TU|HU|ĐU|QU)$")


@lru_cache(maxsize=1)
def _dash_re() -> re.Pattern[str]:
    """The dash before a council or committee, lost or read as a letter (`/CTTUBND`)."""
    return re.compile(rf"([/⁄](?:{_type_alternatives()}))-?[TIl1|!]?(UBND|HĐND)$")
