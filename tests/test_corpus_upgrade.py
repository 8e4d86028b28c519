"""Archives of every earlier form of the catalogue: brought up, on SQLite and on PostgreSQL, with nothing lost; and none
that is newer is touched."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, Table, insert, select, text
from sqlalchemy.engine import Connection

import corpus.migrations
from corpus.archive import Archive
from corpus.catalogue import Catalogue
from corpus.errors import BackupDamaged, CatalogueMismatch
from corpus.schema import SCHEMA_VERSION, metadata
from corpus.store import Store
from corpus.upgrade import upgrade
from index.base import Query
from service.command import main
from tests.servers.postgres_node import running
from tests.test_corpus_correcting import BASE
from tests.test_corpus_correcting import FILES as BOATS
from tests.test_corpus_task_marks import FILES as CANAL

EARLIER = range(1, SCHEMA_VERSION)
# The first form, as it was made before there were steps.
FIRST_FORM = """
CREATE TABLE meta (name VARCHAR NOT NULL PRIMARY KEY, value VARCHAR NOT NULL);
CREATE TABLE paths (path VARCHAR NOT NULL PRIMARY KEY, sha256 VARCHAR(64), size_bytes INTEGER, stamp VARCHAR,
  code VARCHAR, message TEXT, first_seen VARCHAR NOT NULL, last_change VARCHAR NOT NULL);
CREATE INDEX ix_paths_sha256 ON paths (sha256);
CREATE TABLE earlier_paths (path VARCHAR NOT NULL, sha256 VARCHAR(64) NOT NULL, replaced VARCHAR NOT NULL,
  PRIMARY KEY (path, sha256));
CREATE TABLE contents (sha256 VARCHAR(64) NOT NULL PRIMARY KEY, state VARCHAR NOT NULL, code VARCHAR, message TEXT,
  media_type VARCHAR, name VARCHAR, seconds FLOAT, settled VARCHAR NOT NULL, program_version VARCHAR NOT NULL,
  data_version VARCHAR NOT NULL);
CREATE TABLE pending (what VARCHAR NOT NULL, value VARCHAR NOT NULL, PRIMARY KEY (what, value));
CREATE TABLE documents (id VARCHAR(24) NOT NULL PRIMARY KEY, sha256 VARCHAR(64) NOT NULL REFERENCES contents (sha256),
  part INTEGER NOT NULL, kind VARCHAR NOT NULL, type VARCHAR, type_name VARCHAR, number VARCHAR, date VARCHAR,
  issuer VARCHAR, locality VARCHAR, title TEXT, secrecy VARCHAR, text_source VARCHAR NOT NULL, chars INTEGER NOT NULL,
  key VARCHAR, alias VARCHAR, block VARCHAR, short VARCHAR, type_slug VARCHAR, issuer_slug VARCHAR, year INTEGER,
  term VARCHAR);
CREATE INDEX ix_documents_sha256 ON documents (sha256);
CREATE INDEX ix_documents_key ON documents (key);
CREATE INDEX ix_documents_alias ON documents (alias);
CREATE INDEX ix_documents_block ON documents (block);
CREATE INDEX ix_documents_short ON documents (short);
CREATE TABLE bodies (document VARCHAR(24) NOT NULL PRIMARY KEY REFERENCES documents (id), contract TEXT NOT NULL,
  content TEXT NOT NULL, page_starts TEXT NOT NULL);
CREATE TABLE mentions (document VARCHAR(24) NOT NULL REFERENCES documents (id), position INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, raw TEXT NOT NULL, class VARCHAR NOT NULL, type VARCHAR,
  number VARCHAR, year INTEGER, date VARCHAR, issuer VARCHAR, locality VARCHAR, title TEXT, relation VARCHAR NOT NULL,
  key VARCHAR, block VARCHAR, short VARCHAR, type_slug VARCHAR, issuer_slug VARCHAR, term VARCHAR, context TEXT,
  sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL, PRIMARY KEY (document, position));
