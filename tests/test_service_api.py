"""The HTTP API: the contract's objects, problem documents, and nothing that should not leave."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from corpus.archive import Archive
from service.app import create_app
from service.settings import Settings
from service.web import HEADERS, _too_large, said
from tests.service_archive import PLAN, FakeArchive


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[TestClient]:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    settings = Settings(data=str(tmp_path), max_upload_mib=1)
    with TestClient(create_app(settings), raise_server_exceptions=False) as opened:
        yield opened


def test_search_gives_the_contract_object(client: TestClient) -> None:
    answer = client.get("/api/v1/search", params={"q": "cây"}).json()
    assert answer["total"] == 1
    assert answer["hits"][0].keys() >= {
        "id", "key", "number", "type", "issuer", "date", "title", "score", "snippets", "matched",
    }  # fmt: skip
    assert answer["facets"]["type"] == [{"value": "KH", "count": 1}]


def test_pages_of_hits_are_walked_by_cursor(client: TestClient) -> None:
    seen: list[str] = []
    cursor: str | None = None
    for _ in range(10):
        parameters = {"q": "", "limit": "3"} | ({"cursor": cursor} if cursor else {})
        answer = client.get("/api/v1/search", params=parameters).json()
        seen += [hit["id"] for hit in answer["hits"]]
        cursor = answer["next"]
        if cursor is None:
            break
    assert seen == ["d1", "d2", "d3", "d4"]


@pytest.mark.parametrize("cursor", ["x", "bzk5OTk5OTk5OTk5OTk5", "ồ", "bw"])
def test_a_made_up_cursor_is_refused(client: TestClient, cursor: str) -> None:
    answer = client.get("/api/v1/search", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")


@pytest.mark.parametrize("body", [b"\xff\xfe{}", b'{"text": "\xe1"}', b'{"a":' * 2000])
def test_a_body_that_cannot_be_read_is_told_in_vietnamese(body: bytes, client: TestClient) -> None:
    answer = client.post("/api/v1/verify", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422 and answer.json()["code"] == "invalid-request"
    assert "error" not in answer.json()["detail"] and "JSON" in answer.json()["detail"]


def test_a_document_comes_with_where_its_references_lead(client: TestClient) -> None:
    record = client.get("/api/v1/documents/d1").json()
    assert record["number"] == "15/KH-UBND"
    assert [one["resolution"]["state"] for one in record["references"]] == ["stub", "ambiguous", "unresolved"]
    text = client.get("/api/v1/documents/d1/text").text
    assert text == PLAN
    for one in record["references"]:
        assert text[one["start"] : one["end"]] == one["text"]


def test_a_number_with_a_slash_is_an_address(client: TestClient) -> None:
    assert client.get("/api/v1/documents/15/KH-UBND").json()["id"] == "d1"
    assert client.get("/api/v1/documents/15%2FKH-UBND/chain").json()["root"] == "d1"


def test_an_unchanged_document_costs_only_its_headers(client: TestClient) -> None:
    tag = client.get("/api/v1/documents/d1").headers["etag"]
    again = client.get("/api/v1/documents/d1", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_number_of_several_documents_names_them(client: TestClient) -> None:
    answer = client.get("/api/v1/documents/7/NQ-HĐND")
    assert answer.status_code == 409
    assert answer.headers["content-type"] == "application/problem+json"
    assert {one["id"] for one in answer.json()["ambiguous"]} == {"d3", "d4"}


def test_chain_up_and_down(client: TestClient) -> None:
    whole = client.get("/api/v1/documents/d1/chain").json()
    assert {(node["id"], node["level"]) for node in whole["nodes"]} == {("s1", -1), ("d1", 0), ("d2", 1)}
    down = client.get("/api/v1/documents/d1/chain", params={"down": True}).json()
    assert {node["id"] for node in down["nodes"]} == {"d1", "d2"}
    assert down["edges"][0].keys() >= {"from", "to", "relation", "text", "start", "end"}


def test_what_is_not_there_is_a_problem_document(client: TestClient) -> None:
    for path in ("/api/v1/documents/khong-co", "/api/v1/khong-co", "/api/v1/documents/s1"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json().keys() >= {"type", "title", "status", "detail", "instance", "code"}
    assert client.delete("/api/v1/status").status_code == 405


def test_wrong_parameters_are_named(client: TestClient) -> None:
    answer = client.get("/api/v1/search", params={"from": "hôm qua", "limit": "0"})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")
    assert "limit" in answer.json()["detail"] and "from" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("method", "path", "body", "told"),
    [
        ("GET", "/search.pdf", None, "form: phải là một trong: csv, xlsx"),
        ("GET", "/search?sort=khác", None, "sort: phải là một trong: relevance, date, -date"),
        ("GET", "/tasks?role=x", None, "role: phải là một trong: lead, support, (để trống)"),
        ("POST", "/corrections", b'{"document": "d1"}', "nội dung gửi đến: thiếu kind"),
        ("POST", "/corrections", b'{"document": "d1", "kind": "x"}', "kind phải là một trong: field, "),
        ("POST", "/corrections", b'{"document": "d1", "kind": "task", "task": "c", "to": "done", "day": "mai"}',
         "day: không đúng dạng"),
        ("POST", "/verify", b"", "nội dung gửi đến: thiếu"),
        ("POST", "/verify", b"[]", "nội dung gửi đến: phải là đối tượng JSON"),
        ("POST", "/verify", b"{", "nội dung gửi đến: không phải JSON"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_vietnamese_alone(
    client: TestClient, method: str, path: str, body: bytes | None, told: str
) -> None:
    headers = {"Content-Type": "application/json"} if body is not None else {}
    answer = client.request(method, f"/api/v1{path}", content=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")
    assert told in answer.json()["detail"]


def test_what_the_framework_says_of_itself_is_told_to_nobody() -> None:
    unknown = {"type": "new_kind_of_fault", "loc": ("query", "q"), "msg": "Input should be better"}
    assert said(unknown) == "không hợp lệ"


def test_an_unexpected_error_says_nothing_of_the_inside(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("mật khẩu trong lỗi")

    monkeypatch.setattr(FakeArchive, "status", broken)
    answer = client.get("/api/v1/status")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal-error")
    assert "mật khẩu" not in answer.text


def test_verify_finds_each_reference_at_its_offsets(client: TestClient) -> None:
    pasted = "\U0001f333 Thực hiện Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị."
    references = client.post("/api/v1/verify", json={"text": pasted}).json()["references"]
    assert [one["number"] for one in references] == ["34-CT/TW"]
    for one in references:
        assert pasted[one["start"] : one["end"]] == one["text"]
    assert references[0]["status"] == "stub"
    assert references[0]["document"] == "s1"


def test_the_export_streams_one_object_a_line(client: TestClient) -> None:
    answer = client.get("/api/v1/export")
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert len(answer.text.splitlines()) == 4


def test_an_original_is_only_ever_a_download(client: TestClient) -> None:
    answer = client.get("/api/v1/documents/d1/original")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("path", ["/", "/api/v1/status", "/static/style.css", "/docs", "/khong-co"])
def test_every_answer_has_the_safety_headers(client: TestClient, path: str) -> None:
    answer = client.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "unsafe-inline" not in answer.headers["content-security-policy"]


def test_no_page_can_be_framed_told_of_kept_or_made_to_run_what_is_not_ours(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("x")

    answers = [client.get("/"), client.get("/khong-co"), client.get("/", headers={"host": "evil.example"})]
    answers += [client.post("/verify", headers={"sec-fetch-site": "cross-site"})]
    answers += [client.post("/api/v1/verify", json={"text": "a" * 1024**2})]
    monkeypatch.setattr(FakeArchive, "status", broken)
    answers += [client.get("/api/v1/status")]
    assert [answer.status_code for answer in answers] == [200, 404, 400, 403, 413, 500]
    for answer in answers:
        policy = set(answer.headers["content-security-policy"].split("; "))
        assert {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"} <= policy
        assert {"form-action 'self'", "connect-src 'self'"} <= policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "same-origin"
    assert {answer.headers["cache-control"] for answer in answers[:-1]} == {"no-store"}
    assert "no-store" not in client.get("/static/style.css").headers.get("cache-control", "")


def test_names_that_were_set_are_served_whatever_their_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    settings = Settings(data=str(tmp_path), host="kho.benpha.example", allowed_hosts=("vanban.benpha.example",))
    with TestClient(create_app(settings)) as opened:
        for host, status in (
            ("kho.benpha.example:8000", 303), ("VANBAN.BenPha.example", 303), ("benpha.example", 400),
            ("x.vanban.benpha.example", 400), ("vanban.benpha.example:80x", 400),
        ):  # fmt: skip
            answer = opened.get("/", headers={"host": host}, follow_redirects=False)
            assert answer.status_code == status, host


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "", "127.0.0.1.evil.example", "[::1].evil"])
def test_a_foreign_host_name_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/api/v1/status", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000", "10.1.2.3:80"])
def test_names_of_this_machine_are_served(client: TestClient, host: str) -> None:
    assert client.get("/api/v1/status", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("length", [b"\xb2", b"-1", b"1e3", b"", b"1048577"])
def test_a_length_that_is_none_counts_as_too_large(length: bytes) -> None:
    request = Request({"type": "http", "headers": [(b"content-length", length)]})
    assert _too_large(request, Settings(max_upload_mib=1))
    for fits in ([(b"content-length", b"1048576")], []):
        assert not _too_large(Request({"type": "http", "headers": fits}), Settings(max_upload_mib=1))


def test_a_body_too_large_is_refused_with_the_limit(client: TestClient) -> None:
    answer = client.post("/api/v1/verify", json={"text": "a" * (1024 * 1024)})
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
    assert "1 MiB" in answer.json()["detail"]


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd"]
)
def test_static_files_do_not_reach_outside(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_every_route_is_described_and_every_answer_matches(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert described["openapi"].startswith("3.")
    answers = {(status, told["description"]) for path in described["paths"].values() for route in path.values()
               for status, told in route["responses"].items()}  # fmt: skip
    assert not {told for _, told in answers if told in ("Successful Response", "Validation Error")}
    for path, item in described["paths"].items():
        assert path.startswith("/api/v1/")
        for operation in item.values():
            assert operation["summary"]
            assert operation["tags"]


def test_answers_match_their_schemas(client: TestClient) -> None:
    from pydantic import TypeAdapter

    from service.api import schemas

    for path, model in (
        ("/api/v1/search?q=b", schemas.SearchAnswer),
        ("/api/v1/documents/d1", schemas.Document),
        ("/api/v1/documents/d1/chain", schemas.ChainAnswer),
        ("/api/v1/documents/d1/cited-by", list[schemas.CitingEdge]),
        ("/api/v1/find?number=34-CT/TW", list[schemas.Candidate]),
        ("/api/v1/status", schemas.StatusAnswer),
        ("/api/v1/wanted", list[schemas.WantedItem]),
        ("/api/v1/review", list[schemas.ReviewItem]),
        ("/api/v1/documents/khong-co", schemas.Problem),
    ):
        TypeAdapter(model).validate_json(client.get(path).content, strict=True)


def test_verify_is_not_sure_of_a_number_alone(client: TestClient) -> None:
    bare, dated = (
        client.post("/api/v1/verify", json={"text": pasted}).json()["references"][0]
        for pasted in ("Thực hiện Báo cáo số 40/BC-SXD.", "Thực hiện Báo cáo số 40/BC-SXD ngày 10/12/2024.")
    )
    assert (bare["status"], bare["document"], [one["id"] for one in bare["candidates"]]) == ("ambiguous", None, ["d2"])
    assert (dated["status"], dated["document"]) == ("held", "d2")


def test_dead_bases_come_in_pieces_where_asked(client: TestClient) -> None:
    whole = client.get("/api/v1/outdated").json()
    assert whole and client.get("/api/v1/outdated", params={"limit": 1}).json() == whole[:1]
    assert client.get("/api/v1/outdated", params={"offset": len(whole)}).json() == []
    assert client.get("/api/v1/outdated", params={"limit": 0}).status_code == 422
