"""Progress on a terminal: how far, how fast, how long still. Where stderr is no terminal: a line now and then."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from service.output import complain
from service.words import JOB_STAGES

_LINE_EVERY_S = 30.0


class Bar:
    """A bar for every stage, made when its first file or paper is done (only then is the total known). Use as a context
    manager."""

    def __init__(self) -> None:
        self._progress: Any = None
        self._tasks: dict[str, Any] = {}
        self._terminal = sys.stderr.isatty()
        self._last = time.monotonic()

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()

    def step(self, done: int, total: int, path: str) -> None:
        """One more file is done."""
        self._show("read", done, total, "tệp", Path(path).name[-40:])

    def stage(self, name: str, done: int, total: int) -> None:
        """So many papers are resolved (`resolve`), or in the index (`index`)."""
        self._show(name, done, total, "văn bản", "")

    def _show(self, stage: str, done: int, total: int, unit: str, name: str) -> None:
        title = JOB_STAGES[stage].capitalize()
        if not self._terminal:
            if time.monotonic() - self._last > _LINE_EVERY_S:
                self._last = time.monotonic()
                complain(f"{title}: {done}/{total} {unit}")
            return
        if self._progress is None:
            self._open()
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(title, total=total, name="", unit=unit)
        self._progress.update(self._tasks[stage], completed=done, total=total, name=name)

    def _open(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            ProgressColumn,
            Task,
            TextColumn,
            TimeRemainingColumn,
        )
        from rich.text import Text

        class _Rate(ProgressColumn):
            def render(self, task: Task) -> Text:
                return Text(f"{task.speed:.1f} {task.fields['unit']}/giây" if task.speed else "")

        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TextColumn("còn"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[name]}", markup=False),
            console=Console(stderr=True),
            transient=False,
        )
        self._progress.start()
