"""Every form in which things leave the archive: a route, a command, and a link on the page where people look for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from corpus.archive import Archive
from service.app import create_app
from service.command import main
from service.errors import ServiceError
from service.output import write_pieces
from service.settings import Settings

FILES = Path(__file__).resolve().parents[1] / "corpus" / "samples" / "files"
SAMPLES = ("kh-168-ubnd-ha-noi.docx", "kh-118-ubnd-huyen-gia-lam.txt", "ct-34-ban-bi-thu-2024.html")
PLAN = "168/KH-UBND"
# Where people are, the form that they take away there, and the command that prints or writes the same.
FORMS = [
    ("/?q=thi đua", "/api/v1/search.csv", ["search", "thi đua", "--output"]),
    ("/?q=thi đua", "/api/v1/search.xlsx", ["search", "thi đua", "--output"]),
    ("/wanted", "/api/v1/wanted.csv", ["wanted", "--output"]),
    ("/wanted", "/api/v1/wanted.xlsx", ["wanted", "--output"]),
    ("/tasks", "/api/v1/tasks.csv", ["tasks", "--output"]),
    ("/tasks", "/api/v1/tasks.xlsx", ["tasks", "--output"]),
    ("/status", "/api/v1/status/sheet.xlsx", ["status", "--xlsx"]),
    ("/status", "/api/v1/status/sheet.docx", ["status", "--docx"]),
    ("/status", "/api/v1/export", ["export", "--output"]),
    ("/documents/{plan}", "/api/v1/documents/{plan}", ["export", PLAN]),
    ("/documents/{plan}", "/api/v1/documents/{plan}/package.edxml", ["export", PLAN, "--format", "edxml"]),
    ("/documents/{plan}/chain", "/api/v1/documents/{plan}/tree.csv", ["tree", PLAN, "--format", "csv"]),
    ("/documents/{plan}/chain", "/api/v1/documents/{plan}/chain.csv", ["chain", PLAN, "--format", "csv"]),
    ("/documents/{plan}/chain", "/api/v1/documents/{plan}/chain.graphml", ["chain", PLAN, "--format", "graphml"]),
    ("/documents/{plan}/chain", "/api/v1/documents/{plan}/chain.mermaid", ["chain", PLAN, "--format", "mermaid"]),
    ("/documents/{plan}/chain", "/api/v1/documents/{plan}/chain.akn", ["chain", PLAN, "--format", "akn"]),
    ("/documents/{plan}/chain", "/api/v1/documents/{plan}/chain", ["chain", PLAN, "--json"]),
    ("/documents/{plan}", "/api/v1/documents/{plan}/chain.akn", ["chain", PLAN, "--depth", "1", "--format", "akn"]),
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ra") / "kho"
    with Archive.open(folder) as archive:
        archive.ingest([FILES / name for name in SAMPLES], workers=1)
    return folder


@pytest.fixture(scope="module")
def client(data: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(data=str(data)))) as opened:
        yield opened


@pytest.fixture(scope="module")
def plan(client: TestClient) -> str:
    (found,) = client.get("/api/v1/find", params={"number": PLAN}).json()
    return str(found["id"])


@pytest.mark.parametrize(("page", "form", "command"), FORMS)
def test_a_form_is_linked_answered_and_printed_alike(
    client: TestClient, data: Path, plan: str, tmp_path: Path, page: str, form: str, command: list[str],
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:  # fmt: skip
    wanted = form.replace("{plan}", plan)
    links = [
        unescape(str(link.attributes["href"]))
        for link in LexborHTMLParser(client.get(page.replace("{plan}", plan)).text).css("main a[href]")
    ]
    (linked,) = [link for link in links if link.partition("?")[0] == wanted]
    answer = client.get(linked)
    assert answer.status_code == 200 and answer.content
    target = (tmp_path / "ra").with_suffix(Path(form).suffix or ".jsonl")
    to_file = command[-1] in ("--output", "--xlsx", "--docx")
    assert main([*command, *([str(target)] if to_file else []), "--data", str(data)]) == 0
    printed = target.read_bytes() if to_file else capfdbinary.readouterr().out
    if form.endswith((".xlsx", ".docx")):
        assert answer.content[:2] == printed[:2] == b"PK"  # what they hold has tests of its own; they name the moment
    elif answer.headers["content-type"] == "application/json":
        found = answer.json()
        if isinstance(found, dict):
            found.pop("covers", None)  # what the archive covers is told with every answer of the API
        assert found == json.loads(printed)
    else:
        assert answer.content == printed


def test_a_table_wants_a_name_that_says_which(data: Path, tmp_path: Path) -> None:
    for verb in ("wanted", "tasks"):
        assert main([verb, "--output", str(tmp_path / "ra.txt"), "--data", str(data)]) == 2
    with pytest.raises(SystemExit, match="2"):
        main(["tasks", "--at", "hôm qua", "--data", str(data)])
    assert not list(tmp_path.iterdir())


def test_tasks_for_people_and_for_programs(data: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    asked = ["tasks", "--unit", "phong kinh te", "--at", "2015-07-01", "--data", str(data)]
    assert main([*asked, "--json"]) == 0
    (told,) = json.loads(capfdbinary.readouterr().out)
    assert (told["unit"], told["role"], told["due"], told["state"]) == (
        "Phòng Kinh tế", "support", "2015-06-10", "overdue",
    )  # fmt: skip
    assert main(asked) == 0
    assert "10/6/2015  quá hạn     Phòng Kinh tế  phối hợp" in capfdbinary.readouterr().out.decode()
    assert main([*asked, "--role", "lead"]) == 0
    assert "Không có nhiệm vụ nào với cách lọc này" in capfdbinary.readouterr().out.decode()


def test_a_file_that_cannot_be_written_is_told_and_what_cannot_be_read_is_not_blamed_on_it(tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match="không ghi được"):
        write_pieces(tmp_path / "none" / "ra.csv", [b"x"])

    def broken() -> Iterator[bytes]:
        yield b"x"
        raise OSError("đĩa của kho hỏng")

    with pytest.raises(OSError, match="đĩa của kho"):
        write_pieces(tmp_path / "ra.csv", broken())
    assert not list(tmp_path.iterdir())
