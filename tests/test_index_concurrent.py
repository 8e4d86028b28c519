"""Writers, readers and rebuilds at the same time: no query fails, no update is lost."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.base import Entry, Query
from tests.search_engines import drop, open_engine

SECONDS = 4.0
ELASTIC = pytest.param("elasticsearch", marks=[pytest.mark.server, pytest.mark.xdist_group("elasticsearch")])


class Catalogue:
    """What should be in the index: written before the index is, as the archive does."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.rows: dict[str, int] = {}

    def entries(self) -> Iterator[Entry]:
        with self.lock:
            snapshot = sorted(self.rows.items())
        for id_, version in snapshot:
            time.sleep(0.001)  # a rebuild takes its time
            yield made(id_, version)


def made(id_: str, version: int) -> Entry:
    return Entry(id=id_, title=f"Văn bản lần {version}", content=f"Bản thứ {version} của {id_}, công tác thi đua.")


@pytest.mark.parametrize("engine", ["memory", "folder", ELASTIC])
def test_nothing_is_lost_and_no_query_fails(engine: str, tmp_path: Path) -> None:
    index = open_engine(engine, tmp_path)
    catalogue, stop, problems = Catalogue(), threading.Event(), []
    chance = random.Random(7)

    def forever(work: Callable[[], None]) -> threading.Thread:
        def run() -> None:
            try:
                while not stop.is_set():
                    work()
            except Exception as error:  # noqa: BLE001  whatever went wrong in a thread is the finding
                problems.append(error)
                stop.set()

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def write() -> None:
        ids = [f"d{chance.randrange(120):03}" for _ in range(5)]
        with catalogue.lock:
            for id_ in ids:
                catalogue.rows[id_] = catalogue.rows.get(id_, 0) + 1
            batch = [made(id_, catalogue.rows[id_]) for id_ in dict.fromkeys(ids)]
            assert not index.put(batch).failed
        gone = f"d{chance.randrange(120):03}"
        with catalogue.lock:
            catalogue.rows.pop(gone, None)
            index.delete([gone])
        index.refresh()

    def read() -> None:
        found = index.search(Query(text="thi đua", limit=5))
        assert all(hit.snippets for hit in found.hits)

    def rebuild() -> None:
        assert not index.rebuild(catalogue.entries()).failed

    try:
        threads = [forever(write), forever(read), forever(rebuild)]
        stop.wait(SECONDS)
        stop.set()
        for thread in threads:
            thread.join(60)
        assert problems == []
        index.refresh()
        held = {e.id: e.title for e in index.scan(Query())}
        assert held == {id_: f"Văn bản lần {version}" for id_, version in catalogue.rows.items()}
    finally:
        stop.set()
        drop(index)
