"""The provider ends sessions from its side (Back-Channel Logout): those it means, once, and nobody else can."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service import oidc
from service.accounts import Accounts, Link
from service.audit import AuditLog
from service.backchannel import EVENT, FRESH_S
from service.errors import CAUSES
from service.gate import COOKIE
from tests.identity_provider import CLIENT, Provider, new_key
from tests.test_service_oidc import accounts, another, client, listening, provider, serving, there, told, with_secret

__all__ = ["accounts", "client", "listening", "provider", "serving"]
LOGOUT = "/login/oidc/logout"
PASSWORD = "chuông chùa buổi sớm"


def signed_in(client: TestClient, provider: Provider, sid: str | None = None) -> str:
    """A session begun at the provider, in a browser of its own."""
    provider.claims = {"sid": sid} if sid else {}
    client.cookies.clear()
    assert client.get(there(client)).status_code == 200
    return client.cookies[COOKIE]


def over(client: TestClient, token: str) -> Any:
    client.cookies.clear()  # it comes from the provider's server
    return client.post(LOGOUT, data={"logout_token": token})


def held(accounts: Accounts, *sessions: str) -> list[bool]:
    return [accounts.person(one, "session") is not None for one in sessions]


def test_a_person_who_signs_out_there_is_out_here(client: TestClient, provider: Provider, accounts: Accounts) -> None:
    accounts.add("mai", "reader", 0, PASSWORD)
    accounts.link("mai", Link(provider.issuer, subject="u-2"))
    one, two = signed_in(client, provider), signed_in(client, provider, "s-2")
    by_password, token = accounts.sign_in("mai", PASSWORD) or "", accounts.issue_token("lan", "máy in")
    provider.person = {"sub": "u-2", "email": "mai@coquan.example"}
    other = signed_in(client, provider)
    provider.person = {"sub": "u-1"}
    answer = over(client, provider.logout_token())
    assert (answer.status_code, answer.content, answer.headers["cache-control"]) == (200, b"", "no-store")
    assert held(accounts, one, two, other, by_password) == [False, False, True, True]
    assert accounts.person(token, "access") is not None, "a program is no session"
    client.cookies.set(COOKIE, one)
    assert client.get("/following").headers["location"].startswith("/login")


def test_a_session_that_the_provider_names_ends_alone(
    client: TestClient, provider: Provider, accounts: Accounts
) -> None:
    one, two, unnamed = (signed_in(client, provider, sid) for sid in ("s-1", "s-2", None))
    assert over(client, provider.logout_token(sub=None, sid="s-1")).status_code == 200
    assert held(accounts, one, two, unnamed) == [False, True, True]
    assert over(client, provider.logout_token(sid="s-3")).status_code == 200
    assert held(accounts, two, unnamed) == [True, False], "of one without a name it is the person that counts"
    assert over(client, provider.logout_token(sub="u-9", sid="s-2")).status_code == 200
    assert held(accounts, two) == [True], "the session of somebody else"
    assert over(client, provider.logout_token(sid="s-2")).status_code == 200
    assert held(accounts, two) == [False]


def test_a_token_counts_once(client: TestClient, provider: Provider, accounts: Accounts) -> None:
    token = provider.logout_token()
    assert over(client, token).status_code == 200
    session = signed_in(client, provider)
    again = over(client, token)
    assert again.status_code == 400 and again.json()["error"] == "invalid_request"
    assert "đã dùng" in again.json()["error_description"] and held(accounts, session) == [True]


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "http://127.0.0.1:1"}, {"iss": None}, {"aud": "another"}, {"aud": None}, {"aud": []},
        {"iat": None}, {"iat": "x"}, {"iat": int(time.time()) + 3600}, {"iat": int(time.time()) - FRESH_S - 120},
        {"exp": int(time.time()) - 120}, {"jti": None}, {"jti": 7}, {"jti": "x" * 300}, {"events": None},
        {"events": {}}, {"events": {EVENT: "x"}}, {"events": [EVENT]}, {"events": {"http://x.example": {}}},
        {"nonce": "x"}, {"sub": None}, {"sub": 7}, {"sub": ""}, {"sid": 7}, {"sub": None, "sid": ""},
        {"typ": "at+jwt"}, {"typ": "secevent+jwt"},
    ],
)  # fmt: skip
def test_what_is_no_logout_token_ends_nothing(
    client: TestClient, provider: Provider, accounts: Accounts, changes: dict[str, Any]
) -> None:
    session = signed_in(client, provider)
    answer = over(client, provider.logout_token(**changes))
    assert answer.status_code == 400 and answer.json()["error"] == "invalid_request"
    assert held(accounts, session) == [True]


@pytest.mark.parametrize("wrong", [another, with_secret, lambda p: setattr(p, "signs", (None, "none"))])
def test_nobody_else_can_make_one(client: TestClient, provider: Provider, accounts: Accounts, wrong: Any) -> None:
    session = signed_in(client, provider)
    wrong(provider)
    assert over(client, provider.logout_token()).status_code == 400
    assert held(accounts, session) == [True]


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "....", "x" * 20_000, "eyJhbGciOiJub25lIn0.e30."])
def test_rubbish_is_refused(client: TestClient, provider: Provider, token: str) -> None:
    assert over(client, token).status_code == 400
    assert client.get(LOGOUT).status_code == 405
    assert client.post(LOGOUT, json={"logout_token": token}).status_code == 400


def test_a_body_that_no_logout_token_needs_is_not_read(
    client: TestClient, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parsed(*_: Any) -> Any:
        raise AssertionError("parsed first")

    def pieces(count: int) -> Iterator[bytes]:
        yield from [b"a=b&" * 4096] * count

    form = {"content-type": "application/x-www-form-urlencoded"}
    client.cookies.clear()
    assert client.post(LOGOUT, content=b"".join(pieces(4)), headers=form).status_code == 400, "64 KiB are read"
    for content in (b"a=b&" * 20_000, pieces(5)):
        with monkeypatch.context() as patch:
            patch.setattr("service.forms.form_of", parsed)
            refused = client.post(LOGOUT, content=content, headers=form)
        assert refused.status_code == 413 and "64 KiB" in refused.text


def test_an_id_token_signs_nobody_out(client: TestClient, provider: Provider, accounts: Accounts) -> None:
    session = signed_in(client, provider)
    now = int(time.time())
    claims = {"iss": provider.issuer, "aud": CLIENT, "iat": now, "exp": now + 99, "sub": "u-1", "jti": "j"}
    assert over(client, provider.signed({**claims, "nonce": "n"})).status_code == 400
    assert over(client, provider.signed(claims)).status_code == 400
    assert held(accounts, session) == [True]


def test_types_and_audiences_that_providers_use(client: TestClient, provider: Provider, accounts: Accounts) -> None:
    for changes in ({"typ": "JWT"}, {"typ": "application/logout+jwt"}, {"aud": ["another", CLIENT]}, {"exp": None}):
        session = signed_in(client, provider)
        assert over(client, provider.logout_token(**changes)).status_code == 200
        assert held(accounts, session) == [False]


def test_new_keys_are_fetched_but_not_for_whoever_sends_rubbish(
    client: TestClient, provider: Provider, accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, fresh = signed_in(client, provider), new_key()
    provider.signs, provider.shown = (fresh, "RS256"), [provider.key, fresh]
    assert over(client, provider.logout_token()).status_code == 200 and held(accounts, session) == [False]
    provider.asked.clear()
    another(provider)
    for _ in range(5):
        assert over(client, provider.logout_token()).status_code == 400
    assert not provider.asked, "the provider is asked once a minute at most"
    monkeypatch.setattr(oidc, "AGAIN_S", 0.0)
    over(client, provider.logout_token())
    assert provider.asked == ["/keys"]


def test_a_provider_whose_keys_cannot_be_had_may_try_again(client: TestClient, provider: Provider) -> None:
    provider.faults["/keys"] = 500
    answer = over(client, provider.logout_token())
    assert answer.status_code == 503 and answer.json()["error"] == "temporarily_unavailable"


def test_a_barred_account_does_not_come_in_by_the_provider(
    client: TestClient, provider: Provider, accounts: Accounts, tmp_path: Path
) -> None:
    session = signed_in(client, provider)
    accounts.bar("lan", True)
    assert held(accounts, session) == [False]
    client.cookies.clear()
    refused = client.get(there(client))
    assert refused.status_code == 403 and told(refused).strip() == CAUSES["account-barred"].message
    assert b'"subject": "u-1", "outcome": "account-barred"' in b"".join(AuditLog(tmp_path).lines())
    accounts.bar("lan", False)
    assert client.get(there(client)).status_code == 200


def test_the_log_says_whom_the_provider_signed_out(client: TestClient, provider: Provider, tmp_path: Path) -> None:
    signed_in(client, provider, "s-1")
    token = provider.logout_token(sid="s-1")
    over(client, token)
    over(client, token)
    lines = [line for line in AuditLog(tmp_path).lines() if b"oidc/logout" in line]
    first, second = (line.decode() for line in lines)
    assert '"subject": "u-1"' in first and '"sid": "s-1"' in first and '"account": "lan"' in first
    assert '"outcome": "sign-in-stale"' in second and token not in first + second
    assert AuditLog(tmp_path).verify().broken is None


def test_tokens_that_were_seen_are_forgotten_when_they_are_too_old(accounts: Accounts) -> None:
    def seen() -> Iterator[str]:
        with accounts._open() as db:
            yield from (row[0] for row in db.execute("SELECT jti FROM logouts"))

    accounts.end_at_provider("https://id.example", "u", None, "old", time.time() - 1)
    accounts.end_at_provider("https://id.example", "u", None, "new", time.time() + 99)
    assert list(seen()) == ["new"]
