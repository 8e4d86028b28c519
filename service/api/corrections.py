"""Routes under /api/v1/corrections: put a value right, take it back, see who did what."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Body, Header, Path, Query, Request
from fastapi.responses import Response
from pydantic import Field

from extractor.text import quoted
from service.api import schemas
from service.api.answers import answer, problems, tag_of
from service.errors import ServiceError
from service.keyed import Key
from service.putting_right import AtDesk, Desk
from service.words import is_day

Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="số của lần sửa")]
IfMatch = Annotated[
    str | None,
    Header(
        description="ETag của /api/v1/documents/{id} khi người sửa xem; khác đi thì không sửa (412)", examples=['"3f…"']
    ),
]


class Signer(schemas.Wire):
    name: str = Field(examples=["Nguyễn Thị Hoa"])
    position: str | None = None
    authority: Literal["TM", "KT", "TL", "TUQ", "Q"] | None = None


class FieldFix(schemas.Wire):
    """A header field; null: the paper has none. The value that is there already confirms it."""

    kind: Literal["field"]
    document: str = Field(examples=["f1fe9a37a42b3a6a"])
    field: str = Field(examples=["date"])
    value: str | list[str] | list[Signer] | None = Field(examples=["10/12/2014"])


class ReferenceFix(schemas.Wire):
    """Which document the words at [start, end) mean: an id, key or number; null: they are no reference."""

    kind: Literal["reference"]
    document: str
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    means: str | None = Field(examples=["34-CT/TW"])


class LineFix(schemas.Wire):
    """The text of the line that holds the offset `at`, on a paper recognised from a picture."""

    kind: Literal["line"]
    document: str
    at: int = Field(ge=0)
    text: str = Field(examples=["Số: 118/KH-UBND"])


class IssuerFix(schemas.Wire):
    """A body's name once, for every paper on which it was read so, also those that come later."""

    kind: Literal["issuer"]
    name: str = Field(examples=["Uy ban nhân dân huyện Gia Lâm"])
    right: str = Field(examples=["Ủy ban nhân dân huyện Gia Lâm"])


class SeenFix(schemas.Wire):
    """A person looked at an item of `/review` by its `code` and `message`; it is listed no more."""

    kind: Literal["seen"]
    document: str
    code: str = Field(examples=["split-doubtful"])
    message: str


class TaskFix(schemas.Wire):
    """What became of a task of `/tasks` by its `code`: done (`day`: when; `by`: the held document that did it, whose
    day counts where none is given), or none of theirs. It no longer counts as overdue."""

    kind: Literal["task"]
    document: str = Field(examples=["f1fe9a37a42b3a6a"])
    task: str = Field(max_length=40, examples=["4f1d0c9be27a6385"])
    state: Literal["done", "not-ours"]
    day: str | None = Field(default=None, pattern=r"^\d{4}-\d\d-\d\d$", examples=["2015-06-01"])
    by: str | None = Field(default=None, max_length=300, examples=["311/KH-SVHTTDL"])


Fix = Annotated[FieldFix | ReferenceFix | LineFix | IssuerFix | SeenFix | TaskFix, Field(discriminator="kind")]


class Correction(schemas.Wire):
    """Who put what right, when, from what to what. `undone`: when it was taken back."""

    id: int
    document: str | None
    kind: Literal["field", "reference", "line", "issuer", "seen", "task"]
    target: str
    who: str
    when: str
    undone: str | None
    undone_by: str | None


class Told(Correction):
    """`new`: it did not hold before. `papers`: those it is laid over. `waiting`: those of them that an older version
    read and whose file cannot be read again; they wait until it is put in again and read (`vanban retry --stale`).
    `settled`: all of them, links, search and counts have followed; else, where none waits, a running ingest does it at
    its end."""

    new: bool
    papers: list[str]
    waiting: list[str]
    settled: bool


class CorrectionsAnswer(schemas.Wire):
    items: list[Correction]
    next: str | None = None


def add_corrections(router: APIRouter) -> None:
    """Must be included before the documents, whose address takes everything."""

    @router.post(
        "/corrections",
        tags=["sửa"],
        summary="Sửa một giá trị; gửi lại cùng một lần sửa không tạo lần thứ hai",
        status_code=201,
        response_model=Told,
        responses={200: {"model": Told, "description": "đã đúng như vậy từ trước"}, **problems(404, 409, 412)},
    )
    def correct(request: Request, desk: AtDesk, fix: Annotated[Fix, Body()], if_match: IfMatch = None, key: Key = None
    ) -> Response:  # fmt: skip
        if if_match is not None and not isinstance(fix, IssuerFix):
            _unchanged(desk, fix.document, if_match)
        told = _carried_out(desk, fix)
        made = answer(request, told)
        made.status_code = 201 if told["new"] else 200
        return made

    @router.get(
        "/corrections",
        tags=["sửa"],
        summary="Lịch sử sửa, mới nhất trước",
        response_model=CorrectionsAnswer,
        responses=problems(404, 409),
    )
    def history(
        request: Request,
        desk: AtDesk,
        document: Annotated[str | None, Query(max_length=300, description="chỉ của văn bản này")] = None,
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
        cursor: Annotated[str | None, Query(pattern=r"^c[0-9]{1,9}$", description="trang sau")] = None,
    ) -> Response:
        rows = desk.corrections(document, limit=limit, before=int(cursor[1:]) if cursor else None)
        more = f"c{rows[-1]['id']}" if len(rows) == limit else None
        return answer(request, {"items": rows, "next": more})

    @router.get("/corrections/{number}", tags=["sửa"], summary="Một lần sửa", response_model=Correction,
                responses=problems(404))  # fmt: skip
    def one(request: Request, desk: AtDesk, number: Number) -> Response:
        return answer(request, desk.correction(number))

    @router.delete(
        "/corrections/{number}",
        tags=["sửa"],
        summary="Hoàn tác một lần sửa; lịch sử vẫn giữ",
        response_model=Told,
        responses=problems(404),
    )
    def undo(request: Request, desk: AtDesk, number: Number) -> Response:
        return answer(request, desk.undo(number))


def _unchanged(desk: Desk, document: str, wanted: str) -> None:
    """Raises ServiceError (`changed-meanwhile`) where the document is not what the person saw."""
    tags = [tag.strip() for tag in wanted.split(",")]
    if "*" not in tags and tag_of(desk.show(document)) not in tags:
        raise ServiceError("changed-meanwhile", document)


def _carried_out(
    desk: Desk, fix: FieldFix | ReferenceFix | LineFix | IssuerFix | SeenFix | TaskFix
) -> dict[str, object]:
    if isinstance(fix, FieldFix):
        value = fix.model_dump(mode="json")["value"]
        return desk.correct_field(fix.document, fix.field, value)
    if isinstance(fix, ReferenceFix):
        return desk.correct_reference(fix.document, fix.start, fix.end, fix.means)
    if isinstance(fix, LineFix):
        return desk.correct_line(fix.document, fix.at, fix.text)
    if isinstance(fix, SeenFix):
        return desk.dismiss(fix.document, fix.code, fix.message)
    if isinstance(fix, TaskFix):
        if fix.day is not None and not is_day(fix.day):
            raise ServiceError(
                "invalid-request", f"day: {quoted(fix.day)} không phải là một ngày. Hãy ghi như 2031-02-04."
            )
        return desk.mark_task(fix.document, fix.task, fix.state, fix.day, fix.by)
    return desk.correct_issuer(fix.name, fix.right)
