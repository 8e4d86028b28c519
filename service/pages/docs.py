"""`/docs`: the OpenAPI document as a page of ours. Readable without script; the script only adds "Gửi thử"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    place: str
    kind: str
    required: bool
    help: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One route as it is shown. `body` is the media type that it takes, if any."""

    id: str
    method: str
    path: str
    summary: str
    help: str
    parameters: tuple[Parameter, ...]
    answers: tuple[tuple[str, str], ...]
    body: str | None


def operations(document: dict[str, Any]) -> list[tuple[str, list[Operation]]]:
    """The routes of an OpenAPI document, grouped by their first tag, in the document's order."""
    groups: dict[str, list[Operation]] = {}
    for path, item in document.get("paths", {}).items():
        for method in METHODS:
            if method in item:
                operation = item[method]
                tag = (operation.get("tags") or ["khác"])[0]
                groups.setdefault(tag, []).append(_operation(method, path, operation))
    return list(groups.items())


def _operation(method: str, path: str, operation: dict[str, Any]) -> Operation:
    parameters = tuple(
        Parameter(
            one["name"],
            one["in"],
            _kind(one.get("schema", {})),
            bool(one.get("required")),
            one.get("description", ""),
        )
        for one in operation.get("parameters", [])
    )
    answers = tuple(
        (status, answer.get("description", "")) for status, answer in operation.get("responses", {}).items()
    )
    content = operation.get("requestBody", {}).get("content", {})
    return Operation(
        id=operation["operationId"],
        method=method,
        path=path,
        summary=operation.get("summary", ""),
        help=operation.get("description", ""),
        parameters=parameters,
        answers=answers,
        body=next(iter(content), None),
    )


def _kind(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " | ".join(_kind(one) for one in schema["anyOf"] if one.get("type") != "null")
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return f"{_kind(schema.get('items', {}))} (lặp lại được)"
    kind: str = schema.get("format") or schema.get("type") or ""
    return kind
