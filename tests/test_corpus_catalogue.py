"""The catalogue: versions, errors, and the same answers from SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import ColumnElement

import corpus.samples
from corpus.archive import Archive
from corpus.catalogue import Catalogue
from corpus.errors import CatalogueMismatch, CatalogueUnavailable, WriterBusy
from corpus.one_of import none_of, one_of, one_pair_of
from corpus.schema import mentions, pending
from tests.servers.postgres_node import running

_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
SAMPLES = Path(corpus.samples.__file__).parent / "files"


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with running() as url:
        yield url


def picture(archive: Archive) -> dict[str, Any]:
    """What an archive answers, without times."""
    chain = archive.chain("34-CT/TW", date="2014-04-07")
    status = archive.status()
    some = {node["id"] for node in chain["nodes"] if node["held"]}
    return {
        "files": status["files"],
        "mentions": status["mentions"],
        "wanted": archive.wanted(),
        "covers": [archive.covers(), archive.covers("Thành ủy Hà Nội"), archive.covers(without=some)],
        "wanted without": archive.wanted(without=some),
        "ambiguous": [archive.ambiguous(), archive.ambiguous(2, 1), archive.count_ambiguous()],
        "told": [archive.count_told(("2014-12-01", "2015-12-31")), archive.told_to(limit=5, offset=1, undated=True)],
        "doubtful": archive.doubtful(limit=5),
        "chain": chain,
        "shown": [archive.show(node["id"]) for node in chain["nodes"] if node["held"]],
        "found": [archive.find(asked) for asked in ("34-CT/TW", "01/2020/QĐ-UBND", "kế hoạch 124", "34")],
    }


@pytest.mark.server
def test_sqlite_and_postgresql_give_the_same_archive(postgres: str, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "one") as one, Archive.open(tmp_path / "two", catalogue_url=postgres) as two:
        first, second = one.ingest([SAMPLES], workers=0), two.ingest([SAMPLES], workers=0)
        assert first.as_json() == second.as_json()
        assert picture(one) == picture(two)
        assert two.ingest([SAMPLES], workers=0).nothing_new
    assert not (tmp_path / "two" / "catalogue.sqlite").exists()


@pytest.mark.server
def test_two_machines_do_not_write_into_one_server_at_once(postgres: str, tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    one, two = (Catalogue(folder, postgres) for folder in folders)
    with one.one_writer():
        assert two.writer_lives()
        with pytest.raises(WriterBusy), two.one_writer():
            pass
    assert not two.writer_lives()
    with two.one_writer():
        assert one.writer_lives()
    one.close()
    two.close()


HOLD = """
import sys, time
from pathlib import Path
from corpus.catalogue import Catalogue
with Catalogue(Path(sys.argv[1])).one_writer():
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_second_writer_of_one_folder_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    one, two = Catalogue(tmp_path), Catalogue(tmp_path)
    assert not two.writer_lives()
    with one.one_writer():
        assert two.writer_lives()
        with pytest.raises(WriterBusy, match=str(tmp_path)), two.one_writer():
            raise AssertionError("two write at once")
    with two.one_writer():
        assert one.writer_lives()
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert two.writer_lives()
        other.kill()
    with two.one_writer():  # the system took the lock from who was killed
        pass
    assert not one.writer_lives()
    one.close()
    two.close()


def test_what_is_committed_survives_a_power_cut_and_no_row_loses_its_parent(tmp_path: Path) -> None:
    opened = Catalogue(tmp_path)
    with opened.read() as connection:
        told = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in _PRAGMAS}
    opened.close()
    assert told == _PRAGMAS


def test_nothing_of_a_write_that_fails_stays(tmp_path: Path) -> None:
    opened = Catalogue(tmp_path)
    before = opened.mark()

    def fails() -> None:
        with opened.write() as connection:
            connection.exec_driver_sql("INSERT INTO meta (name, value) VALUES ('x', '1')")
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        fails()
    with opened.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM meta WHERE name = 'x'").scalar() == 0
    assert opened.mark() == before
    with opened.write(tells=False):
        pass
    assert opened.mark() == before
    with opened.write():
        pass
    after = opened.mark()
    assert after != before
    with opened.write():
        pass
    assert opened.mark() not in (before, after)
    opened.close()


