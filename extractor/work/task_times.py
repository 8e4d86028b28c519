"""Which labels and ranges say when a task is carried out, not when something happens or how long something holds.

`Thời gian thực hiện: Tháng 6.` sets a term, `Thời gian thu hoạch: Tháng 6.` sets none.
"""

from __future__ import annotations

import re

from extractor.bodies import read_bodies
from extractor.led_patterns import LedPattern

WITHOUT_YEAR = ("open", "yearly")  # kinds of periods that are terms behind the label of a task alone
_TASK = (
    r"(?:tổ\s+chức(?:\s+thực\s+hiện)?(?=\s*(?:[:(\n]|\Z))|(?:thực\s+hiện|hoàn\s+(?:thành|tất)|triển\s+khai|báo\s+cáo|trình|nộp|gửi"
    r"|(?:tiếp\s+)?nhận|đăng\s+ký|lấy\s+ý\s+kiến|góp\s+ý|niêm\s+yết)(?!\w)[^.;:\n]{0,40})"
)
_OF_TASK = LedPattern(
    "TtHh",
    rf"(?:[Tt]hời\s+(?:gian|hạn)(?:\s+{_TASK})?|(?:[Tt]iến\s+độ|[Hh]oàn\s+thành|[Tt]hực\s+hiện|HOÀN\s+THÀNH)(?!\w)[^.;:\n]{{0,40}})\s*[:(]\s*\Z",
)
# On words in lower case: a line of its own, as in tables that a portal flattened.
_HEAD_OF_TASKS = re.compile(
    rf"^(?:thời[ ](?:gian|hạn)(?:[ ]{_TASK})?|(?:tiến[ ]độ|hoàn[ ]thành)(?!\w)[^.;:\n]{{0,40}})[ ]*$", re.MULTILINE
)
_WEEKDAY = re.compile(r"(?P<aside>\()?(?:[Tt]hứ\s|[Cc]hủ\s+[Nn]hật)")
_OPENS = re.compile(r"[\s\-–+•*]*(?:\w{1,3}[).]\s*)?")
_AT_REST = "trong thời gian nghỉ"
_ON_DUTY = re.compile(r"(?<!\w)trực(?!\s+(?:tiếp|tuyến|thuộc)(?!\w))(?!\w)")
_APPLIES = re.compile(r"(?<!\w)áp\s+dụng(?:\s+(?:tại|ở|trên|trong)\s[^,;]*)?[\s:]*\Z")


def names_task(sentence: str) -> bool:
    """Whether the words before a term are a label of a task."""
    return _OF_TASK.stands(sentence)


def heads_tasks(text: str) -> bool:
    """Whether a line heads a column that says by when tasks are done: not `Thời gian sinh sản`."""
    return _HEAD_OF_TASKS.search(text.lower()) is not None


def holds_or_rests(sentence: str, near: int, rest: LedPattern, duty: LedPattern) -> bool:
    """Whether a range behind these words says how long people rest (`rest`, within `near` of it), or a rule holds that
    no body carries out: not `Các xã trực bến trong thời gian nghỉ lễ từ ...`, `Sở A áp dụng từ ...`."""
    words = sentence.lower()
    if rest.search(words[-near:]):
        before, resting, _ = words.rpartition(_AT_REST)
        return _ON_DUTY.search(words) is None and not (resting and duty.search(before))
    if not _APPLIES.search(words):
        return False
    opened = _OPENS.match(sentence)
    return not read_bodies(sentence, opened.end() if opened else 0, len(sentence)).named


def happens(content: str, start: int, end: int, words: str, due: LedPattern, duty: LedPattern) -> bool:
    """Whether a range with days of the week, behind no label of a task, is when something happens: `từ 18h thứ Bảy ngày
    ... đến 3h Chủ nhật ngày ...`; not where something has to be handed in or, for `ngày 10/11 (thứ Hai)`, done."""
    day = _WEEKDAY.search(content, start, end)
    return day is not None and (duty if day["aside"] else due).search(words) is None
