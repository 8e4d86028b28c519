"""Reports whose lines are wrapped tell the same bodies."""

from __future__ import annotations

import pytest

from extractor.document import Text
from extractor.pipeline import extract

REPORT = (
    "Chủ tịch UBND tỉnh vừa có văn bản yêu cầu Sở Y tế, Sở Xây dựng, Ban Quản lý các bến phà tỉnh khẩn trương rà soát "
    "toàn bộ số phao trên các bến và gửi kết quả trước ngày 15/8/2031. Theo đó, UBND các xã, phường ven sông chủ trì, "
    "phối hợp với Công an tỉnh đếm người qua phà mỗi chuyến.\n"
    "Trước đó, nhiều chuyến phà chở quá số người được phép, người dân đã phản ánh với báo chí về việc này nhiều lần.\n"
)
UNITS = ["Sở Y tế", "Sở Xây dựng", "Ban Quản lý các bến phà tỉnh", "UBND các xã, phường ven sông", "Công an tỉnh"]


def _wrap(text: str, width: int) -> str:
    lines = []
    for line in text.split("\n"):
        while len(line) > width:
            at = line.rindex(" ", 0, width + 1)
            lines.append(line[:at])
            line = line[at + 1 :]
        lines.append(line)
    return "\n".join(lines)


@pytest.mark.parametrize("width", [0, 60, 70, 80, 100])
@pytest.mark.parametrize("headline", ["", "Rà soát phao ở các bến phà\n\n"])
def test_wrapped_lines_of_a_report_tell_the_same_bodies(width: int, headline: str) -> None:
    text = headline + (_wrap(REPORT, width) if width else REPORT)
    document = extract(Text(text))
    assert document.header.kind == "news"
    assert [unit.value for unit in document.units] == UNITS
    for unit in document.units:
        assert text[unit.span.start : unit.span.end] == unit.raw


def test_two_long_paragraphs_are_no_wrapped_lines() -> None:
    text = (
        "Đếm phao ở các bến phà\n\n"
        "Bộ Y tế yêu cầu UBND tỉnh Lào Cai chỉ đạo việc đếm phao ở các bến phà trên sông theo đúng quy định, không để "
        "ai qua sông mà không có phao trong mùa mưa lũ năm nay.\n"
        "Bộ Xây dựng, Bộ Công an theo dõi, chỉ đạo, hướng dẫn thực hiện việc đếm phao nêu trên theo đúng quy định.\n"
    )
    assert [unit.value for unit in extract(Text(text)).units] == ["UBND tỉnh Lào Cai", "Bộ Xây dựng", "Bộ Công an"]


@pytest.mark.parametrize(
    "below",
    [
        "Chủ tịch UBND tỉnh Giàng Văn Sùng đếm phao ở bến Hồ Mây chiều 14/10. Ảnh: Sùng\n",
        "Bến Hồ Mây chiều nay vắng khách, nước lên cao và không ai còn muốn qua sông.\n",
    ],
)
def test_a_headline_over_a_caption_or_a_lead_tells_nobody(below: str) -> None:
    headline = "UBND tỉnh Lào Cai yêu cầu Sở Nội vụ đếm phao ở tất cả bến thuyền trước lũ\n"
    text = headline + below + "bạn đọc gửi về tòa soạn.\n\nChiều 14/10, trời mưa.\n"
    assert [unit.value for unit in extract(Text(text)).units] == []


@pytest.mark.parametrize(
    "below",
    [
        "Mỹ Cây, ngày 14/10 - Lũ về sớm nên bến Hồ Mây ngập\nhơn nửa mét.\n",
        "Nước lên làm ngập bến thuyền ở Hồ Mây\nhai chiếc đò trôi mất, người dân đi tìm cả đêm.\n",
    ],
)
def test_a_headline_over_a_dateline_or_a_new_sentence_tells_nobody(below: str) -> None:
    assert [unit.value for unit in extract(Text(f"Bộ Y tế yêu cầu Sở Nội vụ đếm phao ở bến\n{below}")).units] == []


def test_a_sentence_that_runs_on_with_the_name_of_a_body_is_no_headline() -> None:
    text = (
        "Chủ tịch UBND tỉnh Lào Cai vừa có văn bản yêu cầu Sở Nội vụ và Giám đốc\n"
        "Công an tỉnh kiểm tra phao ở tất cả các bến thuyền dọc sông, bến Hồ Mây\n"
        "trước mùa lũ năm nay.\n"
    )
    assert [unit.value for unit in extract(Text(text)).units] == ["Sở Nội vụ", "Công an tỉnh"]
