"""The page on which an editor says what became of a task: done, when and by which paper, or none of theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from corpus.errors import Ambiguous, BadCorrection, NotFound
from service.errors import ServiceError
from service.forms import read_form
from service.pages.correct import after, to_queue
from service.pages.search import document_href
from service.putting_right import AtDesk, Desk
from service.render import page
from service.words import ROLES, day, is_day, moment, named, task_told, today


def task_mark_router() -> APIRouter:
    """The page and its form; not part of the API's description."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    router.add_api_route("/tasks/mark", _page)
    router.add_api_route("/tasks/mark", _mark, methods=["POST"])
    return router


def _page(
    request: Request,
    desk: AtDesk,
    document: Annotated[str, Query(max_length=300)] = "",
    task: Annotated[str, Query(max_length=40)] = "",
    back: Annotated[str, Query(max_length=2000)] = "",
) -> Response:
    return _shown(request, desk, {"document": document, "task": task, "back": back})


def _shown(request: Request, desk: Desk, sent: Mapping[str, str], refused: str = "", candidates: Any = ()) -> Response:
    one = desk.task(sent["document"], sent["task"])
    mark = one["mark"]
    paper = desk.nodes([mark["paper"]]).get(mark["paper"]) if mark and mark["paper"] else None
    return page(
        request,
        "task_mark.html",
        422 if refused else 200,
        one={
            "unit": one["unit"], "role": ROLES[one["role"]], "text": " ".join(one["text"].split()),
            "due": day(one["due"]) or one["due_text"] or "không ghi",
            "paper": one["number"] or one["title"] or one["document"],
            "href": f"{document_href(one['document'])}?at={one['start']}",
        },
        mark=mark and {"told": task_told(mark), "who": mark["who"], "when": moment(mark["when"]), "id": mark["id"],
                       "paper": named(paper) if paper else ""},
        document=one["document"],
        task=one["code"],
        back=to_queue(sent["back"]),
        day=sent.get("day", (mark or {}).get("day") or ""),
        by=sent.get("by", named(paper) if paper else ""),
        today=today(),
        refused=refused,
        candidates=[
            {"id": c["id"], "name": named(c), "date": day(c["date"]), "issuer": c["issuer"] or ""} for c in candidates
        ],
    )  # fmt: skip


async def _mark(request: Request, desk: AtDesk) -> Response:
    form = await read_form(request)
    sent = {name: form.one(name).strip() for name in ("document", "task", "back", "day", "by", "which", "action")}
    return await run_in_threadpool(_marked, request, desk, sent)


def _marked(request: Request, desk: Desk, sent: Mapping[str, str]) -> Response:
    """What the pressed button says: `done`, or `not-ours`, which has neither day nor paper."""
    done = sent["action"] != "not-ours"
    if done and sent["action"] != "done":
        raise ServiceError("invalid-request", "action: phải là done hoặc not-ours.")
    ended, by = (sent["day"] or None, sent["which"] or sent["by"] or None) if done else (None, None)
    try:
        if ended is not None and not is_day(ended):
            raise BadCorrection(f"“{ended}” không phải là ngày; hãy chọn hoặc viết như 2015-06-01.")
        change = desk.mark_task(sent["document"], sent["task"], "done" if done else "not-ours", ended, by)
    except BadCorrection as error:
        return _shown(request, desk, sent, str(error))
    except Ambiguous as error:
        held = [one for one in error.candidates if one.get("held")]
        told = "Số của văn bản thực hiện ứng với nhiều văn bản: hãy chọn một." if held else str(error)
        return _shown(request, desk, sent, told, held)
    except NotFound as error:
        if by is None:
            raise
        desk.task(sent["document"], sent["task"])  # of the two papers it is this one that is not there
        return _shown(request, desk, sent, f"Kho chưa có văn bản thực hiện ấy: {error}.")
    return after(to_queue(sent["back"]) or "/tasks", change)
