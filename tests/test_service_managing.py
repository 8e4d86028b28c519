"""The administrator's accounts: page, API and command do the same, and one who looks after them always stays."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from corpus.archive import Archive
from service.accounts import Accounts, Link
from service.app import create_app
from service.audit import AuditLog
from service.command import main
from service.errors import ServiceError
from service.following import Following
from service.gate import COOKIE
from service.people import SCOPES
from service.saved import SavedSearches
from service.settings import OidcSettings, Settings
from tests.service_archive import FakeArchive

pytestmark = pytest.mark.usefixtures("cheap_passwords")

PASSWORD = "trống đồng ngân vang"


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    made = Accounts(tmp_path)
    made.add("quản trị", "administrator", 3, PASSWORD)
    made.add("lan", "reader", 0, PASSWORD)
    return made


@pytest.fixture
def client(accounts: Accounts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    with TestClient(create_app(Settings(data=str(tmp_path))), follow_redirects=False) as opened:
        opened.cookies.set(COOKIE, accounts.sign_in("quản trị", PASSWORD) or "")
        yield opened


def sent(client: TestClient, address: str, **fields: str) -> Any:
    """A form as a browser sends it, with the answer it leads to."""
    token = re.search(r'<meta name="csrf" content="(\w+)">', client.get("/accounts").text)
    answer = client.post(address, data={**fields, **({"csrf": token[1]} if token else {})})
    return client.get(answer.headers["location"]) if answer.status_code == 303 else answer


def api(
    client: TestClient, accounts: Accounts, method: str, address: str, body: Any = None, who: str = "quản trị"
) -> Any:
    headers = {"authorization": f"Bearer {accounts.issue_token(who, '', SCOPES)}"}
    return client.request(method, f"/api/v1/accounts{address}", json=body, headers=headers)


def secret_of(shown: Any) -> str:
    found = re.search(r'<code class="secret">(.*?)</code>', shown.text)
    assert found, shown.text
    return found[1]


def test_the_page_adds_and_shows_the_password_once(client: TestClient, accounts: Accounts) -> None:
    units = "Sở Y tế\n\nSở Nội vụ"
    shown = sent(client, "/accounts", name=" binh ", role="archivist", clearance="TỐI MẬT", units=units)
    assert shown.status_code == 200 and "chỉ hiện một lần" in shown.text
    assert shown.headers["cache-control"] == "no-store"
    assert accounts.sign_in("binh", secret_of(shown))
    one = accounts.one("binh")
    assert (one.role, one.clearance, one.units) == ("archivist", 2, ("Sở Y tế", "Sở Nội vụ"))
    again = client.get("/accounts").text
    assert "binh" in again and "chỉ hiện một lần" not in again
    taken = sent(client, "/accounts", name="binh", role="reader", clearance="không", units="Sở Y tế")
    assert taken.status_code == 400 and "đã có tài khoản binh" in taken.text and 'value="binh"' in taken.text
    assert sent(client, "/accounts", name="", role="vua", clearance="không").status_code == 422


def test_the_page_changes_an_account_from_its_next_request_on(client: TestClient, accounts: Accounts) -> None:
    token = accounts.issue_token("lan", "")
    shown = sent(client, "/accounts/edit", name="lan", action="save", role="editor", clearance="MẬT", units="Sở Y tế")
    assert "Đã lưu" in shown.text
    person = accounts.person(token, "access")
    assert person is not None and (person.role, person.clearance, person.units) == ("editor", 1, ("Sở Y tế",))


def test_reset_revoke_lock_and_remove(client: TestClient, accounts: Accounts, tmp_path: Path) -> None:
    SavedSearches(tmp_path).keep("lan", "x", "/?q=x")
    Following(tmp_path).follow("lan", "search", "/?q=x", "x", {}, "2031-01-01")
    session = accounts.sign_in("lan", PASSWORD) or ""
    new = secret_of(sent(client, "/accounts/edit", name="lan", action="password"))
    assert accounts.person(session, "session") is None and accounts.sign_in("lan", PASSWORD) is None
    session, token = accounts.sign_in("lan", new) or "", accounts.issue_token("lan", "máy in")
    assert "máy in" in client.get("/accounts/edit?name=lan").text
    assert "Đã khóa" in sent(client, "/accounts/edit", name="lan", action="bar").text
    assert accounts.person(session, "session") is None and accounts.person(token, "access") is None
    assert accounts.sign_in("lan", new) is None
    assert "Đã mở khóa" in sent(client, "/accounts/edit", name="lan", action="let-in").text
    assert accounts.person(token, "access") is not None and accounts.sign_in("lan", new)
    sent(client, "/accounts/edit", name="lan", action="revoke")
    assert not accounts.tickets("lan")
    assert sent(client, "/accounts/edit", name="lan", action="remove", confirm="lam").status_code == 422
    assert "Đã xóa" in sent(client, "/accounts/edit", name="lan", action="remove", confirm="lan").text
    assert [one.name for one in accounts.listed()] == ["quản trị"]
    assert not SavedSearches(tmp_path).of("lan") and not Following(tmp_path).of("lan")


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "save", "role": "archivist", "clearance": "TUYỆT MẬT"},
        {"action": "save", "role": "administrator", "clearance": "TỐI MẬT"},
        {"action": "save", "role": "administrator", "clearance": "TUYỆT MẬT", "units": "Sở Y tế"},
        {"action": "bar"},
        {"action": "remove", "confirm": "quản trị"},
    ],
)
def test_the_last_administrator_stays(client: TestClient, accounts: Accounts, fields: dict[str, str]) -> None:
    accounts.add("thấp", "administrator", 0, PASSWORD)  # looks after nobody's clearance
    shown = sent(client, "/accounts/edit", name="quản trị", **fields)
    assert shown.status_code == 409 and "người quản trị cuối cùng" in shown.text
    assert accounts.one("quản trị").role == "administrator" and accounts.one("quản trị").clearance == 3
    accounts.add("thứ hai", "administrator", 3, PASSWORD)
    assert sent(client, "/accounts/edit", name="thứ hai", **{**fields, "confirm": "thứ hai"}).status_code == 200


def test_the_command_and_the_api_keep_the_last_administrator_too(
    client: TestClient, accounts: Accounts, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(tmp_path)]
    for words in (["remove"], ["lock"], ["change", "--role", "reader"]):
        assert main(["account", words[0], "quản trị", *words[1:], *data]) == 1
        assert "người quản trị cuối cùng" in capfd.readouterr().err
    for method, body in (("DELETE", None), ("PATCH", {"barred": True}), ("PATCH", {"role": "editor"})):
        answer = api(client, accounts, method, "/quản trị", body)
        assert (answer.status_code, answer.json()["code"]) == (409, "last-administrator")


def test_of_two_who_demote_each_other_one_stays(accounts: Accounts) -> None:
    accounts.add("thứ hai", "administrator", 3, PASSWORD)
    refused: list[str] = []

    def demote(name: str) -> None:
        try:
            accounts.change(name, role="reader")
        except ServiceError as error:
            refused.append(error.code)

    threads = [threading.Thread(target=demote, args=(name,)) for name in ("quản trị", "thứ hai")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert refused == ["last-administrator"]
    assert sum(one.role == "administrator" for one in accounts.listed()) == 1


def test_an_administrator_whom_only_a_link_lets_in_keeps_it(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path, "https://id.example")
    accounts.add_linked("mai", "administrator", 3, Link("https://id.example", email="mai@example.vn"))
    assert accounts.sign_in_as("https://id.example", "u-1", "mai@example.vn")
    with pytest.raises(ServiceError) as raised:
        accounts.unlink("mai")
    assert raised.value.code == "last-administrator" and accounts.one("mai").linked


def test_the_last_administrator_is_not_linked_away_to_an_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, value in {"ISSUER": "https://id.example", "CLIENT_ID": "kho"}.items():
        monkeypatch.setenv(f"VANBAN_OIDC_{name}", value)
    monkeypatch.setenv("VANBAN_BASE_URL", "https://kho.example")
    accounts, data = Accounts(tmp_path, "https://id.example"), ["--data", str(tmp_path)]
    accounts.add_linked("mai", "administrator", 3, Link("https://id.example", email="mai@example.vn"))
    assert main(["account", "link", "mai", "--email", "mai.le@example.vn", *data]) == 0, "nobody came in before either"
    assert accounts.sign_in_as("https://id.example", "u-1", "mai.le@example.vn")
    assert main(["account", "link", "mai", "--email", "mai@example.vn", *data]) == 1
    told = capfd.readouterr().err
    assert "người quản trị cuối cùng" in told and "vanban account password mai" in told and "--subject" in told
    assert accounts.sign_in_as("https://id.example", "u-1", None), "the way in is as it was"
    assert main(["account", "link", "mai", "--subject", "u-2", *data]) == 0, "the provider's own code is somebody's"
    accounts.set_password("mai")
    assert main(["account", "link", "mai", "--email", "mai@example.vn", *data]) == 0


@pytest.mark.parametrize(
    ("link", "counts"),
    [
        (Link("https://cu.example", email="mai@example.vn"), False),
        (Link("https://cu.example", subject="u-5"), False),
        (Link("https://moi.example", email="mai@example.vn"), False),
        (Link("https://moi.example", subject="u-5"), True),
    ],
)
def test_a_link_counts_where_it_lets_somebody_in(tmp_path: Path, link: Link, counts: bool) -> None:
    accounts = Accounts(tmp_path, "https://moi.example")
    accounts.add("an", "administrator", 3, PASSWORD)
    accounts.add_linked("mai", "administrator", 3, link)
    if counts:
        accounts.remove("an")
        return
    with pytest.raises(ServiceError) as raised:
        accounts.remove("an")
    assert raised.value.code == "last-administrator"
    with pytest.raises(ServiceError):
        accounts.bar("an", True)
    assert not Accounts(tmp_path).one("an").barred
    with pytest.raises(ServiceError):
        Accounts(tmp_path).remove("an")  # no provider is set


def test_rights_and_lock_are_changed_together_or_not_at_all(client: TestClient, accounts: Accounts) -> None:
    accounts.add("thấp", "administrator", 0, PASSWORD)
    refused = api(client, accounts, "PATCH", "/quản trị", {"clearance": "MẬT", "barred": False})
    assert refused.status_code == 409 and accounts.one("quản trị").clearance == 3
    refused = api(client, accounts, "PATCH", "/quản trị", {"units": ["Sở Nội vụ"], "barred": True})
    assert refused.status_code == 409 and not accounts.one("quản trị").units and not accounts.one("quản trị").barred
    accounts.bar("lan", True)
    done = api(client, accounts, "PATCH", "/lan", {"role": "editor", "barred": False}).json()
    assert (done["role"], done["barred"], done["clearance"]) == ("editor", False, "không")


@pytest.mark.parametrize("name", ["hoa\u0000x", "hoa\nx", "hoa\u202e", "hoa\u2028x", "hoa\u200b", " hoa", "hoa\u00a0"])
def test_a_name_is_what_everybody_sees(client: TestClient, accounts: Accounts, name: str) -> None:
    answer = api(client, accounts, "POST", "", {"name": name})
    assert answer.status_code == 400 and "không hiện ra được" in answer.json()["detail"]
    assert len(accounts.listed()) == 2
    with pytest.raises(ServiceError):
        accounts.add_linked(name, "reader", 0, Link("https://id.example", subject="u-1"))


def test_names_of_bodies_are_kept_without_spaces_around_them(client: TestClient, accounts: Accounts) -> None:
    now = api(client, accounts, "PATCH", "/lan", {"units": [" Sở Nội vụ ", "  ", "Sở Y tế"]}).json()
    assert now["units"] == ["Sở Nội vụ", "Sở Y tế"]
    accounts.add("hoa", "reader", 1, PASSWORD, units=["\tSở Nội vụ "])
    assert accounts.one("hoa").units == ("Sở Nội vụ",)


def test_the_api_does_what_the_page_does(client: TestClient, accounts: Accounts) -> None:
    made = api(client, accounts, "POST", "", {"name": "hoa/xuân", "role": "editor", "clearance": "MẬT"})
    assert made.status_code == 201 and accounts.sign_in("hoa/xuân", made.json()["secret"])
    one = api(client, accounts, "GET", "/hoa/xuân").json()
    assert (one["role"], one["clearance"], one["by_password"], len(one["tickets"])) == ("editor", "MẬT", True, 1)
    now = api(client, accounts, "PATCH", "/hoa/xuân", {"clearance": "không", "units": ["Sở Y tế"]}).json()
    assert (now["role"], now["clearance"], now["units"]) == ("editor", "không", ["Sở Y tế"])
    secret = api(client, accounts, "POST", "/hoa/xuân/password").json()["secret"]
    assert accounts.sign_in("hoa/xuân", secret)
    assert api(client, accounts, "POST", "/hoa/xuân/revoke").json() == {"ended": 1}
    assert api(client, accounts, "PATCH", "/hoa/xuân", {"barred": True}).json()["barred"] is True
    assert accounts.sign_in("hoa/xuân", secret) is None
    assert api(client, accounts, "DELETE", "/hoa/xuân").status_code == 204
    assert api(client, accounts, "GET", "/hoa/xuân").status_code == 404
    assert [one["name"] for one in api(client, accounts, "GET", "").json()] == ["lan", "quản trị"]


def test_what_is_kept_for_a_key_has_no_password_in_it(client: TestClient, accounts: Accounts, tmp_path: Path) -> None:
    headers = {"authorization": f"Bearer {accounts.issue_token('quản trị', '', SCOPES)}", "idempotency-key": "k-1"}
    first, second = (client.post("/api/v1/accounts/lan/password", headers=headers) for _ in range(2))
    secret = first.json()["secret"]
    assert accounts.sign_in("lan", secret), "the second did nothing"
    assert second.json() == {"name": "lan", "secret": None} and second.headers["idempotent-replayed"] == "true"
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("answers.sqlite*"))
    assert kept and secret.encode() not in kept
    body = {"name": "hoa", "role": "editor"}
    made, again = (
        client.post("/api/v1/accounts", json=body, headers={**headers, "idempotency-key": "k-2"}) for _ in range(2)
    )
    assert made.status_code == again.status_code == 201 and again.json()["secret"] is None


def test_who_may_not_see_everything_gives_no_clearance(client: TestClient, accounts: Accounts) -> None:
    accounts.add("thấp", "administrator", 2, PASSWORD)
    accounts.add("hẹp", "administrator", 3, PASSWORD, units=("Sở Y tế",))
    for who in ("thấp", "hẹp"):
        assert api(client, accounts, "PATCH", f"/{who}", {"clearance": "TUYỆT MẬT"}, who).status_code == 403
        assert api(client, accounts, "POST", "/quản trị/password", None, who).status_code == 403
    assert accounts.one("thấp").clearance == 2 and accounts.sign_in("quản trị", PASSWORD)


def test_the_first_account_must_look_after_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    with TestClient(create_app(Settings(data=str(tmp_path))), follow_redirects=False) as client:
        assert "Chưa có tài khoản nào" in client.get("/accounts").text
        refused = client.post("/accounts", data={"name": "lan", "role": "reader", "clearance": "không"})
        assert refused.status_code == 400 and "ai cũng phải đăng nhập" in refused.text
        assert client.post("/api/v1/accounts", json={"name": "lan"}).status_code == 400
        first = {"name": "an", "role": "administrator", "clearance": "TUYỆT MẬT"}
        for who in ({"email": "an@x.example"}, {"subject": "u-1"}):
            linked = client.post("/api/v1/accounts", json={**first, **who})
            assert linked.status_code == 400 and "VANBAN_OIDC_ISSUER" in linked.json()["detail"]
        assert not Accounts(tmp_path).kept
        fields = {"name": "an", "role": "administrator", "clearance": "TUYỆT MẬT"}
        assert Accounts(tmp_path).sign_in("an", secret_of(client.post("/accounts", data=fields)))
        assert client.get("/accounts").status_code == 303, "from now on people sign in"


def test_a_person_of_the_provider_gets_no_password(client: TestClient, accounts: Accounts) -> None:
    settings = client.app.state.settings  # type: ignore[attr-defined]  # the app is FastAPI's
    assert "Địa chỉ thư" not in client.get("/accounts").text
    assert api(client, accounts, "POST", "", {"name": "mai", "email": "mai@x.example"}).status_code == 400
    oidc = OidcSettings("https://id.example", "kho", "https://kho.example", None)
    client.app.state.settings = Settings(data=settings.data, oidc=oidc)  # type: ignore[attr-defined]  # the same
    shown = sent(client, "/accounts", name="mai", role="reader", clearance="không", email="mai@x.example")
    assert "hệ thống đăng nhập của cơ quan" in shown.text and accounts.one("mai").linked == "mai@x.example"
    assert not accounts.one("mai").by_password


def test_the_log_says_whose_rights_became_what(client: TestClient, accounts: Accounts, tmp_path: Path) -> None:
    new = secret_of(sent(client, "/accounts/edit", name="lan", action="password"))
    sent(client, "/accounts/edit", name="lan", action="save", role="editor", clearance="MẬT")
    api(client, accounts, "PATCH", "/lan", {"barred": True})
    log = b"".join(AuditLog(tmp_path).lines()).decode()
    assert '"account": "lan", "does_to": "password"' in log and new not in log
    assert '"does_to": "reader, không → editor, MẬT"' in log and '"bars": "true"' in log
    sent(client, "/accounts/edit", name="quản trị", action="bar")
    sent(client, "/accounts/edit", name="quản trị", action="save", role="reader", clearance="không")
    bars, demotes = (line.decode() for line in AuditLog(tmp_path).lines() if b'"status": 409' in line)
    assert '"account": "quản trị"' in bars and '"bars": "true"' in bars
    assert '"account": "quản trị"' in demotes and "administrator, TUYỆT MẬT → reader, không" in demotes
    assert AuditLog(tmp_path).verify().broken is None


OLD_NAMES = {
    "hai\ndòng": "hai\\ndòng", "\x1b[31mđỏ": "\\x1b[31mđỏ", "\u202enguoc": "\\u202enguoc", "": '""',
    " giữa khoảng ": "\\x20giữa khoảng\\x20", "nul\0l": "nul\\x00l", "CQ\\lan": "CQ\\lan",
}  # fmt: skip


def test_old_names_that_nobody_could_read_are_shown_and_removed_by_what_is_shown(
    client: TestClient, accounts: Accounts, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Names are checked since; archives made before may hold any."""
    data = ["--data", str(tmp_path)]
    with closing(sqlite3.connect(tmp_path / "accounts.sqlite")) as db, db:
        rows = [(name, "reader", 0) for name in OLD_NAMES]
        db.executemany("INSERT INTO accounts (name, role, clearance) VALUES (?, ?, ?)", rows)
    assert main(["account", "list", *data]) == 0
    listed = capfd.readouterr().out
    assert len(listed.splitlines()) == len(OLD_NAMES) + 4 and not set("\x1b\u202e\0").intersection(listed)
    page = unescape(client.get("/accounts").text)
    for name, shown in OLD_NAMES.items():
        assert shown in listed and shown in page
        assert client.get("/accounts/edit", params={"name": shown}).status_code == 200
        told = sent(client, "/accounts/edit", name=shown, action="save", role="editor", clearance="không", units="")
        assert told.status_code == 200 and accounts.one(name).role == "editor"
        assert api(client, accounts, "PATCH", "/" + quote(shown), {"role": "reader"}).json()["name"] == name
        if "u" in shown:
            assert main(["account", "remove", shown, *data]) == 0
            assert f"Đã xóa tài khoản {shown}." in capfd.readouterr().out
        else:
            assert "Đã xóa" in sent(client, "/accounts/edit", name=shown, action="remove", confirm=shown).text
    assert [one.name for one in accounts.listed()] == ["lan", "quản trị"]


