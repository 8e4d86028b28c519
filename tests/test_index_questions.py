"""Searches that ask: what only asks is left out and told, what is asked for stays; keys of Telex are letters."""

from __future__ import annotations

import pytest

from extractor.knowledge import toml_data
from extractor.syllables import is_syllable
from extractor.text import fold, nfc
from index.base import Query
from index.expansion import Word
from index.keystrokes import letters_of
from index.query import Parsed, parse
from index.questions import without_asking


def understood(text: str, *, expand: bool = True) -> Parsed:
    return parse(Query(text=text, expand=expand))[0]


def words(parsed: Parsed) -> list[str]:
    return [clause.exact for clause in parsed.clauses if isinstance(clause, Word)]


@pytest.mark.parametrize(("query", "left"), toml_data("question_words.toml")["examples"].items())
def test_the_words_that_ask_are_left_out(query: str, left: str) -> None:
    found, asking = without_asking(query)
    assert found == left
    assert bool(asking) == (found != query)


def test_what_was_left_out_is_told_and_can_be_switched_off() -> None:
    asked = understood("văn bản nào quy định về nuôi ong")
    assert words(asked) == ["nuôi", "ong"]
    assert "Bỏ qua chữ để hỏi: văn bản nào quy định về." in asked.notes and "expand" in asked.switches
    plain = understood("văn bản nào quy định về nuôi ong", expand=False)
    assert "nào" in words(plain) and not plain.notes and "expand" in plain.switches


def test_a_question_for_a_number_looks_it_up() -> None:
    assert understood("tìm văn bản số 12/KH-UBND").numbers[0].letters == "khubnd"
    assert understood("cho tôi xem nghị định 77/2031/NĐ-CP").lookup
    rest = understood("nghị định nào thay thế 77/2031/NĐ-CP").rest
    assert [clause.folded for clause in rest if isinstance(clause, Word)] == ["nghi", "dinh", "thay", "the"]


def test_a_whole_title_stays_the_title() -> None:
    title = "Quy định về nuôi ong như thế nào"
    assert understood(title).folded == fold(title)


@pytest.mark.parametrize(
    "piece",
    [
        "do a ", "tìm ", "văn bản nào ", "nào ", "tất cả các ", "do ban hành ", "cho tôi xem ", "do sở a, ", "do sở ",
        "tra cứu các ", "cho tôi hỏi tìm kiếm ", "cho hỏi có ", "có các ", "do viện phí, ",
    ],
)  # fmt: skip
def test_thousands_of_cues_take_no_time(piece: str) -> None:
    without_asking("quyết định " + piece * 20_000)
    without_asking(piece * 20_000 + "nuôi ong")


@pytest.mark.parametrize(
    ("keys", "letters"),
    [
        ("hoachj", "hoạch"), ("kees", "kế"), ("ddua", "đua"), ("thuowngr", "thưởng"), ("thuwowngr", "thưởng"),
        ("nguwoif", "người"), ("quyeets", "quyết"), ("giaf", "già"), ("gif", "gì"), ("quar", "quả"), ("hoaf", "hòa"),
        ("toanf", "toàn"), ("khoer", "khỏe"), ("uyr", "ủy"), ("chuyeern", "chuyển"), ("nawm", "năm"), ("luwu", "lưu"),
        ("nam", None), ("thi", None), ("kh", None), ("ubnd", None), ("banfs", None), ("catf", None), ("", None),
        ("wa", None), ("w", None),
    ],
)  # fmt: skip
def test_keys_of_telex_are_letters(keys: str, letters: str | None) -> None:
    found = letters_of(keys)
    assert found == letters
    assert found is None or (is_syllable(found) and nfc(found) == found)
