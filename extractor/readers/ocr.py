"""Recognition of page pictures: Tesseract through tesserocr with Vietnamese data, one thread a process.

Data: the `best_int` model in the user's cache (see `extractor.readers.ocr_data`) is preferred, because the model that
Debian ships misreads codes; else the system's.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from extractor.errors import ToolMissing
from extractor.readers.incoming_stamp import without_coloured_stamps
from extractor.readers.ocr_data import data_folder
from extractor.readers.page_image import WORK_DPI, Prepared, prepare, quarter_turned
from extractor.readers.page_words import OcrWord, Piece, Symbol
from extractor.syllables import share_valid
from extractor.text import nfc

if TYPE_CHECKING:
    from PIL.Image import Image

    from extractor.readers.page_image import Grey

_POINTS = 72 / WORK_DPI
# After so much work it is known how much this process has to wait for others, and so much of it is allowed for.
_MEASURED_S = 0.05
_MOST_WAITING = 5.0
# Below this the page was probably not read the right way up.
_DOUBTFUL_CONFIDENCE = 0.62
# How far behind a dash, in widths of it, the next letter stands when there is a space.
_DASHES, _SPACE = ("-", "–"), 0.6


@dataclass(frozen=True, slots=True)
class OcrPage:
    """What recognition found on a page. `turned_deg`: quarter turns applied; `timed_out`: words may be missing."""

    words: tuple[OcrWord, ...]
    prepared: Prepared
    turned_deg: int = 0
    timed_out: bool = False

    @property
    def confidence(self) -> float:
        """Mean confidence of the words, 0..1, weighted by their length."""
        total = sum(len(word.piece.text) for word in self.words)
        found = sum(len(word.piece.text) * (word.piece.confidence or 0.0) for word in self.words)
        return found / total if total else 0.0


class PageTime:
    """The time for one page, in seconds, shared by all readings of the page and of its parts.

    Processor time, so that a page is not cut short because the machine has much else to do.
    """

    def __init__(self, seconds: float) -> None:
        self._busy, self._clock = time.process_time(), time.monotonic()
        self._end = self._busy + seconds

    @property
    def left_ms(self) -> int:
        """What is left of it; 0 when it is over."""
        return max(0, int((self._end - time.process_time()) * 1000))

    @property
    def left_by_the_clock_ms(self) -> int:
        """How long that may last by the clock, which is all that Tesseract knows: longer in the measure in which this
        process had to wait for others so far."""
        busy = time.process_time() - self._busy
        waited = (time.monotonic() - self._clock) / busy if busy > _MEASURED_S else 1.0
        return int(self.left_ms * min(max(waited, 1.0), _MOST_WAITING))


def recognise(picture: Image, page_time: PageTime, dpi: float = WORK_DPI) -> OcrPage:
    """The words of a page picture of `dpi`. Pages that lie on their side or head are set upright.

    Raises ToolMissing when Tesseract or its Vietnamese data is not installed.
    """
    prepared = without_coloured_stamps(prepare(picture, dpi))
    if prepared.blank:
        return OcrPage((), prepared)
    if quarter_turned(prepared.grey):
        return max((_turned(picture, degrees, page_time, dpi) for degrees in (90, 270)), key=_quality)
    page = _page(prepared, 0, page_time)
    if _upright(page.words):
        return max((_turned(picture, degrees, page_time, dpi) for degrees in (90, 270)), key=_quality)
    if _quality(page) >= _DOUBTFUL_CONFIDENCE or page.timed_out or len(page.words) < 5:
        return page
    upside_down = _turned(picture, 180, page_time, dpi)
    return max((page, upside_down), key=_quality)


def _upright(words: Sequence[OcrWord]) -> bool:
    """Whether most words run up or down the page: Tesseract reads blocks of such lines by itself, but their boxes, and
    so the order of words and lines, are those of the page as it lies."""
    long = [word.piece for word in words if len(word.piece.text) > 2]
    return len(long) > 5 and 2 * sum(1 for piece in long if piece.height > piece.x1 - piece.x0) > len(long)


def _turned(picture: Image, degrees: int, page_time: PageTime, dpi: float) -> OcrPage:
    prepared = without_coloured_stamps(prepare(picture.rotate(degrees, expand=True), dpi))
    return _page(prepared, degrees, page_time)


def _quality(page: OcrPage) -> float:
    valid, _, total = share_valid(" ".join(word.piece.text for word in page.words))
    return page.confidence * (0.5 + valid / 2) if total else 0.0


def _page(prepared: Prepared, turned_deg: int, page_time: PageTime) -> OcrPage:
    words, finished = read_grey(prepared.grey, page_time)
    return OcrPage(tuple(words), prepared, turned_deg, not finished)


def read_grey(grey: Grey, page_time: PageTime, *, mode: int = 3, letters: str = "") -> tuple[list[OcrWord], bool]:
    """Words of a level grey picture, and whether recognition ended within the page's time.

    `mode` is Tesseract's page segmentation mode (3: a page, 7: one line, 8: one word); `letters`, when given, are the
    only characters that may be read.
    """
    if not page_time.left_ms:
        return [], False
    api = _engine()  # first: it limits Tesseract's threads, which must happen before the library is loaded
    import tesserocr

    height, width = grey.shape
    api.SetPageSegMode(mode)
    api.SetVariable("tessedit_char_whitelist", letters)
    api.SetImageBytes(grey.tobytes(), width, height, 1, width)
    api.SetSourceResolution(WORK_DPI)
    finished = bool(api.Recognize(max(1, page_time.left_by_the_clock_ms)))
    words: list[OcrWord] = []
    line = 0
    level, symbol_level = tesserocr.RIL.WORD, tesserocr.RIL.SYMBOL
    iterator = api.GetIterator()
    if iterator is None:
        return [], finished
    for word in tesserocr.iterate_level(iterator, level):
        line += bool(word.IsAtBeginningOf(tesserocr.RIL.TEXTLINE))
        text = _said(word, level)
        box = word.BoundingBox(level)
        if not text or box is None:
            continue
        confidence = word.Confidence(level) / 100
        symbols = []
        while True:
            symbol_box = word.BoundingBox(symbol_level)
            if symbol_box is not None:
                symbols.append(Symbol(_said(word, symbol_level), symbol_box, word.Confidence(symbol_level) / 100))
            if word.IsAtFinalElement(level, symbol_level) or not word.Next(symbol_level):
                break
        points = [edge * _POINTS for edge in box]
        piece = Piece(text, points[0], points[1], points[2], points[3], round(confidence, 3), line)
        words.extend(_dash_apart(OcrWord(piece, tuple(symbols))))
    return words, finished


def _dash_apart(word: OcrWord) -> Iterator[OcrWord]:
    """The word, and apart from it a dash that Tesseract put to it (`-Lưu:`) though a space stands between."""
    if len(word.symbols) < 2 or word.symbols[0].text not in _DASHES or word.piece.text[:1] not in _DASHES:
        yield word
        return
    dash, *rest = word.symbols
    x0, top, x1, bottom = dash.box_px
    if rest[0].box_px[0] - x1 < _SPACE * (x1 - x0):
        yield word
        return
    piece = word.piece
    box = replace(piece, text=dash.text, x0=x0 * _POINTS, top=top * _POINTS, x1=x1 * _POINTS, bottom=bottom * _POINTS)
    yield OcrWord(box, (dash,))
    yield OcrWord(replace(piece, text=piece.text[1:].lstrip(), x0=rest[0].box_px[0] * _POINTS), tuple(rest))


def _said(iterator: Any, level: int) -> str:
    try:
        return nfc((iterator.GetUTF8Text(level) or "").strip())
    except RuntimeError:  # tesserocr: nothing recognised at this place
        return ""


@lru_cache(maxsize=1)
def _engine() -> Any:
    """One engine a process, kept: loading the model costs more than a page."""
    # Tesseract's own threads fight each other and other workers: one thread a process is faster in sum.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        import tesserocr
    except ImportError as error:
        raise ToolMissing("Thiếu bộ nhận dạng chữ (tesserocr). Hãy cài gói tesserocr để đọc bản quét.") from error
    folder = data_folder()
    if folder is None:
        raise ToolMissing(
            "Thiếu dữ liệu nhận dạng tiếng Việt. Hãy cài gói hệ thống tesseract-ocr-vie, hoặc chạy "
            "`python -m extractor.readers.ocr_data` để tải bản tốt hơn."
        )
    # Leptonica tells of boxes beyond the edge and the like, in English and without the file, between our own lines.
    tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)
    return tesserocr.PyTessBaseAPI(path=str(folder), lang="vie")
