from __future__ import annotations

import pytest

from extractor.document import Document, Text
from extractor.pipeline import extract

_HEAD = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: {number}
Lào Cai, ngày 14 tháng 10 năm 2031

QUYẾT ĐỊNH
{title}

Căn cứ Luật Tổ chức chính quyền địa phương;
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này {paper}.
Điều 2. Giám đốc Sở Du lịch chịu trách nhiệm thi hành Quyết định này./.

Nơi nhận:
- Như Điều 2;
- Lưu: VT.
CHỦ TỊCH


Giàng Văn Sùng

"""

_PLAN = """KẾ HOẠCH
Chèo thuyền trên hồ
(Kèm theo Quyết định số 77/QĐ-UBND ngày 14/10/2031 của Ủy ban nhân dân tỉnh)

I. NHIỆM VỤ
1. Đóng bến thuyền
- Cơ quan chủ trì: Sở Xây dựng.
- Cơ quan phối hợp: Sở KH&CN; Công an tỉnh.
- Thời gian hoàn thành: quý II/2032.

II. TỔ CHỨC THỰC HIỆN
1. Sở Khoa học và Công nghệ đăng kiểm thuyền.
2. Trung tâm Cứu hộ hồ tổ chức trực bến trước ngày 01/5/2032.
"""

_LIST = """PHỤ LỤC
DANH MỤC NHIỆM VỤ
(Kèm theo Kế hoạch)
TT
Nhiệm vụ
Cơ quan chủ trì
Cơ quan phối hợp
Thời gian
1
Dựng mười hai phao tiêu
Sở Nông nghiệp và Môi trường
Sở XD; Thuế tỉnh
Quý III/2032
2
In bản đồ luồng nước
Sở Ngoại vụ
Các sở, ngành liên quan
Tháng 9/2032
3
Nghị quyết về giá thuyền
Thủ tướng Chính phủ
Năm 2033
"""


def _read(number: str, title: str, paper: str, annex: str) -> Document:
    return extract(Text(_HEAD.format(number=number, title=title, paper=paper) + annex))


def _units(document: Document) -> list[str]:
    return [unit.value for unit in document.units]


def test_a_plan_issued_with_a_decision_gives_work() -> None:
    document = _read("77/QĐ-UBND", "Ban hành Kế hoạch chèo thuyền trên hồ", "Kế hoạch chèo thuyền", _PLAN)
    assert _units(document) == ["Sở Du lịch", "Sở Xây dựng", "Sở KH&CN", "Công an tỉnh", "Trung tâm Cứu hộ hồ"]
    tasks = {task.unit: task for task in document.tasks}
    assert tasks["Công an tỉnh"].role == "support"
    due = tasks["Trung tâm Cứu hộ hồ"].deadline
    assert due is not None and due.date == "2032-05-01"
    assert [deadline.text for deadline in document.deadlines] == ["quý II/2032", "trước ngày 01/5/2032"]


def test_the_cells_of_a_flattened_list_of_tasks_name_units() -> None:
    document = _read("77/QĐ-UBND", "Ban hành Kế hoạch chèo thuyền trên hồ", "Kế hoạch chèo thuyền", _PLAN + _LIST)
    assert _units(document)[5:] == ["Sở Nông nghiệp và Môi trường", "Thuế tỉnh", "Sở Ngoại vụ"]
    rows = {task.unit: task for task in document.tasks if task.text.startswith("Dựng mười hai phao")}
    assert {unit: task.role for unit, task in rows.items()} == {
        "Sở Nông nghiệp và Môi trường": "lead",
        "Sở XD": "support",
        "Thuế tỉnh": "support",
    }
    due = rows["Thuế tỉnh"].deadline
    assert due is not None and (due.text, due.date) == ("Quý III/2032", "2032-09-30")


def test_cells_that_a_narrow_column_broke_or_that_say_more_name_units_too() -> None:
    listed = """PHỤ LỤC
DANH MỤC NHIỆM VỤ
(Kèm theo Kế hoạch)
TT
Nhiệm vụ
Cơ quan chủ trì
Cơ quan phối hợp
Thời gian

1

Dựng mười hai phao tiêu trên hồ

Sở Xây dựng
Sở Y tế,
Công an tỉnh

Quý III/2032

2

In bản đồ luồng nước

Sở Ngoại vụ chủ trì

UBND các xã, phường nơi có bến thuyền

Tháng 9/2032

3

Đón khách

Sở Du lịch và khách quen

