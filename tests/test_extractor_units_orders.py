"""Orders that go on behind a semicolon, and what stands between a body and its order."""

from __future__ import annotations

import time

import pytest

from extractor.document import DocumentKind, Footer, Found, Header, Span, Text
from extractor.work.units import find_units


def _units(content: str, kind: DocumentKind = "official") -> list[str]:
    number = Found("5/KH-UBND", "5/KH-UBND", Span(0, 0), "test") if kind == "official" else None
    date = Found("2031-03-05", "2031-03-05", Span(0, 0), "test")
    header = Header(kind=kind, start=0, end=len(content), body_start=0, number=number, date=date)
    return [unit.value for unit in find_units(Text(content), header, Footer(), ())]


@pytest.mark.parametrize(
    ("item", "units"),
    [
        ("Giao Sở Y tế chủ trì; Sở Tài chính bố trí kinh phí; UBND các xã hoàn thành hồ sơ.", 3),
        ("Giao ông An - Phó Chủ tịch UBND tỉnh chỉ đạo; Trung tâm Phát triển quỹ đất tỉnh khẩn trương chi trả.", 1),
        ("Yêu cầu Sở Y tế rà soát; các bến phà đã đếm; Công an tỉnh tăng cường tuần tra.", 2),
        ("Chỉ đạo chung còn chậm; Sở Y tế hoàn thành hồ sơ.", 0),
        ("Bến phà còn vắng; Sở Y tế hoàn thành hồ sơ.", 0),
        ("Giao Sở Y tế chủ trì. Sở Tài chính hoàn thành hồ sơ.", 1),
        ("Giao Sở Y tế: chủ trì rà soát; Sở Tài chính bố trí kinh phí.", 2),
        ("Giao Sở Y tế mở bến lúc 7:30; Sở Tài chính bố trí kinh phí.", 2),
        ("Giao thông đường thủy còn khó; Sở Y tế hoàn thành hồ sơ.", 0),
        ("Giao dịch đất đai giảm; Sở Xây dựng hoàn thành quy hoạch.", 0),
        ("Đề nghị của Sở Y tế về việc mua phao; Sở Tài chính bố trí kinh phí năm 2030.", 0),
        ("Yêu cầu về hồ sơ: đơn; bản sao; Sở Y tế tiếp nhận hồ sơ trong 5 ngày.", 0),
        ("Yêu cầu kỹ thuật của bến; Sở Xây dựng kiểm tra hằng năm.", 0),
        ("Đề nghị Quốc hội xem xét nội dung cử tri nêu: đường hỏng; Bộ Xây dựng bố trí vốn nhỏ giọt.", 0),
    ],
)
def test_an_order_goes_on_behind_a_semicolon(item: str, units: int) -> None:
    assert len(_units(f"- {item}\n")) == units


def test_an_order_goes_on_below_the_title_of_its_article() -> None:
    content = "Điều 2. Phân công cơ quan đếm bến\nPhân công Sở Y tế chủ trì đếm bến; Sở Nội vụ tham gia đếm bến.\n"
    assert sorted(_units(content)) == ["Sở Nội vụ", "Sở Y tế"]


def test_an_order_of_many_clauses_is_read_in_linear_time() -> None:
    took = []
    for count in (500, 4_000):
        content = "- Giao Sở Y tế rà soát" + "; Sở Nội vụ hoàn thành hồ sơ" * count + ".\n"
        started = time.perf_counter()
        _units(content)
        took.append(time.perf_counter() - started)
    assert took[1] < 40 * max(took[0], 0.02)


@pytest.mark.parametrize(
    ("item", "units"),
    [
        ("3. Sở Y tế - Cơ quan thường trực Ban Chỉ đạo bến phà tỉnh: Chủ trì đếm các bến phà.", ["Sở Y tế"]),
        ("3. Công an tỉnh – cơ quan đầu mối có trách nhiệm đếm các bến phà.", ["Công an tỉnh"]),
        ("3. Sở Y tế - Cơ quan thường trực Ban Chỉ đạo đã có báo cáo về các bến phà.", []),
        ("3. Sở Y tế - Cơ quan thường trực Ban Chỉ đạo, các bến phà còn vắng.", []),
    ],
)
def test_what_a_body_is_besides_stands_behind_a_dash(item: str, units: list[str]) -> None:
    assert _units(f"{item}\n") == units


def test_who_was_heard_before_a_decision_is_not_told() -> None:
    heard = "Sau khi nghe Văn phòng, Sở Y tế, Sở Nội vụ trình bày dự thảo Đề án đếm bến phà, ông An kết luận như sau:"
    assert _units(f"{heard}\n1. Sở Xây dựng có trách nhiệm đếm các bến phà.\n") == ["Sở Xây dựng"]
    assert _units(heard.replace("Sau khi", "Trên cơ sở") + "\n") == []
    assert _units("Sau khi đếm bến phà, Sở Y tế trình dự thảo Đề án.\n") == ["Sở Y tế"]


