from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.bodies import read_bodies
from extractor.divisions import read_body
from extractor.document import Footer, Found, Header, Span, Task, Text
from extractor.knowledge import toml_data
from extractor.work.deadlines import find_deadlines
from extractor.work.tasks import find_tasks
from extractor.work.units import find_units

_DATA: dict[str, Any] = toml_data("units.toml")

DECISION = """Căn cứ Luật Tổ chức chính quyền địa phương;
Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 15/TTr-SNV.
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch kiểm kê hồ sơ.
Điều 2. Giao các cơ quan, đơn vị:
1. Sở Nội vụ chủ trì, phối hợp với Thanh tra tỉnh (Trung tâm Lưu trữ lịch sử tỉnh) và UBND các
xã, thị trấn:
Kiểm kê toàn bộ hồ sơ, báo cáo trước ngày 20/12/2024.
2. Đề nghị Công an tỉnh hỗ trợ. Giao Sở Tài chính bố trí kinh phí trong quý I/2025.
Điều 3. Chánh Văn phòng UBND tỉnh; Giám đốc các Sở: Nội vụ, Tài chính, Khoa học và Công nghệ; Thủ trưởng các
cơ quan, đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này./.

Nơi nhận:
- Như Điều 3;
- Bộ Nội vụ;
- Lưu: VT.
"""

LETTER = """Kính gửi:
- Sở Giáo dục và Đào tạo;
- Sở Y tế.

Thực hiện Công văn số 12/BNV-VP ngày 02/5/2024 của Bộ Nội vụ, Ủy ban nhân dân tỉnh yêu cầu:
1. Sở Y tế
- Lập danh sách trước ngày 15/6/2024.
- Phối hợp với Sở Nội vụ thẩm định.
2. Các đơn vị sự nghiệp có tài khoản hoàn thành cập nhật trước ngày 15/6/2024.
Ủy ban nhân dân tỉnh đề nghị các cơ quan thực hiện./.
"""


def _header(
    content: str, kind: Literal["official", "news"] = "official", number: str = "15/QĐ-UBND", date: str = "2024-05-10"
) -> Header:
    return Header(
        kind=kind,
        start=0,
        end=len(content),
        body_start=0,
        number=Found(number, number, Span(0, 0), "test"),
        date=Found(date, date, Span(0, 0), "test"),
    )


def _units(content: str, header: Header | None = None) -> list[str]:
    return [unit.value for unit in find_units(Text(content), header or _header(content), Footer(), ())]


def _tasks(content: str) -> tuple[Task, ...]:
    text, header = Text(content), _header(content)
    body = read_body(text, header, Footer())
    deadlines = find_deadlines(text, header, Footer(), ())
    units = find_units(text, header, Footer(), body)
    return find_tasks(text, header, Footer(), body, units, deadlines)


@pytest.mark.parametrize("example", _DATA["finds"], ids=lambda example: str(example["text"])[:40])
def test_every_example_gives_its_bodies(example: dict[str, Any]) -> None:
    listed = read_bodies(example["text"], 0, len(example["text"]), "2025-11-20")
    assert [body.name for body in listed.bodies] == example["bodies"]


@pytest.mark.parametrize("words", _DATA["misses"])
def test_open_groups_name_no_body(words: str) -> None:
    assert read_bodies(words, 0, len(words)).bodies == ()


@pytest.mark.parametrize("words", _DATA["no_cities"])
def test_what_opens_a_clause_behind_cities_names_none(words: str) -> None:
    text = f"UBND các huyện, thị xã, thành phố {words} nêu trên"
    assert [body.name for body in read_bodies(text, 0, len(text)).bodies] == ["UBND các huyện, thị xã, thành phố"]


@pytest.mark.parametrize("city", _DATA["cities_like_persons"])
def test_a_city_that_begins_like_a_person_stays_whole(city: str) -> None:
    text = f"Chủ tịch UBND thành phố {city} Tháp Chàm"
    assert [body.name for body in read_bodies(text, 0, len(text)).bodies] == [f"UBND thành phố {city} Tháp Chàm"]


def test_a_province_is_a_city_from_the_day_it_became_one() -> None:
    words = "UBND các tỉnh, thành phố: Huế, Đồng Nai"

    def names(day: str) -> list[str]:
        return [body.name for body in read_bodies(words, 0, len(words), day).bodies]

    assert names("2024-12-31") == ["Ủy ban nhân dân tỉnh Huế", "Ủy ban nhân dân tỉnh Đồng Nai"]
    assert names("2026-05-01") == ["Ủy ban nhân dân thành phố Huế", "Ủy ban nhân dân thành phố Đồng Nai"]


