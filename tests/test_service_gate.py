"""The gate holds where only one thing keeps somebody out: what a session, a token and a request from elsewhere open."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.archive import Archive
from service.accounts import Accounts
from service.app import create_app
from service.gate import COOKIE, MOST_TRIED_CHARS, form_token
from service.settings import Settings
from tests.service_archive import FakeArchive

pytestmark = pytest.mark.usefixtures("cheap_passwords")

PASSWORD = "một mật khẩu dài"


@pytest.fixture(autouse=True)
def no_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    made = Accounts(tmp_path)
    made.add("lan", "reader", 1, PASSWORD)
    return made


@pytest.fixture
def client(accounts: Accounts, tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(data=str(tmp_path)))) as opened:
        yield opened


@pytest.mark.parametrize(("host", "status"), [("127.0.0.1", 200), ("0.0.0.0", 303), ("kho.benpha.example", 303)])
def test_beyond_this_machine_nobody_comes_in_without_an_account(tmp_path: Path, host: str, status: int) -> None:
    """Also where there is none, as after the last one was taken out of the file: nobody there is the owner."""
    assert not Accounts(tmp_path).kept
    with TestClient(create_app(Settings(data=str(tmp_path), host=host))) as client:
        assert client.get("/", follow_redirects=False).status_code == status
        assert client.get("/api/v1/search").status_code == (200 if status == 200 else 401)
        assert client.post("/api/v1/accounts", json={}).status_code == (422 if status == 200 else 401)


def test_who_signed_out_is_out_whoever_kept_the_cookie(client: TestClient, accounts: Accounts) -> None:
    session = accounts.sign_in("lan", PASSWORD) or ""
    client.cookies.set(COOKIE, session)
    assert client.get("/", follow_redirects=False).status_code == 200
    out = client.post("/logout", data={"csrf": form_token(session)}, follow_redirects=False)
    assert out.status_code == 303
    client.cookies.clear()
    client.cookies.set(COOKIE, session)
    assert client.get("/", follow_redirects=False).headers["location"].startswith("/login")


def test_a_session_is_no_access_token(client: TestClient, accounts: Accounts) -> None:
    session = accounts.sign_in("lan", PASSWORD)
    assert client.get("/api/v1/search", headers={"authorization": f"Bearer {session}"}).status_code == 401


@pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH", "POST"])
def test_every_way_of_changing_wants_the_token_of_the_session(
    client: TestClient, accounts: Accounts, method: str
) -> None:
    session = accounts.sign_in("lan", PASSWORD) or ""
    client.cookies.set(COOKIE, session)
    refused = client.request(method, "/api/v1/searches/y", json={"address": "/?q=y"})
    assert (refused.status_code, refused.json()["code"]) == (403, "cross-site")
    told = {"x-csrf-token": form_token(session)}
    let_in = client.request(method, "/api/v1/searches/y", json={"address": "/?q=y"}, headers=told)
    assert let_in.status_code in (200, 404, 405)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "x"])
def test_a_page_of_another_site_or_of_a_neighbour_sends_nothing(client: TestClient, site: str) -> None:
    sent = client.post("/login", data={"name": "lan", "password": PASSWORD}, headers={"sec-fetch-site": site})
    assert sent.status_code == 403 and COOKIE not in client.cookies


@pytest.mark.parametrize("origin", ["http://testserver.evil.example", "null", "http://evil.example/testserver", ""])
def test_only_the_very_name_of_this_server_is_its_origin(client: TestClient, origin: str) -> None:
    sent = client.post("/login", data={"name": "lan", "password": PASSWORD}, headers={"origin": origin})
    assert sent.status_code == 403 and COOKIE not in client.cookies


def test_the_log_keeps_only_the_beginning_of_a_name_that_was_tried(client: TestClient, tmp_path: Path) -> None:
    client.post("/login", data={"name": "a" * 3000, "password": "x"})
    line = json.loads((tmp_path / "access.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert line["tried"] == "a" * MOST_TRIED_CHARS
