"""Every page, at desktop and phone width, light and dark, breaks no rule of axe-core."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from bench import axe
from bench.browsing import served, take_in
from tests.rights_matrix import every_route

# Pages' addresses that answer with a file, a picture or figures for machines.
NO_PAGES = {
    "/documents/{id}/pages/{number}.png", "/documents/{id}/crop/{field}.png", "/metrics", "/health",
}  # fmt: skip


@pytest.fixture(scope="module")
def script() -> str:
    try:
        return axe.script()
    except (RuntimeError, OSError) as error:
        if os.environ.get("CI"):
            pytest.fail(f"axe-core is missing: {error}")
        pytest.skip(f"axe-core is neither kept nor to be had on this machine; CI always has it: {error}")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("kho")
    take_in(folder / "data", axe.archive_files(folder / "quet"))
    with served(folder / "data") as found:
        yield found


def test_every_page_of_the_service_is_looked_at() -> None:
    pages = {route.split(" ", 1)[1] for route in every_route() if route.startswith("GET ") and "/api/" not in route}
    assert pages - NO_PAGES == {visit.route for visit in axe.VISITS}


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_a_fault_is_found(browser: Browser, address: str, script: str) -> None:
    with axe.prepared(browser, address, script) as page:
        page.goto("/help")
        assert axe.found(page) == []
        page.evaluate("() => document.querySelector('main').append(document.createElement('button'))")
        assert [one.split()[0] for one in axe.found(page)] == ["button-name"]


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_no_page_breaks_a_rule(browser: Browser, address: str, script: str) -> None:
    with axe.prepared(browser, address, script) as page:
        assert list(axe.violations(page)) == []
