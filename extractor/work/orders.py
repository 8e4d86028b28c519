"""How far an item goes on giving orders that one of its order words opens."""

from __future__ import annotations

import re

from extractor.bodies import read_bodies
from extractor.work import forms

# Where an order ends to go on; not at `7:30`. What stands behind is looked into, or of somebody's part.
_COLON = re.compile(r":(?!\d)|(?<!\w)(?:trong\s+đó|theo\s+đó|trách\s+nhiệm\s+của)(?!\w)")
_PERSON = re.compile(r"(?:các\s+)?(?:ông|bà|đồng\s+chí)(?!\w)")


def ordering(content: str, first: int, places: list[int], end: int, signed: str | None) -> range:
    """Where an item from `first` on, whose orders may stand at `places`, goes on giving orders behind semicolons: from
    the first line on that opens by telling a body or a person something, `Giao Sở A chủ trì; Sở B bố trí kinh phí`.
    Empty where none does: `Giao thông còn khó; Sở A ...`."""
    for place in places:
        if place != first and not (content[place - 1] == "\n" and content[place].isupper()):
            continue  # a line that opens with an order may stand below a title
        if (until := _orders_until(content, place, end, signed)) is not None:
            return range(place + 1, until)
    return range(0)


def _orders_until(content: str, place: int, end: int, signed: str | None) -> int | None:
    """Where one order ends to go on: behind a colon stands what somebody is asked about, `Đề nghị Quốc hội xem xét:
    đường hỏng; Bộ A ...`. None where it tells nobody."""
    opened = forms.ORDER.match(content, place, end)
    if opened is None or opened["lead"]:
        return None
    person = _PERSON.match(content, opened.end(), end)
    listed = read_bodies(content, opened.end(), end, signed)
    if person is None and not (listed.bodies or listed.groups):
        return None
    told = person.end() if person is not None else listed.end
    behind = told + 1 if content.startswith(":", told) else told
    colon = _COLON.search(content, behind, end)
    return colon.start() if colon is not None else end
