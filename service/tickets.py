"""Sessions and access tokens: what lets a request in as an account. Kept as SHA-256 of 256 random bits."""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.text import quoted
from service.account_file import AccountFile, digest
from service.errors import ServiceError
from service.people import SCOPES, Person, Scope, shown_name

SESSION_SECONDS = 12 * 3600
Kind = Literal["session", "access"]
_ID_BYTES = 8
_AGENT_CHARS = 200
# The sessions that a logout token means; a session of which the provider told no `sid` is known by its subject alone.
_OVER = (
    "kind = 'session' AND issuer = :issuer AND (:subject IS NULL OR subject = :subject) AND "
    "(:sid IS NULL OR sid = :sid OR (sid IS NULL AND :subject IS NOT NULL))"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where somebody signs in from: the address of the machine, and what the browser calls itself. `issuer`, `subject`,
    `sid`: of a provider that vouched for them, the last its own name for the session."""

    address: str = ""
    agent: str = ""
    issuer: str | None = None
    subject: str | None = None
    sid: str | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """One session or access token as it is listed; `id` names it and lets nobody in. Times are seconds since 1970, None
    where none was noted or it never ends by itself."""

    id: str
    kind: Kind
    label: str
    made: float | None
    expires: float | None
    scopes: tuple[Scope, ...]
    origin: str
    agent: str


def ticket_id(token: str) -> str:
    """The name of the ticket whose token this is."""
    return digest(token)[:_ID_BYTES].hex()


class Tickets(AccountFile):
    """Those of all accounts of an archive."""

    def issue_token(
        self, name: str, label: str, scopes: Sequence[Scope] = ("read",), *, days: int | None = None
    ) -> str:
        """An access token for programs, shown only now: the rights of its account, as far as the scopes reach, for so
        many days or until the account or its password changes. Raises ServiceError (`usage`, `unknown-account`)."""
        if not scopes or not set(scopes) <= set(SCOPES):
            raise ServiceError("usage", f"phạm vi của mã truy cập là một trong: {', '.join(SCOPES)}.")
        with self._open() as db:
            if not db.execute("SELECT 1 FROM accounts WHERE name = ?", (name,)).fetchone():
                raise unknown(name)
            return issue(db, name, "access", label, time.time() + days * 86400 if days else None, scopes)

    def sign_out(self, token: str) -> None:
        """Ends a session or access token."""
        with self._open() as db:
            db.execute("DELETE FROM tokens WHERE hash = ?", (digest(token),))

    def person(self, token: str, kind: str) -> Person | None:
        """Whose session (`session`) or access token (`access`) this is; None for one unknown, expired, or of an account
        that is barred."""
        with self._open() as db:
            row = db.execute(
                "SELECT a.name, a.role, a.clearance, a.units, t.scopes "
                "FROM tokens t JOIN accounts a ON a.name = t.name "
                "WHERE t.hash = ? AND t.kind = ? AND a.barred = 0 AND (t.expires IS NULL OR t.expires > ?)",
                (digest(token), kind, time.time()),
            ).fetchone()
        if row is None:
            return None
        return Person(row[0], row[1], row[2], tuple(json.loads(row[3])), _scopes(row[4]))

    def tickets(self, name: str) -> list[Ticket]:
        """The sessions and access tokens of an account that still hold, the newest first."""
        if not self._path.exists():
            return []
        with self._open() as db:
            rows = db.execute(
                "SELECT hash, kind, label, made, expires, scopes, origin, agent FROM tokens "
                "WHERE name = ? AND (expires IS NULL OR expires > ?) ORDER BY kind DESC, made DESC, hash",
                (name, time.time()),
            ).fetchall()
        return [Ticket(r[0][:_ID_BYTES].hex(), r[1], r[2], r[3], r[4], _scopes(r[5]), r[6], r[7]) for r in rows]

    def end_ticket(self, name: str, id: str) -> None:
        """Ends one of an account's own. Raises ServiceError (`no-ticket`) where it has none of that id."""
        with self._open() as db:
            done = db.execute(
                "DELETE FROM tokens WHERE name = ? AND lower(hex(substr(hash, 1, ?))) = ?", (name, _ID_BYTES, id)
            )
            if not done.rowcount:
                raise ServiceError("no-ticket", f"{quoted(id)} đã kết thúc, hoặc của tài khoản khác.")

    def end_tickets(self, name: str, *, keep: str = "", kind: Kind | None = None) -> int:
        """Ends the sessions and access tokens of an account, or those of a kind, but the one whose token is `keep`; how
        many there were. Raises ServiceError (`unknown-account`)."""
        with self._open() as db:
            if not db.execute("SELECT 1 FROM accounts WHERE name = ?", (name,)).fetchone():
                raise unknown(name)
            return db.execute(
                "DELETE FROM tokens WHERE name = ? AND hash <> ? AND (kind = ? OR ? IS NULL)",
                (name, digest(keep), kind, kind),
            ).rowcount

    def end_at_provider(self, issuer: str, subject: str | None, sid: str | None, jti: str, until: float) -> list[str]:
        """Ends the sessions that a provider says are over, and notes the logout token (`jti`, which nobody takes after
        `until`, seconds since 1970): those of the provider's session `sid`, those of the subject where no `sid` is
        named or none was noted. Whose they were. Raises ServiceError (`sign-in-stale`) for a token that was seen."""
        asked = {"issuer": issuer, "subject": subject, "sid": sid}
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            db.execute("DELETE FROM logouts WHERE expires < ?", (time.time(),))
            if not db.execute("INSERT OR IGNORE INTO logouts VALUES (?, ?, ?)", (issuer, jti, until)).rowcount:
                raise ServiceError("sign-in-stale", "thẻ đăng xuất này đã dùng rồi (jti).")
            rows = db.execute(f"SELECT DISTINCT name FROM tokens WHERE {_OVER} ORDER BY name", asked).fetchall()
            db.execute(f"DELETE FROM tokens WHERE {_OVER}", asked)
        return [name for (name,) in rows]


def issue(
    db: sqlite3.Connection,
    name: str,
    kind: Kind,
    label: str,
    expires: float | None,
    scopes: Sequence[Scope],
    origin: Origin | None = None,
) -> str:
    """A new token of an account; what has run out is swept away."""
    token, from_ = secrets.token_urlsafe(32), origin or Origin()
    db.execute("DELETE FROM tokens WHERE expires < ?", (time.time(),))
    db.execute(
        "INSERT INTO tokens (hash, name, kind, label, expires, scopes, made, origin, agent, issuer, subject, sid) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (digest(token), name, kind, label, expires, " ".join(scopes), time.time(), from_.address,
         from_.agent[:_AGENT_CHARS], from_.issuer, from_.subject, from_.sid),
    )  # fmt: skip
    return token


def session(db: sqlite3.Connection, name: str, origin: Origin | None) -> str:
    """The token of a new session of an account."""
    return issue(db, name, "session", "", time.time() + SESSION_SECONDS, SCOPES, origin)


def unknown(name: str) -> ServiceError:
    """What is raised where there is no account of that name."""
    return ServiceError("unknown-account", f"không có tài khoản “{shown_name(name)}”.")


def _scopes(kept: str) -> tuple[Scope, ...]:
    return tuple(scope for scope in SCOPES if scope in kept.split())
