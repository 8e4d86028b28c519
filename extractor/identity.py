"""The canonical identity of a document as one readable, URL-safe string, equal for two mentions of one document.

A number is not an identity: every province issues its own `01/2020/QĐ-UBND`, Party numbers start again with each term.
State papers are (issuer, type, number, year), Party papers (issuer, type name, number, term), laws (number, year,
legislature) or (name, year). Norms: Nghị định 30/2020/NĐ-CP, Phụ lục VI; Hướng dẫn 36-HD/VPTW. What is missing is never
guessed: the key is None and `missing` says what for.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from extractor.codes import parse_code
from extractor.dates import last_turn
from extractor.identity_register import Congress, Register, load_register
from extractor.text import fold, slug, squash
from extractor.types import type_name as name_of_type
from extractor.types import type_of_code, type_of_word

# Bodies of the Party, whose numbers run by terms.
_PARTY_BODY = re.compile(
    r"^(?:bo-chinh-tri|ban-bi-thu|ban-chap-hanh-trung-uong|(?:quan|tinh|thanh|huyen|quan|thi|dang)-uy\b|dang-uy)"
    r"|-(?:tinh|thanh|huyen|quan|thi)-uy\b|^ban-[a-z-]+-trung-uong$|^van-phong-trung-uong|^uy-ban-kiem-tra-trung-uong"
)
_YOUTH_BODY = re.compile(r"\b(?:trung-uong-doan|doan-thanh-nien|doan-tncs)\b|^(?:tinh|thanh|huyen|quan|thi)-doan\b")
# Bodies that every province, district or commune has: without its place the name says nothing.
_LOCAL_BODY = re.compile(
    r"^(?:uy-ban-nhan-dan|hoi-dong-nhan-dan|thuong-truc-hoi-dong-nhan-dan|van-phong-uy-ban-nhan-dan|so|phong"
    r"|ban-(?:kinh-te-ngan-sach|kinh-te-xa-hoi|van-hoa-xa-hoi|phap-che|do-thi|dan-toc)"
    r"|ban-[a-z-]*-?(?:tinh|thanh|huyen|quan|thi)-uy|(?:van-phong-|uy-ban-kiem-tra-)?(?:tinh|thanh|huyen|quan|thi)-uy"
    r"|dang-uy-(?:xa|phuong|thi-tran|dac-khu)|(?:tinh|thanh|huyen|quan|thi)-doan)(?:-|$)"
)
_COMMUNE = re.compile(r"-(?:xa|phuong|thi-tran|dac-khu)-")
_BELOW_PROVINCE = re.compile(r"-(?:huyen|quan|thi-xa|xa|phuong|thi-tran|dac-khu)-|^(?:huyen|quan|thi)-uy|^dang-uy")
_CENTRAL_PARTY = re.compile(r"^(?:bo-chinh-tri|ban-bi-thu)$|trung-uong")
_LEGISLATURE = re.compile(r"(?:nq-|pl-|l-)?(qh|ubtvqh)(\d{1,2})$")


class DocKey(NamedTuple):
    """What is known of a document's identity. `text` is the key, None when `missing` names something it needs.

    `number` is the integer part, `suffix` what follows it (`c`, `.25`); `issuer` is a slug, which ends with `-` where
    the province of a local body is not known (`so-noi-vu-`); `block` is number and code letters (`34~ct-tw`), None
    without a code: documents of different blocks are never the same one.
    """

    text: str | None
    type: str | None = None
    number: int | None = None
    suffix: str = ""
    issuer: str | None = None
    year: int | None = None
    term: str | None = None
    block: str | None = None
    missing: tuple[str, ...] = ()


def key_text(
    type_code: str | None,
    type_name: str | None,
    number: str | None,
    year: int | None,
    date: str | None,
    issuer: str | None,
    locality: str | None,
    law_name: str | None,
) -> str | None:
    """The canonical key, e.g. `quyet-dinh~1650~uy-ban-nhan-dan-tinh-yen-bai~2018`; None when not enough is known.

    `number` is canonical (`34-CT/TW`) or bare digits, `date` ISO, `issuer` the full name, `law_name` a law's name.
    """
    digits, rest = _digits_of(number) if number else ("", None)
    frame = _frame(type_code, type_name, len(digits), rest, year, _period(date), issuer, locality, law_name)
    return None if frame.before is None else f"{frame.before}{digits.lstrip('0') or digits[:1]}{frame.after}"


def identify(
    *,
    type_code: str | None,
    type_name: str | None,
    number: str | None,
    year: int | None,
    date: str | None,
    issuer: str | None,
    locality: str | None,
    law_name: str | None = None,
) -> DocKey:
    """Everything the identity is made of, and the key when it suffices. Never raises."""
    digits, rest = _digits_of(number)
    frame = _frame(type_code, type_name, len(digits), rest, year, _period(date), issuer, locality, law_name)
    if not digits:
        return frame.key._replace(text=frame.before)
    integer = int(digits)
    text = None if frame.before is None else f"{frame.before}{integer}{frame.after}"
    block = None if frame.key.block is None else f"{integer}{frame.key.block}"
    return frame.key._replace(text=text, number=integer, block=block)


def _digits_of(number: str | None) -> tuple[str, str | None]:
    """A number as the digits that it begins with, and the rest; no rest where it begins with none."""
    number = number.strip() if number else ""
    rest = number.lstrip("0123456789")
    digits = number[: len(number) - len(rest)]
    return digits, rest if digits else None


@lru_cache(maxsize=16384)
def _period(date: str | None) -> str | None:
    """The first day of the time in which every date has the same year, and the same term of every committee."""
    return last_turn(_turns(), date)


@cache
def _turns() -> list[str]:
    """The days from which on a year or a term counts, or is not certain any more."""
    known = register()
    turns = {f"{year}-01-01" for year in range(1900, 2101)} | {known.reform_day}
    turns.update(day for term in (*known.central_terms, *known.youth_terms) for day in (term.opens, term.closes))
    for window in (known.province_term, known.lower_term):
        turns.update(f"{year}-{day}" for year in window.boundary_years for day in (window.opens, window.closes))
    return sorted(turns)


class _Frame(NamedTuple):
    """An identity without its integer: numbers differ from paper to paper, what stands around them repeats.

    The key is `before`, the integer, `after`; `before` is None where something is missing. `key.block` follows the
    integer too.
    """

    key: DocKey
    before: str | None
    after: str


@lru_cache(maxsize=65536)
def _frame(
    type_code: str | None,
    type_name: str | None,
    digits: int,
    rest: str | None,
    year: int | None,
    date: str | None,
    issuer: str | None,
    locality: str | None,
    law_name: str | None,
) -> _Frame:
    """`digits`: how many the number begins with; `rest`: what follows them, None without a number."""
    if rest is None:
        named = _named_law(law_name, type_code, year, date)
        return _Frame(named, named.text, "")
    code = parse_code("1" * digits + rest)
    letters = () if code is None else (*((code.type_letters,) if code.type_letters else ()), *code.organs)
    suffix = fold(code.number.lstrip("1")) if code else _plain_suffix(rest)
    suffix = re.sub(r"[^a-z0-9.]", "_", suffix)
    block = f"{suffix}~{'-'.join(slug(x) for x in letters)}" if letters else None
    assembly = _LEGISLATURE.search(slug("-".join(letters))) if code and code.year else None
    if assembly is not None and code is not None:
        kind = _assembly_type(type_code, rest)
        after = f"{suffix}~{code.year}~{assembly[1]}{assembly[2]}"
        body = "quoc-hoi" if assembly[1] == "qh" else "uy-ban-thuong-vu-quoc-hoi"
        return _Frame(DocKey(None, kind, None, suffix, body, code.year, None, block), f"{kind}~", after)
    body_slug = _issuer_of_series(letters, _issuer(issuer, locality) if issuer else None)
    party = code.system == "party" if code else bool(body_slug and _PARTY_BODY.search(body_slug))
    type_letters = code.type_letters if code else None
    type_slug = _type_slug(type_code, type_name, type_letters, party=party)
    missing: list[str] = []
    if type_slug is None:
        missing.append("type")
    if not body_slug:
        missing.append("issuer")
    elif body_slug.endswith("-"):
        missing.append("locality")
    printed_year = code.year if code else None
    known_year = printed_year or (int(date[:4]) if date else year)
    term: str | None = None
    last: str | None
    whole_body = body_slug.rstrip("-") if body_slug else None
    if party or (body_slug and _YOUTH_BODY.search(body_slug)):
        term = _term(whole_body, date, known_year) if whole_body else None
        if term is None:
            missing.append("term")
        last = term
    else:
        last = _year_segment(whole_body, date, known_year)
        if last is None:
            missing.append("year" if known_year is None else "half of 2025")
    if type_slug and printed_year and not party:
        if (_code_of(type_code, type_name, type_letters) or "") in register().two_series:
            type_slug += "-qppl"
    key = DocKey(None, type_slug, None, suffix, body_slug or None, known_year, term, block, tuple(missing))
    return _Frame(key, None if missing else f"{type_slug}~", f"{suffix}~{body_slug}~{last}")


def issuer_slug(issuer: str, locality: str | None = None) -> str | None:
    """The issuer in one form: abbreviations in full, the head of a body as the body, the standing committee as its
    committee, the province with its kind. None when a local body's province is not known (every province has one)."""
    found = _issuer(issuer, locality)
    return None if not found or found.endswith("-") else found


