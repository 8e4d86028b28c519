"""Files into the archive: walk, read in worker processes, write in one place, resolve, index.

Every file ends in exactly one state. Kill it anywhere and run it again: the result is that of one clean run.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import correcting, ledger, pool, projection, purging, runs
from corpus.balance import BalanceSheet, FileState
from corpus.batch import Outcome, put_batch
from corpus.beside import among
from corpus.catalogue import chunks
from corpus.errors import ArchiveError, Stopped, StoreUnavailable
from corpus.known import is_list, known_of_contents, put_known
from corpus.ledger import Finding, Settled
from corpus.one_of import one_of
from corpus.parts import Parts
from corpus.records import STORE_FAILED, TRANSIENT, Extracted, Failed
from corpus.runs import Watched
from corpus.schema import pending
from corpus.states import file_states
from corpus.walking import Order, look, ordered, stamp, trouble_of, walk
from corpus.worker import Job, shown, shown_before, unshown
from extractor.errors import UnreadableFile, os_reason

Progress = Callable[[int, int, str], None]
Stages = Callable[[str, int, int], None]

STALE = "stale"
"""In place of a code to try again: everything that another version of the program or of its knowledge read."""

_AWAY_SECONDS = 180.0
"""So long in all is waited for a search engine that does not answer; what was read is safe meanwhile."""

_COMMIT_EVERY = 512
_COMMIT_CHARS = 16_000_000
_COMMIT_SECONDS = 2.0
_PATIENCE_S = 10.0
"""So long is waited for who corrects at this moment, or looks whether anybody writes."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how large the reading of one file may get. `memory_bytes` None: as the machine allows."""

    seconds: float = 600.0
    memory_bytes: int | None = None


def ingest(
    paths: Sequence[Path],
    parts: Parts,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    retry: frozenset[str] = frozenset(),
    limits: Limits | None = None,
    order: Order = "path",
    listed: Mapping[str, Mapping[str, str]] | None = None,
    stages: Stages | None = None,
) -> BalanceSheet:
    """Brings files and folders in. `retry`: codes of failures to try again (`stale`: what another version read, too);
    `workers` 0 reads in this process; `order` says which files come first; `listed`: what is known of files by path;
    `stages(stage, done, total)` hears of the papers that are resolved and put into the index then.

    Raises Stopped when someone asks for it, UnreadableFile for a path that does not exist (nothing is done then),
    CatalogueUnavailable, StoreUnavailable, ClusterLost, WorkersUnfit, IndexUnavailable. Never raises for what is inside
    a file.
    """
    missing = [str(p) for p in paths if not p.exists() and not p.is_symlink()]
    if missing:
        raise UnreadableFile(f"không có tệp hoặc thư mục này: {', '.join(missing)}")
    with parts.catalogue.one_writer(_PATIENCE_S):
        purging.finish(parts)
        parts.store.sweep()
        seen = list(walk(paths, parts.folder))
        with parts.catalogue.write() as connection:
            ledger.rename_paths(connection, _spelt_anew(seen))
            if listed:
                put_known(connection, {shown(path): fields for path, fields in listed.items()}, runs.now())
        lists = {path for path in seen if is_list(path)}
        found = ordered([path for path in seen if path not in lists], order)
        with parts.catalogue.write() as connection:
            ledger.forget_folders(connection, lambda folder: trouble_of(unshown(folder)) is not None)
        watched = Watched(parts.catalogue, len(found))
        try:
            sheet = _ingest(found, parts, watched, progress, limits or Limits(), workers, executor, retry, stages)
        except BaseException as error:
            _give_up(watched, error)
            raise
        watched.end("finished", stage="done", failed=sheet.failed + sheet.refused)
        gone = tuple(shown(path) for path in listed or () if not os.path.lexists(path))
        return replace(sheet, without_file=gone, lists=tuple(shown(path) for path in sorted(lists)))


