"""Where the figures of number, day and month stand on the page of a header, told from the typed signs around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import TYPE_CHECKING

from extractor.readers.marks import components
from extractor.readers.page_words import OcrWord, Symbol
from extractor.text import fold
from extractor.types import code_letters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extractor.readers.page_image import Grey

DARK = 150
_STROKE = 2  # characters of what a pen left, read as a slash with one letter
_CODE_RES = (
    # /QĐ-UBND, /2020/QĐ-UBND, /UBND; a letter may have been taken for a figure or for one of another alphabet
    re.compile(r"[/⁄](?:\d{4}[/⁄])?[^\W\d_][^\W_]{0,7}(?:[/⁄-]+[^\W_]+)*"),
    re.compile(r"-_{0,2}[a-z]{1,6}[/⁄][a-z]+"),  # -CT/TW
    re.compile(r"(?<![a-z])[a-z]{2,6}-[a-z]+"),  # the slash was lost
)
# `Số:`, also with another vowel where its colon tells it (`Sề: 660 /TB-UBND`).
_OPENS_RE = re.compile(r"s[o06][:;.,]*|s[aeiuy]:")
# All that is left of a code over which a pen ran: asked for only where its ink is seen (`734ØB-VPCP`).
OVERRUN_RES = (re.compile(r"-[a-z]{2,8}"),)
# Letters that the language does not have, and the first two groups of a code.
_FOREIGN_RE = re.compile("[ŠšŽžŸÿÇçÑñÄäÖöÜü$§]")
_GROUP_RE = re.compile(r"[/⁄]((?!\d+\W)\w+)[/⁄-]+([^\W\d_]+)")
_DATE_FORMS = (
    r"ngay(.{0,8}?)th[a-z]ng(.{0,8}?)nam",
    r",n(?:g[ay]{0,2})?(.{0,10}?)thang(.{0,8}?)nam(?=(?:19|20)\d\d)",  # a pen ran into `ngày`: the comma still tells
    # One that runs into `tháng` takes its first letter along (`Huế, ngày 2 2háng 12 năm 2031`, not `5 hàng năm`).
    r"[a-z],ngay(.{1,9}?)hang(.{0,8}?)nam(?=(?:19|20)\d\d)",
)


@dataclass(frozen=True, slots=True)
class Char:
    text: str
    word: int
    symbol: Symbol


@dataclass(frozen=True, slots=True)
class Slot:
    """A place where figures stand: its x range in pixels and the characters recognised in it."""

    field: str
    name: str
    x0: int
    x1: int
    chars: tuple[Char, ...]
    beside: tuple[Char, Char]
    cap_top: float
    base: float

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.chars)


def header_lines(words: Sequence[OcrWord], chosen: Sequence[int]) -> list[list[Char]]:
    """Characters of the header's words by visual line, from left to right."""
    rows: list[list[int]] = []
    for i in sorted(chosen, key=lambda i: words[i].piece.middle):
        for row in rows[-3:]:
            last = words[row[-1]].piece
            overlap = min(last.bottom, words[i].piece.bottom) - max(last.top, words[i].piece.top)
            if overlap > 0.4 * min(last.height, words[i].piece.height):
                row.append(i)
                break
        else:
            rows.append([i])
    lines = []
    for row in rows:
        row.sort(key=lambda i: words[i].piece.x0)
        lines.append([Char(s.text, i, s) for i in row for s in words[i].symbols])
    return lines


def _folded(line: Sequence[Char]) -> str:
    """The line in bare letters, one for each recognised character (which a pen may have made two letters)."""
    return "".join((fold(char.text) or " ")[0] for char in line)


def number_slot(grey: Grey, line: list[Char], forms: Sequence[re.Pattern[str]] = _CODE_RES) -> Slot | None:
    """The place between `Số:` and the first separator of a code (`/QĐ-UBND`, `-CT/TW`) of one of the forms."""
    said = _folded(line)
    for match in _OPENS_RE.finditer(said):
        if match.start() and not _apart(line[match.start() - 1], line[match.start()]):
            continue  # inside a sentence, or the end of another word
        codes = [code for pattern in forms for code in pattern.finditer(said, match.end(), match.end() + 30)]
        near = [code for code in codes if code.start() - match.end() <= 9]
        if not near:
            continue
        # Of `-CTr/TU` the code begins at its dash. A stroke and one letter are of the pen (`2/Š{ /TTr-SXD`).
        code = min(near, key=lambda found: (len(found.group()) <= _STROKE, found.start()))
        start = code.start() + pen_before("".join(c.text[:1] or " " for c in line[code.start() : code.end()]))
        if line[start].text.isalpha():
            # The slash was lost: the code begins with the word that holds its dash, not with a stroke of the pen.
            dash = said.index("-", start)
            start = next(at for at in range(start, dash + 1) if line[at].word == line[dash].word)
        # Of the code alone: what stands beside it in the other column has a size of its own.
        end = next((at for at in range(start + 1, code.end()) if _apart(line[at - 1], line[at])), code.end())
        code_chars = [c for c in line[start:end] if c.text.isupper() and c.symbol.confidence > 0.9]
        if len(code_chars) < 2:
            return None
        edges = _capitals(grey, code_chars)
        if edges is None:
            return None
        return _slot("number", "số", line, (match.end(), start), *edges)
    return None


