"""From the contract's object to an entry, and snippets cut from it with their division and page."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.base import Entry, Passage, Query
from index.entry import entry_from, entry_of, index_fields, ready
from index.query import parse
from index.snippets import WIDTH, needles_of, snippets

TEXT = (
    "QUYẾT ĐỊNH\nĐiều 1. Phạm vi\n1. Quy chế này áp dụng cho các sở.\n"
    "2. Việc cho thuê nhà công vụ theo quy định riêng.\nĐiều 2. Thi hành\nChánh Văn phòng chịu trách nhiệm thi hành."
)


def contract(**changed: Any) -> dict[str, Any]:
    """A document as `vanban extract` prints it, as far as search reads it."""
    one, two = TEXT.index("Điều 1"), TEXT.index("Điều 2")
    first, second = TEXT.index("1. Quy"), TEXT.index("2. Việc")
    clauses: list[dict[str, Any]] = [
        {"kind": "clause", "label": "khoản 1", "title": None, "start": first, "end": second, "children": []},
        {"kind": "clause", "label": "khoản 2", "title": None, "start": second, "end": two, "children": []},
    ]
    made: dict[str, Any] = {
        "kind": "official",
        "type": "QĐ",
        "type_name": "Quyết định",
        "number": "12/2021/QĐ-UBND",
        "date": "2021-03-04",
        "issuer": "Ủy ban nhân dân tỉnh Yên Bái",
        "title": "Ban hành Quy chế quản lý nhà công vụ",
        "secrecy": None,
        "signers": [{"name": "Trần Thị Mẫu", "position": "Chủ tịch", "authority": "TM"}],
        "references": [{"number": "30/2020/NĐ-CP"}, {"number": None}, {"number": "30/2020/NĐ-CP"}],
        "body": [
            {"kind": "article", "label": "Điều 1", "title": "Phạm vi", "start": one, "end": two, "children": clauses},
            {"kind": "article", "label": "Điều 2", "title": "Thi hành", "start": two, "end": len(TEXT), "children": []},
        ],
    }
    return made | changed


def test_an_entry_has_what_the_contract_says() -> None:
    entry = entry_of(contract(), TEXT, id="a", key="k", cited_by=3, status="in_force")
    assert entry.number == "12/2021/QĐ-UBND"
    assert entry.level == "province"
    assert entry.signers == ("Trần Thị Mẫu",)
    assert entry.cited_numbers == ("30/2020/NĐ-CP",)
    assert [p.label for p in entry.passages] == ["Điều 1", "Điều 1, khoản 1", "Điều 1, khoản 2", "Điều 2"]


def test_without_title_the_first_line_stands_for_it() -> None:
    assert entry_of(contract(title=None), TEXT, id="a").title == "QUYẾT ĐỊNH"


def test_pages_stand_in_where_there_are_no_articles() -> None:
    entry = entry_of(contract(body=[]), TEXT, id="a", page_starts=(0, 40))
    assert [(p.page, p.start, p.end) for p in entry.passages] == [(1, 0, 40), (2, 40, len(TEXT))]
    assert entry_of(contract(body=[]), TEXT, id="a").passages == ()


def test_what_is_stored_comes_back() -> None:
    entry = entry_of(contract(), TEXT, id="a", key="k", cited_by=3, status="expired", page_starts=(0, 60))
    fields = index_fields(entry)
    assert entry_from(fields.meta, fields.content) == entry


@pytest.mark.parametrize("wrong", [{"id": ""}, {"date": "2020-13-01"}, {"date": "04/03/2021"}])
def test_what_cannot_be_stored_says_why(wrong: dict[str, str]) -> None:
    given = {"id": "a", "title": "t", "content": "c"} | wrong
    with pytest.raises(ValueError, match=r"id|Ngày"):
        index_fields(Entry(**given))  # type: ignore[arg-type]  # all are strings


def test_no_phrase_runs_from_one_field_into_the_next() -> None:
    fields = index_fields(Entry(id="a", title="nhà", content="ở xã hội"))
    assert "nha o" not in fields.all_f
    assert "nha_o" not in fields.pair


def test_equal_dates_are_ordered_by_key_whatever_came_first() -> None:
    keys = [
        index_fields(Entry(id=str(n), title="t", content="c", key=f"k{n}", date="2020-01-02")).sort_key
        for n in range(50)
    ]
    assert len(set(keys)) == 50
    assert {key >> 34 for key in keys} == {20200102}


def cut(text: str, query: str) -> list[tuple[str | None, str]]:
    """Label and marked words of every snippet."""
    entry = entry_of(contract(), text, id="a")
    parsed, _ = parse(Query(text=query))
    return [(s.label, "|".join(s.text[a:b] for a, b in s.marks)) for s in snippets(entry, needles_of(parsed))]


def test_a_snippet_names_its_clause() -> None:
    assert cut(TEXT, "nha cong vu") == [("Điều 1, khoản 2", "nhà công vụ")]
    assert cut(TEXT, '"chịu trách nhiệm"') == [("Điều 2", "chịu trách nhiệm")]
    assert cut(TEXT, '"chiu trach nhiem"') == [(None, "")], "exact accents: nothing is marked, the opening is shown"


def test_the_division_that_the_query_names_is_shown_though_its_words_stand_elsewhere() -> None:
    assert "Điều 2" in [label for label, _ in cut(TEXT, "Điều 2 nhà công vụ")]
    assert cut(TEXT, "khoản 2 Điều 1")[0][0] == "Điều 1, khoản 2"


def test_a_long_document_shows_its_best_passages_one_a_division() -> None:
    lines = [
        f"Điều {n}. Việc trồng cây xanh ở bản thứ {n}, cây xanh và cây xanh. " + "Chữ khác. " * 60 for n in range(1, 7)
    ]
    content = "".join(lines)
    starts = [content.index(line) for line in lines]
    passages = tuple(
        Passage(start, start + len(line), f"Điều {n}", n)
        for n, (start, line) in enumerate(zip(starts, lines, strict=True), start=1)
    )
    found = snippets(
        Entry(id="x", title="", content=content, passages=passages), needles_of(parse(Query(text="cây xanh"))[0])
    )
    assert len(found) == 3
    assert len({snippet.label for snippet in found}) == 3
    assert [s.page for s in found] == sorted(s.page or 0 for s in found)


@given(st.text(max_size=400), st.sampled_from(["nha", "nhà công vụ", '"nhà"', "12/2021/QĐ-UBND", "UBND", "x -nha"]))
def test_snippets_are_slices_with_marks_inside(text: str, query: str) -> None:
    content = text + " nhà công vụ của UBND theo 12/2021/QĐ-UBND " + text
    entry = Entry(id="a", title="t", content=content)
    parsed, _ = parse(Query(text=query))
    for snippet in snippets(entry, needles_of(parsed)):
        assert content[snippet.start : snippet.start + len(snippet.text)] == snippet.text
        assert len(snippet.text) <= 3 * WIDTH
        last = 0
        for start, end in snippet.marks:
            assert last <= start < end <= len(snippet.text)
            last = end


def test_an_entry_made_ready_has_the_fields_it_would_have() -> None:
    entry = Entry(id="a", title="nhà", content="ở xã hội", date="2020-02-01")
    made = ready(entry)
    assert made.id == "a"
    assert index_fields(pickle.loads(pickle.dumps(made))) == index_fields(entry)


def test_an_entry_without_fields_is_left_for_the_engine_to_refuse() -> None:
    entry = Entry(id="a", title="nhà", content="", date="2020-02-31")
    assert ready(entry) is entry
