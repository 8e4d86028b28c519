"""Papers issued with an act on pages, under the API, by the command, and for those who may not see everything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from corpus.archive import Archive
from service.app import create_app
from service.command import main
from service.people import Person
from service.rights import View
from service.settings import Settings
from tests.annexed_papers import ACT, ANNEXED, CITED, KEY, plan

CHILD = f"{KEY}~kem-theo~quy-che"
SECRET = plan("79/KH-SXD", "Sở Xây dựng", f"Thực hiện {CITED}", day=7).replace("Số: 79", "MẬT\nSố: 79")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("kem-theo")
    papers = {
        "qd": ACT + ANNEXED,
        "kh": plan("77/KH-SDL", "Sở Du lịch", f"Thực hiện {CITED}"),
        "mat": SECRET,
        "le": ANNEXED.replace("12/2021", "13/2021").replace("QUY CHẾ\nQuản lý bến thuyền", "ĐIỀU LỆ\nHội đò ngang"),
    }
    for name, text in papers.items():
        (root / f"{name}.txt").write_text(text, encoding="utf-8")
    with Archive.open(root / "kho") as archive:
        archive.ingest(sorted(root.glob("*.txt")), workers=0)
    return root / "kho"


@pytest.fixture(scope="module")
def client(data: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(data=str(data)))) as opened:
        yield opened


def test_the_address_of_the_child_leads_into_the_act(client: TestClient) -> None:
    answer = client.get(f"/documents/{CHILD}")
    assert answer.status_code == 200 and "here=" in str(answer.url)
    page = LexborHTMLParser(answer.text)
    assert page.css_first("#here") is not None
    assert [mark.text().strip() for mark in page.css(".here")] == ["QUY CHẾ"]
    card = page.css_first("section[aria-labelledby=kem-theo]")
    assert card is not None and "2 văn bản dẫn" in card.text()
    assert client.get(f"/documents/{KEY}~kem-theo~noi-quy").status_code == 404


def test_a_citation_links_to_the_child(client: TestClient) -> None:
    found = client.get("/api/v1/documents/77%2FKH-SDL").json()
    resolution = found["references"][0]["resolution"]
    assert (resolution["part"], resolution["part_key"]) == ("quy-che", CHILD)
    page = LexborHTMLParser(client.get(f"/documents/{found['id']}").text)
    assert [a.attributes["href"] for a in page.css("section[aria-labelledby=vien-dan] li > a:first-of-type")] == [
        f"/documents/{CHILD}"
    ]
    assert client.get(f"/api/v1/documents/{CHILD}").json()["annexed"][0]["key"] == CHILD


def test_the_page_of_a_chain_names_the_act_and_its_child_once(client: TestClient) -> None:
    page = LexborHTMLParser(client.get(f"/documents/{CHILD}/chain").text)
    found = client.get(f"/api/v1/documents/{CHILD}/chain").json()
    assert len(found["nodes"]) == len({node["id"] for node in found["nodes"]}) == len(page.css("svg a g.node")) == 4
    assert {edge["part"] for edge in found["edges"] if edge["to"] == found["root"]} == {"quy-che"}


def test_a_paper_whose_act_is_not_held_names_it(client: TestClient) -> None:
    key = f"{KEY.replace('~12~', '~13~')}~kem-theo~dieu-le"
    page = LexborHTMLParser(client.get(f"/documents/{key}").text)
    act = page.css_first("aside p.small a")
    assert act is not None and act.text() == "Quyết định 13/2021/QĐ-UBND ngày 05/3/2021"
    stub = LexborHTMLParser(client.get(str(act.attributes["href"])).text)
    assert "Hội đò ngang" in stub.text()
    chain = LexborHTMLParser(client.get(f"{act.attributes['href']}/chain").text)
    assert "Điều lệ Hội đò ngang" in chain.text()


def test_who_may_not_see_a_secret_paper_does_not_count_it(data: Path) -> None:
    with Archive.open(data) as archive:
        view = View(archive, Person("nhan-vien", "reader", clearance=0))
        (one,) = view.show(CHILD)["annexed"]
    assert one["cited_by"] == 1


def test_show_names_what_was_issued_with_an_act(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "--data", str(data), CHILD]) == 0
    printed = capsys.readouterr().out
    assert f"Quy chế Quản lý bến thuyền trên địa bàn tỉnh Lào Cai, 2 văn bản dẫn · {CHILD}" in printed
    assert main(["show", "--data", str(data), "77/KH-SDL"]) == 0
    assert "Quy chế kèm theo Quyết định số 12/2021/QĐ-UBND" in capsys.readouterr().out
