"""Verbs of order that reports use, and who asks told behind what is asked."""

from __future__ import annotations

import pytest

from extractor.document import Text
from extractor.pipeline import extract


def _told(report: str) -> list[str]:
    return [unit.value for unit in extract(Text(f"Đếm phao ở các bến phà\n\n{report}\n")).units]


@pytest.mark.parametrize(
    "order",
    [
        "giao trách nhiệm",
        "giao trách nhiệm cho",
        "giao nhiệm vụ",
        "giao nhiệm vụ cụ thể cho",
        "chỉ thị",
        "chỉ thị cho",
        "đốc thúc",
        "yêu cầu",
    ],
)
def test_verbs_of_order_tell_bodies(order: str) -> None:
    assert _told(f"Chủ tịch UBND tỉnh {order} Sở Y tế, Sở Xây dựng đếm phao.") == ["Sở Y tế", "Sở Xây dựng"]


@pytest.mark.parametrize(
    "sentence",
    ["Theo Chỉ thị Sở Y tế đã ký, phao được đếm.", "Chỉ thị của Sở Y tế nêu rõ số phao.", "Sở Y tế nhận chỉ thị mới."],
)
def test_a_chi_thi_is_no_order(sentence: str) -> None:
    assert _told(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "units"),
    [
        ("Sở Y tế khẩn trương đếm phao ở các bến, Chủ tịch UBND tỉnh yêu cầu.", ["Sở Y tế"]),
        ("Sở Y tế, Công an tỉnh phối hợp đếm phao, UBND TP. Cần Thơ vừa chỉ đạo.", ["Sở Y tế", "Công an tỉnh"]),
        ("“Sở Y tế cần kiểm tra từng bến”, Phó Chủ tịch UBND tỉnh nhấn mạnh.", ["Sở Y tế"]),
        ("UBND các xã báo cáo số phao trước ngày 5/8/2031, UBND tỉnh đề nghị.", ["UBND các xã"]),
        ("Sở Y tế kiểm tra từng bến, người dân yêu cầu.", []),
        ("Sở Y tế đã kiểm tra 12 bến, Chủ tịch UBND tỉnh nêu rõ.", []),
        ("Sở Y tế tổ chức đếm phao hôm qua, Chủ tịch UBND tỉnh nêu rõ.", []),
    ],
)
def test_who_asks_may_stand_behind_what_is_asked(sentence: str, units: list[str]) -> None:
    assert _told(sentence) == units


def test_by_what_they_are_given_bodies_are_told() -> None:
    manner = "căn cứ chức năng, nhiệm vụ được giao"
    assert _told(f"UBND tỉnh yêu cầu các sở đếm phao.\nCông an tỉnh {manner} chủ trì tuần tra.") == ["Công an tỉnh"]


def test_whom_nobody_gives_work_is_only_asked() -> None:
    assert _told("UBND tỉnh đề nghị Bộ Chính trị, Ban Bí thư xem xét; yêu cầu Sở Y tế kiểm tra phao.") == ["Sở Y tế"]


@pytest.mark.parametrize("word", ["Bên cạnh đó,", "Đồng thời,", "Ngoài ra,", "Cùng với đó,", "Riêng", "Riêng đối với"])
def test_words_that_say_there_is_more_stand_before_who_is_told(word: str) -> None:
    order = "UBND tỉnh vừa ban hành Kế hoạch đếm phao.\nUBND tỉnh yêu cầu Sở Y tế rà soát phao.\n"
    assert _told(f"{order}{word} Công an tỉnh, Sở Xây dựng khẩn trương kiểm tra các bến.") == [
        "Sở Y tế",
        "Công an tỉnh",
        "Sở Xây dựng",
    ]
    assert _told(f"{order}{word} Công an tỉnh đã kiểm tra 12 bến.") == ["Sở Y tế"]
