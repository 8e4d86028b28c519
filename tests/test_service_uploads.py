"""Files over HTTP in pieces: nothing that arrived is asked for twice, and what is whole comes into the archive."""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.belongings import uploaded
from corpus.errors import CatalogueUnavailable, Stopped
from extractor.limits import DEFAULT
from service.app import create_app
from service.errors import ServiceError
from service.settings import Settings
from service.uploads import Intake, Uploads, file_name, take_once
from tests.corpus_plans import PLAN

BROKEN = b"%PDF-1.4\n%%EOF"
TEXT = PLAN.format(number=31, day=3).encode()


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(data=str(tmp_path / "kho"), workers=1))) as opened:
        yield opened


def named(name: str) -> str:
    return "filename " + base64.b64encode(name.encode()).decode()


def opened_at(client: TestClient, name: str, length: int) -> str:
    answer = client.post("/api/v1/uploads", headers={"Upload-Length": str(length), "Upload-Metadata": named(name)})
    assert answer.status_code == 201
    return answer.headers["location"]


def piece(client: TestClient, place: str, offset: int, data: bytes) -> int:
    headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset)}
    return client.patch(place, content=data, headers=headers).status_code


def test_a_file_sent_in_pieces_comes_into_the_archive(client: TestClient) -> None:
    place = opened_at(client, "kế hoạch 31.txt", len(TEXT))
    assert piece(client, place, 0, TEXT[:100]) == 204
    assert client.head(place).headers["upload-offset"] == "100"
    assert piece(client, place, 50, TEXT[50:]) == 409
    assert piece(client, place, 100, TEXT[100:]) == 204
    deadline = time.monotonic() + 120
    found: list[dict[str, object]] = []
    while not found and time.monotonic() < deadline:
        time.sleep(0.2)
        found = client.get("/api/v1/find", params={"number": "31/KH-UBND"}).json()
    assert found[0]["held"] is True
    shown = client.get(f"/api/v1/documents/{found[0]['id']}").json()
    assert Path(shown["files"][0]).name == "kế hoạch 31.txt"
    page = client.get("/status").text
    assert "Gửi qua trang web" in page
    assert "/file" not in page, "no folder of its own for each upload"
    (state,) = client.get("/api/v1/uploads").json()
    assert (state["whole"], state["offset"]) == (True, len(TEXT))


