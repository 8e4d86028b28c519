"""Who may see what: one `View` through which everything that is shown of the archive passes.

A document that a person may not see (`service.people`) does not exist for them: neither its words nor its number nor
its place in counts, facets, chains.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from extractor.text import quoted
from service.filters import understood
from service.hidden import absent, among, annexed_seen, recounted, uncounted, without_hidden
from service.people import SECRECIES, Person

if TYPE_CHECKING:
    from corpus.archive import Archive, Original
    from index.base import Entry, Query, Results

_BATCH = 500  # documents of an export whose marks are asked for at a time


class View:
    """The archive as one person may see it. Everything that pages and API show is read through this."""

    def __init__(self, archive: Archive, person: Person) -> None:
        self._archive = archive
        self.person = person

    def search(self, query: Query) -> Results:
        """As Archive.search, among what may be seen. A score is made of how often words stand in all papers, also in
        hidden ones: who may not see everything is told the rank alone."""
        meant, notes = self._understood(query)
        found = self._archive.search(meant)
        if self.person.sees_all:
            return replace(found, notes=(*notes, *found.notes)) if notes else found
        hidden = self._hidden(hit.id for hit in found.hits)  # a mark that has not reached the index yet
        hits = [hit for hit in found.hits if hit.id not in hidden]
        ranked = tuple(replace(hit, score=1 / (query.offset + at)) for at, hit in enumerate(hits, start=1))
        left = self._without_lagging(found, meant)
        total = min(found.total - len(hidden), left.total)
        return replace(left, hits=ranked, total=total, notes=(*notes, *left.notes))

    def _understood(self, query: Query) -> tuple[Query, list[str]]:
        """The question with its filters as they were meant, among papers that may be seen."""
        seen = self._archive.search
        return understood(self._narrowed(query), lambda meant: self._without_lagging(seen(meant), meant))

    def _without_lagging(self, found: Results, meant: Query) -> Results:
        """An answer without the counts of papers whose mark has not reached the index yet."""
        if not (lagging := self._lagging()):
            return found
        # another spelling is put together from papers that the index gives, which nobody has looked through here
        found = replace(found, suggestion=None)
        for some in among(lagging, meant.ids):  # behind the first page no note tells of hits
            told = replace(meant, ids=some, limit=0, offset=1, sort="date", snippets=False)
            found = uncounted(found, self._archive.search(told))
        return found

    def _lagging(self) -> list[str]:
        """The papers that the index gives out and of which the catalogue knows that they may not be seen."""
        from index.base import Query

        hidden = among(self._all_hidden())
        asked = [self._narrowed(Query(ids=some, limit=0, facets=False, snippets=False)) for some in hidden]
        return [entry.id for one in asked if self._archive.search(one).total for entry in self._archive.scan(one)]

    def scan(self, query: Query) -> Iterator[Entry]:
        """As Archive.scan, among what may be seen."""
        entries = self._archive.scan(self._understood(query)[0])
        if self.person.sees_all:
            yield from entries
            return
        while batch := list(islice(entries, _BATCH)):
            hidden = self._hidden(entry.id for entry in batch)
            yield from (entry for entry in batch if entry.id not in hidden)

    def filter_notes(self, query: Query) -> list[str]:
        """What is to be said of the filters of a question whose papers are scanned: a list has no room for it."""
        return self._understood(query)[1]

    def _narrowed(self, query: Query) -> Query:
        from index.base import Unseen

        if self.person.sees_all:
            return query
        return replace(query, unseen=Unseen(SECRECIES[self.person.clearance :], SECRECIES, self.person.units))

    def show(self, id: str) -> dict[str, Any]:
        """As Archive.show; what a reference leads to is left open where that may not be seen."""
        record = self._record(id)
        if self.person.sees_all:
            return record
        named = {one["resolution"]["target"] for one in record["references"]}
        named |= {c["id"] for one in record["references"] for c in one["resolution"]["candidates"]}
        hidden = self._hidden(node for node in (*named, *record["copies"]) if node)
        references = [without_hidden(one, hidden) for one in record["references"]]
        copies = [copy for copy in record["copies"] if copy not in hidden]
        citing = self._archive.citing((record["id"],))[record["id"]]
        citing -= self._hidden(citing)
        annexed = record["annexed"]
        if annexed:
            unseen = self._hidden(one["document"] for one in annexed if one["document"])
            annexed = annexed_seen(annexed, self._seen_edges(self._archive.cited_by(record["id"])), unseen)
        act = self._seen_nodes([record["part_of"]]) if record["part_of"] else []
        return {
            **record,
            "references": references,
            "copies": copies,
            "cited_by": len(citing),
            "annexed": annexed,
            "part_of": act[0] if act else None,
        }

    def _record(self, id: str) -> dict[str, Any]:
        from corpus.errors import Ambiguous

        node = self.node(id)  # first of all: nothing of a hidden paper is read, so that the time tells nothing either
        try:
            return self._archive.show(id)
        except Ambiguous:
            return self._archive.show(node["id"])

    def text(self, id: str) -> str:
        return self._archive.text(self._record(id)["id"])

    def original(self, id: str) -> Original:
        """As Archive.original. A file of several papers shows them all: it is for those who may see everything.

        Raises ServiceError (`no-rights`) for the others.
        """
        from service.errors import ServiceError

        record = self._record(id)
        if record["source"]["part"]["of"] > 1 and not self.person.sees_all:
            raise ServiceError("no-rights", "Tệp gốc chứa nhiều văn bản: chỉ dành cho người được xem mọi độ mật.")
        return self._archive.original(record["id"])

    def versions(self, id: str, *, near: bool = False) -> dict[str, Any]:
        """As Archive.versions, among files and papers that may be seen."""
        found = self._archive.versions(self._record(id)["id"], near=near)
        hidden = self._hidden(one["document"] for part in ("files", "near") for one in found[part])
        kept = {part: [one for one in found[part] if one["document"] not in hidden]
                for part in ("files", "differences", "near")}  # fmt: skip
        return {**found, **kept}

    def sheet(self, id: str) -> Original:
        """As Archive.original, to draw pages of this document alone from (a page belongs to one paper)."""
        return self._archive.original(self._record(id)["id"])

    def node(self, id: str) -> dict[str, Any]:
        """As Archive.node."""
        from corpus.errors import NotFound

        try:
            node = self._of_those_seen(self._node_called, id)
        except NotFound:
            self._hidden((id,))  # as much work as for one that is hidden
            raise absent(id) from None
        left = self._seen_nodes([node])
        if not left:
            raise absent(id)
        return left[0]

    def bears_mark(self, id: str) -> bool:
        """Whether a document, by its id, bears a mark of secrecy on any of its copies."""
        return bool(self._archive.marked((id,)))

    def find(self, number: str, *, date: str | None = None, issuer: str | None = None) -> list[dict[str, Any]]:
        """As Archive.find, among what may be seen."""
        return self._seen_nodes(self._archive.find(number, date=date, issuer=issuer))

    def cited_by(self, id: str) -> list[dict[str, Any]]:
        """As Archive.cited_by, links told by documents that may be seen."""
        return self._seen_edges(self._archive.cited_by(self.node(id)["id"]))

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
        date_to: str | None = None,
    ) -> dict[str, Any]:
        """As Archive.chain, neither through hidden documents nor over links that only those tell."""

        def follow(root: str, date: str | None = None, issuer: str | None = None) -> dict[str, Any]:
            return self._archive.chain(
                root, up=up, down=down, depth=depth, relations=relations, date=date, issuer=issuer, date_to=date_to,
                hides=self._hides,
            )  # fmt: skip

        found = self._of_those_seen(follow, root, date, issuer)
        if self.person.sees_all:
            return found
        if not self._seen_nodes([node for node in found["nodes"] if node["id"] == found["root"]]):
            raise absent(root)
        return {**found, "nodes": self._seen_nodes(found["nodes"])}

    def path(self, one: str, other: str) -> list[dict[str, Any]]:
        """As Archive.path, over documents that may be seen."""
        ends = [self.node(name)["id"] for name in (one, other)]
        return self._archive.path(*ends, hides=self._hides)

    def standings(self, ids: Collection[str], at: str) -> dict[str, dict[str, Any]]:
        """As Archive.standings; what a hidden document does to another is not told. Of all that are hidden: behind one
        that is left out another may come to light."""
        return self._archive.standings(ids, at, without=self._all_hidden())

    def standing(self, asked: str, at: str, *, date: str | None = None, issuer: str | None = None) -> dict[str, Any]:
        """As Archive.standing; as `standings` where something is hidden."""
        hidden = self._all_hidden()

        def ask(asked: str, date: str | None = None, issuer: str | None = None) -> dict[str, Any]:
            return self._archive.standing(asked, at, date=date, issuer=issuer, without=hidden)

        found = self._of_those_seen(ask, asked, date, issuer)
        if not self._seen_nodes([found]):
            raise absent(asked)
        return found

    def outdated(self, at: str) -> list[dict[str, Any]]:
        """As Archive.outdated, among what may be seen."""
        rows = self._archive.outdated(at, without=self._all_hidden())
        if self.person.sees_all:
            return rows
        bases = {basis["id"]: basis for basis in self._seen_nodes([row["basis"] for row in rows])}
        return [{**row, "basis": bases[row["basis"]["id"]]} for row in rows if row["basis"]["id"] in bases]

    def follow_up(self, id: str, *, at: str | None = None) -> list[dict[str, Any]]:
        """As Archive.follow_up; a plan that may not be seen counts as one that is not held."""
        record = self._record(id)
        return self._weighed(self._archive.follow_up(record["id"], at=at, hides=self._hides))

    def follow_ups(self, ids: Sequence[str], *, at: str | None = None) -> dict[str, list[dict[str, Any]]]:
        """As Archive.follow_ups, of those that may be seen."""
        hidden = self._hidden(ids)
        found = self._archive.follow_ups([id for id in ids if id not in hidden], at=at, hides=self._hides)
        return {id: self._weighed(rows) for id, rows in found.items()}

    def covers(self, issuer: str | None = None) -> dict[str, Any]:
        """What an answer can be made from, as far as it may be seen: `{"issuer", "held", "missing"}`, papers that the
        archive holds and papers that it knows from citations alone, of one body or (None) of all."""
        held, missing = self._archive.covers(issuer, without=self._all_hidden())
        return {"issuer": issuer, "held": held, "missing": missing}

    def _weighed(self, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Rows of `follow_up`; `held` in place of the body: how many of its papers, of any kind, are held. None of a
        body that sends nothing here says nothing of what it did."""
        without = self._all_hidden()
        return [
            {name: value for name, value in row.items() if name != "body"}
            | {"held": self._archive.covers(slugs=[row["body"]], without=without)[0] if row["body"] else None}
            for row in rows
        ]

    def wanted(self, limit: int | None = None) -> list[dict[str, Any]]:
        """As Archive.wanted, as far as documents that may be seen cite it."""
        if self.person.sees_all:
            return self._archive.wanted(limit)
        hidden = self._all_hidden()
        return self._seen_nodes(self._archive.wanted(limit, without=hidden))

    def ambiguous(self, limit: int, offset: int = 0) -> list[dict[str, Any]]:
        """As Archive.ambiguous, mentions and candidates that may be seen."""
        found = self._of_seen(lambda size, at: self._archive.ambiguous(size, at), "from", limit, offset)
        if self.person.sees_all:
            return found
        hidden = self._hidden(c["id"] for one in found for c in one["candidates"])
        return [
            {**one, "candidates": [c for c in one["candidates"] if c["id"] not in hidden], "reasons": []}
            for one in found
        ]

    def count_ambiguous(self) -> int:
        """How many such mentions may be seen."""
        hidden = self._all_hidden()
        return self._archive.count_ambiguous() - (self._archive.count_ambiguous(hidden) if hidden else 0)

    def nodes(self, ids: Collection[str]) -> dict[str, dict[str, Any]]:
        """As Archive.nodes, those that may be seen."""
        return {node["id"]: node for node in self._seen_nodes(list(self._archive.nodes(ids).values()))}

    def _of_seen(
        self, rows: Callable[[int, int], list[dict[str, Any]]], of: str, limit: int, offset: int = 0
    ) -> list[dict[str, Any]]:
        """The `offset`-th and following of those rows whose document (`of`) may be seen; `rows(size, at)` gives all."""
        if self.person.sees_all:
            return rows(limit, offset)
        seen: list[dict[str, Any]] = []
        at = 0
        while len(seen) < offset + limit and (batch := rows(_BATCH, at)):
            hidden = self._hidden(row[of] for row in batch)
            seen += (row for row in batch if row[of] not in hidden)
            at += len(batch)
        return seen[offset : offset + limit]

    def status(self) -> dict[str, Any]:
        """The balance sheet counts every file: it is for those who may see everything.

        Raises ServiceError (`no-rights`) for the others.
        """
        self._count_all()
        return self._archive.status()

    def runs(self, limit: int = 20) -> list[dict[str, Any]]:
        """As Archive.runs; counts every file, as `status` does. Raises ServiceError (`no-rights`)."""
        self._count_all()
        return self._archive.runs(limit)

    def ask(self, wish: str | None) -> int:
        """As Archive.ask. Raises ServiceError (`no-rights`)."""
        self._count_all()
        return self._archive.ask(wish)

    def every_file(self) -> list[dict[str, Any]]:
        """As Archive.every_file. Raises ServiceError (`no-rights`)."""
        self._count_all()
        return self._archive.every_file()

    def _count_all(self) -> None:
        """Stops who may not see everything, whether something is hidden or not: the refusal itself tells nothing."""
        from service.errors import ServiceError

        if not self.person.sees_all:
            raise ServiceError("no-rights", "Bảng cân đối tính cả văn bản mật: chỉ dành cho người được xem mọi độ mật.")

    def _node_called(self, name: str, date: str | None = None, issuer: str | None = None) -> dict[str, Any]:
        return self._archive.node(name)

    def _of_those_seen(
        self, ask: Callable[..., dict[str, Any]], name: str, date: str | None = None, issuer: str | None = None
    ) -> dict[str, Any]:
        """The answer to a question about one name; where the name means several, those count that may be seen."""
        from corpus.errors import Ambiguous

        try:
            return ask(name, date, issuer)
        except Ambiguous as error:
            if self.person.sees_all:
                raise
            left = self._seen_nodes(error.candidates)
            if len(left) > 1:  # in words of its own: those of the archive count all
                raise Ambiguous(f"{quoted(name)} ứng với {len(left)} văn bản", left) from None
            if not left:
                raise absent(name) from None
            return ask(left[0]["id"])

    @property
    def _hides(self) -> Callable[[Collection[str]], Collection[str]] | None:
        """For questions that the archive answers as if what is hidden were not there."""
        return None if self.person.sees_all else self._hidden

    def _hidden(self, ids: Iterable[str]) -> set[str]:
        """Those of these documents (copies too) that may not be seen. The one rule of who may see a paper; it asks the
        catalogue, for the index may lag behind."""
        asked = set(ids)
        if self.person.sees_all or not asked:
            return set()
        return self._barred(self._archive.marked(asked))

    def _all_hidden(self) -> set[str]:
        return set() if self.person.sees_all else self._barred(self._archive.marked(None))

    def _barred(self, marked: Mapping[str, tuple[str, str | None]]) -> set[str]:
        above, units = SECRECIES[self.person.clearance :], self.person.units
        return {id for id, (mark, issuer) in marked.items() if mark in above or (units and issuer not in units)}

    def _seen_edges(self, edges: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Without links from, to or told by a hidden document."""
        ends = ("from", "to", "document")
        hidden = self._hidden(edge[end] for edge in edges for end in ends if edge.get(end))
        return [edge for edge in edges if not hidden.intersection(edge.get(end) or "" for end in ends)]

    def _seen_nodes(self, nodes: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Without hidden documents. What is not held is known from citations: it is seen as far as those are."""
        if self.person.sees_all:
            return list(nodes)
        told = [node["id"] for node in nodes if not node["held"] or "evidence" in node]
        citing = self._archive.citing(told) if told else {}
        hidden = self._hidden([*(node["id"] for node in nodes), *(by for every in citing.values() for by in every)])
        touched = [node["id"] for node in nodes if not node["held"] and citing[node["id"]] & hidden]
        stubs = self._archive.nodes(touched, without=hidden) if touched else {}
        seen = []
        for node in nodes:
            id = node["id"]
            if id in hidden or (id in touched and id not in stubs):
                continue
            one = {**node, **stubs.get(id, {})}
            if "evidence" in one:
                one["evidence"] = recounted(str(one["evidence"]), len(citing[id] - hidden))
            seen.append(one)
        return seen
