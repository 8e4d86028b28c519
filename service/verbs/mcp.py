"""`vanban mcp`: the archive for a writing assistant on this machine, over the Model Context Protocol (stdio)."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.errors import EXIT_OK, ServiceError, cause_of, describe
from service.opening import open_archive, settings_for
from service.people import OWNER, Person
from service.putting_right import Desk

if TYPE_CHECKING:
    from mcp.server import MCPServer

    from corpus.archive import Archive
    from service.settings import Settings

INSTRUCTIONS = (
    "Kho văn bản hành chính của cơ quan. Số văn bản không đủ để phân biệt: hãy kèm ngày và cơ quan ban hành. Chỉ viện "
    "dẫn văn bản mà các công cụ này trả về; `status` là held khi kho có văn bản đó."
)
LONGEST_CHARS = 40_000
"""Of a text that is given out at once; the rest is asked for by `start`."""


def mcp(args: argparse.Namespace) -> int:
    """Serves until the assistant closes its end."""
    settings = settings_for(args.data)
    who_asks(settings)  # a token that is none is told at the start
    with open_archive(settings) as archive:
        assistant_server(archive, lambda: who_asks(settings), Path(settings.data)).run("stdio")
    return EXIT_OK


def who_asks(settings: Settings) -> Person:
    """The person of the access token in VANBAN_TOKEN; where no accounts are kept, the owner of the machine.

    Raises ServiceError (`login-required`) where there are accounts and the token is none of theirs, or may not read.
    """
    from service.accounts import Accounts

    accounts = Accounts(Path(settings.data))
    if not accounts.kept:
        return OWNER
    person = accounts.person(settings.token, "access") if settings.token else None
    if person is None or "read" not in person.scopes:
        raise ServiceError("login-required", "VANBAN_TOKEN: hãy đặt mã truy cập do `vanban account token` cấp.")
    return person


def assistant_server(archive: Archive, asker: Callable[[], Person], folder: Path) -> MCPServer:
    """The tools, each answering as far as the person may see. `asker` is asked at each call who that is: what an
    account may do can change, and end, while the assistant runs."""
    from mcp.server import MCPServer

    from index.base import Query
    from service.shapes import results_json, verify

    server = MCPServer("vanban", instructions=INSTRUCTIONS)

    def view() -> Desk:
        return Desk(archive, asker())

    def search(query: str, limit: int = 10, type: str | None = None, issuer: str | None = None) -> dict[str, Any]:
        asked = Query(query, (type,) if type else (), (issuer,) if issuer else (), limit=min(max(limit, 1), 100))
        seen = view()
        return {**results_json(seen.search(asked)), "covers": seen.covers(issuer)}

    def document(id: str, start: int = 0) -> dict[str, Any]:
        seen = view()
        record, text = seen.show(id), seen.text(id)
        piece = text[start : start + LONGEST_CHARS]
        more = start + len(piece)
        marks = seen.task_marks(record)  # what people said became of each task, as `/tasks` tells it
        record["tasks"] = [{**task, "mark": mark} for task, mark in zip(record["tasks"], marks, strict=True)]
        return {"document": record, "text": piece, "start": start, "next": more if more < len(text) else None}

    def chain(
        number: str, depth: int = 3, up: bool = False, down: bool = False, date: str | None = None,
        issuer: str | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        seen = view()
        found = seen.chain(number, up=up, down=down, depth=min(max(depth, 1), 50), date=date, issuer=issuer)
        return {**found, "covers": seen.covers()}

    def check(text: str) -> dict[str, Any]:
        return verify(view(), text)

    def bases(draft: str, limit: int = 20) -> dict[str, Any]:
        asker()
        return suggested(archive, draft, min(max(limit, 1), 100), folder)

    told: tuple[tuple[Callable[..., dict[str, Any]], str, str], ...] = (
        (search, "search", "Tìm văn bản theo chữ hoặc số, ký hiệu; `type`: mã loại (CT, QĐ, KH), `issuer`: cơ quan."),
        (document, "document", "Một văn bản theo mã, khóa hoặc số: thông tin đã đọc và phần chữ (tiếp từ `next`)."),
        (chain, "chain", "Văn bản dựa trên gì (`up`) và được thực hiện bằng gì (`down`)."),
        (check, "verify", "Soát một đoạn văn: mọi văn bản được viện dẫn, vị trí, và kho có văn bản đó không."),
        (bases, "bases", "Gợi ý căn cứ pháp lý cho một dự thảo (gửi toàn văn dự thảo)."),
    )
    for function, name, description in told:
        server.add_tool(_explained(function), name=name, description=description)
    return server


def _explained(tool: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """The tool, its errors said to the assistant as `vanban` says them; of a fault of ours only that it is one."""
    from mcp.server.mcpserver.exceptions import ToolError

    @wraps(tool)
    def run(**arguments: Any) -> dict[str, Any]:
        try:
            return tool(**arguments)
        except Exception as error:
            code, cause = cause_of(error)
            raise ToolError(cause.message if code == "internal-error" else describe(error)) from error

    return run


def suggested(archive: Archive, draft: str, limit: int, folder: Path) -> dict[str, Any]:
    """The object of `vanban bases --json` for a draft given as text. Papers with a mark are no precedents."""
    from corpus.bases import suggest, suggestion_json
    from corpus.bases.archive import precedents, read_draft

    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "du-thao.txt"
        path.write_text(draft, encoding="utf-8")
        read = read_draft(path)
    earlier = precedents(archive, folder / "precedents.cache")
    given = frozenset(read.paper.lines)
    found = suggest(earlier, read.paper, given=given, limit=limit)
    return {
        "draft": read.described(), "given": sorted(given), "precedents": len(earlier.papers),
        "suggestions": [suggestion_json(one) for one in found],
    }  # fmt: skip
