"""Keeps resolutions equal to what they would be if everything were resolved anew, by redoing only what a change
touches: the mentions of the same key, block (number and letters) or short form."""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from corpus.beside import Beside, bounded, here
from corpus.catalogue import Catalogue, chunks, each_row, put_rows, rows_in
from corpus.ledger import changed_by, mark, mark_links
from corpus.linking.resolve import Cited, Citing, Resolution, resolve_document
from corpus.linking.shelf import load_shelf, told_of
from corpus.one_of import one_of, one_pair_of
from corpus.schema import documents, mentions, nodes, paths, pending, resolutions
from extractor.annexed import act_key
from extractor.text import fold

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

Row = tuple[Any, ...]
"""A row of `resolutions`, in the order of its columns."""

_BATCH = 400
_BATCH_MENTIONS = 2500
"""Papers and mentions that are resolved together."""

_SPREAD = 20_000
"""So many changes are followed in one transaction: more would hold memory and the lock for too long."""

_CHANGES = ("key", "day", "block", "short", "whole-block")


def settle(catalogue: Catalogue, beside: Beside | None = None, told: Callable[[int, int], None] | None = None) -> int:
    """Does the pending resolving; returns how many documents were resolved. May be interrupted anywhere.

    `beside` makes the resolutions (in this process if not given); what is written here changes none of those to come,
    since a resolution depends on papers and mentions alone. `told(done, all)` hears how far it is.
    """
    spreading, waiting = True, list[tuple[str, int]]()
    while spreading:
        with catalogue.write() as connection:
            spreading = _spread(connection)
            waiting = [] if spreading else _waiting(connection)
    done = 0
    resolving = partial(changed_resolutions, settling=secrets.token_hex(8))
    try:
        for batch, (gone, come) in (beside or here(catalogue))(resolving, bounded(waiting, _BATCH, _BATCH_MENTIONS)):
            with catalogue.write() as connection:
                _rewrite(connection, gone, come)
                _forget(connection, "resolve", batch)
            done += len(batch)
            if told is not None:
                told(done, len(waiting))
    finally:
        told_of.cache_clear()
    return done


def mark_all(catalogue: Catalogue) -> None:
    """Everything is to be resolved and put into the index again."""
    from sqlalchemy import select

    with catalogue.write() as connection:
        ids = list(connection.execute(select(documents.c.id)).scalars())
        mark(connection, [("arrive", id) for id in ids])


def _waiting(connection: Connection) -> list[tuple[str, int]]:
    """Documents to be resolved, each with the number of its mentions."""
    from sqlalchemy import func, select

    query = (
        select(pending.c.value, func.count(mentions.c.position))
        .outerjoin(mentions, mentions.c.document == pending.c.value)
        .where(pending.c.what == "resolve")
        .group_by(pending.c.value)
        .order_by(pending.c.value)
    )
    return [(id, count) for id, count in each_row(connection, query)]


def _forget(connection: Connection, what: str, values: Sequence[str]) -> None:
    from sqlalchemy import delete

    for piece in chunks(values):
        connection.execute(delete(pending).where(pending.c.what == what, one_of(pending.c.value, piece)))


def _spread(connection: Connection) -> bool:
    """From a part of what changed to the documents that may now resolve otherwise; brings `nodes` up to date first.

    Says whether more may be left: a document is resolved after the last part, when all that matters to it was marked.
    """
    from sqlalchemy import delete, select

    waiting: dict[str, list[str]] = {what: [] for what in (*_CHANGES, "arrive", "drop")}
    query = select(pending.c.what, pending.c.value).where(pending.c.what.in_(waiting))
    for row in each_row(connection, query.order_by(pending.c.what, pending.c.value).limit(_SPREAD)):
        waiting[row.what].append(row.value)
    taken = sum(map(len, waiting.values()))
    if not taken:
        return False
    changed = {what: set(waiting[what]) for what in _CHANGES}
    arrived, dropped = waiting["arrive"], waiting["drop"]
    for what, value in changed_by(connection, arrived):
        changed[what].add(value)
    current = _current(connection, {*dropped, *arrived})
    gone = sorted({*dropped, *arrived} - current)
    targets = {target for _, target in _pairs(_rows_of(connection, gone))}
    mark_links(connection, [r.node for r in rows_in(connection, (nodes.c.node,), nodes.c.document, gone)])
    for piece in chunks(gone):
        connection.execute(delete(resolutions).where(one_of(resolutions.c.document, piece)))
        connection.execute(delete(nodes).where(one_of(nodes.c.document, piece)))
    _name_nodes(connection, sorted(changed["key"]), sorted(current))
    touched = _in_graph(connection, {*current, *_touched(connection, changed)})
    for what, values in waiting.items():
        _forget(connection, what, values)
    _forget(connection, "resolve", gone)
    mark(connection, [("resolve", id) for id in touched])
    mark(connection, [("index", id) for id in {*gone, *current, *targets}])
    return taken == _SPREAD


