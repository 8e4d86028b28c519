"""axe-core in the browser: what of a page people cannot read, reach or hear. It is a tool of tests, not of the product.

The script comes as an npm package through the npm client of the machine, pinned by version and checksum, and is put
into pages from outside of them, past their Content-Security-Policy, which stays as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from bench.browsing import SAMPLES, chromium, chromium_program, served, take_in
from bench.drawn_scans import draw
from bench.figures import Report
from extractor.readers.ocr_data import cache_folder, packed

PACKAGE = "axe-core"
VERSION = "4.14.1"
MEMBER = "package/axe.min.js"
SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"

WIDTHS_PX = {"desktop": (1280, 900), "phone": (390, 844)}
SCHEMES = ("light", "dark")
_RUN = """async () => (await axe.run()).violations.flatMap(one =>
    one.nodes.map(node => `${one.id} (${one.help}): ${node.target.join(' ')}`))"""


@dataclass(frozen=True, slots=True)
class Visit:
    """A page to look at: `route` as the service knows it, `address`, and what is typed into which fields (by CSS
    selector) before the form around them is sent. In the address `{scan}` is the id of the scan, `{task}` the address
    on which a task is marked."""

    route: str
    address: str
    typed: tuple[tuple[str, str], ...] = ()


DRAFT = "Căn cứ Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị;"
VISITS = (
    Visit("/", "/"), Visit("/", "/?q=thi đua"), Visit("/", "/?q=34-CT/TW"), Visit("/", "/?q=khongcochunao"),
    Visit("/documents/{id}", "/documents/118/KH-UBND"),
    Visit("/documents/{id}", "/documents/chi-thi~34~bo-chinh-tri~khoa-11"),
    Visit("/documents/{id}", "/documents/không-có"),
    Visit("/documents/{id}/chain", "/documents/chi-thi~34~bo-chinh-tri~khoa-11/chain"),
    Visit("/documents/{id}/pages/{number}", "/documents/{scan}/pages/1"),
    Visit("/documents/{id}/versions", "/documents/118/KH-UBND/versions?near=true"),
    Visit("/upkeep", "/upkeep?examine=true"), Visit("/upkeep/purge", "/upkeep/purge"),
    Visit("/upkeep/purge", "/upkeep/purge?document=118/KH-UBND"),
    Visit("/batch", "/batch"), Visit("/verify", "/verify"), Visit("/verify", "/verify", (("textarea", DRAFT),)),
    Visit("/wanted", "/wanted"), Visit("/outdated", "/outdated"), Visit("/path", "/path"),
    Visit("/path", "/path?from=118/KH-UBND&to=chi-thi~34~bo-chinh-tri~khoa-11"),
    Visit("/issuers", "/issuers"), Visit("/issuers", "/issuers?name=Sở Kế hoạch và Đầu tư"),
    Visit("/review", "/review"), Visit("/enter", "/enter"), Visit("/correct", "/correct?document={scan}&field=date"),
    Visit("/corrections", "/corrections"), Visit("/status", "/status"), Visit("/tasks", "/tasks"),
    Visit("/tasks/mark", "{task}"),
    Visit("/following", "/following"), Visit("/draft", "/draft"),
    Visit("/draft", "/draft", (("textarea", DRAFT),)), Visit("/draft/new", "/draft/new"),
    Visit("/draft/new", "/draft/new", (("[name=issuer]", "Sở Nội vụ tỉnh Lào Cai"), ("[name=title]", "Trồng cây"))),
    Visit("/draft/compare", "/draft/compare"),
    Visit("/draft/compare", "/draft/compare", (("[name=one]", DRAFT), ("[name=other]", "Căn cứ khác;"))),
    Visit("/help", "/help"), Visit("/help/{name}", "/help/can-bo"), Visit("/help/{name}", "/help/bao-loi"),
    Visit("/docs", "/docs"), Visit("/login", "/login"), Visit("/account", "/account"),
    Visit("/accounts", "/accounts"), Visit("/accounts/edit", "/accounts/edit?name=x"),
)  # fmt: skip


def script() -> str:
    """axe-core, from the user's cache or fetched into it. Raises RuntimeError when that cannot be done."""
    kept = cache_folder().parent / f"{PACKAGE}-{VERSION}.js"
    content = kept.read_bytes() if kept.is_file() else b""
    if hashlib.sha256(content).hexdigest() != SHA256:
        content = packed(PACKAGE, VERSION, MEMBER)
        found = hashlib.sha256(content).hexdigest()
        if found != SHA256:
            raise RuntimeError(f"checksum of {PACKAGE} is {found}, expected {SHA256}: not used")
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part")
        part.write_bytes(content)
        part.replace(kept)
    return content.decode("utf-8")


