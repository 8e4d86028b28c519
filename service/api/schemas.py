"""The wire models of /api/v1: the objects of the stable contract, with examples in Vietnamese."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from corpus.validity import State

Relation = Literal[
    "basis", "proposal", "implements", "amends", "replaces", "repeals", "guides", "replies", "attached", "mentions"
]


class Wire(BaseModel):
    """Base of every answer. The contract allows keys to be added, so unknown ones pass through."""

    model_config = ConfigDict(extra="allow", populate_by_name=True, serialize_by_alias=True)


class Problem(Wire):
    """RFC 9457. `code` is stable."""

    type: str = Field(examples=["urn:vanban:error:not-found"])
    title: str = Field(examples=["Không tìm thấy văn bản này trong kho."])
    status: int = Field(examples=[404])
    detail: str
    instance: str
    code: str = Field(examples=["not-found"])


class Snippet(Wire):
    """A passage of the original text. `marks` are ranges in `text`; `start` is its place in the document."""

    text: str = Field(examples=["…tăng cường trồng và chăm sóc cây xanh đô thị…"])
    start: int
    marks: list[tuple[int, int]]
    label: str | None = None
    page: int | None = None


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
    matched: str = Field(examples=["number"])
    reasons: list[str] = []


class FacetCount(Wire):
    value: str
    count: int


class Covers(Wire):
    """What the answer can be made from: papers that the archive holds, and papers that it knows from citations alone;
    of one body, or of all (`issuer` null). Lists tell it in the header `Vanban-Covers: held=412, missing=18`."""

    issuer: str | None
    held: int = Field(examples=[412])
    missing: int = Field(examples=[18])


class SearchAnswer(Wire):
    """`total` counts every match; `notes` say what was understood; `next` is the cursor of the next page."""

    total: int
    hits: list[Hit]
    facets: dict[str, list[FacetCount]]
    notes: list[str]
    suggestion: str | None = None
    switches: list[Literal["expand", "renamed"]] = Field(
        default=[], description="cách hiểu có thể bật tắt bằng tham số cùng tên"
    )
    next: str | None = None
    covers: Covers


class Node(Wire):
    """A document that is held, or only cited (`held` false)."""

    id: str
    key: str | None
    number: str | None
    type: str | None = None
    issuer: str | None
    date: str | None
    title: str | None
    held: bool


class ChainNode(Node):
    """`level` 0 is the root, below 0 what it rests on, above 0 what came of it."""

    level: int


class ChainEdge(Wire):
    """`from` cites `to`. `text` is the sentence behind the link, `start`/`end` its place in the citing document."""

    from_: str = Field(alias="from")
    to: str
    relation: Relation
    text: str | None
    start: int | None
    end: int | None
    part: str | None = Field(None, description="văn bản ban hành kèm theo `to` được dẫn, như cuối khóa của nó")


class ChainAnswer(Wire):
    """`asked` is another document than `root` where it was issued with it."""

    root: str
    asked: str | None = None
    nodes: list[ChainNode]
    edges: list[ChainEdge]
    covers: Covers


class PageBox(Wire):
    """A rectangle on a page, in points, origin at the top left."""

    x0: float
    top: float
    x1: float
    bottom: float
    kind: Literal["ref", "field", "text"]
    label: str


class PageBoxes(Wire):
    """A page's size in points, and the places asked for."""

    width_pt: float
    height_pt: float
    boxes: list[PageBox]


class CitingEdge(ChainEdge):
    number: str | None
    issuer: str | None
    date: str | None
    title: str | None


class Candidate(Node):
    evidence: Any = None


class Cited(Wire):
    """One reference of a pasted text, at `start`..`end` in code points.

    `status`: `held` (in the archive), `stub` (known from citations only), `ambiguous` (see `candidates`), `unknown`.
    """

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
    document: str | None
    candidates: list[Candidate]


class VerifyAnswer(Wire):
    references: list[Cited]


class VerifyRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: str = Field(
        min_length=1,
        max_length=2_000_000,
        examples=["Thực hiện Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị, Ủy ban nhân dân tỉnh yêu cầu:"],
    )


class BatchRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")
    csv: str = Field(
        min_length=1,
        max_length=10_000_000,
        description="mỗi dòng một câu hỏi, ở cột đầu; dòng tiêu đề được bỏ qua",
        examples=["34-CT/TW\nchi thi 34 nam 2024\ntrồng cây xanh"],
    )


