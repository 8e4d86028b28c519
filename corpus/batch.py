"""Writes what a run has found, many files in one transaction: new contents in a few statements, the rest one by one."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from corpus import ledger
from corpus.catalogue import put_rows, rows_in
from corpus.correcting import mark_meaning, with_corrections
from corpus.ledger import Finding
from corpus.records import Extracted, Failed
from corpus.schema import bodies, contents, documents, links, mentions, paths

if TYPE_CHECKING:
    from sqlalchemy import Table
    from sqlalchemy.engine import Connection

Outcome = Extracted | Failed


def put_batch(
    connection: Connection, outcomes: Sequence[tuple[str, Outcome]], findings: Sequence[Finding], now: str
) -> None:
    """Records outcomes (with the file name each came by) and paths. A content that had an outcome, and a path that was
    known, take the careful way through `ledger`. What people put right before is laid over what was read."""
    outcomes = with_corrections(connection, outcomes)
    hashes = sorted({outcome.sha256 for _, outcome in outcomes})
    known = {r.sha256 for r in rows_in(connection, (contents.c.sha256,), contents.c.sha256, hashes)}
    fresh: dict[str, tuple[str, Outcome]] = {}
    for name, outcome in outcomes:
        if outcome.sha256 in known:
            ledger.put_outcome(connection, outcome, name, now)
        else:
            fresh[outcome.sha256] = (name, outcome)  # the last word, where one batch read a content twice
    _insert(connection, contents, [ledger.content_row(outcome, name, now) for name, outcome in fresh.values()])
    papers = [
        (paper, outcome.sha256)
        for _, outcome in fresh.values()
        if isinstance(outcome, Extracted)
        for paper in outcome.papers
    ]
    # in the order that foreign keys ask for
    _insert(connection, documents, [ledger.document_row(paper, sha256) for paper, sha256 in papers])
    _insert(connection, bodies, [ledger.body_row(paper) for paper, _ in papers])
    put_rows(connection, mentions, [row for paper, _ in papers for row in ledger.mention_rows(paper)])
    put_rows(connection, links, [row for paper, _ in papers for row in ledger.link_rows(paper)])
    ledger.mark(connection, [("arrive", paper.id) for paper, _ in papers])
    again = [p.id for _, o in outcomes if isinstance(o, Extracted) and o.sha256 in known for p in o.papers]
    mark_meaning(connection, again)
    _put_paths(connection, findings, set(fresh), now)


def _put_paths(connection: Connection, findings: Sequence[Finding], fresh: set[str], now: str) -> None:
    names = sorted({finding.path for finding in findings})
    known = {r.path for r in rows_in(connection, (paths.c.path,), paths.c.path, names)}
    rows: dict[str, dict[str, Any]] = {}
    for finding in findings:
        if finding.path in known:
            ledger.put_path(connection, finding, now)
            continue
        rows[finding.path] = ledger.path_row(finding, now) | {"path": finding.path, "first_seen": now}
    _insert(connection, paths, list(rows.values()))
    # A path may bring back a content that was read before and that no path held since.
    returned = sorted({r["sha256"] for r in rows.values() if r["sha256"]} - fresh)
    there = rows_in(connection, (contents.c.sha256,), contents.c.sha256, returned)
    for sha256 in [r.sha256 for r in there]:
        ledger.content_arrives(connection, sha256)


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    in_order = itemgetter(*table.columns.keys())
    put_rows(connection, table, [in_order(row) for row in rows])
