"""Laws by name: the register itself, where names end in running text, which version is meant."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.laws import find_law, laws_by_number, match_law_name
from extractor.laws.registry import LawEntry, laws, name_key

ENTRIES = laws().entries
DAY = re.compile(r"^\d{4}-\d\d-\d\d$")


def entry_id(entry: LawEntry) -> str:
    return entry.number or f"{entry.name} {entry.year}"


# ---- The register ----------------------------------------------------------------------------------------------------


def test_numbers_are_unique_and_replacing_acts_exist() -> None:
    numbers = [entry.number for entry in ENTRIES if entry.number]
    assert len(numbers) == len(set(numbers))
    known = set(numbers)
    assert not [(e.number, n) for e in ENTRIES for n in e.replaced_by if n not in known or n == e.number]


@pytest.mark.parametrize("entry", ENTRIES, ids=entry_id)
def test_an_entry_holds_together(entry: LawEntry) -> None:
    assert re.match(r"(?:Luật|Bộ luật|Pháp lệnh|Hiến pháp)\b", entry.name)
    assert not re.search(r"\d{4}$|HĐND|UBND|QPPL", entry.name)
    for day in (entry.date, entry.effective_from):
        assert day is None or DAY.match(day)
    if entry.date:
        assert int(entry.date[:4]) == entry.year
        assert entry.effective_from is None or entry.date <= entry.effective_from
    if entry.number and entry.number.split("/")[1].isdigit():
        assert int(entry.number.split("/")[1]) == entry.year
        ordinance = "UBTVQH" in entry.number
        assert ordinance == (entry.type_code == "PL")
    for later in entry.replaced_by:
        (replacing,) = laws_by_number(later)
        assert (replacing.date or str(replacing.year)) > (entry.date or str(entry.year))


@pytest.mark.parametrize("entry", ENTRIES, ids=entry_id)
def test_an_entry_is_found_by_number_and_by_name_with_date(entry: LawEntry) -> None:
    if entry.number:
        assert laws_by_number(entry.number) == (entry,)
        assert find_law("", number=entry.number) == entry
    twins = [e for e in ENTRIES if name_key(e.name) == name_key(entry.name) and e.date == entry.date]
    if entry.date and len(twins) == 1:
        assert find_law(entry.name, date=entry.date, amending=entry.amending) == entry


@pytest.mark.parametrize("entry", ENTRIES, ids=entry_id)
def test_a_name_is_read_whole_in_every_print(entry: LawEntry) -> None:
    for printed in (entry.name, entry.name.upper(), entry.name.replace(" ", "\n", 3)):
        found = match_law_name(f"{printed} ngày 01/01/2030", 0)
        assert found is not None
        assert found.end == len(printed), printed
        assert name_key(found.base_name) == name_key(entry.name)
        assert found.amending == entry.amending
        assert found.known


def test_two_versions_of_a_name_never_take_effect_on_one_day() -> None:
    for versions in laws().by_name.values():
        days = [entry.effective_from for entry in versions if entry.effective_from and not entry.amending]
        assert len(days) == len(set(days)), versions[0].name


# ---- Names in running text -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marked", "base_name", "amending"),
    [
        ("Luật Đất đai| năm 2013", "Luật Đất đai", False),
        ("Luật thi đua, khen thưởng| ngày 26/11/2003", "Luật Thi đua, khen thưởng", False),
        ("Luật Thi đua Khen thưởng|;", "Luật Thi đua, khen thưởng", False),
        ("Luật Thi đua - Khen thưởng|", "Luật Thi đua, khen thưởng", False),
        ("Luật Thi đua, khen thƣởng|", "Luật Thi đua, khen thưởng", False),
        ("Luật Tổ chức Chính quyền địa phương| ngày", "Luật Tổ chức chính quyền địa phương", False),
        ("Luật Tổ chức HĐND và UBND| ngày", "Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân", False),
        ("Luật TĐKT| năm 2022", "Luật Thi đua, khen thưởng", False),
        ("Luật PCTN|", "Luật Phòng, chống tham nhũng", False),
        ("BLHS| năm 2015", "Bộ luật Hình sự", False),
        ("Bộ luật hình sự| số 100/2015/QH13", "Bộ luật Hình sự", False),
        ("Luật Lao động| và Pháp lệnh Dân số", "Bộ luật Lao động", False),
        ("Hiến pháp nước CHXHCN Việt Nam| năm 2013", "Hiến pháp", False),
        ("Luật Khiếu nại|, Luật Tố cáo", "Luật Khiếu nại", False),
        ("Luật Báo chí| và các văn bản hướng dẫn", "Luật Báo chí", False),
        ("luật Đất đai| năm 2013", "Luật Đất đai", False),
        ("Luật Đất đai sửa đổi| năm 2024", "Luật Đất đai", False),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương| ngày",
            "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương",
            True,
        ),
        (
            "Luật Sửa đổi, bổ sung một số điều của Luật thi đua, khen thưởng| năm 2005 và Luật sửa đổi",
            "Luật sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng",
            True,
        ),
        (
            "Luật sửa đổi, bổ sung một số điều Luật Cán bộ, công chức và Luật Viên chức| năm 2019",
            "Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức",
            True,
        ),
        (
            "Luật sửa đổi, bổ sung một số điều của 37 Luật có liên quan đến quy hoạch| ngày",
            "Luật sửa đổi, bổ sung một số điều của 37 luật có liên quan đến quy hoạch",
            True,
        ),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng|; Luật Viên chức",
            "Luật sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng",
            True,
        ),
        (
            "Pháp lệnh sửa đổi, bổ sung một số điều của Pháp lệnh cán bộ, công chức| ngày 29",
            "Pháp lệnh sửa đổi, bổ sung một số điều của Pháp lệnh Cán bộ, công chức",
            True,
        ),
        # outside the register: by the shape
        ("Luật Trí tuệ nhân tạo| số 500/2031/QH20", "Luật Trí tuệ nhân tạo", False),
        ("Luật Bán buôn, bán lẻ và hội chợ| ngày 01/01/2031", "Luật Bán buôn, bán lẻ và hội chợ", False),
        ("Luật Bán buôn|, đồng thời có ý kiến", "Luật Bán buôn", False),
        ("LUẬT BÁN BUÔN| NGÀY 5", "Luật Bán buôn", False),
        ("Pháp lệnh Bán buôn| được thông qua", "Pháp lệnh Bán buôn", False),
    ],
)
def test_end_and_name(marked: str, base_name: str, amending: bool) -> None:
    found = match_law_name(marked.replace("|", ""), 0)
    assert found is not None
    assert (found.end, found.base_name, found.amending) == (marked.index("|"), base_name, amending)


@pytest.mark.parametrize(
    "content",
    [
        "Luật này", "luật này", "Luật, Nghị định", "luật sư", "Luật sư Việt Nam", "Luật số 87/2025/QH15", "Luật", "",
        "luật đất đai", "Luật và Nghị định", "luật, pháp lệnh", "Bộ luật này", "pháp luật về đất đai",
        "Pháp lệnh, nghị quyết", "Luật Luật Nhà ở năm 2023",
    ],
)  # fmt: skip
def test_generic_words_are_no_law(content: str) -> None:
    assert match_law_name(content, 0) is None


# ---- Which version ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "printed", "number"),
    [
        ("Luật Đất đai", {"year": 2013}, "45/2013/QH13"),
        ("Luật Đất đai", {"date": "2003-11-26"}, "13/2003/QH11"),
        ("Luật Đất đai", {"as_of": "2014-06-30"}, "13/2003/QH11"),
        ("Luật Đất đai", {"as_of": "2014-07-01"}, "45/2013/QH13"),
        ("Luật Đất đai", {"as_of": "2024-07-31"}, "45/2013/QH13"),
        ("Luật Đất đai", {"as_of": "2024-08-01"}, "31/2024/QH15"),
        ("Luật Đất đai", {}, "31/2024/QH15"),
        ("Luật Đất đai", {"number": "45/2013/QH13", "year": 2024}, "45/2013/QH13"),
        ("Luật TĐKT", {"as_of": "2023-06-01"}, "15/2003/QH11"),
        ("Luật Thi đua, khen thưởng", {"as_of": "2024-01-01"}, "06/2022/QH15"),
        ("Luật Thi đua, khen thưởng", {"year": 2013}, "39/2013/QH13"),  # no full law of 2013: the amending one
        ("Luật Thi đua, khen thưởng", {"year": 2012}, None),
        # two acts of one name and one year: settled by date or by the day of the citing document
        ("Luật Tổ chức chính quyền địa phương", {"year": 2025}, None),
        ("Luật Tổ chức chính quyền địa phương", {"year": 2025, "as_of": "2025-04-01"}, "65/2025/QH15"),
        ("Luật Tổ chức chính quyền địa phương", {"year": 2025, "as_of": "2025-07-01"}, "72/2025/QH15"),
        ("Luật Tổ chức chính quyền địa phương", {"date": "2025-06-16"}, "72/2025/QH15"),
        # one day, two laws
        ("Luật Tổ chức Chính phủ", {"date": "2015-06-19"}, "76/2015/QH13"),
        ("Luật Tổ chức chính quyền địa phương", {"date": "2015-06-19"}, "77/2015/QH13"),
        # a misprinted day: the only act of that name and year
        ("Luật Đất đai", {"date": "2013-11-28"}, "45/2013/QH13"),
        # before the first version that is known
        ("Luật Thủ đô", {"as_of": "2010-01-01"}, None),
        ("Luật Không có trong sổ", {"year": 2013}, None),
    ],
)
def test_version(name: str, printed: dict[str, str | int], number: str | None) -> None:
    found = find_law(name, **printed)
    assert (found.number if found else None) == number


def test_constitution_by_day() -> None:
    for day, year in (("2013-12-31", 1992), ("2014-01-01", 2013), ("1985-01-01", 1980)):
        found = find_law("Hiến pháp", as_of=day)
        assert found is not None
        assert (found.year, found.number) == (year, None)


def test_an_amending_law_by_its_year() -> None:
    name = "Luật sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng"
    for year, number in ((2005, "47/2005/QH11"), (2013, "39/2013/QH13")):
        found = find_law(name, year=year, amending=True)
        assert found is not None
        assert found.number == number
    assert find_law(name, year=2008, amending=True) is None


@pytest.mark.parametrize(
    ("amended", "number"),
    [
        ("Luật Viên chức", "52/2019/QH14"),
        ("Luật Cán bộ, công chức", "52/2019/QH14"),
        ("Luật Tổ chức Chính phủ", "47/2019/QH14"),
        ("Luật Thư viện", None),
        ("Luật Cán bộ, công chức và Luật Thư viện", None),
    ],
)
def test_an_act_that_amends_two_laws_is_also_named_by_one(amended: str, number: str | None) -> None:
    name = f"Luật sửa đổi, bổ sung một số điều của {amended}"
    found = find_law(name, year=2019, amending=True)
    assert (found and found.number) == number
    assert find_law(name, year=2018, amending=True) is None


def test_a_number_in_any_print() -> None:
    for printed in ("6/2022/QH15", "06/2022/qh15", " 06/2022-QH15"):
        assert [entry.number for entry in laws_by_number(printed)] == ["06/2022/QH15"]
    assert laws_by_number("999/2022/QH15") == ()


# ---- For every text --------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    "Luật Bộ_luật sửa_đổi bổ_sung một_số_điều của Đất_đai , và ( số 5 ngày năm 2013 \n .".split(" ")
)


@given(st.lists(PIECES, max_size=20).map(lambda p: " ".join(p).replace("_", " ")) | st.text(max_size=60))
def test_never_raises_and_the_end_lies_in_the_text(content: str) -> None:
    found = match_law_name(content, 0)
    assert found is None or 0 < found.end <= len(content)


def test_time_grows_with_the_text_and_not_with_its_square() -> None:
    def seconds(times: int) -> float:
        content = "Luật sửa đổi, bổ sung một số điều của Luật Đất đai, Luật Nhà ở " * times
        start = time.process_time()
        for position in range(0, len(content), 64):
            match_law_name(content, position)
        return time.process_time() - start

    seconds(50)
    assert seconds(800) < 40 * max(seconds(100), 0.01)
