"""How much of a printed name or title stands in that of an act."""

from __future__ import annotations

import re

from corpus.bases.known import Act
from corpus.bases.printed import Printed
from extractor.laws.registry import name_key
from extractor.text import fold

_WORDS = re.compile(r"[^\W\d_]+")


def resemblance(printed: Printed, act: Act) -> float | None:
    """How much of the printed name or title stands in the act's (0..1); None where either is missing."""
    if not act.title:
        return None
    if printed.name is not None:
        if not act.law:
            return None
        if name_key(printed.name) == name_key(act.title):
            return 1.0
        said, real = bag(printed.name), bag(act.title)
        if not said or not real:
            return None
        # names of laws are short: one must lie in the other, else it is another law
        contained = said <= real or real <= said
        return 1.0 if contained else min(len(said & real) / max(len(said | real), 1), 0.3)
    if printed.title is None or printed.pinpoint:
        return None  # the words behind `khoản 3 Điều 30 ...` are those of the clause
    said, real = bag(printed.title), bag(act.title)
    if len(said) < 4 or len(real) < 3:
        return None
    return len(said & real) / min(len(said), len(real))


_COMMON = frozenset(
    "ve viec quy dinh ban hanh sua doi bo sung mot so dieu cua va cac luat bo phap lenh chi tiet".split()
)


def bag(title: str) -> set[str]:
    words = [fold(word) for word in _WORDS.findall(title)]
    return {word for word in words if word not in _COMMON}
