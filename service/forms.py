"""Fields and files that a page of ours sends: urlencoded, or multipart/form-data (RFC 7578) with files."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import parse_qs

from fastapi import Request

from service.errors import ServiceError


@dataclass(frozen=True, slots=True)
class Form:
    """Values by field name in the order sent, line ends as `\\n`; files by field name as (file name, bytes), the last
    of each that is not empty; `sent`: every file that was chosen, empty ones too."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    sent: list[tuple[str, bytes]] = field(default_factory=list)

    def one(self, name: str) -> str:
        """The first value of a field, an empty string where it was not sent."""
        return self.fields.get(name, [""])[0]

    def every(self, name: str) -> tuple[str, ...]:
        return tuple(self.fields.get(name, ()))


async def read_form(request: Request) -> Form:
    """The form of a request; its size is bounded by the gate. Raises ServiceError for a body that is none."""
    return form_of(request.headers.get("content-type", ""), await request.body())


def form_of(content_type: str, body: bytes) -> Form:
    """The form that a body of that media type holds. Raises ServiceError for a body that is none."""
    kind = Message()
    kind["content-type"] = content_type
    if kind.get_content_type() != "multipart/form-data":
        text = body.decode("utf-8", "replace")
        fields = {name: [_lines(v) for v in values] for name, values in parse_qs(text, keep_blank_values=True).items()}
        return Form(fields)
    boundary = kind.get_boundary()
    if not boundary:
        raise ServiceError("invalid-request", "biểu mẫu thiếu ranh giới (boundary)")
    return parse_multipart(body, boundary.encode())


def parse_multipart(body: bytes, boundary: bytes) -> Form:
    """The parts between the boundaries. Raises ServiceError for a part without a name or end."""
    form = Form()
    parts = (b"\r\n" + body).split(b"\r\n--" + boundary)
    if len(parts) < 2 or not parts[-1].startswith(b"--"):
        raise ServiceError("invalid-request", "biểu mẫu bị cắt giữa chừng")
    for part in parts[1:-1]:
        head, found, content = part.partition(b"\r\n\r\n")
        described = Message()
        for line in head.decode("utf-8", "replace").split("\r\n"):
            field_name, _, value = line.partition(":")
            if field_name.strip().lower() == "content-disposition":
                described["content-disposition"] = value.strip()
        name = described.get_param("name", header="content-disposition")
        if not found or not isinstance(name, str):
            raise ServiceError("invalid-request", "một phần của biểu mẫu không có tên")
        file_name = described.get_filename()
        if file_name is None:
            form.fields.setdefault(name, []).append(_lines(content.decode("utf-8", "replace")))
        elif file_name:
            one = (file_name.replace("\\", "/").rsplit("/", 1)[-1], content)
            form.sent.append(one)
            if content:
                form.files[name] = one
    return form


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")
