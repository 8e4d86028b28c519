"""The pages in a real browser over a real archive: search, open a document, follow its chain; by keyboard alone too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from bench.browsing import SAMPLES, served, take_in
from corpus.drafts.bases_block import basis_line
from tests.reader_files import pdf, picture, saved

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def crowd(folder: Path) -> None:
    """A directive of a province, a plan of each of 75 communes, which is more than a picture shows one by one."""
    folder.mkdir()
    head = "{body}\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: {number}\n"
    head += "{place}, ngày {day:02d} tháng {month} năm 2025\n\n{type}\nDọn bờ kè trước mùa lũ\n\n"
    end = "\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLò Văn Sáng\n"
    text = head.format(body="ỦY BAN NHÂN DÂN\nTỈNH SƠN LA", number="21/CT-UBND", place="Sơn La", day=3, month=7,
                       type="CHỈ THỊ")  # fmt: skip
    text += "Giao Sở Xây dựng xây dựng kế hoạch dọn bờ kè, hoàn thành trước ngày 20/7/2025.\n"
    (folder / "ct.txt").write_text(text + end, encoding="utf-8")
    for n in range(75):
        name = f"Kè {chr(65 + n // 26)}{chr(97 + n % 26)}"
        text = head.format(body=f"ỦY BAN NHÂN DÂN\nXÃ {name.upper()}", number=f"{n + 1}/KH-UBND", place=name,
                           day=n % 20 + 5, month=8, type="KẾ HOẠCH")  # fmt: skip
        text += "Thực hiện Chỉ thị số 21/CT-UBND ngày 03/7/2025 của Ủy ban nhân dân tỉnh Sơn La;\n"
        text += f"Ủy ban nhân dân xã {name} ban hành kế hoạch như sau:\n1. Dọn kè.\n"
        (folder / f"kh{n}.txt").write_text(text + end, encoding="utf-8")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the sample archive, a crowded chain and a scan."""
    folder = tmp_path_factory.mktemp("kho")
    (folder / "quet.pdf").write_bytes(saved(picture(pdf(), dpi=200).rotate(1, fillcolor="white"), "PDF", dpi=200))
    crowd(folder / "ke")
    take_in(folder / "data", [SAMPLES, folder / "ke", folder / "quet.pdf"])
    with served(folder / "data") as found:
        yield found


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


def test_on_a_phone_the_rooms_unfold_by_keyboard_and_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(
        base_url=address, viewport={"width": 390, "height": 844}, java_script_enabled=False, locale="vi-VN"
    )
    opened = context.new_page()
    opened.goto("/wanted")
    rooms = opened.get_by_role("navigation", name="Chính").get_by_role("link")
    expect(rooms).to_have_count(0)
    bar = opened.locator("header").bounding_box()
    assert bar is not None and bar["height"] < 80
    for _ in range(3):  # past the way to the content and the way home
        opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    expect(rooms.first).to_be_visible()
    expect(opened.get_by_role("link", name="Cần tìm về")).to_have_attribute("aria-current", "page")
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    expect(opened.get_by_role("heading", level=1)).to_have_text("Tìm văn bản")
    context.close()


def test_a_facet_narrows_the_hits(page: Page) -> None:
    page.goto("/?q=thi đua")
    before = page.locator(".hit").count()
    page.get_by_label("Chỉ thị").first.check()
    page.get_by_role("button", name="Áp dụng").click()
    page.wait_for_url(re.compile(r"[?&]type="))
    expect(page.get_by_label("Chỉ thị").first).to_be_checked()
    assert 0 < page.locator(".hit").count() < before
    for kind in page.locator(".hit .meta:first-child").all_inner_texts():
        assert "Chỉ thị" in kind


def test_the_api_page_tries_a_route_with_a_script_of_ours(page: Page) -> None:
    page.goto("/docs")
    route = page.locator("details.op").filter(has=page.get_by_text("/api/v1/wanted", exact=True))
    route.locator("summary").click()
    route.get_by_role("button", name="Gửi thử").click()
    expect(route.locator(".answer")).to_contain_text("200")
    expect(route.locator(".answer")).to_contain_text("cited_by")


