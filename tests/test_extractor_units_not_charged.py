"""Bodies that head items of what was found, said, done or is so: nobody is told there, whatever the verb."""

from __future__ import annotations

import pytest

from extractor.document import Text
from extractor.pipeline import extract

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 716/{code}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Lào Cai, ngày 5 tháng 3 năm 2031\n\n{title}\n\n"
)
FOOT = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nVũ Hà An\n"
PAPERS = {
    "plan": ("KH-UBND", "KẾ HOẠCH\nĐếm phao ở các bến phà"),
    "inspection": ("KL-TTr", "KẾT LUẬN THANH TRA\nViệc mua phao ở các bến phà"),
    "directive": ("CT-UBND", "CHỈ THỊ\nVề việc đếm phao ở các bến phà"),
    "notice": ("TB-UBND", "THÔNG BÁO\nVề việc đếm phao ở các bến phà"),
    "decision": ("QĐ-UBND", "QUYẾT ĐỊNH\nVề phao ở các bến phà\n\nQUYẾT ĐỊNH:"),
    "letter": ("UBND-KT", "V/v đếm phao\n\nKính gửi: Công ty Phà Cây Đa."),
    "report": ("BC-UBND", "BÁO CÁO\nViệc đếm phao ở các bến phà"),
}
WORK = "II. TỔ CHỨC THỰC HIỆN\n"
SHARED = "Điều 2. Phân công nhiệm vụ\n"


def _units(paper: str, text: str) -> list[str]:
    code, title = PAPERS[paper]
    named = [unit.value for unit in extract(Text(HEAD.format(code=code, title=title) + text + FOOT)).units]
    return [name for name in named if name[0] != "c"]  # not `các sở, ngành` of the order itself