def test_units_of_a_decision() -> None:
    assert _units(DECISION) == [
        "Sở Nội vụ",
        "Thanh tra tỉnh",
        "Trung tâm Lưu trữ lịch sử tỉnh",
        "UBND các xã, thị trấn",
        "Công an tỉnh",
        "Sở Tài chính",
        "Văn phòng UBND tỉnh",
        "Sở Khoa học và Công nghệ",
    ]


def test_addressees_and_the_one_who_orders_are_no_units() -> None:
    assert _units(LETTER) == ["Sở Y tế", "Các đơn vị sự nghiệp có tài khoản"]


def test_a_body_may_stand_behind_a_lead_in_or_name_its_powers_first() -> None:
    content = (
        "Điều 2. Tổ chức thực hiện\n1. Trên cơ sở đề nghị của Sở Y tế, Sở Tài chính tổng hợp, trình cấp trên.\n"
        "2. Công an tỉnh, Sở Nội vụ theo thẩm quyền, nhiệm vụ được giao chủ trì kiểm tra.\n"
        "3. Để thực hiện Nghị quyết, Ủy ban nhân dân tỉnh tổ chức hội nghị.\n"
    )
    header = replace(_header(content), issuer=Found("Ủy ban nhân dân tỉnh Yên Bái", "", Span(0, 0), "test"))
    assert _units(content, header) == ["Sở Tài chính", "Công an tỉnh", "Sở Nội vụ"]


def test_the_issuer_is_no_unit_where_it_names_itself_by_letters() -> None:
    content = "VKSND tối cao hướng dẫn các đơn vị thực hiện.\n\nTAND tối cao tổ chức tập huấn.\n"
    header = replace(_header(content), issuer=Found("Viện kiểm sát nhân dân tối cao", "", Span(0, 0), "test"))
    assert _units(content, header) == ["TAND tối cao"]


def test_items_counted_in_small_romans_and_subjects_before_a_colon_name_bodies() -> None:
    content = (
        "3. Kết luận, đề nghị:\n(i) Ủy ban nhân dân tỉnh Yên Bái chỉ đạo lập quy hoạch; (ii) Sở Y tế rà soát hồ sơ.\n"
        "c) Về việc giao cắt tuyến đường ống: Sở Xây dựng xử lý dứt điểm trong tháng 11.\n"
    )
    assert _units(content) == ["Ủy ban nhân dân tỉnh Yên Bái", "Sở Y tế", "Sở Xây dựng"]


def test_a_party_paper_numbers_its_items_with_a_hyphen() -> None:
    content = "II- TỔ CHỨC THỰC HIỆN\n1- Ban Tổ chức Tỉnh ủy chủ trì, phối hợp với Văn phòng Tỉnh ủy theo dõi.\n"
    assert _units(content) == ["Ban Tổ chức Tỉnh ủy", "Văn phòng Tỉnh ủy"]


def test_a_report_tells_what_was_done_until_it_looks_ahead() -> None:
    content = (
        "I. KẾT QUẢ\n1. Công an xã tổ chức tuần tra 12 đợt.\nII. KIẾN NGHỊ\n1. Đề nghị Phòng Nội vụ huyện mở lớp.\n"
    )
    header = replace(_header(content), type_code=Found("BC", "BÁO CÁO", Span(0, 0), "test"))
    assert _units(content, header) == ["Phòng Nội vụ huyện"]


def test_a_steering_committee_in_the_closing_clause_gives_no_order() -> None:
    content = (
        "Điều 2. Giám đốc Sở Y tế và các thành viên Ban Chỉ đạo huyện chịu trách nhiệm thi hành Quyết định này./.\n"
    )
    assert _units(content) == ["Sở Y tế"]


def test_a_body_of_another_is_told_behind_it() -> None:
    content = "Điều 6. Tổ chức thực hiện\n1. Cục Quản lý Dược thuộc Bộ Y tế có trách nhiệm hướng dẫn thực hiện.\n"
    assert _units(content) == ["Cục Quản lý Dược"]


def test_two_councils_of_one_kind_are_two() -> None:
    content = (
        "1. Ủy ban nhân dân, Chủ tịch Ủy ban nhân dân thành phố Đà Nẵng thực hiện quy định này.\n"
        "2. Chủ tịch UBND tỉnh Cà Mau, Chủ tịch Ủy ban nhân dân thành phố Đà Nẵng chịu trách nhiệm\nthi hành.\n"
    )
    assert _units(content) == ["Ủy ban nhân dân thành phố Đà Nẵng", "UBND tỉnh Cà Mau"]