Tháng 10/2032
"""
    document = _read("77/QĐ-UBND", "Ban hành Kế hoạch chèo thuyền trên hồ", "Kế hoạch chèo thuyền", _PLAN + listed)
    assert [(task.unit, task.role) for task in document.tasks[-5:]] == [
        ("Sở Xây dựng", "lead"),
        ("Sở Y tế", "support"),
        ("Công an tỉnh", "support"),
        ("Sở Ngoại vụ", "lead"),
        ("UBND các xã, phường", "support"),
    ]


def test_of_rules_issued_with_an_act_only_duties_count() -> None:
    rules = """QUY CHẾ
Phối hợp giữ bến
(Ban hành kèm theo Quyết định số 78/QĐ-UBND ngày 14/10/2031 của Ủy ban nhân dân tỉnh)

Điều 1. Phạm vi
1. Sở Y tế và Sở Nội vụ phối hợp theo nguyên tắc bình đẳng.
Điều 2. Trách nhiệm của Sở Xây dựng
1. Kiểm tra bến hằng quý.
Điều 3. Trách nhiệm của Công an tỉnh
1. Giữ trật tự.
"""
    document = _read("78/QĐ-UBND", "Ban hành Quy chế phối hợp giữ bến", "Quy chế phối hợp giữ bến", rules)
    assert _units(document) == ["Sở Du lịch", "Sở Xây dựng", "Công an tỉnh"]


def test_a_list_of_procedures_gives_nobody_work() -> None:
    annex = """PHỤ LỤC
