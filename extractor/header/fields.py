"""What was read of a header so far, the type of the paper, and why a field is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractor.codes import Code
from extractor.document import Found, Span, Warning_
from extractor.header.heading import Heading
from extractor.issuers import department_of
from extractor.layout import LETTER_OPENING, LinePattern
from extractor.number_letters import OF_EVERY_PLACE
from extractor.text import quoted, squash
from extractor.types import TypeEntry, type_of_code, type_of_word

_PREAMBLE = LinePattern(r"[ \t]*(?:[-–]\s*)?(?:Căn\s+cứ\s|Điều\s+\d)")
_ENACTING = LinePattern(r"[ \t]*(QUYẾT\s+ĐỊNH|QUYẾT\s+NGHỊ|NGHỊ\s+QUYẾT|NGHỊ\s+ĐỊNH)\s*:")
# `Nơi nhận: - Như trên;` sends a paper to those it is addressed to: a letter whose `Kính gửi` was lost
_AS_ABOVE = LinePattern(r"[ \t]*[-–][ \t]*(Như\s+trên)\b")
_ENACTING_REACH = 12000


@dataclass(slots=True)
class Fields:
    """What was read so far; turned into a `Header` at the end."""

    type_code: Found[str] | None = None
    type_name: str | None = None
    number: Found[str] | None = None
    symbol: Found[str] | None = None
    date: Found[str] | None = None
    date_partial: Found[str] | None = None
    place: Found[str] | None = None
    issuer: Found[str] | None = None
    issuer_place: str | None = None
    title: Found[str] | None = None
    code: Code | None = None
    warnings: list[Warning_] = field(default_factory=list)
    scanned: bool = False

    def warn(self, code: str, message: str, name: str) -> None:
        self.warnings.append(Warning_(code, message, name))


def letter_opening(content: str, start: int, end: int) -> re.Match[str] | None:
    """`Kính gửi` where it opens a paper; below a preamble or an article it belongs to a form in an annex."""
    opening = LETTER_OPENING.search(content, start, end)
    if opening is None or _PREAMBLE.search(content, start, opening.start()) is not None:
        return None
    return opening


def read_type(content: str, heading: Heading | None, body_start: int, limit: int, fields: Fields) -> None:
    """The type word of the heading; without one the enacting line, then the letters of the code; else a letter."""
    if heading is not None:
        raw = content[heading.start : heading.end]
        set_type(heading.entry, raw, heading.start, "heading", fields)
        return
    enacting = _ENACTING.search(content, body_start, min(len(content), body_start + _ENACTING_REACH))
    opening = letter_opening(content, body_start, limit)
    if enacting is not None and (opening is None or enacting.start() < opening.start()):
        word = squash(enacting[1]).lower()
        entry = type_of_word("nghị quyết" if word == "quyết nghị" else word)
        if entry:
            set_type(entry, enacting[1], enacting.start(1), "enacting line", fields)
            return
    symbol = fields.symbol
    letters = fields.code.type_letters if fields.code else None
    if (opening is not None or fields.title is not None) and not _is_no_letter(fields):
        letters = None  # `2190/BTC-CT`, `4071/CT-KK`: a letter's groups are body and drafting unit
    entry = type_of_code(letters) if letters else None
    if letters == "QĐ" and fields.code is not None and fields.code.system == "party":
        itself = _RULE_ITSELF.search(content, body_start)
        entry = type_of_word("quy định") if itself is not None else entry
    if entry is not None and symbol is not None and entry.code != "CV":
        set_type(entry, symbol.raw, symbol.span.start, "letters of the code", fields)
        if opening is not None and letters in _SELDOM_DESKS:
            note = f"Không đọc được tên loại; lấy theo ký hiệu {quoted(symbol.value)}. Hãy đối chiếu với bản quét."
            fields.warn("uncertain", note, "type")
        return
    at = opening.start() + len(opening[0]) - len(opening[0].lstrip()) if opening else None
    entry = type_of_word("công văn")
    # a complaint or a form below the motto of a scan is addressed too
    headless = fields.scanned and fields.title is None and not _has_head(fields)
    if entry and not headless and (opening is not None or fields.title is not None or symbol is not None):
        if opening is not None and at is not None:
            set_type(entry, content[at : opening.end()], at, "letter: no type word", fields)
        else:
            source = fields.title or symbol
            if source:
                set_type(entry, source.raw, source.span.start, "letter: no type word", fields)
        return
    above = _AS_ABOVE.search(content, body_start)
    if entry and above is not None:
        set_type(entry, above.group(1), above.start(1), "letter: recipients as above", fields)


# Letters that open the number of no letter: no body is named so.
_NEVER_BODIES = frozenset(("QĐ", "NQ", "NĐ", "TTr", "CTr"))
_SELDOM_DESKS = frozenset(("BC", "KH", "TB", "CT", "HD"))


def _is_no_letter(fields: Fields) -> bool:
    """Whether the number begins with letters of a type that cannot be those of a body, and goes on with those of a
    committee or department (`84/QĐ-UBND`, but `4071/CT-KK` of a tax office, `45/TTr-NV2` of an inspectorate)."""
    letters = fields.code.type_letters if fields.code else None
    if letters is None or fields.symbol is None or not fields.symbol.value.startswith(f"{letters}-"):
        return False
    organ = fields.code.organs[0] if fields.code and fields.code.organs else ""
    if letters in _NEVER_BODIES:
        return organ in OF_EVERY_PLACE or department_of(organ) is not None
    # Of a letter they may be a desk (`TC-UBND`); on a scan without `V/v` a heading was lost more often.
    return letters in _SELDOM_DESKS and fields.scanned and fields.title is None and organ in OF_EVERY_PLACE


def _has_head(fields: Fields) -> bool:
    """Whether a number line or a place-date line was read, in whole or in part."""
    return any((fields.number, fields.symbol, fields.date, fields.date_partial, fields.place))


# The Party numbers a Quy định and a Quyết định alike: without a heading the paper's word for itself tells them apart.
_RULE_ITSELF = re.compile(r"(?<!\w)Quy\s+định\s+này(?!\w)")


def set_type(entry: TypeEntry, raw: str, start: int, rule: str, fields: Fields) -> None:
    """Notes a type with the words or letters that show it."""
    fields.type_code = Found(entry.code, raw, Span(start, start + len(raw)), rule)
    fields.type_name = entry.name


# `ngày    tháng`, `ngày --- tháng`: nothing stands there, while of a pen a scrap is left or the space is lost
_LEFT_BLANK_RE = re.compile(r"[Nn]g[àa]y[\s.…_·•:,\-–—]+th[áa]ng")


def explain(fields: Fields, by_hand: frozenset[str | None]) -> None:
    """A warning for every field that could not be read, saying why."""
    if fields.number is None and "number" not in by_hand:
        if "date" in by_hand and fields.symbol is not None:
            # One desk enters number and day when a paper leaves the office (Nghị định 30/2020/NĐ-CP, Điều 15).
            fields.warn("handwritten", "Ngày ký viết tay, số không đọc được: để trống, cần người nhập.", "number")
        elif fields.symbol is not None:
            fields.warn("number-blank", "Số để trống; chỉ đọc được ký hiệu.", "number")
        else:
            fields.warn("number-missing", "Không thấy dòng số, ký hiệu và văn bản không tự nhắc số của mình.", "number")
    if fields.date is None and "date" not in by_hand:
        if (
            fields.date_partial is not None
            and "number" in by_hand
            and not _LEFT_BLANK_RE.match(fields.date_partial.raw)
        ):
            fields.warn("handwritten", "Số viết tay, ngày không đọc được: để trống, cần người nhập.", "date")
        elif fields.date_partial is not None:
            fields.warn("date-blank", "Ngày ký để trống; chỉ có phần in sẵn.", "date")
        else:
            fields.warn("date-missing", "Không thấy dòng địa danh, ngày tháng năm ban hành.", "date")
    if fields.issuer is None:
        fields.warn("issuer-missing", "Không thấy tên cơ quan ban hành ở đầu văn bản, chữ ký hay nội dung.", "issuer")
    if fields.type_code is None:
        fields.warn("type-missing", "Không thấy tên loại văn bản.", "type")
    if fields.title is None:
        fields.warn("title-missing", "Không thấy trích yếu nội dung.", "title")
