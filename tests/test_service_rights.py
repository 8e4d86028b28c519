"""Who may see what: secret papers are planted in a real archive, and nothing of them may reach those below.

Every route of the API's description and every page stands in `MATRIX`: a new one without a line fails. The archive is
built a second time without the secret papers; who may not see them must get the very same answers from both.
"""

from __future__ import annotations

import json
import re
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from corpus.archive import Archive
from service import gate
from service.app import create_app
from service.audit import LOG
from service.hidden import without_hidden
from service.people import ROLES, SECRECIES, Person
from service.rights import View
from service.settings import Settings
from tests.secret_papers import PLANTED, build, issue

PERSONS = (*(f"{role}{clearance}" for role in ROLES for clearance in (0, len(SECRECIES))), "unit3")
LOW = ("administrator0", "unit3")  # open whatever a role opens, and see no secret paper
NAMES = ("{open}", "{pdf}", "{deep}", "{secret}", "{secretpdf}", "101/KH-UBND", "303/KH-UBND", "606/KH-UBND",
         "909/KH-UBND", "34-CT/TW", "4711/QĐ-TTg", "777/KH-UBND")  # fmt: skip
WORDS = ("kimcuongxanh", "kimcuongxan", "thuyngan", "hamtruongson", "909/KH-UBND", "4711/QĐ-TTg", "606/KH-UBND",
         "34-CT/TW", "", "cây xanh", "kế hoạch 909")  # fmt: skip
OF_A_DOCUMENT = tuple(f"/{name}" for name in NAMES)


@dataclass(frozen=True)
class Line:
    """`role`: the least that may open it; `full`: only who may see everything; `more`: endings of the address to try;
    `ok`: statuses of those who may. `body`: JSON, or the fields of a form."""

    role: str = "reader"
    full: bool = False
    more: tuple[str, ...] = ("",)
    ok: tuple[int, ...] = (200,)
    body: Any = None


def of_words(form: str) -> tuple[str, ...]:
    return tuple(f"?{form}={word}" for word in WORDS)


SEARCHES = (
    *of_words("q"), "?q=&secrecy=TỐI MẬT", "?q=&status=replaced", "?q=&not_status=replaced", "?q=cây&explain=true",
    *(f"?chain={name}" for name in NAMES),
)  # fmt: skip
NO_PAPER = {"kind": "field", "document": "0123456789abcdef", "field": "date", "value": "2020-01-01"}
CITING = "Theo Kế hoạch số 909/KH-UBND ngày 11/11/2020, Kế hoạch số 606/KH-UBND và Quyết định số 4711/QĐ-TTg."
PATHS = tuple(f"?from={name}&to={{open}}" for name in NAMES)