def _ingest(
    found: list[str],
    parts: Parts,
    watched: Watched,
    progress: Progress | None,
    limits: Limits,
    workers: int | None,
    executor: Executor | None,
    retry: frozenset[str],
    stages: Stages | None,
) -> BalanceSheet:
    def stage(name: str) -> Callable[[int, int], None]:
        watched.enter(name)

        def told(done: int, total: int) -> None:
            watched.told(done, total)
            if stages is not None:
                stages(name, done, total)

        return told

    run = _Run(parts, found, progress, limits, watched)
    count = (os.cpu_count() or 1) if workers is None else workers
    with pool.Crew(count, executor, limits.memory_bytes) as crew:
        try:
            run.read(crew, retry)
        except (Stopped, KeyboardInterrupt):
            run.save()
            raise
        finally:
            run.close()
        beside = among(crew, parts.catalogue)
        correcting.settle(parts.catalogue, beside=beside, told=stage("resolve"))
        told = stage("index")
        with ThreadPoolExecutor(1, thread_name_prefix="vanban-graph") as meanwhile:
            graph = meanwhile.submit(parts.graph.write, parts.catalogue)  # reads what nothing here changes any more
            refused = projection.update(parts.catalogue, parts.index, again=_patience(), beside=beside, told=told)
            graph.result()
    return run.sheet(refused)


def _spelt_anew(seen: Sequence[str]) -> dict[str, str]:
    """How the first versions spelt the names of these files -> how they are spelt now, where those differ. An old
    spelling that is now that of another file there is left to it."""
    now = {shown_before(path): shown(path) for path in seen if "\\x" in path}
    return {old: new for old, new in now.items() if old != new and not os.path.lexists(unshown(old))}


def _give_up(watched: Watched, error: BaseException) -> None:
    """Notes how a run ended that did not finish; where even that fails, the first cause is the one to tell."""
    stopped = isinstance(error, Stopped | KeyboardInterrupt)
    with contextlib.suppress(ArchiveError):
        watched.end("stopped" if stopped else "failed", str(error) or type(error).__name__)


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


