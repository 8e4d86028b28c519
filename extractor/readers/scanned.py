"""A recognised page as lines of text: noise and receiver's stamps set apart, accents of set phrases put right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from extractor.document import Warning_
from extractor.limits import Limits
from extractor.readers.below_position import without_pen
from extractor.readers.handwritten import read_slots
from extractor.readers.header_repair import beside_motto
from extractor.readers.incoming_stamp import words_in_stamp
from extractor.readers.lines import begins_recipients, begins_signature, reading_order
from extractor.readers.lost_rows import with_lost_rows
from extractor.readers.ocr import OcrPage, PageTime, recognise
from extractor.readers.ocr_repair import repair_lines
from extractor.readers.open_letters import with_open_marks
from extractor.readers.page_image import WORK_DPI, turned_back
from extractor.readers.page_words import Line, OcrWord, Piece
from extractor.readers.second_look import look_again
from extractor.readers.second_reading import reread
from extractor.readers.signature_block import read_signature_block
from extractor.readers.signature_repair import cut_position, doubtful_surname, is_surname
from extractor.readers.title_end import with_title_apart
from extractor.readers.two_sheets import holds_two
from extractor.readers.under_seal import Doubt
from extractor.syllables import is_syllable
from extractor.text import fold, quoted
from extractor.types import type_of_word

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS = 72 / WORK_DPI
_MOTTO_RE = re.compile(r"chu nghia viet nam|doc lap\W+tu do\W+hanh|dang cong san viet")
_STROKELESS_RE, _HEADER_LINES = re.compile(r"S[ốô]\s?:?\s?\d{1,5}[^/\s]*[A-ZĐ][^/\s]*(?: \W{1,3})?"), 12
_VOWEL_RE = re.compile("[aeiouy]")
_STARS_RE = re.compile(r"[x×*]{2,5}")
_WORD_RE = re.compile(r"[^\W\d_]{2,}|\d{2,}")
_ARCHIVED_RE = re.compile(r"[-–] ?Lưu[: ]")
# Lines below this mean confidence and with next to no readable word are marks on the paper, not text.
_NOISE_CONFIDENCE = 0.45
_LOW_PAGE_CONFIDENCE, _UNSURE_PAGE = 0.75, "ocr-low-confidence"
_SURE, _GUESSED, _STRAY = 0.8, 0.5, 0.3
# What a star is read as is less sure than a word of two signs (`A1`), and half as high as the name above it.
_STAR, _STAR_HIGH = 0.9, 0.6
_DASHES = ("-", "–", "—", "=", "_")
# Header, heading and abstract stand above this share of the first page.
_HEADER_SHARE = 0.45
# The names of the body and the motto stand in this upper part of it.
_NAMES_SHARE = 0.2
# No letter of a text is as low as this; an accent above a heading may be a little higher.
_SCRAP_PT, _ACCENT_PT = 3.5, 5.5
# A piece as low as this share of its line, so many heights of the line away from it, is no part of it.
_LOW, _FAR = 0.5, 1.5
# What specks beside a heading are read as; no heading begins or ends with one that stands apart.
_APART, _SPECKS = 0.3, ".,:;`'’‘~^°¬|\\_"
# No letter is as flat as this share of its line: what a stamp left of its frame.
_FLAT = 0.2
# So many heights between two words of a line: one that a seal covered may have stood there, or two columns are apart.
_GAP, _COLUMNS = 2.0, 8.0
# What is so many times as high as its line and stands apart from it is a piece of a seal beside it.
_TALL = 1.5


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page read from its picture; the boxes of `lines` are points of the page as it came.

    `apart`: what is on the page but no part of the paper's text, as (kind, text).
    """

    lines: list[Line]
    warnings: tuple[Warning_, ...]
    apart: tuple[tuple[str, str], ...]
    turned_deg: int


