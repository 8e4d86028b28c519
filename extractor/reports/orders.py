"""Orders as reports tell them: who is told what to do, rather than who did it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from extractor.bodies import BodyList, read_bodies
from extractor.bodies.names import skip_space
from extractor.layout import NO_DEGREE, UPPER
from extractor.led_patterns import LedPattern
from extractor.reports.duty import OF_ONE_KIND, PHRASE, Told, has_duty, opens_duty
from extractor.reports.events import BURDEN, NO_WORK, is_event
from extractor.reports.letters import told_by_letter
from extractor.reports.tellers import OFFICE, PRIVATE, asked_by_office, gave_orders, is_office
from extractor.work import forms
from extractor.work.clauses import after_comma

_WITH = re.compile(
    r"\s*,?\s*(?:(?:(?:có|chịu)\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|cần|phải|tiếp\s+tục|chủ\s+động|tích\s+cực)\s+){0,2}"
    r"(?:(?:sẽ\s+)?chủ\s+trì\s*,?\s*(?:và\s+)?)?phối\s+hợp\s+(?:chặt\s+chẽ\s+)?(?:(?:với|cùng)\s*:?\s+)?"
)
LEAD_IN = LedPattern(
    "TCKVHQNĐB",
    r"(?:Theo\s+(?:đó|(?:nội\s+dung\s+)?(?:phân\s+công|[Kk]ế\s+hoạch|[Qq]uyết\s+định|[Nn]ghị\s+quyết|[Cc]hỉ\s+thị"
    r"|[Cc]ông\s+(?:điện|văn)|[Vv]ăn\s+bản|[Tt]hông\s+báo|[Kk]ết\s+luận|[Cc]hương\s+trình|[Đđ]ề\s+án)"
    r"(?:\s+(?:này|trên|nêu\s+trên)|\s+số\s[^,.;:\n]{1,120})?)|Cụ\s+thể"
    r"|(?P<says>(?:Công\s+(?:văn|điện)|Chỉ\s+thị|Kế\s+hoạch|Văn\s+bản|Thông\s+báo|Thông\s+tri|Hướng\s+dẫn|Kết\s+luận|Quyết\s+định|Nghị\s+quyết)"
    r"(?:\s+(?:này|cũng|còn|trên))*\s+(?:nêu(?:\s+rõ)?|chỉ\s+rõ))"
    r"|(?P<further>(?P<among>Trong\s+số\s+đó)|Trong\s+đó|Đồng\s+thời|Cùng\s+với\s+đó|Ngoài\s+ra|Bên\s+cạnh\s+đó))\s*[,:]\s*(?=\S)",
)
# Less than what tells heads at the head of a paragraph: what a law makes somebody responsible for is no order.
_IN_CHARGE = re.compile(
    r"(?:sẽ\s+)?(?:cần|phải|chủ\s+trì|khẩn\s+trương|tiếp\s+tục|tập\s+trung|rà\s+soát|chủ\s+động|tăng\s+cường|đẩy\s+nhanh|đôn\s+đốc"
    rf"|{forms.SEAT})(?!\w)"
)
# Behind an order somebody else who opens a sentence with what he does is told too; of what anybody does day by day only
# bodies of one kind (`UBND các phường tổ chức ...`), because one alone may have done so (`Sở A tổ chức lễ trao giải`).
_ALSO = re.compile(r"(?:sẽ|có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm)(?!\w)|" + _IN_CHARGE.pattern)
_BY_DAY = re.compile(r"(?:tổ\s+chức|hướng\s+dẫn|thực\s+hiện|phối\s+hợp)(?!\w)")
# What is told to somebody who opens a later paragraph, not what he did.
_MUST = re.compile(
    r"(?:khẩn\s+trương|phải|cần|chủ\s+động|nghiêm\s+túc|tập\s+trung|rà\s+soát|(?:có|chịu)\s+trách\s+nhiệm|sẽ\s+chủ\s+trì"
    rf"|chủ\s+trì\s*,?\s*(?:và\s+)?phối\s+hợp|{forms.SEAT})(?!\w)"
)
# Whose work it is all through needs no order: `Sở A là cơ quan thường trực của Ban Chỉ đạo`.
_SEAT = re.compile(forms.STANDING_SEAT)
_WILL = re.compile(r"(?:sẽ|cần|phải|(?:có|chịu)\s+trách\s+nhiệm)(?!\w)")  # `phải khắc phục việc đã nêu`
# `tiếp tục dẫn đầu` is no work, `tăng cường công tác tuyên truyền` is.
_MANNER = re.compile(r"(?:tập\s+trung|chủ\s+động|tiếp\s+tục|tăng\s+cường)\s+")
_WORK = re.compile(
    r"(?:công\s+tác|nguồn\s+lực|lực\s+lượng|mọi|các|tối\s+đa|kiểm\s+soát|tìm\s+kiếm|quảng\s+bá|thúc\s+đẩy)(?!\w)"
)
# What one goes on with soon behind an order and is work that somebody is given, not an event that took place.
GOES_ON = re.compile(
    _MUST.pattern
    + r"|(?:chỉ\s+đạo|hướng\s+dẫn|tham\s+mưu|nghiên\s+cứu|tăng\s+cường|đẩy\s+mạnh|đôn\s+đốc|theo\s+dõi|bố\s+trí"
    r"|kiểm\s+tra|bảo\s+đảm|đảm\s+bảo|chuẩn\s+bị|sẵn\s+sàng|thường\s+xuyên|tiếp\s+tục|quan\s+tâm"
    r"|xây\s+dựng\s+(?:kế\s+hoạch|phương\s+án|dự\s+thảo)"
    r"|(?:thực\s+hiện|triển\s+khai)\s+(?:nghiêm|tốt|đồng\s+bộ|ngay|(?:có\s+)?hiệu\s+quả|đầy\s+đủ)"
    r"|(?:xử\s+lý|giải\s+quyết|thực\s+hiện)[^.;:,\n]{0,24}\s+theo\s+(?:đúng\s+)?quy\s+định|xác\s+định\s+(?:rõ|đúng|cụ\s+thể))(?!\w)"
)
# Of a plan that was just issued: any work that stands behind `Theo đó, Sở A`.
_PLANNED = re.compile(r"(?=\w\w)")
_GIVEN = re.compile(
    r"\s+được\s+(?:(?P<by>(?!đề|yêu|giao|phân)[^,.;:\n]{1,60}?)\s)?(?:giao|phân\s+công|yêu\s+cầu|đề\s+nghị)(?:\s+(?:nhiệm\s+vụ|trách\s+nhiệm))?\s+"
)
# `phối hợp với các tỉnh ven biển, sẵn sàng ...`
_NAMELESS_PARTNERS = re.compile(r"(?:các|những)\s[^,.;:\n]{2,60},\s+(?=\S)")
# `Theo chỉ đạo của UBND tỉnh, Sở A được giao chủ trì ...`
_BY_ORDER = re.compile(r"Theo\s+(?:ý\s+kiến\s+)?(?:chỉ\s+đạo|yêu\s+cầu)\s+của\s[^,.;:\n]{2,60},\s+(?=\S)")
_IN_A_MATTER = re.compile(r"trong\s+việc\s+(?=\w)")
_PARTNERS = re.compile(r"phối\s+hợp\s+(?:chặt\s+chẽ\s+)?(?:(?:với|cùng)\s+)?(?=\S)")
# `Riêng Sở A`, `Đối với UBND xã B,`
_APART = re.compile(r"(?:(?P<alone>Riêng)(?:\s+(?:đối\s+)?với)?|(?:Đối\s+v|V)ới|Về\s+phía)\s+(?=\S)")
_SAYS = re.compile(
    rf"(?P<who>(?P<person>(?:[Ôô]ng|[Bb]à)(?:\s+[{UPPER}]\w*){{1,5}}\s(?=yêu|giao|chỉ))|(?:[Đđ]ồng\s+chí|[Tt]hủ\s+tướng|[Cc]hủ\s+tịch|[Pp]hó|[Bb]í\s+thư|[Bb]ộ\s+trưởng|[Ll]ãnh\s+đạo|UBND|[UỦ][ỷy]\s+ban|Chính\s+phủ)"
    r"(?:\s[^,.;:\n]{1,60})?\s)?(?:yêu\s+cầu|đề\s+nghị|giao|chỉ\s+đạo|lưu\s+ý)\s*:?\s+(?:(?:phải|cần|có)\s+)?"
)
_STRESS = re.compile(r"nhấn\s+mạnh\s*[,:]?\s+(?=[A-ZĐ]|các\s)")
_HAS_TO = re.compile(r"(?:cần|phải|(?:có|chịu)\s+trách\s+nhiệm)\s+")
_REACH = 160  # code points behind bodies in which the past is looked for
# Work with a term is given, also where only an order before says so: `Sở A xem xét, báo cáo trước ngày 9/4`.
DUE = re.compile(
    r"(?:trước|chậm\s+nhất)\s+(?:ngày\s+)?\d{1,2}[/.-]\d|(?:trước|trong|chậm\s+nhất)\s+(?:tháng|quý)\s+[\dIV]"
)
_CHAIN = 8  # sentences behind an order that still may tell somebody
FULL_STOP = re.compile(rf"\.(?<!T[PpXx]\.){NO_DEGREE}\s+")
_CLAUSE = re.compile(r";\s+(?=\S)")


class Behind:
    """Who else is told behind the orders of one paragraph of a report, which ends at `end`. Asked for its orders from
    left to right: what stands behind them is read once, however many orders a sentence has."""

    __slots__ = ("_content", "_end", "_read", "_signed")

    def __init__(self, content: str, end: int, signed: str | None) -> None:
        self._content = content
        self._end = end
        self._signed = signed
        self._read = -1  # the end of the last sentence whose clauses were read

    def told(self, position: int) -> Iterator[Told]:
        """Who else is told behind the bodies of an order, which end at `position`: with whom they work, the clauses up
        to the end of its sentence that open with who is told (`yêu cầu Sở A phối hợp với Sở C ...; UBND xã B bàn giao
        mặt bằng`), and the sentences behind it that do."""
        content, end, signed = self._content, self._end, self._signed
        yield from with_whom(content, position, end, signed)
        if position <= self._read:
            return
        full_stop = FULL_STOP.search(content, position, end)
        self._read = full_stop.start() if full_stop is not None else end
        yield from _clauses(content, position, self._read, signed)
        if full_stop is not None:
            yield from _sentences_behind(content, full_stop, end, signed, _ALSO)


def _clauses(content: str, start: int, stop: int, signed: str | None) -> Iterator[Told]:
    """Who opens a later clause of a sentence that tells somebody, and has a duty in it, or is worked with there."""
    listed_to = start
    for clause in _CLAUSE.finditer(content, start, stop):
        if clause.end() < listed_to:
            continue  # one of the list that was read: `; Sở A; Sở B; Sở C rà soát`
        partners = _PARTNERS.match(content, clause.end(), stop)
        begin = partners.end() if partners is not None else clause.end()
        listed = read_bodies(content, begin, stop, signed)
        listed_to = listed.end
        if listed.bodies and (partners is not None or has_duty(content, listed, stop)):
            yield Told("support" if partners is not None else "lead", begin, listed)


def tells(
    content: str, listed: BodyList, after: int, stop: int, charge: re.Pattern[str], *, by_plan: bool = False
) -> bool:
    """Whether the sentence up to `stop` gives the bodies that open it their `charge`, not says what they did.
    `by_plan`: words before say that a paper or an order has it so (`Theo đó, Sở A ...`, `Riêng Sở A ...`)."""
    if not listed.bodies or any(forms.SUPERIOR.fullmatch(body.name) for body in listed.bodies):
        return False
    goes_on = charge in (GOES_ON, _PLANNED)
    if NO_WORK.match(content, after, stop) or (goes_on and gave_orders(content, listed.bodies[0])):
        return False
    if is_mere_manner(content, after, stop) or (not by_plan and BURDEN.match(content, after, stop)):
        return False
    behind = goes_on or charge is _ALSO
    work = opens_duty(content, after) if charge is _PLANNED else charge.match(content, after, stop) is not None
    work = work or (behind and opens_duty(content, after) and DUE.search(content, after, stop) is not None)
    if not work and behind and OF_ONE_KIND.search(content, listed.bodies[0].start, after):
        work = opens_duty(content, after) if charge is GOES_ON else _BY_DAY.match(content, after, stop) is not None
    if not work:
        return False
    if _WILL.match(content, after, stop):
        return True
    counted = behind and charge is not _PLANNED and DUE.search(content, after, stop) is None
    return not is_event(content, after, min(stop, after + _REACH), counted=counted)


def is_mere_manner(content: str, position: int, stop: int) -> bool:
    """Whether `tiếp tục`, `tập trung` stand there with no work behind: `tiếp tục dẫn đầu`."""
    manner = _MANNER.match(content, position, stop)
    return manner is not None and not (
        opens_duty(content, manner.end()) or _WORK.match(content, manner.end(), stop) is not None
    )


def with_whom(content: str, position: int, end: int, signed: str | None) -> Iterator[Told]:
    with_whom = _WITH.match(content, position, end)
    if with_whom is not None:
        listed = read_bodies(content, with_whom.end(), end, signed)
        if listed.bodies:
            yield Told("support", with_whom.end(), listed)


def told_elsewhere(
    content: str,
    start: int,
    end: int,
    signed: str | None,
    *,
    orders: Sequence[int],
    ordered: bool,
    near: bool,
    issued: Callable[[], bool],
) -> Iterator[Told]:
    """Who is told in one paragraph of a report without a verb of order before: whom a letter was sent to that asks for
    something, and who opens a sentence on what a paper says (`Cụ thể, Bộ A chủ trì ... . Bộ B sẽ chủ trì ...`).
    `Đồng thời`, `Trong đó` open one only behind an order (`ordered`), `Trong số đó` for no firm: it tells of a list of
    results as well. `near`: an order stands in this paragraph or soon before it. `orders`: where verbs of order
    stand in it. `issued` says whether a paper that gives work was issued there."""
    yield from told_by_letter(content, start, end, signed)
    read = start
    for seat in _SEAT.finditer(content, start, end):
        full_stop = content.rfind(". ", read, seat.start())
        if full_stop < 0 and read > start:
            continue  # in a sentence that was read up to another seat
        begin, read = (full_stop + 2 if full_stop >= 0 else start), seat.end()
        listed = read_bodies(content, begin, seat.start(), signed)
        if listed.bodies and after_comma(content, listed.end, seat.start()) == seat.start():
            yield Told("lead", begin, listed)
    yield from _given(content, start, end, signed)
    yield from _behind_many(content, orders, end, signed)
    if near:
        yield from _leads(content, start, end, signed)
    yield from _set_apart(content, start, end, signed, ordered=near)
    yield from _stressed(content, start, end, signed)
    lead_in = LEAD_IN.search(content, start, end)
    while lead_in is not None:
        read = lead_in.end()
        among = lead_in["among"] is None or OFFICE.match(content, read, end) is not None
        if among and (ordered or lead_in["further"] is None):
            weaker = lead_in["says"] or (near and lead_in["further"])
            phrase = PHRASE.match(content, read, end)
            read = phrase.end() if phrase is not None else read
            charge = GOES_ON if weaker else _IN_CHARGE
            if content.startswith("Theo", lead_in.start()) and issued():
                charge = _PLANNED
            if lead_in["says"] and content.startswith("Kết", lead_in.start()):
                charge = _WILL  # a conclusion tells of findings first
            for stop, others in _sentences(content, read, end, signed, charge, by_plan=True):
                yield from others
                read = stop
        lead_in = LEAD_IN.search(content, read, end)


def behind_partners(content: str, position: int, end: int, signed: str | None) -> int:
    """Behind `phối hợp với Sở B, các đơn vị liên quan`, where that stands at `position`: what they do together."""
    partners = _PARTNERS.match(content, position, end)
    if partners is None:
        return position
    listed = read_bodies(content, partners.end(), end, signed)
    if listed.end <= partners.end():
        nameless = _NAMELESS_PARTNERS.match(content, partners.end(), end)
        return nameless.end() if nameless is not None else position
    after = after_comma(content, listed.end, end)
    matter = _IN_A_MATTER.match(content, after, end)
    return matter.end() if matter is not None else after


def _given(content: str, start: int, end: int, signed: str | None) -> Iterator[Told]:
    """Who opens a sentence and is given work in it: `Sở A được UBND tỉnh giao chủ trì ...`."""
    if content.find(" được ", start, end) < 0:
        return
    for begin in (start, *(found.end() for found in FULL_STOP.finditer(content, start, end))):
        lead_in = LEAD_IN.match(content, begin, end) or _BY_ORDER.match(content, begin, end)
        begin = lead_in.end() if lead_in is not None else begin
        listed = read_bodies(content, begin, end, signed)
        given = _GIVEN.match(content, listed.end, end) if listed.bodies else None
        if given is None or (given["by"] and not is_office(given["by"])) or not opens_duty(content, given.end()):
            continue
        full_stop = FULL_STOP.search(content, begin, end)
        if not is_event(content, given.end(), full_stop.start() if full_stop else end, counted=False):
            yield Told("lead", begin, listed)
            yield from with_whom(content, given.end(), end, signed)
            yield from _clauses(content, begin, full_stop.start() if full_stop else end, signed)


def _behind_many(content: str, orders: Sequence[int], end: int, signed: str | None) -> Iterator[Told]:
    """Who opens a sentence behind one that tells many at once: `UBND tỉnh yêu cầu các sở, ngành ... . Công an tỉnh thực
    hiện nghiêm ...`."""
    many = next((found for place in orders if (found := forms.TELLS_MANY.match(content, place, end))), None)
    full_stop = FULL_STOP.search(content, many.end(), end) if many is not None else None
    if full_stop is not None:
        yield from _sentences_behind(content, full_stop, end, signed, GOES_ON)


def _sentences_behind(
    content: str, full_stop: re.Match[str], end: int, signed: str | None, charge: re.Pattern[str]
) -> Iterator[Told]:
    """Who is told in the first sentences behind an order, which ends with `full_stop`, also where one between them
    names nobody; not behind one that says what somebody did. Who opens a line of his own is told by what he goes on
    with too."""
    named = False  # whether the sentence before opened with somebody who is not told
    for _ in range(_CHAIN):
        of_its_own = "\n" in full_stop.group()
        if named and not of_its_own:
            return
        begin, its = full_stop.end(), GOES_ON if of_its_own else charge
        for read, others in islice(_sentences(content, begin, end, signed, its), 1):
            yield from others
            named = not others and read > begin
        following = FULL_STOP.search(content, begin, end)
        if following is None:
            return
        full_stop = following


def _leads(content: str, start: int, end: int, signed: str | None) -> Iterator[Told]:
    """Who opens a sentence soon behind an order and leads others in it: `Sở A chủ trì, phối hợp với Sở B ...`."""
    if content.find("chủ trì", start, end) < 0:
        return
    for begin in (found.end() for found in FULL_STOP.finditer(content, start, end)):
        listed = read_bodies(content, begin, end, signed)
        after = after_comma(content, listed.end, end)
        if forms.TOGETHER.match(content, after, end) and tells(content, listed, after, end, _IN_CHARGE):
            yield Told("lead", begin, listed)
            yield from with_whom(content, listed.end, end, signed)


def _set_apart(content: str, start: int, end: int, signed: str | None, *, ordered: bool) -> Iterator[Told]:
    """Who is named before what he is told: `Riêng Sở A cần ...`, `Đối với Sở B, Chủ tịch yêu cầu ...`."""
    read = start
    for begin in (start, *(found.end() for found in FULL_STOP.finditer(content, start, end))):
        apart = _APART.match(content, begin, end)
        if apart is None:
            continue
        if apart["alone"] and not ordered:
            ordered = forms.TELLS_MANY.search(content, read, begin) is not None
            read = begin
        full_stop = FULL_STOP.search(content, apart.end(), end)
        stop = full_stop.start() if full_stop is not None else end
        listed = read_bodies(content, apart.end(), stop, signed)
        after = after_comma(content, listed.end, stop)
        asks = _SAYS.match(content, after, stop)
        if listed.bodies and asks is not None:
            by_name = asks["who"] is not None
            if not by_name and "," not in content[listed.bodies[-1].end : after]:  # the last asks the others
                by_name = True
                listed = read_bodies(content, apart.end(), listed.bodies[-1].start, signed)
            if not listed.bodies:
                continue
            private = PRIVATE.search(content, listed.bodies[-1].end, asks.end())
            work = opens_duty(content, asks.end()) or (by_name and _is_any_work(content, asks.end(), stop))
            if work and not private and (ordered or not asks["person"]):
                yield Told("lead", apart.end(), listed)
        elif ordered and tells(content, listed, behind_colon(content, after, stop), stop, GOES_ON, by_plan=True):
            yield Told("lead", apart.end(), listed)
            yield from with_whom(content, listed.end, stop, signed)
        else:
            continue
        if full_stop is not None:
            for _, others in _sentences(content, full_stop.end(), end, signed, _ALSO):
                yield from others


def behind_colon(content: str, position: int, end: int) -> int:
    return skip_space(content, position + 1, end) if content.startswith(":", position) else position


def _is_any_work(content: str, position: int, stop: int) -> bool:
    """Whether a verb of work stands there, and no event."""
    return opens_duty(content, position, any_work=True) and not is_event(content, position, stop, counted=True)


def _stressed(content: str, start: int, end: int, signed: str | None) -> Iterator[Told]:
    """Who has to do what an office stresses: `Chủ tịch UBND tỉnh nhấn mạnh, Sở A cần khẩn trương ...`."""
    stop = start
    for stress in _STRESS.finditer(content, start, end):
        if stress.end() > stop:
            full_stop = FULL_STOP.search(content, stress.end(), end)
            stop = full_stop.start() if full_stop is not None else end
        listed = read_bodies(content, stress.end(), stop, signed)
        after = after_comma(content, listed.end, stop)
        must = _HAS_TO.match(content, after, stop)
        if must is None or not opens_duty(content, must.end()):
            continue
        if asked_by_office(content, start, stress.start(), signed) and tells(content, listed, after, stop, _HAS_TO):
            yield Told("lead", stress.end(), listed)
            yield from with_whom(content, listed.end, stop, signed)


def _sentences(
    content: str, begin: int, end: int, signed: str | None, charge: re.Pattern[str], *, by_plan: bool = False
) -> Iterator[tuple[int, list[Told]]]:
    """The sentences from `begin` on that open with bodies and their `charge`: where each ends, and who is told in it.
    Last the first that does not, which tells nobody: where its bodies end."""
    while begin < end:
        full_stop = FULL_STOP.search(content, begin, end)
        stop = full_stop.start() if full_stop is not None else end
        listed = read_bodies(content, begin, stop, signed)
        after = after_comma(content, listed.end, stop)
        manner = forms.MANNER.match(content, after, stop) if content.startswith("t", after) else None
        after = manner.end() if manner is not None else after
        if charge in (GOES_ON, _PLANNED):
            after = behind_partners(content, after, stop, signed)
        if not tells(content, listed, after, stop, charge, by_plan=by_plan):
            yield listed.end, []
            return
        others = [Told("lead", begin, listed), *with_whom(content, listed.end, stop, signed)]
        others += _clauses(content, listed.end, stop, signed)
        begin = full_stop.end() if full_stop is not None else end
        yield begin, others
        # who comes next is told by the same paper, and who opens a line of his own with what he goes on with too
        charge = GOES_ON if full_stop is not None and "\n" in full_stop.group() else _ALSO
