"""Files and what became of them: the rows behind the balance sheet. One writer; every function is one step of its
transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from corpus import task_marks
from corpus.catalogue import chunks, put_rows, rows_in
from corpus.one_of import one_of
from corpus.records import BACK_OFF_SECONDS, FOLDERS, KEPT, TRANSIENT, Extracted, Failed, Paper
from corpus.schema import (
    bodies,
    contents,
    corrections,
    documents,
    earlier_paths,
    graph_changes,
    known,
    links,
    mentions,
    nodes,
    paths,
    pending,
    resolutions,
    sketches,
)
from extractor.annexed import act_key

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

# The columns of `documents` that a paper has under the same name.
_OF_PAPER = tuple(c.name for c in documents.columns if c.name not in ("sha256", "chars"))
_of_paper = attrgetter(*_OF_PAPER)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the ledger knows of a path. `settled`: its content has an outcome, or the path itself cannot be read."""

    sha256: str | None
    stamp: str | None
    code: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What the walk found at a path: a content, or why there is none."""

    path: str
    sha256: str | None
    size_bytes: int | None
    stamp: str | None
    code: str | None = None
    message: str | None = None


def known_paths(connection: Connection, wanted: Sequence[str]) -> dict[str, Seen]:
    columns = (paths.c.path, paths.c.sha256, paths.c.stamp, paths.c.code)
    return {r.path: Seen(r.sha256, r.stamp, r.code) for r in rows_in(connection, columns, paths.c.path, wanted)}


@dataclass(frozen=True, slots=True)
class Settled:
    """The outcome that a content has: its code (None: indexed), whether another version of the program or of its
    knowledge came to it, and when it is tried again (None: not by itself)."""

    code: str | None
    stale: bool
    next_try: str | None


def settled_contents(connection: Connection, wanted: Sequence[str]) -> dict[str, Settled]:
    """Those of the contents that have an outcome."""
    columns = (
        contents.c.sha256, contents.c.code, contents.c.program_version, contents.c.data_version, contents.c.next_try,
    )  # fmt: skip
    found = rows_in(connection, columns, contents.c.sha256, wanted)
    return {r.sha256: Settled(r.code, (r.program_version, r.data_version) != versions(), r.next_try) for r in found}


def stale_paths(connection: Connection) -> list[str]:
    """Paths of what another version read, sorted."""
    from sqlalchemy import or_, select

    program, data = versions()
    query = (
        select(paths.c.path)
        .join(contents, contents.c.sha256 == paths.c.sha256)
        .where(or_(contents.c.program_version != program, contents.c.data_version != data))
    )
    return sorted(connection.execute(query).scalars())


def put_path(connection: Connection, finding: Finding, now: str) -> None:
    """Records a path as it is now. Another content than before makes a new version; the old one stays in the store
    and in the catalogue, but takes part in the graph and the search only while some path still holds it."""
    from sqlalchemy import delete, insert, select, update

    old = connection.execute(select(paths.c.sha256).where(paths.c.path == finding.path)).first()
    values = path_row(finding, now)
    if old is None:
        connection.execute(insert(paths).values(path=finding.path, first_seen=now, **values))
    else:
        if finding.sha256 is None:  # a disk that fails for a day takes no document out of the archive
            del values["sha256"], values["size_bytes"]
        connection.execute(update(paths).where(paths.c.path == finding.path).values(**values))
    if finding.sha256 is not None:
        content_arrives(connection, finding.sha256)
    if old is not None and old.sha256 is not None and finding.sha256 not in (None, old.sha256):
        row = (earlier_paths.c.path == finding.path) & (earlier_paths.c.sha256 == old.sha256)
        connection.execute(delete(earlier_paths).where(row))
        connection.execute(insert(earlier_paths).values(path=finding.path, sha256=old.sha256, replaced=now))
        if connection.execute(select(paths.c.path).where(paths.c.sha256 == old.sha256).limit(1)).first() is None:
            _content_leaves(connection, old.sha256)


def forget_folders(connection: Connection, troubled: Callable[[str], bool]) -> None:
    """Drops the rows of folders that stand among the files and are no trouble any more."""
    from sqlalchemy import delete, select

    rows = connection.execute(select(paths.c.path).where(paths.c.code.in_(sorted(FOLDERS)))).scalars()
    for path in [row for row in rows if not troubled(row)]:
        connection.execute(delete(paths).where(paths.c.path == path))


def rename_paths(connection: Connection, names: Mapping[str, str]) -> None:
    """Gives paths (old name -> new) and what is known of them their new names; what has that name already stays."""
    from sqlalchemy import update

    new = sorted(names.values())
    for table in (paths, earlier_paths, known):
        there = {row.path for row in rows_in(connection, (table.c.path,), table.c.path, new)}
        for old, name in names.items():
            if name not in there:
                connection.execute(update(table).where(table.c.path == old).values(path=name))
    for old, name in names.items():
        asked = (pending.c.what == "known") & (pending.c.value == old)
        connection.execute(update(pending).where(asked).values(value=name))


def put_outcome(connection: Connection, outcome: Extracted | Failed, name: str, now: str) -> None:
    """Records what became of a content, in place of any earlier outcome; but papers that were read once stay when
    reading them anew fails."""
    from sqlalchemy import delete, insert, select, update

    sha256 = outcome.sha256
    columns = (contents.c.state, contents.c.code, contents.c.attempts)
    before = connection.execute(select(*columns).where(contents.c.sha256 == sha256)).first()
    if before is not None and before.state == "indexed" and isinstance(outcome, Failed):
        kept = {"code": KEPT, "message": f"{outcome.message} [{outcome.code}]"}
        connection.execute(update(contents).where(contents.c.sha256 == sha256).values(**kept))
        return
    _content_leaves(connection, sha256)
    remove_documents(connection, sha256)
    connection.execute(delete(contents).where(contents.c.sha256 == sha256))
    again = before.attempts + 1 if before and outcome.code and before.code == outcome.code else 1
    connection.execute(insert(contents).values(**content_row(outcome, name, now, again)))
    if isinstance(outcome, Failed):
        return
    for paper in outcome.papers:
        connection.execute(insert(documents).values(**document_row(paper, sha256)))
        connection.execute(insert(bodies).values(**body_row(paper)))
        put_rows(connection, mentions, mention_rows(paper))
        put_rows(connection, links, link_rows(paper))
    content_arrives(connection, sha256)


def path_row(finding: Finding, now: str) -> dict[str, Any]:
    return {
        "sha256": finding.sha256,
        "size_bytes": finding.size_bytes,
        "stamp": finding.stamp,
        "code": finding.code,
        "message": finding.message,
        "last_change": now,
    }


def content_row(outcome: Extracted | Failed, name: str, now: str, attempts: int = 1) -> dict[str, Any]:
    program, data = versions()
    return {
        "sha256": outcome.sha256,
        "state": ("refused" if outcome.refused else "failed") if isinstance(outcome, Failed) else "indexed",
        "code": outcome.code,
        "message": outcome.message if isinstance(outcome, Failed) else outcome.unread,
        "name": name,
        "media_type": outcome.media_type,
        "seconds": round(outcome.seconds, 4),
        "settled": now,
        "program_version": program,
        "data_version": data,
        "attempts": attempts,
        "next_try": next_try(now, attempts) if outcome.code in TRANSIENT else None,
    }


def next_try(now: str, attempts: int) -> str | None:
    """When a cause that may pass is looked at again: soon at first, then ever later, at last only when asked."""
    if attempts > len(BACK_OFF_SECONDS):
        return None
    due = datetime.fromisoformat(now) + timedelta(seconds=BACK_OFF_SECONDS[attempts - 1])
    return due.isoformat(timespec="seconds")


def is_due(next_try: str | None, now: str) -> bool:
    """Whether it is time. What lies further ahead than any wait was written by a clock that went wrong: due too."""
    if next_try is None:
        return False
    furthest = datetime.fromisoformat(now) + timedelta(seconds=max(BACK_OFF_SECONDS))
    return next_try <= now or datetime.fromisoformat(next_try) > furthest


def document_row(paper: Paper, sha256: str) -> dict[str, Any]:
    return dict(zip(_OF_PAPER, _of_paper(paper), strict=True)) | {"sha256": sha256, "chars": len(paper.text)}


def body_row(paper: Paper) -> dict[str, Any]:
    return {
        "document": paper.id,
        "contract": paper.contract,
        "content": paper.text,
        "page_starts": json.dumps(paper.page_starts),
        "layout": paper.layout,
        "read": paper.read,
    }


def mention_rows(paper: Paper) -> list[tuple[Any, ...]]:
    """In the order of the columns."""
    return [(paper.id, *mention) for mention in paper.mentions]


def link_rows(paper: Paper) -> list[tuple[Any, ...]]:
    """In the order of the columns."""
    return [(paper.id, ordinal, *link) for ordinal, link in enumerate(paper.links)]


def remove_documents(connection: Connection, sha256: str) -> None:
    """Takes the papers of a content out of the catalogue."""
    from sqlalchemy import delete, select

    ids = list(connection.execute(select(documents.c.id).where(documents.c.sha256 == sha256)).scalars())
    for piece in chunks(ids):
        # What these cited is cited by one less.
        targets = select(resolutions.c.target).where(
            one_of(resolutions.c.document, piece), resolutions.c.state == "resolved"
        )
        mark(connection, [("index", target) for target in connection.execute(targets).scalars() if target])
        mark_links(connection, [r.node for r in rows_in(connection, (nodes.c.node,), nodes.c.document, piece)])
        for table in (sketches, resolutions, nodes, links, mentions, bodies):
            connection.execute(delete(table).where(one_of(table.c.document, piece)))
        connection.execute(delete(documents).where(one_of(documents.c.id, piece)))


def remove_content(connection: Connection, sha256: str) -> None:
    """Takes a content, its papers, every path that named it and what lists told of those out of the catalogue."""
    from sqlalchemy import delete, select, update

    task_marks.move(connection, sha256)
    _content_leaves(connection, sha256)
    remove_documents(connection, sha256)
    for table in (paths, earlier_paths):
        named = select(table.c.path).where(table.c.sha256 == sha256)
        connection.execute(delete(known).where(known.c.path.in_(named)))
    for table in (paths, earlier_paths, contents):
        connection.execute(delete(table).where(table.c.sha256 == sha256))
    connection.execute(delete(corrections).where(corrections.c.document.startswith(sha256[:16])))
    by_it = (corrections.c.kind == "task") & corrections.c.meant.startswith(sha256[:16])
    connection.execute(update(corrections).where(by_it).values(meant=None))


def content_arrives(connection: Connection, sha256: str) -> None:
    """Its papers, if it has any, take part from now on."""
    from sqlalchemy import select

    ids = connection.execute(select(documents.c.id).where(documents.c.sha256 == sha256)).scalars()
    mark(connection, [("arrive", id) for id in ids])


def _content_leaves(connection: Connection, sha256: str) -> None:
    """Its papers take part no more. What that can change is noted now: their rows may be gone when it is looked at."""
    from sqlalchemy import select

    ids = list(connection.execute(select(documents.c.id).where(documents.c.sha256 == sha256)).scalars())
    mark(connection, [*(("drop", id) for id in ids), *changed_by(connection, ids)])


def changed_by(connection: Connection, ids: Sequence[str]) -> set[tuple[str, str]]:
    """What the coming or going of these documents can change, as marks."""
    from sqlalchemy import select

    columns = (documents.c.key, documents.c.alias, documents.c.block, documents.c.short, documents.c.date)
    marks: set[tuple[str, str]] = set()
    for row in rows_in(connection, columns, documents.c.id, ids):
        marks.update(own_marks(*row))
    cited = select(mentions.c.block, mentions.c.short).distinct().where(mentions.c.key.is_not(None))
    for piece in chunks(ids):
        for row in connection.execute(cited.where(one_of(mentions.c.document, piece))):
            marks.update(cited_marks(*row))
    return marks


def own_marks(
    key: str | None, alias: str | None, block: str | None, short: str | None, date: str | None
) -> Iterator[tuple[str, str]]:
    """What a document's coming or going can change."""
    yield from (("key", value) for value in (key, alias, act_key(key)) if value)
    if block:
        yield "block", block
        if key is None:
            yield "whole-block", block
        if date:
            yield "day", f"{block}@{date}"
    if short:
        yield "short", short


