"""Keys: equal for two mentions of one document, different for two documents, None rather than a guess."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.identity import identify, issuer_slug, key_text
from extractor.knowledge import toml_data
from extractor.text import fold


def key(
    number: str | None,
    type_code: str | None = None,
    *,
    issuer: str | None = None,
    date: str | None = None,
    year: int | None = None,
    locality: str | None = None,
    law_name: str | None = None,
    type_name: str | None = None,
) -> str | None:
    return key_text(type_code, type_name, number, year, date, issuer, locality, law_name)


@pytest.mark.parametrize(
    ("built", "expected"),
    [
        (
            key("1712/QĐ-UBND", "QĐ", issuer="Ủy ban nhân dân tỉnh Yên Bái", date="2018-08-30"),
            "quyet-dinh~1712~uy-ban-nhan-dan-tinh-yen-bai~2018",
        ),
        (key("30/2020/NĐ-CP", "NĐ", issuer="Chính phủ"), "nghi-dinh~30~chinh-phu~2020"),
        (key("34-CT/TW", "CT", issuer="Bộ Chính trị", date="2014-04-07"), "chi-thi~34~bo-chinh-tri~khoa-11"),
        (key("34-CT/TW", "CT", issuer="Ban Bí thư", date="2024-05-24"), "chi-thi~34~ban-bi-thu~khoa-13"),
        (key("06/2022/QH15", "Luật", issuer="Quốc hội"), "luat~6~2022~qh15"),
        (key("45/2019/QH14", "BL"), "luat~45~2019~qh14"),
        (key("54/2017/QH14", "NQ"), "nghi-quyet~54~2017~qh14"),
        (
            key("06/2022/QĐ-TTg", "QĐ", issuer="Thủ tướng Chính phủ"),
            "quyet-dinh-qppl~6~thu-tuong-chinh-phu~2022",
        ),
        (key("06/QĐ-TTg", "QĐ", issuer="Thủ tướng Chính phủ", year=2022), "quyet-dinh~6~thu-tuong-chinh-phu~2022"),
        (key("66.25/2026/NQ-CP", "NQ"), "nghi-quyet-qppl~66.25~chinh-phu~2026"),
        (key("30c/NQ-CP", "NQ", date="2011-11-08"), "nghi-quyet~30c~chinh-phu~2011"),
        (
            key("124-KH/TU", "KH", issuer="Thành ủy Hà Nội", date="2014-11-03"),
            "ke-hoach~124~thanh-uy-ha-noi~nhiem-ky-2010-2015",
        ),
    ],
)
def test_key_is_the_printed_form(built: str | None, expected: str) -> None:
    assert built == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            key("91/NĐ-CP", "NĐ", issuer="Chính phủ", year=2017),
            key("91/2017/NĐ-CP", "NĐ", issuer="Chính phủ"),
        ),
        (
            key("05/QĐ-UBND", "QĐ", issuer="UBND tỉnh Sơn La", year=2019),
            key("5/QĐ-UBND", "QĐ", issuer="Chủ tịch Ủy ban nhân dân tỉnh Sơn La", date="2019-01-09"),
        ),
        (
            key("12-KH/TU", "KH", issuer="Ban Thường vụ Thành ủy Hà Nội", date="2017-02-01"),
            key("12-KH/TU", "KH", issuer="Thành ủy Hà Nội", year=2017),
        ),
        (
            key("7-CTr/TU", "CTr", issuer="Ban Chấp hành Đảng bộ tỉnh Cao Bằng", date="2021-03-17"),
            key("07-CTr/TU", "CTr", issuer="Tỉnh ủy Cao Bằng", year=2022, type_name="Chương trình hành động"),
        ),
        (
            key("18/TT-BNV", "TT", issuer="Bộ trưởng Bộ Nội vụ", year=2013),
            key("18/TT-BNV", "TT", issuer="Bộ Nội vụ", year=2013),
        ),
        (
            key("9/KH-SNV", "KH", issuer="Sở Nội vụ", locality="Yên Bái", year=2020),
            key("09/KH-SNV", "KH", issuer="Sở Nội vụ tỉnh Yên Bái", date="2020-02-03"),
        ),
        (
            key(None, "Luật", law_name="Luật Thi đua, khen thưởng", date="2003-11-26"),
            key(None, "Luật", law_name="Luật Thi đua Khen thưởng năm 2003", year=2003),
        ),
        (
            key("3/KH-UBND", "KH", issuer="UBND huyện Đông Anh", locality="Hà Nội", year=2019),
            key("03/KH-UBND", "KH", issuer="Ủy ban nhân dân huyện Đông Anh, thành phố Hà Nội", year=2019),
        ),
    ],
)
def test_two_mentions_of_one_document_meet(one: str | None, other: str | None) -> None:
    assert one is not None
    assert one == other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            key("01/2020/QĐ-UBND", "QĐ", issuer="Ủy ban nhân dân tỉnh Yên Bái"),
            key("01/2020/QĐ-UBND", "QĐ", issuer="Ủy ban nhân dân thành phố Hà Nội"),
        ),
        (key("30/NQ-CP", "NQ", date="2011-11-08"), key("30c/NQ-CP", "NQ", date="2011-11-08")),
        (key("66.2/2026/NQ-CP", "NQ"), key("66.20/2026/NQ-CP", "NQ")),
        (
            key("66-QĐ/TW", "QyĐ", issuer="Ban Bí thư", date="2017-02-06"),
            key("66-QĐ/TW", "QĐ", issuer="Ban Bí thư", date="2017-02-06"),
        ),
        (
            key("05/2025/QĐ-UBND", "QĐ", issuer="Ủy ban nhân dân tỉnh Lào Cai", date="2025-02-10"),
            key("05/2025/QĐ-UBND", "QĐ", issuer="Ủy ban nhân dân tỉnh Lào Cai", date="2025-07-01"),
        ),
        (
            key("01/QĐ-UBND", "QĐ", issuer="Ủy ban nhân dân xã Tân Lập", locality="Sơn La", year=2026),
            key("01/QĐ-UBND", "QĐ", issuer="Ủy ban nhân dân xã Tân Lập", locality="Lạng Sơn", year=2026),
        ),
        (key("1/QĐ-TTg", "QĐ", year=2020), key("1/2020/QĐ-TTg", "QĐ")),
    ],
)
def test_two_documents_stay_apart(one: str | None, other: str | None) -> None:
    assert one is not None
    assert other is not None
    assert one != other


@pytest.mark.parametrize(
    ("built", "why"),
    [
        (("34-CT/TW", "CT", "Bộ Chính trị", None, None), "term"),
        (("34-CT/TW", "CT", "Bộ Chính trị", None, 2016), "term"),
        (("34-CT/TW", "CT", None, "2014-04-07", None), "issuer"),
        (("12-KH/TU", "KH", "Thành ủy Hà Nội", "2015-10-20", None), "term"),
        (("12/KH-UBND", "KH", "Ủy ban nhân dân tỉnh", "2015-10-20", None), "locality"),
        (("12/KH-UBND", "KH", "Ủy ban nhân dân xã Tân Lập", "2015-10-20", None), "locality"),
        (("05/2025/QĐ-UBND", "QĐ", "Ủy ban nhân dân tỉnh Lào Cai", None, None), "half of 2025"),
        (("12/KH-SNV", "KH", "Sở Nội vụ tỉnh Yên Bái", None, None), "year"),
    ],
)
def test_what_is_missing_is_named_and_not_guessed(
    built: tuple[str, str, str | None, str | None, int | None], why: str
) -> None:
    number, type_code, issuer, date, year = built
    found = identify(
        type_code=type_code, type_name=None, number=number, year=year, date=date, issuer=issuer, locality=None
    )
    assert found.text is None
    assert why in found.missing
    assert found.block is not None


def test_province_that_did_not_merge_needs_no_half() -> None:
    assert key("05/2025/QĐ-UBND", "QĐ", issuer="Ủy ban nhân dân tỉnh Sơn La") == (
        "quyet-dinh-qppl~5~uy-ban-nhan-dan-tinh-son-la~2025"
    )


def test_letters_of_the_government_settle_whose_series_it_is() -> None:
    assert key("1720/QĐ-TTg", "QĐ", year=2021, issuer="Chính phủ") == "quyet-dinh~1720~thu-tuong-chinh-phu~2021"
    assert key("206/2024/NĐ-CP", "NĐ", issuer="Thủ tướng Chính phủ") == "nghi-dinh~206~chinh-phu~2024"
    assert key("12/2024/QĐ-TTg", "QĐ", issuer="Bộ Y tế") == "quyet-dinh-qppl~12~bo-y-te~2024"  # misprinted letters


def test_block_is_number_and_letters() -> None:
    found = identify(
        type_code="CT", type_name=None, number="34-CT/TW", year=None, date=None, issuer=None, locality=None
    )
    assert (found.block, found.number, found.suffix) == ("34~ct-tw", 34, "")


@pytest.mark.parametrize("row", toml_data("identity.toml")["same_body"])
def test_every_pattern_of_the_register_finds_its_examples(row: dict[str, Any]) -> None:
    assert all(re.search(row["pattern"], fold(name)) for name in row["finds"])
    assert not any(re.search(row["pattern"], fold(name)) for name in row["misses"])


def test_issuers_under_several_names_meet() -> None:
    assert issuer_slug("Trung ương Đảng") == issuer_slug("Ban Chấp hành Trung ương (khóa XII)")
    assert issuer_slug("Ban Bí thư Trung ương Đảng") == "ban-bi-thu"
    assert issuer_slug("Chủ tịch nước") == "chu-tich-nuoc"
    assert issuer_slug("Bộ Tài chính; Bộ Nội vụ") == "bo-tai-chinh"


@given(
    st.text(max_size=40), st.text(max_size=20), st.integers(1945, 2100) | st.none(), st.text(max_size=30) | st.none()
)
def test_any_input_gives_a_safe_key_or_none(number: str, type_code: str, year: int | None, issuer: str | None) -> None:
    built = key(number, type_code, year=year, issuer=issuer)
    assert built is None or re.fullmatch(r"[a-z0-9.~_-]+", built)


def test_letters_that_a_firm_counts_within_a_year_are_told_apart() -> None:
    keys = {
        key(
            number,
            "CV",
            type_name="Công văn",
            year=2026,
            date="2026-03-12",
            issuer="Công ty TNHH Gốm Mẫu",
        )
        for number in ("2026-014/GM-KD", "2026-015/GM-KD", "2026/GM-KD")
    }
    assert len(keys) == 3


def _term(issuer: str, date: str | None = None, year: int | None = None) -> str | None:
    """The term in the key of a directive of a Party committee."""
    built = key("7-CT/TW" if issuer == "Ban Bí thư" else "7-CT/TU", "CT", issuer=issuer, date=date, year=year)
    return built.rpartition("~")[2] if built else None


@pytest.mark.parametrize(
    ("issuer", "days"),
    [
        ("Ban Bí thư", {"2021-01-24": "khoa-12", "2021-01-25": None, "2021-01-31": None, "2021-02-01": "khoa-13"}),
        (
            "Tỉnh ủy Sơn La",
            {
                "2020-08-31": "nhiem-ky-2015-2020",
                "2020-09-01": None,
                "2020-11-30": None,
                "2020-12-01": "nhiem-ky-2020-2025",
                "2025-07-01": "nhiem-ky-2020-2025",
            },
        ),
        (
            "Huyện ủy Mai Sơn tỉnh Sơn La",
            {
                "2020-02-29": "nhiem-ky-2015-2020",
                "2020-03-01": None,
                "2020-09-30": None,
                "2020-10-01": "nhiem-ky-2020-2025",
            },
        ),
        # merged under the name of one of them: a new body whose numbers may start again
        (
            "Tỉnh ủy Lào Cai",
            {
                "2019-07-01": "nhiem-ky-2015-2020",
                "2025-06-30": "nhiem-ky-2020-2025",
                "2025-07-01": "nhiem-ky-2020-2025-tu-7-2025",
                "2025-12-01": "nhiem-ky-2025-2030",
            },
        ),
        # a committee below it is none of those that were merged
        ("Đảng ủy xã Bến Đò tỉnh Lào Cai", {"2025-02-28": "nhiem-ky-2020-2025"}),
    ],
)
def test_a_term_ends_and_begins_on_its_days_and_is_open_between(issuer: str, days: dict[str, str | None]) -> None:
    """The days are those of `data/identity.toml`."""
    assert {day: _term(issuer, day) for day in days} == days


@pytest.mark.parametrize(
    ("issuer", "years"),
    [
        ("Ban Bí thư", {2020: "khoa-12", 2021: None, 2022: "khoa-13"}),
        ("Tỉnh ủy Sơn La", {2019: "nhiem-ky-2015-2020", 2020: None, 2021: "nhiem-ky-2020-2025"}),
        ("Tỉnh ủy Lào Cai", {2024: "nhiem-ky-2020-2025", 2025: None}),
    ],
)
def test_a_year_alone_tells_the_term_where_no_congress_fell_into_it(issuer: str, years: dict[int, str | None]) -> None:
    assert {year: _term(issuer, year=year) for year in years} == years


@pytest.mark.parametrize(
    ("issuer", "locality", "expected"),
    [
        ("Sở Nội vụ", "Sơn La", "so-noi-vu-tinh-son-la"),
        ("Sở Nội vụ Sơn La", None, "so-noi-vu-tinh-son-la"),
        ("Sở Nội vụ Đà Nẵng", None, "so-noi-vu-thanh-pho-da-nang"),
        ("Sở Nội vụ tỉnh Sơn La", "Sơn La", "so-noi-vu-tinh-son-la"),
        ("Bộ Nội vụ", "Sơn La", "bo-noi-vu"),  # where a central body signs is no part of its name
        ("Trường Đại học Sơn La", None, "truong-dai-hoc-son-la"),
        ("Trường Đại học Sơn La", "Sơn La", "truong-dai-hoc-son-la"),
    ],
)
def test_a_province_belongs_to_local_bodies_alone(issuer: str, locality: str | None, expected: str) -> None:
    assert key("7/QĐ-X", "QĐ", issuer=issuer, date="2019-05-05", locality=locality) == f"quyet-dinh~7~{expected}~2019"


def test_a_local_body_without_a_known_province_has_no_key() -> None:
    assert key("7/QĐ-SNV", "QĐ", issuer="Sở Nội vụ", date="2019-05-05") is None
    assert key("7/QĐ-SNV", "QĐ", issuer="Sở Nội vụ", date="2019-05-05", locality="Xứ Mộng") is None
