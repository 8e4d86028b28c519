"""/api/v1/audit: the log of accesses, for administrators who may see every paper (addresses name papers)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from service.api import schemas
from service.api.answers import answer, problems
from service.asking import Day
from service.audit import AuditLog
from service.errors import ServiceError
from service.gate import person_of


class AuditVerdict(schemas.Wire):
    """`broken`: the first line that was changed or before which one is missing; `last` binds the newest line."""

    lines: int
    redacted: int
    broken: int | None
    last: str


def add_audit(router: APIRouter) -> None:
    """Adds the routes."""

    @router.get(
        "/audit",
        tags=["kho"],
        summary="Nhật ký: ai đã xem, đã sửa gì (JSON Lines), của những ngày này",
        response_class=StreamingResponse,
        responses=problems(),
    )
    def lines(request: Request, since: Day = None, until: Day = None) -> Response:
        return StreamingResponse(_lines(_log(request), since, until), media_type="application/x-ndjson")

    @router.get(
        "/audit/verdict",
        tags=["kho"],
        summary="Nhật ký có còn như khi được ghi không",
        response_model=AuditVerdict,
        responses=problems(),
    )
    def verdict(request: Request) -> Response:
        return answer(request, asdict(_log(request).verify()))


def _log(request: Request) -> AuditLog:
    if not person_of(request).sees_all:
        raise ServiceError("no-rights", "Nhật ký nêu cả văn bản mật: chỉ dành cho người được xem mọi độ mật.")
    log: AuditLog = request.app.state.audit
    return log


def _lines(log: AuditLog, since: str | None, until: str | None) -> Iterator[bytes]:
    yield from log.lines(since or "", until or "")