def cited_marks(block: str | None, short: str | None) -> Iterator[tuple[str, str]]:
    """What a full citation's coming or going can change: mentions that give less."""
    if block:
        yield "block", block
    if short:
        yield "short", short


def mark(connection: Connection, marks: Iterable[tuple[str, str]]) -> None:
    """Notes work to be done, once each, as (what, value).

    Of files: `known` (a list tells something new of it), `purge`, `purge-file` (see `corpus.purging`). Of documents:
    `correct` (lay what people put right over it), `arrive` (it takes part from now on), `drop` (it left the graph),
    `resolve`, `index` (put it anew). Of mentions that may resolve otherwise: `key` (those with it), `day`
    (`BLOCK@DATE`: those of that day), `block` and `short` (those without a key), `whole-block` (all of it: a paper
    whose head could not be read whole).
    """
    put_rows(connection, pending, sorted(set(marks)), "ON CONFLICT DO NOTHING")


def mark_links(connection: Connection, changed: Iterable[str]) -> None:
    """Notes nodes whose outgoing links may have changed, for graphs that were put together before."""
    from sqlalchemy import delete, func, select

    wanted = sorted(set(changed))
    if not wanted:
        return
    last = connection.execute(select(func.max(graph_changes.c.revision))).scalar() or 0
    for piece in chunks(wanted):
        connection.execute(delete(graph_changes).where(one_of(graph_changes.c.node, piece)))
    put_rows(connection, graph_changes, [(node, last + 1) for node in wanted])


# Registers of how questions are read: what they say of a paper is nothing, so no paper is stale by them.
_OF_QUESTIONS = frozenset({"abbreviations.toml", "question_words.toml"})


def read_with() -> list[str]:
    """Names of the registers that documents are read with."""
    names = (entry.name for entry in files("extractor").joinpath("data").iterdir())
    return sorted(name for name in names if name.endswith(".toml") and name not in _OF_QUESTIONS)


@cache
def versions() -> tuple[str, str]:
    """Version of the program, and a digest of the knowledge it reads with (the data files)."""
    from importlib.metadata import PackageNotFoundError, version

    digest = hashlib.sha256()
    for name in read_with():
        digest.update(name.encode() + b"\0" + files("extractor").joinpath("data").joinpath(name).read_bytes())
    try:
        program = version("vanban")
    except PackageNotFoundError:
        program = "0"
    return program, digest.hexdigest()[:16]
