"""What the archive covers: how many papers it holds and how many it only knows from citations, over all and by body.

Without it an answer that counts or lists says nothing about what is missing: `none` may mean that there is none, or
that nobody brought the papers in. All counts are as if the documents of `without` (copies too) were not there, nor what
only they cite.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.catalogue import chunks, rows_in
from corpus.schema import OF_MENTION, documents, mentions, nodes, resolutions

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


@dataclass(frozen=True, slots=True)
class Bodies:
    """Papers by the slug of their issuer: held, and cited but not held, each once however many copies or citations. A
    paper that is cited under two names counts for both."""

    held: Mapping[str, int]
    missing: Mapping[str, int]

    def of(self, slugs: Collection[str]) -> tuple[int, int]:
        """Held and missing of one body under these slugs; one that ends with `-` is of no known place and stands for
        that body of every place (see `corpus.followup`)."""

        def counted(by: Mapping[str, int]) -> int:
            fitting = {s for s in by for slug in slugs if s == slug or (slug.endswith("-") and s.startswith(slug))}
            return sum(by[slug] for slug in fitting)

        return counted(self.held), counted(self.missing)


def whole(connection: Connection, without: Collection[str] = ()) -> tuple[int, int]:
    """Papers held, and papers cited but not held."""
    from sqlalchemy import func, select

    own = select(func.count()).where(nodes.c.node == nodes.c.document)
    stubs = select(func.count(func.distinct(resolutions.c.target))).where(resolutions.c.state == "stub")
    held, missing = (connection.execute(query).scalar() or 0 for query in (own, stubs))
    if without:
        held -= sum(_held(connection, without).values())
        missing -= _only_told_by(connection, without)[0]
    return held, missing


def by_body(connection: Connection, without: Collection[str] = ()) -> Bodies:
    """The same by body."""
    from sqlalchemy import func, select

    own = select(documents.c.issuer_slug, func.count().label("n")).join(nodes, nodes.c.document == documents.c.id)
    stubs = select(mentions.c.issuer_slug, func.count(func.distinct(resolutions.c.target)).label("n"))
    held, missing = (
        Counter({row.issuer_slug: row.n for row in connection.execute(query) if row.issuer_slug})
        for query in (
            own.where(nodes.c.node == nodes.c.document).group_by(documents.c.issuer_slug),
            stubs.join(resolutions, OF_MENTION).where(resolutions.c.state == "stub").group_by(mentions.c.issuer_slug),
        )
    )
    if without:
        held -= _held(connection, without)
        missing -= _only_told_by(connection, without)[1]
    return Bodies(held, missing)


def slugs_of(connection: Connection, issuer: str) -> set[str]:
    """The slugs under which papers of a body of this name are kept."""
    from sqlalchemy import select

    query = select(documents.c.issuer_slug).where(documents.c.issuer == issuer, documents.c.issuer_slug.is_not(None))
    return set(connection.execute(query.distinct()).scalars())


def _held(connection: Connection, ids: Collection[str]) -> Counter[str]:
    """The nodes among these documents, by the slug of their issuer."""
    pairs = rows_in(connection, (nodes.c.document, nodes.c.node), nodes.c.document, sorted(ids))
    own = [r.document for r in pairs if r.document == r.node]
    return Counter(r.issuer_slug or "" for r in rows_in(connection, (documents.c.issuer_slug,), documents.c.id, own))


def _only_told_by(connection: Connection, without: Collection[str]) -> tuple[int, Counter[str]]:
    """How many missing papers only these documents cite, and by slug those that only they cite under it."""
    touched = sorted({row.target for row in _stub_rows(connection, resolutions.c.document, without)})
    every: set[tuple[str, str]] = set()
    seen: set[tuple[str, str]] = set()
    for row in _stub_rows(connection, resolutions.c.target, touched):
        pair = (row.target, row.issuer_slug or "")
        every.add(pair)
        if row.document not in without:
            seen.add(pair)
    gone = {target for target, _ in every} - {target for target, _ in seen}
    return len(gone), Counter(slug for _, slug in every - seen)


def _stub_rows(connection: Connection, column: Any, values: Collection[str]) -> Iterable[Any]:
    from sqlalchemy import select

    query = select(resolutions.c.target, resolutions.c.document, mentions.c.issuer_slug).join(mentions, OF_MENTION)
    for piece in chunks(sorted(values)):
        yield from connection.execute(query.where(resolutions.c.state == "stub", column.in_(piece)))