MATRIX: dict[str, Line] = {
    "GET /api/v1/search": Line(more=SEARCHES),
    "GET /api/v1/search.{form}": Line(more=(*(f".csv{q}" for q in SEARCHES), ".xlsx?q=")),
    "POST /api/v1/search/batch": Line(body={"csv": "\n".join(word for word in WORDS if word)}),
    "GET /api/v1/find": Line(more=tuple(f"?number={name}" for name in NAMES)),
    "POST /api/v1/verify": Line(body={"text": CITING}),
    "GET /api/v1/searches": Line(),
    "PUT /api/v1/searches/{name}": Line(more=("/x",), body={"address": "/?q=x"}),
    "DELETE /api/v1/searches/{name}": Line(more=("/x",), ok=(204, 404)),
    "GET /api/v1/documents/{id}": Line(more=OF_A_DOCUMENT),
    "GET /api/v1/documents/{id}/text": Line(more=OF_A_DOCUMENT),
    "GET /api/v1/documents/{id}/original": Line(more=OF_A_DOCUMENT),
    "GET /api/v1/documents/{id}/chain": Line(more=OF_A_DOCUMENT),
    "GET /api/v1/documents/{id}/chain.{form}": Line(
        more=tuple(f"{name}.{form}" for name in OF_A_DOCUMENT for form in ("csv", "graphml", "mermaid", "akn"))
    ),
    "GET /api/v1/documents/{id}/tree": Line(more=OF_A_DOCUMENT),
    "GET /api/v1/documents/{id}/tree.csv": Line(more=OF_A_DOCUMENT),
    "GET /api/v1/documents/{id}/cited-by": Line(more=OF_A_DOCUMENT),
    "GET /api/v1/documents/{id}/follow-up": Line(more=OF_A_DOCUMENT),
    "GET /api/v1/documents/{id}/standing": Line(more=OF_A_DOCUMENT),
    "GET /api/v1/documents/{id}/pages/{number}.png": Line(more=("/{pdf}", "/{secretpdf}", "/{open}")),
    "GET /api/v1/documents/{id}/pages/{number}/boxes": Line(more=("/{pdf}", "/{secretpdf}")),
    "GET /api/v1/path": Line(more=PATHS),
    "GET /api/v1/outdated": Line(),
    "GET /api/v1/issuers": Line(more=("?name=Sở Xây dựng",)),
    "GET /api/v1/wanted": Line(),
    "GET /api/v1/review": Line("editor"),
    "GET /api/v1/export": Line("archivist"),
    "GET /api/v1/status": Line("archivist", full=True),
    "GET /api/v1/status/sheet.{form}": Line("archivist", full=True, more=(".xlsx", ".docx")),
    "GET /api/v1/jobs": Line("archivist", full=True),
    "GET /api/v1/jobs/events": Line("archivist", full=True),
    "POST /api/v1/jobs/ask": Line("archivist", full=True, body={"wish": "stop"}),
    "GET /api/v1/uploads": Line("archivist"),
    "POST /api/v1/uploads": Line("archivist", ok=(422,)),
    "HEAD /api/v1/uploads/{id_}": Line("archivist", more=("/0",), ok=(404,)),
    "PATCH /api/v1/uploads/{id_}": Line("archivist", more=("/0",), ok=(422,)),
    "GET /api/v1/audit": Line("administrator", full=True),
    "GET /api/v1/audit/verdict": Line("administrator", full=True),
    "GET /api/v1/corrections": Line("editor", more=("", "?document={open}", "?document={secret}")),
    "POST /api/v1/corrections": Line("editor", ok=(404,), body=NO_PAPER),
    "GET /api/v1/corrections/{number}": Line("editor", more=("/999",), ok=(404,)),
    "DELETE /api/v1/corrections/{number}": Line("editor", more=("/999",), ok=(404,)),
    "POST /api/v1/drafts/judge": Line(body={"text": CITING}),
    "POST /api/v1/drafts/write": Line(body={"type": "KH", "issuer": "Sở Nội vụ tỉnh Lào Cai"}),
    "POST /api/v1/drafts/write.docx": Line(body={"type": "KH", "issuer": "Sở Nội vụ tỉnh Lào Cai"}),
    "POST /api/v1/drafts/compare": Line(body={"one": CITING, "other": "Văn bản khác."}),
    "GET /api/v1/tasks": Line(more=("", "?unit=Sở Xây dựng")),
    # pages
    "GET /": Line(more=SEARCHES),
    "GET /documents/{id}": Line(more=OF_A_DOCUMENT),
    "GET /documents/{id}/chain": Line(more=OF_A_DOCUMENT),
    "GET /documents/{id}/pages/{number}": Line(more=("/{pdf}", "/{secretpdf}")),
    "GET /documents/{id}/pages/{number}.png": Line(more=("/{pdf}", "/{secretpdf}")),
    "GET /verify": Line(),
    "POST /verify": Line(body={"text": CITING}),
    "GET /batch": Line(),
    "POST /batch": Line(body={"csv": "909/KH-UBND\nthuyngan"}),
    "POST /searches": Line(body={"name": "x", "address": "/?q=x"}, ok=(303,)),
    "GET /wanted": Line(),
    "GET /outdated": Line(),
    "GET /path": Line(more=PATHS),
    "GET /issuers": Line(more=("?name=Sở Xây dựng",)),
    "GET /review": Line("editor"),
    "GET /status": Line("archivist", full=True),
    "POST /status/job": Line("archivist", full=True, body={"wish": "stop"}, ok=(303,)),
    "GET /metrics": Line("archivist", full=True),
    "GET /correct": Line(
        "editor", more=tuple(f"?document={name}&field=date" for name in ("{open}", "{secret}", "909/KH-UBND"))
    ),
    "POST /correct": Line("editor", ok=(404, 422), body={"document": "0123456789abcdef", "field": "date"}),
    "GET /corrections": Line("editor", more=("", "?document={secret}")),
    "POST /corrections/{number}/undo": Line("editor", ok=(404,)),
    "GET /documents/{id}/crop/{field}.png": Line(more=("/{pdf}", "/{secretpdf}"), ok=(200, 404)),
    "GET /enter": Line("editor", ok=(200, 303)),
    "POST /enter": Line("editor", ok=(303, 404, 422), body={"document": "0123456789abcdef"}),
    "GET /tasks": Line(more=("", "?unit=Sở Xây dựng")),
    "GET /tasks.xlsx": Line(),
    "GET /following": Line(),
    "POST /following": Line(ok=(303, 404, 422), body={"kind": "document", "target": "0123456789abcdef"}),
    "GET /draft": Line(),
    "POST /draft": Line(ok=(200, 422), body={"text": CITING}),
    "GET /draft/new": Line(),
    "POST /draft/new": Line(ok=(200, 422), body={"type": "KH", "issuer": "Sở Nội vụ tỉnh Lào Cai"}),
    "GET /draft/compare": Line(),
    "POST /draft/compare": Line(ok=(200, 422), body={"one": CITING, "other": "Văn bản khác."}),
    "GET /help": Line(),
    "GET /docs": Line(),
}
# Open without signing in; they show nothing of the archive.
PUBLIC = {"GET /login", "POST /login", "GET /health"}
# Nobody asks for a document there: an account that may not see a paper has no business with these either.
OUTSIDE = {"POST /logout"}


def every_route() -> set[str]:
    """Method and address of each route, those of the API's description and the pages."""
    app = create_app(Settings())
    described = {f"{method.upper()} {path}" for path, item in app.openapi()["paths"].items() for method in item}
    pages = {
        f"{method} {re.sub(r':path', '', route.path)}"
        for route in _routes(app.routes)
        for method in route.methods or ()
        if not route.include_in_schema
    }
    return described | pages


def _routes(routes: Any) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        elif hasattr(route, "original_router"):  # a router that was included
            yield from _routes(route.original_router.routes)


def addresses(route: str, line: Line, ids: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The requests of a line: what stands behind the first placeholder is put in its place."""
    method, path = route.split(" ", 1)
    for more in line.more:
        head, mark, tail = path.partition("/{id}")
        if mark:
            name, _, form = more.rpartition(".") if "{form}" in tail else (more, "", "")
            filled = f"{head}{name}{tail}".replace("{form}", form)
        else:
            filled = re.sub(r"[/.]\{\w+\}$", "", path) + more
        filled = filled.replace("{number}", "1").replace("{field}", "number")
        for name, id_ in ids.items():
            filled = filled.replace(f"{{{name}}}", id_)
        yield method, filled


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


def test_a_secret_paper_is_absent_in_the_very_words_of_one_that_is_not_there(
    house: House, ids: dict[str, str]
) -> None:
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
