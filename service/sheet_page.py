"""The page "Bản gốc": the original as it looks, with what was read lit up on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse, Response

from service.document_page import HEADER_FIELDS, SHEET_TAB, head
from service.errors import ServiceError
from service.gate import Open
from service.render import page
from service.search_page import document_href
from service.sheets import DRAWN, Drawer, Marked
from service.words import FIELDS, RELATIONS

if TYPE_CHECKING:
    from service.rights import View

Number = Annotated[int, Path(ge=1, le=100_000)]


def sheet_router() -> APIRouter:
    """Must be included before the pages of documents, whose address takes everything."""
    router = APIRouter(include_in_schema=False)
    router.add_api_route("/documents/{id:path}/pages/{number}.png", _png)
    router.add_api_route("/documents/{id:path}/pages/{number}", _page, response_class=HTMLResponse)
    return router


def _png(request: Request, archive: Open, id: str, number: Number) -> Response:
    record = _drawn(archive, id, number)
    original = archive.original(record["id"])
    drawer: Drawer = request.app.state.drawer
    content = drawer.picture(original.path, original.name, number)
    return Response(content, media_type="image/png", headers={"Cache-Control": "private, max-age=600"})


def _page(request: Request, archive: Open, id: str, number: Number) -> Response:
    record = _drawn(archive, id, number)
    original = archive.original(record["id"])
    drawer: Drawer = request.app.state.drawer
    born_digital = record["source"]["text_source"] == "text"
    text = archive.text(record["id"]) if born_digital else None
    part = record["source"]["part"]
    sheet = drawer.sheet(original.path, original.name, number, part["index"], text, _marks(record))
    first, last = _pages(record)
    href = f"{document_href(record['id'])}/pages"
    return page(
        request,
        "sheet.html",
        doc=head(record),
        tab=SHEET_TAB,
        sheet=sheet,
        lit=born_digital,
        number=number,
        last=last,
        picture=f"{href}/{number}.png",
        previous_href=f"{href}/{number - 1}" if number > first else None,
        next_href=f"{href}/{number + 1}" if number < last else None,
    )


def _pages(record: Mapping[str, Any]) -> tuple[int, int]:
    part = record["source"]["part"]
    return part["first_page"] or 1, part["last_page"] or record["source"]["pages"] or 1


def _drawn(archive: View, id: str, number: int) -> dict[str, Any]:
    """The document, when it has this page: others of the same file may not be open to who asks."""
    record = archive.show(id)
    first, last = _pages(record)
    if record["source"]["media_type"] not in DRAWN or not first <= number <= last:
        raise ServiceError("not-found", f"văn bản này không có hình ảnh trang {number}.")
    return record


def _marks(record: Mapping[str, Any]) -> list[Marked]:
    marks = [
        Marked(one["start"], one["end"], "ref", RELATIONS[one["relation"]] + " " + " ".join(one["text"].split()))
        for one in record["references"]
    ]
    for name, found in record.get("evidence", {}).items():
        if name in HEADER_FIELDS:
            marks.append(Marked(found["start"], found["end"], "field", FIELDS[name]))
    return marks
