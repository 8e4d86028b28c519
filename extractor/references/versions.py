"""Issuer, number and year of the laws that a paper cites, from the register: which version of a law a name means."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from extractor.issuers.registry import register
from extractor.laws import find_law, laws_by_number
from extractor.references.mention import Mention
from extractor.text import fold


def name_issuers(acts: list[Mention]) -> None:
    """Laws and resolutions are the National Assembly's, ordinances its Standing Committee's."""
    for act in acts:
        letters = fold(act.code.symbol) if act.code is not None else ""
        ordinance = act.type_code == "PL" or "ubtvqh" in letters
        act.issuer = "Ủy ban Thường vụ Quốc hội" if ordinance else "Quốc hội"
        if not act.law_name:
            act.reasons.append("issuer: letters of the number")


def settle_numbers(acts: list[Mention], day: str | None, latest_cited: str | None) -> None:
    """Number and year of each law cited by name alone, or by name with year or date.

    `day` (ISO): of the citing document; `latest_cited`: the latest day that it cites, for a document without a date.
    """
    laws = [act for act in acts if act.law_name]
    bare = [law for law in laws if not (law.year or law.date or law.number)]
    for law in laws:
        if law.year or law.date:
            _settle(law, day, "date" if law.date else "year")
    cited = _cited_versions(laws)
    for law in bare:
        if not law.draft:
            _settle_bare(law, day, latest_cited, cited.get(law.law_name or "", set()))
    for act in acts:
        _name_state_council(act)


def _name_state_council(act: Mention) -> None:
    """Ordinances of the years in which there was a Council of State are its own (Hiến pháp 1980)."""
    if act.type_code != "PL" or act.issuer != "Ủy ban Thường vụ Quốc hội":
        return
    passed = act.date or (f"{act.year}-06-30" if act.year else None)
    council = next(entry for entry in register().entries if entry.id == "hdnn")
    if (passed is not None and council.holds(passed)) or (act.number is not None and "HĐNN" in act.number):
        act.issuer = council.name
        act.reasons.append("issuer: ordinances of that time")


def _settle_bare(law: Mention, day: str | None, latest_cited: str | None, cited: set[str]) -> None:
    """The version that a name alone means. `cited`: the numbers that the document settles for the name."""
    if day is not None:
        _settle(law, day, "version in force", cited)
    elif len(cited) == 1 and not law.amending:
        law.number = next(iter(cited))
        law.reasons.append("number: the version that this document cites")
        entries = laws_by_number(law.number)
        law.year = entries[0].year if entries else None
    else:
        _settle(law, latest_cited, "version in force on the latest day cited", cited)


def _settle(law: Mention, as_of: str | None, reason: str, cited: set[str] | None = None) -> None:
    if law.number is not None or law.draft:
        return
    entry = find_law(law.law_name or "", year=law.year, date=law.date, as_of=as_of, amending=law.amending)
    if entry is None:
        return
    if cited is not None and len(cited) == 1:  # passed, not yet in force, and this paper carries it out
        newer = laws_by_number(next(iter(cited)))
        if newer and newer[0].date and entry.date and entry.date < newer[0].date <= (as_of or newer[0].date):
            entry, reason = newer[0], "the newer version that this document cites"
    if entry.number:
        law.number = entry.number
        law.reasons.append(f"number: law register by name and {reason}")
    if law.year is None and entry.year:
        law.year = entry.year
        law.reasons.append("year: law register")


def _cited_versions(laws: list[Mention]) -> dict[str, set[str]]:
    """Numbers of the laws that a document cites by name together with a number, a year or a date. What only amended one
    (`Luật Cư trú năm 2013`) is no version of it."""
    cited: dict[str, set[str]] = defaultdict(set)
    for law in laws:
        if law.class_ == "law" and law.law_name and law.number and not law.amending:
            cited[law.law_name].add(law.number)
    return {name: {number for number in numbers if not _amends(number)} for name, numbers in cited.items()}


@lru_cache(maxsize=1024)
def _amends(number: str) -> bool:
    entries = laws_by_number(number)
    return bool(entries) and entries[0].amending
