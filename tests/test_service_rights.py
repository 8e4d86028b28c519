"""Who may see what: a secret paper is planted in a real archive, and nothing of it may reach those below it."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import corpus.followup
from service.accounts import LOG, Accounts
from service.app import create_app
from service.command import main
from service.rights import NOT_HELD, ROLES, ROUTES, SECRECIES, Person, may_open
from service.settings import Settings

HEAD = """{body}
-------
{mark}
Số: {number}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Hòa An, ngày {day} tháng {month} năm {year}

KẾ HOẠCH
{title}

{text}

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn An
"""
DIRECTIVE = "Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị"
HIDDEN_ONLY = "Quyết định số 4711/QĐ-TTg ngày 15/12/2019 của Thủ tướng Chính phủ về xây dựng hầm kimcuongxanh"
# words, numbers and names that stand in the secret paper alone
PLANTED = ("kimcuongxanh", "hamtruongson", "909/KH-UBND", "4711/QĐ-TTg", "1111111", "thuyngan")


def paper(number: str, day: str, title: str, text: str, mark: str = "") -> str:
    return HEAD.format(
        body="ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI", mark=mark, number=number, day=day, month="11", year="2020", title=title,
        text=text,
    )  # fmt: skip


PAPERS = {
    "mo": paper("101/KH-UBND", "10", "Trồng cây xanh", f"Thực hiện {DIRECTIVE}, tỉnh trồng cây xanh đô thị."),
    "mat": paper(
        "909/KH-UBND", "11", "Xây dựng công trình hamtruongson",
        f"Thực hiện {DIRECTIVE} và Kế hoạch số 101/KH-UBND ngày 10/11/2020 của Ủy ban nhân dân tỉnh Lào Cai; "
        f"căn cứ {HIDDEN_ONLY}, tỉnh xây dựng kimcuongxanh.", mark="TỐI MẬT",
    ),
    "sau": paper(
        "303/KH-UBND", "12", "Chăm sóc cây xanh",
        "Thực hiện Kế hoạch số 101/KH-UBND ngày 10/11/2020 của Ủy ban nhân dân tỉnh Lào Cai, tỉnh chăm sóc cây xanh. "
        "Xem thêm Kế hoạch số 505/KH-UBND.",
    ),
    "mat2": paper("505/KH-UBND", "05", "Đào giếng thuyngan", "Tỉnh đào giếng thuyngan.", mark="MẬT"),
    "mo2": paper("505/KH-UBND", "05", "Đắp đê", "Tỉnh đắp đê.").replace("năm 2020", "năm 2019"),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with two open papers and a secret one, and an account of every role and clearance."""
    root = tmp_path_factory.mktemp("mat")
    for name, text in PAPERS.items():
        path = root / "in" / f"{'1111111' + name if 'mat' in name else name}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    data = root / "kho"
    assert main(["ingest", "--data", str(data), "--workers", "1", str(root / "in")]) == 0
    return data


@pytest.fixture(scope="module")
def tokens(folder: Path) -> dict[tuple[str, int], str]:
    accounts = Accounts(folder)
    found: dict[tuple[str, int], str] = {}
    for role in ROLES:
        for clearance in range(len(SECRECIES) + 1):
            name = f"{role}{clearance}"
            accounts.add(name, role, clearance, "mật khẩu đủ dài")
            found[role, clearance] = accounts.issue_token(name, "test")
    return found


@pytest.fixture(scope="module")
def client(folder: Path, tokens: dict[tuple[str, int], str]) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(data=str(folder))), raise_server_exceptions=False) as opened:
        yield opened


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


@pytest.fixture(scope="module")
def ids(client: TestClient, tokens: dict[tuple[str, int], str]) -> dict[str, str]:
    all_seen = bearer(tokens["administrator", 3])
    hits = client.get("/api/v1/search", params={"q": ""}, headers=all_seen).json()["hits"]
    assert len(hits) == 5
    return {f"{hit['number']} {hit['date'][:4]}": str(hit["id"]) for hit in hits}


PARTS = ("text", "original", "chain", "cited-by", "follow-up", "tree", "tree.csv", "standing", "chain.mermaid",
         "chain.akn")  # fmt: skip


