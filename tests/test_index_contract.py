"""What every engine must do, run against each: tantivy in memory and in a folder, a real Elasticsearch over TLS."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.base import BadQuery, Entry, Index, Query, Unseen
from tests.search_engines import EMULATION, FEW, HOUSING, NEWS, RECORDS, drop, fill, ids, open_engine

ELASTIC = pytest.param("elasticsearch", marks=[pytest.mark.server, pytest.mark.xdist_group("elasticsearch")])
ENGINES = ["memory", "folder", ELASTIC]


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Index]:
    opened = open_engine(request.param, tmp_path)
    yield opened
    drop(opened)


def test_put_get_count_delete(index: Index) -> None:
    fill(index, *FEW)
    assert index.count() == len(FEW)
    assert index.get("housing") == HOUSING
    assert index.get("nowhere") is None
    index.delete(["housing", "nowhere"])
    index.refresh()
    assert index.get("housing") is None
    assert index.count() == len(FEW) - 1


def test_put_again_replaces(index: Index) -> None:
    fill(index, *FEW)
    fill(index, replace(RECORDS, title="Tên mới hẳn"))
    assert index.count() == len(FEW)
    assert ids(index.search(Query(text='"tên mới hẳn"'))) == ["records"]


def test_an_entry_that_cannot_be_stored_is_a_value_and_the_others_are_stored(index: Index) -> None:
    report = index.put([RECORDS, replace(NEWS, date="2020-02-31")])
    index.refresh()
    assert report.stored == 1
    assert [id_ for id_, _ in report.failed] == ["news"]
    assert index.count() == 1


SPELLINGS = [
    ("30/2020/NĐ-CP", "records"),
    ("30/2020/nd-cp", "records"),
    ("30/2020/NDCP", "records"),
    ("30 / 2020 / NĐ - CP", "records"),
    ("nghi dinh 30/2020", "records"),
    ("Nghị định số 30/2020/NĐ-CP", "records"),
    ("Nghị định 30 năm 2020", "records"),
    ("NĐ 30", "records"),
    ("nd30", "records"),
    ("30 nd cp", "records"),
    ("30-2020-NĐ-CP", "records"),
    ("30_2020_ND-CP", "records"),
    ("nđ-cp 30", "records"),
    ("30/2020", "records"),
    ("01/2020/QĐ-UBND", "province"),
    ("1/2020/qd-ubnd", "province"),
    ("01/QĐ-UBND", "province"),
    ("qd 1", "province"),
    ("QĐ số 01", "province"),
    ("quyet dinh so 1 nam 2020", "province"),
    ("01/2020/UBND-QĐ", "province"),
    ("34-CT/TW ngày 07/4/2014", "emulation"),
    ("Chỉ thị 34-CT/TW năm 2014", "emulation"),
    ("chỉ thị 34 của Bộ Chính trị", "emulation"),
    ("34/CT-TW ngày 24 tháng 5 năm 2024", "housing"),
    ("chi thi 34 nha o xa hoi", "housing"),
    ("34-СТ/TW ngày 24/5/2024", "housing"),  # Cyrillic letters that look alike
]


@pytest.fixture(scope="module", params=ENGINES)
def few(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    opened = open_engine(request.param, tmp_path_factory.mktemp("few"))
    yield fill(opened, *FEW)
    drop(opened)


@pytest.mark.parametrize("spelling, wanted", SPELLINGS)
def test_every_spelling_of_a_number_leads_to_its_document_first(few: Index, spelling: str, wanted: str) -> None:
    first = few.search(Query(text=spelling, explain=True)).hits[0]
    assert (first.id, first.matched) == (wanted, "number")
    assert first.reasons


def test_an_ambiguous_number_shows_its_candidates_and_then_who_cites_it(few: Index) -> None:
    found = few.search(Query(text="34-CT/TW"))
    assert [(hit.id, hit.matched) for hit in found.hits] == [
        ("housing", "number"),
        ("emulation", "number"),
        ("province", "cites"),
    ]
    assert any("2 văn bản cùng số" in note for note in found.notes)


def test_a_year_that_was_typed_chooses_among_papers_of_one_number(few: Index) -> None:
    found = few.search(Query(text="34-CT/TW năm 2014"))
    assert [hit.id for hit in found.hits if hit.matched == "number"] == ["emulation"]
    assert not any("cùng số" in note for note in found.notes), "nothing is left to choose"
    other = few.search(Query(text="34-CT/TW năm 2015"))
    assert not [hit for hit in other.hits if hit.matched == "number"]
    assert any("nhưng của năm khác" in note for note in other.notes)


def test_a_number_that_is_not_held_is_said_and_its_mentions_are_found(few: Index) -> None:
    few.delete(["emulation", "housing"])
    few.refresh()
    found = few.search(Query(text="34-CT/TW"))
    fill(few, EMULATION, HOUSING)
    assert ids(found) == ["province"]
    assert any("không có văn bản mang số này" in note for note in found.notes)


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("thi đua", {"emulation", "province", "news"}),
        ("thi dua", {"emulation", "province", "news"}),
        ("THI ĐUA", {"emulation", "province", "news"}),
        (unicodedata.normalize("NFD", "thi đua"), {"emulation", "province", "news"}),
        ("hòa bình", {"emulation"}),  # printed hoà
        ("van thu", {"records"}),
        ('"nhà ở xã hội"', {"housing"}),
        ("“nhà ở xã hội”", {"housing"}),
        ('"nha o xa hoi"', set()),  # quotes mean exact accents
        ('"hoà bình"', {"emulation"}),
        ('"hòa bình"', {"emulation"}),
        ("thi đua -news", {"emulation", "province", "news"}),
        ("thi đua -phong", {"province"}),
        ('thi đua -"công tác"', {"province", "news"}),
        ("nhà -thuế", {"housing", "records"}),  # thuê stays
        ("uỷ ban nhân dân", {"province", "news"}),
        ("UBND", {"province", "news"}),
        ("SNV", {"province"}),
        ("loai:QĐ", {"province"}),
        ('loai:"chỉ thị"', {"emulation", "housing"}),
        ("nam:2020 công tác", {"records"}),
        ("tu:2020 den:03/2020", {"province", "records"}),
        ('coquan:"ban bí thư"', {"housing"}),
        ("-loai:CT thi đua", {"province", "news"}),
    ],
)
def test_words_phrases_exclusions_and_typed_filters(few: Index, text: str, wanted: set[str]) -> None:
    assert set(ids(few.search(Query(text=text)))) == wanted


@pytest.mark.parametrize(
    "query, wanted",
    [
        (Query(types=("CT",)), {"emulation", "housing"}),
        (Query(types=("CT", "NĐ")), {"emulation", "housing", "records"}),
        (Query(exclude_types=("CT",)), {"province", "records", "news"}),
        (Query(issuers=("Chính phủ",)), {"records"}),
        (Query(exclude_issuers=("Chính phủ", "Ban Bí thư")), {"emulation", "province", "news"}),
        (Query(kinds=("news",)), {"news"}),
        (Query(exclude_kinds=("news",)), {"emulation", "housing", "province", "records"}),
        (Query(statuses=("in_force",)), {"housing"}),
        (Query(levels=("party",)), {"emulation", "housing"}),
        (Query(exclude_levels=("party",)), {"province", "records", "news"}),
        (Query(years=(2014, 2024)), {"emulation", "housing"}),
        (Query(exclude_years=(2020,)), {"emulation", "housing", "news"}),
        (Query(date_from="2020-01-05"), {"province", "records", "housing"}),
        (Query(date_to="2020-01-05"), {"emulation", "province"}),
        (Query(date_from="2020-01-05", date_to="2020-01-05"), {"province"}),
        (Query(ids=("news", "records", "nowhere")), {"news", "records"}),
        (Query(ids=()), set()),
        (Query(text="thi đua", ids=("news",)), {"news"}),
    ],
)
def test_filters(few: Index, query: Query, wanted: set[str]) -> None:
    found = few.search(query)
    assert set(ids(found)) == wanted
    assert found.total == len(wanted)


def test_facets_count_every_match_and_not_the_page(few: Index) -> None:
    found = few.search(Query(text="thi đua", limit=1))
    assert found.total == 3
    assert len(found.hits) == 1
    facets = dict(found.facets)
    assert facets["type"] == (("CT", 1), ("QĐ", 1))
    assert facets["year"] == (("2014", 1), ("2020", 1))
    assert facets["kind"] == (("official", 2), ("news", 1))
    assert facets["level"] == (("party", 1), ("province", 1))


def test_pages_follow_each_other(few: Index) -> None:
    whole = ids(few.search(Query(text="công tác")))
    paged = [id_ for at in range(len(whole)) for id_ in ids(few.search(Query(text="công tác", limit=1, offset=at)))]
    assert paged == whole


def test_sorting_by_date(few: Index) -> None:
    dated = Query(exclude_kinds=("news",))
    assert ids(few.search(replace(dated, sort="date"))) == ["emulation", "province", "records", "housing"]
    assert ids(few.search(replace(dated, sort="-date"))) == ["housing", "records", "province", "emulation"]
    assert ids(few.search(dated)) == ["housing", "records", "province", "emulation"], "without words: newest first"


def test_an_accented_query_ranks_its_exact_match_first(index: Index) -> None:
    words = {"bò": "bò", "bỏ": "bỏ", "bó": "bó", "bộ": "bộ"}
    fill(
        index,
        *(Entry(id=id_, title="Thông tin", content=f"Nội dung nói về {word} ở đây") for id_, word in words.items()),
    )
    for id_ in words:
        assert ids(index.search(Query(text=id_)))[0] == id_
    assert set(ids(index.search(Query(text="bo")))) == set(words)


def test_the_title_comes_first_then_neighbours_then_the_rest_and_pages_agree(index: Index) -> None:
    rest = "nói nhiều về cây, cây và cây, còn xanh thì ít"
    texts = {f"far{n}": ("Tin vắn", f"Mẩu {n} {rest}") for n in range(4)}
    texts |= {f"near{n}": ("Tin vắn", f"Mẩu {n} dài dòng rồi mới nhắc cây xanh ở cuối") for n in range(4)}
    texts |= {f"title{n}": (f"Cây và lá xanh, phần {n}", "Không nhắc lại.") for n in range(4)}
    fill(index, *(Entry(id=id_, title=title, content=content) for id_, (title, content) in texts.items()))
    for text in ("cây xanh", "cay xanh"):
        whole = index.search(Query(text=text, limit=50, explain=True))
        assert whole.total == 12
        assert [id_.rstrip("0123456789") for id_ in ids(whole)] == ["title"] * 4 + ["near"] * 4 + ["far"] * 4
        assert any("trích yếu" in reason for reason in whole.hits[0].reasons)
        paged = [id_ for at in range(0, 12, 5) for id_ in ids(index.search(Query(text=text, limit=5, offset=at)))]
        assert paged == ids(whole)


def test_a_merged_body_is_found_by_both_names_when_asked(index: Index) -> None:
    fill(
        index,
        Entry(id="old", title="Thông báo", content="Sở Giao thông vận tải thông báo."),
        Entry(id="new", title="Thông báo", content="Sở Xây dựng thông báo."),
    )
    for name in ("Sở Giao thông vận tải", "Sở Xây dựng"):
        assert len(ids(index.search(Query(text=name)))) == 1
        assert set(ids(index.search(Query(text=name, renamed=True)))) == {"old", "new"}


def test_capitals_in_front_limit_to_their_type_until_switched_off(few: Index) -> None:
    assert ids(few.search(Query(text="QĐ thi đua"))) == ["province"]
    found = few.search(Query(text="NĐ văn thư"))
    assert ids(found) == ["records"]
    assert found.switches == ("expand",)
    assert few.search(Query(text="NĐ phong trào")).total == 0
    assert few.search(Query(text="NĐ phong trào", expand=False)).total == 3, "most of the words"


def test_snippets_are_slices_of_the_original_with_marks(few: Index) -> None:
    hits = few.search(Query(text="thi dua")).hits
    assert len(hits) > 2 and all(any(snippet.marks for snippet in hit.snippets) for hit in hits)
    for hit in hits:
        entry = few.get(hit.id)
        assert entry is not None
        for snippet in hit.snippets:
            assert entry.content[snippet.start : snippet.start + len(snippet.text)] == snippet.text
        marked = {s.text[a:b].lower() for s in hit.snippets for a, b in s.marks}
        assert hit.id == "province" or marked <= {"thi đua"}


def test_nothing_has_every_word_so_most_will_do_and_it_is_said(few: Index) -> None:
    found = few.search(Query(text="công tác văn thư lưu trữ"))
    assert ids(found)[0] == "records"
    assert any("phần lớn các từ" in note for note in found.notes)


def test_did_you_mean_is_offered_and_not_used(few: Index) -> None:
    found = few.search(Query(text="vann thư"))
    assert found.total == 0
    assert found.suggestion == "văn thư", "who types accents is answered with accents"
    assert few.search(Query(text="vann thu")).suggestion == "van thu"
    assert few.search(Query(text="vam thư")).suggestion is not None
    assert few.search(Query(text="vám thư")).suggestion is None  # typed with its mark: the papers just lack it


@pytest.mark.parametrize(
    "text",
    [
        '"nhà ở',
        "quyet*",
        "b?n",
        "thi OR đua",
        "thi AND đua",
        "nhà~",
        "xyz:abc",
        "nam:xx",
        "loai:XYZ",
        "...",
        "tu:32/13/2020",
    ],
)
def test_unknown_syntax_is_answered_in_words(few: Index, text: str) -> None:
    with pytest.raises(BadQuery, match="Ví dụ"):
        few.search(Query(text=text))


def test_a_page_out_of_range_is_refused(few: Index) -> None:
    for query in (Query(limit=5000), Query(offset=-1), Query(offset=200_000), Query(sort="size")):
        with pytest.raises(BadQuery):
            few.search(query)


def test_scan_gives_every_match_newest_first(few: Index) -> None:
    assert [e.id for e in few.scan(Query(exclude_kinds=("news",), limit=1))] == [
        "housing",
        "records",
        "province",
        "emulation",
    ]
    assert all(entry.content == "" for entry in few.scan(Query()))


def test_rebuild_replaces_everything_and_keeps_later_writes(index: Index) -> None:
    fill(index, *FEW)

    def entries() -> Iterator[Entry]:
        yield from (EMULATION, HOUSING, RECORDS)
        index.put([replace(NEWS, title="Tin đến giữa chừng"), replace(EMULATION, title="Sửa giữa chừng")])
        index.delete(["housing"])
        index.refresh()
        yield RECORDS

    report = index.rebuild(entries())
    index.refresh()
    assert report.failed == ()
    assert set(ids(index.search(Query()))) == {"emulation", "records", "news"}
    changed = index.get("emulation")
    assert changed is not None
    assert changed.title == "Sửa giữa chừng"


MARKS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")


def test_what_may_not_be_seen_is_not_there(index: Index) -> None:
    entries = [
        Entry("open", "Trồng cây gạo", "cây gạo ven đường", issuer="Sở A"),
        Entry("own", "Trồng cây gụ", "cây gụ", issuer="Sở A", secrecy="MẬT"),
        Entry("other", "Trồng cây gõo", "cây gõo hầm ngamsau", issuer="Sở B", secrecy="MẬT"),
        Entry("high", "Trồng cây gấm", "cây gấm", issuer="Sở A", secrecy="TUYỆT MẬT"),
    ]
    fill(index, *entries)
    low, unit = Unseen(MARKS), Unseen(MARKS[1:], MARKS, ("Sở A",))
    for unseen, expected in ((None, {"open", "own", "other", "high"}), (low, {"open"}), (unit, {"open", "own"})):
        found = index.search(Query(text="trồng cây", unseen=unseen))
        assert set(ids(found)) == expected
        assert sum(count for _, count in dict(found.facets)["issuer"]) == len(expected)
        assert {entry.id for entry in index.scan(Query(unseen=unseen))} == expected


def test_what_may_not_be_seen_suggests_nothing_and_holds_no_suggestion_back(index: Index) -> None:
    fill(index, Entry("open", "Trồng ngamsay", "ngamsay"), Entry("secret", "Trồng ngamsau", "ngamsau", secrecy="MẬT"))
    unseen = Unseen(MARKS)
    assert index.search(Query(text="ngamsau", unseen=unseen)).suggestion == "ngamsay"
    assert index.search(Query(text="ngamsax", unseen=unseen)).suggestion == "ngamsay"
    assert index.search(Query(text="ngamsau")).total == 1
    assert index.search(Query(text="hngamsau", unseen=unseen)).suggestion is None
