"""Lists of numbers without letters of their own behind one type word: `Nghị quyết 18, 19 của Trung ương`,
`Thông tư liên tịch số 21, 22 và 23/2015/TTLT-...`."""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.references.mention import Mention
from extractor.references.tail import read_tail

COUNTED = re.compile(
    r"\s+(?:năm(?!\s+\d)|tháng|ngày(?!\s+\d)|tuần|giờ|phút|quý|điểm|nhiệm\s+vụ|khâu|lĩnh\s+vực|nội\s+dung"
    r"|mục\s+tiêu|giải\s+pháp|"
    r"chỉ\s+tiêu|tỉnh|thành(?!\s+lập)|huyện|xã|phường|người|đồng|triệu|tỷ|lần|cấp|bước|nhóm|loại|dự\s+án|chương"
    r"|điều|khoản|văn\s+bản|Luật|luật)\b"
)
"""What stands behind a number that counts something and is none of a paper."""
_NEXT = re.compile(
    r"(?:[ \t]*,\s*|\s+và\s+|[ \t]*,\s*và\s+)(?P<said>số\s+)?(?P<number>\d{1,3}[a-c]?)(?![\w%/]|[.,]\d|\s*[/\-–]\s*\d)"
)
# Letters behind the last number are those of all: `số 18, 19, 20-NQ/TW`.
_LETTERS = re.compile(r"\s*[/\-–]\s*[A-ZĐ]")
_CLOSED = re.compile(r"\s*(?:[.;):”\"]|,?\s+(?:của|ngày|khóa|khoá|về|nêu|do)\s|\s*\(|$)")
MANY = re.compile(r"(?:[Cc]ác|CÁC|(?<!\d)0?[2-9]|[Hh]ai|[Bb]a)\s+$")


def listed_shorts(content: str, head: Mention, number_end: int, may_list: bool) -> list[Mention]:
    """The papers that a list goes on with behind its first one, whose number ends at `number_end`.

    Two numbers in a row may be anything (`Kết luận số 12, 3 nội dung`): what stands around them must say that a list of
    papers ends with them. The tail of the last one is read.
    """
    if not may_list or head.end != number_end:
        return []
    members: list[Mention] = []
    at = head.end
    while (found := _NEXT.match(content, at)) is not None and len(members) < 20:
        if _LETTERS.match(content, found.end()):
            return []  # `numbers_between` reads a list whose last number bears the letters
        if COUNTED.match(content, found.end()):
            return []
        start = found.start("said") if found["said"] else found.start("number")
        members.append(
            Mention(
                start=start,
                end=found.end(),
                number_start=found.start("number"),
                class_="short",
                rule="short-list",
                number=found["number"],
                type_code=head.type_code,
                type_name=head.type_name,
            )
        )
        at = found.end()
    if not members or not (_CLOSED.match(content, at) or MANY.search(content[: head.start][-5:])):
        return []
    read_tail(content, members[-1])
    return members


_MEMBER = r"(?:số[ \t\n]+)?\d{1,4}[a-zđA-EĐ]?"
_BETWEEN = re.compile(rf"(?:[ \t]*,[ \t\n]*{_MEMBER})+[ \t\n]*(?:,|và|hoặc|,[ \t\n]*và)[ \t\n]*")
_NUMBER = re.compile(r"(?:số[ \t\n]+)?(\d{1,4}[a-zđA-EĐ]?)")


def numbers_between(content: str, mentions: list[Mention]) -> list[Mention]:
    """The members of a list between the first one, which bears the type word, and the last one, which bears the letters
    of the number. `mentions`: in order."""
    found: list[Mention] = []
    for first, last in pairwise(mentions):
        if first.class_ != "short" or first.date or first.year or first.issuer_raw or last.code is None:
            continue
        if last.has_word or not _BETWEEN.fullmatch(content, first.end, last.start):
            continue
        for number in _NUMBER.finditer(content, first.end, last.start):
            found.append(
                Mention(
                    start=number.start(),
                    end=number.end(),
                    number_start=number.start(1),
                    class_="short",
                    rule="bare-code",
                    number=number[1],
                    type_code=first.type_code,
                    type_name=first.type_name,
                )
            )
    return found