DANH MỤC THỦ TỤC HÀNH CHÍNH
(Kèm theo Quyết định số 79/QĐ-UBND ngày 14/10/2031 của Ủy ban nhân dân tỉnh)
TT
Tên thủ tục
Cơ quan thực hiện
1
Cấp phép thuyền
Sở Xây dựng
"""
    document = _read("79/QĐ-UBND", "Công bố thủ tục hành chính", "Danh mục thủ tục hành chính", annex)
    assert _units(document) == ["Sở Du lịch"]


def _flattened(columns: str, code: str = "KH") -> list[tuple[str, str]]:
    """Unit and role of each task of a paper whose only table is flattened to one cell a paragraph."""
    heading = {"KH": "KẾ HOẠCH", "BC": "BÁO CÁO"}[code]
    head = _HEAD[: _HEAD.index("QUYẾT ĐỊNH")].format(number=f"77/{code}-UBND")
    text = f"{head}{heading}\nChèo thuyền trên hồ\n\nCác việc như sau\n{columns}\n\nCHỦ TỊCH\n\n\nGiàng Văn Sùng\n"
    return [(task.unit, task.role) for task in extract(Text(text)).tasks]


_ROWS = "1\nDựng phao tiêu\nSở Xây dựng\nSở Nội vụ\nQuý II/2032\n2\nIn bản đồ\nSở Ngoại vụ\nThuế tỉnh\nQuý III/2032"
_LED = [("Sở Xây dựng", "lead"), ("Sở Nội vụ", "support"), ("Sở Ngoại vụ", "lead"), ("Thuế tỉnh", "support")]


@pytest.mark.parametrize(
    "heads",
    [
        "TT\nNội dung\nChủ trì\nPhối hợp\nThời gian",
        "TT\nNhiệm vụ\nPhân công chủ trì\nPhân công phối hợp\nThời gian",
        "TT\nCông việc\nCơ quan chủ trì\nPhối hợp\nThời gian",
        "CHƯƠNG TRÌNH LÀM VIỆC\nTT\nNội dung\nChủ trì\nPhối hợp\nKết quả",
    ],
)
def test_short_heads_of_columns_beside_one_of_work_give_its_rows_as_tasks(heads: str) -> None:
    assert _flattened(f"{heads}\n{_ROWS}") == _LED
    if "Cơ quan" not in heads:
        assert _flattened(f"{heads}\n{_ROWS}", "BC") == []


@pytest.mark.parametrize(
    "columns",
    [
        "Tiêu chí\nĐiểm\nPhối hợp\nSở Nội vụ\n9\nSở Xây dựng\n7",
        "Nhận xét\nPhối hợp\nTốt\nSở Nội vụ\nKhá",
        "Phối hợp\n\nUBND tỉnh\n\nVăn phòng UBND tỉnh",
        "Thời gian\nNội dung\nChủ trì\nPhối hợp\n7h30\nKhai mạc\nUBND tỉnh\nSở Nội vụ\n9h00\nTham luận\nSở Xây dựng",
        "STT\nTên đơn vị\nPhân công thực hiện\nSố thuyền\nSở Nội vụ\n4",
        "TT\nNội dung\nChủ trì\nPhối hợp\n1\nKhai mạc\nUBND tỉnh\nSở Nội vụ\n2\nTham luận\nSở Xây dựng\nThuế tỉnh",
        "TT\nNội dung\nChủ trì\nPhối hợp\n1\nBàn về phao\nSở Y tế\nSở Nội vụ\n2\nPhát biểu\nSở Xây dựng\nThuế tỉnh",
        f"CHƯƠNG TRÌNH HỘI NGHỊ\nTT\nNội dung\nChủ trì\nPhối hợp\n{_ROWS}",
        f"KẾT QUẢ\nTT\nNội dung đánh giá\nChủ trì\nPhối hợp\n{_ROWS}",
        f"TT\nNhiệm vụ và kết quả\nPhân công chủ trì\nPhân công phối hợp\n{_ROWS}",
    ],
)
def test_words_that_may_head_a_column_elsewhere_give_nobody_work(columns: str) -> None:
    assert _flattened(columns) == []


def test_of_two_columns_the_heads_say_which_leads() -> None:
    turned = [(unit, "support" if role == "lead" else "lead") for unit, role in _LED]
    assert _flattened(f"TT\nNội dung\nCơ quan phối hợp\nCơ quan chủ trì\nThời gian\n{_ROWS}") == turned
    alone = "1\nDựng phao tiêu\nSở Xây dựng\nQuý II/2032"
    heads = "TT\nNội dung\nCơ quan phối hợp\nCơ quan chủ trì\nThời gian"
    assert _flattened(f"{heads}\n{alone}") == [("Sở Xây dựng", "lead")]


@pytest.mark.parametrize("head", ["Trình", "Cấp trình", "Cấp phê duyệt"])
def test_who_approves_is_given_no_work(head: str) -> None:
    rows = _ROWS.replace("\nQuý III", "\nHĐND tỉnh\nQuý III").replace("\nQuý II/", "\nUBND tỉnh\nQuý II/")
    assert _flattened(f"TT\nNội dung\nCơ quan chủ trì\nCơ quan phối hợp\n{head}\nThời gian\n{rows}") == _LED
    # a cell was empty, so that nothing but the name says whose it is
    rows = rows.replace("\nThuế tỉnh", "")
    assert _flattened(f"TT\nNội dung\nCơ quan chủ trì\nCơ quan phối hợp\n{head}\nThời gian\n{rows}") == _LED[:3]
    rows = "1\nDựng phao tiêu\nUBND tỉnh\nSở Xây dựng\nQuý II/2032"
    assert _flattened(f"TT\nNội dung\n{head}\nCơ quan chủ trì\nThời gian\n{rows}") == _LED[:1]


@pytest.mark.parametrize(
    "row",
    [
        ("UBND tỉnh", "Sở Nội vụ"),
        ("UBND thành phố Mường Tè", "Sở Nội vụ", "Sở Y tế", "-UBND tỉnh"),
        ("UBND thành phố Mường Tè", "-UBND tỉnh"),
        ("UBND tỉnh",),
        ("Sở Xây dựng", "Sở Nội vụ", "Sở Y tế"),
        ("Sở Xây dựng", "Sở Y tế", "UBND phường", "-UBND tỉnh"),
        ("Sở Xây dựng", "UBND phường", "-Bộ Chính trị"),
        ("Sở Xây dựng", "-HĐND tỉnh"),
    ],
)
def test_of_committees_in_a_row_only_the_one_in_the_column_of_who_approves_is_left_out(row: tuple[str, ...]) -> None:
    cells = "\n".join(cell.removeprefix("-") for cell in row)
    heads = "TT\nNội dung\nCơ quan chủ trì\nCơ quan phối hợp\nCấp trình\nThời gian"
    roles = ("lead", "support", "support")
    expected = list(zip((cell for cell in row if not cell.startswith("-")), roles, strict=False))
    assert _flattened(f"{heads}\n1\nDựng phao tiêu\n{cells}\nQuý II/2032") == expected


def test_who_leads_stands_in_the_last_cell_where_the_columns_are_turned() -> None:
    heads = "TT\nNội dung\nCơ quan phối hợp\nCơ quan chủ trì\nThời gian"
    row = "1\nDựng phao tiêu\nSở Nội vụ\nSở Y tế\nSở Xây dựng\nQuý II/2032"
    assert _flattened(f"{heads}\n{row}") == [
        ("Sở Nội vụ", "support"),
        ("Sở Y tế", "support"),
        ("Sở Xây dựng", "lead"),
    ]
