"""Header zone of a paper: kind, number, date, place, issuer, type, title, marks.

Norms: Nghị định 30/2020/NĐ-CP, Phụ lục I; Hướng dẫn 36-HD/VPTW for Party papers.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from extractor.annexed import standing_alone
from extractor.dates import match_date
from extractor.document import Found, Header, Span, Text, Warning_
from extractor.footer.forms import RECIPIENTS
from extractor.footer.signature import find_signature
from extractor.header.annexed import annexed_header
from extractor.header.copies import copy_starts, is_stamp_of_a_copy
from extractor.header.dateline import Dateline, find_dateline, typed_part
from extractor.header.fields import Fields, explain, letter_opening, read_type
from extractor.header.heading import (
    Heading,
    Title,
    heading_at,
    read_title,
    title_above_basis,
)
from extractor.header.issuing import HeadBody, Issuer, head_bodies, of_youth_union, read_issuer
from extractor.header.letter_title import read_letter_title, read_plain_subject
from extractor.header.marks import find_secrecy, find_urgency
from extractor.header.news import read_headline, read_publication_date
from extractor.header.numbering import Numbering, find_bare_number, find_numbering
from extractor.header.picture_fields import (
    doubt_issuer,
    doubt_title,
    has_strange_signs,
    is_damaged,
    settle_place,
    unread_header,
    without_scraps,
)
from extractor.header.province import at_day, own_province
from extractor.header.recovery import recover
from extractor.header.zone import Zone, find_zone
from extractor.layout import (
    FREEDOM_MOTTO,
    PARTY_MOTTO,
    STATE_MOTTO,
    YOUTH_MOTTO,
    Line,
    LinePattern,
    each_line,
    is_rule,
    read_lines,
    with_printed_raw,
)
from extractor.text import fold, quoted
from extractor.types import type_at

__all__ = ["read_header"]

_LINES_OF_HEAD = 80
_ZONE = 6000
_BODY_CUE = LinePattern(
    r"[ \t\u00a0]*(?:[-–]\s*)?(?:[Cc]ăn\s+cứ\s|Kính\s+gửi|KÍNH\s+GỬI|Điều\s+1\b|N[ơo]i\s+nhận\s*:|"
    r"(?:QUYẾT\s+ĐỊNH|QUYẾT\s+NGHỊ)\s*:)"
)
_MASTHEAD = 900  # characters within which a masthead's mottos begin
_LONGEST_NAME = 160  # code points of a body's name
_LONGEST_SPOILT = 90  # ... of one that holds what no name does: the text below ran into a longer one


_OF_THE_STATE = re.compile(r"(?<!TỊCH)\s+NƯỚC\s+(?:CỘNG|VIỆT)\s")  # `QUỐC HỘI / NƯỚC CỘNG HÒA ...`
_FIRST_EDGE = re.compile(r"^[ \t]*\|[ \t]*(?=[^\s|-])", re.MULTILINE)
_ORNAMENTS = " \t\u00a0;:.*_|"


def read_header(text: Text) -> Header:
    """Reads the header of the one paper (or news item) in a text. Never raises; an absent field has a warning."""
    plain = _without_first_edges(text)
    scanned = bool(text.pages) and text.pages[0].source == "ocr"
    zone = find_zone(plain.content, scanned=scanned)
    if zone is not None:
        header = _paper(plain, zone, scanned=scanned)
    else:
        alone = standing_alone(plain.content)
        header = annexed_header(plain.content, alone) if alone else _news(plain.content)
        if scanned and alone is None:
            header = replace(header, warnings=(*header.warnings, *unread_header()))
    if plain is text:
        return header
    return replace(
        header,
        type_code=with_printed_raw(header.type_code, text),
        number=with_printed_raw(header.number, text),
        symbol=with_printed_raw(header.symbol, text),
        date=with_printed_raw(header.date, text),
        date_partial=with_printed_raw(header.date_partial, text),
        place=with_printed_raw(header.place, text),
        issuer=with_printed_raw(header.issuer, text),
        title=with_printed_raw(header.title, text),
        secrecy=with_printed_raw(header.secrecy, text),
        urgency=with_printed_raw(header.urgency, text),
    )


def _without_first_edges(text: Text) -> Text:
    """The same text with the edges of table rows as blanks, where they open a line (`| BỘ Y TẾ | CỘNG HÒA ...`)."""
    if "|" not in text.content[:_ZONE]:
        return text
    head = _FIRST_EDGE.sub(lambda edge: " " * len(edge[0]), text.content[:_ZONE])
    return replace(text, content=head + text.content[_ZONE:])


def _news(content: str) -> Header:
    title = read_headline(content)
    warnings = []
    if title is None:
        warnings.append(Warning_("no-title", "Không thấy dòng nào là tiêu đề.", "title"))
    return Header(
        kind="news",
        start=0,
        end=len(content),
        body_start=title.span.end if title else 0,
        title=title,
        date=read_publication_date(content),
        warnings=tuple(warnings),
    )


def _paper(text: Text, zone: Zone, *, scanned: bool) -> Header:
    content = text.content
    fields = Fields(scanned=scanned)
    limit = min(len(content), zone.start + _ZONE)
    heading, top = _masthead(content, zone, limit)
    numbering, dateline = None, None
    opens = heading is not None and heading.start == zone.start  # no head lines stand above it
    if zone.kind != "basis" or opens:  # a text that begins with its preamble has no header zone left
        numbering = find_numbering(content, zone.start, top) or find_bare_number(content, zone.start, top)
        dateline = find_dateline(content, zone.start, top, numbering.span if numbering else None)
    by_hand = frozenset(warning.field for warning in text.warnings if warning.code == "handwritten")
    _take_numbering(numbering, by_hand, fields)
    _take_dateline(dateline or _in_heading(content, heading, numbering), by_hand, fields)
    letter_end = _letter_title(content, zone, numbering, dateline, top, fields) if heading is None else zone.start
    lost = None
    if heading is None and fields.title is None:
        lost = _without_heading(content, zone, numbering, dateline, limit)
    above = lost.found if lost is not None else fields.title
    last = top
    if heading is None and numbering is not None and dateline is not None:
        last = max(numbering.span.end, dateline.span.end)  # the text follows, or a title that no word tells
    cells = [] if opens else _issuer_cells(content, zone, numbering, dateline, above, last)
    if scanned and numbering is not None:
        cells = without_scraps(cells, numbering.span.start, numbering.code)
    bodies = head_bodies(cells)
    if YOUTH_MOTTO.search(content, zone.start, top):
        bodies = of_youth_union(bodies)
    if heading is not None:
        names = tuple(body.name for body in bodies)
        title = read_title(content, heading, limit, names)
        fields.title, body_start = title.found, title.body_start
        if not names and title.enacting is not None:
            bodies = _enacting_body(content, title)
    elif lost is not None:
        fields.title, body_start = lost.found, lost.body_start
        enacts = _enacting_body(content, lost)
        whole = bodies and enacts and fold(enacts[-1].name).startswith(f"{fold(bodies[-1].name)} ")
        bodies = bodies if bodies and zone.kind != "basis" and not whole else enacts
    else:
        body_start = _letter_body(content, zone, numbering, dateline, letter_end, limit)
    end = _end_of_paper(content, body_start)
    signature = find_signature(content, body_start, end)
    read_type(content, heading, body_start, limit, fields)
    date = fields.date.value if fields.date else None
    issuer = read_issuer(
        content,
        bodies,
        code=fields.code,
        place=at_day(fields.place.value, date) if fields.place else None,
        date=date,
        signature=signature,
        body=Span(body_start, end),
    )
    damaged = issuer if scanned and issuer is not None and not issuer.known and is_damaged(issuer.found) else None
    _take_issuer(issuer if damaged is None else None, fields)
    recover(content, zone, Span(body_start, end), signature, fields)
    if damaged is not None:
        _settle_issuer(damaged, fields)
    if fields.issuer is not None:
        fields.issuer_place = own_province(content, zone.start, fields.issuer.value, fields.issuer_place, date)
    if scanned:
        settle_place(fields, content[zone.start : top])
        doubt_title(fields)
        if issuer is not None and not issuer.known:
            doubt_issuer(fields)
    explain(fields, by_hand)
    return _frozen(content, zone, fields, body_start, end)


def _frozen(content: str, zone: Zone, fields: Fields, body_start: int, end: int) -> Header:
    return Header(
        kind="official",
        start=zone.start,
        end=end,
        body_start=min(body_start, end),
        type_code=fields.type_code,
        type_name=fields.type_name,
        number=fields.number,
        symbol=fields.symbol,
        date=fields.date,
        date_partial=fields.date_partial if fields.date is None else None,
        place=fields.place,
        issuer=fields.issuer,
        issuer_place=fields.issuer_place,
        title=fields.title,
        secrecy=find_secrecy(content, zone.start, body_start),
        urgency=find_urgency(content, zone.start, body_start),
        warnings=tuple(fields.warnings),
    )


def _without_heading(
    content: str, zone: Zone, numbering: Numbering | None, dateline: Dateline | None, limit: int
) -> Title | None:
    """The title of a paper that lost its type word, between the fields of its head and its preamble."""
    start = max([zone.start, *(item.span.end for item in (numbering, dateline) if item is not None)])
    return title_above_basis(content, start, limit)


def _enacting_body(content: str, title: Title) -> list[HeadBody]:
    """The body of the enacting line, `ỦY BAN NHÂN DÂN TỈNH` with the place that `CỦA ỦY BAN NHÂN DÂN TỈNH X` in the
    title gives it."""
    span = title.enacting
    if span is None:
        return []
    span = title.full_name(content) or span
    state = _OF_THE_STATE.search(content, span.start, span.end)
    span = Span(span.start, state.start()) if state is not None else span
    return head_bodies([Line(span.start, span.end, content[span.start : span.end], False)])


def _masthead(content: str, zone: Zone, limit: int) -> tuple[Heading | None, int]:
    """The heading and the end of the stretch in which number, date and issuer stand."""
    after = zone.start
    for pattern in (STATE_MOTTO, FREEDOM_MOTTO, PARTY_MOTTO, YOUTH_MOTTO):
        match = pattern.search(content, zone.start, min(limit, zone.start + 2 * _MASTHEAD))
        if match and match.start() - zone.start < _MASTHEAD:
            after = max(after, match.end())
    cue = _BODY_CUE.search(content, zone.start, limit)
    stop = cue.start() if cue else limit
    numbering = find_numbering(content, zone.start, stop)
    if numbering:
        after = max(after, numbering.span.end)
    covered = numbering.span if numbering else None
    for line in islice(each_line(content, zone.start, stop), _LINES_OF_HEAD):
        if line.start < after and not (covered is None and line.end > after):
            continue
        if numbering is not None and is_stamp_of_a_copy(content[line.start : line.end], numbering.code):
            continue
        heading = heading_at(content, line)
        if heading is not None and not (covered and covered.start <= line.start < covered.end):
            return heading, max(heading.start, after)
    numbered = _numbered_heading(content, numbering) if numbering is not None else None
    return (numbered, numbered.end) if numbered is not None else (None, stop)


def _numbered_heading(content: str, numbering: Numbering) -> Heading | None:
    """`NGHỊ QUYẾT SỐ 9 NQ/UBTVQH9 NGÀY 12-9-1993` that opens a text, over the title and with no heading below."""
    start = numbering.span.start
    found = type_at(content, start, phrases=False)
    if found is None or content[:start].strip() or not content[start : found[1]].isupper():
        return None
    dated = match_date(content, numbering.span.end + 1)
    return Heading(found[0], start, dated.end if dated is not None else numbering.span.end, False)


def _in_heading(content: str, heading: Heading | None, numbering: Numbering | None) -> Dateline | None:
    """The day behind a number that stands in the heading itself."""
    if heading is None or numbering is None or not heading.start <= numbering.span.start < heading.end:
        return None
    at = numbering.span.end + 1
    day = match_date(content, at)
    if day is None or day.iso is None:
        return None
    return Dateline(Span(at, day.end), None, Found(day.iso, content[at : day.end], Span(at, day.end), "heading"), None)


def _letter_title(
    content: str, zone: Zone, numbering: Numbering | None, dateline: Dateline | None, top: int, fields: Fields
) -> int:
    """Reads the `V/v` of a letter; returns where it ends (the start of the paper where there is none)."""
    start = numbering.span.end if numbering else zone.start
    fields.title, after = read_letter_title(content, start, top, dateline.span if dateline else None)
    if fields.title is None:
        fields.title, after = read_plain_subject(content, numbering, zone.start + _ZONE)
    return after if fields.title else zone.start


def _letter_body(
    content: str, zone: Zone, numbering: Numbering | None, dateline: Dateline | None, letter_end: int, limit: int
) -> int:
    """Where the body of a paper without a heading begins: at `Kính gửi`, else below the last field of its header."""
    opening = letter_opening(content, zone.start, limit)
    if opening is not None:
        return max(opening.start(), zone.start)
    return max([letter_end, *(item.span.end for item in (numbering, dateline) if item is not None)])


def _end_of_paper(content: str, body_start: int) -> int:
    """Where a copy's own block (sao y, sao lục) begins below the paper; else the end of the text.

    A paper that has its recipients has ended, also where nobody can read who signed it.
    """
    copies = copy_starts(content, body_start)
    if not copies:
        return len(content)
    copy = min(copies)
    ended = find_signature(content, body_start, copy) is not None or RECIPIENTS.search(content, body_start, copy)
    return copy if ended else len(content)


def _take_numbering(numbering: Numbering | None, by_hand: frozenset[str | None], fields: Fields) -> None:
    if numbering is not None:
        fields.number, fields.symbol, fields.code = numbering.number, numbering.symbol, numbering.code
    if "number" in by_hand:
        fields.number = None  # the reader saw a pen: what else was recognised there is no reading


def _take_dateline(dateline: Dateline | None, by_hand: frozenset[str | None], fields: Fields) -> None:
    if dateline is not None:
        fields.date, fields.place, fields.date_partial = dateline.date, dateline.place, dateline.partial
        if "date" in by_hand and dateline.date is not None:
            fields.date, fields.date_partial = None, typed_part(dateline.date)


def _take_issuer(issuer: Issuer | None, fields: Fields) -> None:
    # Where no heading was found, head lines run on into the text: that is no name.
    if issuer is not None and all(len(name) <= _LONGEST_NAME for name in issuer.found.value.split("; ")):
        fields.issuer, fields.issuer_place = issuer.found, issuer.place


def _settle_issuer(damaged: Issuer, fields: Fields) -> None:
    """A name that looks spoilt stays, unless number or signature tell who issued the paper, or the text does and signs
    stand in it that no name has. Either is told."""
    read, other = damaged.found.value, fields.issuer
    if len(read) > _LONGEST_SPOILT and other is None:
        return
    told = other is not None and other.rule in ("letters of the code", "signature")
    if other is not None and (told or len(read) > _LONGEST_SPOILT or has_strange_signs(damaged.found)):
        if other.rule == "body of the text":
            return  # what comes from there is told anyway
        note = f"Tên cơ quan in ở đầu văn bản không đọc được; {quoted(other.value)} lấy từ chỗ khác trong văn bản."
    else:
        _take_issuer(damaged, fields)
        note = f"Tên cơ quan {quoted(read)} có thể lẫn chữ không đọc được."
    fields.warn("uncertain", f"{note} Hãy đối chiếu với bản quét.", "issuer")


def _issuer_cells(
    content: str,
    zone: Zone,
    numbering: Numbering | None,
    dateline: Dateline | None,
    title: Found[str] | None,
    top: int,
) -> list[Line]:
    """What of the masthead is no motto, number, date, title or mark: the head lines, cut out of merged columns."""
    if zone.kind in ("letter", "basis"):
        return []
    taken = [item.span for item in (numbering, dateline, title) if item is not None]
    for pattern in (STATE_MOTTO, FREEDOM_MOTTO, PARTY_MOTTO, YOUTH_MOTTO):
        taken += [Span(*match.span()) for match in pattern.finditer(content, zone.start, top)]
    last = min([top, *(span.start for span in taken if title is not None and span == title.span)])
    cells: list[Line] = []
    for line in read_lines(content, zone.start, last, 60):
        position = line.start
        pieces: list[tuple[int, int]] = []
        for span in sorted(taken, key=lambda item: item.start):
            if span.end <= position or span.start >= line.end:
                continue
            pieces.append((position, max(position, span.start)))
            position = min(span.end, line.end)
        pieces.append((position, line.end))
        for first, stop in pieces:
            piece = content[first:stop]
            stripped = _undrawn(piece)
            if len(stripped) >= 2 and not is_rule(stripped):
                at = first + piece.index(stripped)
                cells.append(Line(at, at + len(stripped), stripped, line.blank_before))
    return cells


def _undrawn(piece: str) -> str:
    """A name without the rule drawn around it; one dash or comma at its end joins it to the next line and stays."""
    text = piece.lstrip(_ORNAMENTS + "-–—,").rstrip(_ORNAMENTS)
    bare = text.rstrip(_ORNAMENTS + "-–—")
    return bare if len(text) - len(bare) > 2 else text
