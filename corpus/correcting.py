"""Lays what people put right over what was read. The same function works on a paper fresh from a worker and on one
that is in the catalogue, so that correcting and reading anew come out the same in either order."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from corpus import ledger
from corpus.beside import Beside
from corpus.catalogue import Catalogue, put_rows, rows_in
from corpus.corrections import of_documents
from corpus.errors import ArchiveError
from corpus.facts import paper_of
from corpus.known import with_known
from corpus.linking import current
from corpus.readings import text_of
from corpus.records import Extracted, Failed, Paper
from corpus.schema import bodies, corrections, documents, links, mentions, pending, resolutions, sketches
from extractor.corrections import NONE, Corrections, corrected_text
from extractor.document import SourceFile
from extractor.errors import ExtractError
from extractor.pipeline import extract
from extractor.text import compare_form

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

Reread = Callable[[str], tuple[str, str] | None]
_BATCH = 200


def corrected(id: str, content: str, layout: str, told: Corrections, source: SourceFile) -> Paper:
    """The paper of a text as it was read (`content`, `layout`) with its corrections."""
    text, part, known = text_of(content, layout)
    right = corrected_text(text, told)
    document = extract(right, part=part, corrections=told)
    left = [(name, value) for name, value in known if name not in told.fields]
    if left:
        document = with_known(document, left)
    changed = right.content != content
    return paper_of(document, right, source, layout=layout)._replace(id=id, read=content if changed else None)


def with_corrections(
    connection: Connection, outcomes: Sequence[tuple[str, Extracted | Failed]]
) -> list[tuple[str, Extracted | Failed]]:
    """What workers handed over, with what people put right in these papers before."""
    ids = [p.id for _, o in outcomes if isinstance(o, Extracted) for p in o.papers]
    told = of_documents(connection, ids)
    if not told:
        return list(outcomes)
    return [(n, _laid_over(o, told) if isinstance(o, Extracted) else o) for n, o in outcomes]


def _laid_over(outcome: Extracted, told: dict[str, Corrections]) -> Extracted:
    papers = []
    for paper in outcome.papers:
        mine = told.get(paper.id, NONE)
        if paper.layout is not None and concerns(mine, paper.issuer):
            paper = corrected(paper.id, paper.text, paper.layout, mine, _source(paper.contract))
        papers.append(paper)
    return replace(outcome, papers=tuple(papers))


def concerns(told: Corrections, issuer: str | None) -> bool:
    """Whether anything of it is for a paper on which this issuer was read."""
    own = bool(told.fields or told.lines or told.references)
    return own or (issuer is not None and compare_form(issuer) in told.issuers)


def settle(
    catalogue: Catalogue,
    reread: Reread | None = None,
    *,
    beside: Beside | None = None,
    told: Callable[[int, int], None] | None = None,
) -> set[str]:
    """Lays pending corrections over their papers, then does the pending resolving (`corpus.linking.current.settle`).
    Gives those papers whose corrections wait still.

    `reread` gives content and layout of papers that were read by a version that kept no layout; without it these wait,
    and so do one for which it gives None and one whose file cannot be read: corrections of others do not wait for it.
    """
    passed_over: set[str] = set()
    while True:
        with catalogue.write() as connection:
            waiting = [id for id in _pending(connection) if id not in passed_over][:_BATCH]
            if not waiting:
                break
            holding = of_documents(connection, waiting)
            rows = {r.id: r for r in _rows(connection, waiting)}
            for id in waiting:
                if id in rows and not _apply(connection, rows[id], holding.get(id, NONE), reread):
                    passed_over.add(id)
            _forget(connection, [id for id in waiting if id not in passed_over])
    current.settle(catalogue, beside, told)
    return passed_over


def _pending(connection: Connection) -> list[str]:
    from sqlalchemy import select

    query = select(pending.c.value).where(pending.c.what == "correct").order_by(pending.c.value)
    return list(connection.execute(query).scalars())


def _forget(connection: Connection, ids: Sequence[str]) -> None:
    from sqlalchemy import delete

    for id in ids:
        connection.execute(delete(pending).where(pending.c.what == "correct", pending.c.value == id))


def _rows(connection: Connection, ids: Sequence[str]) -> list[Any]:
    from sqlalchemy import select

    query = select(documents, bodies.c.contract, bodies.c.content, bodies.c.layout, bodies.c.read).join(
        bodies, bodies.c.document == documents.c.id
    )
    query = query.where(documents.c.id.in_(ids))
    return list(connection.execute(query))


def _apply(connection: Connection, row: Any, told: Corrections, reread: Reread | None) -> bool:
    content, layout = (row.content if row.read is None else row.read), row.layout
    if layout is None:
        if not concerns(told, row.issuer):  # nothing was ever laid over it, and nothing is now
            return True
        if reread is None:
            return False
        try:
            again = reread(row.id)
        except (ArchiveError, ExtractError, BrokenExecutor, OSError):  # a time-out is an OSError
            return False
        if again is None:
            return False
        content, layout = again
    replace_paper(connection, row, corrected(row.id, content, layout, told, _source(row.contract)))
    return True


def _source(contract: str) -> SourceFile:
    told = json.loads(contract)["source"]
    return SourceFile(told["path"], told["sha256"], told["media_type"], 0)


def replace_paper(connection: Connection, row: Any, paper: Paper) -> None:
    """Puts a paper in place of what the catalogue has of it; what that can change is marked. Nothing of it is away in
    between: only what its references lead to waits for the next `settle`, where they are others than before."""
    from sqlalchemy import delete, select, update

    id = paper.id
    ledger.mark(connection, ledger.changed_by(connection, [id]))
    fresh = ledger.document_row(paper, row.sha256)
    if any(fresh[name] != getattr(row, name) for name in ("key", "number", "date", "issuer", "type", "title")):
        mark_meaning(connection, [id])
    connection.execute(update(documents).where(documents.c.id == id).values(**fresh))
    connection.execute(update(bodies).where(bodies.c.document == id).values(**ledger.body_row(paper)))
    if paper.text != row.content:
        connection.execute(delete(sketches).where(sketches.c.document == id))
    wanted = ledger.mention_rows(paper)
    query = select(mentions).where(mentions.c.document == id).order_by(mentions.c.position)
    if [tuple(r) for r in connection.execute(query)] != wanted:
        targets = select(resolutions.c.target).where(resolutions.c.document == id, resolutions.c.state == "resolved")
        ledger.mark(connection, [("index", t) for t in connection.execute(targets).scalars() if t])
        for table in (resolutions, mentions):
            connection.execute(delete(table).where(table.c.document == id))
        put_rows(connection, mentions, wanted)
    connection.execute(delete(links).where(links.c.document == id))
    put_rows(connection, links, ledger.link_rows(paper))
    ledger.mark(connection, [("arrive", id)])


def mark_meaning(connection: Connection, ids: Sequence[str]) -> None:
    """Papers whose references a person set on one of these documents are to follow it."""
    columns = (corrections.c.document, corrections.c.undone, corrections.c.kind)
    found = rows_in(connection, columns, corrections.c.meant, ids)
    ledger.mark(connection, [("correct", r.document) for r in found if r.undone is None and r.kind == "reference"])


def mark_issuer(connection: Connection, names: Sequence[str]) -> list[str]:
    """Marks every paper that bears one of these names as issuer now; their ids."""
    from sqlalchemy import select

    forms = {compare_form(name) for name in names}
    every = connection.execute(select(documents.c.issuer).distinct()).scalars()
    bearing = [name for name in every if name and compare_form(name) in forms]
    ids = sorted(r.id for r in rows_in(connection, (documents.c.id,), documents.c.issuer, bearing))
    ledger.mark(connection, [("correct", id) for id in ids])
    return ids
