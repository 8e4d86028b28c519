"""Which labels and ranges say when a task is carried out, not when something happens or how long something holds.

`Thời gian thực hiện: Tháng 6.` sets a term, `Thời gian thu hoạch: Tháng 6.` sets none.
"""

from __future__ import annotations

import re

from extractor.bodies import read_bodies
from extractor.led_patterns import LedPattern
from extractor.work.own_clock import MANY

WITHOUT_YEAR = ("open", "yearly")  # kinds of periods that are terms behind the label of a task alone
# Behind a verb its label ends, or says what is handed in or done: not `nộp học phí`, `gửi xe`, `đăng ký kết hôn`.
_OBJECTS = (
    r"báo\s+cáo|hồ\s+sơ|sổ|bài|kết\s+quả|nhiệm\s+vụ|kế\s+hoạch|danh\s+sách|dự\s+thảo|văn\s+bản|đề\s+án|phương\s+án"
    r"|dự\s+án|số\s+liệu|tài\s+liệu|tờ\s+trình|ý\s+kiến|công\s+việc"
    r"|nhân\s+dân|(?i:ubnd|hđnd|sở|thủ\s+tướng|chính\s+phủ)"
)
_ON_TIME = r"(?:(?!(?:chậm|muộn)(?!\s+nhất)|trễ)[^.;:\n]){0,40}"
_TASK = (
    r"(?:tổ\s+chức(?:\s+(?:thực\s+hiện|triển\s+khai))?|thực\s+hiện|hoàn\s+(?:thành|tất)|triển\s+khai|báo\s+cáo|trình|nộp|gửi|(?:tiếp\s+)?nhận"
    r"|đăng\s+ký|lấy\s+ý\s+kiến|góp\s+ý|niêm\s+yết|kiểm\s+tra|thẩm\s+định|ban\s+hành|phê\s+duyệt|rà\s+soát|tổng\s+kết)"
    rf"(?:(?<!tổ\schức)\s+(?:{_OBJECTS})(?!\w){_ON_TIME})?(?=\s*(?:[:(\n]|\Z))"
)
_OF_TASK = LedPattern(
    "TtHh",
    rf"(?:[Tt]hời\s+(?:gian|hạn)(?:\s+{_TASK})?|(?:[Tt]iến\s+độ|[Hh]oàn\s+thành|[Tt]hực\s+hiện|HOÀN\s+THÀNH)(?!\w){_ON_TIME})\s*[:(]\s*\Z",
)
# On words in lower case: a line of its own, as in tables that a portal flattened.
_HEAD_OF_TASKS = re.compile(
    rf"^(?:thời[ ](?:gian|hạn)(?:[ ]{_TASK})?|(?:tiến[ ]độ|hoàn[ ]thành)(?!\w){_ON_TIME})[ ]*$", re.MULTILINE
)
_WEEKDAY = re.compile(r"(?P<aside>\()?(?:[Tt]hứ\s|[Cc]hủ\s+[Nn]hật)")
_OPENS = re.compile(r"[\s\-–+•*]*(?:\w{1,3}[).]\s*)?(?:(?:Yêu\s+cầu|Giao|Đề\s+nghị)\s+)?")
_AT_REST = re.compile(r"(?<!\w)trong\s+(?:thời\s+gian|dịp|kỳ|(?:(?:các|những)\s+)?ngày)\s+nghỉ(?!\w)")
_ON_DUTY = re.compile(r"(?<!\w)trực(?!\s+(?:tiếp|tuyến|thuộc)(?!\w))(?!\w)")
_APPLIES = re.compile(
    r"(?<!\w)(?:(?:triển\s+khai|thực\s+hiện|thống\s+nhất|thí\s+điểm|phải|sẽ|cần)\s+)*áp\s+dụng"
    r"(?:\s+(?:thống\s+nhất|chung|đồng\s+loạt))?(?:\s+(?:tại|ở|trên|trong|toàn)\s[^,;]*)?[\s:]*\Z"
)
_NO_DUTY = re.compile(r"(?<!\w)(?:tổ\s+chức|giao\s+thông|(?:sở|bộ)\s+xây\s+dựng)(?!\w)")  # `tổ chức hội chợ`


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
        resting = _AT_REST.search(words)
        if resting is None:
            return True
        before = words[: resting.start()]
        return _ON_DUTY.search(before) is None and duty.search(before) is None
    applies = _APPLIES.search(words)
    if applies is None:
        return False
    opened = _OPENS.match(sentence)
    start = opened.end() if opened else 0
    listed = read_bodies(sentence, start, len(sentence))
    many = None if listed.named else MANY.match(sentence, start)
    end = many.end() if many else listed.end
    # not `Sở A thông báo mức phí mới áp dụng từ ...`
    return not ((listed.named or many) and not sentence[end : applies.start()].strip(" ,\n"))


def happens(content: str, start: int, end: int, words: str, due: LedPattern, duty: LedPattern) -> bool:
    """Whether a range with days of the week, behind no label of a task, is when something happens: `từ 18h thứ Bảy ngày
    ... đến 3h Chủ nhật ngày ...`; not where something has to be handed in or, for `ngày 10/11 (thứ Hai)`, done."""
    day = _WEEKDAY.search(content, start, end)
    if day is None:
        return False
    return (duty.search(_NO_DUTY.sub("", words)) if day["aside"] else due.search(words)) is None
