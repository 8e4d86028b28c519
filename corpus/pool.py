"""Worker processes, and a bounded stream of jobs through them that survives the death of a worker.

Small texts travel in bundles: handing over each alone costs more than reading it. When a process dies the pool is
broken and every job in it unanswered. Those jobs are then run one at a time in a fresh process: the one that kills it
is the culprit and gets `Failed`, the others go on. A cluster heals itself; what it gives up on is tried alone too.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from pathlib import PurePath
from types import TracebackType
from typing import Any, Self, TypeVar

from corpus.errors import ClusterLost, WorkersUnfit
from corpus.records import Extracted, Failed
from corpus.worker import PAGE_SECONDS, Job, prepare, process, process_all

T = TypeVar("T")
Outcome = Extracted | Failed
Bundle = tuple[Job, ...]

_AHEAD = 4
"""Bundles in flight a worker: enough to keep it busy, few enough to be redone after a crash."""

_BUNDLE_FILES = 16
_BUNDLE_BYTES = 256 * 1024
_LIGHT = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xml"})
"""Names of what is read in a few milliseconds. A wrong name costs balance between workers, nothing else."""

_LONGEST_FOLDER = 70  # characters of a folder in which the server's socket, whose name may have 107, finds room
_SIGN_OF_LIFE_S = 60.0
_GOING_DOWN_S = 0.2  # after which a server that was killed is known to be gone, and the next start makes another
_STARTS = 6  # tries to start a process before all are taken for unfit


class Crew:
    """The workers of one ingest: processes of our own, started when first needed, or someone else's executor.

    `workers` 0 without an executor: there are none, and everything is done in this process. Use as a context manager.
    """

    def __init__(self, workers: int, executor: Executor | None = None, memory_bytes: int | None = None) -> None:
        self.own = executor is None
        self.workers = workers if self.own else max(workers, 1)
        self._memory_bytes = memory_bytes
        self._executor = executor

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def submit(self, work: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        """Raises BrokenProcessPool when a process of ours died; `renew` helps."""
        if self._executor is None:
            self._executor = _fresh(self.workers, self._memory_bytes)
        return self._executor.submit(work, *arguments)

    def renew(self) -> None:
        """Fresh processes in place of broken ones; nothing where they are someone else's."""
        self._end()

    def single(self) -> ProcessPoolExecutor:
        """One more process, for what must be tried alone. The caller shuts it down."""
        return _fresh(1, self._memory_bytes)

    def _end(self) -> None:
        if self.own and self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None


def _fresh(workers: int, memory_bytes: int | None) -> ProcessPoolExecutor:
    """Fresh processes, forked from a server that has loaded what they need and nothing else: no threads, locks or
    connections of the parent are inherited, and a worker in place of a dead one is there at once."""
    context: BaseContext = get_context("forkserver")
    context.set_forkserver_preload(["corpus.warm"])
    if len(tempfile.gettempdir()) > _LONGEST_FOLDER:
        context = get_context("spawn")
    return _Processes(workers, mp_context=context, initializer=prepare, initargs=(memory_bytes, dict(os.environ)))


