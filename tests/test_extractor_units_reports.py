"""Units that reports and the press name: whom a paper tells, who sits in a committee, who came to a meeting."""

from __future__ import annotations

from time import process_time

import pytest

from extractor.document import Text
from extractor.pipeline import extract
from tests.test_extractor_units import _header, _units


def test_report_of_a_telegram_tells_heads_and_items_what_to_do() -> None:
    content = (
        "Thủ tướng ký Công điện về phòng cháy rừng.\n"
        "Bộ trưởng các Bộ: Quốc phòng, Công an; Chủ tịch Ủy ban Nhân dân các tỉnh, thành phố từ Nghệ An đến Gia Lai "
        "tiếp tục tập trung chỉ đạo.\n"
        "Thủ tướng yêu cầu Bộ Y tế, chủ tịch UBND các tỉnh, thành phố ven biển từ Huế đến Cà Mau không được lơ là.\n"
        "- Chủ tịch Ủy ban nhân dân các quận - huyện căn cứ tình hình thành lập tổ kiểm tra.\n"
        "Bộ Y tế tổ chức hội thảo, Bộ trưởng dự.\n"
    )
    assert _units(content, _header(content, "news")) == [
        "Bộ Quốc phòng",
        "Bộ Công an",
        "Ủy ban Nhân dân các tỉnh, thành phố từ Nghệ An đến Gia Lai",
        "Bộ Y tế",
        "UBND các tỉnh, thành phố ven biển từ Huế đến Cà Mau",
        "Ủy ban nhân dân các quận - huyện",
    ]


def test_heads_who_hold_a_post_in_a_committee_stand_for_their_bodies() -> None:
    content = (
        "Ban Chỉ đạo có các ông, bà sau:\n"
        "1. Ông Vũ Hà, Phó Bí thư Tỉnh ủy, Phó Chủ tịch UBND tỉnh - Trưởng ban;\n"
        "2. Phó Giám đốc Sở Y tế Lê Hoa - Phó Trưởng ban thường trực; Lãnh đạo Thanh tra tỉnh: Thành viên;\n"
        "3. Các thành viên là lãnh đạo các Sở: Nội vụ, Xây dựng; Chủ tịch UBND phường Cây Đa.\n"
        "Tổ trưởng: đồng chí Hà Vũ - Giám đốc Sở Tài chính. Ông Lê An, Phó Cục trưởng Cục Thú y đã nghỉ hưu.\n"
        "Ông Lý An, Giám đốc Sở Tư pháp và bà Lê Vân, Trưởng phòng, Phó Giám đốc Sở Y tế làm Ủy viên Ban Chỉ đạo.\n"
        "Điều động ông Hà Nam, Giám đốc Sở Du lịch làm Trưởng Ban Tổ chức Tỉnh ủy; cử ông Lý Nam, Chánh Văn phòng UBND "
        "tỉnh làm thành viên Tổ công tác thay ông An.\n"
    )
    names = {"Sở Nội vụ", "Sở Xây dựng", "Sở Tài chính", "Sở Y tế", "Thanh tra tỉnh", "UBND phường Cây Đa", "UBND tỉnh"}
    for header in (_header(content), _header(content, "news")):
        assert set(_units(content, header)) == names | {"Văn phòng UBND tỉnh", "Sở Tư pháp"}


def test_who_came_to_a_meeting_is_listed_behind_leaders_and_delegates() -> None:
    content = (
        "Dự họp có ông Lê An, Phó Chủ tịch HĐND tỉnh, lãnh đạo các Ban HĐND tỉnh, Ủy ban MTTQ tỉnh; đại diện Sở Y tế. "
        "Tham dự hội nghị có đại diện lãnh đạo Sở Nội vụ và đông đảo cán bộ. Ông An, Giám đốc Sở Du lịch phát biểu.\n"
    )
    for header in (_header(content), _header(content, "news")):
        assert _units(content, header) == ["các Ban HĐND tỉnh", "Ủy ban MTTQ tỉnh", "Sở Y tế"]


