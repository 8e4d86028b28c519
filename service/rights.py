"""Who may see what: one table of roles for routes, and one `View` through which everything that is shown passes.

Degrees of secrecy: Luật Bảo vệ bí mật nhà nước 2025 (117/2025/QH15): Mật, Tối mật, Tuyệt mật. A document above a
person's clearance does not exist for them: neither its words nor its number nor its place in counts, facets, chains.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from service.hidden import absent, changers, reachable, without_hidden

if TYPE_CHECKING:
    from corpus.archive import Archive, Original
    from index.base import Entry, Query, Results

Role = Literal["reader", "archivist", "administrator"]
ROLES: tuple[Role, ...] = ("reader", "archivist", "administrator")
# Marks from the lowest to the highest; a clearance is how many of them a person may see.
SECRECIES = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
FULL_CLEARANCE = len(SECRECIES)

# What `Archive.follow_up` says of a body without a plan; a test compares the two.
NOT_HELD = "kho chưa có văn bản nào của cơ quan này thực hiện văn bản trên"

# Routes that are not open to every role, by how their address begins; the longest one counts.
# Names of files tell what they hold, so the balance sheet is the archivist's.
ROUTES: dict[str, Role] = {
    "/": "reader",
    "/status": "archivist",
    "/review": "archivist",
    "/metrics": "archivist",
    "/api/v1/status": "archivist",
    "/api/v1/jobs": "archivist",
    "/api/v1/uploads": "archivist",
    "/api/v1/review": "archivist",
    "/api/v1/export": "archivist",
}
# Open without signing in: nothing here shows anything of the archive.
PUBLIC = ("/static/", "/login", "/health")


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. `clearance` is 0 (open papers only) to 3 (all)."""

    name: str
    role: Role
    clearance: int


# Where no accounts are kept, whoever can reach the service is the owner of the machine (loopback only).
OWNER = Person("", "administrator", FULL_CLEARANCE)


def role_for(path: str) -> Role:
    """The least role that may open this address."""
    fitting = [start for start in ROUTES if path == start or path.startswith(start.rstrip("/") + "/")]
    return ROUTES[max(fitting, key=len)]


def may_open(person: Person, path: str) -> bool:
    """Whether the person's role reaches as far as the address asks."""
    return ROLES.index(person.role) >= ROLES.index(role_for(path))


def is_public(path: str) -> bool:
    """Whether an address is open without signing in."""
    return any(path == start.rstrip("/") or path.startswith(start) for start in PUBLIC)


