"""Who a report says to be responsible by a paper that it tells of: `UBND tỉnh ban hành Kế hoạch ... . Sở A có trách
nhiệm đôn đốc`. What a law makes somebody responsible for is told of in the same words, and is no order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.bodies import read_bodies
from extractor.paragraphs import Paragraph
from extractor.reports.duty import Told, opens_duty
from extractor.reports.orders import FULL_STOP, tells, with_whom
from extractor.reports.tellers import PRIVATE, is_office
from extractor.work.clauses import after_comma

RESPONSIBLE = re.compile(r"(?:(?:sẽ|cũng)\s+)?(?:(?:có|chịu)\s+trách\s+nhiệm|có\s+nhiệm\s+vụ)\s*:?\s+")
# What gives work was issued, or what has some set up.
_ISSUED = re.compile(
    r"(?<!\w)(?:ban\s+hành|(?:vừa|đã|mới)\s+triển\s+khai|phê\s+duyệt|ký(?!\s+[Cc]hương)|(?:đã|vừa|mới)\s+có|quyết\s+định(?=\s+thành\s+lập))\s+"
    r"(?:thành\s+lập|[Kk]ế\s+hoạch|[Qq]uyết\s+định|[Cc]hỉ\s+thị|[Cc]ông\s+(?:văn|điện)|[Cc]hương\s+trình|[Qq]uy\s+chế"
    r"|[Đđ]ề\s+án|[Pp]hương\s+án|[Vv]ăn\s+bản|[Tt]hông\s+báo)(?!\w)"
)
# `về tiến độ`, `trước Chủ tịch UBND tỉnh về việc triển khai`; who answers for `việc đắm đò` alone, to a court or to the
# people, or for what went wrong is to blame
_ANSWERS_FOR = re.compile(
    r"về\s+(?:tính|nội\s+dung|thông\s+tin|số\s+liệu|tiến\s+độ)(?!\w)"
    r"|trước\s+(?:(?:Chủ\s+tịch|Thường\s+trực)\s+)?(?:UBND|[UỦ][ỷy]\s+ban\s+nhân\s+dân|(?:Phó\s+)?Thủ\s+tướng|Chính\s+phủ)(?!\w)[^,.;:\n]{0,60}?"
    r"\svề\s+(?:việc|công\s+tác|kết\s+quả|chất\s+lượng|tiến\s+độ)\s(?=\w)"
    r"(?![^.;\n]{0,80}?(?<!\w)(?:trái|sai|(?<!không )để|chậm(?!\s+nhất)|yếu|kém)(?!\w))"
)
_SENTENCE_ENDS = re.compile(r"(?<!T[PpXx])[.;!?\n]\s")
_RULE = re.compile(r"(?<!\w)(?:Luật|(?<!háp )luật|Nghị\s+định|Thông\s+tư|Pháp\s+lệnh|Điều\s+\d|khoản\s+\d)(?!\w)")
_SUBJECT = 160  # code points before the verb in which the office stands
_REACH = 3  # paragraphs between what was issued and who is responsible by it


def told_of_a_paper(content: str, items: Sequence[Paragraph], index: int) -> bool:
    """Whether the paragraphs up to `index` say that an office issued a paper which gives work, and tell of no law."""
    start, end = items[max(0, index - _REACH)].start, items[index].end
    return was_issued(content, start, end) and not tells_of_law(content, start, end)


def was_issued(content: str, start: int, end: int) -> bool:
    """Whether a stretch says that an office issued a paper which gives work."""
    return next(issues(content, start, end), None) is not None


def issues(content: str, start: int, end: int) -> Iterator[int]:
    """Where a stretch says that an office issued a paper which gives work."""
    return (f.start() for f in _ISSUED.finditer(content, start, end) if _by_office(content, start, f.start()))


def tells_of_law(content: str, start: int, end: int) -> bool:
    return next(laws(content, start, end), None) is not None


def laws(content: str, start: int, end: int) -> Iterator[int]:
    """Where a stretch tells of a law or an article."""
    return (found.start() for found in _RULE.finditer(content, start, end))


def _by_office(content: str, start: int, verb: int) -> bool:
    """Whether an office stands before the verb in its sentence, and nobody else does: not `Công ty A ký Quyết định`."""
    before = content[max(start, verb - _SUBJECT) : verb]
    return is_office(_SENTENCE_ENDS.split(before)[-1])


def charged_by_paper(content: str, start: int, end: int, signed: str | None) -> Iterator[Told]:
    """Who opens a sentence of one paragraph and is responsible for work. `signed` (ISO): see `read_bodies`."""
    for begin in (start, *(found.end() for found in FULL_STOP.finditer(content, start, end))):
        listed = read_bodies(content, begin, end, signed)
        after = after_comma(content, listed.end, end)
        charge = RESPONSIBLE.match(content, after, end) if listed.bodies else None
        if charge is None or PRIVATE.search(listed.bodies[0].name) or not is_charge(content, charge.end()):
            continue
        full_stop = FULL_STOP.search(content, charge.end(), end)
        if tells(content, listed, after, full_stop.start() if full_stop else end, RESPONSIBLE):
            yield Told("lead", begin, listed)
            yield from with_whom(content, listed.end, end, signed)


def is_charge(content: str, position: int) -> bool:
    """Whether work stands there, or what somebody answers for: `chịu trách nhiệm về tính chính xác của số liệu`."""
    return opens_duty(content, position) or _ANSWERS_FOR.match(content, position) is not None
