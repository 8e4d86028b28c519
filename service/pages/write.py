"""The page on which a new paper is written: its parts, bases taken from suggestions, a preview, the Word file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from corpus.drafts.bases_block import basis_line, in_order
from corpus.drafts.composing import Order, as_text, compose, type_codes
from corpus.errors import CannotDraft
from extractor.document import Authority
from extractor.errors import ExtractError
from extractor.text import compare_form
from service.api.drafts import desk_of, word_answer
from service.drafting import order_of
from service.errors import describe
from service.forms import Form, read_form
from service.gate import view_of
from service.pages.draft import TABS, read_sent, suggestion_row
from service.render import page
from service.words import AUTHORITIES, covers_told, is_day, today

_LINES = ("addressees", "recipients")
_WORDS = ("title", "proposal", "signer", "position", "by", "number", "letters", "unit", "superior", "place")


def write_router() -> APIRouter:
    """The page and its form; not part of the API's description."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    router.add_api_route("/draft/new", _empty)
    router.add_api_route("/draft/new", _write, methods=["POST"])
    return router


def _empty(request: Request) -> Response:
    desk_of(request).get_ready()
    return _shown(request, Order("KH", "", today()))


async def _write(request: Request) -> Response:
    """What the pressed button asks: `from` a draft, `suggest` bases, `preview`, or the Word file (`docx`)."""
    form = await read_form(request)
    action = form.one("action")
    if action == "from":
        return await _from_draft(request, form)
    order = order_from(form)
    try:
        if action == "docx":
            return word_answer(await run_in_threadpool(_word, order))
        paper = await run_in_threadpool(compose, order)
        offered = await run_in_threadpool(desk_of(request).suggest_for, order) if action == "suggest" else []
    except CannotDraft as error:
        return _shown(request, order, error=describe(error), status=422)
    taken = {compare_form(basis_line(line)) for line in order.bases}
    rows = [suggestion_row(one) for one in offered if compare_form(basis_line(one.line)) not in taken]
    preview = as_text(paper) if action == "preview" else ""
    covers = covers_told(await run_in_threadpool(view_of(request).covers)) if action == "suggest" else ""
    return _shown(request, order, offered=rows, covers=covers, preview=preview, system=paper.system.name)


def _word(order: Order) -> bytes:
    from corpus.drafts.docx import as_docx

    return as_docx(compose(order))


async def _from_draft(request: Request, form: Form) -> Response:
    """A draft taken over into the form, with the suggested bases that were ticked."""
    try:
        reading = await run_in_threadpool(read_sent, form, "text", "file")
    except ExtractError as error:
        return _shown(request, Order("KH", "", today()), error=describe(error), status=422)
    if reading is None:
        return _shown(request, Order("KH", "", today()), error="Chưa có dự thảo để chuyển sang.", status=422)
    return _shown(request, order_of(reading, form.every("basis")))


def order_from(form: Form) -> Order:
    """The order that the fields of the page make."""
    given = form.one("date").strip()
    dated = is_day(given)
    more = [line.strip() for line in form.one("more_bases").splitlines() if line.strip()]
    authority = form.one("authority")
    words: dict[str, Any] = {name: form.one(name).strip() for name in _WORDS}
    lines: dict[str, Any] = {name: tuple(x for x in form.one(name).splitlines() if x.strip()) for name in _LINES}
    day = given if dated else today()
    return replace(
        Order(form.one("type").strip() or "KH", form.one("issuer").strip(), day, **words, **lines),
        bases=tuple(dict.fromkeys((*form.every("basis"), *more))),
        body=form.one("body"),
        authority=next((one for one in get_args(Authority) if one == authority), None),
        dated=dated,
    )


def _shown(
    request: Request, order: Order, *, offered: list[dict[str, Any]] | None = None, covers: str = "",
    preview: str = "", system: str = "", error: str = "", status: int = 200,
) -> Response:  # fmt: skip
    return page(
        request,
        "draft_new.html",
        status,
        tabs=TABS,
        order=order,
        date=order.day if order.dated else "",
        types=type_codes(),
        authorities=list(AUTHORITIES.items()),
        chosen=in_order(order.bases),
        offered=offered or [],
        covers=covers,
        preview=preview,
        system=system,
        error=error,
    )
