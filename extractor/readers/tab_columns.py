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
_SIGNATURE_LINES = 14
_NAME_WORDS = (2, 5)
# What the line opens with that says in what post somebody signs; the head of a list (HỌ VÀ TÊN, CHỨC VỤ) has none.
_POST_RE = re.compile(
    r"(?:TM|KT|TL|TUQ|Q)\s*\.|(?:QUYỀN |PHÓ |TỔNG )*(?:BỘ TRƯỞNG|THỨ TRƯỞNG|CHỦ TỊCH|CHỦ NHIỆM|GIÁM ĐỐC|BÍ THƯ"
    r"|CHÁNH|TRƯỞNG|(?:\w+ ){1,3}TRƯỞNG|THỐNG ĐỐC|TƯ LỆNH|CHÍNH ỦY|THƯ KÝ|ĐẠI DIỆN|BIÊN TẬP|KIỂM TOÁN|THANH TRA)(?!\w)"
)
_GAP_RE = re.compile(r"[ \u00a0]{4,}")
_WHITE_RE = re.compile(r"[ \t\u00a0]+")


def read_columns(lines: Sequence[str]) -> list[str]:
    """Lines with header and signature blocks untangled; all other lines with their white space made single."""
    out: list[str] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        left, right = _halves(line)
        spaced = _by_spaces(line)
        if left and _MOTTO_RE.search(fold(right)):
            position = _header(lines, position, out)
        elif left and right and _RECIPIENTS_RE.match(fold(left)):
            position = _signature(lines, position, out)
        elif all(map(_is_post, spaced)) and (end := _names_of_heads(lines, position)) is not None:
            for column in zip(*map(_by_spaces, lines[position:end]), strict=True):
                out.extend([*filter(None, column), ""])
            position = end
        else:
            out.append(tidy(line))
            position += 1
    return out


def tidy(line: str) -> str:
    """White space within a line made single, none at its ends."""
    return _WHITE_RE.sub(" ", line).strip()


def _halves(line: str) -> tuple[str, str]:
    before, tab, after = line.partition("\t")
    if tab and not before.strip():  # both columns begin at a tab stop, the left one too
        own, more, behind = after.lstrip("\t ").partition("\t")
        before, after = (own, behind) if more else ("", own)
    return (tidy(before), tidy(after)) if tab else (tidy(line), "")


def _by_spaces(line: str) -> tuple[str, str]:
    """The halves of a line whose columns stand apart by a tab or by many spaces."""
    return _halves(line if "\t" in line else _GAP_RE.sub("\t", line.strip(), count=1))


def _is_post(half: str) -> bool:
    """Whether it can be the line that says in what post somebody signs: capitals, two words or more."""
    return half.isupper() and len(half.split()) > 1 and _POST_RE.match(half) is not None


def _names_of_heads(lines: Sequence[str], start: int) -> int | None:
    """The end of a block in which two heads sign side by side, behind the line with both names; None for other text."""
    for position in range(start + 1, min(len(lines), start + _SIGNATURE_LINES)):
        left, right = _by_spaces(lines[position])
        if _is_name(left) and _is_name(right):
            further = next(filter(str.strip, lines[position + 1 :][:_SIGNATURE_LINES]), "")
            return None if all(map(_is_name, _by_spaces(further))) else position + 1
        if (left or right) and not ((not left or left.isupper()) and (not right or right.isupper())):
            return None
    return None


def _is_name(half: str) -> bool:
    words = half.split()
    named = _NAME_WORDS[0] <= len(words) <= _NAME_WORDS[1] and all(word.istitle() for word in words)
    return named and _POST_RE.match(half.upper()) is None


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
            and (len(plain) > 90 or (plain.isupper() and not plain.endswith((";", ","))))
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