def test_a_report_asks_and_tells_in_one_sentence() -> None:
    content = "Bộ trưởng ký công văn về năm học và đề nghị Chủ tịch UBND các tỉnh, thành phố xem xét việc này.\n"
    assert _units(content, _header(content, "news")) == ["UBND các tỉnh, thành phố"]
    content = "Theo đề nghị của Bộ Y tế, Phó Chủ tịch UBND tỉnh giao Sở Xây dựng chủ trì triển khai.\n"
    assert _units(content, _header(content, "news")) == ["Sở Xây dựng"]


def test_a_report_tells_whom_a_letter_was_sent_to_and_who_was_told() -> None:
    content = (
        "Bộ Y tế vừa có công văn hỏa tốc gửi UBND các tỉnh, Cục Thú y đề nghị: Tăng cường phòng bệnh.\n"
        "Chủ tịch có văn bản yêu cầu Trung tâm Kiểm soát bệnh tật tỉnh (CDC) chủ trì; Thủ tướng đã giao Bộ Nội vụ ký "
        "ban hành. Bộ trưởng chỉ đạo các Quận ủy, Huyện ủy khẩn trương họp. Bộ gửi thư mừng Sở Du lịch tổ chức tốt.\n"
    )
    assert set(_units(content, _header(content, "news"))) == {
        "Trung tâm Kiểm soát bệnh tật tỉnh", "Bộ Nội vụ", "các Quận ủy, Huyện ủy", "UBND các tỉnh", "Cục Thú y",
    }  # fmt: skip
    assert "Bộ Nội vụ" not in _units("1. Việc đã giao Bộ Nội vụ ký ban hành vẫn như cũ.\n")


def test_a_report_tells_what_a_paper_says_behind_a_lead_in() -> None:
    content = (
        "Thủ tướng giao việc. Cụ thể, Bộ Nội vụ chủ trì soạn thảo 6 nghị định. Bộ Tài chính sẽ chủ trì 2 thông tư.\n"
        "Theo đó, Chính phủ tiếp tục họp; Sở Du lịch có trách nhiệm báo cáo theo luật. Cùng với đó, BQL các dự án lớn "
        "khẩn trương làm hồ sơ. UBND tỉnh yêu cầu chậm nhất giữa tháng 7 tới, Sở Y tế phải trình đề án; giao Giám đốc "
        "Sở Xây dựng TP.HCM trực tiếp lo liệu; giao Sở Công Thương phối hợp với các sở QHKT, Tư pháp, UBND các tỉnh, "
        "thành rà soát. Giám đốc phân công cho Thanh tra tỉnh này kiểm tra.\n"
    )
    names = {"Bộ Nội vụ", "Bộ Tài chính", "BQL các dự án lớn", "Sở Y tế", "Sở Xây dựng TP.HCM", "Sở Công Thương"}
    more = {"Sở QHKT", "Sở Tư pháp", "UBND các tỉnh, thành", "Thanh tra tỉnh"}
    assert set(_units(content, _header(content, "news"))) == names | more


def test_a_report_of_one_paragraph_is_read_although_that_is_its_headline() -> None:
    content = (
        "Chủ tịch UBND tỉnh vừa họp về các dự án chậm tiến độ trên địa bàn và đi kiểm tra ba công trường trong ngày. "
        "Ông yêu cầu Sở Xây dựng khẩn trương rà soát từng dự án; giao Thanh tra tỉnh kiểm tra các chủ đầu tư.\n"
    )
    result = extract(Text(content))
    assert (result.header.kind, [unit.value for unit in result.units]) == ("news", ["Sở Xây dựng", "Thanh tra tỉnh"])


