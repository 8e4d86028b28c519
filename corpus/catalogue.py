"""The catalogue's connection: one engine by URL, transactions, version check, and the lock of the one writer."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import CatalogueMismatch, CatalogueUnavailable, WriterBusy

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.engine import Connection, Engine

_LOCK_WAIT_MS = 30_000
_CHUNK = 500
"""Values in one IN list: below the limits of every driver."""


class Catalogue:
    """Opens or creates the tables. `url` None: SQLite (WAL) at `folder/catalogue.sqlite`. `any_version`: for `upgrade`.

    Raises CatalogueUnavailable when it cannot be opened, CatalogueMismatch when another version made it.
    """

    def __init__(self, folder: Path, url: str | None = None, *, any_version: bool = False) -> None:
        from sqlalchemy import create_engine, event
        from sqlalchemy.exc import SQLAlchemyError

        self.folder = folder
        self._lock_path = folder / "ingest.lock"
        self.url = url or f"sqlite:///{folder / 'catalogue.sqlite'}"
        if self.url.startswith(("postgresql://", "postgres://")):
            self.url = "postgresql+psycopg://" + self.url.partition("://")[2]
        try:
            self.engine: Engine = create_engine(self.url, pool_pre_ping=not self.url.startswith("sqlite"))
            if self.is_sqlite:
                event.listen(self.engine, "connect", _prepare_sqlite)
            self._make_if_new()
            if not any_version:
                self._check_version()
        except CatalogueMismatch:
            self.engine.dispose()
            raise
        except SQLAlchemyError as error:
            if hasattr(self, "engine"):
                self.engine.dispose()
            raise CatalogueUnavailable(f"không mở được cơ sở dữ liệu {self._shown()}: {_cause(error)}") from error

    def close(self) -> None:
        self.engine.dispose()

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading. Raises CatalogueUnavailable."""
        from sqlalchemy.exc import OperationalError

        try:
            with self.engine.connect() as connection:
                yield connection
        except OperationalError as error:
            raise CatalogueUnavailable(f"{self._shown()}: {_cause(error)}") from error

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all of it or nothing. Raises CatalogueUnavailable (locked, disk full, server gone)."""
        from sqlalchemy.exc import OperationalError

        try:
            with self.engine.begin() as connection:
                yield connection
        except OperationalError as error:
            raise CatalogueUnavailable(f"{self._shown()}: {_cause(error)}") from error

    def wipe_free_space(self) -> None:
        """Makes what was deleted unreadable on the disk, as far as the engine can: SQLite writes its file anew; on a
        server this is the administrator's to do (VACUUM, log archives)."""
        if not self.is_sqlite:
            return
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextlib.contextmanager
    def one_writer(self) -> Iterator[None]:
        """Keeps a second ingest of the same archive out. Released by the system when the process dies."""
        import fcntl

        handle = os.open(self._lock_path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise WriterBusy(
                    f"kho {self._lock_path.parent} đang được một tiến trình khác nạp. Hãy chờ tiến trình đó xong."
                ) from error
            yield
        finally:
            os.close(handle)

    def writer_lives(self) -> bool:
        """Whether some process is taking files in at this moment."""
        import fcntl

        try:
            handle = os.open(self._lock_path, os.O_RDWR)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return False
        except BlockingIOError:
            return True
        finally:
            os.close(handle)

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    def version(self) -> int:
        """The version of the schema that this catalogue has."""
        from sqlalchemy import select

        from corpus.schema import meta

        with self.engine.connect() as connection:
            return int(connection.execute(select(meta.c.value).where(meta.c.name == "schema")).scalar() or 0)

    def revision(self, connection: Connection) -> str | None:
        """What Alembic knows of this catalogue; None before its first step."""
        from sqlalchemy import inspect, text

        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()

    def _make_if_new(self) -> None:
        """All tables in one transaction, with their version: what is made is whole or not there."""
        from sqlalchemy import insert, inspect, text

        from corpus.schema import SCHEMA_VERSION, meta, metadata

        if inspect(self.engine).has_table("meta"):
            return
        with self.engine.begin() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")  # two that open a new archive at once
            metadata.create_all(connection)
            if self.revision(connection) is None:
                connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
                revision = {"revision": f"{SCHEMA_VERSION:04d}"}
                connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), revision)
                connection.execute(insert(meta).values(name="schema", value=str(SCHEMA_VERSION)))

    def _check_version(self) -> None:
        from corpus.schema import SCHEMA_VERSION

        found = self.version()
        if found != SCHEMA_VERSION:
            remedy = "Hãy chạy: vanban upgrade" if found < SCHEMA_VERSION else "Hãy dùng chương trình mới hơn."
            raise CatalogueMismatch(
                f"cơ sở dữ liệu {self._shown()} có phiên bản {found}, chương trình cần phiên bản {SCHEMA_VERSION}. "
                + remedy
            )

    def _shown(self) -> str:
        """The URL without a password."""
        return self.engine.url.render_as_string(hide_password=True) if hasattr(self, "engine") else "(URL)"


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")  # a committed file must survive a power cut
    cursor.execute(f"PRAGMA busy_timeout={_LOCK_WAIT_MS}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _cause(error: Exception) -> str:
    original = getattr(error, "orig", None)
    return str(original or error).splitlines()[0]


def chunks(values: Sequence[str], size: int = _CHUNK) -> Iterator[Sequence[str]]:
    """Pieces of a list short enough for one IN."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def rows_in(
    connection: Connection, columns: Sequence[Any], column: ColumnElement[Any], values: Sequence[str]
) -> Iterator[Any]:
    """`SELECT columns WHERE column IN values`, in pieces."""
    from sqlalchemy import select

    for piece in chunks(values):
        yield from connection.execute(select(*columns).where(column.in_(piece)))