def test_who_took_part_in_a_meeting_is_listed() -> None:
    content = "Tham dự cuộc họp có đại diện lãnh đạo các Bộ, cơ quan: Tài chính, Văn phòng Chính phủ.\nNội dung khác.\n"
    assert _units(content) == ["Bộ Tài chính", "Văn phòng Chính phủ"]


def test_a_letter_tells_bodies_at_the_head_of_its_paragraphs() -> None:
    content = "Chủ tịch Ủy ban nhân dân tỉnh Cà Mau khẩn trương làm việc với các địa phương.\n"
    assert _units(content) == ["Ủy ban nhân dân tỉnh Cà Mau"]


def test_the_addressees_of_a_telegram_are_units() -> None:
    content = "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG điện:\n- Các Cục: Thú y, Chăn nuôi;\n- Ban Quản lý Dự án 9.\nNội dung.\n"
    assert _units(content) == ["Cục Thú y", "Cục Chăn nuôi", "Ban Quản lý Dự án 9"]


def test_a_telegram_broken_over_lines_and_blank_ones() -> None:
    content = (
        "CỤC\nTRỒNG TRỌT điện:\n\n- Giám đốc\ncác Sở:\n\nY tế, Nội vụ.\n\n- Chủ tịch UBND các tỉnh: Cà Mau, Lào Cai."
        "\n\nNội dung.\n"
    )
    assert _units(content) == ["Sở Y tế", "Sở Nội vụ", "Ủy ban nhân dân tỉnh Cà Mau", "Ủy ban nhân dân tỉnh Lào Cai"]


def test_every_clause_behind_a_label_may_name_who_does_it() -> None:
    content = (
        "- Cơ quan thực hiện: Sở Nội vụ chủ trì soạn kế hoạch; Sở Tư pháp và các sở, Đài Phát thanh và Truyền hình "
        "tỉnh chủ động tổ chức phổ biến.\n"
    )
    assert sorted(_units(content)) == ["Sở Nội vụ", "Sở Tư pháp", "Đài Phát thanh và Truyền hình tỉnh"]


def test_members_of_a_cluster_in_news() -> None:
    content = (
        "Dự hội nghị có các đơn vị trong Cụm thi đua số 2, gồm: Sở Y tế, Bảo hiểm xã hội tỉnh và Trường Cao đẳng Nghề."
        "\n"
        "Cụm khối quận có Hoa Lư làm cụm trưởng, Tam Điệp làm cụm phó.\n"
        "Sở Nội vụ đã ban hành Quyết định số 12/QĐ-SNV.\n"
    )
    assert _units(content, _header(content, "news")) == [
        "Sở Y tế", "Bảo hiểm xã hội tỉnh", "Trường Cao đẳng Nghề", "quận Hoa Lư", "quận Tam Điệp",
    ]  # fmt: skip


def test_members_in_brackets_behind_their_number() -> None:
    content = "Khối thi đua kinh tế gồm 3 đơn vị (Sở Du lịch, Sở GTVT và Ban Quản lý các KCN tỉnh) ký giao ước.\n"
    assert _units(content, _header(content, "news")) == ["Sở Du lịch", "Sở GTVT", "Ban Quản lý các KCN tỉnh"]


def test_an_order_told_in_news() -> None:
    content = (
        "Thủ tướng giao Bộ Y tế chủ trì xây dựng đề án. Cử tri đề nghị Bộ Công an.\n"
        "Theo nghị quyết, Quốc hội giao Chính phủ quy định chi tiết nội dung này.\n"
        "Theo dõi, chỉ đạo Hội đồng khám tuyển, tổ chức khám đúng lịch.\n"
    )
    assert _units(content, _header(content, "news")) == ["Bộ Y tế", "Hội đồng khám tuyển"]


def test_a_normative_paper_rules_procedures_and_gives_work_only_where_it_says_so() -> None:
    content = (
        "Điều 1. Hồ sơ\n1. Sở Y tế tiếp nhận hồ sơ và gửi văn bản đề nghị Công an tỉnh xác minh.\n"
        "Điều 2. Trách nhiệm thi hành\n1. Cục Quản lý Dược có trách nhiệm hướng dẫn Thông tư này.\n"
        "2. Bộ trưởng chịu trách nhiệm thi hành.\n"
    )
    assert _units(content, _header(content, number="5/2024/TT-BYT")) == ["Cục Quản lý Dược"]


def test_an_order_that_speaks_of_responsibility_is_read_as_an_order() -> None:
    content = "4. Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ, chịu trách nhiệm thực hiện nội dung này.\n"
    assert _units(content) == ["Sở Y tế", "Sở Nội vụ"]


