"""The pages in a real browser over a real archive: search, open a document, follow its chain; by keyboard alone too."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.browsing import SAMPLES, chromium, chromium_program, served, take_in
from tests.reader_files import pdf, picture, saved

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the sample archive and a scan."""
    folder = tmp_path_factory.mktemp("kho")
    (folder / "quet.pdf").write_bytes(saved(picture(pdf(), dpi=200).rotate(1, fillcolor="white"), "PDF", dpi=200))
    take_in(folder / "data", [SAMPLES, folder / "quet.pdf"])
    with served(folder / "data") as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = chromium_program()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("chromium is missing: apt-get install chromium")
        pytest.skip("chromium is not installed on this machine; CI always has it")
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


def test_search_open_and_follow_the_chain(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Chữ cần tìm").fill("34/CT-TW")
    page.get_by_role("button", name="Tìm", exact=True).click()
    choices = page.get_by_role("region", name="34/CT-TW nào?")
    expect(choices).to_contain_text("07/4/2014")
    expect(choices).to_contain_text("24/5/2024")
    chosen = choices.get_by_role("listitem").filter(has_text="07/4/2014")
    chosen.get_by_role("link", name="34-CT/TW", exact=True).click()
    expect(page.locator(".dochead")).to_contain_text("34-CT/TW")
    expect(page.get_by_role("complementary", name="Thông tin trích xuất")).to_contain_text("Bộ Chính trị")

    page.get_by_role("link", name="Chuỗi văn bản").click()
    picture = page.get_by_role("group", name="Sơ đồ chuỗi văn bản")
    expect(picture).to_be_visible()
    expect(picture).to_contain_text("Thực hiện, bậc 2")
    plan = picture.get_by_role("link", name=re.compile("^124-KH.TU"))
    plan.click()
    expect(page.locator(".dochead")).to_contain_text("124-KH/T")

    # a reference in the text leads back to the directive
    page.locator(".text a.ref.held").filter(has_text="34-CT/TW").first.click()
    expect(page.locator(".dochead")).to_contain_text("34-CT/TW")


def test_the_sentence_behind_a_link_leads_to_its_place(page: Page) -> None:
    page.goto("/?q=124-KH")
    page.locator(".hit a").first.click()
    page.get_by_role("link", name="Chuỗi văn bản").click()
    page.get_by_role("link", name="xem trong văn bản").first.click()
    expect(page.locator(".text :target")).to_be_in_viewport()


def test_values_are_lit_up_on_a_scan(page: Page) -> None:
    page.goto("/documents/418/KH-UBND")
    page.get_by_role("link", name="Bản gốc").click()
    expect(page.locator("main")).to_contain_text("nhận dạng từ ảnh")
    sheet = page.locator("svg.page-image")
    assert page.evaluate(
        """async href => {
            const picture = new Image();
            picture.src = href;
            await picture.decode();
            return picture.naturalWidth;
        }""",
        sheet.locator("image").get_attribute("href"),
    ) == pytest.approx(910, abs=5)
    whole = sheet.bounding_box()
    lit = {
        name: sheet.locator("rect", has_text=name).first.bounding_box()
        for name in ("Số, ký hiệu", "Ngày ban hành", "Trích yếu")
    }
    assert whole is not None
    for name, box in lit.items():
        assert box is not None and box["width"] > 20, name
    number, date, title = (box["x"] + box["width"] / 2 for box in lit.values() if box)
    assert number < whole["x"] + whole["width"] / 2 < date, "number at the left, date at the right"
    assert abs(title - (whole["x"] + whole["width"] / 2)) < 40, "the title is centred"


def test_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("thi đua khen thưởng")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("văn bản cho")
    page.keyboard.press("Tab")
    for _ in range(120):
        if page.evaluate("document.activeElement.closest('.hit') !== null"):
            break
        page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.evaluate("node => getComputedStyle(node).outlineStyle") != "none"
    title = focused.inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Đến nội dung chính")
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_attribute("id", "noi-dung")


def test_a_facet_narrows_the_hits(page: Page) -> None:
    page.goto("/?q=thi đua")
    before = page.locator(".hit").count()
    page.get_by_label("Chỉ thị").first.check()
    page.get_by_role("button", name="Áp dụng").click()
    expect(page.get_by_label("Chỉ thị").first).to_be_checked()
    assert 0 < page.locator(".hit").count() < before
    for kind in page.locator(".hit .meta:first-child").all_inner_texts():
        assert "Chỉ thị" in kind


def test_the_api_page_tries_a_route_with_a_script_of_ours(page: Page) -> None:
    page.goto("/docs")
    route = page.locator("details.op").filter(has_text="/api/v1/wanted")
    route.locator("summary").click()
    route.get_by_role("button", name="Gửi thử").click()
    expect(route.locator(".answer")).to_contain_text("200")
    expect(route.locator(".answer")).to_contain_text("cited_by")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_its_window(browser: Browser, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    opened = context.new_page()
    opened.goto("/?q=thi đua")
    document = str(opened.locator(".hit h2 a").first.get_attribute("href"))
    for path in (
        "/",
        "/?q=thi đua",
        document,
        f"{document}/chain",
        "/verify",
        "/wanted",
        "/review",
        "/status",
        "/path",
        "/issuers",
        "/outdated",
        "/batch",
        "/help",
        "/docs",
    ):
        opened.goto(path)
        assert opened.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()
