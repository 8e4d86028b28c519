from __future__ import annotations

from extractor.document import Document, Text
from extractor.pipeline import extract

_HEAD = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
-------

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số: 918/KH-UBND

Lào Cai, ngày 12 tháng 8 năm 2031

KẾ HOẠCH

Triển khai tháng cao điểm vệ sinh ao hồ

I. NHIỆM VỤ

"""

_FOOT = """

Nơi nhận:
- Các sở, ban, ngành;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH




Giàng Văn Sùng
"""


def _read(body: str) -> Document:
    return extract(Text(_HEAD + body + _FOOT))


def _tasks(document: Document) -> list[tuple[str, str, str | None]]:
    return [(task.unit, task.role, task.deadline.date if task.deadline else None) for task in document.tasks]


def test_bodies_below_a_label_are_units_and_their_task_is_the_work_above() -> None:
    document = _read("""1. Khảo sát ao hồ

a) Nội dung: Đo độ sâu các ao trong khu dân cư.

b) Cơ quan thực hiện

- Sở Xây dựng;

- Ban Quản lý dự án hạ tầng tỉnh.

c) Cơ quan phối hợp:

- Các quân khu, các tỉnh;

- Công an tỉnh và các đơn vị liên quan.

d) Thời gian hoàn thành: Trước ngày 30/9/2031.

2. Kinh phí

- Sở Tài chính bố trí.
""")
    assert _tasks(document) == [
        ("Sở Xây dựng", "lead", "2031-09-30"),
        ("Ban Quản lý dự án hạ tầng tỉnh", "lead", "2031-09-30"),
        ("Công an tỉnh", "support", "2031-09-30"),
        ("Sở Tài chính", "lead", None),
    ]
    assert all(task.text.startswith("1. Khảo sát ao hồ") for task in document.tasks[:3])


def test_a_heading_over_labels_is_no_work() -> None:
    document = _read("""1. Nạo vét ao

a) Đào bùn ở ba ao làng.

b) Cơ quan thực hiện:

- Đơn vị chủ trì: Sở Xây dựng.

- Đơn vị phối hợp: UBND các xã, phường.

c) Thời gian: Quý IV năm 2031.
""")
    assert _tasks(document) == [
        ("Sở Xây dựng", "lead", "2031-12-31"),
        ("UBND các xã, phường", "support", "2031-12-31"),
    ]
    assert document.tasks[0].text.startswith("1. Nạo vét ao")


def test_a_label_inside_a_paragraph_tells_of_its_work() -> None:
    document = _read("""1. Nạo vét các ao bị bồi lấp. Đơn vị chủ trì: Sở Xây dựng; thời gian hoàn thành: Quý I/2032.

2. Thống kê ao hồ (chủ trì: Thống kê tỉnh; phối hợp: Sở Tài chính).
""")
    assert _tasks(document) == [
        ("Sở Xây dựng", "lead", "2032-03-31"),
        ("Thống kê tỉnh", "lead", None),
        ("Sở Tài chính", "support", None),
    ]
    assert document.tasks[0].text.startswith("1. Nạo vét các ao")


def test_labels_of_several_works_stay_with_their_own() -> None:
    document = _read("""Đo độ sâu ao.

Đơn vị chủ trì: Sở Xây dựng.

Lấy mẫu nước.

Đơn vị chủ trì: Sở Y tế.
""")
    assert [task.text for task in document.tasks] == ["Đơn vị chủ trì: Sở Xây dựng", "Đơn vị chủ trì: Sở Y tế"]


def test_who_leads_in_brackets_behind_the_work() -> None:
    document = _read("""1. Khảo sát ao hồ (Sở Xây dựng chủ trì, phối hợp với Sở Y tế; hoàn thành trước 30/9/2031).

2. Báo cáo cấp có thẩm quyền (UBND tỉnh, Bộ Y tế chủ trì dự án thành phần) kết quả nạo vét.
""")
    assert _tasks(document) == [("Sở Xây dựng", "lead", "2031-09-30"), ("Sở Y tế", "support", "2031-09-30")]


def test_a_term_in_a_line_of_its_own_below_the_task() -> None:
    document = _read("""1. Bước một

Sở Xây dựng lập danh sách ao hồ gửi Sở Y tế.

Thời gian hoàn tất: trước ngày 15 tháng 9 năm 2031.

2. Bước hai

Sở Y tế kiểm tra nước.
""")
    assert _tasks(document) == [("Sở Xây dựng", "lead", "2031-09-15"), ("Sở Y tế", "lead", None)]


def test_a_body_that_works_with_others_under_its_heading_helps() -> None:
    document = _read("""1. Sở Tư pháp: Phối hợp với Công an tỉnh kiểm tra ao hồ.

2. Sở Y tế: Lấy mẫu nước.
""")
    assert _tasks(document) == [("Sở Tư pháp", "support", None), ("Sở Y tế", "lead", None)]


def test_the_bodies_of_a_council_that_watch_over_its_resolution_are_units() -> None:
    head = _HEAD.replace("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN").replace("918/KH-UBND", "18/NQ-HĐND")
    head = head[: head.index("KẾ HOẠCH")] + "NGHỊ QUYẾT\n\nVề phí tham quan ao làng\n\nQUYẾT NGHỊ:\n\n"
    articles = """Điều 1. Thu phí tham quan ao làng.

Điều 2. Ủy ban nhân dân tỉnh có trách nhiệm tổ chức thực hiện Nghị quyết.