def test_a_report_goes_on_with_who_else_is_told() -> None:
    content = (
        "Kết luận cuộc họp, Phó Chủ tịch yêu cầu Sở Xây dựng hoàn thiện thiết kế trước ngày 30/10/2031; giao Sở Tài"
        " chính bố trí vốn; UBND xã Long Thành bàn giao đất trước ngày 15/11/2031. Sở Y tế đã báo cáo; Sở Nội vụ trình."
    )
    assert _units(content, _header(content, "news")) == ["Sở Xây dựng", "Sở Tài chính", "UBND xã Long Thành"]
    content = " - Huyện ủy Cây Đa vừa tổ chức hội nghị. Chính phủ giao Bộ trưởng Bộ Tài chính thay mặt ký tờ trình."
    assert _units(content, _header(content, "news")) == ["Bộ Tài chính"]
    content = "Ông đề nghị Chính phủ, Sở Y tế rà soát thủ tục; UBND xã Long Thành bàn giao đất."
    assert _units(content, _header(content, "news")) == ["Sở Y tế", "UBND xã Long Thành"]


def test_a_report_tells_whom_somebody_urges_and_who_is_told_next() -> None:
    content = (
        "Chủ tịch đề nghị, Sở Tài chính cần lo vốn. Ông lưu ý UBND các xã không để chậm; đôn đốc Ban Quản lý dự án "
        "tỉnh khẩn trương làm hồ sơ. Sở Y tế là cơ quan thường trực theo quy chế cũ.\n"
        "Theo kế hoạch, Sở Nội vụ chủ trì, phối hợp với Công an tỉnh. Thanh tra tỉnh làm đầu mối. Sở Công Thương có "
        "trách nhiệm báo cáo.\n"
        "UBND tỉnh giao sở Du lịch rà soát. UBND các phường tổ chức tuyên truyền. Sở Tư pháp đã họp. Sở Xây dựng phải "
        "lo liệu.\n"
    )
    assert set(_units(content, _header(content, "news"))) == {
        "Sở Tài chính", "UBND các xã", "Ban Quản lý dự án tỉnh", "Sở Y tế", "Sở Nội vụ", "Công an tỉnh",
        "Thanh tra tỉnh", "Sở Công Thương", "sở Du lịch", "UBND các phường",
    }  # fmt: skip


def test_urging_others_is_a_task_of_who_urges_in_papers() -> None:
    content = (
        "1. Sở Y tế là cơ quan thường trực, đôn đốc UBND các xã thực hiện.\n2. Lưu ý Sở Du lịch báo cáo đúng hạn.\n"
    )
    assert _units(content) == ["Sở Y tế", "Sở Du lịch"]
    assert _units("2. Lưu ý UBND xã Cây Đa trước đây đã nhận tiền cây giống.\n") == []
    assert _units("Lưu ý: Sở Du lịch là nơi cấp thẻ.\n") == []
    assert _units("Lưu ý Sở Du lịch và UBND xã Cây Đa phải báo cáo đúng hạn.\n") == ["Sở Du lịch", "UBND xã Cây Đa"]


def test_a_report_goes_on_telling_in_later_paragraphs() -> None:
    content = (
        "Phó Thủ tướng đã yêu cầu Bộ Xây dựng, UBND tỉnh Lai Châu khẩn trương rà soát.\n"
        "Sở Y tế khẩn trương mua thuốc.\nChính phủ cần báo cáo. Sở Nội vụ ghi nhận ý kiến.\nSở Tư pháp họp báo.\n"
        "Trong số đó, Sở Du lịch tiếp tục quảng bá.\n"
    )
    names = ["Bộ Xây dựng", "UBND tỉnh Lai Châu", "Sở Y tế", "Sở Du lịch"]
    assert _units(content, _header(content, "news")) == names
    assert _units("Sở Y tế khẩn trương mua thuốc.\n", _header(content, "news")) == []


def test_who_works_with_somebody_without_leading_is_no_unit_of_a_paper() -> None:
    content = (
        "Giao Sở Y tế phối hợp với Công an tỉnh rà soát.\n"
        "1. Sở Du lịch phối hợp chặt chẽ với Sở Tài chính lập dự toán.\n"
        "2. Giao Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ.\n"
    )
    assert _units(content) == ["Sở Y tế", "Sở Du lịch", "Sở Tư pháp", "Sở Nội vụ"]


