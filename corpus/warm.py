"""Imported once by the server process that workers are forked from: loads what reads and what it knows, so that every
worker has it the moment it starts and all of them share its memory.

Starts no thread and opens nothing: a process that is forked must find neither.
"""

from __future__ import annotations

import gc

import pypdfium2  # noqa: F401 - what a worker imports at its first PDF

import corpus.facts
import corpus.known
import corpus.readings
import corpus.store_url  # noqa: F401 - what a worker imports at its first file
from extractor.pipeline import extract
from extractor.readers import read_bytes

_GC_THRESHOLDS = (20_000, 20, 50)


def _load() -> None:
    """What is there then stays for good and need not be looked at again by the collector, which runs less often too:
    papers make many objects and next to no cycles."""
    for text in read_bytes("1.txt", "Số: 1/KH-UBND\nCăn cứ Luật Lưu trữ".encode())[1]:
        extract(text)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GC_THRESHOLDS)


_load()
