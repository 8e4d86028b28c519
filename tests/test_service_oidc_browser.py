"""Signing in at the office's provider in a real browser: over two sites, with strict cookies and a strict policy."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bench import axe
from bench.browsing import SAMPLES, serving, take_in
from service.accounts import Accounts, Link
from tests.identity_provider import CLIENT, SECRET, Provider, new_key, provided

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def provider() -> Iterator[Provider]:
    # for a browser `localhost` and 127.0.0.1, where our pages are, are two sites
    with provided(new_key(), "localhost") as listening:
        yield listening


@pytest.fixture
def address(tmp_path: Path, provider: Provider, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    take_in(tmp_path / "data", sorted(SAMPLES.glob("kh-*.txt"))[:2])
    Accounts(tmp_path / "data").add_linked("lan", "reader", 0, Link(provider.issuer, email="lan@coquan.example"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    for name, value in {
        "VANBAN_OIDC_ISSUER": provider.issuer, "VANBAN_OIDC_CLIENT_ID": CLIENT,
        "VANBAN_OIDC_CLIENT_SECRET_FILE": str(tmp_path / "secret"), "VANBAN_BASE_URL": f"http://127.0.0.1:{port}",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    with serving(tmp_path / "data", port) as (found, _):
        yield found


def test_in_and_out(browser: Browser, address: str, provider: Provider) -> None:
    context = browser.new_context(base_url=address, locale="vi-VN")
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto("/tasks")
    page.get_by_role("link", name="Đăng nhập bằng tài khoản của cơ quan").click()
    expect(page).to_have_url(f"{address}/tasks")
    expect(page.get_by_role("banner")).to_contain_text("lan")
    page.get_by_role("link", name="Tìm kiếm").click()
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("status")).to_contain_text("Đã đăng xuất khỏi kho này")
    page.goto("/tasks")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    page.goto("/login?left=1")
    assert not faults
    page.get_by_role("link", name="đăng xuất cả ở hệ thống đăng nhập của cơ quan").click()
    expect(page).to_have_title("Đã ra")
    assert "/out" in provider.asked
    context.close()


def test_the_page_breaks_no_rule(browser: Browser, address: str) -> None:
    try:
        script = axe.script()
    except (RuntimeError, OSError) as error:
        if os.environ.get("CI"):
            pytest.fail(f"axe-core is missing: {error}")
        pytest.skip(f"axe-core is neither kept nor to be had on this machine; CI always has it: {error}")
    with axe.prepared(browser, address, script) as page:
        for path in ("/login?left=1", "/login/oidc/callback?state=x"):
            page.goto(path)
            assert axe.found(page) == []