Điều 3. Thường trực Hội đồng nhân dân tỉnh, các Ban của Hội đồng nhân dân tỉnh, tổ đại biểu và đại biểu Hội đồng nhân \
dân tỉnh giám sát việc thực hiện Nghị quyết này.
"""
    units = [unit.value for unit in extract(Text(head + articles + _FOOT)).units]
    assert units == ["Ủy ban nhân dân tỉnh", "Thường trực Hội đồng nhân dân tỉnh", "các Ban của Hội đồng nhân dân tỉnh"]


def test_where_the_bodies_are_stands_between_them_and_their_duty() -> None:
    document = _read("""1. UBND các xã, Hội Nông dân các cấp và các chủ hồ trên địa bàn tỉnh Lào Cai chủ động nạo vét.

2. Trạm Kiểm lâm trên địa bàn xã Hồ Mơ có ba người.
""")
    assert [unit.value for unit in document.units] == ["UBND các xã", "Hội Nông dân các cấp"]


def test_dashes_that_say_what_their_body_has_to_do() -> None:
    document = _read("""1. Phân công

- Sở Y tế: Chủ trì trực cấp cứu.

+ Công an tỉnh: tuần tra bến.

- Sở Ngoại vụ: 05 người.

- Thuế tỉnh;
""")
    assert [unit.value for unit in document.units] == ["Sở Y tế", "Công an tỉnh"]


def test_whom_an_item_is_about_may_be_said_before_the_body() -> None:
    document = _read("""1. Đối với Sở Xây dựng: đóng mười thuyền.

2. Nhiệm vụ của Sở Y tế

- Khám cho tay chèo.

3. Trách nhiệm của các sở, ngành; Hội Nông dân tỉnh

- Cử người dự.

4. Kinh phí: Sở Tài chính chịu trách nhiệm cân đối.

5. Địa điểm: Sở Du lịch cũ, số 3 phố Bến.

6. Mời Tỉnh đoàn phối hợp thực hiện.

7. Thành phần: Lãnh đạo Sở Tư pháp, đại diện Thanh tra tỉnh.
""")
    assert [unit.value for unit in document.units] == [
        "Sở Xây dựng", "Sở Y tế", "các sở, ngành", "Hội Nông dân tỉnh", "Sở Tài chính", "Tỉnh đoàn", "Sở Tư pháp",
        "Thanh tra tỉnh",
    ]  # fmt: skip


def test_a_title_of_several_bodies_leaves_each_its_own_work() -> None:
    document = _read("""1. Trách nhiệm Sở Y tế; UBND các xã

1.1. Sở Y tế

a) Khám cho tay chèo;

b) Trực cấp cứu.

1.2. UBND các xã

a) Cử tay chèo.

2. Sở Du lịch; Chủ tịch UBND các phường có trách nhiệm đón khách.
""")
    assert [(task.unit, task.text) for task in document.tasks] == [
        ("Sở Y tế", "a) Khám cho tay chèo;"),
        ("Sở Y tế", "b) Trực cấp cứu."),
        ("UBND các xã", "a) Cử tay chèo."),
        ("Sở Du lịch", "2. Sở Du lịch; Chủ tịch UBND các phường có trách nhiệm đón khách."),
        ("UBND các phường", "2. Sở Du lịch; Chủ tịch UBND các phường có trách nhiệm đón khách."),
    ]


def test_whom_somebody_may_ask_instead_is_told_nothing() -> None:
    document = _read("1. Sở Y tế kiểm tra; vượt thẩm quyền thì báo cáo cấp trên hoặc đề nghị Sở Tư pháp xem xét.\n")
    assert [unit.value for unit in document.units] == ["Sở Y tế"]


def test_a_task_goes_on_behind_a_semicolon_and_ends_before_the_close() -> None:
    document = _read("""1. Tổ công tác ao hồ kiểm tra ao; báo cáo trước 30/9/2031. Sở Y tế là cơ quan đầu mối.

2. Thuế tỉnh hướng dẫn; giao Sở Tư pháp kiểm tra.

3. Văn phòng UBND tỉnh theo dõi.

Trên đây là Kế hoạch vệ sinh ao hồ, đề nghị các đơn vị thực hiện./.
""")
    tasks = {task.unit: task for task in document.tasks}
    due = tasks["Tổ công tác ao hồ"].deadline
    assert due is not None and due.date == "2031-09-30"
    assert tasks["Sở Tư pháp"].text == "giao Sở Tư pháp kiểm tra"
    assert tasks["Văn phòng UBND tỉnh"].text == "3. Văn phòng UBND tỉnh theo dõi."


def test_what_stands_below_a_colon_is_the_work_of_the_body_above_it() -> None:
    document = _read("""Giám đốc Sở Y tế có trách nhiệm:

- Khám cho tay chèo trước ngày 15/9/2031;

- Phối hợp với chủ bến trực cấp cứu:

+ Hai bác sĩ.

Sở Du lịch thực hiện đón khách.
""")
    assert _tasks(document) == [
        ("Sở Y tế", "lead", "2031-09-15"),
        ("Sở Y tế", "support", None),
        ("Sở Du lịch", "lead", None),
    ]
    assert document.tasks[1].text.endswith("+ Hai bác sĩ.")


def test_a_term_of_another_item_is_not_that_of_the_work_above() -> None:
    """Below the first work stands a label without a term; the next term is of the next work."""
    body = """1. Giao Sở Xây dựng chủ trì nạo vét hồ trung tâm.
Thời gian hoàn thành: {}.
2. Giao Sở Y tế chủ trì phun thuốc diệt bọ gậy trước ngày 30/10/2031."""
    for said, due in (("sớm nhất có thể", None), ("trước ngày 15/9/2031", "2031-09-15")):
        assert _tasks(_read(body.format(said))) == [
            ("Sở Xây dựng", "lead", due), ("Sở Y tế", "lead", "2031-10-30"),
        ]  # fmt: skip
