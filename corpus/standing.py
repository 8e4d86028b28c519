"""What became of a document by what other held documents say of it: replaced, repealed, or repealed in part.

An act ends when another one replaces or repeals it (Luật Ban hành văn bản quy phạm pháp luật 2025, 64/2025/QH15). Only
what a held paper says counts; of all other documents nothing is known, and nothing is said.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.catalogue import chunks, rows_in
from corpus.schema import bodies, documents, mentions, nodes, resolutions

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

# The surest first: what is replaced as a whole is no longer in force in part.
_STATES = ("replaced", "repealed", "partly_in_force")
_ENDS = {"replaces": "replaced", "repeals": "repealed"}


def standings(connection: Connection, targets: Sequence[str]) -> dict[str, str]:
    """Those of these nodes of which a held official document says that it replaces or repeals them, with `replaced`,
    `repealed` or `partly_in_force` (only a division of it was named)."""
    from sqlalchemy import select

    said: dict[str, set[str]] = defaultdict(set)
    for piece in chunks(targets):
        query = (
            select(resolutions.c.target, mentions.c.document, mentions.c.position, mentions.c.relation)
            .join(
                mentions,
                (mentions.c.document == resolutions.c.document) & (mentions.c.position == resolutions.c.position),
            )
            .join(nodes, nodes.c.document == resolutions.c.document)
            .join(documents, documents.c.id == resolutions.c.document)
            .where(
                resolutions.c.target.in_(piece),
                mentions.c.relation.in_(tuple(_ENDS)),
                documents.c.kind == "official",
                nodes.c.node != resolutions.c.target,
            )
        )
        rows = list(connection.execute(query))
        divisions = _named_divisions(connection, {row.document for row in rows})
        for row in rows:
            partly = (row.document, row.position) in divisions
            said[row.target].add("partly_in_force" if partly else _ENDS[row.relation])
    return {target: next(state for state in _STATES if state in states) for target, states in said.items()}


def _named_divisions(connection: Connection, citing: set[str]) -> set[tuple[str, int]]:
    """The mentions, as (document, position), that name a division and not the whole document."""
    found: set[tuple[str, int]] = set()
    for row in rows_in(connection, (bodies.c.document, bodies.c.contract), bodies.c.document, sorted(citing)):
        references = json.loads(row.contract)["references"]
        found |= {(row.document, at) for at, reference in enumerate(references) if reference.get("pinpoint")}
    return found
