"""A chain as CSV and GraphML: complete, well-formed, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from corpus.archive import Archive
from service.app import create_app
from service.exports import chain_csv, chain_graphml
from service.settings import Settings
from tests.service_archive import FakeArchive

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
HOSTILE = {
    "root": "a",
    "nodes": [
        {"id": "a", "key": None, "number": "=cmd|'/c calc'!A1", "issuer": "<b>&", "date": None, "title": "x\x00y",
         "held": True, "level": 0},
        {"id": 'b"', "key": "k", "number": None, "issuer": None, "date": "2020-01-02", "title": "Tựa", "held": False,
         "level": -1},
    ],
    "edges": [{"from": "a", "to": 'b"', "relation": "implements", "text": "+1 dòng\nhai", "start": 1, "end": 3}],
}  # fmt: skip


def test_csv_has_a_line_a_link_and_no_formula() -> None:
    text = chain_csv(HOSTILE)
    assert text.startswith("\ufeff")
    heading, row = csv.reader(io.StringIO(text[1:]))
    assert heading[0] == "from" and len(row) == len(heading)
    assert row == ["a", "'=cmd|'/c calc'!A1", "thực hiện", 'b"', "Tựa", "'+1 dòng hai", "1", "3"]


def test_graphml_is_well_formed_and_complete() -> None:
    root = ElementTree.fromstring(chain_graphml(HOSTILE).encode("utf-8"))
    nodes = list(root.iter(f"{GRAPHML}node"))
    assert [node.get("id") for node in nodes] == ["a", 'b"']
    data = {one.get("key"): one.text for one in nodes[0]}
    assert data["issuer"] == "<b>&" and data["held"] == "true" and data["title"] == "x\ufffdy"
    edge = next(root.iter(f"{GRAPHML}edge"))
    assert (edge.get("source"), edge.get("target")) == ("a", 'b"')
    declared = {key.get("id") for key in root.iter(f"{GRAPHML}key")}
    assert {one.get("key") for one in root.iter(f"{GRAPHML}data")} <= declared


def test_both_over_http(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    with TestClient(create_app(Settings())) as client:
        answer = client.get("/api/v1/documents/15/KH-UBND/chain.csv", params={"down": True})
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.headers["content-disposition"].startswith("attachment")
        assert len(answer.text.splitlines()) == 2
        assert (
            ElementTree.fromstring(client.get("/api/v1/documents/d1/chain.graphml").content).tag == f"{GRAPHML}graphml"
        )
        assert client.get("/api/v1/documents/d1/chain.exe").status_code == 422
        page = client.get("/documents/d1/chain?direction=down").text
        assert "/api/v1/documents/d1/chain.csv?down=true" in page
