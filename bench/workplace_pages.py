"""How heavy the pages of the sample archive are, and how soon a browser on this machine paints them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from fastapi.testclient import TestClient
from playwright.sync_api import BrowserContext

from bench.browsing import SAMPLES, chromium, chromium_program, served, take_in
from bench.figures import Report
from service.app import create_app
from service.settings import Settings

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
    """Weight with style and script (pictures of originals apart), and the time to the first paint as people have it: in
    a browser that is running, in a new tab."""
    program = chromium_program()
    if program is None:
        report.passed_over.append("Chromium")
        return
    take_in(scratch / "data", [SAMPLES])
    paths = (*PATHS, *_documents(scratch / "data"))
    with served(scratch / "data") as address, chromium(program) as browser:
        context = browser.new_context(base_url=address)
        context.new_page().goto("/help")
        found = {path: _opened(context, path) for path in paths}
    heaviest = max(found, key=lambda path: found[path][0])
    slowest = max(found, key=lambda path: found[path][1])
    note = f"{len(found)} pages, the heaviest {heaviest}"
    report.figure("pages: weight", found[heaviest][0] / KIB, "<=", 150, unit=" KiB", note=note)
    report.figure("pages: first paint on loopback", found[slowest][1], "<=", 300, unit=" ms", note=slowest)
    costs = _costs(scratch / "data", paths)
    dearest = max(costs, key=lambda path: costs[path])
    report.told("pages: the service's processor time", f"{costs[dearest]:.0f} ms at most ({dearest})")


def _documents(data: Path) -> list[str]:
    """Addresses of some documents and their chains."""
    with TestClient(create_app(Settings(data=str(data)))) as client:
        hits: list[Any] = client.get("/api/v1/search?q=thi đua&limit=5").json()["hits"]
    return [path for hit in hits for path in (f"/documents/{hit['id']}", f"/documents/{hit['id']}/chain")]


def _costs(data: Path, paths: Sequence[str]) -> dict[str, float]:
    """Milliseconds of processor time that the service takes for each page once it is running."""
    costs = {}
    with TestClient(create_app(Settings(data=str(data)))) as client:
        for path in paths:
            taken = []
            for _ in range(TIMES + 1):  # the first one loads what the page needs
                begun = time.process_time()
                client.get(path)
                taken.append((time.process_time() - begun) * 1000)
            costs[path] = median(taken[1:])
    return costs


def _opened(context: BrowserContext, path: str) -> tuple[float, float]:
    """Bytes and milliseconds to the first paint, each time in a tab of its own."""
    weights, paints = [], []
    for _ in range(TIMES):
        page = context.new_page()
        page.goto(path)
        page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length > 0")
        weights.append(float(page.evaluate(_WEIGHT)))
        paints.append(float(page.evaluate(_PAINT)[0]))
        page.close()
    return max(weights), sorted(paints)[TIMES // 2]
