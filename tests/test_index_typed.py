"""What people type and how they mean it, against each engine: slips, days, runs of syllables, looser questions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.base import Entry, Index, Query, Unseen
from index.query import parse
from index.tantivy_view import TantivyView
from tests.search_engines import FEW, drop, fill, ids, open_engine

ELASTIC = pytest.param("elasticsearch", marks=[pytest.mark.server, pytest.mark.xdist_group("elasticsearch")])
ENGINES = ["memory", "folder", ELASTIC]
MARKS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Index]:
    opened = open_engine(request.param, tmp_path)
    yield opened
    drop(opened)


@pytest.fixture(scope="module", params=ENGINES)
def few(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    opened = open_engine(request.param, tmp_path_factory.mktemp("few"))
    yield fill(opened, *FEW)
    drop(opened)


LONG_TITLE = "Quy định mức thu phí bến đò ngang trên địa bàn thị xã Mường Khôi"


@pytest.mark.parametrize(
    "typed",
    [
        LONG_TITLE[:-3],  # cut within a word, as lists cut them
        LONG_TITLE.replace("ngang", "nganh"),
        LONG_TITLE[:-1],
        LONG_TITLE + " kèm",
        LONG_TITLE.upper().replace("BẾN", "BẾNN"),
    ],
)
def test_one_slip_in_a_long_title_costs_nothing_and_is_told(index: Index, typed: str) -> None:
    other = "Quy định mức thu phí chợ đêm trên địa bàn thị xã Mường Khôi"
    every = f"{' '.join(reversed(typed.split()))} và nhiều chữ khác nữa"
    fill(index, Entry("meant", LONG_TITLE, "thu phí"), Entry("other", other, "thu"), Entry("list", "Danh mục", every))
    found = index.search(Query(text=typed))
    assert ids(found) == ["meant", "list"]
    assert "Kể cả 1 văn bản mà trích yếu chỉ thiếu một trong các từ." in found.notes
    assert {entry.id for entry in index.scan(Query(text=typed))} == {"list", "meant"}
    pages = [index.search(Query(text=typed, limit=1, offset=at)) for at in range(2)]
    assert [(ids(page), page.total) for page in pages] == [(["meant"], 2), (["list"], 2)]
    for exact in (Query(text=typed, strict=True), Query(text=typed, expand=False)):
        assert ids(index.search(exact)) == ["list"]
    assert not index.search(Query(text=LONG_TITLE)).notes


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("kế hoạch phòng chống lụt bão thị xã Mường Khôi", "Kế hoạch phòng chống lụt bão thị xã Mường Vai"),
        ("ke hoach phong chong lut bao thi xa muong khoi", "Kế hoạch phòng chống lụt bão thị xã Mường Vai"),
        ("kế hoạch phòng chống lụt bão Mường Khôi 2032", "Kế hoạch phòng chống lụt bão Mường Khôi 2031"),
        ("kế hoạch phòng chống lụt bão xã Mường Sẻng", "Kế hoạch phòng chống lụt bão xã Mường Khôi"),
        ("kế hoạch phòng chống lụt bão xã Mường Sen", "Kế hoạch phòng chống lụt bão xã Mường Khôi"),
        ("ke hoach phong chong lut bao xa muong sen", "Kế hoạch phòng chống lụt bão xã Mường Xén"),
        ("phê duyệt kinh phí hỗ trợ ông Lò Văn Tính", "Phê duyệt kinh phí hỗ trợ ông Lò Văn Kính"),
        ("phê duyệt kinh phí hỗ trợ ông Lò Văn Tính", "Phê duyệt kinh phí hỗ trợ ông Lò Văn An"),
        ("kế hoạch chống hạn lụt phía Đông huyện Mường Khôi", "Kế hoạch chống hạn lụt phía Tây huyện Mường Khôi"),
        ("kế hoạch chống hạn các thôn bản Mường Khôi BHYT", "Kế hoạch chống hạn các thôn bản Mường Khôi"),
    ],
)
def test_no_paper_of_another_place_or_year_passes_for_a_slip(index: Index, asked: str, near: str) -> None:
    right = Entry("right", "Kế hoạch chống hạn, lụt", f"thị xã Mường Khôi, {' '.join(reversed(asked.split()))}")
    fill(index, Entry("near", near, "lụt"), right)
    found = index.search(Query(text=asked))
    assert ids(found) == ["right"] and found.total == 1
    assert not any("chỉ thiếu một" in note for note in found.notes)
    assert [entry.id for entry in index.scan(Query(text=asked))] == ["right"]


def test_only_the_paper_whose_title_has_the_word_in_another_spelling_passes(index: Index) -> None:
    other = LONG_TITLE.replace("ngang", "dọc")  # lacks the same word, but for another one
    fill(index, Entry("meant", LONG_TITLE, "thu phí"), Entry("other", other, "thu phí"))
    typed = Query(text=LONG_TITLE.replace("ngang", "nganhg"))
    assert ids(index.search(typed)) == ["meant"] and [entry.id for entry in index.scan(typed)] == ["meant"]


def test_a_long_query_asks_few_questions_of_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [f"{onset}{rime}" for onset in "bcdghklmnpqrstvx" for rime in ("anh", "ong", "iem")]
    opened = fill(open_engine("memory", Path()), *(
        Entry(str(n), " ".join([*words[:n], *words[n + 1 :], words[n] + "q"]), "thu") for n in range(len(words))
    ))  # fmt: skip
    asked: list[object] = []
    found: Any = TantivyView.found

    def counted(*given: Any, **said: Any) -> Any:
        asked.append(given)
        return found(*given, **said)

    monkeypatch.setattr(TantivyView, "found", counted)
    opened.search(Query(text=" ".join(words)))
    assert 1 < len(asked) < 25
    drop(opened)


def test_a_slip_is_judged_by_what_may_be_seen(index: Index) -> None:
    typed = LONG_TITLE.replace("ngang", "ngank")
    secret = Entry("secret", "Sổ", "bến đò ngank trên sông", secrecy="MẬT")
    fill(index, Entry("meant", LONG_TITLE, "thu phí"), secret)
    assert ids(index.search(Query(text=typed, unseen=Unseen(MARKS)))) == ["meant"]


def test_many_days_and_days_left_out_are_no_burden(index: Index) -> None:
    fill(index, Entry("plan", "Trồng rau", "rau ngày 7 8 6 2031", date="2031-06-07"))
    days = " ".join(f"ngày {day}/6/2031" for day in range(1, 31))
    assert index.search(Query(text=f"trồng rau {days}", limit=5)).notes
    assert parse(Query(text="trồng rau -07/6/2031"))[0].days == ()
    assert parse(Query(text="trồng rau 08/6/2031 -07/6/2031"))[0].days == ("2031-06-08",)


def test_a_day_in_the_words_puts_papers_of_that_day_first(index: Index) -> None:
    text = "Căn cứ Nghị định ngày 07/6/2031; trồng rau sạch"
    days = ("2031-06-07", "2031-09-01", "2031-01-02")
    fill(index, *(Entry(day, "Trồng rau sạch", text, type_code="KH", date=day) for day in days))
    assert ids(index.search(Query(text="ngày 07/6/2031 trồng rau")))[0] == "2031-06-07"
    assert ids(index.search(Query(text="trồng rau sạch ngày 7 tháng 6 năm 2031")))[0] == "2031-06-07"


def test_what_only_the_filters_leave_out_is_not_told_as_missing_from_the_archive(few: Index) -> None:
    for text, type_ in (("34-CT/TW", "QĐ"), ("công tác văn thư lưu trữ", "CT")):
        notes = few.search(Query(text=text, types=(type_,))).notes
        assert any("Trong phạm vi lọc không có văn bản" in note for note in notes) and "Kho không" not in str(notes)
    cited = few.search(Query(text="34-CT/TW", ids=("province",))).notes  # a piece of a question asked in several
    assert any("Kho không có văn bản mang số này" in note for note in cited)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vanthu", "van thu"), ("thiduakhenthuong", "thi dua khen thuong"), ("phattrien nha", "phat trien nha"),
        ("thuvan", None),  # both stand in papers, never in this order
        ("vawn thuw", "văn thư"), ("coong tacs thi ddua", "công tác thi đua"), ("van thuw", "van thư"),
        ("a" * 200, None), ("vanthu" * 30, None),
    ],
)  # fmt: skip
def test_syllables_typed_in_one_or_by_the_keys_of_telex_are_offered(few: Index, typed: str, meant: str | None) -> None:
    found = few.search(Query(text=typed))
    assert found.suggestion == meant
    if meant is not None:
        assert few.search(Query(text=meant)).total


def test_words_of_other_languages_are_no_keys_of_telex(index: Index) -> None:
    texts = ("bú sữa", "tã lót", "gá cầm", "xe bù lu, ga tàu", "kinh doanh gà", "thuế ta thu", "khen thưởng, kế hoạch")
    fill(index, *(Entry(str(n), "Mẩu", text) for n, text in enumerate(texts)))
    for typed, never in (("xe bus", "bú"), ("bus", "bú"), ("kinh doanh gas", "gá"), ("thuế tax", "tã"), ("gas", "gá")):
        assert never not in (index.search(Query(text=typed)).suggestion or "")
    for typed, meant in (("khen thuowngr", "khen thưởng"), ("ke hoachj", "ke hoạch"), ("kees hoachj", "kế hoạch")):
        assert index.search(Query(text=typed)).suggestion == meant


def test_of_papers_of_one_number_and_year_the_one_of_that_day_comes_first(index: Index) -> None:
    days = {"a": "2031-03-05", "b": "2031-06-07", "c": "2031-09-01"}
    fill(index, *(Entry(one, f"Nuôi ong {one}", "ong", number=f"07/2031/TT-B{one.upper()}", type_code="TT", date=day)
                  for one, day in days.items()))  # fmt: skip
    for one, day in days.items():
        said = f"{int(day[8:])}/{int(day[5:7])}/2031"
        assert ids(index.search(Query(text=f"thông tư 7 ngày {said}")))[0] == one
        assert ids(index.search(Query(text=f"thông tư số 7 ngày {said} nuôi ong")))[0] == one
    assert len(index.search(Query(text="thông tư 7 ngày 8/8/2031")).hits) == len(days)  # a slip costs nothing


@pytest.mark.parametrize("text", ["công tác văn thư lưu trữ", "77/QĐ-XYZ thi đua", "thi đua", "khongcochunay"])
def test_scan_gives_what_search_counts_also_where_a_looser_question_was_asked(few: Index, text: str) -> None:
    found = few.search(Query(text=text))
    assert {entry.id for entry in few.scan(Query(text=text))} == {*ids(found)}
    strict = Query(text=text, strict=True)
    assert {entry.id for entry in few.scan(strict)} == {*ids(few.search(strict))}
    assert (found.total == 0) == (text == "khongcochunay")
    assert (few.search(strict).total == 0) == (text != "thi đua")


def test_what_may_not_be_seen_parts_no_syllables(index: Index) -> None:
    fill(index, Entry("open", "Ao cá", "ao cá mè"), Entry("secret", "Mè", "mè ao", secrecy="MẬT"))
    unseen = Unseen(MARKS)
    assert index.search(Query(text="aoca", unseen=unseen)).suggestion == "ao ca"
    assert index.search(Query(text="meao")).suggestion == "me ao"
    assert index.search(Query(text="meao", unseen=unseen)).suggestion is None
