"""Where the clauses of a text begin, and which of them may name a body: a quick look before lists are read."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from extractor.bodies import list_openings, read_bodies
from extractor.bodies.words import grammar
from extractor.layout import UPPER
from extractor.phrases import FIRST_WORD
from extractor.work.forms import ABOUT_OPENS, HEARD, LEAD_IN_OPENS, REPORTED

_INNER_CAPITAL = re.compile(rf"[{UPPER}](?<!\.\s.)")
# Apart: a literal sign is found far sooner. The last are the items of `(i) Sở A ...; (ii) Sở B ...`.
_CLAUSE_WORDS = tuple(re.compile(rf"{sign}\s+(\w+)") for sign in (r"\.", ";", r"\((?:i{1,3}|iv|vi{0,3}|ix|x)\)"))


@cache
def _openings() -> frozenset[str]:
    """The words that open a clause which may tell somebody to do something."""
    return list_openings() | LEAD_IN_OPENS | {ABOUT_OPENS}


class Clauses:
    """The clauses of a text, found once for all its paragraphs."""

    __slots__ = ("_openings", "_places", "_signs", "_telling", "_tells", "_text", "_words")

    def __init__(self, text: str, start: int, end: int) -> None:
        found = [
            (word.start(), word.start(1), word[1]) for sign in _CLAUSE_WORDS for word in sign.finditer(text, start, end)
        ]
        found.sort()
        self._openings = openings = _openings()
        self._text = text
        self._signs = [sign for sign, _, _ in found]  # what stands before the clause
        self._places = [place for _, place, _ in found]
        self._places.append(end)
        self._words = [word for _, _, word in found]
        self._telling = [number for number, word in enumerate(self._words) if word in openings]
        self._tells = [self._signs[number] for number in self._telling]

    def within(self, start: int, end: int) -> list[tuple[int, str, int]]:
        """Those of a paragraph that may tell somebody something: where each begins, its first word, and where the next
        clause begins. The first clause of the paragraph is the one at `start`."""
        found: list[tuple[int, str, int]] = []
        places, telling = self._places, self._telling
        opening = FIRST_WORD.match(self._text, start, end)
        if opening is not None and opening.group() in self._openings:
            found.append((start, opening.group(), min(places[bisect_left(self._signs, start)], end)))
        at = bisect_left(self._tells, start)
        while at < len(telling):
            number = telling[at]
            if places[number] >= end:
                break
            found.append((places[number], self._words[number], min(places[number + 1], end)))
            at += 1
        return found


def may_name(text: str, place: int, opening: str, end: int) -> bool:
    """Whether a clause may open with a list that names a body. A quick look: a list opens with one of few words, and a
    body behind an open group has a capital, or `lãnh đạo` before it."""
    return opening in list_openings() and (
        _INNER_CAPITAL.search(text, place + 1, end) is not None
        or grammar().small_title.search(text, place, end) is not None
        or _opens_name(text, opening, place, end)
    )


def _opens_name(text: str, opening: str, place: int, end: int) -> bool:
    """Whether a clause opens with the head of a body or a title: `Trung tâm y tế`."""
    rules = grammar()
    if opening not in rules.openings:
        return False
    lists = (rules.head, rules.title, rules.prefix_title)
    return any(names.match_from(opening, text, place, end) for names in lists)


def behind_commas(content: str, position: int, end: int, signed: str | None) -> list[int]:
    """The places behind the first commas of a lead-in that goes on at `position`: there the body may stand that is
    told. Not those between whom somebody heard: `Sau khi nghe Sở A, Sở B trình bày dự thảo, Sở C ...`."""
    heard = HEARD.match(content, position, end)
    if heard is not None:
        behind = read_bodies(content, heard.end(), end, signed).end
        position = behind if REPORTED.match(content, behind, end) else position
    places: list[int] = []
    while len(places) < 4 and (position := content.find(",", position, end)) >= 0:
        position += 1
        places.append(position)
    return places


def opens_word(content: str, position: int) -> bool:
    """Whether no letter or digit stands before a place."""
    return position == 0 or not (content[position - 1].isalnum() or content[position - 1] == "_")


def after_comma(content: str, position: int, end: int) -> int:
    """Behind white space and a comma."""
    while position < end and (content[position].isspace() or content[position] == ","):
        position += 1
    return position
