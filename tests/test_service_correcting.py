"""Putting values right over HTTP, on pages and by the command; the queue, the entry screen, the ledger, following."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from corpus.archive import Archive
from corpus.errors import BadCorrection
from service.accounts import Accounts
from service.app import create_app
from service.command import main
from service.pages.enter import _not_overtaken, whole_date, whole_number
from service.pages.tasks import state_of, window
from service.settings import Settings
from tests.test_corpus_correcting import BASE, FILES, paper

KIN = "Sở Xây dựng chủ trì việc kín trước ngày 30/6/2023."
SECRET = paper("99/KH-UBND", "KẾ HOẠCH", "Việc kín", KIN, "12").replace("Số: 99", "MẬT\nSố: 99")
TASK = paper("31/KH-UBND", "KẾ HOẠCH", "Sửa bờ kè", "1. Sở Xây dựng chủ trì sửa bờ kè trước ngày 30/6/2023.", "11")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sua")
    for name, text in {**FILES, "mat.txt": SECRET, "viec.txt": TASK}.items():
        (root / name).write_text(text, encoding="utf-8")
    with Archive.open(root / "kho") as archive:
        archive.ingest(sorted(root.glob("*.txt")), workers=0)
    return root / "kho"


@pytest.fixture(scope="module")
def client(data: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(data=str(data)))) as opened:
        yield opened


def id_of(client: TestClient, number: str) -> str:
    return str(client.get("/api/v1/search", params={"q": number}).json()["hits"][0]["id"])


def correct(client: TestClient, **fix: Any) -> Any:
    answer = client.post("/api/v1/corrections", json=fix)
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


def test_a_field_is_put_right_once_and_taken_back(client: TestClient) -> None:
    plan = id_of(client, "12/KH-UBND")
    fix = {"kind": "field", "document": plan, "field": "title", "value": "Sửa bến tàu"}
    first, again = (client.post("/api/v1/corrections", json=fix) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert client.get("/api/v1/search", params={"q": "bến tàu"}).json()["total"] == 1
    number = first.json()["id"]
    listed = client.get("/api/v1/corrections", params={"document": plan}).json()["items"]
    assert [(one["to"], one["who"]) for one in listed] == [("Sửa bến tàu", "chủ máy")]
    for _ in range(2):
        assert client.delete(f"/api/v1/corrections/{number}").json()["undone"]
    assert client.get(f"/api/v1/documents/{plan}").json()["title"] == "Sửa bến đò ngang"


def test_the_history_comes_page_after_page_each_change_once(client: TestClient) -> None:
    plan = id_of(client, "12/KH-UBND")
    fix = {"kind": "field", "document": plan, "field": "place"}
    made = [correct(client, **fix, value=value)["id"] for value in ("Bến Phà", "Lào Cai", "Bến Phà")]
    seen: list[int] = []
    cursor: str | None = None
    while True:
        asked = {"document": plan, "limit": "2"} | ({"cursor": cursor} if cursor else {})
        page = client.get("/api/v1/corrections", params=asked).json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == sorted(set(seen), reverse=True) and seen[:3] == made[::-1]
    for number in made:
        client.delete(f"/api/v1/corrections/{number}")


def test_what_changed_since_it_was_seen_is_not_overwritten(client: TestClient) -> None:
    plan = id_of(client, "12/KH-UBND")
    seen = client.get(f"/api/v1/documents/{plan}").headers["etag"]
    fix = {"kind": "field", "document": plan, "field": "place", "value": "Lào Cai"}
    first = client.post("/api/v1/corrections", json=fix, headers={"If-Match": seen})
    late, weak = (
        client.post("/api/v1/corrections", json={**fix, "value": "Hà Nội"}, headers={"If-Match": tag})
        for tag in (seen, "W/" + client.get(f"/api/v1/documents/{plan}").headers["etag"])
    )
    assert (first.status_code, late.status_code, weak.status_code) == (201, 412, 412)
    assert late.json()["code"] == "changed-meanwhile"
    client.delete(f"/api/v1/corrections/{first.json()['id']}")


def test_what_no_value_stands_behind_is_seen_and_comes_back_when_that_is_undone(tmp_path: Path) -> None:
    (tmp_path / "kh.txt").write_text(
        "UBND TỈNH CÀ MAU\nSỞ NỘI VỤ\nSố: 71/KH-SNV\nCà Mau, ngày 04 tháng 02 năm 2031\nKẾ HOẠCH\nTrồng cây\n",
        encoding="utf-8",
    )
    with Archive.open(tmp_path / "kho") as archive:
        archive.ingest([tmp_path / "kh.txt"], workers=0)
    with sqlite3.connect(tmp_path / "kho" / "catalogue.sqlite") as catalogue:
        (paper,) = catalogue.execute("SELECT id FROM documents").fetchone()
        row = (paper, 99, None, "split-doubtful", "", "có thể còn một văn bản ở trang 2", 0.5, None, 2)
        catalogue.execute("INSERT INTO doubts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    catalogue.close()
    with TestClient(create_app(Settings(data=str(tmp_path / "kho")))) as client:
        listed = LexborHTMLParser(client.get("/review").text)
        form = listed.css_first('form[action="/review/seen"]')
        assert form is not None
        sent = {str(box.attributes["name"]): str(box.attributes["value"]) for box in form.css("input")}
        assert sent["message"] == "có thể còn một văn bản ở trang 2"
        unknown = client.post("/review/seen", data={**sent, "message": "x"})
        after = client.post("/review/seen", data=sent)
        assert (unknown.status_code, after.status_code) == (404, 200)
        assert 'action="/review/seen"' not in after.text and "đã xem “có thể còn một văn bản ở trang 2”" in after.text
        history = client.get("/api/v1/corrections").json()["items"]
        assert [(one["kind"], one["from"], one["to"]) for one in history] == [("seen", "cần xem", "đã xem")]
        assert "có thể còn một văn bản ở trang 2" in client.get("/corrections").text
        client.post(f"/corrections/{history[0]['id']}/undo")
        assert "có thể còn một văn bản" in client.get("/review").text
        fix = {"kind": "seen", **{name: value for name, value in sent.items() if name != "back"}}
        assert [client.post("/api/v1/corrections", json=fix).status_code for _ in range(2)] == [201, 200]


@pytest.mark.parametrize(
    ("fix", "status"),
    [
        ({"kind": "field", "field": "date", "value": "31/2/2023"}, 422),
        ({"kind": "field", "field": "không", "value": "x"}, 422),
        ({"kind": "reference", "start": 0, "end": 4, "means": "0/KHÔNG-CÓ"}, 404),
        ({"kind": "line", "at": 0, "text": "x"}, 422),
        ({"kind": "đâu"}, 422),
    ],
)
def test_what_cannot_be_is_refused(client: TestClient, fix: dict[str, Any], status: int) -> None:
    answer = client.post("/api/v1/corrections", json={"document": id_of(client, "12/KH-UBND"), **fix})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_form_of_a_field_saves_and_refuses_with_what_was_typed(client: TestClient) -> None:
    plan = id_of(client, "12/KH-UBND")
    form = LexborHTMLParser(client.get("/correct", params={"document": plan, "field": "date"}).text)
    box = form.css_first("#value")
    assert box is not None
    assert box.attributes["value"] == "10/02/2023"
    bad = client.post("/correct", data={"document": plan, "field": "date", "value": "99/99/2023"})
    assert bad.status_code == 422
    assert "99/99/2023" in bad.text
    good = client.post("/correct", data={"document": plan, "field": "date", "value": "11/02/2023"})
    assert good.status_code == 200
    assert "11/02/2023" in good.text
    page = client.get("/corrections").text
    assert "Ngày ban hành" in page
    number = client.get("/api/v1/corrections").json()["items"][0]["id"]
    assert "10/02/2023" in client.post(f"/corrections/{number}/undo").text


def test_the_form_overwrites_nothing_that_another_person_put_right_meanwhile(client: TestClient) -> None:
    plan = id_of(client, "12/KH-UBND")
    asked = {"document": plan, "field": "date"}
    form = LexborHTMLParser(client.get("/correct", params=asked).text)
    box = form.css_first("input[name=seen]")
    assert box is not None
    seen = str(box.attributes["value"])
    client.post("/correct", data={**asked, "seen": seen, "value": "11/02/2023"})
    late = client.post("/correct", data={**asked, "seen": seen, "value": "12/02/2023"})
    assert late.status_code == 422
    assert "người khác đã sửa" in late.text and "11/02/2023" in late.text
    fresh = LexborHTMLParser(late.text)
    typed, now = fresh.css_first("#value"), fresh.css_first("input[name=seen]")
    assert typed is not None and typed.attributes["value"] == "12/02/2023", "what was typed is kept"
    assert now is not None and now.attributes["value"] == "11/02/2023"
    again = client.post("/correct", data={**asked, "seen": "11/02/2023", "value": "12/02/2023"})
    assert "12/02/2023" in again.text
    rows = client.get("/corrections").text
    assert "11/02/2023" in rows and "2023-02-11" not in rows, "days as people write them"
    for one in client.get("/api/v1/corrections").json()["items"][:2]:
        client.post(f"/corrections/{one['id']}/undo")
    assert client.get(f"/api/v1/documents/{plan}").json()["date"] == "2023-02-10"


@pytest.mark.parametrize(
    ("name", "there", "typed", "fits"),
    [
        ("number", None, "118/KH-UBND", True),
        ("number", "118/KH-UBND", "118/KH-UBND", True),
        ("number", "118/KH-UBND", "119/KH-UBND", False),
        ("date", "2025-01-05", "5/01/2025", True),
        ("date", "2025-01-05", "6/01/2025", False),
    ],
)
def test_two_people_at_the_entry_screen_do_not_overwrite_each_other(
    name: str, there: str | None, typed: str, fits: bool
) -> None:
    if fits:
        _not_overtaken({name: there}, name, typed)
    else:
        with pytest.raises(BadCorrection, match="vừa có người khác nhập"):
            _not_overtaken({name: there}, name, typed)


def test_the_form_of_a_reference_offers_papers_and_takes_no_reference(client: TestClient) -> None:
    plan = id_of(client, "12/KH-UBND")
    start = client.get(f"/api/v1/documents/{plan}/text").text.index(BASE)
    asked: dict[str, str | int] = {"document": plan, "start": start, "end": start + len(BASE)}
    form = LexborHTMLParser(client.get("/correct", params=asked).text)
    assert len(form.css("input[name=means]")) == 2, "the two decisions of that number"
    client.post("/correct", data={**asked, "none": "1"})
    assert client.get(f"/api/v1/documents/{plan}").json()["references"] == []
    number = client.get("/api/v1/corrections").json()["items"][0]["id"]
    client.post(f"/corrections/{number}/undo")
    assert len(client.get(f"/api/v1/documents/{plan}").json()["references"]) == 1


def test_the_document_says_where_each_value_came_from(client: TestClient) -> None:
    page = LexborHTMLParser(client.get(f"/documents/{id_of(client, '12/KH-UBND')}").text)
    card = page.css_first("dl.fields")
    assert card is not None
    assert "dòng số, ký hiệu" in card.text()
    assert "/correct?" in str(page.css("a.fix")[0].attributes["href"])


def test_the_ledger_lists_tasks_by_body_and_day(client: TestClient) -> None:
    rows = client.get("/api/v1/tasks", params={"unit": "so xay dung", "at": "2023-06-28", "when": "week"}).json()
    assert {(one["unit"], one["due"], one["state"]) for one in rows} == {("Sở Xây dựng", "2023-06-30", "week")}
    page = client.get("/tasks", params={"at": "2024-01-01", "when": "overdue"})
    assert "quá hạn" in page.text
    assert "sửa bờ kè" in page.text
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(client.get("/api/v1/tasks.xlsx").content)).active
    assert sheet is not None
    assert sheet["A2"].value == "Sở Xây dựng"


def test_a_long_ledger_comes_in_pages_and_its_counts_are_of_all(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = client.get("/api/v1/tasks").json()
    assert len(rows) > 2
    monkeypatch.setattr("service.pages.tasks.AT_A_TIME", len(rows) - 1)
    first, second = (LexborHTMLParser(client.get("/tasks", params={"page": n}).text) for n in (1, 2))
    lines = [[row.text() for row in page.css("table.duties tbody tr")] for page in (first, second)]
    assert [len(some) for some in lines] == [len(rows) - 1, 1]
    assert [link.text() for link in first.css("nav.pager a")] == ["Trang sau →"]
    assert [link.text() for link in second.css("nav.pager a")] == ["← Trang trước"]
    for at in ("2000-01-01", "2023-06-28", "2099-01-01"):
        every = client.get("/api/v1/tasks", params={"at": at, "when": "all"}).json()
        page = LexborHTMLParser(client.get("/tasks", params={"at": at}).text)
        shown = [int(one.text()) for one in page.css("ul.figures b")]
        assert shown == [sum(one["state"] == state for one in every)
                         for state in ("overdue", "week", "later", "undated", "done", "not-ours")]  # fmt: skip


@pytest.mark.parametrize(
    ("at", "due", "state"),
    [
        ("2024-05-15", "2024-05-14", "overdue"),
        ("2024-05-15", "2024-05-15", "week"),
        ("2024-05-15", "2024-05-19", "week"),
        ("2024-05-15", "2024-05-20", "later"),
        ("2024-05-19", "2024-05-20", "later"),
        ("2024-05-15", None, "undated"),
    ],
)
def test_a_week_ends_on_sunday(at: str, due: str | None, state: str) -> None:
    assert state_of({"due": due, "mark": None}, at) == state
    assert state_of({"due": due, "mark": {"state": "done"}}, at) == "done"
    assert window("month", "2024-02-10")["due_to"] == "2024-02-29"


@pytest.mark.parametrize(
    ("typed", "symbol", "number"),
    [
        ("118", "KH-UBND", "118/KH-UBND"),
        ("34", "CT/TW", "34-CT/TW"),
        ("01/2020", "QĐ-UBND", "01/2020/QĐ-UBND"),
        ("12/KH-SXD", "KH-UBND", "12/KH-SXD"),
        ("12a", "KH-UBND", "12a/KH-UBND"),
        ("7", None, "7"),
    ],
)
def test_the_printed_letters_are_put_behind_a_number(typed: str, symbol: str | None, number: str) -> None:
    assert whole_number(typed, symbol) == number


@pytest.mark.parametrize(
    ("typed", "partial", "date"),
    [
        ("15", "2025-01", "15/01/2025"),
        ("15/3", "2025", "15/3/2025"),
        ("15 3 2024", "2025-01", "15/3/2024"),
        ("nay", "2025-01", "nay"),
    ],
)
def test_the_printed_month_is_put_behind_a_day(typed: str, partial: str, date: str) -> None:
    assert whole_date(typed, partial) == date


def test_what_is_followed_tells_its_news_and_no_more_once_seen(client: TestClient, data: Path) -> None:
    base = id_of(client, "7/QĐ-UBND")
    empty = client.get("/following").text
    assert "Chưa theo dõi mục nào" in empty
    hau_giang = next(h["id"] for h in client.get("/api/v1/search", params={"q": "chợ nổi"}).json()["hits"])
    client.post("/following", data={"kind": "document", "target": hau_giang})
    client.post("/following", data={"kind": "search", "target": "/?q=bờ+kè", "name": "Bờ kè"})
    assert "Chưa có gì mới" in client.get("/following").text
    plan = id_of(client, "12/KH-UBND")
    start = client.get(f"/api/v1/documents/{plan}/text").text.index(BASE)
    told = correct(client, kind="reference", document=plan, start=start, end=start + 5, means=hau_giang)
    page = client.get("/following").text
    assert "12/KH-UBND" in page
    client.post("/following", data={"looked": "1"})
    assert "12/KH-UBND" not in client.get("/following").text
    client.delete(f"/api/v1/corrections/{told['id']}")
    assert base


def test_nobody_is_told_of_papers_above_their_clearance(data: Path) -> None:
    """Nor may they change them: they do not exist for them."""
    accounts = Accounts(data)
    accounts.add("an", "editor", 0, "mat-khau-dai-1")
    accounts.add("binh", "reader", 3, "mat-khau-dai-2")
    tokens = [accounts.issue_token(name, "thử", ("read", "write")) for name in ("an", "binh")]
    an, binh = ({"authorization": f"Bearer {token}"} for token in tokens)
    try:
        with TestClient(create_app(Settings(data=str(data)))) as client:
            with Archive.open(data) as archive:
                secret = archive.find("99/KH-UBND")[0]["id"]
                told = archive.correct_field(secret, "place", "Lào Cai", person="chi")
            fix = {"kind": "field", "document": secret, "field": "place", "value": "Hà Nội"}
            assert client.post("/api/v1/corrections", json=fix, headers=an).status_code == 404
            assert client.delete(f"/api/v1/corrections/{told['id']}", headers=an).status_code == 404
            shown = [client.get(path, headers=an).text for path in ("/api/v1/corrections", "/corrections", "/review",
                     "/tasks", "/api/v1/tasks", "/api/v1/review", "/enter")]  # fmt: skip
            assert not [text for text in shown if "kín" in text or secret in text]
            assert client.post("/api/v1/corrections", json=fix, headers=binh).status_code == 403
            assert client.get("/correct", headers=binh).status_code == 403
            assert "kín" in client.get("/tasks", headers=binh).text
            offered = {name: client.get("/", headers=who).text for name, who in (("an", an), ("binh", binh))}
            assert 'href="/review"' in offered["an"] and 'href="/review"' not in offered["binh"]
            assert not [name for name, text in offered.items() if 'href="/status"' in text], "what they may not open"
            assert 'href="/review"' not in client.get("/login").text, "nor anything before signing in"
    finally:
        for name in ("an", "binh"):
            accounts.remove(name)


def test_the_command_corrects_and_tells(data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with Archive.open(data) as archive:
        plan = archive.find("12/KH-UBND")[0]["id"]
    here = ["correct", "--data", str(data)]
    assert main([*here, plan, "--field", "title", "--value", "Sửa cầu phao", "--json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert main([*here, plan, "--reference", BASE, "--none"]) == 0
    assert main([*here, plan]) == 0
    assert "Sửa cầu phao" in capfd.readouterr().out
    assert main([*here, plan, "--reference", "không có chữ này", "--none"]) == 2
    assert main([*here, "--undo", str(told["id"])]) == 0
    assert main([*here, "--undo", str(told["id"] + 1)]) == 0
    assert main(["digest", "--data", str(data)]) == 0


def test_a_kept_search_is_told_and_no_other_of_its_name_is_lost(client: TestClient) -> None:
    body = {"name": "của tôi", "address": "/?q=12%2FKH-UBND"}
    assert "Đã lưu: của tôi" in client.post("/searches", data=body).text
    assert client.post("/searches", data=body).status_code == 200
    other = client.post("/searches", data={"name": "của  tôi", "address": "/?q=31%2FKH-UBND"})
    assert other.status_code == 422 and "đã có tìm kiếm khác" in other.text
    assert "Đã lưu" not in client.get("/?q=31%2FKH-UBND").text
    client.post("/searches", data={"drop": "của tôi"})
