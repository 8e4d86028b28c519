"""One document as the JSON object of the stable contract (`vanban extract`)."""

from __future__ import annotations

from typing import Any

from extractor.document import BodyUnit, Deadline, Document, Found, Reference, SourceFile, Text, Warning_
from extractor.text import raw_range

SCHEMA = 1


def document_json(document: Document, text: Text, source: SourceFile) -> dict[str, Any]:
    """The contract's object. Offsets are code points into `text.content`; `raw_start`/`raw_end` are added to every
    reference where the stored characters are not NFC."""
    header, part = document.header, document.part
    return {
        "schema": SCHEMA,
        "source": {
            "path": source.path,
            "sha256": source.sha256,
            "media_type": source.media_type,
            "pages": len(text.pages) or None,
            "text_source": text.source,
            "part": {
                "index": part.index,
                "of": part.of,
                "first_page": part.first_page,
                "last_page": part.last_page,
            },
        },
        "kind": header.kind,
        "type": _value(header.type_code),
        "type_name": header.type_name,
        "number": _value(header.number),
        "symbol": _value(header.symbol),
        "date": _value(header.date),
        "date_partial": _value(header.date_partial),
        "place": _value(header.place),
        "issuer": _value(header.issuer),
        "title": _value(header.title),
        "signers": [
            {"name": s.name, "position": s.position, "authority": s.authority} for s in document.footer.signers
        ],
        "recipients": [r.value for r in document.footer.recipients],
        "units": [u.value for u in document.units],
        "secrecy": _value(header.secrecy),
        "urgency": _value(header.urgency),
        "body": [_body_json(unit) for unit in document.body],
        "tasks": [
            {
                "unit": t.unit,
                "role": t.role,
                "text": t.text,
                "start": t.span.start,
                "end": t.span.end,
                "deadline": {"text": t.deadline.text, "date": t.deadline.date} if t.deadline else None,
            }
            for t in document.tasks
        ],
        "deadlines": [_deadline_json(d) for d in document.deadlines],
        "references": [_reference_json(r, text) for r in document.references],
        "annexed": [
            {"child": a.child, "type_name": a.kind, "title": a.title, "start": a.span.start, "end": a.span.end}
            for a in document.annexed
        ],
        "annexed_to": document.annexed_to,
        "links": [{"from": k.source, "to": k.target, "relation": k.relation} for k in document.links],
        "warnings": [_warning_json(w) for w in document.warnings],
        "evidence": {
            name: {"raw": found.raw, "start": found.span.start, "end": found.span.end, "rule": found.rule}
            for name, found in _header_fields(document)
        },
    }


def failure_json(source: SourceFile, code: str, message: str) -> dict[str, Any]:
    """The line of a file that could not be read."""
    return {
        "schema": SCHEMA,
        "source": {"path": source.path, "sha256": source.sha256, "media_type": source.media_type},
        "error": {"code": code, "message": message},
    }


def _header_fields(document: Document) -> list[tuple[str, Found[str]]]:
    header = document.header
    named = (
        ("type", header.type_code),
        ("number", header.number),
        ("symbol", header.symbol),
        ("date", header.date),
        ("date_partial", header.date_partial),
        ("place", header.place),
        ("issuer", header.issuer),
        ("title", header.title),
        ("secrecy", header.secrecy),
        ("urgency", header.urgency),
    )
    return [(name, found) for name, found in named if found is not None]


def _value(found: Found[str] | None) -> str | None:
    return found.value if found else None


def _body_json(unit: BodyUnit) -> dict[str, Any]:
    return {
        "kind": unit.kind,
        "label": unit.label,
        "title": unit.title,
        "start": unit.span.start,
        "end": unit.span.end,
        "children": [_body_json(child) for child in unit.children],
    }


def _deadline_json(deadline: Deadline) -> dict[str, Any]:
    return {
        "text": deadline.text,
        "date": deadline.date,
        "start": deadline.span.start,
        "end": deadline.span.end,
    }


def _reference_json(reference: Reference, text: Text) -> dict[str, Any]:
    rendered: dict[str, Any] = {
        "text": reference.raw,
        "start": reference.span.start,
        "end": reference.span.end,
        "page": text.page_of(reference.span.start),
        "class": reference.class_,
        "type": reference.type_code,
        "type_name": reference.type_name,
        "number": reference.number,
        "year": reference.year,
        "date": reference.date,
        "issuer": reference.issuer,
        "locality": reference.locality,
        "pinpoint": reference.pinpoint,
        "title": reference.title,
        "relation": reference.relation,
        "key": reference.key,
        "rule": reference.rule,
        "reasons": list(reference.reasons),
        "annexed": reference.annexed,
    }
    if text.raw_offsets is not None:
        rendered["raw_start"], rendered["raw_end"] = raw_range(
            text.raw_offsets, reference.span.start, reference.span.end
        )
    return rendered


def _warning_json(warning: Warning_) -> dict[str, Any]:
    return {"code": warning.code, "message": warning.message, "field": warning.field, "page": warning.page}
