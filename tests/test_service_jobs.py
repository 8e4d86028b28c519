"""The archivist's page and its data: the running ingest, events, metrics, the balance sheet as files."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.archive import Archive
from service.app import create_app
from service.errors import CAUSES
from service.pages.status import remedy
from service.settings import Settings
from tests.service_archive import FakeArchive


@pytest.fixture
def archive() -> FakeArchive:
    return FakeArchive()


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, archive: FakeArchive) -> Iterator[TestClient]:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: archive)
    with TestClient(create_app(Settings(data=str(tmp_path))), raise_server_exceptions=False) as opened:
        yield opened


def test_the_page_shows_the_running_job_the_sheet_and_what_to_do(client: TestClient, archive: FakeArchive) -> None:
    archive.job_state = "running"
    text = client.get("/status").text
    for told in ("Đang nạp", "10 / 40", "2.0 tệp/giây", "15 giây", "Tạm dừng", "kho/hỏng.pdf", "Hãy lấy lại bản gốc."):
        assert told in text
    archive.job_state = "paused"
    assert "Tiếp tục" in client.get("/status").text
    archive.job_state = "interrupted"
    text = client.get("/status").text
    assert "Không có việc nạp nào đang chạy" in text and "bị ngắt" in text


def test_buttons_and_api_ask_the_run(client: TestClient, archive: FakeArchive) -> None:
    answer = client.post("/status/job", data={"wish": "pause"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/status")
    assert client.post("/api/v1/jobs/ask", json={"wish": "resume"}).json() == {"asked": 1}
    assert archive.asked == ["pause", None]
    assert client.post("/status/job", data={"wish": "x"}).status_code == 422
    assert client.post("/api/v1/jobs/ask", json={"wish": "x"}).status_code == 422
    foreign = {"origin": "https://elsewhere.example"}
    assert client.post("/status/job", data={"wish": "stop"}, headers=foreign).status_code == 403
    assert archive.asked == ["pause", None]


def test_events_end_with_the_job(client: TestClient, archive: FakeArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.streams.EVERY_S", 0.01)
    states = iter(["running", "running", "running", "finished"])
    real = FakeArchive.runs

    def changing(self: FakeArchive, limit: int = 20) -> list[dict[str, object]]:
        self.job_state = next(states, "finished")
        return real(self, limit)

    monkeypatch.setattr(FakeArchive, "runs", changing)
    answer = client.get("/api/v1/jobs/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = [block.split("\n") for block in answer.text.strip().split("\n\n")]
    assert [lines[0] for lines in events] == ["retry: 5000", *["event: job"] * 3, "event: end"]
    assert json.loads(events[1][1].removeprefix("data: "))["files"] == "10 / 40"


def test_metrics_are_in_the_form_that_prometheus_reads(client: TestClient, archive: FakeArchive) -> None:
    archive.job_state = "running"
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = answer.text.splitlines()
    assert 'vanban_files{state="indexed"} 4' in lines
    assert 'vanban_problems{code="damaged-file"} 1' in lines
    assert "vanban_job_running 1" in lines
    families = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(families) == len(set(families))
    for line in lines:
        if not line.startswith("#"):
            float(line.rsplit(" ", 1)[1])


def test_the_spreadsheet_holds_every_file_and_no_formula(client: TestClient) -> None:
    from openpyxl import load_workbook

    answer = client.get("/api/v1/status/sheet.xlsx")
    book = load_workbook(io.BytesIO(answer.content))
    each = list(book["Từng tệp"].iter_rows())
    assert len(each) == 3
    assert each[1][0].value == "=kho/a\ufffd.txt"
    assert each[1][0].data_type == "s"
    sums = {row[0].value: row[1].value for row in book["Tổng hợp"].iter_rows()}
    assert (sums["đã vào kho"], sums["tổng số tệp"]) == (4, 6)
    assert book["Theo thư mục"]["A2"].value == "kho"


def test_files_beyond_one_sheet_go_on_in_the_next(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from openpyxl import load_workbook

    monkeypatch.setattr("service.sheet_files.SHEET_ROWS", 1)
    book = load_workbook(io.BytesIO(client.get("/api/v1/status/sheet.xlsx").content))
    assert book.sheetnames[2:] == ["Từng tệp 1", "Từng tệp 2"]
    assert [len(list(book[name].iter_rows())) for name in book.sheetnames[2:]] == [2, 2]


def test_the_report_has_sums_failures_and_room_for_signatures(client: TestClient) -> None:
    from docx import Document

    answer = client.get("/api/v1/status/sheet.docx")
    paper = Document(io.BytesIO(answer.content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert {"tổng số tệp", "6", "kho/hỏng.pdf"} <= set(cells)
    assert any(cell.startswith("NGƯỜI LẬP") for cell in cells)
    assert any("SHA-256" in paragraph.text for paragraph in paper.paragraphs)
    assert client.get("/api/v1/status/sheet.exe").status_code == 422


def test_every_cause_says_what_to_do() -> None:
    assert remedy("damaged-file") == "Hãy lấy lại bản gốc."
    assert remedy("no such code") == ""
    assert all(remedy(code) for code in CAUSES)
