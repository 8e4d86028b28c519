from __future__ import annotations

from collections.abc import Iterable, Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.divisions import read_body
from extractor.document import BodyUnit, Footer, Header, Span, Table, Text
from extractor.paragraphs import paragraphs

DECISION = """Căn cứ Luật Tổ chức chính quyền địa phương;
Theo đề nghị của Giám đốc Sở Nội vụ.
QUYẾT ĐỊNH:
Điều
1. Ban hành kèm theo Quyết định này Quy chế quản lý
kho lưu trữ của tỉnh.
Điều 2. Trách nhiệm thi hành
1. Sở Nội vụ hướng dẫn việc áp dụng quy định tại
Điều 5 của Quy chế này:
a) Lập danh mục;
b) Gửi báo cáo theo khoản
1. Điều này.
1a. Kho lưu trữ tự kiểm tra.
2. Các kho mở cửa theo giờ hành chính.
Điều 2a. Quyết định này có hiệu lực kể từ ngày ký.
Điều 3. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này./.

Nơi nhận:
- Như Điều 3;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Mẫu

QUY CHẾ
QUẢN LÝ KHO LƯU TRỮ
(Ban hành kèm theo Quyết định số 12/QĐ-UBND)
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Quy chế này áp dụng cho các kho.
Điều 2. Giờ mở cửa
Theo giờ hành chính.

Phụ lục II
MẪU PHIẾU MƯỢN

STT

Tên hồ sơ

1

2

Hồ sơ A
"""

AMENDING = """Điều 1. Sửa đổi, bổ sung một số điều
1. Sửa đổi Điều 4 như sau:
“Điều 4. Hồ sơ
1. Đơn đề nghị.
2. Bản sao:
a) Có chứng thực;
b) Không chứng thực.”.
2. Bãi bỏ Điều 9.
Điều 2. Hiệu lực thi hành
Thông tư này có hiệu lực từ ngày ký.
"""

PLAN = """Thực hiện chương trình công tác, Sở ban hành kế hoạch như sau:
I- MỤC ĐÍCH
1. Yêu cầu chung
- Bảo đảm tiến độ.
- Bảo đảm chất lượng.
1.1. Yêu cầu riêng
+ Tiết kiệm.
II- TỔ CHỨC THỰC HIỆN
1. Văn phòng Sở
a) Theo dõi;
b) Báo cáo.
2. Các phòng chuyên môn phối hợp.
"""


def _read(content: str, tables: tuple[Table, ...] = ()) -> tuple[BodyUnit, ...]:
    return read_body(Text(content, tables=tables), _official(content), Footer())


def _official(content: str) -> Header:
    return Header(kind="official", start=0, end=len(content), body_start=0)


def _labels(units: Iterable[BodyUnit]) -> list[str | None]:
    return [unit.label for unit in units]


def _walk(units: Iterable[BodyUnit]) -> Iterator[BodyUnit]:
    for unit in units:
        yield unit
        yield from _walk(unit.children)


def test_articles_broken_lines_and_inserted_articles() -> None:
    roots = _read(DECISION)
    assert _labels(roots) == [None, "Điều 1", "Điều 2", "Điều 2a", "Điều 3", None, "Phụ lục II"]
    assert roots[0].kind == "preamble"
    second = roots[2]
    assert second.title == "Trách nhiệm thi hành"
    assert _labels(second.children) == ["khoản 1", "khoản 1a", "khoản 2"]
    assert _labels(second.children[0].children) == ["điểm a", "điểm b"]
    assert roots[1].title is None  # a sentence is no title


def test_numbering_restarts_in_the_annexed_regulation() -> None:
    annex = _read(DECISION)[5]
    assert annex.kind == "annex"
    assert annex.title == "QUY CHẾ QUẢN LÝ KHO LƯU TRỮ"
    chapter = annex.children[0]
    assert (chapter.kind, chapter.label, chapter.title) == ("chapter", "Chương I", "QUY ĐỊNH CHUNG")
    assert _labels(chapter.children) == ["Điều 1", "Điều 2"]


