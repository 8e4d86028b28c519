"""Fields that the header zone does not give, taken from where else the paper names itself; the rule says from where."""

from __future__ import annotations

import re
from itertools import takewhile

from extractor.dates import find_dates, match_date
from extractor.document import Found, Span
from extractor.footer.positions import AUTHORITY
from extractor.footer.signature import Signature
from extractor.header.fields import Fields, set_type
from extractor.header.headline import from_headline, title_in_headline
from extractor.header.issuing import central_body_in_text, code_body
from extractor.header.lost import (
    SelfMention,
    from_caption,
    from_properties,
    from_summary,
    from_title,
    issuer_in_text,
    main_place,
    own_type_word,
)
from extractor.header.province import at_day
from extractor.header.zone import Zone
from extractor.issuers import Body, canonical_body
from extractor.layout import is_capitals, read_lines
from extractor.text import fold, squash

_PASSED = re.compile(
    r"(?:Luật|Bộ\s+luật|Nghị\s+quyết|Pháp\s+lệnh)\s+(?:này\s+)?(?:đã\s+)?được\s+(?:Quốc\s+hội|Ủy\s+ban\s+[Tt]hường\s+vụ|Uỷ\s+ban\s+[Tt]hường\s+vụ)"
    r"[^.;]{0,160}?\s*thông\s+qua\s+(?=ngày)"
)
_OF_BODY = re.compile(r"C[ỦủUu][AaÂâ]\s+([^\d]{3,120}?)\s+S[ỐốÔô]\s{0,3}:?\s{0,3}\d")
_BASIS = re.compile(r"(?:[-–]\s*)?C(?:ăn\s+cứ|hiểu)\s")
_LINES_OF_ENACTING = 4
_HEAD_OF_GOVERNMENT = re.compile(r"(?:kt\W*)?thu tuong")


def recover(content: str, zone: Zone, body: Span, signature: Signature | None, fields: Fields) -> None:
    """Fills the fields that are still missing."""
    if fields.type_code is None:
        word = own_type_word(content, body.start, signature.span.end if signature else body.end)
        if word is not None:
            set_type(word[0], word[1].raw, word[1].span.start, word[1].rule, fields)
    mention: SelfMention | None = None
    if fields.number is None and fields.symbol is None:
        mention = _numbering(content, zone, signature.span.end if signature else body.start, body.end, fields)
    if fields.title is None and zone.start > 0 and fields.number is not None:
        fields.title = title_in_headline(content, zone.start, fields.number)
    if fields.date is None:
        _passing_date(content, body, fields)
    if fields.issuer is None:
        _issuer(content, zone, body, signature, mention, fields)
    if fields.title is not None and _says_nothing(fields.title, fields):
        fields.title = None


def _says_nothing(title: Found[str], fields: Fields) -> bool:
    """Whether a title tells no subject, only whose paper it is, its number and day: `CỦA CHỦ TỊCH NƯỚC ... SỐ 9-SL
    NGÀY 7-5-1949`, and the enacting body below."""
    named = from_title(title, fields.type_code.value if fields.type_code else None)
    if named is None or named[2] is None:
        return False
    rest = squash(title.raw[named[2].span.end - title.span.start :]).strip(" .,;:*")
    body = canonical_body(rest) if rest else None
    return not rest or (body is not None and body.level == "central")


def _numbering(content: str, zone: Zone, below: int, end: int, fields: Fields) -> SelfMention | None:
    """Number and date of a paper without its number line."""
    own = fields.type_code.value if fields.type_code else None
    titled = from_title(fields.title, own) if fields.title else None
    titled = titled or from_properties(content, zone.start)
    if titled is not None:
        fields.number, fields.code, titled_date = titled
        if fields.code is not None:
            fields.symbol = Found(fields.code.symbol, fields.number.raw, fields.number.span, fields.number.rule)
        fields.date = fields.date or titled_date
        return None
    mention = from_caption(content, below, end, own)
    if mention is None and zone.start > 0:
        mention = from_summary(content, zone.start, own) or from_headline(content, zone.start)
    if mention is None:
        return None
    fields.number, fields.code = mention.number, mention.code
    fields.symbol = Found(mention.code.symbol, mention.number.raw, mention.number.span, mention.number.rule)
    fields.date = fields.date or mention.date
    if own is None and mention.entry is not None:
        set_type(mention.entry, mention.word.raw, mention.word.span.start, mention.word.rule, fields)
    return mention


def _passing_date(content: str, body: Span, fields: Fields) -> None:
    """National Assembly papers without a place-date line carry the day of passing in their closing sentence."""
    last: re.Match[str] | None = None
    for match in _PASSED.finditer(content, body.start, body.end):
        last = match
    date = match_date(content, last.end()) if last is not None else None
    if last is not None and date is not None and date.iso is not None:
        raw = content[last.end() : date.end]
        fields.date = Found(date.iso, raw, Span(last.end(), date.end), "day of passing")


