"""The same request under the same key is done once and answered twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.archive import Archive
from service.app import create_app
from service.errors import ServiceError
from service.keyed import FILE, Answers
from service.settings import Settings
from tests.service_archive import FakeArchive


@pytest.fixture
def archive() -> FakeArchive:
    return FakeArchive()


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, archive: FakeArchive, tmp_path: Path) -> Iterator[TestClient]:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: archive)
    with TestClient(create_app(Settings(data=str(tmp_path))), raise_server_exceptions=False) as opened:
        yield opened


def ask(client: TestClient, key: str, body: Any) -> Any:
    return client.post("/api/v1/jobs/ask", json=body, headers={"Idempotency-Key": key})


def test_a_request_is_done_once_and_answered_twice(client: TestClient, archive: FakeArchive) -> None:
    first, again = ask(client, "k1", {"wish": "pause"}), ask(client, "k1", {"wish": "pause"})
    assert (first.status_code, first.content, first.headers["content-type"]) == (
        again.status_code, again.content, again.headers["content-type"],
    )  # fmt: skip
    assert "idempotent-replayed" not in first.headers and again.headers["idempotent-replayed"] == "true"
    assert again.headers["x-content-type-options"] == "nosniff"
    assert archive.asked == ["pause"]
    ask(client, "k2", {"wish": "pause"})
    assert archive.asked == ["pause", "pause"]


def test_a_key_is_good_for_one_request(client: TestClient, archive: FakeArchive) -> None:
    ask(client, "k1", {"wish": "pause"})
    other = ask(client, "k1", {"wish": "stop"})
    assert (other.status_code, other.json()["code"]) == (422, "key-reused")
    assert archive.asked == ["pause"]
    ill = ask(client, "k" * 101, {"wish": "pause"})
    assert (ill.status_code, ill.json()["code"]) == (422, "invalid-request")


def test_what_was_refused_may_be_tried_again(client: TestClient, archive: FakeArchive) -> None:
    assert ask(client, "k1", {"wish": "x"}).status_code == 422
    assert ask(client, "k1", {"wish": "pause"}).status_code == 200
    assert archive.asked == ["pause"]


def test_keys_are_each_persons_own_and_one_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = Answers(tmp_path)
    assert answers.claim("an", "k", "one") is None
    assert answers.claim("bình", "k", "other") is None
    with pytest.raises(ServiceError) as busy:
        answers.claim("an", "k", "one")
    assert busy.value.code == "key-in-progress"
    answers.drop("an", "k")
    assert answers.claim("an", "k", "other") is None
    monkeypatch.setattr("service.keyed.GIVEN_UP_S", -1.0)
    assert answers.claim("an", "k", "one") is None, "its service died"
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_what_only_asks_needs_no_key_and_keeps_no_answer(client: TestClient, tmp_path: Path) -> None:
    client.post("/api/v1/verify", json={"text": "34-CT/TW"}, headers={"Idempotency-Key": "k1"})
    assert not (tmp_path / FILE).exists()


def test_every_writing_post_of_the_api_says_that_it_takes_a_key(client: TestClient) -> None:
    from service.people import scope_for

    described = client.get("/openapi.json").json()["paths"]
    lacking = [
        path
        for path, item in described.items()
        if "post" in item and scope_for("POST", path) == "write" and path != "/api/v1/account/password"
        and "Idempotency-Key" not in {one["name"] for one in item["post"].get("parameters", ())}
    ]  # fmt: skip
    assert lacking == []