def test_a_flattened_table_is_one_table() -> None:
    annex = _read(DECISION)[6]
    assert annex.title == "MẪU PHIẾU MƯỢN"
    assert [unit.kind for unit in annex.children] == ["table"]
    span = annex.children[0].span
    assert DECISION[span.start : span.start + 3] == "STT"


def test_quoted_amending_text_stays_below_its_clause() -> None:
    roots = _read(AMENDING)
    assert _labels(roots) == ["Điều 1", "Điều 2"]
    first = roots[0].children
    assert _labels(first) == ["khoản 1", "khoản 2"]
    quoted = first[0].children
    assert _labels(quoted) == ["Điều 4"]
    assert _labels(quoted[0].children) == ["khoản 1", "khoản 2"]
    assert _labels(quoted[0].children[1].children) == ["điểm a", "điểm b"]


def test_quotation_marks_that_nothing_closes_are_words() -> None:
    roots = _read('Điều 1. Sửa đổi\n1. Như sau:\n“1. Một.\n2. Hai.\n"3. Ba.\nĐiều 2. Hiệu lực.\n')
    assert _labels(roots) == ["Điều 1", "Điều 2"]


def test_a_quotation_that_nothing_closes_in_time_ends_before_the_papers_own_next_article() -> None:
    text = (
        "Điều 1. Sửa đổi Quy chế\n1. Sửa đổi Điều 4 như sau:\n“Điều 4. Giờ mở cửa\n1. Buổi sáng.\n2. Buổi chiều.\n"
        "Điều 2. Sửa đổi Phụ lục\nThay cụm từ “kho” bằng “kho lưu trữ”.”\nĐiều 3. Hiệu lực.\n"
    )
    roots = _read(text)
    assert _labels(roots) == ["Điều 1", "Điều 2", "Điều 3"]
    assert _labels(roots[0].children[0].children) == ["Điều 4"]


def test_a_quoted_closing_article_stays_quoted_where_the_paper_has_its_own() -> None:
    text = (
        "Điều 1. Sửa đổi Quy chế\n1. Thay hai điều cuối như sau:\n“Điều 1. Giờ mở cửa\nTheo giờ hành chính.\n"
        "Điều 2. Hiệu lực\nTừ ngày ký.”\nĐiều 2. Hiệu lực thi hành\nTừ ngày ký.\n"
    )
    roots = _read(text)
    assert _labels(roots) == ["Điều 1", "Điều 2"]
    assert _labels(roots[0].children[0].children) == ["Điều 1", "Điều 2"]


def test_a_body_whose_name_goes_on_at_the_head_of_the_next_line() -> None:
    text = (
        "Điều 1. Ngân hàng Nhà nước\nViệt Nam giữ tiền gửi của các quỹ\ntheo hợp đồng đã ký với từng quỹ tín dụng\n"
        "và báo cáo kết quả mỗi năm một lần vào cuối năm.\nĐiều 2. Hiệu lực.\n"
    )
    assert [p.marker is not None for p in paragraphs(text, 0, len(text))] == [True, True]


def test_first_clauses_below_titles_that_end_like_a_citation() -> None:
    wide = "mà người được hưởng nhận vào tài khoản của mình ở ngân hàng theo quy định tại khoản"
    text = (
        "Điều 1. Mức trợ cấp hằng tháng\n1. Mức trợ cấp được tính trên cơ sở mức trợ cấp xã hội và\n" + wide + "\n"
        "3. Điều này cũng áp dụng cho người được ủy quyền, nếu có văn bản ủy quyền\nhợp lệ.\n2. Có hiệu lực ngay.\n"
        "Điều 2. Số giờ làm thêm trong 01 năm\n1. Không quá 200 giờ.\n2. Trường hợp khác không quá 300 giờ.\n"
        "Điều 3. Bảo đảm thanh khoản\n1. Kho bạc theo dõi số dư.\n2. Số dư được đối chiếu hằng quý.\n"
    )
    roots = _read(text)
    assert _labels(roots) == ["Điều 1", "Điều 2", "Điều 3"]
    assert [_labels(article.children) for article in roots] == [["khoản 1", "khoản 2"]] * 3