def _touched(connection: Connection, changed: dict[str, set[str]]) -> set[str]:
    """Documents with a mention that the changes can resolve otherwise. A mention with a key depends on papers of that
    key, and on those of its number, letters and day; one without depends on all of its number."""
    from sqlalchemy import func, select

    found: set[str] = set()
    blocks, shorts = set(changed["block"]), set(changed["short"])
    # A paper that full citations name is known from them only as long as it is not held: see `load_shelf`.
    named = [one_of(mentions.c.key, piece) for piece in chunks(sorted(changed["key"]))]
    keyed = func.coalesce(mentions.c.key, "") != ""  # said so that the index of days is used, which tells more
    named += [keyed & _of_days(piece) for piece in chunks(sorted(changed["day"]))]
    for which in named:
        for row in each_row(connection, select(mentions.c.block, mentions.c.short).where(which).distinct()):
            blocks |= {row.block} - {None}
            shorts |= {row.short} - {None}
    whole = ((mentions.c.key, changed["key"]), (mentions.c.block, changed["whole-block"]))
    for column, values in whole:
        found.update(r.document for r in rows_in(connection, (mentions.c.document,), column, sorted(values)))
    for column, values in ((mentions.c.block, blocks), (mentions.c.short, shorts)):
        for piece in chunks(sorted(values)):
            query = select(mentions.c.document).where(one_of(column, piece), mentions.c.key.is_(None))
            found.update(connection.execute(query).scalars())
    for piece in chunks(sorted(changed["day"])):
        found.update(connection.execute(select(mentions.c.document).where(_of_days(piece))).scalars())
    return found


def _of_days(marks: Sequence[str]) -> Any:
    """The mentions of these numbers, letters and days (`BLOCK@DATE`)."""
    days = [(block, date) for block, _, date in (value.rpartition("@") for value in marks)]
    return one_pair_of(mentions.c.block, mentions.c.date, days)


