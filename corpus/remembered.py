"""Answers over the whole archive, kept until somebody writes into the catalogue, in this process or another."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from corpus.catalogue import Catalogue

_MOST = 64
Answer = TypeVar("Answer")


class Remembered:
    """The last few answers of one archive. What is kept is given to everybody: nobody may change it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._lock = threading.Lock()
        self._making: dict[Hashable, threading.Lock] = {}
        self._kept: OrderedDict[Hashable, tuple[str, object]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer to `key` as the archive is now; of those who ask at once, one makes it and the others wait."""
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            mark = self._catalogue.mark()  # before it is made: what is written meanwhile is not in it for sure
            with self._lock:
                kept = self._kept.get(key)
                if kept is not None and kept[0] == mark:
                    self._kept.move_to_end(key)
                    return cast("Answer", kept[1])
            answer = make()
            with self._lock:
                self._kept[key] = mark, answer
                self._kept.move_to_end(key)
                while len(self._kept) > _MOST:
                    old, _ = self._kept.popitem(last=False)
                    self._making.pop(old, None)
            return answer
