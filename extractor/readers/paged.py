"""From read pages to texts: running heads set apart, several papers in one file told from each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter

from extractor.document import Span, Text, Warning_, Word
from extractor.errors import ExtractError, NoText, ToolMissing
from extractor.limits import Limits
from extractor.readers.assemble import Assembly
from extractor.readers.page_words import Line
from extractor.text import fold

_PAGE_NUMBER_RE = re.compile(r"^\W*(\d{1,4})\W*$")
_YEAR_RE = re.compile("19[4-9][0-9]|20[0-9][0-9]")
_LETTER_RE = re.compile(r"[^\W\d_]")
_FOOT_CHARS = 60
_HEAD_CHARS, _OPENING_LINES = 120, 2
# What counts by itself, page after page: `Biểu mẫu 1`, `Điều 2. ...`
_OPENS_A_PART = (
    *("Điều", "Khoản", "Mục", "Chương", "Phần", "Phụ lục", "PHỤ LỤC"),
    *("Biểu", "BIỂU", "Mẫu", "MẪU", "Tổ", "Bảng"),
)
_COUNTED_RE = re.compile(r"\b(?:trang|page|tờ)\W{0,3}#", re.IGNORECASE)
_MOTTO_RE = re.compile(r"cong hoa xa hoi chu nghia|hoi chu nghia viet nam|^dang cong san viet nam")
_FREEDOM_RE = re.compile(r"doc lap\W+tu do\W+hanh phuc")
# `Số: 418/KH-UBND`, `Số 34-CT/TW`, `Số:   /CT-UBND` with the figures by hand.
_NUMBER_RE = re.compile(r"^so\s*[:.;]?\s*(\d[\d.]*[a-z]?(?:/\d{4})?)?\s*[-/]\s*[a-z]")
_NUMBERED_RE = re.compile(r"s[^\s:]{0,2}\s*:|so\s*\d")
_DATE_RE = re.compile(r"ngay\W{0,4}(\d{1,2})?\W{0,4}thang\W{0,4}(\d{1,2})?\W{0,4}nam\W{0,4}\d{4}")
# Forms and annexes print a header of their own and still belong to their paper; so do drafts sent along.
_PART_OF_PAPER_RE = re.compile(
    r"^\W*(?:phu luc|mau\s+(?:so\s+)?\d+|mau\s*:|bieu\s+(?:mau|so)|\(?\s*(?:ban hanh\s+)?kem theo|du thao)\b"
)
_ENDED_RE = re.compile(r"noi nhan\s*:|^luu\s*:|^-\s*luu\s*:")
_DIGITS_RE = re.compile(r"\d+")
_HEAD_LINES = 14
_OF_FIELDS, _OF_HEADER = ("handwritten", "uncertain"), ("number", "date")
_A4_PT = (595.0, 842.0)


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table of a page: the indices of its first and last line (inclusive), and its rows."""

    first: int
    last: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class PageRead:
    """One page as lines of text; `lines` holds the words with boxes, one entry a text, or nothing.

    `number` is 1-based in the file. `apart`: what stands on the page but is no part of the paper, as (kind, text).
    `headed` is false where the reader knows that the page shows no motto: it cannot begin a paper.
    """

    number: int
    size_pt: tuple[float, float]
    texts: list[str]
    lines: list[Line]
    ocr: bool = False
    warnings: list[Warning_] = field(default_factory=list)
    apart: list[tuple[str, str]] = field(default_factory=list)
    tables: list[PlacedTable] = field(default_factory=list)
    headed: bool = True


def unread_page(number: int, error: Exception) -> PageRead:
    """The place of a page that could not be read, with the reason."""
    # Told apart, since such a page can be read once the program is there.
    code = error.code if isinstance(error, ToolMissing) else "page-unread"
    page = PageRead(number, _A4_PT, [], [], headed=False)
    page.warnings.append(
        Warning_(code, f"Không đọc được trang {number} ({reason_of(error)}). Hãy xem bản gốc.", page=number)
    )
    return page


