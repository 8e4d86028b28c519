"""What a person put right, laid over what was read. Pure: the same text and the same corrections give the same
document, whichever came first.

A place is kept by its words and by which of several equal ones is meant, not by offsets: another version of the reader
may put it elsewhere. What is not found any more is told by a warning `correction-adrift`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from extractor.document import (
    Authority,
    Footer,
    Found,
    Header,
    Link,
    Reference,
    Signer,
    Span,
    Text,
    Warning_,
)
from extractor.issuers import canonical_body
from extractor.text import compare_form, nfc, quoted, squash
from extractor.types import type_name, type_of_word

RULE = "correction"
SECRECIES = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
"""Degrees of secrecy, the lowest first."""
# Header fields of the contract and the attributes of `Header` that hold them.
_ATTRIBUTES = {
    "type": "type_code", "number": "number", "date": "date", "issuer": "issuer", "title": "title", "place": "place",
    "secrecy": "secrecy", "urgency": "urgency",
}  # fmt: skip
LISTS = ("signers", "recipients")
FIELDS = (*_ATTRIBUTES, *LISTS)
_NOWHERE = Span(0, 0)
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of text by its words: the `ordinal`-th (from 0) of those that read so, white space apart."""

    raw: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class Meant:
    """The document that a reference means, as its own head or other citations name it."""

    key: str
    type: str | None = None
    number: str | None = None
    year: int | None = None
    date: str | None = None
    issuer: str | None = None
    locality: str | None = None


