"""Local accounts: who may come in, by which way, as what. Passwords: `service.passwords`; what lets a request in once
somebody is known: `service.tickets`."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Literal, cast, get_args

from extractor.text import quoted
from service import passwords
from service.account_file import digest
from service.errors import ServiceError
from service.people import FULL_CLEARANCE, Role, shown_name
from service.tickets import Origin, Tickets, session, unknown

NAME_CHARS = 64
_ADDRESS = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;]{1,190}")
MAX_FAILURES = 5
LOCK_SECONDS = 15 * 60
# Who can look after the accounts: an administrator who can come in. A link lets nobody in that is to another issuer
# than the one that is set; one to an address may be nobody's until its person has come.
_MANAGING = (
    "SELECT clearance, units, name FROM accounts a WHERE role = 'administrator' AND barred = 0 AND (hash IS NOT NULL "
    "OR EXISTS (SELECT 1 FROM identities i WHERE i.name = a.name AND i.issuer = ? AND i.subject IS NOT NULL))"
)
_LINKED_AWAY = (
    "Địa chỉ thư chưa cho ai vào cho đến khi người ấy vào lần đầu: hãy gắn bằng mã người dùng (--subject), hoặc cho "
    "tài khoản một mật khẩu trước: vanban account password {name}"
)


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
    """One account as it is listed. `linked`: whom of the office's identity provider it belongs to; `locked`: for a
    while, after wrong passwords; `barred`: by an administrator; `by_password`: whether it has a password."""

    name: str
    role: Role
    clearance: int
    units: tuple[str, ...]
    locked: bool
    linked: str = ""
    barred: bool = False
    by_password: bool = True


class Accounts(Tickets):
    """The accounts of one archive. `issuer`: the office's identity provider, where one is set."""

    def __init__(self, folder: Path, issuer: str | None = None) -> None:
        super().__init__(folder)
        self._issuer = issuer

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

        Raises ServiceError (`usage`) for a name that exists or is none, a bad role or a weak password.
        """
        _nameable(name)
        _sound(role, clearance)
        chosen, hashed = passwords.chosen(password)
        with self._open() as db:
            _insert(db, name, role, clearance, units, hashed)
        return chosen

    def add_linked(self, name: str, role: Role, clearance: int, link: Link, *, units: Sequence[str] = ()) -> None:
        """Makes an account without a password: its person comes in by the issuer alone. Raises as `add` and `link`."""
        _nameable(name)
        _sound(role, clearance)
        with self._open() as db:
            _insert(db, name, role, clearance, units, None)
            _link(db, name, link)

    def link(self, name: str, link: Link) -> None:
        """Lets a person of an issuer in as this account, in place of whom it let in before.

        Raises ServiceError: `unknown-account`; `usage`: the person has another account; `last-administrator`: an
        address, with which nobody may ever come, in place of the only way in of who looks after the accounts.
        """
        with self._open() as db, self._one_manages(db, _LINKED_AWAY.format(name=name)):
            if not db.execute("SELECT 1 FROM accounts WHERE name = ?", (name,)).fetchone():
                raise unknown(name)
            _link(db, name, link)

    def unlink(self, name: str) -> None:
        """No issuer lets anybody in as this account any more; its sessions end. Raises ServiceError (`usage`,
        `last-administrator`)."""
        with self._open() as db, self._one_manages(db):
            if not db.execute("DELETE FROM identities WHERE name = ?", (name,)).rowcount:
                raise ServiceError("usage", f"tài khoản {name} không gắn với ai.")
            db.execute("DELETE FROM tokens WHERE name = ? AND kind = 'session'", (name,))

    def sign_in_as(
        self, issuer: str, subject: str, email: str | None, *, new: str | None = None, origin: Origin | None = None
    ) -> tuple[str, str, Way] | None:
        """A session token for a person whom the issuer vouches for, the account's name and how it was found; None for
        one who has no account. `email` only where the issuer verified it. `new`: the name of the account (it reads open
        papers) that a person gets who has none. Raises ServiceError (`account-barred`)."""
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
            if db.execute("SELECT barred FROM accounts WHERE name = ?", row).fetchone()[0]:
                raise ServiceError("account-barred")
            return session(db, row[0], origin), str(row[0]), cast(Way, way)

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

    def change_password(self, name: str, old: str, new: str, *, keep: str = "") -> None:
        """A person's own new password. Every other session and token of the account ends, but the one whose token is
        `keep`. A wrong old one counts as at signing in.

        Raises ServiceError: `no-password` (a provider lets this person in), `wrong-password`, `usage` (too short, too
        long, or the old one again).
        """
        if not any(one.name == name and one.by_password for one in self.listed()):
            raise ServiceError("no-password")
        hashed = passwords.chosen(new)[1]
        if not self._passes(name, old):
            raise ServiceError("wrong-password")
        if new == old:
            raise ServiceError("usage", "mật khẩu mới phải khác mật khẩu cũ.")
        with self._open() as db:
            _expect(db.execute("UPDATE accounts SET hash = ? WHERE name = ?", (hashed, name)), name)
            db.execute("DELETE FROM tokens WHERE name = ? AND hash <> ?", (name, digest(keep)))

    def change(
        self,
        name: str,
        *,
        role: Role | None = None,
        clearance: int | None = None,
        units: Sequence[str] | None = None,
        barred: bool | None = None,
    ) -> Account:
        """Changes what an account may do and see, from its next request on; None leaves a thing as it is. Password,
        sessions, tokens, saved searches stay. `barred`: as `bar`; all of it is done, or nothing. Raises ServiceError:
        `unknown-account`, `usage` (a bad role), `last-administrator`."""
        _sound("reader" if role is None else role, clearance or 0)
        chosen = None if units is None else json.dumps(_named(units), ensure_ascii=False)
        with self._open() as db, self._one_manages(db):
            done = db.execute(
                "UPDATE accounts SET role = COALESCE(?, role), clearance = COALESCE(?, clearance), "
                "units = COALESCE(?, units) WHERE name = ?",
                (role, clearance, chosen, name),
            )
            _expect(done, name)
            if barred is not None:
                _bar(db, name, barred)
        return self.one(name)

    def bar(self, name: str, barred: bool) -> None:
        """Lets nobody in as this account until it is let in again: its sessions end, its access tokens open nothing
        meanwhile. To let it in again also ends a lock after wrong passwords. Raises ServiceError: `unknown-account`,
        `last-administrator`."""
        with self._open() as db, self._one_manages(db):
            _bar(db, name, barred)

    def remove(self, name: str) -> None:
        """Removes an account with its sessions and tokens. Raises ServiceError: `unknown-account`,
        `last-administrator`."""
        with self._open() as db, self._one_manages(db):
            _expect(db.execute("DELETE FROM accounts WHERE name = ?", (name,)), name)

    def called(self, asked: str) -> str:
        """The name of the account that this names, or the name as it is shown; where there is none, what was asked."""
        names = [one.name for one in self.listed()]
        return asked if asked in names else next((one for one in names if shown_name(one) == asked), asked)

    def one(self, name: str) -> Account:
        """Raises ServiceError (`unknown-account`)."""
        found = next((one for one in self.listed() if one.name == name), None)
        if found is None:
            raise unknown(name)
        return found

    def shut_out(self) -> Account | None:
        """Who is to be let in again where nobody who looks after the accounts can come in: an administrator, one who
        may see everything before others. An archive without an administrator is looked after at the command line: there
        it is the first account, where none lets anybody in. None where all is well."""
        listed = self.listed()
        heads = [one for one in listed if one.role == "administrator"]
        heads = [one for one in heads if one.clearance >= FULL_CLEARANCE and not one.units] or heads
        if not heads:
            ways = (not one.barred and (one.by_password or (one.linked and self._issuer)) for one in listed)
            return None if any(ways) or not listed else listed[0]
        with self._open() as db:
            manage = {name for _, _, name in db.execute(_MANAGING, (self._issuer,))}
        return None if any(one.name in manage for one in heads) else min(heads, key=lambda one: one.barred)

    def listed(self) -> list[Account]:
        """All accounts by name."""
        if not self._path.exists():
            return []
        with self._open() as db:
            query = (
                "SELECT a.name, role, clearance, units, locked_until, MAX(COALESCE(email, subject, '')), barred, "
                "hash IS NOT NULL FROM accounts a LEFT JOIN identities i ON i.name = a.name "
                "GROUP BY a.name ORDER BY a.name"
            )
            rows = db.execute(query).fetchall()
        now = time.time()
        return [
            Account(r[0], r[1], r[2], tuple(json.loads(r[3])), r[4] > now, r[5] or "", bool(r[6]), bool(r[7]))
            for r in rows
        ]

    def sign_in(self, name: str, password: str, origin: Origin | None = None) -> str | None:
        """A session token, or None: wrong name, wrong password, barred, or locked after too many tries (all alike)."""
        if not self._passes(name, password):
            return None
        with self._open() as db:
            return session(db, name, origin)

    def _passes(self, name: str, password: str) -> bool:
        """Whether the password is that of the account, which is neither barred nor locked; a wrong one is counted."""
        now = time.time()
        with self._open() as db:
            row = db.execute("SELECT hash, locked_until, barred FROM accounts WHERE name = ?", (name,)).fetchone()
        good = passwords.fits(password, row[0] if row else None)
        if row is None or row[1] > now or row[2]:
            return False
        with self._open() as db:
            if not good:
                # counted by the file itself: tries that come at once must not share one count
                db.execute("UPDATE accounts SET failures = failures + 1 WHERE name = ?", (name,))
                db.execute(
                    "UPDATE accounts SET failures = 0, locked_until = ? WHERE name = ? AND failures >= ?",
                    (now + LOCK_SECONDS, name, MAX_FAILURES),
                )
                return False
            if passwords.outdated(row[0]):
                db.execute("UPDATE accounts SET hash = ? WHERE name = ?", (passwords.chosen(password)[1], name))
            db.execute("UPDATE accounts SET failures = 0, locked_until = 0 WHERE name = ?", (name,))
        return True

    @contextmanager
    def _one_manages(self, db: sqlite3.Connection, remedy: str = "") -> Iterator[None]:
        """Undoes what is done within if it leaves nobody to look after the accounts: no administrator, or none who may
        see everything, where there was one. Raises ServiceError (`last-administrator`, with the remedy)."""
        db.execute("BEGIN IMMEDIATE")  # of two administrators who take each other's role away one stays
        before = _managing(db, self._issuer)
        yield
        if any(had and not has for had, has in zip(before, _managing(db, self._issuer), strict=True)):
            raise ServiceError("last-administrator", remedy)


def _managing(db: sqlite3.Connection, issuer: str | None) -> tuple[int, int]:
    """How many administrators can come in, and how many of them may see everything."""
    rows = db.execute(_MANAGING, (issuer,)).fetchall()
    return len(rows), sum(clearance >= FULL_CLEARANCE and units == "[]" for clearance, units, _ in rows)


def _bar(db: sqlite3.Connection, name: str, barred: bool) -> None:
    done = db.execute(
        "UPDATE accounts SET barred = ?, failures = 0, locked_until = 0 WHERE name = ?", (int(barred), name)
    )
    _expect(done, name)
    if barred:
        db.execute("DELETE FROM tokens WHERE name = ? AND kind = 'session'", (name,))


def _nameable(name: str) -> None:
    if not name or name != name.strip() or len(name) > NAME_CHARS or not name.isprintable():
        raise ServiceError(
            "usage",
            f"tên tài khoản phải có từ 1 đến {NAME_CHARS} ký tự, không có dấu cách ở đầu và cuối, không có ký tự không "
            "hiện ra được (xuống dòng, dấu điều khiển, dấu đổi chiều chữ).",
        )


def _sound(role: str, clearance: int) -> None:
    if role not in get_args(Role) or not 0 <= clearance <= FULL_CLEARANCE:
        raise ServiceError("usage", f"vai trò {quoted(role)} hoặc mức được xem {clearance} không có.")


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
    return [one.strip() for one in units if one.strip()]


def _link(db: sqlite3.Connection, name: str, link: Link) -> None:
    who = link.subject or link.email or ""
    if not 0 < len(who) <= 255 or who != who.strip():
        raise ServiceError("usage", "cần địa chỉ thư hoặc mã người dùng (sub), dài nhất 255 ký tự.")
    if link.email is not None and not _ADDRESS.fullmatch(link.email):
        raise ServiceError(
            "usage", f"{quoted(link.email)} không phải là một địa chỉ thư điện tử. Hãy ghi như ten@co-quan.vn."
        )
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
        raise unknown(name)
