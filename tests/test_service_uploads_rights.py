"""Files that are on their way: their names, and how much of them has come, are told to their sender alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.archive import Archive
from service.accounts import Accounts
from service.app import create_app
from service.errors import ServiceError
from service.people import SCOPES
from service.settings import Settings
from service.uploads import Uploads
from tests.service_archive import FakeArchive

pytestmark = pytest.mark.usefixtures("cheap_passwords")
PIECE = "application/offset+octet-stream"


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[TestClient]:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    with TestClient(create_app(Settings(data=str(tmp_path)))) as opened:
        yield opened


def bearer(tmp_path: Path, name: str) -> dict[str, str]:
    """The headers of an archivist who may write."""
    accounts = Accounts(tmp_path)
    accounts.add(name, "archivist", 0)
    return {"authorization": f"Bearer {accounts.issue_token(name, '', SCOPES)}"}


def test_what_one_sends_another_neither_sees_nor_goes_on_with(client: TestClient, tmp_path: Path) -> None:
    lan, minh = bearer(tmp_path, "lan"), bearer(tmp_path, "minh")
    made = client.post("/api/v1/uploads", headers={**lan, "Upload-Length": "9", "Upload-Metadata": "filename YS50eHQ="})
    assert made.status_code == 201
    place = made.headers["location"]
    first = {"Content-Type": PIECE, "Upload-Offset": "0"}
    assert client.patch(place, content=b"lan ", headers={**lan, **first}).status_code == 204

    nothing = "/api/v1/uploads/" + "0" * 32
    seen, missing = (client.head(address, headers=minh) for address in (place, nothing))
    assert (seen.status_code, missing.status_code) == (404, 404)
    assert "upload-offset" not in seen.headers and "upload-length" not in seen.headers
    later = {"Content-Type": PIECE, "Upload-Offset": "4"}
    sent, unsent = (client.patch(address, content=b"minh", headers={**minh, **later}) for address in (place, nothing))
    assert sent.status_code == unsent.status_code == 404
    assert sent.json() == {**unsent.json(), "instance": place}, "one that is there is told as one that is not"
    assert client.get("/api/v1/uploads", headers=minh).json() == []

    (state,) = client.get("/api/v1/uploads", headers=lan).json()
    assert (state["name"], state["offset"], state["whole"]) == ("a.txt", 4, False)
    assert client.head(place, headers=lan).headers["upload-offset"] == "4"


def test_an_upload_is_looked_for_among_uploads_alone(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path, 1000)
    held = uploads.create("a.txt", 3)
    info = tmp_path / "uploads" / held.id / "info.json"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "info.json").write_text(json.dumps(json.loads(info.read_text(encoding="utf-8"))), encoding="utf-8")
    (elsewhere / "part").touch()
    assert uploads.get(held.id).name == "a.txt"
    for id_ in ("../elsewhere", f"{held.id}/../{held.id}", f"./{held.id}", held.id + "/", held.id + "\n", ""):
        with pytest.raises(ServiceError) as raised:
            uploads.get(id_)
        assert raised.value.code == "not-found", id_


def test_who_may_not_see_everything_is_told_of_their_own_files_alone(client: TestClient, tmp_path: Path) -> None:
    answer = client.post("/status/upload", files={"files": ("rỗng.txt", b"")}, headers=bearer(tmp_path, "lan"))
    assert (answer.status_code, "rỗng.txt (tệp rỗng)" in answer.text) == (422, True)
    assert "hỏng.pdf" not in answer.text and "Tệp theo trạng thái" not in answer.text


@pytest.mark.parametrize("offset", ["9" * 5000, "٣", "-1", "1.0", ""])
def test_an_offset_that_cannot_be_is_refused(client: TestClient, offset: str) -> None:
    made = client.post("/api/v1/uploads", headers={"Upload-Length": "9", "Upload-Metadata": "filename YS50eHQ="})
    headers = {b"content-type": PIECE.encode(), b"upload-offset": offset.encode()}
    answer = client.patch(made.headers["location"], content=b"x", headers=list(headers.items()))
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")
    assert "Upload-Offset" in answer.json()["detail"]
