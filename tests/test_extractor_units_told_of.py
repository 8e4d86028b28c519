"""Bodies that reports only tell of: whom no order reaches although the words look like one."""

from __future__ import annotations

from time import process_time

import pytest

from tests.test_extractor_units import _header, _units


def _told(content: str) -> list[str]:
    return _units(content, _header(content, "news"))


@pytest.mark.parametrize(
    "content",
    [
        "Tiểu thương tham gia hội nghị có thể hỏi lãnh đạo Sở Công Thương, lãnh đạo Sở Tài chính.",
        "Khi làm việc với đoàn, mấy hộ có lời chê lãnh đạo UBND xã Cây Đa và đại diện hội, lãnh đạo Sở Y tế.",
        "Các em tham gia cuộc thi có dịp gặp lãnh đạo Sở Y tế và lãnh đạo Sở Nội vụ.",
        "Ba người cùng đi có giấy giới thiệu do lãnh đạo Sở Y tế, lãnh đạo Sở Nội vụ ký.",
        "Anh Bền tham gia đoàn đua thuyền, có lần được lãnh đạo Sở Y tế và lãnh đạo Sở Nội vụ khen.",
        "Anh Bền tham gia đoàn đua thuyền có ông nội là lãnh đạo Sở Y tế, lãnh đạo Sở Nội vụ.",
    ],
)
def test_who_takes_part_and_has_something_else_lists_nobody(content: str) -> None:
    assert _told(f"{content}\n") == []


@pytest.mark.parametrize(
    "content",
    [
        "Làm việc với đoàn, về phía tỉnh có ông Lý Văn Bền, Bí thư; lãnh đạo Sở Y tế và Sở Nội vụ.",
        "Cùng dự, có các đồng chí: Lý Văn Bền, Vũ Thị Na; lãnh đạo Sở Y tế, Sở Nội vụ.",
        "Tham dự hội nghị có sự tham dự của đại diện Sở Y tế, Sở Nội vụ.",
    ],
)
def test_people_behind_who_came_are_a_list(content: str) -> None:
    assert _told(f"{content}\n") == ["Sở Y tế", "Sở Nội vụ"]


def test_a_body_that_opens_the_text_is_the_standing_office() -> None:
    assert _told("Ban Dân tộc tỉnh là cơ quan thường trực.\n") == ["Ban Dân tộc tỉnh"]
    content = "Mưa. Sở Y tế là cơ quan thường trực, cũng là đơn vị thường trực. Sở Nội vụ là cơ quan thường trực.\n"
    assert _told(content) == ["Sở Y tế", "Sở Nội vụ"]


def test_many_seats_behind_a_long_list_are_read_in_a_moment() -> None:
    content = "Sở Y tế, " * 1500 + "là cơ quan thường trực " * 1500 + "\n"
    started = process_time()
    _told(content)
    assert process_time() - started < 2


@pytest.mark.parametrize(
    "behind",
    [
        "Sở Du lịch kiểm tra thì phát hiện ba phà không phép.",
        "Công an tỉnh tiếp tục điều tra vụ lật phà.",
        "Sở Du lịch phối hợp Công an tỉnh, kiểm tra 14 bến phà, xử phạt 35 triệu đồng.",
        "Công an tỉnh bố trí 150 chiến sĩ canh bến đêm qua.",
        "Sở Du lịch hướng dẫn khách qua phà lúc 7 giờ sáng nay.",
        "Sở Du lịch thường xuyên bị phê bình.",
        "UBND xã Cây Đa thực hiện tốt việc này, trồng 3.500 cây đước.",
        "Sở Du lịch đảm bảo với phóng viên rằng phà còn tốt.",
        "Sở Du lịch tham mưu sai quy định về bến phà.",
        "Riêng Sở Du lịch cần thêm hai phà.",
    ],
)
def test_results_and_findings_behind_an_order_are_told_of(behind: str) -> None:
    assert _told(f"UBND tỉnh yêu cầu các sở, ngành, địa phương rà soát bến phà.\n{behind}\n") == []


@pytest.mark.parametrize(
    "behind",
    [
        "Sở Du lịch kiểm tra các bến phà, kịp thời phát hiện, xử phạt phà không phép.",
        "Công an tỉnh tiếp tục điều tra, làm rõ, xử lý nghiêm chủ phà.",
        "Sở Du lịch kiểm tra 14 bến phà, báo cáo UBND tỉnh trước ngày 10-12.",
        "Sở Du lịch khẩn trương bố trí 3 phà.",
        "Sở Du lịch kiểm tra bến phà trong 10 ngày, không để xảy ra lật phà.",
        "Sở Du lịch cần có phương án thay phà.",
    ],
)
def test_work_behind_an_order_may_name_what_others_do_when_told(behind: str) -> None:
    told = _told(f"UBND tỉnh yêu cầu các sở, ngành, địa phương rà soát bến phà.\n{behind}\n")
    assert told == [" ".join(behind.split()[:3])]


