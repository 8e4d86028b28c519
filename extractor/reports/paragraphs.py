"""Who is told in the paragraphs of a report: those that open with a body, behind an order or below one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractor.bodies import BodyList
from extractor.bodies.words import grammar
from extractor.paragraphs import Paragraph
from extractor.reports.duty import opens_duty
from extractor.reports.events import is_event
from extractor.reports.orders import DUE, FULL_STOP, GOES_ON, behind_partners, tells
from extractor.reports.tellers import is_office
from extractor.work import forms
from extractor.work.assigned import Assignment
from extractor.work.duties import Duties

# `UBND huyện có ý kiến như sau:`
_THOUGHT = re.compile(r"(?:ý\s+kiến|kết\s+luận|chỉ\s+đạo|phân\s+công|nhiệm\s+vụ)(?:\s[^.:;]{1,60})?\s+sau\s*:\Z")
_ANY = re.compile(r"(?=\w)")
_EVENT = 400  # code points of a sentence in which the past is looked for
_LONGEST_LIST = 30  # items between the paragraph that gives orders and one of its list
_TOO_OLD = 2  # paragraphs behind the last that told somebody: what opens a later one is told of, not told


def goes_on(found: Sequence[Assignment], index: int, reach: int = _TOO_OLD) -> bool:
    """Whether the paragraph `index` is near enough behind the last one that told somebody something, at most `reach`
    paragraphs: `found` are the assignments before it."""
    for form, _, _, paragraph, _, _ in reversed(found):
        if form != "members":
            return index - paragraph <= reach
    return False


def tells_many(content: str, orders: Mapping[int, Sequence[int]], index: int) -> bool:
    """Whether one of the `orders`, places by paragraph, soon before the paragraph `index` tells many at once who are no
    units."""
    places = (place for above in range(index - _TOO_OLD, index) for place in orders.get(above, ()))
    return any(forms.TELLS_MANY.match(content, place) for place in places)


def lists_orders(content: str, items: Sequence[Paragraph], orders: Mapping[int, object], index: int) -> bool:
    """Whether the item `index` stands in a list below a paragraph that ends with a colon and has a verb of order, named
    by `orders`, or says what is thought: `yêu cầu các sở, ngành thực hiện một số nhiệm vụ sau:`. What a numbered item
    holds may have no marker."""
    numbered, first = _is_number(items[index]), _is_first(items[index])
    for above in range(index - 1, max(-1, index - 1 - _LONGEST_LIST), -1):
        if items[above].marker is not None:
            first = first or _is_first(items[above])
        elif _opens_list(content, items[above], ordered=above in orders):
            return True
        elif first or not numbered:
            return False
    return False


def _is_number(item: Paragraph) -> bool:
    return item.marker is not None and item.marker.kind == "number"


def _is_first(item: Paragraph) -> bool:
    return item.marker is not None and item.marker.kind == "number" and item.marker.label.strip(".)/ ") == "1"


def _opens_list(content: str, item: Paragraph, *, ordered: bool) -> bool:
    words = content[item.start : item.end].rstrip()
    return words.endswith(":") and (ordered or (_THOUGHT.search(words) is not None and is_office(words)))


def heads_work(
    content: str,
    items: Sequence[Paragraph],
    orders: Mapping[int, object],
    index: int,
    after: int,
    duties: Duties,
    *,
    near: bool,
) -> bool:
    """Whether the item `index` names bodies, up to `after`, and then what they are to do, in a list below an order or
    soon behind one (`near`): `Phòng A: Rà soát ...`, `2. Phòng B` over its work."""
    item = items[index]
    if after < item.end and content[after] == ":" and content[after + 1 : item.end].strip():
        work = duties.said_behind(after, item.end)
    else:
        below = items[index + 1] if item.marker is not None and index + 1 < len(items) else None
        work = (
            below is not None
            and opens_duty(content, below.text_start)
            and not was_done(content, below.text_start, below.end)
        )
    return work and (near or lists_orders(content, items, orders, index))


def was_done(content: str, position: int, end: int) -> bool:
    """Whether the sentence tells of what took place from `position` on: `Triển khai từ năm 2030, phòng đã ...`."""
    stop = min(end, position + _EVENT)
    full_stop = FULL_STOP.search(content, position, stop)
    return is_event(content, position, full_stop.start() if full_stop else stop, counted=False)


def heads_told(
    content: str, item: Paragraph, listed: BodyList, after: int, signed: str | None, *, ordered: bool, in_list: bool
) -> bool:
    """Whether a report that opens a paragraph with bodies gives them work, rather than says what they did: an item of a
    list, several heads who go on, take care, are to blame, or, soon behind an order (`ordered`) or below one
    (`in_list`), who must do something. `after`: behind the bodies."""
    manner = forms.MANNER.match(content, after, item.end)
    at = manner.end() if manner else after
    full_stop = FULL_STOP.search(content, at, item.end)
    stop = full_stop.start() if full_stop else item.end
    if item.marker is not None:
        if any(form.match(content, at, item.end) for form in (forms.STRONG, forms.TOLD)):
            return True
        return (ordered or in_list) and opens_duty(content, at) and tells(content, listed, at, stop, _ANY)
    if ordered or in_list:
        at = behind_partners(content, at, item.end, signed)
        charge = _ANY if (manner or in_list) and opens_duty(content, at) else GOES_ON
        if charge.match(content, at, item.end) or DUE.search(content, at, stop):
            return tells(content, listed, at, stop, charge)
    heads = grammar().title.match(content, item.text_start, item.end) is not None
    return heads and len(listed.bodies) > 1 and forms.TOLD.match(content, at, item.end) is not None
