"""The contract's objects for what the archive returns as values: one place for the command and for the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.text import compare_form

if TYPE_CHECKING:
    from extractor.document import Reference
    from index.base import Hit, Results
    from service.rights import View


def results_json(results: Results) -> dict[str, Any]:
    """`vanban search --json`."""
    return {
        "total": results.total,
        "hits": [hit_json(hit) for hit in results.hits],
        "facets": {
            field: [{"value": value, "count": count} for value, count in counts] for field, counts in results.facets
        },
        "notes": list(results.notes),
        "suggestion": results.suggestion,
        "switches": list(results.switches),
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "key": hit.key,
        "number": hit.number,
        "type": hit.type_code,
        "issuer": hit.issuer,
        "date": hit.date,
        "title": hit.title,
        "score": hit.score,
        "snippets": [
            {
                "text": s.text,
                "start": s.start,
                "marks": [list(mark) for mark in s.marks],
                "label": s.label,
                "page": s.page,
            }
            for s in hit.snippets
        ],
        "matched": hit.matched,
        "reasons": list(hit.reasons),
    }


def verify(archive: View, text: str) -> dict[str, Any]:
    """Every reference of a pasted text, looked up in the archive. Offsets are code points into the text as given.

    The text is read as running text; what it cites is looked up as it stands, nothing is guessed from elsewhere.
    """
    from extractor.document import Text
    from extractor.pipeline import extract
    from extractor.text import nfc_with_offsets, raw_range

    content, offsets = nfc_with_offsets(text)
    document = extract(Text(content, raw_offsets=offsets))
    found = []
    for reference in document.references:
        start, end = raw_range(offsets, reference.span.start, reference.span.end)
        found.append({**_cited(archive, reference), "start": start, "end": end})
    return {"references": found}


def _cited(archive: View, reference: Reference) -> dict[str, Any]:
    candidates, sure = _candidates(archive, reference)
    status = "unknown"
    if len(candidates) == 1 and sure:
        status = "held" if candidates[0]["held"] else "stub"
    elif candidates:
        status = "ambiguous"
    return {
        "text": reference.raw,
        "key": reference.key,
        "number": reference.number,
        "type": reference.type_code,
        "date": reference.date,
        "issuer": reference.issuer,
        "relation": reference.relation,
        "status": status,
        "document": candidates[0]["id"] if status in ("held", "stub") else None,
        "candidates": candidates if status == "ambiguous" else [],
    }


def _candidates(archive: View, reference: Reference) -> tuple[list[dict[str, Any]], bool]:
    """The documents that a reference can mean, and whether it names them well enough to be sure.

    A number alone is no identity: without a key, a date or a printed issuer, even the only document that bears it is
    a possibility. An issuer that the text does not print was inferred from very little here; where it leads nowhere,
    what has the number is offered all the same.
    """
    if reference.key:
        by_key = archive.find(reference.key)
        if by_key:
            return by_key, True
    if not reference.number:
        return [], True
    issuer = reference.issuer
    printed = issuer is not None and compare_form(issuer) in compare_form(reference.raw)
    found = archive.find(reference.number, date=reference.date, issuer=issuer)
    if found or issuer is None or printed:
        return found, printed or reference.date is not None
    return archive.find(reference.number, date=reference.date), False
