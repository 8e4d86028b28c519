"""Cuts a paper into the parts that rules of form speak of, by what was read of it.

Part names: motto, freedom, party, issuer, number, dateline, type, title, subject (a letter's V/v), basis (each line of
the Căn cứ block; basis-inner and basis-last say which), proposal, enacting, article, body-end, sentence (the running
text), reference, stack (each line above a signer), signed (the stack as one, lines joined by ` | `), signer,
recipients (the heading), recipient-inner, recipient-last, recipient-bare (of a list without dashes). Columns arrive
flattened in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractor.document import BodyUnit, Document, Span, Text
from extractor.footer.signature import find_signature
from extractor.header.dateline import find_dateline
from extractor.header.numbering import find_numbering
from extractor.layout import FREEDOM_MOTTO, PARTY_MOTTO, STATE_MOTTO, UPPER, Line, read_lines
from extractor.types import type_at

# A line may be broken within its cue: `Theo` / `đề nghị của Giám đốc Sở`.
_CUE = re.compile(
    r"(?:[-–+]\s*)?(?P<word>Căn(?:\s+cứ|$)|Theo(?:\s+đề(?:\s+(?:nghị|xuất)|$)|$)"
    r"|Xét(?:\s+đề\s+nghị|\s+[Tt]ờ\s+trình|$))(?!\w)"
)
_GOES_ON = re.compile(r"(?:[-–+]\s*)?(?:Thực hiện|Trên cơ sở|Xét|Số|Điều|Luật|Bộ luật|Pháp lệnh)\b")
_ENACTING = re.compile(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ)\s*:?$")
_SENTENCE_OPENS = re.compile(r"(?:[-–+]\s*)?Căn cứ\b.*(?:như sau|sau đây)\s*:?$", re.DOTALL)
# The sentence that issues the paper on lines of its own: `Sở A ban hành Kế hoạch ... như sau:`.
_ISSUES = re.compile(rf"[{UPPER}][^:]*\sban hành\s.*(?:như sau|sau đây)\s*:$")
_NOTE_LINES = 5
_DASHES = "-–—−+•*·_"
_OPEN_QUOTE, _CLOSE_QUOTE = "“«", "”»"
# Letters, notices and telegrams reason in running text; they have no block of bases.
_WITHOUT_BLOCK = frozenset({"CV", "TB", "CĐ", "GM", "BB", "GGT", "GP"})


class Piece(NamedTuple):
    """A part as it stands: `text` has spaces for line breaks, and (but for `signed`) the length of its span."""

    part: str
    start: int
    end: int
    text: str


def pieces_of(text: Text, document: Document) -> list[Piece]:
    """Every part found, in the order of the text. Empty for news."""
    header, footer, content = document.header, document.footer, text.content
    if header.kind == "news":
        return []
    found = [*_head(content, document), *_opening(content, document), *_foot(content, document)]
    stop = min([header.end, *(s.start for s in (footer.signature_block, footer.recipients_block) if s is not None)])
    if header.body_start < stop:
        lines = read_lines(content, header.body_start, stop)
        if lines:
            found.append(_of_line("body-end", _ending(lines)))
        found += _sentences(content, header.body_start, stop)
    found += [_piece("article", content, a.start, min(a.end, a.start + 40)) for a in _articles(document.body)]
    for reference in document.references:
        if reference.class_ == "numbered" and reference.span.start < stop:
            found.append(_piece("reference", content, reference.span.start, reference.span.end))
    return sorted(found, key=lambda piece: (piece.start, piece.end))


def _piece(part: str, content: str, start: int, end: int) -> Piece:
    return Piece(part, start, end, content[start:end].replace("\n", " ").replace("\r", " "))


def _of_line(part: str, line: Line) -> Piece:
    return Piece(part, line.start, line.end, line.text)


def _ending(lines: list[Line]) -> Line:
    """The line with which the body ends: a note in brackets behind `./.` says what is attached, a letter alone is what
    a text layer left."""
    for number, line in enumerate(reversed(lines[-_NOTE_LINES:])):
        if line.text.endswith("./."):
            behind = " ".join(one.text for one in lines[len(lines) - number :])
            if len(behind) <= 1 or (behind[0] == "(" and behind.rstrip(".")[-1:] == ")"):
                return line
            break
    return lines[-1]


def _head(content: str, document: Document) -> Iterator[Piece]:
    header = document.header
    start, stop = header.start, max(header.body_start, header.start)
    for part, pattern in (("motto", STATE_MOTTO), ("freedom", FREEDOM_MOTTO), ("party", PARTY_MOTTO)):
        match = pattern.search(content, start, stop)
        if match is not None:
            yield _piece(part, content, *match.span())
    numbering = find_numbering(content, start, stop)
    if numbering is not None:
        span = numbering.span
        yield Piece("number", span.start, span.end, content[span.start : span.end])
    dateline = find_dateline(content, start, stop, numbering.span if numbering else None)
    if dateline is not None:
        yield _piece("dateline", content, dateline.span.start, dateline.span.end)
    letter = header.type_code is not None and header.type_code.value == "CV"
    if header.type_code is not None and header.type_code.rule == "heading" and not letter:
        yield _piece("type", content, header.type_code.span.start, header.type_code.span.end)
    if header.title is not None and header.title.span.start >= start:
        span = header.title.span
        if letter:
            lead = re.search(
                r"(?:V/v|V/V|v/v|Vv|Về việc|VỀ VIỆC)[ \t:]*$", content[max(0, span.start - 12) : span.start]
            )
            first = span.start - len(lead.group()) if lead else span.start
            yield _piece("subject", content, first, span.end)
        else:
            yield _piece("title", content, span.start, span.end)
    if header.issuer is not None and header.issuer.span.end <= stop:
        yield _piece("issuer", content, header.issuer.span.start, header.issuer.span.end)


def _opening(content: str, document: Document) -> Iterator[Piece]:
    """The Căn cứ block, its proposal, and the line by which a decision decides."""
    header = document.header
    units = [unit for unit in document.body if unit.kind in ("article", "part", "chapter", "section", "heading")]
    stop = units[0].span.start if units else min(header.end, header.body_start + 20_000)
    if header.type_code is None or header.type_code.value in _WITHOUT_BLOCK:
        return
    items: list[list[Line]] = []
    closed = False
    for line in read_lines(content, header.body_start, stop):
        if _ENACTING.match(line.text):
            if items:
                yield _of_line("enacting", line)
            break
        cue = _CUE.match(line.text)
        if cue is not None and not closed:
            items.append([line])
        elif items and _ISSUES.match(line.text) and not items[-1][-1].text.endswith(","):
            closed = True
        elif items and not closed and (line.text[0].islower() or not items[-1][-1].text.endswith((";", ".", ":"))):
            items[-1].append(line)
        elif items and not closed and (_GOES_ON.match(line.text) or type_at(line.text)):
            items.append([line])  # the next of several papers under one `Căn cứ`
        else:
            closed = closed or bool(items)
    blocks = [_piece("basis", content, lines[0].start, lines[-1].end) for lines in items]
    # a last line that ends in `;` before the sentence that issues the paper is how normative acts are written; where
    # that sentence goes on from the last basis (`Căn cứ A, Sở B ban hành kế hoạch như sau:`) it ends as a sentence does
    for number, block in enumerate(blocks):
        if _SENTENCE_OPENS.match(block.text):
            continue
        last = number == len(blocks) - 1
        cue = _CUE.match(block.text)
        if cue is not None:
            yield block if cue["word"].startswith("Căn") else block._replace(part="proposal")
        yield block._replace(part="basis-last" if last else "basis-inner")


def _articles(units: tuple[BodyUnit, ...]) -> Iterator[Span]:
    for unit in units:
        if unit.kind == "article":
            yield unit.span
        elif unit.kind != "annex":
            yield from _articles(unit.children)


def _sentences(content: str, start: int, stop: int) -> Iterator[Piece]:
    """The running text without what stands in quotation marks: that is another paper's wording."""
    position, depth = start, 0
    for at in range(start, stop):
        char = content[at]
        if char in _OPEN_QUOTE:
            if depth == 0 and position < at:
                yield _piece("sentence", content, position, at)
            depth += 1
        elif char in _CLOSE_QUOTE and depth:
            depth -= 1
            position = at + 1
    if depth == 0 and position < stop:
        yield _piece("sentence", content, position, stop)


