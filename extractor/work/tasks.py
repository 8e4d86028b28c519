"""Tasks: what each unit is told to do, by whom it is led, and by when.

The passages come from `assignments`; the words of a task are the item that a unit heads (each sub-item on its own) or
the sentence that names it; for a label (`Đơn vị chủ trì: Sở A`) the division or paragraph whose work it tells of. A
deadline belongs to the task inside whose words it stands, or in a line of its own right below them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from extractor.bodies.words import grammar
from extractor.divisions.parts import regions
from extractor.document import BodyUnit, Deadline, Footer, Found, Header, Span, Task, TaskRole, Text
from extractor.paragraphs import Paragraph
from extractor.phrases import FIRST_WORD
from extractor.work.annexed_orders import order_paragraphs, stretches
from extractor.work.assigned import Assignment
from extractor.work.assignments import find_assignments
from extractor.work.deadline_periods import cue_positions
from extractor.work.forms import LABEL
from extractor.work.labels import heads_labels

_SUPPORT = re.compile(r"\s*:?\s*(?:[-+]\s*|[a-zđ]\)\s*)?(?:(?:[Tt]iếp\s+tục|[Cc]hủ\s+động)\s+)?[Pp]hối\s+hợp(?!\w)")
# White space is bounded: thousands of empty lines may follow, and each of them begins a search of its own.
_TERM_LABEL = re.compile(
    r"[^\S\n]{0,80}\n\s{0,80}(?:[-–+]\s*|\w\)\s*)?(?:Thời\s+(?:gian|hạn)|Tiến\s+độ|Hoàn\s+thành)[^.;:\n]{0,40}:\s*"
)
_CLOSE = re.compile(
    r"\n\s{0,80}(?:Trên\s+đây\s+là|Thừa\s+lệnh|(?:Trong\s+q|Q)uá\s+trình\s+(?:tổ\s+chức\s+)?(?:triển\s+khai|thực\s+hiện))(?!\w)"
)
_ITEMS_BELOW = 40
_WORK_LENGTH = 2_000  # code points; a longer division holds more than one work
_NEXT = re.compile(r"[.;]\s+(?=\S)")
_END = re.compile(r"\.(?=/\.)|[.;](?=\s|\Z)")


def find_tasks(
    text: Text,
    header: Header,
    footer: Footer,
    body: tuple[BodyUnit, ...],
    units: tuple[Found[str], ...],
    deadlines: tuple[Deadline, ...],
) -> tuple[Task, ...]:
    """The tasks of one paper, in order; a passage that names three units gives three. Never raises.

    Members of a body and addressees of a telegram are units without a task of their own.
    """
    if not units:
        return ()
    content = text.content
    zones = regions(text, header, footer)
    annexes = stretches(body, zones)
    items = [item for part in order_paragraphs(content, zones, annexes) for item in part]
    divisions = {unit.span.start: unit for unit in _flat(body)}
    parts = ((zones.main_start, zones.main_end), *((annex.start, annex.end) for annex in annexes))
    places = [place for start, end in parts for place in _places(content, deadlines, start, end)]
    found: list[Task] = []
    texts: dict[tuple[int, int], str] = {}  # one sentence may name thousands of bodies
    seen: set[tuple[str, int, int]] = set()
    # members of a body and addressees of a telegram have no task of their own; those of a footnote stand below `items`
    assignments = [a for a in find_assignments(text, header, footer, body) if a.form not in ("members", "telegram")]
    leads = Counter(assignment.paragraph for assignment in assignments if assignment.role == "lead")
    led = {items[a.paragraph].start for a in assignments if a.role == "lead" and a.form == "item"}
    labels = sorted(a.start for a in assignments if a.form == "label" and a.role == "lead")
    for assignment in assignments:
        item = items[assignment.paragraph]
        division = divisions.get(item.start) if leads[assignment.paragraph] < 2 else None
        work = _labelled_work(content, assignment, item, body, labels) if assignment.form == "label" else None
        below = _items_below(content, assignment, items, led) if work is None and division is None else []
        for span in [work] if work is not None else below or _spans(content, assignment, item, division, led):
            deadline = _deadline(places, span) or _term_below(content, places, item)
            place = (span.start, span.end)
            words = texts[place] = texts.get(place) or content[span.start : span.end]
            for unit in assignment.bodies:
                key = (unit.name, span.start, span.end)
                if key not in seen:
                    seen.add(key)
                    found.append(Task(unit.name, _role(content, assignment, span), words, span, deadline))
    return tuple(found)


def _labelled_work(
    content: str, assignment: Assignment, item: Paragraph, body: tuple[BodyUnit, ...], labels: list[int]
) -> Span | None:
    """What a label tells of (`Đơn vị chủ trì: Sở A`): the division over it where the label opens its paragraph, else
    that paragraph. None where the division holds the work of others too. `labels`: where those of leaders stand."""
    if not LABEL.match(content, item.text_start, item.end) and assignment.start > item.text_start:
        return Span(item.start, item.end) if _one_work(labels, item.start, item.end) else None
    over = [one for one in _divisions_over(body, item.start) if not heads_labels(content, one.span.start)]
    if not over or over[-1].kind not in ("heading", "clause", "point"):
        return None
    if over[-1].kind == "heading" and (over[-1].label or "")[:1].isalpha():
        return None  # `I. NHIỆM VỤ` holds the work of many
    span = over[-1].span
    short = span.end - span.start <= _WORK_LENGTH
    return span if short and _one_work(labels, span.start, span.end) else None


def _one_work(labels: list[int], start: int, end: int) -> bool:
    return bisect_left(labels, end) - bisect_left(labels, start) <= 1


def _divisions_over(units: Sequence[BodyUnit], position: int) -> list[BodyUnit]:
    """The divisions that hold a place and begin before it, the outer before the inner."""
    over: list[BodyUnit] = []
    while units:
        index = bisect_left(units, position, key=_start) - 1
        if index < 0 or units[index].span.end <= position:
            break
        over.append(units[index])
        units = units[index].children
    return over


def _start(unit: BodyUnit) -> int:
    return unit.span.start


def _flat(units: Iterable[BodyUnit]) -> list[BodyUnit]:
    """Every division, the outer before the inner: of two that start at one place the inner one counts."""
    flat: list[BodyUnit] = []
    waiting = list(units)
    while waiting:
        unit = waiting.pop()
        flat.append(unit)
        waiting.extend(unit.children)
    return flat


def _spans(
    content: str, assignment: Assignment, item: Paragraph, division: BodyUnit | None, led: set[int]
) -> list[Span]:
    """Where the words of the duty stand: one span a task. `division`: the item, if it is about this alone; `led`: where
    the items stand that a body heads."""
    if assignment.form == "row":
        return [Span(assignment.start, assignment.end)]
    heads = division is not None and assignment.form != "closing" and assignment.start - item.text_start < 40
    if division is None or not heads:
        return [_sentence(content, assignment, item)]
    last = max(body.end for body in assignment.bodies)
    after = content[last : item.end].strip(" \n\t.:;,")
    if division.children and not after:
        # the unit stands alone over its duties: each is a task, but what others have to do below a title of several
        own = [one.span for one in division.children if one.kind != "table" and one.span.start not in led]
        return [_before_close(content, span) for span in own]
    if division.children and assignment.role == "support":
        return [_sentence(content, assignment, item)]
    return [_before_close(content, division.span)]


def _items_below(content: str, assignment: Assignment, items: list[Paragraph], led: set[int]) -> list[Span]:
    """The duties of an unmarked paragraph that ends with a colon (`Giám đốc Sở A có trách nhiệm:`): the items of one
    kind below it, each with what stands under it."""
    item = items[assignment.paragraph]
    last = max(body.end for body in assignment.bodies)
    if assignment.form not in ("item", "order") or item.marker is not None or content[item.end - 1] != ":":
        return []
    if _NEXT.search(content, last, item.end):
        return []
    spans: list[Span] = []
    kind = None
    for below in items[assignment.paragraph + 1 : assignment.paragraph + 1 + _ITEMS_BELOW]:
        mark = below.marker.kind if below.marker else None
        if mark not in ("dash", "plus", "letter", "paren") or below.quoted or below.start in led:
            break
        kind = kind or mark
        if mark == kind:
            spans.append(Span(below.start, below.end))
        elif mark in ("plus", "dash"):
            spans[-1] = Span(spans[-1].start, below.end)
        else:
            break
    return spans


def _before_close(content: str, span: Span) -> Span:
    """The words of a duty without the last paragraph of the paper, which stands below its last item."""
    close = _CLOSE.search(content, span.start, span.end)
    return span if close is None else Span(span.start, close.start())


def _sentence(content: str, assignment: Assignment, item: Paragraph) -> Span:
    starts, stops = _sentences(content, item.text_start, item.end)
    before = bisect_right(starts, assignment.start)
    start = starts[before - 1] if before else item.start
    last = max(body.end for body in assignment.bodies)
    behind = bisect_left(stops, last)
    while behind + 1 < len(stops) and _more_to_do(content, stops[behind], item.end):
        behind += 1
    return Span(start, max(start, stops[behind] if behind < len(stops) else item.end, last))


def _more_to_do(content: str, stop: int, end: int) -> bool:
    """Whether a semicolon only parts what one body has to do: `Sở A lập danh sách; báo cáo trước ngày ...`."""
    if content[stop] != ";":
        return False
    at = stop + 1
    while at < end and content[at].isspace():
        at += 1
    return content[at : at + 1].islower() and grammar().duties.match(content, at, end) is not None


@lru_cache(maxsize=1)  # asked for once a passage, and a paragraph may hold thousands
def _sentences(content: str, start: int, end: int) -> tuple[list[int], list[int]]:
    """Where the sentences of a paragraph begin (but for the first), and where they end."""
    starts = [found.end() for found in _NEXT.finditer(content, start, end)]
    return starts, [found.start() for found in _END.finditer(content, start, end)]


def _role(content: str, assignment: Assignment, span: Span) -> TaskRole:
    """`Phối hợp với ...` makes the unit a helper, also where it heads the item."""
    if assignment.role == "support":
        return "support"
    last = max(body.end for body in assignment.bodies)
    own = last if span.start <= last <= span.end else span.start
    return "support" if _SUPPORT.match(content, own, span.end) else "lead"


def _places(content: str, deadlines: tuple[Deadline, ...], start: int, end: int) -> list[tuple[int, Deadline]]:
    """Every place of every deadline: the list of a paper holds each term once, two tasks may share it."""
    terms: dict[str, list[tuple[list[str], Deadline]]] = {}
    for deadline in deadlines:
        cue = FIRST_WORD.match(deadline.text)
        terms.setdefault(cue.group() if cue else "", []).append((deadline.text.split(), deadline))
    places: list[tuple[int, Deadline]] = []
    for position in cue_positions(content, start, end) if terms else ():
        cue = FIRST_WORD.match(content, position, end)
        for words, deadline in terms.get(cue.group(), ()) if cue is not None else ():
            stop = _words_end(content, position, end, words)
            if stop is not None:
                span = Span(position, stop)
                places.append((position, Deadline(content[position:stop], deadline.date, span)))
    return places


def _words_end(content: str, position: int, end: int, words: list[str]) -> int | None:
    """Behind these words where they stand at `position`, whatever white space is between them; None elsewhere."""
    for number, word in enumerate(words):
        if number:
            behind = position
            while position < end and content[position].isspace():
                position += 1
            if position == behind:
                return None
        if not content.startswith(word, position, end):
            return None
        position += len(word)
    follows = content[position : min(position + 1, end)]
    return None if follows.isalnum() or follows == "_" else position


def _term_below(content: str, places: list[tuple[int, Deadline]], item: Paragraph) -> Deadline | None:
    """The term in a line of its own below a paragraph: `Thời gian hoàn thành: ...`."""
    label = _TERM_LABEL.match(content, item.end)
    if label is None:
        return None
    index = bisect_left(places, label.end(), key=lambda place: place[0])
    return places[index][1] if index < len(places) and places[index][0] == label.end() else None


def _deadline(places: list[tuple[int, Deadline]], span: Span) -> Deadline | None:
    index = bisect_left(places, span.start, key=lambda place: place[0])
    if index < len(places) and places[index][1].span.end <= span.end:
        return places[index][1]
    return None