@pytest.mark.parametrize(
    ("paper", "above", "items"),
    [
        (
            "inspection",
            "I. KẾT QUẢ THANH TRA\n",
            (
                "1. Sở Y tế áp sai đơn giá phao.",
                "- Sở Tài chính duyệt chi vượt định mức.",
                "a) UBND xã Hoa Lư chỉ định thầu trái luật.",
                "- Công an tỉnh xác nhận 12 bến phà thiếu phao.",
            ),
        ),
        ("inspection", "II. TRÁCH NHIỆM ĐỂ XẢY RA VI PHẠM\n", ("1. Sở Y tế áp đơn giá phao cũ.",)),
        ("inspection", "II. KẾT QUẢ THỰC HIỆN NHIỆM VỤ CỦA CÁC SỞ\n", ("1. Sở Y tế duyệt chi vượt định mức.",)),
        (
            "directive",
            "Thời gian qua, việc đếm phao còn hạn chế:\n",
            ("- UBND xã Hoa Lư lơ là kiểm tra.", "- Công an tỉnh mỏng về lực lượng."),
        ),
        (
            "plan",
            "II. TÌNH HÌNH\n",
            (
                "1. Sở Y tế ghi nhận 12 ca bệnh trong tháng.",
                "- Sở Y tế nhận 50 tỷ đồng từ ngân sách.",
                "- UBND xã Hoa Lư buông lỏng quản lý đất đai.",
                "- UBND xã Hoa Lư bỏ sót 12 bến phà.",
                "- UBND xã Hoa Lư nợ đọng xây dựng cơ bản.",
                "a) Công an tỉnh phát hiện nhiều vụ trộm phao.",
                "- Sở Tài chính trích lập quỹ sai quy định.",
            ),
        ),
        ("inspection", "III. VI PHẠM VÀ TRÁCH NHIỆM CỦA CÁC ĐƠN VỊ\n", ("1. Sở Y tế duyệt chi vượt mức.",)),
        ("inspection", "III. NHẬN XÉT TRÁCH NHIỆM CỦA CÁC ĐƠN VỊ\n", ("1. Sở Y tế duyệt chi vượt mức.",)),
        ("plan", "II. NHIỆM VỤ ĐÃ HOÀN THÀNH\n", ("1. Sở Y tế trao tặng áo phao.",)),
        ("plan", "II. NHIỆM VỤ, KẾT QUẢ NĂM 2030\n", ("1. Sở Y tế trao tặng áo phao.",)),
        ("decision", "Điều 1. Giao các đơn vị biên chế như sau:\n", ("1. Sở Y tế nhường hai người.",)),
        ("decision", "Điều 1. Khen thưởng các đơn vị hoàn thành nhiệm vụ:\n", ("1. Sở Y tế trao tặng áo phao.",)),
        ("decision", SHARED, ("1. Sở Y tế cụm trưởng.", "2. Sở Xây dựng cụm phó.")),
        ("plan", "Hiện trạng:\n", ("- Sở Xây dựng giáp đường Cây Đa.", "- Công an tỉnh tọa lạc tại phố Bến.")),
        (
            "letter",
            "UBND tỉnh đã đề nghị các sở, ngành cho ý kiến, kết quả như sau:\n",
            (
                "- Sở Y tế nhất trí với dự thảo.",
                "- Bộ Công an đồng ý với dự thảo.",
                "- Bộ Tài chính góp ý bằng văn bản.",
            ),
        ),
        (
            "letter",
            "UBND tỉnh đề nghị các sở, ngành góp ý; đến nay đã nhận được ý kiến như sau:\n",
            ("- Sở Y tế ủng hộ dự thảo.",),
        ),
        (
            "notice",
            "Kết quả biểu quyết:\n",
            (
                "1. Sở Y tế tán thành 12 phiếu.",
                "2. Sở Xây dựng bỏ phiếu trắng.",
                "- Hội Nông dân tỉnh lo ngại về giá phao.",
                "- Sở Y tế dự thính.",
                "- Sở Xây dựng đại diện.",
                "- Sở Tài chính phát biểu ý kiến thứ nhất.",
                "- Công an tỉnh tham luận về phao.",
            ),
        ),
        (
            "decision",
            "Điều 1. Công nhận kết quả như sau:\n",
            (
                "1. Sở Y tế đoạt giải nhất hội thi phao.",
                "1. Sở Y tế loại A.",
                "1. Sở Y tế nhận hai tỷ đồng.",
                "1. Sở Y tế kế thừa quyền của Ban Bến phà.",
                "2. Sở Y tế giải thể từ 01/7/2031.",
                "- Sở Y tế ký hiệu SYT.",
                "4. Chi cục Thủy lợi tỉnh hưởng kinh phí từ ngân sách.",
                "1. Sở Y tế bên giao.",
                "2. Sở Xây dựng bên nhận.",
            ),
        ),
        (
            "plan",
            WORK,
            (
                "- Công an tỉnh chín người.",
                "- Hội Nông dân tỉnh dăm người.",
                "- Sở Nội vụ toàn bộ cán bộ.",
                "1. Sở Y tế gia tăng số ca bệnh so với năm trước.",
                "- Công an tỉnh điển hình về phao.",
                "- Sở Y tế xuất sắc dẫn đầu khối.",
                "- Sở Y tế nổi bật về phao.",
                "- UBND xã Hoa Lư đạt giải nhất.",
                "- UBND xã Hoa Lư chiếm 12% số phao.",
                "- Sở Y tế nhận 50 tỷ đồng.",
            ),
        ),
        (
            "decision",
            SHARED,
            (
                "- Sở Y tế: Trần Thị Lan, số máy 0912345678.",
                "- Sở Y tế: Hạng mục phao bơi trị giá hai tỷ đồng.",
                "- Sở Xây dựng: Vốn đầu tư công trung hạn.",
                "- Sở Y tế: xe ô tô, máy phát điện, áo phao.",
                "- Công an tỉnh: lực lượng tại chỗ 50 cán bộ.",
                "- Sở Y tế: hoàn thành 12 bến.",
                "- Sở Y tế: khảo sát 45 hộ.",
            ),
        ),
    ],
)
def test_what_is_told_of_bodies_is_no_work(paper: str, above: str, items: tuple[str, ...]) -> None:
    for item in items:
        assert (item, _units(paper, f"{above}{item}\n")) == (item, [])
    assert _units(paper, above + "\n".join(items) + "\n") == []


@pytest.mark.parametrize("paper", ["plan", "notice", "decision"])
@pytest.mark.parametrize("above", ["II. TÌNH HÌNH\n", WORK, "Danh sách kèm theo:\n"])
def test_unmarked_lines_over_what_was_done_are_no_heads(paper: str, above: str) -> None:
    done = "Công an tỉnh\nKiểm tra 12 bến, phát hiện 3 vi phạm.\nSở Y tế\nTổ chức 3 lớp tập huấn.\n"
    assert _units(paper, above + done) == []


