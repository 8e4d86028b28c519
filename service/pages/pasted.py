"""The page on which a drafter pastes a text and sees what it cites, and whether the archive holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from service.highlight import RefLink, cut
from service.pages.search import document_href
from service.words import RELATIONS, day

STATUSES = {
    "held": ("good", "kho có"),
    "stub": ("warn", "kho chưa có"),
    "ambiguous": ("warn", "chưa chắc văn bản nào"),
    "unknown": ("bad", "chưa từng gặp"),
}


def context(text: str, found: list[dict[str, Any]]) -> dict[str, Any]:
    """What `verify.html` prints for a pasted text and the references found in it."""
    links = [_link(index, one) for index, one in enumerate(found)]
    return {
        "text": text,
        "pieces": cut(text, links, []) if text else [],
        "rows": [_row(index, one) for index, one in enumerate(found)],
        "asked": bool(text.strip()),
    }


def _link(index: int, one: Mapping[str, Any]) -> RefLink:
    state: Literal["held", "stub", "open"] = one["status"] if one["status"] in ("held", "stub") else "open"
    href = document_href(one["document"]) if one["document"] else None
    label = f"{RELATIONS[one['relation']]}. {STATUSES[one['status']][1]}"
    return RefLink(one["start"], one["end"], href, state, label, f"r{index}")


def _row(index: int, one: Mapping[str, Any]) -> dict[str, Any]:
    tone, status = STATUSES[one["status"]]
    return {
        "place": f"#r{index}",
        "name": " ".join(one["text"].split()),
        "relation": RELATIONS[one["relation"]],
        "href": document_href(one["document"]) if one["document"] else None,
        "tone": tone,
        "status": status,
        "candidates": [
            {
                "href": document_href(candidate["id"]),
                "name": ", ".join(
                    part
                    for part in (candidate["number"], day(candidate["date"]), candidate["issuer"], candidate["title"])
                    if part
                ),
            }
            for candidate in one["candidates"]
        ],
    }
