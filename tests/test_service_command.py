"""The command line contract: what goes to stdout, what to stderr, and the exit status."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from service.command import HANDLERS, main
from service.verbs.extract import in_processes
from service.verbs.options import build_parser
from tests.reader_files import pdf

LETTER = """ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH HÒA AN\tĐộc lập - Tự do - Hạnh phúc
Số: 15/KH-UBND\tHòa An, ngày 02 tháng 3 năm 2024

KẾ HOẠCH
Về việc chăm sóc cây xanh đô thị năm 2024

Thực hiện Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị, Ủy ban nhân dân tỉnh ban hành kế hoạch như sau:
"""


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "service.command", *arguments], capture_output=True, check=False)


def write(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return str(path)


def test_extract_writes_one_object_a_line_in_the_order_of_the_files(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    names = [write(tmp_path, f"{number}.txt", LETTER) for number in (2, 1, 3)]
    assert main(["extract", *names]) == 0
    lines = capfdbinary.readouterr().out.decode("utf-8").splitlines()
    assert [json.loads(line)["source"]["path"] for line in lines] == names
    assert {"schema", "kind", "type", "number", "references", "warnings", "links"} <= json.loads(lines[0]).keys()


def test_header_only_is_a_quick_register(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(pages=3))
    text = write(
        tmp_path, "b.txt", "TỈNH ỦY HÀ GIANG\nSố 5-CT/TU\n\nHà Giang, ngày 3 tháng 4 năm 2022\n\nCHỈ THỊ\nvề x\n"
    )
    assert main(["extract", "--header-only", str(tmp_path / "a.pdf"), text, str(tmp_path / "c.pdf")]) == 1
    plan, directive, missing = (json.loads(line) for line in capfdbinary.readouterr().out.splitlines())
    assert (plan["number"], plan["date"], plan["type"]) == ("418/KH-UBND", "2023-09-12", "KH")
    assert plan["issuer"] == "Ủy ban nhân dân tỉnh Hà Giang"
    assert plan["header_only"] is True and plan["source"]["pages"] is None
    assert plan["references"] == plan["signers"] == plan["warnings"] == []
    assert directive["number"] == "5-CT/TU"
    assert missing["error"]["code"] == "unreadable-file"


def test_extract_by_worker_processes_keeps_order_and_result(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    names = [write(tmp_path, f"{number}.txt", f"{LETTER}{number}\n") for number in range(9)]
    assert main(["extract", "--workers", "1", *names]) == 0
    serial = capfdbinary.readouterr().out
    assert main(["extract", "--workers", "2", *names]) == 0
    assert capfdbinary.readouterr().out == serial


def test_a_failed_file_keeps_its_line_and_the_rest_goes_on(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    missing, good = str(tmp_path / "không-có.txt"), write(tmp_path, "a.txt", LETTER)
    assert main(["extract", missing, good]) == 1
    captured = capfdbinary.readouterr()
    first, second = (json.loads(line) for line in captured.out.decode("utf-8").splitlines())
    assert first["source"]["path"] == missing
    assert first["error"]["code"] == "unreadable-file"
    assert first["error"]["message"]
    assert "error" not in second
    assert "không-có.txt" in captured.err.decode("utf-8")


def test_text_is_printed_exactly_without_newline_translation(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = LETTER + "dòng cuối không xuống dòng"
    assert main(["extract", "--text", write(tmp_path, "a.txt", text)]) == 0
    assert capfdbinary.readouterr().out == text.encode("utf-8")


def test_offsets_fall_into_the_printed_text(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = write(tmp_path, "a.txt", LETTER)
    assert main(["extract", path]) == 0
    document = json.loads(capfdbinary.readouterr().out)
    assert main(["extract", "--text", path]) == 0
    text = capfdbinary.readouterr().out.decode("utf-8")
    assert document["references"], "the sample cites a directive"
    for reference in document["references"]:
        assert text[reference["start"] : reference["end"]] == reference["text"]


@pytest.mark.parametrize(
    "arguments",
    [[], ["extract"], ["extract", "--nonsense", "x"], ["nonsense"], ["chain", "34-CT/TW", "--depth", "0"], ["search"]],
)
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    completed = run(*arguments)
    assert completed.returncode == 2
    assert completed.stdout == b""
    assert completed.stderr


def test_text_of_two_files_is_wrong_usage(tmp_path: Path) -> None:
    assert main(["extract", "--text", write(tmp_path, "a.txt", "a"), write(tmp_path, "b.txt", "b")]) == 2


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    shown = run("--help")
    assert shown.returncode == 0
    for verb in HANDLERS:
        assert verb in shown.stdout.decode("utf-8")
    seconds = []  # of processor time: a busy machine makes nothing heavier
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run("--help")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(seconds) <= 0.3
    probe = "import sys, service.command as c; c.build_parser(); print(' '.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", probe], capture_output=True, check=True, text=True).stdout.split()
    heavy = {"fastapi", "pydantic", "sqlalchemy", "tantivy", "spacy", "underthesea", "elasticsearch", "jinja2", "lxml"}
    assert heavy.isdisjoint(loaded)


def test_every_verb_has_a_handler_that_exists() -> None:
    from importlib import import_module

    actions = [a for a in build_parser()._actions if a.dest == "verb"]
    assert set(actions[0].choices or ()) == set(HANDLERS)
    for place in HANDLERS.values():
        module, function = place.split(":")
        assert callable(getattr(import_module(module), function))


def test_output_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", LETTER)
    completed = subprocess.run(
        [sys.executable, "-m", "service.command", "extract", "--text", path],
        capture_output=True,
        check=True,
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PATH": "/usr/bin:/bin"},
    )
    assert completed.stdout == LETTER.encode("utf-8")


class Mortal(Executor):
    """A pool whose processes all die with the one that is given `broken`: as a real one, it then answers nothing."""

    def __init__(self) -> None:
        self._dead = False

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        answer: Future[Any] = Future()
        self._dead = self._dead or "broken" in arguments[0]
        if self._dead:
            answer.set_exception(BrokenProcessPool())
        else:
            answer.set_result(work(*arguments, **named))
        return answer


def test_a_file_that_ends_its_process_keeps_its_line_and_the_others_are_read() -> None:
    files = ["a", "broken-1", "b", "c", "broken-2", "d"]
    found = list(in_processes(files, lambda file: ([f"read {file}"], []), lambda _: Mortal()))
    assert [lines[0] for lines, _ in found if lines[0].startswith("read")] == ["read a", "read b", "read c", "read d"]
    failures = [json.loads(found[at][0][0]) for at in (1, 4)]
    assert [(each["source"]["path"], each["error"]["code"]) for each in failures] == [
        ("broken-1", "worker-died"),
        ("broken-2", "worker-died"),
    ]
