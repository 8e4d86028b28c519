"""A query as a tree of conditions that every engine can compile: terms, phrases, any, all, constants.

Both engines get the same tree over the same token fields and score it by BM25 (k1 1.2, b 0.75), so that they agree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from index.base import Query, Unseen
from index.expansion import Clause, Group, Phrase, Word
from index.numbers import TYPED, title_token
from index.query import Parsed
from index.tokens import folded_tokens

# What a match in each place adds, relative to a match anywhere.
TITLE, TITLE_PAIR, PAIR, EXACT, TITLE_EXACT = 1.5, 1.5, 1.0, 0.5, 1.0

# Points: the issuer named beside a number, every word beside a number, the whole title; its day, which lies between
# what priors add and what parts the rules of numbers.
ISSUER, EVERY_WORD, WHOLE_TITLE = 200_000.0, 100_000.0, 300_000.0
DAY = 200.0

# A title pasted or typed at such a length may have a slip in one of its words, or end within one.
LONG = 8

# Days that a query names and that count; nobody means more, and each is a condition of its own.
MAX_DAYS = 8

# With no document that has every word, so many of them will do (said in the notes).
MOST = 0.6


@dataclass(frozen=True, slots=True)
class Term:
    """One token of a field. `boost` multiplies its BM25 score."""

    field: str
    token: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class InOrder:
    """Tokens next to each other, in this order. `field` keeps positions."""

    field: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least `least` of the nodes; scores add up."""

    nodes: tuple[Node, ...]
    least: int = 1


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every node; scores add up."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What the node does not match."""

    node: Node


@dataclass(frozen=True, slots=True)
class Constant:
    """A match that scores `score`, whatever the node would."""

    node: Node
    score: float


