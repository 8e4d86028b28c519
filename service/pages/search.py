"""The search page: from the address to a `Query`, from `Results` to what the template prints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from extractor.dates import find_dates
from extractor.text import fold
from extractor.types import type_name
from index.base import Hit, Query, Results, Snippet
from index.search import same_number_note
from service.saved import Saved
from service.svg import Bar, draw_bars
from service.words import FACETS, KINDS, LEVELS, MATCHED, STATUSES, day

PAGE_SIZE = 20
# Choices of a facet that are shown at once; the others open with a click.
SHOWN = 8
# Bars that fit beside the hits; earlier years are reached by the dates.
MAX_YEARS = 24
# Facets of the page, as fields of `Query`.
FILTERS = {
    "type": "types",
    "issuer": "issuers",
    "level": "levels",
    "status": "statuses",
    "secrecy": "secrecies",
    "kind": "kinds",
    "year": "years",
}
LABELS = {"kind": KINDS, "level": LEVELS, "status": STATUSES}
SORTS = (("relevance", "Phù hợp nhất"), ("-date", "Mới nhất trước"), ("date", "Cũ nhất trước"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for. `page` is 1-based; `question` has no `limit` and `offset`; `chain` is the id or number
    whose chain is searched; `refused` are dates and years that are none."""

    question: Query
    chain: str = ""
    page: int = 1
    refused: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.question.text

    @property
    def filtered(self) -> bool:
        asked = self.question
        return bool(
            any(self.chosen().values()) or any(self.excluded().values()) or asked.date_from or asked.date_to
        ) or bool(self.chain)

    def query(self, ids: tuple[str, ...] | None) -> Query:
        """The question of this page, among `ids`. Without words the newest papers come first."""
        asked = self.question
        sort = asked.sort if asked.text or asked.sort != "relevance" else "-date"
        return replace(asked, ids=ids, limit=PAGE_SIZE, offset=(self.page - 1) * PAGE_SIZE, sort=sort)

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values of the address, without the page."""
        asked = self.question
        pairs: list[tuple[str, str]] = [("q", asked.text)]
        for field, values in self.chosen().items():
            pairs += [(field, value) for value in values]
        for field, values in self.excluded().items():
            pairs += [(f"not_{field}", value) for value in values]
        pairs += [("from", asked.date_from or ""), ("to", asked.date_to or ""), ("chain", self.chain)]
        if asked.sort != "relevance":
            pairs.append(("sort", asked.sort))
        if not asked.expand:
            pairs.append(("expand", "0"))
        if asked.renamed:
            pairs.append(("renamed", "1"))
        return [(name, value) for name, value in pairs if value or name == "q"]

    def href(self, **changes: Any) -> str:
        """The address that asks the same with these changes of the question, `page` (else the first) of it."""
        page = changes.pop("page", 1)
        asked = replace(self, question=replace(self.question, **changes)) if changes else self
        pairs = asked.pairs()
        if page > 1:
            pairs.append(("page", str(page)))
        return "/?" + urlencode(pairs)

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """What is chosen, by facet, in the order of the page."""
        return {field: _texts(getattr(self.question, name)) for field, name in FILTERS.items()}

    def excluded(self) -> dict[str, tuple[str, ...]]:
        """What is left out, by facet."""
        return {field: _texts(getattr(self.question, f"exclude_{name}")) for field, name in FILTERS.items()}

    def hrefs_without(self) -> Iterator[tuple[str, str]]:
        """What is left out, each with the address that no longer does so."""
        for field, values in self.excluded().items():
            name = f"exclude_{FILTERS[field]}"
            for value in values:
                left = tuple(one for one in getattr(self.question, name) if str(one) != value)
                yield f"{FACETS[field]}: {_label(field, value)}", self.href(**{name: left})

    def href_excluding(self, field: str, value: str) -> str:
        """The address that leaves this value of a facet out."""
        name = FILTERS[field]
        one: str | int = int(value) if field == "year" else value
        kept = tuple(v for v in getattr(self.question, name) if v != one)
        out = (*getattr(self.question, f"exclude_{name}"), one)
        return self.href(**{name: kept, f"exclude_{name}": out})


def question_of(address: str) -> tuple[Query, str]:
    """The question behind the address of a search page, and the chain that it is asked in."""
    given: dict[str, list[str]] = {}
    for name, value in parse_qsl(urlsplit(address).query):
        given.setdefault(name, []).append(value)
    changes: dict[str, Any] = {}
    for field, name in FILTERS.items():
        for prefix, target in (("", name), ("not_", f"exclude_{name}")):
            values = given.get(prefix + field, [])
            changes[target] = tuple(int(value) if field == "year" else value for value in values)

    def one(name: str) -> str | None:
        return given.get(name, [None])[0]

    question = Query(
        text=one("q") or "",
        date_from=one("from"),
        date_to=one("to"),
        sort=one("sort") or "relevance",
        expand=one("expand") != "0",
        renamed=one("renamed") == "1",
        **changes,
    )
    return question, one("chain") or ""


def _texts(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    count: int | None
    chosen: bool
    exclude_href: str


@dataclass(frozen=True, slots=True)
class FacetView:
    field: str
    name: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class SnippetView:
    """A passage as it is shown: where it stands (`Điều 5, khoản 2 · trang 3`), the way there, its words and marks."""

    place: str
    href: str
    pieces: tuple[tuple[str, bool], ...]


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
    snippets: tuple[SnippetView, ...]


def document_href(id_: str) -> str:
    return f"/documents/{quote(id_, safe='')}"


def one_body(question: Query) -> str | None:
    """The body whose papers alone are asked for, where it is one."""
    return question.issuers[0] if len(question.issuers) == 1 else None


def context(
    asked: Asked,
    results: Results,
    searched: bool,
    cited: Sequence[Mapping[str, Any]] = (),
    saved: Sequence[Saved] = (),
    told: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """What `search.html` prints. `searched` is False on the bare front page; `cited` are papers of that number which
    the archive does not hold but others cite; `saved` are the searches that the person has kept; `told` says by id
    what speaks for each of several papers of one number: `{"evidence": str, "citing": [edge]}`."""
    hits = [hit_view(hit) for hit in results.hits]
    last = asked.page * PAGE_SIZE >= results.total
    question = asked.question
    same = same_number(results.hits)
    said = same_number_note(same) if same else ""  # the choice that is offered below says it already
    shown = [field for field in _facets(results, asked.chosen()) if field[0] != "year"]
    return {
        "query": asked.text,
        "asked": searched,
        "notes": [
            *(f"“{given}” không phải là ngày hay năm, cũng không có trong bộ lọc: bỏ qua." for given in asked.refused),
            *(note for note in results.notes if note != said),
        ],
        "total": results.total,
        "hits": hits,
        "first": (asked.page - 1) * PAGE_SIZE + 1,
        "same_number": [_candidate(hit, (told or {}).get(hit.id)) for hit in same],
        "facets": [_facet(field, counts, asked) for field, counts in shown],
        "years": _years(asked, results),
        "date_from": question.date_from or "",
        "date_to": question.date_to or "",
        "sorts": SORTS,
        "sort": question.sort,
        "filtered": asked.filtered,
        "clear_href": Asked(Query(text=asked.text)).href(),
        "previous_href": asked.href(page=asked.page - 1) if asked.page > 1 else None,
        "next_href": None if last else asked.href(page=asked.page + 1),
        "suggestion": results.suggestion,
        "suggestion_href": Asked(Query(text=results.suggestion or "")).href(),
        "wanted": [
            {"href": document_href(one["id"]), "label": f"{one['number'] or one['title']} {day(one['date'])}".strip()}
            for one in cited
            if not one["held"]
        ],
        "chips": [*_of_that_day(asked), *_switches(asked, results), *_lifted(asked)],
        "kept": [pair for pair in asked.pairs() if pair[0].startswith("not_") or pair[0] in KEPT],
        "address": asked.href(),
        "files": [(form.upper(), f"/api/v1/search.{form}?{urlencode(asked.pairs())}") for form in ("csv", "xlsx")],
        "kept_as": next((one.name for one in saved if one.address == asked.href()), ""),
        "saved": [{"name": one.name, "href": one.address} for one in saved],
    }


_AROUND_A_DAY = frozenset("van ban hanh ky ngay cua trong vao".split())

# Parts of the question that the form has no box for: hidden fields keep them when it is sent again.
KEPT = ("year", "chain", "expand", "renamed")


def _switches(asked: Asked, results: Results) -> Iterator[tuple[str, str]]:
    """Ways of reading the question that can be switched, each with the address that does so."""
    if "expand" in results.switches:
        on = asked.question.expand
        yield ("Chỉ tìm đúng chữ đã gõ, không hiểu chữ tắt" if on else "Hiểu cả chữ tắt"), asked.href(expand=not on)
    if "renamed" in results.switches:
        on = asked.question.renamed
        yield ("Chỉ theo tên đã gõ" if on else "Tìm theo cả tên cũ và tên mới"), asked.href(renamed=not on)


def _of_that_day(asked: Asked) -> Iterator[tuple[str, str]]:
    """A question that is a day and nothing else finds papers that print it; those of that day are a click away."""
    found = next(find_dates(asked.text), None)
    if found is None or found.iso is None or asked.question.date_from or asked.question.date_to:
        return
    rest = asked.text[: found.start] + asked.text[found.end :]
    if set(re.findall(r"\w+", fold(rest))) <= _AROUND_A_DAY:
        question = replace(asked.question, text="", date_from=found.iso, date_to=found.iso)
        yield f"Văn bản ban hành ngày {day(found.iso)}", replace(asked, question=question, page=1).href()


def _lifted(asked: Asked) -> Iterator[tuple[str, str]]:
    """What narrows the search unseen, each with the address that lifts it."""
    if asked.chain:
        yield f"Chỉ trong chuỗi của {asked.chain} ×", replace(asked, chain="").href()
    for label, href in asked.hrefs_without():
        yield f"Trừ {label} ×", href


def hit_view(hit: Hit) -> HitView:
    return HitView(
        href=document_href(hit.id),
        number=hit.number or "",
        kind=kind_name(hit.type_code),
        title=hit.title or hit.number or "(không có trích yếu)",
        issuer=hit.issuer or "",
        date=day(hit.date),
        matched=MATCHED[hit.matched] if hit.matched in ("number", "meaning") else "",
        secrecy=hit.secrecy or "",
        snippets=tuple(_snippet(hit.id, snippet) for snippet in hit.snippets),
    )


def kind_name(type_code: str | None) -> str:
    """The type's name for people; a paper without one is a news item or unread."""
    return (type_name(type_code) or type_code) if type_code else "Bản tin"


