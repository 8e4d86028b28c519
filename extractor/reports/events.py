"""What reports tell of as done, found or suffered, in words of orders: `kiểm tra 12 bến phà`, `tham mưu sai`.

The words are data: `data/report_events.toml`.
"""

from __future__ import annotations

import re

from extractor.knowledge import toml_data
from extractor.work import forms


def _any_of(kind: str) -> str:
    return "|".join(row["pattern"] for row in toml_data("report_events.toml")["event"] if row["kind"] == kind)


# `12 bến`, `ba phà`; a time is no result: `trong 10 ngày`.
_COUNT = (
    r"(?:(?:được|hơn|gần|trên|khoảng|tổng\s+số|cả\s+thảy)\s+)*(?:\d{1,3}(?:\.\d{3})+|\d+|(?:hai|ba|bốn|năm(?!\s+học)|sáu|bảy|tám|chín|mười)(?!\s+(?:nay|qua|tới|sau|\d)))\s+"
    r"(?!(?:giờ|phút|ngày|tháng|năm|tuần|quý)(?!\w))[^\W\d_]"
)
# When, and what came of it: `kiểm tra thì phát hiện`, `thường xuyên bị phê bình`, `nói rằng`, `hôm qua`.
_WHEN = re.compile(rf"(?<!\w)(?:(?:{_any_of('when')})(?!\w)|(?:{_any_of('counted')})\s+{_COUNT})")
# `rà soát các dự án đã phê duyệt`: done by others before
_DONE = re.compile(r"(?<!\w)(?:(?:các|những|theo)\s[^,;.\n]{1,40}?\s(?:đã|vừa)(?!\w)|(?P<done>đã|vừa|bắt\s+giữ)(?!\w))")
# Behind an order, of who is not said to have to: what is counted, what the police are at, what was badly done.
_RESULT = re.compile(rf"(?<!\w)(?:(?:{_any_of('result')})\s+{_COUNT}|(?:{_any_of('going_on')})(?!\w))")
BADLY = re.compile(rf"[^,.;:\n]{{0,40}}?(?<!\w)(?:{_any_of('badly')})(?!\w)")
# `phải nộp phạt`, `cần thêm hai xe`: a burden or a need, no work
NO_WORK = re.compile(rf"(?:(?:sẽ|cần|phải|có\s+trách\s+nhiệm)\s+)*(?:{_any_of('no_work')})(?!\w)")
# `phải vay tiền`, `phải chờ nước rút`: what one suffers, where no paper says that it is to be done
BURDEN = re.compile(rf"(?:sẽ\s+)?phải\s+(?:{_any_of('burden')})(?!\w)")
# Who is urged has not done it yet.
_URGED = re.compile(rf"(?:khẩn\s+trương|nghiêm\s+túc|chủ\s+trì|{forms.SEAT})(?!\w)")


def is_event(content: str, start: int, end: int, *, counted: bool) -> bool:
    """Whether the words from `start` to `end`, behind a body, say when it did something, or what came of it. `counted`:
    also a result that is counted, what the police are at and what was badly done, which a mere order may say too."""
    if _WHEN.search(content, start, end):
        return True
    if any(found["done"] for found in _DONE.finditer(content, start, end)):
        return True
    if not counted or _URGED.match(content, start, end):
        return False
    return _RESULT.search(content, start, end) is not None or BADLY.match(content, start, end) is not None
