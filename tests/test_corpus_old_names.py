"""Names that an earlier version spelt otherwise are those of the same files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import text

from corpus.archive import Archive
from corpus.worker import shown, shown_before
from tests.corpus_plans import PLAN, write_oddly_named

NAME = r"ke hoach \xe1.txt"  # with a backslash of its own


def as_before(archive: Archive, path: str) -> None:
    """The catalogue as the first versions left it for a file."""
    with archive._catalogue.write() as connection:
        for table in ("paths", "earlier_paths", "known"):
            change = f"UPDATE {table} SET path = :old WHERE path = :new"
            connection.execute(text(change), {"old": shown_before(path), "new": shown(path)})


def test_a_file_keeps_its_row_when_its_name_is_spelt_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "in" / NAME
    file.parent.mkdir()
    with Archive.open(tmp_path / "data") as archive:
        for number in (5, 6):  # the second one takes the first one's place
            file.write_text(PLAN.format(number=number, day=number), encoding="utf-8")
            archive.ingest([file.parent], workers=0, listed={str(file): {"secrecy": "MẬT"}})
        today = archive.digest(), archive.every_file()
        as_before(archive, str(file))
        sheet = archive.ingest([file.parent], workers=0)
        assert sheet.nothing_new and (sheet.indexed, sheet.duplicate) == (1, 0)
        assert (archive.digest(), archive.every_file()) == today
        assert list(archive.files()) == [shown(str(file))]
        as_before(archive, str(file))
        archive.ingest([file.parent], workers=0, listed={str(file): {"secrecy": "TỐI MẬT"}})
        assert archive.show("6/KH-UBND")["secrecy"] == "TỐI MẬT"
        as_before(archive, str(file))
        monkeypatch.setattr("corpus.ledger.versions", lambda: ("9", "9"))
        again = archive.retry("stale", workers=0)
        assert (again.files, again.problems) == (1, ()) and list(archive.files()) == [shown(str(file))]


def test_a_row_that_is_another_files_by_now_stays_with_it(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    odd = write_oddly_named(folder, b"ke hoach \xe1.txt", PLAN.format(number=7, day=7))
    with Archive.open(tmp_path / "data") as archive:
        archive.ingest([folder], workers=0)
        (folder / NAME).write_text(PLAN.format(number=8, day=8), encoding="utf-8")
        assert archive.ingest([folder], workers=0).indexed == 2
        assert sorted(archive.files()) == sorted((shown(os.fsdecode(odd)), shown(str(folder / NAME))))
        assert archive.ingest([folder], workers=0).nothing_new
