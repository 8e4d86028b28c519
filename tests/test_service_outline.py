"""A long paper opens with its table of contents; each line of it leads to the place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from corpus.archive import Archive
from service.app import create_app
from service.outline import anchors, contents
from service.settings import Settings

HEAD = "BỘ ĐÈN BIỂN\n\nSố: {}/2031/TT-BĐB\n\nHà Nội, ngày 06 tháng 5 năm 2031\n\nTHÔNG TƯ\nQuy định về thắp đèn\n\n"
LONG = HEAD.format(4) + (
    "Căn cứ Nghị định số 9/2031/NĐ-CP ngày 01/3/2031 của Chính phủ;\n\n"
    "Chương I\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi điều chỉnh\n1. Nói về <đèn> & dầu.\n2. Không nói về bấc.\n\n"
    "Điều 2. Đối tượng áp dụng\nNgười gác đèn.\n\nChương II\nTHẮP ĐÈN\n\nĐiều 3. Giờ thắp\nTừ 18 giờ.\n"
)
SHORT = HEAD.format(5) + "Điều 1. Giờ thắp\nTừ 18 giờ.\n"
PLAN = (
    "UBND TỈNH CÀ MAU\nSỞ NỘI VỤ\nSố: 71/KH-SNV\nCà Mau, ngày 04 tháng 02 năm 2031\nKẾ HOẠCH\nTrồng cây\n\n"
    "I. MỤC ĐÍCH\n1. Phủ xanh bờ kênh.\n\nII. TỔ CHỨC THỰC HIỆN\n"
    "1. Sở Tài chính chủ trì, xây dựng dự toán kinh phí trong quý II năm 2031.\n"
    "2. Sở Y tế chủ trì, báo cáo trước ngày 30/6/2031.\n"
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("outline")
    papers = {"long": LONG, "short": SHORT, "plan": PLAN}
    papers["parts"] = LONG.replace("4/2031", "6/2031") + "Điều 4. Dầu\n" + "Đong dầu.\n" * 9000
    for name, text in papers.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with Archive.open(folder / "kho") as archive:
        archive.ingest(sorted(folder.glob("*.txt")), workers=0)
    with TestClient(create_app(Settings(data=str(folder / "kho"))), base_url="http://127.0.0.1") as client:
        yield client


def opened(client: TestClient, name: str) -> LexborHTMLParser:
    rows = client.get("/api/v1/search?limit=10").json()["hits"]
    for row in rows:
        if client.get(f"/api/v1/documents/{row['id']}").json()["source"]["path"].endswith(f"{name}.txt"):
            return LexborHTMLParser(client.get(f"/documents/{row['id']}").text)
    raise AssertionError(name)


def test_every_division_is_listed_in_its_place_and_leads_to_the_text(client: TestClient) -> None:
    page = opened(client, "long")
    links = page.css("nav[aria-label='Mục lục'] a")
    assert [one.text() for one in links] == [
        "Chương I. QUY ĐỊNH CHUNG", "Điều 1. Phạm vi điều chỉnh", "Điều 2. Đối tượng áp dụng",
        "Chương II. THẮP ĐÈN", "Điều 3. Giờ thắp",
    ]  # fmt: skip
    assert len(page.css("nav[aria-label='Mục lục'] > ul > li")) == 2
    for link in links:
        anchor = (link.attributes["href"] or "").lstrip("#")
        assert len(page.css(f"[id='{anchor}']")) == 1
    text = page.css_first(".text")
    assert text is not None and text.text() == LONG


def test_a_short_paper_has_no_contents(client: TestClient) -> None:
    assert not opened(client, "short").css(".contents")


def test_a_place_in_another_part_of_a_long_text_is_on_its_page(client: TestClient) -> None:
    link = next(one for one in opened(client, "parts").css(".contents a") if one.text() == "Điều 4. Dầu")
    address = link.attributes["href"] or ""
    assert "?part=" in address
    page, _, anchor = address.partition("#")
    assert f'id="{anchor}"' in client.get(page).text


def test_headings_without_a_title_are_called_by_their_words(client: TestClient) -> None:
    names = [one.text() for one in opened(client, "plan").css(".contents a")]
    assert names[0] == "I. MỤC ĐÍCH" and "1. Phủ xanh bờ kênh." in names


def test_names_are_cut_and_white_space_at_the_start_is_passed_over() -> None:
    text = "\n\nĐiều 1. " + "rất dài " * 40 + "\nĐiều 2\nĐiều 3"
    body: list[dict[str, Any]] = [
        {"kind": kind, "label": label, "title": None, "start": start, "end": len(text), "children": []}
        for kind, label, start in (("article", "Điều 1", 0), ("clause", "1", 5),
                                   ("article", "Điều 2", text.index("Điều 2")), ("table", None, text.index("Điều 3")))
    ]  # fmt: skip
    branches, count = contents(body, text, lambda at, anchor: f"#{anchor}")
    assert count == 3 and [one.name for one in branches[1:]] == ["Điều 2", "Bảng: Điều 3"]
    assert branches[0].name.startswith("Điều 1. rất dài") and len(branches[0].name) <= 92
    assert all(0 <= mark.start <= mark.end <= len(text) and mark.kind == "place" for mark in anchors(body, text))


def test_the_ledger_shows_the_words_that_a_day_was_reckoned_from(client: TestClient) -> None:
    told = client.get("/tasks").text
    assert re.search(r"30/6/2031<br><span class=\"small muted\">“trong quý II năm 2031”</span>", told)
    assert "“trước ngày 30/6/2031”" not in told
