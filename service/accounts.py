"""Local accounts, sessions and tokens in one SQLite file of the archive's folder; and the log of who opened what.

Passwords are kept as scrypt hashes (RFC 7914), session and access tokens as SHA-256 of 256 random bits.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from service.errors import ServiceError
from service.rights import FULL_CLEARANCE, Person, Role

FILE = "accounts.sqlite"
LOG = "access.jsonl"
SESSION_SECONDS = 12 * 3600
MAX_FAILURES = 5
LOCK_SECONDS = 15 * 60
MIN_PASSWORD = 10
# 64 MiB and about a fifth of a second a guess
_SCRYPT = {"n": 2**16, "r": 8, "p": 1, "maxmem": 128 * 1024 * 1024, "dklen": 32}
_SCHEMA = """
CREATE TABLE IF NOT EXISTS accounts (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, clearance INTEGER NOT NULL, salt BLOB NOT NULL, hash BLOB NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0, locked_until REAL NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS tokens (
  hash BLOB PRIMARY KEY, name TEXT NOT NULL REFERENCES accounts(name) ON DELETE CASCADE, kind TEXT NOT NULL,
  label TEXT NOT NULL, expires REAL);
"""


@dataclass(frozen=True, slots=True)
class Account:
    """One account as it is listed."""

    name: str
    role: Role
    clearance: int
    locked: bool


class Accounts:
    """The accounts of one archive. Every call opens and closes the file: several processes may share it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._log = folder / LOG

    @property
    def kept(self) -> bool:
        """Whether this archive has accounts; without any there is no signing in."""
        if not self._path.exists():
            return False
        with self._open() as db:
            return bool(db.execute("SELECT 1 FROM accounts LIMIT 1").fetchone())

    def add(self, name: str, role: Role, clearance: int, password: str | None = None) -> str:
        """Makes an account; returns its password (a random one unless given), shown only now.

        Raises ServiceError (`usage`) for a name that exists, a bad role or a weak password.
        """
        if not name or name != name.strip() or len(name) > 64:
            raise ServiceError("usage", "tên tài khoản phải có từ 1 đến 64 ký tự, không có dấu cách ở đầu và cuối.")
        if role not in get_args(Role) or not 0 <= clearance <= FULL_CLEARANCE:
            raise ServiceError("usage", f"vai trò {role!r} hoặc mức được xem {clearance} không có.")
        chosen, salt, hashed = _hashed(password)
        with self._open() as db:
            try:
                db.execute(
                    "INSERT INTO accounts (name, role, clearance, salt, hash) VALUES (?, ?, ?, ?, ?)",
                    (name, role, clearance, salt, hashed),
                )
            except sqlite3.IntegrityError:
                raise ServiceError("usage", f"đã có tài khoản {name}.") from None
        return chosen

    def set_password(self, name: str, password: str | None = None) -> str:
        """A new password; every session and token of the account ends."""
        chosen, salt, hashed = _hashed(password)
        with self._open() as db:
            done = db.execute(
                "UPDATE accounts SET salt = ?, hash = ?, failures = 0, locked_until = 0 WHERE name = ?",
                (salt, hashed, name),
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
            rows = db.execute("SELECT name, role, clearance, locked_until FROM accounts ORDER BY name").fetchall()
        return [Account(row[0], row[1], row[2], row[3] > time.time()) for row in rows]

    def sign_in(self, name: str, password: str) -> str | None:
        """A session token, or None: wrong name, wrong password, or locked after too many tries (all alike)."""
        now = time.time()
        with self._open() as db:
            query = "SELECT salt, hash, failures, locked_until FROM accounts WHERE name = ?"
            row = db.execute(query, (name,)).fetchone()
        # an unknown name costs as much time as a known one
        salt, hashed = (row[0], row[1]) if row else (b"\0" * 16, b"\0" * 32)
        good = hmac.compare_digest(_scrypt(password, salt), hashed)
        if row is None or row[3] > now:
            return None
        with self._open() as db:
            if not good:
                failures = row[2] + 1
                locked = now + LOCK_SECONDS if failures >= MAX_FAILURES else 0
                kept = 0 if locked else failures
                db.execute("UPDATE accounts SET failures = ?, locked_until = ? WHERE name = ?", (kept, locked, name))
                return None
            db.execute("UPDATE accounts SET failures = 0, locked_until = 0 WHERE name = ?", (name,))
            db.execute("DELETE FROM tokens WHERE expires < ?", (now,))
            return _issue(db, name, "session", "", now + SESSION_SECONDS)

    def issue_token(self, name: str, label: str) -> str:
        """An access token for programs, shown only now; it has the rights of its account."""
        with self._open() as db:
            if not db.execute("SELECT 1 FROM accounts WHERE name = ?", (name,)).fetchone():
                raise ServiceError("usage", f"không có tài khoản {name}.")
            return _issue(db, name, "access", label, None)

    def sign_out(self, token: str) -> None:
        """Ends a session or access token."""
        with self._open() as db:
            db.execute("DELETE FROM tokens WHERE hash = ?", (_digest(token),))

    def person(self, token: str, kind: str) -> Person | None:
        """Whose session (`session`) or access token (`access`) this is; None for one unknown or expired."""
        with self._open() as db:
            row = db.execute(
                "SELECT a.name, a.role, a.clearance FROM tokens t JOIN accounts a ON a.name = t.name "
                "WHERE t.hash = ? AND t.kind = ? AND (t.expires IS NULL OR t.expires > ?)",
                (_digest(token), kind, time.time()),
            ).fetchone()
        return Person(row[0], row[1], row[2]) if row else None

    def record(self, entry: dict[str, Any]) -> None:
        """Adds one line to the log of accesses; the file is only ever appended to."""
        line = json.dumps({"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), **entry}, ensure_ascii=False)
        target = os.open(self._log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(target, line.encode("utf-8", "backslashreplace") + b"\n")
        finally:
            os.close(target)

    def forget(self, names: Sequence[str]) -> int:
        """Makes these names unreadable in the log of accesses, where they stand (others may be adding lines); how many
        lines named one."""
        if not self._log.exists():
            return 0
        with self._log.open("r+b") as log:
            content = log.read()
            lines = {content.count(b"\n", 0, at) for name in names for at in _places(content, name.encode())}
            for name in names:
                for at in _places(content, name.encode()):
                    log.seek(at)
                    log.write(b"x" * len(name.encode()))
            log.flush()
            os.fsync(log.fileno())
        return len(lines)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        fresh = not self._path.exists()
        if fresh:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600))
        with closing(sqlite3.connect(self._path, timeout=10)) as db, db:
            db.execute("PRAGMA foreign_keys = ON")
            if fresh:
                db.executescript(_SCHEMA)
            yield db


def _places(content: bytes, name: bytes) -> Iterator[int]:
    at = content.find(name) if name else -1
    while at >= 0:
        yield at
        at = content.find(name, at + 1)


def _expect(done: sqlite3.Cursor, name: str) -> None:
    if not done.rowcount:
        raise ServiceError("usage", f"không có tài khoản {name}.")


def _hashed(password: str | None) -> tuple[str, bytes, bytes]:
    if password is not None and len(password) < MIN_PASSWORD:
        raise ServiceError("usage", f"mật khẩu phải có ít nhất {MIN_PASSWORD} ký tự.")
    chosen = password or secrets.token_urlsafe(15)
    salt = secrets.token_bytes(16)
    return chosen, salt, _scrypt(chosen, salt)


def _scrypt(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode("utf-8", "surrogatepass"), salt=salt, **_SCRYPT)


def _issue(db: sqlite3.Connection, name: str, kind: str, label: str, expires: float | None) -> str:
    token = secrets.token_urlsafe(32)
    db.execute("INSERT INTO tokens VALUES (?, ?, ?, ?, ?)", (_digest(token), name, kind, label, expires))
    return token


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
