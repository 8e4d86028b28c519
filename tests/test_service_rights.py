"""Who may see what: secret papers are planted in a real archive, and nothing of them may reach those below.

Every route of the API's description and every page stands in `tests.rights_matrix`: a new one without a line fails. The
archive is built a second time without the secret papers; who may not see them must get the very same answers from both.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, cast

import pytest
from fastapi.testclient import TestClient

from corpus.archive import Archive
from corpus.errors import Ambiguous
from index.base import Query, Results
from service import gate
from service.app import create_app
from service.audit import LOG
from service.hidden import uncounted, without_hidden
from service.people import ROLES, SECRECIES, Person
from service.putting_right import Desk
from service.rights import View
from service.settings import Settings
from tests.rights_matrix import MATRIX, OUTSIDE, PUBLIC, addresses, every_route
from tests.secret_papers import PLANTED, build, issue

PERSONS = (*(f"{role}{clearance}" for role in ROLES for clearance in (0, len(SECRECIES))), "unit3")
LOW = ("administrator0", "unit3")  # open whatever a role opens, and see no secret paper


@dataclass(frozen=True)
class House:
    """An archive that is served, a token for each person, and the ids of some papers."""

    client: TestClient
    tokens: dict[str, str]
    folder: Path

    def ask(self, who: str, method: str, address: str, body: Any = None) -> Any:
        form = not address.startswith("/api/")
        content = {"data": body} if form and body is not None else {"json": body} if body is not None else {}
        headers = {"authorization": f"Bearer {self.tokens[who]}"}
        return self.client.request(method, address, headers=headers, follow_redirects=False, **content)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mat")


def _house(data: Path) -> Iterator[House]:
    tokens = issue(data)
    app = create_app(Settings(data=str(data)))
    with pytest.MonkeyPatch.context() as patched, TestClient(app, raise_server_exceptions=False) as client:
        patched.setattr(gate, "ABSENT_S", 1e-6)  # hundreds of answers here are that something is not there
        yield House(client, tokens, data)


@pytest.fixture(scope="module")
def house(root: Path) -> Iterator[House]:
    yield from _house(build(root, secret=True))


@pytest.fixture(scope="module")
def bare(root: Path) -> Iterator[House]:
    yield from _house(build(root, secret=False))


@pytest.fixture(scope="module")
def ids(house: House) -> dict[str, str]:
    hits = house.ask("administrator3", "GET", "/api/v1/search?q=&limit=100").json()["hits"]
    by = {(hit["number"], hit["date"]): str(hit["id"]) for hit in hits}
    number = {hit["number"]: str(hit["id"]) for hit in hits}
    assert len(hits) == len(by) == 9
    return {"open": number["101/KH-UBND"], "pdf": number["778/KH-UBND"], "deep": number["303/KH-UBND"],
            "secret": number["909/KH-UBND"], "secretpdf": number["777/KH-UBND"],
            "third": number["910/KH-SXD"], "same": by["606/KH-UBND", "2020-11-05"]}  # fmt: skip


SECRET_IDS = ("secret", "secretpdf", "third", "same")


def test_every_route_stands_in_the_matrix() -> None:
    assert every_route() - PUBLIC - OUTSIDE == MATRIX.keys()


def test_exactly_those_pass_who_may(house: House, ids: dict[str, str]) -> None:
    wrong = []
    for route, line in MATRIX.items():
        method, address = next(addresses(route, line, ids))
        for who in PERSONS:
            role, clearance = (who[:-1], int(who[-1])) if who != "unit3" else ("administrator", 0)
            enough = ROLES.index(role) >= ROLES.index(line.role)
            passes = enough and (not line.full or clearance == len(SECRECIES))
            status = house.ask(who, method, address, line.body).status_code
            if status not in (line.ok if passes else (403,)):
                wrong.append((who, method, address, status))
    assert not wrong


@pytest.mark.parametrize("who", LOW)
def test_nothing_of_a_secret_paper_reaches_those_below_it(
    house: House, bare: House, ids: dict[str, str], who: str
) -> None:
    """Neither its words nor its number nor its existence: every answer is that of an archive without it."""
    told, differing = [], []
    for one in (house, bare):
        one.ask(who, "DELETE", "/api/v1/searches/x")  # what another test of this house kept
    for route, line in MATRIX.items():
        every = addresses(route, line, ids)
        for method, address in every if who == LOW[0] else islice(every, 2):
            answer, other = (one.ask(who, method, address, line.body) for one in (house, bare))
            assert answer.status_code < 500, address
            sent = address + json.dumps(line.body, ensure_ascii=False)
            typed = [word for word in PLANTED if word in sent]
            said = answer.text + json.dumps(dict(answer.headers))
            told += [(address, w) for w in PLANTED if w not in typed and w.casefold() in said.casefold()]
            told += [(address, name) for name in SECRET_IDS if ids[name] in said and ids[name] not in address]
            same = answer.content == other.content or answer.content[:2] == b"PK"  # a package holds the hour
            if answer.status_code != other.status_code or not same:
                differing.append(address)
    assert not told
    assert not differing


@pytest.mark.parametrize("who", ["reader2", "reader3"])
def test_those_who_may_see_it_do(house: House, ids: dict[str, str], who: str) -> None:
    assert house.ask(who, "GET", "/api/v1/search?q=kimcuongxanh").json()["total"] == 1
    assert house.ask(who, "GET", f"/api/v1/documents/{ids['secret']}").json()["secrecy"] == "TỐI MẬT"
    assert "hamtruongson" in house.ask(who, "GET", f"/documents/{ids['secret']}").text
    chain = house.ask(who, "GET", f"/api/v1/documents/{ids['open']}/chain").json()
    assert ids["secret"] in {node["id"] for node in chain["nodes"]}
    image = house.ask(who, "GET", f"/api/v1/documents/{ids['secretpdf']}/pages/1.png")
    assert image.content.startswith(b"\x89PNG")
    assert house.ask("reader1", "GET", f"/api/v1/documents/{ids['secret']}").status_code == 404
    assert house.ask("reader1", "GET", f"/api/v1/documents/{ids['same']}").status_code == 200


def test_a_secret_paper_is_absent_in_the_very_words_of_one_that_is_not_there(house: House, ids: dict[str, str]) -> None:
    nothing = "0123456789abcdef"
    for route, line in MATRIX.items():
        if "/{id}" not in route:
            continue
        method, path = route.split(" ", 1)
        path = path.replace("{form}", "csv").replace("{number}", "1").replace("{field}", "number")
        for secret in (ids["secret"], ids["secretpdf"]):
            hidden = house.ask("administrator0", method, path.replace("{id}", secret), line.body)
            absent = house.ask("administrator0", method, path.replace("{id}", nothing), line.body)
            assert hidden.status_code == absent.status_code == 404, path
            assert hidden.text.replace(secret, "X") == absent.text.replace(nothing, "X"), path


def test_a_secret_paper_is_absent_as_quickly_as_one_that_is_not_there(
    house: House, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both are answered at the same beat, so that the slower of two ways does not show."""
    monkeypatch.setattr(gate, "ABSENT_S", 0.2)

    def median_s(name: str) -> float:
        taken = []
        for _ in range(5):
            begun = time.perf_counter()
            house.ask("reader0", "GET", f"/api/v1/documents/{name}/text")
            taken.append(time.perf_counter() - begun)
        return statistics.median(taken)

    hidden, absent = median_s(ids["secret"]), median_s("0123456789abcdef")
    assert min(hidden, absent) > 0.19
    assert abs(hidden - absent) < 0.19


