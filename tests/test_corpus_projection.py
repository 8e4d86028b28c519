"""What is pending reaches the search index once and for all, also when the engine goes away in the middle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select, update

from corpus import projection
from corpus.archive import Archive
from corpus.beside import bounded
from corpus.catalogue import Catalogue
from corpus.graph.file import GraphFile
from corpus.ledger import mark
from corpus.parts import Parts
from corpus.schema import documents, nodes
from corpus.store import Store
from index import open_index
from index.base import Entry, Index, IndexUnavailable, PutReport, Query
from index.embedded import EmbeddedIndex
from tests.search_engines import drop, node, open_engine
from tests.servers.elastic_node import pause, resume

PAPER = """ỦY BAN NHÂN DÂN TỈNH SƠN LA
Số: {n}/KH-UBND
Sơn La, ngày 05 tháng 3 năm 2021

KẾ HOẠCH
Trồng cây thứ {n}
"""


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(1, 8):
        (folder / f"kh-{n}.txt").write_text(PAPER.format(n=n), encoding="utf-8")
    return folder


def _parts(data: Path, catalogue: Catalogue, index: Index) -> Parts:
    originals = data / "originals"
    return Parts(data, originals, catalogue, Store(originals), index, GraphFile(data))


class Flaky(EmbeddedIndex):
    """Does not answer for the next `away` calls that write."""

    away = 0

    def put(self, entries: Iterable[Entry]) -> PutReport:
        self._answer()
        return super().put(entries)

    def refresh(self) -> None:
        self._answer()
        super().refresh()

    def _answer(self) -> None:
        if self.away:
            self.away -= 1
            raise IndexUnavailable("Không kết nối được.")


@pytest.fixture
def flaky(tmp_path: Path) -> Iterator[tuple[Archive, Flaky]]:
    data = tmp_path / "data"
    data.mkdir()
    index = Flaky(None)
    parts = _parts(data, Catalogue(data, None), index)
    with Archive(parts) as archive:
        yield archive, index
        index.away = 0


def test_an_engine_that_is_away_for_a_while_costs_nothing(
    flaky: tuple[Archive, Flaky], papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, index = flaky
    pauses: list[float] = []
    monkeypatch.setattr("corpus.ingest.time.sleep", pauses.append)
    index.away = 5
    sheet = archive.ingest([papers], workers=0)
    assert sheet.balanced
    assert archive.search(Query(text="trồng cây")).total == 7
    waited = [pause for pause in pauses if pause]  # 0.0: the writer lets others have the catalogue
    assert len(waited) == 5
    assert waited == sorted(waited)


def test_an_engine_that_stays_away_is_said_and_the_next_run_brings_the_rest(
    flaky: tuple[Archive, Flaky], papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, index = flaky
    monkeypatch.setattr("corpus.ingest.time.sleep", lambda seconds: None)
    index.away = 10_000
    with pytest.raises(IndexUnavailable, match="chạy lại lệnh"):
        archive.ingest([papers], workers=0)
    assert archive.status()["balanced"]
    index.away = 0
    assert archive.search(Query()).total == 0
    archive.ingest([papers], workers=0)
    assert archive.search(Query(text="trồng cây")).total == 7


class Choosy(EmbeddedIndex):
    """Refuses documents whose text holds a certain word."""

    word: str | None = "thứ 3"

    def put(self, entries: Iterable[Entry]) -> PutReport:
        rows = list(entries)
        refused = [entry for entry in rows if self.word is not None and self.word in entry.content]
        report = super().put([entry for entry in rows if entry not in refused])
        return PutReport(report.stored, (*report.failed, *((entry.id, "quá lớn") for entry in refused)))


def test_what_the_engine_refuses_is_told_and_tried_again_at_every_run(papers: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    catalogue, index = Catalogue(data, None), Choosy(None)
    with Archive(_parts(data, catalogue, index)) as archive:
        archive.ingest([papers], workers=0)
        assert archive.search(Query()).total == 6
        ((refused, why),) = projection.update(catalogue, index)
        assert why == "quá lớn"
        assert [id for id, _ in projection.update(catalogue, index)] == [refused]
        index.word = None
        assert projection.update(catalogue, index) == ()
        assert archive.search(Query()).total == 7
        index.word = "thứ 4"
        assert projection.rebuild(catalogue, index).failed == ()  # a rebuild puts in its own way here
        assert projection.update(catalogue, index) == ()


ACT = """ỦY BAN NHÂN DÂN TỈNH SƠN LA
Số: {n}/{year}/QĐ-UBND
Sơn La, ngày 05 tháng 3 năm {year}

