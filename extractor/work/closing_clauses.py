"""Whom the closing clause of a paper charges with it: `Chánh Văn phòng, Giám đốc các Sở ... chịu trách nhiệm thi hành
Quyết định này`. Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.bodies import read_bodies
from extractor.bodies.series import Body
from extractor.paragraphs import Paragraph
from extractor.work import forms

_LINES_ABOVE = 30  # of a clause with a line for each body


def charged(
    content: str, items: Sequence[Paragraph], index: int, cue: int, signed: str | None
) -> tuple[int, tuple[Body, ...]]:
    """Where the sentence of the clause whose `cue` stands in the paragraph `index` begins, and its subject, open groups
    among it; empty where the clause is an order and read as one. `signed`: see `read_bodies`."""
    item = items[index]
    start = item.text_start
    for found in forms.SENTENCE.finditer(content, item.text_start, cue):
        if content[found.start()] == ".":
            start = found.end()
    if forms.OTHER_DUTY.search(content, start, cue):
        return start, ()  # `Giao A chủ trì, phối hợp với B ... chịu trách nhiệm thực hiện`
    bodies: list[Body] = []
    reached = start
    while reached < cue:
        listed = read_bodies(content, reached, cue, signed)
        bodies.extend(listed.named)
        # what the list could not read ends at the next separator
        follow = forms.UNREAD.match(content, max(listed.end, reached), cue)
        if not follow or follow.end() == reached:
            break
        reached = follow.end()
    if bodies and start == item.text_start and item.marker is None:
        bodies = [*_lines_above(content, items[max(0, index - _LINES_ABOVE) : index], signed), *bodies]
    return start, tuple(bodies)


def _lines_above(content: str, items: Sequence[Paragraph], signed: str | None) -> list[Body]:
    """The bodies of a clause that has a line for each: `Điều 3. Giám đốc Sở A;` above `Giám đốc Sở B chịu trách nhiệm
    ...`."""
    bodies: list[Body] = []
    for above in reversed(items):
        if not content[above.text_start : above.end].rstrip().endswith(";"):
            break
        listed = read_bodies(content, above.text_start, above.end, signed)
        if not (listed.bodies or listed.groups):
            break
        bodies[:0] = listed.named
        if above.marker is not None:
            break
    return bodies
