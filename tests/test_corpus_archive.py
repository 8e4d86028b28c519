"""The facade over the sample archive: find, show, follow, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus.samples
from corpus.archive import Archive
from corpus.catalogue import beyond
from corpus.errors import Ambiguous, NotFound
from index.base import Query

SAMPLES = Path(corpus.samples.__file__).parent / "files"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.open(tmp_path_factory.mktemp("archive")) as opened:
        sheet = opened.ingest([SAMPLES], workers=0)
        assert sheet.balanced
        assert sheet.problems == ()
        yield opened


def test_a_number_of_two_documents_is_ambiguous_and_a_date_or_an_issuer_chooses(archive: Archive) -> None:
    with pytest.raises(Ambiguous) as raised:
        archive.chain("34-CT/TW")
    listed = raised.value.as_json()["ambiguous"]
    assert {"id", "key", "number", "issuer", "date", "title", "evidence"} <= set(listed[0])
    assert [row["date"] for row in listed][:2] == ["2014-04-07", "2024-05-24"]
    by_date = archive.chain("34-CT/TW", date="2014-04-07", down=True)
    by_issuer = archive.chain("34/ct-tw", issuer="bộ chính trị", down=True)
    assert by_date["root"] == by_issuer["root"]


def test_the_chain_of_the_directive_has_levels_and_a_sentence_behind_each_link(archive: Archive) -> None:
    found = archive.chain("34-CT/TW", date="2014-04-07", down=True)
    levels = {node["number"]: node["level"] for node in found["nodes"] if node["number"]}
    assert levels["34-CT/TW"] == 0
    assert levels["124-KH/TU"] == 1
    assert levels["168/KH-UBND"] == 2
    assert levels["2205/KH-SNV"] == 3
    assert max(node["level"] for node in found["nodes"]) >= 3
    for edge in found["edges"]:
        assert edge["text"].strip()
        assert archive.text(edge["document"])[edge["start"] : edge["end"]] == edge["text"]
        assert edge["reasons"]


def test_up_from_a_department_plan_comes_to_the_directive(archive: Archive) -> None:
    found = archive.chain("2205/KH-SNV", up=True)
    levels = {node["number"]: node["level"] for node in found["nodes"]}
    assert levels["168/KH-UBND"] == -1
    assert levels["34-CT/TW"] <= -2


def test_what_is_printed_without_a_date_or_a_province_stays_open(archive: Archive) -> None:
    texts = [row["text"] for row in archive.ambiguous()]
    assert any("34-CT/TW" in text for text in texts)
    assert any("01/2020/QĐ-UBND" in text for text in texts)
    for row in archive.ambiguous():
        assert all(candidate["evidence"] for candidate in row["candidates"])


def test_two_provinces_have_their_own_decision_of_that_number(archive: Archive) -> None:
    found = archive.find("01/2020/QĐ-UBND")
    held = {row["issuer"] for row in found if row["held"]}
    assert len(held) == 2
    (only,) = archive.find("01/2020/QĐ-UBND", issuer="Cà Mau")
    assert only["issuer"] == "Ủy ban nhân dân tỉnh Cà Mau"


@pytest.mark.parametrize("asked", ["124-KH/TU", "124/KH-TU", "124 - kh/tu", "Kế hoạch 124", "kế hoạch số 124-KH/TU"])
def test_any_spelling_of_a_number_finds_it(archive: Archive, asked: str) -> None:
    assert "124-KH/TU" in [row["number"] for row in archive.find(asked)]


@pytest.mark.parametrize(
    "asked",
    [
        "34-CT/TW ngày 07/4/2014",
        "Chỉ thị số 34-CT/TW, ngày 07 tháng 4 năm 2014 của Bộ Chính trị",
        "34-CT/TW năm 2014",
        "chỉ thị 34 năm 2014",
    ],
)
def test_a_number_with_what_papers_print_behind_it_finds_the_one(archive: Archive, asked: str) -> None:
    (found,) = archive.find(asked)
    assert (found["number"], found["date"]) == ("34-CT/TW", "2014-04-07")
    assert archive.find("34-CT/TW năm 1999") == []


def test_a_bare_number_finds_what_begins_with_it_and_no_longer_number(archive: Archive) -> None:
    listed = {row["number"] for row in archive.find("124") if row["number"]}
    assert "124-KH/TU" in listed
    assert all(re.match(r"0*124(?!\d)", number) for number in listed)


@pytest.mark.parametrize(
    ("number", "after"), [("118", "119"), ("119", "12"), ("199", "2"), ("99", "a"), ("30c", "30d")]
)
def test_what_stands_beyond_a_number_in_the_order_of_an_index(number: str, after: str) -> None:
    assert beyond(number) == after
    assert number < f"{number}~kh-ubnd" < after


def test_show_tells_what_each_reference_became(archive: Archive) -> None:
    (plan,) = [row for row in archive.find("124-KH/TU") if row["held"]]
    shown = archive.show(plan["id"])
    assert shown["key"] == plan["key"] == "ke-hoach~124~thanh-uy-ha-noi~nhiem-ky-2010-2015"
    assert archive.show(plan["key"])["id"] == plan["id"]
    assert shown["files"] == [str(SAMPLES / "kh-124-thanh-uy-ha-noi.pdf")]
    (directive,) = archive.find("34-CT/TW", date="2014-04-07")
    targets = {r["resolution"]["target"] for r in shown["references"] if r["number"] == "34-CT/TW"}
    assert targets == {directive["id"]}


def test_counts_of_citing_documents_agree_everywhere(archive: Archive) -> None:
    (directive,) = archive.find("34-CT/TW", date="2014-04-07")
    citing = {row["from"] for row in archive.cited_by(directive["id"])}
    assert len(citing) == archive.show(directive["id"])["cited_by"]
    assert f"{len(citing)} văn bản" in directive["evidence"]


def test_want_list_holds_no_held_document(archive: Archive) -> None:
    wanted = archive.wanted()
    assert wanted
    assert all(row["cited_by"] >= 1 and not row["held"] for row in wanted)
    stub = archive.node(wanted[0]["id"])
    assert stub["held"] is False
    assert archive.cited_by(wanted[0]["id"])
    with pytest.raises(NotFound, match="chưa có trong kho"):
        archive.text(wanted[0]["id"])


def test_search_finds_what_was_taken_in(archive: Archive) -> None:
    results = archive.search(Query(text="thi đua khen thưởng"))
    assert results.total > 0
    assert all(archive.node(hit.id)["held"] for hit in results.hits)


def test_reindex_changes_nothing(archive: Archive) -> None:
    before, chain = archive.status(), archive.chain("124-KH/TU")
    report = archive.reindex()
    assert report.failed == ()
    assert archive.status() == before
    assert archive.chain("124-KH/TU") == chain


@pytest.mark.parametrize("asked", ["", "99999/QĐ-XYZ", "không có gì", "0123456789abcdef", "~", "'; DROP TABLE x"])
def test_what_is_not_there_is_not_found(archive: Archive, asked: str) -> None:
    assert archive.find(asked) == []
    with pytest.raises(NotFound):
        archive.chain(asked)
