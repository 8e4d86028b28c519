"""Terms that are written like what is none: days and months without their year, brackets, `từ nay đến ngày ...`."""

from __future__ import annotations

import pytest

from extractor.document import DocumentKind, Footer, Found, Header, Span, Text
from extractor.work.deadlines import find_deadlines


def _terms(content: str, kind: DocumentKind = "official", number: str = "5/KH-UBND") -> list[tuple[str, str | None]]:
    header = Header(
        kind=kind,
        start=0,
        end=len(content),
        body_start=0,
        number=None if kind == "news" else Found(number, number, Span(0, 0), "test"),
        date=Found("2031-03-05", "2031-03-05", Span(0, 0), "test"),
    )
    return [(term.text, term.date) for term in find_deadlines(Text(content), header, Footer(), ())]


@pytest.mark.parametrize(
    ("when", "term", "date"),
    [
        ("tháng 5, tháng 6", "trong tháng 5, tháng 6", "2031-06-30"),
        ("tháng 5 và tháng 6", "trong tháng 5 và tháng 6", "2031-06-30"),
        ("quý II, quý 3", "trong quý II, quý 3", "2031-09-30"),
        ("quý II, III và IV", "trong quý II, III và IV", "2031-12-31"),
        ("đầu tháng 5, tháng 6", "trong đầu tháng 5, tháng 6", None),
        ("tháng 12, tháng 1", "trong tháng 12, tháng 1", None),  # of two years
        ("quý II, quý tới", "trong quý II", "2031-06-30"),
    ],
)
def test_of_several_months_without_their_year_the_last_one_ends_the_term(when: str, term: str, date: str) -> None:
    assert _terms(f"Sở Y tế hoàn thành trong {when}.") == [(term, date)]


@pytest.mark.parametrize("when", ["tháng 1, tháng 2", "tháng 5, 6 bến phà", "tháng 5, tháng 6 hằng năm"])
def test_what_was_over_is_counted_or_comes_back_is_no_term_of_months(when: str) -> None:
    assert _terms(f"Sở Y tế hoàn thành trong {when}.") == []


def test_months_that_may_be_of_two_years_have_no_date() -> None:
    content = "Sở Y tế hoàn thành trong tháng 1, tháng 12."
    header = Header(
        kind="official",
        start=0,
        end=len(content),
        body_start=0,
        date=Found("2031-11-05", "2031-11-05", Span(0, 0), "test"),
    )
    (term,) = find_deadlines(Text(content), header, Footer(), ())
    assert (term.text, term.date) == ("trong tháng 1, tháng 12", None)


@pytest.mark.parametrize(
    ("content", "date"),
    [
        ("Sở Y tế rà soát phao ở bến (hoàn thành trong tháng 10).", "2031-10-31"),
        ("Sở Y tế rà soát phao ở bến (đã xong trong tháng 10).", None),
        ("Bến phà Cây Đa (hoàn thành trong tháng 10) nay đã cũ.", None),
        ("Sở Y tế xây dựng bến Cây Đa (hoàn thành trong tháng 10) để đón khách.", None),
        ("Sở Y tế đang xây dựng bến Cây Đa (hoàn thành trong tháng 10).", None),
        ("Bến phà Cây Đa (hoàn thành trong quý III/2029) đã đón 2.000 khách.", None),
        ("Sở Y tế rà soát phao ở bến (hoàn thành trong quý III/2029).", None),
    ],
)
def test_a_term_in_brackets_of_a_report_ends_what_is_to_be_done(content: str, date: str | None) -> None:
    assert [found for _, found in _terms(content, "news")] == ([date] if date else [])


@pytest.mark.parametrize(
    "content",
    ["Bến phà khởi công năm 2029 (hoàn thành trong tháng 10/2030).", "Bảo tàng (hoàn thành trước năm 1975) xuống cấp."],
)
def test_what_was_finished_before_the_signing_is_no_term(content: str) -> None:
    assert _terms(content) == []


@pytest.mark.parametrize(
    "opening", ["Thời gian thực hiện", "Thời gian nhận bài dự thi", "Thời hạn nộp hồ sơ:", "Thời gian đăng ký:"]
)
def test_two_days_without_their_year_end_the_time_of_a_task(opening: str) -> None:
    for kind in ("official", "news"):
        assert _terms(f"{opening} từ ngày 1-6 đến 30-6.", kind) == [("từ ngày 1-6 đến 30-6", "2031-06-30")]
    assert _terms(f"{opening} từ ngày 1-6 đến 30-6.", number="12/2031/QĐ-UBND") == []


