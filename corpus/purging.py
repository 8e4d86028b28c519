"""Takes a file that should never have come in out of everything the archive keeps, and ends what was cut short.

The catalogue forgets it first and notes in the same step that the rest is to be done: whoever writes next does it.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import backup, correcting, ledger, projection
from corpus.belongings import DERIVED, UPLOADS
from corpus.catalogue import Catalogue, chunks, row_of, rows_in
from corpus.errors import NotFound
from corpus.finding import held_document
from corpus.one_of import one_of
from corpus.schema import contents, documents, paths, pending
from corpus.telling import Told, untold

if TYPE_CHECKING:
    from corpus.parts import Parts

CONTENT, FILE = "purge", "purge-file"
"""What `pending` says: a content whose traces are to go, a file of the archive's own folder that held it."""


def purge(parts: Parts, id: str, told: Told = untold) -> dict[str, Any]:
    """See `corpus.keeping.Keeping.purge`. The caller holds the writer's lock."""
    ended = finish(parts, told)
    catalogue = parts.catalogue
    with catalogue.read() as connection:
        try:
            held = held_document(connection, id)
        except NotFound:
            if not any(sha256.startswith(id[:16]) for sha256 in ended if len(id) >= 16):
                raise
            sha256 = next(s for s in ended if s.startswith(id[:16]))
            return {"sha256": sha256, "documents": [id], "paths": [], "backups": _holding(parts, sha256, "")}
        sha256 = row_of(connection, (documents.c.sha256,), documents.c.id, held).sha256
        papers = sorted(r.id for r in rows_in(connection, (documents.c.id,), documents.c.sha256, [sha256]))
        named = sorted(
            (r.path, r.first_seen)
            for r in rows_in(connection, (paths.c.path, paths.c.first_seen), paths.c.sha256, [sha256])
        )
        settled = row_of(connection, (contents.c.settled,), contents.c.sha256, sha256).settled
    own = parts.folder.resolve() / UPLOADS
    uploads = [path for path, _ in named if Path(path).resolve().is_relative_to(own)]
    with catalogue.write() as connection:
        ledger.remove_content(connection, sha256)
        ledger.mark(connection, [(CONTENT, sha256), *((FILE, path) for path in uploads)])
    finish(parts, told)
    first = min([settled, *(seen for _, seen in named)])
    kept = [path for path, _ in named if path not in uploads]
    return {"sha256": sha256, "documents": papers, "paths": kept, "backups": _holding(parts, sha256, first)}


def papers_with(catalogue: Catalogue, id: str) -> list[dict[str, Any]]:
    """See `corpus.keeping.Keeping.papers_with`."""
    with catalogue.read() as connection:
        held = held_document(connection, id)
        sha256 = next(rows_in(connection, (documents.c.sha256,), documents.c.id, [held])).sha256
        names = ("id", "number", "date", "title")
        rows = rows_in(connection, tuple(documents.c[name] for name in names), documents.c.sha256, [sha256])
        return sorted(({name: getattr(row, name) for name in names} for row in rows), key=lambda one: str(one["id"]))


def finish(parts: Parts, told: Told = untold) -> list[str]:
    """Does what is noted of purges, this one's or one that was cut short; the contents. May be interrupted anywhere.

    Raises IndexUnavailable, CatalogueUnavailable (someone reads at this moment); what is noted stays so."""
    catalogue = parts.catalogue
    with catalogue.read() as connection:
        rows = list(connection.execute(pending.select().where(pending.c.what.in_((CONTENT, FILE)))))
    gone = sorted(r.value for r in rows if r.what == CONTENT)
    if not gone:
        return []
    for sha256 in gone:
        parts.store.remove(sha256)
    for row in rows:
        if row.what == FILE:
            shutil.rmtree(_upload_of(parts.folder, row.value), ignore_errors=True)
    correcting.settle(catalogue, told=partial(told, "resolve"))
    parts.graph.write(catalogue, anew=True)
    for pattern in DERIVED:
        for path in parts.folder.glob(pattern):
            path.unlink(missing_ok=True)
    projection.rebuild(catalogue, parts.index, partial(told, "index"))
    catalogue.wipe_free_space()
    with catalogue.write() as connection:
        for piece in chunks(gone):
            connection.execute(pending.delete().where(pending.c.what == CONTENT, one_of(pending.c.value, piece)))
        connection.execute(pending.delete().where(pending.c.what == FILE))
    return gone


def _upload_of(folder: Path, path: str) -> Path:
    """The folder of the upload that a file came with: it holds its name too."""
    own = folder.resolve() / UPLOADS
    return own / Path(path).resolve().relative_to(own).parts[0]


def _holding(parts: Parts, sha256: str, first: str) -> list[dict[str, str]]:
    return [*backup.holding(parts.catalogue, sha256, first), *_copies(parts.folder, sha256)]


def _copies(folder: Path, sha256: str) -> Iterator[dict[str, str]]:
    """Catalogues of older versions that `upgrade` laid aside, where they hold the content."""
    for path in sorted(folder.glob("catalogue.v*.sqlite")):
        made = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
        state = "holds"
        try:
            with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
                if copy.execute("SELECT 1 FROM contents WHERE sha256 = ?", (sha256,)).fetchone() is None:
                    continue
        except sqlite3.Error:
            state = "unreachable"
        yield {"place": str(path), "made": made, "state": state}
