"""/api/v1: searching, its results as files, many questions at once, and searches that people keep."""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response, StreamingResponse

from index.base import Query as Question
from service import batches
from service.api import schemas
from service.api.answers import answer, file_answer, problems
from service.asking import Asked, Chain, Day
from service.chained import in_chain
from service.errors import ServiceError
from service.gate import Open, person_of
from service.lists import COLUMNS, Form, csv_stream, rows_of, stream
from service.pages.search import one_body
from service.rights import View
from service.saved import SavedSearches
from service.shapes import results_json, verify

SavedName = Annotated[str, Path(description="tên của tìm kiếm đã lưu", max_length=200)]


def add_search(router: APIRouter) -> None:
    """Routes that find documents."""
    _add_searches(router)
    _add_finding(router)


def _add_searches(router: APIRouter) -> None:
    @router.get(
        "/search",
        tags=["tìm kiếm"],
        summary="Tìm văn bản theo chữ hoặc số, ký hiệu",
        response_model=schemas.SearchAnswer,
        responses=problems(400, 404, 409),
    )
    def search(
        request: Request,
        archive: Open,
        asked: Asked,
        chain: Chain = None,
        explain: Annotated[bool, Query(description="kèm lý do xếp hạng")] = False,
        limit: Annotated[int, Query(ge=1, le=100)] = 20,
        cursor: Annotated[str | None, Query(description="`next` của trang trước")] = None,
    ) -> Response:
        offset = _read_cursor(cursor)
        question = _within(archive, asked, chain)
        results = archive.search(replace(question, explain=explain, limit=limit, offset=offset))
        more = offset + limit < results.total
        told = {**results_json(results), "next": _cursor(offset + limit) if more else None}
        return answer(request, told, archive.covers(one_body(question)))

    @router.get(
        "/search.{form}",
        tags=["tìm kiếm"],
        summary="Mọi văn bản tìm được, không giới hạn số dòng: CSV hoặc XLSX, mới nhất trước",
        response_class=StreamingResponse,
        responses=problems(400, 404, 409),
    )
    def search_file(
        archive: Open,
        asked: Asked,
        form: Annotated[Form, Path(description="dạng tệp")],
        chain: Chain = None,
    ) -> Response:
        question = _within(archive, asked, chain)
        pieces = stream(form, COLUMNS, rows_of(archive.scan(question)))
        return file_answer(pieces, form, "ket-qua-tim", archive.covers(one_body(question)))

    @router.post(
        "/search/batch",
        tags=["tìm kiếm"],
        summary="Tìm nhiều câu một lúc: gửi CSV (mỗi dòng một câu, ở cột đầu), nhận CSV; mỗi câu có ít nhất một dòng",
        response_class=StreamingResponse,
        responses=problems(400),
    )
    def batch(
        archive: Open,
        body: schemas.BatchRequest,
        asked: Asked,
        top: Annotated[int, Query(ge=1, le=100, description="số văn bản cho mỗi câu")] = 1,
    ) -> Response:
        rows = batches.answers(archive, batches.questions(body.csv), asked, top)
        pieces = csv_stream(batches.COLUMNS, rows)
        return file_answer(pieces, "csv", "ket-qua-tim-nhieu-cau", archive.covers())


def _add_finding(router: APIRouter) -> None:
    @router.get(
        "/find",
        tags=["tìm kiếm"],
        summary="Số, ký hiệu này có thể là những văn bản nào",
        response_model=list[schemas.Candidate],
        responses=problems(),
    )
    def find(
        request: Request,
        archive: Open,
        number: Annotated[str, Query(min_length=1, max_length=200, examples=["34-CT/TW"])],
        date: Day = None,
        issuer: str | None = None,
    ) -> Response:
        return answer(request, archive.find(number, date=date, issuer=issuer), archive.covers())

    @router.post(
        "/verify",
        tags=["tìm kiếm"],
        summary="Soát viện dẫn: gửi một đoạn văn, nhận mọi văn bản được viện dẫn và tình trạng của chúng trong kho",
        response_model=schemas.VerifyAnswer,
        responses=problems(),
    )
    def verify_text(request: Request, archive: Open, body: schemas.VerifyRequest) -> Response:
        return answer(request, verify(archive, body.text))


def add_saved(router: APIRouter) -> None:
    """Routes of the searches that the person who asks has kept."""

    @router.get(
        "/searches",
        tags=["tìm kiếm đã lưu"],
        summary="Các tìm kiếm tôi đã lưu",
        response_model=list[schemas.SavedSearch],
        responses=problems(),
    )
    def listed(request: Request) -> Response:
        kept = _saved(request).of(person_of(request).name)
        return answer(request, [{"name": one.name, "address": one.address} for one in kept])

    @router.put(
        "/searches/{name}",
        tags=["tìm kiếm đã lưu"],
        summary="Lưu một tìm kiếm dưới tên này (thay cái cùng tên)",
        response_model=schemas.SavedSearch,
        responses=problems(),
    )
    def keep(request: Request, name: SavedName, body: schemas.KeepRequest) -> Response:
        kept = _saved(request).keep(person_of(request).name, name, body.address)
        return answer(request, {"name": kept.name, "address": kept.address})

    @router.delete(
        "/searches/{name}",
        tags=["tìm kiếm đã lưu"],
        summary="Xóa một tìm kiếm đã lưu",
        status_code=204,
        response_class=Response,
        responses=problems(404),
    )
    def drop(request: Request, name: SavedName) -> Response:
        _saved(request).drop(person_of(request).name, name)
        return Response(None, 204)


def _saved(request: Request) -> SavedSearches:
    kept: SavedSearches = request.app.state.saved
    return kept


def _within(archive: View, asked: Question, chain: str | None) -> Question:
    return asked if chain is None else replace(asked, ids=in_chain(archive, chain))


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
