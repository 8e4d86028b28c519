"""What the whole archive looks like: balance and counts, what several papers fit."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import covering, ledger
from corpus.balance import STATES
from corpus.belongings import uploaded
from corpus.catalogue import Catalogue, chunks
from corpus.graph.nodes import marked_nodes
from corpus.one_of import one_of
from corpus.schema import OF_MENTION, contents, documents, mentions, nodes, paths, pending, resolutions
from corpus.states import file_states

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


def status(connection: Connection) -> dict[str, Any]:
    """Files by state, overall and by folder; documents, mentions by outcome; every problem with its reason."""
    from sqlalchemy import func, select

    states = file_states(connection)
    total, wanted = covering.whole(connection)
    by_state = {
        row.state: row.n
        for row in connection.execute(
            select(resolutions.c.state, func.count().label("n")).group_by(resolutions.c.state)
        )
    }
    waiting = connection.execute(select(func.count()).select_from(pending)).scalar() or 0
    folders: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
    for each in states:
        sent = uploaded(each.path)  # a folder of its own each: people sent them to one place
        folders[sent[0] if sent else str(Path(each.path).parent), sent is not None][each.state] += 1
    program, data = ledger.versions()
    counts = Counter(each.state for each in states)
    return {
        "files": {"total": len(states), **{state: counts[state] for state in STATES}},
        "balanced": len(states) == sum(counts[state] for state in STATES),
        "documents": total,
        "mentions": {
            "total": sum(by_state.values()),
            **{state: by_state.get(state, 0) for state in ("resolved", "ambiguous", "stub", "unresolved")},
        },
        "wanted": wanted,
        "pending": waiting,
        "folders": [
            {
                "folder": folder,
                "sent": sent,
                "total": sum(count.values()),
                **{state: count[state] for state in STATES},
            }
            for (folder, sent), count in sorted(folders.items())
        ],
        "problems": [
            {"path": e.path, "state": e.state, "code": e.code, "message": e.message, "time": e.time}
            for e in states
            if e.problem
        ],
        "versions": {"program": program, "data": data},
    }


def headers(connection: Connection) -> list[dict[str, Any]]:
    """The object of `Archive.headers`: papers that left the archive, and copies of one that stands here, are none."""
    from sqlalchemy import select

    names = ("id", "type", "number", "date", "issuer", "locality", "title")
    query = (
        select(*(documents.c[name] for name in names))
        .join(nodes, nodes.c.document == documents.c.id)
        .where(nodes.c.node == documents.c.id, documents.c.kind == "official")
        .order_by(documents.c.id)
    )
    marks = marked_nodes(connection, None)
    return [{**row._mapping, "secrecy": marks.get(row.id, (None,))[0]} for row in connection.execute(query)]


def every_file(catalogue: Catalogue) -> list[dict[str, Any]]:
    """The ledger: `{"path", "state", "code", "message", "sha256", "size_bytes", "first_seen", "settled", "seconds",
    "attempts", "program_version", "data_version"}` of every file, sorted by path."""
    from sqlalchemy import select

    kept = ("settled", "seconds", "attempts", "program_version", "data_version")
    query = select(
        paths.c.path, paths.c.sha256, paths.c.size_bytes, paths.c.first_seen, *(contents.c[name] for name in kept)
    ).select_from(paths.outerjoin(contents, contents.c.sha256 == paths.c.sha256))
    with catalogue.read() as connection:
        states = {each.path: each for each in file_states(connection)}
        rows = [dict(row._mapping) for row in connection.execute(query.order_by(paths.c.path))]
    return [{**row, "state": (s := states[row["path"]]).state, "code": s.code, "message": s.message} for row in rows]


def count_ambiguous(connection: Connection, ids: Collection[str] | None = None) -> int:
    """How many mentions several documents fit; `ids`: of these documents."""
    from sqlalchemy import func, select

    query = select(func.count()).select_from(resolutions).where(resolutions.c.state == "ambiguous")
    if ids is None:
        return connection.execute(query).scalar() or 0
    return sum(
        connection.execute(query.where(one_of(resolutions.c.document, piece))).scalar() or 0
        for piece in chunks(sorted(ids))
    )


def ambiguous(catalogue: Catalogue, limit: int | None = None, offset: int = 0) -> list[dict[str, Any]]:
    """Mentions that several documents fit, with the candidates, by document and place."""
    from sqlalchemy import select

    query = (
        select(mentions, resolutions.c.candidates, resolutions.c.reasons)
        .join(resolutions, OF_MENTION)
        .where(resolutions.c.state == "ambiguous")
        .order_by(resolutions.c.document, resolutions.c.position)
        .limit(limit)
        .offset(offset)
    )
    with catalogue.read() as connection:
        return [
            {
                "from": row.document,
                "text": row.raw,
                "start": row.start,
                "end": row.end,
                "number": row.number,
                "candidates": json.loads(row.candidates),
                "reasons": json.loads(row.reasons),
            }
            for row in connection.execute(query)
        ]
