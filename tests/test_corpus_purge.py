"""A paper taken out leaves no trace, and the archive is that of the files that stay."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import corpus.samples
from corpus.archive import Archive
from corpus.errors import NotFound
from index.base import Query

SAMPLES = Path(corpus.samples.__file__).parent / "files"
TAKEN = ("kh-124-thanh-uy-ha-noi.pdf", "kh-168-ubnd-ha-noi.docx", "ct-34-bo-chinh-tri-2014.docx")


def test_purged_is_as_if_it_had_never_come(tmp_path: Path) -> None:
    staying, secret = tmp_path / "in", tmp_path / "in" / "mật.txt"
    staying.mkdir()
    for name in TAKEN:
        shutil.copy(SAMPLES / name, staying)
    secret.write_text(
        (SAMPLES / "kl-47-thanh-uy-ha-noi.txt").read_text(encoding="utf-8") + "\nChuyện riêng của Phạm Hắc Lào.\n",
        encoding="utf-8",
    )
    with Archive.open(tmp_path / "one") as archive, Archive.open(tmp_path / "two") as never:
        archive.ingest([staying], workers=0)
        (found,) = archive.find("47-KL/TU")
        gone = archive.purge(found["id"])
        assert gone["paths"] == [str(secret)]
        secret.unlink()
        never.ingest([staying], workers=0)
        assert archive.digest() == never.digest()
        assert archive.status()["balanced"]
        assert found["id"] not in {hit.id for hit in archive.search(Query(text="Phạm Hắc Lào")).hits}
        with pytest.raises(NotFound):
            archive.text(found["id"])
    needle = "Phạm Hắc Lào".encode()
    for path in (tmp_path / "one").rglob("*"):
        assert not path.is_file() or needle not in path.read_bytes(), path


def test_a_cited_paper_that_goes_is_wanted_and_comes_back_when_it_is_taken_in_again(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "data") as archive:
        archive.ingest([SAMPLES], workers=0)
        before, digest = {row["id"] for row in archive.wanted()}, archive.digest()
        (plan,) = [row for row in archive.find("168/KH-UBND") if row["held"]]
        citing = {row["from"] for row in archive.cited_by(plan["id"])}
        only = {row["id"] for row in archive.chain(plan["id"], up=True, depth=1)["nodes"]}
        archive.purge(plan["id"])
        added = {row["id"]: row for row in archive.wanted() if row["id"] not in before}
        assert set(added) == {plan["key"]}
        assert added[plan["key"]]["cited_by"] == len(citing)
        assert plan["id"] in only
        archive.ingest([SAMPLES], workers=0)
        assert archive.digest() == digest