@dataclass(frozen=True, slots=True)
class Corrections:
    """All that holds for one paper. `fields`: contract field -> value (None: the paper has none). `lines`: a line of
    a recognised page -> its right text. `references`: what stands there means this document (None: no reference).
    `issuers`: comparable form of a name as read -> the right name, for whichever paper prints it."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    lines: tuple[tuple[Place, str], ...] = ()
    references: tuple[tuple[Place, Meant | None], ...] = ()
    issuers: Mapping[str, str] = field(default_factory=dict)


NONE = Corrections()


def checked(name: str, value: Any) -> Any:
    """The value as a field may have it: dates as ISO, types as our code, marks in capitals. Raises ValueError, with the
    reason in Vietnamese, for what the field cannot be."""
    if value is None:
        return [] if name in LISTS else None
    if name == "signers":
        return [_signer(one) for one in value]
    if name == "recipients":
        return [_line(one, "nơi nhận") for one in value]
    text = _line(value, "giá trị")
    if name == "date":
        return iso_date(text)
    if name == "type":
        return _type_code(text)
    if name == "secrecy" and text.upper() not in SECRECIES:
        raise ValueError(f"độ mật {quoted(text)} không phải MẬT, TỐI MẬT hay TUYỆT MẬT")
    if name == "number" and not re.search(r"\d", text):
        raise ValueError(f"số, ký hiệu {quoted(text)} không có chữ số nào")
    if name == "number" and re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", text):
        raise ValueError(f"{quoted(text)} là một ngày, không phải số, ký hiệu")
    return text.upper() if name in ("secrecy", "urgency") else text


def iso_date(text: str) -> str:
    """`24/5/2024` or `2024-05-24` as ISO. Raises ValueError."""
    parts = re.split(r"[/.-]", text)
    try:
        if len(parts) == 3 and len(parts[2]) == 4:
            return datetime.date(int(parts[2]), int(parts[1]), int(parts[0])).isoformat()
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"{quoted(text)} không phải là ngày (dùng dd/mm/yyyy hoặc yyyy-mm-dd)") from None


def _type_code(text: str) -> str:
    entry = type_of_word(text)
    if entry is None and type_name(text) is None:
        raise ValueError(f"{quoted(text)} không phải tên hay ký hiệu của một loại văn bản")
    return entry.code if entry else text


def _signer(one: Any) -> dict[str, Any]:
    if not isinstance(one, Mapping) or not one.get("name"):
        raise ValueError("mỗi người ký cần có tên (name)")
    authority = one.get("authority") or None
    if authority not in (None, *get_args(Authority)):
        raise ValueError(f"thẩm quyền ký {quoted(authority)} không phải TM, KT, TL, TUQ hay Q")
    position = one.get("position")
    return {
        "name": _line(one["name"], "tên người ký"),
        "position": _line(position, "chức vụ") if position else None,
        "authority": authority,
    }


def _line(value: Any, what: str) -> str:
    text = squash(nfc(value)) if isinstance(value, str) else ""
    if not text:
        raise ValueError(f"{what} để trống")
    if len(text) > _LONGEST:
        raise ValueError(f"{what} dài {len(text)} ký tự, tối đa {_LONGEST}")
    return text


def place_of(content: str, start: int, end: int) -> Place:
    """What finds `content[start:end]` again."""
    raw = content[start:end]
    found = [match.start() for match in _words(raw).finditer(content)]
    return Place(raw, found.index(start) if start in found else 0)


def find_place(content: str, place: Place) -> Span | None:
    """Where the words stand, None where they stand no more."""
    for ordinal, match in enumerate(_words(place.raw).finditer(content)):
        if ordinal == place.ordinal:
            return Span(*match.span())
    return None


def _words(raw: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(word) for word in raw.split()) or r"(?!)")


def corrected_text(text: Text, corrections: Corrections) -> Text:
    """The text with its corrected lines; spans of pages and tables move along. Boxes of words are dropped."""
    if not corrections.lines:
        return text
    lines = text.content.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    at: dict[int, str] = {}
    adrift: list[Warning_] = []
    for place, right in corrections.lines:
        same = [number for number, line in enumerate(lines) if line == place.raw]
        if place.ordinal < len(same):
            at[same[place.ordinal]] = right
        else:
            adrift.append(_adrift(place.raw))
    moves = [(starts[n + 1] - 1, len(at[n]) - len(lines[n])) for n in sorted(at)]

    def moved(span: Span) -> Span:
        return Span(*(p + sum(by for end, by in moves if end <= p) for p in (span.start, span.end)))

    return replace(
        text,
        content="\n".join(at.get(number, line) for number, line in enumerate(lines)),
        pages=tuple(replace(page, span=moved(page.span), words=()) for page in text.pages),
        tables=tuple(replace(table, span=moved(table.span)) for table in text.tables),
        warnings=(*text.warnings, *adrift),
    )


def _adrift(raw: str) -> Warning_:
    words = squash(raw)
    shown = words if len(words) <= 60 else words[:60] + "…"
    return Warning_("correction-adrift", f"Bản đọc mới không còn chỗ đã được người sửa: “{shown}”. Hãy xem lại.")


def corrected_header(header: Header, corrections: Corrections) -> Header:
    """The header with what a person put right; the place where a value was read stays its evidence."""
    fields = {name: value for name, value in corrections.fields.items() if name in _ATTRIBUTES}
    if "issuer" not in fields and header.issuer is not None:
        right = corrections.issuers.get(compare_form(header.issuer.value))
        if right is not None:
            fields["issuer"] = right
    if not fields:
        return header
    changed: dict[str, Any] = {_ATTRIBUTES[name]: _found(header, name, value) for name, value in fields.items()}
    if "type" in fields:
        changed["type_name"] = type_name(fields["type"]) if fields["type"] else None
    if "date" in fields:
        changed["date_partial"] = None
    if fields.get("number"):
        letters = fields["number"].lstrip("0123456789./- ").strip()
        changed["symbol"] = replace(changed["number"], value=letters) if letters else header.symbol
    if "issuer" in fields:
        date = fields.get("date", header.date.value if header.date else None)
        body = canonical_body(fields["issuer"], place=header.issuer_place, date=date) if fields["issuer"] else None
        changed["issuer_place"] = body.locality if body else None
    told = tuple(warning for warning in header.warnings if warning.field not in fields)
    return replace(header, **changed, warnings=told)


def _found(header: Header, name: str, value: str | None) -> Found[str] | None:
    if value is None:
        return None
    instead = {"number": header.symbol, "date": header.date_partial}
    old: Found[str] | None = getattr(header, _ATTRIBUTES[name]) or instead.get(name)
    return Found(value, old.raw if old else "", old.span if old else _NOWHERE, RULE)


def corrected_footer(footer: Footer, corrections: Corrections) -> Footer:
    """Signers and recipients as a person gave them."""
    if "signers" in corrections.fields:
        read = [signer.span for signer in footer.signers]
        block = footer.signature_block or _NOWHERE
        signers = corrections.fields["signers"]
        footer = replace(
            footer,
            signers=tuple(
                Signer(one["name"], one["position"], one["authority"], read[n] if n < len(read) else block)
                for n, one in enumerate(signers)
            ),
        )
    if "recipients" in corrections.fields:
        block = footer.recipients_block or _NOWHERE
        listed = tuple(Found(one, "", block, RULE) for one in corrections.fields["recipients"])
        footer = replace(footer, recipients=listed)
    return footer


def corrected_references(
    content: str, references: Sequence[Reference], links: Sequence[Link], corrections: Corrections
) -> tuple[tuple[Reference, ...], tuple[Link, ...], tuple[Warning_, ...]]:
    """References as a person settled them, the links between them, and what could not be placed any more."""
    if not corrections.references:
        return tuple(references), tuple(links), ()
    kept: dict[int, Reference | None] = dict(enumerate(references))
    added: list[Reference] = []
    adrift: list[Warning_] = []
    for place, meant in corrections.references:
        span = find_place(content, place)
        if span is None:
            adrift.append(_adrift(place.raw))
            continue
        over = [n for n, r in enumerate(references) if r.span.start < span.end and span.start < r.span.end]
        best = max(over, key=lambda n: _overlap(references[n].span, span), default=None)
        if best is not None:
            kept[best] = _settled(references[best], meant) if meant else None
        elif meant:
            added.append(_settled(_unread(content, span), meant))
    left = [(n, r) for n, r in kept.items() if r is not None]
    every = sorted([*left, *((-1, r) for r in added)], key=lambda pair: pair[1].span.start)
    now_at = {n: position for position, (n, _) in enumerate(every) if n >= 0}
    told = tuple(
        replace(link, source=now_at[link.source], target=now_at[link.target])
        for link in links
        if link.source in now_at and link.target in now_at
    )
    return tuple(r for _, r in every), told, tuple(adrift)


def _unread(content: str, span: Span) -> Reference:
    """A mention that no rule read."""
    return Reference(
        raw=content[span.start : span.end], span=span, class_="numbered", type_code=None, type_name=None, number=None,
        year=None, date=None, issuer=None, locality=None, pinpoint=None, title=None, relation="mentions", key=None,
        rule=RULE,
    )  # fmt: skip


def _overlap(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _settled(reference: Reference, meant: Meant) -> Reference:
    return reference._replace(
        type_code=meant.type,
        type_name=type_name(meant.type) if meant.type else None,
        number=meant.number,
        year=meant.year,
        date=meant.date,
        issuer=meant.issuer,
        locality=meant.locality,
        key=meant.key,
        rule=RULE,
        reasons=("người sửa chỉ rõ văn bản",),
    )
