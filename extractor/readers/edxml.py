"""edXML packages: the State's exchange envelope, its declared fields and the papers attached to it.

Norm: QCVN 102:2016/BTTTT; element names are compared without namespace and case, since senders differ in both.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from extractor.document import Text
from extractor.errors import DamagedFile, TooLarge
from extractor.limits import Limits
from extractor.readers.archive import read_attached
from extractor.text import quoted

# Metadata name -> path of element names below the message header; the first that is filled is taken.
_FIELDS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("edxml:number", (("code", "codenumber"),)),
    ("edxml:symbol", (("code", "codenotation"),)),
    ("edxml:date", (("promulgationinfo", "promulgationdate"), ("promulgationinfo", "date"))),
    ("edxml:place", (("promulgationinfo", "place"),)),
    ("edxml:issuer", (("from", "organname"), ("from", "organizationincharge"))),
    ("edxml:type", (("documenttype", "typename"), ("documenttype",), ("type", "description"))),
    ("edxml:title", (("subject",),)),
    ("edxml:signer", (("signerinfo", "fullname"), ("signerinfo", "signer"), ("author", "fullname"))),
    ("edxml:position", (("signerinfo", "position"), ("author", "function"))),
    ("edxml:urgency", (("otherinfo", "priority"),)),
    ("edxml:document-id", (("documentid",),)),
)
# How pressing a paper is, as the norm counts it; 0 is nothing in particular.
PRIORITIES = {"1": "KHẨN", "2": "THƯỢNG KHẨN", "3": "HỎA TỐC", "4": "HỎA TỐC HẸN GIỜ"}
_DAY = re.compile(r"(\d{4})/(\d\d)/(\d\d)")
_CONTENT = ("contenttransferencoded", "content", "value")
_NAME = ("attachmentname", "filename", "name")


def read_edxml(name: str, data: bytes, limits: Limits) -> tuple[Text, ...]:
    """The attached papers, each with what the envelope declares in `metadata` as `edxml:...`.

    Raises DamagedFile for broken XML or XML with entities of its own, NoText when nothing is attached, and the error of
    the first attachment when none can be read.
    """
    root = _parse(name, data, limits)
    return read_attached(
        name,
        ((shown, partial(_decoded, name, shown, encoded)) for shown, encoded in _attachments(root)),
        limits,
        declared=_declared(root),
        empty=f"{name}: gói edXML không kèm văn bản nào. Hãy đề nghị bên gửi gửi lại.",
    )


def _parse(name: str, data: bytes, limits: Limits) -> Any:
    from lxml import etree

    if _has_doctype(data):
        raise DamagedFile(f"{name}: gói edXML khai báo thực thể XML, điều chuẩn không cho phép. Không đọc tệp này.")
    depth = 0
    root = None
    try:
        # huge_tree: attachments are single text nodes of many megabytes; size and depth are bounded here instead.
        events = etree.iterparse(
            io.BytesIO(data), events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=True
        )
        for event, element in events:
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            if depth > limits.markup_depth:
                raise TooLarge(f"{name}: gói edXML lồng quá {limits.markup_depth} lớp (giới hạn markup_depth).")
    except etree.XMLSyntaxError as error:
        raise DamagedFile(f"{name}: gói edXML bị hỏng ({error}). Hãy đề nghị bên gửi gửi lại.") from error
    if root is None:
        raise DamagedFile(f"{name}: gói edXML không có nội dung.")
    return root


def _has_doctype(data: bytes) -> bool:
    """Whether a document type, the place of entities, stands before the first element, in any encoding."""
    raw = data.replace(b"\0", b"") if b"\0" in data[:8] else data  # UTF-16: every other byte of markup is 0
    at = raw.find(b"<")
    while raw.startswith((b"<?", b"<!--"), at):
        closing = b"?>" if raw.startswith(b"<?", at) else b"-->"
        end = raw.find(closing, at)
        if end < 0:
            return False
        at = raw.find(b"<", end)
    return at >= 0 and raw.startswith(b"<!", at)


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1].lower() if isinstance(tag, str) else ""


def _declared(root: Any) -> tuple[tuple[str, str], ...]:
    header = next((element for element in root.iter() if _local(element) == "messageheader"), None)
    if header is None:
        return ()
    found = []
    for key, paths in _FIELDS:
        value = _plain(key, next((text for path in paths if (text := _text_at(header, path))), ""))
        if value and value.upper() != "N/A":
            found.append((key, value))
    return tuple(found)


def _plain(key: str, value: str) -> str:
    """A value in our form: days as ISO 8601, urgency in the words that stand on papers."""
    if key == "edxml:date" and (day := _DAY.fullmatch(value)):
        return "-".join(day.groups())
    if key == "edxml:urgency" and value.isdigit():
        return PRIORITIES.get(value, "")
    return value


def _text_at(parent: Any, path: tuple[str, ...]) -> str:
    for step in path:
        parent = next((child for child in parent if _local(child) == step), None)
        if parent is None:
            return ""
    return " ".join((parent.text or "").split())


def _attachments(root: Any) -> Iterator[tuple[str, str]]:
    """Name and encoded content of each attachment."""
    for element in root.iter():
        if _local(element) != "attachment":
            continue
        children = {_local(child): child for child in element}
        body = next((children[key] for key in _CONTENT if key in children), None)
        if body is None or not (body.text or "").strip():
            continue  # the manifest lists attachments without their content
        titled = next((children[key] for key in _NAME if key in children), None)
        shown = " ".join((titled.text or "").split()) if titled is not None else ""
        yield shown.replace("\\", "/").rsplit("/", 1)[-1] or "đính kèm", body.text


def _decoded(name: str, shown: str, encoded: str) -> bytes:
    try:
        return base64.b64decode("".join(encoded.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise DamagedFile(f"{name}: tệp đính kèm {quoted(shown)} không giải mã được ({error}).") from error