def test_an_ambiguous_name_is_one_for_who_sees_one(house: House) -> None:
    assert house.ask("reader0", "GET", "/api/v1/documents/606/KH-UBND").json()["title"] == "Tưới cây"
    both = house.ask("reader1", "GET", "/api/v1/documents/606/KH-UBND")
    assert (both.status_code, len(both.json()["ambiguous"])) == (409, 2)


class _Three:
    """An archive in which a number means three papers; one of them bears a mark."""

    def node(self, name: str) -> dict[str, Any]:
        candidates = [{"id": one, "held": True, "evidence": "5 văn bản trong kho dẫn"} for one in "abc"]
        raise Ambiguous(f"{name!r} ứng với 3 văn bản", candidates)

    def marked(self, ids: object) -> dict[str, tuple[str, None]]:
        return {"b": ("MẬT", None)}

    def citing(self, ids: object) -> dict[str, set[str]]:
        return {one: {"x"} for one in "abc"}


def test_what_a_number_means_is_told_without_what_is_hidden() -> None:
    with pytest.raises(Ambiguous) as raised:
        View(cast("Archive", _Three()), Person("x", "reader", 0)).node("1/KH")
    assert "2 văn bản" in str(raised.value) and "3" not in str(raised.value)
    assert [one["id"] for one in raised.value.candidates] == ["a", "c"]
    assert {one["evidence"] for one in raised.value.candidates} == {"1 văn bản trong kho dẫn"}