def pen_before(code: str) -> int:
    """Where the code itself begins: what a pen wrote over its slash was read into it (`/z2/kh-ubnd`, `/i52o-kh/tu`)."""
    groups = _GROUP_RE.match(bare := "".join((fold(char) or " ")[0] for char in code))
    if groups is None:
        return 0
    # Letters that the language does not have are strokes too (`/ÿƒ/stp-vp`, `/ŠSŠ2/sdttg`).
    strange = not bare[: groups.end(1)].isascii() or _FOREIGN_RE.search(code, 0, groups.end(1)) is not None
    return groups.end(1) if strange or (any(map(str.isdigit, groups[1])) and groups[2] in _folded_types()) else 0


@lru_cache(maxsize=1)
def _folded_types() -> frozenset[str]:
    return frozenset(fold(letters) for letters in code_letters())


def _capitals(grey: Grey, chars: Sequence[Char]) -> tuple[float, float] | None:
    """Top and base of the code's capitals, from their ink: recognised boxes are often those of the whole line."""
    x0, x1 = min(c.symbol.box_px[0] for c in chars), max(c.symbol.box_px[2] for c in chars)
    top, bottom = min(c.symbol.box_px[1] for c in chars), max(c.symbol.box_px[3] for c in chars)
    size = bottom - top
    start = max(0, top - size // 4)
    boxes = marks_inside(grey[start : bottom + size // 4, x0:x1] < DARK)
    tallest = max((low - high for _, high, _, low in boxes), default=0)
    capitals = [(start + high, start + low) for _, high, _, low in boxes if low - high > 0.6 * tallest]
    if not capitals or tallest < 8:
        return None
    return float(median(high for high, _ in capitals)), float(median(low for _, low in capitals))


def _apart(before: Char, after: Char) -> bool:
    """Whether a wide gap stands between two characters: another column begins."""
    box = after.symbol.box_px
    return box[0] - before.symbol.box_px[2] > 2 * (box[3] - box[1])


def _slot(field: str, name: str, line: list[Char], place: tuple[int, int], cap_top: float, base: float) -> Slot:
    start, end = place
    chars = tuple(line[start:end])
    boxes = [char.symbol.box_px for char in chars]
    # Boxes of the neighbours sometimes swallow a figure: what was recognised in the place lies in the place.
    x0 = min([line[start - 1].symbol.box_px[2], *(box[0] for box in boxes)])
    x1 = max([line[end].symbol.box_px[0], *(box[2] for box in boxes)])
    return Slot(field, name, x0, x1, chars, (line[start - 1], line[end]), cap_top, base)


def date_slots(line: list[Char]) -> list[Slot]:
    """The places of the day (after `ngày`) and the month (after `tháng`) of the place-date line."""
    said = _folded(line)
    found = next((match for form in _DATE_FORMS if (match := re.search(form, said))), None)
    if found is None or re.search("h[àằ]ng", "".join(c.text for c in line[found.start(1) : found.end(1) + 4])):
        return []
    slots = []
    for group, name in ((1, "ngày"), (2, "tháng")):
        start, end = found.span(group)
        # Height and base of the line: letters beside the place, so that a sloping line does no harm.
        near = [c for c in line[max(0, start - 5) : start] + line[end : end + 5] if fold(c.text) in "hatnm"]
        tall = [c for c in near if fold(c.text) == "h"] or [c for c in line if fold(c.text) in "hl"]
        if not near or not tall:
            continue
        top = median(c.symbol.box_px[1] for c in tall)
        slots.append(_slot("date", name, line, (start, end), top, median(c.symbol.box_px[3] for c in near)))
    return slots


def marks_inside(ink: NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """Boxes of the marks in a place, left out those that enter from the left or right side."""
    width = ink.shape[1]
    return [
        (x0, top, x1, bottom)
        for x0, top, x1, bottom in components(ink, least=12)
        if not (x0 == 0 and x1 <= width * 0.3) and not (x1 == width and x0 > width * 0.7)
    ]
