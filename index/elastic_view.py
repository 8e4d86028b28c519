"""How Elasticsearch holds entries and answers plans: mapping, documents, query bodies. Only what every build has.

No analyzer beyond `whitespace`: text is folded and cut by `index.tokens` before it is sent. No scripts, no plug-ins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from index.base import Entry
from index.entry import FACETS, MOST_VALUES, Fields, analysis_signature, entry_from
from index.plan import AllOf, AnyOf, Constant, InOrder, Node, Not, Plan, Term, Within
from index.ranking import Candidate
from index.search import DEEPEST, Facets, first_of

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_POSITIONS = ("all_f", "all_x")
_FREQUENCIES = ("title_f", "title_x", "pair", "pair_x", "title_pair", "issuer_f")
_KEYWORDS = ("id", "numbers", "cited", "type", "issuer", "level", "status", "secrecy", "kind")
_INTEGERS = ("year", "date", "cited_by", "flags")
_SCAN_STEP = 1000

# Deletes made while a rebuild runs must still be known when the rebuild's older copy of the document arrives.
_REMEMBER_DELETES = "6h"


def index_body() -> dict[str, Any]:
    """Settings and mapping of a fresh index."""
    text = {"type": "text", "analyzer": "whitespace"}
    properties: dict[str, Any] = {
        **{name: {**text, "index_options": "positions"} for name in _POSITIONS},
        **{name: {**text, "index_options": "freqs"} for name in _FREQUENCIES},
        **{name: {"type": "keyword"} for name in _KEYWORDS},
        **{name: {"type": "integer"} for name in _INTEGERS},
        "sort_key": {"type": "long"},
        **{name: {"type": "keyword", "index": False, "doc_values": False} for name in ("meta", "content")},
    }
    return {
        "settings": {
            "number_of_shards": 1,  # scores are then those of the whole archive, as in the embedded engine
            "auto_expand_replicas": "0-1",
            "max_result_window": DEEPEST,
            "refresh_interval": "5s",
            "gc_deletes": _REMEMBER_DELETES,
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {"signature": analysis_signature()},
            "_source": {"includes": ["meta", "content"]},
            "properties": properties,
        },
    }


def source_of(fields: Fields) -> dict[str, Any]:
    """An entry's fields as Elasticsearch is sent them."""
    body: dict[str, Any] = {name: getattr(fields, name) for name in (*_POSITIONS, *_FREQUENCIES, "meta", "content")}
    body |= {"id": fields.id, "numbers": fields.numbers, "cited": fields.cited}
    body |= dict(fields.keywords)
    body |= {"year": fields.year, "date": fields.date, "cited_by": fields.cited_by, "flags": fields.flags}
    body["sort_key"] = fields.sort_key
    return body


