"""References of a text whose header a test describes in a few words."""

from __future__ import annotations

from typing import Any

from extractor.document import Footer, Found, Header, Reference, Span, Text
from extractor.references import find_references
from extractor.types import type_name


def header_of(described: dict[str, str], length: int) -> Header:
    def found(value: str | None) -> Found[str] | None:
        return Found(value, "", Span(0, 0), "case") if value else None

    return Header(
        kind="news" if described.get("kind") == "news" else "official",
        start=0,
        end=length,
        body_start=int(described.get("body", 0)),
        type_code=found(described.get("type")),
        type_name=type_name(described["type"]) if "type" in described else None,
        number=found(described.get("number")),
        date=found(described.get("date")),
        issuer=found(described.get("issuer")),
        issuer_place=described.get("place"),
    )


def read(content: str, described: dict[str, str]) -> tuple[tuple[Reference, ...], list[list[Any]]]:
    text = Text(content)
    references, links = find_references(text, header_of(described, len(content)), Footer(), ())
    return references, [[link.source, link.target, link.relation] for link in links]
