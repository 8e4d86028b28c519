"""/api/v1/documents/{id}: the original's pages as pictures, where a stretch of the text stands on them, and the paper
in forms for other systems."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse

from extractor.readers.sniff import EDXML
from service.api import schemas
from service.api.answers import problems
from service.errors import ServiceError
from service.gate import Open
from service.originals import DocumentId, Number, drawn, lit_sheet, marks_of, picture
from service.outgoing import MOST_PAGES, PDF, Outgoing, edxml, pdfa
from service.sheets import Marked

Offset = Annotated[int | None, Query(ge=0, description="điểm mã trong phần chữ của văn bản")]

OrganId = Annotated[
    str | None,
    Query(max_length=40, pattern=r"^[0-9A-Za-z.]+$", description="mã định danh của cơ quan gửi, như 000.00.01.H41"),
]


def add_originals(router: APIRouter) -> None:
    """Adds the routes."""

    @router.get(
        "/documents/{id:path}/pages/{number}.png",
        tags=["văn bản"],
        summary="Một trang của tệp gốc dưới dạng ảnh PNG (110 điểm trên inch)",
        response_class=Response,
        responses={**problems(404, 409), 200: {"content": {"image/png": {}}}},
    )
    def png(request: Request, archive: Open, id: DocumentId, number: Number) -> Response:
        return picture(request, archive, drawn(archive, id, number), number)

    @router.get(
        "/documents/{id:path}/pages/{number}/boxes",
        tags=["văn bản"],
        summary="Vị trí trên trang (điểm, gốc ở góc trên bên trái) của một đoạn chữ, hoặc của mọi thông tin đã đọc",
        response_model=schemas.PageBoxes,
        responses=problems(404, 409),
    )
    def boxes(
        request: Request, archive: Open, id: DocumentId, number: Number, start: Offset = None, end: Offset = None
    ) -> schemas.PageBoxes:
        record = drawn(archive, id, number)
        if (start is None) != (end is None) or (start is not None and end is not None and start >= end):
            raise ServiceError("invalid-request", "start, end: phải cùng có, và start nhỏ hơn end")
        asked = [Marked(start, end, "text", "")] if start is not None and end is not None else marks_of(record)
        sheet = lit_sheet(request, archive, record, number, asked)
        found = [
            schemas.PageBox(x0=b.x0, top=b.top, x1=b.x1, bottom=b.bottom, kind=b.kind, label=b.label)
            for b in sheet.boxes
        ]
        return schemas.PageBoxes(width_pt=sheet.width_pt, height_pt=sheet.height_pt, boxes=found)

    @router.get(
        "/documents/{id:path}/package.edxml",
        tags=["văn bản"],
        summary="Gói edXML (QCVN 102:2016/BTTTT): văn bản, tệp gốc và các văn bản liên quan",
        response_class=Response,
        responses={**problems(404, 409), 200: {"content": {EDXML: {}}}},
    )
    def package(archive: Open, id: DocumentId, organ_id: OrganId = None) -> Response:
        return _download(edxml(archive, id, organ_id))

    @router.get(
        "/documents/{id:path}/searchable.pdf",
        tags=["văn bản"],
        summary="Bản quét thành PDF/A-2b: hình ảnh từng trang và lớp chữ tìm được, chép được",
        description=f"Mỗi trang mất vài giây; nhiều nhất {MOST_PAGES} trang, nhiều hơn thì dùng `vanban export`.",
        response_class=Response,
        responses={**problems(404, 409, 413), 200: {"content": {PDF: {}}}},
    )
    def searchable(request: Request, archive: Open, id: DocumentId) -> Response:
        return _download(pdfa(archive, id, request.app.state.drawer, most_pages=MOST_PAGES))


def _download(made: Outgoing) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return StreamingResponse(made.pieces, media_type=made.media_type, headers=headers)
