"""Filters as people write them: a type by its name or in small letters, a body in any spelling or by a part of it.

What is understood otherwise than it was written, and what there is not, is told as a note; a filter that silently
matches nothing looks like an archive that holds nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.finding import spellings
from extractor.text import fold
from extractor.types import all_types, type_misread, type_of_word
from service.words import day

if TYPE_CHECKING:
    from index.base import Query, Results

    Ask = Callable[[Query], Results]

# A part of a name that more bodies bear than this narrows nothing: they are not all taken.
_MOST_BODIES = 40
_NAMED = 3


def understood(query: Query, ask: Ask) -> tuple[Query, list[str]]:
    """The question with its filters as they were meant, and what is to be said of that. `ask` answers questions."""
    notes: list[str] = []
    query = replace(
        query, types=_types(query.types, notes), exclude_types=_types(query.exclude_types, notes)
    )  # fmt: skip
    if query.date_from and query.date_to and query.date_from > query.date_to:
        notes.append(f"Ngày {day(query.date_from)} đứng sau ngày {day(query.date_to)}: hãy đổi chỗ hai ngày.")
    issuers, without = _bodies(query, query.issuers, notes, ask), _bodies(query, query.exclude_issuers, notes, ask)
    return replace(query, issuers=issuers, exclude_issuers=without), notes


def _types(given: tuple[str, ...], notes: list[str]) -> tuple[str, ...]:
    codes = dict.fromkeys(entry.code for entry in all_types())
    meant: dict[str, None] = {}
    for one in given:
        same = [code for code in codes if fold(code) == fold(one.strip())]
        named = type_of_word(one) or type_misread(one)
        if one in codes:
            meant[one] = None
        elif len(same) == 1:
            meant[same[0]] = None
        elif named is not None:
            meant[named.code] = None
        else:
            meant[one] = None
            notes.append(f"Không có loại văn bản “{one}”: ghi mã như KH, QĐ, hoặc tên như “Kế hoạch”.")
    return tuple(meant)


def _bodies(query: Query, given: tuple[str, ...], notes: list[str], ask: Ask) -> tuple[str, ...]:
    """The bodies that each of these names means: itself where the archive has papers of it."""
    every = type(query)(limit=1, snippets=False, facets=False, renamed=query.renamed, unseen=query.unseen)
    meant: dict[str, None] = {}
    held: list[str] | None = None
    for one in given:
        if ask(replace(every, issuers=(one,))).total:
            meant[one] = None
            continue
        if held is None:  # only bodies whose papers may be seen
            held = [name for name, _ in dict(ask(replace(every, facets=True)).facets).get("issuer", ())]
        asked = spellings(one)
        whole = [name for name in held if asked & spellings(name)]
        # whole syllables: `y` is no part of `Tỉnh ủy`
        partly = whole or [name for name in held if any(f"-{a}-" in f"-{k}-" for a in asked for k in spellings(name))]
        if not partly:
            notes.append(f"Kho không có văn bản nào của “{one}”.")
        elif len(partly) > _MOST_BODIES:
            notes.append(f"“{one}” có trong tên {len(partly)} cơ quan: hãy ghi rõ hơn, như “{partly[0]}”.")
        else:
            more = f" và {len(partly) - _NAMED} cơ quan nữa" if len(partly) > _NAMED else ""
            notes.append(f"“{one}” được hiểu là {'; '.join(partly[:_NAMED])}{more}.")
            meant |= dict.fromkeys(partly)
            continue
        meant[one] = None
    return tuple(meant)
