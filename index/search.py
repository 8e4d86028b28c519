"""Search as both engines do it: understand, plan, ask the engine, re-rank, cut the snippets.

An engine only has to answer a `Plan`; everything that could make two engines disagree stands here.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Protocol

from extractor.text import quoted
from index.base import BadQuery, Entry, Hit, Query, Results, Unseen
from index.expansion import Phrase, Word
from index.numbers import RULES, NumberClause, cited_tokens, entry_tokens
from index.plan import Node, Plan, may_slip, nearly_titled, only_nearly, plan_of, visible_with, words_plan
from index.query import Parsed, parse
from index.ranking import WINDOW, Candidate, rerank
from index.snippets import Needles, needles_of, snippets
from index.suggest import slip_for, suggestion_of, with_accents

MAX_LIMIT = 1000
DEEPEST = 100_000
# Papers, and how much of each, that tell with which accents a suggestion is spelt.
_TELLING = 5
# What of a question is no filter that a person sees; `ids` also part what is asked once into pieces.
_NO_FILTERS = frozenset("text limit offset sort unseen ids expand renamed strict explain facets snippets".split())
_TELLING_CHARS = 20_000
# Words of which this share (one in so many) of the papers with the rarer one has them side by side belong together.
_USUAL = 10
# Titles that are compared with a long query that may have a slip, the newest first, and words of it that are looked up.
_NEARLY = 100
_SLIPS = 3

Facets = tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


class View(Protocol):
    """One moment of an engine: everything asked of it sees the same documents."""

    def found(self, plan: Plan, *, limit: int, sort: str, facets: bool) -> tuple[int, list[Candidate], Facets]:
        """How many match, the first `limit` (`relevance`: see `first_of`; `date`: oldest first; `-date`: newest first),
        and the counts of every facet when they are asked for."""
        ...

    def read(self, candidates: Sequence[Candidate], *, content: bool) -> Sequence[Entry | None]:
        """The entries, in order, their content left empty when it is not asked for; None for one deleted meanwhile."""
        ...

    def frequencies(self, tokens: Sequence[str]) -> list[int]:
        """In how many documents each folded syllable stands."""
        ...


def search(view: View, query: Query, today: Callable[[], datetime.date]) -> Results:
    """Answers a query. Raises BadQuery on syntax that search does not have and on a page that is out of range."""
    _check(query)
    parsed, query = parse(query)
    notes = list(parsed.notes)
    near = _near(view, parsed, query)
    asked = plan = plan_of(parsed, query, near)
    sort = query.sort
    if sort == "relevance" and plan.match is None:
        sort = "-date"
    limit = max(WINDOW, query.offset + query.limit) if sort == "relevance" else query.offset + query.limit
    total, found, facets = view.found(plan, limit=limit, sort=sort, facets=query.facets)
    suggestion = None
    if total == 0 and plan.match is not None:
        seen = _frequencies(view, query.unseen)
        together, spelt = (partial(_standing, view, query.unseen, field) for field in ("pair", "all_x"))
        suggestion = suggestion_of(parsed, query.text, seen, together, spelt)
        if suggestion is not None and parsed.accented:  # who types accents reads them, too
            suggestion = with_accents(suggestion, query.text, _telling(view, replace(query, text=suggestion)))
        for other, said in _relaxed(parsed, query):
            total, found, facets = view.found(other, limit=limit, sort=sort, facets=query.facets)
            plan = other
            if total:
                notes.append(said)
                break
    if near is not None and plan is asked and query.offset == 0:  # a count: on the first page alone
        lacking = total - view.found(plan_of(parsed, query), limit=0, sort="date", facets=False)[0]
        notes += [f"Kể cả {lacking} văn bản mà trích yếu chỉ thiếu một trong các từ."] if lacking else []
    day = today()
    if sort == "relevance":
        ranked = rerank(found[:WINDOW], day.year * 10000 + day.month * 100 + day.day)
        rows = ranked + [(c, c.score, ()) for c in found[WINDOW:]]
    else:
        rows = [(c, 0.0, ()) for c in found]
    page = rows[query.offset : query.offset + query.limit]
    entries = view.read([row[0] for row in page], content=query.snippets)
    needles = needles_of(parsed)
    bands = plan.first if sort == "relevance" else ()
    hits = tuple(
        _hit(entry, score, (*(band.said for band in bands[c.band : c.band + 1]), *reasons), parsed, query, needles)
        for entry, (c, score, reasons) in zip(entries, page, strict=True)
        if entry is not None
    )
    if parsed.lookup and query.offset == 0 and plan is asked:  # what was tried instead has its own note
        notes += _lookup_notes(parsed, query, hits)
    return Results(total, hits, facets, tuple(dict.fromkeys(notes)), suggestion, parsed.switches)


def _telling(view: View, query: Query) -> list[str]:
    """The beginnings of the first papers that a query would find."""
    parsed, query = parse(query)
    _, found, _ = view.found(plan_of(parsed, query), limit=_TELLING, sort="relevance", facets=False)
    return [entry.content[:_TELLING_CHARS] for entry in view.read(found[:_TELLING], content=True) if entry is not None]


def _frequencies(view: View, unseen: Unseen | None) -> Callable[[Sequence[str]], list[int]]:
    """In how many documents a syllable stands, as far as who asks may see them."""
    if unseen is None:
        return view.frequencies

    def seen(tokens: Sequence[str]) -> list[int]:
        return [
            view.found(visible_with(token, unseen), limit=0, sort="date", facets=False)[0] if count else 0
            for token, count in zip(tokens, view.frequencies(tokens), strict=True)
        ]

    return seen


def _near(view: View, parsed: Parsed, query: Query) -> Node | None:
    """What has all words of a long query in its title but one that may be a slip; None where there is nothing such."""
    if query.strict or not query.expand or not may_slip(parsed):
        return None
    _, found, _ = view.found(only_nearly(parsed, query), limit=_NEARLY, sort="-date", facets=False)
    slips: dict[Word, list[str]] = {}
    for entry in view.read(found, content=False):
        if entry is not None and (word := slip_for(parsed, entry.title)) is not None:
            slips.setdefault(word, []).append(entry.id)
    judged = list(slips)[:_SLIPS]
    return nearly_titled(parsed, {word: slips[word] for word in judged if not _usual(view, parsed, query.unseen, word)})


def _usual(view: View, parsed: Parsed, unseen: Unseen | None, word: Word) -> bool:
    """Whether papers use a word beside a neighbour that it was typed with: then it was meant."""

    def spelt(one: Word) -> str:
        return one.exact if parsed.accented else one.folded

    pairs = [
        (left, right)
        for run in parsed.runs
        for left, right in pairwise(run)
        if word in (left, right) and isinstance(left, Word) and isinstance(right, Word)
    ]
    words = list(dict.fromkeys(one for pair in pairs for one in pair))
    alone, beside = ("all_x", "pair_x") if parsed.accented else ("all_f", "pair")
    counts = dict(zip(words, _standing(view, unseen, alone, [spelt(one) for one in words]), strict=True))
    together = _standing(view, unseen, beside, [f"{spelt(left)}_{spelt(right)}" for left, right in pairs])
    return any(
        count and count * _USUAL >= min(counts[one] for one in pair)
        for pair, count in zip(pairs, together, strict=True)
    )


def _standing(view: View, unseen: Unseen | None, field: str, tokens: Sequence[str]) -> list[int]:
    """In how many documents each token of a field stands, as far as who asks may see them."""
    plans = [visible_with(token, unseen or Unseen(), field) for token in tokens]
    return [view.found(plan, limit=0, sort="date", facets=False)[0] for plan in plans]


def scan_plan(view: View, query: Query) -> Plan:
    """The plan of an export: what `search` counts, by the looser question where it asks that."""
    _check(replace(query, limit=1, offset=0))
    parsed, query = parse(query)
    asked = plan_of(parsed, query, _near(view, parsed, query))
    looser = [] if asked.match is None else [other for other, _ in _relaxed(parsed, query)]
    fitting = (plan for plan in (asked, *looser) if view.found(plan, limit=0, sort="date", facets=False)[0])
    return next(fitting, asked) if looser else asked


def first_of(plan: Plan, limit: int, ask: Callable[[Plan, int], list[Candidate]]) -> list[Candidate]:
    """The first `limit` documents, band by band; `ask` gives the best so many of one band."""
    first: list[Candidate] = []
    for at, band in enumerate(plan.in_bands()):
        if len(first) >= limit:
            break
        first += [replace(c, band=at) for c in ask(band, limit - len(first))] if at else ask(band, limit)
    return first


def _check(query: Query) -> None:
    if not 0 <= query.limit <= MAX_LIMIT or query.offset < 0:
        raise BadQuery(f"Mỗi trang có từ 0 đến {MAX_LIMIT} kết quả.")
    if query.offset + query.limit > DEEPEST:
        raise BadQuery(f"Chỉ xem được {DEEPEST} kết quả đầu; hãy xuất ra tệp CSV để có tất cả.")
    if query.sort not in ("relevance", "date", "-date"):
        raise BadQuery(f"Không có cách xếp {quoted(query.sort)}. Có: relevance, date, -date.")


def _relaxed(parsed: Parsed, query: Query) -> Iterator[tuple[Plan, str]]:
    """What is tried when nothing fits, with what is said about it."""
    if query.strict:
        return
    if parsed.numbers:
        yield (
            words_plan(parsed, query),
            f"{_nowhere(query)} văn bản số này và không có văn bản nào trích dẫn; dưới đây tìm theo từ.",
        )
    if len(parsed.clauses) > 2 and not any(isinstance(c, Phrase) for c in parsed.clauses):
        yield (
            words_plan(parsed, query, most=True),
            f"{'Trong phạm vi lọc không' if _filtered(query) else 'Không'} có văn bản nào chứa đủ các từ; "
            "dưới đây là văn bản chứa phần lớn các từ.",
        )


def _hit(entry: Entry, score: float, reasons: tuple[str, ...], parsed: Parsed, query: Query, needles: Needles) -> Hit:
    matched, why = _matched(entry, parsed)
    return Hit(
        id=entry.id,
        key=entry.key,
        number=entry.number,
        type_code=entry.type_code,
        issuer=entry.issuer,
        date=entry.date,
        title=entry.title,
        score=score,
        matched=matched,
        snippets=snippets(entry, needles) if query.snippets else (),
        reasons=(why, *reasons) if query.explain else (),
        secrecy=entry.secrecy,
    )


def _matched(entry: Entry, parsed: Parsed) -> tuple[str, str]:
    """Which rule found the entry, and that rule in words."""
    if parsed.numbers:
        own = frozenset(entry_tokens(entry.number, entry.type_code, entry.date))
        for number in parsed.numbers:
            rule = _rule(number, own)
            if rule and not _of_another_year(number, entry.number, entry.date):
                return "number", rule
        cites = {token for printed in entry.cited_numbers for token in cited_tokens(printed)}
        if any(cites.intersection(number.cited()) for number in parsed.numbers):
            return "cites", "trích dẫn số này"
    if any(isinstance(c, Phrase) for c in parsed.clauses):
        return "phrase", "đúng cụm từ"
    if parsed.clauses:
        return "words", "có các từ"
    return "filter", "theo bộ lọc"


def _rule(number: NumberClause, own: frozenset[str]) -> str | None:
    for score, tokens in number.rules():
        if own.intersection(tokens):
            return RULES[score]
    return None


def _of_another_year(number: NumberClause, printed: str | None, date: str | None) -> bool:
    """Whether the year that was asked for is not that of the paper with this number and day."""
    year = str(number.year or "")
    return bool(year and date) and year != (date or "")[:4] and f"/{year}/" not in (printed or "")


def same_number_note(hits: Sequence[Hit]) -> str:
    """What is said of several papers with one number."""
    return f"Có {len(hits)} văn bản cùng số {hits[0].number}: thêm cơ quan ban hành hoặc năm để chọn."


def _filtered(query: Query) -> bool:
    """Whether filters that the person chose narrow the question."""
    return any(getattr(query, name) not in ((), None) for name in Query.__slots__ if name not in _NO_FILTERS)


def _nowhere(query: Query) -> str:
    return "Trong phạm vi lọc không có" if _filtered(query) else "Kho không có"


def _lookup_notes(parsed: Parsed, query: Query, hits: tuple[Hit, ...]) -> list[str]:
    if not hits:
        return []
    named = [hit for hit in hits if hit.matched == "number"]
    if not named:
        own = [frozenset(entry_tokens(hit.number, hit.type_code, hit.date)) for hit in hits]
        if any(_rule(number, tokens) for number in parsed.numbers for tokens in own):
            return ["Kho có văn bản mang số này, nhưng của năm khác."]
        return [f"{_nowhere(query)} văn bản mang số này; dưới đây là văn bản có nhắc đến."]
    top = [hit for hit in named if hit.number == named[0].number]
    if len(top) > 1:
        return [same_number_note(top)]
    if len(named) > 1 and parsed.numbers[0].short:
        return ["Có nhiều văn bản cùng số: thêm ký hiệu, cơ quan ban hành hoặc năm để chọn."]
    return []
