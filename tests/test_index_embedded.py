"""The embedded engine as a folder: what survives, who may write, what a rebuild keeps."""

from __future__ import annotations

import errno
import os
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from index import embedded, open_index, tantivy_view
from index.base import Entry, IndexMismatch, IndexUnavailable, Query


def entry(id_: str, title: str = "Về việc thi đua", **more: str) -> Entry:
    return Entry(id=id_, title=title, content=f"Nội dung của văn bản {id_}", **more)  # type: ignore[arg-type]  # all are str


def found(where: Path, text: str) -> set[str]:
    index = open_index(str(where))
    try:
        return {hit.id for hit in index.search(Query(text=text)).hits}
    finally:
        index.close()


def test_what_was_put_is_there_after_reopening(tmp_path: Path) -> None:
    index = open_index(str(tmp_path / "index"))
    index.put([entry("a"), entry("b", "Về việc khác")])
    index.close()
    assert found(tmp_path / "index", "thi đua") == {"a"}


def test_a_second_handle_sees_what_the_first_refreshed(tmp_path: Path) -> None:
    writer, reader = open_index(str(tmp_path)), open_index(str(tmp_path))
    writer.put([entry("a")])
    assert reader.count() == 0
    writer.refresh()
    assert reader.count() == 1
    reader.put([entry("b")])
    reader.refresh()
    assert writer.count() == 2


def test_another_version_is_refused_with_the_command_and_can_be_rebuilt(tmp_path: Path) -> None:
    open_index(str(tmp_path)).close()
    (tmp_path / "SIGNATURE").write_text("0-old", encoding="utf-8")
    with pytest.raises(IndexMismatch, match="vanban reindex"):
        open_index(str(tmp_path))
    index = open_index(str(tmp_path), rebuilding=True)
    with pytest.raises(IndexMismatch):
        index.put([entry("a")])
    index.rebuild([entry("a")])
    assert index.count() == 1
    assert found(tmp_path, "thi đua") == {"a"}


def test_a_strange_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x", encoding="utf-8")
    with pytest.raises(IndexMismatch):
        open_index(str(tmp_path))
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_writes_during_a_rebuild_survive_it(tmp_path: Path) -> None:
    index, other = open_index(str(tmp_path)), open_index(str(tmp_path))
    index.put([entry("kept"), entry("gone"), entry("changed")])
    index.refresh()
    snapshot = [entry("kept"), entry("gone"), entry("changed")]
    reached, go_on = threading.Event(), threading.Event()

    def slowly() -> Iterator[Entry]:
        yield snapshot[0]
        reached.set()
        assert go_on.wait(30)
        yield from snapshot[1:]

    rebuild = threading.Thread(target=lambda: index.rebuild(slowly()))
    rebuild.start()
    assert reached.wait(30)
    other.delete(["gone"])
    other.put([entry("new", "Mới đến"), entry("changed", "Đã đổi")])
    other.refresh()
    assert index.search(Query(text="mới đến")).total == 1, "the old index goes on answering"
    go_on.set()
    rebuild.join(30)
    assert {hit.id for hit in other.search(Query()).hits} == {"kept", "changed", "new"}
    changed = index.get("changed")
    assert changed is not None
    assert changed.title == "Đã đổi"


_LOST = "An error occurred in a thread: 'An index writer was killed..'"


@pytest.mark.parametrize(
    ("error", "free_bytes", "said"),
    [
        (OSError(28, "No space left on device"), 10**9, "đĩa đầy"),
        (ValueError("IoError { io_error: Os { code: 28, kind: StorageFull } }"), 10**9, "đĩa đầy"),
        (ValueError("IoError { error: 'Permission denied (os error 13)' }"), 10**9, "không có quyền"),
        (ValueError(_LOST), 4096, "đĩa đầy"),
        (ValueError(_LOST), 10**9, "An index writer was killed"),
    ],
)
def test_what_keeps_the_index_from_being_written_is_said_and_the_folder_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, free_bytes: int, said: str
) -> None:
    index = open_index(str(tmp_path))
    with monkeypatch.context() as broken:

        def fails(self: object) -> None:
            raise error

        broken.setattr(embedded._Generation, "commit", fails)
        broken.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free_bytes))
        index.put([entry("a")])
        with pytest.raises(IndexUnavailable, match=said):
            index.refresh()
    other = open_index(str(tmp_path))
    other.put([entry("b")])  # would wait a minute for a lock that was kept
    other.refresh()
    index.put([entry("a")])
    index.refresh()
    assert found(tmp_path, "thi đua") == {"a", "b"}


def test_a_folder_that_cannot_be_written_says_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = open_index(str(tmp_path))
    opened = os.open

    def refused(path: Any, *how: int, **more: int) -> int:
        if str(path).endswith(".lock"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, *how, **more)

    monkeypatch.setattr(os, "open", refused)
    for asked in (lambda: open_index(str(tmp_path)), lambda: index.put([entry("a")]), lambda: index.rebuild([])):
        with pytest.raises(IndexUnavailable, match=r"không có quyền\. Nó cần ghi được cả khi chỉ tìm: hãy cấp quyền"):
            asked()


def test_a_disk_that_fills_during_a_rebuild_is_said_and_what_the_entries_raise_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = open_index(str(tmp_path))
    index.put([entry("a")])
    index.refresh()

    def torn() -> Iterator[Entry]:
        yield entry("b")
        raise ValueError("dòng hỏng")

    with pytest.raises(ValueError, match="dòng hỏng"):
        index.rebuild(torn())
    with monkeypatch.context() as full:

        def fails(self: object, entries: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        full.setattr(embedded._Generation, "put", fails)
        with pytest.raises(IndexUnavailable, match="đĩa đầy"):
            index.rebuild([entry("b")])
    assert found(tmp_path, "thi đua") == {"a"}
    assert index.rebuild([entry("a"), entry("b")]).stored == 2
    assert found(tmp_path, "thi đua") == {"a", "b"}


def test_an_error_that_is_kept_keeps_no_writer(tmp_path: Path) -> None:
    class Full:
        @staticmethod  # one of its own methods would keep it in a frame
        def commit() -> None:
            raise OSError(28, "No space left on device")

    index = open_index(str(tmp_path))
    assert isinstance(index, embedded.EmbeddedIndex)
    index.put([entry("a")])
    index._generation._writer = Full()  # type: ignore[assignment]  # all that a commit asks of it
    gone = weakref.ref(index._generation._writer)
    with pytest.raises(IndexUnavailable) as kept:
        index.refresh()
    assert kept.value.__traceback__ is not None and gone() is None, "it holds the lock of the folder"


@pytest.mark.parametrize("sort", ["relevance", "date"])
def test_a_list_of_everything_gives_each_once_over_its_steps(sort: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tantivy_view, "_SCAN_STEP", 3)
    index = open_index()
    dates = ["2020-01-05", "2020-01-04", None]
    index.put([entry(f"d{n}", date=dates[n % 3], key=f"k{n // 4}") for n in range(20)])  # type: ignore[arg-type]  # date may be missing
    index.refresh()
    listed = [found.id for found in index.scan(Query(text="thi đua", sort=sort))]
    assert sorted(listed) == sorted(f"d{n}" for n in range(20))