def test_tasks_lead_support_and_deadline() -> None:
    tasks = _tasks(DECISION)
    roles = [(task.unit, task.role, task.deadline.date if task.deadline else None) for task in tasks[:6]]
    assert roles == [
        ("Sở Nội vụ", "lead", "2024-12-20"),
        ("Thanh tra tỉnh", "support", "2024-12-20"),
        ("Trung tâm Lưu trữ lịch sử tỉnh", "support", "2024-12-20"),
        ("UBND các xã, thị trấn", "support", "2024-12-20"),
        ("Công an tỉnh", "lead", None),
        ("Sở Tài chính", "lead", "2025-03-31"),
    ]
    assert tasks[5].text.startswith("Giao Sở Tài chính")
    assert {task.unit for task in tasks[6:]} == {
        "Văn phòng UBND tỉnh", "Sở Nội vụ", "Sở Tài chính", "Sở Khoa học và Công nghệ",
    }  # fmt: skip


def test_every_sub_item_of_a_unit_is_a_task_and_a_shared_term_belongs_to_each() -> None:
    tasks = _tasks(LETTER)
    assert [(task.unit, task.role, task.text[:12]) for task in tasks] == [
        ("Sở Y tế", "lead", "- Lập danh s"),
        ("Sở Y tế", "support", "- Phối hợp v"),
        ("Các đơn vị sự nghiệp có tài khoản", "lead", "2. Các đơn v"),
    ]
    assert [task.deadline.span.start if task.deadline else None for task in tasks] == [
        LETTER.index("trước ngày"), None, LETTER.rindex("trước ngày"),
    ]  # fmt: skip


def test_a_telegram_in_cells_tells_every_province() -> None:
    content = (
        "THỦ TƯỚNG CHÍNH PHỦ\nĐiện: |\n- Ủy ban nhân dân các tỉnh, thành phố: Thừa Thiên Huế, Đà Nẵng; |\n"
        "Hiện nay lũ còn cao.\n"
    )
    assert _units(content, _header(content, number="5/CĐ-TTg", date="2013-11-17")) == [
        "Ủy ban nhân dân tỉnh Thừa Thiên Huế", "Ủy ban nhân dân thành phố Đà Nẵng",
    ]  # fmt: skip


def test_marks_of_old_articles_and_letters_that_ask_for_measures() -> None:
    assert _units("Điều 1.- Phê duyệt.\nĐiều 2.- Bộ trưởng Bộ Vật tư chịu trách nhiệm thi hành quyết định này.\n") == [
        "Bộ Vật tư"
    ]
    assert _units("Ủy ban nhân dân tỉnh Lào Cai có biện pháp xử lý dứt điểm việc lấn chiếm.\n") == [
        "Ủy ban nhân dân tỉnh Lào Cai"
    ]


