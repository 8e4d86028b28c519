"""Marks on tasks where a paper has several files: which of them is read, comes later or is purged changes nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from corpus import ledger
from corpus.errors import NotFound
from corpus.schema import documents
from service.people import OWNER, Person
from service.putting_right import Desk
from tests.test_corpus_task_marks import FILES, filled, mark, told

AGAIN = FILES["giao.txt"].replace("Trần Văn Bình", "Trần Văn Bình\n(đã ký)")
OTHER_WORDS = AGAIN.replace("Sở Xây dựng chủ trì nạo vét kênh", "Sở Xây dựng chủ trì khơi dòng kênh")
REPORT_AGAIN = FILES["bao-cao.txt"].replace("Trần Văn Bình", "Trần Văn Bình\n(đã ký)")
LATE = ("2024-01-01",)


def test_a_purge_of_one_file_leaves_the_marks_to_the_other(tmp_path: Path) -> None:
    with filled(tmp_path, **{"lai.txt": AGAIN}) as archive:
        mark(archive, day="2023-06-20")
        undone = mark(archive, state="not-ours")
        archive.undo(undone["id"], person="binh")
        before = told(archive)["document"]
        archive.purge(before)
        now = told(archive)
        assert now["document"] != before and now["mark"]["day"] == "2023-06-20"
        assert archive.count_told(LATE) == [1, 0, 0, 1, 0]
        assert [row["document"] for row in archive.corrections("31/KH-UBND")] == [now["document"]] * 2
        archive.purge(now["document"])
        assert archive.corrections() == []


def test_words_that_only_the_purged_file_has_are_not_kept(tmp_path: Path) -> None:
    with filled(tmp_path, **{"lai.txt": OTHER_WORDS}) as archive:
        before = mark(archive, day="2023-06-20")["document"]
        archive.purge(before)
        assert told(archive)["document"] != before and told(archive)["mark"] is None
        assert archive.corrections() == []


def test_the_paper_that_did_it_is_found_by_whichever_file_stands_for_it(tmp_path: Path) -> None:
    with filled(tmp_path) as archive:
        first = mark(archive, by="44/BC-UBND")["meant"]
        (tmp_path / "giay" / "bao-cao.txt").write_text(REPORT_AGAIN, encoding="utf-8")
        archive.ingest([tmp_path / "giay"], workers=0)
        now = archive.show("44/BC-UBND")["id"]
        assert now != first and told(archive)["mark"]["paper"] == now
        assert archive.corrections()[0]["meant"] == now
    with filled(tmp_path, "hai", **{"bc.txt": FILES["bao-cao.txt"], "bao-cao.txt": REPORT_AGAIN}) as archive:
        node = archive.show("44/BC-UBND")
        (copy,) = node["copies"]
        assert mark(archive, by=copy)["meant"] == node["id"], "marked by a copy, it is done by the paper"
        archive.purge(node["id"])
        assert told(archive)["mark"]["paper"] == copy
        archive.purge(copy)
        assert told(archive)["mark"]["paper"] is None
    with closing(sqlite3.connect(tmp_path / "hai" / "catalogue.sqlite")) as catalogue:
        kept = catalogue.execute("SELECT meant FROM corrections").fetchall()
    assert kept == [(None,)], "nothing names the paper that was taken out"


def test_a_secret_paper_stays_hidden_when_another_file_takes_its_place(tmp_path: Path) -> None:
    low, secret = Person("thap", "editor", 0), FILES["bao-cao.txt"].replace("Số: 44", "MẬT\nSố: 44")
    with filled(tmp_path, **{"bao-cao.txt": secret}) as archive:
        made = mark(archive, by="44/BC-UBND")
        (tmp_path / "giay" / "bao-cao.txt").write_text(secret.replace("đã nạo vét xong", "đã thông"), encoding="utf-8")
        archive.ingest([tmp_path / "giay"], workers=0)
        for person, day in ((OWNER, "2023-02-21"), (low, None)):
            desk = Desk(archive, person)
            (row,) = desk.corrections()
            (listed,) = (one["mark"] for one in desk.told_to(limit=9, unit="Xây dựng", undated=True))
            assert row["to"]["day"] == listed["day"] == day
            assert (row["meant"] is None) == (listed["paper"] is None) == (day is None)
        told_back = Desk(archive, low).undo(made["id"])
        assert told_back["meant"] is None and told_back["to"]["day"] is None and told_back["undone_by"] == "thap"


def test_a_correction_of_a_secret_file_stays_hidden_when_another_takes_its_place(tmp_path: Path) -> None:
    secret = FILES["bao-cao.txt"].replace("Số: 44", "MẬT\nSố: 44")
    with filled(tmp_path, **{"bao-cao.txt": secret}) as archive:
        archive.correct_field("44/BC-UBND", "title", "Việc kín", person="lan")
        (tmp_path / "giay" / "bao-cao.txt").write_text(secret.replace("đã nạo vét xong", "đã thông"), encoding="utf-8")
        archive.ingest([tmp_path / "giay"], workers=0)
        assert len(Desk(archive, OWNER).corrections()) == 1
        assert Desk(archive, Person("thap", "editor", 0)).corrections() == []


def test_a_correction_of_a_secret_file_stays_hidden_when_another_paper_takes_its_place(tmp_path: Path) -> None:
    """Whether the catalogue still knows of it or (a list of it was read anew) does not."""
    place, low = tmp_path / "giay" / "bao-cao.txt", Person("thap", "editor", 0)
    secret = FILES["bao-cao.txt"].replace("Số: 44", "MẬT\nSố: 44")
    with filled(
        tmp_path, **{"bao-cao.txt": secret, "mo.txt": FILES["bao-cao.txt"].replace("Số: 44", "Số: 52")}
    ) as archive:
        kept = archive.correct_field("52/BC-UBND", "title", "Việc mở", person="lan")
        made = archive.correct_field("44/BC-UBND", "title", "Việc kín", person="lan")
        place.write_text(FILES["giao.txt"].replace("Số: 31", "Số: 73"), encoding="utf-8")
        (tmp_path / "giay" / "mo.txt").write_text(FILES["giao.txt"].replace("Số: 31", "Số: 74"), encoding="utf-8")
        archive.ingest([tmp_path / "giay"], workers=0)
        desk = Desk(archive, low)
        assert [row["id"] for row in Desk(archive, OWNER).corrections()] == [made["id"], kept["id"]]
        assert [row["id"] for row in desk.corrections(limit=1)] == [kept["id"]], "an open one is history all the same"
        assert [row["id"] for row in Desk(archive, Person("can", "editor", 1)).corrections()] == [
            made["id"],
            kept["id"],
        ]
        assert Desk(archive, Person("khac", "editor", 1, ("Sở Y tế",))).corrections() == desk.corrections()
        with pytest.raises(NotFound):
            desk.undo(made["id"])
        with archive._catalogue.write() as connection:
            gone = select(documents.c.sha256).where(documents.c.id == made["document"])
            ledger.remove_documents(connection, connection.execute(gone).scalar_one())
        assert [row["id"] for row in desk.corrections()] == [kept["id"]]


def test_a_task_is_found_by_the_id_of_another_file(tmp_path: Path) -> None:
    with filled(tmp_path, **{"lai.txt": AGAIN}) as archive:
        one, desk = told(archive), Desk(archive, OWNER)
        (copy,) = archive.show(one["document"])["copies"]
        assert desk.task(copy, one["code"]) == desk.task(one["document"], one["code"])
        assert desk.mark_task(copy, one["code"], "done", "2023-06-20")["document"] == one["document"]


def test_a_file_that_tells_fewer_tasks_has_the_marks_of_its_own(tmp_path: Path) -> None:
    with filled(tmp_path) as archive:
        health = told(archive, "Y tế")
        archive.mark_task(health["document"], health["code"], "done", person="lan")
        record = archive.show("31/KH-UBND")
        few = {**record, "tasks": [one for one in record["tasks"] if one["unit"] == "Sở Y tế"]}
        (found,) = Desk(archive, OWNER).task_marks(few)
        assert found is not None and found["state"] == "done"


def test_the_history_of_a_secret_paper_costs_nothing_by_the_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few rows are asked for at a time: how long it takes would tell how much was done to it."""
    with filled(tmp_path, **{"bao-cao.txt": FILES["bao-cao.txt"].replace("Số: 44", "MẬT\nSố: 44")}) as archive:
        kept = archive.correct_field("31/KH-UBND", "title", "Việc mở", person="lan")
        for turn in range(8):
            archive.correct_field("44/BC-UBND", "title", f"Việc kín {turn}", person="lan")
        read: list[int] = []
        ask = archive.corrections

        def counted(id: str | None, **how: Any) -> list[dict[str, Any]]:
            rows = ask(id, **how)
            read.append(len(rows))
            return rows

        monkeypatch.setattr(archive, "corrections", counted)
        assert [row["id"] for row in Desk(archive, Person("thap", "editor", 0)).corrections(limit=1)] == [kept["id"]]
        assert read == [1], "not one of the hidden ones"
        assert len(Desk(archive, OWNER).corrections(limit=1)) == 1 and read[1:] == [1]
        named = archive.correct_issuer("Ủy ban nhân dân xã Thạch Bàn", "Ủy ban nhân dân xã Thạch Bích", person="thap")
        seen = Desk(archive, Person("thap", "editor", 0)).corrections()
        assert [row["id"] for row in seen] == [named["id"], kept["id"]], "a name is of no paper"
