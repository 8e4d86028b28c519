"""Names and positions below the ring of a black seal: read where they can be, else left out and told."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from bench.varied_reading import tally
from bench.varied_scans import LOOKS, scan
from extractor.document import Text
from extractor.pipeline import extract
from extractor.readers.ocr_repair import repair_lines
from extractor.readers.page_image import WORK_DPI
from extractor.readers.page_words import OcrWord, Piece
from extractor.readers.seal import without_seals
from extractor.readers.signature_repair import position_alone, repair_deputy, repair_head, repair_name
from extractor.readers.under_seal import Doubt, SignedLine, judged, without_marks
from tests.recognition import needs_tesseract

POSITION = "GIÁM ĐỐC"


def line(said: str, y: float, *, middle: float = 300, sure: tuple[float, ...] = ()) -> SignedLine:
    """Words ten points a letter wide about a middle; words without a sureness of their own are sure."""
    words = said.split()
    x = middle - 5 * len(said)
    found = []
    for at, word in enumerate(words):
        piece = Piece(word, x, y, x + 10 * len(word), y + 12, sure[at] if at < len(sure) else 0.95, int(y))
        found.append(OcrWord(piece, ()))
        x += 10 * (len(word) + 1)
    return found


def ringed(*places: tuple[float, float]) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    ring = np.zeros((400, 3000), bool)
    for x, y in places:
        across, down = int(x * WORK_DPI / 72), int(y * WORK_DPI / 72)
        ring[down : down + 40, across : across + 4] = True
    return ring


def nothing(_: SignedLine) -> list[SignedLine]:
    return []


def said(lines: list[SignedLine]) -> list[str]:
    return [" ".join(word.piece.text for word in each) for each in lines]


@pytest.mark.parametrize(
    ("read", "kept"),
    [
        ("- Lê Văn Thọ", "Lê Văn Thọ"),
        ("`¬ - Lê Văn Thọ ~", "Lê Văn Thọ"),
        (".. PHÓ GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ("ˆ Lê Văn Thọ _-", "Lê Văn Thọ"),
        ("- Như trên;", "- Như trên;"),
        ("- Lưu", "- Lưu"),
        ("— —", "— —"),
    ],
)
def test_marks_beside_a_name_or_a_position_go(read: str, kept: str) -> None:
    assert said([without_marks(line(read, 10))]) == [kept]


def test_strokes_before_an_authority_go() -> None:
    assert repair_head("-_T/M BAN BÍ THƯ".split()) == "T/M BAN BÍ THƯ".split()
    assert repair_head("-T/M của ai".split()) == "-T/M của ai".split()


def test_a_name_behind_a_degree_below_a_ring_is_judged_as_any_other() -> None:
    column = [line(POSITION, 10), line("PGS.TS. Lê Văn Thọ", 60)]
    name = column[1][1].piece
    for read, names in (("Lê Văn Thọ", ["PGS.TS. Lê Văn Thọ"]), ("Lý Văn Thọ", [])):
        other = [*column[1][:1], *line(read, 60)]
        lines, doubts = judged(column, [column[1], other], ringed((name.x0 + 2, 60)), 0, nothing)
        assert said(lines) == [POSITION, *names]
        assert len(doubts) == 1


@pytest.mark.parametrize(
    ("name", "other", "middle", "left_out"),
    [
        ("Lê Văn Thọ", "Lê Văn Thọ", 300, False),
        ("Lễ Văn Thọ", "Lễ Văn Thọ", 300, False),  # put right later: no other surname has these letters
        ("ĐỎ Văn Thọ", "ĐỎ Văn Thọ", 300, False),
        ("PHam Văn Thọ", "PHam Văn Thọ", 300, True),
        ("nang Văn Thọ", "Hnang Văn Thọ", 300, True),
        ("Lê Văn Thọ", "Lý Văn Thọ", 300, True),  # two surnames read for one
        ("Ông Thọ", "Ông Thọ", 315, True),  # the surname before it is lost
        ("Văn Đức Thọ", "Văn Đức Thọ", 312, True),
    ],
)
def test_a_name_below_a_ring_is_one_only_where_it_is_whole(name: str, other: str, middle: int, left_out: bool) -> None:
    lines = [line(POSITION, 0), line(name, 60, middle=middle)]
    place = lines[1][0].piece.x0 + 4, 60
    kept, doubts = judged(lines, [*lines, line(other, 60, middle=middle)], ringed(place), 0, nothing)
    assert doubts == [Doubt(name, left_out)]
    assert said(kept) == ([POSITION] if left_out else [POSITION, name])
    assert judged(lines, lines, ringed(), 0, nothing) == (lines, [])  # no ring there


def test_a_name_below_a_ring_is_read_again_and_two_looks_must_agree() -> None:
    asked: list[str] = []
    looks: list[SignedLine] = []

    def again(of: SignedLine) -> list[SignedLine]:
        asked.append(said([of])[0])
        return looks

    lines = [line(POSITION, 0), line("Giàfg Văn Thọ", 60)]
    ring = ringed((lines[1][0].piece.x0 + 4, 60))
    looks.append(line("Giàng Văn Thơ", 60.1, sure=(0.75,)))
    assert judged(lines, lines, ring, 0, again)[1] == [Doubt("Giàfg Văn Thọ", left_out=True)]
    looks.append(line("Giàng Văn Thọ", 61, sure=(0.6,)))
    kept, doubts = judged(lines, lines, ring, 0, again)
    assert (said(kept)[1], doubts) == ("Giàng Văn Thọ", [Doubt("Giàng Văn Thọ", left_out=False)])
    looks.append(line("GIang Văn Thọ", 62))  # a piece of the ring, read as a capital
    assert said(judged(lines, lines, ring, 0, again)[0])[1] == "Giàng Văn Thọ"
    looks.append(line("Hoàng Văn Thọ", 62, sure=(0.6,)))
    assert judged(lines, lines, ring, 0, again)[1] == [Doubt("Giàfg Văn Thọ", left_out=True)]
    assert set(asked) == {"Giàfg Văn Thọ"}


@pytest.mark.parametrize(
    ("again", "kept"),
    [("Lường Thị Thái", "Lường Thị Thái"), ("Lường Tnj Thái", None)],
)
def test_a_word_that_is_none_is_taken_from_another_reading_or_the_name_left_out(again: str, kept: str | None) -> None:
    first = line("Lường Tnj Thái", 80, sure=(0.9, 0.4, 0.95))
    other = line(again, 80, sure=(0.9, 0.5 if kept is None else 0.8, 0.95))
    lines, doubts = judged([line(POSITION, 50), first], [other], ringed((first[0].piece.x0 + 6, 80)), 0, nothing)
    assert said(lines)[1:] == ([kept] if kept else [])
    assert [doubt.left_out for doubt in doubts] == [kept is None]


def test_what_stands_before_a_line_for_nothing_is_told_by_the_middle_of_the_column() -> None:
    lines = [line("paw CHỦ TỊCH", 0, middle=280, sure=(0.5,)), line("Lê Văn Thọ", 60)]
    assert said(judged(lines, lines, ringed(), 0, nothing)[0]) == ["CHỦ TỊCH", "Lê Văn Thọ"]
    whole = [line("paw CHỦ TỊCH", 0, sure=(0.5,)), line("Lê Văn Thọ", 60)]  # something stood there
    assert said(judged(whole, whole, ringed(), 0, nothing)[0])[0] == "paw CHỦ TỊCH"
    read = [line("KT. CHỦ TỊCH", 0, middle=280), line("Lê Văn Thọ", 60)]
    assert said(judged(read, read, ringed(), 0, nothing)[0])[0] == "KT. CHỦ TỊCH"


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("G@GIÁM ĐỐC SỞ Y TẾ", "GIÁM ĐỐC SỞ Y TẾ"),
        ("6@IAM BỐC SỞ TƯ PHÁP", "GIÁM ĐỐC SỞ TƯ PHÁP"),
        ("R IÁM ĐỐC", "GIÁM ĐỐC"),
        ("IÁM ĐỐC", "GIÁM ĐỐC"),
        ("PHÓ GIÁM ĐỐC SỞ Y TẾ", "PHÓ GIÁM ĐỐC SỞ Y TẾ"),
        ("KT. GIÁM ĐỐC", "KT. GIÁM ĐỐC"),
        ("Q. GIÁM ĐỐC", "Q. GIÁM ĐỐC"),
        ("P. GIÁM ĐỐC SỞ Y TẾ", "P. GIÁM ĐỐC SỞ Y TẾ"),
        ("THỐNG ĐỐC", "THỐNG ĐỐC"),
        ("UBND TỈNH SỞ", "UBND TỈNH SỞ"),
        ("ĐỐC", "ĐỐC"),
    ],
)
def test_the_head_of_an_office_is_told_in_pieces(read: str, meant: str) -> None:
    assert " ".join(filter(None, repair_head(read.split()))) == meant


@pytest.mark.parametrize(
    ("above", "read", "meant"),
    [
        ("KT. GIÁM ĐỐC", "P HO GIÁM ĐỌOC", "PHÓ GIÁM ĐỐC"),
        ("KT. CHÁNH VĂN PHÒNG", "P HÓ CHÁN VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC SỞ Y TẾ", "PHÓ GIÁM ĐỐC SỞ Y TẾ"),
        ("KT. GIÁM ĐỐC", "PHÒNG GIÁM ĐỊNH MỎ", "PHÒNG GIÁM ĐỊNH MỎ"),
        ("TL. GIÁM ĐỐC", "P HO GIÁM ĐỌOC", "P HO GIÁM ĐỌOC"),
        # more is printed than the head's position
        ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC SỞ", "PHÓ GIÁM ĐỐC SỞ"),
        ("KT. GIÁM ĐỐC", "P HÓ GIÁM ĐỐC SỞ", "P HÓ GIÁM ĐỐC SỞ"),
        ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN TT", "PHÓ TRƯỞNG BAN TT"),
        ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG 2", "PHÓ TRƯỞNG PHÒNG 2"),
        ("KT. TRƯỞNG PHÒNG", "P HÓ TRƯỞNG PHÒNG 2", "P HÓ TRƯỞNG PHÒNG 2"),
        ("KT. TRƯỞNG PHÒNG KHO 1", "PHÓ TRƯỞNG PHÒNG KHO 2 B", "PHÓ TRƯỞNG PHÒNG KHO 2 B"),
        ("KT. TRƯỞNG PHÒNG KHO 1", "PHÓ TRƯỞNG PHÒNG KHO 2", "PHÓ TRƯỞNG PHÒNG KHO 2"),
    ],
)
def test_who_signs_for_a_head_is_the_deputy_however_the_words_are_cut(above: str, read: str, meant: str) -> None:
    assert " ".join(filter(None, repair_deputy(above.split(), read.split()))) == meant


def test_a_minister_has_deputies_of_one_name_and_a_foreign_letter_is_none_of_a_name() -> None:
    def deputy(read: str) -> str:
        return " ".join(filter(None, repair_deputy(["KT.", "BỘ", "TRƯỞNG"], read.split())))

    assert deputy("- ]HỨ TRƯỞNG") == "THỨ TRƯỞNG"
    assert deputy("VỤ TRƯỞNG") == "VỤ TRƯỞNG"
    assert repair_name("Lÿ Văn Thọ".split()) == ["Lý", "Văn", "Thọ"]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (".C TỊCH|.Ềồ ˆ TỊCH", "KT. CHỦ TỊCH|PHÓ CHỦ TỊCH"),
        ("KT. ©HỦ TỊCH|nĐÓ CHỦ TỊCH", "KT. CHỦ TỊCH|PHÓ CHỦ TỊCH"),
        ("TM. BAN THƯỜNG TRỰC|CHỦ TỊCH", "TM. BAN THƯỜNG TRỰC|CHỦ TỊCH"),
        ("CHỦ TỊCH|CHỦ TỊCH", "CHỦ TỊCH|CHỦ TỊCH"),
        ("Q. CHỦ TỊCH|.Ề TỊCH", "Q. CHỦ TỊCH|.Ề TỊCH"),
        (".Ềồ ˆ TỊCH|Lê Văn Thọ", ".Ềồ ˆ TỊCH|Lê Văn Thọ"),
        ("BAN DU TỊCH|TM TỊCH", "BAN DU TỊCH|TM TỊCH"),
    ],
)
def test_two_lines_that_end_alike_are_a_head_and_the_deputy(read: str, meant: str) -> None:
    said = ["Nơi nhận:", "", *read.split("|")]
    fixed = repair_lines([[Piece(word, 0, 0, 10, 10, 0.9) for word in each.split()] for each in said])
    assert "|".join(" ".join(piece.text for piece in each) for each in fixed[2:]) == meant


def test_who_sign_together_above_the_recipients_are_put_right() -> None:
    said = ["Công khai kết quả.", "", "GIÁM ĐỐC SỞ Y TẾ", "Đỉnh Văn Thọ", "", "G@IÁM ĐỐC SỞ NỘI VỤ", "Ie Bích Hà"]
    said += ["Nơi nhận:"]
    lines = [[Piece(word, 0, 0, 10, 10, 0.9) for word in each.split()] for each in said]
    fixed = [" ".join(piece.text for piece in each) for each in repair_lines(lines)]
    assert fixed[3::3] == ["Đinh Văn Thọ", "Lê Bích Hà"]
    assert fixed[5] == "GIÁM ĐỐC SỞ NỘI VỤ"


def test_who_certified_a_copy_did_not_sign_the_paper_whose_signer_cannot_be_read() -> None:
    head = "ỦY BAN NHÂN DÂN\nTỈNH HÀ GIANG\n\nSố: 31/QĐ-UBND\n\nHà Giang, ngày 02 tháng 3 năm 2020\n\n"
    body = "QUYẾT ĐỊNH\nVề việc trồng lại rừng\nCác xã trồng lại rừng đầu nguồn.\n\nNơi nhận:\n- Như trên.\n\n"
    copy = "SAO Y\nSố: 7/SY-UBND\nTL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nLê Văn Thọ\n"
    document = extract(Text(f"{head}{body}TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n{copy}"))
    assert document.footer.signers == ()
    assert "signers-missing" in {warning.code for warning in document.warnings}


@needs_tesseract
def test_two_who_sign_under_black_seals_are_both_read() -> None:
    counted = tally([scan("joint", 52052, LOOKS[1])])
    assert counted.right["signers"], counted.misses


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Hờ A Páo", "Hờ A Páo"),
        ("Hô A Páo", "Hồ A Páo"),
        ("PGS: TS. Lý Công Bằng", "PGS. TS. Lý Công Bằng"),
        ("- Lưu: VT, TS,", "- Lưu: VT, TS,"),
    ],
)
def test_a_surname_of_its_own_marks_stays_and_a_degree_ends_with_a_stop(read: str, meant: str) -> None:
    assert " ".join(repair_name(read.split())) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [("HIỆU TRƯƠNG", "HIỆU TRƯỞNG"), ("GIẢM ĐÓC", "GIÁM ĐỐC"), ("Hiệu trương", "Hiệu trương"), ("BI THƯ", "BÍ THƯ")],
)
def test_a_position_with_other_marks_is_put_right(read: str, meant: str) -> None:
    assert " ".join(position_alone(read.split())) == meant


@pytest.mark.parametrize(
    ("rings", "shown", "found"),
    [((210, 130), 0.65, True), ((210,), 0.65, False), ((210, 130), 0.3, False)],
    ids=["patchy", "one ring", "next to nothing"],
)
def test_a_seal_that_was_pressed_unevenly_is_told_by_two_rings(
    rings: tuple[int, ...], shown: float, found: bool
) -> None:
    picture = Image.new("L", (1500, 800), 255)
    pen = ImageDraw.Draw(picture)
    for radius in rings:
        for turn in range(0, 360, 20):
            box = (500 - radius, 400 - radius, 500 + radius, 400 + radius)
            pen.arc(box, turn, turn + round(20 * shown), fill=0, width=9 if radius == rings[0] else 5)
    ink = np.asarray(picture) < 120
    unsealed = without_seals(ink)
    assert (unsealed is not None) == found
    assert unsealed is None or unsealed.ink.sum() < 0.1 * ink.sum()