CREATE INDEX ix_mentions_key ON mentions (key);
CREATE INDEX ix_mentions_block ON mentions (block);
CREATE INDEX ix_mentions_short ON mentions (short);
CREATE TABLE links (document VARCHAR(24) NOT NULL REFERENCES documents (id), ordinal INTEGER NOT NULL,
  source INTEGER NOT NULL, target INTEGER NOT NULL, relation VARCHAR NOT NULL, PRIMARY KEY (document, ordinal));
CREATE TABLE resolutions (document VARCHAR(24) NOT NULL REFERENCES documents (id), position INTEGER NOT NULL,
  state VARCHAR NOT NULL, target VARCHAR, candidates TEXT NOT NULL, reasons TEXT NOT NULL, findings TEXT NOT NULL,
  PRIMARY KEY (document, position));
CREATE INDEX resolutions_by_target ON resolutions (target, state);
CREATE TABLE nodes (document VARCHAR(24) NOT NULL PRIMARY KEY REFERENCES documents (id), node VARCHAR(24) NOT NULL);
CREATE INDEX ix_nodes_node ON nodes (node);
"""
LATER_KEYS = ("annexed", "annexed_to")  # of the contract, in the fifth form
SECRET = CANAL["giao.txt"].replace("Số: 31", "MẬT\nSố: 93").replace("kênh Ba Xã", "hầm Ba Xã")


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of today with what an office makes of one; its files lie beside it."""
    root = tmp_path_factory.mktemp("nay")
    (root / "giay").mkdir()
    papers = {**BOATS, **CANAL, "mat.txt": SECRET, "lai.txt": BOATS["goc.txt"], "rong.txt": ""}
    for name, words in papers.items():
        (root / "giay" / name).write_text(words, encoding="utf-8")
    listed = {str(root / "giay" / "la.txt"): {"secrecy": "MẬT"}}
    with Archive.open(root / "kho") as archive:
        archive.ingest([root / "giay"], workers=0, listed=listed)
        (root / "giay" / "lai.txt").write_text(BOATS["goc.txt"].replace("Số: 7", "Số: 8"), encoding="utf-8")
        archive.ingest([root / "giay"], workers=0)
        plan, words = archive.show("12/KH-UBND")["id"], archive.text("12/KH-UBND")
        archive.correct_field(plan, "title", "Sửa bến đò ngang, đợt một", person="lan")
        archive.undo(archive.correct_field(plan, "date", "2023-02-11", person="lan")["id"], person="binh")
        at = words.index(BASE)
        archive.correct_reference(plan, at, at + len(BASE), "31/KH-UBND", person="lan")
        archive.save(root / "sao-luu")
    return root


def made_earlier(connection: Connection, source: Path, version: int) -> None:
    """The rows of the catalogue of today in the form of an earlier version."""
    for statement in FIRST_FORM.split(";"):
        if statement.strip():
            connection.execute(text(statement))
    config = Config()
    config.set_main_option("script_location", str(Path(corpus.migrations.__file__).parent))
    config.attributes["connection"] = connection
    command.stamp(config, "0001")
    command.upgrade(config, f"{version:04d}")
    if version == 1:
        connection.execute(text("DROP TABLE alembic_version"))
    earlier = MetaData()
    earlier.reflect(connection)
    with closing(Catalogue(source)) as today, today.read() as read:
        for table in metadata.sorted_tables:
            if table.name in earlier.tables:
                rows = [_as_then(row, version) for row in read.execute(table.select()).mappings()]
                _put(connection, earlier.tables[table.name], rows)
    connection.execute(text(f"UPDATE meta SET value = '{version}' WHERE name = 'schema'"))


def _as_then(row: Any, version: int) -> dict[str, Any]:
    told = dict(row)
    if "contract" in told and version < 5:
        contract = {name: value for name, value in json.loads(told["contract"]).items() if name not in LATER_KEYS}
        for reference in contract["references"]:
            reference.pop("annexed", None)
        told["contract"] = json.dumps(contract, ensure_ascii=False)
    return told


