"""Letters that a portal saved from `Kính gửi` on, without head and close, and what only looks like them."""

from __future__ import annotations

import pytest

from extractor.document import Text
from extractor.header import read_header


@pytest.mark.parametrize(
    "content",
    [
        "Kính gửi:\n- Hiệu trưởng các trường Tiểu học,\n- Thủ trưởng các đơn vị.\n"
        "Đề nghị rà soát phao trước ngày 4/3/2031.\n",
        "Thông báo khẩn\n\nKính gửi: Các phòng, ban\nPhòng Y tế yêu cầu:\n1. Rà soát phao.\nTrân trọng!\n",
    ],
)
def test_a_letter_saved_from_its_addressees_on_is_a_letter(content: str) -> None:
    header = read_header(Text(content))
    assert header.kind == "official" and header.type_code is not None and header.type_code.value == "CV"


@pytest.mark.parametrize(
    "content",
    [
        "Kính gửi: Sở Y tế. Tôi đề nghị cho biết giá vé phà.\n",
        "Kính gửi: Luật sư. Xin cho biết thủ tục, đề nghị trả lời.\n",
        "Kính gửi: Anh Ba.\nTrời mưa.\n",
        "Tin bến phà\nDòng hai\nDòng ba\nDòng bốn\nKính gửi: Các sở\nĐề nghị rà soát.\n",
    ],
)
def test_other_words_in_the_same_form_are_no_letter(content: str) -> None:
    assert read_header(Text(content)).kind == "news"


def test_a_form_of_a_letter_is_none() -> None:
    content = "Mẫu công văn\n\nKính gửi: Sở ..........\nĐơn vị đề nghị ............\n"
    assert read_header(Text(content)).kind == "news"
