"""What people follow: documents and searches, each with what was known of it when they last looked; one SQLite file of
the archive's folder."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from extractor.text import quoted
from service.errors import ServiceError

FILE = "following.sqlite"
MOST = 500
_ADDRESS = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;]{1,190}")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS follows (person TEXT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL, name TEXT NOT NULL,
  seen TEXT NOT NULL, mailed TEXT NOT NULL, since TEXT NOT NULL, PRIMARY KEY (person, kind, target));
CREATE TABLE IF NOT EXISTS addresses (person TEXT PRIMARY KEY, address TEXT NOT NULL);
"""

Kind = Literal["document", "search"]


@dataclass(frozen=True, slots=True)
class Follow:
    """`target`: a document's id, or the address of a search page. `seen`: what was there when the person last looked;
    `mailed`: when a letter was last sent."""

    kind: Kind
    target: str
    name: str
    seen: dict[str, Any]
    mailed: dict[str, Any]
    since: str


class Following:
    """Each person's own. Every call opens and closes the file: several processes may share it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def of(self, person: str) -> list[Follow]:
        """What a person follows, the newest first."""
        if not self._path.exists():
            return []
        with self._open() as db:
            rows = db.execute(
                "SELECT kind, target, name, seen, mailed, since FROM follows WHERE person = ? "
                "ORDER BY since DESC, name",
                (person,),
            )
            return [Follow(r[0], r[1], r[2], json.loads(r[3]), json.loads(r[4]), r[5]) for r in rows]

    def people(self) -> list[str]:
        """Who follows anything."""
        if not self._path.exists():
            return []
        with self._open() as db:
            return [row[0] for row in db.execute("SELECT DISTINCT person FROM follows ORDER BY person")]

    def follow(self, person: str, kind: Kind, target: str, name: str, seen: dict[str, Any], now: str) -> None:
        """Begins to follow; what is there at this moment is no news. Raises ServiceError (`invalid-request`)."""
        if kind == "search" and not target.startswith("/?"):
            raise ServiceError("invalid-request", "chỉ theo dõi được địa chỉ của trang tìm kiếm (/?q=...).")
        told = json.dumps(seen)
        with self._open() as db:
            count = db.execute("SELECT COUNT(*) FROM follows WHERE person = ?", (person,)).fetchone()[0]
            if count >= MOST:
                raise ServiceError("invalid-request", f"mỗi người theo dõi nhiều nhất {MOST} mục; hãy bỏ bớt.")
            db.execute(
                "INSERT OR IGNORE INTO follows VALUES (?, ?, ?, ?, ?, ?, ?)",
                (person, kind, target, name, told, told, now),
            )

    def drop(self, person: str, kind: Kind, target: str) -> None:
        """Follows no more; nothing happens where it was not followed."""
        with self._open() as db:
            db.execute("DELETE FROM follows WHERE person = ? AND kind = ? AND target = ?", (person, kind, target))

    def looked(self, person: str, one: Follow, now_there: dict[str, Any], *, mail: bool = False) -> None:
        """What is there now is no news any more on the page or (`mail`) in letters."""
        column = "mailed" if mail else "seen"
        with self._open() as db:
            db.execute(
                f"UPDATE follows SET {column} = ? WHERE person = ? AND kind = ? AND target = ?",  # one of two names
                (json.dumps(now_there), person, one.kind, one.target),
            )

    def address(self, person: str) -> str | None:
        """Where letters go, None: none are wanted."""
        if not self._path.exists():
            return None
        with self._open() as db:
            row = db.execute("SELECT address FROM addresses WHERE person = ?", (person,)).fetchone()
            return str(row[0]) if row else None

    def set_address(self, person: str, address: str) -> None:
        """Empty: no letters. Raises ServiceError (`invalid-request`)."""
        address = address.strip()
        if address and not _ADDRESS.fullmatch(address):
            raise ServiceError(
                "invalid-request",
                f"{quoted(address)} không phải là một địa chỉ thư điện tử. Hãy ghi như ten@co-quan.vn.",
            )
        with self._open() as db:
            db.execute("DELETE FROM addresses WHERE person = ?", (person,))
            if address:
                db.execute("INSERT INTO addresses VALUES (?, ?)", (person, address))

    def forget(self, person: str) -> None:
        """Drops all of a person who leaves."""
        if self._path.exists():
            with self._open() as db:
                for table in ("follows", "addresses"):
                    db.execute(f"DELETE FROM {table} WHERE person = ?", (person,))  # names of ours

    def all(self) -> list[tuple[str, Follow]]:
        """Everybody's, each with whose it is."""
        return [(person, one) for person in self.people() for one in self.of(person)]

    def wipe(self, gone: Iterable[tuple[str, Follow]], ids: Collection[str]) -> None:
        """Drops these of `all`, and these ids out of what the others were when somebody looked; nothing of them stays
        in the file."""
        if not self._path.exists():
            return
        with self._open() as db:
            db.execute("PRAGMA secure_delete = ON")
            for person, one in gone:
                key = (person, one.kind, one.target)
                db.execute("DELETE FROM follows WHERE person = ? AND kind = ? AND target = ?", key)
            for row in db.execute("SELECT rowid, seen, mailed FROM follows").fetchall():
                kept = [json.dumps(_without(json.loads(told), ids)) for told in row[1:]]
                if kept != list(row[1:]):
                    db.execute("UPDATE follows SET seen = ?, mailed = ? WHERE rowid = ?", (*kept, row[0]))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=10)) as db, db:
            db.executescript(_SCHEMA)
            yield db


def _without(seen: dict[str, Any], ids: Collection[str]) -> dict[str, Any]:
    return {
        name: [one for one in value if one not in ids] if isinstance(value, list) else value
        for name, value in seen.items()
    }