def _foot(content: str, document: Document) -> Iterator[Piece]:
    header, footer = document.header, document.footer
    block = footer.recipients_block
    if block is not None:
        line_end = content.find("\n", block.start, block.end)
        first = footer.recipients[0].span.start
        head_end = min(line_end if line_end >= 0 else block.end, first)
        head = content[block.start : head_end].rstrip(" \t\u00a0-–")
        yield _piece("recipients", content, block.start, block.start + len(head))
        yield from _recipients(content, document)
    signature = find_signature(content, header.body_start, header.end)
    if signature is None:
        return
    names = [signer.span for signer in footer.signers]
    stack = []
    for line in read_lines(content, signature.span.start, signature.span.end):
        if any(name.start < line.end and line.start < name.end for name in names):
            yield _of_line("signer", line)
        elif any(char.isalpha() for char in line.text) and line.text == line.text.upper():
            stack.append(line)
            yield _of_line("stack", line)
    if len(names) == 1 and stack:
        joined = " | ".join(line.text for line in stack)
        yield Piece("signed", stack[0].start, stack[-1].end, joined)


def _recipients(content: str, document: Document) -> Iterator[Piece]:
    """Each line of Nơi nhận with its dash and its closing mark, where it stands alone on its line."""
    rows = document.footer.recipients
    dashed = any(content[: found.span.start].rstrip(" \t\u00a0\n")[-1:] in _DASHES for found in rows)
    for number, found in enumerate(rows):
        line_start = content.rfind("\n", 0, found.span.start) + 1
        line_end = content.find("\n", found.span.end)
        line_end = len(content) if line_end < 0 else line_end
        before, after = content[line_start : found.span.start], content[found.span.end : line_end]
        if before.strip(" \t\u00a0" + _DASHES) or after.strip(" \t\u00a0;.,/:-)"):
            continue  # columns were merged into this line: its edges are not the recipient's
        start = line_start + len(before) - len(before.lstrip())
        piece = _piece("recipient", content, start, found.span.end + len(after.rstrip()))
        if not dashed:  # a line without a dash among others with one goes on with the line above
            yield piece._replace(part="recipient-bare")
        yield piece._replace(part="recipient-last" if number == len(rows) - 1 else "recipient-inner")
