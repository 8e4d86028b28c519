"""Where the clauses of a paragraph begin, and which of them may name a body: a quick look before lists are read."""

from __future__ import annotations

import re

from extractor.bodies import list_openings
from extractor.body_names import grammar
from extractor.layout import UPPER
from extractor.phrases import FIRST_WORD

_INNER_CAPITAL = re.compile(rf"[{UPPER}](?<!\.\s.)")
_CLAUSE_WORDS = (re.compile(r"\.\s+(\w+)"), re.compile(r";\s+(\w+)"))  # apart: a literal sign is found far sooner


def clause_words(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Where the clauses of a paragraph begin, in order, with their first words; the one at `start` is the first."""
    words = [(word.start(1), word[1]) for sign in _CLAUSE_WORDS for word in sign.finditer(text, start, end)]
    words.sort()
    opening = FIRST_WORD.match(text, start, end)
    return [(start, opening.group() if opening else ""), *words]


def clauses(text: str, words: list[tuple[int, str]], start: int, end: int) -> list[int]:
    """Which of the clauses may open with a list that names a body. A quick look: a list opens with one of few words,
    and a body behind an open group has a capital."""
    openings, rules = list_openings(), grammar()
    named: list[int] = []
    grouped: list[int] = []
    for place, opening in words:
        if opening in openings:
            name = rules.head.match_from(opening, text, place, end) or rules.title.match_from(opening, text, place, end)
            known = name or rules.prefix_title.match_from(opening, text, place, end)
            (named if known else grouped).append(place)
    if grouped:
        last = max((capital.start() for capital in _INNER_CAPITAL.finditer(text, min(grouped) + 1, end)), default=start)
        for title in rules.small_titles:  # `lãnh đạo phòng ...` needs none
            last = max(last, text.rfind(title, last, end))
        named += [place for place in grouped if place < last]
    return named
