"""How heavy the pages of the sample archive are, and how soon a browser on this machine paints them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from bench.browsing import SAMPLES, chromium, chromium_program, served, take_in
from bench.figures import Report

KIB = 1024
PATHS = (
    "/", "/?q=thi đua", "/verify", "/wanted", "/outdated", "/path", "/issuers", "/review", "/status", "/batch", "/help",
    "/docs",
)  # fmt: skip
# Each page is opened so often; the middle time counts.
TIMES = 5
_WEIGHT = """() => performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
    .filter(one => !one.name.endsWith('.png')).reduce((sum, one) => sum + one.decodedBodySize, 0)"""
_PAINT = "() => performance.getEntriesByName('first-contentful-paint').map(one => one.startTime)"


def measure(report: Report, _gold: Path, scratch: Path) -> None:
    """Weight with style and script (pictures of originals apart), and the time to the first paint."""
    program = chromium_program()
    if program is None:
        report.passed_over.append("Chromium")
        return
    take_in(scratch / "data", [SAMPLES])
    with served(scratch / "data") as address, chromium(program) as browser:
        found = {path: _opened(browser, address, path) for path in (*PATHS, *_documents(browser, address))}
    heaviest = max(found, key=lambda path: found[path][0])
    slowest = max(found, key=lambda path: found[path][1])
    note = f"{len(found)} pages, the heaviest {heaviest}"
    report.figure("pages: weight", found[heaviest][0] / KIB, "<=", 150, unit=" KiB", note=note)
    report.figure("pages: first paint on loopback", found[slowest][1], "<=", 300, unit=" ms", note=slowest)


def _documents(browser: Browser, address: str) -> list[str]:
    page = browser.new_page()
    page.goto(f"{address}/?q=thi đua")
    links: list[Any] = page.locator(".hit h2 a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    page.close()
    return [path for link in links[:5] for path in (str(link), f"{link}/chain")]


def _opened(browser: Browser, address: str, path: str) -> tuple[float, float]:
    """Bytes and milliseconds to the first paint."""
    weights, paints = [], []
    for _ in range(TIMES):
        context = browser.new_context(base_url=address)
        page = context.new_page()
        page.goto(path)
        page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length > 0")
        weights.append(float(page.evaluate(_WEIGHT)))
        paints.append(float(page.evaluate(_PAINT)[0]))
        context.close()
    return max(weights), sorted(paints)[TIMES // 2]
