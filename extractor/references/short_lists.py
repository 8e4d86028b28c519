"""Lists of numbers without letters behind one type word: `Nghị quyết 18, 19 của Trung ương`."""

from __future__ import annotations

import re

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
_MANY = re.compile(r"(?:[Cc]ác|CÁC)\s+$")


def listed_shorts(content: str, head: Mention, number_end: int, may_list: bool) -> list[Mention]:
    """The papers that a list goes on with behind its first one, whose number ends at `number_end`.

    Two numbers in a row may be anything (`Kết luận số 12, 3 nội dung`): what stands around them must say that a list of
    papers ends with them. The tail of the last one is read.
    """
    if not may_list or head.end != number_end:
        return []
    members: list[Mention] = []
    at, counted_on = head.end, False
    while (found := _NEXT.match(content, at)) is not None and len(members) < 20:
        if _LETTERS.match(content, found.end()):
            counted_on = True  # read with its letters
            break
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
    if not members or not (counted_on or _CLOSED.match(content, at) or _MANY.search(content[: head.start][-5:])):
        return []
    read_tail(content, members[-1])
    return members
