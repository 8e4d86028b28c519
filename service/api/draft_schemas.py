"""The wire models of /api/v1/drafts."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from corpus.drafts.composing import Order
from service.api.schemas import Covers, Wire
from service.words import is_day, today

Line = Annotated[str, Field(max_length=2000)]
Lines = Annotated[list[Line], Field(max_length=200)]
DraftText = Annotated[str, Field(min_length=1, max_length=2_000_000, description="toàn văn dự thảo")]


def _day(text: str) -> str:
    if text and not is_day(text):
        raise ValueError("phải là ngày dạng YYYY-MM-DD, ví dụ 2026-11-20")
    return text


class JudgeRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: DraftText
    suggest: bool = Field(default=True, description="kèm căn cứ gợi ý")


class CompareRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")
    one: DraftText
    other: DraftText


class WriteRequest(BaseModel):
    """A paper to be written; what is left out is filled from type and issuer, or left open."""

    model_config = ConfigDict(extra="forbid")
    type: Line = Field(examples=["KH"])
    issuer: Line = Field(examples=["Sở Nội vụ tỉnh Lào Cai"])
    title: Line = ""
    bases: Lines = Field(default=[], examples=[["33/2024/QH15"]])
    proposal: Line = ""
    body: str = Field(default="", max_length=500_000)
    addressees: Lines = []
    recipients: Lines = []
    signer: Line = ""
    position: Line = ""
    authority: Literal["TM", "KT", "TL", "TUQ", "Q"] | None = None
    by: Line = ""
    number: Annotated[str, Field(max_length=10)] = ""
    letters: Annotated[str, Field(max_length=30)] = ""
    unit: Annotated[str, Field(max_length=30)] = ""
    superior: Line = ""
    place: Line = ""
    date: Annotated[str, AfterValidator(_day)] = Field(default="", description="ngày ban hành; trống: để ký rồi ghi")

    def order(self) -> Order:
        """The order as the writer takes it; without a date by the rules of today."""
        return Order(
            type_code=self.type, issuer=self.issuer, day=self.date or today(), title=self.title,
            bases=tuple(self.bases), proposal=self.proposal, body=self.body, addressees=tuple(self.addressees),
            recipients=tuple(self.recipients), signer=self.signer, position=self.position, authority=self.authority,
            by=self.by, number=self.number, letters=self.letters, unit=self.unit, superior=self.superior,
            place=self.place, dated=bool(self.date),
        )  # fmt: skip


class FormFinding(Wire):
    """`level` is `fault` (against the letter of the norm) or `advice` (against its models)."""

    rule: str = Field(examples=["date-zero"])
    level: Literal["fault", "advice"]
    message: str
    remedy: str
    norm: str = Field(examples=["Nghị định số 30/2020/NĐ-CP, Phụ lục I, Mục II.4"])
    start: int
    end: int


class FormAnswer(Wire):
    """`system` names the rules that were used; null where there are none for that paper."""

    system: str | None
    notes: list[str]
    findings: list[FormFinding]


class JudgeAnswer(Wire):
    """`text` is the draft as it was read; every place is a range of code points in it."""

    draft: dict[str, Any]
    text: str
    cited: list[dict[str, Any]]
    paper: list[dict[str, Any]]
    form: FormAnswer
    suggestions: list[dict[str, Any]]
    covers: Covers


class WriteAnswer(Wire):
    text: str
    system: str


class CompareAnswer(Wire):
    """What matters first (`fields`, `lists`), then the divisions that differ; `same` counts those that do not."""

    fields: list[dict[str, Any]]
    lists: dict[str, dict[str, list[str]]]
    divisions: list[dict[str, Any]]
    same: int
    alike: float