def _issuer(
    content: str, zone: Zone, body: Span, signature: Signature | None, mention: SelfMention | None, fields: Fields
) -> None:
    """The issuer of a paper without head lines: the collective that the signature stands for, the body of the code, Thủ
    tướng by his signature, the body named beside the recovered number, else the one that speaks in the text."""
    date = fields.date.value if fields.date else _latest_date(content, body)
    place = at_day(fields.place.value, date) if fields.place else None
    place = place or main_place(content, body.start, body.end) or main_place(content, 0, body.start)
    titled = _in_title(fields.title, date) or (
        _above_bases(content, zone, place, date) if zone.kind == "basis" else None
    )
    if titled is not None:
        fields.issuer, fields.issuer_place = titled
        return
    signed = _signed_for(content, signature, place, date)
    if signed is not None:
        fields.issuer, fields.issuer_place = signed
        return
    by_code = code_body(fields.code, place, date)
    if by_code is not None and fields.symbol is not None:
        fields.issuer = Found(by_code.name, fields.symbol.raw, fields.symbol.span, "letters of the code")
        fields.issuer_place = by_code.locality
        return
    if fields.code is not None and fields.code.organs[:1] == ("TW",):
        fields.issuer = central_body_in_text(content, body)
        return
    if signature and signature.stack and _HEAD_OF_GOVERNMENT.match(fold(signature.stack[0])):
        raw = content[signature.span.start : signature.span.end]
        own_paper = fields.type_code is None or fields.type_code.value != "NĐ"
        name = "Thủ tướng Chính phủ" if own_paper else "Chính phủ"
        fields.issuer = Found(name, raw, signature.span, "signature")
        return
    if mention is not None and mention.issuer is not None:
        named = canonical_body(mention.issuer.value, place=place, date=date)
        if named is not None and _is_whole(named):
            found = mention.issuer
            fields.issuer = Found(named.name, found.raw, found.span, found.rule)
            fields.issuer_place = named.locality
            return
    own = fields.type_code.value if fields.type_code else None
    spoken = issuer_in_text(content, body.start, body.end, signature, own, place=place, date=date)
    if spoken is not None and _is_whole(spoken[1]):
        fields.issuer, named = spoken
        fields.issuer_place = named.locality


def _in_title(title: Found[str] | None, date: str | None) -> tuple[Found[str], str | None] | None:
    """The body of `CỦA BỘ TÀI CHÍNH SỐ 12-TC/TCT NGÀY 1-2-1993 HƯỚNG DẪN ...`, as old papers open their titles."""
    of = _OF_BODY.match(title.raw) if title is not None else None
    named = canonical_body(squash(of[1]), date=date) if of is not None else None
    if title is None or of is None or named is None or named.level == "other" or not _is_whole(named):
        return None
    start = title.span.start + of.start(1)
    return Found(named.name, of[1], Span(start, start + len(of[1])), "title"), named.locality


def _above_bases(content: str, zone: Zone, place: str | None, date: str | None) -> tuple[Found[str], str | None] | None:
    """The body that enacts, alone in capitals above the first basis: `BỘ TRƯỞNG BỘ Y TẾ / Căn cứ ...`."""
    lines = read_lines(content, zone.start, len(content), _LINES_OF_ENACTING + 1)
    above = list(takewhile(lambda line: is_capitals(line.text), lines))
    if not above or len(above) == len(lines) or not _BASIS.match(lines[len(above)].text):
        return None
    named = canonical_body(squash(" ".join(line.text for line in above)), place=place, date=date)
    if named is None or named.level == "other" or not _is_whole(named):
        return None
    span = Span(above[0].start, above[-1].end)
    return Found(named.name, content[span.start : span.end], span, "enacting body"), named.locality


def _signed_for(
    content: str, signature: Signature | None, place: str | None, date: str | None
) -> tuple[Found[str], str | None] | None:
    """The collective of `TM. CHÍNH PHỦ`, `T/M BAN BÍ THƯ`."""
    if signature is None:
        return None
    raw = content[signature.span.start : signature.span.end]
    for number, line in enumerate(signature.stack):
        mark = AUTHORITY.match(line)
        if mark is None or not mark["mark"].replace(".", "").replace("/", "").strip().startswith("TM"):
            continue
        below = [text for text in signature.stack[number + 1 : number + 3] if not AUTHORITY.match(text)]
        for name in (mark["of"], *(f"{mark['of']} {text}" for text in below[:1])):
            body = canonical_body(squash(name), place=place, date=date)
            if body is not None and body.level != "other" and _is_whole(body):
                return Found(body.name, raw, signature.span, "signature"), body.locality
    return None


def _is_whole(body: Body) -> bool:
    """Whether a name is complete: not `Ủy ban nhân dân tỉnh` without its province, not `Ban Thường vụ` of nobody."""
    return not body.name.lower().endswith((" tỉnh", " thành phố", "thường vụ", "chấp hành", " nhân dân"))


def _latest_date(content: str, body: Span) -> str | None:
    """The latest day that the opening mentions: the paper is not older, and names are those of that time."""
    opening = find_dates(content, body.start, min(body.end, body.start + 6000))
    return max((date.iso for date in opening if date.iso is not None), default=None)