def test_a_report_tells_over_items_and_asks_behind_other_addressees() -> None:
    content = (
        "UBND tỉnh giao Ban Quản lý dự án tỉnh:\n\n1. Khẩn trương làm hồ sơ.\n\n"
        "Bộ Xây dựng vừa có văn bản gửi Giám đốc Sở Xây dựng các tỉnh; Thủ trưởng y tế cơ quan khác đề nghị mở kho.\n"
        "Ủy viên Ban Chỉ đạo gồm: Bộ trưởng Công an Vũ An; Bộ trưởng Nội vụ Lê Hà.\n"
    )
    names = {"Ban Quản lý dự án tỉnh", "Sở Xây dựng các tỉnh", "Bộ Công an", "Bộ Nội vụ"}
    assert set(_units(content, _header(content, "news"))) == names


def test_a_closing_clause_may_have_a_line_for_each_body() -> None:
    content = (
        "Điều 3. Chánh Văn phòng UBND tỉnh;\nGiám đốc Sở Nội vụ;\n"
        "Trưởng Ban Dân tộc tỉnh; Thủ trưởng các đơn vị chịu trách nhiệm thi hành Quyết định này./.\n"
    )
    assert _units(content) == ["Văn phòng UBND tỉnh", "Sở Nội vụ", "Ban Dân tộc tỉnh"]


@pytest.mark.parametrize(
    "behind",
    [
        " Bộ Ngoại giao tổ chức lễ trao giải hôm qua.",
        " Thanh tra tỉnh thực hiện tốt việc này từ năm ngoái.",
        " Sở Y tế phối hợp khám bệnh cho 40 cụ già.",
        " UBND các phường tổ chức hội đua thuyền hôm qua.",
        " Trong số đó, Công ty Gốm tiếp tục dẫn đầu.",
        "\nThanh tra tỉnh tập trung vào 4 cuộc, đến nay xong hai.",
        "\nCông an tỉnh Lai Châu khẩn trương truy tìm và đã bắt giữ ba người.",
        "\nTrời mưa.\nTrời nắng.\nHội Phụ nữ tỉnh chủ động vay vốn.",
        " Các hộ dân đã yêu cầu Công ty Gốm phải đền cây.",
        " Hãng phim Sao Mai đã đề nghị Bộ Công an xem xét.",
    ],
)
def test_a_report_of_what_somebody_did_tells_nobody(behind: str) -> None:
    content = f"Ông yêu cầu Sở Nội vụ rà soát biên chế.{behind}\n"
    assert _units(content, _header(content, "news")) == ["Sở Nội vụ"]


def test_many_orders_in_one_sentence_are_read_in_a_moment() -> None:
    content = "Ông" + " yêu cầu Sở Nội vụ rà soát biên chế; UBND xã Cây Đa lập sổ;" * 1500
    started = process_time()
    assert _units(content, _header(content, "news")) == ["Sở Nội vụ", "UBND xã Cây Đa"]
    assert process_time() - started < 2


def test_what_a_letter_is_about_asks_nobody() -> None:
    content = "Hội vừa có văn bản gửi Sở Du lịch và các hội viên về việc người dân yêu cầu tổ chức hội đua thuyền.\n"
    assert _units(content, _header(content, "news")) == []
    content = "Hội vừa có văn bản gửi Sở Du lịch và các hội viên, đề nghị tổ chức hội đua thuyền.\n"
    assert _units(content, _header(content, "news")) == ["Sở Du lịch"]


def test_an_office_tells_several_in_one_sentence() -> None:
    content = "Chủ tịch UBND tỉnh đã giao Sở Y tế rà soát kho; đã yêu cầu Sở Nội vụ báo cáo.\n"
    assert _units(content, _header(content, "news")) == ["Sở Y tế", "Sở Nội vụ"]


def test_what_others_have_done_before_does_not_undo_what_is_told() -> None:
    content = (
        "Lãnh đạo tỉnh đã chỉ đạo Sở Du lịch khẩn trương rà soát. Cụ thể, Sở Nội vụ chủ trì xem các đề án đã duyệt.\n"
        "Sở Y tế phải khắc phục tồn tại đã nêu.\n"
    )
    assert _units(content, _header(content, "news")) == ["Sở Du lịch", "Sở Nội vụ", "Sở Y tế"]


