"""Lines of a text and the fixed marks of the page plan that both the header and the footer zone are read by.

Norm: Nghị định 30/2020/NĐ-CP, Phụ lục I (sơ đồ bố trí các thành phần thể thức); Hướng dẫn 36-HD/VPTW for Party papers.
Columns arrive flattened in any order, so marks are recognised by shape, never by place.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple, TypeVar

from extractor.document import Found, Text

T = TypeVar("T")


class LinePattern:
    """A pattern that is tried at the start of every line, and only there.

    `re` tries a pattern that opens with `^` at every letter of a text. Jumping from line break to line break finds the
    same several times sooner.
    """

    __slots__ = ("_below", "_here")

    def __init__(self, pattern: str) -> None:
        self._here = re.compile(pattern, re.MULTILINE)
        self._below = re.compile(rf"\n(?={pattern})", re.MULTILINE)

    def search(self, content: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match in `content[start:end]` that opens a line of `content`."""
        if start == 0:
            found = self._here.match(content, 0, end)
            if found is not None:
                return found
        above = self._below.search(content, max(start - 1, 0), end)
        return self._here.match(content, above.end(), end) if above is not None else None

    def match(self, content: str, at: int, end: int = sys.maxsize) -> re.Match[str] | None:
        """The match at `at`, which must be the start of a line."""
        return self._here.match(content, at, end)

    def finditer(self, content: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Every match in order; the next one starts no earlier than where the one before ended."""
        found = self.search(content, start, end)
        while found is not None:
            yield found
            found = self.search(content, max(found.end(), found.start() + 1), end)


_FREEDOM, _LIKE_MOTTO = "doclaptudohanhphuc", 0.75
# Quốc hiệu, tiêu ngữ and the Party's heading: one letter of each syllable may be misread by OCR, any white space may
# be a line break. Capitals only: in running text the name of the State is written in lower case. `Ã` and a hard space
# read in the wrong code page give `à` (`XàHỘI`).
STATE_MOTTO = re.compile(
    r"C(?<!NƯỚC\sC)\wNG\s+H\w\w\s+X\w\s*H\wI\s+CH\w\s+N\wH\wA\s+VI\wT\s+NAM"
    r"|^[ \t]*Cộng\s+h(?:òa|oà)\s+[Xx]ã\s+hội\s+[Cc]hủ\s+nghĩa\s+Việt\s+Nam[ \t]*$",
    re.MULTILINE,
)
FREEDOM_MOTTO = re.compile(
    r"[ĐÐDđ\u00d0]\w[cC]\s+[lL]\w[pP]\s{0,9}[-\u2010-\u2015.~]{0,3}\s{0,9}[tT]\w\s{1,9}[dD]\w\s{0,9}[-\u2010-\u2015.~]{0,3}\s{0,9}[hH]\w[nN][hH]\s+[pP][hH]\w[cC]"
)
PARTY_MOTTO = re.compile(r"[ĐÐ\u00d0](?<!ĐOÀN .)\wNG\s+C\wNG\s+S\wN\s+VI\wT\s+NAM(?=[ \t*_-]*(?:\n|$))")
YOUTH_MOTTO = re.compile(r"ĐOÀN\s+(?:TNCS|THANH\s+NIÊN\s+CỘNG\s+SẢN)\s+HỒ\s+CHÍ\s+MINH")

# `Kính gửi` at the start of a line: the addressee, which opens the body of a letter.
LETTER_OPENING = LinePattern(r"[ \t\u00a0]*(?:K[íi]nh\s+g[ửưuởơ]i|KÍNH\s+G[ỬỞ]I)\b")

# `Nơi nhận:` alone on its line (older papers: `Nơi gửi`), as typed or as OCR reads it.
RECIPIENTS_LINE = LinePattern(r"[ \t\u00a0]*(?:N[ơo]i\s+(?:nh[ậâạ]n|gửi)|NƠI\s+NHẬN)[ \t\u00a0]{0,9}:?[ \t\u00a0]*$")

# The last of a list of recipients: where the paper is filed.
FILED_LINE = re.compile(r"[-–—−+•*·\s]*[Ll][ưu]u\b")

# A drawn rule, asterisks under a Party issuer, a page number alone.
RULE = re.compile(r"[\s\-_=*.~·•—–…|\u2500\u2501]+")

# Vietnamese letters for character classes: ranges over Unicode mix both cases, so they are spelt out.
_LETTERS = [chr(code) for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)) if chr(code).isalpha()]
UPPER = "A-Z" + "".join(char for char in _LETTERS if char.isupper())
LOWER = "a-z" + "".join(char for char in _LETTERS if char.islower())
# Behind a full stop: one that ends the short form of a degree ends no sentence (`ThS. Lê An`).
NO_DEGREE = r"(?<!ThS\.)(?<!TS\.)(?<!BS\.)"

_new = tuple.__new__  # makes a named tuple in half the time: lines are read again and again
_SPACES = " \t\u00a0\u200b\ufeff\r\x0b\x0c"


def with_printed_raw(found: Found[T] | None, text: Text) -> Found[T] | None:
    """A `Found` from a text whose edges of cells are blanks, its raw text as the stored text has it."""
    return replace(found, raw=text.content[found.span.start : found.span.end]) if found is not None else None


class Line(NamedTuple):
    """One line without the white space around it; `blank_before`: an empty line stands above it."""

    start: int
    end: int
    text: str
    blank_before: bool


def read_lines(content: str, start: int, end: int, limit: int | None = None) -> list[Line]:
    """The non-empty lines of a stretch of text, at most `limit` of them."""
    return list(islice(each_line(content, start, end), limit))


def each_line(content: str, start: int, end: int) -> Iterator[Line]:
    """The non-empty lines of a stretch of text, for whoever stops at one of the first."""
    position, blank = start, False
    while position < end:
        stop = content.find("\n", position, end)
        if stop < 0:
            stop = end
        raw = content[position:stop]
        text = raw.strip(_SPACES)
        if text:
            begin = position if len(text) == len(raw) else position + raw.index(text)
            yield _new(Line, (begin, begin + len(text), text, blank))
            blank = False
        else:
            blank = True
        position = stop + 1


def lines_before(content: str, position: int, limit: int) -> list[Line]:
    """At most `limit` non-empty lines that end before the line of `position`, nearest first."""
    lines: list[Line] = []
    stop = content.rfind("\n", 0, position)
    blank = False
    while stop >= 0 and len(lines) < limit:
        begin = content.rfind("\n", 0, stop) + 1
        raw = content[begin:stop]
        text = raw.strip(_SPACES)
        if text:
            at = begin + raw.index(text)
            lines.append(Line(at, at + len(text), text, blank))  # here: an empty line stands below it
            blank = False
        else:
            blank = True
        stop = begin - 1
    return lines


def is_rule(text: str) -> bool:
    """Whether a line is only a drawn rule or ornaments."""
    return not text[:1].isalnum() and RULE.fullmatch(text) is not None


def is_capitals(text: str) -> bool:
    """Whether a line is set in capitals: no more than a stray lower-case letter in twenty (OCR, `TTg`)."""
    if sum(map(str.islower, filter(str.isalpha, text[: len(text) // 8 + 4]))) * 20 > len(text):
        return False  # most lines: too many for all of it stand in its first words
    letters = list(filter(str.isalpha, text))
    return bool(letters) and sum(map(str.islower, letters)) * 20 <= len(letters)


def is_spoilt_motto(folded: str) -> bool:
    """Whether a folded line is `Độc lập - Tự do - Hạnh phúc` with letters spoilt, which no name of a body is like."""
    letters = "".join(filter(str.isalpha, folded))
    if abs(len(letters) - len(_FREEDOM)) > 4:
        return False
    return SequenceMatcher(None, letters, _FREEDOM, autojunk=False).ratio() > _LIKE_MOTTO
