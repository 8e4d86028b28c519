"""A paper taken out leaves no trace, and the archive is that of the files that stay."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

import corpus.samples
from corpus.archive import Archive
from corpus.belongings import strangers
from corpus.errors import NotFound
from index.base import IndexUnavailable, Query
from tests.corpus_plans import fill

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


@pytest.mark.parametrize(
    "step", ["corpus.linking.current.settle", "corpus.projection.rebuild", "corpus.store.Store.remove"]
)
def test_a_purge_that_is_cut_short_is_ended_by_what_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    folder = fill(tmp_path / "in", range(1, 4))

    def broken(*_: object, **__: object) -> None:
        raise IndexUnavailable("mất điện")

    with Archive.open(tmp_path / "one") as archive, Archive.open(tmp_path / "two") as never:
        archive.ingest([folder], workers=0)
        (found,) = archive.find("2/KH-UBND")
        with monkeypatch.context() as patched:
            patched.setattr(step, broken)
            with pytest.raises(IndexUnavailable):
                archive.purge(found["id"])
        assert {c.verdict for c in archive.examine() if c.name == "purge"} == {"bad"}
        gone = archive.purge(found["id"])
        assert gone["sha256"].startswith(found["id"])
        (folder / "kh-2.txt").unlink()
        never.ingest([folder], workers=0)
        assert archive.digest() == never.digest()
        with pytest.raises(NotFound):
            archive.purge(found["id"])


def test_a_purge_reaches_lists_uploads_caches_and_copies(tmp_path: Path) -> None:
    data = tmp_path / "data"
    upload = data / "uploads" / ("0" * 32) / "file"
    upload.parent.mkdir(parents=True)
    fill(upload, range(1, 2))
    with Archive.open(data) as archive:
        archive.ingest([upload], workers=0, listed={str(upload / "kh-1.txt"): {"place": "Bản Xa Lắc"}})
        (found,) = archive.find("1/KH-UBND")
        with sqlite3.connect(data / "catalogue.sqlite") as one, sqlite3.connect(data / "catalogue.v1.sqlite") as other:
            one.backup(other)
        for name in ("meanings.sqlite", "precedents.cache", ".precedents.cache.1.part", ".graph-x"):
            (data / name).write_bytes("Bản Xa Lắc".encode())
        gone = archive.purge(found["id"])
        assert gone["paths"] == []
        assert [(Path(b["place"]).name, b["state"]) for b in gone["backups"]] == [("catalogue.v1.sqlite", "holds")]
    left = [p for p in data.rglob("*") if p.is_file() and "Bản Xa Lắc".encode() in p.read_bytes()]
    assert [p.name for p in left] == ["catalogue.v1.sqlite"]
    assert not upload.parent.exists()


def test_everything_in_a_folder_that_was_used_is_known(tmp_path: Path) -> None:
    from service.audit import AuditLog
    from service.saved import SavedSearches

    data = tmp_path / "data"
    with Archive.open(data) as archive:
        archive.ingest([fill(tmp_path / "in", range(1, 3))], workers=0)
        SavedSearches(data).keep("lan", "cây", "/?q=cây")
        AuditLog(data).record({"address": "/", "person": "lan"})
        assert strangers(data) == []
        saved = archive.save(tmp_path / "out")
        assert {"searches.sqlite", "access.jsonl"} <= {p.name for p in saved.place.iterdir()}
        assert saved.place.stat().st_mode & 0o077 == 0
        (data / "ghi chú.txt").write_text("x", encoding="utf-8")
        assert strangers(data) == ["ghi chú.txt"]
        assert {c.verdict for c in archive.examine() if c.name == "folder"} == {"warn"}
    with Archive.open(tmp_path / "back") as back:
        back.bring_back(saved.place)
        assert [one.name for one in SavedSearches(tmp_path / "back").of("lan")] == ["cây"]