@lru_cache(maxsize=16384)
def _issuer(issuer: str, locality: str | None) -> str:
    """As `issuer_slug`; what lacks its province ends with `-`."""
    text = fold(squash(issuer.split(";")[0])).strip(" .,")
    text = re.sub(r"\bubnd\b", "uy ban nhan dan", text)
    text = re.sub(r"\bhdnd\b", "hoi dong nhan dan", text)
    text = re.sub(r"\btp\b\.? ?", "thanh pho ", text)
    text = re.sub(r"\s*\(?\bkho?a\s+[ivx]+\)?$", "", text)
    for pattern, body, other in register().same_bodies:
        found = pattern.search(text)
        if found:
            text = (other if other and found.lastindex else body) + text[found.end() :]
    body = slug(text)
    place = slug(locality) if locality and slug(locality) in register().provinces else province_at_end(body)
    if place is None:
        return f"{body}-" if _LOCAL_BODY.search(body) else body
    if not _LOCAL_BODY.search(body) and not body.endswith(place):
        return body
    return _with_province(body, place)


def province_at_end(body: str) -> str | None:
    """The province that a body's slug ends with."""
    return next((place for place in register().provinces if body.endswith("-" + place)), None)


def _with_province(body: str, place: str) -> str:
    kind = "thanh-pho" if place in register().cities else "tinh"
    if body.endswith("-" + place):
        head = body[: -len(place) - 1]
        if head.endswith(("-tinh", "-thanh-pho", "-uy", "-doan")) or not _LOCAL_BODY.search(head + "-"):
            return body
        return f"{head}-{kind}-{place}"
    if body.endswith(("-tinh", "-thanh-pho", "tinh-uy", "thanh-uy", "tinh-doan", "thanh-doan")):
        return f"{body}-{place}"
    return f"{body}-{kind}-{place}"


