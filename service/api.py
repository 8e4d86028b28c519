"""/api/v1: what the command does, over HTTP. Answers are the contract's objects, errors are problem documents."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from pydantic import AfterValidator, Field

from index.base import Query as Question
from service import schemas
from service.errors import ServiceError
from service.exports import chain_csv, chain_graphml
from service.gate import Open
from service.review import document_ids, review_items
from service.rights import View
from service.shapes import results_json, verify
from service.words import is_day

Texts = Annotated[tuple[str, ...], Query()]
Years = Annotated[tuple[Annotated[int, Field(ge=1000, le=9999)], ...], Query()]
Id = Annotated[str, Path(description="mã, khóa hoặc số của văn bản")]


def _day(text: str | None) -> str | None:
    if text is not None and not is_day(text):
        raise ValueError("phải là ngày dạng YYYY-MM-DD, ví dụ 2014-04-07")
    return text


Day = Annotated[str | None, Query(examples=["2014-04-07"]), AfterValidator(_day)]
Limit = Annotated[int, Query(ge=1, le=1000, description="số mục tối đa")]

_PROBLEM = {"model": schemas.Problem, "content": {"application/problem+json": {}}}


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    texts = {400: "không hiểu câu hỏi", 404: "không có văn bản này", 409: "nhiều văn bản cùng số", 422: "sai tham số"}
    texts |= {503: "kho hoặc máy tìm kiếm chưa sẵn sàng"}
    return {status: {**_PROBLEM, "description": texts[status]} for status in (*statuses, 422, 503)}


def api_router() -> APIRouter:
    """Every route of version 1."""
    router = APIRouter(prefix="/api/v1")
    _add_search(router)
    _add_documents(router)
    _add_archive(router)
    return router


def _add_search(router: APIRouter) -> None:
    @router.get(
        "/search",
        tags=["tìm kiếm"],
        summary="Tìm văn bản theo chữ hoặc số, ký hiệu",
        response_model=schemas.SearchAnswer,
        responses=_problems(400),
    )
    def search(
        request: Request,
        archive: Open,
        q: Annotated[str, Query(description="chữ cần tìm, hoặc số văn bản", max_length=1000)] = "",
        type: Texts = (),
        issuer: Texts = (),
        kind: Texts = (),
        status: Texts = (),
        level: Texts = (),
        secrecy: Texts = (),
        year: Years = (),
        date_from: Annotated[Day, Query(alias="from")] = None,
        date_to: Annotated[Day, Query(alias="to")] = None,
        sort: Literal["relevance", "date", "-date"] = "relevance",
        limit: Annotated[int, Query(ge=1, le=100)] = 20,
        cursor: Annotated[str | None, Query(description="`next` của trang trước")] = None,
    ) -> Response:
        offset = _read_cursor(cursor)
        question = Question(
            text=q,
            types=type,
            issuers=issuer,
            kinds=kind,
            statuses=status,
            levels=level,
            secrecies=secrecy,
            years=year,
            date_from=date_from,
            date_to=date_to,
            limit=limit,
            offset=offset,
            sort=sort,
        )
        results = archive.search(question)
        more = offset + limit < results.total
        return _answer(request, {**results_json(results), "next": _cursor(offset + limit) if more else None})

    @router.get(
        "/find",
        tags=["tìm kiếm"],
        summary="Số, ký hiệu này có thể là những văn bản nào",
        response_model=list[schemas.Candidate],
        responses=_problems(),
    )
    def find(
        request: Request,
        archive: Open,
        number: Annotated[str, Query(min_length=1, max_length=200, examples=["34-CT/TW"])],
        date: Day = None,
        issuer: str | None = None,
    ) -> Response:
        return _answer(request, archive.find(number, date=date, issuer=issuer))

    @router.post(
        "/verify",
        tags=["tìm kiếm"],
        summary="Soát viện dẫn: gửi một đoạn văn, nhận mọi văn bản được viện dẫn và tình trạng của chúng trong kho",
        response_model=schemas.VerifyAnswer,
        responses=_problems(),
    )
    def verify_text(request: Request, archive: Open, body: schemas.VerifyRequest) -> Response:
        return _answer(request, verify(archive, body.text))


def _add_documents(router: APIRouter) -> None:
    @router.get(
        "/documents/{id:path}/text",
        tags=["văn bản"],
        summary="Phần chữ của văn bản; mọi vị trí tính theo điểm mã trong chữ này",
        response_class=PlainTextResponse,
        responses=_problems(404, 409),
    )
    def text(archive: Open, id: Id) -> Response:
        return Response(archive.text(id).encode("utf-8"), media_type="text/plain; charset=utf-8")

    @router.get(
        "/documents/{id:path}/original",
        tags=["văn bản"],
        summary="Tệp gốc",
        response_class=FileResponse,
        responses=_problems(404, 409),
    )
    def original(archive: Open, id: Id) -> Response:
        stored = archive.original(id)
        # always a download: a stored HTML file must never run as a page of ours
        return FileResponse(stored.path, media_type="application/octet-stream", filename=stored.name)

    @router.get(
        "/documents/{id:path}/chain",
        tags=["văn bản"],
        summary="Chuỗi: văn bản dựa trên gì và được thực hiện bằng gì",
        response_model=schemas.ChainAnswer,
        responses=_problems(404, 409),
    )
    def chain(
        request: Request,
        archive: Open,
        id: Id,
        up: bool = False,
        down: bool = False,
        depth: Annotated[int, Query(ge=1, le=50)] = 10,
        date: Day = None,
        issuer: str | None = None,
    ) -> Response:
        return _answer(request, archive.chain(id, up=up, down=down, depth=depth, date=date, issuer=issuer))

    @router.get(
        "/documents/{id:path}/chain.{form}",
        tags=["văn bản"],
        summary="Chuỗi cho chương trình khác: CSV cho bảng tính, GraphML cho vẽ đồ thị",
        response_class=PlainTextResponse,
        responses=_problems(404, 409),
    )
    def chain_file(
        archive: Open,
        id: Id,
        form: Annotated[Literal["csv", "graphml"], Path(description="dạng tệp")],
        up: bool = False,
        down: bool = False,
        depth: Annotated[int, Query(ge=1, le=50)] = 10,
    ) -> Response:
        found = archive.chain(id, up=up, down=down, depth=depth)
        content = chain_csv(found) if form == "csv" else chain_graphml(found)
        media_type = "text/csv; charset=utf-8" if form == "csv" else "application/xml"
        headers = {"Content-Disposition": f'attachment; filename="chain.{form}"'}
        return Response(content.encode("utf-8", "replace"), media_type=media_type, headers=headers)

    @router.get(
        "/documents/{id:path}/cited-by",
        tags=["văn bản"],
        summary="Những chỗ viện dẫn đến văn bản này",
        response_model=list[schemas.CitingEdge],
        responses=_problems(404, 409),
    )
    def cited_by(request: Request, archive: Open, id: Id) -> Response:
        return _answer(request, archive.cited_by(id))

    @router.get(
        "/documents/{id:path}/follow-up",
        tags=["văn bản"],
        summary="Cơ quan nào được giao ban hành kế hoạch, và kho có kế hoạch đó không",
        response_model=list[schemas.FollowUp],
        responses=_problems(404, 409),
    )
    def follow_up(request: Request, archive: Open, id: Id) -> Response:
        return _answer(request, archive.follow_up(id))

    # last, for a number has slashes of its own
    @router.get(
        "/documents/{id:path}",
        tags=["văn bản"],
        summary="Một văn bản với mọi thông tin đã đọc",
        response_model=schemas.Document,
        responses=_problems(404, 409),
    )
    def document(request: Request, archive: Open, id: Id) -> Response:
        return _answer(request, archive.show(id))


def _add_archive(router: APIRouter) -> None:
    @router.get(
        "/status",
        tags=["kho"],
        summary="Bảng cân đối của kho",
        response_model=schemas.StatusAnswer,
        responses=_problems(),
    )
    def status(request: Request, archive: Open) -> Response:
        return _answer(request, archive.status())

    @router.get(
        "/wanted",
        tags=["kho"],
        summary="Văn bản được viện dẫn mà kho chưa có",
        response_model=list[schemas.WantedItem],
        responses=_problems(),
    )
    def wanted(request: Request, archive: Open, limit: Limit = 50) -> Response:
        return _answer(request, archive.wanted(limit))

    @router.get(
        "/review",
        tags=["kho"],
        summary="Những chỗ cần người xem lại",
        response_model=list[schemas.ReviewItem],
        responses=_problems(),
    )
    def review(request: Request, archive: Open, limit: Limit = 50) -> Response:
        return _answer(request, review_items(archive, limit))

    @router.get(
        "/export",
        tags=["kho"],
        summary="Toàn bộ kho, mỗi dòng một văn bản (JSON Lines)",
        response_class=StreamingResponse,
        responses=_problems(),
    )
    def export(archive: Open) -> Response:
        return StreamingResponse(_lines(archive), media_type="application/x-ndjson")


def _lines(archive: View) -> Iterator[bytes]:
    for id_ in document_ids(archive):
        yield json.dumps(archive.show(id_), ensure_ascii=False).encode("utf-8") + b"\n"


def _answer(request: Request, value: Any) -> Response:
    """The value as JSON, with a validator; an unchanged answer costs only its headers."""
    content = json.dumps(value, ensure_ascii=False).encode("utf-8")
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.method == "GET" and tag in request.headers.get("if-none-match", ""):
        return Response(None, 304, headers)
    return Response(content, media_type="application/json", headers=headers)


def _cursor(offset: int) -> str:
    return base64.urlsafe_b64encode(f"o{offset}".encode()).decode().rstrip("=")


def _read_cursor(cursor: str | None) -> int:
    if not cursor:
        return 0
    try:
        plain = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        plain = ""
    if not (plain.startswith("o") and plain[1:].isdigit() and len(plain) < 12):
        raise ServiceError("invalid-request", "cursor: không phải con trỏ do máy chủ cấp")
    return int(plain[1:])
