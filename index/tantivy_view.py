"""How tantivy holds entries and answers plans. Every number here is the engine's; every decision stands elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any

from index.base import Entry
from index.entry import FACETS, MOST_VALUES, entry_from, index_fields
from index.plan import AllOf, AnyOf, Constant, InOrder, Node, Not, Plan, Term, Within
from index.ranking import Candidate
from index.search import Facets, first_of

if TYPE_CHECKING:
    import tantivy

_POSITIONS = ("all_f", "all_x")
_FREQUENCIES = ("title_f", "title_x", "pair", "pair_x", "title_pair", "issuer_f")
_KEYWORDS = ("type", "issuer", "level", "status", "secrecy", "kind")
_RAW = ("id", "numbers", "cited", *_KEYWORDS)
_TOGETHER = ("type", "level", "status", "secrecy", "kind")
_BETWEEN = "\u241f"
_FACET_SIZE = 20_000
_SCAN_STEP = 5000
_GREATEST = 2**63 - 1
_COMMON = 0.1  # beyond this share of all documents a term is common
_COUNT_BESIDE = 100_000


@cache
def schema() -> tantivy.Schema:
    """The fields of an index: token strings cut at white space, keywords, integers, and what is only stored."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("numbers", "cited"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in _POSITIONS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in _FREQUENCIES:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in _KEYWORDS:
        builder.add_text_field(name, fast=name == "issuer", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("together", fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("year", "date"):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in ("cited_by", "flags", "sort_key"):
        builder.add_integer_field(name, fast=True)
    for name in ("meta", "content"):  # bytes: a text field would be indexed too
        builder.add_bytes_field(name, stored=True)
    return builder.build()


def document_of(entry: Entry) -> tantivy.Document:
    """The entry as tantivy stores it. Raises ValueError when it cannot be."""
    import tantivy

    fields = index_fields(entry)
    made = tantivy.Document()
    made.add_text("id", fields.id)
    for token in fields.numbers:
        made.add_text("numbers", token)
    for token in fields.cited:
        made.add_text("cited", token)
    for name in (*_POSITIONS, *_FREQUENCIES):
        made.add_text(name, getattr(fields, name))
    for name, value in fields.keywords:
        made.add_text(name, value)
    values = dict(fields.keywords)
    made.add_text("together", _BETWEEN.join(values.get(name, "") for name in _TOGETHER))
    if fields.year is not None:
        made.add_integer("year", fields.year)
    if fields.date is not None:
        made.add_integer("date", fields.date)
    made.add_integer("cited_by", fields.cited_by)
    made.add_integer("flags", fields.flags)
    made.add_integer("sort_key", fields.sort_key)
    made.add_bytes("meta", fields.meta.encode())
    made.add_bytes("content", fields.content.encode())
    return made


class TantivyView:
    """One searcher: a snapshot of the index."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        self._searcher = searcher
        self._schema = schema

    def found(self, plan: Plan, *, limit: int, sort: str, facets: bool) -> tuple[int, list[Candidate], Facets]:
        everything = self._compiled(plan.everything())
        beside = self.count() >= _COUNT_BESIDE  # below, a second thread costs more than it saves
        count = self._facets if facets else self._total
        counted = _pool().submit(count, everything) if beside else None
        first = self._first(plan, limit, sort) if limit else []
        total, counts = counted.result() if counted is not None else count(everything)
        return total, first, counts

    def _first(self, plan: Plan, limit: int, sort: str) -> list[Candidate]:
        if sort == "relevance":
            return first_of(plan, limit, lambda band, most: self._best(self._compiled(band), most))
        import tantivy

        order = tantivy.Order.Asc if sort == "date" else tantivy.Order.Desc
        query = self._compiled(plan.everything())
        hits = self._searcher.search(query, limit=limit, count=False, order_by_field="sort_key", order=order).hits
        return self._candidates([(0.0, address) for _, address in hits])

    def _best(self, query: tantivy.Query, limit: int) -> list[Candidate]:
        return self._candidates(self._searcher.search(query, limit=limit, count=False).hits)

    def _candidates(self, hits: Sequence[tuple[Any, Any]]) -> list[Candidate]:
        addresses = [address for _, address in hits]
        columns = (self._searcher.fast_field_values(name, addresses) for name in ("sort_key", "cited_by", "flags"))
        return [
            Candidate(address, float(score), sort_key or 0, cited_by or 0, flags or 0)
            for (score, address), sort_key, cited_by, flags in zip(hits, *columns, strict=True)
        ]

    def _total(self, query: tantivy.Query) -> tuple[int, Facets]:
        import tantivy

        return _count(self._searcher.search(tantivy.Query.const_score_query(query, 0.0), limit=1)), ()

    def _facets(self, query: tantivy.Query) -> tuple[int, Facets]:
        """How many match, and the counts of every facet. Those of few values are counted together, which takes a third
        of the time; every document has one such value, so that their sum is how many there are."""
        wanted = {name: {"terms": {"field": name, "size": _FACET_SIZE}} for name in ("issuer", "year", "together")}
        answer = self._searcher.aggregate(query, wanted)
        counted: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        for name in ("issuer", "year"):
            counted[name] = {_label(b["key"]): int(b["doc_count"]) for b in answer[name]["buckets"]}
        total = 0
        for bucket in answer["together"]["buckets"]:
            total += int(bucket["doc_count"])
            for name, value in zip(_TOGETHER, bucket["key"].split(_BETWEEN), strict=True):
                if value:
                    counted[name][value] = counted[name].get(value, 0) + int(bucket["doc_count"])
        return total, tuple((name, _ordered(counted[name])) for name in FACETS)

    def read(self, candidates: Sequence[Candidate], *, content: bool) -> list[Entry]:
        return [self._entry(c.ref, content) for c in candidates]

    def frequencies(self, tokens: Sequence[str]) -> list[int]:
        return [self._searcher.doc_freq("all_f", token) for token in tokens]

    def by_id(self, id_: str) -> Entry | None:
        import tantivy

        hits = self._searcher.search(tantivy.Query.term_query(self._schema, "id", id_, "basic"), limit=1).hits
        return self._entry(hits[0][1]) if hits else None

    def count(self) -> int:
        return self._searcher.num_docs

    def scan(self, plan: Plan, *, oldest_first: bool = False) -> Iterator[Entry]:
        """Every match by date, without content; only addresses are held."""
        import tantivy

        order = tantivy.Order.Asc if oldest_first else tantivy.Order.Desc
        query = self._compiled(plan.everything())
        left = _count(self._searcher.search(query, limit=1, count=True))
        last: int | None = None  # sort_key of the last entry given: the next step asks from there on, not from the top
        same = 0  # how many entries of that key were given: two documents may share one
        while left > 0:
            narrowed = query if last is None else self._from(query, last, oldest_first)
            hits = self._searcher.search(
                narrowed, limit=_SCAN_STEP, offset=same, count=False, order_by_field="sort_key", order=order
            ).hits
            if not hits:
                return
            left -= len(hits)
            for key, address in hits:
                last, same = key, same + 1 if key == last else 1
                yield entry_from(bytes(self._searcher.doc(address)["meta"][0]).decode(), "")

    def _from(self, query: tantivy.Query, key: int, oldest_first: bool) -> tantivy.Query:
        """What of the query's matches stands at this sort key or behind it."""
        import tantivy

        low, high = (key, _GREATEST) if oldest_first else (-_GREATEST, key)
        behind = tantivy.Query.range_query(self._schema, "sort_key", tantivy.FieldType.Integer, low, high)
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, behind)])

    def _entry(self, address: Any, content: bool = True) -> Entry:
        stored = self._searcher.doc(address)
        return entry_from(bytes(stored["meta"][0]).decode(), bytes(stored["content"][0]).decode() if content else "")

    # -- compiling

    def _compiled(self, plan: Plan) -> tantivy.Query:
        import tantivy

        rows = []
        if plan.match is not None:
            rows.append((tantivy.Occur.Must, self._node(plan.match)))
        for node in plan.filters:
            rows.append((tantivy.Occur.Must, tantivy.Query.const_score_query(self._node(node), 0.0)))
        if not rows:
            rows.append((tantivy.Occur.Must, tantivy.Query.const_score_query(tantivy.Query.all_query(), 0.0)))
        rows += [(tantivy.Occur.MustNot, self._node(node)) for node in plan.excluded]
        should = [(tantivy.Occur.Should, self._node(node)) for node in plan.should]
        if self._most(plan) > self.count() * _COMMON:
            return tantivy.Query.boolean_query(rows + should)
        # Several optional clauses are one union, and that is read block by block whether or not anything required lies
        # there. Where little does, clauses one around the other are quicker: each looks only at what has matched.
        query = tantivy.Query.boolean_query(rows)
        for row in should:
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), row])
        return query

    def _most(self, plan: Plan) -> int:
        """How many documents can match at most, as far as single terms tell."""
        nodes = [*(plan.match.nodes if isinstance(plan.match, AllOf) else [plan.match]), *plan.filters]
        terms = [node for node in nodes if isinstance(node, Term)]
        return min((self._searcher.doc_freq(t.field, t.token) for t in terms), default=0)

    def _node(self, node: Node) -> tantivy.Query:
        import tantivy

        kind = tantivy.Query
        match node:
            case Term(field, token, boost):
                option = "position" if field in _POSITIONS else "freq" if field in _FREQUENCIES else "basic"
                query = kind.term_query(self._schema, field, token, option)
                return query if boost == 1.0 else kind.boost_query(query, boost)
            case InOrder(field, tokens):
                return kind.phrase_query(self._schema, field, list(tokens))
            case AnyOf(nodes, least):
                if not nodes:
                    return kind.empty_query()
                terms = [n for n in nodes if isinstance(n, Term) and n.field in _RAW]
                if len(terms) == len(nodes) > 1 and least == 1 and len({n.field for n in terms}) == 1:
                    return kind.term_set_query(self._schema, terms[0].field, [n.token for n in terms])
                rows = [(tantivy.Occur.Should, self._node(n)) for n in nodes]
                return kind.boolean_query(rows, minimum_number_should_match=least)
            case AllOf(nodes):
                return kind.boolean_query([(tantivy.Occur.Must, self._node(n)) for n in nodes])
            case Not(inner):
                return kind.boolean_query(
                    [(tantivy.Occur.Must, kind.all_query()), (tantivy.Occur.MustNot, self._node(inner))]
                )
            case Constant(inner, score):
                return kind.const_score_query(self._node(inner), score)
            case Within(field, low, high):
                return kind.range_query(self._schema, field, tantivy.FieldType.Integer, low, high)


def _count(result: tantivy.SearchResult) -> int:
    total: int = getattr(result, "count")  # noqa: B009  the package's stub leaves the attribute out
    return total


def _ordered(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:MOST_VALUES])


def _label(key: Any) -> str:
    return str(int(key)) if isinstance(key, (int, float)) else str(key)


@cache
def _pool() -> ThreadPoolExecutor:
    """Counts run beside the search on another core: tantivy lets the interpreter lock go."""
    return ThreadPoolExecutor(max_workers=4, thread_name_prefix="facets")