def read_picture(
    picture: Image,
    number: int,
    limits: Limits,
    dpi: float = WORK_DPI,
    *,
    printed: bool = False,
    follows: bool = False,
    page_time: PageTime | None = None,
) -> ScannedPage:
    """Recognises one page picture of `dpi`. `number` is the 1-based page, for warnings. A sheet that lies and holds two
    pages is read page by page.

    `printed`: the picture was drawn by a program, so that nothing on it is written by hand. `follows`: it is not
    the first page of the file, whatever its number. `page_time`: what is left of the time of a sheet whose half it is.

    Number and date are judged on every page that has a header: a file may hold several papers.
    """
    page_time = page_time or PageTime(limits.ocr_page_seconds)
    page = recognise(picture, page_time, dpi)
    high, wide = page.prepared.grey.shape
    said = [word.piece for word in page.words]
    if not page.turned_deg and wide > high and holds_two(said, (wide * _POINTS, high * _POINTS)):
        middle = picture.width // 2
        left = picture.crop((0, 0, middle, picture.height))
        right = picture.crop((middle, 0, picture.width, picture.height))
        half = partial(read_picture, number=number, limits=limits, dpi=dpi, printed=printed, page_time=page_time)
        return _beside(half(left), half(right, follows=True), middle * 72 / dpi)
    warnings: list[Warning_] = []
    apart: list[tuple[str, str]] = []
    words = without_scraps(page.words)
    settled: frozenset[int] = frozenset()
    headed = (number == 1 and not follows) or _has_motto(words)
    names_end = _NAMES_SHARE * page.prepared.grey.shape[0] * _POINTS
    if headed and words:
        words = with_lost_rows(page.prepared.grey, words, page_time)
        stamp = words_in_stamp(page.prepared.grey, words)
        if stamp:
            apart.append(("incoming-stamp", " ".join(word.piece.text for word in stamp)))
            words = [word for word in words if word not in stamp]
        words = with_open_marks(page.prepared.grey, words, names_end)
        words, notes, settled = read_slots(page.prepared, words, page_time, page_number=number, printed=printed)
        warnings.extend(notes)
    words = reread(page.prepared.grey, words, settled, page_time)
    words, doubts = read_signature_block(page.prepared.grey, words, page_time)
    warnings.extend(_under_seal(doubt, number) for doubt in doubts)
    apart.extend(("doubtful-name", doubt.said) for doubt in doubts if doubt.left_out)
    lines = reading_order([word.piece for word in words], first_page=headed)
    kept: list[Line] = []
    signed = False
    for line in lines:
        strays = strays_in(line)
        if strays:
            apart.append(("ocr-noise", " ".join(piece.text for piece in strays)))
            line = [piece for piece in line if piece not in strays]
            if headed and not signed and has_gap(line):
                warnings.append(_covered(line, number))
        signed = signed or begins_recipients(fold(" ".join(piece.text for piece in line)))
        name = next((each for each in reversed(kept) if each), [])
        in_head = headed and bool(line) and line[0].middle < names_end and not any(map(_heads, kept))
        if line and (is_noise(line) or (signed and is_scrap(line)) or (in_head and is_ornament(line, name))):
            apart.append(("ocr-noise", " ".join(piece.text for piece in line)))
        else:
            kept.append(line)
    warnings.extend(_doubts(page, number, timed_out=page.timed_out or not page_time.left_ms))
    size = (page.prepared.grey.shape[1], page.prepared.grey.shape[0])
    cleared = without_pen(repair_lines(kept))
    apart.extend(("ocr-noise", scrap) for scrap in cleared.scraps)
    again = look_again(page.prepared.grey, cleared.lines, page_time, number, headed=headed)
    repaired = again.lines
    apart.extend(("ocr-repair", f"{said} -> {right}") for said, right in again.repairs)
    if headed and not any(warning.field == "number" for warning in warnings):
        warnings.extend(_strokeless(repaired, number))
    told = {doubt.said for doubt in doubts}
    warnings.extend(_beside_pen(name, number) for name in cleared.names if name not in told)
    warnings.extend(_strange_names(repaired, told.union(cleared.names), number))
    warnings.extend(beside_motto(repaired, number) if headed else [])
    repaired = with_title_apart(repaired) if headed else repaired
    placed = [[_as_it_came(piece, size, page) for piece in line] for line in repaired]
    told_of = {warning.field for warning in warnings}
    unsure = _unsure_fields(number) if headed and any(each.code == _UNSURE_PAGE for each in warnings) else []
    warnings.extend(warning for warning in (*again.warnings, *unsure) if warning.field not in told_of)
    return ScannedPage(placed, tuple(warnings), tuple(apart), page.turned_deg)


