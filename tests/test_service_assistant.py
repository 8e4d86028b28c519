"""What a writing assistant gets over the Model Context Protocol: what the person of its token may see."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp.server.mcpserver.exceptions import ToolError

from corpus.archive import Archive
from service.accounts import Accounts
from service.command import main
from service.errors import ServiceError
from service.people import OWNER, Person
from service.settings import Settings
from service.verbs.mcp import assistant_server, who_asks
from tests.test_corpus_task_marks import FILES, filled
from tests.test_corpus_task_marks import mark as mark_task

HEAD = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
-------
{mark}
Số: {number}

Lào Cai, ngày 10 tháng 11 năm 2020

KẾ HOẠCH
{title}

Thực hiện Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị, tỉnh trồng cây {title}.
"""
PAPERS = {"mo": ("", "101/KH-UBND", "Trồng cây gạo"), "mat": ("MẬT", "909/KH-UBND", "Trồng cây ngamsau")}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tro-ly")
    for name, (mark, number, title) in PAPERS.items():
        text = HEAD.format(mark=mark, number=number, title=title)
        (root / f"{name}.txt").write_text(text, encoding="utf-8")
    files = [str(root / f"{name}.txt") for name in PAPERS]
    assert main(["ingest", "--data", str(root / "kho"), "--workers", "1", *files]) == 0
    return root / "kho"


@pytest.fixture(scope="module")
def archive(data: Path) -> Iterator[Archive]:
    with Archive.open(data) as opened:
        yield opened


def asked(archive: Archive, data: Path, person: Person, tool: str, **arguments: Any) -> Any:
    answer: Any = asyncio.run(assistant_server(archive, lambda: person, data).call_tool(tool, arguments))
    return json.loads(answer.content[0].text)


def test_every_tool_answers(archive: Archive, data: Path) -> None:
    found = asked(archive, data, OWNER, "search", query="ngamsau")
    assert found["total"] == 1 and found["covers"]["held"] > 0
    shown = asked(archive, data, OWNER, "document", id="101/KH-UBND")
    assert shown["document"]["title"].casefold() == "trồng cây gạo" and "34-CT/TW" in shown["text"]
    chain = asked(archive, data, OWNER, "chain", number="34-CT/TW", down=True)
    assert chain["covers"] == found["covers"]
    assert {node["number"] for node in chain["nodes"]} == {"34-CT/TW", "101/KH-UBND", "909/KH-UBND"}
    text = "Theo Kế hoạch số 101/KH-UBND ngày 10/11/2020 của Ủy ban nhân dân tỉnh Lào Cai."
    assert asked(archive, data, OWNER, "verify", text=text)["references"][0]["status"] == "held"
    bases = asked(archive, data, OWNER, "bases", draft=HEAD.format(mark="", number="", title="Trồng cây gụ"))
    assert bases["precedents"] == 1  # the one without a mark


def test_an_assistant_sees_what_its_person_sees(archive: Archive, data: Path) -> None:
    low = Person("lan", "reader", 0)
    assert asked(archive, data, low, "search", query="ngamsau")["total"] == 0
    numbers = {node["number"] for node in asked(archive, data, low, "chain", number="34-CT/TW")["nodes"]}
    assert numbers == {"34-CT/TW", "101/KH-UBND"}
    with pytest.raises(ToolError, match="không có văn bản nào"):
        asked(archive, data, low, "document", id="909/KH-UBND")


def test_a_task_is_told_with_what_became_of_it(tmp_path: Path) -> None:
    """As far as the person may see the paper that did it."""
    secret = FILES["bao-cao.txt"].replace("Số: 44", "MẬT\nSố: 44")
    with filled(tmp_path, **{"bao-cao.txt": secret}) as archive:
        made = mark_task(archive, by="44/BC-UBND")
        for person, paper, day in (OWNER, made["meant"], "2023-02-21"), (Person("lan", "reader", 0), None, None):
            tasks = asked(archive, tmp_path, person, "document", id="31/KH-UBND")["document"]["tasks"]
            marks = {task["unit"]: task["mark"] for task in tasks}
            assert marks["Sở Y tế"] is None
            said = marks["Sở Xây dựng"]
            assert (said["state"], said["paper"], said["day"], said["who"]) == ("done", paper, day, "lan")


