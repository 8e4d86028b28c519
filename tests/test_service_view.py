"""One view of the archive, on an index that does not know the marks yet; and the table of who may open what."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import pytest

import extractor.corrections
from corpus.errors import NotFound
from corpus.validity import Change, Subject, judge
from index.base import Entry, Hit, Query, Results, Unseen
from service.errors import ServiceError
from service.hidden import annexed_seen, recounted, without_hidden
from service.people import OWNER, SCOPES, SECRECIES, Person, Role, is_public, may_open, role_for
from service.putting_right import Desk
from service.rights import View

if TYPE_CHECKING:
    from corpus.archive import Archive

MARKS = {"b": ("MẬT", "Sở Mỏ"), "d": ("TUYỆT MẬT", "Sở Mỏ"), "e": ("TỐI MẬT", None)}


def test_clearances_and_papers_know_the_same_marks_in_the_same_order() -> None:
    assert SECRECIES == extractor.corrections.SECRECIES


class Lagging:
    """Its index answers as if no paper had a mark; the catalogue knows better."""

    def __init__(self) -> None:
        self.asked: list[Query] = []
        self.of = 1

    def search(self, query: Query) -> Results:
        self.asked.append(query)
        given = [id for id in "abcde" if query.ids is None or id in query.ids]
        hits = tuple(Hit(id, None, None, None, None, None, id, 7.5 - at, "words") for at, id in enumerate(given))
        return Results(len(given), hits[: query.limit])

    def scan(self, query: Query) -> Iterator[Entry]:
        self.asked.append(query)
        return iter([Entry(id, id, "") for id in "abcde" if query.ids is None or id in query.ids])

    def marked(self, ids: Collection[str] | None) -> dict[str, tuple[str, str | None]]:
        return {id: mark for id, mark in MARKS.items() if ids is None or id in ids}

    def node(self, name: str) -> dict[str, Any]:
        return {"id": name, "held": True}

    def nodes(self, ids: Collection[str], *, without: Collection[str] = ()) -> dict[str, dict[str, Any]]:
        cited = self.citing(ids)
        return {id: {"id": id, "held": False, "title": None} for id in ids if cited[id] - set(without)}

    def find(self, number: str, *, date: str | None = None, issuer: str | None = None) -> list[dict[str, Any]]:
        """Two papers that are held, and three known from citations: by a hidden one alone, by both kinds, by others."""
        held = [{"id": id, "held": True, "evidence": "3 văn bản trong kho dẫn"} for id in "ab"]
        return held + [{"id": id, "held": False, "title": "told by b"} for id in ("s1", "s2", "s3")]

    def citing(self, ids: Collection[str]) -> dict[str, set[str]]:
        cited = {"a": {"b", "c", "d"}, "b": {"a"}, "s1": {"b"}, "s2": {"a", "b"}, "s3": {"a", "c"}}
        return {id: cited[id] for id in ids}

    def show(self, id: str) -> dict[str, Any]:
        return {
            "id": id, "source": {"part": {"of": self.of}}, "references": [], "copies": ["b", "c"], "annexed": [],
            "part_of": {"id": "b", "held": True},
        }  # fmt: skip

    def cited_by(self, id: str) -> list[dict[str, Any]]:
        ends = (("c", id, "c"), ("c", id, "b"), ("b", id, "c"), ("c", "d", "c"))
        return [{"from": one, "to": other, "document": teller} for one, other, teller in ends]

    def original(self, id: str) -> str:
        return f"file of {id}"

    def text(self, id: str) -> str:
        return f"text of {id}"

    def standing(
        self, asked: str, at: str, *, date: str | None = None, issuer: str | None = None, without: Collection[str] = ()
    ) -> dict[str, Any]:
        return {"id": asked, "held": True, **self.standings([asked], at, without=without)[asked]}

    def standings(self, ids: Collection[str], at: str, *, without: Collection[str] = ()) -> dict[str, dict[str, Any]]:
        """A letter that b replaced, d repealed on a day that nobody knows, and e answered."""
        done = (("b", "replaces", "2031-03-01"), ("d", "repeals", None), ("e", "replies", "2031-02-01"))
        changes = [Change(by, f"số của {by}", what, day) for by, what, day in done if by not in without]
        letter = judge(Subject("CV", "Về bến đò", "2031-01-05"), changes, at)
        return {id: letter.as_json() for id in ids}

    def versions(self, id: str, *, near: bool) -> dict[str, Any]:
        rows = [{"document": one} for one in "ab"]
        return {"files": rows, "differences": rows[1:], "near": [{"document": one} for one in "cd"], "kept": near}


def view(clearance: int, *units: str) -> tuple[View, Lagging]:
    archive = Lagging()
    return View(cast("Archive", archive), Person("x", "reader", clearance, units)), archive


@pytest.mark.parametrize(
    ("clearance", "units", "seen"),
    [(0, (), "ac"), (1, (), "abc"), (2, (), "abce"), (3, (), "abcde"), (3, ("Sở Mỏ",), "abcd"), (1, ("Sở Bến",), "ac"),
     (0, ("Sở Mỏ",), "ac")],
)  # fmt: skip
def test_what_the_index_does_not_know_yet_the_catalogue_hides(
    clearance: int, units: tuple[str, ...], seen: str
) -> None:
    one, archive = view(clearance, *units)
    found = one.search(Query(text="bến", offset=10))
    assert ("".join(hit.id for hit in found.hits), found.total) == (seen, len(seen))
    assert "".join(entry.id for entry in one.scan(Query(text="bến"))) == seen
    if one.person.sees_all:
        assert [hit.score for hit in found.hits] == [7.5, 6.5, 5.5, 4.5, 3.5]
        assert [query.unseen for query in archive.asked] == [None, None]
    else:  # how often words stand in hidden papers would show in a score
        assert [hit.score for hit in found.hits] == [1 / (10 + at) for at in range(1, len(seen) + 1)]
        assert {query.unseen for query in archive.asked} == {Unseen(SECRECIES[clearance:], SECRECIES, units)}


def shown(original: object) -> str:
    """What `Lagging` gives for a file."""
    return str(original)


def test_a_hidden_paper_is_not_there_by_whatever_name_it_is_asked_for() -> None:
    for ask in (view(0)[0].node, view(0)[0].show, view(0)[0].text, view(0)[0].original, view(0)[0].sheet):
        with pytest.raises(NotFound, match="không có văn bản nào ứng với “b”"):
            ask("b")
    assert view(1)[0].node("b")["id"] == "b"


def test_only_who_sees_everything_exports_all_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.rights._BATCH", 2)
    assert "".join(entry.id for entry in view(0)[0].scan(Query())) == "ac"


def test_a_file_of_several_papers_and_the_balance_are_for_who_sees_everything() -> None:
    for clearance, units in ((2, ()), (3, ("Sở Mỏ",))):
        one, archive = view(clearance, *units)
        assert shown(one.original("a")) == "file of a"
        archive.of = 2
        assert shown(one.sheet("a")) == "file of a", "a page belongs to one paper"
        refused: list[Callable[[], object]] = [partial(one.original, "a"), partial(one.ask, "stop")]
        for ask in (*refused, one.status, one.runs, one.every_file):
            with pytest.raises(ServiceError) as raised:
                ask()
            assert raised.value.code == "no-rights"
    everything, archive = view(3)
    archive.of = 2
    assert shown(everything.original("a")) == "file of a"


def test_hidden_files_and_near_papers_are_no_versions() -> None:
    row = {"document": "a"}
    assert view(0)[0].versions("a", near=True) == {
        "files": [row], "differences": [], "near": [{"document": "c"}], "kept": True,
    }  # fmt: skip
    assert len(view(3)[0].versions("a")["files"]) == 2


def test_a_paper_names_neither_its_hidden_act_nor_copies_nor_counts_who_cites_it_unseen() -> None:
    one, _ = view(0)
    shown = one.show("a")
    assert (shown["part_of"], shown["copies"], shown["cited_by"]) == (None, ["c"], 1)
    assert one.cited_by("a") == [{"from": "c", "to": "a", "document": "c"}], "nor what a hidden paper tells of others"
    shown = view(2)[0].show("a")
    assert (shown["part_of"]["id"], shown["copies"], shown["cited_by"]) == ("b", ["b", "c"], 2)


def test_what_comes_to_light_behind_a_hidden_change_is_hidden_too() -> None:
    """`judge` tells the first that ended a paper; without that one it tells the next."""
    states = {0: "unknown", 1: "replaced", 2: "replaced", 3: "replaced"}
    for clearance, state in states.items():
        one, _ = view(clearance)
        for told in (one.standings(["a"], "2032-01-01")["a"], one.standing("a", "2032-01-01")):
            assert told["state"] == state
            said = " ".join((*told["reasons"], *(by["id"] for by in told["by"])))
            assert [by for by in "bde" if by in {*said.split(), said[-1]}] == (["b"] if clearance else [])
    with pytest.raises(NotFound):
        view(0)[0].standing("b", "2032-01-01")


def test_what_is_known_from_citations_is_known_as_far_as_those_are_seen() -> None:
    found = view(0)[0].find("1/KH")
    assert [(node["id"], node.get("title")) for node in found] == [("a", None), ("s2", None), ("s3", "told by b")]
    assert found[0]["evidence"] == "1 văn bản trong kho dẫn"
    assert [node["id"] for node in view(3)[0].find("1/KH")] == ["a", "b", "s1", "s2", "s3"]
    assert [node["id"] for node in view(1)[0].find("1/KH")] == ["a", "b", "s1", "s2", "s3"]


def test_a_mention_of_what_is_hidden_stays_open_and_tells_no_reason() -> None:
    def resolved(target: str | None, *candidates: str) -> dict[str, Any]:
        return {"resolution": {
            "state": "resolved" if target else "ambiguous", "target": target, "reasons": ["vì d"], "findings": ["d"],
            "candidates": [{"id": one} for one in candidates], "part": "p", "part_key": "k",
        }}  # fmt: skip

    untouched = resolved("a", "b")
    assert without_hidden(untouched, {"d"}) is untouched
    told = without_hidden(resolved("d"), {"d"})["resolution"]
    assert told == {"state": "unresolved", "target": None, "reasons": [], "findings": [], "candidates": [],
                    "part": None, "part_key": None}  # fmt: skip
    left = without_hidden(resolved(None, "a", "d"), {"d"})["resolution"]
    assert (left["state"], left["candidates"], left["reasons"]) == ("ambiguous", [{"id": "a"}], [])
    kept = without_hidden(resolved("a", "d"), {"d"})["resolution"]
    assert (kept["state"], kept["target"], kept["part"], kept["candidates"]) == ("resolved", "a", "p", [])


def test_papers_issued_with_an_act_are_counted_as_far_as_they_may_be_seen() -> None:
    def one(child: str, document: str | None, start: int | None) -> dict[str, Any]:
        return {"child": child, "document": document, "start": start, "cited_by": 9}

    edges = [{"part": "quy-che", "from": "a"}, {"part": "quy-che", "from": "a"}, {"part": "quy-che", "from": "c"}]
    rows = [one("quy-che", "d", None), one("ke-hoach", "d", None), one("de-an", None, 5), one("mau", "a", None)]
    seen = annexed_seen(rows, edges, {"d"})
    assert [(row["child"], row["document"], row["cited_by"]) for row in seen] == [
        ("quy-che", None, 2), ("de-an", None, 0), ("mau", "a", 0),
    ]  # fmt: skip
    assert recounted("số 5, 12 văn bản trong kho dẫn", 3) == "số 5, 3 văn bản trong kho dẫn"


class Ledger(Lagging):
    """With tasks that hidden and open papers told, and names that two people put right for all papers."""

    def count_told(self, days: Sequence[str], *, ids: Collection[str] | None = None, **asked: Any) -> list[int]:
        return [2, 1] if ids is not None else [5, 4]  # of hidden papers, of all

    def corrections(
        self, id: str | None = None, *, limit: int = 100, before: int | None = None, without: Collection[str] = ()
    ) -> list[dict[str, Any]]:
        names: dict[str, Any] = {"document": None, "meant": None, "kind": "issuer", "to": "Sở Mỏ"}
        rows = [
            {**names, "id": 3, "who": "minh"},
            {**names, "id": 2, "who": "lan"},
            {**names, "id": 1, "who": "minh", "document": "a"},
        ]
        return [row for row in rows if before is None or row["id"] < before]

    def papers_now(self, ids: Collection[str]) -> dict[str, str]:
        return {}

    def marks_left(self, ids: Collection[str]) -> dict[str, tuple[str, str | None] | None]:
        return {}


@pytest.mark.parametrize(
    ("clearance", "counts", "history"), [(3, [5, 4], [3, 2, 1]), (2, [3, 3], [2, 1]), (0, [3, 3], [2, 1])]
)
def test_what_hidden_papers_told_is_neither_counted_nor_shown_by_the_names_put_right_for_them(
    clearance: int, counts: list[int], history: list[int]
) -> None:
    """A name that somebody else put right may stand on hidden papers alone; one's own is one's own."""
    desk = Desk(cast("Archive", Ledger()), Person("lan", "editor", clearance))
    assert desk.count_told(["2031-01-01"]) == counts
    assert [row["id"] for row in desk.corrections()] == history


def test_an_address_asks_for_the_role_of_its_longest_beginning() -> None:
    expected: dict[str, Role] = {
        "/": "reader", "/documents/1": "reader", "/statuses": "reader", "/status": "archivist",
        "/status/x": "archivist", "/upkeep": "archivist", "/upkeep/backup": "administrator",
        "/upkeep/backups": "archivist", "/api/v1/search": "reader", "/api/v1/audit": "administrator",
        "/api/v1/corrections/1": "editor", "/correct": "editor", "/api/v1/upkeep/purge/x": "administrator",
    }  # fmt: skip
    assert {path: role_for(path) for path in expected} == expected


def test_a_person_opens_what_role_and_scopes_reach() -> None:
    reader, token = Person("x", "reader", 3), Person("x", "administrator", 3, (), ("read",))
    assert may_open(reader, "GET", "/") and may_open(reader, "POST", "/api/v1/verify")
    assert not may_open(reader, "GET", "/status")
    assert may_open(token, "GET", "/api/v1/audit") and may_open(token, "POST", "/api/v1/drafts/judge")
    assert not may_open(token, "POST", "/api/v1/uploads") and not may_open(token, "DELETE", "/api/v1/verify/x")
    assert not may_open(Person("x", "editor", 0, (), ("write",)), "HEAD", "/")
    assert OWNER.scopes == SCOPES and may_open(OWNER, "POST", "/api/v1/upkeep/purge")
    assert all(is_public(path) for path in ("/login", "/login/oidc/callback", "/health", "/static/style.css"))
    assert not any(is_public(path) for path in ("/", "/healthy", "/logins", "/documents/login", "/statics"))
