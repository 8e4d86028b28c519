"""Issuing bodies: the registers themselves, names in any spelling, letters of codes, ends of names in running text."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.issuers import Body, body_of_code, canonical_body, match_body, province_kind, province_of, successors
from extractor.issuers.places import Province, provinces
from extractor.issuers.registry import LEVELS, BodyEntry, code_key, register

DAY = re.compile(r"^\d{4}(?:-\d\d(?:-\d\d)?)?$")
ENTRIES = register().entries


# ---- The registers ---------------------------------------------------------------------------------------------------


def test_ids_are_unique_and_successors_exist() -> None:
    for rows in (ENTRIES, provinces()):
        ids = [row.id for row in rows]
        assert len(ids) == len(set(ids))
        assert not [(row.id, n) for row in rows for n in row.next if n not in set(ids) or n == row.id]


@pytest.mark.parametrize("row", [*ENTRIES, *provinces()], ids=lambda row: row.id)
def test_days_are_dates_in_order(row: BodyEntry | Province) -> None:
    for day in (row.since, row.until):
        assert day is None or DAY.match(day), day
    if row.since and row.until:
        assert row.since <= row.until


def test_whoever_has_a_successor_has_ended() -> None:
    assert not [row.id for row in provinces() if row.next and row.until is None]


def test_today_there_are_34_provinces_and_before_the_reform_there_were_63() -> None:
    assert len([row for row in provinces() if row.holds(None)]) == 34
    assert len([row for row in provinces() if row.holds("2026-11-24")]) == 34
    assert len([row for row in provinces() if row.holds("2025-06-30")]) == 63
    assert len([row for row in provinces() if row.holds("2025-07-01")]) == 34
    assert len([row for row in provinces() if row.holds("2005-01-01")]) == 64  # with Hà Tây
    assert len({row.name for row in provinces() if row.holds("2025-06-30")}) == 63


def test_cities_under_the_centre() -> None:
    def cities(day: str) -> set[str]:
        return {row.name for row in provinces() if row.holds(day) and row.kind == "thành phố"}

    five = {"Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ"}
    assert cities("2024-12-31") == five
    assert cities("2025-07-01") == {*five, "Huế"}
    assert cities("2026-11-24") == {*five, "Huế", "Đồng Nai", "Quảng Ninh", "Bắc Ninh"}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_name_and_alias_gives_its_body(entry: BodyEntry) -> None:
    assert entry.level in LEVELS
    if entry.level == "party-organ" or entry.place == "must":
        return  # not a name by itself; see the composed names below
    date = entry.until if entry.until and len(entry.until) == 10 else None
    for form in (entry.name, *entry.also):
        for printed in (form, form.upper()):
            body = canonical_body(printed, date=date)
            assert body is not None, printed
            assert body.name == entry.name or _shares_name(entry, form), printed
            assert match_body(f"{printed} về việc khác", 0) == len(printed), printed


def _shares_name(entry: BodyEntry, form: str) -> bool:
    other = canonical_body(form)
    return other is not None and any(form in (*row.also, row.name) for row in ENTRIES if row.name == other.name)


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.codes], ids=lambda entry: entry.id)
def test_every_code_gives_a_body_that_has_it(entry: BodyEntry) -> None:
    date = entry.until if entry.until and len(entry.until) == 10 else entry.since
    for letters in entry.codes:
        body = body_of_code((letters,), type_code="QĐ", system="state", place="Sơn La", date=date)
        owners = register().codes[code_key(letters)]
        if body is not None:  # letters that several levels share settle nothing
            assert any(body.name.startswith(owner.name) for owner in owners) or "Tỉnh ủy" in body.name, letters


# ---- Names as printed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "place", "date", "name", "locality"),
    [
        ("UBND tỉnh", "Sơn La", None, "Ủy ban nhân dân tỉnh Sơn La", "Sơn La"),
        (
            "Ban Chỉ đạo trồng dâu, nuôi tằm và chuyển đổi số tỉnh",
            "Sơn La",
            None,
            "Ban Chỉ đạo trồng dâu, nuôi tằm và chuyển đổi số tỉnh Sơn La",
            "Sơn La",
        ),
        (
            "Ban Chỉ huy chống rét gia súc xã Mường Hoa, tỉnh Lào Cai",
            None,
            "2025-11-01",
            "Ban Chỉ huy chống rét gia súc xã Mường Hoa, tỉnh Lào Cai",
            "Lào Cai",
        ),
        ("ỦY BAN NHÂN DÂN\nTỈNH ĐẮK LẮK", None, None, "Ủy ban nhân dân tỉnh Đắk Lắk", "Đắk Lắk"),
        ("Uỷ ban nhân dân tỉnh Đăk Lăk", None, None, "Ủy ban nhân dân tỉnh Đắk Lắk", "Đắk Lắk"),
        ("UBND TP. HCM", None, None, "Ủy ban nhân dân Thành phố Hồ Chí Minh", "Hồ Chí Minh"),
        ("UBND Thành phố", "Hải Phòng", None, "Ủy ban nhân dân thành phố Hải Phòng", "Hải Phòng"),
        ("HĐND tỉnh Khóa X", "Sơn La", None, "Hội đồng nhân dân tỉnh Sơn La", "Sơn La"),
        ("Chủ tịch UBND tỉnh Quảng Nam", None, None, "Ủy ban nhân dân tỉnh Quảng Nam", "Quảng Nam"),
        ("UBND quận Đống Đa", "Hà Nội", None, "Ủy ban nhân dân quận Đống Đa", "Hà Nội"),
        ("UBND huyện Gia Lâm, TP Hà Nội", None, None, "Ủy ban nhân dân huyện Gia Lâm, thành phố Hà Nội", "Hà Nội"),
        ("SỞ NỘI VỤ", "Sơn La", None, "Sở Nội vụ tỉnh Sơn La", "Sơn La"),
        ("Giám đốc Sở GD&ĐT", "Sơn La", None, "Sở Giáo dục và Đào tạo tỉnh Sơn La", "Sơn La"),
        ("Sở VH, TT và DL Lai Châu", None, None, "Sở Văn hóa, Thể thao và Du lịch tỉnh Lai Châu", "Lai Châu"),
        ("Sở VHTT", "Hà Nội", "2024-05-01", "Sở Văn hóa và Thể thao thành phố Hà Nội", "Hà Nội"),
        ("Sở VHTT", "Hà Nội", "2005-05-01", "Sở Văn hóa - Thông tin thành phố Hà Nội", "Hà Nội"),
        ("Bộ trưởng Bộ Nội vụ", "Sơn La", None, "Bộ Nội vụ", None),
        ("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", None, None, "Văn phòng Chính phủ", None),
        ("Bộ NN & PTNT", None, None, "Bộ Nông nghiệp và Phát triển nông thôn", None),
        ("Bộ Lao động, Thương binh và Xã hội", None, None, "Bộ Lao động - Thương binh và Xã hội", None),
        ("Thủ tướng", None, None, "Thủ tướng Chính phủ", None),
        ("Chủ tịch nước", None, None, "Chủ tịch nước", None),
        ("Tổng Thanh tra Chính phủ", None, None, "Thanh tra Chính phủ", None),
        ("Thống đốc Ngân hàng Nhà nước", None, None, "Ngân hàng Nhà nước Việt Nam", None),
        ("Ban Bí thư TW Đảng khóa XII", None, None, "Ban Bí thư", None),
        ("BTV Thành uỷ", "Hà Nội", None, "Ban Thường vụ Thành ủy Hà Nội", "Hà Nội"),
        ("Ban Chấp hành Đảng bộ tỉnh An Giang", None, None, "Ban Chấp hành Đảng bộ tỉnh An Giang", "An Giang"),
        ("Bí thư Tỉnh ủy", "Sơn La", None, "Tỉnh ủy Sơn La", "Sơn La"),
        ("Trưởng Ban Tổ chức Tỉnh ủy", "Sơn La", None, "Ban Tổ chức Tỉnh ủy Sơn La", "Sơn La"),
        ("Đảng ủy xã Mường Bú", "Sơn La", None, "Đảng ủy xã Mường Bú", "Sơn La"),
        (
            "Ban Thường vụ Đảng ủy UBND Thành phố",
            "Hải Phòng",
            None,
            "Ban Thường vụ Đảng ủy Ủy ban nhân dân thành phố Hải Phòng",
            "Hải Phòng",
        ),
        ("Liên đoàn Lao động tỉnh", "Sơn La", None, "Liên đoàn Lao động tỉnh Sơn La", "Sơn La"),
        ("BTV Hội LHPN tỉnh", "Sơn La", None, "Ban Thường vụ Hội Liên hiệp Phụ nữ tỉnh Sơn La", "Sơn La"),
        (
            "BCH TRUNG ƯƠNG HỘI NÔNG DÂN VIỆT NAM",
            None,
            None,
            "Ban Chấp hành Trung ương Hội Nông dân Việt Nam",
            None,
        ),
        (
            "Đoàn Chủ tịch TW Hội LHPN Việt Nam",
            None,
            None,
            "Đoàn Chủ tịch Trung ương Hội Liên hiệp Phụ nữ Việt Nam",
            None,
        ),
        ("BCH Đoàn tỉnh", "Sơn La", None, "Ban Chấp hành Đoàn tỉnh Sơn La", "Sơn La"),
        ("Đoàn TNCS Hồ Chí Minh tỉnh Sơn La", None, None, "Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh Sơn La", "Sơn La"),
        ("Ban Bí thư T.Ư Đoàn", None, None, "Ban Bí thư Trung ương Đoàn", None),
        ("BCH T.Ư Đảng", None, None, "Ban Chấp hành Trung ương Đảng", None),
        ("Ban Tổ chức TƯ", "Sơn La", None, "Ban Tổ chức Trung ương", None),
        ("Ban Tổ chức TU", "Sơn La", None, "Ban Tổ chức TU", None),  # of the province
        (
            "Đảng ủy Khối Cơ quan và Doanh nghiệp tỉnh",
            "Sơn La",
            None,
            "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh Sơn La",
            "Sơn La",
        ),
        ("Công an tỉnh", "Sơn La", None, "Công an tỉnh Sơn La", "Sơn La"),
        ("Cục Thuế tỉnh Long An", None, "2020-01-01", "Cục Thuế tỉnh Long An", "Long An"),
        ("Khối thi đua số 4", "Sơn La", None, "Khối thi đua số 4 tỉnh Sơn La", "Sơn La"),
        ("Công ty Cổ phần Năng lượng Hoa Sen", "Sơn La", None, "Công ty Cổ phần Năng lượng Hoa Sen", None),
        ("Bộ trưởng Tài chính", None, None, "Bộ Tài chính", None),
        ("Trường Đại học Cây Đa", None, None, "Trường Đại học Cây Đa", None),
        ("CỤC CHỢ NỔI VIỆT NAM", None, None, "Cục Chợ nổi Việt Nam", None),
        ("CHI CỤC QUẢN LÝ CHỢ NỔI TỈNH SƠN LA", None, None, "Chi cục Quản lý chợ nổi tỉnh Sơn La", "Sơn La"),
        ("Trưởng ban Ban Tổ chức Trung ương", "Sơn La", None, "Ban Tổ chức Trung ương", None),
        ("liên Bộ Nội vụ, Tài chính và Y tế", None, None, "Bộ Nội vụ; Bộ Tài chính; Bộ Y tế", None),
        ("Thường trực Ủy ban Pháp luật và Tư pháp", None, None, "Thường trực Ủy ban Pháp luật và Tư pháp", None),
        ("Bộ Nội vụ - Bộ Tài chính", None, None, "Bộ Nội vụ; Bộ Tài chính", None),
        ("Bộ Khoa học và Công nghệ và Bộ Nội vụ", None, None, "Bộ Khoa học và Công nghệ; Bộ Nội vụ", None),
        ("UBND TỈNH SƠN LA\nSỞ TÀI CHÍNH", None, None, "Sở Tài chính tỉnh Sơn La", "Sơn La"),
        # what the register says of the day
        ("UBND TP Huế", None, "2023-01-01", "Ủy ban nhân dân thành phố Huế", "Thừa Thiên Huế"),
        ("UBND TP Huế", None, "2025-02-01", "Ủy ban nhân dân thành phố Huế", "Huế"),
        ("UBND tỉnh", "Huế", "2020-03-01", "Ủy ban nhân dân tỉnh Thừa Thiên Huế", "Thừa Thiên Huế"),
        ("Sở Nội vụ", "Bắc Ninh", "2026-09-19", "Sở Nội vụ tỉnh Bắc Ninh", "Bắc Ninh"),
        ("Sở Nội vụ", "Bắc Ninh", "2026-09-20", "Sở Nội vụ thành phố Bắc Ninh", "Bắc Ninh"),
        ("UBND thành phố Lào Cai", None, "2020-01-01", "Ủy ban nhân dân thành phố Lào Cai", "Lào Cai"),
        # what cannot be completed stays as printed
        ("UBND tỉnh", None, None, "Ủy ban nhân dân tỉnh", None),
        ("Sở Nội vụ", None, None, "Sở Nội vụ", None),
        ("UBND tỉnh", "Hà Nội", "2024-01-01", "Ủy ban nhân dân tỉnh", None),
    ],
)
def test_name_as_printed(raw: str, place: str | None, date: str | None, name: str, locality: str | None) -> None:
    body = canonical_body(raw, place=place, date=date)
    assert body is not None
    assert (body.name, body.locality) == (name, locality)


@pytest.mark.parametrize(
    "raw",
    ["", "các sở, ban, ngành", "hợp đồng kinh tế", "Công an", "Trương Thị B", "về việc ban hành Quy chế", "Sở", "123"],
)
def test_no_body(raw: str) -> None:
    assert canonical_body(raw, place="Sơn La") is None


def test_levels() -> None:
    levels = {
        "Chính phủ": "central",
        "Bộ Chính trị": "party-central",
        "UBND tỉnh Sơn La": "province",
        "UBND huyện Mai Sơn": "district",
        "UBND xã Mường Bú": "commune",
        "Tỉnh ủy Sơn La": "party-province",
        "Huyện ủy Mai Sơn": "party-district",
        "Hội Nông dân Việt Nam": "mass",
    }
    for raw, level in levels.items():
        body = canonical_body(raw)
        assert body is not None
        assert body.level == level, raw


# ---- Letters of codes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("orgs", "type_code", "place", "date", "name"),
    [
        (("TTg",), "QĐ", None, None, "Thủ tướng Chính phủ"),
        (("CP",), "NĐ", None, "2020-03-05", "Chính phủ"),
        (("CP",), None, None, "1977-05-01", "Hội đồng Chính phủ"),
        (("HĐBT",), "QĐ", None, "1991-04-12", "Hội đồng Bộ trưởng"),
        (("QH15",), "NQ", None, None, "Quốc hội"),
        (("UBTVQH14",), "NQ", None, None, "Ủy ban Thường vụ Quốc hội"),
        (("BNV",), "TT", "Sơn La", None, "Bộ Nội vụ"),
        (("BGD&ĐT",), "TT", None, None, "Bộ Giáo dục và Đào tạo"),
        (("BNNPTNT", "VPĐP"), "QĐ", None, "2017-01-09", "Bộ Nông nghiệp và Phát triển nông thôn"),
        (("BVHTT",), "QĐ", None, "2001-01-01", "Bộ Văn hóa - Thông tin"),
        (("VPCP", "KTTH"), "CV", None, None, "Văn phòng Chính phủ"),
        (("SVHTT",), "KH", "Hà Nội", "2023-04-27", "Sở Văn hóa và Thể thao thành phố Hà Nội"),
        (("UBND",), "QĐ", "Sơn La", "2020-01-01", "Ủy ban nhân dân tỉnh Sơn La"),
        (("UB",), "QĐ", "Hà Nội", "2000-01-01", "Ủy ban nhân dân thành phố Hà Nội"),
        (("HĐND4",), "NQ", "Sơn La", "2000-01-01", "Hội đồng nhân dân tỉnh Sơn La"),
        (("TU",), "CT", "Hà Nội", "2021-01-01", "Thành ủy Hà Nội"),
        (("TU",), "CT", "Sơn La", "2021-01-01", "Tỉnh ủy Sơn La"),
        (("BTGTU",), "KH", "Sơn La", "2021-01-01", "Ban Tuyên giáo Tỉnh ủy Sơn La"),
        (("BNV", "BTC"), "TTLT", None, None, "Bộ Nội vụ; Bộ Tài chính"),
        (("MTTW", "BTT"), "HD", None, None, "Ban Thường trực Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam"),
        (("NĐ", "BXD"), "VBHN", None, None, "Bộ Xây dựng"),
        # not settled by the letters
        (("TW",), "CT", "Hà Nội", "2021-01-01", None),
        (("UBND",), "QĐ", None, "2020-01-01", None),
        (("SNV",), "TTr", None, "2020-01-01", None),
        (("LĐTBXH", "PC"), "CV", "Sơn La", "2012-01-01", None),
        (("VP",), "TB", "Hà Nội", "2021-01-01", None),
        (("BNV", "XYZ"), "TTLT", None, None, None),
        ((), "QĐ", "Hà Nội", None, None),
    ],
)
def test_letters_of_a_number(
    orgs: tuple[str, ...], type_code: str | None, place: str | None, date: str | None, name: str | None
) -> None:
    body = body_of_code(orgs, type_code=type_code, system="state", place=place, date=date)
    assert (body.name if body else None) == name


# ---- Ends of names in running text -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "marked",
    [
        "UBND tỉnh| về việc",
        "Ban Chỉ đạo chăm sóc đàn trâu tỉnh| về việc",
        "Ban Chỉ đạo| thực hiện sắp xếp kho của tỉnh",
        "Ban Chỉ đạo|, Sở Y tế tỉnh",
        "Ủy ban nhân dân tỉnh Sơn La| ban hành Quy định",
        "Chủ tịch UBND tỉnh Bắc Ninh| phê duyệt",
        "Bộ trưởng Bộ Nông nghiệp và Phát triển nông thôn| quy định chi tiết",
        "Bộ Văn hoá, Thể thao\nvà Du lịch|, ngày",
        "Hội đồng nhân dân Thành\nphố| thông qua",
        "Hội đồng nhân dân Thành phố Hà Nội khóa XVI| về",
        "Ban Bí thư khoá XI| về",
        "Ban Chấp hành Trung ương Đảng khóa XIII| về",
        "Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa XIII| về",
        "Ban Chấp hành Trung ương Đoàn TNCS Hồ Chí Minh| về việc",
        "Ban Chấp hành Trung ương Hội Nông dân Việt Nam khóa VIII| về",
        "Ban Chấp hành Trung ương Đảng| về công tác của Hội Nông dân",
        "Bộ Nội vụ| (cũ)",
        "Bộ Tư pháp, Trung ương Hội Cựu chiến binh Việt Nam| hướng dẫn",
        "Bộ Nội vụ và Bộ Tài chính| quy định",
        "Bộ Chính trị, Ban Bí thư| về việc",
        "UBND tỉnh|, Sở Nội vụ ban hành Kế hoạch",
        "Thủ tướng Chính phủ|, Bộ Nội vụ đề nghị các địa phương",
        "Bộ Tài chính|, Bộ Nội vụ đề nghị các địa phương",
        "ỦY BAN NHÂN DÂN TỈNH| PHÊ DUYỆT ĐỀ ÁN",
        "BỘ TRƯỞNG BỘ CÔNG THƯƠNG| QUY ĐỊNH CHI TIẾT",
        "Ủy ban nhân dân huyện Gia Lâm, thành phố Hà Nội| về",
        "UBND quận| về việc",
        "UBND TP. Hà Nội|. Trong năm",
        "Tỉnh ủy|; Kế hoạch số 5",
        "Ban Tổ chức kỷ niệm| về",
        "Khối thi đua số 9| ban hành",
        "Cục Quản lý thị trường| yêu cầu",
        "liên Bộ Lao động - Thương binh và Xã hội, Tài chính| hướng dẫn",
        "Bộ trưởng Tài chính| quy định",
        "Chính phủ|\n\nBộ Nội vụ",
    ],
)
def test_end_of_a_name(marked: str) -> None:
    content = marked.replace("|", "")
    assert match_body(content, 0) == marked.index("|")


def test_who_cites_a_central_organ_is_no_joint_issuer_with_it() -> None:
    content = "Hội Nông dân Việt Nam, Hội Nông dân tỉnh Sơn La hướng dẫn như sau"
    assert match_body(content, 0) == len("Hội Nông dân Việt Nam")


def test_joint_issuers_on_demand() -> None:
    content = "Bộ Nội vụ, UBND tỉnh Sơn La đề nghị"
    assert match_body(content, 0, joint=True) == len("Bộ Nội vụ, UBND tỉnh Sơn La")
    assert match_body("Bộ Nội vụ và Bộ Tài chính về", 0, joint=False) == len("Bộ Nội vụ")


@pytest.mark.parametrize(
    "content", ["các sở, ngành", "việc thực hiện", "năm 2024", "", " UBND tỉnh", "liên danh nhà thầu"]
)
def test_no_name_starts_here(content: str) -> None:
    assert match_body(content, 0) is None


# ---- Places ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("piece", "name"),
    [
        ("Thành phố Hồ Chí Minh, ngày 05 tháng 3", "Hồ Chí Minh"),
        ("TP. HCM", "Hồ Chí Minh"),
        ("Đăk Lăk", "Đắk Lắk"),
        ("Q. Hai Bà Trưng, Hà Nội", "Hà Nội"),
        ("Thừa Thiên - Huế", "Thừa Thiên Huế"),
        ("HÀ NỘI", "Hà Nội"),
        ("Ủy ban nhân dân tỉnh Bà Rịa – Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("Đông Anh", None),
        ("", None),
    ],
)
def test_place_in_a_piece_of_text(piece: str, name: str | None) -> None:
    assert province_of(piece) == name


def test_kind_and_successors_by_day() -> None:
    assert province_kind("Đồng Nai", "2026-04-29") == "tỉnh"
    assert province_kind("Đồng Nai", "2026-04-30") == "thành phố"
    assert province_kind("Nơi khác") is None
    assert successors("Hà Giang", "2020-01-01") == ("Tuyên Quang",)
    assert successors("Hà Tây", "2000-01-01") == ("Hà Nội",)
    assert successors("Hà Nội") == ("Hà Nội",)
    assert successors("Minh Hải", "1990-01-01") == ("Cà Mau",)
    assert successors("Nơi khác") == ()


# ---- For every text --------------------------------------------------------------------------------------------------

PIECES = st.sampled_from("UBND tỉnh Sở Nội vụ Ban Hà_Nội , và - . \n Chủ_tịch khóa XI ( số 9 Đảng_ủy".split(" "))


@given(st.lists(PIECES, max_size=14).map(lambda pieces: " ".join(pieces).replace("_", " ")) | st.text(max_size=60))
def test_never_raises_and_the_end_lies_in_the_text(content: str) -> None:
    end = match_body(content, 0)
    assert end is None or 0 < end <= len(content)
    body = canonical_body(content, place="Hà Nội")
    assert body is None or isinstance(body, Body)
    province_of(content)


def test_time_grows_with_the_text_and_not_with_its_square() -> None:
    def seconds(times: int) -> float:
        content = "của UBND tỉnh, Sở Nội vụ và Ban Tổ chức " * times
        start = time.process_time()
        for position in range(0, len(content), 40):
            match_body(content, position + 4)
        province_of(content)
        return time.process_time() - start

    seconds(50)
    assert seconds(800) < 40 * max(seconds(100), 0.01)