@contextmanager
def prepared(browser: Browser, address: str, axe: str) -> Iterator[Page]:
    """A page of the service at `address`, into which axe-core comes by itself wherever it goes."""
    context = browser.new_context(base_url=address, locale="vi-VN", reduced_motion="reduce")
    context.add_init_script(script=axe)
    yield context.new_page()
    context.close()


def found(page: Page) -> list[str]:
    """The violations on a page as it stands: rule and element."""
    told: list[str] = page.evaluate(_RUN)
    return told


def violations(page: Page, visits: Sequence[Visit] = VISITS) -> Iterator[str]:
    """Every violation on the pages, in each width and each colour scheme: page, rule and element.

    The archive must be made of `archive_files`.
    """
    page.goto("/enter")
    scan = str(page.locator("input[name=document]").get_attribute("value"))
    page.goto("/tasks")
    task = str(page.locator('a[href^="/tasks/mark"]').first.get_attribute("href"))
    yield from looked_at(page, visits, {"{scan}": scan, "{task}": task})


def looked_at(page: Page, visits: Sequence[Visit], there: Mapping[str, str] | None = None) -> Iterator[str]:
    """The violations on these pages, whatever the archive is made of; `there`: what stands for marks in addresses."""
    for visit in visits:
        page.set_viewport_size(_size("desktop"))
        page.emulate_media(color_scheme="light")
        _go(page, visit, there or {})
        for width in WIDTHS_PX:
            page.set_viewport_size(_size(width))
            for scheme in SCHEMES:
                page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                yield from (f"{visit.address} {width} {scheme}: {one}" for one in found(page))


def _size(width: str) -> Any:
    return dict(zip(("width", "height"), WIDTHS_PX[width], strict=True))


def _go(page: Page, visit: Visit, there: Mapping[str, str]) -> None:
    address = visit.address
    for mark, found_there in there.items():
        address = address.replace(mark, found_there)
    page.goto(address)
    for field, text in visit.typed:
        page.locator(field).first.fill(text)
    if visit.typed:
        form = page.locator("form", has=page.locator(visit.typed[0][0])).first
        with page.expect_navigation():
            form.locator("button:not([type=button])").first.click()


def archive_files(folder: Path) -> list[Path]:
    """What the archive is made of: the samples, and a scan that is drawn into the folder."""
    return [SAMPLES, *draw(folder, 1)]


def measure(report: Report, _gold: Path, scratch: Path) -> None:
    """How many elements of all pages break a rule."""
    program = chromium_program()
    if program is None:
        report.passed_over.append("Chromium")
        return
    try:
        axe = script()
    except (RuntimeError, OSError) as error:
        report.passed_over.append(f"axe-core ({error})")
        return
    take_in(scratch / "data", archive_files(scratch / "scans"))
    with (
        served(scratch / "data") as address, chromium(program) as browser, prepared(browser, address, axe) as page
    ):  # fmt: skip
        told = list(violations(page))
    for one in told[:20]:
        print(f"# {one}")
    note = f"{len(VISITS)} pages, each {' and '.join(WIDTHS_PX)}, {' and '.join(SCHEMES)}"
    report.figure("pages: axe violations", len(told), "==", 0, note=note)
