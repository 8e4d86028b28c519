"""The quick look at the first word lets through everything that the patterns of a list of bodies read."""

from __future__ import annotations

import pytest

from extractor.bodies import read_bodies
from extractor.bodies.words import grammar
from extractor.document import Text
from extractor.knowledge import toml_data
from extractor.phrases import FIRST_WORD
from extractor.pipeline import extract, extract_header


@pytest.mark.parametrize("key", ["heads", "need_capital", "titles", "spoken_titles", "prefix_titles"])
def test_the_first_word_of_every_head_and_title_opens_a_list(key: str) -> None:
    words = toml_data("units.toml")[key]
    assert words
    for word in words:
        first = FIRST_WORD.match(word)
        assert first is not None and first.group() in grammar().openings, word


@pytest.mark.parametrize(
    "opening",
    [
        "Các đơn vị: ", "các đồng chí ", "Đồng chí ", "Ông ", "bà ", "Tập thể ", "sau đây: ", "Các ", "những ",
        "Một số ", "toàn thể ", "Thủ trưởng ",
    ],
)  # fmt: skip
def test_words_before_a_name_are_passed(opening: str) -> None:
    text = f"{opening}Sở Nội vụ, cơ quan khác"
    assert read_bodies(text, 0, len(text)).end > len(opening)


@pytest.mark.parametrize(
    "group",
    [
        "sở, ngành", "Bộ, ngành", "ban", "đơn vị", "Cơ quan", "địa phương", "cá nhân", "đoàn thể", "doanh nghiệp",
        "phòng", "lực lượng", "cấp ủy", "hội", "thành viên", "cán bộ", "người", "tổ chức và cá nhân",
    ],
)  # fmt: skip
def test_open_groups_are_passed_over(group: str) -> None:
    assert read_bodies(group, 0, len(group)).end > 0


def test_other_words_open_nothing() -> None:
    text = "Thực hiện nghiêm túc, Sở Nội vụ"
    found = read_bodies(text, 0, len(text))
    assert (found.bodies, found.groups, found.end) == ((), (), 0)


@pytest.mark.parametrize(
    ("group", "behind"),
    [
        ("các đơn vị trực thuộc Bộ Nông nghiệp và Môi trường", ", Sở Y tế"),
        ("các đơn vị thuộc Bộ Khoa học và Công nghệ", " chịu trách nhiệm"),
        ("các cơ quan, đơn vị thuộc và trực thuộc Bộ Ngoại giao", "; và các hội"),
        ("các đơn vị thuộc Bộ", " và các tổ chức, cá\nnhân có liên quan chịu trách nhiệm"),
        ("các cơ quan thuộc tỉnh", " phản ánh về Sở Y tế"),
        ("các đơn vị thuộc Ngân hàng Nhà nước, các tổ chức tín dụng", " chịu trách nhiệm"),
    ],
)
def test_an_open_group_keeps_the_whole_name_of_the_body_it_belongs_to(group: str, behind: str) -> None:
    text = group + behind
    assert read_bodies(text, 0, len(text)).groups[0].name == group


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Bộ trưởng Tài chính Đỗ An", ["Bộ Tài chính"]),
        ("Bộ trưởng Y tế Lào Cai An", ["Bộ Y tế"]),
        ("Bộ trưởng Tài chính Mỹ", []),
        ("Bộ trưởng Quốc phòng Lào đã đến", []),
        ("Thứ trưởng Ngoại giao của nước Nhật Bản", []),
    ],
)
def test_a_minister_of_another_country_stands_for_no_ministry(text: str, named: list[str]) -> None:
    assert [body.name for body in read_bodies(text, 0, len(text)).bodies] == named


