"""What is left of an answer when documents that may not be seen are taken out of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from extractor.text import quoted

if TYPE_CHECKING:
    from index.base import Results

_MOST_IDS = 10_000  # of one question to the index
_COUNT = re.compile(r"\d+(?= văn bản trong kho dẫn$)")


def absent(name: str) -> Exception:
    """The very error of a document that is not there; a test compares the two."""
    from corpus.errors import NotFound

    return NotFound(f"không có văn bản nào ứng với {quoted(name)}")


def recounted(evidence: str, count: int) -> str:
    """What tells a candidate apart, its count of citing papers (which stands last) made `count`."""
    return _COUNT.sub(str(count), evidence)


def among(ids: Collection[str], asked: Collection[str] | None = None) -> Iterator[tuple[str, ...]]:
    """Ids (of those asked for, where that is said) in pieces that one question to the index may name."""
    left = iter(sorted({*ids} if asked is None else {*ids} & {*asked}))
    while some := tuple(islice(left, _MOST_IDS)):
        yield some


def uncounted(found: Results, hidden: Results) -> Results:
    """An answer without the counts of hidden papers, which the same question counted among these alone.

    A note that only the second has says that it was asked in a looser way: then none of them stands in the first.
    """
    if not hidden.total or not {*hidden.notes} <= {*found.notes}:
        return found
    less = {field: dict(counts) for field, counts in hidden.facets}
    left = {
        field: [(value, count - less.get(field, {}).get(value, 0)) for value, count in counts]
        for field, counts in found.facets
    }
    facets = tuple(
        (field, tuple(sorted((one for one in counts if one[1] > 0), key=lambda one: (-one[1], one[0]))))
        for field, counts in left.items()
    )
    return replace(found, total=found.total - hidden.total, facets=facets, notes=hidden.notes)


def without_hidden(reference: dict[str, Any], hidden: set[str]) -> dict[str, Any]:
    """The reference with its resolution left open where it leads to what is hidden."""
    resolution = reference["resolution"]
    candidates = [c for c in resolution["candidates"] if c["id"] not in hidden]
    if resolution["target"] not in hidden and len(candidates) == len(resolution["candidates"]):
        return reference
    target = None if resolution["target"] in hidden else resolution["target"]
    state = resolution["state"] if target or candidates else "unresolved"
    # reasons and findings may tell of what is hidden
    told = {"state": state, "target": target, "candidates": candidates, "reasons": [], "findings": []}
    told |= {name: resolution[name] if target else None for name in ("part", "part_key")}
    return {**reference, "resolution": told}


def annexed_seen(
    annexed: Sequence[dict[str, Any]], edges: Iterable[Mapping[str, Any]], hidden: Collection[str]
) -> list[dict[str, Any]]:
    """The papers issued with an act: counted by the links that may be seen, without what only hidden papers tell."""
    citing: dict[str, set[str]] = {}
    for edge in edges:
        citing.setdefault(edge["part"], set()).add(edge["from"])
    seen = []
    for one in annexed:
        alone = None if one["document"] in hidden else one["document"]
        count = len(citing.get(one["child"], ()))
        if count or alone or one["start"] is not None:
            seen.append({**one, "document": alone, "cited_by": count})
    return seen
