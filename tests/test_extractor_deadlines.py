from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.document import Deadline, DocumentKind, Footer, Found, Header, Span, Text
from extractor.knowledge import toml_data
from extractor.work.deadlines import find_deadlines, scan_deadlines

_DATA: dict[str, Any] = toml_data("deadline_cues.toml")


def _header(
    content: str, number: str | None = None, date: str | None = None, kind: DocumentKind = "official"
) -> Header:
    return Header(
        kind=kind,
        start=0,
        end=len(content),
        body_start=0,
        number=Found(number, number, Span(0, 0), "test") if number else None,
        date=Found(date, date, Span(0, 0), "test") if date else None,
    )


def _find(content: str, number: str | None = None, date: str | None = None) -> tuple[Deadline, ...]:
    return find_deadlines(Text(content), _header(content, number, date), Footer(), ())


@pytest.mark.parametrize("example", _DATA["finds"], ids=lambda example: str(example["term"]))
def test_every_example_gives_its_term(example: dict[str, str]) -> None:
    (deadline,) = _find(example["text"])
    assert deadline.text == example["term"]
    assert deadline.date == example.get("date")
    assert example["text"][deadline.span.start : deadline.span.end] == deadline.text


@pytest.mark.parametrize("sentence", _DATA["misses"])
def test_no_other_date_is_a_deadline(sentence: str) -> None:
    assert _find(sentence) == ()


def test_what_lies_before_the_signing_is_told_not_ordered() -> None:
    sentence = "Các đơn vị hoàn thành trước ngày 30/10/2024."
    assert len(_find(sentence, date="2024-10-01")) == 1
    assert _find(sentence, date="2024-11-28") == ()
    labelled = "Thời gian hoàn thành: {}ngày 30/6/2031."
    assert len(_find(labelled.format("trước "), date="2031-09-01")) == 1
    for label, number in (("Từ ngày 01/3/2031 đến ", "12/KH-UBND"), ("trước ", "12/2031/QĐ-UBND")):
        assert _find(labelled.format(label), number, "2031-09-01") == ()


def test_whom_a_rule_covers_is_no_term() -> None:
    sentence = "Các hộ phải nộp phí từ ngày nhận giấy báo đến ngày 31/12/2031."
    assert len(_find(sentence, "12/KH-UBND", "2031-03-05")) == 1
    assert _find(sentence, "12/2031/QĐ-UBND", "2031-03-05") == ()


def test_a_day_without_its_year_is_the_next_one_after_the_signing() -> None:
    sentence = "Báo cáo gửi về Văn phòng trước ngày 15/01."
    assert [d.date for d in _find(sentence, date="2024-12-20")] == ["2025-01-15"]
    assert [d.date for d in _find(sentence)] == [None]


def test_a_day_that_the_coming_years_do_not_have_is_none() -> None:
    sentence = "Báo cáo gửi về Văn phòng trước ngày {}."
    assert [d.date for d in _find(sentence.format("29/02"), date="2030-12-20")] == [None]
    assert [d.date for d in _find(sentence.format("29/02"), date="2031-12-20")] == ["2032-02-29"]


@pytest.mark.parametrize("term", ["quý I, II", "quý I và II", "quý I đến quý II", "quý I và quý II", "quý I, quý II"])
def test_of_two_quarters_the_later_one_ends_the_term(term: str) -> None:
    found = _find(f"Sở Y tế phải hoàn thành dự án trong {term} năm 2032.", date="2031-12-20")
    assert [(d.text, d.date) for d in found] == [(f"trong {term} năm 2032", "2032-06-30")]


