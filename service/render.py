"""Turns templates into pages: autoescaped, with the navigation that every page shares."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from service.errors import CAUSES
from service.pages.search import document_href
from service.words import day

NAVIGATION = (
    ("/", "Tìm kiếm"),
    ("/draft", "Dự thảo"),
    ("/verify", "Soát viện dẫn"),
    ("/wanted", "Cần tìm về"),
    ("/tasks", "Nhiệm vụ"),
    ("/following", "Theo dõi"),
    ("/outdated", "Căn cứ đã cũ"),
    ("/path", "Đường nối"),
    ("/issuers", "Cơ quan trước, sau"),
    ("/review", "Cần xem lại"),
    ("/status", "Bảng cân đối"),
    ("/accounts", "Tài khoản"),
    ("/help", "Hướng dẫn"),
)


# A detail with a remedy of its own knows more than the table does; what it cites is not its own.
_REMEDY = re.compile(r"\b[Hh]ãy ")
_NAMES = re.compile("“[^”]*”")
_POST_FORM = re.compile(r'<form\b[^>]*\bmethod="post"[^>]*>')


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("service", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(request: Request, template: str, answer_status: int = 200, /, **context: Any) -> HTMLResponse:
    """One page. An unknown name in a template raises: a hole in a page is a mistake, not an empty string."""
    may_go: Callable[[str], bool] | None = getattr(request.state, "may_go", None)
    text = (
        _environment()
        .get_template(template)
        .render(
            navigation=[row for row in NAVIGATION if may_go is None or may_go(row[0])],
            here=request.url.path,
            signed_in=getattr(request.state, "signed_in", ""),
            csrf=getattr(request.state, "csrf", ""),
            **context,
        )
    )
    token = getattr(request.state, "csrf", "")
    if token:  # put in here, so that no form can lack it
        text = _POST_FORM.sub(rf'\g<0><input type="hidden" name="csrf" value="{token}">', text)
    return HTMLResponse(text, answer_status)


def sentence(detail: str) -> str:
    """A detail as a sentence of its own; one that names a file or a parameter and a colon stays as it is."""
    if not detail or ":" in detail or "\n" in detail:
        return detail
    return detail[:1].upper() + detail[1:] + ("" if detail.endswith((".", "!", "?", "…")) else ".")


def render_error(request: Request, code: str, detail: str, more: dict[str, Any]) -> HTMLResponse:
    """What went wrong, as a page for people; of several documents with one number, which they are."""
    cause = CAUSES[code]
    what, _, todo = cause.message.partition(". ")
    candidates = [
        {
            "href": document_href(one["id"]),
            "name": one["number"] or one["title"],
            "date": day(one["date"]),
            "issuer": one["issuer"] or "",
            "title": one["title"] or "",
        }
        for one in more.get("ambiguous", [])
    ]
    return page(
        request,
        "error.html",
        cause.http_status,
        what=what.removesuffix("."),
        todo="" if _REMEDY.search(_NAMES.sub("", detail)) else todo,
        code=code,
        detail=detail if candidates else sentence(detail),
        candidates=candidates,
        query=request.query_params.get("q", ""),
    )
