"""Is the number, the day or the month in the header written by hand? Told from the ink in its place.

Typed figures stand on the base line and are as high as the capitals beside them; a pen does neither. What is written by
hand is left out of the text, as on a blank form (`Số:   /QĐ-UBND`), and a warning `handwritten` names the field.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.document import Warning_
from extractor.readers.header_slots import (
    DARK,
    OVERRUN_RES,
    Char,
    Slot,
    date_slots,
    header_lines,
    marks_inside,
    number_slot,
)
from extractor.readers.ocr import PageTime, read_grey
from extractor.readers.page_image import WORK_DPI
from extractor.readers.page_words import OcrWord, Symbol
from extractor.text import fold, quoted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extractor.readers.page_image import Grey, Prepared

_POINTS = 72 / WORK_DPI
_GUESSED = 0.4  # a word less sure than this was next to guessed
_EDGE = 0.10  # how far (in heights of a capital) a typed figure's edges may lie from the line's; pens miss by more
_TALL, _ALIKE, _LOWER, _RISE = 0.55, 0.04, 0.76, 0.2
_CERTAIN, _OVERSHOT = 0.99, 0.06  # of figures read beyond any doubt a round one may reach beyond a `1`
# Two readings that differ are told only when the second is surer than this and the first is less sure.
_SURE, _SURE_AGAIN, _SURE_ONCE = 0.80, 0.90, 0.95
_BEYOND_DOUBT, _TRACE, _PALE = 0.985, 0.05, 200
# By how much (0..255) pen ink is bluer than the print beside it; JPEG alone tints black letters by less than 20.
_BLUER = 45
_FILL = ".,:;…-_ "
_BARS = str.maketrans("]|Il!", "11111")  # what an upright or slanting `1` is read as


def read_slots(
    prepared: Prepared, words: Sequence[OcrWord], page_time: PageTime, *, page_number: int, printed: bool = False
) -> tuple[list[OcrWord], list[Warning_], frozenset[int]]:
    """The words without what is written by hand in the number and date lines, the warnings, and the numbers of the
    lines that were judged.

    A typed number is read a second time with nothing but figures allowed; where the readings differ, a warning
    `uncertain` names the field. `printed`: the page was drawn by a program, no pen was near it.
    """
    grey = prepared.grey
    header = [i for i, word in enumerate(words) if word.piece.top * 1.0 < grey.shape[0] * _POINTS * 0.45]
    slots: list[Slot] = []
    for line in (lines := header_lines(words, header)):
        number = number_slot(grey, line) if not any(s.field == "number" for s in slots) else None
        if number is not None:
            slots.append(number)
        if not any(s.field == "date" for s in slots):
            slots.extend(date_slots(line))
    if not any(s.field == "number" for s in slots):
        overrun = (number_slot(grey, line, OVERRUN_RES) for line in lines)
        slots.extend([s for s in overrun if s and s.chars and (_is_blue_pen(prepared, s) or _rises(grey, s))][:1])
    dropped: set[tuple[int, int]] = set()
    corrected: dict[int, str] = {}
    warnings: list[Warning_] = []
    verdicts = ["handwritten" if _is_blue_pen(prepared, slot) else _judge(grey, slot) for slot in slots]
    penned = any(slot.field == "number" and seen == "handwritten" for slot, seen in zip(slots, verdicts, strict=True))
    for slot, verdict in zip(slots, verdicts, strict=True):
        if slot.name == "ngày" and fold(slot.beside[1].text) == "h":
            corrected[id(slot.beside[1].symbol)] = "t" + slot.beside[1].text
        if slot.name == "ngày" and verdict == "unclear" and penned:
            verdict = "handwritten"  # one desk enters number and day
        if printed and verdict == "handwritten":
            verdict = "unclear"
        if verdict in ("typed", "unclear"):
            # A printed dotted line, or a dot that recognition added, is no part of the figures.
            dropped.update((char.word, id(char.symbol)) for char in slot.chars if char.text in _FILL)
            again, sure = _read_again(grey, slot, page_time)
            read = slot.text.strip(_FILL)
            alike = read.translate(_BARS)
            if verdict == "unclear" and alike != read and alike.isdecimal() and again != alike:
                # A slanting `1` that was read as a bar looks like a `7` to who knows figures alone.
                corrected.update((id(c.symbol), figure) for c, figure in zip(_figures(slot), alike, strict=False))
                warnings.append(_uncertain(slot, again, page_number))
            elif verdict == "unclear" and re.fullmatch(r"\d{1,2}", again) and len(again) == len(read):
                corrected.update((id(c.symbol), figure) for c, figure in zip(_figures(slot), again, strict=False))
                if read.isdecimal() and again != read:
                    warnings.append(_uncertain(slot, again, page_number))
            elif verdict == "unclear" or _differs(slot, again, sure):
                warnings.append(_uncertain(slot, again, page_number))
            continue
        dropped.update((char.word, id(char.symbol)) for char in slot.chars)
        code = slot.beside[1]
        if slot.field == "number" and code.text.isalpha():
            # The pen ran over the stroke before the code: `Số: 27/KH-UBND` was read as `27KH-UBND`.
            corrected[id(code.symbol)] = "/" + code.text
        if verdict == "handwritten" and not any(w.field == slot.field and w.code == "handwritten" for w in warnings):
            warnings.append(_handwritten(slot, page_number))
    warnings.extend(_unsure_code(words, slots, warnings, page_number))
    judged = {words[char.word].piece.line for slot in slots for char in (*slot.chars, *slot.beside)}
    return _without(words, dropped, corrected), warnings, frozenset(line for line in judged if line is not None)


def _figures(slot: Slot) -> list[Char]:
    return [char for char in slot.chars if char.text not in _FILL]


def _handwritten(slot: Slot, page_number: int) -> Warning_:
    label = "Số" if slot.field == "number" else "Ngày ký"
    return Warning_(
        "handwritten", f"{label} viết tay ({slot.name}): để trống, cần người nhập.", slot.field, page_number
    )


def _uncertain(slot: Slot, again: str, page_number: int) -> Warning_:
    note = f"Đọc {slot.name} hai lần ra khác nhau: {quoted(slot.text)} và {quoted(again)}. Hãy đối chiếu với bản quét."
    return Warning_("uncertain", note, slot.field, page_number)


def _unsure_code(
    words: Sequence[OcrWord], slots: Sequence[Slot], told: Sequence[Warning_], page_number: int
) -> list[Warning_]:
    """A warning where the letters of a typed number were next to guessed, as below the ring of a seal."""
    slot = next((slot for slot in slots if slot.field == "number"), None)
    if slot is None or any(warning.field == "number" for warning in told):
        return []
    code = words[slot.beside[1].word].piece
    if (code.confidence or 0.0) >= _GUESSED:
        return []
    note = f"Ký hiệu trong dòng số đọc không chắc chắn: {quoted(code.text)}. Hãy đối chiếu với bản quét."
    return [Warning_("uncertain", note, "number", page_number)]


def _judge(grey: Grey, slot: Slot) -> str:
    """`typed`, `unclear` (typed, but not read for sure), `handwritten` or `blank`: from the ink and the reading."""
    height = slot.base - slot.cap_top
    if height < 8 or slot.x1 - slot.x0 < 4:
        return "typed" if slot.text.isdigit() else "blank" if not slot.text else "handwritten"
    top = max(0, int(slot.cap_top - height))
    place = grey[top : int(slot.base + height), slot.x0 + 1 : slot.x1 - 1]
    marks = _tall_marks(place < DARK, height)
    figures = _figures(slot)
    stroke = marks[-1] if marks else (0, 0, 0, 0)
    # The separator after the number, when its recognised box lies too far to the right.
    if slot.field == "number" and len(marks) == len(figures) + 1 and stroke[2] - stroke[0] < 0.5 * height:
        marks.pop()
    if not marks:
        return "blank" if not any(char.isdigit() for char in slot.text) else "handwritten"
    if not _stands_even(slot, marks, top, height) and not (
        # Thin strokes of typed figures that pale ink broke are seen in their edges; whole ones are as high as they are.
        len(marks) != len(figures)
        and slot.text.isdigit()
        and _least_sure(slot) > _BEYOND_DOUBT
        and len(pale := _tall_marks(place < _PALE, height)) == len(figures)
        and _stands_even(slot, pale, top, height)
    ):
        return "handwritten"
    text = slot.text.strip(_FILL)
    sure = _least_sure(slot)
    legible = bool(re.fullmatch(r"\d{1,6}[a-zA-Z]?" if slot.field == "number" else r"\d+", text)) and sure >= _SURE
    return "typed" if legible else "unclear"


def _tall_marks(ink: NDArray[np.bool_], height: float) -> list[tuple[int, int, int, int]]:
    return sorted(mark for mark in marks_inside(ink) if mark[3] - mark[1] >= _TALL * height)


def _least_sure(slot: Slot) -> float:
    return min((char.symbol.confidence for char in slot.chars if char.text.isdigit()), default=0.0)


def _stands_even(slot: Slot, marks: Sequence[tuple[int, int, int, int]], top: int, height: float) -> bool:
    """Whether marks (in rows from `top` on) stand level on the line and are as high as it, as print does."""
    heights = [(low - high) / height for _, high, _, low in marks]
    bases = [(top + low - slot.base) / height for _, _, _, low in marks]
    # Figures typed in when the paper was signed may stand a little higher, but all on one line.
    raised = 0.4 if len(marks) > 1 else _EDGE
    level = max(bases) - min(bases) <= _EDGE and -raised <= min(bases) and max(bases) <= _EDGE + 0.02
    text = slot.text.strip(_FILL)
    sure = _least_sure(slot)
    # A trace of a seal on a figure that is beyond doubt makes it a little higher.
    highest = 1 + _EDGE + (_TRACE if text.isdigit() and sure > _BEYOND_DOUBT else 0.02)
    # In some fonts figures are lower than the `h` beside a day, but all alike to a pixel or two, as no pen writes.
    spread = max(max(heights) - min(heights), max(bases) - min(bases))
    dated = slot.field == "date" and len(marks) > 1
    lowest = _LOWER if dated and spread <= (_ALIKE if sure <= _CERTAIN else _OVERSHOT) else 0.84
    return level and all(lowest <= each <= highest for each in heights)


def _is_blue_pen(prepared: Prepared, slot: Slot) -> bool:
    """Whether the ink in the place is blue while the letters beside it are black."""
    if prepared.colour is None:
        return False
    own = _ink_blueness(prepared, slot.x0 + 1, slot.x1 - 1, slot)
    boxes = [char.symbol.box_px for char in slot.beside]
    beside = [blue for box in boxes if (blue := _ink_blueness(prepared, box[0], box[2], slot)) is not None]
    return own is not None and bool(beside) and own - max(beside) > _BLUER


def _rises(grey: Grey, slot: Slot) -> bool:
    """Whether a mark in the place stands higher than any letter of a code does (`Q` hangs lower than others)."""
    height = slot.base - slot.cap_top
    top = max(0, int(slot.cap_top - height))
    marks = marks_inside(grey[top : int(slot.base), slot.x0 + 1 : slot.x1 - 1] < DARK)
    return any(low - high >= height and slot.cap_top - top - high > _RISE * height for _, high, _, low in marks)


def _ink_blueness(prepared: Prepared, x0: int, x1: int, slot: Slot) -> float | None:
    """Mean blueness of the ink of a stretch of the line; None where there is next to no ink."""
    top, bottom = max(0, int(slot.cap_top) - 4), int(slot.base) + 4
    ink = prepared.grey[top:bottom, x0:x1] < DARK
    if int(ink.sum()) < 40:
        return None
    blueness = prepared.blueness(x0, top, x0 + ink.shape[1], top + ink.shape[0])
    return None if blueness is None else float(blueness[ink].mean())


def _read_again(grey: Grey, slot: Slot, page_time: PageTime) -> tuple[str, float]:
    """The place read by itself, figures only, and how sure that is."""
    import numpy as np

    height = slot.base - slot.cap_top
    if height < 8:
        return "", 0.0
    crop = grey[max(0, int(slot.cap_top - height / 2)) : int(slot.base + height / 2), slot.x0 + 1 : slot.x1 - 1]
    framed = np.pad(crop, 20, constant_values=255)
    words, _ = read_grey(np.ascontiguousarray(framed), page_time, mode=7, letters="0123456789")
    return "".join(word.piece.text for word in words), min((w.piece.confidence or 0.0 for w in words), default=0.0)


def _differs(slot: Slot, again: str, sure_again: float) -> bool:
    once = re.sub(r"\D", "", slot.text)
    sure = min((char.symbol.confidence for char in slot.chars if char.text.isdigit()), default=0.0)
    return bool(again) and again != once and sure_again >= _SURE_AGAIN and sure < _SURE_ONCE


def _without(words: Sequence[OcrWord], dropped: set[tuple[int, int]], corrected: dict[int, str]) -> list[OcrWord]:
    """The words less the dropped characters and with the corrected ones; a word cut in two becomes two."""
    kept: list[OcrWord] = []
    for index, word in enumerate(words):
        touched = any((index, id(s)) in dropped or id(s) in corrected for s in word.symbols)
        if not touched:
            kept.append(word)
            continue
        run: list[Symbol] = []
        for symbol in [*word.symbols, None]:
            if symbol is not None and (index, id(symbol)) not in dropped:
                run.append(replace(symbol, text=corrected.get(id(symbol), symbol.text)))
            elif run:
                kept.append(_word(word, run))
                run = []
    return kept


def _word(whole: OcrWord, run: list[Symbol]) -> OcrWord:
    x0, x1 = min(s.box_px[0] for s in run) * _POINTS, max(s.box_px[2] for s in run) * _POINTS
    sure = round(min(symbol.confidence for symbol in run), 3)
    piece = replace(whole.piece, text="".join(symbol.text for symbol in run), x0=x0, x1=x1, confidence=sure)
    return OcrWord(piece, tuple(run))
