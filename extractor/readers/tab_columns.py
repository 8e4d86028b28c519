"""Two columns made with tab stops instead of a table, as many Word files have them, read column by column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.text import fold

_MOTTO_RE = re.compile(r"cong hoa xa hoi|dang cong san viet nam")
_DATE_RE = re.compile(r"ngay.*thang.*nam|, ngay ")
_NUMBER_RE = re.compile(r"^\s*so\s*[:.\d]")
_RECIPIENTS_RE = re.compile(r"^\s*noi nhan\s*:?")
_HEADER_LINES = 12
_WHITE_RE = re.compile(r"[ \t\u00a0]+")


def read_columns(lines: Sequence[str]) -> list[str]:
    """Lines with header and signature blocks untangled; all other lines with their white space made single."""
    out: list[str] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        left, right = _halves(line)
        if left and _MOTTO_RE.search(fold(right)):
            position = _header(lines, position, out)
        elif left and right and _RECIPIENTS_RE.match(fold(left)):
            position = _signature(lines, position, out)
        else:
            out.append(tidy(line))
            position += 1
    return out


def tidy(line: str) -> str:
    """White space within a line made single, none at its ends."""
    return _WHITE_RE.sub(" ", line).strip()


def _halves(line: str) -> tuple[str, str]:
    before, tab, after = line.partition("\t")
    return (tidy(before), tidy(after)) if tab else (tidy(line), "")


def _header(lines: Sequence[str], start: int, out: list[str]) -> int:
    issuer: list[str] = []
    motto: list[str] = []
    number: list[str] = []
    date: list[str] = []
    end = start
    for position in range(start, min(len(lines), start + _HEADER_LINES)):
        if "\t" not in lines[position] and lines[position].strip():
            break
        left, right = _halves(lines[position])
        if left:
            (number if number or _NUMBER_RE.match(fold(left)) else issuer).append(left)
        if right:
            (date if date or _DATE_RE.search(fold(right)) else motto).append(right)
        end = position + 1
    for block in (issuer, motto, number, date):
        if block:
            out.extend([*block, ""])
    return end


def _signature(lines: Sequence[str], start: int, out: list[str]) -> int:
    left_column: list[str] = []
    right_column: list[str] = []
    end = start
    for position in range(start, len(lines)):
        line = lines[position]
        plain = tidy(line)
        # A heading or a paragraph of its own ends the block: an annex begins.
        if (
            "\t" not in line
            and plain
            and not plain.startswith(("-", "+", "–"))
            and (len(plain) > 90 or plain.isupper())
        ):
            break
        left, right = _halves(line)
        if left:
            left_column.append(left)
        if right:
            right_column.append(right)
        end = position + 1
    out.extend([*left_column, "", *right_column, ""])
    return end
