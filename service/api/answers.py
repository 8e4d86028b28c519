"""What the routes of /api/v1 share: answers with a validator, and the problems that they may answer with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import chain as joined
from typing import Any

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

from service.api import schemas
from service.lists import MEDIA_TYPES

COVERS = "Vanban-Covers"
"""A dictionary (RFC 9651): lists have no room for a key."""
_PROBLEM = {"model": schemas.Problem, "content": {"application/problem+json": {}}}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problem answers of a route, for its description."""
    texts = {
        400: "không hiểu câu hỏi",
        404: "không có văn bản hoặc mục này",
        409: "nhiều văn bản cùng số, hoặc việc không làm được lúc này",
        412: "văn bản đã thay đổi từ lúc xem",
        413: "quá nhiều trang",
        415: "nội dung gửi lên không đọc được như văn bản",
        422: "sai tham số",
        503: "kho hoặc máy tìm kiếm chưa sẵn sàng",
    }
    return {status: {**_PROBLEM, "description": texts[status]} for status in (*statuses, 422, 503)}


def tag_of(value: Any) -> str:
    """The validator (ETag) of a value."""
    return _tag(json.dumps(value, ensure_ascii=False).encode("utf-8"))


def _tag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def answer(request: Request, value: Any, covers: Mapping[str, Any] | None = None) -> Response:
    """The value as JSON, with a validator; an unchanged answer costs only its headers. What it `covers` (see
    `service.rights.View.covers`) stands in an object under that name, and of every answer in a header."""
    if covers is not None and isinstance(value, dict):
        value = {**value, "covers": dict(covers)}
    content = json.dumps(value, ensure_ascii=False).encode("utf-8")
    tag = _tag(content)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if covers is not None:
        headers[COVERS] = covers_header(covers)
    if request.method == "GET" and tag in request.headers.get("if-none-match", ""):
        return Response(None, 304, headers)
    return Response(content, media_type="application/json", headers=headers)


def covers_header(covers: Mapping[str, Any]) -> str:
    return f"held={covers['held']}, missing={covers['missing']}"


def file_answer(pieces: Iterator[bytes], form: str, name: str, covers: Mapping[str, Any]) -> Response:
    """The pieces as a download. The first is made now: an error in the question is then still an answer of its own."""
    first = next(pieces, b"")
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"', COVERS: covers_header(covers)}
    return StreamingResponse(joined([first], pieces), media_type=MEDIA_TYPES[form], headers=headers)
