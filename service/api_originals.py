"""/api/v1/documents/{id}/pages: the original's pages as pictures, and where a stretch of the text stands on them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from service import schemas
from service.answers import problems
from service.errors import ServiceError
from service.gate import Open
from service.originals import DocumentId, Number, drawn, lit_sheet, marks_of, picture
from service.sheets import Marked

Offset = Annotated[int | None, Query(ge=0, description="điểm mã trong phần chữ của văn bản")]


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
