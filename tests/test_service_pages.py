"""The pages: what they show, that documents cannot speak HTML, and that they can be used without sight or mouse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

import service
from corpus.archive import Archive
from service.app import create_app
from service.render import NAVIGATION
from service.settings import Settings
from tests.service_archive import PLAN, FakeArchive, node

PAGES = ("/", "/?q=cây", "/?q=7/NQ-HĐND", "/?q=khongcogi", "/documents/d1", "/documents/s1", "/documents/d1/chain",
         "/documents/7/NQ-HĐND", "/verify", "/draft", "/draft/new",
         "/draft/compare", "/batch", "/wanted", "/review", "/status", "/help", "/help/can-bo", "/help/bao-loi", "/docs",
         "/khong-co")  # fmt: skip


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[TestClient]:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    with TestClient(create_app(Settings(data=str(tmp_path)))) as opened:
        yield opened


def tree(client: TestClient, path: str) -> LexborHTMLParser:
    return LexborHTMLParser(client.get(path).text)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_can_be_found_through(client: TestClient, path: str) -> None:
    page = tree(client, path)
    html = page.css_first("html")
    assert html is not None and html.attributes["lang"] == "vi"
    assert len(page.css("main")) == 1
    assert len(page.css("h1")) == 1
    skip = page.css_first("a.skip")
    assert skip is not None and page.css_first(str(skip.attributes["href"])) is not None
    assert (page.css_first("title") or html).text()
    for nav in page.css("nav"):
        assert nav.attributes.get("aria-label")
    here = [room for room, _ in NAVIGATION if path.partition("?")[0] == room or path.startswith(f"{room}/")]
    assert [a.attributes["href"] for a in page.css("header nav a[aria-current]")] == here
    for control in page.css("input:not([type=hidden]), select, textarea"):
        labelled = control.attributes.get("aria-label") or (
            control.attributes.get("id") and page.css_first(f"label[for={control.attributes['id']}]")
        )
        inside = control.parent
        while inside is not None and inside.tag != "label":
            inside = inside.parent
        assert labelled or inside is not None, control.html


@pytest.mark.parametrize("path", PAGES)
def test_no_page_carries_script_style_or_anything_from_outside(client: TestClient, path: str) -> None:
    text = client.get(path).text
    page = LexborHTMLParser(text)
    for script in page.css("script"):
        assert str(script.attributes.get("src")).startswith("/static/")
        assert not script.text().strip()
    assert not page.css("style, iframe, object, embed, [style]")
    for element in page.css("*"):
        for name, value in element.attributes.items():
            assert not name.startswith("on"), name
            if name in ("src", "href", "action"):
                assert re.match(r"[/#?]", value or ""), value
                assert not (value or "").startswith("//")
    assert len(text.encode()) <= 150_000


@pytest.mark.parametrize("path", PAGES)
def test_ids_are_unique_and_inner_links_lead_somewhere(client: TestClient, path: str) -> None:
    page = tree(client, path)
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    for link in page.css("a[href^='#']"):
        assert str(link.attributes["href"])[1:] in ids


def test_what_a_document_says_is_never_markup(client: TestClient) -> None:
    page = tree(client, "/documents/d1")
    heading = page.css_first("h1")
    assert heading is not None and heading.text() == 'Chăm sóc cây xanh đô thị <năm 2024> & "phố xanh"'
    snippet = tree(client, "/?q=cây").css_first(".snip")
    assert snippet is not None and snippet.text() == "… trồng <b>cây</b> xanh …"
    asked = client.get("/", params={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in asked


def test_the_shown_text_is_the_documents_text(client: TestClient) -> None:
    shown = tree(client, "/documents/d1").css_first(".text")
    assert shown is not None and shown.text() == PLAN


def test_references_lead_to_papers_stubs_and_choices(client: TestClient) -> None:
    page = tree(client, "/documents/d1")
    links = {node.attributes["id"]: node for node in page.css(".text .ref")}
    assert links["r0"].attributes["href"] == "/documents/s1"
    assert links["r0"].text() == "Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị"
    assert str(links["r1"].attributes["href"]).startswith("/?q=7")
    assert links["r2"].tag == "span"
    assert "Kho chưa có" in str(links["r0"].attributes["title"])


def test_a_place_in_a_document_has_an_address(client: TestClient) -> None:
    offset = PLAN.index("34-CT/TW")
    answer = client.get("/documents/d1", params={"at": offset}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/documents/d1?part=1#r0")


def test_a_number_of_several_papers_asks_which(client: TestClient) -> None:
    page = tree(client, "/?q=7/NQ-HĐND")
    card = page.css_first("section.card")
    assert card is not None and "7/NQ-HĐND nào?" in card.text()
    assert [a.attributes["href"] for a in card.css("a")] == ["/documents/d3", "/documents/d4"]
    answer = client.get("/documents/7/NQ-HĐND")
    assert answer.status_code == 409
    asked = LexborHTMLParser(answer.text).css_first("main")
    assert asked is not None
    assert [a.attributes["href"] for a in asked.css("li a")] == ["/documents/d3", "/documents/d4"]
    assert [h1.text() for h1 in asked.css("h1")] == ["7/NQ-HĐND"], "as the error has it, and nothing over it"


def test_a_chosen_facet_stays_chosen(client: TestClient) -> None:
    page = tree(client, "/?q=cây&type=KH")
    box = page.css_first("input[name=type][value=KH]")
    assert box is not None and "checked" in box.attributes
    assert page.css_first("a[href='/?q=c%C3%A2y']") is not None


def test_years_are_bars_that_narrow_the_search(client: TestClient) -> None:
    page = tree(client, "/?q=n&type=NQ")
    bars = page.css("svg.bars a")
    assert [bar.attributes["href"] for bar in bars] == ["/?q=n&type=NQ&year=2022", "/?q=n&type=NQ&year=2023"]
    assert bars[0].attributes["aria-label"] == "Năm 2022: 1 văn bản"
    chosen = tree(client, "/?q=n&type=NQ&year=2022").css_first("svg.bars a.chosen")
    assert chosen is not None and chosen.attributes["href"] == "/?q=n&type=NQ"


def test_a_stub_says_who_cites_it(client: TestClient) -> None:
    text = client.get("/documents/s1").text
    assert "Kho chưa có văn bản này" in text
    assert "15/KH-UBND" in text and "/documents/d1?at=" in text


def test_the_chain_shows_the_sentence_behind_each_link(client: TestClient) -> None:
    page = tree(client, "/documents/d1/chain")
    body = page.css_first("main")
    assert body is not None and "thực hiện Kế hoạch số 15/KH-UBND" in body.text()
    svg = page.css_first("svg")
    assert svg is not None and svg.html is not None
    ElementTree.fromstring(svg.html)
    assert len(page.css("svg a")) == 4  # three papers, and a body that was told and has not
    down = tree(client, "/documents/d1/chain?direction=down")
    assert len(down.css("svg a")) == 3


def test_the_table_of_a_chain_has_the_rows_of_the_picture_and_what_became_of_each(client: TestClient) -> None:
    page = tree(client, "/documents/d1/chain?direction=down&depth=3&at=2026-01-02&relation=implements&tier=province")
    rows = page.css("table.tree tbody tr:not(:has(th[scope=rowgroup]))")
    names = [row.css_first("td a").text() for row in rows]  # type: ignore[union-attr]  # every row has one
    assert names == ["15/KH-UBND", "40/BC-SXD", "Sở Nội vụ <b>"]
    assert "chưa rõ còn hiệu lực" in rows[1].text() and "kho không có văn bản nào thay thế" in rows[1].text()
    assert "đã quá hạn 30/6/2024" in rows[2].text() and "được giao tại 15/KH-UBND" in " ".join(rows[2].text().split())
    link = next(a for a in page.css("a") if a.text() == "Liên kết cố định")
    address = link.attributes["href"] or ""
    assert "direction=down&depth=3&at=2026-01-02&relation=implements&tier=province" in address
    assert tree(client, address).css_first("table.tree").text() == page.css_first("table.tree").text()  # type: ignore[union-attr]  # both have one


def test_filters_that_mean_nothing_are_set_aside(client: TestClient) -> None:
    answer = client.get("/documents/d1/chain?relation=x&tier=y&at=2024-13-01&direction=z")
    assert answer.status_code == 200
    assert "“2024-13-01” không phải là ngày" in answer.text


def test_bases_that_no_longer_stand_are_listed_with_what_replaced_them(client: TestClient) -> None:
    page = tree(client, "/outdated?at=2026-01-02")
    row = page.css_first("tbody tr")
    assert row is not None and "đã bị thay thế" in row.text() and "bị thay thế <b>" in row.text()
    assert [a.attributes["href"] for a in row.css("a")][:1] == ["/documents/d1"]


def test_the_way_between_two_papers_is_shown_step_by_step(client: TestClient) -> None:
    assert "Không có đường nối" not in client.get("/path").text
    steps = tree(client, "/path?from=d2&to=s1").css("ol.card li")
    assert len(steps) == 2
    assert "Không có đường nối" in client.get("/path?from=d1&to=d3").text


def test_bodies_before_and_after_are_listed_with_their_time(client: TestClient) -> None:
    page = tree(client, "/issuers?name=B%E1%BB%99%20T%C3%A0i%20ch%C3%ADnh")
    body = page.css_first("main")
    assert body is not None and "Bộ Kế hoạch và Đầu tư" in body.text() and "28/02/2025" in body.text()
    assert "Không biết cơ quan nào" in client.get("/issuers?name=x").text


def test_status_names_each_problem_with_its_reason(client: TestClient) -> None:
    text = client.get("/status").text
    assert "kho/hỏng.pdf" in text and "damaged-file" in text and "khớp nhau" in text


def test_the_docs_page_lists_every_route_and_needs_no_script(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    text = client.get("/docs").text
    for path in described["paths"]:
        assert path in text


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_stands_out_from_its_ground_in_both_schemes() -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    css = (Path(service.__file__).parent / "static" / "style.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
        pairs = [("ink", g) for g in ("paper", "card", "mark", "ref", "task", "deadline", "field", "accent-soft",
                                      "warn-soft", "bad-soft")]  # fmt: skip
        pairs += [("soft", "paper"), ("soft", "card"), ("accent", "paper"), ("accent", "card"), ("accent", "ref")]
        pairs += [("accent-ink", "accent"), ("warn", "warn-soft"), ("bad", "bad-soft"), ("good", "good-soft"),
                  ("seal", "paper"), ("accent", "task")]  # fmt: skip
        for ink, ground in pairs:
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


def test_a_pasted_text_shows_what_it_cites(client: TestClient) -> None:
    text = "Căn cứ <b>Chỉ thị số 34-CT/TW ngày 07/4/2014</b>;\nxét Nghị quyết số 7/NQ-HĐND;\nvà Công văn số 99/UBND-NC."
    answer = client.post("/verify", data={"text": text.replace("\n", "\r\n")})
    page = LexborHTMLParser(answer.text)
    shown = page.css_first(".sheet .text")
    assert shown is not None and shown.text() == text
    box = page.css_first("textarea")
    assert box is not None and box.text() == text
    tags = [node.text() for node in page.css("tbody .tag")]
    assert tags == ["kho chưa có", "chưa chắc văn bản nào", "chưa từng gặp"]
    assert [a.attributes["href"] for a in page.css("tbody li a")] == ["/documents/d3", "/documents/d4"]


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}]
)
def test_another_site_cannot_send_a_form(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/verify", data={"text": "x"}, headers=headers).status_code == 403
    assert client.get("/", headers=headers).status_code == 200


def test_our_own_form_is_taken(client: TestClient) -> None:
    headers = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    assert client.post("/verify", data={"text": "x"}, headers=headers).status_code == 200


def test_a_chain_too_large_for_a_page_is_cut_at_a_level_and_says_so(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = FakeArchive.chain

    def large(self: FakeArchive, root: str, **more: Any) -> dict[str, Any]:
        found = real(self, root, **more)
        extra = [{**node("d2"), "id": f"n{level}-{i}", "level": level} for level in (1, 2, 3) for i in range(150)]
        return {**found, "nodes": [*found["nodes"], *extra]}

    monkeypatch.setattr(FakeArchive, "chain", large)
    text = client.get("/documents/d1/chain").text
    assert "Chuỗi có 453 văn bản" in text and "nêu 303 văn bản đến bậc 2" in text
    assert "n2-149" in text and "n3-0" not in text
    assert "n3-149" in client.get("/documents/d1/chain?depth=10").text


@pytest.mark.parametrize("given", ["abc", "20", "0999", "99999", "2024.0", " 2024", "２０２４"])
def test_a_year_that_is_none_is_set_aside_and_named(client: TestClient, given: str) -> None:
    answer = client.get("/", params={"q": "cây", "year": given, "not_year": "2020"})
    assert answer.status_code == 200 and f"“{given}” không phải là ngày hay năm" in answer.text
    assert client.get("/api/v1/search", params={"year": given}).status_code == 422
    assert "không phải là" not in client.get("/", params={"q": "cây", "year": "2024"}).text


@pytest.mark.parametrize("name", ["kind", "status", "level", "secrecy", "not_status"])
def test_a_filter_that_is_none_is_set_aside_and_named(client: TestClient, name: str) -> None:
    answer = client.get("/", params={"q": "cây", name: "không có"})
    assert answer.status_code == 200 and "“không có” không phải là ngày hay năm" in answer.text
    refused = client.get("/api/v1/search", params={name: "không có"})
    assert refused.status_code == 422 and "chỉ nhận" in refused.text
    assert client.get("/api/v1/search", params={"status": "replaced", "level": "province"}).status_code == 200


@pytest.mark.parametrize("name", ["sort", "expand", "renamed", "from", "to"])
def test_the_form_takes_no_more_than_the_interface(client: TestClient, name: str) -> None:
    answer = client.get("/", params={"q": "cây", name: "có lẽ"})
    assert answer.status_code == 200 and "“có lẽ” không phải là ngày hay năm" in answer.text
    assert client.get("/api/v1/search", params={name: "có lẽ"}).status_code == 422


@pytest.mark.parametrize("given", ["hôm qua", "2024-13-45", "0", "２０２４-01-01", "2024-1-1"])
def test_a_date_that_is_none_is_set_aside_and_named(client: TestClient, given: str) -> None:
    answer = client.get("/", params={"q": "cây", "from": given})
    assert answer.status_code == 200
    assert f"“{given}” không phải là ngày" in answer.text
    assert client.get("/api/v1/search", params={"from": given}).status_code == 422


def test_a_long_text_is_shown_in_parts_with_what_stands_in_each(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.pages.document.PART_SIZE", 200)
    parts = []
    listed = 0
    page = tree(client, "/documents/d1")
    addresses = [str(a.attributes["href"]) for a in page.css("nav[aria-label='Các phần của văn bản dài'] a")]
    assert len(addresses) > 1
    for address in addresses:
        page = tree(client, address)
        shown = page.css_first(".text")
        parts.append(shown.text() if shown else "")
        section = page.css_first("section[aria-labelledby=vien-dan]")
        assert section is not None and "cả văn bản 3" in section.text()
        listed += len(section.css("li"))
        for link in section.css("li a.muted"):
            anchor = str(link.attributes["href"]).split("#")[1]
            assert page.css_first(f".text [id={anchor}]") is not None
    assert "".join(parts) == PLAN
    assert listed == 3


def test_who_was_told_to_issue_a_plan_stands_with_the_plan(client: TestClient) -> None:
    rows = tree(client, "/documents/d1/chain").css("section[aria-labelledby=duoc-giao] tbody tr")
    states = [tag.text() for row in rows for tag in row.css(".tag")]
    assert states == ["đã ban hành, thời hạn 30/6/2024", "kho chưa có, đã quá hạn 30/6/2024"]
    assert [a.attributes["href"] for a in rows[0].css("td:last-child a")] == ["/documents/d2"]
    assert "Sở Nội vụ <b>" in rows[1].text()
    assert not tree(client, "/documents/d2/chain").css("section[aria-labelledby=duoc-giao]")
    assert client.get("/documents/s1/chain").status_code == 200


def test_one_number_of_two_papers_shows_the_evidence_for_both(client: TestClient) -> None:
    card = tree(client, "/?q=7/NQ-HĐND").css_first("section[aria-labelledby=which]")
    assert card is not None and "7/NQ-HĐND nào?" in card.text()
    assert len(card.css("li")) == 2
    assert card.text().count("số trùng") == 2


def test_an_address_of_a_place_leads_to_that_very_place(client: TestClient) -> None:
    page = client.get("/documents/d1?at=3", follow_redirects=False)
    where = page.headers["location"]
    assert page.status_code == 303
    if "#here" in where:  # no reference and no field covers it
        shown = client.get(where.partition("#")[0]).text
        assert shown.count('id="here"') == 1
        assert shown.index('id="here"') < shown.index('class="here') + 40
    outside = client.get("/documents/d1?at=999999", follow_redirects=False).headers["location"]
    assert "#" not in outside


def test_a_citation_that_differs_from_its_paper_is_told_beside_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = FakeArchive.show

    def show(archive: FakeArchive, id: str) -> dict[str, Any]:
        record = plain(archive, id)
        for one in record["references"]:
            one["resolution"] = {**one["resolution"], "findings": ["ngày dẫn 05/3/2021, văn bản ghi 06/3/2021"]}
        return record

    monkeypatch.setattr(FakeArchive, "show", show)
    assert "văn bản ghi 06/3/2021" in client.get("/documents/d1").text


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("ngày 12/3/2024", True),
        ("ban hành ngày 12 tháng 3 năm 2024", True),
        ("kế hoạch ngày 12/3/2024", False),
        ("31/2/2024", False),
    ],
)
def test_a_day_alone_offers_the_papers_of_that_day(client: TestClient, typed: str, offered: bool) -> None:
    page = client.get("/", params={"q": typed}).text
    assert ("Văn bản ban hành ngày 12/3/2024" in page) is offered
    assert ("from=2024-03-12&amp;to=2024-03-12" in page) is offered
