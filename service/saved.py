"""Searches that people keep under a name: the address that asks them, in one SQLite file of the archive's folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractor.text import quoted
from service.errors import ServiceError

FILE = "searches.sqlite"
MOST = 200
NAME_CHARS = 100
ADDRESS_CHARS = 4000
_SCHEMA = """CREATE TABLE IF NOT EXISTS searches (
  person TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL, PRIMARY KEY (person, name))"""


@dataclass(frozen=True, slots=True)
class Saved:
    """One kept search. `address` is that of its page: `/?q=...`."""

    name: str
    address: str


class SavedSearches:
    """Those of one archive, each person's own. Every call opens and closes the file: several processes may share it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def of(self, person: str) -> list[Saved]:
        """A person's searches by name."""
        if not self._path.exists():
            return []
        with self._open() as db:
            rows = db.execute("SELECT name, address FROM searches WHERE person = ? ORDER BY name", (person,))
            return [Saved(name, address) for name, address in rows]

    def keep(self, person: str, name: str, address: str) -> Saved:
        """Keeps a search; one of that name is replaced.

        Raises ServiceError (`invalid-request`): no name, no address of the search page, too long, too many.
        """
        name = " ".join(name.split())
        if not 1 <= len(name) <= NAME_CHARS:
            raise ServiceError("invalid-request", f"tên của tìm kiếm phải có từ 1 đến {NAME_CHARS} ký tự.")
        if not address.startswith("/?") or len(address) > ADDRESS_CHARS:
            raise ServiceError(
                "invalid-request", f"địa chỉ phải là của trang tìm kiếm (/?q=...), dài nhất {ADDRESS_CHARS} ký tự."
            )
        with self._open() as db:
            others = db.execute("SELECT COUNT(*) FROM searches WHERE person = ? AND name <> ?", (person, name))
            if others.fetchone()[0] >= MOST:
                raise ServiceError("invalid-request", f"mỗi người lưu nhiều nhất {MOST} tìm kiếm; hãy xóa bớt.")
            db.execute("INSERT OR REPLACE INTO searches VALUES (?, ?, ?)", (person, name, address))
        return Saved(name, address)

    def drop(self, person: str, name: str) -> None:
        """Raises ServiceError (`not-found`) when there is none of that name."""
        with self._open() as db:
            if not db.execute("DELETE FROM searches WHERE person = ? AND name = ?", (person, name)).rowcount:
                raise ServiceError("not-found", f"không có tìm kiếm đã lưu tên {quoted(name)}.")

    def forget(self, person: str) -> None:
        """Drops all of a person who leaves."""
        if self._path.exists():
            with self._open() as db:
                db.execute("DELETE FROM searches WHERE person = ?", (person,))

    def all(self) -> list[tuple[str, Saved]]:
        """Everybody's, each with whose it is."""
        if not self._path.exists():
            return []
        with self._open() as db:
            rows = db.execute("SELECT person, name, address FROM searches ORDER BY person, name")
            return [(person, Saved(name, address)) for person, name, address in rows]

    def wipe(self, gone: Iterable[tuple[str, Saved]]) -> None:
        """Drops these of `all`; nothing of them stays in the file."""
        if self._path.exists():
            with self._open() as db:
                db.execute("PRAGMA secure_delete = ON")
                dropped = [(person, one.name) for person, one in gone]
                db.executemany("DELETE FROM searches WHERE person = ? AND name = ?", dropped)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=10)) as db, db:
            db.execute(_SCHEMA)
            yield db