@pytest.mark.parametrize(
    "content",
    [
        "Kết luận nêu rõ, UBND xã Cây Đa thường xuyên để xảy ra vi phạm.",
        "Kết luận chỉ rõ: Sở Xây dựng nghiên cứu hồ sơ chưa kỹ.",
        "Kết luận nêu rõ, Sở Xây dựng tham mưu chọn bến phà cũ.",
        "Thông báo nêu rõ, Sở Y tế tham mưu sai quy định.",
        "Theo quyết định, Công ty Gốm phải nộp phạt 65 triệu đồng.",
        "Theo Quyết định số 417/QĐ-XPHC, Công ty Gốm phải bồi thường cho hai hộ.",
    ],
)
def test_findings_and_fines_of_a_paper_are_no_orders(content: str) -> None:
    assert _told(f"{content}\n") == []


def test_a_conclusion_tells_who_must_do_something() -> None:
    assert _told("Kết luận nêu rõ, Sở Xây dựng phải tham mưu chọn bến phà mới.\n") == ["Sở Xây dựng"]


@pytest.mark.parametrize(
    "content",
    [
        "Với UBND phường Bến Gỗ, các hộ dân, bà Tư đề nghị bố trí tái định cư.",
        "Đối với Sở Y tế, ông Bền đề nghị tổ chức lại quầy thuốc.",
        "Đối với Sở Y tế, ông Bền yêu cầu tổ chức lại quầy thuốc.",
        "Riêng với Sở Y tế, người dân đề nghị kiểm tra lại giá thuốc.",
        "Đối với Sở Y tế, Chủ tịch Công ty Gốm đề nghị kiểm tra lại giá thuốc.",
        "Trời mưa.\nRiêng Sở Du lịch phải sơ tán 180 người.",
    ],
)
def test_who_is_set_apart_is_told_by_offices_and_behind_orders(content: str) -> None:
    assert _told(f"{content}\n") == []


@pytest.mark.parametrize(
    "behind",
    [
        " Riêng Sở Du lịch phải mở bến phà mới.",
        "\nĐối với Sở Du lịch, ông Lý Văn Bền yêu cầu rà soát phao.",
        "\nĐối với Sở Du lịch, UBND tỉnh yêu cầu rà soát phao.",
    ],
)
def test_who_is_set_apart_from_many_is_told(behind: str) -> None:
    assert _told(f"UBND tỉnh yêu cầu các sở, ngành, địa phương rà soát bến phà.{behind}\n") == ["Sở Du lịch"]


@pytest.mark.parametrize(
    "content",
    [
        "Ông Lý Bền, nguyên Giám đốc Sở Y tế là Trưởng ban liên lạc.",
        "Ông Lý Bền, nguyên Phó Giám đốc Sở Y tế - Trưởng ban;",
        "Bà Tư, vợ của Phó Giám đốc Sở Y tế là Trưởng ban phụ huynh.",
        "Bà Tư, vợ của Phó Giám đốc Sở Y tế là Trưởng ban.",
        "Phó Giám đốc Sở Y tế là Trưởng ban phụ huynh.",
    ],
)
def test_who_was_a_head_or_leads_something_else_stands_for_no_body(content: str) -> None:
    for header in (_header(content), _header(content, "news")):
        assert _units(f"{content}\n", header) == []


def test_who_is_the_head_now_stands_for_it_beside_one_who_was() -> None:
    content = "Ông Bền, nguyên Giám đốc Sở Y tế, Chủ tịch UBND tỉnh là Trưởng ban theo quyết định mới.\n"
    assert _told(content) == ["UBND tỉnh"]


@pytest.mark.parametrize(
    "content",
    [
        "UBND xã Cây Đa được các hộ dân yêu cầu thực hiện đúng cam kết.",
        "Sở Y tế được báo chí đề nghị cung cấp số liệu.",
        "Sở Y tế được UBND tỉnh giao quản lý 45 trạm, tổ chức khám 4.000 lượt năm ngoái.",
        "Người dân có thư gửi các Sở Y tế, Sở Xây dựng về việc xử lý bến phà.",
        "Hộ dân có văn bản gửi các cơ quan, UBND xã Cây Đa, Công an xã về việc giải quyết tranh chấp.",
        "Hộ dân có văn bản gửi Sở Y tế truyền đạt ý kiến của khu phố.",
        "Văn phòng UBND tỉnh có văn bản gửi Sở Y tế truyền đạt ý kiến không đồng ý của Chủ tịch.",
        "Thư gửi các Sở Y tế, Sở Xây dựng về việc xử lý bến phà.",
    ],
)
def test_who_is_no_office_gives_no_work_and_sends_no_orders(content: str) -> None:
    assert _units(content + "\n", _header(content, "news")) == []