@pytest.mark.parametrize(
    "who",
    [
        "Ủy ban nhân dân tỉnh",
        "Viện trưởng Viện kiểm sát nhân dân huyện",
        "Ông Lý Văn Bền",
        "Đoàn giám sát",
        "Tổ công tác",
        "Trưởng ban Tổ chức",
        "Mặt trận Tổ quốc tỉnh",
        "Ban Tiếp công dân",
        "Tỉnh",
        "Về việc này, thành phố",
        "TP.HCM",
        "Sau khi nghe doanh nghiệp trình bày, Chủ tịch UBND tỉnh",
        "Chủ tịch UBND tỉnh, sau khi nghe người dân nói,",
        "Chủ tịch UBND TP. Cây Đa Lý Văn Bền",
        "Chủ tịch UBND tỉnh Lý Tuấn Anh",
    ],
)
def test_who_governs_tells_others_although_it_is_done(who: str) -> None:
    content = f"{who} đã yêu cầu Sở Y tế rà soát kho.\n"
    assert _units(content, _header(content, "news")) == ["Sở Y tế"]


@pytest.mark.parametrize(
    "who",
    [
        "Ban quản trị chung cư Sao Mai",
        "Bộ Ngoại giao Lào",
        "Bộ trưởng Quốc phòng Nga",
        "Theo Sở Xây dựng, các tiểu thương",
        "Công ty Gốm, đơn vị của Bộ Xây dựng,",
        "Phụ huynh lên UBND xã và",
        "Công dân xã Cây Đa",
    ],
)
def test_who_only_asks_tells_nobody(who: str) -> None:
    content = f"{who} đã đề nghị Sở Y tế rà soát kho.\n"
    assert _units(content, _header(content, "news")) == []


def test_what_opens_a_sentence_is_told_behind_an_order_and_with_work_to_do() -> None:
    further = "Trời mưa to. Đồng thời, Sở Du lịch rà soát bến thuyền.\n"
    assert _units(further, _header(further, "news")) == []
    ordered = "Ông yêu cầu Sở Nội vụ rà soát biên chế. Đồng thời, Sở Du lịch rà soát bến thuyền.\n"
    assert _units(ordered, _header(ordered, "news")) == ["Sở Nội vụ", "Sở Du lịch"]
    leads = "Theo đó, Sở Du lịch tiếp tục dẫn đầu. Cụ thể, Sở Y tế tiếp tục rà soát kho.\n"
    assert _units(leads, _header(leads, "news")) == ["Sở Y tế"]
    care = "Theo đó, Sở Du lịch tăng cường công tác cứu nạn.\n"
    assert _units(care, _header(care, "news")) == ["Sở Du lịch"]
    later = "Theo đó, Sở Du lịch phải khắc phục tồn tại từ năm ngoái, thời gian qua chưa xong.\n"
    assert _units(later, _header(later, "news")) == ["Sở Du lịch"]


def test_a_report_says_what_a_paper_lays_on_somebody() -> None:
    content = (
        "Theo Kế hoạch số 812/KH-UBND của UBND tỉnh, Sở Du lịch chủ trì, phối hợp với Sở Tài chính mở bến.\n"
        "Theo quyết định, Sở Y tế chủ trì tập huấn.\nCông văn cũng nêu rõ, UBND các xã chỉ đạo trưởng thôn mở cống.\n"
        "Hôm qua trời mưa. Ban Dân tộc tỉnh là cơ quan Thường trực của Ban Chỉ đạo.\n"
    )
    names = ["Sở Du lịch", "Sở Tài chính", "Sở Y tế", "UBND các xã", "Ban Dân tộc tỉnh"]
    assert sorted(_units(content, _header(content, "news"))) == sorted(names)


