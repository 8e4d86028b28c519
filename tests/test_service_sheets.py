"""Pages of originals as pictures: what is read is lit up at its place, and a broken worker does not end the service."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from extractor.errors import ExtractError, TimedOut, ToolFailed
from extractor.readers import read
from service import originals
from service.app import create_app
from service.command import main
from service.errors import ServiceError
from service.settings import Settings
from service.sheets import Drawer, Kept, Marked
from tests.reader_files import pdf, picture, saved

PDF = Path(__file__).parent.parent / "corpus" / "samples" / "files" / "kh-124-thanh-uy-ha-noi.pdf"


@pytest.fixture(scope="module")
def drawer() -> Iterator[Drawer]:
    made = Drawer()
    yield made
    made.close()


class OneOfSeveral:
    """A paper that its reader may see, in a file with others that they may not."""

    def sheet(self, id: str) -> SimpleNamespace:
        return SimpleNamespace(path=PDF, name=PDF.name)

    def original(self, id: str) -> SimpleNamespace:
        raise ServiceError("no-rights")


def test_whole_pages_and_parts_of_them_are_drawn_for_who_may_see_the_paper(drawer: Drawer) -> None:
    request: Any = SimpleNamespace(app=SimpleNamespace(state=SimpleNamespace(drawer=drawer)))
    archive: Any = OneOfSeveral()
    for made in (
        originals.picture(request, archive, {"id": "a"}, 1),
        originals.part_picture(request, archive, {"id": "a"}, 1, (0.0, 0.0, 1.0, 0.3)),
    ):
        assert bytes(made.body).startswith(b"\x89PNG")


def test_a_page_is_drawn_and_its_values_are_lit(drawer: Drawer) -> None:
    assert drawer.picture(PDF, PDF.name, 1).startswith(b"\x89PNG")
    text = read(PDF)[1][0].content
    number, directive = text.index("124-KH/TU"), text.index("Chỉ thị số 34-CT/TW")
    marks = [Marked(number, number + 9, "field", "Số"), Marked(directive, directive + 19, "ref", "Chỉ thị")]
    sheet = drawer.sheet(PDF, PDF.name, Kept(1, text, 0, len(text)), marks)
    assert sheet.width_pt == pytest.approx(595, abs=2) and sheet.height_pt == pytest.approx(842, abs=2)
    field, reference = sheet.boxes
    assert field.kind == "field" and field.x0 < sheet.width_pt / 2
    assert field.bottom < reference.top, "the number stands above the text"
    assert 0 < field.x1 - field.x0 < 120


def test_a_text_that_is_not_the_files_lights_nothing(drawer: Drawer) -> None:
    marks = [Marked(0, 5, "field", "x")]
    assert drawer.sheet(PDF, PDF.name, Kept(1, "chữ khác", 0, 8), marks).boxes == ()
    assert drawer.sheet(PDF, PDF.name, Kept(1, "", 0, 0), marks).boxes == ()


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


def test_the_time_of_a_page_begins_when_its_turn_comes(drawer: Drawer, monkeypatch: pytest.MonkeyPatch) -> None:
    drawer.picture(PDF, PDF.name, 1)  # the worker is there
    monkeypatch.setattr("service.sheets.SECONDS", 0.9)
    with ThreadPoolExecutor(3) as people:
        assert list(people.map(lambda _: drawer._run("tệp.pdf", time.sleep, 0.4), range(3))) == [None] * 3


def test_a_page_does_not_wait_for_ever_for_those_before_it(drawer: Drawer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.sheets.TURN_SECONDS", 0.05)
    with drawer._turn, pytest.raises(TimedOut, match="nhiều trang chờ"):
        drawer.picture(PDF, PDF.name, 1)


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


def test_a_page_whose_places_take_too_long_is_shown_unlit(drawer: Drawer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.sheets.LIT_SECONDS", 1e-6)
    sheet = drawer.sheet(PDF, PDF.name, Kept(1, "x", 0, 1), [Marked(0, 1, "field", "x")])
    assert (sheet.lit, sheet.boxes) == (False, ())
    assert sheet.width_pt == pytest.approx(595, abs=2)


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """An archive with one scan of two pages in it."""
    folder = tmp_path_factory.mktemp("kho")
    paper = pdf(pages=2)
    (folder / "quet.pdf").write_bytes(saved(picture(paper), "PDF", more=[picture(paper, page=1)]))
    assert main(["ingest", "--data", str(folder / "data"), "--workers", "1", str(folder / "quet.pdf")]) == 0
    with TestClient(create_app(Settings(data=str(folder / "data")))) as client:
        yield client


def test_values_are_lit_on_a_scan(scanned: TestClient) -> None:
    first = LexborHTMLParser(scanned.get("/documents/418/KH-UBND/pages/1").text)
    labels = [title.text() for title in first.css("svg.page-image rect title")]
    assert {"Số, ký hiệu", "Ngày ban hành", "Cơ quan ban hành", "Trích yếu"} <= set(labels)
    assert any("Chỉ thị số 09/CT-UBND" in label for label in labels)
    assert "nhận dạng từ ảnh" in first.css_first("main").text()  # type: ignore[union-attr]  # the page has a main part
    second = LexborHTMLParser(scanned.get("/documents/418/KH-UBND/pages/2").text)
    lit = [title.text() for title in second.css("svg.page-image rect title")]
    assert lit and all("Chỉ thị số 09/CT-UBND" in label for label in lit), "the second page has no header of its own"


def test_places_over_the_api(scanned: TestClient) -> None:
    address = "/api/v1/documents/418/KH-UBND/pages"
    assert scanned.get(f"{address}/2.png").headers["content-type"] == "image/png"
    assert scanned.get(f"{address}/3.png").status_code == 404
    every = scanned.get(f"{address}/1/boxes").json()
    assert (every["width_pt"], every["height_pt"]) == pytest.approx((595, 842), abs=2)
    assert {box["kind"] for box in every["boxes"]} == {"ref", "field"}
    at = scanned.get("/api/v1/documents/418/KH-UBND/text").text.index("Hà Giang, ngày 12")
    (box,) = scanned.get(f"{address}/1/boxes", params={"start": at, "end": at + 8}).json()["boxes"]
    assert box["kind"] == "text"
    assert 297 < box["x0"] < box["x1"] < 400 and box["bottom"] == pytest.approx(842 - 730, abs=4)
    for wrong in ({"start": 5}, {"start": 5, "end": 5}, {"start": -1, "end": 5}):
        assert scanned.get(f"{address}/1/boxes", params=wrong).status_code in (400, 422)
