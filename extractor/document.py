"""The values that flow through the extractor. Frozen, without behaviour beyond their invariants.

Every offset is a half-open range of Unicode code points into `Text.content`, which is NFC. The invariant
`text.content[span.start:span.end] == raw` holds for every `Found` and every `Reference` (tested by property).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, Literal, NamedTuple, TypeVar

T = TypeVar("T")

DocumentKind = Literal["official", "news"]
ReferenceClass = Literal["numbered", "law", "short", "named"]
Relation = Literal[
    "basis", "proposal", "implements", "amends", "replaces", "repeals", "guides", "replies", "attached", "mentions"
]
Authority = Literal["TM", "KT", "TL", "TUQ", "Q"]
TextSource = Literal["text", "ocr", "mixed"]
BodyKind = Literal["preamble", "part", "chapter", "section", "article", "clause", "point", "heading", "table", "annex"]
TaskRole = Literal["lead", "support"]


# Papers are full of the three classes that fill their slots themselves (`slot`): the `__init__` that `dataclasses`
# writes for a frozen class sets each by its name, which takes about twice as long.


@dataclass(frozen=True, slots=True, init=False)
class Span:
    """Half-open range of code points."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            raise ValueError(f"not a span: {start}..{end}")
        _set_start(self, start)
        _set_end(self, end)


def slot(cls: type, name: str) -> Callable[[object, object], None]:
    """What fills a slot of a frozen class, for its `__init__` alone."""
    fill: Callable[[object, object], None] = vars(cls)[name].__set__
    return fill


_set_start, _set_end = (slot(Span, name) for name in ("start", "end"))


@dataclass(frozen=True, slots=True, init=False)
class Found(Generic[T]):
    """A value with its evidence: the raw text, where it stands, and the rule that read it.

    `confidence` (0..1) is given only where it was measured (OCR), else None.
    """

    value: T
    raw: str
    span: Span
    rule: str
    confidence: float | None

    def __init__(self, value: T, raw: str, span: Span, rule: str, confidence: float | None = None) -> None:
        _set_value(self, value)
        _set_raw(self, raw)
        _set_span(self, span)
        _set_rule(self, rule)
        _set_confidence(self, confidence)


_set_value, _set_raw, _set_span, _set_rule, _set_confidence = (
    slot(Found, name) for name in ("value", "raw", "span", "rule", "confidence")
)