def reason_of(error: Exception) -> str:
    """Why a page could not be read, in our words where it is an error of ours."""
    return str(error) if isinstance(error, ExtractError) else f"{type(error).__name__}: {error}"


def texts_of(name: str, pages: Sequence[PageRead], limits: Limits) -> tuple[Text, ...]:
    """One text a paper, in the order of the pages. Raises NoText when no page holds any.

    Running heads and page numbers are kept in `metadata` as `running-head`: between two pages they would cut a
    sentence in two. Pages keep the numbers they have in the file.
    """
    papers = [texts for texts in (_paper(name, group, limits) for group in split(pages)) if texts is not None]
    if not papers:
        raise NoText(f"{name}: tệp mở được nhưng không có chữ nào. Hãy kiểm tra lại bản gốc.")
    return tuple(papers)


def split(pages: Sequence[PageRead]) -> list[list[PageRead]]:
    """The pages of each paper. A paper begins where a page has a header with a number of its own.

    Where the paper before has no recipients or signature yet, the split is doubtful: a warning on the new paper.
    """
    papers: list[list[PageRead]] = []
    for page in pages:
        before = papers[-1] if papers else []
        written = any(line.strip() for each in before for line in each.texts)
        if not papers:
            papers.append([page])
        elif not written or not begins_paper(page):
            before.append(page)
        else:
            if not _ended(before):
                note = f"Trang {page.number} mở đầu văn bản mới, nhưng văn bản trước chưa thấy nơi nhận hay chữ ký."
                page.warnings.append(Warning_("split-doubtful", note, page=page.number))
            papers.append([page])
    for paper in papers:
        for page in paper[1:]:
            # What was found in the number line of an annexed form says nothing of the paper's own number.
            page.warnings = [w for w in page.warnings if w.code not in _OF_FIELDS or w.field not in _OF_HEADER]
    return papers


def begins_paper(page: PageRead) -> bool:
    """Whether a page is the first of a paper: motto and number line at its top, and no sign of an annex or draft."""
    folded = _opening(page.texts) if page.headed else []
    if not any(_MOTTO_RE.search(line) or _FREEDOM_RE.search(line) for line in folded):
        return False
    numbers = [match for line in folded if (match := _NUMBER_RE.search(line))]
    by_hand = any(w.code == "handwritten" and w.field == "number" for w in page.warnings)
    if any(match.group(1) for match in numbers) or (numbers and by_hand):
        return True
    # A number left blank: a paper not yet registered has its date; a form or a draft has neither.
    dates = [match for line in folded if (match := _DATE_RE.search(line))]
    return bool(numbers) and any(match.group(1) and match.group(2) for match in dates)


def may_begin_paper(texts: Iterable[str]) -> bool:
    """Whether lines may be those of a paper's first page, also where its number was not read; no annex's or form's."""
    return any(_NUMBERED_RE.match(line) for line in _opening(texts))


def _opening(texts: Iterable[str]) -> list[str]:
    """The folded lines at the top of a page; none where its number or a sign of an annex or draft stands there."""
    head = islice((line for line in texts if line.strip()), _HEAD_LINES)
    folded = [" ".join(fold(line).split()) for line in head]
    later = not folded or _is_later_page(folded[0]) or any(_PART_OF_PAPER_RE.match(line) for line in folded)
    return [] if later else folded


def _is_later_page(first: str) -> bool:
    printed = _PAGE_NUMBER_RE.match(first)
    return printed is not None and int(printed.group(1)) > 1


def _ended(pages: Sequence[PageRead]) -> bool:
    # From the end backwards: that is where the recipients stand.
    lines = (line for page in reversed(pages) for line in reversed(page.texts))
    return any(_ENDED_RE.search(fold(line).strip()) for line in lines)


