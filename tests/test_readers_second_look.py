"""Marks of titles and names are looked at once more in smaller sizes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extractor.readers import second_look
from extractor.readers.ocr import PageTime
from extractor.readers.ocr_repair import repair_lines
from extractor.readers.page_words import Line, OcrWord, Piece
from extractor.readers.second_look import look_again
from extractor.readers.second_reading import Reading
from extractor.text import fold


def line(text: str, top: float, middle: float = 300) -> Line:
    words = text.split()
    left = middle - 15 * len(words)
    return [
        Piece(word, left + 30 * at, top, left + 30 * at + 28 + 2 * (at + 1 == len(words)), top + 12, 0.9, 1)
        for at, word in enumerate(words)
    ]


HEAD = [line("ỦY BAN NHÂN DÂN", 60, 150), line("KẾ HOẠCH", 120), line("Đón khách đi thuyền trên vinh", 140)]
BODY = [line("Xã có vinh lớn ở phía nam", 180, 320) for _ in range(6)]


def looked(
    monkeypatch: pytest.MonkeyPatch,
    looks: dict[str, tuple[str, str]],
    lines: list[Line],
    seen: list[float] | None = None,
) -> second_look.SecondLook:
    """`looks`: what the two sizes read in the place of a word; `seen` takes the sizes that were looked at."""

    def at_size(_: object, words: list[OcrWord], size: float, __: object) -> Reading:
        if seen is not None:
            seen.append(size)
        said = [looks.get(word.piece.text, (word.piece.text,) * 2)[size > 0.7] for word in words]
        pieces = [word.piece for word in words]
        return Reading(
            tuple(
                OcrWord(Piece(text, p.x0, p.top, p.x1, p.bottom, 0.9, 1), ())
                for text, p in zip(said, pieces, strict=True)
            )
        )

    monkeypatch.setattr(second_look, "at_size", at_size)
    grey = np.full((2400, 1800), 255, dtype=np.uint8)
    return look_again(grey, lines, PageTime(5), 1, headed=True)


def test_a_dot_below_that_both_looks_see_is_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    found = looked(monkeypatch, {"vinh": ("vịnh", "vịnh")}, [*HEAD, *BODY])
    assert found.repairs == (("vinh", "vịnh"),)
    assert [piece.text for piece in found.lines[2]] == "Đón khách đi thuyền trên vịnh".split()
    assert found.lines[3:] == BODY  # the text is not looked at
    assert not found.warnings


@pytest.mark.parametrize("looks", [("vịnh", "vinh"), ("vịnh", "vỉnh"), ("vỉnh", "vỉnh")])
def test_looks_that_differ_are_told_with_the_field(monkeypatch: pytest.MonkeyPatch, looks: tuple[str, str]) -> None:
    found = looked(monkeypatch, {"vinh": looks}, [*HEAD, *BODY])
    assert found.lines == [*HEAD, *BODY]
    [warning] = found.warnings
    assert (warning.code, warning.field, warning.page) == ("uncertain", "title", 1)
    assert f"“vinh” hay “{looks[0]}”" in warning.message


@pytest.mark.parametrize(
    ("said", "looks"),
    [
        ("Trồng cây lâu vững", ("vũng", "vũng")),
        ("Bán hàng gia dụng", ("giả", "giả")),
        ("Đường ra hai đảo xa", ("hải", "hải")),
        ("Nơi chưa bệnh viện nào mở", ("chữa", "chữa")),
        ("Mở tuyến truyền thanh", ("tuyên", "tuyên")),
        ("Lập số sách kho tre", ("sổ", "sổ")),
    ],
)
def test_no_mark_but_a_dot_below_is_put_right(
    monkeypatch: pytest.MonkeyPatch, said: str, looks: tuple[str, str]
) -> None:
    [word] = [each for each in said.split() if fold(each) == fold(looks[0])]
    lines = [*HEAD[:2], line(said, 140), *BODY]
    found = looked(monkeypatch, {word: looks}, lines)
    assert found.lines == lines and not found.repairs
    assert [(warning.field, f"“{word}” hay" in warning.message) for warning in found.warnings] == [("title", True)]


@pytest.mark.parametrize(
    "said",
    [
        "HUYỆN VĂN BÀN",
        "XÃ VĂN HÒA",
        "PHƯỜNG ĐÀO VĂN THỤ",
        "Nhà thuốc chưa bệnh viện nào mở",
        "Khi chúng thực hiện, các hộ tích trữ muối",
        "Toàn bộ nhiệm vụ, theo hướng ứng dụng",
        "Ông Đào Văn Hòa đang ký sổ, hồ chưa cạn",
    ],
)
def test_sound_words_that_are_read_right_stay(said: str) -> None:
    assert " ".join(piece.text for piece in repair_lines([line(said, 140)])[0]) == said


def test_a_title_one_mark_off_a_known_word_is_told_though_all_looks_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [*HEAD[:2], line("Mở dụ án kho tre", 140), *BODY]
    found = looked(monkeypatch, {}, lines)
    assert found.lines == lines and "“dụ” hay “dự”" in found.warnings[0].message
    name = [line("XÃ DỤ ÁN", 60, 110), line("Số: 5/KH-UBND", 90, 110), *BODY]
    assert not looked(monkeypatch, {}, name).warnings


def test_the_second_size_is_looked_at_only_for_a_dot(monkeypatch: pytest.MonkeyPatch) -> None:
    for look, sizes in (("vinh", [0.6]), ("vỉnh", [0.6]), ("vịnh", [0.6, 0.75])):
        seen: list[float] = []
        looked(monkeypatch, {"vinh": (look, look)}, [*HEAD[1:], *BODY], seen)
        assert seen == sizes


def test_what_makes_a_known_word_is_doubted_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [*HEAD[:2], line("Trồng rừng bền vững", 140), *BODY]
    assert not looked(monkeypatch, {"vững": ("vũng", "vũng")}, lines).warnings
    name = [*BODY, line("CHỦ TỊCH", 470, 420), line("Lý Hệ Thống", 500, 420)]
    assert looked(monkeypatch, {"Thống": ("Thông", "Thông")}, name).warnings


def test_a_letter_that_is_two_in_small_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [*HEAD[:2], line("Đón VİNH trên thuyền", 140), *BODY]
    assert looked(monkeypatch, {"VİNH": ("VỊNH", "VỊNH")}, lines).lines == lines


def test_neither_text_nor_who_decides_is_of_the_title(monkeypatch: pytest.MonkeyPatch) -> None:
    below = [line("HỘI ĐỒNG XÃ VINH TRUNG", 160), line("nơi vinh đẹp.", 180)]
    found = looked(monkeypatch, {"VINH": ("VỊNH", "VINH")}, [*HEAD, *below, *BODY])
    assert not found.warnings
    found = looked(monkeypatch, {"đẹp.": ("đẻp.", "đép.")}, [*HEAD[:2], below[1], *BODY])
    assert not found.warnings


def test_lines_as_wide_as_the_text_are_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    text = [line("Xã có vinh lớn ở phía nam của tỉnh", 160 + 20 * at) for at in range(5)]
    assert not looked(monkeypatch, {"vinh": ("vịnh", "vịnh")}, [*HEAD[:2], line("Đón khách", 140), *text]).repairs


def test_names_of_signers_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [*HEAD, *BODY, line("CHỦ TỊCH", 470, 420), [], line("Lý Thi Tố Nga", 500, 420)]
    found = looked(monkeypatch, {"Thi": ("Thị", "Thi")}, lines)
    assert [(warning.field, warning.code) for warning in found.warnings] == [("signers", "uncertain")]


def test_a_line_of_sure_words_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    sure = [[replace(piece, confidence=0.97) for piece in each] for each in [*HEAD, *BODY]]
    assert not looked(monkeypatch, {"vinh": ("vịnh", "vịnh")}, sure).repairs


def test_lists_of_names_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [line("Lý Thi Tố Nga", 500 + 15 * at, 420) for at in range(500)]
    looks = {"Thi": ("Thị", "Thi")}
    assert not looked(monkeypatch, looks, [*BODY, *names]).warnings
    calls = len(second_look._names([each for name in names for each in (line("CHỦ TỊCH", 400), name)]))
    assert calls == second_look._MOST_NAMES


def test_head_lines_on_the_left_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    head = [line("PHƯỜNG KINH BĂC", 60, 110), line("ĐÀNG CỘNG SẢN", 60, 350), line("Số: 5-KH/ĐU", 90, 110)]
    found = looked(monkeypatch, {"BĂC": ("BẮC", "BẮC"), "ĐÀNG": ("ĐẢNG", "ĐẢNG")}, [*head, *BODY])
    assert found.lines == [*head, *BODY]
    assert [(warning.field, "“BĂC” hay “BẮC”" in warning.message) for warning in found.warnings] == [("issuer", True)]


def test_other_words_in_the_place_say_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = looked(monkeypatch, {"vinh": ("vmh", "và")}, [*HEAD, *BODY])
    assert not found.warnings and not found.repairs
