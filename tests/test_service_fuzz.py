"""Whatever is asked of a real archive over HTTP, the answer is ours: never a 5xx, and always what its schema says."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from pydantic import TypeAdapter

from service.api import schemas
from service.app import create_app
from service.command import main
from service.settings import Settings

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples" / "files"
VALUES = (
    "", "a", "34-CT/TW", "34/CT-TW", '"', '"a', "((", "a AND", "*", "-", "--", "\x00", "\u0301", "🌳" * 50, "ngày 7",
    "2024-13-45", "2014-04-07", "hôm qua", "0", "-1", "9" * 20, "1", "true", "..", "../..", "%00", "<script>",
    "thi đua " * 200, "CT", 'issuer:"Bộ"', "'; drop table documents", "nan", "\ud800", "1e9", "a\nb", "cây xanh",
)  # fmt: skip
BODIES = (
    b"",
    b"{}",
    b"[1]",
    b"\xff\xfe",
    b'{"text": 5}',
    b'{"text": "34-CT/TW"}',
    b'{"text": "\\ud800 s\\u1ed1 34-CT/TW"}',
)
PAGES = {
    "/": ["q", "type", "issuer", "kind", "status", "level", "secrecy", "year", "from", "to", "sort", "page"],
    "/documents/{id}": ["part", "at"],
    "/documents/{id}/chain": ["direction", "depth"],
    "/documents/{id}/pages/{n}": [],
    "/wanted": ["page"],
    "/review": ["page"],
    "/login": ["next"],
}
MODELS: dict[str, Any] = {
    "/api/v1/search": schemas.SearchAnswer,
    "/api/v1/find": list[schemas.Candidate],
    "/api/v1/verify": schemas.VerifyAnswer,
    "/api/v1/documents/{id}": schemas.Document,
    "/api/v1/documents/{id}/chain": schemas.ChainAnswer,
    "/api/v1/documents/{id}/pages/{number}/boxes": schemas.PageBoxes,
    "/api/v1/documents/{id}/cited-by": list[schemas.CitingEdge],
    "/api/v1/documents/{id}/follow-up": list[schemas.FollowUp],
    "/api/v1/status": schemas.StatusAnswer,
    "/api/v1/wanted": list[schemas.WantedItem],
    "/api/v1/review": list[schemas.ReviewItem],
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = str(tmp_path_factory.mktemp("kho"))
    files = [str(path) for path in sorted(SAMPLES.glob("*.txt"))]
    assert main(["ingest", "--data", data, "--workers", "1", *files]) == 0
    with TestClient(create_app(Settings(data=data)), raise_server_exceptions=False) as opened:
        yield opened


def encoded(value: str) -> str:
    return quote(value.encode("utf-8", "surrogatepass"), safe="")


@pytest.mark.parametrize("seed", range(4))
def test_no_request_breaks_the_service(client: TestClient, seed: int) -> None:
    chance = random.Random(seed)
    described = client.get("/openapi.json").json()["paths"]
    ids = [hit["id"] for hit in client.get("/api/v1/search").json()["hits"]]
    targets: list[tuple[str, str, list[str]]] = [("GET", path, names) for path, names in PAGES.items()]
    for path, item in described.items():
        for method, operation in item.items():
            names = [one["name"] for one in operation.get("parameters", []) if one["in"] == "query"]
            targets.append((method.upper(), path, names))
    seen = set()
    for _ in range(150):
        method, path, names = chance.choice(targets)
        address = path.replace("{id}", encoded(chance.choice([*ids, chance.choice(VALUES)])))
        address = address.replace("{n}", encoded(chance.choice(VALUES))).replace(
            "{form}", chance.choice(("csv", "graphml"))
        )
        query = "&".join(
            f"{n}={encoded(chance.choice(VALUES))}" for n in names for _ in range(chance.choice((0, 0, 1, 2)))
        )
        content = chance.choice(BODIES) if method == "POST" else None
        kind = {"content-type": chance.choice(("application/json", "text/plain", "application/x-www-form-urlencoded"))}
        answer = client.request(method, f"{address}?{query}", content=content, headers=kind, follow_redirects=False)
        seen.add(answer.status_code)
        assert answer.status_code < 500, (method, address, query, content)
        if not path.startswith("/api/"):
            continue
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == "application/problem+json"
            TypeAdapter(schemas.Problem).validate_json(answer.content, strict=True)
        elif path in MODELS and answer.status_code == 200:
            TypeAdapter(MODELS[path]).validate_json(answer.content, strict=True)
    assert {200, 404, 422} <= seen


@pytest.mark.server
def test_the_api_answers_as_it_describes_itself(tmp_path: Path) -> None:
    """A slice of `make bench-workplace`: some requests of every route, drawn from the description itself."""
    from bench.workplace_api import conformance

    assert main(["ingest", "--data", str(tmp_path), str(SAMPLES), "--workers", "1"]) == 0
    asked, wrong = conformance(tmp_path, 4)
    assert asked > 100
    assert wrong == {}
