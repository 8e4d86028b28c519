"""The archive as everything above it sees it: one object that takes files in, finds, shows, links and counts.

Nothing here depends on an engine by name: catalogue and index are URLs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from corpus.balance import BalanceSheet
from index.base import PutReport, Query, Results


@dataclass(frozen=True, slots=True)
class Original:
    """The stored file behind a document. `name` is the file name it came with; `path` must not be written to."""

    path: Path
    name: str
    media_type: str


class Archive:
    """Open with `Archive.open`; use as a context manager or call `close`. Reads may go on while another process ingests."""

    @classmethod
    def open(cls, data_dir: Path, *, index_url: str | None = None, catalogue_url: str | None = None) -> Self:
        """Opens or creates the archive in `data_dir`. Without URLs: SQLite and the embedded index in that folder.

        Raises CatalogueUnavailable, CatalogueMismatch, IndexUnavailable.
        """
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        workers: int | None = None,
        progress: Callable[[int, int, str], None] | None = None,
        executor: Executor | None = None,
    ) -> BalanceSheet:
        """Brings files and folders in, resolves, brings the index up to date. Resumable; a second run does nothing.

        `progress(done, total, path)` is called after every file. Never raises for a file: its state says why.
        """
        raise NotImplementedError

    def search(self, query: Query) -> Results:
        """Raises BadQuery, IndexUnavailable, IndexMismatch."""
        raise NotImplementedError

    def show(self, id: str) -> dict[str, Any]:
        """The contract object of `vanban extract` for a held document (by id or key), with these keys added:

        `id`, `key`, `files` (paths it came as), `cited_by` (number of held documents citing it), and on each reference
        `resolution`: `{"state": "resolved"|"ambiguous"|"stub"|"unresolved", "target": node id or None,
        "candidates": [node ids], "reasons": [str]}`. Raises NotFound, Ambiguous (a key that two papers share).
        """
        raise NotImplementedError

    def text(self, id: str) -> str:
        """The document's text, to which all offsets point. Raises NotFound."""
        raise NotImplementedError

    def original(self, id: str) -> Original:
        """The stored file. Raises NotFound, StoreDamaged."""
        raise NotImplementedError

    def find(self, number: str, *, date: str | None = None, issuer: str | None = None) -> list[dict[str, Any]]:
        """Every document, held or only cited, that an id, key or number (any spelling) can mean.

        `[{"id", "key", "number", "issuer", "date", "title", "held", "evidence"}]`; `date` (ISO) and `issuer` (any
        spelling, part of the name is enough) narrow. Empty: nothing.
        """
        raise NotImplementedError

    def chain(
        self,
        root: str,
        *,
        up: bool = False,
        down: bool = False,
        depth: int | None = None,
        relations: Sequence[str] | None = None,
        date: str | None = None,
        issuer: str | None = None,
        date_from: str | None = None,
        date_to: str | None = None,
    ) -> dict[str, Any]:
        """What a document rests on (`up`) and what came of it (`down`); neither given means both.

        `{"root", "nodes": [{"id", "key", "number", "issuer", "date", "title", "held", "level"}], "edges": [{"from",
        "to", "relation", "text", "start", "end"}]}`: `from` cites `to`; `level` is 0 at the root, negative upwards;
        `text` is the sentence in `from`, `start`/`end` its place there. Nodes also have `type`, edges `reasons`.
        `root` is an id, key or number. Raises NotFound, Ambiguous.
        """
        raise NotImplementedError

    def cited_by(self, id: str) -> list[dict[str, Any]]:
        """The edges that point at a node (held or stub): `[{"from", "to", "relation", "text", "start", "end",
        "number", "issuer", "date", "title"}]` where the last four describe the citing document. Raises NotFound."""
        raise NotImplementedError

    def node(self, id: str) -> dict[str, Any]:
        """One node, held or stub: `{"id", "key", "number", "type", "issuer", "date", "title", "held"}`.

        Raises NotFound."""
        raise NotImplementedError

    def status(self) -> dict[str, Any]:
        """State of the archive, ready for JSON: `{"files": {"total", "indexed", "duplicate", "refused", "failed"},
        "balanced": bool, "documents", "mentions": {"total", "resolved", "ambiguous", "stub", "unresolved"}, "wanted",
        "folders": [{"folder", "total", "indexed", ...}], "problems": [{"path", "state", "code", "message", "time"}],
        "index": {"documents", "signature"}, "versions": {...}}`."""
        raise NotImplementedError

    def wanted(self, limit: int | None = None) -> list[dict[str, Any]]:
        """Cited but not held, most cited first: `[{"id", "key", "number", "type", "issuer", "date", "title",
        "cited_by", "implements"}]`; `cited_by` counts citing documents, `implements` those that carry it out."""
        raise NotImplementedError

    def ambiguous(self) -> list[dict[str, Any]]:
        """Mentions that several documents fit: `[{"from", "text", "start", "end", "number", "candidates": [...]}]`."""
        raise NotImplementedError

    def reindex(self) -> PutReport:
        """Resolves everything anew and rebuilds the index from the catalogue. Raises IndexUnavailable."""
        raise NotImplementedError