def _put(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    kept = [{column.name: row[column.name] for column in table.columns} for row in rows]
    if kept:
        connection.execute(insert(table), kept)
    if "id" in table.columns and connection.dialect.name == "postgresql" and table.name in ("runs", "corrections"):
        connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {len(kept) + 1})"))


def rows_of(connection: Connection, tables: MetaData) -> dict[str, list[Any]]:
    return {t.name: sorted(map(tuple, connection.execute(select(*t.columns))), key=repr) for t in tables.sorted_tables}


def folder_then(source: Path, data: Path, version: int) -> None:
    """What lies beside the catalogue; the first version kept originals a folder deeper."""
    shutil.copytree(source / "kho" / "originals", data / "originals")
    if version == 1:
        for path in list((data / "originals").glob("??/*")):
            deeper = path.parent / path.name[2:4]
            deeper.mkdir()
            path.rename(deeper / path.name)


def is_whole(source: Path, data: Path, version: int, url: str | None) -> None:
    with pytest.raises(CatalogueMismatch, match=f"phiên bản {version}, .*{SCHEMA_VERSION}. Hãy chạy: vanban upgrade"):
        Archive.open(data, catalogue_url=url)
    earlier = MetaData()
    with closing(Catalogue(data, url, any_version=True)) as catalogue, catalogue.read() as connection:
        earlier.reflect(connection)
        earlier.remove(earlier.tables["meta"])
        for made in ("alembic_version", "doubts", "duties"):  # of the program, or filled anew
            if made in earlier.tables:
                earlier.remove(earlier.tables[made])
        before = rows_of(connection, earlier)
    found, now_at, copy = upgrade(data, url)
    assert (found, now_at, copy is None) == (version, SCHEMA_VERSION, url is not None)
    with closing(Catalogue(data, url)) as catalogue, catalogue.read() as connection:
        assert rows_of(connection, earlier) == before, "not a row of what was there is another one"
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert catalogue.revision(connection) == f"{SCHEMA_VERSION:04d}"
    with Archive.open(source / "kho") as today, Archive.open(data, catalogue_url=url) as archive:
        archive.reindex()
        assert archive.status()["files"] == today.status()["files"]
        assert archive.search(Query("bến đò")).total == today.search(Query("bến đò")).total > 0
        assert archive.marked(None) == today.marked(None) and len(archive.marked(None)) == 2
        for number in ("7/QĐ-UBND", "12/KH-UBND", "93/KH-UBND"):
            for one in today.find(number):
                record, wanted = archive.show(one["id"]), today.show(one["id"])
                assert [record[name] for name in ("number", "date", "issuer", "title", "secrecy", "files")] == [
                    wanted[name] for name in ("number", "date", "issuer", "title", "secrecy", "files")
                ]
                archive.original(one["id"])
        tasks = [(row["document"], row["code"], row["due"]) for row in archive.told_to(undated=True)]
        assert tasks == [(row["document"], row["code"], row["due"]) for row in today.told_to(undated=True)] and tasks
        history = archive.corrections()
        assert history == (today.corrections() if version >= 3 else [])
        assert archive.ingest([source / "giay"], workers=0).nothing_new
        is_workable(archive, history)
        if version >= 2:  # before, there were no lists
            listed_stays(archive)


def is_workable(archive: Archive, history: list[dict[str, Any]]) -> None:
    """Papers that an earlier version read are put right like any other, and what was put right then is taken back."""
    base = next(one["id"] for one in archive.find("7/QĐ-UBND") if one["issuer"].endswith("Yên Bái"))
    told = archive.correct_field(base, "title", "Về bến phà", person="moi")
    assert told["settled"] and archive.show(base)["title"] == "Về bến phà"
    assert told["id"] not in {row["id"] for row in history}
    archive.undo(told["id"], person="moi")
    assert archive.show(base)["title"] == "Về bến đò ngang"
    for row in history:
        archive.undo(row["id"], person="moi")
        assert archive.show("12/KH-UBND")["title"] == "Sửa bến đò ngang" or row["target"] != "title"
    row = archive.told_to(undated=True, unit="Xây dựng", limit=1)[0]
    assert archive.mark_task(row["document"], row["code"], "done", "2023-06-20", person="moi")["new"]


