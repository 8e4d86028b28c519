"""One finding on what a draft says against itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """One finding; `fault` False where a reader has to decide. Vietnamese texts; code points of the draft's text."""

    code: str
    fault: bool
    message: str
    remedy: str
    start: int
    end: int
