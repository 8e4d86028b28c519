"""Local accounts, sessions and access tokens in one SQLite file of the archive's folder.

Session and access tokens are kept as SHA-256 of 256 random bits; for passwords see `service.passwords`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Literal, cast, get_args

from service import passwords
from service.errors import ServiceError
from service.people import FULL_CLEARANCE, SCOPES, Person, Role, Scope

FILE = "accounts.sqlite"
NAME_CHARS = 64
_ADDRESS = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;]{1,190}")
SESSION_SECONDS = 12 * 3600
MAX_FAILURES = 5
LOCK_SECONDS = 15 * 60
# Files of version 1 keep passwords in a form that is read no more: such accounts need a new one. Those of version 2
# know no other way in than passwords.
_VERSION = 3
_SCHEMA = """
CREATE TABLE IF NOT EXISTS accounts (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, clearance INTEGER NOT NULL, units TEXT NOT NULL DEFAULT '[]', hash TEXT,
  failures INTEGER NOT NULL DEFAULT 0, locked_until REAL NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS tokens (
  hash BLOB PRIMARY KEY, name TEXT NOT NULL REFERENCES accounts(name) ON DELETE CASCADE, kind TEXT NOT NULL,
  label TEXT NOT NULL, expires REAL, scopes TEXT NOT NULL DEFAULT 'read write');
CREATE TABLE IF NOT EXISTS identities (
  issuer TEXT NOT NULL, subject TEXT, email TEXT, name TEXT NOT NULL REFERENCES accounts(name) ON DELETE CASCADE,
  UNIQUE (issuer, subject), UNIQUE (issuer, email), UNIQUE (issuer, name));
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
class Link:
    """A person at an issuer: by their subject there, or by an e-mail address, which their first signing in binds to
    their subject."""

    issuer: str
    subject: str | None = None
    email: str | None = None


Way = Literal["known", "linked", "made"]
"""How the account of a person whom an issuer names was found: by the subject; by the address, now bound to the subject;
or made."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account as it is listed. `linked`: whom of the office's identity provider it belongs to."""

    name: str
    role: Role
    clearance: int
    units: tuple[str, ...]
    locked: bool
    linked: str = ""


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
        _sound(name, role, clearance)
        chosen, hashed = passwords.chosen(password)
        with self._open() as db:
            _insert(db, name, role, clearance, units, hashed)
        return chosen

    def add_linked(self, name: str, role: Role, clearance: int, link: Link, *, units: Sequence[str] = ()) -> None:
        """Makes an account without a password: its person comes in by the issuer alone. Raises as `add` and `link`."""
        _sound(name, role, clearance)
        with self._open() as db:
            _insert(db, name, role, clearance, units, None)
            _link(db, name, link)

    def link(self, name: str, link: Link) -> None:
        """Lets a person of an issuer in as this account, in place of whom it let in before.

        Raises ServiceError (`usage`): no such account, or the person has another one.
        """
        with self._open() as db:
            if not db.execute("SELECT 1 FROM accounts WHERE name = ?", (name,)).fetchone():
                raise ServiceError("usage", f"không có tài khoản {name}.")
            _link(db, name, link)

    def unlink(self, name: str) -> None:
        """No issuer lets anybody in as this account any more; its sessions end."""
        with self._open() as db:
            if not db.execute("DELETE FROM identities WHERE name = ?", (name,)).rowcount:
                raise ServiceError("usage", f"tài khoản {name} không gắn với ai.")
            db.execute("DELETE FROM tokens WHERE name = ? AND kind = 'session'", (name,))

    def sign_in_as(
        self, issuer: str, subject: str, email: str | None, *, new: str | None = None
    ) -> tuple[str, str, Way] | None:
        """A session token for a person whom the issuer vouches for, the account's name and how it was found; None for
        one who has no account. `email` only where the issuer verified it. `new`: the name of the account (it reads open
        papers) that a person gets who has none."""
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")  # of two first sign-ins at once one binds the address
            known = "SELECT name FROM identities WHERE issuer = ? AND subject = ?"
            row, way = db.execute(known, (issuer, subject)).fetchone(), "known"
            if row is None and email is not None:
                waiting = "SELECT name FROM identities WHERE issuer = ? AND email = ? AND subject IS NULL"
                row, way = db.execute(waiting, (issuer, email)).fetchone(), "linked"
                if row is not None:
                    db.execute(
                        "UPDATE identities SET subject = ? WHERE issuer = ? AND email = ?", (subject, issuer, email)
                    )
            if row is None and new is not None and not _taken(db, issuer, email):
                name, way = _free(db, new), "made"
                _insert(db, name, "reader", 0, (), None)
                db.execute("INSERT INTO identities VALUES (?, ?, ?, ?)", (issuer, subject, email, name))
                row = (name,)
            if row is None:
                return None
            db.execute("DELETE FROM tokens WHERE expires < ?", (time.time(),))
            token = _issue(db, row[0], "session", "", time.time() + SESSION_SECONDS, SCOPES)
            return token, str(row[0]), cast(Way, way)

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

    def change(
        self, name: str, *, role: Role | None = None, clearance: int | None = None, units: Sequence[str] | None = None
    ) -> Account:
        """Changes what an account may do and see, from its next request on; None leaves a thing as it is. Password,
        sessions, tokens, saved searches stay. Raises ServiceError (`usage`): no such account, a bad role."""
        before = next((one for one in self.listed() if one.name == name), None)
        if before is None:
            raise ServiceError("usage", f"không có tài khoản {name}.")
        role, clearance = role or before.role, before.clearance if clearance is None else clearance
        chosen = before.units if units is None else tuple(_named(units))
        _sound(name, role, clearance)
        with self._open() as db:
            done = db.execute(
                "UPDATE accounts SET role = ?, clearance = ?, units = ? WHERE name = ?",
                (role, clearance, json.dumps(chosen, ensure_ascii=False), name),
            )
            _expect(done, name)
        return Account(name, role, clearance, chosen, before.locked, before.linked)

    def remove(self, name: str) -> None:
        """Removes an account with its sessions and tokens. Raises ServiceError when there is none."""
        with self._open() as db:
            _expect(db.execute("DELETE FROM accounts WHERE name = ?", (name,)), name)

    def listed(self) -> list[Account]:
        """All accounts by name."""
        if not self._path.exists():
            return []
        with self._open() as db:
            query = (
                "SELECT a.name, role, clearance, units, locked_until, MAX(COALESCE(email, subject, '')) "
                "FROM accounts a LEFT JOIN identities i ON i.name = a.name GROUP BY a.name ORDER BY a.name"
            )
            rows = db.execute(query).fetchall()
        now = time.time()
        return [Account(r[0], r[1], r[2], tuple(json.loads(r[3])), r[4] > now, r[5] or "") for r in rows]

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


def _sound(name: str, role: str, clearance: int) -> None:
    if not name or name != name.strip() or len(name) > NAME_CHARS:
        raise ServiceError(
            "usage", f"tên tài khoản phải có từ 1 đến {NAME_CHARS} ký tự, không có dấu cách ở đầu và cuối."
        )
    if role not in get_args(Role) or not 0 <= clearance <= FULL_CLEARANCE:
        raise ServiceError("usage", f"vai trò {role!r} hoặc mức được xem {clearance} không có.")


def _insert(
    db: sqlite3.Connection, name: str, role: str, clearance: int, units: Sequence[str], hashed: str | None
) -> None:
    try:
        db.execute(
            "INSERT INTO accounts (name, role, clearance, units, hash) VALUES (?, ?, ?, ?, ?)",
            (name, role, clearance, json.dumps(_named(units), ensure_ascii=False), hashed),
        )
    except sqlite3.IntegrityError:
        raise ServiceError("usage", f"đã có tài khoản {name}.") from None


def _named(units: Sequence[str]) -> list[str]:
    """An empty name is no body: it clears a list (`--unit ''`)."""
    return [one for one in units if one.strip()]


def _link(db: sqlite3.Connection, name: str, link: Link) -> None:
    who = link.subject or link.email or ""
    if not 0 < len(who) <= 255 or who != who.strip():
        raise ServiceError("usage", "cần địa chỉ thư hoặc mã người dùng (sub), dài nhất 255 ký tự.")
    if link.email is not None and not _ADDRESS.fullmatch(link.email):
        raise ServiceError("usage", f"{link.email!r} không phải là một địa chỉ thư điện tử.")
    db.execute("DELETE FROM identities WHERE issuer = ? AND name = ?", (link.issuer, name))
    row = (link.issuer, link.subject, link.email.lower() if link.email else None, name)
    try:
        db.execute("INSERT INTO identities VALUES (?, ?, ?, ?)", row)
    except sqlite3.IntegrityError:
        raise ServiceError("usage", f"{who} đã gắn với một tài khoản khác.") from None


def _taken(db: sqlite3.Connection, issuer: str, email: str | None) -> bool:
    """Whether the address belongs to an account that another subject came in by: it was given to somebody else."""
    return bool(db.execute("SELECT 1 FROM identities WHERE issuer = ? AND email = ?", (issuer, email)).fetchone())


def _free(db: sqlite3.Connection, name: str) -> str:
    """The name, or with a number behind it where an account bears it: nobody gets what is another's."""
    printed = "".join(char for char in name if char.isprintable())
    name = " ".join(printed.split())[: NAME_CHARS - 6].strip() or "oidc"
    taken = {row[0] for row in db.execute("SELECT name FROM accounts")}
    return next(one for one in chain([name], (f"{name} ({n})" for n in count(2))) if one not in taken)


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
