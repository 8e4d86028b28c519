"""The catalogue's connection: one engine by URL, transactions, version check, and the lock of the one writer."""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import CatalogueMismatch, CatalogueUnavailable, NotFound, WriterBusy
from extractor.text import quoted

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select, Table
    from sqlalchemy.engine import Connection, Engine
    from sqlalchemy.exc import DatabaseError

_LOCK_WAIT_MS = 30_000
_SERVER_LOCK = 0x76616E62616E
"""The writer's lock on a server: any number that nobody else in the database uses."""

_MARK = "mark"
_CHUNK = 500
"""Values that are asked for at once."""

_FETCHED = 100
"""Rows taken over at once: each alone costs more than it holds, all together may be many whole texts."""


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
        from sqlalchemy.exc import DatabaseError

        try:
            with self.engine.connect() as connection:
                yield connection
        except DatabaseError as error:
            if not _of_engine(error):
                raise
            raise CatalogueUnavailable(f"{self._shown()}: {_cause(error)}") from error

    @contextlib.contextmanager
    def write(self, *, tells: bool = True) -> Iterator[Connection]:
        """One transaction: all of it or nothing. `tells`: it may change what the archive says of papers (see `mark`).
        Raises CatalogueUnavailable (locked, disk full, server gone)."""
        from sqlalchemy.exc import DatabaseError

        try:
            with self.engine.begin() as connection:
                yield connection
                if tells:
                    _new_mark(connection)
        except DatabaseError as error:
            if not _of_engine(error):
                raise
            raise CatalogueUnavailable(f"{self._shown()}: {_cause(error)}") from error

    def mark(self) -> str:
        """Another one after every write that may change what the archive says of papers, whoever wrote."""
        from sqlalchemy import select

        from corpus.schema import meta

        with self.read() as connection:
            return connection.execute(select(meta.c.value).where(meta.c.name == _MARK)).scalar() or ""

    def wipe_free_space(self) -> None:
        """Makes what was deleted unreadable on the disk, as far as the engine can: SQLite writes its file anew; on a
        server this is the administrator's to do (VACUUM, log archives). Raises CatalogueUnavailable while others read.
        """
        if not self.is_sqlite:
            return
        with self.read() as plain, plain.execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM")
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
        if busy:
            raise CatalogueUnavailable(
                f"{self._shown()}: có người đang đọc kho nên dữ liệu đã xóa còn nằm trong tệp WAL. Hãy chạy lại sau."
            )

    @contextlib.contextmanager
    def one_writer(self, wait_s: float = 1.0) -> Iterator[None]:
        """Keeps a second ingest of the same archive out, `wait_s` after it was asked for. Released by the system when
        the process dies. Raises WriterBusy."""
        handle = os.open(self._lock_path, os.O_RDWR | os.O_CREAT, 0o644)
        with contextlib.ExitStack() as held:
            held.callback(os.close, handle)
            by = time.monotonic() + wait_s
            if not _soon(lambda: _locked(handle), by) or not _soon(lambda: self._server_locked(held), by):
                raise WriterBusy(
                    f"kho {self._lock_path.parent} đang được một tiến trình khác nạp. Hãy chờ tiến trình đó xong."
                )
            yield

    def _server_locked(self, held: contextlib.ExitStack) -> bool:
        """Whether this process has the server's lock too, given back with `held`: there, writers on several machines
        share one catalogue and no folder."""
        if self.is_sqlite:
            return True
        with contextlib.ExitStack() as asked:
            plain = asked.enter_context(self.read())
            connection = plain.execution_options(isolation_level="AUTOCOMMIT")
            if not connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({_SERVER_LOCK})").scalar():
                return False
            asked.callback(connection.exec_driver_sql, f"SELECT pg_advisory_unlock({_SERVER_LOCK})")
            held.enter_context(asked.pop_all())
        return True

    def writer_lives(self) -> bool:
        """Whether some process is taking files in at this moment."""
        try:
            handle = os.open(self._lock_path, os.O_RDWR)
        except FileNotFoundError:
            handle = None
        with contextlib.ExitStack() as held:
            if handle is not None:
                held.callback(os.close, handle)
                if not _locked(handle, shared=True):
                    return True
            return not self._server_locked(held)

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


def _new_mark(connection: Connection) -> None:
    """The last thing in a transaction: whoever else writes waits for it no longer than for the end."""
    from sqlalchemy import insert, update

    from corpus.schema import meta

    value = secrets.token_hex(8)
    if not connection.execute(update(meta).where(meta.c.name == _MARK).values(value=value)).rowcount:
        connection.execute(insert(meta).values(name=_MARK, value=value))