@pytest.mark.parametrize(
    "behind",
    [
        "Riêng Sở Du lịch cần sửa bến phà.",
        "Đối với Sở Du lịch, Chủ tịch yêu cầu phải bố trí thêm phà.",
        "Với Sở Du lịch, tiếp tục mở thêm bến phà.",
        "Sở Du lịch tham mưu sửa bến phà.",
        "Sở Du lịch theo chức năng, nhiệm vụ được giao lựa chọn bến phà.",
        "Trời mưa.\nSở Du lịch chỉ đạo các bến phà treo phao.",
        "Bên cạnh đó, Sở Du lịch phối hợp các đơn vị liên quan rà soát bến phà.",
        "Sở Du lịch được UBND tỉnh giao chủ trì mở bến phà.",
        "Sở Du lịch xem xét các bến phà, báo cáo UBND tỉnh trước ngày 9-4.",
        "Bến phà đã cũ. Cụ thể, Sở Du lịch được yêu cầu mở bến phà mới.",
    ],
)
def test_many_are_told_and_somebody_behind_them_by_name(behind: str) -> None:
    content = f"UBND tỉnh yêu cầu các sở, ngành, địa phương rà soát bến phà.\n{behind}\n"
    assert _units(content, _header(content, "news")) == ["Sở Du lịch"]


@pytest.mark.parametrize(
    "behind",
    [
        "Sở Du lịch phối hợp với Hội Nông dân tỉnh tổ chức hội đua thuyền.",
        "Sở Du lịch tham mưu sửa bến phà từ năm ngoái.",
        "Sở Du lịch đã chỉ đạo các bến phà treo phao.",
        "Sở Du lịch cho biết sông còn chảy xiết.",
        "Trời mưa.\nTrời nắng.\nSở Du lịch chỉ đạo các bến phà treo phao.",
        "Với Sở Du lịch, đây là năm đầu tiên.",
        "UBND tỉnh chỉ đạo mở thêm bến phà.",
        "Sở Du lịch được khen vì giữ bến phà.",
    ],
)
def test_who_is_named_behind_an_order_need_not_be_told(behind: str) -> None:
    content = f"UBND tỉnh yêu cầu các sở, ngành, địa phương rà soát bến phà.\n{behind}\n"
    assert _units(content, _header(content, "news")) == []
    assert _units("Đối với Sở Du lịch, phải sửa bến phà.\n", _header(content, "news")) == []


def test_a_list_below_an_order_tells_whom_its_items_open_with() -> None:
    content = (
        "Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy thực hiện một số việc sau:\n1/ Mở lớp.\n"
        "2/ Ban Tổ chức Tỉnh ủy tham mưu chọn người.\n3/ Sở Du lịch đã tham mưu chọn bến.\n"
    )
    assert _units(content, _header(content, "news")) == ["Ban Tổ chức Tỉnh ủy"]


def test_who_is_the_head_of_a_committee_and_who_came_with_it() -> None:
    content = "Chủ tịch UBND tỉnh là Trưởng ban. Giám đốc Sở Du lịch là Phó Trưởng ban Thường trực.\n"
    assert _units(content, _header(content, "news")) == ["UBND tỉnh", "Sở Du lịch"]
    content = "Phó Trưởng ban gồm các ông Lò Văn Bền - Phó Bí thư Thường trực Tỉnh ủy, Trưởng đoàn.\n"
    assert _units(content, _header(content, "news")) == []
    content = "Tham gia đoàn giám sát có các đồng chí lãnh đạo Ủy ban MTTQ tỉnh, lãnh đạo Hội Nông dân tỉnh.\n"
    assert _units(content, _header(content, "news")) == ["Ủy ban MTTQ tỉnh", "Hội Nông dân tỉnh"]
    content = "Cùng đi có lãnh đạo Sở Du lịch và UBND xã Cây Đa.\n"
    assert _units(content, _header(content, "news")) == ["Sở Du lịch", "UBND xã Cây Đa"]


