"""Found documents as files: streams of any size, no formulas, dates as dates; batches; searches kept under a name."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient

from corpus.archive import Archive
from index.base import BadQuery, Entry, Query, Results
from service.app import create_app
from service.batches import MOST, questions
from service.command import main
from service.errors import ServiceError
from service.lists import COLUMNS, csv_stream, rows_of, xlsx_stream
from service.rights import View
from service.saved import SavedSearches
from service.settings import Settings
from tests.service_archive import FakeArchive

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[TestClient]:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    with TestClient(create_app(Settings(data=str(tmp_path))), raise_server_exceptions=False) as opened:
        yield opened


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def sheets(content: bytes) -> list[list[list[str]]]:
    """Every cell of every sheet as text."""
    with ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        names = sorted(name for name in package.namelist() if name.startswith("xl/worksheets/"))
        described = package.read("[Content_Types].xml").decode()
        assert all(f"/{name}" in described for name in names)
        trees = [ElementTree.fromstring(package.read(name)) for name in names]
    return [
        [["".join(cell.itertext()) for cell in row.iter(f"{_MAIN}c")] for row in tree.iter(f"{_MAIN}row")]
        for tree in trees
    ]


def test_a_csv_comes_in_pieces_and_cannot_run() -> None:
    rows = [(f"dòng {n}", "=1+1", "x" * 200) for n in range(2000)]
    pieces = list(csv_stream(("a", "b", "c"), rows))
    assert len(pieces) > 3
    read = lines(b"".join(pieces))
    assert read[0] == ["a", "b", "c"]
    assert len(read) == 2001
    assert {row[1] for row in read[1:]} == {"'=1+1"}


def test_a_workbook_of_several_sheets_holds_every_row_and_real_dates() -> None:
    day = datetime.date(2024, 3, 2)
    rows = [(f"số <{n}> & \x01", n, day, None) for n in range(25)]
    read = sheets(b"".join(xlsx_stream(("a", "b", "c", "d"), rows, sheet_rows=11)))
    assert [len(sheet) for sheet in read] == [11, 11, 6]
    assert all(sheet[0] == ["a", "b", "c", "d"] for sheet in read)
    assert [row[1] for sheet in read for row in sheet[1:]] == [str(n) for n in range(25)]
    assert read[0][1] == ["số <0> & \ufffd", "0", str((day - datetime.date(1899, 12, 30)).days), ""]


def test_a_workbook_without_rows_still_opens() -> None:
    assert sheets(b"".join(xlsx_stream(("a",), ()))) == [[["a"]]]


def test_rows_say_what_a_person_reads() -> None:
    entry = Entry(
        "x", "Tên", "", number="1/QĐ", type_code="QĐ", type_name="Quyết định", date="2020-01-05", level="province"
    )
    (row,) = rows_of([entry])
    assert len(row) == len(COLUMNS)
    assert row[:6] == ("1/QĐ", "Quyết định", datetime.date(2020, 1, 5), None, "Tên", "Cấp tỉnh")


def test_the_list_leaves_as_a_file_with_the_filters_of_the_question(client: TestClient) -> None:
    answer = client.get("/api/v1/search.csv", params={"q": "", "not_type": "NQ"})
    assert answer.headers["content-disposition"] == 'attachment; filename="ket-qua-tim.csv"'
    assert [row[0] for row in lines(answer.content)] == ["Số, ký hiệu", "15/KH-UBND", "40/BC-SXD"]
    answer = client.get("/api/v1/search.xlsx", params={"q": "", "chain": "d1"})
    assert [row[0] for row in sheets(answer.content)[0]] == ["Số, ký hiệu", "15/KH-UBND", "40/BC-SXD"]
    assert client.get("/api/v1/search.pdf").status_code == 422


def test_a_question_that_cannot_be_understood_is_no_broken_file(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: FakeArchive, query: Query) -> Iterator[Entry]:
        if query.text:
            raise BadQuery("Thiếu một dấu ngoặc kép.")
        yield Entry("x", "", "")

    monkeypatch.setattr(FakeArchive, "scan", refuse)
    answer = client.get("/api/v1/search.csv", params={"q": '"x'})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-query")


def test_search_inside_a_chain(client: TestClient) -> None:
    inside = client.get("/api/v1/search", params={"q": "", "chain": "d1"}).json()
    assert [hit["id"] for hit in inside["hits"]] == ["d1", "d2"]
    assert "Chỉ trong chuỗi của d1" in client.get("/", params={"q": "", "chain": "d1"}).text
    assert client.get("/api/v1/search", params={"q": "", "chain": "7/NQ-HĐND"}).status_code == 409
    assert client.get("/api/v1/search", params={"q": "", "chain": "không có"}).status_code == 404


def test_questions_are_the_first_cells(client: TestClient) -> None:
    assert questions('\ufeffCâu hỏi,ghi chú\n34-CT/TW,x\n\n"a, b",y\n') == [(2, "34-CT/TW"), (4, "a, b")]
    assert questions("34-CT/TW;x\r\ncây;\r\n") == [(1, "34-CT/TW"), (2, "cây")]


def test_pasted_questions_are_asked_as_they_stand() -> None:
    pasted = 'Luật Đất đai, Luật Nhà ở\n"trồng cây" đô thị\n\n34-CT/TW, ngày 07/4/2014\n'
    asked = [(1, "Luật Đất đai, Luật Nhà ở"), (2, '"trồng cây" đô thị'), (4, "34-CT/TW, ngày 07/4/2014")]
    assert questions(pasted) == asked


def test_what_is_no_question_is_refused() -> None:
    for wrong in ("", "\n\n", "câu hỏi\n", "x\n" * (MOST + 1)):
        with pytest.raises(ServiceError):
            questions(wrong)


def test_every_question_of_a_batch_is_answered(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    real = FakeArchive.search

    def search(self: FakeArchive, query: Query) -> Results:
        if query.text == "hỏng*":
            raise BadQuery("Tìm kiếm không dùng ký tự đại diện.")
        return real(self, query)

    monkeypatch.setattr(FakeArchive, "search", search)
    sent = "15/KH-UBND\nkhông có gì\nhỏng*\ncây\n"
    for answer in (
        client.post("/api/v1/search/batch", json={"csv": sent}),
        client.post("/batch", data={"csv": sent, "top": "1"}),
    ):
        assert answer.status_code == 200
        rows = lines(answer.content)[1:]
        assert [(row[0], row[1], row[9]) for row in rows] == [
            ("1", "15/KH-UBND", "d1"), ("2", "không có gì", ""), ("3", "hỏng*", ""), ("4", "cây", "d1"),
        ]  # fmt: skip
        assert rows[1][2] == "0"
        assert "ký tự đại diện" in rows[2][10]
    assert client.post("/api/v1/search/batch", json={"csv": "\n"}).json()["code"] == "invalid-request"


def test_searches_are_kept_under_a_name_each_person_their_own(client: TestClient, tmp_path: Path) -> None:
    address = "/?q=c%C3%A2y&type=KH"
    kept = client.put("/api/v1/searches/Trồng  cây", json={"address": address}).json()
    assert kept == {"name": "Trồng cây", "address": address}
    assert client.get("/api/v1/searches").json() == [kept]
    assert 'href="/?q=c%C3%A2y&amp;type=KH"' in client.get("/").text
    mine = SavedSearches(tmp_path)
    assert mine.of("lan") == []
    mine.keep("lan", "x", "/?q=x")
    mine.forget("lan")
    assert mine.of("lan") == []
    for wrong in ("https://example.org/", "//example.org", "/documents/x", "/?" + "x" * 5000):
        assert client.put("/api/v1/searches/x", json={"address": wrong}).status_code == 422
    answer = client.post("/searches", data={"name": "Hai", "address": "/?q=hai"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/?q=hai")
    assert client.post("/searches", data={"drop": "Hai"}, follow_redirects=False).headers["location"] == "/"
    assert client.delete("/api/v1/searches/Trồng cây").status_code == 204
    assert client.delete("/api/v1/searches/Trồng cây").status_code == 404
    assert client.get("/api/v1/searches").json() == []


def test_the_page_excludes_switches_and_keeps_what_has_no_box(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Query] = []
    real = FakeArchive.search

    def listening(self: FakeArchive, query: Query) -> Results:
        asked.append(query)
        found = real(self, query)
        return Results(found.total, found.hits, found.facets, found.notes, None, ("expand", "renamed"))

    monkeypatch.setattr(FakeArchive, "search", listening)
    text = client.get("/?q=&not_type=NQ&not_year=2014&expand=0&renamed=1&chain=d1").text
    assert (asked[0].exclude_types, asked[0].exclude_years) == (("NQ",), (2014,))
    assert (asked[0].expand, asked[0].renamed, asked[0].ids) == (False, True, ("d1", "d2"))
    assert "Trừ Loại văn bản: Nghị quyết ×" in text
    assert "Hiểu cả chữ tắt" in text
    for name, value in (("not_type", "NQ"), ("not_year", "2014"), ("expand", "0"), ("renamed", "1"), ("chain", "d1")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in text
    assert 'aria-label="Loại trừ Kế hoạch"' in text


def test_the_command_writes_lists_and_batches(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())
    data = ["--data", str(tmp_path)]
    assert main(["search", "--not-type", "NQ", "--output", str(tmp_path / "ra.csv"), *data]) == 0
    assert [row[0] for row in lines((tmp_path / "ra.csv").read_bytes())] == ["Số, ký hiệu", "15/KH-UBND", "40/BC-SXD"]
    assert main(["search", "cây", "--output", str(tmp_path / "ra.xlsx"), *data]) == 0
    assert len(sheets((tmp_path / "ra.xlsx").read_bytes())[0]) == 2
    assert main(["search", "cây", "--output", "ra.doc", *data]) == 2
    (tmp_path / "hỏi.csv").write_text("15/KH-UBND\nkhông có\n", encoding="utf-8")
    capfdbinary.readouterr()
    assert main(["search", "--batch", str(tmp_path / "hỏi.csv"), *data]) == 0
    assert [row[9] for row in lines(capfdbinary.readouterr().out)] == ["Mã trong kho", "d1", ""]


def test_the_command_keeps_searches_and_asks_them_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    asked: list[Query] = []
    real = View.search
    monkeypatch.setattr(Archive, "open", lambda *_, **__: FakeArchive())

    def listening(self: View, query: Query) -> Results:
        asked.append(query)
        return real(self, query)

    monkeypatch.setattr(View, "search", listening)
    data = ["--data", str(tmp_path)]
    options = ["--type", "KH", "--not-year", "2014", "--from", "2020-01-01", "--chain", "d1", "--as-typed", "--renamed"]
    assert main(["search", "cây", *options, "--save", "Cây", *data]) == 0
    capfdbinary.readouterr()
    assert main(["search", "--saved", *data]) == 0
    assert capfdbinary.readouterr().out.decode().startswith("Cây\t/?q=c%C3%A2y&type=KH&not_year=2014")
    assert main(["search", "--saved", "Cây", *data]) == 0
    assert asked[0] == asked[1]
    assert main(["search", "--saved", "không có", *data]) == 2
