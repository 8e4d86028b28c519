"""Numbers of pages between the lines of a text change nothing of what is read; other numbers alone stay."""

from __future__ import annotations

import time

import pytest

from bench.odd_letters import wrapped
from extractor.document import Text
from extractor.page_numbers import page_numbers, sheet_ends
from extractor.pipeline import extract
from extractor.plain_form import plain_form

PAPER = (
    "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 715/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Lào Cai, ngày 4 tháng 3 năm 2031\n\nKẾ HOẠCH\nĐếm phao ở các bến phà\n\nI. MỤC ĐÍCH\n"
    + "".join(f"{n}. Bến {n} đếm phao, người qua phà được nhắc mặc phao trước khi xuống.\n" for n in range(1, 15))
    + "II. TỔ CHỨC THỰC HIỆN\n1. Giao Sở Y tế chủ trì, phối hợp với Sở Xây dựng, Công an{0}"
    "tỉnh và UBND các xã, phường đếm phao; hoàn thành trước ngày 30{0}tháng 6 năm 2031.\n"
    + "".join(f"- Phao của bến {n} được treo ở chỗ ai cũng thấy, cách nước một mét.\n" for n in range(1, 15))
    + "Nơi nhận:\n- Sở Y tế;\n- Sở Xây dựng;{1}- Công an tỉnh;\n- UBND các xã, phường;\n- Lưu: VT.\n"
    "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nVũ Hà An\n"
)
_PAGE = "Bến phà được đếm mỗi năm hai lần, phao hỏng được thay.\n" * 20


