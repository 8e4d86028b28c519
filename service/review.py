"""What a person should look at again: fields that could not be read surely, and mentions that several papers fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from service.rights import View

# Documents looked through at a time, so that a page of a large archive costs no more than one of a small.
BATCH = 50
AMBIGUOUS = 50


def document_ids(archive: View) -> Iterator[str]:
    """The ids of all held documents, oldest first."""
    from index.base import Query

    return (entry.id for entry in archive.scan(Query(sort="date")))


def review_page(archive: View, number: int) -> tuple[list[dict[str, Any]], bool]:
    """What is to be reviewed in the `number`-th (from 1) batch of documents, newest first, and whether more follow.

    `[{"document", "number", "title", "code", "field", "message", "start"}]`. A batch of ambiguous mentions comes before
    those of fields: links hang on them, and what hangs on a wrong link is wrong too.
    """
    open_ = archive.ambiguous()
    items = _ambiguous(archive, open_[(number - 1) * AMBIGUOUS : number * AMBIGUOUS])
    ids = _batch(archive, (number - 1) * BATCH)
    for id_ in ids:
        record = archive.show(id_)
        for warning in record["warnings"]:
            start = record.get("evidence", {}).get(warning["field"], {}).get("start")
            items.append(_item(record, warning["code"], warning["field"], warning["message"], start))
    return items, len(ids) == BATCH or len(open_) > number * AMBIGUOUS


def review_items(archive: View, limit: int) -> list[dict[str, Any]]:
    """The first `limit` items of all pages."""
    items: list[dict[str, Any]] = []
    number, more = 1, True
    while more and len(items) < limit:
        found, more = review_page(archive, number)
        items += found
        number += 1
    return items[:limit]


def _batch(archive: View, offset: int) -> list[str]:
    from index.base import Query

    found = archive.search(Query(limit=BATCH, offset=offset, sort="-date", facets=False, snippets=False))
    return [hit.id for hit in found.hits]


def _ambiguous(archive: View, mentions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    items = []
    for one in mentions:
        node = archive.node(one["from"])
        text = " ".join(one["text"].split())
        several = len(one["candidates"])
        message = f"“{text}” " + (
            f"có thể là một trong {several} văn bản" if several > 1 else "chưa đủ căn cứ để chắc là văn bản nào"
        )
        items.append(_item(node, "ambiguous", "references", message, one["start"]))
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