def test_what_cannot_be_is_refused(client: TestClient) -> None:
    for headers in ({}, {"Upload-Length": "5"}, {"Upload-Length": "0", "Upload-Metadata": named("a")},
                    {"Upload-Length": "5", "Upload-Metadata": "filename ***"}):  # fmt: skip
        assert client.post("/api/v1/uploads", headers=headers).status_code == 422
    large = {"Upload-Length": str(DEFAULT.file_bytes + 1), "Upload-Metadata": named("a.pdf")}
    assert client.post("/api/v1/uploads", headers=large).status_code == 413
    assert client.head("/api/v1/uploads/" + "0" * 32).status_code == 404
    assert client.head("/api/v1/uploads/..%2f..%2fx").status_code in (404, 405)
    place = opened_at(client, "a.txt", 5)
    assert client.patch(place, content=b"hello").status_code == 422
    assert piece(client, place, 0, b"too long") == 409


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("part", "part"),
        ("info.json", "info.json"),
        ("../../etc/passwd", "etc/passwd"),
        ("a\x00b\\c.pdf", "a_b_c.pdf"),
        ("kh\u0085\u009b\u2028\u2029x.txt", "kh____x.txt"),
        ("bao-cao\u202etxt.exe", "bao-cao_txt.exe"),
        ("hồ\u200b sơ/kế hoạch.txt", "hồ_ sơ/kế hoạch.txt"),
        (" .ẩn ", "ẩn"),
        ("/hồ sơ//năm 2031/./../kh.txt", "hồ sơ/năm 2031/kh.txt"),
        ("uploads/" + "0" * 32 + "/file/x.txt", "uploads/" + "0" * 32 + "/file/x.txt"),
    ],
)
def test_a_name_leads_nowhere_else(tmp_path: Path, given: str, kept: str) -> None:
    uploads = Uploads(tmp_path, 1000)
    upload = uploads.create(given, 3)
    whole = uploads.append(upload.id, 0, b"abc")
    assert whole.path is not None
    assert whole.name == kept
    assert whole.path == tmp_path / "uploads" / upload.id / "file" / kept
    assert uploaded(str(whole.path)) == (str(tmp_path / "uploads"), kept)
    assert uploads.waiting() == [whole.path]
    take_once([whole.path], lambda paths: None)
    assert uploads.waiting() == [] and (tmp_path / "uploads" / upload.id / "taken").exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "filename"),
        ("/", "filename"),
        ("a/", "filename"),
        ("../..", "filename"),
        ("x" * 201, "dài 201 byte (chữ có dấu 2, 3 byte), tối đa 200: hãy rút ngắn"),
        ("ệ" * 67 + ".txt", "dài 205 byte"),
        ("hồ sơ/" + "y" * 202 + "/x.txt", "tên tệp hoặc thư mục dài 202 byte"),
        ("a/" * 20 + "x.txt", "có 21 cấp kể cả tên tệp, tối đa 20: hãy chọn một thư mục con"),
        ("/".join(["x" * 190] * 6), "dài 1140 byte, tối đa 1000: hãy chọn một thư mục con"),
    ],
)
def test_a_path_that_cannot_be_is_refused(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(ServiceError) as raised:
        Uploads(tmp_path, 1000).create(name, 3)
    assert raised.value.code == "invalid-request" and said in str(raised.value)
    assert ("Upload-Metadata" in str(raised.value)) == (said == "filename"), "of what is there it does not say it lacks"
    assert Uploads(tmp_path, 1000).create("a/" * 19 + "x.txt", 3).name == "a/" * 19 + "x.txt"


def test_two_that_send_at_once_do_not_mix(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path, 10**6)
    upload = uploads.create("a.bin", 100_000)
    refused: list[str] = []

    def send() -> None:
        for offset in range(0, 100_000, 1000):
            try:
                uploads.append(upload.id, offset, bytes([offset // 1000]) * 1000)
            except ServiceError as error:
                refused.append(error.code)

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    path = uploads.get(upload.id).path
    assert path is not None
    assert path.read_bytes() == b"".join(bytes([n]) * 1000 for n in range(100))
    assert set(refused) == {"upload-conflict"}


def test_the_intake_waits_for_another_writer_and_takes_up_what_was_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.uploads._AGAIN_S", 0.01)
    uploads = Uploads(tmp_path, 1000)
    for name in ("a", "b"):
        uploads.append(uploads.create(name, 1).id, 0, b"x")
    tries: list[int] = []
    done = threading.Event()

    def take(paths: list[Path]) -> None:
        tries.append(len(paths))
        if len(tries) < 3:
            raise CatalogueUnavailable("đang bận")
        done.set()

    intake = Intake(take)
    for path in uploads.waiting():
        intake.add(path)
    intake.start()
    assert done.wait(30)
    intake.close()
    assert tries == [2, 2, 2]
    assert uploads.waiting() == []


def test_the_intake_outlives_what_it_does_not_know_and_waits_after_a_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.uploads._AGAIN_S", 0.01)
    uploads = Uploads(tmp_path, 1000)

    def come(name: str) -> Path:
        path = uploads.append(uploads.create(name, 1).id, 0, b"x").path
        assert path is not None
        return path

    wrong: list[Exception] = [RuntimeError("never seen before"), Stopped("đã dừng")]
    tries: list[list[str]] = []
    tried = threading.Semaphore(0)

    def take(paths: list[Path]) -> None:
        tries.append([path.name for path in paths])
        tried.release()
        if wrong:
            raise wrong.pop(0)

    intake = Intake(take)
    intake.start()
    intake.add(come("a"))
    for _ in range(2):
        assert tried.acquire(timeout=30)
    assert not tried.acquire(timeout=0.2)  # stopped by a person: not begun again by itself
    assert "dừng" in (intake.trouble or "")
    intake.add(come("b"))
    assert tried.acquire(timeout=30)
    intake.close()
    assert tries == [["a"], ["a"], ["a", "b"]]
    assert intake.trouble is None
    assert uploads.waiting() == []


def test_an_upload_that_a_crash_kept_from_its_place_is_finished(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path, 1000)
    upload = uploads.create("a.txt", 3)
    (tmp_path / "uploads" / upload.id / "part").write_bytes(b"abc")
    (path,) = uploads.waiting()
    assert (path.name, path.read_bytes()) == ("a.txt", b"abc")


def test_file_names_of_the_protocol() -> None:
    assert file_name("filetype dGV4dA==, " + named("vă n.txt")) == "vă n.txt"
    assert file_name("") == file_name("filename") == ""
    assert file_name(named("a/b.txt")) == "a_b.txt", "a slash in a name is no folder"
    path = "relativePath " + base64.b64encode("hồ sơ/b.txt".encode()).decode()
    assert file_name(f"{named('b.txt')},{path}") == file_name(f"{path}, {named('b.txt')}") == "hồ sơ/b.txt"


def arrived(client: TestClient, number: str) -> list[str]:
    """The files of the paper of that number, once it is held."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        found = client.get("/api/v1/find", params={"number": number}).json()
        if found and found[0]["held"]:
            files: list[str] = client.get(f"/api/v1/documents/{found[0]['id']}").json()["files"]
            return files
        time.sleep(0.2)
    raise AssertionError(f"{number} did not come")


def test_a_file_of_a_folder_keeps_its_path_in_the_balance_sheet(client: TestClient) -> None:
    path = "relativePath " + base64.b64encode("hồ sơ/2031/hỏng.pdf".encode()).decode()
    headers = {"Upload-Length": str(len(BROKEN)), "Upload-Metadata": f"{named('hỏng.pdf')},{path}"}
    place = client.post("/api/v1/uploads", headers=headers).headers["location"]
    assert piece(client, place, 0, BROKEN) == 204
    good = client.post("/status/upload", files={"files": ("kh.txt", TEXT)}, follow_redirects=False)
    assert good.headers["location"] == "/status?sent=1#gui"
    arrived(client, "31/KH-UBND")
    deadline = time.monotonic() + 120
    while "hỏng.pdf" not in (page := client.get("/status?sent=1").text) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert "hồ sơ/2031/hỏng.pdf (gửi qua trang web)" in page
    assert "Đã gửi 1 tệp; kho đang đọc." in page and "200 MiB" in page and "50 MiB" in page


def test_without_script_each_file_goes_in_or_is_told_why_not(client: TestClient) -> None:
    sent = [("files", ("a/../kh 1.txt", TEXT)), ("files", ("rỗng.txt", b"")), ("files", ("x" * 210 + ".txt", b"a"))]
    answer = client.post("/status/upload", files=sent)
    assert answer.status_code == 422
    assert "Đã gửi 1 tệp" in answer.text and "rỗng.txt (tệp rỗng)" in answer.text and "xxx.txt (" in answer.text
    assert Path(arrived(client, "31/KH-UBND")[0]).name == "kh 1.txt"
    nothing = client.post("/status/upload", files={"files": ("", b"")})
    assert nothing.status_code == 422 and "Chưa chọn tệp nào" in nothing.text