def _locked(handle: int, *, shared: bool = False) -> bool:
    import fcntl

    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _soon(taken: Callable[[], bool], by: float) -> bool:
    """Tries until then: whoever only looks whether there is a writer holds the lock for a moment too."""
    pause_s = 0.05
    while not taken():
        if time.monotonic() >= by:
            return False
        time.sleep(pause_s)
        pause_s = min(2 * pause_s, 0.4)
    return True


def _of_engine(error: DatabaseError) -> bool:
    """Whether the engine is at fault (locked, disk full, gone, a file that is no database) and not this program."""
    from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError

    return not isinstance(error, DataError | IntegrityError | ProgrammingError)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")  # a committed file must survive a power cut
    cursor.execute(f"PRAGMA busy_timeout={_LOCK_WAIT_MS}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


_WRITABLE = (
    "kho cần ghi được cả khi chỉ tìm và xem (SQLite ghi tệp -wal, -shm cạnh danh mục). Hãy cấp quyền ghi vào thư mục "
    "của kho cho tài khoản đang chạy chương trình, hoặc phục hồi một bản sao lưu vào nơi ghi được: vanban restore"
)
_SAID = {
    "file is not a database": "tệp không phải danh mục, hoặc đã hỏng. Hãy phục hồi từ bản sao lưu: vanban restore",
    "database disk image is malformed": "tệp danh mục đã hỏng. Hãy phục hồi từ bản sao lưu: vanban restore",
    "unable to open database file": f"không mở được tệp. Hãy kiểm tra thư mục và quyền: {_WRITABLE}",
    "attempt to write a readonly database": f"tệp hoặc thư mục chỉ cho đọc; {_WRITABLE}",
    "database is locked": "đang có chương trình khác ghi. Hãy thử lại sau ít phút",
    "database or disk is full": "đĩa đầy. Hãy giải phóng chỗ rồi chạy lại",
    "disk I/O error": "ổ đĩa gặp lỗi khi đọc, ghi",
}
"""What SQLite says, to people."""


def _cause(error: Exception) -> str:
    said = str(getattr(error, "orig", None) or error).splitlines()[0]
    return _SAID.get(said, said)


def chunks(values: Sequence[str], size: int = _CHUNK) -> Iterator[Sequence[str]]:
    """Pieces of a list short enough to be asked for at once."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def rows_in(
    connection: Connection, columns: Sequence[Any], column: ColumnElement[Any], values: Sequence[str]
) -> Iterator[Any]:
    """`SELECT columns WHERE column IN values`, in pieces."""
    from sqlalchemy import select

    from corpus.one_of import one_of

    for piece in chunks(values):
        yield from each_row(connection, select(*columns).where(one_of(column, piece)))


def each_row(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    """The rows of a query of any length, fetched many at a time: asking the driver for each costs more than the row."""
    for rows in connection.execute(query).partitions(_FETCHED):
        yield from rows


def put_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]], otherwise: str = "") -> None:
    """Inserts rows that have a value for each column of the table, in order; `otherwise` is what SQL is to do about
    those that are there. Told to the driver itself: putting the parameters of thousands of rows together costs more
    than writing them."""
    if rows:
        mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
        names = [connection.dialect.identifier_preparer.format_column(column) for column in table.columns]
        values = f"({', '.join(names)}) VALUES ({', '.join(mark for _ in names)}) {otherwise}"
        connection.exec_driver_sql(f"INSERT INTO {table.name} {values}", list(rows))


def row_of(connection: Connection, columns: Sequence[Any], column: ColumnElement[Any], value: str) -> Any:
    """The one row of `rows_in` for one value. Raises NotFound where there is none: an ingest may have taken the paper
    out since the statement before."""
    row = next(rows_in(connection, columns, column, [value]), None)
    if row is None:
        raise NotFound(f"không có văn bản nào ứng với {quoted(value)}")
    return row


def numbered(column: ColumnElement[Any], number: str) -> Any:
    """The condition that a block or short form is of this number (`118`, `30c`). The range lets both databases use the
    index of the column, in whatever order theirs is; the rest is exact."""
    return (column >= number) & (column < beyond(number)) & column.startswith(f"{number}~", autoescape=True)


def beyond(number: str) -> str:
    """A text that stands behind everything that begins with this number, in orders by byte and by language alike:
    `119` for `118`, `2` for `199`, `a` for `99`, `30d` for `30c`."""
    kept = number.rstrip("9") if number[-1].isdigit() else number
    if not kept:
        return "a"
    return kept[:-1] + chr(ord(kept[-1]) + 1)
