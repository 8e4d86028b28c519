"""Which acts the title of an act names, and that this speaks for it."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.bases import suggest
from corpus.bases.features import prepare
from corpus.bases.index import Paper, Precedents
from corpus.bases.links import detailed_laws, issued_under, named_by_title
from corpus.bases.register import law_of
from extractor.laws.decrees import Decree, decrees

_DETAILS = "Nghị định số 91/2031/NĐ-CP ngày 03 tháng 5 năm 2031 của Chính phủ quy định chi tiết Luật Lưu trữ"
_AMENDS = "Nghị định số 92/2031/NĐ-CP ngày 04/6/2031 của Chính phủ sửa đổi Nghị định số 91/2031/NĐ-CP ngày 03/5/2031"


@pytest.mark.parametrize(
    ("key", "line", "named"),
    [
        ("91/2031/NĐ-CP", _DETAILS, ("33/2024/QH15",)),
        ("92/2031/NĐ-CP", _AMENDS, ("91/2031/NĐ-CP",)),
        ("93/2031/NĐ-CP", "Quy định chi tiết một số điều của Luật Lưu trữ", ("33/2024/QH15",)),
        ("91/2031/NĐ-CP", f"{_DETAILS[:70]}; {_AMENDS}", ()),
        ("91/2031/NĐ-CP", "Nghị định số 91/2031/NĐ-CP về phí, được sửa đổi bởi Nghị định số 92/2031/NĐ-CP", ()),
        ("71/2031/QH16", "Luật số 71/2031/QH16, Luật số 72/2031/QH16 và Luật số 73/2031/QH16", ()),
        ("33/2024/QH15", "Luật Lưu trữ", ()),
        # passed in June 2024, in force from July 2025: what details it stands between; a misprinted day says nothing
        ("91/2025/NĐ-CP", "Nghị định số 91/2025/NĐ-CP ngày 3/6/2025 quy định chi tiết Luật Lưu trữ", ("33/2024/QH15",)),
        ("91/2023/NĐ-CP", "Nghị định số 91/2023/NĐ-CP ngày 3/6/2023 quy định chi tiết Luật Lưu trữ", ("01/2011/QH13",)),
        ("91/2025/NĐ-CP", "Nghị định số 91/2025/NĐ-CP ngày 3/6/2015 quy định chi tiết Luật Lưu trữ", ("33/2024/QH15",)),
        # an amended decree details the law of its own day, one without a number that which is in force
        (
            "91/2024/NĐ-CP",
            "Nghị định số 91/2024/NĐ-CP ngày 3/9/2024 sửa đổi, bổ sung một số điều của Nghị định số 992/2014/NĐ-CP "
            "ngày 3/5/2014 về kho và Nghị định số 993/2016/NĐ-CP hướng dẫn thi hành Luật Lưu trữ",
            ("992/2014/NĐ-CP", "993/2016/NĐ-CP", "01/2011/QH13"),
        ),
        (
            "91/2024/NĐ-CP",
            "Nghị định số 91/2024/NĐ-CP ngày 3/9/2024 sửa đổi các nghị định hướng dẫn thi hành Luật Lưu trữ",
            ("01/2011/QH13",),
        ),
        (
            "91/2026/NĐ-CP",
            "Nghị định số 91/2026/NĐ-CP sửa đổi Nghị định số 992/2014/NĐ-CP và Nghị định số 993/2025/NĐ-CP hướng dẫn "
            "Luật Lưu trữ",
            ("992/2014/NĐ-CP", "993/2025/NĐ-CP"),
        ),
    ],
)
def test_acts_that_a_title_names(key: str, line: str, named: tuple[str, ...]) -> None:
    assert named_by_title(key, line) == named


@pytest.mark.parametrize(
    ("line", "laws"),
    [
        ("Nghị định số 91/2023/NĐ-CP ngày 03/6/2023 quy định chi tiết một số điều của Luật Lưu trữ", ("01/2011/QH13",)),
        ("Nghị định số 91/2023/NĐ-CP ngày 03/6/2023 về kho của Luật Lưu trữ", ()),
        ("Nghị định số 91/2023/NĐ-CP ngày 03/6/2023 quy định chi tiết Nghị quyết số 57/2022/QH15 và Luật Lưu trữ", ()),
        (
            "Nghị định số 91/2023/NĐ-CP ngày 3/6/2023 sửa đổi Nghị định số 9/2013/NĐ-CP quy định chi tiết Luật Lưu trữ",
            ("01/2011/QH13",),
        ),
    ],
)
def test_the_laws_with_which_an_act_ends(line: str, laws: tuple[str, ...]) -> None:
    assert detailed_laws("91/2023/NĐ-CP", line) == laws


def test_what_details_a_law_that_is_long_gone_is_not_offered() -> None:
    line = "Nghị định số 991/2013/NĐ-CP ngày 03/01/2013 quy định chi tiết một số điều của Luật Lưu trữ"
    title = "Chỉnh lý tài liệu lưu trữ"
    papers = [
        Paper(f"p{day}", f"2025-06-{day}", "QĐ", "Sở Nội vụ tỉnh Lào Cai", title, title, {"991/2013/NĐ-CP": line})
        for day in range(11, 15)
    ]
    held = Precedents(papers)

    def offered(day: str) -> set[str]:
        draft = Paper("d", day, "QĐ", "Sở Nội vụ tỉnh Lào Cai", title, title, {})
        return {one.key for one in suggest(held, draft, limit=40)}

    assert "991/2013/NĐ-CP" in offered("2025-07-20")  # the new law has held since July; what details it may be late
    assert "991/2013/NĐ-CP" not in offered("2025-10-02")


def test_what_details_a_likely_law_is_likelier() -> None:
    law, detailing, other = "33/2024/QH15", "91/2025/NĐ-CP", "94/2025/NĐ-CP"
    lines = {
        detailing: "Nghị định số 91/2025/NĐ-CP ngày 03 tháng 5 năm 2025 quy định chi tiết một số điều của Luật Lưu trữ",
        other: "Nghị định số 94/2025/NĐ-CP ngày 05 tháng 5 năm 2025 quy định chi tiết một số điều của Luật Thú y",
    }
    title = "Hướng dẫn chỉnh lý tài liệu lưu trữ"
    papers = [
        Paper("a", "2025-06-01", "TT", "Bộ Nội vụ", title, title, {law: "Luật Lưu trữ ngày 21 tháng 6 năm 2024"}),
        *(Paper(key, "2025-06-02", "QĐ", "Bộ Y tế", "Giao kế hoạch", "", {key: line}) for key, line in lines.items()),
    ]
    precedents = Precedents(papers)
    case = prepare(precedents, Paper("d", "2025-09-01", "TT", "Bộ Nội vụ", title, title, {}))
    place = {precedents.keys[at]: row for row, at in enumerate(case.places)}
    differ = case.features[place[detailing]] - case.features[place[other]]
    assert place[detailing] < place[other] and np.count_nonzero(differ) >= 1


@pytest.mark.parametrize("decree", [one for one in decrees().values() if one.under], ids=lambda decree: decree.number)
def test_a_decree_is_issued_under_laws_of_its_own_day_that_its_title_does_not_name(decree: Decree) -> None:
    laws = [law_of(key) for key in issued_under(decree.number)]
    assert len(laws) == len(decree.under)
    for law in laws:
        assert law is not None and law.date is not None and law.date <= decree.date
    named = named_by_title(decree.number, f"Nghị định {decree.name}")
    assert not set(named) & set(issued_under(decree.number))


def test_only_the_register_knows_under_which_law_a_decree_was_issued() -> None:
    assert issued_under("88/2024/NĐ-CP") == ("31/2024/QH15",)
    assert issued_under("44/2014/NĐ-CP") == ("45/2013/QH13",)  # the law of its day, not the one in force now
    assert issued_under("30/2020/NĐ-CP") == () and issued_under("9999/2025/NĐ-CP") == ()


def test_what_was_issued_under_a_likely_law_is_likelier() -> None:
    title = "Giao đất trồng dừa cho các hộ đảo Hòn Mây"
    law = {"31/2024/QH15": "Luật Đất đai ngày 18 tháng 01 năm 2024"}
    precedents = Precedents([Paper("a", "2025-06-01", "QĐ", "Sở Nội vụ tỉnh Lào Cai", title, title, law)])
    places = precedents.key_place
    pairs = set(zip(precedents.link_from.tolist(), precedents.link_to.tolist(), strict=True))
    assert (places["71/2024/NĐ-CP"], places["31/2024/QH15"]) in pairs  # `quy định về giá đất` names no law
    case = prepare(precedents, Paper("d", "2025-09-01", "QĐ", "Sở Nội vụ tỉnh Lào Cai", title, title, {}))
    assert {"71/2024/NĐ-CP", "88/2024/NĐ-CP", "103/2024/NĐ-CP"} <= {precedents.keys[at] for at in case.places}
