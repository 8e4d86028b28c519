"""What people type by mistake, and machines that are not as they should be: one line in Vietnamese that says what to
do, never a traceback, never silence."""

from __future__ import annotations

import errno
import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.errors import StoreRefused
from corpus.store_url import UrlStore
from extractor.errors import os_reason
from index.query import MAX_CHARS
from service.app import create_app
from service.command import main
from service.settings import Settings

PAPER = "UBND TỈNH CÀ MAU\nSỞ NỘI VỤ\nSố: 71/KH-SNV\nCà Mau, ngày 04 tháng 02 năm 2031\nKẾ HOẠCH\nTrồng cây\n"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    (folder / "paper.txt").write_text(PAPER, encoding="utf-8")
    assert main(["ingest", "--data", str(folder / "kho"), "--workers", "1", str(folder / "paper.txt")]) == 0
    return folder / "kho"


@pytest.fixture
def archive(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(filled, tmp_path / "kho")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VANBAN_DATA", "kho")
    (tmp_path / "paper.txt").write_text(PAPER, encoding="utf-8")
    (tmp_path / "noise.bin").write_bytes(bytes(range(255, 0, -1)) * 8)
    (tmp_path / "folder").mkdir()
    return tmp_path / "kho"


def said(arguments: str, capture: pytest.CaptureFixture[bytes]) -> str:
    """What a command that must fail says."""
    try:
        status = main(arguments.split())
    except SystemExit as stopped:
        status = int(str(stopped.code))
    assert status != 0
    told = capture.readouterr().err.decode("utf-8")
    assert not re.search(r"Errno|No such file|Is a directory|codec|Traceback", told)
    return told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("extract paper.txt --part 1", "--part chỉ dùng cùng --text"),
        ("extract paper.txt --text --part 0", "--part: phải là số nguyên từ 1"),
        ("ingest paper.txt --manifest missing.csv", "không có tệp hoặc thư mục này"),
        ("ingest paper.txt --manifest noise.bin", "không phải UTF-8"),
        ("ingest paper.txt --manifest folder", "đây là thư mục"),
        ("ingest paper.txt --executor dask://", "không có dạng dask://HOST:PORT"),
        ("ingest paper.txt --executor dask://may-le:70123", "cổng phải từ 1 đến 65535"),
        ("ingest paper.txt --executor dask://may-le:0", "cổng phải từ 1 đến 65535"),
        ("ingest paper.txt --data paper.txt", "đã có tệp mang tên ấy"),
        ("search cây --year 99999999999999999999", "--year: phải là số nguyên từ 1 đến 9999"),
        ("search cây --status nope", "không có --status “nope”"),
        ("search cây --output nowhere/x.csv", "không có tệp hoặc thư mục này"),
        ("search cây --batch noise.bin", "không phải UTF-8"),
        ("tasks --limit 99999999999999999999", "--limit: lớn nhất là"),
        ("review --limit 99999999999999999999", "--limit: lớn nhất là"),
        ("correct --undo 99999999999999999999", "--undo: lớn nhất là"),
        ("correct 71/KH-SNV --value x", "--field"),
        ("correct 71/KH-SNV --field signers --value An", "ghi bằng JSON"),
        ("draft --type KH --issuer UBND --body noise.bin", "không phải tệp chữ UTF-8"),
        ("compare folder paper.txt", "đây là thư mục"),
        ("restore missing --data new", "không phải bản sao lưu hoàn chỉnh"),
        ("audit --data nowhere", "Chưa có kho ở đây"),
    ],
)
def test_wrong_use_is_told(arguments: str, told: str, archive: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert told in said(arguments, capfdbinary)


def test_a_search_is_kept_under_a_name_only(archive: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["search", "cây", "--save", " "]) == 2
    assert "cần một tên" in capfdbinary.readouterr().err.decode("utf-8")


def test_a_restore_that_failed_leaves_no_folder_behind(
    archive: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    said("restore missing --data new", capfdbinary)
    assert not Path("new").exists()


@pytest.mark.parametrize(("content", "told"), [(b"\x00" * 4096, "vanban restore"), (None, "vanban restore")])
def test_a_damaged_catalogue_is_told_with_its_remedy(
    content: bytes | None, told: str, archive: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = archive / "catalogue.sqlite"
    file.write_bytes(content if content is not None else file.read_bytes()[:20000])
    assert told in said("status", capfdbinary)


@pytest.mark.parametrize("name", ["signature", "CURRENT", "meta.json"])
def test_a_damaged_index_is_told_and_built_anew(
    name: str, archive: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for file in [one for one in (archive / "search").rglob("*") if one.name.lower() == name.lower()]:
        file.write_bytes(b"\xbc\x1a\xff")
    assert "Hãy chạy: vanban reindex" in said("search cây", capfdbinary)
    assert main(["reindex"]) == 0
    assert main(["search", "cây"]) == 0


def test_an_audit_log_without_lines_is_no_silence(archive: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["audit"]) == 0
    assert "không có dòng nào" in capfdbinary.readouterr().err.decode("utf-8")
    assert main(["audit", "--verify"]) == 0
    assert "Mã của dòng cuối" not in capfdbinary.readouterr().out.decode("utf-8")


def test_a_port_in_use_is_told(archive: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert "cổng này đang có chương trình khác dùng" in said(f"serve --port {taken.getsockname()[1]}", capfdbinary)


class NoCredentialsError(Exception):
    """As the client of S3 raises it, by name."""


def test_missing_keys_of_a_store_name_the_settings() -> None:
    class Keyless:
        def invalidate_cache(self) -> None:
            raise NoCredentialsError("Unable to locate credentials")

    with pytest.raises(StoreRefused, match="AWS_ACCESS_KEY_ID") as refused:
        UrlStore(Keyless(), "bucket/x", None, folders=False).hashes()
    assert isinstance(refused.value, OSError)


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EISDIR, errno.EIO])
def test_what_the_system_refuses_is_said_in_vietnamese(number: int) -> None:
    said = os_reason(OSError(number, "No such thing"))
    assert said != "No such thing"
    assert not said.isascii()


def test_a_full_disk_is_one_line(
    archive: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    from corpus.archive import Archive

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/kho")

    monkeypatch.setattr(Archive, "status", full)
    assert said("status", capfdbinary) == "vanban status: /kho: đĩa đầy.\n"


@pytest.fixture
def client(archive: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(data=str(archive))), raise_server_exceptions=False) as opened:
        yield opened


def test_the_api_says_in_vietnamese_what_was_wrong(client: TestClient) -> None:
    answers = [
        client.put("/api/v1/search"),
        client.get("/api/v2/search"),
        client.post("/api/v1/corrections", content=b"x", headers={"Content-Type": "application/json"}),
        client.post("/api/v1/corrections", json=[]),
    ]
    assert [answer.status_code for answer in answers] == [405, 404, 422, 422]
    details = [answer.json()["detail"] for answer in answers]
    assert not any(detail.isascii() for detail in details)
    assert details[2:] == ["nội dung gửi đến: không phải JSON", "nội dung gửi đến: phải là đối tượng JSON"]


def test_a_number_that_no_database_holds_is_no_fault_of_the_program(client: TestClient) -> None:
    assert client.post("/corrections/99999999999999999999/undo").status_code == 422


def test_a_chapter_of_the_guide_that_there_is_not_is_a_page_that_there_is_not(client: TestClient) -> None:
    answer = client.get("/help/khong-co")
    assert answer.status_code == 404
    assert "Không có trang nào ở địa chỉ này" in answer.text


def test_what_came_in_last_is_listed_without_its_masthead(client: TestClient) -> None:
    assert 'class="snip"' not in client.get("/").text
    assert 'class="snip"' in client.get("/", params={"q": "trồng cây"}).text


def test_a_search_that_is_too_long_says_how_long_it_may_be_and_what_to_do_everywhere(
    archive: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    words = "trồng cây " * (MAX_CHARS // 10 + 1)
    told = [said(f"search {words}", capfdbinary)]
    with TestClient(create_app(Settings(data=str(archive)))) as client:
        for path in ("/", "/api/v1/search", "/api/v1/search.csv"):
            answer = client.get(path, params={"q": words})
            assert answer.status_code == 400
            told.append(answer.text)
        rows = client.post("/api/v1/search/batch", json={"csv": f"{words}\ntrồng cây\n"})
        assert rows.status_code == 200 and "71/KH-SNV" in rows.text
        told.append(rows.text)
        assert client.get("/", params={"q": "trồng cây".center(MAX_CHARS * 2)}).status_code == 200
        assert client.get("/api/v1/search", params={"q": words[:MAX_CHARS]}).json()["total"] == 1
    for text in told:
        assert f"nhiều nhất là {MAX_CHARS}" in text and "Chỉ gõ trích yếu" in text
