"""The SQLite file of the archive's folder that holds accounts, and how an older one is brought up to this form."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from service.errors import ServiceError

if TYPE_CHECKING:
    from corpus.doctor import Check

FILE = "accounts.sqlite"
# Files of version 1 keep passwords in a form that is read no more: such accounts need a new one. Those of version 2
# know no other way in than passwords, those of version 3 neither where a session comes from nor who is barred.
_VERSION = 4
_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS accounts (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, clearance INTEGER NOT NULL, units TEXT NOT NULL DEFAULT '[]', hash TEXT,
  failures INTEGER NOT NULL DEFAULT 0, locked_until REAL NOT NULL DEFAULT 0)""",
    """CREATE TABLE IF NOT EXISTS tokens (
  hash BLOB PRIMARY KEY, name TEXT NOT NULL REFERENCES accounts(name) ON DELETE CASCADE, kind TEXT NOT NULL,
  label TEXT NOT NULL, expires REAL, scopes TEXT NOT NULL DEFAULT 'read write')""",
    """CREATE TABLE IF NOT EXISTS identities (
  issuer TEXT NOT NULL, subject TEXT, email TEXT, name TEXT NOT NULL REFERENCES accounts(name) ON DELETE CASCADE,
  UNIQUE (issuer, subject), UNIQUE (issuer, email), UNIQUE (issuer, name))""",
    # logout tokens of the provider that were seen: each counts once
    "CREATE TABLE IF NOT EXISTS logouts (issuer TEXT NOT NULL, jti TEXT NOT NULL, expires REAL NOT NULL, "
    "PRIMARY KEY (issuer, jti))",
)
_LATER = (
    ("accounts", "barred", "INTEGER NOT NULL DEFAULT 0"),
    ("tokens", "made", "REAL"),
    ("tokens", "origin", "TEXT NOT NULL DEFAULT ''"),
    ("tokens", "agent", "TEXT NOT NULL DEFAULT ''"),
    # whom of which provider a session let in, and that provider's own name for it
    ("tokens", "issuer", "TEXT"),
    ("tokens", "subject", "TEXT"),
    ("tokens", "sid", "TEXT"),
)
_FROM_VERSION_1 = (
    "ALTER TABLE accounts RENAME TO old",
    _SCHEMA[0],
    "INSERT INTO accounts (name, role, clearance) SELECT name, role, clearance FROM old",
    "DROP TABLE old",
    "DROP TABLE tokens",
)


class AccountFile:
    """Every call opens and closes the file: several processes may share it. Raises ServiceError (`accounts-mismatch`)
    for a file of a newer program."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        fresh = not self._path.exists()
        if fresh:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600))
        with closing(sqlite3.connect(self._path, timeout=10)) as db, db:
            _bring_up(db)
            db.execute("PRAGMA foreign_keys = ON")
            yield db


def unusable(folder: Path) -> str | None:
    """Why the accounts of an archive cannot be used: of a newer program, or damaged. None where they can, or where
    there are none. Changes nothing: an older file is brought up by who uses it."""
    path = folder / FILE
    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10)) as db:
            _not_newer(_version(db))
            told = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    except ServiceError as error:
        return str(error)
    except sqlite3.DatabaseError as error:
        told = str(error)
    return None if told == "ok" else f"không đọc được {FILE}: {told}."


def examined(folder: Path) -> Check:
    """Whether those who have an account can come in, as one thing more than the archive looks at: it knows nothing of
    this file."""
    from corpus.doctor import Check

    why = unusable(folder)
    if why is None:
        return Check("accounts", "ok", "tệp tài khoản dùng được, hoặc chưa có tài khoản nào")
    return Check("accounts", "bad", why, "Hãy dùng chương trình mới hơn, hoặc phục hồi tệp từ bản sao lưu.")


def digest(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def _bring_up(db: sqlite3.Connection) -> None:
    found = _version(db)
    if found == _VERSION:
        return
    _not_newer(found)
    db.execute("BEGIN IMMEDIATE")
    if _version(db) != _VERSION:  # another process may have done it meanwhile
        first = "salt" in _columns(db, "accounts")
        for statement in (*(_FROM_VERSION_1 if first else ()), *_SCHEMA):
            db.execute(statement)
        for table, column, kind in _LATER:
            if column not in _columns(db, table):
                db.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")  # names of ours
        db.execute(f"PRAGMA user_version = {_VERSION}")
    db.commit()


def _not_newer(found: int) -> None:
    if found > _VERSION:  # it may know of ways to keep somebody out that are not looked at here
        raise ServiceError(
            "accounts-mismatch", f"{FILE} có phiên bản {found}, chương trình này đọc đến phiên bản {_VERSION}."
        )


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _columns(db: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in db.execute(f"PRAGMA table_info({table})")}  # names of ours
