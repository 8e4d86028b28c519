"""Two lists over all papers, made anew from the catalogue whenever a paper is put into the index: what a person should
look at, with the risk that it is wrong, and who was told to do what by when. Copies of a paper stand in neither."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from corpus import task_marks
from corpus.catalogue import Catalogue, chunks, put_rows, rows_in
from corpus.one_of import one_of
from corpus.risks import FIELDS, LEAST, code_of, risk
from corpus.schema import bodies, corrections, documents, doubts, duties, nodes, resolutions
from extractor.corrections import RULE
from extractor.header.annexed import WITHOUT_NUMBER
from extractor.text import fold, squash

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

# What hangs on these is found by them; a citation is not found by a title or a signer.
_IDENTIFY = ("type", "number", "date", "issuer")
_BATCH = 500

_DOUBT, _DUTY = itemgetter(*doubts.columns.keys()), itemgetter(*duties.columns.keys())


class Rows(NamedTuple):
    """Rows of both lists, in the order of their columns."""

    doubts: list[tuple[Any, ...]]
    duties: list[tuple[Any, ...]]


def looked_at(connection: Connection, ids: Sequence[str]) -> set[tuple[str, str]]:
    """The fields that a person has put right: (document, field)."""
    columns = (corrections.c.document, corrections.c.target, corrections.c.kind, corrections.c.undone)
    said = rows_in(connection, columns, corrections.c.document, ids)
    return {(r.document, r.target) for r in said if r.kind == "field" and r.undone is None}


def add(rows: Rows, id: str, contract: dict[str, Any], looked_at: Collection[tuple[str, str]]) -> None:
    """Puts what a paper, which is no copy of another one, has for the lists to the rows."""
    settled = {field for document, field in looked_at if document == id}
    rows.doubts.extend(map(_DOUBT, _doubts(id, contract, settled)))
    rows.duties.extend(map(_DUTY, _duties(id, contract)))


def put(connection: Connection, ids: Sequence[str], rows: Rows) -> None:
    """Brings the rows of these papers up to date, whether they are still there or not."""
    from sqlalchemy import delete

    for piece in chunks(ids):
        for table in (doubts, duties):
            connection.execute(delete(table).where(one_of(table.c.document, piece)))
    put_rows(connection, doubts, rows.doubts)
    put_rows(connection, duties, rows.duties)


def fill(catalogue: Catalogue) -> None:
    """Makes both lists anew: after an upgrade, and with the index."""
    from sqlalchemy import delete, select

    with catalogue.write() as connection:
        for table in (doubts, duties):
            connection.execute(delete(table))
        ids = list(connection.execute(select(nodes.c.document).where(nodes.c.document == nodes.c.node)).scalars())
    for piece in chunks(sorted(ids), _BATCH):
        with catalogue.write() as connection:
            rows, settled = Rows([], []), looked_at(connection, piece)
            for row in rows_in(connection, (bodies.c.document, bodies.c.contract), bodies.c.document, piece):
                add(rows, row.document, json.loads(row.contract), settled)
            put(connection, piece, rows)


def _doubts(id: str, contract: dict[str, Any], settled: set[str]) -> Iterator[dict[str, Any]]:
    """Fields by the risk that they are wrong, and warnings that name none."""
    source = contract["source"]["text_source"]
    warned = {w["field"]: w for w in reversed(contract["warnings"]) if w["field"]}
    if any(w["code"] == WITHOUT_NUMBER for w in warned.values()):
        settled = settled | {"number"}
    number = 0
    for field in dict.fromkeys((*FIELDS, *warned)):
        if field in settled or (contract["kind"] == "news" and field not in warned):
            continue
        evidence = contract["evidence"].get(field)
        rule = evidence["rule"] if evidence else ("read" if contract.get(field) else "none")
        warning = warned.get(field)
        code = code_of(field, contract.get(field), warning["code"] if warning else "")
        found = risk(field, rule, source, code)
        if rule != RULE and (warning or found >= LEAST):
            yield {
                "document": id, "number": number, "field": field, "code": code if warning else "risk",
                "message": warning["message"] if warning else "", "rule": rule, "risk": found,
                "start": evidence["start"] if evidence else None, "page": warning["page"] if warning else None,
            }  # fmt: skip
            number += 1
    for warning in contract["warnings"]:
        if not warning["field"]:
            yield {
                "document": id, "number": number, "field": None, "code": warning["code"],
                "message": warning["message"], "rule": "none", "risk": risk("", "none", source, warning["code"]),
                "start": None, "page": warning["page"],
            }  # fmt: skip
            number += 1


def _duties(id: str, contract: dict[str, Any]) -> Iterator[dict[str, Any]]:
    tasks = contract.get("tasks", ())
    for number, (task, code) in enumerate(zip(tasks, task_marks.codes(tasks), strict=True)):
        deadline = task["deadline"] or {}
        yield {
            "document": id, "number": number, "unit": task["unit"], "unit_form": fold(squash(task["unit"])),
            "role": task["role"], "text": task["text"], "start": task["start"], "end": task["end"],
            "due": deadline.get("date"), "due_text": deadline.get("text"),
            "code": code,
        }  # fmt: skip


def doubtful(
    connection: Connection, *, limit: int, offset: int = 0, field: str | None = None, code: str | None = None
) -> list[dict[str, Any]]:
    """What to look at, where most is at stake first: the risk of a value times (one and) how many papers cite the
    document, where the field is one that citations find it by; what a person has seen (`Archive.dismiss`) is left out.
    `[{"document", "number", "title", "code", "field", "message", "start", "page", "rule", "risk", "depends"}]`."""
    from sqlalchemy import case, exists, func, select

    cites = (
        select(resolutions.c.target, func.count(nodes.c.node.distinct()).label("n"))
        .join(nodes, nodes.c.document == resolutions.c.document)
        .where(resolutions.c.target.in_(select(doubts.c.document)), nodes.c.node != resolutions.c.target)
        .group_by(resolutions.c.target)
        .subquery()
    )
    depends = case((doubts.c.field.in_(_IDENTIFY), func.coalesce(cites.c.n, 0)), else_=0)
    seen = exists().where(
        corrections.c.document == doubts.c.document,
        corrections.c.kind == "seen",
        corrections.c.target == doubts.c.code + ": " + doubts.c.message,
        corrections.c.undone.is_(None),
    )
    query = (
        select(doubts, documents.c.number.label("its_number"), documents.c.title, depends.label("depends"))
        .join(documents, documents.c.id == doubts.c.document)
        .outerjoin(cites, cites.c.target == doubts.c.document)
        .where(~seen)
        .order_by((doubts.c.risk * (1 + depends)).desc(), doubts.c.document, doubts.c.number)
        .limit(limit)
        .offset(offset)
    )
    if field is not None:
        query = query.where(doubts.c.field == field)
    if code is not None:
        query = query.where(doubts.c.code == code)
    return [
        {
            "document": r.document, "number": r.its_number, "title": r.title, "code": r.code, "field": r.field,
            "message": r.message, "start": r.start, "page": r.page, "rule": r.rule, "risk": r.risk,
            "depends": r.depends,
        }
        for r in connection.execute(query)
    ]  # fmt: skip


def told_to(
    connection: Connection,
    *,
    unit: str | None = None,
    role: str | None = None,
    due_from: str | None = None,
    due_to: str | None = None,
    undated: bool = False,
    mark: str | None = None,
    ids: Collection[str] | None = None,
    code: str | None = None,
    limit: int | None = 1000,
    offset: int = 0,
) -> list[dict[str, Any]]:
    """Who was told to do what, soonest due first: `[{"document", "number", "date", "issuer", "title", "unit", "role",
    "text", "start", "end", "due", "due_text", "code", "mark"}]`, the last what a person said became of it (see
    `corpus.task_marks.as_json`). `unit`: part of a body's name, in any spelling; `due_from`, `due_to`: ISO, inclusive;
    `undated`: those without a day to be done by too; `mark`: only those `open`, `done` or `not-ours`; `ids`: told by
    these documents; `code`: the task of this code."""
    from sqlalchemy import and_, or_, select, true

    names = ("number", "date", "issuer", "title")
    said = (documents.c[name].label(f"its_{name}") for name in names)
    query = select(duties, *said, *task_marks.COLUMNS).select_from(_marked())
    query = query.where(*_asked(unit, role))
    if ids is not None:
        query = query.where(duties.c.document.in_(sorted(ids)))
    if code is not None:
        query = query.where(duties.c.code == code)
    if mark is not None:
        query = query.where(task_marks.has_state(mark))
    within = and_(
        duties.c.due.is_not(None),
        duties.c.due >= due_from if due_from else true(),
        duties.c.due <= due_to if due_to else true(),
    )
    query = query.where(or_(duties.c.due.is_(None), within) if undated else within)
    query = query.order_by(duties.c.due.is_(None), duties.c.due, duties.c.document, duties.c.number)
    query = query.limit(limit).offset(offset)
    found = [
        {
            "document": r.document, **{name: getattr(r, f"its_{name}") for name in names}, "unit": r.unit,
            "role": r.role, "text": r.text, "start": r.start, "end": r.end, "due": r.due, "due_text": r.due_text,
            "code": r.code, "mark": task_marks.as_json(r),
        }
        for r in connection.execute(query)
    ]  # fmt: skip
    task_marks.with_papers(connection, [one["mark"] for one in found if one["mark"]])
    return found


def count_told(
    connection: Connection,
    days: Sequence[str],
    *,
    unit: str | None = None,
    role: str | None = None,
    ids: Collection[str] | None = None,
) -> list[int]:
    """How many that are open are due before the first of these days (ISO, ascending), before the next ones, from the
    last one on, and without a day; how many are done, and how many none of theirs. `unit`, `role` as `told_to`; `ids`:
    told by these documents."""
    from sqlalchemy import case, func, select

    marked = [(task_marks.has_state(one), len(days) + 2 + at) for at, one in enumerate(task_marks.STATES)]
    before = ((duties.c.due < day, at) for at, day in enumerate(days))
    late = [*marked, (duties.c.due.is_(None), len(days) + 1), *before]
    when = case(*late, else_=len(days)).label("slot")
    # by its name: a server takes the expression, with parameters of its own, for another one
    query = select(when, func.count().label("n")).select_from(_marked()).where(*_asked(unit, role)).group_by("slot")
    counts = [0] * (len(days) + 2 + len(task_marks.STATES))
    for piece in [None] if ids is None else chunks(sorted(ids)):
        narrowed = query if piece is None else query.where(one_of(duties.c.document, piece))
        for row in connection.execute(narrowed):
            counts[row.slot] += row.n
    return counts


def _marked() -> Any:
    """Tasks with their papers, and the row of `corrections` that says what became of them."""
    held = task_marks.holding()
    same = (held.c.identity == task_marks.identity()) & (held.c.target == duties.c.code)
    return (
        duties.join(documents, documents.c.id == duties.c.document)
        .outerjoin(held, same)
        .outerjoin(corrections, corrections.c.id == held.c.id)
    )


def _asked(unit: str | None, role: str | None) -> Iterator[Any]:
    if unit:
        yield duties.c.unit_form.contains(fold(squash(unit)), autoescape=True)
    if role:
        yield duties.c.role == role
