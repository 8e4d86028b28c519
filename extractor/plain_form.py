"""What the stages read of a text: its letters plain, its lines as they are meant, each with its place in the text.

Portals and old editors leave spaces that do not break (U+00A0), line ends of two characters, Eth for Đ, marks that
nobody sees, a margin before every line or a blank line behind each. The text stays as stored, for its offsets are those
of the file; the stages read this form of it, and what they found is put back to where it stands.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from extractor.corrections import Corrections, Place, find_place, place_of
from extractor.document import Document, Reference, Span, Text
from extractor.layout import LOWER
from extractor.letters import TABLE
from extractor.lost_capitals import SIGN, lost_capitals
from extractor.markdown import markdown_marks
from extractor.page_numbers import ENDINGS, page_numbers, sheet_ends

_PLAIN = {**TABLE, 0xA0: " ", **dict.fromkeys((0x2028, 0x2029), "\n")}
# Looked for one by one, which takes a hundredth of a pass of `re`: with one of them the rest is looked for too.
_SIGNS = "\r\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeffÐðƢƣ\u2002\u2003\u2009\u2010\u2011\u202f"
_SIGNS += "\u2028\u2029\u3000\u202a\u202b\u202c\u202d\u202e"
_SIGNS += "\uf0a7\uf0b7\uf0d8\uf0fc\uf076\uf02d\uff08\uff0c\uff0d\uff0f\uff1a"
_SIGNS += "".join(map(chr, range(0xFF10, 0xFF1A)))  # figures of full width
_ODD = "".join(map(chr, _PLAIN)).replace("\\", r"\\").replace("]", r"\]")
_ODD_RE = re.compile(rf"\r+\n?|[{_ODD}]")
_LOOKALIKE_NUMBER_RE = re.compile(r"\d\S*[ÐðƢƣ\uff01-\uff5e]|[\uff10-\uff19]")
# `số l2/2031/TT-BYT`: a one that OCR took for a letter. `II` before a stroke may be a Roman number.
_STROKE_RE = re.compile(
    r"ố(?<=[sS]ố)(?: (?P<several>[lI]{1,3})(?=\d{1,3}[/-])| (?P<two>ll)(?=/\d{4}/)"
    r"|(?<=Số): (?P<own>[lI])(?=\d{1,3}[/-]))"
)
_BLANK_LINES_RE = re.compile(r"\n(?:[ \t]*\n)+")
_UNMARGINED_RE = re.compile(r"\n[^\s]")
_MARGIN_RE = re.compile(r"^[ \t]+(?=\S)", re.MULTILINE)
_INDENT = "\n  "  # one blank more at the start of a line is read over
_COLUMNS = "   "  # inside of a line they part columns
_BESIDE = 3  # lines above and below a line of columns that may hold one column alone
_FAR = 20  # blanks before a line of the right column
_RUN_ON_RE = re.compile(rf"\n[ \t]*\n[ \t]*[{LOWER}](?![.)])")  # `a)` begins an item
# A text is one with a blank line behind every line from so many on, when so many of a hundred go on in small letters.
_FEWEST_LINES = 12
_RUN_ON_PERCENT = 8

# What `codes` says of a number whose letters were put right; here they were before it saw them.
_LOOKALIKE = "number: look-alike letters"

_Cut = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class PlainForm:
    """`content` is what is read; `offsets` has the place in the text of each of its code points, and of the end."""

    content: str
    offsets: array[int]

    def text(self, stored: Text) -> Text:
        """The text in this form: pages and tables stand where they stood."""
        return replace(
            stored,
            content=self.content,
            pages=tuple(
                replace(
                    page,
                    span=self._there(page.span),
                    words=tuple(replace(word, span=self._there(word.span)) for word in page.words),
                )
                for page in stored.pages
            ),
            tables=tuple(replace(table, span=self._there(table.span)) for table in stored.tables),
            raw_offsets=None,
        )

    def corrections(self, corrections: Corrections, stored: str) -> Corrections:
        """The corrections by the places that their words have here: they were taken from `stored`."""
        if not corrections.references:
            return corrections
        return replace(
            corrections,
            references=tuple((self._place(place, stored), meant) for place, meant in corrections.references),
        )

    def _place(self, place: Place, stored: str) -> Place:
        span = find_place(stored, place)
        if span is None:
            return replace(place, ordinal=len(stored))  # what stands there no more must not be found here
        there = self._there(span)
        return place_of(self.content, there.start, there.end)

    def put_back(self, document: Document, stored: str) -> Document:
        """The document with every span in `stored`, and the words there as what was read."""
        return _PutBack(self, stored).dataclass(document)  # type: ignore[no-any-return] # the same class comes back

    def span(self, span: Span) -> Span:
        """The range in the text. What is not seen behind the last letter stays outside."""
        start = self.offsets[span.start]
        return Span(start, start if span.start == span.end else self.offsets[span.end - 1] + 1)

    def _there(self, span: Span) -> Span:
        return Span(bisect_left(self.offsets, span.start), bisect_left(self.offsets, span.end))


def plain_form(content: str) -> PlainForm | None:
    """The form that the stages read, None where that is the text itself (nearly always)."""
    form: PlainForm | None = None
    if any(map(content.__contains__, _SIGNS)):
        form = _without(form, content, _odd(content))
    read = form.content if form else content
    if strokes := tuple(_strokes(read)):
        form = _without(form, read, iter(strokes))
        read = form.content
    if marks := markdown_marks(read):
        form = _without(form, read, iter(marks))
        read = form.content
    if SIGN in read:
        form = _without(form, read, lost_capitals(read))
        read = form.content
    if " \n" in read:
        form = _without(form, read, _blanks(read))
        read = form.content
    if read[:1] in " \t\n" and not _UNMARGINED_RE.search(read):
        form = _without(form, read, _margin(read))
        read = form.content
    if _INDENT in read:
        form = _without(form, read, _indents(read))
        read = form.content
    if "\f" in read:
        form = _without(form, read, sheet_ends(read))
        read = form.content
    if any(map(read.__contains__, ENDINGS)):
        cuts = tuple(page_numbers(read))
        form = _without(form, read, iter(cuts)) if cuts else form
        read = form.content if form else read
    if _is_doubled(read):
        form = _without(form, read, ((m.start(), m.end(), "\n" * (m.group().count("\n") // 2)) for m in _blank(read)))
    return form


def _strokes(content: str) -> Iterator[_Cut]:
    for found in _STROKE_RE.finditer(content):
        start, end = found.span(found.lastgroup or 0)
        yield start, end, "1" * (end - start)


def _odd(content: str) -> Iterator[_Cut]:
    for match in _ODD_RE.finditer(content):
        odd = match.group()
        if odd[0] == "\r":
            yield match.start(), match.end(), "\n" if odd[-1] == "\n" else "\n" * len(odd)
        else:
            yield match.start(), match.end(), _PLAIN[ord(odd)]


def _blanks(content: str) -> Iterator[_Cut]:
    """The spaces behind lines and in those that hold nothing else (`&nbsp;` of empty paragraphs). A tab ends a cell."""
    end = content.find("\n")
    while end >= 0:
        start = end
        while start and content[start - 1] == " ":
            start -= 1
        if start < end:
            yield start, end, ""
        end = content.find("\n", end + 1)


def _margin(content: str) -> Iterator[_Cut]:
    """The blanks that stand before every line alike."""
    found = list(_MARGIN_RE.finditer(content))
    width = min((len(match.group()) for match in found), default=0)
    return ((match.start(), match.start() + width, "") for match in found)


def _indents(content: str) -> Iterator[_Cut]:
    """The blanks before lines that programs set in, centre or move to the right, but not near lines of columns: there
    they say in which column a line stands. Two columns may also take turns, a line of the left below one of the right.
    """
    lines: list[tuple[int, int]] = []  # where lines begin, and their words
    columns = [-_BESIDE - 1]  # lines of columns, by their place among those that are not empty
    start = left = 0
    right = -_BESIDE - 2  # the last lines of either
    for line in content.split("\n"):
        words = line.strip(" ")
        if words:
            width = len(line) - len(line.lstrip(" "))
            number = len(lines)
            if _COLUMNS in words or "\t" in words:
                columns.append(number)
            elif width >= _FAR:
                if right < left and number - right <= _BESIDE + 1:
                    columns += (right, number) if columns[-1] < right else (number,)
                right = number
            elif not width:
                left = number
            lines.append((start, start + width))
        start += len(line) + 1
    columns.append(len(lines) + _BESIDE)
    before = 0
    for number, (begin, word) in enumerate(lines):
        before += columns[before + 1] <= number
        if begin < word and columns[before] + _BESIDE < number < columns[before + 1] - _BESIDE:
            yield begin, word, ""


def _blank(content: str) -> Iterator[re.Match[str]]:
    return _BLANK_LINES_RE.finditer(content)


def _is_doubled(content: str) -> bool:
    """Whether a blank line stands behind every line of a text whose sentences run over lines."""
    lines = content.count("\n")
    if lines < 2 * _FEWEST_LINES or content.count("\n\n") * 2 < lines * 9 // 10:
        return False
    breaks = [match.group().count("\n") for match in _blank(content.rstrip())]
    ends, single = len(breaks), content.rstrip().count("\n") - sum(breaks)
    if ends < _FEWEST_LINES or single * 50 > ends:
        return False
    return 100 * len(_RUN_ON_RE.findall(content)) >= _RUN_ON_PERCENT * ends


def _without(form: PlainForm | None, content: str, cuts: Iterator[_Cut]) -> PlainForm:
    """`content`, which `form` has already, with each cut replaced."""
    pieces: list[str] = []
    offsets = array("I")
    before = form.offsets if form else array("I", range(len(content) + 1))
    at = 0
    for start, end, instead in cuts:
        pieces += (content[at:start], instead)
        offsets += before[at:start]
        offsets += before[start : start + len(instead)]
        at = end
    pieces.append(content[at:])
    offsets += before[at:]
    return PlainForm("".join(pieces), offsets)


class _PutBack:
    """Moves what was read of the plain form to where it stands in the text."""

    def __init__(self, form: PlainForm, stored: str) -> None:
        self._form, self._stored = form, stored

    def value(self, value: Any) -> Any:
        if isinstance(value, Span):
            return self._form.span(value)
        if isinstance(value, Reference):
            raw = self._words(value.raw, value.span)
            repaired = value.number is not None and _LOOKALIKE_NUMBER_RE.search(raw) is not None
            reasons = (_LOOKALIKE, *value.reasons) if repaired and _LOOKALIKE not in value.reasons else value.reasons
            return value._replace(raw=raw, span=self._form.span(value.span), reasons=reasons)
        if isinstance(value, tuple):
            return tuple(map(self.value, value))
        return self.dataclass(value) if is_dataclass(value) and not isinstance(value, type) else value

    def dataclass(self, value: Any) -> Any:
        moved = {each.name: self.value(getattr(value, each.name)) for each in fields(value)}
        for name in ("raw", "text"):
            if name in moved:
                moved[name] = self._words(moved[name], value.span)
        for name in ("start", "end", "body_start"):
            if name in moved:
                moved[name] = self._form.offsets[moved[name]]
        return type(value)(**moved)

    def _words(self, raw: str, span: Span) -> str:
        """What stands there. Words that are put together from several places stay as they are."""
        if raw != self._form.content[span.start : span.end]:
            return raw
        there = self._form.span(span)
        return self._stored[there.start : there.end]