def addresses(ids: dict[str, str]) -> list[str]:
    """Every address that could tell something of a document: pages and routes, by id and by number."""
    found = ["/", "/wanted", "/review", "/status", "/api/v1/wanted", "/api/v1/review", "/api/v1/status",
             "/api/v1/export", "/outdated", "/api/v1/outdated"]  # fmt: skip
    for word in ("kimcuongxanh", "hamtruongson", "909/KH-UBND", "4711/QĐ-TTg", "kimcuongxan", "", "cây xanh"):
        found += [f"/?q={word}", f"/api/v1/search?q={word}", f"/?q={word}&secrecy=TỐI MẬT"]
        found += [f"/api/v1/search.csv?q={word}", f"/api/v1/search.csv?q={word}&secrecy=TỐI MẬT&not_kind=news"]
    for number in ("909/KH-UBND", "4711/QĐ-TTg", "34-CT/TW", "101/KH-UBND"):
        found += [f"/api/v1/find?number={number}", f"/?q=&chain={number}", f"/api/v1/search.csv?chain={number}"]
    for name in (*ids.values(), "101/KH-UBND", "34-CT/TW"):
        found += [f"/documents/{name}", f"/documents/{name}/chain", f"/api/v1/documents/{name}"]
        found += [f"/api/v1/documents/{name}/{part}" for part in PARTS]
        found += [f"{path}?from={name}&to={ids['101/KH-UBND 2020']}" for path in ("/path", "/api/v1/path")]
    return found


@pytest.mark.parametrize("clearance", [0])
@pytest.mark.parametrize("role", ROLES)
def test_nothing_of_a_secret_paper_reaches_those_below_it(
    client: TestClient, tokens: dict[tuple[str, int], str], ids: dict[str, str], role: str, clearance: int
) -> None:
    headers = bearer(tokens[role, clearance])
    for address in addresses(ids):
        answer = client.get(address, headers=headers)
        assert answer.status_code < 500, address
        said = answer.text + json.dumps(dict(answer.headers))
        for asked in (address, address.replace("/", "%2F"), str(answer.request.url)):
            said = said.replace(asked, "")
        # what was typed is shown again in the box, in the title and in "nothing found for": that tells nothing
        typed = [word for word in PLANTED if word in address]
        for word in PLANTED:
            if word not in typed:
                assert word not in said, (address, word)
        for secret in (ids["909/KH-UBND 2020"], ids["505/KH-UBND 2020"]):
            assert secret not in said or secret in address, address


@pytest.mark.parametrize("clearance", [2, 3])
def test_those_who_may_see_it_do(
    client: TestClient, tokens: dict[tuple[str, int], str], ids: dict[str, str], clearance: int
) -> None:
    headers = bearer(tokens["reader", clearance])
    assert client.get("/api/v1/search?q=kimcuongxanh", headers=headers).json()["total"] == 1
    secret = ids["909/KH-UBND 2020"]
    assert client.get(f"/api/v1/documents/{secret}", headers=headers).json()["secrecy"] == "TỐI MẬT"
    assert "hamtruongson" in client.get(f"/documents/{secret}", headers=headers).text
    chain = client.get(f"/api/v1/documents/{ids['101/KH-UBND 2020']}/chain", headers=headers).json()
    assert secret in {node["id"] for node in chain["nodes"]}


def test_counts_and_facets_leave_it_out(client: TestClient, tokens: dict[tuple[str, int], str]) -> None:
    low = client.get("/api/v1/search?q=", headers=bearer(tokens["reader", 0])).json()
    high = client.get("/api/v1/search?q=", headers=bearer(tokens["reader", 3])).json()
    assert (low["total"], high["total"]) == (3, 5)
    assert sum(one["count"] for one in low["facets"]["type"]) == 3
    assert not low["facets"].get("secrecy")
    citing = {
        clearance: client.get("/api/v1/documents/101/KH-UBND/cited-by", headers=bearer(tokens["reader", clearance]))
        for clearance in (0, 3)
    }
    assert len(citing[0].json()) + 1 == len(citing[3].json())
    wanted = client.get("/api/v1/wanted", headers=bearer(tokens["reader", 0])).json()
    assert [(one["number"], one["cited_by"]) for one in wanted] == [("34-CT/TW", 1)]
    shown = client.get("/api/v1/documents/101/KH-UBND", headers=bearer(tokens["reader", 0])).json()
    assert shown["cited_by"] == 1


