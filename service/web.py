"""What every answer over HTTP shares: safety headers, errors as problem details (RFC 9457) or as a page."""

from __future__ import annotations

import ipaddress
import json
import logging
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from corpus.errors import Ambiguous
from service.errors import BY_HAND, CAUSES, Cause, cause_of
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

_CODES = {400: "invalid-request", 404: "no-page", 405: "method-not-allowed"}
# kinds of faults as pydantic names them, by how they begin
_FAULTS = {
    "missing": "thiếu",
    "int_": "phải là số nguyên",
    "float_": "phải là số",
    "bool_": "phải là true hoặc false",
    "string_too_short": "phải có ít nhất {min_length} ký tự",
    "string_too_long": "có nhiều nhất {max_length} ký tự",
    "string_pattern_mismatch": "không đúng dạng {pattern}",
    "string_unicode": "có ký tự không viết được trong UTF-8",
    "string_": "phải là chữ",
    "list_": "phải là danh sách",
    "dict_": "phải là đối tượng JSON",
    "model_": "phải là đối tượng JSON",
    "json_": "không phải JSON",
    "extra_forbidden": "không có tham số này",
    "greater_than_equal": "phải từ {ge} trở lên",
    "greater_than": "phải lớn hơn {gt}",
    "less_than_equal": "phải từ {le} trở xuống",
    "less_than": "phải nhỏ hơn {lt}",
    "too_long": "có nhiều nhất {max_length} mục",
    "too_short": "phải có ít nhất {min_length} mục",
    "literal_error": "phải là một trong: {expected}",
    "enum": "phải là một trong: {expected}",
    "union_tag_not_found": "thiếu {discriminator}",
    "union_tag_invalid": "{discriminator} phải là một trong: {expected_tags}",
}
# The framework's own words around a message of ours.
_OURS = "Value error, "
_LISTED = re.compile("'([^']*)'")

_log = logging.getLogger("vanban")
RenderError = Callable[[Request, str, str, dict[str, Any]], Response]
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
        code = _CODES.get(error.status_code, "internal-error")
        detail = "" if code in ("no-page", "method-not-allowed") else str(error.detail)
        if code == "invalid-request":  # the framework's own words, in English
            detail = "không đọc được nội dung gửi đến: cần JSON trong UTF-8, hoặc một biểu mẫu trọn vẹn."
        return answer_error(request, code, detail, render_error)

    @app.exception_handler(RequestValidationError)
    async def on_invalid(request: Request, error: RequestValidationError) -> Response:
        places = [f"{_place(item)}: {said(item)}" for item in error.errors()]
        return answer_error(request, "invalid-request", "; ".join(places), render_error)

    @app.exception_handler(Exception)
    async def on_error(request: Request, error: Exception) -> Response:
        code = cause_of(error)[0]
        if code == "internal-error" and not isinstance(error, ClientDisconnect):
            _log.exception("%s %s", request.method, request.url.path, exc_info=error)
        response = answer_error(request, code, "" if code == "internal-error" else str(error), render_error)
        response.headers.update(HEADERS)  # this answer is made outside of what adds them to the others
        return response


def _place(fault: Mapping[str, Any]) -> str:
    """Which parameter is wrong; of the body as a whole, that it is this."""
    parts = [] if str(fault["type"]).startswith("json_") else [str(part).rstrip("_") for part in fault["loc"][1:]]
    return ".".join(parts) or "nội dung gửi đến"


def said(fault: Mapping[str, Any]) -> str:
    """What is wrong with a parameter, in Vietnamese: by its kind, or in the words of a check of ours."""
    words = {name: _plain(value) for name, value in (fault.get("ctx") or {}).items()}
    for kind, text in _FAULTS.items():
        if str(fault["type"]).startswith(kind):
            return text.format_map(defaultdict(str, words))
    said = str(fault["msg"])
    return said.removeprefix(_OURS) if said.startswith(_OURS) else "không hợp lệ"


def _plain(value: object) -> str:
    """What the framework lists (`'csv' or 'xlsx'`) without its quotes and its English; what is empty by name."""
    listed = _LISTED.findall(value) if isinstance(value, str) else []
    return ", ".join(one or "(để trống)" for one in listed) if listed else str(value)


def refuse(request: Request, code: str, detail: str, render_error: RenderError) -> Response:
    """The answer to a request that is not read to its end."""
    response = answer_error(request, code, detail, render_error)
    response.headers.update(HEADERS)
    return response


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
    name, _, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
    if not name:
        name, port = host, ""
    if port and not (port.isascii() and port.isdigit()):
        return False
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
    return not (length.isascii() and length.isdigit()) or int(length) > settings.max_upload_mib * 1024 * 1024


def answer_error(
    request: Request, code: str, detail: str, render_error: RenderError, more: dict[str, Any] | None = None
) -> Response:
    """A problem document for programs, a page for people."""
    cause = CAUSES[code]
    if request.url.path.startswith(API_PREFIX):
        cause = replace(cause, message=cause.message.replace(BY_HAND, "Hãy xem mô tả ở /docs."))
        return problem(code, cause, detail, request.url.path, **(more or {}))
    return render_error(request, code, detail, more or {})


def problem(code: str, cause: Cause, detail: str, instance: str, **more: Any) -> Response:
    """RFC 9457: `type` is a stable URN of the error code."""
    body = {
        "type": f"urn:vanban:error:{code}",
        "title": cause.message,
        "status": cause.http_status,
        "detail": detail or cause.message,
        "instance": instance,
        "code": code,
        **more,
    }
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return Response(content, cause.http_status, media_type="application/problem+json")
