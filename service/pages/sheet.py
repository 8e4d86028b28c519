"""The page "Bản gốc": the original as it looks, with what was read lit up on it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from service.gate import Open
from service.originals import Number, drawn, lit_sheet, marks_of, pages_of, picture
from service.pages.document import SHEET_TAB, head
from service.pages.search import document_href
from service.render import page


def sheet_router() -> APIRouter:
    """Must be included before the pages of documents, whose address takes everything."""
    router = APIRouter(include_in_schema=False)
    router.add_api_route("/documents/{id:path}/pages/{number}.png", _png)
    router.add_api_route("/documents/{id:path}/pages/{number}", _page, response_class=HTMLResponse)
    return router


def _png(request: Request, archive: Open, id: str, number: Number) -> Response:
    record = drawn(archive, id, number)
    return picture(request, archive, record, number)


def _page(request: Request, archive: Open, id: str, number: Number) -> Response:
    record = drawn(archive, id, number)
    sheet = lit_sheet(request, archive, record, number, marks_of(record))
    first, last = pages_of(record)
    href = f"{document_href(record['id'])}/pages"
    return page(
        request,
        "sheet.html",
        doc=head(record),
        tab=SHEET_TAB,
        sheet=sheet,
        recognised=record["source"]["text_source"] != "text",
        number=number,
        last=last,
        picture=f"{href}/{number}.png",
        previous_href=f"{href}/{number - 1}" if number > first else None,
        next_href=f"{href}/{number + 1}" if number < last else None,
    )
