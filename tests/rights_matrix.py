"""Every route of the service: who may open it, what is sent there, and with which addresses it is tried."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi.routing import APIRoute

from service.app import create_app
from service.settings import Settings

NAMES = ("{open}", "{pdf}", "{deep}", "{secret}", "{secretpdf}", "101/KH-UBND", "303/KH-UBND", "606/KH-UBND",
         "909/KH-UBND", "34-CT/TW", "4711/QĐ-TTg", "777/KH-UBND")  # fmt: skip
WORDS = ("kimcuongxanh", "kimcuongxan", "thuyngan", "hamtruongson", "909/KH-UBND", "4711/QĐ-TTg", "606/KH-UBND",
         "34-CT/TW", "", "cây xanh", "kế hoạch 909")  # fmt: skip
OF_A_DOCUMENT = tuple(f"/{name}" for name in NAMES)


@dataclass(frozen=True)
class Line:
    """`role`: the least that may open it; `full`: only who may see everything; `more`: endings of the address to try;
    `ok`: statuses of those who may. `body`: JSON, or the fields of a form."""

    role: str = "reader"
    full: bool = False
    more: tuple[str, ...] = ("",)
    ok: tuple[int, ...] = (200,)
    body: Any = None


def of_words(form: str) -> tuple[str, ...]:
    return tuple(f"?{form}={word}" for word in WORDS)


SEARCHES = (
    *of_words("q"), "?q=&secrecy=TỐI MẬT", "?q=&status=replaced", "?q=&not_status=replaced", "?q=cây&explain=true",
    *(f"?chain={name}" for name in NAMES),
)  # fmt: skip
NO_PAPER = {"kind": "field", "document": "0123456789abcdef", "field": "date", "value": "2020-01-01"}
NO_PURGE = {"document": "0123456789abcdef", "confirm": "0123456789abcdef"}
CITING = "Theo Kế hoạch số 909/KH-UBND ngày 11/11/2020, Kế hoạch số 606/KH-UBND và Quyết định số 4711/QĐ-TTg."
TAKEN = {"name": "reader0", "role": "reader", "clearance": "không"}
PATHS = tuple(f"?from={name}&to={{open}}" for name in NAMES)

MATRIX: dict[str, Line] = {
    "GET /api/v1/search": Line(more=SEARCHES),
    "GET /api/v1/search.{form}": Line(more=(*(f".csv{q}" for q in SEARCHES), ".xlsx?q=")),
    "POST /api/v1/search/batch": Line(body={"csv": "\n".join(word for word in WORDS if word)}),
    "GET /api/v1/find": Line(more=tuple(f"?number={name}" for name in NAMES)),
    "POST /api/v1/verify": Line(body={"text": CITING}),
    "GET /api/v1/searches": Line(),
    "PUT /api/v1/searches/{name}": Line(more=("/x",), body={"address": "/?q=x"}),
    "DELETE /api/v1/searches/{name}": Line(more=("/x",), ok=(204, 404)),
    "GET /api/v1/documents/{id}": Line(more=OF_A_DOCUMENT),
    "GET /api/v1/documents/{id}/text": Line(more=OF_A_DOCUMENT),
    "GET /api/v1/documents/{id}/original": Line(more=OF_A_DOCUMENT),
    "GET /api/v1/documents/{id}/package.edxml": Line(more=OF_A_DOCUMENT, ok=(200,)),
    "GET /api/v1/documents/{id}/searchable.pdf": Line(more=OF_A_DOCUMENT, ok=(422,)),  # none of them is a scan
    "GET /api/v1/documents/{id}/chain": Line(more=OF_A_DOCUMENT),
    "GET /api/v1/documents/{id}/chain.{form}": Line(
        more=tuple(f"{name}.{form}" for name in OF_A_DOCUMENT for form in ("csv", "graphml", "mermaid", "akn"))
    ),
    "GET /api/v1/documents/{id}/tree": Line(more=OF_A_DOCUMENT),
    "GET /api/v1/documents/{id}/tree.csv": Line(more=OF_A_DOCUMENT),
    "GET /api/v1/documents/{id}/cited-by": Line(more=OF_A_DOCUMENT),
    "GET /api/v1/documents/{id}/follow-up": Line(more=OF_A_DOCUMENT),
    "GET /api/v1/documents/{id}/standing": Line(more=OF_A_DOCUMENT),
    "GET /api/v1/documents/{id}/pages/{number}.png": Line(more=("/{pdf}", "/{secretpdf}", "/{open}")),
    "GET /api/v1/documents/{id}/pages/{number}/boxes": Line(more=("/{pdf}", "/{secretpdf}")),
    "GET /api/v1/path": Line(more=PATHS),
    "GET /api/v1/outdated": Line(),
    "GET /api/v1/issuers": Line(more=("?name=Sở Xây dựng",)),
    "GET /api/v1/wanted": Line(),
    "GET /api/v1/wanted.{form}": Line(more=(".csv", ".xlsx")),
    "GET /api/v1/review": Line("editor"),
    "GET /api/v1/export": Line("archivist"),
    "GET /api/v1/status": Line("archivist", full=True),
    "GET /api/v1/status/sheet.{form}": Line("archivist", full=True, more=(".xlsx", ".docx")),
    "GET /api/v1/jobs": Line("archivist", full=True),
    "GET /api/v1/jobs/events": Line("archivist", full=True),
    "POST /api/v1/jobs/ask": Line("archivist", full=True, body={"wish": "stop"}),
    "GET /api/v1/uploads": Line("archivist"),
    "POST /api/v1/uploads": Line("archivist", ok=(422,)),
    "HEAD /api/v1/uploads/{id_}": Line("archivist", more=("/0",), ok=(404,)),
    "PATCH /api/v1/uploads/{id_}": Line("archivist", more=("/0",), ok=(422,)),
    "GET /api/v1/audit": Line("administrator", full=True),
    "GET /api/v1/audit/verdict": Line("administrator", full=True),
    "GET /api/v1/account": Line(),
    "POST /api/v1/account/password": Line(ok=(422,), body={"old": "không phải", "new": "một câu dài hơn"}),
    "DELETE /api/v1/account/tokens": Line(),
    "DELETE /api/v1/account/tokens/{id_}": Line(more=("/0123456789abcdef",), ok=(404,)),
    "GET /api/v1/accounts": Line("administrator", full=True),
    "POST /api/v1/accounts": Line("administrator", full=True, ok=(400,), body={"name": "reader0"}),
    "GET /api/v1/accounts/{name}": Line("administrator", full=True, more=("/lạ",), ok=(404,)),
    "PATCH /api/v1/accounts/{name}": Line("administrator", full=True, more=("/lạ",), ok=(404,), body={"barred": True}),
    "DELETE /api/v1/accounts/{name}": Line("administrator", full=True, more=("/lạ",), ok=(404,)),
    "POST /api/v1/accounts/{name}/password": Line("administrator", full=True, ok=(404,)),
    "POST /api/v1/accounts/{name}/revoke": Line("administrator", full=True, ok=(404,)),
    "GET /api/v1/corrections": Line("editor", more=("", "?document={open}", "?document={secret}")),
    "POST /api/v1/corrections": Line("editor", ok=(404,), body=NO_PAPER),
    "GET /api/v1/corrections/{number}": Line("editor", more=("/999",), ok=(404,)),
    "DELETE /api/v1/corrections/{number}": Line("editor", more=("/999",), ok=(404,)),
    "POST /api/v1/drafts/judge": Line(body={"text": CITING}),
    "POST /api/v1/drafts/write": Line(body={"type": "KH", "issuer": "Sở Nội vụ tỉnh Lào Cai"}),
    "POST /api/v1/drafts/write.docx": Line(body={"type": "KH", "issuer": "Sở Nội vụ tỉnh Lào Cai"}),
    "POST /api/v1/drafts/compare": Line(body={"one": CITING, "other": "Văn bản khác."}),
    "GET /api/v1/documents/{id}/versions": Line(more=OF_A_DOCUMENT),
    "GET /api/v1/upkeep": Line("archivist", full=True),
    "GET /api/v1/upkeep/doctor": Line("archivist", full=True),
    "GET /api/v1/upkeep/{number}": Line("archivist", full=True, more=("/999",), ok=(404,)),
    "GET /api/v1/upkeep/{number}/events": Line("archivist", full=True, ok=(200, 404)),
    "POST /api/v1/upkeep/examine": Line("archivist", full=True, ok=(202, 409)),
    "POST /api/v1/upkeep/retry": Line("archivist", full=True, ok=(202, 409), body={"code": "empty-file"}),
    "POST /api/v1/upkeep/reindex": Line("archivist", full=True, ok=(422,), body={"confirm": False}),
    "POST /api/v1/upkeep/backup": Line("administrator", full=True, ok=(409,)),
    "POST /api/v1/upkeep/purge": Line("administrator", full=True, ok=(404,), body=NO_PURGE),
    "GET /api/v1/tasks.{form}": Line(more=(".csv", ".xlsx", ".csv?unit=Sở Xây dựng")),
    "GET /api/v1/tasks": Line(more=("", "?unit=Sở Xây dựng")),
    # pages
    "GET /": Line(more=SEARCHES),
    "GET /documents/{id}": Line(more=OF_A_DOCUMENT),
    "GET /documents/{id}/chain": Line(more=OF_A_DOCUMENT),
    "GET /documents/{id}/pages/{number}": Line(more=("/{pdf}", "/{secretpdf}")),
    "GET /documents/{id}/pages/{number}.png": Line(more=("/{pdf}", "/{secretpdf}")),
    "GET /documents/{id}/versions": Line(more=OF_A_DOCUMENT),
    "GET /upkeep": Line("archivist", full=True),
    "POST /upkeep/examine": Line("archivist", full=True, ok=(303, 409)),
    "POST /upkeep/retry": Line("archivist", full=True, ok=(303, 409), body={"which": "empty-file"}),
    "POST /upkeep/reindex": Line("archivist", full=True, ok=(422,), body={"confirm": "no"}),
    "POST /upkeep/backup": Line("administrator", full=True, ok=(409,)),
    "GET /upkeep/purge": Line("administrator", full=True, ok=(200,)),
    "POST /upkeep/purge": Line("administrator", full=True, ok=(404,), body=NO_PURGE),
    "GET /verify": Line(),
    "POST /verify": Line(body={"text": CITING}),
    "GET /batch": Line(),
    "POST /batch": Line(body={"csv": "909/KH-UBND\nthuyngan"}),
    "POST /searches": Line(body={"name": "x", "address": "/?q=x"}, ok=(303,)),
    "GET /wanted": Line(),
    "GET /outdated": Line(),
    "GET /path": Line(more=PATHS),
    "GET /issuers": Line(more=("?name=Sở Xây dựng",)),
    "GET /review": Line("editor"),
    "POST /review/seen": Line("editor", ok=(404,), body={"document": "0123456789abcdef", "code": "x", "message": "x"}),
    "GET /status": Line("archivist", full=True),
    "POST /status/job": Line("archivist", full=True, body={"wish": "stop"}, ok=(303,)),
    "POST /status/upload": Line("archivist", ok=(422,), body={"files": ""}),
    "GET /metrics": Line("archivist", full=True),
    "GET /correct": Line(
        "editor", more=tuple(f"?document={name}&field=date" for name in ("{open}", "{secret}", "909/KH-UBND"))
    ),
    "POST /correct": Line("editor", ok=(404, 422), body={"document": "0123456789abcdef", "field": "date"}),
    "GET /corrections": Line("editor", more=("", "?document={secret}")),
    "POST /corrections/{number}/undo": Line("editor", ok=(404,)),
    "GET /documents/{id}/crop/{field}.png": Line(more=("/{pdf}", "/{secretpdf}"), ok=(200, 404)),
    "GET /enter": Line("editor", ok=(200, 303)),
    "POST /enter": Line("editor", ok=(303, 404, 422), body={"document": "0123456789abcdef"}),
    "GET /tasks": Line(more=("", "?unit=Sở Xây dựng")),
    "GET /account": Line(),
    "POST /account/password": Line(ok=(422,), body={"old": "x", "new": "một câu dài hơn", "again": "khác"}),
    "POST /account/end": Line(ok=(404,), body={"id": "0123456789abcdef"}),
    "GET /accounts": Line("administrator", full=True),
    "POST /accounts": Line("administrator", full=True, ok=(400,), body=TAKEN),
    "GET /accounts/edit": Line("administrator", full=True, more=("?name=reader0",)),
    "POST /accounts/edit": Line("administrator", full=True, ok=(404,), body={"name": "lạ", "action": "remove"}),
    "GET /tasks/mark": Line("editor", ok=(404,), more=("?document={secret}&task=x", "?document={open}&task=x")),
    "POST /tasks/mark": Line("editor", ok=(404,), body={"document": "0123456789abcdef", "task": "x", "action": "done"}),
    "GET /following": Line(),
    "POST /following": Line(ok=(303, 404, 422), body={"kind": "document", "target": "0123456789abcdef"}),
    "GET /draft": Line(),
    "POST /draft": Line(ok=(200, 422), body={"text": CITING}),
    "GET /draft/new": Line(),
    "POST /draft/new": Line(ok=(200, 422), body={"type": "KH", "issuer": "Sở Nội vụ tỉnh Lào Cai"}),
    "GET /draft/compare": Line(),
    "POST /draft/compare": Line(ok=(200, 422), body={"one": CITING, "other": "Văn bản khác."}),
    "GET /help": Line(),
    "GET /help/{name}": Line(more=("/can-bo",)),
    "GET /docs": Line(),
}
# Open without signing in; they show nothing of the archive.
PUBLIC = {"GET /login", "POST /login", "GET /health"}
# Nobody asks for a document there: an account that may not see a paper has no business with these either.
OUTSIDE = {"POST /logout"}


def every_route() -> set[str]:
    """Method and address of each route, those of the API's description and the pages."""
    app = create_app(Settings())
    described = {f"{method.upper()} {path}" for path, item in app.openapi()["paths"].items() for method in item}
    pages = {
        f"{method} {re.sub(r':path', '', route.path)}"
        for route in _routes(app.routes)
        for method in route.methods or ()
        if not route.include_in_schema
    }
    return described | pages


def _routes(routes: Any) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        elif hasattr(route, "original_router"):  # a router that was included
            yield from _routes(route.original_router.routes)


def addresses(route: str, line: Line, ids: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The requests of a line: what stands behind the first placeholder is put in its place."""
    method, path = route.split(" ", 1)
    for more in line.more:
        head, mark, tail = path.partition("/{id}")
        if mark:
            name, _, form = more.rpartition(".") if "{form}" in tail else (more, "", "")
            filled = f"{head}{name}{tail}".replace("{form}", form)
        else:
            filled = re.sub(r"[/.]\{\w+\}$", "", path) + more
        filled = filled.replace("{number}", "1").replace("{field}", "number")
        for name, id_ in ids.items():
            filled = filled.replace(f"{{{name}}}", id_)
        yield method, filled
