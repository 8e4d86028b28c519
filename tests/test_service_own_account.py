"""One's own account: a new password, and the sessions and access tokens that there are."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.archive import Archive
from service.account_file import FILE
from service.accounts import MAX_FAILURES, Accounts, Link
from service.app import create_app
from service.audit import AuditLog
from service.command import main
from service.errors import CAUSES, ServiceError
from service.gate import COOKIE
from service.keyed import FILE as ANSWERS
from service.pages.account import browser_of
from service.settings import Settings
from service.tickets import Origin, ticket_id
from service.verbs.serve import nobody_shut_out
from tests.service_archive import FakeArchive

pytestmark = pytest.mark.usefixtures("cheap_passwords")

PASSWORD, NEW = "thuyền nan qua bến", "cây gạo đầu làng"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    made = Accounts(tmp_path)
    made.add("lan", "reader", 1, PASSWORD)
    made.add_linked("mai", "reader", 0, Link("https://id.example", email="mai@example.vn"))
    return made


@pytest.fixture
def client(accounts: Accounts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    with TestClient(create_app(Settings(data=str(tmp_path))), follow_redirects=False) as opened:
        yield opened


def signed_in(client: TestClient, password: str = PASSWORD) -> str:
    client.headers["user-agent"] = FIREFOX
    assert client.post("/login", data={"name": "lan", "password": password}).status_code == 303
    return client.cookies[COOKIE]


def sent(client: TestClient, address: str, **fields: str) -> tuple[int, str]:
    """A form of the page `/account`, as a browser sends it: status, and what the page then says."""
    token = re.search(r'<meta name="csrf" content="(\w+)">', client.get("/account").text)
    assert token
    answer = client.post(address, data={**fields, "csrf": token[1]})
    shown = client.get(answer.headers["location"]) if answer.status_code == 303 else answer
    found = re.search(r'role="(?:alert|status)">(.*?)</p>', shown.text)
    return answer.status_code, found[1] if found else ""


def test_a_new_password_ends_all_but_the_session_that_asked(client: TestClient, accounts: Accounts) -> None:
    here = signed_in(client)
    elsewhere, program = accounts.sign_in("lan", PASSWORD) or "", accounts.issue_token("lan", "máy in")
    status, said = sent(client, "/account/password", old=PASSWORD, new=NEW, again=NEW)
    assert status == 303 and "Đã đổi mật khẩu. Các phiên làm việc và mã truy cập khác" in said
    assert accounts.person(here, "session") is not None
    assert accounts.person(elsewhere, "session") is None and accounts.person(program, "access") is None
    assert accounts.sign_in("lan", PASSWORD) is None and accounts.sign_in("lan", NEW)


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("không phải nó", NEW, NEW, "Mật khẩu cũ không đúng"),
        (PASSWORD, NEW, NEW + "x", "không giống nhau"),
        (PASSWORD, "ngắn", "ngắn", "từ 10 đến"),
        (PASSWORD, PASSWORD, PASSWORD, "phải khác mật khẩu cũ"),
    ],
)
def test_what_is_wrong_is_told_and_changes_nothing(
    old: str, new: str, again: str, said: str, client: TestClient, accounts: Accounts
) -> None:
    signed_in(client)
    status, told = sent(client, "/account/password", old=old, new=new, again=again)
    assert status in (400, 422) and said in told
    assert accounts.sign_in("lan", PASSWORD)


def test_guesses_at_the_old_password_lock_the_account(client: TestClient, accounts: Accounts) -> None:
    here = signed_in(client)
    for _ in range(MAX_FAILURES):
        sent(client, "/account/password", old="đoán mò mãi thôi", new=NEW, again=NEW)
    assert accounts.one("lan").locked
    status, told = sent(client, "/account/password", old=PASSWORD, new=NEW, again=NEW)
    assert status == 422 and "bị khóa" in told, "the right one does not help while it is locked"
    assert accounts.person(here, "session") is not None


def test_who_comes_in_by_a_provider_has_no_password_to_change_here(client: TestClient, accounts: Accounts) -> None:
    token = accounts.issue_token("mai", "", ("read", "write"))
    headers = {"authorization": f"Bearer {token}"}
    shown = client.get("/account", headers=headers).text
    assert "mật khẩu nằm ở đó" in shown and 'name="old"' not in shown
    answer = client.post("/api/v1/account/password", json={"old": "x", "new": NEW}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "no-password")
    assert "chỉ hệ thống ấy biết mật khẩu" in CAUSES["no-password"].message


def test_sessions_and_tokens_are_listed_and_ended(client: TestClient, accounts: Accounts) -> None:
    here = signed_in(client)
    other = accounts.sign_in("lan", PASSWORD, Origin("10.1.2.3", "")) or ""
    program = accounts.issue_token("lan", "máy soạn thảo", ("read", "write"), days=3)
    foreign = accounts.issue_token("mai", "của người khác")
    shown = client.get("/account").text
    assert "Firefox trên Linux" in shown and "10.1.2.3" in shown and "máy soạn thảo" in shown
    assert '<input type="text" name="username" value="lan" autocomplete="username" hidden>' in shown
    assert "của người khác" not in shown and shown.count("đang dùng</span>") == 1
    assert sent(client, "/account/end", id=ticket_id(other)) == (303, "Đã kết thúc.")
    assert accounts.person(other, "session") is None and accounts.person(program, "access") is not None
    assert sent(client, "/account/end", id=ticket_id(foreign))[0] == 404, "not of this account"
    assert accounts.person(foreign, "access") is not None
    assert sent(client, "/account/end")[0] == 303
    assert [one.id for one in accounts.tickets("lan")] == [ticket_id(here)]


def test_the_same_over_the_api(client: TestClient, accounts: Accounts) -> None:
    session = accounts.sign_in("lan", PASSWORD) or ""
    token = accounts.issue_token("lan", "báo cáo", ("read", "write"))
    headers = {"authorization": f"Bearer {token}"}
    found = client.get("/api/v1/account", headers=headers).json()
    assert (found["name"], found["clearance"], found["by_password"]) == ("lan", "MẬT", True)
    assert {(one["kind"], one["current"]) for one in found["tickets"]} == {("session", False), ("access", True)}
    assert token not in str(found) and session not in str(found)
    wrong = client.post("/api/v1/account/password", json={"old": "x", "new": NEW}, headers=headers)
    assert (wrong.status_code, wrong.json()["code"]) == (422, "wrong-password")
    done = client.post("/api/v1/account/password", json={"old": PASSWORD, "new": NEW}, headers=headers)
    assert done.status_code == 204 and accounts.person(session, "session") is None
    assert client.get("/api/v1/account", headers=headers).status_code == 200, "the token that asked goes on"
    accounts.sign_in("lan", NEW)
    assert client.delete("/api/v1/account/tokens?kind=session", headers=headers).json() == {"ended": 1}
    own = ticket_id(token)
    assert client.delete(f"/api/v1/account/tokens/{own}", headers=headers).status_code == 204
    assert client.get("/api/v1/account", headers=headers).status_code == 401


def test_a_new_password_leaves_no_trace_of_the_two_on_the_disk(
    client: TestClient, accounts: Accounts, tmp_path: Path
) -> None:
    token = accounts.issue_token("lan", "", ("read", "write"))
    headers = {"authorization": f"Bearer {token}", "idempotency-key": "k-7"}
    body = json.dumps({"old": PASSWORD, "new": NEW}).encode()
    asked: Any = {"content": body, "headers": {**headers, "content-type": "application/json"}}
    assert client.post("/api/v1/account/password", **asked).status_code == 204
    assert client.post("/api/v1/account/password", **asked).json()["code"] == "wrong-password", "no key: not told again"
    accounts.add("tư", "administrator", 3, PASSWORD)
    headers["authorization"] = f"Bearer {accounts.issue_token('tư', '', ('read', 'write'))}"
    assert client.post("/api/v1/jobs/ask", json={"wish": "pause"}, headers=headers).status_code == 200
    with closing(sqlite3.connect(tmp_path / ANSWERS)) as db:
        kept = db.execute("SELECT person, asked FROM answers").fetchall()
    assert [person for person, _ in kept] == ["tư"]
    address = b"POST /api/v1/account/password?\n"
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for trace in (hashlib.sha256(address + body).hexdigest().encode(), PASSWORD.encode(), NEW.encode()):
        assert trace not in files


def test_a_token_that_only_reads_changes_no_password(client: TestClient, accounts: Accounts) -> None:
    headers = {"authorization": f"Bearer {accounts.issue_token('lan', '')}"}
    answer = client.post("/api/v1/account/password", json={"old": PASSWORD, "new": NEW}, headers=headers)
    assert answer.status_code == 403 and accounts.sign_in("lan", PASSWORD)


def test_the_log_tells_of_it_and_holds_no_password(client: TestClient, tmp_path: Path) -> None:
    signed_in(client)
    sent(client, "/account/password", old="đoán sai một lần", new=NEW, again=NEW)
    sent(client, "/account/password", old=PASSWORD, new=NEW, again=NEW)
    log = b"".join(AuditLog(tmp_path).lines()).decode()
    assert '"address": "/account/password"' in log and '"outcome": "wrong-password"' in log
    assert not any(word in log for word in (PASSWORD, NEW, "đoán sai một lần"))


def test_without_accounts_there_is_nothing_to_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    with TestClient(create_app(Settings(data=str(tmp_path)))) as client:
        assert "Kho này chưa có tài khoản" in client.get("/account").text
        assert client.post("/api/v1/account/password", json={"old": "x", "new": NEW}).status_code == 409
        assert client.delete("/api/v1/account/tokens").json() == {"ended": 0}
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox trên Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge trên Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari trên iPhone"),
        ("curl/8", ""),
    ],
)
def test_browsers_are_called_as_people_call_them(agent: str, name: str) -> None:
    assert browser_of(agent) == name


def test_a_file_of_the_version_before_keeps_accounts_sessions_and_tokens(tmp_path: Path) -> None:
    kept = Accounts(tmp_path)
    kept.add("lan", "editor", 2, PASSWORD)
    session, token = kept.sign_in("lan", PASSWORD) or "", kept.issue_token("lan", "cũ")
    with closing(sqlite3.connect(tmp_path / FILE)) as db, db:
        db.executescript(
            "DROP TABLE logouts; ALTER TABLE accounts DROP COLUMN barred;"
            + "".join(
                f"ALTER TABLE tokens DROP COLUMN {name};"
                for name in ("made", "origin", "agent", "issuer", "subject", "sid")
            )
            + "PRAGMA user_version = 3;"
        )
    again = Accounts(tmp_path)
    assert again.person(session, "session") and again.person(token, "access")
    assert [(one.made, one.origin) for one in again.tickets("lan")] == [(None, ""), (None, "")]
    assert again.sign_in("lan", PASSWORD)


def test_a_file_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """It may know of ways to keep somebody out that are not looked at here."""
    kept = Accounts(tmp_path)
    kept.add("lan", "editor", 2, PASSWORD)
    with closing(sqlite3.connect(tmp_path / FILE)) as db, db:
        db.execute("PRAGMA user_version = 99")
    before = (tmp_path / FILE).read_bytes()
    Archive.open(tmp_path).close()
    assert main(["doctor", "--data", str(tmp_path)]) == 1
    told = capfd.readouterr().out
    assert "phiên bản 99" in told and "Hãy dùng chương trình mới hơn" in told and "Kho có chỗ hỏng" in told
    for words in (["account", "list"], ["serve", "--port", "0"], ["mcp"]):
        assert main([words[0], *words[1:], "--data", str(tmp_path)]) == 1
        told = capfd.readouterr().err
        assert "phiên bản 99" in told and "Hãy dùng chương trình mới hơn" in told and "accounts-mismatch" in told
    with pytest.raises(ServiceError):
        kept.sign_in("lan", PASSWORD)
    assert (tmp_path / FILE).read_bytes() == before


def test_accounts_of_the_first_version_without_a_password_are_told_of_at_the_start(
    accounts: Accounts, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    nobody_shut_out(accounts)
    accounts.remove("mai")
    assert not capfd.readouterr().err
    with closing(sqlite3.connect(tmp_path / FILE)) as db, db:
        db.execute("UPDATE accounts SET hash = NULL")
    nobody_shut_out(accounts)
    assert "vanban account password lan" in capfd.readouterr().err


def test_an_administrator_is_named_when_none_can_come_in(
    accounts: Accounts, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def told(issuer: str | None = None) -> str:
        nobody_shut_out(Accounts(tmp_path, issuer))
        return capfd.readouterr().err

    def done(*statements: str) -> None:
        with closing(sqlite3.connect(tmp_path / FILE)) as db, db:
            for statement in statements:
                db.execute(statement)

    accounts.add("anh", "administrator", 2, PASSWORD)
    accounts.add("quan", "administrator", 3, PASSWORD)
    assert not told()
    done("UPDATE accounts SET hash = NULL WHERE name = 'quan'")
    assert "vanban account password quan" in told(), "who may see all papers looks after the accounts"
    done("UPDATE accounts SET role = 'reader' WHERE name = 'anh'")
    assert "vanban account password quan" in told()
    done("UPDATE accounts SET hash = NULL")
    assert "vanban account password quan" in told()
    done("INSERT INTO identities VALUES ('https://id.example', 's1', NULL, 'quan')")
    assert "vanban account password quan" in told() and not told("https://id.example")
    done("DELETE FROM accounts WHERE name <> 'mai'")
    assert "vanban account password mai" in told() and not told("https://id.example")
    done("DELETE FROM accounts")
    assert not told()
    accounts.add("quan", "administrator", 3, PASSWORD)
    done("UPDATE accounts SET barred = 1")
    assert "vanban account unlock quan" in told()


def test_the_command_lists_and_ends_them(accounts: Accounts, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    data = ["--data", str(tmp_path)]
    accounts.issue_token("lan", "máy soạn thảo")
    accounts.sign_in("lan", PASSWORD)
    assert main(["account", "tokens", "lan", *data]) == 0
    assert "máy soạn thảo" in (out := capfd.readouterr().out) and "phiên làm việc" in out
    assert main(["account", "revoke", "lan", *data]) == 0
    assert "Đã kết thúc 2 phiên" in capfd.readouterr().out and not accounts.tickets("lan")
    assert main(["account", "tokens", "không có", *data]) == 2
    with pytest.raises(ServiceError, match="không có tài khoản"):
        accounts.end_tickets("không có")
