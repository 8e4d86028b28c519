"""The settings for signing in at a provider, and the accounts that people there are given."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.archive import Archive
from service import oidc
from service.account_file import FILE
from service.accounts import Accounts, Link
from service.app import create_app
from service.command import main
from service.errors import ServiceError
from service.oidc import Attempt
from service.pages.oidc import COOKIE
from service.settings import OidcSettings, Settings, SettingsError, read_settings
from tests.service_archive import FakeArchive

pytestmark = pytest.mark.usefixtures("cheap_passwords")

FULL = {
    "VANBAN_OIDC_ISSUER": "https://vao.coquan.example/realms/a", "VANBAN_OIDC_CLIENT_ID": "kho",
    "VANBAN_BASE_URL": "https://vanban.coquan.example/",
}  # fmt: skip


def test_links_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    data = ["--data", str(tmp_path)]
    assert main(["account", "add", "lan", "--email", "lan@coquan.example", *data]) == 2
    assert "VANBAN_OIDC_ISSUER" in capfdbinary.readouterr().err.decode()
    for name, value in FULL.items():
        monkeypatch.setenv(name, value)
    assert main(["account", "add", "lan", "--role", "editor", "--email", "lan@coquan.example", *data]) == 0
    assert main(["account", "add", "minh", *data]) == 0
    assert main(["account", "link", "minh", "--email", "LAN@coquan.example", *data]) == 2, "another's address"
    assert main(["account", "link", "minh", "--email", "nobody", *data]) == 2
    assert main(["account", "link", "minh", *data]) == 2
    assert main(["account", "link", "hoa", "--subject", "u-3", *data]) == 2
    assert main(["account", "link", "minh", "--subject", "u-2", *data]) == 0
    accounts = Accounts(tmp_path)
    assert [(one.name, one.role, one.linked) for one in accounts.listed()] == [
        ("lan", "editor", "lan@coquan.example"), ("minh", "reader", "u-2"),
    ]  # fmt: skip
    assert accounts.sign_in("lan", "") is None, "an account without a password"
    issuer = FULL["VANBAN_OIDC_ISSUER"]
    found = accounts.sign_in_as(issuer, "u-2", None)
    assert found and found[1:] == ("minh", "known")
    assert main(["account", "unlink", "minh", *data]) == 0
    assert accounts.person(found[0], "session") is None and accounts.sign_in_as(issuer, "u-2", None) is None
    assert main(["account", "unlink", "minh", *data]) == 2
    assert accounts.sign_in_as("https://other.example", "u-1", "lan@coquan.example") is None, "of another issuer"
    accounts.remove("lan")
    assert accounts.sign_in_as(issuer, "u-1", "lan@coquan.example") is None
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"VANBAN_OIDC_CLIENT_ID": ""}, "VANBAN_OIDC_CLIENT_ID"),
        ({"VANBAN_BASE_URL": ""}, "VANBAN_BASE_URL"),
        ({"VANBAN_BASE_URL": "vanban"}, "VANBAN_BASE_URL"),
        ({"VANBAN_OIDC_ISSUER": ""}, "VANBAN_OIDC_ISSUER"),
        ({"VANBAN_OIDC_ISSUER": "http://vao.coquan.example"}, "https://"),
        ({"VANBAN_OIDC_ISSUER": "https://x/?a=b"}, "https://"),
        ({"VANBAN_OIDC_CLIENT_SECRET_FILE": "/không/có"}, "không đọc được"),
        ({"VANBAN_OIDC_CLIENT_SECRET_FILE": "/x", "VANBAN_OIDC_CLIENT_SECRET": "s"}, "Chỉ đặt một"),
        ({"VANBAN_OIDC_NEW_ACCOUNTS": "reader"}, "yes hoặc no"),
    ],
)
def test_settings_that_cannot_be_are_refused(changes: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read_settings({**FULL, **changes})


def test_the_secret_comes_from_the_environment_or_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("từ tệp\n", encoding="utf-8")
    one = read_settings({**FULL, "VANBAN_OIDC_CLIENT_SECRET_FILE": str(file)}).oidc
    other = read_settings({**FULL, "VANBAN_OIDC_CLIENT_SECRET": "từ môi trường"}).oidc
    assert one and one.client_secret == "từ tệp" and other and other.client_secret == "từ môi trường"
    assert "từ" not in repr(one) and one.base_url == "https://vanban.coquan.example"
    file.write_text("\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="rỗng"):
        read_settings({**FULL, "VANBAN_OIDC_CLIENT_SECRET_FILE": str(file)})
    public = read_settings(FULL).oidc
    assert public and public.client_secret is None and not public.new_accounts


def test_without_authlib_the_service_says_so_at_its_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "authlib.integrations.httpx_client", None)
    settings = read_settings(FULL).oidc
    assert settings
    with pytest.raises(ServiceError, match="oidc"):
        oidc.Provider(settings)


def test_a_bad_authority_is_told_at_the_start() -> None:
    settings = read_settings({**FULL, "VANBAN_OIDC_CA": "/không/có.pem"}).oidc
    assert settings
    with pytest.raises(ServiceError, match="VANBAN_OIDC_CA"):
        oidc.Provider(settings)


def test_accounts_of_the_version_before_keep_everything(tmp_path: Path) -> None:
    Accounts(tmp_path).add("lan", "editor", 2, "một mật khẩu dài")
    with closing(sqlite3.connect(tmp_path / FILE)) as db, db:
        db.executescript("DROP TABLE identities; PRAGMA user_version = 2;")
    accounts = Accounts(tmp_path)
    accounts.link("lan", Link("https://vao.example", subject="u-1"))
    assert accounts.sign_in("lan", "một mật khẩu dài") and accounts.sign_in_as("https://vao.example", "u-1", None)
    assert [(one.name, one.role, one.clearance) for one in accounts.listed()] == [("lan", "editor", 2)]


@pytest.mark.parametrize(
    ("secret", "begun"),
    [("", str(int(time.time()))), ("x", "9" * 5000), ("x", "-1"), ("x", "")],
    ids=["no-secret", "far-off", "before-all", "empty"],  # a moment in the name would differ from process to process
)
def test_an_answer_to_an_attempt_that_nobody_can_have_begun(secret: str, begun: str) -> None:
    """The state of a secret that is empty is known to everybody."""
    with pytest.raises(ServiceError) as refused:
        Attempt.read(f"{secret}|{begun}|/", Attempt(secret, 0, "/").state)
    assert refused.value.code == "sign-in-stale"


def test_a_way_out_that_has_parameters_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    async def known(self: oidc.Provider) -> dict[str, str]:
        return {"end_session_endpoint": "https://vao.coquan.example/out?lang=vi"}

    monkeypatch.setattr(oidc.Provider, "_metadata", known)
    settings = OidcSettings("https://vao.coquan.example", "kho", "https://vanban.coquan.example", None)
    out = asyncio.run(oidc.Provider(settings).way_out())
    assert out and out.startswith("https://vao.coquan.example/out?lang=vi&client_id=kho&")


@pytest.mark.parametrize("unsafe", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
def test_a_provider_with_a_certificate_sends_nobody_to_an_address_without(
    unsafe: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes there is the office's secret, a code or the keys that vouch for people."""
    issuer = "https://vao.coquan.example"
    found: dict[str, object] = {
        "issuer": issuer,
        **{name: f"{issuer}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")},
        unsafe: f"http://vao.coquan.example/{unsafe}",
    }

    async def asked(self: oidc.Provider, address: str, token: str | None = None) -> dict[str, object]:
        no_keys: dict[str, object] = {"keys": []}
        return found if address.endswith("/openid-configuration") else no_keys

    monkeypatch.setattr(oidc.Provider, "_asked", asked)
    provider = oidc.Provider(OidcSettings(issuer, "kho", "https://vanban.coquan.example", None))
    with pytest.raises(ServiceError) as refused:
        asyncio.run(provider.address(Attempt.begin("/")))
    assert refused.value.code == "sign-in-away" and unsafe in str(refused.value)
    found[unsafe] = f"{issuer}/{unsafe}"
    later = oidc.Provider(OidcSettings(issuer, "kho", "https://vanban.coquan.example", None))
    assert asyncio.run(later.address(Attempt.begin("/"))).startswith(f"{issuer}/authorization_endpoint?")


@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example/", "/\\evil.example"])
def test_an_attempt_leads_nowhere_else_whoever_set_its_cookie(
    onward: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def who(self: oidc.Provider, attempt: Attempt, code: str) -> oidc.Identity:
        return oidc.Identity("u-1", None, None, None)

    monkeypatch.setattr(oidc.Provider, "who", who)
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    issuer = "https://vao.coquan.example"
    Accounts(tmp_path).add_linked("lan", "reader", 0, Link(issuer, "u-1"))
    attempt = Attempt("x" * 40, int(time.time()), onward)
    settings = Settings(data=str(tmp_path), oidc=OidcSettings(issuer, "kho", "http://testserver", None))
    with TestClient(create_app(settings), cookies={COOKIE: attempt.cookie}) as client:
        told = client.get("/login/oidc/callback", params={"state": attempt.state, "code": "c"})
        assert told.status_code == 200 and "evil.example" not in told.text
