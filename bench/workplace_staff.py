"""What staff do, by keyboard alone in a real browser: eight tasks, and how many papers a minute are entered by hand."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from bench.browsing import SAMPLES, chromium, chromium_program, served, take_in
from bench.drawn_scans import draw
from bench.figures import Report

_TABS = 250
_FIELD_FOCUSED = "() => document.activeElement?.matches('#enter input[type=text]')"
PAPERS = int(os.environ.get("BENCH_PAPERS", "6"))
NUMBERS = [f"{41 + number}" for number in range(60)]


def tab_to(page: Page, wanted: Locator) -> None:
    """Presses Tab until the element has the focus. Raises AssertionError when it is never reached."""
    for _ in range(_TABS):
        if wanted.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"not reached by {_TABS} tabs")


def _search(page: Page, words: str) -> None:
    """Types into the field that the front page gives the focus to, as people do: once the cursor stands in it."""
    page.goto("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def _open(page: Page, words: str) -> None:
    """Searches from the front page and opens the first hit."""
    _search(page, words)
    link = page.locator(".hit h2 a").first
    tab_to(page, link)
    page.keyboard.press("Enter")
    page.wait_for_selector(".dochead")


def _directive(page: Page) -> None:
    _search(page, "34/CT-TW")
    choice = page.get_by_role("region", name="34/CT-TW nào?").get_by_role("listitem").filter(has_text="07/4/2014")
    tab_to(page, choice.get_by_role("link", name="34-CT/TW", exact=True))
    page.keyboard.press("Enter")
    expect(page.locator(".dochead")).to_contain_text("34-CT/TW")


def find_a_directive(page: Page) -> None:
    """A number that two papers bear, told apart by its date."""
    _directive(page)
    expect(page.locator(".dochead")).to_contain_text("07/4/2014")


def see_what_came_of_it(page: Page) -> None:
    """From the directive to its tree."""
    _directive(page)
    tab_to(page, page.get_by_role("link", name="Chuỗi văn bản"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Sơ đồ chuỗi văn bản")).to_contain_text("Thực hiện, bậc 2")


def fix_a_wrong_date(page: Page) -> None:
    """From a document to the form of its date and back."""
    _open(page, "118/KH-UBND")
    tab_to(page, page.get_by_role("link", name="Sửa ngày ban hành"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Ngày ban hành")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("10/12/2014")
    page.keyboard.press("Enter")
    expect(page.locator(".dochead")).to_contain_text("10/12/2014")


def fill_handwritten_numbers(page: Page) -> None:
    """One paper on the entry screen; its undo key gives it back."""
    page.goto("/enter")
    page.wait_for_function(_FIELD_FOCUSED)
    before = page.locator(".enter .tag").inner_text()
    page.keyboard.type("77")
    page.keyboard.press("Enter")
    page.wait_for_selector("#undo")
    page.keyboard.press("Control+Z")
    page.wait_for_function("() => !document.getElementById('undo')")
    expect(page.locator(".enter .tag")).to_have_text(before)


def see_who_has_not_acted(page: Page) -> None:
    """Who was told to issue a plan, and whose plan is not held."""
    _directive(page)
    tab_to(page, page.get_by_role("link", name="Chuỗi văn bản"))
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("kho chưa có")


def export_a_list(page: Page) -> None:
    """All hits of a search as a spreadsheet."""
    _search(page, "thi đua")
    tab_to(page, page.get_by_role("link", name="XLSX"))
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename.endswith(".xlsx")


def read_a_balance_sheet(page: Page) -> None:
    """From the front page by the navigation."""
    page.goto("/")
    tab_to(page, page.get_by_role("link", name="Bảng cân đối"))
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("khớp nhau")


def check_a_draft(page: Page) -> None:
    """A pasted draft: which papers it cites, and whether they are held."""
    page.goto("/verify")
    tab_to(page, page.locator("textarea"))
    page.keyboard.type("Căn cứ Kế hoạch số 168/KH-UBND ngày 27/10/2014 của UBND thành phố Hà Nội;")
    tab_to(page, page.locator("main button[type=submit]").first)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("168/KH-UBND")


TASKS: tuple[Callable[[Page], None], ...] = (
    find_a_directive, see_what_came_of_it, fix_a_wrong_date, fill_handwritten_numbers, see_who_has_not_acted,
    export_a_list, read_a_balance_sheet, check_a_draft,
)  # fmt: skip


def enter(page: Page, papers: int) -> float:
    """Enters numbers until `papers` are done or none is left; papers a minute. The crop of each is loaded first."""
    page.goto("/enter")
    begun, done = time.monotonic(), 0
    while done < papers and page.locator("#enter").count():
        page.wait_for_function(
            "() => [...document.querySelectorAll('#enter img')].every(one => one.complete && one.naturalWidth > 0)"
        )
        page.wait_for_function(_FIELD_FOCUSED)
        now = page.locator("input[name=document]").get_attribute("value")
        page.keyboard.type(NUMBERS[done])
        page.keyboard.press("Enter")
        page.wait_for_function("now => document.querySelector('input[name=document]')?.value !== now", arg=now)
        done += 1
    return done * 60 / (time.monotonic() - begun) if done else 0.0


def measure(report: Report, _gold: Path, scratch: Path) -> None:
    """Each task on the sample archive and drawn scans."""
    program = chromium_program()
    if program is None:
        report.passed_over.append("Chromium")
        return
    take_in(scratch / "data", [SAMPLES, *draw(scratch / "scans", PAPERS + 1)])
    with served(scratch / "data") as address, chromium(program) as browser:
        good = 0
        for task in TASKS:
            context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}, locale="vi-VN")
            try:
                task(context.new_page())
                good += 1
            except Exception as error:  # noqa: BLE001 - a task that fails is a figure, the others go on
                report.told(f"staff: {task.__name__}", f"failed: {str(error).splitlines()[0]}")
            context.close()
        report.figure("staff: tasks done by keyboard alone", good, ">=", len(TASKS))
        context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}, locale="vi-VN")
        rate = enter(context.new_page(), PAPERS)
        report.figure("staff: handwritten papers entered a minute", rate, ">=", 20, note=f"{PAPERS} drawn scans")