class _Run:
    def __init__(
        self, parts: Parts, found: list[str], progress: Progress | None, limits: Limits, watched: Watched
    ) -> None:
        self._parts = parts
        self._found = found
        self._progress = progress
        self._limits = limits
        self._watched = watched
        self._began = runs.now()
        self._anew = self._listed_anew()
        self._told: dict[str, tuple[tuple[str, str], ...]] = {}  # of each content that is read: what lists know of it
        self._done = 0
        self._unchanged = 0
        self._failed = 0
        self._findings: list[Finding] = []
        self._outcomes: list[tuple[str, Outcome]] = []
        self._waiting_chars = 0
        self._last_commit = time.monotonic()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="vanban-writer")
        self._writing: Future[None] = Future()
        self._writing.set_result(None)

    def _listed_anew(self) -> set[str]:
        """Files of which a list tells something new."""
        from sqlalchemy import select

        with self._parts.catalogue.read() as connection:
            return set(connection.execute(select(pending.c.value).where(pending.c.what == "known")).scalars())

    def _forget_listed(self) -> None:
        from sqlalchemy import delete

        done = sorted(self._anew.intersection(shown(path) for path in self._found))
        with self._parts.catalogue.write() as connection:
            for piece in chunks(done):
                connection.execute(delete(pending).where(pending.c.what == "known", one_of(pending.c.value, piece)))

    def save(self) -> None:
        """Writes what was read until now."""
        self._commit(now=True)

    def close(self) -> None:
        """Ends the writer; what it writes at that moment is written."""
        self._writer.shutdown(wait=True)

    def read(self, crew: pool.Crew, retry: frozenset[str]) -> None:
        """Reads everything that is new. Settled results are written in batches as they come."""
        jobs = self._jobs(retry)
        first = next(jobs, None)
        if first is not None:
            for job, outcome in pool.run(_chained(first, jobs), crew):
                self._take(job, outcome)
                self._step(job.path)
                self._commit()
        self._commit(now=True)
        self._watched.beat(force=True, done=self._done, unchanged=self._unchanged, failed=self._failed)
        if self._anew:
            self._forget_listed()

    def _jobs(self, retry: frozenset[str]) -> Iterator[Job]:
        """Looks at each file; yields a job for each content that has no outcome yet."""
        for piece in chunks(self._found):
            found = self._contents(piece, retry)
            hashes = sorted({sha256 for _, sha256, _ in found})
            with self._parts.catalogue.read() as connection:
                settled = ledger.settled_contents(connection, hashes)
                told = known_of_contents(connection, hashes, [(shown(path), sha256) for path, sha256, _ in found])
            for path, sha256, size_bytes in found:
                before = self._told.get(sha256)
                known = tuple(dict.fromkeys((*(before or ()), *told[sha256])))
                # Equal files may each be listed: one with more to tell has the content read again.
                news = shown(path) in self._anew and known != before
                if not news and (before is not None or self._is_settled(settled.get(sha256), retry)):
                    self._step(path)
                    continue
                self._told[sha256] = known
                yield Job(
                    path, sha256, str(self._parts.originals), self._limits.seconds, size_bytes, known=known,
                    refuse_secret=self._parts.refuse_secret,
                )  # fmt: skip
            self._commit()

    def _contents(self, piece: Sequence[str], retry: frozenset[str]) -> list[tuple[str, str, int]]:
        """Of these files those that are new or changed: path, hash and size in bytes. The others are settled here."""
        with self._parts.catalogue.read() as connection:
            known = ledger.known_paths(connection, [shown(path) for path in piece])
            hashes = sorted({k.sha256 for k in known.values() if k.sha256})
            settled = ledger.settled_contents(connection, hashes)
        found: list[tuple[str, str, int]] = []
        for path in piece:
            seen = known.get(shown(path))
            outcome = settled.get(seen.sha256) if seen and seen.sha256 and seen.stamp == stamp(path) else None
            if shown(path) not in self._anew and self._is_settled(outcome, retry):
                self._unchanged += 1
                self._step(path)
                continue
            finding = look(path)
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

    def _is_settled(self, outcome: Settled | None, retry: frozenset[str]) -> bool:
        """Whether a content needs no reading: it has an outcome whose code, version and time ask for no other."""
        if outcome is None or outcome.code in retry or (outcome.stale and STALE in retry):
            return False
        return not ledger.is_due(outcome.next_try, self._began)

    def _step(self, path: str) -> None:
        self._done += 1
        if self._writing.done():  # never waits for the lock that our own writer holds
            self._watched.beat(done=self._done, unchanged=self._unchanged, failed=self._failed)
        if self._progress is not None:
            self._progress(self._done, len(self._found), shown(path))

    def _take(self, job: Job, outcome: Outcome) -> None:
        if job.known != self._told[job.sha256]:
            return  # a later job of this content knows more, and has the last word
        if isinstance(outcome, Failed) and outcome.code == STORE_FAILED:
            # No fault of the file: it keeps no outcome, and what is settled so far is written.
            self._commit(now=True)
            raise StoreUnavailable(outcome.message)
        self._failed += isinstance(outcome, Failed)
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
            self._writing = self._writer.submit(_write, self._parts, self._outcomes, self._findings, runs.now())
            self._outcomes, self._findings, self._waiting_chars = [], [], 0
            self._last_commit = time.monotonic()
        if now:
            self._writing.result()

    def sheet(self, refused_by_index: Sequence[tuple[str, str]]) -> BalanceSheet:
        """The balance of what the walk found, from the catalogue and not from memory."""
        from sqlalchemy import func, select

        from corpus.schema import nodes

        with self._parts.catalogue.read() as connection:
            states = file_states(connection, [shown(path) for path in self._found])
            papers = connection.execute(select(func.count()).select_from(nodes)).scalar() or 0
        count = Counter(s.state for s in states)
        problems = [s for s in states if s.problem]
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
        raise StoreUnavailable(f"không lưu được bản gốc: {os_reason(error)}.") from error
    with parts.catalogue.write() as connection:
        put_batch(connection, outcomes, findings, moment)


def _chained(first: Job, rest: Iterator[Job]) -> Iterator[Job]:
    yield first
    yield from rest


def retry_codes(code: str | None) -> frozenset[str]:
    """What `vanban retry` tries again: one code, or everything that may have been a passing cause."""
    return frozenset({code}) if code else TRANSIENT