def test_headings_of_a_plan() -> None:
    roots = _read(PLAN)
    assert [unit.kind for unit in roots] == ["preamble", "heading", "heading"]
    purpose, order = roots[1:]
    assert (purpose.label, purpose.title) == ("I", "MỤC ĐÍCH")
    assert _labels(purpose.children) == ["1"]
    assert _labels(purpose.children[0].children) == ["-", "-", "1.1"]
    assert [unit.title for unit in order.children] == ["Văn phòng Sở", None]


def test_a_caption_behind_the_title_opens_an_annex_too() -> None:
    caption = "(Kèm theo Quyết định số 12/QĐ-UBND ngày 03/02/2031 của Chủ tịch UBND tỉnh)"
    titles = {
        f"KẾ HOẠCH\n\nPHÒNG CHÁY KHO LƯU TRỮ {caption}": "KẾ HOẠCH PHÒNG CHÁY KHO LƯU TRỮ",
        f"KẾ HOẠCH\n\nDIỄN TẬP (PCCC)\n\nNĂM 2031 {caption}": "KẾ HOẠCH DIỄN TẬP (PCCC) NĂM 2031",
        f"QUY CHẾ LÀM VIỆC CỦA TỔ DIỄN TẬP {caption}": "QUY CHẾ LÀM VIỆC CỦA TỔ DIỄN TẬP",
    }
    head = DECISION[: DECISION.index("Phụ lục II")]
    for printed, title in titles.items():
        *_, annex = _read(f"{head}{printed}\n\nI. MỤC ĐÍCH\n\n1. Giữ kho an toàn.\n")
        assert (annex.kind, annex.title, _labels(annex.children)) == ("annex", title, ["I"])
    *_, last = _read(f"{head}Sở lập danh sách kho {caption}.\n")
    assert last.title == "QUY CHẾ QUẢN LÝ KHO LƯU TRỮ"
    *_, last = _read(f"{head}Điều 5. Mua sắm\n\nKẾ HOẠCH MUA KỆ HỒ SƠ (Kèm theo bảng giá của nhà thầu)\n")
    assert last.title == "QUY CHẾ QUẢN LÝ KHO LƯU TRỮ"  # the caption is of no act


def test_the_title_of_an_annex_may_stand_below_its_caption() -> None:
    caption = "(Kèm theo Kế hoạch số 12/KH-UBND ngày 03/02/2031)"
    head = DECISION[: DECISION.index("Phụ lục II")]
    *_, first, second = _read(
        f"{head}PHỤ LỤC I\n{caption}\n\nPHÂN CÔNG NHIỆM VỤ\n\nSTT\n\nViệc\n\n"
        f"PHỤ LỤC II\n{caption}\n\nTÊN ĐƠN VỊ\n\nPHIẾU MƯỢN HỒ SƠ\n"
    )
    assert (first.label, first.title) == ("Phụ lục I", "PHÂN CÔNG NHIỆM VỤ")
    assert (second.label, second.title) == ("Phụ lục II", None)


def test_a_table_known_from_the_file_takes_its_place() -> None:
    start = PLAN.index("- Bảo đảm tiến độ")
    span = Span(start, PLAN.index("1.1."))
    units = list(_walk(_read(PLAN, (Table(span, (("a",),)),))))
    assert [unit.span for unit in units if unit.kind == "table"] == [span]
    assert sum(1 for unit in units if unit.label == "-") == 0


def test_a_news_item_without_marks_has_no_divisions_but_its_opening() -> None:
    content = "Hội nghị đã diễn ra sáng nay tại trụ sở."
    units = read_body(Text(content), Header(kind="news", start=0, end=len(content), body_start=0), Footer())
    assert [unit.kind for unit in units] == ["preamble"]
    assert read_body(Text(""), Header(kind="news", start=0, end=0, body_start=0), Footer()) == ()