class ElasticView:
    """Answers plans from the indices behind an alias."""

    def __init__(self, client: Elasticsearch, alias: str) -> None:
        self._client = client
        self._alias = alias

    def found(self, plan: Plan, *, limit: int, sort: str, facets: bool) -> tuple[int, list[Candidate], Facets]:
        wanted = {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in FACETS} if facets else {}
        if sort == "relevance" and plan.first:
            total, _, answer = self._search(plan.everything(), 0, sort, wanted)
            first = first_of(plan, limit, lambda band, most: self._search(band, most, sort, {})[1]) if total else []
        else:
            total, first, answer = self._search(plan, limit, sort, wanted)
        return total, first, tuple((name, _counts(answer[name]["buckets"])) for name in wanted)

    def _search(
        self, plan: Plan, limit: int, sort: str, aggregations: Mapping[str, Any]
    ) -> tuple[int, list[Candidate], Mapping[str, Any]]:
        order = None if sort == "relevance" else [{"sort_key": "asc" if sort == "date" else "desc"}]
        answer = self._client.search(
            index=self._alias,
            query=compiled(plan),
            size=limit,
            sort=order,
            source=False,
            docvalue_fields=[{"field": name} for name in ("sort_key", "cited_by", "flags")],
            track_total_hits=True,
            aggregations=aggregations or None,
        )
        found = []
        for hit in answer["hits"]["hits"]:
            values = hit["fields"]
            sort_key, cited_by, flags = (values[name][0] for name in ("sort_key", "cited_by", "flags"))
            found.append(Candidate((hit["_index"], hit["_id"]), hit["_score"] or 0.0, sort_key, cited_by, flags))
        return answer["hits"]["total"]["value"], found, answer.get("aggregations", {})

    def read(self, candidates: Sequence[Candidate], *, content: bool) -> list[Entry | None]:
        if not candidates:
            return []
        asked = [{"_index": c.ref[0], "_id": c.ref[1]} for c in candidates]
        answer = self._client.mget(docs=asked, source_includes=["meta", "content"] if content else ["meta"])
        return [entry_of_source(doc["_source"]) if doc.get("found") else None for doc in answer["docs"]]

    def frequencies(self, tokens: Sequence[str]) -> list[int]:
        if not tokens:
            return []
        filters = {str(at): {"term": {"all_f": token}} for at, token in enumerate(tokens)}
        asked = {"words": {"filters": {"filters": filters}}}
        buckets = self._client.search(index=self._alias, size=0, aggregations=asked)["aggregations"]["words"]["buckets"]
        return [int(buckets[str(at)]["doc_count"]) for at in range(len(tokens))]

    def scan(self, plan: Plan, *, oldest_first: bool = False) -> Iterator[Entry]:
        """Every match by date, without content, from one point in time."""
        opened = self._client.open_point_in_time(index=self._alias, keep_alive="5m")["id"]
        after: list[Any] | None = None
        try:
            while True:
                page = self._client.search(
                    pit={"id": opened, "keep_alive": "5m"},
                    query=compiled(plan.everything()),
                    size=_SCAN_STEP,
                    sort=[{"sort_key": "asc" if oldest_first else "desc"}, {"_shard_doc": "asc"}],
                    search_after=after,
                    source={"includes": ["meta"]},
                    track_total_hits=False,
                )["hits"]["hits"]
                for hit in page:
                    yield entry_from(hit["_source"]["meta"], "")
                if len(page) < _SCAN_STEP:
                    return
                after = page[-1]["sort"]
        finally:
            self._client.close_point_in_time(id=opened)


def entry_of_source(source: Mapping[str, Any]) -> Entry:
    """The entry of a stored document."""
    return entry_from(source["meta"], source.get("content", ""))


def compiled(plan: Plan) -> dict[str, Any]:
    """A plan as a query body."""
    return {
        "bool": {
            "must": [_node(plan.match)] if plan.match is not None else [],
            "filter": [_node(node) for node in plan.filters] or [{"match_all": {}}],
            "must_not": [_node(node) for node in plan.excluded],
            "should": [_node(node) for node in plan.should],
            "minimum_should_match": 0,
        }
    }


def _node(node: Node) -> dict[str, Any]:
    match node:
        case Term(field, token, boost):
            return {"term": {field: {"value": token, "boost": boost}}}
        case InOrder(field, tokens):
            return {"match_phrase": {field: " ".join(tokens)}}
        case AnyOf(nodes, least):
            if not nodes:
                return {"match_none": {}}
            keywords = {n.field for n in nodes if isinstance(n, Term) and n.field in _KEYWORDS}
            if len(keywords) == 1 and least == 1 and all(isinstance(n, Term) for n in nodes):
                return {"terms": {keywords.pop(): [n.token for n in nodes if isinstance(n, Term)]}}
            return {"bool": {"should": [_node(n) for n in nodes], "minimum_should_match": least}}
        case AllOf(nodes):
            return {"bool": {"must": [_node(n) for n in nodes]}}
        case Not(inner):
            return {"bool": {"must_not": [_node(inner)]}}
        case Constant(inner, score):
            return {"constant_score": {"filter": _node(inner), "boost": score}}
        case Within(field, low, high):
            bounds = {name: value for name, value in (("gte", low), ("lte", high)) if value is not None}
            return {"range": {field: bounds}}


def _counts(buckets: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, int], ...]:
    rows = [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets]
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0])))
