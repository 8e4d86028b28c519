"""The search seam: what is put in, what is asked, what comes back. Engines stand behind `Index`, unseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a long document that is shown by its own name (`Điều 5, khoản 2`): half-open range into `content`.

    `page` is 1-based, None where the format has no pages.
    """

    start: int
    end: int
    label: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One document as it is searched. Made by `index.entry`; texts are NFC, dates ISO.

    `id` is the archive's document id, `key` its canonical identity (None when not enough is known).
    `status` is free (`in_force`, `expired`, ...); `level` is `central`, `province`, `district`, `commune` or `party`.
    """

    id: str
    title: str
    content: str
    key: str | None = None
    number: str | None = None
    type_code: str | None = None
    type_name: str | None = None
    issuer: str | None = None
    locality: str | None = None
    kind: str = "official"
    date: str | None = None
    status: str | None = None
    secrecy: str | None = None
    signers: tuple[str, ...] = ()
    cited_numbers: tuple[str, ...] = ()
    cited_by: int = 0
    level: str | None = None
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Unseen:
    """What who asks may not see: every document with one of the marks `secrecies`; and where `issuers` are named, every
    one with any of `marks` that none of these bodies issued."""

    secrecies: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A question. `text` is what the user typed; filters are exact values; dates ISO, both ends inclusive.

    `ids` limits the search to these documents (a chain). `expand` False switches the reading of short forms off;
    `renamed` True looks for a merged body under its old and new names;
    `unseen` documents are not there: not in counts, facets, suggestions either.
    `strict`: where nothing has every word, no looser question is asked instead.
    `explain` asks for the reasons of every hit's place; `facets` and `snippets` False leave that work out.
    """

    text: str = ""
    types: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    date_from: str | None = None
    date_to: str | None = None
    exclude_types: tuple[str, ...] = ()
    exclude_issuers: tuple[str, ...] = ()
    ids: tuple[str, ...] | None = None
    limit: int = 20
    offset: int = 0
    sort: str = "relevance"  # or "date", "-date"
    levels: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    secrecies: tuple[str, ...] = ()
    exclude_kinds: tuple[str, ...] = ()
    exclude_statuses: tuple[str, ...] = ()
    exclude_levels: tuple[str, ...] = ()
    exclude_years: tuple[int, ...] = ()
    exclude_secrecies: tuple[str, ...] = ()
    expand: bool = True
    renamed: bool = False
    strict: bool = False
    explain: bool = False
    facets: bool = True
    snippets: bool = True
    unseen: Unseen | None = None


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of the original text with the matched ranges, as offsets into `text`; `start` in the document.

    `label` names the division it stands in (`Điều 5, khoản 2`), `page` is 1-based; None when not known.
    """

    text: str
    start: int
    marks: tuple[tuple[int, int], ...] = ()
    label: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One found document.

    `matched` says which rule found it: `number` (its own number), `cites` (it cites that number), `phrase`, `words`,
    `meaning` (near it, without its words), `filter` (no text was asked).
    """

    id: str
    key: str | None
    number: str | None
    type_code: str | None
    issuer: str | None
    date: str | None
    title: str
    score: float
    matched: str
    snippets: tuple[Snippet, ...] = ()
    reasons: tuple[str, ...] = ()
    secrecy: str | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """`total` counts every match, not only the page returned. `facets`: field -> ((value, count), ...).

    `suggestion` is another spelling of the query that would find something (did you mean), never used by itself.
    `switches` names what of the query could be read otherwise: `expand`, `renamed`.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = ()
    notes: tuple[str, ...] = ()  # what was understood or set aside, in Vietnamese; never silent
    suggestion: str | None = None
    switches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PutReport:
    """What became of a batch: a failed entry is a value that the caller must handle (`(id, reason)`)."""

    stored: int
    failed: tuple[tuple[str, str], ...] = field(default=())


class IndexError_(Exception):
    """Base of what can go wrong with a search engine; `code` as in `extractor.errors`."""

    code = "index-error"


class IndexUnavailable(IndexError_):
    code = "index-unavailable"


class IndexMismatch(IndexError_):
    """The index was built by another version: says which command rebuilds it, never wipes by itself."""

    code = "index-mismatch"


class BadQuery(IndexError_):
    """The query cannot be understood; the message (Vietnamese) says what and shows an example."""

    code = "bad-query"


class Index(Protocol):
    """What an engine must do. Writes are visible to `search` after `refresh`."""

    def put(self, entries: Iterable[Entry]) -> PutReport: ...

    def delete(self, ids: Sequence[str]) -> None: ...

    def get(self, id: str) -> Entry | None: ...

    def search(self, query: Query) -> Results: ...

    def scan(self, query: Query) -> Iterator[Entry]:
        """Every match that `search` counts, newest first (`sort` `date`: oldest first), without `content`, in bounded
        memory: for exports of any size.

        `limit` and `offset` of the query do not count here.
        """
        ...

    def count(self) -> int: ...

    def refresh(self) -> None: ...

    def rebuild(self, entries: Iterable[Entry]) -> PutReport:
        """Builds a fresh index from `entries` and switches to it; searches go on meanwhile on the old one."""
        ...

    def signature(self) -> str: ...

    def close(self) -> None: ...
