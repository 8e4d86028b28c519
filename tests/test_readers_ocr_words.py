"""Recognised words put right without a picture: set phrases, numbers, signature blocks."""

from __future__ import annotations

import time

import pytest

from extractor.readers.header_repair import beside_motto, without_mark
from extractor.readers.ocr import _upright
from extractor.readers.ocr_repair import repair_lines, repair_words, split_glued
from extractor.readers.page_words import OcrWord, Piece
from extractor.readers.scanned import _strokeless


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
        ("CỤ ŸG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Cf??NG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("SỞ Y TẾ ' “7 g HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SỞ Y TẾ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("TRẠM CHÈ C ŸG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TRẠM CHÈ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("KHU VỰC V ỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "KHU VỰC V CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("XÃ BẢN HO GONG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "XÃ BẢN HO CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("XÃ BẢN HO CŨNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "XÃ BẢN HO CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("XÃ BẢN HO CỘN HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "XÃ BẢN HO CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("XÃ BẢN HO C ỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "XÃ BẢN HO CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("XÃ BẢN HO NG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "XÃ BẢN HO CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("XÃ BẢN HO C HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "XÃ BẢN HO CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("CHỢ KHU C HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CHỢ KHU C CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("HỘI CCB TG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "HỘI CCB TG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("MỎ ĐÁ CTY CHG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "MỎ ĐÁ CTY CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
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
    "name",
    [
        *("CHI CỤC THÚ Y KHU VỰC V", "UBND PHƯỜNG 3", "TRƯỜNG THCS SỐ 2", "ĐẠI HỌC Y", "TỔ 12A"),
        *("UBND TỈNH CAO BẰNG", "UBND XÃ AN CHUNG", "PHÒNG LAO ĐỘNG", "CHÙA BÀ CỤ"),
    ],
)
def test_the_last_word_of_a_name_is_no_scrap_of_the_motto(name: str) -> None:
    above = (name, "HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    lines = [[Piece(word, 0, 0, 10, 10, 0.9) for word in said.split()] for said in above]
    read = [" ".join(piece.text for piece in line) for line in repair_lines(lines)]
    assert read == [name, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        *((f"XÃ BẢN HO {word}", True) for word in ("DONG", "ÔNG", "CHUNG", "TG", "D")),
        *((f"XÃ BẢN HO {word}", False) for word in ("", "3", "12A", "V", "Y", "GONG", "NG")),
    ],
)
def test_a_word_left_before_a_motto_without_its_first_word_is_told(name: str, told: bool) -> None:
    for motto, doubted in (("HÒA", told), ("CỘNG HÒA", False)):
        read = f"{name} {motto} XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        lines = repair_lines([[Piece(word, 0, 0, 10, 10, 0.9) for word in read.split()]])
        if motto == "HÒA" or not name.endswith(("ONG", "NG")):
            assert [warning.field for warning in beside_motto(lines, 1)] == ["issuer"] * doubted


def test_a_long_word_with_marks_costs_no_time() -> None:
    start = time.process_time()
    assert repair_words(["ụu" * 20_000]) == ["ụu" * 20_000]
    assert time.process_time() - start < 1


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


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (["TỈNH ỦY HÀ GIANG", "", "số -CT/TU"], "Số -CT/TU"),
        (["BỘ XÂY DỰNG", "", "số 88/2033/TT-BXD"], "Số 88/2033/TT-BXD"),
        (["UBND TỈNH HÀ GIANG", "SỞ Y TẾ", "Sề: /KH-SYT"], "Số: /KH-SYT"),
        (["SỞ Y TẾ", "", "sá: 84 /KH-SYT"], "Số: 84 /KH-SYT"),
        (["SỞ Y TẾ", "", "Sé 84 /KH-SYT"], "Sé 84 /KH-SYT"),
        (["SỞ Y TẾ", "", "BÁO CÁO", "Kết quả trồng tre", "kính gửi"], "Kính gửi"),
        (["SỞ Y TẾ", "", "BÁO CÁO", "Kết quả trồng tre", "kính gửi các xã"], "kính gửi các xã"),
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


def test_words_that_run_up_the_page_are_told() -> None:
    def words(wide: float, high: float) -> list[OcrWord]:
        return [OcrWord(Piece("tỉnh", 10 * i, 0, 10 * i + wide, high, 0.9, i), ()) for i in range(8)]

    assert _upright(words(9, 30))
    assert not _upright(words(30, 9))
    assert not _upright(words(9, 30)[:3])
