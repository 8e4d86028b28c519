"""Looking after an archive: watching and stopping a run, backups, the doctor, upgrades, tries that come again."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.catalogue import Catalogue
from corpus.errors import CatalogueMismatch, Stopped
from corpus.ledger import is_due, next_try
from corpus.records import BACK_OFF_SECONDS, Failed
from corpus.schema import SCHEMA_VERSION
from corpus.telling import Step
from corpus.upgrade import upgrade
from corpus.worker import Job
from index.base import Query
from tests.corpus_plans import fill, first_form


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path / "in", range(1, 7))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "data") as opened:
        yield opened


# -- runs


def test_a_run_tells_how_far_it_came(archive: Archive, folder: Path) -> None:
    (folder / "rỗng.txt").write_bytes(b"")
    archive.ingest([folder], workers=0)
    archive.ingest([folder], workers=0)
    second, first = archive.runs()
    assert (first["state"], first["stage"], first["total"], first["done"], first["failed"]) == (
        "finished", "done", 7, 7, 1,
    )  # fmt: skip
    assert (second["done"], second["unchanged"], second["rate"]) == (7, 7, None)
    assert first["ended"] >= first["started"]


def test_a_run_that_is_asked_to_stop_keeps_what_it_has_and_the_next_goes_on(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.runs.BEAT_SECONDS", 0.0)
    seen: list[int] = []

    def progress(done: int, total: int, path: str) -> None:
        seen.append(done)
        if done == 3:
            assert archive.ask("stop") == 1

    with pytest.raises(Stopped, match="dừng"):
        archive.ingest([folder], workers=0, progress=progress)
    (run,) = archive.runs()
    assert (run["state"], run["wish"]) == ("stopped", None)
    assert archive.status()["files"]["indexed"] == 4
    assert archive.status()["balanced"]
    again = archive.ingest([folder], workers=0)
    assert (again.indexed, again.unchanged) == (6, 4)


def test_a_pause_waits_until_it_is_told_to_go_on(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.runs.BEAT_SECONDS", 0.0)
    monkeypatch.setattr("corpus.runs._WAIT_SECONDS", 0.02)
    states: list[str] = []

    def person() -> None:
        for _ in range(500):
            time.sleep(0.01)
            if archive.runs()[0]["state"] == "paused":
                states.append("paused")
                archive.ask(None)
                return

    helper = threading.Thread(target=person)

    def progress(done: int, total: int, path: str) -> None:
        if done == 2:
            archive.ask("pause")
            helper.start()

    sheet = archive.ingest([folder], workers=0, progress=progress)
    helper.join()
    assert states == ["paused"]
    assert sheet.indexed == 6
    assert archive.runs()[0]["state"] == "finished"


def test_what_was_killed_is_told_as_interrupted(archive: Archive, folder: Path) -> None:
    from sqlalchemy import update

    from corpus.schema import runs

    archive.ingest([folder], workers=0)
    with archive._catalogue.write() as connection:
        connection.execute(update(runs).values(state="running", stage="read", ended=None))
    assert archive.runs()[0]["state"] == "interrupted"
    assert archive.ask("stop") == 0
    archive.ingest([folder], workers=0)
    assert [run["state"] for run in archive.runs()] == ["finished", "interrupted"]


# -- tries that come again


def test_long_work_tells_how_far_it_is(archive: Archive, folder: Path, tmp_path: Path) -> None:
    archive.ingest([folder], workers=1)
    heard: dict[str, list[tuple[int, int]]] = {}

    def told(step: Step, done: int, total: int) -> None:
        heard.setdefault(step, []).append((done, total))

    archive.reindex(told=told)
    assert set(heard) == {"resolve", "index"}
    archive.save(tmp_path / "out", told=told)
    archive.examine(sample=None, told=told)
    assert set(heard) == {"resolve", "index", "copy", "write", "check"}
    for step, counts in heard.items():
        assert counts == sorted(counts) and counts[-1][0] == counts[-1][1], step
    assert [heard[step][-1] for step in ("index", "copy", "check")] == [(6, 6)] * 3
    heard.clear()
    archive.purge(archive.search(Query(limit=1)).hits[0].id, told=told)
    assert heard["index"][-1] == (5, 5)


def test_waiting_grows_and_ends() -> None:
    now = "2026-03-01T08:00:00+00:00"
    assert next_try(now, 1) == "2026-03-01T08:01:00+00:00"
    assert next_try(now, len(BACK_OFF_SECONDS)) == "2026-03-02T08:00:00+00:00"
    assert next_try(now, len(BACK_OFF_SECONDS) + 1) is None
    assert not is_due("2026-03-01T08:01:00+00:00", now)
    assert is_due(now, "2026-03-01T08:00:00+00:00")
    assert is_due("2031-01-01T00:00:00+00:00", now), "a clock that had gone wrong must not put a file off for years"
    assert not is_due(None, now)


def test_a_cause_that_may_pass_is_tried_again_when_it_is_time_and_a_lasting_one_is_not(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import corpus.worker

    real = corpus.worker._process
    tried: list[str] = []
    codes = {"kh-1.txt": "tool-missing", "kh-2.txt": "damaged-file"}

    def failing(job: Job, started: float) -> object:
        name = Path(job.path).name
        tried.append(name)
        return Failed(job.sha256, codes[name], "không được", 0.0) if name in codes else real(job, started)

    monkeypatch.setattr("corpus.worker._process", failing)
    moments = iter(f"2026-03-01T{hour:02d}:00:00+00:00" for hour in range(24))
    moment = next(moments)
    monkeypatch.setattr("corpus.runs.now", lambda: moment)
    assert archive.ingest([folder], workers=0).failed == 2
    tried.clear()
    assert archive.ingest([folder], workers=0).nothing_new
    moment = next(moments)
    archive.ingest([folder], workers=0)
    assert tried == ["kh-1.txt"]
    del codes["kh-1.txt"]
    moment = next(moments)
    assert archive.ingest([folder], workers=0).failed == 1


def test_whoever_only_looks_keeps_no_writer_out(archive: Archive, tmp_path: Path) -> None:
    import fcntl

    lock = (tmp_path / "data" / "ingest.lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_SH)
    looking = threading.Timer(0.1, lock.close)
    looking.start()
    with archive._parts.catalogue.one_writer():
        assert archive._parts.catalogue.writer_lives()
    looking.join()
    assert not archive._parts.catalogue.writer_lives()


# -- the doctor


def verdicts(archive: Archive) -> dict[str, str]:
    return {check.name: check.verdict for check in archive.examine(sample=None)}


def test_a_sound_archive_is_sound(archive: Archive, folder: Path, tmp_path: Path) -> None:
    archive.ingest([folder], workers=0)
    archive.save(tmp_path / "out")
    found = verdicts(archive)
    assert {found[n] for n in ("versions", "pending", "hashes", "index", "backup")} == {"ok"}
    assert "orphans" not in found


def test_the_doctor_finds_what_is_broken(archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.ingest([folder], workers=0)
    store = archive._parts.store
    one, two, *_ = store.hashes()
    store.path(one).unlink()
    store.path(two).chmod(0o644)
    store.path(two).write_bytes(b"changed")
    archive._parts.index.delete([archive.find("5/KH-UBND")[0]["id"]])
    archive._parts.index.refresh()
    monkeypatch.setattr("corpus.ledger.versions", lambda: ("9", "other"))
    monkeypatch.setattr("corpus.doctor.free_bytes", lambda folder: 1024)
    checks = {check.name: check for check in archive.examine(sample=None)}
    bad = {name for name, check in checks.items() if check.verdict == "bad"}
    assert bad == {"disk", "originals", "hashes", "index"}
    assert checks["versions"].verdict == "warn"
    assert all(check.remedy for check in checks.values() if check.verdict != "ok")


def test_an_original_without_a_paper_and_a_file_that_was_not_read_are_told(archive: Archive, folder: Path) -> None:
    import hashlib

    archive.ingest([folder], workers=0)
    data = b"left by a run that was killed"
    archive._parts.store.put(data, hashlib.sha256(data).hexdigest())
    assert verdicts(archive)["orphans"] == "warn"
    with archive._catalogue.write() as connection:
        connection.exec_driver_sql("INSERT INTO pending VALUES ('resolve', 'x')")
    assert verdicts(archive)["pending"] == "warn"


# -- upgrades


def test_a_catalogue_of_the_first_version_is_brought_up_when_asked(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from corpus.schema import metadata

    first_form(tmp_path)
    with pytest.raises(CatalogueMismatch, match="vanban upgrade"):
        Catalogue(tmp_path)
    before, after, copy = upgrade(tmp_path)
    assert (before, after) == (1, SCHEMA_VERSION)
    assert copy is not None
    assert sqlite3.connect(copy).execute("SELECT value FROM meta").fetchone() == ("1",)
    catalogue = Catalogue(tmp_path)
    with catalogue.read() as connection:
        assert connection.exec_driver_sql("SELECT sha256, attempts FROM contents").fetchall() == [("a", 1)]
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert catalogue.revision(connection) == f"{SCHEMA_VERSION:04d}"
    catalogue.close()
    assert upgrade(tmp_path) == (SCHEMA_VERSION, SCHEMA_VERSION, None)


def test_a_catalogue_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    Catalogue(tmp_path).close()
    db = sqlite3.connect(tmp_path / "catalogue.sqlite")
    db.execute("UPDATE meta SET value = '99'")
    db.commit()
    db.close()
    with pytest.raises(CatalogueMismatch, match="99"):
        upgrade(tmp_path)
