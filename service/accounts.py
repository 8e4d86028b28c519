"""Local accounts, sessions and access tokens in one SQLite file of the archive's folder.

Session and access tokens are kept as SHA-256 of 256 random bits; for passwords see `service.passwords`.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from service import passwords
from service.errors import ServiceError
from service.people import FULL_CLEARANCE, SCOPES, Person, Role, Scope

FILE = "accounts.sqlite"
SESSION_SECONDS = 12 * 3600
MAX_FAILURES = 5
LOCK_SECONDS = 15 * 60
# Files of version 1 keep passwords in a form that is read no more: such accounts need a new one.
_VERSION = 2
_SCHEMA = """
CREATE TABLE IF NOT EXISTS accounts (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, clearance INTEGER NOT NULL, units TEXT NOT NULL DEFAULT '[]', hash TEXT,
  failures INTEGER NOT NULL DEFAULT 0, locked_until REAL NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS tokens (
  hash BLOB PRIMARY KEY, name TEXT NOT NULL REFERENCES accounts(name) ON DELETE CASCADE, kind TEXT NOT NULL,
  label TEXT NOT NULL, expires REAL, scopes TEXT NOT NULL DEFAULT 'read write');
"""
_FROM_VERSION_1 = """
ALTER TABLE accounts RENAME TO old;
CREATE TABLE accounts (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, clearance INTEGER NOT NULL, units TEXT NOT NULL DEFAULT '[]', hash TEXT,
  failures INTEGER NOT NULL DEFAULT 0, locked_until REAL NOT NULL DEFAULT 0);
INSERT INTO accounts (name, role, clearance) SELECT name, role, clearance FROM old;
DROP TABLE old;
DROP TABLE tokens;
"""


@dataclass(frozen=True, slots=True)
class Account:
    """One account as it is listed."""

    name: str
    role: Role
    clearance: int
    units: tuple[str, ...]
    locked: bool


class Accounts:
    """The accounts of one archive. Every call opens and closes the file: several processes may share it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    @property
    def kept(self) -> bool:
        """Whether this archive has accounts; without any there is no signing in."""
        if not self._path.exists():
            return False
        with self._open() as db:
            return bool(db.execute("SELECT 1 FROM accounts LIMIT 1").fetchone())

    def add(
        self, name: str, role: Role, clearance: int, password: str | None = None, *, units: Sequence[str] = ()
    ) -> str:
        """Makes an account; returns its password (a random one unless given), shown only now. `units`: as of a Person.

        Raises ServiceError (`usage`) for a name that exists, a bad role or a weak password.
        """
        if not name or name != name.strip() or len(name) > 64:
            raise ServiceError("usage", "tên tài khoản phải có từ 1 đến 64 ký tự, không có dấu cách ở đầu và cuối.")
        if role not in get_args(Role) or not 0 <= clearance <= FULL_CLEARANCE:
            raise ServiceError("usage", f"vai trò {role!r} hoặc mức được xem {clearance} không có.")
        chosen, hashed = passwords.chosen(password)
        with self._open() as db:
            try:
                db.execute(
                    "INSERT INTO accounts (name, role, clearance, units, hash) VALUES (?, ?, ?, ?, ?)",
                    (name, role, clearance, json.dumps(list(units), ensure_ascii=False), hashed),
                )
            except sqlite3.IntegrityError:
                raise ServiceError("usage", f"đã có tài khoản {name}.") from None
        return chosen

    def set_password(self, name: str, password: str | None = None) -> str:
        """A new password; every session and token of the account ends."""
        chosen, hashed = passwords.chosen(password)
        with self._open() as db:
            done = db.execute(
                "UPDATE accounts SET hash = ?, failures = 0, locked_until = 0 WHERE name = ?", (hashed, name)
            )
            _expect(done, name)
            db.execute("DELETE FROM tokens WHERE name = ?", (name,))
        return chosen

    def remove(self, name: str) -> None:
        """Removes an account with its sessions and tokens. Raises ServiceError when there is none."""
        with self._open() as db:
            _expect(db.execute("DELETE FROM accounts WHERE name = ?", (name,)), name)

    def listed(self) -> list[Account]:
        """All accounts by name."""
        if not self._path.exists():
            return []
        with self._open() as db:
            query = "SELECT name, role, clearance, units, locked_until FROM accounts ORDER BY name"
            rows = db.execute(query).fetchall()
        return [Account(row[0], row[1], row[2], tuple(json.loads(row[3])), row[4] > time.time()) for row in rows]

    def sign_in(self, name: str, password: str) -> str | None:
        """A session token, or None: wrong name, wrong password, or locked after too many tries (all alike)."""
        now = time.time()
        with self._open() as db:
            row = db.execute("SELECT hash, locked_until FROM accounts WHERE name = ?", (name,)).fetchone()
        good = passwords.fits(password, row[0] if row else None)
        if row is None or row[1] > now:
            return None
        with self._open() as db:
            if not good:
                # counted by the file itself: tries that come at once must not share one count
                db.execute("UPDATE accounts SET failures = failures + 1 WHERE name = ?", (name,))
                db.execute(
                    "UPDATE accounts SET failures = 0, locked_until = ? WHERE name = ? AND failures >= ?",
                    (now + LOCK_SECONDS, name, MAX_FAILURES),
                )
                return None
            if passwords.outdated(row[0]):
                db.execute("UPDATE accounts SET hash = ? WHERE name = ?", (passwords.chosen(password)[1], name))
            db.execute("UPDATE accounts SET failures = 0, locked_until = 0 WHERE name = ?", (name,))
            db.execute("DELETE FROM tokens WHERE expires < ?", (now,))
            return _issue(db, name, "session", "", now + SESSION_SECONDS, SCOPES)

    def issue_token(
        self, name: str, label: str, scopes: Sequence[Scope] = ("read",), *, days: int | None = None
    ) -> str:
        """An access token for programs, shown only now: the rights of its account, as far as the scopes reach, for so
        many days or until the account or its password changes. Raises ServiceError (`usage`)."""
        if not scopes or not set(scopes) <= set(SCOPES):
            raise ServiceError("usage", f"phạm vi của mã truy cập là một trong: {', '.join(SCOPES)}.")
        with self._open() as db:
            if not db.execute("SELECT 1 FROM accounts WHERE name = ?", (name,)).fetchone():
                raise ServiceError("usage", f"không có tài khoản {name}.")
            return _issue(db, name, "access", label, time.time() + days * 86400 if days else None, scopes)

    def sign_out(self, token: str) -> None:
        """Ends a session or access token."""
        with self._open() as db:
            db.execute("DELETE FROM tokens WHERE hash = ?", (_digest(token),))

    def person(self, token: str, kind: str) -> Person | None:
        """Whose session (`session`) or access token (`access`) this is; None for one unknown or expired."""
        with self._open() as db:
            row = db.execute(
                "SELECT a.name, a.role, a.clearance, a.units, t.scopes "
                "FROM tokens t JOIN accounts a ON a.name = t.name "
                "WHERE t.hash = ? AND t.kind = ? AND (t.expires IS NULL OR t.expires > ?)",
                (_digest(token), kind, time.time()),
            ).fetchone()
        if row is None:
            return None
        scopes = tuple(scope for scope in SCOPES if scope in row[4].split())
        return Person(row[0], row[1], row[2], tuple(json.loads(row[3])), scopes)

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


def _bring_up(db: sqlite3.Connection) -> None:
    if db.execute("PRAGMA user_version").fetchone()[0] == _VERSION:
        return
    old = {row[1] for row in db.execute("PRAGMA table_info(accounts)")}
    db.executescript((_FROM_VERSION_1 if "salt" in old else "") + _SCHEMA + f"PRAGMA user_version = {_VERSION};")


def _expect(done: sqlite3.Cursor, name: str) -> None:
    if not done.rowcount:
        raise ServiceError("usage", f"không có tài khoản {name}.")


def _issue(
    db: sqlite3.Connection, name: str, kind: str, label: str, expires: float | None, scopes: Sequence[Scope]
) -> str:
    token = secrets.token_urlsafe(32)
    row = (_digest(token), name, kind, label, expires, " ".join(scopes))
    db.execute("INSERT INTO tokens (hash, name, kind, label, expires, scopes) VALUES (?, ?, ?, ?, ?, ?)", row)
    return token


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
