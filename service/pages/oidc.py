"""Signing in at the office's identity provider: there, back, and out from either side; only where one is set."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from service.accounts import Accounts
from service.backchannel import read_logout
from service.errors import ServiceError, cause_of, describe
from service.forms import read_form
from service.gate import begin_session, inside, login_page, note, origin_of
from service.oidc import ATTEMPT_S, CALLBACK, Attempt, Identity, Provider
from service.render import page
from service.settings import OidcSettings

COOKIE = "vanban_attempt"
BEGIN, OUT, LOGOUT = "/login/oidc", "/login/oidc/out", "/login/oidc/logout"
MOST_ONWARD_CHARS = 1500
"""Longer addresses to go on to would not fit into a cookie; the person starts on the front page then."""


def oidc_router() -> APIRouter:
    """The four addresses; `app.state.oidc` is the provider."""
    router = APIRouter(include_in_schema=False)

    @router.get(BEGIN)
    async def begin(request: Request, next: str = "/") -> Response:
        onward = inside(next)
        attempt = Attempt.begin(onward if len(onward) <= MOST_ONWARD_CHARS else "/")
        try:
            response = RedirectResponse(await _provider(request).address(attempt), 303)
        except ServiceError as error:
            return _failed(request, error, onward)
        # the provider's answer comes from another site, to which a strict cookie would not be sent
        response.set_cookie(
            COOKIE,
            attempt.cookie,
            max_age=ATTEMPT_S,
            httponly=True,
            samesite="lax",
            secure=_provider(request).settings.base_url.startswith("https"),
            path=CALLBACK,
        )
        return response

    @router.get(CALLBACK, response_class=HTMLResponse)
    async def back(request: Request, state: str = "", code: str = "", error: str = "", iss: str = "") -> Response:
        provider, onward = _provider(request), "/"
        try:
            attempt = Attempt.read(request.cookies.get(COOKIE, ""), state)
            onward = inside(attempt.onward)
            if iss and iss != provider.settings.issuer:  # RFC 9207: the answer of another provider
                raise ServiceError("sign-in-stale", "Trả lời đến từ một hệ thống đăng nhập khác.")
            if error or not code:
                raise ServiceError("sign-in-refused", f"Trả lời: {error or 'không có mã'}.")
            who = await provider.who(attempt, code)
            token = await run_in_threadpool(_admitted, request, provider.settings, who)
            # a page of ours that goes on, no redirect: what began at another site carries no strict cookie
            response: Response = page(request, "signed_in.html", onward=onward)
            begin_session(request, response, token)
        except ServiceError as failure:
            response = _failed(request, failure, onward)
        response.delete_cookie(COOKIE, path=CALLBACK)
        return response

    @router.post(LOGOUT)
    async def over(request: Request) -> Response:
        """What the provider itself sends when a person signs out there, or is signed out (Back-Channel Logout 1.0)."""
        provider = _provider(request)
        try:
            told = await read_logout(provider, (await read_form(request)).one("logout_token"))
            accounts: Accounts = request.app.state.accounts
            ended = await run_in_threadpool(
                accounts.end_at_provider, provider.settings.issuer, told.subject, told.sid, told.jti, told.until
            )
        except ServiceError as error:
            note(request, outcome=error.code)
            away = error.code == "sign-in-away"  # worth another try of the provider's
            body = {"error": "temporarily_unavailable" if away else "invalid_request",
                    "error_description": describe(error)}  # fmt: skip
            return JSONResponse(body, 503 if away else 400)
        note(request, subject=told.subject or "", sid=told.sid or "", outcome="ended", account=", ".join(ended))
        return Response(None, 200)

    @router.get(OUT)
    async def out(request: Request) -> Response:
        try:
            address = await _provider(request).way_out()
        except ServiceError as error:
            return _failed(request, error, "/")
        if address is None:
            told = "Hệ thống đăng nhập của cơ quan không có địa chỉ đăng xuất; hãy đóng trình duyệt."
            return login_page(request, "/", failure=told)
        return RedirectResponse(address, 303)

    return router


def _provider(request: Request) -> Provider:
    provider: Provider = request.app.state.oidc
    return provider


def _admitted(request: Request, settings: OidcSettings, who: Identity) -> str:
    """A session of the account that the person has. Raises ServiceError (`no-account`, `account-barred`)."""
    accounts: Accounts = request.app.state.accounts
    noted = {"tried": who.email or who.subject, "subject": who.subject}
    new = who.name or who.email or who.subject if settings.new_accounts else None
    origin = replace(origin_of(request), issuer=settings.issuer, subject=who.subject, sid=who.sid)
    try:
        found = accounts.sign_in_as(settings.issuer, who.subject, who.email, new=new, origin=origin)
    except ServiceError as error:
        request.state.tried = {**noted, "outcome": error.code}
        raise
    if found is None:
        request.state.tried = {**noted, "outcome": "no-account"}
        told = f"Gửi người quản trị mã này: {who.subject}"
        if who.email is None:
            raise ServiceError(
                "no-account", f"{told} (hệ thống đăng nhập chưa xác nhận địa chỉ thư nào của người này)."
            )
        raise ServiceError("no-account", f"{told} hoặc địa chỉ thư {who.email}.")
    token, name, way = found
    request.state.tried = {**noted, "tried": name, "outcome": way}
    return token


def _failed(request: Request, error: ServiceError, onward: str) -> Response:
    if not hasattr(request.state, "tried"):
        request.state.tried = {"outcome": error.code}
    return login_page(request, onward, cause_of(error)[1].http_status, describe(error))
