"""Where the titles of heads end that stand before their bodies: `Bộ trưởng, Chủ nhiệm | Ủy ban A`."""

from __future__ import annotations

import re

from extractor.bodies.names import SHARED_HEAD, skip_space
from extractor.bodies.words import Grammar
from extractor.layout import UPPER

_COLON = re.compile(r"\s*:")
_DASH = re.compile(r"\s+[-–]\s+")
_OFFICE = re.compile(r"(?:phòng|văn\s+phòng|ban|thuế|thanh\s+tra|khoa|Ban|Phòng|Khoa)\b")
_MANY_OFFICES = re.compile(r"các\s+(?:đơn\s+vị|khoa|bộ\s+phận|tổ)(?!\w)")
# `Trưởng ban Ban Tổ chức`: the head noun belongs to the title, and the body's name begins with it again
_SAID_TWICE = re.compile(r"\s+(?:[Bb]an\s+(?=Ban\s)|[Pp]hòng\s+(?=Phòng\s))")


# `Tổng Thanh tra Chính phủ`: the name of the body begins inside the title
_CHIEF = re.compile(r"(?:Phó\s+)?Tổng\s+(?=(?:Thanh\s+tra|Kiểm\s+toán)\s)")


# `Giám đốc các đơn vị: Bưu điện tỉnh, Viễn thông tỉnh`
_OF_THE_UNITS = re.compile(rf"\s+các\s+(?:đơn\s+vị|cơ\s+quan)\s*:(?=\s+[{UPPER}])")


# `Chủ tịch Hội đồng quản trị Công ty A`, `Chủ tịch Hội đồng thành viên, Tổng Giám đốc (Giám đốc) tổ chức tín dụng`
_MORE_HEADS = re.compile(r"(?:\s*,|\s+và)\s+(?:Chủ\s+tịch\s+Hội\s+đồng\s|(?:Tổng\s+)?[Gg]iám\s+đốc(?!\w))")
_BOARD = re.compile(r"(?<=\s)Hội\s+đồng\s+(?:quản\s+trị|thành\s+viên)\Z")


def behind_titles(text: str, position: int, end: int, rules: Grammar) -> tuple[int, bool]:
    """Behind the titles of a head (`Giám đốc`, `Bộ trưởng, Chủ nhiệm`): where the body's own name starts."""
    titled = False
    while True:
        found = _CHIEF.match(text, position, end) or rules.title.match(text, position, end)
        if not found:
            found = rules.prefix_title.match(text, position, end)
            if not found:
                break
            after = skip_space(text, found.end(), end)
            if not (
                rules.head.match(text, after, end)
                or _OFFICE.match(text, after, end)
                or SHARED_HEAD.match(text, after, end)
                or _MANY_OFFICES.match(text, after, end)
            ):
                break
        position = found.end()
        after, board = skip_space(text, position, end), _BOARD.search(text, found.start(), position)
        many = SHARED_HEAD.match(text, after, end) or _MORE_HEADS.match(text, position, end)
        if board and not (many or rules.head.match(text, after, end)):
            position = board.start()  # itself is charged
        repeated = _SAID_TWICE.match(text, position, end)
        if repeated:
            position = repeated.end()
        colon = _COLON.match(text, position, end) or _OF_THE_UNITS.match(text, position, end)
        if colon:
            position = colon.end()
        dash = _DASH.match(text, position, end)
        if dash and rules.title.match(text, dash.end(), end):
            position = dash.end()  # `Tổng Thư ký - Chủ nhiệm Văn phòng Quốc hội`
        position = skip_space(text, position, end)
        titled = True
    return position, titled
