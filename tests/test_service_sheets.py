"""Pages of originals as pictures: what is read is lit up at its place, and a broken worker does not end the service."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from extractor.errors import ExtractError, TimedOut, ToolFailed
from extractor.readers import read
from service.app import create_app
from service.command import main
from service.settings import Settings
from service.sheets import Drawer, Marked

PDF = Path(__file__).parent.parent / "corpus" / "samples" / "files" / "kh-124-thanh-uy-ha-noi.pdf"


@pytest.fixture(scope="module")
def drawer() -> Iterator[Drawer]:
    made = Drawer()
    yield made
    made.close()


def test_a_page_is_drawn_and_its_values_are_lit(drawer: Drawer) -> None:
    assert drawer.picture(PDF, PDF.name, 1).startswith(b"\x89PNG")
    text = read(PDF)[1][0].content
    number, directive = text.index("124-KH/TU"), text.index("Chỉ thị số 34-CT/TW")
    marks = [Marked(number, number + 9, "field", "Số"), Marked(directive, directive + 19, "ref", "Chỉ thị")]
    sheet = drawer.sheet(PDF, PDF.name, 1, 1, text, marks)
    assert sheet.width_pt == pytest.approx(595, abs=2) and sheet.height_pt == pytest.approx(842, abs=2)
    field, reference = sheet.boxes
    assert field.kind == "field" and field.x0 < sheet.width_pt / 2
    assert field.bottom < reference.top, "the number stands above the text"
    assert 0 < field.x1 - field.x0 < 120


def test_a_text_that_is_not_the_files_lights_nothing(drawer: Drawer) -> None:
    marks = [Marked(0, 5, "field", "x")]
    assert drawer.sheet(PDF, PDF.name, 1, 1, "chữ khác", marks).boxes == ()
    assert drawer.sheet(PDF, PDF.name, 1, 1, None, marks).boxes == ()


def test_a_page_that_is_not_there_is_an_error_of_ours(drawer: Drawer) -> None:
    with pytest.raises(ExtractError):
        drawer.picture(PDF, PDF.name, 99)


def test_a_broken_or_hanging_worker_is_replaced(drawer: Drawer, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ToolFailed):
        drawer._run("tệp.pdf", os._exit, 1)
    assert drawer.picture(PDF, PDF.name, 1)
    monkeypatch.setattr("service.sheets.SECONDS", 0.5)
    with pytest.raises(TimedOut):
        drawer._run("tệp.pdf", time.sleep, 60)
    monkeypatch.undo()
    assert drawer.picture(PDF, PDF.name, 1)


def test_the_page_of_an_original(tmp_path: Path) -> None:
    assert main(["ingest", "--data", str(tmp_path), "--workers", "1", str(PDF)]) == 0
    with TestClient(create_app(Settings(data=str(tmp_path)))) as client:
        shown = LexborHTMLParser(client.get("/documents/124-KH/TU").text)
        tab = next(a for a in shown.css(".tabs a") if a.text() == "Bản gốc")
        address = str(tab.attributes["href"])
        page = LexborHTMLParser(client.get(address).text)
        labels = [title.text() for title in page.css("svg.page-image rect title")]
        assert "Số, ký hiệu" in labels and any("Chỉ thị số 34-CT/TW" in label for label in labels)
        image = page.css_first("svg.page-image image")
        assert image is not None
        picture = client.get(str(image.attributes["href"]))
        assert picture.headers["content-type"] == "image/png" and picture.content.startswith(b"\x89PNG")
        assert client.get(address[:-1] + "2").status_code == 404
        assert client.get(address[:-1] + "0").status_code == 422
