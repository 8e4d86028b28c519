"""Patterns looked for by their first letters, and looks that a plain word spares, find what the long way finds."""

from __future__ import annotations

import re
import time
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor import annexed, codes, dates, paragraphs, text
from extractor.document import Header
from extractor.header import copies
from extractor.knowledge import toml_data
from extractor.led_patterns import LedPattern
from extractor.references import anchors, expiry, issuing, local_issuers, named_laws, pinpoints, place, tail
from extractor.references.mention import Mention
from extractor.reports import orders
from extractor.work import deadlines, members


def _text(*pieces: str, most: int = 12) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=most).map("".join)


BETWEEN = (" ", "\n", "\n\n", ". ", "; ", ": ", "! ", "? ", ", ", " - ", "x", "Ab", "7", "(")
# A pattern, and words that its matches open with or go on with.
LED: dict[str, tuple[LedPattern, tuple[str, ...]]] = {
    "unit": (
        pinpoints._HAS_UNIT,
        (
            "tiểu mục",
            "Gạch đầu dòng thứ",
            "mẫu số",
            "Phụ lục",
            "số thứ tự",
            "điểm",
            "Điều",
            "chương",
            "chi tiết",
            "biểu",
        ),
    ),
    "sentence": (issuing._SENTENCE_START, ("có:", "hành:", "ký:", "TP.", "Tp.", "Ngày ", "Sở A", "!", "?")),
    "law word": (named_laws._WORD_ENDING_HERE, ("luật", "Luật", "BỘ LUẬT", "Pháp lệnh", "Hiến pháp", "BLHS", "theo")),
    "law as such": (
        named_laws._LAW_AS_SUCH,
        ("pháp ", "PHÁP ", "Kỷ ", "quy ", "ĐH ", "Đại học ", "khoa ", "các ngành "),
    ),
    "place": (place._NAMED, ("Tỉnh", "thành phố", "TP.", "tỉnh ủy", "UBND", "HĐND", "Sở Y tế", "Lai Châu")),
    "district": (local_issuers._NAMED_DISTRICT, ("huyện", "quận", "thị xã", " Bắc Hà", " Đông")),
    "members": (members._MEMBERS, ("gồm có", "bao gồm", "gồm", "là:", "sau đây:", "sau:", " đại diện", "Sở A")),
    "took part": (members._TOOK_PART, ("Tham dự", "cùng dự", "dự họp", "tham gia", " có các Bộ", " các Sở: ")),
    "leaders": (members._LEADERS, ("Trưởng", "Phó Trưởng", " khối", " cụm", " năm 2031", " là ", " : ")),
    "came": (
        members._CAME,
        ("Tham dự", "cùng đi", "Làm việc với đoàn", "dự họp", " có ", " gồm ", "ông Lê", "lãnh đạo"),
    ),
    "lead in": (
        orders.LEAD_IN,
        ("Theo đó", "Cụ thể", "Công điện nêu", "Trong đó", "Trong số đó", "Ngoài ra", "Kết luận chỉ rõ", "Bên cạnh đó"),
    ),
    "date": (dates._FULL_DATE, ("ngày ", "Ngày", "NGÀY ", "mồng ", "5", "12", "/", "-", " tháng ", "2031", ".")),
    "before a number": (
        paragraphs._BEFORE_NUMBER,
        (
            "khoản",
            "Điểm",
            "điều",
            "số điều",
            "Mục",
            "phần",
            "phụ lục",
            "Chương",
            "và",
            "đến",
            "từ",
            "tại",
            "theo",
            "hoặc",
        ),
    ),
    "label of a term": (deadlines._LABEL, ("Thời gian", "tiến độ", "Hoàn thành", "HOÀN THÀNH", "thực hiện", ":", "(")),
    "sentence of a term": (deadlines._SENTENCE, ("TP. ", ":\n", ":\n ", ".", "! ")),
    "comes back": (deadlines._cues().recurring, ("hằng năm", "hàng tháng", "định kỳ", "mỗi năm")),
    "never a term": (
        deadlines._cues().never,
        ("hiệu lực", "dự kiến", "tính đến", "giai đoạn", "định kỳ báo cáo", "kéo dài"),
    ),
}


