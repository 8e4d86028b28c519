"""Marks of a copy: the block of an office that certifies one (sao y, sao lục, trích sao), above the paper or below it.

Norm: Nghị định 30/2020/NĐ-CP, Điều 25 and Phụ lục I, phần II, mục IV. The copy has a number of its own, but what is
copied is the paper.
"""

from __future__ import annotations

import re

from extractor.codes import Code
from extractor.layout import LinePattern

_WORDS = LinePattern(r"[ \t]*(?:SAO\s*Y(?:\s+BẢN\s+CHÍNH)?|SAO\s*LỤC|TRÍCH\s+SAO|BẢN\s+SAO)[ \t]*;?[ \t]*$")
_NUMBER = re.compile(r"S[ốô]\s{0,5}:?\s{0,5}\d{1,6}[ \t]*[-/][ \t]*(?:SY|SL|TrS|BS)\b")
_SIGNS = ("SY", "SL", "TrS", "BS")  # one of these stands in it, and each is found far sooner
_NUMBER_AT = 40  # code points of its line before it at most
COPY_LETTERS = frozenset("SY SYBC SL TrS BS".split())


def is_of_a_copy(code: Code | None) -> bool:
    """Whether a number is that of a certified copy: `12/SY-UBND`."""
    return code is not None and code.type_letters in COPY_LETTERS


def is_stamp_of_a_copy(text: str, code: Code | None) -> bool:
    """Whether a line below a number is a stamp `SAO Y BẢN CHÍNH`: the number is of the paper that was copied."""
    return code is not None and bool(code.type_letters) and not is_of_a_copy(code) and is_copy_line(text)


def is_copy_line(text: str) -> bool:
    """Whether a line says that a copy follows, and nothing else: `SAO LỤC`."""
    return _WORDS.match(text, 0) is not None


def copy_starts(content: str, start: int) -> list[int]:
    """Lines that open a copy's block: the first in words, the first with a copy's number."""
    words = _WORDS.search(content, start) if content.find("SAO", start) >= 0 else None
    starts = [words.start()] if words is not None else []
    for number in _NUMBER.finditer(content, start) if any(sign in content for sign in _SIGNS) else ():
        line = content.rfind("\n", 0, number.start()) + 1
        if start <= line and number.start() - line <= _NUMBER_AT:
            return [*starts, line]
    return starts