def test_a_name_is_itself_before_it_is_how_another_is_shown(accounts: Accounts, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "accounts.sqlite")) as db, db:
        rows = [(name, "reader", 0) for name in ("a\nb", "a\\nb")]
        db.executemany("INSERT INTO accounts (name, role, clearance) VALUES (?, ?, ?)", rows)
    assert accounts.called("a\\nb") == "a\\nb" and accounts.called("a\nb") == "a\nb"
    accounts.remove("a\\nb")
    assert accounts.called("a\\nb") == "a\nb" and accounts.called("c") == "c"


def test_of_two_accounts_that_are_shown_alike_each_has_its_own_page(
    client: TestClient, accounts: Accounts, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "accounts.sqlite")) as db, db:
        rows = [("c\nd", "reader", 0), ("c\\nd", "editor", 0)]
        db.executemany("INSERT INTO accounts (name, role, clearance) VALUES (?, ?, ?)", rows)
    links = re.findall(r'<a href="(/accounts/edit[^"]*)">c\\nd</a>', client.get("/accounts").text)
    assert len(set(links)) == 2
    for link in links:
        page = client.get(unescape(link)).text
        (one,) = (one for one in accounts.listed() if f'value="{one.role}" selected' in page and one.name[0] == "c")
        actions = set(re.findall(r'<form action="(/accounts/edit[^"]*)"', page))
        assert actions == {link} and len(re.findall(r'name="name"', page)) == 0
        told = sent(client, unescape(link), action="save", role="archivist", clearance="không")
        assert "Đã lưu" in told.text and accounts.one(one.name).role == "archivist"
        assert "Đã xóa" in sent(client, unescape(link), action="remove", confirm="c\\nd").text
        assert one.name not in {left.name for left in accounts.listed()}