def test_a_month_without_its_year_is_the_next_to_end_after_the_signing() -> None:
    sentence = "Sở Y tế phải trình phương án trong tháng {}."
    assert [d.date for d in _find(sentence.format(8), date="2031-06-20")] == ["2031-08-31"]
    assert [d.date for d in _find(sentence.format(2), date="2031-11-05")] == ["2032-02-29"]
    assert _find(sentence.format(5), date="2031-06-20") == ()  # it was over
    assert [d.date for d in _find("Sở Y tế phải trình chậm nhất giữa tháng 8.", date="2031-06-20")] == [None]
    assert [d.date for d in _find("Hoàn thành dự án trong quý III.", date="2031-06-20")] == ["2031-09-30"]
    assert [d.date for d in _find("Sở Y tế trình trước 30/7.", date="2031-06-20")] == ["2031-07-30"]
    opened = "Thời gian trồng cây: Từ tháng 7 đến tháng 9."
    assert [(d.text, d.date) for d in _find(opened, date="2031-06-20")] == [("Từ tháng 7 đến tháng 9", "2031-09-30")]


def test_a_day_without_its_year_that_was_just_over_is_told() -> None:
    for day in ("12/5", "ngày 12/5", "ngày 18/6"):
        assert _find(f"Các xã nộp báo cáo trước {day}.", date="2031-06-20") == ()
    assert [d.date for d in _find("Các xã nộp báo cáo trước 20/6.", date="2031-06-20")] == ["2031-06-20"]
    assert _find("Các xã đã nộp báo cáo trước 12/9.", date="2031-06-20") == ()
    (ranged,) = _find("Thời gian thi: từ ngày 12/5 đến ngày 30/7.", date="2031-06-20")
    assert (ranged.text, ranged.date) == ("từ ngày 12/5 đến ngày 30/7", "2031-07-30")
    (yearly,) = _find("Các xã báo cáo định kỳ (trước ngày 04/5 và 04/12).", date="2031-06-20")
    assert (yearly.text, yearly.date) == ("trước ngày 04/5 và 04/12", None)


def test_a_day_long_before_the_signing_of_an_order_is_of_the_next_year() -> None:
    order = "Các xã nộp sổ kho trước ngày {}."
    assert [d.date for d in _find(order.format("28/6"), date="2031-12-18")] == ["2032-06-28"]
    assert [d.date for d in _find(order.format("12/01"), date="2031-06-18")] == ["2032-01-12"]
    assert _find(order.format("28/9"), date="2031-12-18") == ()
    assert _find("Các xã đã nộp sổ kho trước ngày 12/01.", date="2031-06-18") == ()
    earlier = "Các xã đã lập sổ kho. Các xã nộp sổ trước ngày 12/01."
    assert [d.date for d in _find(earlier, date="2031-06-18")] == ["2032-01-12"]
    news = _header(earlier, date="2031-06-18", kind="news")
    assert find_deadlines(Text(earlier), news, Footer(), ()) == ()


def test_a_report_that_looks_ahead_sets_terms() -> None:
    def terms(content: str) -> list[str]:
        report = Found("BC", "BÁO CÁO", Span(0, 0), "heading")
        header = replace(_header(content, date="2031-06-20"), type_code=report)
        return [d.text for d in find_deadlines(Text(content), header, Footer(), ())]

    assert terms("Phấn đấu hoàn thành kè trong quý IV.") == ["trong quý IV"]
    assert terms("Nhiệm vụ: hoàn thành kè sông trong quý III.") == ["trong quý III"]
    assert terms("Kiến nghị Sở Du lịch hoàn thành bến thuyền trong tháng 9.") == ["trong tháng 9"]
    assert terms("Các xã phải đóng 5 kho trong tháng 7.") == []
    assert terms("Các xã hoàn thành nhiệm vụ trong tháng 7.") == []


def test_an_order_holds_to_the_end_of_its_sentence() -> None:
    content = "UBND tỉnh yêu cầu các xã theo dõi mực nước; di dời dân ở ven sông (qua TP. Cây Đa) trước ngày 12/9/2031."
    (deadline,) = find_deadlines(Text(content), _header(content, date="2031-09-10", kind="news"), Footer(), ())
    assert deadline.text == "trước ngày 12/9/2031"
    content = "UBND tỉnh yêu cầu các xã theo dõi mực nước. Dân ven sông đông trước ngày 12/9/2031."
    assert find_deadlines(Text(content), _header(content, date="2031-09-10", kind="news"), Footer(), ()) == ()
    content = "Trước đó, Bộ đã gửi công văn yêu cầu các xã báo cáo trước ngày 12/9/2031."
    assert find_deadlines(Text(content), _header(content, date="2031-09-10", kind="news"), Footer(), ()) == ()
    content = "Góp ý đề nghị gửi về Bộ Tư pháp (58 phố Cây Đa, TP. Hà Nội) trước ngày 12/9/2031."
    assert len(find_deadlines(Text(content), _header(content, date="2031-09-10", kind="news"), Footer(), ())) == 1