@pytest.mark.parametrize(
    "name",
    [
        "Trung tâm phục vụ hành chính công phường", "TT PVHCC xã", "Trạm y tế phường", "KBNN khu vực IX",
        "NHNN chi nhánh Khu vực 4", "NHCSXH chi nhánh tỉnh", "Hải quan khu vực IX", "Thi hành án dân sự tỉnh",
        "Phòng giao dịch Ngân hàng Chính sách xã hội Đa", "Cổng thông tin điện tử tỉnh", "Tổ công nghệ số cộng đồng",
        "Tổ An ninh, trật tự cơ sở", "Bộ chỉ huy Bộ đội Biên phòng tỉnh", "VNPT Cà Mau", "Quỹ Đầu tư phát triển tỉnh",
        "UBND phường Xuân Hương - Đà Lạt", "Vườn Quốc gia Cây Sung", "Khu Quản lý đường bộ IX", "Cảng hàng không Đa",
        "Hội đồng phối hợp phổ biến, giáo dục pháp luật xã", "Ban Giám sát đầu tư của cộng đồng", "Đoàn thanh niên",
        "Ban kiểm tra nội bộ", "Ban tổ chức Hội thi", "Đoàn kiểm tra liên ngành", "các trường Mầm non, Tiểu học, THCS",
        "Trung tâm Trợ giúp pháp lý nhà nước", "Đội Thuế liên xã số 9", "Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh",
        "Ban Chỉ đạo phòng, chống tội phạm, tệ nạn xã hội", "Tổ thẩm định", "Hội đồng tuyển dụng viên chức",
        "Hội đồng bồi thường, hỗ trợ và tái định cư", "Trung tâm Xúc tiến đầu tư, thương mại và du lịch tỉnh",
        "Đội Kiểm lâm cơ động và PCCCR số 9", "Bộ đội Biên phòng tỉnh", "Hợp tác xã nông nghiệp Cây Đa",
    ],
)  # fmt: skip
def test_bodies_of_communes_branches_and_schools_are_read_whole(name: str) -> None:
    text = f"Sở Y tế; {name}; Sở Nội vụ"
    found = read_bodies(text, 0, len(text))
    assert [body.name for body in found.bodies] == ["Sở Y tế", name, "Sở Nội vụ"]
    for work in ("tuần tra khu vực biên giới", "trực 24/24 giờ", "chủ trì rà soát"):
        text = f"{name} {work}"
        assert [body.name for body in read_bodies(text, 0, len(text)).bodies] == [name]


@pytest.mark.parametrize(
    ("people", "units"),
    [
        ("Trưởng các thôn, bản", []),
        ("Trưởng thôn", []),
        ("Tổ trưởng tổ dân phố", []),
        ("Bí thư chi bộ", []),
        ("nhân dân các xã", []),
        ("chủ đầu tư, nhà thầu", []),
        ("các hợp tác xã", []),
        ("khu kinh tế Cây Đa", []),
        ("Trưởng các khoa, phòng", []),
        ("Hiệu trưởng trường THPT Cây Đa", ["Trường THPT Cây Đa"]),
        ("các cơ sở khám bệnh, chữa bệnh", []),
        ("các trường đại học", []),
        ("Các Chủ tịch UBND các xã", ["UBND các xã"]),
        ("các Chủ đầu tư", []),
        ("Hiệu trưởng các trường Tiểu học, THCS", ["các trường Tiểu học, THCS"]),
    ],
)
def test_a_list_goes_on_behind_who_has_no_body_of_his_own(people: str, units: list[str]) -> None:
    text = f"Sở Y tế; {people}; Sở Nội vụ"
    assert [body.name for body in read_bodies(text, 0, len(text)).bodies] == ["Sở Y tế", *units, "Sở Nội vụ"]


@pytest.mark.parametrize(
    ("listed", "units"),
    [
        ("Chủ tịch Hội đồng quản trị và Tổng Giám đốc Ngân hàng Cây Đa", ["Ngân hàng Cây Đa"]),
        ("Hội đồng thành viên, Tổng Giám đốc Tập đoàn Cây Đa", ["Tập đoàn Cây Đa"]),
        ("Chủ tịch Hội đồng thành viên các Tập đoàn: Muối Việt, Cây Đa", ["Tập đoàn Muối Việt", "Tập đoàn Cây Đa"]),
        ("Hội đồng quản trị, Ban Kiểm soát", ["Hội đồng quản trị", "Ban Kiểm soát"]),
    ],
)
def test_a_board_stands_for_the_body_named_behind(listed: str, units: list[str]) -> None:
    assert [body.name for body in read_bodies(listed, 0, len(listed)).bodies] == units


