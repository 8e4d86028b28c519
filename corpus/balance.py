"""The balance sheet: every file that came in is in exactly one state, and the sums say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from corpus.records import NOT_WHOLE

State = Literal["indexed", "duplicate", "refused", "failed"]
STATES: tuple[State, ...] = ("indexed", "duplicate", "refused", "failed")


@dataclass(frozen=True, slots=True)
class FileState:
    """One file and what became of it. `code` and `message` say why, for every state but `indexed`."""

    path: str
    state: State
    code: str | None = None
    message: str | None = None
    time: str | None = None

    @property
    def problem(self) -> bool:
        """Whether someone should look at it: it did not come in, could not be read anew, or not whole."""
        return self.state in ("refused", "failed") or self.code in NOT_WHOLE


@dataclass(frozen=True, slots=True)
class BalanceSheet:
    """What one run of ingest saw. `files` is what the walk found; `unchanged` of them were settled by earlier runs.

    `problems` are the refused and failed files among all of them, whenever they were settled; `without_file`: paths
    that a list of the office names and the disk does not have; `lists`: files that are such lists themselves, and none
    of `files`.
    """

    files: int
    indexed: int
    duplicate: int
    refused: int
    failed: int
    unchanged: int
    documents: int
    problems: tuple[FileState, ...] = ()
    without_file: tuple[str, ...] = ()  # lines of the list that came with this run
    lists: tuple[str, ...] = ()

    @property
    def balanced(self) -> bool:
        """Files in = sum of the states."""
        return self.files == self.indexed + self.duplicate + self.refused + self.failed

    @property
    def nothing_new(self) -> bool:
        """Whether the run found every file settled before."""
        return self.files == self.unchanged

    def as_json(self) -> dict[str, Any]:
        """Plain values, with `balanced` and `nothing_new`."""
        return {
            "files": self.files,
            "indexed": self.indexed,
            "duplicate": self.duplicate,
            "refused": self.refused,
            "failed": self.failed,
            "unchanged": self.unchanged,
            "documents": self.documents,
            "balanced": self.balanced,
            "nothing_new": self.nothing_new,
            "problems": [
                {"path": p.path, "state": p.state, "code": p.code, "message": p.message, "time": p.time}
                for p in self.problems
            ],
            "without_file": list(self.without_file),
            "lists": list(self.lists),
        }
