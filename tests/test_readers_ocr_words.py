"""Recognised words put right without a picture: set phrases, signature blocks, scraps and noise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.readers.header_repair import without_mark
from extractor.readers.ocr import _upright
from extractor.readers.ocr_repair import repair_lines, repair_words, split_glued
from extractor.readers.page_words import OcrWord, Piece
from extractor.readers.scanned import (
    _numbers,
    _strokeless,
    has_gap,
    is_noise,
    is_ornament,
    is_scrap,
    strays_in,
    without_scraps,
)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("ngày 19 tháng ó năm 2015", "ngày 19 tháng 6 năm 2015"),
        ("ngày 1] tháng 1I năm 2019;", "ngày 11 tháng 11 năm 2019;"),
        ("ngày l9 tháng 7 năm", "ngày 19 tháng 7 năm"),
        ("ngày bó tháng 7 năm", "ngày bó tháng 7 năm"),
        ("tháng ZZ năm", "tháng ZZ năm"),
        ("hằng tháng có năm", "hằng tháng có năm"),
        ("ngày ó và", "ngày ó và"),
    ],
)
def test_figures_of_dates(read: str, meant: str) -> None:
    assert " ".join(repair_words(read.split())) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("1428/T8-SCT", "1428/TB-SCT"),
        ("77-8C/HU", "77-BC/HU"),
        ("T8-SCT", "T8-SCT"),
        ("/TTr-.SNV", "/TTr-SNV"),
        ("12/TT-.2", "12/TT-.2"),
        ("12/T80-SCT", "12/T80-SCT"),
        ("215/TTT-SXD", "215/TTr-SXD"),
        ("215/TTI-SXD", "215/TTr-SXD"),
        ("215/KL-TTT", "215/KL-TTT"),
        ("215/BC-TTT-P1", "215/BC-TTT-P1"),
        ("31/2031/T1-BXD", "31/2031/TT-BXD"),
        ("31/T1-BXD", "31/T1-BXD"),
        ("/2031/T1-BXD", "/2031/TT-BXD"),
        ("/TTI-SXD", "/TTr-SXD"),
        ("/JBND-KT", "/UBND-KT"),
        ("141-QĐĐ/TW", "141-QĐ/TW"),
        ("và/hoặc", "và/hoặc"),
        ("31/2031/QĐ-T1", "31/2031/QĐ-T1"),
    ],
)
def test_figures_and_specks_in_the_letters_of_a_number(read: str, meant: str) -> None:
    assert repair_words(["Số:", read])[1] == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆ 1 NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("GỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("NƯỚC HÒA XÃ HỘI CHỦ NGHĨA", "NƯỚC HÒA XÃ HỘI CHỦ NGHĨA"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("CỘNG HÒA XÃ HỘI, CHỦ NGHĨA, VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("cộng hòa xã hội chủ nghĩa, việt nam", "cộng hòa xã hội chủ nghĩa, việt nam"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA XÔ VIẾT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA XÔ VIẾT"),
        ("ĐẢNG CỘNG SẲẢN VIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("ĐẢNG CỘNG HÒA VIỆT NAM", "ĐẢNG CỘNG HÒA VIỆT NAM"),
    ],
)
def test_a_stamp_over_the_motto(read: str, meant: str) -> None:
    assert " ".join(word for word in repair_words(read.split()) if word) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("'THÔNG BÁO", "THÔNG BÁO"),
        ("“Nơi nhận:", "Nơi nhận:"),
        ("“THÔNG BÁO”", "“THÔNG BÁO”"),
        ("“ĐỀ ÁN MỞ CHỢ", "“ĐỀ ÁN MỞ CHỢ"),
        ("“Điều 3. Các hộ", "“Điều 3. Các hộ"),
        ("-CT/TU", "-CT/TU"),
        ("mì THÔNG BÁO", "THÔNG BÁO"),
        ("=> QUYẾT ĐỊNH", "QUYẾT ĐỊNH"),
        ("- BÁO CÁO", "- BÁO CÁO"),
        ("• KẾ HOẠCH", "• KẾ HOẠCH"),
        ("( BÁO CÁO", "( BÁO CÁO"),
        ("“ QUYẾT ĐỊNH", "“ QUYẾT ĐỊNH"),
        ("của THÔNG TƯ", "của THÔNG TƯ"),
        ("1. QUYẾT ĐỊNH", "1. QUYẾT ĐỊNH"),
        ("2 TỜ TRÌNH", "2 TỜ TRÌNH"),
        ("a) BÁO CÁO", "a) BÁO CÁO"),
        ("Kèm QUY CHẾ", "Kèm QUY CHẾ"),
        ("Bộ TÀI CHÍNH", "Bộ TÀI CHÍNH"),
        ("", ""),
    ],
)
def test_a_speck_before_a_heading_is_no_mark(read: str, meant: str) -> None:
    left = without_mark(read.split())
    assert " ".join(word for word in left if word) == meant
    assert len(left) == len(read.split())


def test_a_scrap_beside_a_heading_costs_no_other_line() -> None:
    lines = [[Piece(word, 0, 0, 10, 10, 0.9) for word in said.split()] for said in ("mì THÔNG BÁO", "1. QUYẾT ĐỊNH")]
    assert [" ".join(piece.text for piece in line) for line in repair_lines(lines)] == ["THÔNG BÁO", "1. QUYẾT ĐỊNH"]


def test_a_long_dash_inside_a_line_is_a_short_one() -> None:
    lines = [[Piece(word, 0, 0, 10, 10, 0.9) for word in said.split()] for said in ("— Sở Lao động — Nội vụ",)]
    assert [" ".join(piece.text for piece in line) for line in repair_lines(lines)] == ["— Sở Lao động – Nội vụ"]


def test_specks_beside_a_heading_are_set_apart() -> None:
    heading = [Piece("THÔNG", 250, 128, 300, 143, 0.91), Piece("BÁO", 306, 128, 342, 143, 0.96)]
    speck = Piece(".", 350, 139, 352, 141, 0.9)
    assert strays_in([*heading, speck]) == [speck]
    rule = Piece("_", 230, 139, 240, 141, 0.9)
    assert strays_in([rule, *heading]) == [rule]
    for kept in (Piece("-", 350, 134, 354, 136, 0.9), Piece("làm.", 350, 128, 380, 143, 0.9)):
        assert strays_in([*heading, kept]) == []


def test_the_star_below_a_body_of_the_party_is_no_word_of_its_name() -> None:
    assert is_ornament([Piece("4", 148, 71, 153, 76, 0.4)])
    assert is_ornament([Piece("L3", 148, 71, 153, 76, 0.85)])
    assert not is_ornament([Piece("4", 148, 71, 153, 76, 0.9)])  # `KHU PHỐ / 4`
    assert not is_ornament([Piece("XÃ", 148, 71, 160, 80, 0.4)])
    assert [_numbers(line) for line in ([], [Piece("Số:", 60, 90, 75, 100, 0.9)])] == [False, True]


def test_a_speck_beside_a_number_does_not_make_it_noise() -> None:
    number = Piece("Số33-CT/TU", 100, 100, 170, 112, 0.76)
    assert not is_noise([number, Piece("-", 200, 105, 204, 107, 0.08)])
    archive = [("-", 0.93), ("Lưu:", 0.4), ("VIL,", 0.1), ("NC.", 0.5)]
    assert not is_noise([Piece(said, 100, 100, 110, 112, sure) for said, sure in archive])
    assert not is_noise([Piece("năm2021.", 127, 131, 182, 145, 0.41), Piece("`", 188, 132, 200, 144, 0.19)])
    # Letters that run together below a pen, a position below a ring.
    assert not is_noise([Piece("-", 72, 105, 75, 107, 0.3), Piece("Lưu:VT,NC.", 80, 100, 142, 112, 0.3)])
    assert not is_noise([Piece("pÄ,", 320, 100, 340, 112, 0.1), Piece("CHUTỊCH", 350, 100, 420, 112, 0.3)])
    assert is_noise([Piece("Axox]T", 100, 100, 170, 112, 0.3), Piece("pÊy", 200, 100, 220, 112, 0.1)])


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (["TỈNH ỦY HÀ GIANG", "", "số -CT/TU"], "Số -CT/TU"),
        (["BỘ XÂY DỰNG", "", "số 88/2033/TT-BXD"], "Số 88/2033/TT-BXD"),
        (["theo Chỉ thị", "số 12-CT/TU"], "số 12-CT/TU"),  # a line of the text
        (["TỈNH ỦY HÀ GIANG", "", "số hộ nghèo"], "số hộ nghèo"),
    ],
)
def test_the_number_line_begins_with_a_capital(read: list[str], meant: str) -> None:
    fixed = repair_lines([[Piece(word, 0, 0, 10, 10, 0.9) for word in each.split()] for each in read])
    assert " ".join(piece.text for piece in fixed[-1]) == meant


@pytest.mark.parametrize(
    ("number", "read", "meant"),
    [
        ("Số: 84/QĐ-UBND", "QƯYÉI ĐỊNN", "QUYẾT ĐỊNH"),
        ("Số: /QĐ-UBND", "QUYT ĐỊNH", "QUYẾT ĐỊNH"),
        ("Số: 84/2021/QĐ-UBND", "QUYT ĐỊNH", "QUYẾT ĐỊNH"),
        ("Số: 84/KH-UBND", "QƯYÉI ĐỊNN", "QƯYÉI ĐỊNN"),
        ("Số: 84/TB-UBND", "THÔNG TƯ", "THÔNG TƯ"),
        ("Số: 84/UBND-NC", "QƯYÉI ĐỊNN", "QƯYÉI ĐỊNN"),
        ("Số: 84/QĐ-UBND", "Quyêt đinn", "Quyêt đinn"),
    ],
)
def test_a_type_word_below_a_seal_is_told_by_the_letters_of_the_number(number: str, read: str, meant: str) -> None:
    lines = ["TỈNH HÀ GIANG", "", number, "", "Hà Giang, ngày 05 tháng 6 năm 2021", "", read, "Về việc chia muối"]
    fixed = repair_lines([[Piece(word, 0, 0, 10, 10, 0.9) for word in each.split()] for each in lines])
    assert " ".join(piece.text for piece in fixed[6]) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("pÄ, CHUTỊCH", "CHỦ TỊCH"),
        ("“HÚ TỊCH", "CHỦ TỊCH"),
        ("KT. CHỦ TỊCH", "KT. CHỦ TỊCH"),
        ("PX CHỦ TỊCH", "PX CHỦ TỊCH"),
        ("q, Chủ tịch", "q, Chủ tịch"),
        ("a, BÍ THƯ", "BÍ THƯ"),
        ("1. CHỦ TỊCH", "1. CHỦ TỊCH"),
        ("II. BÍ THƯ", "II. BÍ THƯ"),
        ("T1, CHỦ đầu tư", "T1, CHỦ đầu tư"),
    ],
)
def test_what_stands_before_a_position_alone_is_a_piece_of_a_seal(read: str, meant: str) -> None:
    lines = ["Nơi nhận:", "- Lưu: VT.", "", read, "Vàng Thị Tơ"]
    fixed = repair_lines([[Piece(word, 0, 0, 10, 10, 0.9) for word in each.split()] for each in lines])
    assert " ".join(piece.text for piece in fixed[3]) == meant


def test_phrases_run_over_line_ends_but_not_over_gaps() -> None:
    def line(*words: str) -> list[Piece]:
        return [Piece(word, 0, 0, 10, 10, 0.9) for word in words]

    fixed = repair_lines([line("các", "tô"), line("chức"), [], line("tô"), [], line("chức")])
    assert [[p.text for p in one] for one in fixed] == [["các", "tổ"], ["chức"], [], ["tô"], [], ["chức"]]
    assert [p.text for p in split_glued(Piece("Vềviệc", 0, 0, 60, 10))] == ["Về", "việc"]
    assert [p.text for p in split_glued(Piece("TM.ỦY", 0, 0, 60, 10))] == ["TM.", "ỦY"]
    for whole in ("nghiêng", "BÁOCHÍ", "bíthư", "Sởy"):
        assert [p.text for p in split_glued(Piece(whole, 0, 0, 60, 10))] == [whole]
    assert [p.text for p in split_glued(Piece("BÍTHƯ", 0, 0, 60, 10))] == ["BÍ", "THƯ"]
    assert [p.text for p in split_glued(Piece("BITHƯ", 0, 0, 60, 10))] == ["BI", "THƯ"]
    assert [p.text for p in split_glued(Piece("SởY", 0, 0, 60, 10))] == ["Sở", "Y"]
    assert [p.text for p in split_glued(Piece("Số33-CT/TU", 0, 0, 60, 10))] == ["Số", "33-CT/TU"]
    assert [p.text for p in split_glued(Piece("PHÓ.TRƯỚNG", 0, 0, 60, 10))] == ["PHÓ.", "TRƯỚNG"]
    assert [p.text for p in split_glued(Piece("VIỆTNAM..", 0, 0, 60, 10))] == ["VIỆT", "NAM.."]
    assert [p.text for p in split_glued(Piece("năm2021.", 0, 0, 60, 10))] == ["năm", "2021."]
    assert [p.text for p in split_glued(Piece("ngày05", 0, 0, 60, 10))] == ["ngày", "05"]
    assert [p.text for p in split_glued(Piece("năm2", 0, 0, 60, 10))] == ["năm2"]
    assert [p.text for p in split_glued(Piece("PHÓ-TRƯỞNG", 0, 0, 60, 10))] == ["PHÓ-", "TRƯỞNG"]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("- Sở YV tế;", "- Sở Y tế;"),
        ("Số: 94HD-MTTQ-BTT", "Số: 94/HD-MTTQ-BTT"),
        ("Số: 94-HD/TU", "Số: 94-HD/TU"),
        ("lô 94HD-MTTQ", "lô 94HD-MTTQ"),
        ("Tỉnh ủy (b/o),", "Tỉnh ủy (b/c),"),
        ("(a/o)", "(a/o)"),
    ],
)
def test_what_stands_close_is_parted(read: str, meant: str) -> None:
    assert " ".join(repair_words(read.split())) == meant


def test_signature_blocks_are_put_right() -> None:
    def line(said: str) -> list[Piece]:
        return [Piece(word, 0, 0, 10, 10, 0.9) for word in said.split()]

    said = [
        "Lại Văn Sơn",
        "Nơi nhận:",
        "- CT,PCT;",
        "- VPUB:CVP;",
        "- Lưu: VI, NC.",
        "1T. CHỦ TỊCH",
        "Đỉnh Công Thắng",
        "Lễ Thị Hoa",
        "“Đỉnh Bích Lan",
    ]
    said += [
        "Vừ A Páo",
        "Trưởng Ban Tiếp Dân",
        "Đinh Văn",
        "KT tế",
        "PH Ó CHỦ TỊCH",
        "T/MTỈNH ỦY",
        "1ý Văn Hồ",
        "tạ Thị Mơ",
        "©HỦ TỊCH",
        "TÓ BÍ THƯ",
        "NÓ LÀ",
    ]
    fixed = [" ".join(piece.text for piece in one) for one in repair_lines([line(one) for one in said])]
    assert fixed == [
        *(
            "Lại Văn Sơn",
            "Nơi nhận:",
            "- CT, PCT;",
            "- VPUB: CVP;",
            "- Lưu: VT, NC.",
            "KT. CHỦ TỊCH",
            "Đinh Công Thắng",
            "Lê Thị Hoa",
            "Đinh Bích Lan",
        ),
        *(
            "Vừ A Páo",
            "Trưởng Ban Tiếp Dân",
            "Đinh Văn",
            "KT tế",
            "PHÓ CHỦ TỊCH",
            "T/M TỈNH ỦY",
            "Lý Văn Hồ",
            "Tạ Thị Mơ",
            "CHỦ TỊCH",
            "PHÓ BÍ THƯ",
            "NÓ LÀ",
        ),
    ]


def test_the_copy_of_the_archive_and_the_departments_mark_are_apart() -> None:
    def line(said: str) -> list[Piece]:
        return [Piece(word, 0, 0, 10, 10, 0.9) for word in said.split()]

    said = ["Nơi nhận:", "- Sở V tế;", "- Lưu: VT NC.", "- Lưu VT, NC", "- Lưu: VT (3b).", "- Lưu: VT", "TM. ỦY BAN"]
    fixed = [" ".join(piece.text for piece in one) for one in repair_lines([line(one) for one in said])]
    assert fixed == ["Nơi nhận:", "- Sở Y tế;", "- Lưu: VT, NC.", *said[3:]]
    # The comma at the foot of the T.
    said = [
        "Nơi nhận:",
        *(f"- Lưu: {mark} NC." for mark in ("VỤ", "VE,", "V", "VTL,", "VD", "VTI,", "VỤ[", "V7,", "VP")),
    ]
    fixed = [piece.text for one in repair_lines([line(each) for each in said]) for piece in one[2:3]]
    assert fixed == [*["VT,"] * 8, "VP"]


def test_what_is_left_of_a_signature_is_no_text() -> None:
    assert is_scrap([Piece("li", 0, 0, 10, 10, 0.9)])
    for kept in ("và", "Hà", "đã", "7", "a)", "VT"):
        assert is_scrap([Piece(kept, 0, 0, 10, 10, 0.9)]) is (kept in ("và", "đã"))
    assert not is_scrap([Piece("đã", 0, 0, 10, 10, 0.9), Piece("ký", 0, 0, 10, 10, 0.9)])
    assert is_scrap([Piece("WWwWv", 0, 0, 10, 10, 0.9)])
    assert not is_scrap([Piece("BHXH", 0, 0, 10, 10, 0.9)])


def test_noise_is_told_from_text() -> None:
    assert is_noise([Piece("«=~", 0, 0, 10, 10, 0.3)])
    assert is_noise([Piece("xr", 0, 0, 10, 10, 0.1), Piece("kIỔ", 12, 0, 20, 10, 0.2)])
    assert not is_noise([Piece("triển", 0, 0, 10, 10, 0.3), Piece("khai", 12, 0, 20, 10, 0.3)])
    assert not is_noise([Piece("12", 0, 0, 10, 10, 0.3)])
    assert is_noise([Piece("xxx", 0, 0, 10, 10, 0.9)])  # stars under a name
    assert is_noise([Piece("%*2%", 0, 0, 10, 10, 0.2)])
    assert not is_noise([Piece("x", 0, 0, 10, 10, 0.9)])
    assert not is_noise([Piece("XX", 0, 0, 10, 10, 0.9)])


def test_pieces_of_a_seal_beside_a_line_are_set_apart() -> None:
    line = [Piece("THÔNG", 300, 128, 360, 143, 0.91), Piece("TƯ", 366, 128, 392, 143, 0.96)]
    ring = [Piece("C", 180, 119, 186, 125, 0.0), Piece("pA*", 210, 140, 230, 150, 0.26)]
    assert strays_in([*ring, *line]) == ring
    stamp = Piece("1,4", 141, 133, 202, 138, 0.43)  # within the line's height, low and far from its words
    frame = Piece("mm", 120, 139, 148, 140, 0.62)
    assert strays_in([frame, stamp, *line]) == [frame, stamp]
    edge = Piece("c4", 142, 123, 201, 146, 0.06)  # twice as high as the line
    assert strays_in([edge, *line]) == [edge]
    assert strays_in([Piece("c4", 292, 123, 298, 146, 0.06), *line]) == []  # close: it may be one of the letters
    small = [Piece("Liên", 172, 144, 198, 158, 0.97), Piece("ngành", 203, 144, 239, 161, 0.97)]
    speck = Piece("'", 161, 144, 167, 150, 0.0)
    assert strays_in([speck, *small]) == [speck]
    assert strays_in([Piece("'", 161, 144, 167, 150, 0.9), *small]) == []
    frame = Piece("mm", 124, 167, 153, 175, 0.29)
    assert strays_in([frame, Piece("biến", 346, 165, 373, 176, 0.96)]) == [frame]
    tick = Piece("`", 158, 145, 167, 150, 0.5)
    assert strays_in([tick, *small]) == [tick]
    guessed, tick = Piece("năm2021.", 127, 131, 182, 145, 0.41), Piece("`", 188, 132, 200, 144, 0.19)
    assert strays_in([guessed, tick]) == [tick]
    assert strays_in([tick]) == []
    for kept in (
        Piece("C", 180, 119, 186, 132, 0.4),  # read for something
        Piece("1,", 286, 123, 296, 128, 0.4),  # low, but close
        Piece(".", 394, 140, 396, 143, 0.1),  # within the line
        Piece("C", 180, 119, 186, 125),  # from a text layer
    ):
        assert strays_in([*line, kept]) == []
    assert strays_in(ring) == []
    assert strays_in([Piece("-", 60, 400, 64, 402, 0.95), Piece("Lưu:VT", 68, 396, 120, 408, 0.2)]) == []
    assert strays_in([Piece("VT,", 60, 400, 74, 409, 0.95), Piece("KTbngoc", 80, 407, 120, 418, 0.2)]) == []


def test_a_word_that_a_seal_covered_leaves_a_gap() -> None:
    before, covered, after = (
        Piece("Về", 118, 146, 137, 158, 0.97),
        [Piece("nh", 139, 127, 163, 161, 0.2), Piece("ng", 172, 126, 190, 161, 0.1)],
        Piece("trừ", 197, 147, 222, 158, 0.97),
    )
    assert strays_in([before, *covered, after]) == covered
    assert has_gap([before, after])
    assert not has_gap([before, replace(after, x0=145)])
    assert not has_gap([before, replace(after, x0=300)])  # another column


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Số: 9577B-VP", ["number"]),
        ("Số 15-KHITĐTN-PT", ["number"]),
        ("Số: 957/TB-VP", []),
        ("Số 15-CT/TU", []),
        ("Số: /TB-VP", []),
        ("Số 12 ngày 05 tháng 6", []),
    ],
)
def test_a_number_without_a_stroke_is_told_of(said: str, told: list[str]) -> None:
    lines = [[Piece(word, 0, 0, 10, 10, 0.9) for word in line.split()] for line in ("SỞ MỎ", said)]
    assert [warning.field for warning in _strokeless(lines, 1)] == told


def test_accents_read_as_a_line_of_their_own_are_dropped() -> None:
    def word(text: str, x0: float, top: float, bottom: float, line: int) -> OcrWord:
        return OcrWord(Piece(text, x0, top, x0 + 20, bottom, 0.9, line), ())

    words = [word("tháng", 100, 60, 70, 1), word("-", 130, 64, 65.5, 1), word("Nội", 160, 60, 70, 1)]
    scraps = [word("à", 166, 57, 59, 5), word("ng", 102, 59.5, 61.5, 2), word(".", 162, 59, 61, 2)]
    alone = [word("4", 300, 20, 23, 3), word("on", 100, 40, 42, 4), word("-", 60, 63, 67.5, 6)]
    hook = word("\\", 104, 55.5, 60, 7)
    assert without_scraps([*words, *scraps, *alone, hook]) == [*words, *alone]


def test_words_that_run_up_the_page_are_told() -> None:
    def words(wide: float, high: float) -> list[OcrWord]:
        return [OcrWord(Piece("tỉnh", 10 * i, 0, 10 * i + wide, high, 0.9, i), ()) for i in range(8)]

    assert _upright(words(9, 30))
    assert not _upright(words(30, 9))
    assert not _upright(words(9, 30)[:3])
