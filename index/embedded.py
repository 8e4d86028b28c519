"""The default engine: tantivy in a folder of this machine or in memory.

A folder holds numbered generations and a file `CURRENT` that names the one in use. One process writes at a time: the
folder's lock is taken by the first `put` or `delete` and given back by `refresh`. A rebuild fills a new generation
beside the old one; what others wrote meanwhile is noted and carried over before the switch.
"""

from __future__ import annotations

import datetime
import errno
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import os_reason
from index.base import Entry, IndexMismatch, IndexUnavailable, PutReport, Query, Results
from index.entry import analysis_signature
from index.search import scan_plan, search
from index.tantivy_view import TantivyView, document_of, schema
from index.write_lock import give_back, take

if TYPE_CHECKING:
    import tantivy

_LOCK_WAIT_S = 60.0
_BATCH = 500
_HEAP_BYTES = 64_000_000
_NO_ROOM_BYTES = 1_000_000
_SYSTEM_CODE = re.compile(r"\b(?:code: |os error )(\d{1,3})\b")
_SIGNATURE, _CURRENT, _LOCK, _TOUCHED = "SIGNATURE", "CURRENT", "write.lock", "touched"


class _Generation:
    """One tantivy index, with its writer while something is being written."""

    def __init__(self, path: Path | None) -> None:
        import tantivy

        self.path = path
        if path is not None:
            path.mkdir(parents=True, exist_ok=True)
        self.index = tantivy.Index(schema(), path=str(path) if path is not None else None)
        self.index.config_reader("manual")
        self.index.reload()
        self._writer: tantivy.IndexWriter | None = None

    @property
    def writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self.index.writer(_HEAP_BYTES, 1)
        return self._writer

    def put(self, entries: Iterable[Entry]) -> PutReport:
        stored = 0
        failed: list[tuple[str, str]] = []
        for entry in entries:
            try:
                made = document_of(entry)
            except (ValueError, TypeError, AttributeError) as error:
                failed.append((entry.id, str(error)))
                continue
            self.writer.delete_documents_by_term("id", entry.id)
            self.writer.add_document(made)
            stored += 1
        return PutReport(stored, tuple(failed))

    def delete(self, ids: Iterable[str]) -> None:
        for id_ in ids:
            self.writer.delete_documents_by_term("id", id_)

    def commit(self) -> None:
        """Makes what was written durable and visible, and lets the writer go so that other processes may write."""
        if self._writer is not None:
            writer, self._writer = self._writer, None
            try:
                writer.commit()
                writer.wait_merging_threads()
            finally:
                del writer  # an error that somebody keeps would keep the writer, and with it the lock, in its frames
        self.index.reload()

    def give_up(self) -> None:
        """Lets go of the writer and of what it has not committed."""
        self._writer = None

    def view(self) -> TantivyView:
        return TantivyView(self.index.searcher(), self.index.schema)

    def get(self, id_: str) -> Entry | None:
        return self.view().by_id(id_)


