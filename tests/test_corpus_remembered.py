"""An answer over the whole archive is made once and again after every write that may change it, whoever writes."""

from __future__ import annotations

import threading
from pathlib import Path

from corpus.archive import Archive
from corpus.remembered import Remembered
from tests.corpus_plans import fill


def test_lists_of_the_whole_archive_follow_every_write(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    paper = "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: {n}/KH-UBND\nSơn La, ngày 05 tháng 3 năm 2024\n\nKẾ HOẠCH\n"
    paper += "Trồng rừng\n\n"
    paper += "Thực hiện Chỉ thị số {cites}/CT-TTg ngày 05/02/2024 của Thủ tướng Chính phủ.\n"
    (tmp_path / "in" / "1.txt").write_text(paper.format(n=1, cites=7), encoding="utf-8")
    with Archive.open(tmp_path / "kho") as archive, Archive.open(tmp_path / "kho") as other:
        archive.ingest([tmp_path / "in"], workers=0)
        assert [one["number"] for one in archive.wanted()] == ["7/CT-TTg"]
        assert archive.outdated("2026-01-01") == []
        (tmp_path / "in" / "2.txt").write_text(paper.format(n=2, cites=8), encoding="utf-8")
        other.ingest([tmp_path / "in"], workers=0)
        assert {one["number"] for one in archive.wanted()} == {"7/CT-TTg", "8/CT-TTg"}
        (first,) = archive.find("1/KH-UBND")
        other.purge(first["id"])
        assert [one["number"] for one in archive.wanted(5)] == ["8/CT-TTg"]
        (second,) = archive.find("2/KH-UBND")
        assert archive.wanted(without=[second["id"]]) == []


def test_what_says_nothing_of_papers_keeps_the_answers(tmp_path: Path) -> None:
    made = []
    with Archive.open(tmp_path / "kho") as archive:
        archive.ingest([fill(tmp_path / "in", range(2))], workers=0)
        kept = Remembered(archive._catalogue)
        for _ in range(2):
            kept.get("x", lambda: made.append(1))
            archive.ask("pause")
            archive.versions(archive.headers()[0]["id"])
        assert len(made) == 1
        archive.correct_field(archive.headers()[0]["id"], "place", "Hà Nội", person="an")
        kept.get("x", lambda: made.append(1))
        assert len(made) == 2


def test_of_those_who_ask_at_once_one_makes_it(tmp_path: Path) -> None:
    go, begun = threading.Event(), threading.Event()
    made = []

    def make() -> int:
        begun.set()
        go.wait(30)
        made.append(1)
        return 7

    with Archive.open(tmp_path / "kho") as archive:
        kept = Remembered(archive._catalogue)
        got: list[int] = []
        threads = [threading.Thread(target=lambda: got.append(kept.get("x", make))) for _ in range(4)]
        for thread in threads:
            thread.start()
        begun.wait(30)
        go.set()
        for thread in threads:
            thread.join(30)
    assert (got, len(made)) == ([7] * 4, 1)
