"""A bounded stream of jobs through worker processes that survives the death of a worker.

When a process dies the pool is broken and every job in it unanswered. Those jobs are then run one at a time in a fresh
process: the one that kills it is the culprit and gets `Failed`, the others go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context

from corpus.records import Extracted, Failed
from corpus.worker import Job, prepare, process

_AHEAD = 4
"""Jobs in flight a worker: enough to keep it busy, few enough to be redone after a crash."""


def open_pool(workers: int, memory_bytes: int | None = None) -> ProcessPoolExecutor:
    """Fresh processes (spawn): nothing of the parent's threads, locks or connections is inherited."""
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=prepare, initargs=(memory_bytes,))


def run(
    jobs: Iterable[Job], *, workers: int, executor: Executor | None = None, memory_bytes: int | None = None
) -> Iterator[tuple[Job, Extracted | Failed]]:
    """Every job with its outcome, in the order they finish. `executor`: someone else's, which is not shut down.

    `workers` 0 runs in this process, for tests and for one small file. A job's time limit ends its process, so it holds
    only in processes of our own; a cluster has its own limits.
    """
    if workers == 0 and executor is None:
        for job in jobs:
            yield job, process(replace(job, seconds=0))
        return
    if executor is not None:
        jobs = (replace(job, seconds=0) for job in jobs)
    yield from _Stream(jobs, max(workers, 1), executor, memory_bytes).results()


class _Stream:
    def __init__(
        self, jobs: Iterable[Job], workers: int, executor: Executor | None, memory_bytes: int | None
    ) -> None:
        self._jobs = iter(jobs)
        self._workers = workers
        self._memory = memory_bytes
        self._own = executor is None
        self._executor: Executor = executor or open_pool(workers, memory_bytes)
        self._running: dict[Future[Extracted | Failed], Job] = {}
        self._suspects: list[Job] = []

    def results(self) -> Iterator[tuple[Job, Extracted | Failed]]:
        try:
            self._fill()
            while self._running:
                done, _ = wait(self._running, return_when=FIRST_COMPLETED)
                broken = False
                for future in done:
                    job = self._running.pop(future)
                    outcome = self._outcome(future, job)
                    if outcome is None:
                        broken = True
                        self._suspects.append(job)
                    else:
                        yield job, outcome
                if broken:
                    yield from self._recover()
                self._fill()
        finally:
            if self._own:
                self._executor.shutdown(wait=True, cancel_futures=True)

    def _fill(self) -> None:
        while len(self._running) < self._workers * _AHEAD:
            job = next(self._jobs, None)
            if job is None:
                return
            try:
                self._running[self._executor.submit(process, job)] = job
            except BrokenProcessPool:
                self._suspects.append(job)  # the pool broke between two looks at it; the running ones will say so
                if not self._running:
                    self._renew()
                    self._running[self._executor.submit(process, self._suspects.pop())] = job
                return

    def _outcome(self, future: Future[Extracted | Failed], job: Job) -> Extracted | Failed | None:
        """The result; None when the process died under it (or under its neighbour)."""
        try:
            return future.result()
        except BrokenProcessPool:
            return None
        except Exception as error:  # noqa: BLE001 - a foreign executor may fail in its own ways: one job, not the run
            if not self._own:
                return Failed(job.sha256, "worker-died", f"bộ thực thi báo lỗi: {type(error).__name__}: {error}", 0.0)
            return Failed(job.sha256, "internal-error", f"{type(error).__name__}: {error}", 0.0)

    def _recover(self) -> Iterator[tuple[Job, Extracted | Failed]]:
        """All others in the broken pool are unanswered too: each alone now, in order."""
        if self._running:
            wait(self._running)
            for future, job in self._running.items():
                outcome = self._outcome(future, job)
                if outcome is None:
                    self._suspects.append(job)
                else:
                    yield job, outcome
            self._running.clear()
        suspects, self._suspects = self._suspects, []
        alone = open_pool(1, self._memory)
        try:
            for job in suspects:
                try:
                    yield job, alone.submit(process, job).result()
                except BrokenProcessPool:
                    alone.shutdown(wait=True)
                    yield job, _culprit(job)
                    alone = open_pool(1, self._memory)
        finally:
            alone.shutdown(wait=True, cancel_futures=True)
        self._renew()

    def _renew(self) -> None:
        if self._own:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = open_pool(self._workers, self._memory)


def _culprit(job: Job) -> Failed:
    return Failed(
        job.sha256,
        "worker-died",
        f"tiến trình đọc tệp này đã dừng đột ngột hoặc không trả lời trong {job.seconds:.0f} giây.",
        job.seconds,
    )