class EmbeddedIndex:
    """`Index` on tantivy. Safe to use from several threads. `where` None: in memory."""

    def __init__(
        self,
        where: str | os.PathLike[str] | None = None,
        *,
        rebuilding: bool = False,
        today: Callable[[], datetime.date] = datetime.date.today,
    ) -> None:
        self._root = Path(where) if where is not None else None
        self._today = today
        self._mutex = threading.RLock()
        self._lock_file: int | None = None
        self._touched: set[str] | None = None
        self._current_stamp: tuple[int, int] | None = None
        self._mismatch = False
        self._seen_commit: tuple[int, int] | None = None
        if self._root is not None:
            self._open_root(self._root, rebuilding)
        else:
            self._generation = _Generation(None)

    # -- the folder

    def _open_root(self, root: Path, rebuilding: bool) -> None:
        try:
            root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise IndexUnavailable(f"Không mở được thư mục chỉ mục {root}: {os_reason(error)}.") from error
        if not (root / _CURRENT).exists() and any(not _ours(path.name) for path in root.iterdir()):
            raise IndexMismatch(f"{root} chứa tệp khác, không phải thư mục chỉ mục. Hãy chọn một thư mục trống.")
        with self._root_lock(root):
            if not (root / _CURRENT).exists():
                (root / _SIGNATURE).write_text(analysis_signature(), encoding="utf-8")
                (root / "000001").mkdir(exist_ok=True)
                _write_atomically(root / _CURRENT, "000001")
            signed = root / _SIGNATURE
            found = signed.read_text(encoding="utf-8", errors="replace") if signed.exists() else "?"
            self._mismatch = found != analysis_signature()
            if self._mismatch and not rebuilding:
                if not found.isprintable():
                    raise IndexMismatch(f"Chỉ mục ở {root} đã hỏng. Hãy chạy: vanban reindex")
                raise IndexMismatch(
                    f"Chỉ mục ở {root} do phiên bản khác tạo ra ({found}, cần {analysis_signature()}). "
                    "Hãy chạy: vanban reindex"
                )
            if not self._mismatch:
                try:
                    self._follow_current(root)
                except ValueError as error:  # UnicodeDecodeError is one, and so is what tantivy raises
                    self._mismatch = True
                    if not rebuilding:
                        raise IndexMismatch(f"Chỉ mục ở {root} đã hỏng. Hãy chạy: vanban reindex") from error
            if self._mismatch:
                self._generation = _Generation(None)  # cannot be read: stays empty until rebuilt

    def _follow_current(self, root: Path) -> None:
        """Opens the generation that `CURRENT` names, when it is another one than before."""
        stamp = _stamp(root / _CURRENT)
        if stamp == self._current_stamp:
            return
        name = (root / _CURRENT).read_text(encoding="utf-8").strip()
        self._generation = _Generation(root / name)
        self._current_stamp = stamp
        self._seen_commit = _stamp(root / name / "meta.json")

    @contextmanager
    def _root_lock(self, root: Path, wait_s: float = _LOCK_WAIT_S) -> Iterator[None]:
        handle = take(root / _LOCK, wait_s)
        try:
            yield
        finally:
            give_back(handle)

    def _fresh(self) -> _Generation:
        """The generation in use with everything committed, by this process or another."""
        root = self._root
        if root is None or self._mismatch:
            return self._generation
        with self._mutex:
            self._follow_current(root)
            path = self._generation.path
            if path is not None:
                stamp = _stamp(path / "meta.json")
                if stamp != self._seen_commit:
                    self._generation.index.reload()
                    self._seen_commit = stamp
            return self._generation

    def _begin_write(self) -> _Generation:
        if self._mismatch:
            raise IndexMismatch("Chỉ mục do phiên bản khác tạo ra. Hãy chạy: vanban reindex")
        if self._root is not None and self._lock_file is None:
            self._lock_file = take(self._root / _LOCK, _LOCK_WAIT_S)
            self._follow_current(self._root)
        return self._generation

    def _end_write(self) -> None:
        if self._lock_file is not None:
            give_back(self._lock_file)
            self._lock_file = None

    def _note_touched(self, ids: Iterable[str]) -> None:
        """Notes what was written while a rebuild (here or in another process) is under way."""
        if self._root is None:
            if self._touched is not None:
                self._touched.update(ids)
            return
        journal = self._root / _TOUCHED
        if journal.exists():
            with journal.open("a", encoding="utf-8") as out:
                out.writelines(f"{id_}\n" for id_ in ids)

    @contextmanager
    def _said(self) -> Iterator[None]:
        """As `_told`. What was not committed is given up and the folder let go, so that a later try, here or in another
        process, finds it free."""
        try:
            with self._told():
                yield
        except IndexUnavailable:
            self._generation.give_up()
            self._end_write()
            raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turns what tantivy and the system raise (disk full, a damaged file) into IndexUnavailable."""
        try:
            yield
        except (ValueError, OSError) as error:
            raise IndexUnavailable(
                f"Không ghi được chỉ mục ở {self._root or 'bộ nhớ'}: {_reason(error, self._root)}. Kiểm tra dung "
                "lượng và quyền của thư mục rồi chạy lại; nếu vẫn lỗi: vanban reindex."
            ) from error

    # -- Index

    def put(self, entries: Iterable[Entry]) -> PutReport:
        """Adds or replaces. An entry that cannot be stored is reported, the others are stored.

        Raises IndexUnavailable when another process keeps writing for a minute.
        """
        stored = 0
        failed: list[tuple[str, str]] = []
        rows = iter(entries)
        while batch := list(islice(rows, _BATCH)):
            with self._mutex, self._said():
                generation = self._begin_write()
                self._note_touched(entry.id for entry in batch)
                report = generation.put(batch)
            stored += report.stored
            failed += report.failed
        return PutReport(stored, tuple(failed))

    def delete(self, ids: Sequence[str]) -> None:
        with self._mutex, self._said():
            generation = self._begin_write()
            self._note_touched(ids)
            generation.delete(ids)

    def get(self, id: str) -> Entry | None:
        return self._fresh().get(id)

    def search(self, query: Query) -> Results:
        return search(self._fresh().view(), query, self._today)

    def scan(self, query: Query) -> Iterator[Entry]:
        view = self._fresh().view()
        yield from view.scan(scan_plan(view, query), oldest_first=query.sort == "date")

    def count(self) -> int:
        return self._fresh().view().count()

    def refresh(self) -> None:
        with self._mutex, self._said():
            self._generation.commit()
            if self._generation.path is not None:
                self._seen_commit = _stamp(self._generation.path / "meta.json")
            self._end_write()

    def rebuild(self, entries: Iterable[Entry]) -> PutReport:
        """Builds a fresh generation and switches to it. What is written meanwhile is carried over. Raises
        IndexUnavailable (another rebuilds, disk full, no rights)."""
        if self._root is None:
            return self._rebuild_memory(entries)
        root = self._root
        building = take(root / "rebuild.lock", 0.0)  # one rebuild at a time
        try:
            with self._mutex:
                if self._lock_file is not None:
                    self.refresh()
            with self._root_lock(root), self._told():
                (root / _TOUCHED).write_text("", encoding="utf-8")
                numbers = [int(p.name) for p in root.iterdir() if p.name.isdigit()]
                name = f"{max(numbers, default=0) + 1:06}"
                fresh = _Generation(root / name)
            report, rows = PutReport(0), iter(entries)
            while batch := list(islice(rows, _BATCH)):  # what the entries themselves raise is nothing of this folder
                with self._told():
                    put = fresh.put(batch)
                report = PutReport(report.stored + put.stored, report.failed + put.failed)
            with self._mutex:
                if self._lock_file is not None:
                    self.refresh()
                with self._root_lock(root), self._told():
                    self._switch(root, name, fresh)
            return report
        finally:
            (root / _TOUCHED).unlink(missing_ok=True)
            give_back(building)

    def _switch(self, root: Path, name: str, fresh: _Generation) -> None:
        """Carries over what was written since the rebuild began, and makes the new generation the current one."""
        touched = dict.fromkeys((root / _TOUCHED).read_text(encoding="utf-8").splitlines())
        if not self._mismatch:
            self._follow_current(root)
            self._generation.index.reload()
        _carry(self._generation, fresh, touched)
        fresh.commit()
        _write_atomically(root / _SIGNATURE, analysis_signature())
        _write_atomically(root / _CURRENT, name)
        self._generation, self._mismatch = fresh, False
        self._current_stamp = _stamp(root / _CURRENT)
        self._seen_commit = _stamp(root / name / "meta.json")
        # the generation before the last one: no reader can still be opening it
        for path in sorted(p for p in root.iterdir() if p.name.isdigit() and p.name < name)[:-1]:
            shutil.rmtree(path, ignore_errors=True)

    def _rebuild_memory(self, entries: Iterable[Entry]) -> PutReport:
        with self._mutex:
            self._generation.commit()
            self._touched = set()
        fresh = _Generation(None)
        report = fresh.put(entries)
        with self._mutex:
            self._generation.commit()
            _carry(self._generation, fresh, self._touched)
            fresh.commit()
            self._generation, self._touched = fresh, None
        return report

    def signature(self) -> str:
        return analysis_signature()

    def close(self) -> None:
        """Commits what was put and lets the folder go."""
        with self._mutex:
            if self._lock_file is not None or self._root is None:
                self.refresh()


def _carry(old: _Generation, new: _Generation, ids: Iterable[str]) -> None:
    for id_ in ids:
        entry = old.get(id_)
        if entry is None:
            new.delete([id_])
        else:
            new.put([entry])


def _ours(name: str) -> bool:
    return name.isdigit() or name.lstrip(".").startswith((_SIGNATURE, _CURRENT, _LOCK, _TOUCHED, "rebuild.lock"))


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino


def _write_atomically(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(path)


def _reason(error: Exception, root: Path | None) -> str:
    """Why tantivy could not write. It wraps what the system said (`code: 28`, `os error 28`), or lost it in a thread of
    its own that died: then the disk is asked whether it has room."""
    if isinstance(error, OSError):
        return os_reason(error)
    if told := _SYSTEM_CODE.search(str(error)):
        return os_reason(OSError(int(told[1]), os.strerror(int(told[1]))))
    if root is not None and shutil.disk_usage(root).free < _NO_ROOM_BYTES:
        return os_reason(OSError(errno.ENOSPC, ""))
    return str(error)
