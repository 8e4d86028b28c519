"""Signing in at the office's identity provider, over real HTTP: the way in, every way it must fail, and the way out."""

from __future__ import annotations

import re
import ssl
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from joserfc.jwk import OctKey, RSAKey

from corpus.archive import Archive
from service import oidc
from service.accounts import Accounts, Link
from service.app import create_app
from service.audit import AuditLog
from service.errors import CAUSES
from service.gate import COOKIE
from service.pages.oidc import COOKIE as ATTEMPT_COOKIE
from service.settings import OidcSettings, Settings
from tests.identity_provider import CLIENT, SECRET, Provider, new_key, provided
from tests.service_archive import FakeArchive

HOME = "http://testserver"


@pytest.fixture(scope="module")
def listening() -> Iterator[Provider]:
    with provided(new_key()) as provider:
        yield provider


@pytest.fixture
def provider(listening: Provider) -> Provider:
    listening.reset()
    return listening


@pytest.fixture
def accounts(tmp_path: Path, provider: Provider) -> Accounts:
    made = Accounts(tmp_path)
    made.add_linked("lan", "editor", 2, Link(provider.issuer, email="Lan@coquan.example"))
    return made


def settings_of(provider: Provider, folder: Path, **changes: Any) -> Settings:
    return Settings(data=str(folder), oidc=OidcSettings(provider.issuer, CLIENT, HOME, SECRET, **changes))


