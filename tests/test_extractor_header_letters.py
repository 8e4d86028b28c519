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
        "Lấy mẫu nước\nKính gửi: Các phòng\nCác công ty đề nghị được hướng dẫn, đề nghị các phòng rà soát.\n",
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
        "Kính gửi: Sở Y tế\n\nCông ty TNHH Bến Tre bán phao. Công ty đề nghị Sở Y tế hướng dẫn việc cấp phép.\n",
        "Kính gửi: Sở Y tế\nNăm nay đơn vị mua phao. Vì vậy, doanh nghiệp kính đề nghị Sở hướng dẫn.\n",
        "Bạn đọc viết\nKính gửi: Sở Y tế tỉnh Lào Cai\nBà Mai hỏi: kế hoạch phát phao ra sao?\n",
        "ĐƠN TỐ CÁO\nKính gửi: Thanh tra tỉnh Lào Cai\nNay làm đơn này đề nghị xem xét phao của bến.\n",
        "Kính gửi: Thanh tra tỉnh Lào Cai\nNgười khiếu nại: Lý Văn Bè. Đề nghị xem xét.\n",
        "Mẫu số 07\nKính gửi: Ủy ban nhân dân xã\nĐề nghị cấp phép bán phao.\n",
        "Kính gửi: Ủy ban nhân dân xã\nTên tổ chức: (ghi rõ). Đề nghị cấp phép bán phao.\n",
        "Kính gửi: Sở Y tế\nNgày 9/8/2031, Công ty Bến Tre kính đề nghị Sở xem xét.\n",
        "Phao và thuế\n9/8/2031\nKính gửi Tổng cục Thuế, bến đò đề nghị cho biết phao có chịu thuế không?\n"
        "Trả lời: Phao chịu thuế.\n",
        "Tin bến phà\nDòng hai\nDòng ba\nDòng bốn\nKính gửi: Các sở\nĐề nghị rà soát.\n",
    ],
)
def test_other_words_in_the_same_form_are_no_letter(content: str) -> None:
    assert read_header(Text(content)).kind == "news"


def test_a_form_of_a_letter_is_none() -> None:
    content = "Mẫu công văn\n\nKính gửi: Sở ..........\nĐơn vị đề nghị ............\n"
    assert read_header(Text(content)).kind == "news"


def test_the_day_of_a_question_is_that_of_its_page() -> None:
    header = read_header(
        Text("Hỏi về phao\n9/8/2031\nKính gửi Sở Y tế, đề nghị cho biết giá phao?\nTrả lời: Giá như năm ngoái.\n")
    )
    assert (header.kind, header.title and header.title.value) == ("news", "Hỏi về phao")
    assert header.date is not None and header.date.value == "2031-08-09"


@pytest.mark.parametrize(
    ("content", "issuer"),
    [
        (
            "Kính gửi: Cục Thuế tỉnh Lào Cai\n\nTổng cục Thuế nhận được công văn của Cục Thuế tỉnh Lào Cai về bến A "
            "đề nghị hoàn thuế. Đề nghị Cục Thuế hướng dẫn Công ty.\n",
            "Tổng cục Thuế",
        ),
        ("Kính gửi: Sở Y tế\nSở Y tế báo cáo rồi, Sở Y tế thông báo rồi. Sở Nội vụ đề nghị rà soát.\n", "Sở Nội vụ"),
        ("Kính gửi:\n- Sở Y tế;\n- Sở Nội vụ.\nSở Nội vụ hướng dẫn, Sở Y tế báo cáo.\n", None),
        ("Kính gửi: Các phòng\nThực hiện ý kiến trên, đề nghị Bộ Y tế hướng dẫn các phòng.\n", None),
    ],
)
def test_whom_a_letter_is_written_to_never_issued_it(content: str, issuer: str | None) -> None:
    header = read_header(Text(content))
    assert header.kind == "official"
    assert (header.issuer.value if header.issuer else None) == issuer