def test_a_letter_to_many_asks_for_what_it_is_about() -> None:
    content = "Bộ Y tế có công văn gửi Sở Y tế các tỉnh về việc tiếp tục tăng cường khử khuẩn bể bơi.\n"
    assert _units(content, _header(content, "news")) == ["Sở Y tế các tỉnh"]
    content = "Bộ Y tế có công văn gửi Giám đốc các Sở Y tế khu vực ven biển về việc chuẩn bị thuốc.\n"
    assert _units(content, _header(content, "news")) == ["Sở Y tế"]
    content = "Cục Quân y có công văn gửi Sở Y tế tỉnh Lai Châu về việc yêu cầu khẩn trương khử khuẩn bể bơi.\n"
    assert _units(content, _header(content, "news")) == ["Sở Y tế tỉnh Lai Châu"]
    content = "Hội có công văn gửi Sở Y tế về việc tăng cường khử khuẩn bể bơi.\n"
    assert _units(content, _header(content, "news")) == []


def test_the_partners_of_who_is_told_are_named_without_a_with() -> None:
    content = "UBND tỉnh giao Sở Y tế chủ trì, phối hợp UBND các huyện, TP. Cây Đa rà soát kho.\n"
    assert _units(content, _header(content, "news")) == ["Sở Y tế", "UBND các huyện, TP. Cây Đa"]
    content = "Đoàn do ông Lý Văn Bền, Vụ trưởng Vụ Pháp chế, Bộ Y tế làm Trưởng đoàn.\n"
    assert "Vụ Pháp chế" in _units(content, _header(content, "news"))
    content = "Trưởng đoàn kiểm tra là ông Lý Văn Bền, Giám đốc Sở Y tế.\n"
    assert _units(content, _header(content, "news")) == ["Sở Y tế"]


def test_who_makes_up_a_delegation_is_a_member() -> None:
    content = "Tỉnh lập 4 đoàn kiểm tra liên ngành (gồm Sở Du lịch, Hội Nông dân tỉnh, Chi cục Kiểm lâm).\n"
    assert _units(content, _header(content, "news")) == ["Sở Du lịch", "Hội Nông dân tỉnh", "Chi cục Kiểm lâm"]


def test_what_is_said_of_where_they_are_stands_before_what_they_are_told() -> None:
    content = (
        "UBND tỉnh yêu cầu UBND các xã có đường ống đi qua khẩn trương cắm mốc.\n"
        "UBND tỉnh giao UBND các phường liên quan rà soát kho; đề nghị Sở Y tế có cách làm hay hơn.\n"
        "Văn phòng Chính phủ có văn bản gửi Bộ Nội vụ truyền đạt ý kiến của Phó Thủ tướng về lễ hội.\n"
    )
    assert _units(content, _header(content, "news")) == ["UBND các xã", "UBND các phường", "Bộ Nội vụ"]


def test_every_clause_of_a_sentence_that_tells_somebody_may_tell_another() -> None:
    content = (
        "Cụ thể, Công an tỉnh được giao bảo đảm trật tự; Sở Du lịch kiểm soát giá vé; Sở Y tế chuẩn bị thuốc.\n"
        "Tỉnh giao Hội Nông dân tỉnh làm cơ quan thường trực. Trời mưa. Sở Nội vụ chủ trì, phối hợp với Sở Tư pháp.\n"
        "UBND tỉnh yêu cầu UBND các xã phía Bắc sông Cái khẩn trương đắp đê.\n"
    )
    names = {"Công an tỉnh", "Sở Du lịch", "Sở Y tế", "Hội Nông dân tỉnh", "Sở Nội vụ", "Sở Tư pháp", "UBND các xã"}
    assert set(_units(content, _header(content, "news"))) == names


def test_the_government_beside_others_in_a_committee_hides_none_of_them() -> None:
    content = "Phó Trưởng ban là lãnh đạo Chính phủ, Sở Y tế, Công an tỉnh.\n"
    assert _units(content, _header(content)) == ["Sở Y tế", "Công an tỉnh"]
    content = "Các Phó Trưởng ban là lãnh đạo Chính phủ.\n"
    assert _units(content, _header(content)) == []