def test_what_was_deleted_is_unreadable_once_nobody_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.catalogue._LOCK_WAIT_MS", 100)
    opened = Catalogue(tmp_path)
    with opened.write() as connection:
        connection.exec_driver_sql("INSERT INTO meta (name, value) VALUES ('x', 'bí mật của bến phà')")
    with opened.write() as connection:
        connection.exec_driver_sql("DELETE FROM meta WHERE name = 'x'")
    reader = sqlite3.connect(tmp_path / "catalogue.sqlite")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM meta").fetchone()
    with pytest.raises(CatalogueUnavailable, match="WAL"):
        opened.wipe_free_space()
    reader.close()
    opened.wipe_free_space()
    written = b"".join(path.read_bytes() for path in tmp_path.glob("catalogue.sqlite*"))
    assert "bí mật của bến phà".encode() not in written
    opened.close()


def test_a_catalogue_of_another_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    Catalogue(tmp_path).close()
    connection = sqlite3.connect(tmp_path / "catalogue.sqlite")
    connection.execute("UPDATE meta SET value = '999' WHERE name = 'schema'")
    connection.commit()
    connection.close()
    with pytest.raises(CatalogueMismatch, match="999"):
        Catalogue(tmp_path)


def test_what_is_no_database_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite").write_bytes(b"this is no database at all, but a text file of some length" * 40)
    with pytest.raises(CatalogueUnavailable):
        Catalogue(tmp_path)


def test_a_catalogue_that_cannot_be_written_is_not_read_either_and_says_what_it_needs(tmp_path: Path) -> None:
    Catalogue(tmp_path).close()
    file = tmp_path / "catalogue.sqlite"
    with closing(sqlite3.connect(file)) as plain:
        plain.execute("PRAGMA journal_mode=DELETE")
    with pytest.raises(CatalogueUnavailable, match=r"chỉ cho đọc; kho cần ghi được cả khi chỉ tìm .* vanban restore"):
        Catalogue(tmp_path, f"sqlite:///file:{file}?mode=ro&uri=true")


def test_a_server_that_is_not_there_is_said_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(CatalogueUnavailable) as raised:
        Catalogue(tmp_path, "postgresql://vanban:geheim@127.0.0.1:9/none?connect_timeout=2")
    assert "geheim" not in str(raised.value)


def _pairs_and_values(catalogue: Catalogue) -> None:
    """Both conditions name the rows that they should, whatever the values hold."""
    from sqlalchemy import insert, select

    odd = ["thường", "nháy ' và \"", "dấu \\ và %", "{1,2}", ""]
    with catalogue.write() as connection:
        rows = [{"what": what, "value": value} for what in ("a", "b") for value in odd]
        connection.execute(insert(pending), rows)

        def values(condition: ColumnElement[bool]) -> set[tuple[str, str]]:
            return {(r.what, r.value) for r in connection.execute(select(pending).where(condition))}

        assert values(one_of(pending.c.value, odd[1:])) == {(w, v) for w in ("a", "b") for v in odd[1:]}
        assert values(one_of(pending.c.value, [])) == set()
        assert values(none_of(pending.c.value, odd[1:])) == {("a", odd[0]), ("b", odd[0])}
        assert len(values(none_of(pending.c.value, []))) == 2 * len(odd)
        wanted = {("a", odd[1]), ("b", odd[2])}
        assert values(one_pair_of(pending.c.what, pending.c.value, sorted(wanted))) == wanted
        both = one_of(pending.c.value, odd[:1]) & one_of(pending.c.what, ["b", "c"])
        assert values(both) == {("b", odd[0])}
    catalogue.close()


def test_values_and_pairs_are_found(tmp_path: Path) -> None:
    _pairs_and_values(Catalogue(tmp_path))


@pytest.mark.server
def test_values_and_pairs_are_found_on_a_server(tmp_path: Path) -> None:
    with running() as url:
        _pairs_and_values(Catalogue(tmp_path, url))


def test_values_and_pairs_are_looked_up_in_the_index_of_their_columns(tmp_path: Path) -> None:
    from sqlalchemy import select

    catalogue = Catalogue(tmp_path)
    conditions = {
        "USING INDEX mentions_by_": one_of(mentions.c.block, ["a"]),
        "mentions_by_day (block=? AND date=?)": one_pair_of(mentions.c.block, mentions.c.date, [("a", "b")]),
    }
    with catalogue.read() as connection:
        for index, condition in conditions.items():
            query = str(select(mentions.c.raw).where(condition).compile(catalogue.engine))
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", ("[]",)).fetchall()
            assert index in plan[0].detail
    catalogue.close()