def test_a_secret_paper_is_absent_in_the_very_words_of_one_that_is_not_there(
    client: TestClient, tokens: dict[tuple[str, int], str], ids: dict[str, str]
) -> None:
    headers = bearer(tokens["administrator", 1])
    secret, nothing = ids["909/KH-UBND 2020"], "0123456789abcdef"
    for part in ("", *(f"/{part}" for part in PARTS)):
        hidden = client.get(f"/api/v1/documents/{secret}{part}", headers=headers)
        absent = client.get(f"/api/v1/documents/{nothing}{part}", headers=headers)
        assert hidden.status_code == absent.status_code == 404
        assert hidden.text.replace(secret, "X") == absent.text.replace(nothing, "X")


def test_without_signing_in_no_route_answers(client: TestClient) -> None:
    described = create_app(Settings()).openapi()["paths"]
    for path, item in described.items():
        for method in item:
            answer = client.request(
                method.upper(),
                path.replace("{id}", "x").replace("sheet.{form}", "sheet.xlsx").replace("{form}", "csv"),
                json={} if method == "post" else None,
            )
            assert (answer.status_code, answer.json()["code"]) == (401, "login-required"), path
    for page in ("/", "/documents/x", "/status", "/docs", "/openapi.json", "/verify"):
        answer = client.get(page, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/login"), page
    assert client.get("/health").json() == {"ok": True}


def test_the_matrix_of_roles_and_routes(client: TestClient, tokens: dict[tuple[str, int], str]) -> None:
    described = create_app(Settings()).openapi()["paths"]
    queries = {"find": "?number=1", "path": "?from=101/KH-UBND&to=101/KH-UBND", "issuers": "?name=x"}
    for role in ROLES:
        person = Person("x", role, 3)
        for path, item in described.items():
            for method in item:
                filled = path.replace("{id}", "101/KH-UBND").replace("sheet.{form}", "sheet.xlsx")
                filled = filled.replace("{number}", "1")
                address = filled.replace("{form}", "csv") + queries.get(path.rsplit("/")[-1], "")
                sent: dict[str, dict[str, str]] = {"/ask": {"wish": "stop"}, "/batch": {"csv": "x"}}
                usual = {"post": {"text": "x"}, "put": {"address": "/?q=x"}}.get(method)
                body = next((sent[end] for end in sent if path.endswith(end)), usual)
                answer = client.request(method.upper(), address, json=body, headers=bearer(tokens[role, 3]))
                expected = (200, 204) if may_open(person, path) else (403,)
                if "/pages/" in path:
                    expected = (404,)  # open to every role, but this paper is a text and has no pages to draw
                assert answer.status_code in expected, (role, path)
    assert not may_open(Person("x", "reader", 3), "/status")
    assert set(ROUTES.values()) <= set(ROLES)


def test_the_log_names_who_opened_what_and_no_secret_words(
    client: TestClient, folder: Path, tokens: dict[tuple[str, int], str]
) -> None:
    client.get("/api/v1/documents/101/KH-UBND", headers=bearer(tokens["reader", 2]))
    lines = (folder / LOG).read_text(encoding="utf-8").splitlines()
    last = json.loads(lines[-1])
    assert (last["person"], last["address"], last["status"]) == ("reader2", "/api/v1/documents/101/KH-UBND", 200)
    assert all(token not in "\n".join(lines) for token in tokens.values())
    assert (folder / LOG).stat().st_mode & 0o077 == 0


def test_an_ambiguous_mention_offers_only_what_may_be_seen(
    client: TestClient, tokens: dict[tuple[str, int], str]
) -> None:
    counts = {}
    for clearance in (0, 1):
        record = client.get("/api/v1/documents/303/KH-UBND", headers=bearer(tokens["reader", clearance])).json()
        mention = next(one for one in record["references"] if one["number"] == "505/KH-UBND")
        counts[clearance] = len(mention["resolution"]["candidates"])
        assert client.get("/review", headers=bearer(tokens["archivist", clearance])).status_code == 200
    assert counts == {0: 1, 1: 2}


def test_a_body_without_a_plan_is_told_of_in_the_archives_own_words() -> None:
    assert NOT_HELD in inspect.getsource(corpus.followup)
