"""Accounts, sessions and signing in."""

from __future__ import annotations

import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from corpus.archive import Archive
from service import passwords
from service.account_file import FILE
from service.accounts import LOCK_SECONDS, MAX_FAILURES, NAME_CHARS, Accounts, Link
from service.app import create_app
from service.command import main
from service.errors import ServiceError
from service.following import Following
from service.gate import COOKIE, GUESSES
from service.people import SCOPES
from service.saved import SavedSearches
from service.settings import Settings
from service.tickets import SESSION_SECONDS
from tests.service_archive import FakeArchive

pytestmark = pytest.mark.usefixtures("cheap_passwords")

PASSWORD = "một mật khẩu dài"


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    made = Accounts(tmp_path)
    made.add("lan", "reader", 1, PASSWORD)
    return made


@pytest.fixture
def client(accounts: Accounts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    with TestClient(create_app(Settings(data=str(tmp_path)))) as opened:
        yield opened


def test_no_accounts_no_signing_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    assert not Accounts(tmp_path).kept
    with TestClient(create_app(Settings(data=str(tmp_path)))) as client:
        assert client.get("/status").status_code == 200
    assert not (tmp_path / FILE).exists()


def test_sign_in_gives_a_session_that_ends(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    token = accounts.sign_in("lan", PASSWORD)
    assert token
    person = accounts.person(token, "session")
    assert person is not None and (person.name, person.role, person.clearance) == ("lan", "reader", 1)
    assert accounts.person(token, "access") is None
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + SESSION_SECONDS + 1)
    assert accounts.person(token, "session") is None


def test_an_access_token_is_no_session_and_outlives_signing_out(accounts: Accounts) -> None:
    access, session = accounts.issue_token("lan", ""), accounts.sign_in("lan", PASSWORD)
    assert session and accounts.person(access, "session") is None
    accounts.sign_out(session)
    assert accounts.person(access, "access") is not None


def test_the_longest_name_is_let_in_and_who_has_no_password_signs_in_with_none(accounts: Accounts) -> None:
    name = "a" * NAME_CHARS
    assert accounts.add(name, "reader", 0, PASSWORD) == PASSWORD
    accounts.add_linked("mai", "reader", 0, Link("https://id.example", email="mai@example.vn"))
    for tried in ("", "None", PASSWORD):
        assert accounts.sign_in("mai", tried) is None
    assert accounts.sign_in(name, PASSWORD)


def test_an_account_that_is_locked_keeps_its_sessions_and_locks_no_other(accounts: Accounts) -> None:
    accounts.add("mai", "reader", 0, PASSWORD)
    session = accounts.sign_in("lan", PASSWORD) or ""
    for _ in range(MAX_FAILURES):
        accounts.sign_in("lan", "sai mật khẩu")
    assert [one.locked for one in accounts.listed()] == [True, False]
    assert accounts.person(session, "session") is not None
    assert accounts.sign_in("mai", PASSWORD)


def test_sign_out_and_a_new_password_end_sessions(accounts: Accounts) -> None:
    first, second = accounts.sign_in("lan", PASSWORD), accounts.sign_in("lan", PASSWORD)
    assert first and second
    accounts.sign_out(first)
    assert accounts.person(first, "session") is None
    assert accounts.person(second, "session") is not None
    new = accounts.set_password("lan")
    assert accounts.person(second, "session") is None
    assert accounts.sign_in("lan", PASSWORD) is None
    assert accounts.sign_in("lan", new)


def test_too_many_tries_lock_the_account_for_a_while(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(MAX_FAILURES):
        assert accounts.sign_in("lan", "sai mật khẩu") is None
    assert accounts.listed()[0].locked
    assert accounts.sign_in("lan", PASSWORD) is None
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + LOCK_SECONDS + 1)
    assert accounts.sign_in("lan", PASSWORD)


def test_a_good_password_forgets_earlier_tries(accounts: Accounts) -> None:
    for _ in range(3):
        for _ in range(MAX_FAILURES - 1):
            accounts.sign_in("lan", "sai mật khẩu")
        assert accounts.sign_in("lan", PASSWORD)


def test_removing_an_account_ends_everything_of_it(accounts: Accounts) -> None:
    session, access = accounts.sign_in("lan", PASSWORD), accounts.issue_token("lan", "máy soạn thảo")
    accounts.remove("lan")
    assert accounts.person(session or "", "session") is None
    assert accounts.person(access, "access") is None
    with pytest.raises(ServiceError, match="không có tài khoản"):
        accounts.remove("lan")


@pytest.mark.parametrize(
    "name, role, clearance, password",
    [("lan", "reader", 0, PASSWORD), ("", "reader", 0, PASSWORD), ("a", "reader", 4, PASSWORD),
     ("a", "reader", -1, PASSWORD), (" a", "reader", 0, PASSWORD), ("a" * (NAME_CHARS + 1), "reader", 0, PASSWORD),
     ("a", "vua", 0, PASSWORD), ("a", "reader", 0, "ngắn")],
)  # fmt: skip
def test_bad_accounts_are_refused(accounts: Accounts, name: str, role: str, clearance: int, password: str) -> None:
    with pytest.raises(ServiceError):
        accounts.add(name, role, clearance, password)  # type: ignore[arg-type]  # a wrong role is one of the cases


def test_the_file_holds_no_password_and_no_token(accounts: Accounts, tmp_path: Path) -> None:
    token = accounts.sign_in("lan", PASSWORD)
    access = accounts.issue_token("lan", "")
    stored = (tmp_path / FILE).read_bytes()
    for secret in (PASSWORD, token or "-", access):
        assert secret.encode() not in stored
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
    with sqlite3.connect(tmp_path / FILE) as db:
        assert db.execute("SELECT count(*) FROM tokens").fetchone() == (2,)
    db.close()


def test_signing_in_on_the_page(client: TestClient) -> None:
    answer = client.get("/documents/d1", follow_redirects=False)
    assert answer.headers["location"] == "/login?next=%2Fdocuments%2Fd1"
    wrong = client.post("/login", data={"name": "lan", "password": "sai", "next": "/"})
    assert wrong.status_code == 401 and COOKIE not in wrong.headers.get("set-cookie", "")
    fields = {"name": "lan", "password": PASSWORD, "next": "/documents/d1"}
    good = client.post("/login", data=fields, follow_redirects=False)
    assert (good.status_code, good.headers["location"]) == (303, "/documents/d1")
    cookie = good.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie
    shown = client.get("/documents/d1")
    assert shown.status_code == 200 and "Đăng xuất" in shown.text and "lan" in shown.text
    assert client.get("/status").status_code == 403
    assert client.post("/logout").status_code == 403  # no form of ours sent this
    way_out = re.search(r'"/logout" method="post"><input type="hidden" name="csrf" value="(\w+)">', shown.text)
    assert way_out and client.post("/logout", data={"csrf": way_out[1]}).status_code == 200
    assert client.get("/documents/d1", follow_redirects=False).status_code == 303


def test_the_cookie_is_for_https_alone_where_the_page_is(client: TestClient) -> None:
    fields = {"name": "lan", "password": PASSWORD, "next": "/"}
    answer = client.post("https://testserver/login", data=fields, follow_redirects=False)
    assert "Secure" in answer.headers["set-cookie"]


@pytest.mark.parametrize(
    "onward",
    ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "", "/a\r\nSet-Cookie: x=1", "\\/evil"],
)
def test_signing_in_never_leads_to_another_site(client: TestClient, onward: str) -> None:
    fields = {"name": "lan", "password": PASSWORD, "next": onward}
    answer = client.post("/login", data=fields, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_a_page_of_another_site_cannot_sign_out(client: TestClient) -> None:
    assert client.post("/logout", headers={"origin": "https://evil.example"}).status_code == 403


@pytest.mark.parametrize("header", ["Bearer", "Bearer x", "Basic bGFuOng=", "bearer \u00e9"])
def test_a_made_up_token_opens_nothing(client: TestClient, header: str) -> None:
    assert client.get("/api/v1/search", headers={b"authorization": header.encode()}).status_code == 401


def test_a_form_of_a_session_carries_its_token(client: TestClient, accounts: Accounts) -> None:
    client.cookies.set(COOKIE, accounts.sign_in("lan", PASSWORD) or "")
    head = re.search(r'<meta name="csrf" content="(\w+)">', client.get("/verify").text)
    assert head
    forms = re.findall(r'method="post"[^>]*>(.{60})', client.get("/batch").text)
    assert forms and all(form.startswith('<input type="hidden" name="csrf"') for form in forms)
    body = {"name": "x", "address": "/?q=x"}
    assert client.post("/searches", data=body).status_code == 403
    assert client.post("/searches", data={**body, "csrf": "0" * 32}).status_code == 403
    assert client.post("/searches", data={**body, "csrf": head[1]}, follow_redirects=False).status_code == 303
    parts = {"csrf": (None, head[1]), "csv": (None, "x")}
    assert client.post("/batch", files={"csv": (None, "x")}).status_code == 403
    assert client.post("/batch", files=parts).status_code == 422  # let in; that page takes no parts
    kept = {"address": "/?q=x"}
    assert client.put("/api/v1/searches/y", json=kept).json()["code"] == "cross-site"
    assert client.put("/api/v1/searches/y", json=kept, headers={"x-csrf-token": head[1]}).status_code == 200
    client.cookies.set(COOKIE, accounts.sign_in("lan", PASSWORD) or "")
    assert client.post("/searches", data={**body, "csrf": head[1]}).status_code == 403  # of another session


@pytest.mark.parametrize("sent", ["Basic bGFuOng=", "Bearer", "Bearer  ", "x"])
def test_what_a_browser_sends_to_a_proxy_does_not_stand_for_the_token_of_a_form(
    client: TestClient, accounts: Accounts, sent: str
) -> None:
    client.cookies.set(COOKIE, accounts.sign_in("lan", PASSWORD) or "")
    headers, body = {"authorization": sent}, {"name": "x", "address": "/?q=x"}
    assert client.get("/verify", headers=headers).status_code == 200  # the session counts
    assert client.post("/searches", data=body, headers=headers).status_code == 403


def test_a_token_does_what_its_scopes_say(client: TestClient, accounts: Accounts) -> None:
    for scopes, expected in ((("read",), (200, 200, 403)), (("write",), (403, 403, 200)), (SCOPES, (200, 200, 200))):
        headers = {"authorization": "Bearer " + accounts.issue_token("lan", "", scopes)}
        answers = (
            client.get("/api/v1/search", headers=headers),
            client.post("/api/v1/verify", json={"text": "x"}, headers=headers),  # asks, and keeps nothing
            client.put("/api/v1/searches/x", json={"address": "/?q=x"}, headers=headers),
        )
        assert tuple(answer.status_code for answer in answers) == expected, scopes
        why = [answer.json() for answer in answers if answer.status_code == 403]
        assert {one["code"] for one in why} <= {"no-scope"} and not any("Tài khoản" in one["title"] for one in why)
        assert len({one["detail"] for one in why}) == (len(scopes) == 1)
    beyond = client.get("/api/v1/accounts", headers={"authorization": f"Bearer {accounts.issue_token('lan', '')}"})
    assert (beyond.status_code, beyond.json()["code"]) == (403, "no-rights"), "the account may not either"
    with pytest.raises(ServiceError):
        accounts.issue_token("lan", "", ("all",))  # type: ignore[arg-type]  # a scope that is none


def test_a_token_ends_on_its_day(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    token, now = accounts.issue_token("lan", "", days=2), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 86400)
    assert accounts.person(token, "access")
    monkeypatch.setattr(time, "time", lambda: now + 3 * 86400)
    assert accounts.person(token, "access") is None


def test_tries_that_come_at_once_are_all_counted(accounts: Accounts) -> None:
    threads = [threading.Thread(target=accounts.sign_in, args=("lan", "sai mật khẩu")) for _ in range(MAX_FAILURES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert accounts.listed()[0].locked


def test_a_password_is_hashed_anew_when_the_parameters_change(
    accounts: Accounts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stored() -> str:
        with closing(sqlite3.connect(tmp_path / FILE)) as db:
            return str(db.execute("SELECT hash FROM accounts").fetchone()[0])

    assert stored().startswith("$argon2id$") and "t=1" in stored()
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    assert accounts.sign_in("lan", PASSWORD)
    assert "t=2" in stored()
    assert accounts.sign_in("lan", PASSWORD)


def test_accounts_of_the_first_version_keep_everything_but_passwords(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as db, db:
        db.executescript("""
            CREATE TABLE accounts (name TEXT PRIMARY KEY, role TEXT, clearance INTEGER, salt BLOB, hash BLOB,
              failures INTEGER, locked_until REAL);
            CREATE TABLE tokens (hash BLOB PRIMARY KEY, name TEXT, kind TEXT, label TEXT, expires REAL);
            INSERT INTO accounts VALUES ('lan', 'archivist', 2, x'00', x'00', 0, 0);""")
    old = Accounts(tmp_path)
    assert [(one.name, one.role, one.clearance) for one in old.listed()] == [("lan", "archivist", 2)]
    assert old.sign_in("lan", PASSWORD) is None
    assert old.sign_in("lan", old.set_password("lan"))


def test_accounts_from_the_command_line(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    data = ["--data", str(tmp_path)]
    assert main(["account", "add", "minh", "--role", "archivist", "--clearance", "TỐI MẬT", *data]) == 0
    password = capfdbinary.readouterr().out.decode().strip()
    accounts = Accounts(tmp_path)
    assert accounts.sign_in("minh", password)
    assert main(["account", "list", *data]) == 0
    assert "TỐI MẬT" in capfdbinary.readouterr().out.decode()
    assert main(["account", "token", "minh", "--scope", "read", "--days", "30", *data]) == 0
    token = capfdbinary.readouterr().out.decode().strip()
    person = accounts.person(token, "access")
    assert person is not None and (person.role, person.clearance, person.scopes) == ("archivist", 2, ("read",))
    assert main(["account", "remove", "minh", *data]) == 0
    assert main(["account", "remove", "minh", *data]) == 2
    assert main(["account", "add", *data]) == 2


def test_who_leaves_leaves_nothing_behind(tmp_path: Path) -> None:
    """Whoever gets an account of that name later must not find what the other one kept."""
    Accounts(tmp_path).add("lan", "reader", 0, PASSWORD)
    saved, following = SavedSearches(tmp_path), Following(tmp_path)
    saved.keep("lan", "x", "/?q=x")
    following.follow("lan", "search", "/?q=x", "x", {}, "2026-01-01")
    following.set_address("lan", "lan@coquan.example")
    assert main(["account", "remove", "lan", "--data", str(tmp_path)]) == 0
    assert not saved.of("lan") and not following.of("lan") and following.address("lan") is None


def test_who_guesses_takes_no_thread_from_who_reads(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """More tries at once than there are threads to answer with: a page is answered all the same."""
    go, at_once, most = threading.Event(), [0], [0]

    def slow(*_: object) -> None:
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        go.wait(30)
        at_once[0] -= 1

    monkeypatch.setattr(Accounts, "sign_in", slow)
    tries = [
        threading.Thread(target=client.post, args=("/login",), kwargs={"data": {"name": "lan", "password": "x"}})
        for _ in range(45)
    ]
    for one in tries:
        one.start()
    try:
        assert client.get("/health").status_code == 200
        assert client.get("/tasks", follow_redirects=False).status_code == 303
    finally:
        go.set()
        for one in tries:
            one.join()
    assert 1 <= most[0] <= GUESSES
