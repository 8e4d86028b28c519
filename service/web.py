"""What every answer over HTTP shares: safety headers, errors as problem details (RFC 9457) or as a page."""

from __future__ import annotations

import ipaddress
import json
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from corpus.errors import Ambiguous
from service.errors import CAUSES, Cause, cause_of
from service.settings import Settings

API_PREFIX = "/api/"
# No outside script, style, image or font; no inline script; nobody may frame a page.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LOCAL_NAMES = {"localhost", "testserver"}

_log = logging.getLogger("vanban")
RenderError = Callable[[Request, int, str, str, dict[str, Any]], Response]
Next = Callable[[Request], Awaitable[Response]]
Admit = Callable[[Request, Next], Awaitable[Response]]


def guard(app: FastAPI, settings: Settings, render_error: RenderError, admit: Admit) -> None:
    """Installs the headers, the check of the Host header, the body limit and the error answers; `admit` runs what
    passed (see `service.gate`)."""

    @app.middleware("http")
    async def around(request: Request, call_next: Next) -> Response:
        if not host_allowed(request.headers.get("host", ""), settings):
            response = answer_error(request, "bad-host", "", render_error)
        elif _from_elsewhere(request):
            response = answer_error(request, "cross-site", "", render_error)
        elif _too_large(request, settings):
            response = answer_error(request, "too-large", f"Tối đa {settings.max_upload_mib} MiB.", render_error)
        else:
            response = await admit(request, call_next)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.url.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    @app.exception_handler(HTTPException)
    async def on_http(request: Request, error: HTTPException) -> Response:
        code = {404: "not-found", 405: "method-not-allowed"}.get(error.status_code, "internal-error")
        return answer_error(request, code, "" if code != "internal-error" else str(error.detail), render_error)

    @app.exception_handler(RequestValidationError)
    async def on_invalid(request: Request, error: RequestValidationError) -> Response:
        places = [f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}" for item in error.errors()]
        return answer_error(request, "invalid-request", "; ".join(places), render_error)

    @app.exception_handler(Exception)
    async def on_error(request: Request, error: Exception) -> Response:
        code, cause = cause_of(error)
        if code == "internal-error":
            _log.exception("%s %s", request.method, request.url.path, exc_info=error)
            return answer_error(request, code, "", render_error)
        if cause.http_status >= 500:
            _log.error("%s %s: %s %s", request.method, request.url.path, code, error)
        return answer_error(request, code, str(error), render_error)


def register(app: FastAPI, render_error: RenderError, *classes: type[Exception]) -> None:
    """Answers errors of these classes by the table (classes of the packages below, named where the app is built)."""

    async def on_known(request: Request, error: Exception) -> Response:
        code, cause = cause_of(error)
        if cause.http_status >= 500:
            _log.error("%s %s: %s %s", request.method, request.url.path, code, error)
        # a number that several documents bear: the answer names them, so that one can be chosen
        more = error.as_json() if isinstance(error, Ambiguous) else {}
        return answer_error(request, code, str(error), render_error, more)

    for class_ in classes:
        app.add_exception_handler(class_, on_known)


def host_allowed(host: str, settings: Settings) -> bool:
    """Whether the Host header may be served: a name of this machine, an IP address, or one that was set.

    Keeps pages of other sites from reaching the archive by a name that they point here (DNS rebinding).
    """
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    name = name.strip("[]").lower()
    if name in LOCAL_NAMES or name in settings.allowed_hosts or name == settings.host.lower():
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _from_elsewhere(request: Request) -> bool:
    """Whether a page of another site sends this: only reading is open to links from outside (CSRF)."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return False
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin")
    return origin is not None and origin.split("://")[-1] != request.headers.get("host", "")


def _too_large(request: Request, settings: Settings) -> bool:
    length = request.headers.get("content-length", "0")
    return not length.isdigit() or int(length) > settings.max_upload_mib * 1024 * 1024


def answer_error(
    request: Request, code: str, detail: str, render_error: RenderError, more: dict[str, Any] | None = None
) -> Response:
    """A problem document for programs, a page for people."""
    cause = CAUSES[code]
    if request.url.path.startswith(API_PREFIX):
        return problem(code, cause, detail, request.url.path, **(more or {}))
    return render_error(request, cause.http_status, cause.message, detail, more or {})


def problem(code: str, cause: Cause, detail: str, instance: str, **more: Any) -> Response:
    """RFC 9457: `type` is a stable URN of the error code."""
    body = {
        "type": f"urn:vanban:error:{code}",
        "title": cause.message,
        "status": cause.http_status,
        "detail": detail or HTTPStatus(cause.http_status).phrase,
        "instance": instance,
        "code": code,
        **more,
    }
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return Response(content, cause.http_status, media_type="application/problem+json")
