"""The state of every file, as it follows from what its path and its content came to. Nothing of it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from corpus.balance import FileState, State
from corpus.catalogue import chunks, each_row
from corpus.one_of import one_of
from corpus.records import REFUSED
from corpus.schema import contents, paths

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.engine import Connection


def file_states(connection: Connection, wanted: Sequence[str] | None = None) -> list[FileState]:
    """The state of every path (or of those wanted), sorted by path. Of equal contents the first path is the indexed
    one and the others are its duplicates."""
    found: list[FileState] = []
    for piece in [None] if wanted is None else chunks(wanted):
        found.extend(_state(row) for row in each_row(connection, _states_query(piece)))
    return sorted(found, key=lambda each: each.path)


def _states_query(piece: Sequence[str] | None) -> Select[Any]:
    """Every path (or those of a piece) with its content's outcome and the first path of that content."""
    from sqlalchemy import func, select

    grouped = select(paths.c.sha256, func.min(paths.c.path).label("first")).where(paths.c.sha256.is_not(None))
    if piece is not None:
        inner = paths.alias()
        grouped = grouped.where(paths.c.sha256.in_(select(inner.c.sha256).where(one_of(inner.c.path, piece))))
    first = grouped.group_by(paths.c.sha256).subquery()
    query = select(
        paths.c.path,
        paths.c.sha256,
        paths.c.code.label("path_code"),
        paths.c.message.label("path_message"),
        paths.c.last_change,
        contents.c.state,
        contents.c.code,
        contents.c.message,
        contents.c.settled,
        first.c.first,
    ).select_from(
        paths.outerjoin(contents, contents.c.sha256 == paths.c.sha256).outerjoin(
            first, first.c.sha256 == paths.c.sha256
        )
    )
    return query if piece is None else query.where(one_of(paths.c.path, piece))


def _state(row: Any) -> FileState:
    if row.path_code in REFUSED:
        return FileState(row.path, "refused", row.path_code, row.path_message, row.last_change)
    if row.path_code is not None:
        return FileState(row.path, "failed", row.path_code, row.path_message, row.last_change)
    if row.state is None:
        return FileState(
            row.path, "failed", "not-finished", "chưa xử lý xong (lần nạp trước bị ngắt). Hãy nạp lại.", row.last_change
        )
    state: State = row.state
    if state == "indexed" and row.first != row.path:
        return FileState(row.path, "duplicate", "duplicate-of", f"trùng nội dung với {row.first}", row.settled)
    return FileState(row.path, state, row.code, row.message, row.settled)
