"""The archive's upkeep: taking files in, trying again, taking out, checking, saving and bringing back."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from corpus import backup, correcting, doctor, ledger, overview, projection, purging, runs, versions
from corpus.balance import BalanceSheet, FileState
from corpus.ingest import STALE, Limits, retry_codes
from corpus.ingest import ingest as bring_in
from corpus.linking import current
from corpus.parts import Parts
from corpus.remembered import Remembered
from corpus.states import file_states
from corpus.telling import Told, untold
from corpus.walking import Order
from corpus.worker import unshown
from index.base import PutReport


class Keeping:
    """What changes an archive, or watches over it. `corpus.archive.Archive` adds what is read from it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._catalogue = parts.catalogue
        self._remembered = Remembered(parts.catalogue)

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        workers: int | None = None,
        progress: Callable[[int, int, str], None] | None = None,
        executor: Executor | None = None,
        retry: frozenset[str] = frozenset(),
        limits: Limits | None = None,
        order: Order = "path",
        listed: Mapping[str, Mapping[str, str]] | None = None,
        stages: Callable[[str, int, int], None] | None = None,
    ) -> BalanceSheet:
        """Brings files and folders in, resolves, brings the index up to date. Resumable; a second run does nothing.

        `progress(done, total, path)` is called after every file, `stages(stage, done, total)` as papers are resolved
        (`resolve`) and put into the index (`index`); `retry` are codes of earlier failures to try again;
        `order` `size` reads small files first; `listed` is what an office's list knows of files (`corpus.known`). Never
        raises for what is in a file: its state says why. Raises
        UnreadableFile for a path that does not exist, Stopped when someone asks for it, CatalogueUnavailable (also when
        another process ingests into this archive), StoreUnavailable, ClusterLost, IndexUnavailable.
        """
        return bring_in(
            paths,
            self._parts,
            workers=workers,
            progress=progress,
            executor=executor,
            retry=retry,
            limits=limits,
            order=order,
            listed=listed,
            stages=stages,
        )

    def retry(
        self,
        code: str | None = None,
        *,
        workers: int | None = None,
        progress: Callable[[int, int, str], None] | None = None,
        executor: Executor | None = None,
        stages: Callable[[str, int, int], None] | None = None,
    ) -> BalanceSheet:
        """Tries refused and failed files again: those with this code, else those whose cause may have passed (a missing
        program, a dead worker, a full disk). `stale`: reads anew what another version of the program or its knowledge
        read. The sheet is that of the files tried; those that are not at their path any more stand among its problems.
        Raises as `ingest` does."""
        codes = retry_codes(code)
        with self._catalogue.read() as connection:
            states = file_states(connection)
            wanted = [each.path for each in states if each.code in codes]
            if STALE in codes:
                wanted += ledger.stale_paths(connection)
        there = {path: place for path in wanted for place in (path, unshown(path)) if os.path.lexists(place)}
        again = [Path(place) for place in there.values()]
        sheet = self.ingest(again, workers=workers, progress=progress, executor=executor, retry=codes, stages=stages)
        away = sorted(set(wanted) - there.keys())
        told = (FileState(path, "failed", "unreadable-file", "không còn tệp ở đường dẫn này.") for path in away)
        return replace(sheet, problems=(*sheet.problems, *told))

    def runs(self, limit: int = 20) -> list[dict[str, Any]]:
        """The newest ingests first: `[{"id", "state", "stage", "started", "beat", "ended", "host", "total", "done",
        "unchanged", "failed", "seconds", "rate", "seconds_left", "wish", "message"}]`."""
        return runs.latest(self._catalogue, limit)

    def every_file(self) -> list[dict[str, Any]]:
        """The ledger, one row a file, sorted by path (see `corpus.overview.every_file`)."""
        return overview.every_file(self._catalogue)

    def ask(self, wish: str | None) -> int:
        """Asks the running ingest to `pause`, to `stop`, or (None) to go on; how many were asked."""
        return runs.ask(self._catalogue, wish)

    def purge(self, id: str, *, told: Told = untold) -> dict[str, Any]:
        """Takes a file that should never have come in out of everything the archive keeps, with every paper in it:
        `{"sha256", "documents": [ids], "paths": [paths], "backups": [{"place", "made", "state"}]}` of what went, and of
        the backups that hold it still or cannot be reached. The files at those paths and the backups are not touched;
        uploads are. The index is built anew, so that no trace stays in it. What is cut short is ended by the next
        purge, ingest, reindex or backup. `told` hears of resolving and of the index. Raises NotFound, Ambiguous,
        IndexUnavailable, CatalogueUnavailable."""
        with self._catalogue.one_writer():
            return purging.purge(self._parts, id, told)

    def save(self, target: Path, *, told: Told = untold) -> backup.Saved:
        """Writes a backup under `target`; originals that lie there already are not copied again. Nothing may be taken
        in meanwhile. `told` hears of originals and tables. Raises CatalogueUnavailable, StoreDamaged, OSError."""
        with self._catalogue.one_writer():
            purging.finish(self._parts, told)
            return backup.save(self._catalogue, self._parts.store, self._parts.folder, target, told)

    def bring_back(self, place: Path) -> backup.Saved:
        """Fills this archive, which must be empty, from a backup, and builds the index. Raises BackupDamaged."""
        with self._catalogue.one_writer():
            saved = backup.bring_back(place, self._catalogue, self._parts.store, self._parts.folder)
            self._parts.graph.write(self._catalogue, anew=True)
            projection.rebuild(self._catalogue, self._parts.index)
            return saved

    def examine(self, *, sample: int | None = doctor.SAMPLE, told: Told = untold) -> list[doctor.Check]:
        """Whether the archive is sound: room, versions, tools, originals (of which `told` hears), index, what was left.
        Reads only."""
        return doctor.examine(
            self._catalogue, self._parts.store, self._parts.index, self._parts.folder, sample=sample, told=told
        )

    def versions(self, id: str, *, near: bool = True) -> dict[str, Any]:
        """The files of one paper, how they differ, and papers of nearly the same words (see `corpus.versions`)."""
        return versions.versions(self._catalogue, id, near=near)

    def papers_with(self, id: str) -> list[dict[str, Any]]:
        """What `purge` of a held document takes away, all papers of its file: `[{"id", "number", "date", "title"}]`.
        Raises NotFound, Ambiguous."""
        return purging.papers_with(self._catalogue, id)

    def digest(self) -> str:
        """One hash over catalogue, originals and index, without times: equal for archives of the same files."""
        from corpus.digest import digest_of

        return digest_of(self._catalogue, self._parts.store, self._parts.index)

    def reindex(self, *, told: Told = untold) -> PutReport:
        """Resolves everything anew and rebuilds the index from the catalogue. `told` hears of both. Raises
        IndexUnavailable."""
        with self._catalogue.one_writer():
            purging.finish(self._parts, told)
            current.mark_all(self._catalogue)
            correcting.settle(self._catalogue, told=partial(told, "resolve"))
            self._parts.graph.write(self._catalogue, anew=True)
            return projection.rebuild(self._catalogue, self._parts.index, partial(told, "index"))
