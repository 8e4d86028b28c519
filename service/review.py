"""What a person should look at again: fields that could not be read surely, and mentions that several papers fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from service.rights import View

# Documents fetched at a time while walking through the archive.
BATCH = 200


def document_ids(archive: View) -> Iterator[str]:
    """The ids of all held documents, oldest first."""
    from index.base import Query

    offset = 0
    while True:
        found = archive.search(Query(limit=BATCH, offset=offset, sort="date", facets=False, snippets=False))
        yield from (hit.id for hit in found.hits)
        offset += BATCH
        if offset >= found.total:
            return


def review_items(archive: View, limit: int) -> list[dict[str, Any]]:
    """`[{"document", "number", "title", "code", "field", "message", "start"}]`, ambiguous mentions first: links hang on
    them, and what hangs on a wrong link is wrong too."""
    items: list[dict[str, Any]] = []
    for one in archive.ambiguous():
        if len(items) >= limit:
            return items
        node = archive.node(one["from"])
        text = " ".join(one["text"].split())
        several = len(one["candidates"])
        message = f"“{text}” " + (
            f"có thể là một trong {several} văn bản" if several > 1 else "chưa đủ căn cứ để chắc là văn bản nào"
        )
        items.append(_item(node, "ambiguous", "references", message, one["start"]))
    for id_ in document_ids(archive):
        record = archive.show(id_)
        for warning in record["warnings"]:
            if len(items) >= limit:
                return items
            start = record.get("evidence", {}).get(warning["field"], {}).get("start")
            items.append(_item(record, warning["code"], warning["field"], warning["message"], start))
    return items


def _item(document: dict[str, Any], code: str, field: str | None, message: str, start: int | None) -> dict[str, Any]:
    return {
        "document": document["id"],
        "number": document["number"],
        "title": document["title"],
        "code": code,
        "field": field,
        "message": message,
        "start": start,
    }
