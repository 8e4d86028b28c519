"""Looking after a real archive over HTTP: trying again, checking, saving, building anew, taking out."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from corpus.telling import Told
from service.app import create_app
from service.chores import Chore, Chores
from service.command import main
from service.errors import ServiceError
from service.pages.status import job_view
from service.settings import Settings
from service.upkeep import Keeper
from tests.corpus_plans import fill


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four good files, one of them as two, and an empty one."""
    root = tmp_path_factory.mktemp("kho")
    into = fill(root / "in", range(1, 5))
    first = sorted(into.glob("*.txt"))[0]
    (into / "ban-khac.txt").write_text(first.read_text(encoding="utf-8") + "\nBản chép tay.\n", encoding="utf-8")
    (into / "rỗng.txt").write_bytes(b"")
    assert main(["ingest", "--data", str(root / "kho"), "--workers", "1", str(into)]) == 1
    return root


@pytest.fixture(scope="module")
def client(archive: Path) -> Iterator[TestClient]:
    settings = Settings(data=str(archive / "kho"), backup=str(archive / "sao-luu"))
    with TestClient(create_app(settings), raise_server_exceptions=False) as opened:
        yield opened


def ended(client: TestClient, answer: Any) -> Any:
    """What came of the work that was taken on."""
    assert answer.status_code == 202, answer.text
    place = answer.headers["location"]
    end = time.monotonic() + 120
    while time.monotonic() < end:
        told = client.get(place).json()
        if told["state"] in ("done", "failed"):
            return told
        time.sleep(0.05)
    raise AssertionError(f"{place} never ends")


def test_files_are_read_again(client: TestClient) -> None:
    told = ended(client, client.post("/api/v1/upkeep/retry", json={"code": "empty-file"}))
    assert (told["state"], told["told"]["files"], told["told"]["refused"]) == ("done", 1, 1)
    assert (told["kind"], told["who"]) == ("retry", "chủ máy")
    both = client.post("/api/v1/upkeep/retry", json={"code": "x", "stale": True})
    assert (both.status_code, both.json()["code"]) == (422, "invalid-request")
    page = client.post("/upkeep/retry", data={"which": ""})
    assert "đọc lại tệp" in page.text and "1 tệp: 0 vào kho, 0 trùng, 1 bị từ chối, 0 bị lỗi." in page.text


def test_the_archive_is_examined(client: TestClient) -> None:
    told = client.get("/api/v1/upkeep/doctor").json()
    assert told["sound"] is True
    assert {"disk", "hashes", "index", "backup", "accounts"} <= {one["name"] for one in told["checks"]}
    assert "Kho dùng được" not in client.get("/upkeep").text
    assert "Kho dùng được" in client.get("/upkeep?examine=true").text


def test_the_index_is_built_anew_once_that_is_confirmed(client: TestClient) -> None:
    refused = client.post("/api/v1/upkeep/reindex", json={"confirm": False})
    assert (refused.status_code, refused.json()["code"]) == (422, "not-confirmed")
    assert client.post("/upkeep/reindex", data={}).status_code == 422
    told = ended(client, client.post("/api/v1/upkeep/reindex", json={"confirm": True}))
    assert (told["state"], told["told"]) == ("done", {"documents": 4, "failed": []})
    assert client.get("/api/v1/search?q=").json()["total"] == 4


def test_a_backup_goes_where_the_machine_says(client: TestClient, archive: Path) -> None:
    told = ended(client, client.post("/api/v1/upkeep/backup"))
    assert told["state"] == "done"
    place = Path(told["told"]["place"])
    assert place.parent == archive / "sao-luu" and (place / "backup.json").exists()
    assert str(place) in client.get("/upkeep").text
    with TestClient(create_app(Settings(data=str(archive / "kho")))) as bare:
        nowhere = bare.post("/api/v1/upkeep/backup")
        assert (nowhere.status_code, nowhere.json()["code"]) == (409, "no-backup-folder")
        assert "VANBAN_BACKUP" in bare.get("/upkeep").text


def test_the_files_of_a_paper_are_compared(client: TestClient) -> None:
    ids = [hit["id"] for hit in client.get("/api/v1/search?q=").json()["hits"]]
    found = [client.get(f"/api/v1/documents/{id}/versions").json() for id in ids]
    (double,) = [one for one in found if len(one["files"]) == 2]
    assert any("Bản chép tay." in str(one) for one in double["differences"])
    page = client.get(f"/documents/{double['document']}/versions").text
    assert "ban-khac.txt" in page and "Bản chép tay." in page
    assert client.get("/api/v1/documents/khong-co/versions").status_code == 404


def test_a_paper_is_taken_out_once_its_id_is_typed(client: TestClient, archive: Path) -> None:
    ids = [hit["id"] for hit in client.get("/api/v1/search?q=").json()["hits"]]
    gone = next(id for id in ids if len(client.get(f"/api/v1/documents/{id}/versions").json()["files"]) == 1)
    page = client.get(f"/upkeep/purge?document={gone}").text
    assert "Không hoàn lại được" in page and str(archive / "in") in page
    wrong = client.post("/upkeep/purge", data={"document": gone, "confirm": "x"})
    assert wrong.status_code == 422 and "Chưa gỡ" in wrong.text
    refused = client.post("/api/v1/upkeep/purge", json={"document": gone, "confirm": gone[:-1]})
    assert refused.json()["code"] == "not-confirmed"
    told = ended(client, client.post("/api/v1/upkeep/purge", json={"document": gone, "confirm": gone}))
    assert (told["state"], told["told"]["documents"]) == ("done", [gone])
    assert client.get(f"/api/v1/documents/{gone}").status_code == 404
    assert client.get("/api/v1/search?q=").json()["total"] == 3
    assert "Tệp nguồn vẫn còn ở" in client.get("/upkeep").text


