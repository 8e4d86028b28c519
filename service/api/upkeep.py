"""Routes under /api/v1/upkeep: what looks after an archive. Long work is answered by 202 and its number."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import Field

from service.api import schemas
from service.api.answers import answer, problems
from service.chores import Chore
from service.gate import Open
from service.keyed import Key
from service.originals import DocumentId
from service.pages.upkeep import chore_view
from service.streams import job_stream
from service.upkeep import AtWork

Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="số của việc")]


class ChoreState(schemas.Wire):
    """Work that was asked for. `stage`, `done`, `total`: how far it is, as far as it says so; `seconds`: how long that
    stage has lasted. `told`: what came of it; `problem`: why it could not be done."""

    number: int
    kind: Literal["retry", "reindex", "backup", "purge", "examine"]
    about: str
    who: str
    asked: str
    state: Literal["waiting", "running", "done", "failed"]
    started: str | None
    ended: str | None
    stage: Literal["read", "resolve", "index", "copy", "write", "check"] | None
    done: int
    total: int
    seconds: float
    told: dict[str, Any] | None
    problem: str | None


class Check(schemas.Wire):
    """One thing looked at, and what to do about it."""

    name: str = Field(examples=["disk"])
    verdict: Literal["ok", "warn", "bad"]
    message: str
    remedy: str


class Health(schemas.Wire):
    """`sound`: nothing is broken."""

    sound: bool
    checks: list[Check]


class Again(schemas.Wire):
    """Which files are read again: those with this code, those that another version read (`stale`), or, where neither is
    given, those whose cause may have passed."""

    code: str | None = Field(default=None, max_length=60, examples=["tool-missing"])
    stale: bool = False


class Confirmed(schemas.Wire):
    """`confirm` must be true: search answers from what is there until the new index is whole."""

    confirm: bool


class Purge(schemas.Wire):
    """A paper that should never have come in, with every paper of its file. `confirm` is the document's id again."""

    document: str = Field(max_length=300, examples=["f1fe9a37a42b3a6a"])
    confirm: str = Field(max_length=300, examples=["f1fe9a37a42b3a6a"])


class VersionsAnswer(schemas.Wire):
    """The files of one paper, how their readings differ, and papers of nearly the same words."""

    document: str
    files: list[dict[str, Any]]
    differences: list[dict[str, Any]]
    near: list[dict[str, Any]]


def add_versions(router: APIRouter) -> None:
    """Must be included before the documents, whose address takes everything."""

    @router.get(
        "/documents/{id:path}/versions",
        tags=["văn bản"],
        summary="Các tệp của một văn bản, chỗ chúng khác nhau, và văn bản gần như cùng lời văn",
        response_model=VersionsAnswer,
        responses=problems(404, 409),
    )
    def versions(
        request: Request,
        archive: Open,
        id: DocumentId,
        near: Annotated[bool, Query(description="tìm cả văn bản gần giống; lần đầu có thể lâu")] = False,
    ) -> Response:
        return answer(request, archive.versions(id, near=near))


def add_upkeep(router: APIRouter) -> None:
    """Everything here is for those who may see every paper."""

    @router.get("/upkeep", tags=["chăm sóc kho"], summary="Những việc đã giao, mới nhất trước",
                response_model=list[ChoreState], responses=problems())  # fmt: skip
    def chores(request: Request, keeper: AtWork) -> Response:
        return answer(request, [one.as_json() for one in keeper.chores()])

    @router.get("/upkeep/doctor", tags=["chăm sóc kho"], summary="Kho có nguyên vẹn không",
                response_model=Health, responses=problems())  # fmt: skip
    def doctor(
        request: Request,
        keeper: AtWork,
        every: Annotated[bool, Query(alias="all", description="đọc lại mọi bản gốc thay vì một số")] = False,
    ) -> Response:
        checks = keeper.examine(every=every)
        return answer(request, {"sound": all(one["verdict"] != "bad" for one in checks), "checks": checks})

    @router.get("/upkeep/{number}", tags=["chăm sóc kho"], summary="Một việc đã giao: đến đâu, kết quả gì",
                response_model=ChoreState, responses=problems(404))  # fmt: skip
    def chore(request: Request, keeper: AtWork, number: Number) -> Response:
        return answer(request, keeper.chore(number).as_json())

    @router.get("/upkeep/{number}/events", tags=["chăm sóc kho"],
                summary="Một việc đã giao theo thời gian thực (server-sent events), như việc nạp; hết khi việc xong",
                response_class=StreamingResponse, responses=problems(404))  # fmt: skip
    def events(request: Request, keeper: AtWork, number: Number) -> Response:
        keeper.chore(number)  # one that is not there gets an answer, not a broken stream
        return job_stream(request, lambda: chore_view(keeper.chore(number)))

    @router.post("/upkeep/examine", tags=["chăm sóc kho"], summary="Kiểm tra kho, đọc lại mọi bản gốc",
                 status_code=202, response_model=ChoreState, responses=problems(409))  # fmt: skip
    def examine(request: Request, keeper: AtWork, key: Key = None) -> Response:
        return _taken_on(request, keeper.examine_all())

    @router.post("/upkeep/retry", tags=["chăm sóc kho"], summary="Đọc lại những tệp chưa vào kho", status_code=202,
                 response_model=ChoreState, responses=problems(409))  # fmt: skip
    def retry(request: Request, keeper: AtWork, again: Again, key: Key = None) -> Response:
        return _taken_on(request, keeper.retry(again.code, stale=again.stale))

    @router.post("/upkeep/reindex", tags=["chăm sóc kho"], summary="Dựng lại chỉ mục và đồ thị từ danh mục",
                 status_code=202, response_model=ChoreState, responses=problems(409))  # fmt: skip
    def reindex(request: Request, keeper: AtWork, body: Confirmed, key: Key = None) -> Response:
        return _taken_on(request, keeper.reindex(confirmed=body.confirm))

    @router.post("/upkeep/backup", tags=["chăm sóc kho"], summary="Sao lưu vào thư mục đã đặt (VANBAN_BACKUP)",
                 status_code=202, response_model=ChoreState, responses=problems(409))  # fmt: skip
    def backup(request: Request, keeper: AtWork, key: Key = None) -> Response:
        return _taken_on(request, keeper.backup())

    @router.post("/upkeep/purge", tags=["chăm sóc kho"], summary="Gỡ hẳn một văn bản không được phép lưu",
                 status_code=202, response_model=ChoreState, responses=problems(404, 409))  # fmt: skip
    def purge(request: Request, keeper: AtWork, body: Purge, key: Key = None) -> Response:
        return _taken_on(request, keeper.purge(body.document, confirm=body.confirm))


def _taken_on(request: Request, chore: Chore) -> Response:
    made = answer(request, chore.as_json())
    made.status_code = 202
    made.headers["Location"] = f"/api/v1/upkeep/{chore.number}"
    return made