QUYẾT ĐỊNH
Ban hành quy chế chăm sóc cây số {n}

{said}
"""


def test_what_ends_a_document_is_its_state_in_search(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    old = "Quyết định số {n}/2015/QĐ-UBND ngày 05/3/2015 của Ủy ban nhân dân tỉnh Sơn La"
    said = {
        11: f"Quyết định này thay thế {old.format(n=1)}.",
        12: f"Bãi bỏ {old.format(n=2)}.",
        13: f"Bãi bỏ Điều 5 {old.format(n=3)}.",
        14: f"Căn cứ {old.format(n=4)};",
    }
    for n in range(1, 5):
        (folder / f"{n}.txt").write_text(ACT.format(n=n, year=2015, said=""), encoding="utf-8")
    with Archive.open(tmp_path / "data") as archive:
        archive.ingest([folder], workers=0)
        assert dict(archive.search(Query()).facets)["status"] == ()
        for n, text in said.items():
            (folder / f"{n}.txt").write_text(ACT.format(n=n, year=2021, said=text), encoding="utf-8")
        archive.ingest([folder], workers=0)
        for state, number in (("replaced", 1), ("repealed", 2), ("partly_in_force", 3)):
            hits = archive.search(Query(statuses=(state,))).hits
            assert [hit.number for hit in hits] == [f"{number}/2015/QĐ-UBND"], state


def test_who_cites_is_counted_without_marked_papers_by_one_look_at_the_marks(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    cites = "Căn cứ Quyết định số 1/2015/QĐ-UBND ngày 05/3/2015 của Ủy ban nhân dân tỉnh Sơn La;"
    (folder / "1.txt").write_text(ACT.format(n=1, year=2015, said=""), encoding="utf-8")
    for n in range(11, 15):
        (folder / f"{n}.txt").write_text(ACT.format(n=n, year=2021, said=cites), encoding="utf-8")
    copied = ACT.format(n=12, year=2021, said=f"{cites}\nNơi nhận: bản lưu.")
    (folder / "12-luu.txt").write_text(copied, encoding="utf-8")
    with Archive.open(tmp_path / "data") as archive:
        archive.ingest([folder], workers=0)
        (target,) = {one["id"] for one in archive.find("1/2015/QĐ-UBND")}
        catalogue = archive._parts.catalogue
        with catalogue.write() as connection:
            copies = select(nodes.c.document, nodes.c.node)
            alone = [row.document for row in connection.execute(copies) if row.document != row.node]
            assert len(alone) == 1
            connection.execute(update(documents).where(documents.c.id == alone[0]).values(secrecy="MẬT"))
        asked: list[tuple[str, Any]] = []
        event.listen(catalogue.engine, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
        with catalogue.read() as connection:
            assert projection.cited_by_counts(connection, [target]) == {target: 4}
            assert projection.cited_by_counts(connection, [target], marked=False) == {target: 3}
            plans = [row for words, given in tuple(asked) if "resolutions" in words
                     for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", given)]  # fmt: skip
        assert plans and not any("CORRELATED" in str(row) for row in plans), "not once for every citing paper"


@pytest.mark.server
@pytest.mark.xdist_group("elasticsearch")
def test_elasticsearch_stopped_during_an_ingest_loses_nothing(papers: Path, tmp_path: Path) -> None:
    running = node("8")  # the very one that `open_engine` has
    index = open_engine("elasticsearch", tmp_path)
    data = tmp_path / "data"
    data.mkdir()
    catalogue = Catalogue(data, None)
    asked: list[bool] = []

    def back() -> bool:
        if not asked:
            resume(running)
        asked.append(True)
        return True

    try:
        with Archive(_parts(data, catalogue, open_index())) as archive:
            archive.ingest([papers], workers=0)
            with catalogue.write() as connection:
                mark(connection, (("index", id_) for id_ in connection.execute(select(documents.c.id)).scalars()))
            pause(running)
            assert projection.update(catalogue, index, again=back) == ()
        assert asked
        assert index.count() == 7
    finally:
        drop(index)


def test_texts_are_put_in_bounded_pieces_and_a_long_one_alone() -> None:
    texts = [("a", 3), ("b", 3), ("c", 9), ("d", 1), ("e", 1), ("f", 1), ("g", 0)]
    pieces = list(bounded(texts, count=3, most=6))
    assert pieces == [["a", "b"], ["c"], ["d", "e", "f"], ["g"]]
