"""The archive as everything above it sees it: one object that takes files in, finds, shows, links and counts.

Nothing here depends on an engine by name: catalogue and index are URLs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from corpus import chains, finding, overview, projection
from corpus.catalogue import Catalogue, rows_in
from corpus.finding import held_document, one_node
from corpus.graph_file import GraphFile
from corpus.ingest import Parts
from corpus.keeping import Keeping
from corpus.nodes import node_of
from corpus.schema import bodies, contents, documents, nodes, paths, resolutions
from corpus.store_url import open_store
from index.base import Entry, Query, Results


@dataclass(frozen=True, slots=True)
class Original:
    """The stored file; `path` must not be written to. `page_starts`: where its pages begin in the document's text."""

    path: Path
    name: str
    media_type: str
    page_starts: tuple[int, ...] = ()


class Archive(Keeping):
    """Open with `Archive.open`; use as a context manager or call `close`. Reads go on while another process ingests."""

    @classmethod
    def open(
        cls,
        data_dir: Path,
        *,
        index_url: str | None = None,
        originals_url: str | None = None,
        catalogue_url: str | None = None,
        index_password: str | None = None,
        index_ca: str | None = None,
        index_model: Path | None = None,
        rebuilding: bool = False,
    ) -> Self:
        """Opens or creates the archive in `data_dir`. Without URLs: SQLite, the embedded index and the originals lie in
        that folder. `originals_url` is any that fsspec opens. `index_model`: a folder of word vectors, for a second
        ranking by meaning.

        Raises CatalogueUnavailable, CatalogueMismatch, IndexUnavailable, StoreUnavailable, ValueError (no such model).
        """
        from index import open_index, with_meanings

        data_dir.mkdir(parents=True, exist_ok=True)
        where = originals_url or str(data_dir / "originals")
        store = open_store(where, data_dir / "copies")
        catalogue = Catalogue(data_dir, catalogue_url)
        try:
            index = open_index(
                index_url or str(data_dir / "search"), password=index_password, ca=index_ca, rebuilding=rebuilding
            )
            if index_model is not None:
                index = with_meanings(index, index_model, data_dir / "meanings.sqlite")
        except BaseException:
            catalogue.close()
            raise
        return cls(Parts(data_dir, where, catalogue, store, index, GraphFile(data_dir)))

    def close(self) -> None:
        self._parts.index.close()
        self._catalogue.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def search(self, query: Query) -> Results:
        """Raises BadQuery, IndexUnavailable, IndexMismatch."""
        return self._parts.index.search(query)

    def scan(self, query: Query) -> Iterator[Entry]:
        """Every match, newest first (`sort` `date`: oldest first), without content, in bounded memory. `limit` and
        `offset` do not count. Raises as `search` does."""
        return self._parts.index.scan(query)

    def show(self, id: str) -> dict[str, Any]:
        """The contract object of `vanban extract` for a held document (by id or key), with these keys added:

        `id`, `key`, `files` (paths it came as), `copies` (other held papers of the same document), `cited_by` (number
        of held documents citing it), and on each reference `resolution`: `{"state":
        "resolved"|"ambiguous"|"stub"|"unresolved", "target": node id or None, "candidates": [{"id", "evidence"}],
        "reasons": [str], "findings": [str]}`. Raises NotFound, Ambiguous (a key that two papers share).
        """
        with self._catalogue.read() as connection:
            document = held_document(connection, id)
            row = next(rows_in(connection, (bodies.c.contract,), bodies.c.document, [document]))
            own = next(rows_in(connection, (documents.c.key, documents.c.sha256), documents.c.id, [document]))
            shown: dict[str, Any] = json.loads(row.contract)
            files = sorted(r.path for r in rows_in(connection, (paths.c.path,), paths.c.sha256, [own.sha256]))
            copies = [r.document for r in rows_in(connection, (nodes.c.document,), nodes.c.node, [document])]
            resolved = {
                r.position: r for r in rows_in(connection, tuple(resolutions.c), resolutions.c.document, [document])
            }
            shown |= {
                "id": document,
                "key": own.key,
                "files": files,
                "copies": sorted(c for c in copies if c != document),
                "cited_by": projection.cited_by_counts(connection, [document]).get(document, 0),
            }
        if files:
            shown["source"]["path"] = files[0]
        for position, reference in enumerate(shown["references"]):
            reference["resolution"] = _resolution_json(resolved.get(position))
        return shown

    def text(self, id: str) -> str:
        """The document's text, to which all offsets point. Raises NotFound."""
        with self._catalogue.read() as connection:
            document = held_document(connection, id)
            row = next(rows_in(connection, (bodies.c.content,), bodies.c.document, [document]))
            return str(row.content)

    def original(self, id: str) -> Original:
        """The stored file. Raises NotFound, StoreDamaged."""
        with self._catalogue.read() as connection:
            document = held_document(connection, id)
            sha256 = next(rows_in(connection, (documents.c.sha256,), documents.c.id, [document])).sha256
            columns = (contents.c.name, contents.c.media_type)
            row = next(rows_in(connection, columns, contents.c.sha256, [sha256]))
            body = next(rows_in(connection, (bodies.c.page_starts,), bodies.c.document, [document]))
        self._parts.store.check(sha256)
        starts = tuple(json.loads(body.page_starts))
        return Original(self._parts.store.path(sha256), row.name, row.media_type, starts)

    def files(self) -> dict[str, str]:
        """Path -> node of its first paper, for every path whose content is in the graph."""
        from sqlalchemy import select

        query = (
            select(paths.c.path, nodes.c.node)
            .join(documents, documents.c.sha256 == paths.c.sha256)
            .join(nodes, nodes.c.document == documents.c.id)
            .where(documents.c.part == 1)
        )
        with self._catalogue.read() as connection:
            return {row.path: row.node for row in connection.execute(query)}

    def find(self, number: str, *, date: str | None = None, issuer: str | None = None) -> list[dict[str, Any]]:
        """Every document, held or only cited, that an id, key or number (any spelling) can mean.

        `[{"id", "key", "number", "issuer", "date", "title", "held", "evidence"}]`; `date` (ISO) and `issuer` (any
        spelling, part of the name is enough) narrow. Empty: nothing.
        """
        with self._catalogue.read() as connection:
            return finding.evidence(connection, finding.find(connection, number, date=date, issuer=issuer))

    def headers(self) -> list[dict[str, Any]]:
        """`{"id", "type", "number", "date", "issuer", "locality", "title", "secrecy"}` of every held official paper."""
        from sqlalchemy import select

        names = ("id", "type", "number", "date", "issuer", "locality", "title", "secrecy")
        query = select(*(documents.c[name] for name in names)).where(documents.c.kind == "official")
        with self._catalogue.read() as connection:
            return [dict(row._mapping) for row in connection.execute(query.order_by(documents.c.id))]

    def chain(
        self,
        root: str,
        *,
        up: bool = False,
        down: bool = False,
        depth: int | None = None,
        relations: Sequence[str] | None = None,
        date: str | None = None,
        issuer: str | None = None,
        date_from: str | None = None,
        date_to: str | None = None,
    ) -> dict[str, Any]:
        """What a document rests on (`up`) and what came of it (`down`); neither given means both.

        `{"root", "nodes": [{"id", "key", "number", "issuer", "date", "title", "held", "level"}], "edges": [{"from",
        "to", "relation", "text", "start", "end"}]}`: `from` cites `to`; `level` is 0 at the root, negative upwards;
        `text` is the sentence, `start`/`end` its place in the text of `document` (nearly always `from`). Nodes also
        have `type`, edges `reasons`. `root` is an id, key or number. Raises NotFound, Ambiguous.
        """
        with self._catalogue.read() as connection:
            return chains.chain_of(
                connection,
                self._parts.graph.graph(connection),
                one_node(connection, root, date=date, issuer=issuer).id,
                up=up,
                down=down,
                depth=depth,
                relations=relations,
                date_from=date_from,
                date_to=date_to,
            )

    def path(self, one: str, other: str, *, relations: Sequence[str] | None = None) -> list[dict[str, Any]]:
        """The edges of a shortest way between two documents, whichever way they point, from `one` on; empty where no
        way joins them. All relations unless some are given. Raises NotFound, Ambiguous."""
        with self._catalogue.read() as connection:
            ends = one_node(connection, one).id, one_node(connection, other).id
            return chains.path_of(connection, self._parts.graph.graph(connection), *ends, relations)

    def cited_by(self, id: str) -> list[dict[str, Any]]:
        """The edges that point at a node (held or stub): `[{"from", "to", "relation", "text", "start", "end",
        "number", "issuer", "date", "title"}]` where the last four describe the citing document. Raises NotFound."""
        with self._catalogue.read() as connection:
            return chains.citing_of(connection, one_node(connection, id).id)

    def node(self, id: str) -> dict[str, Any]:
        """One node, held or stub: `{"id", "key", "number", "type", "issuer", "date", "title", "held"}`.

        Raises NotFound."""
        with self._catalogue.read() as connection:
            return one_node(connection, id).as_json()

    def status(self) -> dict[str, Any]:
        """State of the archive, ready for JSON: `{"files": {"total", "indexed", "duplicate", "refused", "failed"},
        "balanced": bool, "documents", "mentions": {"total", "resolved", "ambiguous", "stub", "unresolved"}, "wanted",
        "folders": [{"folder", "total", "indexed", ...}], "problems": [{"path", "state", "code", "message", "time"}],
        "index": {"documents", "signature"}, "versions": {...}}`."""
        return overview.status(self._catalogue, self._parts.index)

    def wanted(self, limit: int | None = None) -> list[dict[str, Any]]:
        """Cited but not held, those whose absence breaks most chains first: `[{"id", "key", "number", "type",
        "issuer", "date", "title", "cited_by", "implements"}]`; `cited_by` counts citing documents, `implements` those
        that rest on it or carry it out."""
        return overview.wanted(self._catalogue, limit)

    def ambiguous(self) -> list[dict[str, Any]]:
        """Mentions that several documents fit: `[{"from", "text", "start", "end", "number", "candidates": [...]}]`."""
        return overview.ambiguous(self._catalogue)

    def follow_up(self, id: str) -> list[dict[str, Any]]:
        """Who was told by a held document to issue a plan: `[{"unit", "state": "issued"|"unclear"|"not-held", "reason",
        "documents", "text", "start", "end", "deadline"}]`; `not-held` says what the archive lacks, not what a body
        failed to do. Raises NotFound, Ambiguous."""
        from corpus.followup import follow_up

        with self._catalogue.read() as connection:
            held = held_document(connection, id)
            return follow_up(connection, node_of(connection, held) or held)


def _resolution_json(row: Any) -> dict[str, Any]:
    if row is None:  # killed between reading and resolving; the next ingest catches up
        return {"state": "unresolved", "target": None, "candidates": [], "reasons": ["chưa xử lý"], "findings": []}
    return {
        "state": row.state,
        "target": row.target,
        "candidates": json.loads(row.candidates),
        "reasons": json.loads(row.reasons),
        "findings": json.loads(row.findings),
    }
