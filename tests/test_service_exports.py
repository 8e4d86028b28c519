"""A chain as CSV and GraphML: complete, well-formed, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from corpus.archive import Archive
from service.app import create_app
from service.exports import chain_akn, chain_csv, chain_graphml, chain_mermaid, tree_csv
from service.settings import Settings
from tests.service_archive import FakeArchive

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
HOSTILE = {
    "root": "a",
    "nodes": [
        {"id": "a", "key": None, "number": "=cmd|'/c calc'!A1", "issuer": "<b>&", "date": None, "title": "x\x00y",
         "held": True, "level": 0},
        {"id": 'b"', "key": "k", "number": None, "issuer": None, "date": "2020-01-02", "title": "Tựa", "held": False,
         "level": -1},
    ],
    "edges": [{"from": "a", "to": 'b"', "relation": "implements", "text": "+1 dòng\nhai", "start": 1, "end": 3,
               "part": "quy-che"}],
}  # fmt: skip


def test_csv_has_a_line_a_link_and_no_formula() -> None:
    text = chain_csv(HOSTILE)
    assert text.startswith("\ufeff")
    heading, row = csv.reader(io.StringIO(text[1:]))
    assert heading[0] == "from" and len(row) == len(heading)
    assert row == ["a", "'=cmd|'/c calc'!A1", "thực hiện", 'b"', "Tựa", "'+1 dòng hai", "1", "3", "quy-che"]


def test_graphml_is_well_formed_and_complete() -> None:
    root = ElementTree.fromstring(chain_graphml(HOSTILE).encode("utf-8"))
    nodes = list(root.iter(f"{GRAPHML}node"))
    assert [node.get("id") for node in nodes] == ["a", 'b"']
    data = {one.get("key"): one.text for one in nodes[0]}
    assert data["issuer"] == "<b>&" and data["held"] == "true" and data["title"] == "x\ufffdy"
    edge = next(root.iter(f"{GRAPHML}edge"))
    assert (edge.get("source"), edge.get("target")) == ("a", 'b"')
    assert {one.get("key"): one.text for one in edge}["e_part"] == "quy-che"
    declared = {key.get("id") for key in root.iter(f"{GRAPHML}key")}
    assert {one.get("key") for one in root.iter(f"{GRAPHML}data")} <= declared


def test_mermaid_names_every_paper_once_and_holds_no_letter_of_its_own_language() -> None:
    text = chain_mermaid(HOSTILE)
    lines = text.splitlines()
    assert lines[0] == "flowchart LR"
    assert lines[1] == "  n0[\"=cmd#124;'/c calc'!A1<br/>#60;b#62;#38;\"]"
    assert lines[2] == '  n1["Tựa<br/>02/01/2020"]:::stub'
    assert lines[3] == "  n0 -- thực hiện --> n1"


@pytest.mark.parametrize(
    ("number", "date", "address"),
    [
        ("7/2021/QĐ-UBND", None, "/akn/vn/doc/quyet-dinh/2021/7-2021-qd-ubnd@so-y-te"),
        ("7/QĐ-SYT", None, "/akn/vn/doc/quyet-dinh/khong-ro-ngay/7-qd-syt@so-y-te"),
        ("7/QĐ-SYT", "2021-05", "/akn/vn/doc/quyet-dinh/2021-05/7-qd-syt@so-y-te"),
    ],
)
def test_akoma_ntoso_names_no_day_that_nobody_knows(number: str, date: str | None, address: str) -> None:
    node = {"id": "a", "number": number, "type": "QĐ", "title": None, "issuer": "Sở Y tế", "date": date}
    written = chain_akn({"root": "a", "nodes": [node], "edges": []})
    work = next(ElementTree.fromstring(written.encode("utf-8")).iter(f"{AKN}FRBRWork"))
    assert work[0].get("value") == address
    assert work.find(f"{AKN}FRBRdate") is None and "ngày ban hành: không rõ" in written
    day = chain_akn({"root": "a", "nodes": [{**node, "date": "2021-05-04"}], "edges": []})
    assert '<FRBRdate date="2021-05-04" name="ban-hanh"/>' in day and "không rõ" not in day


def test_akoma_ntoso_has_the_roots_references_in_their_direction() -> None:
    root = ElementTree.fromstring(chain_akn(HOSTILE).encode("utf-8"))
    assert root.tag == f"{AKN}akomaNtoso"
    references = next(root.iter(f"{AKN}references"))
    assert [one.tag for one in references] == [f"{AKN}activeRef"]
    assert references[0].get("href") == "/akn/vn/doc/van-ban/2020-01-02/tua@khong-ro/!quy-che"
    turned = {**HOSTILE, "root": 'b"'}
    back = ElementTree.fromstring(chain_akn(turned).encode("utf-8"))
    assert [one.tag for one in next(back.iter(f"{AKN}references"))] == [f"{AKN}passiveRef"]
    for level in ("FRBRWork", "FRBRExpression", "FRBRManifestation"):
        names = {one.tag.removeprefix(AKN) for one in next(back.iter(f"{AKN}{level}"))}
        assert {"FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor"} <= names


def test_a_tree_as_a_table_has_the_missing_bodies_too() -> None:
    rows_of_chain: Any = HOSTILE["nodes"]
    nodes = [{**one, "tier": None, "standing": {"state": "unknown"}} for one in rows_of_chain]
    expected = {"told_by": "a", "level": 1, "unit": "=Sở Y tế", "state": "not-held", "deadline": "2020-03-01",
                "overdue": True, "documents": [], "mark": None}  # fmt: skip
    heading, *rows = csv.reader(io.StringIO(tree_csv({"nodes": nodes, "expected": [expected]})[1:]))
    assert [row[0] for row in rows] == ["'-1", "0", "1"]
    missing = dict(zip(heading, rows[2], strict=True))
    told = (missing["Cơ quan"], missing["Tình trạng"], missing["Thời hạn"], missing["Có trong kho"])
    assert told == ("'=Sở Y tế", "kho chưa có, đã quá hạn", "2020-03-01", "chưa")
    assert [row[heading.index("Tình trạng")] for row in rows[:2]] == ["chưa rõ còn hiệu lực"] * 2


def test_both_over_http(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    with TestClient(create_app(Settings(data=str(tmp_path)))) as client:
        answer = client.get("/api/v1/documents/15/KH-UBND/chain.csv", params={"down": True})
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.headers["content-disposition"].startswith("attachment")
        assert len(answer.text.splitlines()) == 2
        assert (
            ElementTree.fromstring(client.get("/api/v1/documents/d1/chain.graphml").content).tag == f"{GRAPHML}graphml"
        )
        assert client.get("/api/v1/documents/d1/chain.exe").status_code == 422
        assert client.get("/api/v1/documents/d1/chain.mermaid").text.startswith("flowchart LR")
        assert ElementTree.fromstring(client.get("/api/v1/documents/d1/chain.akn").content).tag == f"{AKN}akomaNtoso"
        assert "Sở Nội vụ" in client.get("/api/v1/documents/d1/tree.csv").text
        page = client.get("/documents/d1/chain?direction=down").text
        assert "/api/v1/documents/d1/chain.csv?down=true" in page
