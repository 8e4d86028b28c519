"""One paper in the forms that leave the archive, made from what the person who asks may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extractor.readers.sniff import EDXML
from extractor.text import slug
from service.errors import ServiceError
from service.originals import kept_page, pages_of
from service.rights import View
from service.sheets import Drawer, is_scan

PDF = "application/pdf"
# Each page of a scan is recognised again to find its words: a request does not wait for more of them.
MOST_PAGES = 40


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A file to be: its name, its media type, its content in pieces."""

    name: str
    media_type: str
    pieces: Iterator[bytes]


def edxml(archive: View, id: str, organ_id: str | None = None) -> Outgoing:
    """The paper and its file as an exchange package (see `service.edxml.package`).

    Raises ServiceError (`no-rights`: the file holds other papers too; `invalid-request`: the paper has a mark of
    secrecy), NotFound, Ambiguous, StoreDamaged.
    """
    from service.edxml import package

    record = archive.show(id)
    original = archive.original(record["id"])
    nodes = archive.nodes({one["resolution"]["target"] for one in record["references"]} - {None})
    pieces = package(record, nodes, original.path, original.name, organ_id=organ_id)
    return Outgoing(_file_name(record, "edxml"), EDXML, pieces)


def pdfa(archive: View, id: str, drawer: Drawer, *, most_pages: int | None = None) -> Outgoing:
    """A scan as PDF/A-2b: its own pages (a file may hold other papers) as pictures, with the text that is kept of it,
    corrections and all, as an invisible layer.

    Raises ServiceError (`invalid-request`: no scan; `too-large`: more than `most_pages`), ExtractError, NotFound,
    Ambiguous, StoreDamaged.
    """
    from service.pdfa import searchable_pdf

    record = archive.show(id)
    if not is_scan(record["source"]):
        raise ServiceError("invalid-request", "văn bản này không phải bản quét (tệp ảnh, hoặc PDF chỉ có ảnh).")
    first, last = pages_of(record)
    if most_pages is not None and last - first + 1 > most_pages:
        count = last - first + 1
        raise ServiceError(
            "too-large",
            f"văn bản có {count} trang, qua mạng chỉ làm đến {most_pages} trang. Hãy dùng lệnh "
            f"`vanban export {record['id']} --format pdfa`.",
        )
    original, text = archive.sheet(record["id"]), archive.text(record["id"])
    leaves = (
        drawer.leaf(original.path, original.name, kept_page(record, original, text, number))
        for number in range(first, last + 1)
    )
    parts = (record["type_name"], record["number"] or record["symbol"], record["title"])
    title = " ".join(str(part) for part in parts if part) or record["id"]
    content = searchable_pdf(leaves, title=title, author=record["issuer"])
    return Outgoing(_file_name(record, "pdf"), PDF, iter((content,)))


def _file_name(record: Mapping[str, Any], form: str) -> str:
    """`118-kh-ubnd.edxml`: letters that every system takes."""
    return f"{slug(str(record['number'] or record['symbol'] or record['id']))}.{form}"
