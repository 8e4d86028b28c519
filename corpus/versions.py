"""Several files of one paper (scan, signed PDF, Word file), how their readings differ, and papers with nearly the same
words: drafts and what was signed, corrected issues.

Sketches are MinHash (Broder 1997) over runs of five syllables, made when first asked for and kept in the catalogue.
"""

from __future__ import annotations

import difflib
import hashlib
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from corpus.catalogue import Catalogue, chunks, row_of, rows_in
from corpus.finding import held_document
from corpus.schema import bodies, contents, documents, nodes, paths, sketches
from extractor.text import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sqlalchemy.engine import Connection

ALIKE = 0.7
"""Share of runs that two texts must have in common (Jaccard) to be called nearly the same."""

MOST_PASSAGES = 100
_RUN = 5
_BANDS, _ROWS = 20, 4
_PRIME = (1 << 61) - 1
_HEADER = ("number", "date", "type", "issuer", "title", "secrecy")


def versions(catalogue: Catalogue, asked: str, *, near: bool = True) -> dict[str, Any]:
    """Of a held document: `{"document", "files": [{"document", "paths", "name", "media_type", "text_source", "chars",
    "shown"}], "differences": [{"document", "fields": {name: [shown, other]}, "passages": [{"shown", "other"}],
    "more"}], "near": [{"document", "number", "date", "title", "likeness", "relation"}]}`.

    `shown` is the file whose text stands for the document (text before OCR, then the longer one); `relation` is
    `draft` (the other lacks a number or a date, this one has both), `signed` (the reverse) or `near`. Without `near`
    that list is empty: the first time it takes the sketch of every text. Raises NotFound, Ambiguous.
    """
    if near:
        _sketch_all(catalogue)
    with catalogue.read() as connection:
        held = held_document(connection, asked)
        node = row_of(connection, (nodes.c.node,), nodes.c.document, held).node
        copies = sorted(r.document for r in rows_in(connection, (nodes.c.document,), nodes.c.node, [node]))
        return {
            "document": node,
            "files": list(_files(connection, node, copies)),
            "differences": [_difference(connection, node, other) for other in copies if other != node],
            "near": _near(connection, node, set(copies)) if near else [],
        }


def _files(connection: Connection, node: str, copies: Sequence[str]) -> Iterator[dict[str, Any]]:
    for id in copies:
        row = row_of(connection, tuple(documents.c), documents.c.id, id)
        content = row_of(connection, tuple(contents.c), contents.c.sha256, row.sha256)
        yield {
            "document": id,
            "paths": sorted(r.path for r in rows_in(connection, (paths.c.path,), paths.c.sha256, [row.sha256])),
            "name": content.name,
            "media_type": content.media_type,
            "text_source": row.text_source,
            "chars": row.chars,
            "shown": id == node,
        }


def _difference(connection: Connection, node: str, other: str) -> dict[str, Any]:
    one, two = _record(connection, node), _record(connection, other)
    fields = {n: [one[0][n], two[0][n]] for n in _HEADER if one[0][n] != two[0][n]}
    here, there = one[1].split(), two[1].split()
    passages = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, here, there, autojunk=len(here) > 5000).get_opcodes():
        if tag != "equal":
            passages.append({"shown": " ".join(here[a:b]), "other": " ".join(there[c:d])})
    more = max(len(passages) - MOST_PASSAGES, 0)
    return {"document": other, "fields": fields, "passages": passages[:MOST_PASSAGES], "more": more}


def _record(connection: Connection, id: str) -> tuple[dict[str, Any], str]:
    row = row_of(connection, tuple(documents.c), documents.c.id, id)
    body = row_of(connection, (bodies.c.content,), bodies.c.document, id)
    return dict(row._mapping), body.content


def _near(connection: Connection, node: str, copies: set[str]) -> list[dict[str, Any]]:
    from sqlalchemy import select

    own = [r.value for r in rows_in(connection, (sketches.c.value,), sketches.c.document, [node])]
    found = select(sketches.c.document).join(nodes, nodes.c.document == sketches.c.document).distinct()
    near = set(connection.execute(found.where(sketches.c.value.in_(own), nodes.c.node == nodes.c.document)).scalars())
    here, text = _record(connection, node)
    runs = _runs(text)
    listed = []
    for id in sorted(near - copies):
        there, other = _record(connection, id)
        others = _runs(other)
        likeness = len(runs & others) / max(len(runs | others), 1)
        if likeness >= ALIKE:
            kept = {n: there[n] for n in ("number", "date", "title")}
            listed.append({"document": id, **kept, "likeness": round(likeness, 3), "relation": _relation(here, there)})
    return sorted(listed, key=lambda one: (-one["likeness"], one["document"]))


def _relation(here: dict[str, Any], there: dict[str, Any]) -> str:
    whole, other = (bool(row["number"] and row["date"]) for row in (here, there))
    if whole == other:
        return "near"
    return "draft" if whole else "signed"


def _sketch_all(catalogue: Catalogue) -> None:
    """Sketches of what has none yet."""
    from sqlalchemy import select, text

    with catalogue.read() as connection:
        without = select(documents.c.id).where(documents.c.id.not_in(select(sketches.c.document)))
        ids = list(connection.execute(without.order_by(documents.c.id)).scalars())
    # Beside an ingest or another who asks: papers may go meanwhile, or be sketched by both.
    once = text("INSERT INTO sketches (document, band, value) VALUES (:document, :band, :value) ON CONFLICT DO NOTHING")
    for piece in chunks(ids, 200):
        with catalogue.read() as connection:
            texts = rows_in(connection, (bodies.c.document, bodies.c.content), bodies.c.document, piece)
            made = {r.document: sketch(r.content) for r in texts}
        with catalogue.write(tells=False) as connection:
            there = {r.id for r in rows_in(connection, (documents.c.id,), documents.c.id, sorted(made))}
            rows = [
                {"document": id, "band": n, "value": value} for id in sorted(there) for n, value in enumerate(made[id])
            ]
            if rows:
                connection.execute(once, rows)


def sketch(text: str) -> list[str]:
    """The bands of a text, 16 hex digits each; texts that have most runs in common share at least one."""
    import numpy as np

    runs = _runs(text)
    factors, shifts = _permutations()
    hashes = np.fromiter(runs, dtype=np.uint64, count=len(runs))
    least = np.full(_BANDS * _ROWS, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(hashes), 4096):  # bounded memory for a text of any length
        part = hashes[start : start + 4096, None] * factors[None, :] + shifts[None, :]  # wraps at 2**64, which is meant
        least = np.minimum(least, (part >> np.uint64(16)).min(axis=0))
    bands = least.reshape(_BANDS, _ROWS)
    return [hashlib.blake2b(bytes([n]) + band.tobytes(), digest_size=8).hexdigest() for n, band in enumerate(bands)]


def _runs(text: str) -> set[int]:
    """Runs of five syllables as 32-bit hashes; a text of fewer is one run."""
    words = [word.strip(".,;:()“”\"'") for word in fold(text).split()]
    words = [word for word in words if word]
    count = max(len(words) - _RUN + 1, 1)
    return {zlib.crc32(" ".join(words[n : n + _RUN]).encode()) for n in range(count)}


@cache
def _permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    import numpy as np

    chance = np.random.default_rng(1)
    size = _BANDS * _ROWS
    factors = chance.integers(1, _PRIME, size, dtype=np.uint64) | np.uint64(1)
    return factors, chance.integers(0, _PRIME, size, dtype=np.uint64)
