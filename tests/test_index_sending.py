"""Chunks on their way to a cluster: some at once, never two with one id, no failure lost."""

from __future__ import annotations

import threading

import pytest

from index.elastic_sending import Sending


def test_the_next_is_sent_while_the_last_is_on_its_way() -> None:
    met = threading.Barrier(2, timeout=10)

    def send(rows: list[tuple[str, int]]) -> int:
        met.wait()  # broken unless both are on their way
        return len(rows)

    with Sending() as sending:
        sending.next(send, [("a", 1), ("b", 1)])
        sending.next(send, [("c", 1)])
        assert sending.stored() == 3


def test_chunks_that_share_an_id_arrive_one_after_the_other() -> None:
    here: set[str] = set()
    arrived: list[int] = []
    lock = threading.Lock()

    def send(rows: list[tuple[str, int]]) -> int:
        with lock:
            assert here.isdisjoint(id_ for id_, _ in rows)
            here.update(id_ for id_, _ in rows)
        threading.Event().wait(0.01)
        with lock:
            here.difference_update(id_ for id_, _ in rows)
            arrived.extend(n for _, n in rows)
        return len(rows)

    with Sending() as sending:
        for n in range(10):
            sending.next(send, [("same", n)])
        assert sending.stored() == 10
    assert arrived == list(range(10))


def test_what_sending_raises_is_told() -> None:
    def send(rows: list[tuple[str, int]]) -> int:
        raise ConnectionError("gone")

    with Sending() as sending:
        sending.next(send, [("a", 1)])
        with pytest.raises(ConnectionError):
            sending.stored()
