"""Pages of an original for who may see it: as a picture, and with the places of what was read on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Path, Request
from fastapi.responses import Response

from service.errors import ServiceError
from service.pages.document import HEADER_FIELDS
from service.sheets import DRAWN, Drawer, Kept, Marked, Sheet
from service.words import FIELDS, RELATIONS

if TYPE_CHECKING:
    from corpus.archive import Original
    from service.rights import View

DocumentId = Annotated[str, Path(description="mã, khóa hoặc số của văn bản")]
Number = Annotated[int, Path(ge=1, le=100_000, description="trang của tệp gốc, từ 1")]


def pages_of(record: Mapping[str, Any]) -> tuple[int, int]:
    """The first and last page of a document in its file."""
    part = record["source"]["part"]
    return part["first_page"] or 1, part["last_page"] or record["source"]["pages"] or 1


def drawn(archive: View, id: str, number: int) -> dict[str, Any]:
    """The document, when it has this page: others of the same file may not be open to who asks."""
    record = archive.show(id)
    first, last = pages_of(record)
    if record["source"]["media_type"] not in DRAWN or not first <= number <= last:
        raise ServiceError("not-found", f"văn bản này không có hình ảnh trang {number}.")
    return record


def picture(request: Request, archive: View, record: Mapping[str, Any], number: int) -> Response:
    """A page as PNG."""
    original = archive.sheet(record["id"])
    drawer: Drawer = request.app.state.drawer
    content = drawer.picture(original.path, original.name, number)
    return Response(content, media_type="image/png", headers={"Cache-Control": "private, max-age=600"})


def part_picture(
    request: Request, archive: View, record: Mapping[str, Any], number: int, part: tuple[float, float, float, float]
) -> Response:
    """A part of a page (shares of its width and height: left, top, right, bottom) as PNG."""
    original = archive.sheet(record["id"])
    drawer: Drawer = request.app.state.drawer
    content = drawer.picture(original.path, original.name, number, part)
    return Response(content, media_type="image/png", headers={"Cache-Control": "private, max-age=600"})


def lit_sheet(
    request: Request, archive: View, record: Mapping[str, Any], number: int, marks: Sequence[Marked]
) -> Sheet:
    """A page's size and the rectangles of the marks on it."""
    original = archive.sheet(record["id"])
    drawer: Drawer = request.app.state.drawer
    kept = kept_page(record, original, archive.text(record["id"]), number)
    return drawer.sheet(original.path, original.name, kept, list(marks))


def kept_page(record: Mapping[str, Any], original: Original, text: str, number: int) -> Kept:
    """A page of the file with the stretch of the document's text that stands on it."""
    bounds = list(pairwise((*original.page_starts, len(text))))
    at = number - pages_of(record)[0]
    start, end = bounds[at] if at < len(bounds) else (0, 0)
    return Kept(number, text, start, end)


def marks_of(record: Mapping[str, Any]) -> list[Marked]:
    """The references of a document and the fields of its header."""
    marks = [
        Marked(one["start"], one["end"], "ref", RELATIONS[one["relation"]] + " " + " ".join(one["text"].split()))
        for one in record["references"]
    ]
    for name, found in record.get("evidence", {}).items():
        if name in HEADER_FIELDS:
            marks.append(Marked(found["start"], found["end"], "field", FIELDS[name]))
    return marks
