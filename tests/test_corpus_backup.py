"""Backups: the archive comes back from them whole, or is refused."""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from corpus.archive import Archive
from corpus.errors import BackupDamaged
from corpus.schema import SCHEMA_VERSION
from tests.corpus_plans import fill
from tests.servers.postgres_node import running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path / "in", range(1, 7))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "data") as opened:
        yield opened


def test_an_archive_comes_back_from_its_backup(archive: Archive, folder: Path, tmp_path: Path) -> None:
    archive.ingest([folder], workers=0)
    saved = archive.save(tmp_path / "đĩa ngoài")
    assert (saved.documents, saved.originals, saved.copied) == (6, 6, 6)
    with Archive.open(tmp_path / "back") as back:
        assert back.bring_back(saved.place).documents == 6
        assert back.digest() == archive.digest()
        assert back.ingest([folder], workers=0).nothing_new
        with pytest.raises(BackupDamaged, match="không trống"):
            back.bring_back(saved.place)


def test_a_second_backup_copies_only_what_is_new(archive: Archive, folder: Path, tmp_path: Path) -> None:
    archive.ingest([folder], workers=0)
    first = archive.save(tmp_path / "out")
    time.sleep(1.1)  # a backup is named by its second
    fill(folder, range(7, 9))
    archive.ingest([folder], workers=0)
    second = archive.save(tmp_path / "out")
    assert (second.originals, second.copied) == (8, 2)
    with Archive.open(tmp_path / "back") as back:
        assert back.bring_back(first.place).documents == 6


def test_papers_accounts_and_the_log_are_nobody_elses_to_read_and_come_back(
    archive: Archive, folder: Path, tmp_path: Path
) -> None:
    archive.ingest([folder], workers=0)
    with closing(sqlite3.connect(tmp_path / "data" / "accounts.sqlite")) as db, db:
        db.execute("CREATE TABLE people (name TEXT)")
        db.execute("INSERT INTO people VALUES ('lan')")
    (tmp_path / "data" / "access.jsonl").write_text('{"person": "lan"}\n', encoding="utf-8")
    place = archive.save(tmp_path / "out").place
    with Archive.open(tmp_path / "back") as back:
        back.bring_back(place)
    kept = [place, tmp_path / "out" / "originals"]
    kept += [at / name for at in (place, tmp_path / "back") for name in ("accounts.sqlite", "access.jsonl")]
    assert [path.name for path in kept if path.stat().st_mode & 0o077] == []
    assert (tmp_path / "back" / "access.jsonl").read_text(encoding="utf-8") == '{"person": "lan"}\n'
    with closing(sqlite3.connect(tmp_path / "back" / "accounts.sqlite")) as db:
        assert db.execute("SELECT name FROM people").fetchall() == [("lan",)]


