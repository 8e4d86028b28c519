"""The page "Tài khoản của tôi": a person's own password, sessions and access tokens."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from service.accounts import LOCK_SECONDS, MAX_FAILURES, Accounts
from service.api.account import by_password, change_own, end_own, own_tickets
from service.errors import ServiceError, cause_of, describe
from service.forms import read_form
from service.gate import person_of, token_of
from service.passwords import MIN_CHARS
from service.people import may_open, shown_name
from service.render import page
from service.staff import clearance_name
from service.tickets import Ticket, ticket_id
from service.words import SEES, STAFF_ROLES, TICKETS, instant

# What a browser calls itself holds the names of others too: the first that is found counts.
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
            ("Mac OS", "macOS"), ("Linux", "Linux"))  # fmt: skip
_TOLD = {
    "changed": "Đã đổi mật khẩu. Các phiên làm việc và mã truy cập khác của tài khoản này đã kết thúc.",
    "ended": "Đã kết thúc.",
}


def account_router() -> APIRouter:
    """Pages for everybody who is signed in."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    router.add_api_route("/account", _page)
    router.add_api_route("/account/password", _change, methods=["POST"])
    router.add_api_route("/account/end", _end, methods=["POST"])
    return router


def ticket_views(tickets: list[Ticket], token: str) -> list[dict[str, Any]]:
    """Sessions and tokens as pages list them; `token`: the one by which who looks came in."""
    return [
        {
            "id": one.id,
            "kind": TICKETS[one.kind],
            "name": one.label or (browser_of(one.agent) if one.kind == "session" else ""),
            "origin": one.origin,
            "made": instant(one.made),
            "expires": instant(one.expires) or "không hẹn ngày",
            "writes": "write" in one.scopes,
            "access": one.kind == "access",
            "current": one.id == ticket_id(token),
        }
        for one in tickets
    ]


def browser_of(agent: str) -> str:
    """The browser and the system that this header names, as people call them."""
    names = [next((name for mark, name in known if mark in agent), "") for known in (_BROWSERS, _SYSTEMS)]
    return " trên ".join(name for name in names if name)


def _page(request: Request, told: str = "") -> Response:
    return _shown(request, told=_TOLD.get(told, ""))


def _shown(request: Request, *, told: str = "", failure: str = "", status: int = 200) -> Response:
    person = person_of(request)
    return page(
        request,
        "account.html",
        status,
        kept=bool(person.name),
        name=shown_name(person.name),
        role=STAFF_ROLES[person.role],
        clearance=SEES[clearance_name(person.clearance)],
        units=person.units,
        by_password=by_password(request),
        min_chars=MIN_CHARS,
        tries=MAX_FAILURES,
        minutes=LOCK_SECONDS // 60,
        tickets=ticket_views(own_tickets(request), token_of(request)),
        manages=may_open(person, "GET", "/accounts") and person.sees_all,
        told=told,
        failure=failure,
    )


async def _change(request: Request) -> Response:
    form = await read_form(request)
    old, new, again = (form.one(name) for name in ("old", "new", "again"))
    if new != again:
        return await run_in_threadpool(
            lambda: _shown(request, failure="Hai lần gõ mật khẩu mới không giống nhau: chưa đổi.", status=422)
        )
    try:
        await change_own(request, old, new)
    except ServiceError as error:
        told, status = describe(error), cause_of(error)[1].http_status
        return await run_in_threadpool(lambda: _shown(request, failure=told, status=status))
    return RedirectResponse("/account?told=changed", 303)


async def _end(request: Request) -> Response:
    """Ends one ticket (`id`), or all others."""
    form = await read_form(request)
    accounts: Accounts = request.app.state.accounts
    name, id_ = person_of(request).name, form.one("id")
    if id_:
        await run_in_threadpool(accounts.end_ticket, name, id_)
    else:
        await run_in_threadpool(end_own, request)
    return RedirectResponse("/account?told=ended#phien", 303)