def test_a_plan_with_three_accepted_bases_becomes_a_word_file(page: Page, tmp_path: Path) -> None:
    page.goto("/draft/new")
    page.get_by_label("Loại văn bản").select_option("KH")
    page.get_by_label("Cơ quan ban hành").fill("Sở Nội vụ tỉnh Lào Cai")
    page.get_by_label("Trích yếu").fill("Tổ chức phong trào thi đua, khen thưởng năm 2027")
    page.get_by_label("Họ tên người ký").fill("Hoàng Minh Thu")
    page.get_by_role("button", name="Gợi ý căn cứ").click()
    offered = page.locator("#goi-y ~ .bases input[type=checkbox]")
    accepted = [str(offered.nth(place).get_attribute("value")) for place in range(3)]
    for place in range(3):
        offered.nth(place).check()
    page.get_by_role("button", name="Xem thử").click()
    expect(page.get_by_label("Căn cứ đã chọn").get_by_role("checkbox")).to_have_count(3)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Tải tệp Word").click()
    file = tmp_path / "ke-hoach.docx"
    waiting.value.save_as(file)
    opened = docx.Document(str(file))
    bases = [one.text for one in opened.paragraphs if one.text.startswith("Căn cứ ")]
    assert len(bases) == 3
    assert {basis_line(one) for one in accepted} == {basis_line(line) for line in bases}
    assert opened.tables[0].cell(0, 0).text.startswith("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSỞ NỘI VỤ")

    # the same file, sent to be judged, has no fault of form, and a base without its day is found
    page.goto("/draft")
    page.get_by_label("hoặc tệp").set_input_files(file)
    page.get_by_role("button", name="Soát dự thảo").click()
    expect(page.get_by_role("region", name="Thể thức")).to_contain_text("Không thấy lỗi thể thức.")
    expect(page.locator(".text")).to_contain_text("Hoàng Minh Thu")


# The page of the chain of 34-CT/TW of 2014, found by the number and the day.
ROOT = "chi-thi~34~bo-chinh-tri~khoa-11"
CHAIN = f"/documents/{ROOT}/chain?direction=down&depth=10&at=2026-11-26"


def test_picture_and_table_show_the_same(page: Page) -> None:
    page.goto(CHAIN)
    drawn = page.locator(".chain svg a").evaluate_all("all => all.map(a => a.getAttribute('href')).sort()")
    listed = page.locator("table.tree tr td:first-child > a:first-child")
    assert drawn == listed.evaluate_all("all => all.map(a => a.getAttribute('href')).sort()")
    assert len(drawn) > 12
    told = page.locator("table.tree tbody", has_text="Thực hiện, bậc 3")
    expect(told).to_contain_text("96/KH-UBND")
    expect(told.get_by_role("row").filter(has_text="96/KH-UBND")).to_contain_text("khớp khóa nhận dạng")
    expect(page.locator("table.tree tr").filter(has_text="người lao động trực tiếp được khen")).to_contain_text(
        "chỉ thông tin"
    )


def test_the_permalink_holds_direction_depth_filters_and_day(page: Page) -> None:
    page.goto(CHAIN)
    page.get_by_label("Số bậc").select_option("2")
    page.get_by_label("Như vào ngày").fill("2014-12-05")
    page.get_by_text("Lọc theo quan hệ").click()
    page.get_by_label("thực hiện", exact=True).check()
    page.get_by_role("button", name="Xem", exact=True).click()
    page.wait_for_url(re.compile(r"/chain[?].*depth=2"))
    rows = page.locator("table.tree tbody tr")
    expect(rows).not_to_have_count(0)
    before = rows.all_inner_texts()
    assert not any("2015" in row.split("\n")[0] for row in before)
    permalink = page.get_by_role("link", name="Liên kết cố định")
    page.goto(str(permalink.get_attribute("href")))
    assert rows.all_inner_texts() == before
    expect(page.get_by_label("Số bậc")).to_have_value("2")
    expect(page.get_by_label("Như vào ngày")).to_have_value("2014-12-05")
    expect(page.get_by_label("thực hiện", exact=True)).to_be_checked()


