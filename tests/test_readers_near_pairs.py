"""One misread mark in a word of two syllables is put right, and no word that there is."""

from __future__ import annotations

import time

import pytest

from extractor.knowledge import toml_data
from extractor.readers.near_pairs import near_pairs
from extractor.readers.ocr_repair import repair_lines
from extractor.readers.page_words import Piece
from extractor.text import fold

DATA = toml_data("ocr_pairs.toml")


def repaired(text: str) -> str:
    words = text.split()
    found = near_pairs(words)
    return " ".join(found.get(at, word) for at, word in enumerate(words))


@pytest.mark.parametrize(("said", "right"), DATA["examples"]["finds"])
def test_pairs_are_put_right(said: str, right: str) -> None:
    assert repaired(said) == right
    assert repaired(right) == right


@pytest.mark.parametrize("said", DATA["examples"]["misses"])
def test_what_may_be_printed_stays(said: str) -> None:
    assert repaired(said) == said


def test_no_two_pairs_are_one_mark_apart() -> None:
    pairs = [pair.strip() for pair in DATA["pairs"].split(";")]
    assert len({fold(pair) for pair in pairs}) == len(pairs)
    assert all(len(pair.split()) == 2 and repaired(pair) == pair for pair in pairs)


def test_what_recognition_is_surest_of_stays() -> None:
    assert near_pairs(["viên", "chúc"], [0.9, 0.9]) == {1: "chức"}
    assert near_pairs(["viên", "chúc"], [0.9, 0.97]) == {}


def test_lines_of_a_page_are_put_right_by_it() -> None:
    line = [
        Piece(word, 20.0 * at, 10, 20.0 * at + 18, 20, 0.9, 1) for at, word in enumerate("xếp viên chúc xã".split())
    ]
    assert [piece.text for piece in repair_lines([line])[0]] == ["xếp", "viên", "chức", "xã"]


def test_time_grows_with_the_length() -> None:
    began = time.perf_counter()
    near_pairs(["viên", "chúc"] * 20_000)
    assert time.perf_counter() - began < 5
