"""The ingest over HTTP: how far it is (once, or as server-sent events), pause and stop; the balance sheet as a file."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from service.api import job_schemas as wire
from service.api.answers import problems
from service.gate import Open
from service.keyed import Key
from service.pages.status import WISHES, job_view
from service.rights import View
from service.sheet_files import as_docx, as_xlsx
from service.streams import job_stream

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def jobs_router() -> APIRouter:
    """Routes under /api/v1/jobs, and /api/v1/status/sheet.xlsx and .docx."""
    router = APIRouter(prefix="/api/v1", tags=["kho"])

    @router.get("/jobs", summary="Các lần nạp, mới nhất trước", response_model=list[wire.Job], responses=problems())
    def jobs(archive: Open, limit: Annotated[int, Query(ge=1, le=1000)] = 20) -> list[wire.Job]:
        return [wire.Job.model_validate(one) for one in archive.runs(limit)]

    @router.post("/jobs/ask", summary="Tạm dừng, tiếp tục hoặc dừng việc nạp đang chạy", response_model=wire.Asked,
                 responses=problems(409))  # fmt: skip
    def ask(archive: Open, body: wire.Ask, key: Key = None) -> wire.Asked:
        return wire.Asked(asked=archive.ask(WISHES[body.wish]))

    @router.get(
        "/jobs/events",
        summary="Tiến độ nạp theo thời gian thực (server-sent events); hết khi không còn việc nào chạy",
        response_class=StreamingResponse,
    )
    async def events(request: Request, archive: Open) -> Response:
        await run_in_threadpool(archive.runs, 1)  # who may not see it gets an answer, not a broken stream
        return job_stream(request, lambda: _newest(archive))

    @router.get(
        "/status/sheet.{form}", summary="Bảng cân đối thành tệp: XLSX, hoặc biên bản để ký (DOCX)",
        response_class=Response, responses=problems(),
    )  # fmt: skip
    def sheet(archive: Open, form: Annotated[Literal["xlsx", "docx"], Path(description="dạng tệp")]) -> Response:
        status, files = archive.status(), archive.every_file()
        content, media_type = (as_xlsx(status, files), XLSX) if form == "xlsx" else (as_docx(status, files), DOCX)
        headers = {"Content-Disposition": f'attachment; filename="bang-can-doi.{form}"'}
        return Response(content, media_type=media_type, headers=headers)

    return router


def _newest(archive: View) -> dict[str, Any] | None:
    found = archive.runs(1)
    return job_view(found[0]) if found else None
