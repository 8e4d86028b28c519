"""What the stages of a whole document pass over at a glance, the long way would not have read either; and the glance
does not grow dearer with the text."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import bodies, issuers, name_words, paragraphs
from extractor.bodies import words
from extractor.document import Text
from extractor.header import heading, numbering
from extractor.layout import Line, LinePattern, read_lines
from extractor.phrases import Phrases
from extractor.pipeline import extract
from extractor.references import pinpoints, sentences
from extractor.work import clauses, deadline_periods, deadline_reports, forms, tasks


def _text(*pieces: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=12).map("".join)


LINES = ("\n", "\n\n", " ", "\t", "Căn cứ", " x", "x", "Số: 1/QĐ-SY", "SAO Y", "GIÁM ĐỐC", "- ", "TM. ", "\r\n")
PATTERNS = (r"[ \t]*Căn\s+cứ\b", r"[^\w\n]{0,8}(?P<at>GIÁM|TM\.)", r"[ \t]*x*[ \t]*$", r"[^\n]{0,4}x\s+x|SAO Y")


@pytest.mark.parametrize("pattern", PATTERNS)
@settings(max_examples=150, deadline=None)
@given(_text(*LINES), st.integers(0, 30), st.integers(0, 60))
def test_a_pattern_of_lines_finds_what_a_caret_finds(pattern: str, content: str, start: int, end: int) -> None:
    start = min(start, len(content))
    end = min(max(start, end), len(content))
    plain = re.compile(rf"^(?:{pattern})", re.MULTILINE)
    found = [match.span() for match in LinePattern(pattern).finditer(content, start, end)]
    assert found == [match.span() for match in plain.finditer(content, start, end)]


PHRASES = ("tổ chức", "tổ chức cán bộ", "Ban", "Ban Chỉ huy", "chỉ đạo như sau", "T.Ư")


@settings(max_examples=200, deadline=None)
@given(_text(*PHRASES, "tổ", "Ban Chỉ", " ", "\n", "x", ",", "_"), st.integers(0, 20))
def test_phrases_match_as_one_alternation(text: str, start: int) -> None:
    longest_first = sorted(PHRASES, key=lambda phrase: (-len(phrase), phrase))
    spaced = (r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first)
    wanted = re.compile(rf"(?:{'|'.join(spaced)})(?!\w)").match(text, start)
    found = Phrases(PHRASES).match(text, start)
    assert (found and found.span()) == (wanted and wanted.span())


@settings(max_examples=300, deadline=None)
@given(
    _text(
        "Các đơn vị", "các sở, ngành", "Sở Nội vụ", "Trung tâm y tế", "lãnh đạo phòng nội vụ", "Người dân", " (", ") ",
        ". ", "; ", ", ", " và ", " thực hiện", "TP. Huế", "UBND các xã", "Ông ", "đại diện ban dân tộc", "báo cáo",
        "(ii) ",
    )
)  # fmt: skip
def test_no_clause_that_names_a_body_is_passed_over(text: str) -> None:
    found = {place: (word, end) for place, word, end in clauses.Clauses(text, 0, len(text)).within(0, len(text))}
    signs = re.finditer(r"(?:\A|[.;]\s+|\((?:ii?|iv)\)\s+)(?=\w)", text)
    places = sorted({sign.end() for sign in signs} | {0})
    for place, end in zip(places, [*places[1:], len(text)], strict=True):
        word, stop = found.get(place, ("", end))
        assert stop == end
        named = clauses.may_name(text, place, word, end)
        assert named or not bodies.read_bodies(text, place, end).bodies


def test_the_clauses_of_a_text_are_those_of_its_paragraphs() -> None:
    text = "1. Các sở. Sở A; x\n(ii) Phòng B. \nVề C"
    every = clauses.Clauses(text, 0, len(text))
    assert every.within(3, 18) == [(3, "Các", 11), (11, "Sở", 17)]
    assert every.within(19, 33) == [(24, "Phòng", 33)]
    assert every.within(34, 38) == [(34, "Về", 38)]


CUES = (
    "giao", "Giao cho ", "ngoại giao ", "đề nghị", "Đề  nghị ", "đề", "nghị ", "yêu cầu ", "Yêu\ncầu", "chỉ đạo ",
    "Chỉ", "phân công ", "Phân công", "ủy quyền cho ", "Ủy quyền", "Uỷ quyền cho ", " nhiệm vụ", " trách nhiệm ", ": ",
    " x", "\n", "Cơ quan", "đầu mối", "tham mưu", ":", "            ",
    "chủ trì", "Chủ trì, ", " và ", "phối hợp", " với ", "chịu", "có", " thi hành ", " thực hiện ", "Quyết định này",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(_text(*CUES))
def test_no_cue_of_an_assignment_is_passed_over(text: str) -> None:
    end = len(text)
    orders = forms.order_places(text, 0, end)
    assert all(found.start() in orders for found in forms.ORDER.finditer(text))
    together = forms.together_places(text, 0, end)
    assert together or forms.TOGETHER.search(text) is None
    assert forms.may_label(text) or forms.LABEL.search(text) is None
    closings = forms.closing_places(text, 0, end)
    assert closings or forms.closing_cue(text, 0, end) is None


DIVISIONS = (
    "khoản ", "Điều ", "điểm ", "Mục ", "Phụ lục ", "tiết ", "gạch đầu dòng thứ ", "Mẫu số ", "số thứ tự ", "chi tiết ",
    "phần ", "Chương ", "đoạn ", "Biểu ", "biểu mẫu", "2", "5a", "IV", "đ", "cuối", "nhất", "hai", "tư ", ", ", "; ",
    " và ", "của ", "tại ", "kèm theo ", "các ", "Quy chế ", "ban hành ", "(sửa đổi)", "x", "xanh ", "\n", ".", " ",
    "cứ ", "Vì", "xã ",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    _text(
        "Xét.", ". ", "TP. ", "1.2", "! ", "?\n", "\n", "\n\n", " \n ", ";\n", "a) ", "- ", "1. ", "Điều 5", "Căn cứ ",
        "\nThay thế ", "\n\u3000\n", "x", " ",
    )
)  # fmt: skip
def test_a_sentence_begins_behind_the_last_end_of_one(content: str) -> None:
    ends = [found.end() for found in sentences.SENTENCE_END.finditer(content)]
    assert sentences.sentence_start(content, 0, len(content)) == (ends[-1] if ends else 0)


@settings(max_examples=300, deadline=None)
@given(_text(*DIVISIONS))
def test_no_pinpoint_is_passed_over(window: str) -> None:
    chains = (found for found in pinpoints._CHAIN.finditer(window) if pinpoints._CONNECTOR.match(window, found.end()))
    first = next(chains, None)
    found = pinpoints._chain_to_the_end(window)
    assert (found and found.span()) == (first and first.span())
    assert pinpoints._may_hold_unit(window) or pinpoints._HAS_UNIT.search(window) is None
    near = max(0, len(window) - pinpoints._END_SEEN)
    plain = pinpoints._ends_with_a_plain_word(window, near, len(window))
    assert not (plain and pinpoints._MAY_END.search(window, near))


@settings(max_examples=200, deadline=None)
@given(
    _text(
        "từ", "Từ ", "trước ", "Trước", "đến ", "trong ", "chậm nhất ", "Quý ", "QUÝ ", "Tháng ", "Năm ", "THÁNG ",
        "ngày ", "5", "2025", "/", " ", "\n", "(", "tháng 5 ", "IV", "hết ", "thời hạn ", "x", "muộn nhất",
    )
)  # fmt: skip
def test_every_cue_of_a_term_is_found(content: str) -> None:
    cues = re.compile(r"[Tt]ừ|[Tt]rước|[Đđ]ến|[Tt]rong|[Cc]hậm nhất|[Mm]uộn nhất|Quý|QUÝ|Tháng|THÁNG|Năm")
    places = deadline_periods.cue_positions(content, 0, len(content))
    for cue in cues.finditer(content):
        match = deadline_periods.CUE.match(content, cue.start())
        if match and deadline_periods.read_period(content, match, len(content), None):
            assert cue.start() in places


@settings(max_examples=200, deadline=None)
@given(
    _text(
        "Số: ", "Luật số ", "Số ", "SỐ", "số:", "12/2020/NĐ-CP", "/KH-UBND", "34-CT/TW", "\n", "  ", "HÀ NỘI", "_", "x"
    )
)
def test_the_number_line_is_found_where_its_pattern_finds_it(content: str) -> None:
    end = len(content)
    read = (numbering._read(content, lead, end) for lead in numbering._LEAD.finditer(content, 0, end))
    assert numbering.find_numbering(content, 0, end) == next((found for found in read if found is not None), None)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(("VỀ VIỆC TRỒNG CÂY", "về việc trồng cây", "", "CHÍNH PHỦ", "---", "Căn cứ Luật", "của tỉnh,")),
        max_size=40,
    )
)
def test_a_title_ends_where_it_ends_among_all_lines(lines: list[str]) -> None:
    content = "KẾ HOẠCH\n" + "\n".join(lines)
    head = heading.heading_at(content, Line(0, 8, "KẾ HOẠCH", False))
    assert head is not None
    every = heading.even_lines(read_lines(content, head.end, len(content), 60))
    assert heading.read_title(content, head, len(content)) == heading._title(content, head, every, ())


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet="ĐÐCPMTBIVXabđ123(.)/-+ ươẫụihIHƯỤẪ\n", max_size=6),
    st.sampled_from(("", "iều 3.", "hương II\n", "ục 1:", "ẫu số 1")),
)
def test_no_mark_is_passed_over(start: str, rest: str) -> None:
    content = start + rest + " Nội dung"
    kinds = [kind for kind, pattern in paragraphs._MARKS.get(content[:1], ()) if (m := pattern.match(content)) and m[1]]
    found = paragraphs.marker_at(content, 0)
    assert (found.kind if found else None) == (kinds[0] if kinds else None)


def test_every_title_in_small_letters_is_looked_for() -> None:
    rules = words.grammar()
    for title in ("lãnh đạo", "đại diện", "người đứng đầu"):
        assert rules.title.match(title) and rules.small_title.search(title)


HOSTILE = (
    "đề nghị Sở A ", "Sở Nội vụ thực hiện. ", "; các sở", "; các sở Nội vụ", "trước ngày 5/5 ", "1. Sở Nội vụ; ",
    "Giao Sở A, ", "Các đơn vị; ", "a) Sở Y tế:\n", "- Phòng Nội vụ;\n", "Số: 1/A\n", "TM. \n", "QUYẾT ĐỊNH\n",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_calls_grow_with_the_text_and_no_faster(piece: str) -> None:
    head = "UBND TỈNH CÀ MAU\nSỞ NỘI VỤ\nSố: 1/KH-SNV\nCà Mau, ngày 01 tháng 02 năm 2025\nKẾ HOẠCH\nTrồng cây\n\n1. "
    tail = "\n\nGIÁM ĐỐC\nNguyễn Văn Mẫu\n\nNơi nhận:\n- Lưu: VT.\n"
    once, twice = (_calls(lambda n=n: extract(Text(head + piece * n + tail))) for n in (80, 160))  # type: ignore[misc] # bound
    assert twice < 2.4 * once


REPORTED = (
    "; Sở Nội vụ", " Đồng thời, Sở A", "; Sở A rà soát", " công văn gửi Sở A;", ". Cụ thể, Sở A rà soát",
    " Cùng đi có lãnh đạo Sở A", " Dự họp có đại diện Sở A",
)  # fmt: skip


@pytest.mark.parametrize("piece", REPORTED)
def test_calls_grow_with_a_sentence_of_a_report_and_no_faster(piece: str) -> None:
    """Lists in one sentence: each of its bodies could open a list of its own, up to the same end."""
    head = "Ngày 05/3/2031, Chủ tịch UBND tỉnh ký công văn về trồng cây.\n\nChủ tịch yêu cầu Sở Y tế rà soát"
    once, twice = (_calls(lambda n=n: extract(Text(head + piece * n + "\n"))) for n in (80, 160))  # type: ignore[misc] # bound
    assert twice < 2.4 * once


def test_a_word_longer_than_two_syllables_is_not_cut_at_every_letter() -> None:
    short, long = (_calls(lambda n=n: name_words._glued_at("ắ" * n)) for n in (20, 2_000))  # type: ignore[misc] # bound
    assert long == short
    assert name_words._glued_at("nghiêngnghiêng") == 7


@pytest.mark.parametrize("gap", ["\n", "\n \n", " \n"])
def test_empty_lines_take_no_longer_than_their_number(gap: str) -> None:
    def search(text: str) -> None:
        assert tasks._CLOSE.search(text) is None
        assert tasks._TERM_LABEL.match(text) is None

    short, long = (_seconds(lambda n=n: search(gap * n)) for n in (1_000, 8_000))  # type: ignore[misc] # bound
    assert long < 24 * max(short, 1e-4)  # eight times as many; a quadratic search takes 64 times as long


def test_a_name_of_one_long_word_takes_no_longer_than_its_letters() -> None:
    def read(count: int) -> None:
        assert issuers._PARTIAL.sub("", "Sở " + "ắ" * count + " ") == "Sở " + "ắ" * count + " "
        assert issuers._PARTIAL.sub("", "Sở " + "ắ" * count) == "Sở "

    short, long = (_seconds(lambda n=n: read(n)) for n in (1_000, 8_000))  # type: ignore[misc] # bound
    assert long < 24 * max(short, 1e-4)


def test_what_is_reported_on_takes_no_longer_than_its_words() -> None:
    def read(count: int) -> None:
        assert deadline_reports.reported("báo cáo kết quả " * count + "và phun thuốc ") is None
        assert deadline_reports.reported("kết quả " * count) is None

    short, long = (_seconds(lambda n=n: read(n)) for n in (100, 800))  # type: ignore[misc] # bound
    assert long < 24 * max(short, 1e-4)


def _seconds(run: Callable[[], object]) -> float:
    """The shortest of three runs, other work of the machine left out."""
    taken: list[float] = []
    for _ in range(3):
        begun = time.process_time()
        run()
        taken.append(time.process_time() - begun)
    return min(taken)


def _calls(run: Callable[[], object]) -> int:
    """How many functions run, those written in C among them."""
    run()  # what is loaded or kept at the first reading does not count
    _forget()
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count


def _forget() -> None:
    """What the stages keep of the text that they read last."""
    from extractor import bodies
    from extractor.divisions import parts
    from extractor.footer import signature
    from extractor.work import assignments, tasks

    kept: Iterable[object] = (
        paragraphs.paragraphs, assignments._assignments, tasks._sentences, deadline_periods.cue_positions,
        signature.find_signature, parts._of_paper, numbering._numbering, bodies.read_bodies,
    )  # fmt: skip
    for function in kept:
        function.cache_clear()  # type: ignore[attr-defined] # lru_cache has it
