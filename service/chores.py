"""Long work on the archive that a person asks for over HTTP: one after the other, in a thread of its own.

What was asked and what came of it is kept as long as the service runs; the log of accesses keeps who asked.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from corpus.telling import Step, Told
from service.errors import ServiceError, describe

Kind = Literal["retry", "reindex", "backup", "purge", "examine"]
State = Literal["waiting", "running", "done", "failed"]
Work = Callable[[Told], dict[str, Any]]

KEPT = 50
_log = logging.getLogger("vanban")


@dataclass(frozen=True, slots=True)
class Chore:
    """One piece of work. `about` tells two of a kind apart; `stage`, `done` and `total` are how far it is, as far as it
    says so, `seconds` how long that stage has lasted; `told` is what came of it, `problem` why it failed."""

    number: int
    kind: Kind
    about: str
    who: str
    asked: str
    state: State = "waiting"
    started: str | None = None
    ended: str | None = None
    stage: Step | None = None
    done: int = 0
    total: int = 0
    seconds: float = 0.0
    told: dict[str, Any] | None = None
    problem: str | None = None

    @property
    def open(self) -> bool:
        return self.state in ("waiting", "running")

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


class Chores:
    """Those of one service. `close` ends after the one that is being done; those that wait are not begun."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._all: dict[int, Chore] = {}
        self._waiting: queue.SimpleQueue[tuple[int, Work] | None] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="vanban-chores", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._stop.set()
        self._waiting.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def ask(self, kind: Kind, about: str, who: str, work: Work) -> Chore:
        """Puts work into the row. Raises ServiceError (`already-asked`) while the same waits or is being done."""
        with self._lock:
            if any(one.open and (one.kind, one.about) == (kind, about) for one in self._all.values()):
                raise ServiceError("already-asked", about)
            chore = Chore(max(self._all, default=0) + 1, kind, about, who, _now())
            self._all[chore.number] = chore
            for number in [one.number for one in self._all.values() if not one.open][:-KEPT]:
                del self._all[number]
        self._waiting.put((chore.number, work))
        return chore

    def latest(self) -> list[Chore]:
        """The newest first."""
        with self._lock:
            return sorted(self._all.values(), key=lambda one: -one.number)

    def get(self, number: int) -> Chore:
        """Raises ServiceError (`not-found`)."""
        with self._lock:
            if number not in self._all:
                raise ServiceError("not-found", f"không có việc số {number}")
            return self._all[number]

    def _run(self) -> None:
        while (next_one := self._waiting.get()) is not None and not self._stop.is_set():
            number, work = next_one
            self.note(number, state="running", started=_now())
            try:
                told = work(_Teller(self, number))
            except Exception as error:  # noqa: BLE001 - whatever it is, the person is told and the next one is done
                _log.warning("chore %s: %s", number, error, exc_info=not hasattr(error, "code"))
                self.note(number, state="failed", ended=_now(), problem=describe(error))
            else:
                self.note(number, state="done", ended=_now(), told=told)

    def note(self, number: int, **changed: Any) -> None:
        """What is new of one that is being done."""
        with self._lock:
            self._all[number] = replace(self._all[number], **changed)


class _Teller:
    """Passes on how far a chore is, with the time that its stage has taken."""

    def __init__(self, chores: Chores, number: int) -> None:
        self._chores, self._number = chores, number
        self._stage: Step | None = None
        self._began = 0.0

    def __call__(self, step: Step, done: int, total: int) -> None:
        if step != self._stage:
            self._stage, self._began = step, time.monotonic()
        seconds = round(time.monotonic() - self._began, 1)
        self._chores.note(self._number, stage=step, done=done, total=total, seconds=seconds)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
