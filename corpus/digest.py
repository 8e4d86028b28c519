"""One hash over everything an archive holds, without times: two archives of the same files have the same one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.catalogue import Catalogue
from corpus.schema import bodies, contents, corrections, documents, links, mentions, nodes, paths, pending, resolutions
from corpus.store_url import Originals

if TYPE_CHECKING:
    from index.base import Index

_PATHS = ("path", "sha256", "size_bytes", "code")
_SAID = ("document", "kind", "target", "after", "meant")
_CONTENTS = ("sha256", "state", "code", "media_type")


def digest_of(catalogue: Catalogue, store: Originals, index: Index) -> str:
    """Catalogue, originals and index in one SHA-256, lower-case hex. Reads everything once."""
    total = hashlib.sha256()
    for line in _lines(catalogue, store, index):
        total.update(line.encode() + b"\n")
    return total.hexdigest()


def _lines(catalogue: Catalogue, store: Originals, index: Index) -> Iterator[str]:
    from sqlalchemy import select

    whole = (documents, bodies, mentions, links, resolutions, nodes, pending)
    parts = [
        (paths, [paths.c[n] for n in _PATHS]),
        (contents, [contents.c[n] for n in _CONTENTS]),
        *((table, list(table.c)) for table in whole),
    ]
    with catalogue.read() as connection:
        for table, columns in parts:
            yield table.name
            rows = connection.execute(select(*columns).order_by(*table.primary_key.columns))
            yield from (repr(tuple(row)) for row in rows)
        shown = select(nodes.c.document).where(nodes.c.document == nodes.c.node).order_by(nodes.c.document)
        ids = list(connection.execute(shown).scalars())
        yield corrections.name
        said = select(*(corrections.c[n] for n in _SAID)).where(corrections.c.undone.is_(None))
        yield from sorted(repr(tuple(row)) for row in connection.execute(said))
    yield from store.hashes()
    yield str(index.count())
    yield from (repr(index.get(id)) for id in ids)
