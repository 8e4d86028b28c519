"""What a person should look at again: values by the risk that they are wrong and by what hangs on them, and mentions
that several papers fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from service.putting_right import Desk
    from service.rights import View

# An open mention: nobody knows which paper is meant, and one link hangs on it.
OPEN_RISK = 0.5


def document_ids(archive: View) -> Iterator[str]:
    """The ids of all held documents, oldest first."""
    from index.base import Query

    return (entry.id for entry in archive.scan(Query(sort="date")))


def review_items(desk: Desk, limit: int) -> list[dict[str, Any]]:
    """The first `limit` of all: `[{"document", "number", "title", "code", "field", "message", "start", "page", "rule",
    "risk", "depends"}]`, those first where most is at stake (risk times one and what cites the paper)."""
    found = [*desk.doubtful(limit=limit), *open_mentions(desk, limit)]
    return sorted(found, key=lambda one: (-one["risk"] * (1 + one["depends"]), one["document"]))[:limit]


def open_mentions(desk: Desk, limit: int, offset: int = 0) -> list[dict[str, Any]]:
    """Mentions that several documents fit, or none surely."""
    found = desk.ambiguous(limit, offset)
    papers = desk.nodes([one["from"] for one in found])
    items = []
    for one in found:
        node = papers.get(one["from"]) or desk.node(one["from"])  # a copy stands for no paper of its own
        text = " ".join(one["text"].split())
        several = len(one["candidates"])
        message = f"“{text}” " + (
            f"có thể là một trong {several} văn bản" if several > 1 else "chưa đủ căn cứ để chắc là văn bản nào"
        )
        items.append(
            {
                "document": node["id"],
                "number": node["number"],
                "title": node["title"],
                "code": "ambiguous",
                "field": "references",
                "message": message,
                "start": one["start"],
                "end": one["end"],
                "page": None,
                "rule": "",
                "risk": OPEN_RISK,
                "depends": 1,
            }
        )
    return items
