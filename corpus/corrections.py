"""What people put right: rows that are added and undone, never changed, and what of them holds for a paper."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from corpus.catalogue import rows_in
from corpus.one_of import none_of
from corpus.schema import corrections, documents
from extractor.corrections import Corrections, Meant, Place
from extractor.text import compare_form

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

Kind = Literal["field", "reference", "line", "issuer", "seen", "task"]
"""`seen`: a person looked at what a paper was put before them for, where no value can be put right; `task`: what became
of a task (see `corpus.task_marks`)."""
READ = ("field", "reference", "line", "issuer")
"""Those that change what is read of a paper."""


OPEN, SEEN = "cần xem", "đã xem"


def seen_target(code: str, message: str) -> str:
    """The target of a `seen`: another message is another thing to look at."""
    return f"{code}: {message}"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing put right. `document` None: a name, for all papers that print it. `target`: a field, a `Place`, or a
    name as it is read; `before` and `after` are what JSON can hold; `meant`: the held document behind `after`."""

    document: str | None
    kind: Kind
    target: str | Place
    before: Any
    after: Any
    meant: str | None = None

    @property
    def target_text(self) -> str:
        """The target as its column has it: equal for equal targets."""
        if isinstance(self.target, Place):
            words = " ".join(self.target.raw.split()) if self.kind == "reference" else self.target.raw
            return json.dumps([words, self.target.ordinal], ensure_ascii=False)
        return compare_form(self.target) if self.kind == "issuer" else self.target


def put(connection: Connection, change: Change, person: str, now: str) -> tuple[int, bool]:
    """Adds a change; its number, and whether it is new: what holds already is not said twice."""
    from sqlalchemy import insert

    after = json.dumps(change.after, ensure_ascii=False, sort_keys=True)
    holding = _holding(connection, change)
    if holding is not None and holding.after == after and holding.meant == change.meant:
        return int(holding.id), False
    row = {
        "document": change.document, "kind": change.kind, "target": change.target_text,
        "before": json.dumps(change.before, ensure_ascii=False, sort_keys=True), "after": after,
        "meant": change.meant, "person": person, "made": now,
    }  # fmt: skip
    added = connection.execute(insert(corrections).values(**row)).inserted_primary_key
    assert added is not None
    return int(added[0]), True


def _holding(connection: Connection, change: Change) -> Any:
    from sqlalchemy import select

    query = select(corrections).where(
        corrections.c.kind == change.kind,
        corrections.c.target == change.target_text,
        corrections.c.undone.is_(None),
        corrections.c.document.is_(None) if change.document is None else corrections.c.document == change.document,
    )
    return connection.execute(query.order_by(corrections.c.id.desc()).limit(1)).first()


def undo(connection: Connection, number: int, person: str, now: str) -> bool:
    """Takes a change back; whether it held until now. What held before it on the same target holds again."""
    from sqlalchemy import update

    row = (corrections.c.id == number) & corrections.c.undone.is_(None)
    return connection.execute(update(corrections).where(row).values(undone=now, undone_by=person)).rowcount > 0


def one(connection: Connection, number: int) -> Any:
    """The row of a change, or None."""
    return connection.execute(corrections.select().where(corrections.c.id == number)).first()


def of_documents(connection: Connection, ids: Sequence[str]) -> dict[str, Corrections]:
    """What holds for each of these papers. Names put right for all papers are in every one."""
    rows: dict[str, dict[tuple[str, str], Any]] = defaultdict(dict)
    for row in sorted(rows_in(connection, tuple(corrections.c), corrections.c.document, ids), key=lambda r: r.id):
        if row.undone is None:
            rows[row.document][row.kind, row.target] = row
    names = issuer_names(connection)
    meant = _current(connection, [r.meant for each in rows.values() for r in each.values() if r.meant])
    return {id: _together(rows[id], names, meant) for id in ids if names or id in rows}


def issuer_names(connection: Connection) -> dict[str, str]:
    """Comparable form of a name as read -> the name that a person gave for all papers that print it."""
    from sqlalchemy import select

    query = select(corrections.c.target, corrections.c.after).where(
        corrections.c.kind == "issuer", corrections.c.undone.is_(None)
    )
    return {r.target: json.loads(r.after) for r in connection.execute(query.order_by(corrections.c.id))}


def _together(rows: dict[tuple[str, str], Any], issuers: dict[str, str], meant: dict[str, Meant]) -> Corrections:
    fields: dict[str, Any] = {}
    lines: list[tuple[Place, str]] = []
    references: list[tuple[Place, Meant | None]] = []
    for (kind, target), row in sorted(rows.items()):
        value = json.loads(row.after)
        if kind == "field":
            fields[target] = value
        elif kind == "line":
            lines.append((Place(*json.loads(target)), value))
        elif kind == "reference":
            settled = meant.get(row.meant) or (Meant(**value) if value else None)
            references.append((Place(*json.loads(target)), settled))
    return Corrections(fields, tuple(lines), tuple(references), issuers)


def _current(connection: Connection, ids: Sequence[str]) -> dict[str, Meant]:
    """How held documents are identified now: a reference set on one follows it when its own head is put right."""
    return {
        r.id: meant_of(r) for r in rows_in(connection, tuple(documents.c), documents.c.id, sorted(set(ids))) if r.key
    }


def meant_of(row: Any) -> Meant:
    """What a reference to the document of this row gives."""
    return Meant(row.key, row.type, row.number, row.year, row.date, row.issuer, row.locality)


def history(
    connection: Connection,
    *,
    document: str | None = None,
    limit: int = 100,
    before: int | None = None,
    kind: Kind | None = None,
    without: Collection[str] = (),
) -> list[dict[str, Any]]:
    """Changes, newest first: `[{"id", "document", "kind", "target", "place", "from", "to", "meant", "who", "when",
    "undone", "undone_by"}]`; `target` is the field, the words or the name. `document`: of one paper, with those names
    put right for all papers left out, and what became of its tasks by whichever file that was said; `before`: older
    than this number; `kind`: of this kind alone; `without`: none of these documents."""
    from sqlalchemy import or_, select

    query = select(corrections).order_by(corrections.c.id.desc()).limit(limit)
    if document is not None:
        key = select(documents.c.key).where(documents.c.id == document).scalar_subquery()
        files = select(documents.c.id).where(documents.c.key == key)
        of_tasks = (corrections.c.kind == "task") & corrections.c.document.in_(files)
        query = query.where(or_(corrections.c.document == document, of_tasks))
    if before is not None:
        query = query.where(corrections.c.id < before)
    if kind is not None:
        query = query.where(corrections.c.kind == kind)
    if without:
        query = query.where(or_(corrections.c.document.is_(None), none_of(corrections.c.document, sorted(without))))
    return [as_json(row) for row in connection.execute(query)]


def as_json(row: Any) -> dict[str, Any]:
    """A row as `history` lists it."""
    placed = json.loads(row.target) if row.kind in ("line", "reference") else None
    before = json.loads(row.before)
    words = placed[0] if placed else before if row.kind == "issuer" else row.target
    if row.kind == "task":  # kept with the words of the task: its code says nothing to people
        words, before = f"{before['unit']}: {before['text']}", {"state": before["state"]}
    return {
        "id": row.id,
        "document": row.document,
        "kind": row.kind,
        "target": words,
        "from": before,
        "to": json.loads(row.after),
        "meant": row.meant,
        "who": row.person,
        "when": row.made,
        "undone": row.undone,
        "undone_by": row.undone_by,
    }
