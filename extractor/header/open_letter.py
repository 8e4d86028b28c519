"""A letter that a portal saved from `Kính gửi` on, without its head and without its close.

What people and companies write to an office or to lawyers opens in the same words, and so do forms, applications and
the questions that portals answer. An office never speaks of `tôi`, asks no questions and has no title over its letter.
"""

from __future__ import annotations

import re
from itertools import islice, takewhile

from extractor.bodies import BodyList, read_bodies
from extractor.layout import LETTER_OPENING, read_lines

_ABOVE = 300  # a headline and a day at most
_LINES_ABOVE = 3
_LINES_BELOW = 10
_REACH = 1500
_PRIVATE = re.compile(
    r"(?<!\w)(?:[Tt]ôi|[Ee]m|[Cc]háu|[Cc]on|[Ll]uật\s+sư|[Tt]òa\s+soạn|[Qq]uý\s+(?:báo|khách|vị|độc|luật|cô|thầy|công))(?!\w)"
)
# Signs that somebody asks an office or a newspaper, and that no office writes.
_ASKED = re.compile(
    r"\?(?=[\s”\"]|\Z)|(?<!\w)(?:[Tt]rả\s+lời|[Hh]ỏi)\s*:|(?<!\w)[Xx]in\s+(?:hỏi|cho\s+biết)(?!\w)|(?<!\w)[Đđ]ộc\s+giả(?!\w)"
    r"|(?<!\w)(?:[Nn]gười\s+(?:khiếu\s+nại|tố\s+cáo|làm\s+đơn|viết\s+đơn)|(?:Họ\s+(?:và\s+)?tên|Tên\s+(?:tổ\s+chức|cá\s+nhân|doanh\s+nghiệp|tôi))[^\n:]{0,40}:)"
)
_TITLED = re.compile(
    r"\A\W*(?:đơn(?! vị| giá)|mẫu|biểu|phụ lục|phiếu|tờ khai|giấy)(?!\w)|(?<!\w)(?:hỏi|độc giả|bạn đọc)(?!\w)",
    re.IGNORECASE,
)
# Who is no office and says so in the first sentence, or asks for himself in a later one.
_WHO = r"(?:[Cc]ông\s+ty|[Dd]oanh\s+nghiệp|[Hh]ợp\s+tác\s+xã|Bà|Ông|[Cc]húng\s+(?:tôi|em)|[Gg]ia\s+đình|[Hh]ộ|[Nn]hóm)"
_OTHERS = re.compile(rf"[\s,.:;]*{_WHO}(?!\w)")
_OTHERS_ASK = re.compile(
    rf"(?:[.,:\n]\s*|Nay\s|[Vv]ì\s+vậy\s|[Dd]o\s+đó\s|nên\s){_WHO}\s+"
    r"(?:(?:trân\s+trọng|đề\s+nghị|xin|mong|kiến\s+nghị)(?!\w)|[^.;:\n]{0,60}?(?<!\w)kính\s)"
)
_TELLS = re.compile(r"(?<!\w)(?:đề\s+nghị|Đề\s+nghị|yêu\s+cầu|Yêu\s+cầu|thông\s+báo|hướng\s+dẫn|[Kk]ế\s+hoạch)(?!\w)")
_MARK = re.compile(r"[\s\-–+•*:]*")
_DASH = re.compile(r"\s*[-–+•*]")
_BLANKS = re.compile(r"\.{4}|…{2}|_{4}|\(ghi\s")  # what a form leaves to be filled in


def is_open_letter(content: str, start: int, end: int) -> bool:
    """Whether the words `Kính gửi` at `start`, `end`, stand at the head of a text over the bodies that an office writes
    to, and it asks something of them."""
    above = [line for line in content[:start].splitlines() if line.strip()]
    if len(above) > _LINES_ABOVE or sum(map(len, above)) > _ABOVE or any(map(_TITLED.search, above)):
        return False
    reach = min(len(content), end + _REACH)
    if _PRIVATE.search(content, end, reach) is not None or _TELLS.search(content, end, reach) is None:
        return False
    if any(pattern.search(content, end, reach) is not None for pattern in (_BLANKS, _ASKED, _OTHERS_ASK)):
        return False
    lines = [line for line in read_lines(content, end, reach, _LINES_BELOW) if line.text.strip(" :")]
    for number, line in enumerate(lines):
        if number and not _DASH.match(line.text):
            return False
        if _is_addressee(content, line.start, line.end):
            # What follows on the line, or in the first one that is no list, is who writes.
            below = next((each for each in lines[number + 1 :] if not _DASH.match(each.text)), None)
            return below is not None and _OTHERS.match(below.text) is None and _TELLS.search(line.text) is None
    return False


def addressees(content: str, at: int) -> frozenset[str]:
    """The bodies that the letter is written to whose `Kính gửi` stands at `at`; empty where none stands there."""
    opening = LETTER_OPENING.match(content, at)
    if opening is None:
        return frozenset()
    lines = read_lines(content, opening.end(), min(len(content), opening.end() + _REACH), _LINES_BELOW)
    below = (line for line in lines if line.text.strip(" :"))
    listed = [*islice(below, 1), *takewhile(lambda line: _DASH.match(line.text) is not None, below)]
    return frozenset(body.name for line in listed for body in _bodies(content, line.start, line.end)[0].named)


def _is_addressee(content: str, start: int, end: int) -> bool:
    read, at = _bodies(content, start, end)
    return read.end > at


def _bodies(content: str, start: int, end: int) -> tuple[BodyList, int]:
    mark = _MARK.match(content, start, end)
    at = mark.end() if mark is not None else start
    return read_bodies(content, at, end), at
