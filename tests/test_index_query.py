"""What a query is understood as: words, abbreviations, notes; and the data behind it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.knowledge import toml_data
from extractor.text import fold
from index.abbreviations import all_abbreviations, ambiguous, code_organs
from index.base import BadQuery, Query
from index.entry import level_of
from index.expansion import Group, Phrase, Word
from index.query import MAX_CLAUSES, Parsed, parse
from index.tokens import exact_tokens, folded_tokens


def understood(text: str, *, expand: bool = True) -> Parsed:
    return parse(Query(text=text, expand=expand))[0]


def test_short_and_long_form_are_the_same_clauses() -> None:
    for short, long in (
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh"),
        ("Bộ GD&ĐT", "bo giao duc va dao tao"),
        ("CCHC", "cải cách hành chính"),
    ):
        assert [c for c in understood(short).clauses if isinstance(c, Group)] == [
            c for c in understood(long).clauses if isinstance(c, Group)
        ]


def test_an_expansion_is_said_and_can_be_switched_off() -> None:
    assert any("UBND là Ủy ban nhân dân" in note for note in understood("UBND xã").notes)
    plain = understood("UBND xã", expand=False)
    assert plain.notes == ()
    assert all(isinstance(c, Word) for c in plain.clauses)


def test_a_merged_body_is_named_with_its_successor() -> None:
    assert any("Bộ Xây dựng" in note for note in understood("bộ giao thông vận tải đường cao tốc").notes)


@pytest.mark.parametrize("short", sorted(ambiguous()))
def test_a_short_form_of_several_meanings_stays_a_word(short: str) -> None:
    assert all(isinstance(c, Word) for c in understood(short).clauses)


def test_no_form_belongs_to_two_abbreviations() -> None:
    forms = [form for row in all_abbreviations() for form in row.forms]
    assert len(forms) == len(set(forms))
    assert not {form[0] for form in forms if len(form) == 1} & set(ambiguous())


def test_no_short_form_is_a_syllable_that_people_write() -> None:
    for row in all_abbreviations():
        for short in row.short:
            tokens = folded_tokens(short)
            assert len(tokens) > 1 or not any(v in tokens[0] for v in "ie") or short in ("ODA", "FDI", "SNgV"), short


def test_there_are_enough_abbreviations_and_organs() -> None:
    assert len(all_abbreviations()) >= 150
    assert {"ubnd", "ttg", "tw"} <= code_organs()


def test_a_number_alone_is_a_lookup_but_a_year_is_words_too() -> None:
    assert understood("chỉ thị 34").lookup
    assert understood("Nghị định số 30/2020/NĐ-CP ngày 05/3/2020").lookup
    assert not understood("kế hoạch 2025").lookup
    assert not understood("chỉ thị 34 của Ban Bí thư").lookup


def test_quotes_and_exclusions() -> None:
    parsed = understood('"nhà ở xã hội" Yên Bái -thuế -"đất đai"')
    assert Phrase(("nhà", "ở", "xã", "hội")) in parsed.clauses
    assert parsed.excluded == (Phrase(("thuế",)), Phrase(("đất", "đai")))
    assert [c.folded for c in parsed.clauses if isinstance(c, Word)] == ["yen", "bai"]


def test_a_pasted_title_with_punctuation_is_plain_words() -> None:
    parsed = understood("Về việc sửa đổi (lần 2): quy định, phí; lệ phí? giai đoạn 2021 - 2025")
    assert not parsed.excluded
    assert not parsed.numbers


def test_a_title_cut_off_inside_curly_quotes_is_no_error() -> None:
    assert understood("Phát động phong trào “Toàn dân đoàn kết").clauses


def test_a_long_paste_is_cut_and_it_is_said() -> None:
    parsed = understood(" ".join(f"từ{n}" for n in range(300)))
    assert len(parsed.clauses) == MAX_CLAUSES
    assert any(str(MAX_CLAUSES) in note for note in parsed.notes)


def test_filters_typed_in_the_query() -> None:
    parsed, query = parse(
        Query(text='thi đua loai:"quyết định" -loai:KH nam:2024 tu:5/2020 den:2020 coquan:"Bộ Nội vụ"')
    )
    assert query.types == ("QĐ",)
    assert query.exclude_types == ("KH",)
    assert query.years == (2024,)
    assert (query.date_from, query.date_to) == ("2020-05-01", "2020-12-31")
    assert parsed.issuer_words == ("bo", "noi", "vu")
    assert [c.folded for c in parsed.clauses if isinstance(c, Word)] == ["thi", "dua"]


@given(st.text(max_size=80))
def test_any_text_is_understood_or_refused_in_words(text: str) -> None:
    with suppress(BadQuery):
        parse(Query(text=text))


@given(st.text(max_size=200))
def test_folded_and_exact_tokens_go_together(text: str) -> None:
    folded, exact = folded_tokens(text), exact_tokens(text)
    assert [fold(token) for token in exact] == folded


def test_levels_by_name() -> None:
    raw = toml_data("issuer_levels.toml")
    for row in raw["level"]:
        assert [level_of(name) for name in row["finds"]] == [row["level"]] * len(row["finds"])
        assert all(level_of(name) != row["level"] for name in row["misses"])
    assert level_of(None) is None
    assert level_of("Công ty TNHH Một mình") is None


def test_short_forms_of_several_meanings_are_a_type_in_front_and_words_elsewhere() -> None:
    parsed, query = parse(Query(text="KH trồng cây"))
    assert query.types == ("KH",)
    assert parsed.folded == "trong cay"
    assert any("Kế hoạch" in note for note in parsed.notes)
    assert parsed.switches == ("expand",)
    for text in ("trồng cây KH", "kh trồng cây", "KH TRỒNG CÂY", "KH 12", "KH số 12", "khoa học"):
        assert parse(Query(text=text))[1].types == (), text
    parsed, query = parse(Query(text="KH trồng cây", expand=False))
    assert (query.types, parsed.folded, parsed.switches) == ((), "kh trong cay", ("expand",))


def test_a_merged_body_is_found_under_both_names_only_when_asked() -> None:
    parsed, _ = parse(Query(text="Sở Giao thông vận tải"))
    assert parsed.switches == ("renamed",)
    assert any("nay là Sở Xây dựng" in note for note in parsed.notes)
    for text in ("Sở Giao thông vận tải", "so xay dung"):
        parsed, _ = parse(Query(text=text, renamed=True))
        (group,) = parsed.clauses
        assert isinstance(group, Group)
        assert {("so", "giao", "thong", "van", "tai"), ("so", "xay", "dung")} <= set(group.forms)
    parsed, _ = parse(Query(text="đê điều tỉnh ủy Lào Cai", renamed=True))
    assert ("tinh", "uy", "yen", "bai") in parsed.clauses[-1].forms  # type: ignore[union-attr]  # a group, or it fails
    parsed, _ = parse(Query(text="Sở Xây dựng"))
    assert (parsed.notes, parsed.switches) == ((), ("renamed",))


def test_words_with_a_colon_that_are_no_filters() -> None:
    assert parse(Query(text="so:118/KH-UBND"))[0].numbers[0].number == "118"
    asked = parse(Query(text="gửi đến:Sở Y tế"))[1]
    assert asked.date_to is None


@pytest.mark.parametrize(("typed", "day"), [("den:2/2024", "2024-02-29"), ("den:2023-02", "2023-02-28")])
def test_a_month_ends_on_its_last_day(typed: str, day: str) -> None:
    assert parse(Query(text=f"{typed} cây"))[1].date_to == day


def test_a_day_that_no_calendar_has_is_refused() -> None:
    with pytest.raises(BadQuery, match="31/02/2020"):
        parse(Query(text="tu:31/02/2020 cây"))


@pytest.mark.parametrize(
    "value",
    ["²", "202²", "9" * 1500, "1799", "2201", "13/2020", "0/2020", "0/5/2020", "32/5/2020", "29/2/2023",
     "2020-05-01-01", "tháng 5", "2020-", "05-2020-x"],
)  # fmt: skip
def test_what_is_no_date_is_told_with_an_example(value: str) -> None:
    for field in ("tu", "den"):
        with pytest.raises(BadQuery, match="Ví dụ"):
            parse(Query(text=f'cây {field}:"{value}"'))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("1800", "1800-01-01", "1800-12-31"),
        ("2200", "2200-01-01", "2200-12-31"),
        ("2/2024", "2024-02-01", "2024-02-29"),
        ("2023-12", "2023-12-01", "2023-12-31"),
        ("31.1.2023", "2023-01-31", "2023-01-31"),
    ],
)
def test_a_date_stands_for_the_first_or_the_last_of_its_days(value: str, first: str, last: str) -> None:
    _, query = parse(Query(text=f"cây tu:{value} den:{value}"))
    assert (query.date_from, query.date_to) == (first, last)


@pytest.mark.parametrize(
    "asked", ["nam:20", "nam:1799", "nam:20245", "-tu:2020", "-den:2020", '-coquan:"Sở Mỏ"', "loai:xyz", "mau:xanh"]
)
def test_filters_that_cannot_be_are_told_with_an_example(asked: str) -> None:
    with pytest.raises(BadQuery, match="Ví dụ"):
        parse(Query(text=f"cây {asked}"))


@pytest.mark.parametrize("asked", ["cây~2", "cây^2", "cây*", "cây && cỏ", "cây || cỏ", "cây AND cỏ", '"cây xanh'])
def test_syntax_of_other_engines_is_told(asked: str) -> None:
    with pytest.raises(BadQuery, match="Ví dụ"):
        parse(Query(text=asked))


def test_signs_inside_quotes_and_titles_in_capitals_are_words() -> None:
    for asked in ('"cây ~ * && cỏ"', "CÂY AND CỎ", "“cây xanh"):
        assert parse(Query(text=asked))[0].runs
    with pytest.raises(BadQuery):
        parse(Query(text="CÂY && CỎ"))


def test_filters_are_told_and_what_they_leave_out_too() -> None:
    found, query = parse(Query(text="cây -loai:KH nam:2024 -nam:2023"))
    assert (query.exclude_types, query.years, query.exclude_years) == (("KH",), (2024,), (2023,))
    assert list(found.notes) == ["Lọc theo loai:KH (loại trừ).", "Lọc theo nam:2024.", "Lọc theo nam:2023 (loại trừ)."]


def test_of_a_long_question_only_the_first_words_count_and_it_is_said() -> None:
    words = [f"từ{n}" for n in range(MAX_CLAUSES + 1)]
    found, _ = parse(Query(text=" ".join(words)))
    assert sum(len(run) for run in found.runs) == MAX_CLAUSES
    assert f"Câu hỏi dài {MAX_CLAUSES + 1} từ: chỉ {MAX_CLAUSES} từ đầu được dùng." in found.notes
    found, _ = parse(Query(text=" ".join(words[:-1])))
    assert not any("Câu hỏi dài" in note for note in found.notes)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("118/KH-UBND", "Tra số văn bản: 118/KH-UBND."),
        ("kế hoạch 118", "Tra số văn bản: kế hoạch 118 (Kế hoạch số 118)."),
        (
            "quyết định số 5 năm 2024",
            "Tra số văn bản: quyết định số 5 năm 2024 (Quyết định số 5, năm 2024).",
        ),
    ],
)
def test_a_number_that_is_looked_up_is_told_as_it_was_understood(asked: str, said: str) -> None:
    found = parse(Query(text=asked))[0]
    assert (found.notes, found.lookup) == ((said,), True)
    beside = parse(Query(text=f"cây {asked}"))[0]
    assert said in beside.notes and not beside.lookup


def test_what_is_left_out_is_no_part_of_a_number() -> None:
    for asked, letters in (("118/KH-UBND -cỏ", ("kh", "ubnd")), ("kế hoạch 118 -khẩn", ()), ("118 -cỏ", ())):
        found = parse(Query(text=asked))[0]
        assert [(number.number, number.groups) for number in found.numbers] in ([("118", letters)], [])
        assert found.excluded and not found.lookup and not found.rest
    (number,) = parse(Query(text="12 -KH/TW"))[0].numbers
    assert number.groups == ("kh", "tw")