def test_the_time_of_what_a_rule_covers_is_no_term() -> None:
    content = "Thời gian thực hiện thí điểm từ ngày 10/3/2031 đến ngày 30/6/2031."
    assert _terms(content) == [("từ ngày 10/3/2031 đến ngày 30/6/2031", "2031-06-30")]
    assert _terms(content, number="12/2031/QĐ-UBND") == []


@pytest.mark.parametrize(
    "opening",
    [
        "Mưa kéo dài", "Sở Y tế rà soát", "Thời gian bị cáo phạm tội", "Thời gian diễn ra lễ hội:",
        "Thời gian thử việc", "Thời gian tổ chức chợ đêm", "Thời gian cách ly", "Thời gian thực hiện hành vi",
    ],
)  # fmt: skip
def test_two_days_without_their_year_elsewhere_are_no_term(opening: str) -> None:
    for kind in ("official", "news"):
        assert _terms(f"{opening} từ ngày 1-6 đến 30-6.", kind) == []


@pytest.mark.parametrize(
    "days",
    [
        "1/6 đến 8/10 bến", "1-6 đến 3-4", "1-3 đến 5.6 km", "1-3 đến 5.6", "1-3 đến 3.5 giờ", "1-2 đến 28-2",
        "1-6 đến 30-6 năm ngoái", "1-6 đến 30-6, năm ngoái",
    ],
)  # fmt: skip
def test_what_is_counted_or_over_ends_no_two_days(days: str) -> None:
    assert _terms(f"Thời gian thực hiện từ ngày {days}.") == []


def test_the_second_day_may_have_a_cue_of_its_own() -> None:
    assert _terms("Sở Y tế rà soát từ ngày 1/6 đến trước 30/6.") == [("trước 30/6", "2031-06-30")]


def test_a_day_in_brackets_comes_back_with_the_report_before_it() -> None:
    content = "Các xã báo cáo hằng tháng (trước ngày 25), hằng quý (trước ngày 25 tháng cuối quý)."
    assert _terms(content) == [("trước ngày 25", None), ("trước ngày 25 tháng cuối quý", None)]
    assert _terms("Chi trả lương hằng tháng (trước ngày 10), báo cáo UBND tỉnh.") == []


@pytest.mark.parametrize(
    "content",
    [
        "Các xã báo cáo (trước ngày 25) về Sở.",
        "Các xã báo cáo mực nước hằng tháng (đến ngày 25).",
        "Chợ phiên họp hằng tháng (trước ngày 25).",
        "Nông dân gieo mạ hằng năm (trước ngày 20).",
        "Lương trả hằng tháng (trước ngày 5).",
        "Lễ hội tổ chức hằng năm (trước ngày 10).",
        "Các xã gửi sổ. Lương trả hằng tháng (trước ngày 5).",
        "Báo cáo hằng năm của Sở (sau khi rà soát trước ngày 25) được gửi.",
    ],
)
def test_other_days_in_brackets_are_no_term(content: str) -> None:
    assert _terms(content) == []


@pytest.mark.parametrize(
    "behind",
    [" phải hoàn thành việc đếm bến.", ", các bến cần sớm kẻ xong vạch.", ", Sở Y tế hoàn thành việc kẻ vạch."],
)
def test_what_has_to_be_finished_from_now_on_is_due(behind: str) -> None:
    content = f"Từ nay đến hết ngày 30/6/2031{behind}"
    assert _terms(content) == [("đến hết ngày 30/6/2031", "2031-06-30")]
    assert _terms(content, number="12/2031/QĐ-UBND") == []


@pytest.mark.parametrize(
    "behind",
    [
        " giá xăng phải giảm.",
        ", dự báo có 2 cơn bão phải theo dõi.",
        ", tiến độ hoàn thành bến phà còn chậm.",
        ", người dân phải chờ bến mới.",
        ", bến phà hoàn thành việc kẻ vạch.",
        ", Sở Y tế hoàn thành chậm việc kẻ vạch.",
    ],
)
def test_what_else_comes_from_now_on_is_no_term(behind: str) -> None:
    assert _terms(f"Từ nay đến hết ngày 30/6/2031{behind}") == []


@pytest.mark.parametrize(
    ("event", "more"),
    [
        ("Kế hoạch này được ban hành", ""),
        ("Kế hoạch này được ký ban hành", ""),
        ("Kế hoạch này có hiệu lực thi hành", ""),
        ("nhận Công văn này", " ban hành kế hoạch riêng"),
    ],
)
def test_an_event_ends_with_what_becomes_of_the_paper(event: str, more: str) -> None:
    term = f"trong thời hạn 10 ngày kể từ ngày {event}"
    assert _terms(f"Các xã báo cáo {term}{more}.") == [(term, None)]


