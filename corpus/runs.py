"""Every ingest as people see it: how far it is, how fast, how long still; and what they ask of it: pause, stop.

A row of the catalogue each, so that the command, the pages and other machines see the same.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from corpus.catalogue import Catalogue
from corpus.errors import Stopped
from corpus.schema import runs

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

BEAT_SECONDS = 1.0
"""How often a run writes how far it is, and looks at what it is asked."""

_WAIT_SECONDS = 0.5
OPEN = ("running", "paused")


class Watched:
    """The row of one run. `beat` as often as you like: it writes once a second.

    Raises Stopped from `beat` when someone asks for it; a pause waits inside `beat`.
    """

    def __init__(self, catalogue: Catalogue, total: int, *, sleep: Callable[[float], None] = time.sleep) -> None:
        from sqlalchemy import insert

        self._catalogue = catalogue
        self._sleep = sleep
        self._last = self._began = self._entered = time.monotonic()
        self._paused = self._paused_before = 0.0
        self._files = {"total": total, "done": 0, "unchanged": 0}
        self._values: dict[str, Any] = {"stage": "read", "failed": 0, **self._files}
        with catalogue.write(tells=False) as connection:
            _close_left_over(connection)
            row = insert(runs).values(
                state="running", started=now(), beat=now(), host=socket.gethostname(), seconds=0.0, **self._values
            )  # fmt: skip
            self.id: int = connection.execute(row).inserted_primary_key[0]  # type: ignore[index]  # an insert of one row has one

    def enter(self, stage: str) -> None:
        """Files are read; from here on the row tells how far this stage is."""
        if self._values["stage"] == "read":
            self._files = {name: self._values[name] for name in self._files}
        self._entered, self._paused_before = time.monotonic(), self._paused
        self.beat(force=True, stage=stage, total=0, done=0, unchanged=0)

    def told(self, done: int, total: int) -> None:
        """So many of the papers of this stage are done."""
        self.beat(done=done, total=total)

    def beat(self, *, force: bool = False, **values: Any) -> None:
        """Notes how far the run is: `done`, `unchanged`, `failed`."""
        self._values.update(values)
        if not force and time.monotonic() - self._last < BEAT_SECONDS:
            return
        wish = self._write("running")
        while wish == "pause":
            began = time.monotonic()
            self._write("paused")
            self._sleep(_WAIT_SECONDS)
            self._paused += time.monotonic() - began
            wish = self._wish()
            if wish != "pause":
                self._write("running")
        if wish == "stop":
            raise Stopped("đã dừng theo yêu cầu; phần đã xong không mất, lần nạp sau sẽ làm tiếp.")

    def end(self, state: str, message: str | None = None, **values: Any) -> None:
        """The last word: `finished`, which tells of the files again, `stopped` or `failed`. A wish that comes now is
        too late."""
        if state == "finished":
            self._values.update(self._files)
            self._entered, self._paused_before = self._began, 0.0
        self._values.update(values)
        self._write(state, ended=now(), message=message, wish=None)

    def _write(self, state: str, **more: Any) -> str | None:
        from sqlalchemy import select, update

        self._last = time.monotonic()
        seconds = round(self._last - self._entered - (self._paused - self._paused_before), 3)
        with self._catalogue.write(tells=False) as connection:
            row = update(runs).where(runs.c.id == self.id)
            connection.execute(row.values(state=state, beat=now(), seconds=seconds, **self._values, **more))
            return connection.execute(select(runs.c.wish).where(runs.c.id == self.id)).scalar()

    def _wish(self) -> str | None:
        from sqlalchemy import select

        with self._catalogue.read() as connection:
            return connection.execute(select(runs.c.wish).where(runs.c.id == self.id)).scalar()


def _close_left_over(connection: Connection) -> None:
    """Whoever holds the writer's lock knows that no other run lives."""
    from sqlalchemy import update

    left = update(runs).where(runs.c.state.in_(OPEN))
    connection.execute(left.values(state="interrupted", ended=runs.c.beat, wish=None))


def ask(catalogue: Catalogue, wish: str | None) -> int:
    """Asks the running ingest to `pause`, to `stop`, or (None) to go on; how many runs were asked (0 or 1)."""
    from sqlalchemy import update

    with catalogue.write(tells=False) as connection:
        asked = connection.execute(update(runs).where(runs.c.state.in_(OPEN)).values(wish=wish))
        return asked.rowcount if catalogue.writer_lives() else 0


def latest(catalogue: Catalogue, limit: int = 20) -> list[dict[str, Any]]:
    """The newest runs first: the row's fields, with `rate` (files a second; papers in the stages after reading) and
    `seconds_left` of the stage (None: not known).

    A run whose process is gone is `interrupted`, whatever it wrote last.
    """
    from sqlalchemy import select

    alive = catalogue.writer_lives()
    with catalogue.read() as connection:
        rows = [dict(r._mapping) for r in connection.execute(select(runs).order_by(runs.c.id.desc()).limit(limit))]
    for row in rows:
        if row["state"] in OPEN and not alive:
            row["state"] = "interrupted"
        worked = row["done"] - row["unchanged"]
        rate = worked / row["seconds"] if row["seconds"] and worked > 0 else None
        left = (row["total"] - row["done"]) / rate if rate else None
        row["rate"] = round(rate, 2) if rate else None
        row["seconds_left"] = round(left) if left is not None and row["state"] in OPEN else None
    return rows


def now() -> str:
    """UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