@pytest.mark.parametrize(
    ("paper", "text"),
    [
        ("plan", "Danh sách kèm theo:\nSở Y tế\nTổ chức trong tỉnh\nHội Nông dân tỉnh\nTuyên truyền viên\n"),
        ("letter", "Kính đề nghị xem xét.\n\nSở Y tế\nThực hiện Công văn số 12/UBND-KT, Sở Y tế báo cáo như sau.\n"),
        ("inspection", "I. KẾT QUẢ THANH TRA\nb) Trách nhiệm của Sở Y tế\nĐã mua phao không đúng giá.\n"),
        ("inspection", "Trách nhiệm của Sở Y tế\nĐã mua phao không đúng giá.\n"),
        ("report", "b) Trách nhiệm của Sở Y tế\nĐã mua phao không đúng giá.\n"),
    ],
)
def test_lists_and_blame_tell_nobody(paper: str, text: str) -> None:
    assert _units(paper, text) == []


def test_a_press_subhead_of_blame_tells_nobody() -> None:
    news = "Phao giả ở bến Cây Đa\n\nNgày 5/3, nhiều người qua phà phát hiện phao giả.\n\nTrách nhiệm của Sở Y tế\n\n"
    assert extract(Text(news + "Cơ quan điều tra xác định phao được mua từ năm 2029.\n")).units == ()


@pytest.mark.parametrize(
    ("paper", "above"),
    [
        ("plan", WORK),
        ("plan", "II. NHIỆM VỤ CỤ THỂ\n"),
        ("plan", "II. TỔ CHỨC TRIỂN KHAI\n"),
        ("directive", "Chủ tịch UBND tỉnh yêu cầu:\n"),
        ("directive", "Chủ tịch UBND tỉnh yêu cầu các sở, ngành thực hiện một số nội dung sau:\n"),
        ("letter", "UBND tỉnh đề nghị các cơ quan, đơn vị khẩn trương thực hiện:\n"),
        ("directive", "Để đủ phao, Chủ tịch UBND tỉnh yêu cầu các sở, ngành:\n"),
        ("plan", "III. NHIỆM VỤ, GIẢI PHÁP CHỦ YẾU\n"),
        ("plan", "III. TRÁCH NHIỆM CỦA CÁC CƠ QUAN, ĐƠN VỊ\n"),
        ("decision", "Điều 1. Yêu cầu các cơ quan, đơn vị thực hiện các nội dung sau:\n"),
        ("decision", SHARED),
    ],
)
@pytest.mark.parametrize("mark", ["1. ", "- ", "a) "])
def test_an_item_tells_below_who_is_told(paper: str, above: str, mark: str) -> None:
    items = f"{mark}Sở Y tế gia cố bến.\n{mark}Công an tỉnh in tờ rơi trước ngày 15/9/2031.\n"
    assert _units(paper, above + items) == ["Sở Y tế", "Công an tỉnh"]


def test_an_order_to_many_ends_at_the_next_list() -> None:
    ordered = "Chủ tịch UBND tỉnh yêu cầu các sở, ngành thực hiện:\n- Sở Y tế gia cố bến.\n"
    told = "Các ý kiến tại cuộc họp:\n- Sở Xây dựng ủng hộ dự thảo.\n"
    assert _units("directive", ordered + told) == ["Sở Y tế"]
    assert _units("directive", f"Thời gian qua, việc đếm phao còn hạn chế:\n- Sở Xây dựng lơ là.\n{ordered}") == [
        "Sở Y tế"
    ]


def test_points_may_be_titled_by_a_duty_below_a_heading_of_responsibility() -> None:
    title = "b) Trách nhiệm của Sở Tài chính\nHằng năm, kinh phí mua phao được bố trí trong dự toán.\n"
    assert _units("plan", WORK + title) == ["Sở Tài chính"]
    assert _units("plan", "II. TÌNH HÌNH\n" + title) == []


IDLE = "- Sở Y tế dồn phao vào cuối mùa.\n"


