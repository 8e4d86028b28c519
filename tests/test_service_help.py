"""`--help` tells somebody who never saw the program what a verb is for, with lines to copy that the parser takes."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus.samples
from corpus.archive import Archive
from service.command import HANDLERS, main
from service.parser import Parser
from service.verbs.help import GROUPS, HELP
from service.verbs.options import build_parser

VERBS = tuple(HANDLERS)


def parsers() -> dict[str, Parser]:
    held = next(one for one in build_parser()._actions if isinstance(one, argparse._SubParsersAction))
    return dict(held.choices)


def examples() -> Iterator[tuple[str, str]]:
    for verb, (_, lines) in HELP.items():
        yield from ((verb, line) for line in lines)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("help")
    with Archive.open(folder) as archive:
        archive.ingest([Path(corpus.samples.__file__).parent / "files"], workers=0)
    return folder


def reading() -> list[str]:
    verbs = ("search", "show", "chain", "tree", "follow-up", "standing", "outdated", "path", "tasks", "versions",
             "wanted", "review")  # fmt: skip
    writes = ("--output", "--save")
    return [line for verb, line in examples() if verb in verbs and not any(one in line for one in writes)]


@pytest.mark.parametrize("line", [*reading(), "correct 118/KH-UBND"])
def test_an_example_that_only_reads_finds_its_paper_in_the_sample_archive(line: str, kept: Path) -> None:
    assert main([*shlex.split(line), "--data", str(kept)]) == 0


def test_every_verb_is_explained_and_stands_in_one_group() -> None:
    assert set(HELP) == set(VERBS)
    assert sorted(one for _, members in GROUPS for one in members) == sorted(VERBS)


@pytest.mark.parametrize(("verb", "line"), list(examples()))
def test_every_example_is_a_line_that_the_command_takes(verb: str, line: str) -> None:
    args = build_parser().parse_args(shlex.split(line))
    assert args.verb == verb


@pytest.mark.parametrize("verb", VERBS)
def test_every_argument_says_what_it_is(verb: str) -> None:
    assert [one.dest for one in parsers()[verb]._actions if not one.help] == []


@pytest.mark.parametrize("verb", VERBS)
def test_what_stands_for_a_value_is_named_in_vietnamese(verb: str) -> None:
    for one in parsers()[verb]._actions:
        if one.nargs != 0 and not (one.choices and one.metavar is None):
            named = str(one.metavar or one.dest.upper())
            assert re.fullmatch(r"N|GIÂY|(?:\w+://)?[A-ZÀ-Ỹ:-]*[À-Ỹ][A-ZÀ-Ỹ:-]*(?:\.\w+)?", named), (one.dest, named)


@pytest.mark.parametrize("verb", VERBS)
def test_help_tells_what_the_verb_is_for_and_shows_it(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([verb, "--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert HELP[verb][0].split()[0] in told
    assert f"\nví dụ:\n  vanban {HELP[verb][1][0]}\n" in told
    assert not re.search(r"\b(usage|options|positional|examples|show this)\b", told)


def test_the_overview_names_every_verb_and_the_exit_statuses(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    for verb in VERBS:
        assert re.search(rf"^  {verb} +\w", told, re.M), verb
    assert "Mã thoát:" in told and "soạn thảo:" in told


@pytest.mark.parametrize("day", ["07/4/2031", "7/4/2031", "07-04-2031", "7.4.2031", "2031-04-07", " 2031-04-07 "])
def test_days_are_taken_as_people_write_them(day: str) -> None:
    assert build_parser().parse_args(["search", "x", "--from", day]).date_from == "2031-04-07"


@pytest.mark.parametrize("day", ["31/4/2031", "2031", "4/2031", "2031-02-30", "20310407", "hôm qua", "٧/4/2031", ""])
def test_what_is_no_day_is_told_with_how_to_write_one(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args(["tasks", "--at", day])
    told = capsys.readouterr().err
    assert ended.value.code == 2
    assert "không phải là ngày" in told and "07/4/2014" in told
