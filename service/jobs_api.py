"""The ingest over HTTP: how far it is (once, or as server-sent events), pause and stop; the balance sheet as a file."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from service import schemas
from service.answers import problems
from service.gate import Open
from service.keyed import Key
from service.rights import View
from service.sheet_files import as_docx, as_xlsx
from service.status_page import OPEN_STATES, WISHES, job_view

EVERY_S = 1.0
LONGEST_S = 600.0
"""After so long a stream ends; browsers come back by themselves."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def jobs_router() -> APIRouter:
    """Routes under /api/v1/jobs, and /api/v1/status/sheet.xlsx and .docx."""
    router = APIRouter(prefix="/api/v1", tags=["kho"])

    @router.get("/jobs", summary="Các lần nạp, mới nhất trước", response_model=list[schemas.Job])
    def jobs(archive: Open, limit: Annotated[int, Query(ge=1, le=1000)] = 20) -> list[schemas.Job]:
        return [schemas.Job.model_validate(one) for one in archive.runs(limit)]

    @router.post("/jobs/ask", summary="Tạm dừng, tiếp tục hoặc dừng việc nạp đang chạy", response_model=schemas.Asked,
                 responses=problems(409))  # fmt: skip
    def ask(archive: Open, body: schemas.Ask, key: Key = None) -> schemas.Asked:
        return schemas.Asked(asked=archive.ask(WISHES[body.wish]))

    @router.get(
        "/jobs/events",
        summary="Tiến độ nạp theo thời gian thực (server-sent events); hết khi không còn việc nào chạy",
        response_class=StreamingResponse,
    )
    async def events(request: Request, archive: Open) -> Response:
        await run_in_threadpool(archive.runs, 1)  # who may not see it gets an answer, not a broken stream
        return StreamingResponse(_events(request, archive), media_type="text/event-stream")

    @router.get(
        "/status/sheet.{form}", summary="Bảng cân đối thành tệp: XLSX, hoặc biên bản để ký (DOCX)",
        response_class=Response,
    )  # fmt: skip
    def sheet(archive: Open, form: Annotated[Literal["xlsx", "docx"], Path(description="dạng tệp")]) -> Response:
        status, files = archive.status(), archive.every_file()
        content, media_type = (as_xlsx(status, files), XLSX) if form == "xlsx" else (as_docx(status, files), DOCX)
        headers = {"Content-Disposition": f'attachment; filename="bang-can-doi.{form}"'}
        return Response(content, media_type=media_type, headers=headers)

    return router


async def _events(request: Request, archive: View) -> AsyncIterator[bytes]:
    """The newest run as an event `job` once a second while it is open, then `end`."""
    yield b"retry: 5000\n\n"
    left = LONGEST_S
    while left > 0 and not await request.is_disconnected():
        found = await run_in_threadpool(archive.runs, 1)
        view = job_view(found[0]) if found else None
        yield b"event: job\ndata: " + json.dumps(view, ensure_ascii=False).encode() + b"\n\n"
        if not found or found[0]["state"] not in OPEN_STATES:
            yield b"event: end\ndata: {}\n\n"
            return
        await asyncio.sleep(EVERY_S)
        left -= EVERY_S
