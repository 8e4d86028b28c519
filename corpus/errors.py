"""Why the archive cannot answer or cannot take something in: one class per cause a user can act on.

`code` is stable: exit status, HTTP status and Vietnamese message hang on it in one table (`service.errors`).
"""

from __future__ import annotations

from typing import Any


class ArchiveError(Exception):
    """Base of what can go wrong with an archive. The message says what, where, and what to do."""

    code = "archive-error"


class NotFound(ArchiveError):
    """Neither an id nor a key nor a number of a document that is held or cited."""

    code = "not-found"


class Ambiguous(ArchiveError):
    """One number, several documents. `candidates` are contract objects with the evidence for each."""

    code = "ambiguous"

    def __init__(self, message: str, candidates: list[dict[str, Any]]) -> None:
        super().__init__(message)
        self.candidates = candidates

    def as_json(self) -> dict[str, Any]:
        """`{"ambiguous": [{"id", "key", "number", "issuer", "date", "title", "evidence"}]}` of the contract."""
        return {"ambiguous": self.candidates}


class CatalogueUnavailable(ArchiveError):
    """The catalogue cannot be opened or written: locked by another program, disk full, server down."""

    code = "catalogue-unavailable"


class WriterBusy(CatalogueUnavailable):
    """Another process is writing into this archive."""


class CatalogueMismatch(ArchiveError):
    """The catalogue was made by another version of the program; it is never converted or wiped by itself."""

    code = "catalogue-mismatch"


class StoreDamaged(ArchiveError):
    """An original in the store does not have the bytes that its name promises."""

    code = "store-damaged"


class WorkersUnfit(ArchiveError):
    """The processes that read files end before they read any: a library or data file of the program is broken."""

    code = "workers-unfit"


class ClusterLost(ArchiveError):
    """The cluster that reads files answers no more; what it had not read is read by the next run."""

    code = "cluster-lost"


class StoreUnavailable(ArchiveError):
    """Originals cannot be written: disk full, no rights, server gone. The run stops; the next goes on from there."""

    code = "store-unavailable"


class StoreRefused(StoreUnavailable, OSError):
    """What the client of a store of originals raised, which is an OSError to those who put and read there."""


class Stopped(ArchiveError):
    """Someone asked the run to stop. What is done is kept; the next run goes on from there."""

    code = "stopped"


class BadManifest(ArchiveError):
    """The list that came with the files cannot be used; the message names the line."""

    code = "bad-manifest"


class BadCorrection(ArchiveError):
    """A correction cannot be what was asked for; the message says why."""

    code = "bad-correction"


class BackupDamaged(ArchiveError):
    """A backup is not whole, or of another version, or is to be brought back into an archive that is not empty."""

    code = "backup-damaged"


class CannotDraft(ArchiveError):
    """What was ordered cannot be written as a paper; the message says what is missing and how to give it."""

    code = "bad-draft"