@cache
def register() -> Register:
    return load_register()


def _plain_suffix(rest: str) -> str:
    found = re.match(r"(?:\.\d+|-\d+(?=/))?[a-zđ]?(?![a-zà-ỹ])", rest)
    return found.group() if found else ""


def _code_of(type_code: str | None, type_name: str | None, letters: str | None) -> str | None:
    if type_code:
        return type_code
    entry = (type_of_word(type_name) if type_name else None) or (type_of_code(letters) if letters else None)
    return entry.code if entry else None


def _type_slug(type_code: str | None, type_name: str | None, letters: str | None, *, party: bool) -> str | None:
    """The type's name as the register has it, so that `Chương trình hành động` and `Chương trình` meet."""
    code = _code_of(type_code, type_name, letters)
    if code is None:
        return slug(type_name) if type_name else None
    if type_name and (entry := type_of_word(type_name)) is not None and entry.code == code:
        return slug(entry.name)
    return slug(name_of_type(code, system="party" if party else "state") or code)


def _assembly_type(type_code: str | None, number: str) -> str:
    """Laws and codes of the National Assembly share one series and are cited as either."""
    if type_code in ("PL", "NQ", "L", "HP"):
        return slug(name_of_type(type_code) or type_code)
    if type_code in ("Luật", "BL"):
        return "luat"
    return "nghi-quyet" if "/NQ-" in number else "luat"


