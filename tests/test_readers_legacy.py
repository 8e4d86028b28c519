"""The tables of the old encodings, font by font, and what must never be touched."""

from __future__ import annotations

import pytest

from extractor.legacy import convert, encoding_of_font, is_capital_font, repair_text
from extractor.legacy.tables import encodings
from extractor.syllables import is_syllable, share_valid
from tests.reader_files import text


@pytest.mark.parametrize("name", ["tcvn3", "vni", "viscii", "vps"])
def test_examples_of_the_table(name: str) -> None:
    known = encodings()[name]
    assert known.finds
    for shown, said in known.finds:
        converted = convert(shown, name)
        assert converted.text == said
        assert len(converted.offsets) == len(converted.text) + 1
        assert converted.offsets[-1] == len(shown)


def test_fonts_name_their_encoding() -> None:
    assert encoding_of_font(".VnTime") == "tcvn3"
    assert encoding_of_font("ABCDEF+.VnArial") == "tcvn3"
    assert encoding_of_font("VNI-Times") == "vni"
    assert encoding_of_font("VPS Times") == "vps"
    assert encoding_of_font("Times New Roman") is None
    assert encoding_of_font(None) is None
    assert is_capital_font(".VnTimeH")
    assert not is_capital_font(".VnTime")


def test_capital_font_draws_capitals_from_small_codes() -> None:
    assert convert("ñy ban nh©n d©n", "tcvn3", font=".VnTimeH").text == "ỦY BAN NHÂN DÂN"


def test_soft_hyphen_and_words_optional_hyphen_are_a_letter_in_tcvn3() -> None:
    assert convert("t\u00ad t\u00adëng", "tcvn3").text == "tư tưởng"
    assert convert("t\x1f", "tcvn3").text == "tư"


def test_runs_that_are_already_unicode_stay() -> None:
    for run in ("Quyết định số", "Thủ tướng", "văn phòng §¶ng"):
        assert convert(run, "tcvn3").text == run
    assert repair_text(text()) is None
    assert repair_text("Un café à Hà Nội, naïve façade") is None


def test_a_line_in_the_old_encoding_among_unicode_is_left_readable() -> None:
    mixed = "Quyết định số 5\n" + "QuyÕt ®Þnh cña ñy ban nh©n d©n tØnh vÒ c«ng t¸c qu¶n lý vµ b¶o vÖ rõng\n" * 4
    fixed = repair_text(mixed)
    assert fixed is not None
    assert fixed.text.startswith("Quyết định số 5\nQuyết định của ủy ban nhân dân tỉnh về công tác quản lý")


@pytest.mark.parametrize(
    "word", ["nghiêng", "quyết", "giếng", "gì", "ủy", "uỷ", "khuya", "thuở", "xoong", "ĐƯỜNG", "yêu"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["vӅ", "TXҧQ", "ngjia", "quốh", "bbb", "cắtt", "nhạch\u0301", "L‡o"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_share_of_valid_words_tells_sound_text_from_broken() -> None:
    sound, accented, total = share_valid(text())
    assert sound > 0.95
    assert accented > 0.6
    assert total > 60
    broken, _, _ = share_valid("7KӵF KLӋQ 4X\\ӃW ÿӏQK FӫD Gi·m ÿӕF 6ӣ CÙng 7KѭѫQJ YӅ YLӋF NLӇP tra")
    assert broken < 0.5


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        *(("C«ng ty X· §«ng", "Công ty Xã Đông"), ("t¹i x·", "tại xã"), ("§¹o", "Đạo"), ("b»ng", "bằng")),
        *(("«ng Ba", "ông Ba"), ("C¹nh tranh", "Cạnh tranh"), ("Kh«ng", "Không")),
    ],
)
def test_signs_that_letters_touch_stand_for_letters(shown: str, said: str) -> None:
    fixed = repair_text(shown)
    assert fixed is not None and fixed.text == said


@pytest.mark.parametrize(
    "line",
    ["Bến «tốt» và «xấu»", "«anh em» nói", "Quy chế¹ ban hành² theo", "·trông đò", "mg·kg", "20°bắc", "Gò·Đa", "N°12"],
)
def test_quotes_dots_and_notes_that_letters_touch_are_no_old_encoding(line: str) -> None:
    assert repair_text(line) is None


@pytest.mark.parametrize("line", ["P1: 11°20’03,6”N; 108°51’52,9”E;", "“5 m²” – 7,5 ± 0,5 ‰ …", "TB1 – TB2 § 5 «A»"])
def test_quotes_degrees_and_dashes_are_no_old_encoding(line: str) -> None:
    assert repair_text(line) is None
