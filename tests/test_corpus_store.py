"""Originals: by content, whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.archive import Archive
from corpus.errors import NotFound, StoreDamaged, StoreUnavailable
from corpus.store import Store
from corpus.store_url import Originals, UrlStore, open_store
from tests.corpus_plans import fill
from tests.servers import s3_server


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_put_twice_is_one_file_with_the_same_bytes(tmp_path: Path) -> None:
    store = Store(tmp_path)
    data = "Số: 12/KH-UBND".encode()
    path = store.put(data, digest(data))
    assert store.put(data, digest(data)) == path
    assert path.read_bytes() == data
    assert store.hashes() == [digest(data)]
    store.check(digest(data))


def test_a_wrong_hash_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreDamaged):
        Store(tmp_path).put(b"x", digest(b"y"))


def test_a_changed_original_is_noticed(tmp_path: Path) -> None:
    store = Store(tmp_path)
    path = store.put(b"abc", digest(b"abc"))
    path.chmod(0o644)
    path.write_bytes(b"abd")
    with pytest.raises(StoreDamaged):
        store.check(digest(b"abc"))


def test_a_half_written_original_is_written_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    path = store.put(b"abcdef", digest(b"abcdef"))
    path.chmod(0o644)
    path.write_bytes(b"abc")
    assert store.put(b"abcdef", digest(b"abcdef")).read_bytes() == b"abcdef"


def test_a_flush_brings_originals_and_the_folders_that_name_them_onto_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[Path] = []

    def fsync(handle: int) -> None:
        flushed.append(Path(f"/proc/self/fd/{handle}").readlink())

    monkeypatch.setattr("corpus.store.os.fsync", fsync)
    store = Store(tmp_path)
    hashes = [digest(f"bản {n}".encode()) for n in range(50)]
    paths = [store.put(f"bản {n}".encode(), sha256) for n, sha256 in enumerate(hashes)]
    store.flush([])
    assert flushed == []
    store.flush(hashes)
    assert set(flushed) == {*paths, *(path.parent for path in paths), tmp_path}


def test_the_catalogue_tells_of_no_original_that_is_not_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from corpus import batch
    from corpus.records import Extracted

    flushed: set[str] = set()
    told: list[str] = []
    write = batch.put_batch

    def fsync(handle: int) -> None:
        flushed.add(Path(f"/proc/self/fd/{handle}").readlink().name)

    def put_batch(connection: Any, outcomes: Any, findings: Any, moment: str) -> None:
        told.extend(outcome.sha256 for _, outcome in outcomes if isinstance(outcome, Extracted))
        assert flushed.issuperset(told)
        write(connection, outcomes, findings, moment)

    monkeypatch.setattr("corpus.store.os.fsync", fsync)
    monkeypatch.setattr("corpus.ingest.put_batch", put_batch)
    with Archive.open(tmp_path / "data") as archive:
        archive.ingest([fill(tmp_path / "in", range(1, 4))], workers=0)
        assert sorted(told) == archive._parts.store.hashes()


def test_a_disk_that_refuses_originals_leaves_the_files_to_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(handle: int) -> None:
        raise OSError(5, "I/O error")

    folder = fill(tmp_path / "in", range(1, 4))
    with Archive.open(tmp_path / "data") as archive:
        with monkeypatch.context() as patched:
            patched.setattr("corpus.store.os.fsync", refuses)
            with pytest.raises(StoreUnavailable):
                archive.ingest([folder], workers=0)
        assert archive.status()["documents"] == 0
        assert archive.ingest([folder], workers=0).indexed == 3


def test_an_original_is_read_only_and_a_put_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import os

    store = Store(tmp_path)
    assert store.put(b"abc", digest(b"abc")).stat().st_mode & 0o222 == 0

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr("corpus.store.os.replace", full)
        with pytest.raises(OSError, match="full"):
            store.put(b"abd", digest(b"abd"))
    assert [path.name for path in tmp_path.glob("**/*") if path.is_file()] == [digest(b"abc")]
    # what a killed process of this number left is in nobody's way
    target = store.path(digest(b"abc")).parent
    real = os.open
    left: list[Path] = []

    def meets(path: Path, flags: int, mode: int = 0o777) -> int:
        if ".putting-" in str(path) and not left:
            left.append(path)
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_bytes(b"of another, longer")
        return real(path, flags, mode)

    monkeypatch.setattr("corpus.store.os.open", meets)
    assert store.put(b"abd", digest(b"abd")).read_bytes() == b"abd"
    assert left and target.exists()


def test_what_an_interrupted_put_left_is_swept_and_never_listed(tmp_path: Path) -> None:
    store = Store(tmp_path)
    path = store.put(b"abc", digest(b"abc"))
    (path.parent / ".putting-x").write_bytes(b"ab")
    (path.parent / ".DS_Store").write_bytes(b"x")
    assert store.hashes() == [digest(b"abc")]
    assert store.strangers() == [".DS_Store"], "told, and never taken for an original"
    assert store.sweep() == 1
    assert store.sweep() == 0


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 64])
def test_what_is_no_hash_or_not_held_is_not_found(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound):
        Store(tmp_path).path(name)


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A bucket on an S3 server of this machine."""
    with s3_server.running():
        yield f"s3://{s3_server.BUCKET}"


