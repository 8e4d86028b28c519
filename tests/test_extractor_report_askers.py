"""Verbs of order that reports use, and who asks told behind what is asked."""

from __future__ import annotations

import pytest

from extractor.document import Text
from extractor.pipeline import extract
from tests.test_extractor_units import _header, _units


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


@pytest.mark.parametrize(
    "sentence",
    [
        "Sở Nội vụ thực hiện mua phao thiếu căn cứ, Thanh tra tỉnh nêu rõ.",
        "Sở Nội vụ triển khai việc mua phao quá chậm, Phó Chủ tịch UBND tỉnh nêu rõ.",
        "Sở Nội vụ thực hiện tốt việc cấp phao cho học sinh, Chủ tịch UBND tỉnh nhấn mạnh.",
        "Sở Nội vụ thực hiện 7 đợt mua phao, Văn phòng UBND tỉnh đề nghị.",
        "Sở Nội vụ chủ động vớt đò chìm từ đêm hôm trước, lãnh đạo UBND tỉnh lưu ý.",
        "Sở Nội vụ thực hiện việc đếm phao còn nhiều sai sót, Chủ tịch UBND tỉnh lưu ý.",
        "Sở Nội vụ tổ chức tốt hội đua thuyền trước ngày 7/3/2019, Chủ tịch UBND tỉnh nêu rõ.",
        "Sở Nội vụ tổ chức hội đua thuyền đông vui, Chủ tịch UBND tỉnh chỉ đạo.",
    ],
)
def test_who_stresses_what_was_done_gives_no_order(sentence: str) -> None:
    assert _told(sentence) == []


@pytest.mark.parametrize("verb", ["nhấn mạnh", "nêu rõ", "quán triệt", "yêu cầu"])
@pytest.mark.parametrize("who", ["Giám đốc Sở Nội vụ", "Giám đốc Sở Nội vụ Vũ Hà An", "Đại diện Sở Y tế"])
def test_who_speaks_for_a_body_gives_it_no_order(who: str, verb: str) -> None:
    assert _told(f"Sở Nội vụ tỉnh theo dõi chặt số phao ở các bến, {who} {verb}.") == []
    assert _told(f"“Sở Nội vụ phối hợp với các bến để đếm phao”, {who} {verb}.") == []


@pytest.mark.parametrize("verb", ["nhấn mạnh", "nêu rõ", "quán triệt"])
@pytest.mark.parametrize(
    "work", ["phải kiểm tra từng chuyến", "khẩn trương đếm phao", "kiểm tra các bến trước ngày 5/8/2031"]
)
def test_who_stresses_what_must_be_done_orders_it(work: str, verb: str) -> None:
    assert _told(f"Sở Nội vụ {work}, Chủ tịch UBND tỉnh {verb}.") == ["Sở Nội vụ"]


def test_who_leads_a_body_of_that_kind_gives_orders_to_those_below() -> None:
    assert _told("Công an các xã tuần tra các bến, Giám đốc Công an tỉnh yêu cầu.") == ["Công an các xã"]


