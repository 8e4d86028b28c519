"""Reports in which an office or a paper gives work of any verb, and what stands in the same place and is none."""

from __future__ import annotations

from time import process_time

import pytest

from tests.test_extractor_units import _header, _units


def _told(content: str) -> list[str]:
    text = f"Giữ bến mùa lũ.\n\n{content}\n"
    return _units(text, _header(text, "news"))


@pytest.mark.parametrize(
    "who",
    [
        "UBND tỉnh giao",
        "Chủ tịch UBND tỉnh phân công",
        "Theo đó, UBND tỉnh quyết định giao",
        "Chỉ thị yêu cầu",
        "Công điện này cũng đề nghị",
        "Kế hoạch giao",
    ],
)
def test_an_office_or_its_paper_gives_work_of_any_verb(who: str) -> None:
    assert _told(f"{who} Sở Nội vụ gia cố bến.") == ["Sở Nội vụ"]


@pytest.mark.parametrize("link", ["Đồng thời, giao", "Ngoài ra, yêu cầu", "Bên cạnh đó, đề nghị", "Theo đó, giao"])
def test_an_order_goes_on_without_who_gives_it(link: str) -> None:
    assert _told(f"UBND tỉnh yêu cầu Sở Y tế rà soát bến. {link} Sở Nội vụ gia cố bến.") == ["Sở Y tế", "Sở Nội vụ"]
    assert _told(f"Sở Y tế vui mừng. {link} Sở Nội vụ gia cố bến.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "UBND tỉnh giao Sở Nội vụ khu đất ở bến phà.",
        "UBND tỉnh giao Sở Nội vụ 12 biên chế.",
        "UBND tỉnh giao Sở Nội vụ chỉ tiêu thu phí.",
        "UBND tỉnh giao Sở Nội vụ quyền cấp phép bến.",
        "UBND tỉnh giao Sở Nội vụ thụ lý 2 đơn.",
        "UBND tỉnh giao Sở Nội vụ gia cố bến đã sập.",
        "Bến phà do UBND tỉnh giao Sở Nội vụ dựng.",
        "Các nghị quyết của HĐND tỉnh giao Sở Nội vụ hòa giải đang được đếm.",
        "Khi bến vắng thì UBND tỉnh giao Sở Nội vụ gác đêm.",
        "Công văn của Công ty Phà Cây Đa đề nghị Sở Nội vụ gia cố bến.",
        "Quyết định của tòa giao Sở Nội vụ gác đêm.",
    ],
)
def test_what_is_given_counted_or_told_of_is_no_work(sentence: str) -> None:
    assert _told(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Đối với Sở Nội vụ, Chủ tịch UBND tỉnh yêu cầu gia cố các bến.",
        "UBND tỉnh yêu cầu các sở, ngành rà soát bến.\n\nĐối với Sở Nội vụ: tiếp tục bố trí người trực.",
        "Chủ tịch UBND tỉnh nhấn mạnh, Sở Nội vụ cần bố trí người trực.",
        "Lãnh đạo tỉnh nhấn mạnh: Sở Nội vụ phải rà soát các bến.",
        "Ngoài việc đếm phao, Sở Nội vụ phải rà soát các bến, báo cáo UBND tỉnh trước ngày 15/4.",
        "Sở Nội vụ phải rà soát bến và gửi kết quả cho đoàn kiểm tra trước ngày 15-4.",
    ],
)
def test_who_is_set_apart_stressed_or_has_to_hand_something_in_is_told(sentence: str) -> None:
    assert _told(sentence) == ["Sở Nội vụ"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Đối với Sở Nội vụ: bến đã được đếm.",
        "Đối với Sở Nội vụ, người dân yêu cầu gia cố bến.",
        "Người dân nhấn mạnh, Sở Nội vụ cần bố trí người trực.",
        "Chủ tịch UBND tỉnh nhấn mạnh, Sở Nội vụ đã bố trí người trực.",
        "Chủ tịch UBND tỉnh nhấn mạnh Sở Nội vụ hướng dẫn tốt.",
        "Ngoài việc đếm phao, Sở Nội vụ phải vay tiền.",
        "Theo Luật Đò, Sở Nội vụ phải báo cáo UBND tỉnh trước ngày 15/4.",
        "Sở Nội vụ phải báo cáo UBND tỉnh trước ngày 15/4 hằng năm.",
    ],
)
def test_what_others_say_or_laws_set_tells_nobody(sentence: str) -> None:
    assert _told(sentence) == []


@pytest.mark.parametrize("said", ["UBND tỉnh giao Sở Y tế gia cố bến, ", "UBND tỉnh nhấn mạnh Sở Y tế cần rà soát, "])
def test_many_orders_without_a_full_stop_are_read_in_a_moment(said: str) -> None:
    started = process_time()
    _told(said * 3000)
    assert process_time() - started < 5