def test_pages_of_a_list_are_full_for_who_may_not_see_all(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is hidden is left out before a list is cut into pages, and of its count."""
    monkeypatch.setattr("service.rights._BATCH", 2)
    with Archive.open(house.folder) as archive:
        low, full = (Desk(archive, Person("x", "editor", clearance)) for clearance in (0, len(SECRECIES)))
        every = full.told_to(limit=100, undated=True)
        seen = low.told_to(limit=100, undated=True)
        assert 1 < len(seen) <= len(every)
        one_by_one = [low.told_to(limit=1, offset=at, undated=True) for at in range(len(seen) + 1)]
        assert [one for (one,) in one_by_one[:-1]] == seen and one_by_one[-1] == []
        assert sum(low.count_told(("2020-11-15",))) == len(seen)
        assert sum(full.count_told(("2020-11-15",))) == len(every)
        assert low.count_ambiguous() == len(low.ambiguous(1000))
        assert full.count_ambiguous() == len(full.ambiguous(1000))


def test_the_index_may_lag_behind_what_the_catalogue_knows(house: House, ids: dict[str, str]) -> None:
    """A paper stands in the catalogue before the index has it, or while the index still has it without its mark."""
    with Archive.open(house.folder) as archive:
        archive._parts.index.delete([ids["secret"], ids["same"]])
        archive._parts.index.refresh()
        view = View(archive, Person("x", "reader", 0))
        for name in (ids["secret"], "909/KH-UBND"):
            with pytest.raises(Exception, match="không có văn bản nào"):
                view.show(name)
        assert {n["id"] for n in view.chain(ids["open"])["nodes"]}.isdisjoint({ids["secret"]})
        archive.reindex()


def test_no_spelling_is_offered_from_a_paper_that_has_just_been_marked(house: House, ids: dict[str, str]) -> None:
    with Archive.open(house.folder) as archive:
        low, full = (View(archive, Person("x", "reader", clearance)) for clearance in (0, len(SECRECIES)))
        asked = Query(text="thuyngamm")  # `thuyngam` stands in an open paper
        assert (low.search(asked).suggestion, full.search(asked).suggestion) == ("thuyngam", "thuyngam")
        paper = archive.find("808/KH-UBND")[0]["id"]
        now = archive.marked(None) | {paper: ("MẬT", None)}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(archive, "marked", lambda ids: {id: now[id] for id in now.keys() & (ids or now)})
            assert low.search(asked).suggestion is None
            assert full.search(asked).suggestion == "thuyngam"


@pytest.mark.parametrize("limit", [1, 20])
@pytest.mark.parametrize("text", ["", "kế hoạch"])
def test_a_paper_that_has_just_been_marked_stands_in_no_count(
    house: House, ids: dict[str, str], text: str, limit: int
) -> None:
    with Archive.open(house.folder) as archive:
        low = View(archive, Person("x", "reader", 0))
        asked = Query(text=text, limit=limit)
        before = low.search(asked)
        paper = next(hit for hit in low.search(Query(text=text)).hits if hit.type_code == "KH")
        now = archive.marked(None) | {paper.id: ("MẬT", None)}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                archive, "marked", lambda ids: {id: now[id] for id in now.keys() & (now if ids is None else ids)}
            )
            after = low.search(asked)
            elsewhere = low.search(replace(asked, ids=(ids["open"],)))
        assert after.total == before.total - 1 and paper.id not in {hit.id for hit in after.hits}
        types = {**dict(dict(before.facets)["type"])}
        types["KH"] -= 1
        assert dict(dict(after.facets)["type"]) == {code: count for code, count in types.items() if count}
        years = dict(dict(after.facets)["year"])
        assert sum(years.values()) == sum(dict(dict(before.facets)["year"]).values()) - bool(paper.date)
        assert elsewhere.total == (0 if paper.id == ids["open"] else 1)


def test_what_only_a_looser_question_finds_is_not_taken_off() -> None:
    found = Results(2, (), (("type", (("KH", 2),)),), ("a",))
    assert uncounted(found, Results(1, (), (("type", (("KH", 1),)),), ("a", "looser"))) is found
    assert uncounted(found, Results(1, (), (("type", (("KH", 1),)),), ("a",))).facets == (("type", (("KH", 1),)),)


def test_without_signing_in_no_route_answers(house: House, ids: dict[str, str]) -> None:
    house.client.cookies.clear()
    for route, line in MATRIX.items():
        method, address = next(addresses(route, line, ids))
        answer = house.client.request(method, address, follow_redirects=False)
        if address.startswith("/api/"):
            assert answer.status_code == 401, address
        else:
            assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/login"), address
    assert house.client.get("/health").json() == {"ok": True}
    assert house.client.get("/openapi.json", follow_redirects=False).status_code == 303


def test_the_log_names_who_opened_what(house: House) -> None:
    house.ask("reader2", "GET", "/api/v1/documents/101/KH-UBND")
    house.client.post("/login", data={"name": "lạ", "password": "x"})
    lines = (house.folder / LOG).read_text(encoding="utf-8").splitlines()
    last, tried = json.loads(lines[-2]), json.loads(lines[-1])
    assert (last["person"], last["address"], last["status"]) == ("reader2", "/api/v1/documents/101/KH-UBND", 200)
    assert (last["does"], tried["does"], tried["tried"], tried["status"]) == ("read", "write", "lạ", 401)
    assert all(token not in "\n".join(lines) for token in house.tokens.values())
    assert (house.folder / LOG).stat().st_mode & 0o077 == 0


def test_a_mention_that_a_hidden_paper_fits_offers_the_others() -> None:
    told = {"reasons": ["trùng số"], "findings": ["x"]}
    candidates = [{"id": "a", "evidence": ""}, {"id": "b", "evidence": ""}]
    open_ = {"resolution": {"state": "ambiguous", "target": None, "candidates": candidates, **told}}
    left = without_hidden(open_, {"a"})["resolution"]
    assert (left["state"], left["candidates"], left["reasons"]) == ("ambiguous", candidates[1:], [])
    assert without_hidden(open_, {"a", "b"})["resolution"]["state"] == "unresolved"
    assert without_hidden(open_, {"c"}) is open_
    sure = {"resolution": {"state": "resolved", "target": "a", "candidates": [], **told}}
    assert without_hidden(sure, {"a"})["resolution"]["target"] is None
