"""The archivist's page in a real browser: files sent in pieces, the running ingest paused and stopped, what to do."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from bench.browsing import command, served
from tests.corpus_plans import PLAN

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


def test_a_folder_is_sent_with_its_paths_and_goes_on_where_it_was_cut_off(opened: Page, tmp_path: Path) -> None:
    folder = tmp_path / "hồ sơ"
    (folder / "2031").mkdir(parents=True)
    (folder / ".git").mkdir()
    for n in (1, 2):
        (folder / "2031" / f"kh-{n}.txt").write_text(PLAN.format(number=n, day=n), encoding="utf-8")
    (folder / "2031" / "hỏng.pdf").write_bytes(b"%PDF-1.4\n%%EOF")
    for name, content in (("Thumbs.db", b"x"), (".git/config", b"x"), ("~$kh.docx", b"x"), ("rỗng.txt", b"")):
        (folder / name).write_bytes(content)
    told = opened.locator("#gui-tep [data-told]")
    asked: list[str] = []
    opened.on("request", lambda one: asked.append(one.method) if "/api/v1/uploads" in one.url else None)
    refused = [True]

    def refuse_the_last(route: Route) -> None:
        """The third file cannot be opened at first."""
        if refused[0] and asked.count("POST") == 3:
            route.fulfill(status=503, json={"title": "Đầy", "detail": "đĩa"})
        else:
            route.fallback()

    opened.route("**/api/v1/uploads", refuse_the_last)
    opened.goto("/status")
    opened.get_by_label("Hoặc cả một thư mục").set_input_files(folder)
    expect(told).to_contain_text("Sẽ gửi 3 tệp")
    expect(told).to_contain_text("Không gửi 4")
    expect(told).to_contain_text("Thumbs.db (tệp ẩn hoặc của hệ điều hành)")
    assert not asked, "told before anything is sent"
    opened.get_by_role("button", name="Gửi", exact=True).click()
    expect(told).to_contain_text("Đã gửi 2 / 3 tệp", timeout=LONG_MS)
    refused[0] = False
    opened.reload()
    asked.clear()
    opened.get_by_label("Hoặc cả một thư mục").set_input_files(folder)
    opened.get_by_role("button", name="Gửi", exact=True).click()
    expect(told).to_contain_text("Đã gửi 3 / 3 tệp", timeout=LONG_MS)
    assert (asked.count("HEAD"), asked.count("POST"), asked.count("PATCH")) == (2, 1, 1), "two were there already"
    problem = opened.get_by_role("row").filter(has_text="hồ sơ/2031/hỏng.pdf (gửi qua trang web)")

    def taken_in() -> bool:
        opened.goto("/status")
        return problem.count() > 0 and opened.locator("tfoot td").first.inner_text() == "3"

    assert soon(opened, taken_in)


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
