"""What fails around the files and not in them: the run stops with a clear error, the next one ends as a clean one."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import signal
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from corpus.archive import Archive
from corpus.errors import CatalogueUnavailable, StoreUnavailable
from corpus.ledger import read_with
from corpus.pool import Crew, bundled, run
from corpus.records import Extracted, Failed
from corpus.store import Store
from corpus.worker import Job
from extractor.document import Warning_
from index.base import IndexUnavailable
from tests.corpus_plans import PLAN


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    into = tmp_path / "in"
    into.mkdir()
    for n in range(1, 9):
        (into / f"kh-{n}.txt").write_text(PLAN.format(number=n, day=n), encoding="utf-8")
    (into / "rỗng.txt").write_bytes(b"")
    return into


@pytest.fixture
def clean(tmp_path: Path, folder: Path) -> str:
    """The digest of one clean run over the folder."""
    with Archive.open(tmp_path / "clean") as archive:
        archive.ingest([folder], workers=0)
        return archive.digest()


def converges(data: Path, folder: Path, clean: str) -> bool:
    with Archive.open(data) as archive:
        sheet = archive.ingest([folder], workers=0)
        return sheet.balanced and archive.digest() == clean and not archive.status()["pending"]


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("step", ["put", "flush"])
def test_a_full_disk_under_the_originals_stops_the_run_and_blames_no_file(
    tmp_path: Path, folder: Path, clean: str, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    real = getattr(Store, step)
    seen: list[object] = []

    def sometimes(self: Store, *arguments: Any) -> Any:
        seen.append(arguments)
        return full() if len(seen) > (4 if step == "put" else 0) else real(self, *arguments)

    monkeypatch.setattr(Store, step, sometimes)
    with Archive.open(tmp_path / "data") as archive:
        with pytest.raises(StoreUnavailable, match="bản gốc"):
            archive.ingest([folder], workers=0)
        told = {p["code"] for p in archive.status()["problems"]}
        assert told <= {"not-finished", "empty-file"}
        assert archive.status()["balanced"]
    monkeypatch.undo()
    assert converges(tmp_path / "data", folder, clean)


def test_a_full_disk_under_the_catalogue_stops_the_run(tmp_path: Path, folder: Path, clean: str) -> None:
    from sqlalchemy import event

    def small(connection: sqlite3.Connection, _: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages}")

    with Archive.open(tmp_path / "data") as archive:
        engine = archive._parts.catalogue.engine
        engine.dispose()
        event.listen(engine, "connect", small)
        with pytest.raises(CatalogueUnavailable, match="full"):
            archive.ingest([folder], workers=0)
    assert converges(tmp_path / "data", folder, clean)


def test_a_catalogue_that_another_program_locks_is_said_and_nothing_is_lost(
    tmp_path: Path, folder: Path, clean: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.catalogue._LOCK_WAIT_MS", 50)
    with Archive.open(tmp_path / "data") as archive:
        other = sqlite3.connect(tmp_path / "data" / "catalogue.sqlite")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CatalogueUnavailable, match="đang có chương trình khác ghi"):
            archive.ingest([folder], workers=0)
        other.close()
    assert converges(tmp_path / "data", folder, clean)


def test_an_index_that_is_down_leaves_its_work_to_the_next_run(
    tmp_path: Path, folder: Path, clean: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.embedded._LOCK_WAIT_S", 0.05)
    monkeypatch.setattr("corpus.ingest._AWAY_SECONDS", 0.0)
    with Archive.open(tmp_path / "data") as archive:
        with (tmp_path / "data" / "search" / "write.lock").open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            with pytest.raises(IndexUnavailable, match=r"[Cc]hỉ mục"):
                archive.ingest([folder], workers=0)
        assert archive.status()["files"]["indexed"] == 8
        assert archive.status()["pending"] == 8
    assert converges(tmp_path / "data", folder, clean)


@pytest.mark.parametrize("moment", ["1970-01-01T00:00:00+00:00", "2099-12-31T23:59:59+00:00"])
def test_a_clock_that_is_wrong_changes_nothing(
    tmp_path: Path, folder: Path, clean: str, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    monkeypatch.setattr("corpus.runs.now", lambda: moment)
    with Archive.open(tmp_path / "data") as archive:
        archive.ingest([folder / "kh-1.txt", folder / "kh-2.txt"], workers=0)
    monkeypatch.undo()
    os.utime(folder / "kh-1.txt", (4e9, 4e9))
    assert converges(tmp_path / "data", folder, clean)


def test_an_original_is_on_the_disk_before_the_catalogue_tells_of_it(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import corpus.batch
    import corpus.ingest

    flushed: set[str] = set()
    told: set[str] = set()
    real_flush, real_put = Store.flush, corpus.batch.put_batch

    def flush(self: Store, hashes: Any) -> None:
        wanted = list(hashes)
        real_flush(self, wanted)
        flushed.update(wanted)

    def put(connection: Any, outcomes: Sequence[tuple[str, Extracted | Failed]], *rest: Any) -> None:
        told.update(o.sha256 for _, o in outcomes if isinstance(o, Extracted))
        assert told <= flushed
        real_put(connection, outcomes, *rest)

    monkeypatch.setattr(Store, "flush", flush)
    monkeypatch.setattr("corpus.ingest.put_batch", put)
    with Archive.open(tmp_path / "data") as archive:
        archive.ingest([folder], workers=0)
    assert len(told) == 8


def test_flushing_reaches_every_file_and_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import hashlib

    reached: set[Path] = set()
    monkeypatch.setattr("corpus.store.onto_disk", reached.add)
    store = Store(tmp_path)
    hashes = [hashlib.sha256(data).hexdigest() for data in (b"a", b"b")]
    files = {store.put(data, sha256) for data, sha256 in zip((b"a", b"b"), hashes, strict=True)}
    store.flush(hashes)
    assert reached == {*files, *(f.parent for f in files), tmp_path}


def job(name: str, size_bytes: int = 1000) -> Job:
    return Job(name, "0" * 64, "", 1.0, size_bytes)


def test_small_texts_travel_together_and_all_else_alone() -> None:
    jobs = [job(f"{n}.txt") for n in range(20)] + [job("a.pdf"), job("b.docx"), job("lớn.txt", 10**7)]
    bundles = list(bundled(iter(jobs)))
    assert sorted((len(b) for b in bundles), reverse=True) == [16, 4, 1, 1, 1]
    assert {j.path for b in bundles for j in b} == {j.path for j in jobs}
    assert [len(b) for b in bundled(job(f"{n}.html", 100_000) for n in range(7))] == [3, 3, 1]


@pytest.mark.parametrize("whom", ["worker", "server"])
def test_workers_killed_again_and_again_cost_no_good_file(tmp_path: Path, folder: Path, clean: str, whom: str) -> None:
    stop = threading.Event()
    struck: list[int] = []

    def strike() -> None:
        while not stop.wait(0.02) and len(struck) < 3:
            workers = list(_workers())
            for pid in (workers if whom == "worker" else list(_servers()) if workers else [])[:1]:
                struck.append(pid)
                os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=strike)
    with Archive.open(tmp_path / "data") as archive:
        killer.start()
        try:
            archive.ingest([folder], workers=2)
        finally:
            stop.set()
            killer.join()
        archive.retry(workers=0)
        assert struck
        assert archive.digest() == clean


def _servers() -> Iterator[int]:
    """What forks worker processes for this one; the command line tells."""
    for child in _children(os.getpid()):
        with contextlib.suppress(OSError):
            if b"forkserver" in Path(f"/proc/{child}/cmdline").read_bytes():
                yield child


def _workers() -> Iterator[int]:
    for server in _servers():
        yield from _children(server)


def _children(pid: int) -> Iterator[int]:
    for entry in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            yield from map(int, entry.read_text().split())


def test_a_huge_file_is_refused_without_being_loaded(tmp_path: Path) -> None:
    import hashlib
    import tracemalloc

    from corpus.worker import process
    from extractor.limits import DEFAULT

    huge = tmp_path / "khổng lồ.pdf"
    with huge.open("wb") as out:
        out.truncate(DEFAULT.file_bytes + 1)
    tracemalloc.start()
    outcome = process(Job(str(huge), hashlib.sha256().hexdigest(), str(tmp_path / "store"), 0))
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(outcome, Failed)
    assert (outcome.code, outcome.refused) == ("too-large", True)
    assert peak_bytes < DEFAULT.file_bytes / 4


def test_an_executor_that_loses_a_job_is_asked_again_for_each_file_alone(tmp_path: Path, folder: Path) -> None:
    import hashlib
    from concurrent.futures import Executor, Future, ThreadPoolExecutor

    class Losing(Executor):
        """Loses every bundle of several files, and whatever holds the file that kills."""

        def __init__(self) -> None:
            self.inner = ThreadPoolExecutor(1)

        def submit(self, work: Any, /, *arguments: Any, **_: Any) -> Future[Any]:
            if "kh-3" in repr(arguments) or (isinstance(arguments[0], tuple) and len(arguments[0]) > 1):
                lost: Future[Any] = Future()
                lost.set_exception(RuntimeError("worker lost"))
                return lost
            return self.inner.submit(work, *arguments)

    jobs = [
        Job(str(p), hashlib.sha256(p.read_bytes()).hexdigest(), str(tmp_path / "store"), 9.0)
        for p in sorted(folder.glob("kh-*.txt"))
    ]
    executor = Losing()
    outcomes = {Path(j.path).name: o for j, o in run(jobs, Crew(2, executor))}
    executor.inner.shutdown()
    assert {name for name, o in outcomes.items() if isinstance(o, Failed)} == {"kh-3.txt"}
    assert len(outcomes) == 8


def test_an_executor_that_is_gone_stops_the_run(tmp_path: Path, folder: Path, clean: str) -> None:
    from concurrent.futures import Executor, Future

    from corpus.errors import ClusterLost

    class Gone(Executor):
        def submit(self, work: Any, /, *arguments: Any, **_: Any) -> Future[Any]:
            lost: Future[Any] = Future()
            lost.set_exception(RuntimeError("no scheduler"))
            return lost

    with Archive.open(tmp_path / "data") as archive, pytest.raises(ClusterLost):
        archive.ingest([folder], workers=2, executor=Gone())
    assert converges(tmp_path / "data", folder, clean)


def test_papers_that_cannot_be_read_anew_stay(
    tmp_path: Path, folder: Path, clean: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import corpus.ledger
    import corpus.worker

    real, versions = corpus.worker._process, corpus.ledger.versions()

    def fails(job: Job, started: float) -> Extracted | Failed:
        if job.path.endswith("kh-3.txt"):
            return Failed(job.sha256, "tool-missing", "thiếu chương trình", 0.0)
        return real(job, started)

    with Archive.open(tmp_path / "data") as archive:
        archive.ingest([folder], workers=0)
        monkeypatch.setattr(corpus.worker, "_process", fails)
        monkeypatch.setattr(corpus.ledger, "versions", lambda: ("1.0", "newer"))
        sheet = archive.retry("stale", workers=0)
        assert (sheet.indexed, sheet.failed) == (8, 0)
        (kept,) = [p for p in sheet.problems if p.code == "kept-earlier"]
        assert kept.path.endswith("kh-3.txt")
        assert "tool-missing" in str(kept.message)
        assert archive.status()["documents"] == 8
        monkeypatch.undo()
        assert corpus.ledger.versions() == versions
        assert archive.retry(workers=0).problems == ()
        assert converges(tmp_path / "data", folder, clean)


def test_pages_that_wait_for_a_program_are_read_once_it_is_there(
    tmp_path: Path, folder: Path, clean: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import extractor.readers

    real = extractor.readers.read_bytes

    def without_program(name: str, data: bytes) -> Any:
        source, texts = real(name, data)
        if not name.endswith("kh-3.txt"):
            return source, texts
        missing = Warning_("tool-missing", "Không đọc được trang 2.", page=2)
        return source, tuple(replace(text, warnings=(*text.warnings, missing)) for text in texts)

    monkeypatch.setattr(extractor.readers, "read_bytes", without_program)
    with Archive.open(tmp_path / "data") as archive:
        for _ in range(2):  # what still waits is told again
            sheet = archive.ingest([folder], workers=0)
            (waiting,) = [each for each in sheet.problems if each.code != "empty-file"]
            assert (waiting.state, waiting.code) == ("indexed", "pages-unread")
            assert waiting.message == "Không đọc được trang 2."
        assert archive.retry(workers=0).problems[0].code == "pages-unread"
        monkeypatch.undo()
        assert archive.retry(workers=0).problems == ()
    assert converges(tmp_path / "data", folder, clean)


def test_a_store_that_workers_cannot_open_stops_the_run(
    tmp_path: Path, folder: Path, clean: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(where: str) -> Store:
        raise StoreUnavailable(f"không mở được {where}")

    monkeypatch.setattr("corpus.store_url.open_store", closed)
    with Archive.open(tmp_path / "data") as archive:
        with pytest.raises(StoreUnavailable, match="không mở được"):
            archive.ingest([folder], workers=0)
    monkeypatch.undo()
    assert converges(tmp_path / "data", folder, clean)


def test_registers_of_how_questions_are_read_make_no_paper_stale() -> None:
    folder = files("extractor").joinpath("data")
    left_out = {entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")} - set(read_with())
    assert left_out == {"abbreviations.toml", "question_words.toml"}
    root = Path(str(folder)).parent.parent
    readers = (path for name in ("extractor", "corpus") for path in (root / name).rglob("*.py"))
    named = {path.name for path in readers if any(f'"{name}"' in path.read_text("utf-8") for name in left_out)}
    assert named == {"ledger.py"}, "what reads papers must count"