def _beside(left: ScannedPage, right: ScannedPage, width_pt: float) -> ScannedPage:
    moved = [[replace(piece, x0=piece.x0 + width_pt, x1=piece.x1 + width_pt) for piece in line] for line in right.lines]
    told = (*left.warnings, *(warning for warning in right.warnings if warning not in left.warnings))
    return ScannedPage([*left.lines, *moved], told, (*left.apart, *right.apart), 0)


def read_upper_part(picture: Image, limits: Limits, dpi: float = WORK_DPI) -> ScannedPage:
    """As `read_picture` for a first page of which only the header is wanted: the rest is not looked at, unless the page
    turns out to lie on its side or head."""
    upper = picture.copy()
    upper.paste("white", (0, round(picture.height * _HEADER_SHARE), picture.width, picture.height))
    read = read_picture(upper, 1, limits, dpi)
    return read if read.lines and not read.turned_deg else read_picture(picture, 1, limits, dpi)


def without_scraps(words: Sequence[OcrWord]) -> list[OcrWord]:
    """The words less those that are accents of other words: Tesseract takes a row of marks above the letters of a line
    for a line of its own, and reads `ng` and `.` in it."""
    kept: list[OcrWord] = []
    for word in words:
        piece = word.piece
        said = any(map(str.isalnum, piece.text))
        if not piece.text.strip("|¦"):
            continue  # a ruled line
        middle = (piece.x0 + piece.x1) / 2
        if piece.height < (_SCRAP_PT if said or piece.text in _DASHES else _ACCENT_PT) and any(
            other.x0 - 1 <= middle <= other.x1 + 1
            and other.line != piece.line
            and other.height > 2 * piece.height
            and other.top - other.height / 2 <= piece.middle <= other.bottom
            for other in (each.piece for each in words)
        ):
            continue
        kept.append(word)
    return kept


def _has_motto(words: Sequence[OcrWord]) -> bool:
    return bool(_MOTTO_RE.search(fold(" ".join(word.piece.text for word in words[:120]))))


def is_noise(line: Line) -> bool:
    """Whether a recognised line is made of scratches, seal edges, stars (`***` under a name) or a signature rather than
    of letters."""
    text = " ".join(piece.text for piece in line)
    if _STARS_RE.fullmatch(text):
        return True
    if _ARCHIVED_RE.match(text) or any(cut_position(word) for word in text.split()):
        return False  # the archive's copy below a pen (`- Lưu: VT,NC.`), a position below a ring (`CHUTỊCH`)
    words = _WORD_RE.findall(text)
    # Also by length: a speck beside a number does not make its line one of scratches.
    letters = sum(len(piece.text) for piece in line)
    sure = max(
        sum(piece.confidence or 0.0 for piece in line) / len(line),
        sum(len(piece.text) * (piece.confidence or 0.0) for piece in line) / letters,
    )
    readable = sum(1 for word in words if is_syllable(word) or word.isdigit())
    if not words:
        figures = sum(map(str.isdigit, text))
        return sure < 0.9 and (not figures or (figures == 1 and len(text) > 3 and sure < _NOISE_CONFIDENCE))
    return sure < _NOISE_CONFIDENCE and readable < 0.5 * len(words)


def is_ornament(line: Line, above: Line) -> bool:
    """Whether a line is the star below the name of a Party's body (Hướng dẫn 36-HD/VPTW), read as some letter or figure
    (`4`, `L3`). `above`: the line above it, of the name, in capitals."""
    if len(line) != 1 or not above or not all(piece.text.isupper() for piece in above):
        return False
    piece, last = line[0], above[-1]
    sure = piece.confidence or 0.0
    close = piece.top - last.bottom < 2 * last.height and above[0].x0 < (piece.x0 + piece.x1) / 2 < last.x1
    if not close or not piece.text.isalnum() or piece.height > _STAR_HIGH * median(each.height for each in above):
        return False
    mixed = len(piece.text) == 2 and sum(map(str.isdigit, piece.text)) == 1
    return (mixed and sure < _STAR) or (len(piece.text) == 1 and sure < _GUESSED)


