"""What a search lights up: the words that the query meant, and no others that merely share their letters."""

from __future__ import annotations

import pytest

from index.base import Entry, Query
from index.query import parse
from index.snippets import WIDTH, needles_of, snippets
from index.suggest import with_accents

TEXT = "CHỈ THỊ về thi đua. Các xã thi hành; khen  thưởng thi\nđua ở thị trấn, đưa tin, THI ĐUA."


def marked(text: str, query: str) -> list[str]:
    """What is marked in the snippets of a text."""
    cut = snippets(Entry(id="a", title="t", content=text), needles_of(parse(Query(text=query))[0]))
    return [" ".join(one.text[start:end].split()) for one in cut for start, end in one.marks]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("thị", ["THỊ", "thị"]),  # typed with accents: no `thi`
        ("đua", ["đua", "đua", "ĐUA"]),  # no `đưa`
        ("dua", ["đua", "đua", "đưa", "ĐUA"]),  # typed without: whatever accents the text has
        ("thi đua", ["thi đua", "thi đua", "THI ĐUA"]),  # not `THỊ`, nor `thi` of `thi hành`
        ("thi dua", ["thi đua", "thi đua", "THI ĐUA"]),
        ("chi thi", ["CHỈ THỊ"]),
        ("khen thuong thi đua", ["thi đua", "khen thưởng thi đua", "THI ĐUA"]),  # some accents typed, some not
        ("đua thị", ["THỊ", "đua", "đua", "thị", "ĐUA"]),  # never side by side in the text: each alone
        ('"thi đua" thị', ["THỊ", "thi đua", "thi đua", "thị", "THI ĐUA"]),
    ],
)
def test_marks_are_what_was_asked_for(query: str, expected: list[str]) -> None:
    assert marked(TEXT, query) == expected


def test_a_text_without_accents_is_marked_for_a_query_with_them_and_other_accents_are_not() -> None:
    assert marked("phong trao thi dua nam nay", "thi đua") == ["thi dua"]
    assert marked("lễ thí điểm ở trạm", "thị") == []


def test_tone_placement_makes_no_difference() -> None:
    assert marked("Hoà Bình, hòa giải, hóa đơn", "hoà") == ["Hoà", "hòa"]


def test_what_is_typed_is_looked_for_behind_many_look_alikes() -> None:
    assert marked("thị xã " * 100 + "mở hội thi", "hội thi") == ["hội thi"]


def test_a_text_of_look_alikes_alone_is_not_read_to_its_end() -> None:
    text = "thị xã họp. " * 30_000
    assert marked(text, "thi đua") == []
    assert marked(text + "thi đua", "thi đua") == [], "a thousand of them are enough"


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Tài sản nhà máy; tại kho; an toàn; nạn đói", "tai nạn an toàn", ["an toàn", "nạn"]),  # no `Tài`, no `tại`
        ("Chỉ thị của thị xã", "thi đua", []),
        ("Bản ghi nhớ. Lễ nghi cũ. Nghị quyết họp phường", "nghi quyết họp phường", ["Nghị quyết họp phường"]),
        ("Bến đò và đỗ xe", "ben do xe lừa", ["Bến đò", "đỗ xe"]),  # beside each other as in the query
        ("Đề án gom rác thải; rạc cũ", "đề án gom rac thai", ["Đề án gom rác thải"]),  # on along neighbours
        ("Nuôi trồng rong theo đề án", "đề án nuoi trong", ["Nuôi trồng", "đề án"]),
        ("Hội tụ vẽ sân kho; hồi tụ", "hoi ve tranh cổ động", []),
        ("Thị trấn Tây Hạ mở nghề; lời chỉ thị", "thi tay nghề", ["nghề"]),  # `thi`, `tay` have no accents by nature
        ("Hội thi, bàn tay. Thị trấn Tây Hạ dạy nghề", "thi tay nghề", ["thi", "tay", "nghề"]),
    ],
)
def test_a_syllable_without_accents_among_others_with_them_is_no_other_word(
    text: str, query: str, expected: list[str]
) -> None:
    assert marked(text, query) == expected


def test_a_quoted_phrase_stays_whole_beside_its_syllables() -> None:
    assert marked("Thi nhau đua ghe, thi đua", '"thi đua" đua thi') == ["Thi", "đua", "thi đua"]


@pytest.mark.parametrize("syllables", [80, 300])
def test_neighbours_without_end_fit_into_snippets(syllables: int) -> None:
    query = " ".join(f"t{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(syllables))
    cut = snippets(Entry(id="a", title="t", content=query), needles_of(parse(Query(text=query))[0]))
    assert cut and all(len(one.text) <= WIDTH and one.marks for one in cut)


@pytest.mark.parametrize(
    ("suggestion", "typed", "papers", "expected"),
    [
        ("thi dua", "thi đuaa", ["hạt dưa, dưa hấu, dưa leo; thi đua"], "thi đua"),  # beside its neighbour
        ("nhà ở xã hoi", "nhà ở xã hộii", ["Hồi ký", "nhà ở xã hội"], "nhà ở xã hội"),
        ("gom cổ", "gomm cổ", ["làng gốm", "gôm, gốm"], "gốm cổ"),  # nowhere beside it: as most often
        ("gom cổ", "gomm cổ", [], "gom cổ"),
        ("cổ cổ gom", "cổ cổ gomm", ["gốm"], "cổ cổ gốm"),  # what was typed stays as it is
    ],
)
def test_a_suggestion_has_the_accents_of_the_papers(
    suggestion: str, typed: str, papers: list[str], expected: str
) -> None:
    assert with_accents(suggestion, typed, papers) == expected
