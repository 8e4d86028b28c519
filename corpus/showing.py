"""One held document as the archive shows it: its contract object with files, copies, counts and resolutions."""

from __future__ import annotations

import json
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from corpus import projection
from corpus.catalogue import row_of, rows_in
from corpus.corrections import history
from corpus.family import act_of, children, part_keys
from corpus.graph.nodes import load_nodes, marked_nodes, node_of
from corpus.schema import bodies, documents, nodes, paths, resolutions

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


def shown(connection: Connection, document: str) -> dict[str, Any]:
    """The object of `Archive.show` for the id of a held document. A mark of secrecy is that of all its copies."""
    row = row_of(connection, (bodies.c.contract, bodies.c.page_starts), bodies.c.document, document)
    own = row_of(connection, (documents.c.key, documents.c.sha256), documents.c.id, document)
    found: dict[str, Any] = json.loads(row.contract)
    files = sorted(r.path for r in rows_in(connection, (paths.c.path,), paths.c.sha256, [own.sha256]))
    node = node_of(connection, document) or document
    act = act_of(connection, document)
    copies = [r.document for r in rows_in(connection, (nodes.c.document,), nodes.c.node, [node])]
    resolved = {r.position: r for r in rows_in(connection, tuple(resolutions.c), resolutions.c.document, [document])}
    parts = part_keys(connection, resolved.values())
    found |= {
        "id": document,
        "key": own.key,
        "secrecy": marked_nodes(connection, [document]).get(document, (None,))[0],
        "files": files,
        "copies": sorted(c for c in copies if c != document),
        "corrections": [
            c for c in history(connection, document=document, kind="field", limit=1000) if c["undone"] is None
        ],
        "cited_by": projection.cited_by_counts(connection, [node]).get(node, 0),
        "annexed": children(connection, node, own.key, found.get("annexed", ())),
        "part_of": next((n.as_json() for n in load_nodes(connection, [act]).values()), None) if act else None,
    }
    if files:
        found["source"]["path"] = files[0]
    starts = json.loads(row.page_starts)
    for evidence in found.get("evidence", {}).values():
        at = bisect_right(starts, evidence["start"])
        evidence["page"] = (found["source"]["part"]["first_page"] or 1) + at - 1 if at else None
    for position, reference in enumerate(found["references"]):
        reference["resolution"] = _resolution_json(resolved.get(position), parts.get(position))
    return found


def _resolution_json(row: Any, part_key: str | None) -> dict[str, Any]:
    if row is None:  # killed between reading and resolving; the next ingest catches up
        return {"state": "unresolved", "target": None, "candidates": [], "reasons": ["chưa xử lý"], "findings": [],
                "part": None, "part_key": None}  # fmt: skip
    return {
        "state": row.state,
        "target": row.target,
        "candidates": json.loads(row.candidates),
        "reasons": json.loads(row.reasons),
        "findings": json.loads(row.findings),
        "part": row.part,
        "part_key": part_key,
    }
