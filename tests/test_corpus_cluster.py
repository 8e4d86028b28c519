"""A real dask cluster on this machine: a scheduler and two workers, one of which is killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from corpus.archive import Archive
from service.command import main
from tests.corpus_plans import fill

Captured = pytest.CaptureFixture[bytes]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Address of a scheduler, and its two workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with ExitStack() as stack:

        def start(module: str, *options: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", f"distributed.cli.{module}", *options, "--no-dashboard"]
            child = stack.enter_context(subprocess.Popen(command, env=here, **quiet))  # type: ignore[call-overload]  # options by name
            stack.callback(child.kill)
            return child  # type: ignore[no-any-return]  # the overload is not resolved

        start("dask_scheduler", "--host", "127.0.0.1", "--port", str(port))
        _listens(port)
        workers = [
            start("dask_worker", f"tcp://{address}", "--nthreads", "1", "--no-nanny", "--name", name)
            for name in ("one", "two")
        ]
        yield address, workers


def _listens(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)


@pytest.mark.server
def test_a_cluster_that_loses_a_worker_reads_everything_all_the_same(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]], capfdbinary: Captured
) -> None:
    address, workers = cluster
    folder = fill(tmp_path / "in", range(1, 40))
    (folder / "rỗng.txt").write_bytes(b"")
    with Archive.open(tmp_path / "clean") as archive:
        archive.ingest([folder], workers=0)
        clean = archive.digest()
    command = [sys.executable, "-m", "service.command", "ingest", "--json", "--data", str(tmp_path / "data")]
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(
        [*command, "--executor", f"dask://{address}", str(folder)], stdout=subprocess.PIPE, env=here
    ) as child:
        deadline = time.monotonic() + 60
        while not any((tmp_path / "data").glob("originals/??/*")) and time.monotonic() < deadline:
            time.sleep(0.05)
        workers[0].send_signal(signal.SIGKILL)
        out, _ = child.communicate(timeout=240)
    sheet = json.loads(out)
    assert (sheet["files"], sheet["indexed"], sheet["refused"], sheet["failed"]) == (40, 39, 1, 0)
    with Archive.open(tmp_path / "data") as archive:
        assert archive.digest() == clean
        assert archive.ingest([folder], workers=0).nothing_new


def test_a_cluster_that_is_not_there_is_said(
    tmp_path: Path, capfdbinary: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.verbs.ingest._ANSWERS_S", 1.0)  # not as long as a greeting may take
    monkeypatch.setenv("VANBAN_DATA", str(tmp_path / "data"))
    folder = fill(tmp_path / "in", range(1, 2))
    assert main(["ingest", "--executor", "dask://127.0.0.1:9", str(folder)]) == 1
    told = capfdbinary.readouterr().err.decode()
    assert "cluster-lost" in told and "127.0.0.1:9" in told and "scheduler" in told and "VANBAN_EXECUTOR" in told
    assert main(["ingest", "--executor", "dask://127.0.0.1:99999", str(folder)]) == 2
    assert "cổng phải từ 1 đến 65535" in capfdbinary.readouterr().err.decode()
    assert main(["ingest", "--executor", "ray://127.0.0.1:9", str(folder)]) == 2
