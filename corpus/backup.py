"""A copy of the archive in another place, and the archive back from it. The same for every catalogue engine.

A place holds the originals once, however many backups there are, and a folder a backup: every table as JSON Lines, and
`backup.json`, written last, with their hashes. Index and graph are not saved: they are built anew from the catalogue.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import ledger, runs
from corpus.belongings import COPIED
from corpus.catalogue import Catalogue
from corpus.errors import BackupDamaged, StoreDamaged
from corpus.schema import SCHEMA_VERSION, backups, contents, metadata
from corpus.store import Store, onto_disk
from corpus.store_url import Originals
from corpus.telling import Told, untold

if TYPE_CHECKING:
    from sqlalchemy import Column, Table
    from sqlalchemy.engine import Connection

_HEAD = "backup.json"
_LIST = "originals.txt"
_LEFT_OUT = frozenset({"meta", "runs", "backups", "graph_changes", "doubts", "duties"})
_ORIGINALS = "originals"
_ROWS = 500
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Saved:
    """What a backup holds: where it lies, documents and originals, and how many of these were not there before."""

    place: Path
    documents: int
    originals: int
    copied: int


def save(catalogue: Catalogue, store: Originals, folder: Path, target: Path, told: Told = untold) -> Saved:
    """Writes a backup of the archive in `folder` under `target`. The caller holds the writer's lock. `told` hears of
    originals (`copy`) and tables (`write`).

    Raises OSError (disk full, no rights), StoreDamaged when an original is not what it was.
    """
    made = runs.now()
    hashes = store.hashes()
    _all_there(catalogue, set(hashes))
    place = target.absolute() / f"vanban-{made.replace(':', '').replace('+0000', 'Z')}"
    target.mkdir(parents=True, exist_ok=True)
    place.mkdir(mode=0o700)  # papers and accounts are nobody else's to read
    (target / _ORIGINALS).mkdir(mode=0o700, exist_ok=True)
    there = Store(target / _ORIGINALS)
    known = set(there.hashes())
    for number, sha256 in enumerate(hashes, start=1):
        # One of this name may lie there without its bytes, from a backup that a power cut ended: `put` compares.
        there.put(store.read(sha256), sha256)
        told("copy", number, len(hashes))
    there.flush(hashes)
    copied = len(set(hashes) - known)
    tables: dict[str, dict[str, Any]] = {}
    saved = [table for table in metadata.sorted_tables if table.name not in _LEFT_OUT]
    for number, table in enumerate(saved, start=1):
        tables[table.name] = _write_table(catalogue, table, place / f"{table.name}.jsonl.gz")
        told("write", number, len(saved))
    for name in COPIED:
        _copy(folder / name, place / name)
    (place / _LIST).write_text("".join(f"{h}\n" for h in hashes), encoding="ascii")
    files = {name: _sha256_of(place / name) for name in (_LIST, *COPIED) if (place / name).exists()}
    for name in files:
        onto_disk(place / name)
    head = {
        "made": made, "schema": SCHEMA_VERSION, "versions": ledger.versions(), "tables": tables,
        "originals": len(hashes), "files": files,
    }  # fmt: skip
    _write_durably(place / _HEAD, json.dumps(head, indent=1))
    onto_disk(place)
    onto_disk(target)
    documents: int = tables["documents"]["rows"]
    with catalogue.write() as connection:
        connection.execute(backups.insert().values(place=str(place), made=made, documents=documents))
    return Saved(place, documents, len(hashes), copied)


def bring_back(place: Path, catalogue: Catalogue, store: Originals, folder: Path) -> Saved:
    """Fills an empty archive from a backup, also from one of an earlier version: steps of the catalogue add only. The
    index is still to be built.

    Raises BackupDamaged when something is missing or not what it was: then nothing was changed in the catalogue.
    """
    head = read_head(place)
    with catalogue.read() as connection:
        if connection.execute(contents.select().limit(1)).first() is not None:
            raise BackupDamaged(f"kho {folder} không trống. Hãy phục hồi vào một thư mục mới.")
    hashes = (place / _LIST).read_text(encoding="ascii").split()
    there = Store(place.parent / _ORIGINALS)
    for sha256 in hashes:
        there.check(sha256)
        store.put(there.read(sha256), sha256)
    store.flush(hashes)
    with _fitting(place), catalogue.write() as connection:
        for table in metadata.sorted_tables:
            told = head["tables"].get(table.name)
            if told is None:
                continue
            rows = 0
            batch: list[dict[str, Any]] = []
            for row in _read_table(place / f"{table.name}.jsonl.gz", told["columns"]):
                batch.append(row)
                rows += 1
                if len(batch) == _ROWS:
                    connection.execute(table.insert(), batch)
                    batch = []
            if batch:
                connection.execute(table.insert(), batch)
            if rows != told["rows"]:
                raise BackupDamaged(f"{place}: bảng {table.name} có {rows} dòng thay vì {told['rows']}.")
            if rows and table.autoincrement_column is not None:
                _count_on(catalogue, connection, table.autoincrement_column)
    for name in COPIED:
        _copy(place / name, folder / name)
    return Saved(place, head["tables"]["documents"]["rows"], len(hashes), len(hashes))


def holding(catalogue: Catalogue, sha256: str, settled: str) -> list[dict[str, str]]:
    """Backups that still hold an original: `[{"place", "made", "state": "holds"|"unreachable"}]`. `settled`: when it
    came in; a backup made before that cannot hold it."""
    with catalogue.read() as connection:
        rows = list(connection.execute(backups.select().order_by(backups.c.made)))
    found = []
    for row in rows:
        listed = Path(row.place) / _LIST
        try:
            state = "holds" if sha256 in listed.read_text(encoding="ascii").split() else None
        except OSError:
            state = "unreachable" if row.made >= settled else None
        if state is not None:
            found.append({"place": row.place, "made": row.made, "state": state})
    return found


def read_head(place: Path) -> dict[str, Any]:
    """What a backup tells of itself. Raises BackupDamaged."""
    try:
        head: dict[str, Any] = json.loads((place / _HEAD).read_text(encoding="utf-8"))
        schema = head["schema"]
        if type(schema) is int and schema > SCHEMA_VERSION:
            raise BackupDamaged(
                f"{place}: bản sao lưu có phiên bản {schema}, chương trình này đọc đến {SCHEMA_VERSION}. "
                "Hãy dùng chương trình mới hơn."
            )
        _sound(head)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupDamaged(f"{place} không phải bản sao lưu hoàn chỉnh (thiếu hoặc hỏng {_HEAD}).") from error
    # the list of originals and what is copied whole: accounts, searches, the log; older backups do not tell of them
    hashes = {f"{name}.jsonl.gz": told["sha256"] for name, told in head["tables"].items()} | head.get("files", {})
    for name, sha256 in hashes.items():
        path = place / name
        if not path.exists() or _sha256_of(path) != sha256:
            raise BackupDamaged(f"{path} thiếu hoặc đã bị thay đổi.")
    return head


def _sound(head: dict[str, Any]) -> None:
    """Raises ValueError, KeyError, TypeError or AttributeError where what a backup tells of itself cannot be."""
    if type(head["schema"]) is not int or head["schema"] < 1 or "documents" not in head["tables"]:
        raise ValueError(head["schema"])
    known = {table.name: {column.name: column for column in table.columns} for table in metadata.sorted_tables}
    for name, told in head["tables"].items():
        columns, there = told["columns"], known[name]
        needed = {c.name for c in there.values() if not c.nullable and c.server_default is None}
        if len(set(columns)) != len(columns) or not needed <= set(columns) <= there.keys():
            raise ValueError(columns)
        if type(told["rows"]) is not int or not isinstance(told["sha256"], str):
            raise TypeError(name)
    if not all(isinstance(sha256, str) for sha256 in head.get("files", {}).values()):
        raise TypeError("files")


@contextlib.contextmanager
def _fitting(place: Path) -> Iterator[None]:
    """Raises BackupDamaged where rows are not what the tables take. What the engine itself lacks is told by it."""
    from sqlalchemy.exc import StatementError

    try:
        yield
    except (StatementError, ValueError, EOFError, gzip.BadGzipFile) as error:
        raise BackupDamaged(f"{place}: các dòng không khớp với bảng mà {_HEAD} nói đến.") from error


def _write_table(catalogue: Catalogue, table: Table, path: Path) -> dict[str, Any]:
    rows = 0
    with catalogue.read() as connection, path.open("wb") as raw:
        with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=5, mtime=0) as out:
            reading = connection.execution_options(yield_per=_ROWS)
            for row in reading.execute(table.select().order_by(*table.primary_key.columns)):
                out.write(json.dumps(list(row), ensure_ascii=False).encode() + b"\n")
                rows += 1
        raw.flush()
        os.fsync(raw.fileno())
    return {"rows": rows, "sha256": _sha256_of(path), "columns": [c.name for c in table.columns]}


def _count_on(catalogue: Catalogue, connection: Connection, column: Column[Any]) -> None:
    """What comes next gets a number behind those that came back: a server counts apart from what is put in."""
    from sqlalchemy import func, select

    if not catalogue.is_sqlite:
        last = select(func.max(column)).scalar_subquery()
        connection.execute(select(func.setval(func.pg_get_serial_sequence(column.table.name, column.name), last)))


def _read_table(path: Path, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if len(row) != len(names):
                raise BackupDamaged(f"{path}: dòng có {len(row)} giá trị cho {len(names)} cột.")
            yield dict(zip(names, row, strict=True))


def _all_there(catalogue: Catalogue, held: set[str]) -> None:
    """Raises StoreDamaged for an archive that has lost originals: its backup would look whole and not be."""
    from sqlalchemy import select

    with catalogue.read() as connection:
        wanted = connection.execute(select(contents.c.sha256, contents.c.name).where(contents.c.state == "indexed"))
        missing = sorted(row.name or row.sha256 for row in wanted if row.sha256 not in held)
    if missing:
        named = ", ".join(missing[:_NAMED])
        raise StoreDamaged(f"thiếu {len(missing)} bản gốc ({named}). Hãy nạp lại các tệp đó rồi sao lưu.")


def _copy(source: Path, target: Path) -> None:
    """A file of the service, for its owner alone; nothing where there is none."""
    if not source.exists():
        return
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT, 0o600))
    if source.suffix != ".sqlite":
        shutil.copyfile(source, target)
        return
    with (
        contextlib.closing(sqlite3.connect(source)) as one,
        contextlib.closing(sqlite3.connect(target)) as other,
    ):
        one.backup(other)


def _write_durably(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.part")
    with beside.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(path)


def _sha256_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def free_bytes(folder: Path) -> int:
    """Room left where a folder lies."""
    return shutil.disk_usage(folder).free
