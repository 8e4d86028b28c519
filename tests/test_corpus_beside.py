"""What only reads the catalogue is done in a crew's processes, in order, and here where that is no use or fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corpus.beside import among
from corpus.catalogue import Catalogue
from corpus.pool import Crew

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

PIECES = [[f"{n}"] for n in range(12)]


class Fragile(Crew):
    """Two threads in place of processes; a piece of `deadly` kills one, and then the next asking fails too."""

    def __init__(self, deadly: Sequence[str] = ()) -> None:
        super().__init__(2)
        self.threads = ThreadPoolExecutor(2)
        self.deadly = deadly
        self.asked = self.renewed = 0
        self._broken = False

    def submit(self, work: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        if self._broken:
            raise BrokenProcessPool
        self.asked += 1
        if arguments[-1][0] in self.deadly:
            self._broken = True
            lost: Future[Any] = Future()
            lost.set_exception(BrokenProcessPool())
            return lost
        return self.threads.submit(work, *arguments)

    def renew(self) -> None:
        self.renewed += 1
        self._broken = False


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path)
    yield opened
    opened.close()


def told(connection: Connection, ids: Sequence[str]) -> list[str]:
    assert connection.exec_driver_sql("SELECT value FROM meta WHERE name = 'schema'").scalar()
    return [f"read {id}" for id in ids]


@pytest.mark.parametrize("deadly", [(), ("3",), ("0", "5", "11")])
def test_every_piece_comes_in_order_whatever_dies(catalogue: Catalogue, deadly: tuple[str, ...]) -> None:
    crew = Fragile(deadly)
    made = list(among(crew, catalogue)(told, PIECES))
    assert made == [(piece, [f"read {piece[0]}"]) for piece in PIECES]
    assert crew.asked == len(PIECES)
    assert crew.renewed == len([d for d in deadly if d != "11"])  # after the last piece nothing is asked any more


def test_little_work_is_done_here(catalogue: Catalogue) -> None:
    crew = Fragile()
    assert [piece for piece, _ in among(crew, catalogue)(told, PIECES[:2])] == PIECES[:2]
    assert crew.asked == 0


def test_pieces_are_asked_for_as_they_are_needed(catalogue: Catalogue) -> None:
    crew = Fragile()
    answers = among(crew, catalogue)(told, iter(PIECES))
    next(answers)
    assert crew.asked < len(PIECES)


def test_a_worker_ends_with_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus import worker

    class Gone:
        def join(self) -> None:
            return

    left: list[int] = []
    monkeypatch.setattr(worker, "parent_process", Gone)
    monkeypatch.setattr("os._exit", left.append)
    worker._end_with_parent()
    assert left == [1]
