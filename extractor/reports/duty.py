"""Whether the words behind bodies in a report are something that they have to do: who is told."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from extractor.bodies import BodyList, read_bodies
from extractor.bodies.heads import behind_person
from extractor.bodies.names import skip_space
from extractor.bodies.passed_over import opens_member
from extractor.bodies.words import grammar
from extractor.document import TaskRole
from extractor.layout import LOWER
from extractor.reports.events import BADLY, is_event
from extractor.work import forms
from extractor.work.clauses import after_comma

# `Trung tâm Kiểm soát bệnh tật (CDC) chủ trì`, `UBND tỉnh này tổ chức`
_REMARK = re.compile(
    r"\s*\([^()\n]{1,100}\)\s*,?\s*|\s+(?:này|đó|nói\s+trên|nêu\s+trên|(?:có\s+)?liên\s+quan"
    r"|trên\s+địa\s+bàn(?:\s+(?:tỉnh|[Tt]hành\s+phố|TP|huyện|xã|phường))?)(?!\w)"
)
# `Sở A, Sở B… rà soát`: only a list is left unfinished
_LEFT_OUT = re.compile(r"\s*(?:…|\.\.\.)\s*")
# `UBND các huyện có tuyến đường đi qua khẩn trương ...`
_WHERE = re.compile(r"\s+(?:(?:nơi\s+)?có|phía|miền|vùng|khu\s+vực|từ)\s+(?!trách\s|nhiệm\s)")
_WORDS_OF_PLACE = 10
# Others that no name was read of: `yêu cầu Sở A, nhà xe, chủ bến tăng cường ...`
_UNREAD = re.compile(
    r"(?:…|\.\.\.)?(?:\s*,\s*(?!(?:nếu|khi|để|nhằm|do|vì|nhưng|trong\s+đó|theo|hiện|đến|sau)\s)|\s+và\s+)"
)
_UNREAD_ENDS = re.compile(r"[.:;\n]")
_UNREAD_REACH = 100
_CLAUSE = 200  # code points of what an office gives in which a figure or an event is looked for
# Right behind a body whom an office asks something.
_ANY_VERB = re.compile(
    rf"\s+(?=[{LOWER}])(?!(?:về|của|tại|trong|ở|để|và|cho|với|theo|do|nơi|là|đã|vào|từ|đến|tới|trên|dưới|sau|trước|khi|mà|nhằm|thì|nên"
    r"|vì|bị|được|như|gồm|hay|hoặc|này|đó|kia|khác|mới|cũ|cùng|số|các|những|ngày|tháng|năm|quý|qua|bằng|đang|vừa|sẽ|còn|cũng|có|trực\s+thuộc"
    r"|thuộc|liên\s+quan|nêu|đề\s+ra|đặt\s+ra|tỉnh|huyện|xã|phường|thành|quận)(?!\w))"
)
_FIGURE = re.compile(rf"\s\d[\d.,]*\s+[{LOWER}]")
PHRASE = re.compile(
    r"(?:chậm\s+nhất|trước|trong|từ\s+(?:nay|ngày|tháng)|ngay|sau|trên\s+cơ\s+sở|đối\s+với)\s(?:[^,.;:]|\.(?=\d)){3,70},\s+"
)
OF_ONE_KIND = re.compile(r"(?<!\w)[Cc]ác\s")
_WORD = re.compile(r"\w+")


class Told(NamedTuple):
    """Whom a report says to be told, and where the list of them begins."""

    role: TaskRole
    start: int
    listed: BodyList


def told(
    content: str, position: int, end: int, signed: str | None, *, by_office: bool = False, given: bool = False
) -> int | None:
    """In a report `giao`, `đề nghị`, in any paper `Lưu ý` is an order only where the bodies behind it are told what to
    do. Where they begin, which may be behind a phrase (`yêu cầu chậm nhất tháng 7, Sở A ...`); None for no order.
    `by_office`: an office is said to ask, so that any verb is what is to be done; where it gives
    (`given`), a known one, for things and places are given too. `signed` (ISO): see `read_bodies`."""
    phrase = PHRASE.match(content, position, end)
    begin = phrase.end() if phrase is not None else position
    listed = read_bodies(content, begin, end, signed)
    if not listed.bodies:
        return None
    # `giao Sở A:` over the items of what to do
    over_items = end - listed.end < 8 and content[listed.end : end].strip() == ":"
    if over_items or has_duty(content, listed, end):
        return begin
    if _is_cut_short(content, listed, end):
        return None
    remark = (
        (_REMARK.match(content, listed.end, end) or _LEFT_OUT.match(content, listed.end, end)) if by_office else None
    )
    after = listed.end + len(content[listed.end : remark.end()].rstrip()) if remark is not None else listed.end
    if not by_office or _ANY_VERB.match(content, after, end) is None:
        return None
    if not given:
        return begin
    below = not any(forms.SUPERIOR.fullmatch(body.name) for body in listed.bodies)
    return begin if below and _is_given(content, skip_space(content, after, end), end) else None


def _is_given(content: str, verb: int, end: int) -> bool:
    """Whether what an office gives to bodies is some work in a known verb, not counted nor done: `giao Sở A gia cố
    bến`, not `giao Sở A kho thuốc`."""
    if not opens_duty(content, verb, any_work=True):
        return False
    end = min(end, verb + _CLAUSE)
    clause = _UNREAD_ENDS.search(content, verb, end)
    stop = clause.start() if clause is not None else end
    return _FIGURE.search(content, verb, stop) is None and not is_event(content, verb, stop, counted=True)


def has_duty(content: str, listed: BodyList, end: int) -> bool:
    # `yêu cầu Chủ tịch UBND tỉnh A Trần Văn B rà soát`
    after = behind_person(content, listed.end, end) if listed.bodies else listed.end
    if _is_cut_short(content, listed, end):
        return False
    remark = _REMARK.match(content, after, end) or (listed.bodies and _LEFT_OUT.match(content, after, end))
    after = after_comma(content, remark.end() if remark else after, end)
    # `UBND các xã theo chức năng, nhiệm vụ được giao rà soát ...`
    manner = forms.MANNER.match(content, after, end) if content.startswith(("t", "că"), after) else None
    after = manner.end() if manner is not None else after
    if grammar().duties.match(content, after, end) is not None:
        return True
    where = _WHERE.match(content, listed.end, end) if listed.bodies else None
    if where is None or not OF_ONE_KIND.search(content, listed.bodies[-1].start, listed.end):
        where = _UNREAD.match(content, listed.end, end) if listed.bodies else None
        if where is None:
            return False
        # a clause may stand there: `yêu cầu Sở A, người dân vui mừng, phấn khởi tham gia lễ hội`
        if content[where.end() : where.end() + 1].islower() and not opens_member(content, where.end(), end, grammar()):
            return False
        end = min(end, listed.end + _UNREAD_REACH)
        stop = _UNREAD_ENDS.search(content, where.end(), end)
        end = stop.start() if stop is not None else end
    words = _WORD.finditer(content, where.end(), end)
    duties = grammar().duties
    return any(duties.match(content, word.start(), end) is not None for word in islice(words, _WORDS_OF_PLACE))


def _is_cut_short(content: str, listed: BodyList, end: int) -> bool:
    """Whether `…` stands behind one body alone, or before what was done badly: `giao Sở A... phối hợp chưa tốt`."""
    left_out = _LEFT_OUT.match(content, listed.end, end)
    return left_out is not None and (
        len(listed.bodies) + len(listed.groups) < 2 or BADLY.match(content, left_out.end(), end) is not None
    )


def opens_duty(content: str, position: int, *, any_work: bool = False) -> bool:
    """Whether a known duty stands at `position`, or (`any_work`) another verb of work."""
    words, rules = content[position : position + 40].lower(), grammar()
    return rules.duties.match(words) is not None or (any_work and rules.works.match(words) is not None)
