"""The README tells the truth: its example, its tables and its commands are those of the program."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.command import HANDLERS
from service.errors import CAUSES
from service.parser import Parser
from service.settings import SETTINGS
from service.verbs.options import build_parser

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DECISIONS = (ROOT / "DECISIONS.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
EVERYWHERE = {"-h", "--help", "--data", "--json"}


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", README, re.S)
    assert found
    return found.group(1)


def assert_part_of(shown: Any, real: Any, where: str = "") -> None:
    """What is shown may leave keys out, nothing else."""
    if isinstance(shown, dict):
        for key, value in shown.items():
            assert key in real, f"{where}.{key}"
            assert_part_of(value, real[key], f"{where}.{key}")
    elif isinstance(shown, list):
        assert len(shown) == len(real), where
        for number, (one, other) in enumerate(zip(shown, real, strict=True)):
            assert_part_of(one, other, f"{where}[{number}]")
    else:
        assert shown == real, where


def test_the_document_that_goes_in_is_the_sample_that_it_names() -> None:
    named = re.search(r"corpus/samples/files/[\w-]+\.txt", README)
    assert named
    assert block("text") == (ROOT / named.group()).read_text(encoding="utf-8")


def test_the_json_that_comes_out_is_what_the_command_prints(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    from service.command import main

    named = re.search(r"corpus/samples/files/[\w-]+\.txt", README)
    assert named
    assert main(["extract", str(ROOT / named.group())]) == 0
    printed = json.loads(capfdbinary.readouterr().out)
    shown = json.loads(block("json"))
    assert len(shown["references"]) >= 2
    assert_part_of(shown, printed)


def test_the_lines_of_python_run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    exec(block("python"), {})
    assert "ke-hoach~168~uy-ban-nhan-dan-thanh-pho-ha-noi~2014" in capfd.readouterr().out


@pytest.mark.parametrize("name", [setting.name for setting in SETTINGS])
def test_every_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize("code", CAUSES)
def test_every_error_code_is_documented(code: str) -> None:
    assert re.search(rf"^\| `{code}` \| \w", README, re.M)


@pytest.mark.parametrize("verb", HANDLERS)
def test_every_verb_is_documented(verb: str) -> None:
    assert f"`vanban {verb}" in README


def parsers() -> dict[str, Parser]:
    held = next(one for one in build_parser()._actions if isinstance(one, argparse._SubParsersAction))
    return dict(held.choices)


def rows() -> Iterator[tuple[list[str], str]]:
    """The verbs that a row of the table of commands is about, and what it says."""
    for row in re.findall(r"^\| (`vanban .*)$", README, re.M):
        yield re.findall(r"`vanban ([a-z-]+)", row.split(" | ")[0]), row


@pytest.mark.parametrize("verb", HANDLERS)
def test_every_option_is_documented(verb: str) -> None:
    told = "".join(row for verbs, row in rows() if verb in verbs)
    told += "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md")))
    for option in {one for action in parsers()[verb]._actions for one in action.option_strings} - EVERYWHERE:
        as_filter = option.startswith("--not-") and "`--not-...`" in told
        assert as_filter or re.search(rf"(?<![\w-]){option}(?![\w-])", told), option


def test_every_option_that_is_told_of_a_command_is_its_own() -> None:
    for verbs, row in rows():
        own = {one for verb in verbs for action in parsers()[verb]._actions for one in action.option_strings}
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*[a-z](?![\w-])", row):
            assert option in own, (verbs, option)


def test_every_command_that_is_told_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.M)) | {
        f"bench-{name}" for name in re.findall(r"^BENCHES := (.*)$", MAKEFILE, re.M)[0].split()
    }
    told = set(re.findall(r"`(?:make )((?!PYTHON)[a-z-]+)`", README + CONTRIBUTING))
    assert {"run", "test", "check"} <= told
    assert told <= targets


@pytest.mark.parametrize("register", sorted(path.name for path in (ROOT / "extractor" / "data").glob("*.toml")))
def test_every_register_is_told_of(register: str) -> None:
    assert f"{register}`" in CONTRIBUTING


def test_every_link_leads_somewhere() -> None:
    for text in (README, CONTRIBUTING):
        for target in re.findall(r"\]\((?!http)([^)#]+)\)", text):
            assert (ROOT / target).exists(), target


def test_a_decision_says_why_what_else_and_until_when() -> None:
    """Merges have lost the lines below a heading before."""
    numbers = []
    for section in re.split(r"^## ", DECISIONS, flags=re.M)[1:]:
        heading, *lines = section.strip().split("\n")
        assert [line.partition(":")[0] for line in lines] == ["Context", "Choice", "Rejected", "Revisit when"], heading
        numbers.append(int(heading.partition(".")[0]))
    assert numbers == sorted(set(numbers))
    spoken_of = re.findall(r"[Dd]ecision (\d+)|\((?:as in |against )?(\d{1,2})\)|DECISIONS (\d+)", DECISIONS + MAKEFILE)
    assert {int(one) for found in spoken_of for one in found if one} <= set(numbers)