def _heads(line: Line) -> bool:
    """Whether a line is the number or the word of the type, below which no name of a body stands."""
    said = " ".join(piece.text for piece in line)
    return said.startswith(("Số", "số")) or (said.isupper() and type_of_word(said) is not None)


def strays_in(line: Line) -> list[Piece]:
    """What was read beside a line's sure words for nothing: what stands above or below them (pieces of a seal's ring),
    what is low, tall or no syllable and far from them (the rest of a stamp or seal beside a heading), and a speck
    beside a line."""
    sure = [p for p in line if (p.confidence or 0.0) >= _SURE and sum(map(str.isalnum, p.text)) > 1]
    if not sure:
        doubtful = [piece for piece in line if not piece.text.strip(_SPECKS) and (piece.confidence or 1.0) < _STRAY]
        return doubtful if len(doubtful) < len(line) else []
    top, bottom = min(piece.top for piece in sure), max(piece.bottom for piece in sure)
    left, right = min(piece.x0 for piece in sure), max(piece.x1 for piece in sure)
    high = median(piece.height for piece in sure)

    heading = all(piece.text.isupper() for piece in line if any(map(str.isalnum, piece.text)))

    def is_stray(piece: Piece) -> bool:
        if piece.confidence is None:
            return False
        beside = max(left - piece.x1, piece.x0 - right)
        unsure = piece.confidence < _STRAY
        opens = piece is line[0] and piece.confidence < _SURE and len(line) > 1
        if (heading or unsure or opens) and not piece.text.strip(_SPECKS) and beside > _APART * high:
            return True
        if unsure and min(bottom, piece.bottom) - max(top, piece.top) < piece.height / 2:
            return True
        away = beside > _FAR * high
        if unsure and away and (piece.height > _TALL * high or not _VOWEL_RE.search(fold(piece.text))):
            return True
        if piece.confidence >= _SURE or piece.height >= _LOW * high:
            return False
        return away and (piece.confidence < _GUESSED or piece.height < _FLAT * high)

    strays = [piece for piece in line if is_stray(piece)]
    # More letters than the sure words have are no scraps beside them.
    return strays if sum(len(piece.text) for piece in strays) < sum(len(piece.text) for piece in sure) else []


def has_gap(line: Line) -> bool:
    """Whether a word is missing inside a line: between two of its words is more room than a space and two letters need,
    and less than parts two columns."""
    high = median(piece.height for piece in line)
    return any(_GAP * high < after.x0 - before.x1 < _COLUMNS * high for before, after in pairwise(line))


def is_scrap(line: Line) -> bool:
    """Whether a line below the recipients is what is left of a signature: a few small letters that end nowhere, or
    strokes read as letters without a vowel (`WWwWWV`)."""
    text = "".join(piece.text for piece in line)
    if not text.isalpha():
        return False
    if len(text) <= 3:
        return text.islower()
    return not text.isupper() and not _VOWEL_RE.search(fold(text))


def _doubts(page: OcrPage, number: int, *, timed_out: bool) -> list[Warning_]:
    found = []
    if timed_out:
        found.append(
            Warning_("ocr-timeout", f"Trang {number}: nhận dạng quá thời gian cho phép, có thể thiếu chữ.", page=number)
        )
    if page.words and page.confidence < _LOW_PAGE_CONFIDENCE:
        share = round(page.confidence * 100)
        found.append(Warning_(_UNSURE_PAGE, f"Trang {number}: nhận dạng kém chắc chắn ({share} %).", page=number))
    if page.turned_deg:
        found.append(Warning_("page-turned", f"Trang {number}: quét ngược hoặc nằm ngang, đã xoay lại.", page=number))
    return found


