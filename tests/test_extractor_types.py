"""The register of document types and its look-ups."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.codes import parse_code
from extractor.types import (
    TypeEntry,
    all_types,
    code_letters,
    type_at,
    type_name,
    type_of_code,
    type_of_word,
)


def entry_id(entry: TypeEntry) -> str:
    return entry.name


@pytest.mark.parametrize("entry", all_types(), ids=entry_id)
def test_entry_is_found_by_its_words_and_not_by_others(entry: TypeEntry) -> None:
    for word in (*entry.words, *entry.phrases):
        for printed in (word, word.upper(), word.capitalize(), word.replace(" ", "\n")):
            assert type_of_word(printed) == entry, printed
            assert type_at(f"xem {printed} số 5", 4) == (entry, 4 + len(printed)), printed
    for other in entry.misses:
        assert type_of_word(other) != entry, other


@pytest.mark.parametrize("entry", all_types(), ids=entry_id)
def test_entry_is_found_by_its_letters(entry: TypeEntry) -> None:
    for letters in entry.letters:
        found = type_of_code(letters)
        assert found is not None
        assert found == entry or letters in found.letters, letters  # shared letters go to the first of the register
    assert type_name(entry.code) is not None


def test_names_are_unique_and_codes_shared_only_where_offices_share_them() -> None:
    names = [entry.name for entry in all_types()]
    assert len(names) == len(set(names))
    codes = [entry.code for entry in all_types()]
    assert sorted(code for code in set(codes) if codes.count(code) > 1) == ["SL", "TT"]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("QUY ĐỊNH", "QyĐ"),
        ("Quyết định", "QĐ"),
        ("QÐ", "QĐ"),
        ("QUYẾT ÐỊNH", "QĐ"),
        ("Thông báo kết luận", "TB"),
        ("THÔNG BÁO\nKẾT LUẬN", "TB"),
        ("Chương trình hành động", "CTr"),
        ("Thông tư liên tịch", "TTLT"),
        ("bản thoả thuận", "BTT"),
        ("Bộ luật", "BL"),
        ("Luật", "Luật"),
        ("Hiến pháp", "HP"),
        ("Thông tri", "TT"),
    ],
)
def test_word_gives_code(word: str, code: str) -> None:
    entry = type_of_word(word)
    assert entry is not None and entry.code == code


@pytest.mark.parametrize("word", ["văn bản", "quy chuẩn", "", "kế", "chương trình mục tiêu quốc gia", "QĐ-UBND"])
def test_word_that_is_no_type(word: str) -> None:
    assert type_of_word(word) is None


@pytest.mark.parametrize(
    ("letters", "code"),
    [
        ("QĐ", "QĐ"),
        ("QD", "QĐ"),
        ("QÐ", "QĐ"),
        ("CTR", "CTr"),
        ("DA", "DA"),
        ("ĐA", "ĐA"),
        ("HD", "HD"),
        ("HĐ", "HĐ"),
        ("TT", "TT"),
        ("QĐi", "QyĐ"),
        ("LCT", "Luật"),
    ],
)
def test_letters_give_code(letters: str, code: str) -> None:
    entry = type_of_code(letters)
    assert entry is not None and entry.code == code


def test_the_letters_of_every_type_are_read_out_of_a_code() -> None:
    for letters in code_letters():
        if letters == "Luật" or "-" in letters or "/" in letters:
            continue  # the word itself; two groups
        code = parse_code(f"12/{letters}-SYT")
        assert code is not None, letters
        assert code.type_letters == letters


def test_shared_letters_go_by_system() -> None:
    party = type_of_code("TT", system="party")
    assert party is not None and party.name == "Thông tri"
    assert type_name("TT") == "Thông tư"
    assert type_name("TT", system="party") == "Thông tri"
    assert type_name("XYZ") is None
    assert type_of_code("UBND") is None


def test_longest_word_wins() -> None:
    found = type_at("Thông tư liên tịch số 2", 0)
    assert found is not None and found[0].code == "TTLT"
    assert type_at("Luật sư", 0) is not None  # `Luật` is a word here: the caller looks at what follows
    assert type_at("Quyết địnhs", 0) is None
    assert type_at("KẾ HOẠCH KIỂM TRA", 0, phrases=False) == (type_of_word("kế hoạch"), len("KẾ HOẠCH"))


@given(st.text(max_size=40))
def test_never_raises(text: str) -> None:
    type_of_word(text)
    type_of_code(text)
    type_name(text)
    type_at(text, 0)