@pytest.mark.parametrize(
    ("item", "units"),
    [
        ("Sau khi nghe Sở Y tế báo cáo, Sở Nội vụ chủ trì đếm các bến phà.", ["Sở Nội vụ"]),
        ("Sau khi được nghe Sở Y tế báo cáo, Sở Nội vụ báo cáo kết quả đếm các bến phà.", ["Sở Nội vụ"]),
        ("Sau khi nghe tin báo bão, Sở Nội vụ chủ trì đếm các bến phà.", ["Sở Nội vụ"]),
        ("2. Sau khi nghe ý kiến của người dân, UBND xã Cây Đa lập danh sách bến phà.", ["UBND xã Cây Đa"]),
    ],
)
def test_who_works_when_others_were_heard_is_told(item: str, units: list[str]) -> None:
    assert _units(f"{item}\n") == units


@pytest.mark.parametrize(
    ("item", "units"),
    [
        ("3. Sở Y tế hoàn thành chậm nhất ngày 25/6/2031.", ["Sở Y tế"]),
        ("3. Sở Y tế hoàn thành chậm nhất là ngày 25/6/2031.", ["Sở Y tế"]),
        ("3. Sở Y tế hoàn thành chậm nhất vào cuối tháng 6.", ["Sở Y tế"]),
        ("3. Sở Y tế hoàn thành chậm nhất đến hết quý II.", ["Sở Y tế"]),
        ("3. Sở Y tế hoàn thành chậm.", []),
        ("3. Sở Y tế giải ngân chậm nhất tỉnh, đạt 12%.", []),
        ("3. Sở Y tế thực hiện chậm nhất, mới đạt 20%.", []),
        ("3. Sở Y tế thực hiện chậm nhất đến nay, mới đạt 20%.", []),
        ("3. Sở Y tế hoàn thành còn chậm so với kế hoạch.", []),
        ("3. Kho bạc Nhà nước khu vực XV kiểm soát chi đúng quy định.", ["Kho bạc Nhà nước khu vực XV"]),
        ("3. Giao Phòng Kiểm soát chi Kho bạc tỉnh rà soát hồ sơ.", ["Phòng Kiểm soát chi Kho bạc tỉnh"]),
    ],
)
def test_a_term_behind_a_verb_is_no_blame(item: str, units: list[str]) -> None:
    assert _units(f"{item}\n") == units


def test_who_leads_in_a_report_leads_with_partners() -> None:
    led = "Hội Nông dân tỉnh chủ trì, phối hợp với Công an tỉnh làm rõ vụ đò đắm vừa xảy ra."
    assert _units(f"UBND tỉnh yêu cầu: Sở Nội vụ, Sở Y tế rà soát. {led}\n", "news") == [
        "Sở Nội vụ",
        "Sở Y tế",
        "Công an tỉnh",
    ]


def test_units_of_an_order_that_goes_on_stand_in_the_order_of_the_text() -> None:
    content = "Giao Sở Tư pháp chủ trì đếm các bến phà; Sở Xây dựng bố trí kinh phí sửa cầu phao.\n"
    assert _units(content) == ["Sở Tư pháp", "Sở Xây dựng"]


def test_what_an_order_looks_into_gives_no_order() -> None:
    content = "Giao Sở Xây dựng thẩm định hợp đồng, trong đó Công ty A bán phao; Ban Quản lý bến giám sát."
    assert _units(f"- {content}\n") == ["Sở Xây dựng"]


@pytest.mark.parametrize(
    "sent",
    [
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐIỆN:\nGiám đốc Sở Y tế;\nChủ tịch UBND các xã, phường.\n",
        "Chủ tịch UBND tỉnh điện:\n\nSở Y tế;\n\nUBND các xã, phường.\n",
        "CHỦ TỊCH UBND TỈNH ĐIỆN: Giám đốc Sở Y tế; Chủ tịch UBND các xã, phường.\n",
    ],
)
def test_whom_a_telegram_is_sent_to_needs_no_dash(sent: str) -> None:
    assert _units(f"{sent}Nước sông lên nhanh, đường ngập sâu.\n") == ["Sở Y tế", "UBND các xã, phường"]


@pytest.mark.parametrize(
    "sent",
    [
        "Chủ tịch UBND tỉnh điện:\nĐêm qua nước lên, Sở Y tế ngập sâu.\n",
        "Chủ tịch UBND tỉnh điện: Sở Y tế ngập sâu.\n",
        "Công ty Thủy điện: Sở Y tế ngập sâu.\n",
        "Nước lên, hỏng trạm điện:\nSở Y tế ngập sâu trong nước.\n",
    ],
)
def test_what_a_telegram_tells_sends_it_to_nobody(sent: str) -> None:
    assert _units(f"{sent}Nước sông lên nhanh, đường ngập sâu.\n") == []
