"""Cuts a document's text into pieces that a template can print: links for references, marks for the rest.

All offsets are code points into the text, as everywhere. Nothing here makes HTML; the template escapes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

MarkKind = Literal["task", "deadline", "field", "fault", "advice", "unknown", "here", "place"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch that is set off by colour; `anchor` is the element id that a list beside the text points to. One of
    kind `place` has no colour: it only says where something begins."""

    start: int
    end: int
    kind: MarkKind
    anchor: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class RefLink:
    """A reference as a link. `state` says where it leads: a held paper, a stub, or a choice still open."""

    start: int
    end: int
    href: str | None
    state: Literal["held", "stub", "open"]
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Run:
    """Text with one set of marks. `anchors` are the marks that begin here."""

    text: str
    kinds: tuple[MarkKind, ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Runs that belong to one reference (`link`), or to none."""

    runs: tuple[Run, ...]
    link: RefLink | None = None


def cut(
    text: str, links: Iterable[RefLink], marks: Iterable[Mark], start: int = 0, end: int | None = None
) -> list[Piece]:
    """The pieces of `text[start:end]` in order; joined, their texts are exactly that slice.

    Overlapping links: the earlier one wins, the later one starts where it ends. A span outside the text raises
    ValueError, for a mark in the wrong place is worse than none.
    """
    stop = len(text) if end is None else end
    every_mark = _Marks(marks)
    pieces: list[Piece] = []
    position = start
    for link in sorted(links, key=lambda link: (link.start, link.end)):
        _check(text, link.start, link.end)
        first, last = max(link.start, position), min(link.end, stop)
        if first >= last:
            continue
        pieces += _plain(text, position, first, every_mark)
        pieces.append(Piece(every_mark.runs(text, first, last), link))
        position = last
    for mark in every_mark.inorder:
        _check(text, mark.start, mark.end)
    return pieces + _plain(text, position, stop, every_mark)


def _check(text: str, start: int, end: int) -> None:
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"span {start}..{end} lies outside a text of {len(text)} code points")


def _plain(text: str, start: int, end: int, marks: _Marks) -> list[Piece]:
    return [Piece(marks.runs(text, start, end))] if start < end else []


class _Marks:
    """Marks in the order of the text, each looked at only where it stands: a long draft has thousands."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self.inorder = sorted(marks, key=lambda mark: (mark.start, mark.end))
        self._next = 0
        self._reach_on: list[Mark] = []

    def runs(self, text: str, start: int, end: int) -> tuple[Run, ...]:
        """The runs of one stretch; stretches are asked for in the order of the text."""
        begun = self._next
        while self._next < len(self.inorder) and self.inorder[self._next].start < end:
            self._next += 1
        near = [m for m in (*self._reach_on, *self.inorder[begun : self._next]) if m.end > start]
        self._reach_on = [mark for mark in near if mark.end > end]
        edges = sorted({start, end, *(p for m in near for p in (m.start, m.end) if start < p < end)})
        runs: list[Run] = []
        over: list[Mark] = []
        taken = 0
        for left, right in pairwise(edges):
            while taken < len(near) and near[taken].start <= left:
                over.append(near[taken])
                taken += 1
            over = [mark for mark in over if mark.end >= right]
            kinds = tuple(dict.fromkeys(mark.kind for mark in over if mark.kind != "place"))
            anchors = tuple(mark.anchor for mark in over if mark.anchor and mark.start == left)
            runs.append(Run(text[left:right], kinds, anchors))
        return tuple(runs)


def sections(text: str, size: int) -> list[tuple[int, int]]:
    """Cuts a long text at line ends into stretches of about `size` code points, so that a page stays light."""
    cuts: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > size * 3 // 2:
        end = text.rfind("\n", start + size // 2, start + size) + 1 or start + size
        cuts.append((start, end))
        start = end
    cuts.append((start, len(text)))
    return cuts
