"""Units that short reports of orders name: what portals and newspapers print of letters, directives and plans."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest

from extractor.document import Found, Span, Text
from extractor.knowledge import toml_data
from extractor.pipeline import extract
from tests.test_extractor_units import _header, _units


def _told(content: str) -> list[str]:
    return _units(content, _header(content, "news"))


def test_an_order_goes_to_the_bodies_that_a_colon_lists() -> None:
    assert _told(
        "Bộ Xây dựng yêu cầu các cơ quan, đơn vị: Cục Đường sắt, Sở Y tế Lâm Đồng và các Sở Y tế khác "
        "căn cứ vào chức năng của mình tổ chức tuần tra.\n"
    ) == ["Cục Đường sắt", "Sở Y tế Lâm Đồng"]


def test_members_without_a_name_do_not_end_an_order() -> None:
    assert _told("UBND tỉnh yêu cầu Sở Du lịch, nhà xe, các chủ bến tăng cường tuần tra.\n") == ["Sở Du lịch"]
    assert _told("UBND tỉnh yêu cầu Sở Du lịch, nhà xe, Công an tỉnh tăng cường tuần tra.\n") == [
        "Sở Du lịch",
        "Công an tỉnh",
    ]
    assert _told("Bến phà do UBND tỉnh giao Sở Du lịch, xây từ năm ngoái.\n") == []


def test_items_name_bodies_before_their_work() -> None:
    assert _told(
        "UBND huyện giao và yêu cầu:\nPhòng Nội vụ: Xây dựng phương án phát phao.\nPhòng Y tế: rà soát các bến.\n"
        "Phòng Tư pháp: 12 người.\n"
    ) == ["Phòng Nội vụ", "Phòng Y tế"]


def test_what_an_office_thinks_opens_a_list_of_orders() -> None:
    assert _told(
        "UBND huyện Cây Đa có ý kiến như sau:\n1. Phòng Nội vụ tham mưu kế hoạch phát phao.\n- Rà soát các bến.\n"
        "2. Phòng Y tế\n\nThực hiện khám cho chủ bến.\n\nTuyên truyền tại chợ.\n\n"
        "3. Phòng Tư pháp\n\nĐăng tải nội quy.\n"
    ) == ["Phòng Nội vụ", "Phòng Y tế", "Phòng Tư pháp"]
    assert _told("Đoàn đã nghe kết quả như sau:\n1. Phòng Nội vụ tham mưu kế hoạch.\n") == []


@pytest.mark.parametrize(
    ("behind", "names"),
    [
        ("Công an tỉnh thực hiện nghiêm Chỉ thị về bến phà.", ["Công an tỉnh"]),
        ("Sở Du lịch theo dõi, đôn đốc các địa phương.", ["Sở Du lịch"]),
        ("Trên cơ sở đó, lập danh mục các bến. Sở Du lịch theo dõi, đôn đốc các địa phương.", ["Sở Du lịch"]),
        ("UBND các xã theo chức năng, thẩm quyền tăng cường công tác tuyên truyền.", ["UBND các xã"]),
        ("Sở Du lịch đã kiểm tra 12 bến.", []),
    ],
)
def test_many_are_told_and_somebody_by_name_in_a_later_sentence(behind: str, names: list[str]) -> None:
    assert _told(f"UBND tỉnh yêu cầu lãnh đạo các địa phương, các sở rà soát bến phà. {behind}\n") == names


def test_whoever_an_office_asks_is_told_by_any_verb() -> None:
    assert _told("Phó Thủ tướng vừa ký Quyết định chỉ đạo Bộ Tài chính xuất cấp 200 áo phao.\n") == ["Bộ Tài chính"]
    assert _told("Bà Lan đề nghị Ngân hàng Cây Đa trả tiền.\n") == []
    assert _told("Phà của Sở Du lịch đáp ứng yêu cầu Bộ Tài chính mong đợi.\n") == []
    assert _told("UBND tỉnh đề nghị Bộ Tài chính về bến phà.\n") == []


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (
            "UBND tỉnh giao Sở Du lịch chủ trì rà soát bến; phối hợp với Sở Tài chính bố trí kinh phí.",
            ["Sở Du lịch", "Sở Tài chính"],
        ),
        (
            "UBND tỉnh yêu cầu các sở, ngành rà soát bến.\n"
            "Riêng Sở Du lịch có trách nhiệm phối hợp với Sở Nội vụ đếm phao.",
            ["Sở Du lịch", "Sở Nội vụ"],
        ),
        (
            "UBND tỉnh vừa ban hành Kế hoạch phát phao.\nSở Du lịch có nhiệm vụ phối hợp với Sở Nội vụ đếm phao.",
            ["Sở Du lịch", "Sở Nội vụ"],
        ),
        (
            "UBND tỉnh giao Sở Du lịch rà soát bến.\nSở Tài chính phối hợp với Sở Nội vụ trong việc tham mưu giá vé.",
            ["Sở Du lịch", "Sở Tài chính", "Sở Nội vụ"],
        ),
    ],
)
def test_with_whom_one_works_is_told_too(content: str, names: list[str]) -> None:
    assert _told(content + "\n") == names


def test_a_plan_that_was_issued_gives_work_behind_what_follows_from_it() -> None:
    issued = "UBND tỉnh vừa ban hành Kế hoạch phát phao theo quy định của pháp luật. Theo đó, {}\n"
    assert _told(issued.format("từ nay đến 15.2, Sở Du lịch tổ chức các lớp dạy bơi.")) == ["Sở Du lịch"]
    assert _told(issued.format("Sở Du lịch đã tổ chức các lớp dạy bơi.")) == []
    assert _told("Bến phà đã cũ. Theo đó, Sở Du lịch tổ chức các lớp dạy bơi.\n") == []


def test_whoever_answers_for_a_matter_is_charged_by_a_paper() -> None:
    content = (
        "Phó Thủ tướng ký Quyết định phát phao.\nUBND các tỉnh: Cà Mau, Lai Châu chịu trách nhiệm về tính chính xác.\n"
    )
    assert _told(content) == ["Ủy ban nhân dân tỉnh Cà Mau", "Ủy ban nhân dân tỉnh Lai Châu"]


def test_a_letter_asks_many_of_those_it_was_sent_to() -> None:
    content = "Bộ Y tế có công văn gửi UBND các tỉnh, thành phố, đề nghị các địa phương chủ động giám sát bến phà.\n"
    assert _told(content) == ["UBND các tỉnh, thành phố"]


@pytest.mark.parametrize(
    "piece",
    [
        "yêu cầu các sở rà soát. ",
        "Sở Y tế, nhà xe, chủ bến, ",
        "; phối hợp với Sở Y tế",
        "UBND tỉnh yêu cầu Sở Y tế, a b, ",
        "Theo đó, Sở Nội vụ chủ trì rà soát. ",
        "Theo đó, người dân mong chờ. ",
        "UBND tỉnh vừa ban hành Kế hoạch A. Theo đó, Sở Y tế có trách nhiệm rà soát. ",
        "Sở Y tế, nhà xe, hộ chèo phà, ",
        "Sở Y tế các địa phương khác, ",
        "chủ trì, phối hợp với Sở Y tế ",
        "UBND tỉnh có công điện gửi Sở Y tế. ",
        "Sở Y tế chịu trách nhiệm trước UBND tỉnh về việc a ",
        "UBND tỉnh yêu cầu Sở Y tế… và ",
        "“Sở Y tế rà soát”. Đó là chỉ đạo của UBND tỉnh. ",
        "UBND tỉnh Hà Nam, Nam Định, ",
        "Ban Chỉ đạo quốc gia về phòng, chống thiên tai ",
    ],
)
def test_time_grows_with_the_length_of_reports(piece: str) -> None:
    def took(times: int) -> float:
        began = process_time()
        extract(Text("UBND tỉnh chỉ đạo.\n\nUBND tỉnh " + piece * times))
        return process_time() - began

    took(50)
    assert took(2400) < 14 * max(took(400), 0.03)  # a quadratic one takes 36 times as long


def test_short_names_in_brackets_stand_between_a_body_and_its_work() -> None:
    content = "1. Đài Truyền hình Cây Đa (ĐTCĐ) chủ trì tuyên truyền.\n2. Sở Y tế (đã họp) vắng mặt.\n"
    assert _units(content, _header(content)) == ["Đài Truyền hình Cây Đa"]


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("- Thực hiện: Ban Phong trào chủ trì, Văn phòng Sở phối hợp.", ["Ban Phong trào", "Văn phòng Sở"]),
        ("1. Mua phao (Văn phòng Sở chủ trì, Ban Phong trào phối hợp).", ["Văn phòng Sở", "Ban Phong trào"]),
        ("- Sở Y tế chủ trì, Văn phòng Sở đã chuẩn bị, phối hợp tốt.", ["Sở Y tế"]),
    ],
)
def test_who_helps_stands_before_the_word_for_it(content: str, names: list[str]) -> None:
    text = f"II. NỘI DUNG\n{content}\n"
    assert _units(text, _header(text)) == names


def test_a_comma_before_the_work_keeps_those_who_are_told() -> None:
    assert _told("UBND tỉnh chỉ đạo các sở, ban, ngành và UBND cấp huyện, tích cực hưởng ứng đợt trồng cây.\n") == [
        "UBND cấp huyện"
    ]


@pytest.mark.parametrize(
    "content",
    [
        "Năm 2019, UBND tỉnh yêu cầu Sở Y tế thuê bến phà của ông Bền.",
        "UBND tỉnh từng yêu cầu Sở Y tế thuê bến phà của ông Bền.",
        "UBND tỉnh yêu cầu Sở Y tế, người dân vui mừng, phấn khởi tham gia lễ hội.",
        "UBND tỉnh giao Sở xây dựng kế hoạch phòng lũ và rà soát bến phà.",
        "UBND tỉnh ban hành Kế hoạch phát phao. Bệnh viện Bến Phà chịu trách nhiệm về chất lượng khiến ba người ngã.",
    ],
)
def test_words_that_only_look_like_work_tell_nobody(content: str) -> None:
    assert _told(content + "\n") == []


def test_an_office_that_asks_this_year_is_heard_and_so_are_those_without_a_name() -> None:
    content = "Năm 2033, UBND tỉnh yêu cầu Sở Y tế thuê bến phà.\n"
    header = replace(_header(content, "news"), date=Found("2033-03-08", "08/3/2033", Span(0, 0), "test"))
    assert _units(content, header) == ["Sở Y tế"]
    assert _told("UBND tỉnh yêu cầu Sở Y tế, các hộ chèo phà, chủ bến tăng cường áo phao.\n") == ["Sở Y tế"]
    assert _told("UBND tỉnh giao Chủ tịch UBND quận 3, 11, Mường Hoa tiếp tục phát phao.\n") == ["UBND quận 3"]


def test_what_a_body_did_below_its_name_is_no_work() -> None:
    content = (
        "UBND tỉnh yêu cầu các đơn vị thực hiện các nhiệm vụ sau:\n\n1. Phòng Y tế\nRà soát các bến phà.\n\n"
        "2. Phòng Nội vụ\nTriển khai từ năm 2031, phòng đã đạt giải ba.\n"
    )
    assert _told(content) == ["Phòng Y tế"]


def test_no_list_says_a_word_twice() -> None:
    lists = {name: words for name, words in toml_data("units.toml").items() if isinstance(words, list)}
    twice = {name: [word for word in words if words.count(word) > 1] for name, words in lists.items()}
    assert not any(twice.values()), twice


@pytest.mark.parametrize(
    "content",
    [
        "UBND tỉnh yêu cầu chủ tịch UBND các xã trên địa bàn theo chức năng nhiệm vụ được giao rà soát bến đò.",
        "UBND tỉnh yêu cầu chủ tịch UBND các xã, theo thẩm quyền được giao, không để đò chạy khi nước lớn.",
    ],
)
def test_what_one_is_there_for_stands_before_what_is_asked(content: str) -> None:
    assert _told(content + "\n") == ["UBND các xã"]


def test_who_told_others_is_known_by_either_spelling_of_his_city() -> None:
    content = (
        "UBND TP Bến Đò yêu cầu UBND các phường rà soát bến đò.\n"
        "Chủ tịch UBND TP.Bến Đò chỉ đạo các phường cần tăng cường đếm đò.\n"
    )
    assert _told(content) == ["UBND các phường"]


def test_the_bodies_of_a_group_are_named_behind_it() -> None:
    content = "Cục Bến bãi yêu cầu các phòng chuyên môn như Phòng Luồng lạch, Phòng Phao tiêu tổ chức đếm đò.\n"
    assert _told(content) == ["Phòng Luồng lạch", "Phòng Phao tiêu"]
    assert _told("Cục Bến bãi yêu cầu các phòng chuyên môn như đã nêu tổ chức đếm đò. Phòng Phao tiêu nghỉ.\n") == []


def test_the_first_paragraph_of_a_text_without_a_headline_tells_too() -> None:
    longer = " và neo đò vào bờ, đo nước từng giờ, cắm biển ở bến sâu, thắp đèn ở mũi kè, ghi tên người qua sông" * 2
    order = f"UBND tỉnh yêu cầu: Chủ tịch UBND các xã ven sông tiếp tục chỉ đạo việc gọi đò về bến{longer}"
    for end in (";", longer):
        content = f"{order}{end}\n\nCông an tỉnh phối hợp với các xã ven sông, sẵn sàng ứng cứu.\n"
        result = extract(Text(content))
        assert result.header.kind == "news"
        assert [unit.value for unit in result.units] == ["UBND các xã ven sông", "Công an tỉnh"]


def test_partners_without_a_name_stand_before_the_work() -> None:
    content = "UBND tỉnh yêu cầu Sở Y tế giữ bến.\n\nCông an tỉnh phối hợp với các tỉnh ven biển, sẵn sàng dời đò.\n"
    assert _told(content) == ["Sở Y tế", "Công an tỉnh"]


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (
            "UBND tỉnh có công điện gửi UBND các xã: Cây Đa, Bến Phà, các Sở: Y tế, Nội vụ về việc giữ kè.",
            ["Ủy ban nhân dân xã Cây Đa", "Ủy ban nhân dân xã Bến Phà", "Sở Y tế", "Sở Nội vụ"],
        ),
        ("Công điện gửi Sở Y tế, Sở Nội vụ nhằm giữ kè mùa lũ.", ["Sở Y tế", "Sở Nội vụ"]),
        ("Công điện gửi Sở Y tế, Chủ tịch UBND xã Cây Đa nêu rõ: Nước còn lên.", ["Sở Y tế", "UBND xã Cây Đa"]),
        (
            "Phó Chủ tịch UBND tỉnh có công văn chỉ đạo đến một số sở và UBND các xã yêu cầu rà soát kè.",
            ["UBND các xã"],
        ),
        ("Thủ tướng mới có công điện gửi Giám đốc Sở Y tế; Trưởng Công an tỉnh.", ["Sở Y tế", "Công an tỉnh"]),
        ("Bộ Xây dựng có công điện gửi UBND các tỉnh về việc giữ kè.", ["UBND các tỉnh"]),
        ("Chủ tịch Ủy ban Giữ kè Quốc gia có công điện gửi Bộ Y tế về việc giữ kè.", ["Bộ Y tế"]),
        ("Công điện của Thủ tướng gửi Bộ Y tế về việc giữ kè.", ["Bộ Y tế"]),
        ("Nước còn lên. Công văn được gửi đến Sở Y tế, UBND các xã.", []),
        ("UBND tỉnh yêu cầu Sở Nội vụ đếm đò. Văn bản này được gửi Bộ Nội vụ để báo cáo.", ["Sở Nội vụ"]),
        ("UBND tỉnh yêu cầu Sở Nội vụ đếm đò. Thông báo trúng thầu được gửi đến Viện Đò ngang.", ["Sở Nội vụ"]),
        ("UBND tỉnh có công điện khen gửi Sở Y tế.", []),
        ("UBND tỉnh có công điện gửi Sở Y tế để chúc mừng.", []),
        ("UBND tỉnh có công điện gửi Sở Y tế mừng ngày hội.", []),
        ("UBND tỉnh có công điện gửi Sở Y tế tuyên dương kíp trực.", []),
        ("UBND tỉnh có công điện gửi Thủ tướng Chính phủ, Bộ Xây dựng về việc giữ kè.", []),
        ("UBND tỉnh có công điện gửi Bộ Xây dựng về việc giữ kè.", []),
        ("UBND tỉnh có công điện gửi UBND tỉnh Cà Mau về việc giữ kè.", []),
        ("Ngày 5/9/2020, Bộ Y tế có công điện gửi các Sở Y tế về việc giữ kè.", []),
        ("Bộ Y tế có công điện gửi Sở Y tế thông báo tình hình đò.", []),
        ("UBND xã Cây Đa có công điện gửi UBND tỉnh về việc giữ kè.", []),
        ("Theo lời Thủ tướng, UBND xã Cây Đa có công điện gửi Bộ Y tế về việc giữ kè.", []),
        ("Công điện của UBND xã Cây Đa gửi UBND tỉnh về việc giữ kè.", []),
        ("UBND tỉnh có công văn gửi các Sở: Y tế, Nội vụ báo cáo việc giữ kè.", ["Sở Y tế", "Sở Nội vụ"]),
        ("Bộ Xây dựng có công điện gửi Công an tỉnh Cà Mau nhờ tìm đò.", []),
        ("Bộ Xây dựng có công điện gửi Bộ Y tế về việc giữ kè.", []),
        ("Chính phủ có công điện gửi Bộ Y tế Lào về việc giữ kè.", []),
        ("Bộ Ngoại giao Lào vừa có công điện gửi Sở Y tế về việc giữ kè.", []),
        ("Năm 1951, Chính phủ có công điện gửi Bộ Y tế về việc giữ kè.", []),
        ("Công ty Gốm có công điện gửi Sở Y tế về việc bán phao.", []),
        ("Sở Xây dựng có công văn gửi Sở Y tế về việc bán phao.", []),
        ("Bộ Y tế có công văn gửi các Sở Y tế về công tác tăng cường giữ kè.", []),
    ],
)
def test_a_telegram_gives_work_to_whom_it_was_sent(content: str, names: list[str]) -> None:
    assert _told(f"{content}\n") == names


def test_where_those_who_are_told_are_stands_before_their_work() -> None:
    content = "UBND tỉnh cũng chỉ đạo Chủ tịch UBND các xã, phường {}dựng lều canh kè.\n"
    assert _told(content.format("")) == ["UBND các xã, phường"]
    assert _told(content.format("trên địa bàn tỉnh ")) == ["UBND các xã, phường"]


@pytest.mark.parametrize(
    "content",
    [
        "Hương ước cũ chỉ đạo UBND các xã dựng lều canh kè.",
        "Hai mươi hộ dân ký tên vào văn bản. Văn bản nêu yêu cầu UBND xã Cây Đa trả lại đất.",
        "Công ty Gốm có văn bản. Văn bản này đề nghị UBND tỉnh bán đất.",
    ],
)
def test_a_paper_of_anybody_tells_nobody(content: str) -> None:
    assert _told(f"{content}\n") == []


def test_members_that_are_left_out_do_not_end_an_order() -> None:
    for rest in ("… và 38 các tổ không để lái đò chở đêm", "… khẩn trương đếm phao", "... và chủ bến rà soát phao"):
        assert _told(f"Chủ tịch tỉnh yêu cầu Sở Y tế, Sở Nội vụ{rest}.\n") == ["Sở Y tế", "Sở Nội vụ"]
    assert _told("Chủ tịch tỉnh yêu cầu Sở Y tế, Sở Nội vụ… và 38 các tổ vui múa lân.\n") == []
    assert _told("Chủ tịch tỉnh giao Sở Y tế... rà soát phao.\n") == []
    assert _told("Kè do UBND tỉnh giao Sở Y tế... phối hợp chưa tốt.\n") == []
    assert _told("Kè do UBND tỉnh giao Sở Y tế, Sở Nội vụ... phối hợp chưa tốt.\n") == []


def test_whoever_answers_to_somebody_for_work_is_charged_by_a_paper() -> None:
    content = "UBND tỉnh vừa ban hành Kế hoạch giữ kè. Giám đốc Sở Y tế chịu trách nhiệm trước {} về {}.\n"
    assert _told(content.format("UBND tỉnh", "việc giữ kè")) == ["Sở Y tế"]
    assert _told(content.format("Chủ tịch UBND tỉnh", "kết quả đếm đò")) == ["Sở Y tế"]
    assert _told(content.format("pháp luật", "việc giữ kè")) == []
    assert _told(content.format("UBND tỉnh", "lời mình nói")) == []
    assert _told(content.format("Tòa án", "việc đắp kè")) == []
    assert _told(content.format("cử tri", "kết quả đắp kè")) == []
    assert _told(content.format("UBND tỉnh", "việc để kè vỡ")) == []
    assert _told(content.format("UBND tỉnh", "kết quả yếu kém")) == []
    assert _told(content.format("UBND tỉnh", "việc không để kè vỡ")) == ["Sở Y tế"]


def test_what_a_report_says_to_be_an_order_is_one() -> None:
    content = "Giữ kè\n“Sở Y tế phối hợp với UBND cấp xã tập trung rà soát phao”. Đó là {} đối với các bến.\n"
    assert _told(content.format("chỉ đạo của UBND tỉnh")) == ["Sở Y tế", "UBND cấp xã"]
    assert _told(content.format("chỉ đạo của anh Bền, lái đò")) == []
    assert _told(content.format("chỉ đạo của UBND tỉnh năm 2012")) == []
    said = "Giữ kè\n“Sở Y tế tập trung rà soát phao”{} Đó là chỉ đạo của UBND tỉnh.\n"
    assert _told(said.format(".")) == ["Sở Y tế"]
    assert _told(said.format(", ông Bền kể.")) == []
    assert _told(said.format(", ông Bền kể.").replace("“", "“Nước lên. ")) == []
    assert _told("UBND tỉnh chỉ đạo các sở đếm đò. Đó là yêu cầu của Thủ tướng.\n") == []
    assert _told("Giữ kè\nSở Y tế đã tập trung rà soát phao. Đó là chỉ đạo của UBND tỉnh.\n") == []


def test_the_name_of_a_head_stands_between_the_body_and_its_work() -> None:
    content = "Phó Thủ tướng yêu cầu Chủ tịch UBND TP. Hà Nội Nguyễn Văn Bền khẩn trương đếm đò.\n"
    assert _told(content) == ["UBND TP. Hà Nội"]


def test_a_report_of_one_paragraph_tells() -> None:
    result = extract(Text("Sở Y tế vừa có văn bản gửi UBND các xã, phường đề nghị tăng cường trực ở bến.\n"))
    assert (result.header.kind, [unit.value for unit in result.units]) == ("news", ["UBND các xã, phường"])


def test_who_was_given_work_by_order_of_an_office_is_told() -> None:
    assert _told("Theo chỉ đạo của UBND tỉnh, Sở Y tế được giao chủ trì việc đếm phao.\n") == ["Sở Y tế"]
    assert _told("Theo lời kể của dân, Sở Y tế được giao cờ đỏ.\n") == []


def test_findings_are_no_order_and_letters_ask_for_reports() -> None:
    assert _told("Sở Y tế quản lý phao lỏng lẻo. Đây là kết luận của Thanh tra tỉnh.\n") == []
    content = "UBND huyện có văn bản gửi UBND các xã báo cáo số đò trước ngày 15/9.\n"
    assert _told(content) == ["UBND các xã"]