def _paper(name: str, pages: Sequence[PageRead], limits: Limits) -> Text | None:
    out = Assembly(name, limits)
    heads = _running_heads(pages)
    feet = _running_feet(pages)
    numbered = _is_numbered_from_first(pages)
    ahead = _numbers_below(pages)
    for index, page in enumerate(pages):
        start = out.length
        own = _number_below(page) if ahead is not None else None
        below = own if own is not None and own - page.number == ahead else None
        kept = _without_furniture(page, heads, feet, first=index == 0, numbered=numbered or index > 0, below=below)
        dropped = [*page.texts[: kept.start], *page.texts[kept.stop :]]
        out.metadata.extend(("running-head", line) for line in dropped if line.strip())
        out.metadata.extend(page.apart)
        out.warnings.extend(page.warnings)
        words: list[Word] = []
        if kept and not page.lines:
            out.add("\n".join(page.texts[kept.start : kept.stop]) + "\n")
        begun: dict[int, int] = {}
        for position in kept if page.lines else ():
            begun[position] = begin = out.add(page.texts[position] + "\n").start
            words.extend(_boxes(page.lines[position], page.texts[position], begin))
            for table in page.tables:
                if table.last == position and table.first in begun:
                    out.table(begun[table.first], [list(row) for row in table.rows])
        out.page(page.number, start, page.size_pt, words, ocr=page.ocr)
    return out.finish() if out.length else None


def _boxes(line: Line, text: str, start: int) -> Iterator[Word]:
    at = 0
    for piece in line:
        at = text.index(piece.text, at)
        end = at + len(piece.text)
        box = (piece.x0, piece.top, piece.x1, piece.bottom)
        yield Word(Span(start + at, start + end), box, piece.confidence)
        at = end


def _running_heads(pages: Sequence[PageRead]) -> set[str]:
    """First lines that stand on most pages and differ in their digits only (`CÔNG BÁO/Số 302/... 70`), or not at all
    where the number of the page stands below them: below rows that head a table, or below a letterhead, it does not."""
    if len(pages) < 2:
        return set()
    variants: dict[str, list[str]] = {}
    openings = [list(islice((line for line in page.texts if line.strip()), _OPENING_LINES)) for page in pages]
    for opening in openings:
        for line in opening:
            variants.setdefault(_blank(line), []).append(line)
    return _repeated_heads(openings) | {
        form
        for form, lines in variants.items()
        # The page number in it changes from page to page; a sentence that happens to come twice does not.
        if len(lines) * 2 > len(pages) and len(set(lines)) == len(lines) > 1 and len(form) < _HEAD_CHARS
    }


def _repeated_heads(openings: Sequence[Sequence[str]]) -> set[str]:
    """The first line of most pages as it stands, above numbers that rise as the pages do (few may be lost)."""
    first = Counter(opening[0].strip() for opening in openings if opening)
    line, count = max(first.items(), key=itemgetter(1), default=("", 0))
    if count < 2 or count * 2 <= len(openings) or len(line) >= _HEAD_CHARS or not _LETTER_RE.search(line):
        return set()
    steps: list[int] = []
    for at, opening in enumerate(openings):
        if opening and opening[0].strip() == line:
            number = _PAGE_NUMBER_RE.match(opening[1]) if len(opening) > 1 else None
            steps.extend([int(number.group(1)) - at] if number is not None else [])
    return {line} if len(set(steps)) == 1 and len(steps) * 2 > count and len(steps) > 1 else set()


def _running_feet(pages: Sequence[PageRead]) -> set[str]:
    """Last lines that stand on most pages and number them (`Trang 2/7`); no bare numbers."""
    forms: dict[str, list[tuple[int, list[int]]]] = {}
    for page in pages:
        line = _edge(reversed(page.texts))
        if len(line) < _FOOT_CHARS:  # most pages end with a full line of text
            forms.setdefault(_blank(line), []).append((page.number, list(map(int, _DIGITS_RE.findall(line)))))
    return {
        form
        for form, lines in forms.items()
        if len(lines) * 2 > len(pages)
        and len(lines) >= (2 if _COUNTED_RE.search(form) else 3)
        and _LETTER_RE.search(form)
        and not form.startswith(_OPENS_A_PART)
        and _count(lines)
    }