@dataclass(frozen=True, slots=True)
class Warning_:
    """Something a reader of the result must know. `page` is 1-based."""

    code: str
    message: str
    field: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page. Box in points, origin at the top left: x0, top, x1, bottom. `confidence` 0..1 from OCR."""

    span: Span
    box_pt: tuple[float, float, float, float]
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a file. `number` is 1-based; `words` is empty where the format has no boxes."""

    number: int
    span: Span
    width_pt: float | None = None
    height_pt: float | None = None
    words: tuple[Word, ...] = ()
    source: Literal["text", "ocr"] = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled or native table: its span in the text and its rows of cell texts."""

    span: Span
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it came. Its identity is its content: `sha256` in lower-case hex."""

    path: str
    sha256: str
    media_type: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Text:
    """The one canonical text of a file: NFC, immutable. Every later offset points into `content`.

    `raw_offsets` maps offsets into the stored characters where `content` differs from them (None: identical).
    `metadata` holds what the container itself declares (edXML fields, DOCX core properties), never guessed.
    """

    content: str
    pages: tuple[Page, ...] = ()
    tables: tuple[Table, ...] = ()
    warnings: tuple[Warning_, ...] = ()
    raw_offsets: tuple[int, ...] | None = None
    metadata: tuple[tuple[str, str], ...] = ()

    @property
    def source(self) -> TextSource:
        kinds = {page.source for page in self.pages}
        if kinds == {"ocr"}:
            return "ocr"
        return "mixed" if "ocr" in kinds else "text"

    def page_of(self, offset: int) -> int | None:
        """1-based page number that holds the offset; None where the format has no pages."""
        for page in self.pages:
            if page.span.start <= offset < page.span.end or offset == page.span.start:
                return page.number
        return self.pages[-1].number if self.pages else None


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed, as what, by which authority (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7)."""

    name: str
    position: str | None
    authority: Authority | None
    span: Span


@dataclass(frozen=True, slots=True)
class Header:
    """Header fields of one paper. An absent field is None; why it is absent stands in `warnings`.

    `start`/`end`: the paper itself in the text (a portal's summary before it lies outside).
    `body_start`: first code point after the header zone (after title, before preamble or Kính gửi).
    `issuer_place`: province or city of a local issuer, bare (`Yên Bái`), else None.
    """

    kind: DocumentKind
    start: int
    end: int
    body_start: int
    type_code: Found[str] | None = None
    type_name: str | None = None
    number: Found[str] | None = None
    symbol: Found[str] | None = None
    date: Found[str] | None = None
    date_partial: Found[str] | None = None
    place: Found[str] | None = None
    issuer: Found[str] | None = None
    issuer_place: str | None = None
    title: Found[str] | None = None
    secrecy: Found[str] | None = None
    urgency: Found[str] | None = None
    warnings: tuple[Warning_, ...] = ()


@dataclass(frozen=True, slots=True)
class Footer:
    """What stands below the body: signers and recipients, and the spans of their blocks (None when missing)."""

    signers: tuple[Signer, ...] = ()
    recipients: tuple[Found[str], ...] = ()
    signature_block: Span | None = None
    recipients_block: Span | None = None


class Reference(NamedTuple):
    """One mention of another document. A tuple: archives have millions and they are made fast.

    `number` is canonical (`34-CT/TW`, also where the text prints `34/CT-TW`); what was repaired or inferred, and
    from what, stands in `reasons`, e.g. ("date: earlier mention", "number: hyphen lost"). `annexed`: the words for the
    paper issued with the act, where that is meant (`Quy chế làm việc ban hành kèm theo Quyết định số ...`).
    """

    raw: str
    span: Span
    class_: ReferenceClass
    type_code: str | None
    type_name: str | None
    number: str | None
    year: int | None
    date: str | None
    issuer: str | None
    locality: str | None
    pinpoint: str | None
    title: str | None
    relation: Relation
    key: str | None
    rule: str
    reasons: tuple[str, ...] = ()
    annexed: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An edge between two cited documents, by their index in `Document.references`."""

    source: int
    target: int
    relation: Relation


@dataclass(frozen=True, slots=True)
class Deadline:
    """A term for carrying something out. `date` (ISO) is the last day of a printed calendar period, else None."""

    text: str
    date: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Task:
    """Something a unit is told to do."""

    unit: str
    role: TaskRole
    text: str
    span: Span
    deadline: Deadline | None = None


@dataclass(frozen=True, slots=True, init=False)
class BodyUnit:
    """A division of the body; children lie inside the span."""

    kind: BodyKind
    label: str | None
    title: str | None
    span: Span
    children: tuple[BodyUnit, ...]

    def __init__(
        self, kind: BodyKind, label: str | None, title: str | None, span: Span, children: tuple[BodyUnit, ...] = ()
    ) -> None:
        _set_kind(self, kind)
        _set_label(self, label)
        _set_title(self, title)
        _set_place(self, span)
        _set_children(self, children)


_set_kind, _set_label, _set_title, _set_place, _set_children = (
    slot(BodyUnit, name) for name in ("kind", "label", "title", "span", "children")
)


@dataclass(frozen=True, slots=True)
class Annexed:
    """A paper that an act carries below its signatures (Quy chế, Quy định ...). `child` names it in keys."""

    child: str
    kind: str
    title: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Part:
    """Which paper of its file a document is. Pages are 1-based."""

    index: int = 1
    of: int = 1
    first_page: int | None = None
    last_page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """Everything read from one paper. `annexed`: the papers that it carries; `annexed_to`: which of its references is
    the act that it was issued with, where it is such a paper itself."""

    header: Header
    footer: Footer
    references: tuple[Reference, ...] = ()
    links: tuple[Link, ...] = ()
    units: tuple[Found[str], ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    tasks: tuple[Task, ...] = ()
    body: tuple[BodyUnit, ...] = ()
    warnings: tuple[Warning_, ...] = ()
    part: Part = field(default_factory=Part)
    annexed: tuple[Annexed, ...] = ()
    annexed_to: int | None = None
