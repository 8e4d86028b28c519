"""The screen for what is written by hand on scans: the crop beside the field, Enter saves and goes on to the next."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import parse_qs, urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from corpus.errors import BadCorrection, NotFound
from extractor.text import quoted
from service.errors import ServiceError
from service.originals import drawn, pages_of, part_picture
from service.pages.search import document_href
from service.putting_right import AtDesk, Desk
from service.render import page
from service.sheets import DRAWN
from service.words import FIELDS, day

BY_HAND = "handwritten"
_LOOK = 200
"""So many rows of the queue are looked through for the next paper that is not passed over."""
_SKIPS = 40

# Where Nghị định 30/2020/NĐ-CP (Phụ lục I, mục IV) and Hướng dẫn 36-HD/VPTW put a field on its page, in shares of width
# and height: the number below the issuer at the left, place and date at the right, signatures at the end.
_TOP, _BOTTOM = (0.0, 0.0, 1.0, 0.45), (0.0, 0.4, 1.0, 1.0)
REGIONS = {
    "number": (0.04, 0.03, 0.56, 0.24),
    "date": (0.42, 0.03, 1.0, 0.26),
    "place": (0.42, 0.03, 1.0, 0.26),
    "signers": _BOTTOM,
    "recipients": _BOTTOM,
}


def enter_router() -> APIRouter:
    """Must be included before the pages of documents, whose address takes everything."""
    router = APIRouter(include_in_schema=False)
    router.add_api_route("/documents/{id:path}/crop/{field}.png", _crop)
    router.add_api_route("/enter", _next, response_class=HTMLResponse)
    router.add_api_route("/enter", _save, methods=["POST"])
    return router


def _crop(request: Request, archive: AtDesk, id: str, field: str) -> Response:
    if field not in FIELDS:
        raise ServiceError("not-found", f"không có trường {quoted(field)}.")
    record = archive.show(id)
    first, last = pages_of(record)
    number = last if field in ("signers", "recipients") else first
    return part_picture(request, archive, drawn(archive, id, number), number, REGIONS.get(field, _TOP))


def _next(
    request: Request,
    desk: AtDesk,
    skip: Annotated[list[str] | None, Query(max_length=_SKIPS)] = None,
    done: Annotated[str, Query(max_length=400)] = "",
) -> Response:
    return _shown(request, desk, tuple(skip or ()), done)


def _shown(
    request: Request, desk: Desk, skip: tuple[str, ...], done: str, *, id: str | None = None, refused: str = "",
    typed: Mapping[str, str] | None = None,
) -> Response:  # fmt: skip
    queue = waiting(desk, skip)
    first = id or next(iter(queue), None)
    undo = [int(n) for n in done.split(",") if n.isdecimal()]
    if first is None:
        return page(request, "enter.html", doc=None, skip=skip, undo=undo, left=0, refused="")
    record = desk.show(first)
    fields = [_field(record, name, (typed or {}).get(name, "")) for name in queue.get(first, ("number",))]
    following = next((one for one in queue if one != first), None)
    ahead = [f"{document_href(following)}/crop/{name}.png" for name in queue[following]] if following else []
    return page(
        request,
        "enter.html",
        422 if refused else 200,
        doc={
            "id": record["id"],
            "href": document_href(record["id"]),
            "title": record["title"] or "(không có trích yếu)",
            "issuer": record["issuer"] or "",
            "drawn": record["source"]["media_type"] in DRAWN,
        },
        fields=fields,
        skip=skip,
        skip_href="/enter?" + urlencode([*(("skip", one) for one in (*skip, first)[-_SKIPS:]), ("done", done)]),
        ahead=ahead,
        undo=undo,
        left=len(queue),
        refused=refused,
    )


def waiting(desk: Desk, skip: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Papers with fields written by hand that nobody has read yet: those on which most hangs first."""
    found: dict[str, list[str]] = {}
    for one in desk.doubtful(limit=_LOOK, code=BY_HAND):
        if one["field"] in ("number", "date") and one["document"] not in skip:
            found.setdefault(one["document"], []).append(one["field"])
    return {id: sorted(fields, reverse=True) for id, fields in found.items()}


