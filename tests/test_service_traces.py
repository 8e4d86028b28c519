"""After a purge nothing that the service wrote down tells of the paper; what cannot be taken out is named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.archive import Archive
from index.base import IndexUnavailable
from service.audit import LOG, AuditLog
from service.following import FILE as FOLLOWS
from service.following import Following
from service.saved import FILE as SEARCHES
from service.saved import SavedSearches
from service.taking_out import take_out
from service.traces import Gone, Traces
from service.words import taken_out_told

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH LAI CHÂU\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
HEAD += "Số: {number}\nLai Châu, ngày 0{day} tháng 3 năm 2021\n\n{type}\n{title}\n\n{text}\n\n"
HEAD += "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLò Thị Mai\n"
GONE = HEAD.format(number="7/CT", day=2, type="CHỈ THỊ", title="Giữ kho muối hầm đá", text="Kho dùng khóa lưu huỳnh.")
STAYS = HEAD.format(number="17/CT", day=3, type="CHỈ THỊ", title="Sửa cầu", text="Kho gỗ nhận sách; viện dẫn số 9.")
WORDS = ("7/CT", "7%2FCT", "7-ct", "kho muối", "kho+mu%E1%BB%91i", "huỳnh", "hu%E1%BB%B3nh", "huynh", "hầm đá")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("kho")
    (root / "in").mkdir()
    for name, text in (("di", GONE), ("o-lai", STAYS)):
        (root / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    with Archive.open(root / "kho") as opened:
        opened.ingest([root / "in"], workers=1)
    return root / "kho"


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "kho")


@pytest.fixture
def archive(folder: Path) -> Iterator[Archive]:
    with Archive.open(folder) as opened:
        yield opened


def ids_of(archive: Archive) -> dict[str, str]:
    """Id of each paper by its number."""
    found = {row["number"]: row["id"] for row in archive.headers()}
    assert set(found) == {"7/CT", "17/CT"}
    return found


def test_nothing_is_left_in_files_of_the_service(archive: Archive, folder: Path) -> None:
    ids = ids_of(archive)
    log, saved, following = AuditLog(folder), SavedSearches(folder), Following(folder)
    telling: list[dict[str, Any]] = [
        {"address": "/", "query": "q=7%2FCT"},
        {"address": "/", "query": "page=2&q=chi+thi+7-ct&type=CT"},
        {"address": "/documents/7/CT/chain", "query": ""},
        {"address": "/login", "query": "next=%2Fdocuments%2F7%252FCT"},
        {"address": "/", "query": "q=gi%E1%BB%AF+kho+mu%E1%BB%91i+h%E1%BA%A7m+%C4%91%C3%A1"},
        {"address": "/", "query": "q=huynh"},
        {"address": "/api/v1/search", "query": 'q="lưu huỳnh"'},
        {"address": f"/documents/{ids['7/CT']}", "query": ""},
        {"address": "/login", "query": "", "tried": "7-CT"},
    ]
    open_: list[dict[str, Any]] = [
        {"address": "/documents/17/CT/chain", "query": ""},
        {"address": "/", "query": "q=kho"},  # a word of the other paper too
        {"address": "/", "query": "q=kim+c%C6%B0%C6%A1ng"},  # of none of them
        {"address": "/", "query": "page=7&q=17%2FCT"},
    ]
    for line in (*telling, *open_):
        log.record({"person": "an", **line})
    for name, address in (("của tôi", "/?q=7%2FCT"), ("7/CT", "/?q=kho"), ("x", "/?q=huynh"), ("y", "/?q=kho&page=7")):
        saved.keep("an", name, address)
    gone, stays = ids["7/CT"], ids["17/CT"]
    following.follow("an", "document", gone, "7/CT", {}, "2026-01-01")
    following.follow("an", "search", "/?q=hu%E1%BB%B3nh", "lưu huỳnh", {"hits": [gone]}, "2026-01-01")
    following.follow("bình", "search", "/?q=kho", "kho", {"hits": [gone, stays]}, "2026-01-01")
    told = take_out(archive, folder, gone)
    assert (told["log_lines"], told["searches"], told["follows"]) == (len(telling), 3, 2)
    assert told["left"] == [] and told["searched"]
    for file in (LOG, SEARCHES, FOLLOWS):
        content = (folder / file).read_bytes()
        plain = content.replace(b"17/CT", b"").replace(b"17%2FCT", b"")
        assert [word for word in (*WORDS, gone) if word.encode() in plain] == [], file
    lines = [json.loads(line) for line in log.lines()]
    assert [{name: line[name] for name in ("address", "query")} for line in lines[len(telling) :]] == open_
    assert lines[2]["address"].startswith("/documents/x") and lines[2]["address"].endswith("/chain")
    assert lines[1]["query"].startswith("page=2&q=xxx") and lines[1]["query"].endswith("&type=CT")
    assert (log.verify().redacted, log.verify().broken) == (len(telling), None)
    assert [one.name for one in saved.of("an")] == ["y"]
    (kept,) = following.of("bình")
    assert kept.seen == kept.mailed == {"hits": [stays]} and not following.of("an")


def test_what_cannot_be_told_from_other_words_is_named(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = ids_of(archive)["7/CT"]
    real = Archive.papers_with
    monkeypatch.setattr(
        Archive, "papers_with", lambda self, id: [{**one, "number": "12", "title": "Về"} for one in real(self, id)]
    )
    for query in ("q=12", "page=12&q=x", "q=v%E1%BB%81+c%E1%BA%A7u", "q=112"):
        AuditLog(folder).record({"address": "/", "query": query})
    told = take_out(archive, folder, gone)
    assert told["left"] == [{"name": "12", "log_lines": 1}, {"name": "Về", "log_lines": 1}]
    assert any("“12”" in line and "1 dòng" in line for line in taken_out_told(told))


def test_a_purge_that_is_cut_short_takes_names_out_and_the_next_says_what_it_does_not_know(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = ids_of(archive)["7/CT"]
    AuditLog(folder).record({"address": "/", "query": "q=7%2FCT"})
    AuditLog(folder).record({"address": f"/documents/{gone}", "query": ""})

    def away(*_: object) -> None:
        raise IndexUnavailable("máy tìm kiếm không trả lời")

    with monkeypatch.context() as broken:
        broken.setattr("corpus.projection.rebuild", away)
        with pytest.raises(IndexUnavailable):
            take_out(archive, folder, gone)
    assert b"7%2FCT" not in (folder / LOG).read_bytes()
    told = take_out(archive, folder, gone)
    assert told["searched"] is False and any("Lần gỡ trước bị ngắt" in line for line in taken_out_told(told))
    assert gone.encode() not in (folder / LOG).read_bytes()
    assert AuditLog(folder).verify().broken is None


def test_a_purge_that_never_began_takes_nothing_out(archive: Archive, folder: Path) -> None:
    gone = ids_of(archive)["7/CT"]
    AuditLog(folder).record({"address": "/", "query": "q=7%2FCT"})
    before = (folder / LOG).read_bytes()
    with Archive.open(folder) as other, other._catalogue.one_writer(), pytest.raises(Exception, match="nạp"):
        take_out(archive, folder, gone)
    assert (folder / LOG).read_bytes() == before


@pytest.mark.parametrize(
    "number, names, others",
    [
        ("77/KH-UBND", ["77/KH-UBND", "77-KH/UBND", "77 kh ubnd", "Kế hoạch 77/khubnd năm 2021", "77%2FKH-UBND"],
         ["177/KH-UBND", "77/KH-UBNDX", "77/QĐ-UBND", "77"]),
        ("05/2020/QĐ-UBND", ["05/2020/QD-UBND"], ["5/2020", "105/2020/QĐ-UBND"]),
    ],
)  # fmt: skip
def test_a_number_is_known_in_any_spelling(number: str, names: list[str], others: list[str]) -> None:
    traces = Traces([Gone(number, None, "")])
    assert all(traces.name(value) for value in names)
    assert not any(traces.name(value) for value in others)


def test_a_question_may_tell_when_all_its_words_stand_in_one_paper() -> None:
    traces = Traces([Gone("7/CT", "Giữ kho muối", "lưu huỳnh"), Gone("8/CT", "Sửa cầu", "gỗ lim")])
    assert traces.may_tell("kho LUU huynh") and traces.may_tell('"gỗ lim"')
    assert not traces.may_tell("kho gỗ") and not traces.may_tell("") and not traces.may_tell('""')


@given(st.lists(st.text(max_size=12), max_size=4), st.text(max_size=12), st.text(max_size=8))
def test_every_value_is_found_where_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, values: list[str], address: str, tried: str
) -> None:
    folder = tmp_path_factory.mktemp("log")
    query = "&".join(f"k={one}" for one in values)
    AuditLog(folder).record({"person": "an", "address": f"/{address}", "query": query, "tried": tried})
    (asked,) = AuditLog(folder).asked()
    parts = [
        (part.partition("=")[0], part.partition("=")[2]) if "=" in part else ("", part) for part in query.split("&")
    ]
    assert asked == [("address", f"/{address}"), *parts, ("tried", tried)]
    assert AuditLog(folder).forget([], lambda what, value: True) == 1
    written = json.loads((folder / LOG).read_text(encoding="utf-8"))
    assert set(written["tried"]) <= {"x"} and written["person"] == "an"
    assert all(set(part.partition("=")[2]) <= {"x"} for part in written["query"].split("&") if "=" in part)
    assert AuditLog(folder).verify().broken in (None, 1)