class View:
    """The archive as one person may see it. Everything that pages and API show is read through this."""

    def __init__(self, archive: Archive, person: Person) -> None:
        self._archive = archive
        self.person = person
        self._hidden_marks = SECRECIES[person.clearance :]
        self._some: bool | None = None  # whether anything is hidden, asked once a request

    def search(self, query: Query) -> Results:
        """As Archive.search, among what may be seen; a suggestion must itself find something there."""
        if not self._hidden_marks:
            return self._archive.search(query)
        narrowed = self._narrowed(query)
        found = self._archive.search(narrowed)
        if found.suggestion is not None:
            again = replace(narrowed, text=found.suggestion, limit=1, offset=0, facets=False, snippets=False)
            if not self._archive.search(again).total:
                found = replace(found, suggestion=None)
        return found

    def scan(self, query: Query) -> Iterator[Entry]:
        """As Archive.scan, among what may be seen."""
        return self._archive.scan(self._narrowed(query))

    def _narrowed(self, query: Query) -> Query:
        return replace(query, exclude_secrecies=(*query.exclude_secrecies, *self._hidden_marks))

    def show(self, id: str) -> dict[str, Any]:
        """As Archive.show; what a reference leads to is left open where that may not be seen."""
        record = self._archive.show(id)
        if not self._any_hidden():
            return record
        if record["secrecy"] in self._hidden_marks:
            raise absent(id)
        named = {one["resolution"]["target"] for one in record["references"]}
        named |= {c["id"] for one in record["references"] for c in one["resolution"]["candidates"]}
        hidden = self._hidden(node for node in named if node)
        references = [without_hidden(one, hidden) for one in record["references"]]
        return {**record, "references": references, "cited_by": len({e["from"] for e in self.cited_by(record["id"])})}

    def text(self, id: str) -> str:
        self.show(id)
        return self._archive.text(id)

    def original(self, id: str) -> Original:
        """As Archive.original. A file of several papers shows them all: it is for those who may see everything.

        Raises ServiceError (`no-rights`) for the others.
        """
        from service.errors import ServiceError

        record = self.show(id)
        if record["source"]["part"]["of"] > 1 and self._any_hidden():
            raise ServiceError("no-rights", "Tệp gốc chứa nhiều văn bản.")
        return self._archive.original(id)

    def node(self, id: str) -> dict[str, Any]:
        node = self._archive.node(id)
        left = self._seen_nodes([node])
        if not left:
            raise absent(id)
        return left[0]

    def find(self, number: str, *, date: str | None = None, issuer: str | None = None) -> list[dict[str, Any]]:
        return self._seen_nodes(self._archive.find(number, date=date, issuer=issuer))

    def cited_by(self, id: str) -> list[dict[str, Any]]:
        if self._any_hidden():
            self.node(id)
        return self._seen_edges(self._archive.cited_by(id))

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
        """As Archive.chain; what hangs on the root only through a hidden document is left out with it."""

        def follow(root: str, date: str | None = None, issuer: str | None = None) -> dict[str, Any]:
            return self._archive.chain(
                root, up=up, down=down, depth=depth, relations=relations, date=date, issuer=issuer, date_to=date_to
            )

        found = self._of_those_seen(follow, root, date, issuer)
        if not self._any_hidden():
            return found
        if self._hidden((found["root"],)):
            raise absent(root)
        edges = self._seen_edges(found["edges"])
        reached = reachable(found["root"], edges)
        return {
            **found,
            "nodes": self._seen_nodes([node for node in found["nodes"] if node["id"] in reached]),
            "edges": [e for e in edges if e["from"] in reached and e["to"] in reached],
        }

    def path(self, one: str, other: str) -> list[dict[str, Any]]:
        """As Archive.path, over documents that may be seen."""
        ends = [self._of_those_seen(self._node_called, name)["id"] for name in (one, other)]
        without: set[str] = set()
        while True:
            way = self._archive.path(*ends, without=without)
            hidden = self._hidden(edge[end] for edge in way for end in ("from", "to", "document")) - without
            if not hidden:
                return way if not without or len(self._seen_edges(way)) == len(way) else []
            without |= hidden

    def standings(self, ids: Collection[str], at: str) -> dict[str, dict[str, Any]]:
        """As Archive.standings; what a hidden document does to another is not told."""
        found = self._archive.standings(ids, at)
        hidden = self._hidden(changers(found.values()))
        return self._archive.standings(ids, at, without=hidden) if hidden else found

    def standing(
        self, asked: str, at: str, *, date: str | None = None, issuer: str | None = None
    ) -> dict[str, Any]:
        """As Archive.standing; as `standings` where something is hidden."""

        def ask(asked: str, date: str | None = None, issuer: str | None = None) -> dict[str, Any]:
            return self._archive.standing(asked, at, date=date, issuer=issuer)

        found = self._of_those_seen(ask, asked, date, issuer)
        if not self._any_hidden():
            return found
        if found["held"] or "~" in found["id"]:  # else the law register alone knows it
            self.node(found["id"])
        hidden = self._hidden(changers([found]))
        return self._archive.standing(found["id"], at, without=hidden) if hidden else found

    def outdated(self, at: str) -> list[dict[str, Any]]:
        """As Archive.outdated, among what may be seen."""
        rows = self._archive.outdated(at)
        if not self._any_hidden():
            return rows
        named = {row["document"]["id"] for row in rows} | {row["basis"]["id"] for row in rows}
        hidden = self._hidden([*changers(rows), *sorted(named)])
        if hidden:
            rows = self._archive.outdated(at, without=hidden)
        return [{**row, "basis": basis} for row in rows for basis in self._seen_nodes([row["basis"]])]

    def follow_up(self, id: str, *, at: str | None = None) -> list[dict[str, Any]]:
        """As Archive.follow_up; a plan that may not be seen counts as one that is not held."""
        record = self.show(id)
        return self._seen_plans({id: self._archive.follow_up(record["id"], at=at)}, at)[id]

    def follow_ups(self, ids: Sequence[str], *, at: str | None = None) -> dict[str, list[dict[str, Any]]]:
        """As Archive.follow_ups, of those that may be seen."""
        hidden = self._hidden(ids) if self._any_hidden() else set()
        return self._seen_plans(self._archive.follow_ups([id for id in ids if id not in hidden], at=at), at)

    def _seen_plans(
        self, told: dict[str, list[dict[str, Any]]], at: str | None
    ) -> dict[str, list[dict[str, Any]]]:
        if not self._any_hidden():
            return told
        hidden = self._hidden(document for rows in told.values() for row in rows for document in row["documents"])
        seen: dict[str, list[dict[str, Any]]] = {}
        for id, rows in told.items():
            seen[id] = []
            for row in rows:
                left = [document for document in row["documents"] if document not in hidden]
                if row["documents"] and not left:
                    late = row["deadline"] < at if row["deadline"] and at else None
                    row = {**row, "state": "not-held", "reason": NOT_HELD, "overdue": late}
                seen[id].append({**row, "documents": left})
        return seen

    def wanted(self, limit: int | None = None) -> list[dict[str, Any]]:
        """As Archive.wanted, counting only citing documents that may be seen."""
        from index.base import Query

        if not self._any_hidden():
            return self._archive.wanted(limit)
        hidden = {entry.id for entry in self._archive.scan(Query(secrecies=self._hidden_marks))}
        return self._seen_nodes(self._archive.wanted(limit, without=hidden))

    def ambiguous(self) -> list[dict[str, Any]]:
        found = self._archive.ambiguous()
        if not self._any_hidden():
            return found
        hidden = self._hidden(one["from"] for one in found)
        hidden |= self._hidden(c["id"] for one in found for c in one["candidates"])
        return [
            {**one, "candidates": [c for c in one["candidates"] if c["id"] not in hidden], "reasons": []}
            for one in found
            if one["from"] not in hidden
        ]

    def status(self) -> dict[str, Any]:
        """The balance sheet counts every file: it is for those who may see everything.

        Raises ServiceError (`no-rights`) for the others where there is something that they may not see.
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
        """Stops who may not see everything: what counts every file tells of hidden ones."""
        from service.errors import ServiceError

        if self._any_hidden():
            raise ServiceError("no-rights", "Bảng cân đối tính cả văn bản mật.")

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
            left = self._seen_nodes(error.candidates)
            if len(left) == len(error.candidates):
                raise
            if len(left) > 1:
                raise Ambiguous(str(error), left) from None
            if not left:
                raise absent(name) from None
            return ask(left[0]["id"])

    def _any_hidden(self) -> bool:
        from index.base import Query

        if self._some is None:
            query = Query(secrecies=self._hidden_marks, limit=1, facets=False, snippets=False)
            self._some = bool(self._hidden_marks) and self._archive.search(query).total > 0
        return self._some

    def _hidden(self, ids: Iterable[str]) -> set[str]:
        """Those of these documents that may not be seen, in one question to the index."""
        from index.base import Query

        asked = tuple(dict.fromkeys(ids))
        if not self._hidden_marks or not asked:
            return set()
        query = Query(ids=asked, secrecies=self._hidden_marks, limit=len(asked), facets=False, snippets=False)
        return {hit.id for hit in self._archive.search(query).hits}

    def _seen_edges(self, edges: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Without links from, to or told by a hidden document."""
        ends = ("from", "to", "document")
        hidden = self._hidden(edge[end] for edge in edges for end in ends if edge.get(end))
        return [edge for edge in edges if not hidden.intersection(edge.get(end) or "" for end in ends)]

    def _seen_nodes(self, nodes: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Without hidden documents. What is not held is known from citations: it is seen as far as those are."""
        if not self._any_hidden():
            return list(nodes)
        hidden = self._hidden(node["id"] for node in nodes)
        seen = []
        for node in nodes:
            if node["id"] in hidden:
                continue
            one = dict(node)
            if "evidence" in one:  # it counts citing documents, the hidden ones too
                one["evidence"] = "; ".join(str(one["evidence"]).split("; ")[:-1])
            if not node["held"] and "~" in node["id"]:  # else the law register alone knows it
                edges = self._archive.cited_by(node["id"])
                left = self._seen_edges(edges)
                if not left:
                    continue
                if len(left) < len(edges):
                    one["title"] = None  # the words may be those of a hidden citation
            seen.append(one)
        return seen
