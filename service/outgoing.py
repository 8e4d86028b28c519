"""One paper in the forms that leave the archive, made from what the person who asks may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.identity import slug
from extractor.readers.sniff import EDXML
from service.rights import View


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


def _file_name(record: dict[str, object], form: str) -> str:
    """`118-kh-ubnd.edxml`: letters that every system takes."""
    return f"{slug(str(record['number'] or record['symbol'] or record['id']))}.{form}"
