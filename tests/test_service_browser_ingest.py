"""The archivist's page in a real browser: files sent in pieces, the running ingest paused and stopped, what to do."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from bench.browsing import command, served
from tests.test_corpus_ingest import PLAN

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LONG_MS = 120_000


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    with served(tmp_path / "kho") as address:
        context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}, locale="vi-VN")
        page = context.new_page()
        page.set_default_timeout(LONG_MS)
        yield page
        context.close()


def soon(page: Page, found: Callable[[], bool]) -> bool:
    for _ in range(200):
        if found():
            return True
        page.wait_for_timeout(500)
    return False


def once(work: Callable[[Route], None]) -> Callable[[Route], None]:
    """Handles the first request so, and lets the others pass."""
    done: list[bool] = []

    def handle(route: Route) -> None:
        if done:
            route.fallback()
        else:
            done.append(True)
            work(route)

    return handle


def test_many_files_are_sent_and_an_interrupted_one_goes_on(opened: Page, tmp_path: Path) -> None:
    for n in (1, 2):
        (tmp_path / f"kh-{n}.txt").write_text(PLAN.format(number=n, day=n), encoding="utf-8")
    (tmp_path / "rỗng.pdf").write_bytes(b"%PDF-1.4\n%%EOF")
    opened.route("**/api/v1/uploads/*", once(lambda route: route.abort()))
    opened.goto("/status")
    opened.get_by_label("Chọn tệp").set_input_files([tmp_path / name for name in ("kh-1.txt", "kh-2.txt", "rỗng.pdf")])
    opened.get_by_role("button", name="Gửi", exact=True).click()
    expect(opened.locator("#gui-tep [role=status]")).to_contain_text("Đã gửi 3 / 3 tệp", timeout=LONG_MS)
    total = opened.locator("tfoot td").first

    def taken_in() -> bool:
        opened.goto("/status")
        return total.inner_text() == "3"

    assert soon(opened, taken_in)
    problem = opened.get_by_role("row").filter(has_text="rỗng.pdf")
    expect(problem).to_contain_text("damaged-file")
    expect(problem).to_contain_text("Hãy lấy lại bản gốc")


def test_the_running_ingest_is_seen_paused_and_stopped(opened: Page, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(1, 4001):
        (folder / f"kh-{n}.txt").write_text(PLAN.format(number=n, day=1 + n % 28), encoding="utf-8")
    ingest = subprocess.Popen(
        command("ingest", "--data", str(tmp_path / "kho"), "--workers", "1", str(folder)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    card = opened.get_by_role("region", name=re.compile("Đang nạp"))

    def shown() -> bool:
        opened.goto("/status")
        return card.count() > 0

    assert soon(opened, shown)
    expect(card).to_contain_text("4000")
    before = card.locator("[data-job=files]").inner_text()
    expect(card.locator("[data-job=files]")).not_to_have_text(before, timeout=LONG_MS)  # by the event stream
    card.get_by_role("button", name="Tạm dừng").click()
    expect(card.locator("[data-job=state]")).to_have_text("tạm dừng", timeout=LONG_MS)
    assert ingest.poll() is None
    opened.reload()
    card.get_by_role("button", name="Tiếp tục").click()
    expect(card.locator("[data-job=state]")).to_have_text("đang chạy", timeout=LONG_MS)
    card.get_by_role("button", name="Dừng", exact=True).click()
    assert ingest.wait(120) == 1
    expect(opened.get_by_role("table", name="Những lần nạp trước")).to_contain_text("đã dừng", timeout=LONG_MS)
