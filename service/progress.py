"""Progress on a terminal: how far, how fast, how long still. Where stderr is no terminal: a line now and then."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from service.output import complain

_LINE_EVERY_S = 30.0


class Bar:
    """A bar, made when the first file is done (only then is the total known). Use as a context manager."""

    def __init__(self) -> None:
        self._progress: Any = None
        self._task: Any = None
        self._terminal = sys.stderr.isatty()
        self._last = time.monotonic()

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()

    def step(self, done: int, total: int, path: str) -> None:
        """One more file is done."""
        if not self._terminal:
            if time.monotonic() - self._last > _LINE_EVERY_S:
                self._last = time.monotonic()
                complain(f"Nạp: {done}/{total} tệp")
            return
        if self._progress is None:
            self._open(total)
        self._progress.update(self._task, completed=done, total=total, name=Path(path).name[-40:])

    def _open(self, total: int) -> None:
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
                return Text(f"{task.speed:.1f} tệp/giây" if task.speed else "")

        self._progress = Progress(
            TextColumn("Nạp"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TextColumn("còn"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[name]}", markup=False),
            console=Console(stderr=True),
            transient=False,
        )
        self._task = self._progress.add_task("", total=total, name="")
        self._progress.start()
