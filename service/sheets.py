"""Pages of originals as pictures, with the places of values. Drawn in a process of its own: a hostile file may break
that process, never the service; and the PDF library is not safe to use from several threads."""

from __future__ import annotations

import io
import struct
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, ProcessPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from extractor.errors import TimedOut, ToolFailed
from extractor.readers import sniff as formats

if TYPE_CHECKING:
    from extractor.document import Word
    from service.pdfa import Leaf

# What a mark is: a reference, a field of the header, or any stretch of text.
Kind = Literal["ref", "field", "text"]
Part = tuple[float, float, float, float]
SECONDS = 30
# A scan is recognised again to find its words: some seconds, and many on a busy machine.
LIT_SECONDS = 90
# How long a page waits for those asked for before it.
TURN_SECONDS = 120
DPI = 110
# Pages that are kept: at least 200 dpi (Thông tư 02/2019/TT-BNV, on files of digitised papers).
ARCHIVE_DPI, ARCHIVE_QUALITY = 200, 85
# Formats whose pages can be drawn.
DRAWN = (formats.PDF, *formats.PICTURES)


def is_scan(source: Mapping[str, Any]) -> bool:
    """Whether some of a paper's text was recognised from pictures of pages; `source`: of the document's object."""
    return source["media_type"] in DRAWN and source["text_source"] != "text"


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of the text to be lit up: code points, and what to call it."""

    start: int
    end: int
    kind: Kind
    label: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A page (from 1 in its file) with the text that was kept of its paper, and the stretch of it that is the page."""

    number: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page in points, origin at the top left."""

    x0: float
    top: float
    x1: float
    bottom: float
    kind: Kind
    label: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its size in points, and the rectangles of what stands on it. `lit` is false where they could not be
    found: the page is shown all the same."""

    width_pt: float
    height_pt: float
    boxes: tuple[Box, ...]
    lit: bool = True


class Drawer:
    """One worker process, started when the first page is asked for."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()
        self._turn = threading.Lock()

    def picture(self, path: Path, name: str, number: int, part: Part | None = None) -> bytes:
        """A page (from 1) as PNG, or a part of it (shares of width and height). Raises ExtractError: no such page,
        damaged, too slow, worker broken."""
        drawn: bytes = self._run(name, _picture, str(path), name, number, part)
        return drawn

    def sheet(self, path: Path, name: str, page: Kept, marks: list[Marked]) -> Sheet:
        """Size and lit places of a page; unlit where finding them takes too long, or the recogniser is missing."""
        try:
            found: Sheet = self._run(name, _sheet, str(path), name, page, marks, seconds=LIT_SECONDS)
        except TimedOut:
            bare: Sheet = self._run(name, _sheet, str(path), name, page, [])
            return replace(bare, lit=False)
        return found

    def leaf(self, path: Path, name: str, page: Kept) -> Leaf:
        """A page with its words, for a PDF/A. Raises ExtractError as `picture` does, ToolMissing."""
        found: Leaf = self._run(name, _leaf, str(path), name, page, seconds=LIT_SECONDS)
        return found

    def close(self) -> None:
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown(wait=False, cancel_futures=True)
                self._pool = None

    def _run(self, name: str, work: Callable[..., Any], *arguments: Any, seconds: float | None = None) -> Any:
        """One at a time: the seconds allowed are those of the work itself, never of the pages that came before it."""
        if not self._turn.acquire(timeout=TURN_SECONDS):
            raise TimedOut(f"{name}: đang có nhiều trang chờ vẽ; hãy mở lại sau ít phút.")
        try:
            return self._worked(name, SECONDS if seconds is None else seconds, work, *arguments)
        finally:
            self._turn.release()

    def _worked(self, name: str, allowed: float, work: Callable[..., Any], *arguments: Any) -> Any:
        with self._lock:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
            pool = self._pool
        try:
            return pool.submit(work, *arguments).result(allowed)
        except CancelledError:  # the service is closing
            raise ToolFailed(f"{name}: dịch vụ đang dừng; hãy mở lại sau.") from None
        except TooSlow:
            self._stop(pool)
            raise TimedOut(f"{name}: vẽ trang quá {allowed:g} giây.") from None
        except BrokenProcessPool:
            self._stop(pool)
            raise ToolFailed(f"{name}: không vẽ được trang này.") from None

    def _stop(self, pool: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is pool:
                self._pool = None
        for process in list((pool._processes or {}).values()):
            process.kill()
        pool.shutdown(wait=False, cancel_futures=True)


def _picture(path: str, name: str, number: int, part: Part | None) -> bytes:
    from extractor.readers.places import page_png

    return page_png(name, Path(path).read_bytes(), number, dpi=DPI, part=part)


def _sheet(path: str, name: str, page: Kept, marks: list[Marked]) -> Sheet:
    from extractor.document import Span
    from extractor.errors import ToolMissing
    from extractor.readers.places import boxes_of, page_png

    png = page_png(name, Path(path).read_bytes(), page.number, dpi=DPI)
    width, height = struct.unpack(">II", png[16:24])  # the PNG's own header
    boxes: list[Box] = []
    lit = True
    here = [mark for mark in marks if mark.start < page.end and page.start < mark.end]
    if here:
        try:
            words = _words(path, name, page)
        except ToolMissing:
            words, lit = (), False
        boxes = [Box(*box, m.kind, m.label) for m in here for box in boxes_of(words, Span(m.start, m.end))]
    return Sheet(width * 72 / DPI, height * 72 / DPI, tuple(boxes), lit)


def _leaf(path: str, name: str, page: Kept) -> Leaf:
    from extractor.document import Span
    from extractor.readers.places import page_picture
    from service.pdfa import Leaf
    from service.text_layer import layer_of

    drawn, size_pt = page_picture(name, Path(path).read_bytes(), page.number, dpi=ARCHIVE_DPI)
    # A page of black on white is kept in grey: a third of the size, and no colour that the scanner made up.
    red, green, blue = drawn.split()
    grey = red.tobytes() == green.tobytes() == blue.tobytes()
    kept = red if grey else drawn
    stream = io.BytesIO()
    kept.save(stream, "JPEG", quality=ARCHIVE_QUALITY)
    layer = layer_of(page.text, Span(page.start, page.end), _words(path, name, page), *size_pt)
    return Leaf(stream.getvalue(), grey, kept.size, size_pt, layer)


@lru_cache(maxsize=32)
def _words(path: str, name: str, page: Kept) -> tuple[Word, ...]:
    """Kept for the next look at the page: of a scan they cost seconds."""
    from extractor.document import Span
    from extractor.readers.places import words_on_page

    return words_on_page(name, Path(path).read_bytes(), page.number, page.text, Span(page.start, page.end))