def test_all_of_a_backup_is_on_the_disk_before_its_head_says_that_it_is_whole(
    archive: Archive, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.ingest([folder], workers=0)
    (tmp_path / "data" / "access.jsonl").write_text("{}\n", encoding="utf-8")
    flushed: list[Path] = []
    monkeypatch.setattr("os.fsync", lambda handle: flushed.append(Path(f"/proc/self/fd/{handle}").readlink()))
    place = archive.save(tmp_path / "out").place
    head = flushed.index(place / ".backup.json.part")
    written = {path for path in (tmp_path / "out").rglob("*") if path.is_file() and path.name != "backup.json"}
    assert written <= set(flushed[:head])
    assert flushed[head + 1 :] == [place, tmp_path / "out"]
    flushed.clear()
    with Archive.open(tmp_path / "back") as back:
        back.bring_back(place)
    assert set((tmp_path / "back" / "originals").glob("??/*")) <= set(flushed)


@pytest.mark.parametrize("harm", ["head", "table", "original", "list", "accounts", "lost accounts"])
def test_a_backup_that_is_not_whole_is_refused(archive: Archive, folder: Path, tmp_path: Path, harm: str) -> None:
    from corpus.errors import StoreDamaged

    archive.ingest([folder], workers=0)
    with closing(sqlite3.connect(tmp_path / "data" / "accounts.sqlite")) as db, db:
        db.execute("CREATE TABLE people (name TEXT)")
    place = archive.save(tmp_path / "out").place
    if harm == "head":
        (place / "backup.json").unlink()
    elif harm == "list":
        listed = place / "originals.txt"
        listed.write_text("".join(listed.read_text("ascii").splitlines(keepends=True)[1:]), "ascii")
    elif harm == "accounts":
        (place / "accounts.sqlite").write_bytes(b"")
    elif harm == "lost accounts":
        (place / "accounts.sqlite").unlink()
    elif harm == "table":
        path = place / "mentions.jsonl.gz"
        path.write_bytes(path.read_bytes()[:-3] + b"xyz")
    else:
        original = next((tmp_path / "out" / "originals").glob("??/*"))
        original.chmod(0o644)
        original.write_bytes(b"other")
    with Archive.open(tmp_path / "back") as back:
        with pytest.raises((BackupDamaged, StoreDamaged)):
            back.bring_back(place)
        assert back.status()["documents"] == 0


HEADS: dict[str, Callable[[Any], object]] = {
    "list": lambda head: head.clear(),
    "no schema": lambda head: head.pop("schema"),
    "written schema": lambda head: head.update(schema=str(SCHEMA_VERSION)),
    "schema zero": lambda head: head.update(schema=0),
    "schema true": lambda head: head.update(schema=True),
    "no tables": lambda head: head.pop("tables"),
    "no documents": lambda head: head["tables"].pop("documents"),
    "a table of another": lambda head: head["tables"].update(ferries=head["tables"]["mentions"]),
    "no columns": lambda head: head["tables"]["mentions"].pop("columns"),
    "one column less": lambda head: head["tables"]["mentions"]["columns"].remove("title"),
    "a needed column less": lambda head: head["tables"]["mentions"]["columns"].remove("raw"),
    "a renamed column": lambda head: head["tables"]["mentions"]["columns"].__setitem__(4, "ferry"),
    "a column twice": lambda head: head["tables"]["mentions"]["columns"].__setitem__(4, "key"),
    "columns that changed places": lambda head: head["tables"]["mentions"]["columns"].reverse(),
    "no rows": lambda head: head["tables"]["mentions"].pop("rows"),
    "no hash": lambda head: head["tables"]["mentions"].pop("sha256"),
    "files": lambda head: head.update(files=["originals.txt"]),
}


def test_a_head_that_cannot_be_is_told_as_damage(archive: Archive, folder: Path, tmp_path: Path) -> None:
    archive.ingest([folder], workers=0)
    place = archive.save(tmp_path / "out").place
    whole = (place / "backup.json").read_text("utf-8")
    with Archive.open(tmp_path / "back") as back:
        for name, harm in HEADS.items():
            head = json.loads(whole)
            harm(head)
            (place / "backup.json").write_text(json.dumps(head or []), "utf-8")
            with pytest.raises(BackupDamaged) as told:
                back.bring_back(place)
            assert "mới hơn" not in str(told.value), name
            assert back.status()["documents"] == 0, name
        (place / "backup.json").write_text(whole, "utf-8")
        back.bring_back(place)
        assert back.digest() == archive.digest()


def test_a_backup_of_an_archive_that_lost_an_original_says_so(archive: Archive, folder: Path, tmp_path: Path) -> None:
    from corpus.errors import StoreDamaged

    archive.ingest([folder], workers=0)
    store = archive._parts.store
    store.path(store.hashes()[0]).unlink()
    with pytest.raises(StoreDamaged, match="thiếu 1 bản gốc"):
        archive.save(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_second_backup_mends_what_a_power_cut_left_of_the_first(
    archive: Archive, folder: Path, tmp_path: Path
) -> None:
    archive.ingest([folder], workers=0)
    archive.save(tmp_path / "out")
    cut = next((tmp_path / "out" / "originals").glob("??/*"))
    cut.chmod(0o644)
    cut.write_bytes(b"")
    time.sleep(1.1)
    place = archive.save(tmp_path / "out").place
    with Archive.open(tmp_path / "back") as back:
        back.bring_back(place)
        assert back.digest() == archive.digest()


def test_a_purge_says_which_backups_hold_the_paper_still(archive: Archive, folder: Path, tmp_path: Path) -> None:
    archive.ingest([folder], workers=0)
    one = archive.save(tmp_path / "one").place
    two = archive.save(tmp_path / "two").place
    shutil.rmtree(two)
    (found,) = archive.find("3/KH-UBND")
    told = {row["place"]: row["state"] for row in archive.purge(found["id"])["backups"]}
    assert told == {str(one): "holds", str(two): "unreachable"}


@pytest.mark.server
def test_a_backup_moves_an_archive_from_one_engine_to_the_other(archive: Archive, folder: Path, tmp_path: Path) -> None:
    archive.ingest([folder], workers=0)
    (plan,) = archive.find("3/KH-UBND")
    archive.correct_field(plan["id"], "title", "Sửa cầu", person="lan")
    place = archive.save(tmp_path / "out").place
    with running() as url, Archive.open(tmp_path / "back", catalogue_url=url) as back:
        back.bring_back(place)
        assert back.digest() == archive.digest()
        assert back.runs() == []
        assert back.correct_field(plan["id"], "title", "Sửa cầu treo", person="lan")["id"] == 2, "behind what came back"
        back.undo(2, person="lan")
        assert back.digest() == archive.digest()
        back.ingest([fill(folder, range(7, 8))], workers=0)
        assert back.status()["files"]["indexed"] == 7