def _current(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Of these documents those whose content some path holds."""
    from sqlalchemy import exists, select

    found: set[str] = set()
    for piece in chunks(sorted(ids)):
        held = select(documents.c.id).where(
            one_of(documents.c.id, piece), exists().where(paths.c.sha256 == documents.c.sha256)
        )
        found.update(connection.execute(held).scalars())
    return found


def _in_graph(connection: Connection, ids: set[str]) -> set[str]:
    return {r.document for r in rows_in(connection, (nodes.c.document,), nodes.c.document, sorted(ids))}


def _rows_of(connection: Connection, ids: Sequence[str]) -> set[Row]:
    """The rows of `resolutions` of these documents."""
    return {tuple(row) for row in rows_in(connection, tuple(resolutions.c), resolutions.c.document, ids)}


def _pairs(rows: Iterable[Row]) -> set[tuple[str, str]]:
    """Citing document and held target of such rows, once each: what `cited_by` counts."""
    return {(document, target) for document, _, state, target, *_ in rows if state == "resolved"}


def _name_nodes(connection: Connection, keys: Sequence[str], ids: Sequence[str]) -> None:
    """Which held papers are one document: same key, no other date; a scan whose day nobody could read is the one paper
    of its key that has a day, if there is one only. The one with the best text stands for it. An act may be issued with
    two papers of one kind: of these the title tells."""
    from sqlalchemy import delete

    rows: dict[str, Any] = {}
    columns = (
        documents.c.id, documents.c.key, documents.c.date, documents.c.text_source, documents.c.chars,
        documents.c.title,
    )  # fmt: skip
    rows.update((r.id, r) for r in rows_in(connection, columns, documents.c.id, ids))
    shared = sorted({*keys, *(r.key for r in rows.values() if r.key)})
    rows.update((r.id, r) for r in rows_in(connection, columns, documents.c.key, shared))
    alive = _current(connection, rows)
    days: dict[str, set[str]] = defaultdict(set)
    for id in alive:
        days[_name_of(rows[id])] |= {rows[id].date} - {None}
    groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for id in sorted(alive):
        name, date = _name_of(rows[id]), rows[id].date or ""
        groups[name, "" if len(days[name]) == 1 else date].append(rows[id])
    named: dict[str, str] = {}
    changed: set[str] = set()
    for group in groups.values():
        best = min(group, key=lambda r: (r.text_source != "text", -r.chars, r.id))
        named.update((r.id, best.id) for r in group)
    before = {
        r.document: r.node
        for r in rows_in(connection, (nodes.c.document, nodes.c.node), nodes.c.document, sorted(rows))
    }
    changed.update(document for document, node in named.items() if before.get(document) != node)
    for piece in chunks(sorted(rows)):
        connection.execute(delete(nodes).where(one_of(nodes.c.document, piece)))
    put_rows(connection, nodes, list(named.items()))
    moved = {*changed, *(before[c] for c in changed if c in before)}
    mark(connection, [("index", id) for id in moved])
    mark_links(connection, {*moved, *(named[document] for document in changed)})


def _name_of(row: Any) -> str:
    """What copies of one paper share."""
    return f"{row.key} {fold(row.title or '')}" if act_key(row.key) else row.key or row.id


_CITED = tuple(
    mentions.c[name]
    for name in ("position", "key", "block", "short", "type_slug", "issuer_slug", "locality", "year", "term", "date",
                 "title", "context", "annexed")
)  # fmt: skip
"""Columns of `mentions` in the order in which the resolver takes them (`Cited(*row)`)."""


def changed_resolutions(connection: Connection, ids: Sequence[str], *, settling: str) -> tuple[set[Row], set[Row]]:
    """Resolves the mentions of these documents: the rows of `resolutions` that go, and those that come. `settling`
    names the run of `settle` that asks."""
    dates = {r.id: r.date for r in rows_in(connection, (documents.c.id, documents.c.date), documents.c.id, ids)}
    cited: dict[str, list[Cited]] = defaultdict(list)
    for document, *values in rows_in(connection, (mentions.c.document, *_CITED), mentions.c.document, ids):
        cited[document].append(Cited(*values))
    shelf = load_shelf(connection, [mention for each in cited.values() for mention in each], told_of(settling))
    before = _rows_of(connection, ids)
    after = {
        _row(id, resolution)
        for id in ids
        for resolution in resolve_document(
            Citing(id, dates.get(id)), sorted(cited[id], key=lambda c: c.position), shelf
        )
    }
    return before - after, after - before


def _rewrite(connection: Connection, gone: set[Row], come: set[Row]) -> None:
    """Writes what comes out otherwise than before, and notes what that touches."""
    from sqlalchemy import bindparam, delete

    if gone:
        row = (resolutions.c.document == bindparam("of")) & (resolutions.c.position == bindparam("at"))
        connection.execute(delete(resolutions).where(row), [{"of": of, "at": at} for of, at, *_ in sorted(gone)])
    put_rows(connection, resolutions, sorted(come))
    # What is told twice of a target can cancel nothing here: at worst it is put into the index anew for nothing.
    mark(connection, [("index", target) for _, target in _pairs(gone) ^ _pairs(come)])
    moved = {document for document, *_ in {row[:4] for row in gone} ^ {row[:4] for row in come}}
    mark_links(connection, [r.node for r in rows_in(connection, (nodes.c.node,), nodes.c.document, sorted(moved))])


def _row(id: str, resolution: Resolution) -> Row:
    candidates = "[]"
    if resolution.candidates:
        candidates = json.dumps([{"id": c, "evidence": e} for c, e in resolution.candidates], ensure_ascii=False)
    reasons, findings = _listed(resolution.reasons), _listed(resolution.findings)
    state, target, part = resolution.state, resolution.target, resolution.part
    return id, resolution.position, state, target, candidates, reasons, findings, part


@lru_cache(maxsize=4096)
def _listed(values: tuple[str, ...]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