def test_a_crowded_level_is_drawn_in_groups_and_listed_in_full(page: Page) -> None:
    page.goto("/?q=21/CT-UBND")
    page.locator(".hit a").first.click()
    page.get_by_role("link", name="Chuỗi văn bản").click()
    groups = page.locator(".chain svg a").filter(has_text="75 mục")
    expect(groups).to_have_count(1)
    told = page.get_by_role("group", name="Sơ đồ chuỗi văn bản").get_by_role("link", name="Sở Xây dựng")
    expect(told).to_contain_text("quá hạn 20/7/2025")
    groups.focus()
    page.keyboard.press("Enter")
    rows = page.locator("table.tree tbody#bac-1 tr")
    expect(rows.first).to_be_in_viewport()
    expect(rows).to_have_count(77)  # the heading, 75 plans, the department that was told


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_can_be_read(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(base_url=address, color_scheme="dark" if scheme == "dark" else "light")
    opened = context.new_page()
    opened.goto(CHAIN)
    over = """all => all.filter(g => {
        const frame = g.querySelector('rect').getBoundingClientRect();
        return [...g.querySelectorAll('text')].some(t => t.getBoundingClientRect().right > frame.right);
    }).map(g => g.textContent)"""
    assert opened.locator(".chain .node").evaluate_all(over) == []
    pale = """all => all.map(text => {
        const light = colour => {
            const parts = colour.match(/[0-9.]+/g).slice(0, 3).map(part => part / 255);
            const [r, g, b] = parts.map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const ground = text.closest('g').querySelector('rect');
        const pair = [getComputedStyle(text).fill, getComputedStyle(ground).fill].map(light);
        return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    })"""
    ratios = opened.locator(".chain .node text").evaluate_all(pale)
    assert ratios and min(ratios) >= 4.5  # WCAG 2, 1.4.3
    context.close()


def test_a_way_between_two_papers_by_keyboard(page: Page) -> None:
    page.goto("/path")
    page.get_by_label("Từ").focus()
    page.keyboard.type("118/KH-UBND")
    page.keyboard.press("Tab")
    page.keyboard.type("124-KH/TU")
    page.keyboard.press("Enter")
    steps = page.locator("main ol li")
    expect(steps).to_have_count(1)
    expect(steps).to_contain_text("Thực hiện Kế hoạch số 124-KH/TU ngày 15/9/2014 của Thành ủy Hà Nội")
    steps.get_by_role("link", name="xem trong văn bản").click()
    expect(page.locator(".text :target")).to_be_in_viewport()


def test_dead_bases_by_a_day(page: Page) -> None:
    page.goto("/outdated?at=2026-11-26")
    row = page.get_by_role("row").filter(has_text="91/2017/NĐ-CP").first
    expect(row).to_contain_text("đã bị thay thế")
    expect(row).to_contain_text("từ ngày 01/01/2024")
    page.get_by_label("Xét vào ngày").fill("2016-01-01")
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.locator("main")).not_to_contain_text("91/2017/NĐ-CP")
    expect(page.get_by_label("Xét vào ngày")).to_have_value("2016-01-01")


def test_bodies_before_and_after_lead_to_each_other_and_to_papers(page: Page) -> None:
    page.goto("/issuers")
    page.get_by_label("Tên đầy đủ").fill("Tỉnh ủy Lào Cai")
    page.keyboard.press("Enter")
    before = page.get_by_role("row").filter(has_text="Tỉnh ủy Yên Bái")
    expect(before).to_contain_text("trước")
    expect(before).to_contain_text("30/6/2025")
    before.get_by_role("link", name="Tỉnh ủy Yên Bái").click()
    expect(page.get_by_role("row").filter(has_text="Tỉnh ủy Lào Cai")).to_contain_text("sau")
    page.get_by_role("row").filter(has_text="Tỉnh ủy Lào Cai").get_by_role("link", name="xem").click()
    expect(page.locator(".hit .meta").filter(has_text="11-NQ/TU").first).to_be_visible()


def test_the_want_list_says_why_and_leads_to_those_who_cite(page: Page) -> None:
    page.goto("/wanted")
    first = page.locator("main tbody tr").first
    expect(first).to_contain_text("văn bản trong kho thực hiện")
    name = first.get_by_role("link").inner_text()
    first.get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(name)
    expect(page.locator("main blockquote, main .quote, main li").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])  # 320: a window of 1280 at 400 % (WCAG 2.2, 1.4.10)
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
        "/draft",
        "/draft/new",
        "/draft/compare",
        "/wanted",
        "/review",
        "/tasks",
        "/status",
        "/path?from=118/KH-UBND&to=124-KH/TU",
        "/issuers?name=Tỉnh ủy Lào Cai",
        "/outdated?at=2026-11-26",
        "/batch",
        "/help",
        "/help/quan-tri",
        "/docs",
    ):
        opened.goto(path)
        assert opened.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


def test_the_ledger_of_tasks_is_printed_small(page: Page) -> None:
    page.set_viewport_size({"width": 680, "height": 960})  # an A4 sheet between its margins
    page.goto("/tasks?when=all")

    def heights() -> float:
        return float(page.locator("table.duties").evaluate_all("all => all.reduce((h, t) => h + t.offsetHeight, 0)"))

    shown = heights()
    page.emulate_media(media="print")
    assert 0 < heights() < 0.7 * shown
    page.emulate_media(media="screen")