def _snippet(id_: str, snippet: Snippet) -> SnippetView:
    page = f"trang {snippet.page}" if snippet.page is not None else ""
    at = snippet.start + (snippet.marks[0][0] if snippet.marks else 0)
    place = " · ".join(part for part in (snippet.label or "", page) if part)
    return SnippetView(place, f"{document_href(id_)}?at={at}", _marked(snippet))


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


def same_number(hits: Sequence[Hit]) -> list[Hit]:
    """Papers that share one number, when the query was that number: the person has to choose."""
    exact = [hit for hit in hits if hit.matched == "number" and hit.number]
    numbers = {hit.number for hit in exact}
    return exact if len(exact) > 1 and len(numbers) == 1 else []


def _candidate(hit: Hit, told: Mapping[str, Any] | None) -> dict[str, Any]:
    """A paper that a number may mean, with what tells it apart and the words of papers that cite it."""
    return {
        "paper": hit_view(hit),
        "evidence": told["evidence"] if told else "",
        "citing": [
            {
                "name": edge["number"] or edge["title"] or "(không rõ số)",
                "href": document_href(edge["from"]),
                "text": " ".join((edge["text"] or "").split()),
            }
            for edge in (told["citing"] if told else ())
        ],
    }


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
    chosen = asked.question.years
    counts = {int(value): count for value, count in dict(results.facets).get("year", ()) if value.isdigit()}
    bars = [
        Bar(str(year), count, asked.href(years=() if year in chosen else (year,)), year in chosen)
        for year, count in sorted(counts.items())[-MAX_YEARS:]
    ]
    return draw_bars(bars, "Số văn bản theo năm ban hành") if len(bars) > 1 or chosen else ""


def _facet(field: str, counts: Sequence[tuple[str, int | None]], asked: Asked) -> FacetView:
    chosen = asked.chosen()[field]
    choices = [
        Choice(value, _label(field, value), count, value in chosen, asked.href_excluding(field, value))
        for value, count in counts
    ]
    choices.sort(key=lambda choice: not choice.chosen)
    return FacetView(field, FACETS[field], tuple(choices[:SHOWN]), tuple(choices[SHOWN:]))


def _label(field: str, value: str) -> str:
    if field == "type":
        return kind_name(value)
    return LABELS.get(field, {}).get(value, value)
