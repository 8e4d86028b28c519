"""From a document to what is searched: the one place that decides what is searchable, folded and faceted."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import Any, NamedTuple

import orjson

from extractor.knowledge import toml_data
from extractor.text import fold, nfc, quoted
from index.base import Entry, Passage
from index.numbers import cited_tokens, entry_tokens, title_token
from index.tokens import BREAK, folded_tokens, pairs, tokens

# Raise it whenever the fields below or their analysis change: an index built before is then refused.
SCHEMA_VERSION = 2

# Fields that are counted and filtered by, as the user names them.
FACETS = ("type", "issuer", "level", "year", "status", "secrecy", "kind")

# So many values of one facet are counted out; rarer ones are found by their filter.
MOST_VALUES = 1000

IN_FORCE = frozenset({"in_force", "partly_in_force"})
NOT_IN_FORCE = frozenset({"expired", "repealed", "replaced", "suspended", "not_in_force"})

# What directs others to act: newer ones matter more (Nghị định 30/2020/NĐ-CP, Điều 7 lists the types).
DIRECTIVES = frozenset({"CT", "CĐ", "CV", "KH", "CTr", "TB", "HD", "KL"})

# Bits of `flags`.
FLAG_IN_FORCE, FLAG_NOT_IN_FORCE, FLAG_DIRECTIVE = 1, 2, 4

# `sort_key` is date (yyyymmdd) and digest of the key in one integer.
SORT_BITS = 34


class Fields(NamedTuple):
    """An entry as the engines store it. Token strings are cut at single spaces; `date` is yyyymmdd. A plain tuple, as
    it is handed from process to process.

    `sort_key` orders by date, and among equal dates by a digest of the key, so that both engines agree.
    """

    id: str
    numbers: tuple[str, ...]
    cited: tuple[str, ...]
    all_f: str
    all_x: str
    title_f: str
    title_x: str
    pair: str
    pair_x: str
    title_pair: str
    issuer_f: str
    keywords: tuple[tuple[str, str], ...]
    year: int | None
    date: int | None
    cited_by: int
    flags: int
    sort_key: int
    content: str
    meta: str


def entry_of(
    document: Mapping[str, Any],
    text: str,
    *,
    id: str,
    key: str | None = None,
    cited_by: int = 0,
    status: str | None = None,
    locality: str | None = None,
    page_starts: Sequence[int] = (),
) -> Entry:
    """The entry of a document as `vanban extract` prints it (`document`) and its text (NFC).

    `page_starts` are the offsets at which pages begin. Where no title was read, the beginning of the text stands in
    its place for display and search.
    """
    references = document.get("references") or ()
    cited = tuple(dict.fromkeys(str(r["number"]) for r in references if r.get("number")))
    title = document.get("title") or _first_line(text)
    return Entry(
        id=id,
        title=nfc(str(title)),
        content=text,
        key=key,
        number=document.get("number"),
        type_code=document.get("type"),
        type_name=document.get("type_name"),
        issuer=document.get("issuer"),
        locality=locality,
        kind=str(document.get("kind") or "official"),
        date=document.get("date"),
        status=status,
        secrecy=document.get("secrecy"),
        signers=tuple(str(s["name"]) for s in document.get("signers") or () if s.get("name")),
        cited_numbers=cited,
        cited_by=cited_by,
        level=level_of(document.get("issuer")),
        passages=tuple(_passages(document.get("body") or (), page_starts, len(text))),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready(Entry):
    """An entry whose fields were made before, where there was time for it: in another process."""

    fields: Fields


def ready(entry: Entry) -> Entry:
    """The entry with its fields; as it is where it has none, so that the engine it is put into says why."""
    try:
        fields = index_fields(entry)
    except (ValueError, TypeError, AttributeError):
        return entry
    return Ready(**{name: getattr(entry, name) for name in Entry.__dataclass_fields__}, fields=fields)


def index_fields(entry: Entry) -> Fields:
    """What the engines get. Raises ValueError on an entry that cannot be stored (no id, a date that is none)."""
    if isinstance(entry, Ready):
        return entry.fields
    if not entry.id:
        raise ValueError("Văn bản không có mã (id).")
    date = _date_number(entry.date)
    title = entry.title
    exact_parts: list[list[str]] = []
    folded_parts: list[list[str]] = []
    for part in (title, entry.number, entry.type_name, entry.issuer, *entry.signers, entry.content):
        exact_part, folded_part = tokens(part) if part else ([], [])
        exact_parts.append(exact_part)
        folded_parts.append(folded_part)
    exact, folded = _joined(exact_parts), _joined(folded_parts)
    title_exact, title_folded = " ".join(exact_parts[0]), " ".join(folded_parts[0])
    keywords = {
        "type": entry.type_code,
        "issuer": entry.issuer,
        "level": entry.level,
        "status": entry.status,
        "secrecy": entry.secrecy,
        "kind": entry.kind,
    }
    cited = {token for number in entry.cited_numbers for token in cited_tokens(number)}
    return Fields(
        id=entry.id,
        numbers=(*entry_tokens(entry.number, entry.type_code, entry.date), title_token(title_folded)),
        cited=tuple(sorted(cited)),
        all_f=" ".join(folded),
        all_x=" ".join(exact),
        title_f=title_folded,
        title_x=title_exact,
        pair=_paired(folded_parts),
        pair_x=_paired(exact_parts),
        title_pair=" ".join(pairs(folded_parts[0])),
        issuer_f=" ".join(folded_parts[3]),
        keywords=tuple((name, value) for name, value in keywords.items() if value),
        year=date // 10000 if date else None,
        date=date,
        cited_by=entry.cited_by,
        flags=_flags(entry),
        sort_key=((date or 0) << SORT_BITS) | _digest(entry.key or entry.id),
        content=entry.content,
        meta=_meta(entry),
    )


def _joined(parts: Sequence[list[str]]) -> list[str]:
    """The syllables of fields that are searched together, one after the other."""
    joined: list[str] = []
    for part in parts:
        if part:
            if joined:
                joined.append(BREAK)
            joined += part
    return joined


def _paired(parts: Sequence[list[str]]) -> str:
    """Their pairs, none from one field into the next."""
    return " ".join(chain.from_iterable(map(pairs, parts)))


def entry_from(meta: str, content: str) -> Entry:
    """The entry back from what was stored."""
    raw = orjson.loads(meta)
    raw["signers"] = tuple(raw.get("signers", ()))
    raw["cited_numbers"] = tuple(raw.get("cited_numbers", ()))
    raw["passages"] = tuple(Passage(*row) for row in raw.get("passages", ()))
    return Entry(content=content, **raw)


def _meta(entry: Entry) -> str:
    """Everything but the content, without what is empty."""
    raw: dict[str, Any] = {"id": entry.id, "title": entry.title, "kind": entry.kind}
    for name in ("key", "number", "type_code", "type_name", "issuer", "locality", "date", "status", "secrecy", "level"):
        if getattr(entry, name) is not None:
            raw[name] = getattr(entry, name)
    if entry.signers:
        raw["signers"] = entry.signers
    if entry.cited_numbers:
        raw["cited_numbers"] = entry.cited_numbers
    if entry.cited_by:
        raw["cited_by"] = entry.cited_by
    if entry.passages:
        raw["passages"] = [(p.start, p.end, p.label, p.page) for p in entry.passages]
    return orjson.dumps(raw).decode()


def _flags(entry: Entry) -> int:
    flags = FLAG_DIRECTIVE if entry.type_code in DIRECTIVES else 0
    if entry.status in IN_FORCE:
        flags |= FLAG_IN_FORCE
    elif entry.status in NOT_IN_FORCE:
        flags |= FLAG_NOT_IN_FORCE
    return flags


def _date_number(date: str | None) -> int | None:
    if date is None:
        return None
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        raise ValueError(f"Ngày {quoted(date)} không đúng dạng năm-tháng-ngày.") from None
    return day.year * 10000 + day.month * 100 + day.day


def _digest(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) >> (64 - SORT_BITS)


def _first_line(text: str) -> str:
    for line in text.splitlines():
        if line.strip():
            return line.strip()[:200]
    return ""


def _passages(body: Sequence[Mapping[str, Any]], page_starts: Sequence[int], length: int) -> Iterator[Passage]:
    """Articles and clauses by their names, pages where there is no such division; the innermost lies last."""
    found = list(_units(body, ()))
    if not found and page_starts:
        ends = [*page_starts[1:], length]
        for number, (start, end) in enumerate(zip(page_starts, ends, strict=True), start=1):
            yield Passage(start, end, None, number)
        return
    for start, end, label in found:
        page = sum(1 for p in page_starts if p <= start) or None
        yield Passage(start, end, label, page)


def _units(body: Sequence[Mapping[str, Any]], above: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    for unit in body:
        named = unit["kind"] in ("article", "clause", "annex") and unit.get("label")
        path = (*above, str(unit["label"])) if named else above
        if named:
            yield int(unit["start"]), int(unit["end"]), ", ".join(path)
        yield from _units(unit.get("children") or (), path)


@lru_cache(maxsize=4096)
def level_of(issuer: str | None) -> str | None:
    """The level of an issuing body by its name: `central`, `province`, `district`, `commune`, `party`, else None."""
    if not issuer:
        return None
    name = " ".join(folded_tokens(issuer))
    for level, starts, contains in _levels():
        if any(name == s or name.startswith(s + " ") for s in starts) or any(f" {c} " in f" {name} " for c in contains):
            return level
    return None


@cache
def _levels() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    raw = toml_data("issuer_levels.toml")

    def plain(forms: Sequence[str]) -> tuple[str, ...]:
        return tuple(" ".join(folded_tokens(form)) for form in forms)

    return tuple((row["level"], plain(row["starts"]), plain(row["contains"])) for row in raw["level"])


@cache
def analysis_signature() -> str:
    """Names what an index was built with: schema version and a digest of what analysis makes of a probe."""
    probe = Entry(
        id="probe",
        title="Ủy ban nhân dân; hoà bình, thuỷ lợi – Đắk Lắk",
        content="Thực hiện Chỉ thị 34-CT/TW ngày 07/4/2014, Ðiều 5 khoản 2 (10.000 đồng)",
        number="01/2020/QĐ-UBND",
        type_code="QĐ",
        issuer="Ủy ban nhân dân tỉnh Đắk Lắk",
        date="2020-01-02",
        cited_numbers=("34-CT/TW",),
    )
    digest = hashlib.sha256(repr((index_fields(probe), sorted(_levels()), fold("Ðđ"))).encode()).hexdigest()
    return f"{SCHEMA_VERSION}-{digest[:16]}"