@pytest.mark.parametrize(
    ("content", "term", "date"),
    [
        ("Sở Y tế hoàn thành dự thảo trong tháng 5, tháng 6 trình UBND tỉnh.", "trong tháng 5", "2031-05-31"),
        ("Sở Y tế hoàn thành hồ sơ trong quý II, quý III khởi công.", "trong quý II", "2031-06-30"),
        ("Sở Y tế hoàn thành hồ sơ trong quý II, Quý III/2031 tổ chức tổng kết.", "trong quý II", "2031-06-30"),
    ],
)
def test_a_month_that_opens_the_next_clause_is_of_that_one(content: str, term: str, date: str) -> None:
    assert _terms(content)[:1] == [(term, date)]


def test_the_time_that_something_is_meant_or_in_force_is_no_term() -> None:
    assert _terms("- Thời gian tổ chức dự kiến từ ngày 15/9/2031 đến ngày 30/9/2031.") == []
    assert _terms("Thời gian thực hiện mức phí có hiệu lực từ ngày 15/9/2031 đến ngày 30/9/2031.") == []


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("báo cáo số phao hết hạn", False),
        ("hoàn thành thủ tục cho các bến đã mở cửa", False),
        ("hoàn thành việc đếm phao của bến được cấp", False),
        ("báo cáo số hợp đồng ký", False),
        ("hoàn thành danh sách người lái đò sinh", False),
        ("hoàn thành nhiệm vụ đã được giao", True),
        ("hoàn thành việc ký", True),
        ("báo cáo số phao", True),
    ],
)
def test_a_day_that_tells_when_something_expired_opened_or_was_signed_is_no_term(words: str, due: bool) -> None:
    term = [("không muộn hơn ngày 20/11/2031", "2031-11-20")] if due else []
    assert _terms(f"Sở Y tế {words} không muộn hơn ngày 20/11/2031.") == term


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("Lãnh đạo tỉnh lưu ý đến 31/12/2031 phải xong nhà chờ.", [("đến 31/12/2031", "2031-12-31")]),
        ("UBND tỉnh lưu ý đến hết quý III/2031, các xã phải hoàn thành.", [("đến hết quý III/2031", "2031-09-30")]),
        ("Dự kiến đến 31/12/2031 phải xong cầu.", []),
        ("Đến ngày 28/02/2031, còn 12 xã phải hoàn thành việc đếm.", []),
        ("Theo chiến lược, đến năm 2035 cả nước phải hoàn thành đường ven sông.", []),
    ],
)
def test_what_must_be_finished_may_stand_behind_its_term(content: str, found: list[tuple[str, str]]) -> None:
    assert _terms(content, "news") == found


@pytest.mark.parametrize(
    ("content", "date"),
    [
        ("Theo kế hoạch của UBND tỉnh, từ ngày 1/9 đến 5/12 sẽ rà soát hộ nghèo.", "2031-12-05"),
        ("Theo đó, từ ngày 1/9/2031 đến ngày 5/12/2031, Sở Y tế tổ chức phun thuốc.", "2031-12-05"),
        ("(BĐ) - Theo đó, trong thời gian từ ngày 1/9/2031 tới ngày 5/12/2031, Sở Y tế bố trí người.", "2031-12-05"),
        ("Theo đó, từ ngày 1/9/2031 đến ngày 5/12/2031, trời mưa.", None),
        ("Theo dự báo, từ ngày 1/9/2031 đến ngày 5/12/2031 sẽ có mưa.", None),
        ("Theo kế hoạch, từ ngày 1/9/2031 đến ngày 5/12/2031 sẽ có hội chợ.", None),
        ("Theo đó, từ ngày 1/9/2031 đến ngày 5/12/2031, Sở Y tế đã tổ chức phun thuốc.", None),
        ("Theo đó, từ ngày 1/01/2031 đến ngày 1/3/2031, Công an tỉnh bố trí người.", None),
    ],
)
def test_a_report_tells_the_time_that_a_plan_sets(content: str, date: str | None) -> None:
    assert [found for _, found in _terms(content, "news")] == ([date] if date else [])


@pytest.mark.parametrize(
    ("head", "dates"),
    [
        ("Thời gian thực hiện", ["2031-06-30", "2031-09-30", "2031-03-31"]),
        ("Thời gian", ["2031-06-30", "2031-09-30", "2031-03-31"]),
        ("Thời gian sinh sản", ["2031-03-31"]),
    ],
)
def test_a_column_of_months_without_their_year_sets_terms_below_the_head_of_tasks(head: str, dates: list[str]) -> None:
    content = f"Danh mục\nSTT\nNội dung\n{head}\n1\nCá chép\nTháng 6\n2\nCá trôi\nQuý III\n3\nCá mè\nTháng 3/2031\n"
    assert [date for _, date in _terms(content)] == dates
