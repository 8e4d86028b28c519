"""A letter that a portal saved from `Kính gửi` on, without its head and without its close.

What readers write to an office or to lawyers opens in the same words; it speaks of `tôi`, an office never does.
"""

from __future__ import annotations

import re

from extractor.bodies import read_bodies
from extractor.layout import read_lines

_ABOVE = 300  # a headline and a day at most
_LINES_ABOVE = 3
_LINES_BELOW = 10
_REACH = 1500
_PRIVATE = re.compile(
    r"(?<!\w)(?:[Tt]ôi|[Ee]m|[Cc]háu|[Cc]on|[Ll]uật\s+sư|[Tt]òa\s+soạn|[Qq]uý\s+(?:báo|khách|vị|độc|luật|cô|thầy|công))(?!\w)"
)
_TELLS = re.compile(r"(?<!\w)(?:đề\s+nghị|Đề\s+nghị|yêu\s+cầu|Yêu\s+cầu|thông\s+báo|hướng\s+dẫn|[Kk]ế\s+hoạch)(?!\w)")
_MARK = re.compile(r"[\s\-–+•*:]*")
_DASH = re.compile(r"\s*[-–+•*]")
_BLANKS = re.compile(r"\.{4}|…{2}|_{4}")  # what a form leaves to be filled in


def is_open_letter(content: str, start: int, end: int) -> bool:
    """Whether the words `Kính gửi` at `start`, `end`, stand at the head of a text over the bodies that an office writes
    to, and it asks something of them."""
    above = [line for line in content[:start].splitlines() if line.strip()]
    if len(above) > _LINES_ABOVE or sum(map(len, above)) > _ABOVE:
        return False
    reach = min(len(content), end + _REACH)
    if _PRIVATE.search(content, end, reach) is not None or _TELLS.search(content, end, reach) is None:
        return False
    if _BLANKS.search(content, start, reach) is not None:
        return False
    lines = [line for line in read_lines(content, end, reach, _LINES_BELOW) if line.text.strip(" :")]
    for number, line in enumerate(lines):
        if number and not _DASH.match(line.text):
            return False
        if _is_addressee(content, line.start, line.end):
            return True
    return False


def _is_addressee(content: str, start: int, end: int) -> bool:
    mark = _MARK.match(content, start, end)
    at = mark.end() if mark is not None else start
    return read_bodies(content, at, end).end > at