def _named_law(law_name: str | None, type_code: str | None, year: int | None, date: str | None) -> DocKey:
    known = int(date[:4]) if date else year
    if not law_name:
        return DocKey(None, None, missing=("number",))
    name = re.sub(r"-(?:nam-)?(?:19|20)\d\d$", "", slug(law_name))
    kind = {"PL": "phap-lenh", "HP": "hien-phap"}.get(type_code or "", "luat")
    if name.startswith("bo-luat"):
        kind = "luat"
    if known is None:
        return DocKey(None, kind, missing=("year",))
    return DocKey(f"{kind}~{name}~{known}", kind, year=known)


def _issuer_of_series(letters: tuple[str, ...], printed: str | None) -> str | None:
    """The issuer as printed; the one that the last group names alone (`CP`, `TTg`) where none is printed, or another of
    these few, which papers mix up: `Quyết định 1719/QĐ-TTg của Chính phủ` stands in the Prime Minister's series."""
    central = register().central_letters
    own = central.get(letters[-1]) if len(letters) == 2 else None
    return own if own is not None and (not printed or printed in central.values()) else printed


def _year_segment(body: str | None, date: str | None, year: int | None) -> str | None:
    """The year; in 2025 also which half, where a new body of the same name may have counted from 01 on 01/7/2025."""
    if year is None:
        return None
    reform = register().reform_day
    if year != int(reform[:4]) or body is None:
        return str(year)
    place = province_at_end(body)
    recreated = bool(_COMMUNE.search(body)) or (place in register().renewed and not _BELOW_PROVINCE.search(body))
    if place is None or not recreated:
        return str(year)
    if date is None or len(date) < 10:
        return None
    return str(year) if date < reform else reform[:7]


def _term(body: str, date: str | None, year: int | None) -> str | None:
    """The term of the committee at that date; None where a congress makes it uncertain."""
    known = register()
    if _YOUTH_BODY.search(body):
        return _congress(known.youth_terms, date, year) if "trung-uong" in body else _five_years(body, date, year)
    if _CENTRAL_PARTY.search(body):
        return _congress(known.central_terms, date, year)
    return _five_years(body, date, year)


def _congress(terms: tuple[Congress, ...], date: str | None, year: int | None) -> str | None:
    if date and len(date) == 10:
        low = high = date
    elif year:
        low, high = f"{year}-01-01", f"{year}-12-31"
    else:
        return None
    current = None
    for term in terms:
        if low >= term.closes:
            current = term.name
        elif high >= term.opens:
            return None
    return current


def _five_years(body: str, date: str | None, year: int | None) -> str | None:
    """Provincial and lower committees: `nhiem-ky-2020-2025`. Norm: Điều lệ Đảng, Điều 13 (five-year terms)."""
    known = register()
    lower = bool(_BELOW_PROVINCE.search(body)) or (body.startswith("thanh-uy") and _is_district_city(body))
    window = known.lower_term if lower else known.province_term
    if date and len(date) == 10:
        low = high = date
    elif year:
        low, high = f"{year}-01-01", f"{year}-12-31"
    else:
        return None
    current: int | None = None
    for boundary in window.boundary_years:
        if low >= f"{boundary}-{window.closes}":
            current = boundary
        elif high >= f"{boundary}-{window.opens}":
            return None
    if current is None:
        return None
    name = f"nhiem-ky-{current}-{current + 5}"
    place = province_at_end(body)
    if not lower and place in known.renewed and current == 2020 and high >= known.reform_day:
        return f"{name}-tu-7-2025" if low >= known.reform_day else None
    return name


def _is_district_city(body: str) -> bool:
    return body.removeprefix("thanh-uy-") not in register().cities
