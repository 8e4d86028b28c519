"""Bodies that are too long, whatever they say of themselves, and clients that take for ever: refused with a reason."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient

from corpus.archive import Archive
from service import slow
from service.app import create_app
from service.settings import Settings
from tests.service_archive import FakeArchive

MIB = 1024 * 1024


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    app = create_app(Settings(data=str(tmp_path), max_upload_mib=1))
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


def pieces(size_bytes: int) -> Iterator[bytes]:
    """A body without a Content-Length."""
    for _ in range(size_bytes // 1024):
        yield b"a" * 1024


@pytest.mark.parametrize("address", ["/api/v1/verify", "/verify", "/batch", "/searches", "/api/v1/uploads/" + "0" * 32])
def test_a_body_that_hides_its_size_is_cut_off(client: TestClient, address: str) -> None:
    method = "PATCH" if "uploads" in address else "POST"
    kind = "application/offset+octet-stream" if "uploads" in address else "application/x-www-form-urlencoded"
    headers = {"content-type": "application/json" if "verify" in address and "api" in address else kind,
               "upload-offset": "0"}  # fmt: skip
    answer = client.request(method, address, content=pieces(2 * MIB), headers=headers)
    assert answer.status_code in ((413, 404) if "uploads" in address else (413,))
    if answer.status_code == 413:
        assert "1024 KiB" in answer.text and answer.headers["connection"] == "close"


def test_a_body_that_says_its_size_is_refused_unread(client: TestClient) -> None:
    answer = client.post("/api/v1/verify", content=b"a" * (MIB + 1), headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_before_signing_in_little_is_read(client: TestClient) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/login", content=pieces(16 * 1024), headers=form).status_code == 413


@pytest.fixture
def port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server whose patience is short."""
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    monkeypatch.setattr(slow, "HEADERS_S", 0.3)
    monkeypatch.setattr(slow, "GRACE_S", 0.3)
    app = create_app(Settings(data=str(tmp_path)))
    server = uvicorn.Server(uvicorn.Config(app, port=0, http=slow.PatientProtocol, log_level="error"))
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join()
    listener.close()


def said(port: int, *parts: str, pause_s: float = 0.0) -> bytes:
    """What the server answers to these parts, sent one after the other, until it closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        for at, part in enumerate(parts):
            time.sleep(pause_s if at else 0)
            try:
                line.sendall(part.encode())
            except OSError:  # it has closed already
                break
        answer = b""
        while piece := line.recv(65536):
            answer += piece
        return answer


HEAD = "POST /api/v1/verify HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 900\r\n"


def test_a_head_that_never_ends(port: int) -> None:
    for parts in ([], ["GET / HT"], ["GET / HTTP/1.1\r\n", "Host: localhost\r\n"]):
        answer = said(port, *parts)
        assert answer.startswith(b"HTTP/1.1 408"), parts
        assert json.loads(answer.partition(b"\r\n\r\n")[2])["code"] == "too-slow"


def test_a_body_that_drips(port: int) -> None:
    answer = said(port, HEAD + "\r\n", *(["a"] * 8), pause_s=0.1)
    assert answer.startswith(b"HTTP/1.1 408")
    assert "Đã nhận" in json.loads(answer.partition(b"\r\n\r\n")[2])["detail"]


def test_who_is_quick_enough_is_answered_again_and_again(port: int) -> None:
    request = "GET /health HTTP/1.1\r\nHost: localhost\r\n{}\r\n"
    assert said(port, request.format(""), request.format("Connection: close\r\n"), pause_s=0.1).count(b"200 OK") == 2
    assert said(port, request.format(""), "GET /h", pause_s=0.1).count(b"HTTP/1.1 408") == 1