@pytest.fixture(scope="module")
def serving(listening: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service, once for all tests: what it keeps is each test's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
        app = create_app(settings_of(listening, tmp_path_factory.mktemp("kho")))
        with TestClient(app, follow_redirects=False) as opened:
            yield opened


@pytest.fixture
def client(
    serving: TestClient, accounts: Accounts, provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> TestClient:
    # reading the system's authorities takes longer than all else
    monkeypatch.setattr(ssl, "create_default_context", lambda cafile: ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    return kept_apart(serving, accounts, tmp_path, settings_of(provider, tmp_path))


def kept_apart(client: TestClient, accounts: Accounts, folder: Path, settings: Settings) -> TestClient:
    assert isinstance(client.app, FastAPI) and settings.oidc
    state = client.app.state
    state.accounts, state.audit, state.settings = accounts, AuditLog(folder), settings
    state.oidc = oidc.Provider(settings.oidc)
    client.cookies.clear()
    return client


def there(client: TestClient, onward: str = "/") -> str:
    """Goes to the provider; the address that it sends the browser back to."""
    begun = client.get("/login/oidc", params={"next": onward})
    assert begun.status_code == 303, begun.text
    return sent_back(begun.headers["location"])


def sent_back(address: str) -> str:
    """Where the provider sends a browser that comes to this address."""
    parts = urlsplit(address)
    with closing(HTTPConnection(parts.netloc)) as connection:
        connection.request("GET", f"{parts.path}?{parts.query}")
        return (connection.getresponse().getheader("location") or "").removeprefix(HOME)


def told(answer: Any) -> str:
    found = re.search(r'role="alert">(.*?)</p>', answer.text)
    assert found, answer.text
    return found[1]


def entered(client: TestClient) -> bool:
    return client.get("/following").status_code == 200


def test_the_way_in(client: TestClient, provider: Provider) -> None:
    assert "/login/oidc?next=/documents/d1" in client.get("/login", params={"next": "/documents/d1"}).text
    begun = client.get("/login/oidc", params={"next": "/documents/d1"})
    sent = {name: values[0] for name, values in parse_qs(urlsplit(begun.headers["location"]).query).items()}
    assert sent["redirect_uri"] == HOME + "/login/oidc/callback" and sent["code_challenge_method"] == "S256"
    assert len({sent["state"], sent["nonce"], sent["code_challenge"]}) == 3
    cookie = begun.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/login/oidc/callback" in cookie
    back = sent_back(begun.headers["location"])
    answer = client.get(back)
    assert answer.status_code == 200 and 'content="0; url=/documents/d1"' in answer.text
    cookies = answer.headers.get_list("set-cookie")
    assert any(COOKIE in one and "SameSite=strict" in one and "HttpOnly" in one for one in cookies)
    assert any(ATTEMPT_COOKIE in one and "Max-Age=0" in one for one in cookies)
    assert "form-action 'self'" in answer.headers["content-security-policy"]
    shown = client.get("/documents/d1")
    assert shown.status_code == 200 and "lan</span>" in shown.text
    assert client.get("/status").status_code == 403, "the role is that of the account here"


def test_the_first_signing_in_binds_the_address_to_the_subject(
    client: TestClient, provider: Provider, accounts: Accounts
) -> None:
    assert client.get(there(client)).status_code == 200
    provider.person = {"sub": "u-1", "email": "doi@coquan.example", "email_verified": True}
    assert client.get(there(client)).status_code == 200, "the subject stays, whatever the address"
    provider.person = {"sub": "u-2", "email": "lan@coquan.example", "email_verified": True}
    answer = client.get(there(client))
    assert answer.status_code == 403 and "u-2" in told(answer), "the address was given to somebody else"
    accounts.link("lan", Link(provider.issuer, subject="u-2"))
    assert client.get(there(client)).status_code == 200


@pytest.mark.parametrize(
    "person, said",
    [
        (
            {"sub": "u-9", "email": "la@coquan.example", "email_verified": True},
            "u-9 hoặc địa chỉ thư la@coquan.example",
        ),
        ({"sub": "u-9", "email": "lan@coquan.example"}, "chưa xác nhận địa chỉ thư"),
        ({"sub": "u-9", "email": "lan@coquan.example", "email_verified": "true"}, "chưa xác nhận"),
        ({"sub": "u-9", "email": "", "email_verified": True}, "chưa xác nhận"),
        ({"sub": "u-9", "email": ["lan@coquan.example"], "email_verified": True}, "chưa xác nhận"),
        ({"sub": "u-9", "preferred_username": "lan"}, "u-9"),
        ({"sub": "u-9", "preferred_username": "lan", "no access token": True}, "u-9"),
    ],
)
def test_who_has_no_account_is_told_what_to_do(
    client: TestClient, provider: Provider, person: dict[str, Any], said: str, accounts: Accounts
) -> None:
    provider.person, provider.userinfo = person, {"sub": "u-9"}
    answer = client.get(there(client))
    assert answer.status_code == 403 and CAUSES["no-account"].message in told(answer) and said in told(answer)
    assert not entered(client) and [one.name for one in accounts.listed()] == ["lan"]


def test_an_address_that_only_userinfo_tells(
    client: TestClient, provider: Provider, accounts: Accounts, tmp_path: Path
) -> None:
    whole = provider.person
    provider.person, provider.userinfo = {"sub": "u-1"}, whole
    assert client.get(there(client)).status_code == 200 and entered(client)
    provider.person, provider.userinfo = {"sub": "u-1", "email_verified": True}, {**whole, "email_verified": False}
    accounts.link("lan", Link(provider.issuer, email="lan@coquan.example"))
    assert client.get(there(client)).status_code == 403, "verified is what says the address"
    provider.metadata = {"userinfo_endpoint": "ftp://elsewhere.example/userinfo"}
    provider.userinfo = whole
    kept_apart(client, accounts, tmp_path, settings_of(provider, tmp_path))
    assert client.get(there(client)).status_code == 403, "no token is sent on a way that is not safe"
    provider.metadata = {}
    kept_apart(client, accounts, tmp_path, settings_of(provider, tmp_path))
    provider.userinfo = {**whole, "sub": "u-2"}
    answer = client.get(there(client))
    assert answer.status_code == 401 and "userinfo" in told(answer)


def test_new_accounts_only_where_the_setting_says_so(
    client: TestClient, provider: Provider, accounts: Accounts, tmp_path: Path
) -> None:
    kept_apart(client, accounts, tmp_path, settings_of(provider, tmp_path, new_accounts=True))
    provider.person = {"sub": "u-9", "preferred_username": "lan", "email": "l@x.example", "email_verified": True}
    for _ in range(2):
        assert client.get(there(client)).status_code == 200
    assert [(one.name, one.role, one.clearance, one.linked) for one in accounts.listed()] == [
        ("lan", "editor", 2, "lan@coquan.example"), ("lan (2)", "reader", 0, "l@x.example"),
    ]  # fmt: skip
    provider.person["sub"] = "u-10"
    assert client.get(there(client)).status_code == 403, "an address of another subject makes no account"


def another(provider: Provider) -> None:
    key = RSAKey.generate_key(2048)
    key.ensure_kid()
    provider.signs = (key, "RS256")


def with_secret(provider: Provider) -> None:
    provider.signs = (OctKey.import_key(SECRET.encode() + b"x" * 16, {"kid": provider.key.kid or ""}), "HS256")


@pytest.mark.parametrize(
    "wrong, said",
    [
        (lambda p: p.claims.update(exp=int(time.time()) - 120), "hết hạn"),
        (lambda p: p.claims.update(nonce="x"), "nonce"),
        (lambda p: p.left_out.add("nonce"), "nonce"),
        (lambda p: p.claims.update(aud="another"), "aud"),
        (lambda p: p.claims.update(aud=[CLIENT, "another"]), "azp"),
        (lambda p: p.claims.update(iss="http://127.0.0.1:1"), "iss"),
        (lambda p: p.claims.update(at_hash="AAAA"), "at_hash"),
        (lambda p: p.claims.update(iat=int(time.time()) + 3600), "in the future"),
        (lambda p: p.claims.update(sub=""), "sub"),
        (lambda p: p.claims.update(sub=7), "sub"),
        (lambda p: p.left_out.add("sub"), "sub"),
        (another, "Thẻ không qua được kiểm tra"),
        (with_secret, "Thẻ không qua được kiểm tra"),
        (lambda p: setattr(p, "signs", (None, "none")), "Thẻ không qua được kiểm tra"),
    ],
)
def test_a_token_that_is_not_right_lets_nobody_in(
    client: TestClient, provider: Provider, wrong: Any, said: str
) -> None:
    wrong(provider)
    answer = client.get(there(client))
    assert answer.status_code == 401 and said in told(answer)
    assert CAUSES["sign-in-invalid"].message in told(answer) and not entered(client)


def test_a_key_that_is_new_at_the_provider_is_fetched(client: TestClient, provider: Provider) -> None:
    assert client.get(there(client)).status_code == 200
    fresh = new_key()
    provider.signs, provider.shown = (fresh, "RS256"), [provider.key, fresh]
    assert client.get(there(client)).status_code == 200
    provider.asked.clear()
    assert client.get(there(client)).status_code == 200
    assert provider.asked == ["/authorize", "/token"], "what is known is not asked again"


def test_an_answer_fits_only_the_browser_and_the_time_of_its_attempt(
    client: TestClient, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = there(client)
    cookie = client.cookies.get(ATTEMPT_COOKIE)
    client.cookies.clear()
    for kept in (None, "", "|", "x|1|/", "\u0663|x|x"):
        headers = {} if kept is None else {b"cookie": f"{ATTEMPT_COOKIE}={kept}".encode()}
        answer = client.get(back, headers=headers)
        assert answer.status_code == 400 and "không bắt đầu lần đăng nhập" in told(answer)
    assert provider.codes, "the code was not even asked about"
    now = time.time()
    with monkeypatch.context() as later:
        later.setattr(time, "time", lambda: now + oidc.ATTEMPT_S + 2)
        answer = client.get(back, headers={"cookie": f"{ATTEMPT_COOKIE}={cookie}"})
    assert answer.status_code == 400 and "10 phút" in told(answer)
    good = {"cookie": f"{ATTEMPT_COOKIE}={cookie}"}
    assert "khác" in told(client.get(back.replace("iss=http", "iss=https"), headers=good))
    assert client.get(back, headers=good).status_code == 200
    client.cookies.clear()
    answer = client.get(back, headers=good)
    assert answer.status_code == 403 and "invalid_grant" in told(answer), "a code is good once"


def test_a_provider_that_wants_the_secret_in_the_body(client: TestClient, provider: Provider) -> None:
    provider.metadata = {"token_endpoint_auth_methods_supported": ["private_key_jwt", "client_secret_post"]}
    assert client.get(there(client)).status_code == 200


def test_a_refusal_of_the_provider_is_told(client: TestClient, provider: Provider) -> None:
    provider.refuses = "access_denied<b>"
    answer = client.get(there(client))
    assert answer.status_code == 403 and "access_denied&lt;b&gt;" in told(answer)


def test_a_wrong_secret_is_told(client: TestClient, accounts: Accounts, provider: Provider, tmp_path: Path) -> None:
    settings = Settings(oidc=OidcSettings(provider.issuer, CLIENT, HOME, "sai"))
    answer = client.get(there(kept_apart(client, accounts, tmp_path, settings)))
    assert answer.status_code == 403 and "invalid_client" in told(answer)


@pytest.mark.parametrize(
    "path, fault",
    [
        ("/.well-known/openid-configuration", 503), ("/.well-known/openid-configuration", b"<html>"),
        ("/.well-known/openid-configuration", b"[]"), ("/keys", 500),
    ],
)  # fmt: skip
def test_a_provider_that_is_away_is_told_before_anybody_leaves(
    client: TestClient, provider: Provider, path: str, fault: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.faults[path] = fault
    answer = client.get("/login/oidc", params={"next": "/documents/d1"})
    assert answer.status_code == 502 and CAUSES["sign-in-away"].message in told(answer)
    assert 'name="next" value="/documents/d1"' in answer.text, "the password form still leads on"
    before = len(provider.asked)
    assert "vài giây" in told(client.get("/login/oidc")) and len(provider.asked) == before
    provider.faults.clear()
    monkeypatch.setattr(oidc, "AWAY_S", 0.0)
    assert client.get(there(client)).status_code == 200


@pytest.mark.parametrize("fault, status", [(500, 502), (b"no json", 502), (b"[1]", 502), (b"{}", 401)])
def test_a_token_endpoint_that_goes_wrong(client: TestClient, provider: Provider, fault: Any, status: int) -> None:
    back = there(client)
    provider.faults["/token"] = fault
    answer = client.get(back)
    assert answer.status_code == status and told(answer) and not entered(client)


def test_nothing_listens(client: TestClient, accounts: Accounts, tmp_path: Path) -> None:
    settings = Settings(oidc=OidcSettings("http://127.0.0.1:9", CLIENT, HOME, SECRET))
    kept_apart(client, accounts, tmp_path, settings)
    answer = client.get("/login/oidc")
    assert answer.status_code == 502 and "Không kết nối được" in told(answer)
    assert client.get("/login/oidc/out").status_code == 502


@pytest.mark.parametrize(
    "changes",
    [{"issuer": "https://a"}, {"token_endpoint": "ftp://x/y"}, {"token_endpoint": "https:///"}, {"jwks_uri": 7}],
)
def test_a_discovery_document_of_somebody_else_is_not_used(
    client: TestClient, provider: Provider, changes: dict[str, Any]
) -> None:
    provider.metadata = changes
    assert client.get("/login/oidc").status_code == 502


def test_the_way_out(client: TestClient, provider: Provider, accounts: Accounts) -> None:
    client.get(there(client))
    csrf = re.search(r'<meta name="csrf" content="(\w+)">', client.get("/following").text)
    assert csrf
    session = client.cookies.get(COOKIE) or ""
    out = client.post("/logout", data={"csrf": csrf[1]})
    assert out.headers["location"] == "/login?left=1"
    assert accounts.person(session, "session") is None and not entered(client)
    assert 'href="/login/oidc/out"' in client.get("/login?left=1").text
    away = client.get("/login/oidc/out").headers["location"]
    assert away.startswith(f"{provider.issuer}/out?client_id={CLIENT}&post_logout_redirect_uri=http%3A%2F%2Ftestserver")


@pytest.mark.parametrize("end", [None, 7, "javascript:alert(1)", "/out"])
def test_a_provider_without_a_way_out(client: TestClient, provider: Provider, end: object) -> None:
    provider.metadata = {"end_session_endpoint": end}
    assert "đóng trình duyệt" in told(client.get("/login/oidc/out"))


def test_the_log_says_who_and_how_and_holds_no_code(client: TestClient, provider: Provider, tmp_path: Path) -> None:
    client.get(there(client))
    provider.person = {"sub": "u-9", "email": "la@coquan.example", "email_verified": True}
    client.get(there(client))
    provider.claims = {"nonce": "x"}
    client.get(there(client))
    log = b"".join(AuditLog(tmp_path).lines()).decode()
    assert "code=" not in log and "state=" not in log and AuditLog(tmp_path).verify().broken is None
    lines = [line for line in log.splitlines() if "callback" in line]
    for line, parts in zip(
        lines,
        (
            ('"tried": "lan"', '"subject": "u-1"', '"outcome": "linked"', '"status": 200'),
            ('"tried": "la@coquan.example"', '"subject": "u-9"', '"outcome": "no-account"', '"status": 403'),
            ('"outcome": "sign-in-invalid"', '"status": 401'),
        ),
        strict=True,
    ):
        assert all(part in line for part in parts), line


def test_without_the_setting_there_is_nothing_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    for name in ("authlib.integrations.httpx_client", "authlib.oidc.core", "joserfc.jwt"):
        monkeypatch.setitem(sys.modules, name, None)  # an import of it would fail
    Accounts(tmp_path).add("lan", "reader", 0, "một mật khẩu dài")
    with TestClient(create_app(Settings(data=str(tmp_path)))) as client:
        assert "oidc" not in client.get("/login?left=1").text
        for path in ("/login/oidc", "/login/oidc/callback", "/login/oidc/out"):
            assert client.get(path).status_code == 404


def test_where_people_sign_in_at_a_provider_nobody_is_the_owner(
    client: TestClient, provider: Provider, tmp_path: Path
) -> None:
    kept_apart(client, Accounts(tmp_path / "none"), tmp_path, settings_of(provider, tmp_path))
    assert client.get("/").headers["location"].startswith("/login")
