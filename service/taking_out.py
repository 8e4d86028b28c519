"""Taking a paper out of the archive and out of what the service wrote down of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.audit import AuditLog

if TYPE_CHECKING:
    from corpus.archive import Archive


def take_out(archive: Archive, folder: Path, id: str) -> dict[str, Any]:
    """As Archive.purge, and out of the log of accesses: `log_lines` says in how many lines of it."""
    gone = archive.purge(id)
    return {**gone, "log_lines": AuditLog(folder).forget([*gone["documents"], gone["sha256"]])}