def _count(lines: Sequence[tuple[int, list[int]]]) -> bool:
    """Whether one figure of a line rises as the number of its page does, and the others stay as they are: days and
    sums that sentences end with (`trước ngày 30/6`) do not."""
    places = list(zip(*(figures for _, figures in lines), strict=True))
    changing = [place for place in places if len(set(place)) > 1]
    pages = [page for page, _ in lines]
    return len(changing) == 1 and len({figure - page for figure, page in zip(changing[0], pages, strict=True)}) == 1


def _is_numbered_from_first(pages: Sequence[PageRead]) -> bool:
    """Whether the number below the first page, which few papers have, goes on on the next one."""
    if len(pages) < 2:
        return False
    below = _PAGE_NUMBER_RE.match(_edge(reversed(pages[0].texts)))
    edges = (_PAGE_NUMBER_RE.match(_edge(texts)) for texts in (pages[1].texts, reversed(pages[1].texts)))
    return below is not None and any(edge and int(edge.group(1)) == int(below.group(1)) + 1 for edge in edges)


def _numbers_below(pages: Sequence[PageRead]) -> int | None:
    """By how much the numbers below most pages run ahead of the pages; None where none run on."""
    steps = Counter(number - page.number for page in pages if (number := _number_below(page)) is not None)
    step, count = max(steps.items(), key=itemgetter(1), default=(0, 0))
    return step if count > max(2, len(pages) // 2) else None


def _number_below(page: PageRead) -> int | None:
    found = _PAGE_NUMBER_RE.match(_edge(reversed(page.texts)))
    return int(found.group(1)) if found else None


def _edge(texts: Iterable[str]) -> str:
    return next((line for line in texts if line.strip()), "")


def _blank(line: str) -> str:
    return _DIGITS_RE.sub("#", line.strip())


def _without_furniture(
    page: PageRead, heads: set[str], feet: set[str], *, first: bool, numbered: bool, below: int | None
) -> range:
    """Indices of the lines that are text: running heads and bare page numbers at the page's edge are not. A page has
    one number: below one with a number above it stands the last line of a sentence or a row, and above one whose number
    `below` is that of a run another one does."""
    texts = page.texts
    start, end = 0, len(texts)
    looked_at, counted = 0, False
    while start < end:
        line = texts[start]
        if line.strip():
            looked_at += 1
            # Rows may differ in their figures only, all down a page: so many are heads as were compared.
            is_head = looked_at <= _OPENING_LINES and (_blank(line) in heads or line.strip() in heads)
            if _PAGE_NUMBER_RE.match(line):
                if counted or not _is_page_number(line, page) or (first and not is_head):
                    break
                if below is not None and not page.ocr and not is_head:
                    break
                counted, numbered = not page.ocr, page.ocr
            elif not is_head:
                break
            first = False  # below a running head the first page has its number too
        start += 1
    while start < end and not texts[end - 1].strip():
        end -= 1
    if end - start > 3 and (
        below is not None
        or (numbered and _is_page_number(texts[end - 1], page))
        or (feet and _blank(texts[end - 1]) in feet)
    ):
        end -= 1
        while start < end and not texts[end - 1].strip():
            end -= 1
    return range(start, end)


def _is_page_number(line: str, page: PageRead) -> bool:
    """Whether a line is a bare number that a page may have. In a text layer nothing is dirt: `3.` is that of an item,
    `2031.` and `2031` end a sentence or a heading."""
    found = _PAGE_NUMBER_RE.match(line)
    if found is None or page.ocr:
        return found is not None
    return not line.rstrip().endswith((".", ",", ";", ":")) and not _YEAR_RE.fullmatch(found.group(1))
