from __future__ import annotations

from extractor.document import Text
from extractor.persons import find_persons


def test_persons_and_their_offices() -> None:
    content = (
        "Chủ trì hội nghị có ông Nguyễn Văn Hùng, Giám đốc Sở Y tế\nvà bà Trần Thị Mai Lan. "
        "Kế hoạch số 12/KH-SYT đã được phổ biến.\n"
        "Dự có đồng chí Lê Thu Hà - Phó Trưởng ban, Ban Dân tộc tỉnh.\n"
        "Hội nghị tổ chức tại quận Hai Bà Trưng, do ông Hùng chủ trì. Không ai khác được nêu tên.\n"
    )
    persons = find_persons(Text(content))
    assert [(person.name, person.position) for person in persons] == [
        ("Nguyễn Văn Hùng", "Giám đốc Sở Y tế"),
        ("Trần Thị Mai Lan", None),
        ("Lê Thu Hà", "Phó Trưởng ban, Ban Dân tộc tỉnh"),
    ]
    for person in persons:
        assert content[person.span.start : person.span.end] == person.name


def test_a_text_that_addresses_nobody_has_no_persons() -> None:
    assert find_persons(Text("Sở Tài chính và Sở Nội vụ phối hợp thực hiện.")) == ()
