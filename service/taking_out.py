"""Taking a paper out of the archive and out of what the service wrote down of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus

from corpus.telling import Told, untold
from service.audit import LEAST_BYTES, AuditLog

if TYPE_CHECKING:
    from corpus.archive import Archive


def take_out(archive: Archive, folder: Path, id: str, told: Told = untold) -> dict[str, Any]:
    """As Archive.purge, and out of the log of accesses: `log_lines` says in how many lines of it stood an id, a number
    or a title of what went."""
    from corpus.errors import NotFound

    try:
        papers = archive.papers_with(id)
    except NotFound:  # gone from the catalogue already: a purge that was cut short
        papers = []
    gone = archive.purge(id, told=told)
    said = [paper[name] for paper in papers for name in ("number", "title") if paper[name]]
    written = {form for text in said for form in (text, quote(text), quote(text, safe=""), quote_plus(text))}
    long = sorted((one for one in written if len(one.encode()) >= LEAST_BYTES), key=len, reverse=True)
    names = [*gone["documents"], gone["sha256"], *long]
    return {**gone, "log_lines": AuditLog(folder).forget(names)}
