"""The subject of a letter, under its number or above its addressee: `V/v ...`, in letters of the Party also without it.

Norms: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.5; Hướng dẫn 36-HD/VPTW.
"""

from __future__ import annotations

import re

from extractor.document import Found, Span
from extractor.header.heading import MAX_TITLE, even_lines
from extractor.header.numbering import Numbering
from extractor.layout import LETTER_OPENING, LOWER, PARTY_MOTTO, UPPER, Line, is_capitals, is_rule, read_lines
from extractor.text import squash

_LETTER = re.compile(
    # at the start of a line or of a column, or right behind the letters of the number: `12/SNV-VP V/v ...`
    r"(?:^[ \t\u00a0]*|(?<=[ \t]{2})|(?<=[A-ZĐ0-9][ \t])(?=V))"
    r"(?P<vv>(?:(?:[Vv]/[Vv]|V\.?v|[Vv]ề\s+việc)\b|Về[ \t]*:)[ \t:.]*)(?=\S|\n)"
    # `Về trách nhiệm ...` alone, which no body's name begins with
    rf"|^[ \t\u00a0]*(?P<plain>Về[ \t]+)(?=[{LOWER}])",
    re.MULTILINE,
)
_LETTER_END = re.compile(
    r"(?:Kính\s+gửi|KÍNH\s+GỬI|[^\n,]{2,30},\s*ngày|Số\s*:|CỘNG\s+H|Độc\s+lập|ĐẢNG\s+CỘNG|Ngày\s+\d|[Cc]ăn\s+cứ)"
)
_PLAIN = re.compile(rf"[{UPPER}{LOWER}][^\W\d_]*[ ,]")  # words, of any case
_SUBJECT_REACH = 600  # code points below the number


def read_letter_title(content: str, start: int, end: int, dateline: Span | None) -> tuple[Found[str] | None, int]:
    """The `V/v ...` under the number of a letter, as printed, and where it ends; (None, start) where there is none.

    `dateline`: where place and date stand; a title above them ends there at the latest.
    """
    match = _LETTER.search(content, start, end)
    if match is None:
        return None, start
    first, behind = match.span("vv" if match["vv"] else "plain")
    if match["plain"] and is_capitals(content[start:first].rstrip().rpartition("\n")[2]):
        return None, start  # the title below a heading whose word is not in the data
    if dateline is not None and dateline.start > behind:
        end = min(end, dateline.start)
    lines = even_lines(read_lines(content, first, min(end, first + 1500), 12))
    last = lines[0].end
    for line in lines[1:]:
        if line.blank_before or is_rule(line.text) or _LETTER_END.match(line.text):
            break
        if is_capitals(line.text) and len(line.text.split()) > 1 and not is_capitals(content[first:last]):
            break
        last = line.end
    raw = content[first:last].rstrip(" .;:")
    if len(raw) <= behind - first or len(raw) > MAX_TITLE:
        return None, last
    return Found(squash(raw), raw, Span(first, first + len(raw)), "V/v"), last


def read_plain_subject(content: str, numbering: Numbering | None, end: int) -> tuple[Found[str] | None, int]:
    """The subject of a letter of the Party that opens without `V/v`, between its number and the addressee, and where it
    ends; (None, 0) where there is none."""
    if numbering is None or numbering.code is None:
        return None, 0
    if numbering.code.system != "party" or numbering.code.type_letters != "CV":
        return None, 0
    below = content.find("\n", numbering.span.end, end)
    opening = LETTER_OPENING.search(content, below, numbering.span.end + _SUBJECT_REACH) if below >= 0 else None
    if opening is None:
        return None, 0
    lines: list[Line] = []
    for line in read_lines(content, below, min(end, opening.start()), 6):
        if lines and line.blank_before and not line.text[0].isdigit() and not line.text[0].islower():
            break  # else a page with an empty line between any two
        if not lines and (is_rule(line.text) or PARTY_MOTTO.search(line.text)):
            continue
        if is_capitals(line.text) or is_rule(line.text) or _LETTER_END.match(line.text):
            break
        if not lines and _PLAIN.match(line.text) is None:
            break
        lines.append(line)
    if not lines:
        return None, 0
    first = lines[0].start
    raw = content[first : lines[-1].end].rstrip(" .;:")
    if not 10 <= len(raw) <= MAX_TITLE:
        return None, 0
    return Found(squash(raw), raw, Span(first, first + len(raw)), "subject below the number"), lines[-1].end