def listed_stays(archive: Archive) -> None:
    """A mark of secrecy that only the office's list has is not lost with the first correction."""
    secret = next(one["id"] for one in archive.find("7/QĐ-UBND") if one["issuer"].endswith("Hậu Giang"))
    archive.correct_field(secret, "title", "Về chợ nổi Ngã Năm", person="moi")
    assert archive.show(secret)["secrecy"] == "MẬT"


@pytest.mark.parametrize("version", EARLIER)
def test_an_archive_of_an_earlier_version_is_brought_up_whole(now: Path, tmp_path: Path, version: int) -> None:
    from sqlalchemy import create_engine

    folder_then(now, tmp_path, version)
    engine = create_engine(f"sqlite:///{tmp_path / 'catalogue.sqlite'}")
    with engine.begin() as connection:
        made_earlier(connection, now / "kho", version)
    engine.dispose()
    is_whole(now, tmp_path, version, None)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running() as url:
        yield url


@pytest.mark.server
@pytest.mark.parametrize("version", EARLIER)
def test_so_is_one_on_a_server(now: Path, tmp_path: Path, server: str, version: int) -> None:
    from sqlalchemy import create_engine

    folder_then(now, tmp_path, version)
    engine = create_engine("postgresql+psycopg://" + server.partition("://")[2])
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
        made_earlier(connection, now / "kho", version)
    engine.dispose()
    is_whole(now, tmp_path, version, server)
    newer(tmp_path, server)


# What a step added to the tables that a backup holds; there are backups since the second.
ADDED: dict[int, dict[str, tuple[str, ...]]] = {
    3: {"bodies": ("layout", "read")},
    5: {"documents": ("annexed",), "mentions": ("annexed",), "resolutions": ("part",)},
}
TABLES = {3: ("corrections",)}


def backup_then(place: Path, version: int) -> None:
    """A backup of today as an earlier version made it."""
    head = json.loads((place / "backup.json").read_text(encoding="utf-8"))
    head["schema"] = version
    for step in range(version + 1, SCHEMA_VERSION + 1):
        for name in TABLES.get(step, ()):
            del head["tables"][name]
            (place / f"{name}.jsonl.gz").unlink()
        for name, columns in ADDED.get(step, {}).items():
            told, path = head["tables"][name], place / f"{name}.jsonl.gz"
            kept = [at for at, column in enumerate(told["columns"]) if column not in columns]
            rows = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
            lines = (json.dumps([row[at] for at in kept], ensure_ascii=False) + "\n" for row in rows)
            path.write_bytes(gzip.compress("".join(lines).encode()))
            told["columns"] = [told["columns"][at] for at in kept]
            told["sha256"] = _sha256(path.read_bytes())
    (place / "backup.json").write_text(json.dumps(head), encoding="utf-8")


@pytest.mark.parametrize("version", range(2, SCHEMA_VERSION))
def test_a_backup_of_an_earlier_version_comes_back(now: Path, tmp_path: Path, version: int) -> None:
    shutil.copytree(now / "sao-luu", tmp_path / "sao-luu")
    (place,) = (tmp_path / "sao-luu").glob("vanban-*")
    backup_then(place, version)
    with Archive.open(now / "kho") as today, Archive.open(tmp_path / "ve") as archive:
        assert archive.bring_back(place).documents == today.status()["documents"]
        history = archive.corrections()
        assert history == (today.corrections() if version >= 3 else [])
        assert archive.search(Query("bến đò")).total == today.search(Query("bến đò")).total > 0
        assert archive.marked(None) == today.marked(None)
        assert archive.ingest([now / "giay"], workers=0).nothing_new
        is_workable(archive, history)
        listed_stays(archive)


