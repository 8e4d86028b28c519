"""Levels with too many papers for a picture: drawn as groups of papers of one kind, level of body and state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from service.svg import Arrow, Box

MOST = 70
"""More boxes than this in one level are grouped."""


def grouped(
    boxes: Sequence[Box], arrows: Sequence[Arrow], kind_of: Callable[[Box], str], anchor: Callable[[int], str]
) -> tuple[list[Box], list[Arrow]]:
    """The boxes with crowded levels as groups, and the arrows between what is left. `kind_of` names what a box is
    grouped by besides its state, `anchor` where the rows of a level stand on the page."""
    by_level: dict[int, list[Box]] = defaultdict(list)
    for box in boxes:
        by_level[box.level].append(box)
    shown: list[Box] = []
    place: dict[str, str] = {}
    for level, row in by_level.items():
        if level == 0 or len(row) <= MOST:
            shown += row
            continue
        groups: dict[tuple[str, str, str], list[Box]] = defaultdict(list)
        for box in row:
            groups[kind_of(box), box.status, box.tone].append(box)
        if len(groups) > MOST:
            merged: dict[tuple[str, str, str], list[Box]] = defaultdict(list)
            for (_, status, tone), members in groups.items():
                merged["Văn bản", status, tone] += members
            groups = merged
        for number, ((kind, status, tone), members) in enumerate(sorted(groups.items())):
            if len(members) == 1:
                shown += members
                continue
            name = f"group-{level}-{number}"
            held = all(box.held for box in members)
            shown.append(Box(name, anchor(level), f"{len(members)} mục", kind, "", held, level, status, tone))
            place |= dict.fromkeys((box.id for box in members), name)
    left = [replace(a, source=place.get(a.source, a.source), target=place.get(a.target, a.target)) for a in arrows]
    return shown, list(dict.fromkeys(a for a in left if a.source != a.target))