@pytest.mark.parametrize(
    "number",
    [
        *("\n\n{0}\n\n", "\n{0}\n", "\n\n- {0} -\n\n", "\nTrang {0}\n\n", "\n\n\f{0}\n"),
        *("\n-{0}-\n", "\n– {0} –\n", "\n–{0}–\n\n"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_numbers_of_pages_cut_nothing(number: str, first: bool) -> None:
    plain = extract(Text(PAPER.format(" ", "\n")))
    text = PAPER.format(number.format(2), number.format(3)) if first else PAPER.format(" ", number.format(2))
    if first:  # once only: the second break of the sentence stays a space
        text = text.replace(f"ngày 30{number.format(2)}tháng", "ngày 30 tháng")
    document = extract(Text(text))
    assert [unit.value for unit in document.units] == [unit.value for unit in plain.units]
    assert [item.value for item in document.footer.recipients] == [item.value for item in plain.footer.recipients]
    assert [term.date for term in document.deadlines] == ["2031-06-30"]
    for unit in document.units:
        assert text[unit.span.start : unit.span.end] == unit.raw


@pytest.mark.parametrize(
    "text",
    [
        "Điều\n2\nBến phà " + "được đếm. " * 90,
        "Bảng\n\n1\n\n" + "Bến phà được đếm. " * 90 + "\n\n2\n\n" + "Bến phà được đếm. " * 90,
        "Bến phà được đếm. " * 90 + "\n1\n\nPhao\n\n2\n\nBến\n\n3\n\nĐò\n" + "Bến phà được đếm. " * 90,
        "Bến phà được đếm. " * 90 + "\nDiện tích bến 40 m\n2\n, mỗi bến một phao. " + "Bến phà được đếm. " * 90,
        "Bến phà được đếm. " * 90 + "\nhọp vào ngày\n2\ntháng 5. " + "Bến phà được đếm. " * 90,
        "Bến phà được đếm. " * 900 + "\n2\n" + "Bến phà được đếm. " * 90,
        "Bến phà được đếm. " * 90 + "\n7\n" + "Bến phà được đếm. " * 90,
    ],
)
def test_other_numbers_alone_are_no_pages(text: str) -> None:
    assert list(page_numbers(text)) == []


@pytest.mark.parametrize(
    "words",
    [
        "Giao Bộ Tư lệnh Quân khu\n{}\nđếm phao.",
        "Giao Chi cục Thuế khu vực\n{}\nđếm phao ở các bến.",
        "Giao Ban Quản lý Quốc lộ\n{}\nđếm phao ở các bến.",
        "Bến phà hạng\n{}\nđược đếm phao.",
        "Trẻ từ nhóm\n{}\ntrở lên mặc phao.",
        "Họp có mặt 30 người, vắng mặt có lý do là\n{}\nđại biểu.",
        "Bến phà mới rộng thêm\n{}\nhéc ta so với bến cũ.",
        "Số phiếu không tán thành\n{}\nSố phiếu trắng",
        "Tổng số bến phà\n{}\nTổng số đò",
        "- Số bến phà\n{}\n- Số đò",
        "- Thuế khu vực\n{}\n- Sở Y tế",
        "Bệnh nhân được đưa về Bệnh viện Đa khoa cơ sở\n{}\ntrực cả đêm.",
        "Các bến phà thuộc vùng\n{}\nthì phải có đủ phao.",
        "Các bến phà hư hỏng ở mức độ\n{}\ntrở lên thì đóng.",
        "Bến phà mới mở ở trước số nhà\n{}\nngõ Chài, xã Gò Đa.",
        "Các bến phà trên sông được chia làm\n{}\nkhu để đếm phao.",
        "Mỗi xã trên sông được cử\n{}\nthí sinh thi bơi.",
        "Đóng đường xuống bến, đoạn\n{}\ntừ cầu tới chợ.",
        "Mua phao theo gói\n{}\ntừ đầu năm sau.",
        "Mỗi bến phà cất chừng\n{}\nphao cũ.",
        "Đếm\n{}\nchuyến đò ngang mỗi buổi sáng ở tất cả các bến phà trên sông.",
    ],
)
def test_a_number_that_belongs_to_words_is_no_page(words: str) -> None:
    text = f"{_PAGE}{words.format(2)}\n{_PAGE}{words.format(3)}\n{_PAGE}"
    assert plain_form(text) is None


@pytest.mark.parametrize("first", ["I\nMỤC ĐÍCH\n", "1 Đếm phao\n", "1\tĐếm phao\n"])
def test_rows_headings_and_notes_whose_first_has_its_number_beside_words_are_no_pages(first: str) -> None:
    assert list(page_numbers(f"BẢNG\n{first}{_PAGE}\n2\nXây bến\n{_PAGE}\n3\nĐóng đò\n{_PAGE}")) == []
    notes = "[1] Nghị quyết về phao.\n[2] Nghị quyết về bến.\n"
    assert list(page_numbers(f"{_PAGE}Thực hiện quy định về phao\n2\nvà về bến ở các xã.\n{_PAGE}{notes}")) == []


@pytest.mark.parametrize("number", ["– 2 –", "-2-", "- 2 -", "Trang 2"])
def test_a_number_with_the_signs_of_a_page_is_one_behind_any_words(number: str) -> None:
    table = "TT Bến\n1 Bến Gò Đa\n"
    form = plain_form(f"{_PAGE}Giao Bộ Tư lệnh Quân khu\n{number}\nĐếm phao.\n{_PAGE}{table}")
    assert form is not None and "Giao Bộ Tư lệnh Quân khu\nĐếm phao.\n" in form.content


def test_recipients_without_signs_at_their_ends_are_parted_by_no_number() -> None:
    lines = "Nơi nhận:\n- Như trên\n- Các sở\n2\n- Công an tỉnh\n"
    form = plain_form(f"{_PAGE}{lines}{_PAGE}")
    assert form is not None and "- Các sở\n- Công an tỉnh\n" in form.content


@pytest.mark.parametrize("line", ["1 tháng kể từ ngày ký", "1 Điều 5 Quy chế này"])
def test_a_wrapped_line_that_begins_with_a_number_is_no_first_row(line: str) -> None:
    form = plain_form(
        f"{_PAGE}Các bến phà được đếm theo khoản\n{line}.\n{_PAGE}Phao hỏng được thay.\n2\nBến mở lại.\n{_PAGE}"
    )
    assert form is not None and "được thay.\n\nBến mở lại" in form.content


def test_numbers_alone_are_read_in_linear_time() -> None:
    took = []
    for count in (4_000, 32_000):
        text = "Bến phà.\n" * 100 + "\n2\n" * count
        started = time.perf_counter()
        plain_form(text)
        took.append(time.perf_counter() - started)
    assert took[1] < 40 * max(took[0], 0.01)


def test_wrapped_papers_with_numbers_of_pages_are_read_as_without() -> None:
    text = wrapped(PAPER.format(" ", "\n"))
    lines = text.split("\n")
    paged = "\n".join([*lines[:24], "", "2", "", *lines[24:]])
    assert [u.value for u in extract(Text(paged)).units] == [u.value for u in extract(Text(text)).units]


CITED = "Kế hoạch số 12/KH-UBND ngày 30 tháng 3 năm 2031 của Bộ Xây dựng"


@pytest.mark.parametrize(
    "broken",
    [
        "Kế hoạch số{}12/KH-UBND ngày 30 tháng 3 năm 2031 của Bộ Xây dựng",
        "Kế hoạch{}số 12/KH-UBND ngày 30 tháng 3 năm 2031 của Bộ Xây dựng",
        "Kế hoạch số 12/KH-UBND{}ngày 30 tháng 3 năm 2031 của Bộ Xây dựng",
        "Kế hoạch số 12/KH-UBND ngày{}30 tháng 3 năm 2031 của Bộ Xây dựng",
        "Kế hoạch số 12/KH-UBND ngày 30{}tháng 3 năm 2031 của Bộ Xây dựng",
        "Kế hoạch số 12/KH-UBND ngày 30 tháng 3{}năm 2031 của Bộ Xây dựng",
        "Kế hoạch số 12/KH-UBND ngày 30 tháng 3 năm 2031{}của Bộ Xây dựng",
        "Kế hoạch số 12/KH-UBND ngày 30 tháng 3 năm 2031 của{}Bộ Xây dựng",
        "Kế hoạch số 12/KH-UBND ngày 30 tháng 3 năm 2031 của Bộ{}Xây dựng",
    ],
)
@pytest.mark.parametrize(
    "page",
    [
        *("\n2\n", "\n\n2\n\n", "\n\f", "\n\n\f", "\n\f2\n", "\n2\n\f", "\n\f2 CÔNG BÁO/Số 15 + 16/Ngày 12-3-2031\n\n"),
        "\n\n\fCÔNG BÁO/Số 15 + 16/Ngày 12-3-2031\n\n",
    ],
)
def test_the_end_of_a_page_cuts_no_citation(broken: str, page: str) -> None:
    rows = "1 Bến Gò Đa\n"  # rows of a table make other numbers alone doubtful
    text = f"{_PAGE}{rows}Các bến đếm phao theo {broken.format(page)} về phao.\n{_PAGE}"
    (reference,) = extract(Text(text)).references
    assert text[reference.span.start : reference.span.end] == broken.format(page)
    assert (reference.number, reference.date, reference.issuer) == ("12/KH-UBND", "2031-03-30", "Bộ Xây dựng")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("quý I năm 2031\n\n\fNội dung báo cáo", "quý I năm 2031\n\nNội dung báo cáo"),  # below a title
        ("- Lưu: VT, BV\n\n\fPhụ lục: Danh sách bến", "- Lưu: VT, BV\n\nPhụ lục: Danh sách bến"),
        ("đếm phao\n\n\fcủa từng bến", "đếm phao\ncủa từng bến"),  # a sentence goes on
        ("đếm phao\n1\n\n\fcủa từng bến", "đếm phao\ncủa từng bến"),
        ("trước ngày\n1\n\ftháng 5 năm 2031", "trước ngày\n1\ntháng 5 năm 2031"),  # what the sentence counts
        ("Kế hoạch số\n1\n\fcủa Huyện ủy", "Kế hoạch số\n1\ncủa Huyện ủy"),
        ("Kế hoạch số\n2\f/KH-UBND", "Kế hoạch số\n2\n/KH-UBND"),
        ("theo khoản\n2\n\fĐiều 5", "theo khoản\n2\nĐiều 5"),
        ("có\n2\f\nbến phà", "có\n2\nbến phà"),
        ("có\n\f2\nbến phà", "có\n2\nbến phà"),
    ],
)
def test_the_end_of_a_page_keeps_blank_lines_and_counts(text: str, read: str) -> None:
    form = plain_form(text)
    assert form is not None and form.content == read


def test_rows_at_the_head_of_a_page_stay() -> None:
    text = f"{_PAGE}Tên bến\n\f14\nGò Đa\n{_PAGE}\f\f\n15\nGò Nổi\n"
    form = plain_form(text)
    assert form is not None
    assert "Tên bến\n14\nGò Đa" in form.content and "15\nGò Nổi" in form.content


def test_ends_of_pages_are_read_in_linear_time() -> None:
    took = []
    for times in (4_000, 32_000):
        text = "\f\n2 \f CÔNG BÁO/Số 1 \n\f2\n" * times
        began = time.perf_counter()
        list(sheet_ends(text))
        took.append(time.perf_counter() - began)
    assert took[1] < 8 * 5 * took[0] + 0.05