class _Processes(ProcessPoolExecutor):
    """A pool to which a server that was killed while it started a process is one more broken pool."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        try:
            return super().submit(fn, *args, **kwargs)
        except (EOFError, OSError) as error:
            time.sleep(_GOING_DOWN_S)
            raise BrokenProcessPool(f"{type(error).__name__}: {error}") from error


def run(jobs: Iterable[Job], crew: Crew) -> Iterator[tuple[Job, Outcome]]:
    """Every job with its outcome, in the order they finish.

    A job's time limit ends its process, so it holds only in processes of our own; a cluster has its own limits. Raises
    ClusterLost when a foreign executor answers no more, WorkersUnfit when processes of our own do not even start.
    """
    if crew.workers == 0:
        for job in jobs:
            yield job, process(replace(job, seconds=0))
        return
    if not crew.own:
        # Other machines' disks are not ours to flush: there each worker does it itself.
        jobs = (replace(job, seconds=0, flush=True) for job in jobs)
    yield from _Stream(jobs, crew).results()


def bundled(jobs: Iterable[Job]) -> Iterator[Bundle]:
    """Small texts by the dozen, everything else alone."""
    bundle: list[Job] = []
    size_bytes = 0
    for job in jobs:
        if PurePath(job.path).suffix.lower() not in _LIGHT or job.size_bytes > _BUNDLE_BYTES:
            yield (job,)
            continue
        bundle.append(job)
        size_bytes += job.size_bytes
        if len(bundle) == _BUNDLE_FILES or size_bytes >= _BUNDLE_BYTES:
            yield tuple(bundle)
            bundle, size_bytes = [], 0
    if bundle:
        yield tuple(bundle)


class _Stream:
    def __init__(self, jobs: Iterable[Job], crew: Crew) -> None:
        self._bundles = bundled(jobs)
        self._crew = crew
        self._running: dict[Future[list[Outcome]], Bundle] = {}
        self._suspects: list[Job] = []

    def results(self) -> Iterator[tuple[Job, Outcome]]:
        self._fill()
        while self._running or self._suspects:
            done, _ = wait(self._running, return_when=FIRST_COMPLETED)
            for future in done:
                yield from self._answers(future, self._running.pop(future))
            if self._suspects:
                yield from self._recover() if self._crew.own else self._each_alone()
            self._fill()

    def _fill(self) -> None:
        while len(self._running) < self._crew.workers * _AHEAD:
            bundle = next(self._bundles, None)
            if bundle is None:
                return
            try:
                self._running[self._crew.submit(process_all, bundle)] = bundle
            except BrokenProcessPool:
                self._suspects.extend(bundle)  # broke between two looks at it; what runs will say so
                return

    def _answers(self, future: Future[list[Outcome]], bundle: Bundle) -> Iterator[tuple[Job, Outcome]]:
        """The outcomes of a bundle; none when the process died under it (or under its neighbour): then all of it is
        suspect."""
        try:
            outcomes = future.result()
        except Exception as error:
            if self._crew.own and not isinstance(error, BrokenProcessPool):
                raise
            self._suspects.extend(bundle)
            return
        yield from zip(bundle, outcomes, strict=True)

    def _recover(self) -> Iterator[tuple[Job, Outcome]]:
        """All others in the broken pool are unanswered too: each alone now, in order."""
        if self._running:
            wait(self._running)
            for future, bundle in self._running.items():
                yield from self._answers(future, bundle)
            self._running.clear()
        suspects, self._suspects = self._suspects, []
        self._crew.renew()
        alone = self._started()
        try:
            for job in suspects:
                try:
                    yield job, alone.submit(process, job).result()
                except BrokenProcessPool:
                    alone.shutdown(wait=True)
                    alone = self._started()
                    yield job, _culprit(job)
        finally:
            alone.shutdown(wait=True, cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        """A fresh process that has shown a sign of life. Raises WorkersUnfit when several end with nothing to read: no
        file is the culprit then."""
        for turn in range(_STARTS):
            fresh = self._crew.single()
            try:
                fresh.submit(process_all, ()).result()
            except BrokenProcessPool:  # once may be a stroke from outside
                fresh.shutdown(wait=True)
                time.sleep(_GOING_DOWN_S * turn)  # a busy machine takes longer to see that its server is gone
            else:
                return fresh
        raise WorkersUnfit("tiến trình đọc tệp không khởi động được; hãy cài lại chương trình.")

    def _each_alone(self) -> Iterator[tuple[Job, Outcome]]:
        """What a cluster gave up on: a job that fails alone as well, while the cluster lives, is the culprit."""
        suspects, self._suspects = self._suspects, []
        for job in suspects:
            try:
                yield job, self._crew.submit(process, job).result()
            except Exception as error:  # noqa: BLE001 - a foreign executor fails in its own ways: one job, not the run
                try:
                    self._crew.submit(process_all, ()).result(_SIGN_OF_LIFE_S)
                except Exception as silence:  # noqa: BLE001 - whatever it says, it does not work
                    raise ClusterLost(f"cụm xử lý không trả lời: {type(silence).__name__}: {silence}") from error
                yield job, _culprit(job)


def _culprit(job: Job) -> Failed:
    said = "tiến trình đọc tệp này đã dừng đột ngột"
    if job.seconds:
        said += f" hoặc không trả lời trong {job.seconds:.0f} giây, cộng {PAGE_SECONDS:.0f} giây mỗi trang sau đó"
    return Failed(job.sha256, "worker-died", f"{said}. Hãy tách tệp hoặc in lại ra PDF rồi nạp lại.", job.seconds)
