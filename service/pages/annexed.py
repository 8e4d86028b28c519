"""Papers issued with an act, as pages and commands name them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractor.annexed import name_of
from service.pages.search import document_href, kind_name
from service.words import day


def annexed_views(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the page of an act lists: each paper issued with it, where it can be read, and how many cite it by name."""
    return [
        {
            "name": " ".join(part for part in (one["type_name"], one["title"]) if part),
            "href": document_href(one["document"] or one["key"]) if one["document"] or _inside(one) else None,
            "cited_by": one["cited_by"],
        }
        for one in record["annexed"]
    ]


def _inside(one: Mapping[str, Any]) -> bool:
    """Whether the act's own file holds it, and a key leads there."""
    return one["start"] is not None and one["key"] is not None


def act_view(record: Mapping[str, Any]) -> dict[str, str] | None:
    """The act that a paper was issued with."""
    act = record["part_of"]
    if act is None:
        return None
    parts = (kind_name(act["type"]), act["number"] or act["title"], f"ngày {day(act['date'])}" if act["date"] else "")
    return {"name": " ".join(part for part in parts if part), "href": document_href(act["id"])}


def start_of(record: Mapping[str, Any], key: str) -> int | None:
    """Where in the act's text the paper of this key begins; None where the act's file does not hold it."""
    return next((one["start"] for one in record["annexed"] if one["key"] == key), None)


def meant(part: str | None) -> str:
    """What a citation means of its target, to stand behind the relation: `, Quy chế kèm theo`."""
    return f", {name_of(part)} kèm theo" if part else ""