def test_what_others_asked_for_is_no_order_behind_a_sentence() -> None:
    assert _told("Sở Nội vụ giải quyết những việc mà Hội đồng nhân dân tỉnh, UBND tỉnh yêu cầu.") == []
    assert _told("Sở Nội vụ giải quyết việc đếm phao theo kiến nghị mà cử tri, lãnh đạo UBND tỉnh chỉ đạo.") == []
    assert _told("Sở Nội vụ kiểm tra từng bến mà không báo trước cho chủ bến, Chủ tịch UBND tỉnh yêu cầu.") == [
        "Sở Nội vụ"
    ]
    assert _told("Sở Nội vụ rà soát các bến còn nhiều sai sót, Chủ tịch UBND tỉnh yêu cầu.") == ["Sở Nội vụ"]
    assert _told("Sở Nội vụ tổ chức các hội nghị, nội dung UBND tỉnh chỉ đạo.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Bị cáo Giàng Văn Sùng, nguyên Phó Chủ tịch UBND tỉnh, chỉ thị cho Sở Nội vụ tạo điều kiện cho chủ bến.",
        "Bị cáo Sùng, khi đó là Chủ tịch UBND tỉnh yêu cầu Sở Nội vụ tạo điều kiện cho chủ bến.",
        "Bị can Sùng, Chủ tịch UBND tỉnh, đã yêu cầu Sở Nội vụ tạo điều kiện cho chủ bến.",
        "Bị cáo Sùng khai trước tòa, Chủ tịch UBND tỉnh yêu cầu Sở Nội vụ tạo điều kiện cho chủ bến.",
        "Theo bị cáo Sùng, Chủ tịch UBND tỉnh yêu cầu Sở Nội vụ tạo điều kiện cho chủ bến.",
        "Chủ tịch UBND tỉnh trong lễ công bố giao nhiệm vụ Giám đốc Sở Nội vụ đối với bà Giàng Thị Mây.",
        "Cựu Chủ tịch UBND tỉnh yêu cầu Sở Nội vụ tạo điều kiện cho chủ bến.",
        "Năm 1962, Chủ tịch UBND tỉnh chỉ thị cho Sở Nội vụ lập đội phao.",
        "Cử tri kiến nghị UBND tỉnh đốc thúc Sở Nội vụ hoàn thành bến phà.",
        "Ông Sùng mong UBND tỉnh sớm chỉ đạo, đốc thúc Sở Nội vụ hoàn thành bến phà.",
        "Ông Sùng được Giám đốc Công an tỉnh giao nhiệm vụ Sở Nội vụ phụ trách phao.",
    ],
)
def test_orders_of_other_times_and_wishes_of_others_tell_nobody(sentence: str) -> None:
    assert _told(sentence) == []


@pytest.mark.parametrize(
    "asker",
    [
        "Ông Sùng, Chủ tịch UBND tỉnh, chỉ thị cho",
        "UBND tỉnh chỉ đạo, đốc thúc",
        "UBND tỉnh yêu cầu rà soát số phao; giao trách nhiệm",
    ],
)
def test_who_gives_an_order_may_stand_before_a_comma(asker: str) -> None:
    assert _told(f"{asker} Sở Nội vụ kiểm tra từng bến.") == ["Sở Nội vụ"]


@pytest.mark.parametrize(
    "asker",
    [
        "Họp ở bến, cùng dự có nguyên Bí thư Tỉnh ủy Giàng Văn Sùng; Chủ tịch UBND tỉnh Lý Bền yêu cầu",
        "Tại cuộc họp xử lý sai phạm của nguyên Giám đốc Sở Xây dựng, Chủ tịch UBND tỉnh yêu cầu",
        "Về vụ bị can bỏ trốn, Chủ tịch UBND tỉnh yêu cầu",
        "Sau khi thăm nguyên Bí thư Tỉnh ủy, Phó Chủ tịch UBND tỉnh yêu cầu",
        "Ông Sùng, nguyên Giám đốc Sở Y tế, nay là Chủ tịch UBND tỉnh, yêu cầu",
    ],
)
def test_who_is_in_office_gives_orders_behind_who_was(asker: str) -> None:
    assert _told(f"{asker} Sở Nội vụ kiểm tra từng bến.") == ["Sở Nội vụ"]


def test_a_day_that_is_past_is_no_term() -> None:
    report = "Bến phà vắng khách.\nSở Nội vụ kiểm tra phao trước ngày {}, Chủ tịch UBND tỉnh nêu rõ.\n"
    for day, told in (("7/3/2019", []), ("7/3/2031", ["Sở Nội vụ"]), ("7/3", ["Sở Nội vụ"])):
        content = report.format(day)
        assert _units(content, _header(content, "news")) == told


def test_a_body_with_nguyen_in_its_name_is_in_office() -> None:
    report = "Giám đốc Sở Tài nguyên và Môi trường tỉnh Thái Nguyên chỉ thị cho Phòng Nội vụ rà soát số phao."
    assert _told(report) == ["Phòng Nội vụ"]


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


@pytest.mark.parametrize("word", ["Bên cạnh đó,", "Đồng thời,", "Ngoài ra,", "Cùng với việc đó,", "Mặt khác,", "Riêng"])
def test_words_that_say_there_is_more_hide_nobody_whom_a_plan_tells(word: str) -> None:
    told = "Công an tỉnh tuần tra các bến trước ngày 5/8/2031."
    assert _told(f"UBND tỉnh vừa ban hành Kế hoạch đếm phao.\n{word} {told}") == ["Công an tỉnh"]
    assert _told(f"Nhiều chuyến phà chở quá số người.\n{word} {told}") == []
