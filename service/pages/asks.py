"""Pages of single questions: bases that no longer stand, the way between two papers, bodies before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from index.base import Query
from service.pages.document import told_at
from service.pages.search import Asked, document_href
from service.words import RELATIONS, STANDINGS, day, named


def outdated(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What `outdated.html` prints, from the rows of `View.outdated`."""
    return {
        "items": [
            {
                "paper": _link(row["document"]),
                "basis": _link(row["basis"]),
                "tone": STANDINGS[row["state"]][0],
                "status": STANDINGS[row["state"]][1],
                "reason": "; ".join(row["reasons"]),
                "by": [
                    {"name": change["number"], "href": document_href(change["id"]) if change["id"] else None}
                    for change in row["by"]
                ],
                "at_issue": row["when"] == "at-issue",
                "place": f"{document_href(row['document']['id'])}?at={row['start']}",
            }
            for row in rows
        ]
    }


def path(way: Sequence[Mapping[str, Any]] | None, known: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What `path.html` prints; `way` None: nothing was asked yet."""
    steps = [
        {
            "source": _link(known[edge["from"]]),
            "target": _link(known[edge["to"]]),
            "relation": RELATIONS[edge["relation"]],
            "text": " ".join((edge["text"] or "").split()),
            "place": told_at(edge),
        }
        for edge in way or ()
    ]
    return {"asked": way is not None, "steps": steps}


def issuers(name: str) -> dict[str, Any]:
    """What `issuers.html` prints: each body with its time, and the address of its papers."""
    from extractor.issuers.succession import related_bodies

    bodies = related_bodies(name) if name else ()
    own = _papers(name) if name else ""
    everything = _papers(name, *dict.fromkeys(body.name for body in bodies)) if bodies else ""
    return {
        "own_href": own,
        "all_href": everything,
        "items": [
            {
                "name": body.name,
                "side": "trước" if body.side == "before" else "sau",
                "span": f"{day(body.since) or '…'} đến {day(body.until) or 'nay'}",
                "papers_href": _papers(body.name),
                "line_href": f"/issuers?{urlencode({'name': body.name})}",
            }
            for body in bodies
        ],
    }


def _papers(*names: str) -> str:
    """The address of the search for papers of these bodies."""
    return Asked(Query(issuers=names)).href()


def _link(node: Mapping[str, Any]) -> dict[str, str]:
    return {
        "href": document_href(node["id"]),
        "name": named(node),
        "who": ", ".join(part for part in (day(node["date"]), node["issuer"]) if part),
        "title": node["title"] or "",
    }