def test_who_it_is_is_asked_at_each_call(archive: Archive, data: Path, tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    accounts.add("lan", "reader", 3, "một mật khẩu dài")
    settings = Settings(data=str(tmp_path), token=accounts.issue_token("lan", "trợ lý"))
    server = assistant_server(archive, lambda: who_asks(settings), data)

    def total() -> int:
        answer: Any = asyncio.run(server.call_tool("search", {"query": "ngamsau"}))
        return int(json.loads(answer.content[0].text)["total"])

    assert total() == 1
    accounts.change("lan", clearance=0)
    assert total() == 0
    accounts.bar("lan", True)
    for tool, given in (("search", {"query": "x"}), ("bases", {"draft": "x"}), ("verify", {"text": "x"})):
        with pytest.raises(ToolError, match="VANBAN_TOKEN"):
            asyncio.run(server.call_tool(tool, given))
    accounts.bar("lan", False)
    assert total() == 0
    accounts.end_tickets("lan")
    with pytest.raises(ToolError, match="VANBAN_TOKEN"):
        total()


def test_where_there_are_accounts_a_token_is_asked_for(tmp_path: Path) -> None:
    assert who_asks(Settings(data=str(tmp_path))) == OWNER
    accounts = Accounts(tmp_path)
    accounts.add("lan", "reader", 1, "một mật khẩu dài")
    token = accounts.issue_token("lan", "")
    assert who_asks(Settings(data=str(tmp_path), token=token)).clearance == 1
    for wrong in (None, "x", accounts.issue_token("lan", "", ("write",))):
        with pytest.raises(ServiceError, match="VANBAN_TOKEN"):
            who_asks(Settings(data=str(tmp_path), token=wrong))


def test_the_command_speaks_the_protocol(data: Path) -> None:
    about = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}
    said = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": about},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/list"},
    ]
    with subprocess.Popen(
        [sys.executable, "-m", "service.command", "mcp", "--data", str(data)], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as running:  # fmt: skip
        assert running.stdin is not None and running.stdout is not None
        for message in said:
            running.stdin.write(json.dumps(message) + "\n")
            running.stdin.flush()
        answers = [json.loads(running.stdout.readline()) for _ in range(2)]
        running.stdin.close()
        running.wait(60)
    assert answers[0]["result"]["serverInfo"]["name"] == "vanban"
    tools = {tool["name"] for tool in answers[1]["result"]["tools"]}
    assert tools == {"search", "document", "chain", "verify", "bases"}


def test_an_archive_that_takes_no_secret_papers_keeps_nothing_of_one(tmp_path: Path) -> None:
    for name, (mark, number, title) in PAPERS.items():
        text = HEAD.format(mark=mark, number=number, title=title)
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    with Archive.open(tmp_path / "kho", refuse_secret=True) as archive:
        sheet = archive.ingest([tmp_path / "mo.txt", tmp_path / "mat.txt"], workers=1)
        assert (sheet.indexed, sheet.refused) == (1, 1)
        (problem,) = archive.status()["problems"]
        assert (problem["code"], problem["path"]) == ("secret-paper", str(tmp_path / "mat.txt"))
        assert archive.find("909/KH-UBND") == []
    kept = b"".join(path.read_bytes() for path in (tmp_path / "kho").rglob("*") if path.is_file())
    assert b"ngamsau" not in kept
    assert main(["retry", "--data", str(tmp_path / "kho"), "--code", "secret-paper", "--workers", "1"]) == 0
