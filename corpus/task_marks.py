"""What people say became of a task: done, or none of theirs. A mark is a row of `corrections` of kind `task`; it holds
for the paper, by whichever file of it is read, as long as the task is told there in the same words."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, get_args

from corpus.catalogue import chunks
from corpus.one_of import one_of
from corpus.schema import corrections, documents, duties
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
    """`{"id", "state", "day", "paper", "who", "when"}` of a row with the columns of `COLUMNS`; None: the task is
    open."""
    if row.mark_id is None:
        return None
    said = json.loads(row.mark_after)
    return {
        "id": row.mark_id, "state": said["state"], "day": said["day"], "paper": row.mark_paper, "who": row.mark_who,
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
    return found
