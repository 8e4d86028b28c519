"""Terms counted in days: from the number to the end of the event that they run from.

Norm: Bộ luật Dân sự 2015, Điều 147.
"""

from __future__ import annotations

import re

_TERM = re.compile(
    r"\s+(?:(?:thời\s+hạn|thời\s+gian|vòng|khoảng|tối\s+đa|không\s+quá|chậm\s+nhất|là|trước)\s+)*"
    r"(?P<count>\d{1,3})\s*(?:\([^()]{1,20}\)\s*)?(?:giờ|ngày|tuần|tháng)(?:\s+làm\s+việc)?"
)
EVENT = re.compile(r",?\s*(?:\(?kể\s+)?(?:từ|sau)\s+(?:khi|ngày|thời\s+điểm|lúc)\s+(?=\w)")
# Also what becomes of the paper that the event is about: `kể từ ngày Kế hoạch này được ban hành`
_EVENT_END = re.compile(
    r"\bnày\b(?:\s+(?:được\s+(?:ban\s+hành|ký(?:\s+ban\s+hành)?)|có\s+hiệu\s+lực(?:\s+thi\s+hành)?)(?!\w))?"
    r"|[,.;:)]|\s(?:phải|thì|để|các|gửi|báo\s+cáo|có\s+trách\s+nhiệm)\s"
)
_EVENT_REACH = 240  # code points that the naming of an event may take


def counted_end(content: str, position: int, limit: int) -> int | None:
    """Where a term counted in days ends that stands at `position`, with the event it runs from; None for none."""
    term = _TERM.match(content, position, limit)
    if not term:
        return None
    event = EVENT.match(content, term.end(), limit)
    if not event:
        return term.end()
    reach = min(limit, event.end() + _EVENT_REACH)
    stop = _EVENT_END.search(content, event.end(), reach)
    if stop is None and reach < limit:
        return term.end()  # no end of the event in sight: the term alone is certain
    end = limit if stop is None else stop.end() if stop.group().startswith("này") else stop.start()
    while end > term.end() and content[end - 1].isspace():
        end -= 1
    return end
