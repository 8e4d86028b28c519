"""The forms in which a paper gives work, as patterns: the cues that `assignments` looks for."""

from __future__ import annotations

import re

# Apart, because a pattern that opens with one letter is found far sooner than one that opens with either of two.
_CLOSING = re.compile(
    r"c(?:hịu|ó)\s+trách\s+nhiệm\s+(?:tổ\s+chức\s+)?(?:triển\s+khai\s+)?(?:thi\s+hành|thực\s+hiện|chấp\s+hành)(?!\s+(?:việc|các\s+nhiệm))"
    r"|c(?:ăn\s+cứ|hiểu\s+theo)\s+(?:Quyết\s+định|Nghị\s+quyết|Kế\s+hoạch|Chỉ\s+thị)(?:\s+này)?\s*,?\s*(?:chịu\s+trách\s+nhiệm\s+)?thi\s+hành"
)
_CARRYING_OUT = re.compile(
    r"thi\s+hành\s+(?:Quyết\s+định|Nghị\s+quyết|Nghị\s+định|Thông\s+tư|Chỉ\s+thị)\s+này"
)
ORDER = re.compile(  # that a word starts there is tested in `_opens_word`: a look-behind in front would be slow
    r"(?:(?P<give>[Gg]iao\s+nhiệm\s+vụ\s+cho|[Gg]iao\s+trách\s+nhiệm\s+cho|[Gg]iao(?:\s+cho)?|[Pp]hân\s+công|[Ủủ]y\s+quyền\s+cho)"
    r"|(?P<ask>[Đđ]ề\s+nghị|[Yy]êu\s+cầu)|(?P<lead>[Cc]hỉ\s+đạo))\s*:?\s+(?=\S)"
)


def closing_cue(content: str, start: int, end: int) -> int | None:
    """Where a paragraph says who carries the paper out: `chịu trách nhiệm thi hành`, `thi hành Quyết định này`."""
    found = (pattern.search(content, start, end) for pattern in (_CLOSING, _CARRYING_OUT))
    return min((cue.start() for cue in found if cue is not None), default=None)


def may_order(words: str) -> bool:
    """Whether a paragraph can hold an order, by parts of its words. Cheaper than the pattern."""
    return (
        "iao" in words
        or ("nghị" in words and "ề" in words)
        or ("cầu" in words and "êu" in words)
        or ("hỉ" in words and "đạo" in words)
        or ("hân" in words and "công" in words)
        or ("uyền" in words and "cho" in words)
    )


NOT_GIVEN = re.compile(r"(?:bàn|chuyển|được|đã|nhận|khoán|sẽ|khi|quận|ngoại|kết|phân|theo|do)\s+\Z")
NOT_ASKED = re.compile(
    r"(?:[Tt]heo|[Xx]ét|[Cc]ó|được|[Cc]ác|[Vv]ề|[Vv]ăn\s+bản|[Hh]ồ\s+sơ|nội\s+dung|việc|nhận|đã|tờ\s+trình|những|từ|trước|khi|nếu|đơn|ý\s+kiến|với|và|của|sau)\s+\Z"
)
TOGETHER = re.compile(
    r"[Cc]hủ\s+trì\s*,?\s*(?:và\s+)?phối\s+hợp\s+(?:chặt\s+chẽ\s+)?(?:với\s+|cùng\s+)?(?:với\s+)?:?\s*(?=\S)"
)
LABEL = re.compile(
    r"(?:(?:[Đđ]ơn\s+vị|[Cc]ơ\s+quan|[Bb]ộ\s+phận)\s+(?:chịu\s+trách\s+nhiệm\s+)?(?P<what>chủ\s+trì|thực\s+hiện|phối\s+hợp|đầu\s+mối|tham\s+mưu|chịu\s+trách\s+nhiệm)"
    r"(?:\s+(?:thực\s+hiện|tham\s+mưu|triển\s+khai))?|(?P<short>[Cc]hủ\s+trì|[Pp]hối\s+hợp))\s*:\s*"
)
TELEGRAM = re.compile(r"[^\n]{0,120}?(?<!\w)(?:điện|ĐIỆN)\s*:\s*\Z")
MEMBERS = re.compile(
    r"(?:(?:bao\s+gồm|gồm\s+có|gồm)\s*:?|(?:là|sau\s+đây|sau)\s*:)\s*(?:các\s+(?:đơn\s+vị|cơ\s+quan|thành\s+viên)\s*:?\s*)?(?=[A-ZĐỦỐ])"
)
MEMBERS_BEFORE = re.compile(
    r"(?:đơn\s+vị|cơ\s+quan|thành\s+viên|[Kk]hối|[Cc]ụm|sở,\s+ngành|tham\s+dự|tham\s+gia)[^.;:]{0,70}\Z"
)
LEADERS = re.compile(r"(?<!\w)(?:[Tt]rưởng|[Pp]hó\s+[Tt]rưởng)\s+(?:khối|cụm)(?:\s+năm\s+\d{4})?\s+(?:là|:)\s+")
CLUSTER = re.compile(
    r"[Kk]hối\s+(?P<kind>quận|huyện|thị\s+xã|xã|phường)(?:[^.;]{0,40}?)\s(?:có|do)\s+(?P<first>[A-ZĐÂ][^,.;]{1,40}?)\s+làm\s+(?:đơn\s+vị\s+)?(?:cụm|khối)\s+trưởng"
    r"\s*,\s*(?P<second>[^,.;]{1,40}?)\s+làm\s+(?:đơn\s+vị\s+)?(?:cụm|khối)\s+phó"
)
# Whom one asks, not whom one tells.
SUPERIOR = re.compile(r"Chính phủ|Thủ tướng Chính phủ|Quốc hội|Ủy ban Thường vụ Quốc hội|Chủ tịch nước")
SALUTATION = re.compile(r"Kính\s+(?:gửi|trình)\b")
PREAMBLE_OPENS = frozenset("-–CTX")
PREAMBLE = re.compile(r"(?:[-–]\s*)?(?:Căn\s+cứ|CĂN\s+CỨ|Theo\s+đề\s+nghị|Xét\s)")
# On words in lower case.
RESPONSIBLE = re.compile(r"trách\s+nhiệm|tổ\s+chức\s+thực\s+hiện|thi\s+hành|phân\s+công|nhiệm\s+vụ\s+của")
TITLE_OF_DUTY = re.compile(r"[Tt]rách\s+nhiệm(?:\s+thi\s+hành|\s+thực\s+hiện|\s+quản\s+lý)?\s+(?:của\s+)?(?=[A-ZĐỦ])")
RESPONSIBILITY = re.compile(r"(?P<who>(?:Đơn\s+vị|Cơ\s+quan)\s[^,.;:()]{3,60}?)\s+có\s+trách\s+nhiệm(?!\w)")
SENTENCE = re.compile(r"[.;]\s+(?=\S)")
OTHER_DUTY = re.compile(r"(?:Giao|chủ\s+trì|phối\s+hợp\s+với|[Cc]hỉ\s+đạo)\s")
UNREAD = re.compile(r"[^;,:]*?(?:[;,:]\s*|\svà\s+)")
END_OF_SENTENCE = re.compile(r"(?<=[.;])\s")
STRONG = re.compile(r"(?:có|chịu)\s+trách\s+nhiệm|chủ\s+trì|thực\s+hiện|tổ\s+chức|hướng\s+dẫn|phối\s+hợp|theo\s+dõi")
