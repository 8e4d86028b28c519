"""Words one mark off a word of two syllables are doubted, and no sound ones."""

from __future__ import annotations

import time

import pytest

from extractor.knowledge import toml_data
from extractor.readers.near_pairs import near_pairs
from extractor.readers.ocr_repair import repair_lines
from extractor.readers.page_words import Piece
from extractor.text import fold

DATA = toml_data("ocr_pairs.toml")


def meant(text: str) -> str:
    words = text.split()
    for at, right in near_pairs(words).items():
        words[at] = words[at].replace(words[at].strip(".,"), right)
    return " ".join(words)


@pytest.mark.parametrize(("said", "right"), DATA["examples"]["finds"])
def test_one_mark_off_is_doubted(said: str, right: str) -> None:
    assert meant(said) == right
    assert not near_pairs(right.split())


@pytest.mark.parametrize("said", DATA["examples"]["misses"])
def test_what_may_be_printed_is_not(said: str) -> None:
    assert not near_pairs(said.split())


def test_no_two_pairs_are_of_the_same_letters() -> None:
    pairs = [pair.strip() for pair in DATA["pairs"].split(";")]
    assert len({fold(pair) for pair in pairs}) == len(pairs)
    assert all(len(pair.split()) == 2 and not near_pairs(pair.split()) for pair in pairs)


def test_a_letter_that_is_two_in_small_is_passed_over() -> None:
    assert near_pairs(["VİÊN", "CHÚC"]) == {}


def test_lines_of_a_page_are_not_put_right_by_it() -> None:
    said = "xếp viên chúc xã".split()
    line = [Piece(word, 20.0 * at, 10, 20.0 * at + 18, 20, 0.9, 1) for at, word in enumerate(said)]
    assert [piece.text for piece in repair_lines([line])[0]] == said


def test_time_grows_with_the_length() -> None:
    began = time.perf_counter()
    near_pairs(["viên", "chúc"] * 20_000)
    assert time.perf_counter() - began < 5
