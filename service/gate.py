"""Signing in, and the gate that every request passes: who asks, and may they open this address."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Annotated
from urllib.parse import parse_qs, quote, urlencode, urlsplit, urlunsplit

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from service.accounts import Accounts
from service.audit import AuditLog
from service.errors import ServiceError
from service.keyed import key_of, once
from service.people import OWNER, SCOPES, Person, is_public, may_open, scope_for
from service.render import page
from service.rights import View
from service.tickets import SESSION_SECONDS, Origin
from service.web import API_PREFIX, RenderError, answer_error

COOKIE = "vanban_session"
_FORM_OF_ANOTHER = "Biểu mẫu thuộc một phiên làm việc khác: hãy tải lại trang rồi gửi lại."
_SCOPES = {"read": "đọc (read)", "write": "ghi (write)"}
# The renderer puts the token first into a form.
_IN_PARTS = re.compile(rb'name="csrf"\r\n\r\n([0-9a-f]{32})\r\n')
_FIRST_BYTES = 4096
WRONG_PASSWORD = (
    "Tên hoặc mật khẩu không đúng, hoặc tài khoản đang bị khóa vì thử sai nhiều lần. "
    "Hãy chờ 15 phút hoặc hỏi người quản trị."
)
GUESSES = 2
"""Passwords that are tried at once. Each takes 64 MiB; the others wait, and hold no thread that readers need."""
MOST_TRIED_CHARS = 255
# Pages of one value or reference, which their address names: without it there is none.
_OF_SOMETHING = ("/correct", "/accounts/edit", "/tasks/mark")
# What a provider sends there may let somebody in.
UNLOGGED = ("/login/oidc/callback",)
ABSENT_S = 0.05
"""What is not there is answered at the next multiple of this: a paper that is hidden takes as long."""


def person_of(request: Request) -> Person:
    """Who asks; set by the gate before any route runs."""
    person: Person = request.state.person
    return person


def view_of(request: Request) -> View:
    """The archive as the person who asks may see it."""
    return View(request.app.state.archive, person_of(request))


Open = Annotated[View, Depends(view_of)]


async def admit(
    request: Request, call_next: Callable[[Request], Awaitable[Response]], render_error: RenderError
) -> Response:
    """Runs the request as the person it comes from, or turns it away; writes it into the log of accesses."""
    accounts: Accounts = request.app.state.accounts
    # beyond this machine nobody is its owner: when the last account is gone, nobody comes in; nor where people are to
    # sign in at a provider, whoever passes their requests on
    settings = request.app.state.settings
    kept = await run_in_threadpool(lambda: accounts.kept) or not settings.loopback or settings.oidc is not None
    person = await run_in_threadpool(_identify, request, accounts) if kept else OWNER
    path: str = request.scope["path"]
    # pages show the way out only where there is a way in
    request.state.signed_in = person.name if person and kept else ""
    request.state.may_go = (lambda address: person is not None and may_open(person, "GET", address)) if kept else None
    session = request.cookies.get(COOKIE, "")
    request.state.csrf = form_token(session) if kept and session else ""
    if person is None and not is_public(path):
        if path.startswith(API_PREFIX):
            response = answer_error(request, "login-required", "", render_error)
        else:
            response = RedirectResponse("/login?" + urlencode(_onward(request, session)), 303)
    elif person is not None and not is_public(path) and not may_open(person, request.method, path):
        request.state.person = person
        lacking = _lacking_scope(person, request.method, path)
        response = answer_error(request, "no-scope" if lacking else "no-rights", lacking, render_error)
    elif kept and not is_public(path) and await _forged(request):
        request.state.person = person
        response = answer_error(request, "cross-site", _FORM_OF_ANOTHER, render_error)
    else:
        request.state.person = person or OWNER
        begun = time.monotonic()
        writes = path.startswith(API_PREFIX) and scope_for(request.method, path) == "write"
        key = key_of(request) if writes else None
        try:
            if key is None:
                response = await call_next(request)
            else:
                response = await once(request, call_next, request.app.state.answers, request.state.person.name, key)
        except ServiceError as error:
            response = answer_error(request, error.code, str(error), render_error)
        except Exception:
            await _note(request, person, 500)
            raise
        if kept and response.status_code == 404:
            await asyncio.sleep(-(time.monotonic() - begun) % ABSENT_S)
    if kept and not path.startswith("/static/"):
        await _note(request, person, response.status_code)
    return response


def _lacking_scope(person: Person, method: str, path: str) -> str:
    """The scope that an access token lacks for what its account may do; empty where the account may not either."""
    asked = scope_for(method, path)
    if asked in person.scopes or not may_open(replace(person, scopes=SCOPES), method, path):
        return ""
    return f"Quyền còn thiếu là {_SCOPES[asked]}."


def _onward(request: Request, session: str) -> dict[str, str]:
    """Where signing in leads to: what was asked for (`over`: by somebody who was signed in), or the page on which
    a form stood that came too late (`lost`) or from somebody who was not signed in (`unsaved`)."""
    if request.method in ("GET", "HEAD"):
        address = request.scope["path"] + (f"?{request.url.query}" if request.url.query else "")
        return {"next": address} | ({"ended": "over"} if session else {})
    lost = {} if request.scope["path"] == "/logout" else {"ended": "lost" if session else "unsaved"}
    try:
        stood = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return {"next": "/", **lost}
    here = stood.netloc == request.headers.get("host", "") and stood.path
    if stood.path in _OF_SOMETHING and not stood.query:  # a form that was refused stands at the address it was sent to
        here = False
    return {"next": urlunsplit(("", "", stood.path, stood.query, "")) if here else "/", **lost}


async def _note(request: Request, person: Person | None, status: int) -> None:
    """A line of the log. Who signs in is not known before: the name that was tried stands there then, and what came of
    it where a provider vouched for the person."""
    tried: dict[str, str] = getattr(request.state, "tried", {})
    entry = {
        "person": person.name if person else None,
        **{key: value[:MOST_TRIED_CHARS] for key, value in tried.items()},
        "from": request.client.host if request.client else None,
        "does": scope_for(request.method, request.scope["path"]),
        "method": request.method,
        "address": request.scope["path"],
        "query": "" if request.scope["path"] in UNLOGGED else request.url.query,
        "status": status,
    }
    audit: AuditLog = request.app.state.audit
    await run_in_threadpool(audit.record, entry)


def form_token(session: str) -> str:
    """What every form of a session carries, so that no other site can send one in its name."""
    return hashlib.sha256(b"vanban form " + session.encode("utf-8", "surrogatepass")).hexdigest()[:32]


async def _forged(request: Request) -> bool:
    """Whether a request that a browser's cookie signs changes something without the token of its session.

    An access token is no cookie: a browser sends it for nobody. The name and password of a proxy it does send.
    """
    if request.method in ("GET", "HEAD", "OPTIONS") or _access_token(request):
        return False
    given, kind = request.headers.get("x-csrf-token", ""), request.headers.get("content-type", "")
    if not given and kind.startswith("application/x-www-form-urlencoded"):
        given = parse_qs((await request.body()).decode("utf-8", "replace")).get("csrf", [""])[0]
    elif not given and kind.startswith("multipart/form-data"):
        found = _IN_PARTS.search((await request.body())[:_FIRST_BYTES])
        given = found[1].decode() if found else ""
    return not hmac.compare_digest(given.encode(), request.state.csrf.encode())


def _access_token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _identify(request: Request, accounts: Accounts) -> Person | None:
    token, session = _access_token(request), request.cookies.get(COOKIE)
    if token:
        return accounts.person(token, "access")
    return accounts.person(session, "session") if session else None


def token_of(request: Request) -> str:
    """The access token or session that lets this request in; empty where none does."""
    return _access_token(request) or request.cookies.get(COOKIE, "")


def origin_of(request: Request) -> Origin:
    """Where a person signs in from."""
    return Origin(request.client.host if request.client else "", request.headers.get("user-agent", ""))


def note(request: Request, **told: str) -> None:
    """Has the line of this request in the log of accesses say more than its address does."""
    request.state.tried = {**getattr(request.state, "tried", {}), **told}


def gate_router() -> APIRouter:
    """Signing in and out, and the check that the service lives."""
    router = APIRouter(include_in_schema=False)
    router.add_api_route("/login", _form, response_class=HTMLResponse)
    router.add_api_route("/login", _sign_in, methods=["POST"])
    router.add_api_route("/logout", _sign_out, methods=["POST"])
    router.add_api_route("/health", _health)
    return router


def _form(request: Request, next: str = "/", left: str = "", ended: str = "") -> Response:
    return login_page(request, next, left=bool(left), ended=ended)


def login_page(
    request: Request, onward: str, http_status: int = 200, failure: str = "", *, left: bool = False, ended: str = ""
) -> HTMLResponse:
    """The form for name and password, the way to the office's provider where there is one, and what went wrong.
    `left`: the person has just signed out here, and may still be signed in there; `ended`: see `_onward`."""
    by_oidc = request.app.state.settings.oidc is not None
    return page(
        request, "login.html", http_status, next=inside(onward), failure=failure, by_oidc=by_oidc, ended=ended,
        left=left and by_oidc,
    )  # fmt: skip


async def _sign_in(request: Request) -> Response:
    fields = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    name, password, onward = (fields.get(field, [""])[0] for field in ("name", "password", "next"))
    request.state.tried = {"tried": name}
    accounts: Accounts = request.app.state.accounts
    async with request.app.state.guesses:
        token = await run_in_threadpool(accounts.sign_in, name, password, origin_of(request))
    if token is None:
        return login_page(request, onward, 401, WRONG_PASSWORD)
    response = RedirectResponse(inside(onward), 303)
    begin_session(request, response, token)
    return response


def begin_session(request: Request, response: Response, token: str) -> None:
    """Gives the browser the cookie that signs its requests."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=SESSION_SECONDS,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
        path="/",
    )


def _sign_out(request: Request) -> Response:
    accounts: Accounts = request.app.state.accounts
    session = request.cookies.get(COOKIE)
    if session:
        accounts.sign_out(session)
    by_oidc = request.app.state.settings.oidc is not None
    response = RedirectResponse("/login?left=1" if by_oidc else "/login", 303)
    response.delete_cookie(COOKIE, path="/")
    return response


def _health() -> Response:
    return JSONResponse({"ok": True})


def inside(address: str) -> str:
    """An address of this service to go on to, else the front page: a link must not lead to another site."""
    good = address.startswith("/") and not address.startswith(("//", "/\\")) and "\\" not in address
    return quote(address, safe="/?=&%~.,;:@+-_") if good and address.isprintable() else "/"
