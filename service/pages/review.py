"""The page "Cần xem lại": the queue by risk and by what hangs on it, with a way to put each right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from extractor.corrections import FIELDS as CORRECTABLE
from service.pages.correct import after, last_done, of_field, to_queue
from service.pages.enter import waiting
from service.pages.search import document_href
from service.putting_right import AtDesk, Desk
from service.review import open_mentions
from service.words import FIELDS

AT_A_TIME = 50
_CHOICES = ("number", "date", "type", "issuer", "title", "signers")


def context(desk: Desk, number: int, field: str, open_number: int, done: str = "") -> dict[str, Any]:
    """What `review.html` prints: the `number`-th page of values, the `open_number`-th of open mentions; `done`: the
    number of the correction that was made last."""
    found = desk.doubtful(limit=AT_A_TIME + 1, offset=(number - 1) * AT_A_TIME, field=field or None)
    first = (open_number - 1) * AT_A_TIME
    mentions = [] if field else open_mentions(desk, AT_A_TIME, first)
    mention_count = 0 if field else desk.count_ambiguous()
    kept = {"field": field} if field else {}
    place = {**kept, **({"page": number} if number > 1 else {}), **({"open": open_number} if open_number > 1 else {})}
    back = "/review" + (f"?{urlencode(place)}" if place else "")
    papers = {one["document"] for one in found[:AT_A_TIME] if one["field"] in CORRECTABLE}
    records = {id: desk.show(id) for id in papers}
    return {
        "items": [_value(one, records.get(one["document"]), back) for one in found[:AT_A_TIME]],
        "mentions": [_mention(one, back) for one in mentions],
        "back": back,
        "done": last_done(desk, done),
        "mention_count": mention_count,
        "more_mentions": f"/review?{urlencode({**kept, 'open': open_number + 1})}"
        if mention_count > first + AT_A_TIME else None,
        "by_hand": len(waiting(desk)),
        "choices": [(name, FIELDS[name]) for name in _CHOICES],
        "field": field,
        "number": number,
        "previous_href": f"/review?{urlencode({**kept, 'page': number - 1})}" if number > 1 else None,
        "next_href": f"/review?{urlencode({**kept, 'page': number + 1})}" if len(found) > AT_A_TIME else None,
    }  # fmt: skip


def review_router() -> APIRouter:
    """What the page changes; the page itself is one of `service.pages.routes`."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    router.add_api_route("/review/seen", _dismiss, methods=["POST"])
    return router


async def _dismiss(request: Request, desk: AtDesk) -> Response:
    fields = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    document, code, message, back = (fields.get(name, [""])[0] for name in ("document", "code", "message", "back"))
    change = await run_in_threadpool(desk.dismiss, document, code, message)
    return after(to_queue(back) or "/review", change)


def _value(one: Mapping[str, Any], record: Mapping[str, Any] | None, back: str) -> dict[str, Any]:
    href = document_href(one["document"])
    reason = one["message"] or "đọc theo cách hay sai"
    read = of_field(record, one["field"])["value"] if record is not None and one["field"] in CORRECTABLE else ""
    return {
        "href": href + (f"?at={one['start']}" if one["start"] is not None else ""),
        "name": one["number"] or one["title"] or one["document"],
        "title": one["title"] or "",
        "field": FIELDS.get(one["field"] or "", one["field"] or ""),
        "reason": reason,
        "risk": f"{one['risk'] * 100:.0f}%" if one["risk"] >= 0.01 else "dưới 1%",
        "depends": one["depends"],
        "fix": f"/correct?{urlencode({'document': one['document'], 'field': one['field'], 'back': back})}"
        if one["field"] in CORRECTABLE else None,
        "of": one["field"],
        "read": read,
        "shown": "; ".join(read.split("\n")),
        "document": one["document"],
        "code": one["code"],
        "message": one["message"],
    }  # fmt: skip


def _mention(one: Mapping[str, Any], back: str) -> dict[str, Any]:
    at = {"document": one["document"], "start": one["start"], "end": one["end"], "back": back}
    return {
        "href": f"{document_href(one['document'])}?at={one['start']}",
        "name": one["number"] or one["title"] or one["document"],
        "reason": one["message"],
        "fix": f"/correct?{urlencode(at)}",
    }
