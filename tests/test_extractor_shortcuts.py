"""What is read from a few characters, or in one pass, is what the long way reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor import identity, issuers, laws
from extractor.document import Span
from extractor.footer import recipients
from extractor.issuers import registry
from extractor.layout import is_capitals
from extractor.name_words import words_of
from extractor.references import anchors, head, lead, named, pinpoints, scan, sentences

LEADS = (
    "Căn cứ ", "thực hiện ", "các ", "theo\n", "(", "“", "[4]", "a", "Mẫu ", "hợp đồng ", "Số: ", ". ", "1. ", "\n\n",
    " ",
)  # fmt: skip
TYPES = (
    "Nghị định", "Quyết định", "QUYẾT ĐỊNH", "Báo cáo thẩm định", "Giấy phép thăm dò", "Thông tư liên tịch", "văn bản",
    "Chỉ\nthị", "Công văn", "Kế  hoạch", "NĐ", "QĐ", "Nghị quyết liên tịch", "Luật", "Quyết định của Bộ Chính trị",
    "các Nghị định của Chính phủ:", "ngày", "tháng", "Chương trình hành động", "Biểu mẫu", "Quyết địnhsố",
    "Luật Đất đai", "luật", "LUẬT THỦ ĐÔ", "Pháp lệnh", "PHÁP LỆNH", "Hiến pháp", "HIẾN  PHÁP", "BLHS",
    "Nghị quyết Đại hội XIII", "Nghị quyết Trung ương 4 khóa XII", "Kết luận Hội nghị lần thứ sáu TW", "HIỆP ĐỊNH RCEP",
    "Hiệp định EVFTA", "Điều lệ Đảng", "Nội quy kỳ họp Quốc hội", "Điều 1. Nghị quyết", "Bộ luật Dân sự",
)  # fmt: skip
NUMBER_WORDS = (" số ", " số: ", " (số ", " Số ", "số", " ", " so ", ":", " :\n", " năm ", "\n")
NUMBERS = (
    "12/2020/NĐ-CP", "34-CT/TW", "05", "7", "2024", "30/2020", "84 QĐ/TW", "1/A-", "12/3/2020", "12.5", "06/2022/QH15",
    "12 / KH-UBND", "15/02/201931/GP-UBND",
)  # fmt: skip
NAMES = (
    "Chính phủ", "UBND", "Ủy ban nhân dân tỉnh Cà Mau", "UBND TP. Hà Nội", "Bộ Tài chính", "Bộ Y tế, Bộ Nội vụ",
    "Sở Nông nghiệp và Môi trường", "Hội nghị lần thứ sáu Ban Chấp hành Trung ương", "Ban Thường vụ Tỉnh ủy",
    "liên bộ Tài chính - Y tế", "Phòng Nội vụ huyện Gia Lâm, thành phố Hà Nội", "Bộ trưởng Bộ Quốc phòng", "đơn vị",
    "Ban Chỉ đạo 389 quốc gia", "Đoàn Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", "Hội đồng nhân dân",
)  # fmt: skip
BEHIND = ("", ".", ". Các", " về việc", "; ", ", ", " và ", " khóa XV", "\n\n", "\n", " (", " -", " tỉnh", " này", "_")

LAW_WORDS = re.compile(r"(?:[Ll]uật|LUẬT|lệnh|LỆNH)(?=\s)|(?:iến\s+pháp|HIẾN\s+PHÁP|BL(?:HS|DS|LĐ|TTHS|TTDS))(?!\w)")
PAPERS = st.lists(
    st.tuples(st.sampled_from(LEADS), st.sampled_from(TYPES), st.sampled_from(NUMBER_WORDS), st.sampled_from(NUMBERS)),
    max_size=6,
).map(lambda parts: "".join("".join(part) for part in parts))
PROSE = st.lists(st.sampled_from(NAMES + BEHIND), max_size=6).map("".join)


@pytest.mark.parametrize("words", ["Quyết định số ", "Nghị định số ", "Thông tư số ", "Kế hoạch số ", "Công văn số "])
def test_what_most_numbers_follow_is_settled_by_the_short_look(words: str) -> None:
    near = f"{'hồ sơ ' * head._NEAR}theo {words}"[-head._NEAR :]
    assert head._usual_head(near) is not None


@settings(max_examples=300, deadline=None)
@given(PAPERS)
@example("Căn cứ Quyết định của Bộ Chính trị (số 12/2031/NĐ-CP")
def test_the_head_of_a_number(content: str) -> None:
    for digit in re.finditer(r"\d", content):
        at = digit.start()
        whole = head._head_of(content, max(0, at - head._WINDOW), at)
        # without the number's letters nothing says that words further in front are its own
        assert head.read_head(content, at) == (whole.plain or whole)


@pytest.mark.parametrize("joint", [None, True, False])
@settings(max_examples=200, deadline=None)
@given(PROSE)
def test_the_end_of_a_name(joint: bool | None, content: str) -> None:
    for start in {0, *(found.end() for found in re.finditer(r"\s", content))}:
        whole = issuers._body_end(content, start, words_of(content, start), joint)
        assert issuers.match_body(content, start, joint=joint) == whole


@settings(max_examples=300, deadline=None)
@given(PAPERS)
def test_one_pass_finds_the_anchors_of_all_mentions(content: str) -> None:
    found = scan.scan_text(content, ())
    inside = [(mention.number_start, mention.end) for mention in found.numbered]

    def free(starts: Iterable[int]) -> list[int]:
        return [at for at in starts if not any(start <= at < end for start, end in inside)]

    alone = free(number.start() for number in anchors._short_number().finditer(content))
    assert [number.start() for number in found.shorts] == alone
    laws = {found.end() for found in LAW_WORDS.finditer(content)}
    assert free(at - 1 for at in sorted(laws)) == free(at - 1 for at in sorted(found.laws))
    starts = [form.start() for form in named._NAMED.finditer(content)]
    assert set(free(starts)) <= set(found.named)


def test_a_law_stands_behind_a_number_that_is_none() -> None:
    content = "theo mục 1/A- BLHS, mức phạt"
    assert scan.scan_text(content, ()).laws == [content.index(",")]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(LEADS + NUMBER_WORDS + ("khoản 2 Điều 5", "TP.", "thứ năm", ";", "của ", "Phụ lục")), max_size=8
    )
)
def test_the_words_before_a_mention(pieces: list[str]) -> None:
    content = "Đoạn trước. " + "".join(pieces)
    start = len(content)
    near = lead.read_lead(content, 0, start)
    if near.undivided:
        assert not any(pinpoints._CONNECTOR.match(content, found.end()) for found in pinpoints._CHAIN.finditer(content))
    if near.sentence is not None:
        begin = sentences.sentence_start(content, 0, start)
        assert (start - near.sentence, near.words) == (begin, sentences.one_line(content[begin:]))
    if not near.issued:
        assert not content.rstrip().endswith(lead._ISSUED_ENDS)


@settings(max_examples=200, deadline=None)
@given(
    st.dates(min_value=date(1940, 1, 1), max_value=date(2030, 1, 1)), st.sampled_from(NAMES), st.sampled_from(NUMBERS)
)
def test_a_date_counts_by_its_period(day: date, name: str, number: str) -> None:
    iso = day.isoformat()
    first = registry.period(iso)
    assert first is not None and first <= iso
    assert issuers._canonical(name, "Huế", first) == issuers._canonical(name, "Huế", iso)
    digits, rest = identity._digits_of(number)
    of_day, of_period = (
        identity._frame("NQ", "Nghị quyết", len(digits), rest, None, at, name, "Huế", None)
        for at in (iso, identity._period(iso))
    )
    assert of_day == of_period
    assert (
        of_day.before is None
        or identity.key_text("NQ", "Nghị quyết", number, None, iso, name, "Huế", None)
        == f"{of_day.before}{int(digits)}{of_day.after}"
    )


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"ABĐƯỆ", *"abđưệ", "ỦY BAN", "nhân dân", " ", "1/", "ª", "ⅰ", "Ⅳ", "漢"]), max_size=40
    ).map("".join)
)
def test_a_line_in_capitals(text: str) -> None:
    letters = [char for char in text if char.isalpha()]
    few = sum(char.islower() for char in letters) * 20 <= len(letters)
    assert is_capitals(text) == (bool(letters) and few)


HEADS = (
    "Nơi nhận:", "Noi  nhạn :", "NƠI NHẬN:", "NƠI\nNHẬN", "Nơi gửi -", "Nơi nhân", "   ", "\t", "\n", "\n\n", "**", "_",
    "a ", "\u00a0", "- Lưu: VT", "TM. UBND",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(HEADS), max_size=12).map("".join), st.data())
def test_the_heads_of_recipients(content: str, data: st.DataObject) -> None:
    places = st.tuples(*[st.integers(0, len(content))] * 2).map(sorted)
    start, end = data.draw(places)
    signature = data.draw(st.none() | places.map(lambda place: Span(*place)))
    lines = [0, *(found.end() for found in re.finditer("\n", content))]
    long = [head for at in lines if at >= start and (head := recipients._HEAD.match(content, at, end))]
    if not long and signature is not None:
        near = max(start, signature.start - 6000), min(end, signature.end + 1500)
        long = list(recipients._HEAD_MERGED.finditer(content, *near))
    found = recipients._heads(content, start, end, signature)
    assert [head.span() for head in found] == [head.span() for head in long]


LAW_PARTS = (
    "Luật", "luật", "Bộ luật", "Dân sự", "Đầu tư công", "Đất đai", "Pháp lệnh", "sửa đổi, bổ sung một số điều của",
    "Thi đua, khen thưởng", "Người lao động Việt Nam đi làm việc ở nước ngoài theo hợp đồng", "năm 2022", "này", "và",
    ";", "(", "”", ":", ".", ",", "-", "\n\n", "_", "theo hợp đồng",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(LAW_PARTS[:3]), st.lists(st.sampled_from(LAW_PARTS), max_size=8), st.sampled_from(["", " "]))
def test_the_name_of_a_law(first: str, parts: list[str], gap: str) -> None:
    content = f"{first} {gap.join(parts)}"
    found = laws._name_of(words_of(content, limit=laws._MAX_WORDS))
    if found is not None:
        found = replace(found, end=laws._bracket_end(content, found.end, found.base_name))
    assert laws.match_law_name(content, 0) == found


@pytest.mark.parametrize("sign", [";", " (", ":", ", “", ")"])
def test_a_sign_settles_the_name_of_a_law(sign: str) -> None:
    ahead = laws._AHEAD.match(f"Luật Đầu tư công{sign} các đơn vị")
    assert ahead is not None
    assert laws._usual_name(ahead.group()) is not None  # without a second reading
