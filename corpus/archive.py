"""The archive as everything above it sees it: one object that takes files in, finds, shows, links and counts.

Nothing here depends on an engine by name: catalogue and index are URLs.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from corpus import covering, finding, overview, registers, showing, wanted
from corpus.catalogue import Catalogue, row_of
from corpus.finding import held_document, one_node
from corpus.following import Following
from corpus.graph import chains
from corpus.graph.file import GraphFile
from corpus.graph.nodes import Hides, citing_nodes, load_nodes, marked_nodes
from corpus.parts import Parts
from corpus.projection import not_lost
from corpus.schema import bodies, contents, documents, nodes, paths
from corpus.store_url import open_store
from corpus.wanted import Missing
from extractor.identity import issuer_slug
from index.base import Entry, Query, Results

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


@dataclass(frozen=True, slots=True)
class Original:
    """The stored file; `path` must not be written to. `page_starts`: where its pages begin in the document's text."""

    path: Path
    name: str
    media_type: str
    page_starts: tuple[int, ...] = ()


class Archive(Following):
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
        refuse_secret: bool = False,
    ) -> Self:
        """Opens or creates the archive in `data_dir`. Without URLs: SQLite, the embedded index and the originals lie in
        that folder. `originals_url` is any that fsspec opens. `index_model`: a folder of word vectors, for a second
        ranking by meaning. `refuse_secret`: no file with a paper that bears a mark of secrecy is taken in.

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
        return cls(Parts(data_dir, where, catalogue, store, index, GraphFile(data_dir), refuse_secret))

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
        """Raises BadQuery, IndexUnavailable, IndexMismatch (also where the index is empty and the archive is not)."""
        found = self._parts.index.search(query)
        if not found.total:
            not_lost(self._catalogue, self._parts.index)
        return found

    def scan(self, query: Query) -> Iterator[Entry]:
        """Every match that `search` counts, newest first (`sort` `date`: oldest first), without content, in bounded
        memory. `limit` and `offset` do not count. Raises as `search` does."""
        return self._parts.index.scan(query)

    def show(self, id: str) -> dict[str, Any]:
        """The contract object of `vanban extract` for a held document (by id or key), with these keys added:

        `id`, `key`, `files` (paths it came as), `copies` (other held papers of the same document; `secrecy` is the
        highest mark of all), `cited_by` (number of held documents citing it), and on each reference `resolution`:
        `{"state": "resolved"|"ambiguous"|"stub"|"unresolved", "target": node id or None, "candidates": [{"id",
        "evidence"}], "reasons": [str], "findings": [str], "part", "part_key"}`, the last two where a paper issued with
        the target is meant. `annexed` lists the papers issued with it (`corpus.family.children`), `part_of` is the
        node of the act that it was issued with itself, or None. Raises NotFound, Ambiguous (a key of two papers).
        """
        with self._catalogue.read() as connection:
            return showing.shown(connection, held_document(connection, id))

    def text(self, id: str) -> str:
        """The document's text, to which all offsets point. Raises NotFound."""
        with self._catalogue.read() as connection:
            document = held_document(connection, id)
            row = row_of(connection, (bodies.c.content,), bodies.c.document, document)
            return str(row.content)

    def original(self, id: str) -> Original:
        """The stored file. Raises NotFound, StoreDamaged."""
        with self._catalogue.read() as connection:
            document = held_document(connection, id)
            sha256 = row_of(connection, (documents.c.sha256,), documents.c.id, document).sha256
            columns = (contents.c.name, contents.c.media_type)
            row = row_of(connection, columns, contents.c.sha256, sha256)
            body = row_of(connection, (bodies.c.page_starts,), bodies.c.document, document)
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
        spelling, part of the name is enough; a name in full also finds papers of the bodies before and after it)
        narrow. Empty: nothing.
        """
        with self._catalogue.read() as connection:
            return finding.evidence(connection, finding.find(connection, number, date=date, issuer=issuer), issuer)

    def headers(self) -> list[dict[str, Any]]:
        """`{"id", "type", "number", "date", "issuer", "locality", "title", "secrecy"}` of every held official paper,
        once however many files of it there are; of all these the highest mark of secrecy."""
        with self._catalogue.read() as connection:
            return overview.headers(connection)

    def heads(self) -> int:
        """A number that is another one when `headers` says something else."""
        return self._remember("heads", lambda connection: hash(repr(overview.headers(connection))))

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
        hides: Hides | None = None,
    ) -> dict[str, Any]:
        """What a document rests on (`up`) and what came of it (`down`); neither given means both. `hides` names those
        of some nodes that count as not there.

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
                hides=hides,
            )

    def path(
        self, one: str, other: str, *, relations: Sequence[str] | None = None, hides: Hides | None = None
    ) -> list[dict[str, Any]]:
        """The edges of a shortest way between two documents, whichever way they point, from `one` on, not through nor
        told by those that `hides` names; empty where no way joins them. All relations unless some are given. Raises
        NotFound, Ambiguous."""
        with self._catalogue.read() as connection:
            ends = one_node(connection, one).id, one_node(connection, other).id
            return chains.path_of(connection, self._parts.graph.graph(connection), *ends, relations, hides)

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
        "folders": [{"folder", "sent", "total", "indexed", ...}],
        "problems": [{"path", "state", "code", "message", "time"}],
        "index": {"documents", "signature"}, "versions": {...}}`."""
        sheet = self._remember("status", overview.status)
        index = self._parts.index
        return {**sheet, "index": {"documents": index.count(), "signature": index.signature()}}

    def marked(self, ids: Collection[str] | None) -> dict[str, tuple[str, str | None]]:
        """Mark of secrecy and issuer of those of these documents (copies too; None: of all) that bear one."""
        if ids is None:
            return self._remember("marked", lambda connection: marked_nodes(connection, None))
        with self._catalogue.read() as connection:
            return marked_nodes(connection, ids)

    def covers(
        self, issuer: str | None = None, *, slugs: Collection[str] = (), without: Collection[str] = ()
    ) -> tuple[int, int]:
        """How many papers the archive holds, and how many it only knows from citations: over all, or of the body of
        this name or these slugs. As if the documents of `without` (copies too) were not there."""
        unseen = frozenset(without)
        if issuer is None and not slugs:
            return self._remember(("covers", unseen), lambda connection: covering.whole(connection, unseen))
        found = self._remember(("covers by body", unseen), lambda connection: covering.by_body(connection, unseen))
        if issuer is not None:
            with self._catalogue.read() as connection:
                slugs = {*slugs, *covering.slugs_of(connection, issuer), *filter(None, [issuer_slug(issuer, None)])}
        return found.of(slugs)

    def citing(self, ids: Collection[str]) -> dict[str, set[str]]:
        """The held nodes that cite each of these nodes."""
        with self._catalogue.read() as connection:
            return citing_nodes(connection, ids)

    def nodes(self, ids: Collection[str], *, without: Collection[str] = ()) -> dict[str, dict[str, Any]]:
        """As `node`, of those of these ids that are nodes; what the nodes of `without` say of a stub does not count."""
        with self._catalogue.read() as connection:
            return {id: node.as_json() for id, node in load_nodes(connection, ids, without).items()}

    def wanted(self, limit: int | None = None, *, without: Collection[str] = ()) -> list[dict[str, Any]]:
        """Cited but not held, those whose absence breaks most chains first: `[{"id", "key", "number", "type",
        "issuer", "date", "title", "held", "cited_by", "implements", "chain", "resting"}]`. `cited_by` counts citing
        documents, `implements` those that carry it out, `chain` all that hang on it through these, step by step, and
        `resting` the same with those that have it as a legal basis. What documents of `without` cite does not count."""
        seen = frozenset(without)

        def ranked(connection: Connection) -> list[Missing]:
            return wanted.ranked(connection, self._parts.graph.graph(connection), seen)

        def rows(connection: Connection) -> list[dict[str, Any]]:
            missing = self._remember(("ranked", seen), ranked)
            return wanted.wanted(connection, missing[:limit], seen)

        return self._listed(("wanted", limit, seen), limit, rows)

    def ambiguous(self, limit: int | None = None, offset: int = 0) -> list[dict[str, Any]]:
        """Mentions that several documents fit: `[{"from", "text", "start", "end", "number", "candidates": [...]}]`."""
        return overview.ambiguous(self._catalogue, limit, offset)

    def count_ambiguous(self, ids: Collection[str] | None = None) -> int:
        """How many such mentions there are; `ids`: in these documents."""
        some = None if ids is None else frozenset(ids)
        return self._remember(
            ("ambiguous", some), lambda connection: overview.count_ambiguous(connection, some)
        )  # fmt: skip

    def doubtful(
        self, *, limit: int, offset: int = 0, field: str | None = None, code: str | None = None
    ) -> list[dict[str, Any]]:
        """Values that a person should look at, those first where most is at stake (see `corpus.registers.doubtful`)."""
        return self._listed(
            ("doubtful", limit, offset, field, code), limit,
            lambda connection: registers.doubtful(connection, limit=limit, offset=offset, field=field, code=code),
        )  # fmt: skip
