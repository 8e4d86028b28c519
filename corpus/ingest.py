"""Files into the archive: walk, read in worker processes, write in one place, resolve, index.

Every file ends in exactly one state. Kill it anywhere and run it again: the result is that of one clean run.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import ledger, linking, pool, projection
from corpus.balance import BalanceSheet, FileState
from corpus.batch import Outcome, put_batch
from corpus.catalogue import Catalogue, chunks
from corpus.errors import StoreUnavailable
from corpus.graph_file import GraphFile
from corpus.ledger import Finding
from corpus.records import STORE_FAILED, TRANSIENT, Extracted, Failed
from corpus.store import Store
from corpus.worker import Job, shown
from extractor.errors import UnreadableFile

if TYPE_CHECKING:
    from index.base import Index

Progress = Callable[[int, int, str], None]

STALE = "stale"
"""In place of a code to try again: everything that another version of the program or of its knowledge read."""

_AWAY_SECONDS = 180.0
"""So long in all is waited for a search engine that does not answer; what was read is safe meanwhile."""

_COMMIT_EVERY = 512
_COMMIT_CHARS = 16_000_000
_COMMIT_SECONDS = 2.0
_READ_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how large the reading of one file may get. `memory_bytes` None: as the machine allows."""

    seconds: float = 600.0
    memory_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """What an ingest works on: the archive's folder, catalogue, store of originals, index and graph."""

    folder: Path
    originals: Path
    catalogue: Catalogue
    store: Store
    index: Index
    graph: GraphFile


def ingest(
    paths: Sequence[Path],
    parts: Parts,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    retry: frozenset[str] = frozenset(),
    limits: Limits | None = None,
) -> BalanceSheet:
    """Brings files and folders in. `retry`: codes of failures to try again (`stale`: what another version read, too);
    `workers` 0 reads in this process.

    Raises UnreadableFile for a path that does not exist (nothing is done then), CatalogueUnavailable,
    IndexUnavailable. Never raises for what is inside a file.
    """
    missing = [str(p) for p in paths if not p.exists() and not p.is_symlink()]
    if missing:
        raise UnreadableFile(f"không có tệp hoặc thư mục này: {', '.join(missing)}")
    with parts.catalogue.one_writer():
        parts.store.sweep()
        found = list(walk(paths, parts.folder))
        run = _Run(parts, found, progress, limits or Limits())
        try:
            run.read(workers, executor, retry)
        finally:
            run.close()
        linking.settle(parts.catalogue)
        parts.graph.write(parts.catalogue)
        refused = projection.update(parts.catalogue, parts.index, again=_patience())
        return run.sheet(refused)


def _patience() -> Callable[[], bool]:
    """Whether to try the search engine again: yes, after a pause that grows, until all patience is spent."""
    left, pause = _AWAY_SECONDS, 0.5

    def again() -> bool:
        nonlocal left, pause
        if left <= 0:
            return False
        time.sleep(pause)
        left -= pause
        pause = min(2 * pause, 15.0)
        return True

    return again


def walk(paths: Sequence[Path], folder: Path) -> Iterator[str]:
    """Every file under the paths, absolute, each once, in order of name. The archive's own folder is left out; links
    to folders are not followed."""
    own = folder.resolve()
    found: set[str] = set()
    for path in paths:
        absolute = Path(os.path.abspath(path))
        if absolute.is_dir():
            for root, folders, names in os.walk(absolute):
                here = Path(root)
                folders[:] = [f for f in folders if (here / f).resolve() != own]
                if here.resolve() != own:
                    found.update(str(here / name) for name in names)
        else:
            found.add(str(absolute))
    yield from sorted(found)


