"""An account gets other rights and keeps all else; a session that ends under a form says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.archive import Archive
from service.accounts import Accounts
from service.app import create_app
from service.command import main
from service.errors import ServiceError
from service.gate import COOKIE
from service.settings import Settings
from tests.service_archive import FakeArchive

pytestmark = pytest.mark.usefixtures("cheap_passwords")

PASSWORD = "đèn dầu ven kênh"


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    found = Accounts(tmp_path)
    found.add("lan", "reader", 0, PASSWORD, units=("Sở Nội vụ",))
    return found


@pytest.fixture
def client(accounts: Accounts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    with TestClient(create_app(Settings(data=str(tmp_path)))) as opened:
        yield opened


def test_an_empty_body_is_none_from_the_first(accounts: Accounts) -> None:
    accounts.add("hoa", "reader", 0, PASSWORD, units=("", " ", "Sở Y tế"))
    assert [one.units for one in accounts.listed() if one.name == "hoa"] == [("Sở Y tế",)]


def test_a_change_leaves_what_it_does_not_name(accounts: Accounts) -> None:
    token = accounts.sign_in("lan", PASSWORD) or ""
    accounts.change("lan", role="editor")
    person = accounts.person(token, "session")
    assert person is not None and (person.role, person.clearance, person.units) == ("editor", 0, ("Sở Nội vụ",))
    accounts.change("lan", clearance=2)
    accounts.change("lan", units=("",))
    now = accounts.person(token, "session")
    assert now is not None and (now.role, now.clearance, now.units) == ("editor", 2, ())
    with pytest.raises(ServiceError, match="không có tài khoản “minh”"):
        accounts.change("minh", role="editor")


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        ("--role editor", 0, "lan nay là editor, xem: chỉ văn bản thường. Mật khẩu giữ nguyên."),
        ("--clearance MẬT", 0, "lan nay là reader, xem: đến MẬT."),
        ("--clearance không", 0, "xem: chỉ văn bản thường."),
        ("", 2, "cần --role, --clearance hoặc --unit"),
    ],
)
def test_the_command_says_what_an_account_is_now(
    options: str, status: int, told: str, accounts: Accounts, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["account", "change", "lan", *options.split(), "--data", str(tmp_path)]) == status
    assert told in "".join(capfd.readouterr())
    assert accounts.sign_in("lan", PASSWORD)


def signed_in(client: TestClient) -> None:
    client.post("/login", data={"name": "lan", "password": PASSWORD, "next": "/"})
    assert COOKIE in client.cookies


def ended(client: TestClient, accounts: Accounts) -> None:
    accounts.sign_out(client.cookies[COOKIE])


def test_a_form_that_comes_too_late_is_told_and_leads_back(client: TestClient, accounts: Accounts) -> None:
    signed_in(client)
    ended(client, accounts)
    stood = {"referer": "http://testserver/tasks?unit=s%E1%BB%9F"}
    answer = client.post("/searches", data={"name": "a", "address": "/?q=a"}, headers=stood, follow_redirects=False)
    assert answer.headers["location"] == "/login?next=%2Ftasks%3Funit%3Ds%25E1%25BB%259F&ended=lost"
    shown = client.get(answer.headers["location"]).text
    assert "chưa được lưu" in shown
    onward = re.search(r'name="next" value="([^"]*)"', shown)
    assert onward and onward[1] == "/tasks?unit=s%E1%BB%9F"


@pytest.mark.parametrize("referer", ["", "http://evil.example/x", "http://[", "//testserver", "http://testserver"])
def test_a_form_from_nowhere_leads_to_the_front_page(referer: str, client: TestClient) -> None:
    answer = client.post("/searches", data={"name": "a"}, headers={"referer": referer}, follow_redirects=False)
    assert answer.headers["location"] == "/login?next=%2F&ended=unsaved"


def test_who_had_no_session_is_not_told_that_one_ended(client: TestClient) -> None:
    shown = client.post("/searches", data={"name": "a", "address": "/?q=a"}).text
    assert "chưa được lưu" in shown and "hết hạn" not in shown


def test_a_form_shown_again_where_it_was_sent_to_leads_to_a_page_that_there_is(
    client: TestClient, accounts: Accounts
) -> None:
    signed_in(client)
    ended(client, accounts)
    for stood, onward in (
        ("/correct", "%2F"),
        ("/correct?document=a&field=date", "%2Fcorrect%3F"),
        ("/draft", "%2Fdraft&"),
    ):
        sent = {"referer": f"http://testserver{stood}"}
        answer = client.post(stood.partition("?")[0], data={"document": "a"}, headers=sent, follow_redirects=False)
        assert answer.headers["location"].startswith(f"/login?next={onward}") and "ended=lost" in str(answer.headers)


def test_a_page_asked_for_after_the_end_says_so_and_a_first_visit_does_not(
    client: TestClient, accounts: Accounts
) -> None:
    assert "hết hạn" not in client.get("/tasks").text
    signed_in(client)
    ended(client, accounts)
    shown = client.get("/tasks").text
    assert "Phiên làm việc đã hết hạn" in shown and 'value="/tasks"' in shown
    assert "chưa được lưu" not in client.post("/logout").text
