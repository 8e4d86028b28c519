"""Long work on a draft: the page says at once that it has begun, and is as before when one comes back to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.browsing import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LONG_MS = 120_000


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    with served(tmp_path / "kho") as address:
        context = browser.new_context(base_url=address, locale="vi-VN")
        page = context.new_page()
        page.set_default_timeout(LONG_MS)
        yield page
        context.close()


# Playwright waits for whatever a form leads to before it looks at the page again: here it leads nowhere.
_STAYS = """const form = document.querySelector("form[data-busy]"); form.noValidate = true;
form.addEventListener("submit", (event) => event.preventDefault());"""


@pytest.mark.parametrize(("address", "name"), [("/draft", "Soát dự thảo"), ("/draft/new", "Gợi ý căn cứ")])
def test_a_page_at_work_says_so(address: str, name: str, opened: Page) -> None:
    opened.goto(address)
    opened.evaluate(_STAYS)
    button, told = opened.get_by_role("button", name=name), opened.locator("[data-told]")
    button.click()
    expect(told).to_contain_text("Đang làm", timeout=LONG_MS)
    expect(button).to_be_disabled()
    opened.evaluate("window.dispatchEvent(new Event('pageshow'))")  # as when one comes back to the page
    expect(told).to_be_empty()
    expect(button).to_be_enabled()


def test_a_file_that_is_fetched_leaves_the_page_as_it_is(opened: Page) -> None:
    opened.goto("/draft/new")
    opened.evaluate(_STAYS)
    button = opened.get_by_role("button", name="Tải tệp Word")
    button.click()
    expect(opened.locator("[data-told]")).to_be_empty()
    expect(button).to_be_enabled()