def test_every_original_is_read_as_work_of_its_own(client: TestClient) -> None:
    chore = ended(client, client.post("/api/v1/upkeep/examine"))
    assert (chore["kind"], chore["state"], chore["told"]["sound"]) == ("examine", "done", True)
    assert chore["stage"] == "check" and chore["done"] == chore["total"] > 0
    shown = client.post("/upkeep/examine").text
    assert "kiểm tra mọi bản gốc" in shown and "Kho dùng được." in shown
    assert "accounts" in {one["name"] for one in chore["told"]["checks"]}


def test_work_goes_as_events_of_the_same_shape_as_an_ingest(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Chore(7, "backup", "", "an", "2026-01-01T08:00:00+00:00")
    running = replace(first, state="running", started="2026-01-01T08:00:01+00:00")
    copying = replace(running, stage="copy", done=30, total=120, seconds=15.0)
    writing = replace(running, stage="write", done=1, total=4, seconds=0.0)
    failed = replace(writing, state="failed", problem="Đĩa đầy.")
    seen = iter([first, first, running, copying, writing, failed])  # once before the stream begins
    monkeypatch.setattr("service.streams.EVERY_S", 0.0)
    monkeypatch.setattr(Keeper, "chore", lambda _, number: next(seen))
    answer = client.get("/api/v1/upkeep/7/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    blocks = [block.split("\n") for block in answer.text.strip().split("\n\n")]
    assert [lines[0] for lines in blocks] == ["retry: 5000", *["event: job"] * 5, "event: end"]
    views = [json.loads(lines[1].removeprefix("data: ")) for lines in blocks[1:-1]]
    ingest = {"id": 1, "state": "running", "stage": "read", "done": 1, "total": 2, "failed": 0, "rate": None,
              "seconds_left": None, "started": "2026-01-01T08:00:00", "message": None}  # fmt: skip
    assert all(set(view) == {*job_view(ingest), "kind"} for view in views)
    assert [(view["state"], view["stage"], view["percent"]) for view in views] == [
        ("đang chờ", "chuẩn bị", 0.0), ("đang làm", "chuẩn bị", 0.0), ("đang làm", "chép bản gốc", 25.0),
        ("đang làm", "ghi danh mục", 25.0), ("không làm được", "ghi danh mục", 25.0),
    ]  # fmt: skip
    assert (views[2]["files"], views[2]["rate"], views[2]["left"]) == ("30 / 120", "2.0 bản gốc/giây", "45 giây")
    assert views[3]["left"] == "chưa rõ" and views[4]["message"] == "Đĩa đầy." and views[4]["open"] is False


def test_the_page_shows_the_running_work_and_follows_its_events(client: TestClient) -> None:
    assert "data-events" not in client.get("/upkeep").text and "job.js" not in client.get("/upkeep").text
    assert isinstance(client.app, FastAPI)
    chores: Chores = client.app.state.chores
    at, go = threading.Event(), threading.Event()

    def work(told: Told) -> dict[str, Any]:
        told("index", 1, 4)
        at.set()
        go.wait(30)
        return {"documents": 4, "failed": []}

    chore = chores.ask("reindex", "", "an", work)
    behind = chores.ask("backup", "", "an", lambda told: {})
    try:
        assert at.wait(30)
        shown = client.get("/upkeep").text
        assert f'data-events="/api/v1/upkeep/{chore.number}/events"' in shown and "job.js" in shown
        assert "Dựng lại chỉ mục" in shown and "1 / 4" in shown and "lập chỉ mục" in shown
        assert client.get(f"/api/v1/upkeep/{behind.number}").json()["state"] == "waiting"
    finally:
        go.set()
    assert client.get("/api/v1/upkeep/99999/events").status_code == 404


def test_of_the_same_work_one_is_taken_on() -> None:
    chores, go = Chores(), threading.Event()
    chores.start()

    def work(told: Told) -> dict[str, Any]:
        go.wait(30)
        return {}

    def broken(told: Told) -> dict[str, Any]:
        raise ServiceError("store-unavailable", "đĩa đầy")

    first = chores.ask("reindex", "", "an", work)
    with pytest.raises(ServiceError) as refused:
        chores.ask("reindex", "", "bình", work)
    assert refused.value.code == "already-asked"
    second = chores.ask("purge", "a", "an", broken)
    chores.ask("purge", "b", "an", broken)  # another paper
    go.set()
    end = time.monotonic() + 30
    while chores.get(second.number).open and time.monotonic() < end:
        time.sleep(0.01)
    assert chores.get(first.number).state == "done"
    failed = chores.get(second.number)
    assert failed.state == "failed" and "đĩa đầy" in str(failed.problem)
    chores.close()
    with pytest.raises(ServiceError):
        chores.get(99)
