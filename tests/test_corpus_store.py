"""Originals: by content, whole or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from corpus.errors import NotFound, StoreDamaged
from corpus.store import Store


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


def test_what_an_interrupted_put_left_is_swept_and_never_listed(tmp_path: Path) -> None:
    store = Store(tmp_path)
    path = store.put(b"abc", digest(b"abc"))
    (path.parent / ".putting-x").write_bytes(b"ab")
    assert store.hashes() == [digest(b"abc")]
    assert store.sweep() == 1
    assert store.sweep() == 0


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 64])
def test_what_is_no_hash_or_not_held_is_not_found(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound):
        Store(tmp_path).path(name)
