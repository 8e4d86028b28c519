"""Who opens a sentence of a report and is told by the weight of many small signs: `data/report_weights.toml`."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest

from extractor.knowledge import toml_data
from extractor.reports.weighed import verb_weight
from tests.test_extractor_units import _header, _units

WEIGHTS: dict[str, Any] = toml_data("report_weights.toml")


@pytest.mark.parametrize("verb", WEIGHTS["verb"], ids=lambda verb: str(verb["phrases"][0]))
def test_every_verb_weighs_what_it_says(verb: dict[str, Any]) -> None:
    assert verb["finds"] and verb["misses"]
    for clause in verb["finds"]:
        assert verb_weight(clause, 0, len(clause)) == verb["weight"], clause
    for clause in verb["misses"]:
        assert verb_weight(clause, 0, len(clause)) != verb["weight"], clause


def test_no_verb_is_listed_twice() -> None:
    phrases = [phrase for verb in WEIGHTS["verb"] for phrase in verb["phrases"]]
    assert sorted(set(phrases)) == sorted(phrases)


@pytest.mark.parametrize("report", WEIGHTS["report"], ids=lambda report: str(report["text"]).split("\n")[-2][:60])
def test_whom_a_short_report_tells(report: dict[str, Any]) -> None:
    content = str(report["text"]).lstrip()
    assert _units(content, _header(content, "news")) == report["told"]


def test_somebody_is_told_in_both_ways() -> None:
    assert {bool(report["told"]) for report in WEIGHTS["report"]} == {True, False}


def test_words_that_are_no_work_weigh_nothing() -> None:
    for clause in (
        "vui mừng đón bà con",
        "chịu trách nhiệm trước dư luận",
        "phải đi bộ sang bến",
        "cần gạo",
        "thường xuyên vắng khách",
        "trình bày mẫu phao",
        "báo cáo, cả vùng có tám đò",
        "đánh giá là đúng",
        "dự báo đêm nay mưa",
    ):
        assert verb_weight(clause, 0, len(clause)) is None, clause
    for clause in ("báo cáo, đề xuất việc thu phí", "báo cáo UBND tỉnh", "trình UBND tỉnh"):
        assert verb_weight(clause, 0, len(clause)) == WEIGHTS["verbs"]["any_duty"]
    assert verb_weight("có trách nhiệm báo cáo", 0, 22) == 3


def test_who_directs_many_without_a_name_gives_orders() -> None:
    many, one = "chỉ đạo các sở, ngành đếm đò", "chỉ đạo Công an tỉnh đếm đò"
    assert verb_weight(many, 0, len(many)) == WEIGHTS["verbs"]["directs_many"]
    assert verb_weight(one, 0, len(one)) == WEIGHTS["verbs"]["any_duty"]


@pytest.mark.parametrize(
    "piece",
    [
        "Sở Y tế cần đếm đò. ",
        "UBND tỉnh yêu cầu đếm đò. Sở Y tế thực hiện. ",
        "Theo đó, Sở Y tế đếm đò. ",
        "UBND tỉnh ban hành Kế hoạch. ",
        "Sở Y tế chỉ đạo các sở. ",
        "Sở Y tế đã họp. ",
        "UBND tỉnh ban hành Kế hoạch. Theo đó, Sở Y tế rà soát bến. ",
        "ông Bảy, bà Tư, Sở Y tế cần rà soát. ",
    ],
)
def test_thousands_of_sentences_are_weighed_in_time_that_grows_with_their_number(piece: str) -> None:
    def seconds(times: int) -> float:
        content = piece * times + "\n"
        started = process_time()
        _units(content, _header(content, "news"))
        return process_time() - started

    seconds(50)
    short, long = seconds(400), seconds(1600)
    assert long < 4 * 3 * max(short, 0.05)


@pytest.mark.parametrize(
    ("content", "units"),
    [
        (
            "UBND tỉnh yêu cầu Sở Y tế rà soát bến đò, bố trí phao, phối hợp chặt chẽ với Công an tỉnh giữ bến.",
            ["Sở Y tế", "Công an tỉnh"],
        ),
        (
            "UBND tỉnh yêu cầu Sở Y tế rà soát bến đò. Đồng thời, phối hợp với Tỉnh đoàn, Công an tỉnh giữ bến.",
            ["Sở Y tế", "Tỉnh đoàn", "Công an tỉnh"],
        ),
        (
            "UBND tỉnh yêu cầu Sở Y tế rà soát bến đò.\nBố trí phao ở mỗi bến; phối hợp cùng Công an tỉnh giữ bến.",
            ["Sở Y tế", "Công an tỉnh"],
        ),
        # who only did something together, and who did so before
        ("Hội Chèo đò phối hợp với Công an tỉnh đếm khách, phát phao.", []),
        ("UBND tỉnh yêu cầu Sở Y tế rà soát bến đò mà xã đã phối hợp với Công an tỉnh kiểm tra.", ["Sở Y tế"]),
        ("UBND tỉnh yêu cầu Sở Y tế rà soát bến đò. Hội Chèo đò phối hợp với Tỉnh đoàn mở hội.", ["Sở Y tế"]),
        ("UBND tỉnh yêu cầu Sở Y tế rà soát bến đò. Sáng nay, phối hợp với Tỉnh đoàn mở hội.", ["Sở Y tế"]),
        ("UBND tỉnh yêu cầu Sở Y tế rà soát bến đò, phối hợp với Công ty Gốm thuê phao.", ["Sở Y tế"]),
        ("UBND tỉnh yêu cầu Sở Y tế rà soát bến đò, công tác phối hợp với Công an tỉnh, số phao.", ["Sở Y tế"]),
    ],
)
def test_with_whom_one_works_is_told_however_far_behind_him(content: str, units: list[str]) -> None:
    assert _units(content + "\n", _header(content, "news")) == units


@pytest.mark.parametrize(
    "content",
    [
        "UBND tỉnh yêu cầu Sở Y tế rà soát bến đò. Sở Du lịch tổ chức lễ trao giải đua đò.",
        "UBND tỉnh yêu cầu Sở Y tế rà soát bến đò. Tối đến, trời mưa. Sở Du lịch xây dựng cầu tạm.",
    ],
)
def test_one_alone_behind_an_order_may_have_done_it(content: str) -> None:
    assert _units(content + "\n", _header(content, "news")) == ["Sở Y tế"]


def test_an_opinion_is_given_behind_its_colon() -> None:
    content = "Về bến đò, UBND tỉnh có ý kiến như sau: Sở Y tế chủ trì, phối hợp với các sở rà soát phao.\n"
    assert _units(content, _header(content, "news")) == ["Sở Y tế"]
    content = "Về bến đò, bà con có mấy ý kiến sau: Sở Y tế phát phao muộn, đò cũ.\n"
    assert _units(content, _header(content, "news")) == []


@pytest.mark.parametrize(
    ("before", "units"),
    [
        ("UBND tỉnh ban hành Kế hoạch giữ đò và yêu cầu các xã đếm bến.", []),
        ("UBND tỉnh ban hành Kế hoạch giữ đò. Chủ tịch UBND tỉnh yêu cầu các xã đếm bến.", ["Sở Y tế"]),
    ],
)
def test_one_sentence_gives_work_once(before: str, units: list[str]) -> None:
    content = f"{before}\nLũ về.\nĐò dừng.\nSở Y tế theo dõi sức khỏe lái đò.\n"
    assert _units(content, _header(content, "news")) == units


@pytest.mark.parametrize(("who", "units"), [("lái đò", []), ("Chủ tịch UBND tỉnh", ["Công an xã"])])
def test_who_says_what_others_should_do_is_of_an_office(who: str, units: list[str]) -> None:
    content = f"UBND tỉnh yêu cầu các bến bớt ồn.\nMưa.\nLũ.\nÔng Bảy, {who}, nói: Đêm ồn. Công an xã cần kiểm tra.\n"
    assert _units(content, _header(content, "news")) == units


def test_an_opinion_of_readers_is_none_of_an_office() -> None:
    content = "Về bến đò, bạn đọc có ý kiến như sau: Sở Y tế chủ trì, phối hợp với các sở rà soát phao.\n"
    assert _units(content, _header(content, "news")) == []


def test_a_committee_that_directs_is_no_order() -> None:
    content = "Xã thực hiện tốt chỉ đạo của Ban Chỉ đạo Phòng lũ, Chủ tịch UBND tỉnh về việc chủ động giữ bến.\n"
    assert _units(content, _header(content, "news")) == []
