"""The Căn cứ block of a new paper: chosen bases in the order and the wording of the rules.

Norm: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6: what gives the power first, then what the paper is about; type,
number, issuer, day and title of each; laws and ordinances without a number; one a line, `;` and at the last `.`.
Party papers: `- Căn cứ` upright, the last line ends in a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from corpus.bases.register import law_of
from extractor.dates import parse_date
from extractor.knowledge import toml_data
from extractor.text import compare_form, nfc, squash

_LEAD = re.compile(r"^(?:[-–+*]\s*)?(?:căn\s+cứ\s+(?:vào\s+)?)?", re.IGNORECASE)
_LAW = re.compile(r"(?:Luật|Bộ luật|Pháp lệnh)\b")
_LAW_NUMBER = re.compile(r",?\s+số:?\s+\d+/\d{4}/(?:QH|UBTVQH|PL-UBTVQH)\d+(?=[\s,;.]|$)")
_LAW_ISSUER = re.compile(r",?\s+của\s+(?:Quốc hội|Ủy ban Thường vụ Quốc hội)(?=[\s,;.]|$)")
_SHORT_DAY = re.compile(r"ngày\s+(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_DAY = re.compile(r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}")


def basis_line(chosen: str) -> str:
    """How one chosen basis is cited, without `Căn cứ` and closing mark. `chosen`: a key of the law register
    (`13/2022/QH15`), or a line as somebody typed it or a paper cites it."""
    key = squash(nfc(chosen))
    entry = law_of(key)
    if entry is not None:
        line = (
            entry.name if entry.name.split()[0] in ("Luật", "Bộ", "Pháp", "Hiến") else f"{entry.name} số {entry.number}"
        )
        return f"{line} {long_day(entry.date)}" if entry.date else line
    line = _LEAD.sub("", key).rstrip(" ;.,:")
    line = _SHORT_DAY.sub(lambda m: long_day(f"{m[3]}-{int(m[2]):02d}-{int(m[1]):02d}"), line)
    if _LAW.match(line) and (_DAY.search(line) or "được sửa đổi" in line):
        line = _LAW_ISSUER.sub("", _LAW_NUMBER.sub("", line, count=1), count=1)
    return line


def long_day(iso: str) -> str:
    """`ngày 05 tháng 3 năm 2020` (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4)."""
    year, month, day = iso.split("-")
    return f"ngày {day} tháng {month if month in ('01', '02') else month.lstrip('0')} năm {year}"


def in_order(chosen: Iterable[str]) -> list[str]:
    """The lines of chosen bases in the order of the rules: power, competence, subject by rank and age, facts. What is
    chosen twice stands once."""
    lines = dict.fromkeys(line for one in chosen if (line := basis_line(one)))
    once = {compare_form(line): line for line in reversed(lines)}
    known = [line for line in lines if once.get(compare_form(line)) == line]
    return sorted(known, key=lambda line: (_rank(line), _age(line)))


def block(chosen: Sequence[str], *, party: bool, proposal: str | None = None) -> list[str]:
    """The whole block, a line each; empty where nothing is chosen. `proposal`: who proposes (`Giám đốc Sở Nội vụ`)."""
    lead = "- Căn cứ " if party else "Căn cứ "
    lines = [lead + line for line in in_order(chosen)]
    if proposal:
        lines.append(("- " if party else "") + "Theo đề nghị của " + squash(nfc(proposal)).rstrip(" ;.,"))
    end = "," if party else "."
    return [line + (";" if number < len(lines) - 1 else end) for number, line in enumerate(lines)]


def _rank(line: str) -> int:
    return next(place for place, (_, pattern) in enumerate(_ranks()) if pattern.match(line))


@cache
def _ranks() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["group"], re.compile(row["pattern"])) for row in toml_data("drafting.toml")["rank"])


def _age(line: str) -> str:
    day = _DAY.search(line)
    return (parse_date(day.group()) if day else None) or "9999"
