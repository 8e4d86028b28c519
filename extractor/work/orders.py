"""What a match of `forms.ORDER` says: whether work must stand behind it, and how far an item goes on giving orders."""

from __future__ import annotations

import re

from extractor.bodies import read_bodies
from extractor.reports.tellers import asked_by_office, clause_before
from extractor.work import forms

# `không giao nhiệm vụ cho`, `bàn việc giao nhiệm vụ cho`, `bị khởi tố vì giao nhiệm vụ cho`
_NOT_DONE = re.compile(
    r"(?<!\w)(?:không|chưa|việc|vì|do|nếu|khi|xem\s+xét|được|bị|muốn|từng|dự\s+kiến|đề\s+(?:nghị|xuất)|kiến\s+nghị)(?!\w)"
)
_COLON = re.compile(r":(?!\d)")  # not `7:30`
_PERSON = re.compile(r"(?:các\s+)?(?:ông|bà|đồng\s+chí)(?!\w)")


def asks_for_work(content: str, start: int, cue: re.Match[str], signed: str | None, *, news: bool) -> bool:
    """Whether a match of `ORDER` is one only where what is to be done stands behind the bodies: in a report everywhere
    but where an office is said to have `giao nhiệm vụ cho` somebody, which says that there is work. `start`: where the
    paragraph begins."""
    verb = cue.group()
    if not news or verb[0].isupper():
        return verb.startswith("Lưu")
    given = "nhiệm vụ" in verb and asked_by_office(content, start, cue.start(), signed)
    return not given or _NOT_DONE.search(clause_before(content, start, cue.start())) is not None


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
