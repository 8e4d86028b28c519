"""Who opens a sentence of a report and is told by the weight of many small signs, none of which says so alone.

`Công an tỉnh, Ban quản lý bến A thực hiện ...` may be an order or an event: that an office asked for something soon
before, that a plan was issued, that several bodies are named, that a term is set, each speak for an order. The weights
are data: `data/report_weights.toml`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from extractor.bodies import BodyList, list_openings, read_bodies
from extractor.bodies.series import Body
from extractor.knowledge import toml_data
from extractor.layout import UPPER
from extractor.paragraphs import Paragraph
from extractor.phrases import FIRST_WORD, Phrases
from extractor.reports.askers import Askers
from extractor.reports.charges import RESPONSIBLE, is_charge, issues, laws
from extractor.reports.duty import OF_ONE_KIND, PHRASE, Told, opens_duty
from extractor.reports.events import NO_WORK, is_event
from extractor.reports.orders import DUE, FULL_STOP, LEAD_IN, behind_partners, is_mere_manner, with_whom
from extractor.reports.partners import partners
from extractor.reports.tellers import YEAR, is_long_ago, is_office, may_be_told
from extractor.work import forms
from extractor.work.clauses import after_comma, may_name

# `UBND tỉnh có ý kiến như sau: Sở A ...`
_AS_FOLLOWS = re.compile(r"ý\s+kiến(?:\s+(?:chỉ\s+đạo|kết\s+luận))?\s+(?:như\s+)?sau\s*:\s+(?=\S)")
# `“Sở A rà soát bến”. Đó là chỉ đạo của UBND tỉnh đối với Sở A ...`
_THAT_IS_SAID = re.compile(
    r"(?:Đó|Đây)\s+(?:cũng\s+)?là\s+(?:(?:một\s+trong\s+)?những\s+)?(?:nội\s+dung\s+)?(?:ý\s+kiến\s+)?(?:chỉ\s+đạo|yêu\s+cầu)"
    r"\s+(?:mới\s+)?của\s+(?P<who>[^.;:\n]{2,80})"
)
# `Sở A rà soát bến, Chủ tịch UBND tỉnh yêu cầu.` Who says or stresses something may also tell what was done.
_ASKED_BEHIND = re.compile(
    rf",[”\"]?\s+(?P<who>(?=[{UPPER}]|lãnh\s+đạo|đồng\s+chí)(?:[^,.;:\n“”\"]|[Tt][Pp]\.){{2,80}}?)\s+(?:(?:cũng|đã|vừa|tiếp\s+tục)\s+)?"
    r"(?:yêu\s+cầu|đề\s+nghị|chỉ\s+đạo|lưu\s+ý|chỉ\s+thị|(?P<says>nhấn\s+mạnh|quán\s+triệt|nêu\s+rõ))[.”\"\s]*\Z"
)
# `nội dung mà Quốc hội, Chính phủ yêu cầu`: no sentence of its own
_OF_OTHERS = re.compile(
    rf"(?<!\w)(?:(?:mà|do|được)\s+[{UPPER}]|mà\s+(?!(?:không|còn|vẫn|chưa|phải|cần)(?!\w)))[^;:\n]{{0,160}}\Z"
)
_URGED = re.compile(r"(?:cần|phải|khẩn\s+trương)(?!\w)")
# `thực hiện 12 nhiệm vụ`, `kiểm tra chưa tốt`: what came of it
_CAME_OF_IT = re.compile(rf"(?:\w+\s+){{0,3}}\w+{forms.RESULT.pattern}")
# ... anywhere in the clause: `rà soát bến còn nhiều sai sót`, not `rà soát các bến còn nhiều sai sót`
_CAME_LATE = re.compile(
    r"(?P<which>(?<!\w)(?:các|những|nơi)\s[^.,;:\n]{0,60}?)?(?<!\w)(?:còn\s+(?:(?:rất\s+)?nhiều|một\s+số|để|có|chậm|yếu|hạn\s+chế|lúng\s+túng)"
    r"|(?:hôm|tuần|tháng|năm)\s+trước\Z|hôm\s+trước|đông\s+vui|thành\s+công\s+tốt\s+đẹp)(?!\w)"
)
_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_WELL = re.compile(r"(?:\w+\s+){1,3}tốt(?!\w)")
_DAY_ENDS = 8  # code points behind the first digits of a month that a day may end in
# Says only that there is more: `Bên cạnh đó, Sở A ...`, `Riêng Sở B ...`
_FURTHER_OPENS = ("Bên", "Đồng", "Ngoài", "Cùng", "Mặt", "Song", "Riêng")
_FURTHER = re.compile(
    r"(?:(?:Bên\s+cạnh|Cùng\s+với|Song\s+song(?:\s+với)?)\s+(?:việc\s+)?đó|Ngoài\s+ra|Đồng\s+thời|Mặt\s+khác"
    r"|Riêng(?:\s+đối\s+với)?),?\s+|Ngoài\s+(?:việc|công\s+tác)\s[^,.;:\n]{3,60},\s+"
)
_QUOTED = re.compile(r"[“\"](?=\w)")
# What somebody has to do, in words of need or of a burden: `phải vay tiền` is no task.
_NEEDS = re.compile(r"(?:phải|cần)\s+")
# What is to be handed to an office by a day of this year is given, though nothing says by whom.
_HANDS_IN = re.compile(
    r"(?:báo\s+cáo|gửi)(?!\w)[^.;\n]{0,80}?\s(?:UBND|[UỦ][ỷy]\s+ban\s+nhân\s+dân|Bộ|Sở|[Đđ]oàn\s+kiểm\s+tra)(?!\w)[^.;\n]{0,60}?"
    r"\s(?:trước|chậm\s+nhất)\s+(?:ngày\s+)?\d{1,2}[/.-]\d{1,2}(?!\d)(?!\s+(?:hàng|hằng|mỗi)\s)"
)
_OFTEN = re.compile(r"thường\s+xuyên\s+")  # `thường xuyên quá tải`
# `Sở A báo cáo, toàn tỉnh có 12 bến`, `trình bày ý tưởng` are said or shown, not given to do.
_MERELY_SAYS = re.compile(
    r"trình\s+bày(?!\w)|(?:thông\s+tin|báo\s+cáo|đánh\s+giá|thống\s+kê|dự\s+báo|cảnh\s+báo|đề\s+xuất)"
    r"(?:\s*:|(?P<comma>\s*,\s+)"
    r"|\s+(?:rằng|là|thì|có|(?:việc|điều)\s+(?:này|đó)|(?:năm|đêm|hôm|ngày|tháng)\s+nay|toàn\s+(?:tỉnh|xã|ngành)|hiện)(?!\w))"
)
# Who writes to a newspaper or talks to it says what others should do.
_OPINION = re.compile(
    r"(?<!\w)(?:[Tt]ôi(?!\s+(?:yêu\s+cầu|đề\s+nghị|giao))|[Bb]ạn\s+đọc|[Đđ]ộc\s+giả"
    r"|chuyên\s+gia\s+(?:[^,.;:\n]{1,40}\s)?(?:nói|bình\s+luận|nhận\s+định|cho\s+rằng)"
    r"|(?P<person>(?:[Ôô]ng|[Bb]à)\s(?:[^.;:\n]{1,60}[\s,])?nói))(?!\w)"
)
# Each step of a procedure, and a reader's question, tell what always holds, as a law does.
_PROCEDURE = re.compile(r"(?<!\w)(?:Trình\s+tự|Thủ\s+tục|Bước\s+\d|Hỏi\s*:)")
_SENTENCE_ENDS = re.compile(r"(?<!T[PpXx])[.!?\n]\s")
_DONE = re.compile(r"(?:đã|vừa|đang|được|bị|từng)(?!\w)")
_DIRECTS = re.compile(r"chỉ\s+đạo\s+(?:việc\s+)?")
WEIGHED_BEFORE = 6  # paragraphs between an order, or somebody who is told, and who is told after it
_BEHIND = 2  # ... and who is told before it
_PAPER = 1_500  # code points before a sentence in which a paper that was issued, or a law, is looked for
_TITLE = 24  # code points of a title before the name of a body: `Chủ tịch UBND tỉnh`
_EVENT = 160  # code points behind bodies in which the past is looked for


@cache
def _verbs() -> tuple[tuple[int, Phrases], ...]:
    rows = toml_data("report_weights.toml")["verb"]
    weights = sorted({row["weight"] for row in rows}, reverse=True)
    return tuple(
        (weight, Phrases(phrase for row in rows if row["weight"] == weight for phrase in row["phrases"]))
        for weight in weights
    )


@cache
def _context() -> tuple[int, dict[str, int], dict[str, int]]:
    data = toml_data("report_weights.toml")
    return data["needed"], data["verbs"], data["context"]


def verb_weight(content: str, position: int, end: int, signed: str | None = None) -> int | None:
    """How much the words at `position`, behind bodies, say that they are told; None where they are no work. `signed`
    (ISO): see `read_bodies`."""
    charge = RESPONSIBLE.match(content, position, end)
    if charge is not None and not is_charge(content, charge.end()):
        return None  # `chịu trách nhiệm trước dư luận`
    must = _NEEDS.match(content, position, end) or _OFTEN.match(content, position, end)
    if (must is not None and not opens_duty(content, must.end())) or _only_says(content, position, end):
        return None
    for weight, phrases in _verbs():
        if phrases.match(content, position, end):
            return weight
    if not opens_duty(content, position):
        return None
    directs = _DIRECTS.match(content, position, end)
    # `UBND tỉnh chỉ đạo các sở, ngành ...` is who gives orders, `Bộ A chỉ đạo Công an tỉnh B ...` may be who gets one
    if directs is not None:
        whom = read_bodies(content, directs.end(), end, signed)
        if not whom.bodies or whom.named[0] not in whom.bodies:
            return _context()[1]["directs_many"]
    return _context()[1]["any_duty"]


def _only_says(content: str, position: int, end: int) -> bool:
    said = _MERELY_SAYS.match(content, position, end)
    return said is not None and (said["comma"] is None or not opens_duty(content, said.end()))


class Weighing:
    """The sentences of one report, weighed one paragraph after the other. `orders`: where verbs of order stand, by
    paragraph; `signed` (ISO): see `read_bodies`."""

    __slots__ = ("_askers", "_content", "_items", "_known_places", "_openings", "_signed")

    def __init__(
        self, content: str, items: Sequence[Paragraph], orders: Mapping[int, Sequence[int]], signed: str | None
    ) -> None:
        self._content = content
        self._items = items
        self._signed = signed
        self._openings = list_openings()
        self._known_places: tuple[list[int], list[int]] | None = None
        start = items[0].start if items else 0
        self._askers = Askers(content, start, (place for places in orders.values() for place in places), signed)

    def told(self, index: int, *, told: bool, soon: bool, known: set[int]) -> Iterator[Told]:
        """Who is told in the paragraph `index`, and with whom they work. `told`: somebody was before, `soon`: not long
        before; `known`: where bodies stand that are told already, to which those are added."""
        content, item = self._content, self._items[index]
        begins = [item.text_start, *(found.end() for found in FULL_STOP.finditer(content, item.text_start, item.end))]
        follows = [
            found.end()
            for found in _AS_FOLLOWS.finditer(content, item.text_start, item.end)
            if _of_an_office(content, item.text_start, found.start())
        ]
        if follows:
            begins = sorted({*begins, *follows})
        for one in self._heads(index, begins, follows, told=told, known=known):
            known.update(body.start for body in one.listed.bodies)
            yield one
        yield from partners(content, begins, item.end, self._signed, askers=self._askers, soon=soon, known=known)

    def _heads(
        self, index: int, begins: Sequence[int], follows: Sequence[int], *, told: bool, known: set[int]
    ) -> Iterator[Told]:
        content, item = self._content, self._items[index]
        done = ago = False  # whether a sentence before says what somebody did, or tells of a time long ago
        opinion: bool | None = None
        starts = sorted(known)
        for number, begin in enumerate(begins):
            stop = begins[number + 1] if number + 1 < len(begins) else item.end
            ago = ago or is_long_ago(content, begin, self._signed)
            if ago:
                continue
            lead_in = LEAD_IN.match(content, begin, stop) if content.startswith(("Theo", "Cụ"), begin) else None
            quoted = _QUOTED.match(content, begin, stop)
            further = _FURTHER.match(content, begin, stop) if content.startswith(_FURTHER_OPENS, begin) else None
            before = lead_in or quoted or further
            at = before.end() if before is not None else begin
            phrase = PHRASE.match(content, at, stop) if lead_in is not None else None
            at = phrase.end() if phrase is not None else at
            opening = FIRST_WORD.match(content, at, stop)
            if opening is None or opening.group() not in self._openings:
                continue
            first = bisect_left(starts, at)
            if first < len(starts) and starts[first] - at < _TITLE:
                continue  # who opens it is told already
            if not may_name(content, at, opening.group(), stop):
                continue
            listed = read_bodies(content, at, stop, self._signed)
            if not listed.bodies or listed.bodies[0].start in known or not may_be_told(content, listed):
                continue
            asked = self._asked_behind(listed, stop)
            stop = asked if asked is not None else stop
            work = self._behind(listed, stop)
            weight = verb_weight(content, work, stop, self._signed)
            if weight is None or NO_WORK.match(content, work, stop) or is_mere_manner(content, work, stop):
                done = done or _DONE.match(content, work, stop) is not None
                continue
            due = DUE.search(content, work, stop) is not None
            if is_event(content, work, min(stop, work + _EVENT), counted=not due):
                continue
            if opinion is None:
                opinion = _tells_an_opinion(content, item.text_start, item.end)
            # `Cụ thể, ...` gives the particulars of anything that was told
            led = (lead_in is not None and content.startswith("Theo", begin)) or begin in follows
            signs = {"led_in": led, "due": due, "done_before": done, "opinion": opinion}
            must = _NEEDS.match(content, work, stop) is not None
            ordered = asked is not None or (weight > 0 and _is_ordered(content, begin, stop, item.end, self._signed))
            begun = told or begin in follows
            ordered = ordered or (must and due and self._is_handed_in(begin, work, stop))
            if ordered or self._is_told(index, begin, stop, listed, weight, signs, told=begun, must=must):
                yield Told("lead", at, listed)
                yield from with_whom(content, listed.end, stop, self._signed)
                told, done = True, False

    def _behind(self, listed: BodyList, stop: int) -> int:
        content = self._content
        at = after_comma(content, listed.end, stop)
        manner = forms.MANNER.match(content, at, stop) if content.startswith(("t", "că"), at) else None
        return behind_partners(content, manner.end() if manner is not None else at, stop, self._signed)

    def _asked_behind(self, listed: BodyList, stop: int) -> int | None:
        """Where a sentence goes on with the office whose order it is: `Sở A rà soát bến, Chủ tịch UBND tỉnh yêu cầu.`
        Not with who speaks for the body itself, nor where it tells what came of its work."""
        content = self._content
        asked = _ASKED_BEHIND.search(content, max(listed.end, content.rfind(",", listed.end, stop)), stop)
        if asked is None or not is_office(asked["who"]) or _speaks_for(asked["who"], listed):
            return None
        end = asked.start()
        work = self._behind(listed, end)
        if _OF_OTHERS.search(content, work, end):
            return None
        urged = _URGED.match(content, work, end) is not None or self._is_due(work, end)
        late = any(not found["which"] for found in _CAME_LATE.finditer(content, work, end))
        if not urged and (asked["says"] or late or _CAME_OF_IT.match(content, work, end)):
            return None
        return end

    def _is_handed_in(self, begin: int, work: int, stop: int) -> bool:
        """Whether something has to be handed to an office by a day, and no law or procedure says so."""
        past = max(self._items[0].start, begin - _PAPER)
        if _HANDS_IN.search(self._content, work, stop) is None or _any_within(self._places()[1], past, stop):
            return False
        return self._is_due(work, stop)

    def _is_due(self, start: int, end: int) -> bool:
        """Whether a day is set that is not past. Of a report without a date, work that is praised is past."""
        due = DUE.search(self._content, start, end)
        if due is None:
            return False
        day = _DAY.search(self._content, due.start(), min(end, due.end() + _DAY_ENDS))
        if day is None:
            return True
        if self._signed is None:
            return _WELL.match(self._content, start, end) is None
        return f"{day[3]}-{day[2]:0>2}-{day[1]:0>2}" >= self._signed

    def _is_told(
        self,
        index: int,
        begin: int,
        stop: int,
        listed: BodyList,
        weight: int,
        signs: dict[str, bool],
        *,
        told: bool,
        must: bool,
    ) -> bool:
        """Whether the signs reach what is needed. `weight`: of the verb; `told`: somebody was before, `must`: the verb
        says so, which also tells of a need or a burden where nobody was given work."""
        content, (needed, verbs, weights) = self._content, _context()
        any_duty = weight <= verbs["any_duty"]
        one_kind = OF_ONE_KIND.search(content, listed.bodies[0].start, listed.end) is not None
        last = self._items[min(len(self._items) - 1, index + _BEHIND)].end
        follows = self._askers.any_behind(stop, last)
        # what anybody does day by day is no task because somebody was told something before
        if any_duty and not (signs["led_in"] or signs["due"] or one_kind or follows):
            return False
        askers = self._askers.before(self._items[max(0, index - WEIGHED_BEFORE)].start, begin)
        past = max(self._items[0].start, begin - _PAPER)
        given = self._given([place for place, _ in askers], past, begin, told=told)
        if not given and (must or not (signs["led_in"] or signs["due"] or follows)):
            return False
        signs = signs | {
            "many": len(listed.bodies) + len(listed.groups) > 1,
            "one_kind": one_kind,
            "given": given > 0,
            "given_twice": given > 1,
            "led_in_given": signs["led_in"] and given > 0,
            "due_given": signs["due"] and given > 0,
            "follows": follows,
            "gave_orders": any(_head(listed.bodies[0]) in asker for _, asker in askers),
            "rule": _any_within(self._places()[1], past, stop),
        }
        return weight + sum(weights[name] for name, there in signs.items() if there) >= needed

    def _given(self, asked: Sequence[int], past: int, begin: int, *, told: bool) -> int:
        """How many times work was given before, two at most: by offices that ask, at `asked`, and by papers that were
        issued from `past` on. One sentence that says all of it gives work once."""
        papers = self._places()[0]
        places = [*asked, *papers[bisect_left(papers, past) : bisect_left(papers, begin)]]
        if not places:
            return 1 if told else 0
        return 2 if _SENTENCE_ENDS.search(self._content, min(places), max(places)) else 1

    def _places(self) -> tuple[list[int], list[int]]:
        """Where the report says that an office issued a paper which gives work, and where it tells of a law or of a
        procedure: looked for once."""
        if self._known_places is None:
            content, start, end = self._content, self._items[0].start, self._items[-1].end
            steps = (found.start() for found in _PROCEDURE.finditer(content, start, end))
            self._known_places = list(issues(content, start, end)), sorted((*laws(content, start, end), *steps))
        return self._known_places


def _speaks_for(who: str, listed: BodyList) -> bool:
    """Whether somebody is the head or a spokesman of one of these bodies: `Giám đốc Sở Y tế`, `đại diện Sở Y tế`."""
    who = " ".join(who.split())
    if "đại diện" in who.lower():
        return True
    for body in listed.bodies:
        words = body.name.split()
        for count in range(2, len(words) + 1):
            _, name, behind = who.rpartition(" ".join(words[:count]))
            # `Giám đốc Sở Y tế Vũ Hà An`; not `Giám đốc Công an tỉnh` of `Công an xã A`
            if name and (not behind or count == len(words) or (behind[:1] == " " and behind[1:2].isupper())):
                return True
    return False


def _is_ordered(content: str, begin: int, stop: int, end: int, signed: str | None) -> bool:
    """Whether the sentence behind one from `begin` to `stop` says that it is an office's order of this time, not what
    somebody told (`“...”, ông A kể`)."""
    said = _THAT_IS_SAID.match(content, stop, end)
    if said is None or not is_office(said["who"]) or _is_told_of(content[begin:stop]):
        return False
    year = YEAR.search(content, stop, said.end())
    return year is None or (signed is not None and year[1] >= signed[:4])


def _is_told_of(sentence: str) -> bool:
    """Whether a sentence quotes somebody and goes on behind what he said."""
    return any(mark in sentence for mark in '“”"') and not sentence.rstrip().endswith(("”.", '".'))


def _of_an_office(content: str, start: int, position: int) -> bool:
    """Whether the words of its sentence before `position` name an office."""
    return is_office(_SENTENCE_ENDS.split(content[max(start, position - _EVENT) : position])[-1])


def _tells_an_opinion(content: str, start: int, end: int) -> bool:
    """Whether a stretch tells what somebody thinks who is of no office."""
    return any(
        found["person"] is None or not is_office(found["person"]) for found in _OPINION.finditer(content, start, end)
    )


def _any_within(places: Sequence[int], start: int, stop: int) -> bool:
    first = bisect_left(places, start)
    return first < len(places) and places[first] < stop


def _head(body: Body) -> str:
    """The first two words of a name: `UBND tỉnh` of `UBND tỉnh Yên Bái`."""
    return " ".join(body.name.split()[:2])
