"""Verbs of work that nothing but the verb tells from a thing that is given, from what a body is or is called."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.bodies.words import grammar
from extractor.document import Text
from extractor.knowledge import toml_data
from extractor.pipeline import extract
from tests.test_extractor_report_any_work import _told
from tests.test_extractor_units_charged import FOOT, HEAD, _units

WORKS: dict[str, Any] = toml_data("works.toml")


def test_works_are_found_at_their_examples_and_no_duty_stands_among_them_twice() -> None:
    for words in WORKS["finds"]:
        assert grammar().works.match(words), words
    for words in WORKS["misses"]:
        assert grammar().works.match(words) is None, words
    assert len(WORKS["verbs"]) == len(set(WORKS["verbs"]))
    assert not set(WORKS["verbs"]) & set(toml_data("units.toml")["duties"])


@pytest.mark.parametrize(
    "thing",
    [
        "kho phao ở bến Cây Sung",
        "thuốc khử mùi",
        "cổ phần của chủ bến",
        "trâu bò lạc",
        "tuyến đò dọc",
        "bến phà",
        "phòng làm việc",
        "nợ cũ",
        "mục tiêu giảm nghèo",
        "kế hoạch thu phí",
        "thêm biên chế",
        "lại chiếc phà",
        "gần ba trăm tỷ đồng",
        "trọn gói",
    ],
)
@pytest.mark.parametrize("who", ["UBND tỉnh giao", "Kết luận giao", "Đồng thời, giao"])
def test_a_thing_that_an_office_gives_is_no_work(who: str, thing: str) -> None:
    before = "UBND tỉnh yêu cầu Sở Y tế rà soát bến. " if who.startswith("Đồng") else ""
    assert _told(f"{before}{who} Sở Nội vụ {thing}.") == (["Sở Y tế"] if before else [])


@pytest.mark.parametrize("thing", ["đất ven sông", "bãi ven sông", "kho phao cũ", "bến phà"])
def test_a_thing_given_to_somebody_set_apart_is_no_work(thing: str) -> None:
    assert _told(f"Đối với Sở Nội vụ, UBND tỉnh giao {thing}.") == []


@pytest.mark.parametrize("work", ["sửa chữa các bến.", "kiểm tra các bến."])
def test_work_given_to_somebody_set_apart_is_read(work: str) -> None:
    assert _told(f"Đối với Sở Nội vụ, UBND tỉnh giao {work}") == ["Sở Nội vụ"]


@pytest.mark.parametrize("mark", ["- ", ""])
@pytest.mark.parametrize(
    "said",
    [
        "Giám đốc sở, phó trưởng phòng.",
        "Xe ô tô, áo phao.",
        "Phòng họp tầng hai.",
        "Máy móc lạc hậu.",
        "Chế độ báo cáo hằng quý.",
        "Nhân lực hiện nay mỏng.",
        "Học sinh, sinh viên, lái đò.",
        "Xếp loại khá.",
    ],
)
def test_what_there_is_behind_a_colon_is_no_work(mark: str, said: str) -> None:
    assert _units(f"{mark}Sở Y tế: Chủ trì đếm phao.\n{mark}Sở Tài chính: {said}\n") == ["Sở Y tế"]


def test_a_line_without_a_mark_tells_a_body_only_in_a_known_verb() -> None:
    lines = (
        "Sở Y tế quản lý bến.\nSở Nội vụ trụ sở ở Bến Phà.\nSở Xây dựng nhà ba tầng.\nSở Du lịch gia cố bến.\n"
        "Hội Nông dân tỉnh hơn ba nghìn hội viên.\n"
    )
    assert _units(lines) == ["Sở Y tế", "Sở Du lịch"]
    letter = HEAD[: HEAD.index("KẾ HOẠCH")].replace("715/KH-UBND", "715/UBND-KT") + "Kính gửi: Các sở, ngành.\n\n"
    lines = (
        "UBND tỉnh yêu cầu các sở, ngành thực hiện:\nSở Y tế quản lý bến.\nCông an tỉnh khởi tố vụ án đầu tháng.\n"
        "Sở Xây dựng hiểu rõ việc này.\nHội Nông dân tỉnh đồng tình.\n"
    )
    assert [unit.value for unit in extract(Text(letter + lines + FOOT)).units][1:] == ["Sở Y tế"]


@pytest.mark.parametrize(
    "name",
    [
        "Ban Chỉ đạo tỉnh chống hạn",
        "Ban Chỉ đạo tỉnh giảm nghèo",
        "Ban Chỉ đạo tỉnh ứng phó lũ",
        "Ban Chỉ đạo huyện đền bù",
        "Ban Chỉ huy tỉnh chống lũ",
        "Ban Chỉ đạo 24 tìm kiếm phao",
        "Tổ công tác tỉnh tháo gỡ khó khăn",
        "Trường Tiểu học số 2 nông trường Cây Đa",
        "Trạm Kiểm lâm số 2 cửa rừng",
        "Ban Chỉ huy công trường số 5 thủy điện Sông Lau",
        "Đội Cảnh sát giao thông số 3 cao tốc",
        "Trường Trung học phổ thông số 1 nội trú",
        "Trung tâm Điều dưỡng số 2 người có công",
        "Công ty Xây lắp số 5 cổ phần",
    ],
)
def test_what_a_body_is_for_or_is_belongs_to_its_name(name: str) -> None:
    assert _units(f"Giao {name} kiểm tra bến.\n") == [name]


@pytest.mark.parametrize(
    "name", ["Ban Chỉ đạo tỉnh", "Ban Chỉ huy Quân sự xã", "Đội Quản lý thị trường số 5", "Trường Tiểu học số 2"]
)
def test_a_name_still_ends_before_what_the_body_has_to_do(name: str) -> None:
    assert _units(f"1. {name} tuyên truyền, nhắc chủ bến.\n") == [name]
    assert _units(f"1. {name} gia cố bến.\n") == [name]


@pytest.mark.parametrize(
    "name", ["Ban Chỉ đạo tỉnh", "Tổ công tác huyện", "BCĐ xã", "Hội Tương trợ nhân đạo tỉnh", "Quỹ Nhân đạo tỉnh"]
)
@pytest.mark.parametrize("work", ["thăm hỏi chủ bến", "trao phao", "nhắc người qua phà", "sửa cầu phao"])
def test_a_board_named_by_its_place_alone_is_told_any_work(name: str, work: str) -> None:
    assert _units(f"1. {name} {work}.\n2. Sở Y tế chuẩn bị băng gạc.\n") == [name, "Sở Y tế"]
    if work.startswith("sửa"):
        assert _told(f"UBND tỉnh giao {name} {work}.") == _told(f"UBND tỉnh yêu cầu {name} {work}.") == [name]


def test_only_a_board_or_a_group_is_named_by_what_it_is_for() -> None:
    assert _units("1. Quỹ Nhân đạo tỉnh ứng phó lũ.\n") == ["Quỹ Nhân đạo tỉnh"]
    assert _units("Giao Ban Chỉ đạo 47 sửa cầu phao.\n") == ["Ban Chỉ đạo 47"]


@pytest.mark.parametrize(
    "noun",
    [
        "thanh tra viên Vũ Hà An",
        "kiểm định viên lâu năm",
        "đấu giá viên",
        "đo lường viên",
        "gác chắn ở bến phà",
        "mua bán nợ cũ",
    ],
)
def test_a_noun_that_opens_like_work_is_none(noun: str) -> None:
    assert _told(f"UBND tỉnh giao Sở Nội vụ {noun}.") == []


@pytest.mark.parametrize("work", ["đào tạo viên chức.", "đo mực nước ở bến.", "mua thêm phao.", "gác bến ban đêm."])
def test_work_that_opens_like_such_a_noun_is_given(work: str) -> None:
    assert _told(f"UBND tỉnh giao Sở Nội vụ {work}") == ["Sở Nội vụ"]


@pytest.mark.parametrize(
    "state",
    [
        "Kiểm nghiệm viên thiếu.",
        "Mua bán phao tăng.",
        "Quảng bá bến phà kém.",
        "Đấu giá bến chậm, giá cao.",
        "Phân cấp còn chồng chéo.",
        "Tư vấn, dạy nghề còn yếu.",
        "Vận chuyển khách giảm mạnh.",
        "Thu hút khách qua phà khá",
    ],
)
def test_how_something_goes_behind_a_colon_is_no_work(state: str) -> None:
    assert _units(f"- Sở Y tế: Chủ trì đếm phao.\n- Sở Nội vụ: {state}\n") == ["Sở Y tế"]


@pytest.mark.parametrize(
    "work",
    [
        "Gia cố các bến còn lại.",
        "Biểu dương người tốt, việc tốt.",
        "Giúp đỡ học sinh yếu, kém.",
        "Làm tốt việc đón khách.",
    ],
)
def test_work_behind_a_colon_with_such_words_is_work(work: str) -> None:
    assert _units(f"- Sở Y tế: Chủ trì đếm phao.\n- Sở Nội vụ: {work}\n") == ["Sở Y tế", "Sở Nội vụ"]