def test_a_backup_of_a_newer_version_is_refused(now: Path, tmp_path: Path) -> None:
    shutil.copytree(now / "sao-luu", tmp_path / "sao-luu")
    (place,) = (tmp_path / "sao-luu").glob("vanban-*")
    backup_then(place, SCHEMA_VERSION + 1)
    with Archive.open(tmp_path / "ve") as archive:
        with pytest.raises(BackupDamaged, match=f"phiên bản {SCHEMA_VERSION + 1}, .* Hãy dùng chương trình mới hơn"):
            archive.bring_back(place)
        assert archive.status()["documents"] == 0


def newer(data: Path, url: str | None) -> None:
    """A catalogue of a newer program is refused by each way in, and not a row of it is another one then."""
    with closing(Catalogue(data, url)) as catalogue:
        with catalogue.write() as connection:
            connection.execute(text(f"UPDATE meta SET value = '{SCHEMA_VERSION + 1}' WHERE name = 'schema'"))
        with catalogue.read() as connection:
            before = rows_of(connection, metadata)
        for way_in in (Archive.open, upgrade):
            refused = rf"phiên bản {SCHEMA_VERSION + 1}\b.* Hãy dùng chương trình mới"
            with pytest.raises(CatalogueMismatch, match=refused):
                way_in(data, catalogue_url=url)
        with catalogue.read() as connection:
            assert rows_of(connection, metadata) == before


def test_a_newer_one_is_refused_and_left_alone(tmp_path: Path) -> None:
    Catalogue(tmp_path).close()
    newer(tmp_path, None)


def test_originals_of_the_first_version_are_moved_even_where_some_came_again(tmp_path: Path) -> None:
    store, words = Store(tmp_path), (b"mot", b"hai")
    hashes = [_sha256(one) for one in words]
    for one, sha256 in zip(words, hashes, strict=True):
        deeper = tmp_path / sha256[:2] / sha256[2:4]
        deeper.mkdir(parents=True)
        (deeper / sha256).write_bytes(one)
    store.put(words[0], hashes[0])
    assert store.bring_up() == 2 and store.bring_up() == 0
    assert store.hashes() == sorted(hashes)
    for sha256 in hashes:
        store.check(sha256)
    assert not [path for path in tmp_path.glob("??/??") if path.is_dir()]


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_what_the_guide_says_after_an_upgrade_works_in_its_order(
    now: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """With an index of an older version too."""
    data = tmp_path / "kho"
    shutil.copytree(now / "kho", data)
    (data / "search" / "SIGNATURE").write_text("1-khac", encoding="utf-8")
    with closing(sqlite3.connect(data / "catalogue.sqlite")) as db, db:
        db.execute("ALTER TABLE duties DROP COLUMN code")
        db.execute("UPDATE meta SET value = '5' WHERE name = 'schema'")
        db.execute("UPDATE alembic_version SET version_num = '0005'")
        db.execute("UPDATE contents SET program_version = '0' WHERE state = 'indexed'")
    guide = (Path(__file__).parents[1] / "docs" / "quan-tri.md").read_text(encoding="utf-8")
    block = guide.partition("## Nâng cấp")[2].partition("```sh\n")[2].partition("```")[0]
    lines = [line.split()[1:] for line in block.splitlines()]
    assert lines == [["upgrade"], ["reindex"], ["retry", "--stale"]]
    for words in lines:
        assert main([*words, "--data", str(data)]) == 0, capfd.readouterr().err
    assert "Tiếp theo: vanban reindex, rồi vanban retry --stale" in capfd.readouterr().out
    with Archive.open(data) as archive, Archive.open(now / "kho") as today:
        assert archive.digest() == today.digest() and archive.corrections() == today.corrections()