@dataclass(frozen=True, slots=True)
class Within:
    """An integer field between two values, both included; None is open."""

    field: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Band:
    """Documents that come before all others: those of `match`, which must lie within the plan's, by its own score.

    `said` is the reason, in Vietnamese.
    """

    match: Node
    should: tuple[Node, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`match` None: everything. `should` only adds score; `filters` and `excluded` never score.

    `first` are bands from the best on. Whoever asks for the first few documents need not look at those of a later band
    while an earlier one holds enough: that is what keeps a question of two common words quick in a large archive.
    """

    match: Node | None
    should: tuple[Node, ...] = ()
    filters: tuple[Node, ...] = ()
    excluded: tuple[Node, ...] = ()
    first: tuple[Band, ...] = ()

    def everything(self) -> Plan:
        """What is counted: every document of every band, without score."""
        return Plan(self.match, (), self.filters, self.excluded)

    def in_bands(self) -> Iterator[Plan]:
        """One plan for each band and one for what is left; no document is in two."""
        before: tuple[Node, ...] = ()
        for band in self.first:
            yield Plan(band.match, band.should, self.filters, (*self.excluded, *before))
            before = (*before, band.match)
        yield Plan(self.match, self.should, self.filters, (*self.excluded, *before))


Node = Term | InOrder | AnyOf | AllOf | Not | Constant | Within


def plan_of(parsed: Parsed, query: Query, near: Node | None = None) -> Plan:
    """The plan of a query whose words must all be there, or that is `near`; a number is looked up beside them."""
    words = _text_node(parsed)
    filters, excluded = _filters(parsed, query)
    if not parsed.numbers:
        match = AnyOf((words, near)) if words is not None and near is not None else words
        day = _days(parsed)
        return Plan(match, (*_should(parsed), *day), filters, excluded, _bands(parsed, words, near, day))
    lookups: list[Node] = []
    for number in parsed.numbers:
        for score, tokens in number.rules():
            if parsed.lookup or score >= TYPED:  # beside words a number that merely resembles the asked one is noise
                lookups.append(Constant(AnyOf(tuple(Term("numbers", token) for token in tokens)), score))
    # A document that fits a sure rule fits the looser ones too: the scores add up in the rules' order.
    alternatives: list[Node] = [AnyOf(tuple(lookups))]
    for number in parsed.numbers:
        cited = number.cited()
        if cited:
            alternatives.append(Constant(AnyOf(tuple(Term("cited", token) for token in cited)), 1.0))
        if number.groups and parsed.lookup:  # mentions that no one could read as a citation
            alternatives.append(Constant(in_order("all_f", tuple(folded_tokens(number.raw))), 1.0))
    days = tuple(_of_day(number.day) for number in parsed.numbers if number.day)
    # of the papers that fit a rule alike the one of that day: with their year alone all of them would be equals
    should: tuple[Node, ...] = tuple(Constant(AllOf((AnyOf(tuple(lookups)), day)), DAY) for day in days)
    if not parsed.lookup and words is not None:
        # `chỉ thị 34 của Ban Bí thư`: the other words name the issuer; else whatever has every word comes first, which
        # is the document of that number itself, or one whose title cites it
        alternatives.append(words)
        named = tuple(_of_issuer(clause) for clause in parsed.rest if not isinstance(clause, Phrase))
        should = (
            *should,
            *_should(parsed),
            Constant(AllOf((AnyOf(tuple(lookups)), *named)), ISSUER),
            Constant(words, EVERY_WORD),
        )
    return Plan(AnyOf(tuple(alternatives)), should, filters, excluded)


def visible_with(token: str, unseen: Unseen, field: str = "all_f") -> Plan:
    """The plan of the documents that hold a folded syllable (or what else `field` has), as far as they may be seen."""
    return Plan(Term(field, token), excluded=unseen_nodes(unseen))


def unseen_nodes(unseen: Unseen) -> tuple[Node, ...]:
    """What is left out of every answer to who may not see it."""
    barred: list[Node] = [Term("secrecy", mark) for mark in unseen.secrecies]
    if unseen.issuers:
        marked = AnyOf(tuple(Term("secrecy", mark) for mark in unseen.marks))
        barred.append(AllOf((marked, Not(AnyOf(tuple(Term("issuer", body) for body in unseen.issuers))))))
    return tuple(barred)


def words_plan(parsed: Parsed, query: Query, *, most: bool = False) -> Plan:
    """The plan of a query's words alone, a number among them read as words; `most`: most of them suffice."""
    words = _text_node(parsed)
    if most and isinstance(words, AllOf):
        words = AnyOf(words.nodes, max(1, int(len(words.nodes) * MOST)))
    filters, excluded = _filters(parsed, query)
    bands = () if most else _bands(parsed, words, day=_days(parsed))
    return Plan(words, (*_should(parsed), *_days(parsed)), filters, excluded, bands)


def _text_node(parsed: Parsed) -> Node | None:
    nodes = tuple(_clause(clause, 1.0) for clause in parsed.clauses)
    if not nodes:
        return None
    return nodes[0] if len(nodes) == 1 else AllOf(nodes)


def _clause(clause: Clause, boost: float) -> Node:
    if isinstance(clause, Word):
        return Term("all_f", clause.folded, boost)
    if isinstance(clause, Group):
        return AnyOf(tuple(in_order("all_f", form) for form in clause.forms))
    return in_order("all_x", clause.exact)


def may_slip(parsed: Parsed) -> bool:
    """Whether the query is long enough for a slip in it, and a mere list of words."""
    return (
        len(parsed.clauses) >= LONG
        and not parsed.numbers
        and not any(isinstance(clause, Phrase) for clause in parsed.clauses)
    )


def nearly_titled(parsed: Parsed, slips: Mapping[Word, Collection[str]]) -> Node | None:
    """What has all words but one of these `slips` in its title, and is one of the papers that it was found to be in."""
    if not slips:
        return None
    meant = tuple(_in_title(clause) for clause in parsed.clauses if clause not in slips)
    if len(slips) > 1:
        meant = (*meant, AnyOf(tuple(_in_title(clause) for clause in slips), len(slips) - 1))
    papers = tuple(Term("id", id_) for ids in slips.values() for id_ in ids)
    return AllOf((*meant, Constant(AnyOf(papers), 0.0)))


def only_nearly(parsed: Parsed, query: Query) -> Plan:
    """The plan of what has all words but one in its title, whichever that is."""
    filters, excluded = _filters(parsed, query)
    titled = tuple(_in_title(clause) for clause in parsed.clauses)
    return Plan(AnyOf(titled, len(titled) - 1), (), filters, (*excluded, AllOf(titled)))


def _bands(
    parsed: Parsed, words: Node | None, near: Node | None = None, day: tuple[Node, ...] = ()
) -> tuple[Band, ...]:
    """First what has everything in its title, then what has all neighbours next to each other, then what is `near`;
    within each what is of the `day` first."""
    if words is None:
        return ()
    whole = Constant(Term("numbers", title_token(parsed.folded)), WHOLE_TITLE)
    exact = [Term("title_x", c.exact, TITLE_EXACT) for c in parsed.clauses if isinstance(c, Word)]
    pair_tokens = dict.fromkeys(
        f"{left.folded}_{right.folded}"
        for run in parsed.runs
        for left, right in pairwise(run)
        if isinstance(left, Word) and isinstance(right, Word)
    )
    titled = [_in_title(clause) for clause in parsed.clauses]
    if any(isinstance(clause, Phrase) for clause in parsed.clauses):
        titled.append(Constant(words, 0.0))  # syllables of a phrase may stand apart in a title
    bands = [
        Band(
            AllOf(tuple(titled)),
            (
                *(exact if parsed.accented else ()),
                *(Term("title_pair", token, TITLE_PAIR) for token in pair_tokens),
                whole,
                *day,
            ),
            "mọi từ đều có trong trích yếu",
        )
    ]
    if pair_tokens and all(isinstance(clause, Word) for clause in parsed.clauses):
        alone = [run[0] for run in parsed.runs if len(run) == 1]
        together = (*(Term("pair", token) for token in pair_tokens), *(_clause(clause, 1.0) for clause in alone))
        accents = [Term("all_x", c.exact, EXACT) for c in parsed.clauses if isinstance(c, Word) and parsed.accented]
        bands.append(Band(AllOf(together), (*accents, *day), "các từ đứng liền nhau"))
    if near is not None:
        pairs = tuple(Term("title_pair", token, TITLE_PAIR) for token in pair_tokens)
        bands.append(Band(near, (*pairs, *day), "trích yếu chỉ thiếu một từ"))
    return tuple(bands)


def _in_title(clause: Clause) -> Node:
    if isinstance(clause, Word):
        return Term("title_f", clause.folded, TITLE)
    if isinstance(clause, Phrase):
        return AllOf(tuple(Term("title_x", token, TITLE) for token in clause.exact))
    forms: list[Node] = []
    for form in clause.forms:
        fields = [Term("title_f", form[0], TITLE)] if len(form) == 1 else []
        forms.append(AllOf((*fields, *(Term("title_pair", "_".join(pair), TITLE) for pair in pairwise(form)))))
    return AnyOf(tuple(forms))


def _days(parsed: Parsed) -> tuple[Node, ...]:
    return tuple(Constant(_of_day(day), DAY) for day in parsed.days[:MAX_DAYS])


def _of_day(iso: str) -> Node:
    return Within("date", _number(iso), _number(iso))


def _of_issuer(clause: Word | Group) -> Node:
    if isinstance(clause, Word):
        return Term("issuer_f", clause.folded)
    return AnyOf(tuple(AllOf(tuple(Term("issuer_f", token) for token in form)) for form in clause.forms))


_PAIRED = {"all_f": "pair", "all_x": "pair_x"}


def in_order(field: str, tokens: tuple[str, ...]) -> Node:
    """A phrase: one term where it is one or two syllables, else in order among what has all of its pairs."""
    if len(tokens) == 1:
        return Term(field, tokens[0])
    pairs = tuple(Term(_PAIRED[field], "_".join(pair)) for pair in pairwise(tokens))
    return pairs[0] if len(pairs) == 1 else AllOf((Constant(AllOf(pairs), 0.0), InOrder(field, tokens)))


def _should(parsed: Parsed) -> tuple[Node, ...]:
    """What ranks: words in the title, neighbours that stand together, exact accents."""
    nodes: dict[Node, None] = {}
    for run in parsed.runs:
        for clause in run:
            nodes |= dict.fromkeys(_worth_more(clause, accented=parsed.accented))
        for left, right in pairwise(run):
            if isinstance(left, Word) and isinstance(right, Word):
                pair_token = f"{left.folded}_{right.folded}"
                nodes[Term("pair", pair_token, PAIR)] = None
                nodes[Term("title_pair", pair_token, TITLE_PAIR)] = None
    nodes[Constant(Term("numbers", title_token(parsed.folded)), WHOLE_TITLE)] = None
    return tuple(nodes)


def _worth_more(clause: Clause, *, accented: bool) -> Iterator[Node]:
    """What raises a paper that has the clause: that its title has it, too, or the same accents as were typed."""
    if isinstance(clause, Word):
        yield Term("title_f", clause.folded, TITLE)
        if accented:
            yield Term("all_x", clause.exact, EXACT)
            yield Term("title_x", clause.exact, TITLE_EXACT)
    elif isinstance(clause, Phrase):
        for token in clause.exact:
            yield Term("title_x", token, TITLE)
    else:
        for form in clause.forms:
            for pair in pairwise(form):
                yield Term("title_pair", "_".join(pair), TITLE / 2)
            if len(form) == 1:
                yield Term("title_f", form[0], TITLE)


def _filters(parsed: Parsed, query: Query) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    filters: list[Node] = []
    excluded: list[Node] = [_clause(clause, 1.0) for clause in parsed.excluded]
    included = (
        ("type", query.types),
        ("issuer", query.issuers),
        ("kind", query.kinds),
        ("status", query.statuses),
        ("level", query.levels),
        ("secrecy", query.secrecies),
        ("id", query.ids),
    )
    for field, values in included:
        if values or (field == "id" and values is not None):
            filters.append(AnyOf(tuple(Term(field, value) for value in values)))
    left_out = (
        ("type", query.exclude_types),
        ("issuer", query.exclude_issuers),
        ("kind", query.exclude_kinds),
        ("status", query.exclude_statuses),
        ("level", query.exclude_levels),
        ("secrecy", query.exclude_secrecies),
    )
    for field, values in left_out:
        excluded += [Term(field, value) for value in values]
    if query.years:
        filters.append(AnyOf(tuple(Within("year", year, year) for year in query.years)))
    excluded += [Within("year", year, year) for year in query.exclude_years]
    excluded += unseen_nodes(query.unseen) if query.unseen else ()
    filters += [Term("issuer_f", token) for token in parsed.issuer_words]
    if query.date_from or query.date_to:
        filters.append(Within("date", _number(query.date_from), _number(query.date_to)))
    return tuple(filters), tuple(excluded)


def _number(date: str | None) -> int | None:
    """`2020-05-01` as 20200501."""
    return int(date.replace("-", "")) if date else None