def _unsure_fields(number: int) -> list[Warning_]:
    """What is told of a header on a page that was hard to read: each of its fields is as doubtful as the page."""
    said = f"Trang {number} nhận dạng kém chắc chắn: hãy đối chiếu"
    return [
        Warning_("uncertain", f"{said} {name} với bản quét.", field, number)
        for field, name in (("issuer", "tên cơ quan"), ("place", "địa danh"), ("title", "trích yếu"))
    ]


def _covered(line: Line, number: int) -> Warning_:
    said = " ".join(piece.text for piece in line)
    note = f"Trang {number}: dấu hoặc nét bút che mất chữ trong dòng {quoted(said)}. Hãy đối chiếu với bản quét."
    return Warning_("uncertain", note, page=number)


def _under_seal(doubt: Doubt, number: int) -> Warning_:
    said = f"Trang {number}: con dấu che một phần họ tên người ký, đọc được {quoted(doubt.said)}."
    what = "Để trống, cần người nhập." if doubt.left_out else "Hãy đối chiếu với bản quét."
    return Warning_("uncertain", f"{said} {what}", "signers", number)


def _beside_pen(name: str, number: int) -> Warning_:
    note = f"Trang {number}: nét bút hoặc dấu nằm sát họ tên người ký, đọc được {quoted(name)}."
    return Warning_("uncertain", f"{note} Hãy đối chiếu với bản quét.", "signers", number)


def _strokeless(lines: Sequence[Line], number: int) -> list[Warning_]:
    """A warning where the number line has no stroke, without which no number is (`9577B-VP` for `957/TB-VP`)."""
    said = (" ".join(piece.text for piece in line) for line in lines[:_HEADER_LINES])
    told = "Dòng số thiếu dấu gạch chéo:"
    return [
        Warning_("uncertain", f"{told} {quoted(line)}. Hãy đối chiếu với bản quét.", "number", number)
        for line in said
        if _STROKELESS_RE.fullmatch(line)
    ][:1]


def _strange_names(lines: Sequence[Line], told: set[str], number: int) -> Iterator[Warning_]:
    """A warning for each name below the end of the text whose surname was read with marks that no surname has, or that
    has a word that is none and was not read for sure."""
    signed = False
    for line in lines:
        words = [piece.text for piece in line]
        said = " ".join(words)
        signed = signed or begins_recipients(fold(said)) or (said.isupper() and begins_signature(fold(said)))
        if signed and said not in told and doubtful_surname(words):
            note = f"Trang {number}: họ của người ký đọc được là {quoted(words[0])}, không phải họ thường gặp."
            yield Warning_("uncertain", f"{note} Hãy đối chiếu với bản quét.", "signers", number)
        elif signed and said not in told and _is_name(words) and is_surname(words[0]) and any(map(_is_guess, line)):
            note = f"Trang {number}: họ tên người ký đọc không chắc chắn: {quoted(said)}."
            yield Warning_("uncertain", f"{note} Hãy đối chiếu với bản quét.", "signers", number)


def _is_guess(piece: Piece) -> bool:
    return piece.text.isalpha() and not is_syllable(piece.text) and (piece.confidence or 0.0) < _SURE


def _is_name(words: Sequence[str]) -> bool:
    return 2 < len(words) < 6 and all(map(str.istitle, words))


def _as_it_came(piece: Piece, size: tuple[int, int], page: OcrPage) -> Piece:
    """The piece with its box in the page as it came: skew and quarter turns undone."""
    corners = [
        turned_back(x / _POINTS, y / _POINTS, size, page.prepared.skew_deg)
        for x in (piece.x0, piece.x1)
        for y in (piece.top, piece.bottom)
    ]
    width, height = size
    # `Image.rotate(90)` turns anticlockwise: the level page's right edge was the top edge of the page as it came.
    if page.turned_deg == 180:
        corners = [(width - x, height - y) for x, y in corners]
    elif page.turned_deg == 90:
        corners = [(height - y, x) for x, y in corners]
    elif page.turned_deg == 270:
        corners = [(y, width - x) for x, y in corners]
    xs = [x * _POINTS for x, _ in corners]
    ys = [y * _POINTS for _, y in corners]
    return replace(piece, x0=min(xs), top=min(ys), x1=max(xs), bottom=max(ys))
