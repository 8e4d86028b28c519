"""Names in messages: in Vietnamese quotation marks, readable whatever they hold, and of a bearable length."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import corpus
import extractor
import index
import service
from extractor.text import quoted


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("34-CT/TW", "“34-CT/TW”"),
        ("Trồng cây 'xanh'", "“Trồng cây 'xanh'”"),
        ("hai\ndòng", "“hai\\ndòng”"),
        ("\x1b[31mđỏ", "“\\x1b[31mđỏ”"),
        ("lật\u202egược", "“lật\\u202egược”"),
        ("hỏng\udcff.txt", "“hỏng\\udcff.txt”"),
        ("bến\u00a0đò\u2009cũ", "“bến đò cũ”"),
        ("", "“”"),
        (None, "“None”"),
    ],
)
def test_names_are_quoted_readably(given: object, shown: str) -> None:
    assert quoted(given) == shown


def test_what_is_longer_than_a_name_is_cut() -> None:
    assert quoted("a" * 10_000) == "“" + "a" * 199 + "…”"


def test_no_message_quotes_as_python_does() -> None:
    accented = re.compile("[ăâđêôơưạảãằắặấầậẩếềệểốồộổớờợởứừựửịỉĩọỏụủ]")
    told = [
        f"{path.name}: {line.strip()}"
        for room in (service, corpus, index, extractor)
        for path in sorted(Path(str(room.__file__)).parent.rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if "!r}" in line and accented.search(line)
    ]
    assert told == []