@pytest.mark.parametrize(
    "content",
    [
        "Sở Y tế được tỉnh giao chủ trì mở bến phà.",
        "Sở Y tế được giao chủ trì mở bến phà.",
        "Văn phòng UBND tỉnh có văn bản gửi Sở Y tế truyền đạt ý kiến của Chủ tịch.",
        "Công văn gửi các Sở Y tế về việc xử lý bến phà.",
    ],
)
def test_an_office_gives_work_and_sends_orders(content: str) -> None:
    assert _units(content + "\n", _header(content, "news")) == ["Sở Y tế"]


@pytest.mark.parametrize(
    ("content", "units"),
    [
        (
            "UBND tỉnh vừa ban hành Kế hoạch số 9/KH-UBND về bến phà.\n\nMùa lũ sắp về.\n\n"
            "Sở Du lịch có trách nhiệm đôn đốc thực hiện. UBND các xã chịu trách nhiệm tổ chức trực bến.\n",
            ["Sở Du lịch", "UBND các xã"],
        ),
        ("UBND tỉnh quyết định thành lập 9 tổ trực. Sở Y tế có trách nhiệm hướng dẫn sơ cứu.\n", ["Sở Y tế"]),
        # what a law says, what nothing was issued about, and no work
        (
            "UBND tỉnh vừa ban hành Kế hoạch số 9/KH-UBND.\n\nTheo Điều 5 Luật Đê điều, đê là của chung.\n\n"
            "Sở Du lịch có trách nhiệm đôn đốc thực hiện.\n",
            [],
        ),
        ("Bến phà đã cũ.\n\nSở Du lịch có trách nhiệm đôn đốc thực hiện.\n", []),
        ("Công ty Gốm ký Chương trình hợp tác. UBND xã có trách nhiệm kiểm tra bến phà.\n", []),
        ("Công ty Gốm vừa ban hành Kế hoạch bán vé. UBND xã có trách nhiệm kiểm tra bến phà.\n", []),
        ("UBND tỉnh ban hành Kế hoạch đua thuyền.\n\nCông ty Gốm có trách nhiệm kiểm tra phà mình bán.\n", []),
        ("UBND tỉnh ban hành Kế hoạch số 9/KH-UBND.\n\nSở Du lịch chịu trách nhiệm trước dư luận.\n", []),
        (
            "UBND tỉnh đã có công điện gửi: Giám đốc các Sở Y tế, Xây dựng, chỉ đạo về việc khẩn trương trực bến.\n",
            ["Sở Y tế", "Sở Xây dựng"],
        ),
        ("Các Phó Trưởng ban gồm ông Lò Văn Bền, ông Lò Văn Gấm, Trưởng đoàn.\n", []),
    ],
)
def test_who_is_responsible_by_a_paper_that_is_told_of(content: str, units: list[str]) -> None:
    assert _units(content, _header(content, "news")) == units


def test_the_paragraph_below_an_order_with_a_colon_tells_whom_it_opens_with() -> None:
    content = "Về bến phà: Văn phòng UBND tỉnh đề nghị:\n\nUBND cấp xã thành lập tổ trực, bố trí phao.\n"
    assert _units(content, _header(content, "news")) == ["UBND cấp xã"]
    content = "Về bến phà, tỉnh có kết quả sau:\n\nUBND cấp xã thành lập tổ trực, bố trí phao.\n"
    assert _units(content, _header(content, "news")) == []
    content = "Về bến phà: Văn phòng UBND tỉnh đề nghị:\n\nUBND xã Cây Đa đã thành lập tổ trực.\n"
    assert _units(content, _header(content, "news")) == []


@pytest.mark.parametrize("who", ["các phòng, ban", "các phòng và ban"])
def test_boards_in_a_list_direct_others(who: str) -> None:
    content = f"UBND tỉnh yêu cầu {who} chỉ đạo Trạm Y tế các xã rà soát thuốc.\n"
    assert _units(content, _header(content, "news")) == ["Trạm Y tế các xã"]
    content = "Xã thực hiện chỉ đạo của ban chỉ đạo Phòng lũ, Sở Y tế về việc giữ bến.\n"
    assert _units(content, _header(content, "news")) == []
