"""Items of papers that say who has to do what: with verbs of any kind, and without the marks that Word makes."""

from __future__ import annotations

import pytest

from extractor.document import Text
from extractor.pipeline import extract

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 715/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Lào Cai, ngày 4 tháng 3 năm 2031\n\nKẾ HOẠCH\nĐếm phao ở các bến phà\n\nI. MỤC ĐÍCH\nNgười qua phà có phao.\n"
    "II. TỔ CHỨC THỰC HIỆN\n"
)
FOOT = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nVũ Hà An\n"


def _units(items: str) -> list[str]:
    return [unit.value for unit in extract(Text(HEAD + items + FOOT)).units]


@pytest.mark.parametrize("mark", ["1. ", "1) ", "a) ", "- ", "1- ", ""])
@pytest.mark.parametrize(
    ("body", "work"),
    [
        ("Sở Y tế", "gia cố các bến xung yếu."),
        ("Hội Nông dân tỉnh", "tôn vinh người lái đò giỏi."),
        ("Kho bạc Nhà nước khu vực V", "lắp đặt camera ở các bến."),
        ("Bảo hiểm xã hội tỉnh", "liên thông dữ liệu với các bến."),
        ("Trung tâm Y tế huyện", "tiêm phòng cho người lái đò."),
        ("Đồn Biên phòng 112", "sửa chữa cầu phao."),
        ("Ban Tổ chức Tỉnh ủy", "trao tặng áo phao."),
        ("Tỉnh đoàn", "tư vấn cho chủ bến."),
        ("Sở Tư pháp", "(cơ quan thường trực) gia cố bến."),
        ("Trạm Y tế xã", "gia cố bến."),
        ("Công an tỉnh", "thu gom phao hỏng, hoàn thành trong tháng 5/2031."),
        ("Sở Xây dựng", "theo chức năng, nhiệm vụ được giao gia cố bến."),
    ],
)
def test_any_verb_of_an_item_is_work(mark: str, body: str, work: str) -> None:
    assert _units(f"{mark}{body} {work}\n") == [body]


@pytest.mark.parametrize(
    "item",
    [
        "1. Sở Y tế đã gia cố bến.",
        "1. Sở Y tế gia cố được 12 bến.",
        "1. Sở Y tế vắng mặt hai kỳ.",
        "1. Sở Y tế hiện quản lý 12 bến.",
        "1. Sở Y tế, dẫn đầu toàn tỉnh.",
        "1. Sở Y tế hoàn thành chậm.",
        "- Sở Y tế: Kinh phí hai tỷ đồng.",
        "- Sở Y tế: Đồng chí Vũ Hà An.",
        "- Sở Y tế: 05 người.",
        "1. Sở Y tế: 12 ca bệnh.",
        "a) Sở Y tế: 1.200 hộ dân.",
        "1. Sở Y tế: 12 bến đã phải đóng.",
        "1. Sở Y tế: 12 bến. Nước lên phải đóng.",
        "1. Sở Y tế: 12 lần/năm.",
    ],
)
def test_what_is_so_or_was_done_is_no_work(item: str) -> None:
    assert _units(f"{item}\n") == []


@pytest.mark.parametrize("mark", ["", "- "])
@pytest.mark.parametrize("beside", ["Sở Y tế: Chủ trì đếm phao.", "Sở Y tế có trách nhiệm đếm phao."])
def test_any_verb_behind_a_colon_is_work_in_a_list_that_tells_bodies(mark: str, beside: str) -> None:
    other = "Hội Nông dân tỉnh: Thăm hỏi người lái đò."
    assert _units(f"{mark}{beside}\n{mark}{other}\n") == ["Sở Y tế", "Hội Nông dân tỉnh"]
    assert _units(f"{mark}{other}\n{mark}{beside}\n") == ["Hội Nông dân tỉnh", "Sở Y tế"]


@pytest.mark.parametrize("mark", ["", "- "])
@pytest.mark.parametrize("said", ["Vũ Hà An.", "05 người.", "Kinh phí hai tỷ đồng.", "Trao tặng 12 phao.", "BẾN ĐÒ."])
def test_other_things_behind_a_colon_are_no_work_in_such_a_list(mark: str, said: str) -> None:
    assert _units(f"{mark}Sở Y tế: Chủ trì đếm phao.\n{mark}Hội Nông dân tỉnh: {said}\n") == ["Sở Y tế"]


@pytest.mark.parametrize(
    "said",
    [
        "100% cán bộ mặc áo phao.", "Đếm 12 phao.", "12/12 bến có phao.", "02 thợ máy phải trực bến.",
        "03 lớp dạy bơi phải mở trước tháng 6.", "15 ngày một lần đếm phao.", "02 lần/tháng đếm phao.",
    ],
)  # fmt: skip
def test_a_numbered_item_heads_its_work_whatever_opens_it(said: str) -> None:
    assert _units(f"1. Sở Y tế: {said}\n") == ["Sở Y tế"]