@pytest.mark.parametrize("name", LED)
@settings(max_examples=120, deadline=None)
@given(data=st.data(), start=st.integers(0, 12))
def test_a_led_pattern_finds_what_it_finds_alone(name: str, data: st.DataObject, start: int) -> None:
    led, words = LED[name]
    content = data.draw(_text(*words, *BETWEEN))
    end = data.draw(st.integers(0, len(content)))
    alone = led._here
    assert [m.span() for m in led.finditer(content)] == [m.span() for m in alone.finditer(content)]
    found, wanted = led.search(content, start, end), alone.search(content, start, end)
    assert (found and (found.span(), found.groups())) == (wanted and (wanted.span(), wanted.groups()))
    assert led.stands(content, start, end) == (wanted is not None)


def test_the_first_letters_of_cues_of_terms_are_those_of_the_data() -> None:
    for name in (
        "duty",
        "due",
        "ordered",
        "finish",
        "plans",
        "never",
        "never_near",
        "never_range",
        "handed_in",
        "past",
        "recurring",
    ):
        led: LedPattern = getattr(deadlines._cues(), name)
        for words in toml_data("deadline_cues.toml")[name]:
            assert led.stands(words.lower()) == (led._here.search(words.lower()) is not None), words


def test_a_led_pattern_takes_time_that_grows_with_the_text() -> None:
    def seconds(times: int) -> float:
        content = "Tham dự có ngày gồm: các Sở " * times
        began = time.process_time()
        for led, _ in LED.values():
            led.stands(content)
        return time.process_time() - began

    seconds(100)
    assert min(seconds(3200) for _ in range(3)) < 24 * max(0.002, min(seconds(400) for _ in range(3)))


