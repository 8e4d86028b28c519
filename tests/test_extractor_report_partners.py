"""With whom somebody works in a report: only where the clause is his who is told."""

from __future__ import annotations

from time import process_time

import pytest

from tests.test_extractor_units import _header, _units

ORDER = "UBND tỉnh Lào Cai yêu cầu Sở Xây dựng rà soát các bến đò."


def _told(sentence: str) -> list[str]:
    content = f"Giữ bến đò mùa lũ\nNgày đăng: 24/12/2031\n\n{sentence}\n"
    return _units(content, _header(content, "news"))


@pytest.mark.parametrize("gap", [" ", "\n\n"])
@pytest.mark.parametrize(
    "sentence",
    [
        "Thông tin ban đầu, lực lượng chức năng phối hợp với Công an xã Cây Đa đưa người bị nạn lên bờ.",
        "Cử tri xã Cây Đa kể, thanh niên làng phối hợp với Hội Nông dân tỉnh dựng lại cầu.",
        "Tổ chức Cứu trợ Bến Phà phối hợp với Hội Chữ thập đỏ tỉnh trao quà cho dân làng.",
        "Báo cáo của đoàn, phối hợp với Công an tỉnh trao quà.",
        "Quản lý bến là ông Tư, phối hợp với Công an xã Cây Đa canh bến.",
        "Trực thăng của quân đội bay lên, phối hợp với Công an tỉnh tìm người.",
        "Tăng ba lần so với năm trước, phối hợp với Công an tỉnh.",
        "Ngoài ra, đưa tin vui, phối hợp với Công an tỉnh.",
        "Xây dựng xong cầu, phối hợp với Công an tỉnh mở hội.",
        "Rà soát của đoàn, phối hợp với Công an tỉnh.",
    ],
)
def test_what_opens_with_a_noun_goes_on_with_no_order(gap: str, sentence: str) -> None:
    assert _told(f"{ORDER}{gap}{sentence}") == ["Sở Xây dựng"]


@pytest.mark.parametrize("gap", [" ", "\n\n"])
@pytest.mark.parametrize(
    "sentence",
    [
        "Bố trí phao ở mỗi bến, chủ động phối hợp với Công an tỉnh giữ bến.",
        "Bên cạnh đó, phối hợp với Công an tỉnh giữ bến.",
        "Đồng thời, bố trí phao để phối hợp với Công an tỉnh giữ bến.",
    ],
)
def test_what_opens_with_work_goes_on(gap: str, sentence: str) -> None:
    assert _told(f"{ORDER}{gap}{sentence}") == ["Sở Xây dựng", "Công an tỉnh"]
    assert _told(f"{ORDER}\n\nNgười dân vui.\n\n{sentence}") == ["Sở Xây dựng"]


@pytest.mark.parametrize(
    "words",
    [
        ", nơi dân phối hợp với Công an xã Cây Đa canh gác mỗi đêm.",
        ", nơi dân canh gác, phối hợp với Công an xã Cây Đa.",
        ", bà con mừng rỡ, phối hợp với Công an xã Cây Đa dựng cầu.",
        ", nơi dân canh gác và phối hợp với Công an xã Cây Đa.",
        " do doanh nghiệp phối hợp với Ban Quản lý dự án Cây Đa xây.",
        ", xử lý hộ dân không chịu phối hợp với Ban Quản lý dự án Cây Đa.",
        ", trường hợp không phối hợp với Trung tâm Bến đò.",
        ", ngừng phối hợp với Trung tâm Giám định Cây Đa.",
        ", chưa phối hợp với Trung tâm Giám định Cây Đa.",
        ", thực hiện Quy chế phối hợp với Công an tỉnh.",
        ", báo cáo kết quả phối hợp với Viện Đò ngang.",
        ", chấm dứt việc phối hợp với Công an tỉnh.",
        ", kế hoạch khám bệnh phối hợp với Công an tỉnh.",
    ],
)
def test_who_works_with_whom_not_or_as_a_noun(words: str) -> None:
    assert _told(f"{ORDER[:-1]}{words}") == ["Sở Xây dựng"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Chủ tịch UBND xã Cây Đa yêu cầu dân không qua sông, còn thanh niên phối hợp với Công an xã Cây Đa canh bến.",
        "Chủ tịch UBND xã Cây Đa yêu cầu người dân không qua sông, phối hợp với Công an xã Cây Đa canh bến.",
        "UBND tỉnh đề nghị nhân dân cảnh giác, phối hợp với Công an tỉnh.",
        "Chủ tịch UBND tỉnh yêu cầu chủ bến phối hợp với Công an tỉnh đếm khách.",
        "UBND xã Cây Đa giao đất cho dân; đoàn viên phối hợp với Ban quản lý bến đò quét bến mỗi chiều.",
        "Chủ tịch UBND tỉnh chỉ đạo như vậy sau khi nhóm thiện nguyện phối hợp với Bệnh viện Đa khoa tỉnh phát thuốc.",
    ],
)
def test_of_whom_another_clause_tells_is_told_nothing(sentence: str) -> None:
    assert _told(sentence) == []


def test_many_that_are_asked_work_with_one() -> None:
    assert _told("UBND tỉnh yêu cầu các sở, ngành đếm đò, phối hợp với Công an tỉnh giữ bến.") == ["Công an tỉnh"]


@pytest.mark.parametrize(
    "clause", [", do dân và phối hợp với Sở Nội vụ", " phối hợp với Sở Nội vụ đếm đò", ", phối hợp với Sở Y tế"]
)
def test_thousands_of_clauses_are_read_in_time_that_grows_with_their_number(clause: str) -> None:
    def seconds(times: int) -> float:
        content = "UBND tỉnh yêu cầu các sở, ngành rà soát bến" + clause * times + ".\n"
        started = process_time()
        _units(content, _header(content, "news"))
        return process_time() - started

    seconds(50)
    short, long = seconds(400), seconds(1600)
    assert long < 4 * 3 * max(short, 0.05)