def test_what_must_be_counted_is_work_only_where_bodies_are_told() -> None:
    text = HEAD.replace("II. TỔ CHỨC THỰC HIỆN\n", "II. CÁC BẾN PHÀ\n") + "1. Sở Y tế: 12 bến phải đóng.\n" + FOOT
    assert extract(Text(text)).units == ()


def test_a_list_that_tells_nobody_else_gives_no_work_behind_a_colon() -> None:
    assert _units("- Hội Nông dân tỉnh: Thăm hỏi người lái đò.\n- Sở Y tế: Vũ Hà An.\n") == []


@pytest.mark.parametrize("opening", ["Bến phà còn thiếu phao. ", "Bến phà còn thiếu phao.\n", ""])
def test_bodies_without_marks_are_told_below_what_a_letter_asks_of_many(opening: str) -> None:
    letter = HEAD[: HEAD.index("KẾ HOẠCH")].replace("715/KH-UBND", "715/UBND-KT") + "Kính gửi: Các sở, ngành.\n\n"
    asks = f"{opening}UBND tỉnh yêu cầu các sở, ngành thực hiện:\n"
    told = "Sở Y tế gia cố bến phà.\nTỉnh đoàn số hóa sổ phà.\nSở Nội vụ đã gia cố bến.\nSở Tư pháp vắng mặt.\n"
    units = [unit.value for unit in extract(Text(letter + asks + told + FOOT)).units]
    assert units[1:] == ["Sở Y tế", "Tỉnh đoàn"]


@pytest.mark.parametrize("colon", ["", ":"])
@pytest.mark.parametrize("mark", ["", "- ", "a) "])
def test_an_unmarked_line_stands_over_the_work_of_a_body(colon: str, mark: str) -> None:
    first = f"Sở Y tế{colon}\n{mark}Chủ trì đếm phao.\n{mark}Báo cáo UBND tỉnh.\n"
    assert _units(f"{first}Hội Nông dân tỉnh{colon}\n{mark}Vận động hội viên.\n") == ["Sở Y tế", "Hội Nông dân tỉnh"]
    assert _units(f"Sở Y tế{colon}\nDanh sách bến phà của tỉnh.\n") == []


def test_a_letter_without_marks_tells_bodies() -> None:
    letter = HEAD[: HEAD.index("KẾ HOẠCH")].replace("715/KH-UBND", "715/UBND-KT") + (
        "Kính gửi: Các sở, ngành.\n\nUBND tỉnh yêu cầu các sở, ngành thực hiện:\n\nSở Y tế\n\nChủ trì đếm phao.\n\n"
        "Công an tỉnh: Tuần tra các bến.\n\nSở Tư pháp\nPhố Bến Phà, số 5.\n"
    )
    assert [unit.value for unit in extract(Text(letter + FOOT)).units][1:] == ["Sở Y tế", "Công an tỉnh"]


@pytest.mark.parametrize("mark", ["2) ", "b) ", "- ", ""])
def test_a_title_of_duty_may_have_any_mark(mark: str) -> None:
    rules = HEAD.replace("715/KH-UBND", "715/2031/QĐ-UBND").replace("KẾ HOẠCH", "QUYẾT ĐỊNH")
    rules = rules[: rules.index("I. MỤC")] + "Điều 1. Ban hành quy định về phao.\nĐiều 2. Tổ chức thực hiện\n"
    title = f"{mark}Trách nhiệm của Sở Tài chính\nHằng năm, kinh phí mua phao được bố trí trong dự toán.\n"
    assert [unit.value for unit in extract(Text(rules + title + FOOT)).units] == ["Sở Tài chính"]
    sentence = f"{mark}Trách nhiệm của Sở Tài chính được quy định ở văn bản khác.\n"
    assert [unit.value for unit in extract(Text(rules + sentence + FOOT)).units] == []


@pytest.mark.parametrize("heads", [("Chủ trì", "Phối hợp"), ("Phân công chủ trì", "Phân công phối hợp")])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_columns_of_a_flattened_table_may_have_short_heads(heads: tuple[str, str], between: str) -> None:
    row = ("1", "Đếm phao ở các bến", "Sở Xây dựng", "Công an tỉnh; UBND các xã, phường", "Quý II/2031")
    table = between.join(("TT", "Nội dung", *heads, "Thời gian", *row))
    assert _units(f"{table}\n") == ["Sở Xây dựng", "Công an tỉnh", "UBND các xã, phường"]
