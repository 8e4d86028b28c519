"""A search that is a question or a wish: the words that only ask are left out, what they ask for is looked for.

The words are data: `extractor/data/question_words.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractor.knowledge import toml_data
from extractor.text import fold, squash
from extractor.types import all_types
from index.tokens import WORD, exact_form

_QUOTED = re.compile(r'"[^"]*"')
_MANY = ("các", "những", "toàn bộ", "mọi", "tất cả", "tất cả các")
_PAPERS = "văn bản"


def without_asking(text: str) -> tuple[str, tuple[str, ...]]:
    """The query without the words that only ask, and those; unchanged where nothing else is left."""
    plain = exact_form(text)
    accented = plain != fold(text)
    asking = _asking(accented)
    cut: list[tuple[int, int]] = []
    head = _opening(accented).match(plain)
    if head:
        cut.append(head.span(1))
    outside = _QUOTED.sub(lambda quoted: " " * len(quoted.group()), plain)
    cut += [found.span() for found in asking.finditer(outside)]
    opens = head or _wanted(accented).match(plain)
    if opens and accented and (issued := _issued().search(outside)):
        cut += [(issued.start(), issued.start(1)), (issued.end(1), issued.end())]
    left, at = "", 0
    for start, end in sorted(cut):
        if start >= at:
            left, at = left + text[at:start] + " ", end
    left = squash(left + text[at:])
    if not cut or not WORD.search(left) or fold(left) == fold(_PAPERS):
        return text, ()
    return left, tuple(squash(text[start:end]) for start, end in sorted(cut))


@cache
def _asking(accented: bool) -> re.Pattern[str]:
    return re.compile(_any_of(toml_data("question_words.toml")["asking" if accented else "bare"], accented))


@cache
def _opening(accented: bool) -> re.Pattern[str]:
    words = toml_data("question_words.toml")
    said = _any_of(words["opening" if accented else "bare_opening"], accented)
    generic, types, lists = _any_of(words["generic"], accented), _any_of(_types(), accented), _any_of(_MANY, accented)
    many, papers = rf"(?:{lists}\s+)?", _any_of([_PAPERS, *_types()], accented)
    opened = rf"(?:{said}\s+){{1,3}}(?={many}{papers})"
    if accented:  # what is a subject of papers, or said of one, asks only for what is surely a paper
        sought, about = _any_of(words["searching"], accented), _any_of(words["about"], accented)
        opened = rf"(?:{opened}|(?:{said}\s+){{0,2}}{sought}\s+(?={many}(?:{_PAPERS}\s+{about}|{types}))"
        having = _any_of(words["having"], accented)
        opened += rf"|(?:{said}\s+){{1,2}}{having}\s+(?={many}{papers})"
        opened += rf"|{having}\s+(?={_any_of([_PAPERS], accented)}|{lists}\s+{papers}))"
    return re.compile(rf"\s*({opened}(?:{generic}\s+)?)")


@cache
def _wanted(accented: bool) -> re.Pattern[str]:
    return re.compile(rf"\s*{_any_of([_PAPERS, *_MANY, *_types()], accented)}")


@cache
def _issued() -> re.Pattern[str]:
    """Whose paper it is: `kế hoạch ... do Sở Y tế ban hành`, in a query that opens with what is looked for."""
    words = toml_data("question_words.toml")
    none, named = _any_of(words["no_bodies"], accented=True), _any_of(words["bodies"], accented=True)
    body = rf"(?!{none}){named}(?: [^\W\d_]+){{0,9}}?"
    return re.compile(rf"(?<!\w)do ({body}(?:(?:,| và) {body}){{0,2}}) ban hành(?!\w)")


def _types() -> list[str]:
    return [word for entry in all_types() for word in (*entry.words, *entry.phrases)]


def _any_of(phrases: Sequence[str], accented: bool) -> str:
    """A pattern of any of these phrases, the longest first."""
    form = exact_form if accented else fold
    said = sorted({form(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    return r"(?<!\w)(?:" + "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in said) + r")(?!\w)"