_PIECES = st.lists(
    st.sampled_from(
        [
            "Điều 1.", "Điều\n2. ", "Điều 5a. ", "1. ", "2)\n", "a) ", "- ", "+ ", "“", "”", '"', "I. ", "A. ",
            "Chương I\n", "Phần thứ nhất\n", "Mục 1. ", "PHỤ LỤC I\n", "(Kèm theo Quyết định)", "STT\n\n", "TT\n",
            "Nơi nhận:\n", "./.", "\n", "\n\n", " ", "chữ ", "CHỮ ", "\r\n", "\x0c", "1.1. ",
        ]
    ),
    max_size=60,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(_PIECES | st.text(max_size=200))
def test_the_tree_is_nested_and_ordered_for_any_text(content: str) -> None:
    def check(units: tuple[BodyUnit, ...], low: int, high: int) -> None:
        for unit in units:
            assert low <= unit.span.start <= unit.span.end <= high
            check(unit.children, unit.span.start, unit.span.end)
            low = unit.span.end

    check(_read(content), 0, len(content))


@settings(max_examples=200, deadline=None)
@given(_PIECES)
def test_paragraphs_cover_every_word(content: str) -> None:
    items = paragraphs(content, 0, len(content))
    position = 0
    for item in items:
        assert position <= item.start <= item.text_start <= item.end
        assert not any(c.isalnum() for c in content[position : item.start])
        position = item.end
    assert not any(c.isalnum() for c in content[position:])


def test_where_blank_lines_stand_between_paragraphs_a_short_line_goes_on() -> None:
    content = (
        "1. Trung tâm Bảo tồn\nRừng ngập mặn là đơn vị\nsự nghiệp.\n\n"
        "2. Nhiệm vụ, quyền hạn\nQuản lý rừng.\n\n" + "".join(f"{n}. Việc thứ {n}.\n\n" for n in range(3, 9))
    )
    spans = [content[p.start : p.end] for p in paragraphs(content, 0, len(content))]
    assert spans[0] == "1. Trung tâm Bảo tồn\nRừng ngập mặn là đơn vị\nsự nghiệp."


def test_a_name_broken_before_the_dash_inside_it_goes_on() -> None:
    content = (
        "Điều 3. Giám đốc các Sở: Lao động\n- Thương binh và Xã hội, Nội vụ, Giáo dục\nvà Đào tạo chịu trách nhiệm.\n"
        "- Lưu: VT."
    )
    spans = [content[p.start : p.end] for p in paragraphs(content, 0, len(content))]
    assert [span.count("\n") for span in spans] == [2, 0]


def test_a_short_paper_is_wrapped_where_full_lines_break_off() -> None:
    content = (
        "KẾ HOẠCH SỐ 5\nĐếm cá trên hồ Núi Mây\nI. MỤC ĐÍCH\nII. THỜI GIAN\nTháng 5 tới.\n"
        "III. PHÂN CÔNG\nIV. KINH PHÍ\nV. BÁO CÁO\n"
        "1. Giao Phòng Thủy sản chủ trì, phối hợp với Văn phòng Sở và Thanh tra\nSở đếm cá lớn.\n"
        "2. Các trại cá gửi danh sách cá về Sở, kèm theo ảnh chụp, chậm nhất là\n17h00 ngày 10/5/2031.\n"
        "3. Ban Quản lý hồ đóng cửa đập, treo biển báo và thả phao theo lối vào\nHồ Núi Mây.\n"
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    )
    lines = [content[item.start : item.end] for item in paragraphs(content, 0, len(content))]
    assert [line[:2] for line in lines if "\n" in line] == ["1.", "2.", "3."]
    row = "Cá chép ở góc hồ phía đông, bắt được lúc trời còn mờ sáng"
    table = "TT\nCá\nNặng\n" + "".join(f"{number}\n{row}\n{number} kg\n" for number in range(9))
    assert all("\n" not in table[item.start : item.end] for item in paragraphs(table, 0, len(table)))