def test_no_text_of_a_paper_is_kept_behind_it() -> None:
    content = "TỐI MẬT\nUBND tỉnh yêu cầu Sở Y tế rà soát bến đò.\n"
    read_bodies(content, 8, len(content))
    extract(Text(content))
    assert read_bodies.cache_info().currsize == 0
    read_bodies(content, 8, len(content))
    extract_header(Text(content))
    assert read_bodies.cache_info().currsize == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("phổ biến các quy định", True),
        ("phổ biến tại bến phà", True),
        ("phổ biến nhất", False),
        ("phổ biến\nlà", False),
    ],
)
def test_what_is_common_is_no_duty(words: str, told: bool) -> None:
    assert (grammar().duties.match(words) is not None) is told


@pytest.mark.parametrize(
    "name",
    [
        "Ban Chỉ đạo 742 quốc gia",
        "Ban Chỉ đạo 742 các cấp",
        "Trường Tiểu học số 3 thôn Gò Đa",
        "Đội Cảnh sát giao thông số 4 phòng Cảnh sát giao thông",
        "Chi cục Thuế khu vực XXV liên huyện Sông Lau",
        "Đội Quản lý thị trường số 7 địa bàn huyện Sông Lau",
        "Viện Kiểm sát quân sự khu vực 91 quân khu 8",
        "Ban Quản lý dự án 9 triệu ha rừng",
        "Tiểu đoàn Cảnh sát 9 bảo vệ mục tiêu",
        "Bệnh viện Đa khoa tỉnh cơ sở 3",
        "Bệnh viện Phổi tỉnh tuyến cuối",
        "Trung tâm Y tế huyện cơ sở 2",
        "Hội Nông dân tỉnh miền núi",
        "Hội Nông dân xã biên giới Y Lau",
        "Ban Quản lý chợ phường trung tâm",
        "Ngân hàng Chính sách xã hội",
        "Đội Quản lý thị trường số 7 liên huyện Sông Lau",
        "Tỉnh đoàn thanh niên",
        "Quận đoàn thanh niên",
    ],
)
def test_a_name_goes_on_behind_a_place_or_a_number(name: str) -> None:
    text = f"{name}, Sở Y tế rà soát bến phà"
    assert [body.name for body in read_bodies(text, 0, len(text)).bodies] == [name, "Sở Y tế"]


@pytest.mark.parametrize("work", ["xây dựng bến phà", "tuần tra bến phà", "lắp đặt phao", "tôn vinh người lái đò"])
def test_a_name_ends_with_a_place_or_a_number_before_known_work(work: str) -> None:
    for name in ("Đồn Biên phòng 742", "Kho bạc Nhà nước khu vực XXV", "Hội Nông dân tỉnh", "Hội Nông dân huyện"):
        text = f"{name} {work}"
        assert [body.name for body in read_bodies(text, 0, len(text)).bodies] == [name]


@pytest.mark.parametrize(
    "work",
    [
        "gắn đèn lên phao",
        "động viên người lái đò",
        "đề cao việc mặc phao",
        "liên hệ lái đò",
        "số hóa sổ đò",
        "cấp phát phao",
    ],
)
def test_a_name_ends_with_a_place_or_the_number_it_bears_before_any_verb(work: str) -> None:
    names = ("Đội Kiểm lâm số 7", "Kho bạc Nhà nước khu vực XXV", "Hội Nông dân tỉnh", "Hội Nông dân huyện")
    for name in (*names, "Trạm Y tế xã", "Công an phường"):
        text = f"{name} {work}"
        assert [body.name for body in read_bodies(text, 0, len(text)).bodies] == [name]


def test_a_member_of_a_committee_is_a_person() -> None:
    for text in ("Tỉnh ủy viên, Giám đốc Sở Y tế đếm phao", "Sở Y tế, Thành uỷ viên Vũ Hà An"):
        assert [body.name for body in read_bodies(text, 0, len(text)).bodies] == ["Sở Y tế"]
    text = "Huyện ủy viên dự họp ở bến phà"
    assert read_bodies(text, 0, len(text)).bodies == ()