def _field(record: Mapping[str, Any], name: str, typed: str) -> dict[str, Any]:
    if name == "number":
        known, hint = record["symbol"] or "", "chỉ cần gõ phần viết tay; phần đã in được ghép vào"
    else:
        known, hint = day(record["date_partial"]), "gõ ngày (15), hoặc ngày/tháng/năm"
    return {
        "name": name,
        "label": FIELDS[name],
        "known": known,
        "hint": hint,
        "value": typed,
        "crop": f"{document_href(record['id'])}/crop/{name}.png",
    }


async def _save(request: Request, desk: AtDesk) -> Response:
    sent = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    return await run_in_threadpool(_saved, request, desk, sent)


def _saved(request: Request, desk: Desk, sent: Mapping[str, list[str]]) -> Response:
    skip = tuple(sent.get("skip", ()))[-_SKIPS:]
    undo = [int(n) for n in sent.get("undo", [""])[0].split(",") if n.isdecimal()]
    if undo:
        changes = [desk.undo(number) for number in undo]
        id = str(changes[0]["document"])
        return _shown(request, desk, tuple(one for one in skip if one != id), "", id=id)
    id = sent.get("document", [""])[0]
    record = desk.show(id)
    typed = {name: sent[name][0].strip() for name in ("number", "date") if sent.get(name, [""])[0].strip()}
    done: list[str] = []
    try:
        for name, value in typed.items():
            printed = record["symbol" if name == "number" else "date_partial"]
            whole = (whole_number if name == "number" else whole_date)(value, printed)
            _not_overtaken(record, name, whole)
            done.append(str(desk.correct_field(id, name, whole)["id"]))
    except (BadCorrection, NotFound) as error:
        return _shown(request, desk, skip, ",".join(done), id=id, refused=str(error), typed=typed)
    if not typed:
        skip = (*skip, id)[-_SKIPS:]
    address = urlencode([*(("skip", one) for one in skip), ("done", ",".join(done))])
    return RedirectResponse(f"/enter?{address}", 303)


def _not_overtaken(record: Mapping[str, Any], name: str, whole: str) -> None:
    """Two people may have the same paper before them. Raises BadCorrection where the other one was first and typed
    something else."""
    there = record[name]
    if not there:
        return
    same = there == whole if name == "number" else _day_parts(day(there)) == _day_parts(whole)
    if not same:
        raise BadCorrection(
            f"{FIELDS[name]} vừa có người khác nhập là “{there if name == 'number' else day(there)}”. "
            "Bấm Esc để sang văn bản sau; nếu nhập như vậy là sai thì mở văn bản rồi bấm “sửa”."
        )


def _day_parts(text: str) -> list[str]:
    return [part.lstrip("0") for part in re.split(r"[/. -]+", text)]


def whole_number(typed: str, symbol: str | None) -> str:
    """The number with the letters that are printed behind it: `118` and `KH-UBND` give `118/KH-UBND`, `34` and `CT/TW`
    (Party: the dash first) give `34-CT/TW`. What has letters of its own is taken as it is."""
    if not symbol or re.search(r"[^\W\d_]{2,}", typed):
        return typed
    return f"{typed}{'-' if re.match(r'[^-/]+/', symbol) else '/'}{symbol}"


def whole_date(typed: str, partial: str | None) -> str:
    """A day with the month and year that are printed (`15` and `2025-01`), a day and month with the year; a date in
    full is taken as it is."""
    parts = [part for part in re.split(r"[/. -]+", typed) if part]
    printed = (partial or "").split("-")
    if all(part.isdecimal() for part in parts) and len(printed) == 2 and len(parts) == 1 and len(parts[0]) <= 2:
        return f"{parts[0]}/{printed[1]}/{printed[0]}"
    if all(part.isdecimal() for part in parts) and printed[0] and len(parts) == 2:
        return f"{parts[0]}/{parts[1]}/{printed[0]}"
    return "/".join(parts) if len(parts) == 3 else typed
