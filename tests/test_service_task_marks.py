"""The ledger with what became of tasks: page, API, command, spreadsheet; under the rights of who looks."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from corpus.archive import Archive
from corpus.errors import NotFound
from service.accounts import Accounts
from service.app import create_app
from service.command import main
from service.people import SCOPES, SECRECIES, Person
from service.putting_right import Desk
from service.settings import Settings
from tests.test_corpus_correcting import paper
from tests.test_corpus_task_marks import FILES

SECRET = paper("45/BC-UBND", "BÁO CÁO", "Việc kín ở kênh", "Kênh xong.", "22").replace("Số: 45", "MẬT\nSố: 45")
ROLES = (("doc", "reader", 3), ("sua", "editor", 3), ("thap", "editor", 0))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("so")
    for name, text in {**FILES, "mat.txt": SECRET}.items():
        (root / name).write_text(text, encoding="utf-8")
    with Archive.open(root / "kho") as archive:
        archive.ingest(sorted(root.glob("*.txt")), workers=0)
    return root / "kho"


@pytest.fixture
def client(filled: Path) -> Iterator[TestClient]:
    """Without accounts; what a test marked is taken back after it."""
    with TestClient(create_app(Settings(data=str(filled)))) as opened:
        yield opened
        for row in opened.get("/api/v1/corrections").json()["items"]:
            opened.delete(f"/api/v1/corrections/{row['id']}")


def of(client: TestClient, when: str, unit: str = "", **headers: Any) -> list[Any]:
    found: list[Any] = client.get("/api/v1/tasks", params={"when": when, "unit": unit}, **headers).json()
    return found


def fields(client: TestClient, unit: str = "Xây dựng", **more: str) -> dict[str, str]:
    (one,) = of(client, "all", unit)
    return {"document": one["document"], "task": one["code"], **more}


def test_a_done_task_leaves_what_is_overdue_and_is_shown_where_asked(client: TestClient) -> None:
    assert [one["unit"] for one in of(client, "overdue")] == ["Sở Xây dựng", "Sở Y tế"]
    back = "/tasks?when=overdue"
    page = client.get("/tasks/mark", params={**fields(client), "back": back}).text
    assert "nạo vét kênh Ba Xã" in page and 'name="back" value="/tasks?when=overdue"' in page
    sent = fields(client, action="done", day="2023-06-20", by="44/BC-UBND", back=back)
    answer = client.post("/tasks/mark", data=sent, follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"].startswith("/tasks?when=overdue&done=")
    shown = client.get(answer.headers["location"]).text
    assert "Đã xong ngày 20/6/2023: Sở Xây dựng" in shown and "Hoàn tác" in shown
    assert "đã xong ngày 20/6/2023" in client.get("/documents/31/KH-UBND").text
    assert [one["unit"] for one in of(client, "overdue")] == ["Sở Y tế"]
    assert [one["unit"] for one in of(client, "open")] == ["Sở Y tế"]
    (done,) = of(client, "done")
    assert (done["state"], done["mark"]["day"]) == ("done", "2023-06-20")
    listed = client.get("/tasks?when=done").text
    assert "đã xong ngày 20/6/2023" in listed and "44/BC-UBND" in listed and "sửa dấu" in listed
    figures = re.findall(r"<b>(\d+)</b> ([^<]+)</a>", listed)
    assert figures == [("1", "Quá hạn"), ("0", "Hạn trong tuần"), ("0", "Hạn sau đó"), ("0", "Không ghi ngày"),
                       ("1", "Đã xong"), ("0", "Không thuộc đơn vị")]  # fmt: skip
    assert "Xem tất cả 2" in listed and "Chưa xong: 1" in listed
    undo = client.post(f"/corrections/{done['mark']['id']}/undo", data={"back": back}, follow_redirects=False)
    assert undo.headers["location"] == back and len(of(client, "overdue")) == 2
    history = client.get("/corrections").text
    assert "nhiệm vụ: Sở Xây dựng: " in history and "chưa xong" in history and "đã hoàn tác" in history


def test_what_is_wrong_is_told_on_the_page(client: TestClient) -> None:
    for more, said in (
        ({"action": "done", "day": "2999-01-01"}, "phải là một ngày đã qua hoặc hôm nay"),
        ({"action": "done", "day": "mai"}, "không phải là ngày"),
        ({"action": "done", "day": "", "by": "1/BC-UBND"}, "Kho chưa có văn bản thực hiện ấy"),
    ):
        answer = client.post("/tasks/mark", data=fields(client, **more))
        assert answer.status_code == 422 and said in answer.text
    assert client.post("/tasks/mark", data=fields(client, action="x")).status_code == 422
    assert client.post("/tasks/mark", data={"document": "31/KH-UBND", "task": "x", "action": "done"}).status_code == 404
    assert not of(client, "done")
    sent = fields(client, action="not-ours", day="2999-01-01")
    answer = client.post("/tasks/mark", data=sent, follow_redirects=False)
    assert answer.status_code == 303 and [one["unit"] for one in of(client, "not-ours")] == ["Sở Xây dựng"]


def test_over_the_api_with_a_key_and_back(client: TestClient) -> None:
    body = {"kind": "task", **fields(client), "state": "done", "by": "44/BC-UBND"}
    first, second = (
        client.post("/api/v1/corrections", json=body, headers={"idempotency-key": "viec-1"}) for _ in range(2)
    )
    assert first.status_code == second.status_code == 201 and first.json() == second.json()
    assert client.post("/api/v1/corrections", json=body).status_code == 200, "it holds already"
    assert of(client, "done")[0]["mark"]["day"] == "2023-02-21"
    assert client.post("/api/v1/corrections", json={**body, "day": "2023-02-30"}).status_code == 422
    assert client.post("/api/v1/corrections", json={**body, "task": "0" * 16}).status_code == 404
    client.delete(f"/api/v1/corrections/{first.json()['id']}")
    assert not of(client, "done")


def test_spreadsheet_and_command_carry_it(
    client: TestClient, filled: Path, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    data = ["--data", str(filled)]
    words = ["correct", "31/KH-UBND", "--task", "nạo vét", "--value", "20/6/2023", "--by", "44/BC-UBND", *data]
    assert main(words) == 0
    assert "đã xong ngày 20/6/2023" in capfd.readouterr().out
    assert main(["correct", "31/KH-UBND", "--task", "kenh ba xa", "--none", *data]) == 2
    assert "có ở 2 nhiệm vụ" in capfd.readouterr().err
    assert main(["tasks", *data]) == 0
    assert "Y tế" in (out := capfd.readouterr().out) and "Xây dựng" not in out
    assert main(["tasks", "--when", "done", *data]) == 0
    assert "đã xong" in capfd.readouterr().out
    rows = list(csv.DictReader(io.StringIO(client.get("/api/v1/tasks.csv?when=all").content.decode("utf-8-sig"))))
    assert [(r["Tình trạng"], r["Ngày xong"], r["Văn bản thực hiện"]) for r in rows] == [
        ("đã xong", "2023-06-20", "44/BC-UBND"), ("quá hạn", "", ""),
    ]  # fmt: skip
    assert rows[0]["Người đánh dấu"]
    assert main(["tasks", "--when", "all", "--output", str(tmp_path / "so.xlsx"), *data]) == 0
    from openpyxl import load_workbook

    sheet = load_workbook(tmp_path / "so.xlsx").active
    assert sheet is not None and sheet["L2"].value == "44/BC-UBND"


def test_who_may_mark_and_what_those_below_see(filled: Path) -> None:
    """A reader marks nothing; a paper with a mark that did it is not told to those who may not see it."""
    accounts = Accounts(filled)
    for name, role, clearance in ROLES:
        accounts.add(name, role, clearance, "một mật khẩu dài")  # type: ignore[arg-type]  # roles of the table above
    tokens = {name: {"authorization": f"Bearer {accounts.issue_token(name, '', SCOPES)}"} for name, _, _ in ROLES}
    try:
        with TestClient(create_app(Settings(data=str(filled)))) as client:
            (one,) = of(client, "all", "Xây dựng", headers=tokens["sua"])
            body = {"kind": "task", "document": one["document"], "task": one["code"], "state": "done"}
            body["by"] = "45/BC-UBND"
            assert client.post("/api/v1/corrections", json=body, headers=tokens["doc"]).status_code == 403
            assert client.post("/api/v1/corrections", json=body, headers=tokens["thap"]).status_code == 404
            made = client.post("/api/v1/corrections", json=body, headers=tokens["sua"]).json()
            assert made["meant"] and "/tasks/mark" not in client.get("/tasks?when=all", headers=tokens["doc"]).text
            high, low = (of(client, "done", headers=tokens[name])[0]["mark"] for name in ("doc", "thap"))
            assert high["paper"] == made["meant"] and low["paper"] is None and low["state"] == "done"
            assert (high["day"], low["day"]) == ("2023-02-22", None), "the day is that of the paper"
            where = urlencode({"document": one["document"], "task": one["code"]})
            secret = ("45/BC-UBND", made["meant"], "22/02/2023", "22/2/2023", "2023-02-22")
            for address in ("/tasks?when=done", "/api/v1/tasks.csv?when=done", "/corrections", "/api/v1/corrections",
                            "/api/v1/tasks?when=done", f"/tasks?when=all&done={made['id']}", f"/tasks/mark?{where}",
                            "/documents/31/KH-UBND"):  # fmt: skip
                answer = client.get(address, headers=tokens["thap"])
                assert answer.status_code == 200 and not [word for word in secret if word in answer.text], address
            assert "45/BC-UBND" in client.get("/tasks?when=done", headers=tokens["doc"]).text
            undone = client.delete(f"/api/v1/corrections/{made['id']}", headers=tokens["thap"])
            assert undone.status_code == 200 and not [word for word in secret if word in undone.text]
            assert undone.json()["meant"] is None and undone.json()["undone_by"] == "thap"
            said = {**body, "day": "2023-03-01"}
            own = client.post("/api/v1/corrections", json=said, headers=tokens["sua"]).json()
            assert of(client, "done", headers=tokens["thap"])[0]["mark"]["day"] == "2023-03-01", "a day that was said"
            client.delete(f"/api/v1/corrections/{own['id']}", headers=tokens["sua"])
    finally:
        for path in filled.glob("accounts.sqlite*"):
            path.unlink()


def test_tasks_of_hidden_papers_are_in_no_count(tmp_path: Path) -> None:
    """A count that is larger than its list tells that there is a secret order, and by its filter to whom."""
    order = paper("46/KH-UBND", "KẾ HOẠCH", "Việc kín", "Sở Xây dựng chủ trì việc kín trước ngày 30/6/2023.", "23")
    files = {**FILES, "lenh-mat.txt": order.replace("Số: 46", "MẬT\nSố: 46")}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Archive.open(tmp_path / "kho") as archive:
        archive.ingest(sorted(tmp_path.glob("*.txt")), workers=0)
        days = ("2023-07-01", "2023-07-10")
        for clearance, many in ((0, 1), (len(SECRECIES), 2)):
            desk = Desk(archive, Person("x", "reader", clearance))
            for unit in (None, "xây dựng"):
                listed = desk.told_to(limit=100, undated=True, unit=unit)
                assert sum(desk.count_told(days, unit=unit)) == len(listed)
            assert desk.count_told(days, unit="xây dựng")[0] == many


def test_a_name_put_right_for_all_papers_is_told_to_who_did_it_and_to_who_sees_all(tmp_path: Path) -> None:
    """It may stand on papers alone that others may not see."""
    (tmp_path / "giao.txt").write_text(FILES["giao.txt"], encoding="utf-8")
    with Archive.open(tmp_path / "kho") as archive:
        archive.ingest([tmp_path / "giao.txt"], workers=0)
        desks = {name: Desk(archive, Person(name, "editor", level)) for name, level in (("a", 0), ("b", 0), ("c", 3))}
        number = desks["a"].correct_issuer("Sở Kho Kín", "Sở Xây dựng")["id"]
        assert {name: len(desk.corrections()) for name, desk in desks.items()} == {"a": 1, "b": 0, "c": 1}
        with pytest.raises(NotFound):
            desks["b"].undo(number)
