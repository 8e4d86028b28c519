"""The verbs that look after an archive, over a real one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from corpus.schema import SCHEMA_VERSION
from service.command import main
from tests.corpus_plans import fill, first_form

Captured = pytest.CaptureFixture[bytes]


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("VANBAN_DATA", str(tmp_path / "kho"))
    return tmp_path / "kho"


@pytest.fixture
def folder(tmp_path: Path, capfdbinary: Captured) -> Path:
    """Taken in already: four good files and an empty one."""
    into = fill(tmp_path / "in", range(1, 5))
    (into / "rỗng.txt").write_bytes(b"")
    assert main(["ingest", "--workers", "1", str(into)]) == 1
    capfdbinary.readouterr()
    return into


def said(capture: Captured) -> str:
    return capture.readouterr().out.decode()


def answer(capture: Captured) -> Any:
    return json.loads(said(capture))


def test_retry_takes_up_a_code_or_what_is_stale(
    folder: Path, capfdbinary: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["retry"]) == 0
    assert "Không có tệp nào cần đọc lại" in said(capfdbinary)
    assert main(["retry", "--code", "empty-file", "--workers", "1", "--json"]) == 1
    assert answer(capfdbinary)["refused"] == 1
    assert main(["retry", "--code", "x", "--stale"]) == 2
    monkeypatch.setattr("corpus.ledger.versions", lambda: ("9", "other"))
    capfdbinary.readouterr()
    assert main(["retry", "--stale", "--workers", "1", "--json"]) == 1
    assert answer(capfdbinary)["files"] == 5


def test_the_doctor_tells_and_its_exit_status_says_it(folder: Path, data: Path, capfdbinary: Captured) -> None:
    assert main(["doctor", "--json"]) == 0
    told = answer(capfdbinary)
    assert told["sound"] is True
    assert {"disk", "hashes", "index", "backup"} <= {check["name"] for check in told["checks"]}
    next((data / "originals").glob("??/*")).unlink()
    assert main(["doctor"]) == 1
    text = said(capfdbinary)
    assert "thiếu 1 bản gốc" in text and "→" in text and "Kho có chỗ hỏng" in text


def test_the_doctor_looks_at_the_accounts_and_changes_nothing(folder: Path, data: Path, capfdbinary: Captured) -> None:
    kept = data / "accounts.sqlite"
    for held, sound in ((None, True), (b"", True), (b"not a file of accounts" * 99, False)):
        if held is not None:
            kept.write_bytes(held)
        assert main(["doctor", "--json"]) == (0 if sound else 1)
        (check,) = (one for one in answer(capfdbinary)["checks"] if one["name"] == "accounts")
        assert (check["verdict"] == "ok") is sound
        assert held is None or kept.read_bytes() == held
    kept.unlink()


def test_backup_and_restore_into_a_new_folder_only(folder: Path, tmp_path: Path, capfdbinary: Captured) -> None:
    assert main(["backup", str(tmp_path / "lưu"), "--json"]) == 0
    place = answer(capfdbinary)["place"]
    assert main(["restore", place]) == 2
    assert main(["restore", place, "--data", str(tmp_path / "mới")]) == 0
    assert "Đã phục hồi 4 văn bản" in said(capfdbinary)
    assert main(["status", "--data", str(tmp_path / "mới"), "--json"]) == 0
    assert answer(capfdbinary)["files"]["indexed"] == 4
    assert main(["restore", str(tmp_path), "--data", str(tmp_path / "nữa")]) == 1
    assert "backup-damaged" in capfdbinary.readouterr().err.decode()
    assert main(["backup", str(folder / "kh-1.txt")]) == 1


def test_purge_asks_first_and_tells_what_still_holds_it(
    folder: Path, data: Path, tmp_path: Path, capfdbinary: Captured
) -> None:
    from service.audit import AuditLog

    main(["search", "2/KH-UBND", "--json"])
    id_ = answer(capfdbinary)["hits"][0]["id"]
    AuditLog(data).record({"address": f"/documents/{id_}", "person": "lan"})
    AuditLog(data).record({"address": "/documents/2/KH-UBND", "person": "lan"})
    AuditLog(data).record({"address": "/documents/12/KH-UBND", "person": "lan"})
    main(["backup", str(tmp_path / "lưu")])
    assert main(["purge", id_]) == 2
    assert "--yes" in capfdbinary.readouterr().err.decode()
    assert main(["purge", id_, "--yes"]) == 0
    text = said(capfdbinary)
    assert str(folder / "kh-2.txt") in text and "còn giữ tệp này" in text and "2 dòng nhật ký" in text
    log = (data / "access.jsonl").read_text(encoding="utf-8")
    assert id_ not in log
    assert [json.loads(line)["person"] for line in log.splitlines()] == ["lan", "lan", "lan"]
    assert "/12/KH-UBND" in log and "/2/KH-UBND" not in log
    assert AuditLog(data).verify().broken is None
    assert main(["show", id_]) == 1


def test_the_balance_sheet_is_written_as_files(folder: Path, tmp_path: Path, capfdbinary: Captured) -> None:
    from docx import Document
    from openpyxl import load_workbook

    book, report = tmp_path / "sổ.xlsx", tmp_path / "biên bản.docx"
    assert main(["status", "--xlsx", str(book), "--docx", str(report)]) == 0
    assert "tổng số tệp" in said(capfdbinary)
    rows = list(load_workbook(book)["Từng tệp"].iter_rows(values_only=True))
    assert len(rows) == 1 + 5
    assert any(str(folder / "rỗng.txt") == row[0] and "empty-file" in row for row in rows)
    assert "BIÊN BẢN" in "\n".join(p.text for p in Document(str(report)).paragraphs)
    assert main(["status", "--xlsx", str(tmp_path / "none" / "x.xlsx")]) == 2


def test_jobs_are_listed_and_only_a_running_one_can_be_asked(folder: Path, capfdbinary: Captured) -> None:
    assert main(["job"]) == 0
    assert "xong" in said(capfdbinary)
    assert main(["job", "--json"]) == 0
    assert answer(capfdbinary)[0]["total"] == 5
    assert main(["job", "pause"]) == 1


def test_versions_names_the_files_of_a_paper(folder: Path, capfdbinary: Captured) -> None:
    assert main(["versions", "3/KH-UBND", "--json"]) == 0
    assert [Path(p).name for one in answer(capfdbinary)["files"] for p in one["paths"]] == ["kh-3.txt"]
    assert main(["versions", "3/KH-UBND"]) == 0
    assert "kh-3.txt" in said(capfdbinary)
    assert main(["versions", "999/KH-UBND"]) == 1


def test_an_old_catalogue_names_the_command_that_brings_it_up(data: Path, capfdbinary: Captured) -> None:
    data.mkdir()
    first_form(data)
    assert main(["status"]) == 1
    assert "vanban upgrade" in capfdbinary.readouterr().err.decode()
    assert main(["upgrade", "--json"]) == 0
    assert answer(capfdbinary)["to"] == SCHEMA_VERSION
    assert main(["upgrade"]) == 0
    assert f"đã ở phiên bản {SCHEMA_VERSION}" in said(capfdbinary)
    assert main(["status", "--json"]) == 0
    assert answer(capfdbinary)["files"]["total"] == 0


def test_a_list_that_cannot_be_used_is_wrong_usage(folder: Path, tmp_path: Path, capfdbinary: Captured) -> None:
    (tmp_path / "list.csv").write_text("path,số\n", encoding="utf-8")
    assert main(["ingest", str(folder), "--manifest", str(tmp_path / "list.csv")]) == 2
    assert main(["ingest", str(folder), "--manifest", str(tmp_path / "none.csv")]) == 2
    assert "bad-manifest" in capfdbinary.readouterr().err.decode()


def test_watch_takes_in_what_comes_and_ends_cleanly(tmp_path: Path, data: Path) -> None:
    into = fill(tmp_path / "vào", range(1, 3))
    options = ["--interval", "1", "--workers", "1", "--json"]
    command = [sys.executable, "-m", "service.command", "watch", str(into), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(os.environ)) as child:
        assert child.stdout is not None
        first = json.loads(child.stdout.readline())
        fill(into, range(3, 4))
        second = json.loads(child.stdout.readline())
        child.send_signal(signal.SIGTERM)
        started = time.monotonic()
        assert child.wait(timeout=60) == 0
        assert time.monotonic() - started < 60
    assert (first["indexed"], second["indexed"]) == (2, 1)


def test_progress_without_a_terminal_is_a_line_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from service.progress import Bar

    monkeypatch.setattr("service.progress._LINE_EVERY_S", -1.0)
    with Bar() as bar:
        bar.step(1, 2, "/kho/a.txt")
        bar.stage("resolve", 400, 1000)
        bar.stage("index", 250, 1000)
    assert capsys.readouterr().err.splitlines() == [
        "Đọc tệp: 1/2 tệp", "Liên kết: 400/1000 văn bản", "Lập chỉ mục: 250/1000 văn bản",
    ]  # fmt: skip


def test_progress_on_a_terminal_has_a_bar_for_every_stage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from service.progress import Bar

    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with Bar() as bar:
        bar.step(2, 2, "/kho/[a].txt")
        bar.stage("resolve", 1000, 1000)
    shown = capsys.readouterr().err
    for told in ("Đọc tệp", "2/2", "[a].txt", "Liên kết", "1000/1000"):
        assert told in shown
