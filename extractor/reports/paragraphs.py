"""Who is told in the paragraphs of a report: those that open with a body, behind an order or below one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractor.bodies import BodyList
from extractor.bodies.words import grammar
from extractor.paragraphs import Paragraph
from extractor.reports.orders import DUE, FULL_STOP, GOES_ON, behind_partners, opens_duty, tells
from extractor.work import forms
from extractor.work.assigned import Assignment

_ANY = re.compile(r"(?=\w)")
_LONGEST_LIST = 30  # items between the paragraph that gives orders and one of its list
_TOO_OLD = 2  # paragraphs behind the last that told somebody: what opens a later one is told of, not told


def goes_on(found: Sequence[Assignment], index: int) -> bool:
    """Whether the paragraph `index` is near enough behind the last one that told somebody something: `found` are the
    assignments before it."""
    for form, _, _, paragraph, _, _ in reversed(found):
        if form != "members":
            return index - paragraph <= _TOO_OLD
    return False


def tells_many(content: str, orders: Mapping[int, Sequence[int]], index: int) -> bool:
    """Whether one of the `orders`, places by paragraph, soon before the paragraph `index` tells many at once who are no
    units."""
    places = (place for above in range(index - _TOO_OLD, index) for place in orders.get(above, ()))
    return any(forms.TELLS_MANY.match(content, place) for place in places)


def lists_orders(content: str, items: Sequence[Paragraph], orders: Mapping[int, object], index: int) -> bool:
    """Whether the item `index` stands in a list below a paragraph that ends with a colon and has a verb of order, named
    by `orders`: `yêu cầu các sở, ngành thực hiện một số nhiệm vụ sau:`."""
    for above in range(index - 1, max(-1, index - 1 - _LONGEST_LIST), -1):
        if items[above].marker is None:
            return above in orders and content[items[above].start : items[above].end].rstrip().endswith(":")
    return False


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
