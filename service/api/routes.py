"""/api/v1: what the command does, over HTTP. Answers are the contract's objects, errors are problem documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import FileResponse, PlainTextResponse, Response, StreamingResponse

from corpus.errors import NotFound
from service.api import schemas
from service.api.account import add_account
from service.api.accounts import add_accounts
from service.api.answers import answer, file_answer, problems
from service.api.audit import add_audit
from service.api.corrections import add_corrections
from service.api.drafts import add_drafts
from service.api.graph import add_graph
from service.api.originals import add_originals
from service.api.search import add_saved, add_search
from service.api.upkeep import add_upkeep, add_versions
from service.gate import Open
from service.lists import WANTED_COLUMNS, Form, stream, wanted_rows
from service.originals import DocumentId as Id
from service.putting_right import AtDesk
from service.review import document_ids, review_items
from service.rights import View

Limit = Annotated[int, Query(ge=1, le=1000, description="số mục tối đa")]


def api_router() -> APIRouter:
    """Every route of version 1."""
    router = APIRouter(prefix="/api/v1")
    add_search(router)
    add_saved(router)
    add_graph(router)
    add_corrections(router)
    add_drafts(router)
    add_versions(router)
    add_originals(router)  # before the documents, whose address takes everything
    _add_documents(router)
    _add_archive(router)
    add_upkeep(router)
    add_audit(router)
    add_account(router)
    add_accounts(router)
    return router


def _add_documents(router: APIRouter) -> None:
    @router.get(
        "/documents/{id:path}/text",
        tags=["văn bản"],
        summary="Phần chữ của văn bản; mọi vị trí tính theo điểm mã trong chữ này",
        response_class=PlainTextResponse,
        responses=problems(404, 409),
    )
    def text(archive: Open, id: Id) -> Response:
        return Response(archive.text(id).encode("utf-8"), media_type="text/plain; charset=utf-8")

    @router.get(
        "/documents/{id:path}/original",
        tags=["văn bản"],
        summary="Tệp gốc",
        response_class=FileResponse,
        responses=problems(404, 409),
    )
    def original(archive: Open, id: Id) -> Response:
        stored = archive.original(id)
        # always a download: a stored HTML file must never run as a page of ours
        return FileResponse(stored.path, media_type="application/octet-stream", filename=stored.name)

    # last, for a number has slashes of its own
    @router.get(
        "/documents/{id:path}",
        tags=["văn bản"],
        summary="Một văn bản với mọi thông tin đã đọc",
        response_model=schemas.Document,
        responses=problems(404, 409),
    )
    def document(request: Request, archive: Open, id: Id) -> Response:
        return answer(request, archive.show(id))


def _add_archive(router: APIRouter) -> None:
    @router.get(
        "/status",
        tags=["kho"],
        summary="Bảng cân đối của kho",
        response_model=schemas.StatusAnswer,
        responses=problems(),
    )
    def status(request: Request, archive: Open) -> Response:
        return answer(request, archive.status())

    @router.get(
        "/wanted",
        tags=["kho"],
        summary="Văn bản được viện dẫn mà kho chưa có",
        response_model=list[schemas.WantedItem],
        responses=problems(),
    )
    def wanted(request: Request, archive: Open, limit: Limit = 50) -> Response:
        return answer(request, archive.wanted(limit), archive.covers())

    @router.get(
        "/wanted.{form}",
        tags=["kho"],
        summary="Cả danh sách văn bản cần tìm về, thành bảng tính",
        response_class=StreamingResponse,
        responses=problems(),
    )
    def wanted_file(archive: Open, form: Annotated[Form, Path(description="dạng tệp")]) -> Response:
        rows = wanted_rows(archive.wanted())
        return file_answer(stream(form, WANTED_COLUMNS, rows), form, "van-ban-can-tim-ve", archive.covers())

    @router.get(
        "/review",
        tags=["kho"],
        summary="Những chỗ cần người xem lại",
        response_model=list[schemas.ReviewItem],
        responses=problems(),
    )
    def review(request: Request, desk: AtDesk, limit: Limit = 50) -> Response:
        return answer(request, review_items(desk, limit))

    @router.get(
        "/export",
        tags=["kho"],
        summary="Toàn bộ kho, mỗi dòng một văn bản (JSON Lines)",
        response_class=StreamingResponse,
        responses=problems(),
    )
    def export(archive: Open) -> Response:
        return StreamingResponse(_lines(archive), media_type="application/x-ndjson")


def _lines(archive: View) -> Iterator[bytes]:
    for id_ in document_ids(archive):
        try:
            record = archive.show(id_)
        except NotFound:  # taken out since the index was asked
            continue
        yield json.dumps(record, ensure_ascii=False).encode("utf-8") + b"\n"
