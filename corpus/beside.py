"""Work that only reads the catalogue, piece after piece, in worker processes beside the one that writes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from corpus.catalogue import Catalogue
from corpus.pool import Crew

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

T = TypeVar("T")
Piece = Sequence[str]
Reading = Callable[["Connection", Piece], T]
"""Reads what a piece (ids) asks for and makes something of it. A function of a module; its answer is handed over."""

_FEW = 2
"""So many pieces are done here: less than it takes workers to open the catalogue."""

_AHEAD, _AT_MOST = 4, 24
"""Pieces that are asked for at once, a worker and in all: while what was made is written, they have something to do,
and what they made finds room in memory."""


class Beside(Protocol):
    """Each piece with what `reading` makes of it, in order. Answers may be made before they are asked for, so they must
    not depend on what is written meanwhile."""

    def __call__(self, reading: Reading[T], pieces: Iterable[Piece]) -> Iterator[tuple[Piece, T]]: ...


def bounded(papers: Iterable[tuple[str, int]], count: int, most: int) -> Iterator[list[str]]:
    """Ids of papers, each given with its size, in pieces of so many papers and of so much together; one that is larger
    comes alone."""
    piece: list[str] = []
    total = 0
    for id, size in papers:
        if piece and (len(piece) == count or total + size > most):
            yield piece
            piece, total = [], 0
        piece.append(id)
        total += size
    if piece:
        yield piece


def here(catalogue: Catalogue) -> Beside:
    """All of it in this process, one piece after the other."""

    def each(reading: Reading[T], pieces: Iterable[Piece]) -> Iterator[tuple[Piece, T]]:
        for piece in pieces:
            with catalogue.read() as connection:
                answer = reading(connection, piece)
            yield piece, answer

    return each


def among(crew: Crew, catalogue: Catalogue) -> Beside:
    """In the processes of a crew; here where it has none of its own, where there is little to do, and for a piece whose
    process died."""
    in_turn = here(catalogue)
    if not crew.own or crew.workers < 2:
        return in_turn

    def each(reading: Reading[T], pieces: Iterable[Piece]) -> Iterator[tuple[Piece, T]]:
        left = iter(pieces)
        first = list(islice(left, min(_AHEAD * crew.workers, _AT_MOST)))
        if len(first) <= _FEW:
            yield from in_turn(reading, first)
            return
        waiting: deque[tuple[Piece, Future[T]]] = deque()

        def ask(piece: Piece) -> None:
            answer: Future[T] = Future()
            answer.set_exception(BrokenProcessPool())
            for _ in range(2):
                try:
                    answer = crew.submit(_there, catalogue.folder, catalogue.url, reading, piece)
                    break
                except BrokenProcessPool:
                    crew.renew()
            waiting.append((piece, answer))

        for piece in first:
            ask(piece)
        while waiting:
            piece, answer = waiting.popleft()
            try:
                made = answer.result()
            except BrokenProcessPool:
                yield from in_turn(reading, [piece])
            else:
                yield piece, made
            for more in islice(left, 1):
                ask(more)

    return each


def _there(folder: Path, url: str, reading: Reading[T], piece: Piece) -> T:
    """In the worker."""
    with _opened(folder, url).read() as connection:
        return reading(connection, piece)


@lru_cache(maxsize=1)
def _opened(folder: Path, url: str) -> Catalogue:
    return Catalogue(folder, url)