@pytest.fixture(params=["folder", "memory", pytest.param("s3", marks=pytest.mark.server)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Originals:
    """Each kind of store, empty."""
    if request.param == "folder":
        where = str(tmp_path / "originals")
    else:
        root = request.getfixturevalue("bucket") if request.param == "s3" else "memory://"
        where = f"{root}{tmp_path}/x"
    return open_store(where, tmp_path / "copies")


def test_every_kind_of_store_keeps_the_contract(store: Originals) -> None:
    data, other = b"Ban goc", b"Ban khac"
    one, two = digest(data), digest(other)
    assert store.hashes() == []
    store.put(data, one)
    store.put(data, one)
    store.put(other, two)
    store.flush([one, two])
    assert store.hashes() == sorted([one, two])
    assert store.read(one) == store.path(one).read_bytes() == data
    store.check(one)
    with pytest.raises(StoreDamaged):
        store.put(data, two)
    assert store.strangers() == []
    store.remove(one)
    store.remove(one)
    assert store.hashes() == [two]
    for missing in (one, "../x", "0" * 64):
        with pytest.raises(NotFound):
            store.path(missing)
        with pytest.raises(NotFound):
            store.read(missing)


def test_what_was_cut_short_in_a_remote_store_is_found_and_written_anew(tmp_path: Path) -> None:
    store = open_store(f"memory://{tmp_path}/y", tmp_path / "copies")
    assert isinstance(store, UrlStore)
    data = b"whole"
    target = store.put(data, digest(data))
    for left in (b"who", b"wrong"):
        store._system.pipe_file(target, left)
        with pytest.raises(StoreDamaged):
            store.check(digest(data))
        store.put(data, digest(data))
        store.check(digest(data))


def test_an_archive_keeps_its_originals_by_url_and_leaves_no_copy_of_what_is_purged(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", range(1, 4))
    with (
        Archive.open(tmp_path / "one", originals_url=f"memory://{tmp_path}/z") as one,
        Archive.open(tmp_path / "two") as two,
    ):
        one.ingest([folder], workers=0)
        two.ingest([folder], workers=0)
        assert one.digest() == two.digest()
        assert not (tmp_path / "one" / "originals").exists()
        (found,) = one.find("2/KH-UBND")
        copy = one.original(found["id"]).path
        assert copy.read_bytes() == (folder / "kh-2.txt").read_bytes()
        one.purge(found["id"])
        assert not copy.exists()
        assert len(one._parts.store.hashes()) == 2


@pytest.mark.server
def test_workers_bring_an_archive_into_a_bucket_and_it_is_the_same_as_in_a_folder(bucket: str, tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", range(1, 8))
    with (
        Archive.open(tmp_path / "one", originals_url=f"{bucket}/kho") as one,
        Archive.open(tmp_path / "two") as two,
    ):
        assert one.ingest([folder], workers=2).indexed == two.ingest([folder], workers=0).indexed == 7
        assert one.digest() == two.digest()
        assert {check.verdict for check in one.examine(sample=None) if check.name in ("hashes", "orphans")} == {"ok"}
        assert one.ingest([folder], workers=2).nothing_new
    store = open_store(f"{bucket}/kho", tmp_path / "copies")
    lost = store.hashes()[3]
    store.remove(lost)
    with Archive.open(tmp_path / "one", originals_url=f"{bucket}/kho") as one:
        (check,) = (check for check in one.examine(sample=None) if check.name == "originals")
        assert "thiếu 1 bản gốc" in check.message


@pytest.mark.server
def test_a_bucket_that_is_not_there_stops_the_run_and_blames_no_file(bucket: str, tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", range(1, 3))
    with Archive.open(tmp_path / "one", originals_url="s3://nowhere-at-all/kho") as one:
        with pytest.raises(StoreUnavailable):
            one.ingest([folder], workers=0)
        assert {problem["code"] for problem in one.status()["problems"]} == {"not-finished"}


def test_a_store_that_fails_is_an_error_of_the_disk(tmp_path: Path) -> None:
    class Broken:
        def __getattr__(self, name: str) -> object:
            raise RuntimeError("no credentials")

    store = UrlStore(Broken(), "bucket", None)
    with pytest.raises(OSError, match="no credentials"):
        store.put(b"x", digest(b"x"))


def test_a_url_that_nothing_here_opens_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="nosuch"):
        Archive.open(tmp_path, originals_url="nosuch://bucket/x")
    assert isinstance(open_store(f"file://{tmp_path}"), Store)


@pytest.mark.parametrize("stands", [b"", b"mo"])
def test_what_lies_in_the_place_of_an_original_of_the_first_version_has_to_be_whole(
    tmp_path: Path, stands: bytes
) -> None:
    """A write that was cut short there does not cost the original."""
    sha256 = hashlib.sha256(b"mot").hexdigest()
    deeper = tmp_path / sha256[:2] / sha256[2:4]
    deeper.mkdir(parents=True)
    (deeper / sha256).write_bytes(b"mot")
    (tmp_path / sha256[:2] / sha256).write_bytes(stands)
    store = Store(tmp_path)
    assert store.bring_up() == 1 and store.read(sha256) == b"mot"
    assert store.bring_up() == 0
