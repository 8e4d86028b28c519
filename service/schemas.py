"""The wire models of /api/v1: the objects of the stable contract, with examples in Vietnamese."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Relation = Literal[
    "basis", "proposal", "implements", "amends", "replaces", "repeals", "guides", "replies", "attached", "mentions"
]


class Wire(BaseModel):
    """Base of every answer: unknown keys are a mistake of ours, never passed on in silence."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Problem(BaseModel):
    """RFC 9457. `code` is stable."""

    type: str = Field(examples=["urn:vanban:error:not-found"])
    title: str = Field(examples=["Không tìm thấy văn bản này trong kho."])
    status: int = Field(examples=[404])
    detail: str
    instance: str
    code: str = Field(examples=["not-found"])


class Snippet(Wire):
    """A passage of the original text. `marks` are ranges in `text`; `start` is its place in the document."""

    text: str
    start: int
    marks: list[tuple[int, int]]


class Hit(Wire):
    id: str
    key: str | None
    number: str | None = Field(examples=["34-CT/TW"])
    type: str | None = Field(examples=["CT"])
    issuer: str | None = Field(examples=["Bộ Chính trị"])
    date: str | None = Field(examples=["2014-04-07"])
    title: str
    score: float
    snippets: list[Snippet]
    matched: str
    reasons: list[str] = []


class FacetCount(Wire):
    value: str
    count: int


class SearchAnswer(Wire):
    """`total` counts every match; `notes` say what was understood or set aside."""

    total: int
    hits: list[Hit]
    facets: dict[str, list[FacetCount]]
    notes: list[str]
    next: str | None = Field(None, description="con trỏ của trang sau; null khi hết")


class ChainNode(Wire):
    """`level` 0 is the root, below 0 what it rests on, above 0 what came of it."""

    id: str
    key: str | None
    number: str | None
    issuer: str | None
    date: str | None
    title: str | None
    held: bool
    level: int


class ChainEdge(Wire):
    """`from` cites `to`. `text` is the sentence behind the link, `start`/`end` its place in the citing document."""

    from_: str = Field(alias="from")
    to: str
    relation: Relation
    text: str | None
    start: int | None
    end: int | None


class Candidate(Wire):
    id: str
    key: str | None
    number: str | None
    issuer: str | None
    date: str | None
    title: str | None
    evidence: str | None = None


class ChainAnswer(Wire):
    root: str
    nodes: list[ChainNode]
    edges: list[ChainEdge]


class Cited(Wire):
    """One reference of a pasted text. `status`: held, stub (known but not held), ambiguous, unknown."""

    text: str
    start: int
    end: int
    key: str | None
    number: str | None
    type: str | None
    date: str | None
    issuer: str | None
    relation: Relation
    status: Literal["held", "stub", "ambiguous", "unknown"]
    document: str | None = Field(description="mã văn bản trong kho")
    candidates: list[Candidate]


class VerifyAnswer(Wire):
    references: list[Cited]


class VerifyRequest(Wire):
    text: str = Field(max_length=2_000_000, examples=["Thực hiện Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị"])


class WantedItem(Wire):
    id: str
    key: str | None
    number: str | None
    type: str | None
    issuer: str | None
    date: str | None
    title: str | None
    cited_by: int


class ReviewItem(Wire):
    document: str
    number: str | None
    title: str | None
    code: str
    field: str | None
    message: str


class FileState(Wire):
    path: str
    state: str
    code: str | None
    message: str | None


class StatusAnswer(Wire):
    """The balance sheet: every file ever brought in is in exactly one state, and the states add up to `files`."""

    files: int
    states: dict[str, int]
    balanced: bool
    documents: int
    stubs: int
    edges: int
    problems: list[FileState]


class Document(BaseModel):
    """The object of `vanban extract`, with the archive's own id. Keys may be added."""

    model_config = ConfigDict(extra="allow")
    id: str
    schema_: int = Field(alias="schema")
    source: dict[str, Any]
    kind: Literal["official", "news"]


class Error(Wire):
    code: str
    message: str
