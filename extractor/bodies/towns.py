"""Towns that a territory names behind its districts: `UBND các huyện, thành phố Mỹ Cây, thị xã Gò Đa`."""

from __future__ import annotations

import re

from extractor.bodies.words import Grammar
from extractor.layout import UPPER

_NEXT = re.compile(
    rf"(?:\s*,\s*|\s+và\s+)(?:[Tt]hành\s+phố|TP\.?|thị\s+xã)\s+(?P<name>[{UPPER}]\w*(?:\s+[{UPPER}]\w*){{0,3}})"
)


def behind_towns(text: str, stop: int, end: int, rules: Grammar) -> int:
    """Behind all towns that follow the first one, which ends at `stop`."""
    while (town := _NEXT.match(text, stop, end)) is not None:
        name = town.start("name")
        if rules.head.match(text, name, end) or rules.title.match(text, name, end):
            break  # `thị xã Giám đốc Sở A`: a list that lost its comma
        stop = town.end()
    return stop
