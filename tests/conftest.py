"""Settings every test runs under, and the browser of those that need one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PATIENCE_MS = 30_000

# Time limits per example would make property tests depend on how busy the machine is; they bound work, not seconds.
settings.register_profile(
    "house", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("deep", parent=settings.get_profile("house"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, one for a module: a loop that ran on would be in the way of the tests that run their own."""
    from playwright.sync_api import expect

    from bench.browsing import chromium, chromium_program

    program = chromium_program()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("chromium is missing: apt-get install chromium")
        pytest.skip("chromium is not installed on this machine; CI always has it")
    expect.set_options(timeout=PATIENCE_MS)  # its own five seconds are short on a machine that also does other work
    with chromium(program) as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that fails the test on any script error, console error or request that leaves this machine."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}, locale="vi-VN")
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    opened.on("request", lambda request: None if request.url.startswith(address) else faults.append(request.url))
    yield opened
    context.close()
    assert not faults


@pytest.fixture
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash of passwords is made cheap, for tests of what hangs on it."""
    from argon2 import PasswordHasher

    from service import passwords

    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    monkeypatch.setattr(passwords, "_ALWAYS_WRONG", [])
