"""`/api/v1/uploads`: send files in pieces, go on after an interruption (tus 1.0, core and creation)."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from service.api import job_schemas as wire
from service.errors import ServiceError
from service.gate import person_of
from service.uploads import Intake, Upload, Uploads, file_name

VERSION = {"Tus-Resumable": "1.0.0"}
_MOST_DIGITS = 19  # what a count of bytes can have
PIECE = "application/offset+octet-stream"


def uploads_router() -> APIRouter:
    """The list is part of the API's description; the rest follows the tus protocol."""
    router = APIRouter(prefix="/api/v1/uploads", tags=["kho"])

    @router.get(
        "",
        summary="Tệp đang gửi lên (giao thức tus 1.0: POST để mở, HEAD để hỏi, PATCH để gửi tiếp)",
        response_model=list[wire.UploadState],
    )
    def every(request: Request) -> list[wire.UploadState]:
        found = _uploads(request).every(person_of(request).name)
        return [wire.UploadState.model_validate(one.as_json()) for one in found]

    router.add_api_route("", _create, methods=["POST"], include_in_schema=False)
    router.add_api_route("/{id_}", _offset, methods=["HEAD"], include_in_schema=False)
    router.add_api_route("/{id_}", _piece, methods=["PATCH"], include_in_schema=False)
    return router


def _uploads(request: Request) -> Uploads:
    uploads: Uploads = request.app.state.uploads
    return uploads


def _create(request: Request) -> Response:
    name = file_name(request.headers.get("upload-metadata", ""))
    size = _count(request, "upload-length")
    upload = _uploads(request).create(name, size or 0, person_of(request).name)
    return Response(None, 201, {**VERSION, "Location": f"/api/v1/uploads/{upload.id}", "Upload-Offset": "0"})


def _offset(request: Request, id_: str) -> Response:
    return Response(None, 200, _told(_uploads(request).get(id_, person_of(request).name)))


async def _piece(request: Request, id_: str) -> Response:
    offset = _count(request, "upload-offset")
    if request.headers.get("content-type", "") != PIECE or offset is None:
        raise ServiceError("invalid-request", f"PATCH cần Content-Type: {PIECE} và Upload-Offset.")
    uploads = _uploads(request)
    at = offset
    upload = await run_in_threadpool(uploads.get, id_, person_of(request).name)
    # Each part is kept as it comes: a connection that breaks loses nothing of what arrived before.
    async for part in request.stream():
        if part:
            upload = await run_in_threadpool(uploads.append, id_, at, part)
            at += len(part)
    if at == offset:
        upload = await run_in_threadpool(uploads.append, id_, at, b"")
    if upload.path is not None:
        intake: Intake = request.app.state.intake
        intake.add(upload.path)
    return Response(None, 204, _told(upload))


def _count(request: Request, header: str) -> int | None:
    """A header that counts bytes, None where it does not."""
    given = request.headers.get(header, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= _MOST_DIGITS else None


def _told(upload: Upload) -> dict[str, str]:
    return {
        **VERSION,
        "Upload-Offset": str(upload.offset),
        "Upload-Length": str(upload.length),
        "Cache-Control": "no-store",
    }
