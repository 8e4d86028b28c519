"""Which paper issued with an act a citation means, and what the archive knows of such papers.

A citation of `Quy chế ... ban hành kèm theo Quyết định số ...` leads to the decision, where validity, amendments and
chains hang, and says which of the papers issued with it is meant: the child's key is the act's with its kind.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from extractor.annexed import kind_of, kinds, kinds_named, name_of
from extractor.text import fold, squash

Carried = tuple[tuple[str, str | None], ...]
"""The papers that a held act carries: (child, title)."""


class Part(NamedTuple):
    """`child`: the last segment of the key, None where it is not certain; why, or what speaks against it."""

    child: str | None
    reasons: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


def carried(column: str | None) -> Carried:
    """From the column `annexed` of `documents`."""
    return tuple((child, title) for child, title in json.loads(column)) if column else ()


def part_meant(words: str, held: Carried) -> Part:
    """Which paper the words (`Quy chế làm việc`) mean among those that the act carries; `held` empty: the act is not
    held, or its file does not hold what was issued with it. Several kinds among the words are settled by the act."""
    named = kinds_named(words)
    fitting = [(child, title) for child, title in held if kind_of(child) in named]
    if len(fitting) > 1:
        fitting = [(child, title) for child, title in fitting if title and _speaks_of(words, title)] or fitting
    if len(fitting) == 1:
        return Part(fitting[0][0], (f"dẫn {name_of(fitting[0][0])} ban hành kèm theo, có trong tệp của văn bản",))
    if fitting:
        return Part(None, findings=(f"văn bản mang theo {len(fitting)} {name_of(fitting[0][0])}, chưa rõ dẫn bản nào",))
    if held:
        others = ", ".join(name_of(child) for child, _ in held)
        return Part(None, findings=(f"dẫn {_names(named)} ban hành kèm theo, trong tệp chỉ thấy {others}",))
    if len(named) == 1:
        return Part(named[0], (f"dẫn {name_of(named[0])} ban hành kèm theo",))
    return Part(None, (f"dẫn văn bản ban hành kèm theo: {_names(named)}",))


def _speaks_of(words: str, title: str) -> bool:
    """Whether the citation prints the title, or its beginning."""
    said = fold(squash(words)).split(" ")
    own = fold(squash(title)).split(" ")
    for kind in kinds():
        size = len(kind.slug.split("-"))
        if "-".join(said[:size]) == kind.slug:
            said = said[size:]
            break
    said = said[1:] if said[:1] == ["ve"] else said
    own = own[1:] if own[:1] == ["ve"] else own
    shorter = min(len(said), len(own))
    return shorter > 1 and said[:shorter] == own[:shorter]


def _names(children: Sequence[str]) -> str:
    return " hoặc ".join(name_of(child) for child in children)
