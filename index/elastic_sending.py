"""Chunks of documents on their way to a cluster, a few at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Self

_IN_FLIGHT = 2


class Sending:
    """While the cluster takes some chunks, the next is prepared. Two that share an id are never on their way at once,
    for the later one must win. Use as a context manager: what was sent has arrived, or failed, when it is left."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_IN_FLIGHT, thread_name_prefix="vanban-bulk")
        self._waiting: deque[tuple[Future[int], frozenset[str]]] = deque()
        self._stored = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)

    def next(self, send: Callable[..., int], rows: Sequence[tuple[str, Any]], *more: Any) -> None:
        """Sends rows as soon as fewer are on their way. Raises what sending an earlier chunk raised."""
        ids = frozenset(id_ for id_, _ in rows)
        while self._waiting and (len(self._waiting) >= _IN_FLIGHT or any(ids & sent for _, sent in self._waiting)):
            self._stored += self._waiting.popleft()[0].result()
        self._waiting.append((self._threads.submit(send, rows, *more), ids))

    def stored(self) -> int:
        """How many documents have arrived, when all have. Raises what sending raised."""
        while self._waiting:
            self._stored += self._waiting.popleft()[0].result()
        return self._stored
