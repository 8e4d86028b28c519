"""With whom somebody works who is told in a report, however far behind him that is said: `Sở A rà soát bến, bố trí
phao, phối hợp với Công an tỉnh ...`, `Đồng thời, phối hợp với Sở B ...`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from extractor.bodies import read_bodies
from extractor.reports.askers import Askers
from extractor.reports.duty import Told, opens_duty
from extractor.reports.events import is_event
from extractor.reports.tellers import may_be_told

_WITH = re.compile(r"phối\s+hợp\s+(?:chặt\s+chẽ\s+)?(?:(?:với|cùng)(?:\s+với)?\s*:?\s+)?(?=\S)")
# `công tác phối hợp với Sở A` is a noun
_NOUN = re.compile(r"(?:công\s+tác|sự|quy\s+chế|chương\s+trình|kế\s+hoạch|cơ\s+chế|hoạt\s+động|thiếu|được)\s+\Z")
_WAS = re.compile(r"(?<!\w)(?:đã|vừa|từng|đang|hôm\s+qua|sáng\s+nay)(?!\w)")
_FURTHER = re.compile(
    r"(?:Đồng\s+thời|Ngoài\s+ra|Bên\s+cạnh\s+đó|Cùng\s+với\s+đó|Song\s+song\s+đó|Trong\s+đó|Mặt\s+khác|Thứ\s+\w+)"
    r"\s*[,:]?\s+(?=\S)"
)
_EVENT = 160  # code points around the verb in which the past is looked for


def partners(
    content: str, begins: Sequence[int], end: int, signed: str | None, *, askers: Askers, soon: bool, known: set[int]
) -> Iterator[Told]:
    """The partners in one paragraph, whose sentences `begins` say. `soon`: somebody was told not long before it;
    `known`: where bodies stand that are told in it. A sentence without one of these tells of partners where it opens
    with work, whose subject stands before, or an office asks in it."""
    if content.find("phối hợp", begins[0], end) < 0:
        return
    starts = sorted(known)
    for cue in _WITH.finditer(content, begins[0], end):
        number = bisect_right(begins, cue.start()) - 1
        begin, stop = begins[number], begins[number + 1] if number + 1 < len(begins) else end
        listed = read_bodies(content, cue.end(), stop, signed)
        if not listed.bodies or listed.bodies[0].start in known or not may_be_told(content, listed):
            continue
        here = bisect_left(starts, begin) < bisect_left(starts, cue.start()) or askers.any_behind(begin, cue.start())
        if not here and not ((soon or starts) and _opens_with_work(content, begin, stop)):
            continue
        near = max(begin, cue.start() - _EVENT)
        was = _WAS.search(content, near, cue.start()) or _NOUN.search(
            content[max(begin, cue.start() - 16) : cue.start()]
        )
        if not was and not is_event(content, cue.start(), min(stop, cue.end() + _EVENT), counted=True):
            yield Told("support", cue.end(), listed)


def _opens_with_work(content: str, begin: int, stop: int) -> bool:
    led = _FURTHER.match(content, begin, stop)
    return opens_duty(content, led.end() if led is not None else begin)
