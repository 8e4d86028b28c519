"""The search page: from the address to a `Query`, from `Results` to what the template prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

from extractor.types import type_name
from index.base import Hit, Query, Results, Snippet
from service.svg import Bar, draw_bars
from service.words import FACETS, KINDS, LEVELS, MATCHED, STATUSES, day

PAGE_SIZE = 20
# Choices of a facet that are shown at once; the others open with a click.
SHOWN = 8
# Bars that fit beside the hits; earlier years are reached by the dates.
MAX_YEARS = 24
LABELS = {"kind": KINDS, "level": LEVELS, "status": STATUSES}
SORTS = (("relevance", "Sát nghĩa nhất"), ("-date", "Mới nhất trước"), ("date", "Cũ nhất trước"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for. `page` is 1-based."""

    text: str = ""
    types: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    secrecies: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    date_from: str = ""
    date_to: str = ""
    sort: str = "relevance"
    page: int = 1

    @property
    def filtered(self) -> bool:
        return bool(any(self.chosen().values()) or self.years or self.date_from or self.date_to)

    def query(self) -> Query:
        """Without words the newest papers come first."""
        return Query(
            text=self.text,
            types=self.types,
            issuers=self.issuers,
            kinds=self.kinds,
            statuses=self.statuses,
            levels=self.levels,
            secrecies=self.secrecies,
            years=self.years,
            date_from=self.date_from or None,
            date_to=self.date_to or None,
            limit=PAGE_SIZE,
            offset=(self.page - 1) * PAGE_SIZE,
            sort=self.sort if self.text or self.sort != "relevance" else "-date",
        )

    def href(self, **changes: Any) -> str:
        """The address that asks the same with these changes."""
        asked = replace(self, **changes)
        pairs: list[tuple[str, str]] = [("q", asked.text)]
        for field, values in asked.chosen().items():
            pairs += [(field, value) for value in values]
        pairs += [("year", str(year)) for year in asked.years]
        pairs += [("from", asked.date_from), ("to", asked.date_to)]
        if asked.sort != "relevance":
            pairs.append(("sort", asked.sort))
        if asked.page > 1:
            pairs.append(("page", str(asked.page)))
        return "/?" + urlencode([(name, value) for name, value in pairs if value or name == "q"])

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """What is chosen by boxes, by facet, in the order of the page."""
        return {
            "type": self.types,
            "issuer": self.issuers,
            "level": self.levels,
            "status": self.statuses,
            "secrecy": self.secrecies,
            "kind": self.kinds,
        }


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetView:
    field: str
    name: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class HitView:
    href: str
    number: str
    kind: str
    title: str
    issuer: str
    date: str
    matched: str
    secrecy: str
    snippets: tuple[tuple[tuple[str, bool], ...], ...]


def document_href(id_: str) -> str:
    return f"/documents/{quote(id_, safe='')}"


def context(asked: Asked, results: Results, searched: bool, cited: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """What `search.html` prints. `searched` is False on the bare front page; `cited` are papers of that number which
    the archive does not hold but others cite."""
    hits = [hit_view(hit) for hit in results.hits]
    last = asked.page * PAGE_SIZE >= results.total
    return {
        "query": asked.text,
        "asked": searched,
        "notes": results.notes,
        "total": results.total,
        "hits": hits,
        "first": (asked.page - 1) * PAGE_SIZE + 1,
        "same_number": _same_number(results.hits),
        "facets": [_facet(field, counts, asked.chosen()) for field, counts in _facets(results, asked.chosen())],
        "years": _years(asked, results),
        "date_from": asked.date_from,
        "date_to": asked.date_to,
        "sorts": SORTS,
        "sort": asked.sort,
        "filtered": asked.filtered,
        "clear_href": Asked(text=asked.text).href(),
        "previous_href": asked.href(page=asked.page - 1) if asked.page > 1 else None,
        "next_href": None if last else asked.href(page=asked.page + 1),
        "suggestion": results.suggestion,
        "suggestion_href": Asked(text=results.suggestion or "").href(),
        "wanted": [
            {"href": document_href(one["id"]), "label": f"{one['number'] or one['title']} {day(one['date'])}".strip()}
            for one in cited
            if not one["held"]
        ],
    }


def hit_view(hit: Hit) -> HitView:
    return HitView(
        href=document_href(hit.id),
        number=hit.number or "",
        kind=kind_name(hit.type_code),
        title=hit.title or hit.number or "(không có trích yếu)",
        issuer=hit.issuer or "",
        date=day(hit.date),
        matched=MATCHED.get(hit.matched, "") if hit.matched == "number" else "",
        secrecy="",
        snippets=tuple(_marked(snippet) for snippet in hit.snippets),
    )


def kind_name(type_code: str | None) -> str:
    """The type's name for people; a paper without one is a news item or unread."""
    return (type_name(type_code) or type_code) if type_code else "Bản tin"


def _marked(snippet: Snippet) -> tuple[tuple[str, bool], ...]:
    """The snippet cut at its marks, white space as single spaces."""
    pieces: list[tuple[str, bool]] = []
    position = 0
    for start, end in sorted(snippet.marks):
        if start > position:
            pieces.append((snippet.text[position:start], False))
        if end > max(start, position):
            pieces.append((snippet.text[max(start, position) : end], True))
        position = max(position, end)
    pieces.append((snippet.text[position:], False))
    if snippet.start:
        pieces.insert(0, ("… ", False))
    pieces.append((" …", False))
    return tuple((text, marked) for text, marked in pieces if text)


def _same_number(hits: Sequence[Hit]) -> list[HitView]:
    """Papers that share one number, when the query was that number: the person has to choose."""
    exact = [hit for hit in hits if hit.matched == "number" and hit.number]
    numbers = {hit.number for hit in exact}
    return [hit_view(hit) for hit in exact] if len(exact) > 1 and len(numbers) == 1 else []


def _facets(
    results: Results, chosen: Mapping[str, tuple[str, ...]]
) -> Iterable[tuple[str, list[tuple[str, int | None]]]]:
    """Facets that can be chosen, with what is chosen already even where nothing of it was found."""
    counted = dict(results.facets)
    for field, values in chosen.items():
        counts = counted.get(field, ())
        known = {value for value, _ in counts}
        missing: list[tuple[str, int | None]] = [(value, None) for value in values if value not in known]
        listed: list[tuple[str, int | None]] = [*missing, *counts]
        if listed:
            yield field, listed


def _years(asked: Asked, results: Results) -> str:
    """How many papers each year has, as a picture whose bars narrow the search to their year."""
    counts = {int(value): count for value, count in dict(results.facets).get("year", ()) if value.isdigit()}
    bars = [
        Bar(str(year), count, asked.href(years=() if year in asked.years else (year,), page=1), year in asked.years)
        for year, count in sorted(counts.items())[-MAX_YEARS:]
    ]
    return draw_bars(bars, "Số văn bản theo năm ban hành") if len(bars) > 1 or asked.years else ""


def _facet(field: str, counts: Sequence[tuple[str, int | None]], chosen: Mapping[str, tuple[str, ...]]) -> FacetView:
    choices = [Choice(value, _label(field, value), count, value in chosen[field]) for value, count in counts]
    choices.sort(key=lambda choice: not choice.chosen)
    return FacetView(field, FACETS[field], tuple(choices[:SHOWN]), tuple(choices[SHOWN:]))


def _label(field: str, value: str) -> str:
    if field == "type":
        return kind_name(value)
    return LABELS.get(field, {}).get(value, value)
