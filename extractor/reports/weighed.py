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
from extractor.paragraphs import Paragraph
from extractor.phrases import FIRST_WORD, Phrases
from extractor.reports.askers import Askers
from extractor.reports.charges import RESPONSIBLE, is_charge, tells_of_law, was_issued
from extractor.reports.duty import OF_ONE_KIND, PHRASE, Told, opens_duty
from extractor.reports.events import NO_WORK, is_event
from extractor.reports.orders import DUE, FULL_STOP, LEAD_IN, behind_partners, is_mere_manner, with_whom
from extractor.reports.partners import partners
from extractor.reports.tellers import may_be_told
from extractor.work import forms
from extractor.work.clauses import after_comma, may_name

# `UBND tỉnh có ý kiến như sau: Sở A ...`
_AS_FOLLOWS = re.compile(r"ý\s+kiến(?:\s+(?:chỉ\s+đạo|kết\s+luận))?\s+(?:như\s+)?sau\s*:\s+(?=\S)")
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
def _context() -> tuple[int, int, dict[str, int]]:
    data = toml_data("report_weights.toml")
    return data["needed"], data["verbs"]["any_duty"], data["context"]


def verb_weight(content: str, position: int, end: int, signed: str | None = None) -> int | None:
    """How much the words at `position`, behind bodies, say that they are told; None where they are no work. `signed`
    (ISO): see `read_bodies`."""
    charge = RESPONSIBLE.match(content, position, end)
    if charge is not None and not is_charge(content, charge.end()):
        return None  # `chịu trách nhiệm trước dư luận`
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
            return _context()[2]["directs_many"]
    return _context()[1]


class Weighing:
    """The sentences of one report, weighed one paragraph after the other. `orders`: where verbs of order stand, by
    paragraph; `signed` (ISO): see `read_bodies`."""

    __slots__ = ("_askers", "_content", "_items", "_openings", "_signed")

    def __init__(
        self, content: str, items: Sequence[Paragraph], orders: Mapping[int, Sequence[int]], signed: str | None
    ) -> None:
        self._content = content
        self._items = items
        self._signed = signed
        self._openings = list_openings()
        start = items[0].start if items else 0
        self._askers = Askers(content, start, (place for places in orders.values() for place in places), signed)

    def told(self, index: int, *, told: bool, soon: bool, known: set[int]) -> Iterator[Told]:
        """Who is told in the paragraph `index`, and with whom they work. `told`: somebody was before, `soon`: not long
        before; `known`: where bodies stand that are told already, to which those are added."""
        content, item = self._content, self._items[index]
        begins = [item.text_start, *(found.end() for found in FULL_STOP.finditer(content, item.text_start, item.end))]
        follows = [found.end() for found in _AS_FOLLOWS.finditer(content, item.text_start, item.end)]
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
        done = False  # whether a sentence before says what somebody did
        starts = sorted(known)
        for number, begin in enumerate(begins):
            stop = begins[number + 1] if number + 1 < len(begins) else item.end
            lead_in = LEAD_IN.match(content, begin, stop) if content.startswith(("Theo", "Cụ"), begin) else None
            at = lead_in.end() if lead_in is not None else begin
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
            work = self._behind(listed, stop)
            weight = verb_weight(content, work, stop, self._signed)
            if weight is None or NO_WORK.match(content, work, stop) or is_mere_manner(content, work, stop):
                done = done or _DONE.match(content, work, stop) is not None
                continue
            due = DUE.search(content, work, stop) is not None
            if is_event(content, work, min(stop, work + _EVENT), counted=not due):
                continue
            signs = {"led_in": lead_in is not None or begin in follows, "due": due, "told": told, "done_before": done}
            if weight + self._weight(index, begin, stop, listed, signs) >= _context()[0]:
                yield Told("lead", at, listed)
                yield from with_whom(content, listed.end, stop, self._signed)
                told, done = True, False

    def _behind(self, listed: BodyList, stop: int) -> int:
        content = self._content
        at = after_comma(content, listed.end, stop)
        manner = forms.MANNER.match(content, at, stop) if content.startswith("t", at) else None
        return behind_partners(content, manner.end() if manner is not None else at, stop, self._signed)

    def _weight(self, index: int, begin: int, stop: int, listed: BodyList, signs: dict[str, bool]) -> int:
        content, weights = self._content, _context()[2]
        past = max(self._items[0].start, begin - _PAPER)
        last = self._items[min(len(self._items) - 1, index + _BEHIND)].end
        askers = self._askers.before(self._items[max(0, index - WEIGHED_BEFORE)].start, begin)
        signs = signs | {
            "many": len(listed.bodies) + len(listed.groups) > 1,
            "one_kind": OF_ONE_KIND.search(content, listed.bodies[0].start, listed.end) is not None,
            "ordered": bool(askers),
            "follows": self._askers.any_behind(stop, last),
            "issued": was_issued(content, past, begin),
            "gave_orders": any(_head(listed.bodies[0]) in asker for asker in askers),
            "rule": tells_of_law(content, past, stop),
        }
        return sum(weights[name] for name, there in signs.items() if there)


def _head(body: Body) -> str:
    """The first two words of a name: `UBND tỉnh` of `UBND tỉnh Yên Bái`."""
    return " ".join(body.name.split()[:2])