CODE_PIECES = (
    "1", "12", "345", "O", "o", "l", ".", ".25", "a", "b", "A", "E", "+7", "/", "-", "–", " ", "  ", "\n", "\t", "2031",
    "/2031/", "NĐ-CP", "QĐ", "UBND", "NQ/TW", "58NQ/TW", "QH15", "TTg ngày", " của ", "x", ", ", "\u00a0",
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(_text(*CODE_PIECES))
@example("1./2031/O")  # Python before 3.11.5
@example("1.-QĐ/2031")
@example("1.- QĐ-UBND")
@example("12./QĐ")
def test_figures_and_spaces_that_are_not_given_back_change_no_number(content: str) -> None:
    giving = codes.CODE.pattern.replace("}+", "}").replace("?+", "?")
    assert giving != codes.CODE.pattern
    found = [(m.span(), m.groups()) for m in codes.CODE.finditer(content)]
    assert found == [(m.span(), m.groups()) for m in re.finditer(giving, content)]


@settings(max_examples=300, deadline=None)
@given(_text("1", "23", "456", "a", ".", "/", ")", "-", "–", " ", "\n", "Đ", "x", "(", "[", "]", "1.2", most=7))
def test_no_number_that_marks_a_paragraph_is_passed_over(content: str) -> None:
    patterns = [pattern for _, pattern in paragraphs._MARKS.get(content[:1], ())]
    marked = any((found := pattern.match(content)) is not None and found[1] for pattern in patterns)
    assert (paragraphs.marker_at(content, 0) is not None) == marked or not content[:1].isdigit()


@settings(max_examples=300, deadline=None)
@given(_text("các", "Sở", "số", "x", "7", "(", "“", "&", ",", "-", "–", "/", ".", " ", "_", "ngày", most=6))
def test_a_line_goes_on_behind_the_words_and_signs_that_never_end_one(line: str) -> None:
    line = line.strip()
    words = "|".join(sorted(paragraphs._GOES_ON_WORDS))
    wanted = re.search(rf"(?:\b(?:{words})|[,\-–/(“&])\Z", line) is not None
    assert not line or paragraphs._goes_on(line, 0, len(line)) == wanted


@settings(max_examples=200, deadline=None)
@given(_text("pháp", "Pháp", "Hiến", "hiến", "kiến", "lệnh", "mệnh", " ", "\n", "x", ", "))
def test_every_word_for_a_law_in_small_letters_is_found(content: str) -> None:
    ends = anchors.law_words(content)
    for found in re.finditer(r"[Pp]háp\s+lệnh(?=\s)|[Hh]iến\s+pháp(?!\w)", content):
        assert found.end() in ends


@settings(max_examples=200, deadline=None)
@given(_text("Thời", "THỜI", "Tiến", "Hoàn", " gian", " hạn", " GIAN", " độ", " thành", "\n", "x"), st.integers(0, 9))
def test_every_head_of_a_column_of_terms_is_found(content: str, start: int) -> None:
    wanted = deadlines._HEAD_OF_COLUMN.search(content, start) is not None
    assert deadlines._heads_column(content, start, len(content)) == wanted


@settings(max_examples=200, deadline=None)
@given(_text("SAO Y", "SAO LỤC", "BẢN SAO", "TRÍCH ", "Số: 1", "/", "-", "SY", "SL", "TrS", "BS", "\n", "x", " "))
def test_every_head_of_a_copy_is_found(content: str) -> None:
    words = copies._WORDS.search(content, 0)
    numbers = (content.rfind("\n", 0, found.start()) + 1 for found in copies._NUMBER.finditer(content))
    found = copies.copy_starts(content, 0)
    assert words is None or words.start() in found
    assert all(number in found for number in list(numbers)[:1])


@settings(max_examples=200, deadline=None)
@given(
    _text("Quy chế ", "ban hành ", "kèm", "Kèm ", "theo", " ", "          ", "\n", "các", "đính kèm ", "x", "tại "),
    st.integers(0, 4),
)
def test_no_paper_issued_with_an_act_is_passed_over(lead: str, floor: int) -> None:
    quick = annexed.issued_with(lead, min(floor, len(lead)), len(lead))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(annexed, "_NEAR", annexed._REACH)
        assert annexed.issued_with(lead, min(floor, len(lead)), len(lead)) == quick


@settings(max_examples=200, deadline=None)
@given(_text("hoà", "hòa", "uỷ", "quỷ", "Quỳ", "QUỲ", "quoà", "oà", "n", " ", "thuỷ", "Huỳnh", "q"))
def test_tones_are_moved_but_behind_a_q(words: str) -> None:
    plain = re.compile("(?<![qQ])(?:" + "|".join(text._OLD_TONE) + r")(?!\w)")
    assert text.old_tone(words) == plain.sub(lambda found: text._OLD_TONE[found.group()], words)


@settings(max_examples=200, deadline=None)
@given(_text("này", "đó", "(khóa XI)", " ", "\n", "\t", "(", "x", "n", "đ", most=5))
def test_no_sign_behind_a_body_is_passed_over(behind: str) -> None:
    ahead = behind[:3]
    if tail._NOT_THE_ISSUER.match(behind):
        assert (ahead[:1].isspace() and ahead[1:2] in tail._DENIES) or behind.startswith(("này", "đó"))
    assert "(" in ahead or tail._BRACKET_TERM.match(behind) is None


def test_lists_of_what_expires_hold_the_word_that_is_looked_for() -> None:
    lists = (
        "Các thông tư sau đây hết hiệu lực kể từ ngày Thông tư này có hiệu lực thi hành:",
        "Bãi bỏ các văn bản dưới đây kể từ ngày Nghị định này có hiệu lực:",
    )
    for words in lists:
        assert "hiệu" in words
        assert expiry._LIST_EXPIRES.search(words) or expiry._BELOW_EXPIRES.search(words)
        for intro, relation in ((words, "replaces"), (words.replace("hiệu", "hiêu"), "mentions")):
            content = f"{intro}\na) Thông tư số 9/2031/TT-BXD về phà.\n"
            header = Header(kind="official", start=0, end=len(content), body_start=0)
            start = content.index("Thông tư số")
            listed = SimpleNamespace(start=start, reach=start, end=start + 26, relation="mentions", pinpoint=None)
            expiry.mark_listed(content, header, [cast(Mention, listed)])
            assert listed.relation in (relation, "repeals" if relation == "replaces" else relation)
