"""The register of decrees: its entries hold together, and it brings what no paper of the archive cites yet."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date as Day
from datetime import timedelta

import pytest

from corpus.bases import suggest
from corpus.bases.index import Paper, Precedents
from corpus.bases.register import decree_of, successor_of, validity
from corpus.bases.title_words import subject_words, words_of
from extractor.laws.decrees import Decree, decrees

ISSUER = "Ủy ban nhân dân tỉnh Lào Cai"


@pytest.mark.parametrize("decree", decrees().values(), ids=lambda decree: decree.number)
def test_an_entry_says_nothing_that_another_contradicts(decree: Decree) -> None:
    assert re.fullmatch(r"\d{2,3}/(?:19|20)\d\d/NĐ-CP", decree.number)
    assert re.fullmatch(rf"{decree.number[-10:-6]}-\d\d-\d\d", decree.date)
    assert re.match(r"(?:về|quy định|ban hành|hướng dẫn|sửa đổi|quản lý|chống|kiểm tra)[ ,]", decree.name)
    for number in decree.amended_by:
        assert decrees()[number].date > decree.date and "sửa đổi" in decrees()[number].name
    if decree.replaced_by is not None:
        later = decree_of(decree.replaced_by)
        assert re.fullmatch(r"\d{2,3}/(?:19|20)\d\d/NĐ-CP", decree.replaced_by)
        assert decree.ends is not None and decree.date < decree.ends
        assert later is None or decree.date < later.date <= decree.ends


# What it changed is not told by two sources.
UNTOLD = {"104/2022/NĐ-CP"}


def test_a_decree_that_amends_others_is_told_of_at_one_of_them() -> None:
    told = {number for decree in decrees().values() for number in decree.amended_by}
    amending = {number for number, decree in decrees().items() if decree.name.startswith("sửa đổi, bổ sung")}
    assert amending - told == UNTOLD


def test_what_amended_the_decrees_on_land_and_building_is_told_from_its_day_on() -> None:
    for number in ("71/2024", "88/2024", "101/2024", "102/2024", "112/2024", "151/2025"):
        assert validity(f"{number}/NĐ-CP", "2025-08-14").amended_by == ()
        assert validity(f"{number}/NĐ-CP", "2025-08-15").amended_by == (("226/2025/NĐ-CP", "2025-08-15"),)
    assert validity("15/2021/NĐ-CP", "2023-06-20").amended_by == (("35/2023/NĐ-CP", "2023-06-20"),)


def test_what_is_known_to_have_ended_on_a_day_that_is_not_is_left_out() -> None:
    assert decree_of("82/2020/NĐ-CP") is None


@pytest.mark.parametrize(
    ("ended", "by", "day"),
    [
        ("91/2017/NĐ-CP", "98/2023/NĐ-CP", "2024-01-01"), ("98/2023/NĐ-CP", "152/2025/NĐ-CP", "2025-07-01"),
        ("117/2020/NĐ-CP", "90/2026/NĐ-CP", "2026-05-15"), ("130/2005/NĐ-CP", "75/2026/NĐ-CP", "2026-05-01"),
        ("117/2013/NĐ-CP", "75/2026/NĐ-CP", "2026-05-01"), ("37/2015/NĐ-CP", "210/2026/NĐ-CP", "2026-07-01"),
        ("50/2021/NĐ-CP", "210/2026/NĐ-CP", "2026-07-01"), ("53/2022/NĐ-CP", "333/2026/NĐ-CP", "2026-08-19"),
        ("98/2025/NĐ-CP", "104/2026/NĐ-CP", "2026-03-31"),
    ],
)  # fmt: skip
def test_what_ended_in_2026_stands_up_to_its_last_day(ended: str, by: str, day: str) -> None:
    before = (Day.fromisoformat(day) - timedelta(days=1)).isoformat()
    assert validity(ended, before).state == "unknown"
    assert (validity(ended, day).state, validity(ended, day).by) == ("replaced", by)


@pytest.mark.parametrize(
    ("amended", "by", "day"),
    [
        ("01/2019/NĐ-CP", "159/2024/NĐ-CP", "2024-12-18"), ("150/2025/NĐ-CP", "370/2025/NĐ-CP", "2025-12-31"),
        ("118/2025/NĐ-CP", "309/2026/NĐ-CP", "2026-08-05"), ("45/2020/NĐ-CP", "310/2026/NĐ-CP", "2026-08-05"),
    ],
)  # fmt: skip
def test_the_last_amendment_is_told_from_its_day_on(amended: str, by: str, day: str) -> None:
    before = (Day.fromisoformat(day) - timedelta(days=1)).isoformat()
    assert by not in dict(validity(amended, before).amended_by)
    assert validity(amended, day).amended_by[-1] == (by, day)


def test_the_register_is_in_order_of_time() -> None:
    days = [decree.date for decree in decrees().values()]
    assert days == sorted(days)


def test_a_decree_ends_on_the_day_of_the_one_that_took_its_place() -> None:
    assert validity("24/2014/NĐ-CP", "2025-02-28").state == "unknown"  # the register does not list all that may end one
    assert validity("24/2014/NĐ-CP", "2025-03-01").by == "45/2025/NĐ-CP"
    assert successor_of("24/2014/NĐ-CP", "2025-03-01") == "45/2025/NĐ-CP"
    assert successor_of("24/2014/NĐ-CP", "2025-07-01") == "150/2025/NĐ-CP"
    assert successor_of("24/2014/NĐ-CP", "2025-06-20", passed=True) == "150/2025/NĐ-CP"
    assert validity("150/2025/NĐ-CP", "2025-06-01").state == "future"
    assert validity("63/2010/NĐ-CP", "2015-01-01").amended_by == (("48/2013/NĐ-CP", "2013-05-14"),)


@pytest.mark.parametrize(
    ("ended", "by", "day"),
    [
        ("130/2018/NĐ-CP", "23/2025/NĐ-CP", "2025-04-10"), ("146/2018/NĐ-CP", "188/2025/NĐ-CP", "2025-08-15"),
        ("75/2023/NĐ-CP", "188/2025/NĐ-CP", "2025-08-15"), ("01/2017/NĐ-CP", "102/2024/NĐ-CP", "2024-08-01"),
        ("47/2020/NĐ-CP", "278/2025/NĐ-CP", "2025-10-22"), ("73/2024/NĐ-CP", "161/2026/NĐ-CP", "2026-07-01"),
        ("144/2021/NĐ-CP", "282/2025/NĐ-CP", "2025-12-15"), ("31/2021/NĐ-CP", "96/2026/NĐ-CP", "2026-03-31"),
        ("44/2014/NĐ-CP", "71/2024/NĐ-CP", "2024-08-01"), ("45/2014/NĐ-CP", "103/2024/NĐ-CP", "2024-08-01"),
        ("10/2020/NĐ-CP", "158/2024/NĐ-CP", "2025-01-01"),
        ("01/2021/NĐ-CP", "168/2025/NĐ-CP", "2025-07-01"), ("50/2024/NĐ-CP", "105/2025/NĐ-CP", "2025-07-01"),
        ("175/2024/NĐ-CP", "217/2026/NĐ-CP", "2026-07-01"), ("52/2013/NĐ-CP", "248/2026/NĐ-CP", "2026-07-01"),
    ],
)  # fmt: skip
def test_what_another_of_the_list_took_the_place_of_is_not_offered_behind_its_day(
    ended: str, by: str, day: str
) -> None:
    assert successor_of(ended, day) == by
    offered = {one.key for one in suggest(Precedents([]), draft("2026-11-02", decrees()[ended].name), limit=60)}
    assert by in offered and ended not in offered


def test_what_one_beyond_the_list_took_the_place_of_is_not_offered_behind_its_day() -> None:
    assert decree_of("206/2026/NĐ-CP") is None
    assert successor_of("10/2021/NĐ-CP", "2026-06-30", passed=True) is None
    assert successor_of("10/2021/NĐ-CP", "2026-07-01", passed=True) == "206/2026/NĐ-CP"
    title = "Quy định về quản lý chi phí đầu tư xây dựng"
    offered = {day: {one.key for one in suggest(Precedents([]), draft(day, title), limit=60)} for day in (
        "2026-06-30", "2026-07-01")}  # fmt: skip
    assert "10/2021/NĐ-CP" in offered["2026-06-30"] and "10/2021/NĐ-CP" not in offered["2026-07-01"]


def draft(day: str, title: str, lines: dict[str, str] | None = None, id: str = "d") -> Paper:
    return Paper(id=id, date=day, type="QĐ", issuer=ISSUER, title=title, body=title, lines=lines or {})


def test_a_decree_that_no_paper_cites_is_offered_with_its_day_and_a_reason() -> None:
    found = suggest(Precedents([]), draft("2029-03-14", "Ban hành Quy chế công tác văn thư của Ủy ban"), limit=20)
    offered = {one.key: one for one in found}
    assert offered["30/2020/NĐ-CP"].line == (
        "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"
    )
    assert offered["30/2020/NĐ-CP"].cited_by == 0
    assert any("danh mục nghị định" in reason for reason in offered["30/2020/NĐ-CP"].reasons)
    assert "110/2004/NĐ-CP" not in offered


@pytest.mark.parametrize(
    "title",
    ["Về việc mua ghế cho hội trường", "Về lịch cắt nước để súc rửa bể", "Phân công trực cơ quan dịp nghỉ lễ"],
)
def test_an_empty_place_beats_a_decree_on_something_else(title: str) -> None:
    found = suggest(Precedents([]), draft("2026-11-02", title), limit=20)
    # what gives the issuer its competence, and nothing on legal aid, taxes or social relief
    assert {one.key for one in found} <= {"72/2025/QH15", "150/2025/NĐ-CP"}


@pytest.mark.parametrize(
    ("title", "offered", "left_out"),
    [
        ("Về việc miễn học phí cho lớp bơi", {"81/2021/NĐ-CP", "97/2023/NĐ-CP"}, {"61/2015/NĐ-CP"}),
        # `về việc`, `hỗ trợ` and `cá nhân` stand in drafts on anything
        ("Về việc hỗ trợ cá nhân trồng sen", set(), {"61/2015/NĐ-CP", "74/2019/NĐ-CP", "04/2007/QH12"}),
        # `quản lý học phí` says nothing of what is `lý học`
        ("Mở lớp tâm lý học đường", set(), {"81/2021/NĐ-CP", "97/2023/NĐ-CP"}),
    ],
)
def test_a_word_on_which_few_acts_are_speaks_for_them(title: str, offered: set[str], left_out: set[str]) -> None:
    found = {one.key for one in suggest(Precedents([]), draft("2025-08-05", title), limit=20)}
    assert offered <= found and not left_out & found


def test_words_of_titles_are_whole() -> None:
    assert "học_phí" in subject_words("81/2021/NĐ-CP") and "lý_học" not in subject_words("81/2021/NĐ-CP")
    assert words_of("Ban hành Kế hoạch về giá cát") == {"hành_kế", "giá_cát"}
    assert subject_words("9999/2025/NĐ-CP") == frozenset()


def test_what_took_the_place_of_a_typed_basis_is_offered_whatever_speaks_for_it() -> None:
    found = suggest(
        Precedents([]), draft("2026-11-02", "Về việc mua ghế cho hội trường"), given=frozenset({"61/2018/NĐ-CP"})
    )
    assert found[0].key == "118/2025/NĐ-CP"


@pytest.mark.parametrize(
    ("title", "given", "amending"),
    [
        ("Quy định về nuôi ong lấy mật", "64/2025/QH15", "87/2025/QH15"),
        ("Sửa chữa cầu treo", "58/2024/QH15", "90/2025/QH15"),
    ],
)
def test_what_amends_a_typed_basis_is_offered_although_no_word_speaks_for_it(
    title: str, given: str, amending: str
) -> None:
    one = replace(draft("2025-09-14", title), normative=True)
    assert amending not in {found.key for found in suggest(Precedents([]), one, limit=20)}
    assert amending in {found.key for found in suggest(Precedents([]), one, given=frozenset({given}), limit=20)}


def test_none_is_offered_before_its_day() -> None:
    found = suggest(Precedents([]), draft("2019-03-14", "Ban hành Quy chế công tác văn thư của Ủy ban"), limit=40)
    assert "30/2020/NĐ-CP" not in {one.key for one in found}


def test_what_took_the_place_of_a_habit_is_offered_instead() -> None:
    habit = {"61/2018/NĐ-CP": "Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về cơ chế một cửa"}
    earlier = [
        draft(f"2025-06-{day}", f"Công bố thủ tục hành chính lĩnh vực nuôi ong số {day}", habit, f"p{day}")
        for day in range(11, 17)
    ]
    keys = [one.key for one in suggest(Precedents(earlier), draft("2025-08-20", "Công bố thủ tục hành chính nuôi ong"))]
    assert "118/2025/NĐ-CP" in keys and "61/2018/NĐ-CP" not in keys


def test_only_what_is_listed_is_known() -> None:
    assert decree_of("9999/2025/NĐ-CP") is None


def test_what_happens_on_a_day_counts_from_that_day_on() -> None:
    assert validity("31/2024/QH15", "2024-01-17", draft_type="NĐ").state == "future"
    assert validity("31/2024/QH15", "2024-01-18", draft_type="NĐ").state == "in_force"
    assert validity("31/2024/QH15", "2024-01-18", draft_type="KH").state == "not_yet"
    assert validity("150/2025/NĐ-CP", "2025-06-12").state == "unknown"
    assert validity("63/2010/NĐ-CP", "2013-05-13").amended_by == ()
    assert validity("63/2010/NĐ-CP", "2013-05-14").amended_by == (("48/2013/NĐ-CP", "2013-05-14"),)


def test_what_a_paper_of_the_archive_replaces_ends_when_that_paper_usually_takes_effect() -> None:
    old, new = "7/2031/QĐ-UBND @SƠN LA", "9/2032/QĐ-UBND @SƠN LA"
    replaced = {old: (new, "2032-01-01")}
    assert validity(old, "2032-01-10", replaced=replaced).state == "unknown"
    assert validity(old, "2032-03-01", replaced=replaced).by == new
