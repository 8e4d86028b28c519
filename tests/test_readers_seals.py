"""Seals, stamps and pale copies: what is taken away before a page is read, and that the letters stay."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from bench.varied_reading import FIELDS, tally
from bench.varied_scans import LOOKS, scan
from extractor.readers.incoming_stamp import without_coloured_stamps
from extractor.readers.lines import reading_order
from extractor.readers.marks import marks
from extractor.readers.ocr_repair import repair_words
from extractor.readers.open_letters import with_open_letters, with_open_marks
from extractor.readers.page_image import prepare, with_contrast, without_red, without_specks
from extractor.readers.page_words import OcrWord, Piece, Symbol
from extractor.readers.seal import without_seals
from extractor.readers.signature_block import best_lines, better, without_strokes
from extractor.readers.signature_repair import doubtful_surname, repair_deputy, repair_name, repair_position
from tests.recognition import needs_tesseract

RADIUS = 210


def sealed(*, letters: bool) -> Image.Image:
    """Two black rings and an emblem; beside the seal, level with its lower part, a row of letters that runs into it."""
    picture = Image.new("L", (1500, 800), 255)
    pen = ImageDraw.Draw(picture)
    for radius, wide in ((RADIUS, 9), (130, 4)):
        pen.ellipse((500 - radius, 400 - radius, 500 + radius, 400 + radius), outline=0, width=wide)
    pen.rectangle((480, 380, 520, 420), fill=0)
    for x in range(560, 1000, 40) if letters else ():
        pen.rectangle((x, 520, x + 14, 560), fill=0)
    return picture


def test_the_rings_of_a_seal_go_and_letters_beside_and_below_it_stay() -> None:
    ink = np.asarray(sealed(letters=True)) < 120
    unsealed = without_seals(ink)
    assert unsealed is not None
    left = unsealed.ink
    found = sorted((mark.x0, mark.width) for mark in marks(left) if mark.height > 30)
    assert [x for x, _ in found if x > 720] == [x for x in range(560, 1000, 40) if x > 720]
    assert (560, 15) in found  # within the seal, in line with what stands beside it
    assert not left[380:420, 480:520].any()  # the emblem
    assert left.sum() < 0.4 * ink.sum()


def test_a_grey_seal_is_found_in_the_paler_ink_and_leaves_no_black_pieces() -> None:
    picture = sealed(letters=True).point(lambda value: 150 if value == 0 else value)
    pen = ImageDraw.Draw(picture)
    for x in range(720, 1000, 40):
        pen.rectangle((x, 520, x + 14, 560), fill=0)
    pen.arc((500 - RADIUS, 400 - RADIUS, 500 + RADIUS, 400 + RADIUS), 100, 130, fill=0, width=9)
    seen = np.asarray(picture)
    assert without_seals(seen < 120) is None
    unsealed = without_seals(seen < 120, seen < 160, seen < 200)
    assert unsealed is not None
    assert sorted({mark.x0 for mark in marks(unsealed.ink)}) == list(range(720, 1000, 40))


def test_a_letter_under_a_ring_is_made_whole_and_what_may_be_one_is_told() -> None:
    picture = sealed(letters=True)
    ImageDraw.Draw(picture).rectangle((560, 480, 574, 500), fill=0)  # the seal's own lettering, above the line
    unsealed = without_seals(np.asarray(picture) < 120)
    assert unsealed is not None
    letters = sorted((mark.x0, mark.top, mark.width, mark.height) for mark in marks(unsealed.ink))
    assert letters == [(x, 520, 15, 41) for x in range(560, 1000, 40)]  # the ring runs through the one at 640
    down, across = np.nonzero(unsealed.doubtful)
    assert 520 <= down.min() <= down.max() <= 561
    assert 600 < across.min() <= across.max() < 500 + RADIUS


def test_letters_of_two_heights_beside_a_seal_make_a_line() -> None:
    picture = Image.new("L", (1500, 800), 255)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((500 - RADIUS, 400 - RADIUS, 500 + RADIUS, 400 + RADIUS), outline=0, width=9)
    for x in range(800, 1000, 50):  # half of them hang 30 pixels lower: no base line lies in their middle
        low = 30 * (x // 50 % 2)
        pen.rectangle((x, 400 + low, x + 14, 465 + low), fill=0)
    unsealed = without_seals(np.asarray(picture) < 120)
    assert unsealed is not None
    assert len([mark for mark in marks(unsealed.ink) if mark.height == 66]) == 4


def test_the_middle_of_a_thick_ring_is_found() -> None:
    ink = np.asarray(sealed(letters=True)) < 120
    unsealed = without_seals(np.roll(ink, (37, -21), axis=(0, 1)))
    assert unsealed is not None
    assert not np.roll(unsealed.ink, (-37, 21), axis=(0, 1))[:515].any()  # nothing is left of the rings above the line


def test_without_a_seal_no_ink_is_touched() -> None:
    text = np.asarray(Image.new("L", (1500, 800), 255)) < 120
    for x in range(100, 1400, 40):
        text[100:140, x : x + 20] = True
        text[200:240, x : x + 20] = True
    assert without_seals(text) is None


def test_a_coloured_stamp_is_emptied_and_the_print_below_it_stays() -> None:
    picture = Image.new("RGB", (2480, 3508), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((250, 500, 740, 720), outline=(214, 38, 52), width=6)
    pen.rectangle((400, 610, 600, 618), fill=(28, 44, 150))  # a pen
    pen.rectangle((640, 660, 700, 700), fill="black")  # print
    pen.rectangle((900, 610, 1100, 618), fill=(28, 44, 150))  # a pen elsewhere
    before = prepare(picture)
    after = without_coloured_stamps(before)
    assert (before.grey[590:650, 400:600] < 120).any()
    assert not (after.grey[590:650, 400:600] < 200).any()
    assert (after.grey[665:695, 645:695] < 60).all()
    assert (after.grey[590:650, 900:1100] == before.grey[590:650, 900:1100]).all()
    plain = prepare(Image.new("L", (2480, 3508), 255))
    assert without_coloured_stamps(plain) is plain


def test_red_leaves_no_shadow_and_print_under_it_stays_black() -> None:
    picture = Image.new("RGB", (300, 300), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 99, 99), fill=(180, 30, 40))
    pen.rectangle((100, 0, 199, 299), fill=(40, 2, 3))  # print below a seal
    grey = np.asarray(without_red(picture))
    assert (grey[:100, :100] == 255).all()
    assert (grey[:, 100:200] == 40).all()


def test_a_pale_copy_gets_its_contrast_back_and_a_blank_page_does_not() -> None:
    values = np.full((400, 400), 220, np.uint8)
    values[100:120, 50:350] = 110
    pale = Image.fromarray(values)
    values = np.asarray(with_contrast(pale))
    assert values.min() < 5
    assert values.max() == 255
    blank = Image.fromarray(np.random.default_rng(3).integers(214, 226, (400, 400)).astype(np.uint8))
    assert with_contrast(blank) is blank
    good = Image.fromarray(np.where(values < 110, 10, 250).astype(np.uint8))
    assert with_contrast(good) is good


def test_specks_of_a_copier_go_and_dots_of_letters_stay() -> None:
    ink = np.zeros((400, 400), bool)
    ink[100:140, 50:350:20] = ink[100:140, 51:350:20] = ink[100:140, 52:350:20] = True  # letters
    ink[90:96, 50:56] = True  # the dot of one
    clean = Image.fromarray(np.where(ink, 0, 255).astype(np.uint8))
    assert without_specks(clean, 300) is clean
    strewn = np.asarray(clean).copy()
    for y in range(200, 380, 12):
        for x in range(10, 380, 14):
            strewn[y : y + 3, x : x + 3] = 0
    assert (np.asarray(without_specks(Image.fromarray(strewn), 300)) == np.asarray(clean)).all()


def test_specks_on_grey_paper_are_told_in_the_margins() -> None:
    page = np.full((600, 500), 244, np.uint8)
    page[150:190, 60:440:20] = page[150:190, 61:440:20] = page[150:190, 62:440:20] = 20  # letters
    page[140:146, 60:66] = 20  # the dot of one
    page[141, 59] = page[141, 66] = 130  # its soft edges
    clean = Image.fromarray(page)
    assert without_specks(clean, 300) is clean
    strewn = page.copy()
    for y in range(220, 580, 12):
        for x in range(10, 490, 14):
            strewn[y : y + 3, x : x + 3] = 60
            strewn[y, x + 3] = 150
    cleared = np.asarray(without_specks(Image.fromarray(strewn), 300))
    assert (abs(cleared.astype(int) - page) < 5).all()
    inside = page.copy()  # a dotted line of a form is no dirt
    inside[300:303, 100:400:14] = 60
    picture = Image.fromarray(inside)
    assert without_specks(picture, 300) is picture


def words(y: float, *cells: tuple[float, str]) -> list[Piece]:
    return [
        Piece(word, x + 50 * at, y, x + 50 * at + 44, y + 12)
        for x, said in cells
        for at, word in enumerate(said.split())
    ]


@pytest.mark.parametrize("first", ["GIÁM ĐỐC SỞ MỎ", "GIÁNL ĐỐC SỞ MỎ", "tIÁM ĐỐC SỞ MỎ"])
@pytest.mark.parametrize("second", ["GIÁM ĐỐC SỞ CHỢ", "G@IÁM BỐC SỞ CHỢ"])
def test_signatures_side_by_side_are_read_one_after_the_other(first: str, second: str) -> None:
    page = [
        *words(100, (60, "Các sở làm theo kế hoạch này từ hôm nay.")),
        *words(140, (60, first), (350, second)),
        *words(220, (70, "Lường Thị Ban"), (360, "Tẩn A Sáng")),
        *words(260, (60, "Nơi nhận:")),
        *words(280, (60, "- Như trên.")),
    ]
    said = [" ".join(piece.text for piece in line) for line in reading_order(page, first_page=False)]
    assert [line for line in said if line] == [
        "Các sở làm theo kế hoạch này từ hôm nay.",
        first,
        "Lường Thị Ban",
        second,
        "Tẩn A Sáng",
        "Nơi nhận:",
        "- Như trên.",
    ]


@pytest.mark.parametrize(
    ("above", "read", "meant"),
    [
        ("KT. GIÁM ĐỐC", "HÓ GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ("KT. THỦ TƯỚNG", "ng CHỦ TƯỚNG", "PHÓ THỦ TƯỚNG"),
        ("K/T TRƯỞNG BAN", "Tưx: TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"),
        ("KT. BỘ TRƯỞNG", "THỦ TRƯỚNG", "THỨ TRƯỞNG"),
        ("KT. GIÁM ĐỐC", "Lường Thị Ban", "Lường Thị Ban"),
        ("KT. GIÁM ĐỐC", "GIÁM ĐỐC", "GIÁM ĐỐC"),
        ("TL. GIÁM ĐỐC", "HÓ GIÁM ĐỐC", "HÓ GIÁM ĐỐC"),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "CHỦ TỊCH"),
    ],
)
def test_who_signs_for_a_head_is_the_deputy(above: str, read: str, meant: str) -> None:
    assert " ".join(repair_deputy(above.split(), read.split())) == meant


@pytest.mark.parametrize(
    ("above", "read", "meant"),
    [
        ("KT. CHÁNH VĂN PHÒNG", "PHQ4#IÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        ("KT. CHÁNH VĂN PHÒNG", "BI LIIÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        ("TUQ. GIÁM ĐỐC", "QHÁIH VĂN PHÒNG", "CHÁNH VĂN PHÒNG"),
        ("T/M BAN THƯỜNG VỤ", "A BHÓ BÍ THƯ", "PHÓ BÍ THƯ"),
        ("T/M BAN THƯỜNG VỤ", "nHÓ BÍ THƯ", "PHÓ BÍ THƯ"),
        ("TM. BAN THƯỜNG VỤ", "px. BÍ THƯ", "BÍ THƯ"),
        ("TM. BAN THƯỜNG VỤ", "PX BÍ THƯ", "PX BÍ THƯ"),
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "KT. CHỦ TỊCH"),
        ("TM. ĐOÀN", "HỘI TRƯỞNG", "HỘI TRƯỞNG"),
        ("Nơi nhận:", "nHÓ BÍ THƯ", "nHÓ BÍ THƯ"),
    ],
)
def test_below_an_authority_stands_a_position(above: str, read: str, meant: str) -> None:
    said = repair_position(above.split(), repair_deputy(above.split(), read.split()))
    assert " ".join(word for word in said if word) == meant
    assert len(said) == len(read.split())


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("lường Thị Ban", "Lường Thị Ban"),
        ("HỒ Minh Tơ", "Hồ Minh Tơ"),
        ("(tăng Văn Tơ", "(tăng Văn Tơ"),
        ("lan Đức Tơ", "lan Đức Tơ"),
        ("NƯuyễn Văn Tơ", "Nguyễn Văn Tơ"),
        ("“Đguyễn Văn Tơ", "Nguyễn Văn Tơ"),
        ("Thuyên Văn Tơ", "Thuyên Văn Tơ"),
        ("guyễn Văn Tơ", "Nguyễn Văn Tơ"),
        ("Chuyễn Giao Lúa", "Chuyễn Giao Lúa"),
        ("Nhuyễn Thể Nâu", "Nhuyễn Thể Nâu"),
        ("Luyễn Văn Tơ", "Luyễn Văn Tơ"),
        ("NƯuyễn văn tơ", "NƯuyễn văn tơ"),
    ],
)
def test_a_name_begins_with_a_capital(read: str, meant: str) -> None:
    assert " ".join(repair_name(read.split())) == meant


@pytest.mark.parametrize(
    ("name", "doubtful"),
    [
        ("Giảng Hữu Tơ", True),
        ("Giàng Hữu Tơ", False),
        ("Lường Thị Ban", False),
        ("Quyết Hữu Tơ", False),
        ("Giảng Hữu", False),
        ("Ban Nội Chính", False),
        ("Hờ A Tơ", False),
        ("Giảng hữu tơ", False),
    ],
)
def test_a_surname_with_marks_that_none_has_is_doubtful(name: str, doubtful: bool) -> None:
    assert doubtful_surname(name.split()) is doubtful


def test_the_edge_of_a_sheet_takes_nothing_with_it() -> None:
    ink = np.zeros((1400, 1400), bool)
    ink[100:140, 300:320] = True  # a letter
    ink[500:540, 300:320] = True  # one within a seal
    ink[:, :12] = ink[-12:, :] = True  # the edge, along the left side and the foot
    ink[400:404, 200:500] = ink[700:704, 200:500] = ink[400:704, 200:204] = ink[400:704, 496:500] = True
    left = without_strokes(ink)
    assert left.sum() == 800
    assert left[100:140, 300:320].all()


def test_of_two_readings_of_a_signature_that_without_strokes_is_believed() -> None:
    def line(said: str, y: float, sure: float, number: int) -> list[OcrWord]:
        pieces = (Piece(word, 60 * at, y, 60 * at + 50, y + 12, sure, number) for at, word in enumerate(said.split()))
        return [OcrWord(piece, ()) for piece in pieces]

    def said(lines: list[list[OcrWord]]) -> list[str]:
        return [word.piece.text for line in lines for word in line]

    position, pen, name = line("CHỦ TỊCH", 0, 0.9, 1), line("VN;", 30, 0.9, 2), line("Tấn Thị Ban", 60, 0.95, 3)
    cleared = [*line("CHỦ TỊCH", 0, 0.9, 1), *line("Tẩn Thị Ban", 60, 0.7, 2)]
    page = [*position, *pen, *name]
    assert said(best_lines(page, [cleared], sealed=True)) == ["CHỦ", "TỊCH", "Tẩn", "Thị", "Ban"]
    # Also where no ring ran through the name: of readings that differ in marks one has a surname.
    assert said(best_lines(page, [cleared])) == ["CHỦ", "TỊCH", "Tẩn", "Thị", "Ban"]
    assert said(best_lines([*position, *pen, *name], [])) == ["CHỦ", "TỊCH", "VN;", "Tấn", "Thị", "Ban"]
    # Text that a stroke took away with it is kept where it was read for sure.
    assert said(best_lines([*position, *name], [line("CHỦ TỊCH", 0, 0.9, 1)]))[2:] == ["Tấn", "Thị", "Ban"]
    authority = line("KT. CHỦ TỊCH", 0, 0.9, 1)
    assert said(best_lines(authority, [[]])) == ["KT.", "CHỦ", "TỊCH"]
    guessed = line("Tấn Thị Ban", 60, 0.6, 3)
    assert said(best_lines([*position, *guessed], [line("CHỦ TỊCH", 0, 0.9, 1)]))[2:] == []


def test_two_scraps_of_one_line_do_not_make_it_stand_twice() -> None:
    def line(said: str, y: float, sure: float, number: int, x: float = 0) -> list[OcrWord]:
        words = enumerate(said.split())
        return [OcrWord(Piece(word, x + 60 * at, y, x + 60 * at + 50, y + 12, sure, number), ()) for at, word in words]

    torn = [*line("x", 0, 0.2, 1), *line("CHỦ TỊCH", 2, 0.3, 2, 60), *line("Lường Thị Ban Tơ", 60, 0.9, 3)]
    views = [[*line("NG CHỦ TỊCH", 1, sure, 1), *line("Lường", 60, 0.2, 2)] for sure in (0.8, 0.9)]
    lines = best_lines(torn, views, sealed=True)
    assert [[word.piece.text for word in one] for one in lines] == [["NG", "CHỦ", "TỊCH"], "Lường Thị Ban Tơ".split()]


def test_recipients_that_run_together_count_as_read() -> None:
    def words(*said: str) -> list[OcrWord]:
        return [OcrWord(Piece(word, 0, 0, 50, 12, 0.7, 1), ()) for word in said]

    before, glued, strokes = words("-", "Như", "trên;"), words("-", "Lưu:VT,NC."), words("L)u:wT~NC")
    assert better(before, [*before, *glued]) == [*before, *glued]
    assert better(before, [*before, *strokes]) == before


def test_the_word_between_day_and_month_is_the_months() -> None:
    assert repair_words("ngày 01 thúng 12 năm 2024".split())[2] == "tháng"
    assert repair_words("ngày thúng 06 năm 2024".split())[1] == "tháng"
    assert repair_words("ngày 01 thùng 12 chai".split())[2] == "thùng"


@needs_tesseract
@pytest.mark.parametrize("seed", [9, 41009, 74009])
def test_a_worn_scan_with_a_seal_over_its_number_and_a_stamp_is_read_whole(seed: int) -> None:
    read = tally([scan("party-directive", seed, next(look for look in LOOKS if look.name == "worn"))])
    assert read.misses == []
    assert set(read.right) == set(FIELDS)


def test_a_letter_open_on_its_right_is_a_c() -> None:
    grey = np.full((120, 400), 255, np.uint8)
    picture = Image.fromarray(grey)
    pen = ImageDraw.Draw(picture)
    for x, bar in ((100, False), (200, True)):
        pen.arc((x, 30, x + 40, 74), 40, 320, fill=0, width=7)
        if bar:
            pen.rectangle((x + 22, 52, x + 38, 57), fill=0)
            pen.rectangle((x + 33, 52, x + 38, 68), fill=0)
    scale = 72 / 300

    def word(said: str, x: int) -> OcrWord:
        symbols = (Symbol(said[0], (x - 40, 30, x - 4, 74), 0.99), Symbol(said[1], (x, 30, x + 40, 74), 0.93))
        return OcrWord(Piece(said, (x - 40) * scale, 30 * scale, (x + 44) * scale, 74 * scale, 0.9, 1), symbols)

    read = with_open_letters(np.asarray(picture), [word("NG", 100), word("NG", 200), word("NƠ", 100), word("ng", 100)])
    assert [each.piece.text for each in read] == ["NC", "NG", "NC", "ng"]
    kept = [word("NG", 100), word("ng", 100)]
    assert with_open_marks(np.asarray(picture), kept, 100.0) == kept
    assert read[0].symbols[1].text == "C"
    twice = word("NG", 100)
    narrow = (*twice.symbols, replace(twice.symbols[1], text="C"))
    (once,) = with_open_letters(np.asarray(picture), [OcrWord(replace(twice.piece, text="NGC"), narrow)])
    assert once.piece.text == "NC"


def test_a_letter_read_as_two_is_one_though_the_first_was_placed_under_another() -> None:
    picture = Image.new("L", (400, 120), 255)
    pen = ImageDraw.Draw(picture)
    for line in ((100, 30, 100, 74), (100, 30, 132, 74), (132, 30, 132, 74)):
        pen.line(line, fill=0, width=6)
    pen.arc((142, 30, 178, 74), 40, 320, fill=0, width=7)

    def read(third: int, said: str = "NGC") -> str:
        if third:
            pen.arc((third, 30, third + 36, 74), 40, 320, fill=0, width=7)
        places = (97, 135), (130, 143), (143, 155)
        boxes = zip(said, places, strict=True)
        symbols = tuple(Symbol(letter, (left, 30, right, 74), 0.9) for letter, (left, right) in boxes)
        word = OcrWord(Piece(said, 97 * 0.24, 7.2, 230 * 0.24, 17.8, 0.9, 1), symbols)
        (once,) = with_open_letters(np.asarray(picture), [word])
        assert with_open_marks(np.asarray(picture), [word], 100.0) == [once]
        assert with_open_marks(np.asarray(picture), [word], 7.0) == [word]
        return once.piece.text

    assert read(0) == "NC"
    assert read(0, "PCT") == "PCT"  # letters that touch make fewer marks
    assert read(188) == "NGC"  # three letters: none too many
