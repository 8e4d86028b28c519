"""What people say became of a task: it holds over every reading, for the paper and not for the file, and is undone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.archive import Archive
from corpus.errors import BadCorrection, NotFound
from corpus.task_marks import codes
from corpus.upgrade import upgrade
from tests.servers.postgres_node import running
from tests.test_corpus_correcting import paper

TWO = ("1. Sở Xây dựng chủ trì nạo vét kênh Ba Xã trước ngày 30/6/2023.\n"
       "2. Sở Y tế chủ trì kiểm tra nguồn nước kênh Ba Xã trước ngày 15/7/2023.")  # fmt: skip
FILES = {
    "giao.txt": paper("31/KH-UBND", "KẾ HOẠCH", "Nạo vét kênh Ba Xã", TWO, "11"),
    "bao-cao.txt": paper(
        "44/BC-UBND", "BÁO CÁO", "Kết quả nạo vét kênh Ba Xã",
        "Thực hiện Kế hoạch số 31/KH-UBND ngày 11/02/2023 của UBND tỉnh, kênh đã nạo vét xong.", "21",
    ),
}  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with filled(tmp_path) as opened:
        yield opened


def filled(folder: Path, data: str = "data", **more: str) -> Archive:
    files = folder / "giay"
    files.mkdir(parents=True, exist_ok=True)
    for name, text in {**FILES, **more}.items():
        (files / name).write_text(text, encoding="utf-8")
    archive = Archive.open(folder / data)
    archive.ingest([files], workers=0)
    return archive


def told(archive: Archive, unit: str = "Xây dựng", **asked: Any) -> dict[str, Any]:
    (one,) = archive.told_to(unit=unit, undated=True, **asked)
    return one


def mark(archive: Archive, **said: Any) -> dict[str, Any]:
    one = told(archive)
    return archive.mark_task(one["document"], one["code"], said.pop("state", "done"), person="lan", **said)


def test_a_mark_tells_who_when_and_by_what(archive: Archive) -> None:
    assert told(archive)["mark"] is None
    done = mark(archive, day="2023-06-20", by="44/BC-UBND")
    assert done["new"] and done["settled"] and done["kind"] == "task"
    found = told(archive)["mark"]
    report = archive.show("44/BC-UBND")["id"]
    assert found == {"id": done["id"], "state": "done", "day": "2023-06-20", "day_of_paper": False, "paper": report,
                     "who": "lan", "when": done["when"]}  # fmt: skip
    assert told(archive, "Y tế")["mark"] is None
    (row,) = archive.corrections()
    assert row["target"].startswith("Sở Xây dựng: ") and "nạo vét kênh Ba Xã" in row["target"]
    assert (row["from"], row["to"]) == ({"state": "open"}, {"day": "2023-06-20", "state": "done"})
    assert not mark(archive, day="2023-06-20", by="44/BC-UBND")["new"], "said twice is said once"
    assert mark(archive, by="44/BC-UBND")["to"]["day"] == "2023-02-21", "without a day that of the paper"


def test_a_task_may_be_done_today_and_not_in_days_to_come(archive: Archive) -> None:
    today = datetime.date.today()
    assert mark(archive, day=today.isoformat())["to"]["day"] == today.isoformat()
    with pytest.raises(BadCorrection, match="hôm nay"):  # two days: midnight may pass meanwhile
        mark(archive, day=(today + datetime.timedelta(days=2)).isoformat())


def test_counts_and_lists_agree(archive: Archive) -> None:
    days = ("2023-07-01", "2023-08-01")
    assert archive.count_told(days) == [1, 1, 0, 0, 0, 0]
    mark(archive, day="2023-06-20")
    assert archive.count_told(days) == [0, 1, 0, 0, 1, 0]
    mark(archive, state="not-ours")
    assert archive.count_told(days) == [0, 1, 0, 0, 0, 1]
    assert archive.count_told(days, unit="y tế") == [0, 1, 0, 0, 0, 0]
    for state, units in (("open", ["Sở Y tế"]), ("done", []), ("not-ours", ["Sở Xây dựng"])):
        assert [one["unit"] for one in archive.told_to(mark=state, undated=True)] == units
    assert len(archive.told_to(undated=True)) == 2


def test_undone_what_was_said_before_holds_again(archive: Archive) -> None:
    first, second = mark(archive, day="2023-06-20"), mark(archive, state="not-ours")
    assert second["from"] == {"state": "done"}
    archive.undo(second["id"], person="binh")
    assert told(archive)["mark"]["id"] == first["id"]
    archive.undo(first["id"], person="binh")
    assert told(archive)["mark"] is None
    assert {row["undone_by"] for row in archive.corrections()} == {"binh"}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"day": "2999-01-01"}, "hôm nay"),
        ({"state": "not-ours", "day": "2023-06-20"}, "không thuộc đơn vị"),
        ({"by": "31/KH-UBND"}, "không phải là văn bản thực hiện nó"),
        ({"state": "xong"}, "đã xong"),
        ({"day": "2023-02-10"}, "ngày xong 10/02/2023 có trước ngày giao việc 11/02/2023"),
        ({"by": "3/BC-UBND"}, "văn bản thực hiện ngày 08/02/2023 có trước văn bản giao việc ngày 11/02/2023"),
        ({"by": "3/BC-UBND", "day": "2023-03-01"}, "có trước văn bản giao việc"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, said: dict[str, Any], why: str) -> None:
    earlier = paper("3/BC-UBND", "BÁO CÁO", "Hiện trạng kênh Ba Xã", "Kênh đã cạn.", "08")
    with filled(tmp_path, **{"som.txt": earlier}) as archive:
        with pytest.raises(BadCorrection, match=why):
            mark(archive, **said)
        assert told(archive)["mark"] is None
        assert mark(archive, day="2023-02-11")["new"], "on the very day it may be"


def test_a_paper_of_the_very_day_may_have_done_it(tmp_path: Path) -> None:
    same = paper("5/BC-UBND", "BÁO CÁO", "Kênh Ba Xã trong ngày", "Kênh đã thông.", "11")
    with filled(tmp_path, **{"cung-ngay.txt": same}) as archive:
        assert mark(archive, by="5/BC-UBND")["to"]["day"] == "2023-02-11"


def test_a_task_or_a_paper_that_is_not_there(archive: Archive) -> None:
    one = told(archive)
    with pytest.raises(NotFound, match="không có nhiệm vụ"):
        archive.mark_task(one["document"], "0" * 16, "done", person="lan")
    with pytest.raises(NotFound):
        mark(archive, by="99/BC-UBND")


def test_it_holds_over_every_reading_anew(archive: Archive, tmp_path: Path) -> None:
    mark(archive, day="2023-06-20")
    archive.reindex()
    assert told(archive)["mark"]["state"] == "done"
    archive.correct_field("31/KH-UBND", "title", "Nạo vét kênh Ba Xã năm 2023", person="lan")
    assert told(archive)["mark"]["state"] == "done"
    archive.correct_field("31/KH-UBND", "number", "32/KH-UBND", person="lan")
    assert told(archive)["mark"]["state"] == "done", "of the paper, though its number was put right"


def test_it_is_of_the_paper_whichever_file_is_read(archive: Archive, tmp_path: Path) -> None:
    """The signed copy that comes in later, or the file in another edition, tells the same tasks."""
    mark(archive, day="2023-06-20")
    before = told(archive)["document"]
    text = FILES["giao.txt"].replace("Trần Văn Bình", "Trần Văn Bình\n(đã ký)").replace("kênh Ba", "kênh  Ba")
    (tmp_path / "giay" / "giao.txt").write_text(text, encoding="utf-8")
    archive.ingest([tmp_path / "giay"], workers=0)
    now = told(archive)
    assert now["document"] != before and now["mark"]["state"] == "done"
    (said,) = archive.corrections(now["document"])
    assert said["document"] == before, "the history of the paper tells it too"
    assert archive.count_told(("2024-01-01",)) == [1, 0, 0, 1, 0]


def test_who_was_told_to_issue_a_plan_is_not_overdue_once_it_is_marked(tmp_path: Path) -> None:
    order = "1. Giao Sở Xây dựng ban hành kế hoạch nạo vét kênh trước ngày 30/6/2023."
    with filled(tmp_path, **{"ct.txt": paper("8/CT-UBND", "CHỈ THỊ", "Nạo vét kênh", order, "12")}) as archive:
        (row,) = archive.follow_up("8/CT-UBND", at="2024-01-01")
        assert row["overdue"] and row["mark"] is None
        (duty,) = archive.told_to(ids=(archive.show("8/CT-UBND")["id"],))
        archive.mark_task(duty["document"], duty["code"], "done", None, "44/BC-UBND", person="lan")
        (row,) = archive.follow_up("8/CT-UBND", at="2024-01-01")
        assert row["overdue"] is False and row["mark"]["state"] == "done"
        (hidden,) = archive.follow_up("8/CT-UBND", at="2024-01-01", hides=lambda ids: ids)
        assert hidden["mark"]["state"] == "done" and hidden["mark"]["paper"] is None
        assert (row["mark"]["day"], hidden["mark"]["day"]) == ("2023-02-21", None), "the day is that of the paper"


def test_a_purge_takes_the_paper_out_of_the_mark(archive: Archive) -> None:
    mark(archive, by="44/BC-UBND")
    archive.purge(archive.show("44/BC-UBND")["id"])
    found = told(archive)["mark"]
    assert found["state"] == "done" and found["paper"] is None
    archive.purge(archive.show("31/KH-UBND")["id"])
    assert archive.corrections() == []


def test_a_catalogue_of_the_version_before_is_brought_up(tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    with filled(tmp_path):
        pass
    with closing(sqlite3.connect(tmp_path / "data" / "catalogue.sqlite")) as db, db:
        db.executescript("ALTER TABLE duties DROP COLUMN code; UPDATE meta SET value = '5' WHERE name = 'schema';")
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchall():
            db.execute(f"UPDATE {name} SET version_num = '0005'")
    upgrade(tmp_path / "data")
    with Archive.open(tmp_path / "data") as archive:
        assert mark(archive)["new"] and told(archive)["mark"]["state"] == "done"


@pytest.mark.server
def test_postgresql_tells_the_same(archive: Archive, tmp_path: Path) -> None:
    with running() as url, Archive.open(tmp_path / "server", catalogue_url=url) as other:
        other.ingest([tmp_path / "giay"], workers=0)
        for one in (archive, other):
            mark(one, day="2023-06-20", by="44/BC-UBND")
            mark(one, state="not-ours")
            one.undo(mark(one, day="2023-06-21")["id"], person="binh")
        days = ("2023-07-01", "2023-08-01")
        assert other.count_told(days) == archive.count_told(days) == [0, 1, 0, 0, 0, 1]
        for state in ("open", "done", "not-ours", None):
            ours, theirs = (one.told_to(mark=state, undated=True) for one in (archive, other))
            assert [{**row, "mark": None} for row in ours] == [{**row, "mark": None} for row in theirs]
        assert other.digest() == archive.digest()


def test_codes_forgive_spelling_and_tell_the_same_words_apart() -> None:
    one = {"unit": "Sở Y tế", "text": "kiểm tra nguồn nước"}
    again = {"unit": "SỞ  Y TẾ", "text": "Kiểm tra\nnguồn nước"}
    other = {"unit": "Sở Y tế", "text": "kiểm tra bến đò"}
    first, second, third = codes([one, again, other])
    assert second == f"{first}-2" and third not in (first, second)
    assert codes([other, one]) == [third, first]
    assert codes([{"unit": "a", "text": "b"}] * 20_000)[-1].endswith("-20000")
