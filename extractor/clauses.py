"""Where the clauses of a paragraph begin, and which of them may name a body: a quick look before lists are read."""

from __future__ import annotations

import re

from extractor.bodies import list_openings
from extractor.body_names import grammar
from extractor.layout import UPPER
from extractor.phrases import FIRST_WORD

_INNER_CAPITAL = re.compile(rf"[{UPPER}](?<!\.\s.)")
# Apart: a literal sign is found far sooner. The last are the items of `(i) Sở A ...; (ii) Sở B ...`.
_CLAUSE_WORDS = tuple(re.compile(rf"{sign}\s+(\w+)") for sign in (r"\.", ";", r"\((?:i{1,3}|iv|vi{0,3}|ix|x)\)"))


def clause_words(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Where the clauses of a paragraph begin, in order, with their first words; the one at `start` is the first."""
    words = [(word.start(1), word[1]) for sign in _CLAUSE_WORDS for word in sign.finditer(text, start, end)]
    words.sort()
    opening = FIRST_WORD.match(text, start, end)
    return [(start, opening.group() if opening else ""), *words]


def clauses(text: str, words: list[tuple[int, str]], end: int) -> set[int]:
    """Which of the clauses may open with a list that names a body. A quick look: a list opens with one of few words,
    and a body behind an open group has a capital."""
    openings = list_openings()
    named: set[int] = set()
    capital = title = -1  # the last one looked for, `end` where there is no more
    for place, opening in words:
        if opening not in openings:
            continue
        if capital <= place:
            capital = _next(_INNER_CAPITAL, text, place + 1, end)
        if capital == end and title < place:  # `lãnh đạo phòng` needs none
            title = _next(grammar().small_title, text, place, end)
        if capital < end or title < end or _opens_name(text, opening, place, end):
            named.add(place)
    return named


def _next(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    found = pattern.search(text, start, end)
    return found.start() if found is not None else end


def _opens_name(text: str, opening: str, place: int, end: int) -> bool:
    """Whether a clause opens with the head of a body or a title: `Trung tâm y tế`."""
    rules = grammar()
    if opening not in rules.openings:
        return False
    lists = (rules.head, rules.title, rules.prefix_title)
    return any(names.match_from(opening, text, place, end) for names in lists)
