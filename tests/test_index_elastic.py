"""Elasticsearch for real, over TLS, with a user limited to the project's indices: the same answers as tantivy."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bench.generated import documents, queries
from bench.search_times import overlap
from index import open_index
from index.base import Entry, IndexMismatch, IndexUnavailable, Query
from index.elastic import ElasticIndex
from tests.search_engines import RECORDS, drop, elastic_address, fill, ids, node, open_engine

pytestmark = [pytest.mark.server, pytest.mark.xdist_group("elasticsearch")]

SIZE = 900


@pytest.mark.parametrize("line", ["elasticsearch", "elasticsearch-9"])
def test_both_engines_give_the_same_answers(line: str, tmp_path: Path) -> None:
    """Same sets, totals, facets and first hits; the first ten in the same order but for rounding."""
    engines = [open_engine("folder", tmp_path), open_engine(line, tmp_path)]
    try:
        for engine in engines:
            fill(engine, *documents(SIZE))
        overlaps = []
        for query in queries(200, SIZE):
            wide = replace(query, limit=1000, snippets=False)
            left, right = (engine.search(wide) for engine in engines)
            assert left.total == right.total, query
            assert left.facets == right.facets, query
            assert set(ids(left)) == set(ids(right)) or left.total > 1000, query
            assert ids(left)[:1] == ids(right)[:1], query
            assert [h.matched for h in left.hits[:1]] == [h.matched for h in right.hits[:1]]
            assert left.notes == right.notes
            overlaps.append(overlap(ids(left)[:10], ids(right)[:10]))
        assert sum(overlaps) / len(overlaps) >= 0.99
        assert min(overlaps) >= 0.9
        assert [e.id for e in engines[0].scan(Query(text="thi đua"))] == [
            e.id for e in engines[1].scan(Query(text="thi đua"))
        ]
    finally:
        for engine in engines:
            drop(engine)


def test_elasticsearch_says_what_is_wrong_with_account_authority_and_version() -> None:
    own = os.environ.get("VANBAN_TEST_ELASTICSEARCH")
    if own and not os.environ.get("CI"):  # CI starts a node for this all the same
        pytest.skip("accounts of a cluster of one's own are not ours to try")
    running = node()
    with pytest.raises(IndexUnavailable, match="VANBAN_ELASTICSEARCH_PASSWORD"):
        open_index(running.url, password="wrong", ca=str(running.ca))
    with pytest.raises(IndexUnavailable, match="VANBAN_ELASTICSEARCH_CA"):
        open_index(running.url, password=running.password)
    with pytest.raises(IndexUnavailable, match="không có quyền"):
        open_index(running.url.replace("/vanbantest", "/another"), password=running.password, ca=str(running.ca))
    with pytest.raises(IndexUnavailable, match="Không kết nối"):
        open_index("elasticsearch+https://vanban@localhost:1/vanbantest", password="x", ca=str(running.ca))


def test_a_rebuild_that_died_is_no_obstacle(tmp_path: Path) -> None:
    index = fill(open_engine("elasticsearch", tmp_path), RECORDS)

    def dying() -> Iterator[Entry]:
        yield RECORDS
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.rebuild(dying())
    assert index.count() == 1
    assert isinstance(index, ElasticIndex)
    left: dict[str, dict[str, str]] = {f"{index.alias}-building": {}}  # as a rebuild leaves it that is killed
    index.client.indices.create(index=f"{index.alias}-000009", aliases=left)
    assert index.rebuild([RECORDS, replace(RECORDS, id="second")]).stored == 2
    index.refresh()
    assert index.count() == 2
    drop(index)


def test_elasticsearch_refuses_an_index_of_another_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    address, password, ca = elastic_address()
    address = f"{address}-{uuid.uuid4().hex[:8]}"
    first = open_index(address, password=password, ca=ca)
    fill(first, RECORDS)
    monkeypatch.setattr("index.elastic.analysis_signature", lambda: "2-other")
    monkeypatch.setattr("index.elastic_view.analysis_signature", lambda: "2-other")
    with pytest.raises(IndexMismatch, match="vanban reindex"):
        open_index(address, password=password, ca=ca)
    second = open_index(address, password=password, ca=ca, rebuilding=True)
    second.rebuild([RECORDS])
    assert open_index(address, password=password, ca=ca).count() == 1
    drop(second)
    first.close()


def test_what_is_too_large_together_is_sent_in_halves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from elastic_transport import ApiResponseMeta, HttpHeaders, NodeConfig
    from elasticsearch import ApiError

    index = open_engine("elasticsearch", tmp_path)
    assert isinstance(index, ElasticIndex)
    bulk = index.client.bulk
    meta = ApiResponseMeta(413, "1.1", HttpHeaders(), 0.0, NodeConfig("https", "localhost", 9200))

    def small(*, operations: list[dict[str, object]], **more: object) -> object:
        texts = [row for row in operations if "all_f" in row]
        if len(texts) > 2 or any("khổng lồ" in str(row) for row in texts):
            raise ApiError("too large", meta, None)
        return bulk(operations=operations, **more)  # type: ignore[arg-type]  # what the index gave

    monkeypatch.setattr(index.client, "bulk", small)
    rows = [replace(RECORDS, id=f"d{n}") for n in range(7)] + [replace(RECORDS, id="huge", title="Bảng khổng lồ")]
    try:
        for report in (index.put(rows), index.rebuild(rows)):
            assert [id_ for id_, _ in report.failed] == ["huge"]
            index.refresh()
            assert index.count() == 7
    finally:
        monkeypatch.undo()
        drop(index)
