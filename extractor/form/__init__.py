"""Form lint: what of a paper's form goes against the rules of its own date and system, each finding with its norm.

Norms: Nghị định 30/2020/NĐ-CP, Phụ lục I and II; Thông tư 01/2011/TT-BNV; Hướng dẫn 36-HD/VPTW and 05-HD/VPTW. The
rules are data (`extractor/data/form_rules.toml`, `form_systems.toml`). Pure: one paper, no clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.document import Document, Text
from extractor.form.findings import FormFinding
from extractor.form.numbering import points_out_of_order
from extractor.form.parts import Piece, pieces_of
from extractor.form.rules import FormSystem, Kind, Rule, rules, system_on

__all__ = ["FormFinding", "Linted", "kind_of", "lint", "run_rule"]

_NORMATIVE_TYPES = frozenset({"Luật", "BL", "PL", "HP", "L", "NĐ", "TT", "TTLT", "NQLT"})
# Parts of which none is there: the text is a piece of a paper, and what it lacks is no fault of the paper.
_CUT_OFF = (
    (
        frozenset({"motto", "freedom", "party", "issuer", "number", "dateline"}),
        "Văn bản bắt đầu từ phần nội dung (không có Quốc hiệu, tên cơ quan, số, ngày): phần đầu không được soát.",
    ),
    (
        frozenset({"recipients", "stack", "signer"}),
        "Văn bản không có “Nơi nhận” và chỗ ký: phần cuối không được soát.",
    ),
)
_OWN_FORM = re.compile(r"/\s*(?:19|20)\d\d\s*/|QH\d")  # the year of a normative act; the Assembly's own papers


@dataclass(frozen=True, slots=True)
class Linted:
    """`system` is the name of the rules used, None where there are none; `notes` (Vietnamese) say what was not looked
    at and why."""

    system: FormSystem | None
    findings: tuple[FormFinding, ...]
    notes: tuple[str, ...]


def kind_of(document: Document, pieces: Sequence[Piece]) -> Kind | None:
    """Whose rules a paper follows; None for what no rules are known of (news, mass organisations)."""
    header = document.header
    if header.kind == "news":
        return None
    parts = {piece.part: piece.text for piece in pieces}
    party = "party" in parts or re.search(
        r"\d?\s*-\s*[A-ZĐ][A-Za-zĐđ]{0,4}/(?:TW|TU|ĐU|HU|QU|[A-ZĐ]+T[WU])\b", parts.get("number", "")
    )
    if party and "motto" not in parts:
        return "party"
    if header.type_name == "Thông tri":  # shares its letters with Thông tư, and is of the Front or the Party
        return None
    symbol = header.number.value if header.number else parts.get("number", "")
    if (header.type_code is not None and header.type_code.value in _NORMATIVE_TYPES) or _OWN_FORM.search(symbol):
        return "normative"
    return "state"


def lint(text: Text, document: Document, *, on: str) -> Linted:
    """Findings on the words of one paper, in the order of the text. `on` (ISO) stands in for a draft's missing date."""
    pieces = pieces_of(text, document)
    kind = kind_of(document, pieces)
    day = document.header.date.value if document.header.date else on
    if kind is None:
        return Linted(None, (), ("Không phải văn bản hành chính: thể thức không được soát.",))
    system = system_on(kind, day)
    if system is None:
        return Linted(None, (), (f"Chưa có quy tắc thể thức cho văn bản loại này ban hành ngày {day}.",))
    type_code = document.header.type_code.value if document.header.type_code else None
    present = {piece.part for piece in pieces}
    cut_off = [(names, note) for names, note in _CUT_OFF if not names & present]
    found: list[FormFinding] = []
    for rule in rules():
        if rule.missing and any(rule.part in names for names, _ in cut_off):
            continue
        if rule.concerns(system.id, type_code):
            places = run_rule(rule, pieces, document.header.start)
            found += [_finding(rule, system, start, end) for start, end in places]
    if kind == "state":
        found += points_out_of_order(text.content, document.body, system)
    notes: tuple[str, ...] = ()
    if kind == "normative":
        notes = ("Văn bản quy phạm pháp luật theo thể thức riêng: chỉ soát số, ký hiệu.",)
    elif not system.page_clause:
        notes = (f"{system.name} chưa có toàn văn trong dữ liệu: chỉ soát những điểm đã biết chắc.",)
    notes += tuple(note for _, note in cut_off)
    return Linted(system, tuple(sorted(found, key=lambda one: (one.start, one.end))), notes)


def run_rule(rule: Rule, pieces: Iterable[Piece], start: int = 0) -> Iterator[tuple[int, int]]:
    """Where a rule finds fault with these parts; a missing part is found at `start`."""
    seen = False
    for piece in pieces:
        if rule.after is not None:
            seen = seen or piece.part == rule.after
            if seen and piece.part == rule.part:
                yield piece.start, piece.end
        elif piece.part != rule.part:
            continue
        elif rule.missing:
            return
        elif rule.fault is not None:
            yield from _places(rule.fault, piece)
    if rule.missing:
        yield start, start


def _places(fault: re.Pattern[str], piece: Piece) -> Iterator[tuple[int, int]]:
    for match in fault.finditer(piece.text):
        named = next((name for name, value in match.groupdict().items() if name.startswith("at") and value), None)
        first, last = match.span(named) if named else match.span()
        if len(piece.text) != piece.end - piece.start:  # lines joined: the place is the whole
            yield piece.start, piece.end
        else:
            yield piece.start + first, piece.start + last


def _finding(rule: Rule, system: FormSystem, start: int, end: int) -> FormFinding:
    norm = f"{system.name}, {rule.norms[system.id]}"
    return FormFinding(rule.id, rule.level, rule.message, rule.remedy, norm, start, end)
