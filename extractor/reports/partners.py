"""With whom somebody works who is told in a report, also far behind him, where the words open a clause of his own:
`Sở A rà soát bến, bố trí phao, phối hợp với Công an tỉnh ...`, `Đồng thời, phối hợp với Sở B ...`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from extractor.bodies import read_bodies
from extractor.reports.askers import Askers
from extractor.reports.duty import Told
from extractor.reports.events import is_event
from extractor.reports.tellers import may_be_told

_WITH = re.compile(r"phối\s+hợp\s+(?:chặt\s+chẽ\s+)?(?:(?:với|cùng)(?:\s+với)?\s*:?\s+)?(?=\S)")
# What may stand between the opening of the clause and the verb. Any other word is its subject or its noun, or denies
# it: `..., còn thanh niên phối hợp`, `Quy chế phối hợp`, `không phối hợp`.
_MANNER = (
    r"(?:chủ\s+động|tăng\s+cường|tích\s+cực|tiếp\s+tục|thường\s+xuyên|kịp\s+thời|khẩn\s+trương|nghiêm\s+túc|trực\s+tiếp"
    r"|đồng\s+thời|chủ\s+trì|phải|cần|sớm|cùng|có\s+(?:trách\s+nhiệm|nhiệm\s+vụ))\s+"
)
_LED = re.compile(rf"(?:(?:[,;:]|(?P<weak>(?<=\s)(?:và|để|nhằm|đồng\s+thời)))\s+)(?:{_MANNER})*\Z")
_BEHIND_BODY = re.compile(rf"\s+(?:{_MANNER})*")
_CLAUSE = re.compile(r"[,;]\s")
# `các bến do doanh nghiệp dựng và phối hợp ...`, `nơi dân canh gác và phối hợp ...`: the clause is of somebody else
_OF_OTHERS = re.compile(r"(?<!\w)(?:do|nơi|mà|sau\s+khi|còn)(?!\w)")
# `..., nơi dân canh gác, phối hợp ...`, `..., bà con mừng rỡ, phối hợp ...`
_OPENS_WITH_OTHERS = re.compile(
    r"(?:do|nơi|mà|sau\s+khi|còn|(?:nhiều|các|những|mỗi)?\s*(?:người|hộ|bà\s+con|nhân\s+dân|dân|thanh\s+niên|đoàn\s+viên|học\s+sinh))(?!\w)"
)
_REACH = 90  # code points before the verb in which its clause opens
# `UBND tỉnh yêu cầu người dân không qua sông, phối hợp với Công an xã`: they are no body
_OF_PEOPLE = re.compile(
    r"(?:yêu\s+cầu|đề\s+nghị|chỉ\s+đạo|giao)\s+(?:cho\s+)?(?:các\s+|những\s+)?"
    r"(?:(?:người|hộ)(?!\s+đứng)|bà\s+con|nhân\s+dân|dân|cử\s+tri|chủ(?!\s+(?:tịch|nhiệm|động|trì))|thanh\s+niên|đoàn\s+viên|doanh\s+nghiệp|nhà)(?!\w)"
)
_WAS = re.compile(r"(?<!\w)(?:đã|vừa|từng|đang|hôm\s+qua|sáng\s+nay)(?!\w)")
_ASKED = 300  # code points at the head of a sentence in which it says who is asked
_FURTHER = re.compile(
    r"(?:Đồng\s+thời|Ngoài\s+ra|Bên\s+cạnh\s+đó|Cùng\s+với\s+đó|Song\s+song\s+đó|Trong\s+đó|Mặt\s+khác|Thứ\s+\w+)"
    r"\s*[,:]?\s+(?=\S)"
)
# What opens a sentence of work that goes on; most verbs of duty open a noun as often: `Thông tin`, `Báo cáo của đoàn`.
_WORK = re.compile(
    r"(?:Rà\s+soát|Bố\s+trí|Chủ\s+động|Tăng\s+cường|Khẩn\s+trương|Tiếp\s+tục|Đẩy\s+mạnh|Tập\s+trung|Thường\s+xuyên|Kịp\s+thời"
    r"|Chủ\s+trì|Phối\s+hợp|Nghiêm\s+túc|Quán\s+triệt|Phát\s+huy|Nâng\s+cao|Xây\s+dựng|Kiểm\s+tra|Hướng\s+dẫn|Xử\s+lý|Đôn\s+đốc|Tham\s+mưu)"
    r"(?!\w)(?!\s+(?:của|là|này|mới|ban\s+đầu|đã|xong|cho\s+thấy)(?!\w))"
)
_WORDS = 40  # code points in which the verb of the work and what makes it none stand
_EVENT = 160  # code points around the verb in which the past is looked for


def partners(
    content: str, begins: Sequence[int], end: int, signed: str | None, *, askers: Askers, soon: bool, known: set[int]
) -> Iterator[Told]:
    """The partners in one paragraph, whose sentences `begins` say. `soon`: somebody was told in it or the one before;
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
        first, last = bisect_left(starts, begin), bisect_left(starts, cue.start())
        teller = starts[last - 1] if first < last else None
        if not _opens_clause(content, begin, cue.start(), teller, signed):
            continue
        if teller is None and not _by_office(content, begin, cue.start(), askers):
            if not ((soon or starts) and _opens_with_work(content, begin, stop)):
                continue
        was = _WAS.search(content, max(begin, cue.start() - _EVENT), cue.start())
        if not was and not is_event(content, cue.start(), min(stop, cue.end() + _EVENT), counted=True):
            yield Told("support", cue.end(), listed)


def _opens_clause(content: str, begin: int, cue: int, teller: int | None, signed: str | None) -> bool:
    """Whether the verb at `cue` opens a clause, or stands behind who is told, whose list of bodies ends at `teller`."""
    window = content[max(begin, cue - _REACH) : cue]
    led = _LED.search(window)
    if led is not None:
        clause = _CLAUSE.split(window[: led.start()])[-1]
        return (_OPENS_WITH_OTHERS.match if led["weak"] is None else _OF_OTHERS.search)(clause) is None
    further = _FURTHER.match(content, begin, cue)
    if content[further.end() if further is not None else begin : cue].strip() == "":
        return True
    if teller is None or cue - teller > _REACH:
        return False
    return _BEHIND_BODY.fullmatch(content, read_bodies(content, teller, cue, signed).end, cue) is not None


def _by_office(content: str, begin: int, cue: int, askers: Askers) -> bool:
    return askers.any_behind(begin, cue) and _OF_PEOPLE.search(content, begin, min(cue, begin + _ASKED)) is None


def _opens_with_work(content: str, begin: int, stop: int) -> bool:
    led = _FURTHER.match(content, begin, stop)
    at = led.end() if led is not None else begin
    words = content[at : min(stop, at + _WORDS)]
    return _WORK.match(words[:1].upper() + words[1:] if led is not None else words) is not None