class _Run:
    def __init__(self, parts: Parts, found: list[str], progress: Progress | None, limits: Limits) -> None:
        self._parts = parts
        self._found = found
        self._progress = progress
        self._limits = limits
        self._done = 0
        self._unchanged = 0
        self._findings: list[Finding] = []
        self._outcomes: list[tuple[str, Outcome]] = []
        self._waiting_chars = 0
        self._last_commit = time.monotonic()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="vanban-writer")
        self._writing: Future[None] = Future()
        self._writing.set_result(None)

    def close(self) -> None:
        """Ends the writer; what it writes at that moment is written."""
        self._writer.shutdown(wait=True)

    def read(self, workers: int | None, executor: Executor | None, retry: frozenset[str]) -> None:
        """Reads everything that is new. Settled results are written in batches as they come."""
        count = min(os.cpu_count() or 1, 8) if workers is None else workers
        jobs = self._jobs(retry)
        first = next(jobs, None)
        if first is not None:
            # Nothing new: no process is started for it.
            results = pool.run(
                _chained(first, jobs), workers=count, executor=executor, memory_bytes=self._limits.memory_bytes
            )
            for job, outcome in results:
                self._take(job, outcome)
                self._step(job.path)
                self._commit()
        self._commit(now=True)

    def _jobs(self, retry: frozenset[str]) -> Iterator[Job]:
        """Looks at each file; yields a job for each content that has no outcome yet."""
        started: set[str] = set()
        for piece in chunks(self._found):
            found = self._contents(piece, retry)
            with self._parts.catalogue.read() as connection:
                settled = ledger.settled_contents(connection, sorted({sha256 for _, sha256, _ in found}))
            for path, sha256, size_bytes in found:
                if sha256 in started or _is_settled(settled.get(sha256), retry):
                    self._step(path)
                    continue
                started.add(sha256)
                yield Job(path, sha256, str(self._parts.originals), self._limits.seconds, size_bytes)

    def _contents(self, piece: Sequence[str], retry: frozenset[str]) -> list[tuple[str, str, int]]:
        """Of these files those that are new or changed: path, hash and size in bytes. The others are settled here."""
        with self._parts.catalogue.read() as connection:
            known = ledger.known_paths(connection, [shown(path) for path in piece])
            hashes = sorted({k.sha256 for k in known.values() if k.sha256})
            settled = ledger.settled_contents(connection, hashes)
        found: list[tuple[str, str, int]] = []
        for path in piece:
            seen = known.get(shown(path))
            if seen and seen.sha256 and seen.stamp == _stamp(path) and _is_settled(settled.get(seen.sha256), retry):
                self._unchanged += 1
                self._step(path)
                continue
            finding = _look(path)
            if seen is not None and finding.code is not None and seen.code == finding.code and not retry:
                self._unchanged += 1
                self._step(path)
                continue
            self._findings.append(finding)
            if finding.sha256 is None:
                self._step(path)
            else:
                found.append((path, finding.sha256, finding.size_bytes or 0))
        return found

    def _step(self, path: str) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, len(self._found), shown(path))

    def _take(self, job: Job, outcome: Outcome) -> None:
        if isinstance(outcome, Failed) and outcome.code == STORE_FAILED:
            # No fault of the file: it keeps no outcome, and what is settled so far is written.
            self._commit(now=True)
            raise StoreUnavailable(outcome.message)
        self._outcomes.append((shown(Path(job.path).name), outcome))
        if isinstance(outcome, Extracted):
            self._waiting_chars += sum(len(paper.text) + len(paper.contract) for paper in outcome.papers)

    def _commit(self, *, now: bool = False) -> None:
        """Hands what is waiting to the writer, which writes while the workers read on. Waits for what it writes still:
        readers never run further ahead than one batch."""
        waiting = len(self._outcomes) + len(self._findings)
        many = waiting >= _COMMIT_EVERY or self._waiting_chars >= _COMMIT_CHARS
        overdue = time.monotonic() - self._last_commit > _COMMIT_SECONDS
        if waiting and (now or many or (overdue and self._writing.done())):
            self._writing.result()
            self._writing = self._writer.submit(_write, self._parts, self._outcomes, self._findings, _now())
            self._outcomes, self._findings, self._waiting_chars = [], [], 0
            self._last_commit = time.monotonic()
        if now:
            self._writing.result()

    def sheet(self, refused_by_index: Sequence[tuple[str, str]]) -> BalanceSheet:
        """The balance of what the walk found, from the catalogue and not from memory."""
        from sqlalchemy import func, select

        from corpus.schema import nodes

        with self._parts.catalogue.read() as connection:
            states = ledger.file_states(connection, [shown(path) for path in self._found])
            papers = connection.execute(select(func.count()).select_from(nodes)).scalar() or 0
        count = Counter(s.state for s in states)
        problems = [s for s in states if s.state in ("refused", "failed")]
        problems += [FileState(id, "failed", "index-error", reason) for id, reason in refused_by_index]
        return BalanceSheet(
            files=len(self._found),
            indexed=count["indexed"],
            duplicate=count["duplicate"],
            refused=count["refused"],
            failed=count["failed"],
            unchanged=self._unchanged,
            documents=papers,
            problems=tuple(problems),
        )


def _write(parts: Parts, outcomes: Sequence[tuple[str, Outcome]], findings: Sequence[Finding], moment: str) -> None:
    """Originals first: what the catalogue tells of is on the disk."""
    try:
        parts.store.flush(o.sha256 for _, o in outcomes if isinstance(o, Extracted))
    except OSError as error:
        raise StoreUnavailable(f"không lưu được bản gốc: {error.strerror or error}.") from error
    with parts.catalogue.write() as connection:
        put_batch(connection, outcomes, findings, moment)


def _chained(first: Job, rest: Iterator[Job]) -> Iterator[Job]:
    yield first
    yield from rest


def _is_settled(outcome: tuple[str | None, bool] | None, retry: frozenset[str]) -> bool:
    """Whether a content needs no reading: it has an outcome, of a code and a version that are not to be tried again."""
    if outcome is None:
        return False
    code, stale = outcome
    return code not in retry and not (stale and STALE in retry)


def _look(path: str) -> Finding:
    """The content at a path, by its hash; or why there is none."""
    name = shown(path)
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            return Finding(name, None, None, None, "unreadable-file", "không phải tệp thường.")
        digest = hashlib.sha256()
        with open(path, "rb") as stream:
            while piece := stream.read(_READ_BYTES):
                digest.update(piece)
        after = os.stat(path)
    except OSError as error:
        return Finding(name, None, None, None, "unreadable-file", f"không mở được tệp: {error.strerror or error}.")
    return Finding(name, digest.hexdigest(), after.st_size, _stamp_of(after))


def _stamp(path: str) -> str | None:
    try:
        return _stamp_of(os.stat(path))
    except OSError:
        return None


def _stamp_of(status: os.stat_result) -> str:
    """Size, modification and change time: a tool can set the former two back, never the last."""
    return f"{status.st_size}-{status.st_mtime_ns}-{status.st_ctime_ns}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def retry_codes(code: str | None) -> frozenset[str]:
    """What `vanban retry` tries again: one code, or everything that may have been a passing cause."""
    return frozenset({code}) if code else TRANSIENT
