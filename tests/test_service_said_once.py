"""What pages say when something is not as asked: once, as a sentence, and with the way on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import Request
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from corpus.archive import Archive
from index.base import Query, Results
from index.search import same_number_note
from service.app import create_app
from service.render import render_error, sentence
from service.settings import Settings
from tests.service_archive import FakeArchive


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[TestClient]:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    with TestClient(create_app(Settings(data=str(tmp_path)))) as opened:
        yield opened


def tree(client: TestClient, path: str) -> LexborHTMLParser:
    return LexborHTMLParser(client.get(path).text)


def test_how_many_papers_bear_a_number_is_said_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    found = FakeArchive.search

    def noting(self: FakeArchive, query: Query) -> Results:
        results = found(self, query)
        named = [hit for hit in results.hits if hit.matched == "number"]
        return replace(results, notes=(*results.notes, same_number_note(named)))

    monkeypatch.setattr(FakeArchive, "search", noting)
    page = tree(client, "/?q=7/NQ-HĐND")
    assert [note.text() for note in page.css(".note")] == ["Hiểu là số, ký hiệu văn bản"]
    main = page.css_first("main")
    assert main is not None and main.text().count("2 văn bản mang số, ký hiệu này") == 1


@pytest.mark.parametrize(
    ("detail", "shown"),
    [
        ("không có văn bản nào ứng với “x”", "Không có văn bản nào ứng với “x”."),
        ("báo cáo.txt: tệp rỗng", "báo cáo.txt: tệp rỗng"),
        ("Hãy thử lại!", "Hãy thử lại!"),
        ("", ""),
    ],
)
def test_what_went_wrong_reads_as_a_sentence(detail: str, shown: str) -> None:
    assert sentence(detail) == shown


def test_an_archive_without_papers_says_so_whatever_is_asked(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Thử bớt từ" in client.get("/?q=khongcogi").text
    monkeypatch.setattr(FakeArchive, "covers", lambda *_, **__: (0, 0))
    monkeypatch.setattr(FakeArchive, "wanted", lambda *_, **__: [])
    for path in ("/?q=khongcogi", "/wanted"):
        page = tree(client, path)
        assert [h2.text() for h2 in page.css(".empty h2")] == ["Kho chưa có văn bản nào"]


def test_a_number_of_several_papers_has_its_code_too(client: TestClient) -> None:
    page = tree(client, "/documents/7/NQ-HĐND")
    assert [one.text() for one in page.css("code")] == ["ambiguous"]
    assert page.css_first('a[href="/help/bao-loi"]') is not None


def test_programs_are_not_sent_to_the_bar_at_the_top(client: TestClient) -> None:
    for answer in (client.get("/api/v1/khong"), client.delete("/api/v1/search")):
        assert answer.status_code in (404, 405)
        assert "thanh trên cùng" not in answer.text and answer.json()["title"].endswith("Hãy xem mô tả ở /docs.")
    assert "thanh trên cùng" in client.get("/khong").text


@pytest.mark.parametrize(
    ("detail", "also_of_the_table"),
    [
        ("Biểu mẫu đã cũ: hãy tải lại trang.", False),
        ("không nhận “hãy đi”", True),
        ("", True),
    ],
)
def test_a_remedy_is_told_once(detail: str, also_of_the_table: bool) -> None:
    request = Request({"type": "http", "method": "GET", "path": "/x", "query_string": b"", "headers": []})
    text = bytes(render_error(request, "cross-site", detail, {}).body).decode()
    assert ("Hãy mở trang của kho rồi làm lại." in text) == also_of_the_table


def test_an_error_has_the_code_that_the_guide_explains(client: TestClient) -> None:
    for path, code in (("/documents/khong-co", "not-found"), ("/khong-co", "no-page")):
        page = tree(client, path)
        assert [one.text() for one in page.css(".empty code")] == [code]
        assert page.css_first('.empty a[href="/help/bao-loi"]') is not None
        assert f"<code>{code}</code>" in client.get("/help/bao-loi").text
