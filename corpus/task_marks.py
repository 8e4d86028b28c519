"""What people say became of a task: done, or none of theirs. A mark is a row of `corrections` of kind `task`; it holds
for the paper, by whichever file of it is read, as long as the task is told there in the same words."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, get_args

from corpus.catalogue import chunks, rows_in
from corpus.one_of import one_of
from corpus.schema import bodies, corrections, documents, duties, nodes
from extractor.text import fold, squash

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

State = Literal["done", "not-ours"]
STATES: tuple[State, ...] = get_args(State)
OPEN = "open"
_CODE_CHARS = 16


def codes(tasks: Sequence[Mapping[str, Any]]) -> list[str]:
    """What names each task of a paper, in their order: the body and the words, in any spelling and with any spaces; a
    second one of the same words is told apart by its number."""
    found, seen = [], Counter[str]()
    for task in tasks:
        said = f"{fold(squash(task['unit']))}\n{fold(squash(task['text']))}"
        code = hashlib.sha256(said.encode()).hexdigest()[:_CODE_CHARS]
        seen[code] += 1
        found.append(code if seen[code] == 1 else f"{code}-{seen[code]}")
    return found


def identity() -> Any:
    """What a row of `documents` is, whichever file it was read from: the key, or itself where that is not known."""
    from sqlalchemy import func

    return func.coalesce(documents.c.key, documents.c.id)


def holding() -> Any:
    """The marks that hold, one a task: a subquery with `identity`, `target` (the code) and `id` (of the row)."""
    from sqlalchemy import func, select

    return (
        select(identity().label("identity"), corrections.c.target, func.max(corrections.c.id).label("id"))
        .select_from(corrections)
        .join(documents, documents.c.id == corrections.c.document)
        .where(corrections.c.kind == "task", corrections.c.undone.is_(None))
        .group_by(identity(), corrections.c.target)
        .subquery()
    )


def has_state(state: str) -> Any:
    """Whether the joined row of `corrections` says this; `open`: there is none."""
    if state == OPEN:
        return corrections.c.id.is_(None)
    return corrections.c.after.contains(json.dumps({"state": state})[1:-1], autoescape=True)


def as_json(row: Any) -> dict[str, Any] | None:
    """`{"id", "state", "day", "day_of_paper", "paper", "who", "when"}` of a row with the columns of `COLUMNS`; None:
    the task is open. `day_of_paper`: the day is that of the paper that did it; `with_papers` puts `paper` right."""
    if row.mark_id is None:
        return None
    said = json.loads(row.mark_after)
    return {
        "id": row.mark_id, "state": said["state"], "day": said["day"],
        "day_of_paper": bool(said.get("day_of_paper")), "paper": row.mark_paper, "who": row.mark_who,
        "when": row.mark_when,
    }  # fmt: skip


COLUMNS = (
    corrections.c.id.label("mark_id"), corrections.c.after.label("mark_after"),
    corrections.c.meant.label("mark_paper"), corrections.c.person.label("mark_who"),
    corrections.c.made.label("mark_when"),
)  # fmt: skip


def told(connection: Connection, document: str, code: str) -> Any:
    """The row of `duties` of a task; None where the paper tells none of that code."""
    from sqlalchemy import select

    query = select(duties).where(duties.c.document == document, duties.c.code == code)
    return connection.execute(query.limit(1)).first()


def of_papers(connection: Connection, ids: Sequence[str]) -> dict[tuple[str, str], dict[str, Any]]:
    """The marks on tasks of these papers: by id of the paper and code of the task."""
    from sqlalchemy import select

    held = holding()
    query = (
        select(documents.c.id.label("document"), held.c.target, *COLUMNS)
        .select_from(documents)
        .join(held, held.c.identity == identity())
        .join(corrections, corrections.c.id == held.c.id)
    )
    found = {}
    for piece in chunks(list(ids)):
        for row in connection.execute(query.where(one_of(documents.c.id, piece))):
            mark = as_json(row)
            if mark is not None:
                found[row.document, row.target] = mark
    with_papers(connection, found.values())
    return found


def papers_now(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The node that each of these documents belongs to or, where another file took its place, that of another file of
    the same paper; without those that left the archive."""
    from sqlalchemy import func, select

    wanted = sorted(set(ids))
    own = rows_in(connection, (nodes.c.document, nodes.c.node), nodes.c.document, wanted)
    found = {row.document: row.node for row in own}
    left = [id for id in wanted if id not in found]
    keys = {r.id: r.key for r in rows_in(connection, (documents.c.id, documents.c.key), documents.c.id, left) if r.key}
    query = (
        select(documents.c.key, func.min(nodes.c.node).label("node"))
        .join(nodes, nodes.c.document == documents.c.id)
        .group_by(documents.c.key)
    )
    of_key: dict[str, str] = {}
    for piece in chunks(sorted(set(keys.values()))):
        of_key |= {row.key: row.node for row in connection.execute(query.where(one_of(documents.c.key, piece)))}
    return found | {id: of_key[key] for id, key in keys.items() if key in of_key}


def with_papers(connection: Connection, marks: Collection[dict[str, Any]]) -> None:
    """Puts in the place of the file that a mark names the node that stands for its paper today."""
    named = [mark["paper"] for mark in marks if mark["paper"]]
    now = papers_now(connection, named) if named else {}
    for mark in marks:
        mark["paper"] = now.get(mark["paper"])


def without_paper(mark: Mapping[str, Any]) -> dict[str, Any]:
    """The mark as it is told to those who may not see the paper that did the task: nor its day."""
    return {**mark, "paper": None, "day": None if mark["day_of_paper"] else mark["day"]}


def move(connection: Connection, sha256: str) -> None:
    """Before the papers of a content go: marks on their tasks, and marks that name them as what did a task, pass to
    another file of the same paper. A mark goes only where the task is told in the same words: it holds those words."""
    from sqlalchemy import select, update

    leaving = documents.c.sha256 == sha256
    keys = {r.id: r.key for r in connection.execute(select(documents.c.id, documents.c.key).where(leaving)) if r.key}
    query = (
        select(documents.c.id, documents.c.key, bodies.c.contract)
        .join(bodies, bodies.c.document == documents.c.id)
        .outerjoin(nodes, nodes.c.document == documents.c.id)
        .where(~leaving)
        .order_by(nodes.c.node.is_(None), documents.c.id)
    )
    others: dict[str, list[Any]] = defaultdict(list)
    for piece in chunks(sorted(set(keys.values()))):
        for row in connection.execute(query.where(one_of(documents.c.key, piece))):
            others[row.key].append(row)
    for id, key in keys.items():
        if not others[key]:
            continue
        by_it = update(corrections).where(corrections.c.kind == "task", corrections.c.meant == id)
        connection.execute(by_it.values(meant=others[key][0].id))
        of_it = (corrections.c.kind == "task") & (corrections.c.document == id)
        left = set(connection.execute(select(corrections.c.target).distinct().where(of_it)).scalars())
        for row in others[key] if left else ():
            told_there = left.intersection(codes(json.loads(row.contract).get("tasks") or ()))
            for code in sorted(told_there):
                moved = update(corrections).where(of_it, corrections.c.target == code)
                connection.execute(moved.values(document=row.id))
            left -= told_there