_WORDS = st.lists(
    st.sampled_from(
        [
            "Sở Y tế", "các Sở: ", "UBND các tỉnh: ", "Giám đốc ", "Chánh ", "Trưởng ", "Giao ", "đề nghị ", "(", ")",
            ", ", "; ", " và ", "\n", "1. ", "- ", "Điều 2. Giao ", " chủ trì, phối hợp với ", ".", ":",
            " chịu trách nhiệm thi hành ", "Kính gửi:", "điện:\n", "gồm: ", "đơn vị ", "Hà Nội", "Ban ",
            "có trách nhiệm ", "các cơ quan ", "trước ngày 1/1/2030", " - Tổ trưởng", "thành viên là ",
            " làm Trưởng ban ", "Dự họp có ",
        ]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(_WORDS | st.text(max_size=100), st.sampled_from(["official", "news"]))
def test_any_text_gives_back_its_spans(content: str, kind: Literal["official", "news"]) -> None:
    text, header = Text(content), _header(content, kind)
    body = read_body(text, header, Footer())
    units = find_units(text, header, Footer(), body)
    for unit in units:
        assert content[unit.span.start : unit.span.end] == unit.raw
        assert unit.value
    deadlines = find_deadlines(text, header, Footer(), ())
    for task in find_tasks(text, header, Footer(), body, units, deadlines):
        assert content[task.span.start : task.span.end] == task.text
        assert task.deadline is None or task.span.start <= task.deadline.span.start


def test_an_open_group_ends_before_what_it_has_to_do() -> None:
    assert _units("1. Các bộ, ngành, địa phương có trách nhiệm chỉ đạo việc này.\n") == ["Các bộ, ngành, địa phương"]


def test_the_words_of_a_task_begin_with_the_sentence_that_names_its_unit() -> None:
    tasks = _tasks("1. Sở Y tế báo cáo trước ngày 05/8/2031. Sở Nội vụ tổ chức tập huấn trước ngày 20/9/2031.\n")
    told = {task.unit: (task.text, task.deadline and task.deadline.date) for task in tasks}
    assert told["Sở Nội vụ"] == ("Sở Nội vụ tổ chức tập huấn trước ngày 20/9/2031", "2031-09-20")


def test_a_circular_of_the_front_gives_orders_as_a_circular_of_a_ministry_does_not() -> None:
    content = "1. Hội Nông dân các huyện xây dựng kế hoạch trồng rừng.\n2. Nội dung khác.\n"
    code = Found("TT", "THÔNG TRI", Span(0, 0), "heading")
    for name, units in (("Thông tri", ["Hội Nông dân các huyện"]), ("Thông tư", [])):
        assert _units(content, replace(_header(content, "official"), type_code=code, type_name=name)) == units


@pytest.mark.parametrize(
    ("listed", "units"),
    [
        ("UBND huyện Bắc Hà, Si Ma Cai", ["Ủy ban nhân dân huyện Bắc Hà", "Ủy ban nhân dân huyện Si Ma Cai"]),
        ("UBND phường Cây Đa và Bến Nước", ["Ủy ban nhân dân phường Cây Đa", "Ủy ban nhân dân phường Bến Nước"]),
        (
            "UBND xã Cây Đa, Bến Nước, Sân Đình",
            ["Ủy ban nhân dân xã Cây Đa", "Ủy ban nhân dân xã Bến Nước", "Ủy ban nhân dân xã Sân Đình"],
        ),
        ("UBND xã Cây Đa và Ông Lý Văn Bền", ["UBND xã Cây Đa"]),
        ("UBND xã Cây Đa và Lý Văn Bền", ["UBND xã Cây Đa"]),
        ("UBND huyện Bắc Hà và Tỉnh Đoàn", ["UBND huyện Bắc Hà", "Tỉnh Đoàn"]),
        ("UBND huyện Bắc Hà và Công An tỉnh", ["UBND huyện Bắc Hà"]),
        ("UBND xã Cây Đa, Bắc Hà", ["UBND xã Cây Đa"]),
        ("UBND xã Cây Đa, Bắc Hà, Lào Cai", ["UBND xã Cây Đa"]),
        (
            "UBND huyện Cây Sung, Nhà Sàn, Anh Đào",
            ["Ủy ban nhân dân huyện Cây Sung", "Ủy ban nhân dân huyện Nhà Sàn", "Ủy ban nhân dân huyện Anh Đào"],
        ),
        (
            "UBND huyện Bắc Hà và Hoàng Lu Thàng",
            ["Ủy ban nhân dân huyện Bắc Hà", "Ủy ban nhân dân huyện Hoàng Lu Thàng"],
        ),
        (
            "UBND phường Cây Đa, Thành Vinh, Bà Triệu",
            ["Ủy ban nhân dân phường Cây Đa", "Ủy ban nhân dân phường Thành Vinh", "Ủy ban nhân dân phường Bà Triệu"],
        ),
        (
            "UBND phường Nguyễn Văn Linh và Lê Quý Đôn",
            ["Ủy ban nhân dân phường Nguyễn Văn Linh", "Ủy ban nhân dân phường Lê Quý Đôn"],
        ),
        ("UBND xã Cây Đa và Ma Văn Bền", ["UBND xã Cây Đa"]),
        ("UBND phường Cây Đa và Lò Thị Bền", ["UBND phường Cây Đa"]),
        ("UBND huyện Bắc Hà và Thành Đoàn", ["UBND huyện Bắc Hà", "Thành Đoàn"]),
    ],
)
def test_places_share_a_kind_where_each_is_a_place(listed: str, units: list[str]) -> None:
    assert _units(f"Giao {listed} rà soát.\n") == units


def test_who_may_report_or_else_orders_others_does_order_them() -> None:
    content = "Các Sở trình UBND tỉnh hoặc yêu cầu UBND các xã nộp hồ sơ trước ngày 30/9/2031.\n"
    assert _units(content, _header(content)) == ["UBND các xã"]
    content = "Các Sở trình UBND tỉnh hoặc đề nghị UBND các xã nộp hồ sơ trước ngày 30/9/2031.\n"
    assert _units(content, _header(content)) == []


def test_committees_of_several_kinds_of_places_are_told_once() -> None:
    content = "Đề nghị UBND các quận, huyện rà soát bến phà. Đề nghị Chủ tịch UBND quận, huyện báo cáo kết quả.\n"
    assert _units(content) == ["UBND các quận, huyện"]
