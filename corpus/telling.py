"""How long work tells how far it is: the step (as of a run: `corpus.runs`), how much of it is done, of how much."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

Step = Literal["read", "resolve", "index", "copy", "write", "check"]
Told = Callable[[Step, int, int], None]
Counted = Callable[[int, int], None]
"""Of one step: how much is done, of how much."""


def untold(step: Step, done: int, total: int) -> None:
    """Nobody listens."""