def test_a_report_of_what_was_done_sets_no_term() -> None:
    def told(content: str) -> list[str]:
        header = _header(content, date="2031-06-20", kind="news")
        return [d.text for d in find_deadlines(Text(content), header, Footer(), ())]

    assert told("Sở đã tổ chức 5 lớp, triển khai 3 dự án đến tháng 9/2031.") == []
    assert told("Công ty hoàn thành 5 kho trong tháng 6.") == []  # what a report tells of a month, which nobody set
    assert told("Dự án hoàn thành trong quý III. Bà con cấy xong trong tháng 7. Kho khởi công trong tháng 8.") == []
    assert told("Sở Y tế phải công bố số ca mắc trong tháng 7.") == []
    assert told("Sở Y tế sẽ hoàn thành 5 kho trong tháng 7.") == ["trong tháng 7"]
    assert told("Chủ tịch đã họp và yêu cầu Sở Y tế hoàn thành dự án trước tháng 9/2031.") == ["trước tháng 9/2031"]
    assert told("Trước ngày 15/8, các xã phải gửi báo cáo.") == ["Trước ngày 15/8"]
    assert told("Trước ngày 15/8, trời mưa to.") == []


def test_days_that_come_back_have_no_year() -> None:
    sentence = "Các xã báo cáo định kỳ 6 tháng (trước ngày 04/6 và 04/12) về Sở."
    assert [(d.text, d.date) for d in _find(sentence, date="2031-01-20")] == [("trước ngày 04/6 và 04/12", None)]


def test_an_event_goes_on_over_a_line_break() -> None:
    sentence = "Gửi báo cáo về Sở Y tế trong thời hạn 07 ngày kể từ ngày ban\nhành Kế hoạch, kèm số liệu."
    (deadline,) = _find(sentence)
    assert deadline.text == "trong thời hạn 07 ngày kể từ ngày ban\nhành Kế hoạch"


def test_the_clock_of_a_procedure_is_no_deadline() -> None:
    sentence = "Trong thời hạn 05 ngày kể từ ngày nhận đủ hồ sơ, cơ quan trả kết quả."
    assert _find(sentence, number="12/QĐ-UBND") == ()
    ordered = "Giao Sở Tài chính trong thời hạn 05 ngày làm việc gửi dự thảo."
    assert [d.text for d in _find(ordered, number="12/QĐ-UBND")] == ["trong thời hạn 05 ngày làm việc"]
    assert _find(ordered, number="12/2024/QĐ-UBND") == ()  # a normative paper rules procedures


def test_the_change_over_of_a_normative_paper_is_no_deadline() -> None:
    sentence = "Đối với hồ sơ đã tiếp nhận trước ngày 01 tháng 01 năm 2030 thì giải quyết theo quy định cũ."
    assert _find(sentence, number="12/2029/TT-BNV", date="2029-06-01") == ()


def test_a_term_is_given_once_but_every_place_is_known() -> None:
    content = "1. Sở A hoàn thành trong quý I/2025.\n2. Sở B hoàn thành trong quý I/2025.\n"
    assert len(_find(content)) == 1
    assert len(scan_deadlines(Text(content), _header(content), Footer(), ())) == 2


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "trước ", "đến ", "từ ", "trong ", "chậm nhất ", "Quý ", "Năm ", "ngày ", "tháng ", "năm ", "quý ",
                "31", "/", "2025", "99", " hằng năm", "12", ":", ".", "\n", "giờ ", "kể từ ngày ", "IV", "này", ", ",
            ]
        ),
        max_size=40,
    ).map("".join)
    | st.text(max_size=100)
)  # fmt: skip
def test_any_text_gives_back_its_spans(content: str) -> None:
    for deadline in _find(content, date="2025-01-31"):
        assert content[deadline.span.start : deadline.span.end] == deadline.text