class SavedSearch(Wire):
    name: str = Field(examples=["Kế hoạch trồng cây"])
    address: str = Field(examples=["/?q=tr%E1%BB%93ng+c%C3%A2y&type=KH"])


class KeepRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")
    address: str = Field(
        description="địa chỉ của trang tìm kiếm", examples=["/?q=tr%E1%BB%93ng+c%C3%A2y&type=KH"], max_length=5000
    )


class WantedItem(Wire):
    """A paper that is cited and not held. `implements`: papers that carry it out; `chain`: all that hang on it through
    these; `resting`: the same with those that have it as a legal basis."""

    id: str
    key: str | None
    number: str | None
    type: str | None
    issuer: str | None
    date: str | None
    title: str | None
    cited_by: int
    implements: int
    chain: int
    resting: int


class FollowUp(Wire):
    """A body that was told to issue a plan. `not-held` says what the archive lacks, not what a body failed to do;
    `held`: how many papers of that body, of any kind, the archive has (null for a group of bodies)."""

    unit: str = Field(examples=["Sở Nội vụ"])
    state: Literal["issued", "unclear", "not-held"]
    reason: str
    documents: list[str]
    text: str
    start: int
    end: int
    deadline: str | None
    overdue: bool | None
    held: int | None
    mark: dict[str, Any] | None = Field(default=None, description="điều người dùng nói về nhiệm vụ, như ở /tasks")


class Change(Wire):
    """What a later paper does; `id` is null where only the law register tells it, `part` is what it touches."""

    id: str | None
    number: str
    relation: Relation
    date: str | None
    part: str | None
    document: str | None


class Standing(Wire):
    """What became of a paper by a day; `reasons` say why, above all where the state is `unknown`."""

    state: State
    since: str | None
    until: str | None
    by: list[Change]
    changed_by: list[Change]
    reasons: list[str]


class StandingAnswer(Standing):
    id: str
    key: str | None
    number: str | None
    type: str | None
    issuer: str | None
    date: str | None
    title: str | None
    held: bool
    at: str


class OutdatedItem(Standing):
    """A paper that stands though a legal basis of it does not; `at-issue`: the basis was dead when it was issued."""

    document: Node
    basis: Node
    when: Literal["inherited", "at-issue"]
    text_of: str
    start: int
    end: int


class TreeNode(ChainNode):
    tier: str | None
    standing: Standing | None


class Expected(FollowUp):
    """A body that a paper of the tree (`told_by`) tells to issue something."""

    told_by: str
    level: int


class TreeAnswer(Wire):
    root: str
    at: str
    nodes: list[TreeNode]
    edges: list[ChainEdge]
    expected: list[Expected]
    covers: Covers


class RelatedBody(Wire):
    name: str
    side: Literal["before", "after"]
    since: str | None
    until: str | None


class ReviewItem(Wire):
    """`risk`: how often such a value is wrong (0..1); `depends`: how many papers cite the document by it."""

    document: str
    number: str | None
    title: str | None
    code: str = Field(examples=["handwritten"])
    field: str | None = Field(examples=["date"])
    message: str
    risk: float
    depends: int


class FileState(Wire):
    path: str
    state: str
    code: str | None
    message: str | None


class FileCounts(Wire):
    total: int
    indexed: int
    duplicate: int
    refused: int
    failed: int


class StatusAnswer(Wire):
    """The balance sheet: every file ever brought in is in exactly one state, and the states add up to the total."""

    files: FileCounts
    balanced: bool
    documents: int
    mentions: dict[str, int]
    wanted: int
    problems: list[FileState]


class Document(Wire):
    """The object of `vanban extract`, with `id`, `key`, `files`, `cited_by`, each reference's `resolution`, the papers
    issued with it (`annexed`) and the act that it was issued with itself (`part_of`)."""

    id: str
    key: str | None
    schema_: int = Field(alias="schema")
    source: dict[str, Any]
    kind: Literal["official", "news"]
    type: str | None
    number: str | None
    date: str | None
    issuer: str | None
    title: str | None
    references: list[dict[str, Any]]
    warnings: list[dict[str, Any]]
    annexed: list[dict[str, Any]] = []
    part_of: dict[str, Any] | None = None
