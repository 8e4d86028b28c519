"""Bodies before and after: mergers, splits, provinces that were joined; namesakes stay apart."""

from __future__ import annotations

import pytest

from extractor.issuers.succession import Related, related_bodies, renamed_bodies


@pytest.mark.parametrize(
    ("name", "related"),
    [
        ("Bộ Kế hoạch và Đầu tư", Related("Bộ Tài chính", "after", None, None)),
        ("Bộ Tài chính", Related("Bộ Kế hoạch và Đầu tư", "before", "1995", "2025-02-28")),
        ("Tỉnh ủy Yên Bái", Related("Tỉnh ủy Lào Cai", "after", "2025-07-01", None)),
        ("Ủy ban nhân dân tỉnh Lào Cai", Related("Ủy ban nhân dân tỉnh Yên Bái", "before", "1991", "2025-06-30")),
        ("Thành ủy Hà Nội", Related("Tỉnh ủy Hà Tây", "before", "1991-10-01", "2008-07-31")),
        ("Tỉnh ủy Quảng Ninh", Related("Thành ủy Quảng Ninh", "after", "2026-09-01", None)),
        ("Thành ủy Cần Thơ", Related("Tỉnh ủy Cần Thơ", "before", "1992", "2003-12-31")),
        # body and place both changed
        ("Sở Kế hoạch và Đầu tư tỉnh Yên Bái", Related("Sở Tài chính tỉnh Lào Cai", "after", "2025-07-01", None)),
        ("Sở Tài chính tỉnh Lào Cai", Related("Sở Kế hoạch và Đầu tư tỉnh Yên Bái", "before", "1991", "2025-03")),
    ],
)
def test_a_body_names_those_before_and_after(name: str, related: Related) -> None:
    assert related in related_bodies(name)


def test_what_never_was_at_one_time_is_not_joined() -> None:
    names = {body.name for body in related_bodies("Sở Kế hoạch và Đầu tư tỉnh Yên Bái")}
    assert "Sở Kế hoạch và Đầu tư tỉnh Lào Cai" not in {
        body.name for body in related_bodies("Sở Kế hoạch và Đầu tư tỉnh Yên Bái") if body.side == "after"
    }
    assert not any("Sơn La" in name for name in names)


def test_the_split_ministry_leads_to_all_that_took_over() -> None:
    after = {body.name for body in related_bodies("Bộ Thông tin và Truyền thông") if body.side == "after"}
    assert {"Bộ Khoa học và Công nghệ", "Bộ Văn hóa, Thể thao và Du lịch", "Bộ Công an"} <= after


def test_a_body_that_nobody_knows_has_none() -> None:
    assert related_bodies("Câu lạc bộ Diều sáo phường Đông") == ()
    assert related_bodies("") == ()


def test_a_paper_belongs_to_a_body_in_its_time_only() -> None:
    body = Related("Bộ Kế hoạch và Đầu tư", "before", "1995", "2025-02-28")
    assert body.bore("2025-02-28") and body.bore("1995-03-01") and body.bore(None)
    assert not body.bore("2025-03-01") and not body.bore("1994-12-31")


def test_who_is_gone_is_told_with_who_came_after_and_when() -> None:
    found = {(one.old, one.new): one.since for one in renamed_bodies()}
    assert found["Bộ Giao thông vận tải", "Bộ Xây dựng"] == "2025-03-01"
    assert found["tỉnh Yên Bái", "tỉnh Lào Cai"] == found["Tỉnh ủy Yên Bái", "Tỉnh ủy Lào Cai"] == "2025-07-01"
    assert found["Bộ Thủy sản", "Bộ Nông nghiệp và Môi trường"] == "2025-03-01", "in two steps: when the last one came"
    assert all(len(side.split()) > 1 for one in renamed_bodies() for side in (one.old, one.new)), "`Thuế` is a word"
    for one in renamed_bodies():
        assert one.since and one.old != one.new
        later = {body.name for body in related_bodies(one.old) if body.side == "after"}
        assert one.new in later or one.old.startswith(("tỉnh ", "thành phố ", "Thành phố ")), one