@pytest.mark.parametrize(
    ("content", "terms"),
    [
        (
            "UBND tỉnh yêu cầu Sở Du lịch báo cáo trong vòng 10 ngày kể từ ngày họp.\n",
            ["trong vòng 10 ngày kể từ ngày họp"],
        ),
        (
            "UBND tỉnh giao các Sở: Du lịch, Y tế trình phương án trong thời hạn 05 ngày làm việc.\n",
            ["trong thời hạn 05 ngày làm việc"],
        ),
        ("Người dân phải nộp hồ sơ trong thời hạn 10 ngày kể từ ngày nhận giấy.\n", []),
        ("UBND tỉnh yêu cầu Sở Y tế giữ người về trạm trong vòng 14 ngày.\n", []),
        ("UBND tỉnh yêu cầu Sở Y tế theo Điều 9 báo cáo trong thời hạn 10 ngày kể từ ngày nhận giấy.\n", []),
        ("Sở Du lịch báo cáo UBND tỉnh trong vòng 10 ngày.\n", []),
        (
            "UBND tỉnh yêu cầu Sở Du lịch kiểm tra bến phà, báo cáo UBND tỉnh trong vòng 10 ngày.\n",
            ["trong vòng 10 ngày"],
        ),
        ("UBND tỉnh yêu cầu Sở Y tế báo cáo nguyên nhân khiến 12 khách ngã bệnh trong vòng 3 ngày qua.\n", []),
        ("UBND tỉnh yêu cầu Sở Y tế báo cáo số khách ngã bệnh trong vòng 3 ngày qua.\n", []),
        ("UBND tỉnh yêu cầu Sở Y tế báo cáo về 12 khách phải điều trị trong thời hạn 10 ngày.\n", []),
        ("Bộ Tài chính đề nghị Quốc hội cho chủ phà nộp phạt trong thời hạn 10 ngày.\n", []),
        ("UBND tỉnh đề nghị Công ty Muối trả lời vì sao phải xong trong vòng 15 ngày.\n", []),
    ],
)
def test_a_term_in_days_in_a_report_is_set_for_whom_it_tells(content: str, terms: list[str]) -> None:
    found = find_deadlines(Text(content), _header(content, kind="news"), Footer(), ())
    assert [(content[d.span.start : d.span.end], d.date) for d in found] == [(term, None) for term in terms]


def test_a_report_counts_what_was_done_in_a_half_year_and_tells_what_is_due_in_it() -> None:
    def found(content: str) -> list[str | None]:
        header = _header(content, date="2033-02-11", kind="news")
        return [term.date for term in find_deadlines(Text(content), header, Footer(), ())]

    assert found("Thu ngân sách thực hiện trong 6 tháng đầu năm 2033 được 70 tỷ đồng.") == []
    assert found("Các đội hoàn thành 12 bến phà trong 6 tháng đầu năm 2033.") == []
    assert found("UBND tỉnh yêu cầu Sở Y tế hoàn thành việc sửa bến trong 6 tháng đầu năm 2033.") == ["2033-06-30"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Người chèo phà được trả lương chậm nhất là ngày cuối cùng của tháng.",
        "Thời hạn nộp phiếu kho chậm nhất là ngày cuối cùng của quý tiếp theo.",
    ],
)
def test_the_last_day_of_each_month_is_the_term_of_a_procedure_in_rules(sentence: str) -> None:
    assert _find(sentence, "34/2033/QĐ-UBND") == ()
    assert len(_find(sentence, "34/QĐ-UBND")) == 1


def test_how_long_a_report_says_that_something_takes_is_a_term() -> None:
    def terms(content: str) -> list[tuple[str, str | None]]:
        header = _header(content, date="2031-03-03", kind="news")
        return [(d.text, d.date) for d in find_deadlines(Text(content), header, Footer(), ())]

    assert terms("Thời gian triển khai kéo dài từ quý 2/2031 đến hết ngày 28/2/2033.") == [
        ("từ quý 2/2031 đến hết ngày 28/2/2033", "2033-02-28")
    ]
