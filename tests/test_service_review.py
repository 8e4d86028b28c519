"""The queue of doubts: what was read, accepted in one click or put right, back in the queue, undone there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.archive import Archive
from service.app import create_app
from service.settings import Settings

PAPER = (
    "UBND TỈNH CÀ MAU\nSỞ NỘI VỤ\nSố: {}/KH-SNV\nCà Mau, ngày 04 tháng 02 năm 2031\nKẾ HOẠCH\n{}\n\n"
    "1. Trồng đước.\n\nGIÁM ĐỐC\n\nLê Văn Bền\n"
)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    for number, title in ((71, 'Trồng cây "ven" <kênh>'), (72, "Sửa cầu gỗ")):
        (tmp_path / f"{number}.txt").write_text(PAPER.format(number, title), encoding="utf-8")
    with Archive.open(tmp_path / "kho") as archive:
        archive.ingest(sorted(tmp_path.glob("*.txt")), workers=0)
    with closing(sqlite3.connect(tmp_path / "kho" / "catalogue.sqlite")) as catalogue, catalogue:
        catalogue.execute("DELETE FROM doubts")
        for at, (paper,) in enumerate(catalogue.execute("SELECT id FROM documents ORDER BY number").fetchall()):
            for n, field in enumerate(("title", "signers", "secrecy")):
                row = (paper, n, field, "uncertain", "heading", f"chưa chắc {field}", 0.5 - at / 10, None, None)
                catalogue.execute("INSERT INTO doubts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    with TestClient(create_app(Settings(data=str(tmp_path / "kho"))), base_url="http://127.0.0.1") as client:
        yield client


def row_of(page: str, words: str) -> LexborNode:
    return next(row for row in LexborHTMLParser(page).css("tbody tr") if words in row.text())


def sent_by(form: LexborNode | None) -> dict[str, str]:
    assert form is not None
    return {str(box.attributes["name"]): str(box.attributes["value"]) for box in form.css("input")}


def test_a_right_value_is_accepted_in_one_click_and_taken_back_from_there(client: TestClient) -> None:
    shown = client.get("/review?field=title").text
    assert shown.count("chưa chắc title") == 2
    fields = sent_by(row_of(shown, "71/KH-SNV").css_first('form[action="/correct"]'))
    assert fields["value"] == fields["seen"] == 'Trồng cây "ven" <kênh>' and fields["back"] == "/review?field=title"
    after = client.post("/correct", data=fields)
    assert str(after.url).endswith("/review?field=title&done=1")
    assert "Trích yếu “Trồng cây &#34;ven&#34; &lt;kênh&gt;” là đúng" in after.text
    assert "71/KH-SNV" not in [link.text() for link in LexborHTMLParser(after.text).css("tbody tr td:first-child a")]
    undo = LexborHTMLParser(after.text).css_first('form[action="/corrections/1/undo"]')
    back = client.post("/corrections/1/undo", data=sent_by(undo))
    assert str(back.url).endswith("/review?field=title")
    assert client.get("/api/v1/corrections").json()["items"][0]["undone"]
    assert "Đã ghi" not in client.get("/review?done=1").text, "what was taken back is not told of as done"


def test_who_puts_a_value_right_comes_back_to_the_queue(client: TestClient) -> None:
    link = row_of(client.get("/review").text, "chưa chắc signers").css_first("a[aria-label^='Sửa']")
    assert link is not None
    form = LexborHTMLParser(client.get(str(link.attributes["href"])).text)
    fields = sent_by(form.css_first('form[action="/correct"]'))
    assert [one.attributes["href"] for one in form.css("a") if one.text() == "Thôi"] == ["/review"]
    after = client.post("/correct", data={**fields, "value": "Lê Văn Vững | GIÁM ĐỐC | "})
    assert str(after.url).endswith("/review?done=1") and "→ <strong>Lê Văn Vững" in after.text


def test_an_empty_value_is_not_accepted_in_passing(client: TestClient) -> None:
    row = row_of(client.get("/review").text, "chưa chắc secrecy")
    assert "để trống" in row.text() and not row.css("button") and row.css("a[aria-label^='Sửa']")


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/reviewer", "/status", "/review/../x", ""])
def test_only_the_queue_is_gone_back_to(back: str, client: TestClient) -> None:
    fields = sent_by(row_of(client.get("/review").text, "chưa chắc title").css_first('form[action="/correct"]'))
    after = client.post("/correct", data={**fields, "back": back}, follow_redirects=False)
    assert after.headers["location"].partition("?done=")[0] == f"/documents/{fields['document']}"


def test_what_was_put_right_on_a_document_is_told_there_and_can_be_undone(client: TestClient) -> None:
    queued = row_of(client.get("/review").text, "chưa chắc title").css_first('form[action="/correct"]')
    id = str(sent_by(queued)["document"])
    form = LexborHTMLParser(client.get(f"/correct?document={id}&field=place").text).css_first('form[action="/correct"]')
    after = client.post("/correct", data={**sent_by(form), "value": "Bến Tre"})
    assert str(after.url).partition("?done=")[0].endswith(f"/documents/{id}")
    told = LexborHTMLParser(after.text).css_first(".note.good")
    assert told is not None and "Đã ghi: Nơi ban hành:" in told.text() and "→ Bến Tre" in told.text()
    number = str(after.url).partition("?done=")[2]
    other = next(one["id"] for one in client.get("/api/v1/search?q=").json()["hits"] if one["id"] != id)
    assert "Đã ghi" not in client.get(f"/documents/{other}?done={number}").text, "told on its own paper alone"
    undo = told.css_first("form")
    back = client.post(f"/corrections/{number}/undo", data=sent_by(undo))
    assert str(back.url).endswith(f"/documents/{id}") and "Bến Tre" not in back.text
    assert "Đã ghi" not in client.get(f"/documents/{id}?done={number}").text


def test_what_another_did_or_what_no_longer_holds_is_not_told_as_just_done(client: TestClient, tmp_path: Path) -> None:
    id = client.get("/api/v1/search?q=").json()["hits"][0]["id"]
    fix = {"kind": "field", "document": id, "field": "place"}
    first, later = (
        client.post("/api/v1/corrections", json={**fix, "value": v}).json()["id"] for v in ("Na Hang", "Ba Bể")
    )
    with Archive.open(tmp_path / "kho") as archive:
        others = archive.correct_field(id, "title", "Trồng mắm", person="minh")["id"]
    told = {done: "Đã ghi" in client.get(f"/documents/{id}?done={done}").text for done in (first, later, others)}
    assert told == {first: False, later: True, others: False}
    client.delete(f"/api/v1/corrections/{later}")
    assert "→ <strong>Na Hang" in client.get(f"/documents/{id}?done={first}").text, "it holds again"


def test_what_holds_for_all_papers_is_told_in_the_history_and_on_no_paper(client: TestClient) -> None:
    id = client.get("/api/v1/search?q=").json()["hits"][0]["id"]
    sent = {"document": id, "field": "issuer", "value": "Sở Nội vụ tỉnh Bạc Liêu", "everywhere": "1"}
    after = client.post("/correct", data=sent)
    assert str(after.url).endswith("/corrections") and "Bạc Liêu" in after.text
    number = client.get("/api/v1/corrections").json()["items"][0]["id"]
    assert "Đã ghi" not in client.get(f"/documents/{id}?done={number}").text
    assert "Đã ghi" in client.get(f"/review?done={number}").text


@pytest.mark.parametrize("done", ["", "abc", "99999999999", "-1", "²"])
@pytest.mark.parametrize("address", ["document", "/review", "/tasks"])
def test_what_is_no_number_makes_no_page_an_error(address: str, done: str, client: TestClient) -> None:
    if address == "document":
        address = f"/documents/{client.get('/api/v1/search?q=').json()['hits'][0]['id']}"
    answer = client.get(address, params={"done": done})
    assert answer.status_code == 200 and "Đã ghi" not in answer.text


@pytest.mark.parametrize("done", ["999", "1"])
def test_what_was_not_done_is_not_told(done: str, client: TestClient) -> None:
    answer = client.get(f"/review?done={done}")
    assert answer.status_code == 200 and "Đã ghi" not in answer.text
