"""What a paper rests on, read from its own references: the cited documents, each with a readable key and its line.

A key is one string wherever the same document is cited: the number in capitals with at least two digits, the year
added where the number has none, `@PLACE` for the code of a local body, `HIẾN PHÁP 2013` for a constitution.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.laws import find_law, match_law_name
from extractor.text import fold, nfc, squash

_YEAR_IN_NUMBER = re.compile(r"/(?:19|20)\d\d(?:/|$)")
_NUMBER = re.compile(r"0*(\d+)(.*)", re.S)
# `25/2025/ND-CP` was typed without its stroke: no letters of a number end so.
_STROKES = {"ND": "NĐ", "QD": "QĐ", "HDND": "HĐND"}
_LOST_STROKE = re.compile(r"(?<=[/-])(?:ND(?=-CP)|QD(?=[-/])|HDND(?=$))")
_INCOMING = frozenset({"TTr", "CV", "BC", "GM", "PC", "BB"})
_NUMBERS = re.compile(
    r"(?:\bsố\s*:?\s*)?\b\d{1,6}[a-zđ]?\s?(?:[/-]\s?(?:19|20)\d\d)?\s?[/-]\s?[A-ZĐƯ][\w.&-]*(?:/[A-ZĐ]\w*)*"
)
_DATED = re.compile(
    r"(?:,?\s*\bsố\b)?,?\s*\bngày\s+\d{1,2}\s*(?:[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|tháng\s+\d{1,2}\s+năm\s+\d{4})"
)
_BASIS_LINE = re.compile(
    r"^[ \t]*(?:Căn cứ|CĂN CỨ)\b[^\n]*(?:\n(?![ \t]*(?:Căn cứ|CĂN CỨ|Theo|Xét|QUYẾT|Điều)\b)[^\n;]*)*;?", re.M
)
_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"(?: ?\n){3,}")
_AMENDED = re.compile(r"duoc sua doi|sua doi,? bo sung(?: mot so [a-z]+)? (?:boi|tai|theo)|\bda duoc\b")
_INNER_TITLE = re.compile(r"\b(?:quy dinh chi tiet|huong dan|ve viec|cong bo|thi hanh|cua)\b")
_LINE_LIMIT = 4000


@dataclass(frozen=True, slots=True)
class Cited:
    """One document that a paper rests on. `line` is what the paper prints of it, white space squashed; `start` and
    `end` are the code points of the mention. `number`, `year`, `date` as read, None where not printed."""

    key: str
    line: str
    type: str | None
    number: str | None
    year: int | None
    date: str | None
    start: int
    end: int


def key_of(
    *, number: str | None, year: int | None, locality: str | None, type_code: str | None, name: str | None = None
) -> str | None:
    """The key of a cited document; None when number or year is missing."""
    found = _NUMBER.match(nfc(number).strip()) if number else None
    if found is not None and re.search(r"[/-]", found[2]):
        printed = squash(found[1].zfill(2) + found[2]).upper()
        key = _LOST_STROKE.sub(lambda letters: _STROKES[letters[0]], printed)
        if not _YEAR_IN_NUMBER.search(key):
            if year is None:
                return None
            key = f"{key} {year}"
        return f"{key} @{nfc(locality).upper()}" if locality else key
    if type_code == "HP" and year:
        return f"HIẾN PHÁP {year}"
    if name and year and type_code in ("Luật", "BL", "PL"):
        return f"{squash(nfc(name)).upper()} {year}"
    return None


def cited_bases(references: Sequence[Mapping[str, Any]], text: str) -> list[Cited]:
    """The bases of a paper in printed order, each once: references of the contract whose relation is `basis`, and the
    acts by which one of them `được sửa đổi, bổ sung` in the same line. Proposals and incoming letters are none."""
    found: dict[str, Cited] = {}
    ordered = sorted((r for r in references if r["start"] is not None), key=lambda r: (r["start"], -r["end"]))
    for place, reference in enumerate(ordered):
        if reference["relation"] != "basis":
            continue
        _take(found, reference, text)
        line_end = _line_end(text, reference["end"])
        for other in ordered[place + 1 :]:
            if other["start"] >= line_end or other["relation"] == "basis":
                break
            between = fold(squash(text[reference["end"] : other["start"]]))
            hit = list(_AMENDED.finditer(between))
            if hit and not _INNER_TITLE.search(between, hit[-1].end()) and other["start"] >= reference["end"]:
                _take(found, other, text)
    return list(found.values())


def _take(found: dict[str, Cited], reference: Mapping[str, Any], text: str) -> None:
    if reference["type"] in _INCOMING:
        return
    key = key_of(
        number=reference["number"],
        year=reference["year"],
        locality=reference["locality"],
        type_code=reference["type"],
        name=reference.get("title") if reference["class"] == "law" else None,
    )
    if key is None or key in found:
        return
    start, end = reference["start"], reference["end"]
    line = squash(text[start : min(_line_end(text, end), start + 600)])
    found[key] = Cited(
        key, line, reference["type"], reference["number"], reference["year"], reference["date"], start, end
    )


def _line_end(text: str, start: int) -> int:
    """The end of the basis line: a semicolon or full stop before a line break, or an empty line."""
    found = re.compile(r"[;.]\s*\n|\n\s*\n|\n\s*(?:Căn cứ|CĂN CỨ|Theo đề nghị)\b").search(
        text, start, start + _LINE_LIMIT
    )
    return found.start() if found else min(len(text), start + _LINE_LIMIT)


def without_citations(text: str, spans: Iterable[tuple[int, int]] = ()) -> str:
    """The text without these ranges, without basis lines and without every number of a document and date after it.

    Names of laws stay where no number or date stands beside them."""
    kept: list[str] = []
    position = 0
    for start, end in sorted(spans):
        if end > position:
            kept.append(text[position : max(position, start)])
            position = end
    kept.append(text[position:])
    # runs of white space would make the patterns below try every start in them
    joined = _EMPTY_LINES.sub("\n\n", _SPACES.sub(" ", " ".join(kept)))
    bare = _BASIS_LINE.sub(" ", joined)
    return _DATED.sub(" ", _NUMBERS.sub(" ", bare))


def citation_spans(references: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """The ranges of all references that print a number, a date or a year; bare names of laws are not among them."""
    return [(r["start"], r["end"]) for r in references if r["start"] is not None and re.search(r"\d", r["text"])]


def named_laws(text: str, as_of: str | None) -> list[tuple[str, int]]:
    """Laws named without number or date: key of the version in force on that day (ISO), and the offset, in order.

    Names whose version the register does not settle are left out."""
    found: list[tuple[str, int]] = []
    position = 0
    for hit in re.finditer(r"\b(?:Bộ\s+luật|Luật|Pháp\s+lệnh|LUẬT|BỘ\s+LUẬT|PHÁP\s+LỆNH|Hiến\s+pháp)\b", text):
        if hit.start() < position:
            continue
        match = match_law_name(text, hit.start())
        if match is None:
            continue
        position = match.end
        entry = find_law(match.base_name, as_of=as_of, amending=match.amending)
        if entry is not None:
            key = key_of(number=entry.number, year=entry.year, locality=None, type_code=entry.type_code)
            if key is not None:
                found.append((key, hit.start()))
    return found