@pytest.mark.parametrize(
    "heading",
    [
        "ĐÁNH GIÁ VỀ TỔ CHỨC THỰC HIỆN",
        "VỀ TỔ CHỨC THỰC HIỆN",
        "KHÓ KHĂN, VƯỚNG MẮC TRONG TỔ CHỨC THỰC HIỆN",
        "THỰC TRẠNG THI HÀNH QUY ĐỊNH VỀ PHAO",
        "NGUYÊN NHÂN VÀ TRÁCH NHIỆM",
        "NHIỆM VỤ ĐƯỢC GIAO NĂM 2030",
        "GIẢI PHÁP ĐÃ TRIỂN KHAI",
        "CHỨC NĂNG, NHIỆM VỤ CỦA CÁC ĐƠN VỊ",
        "PHÂN CÔNG CÁN BỘ, CÔNG CHỨC",
        "NHỮNG NHIỆM VỤ CHƯA HOÀN THÀNH",
        "NHIỆM VỤ, QUYỀN HẠN",
        "PHÂN CÔNG, PHÂN CẤP QUẢN LÝ",
        "CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, TỔ CHỨC THỰC HIỆN",
    ],
)
@pytest.mark.parametrize("paper", ["plan", "directive", "letter"])
def test_headings_that_say_more_than_who_is_told_charge_nobody(paper: str, heading: str) -> None:
    assert _units(paper, f"III. {heading}\n{IDLE}") == []


@pytest.mark.parametrize("paper", ["inspection", "notice", "report"])
@pytest.mark.parametrize(
    "heading", ["TRÁCH NHIỆM", "TRÁCH NHIỆM CỦA CÁC TỔ CHỨC, CÁ NHÂN", "XÁC ĐỊNH TRÁCH NHIỆM", "TỔ CHỨC THỰC HIỆN"]
)
def test_findings_notices_and_reports_charge_nobody_by_any_verb(paper: str, heading: str) -> None:
    assert _units(paper, f"III. {heading}\n{IDLE}") == []


@pytest.mark.parametrize(
    "order",
    [
        "Nhà thầu không đáp ứng yêu cầu:",
        "Các đơn vị sau vi phạm yêu cầu:",
        "Tại buổi tiếp dân, ông Bình yêu cầu:",
        "Theo đề nghị của Công ty Phà Cây Đa, đề nghị:",
        "Nội dung đề nghị như sau:",
        "Yêu cầu:",
        "Công ty Phà Cây Đa đề nghị các cơ quan, đơn vị thực hiện:",
        "UBND tỉnh nhận được đơn của Công ty Phà Cây Đa đề nghị các sở, ngành thực hiện:",
        "Năm 2029 UBND tỉnh giao các sở thực hiện các việc sau:",
        "Tại phiên họp ngày 02/5/2030, HĐND tỉnh đề nghị các ngành thực hiện:",
        "UBND tỉnh đề nghị các cơ quan kiểm điểm vì các sai phạm sau:",
    ],
)
@pytest.mark.parametrize("paper", ["plan", "directive", "letter", "notice"])
def test_what_others_ask_or_asked_charges_nobody(paper: str, order: str) -> None:
    assert _units(paper, f"{order}\n{IDLE}") == []


@pytest.mark.parametrize("above", [WORK, "UBND tỉnh yêu cầu các sở, ngành thực hiện:\n"])
@pytest.mark.parametrize(
    "turn",
    [
        "Qua rà soát cho thấy nhiều nơi thiếu phao.",
        "Sau đây là kết quả thi đua của mùa trước.",
        "Nhiều bến còn dùng phao cũ.",
        "Những tồn tại trong các năm trước:",
        "Trong các năm trước, việc này gặp khó khăn:",
        "Bảng điểm năm 2030:",
        "2. Thực trạng",
    ],
)
def test_a_charge_ends_where_a_line_turns_to_something_else(above: str, turn: str) -> None:
    assert _units("directive", f"{above}- Sở Xây dựng gia cố bến.\n{turn}\n{IDLE}") == ["Sở Xây dựng"]


@pytest.mark.parametrize(
    "item",
    [
        "- Sở Y tế đại diện lãnh đạo Sở.",
        "- Công an tỉnh cán bộ phòng.",
        "- Sở Y tế địa chỉ phố Bến.",
        "1. Sở Y tế giữ vai trò quan trọng trong việc này.",
        "4. Sở Tài chính chi vượt dự toán hai tỷ.",
        "- Sở Y tế lúng túng trong việc này.",
    ],
)
def test_nouns_and_faults_behind_a_body_are_no_work(item: str) -> None:
    assert _units("plan", f"{WORK}{item}\n") == []


def test_an_order_among_lines_of_those_who_are_told_ends_nothing() -> None:
    above = "Điều 1. Phân công nhiệm vụ cho các cơ quan, đơn vị như sau:\n"
    text = f"{above}Sở Y tế gia cố bến.\nĐề nghị Công an tỉnh sơn phao.\nSở Xây dựng\nKiểm tra bến phà hằng tháng.\n"
    assert _units("decision", text)[-1] == "Sở Xây dựng"
