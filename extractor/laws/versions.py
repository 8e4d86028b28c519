"""Which act a name means, by what is printed beside it and by the day of the citing document.

A bare name means the version in force when the citing document was written; two acts of one name and year are told
apart by their date or by that day, else by nothing (Luật Ban hành văn bản quy phạm pháp luật).
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.laws.registry import LawEntry, laws, name_key, number_key
from extractor.name_words import words_of

_MAX_WORDS = 150
_LEAST_MISPRINTED = 12  # letters of a name in which one may be wrong: `luat dat dia`
_AMENDED = re.compile(r"(?<=\scủa\s)((?:Bộ\s+luật|Luật|Pháp\s+lệnh)(?!\w).*)")
_OF_YEAR = re.compile(r",?[ -]+(?:năm[ -]+|nam[ -]+)?((?:19|20)\d\d)$")


@lru_cache(maxsize=8192)
def find_law(
    base_name: str,
    *,
    year: int | None = None,
    date: str | None = None,
    number: str | None = None,
    as_of: str | None = None,
    amending: bool = False,
) -> LawEntry | None:
    """The act meant by a name with what is printed beside it; None when the register does not settle it.

    `year`, `date`, `number`: as printed. `as_of` (ISO): day of the citing document, for a bare name or one of two acts
    of a year; where it is not known, a bare name means the one version that nothing replaced. `amending`: the name
    itself says that it amends.
    """
    if number:
        numbered = laws_by_number(number)
        if numbered:
            return numbered[0]
    versions = laws().by_name.get(name_key(_canonical(base_name)), ())
    if not versions and (date or year):
        of_year = int(date[:4]) if date else year
        versions = _amending_more(base_name, of_year) if amending else _misprinted(name_key(base_name), of_year)
    if date:
        dated = [entry for entry in versions if entry.date == date]
        if len(dated) == 1:
            return dated[0]
        year = year or int(date[:4])
    if year is not None:
        return _of_year(base_name, versions, year, None if date else as_of, amending)
    return _in_force(versions, as_of)


def acts_named(asked: str) -> tuple[LawEntry, ...]:
    """Every act that a person can mean by a number or a name, with or without its year (`45/2013/QH13`, `Luật Đất đai`,
    `luật đất đai năm 2013`); empty when the register knows none."""
    numbered = laws_by_number(asked)
    if numbered:
        return numbered
    bare = _OF_YEAR.sub("", asked)
    year = _OF_YEAR.search(asked)
    versions = laws().by_name.get(name_key(_canonical(bare)), ())
    return tuple(entry for entry in versions if year is None or entry.year == int(year[1]))


def laws_by_number(number: str) -> tuple[LawEntry, ...]:
    """The acts with that number, as printed or repaired; empty when the register holds none."""
    return laws().by_number.get(number_key(number), ())


def _of_year(
    base_name: str, versions: tuple[LawEntry, ...], year: int, as_of: str | None, amending: bool
) -> LawEntry | None:
    of_year = tuple(entry for entry in versions if entry.year == year)
    if len(of_year) == 1:
        return of_year[0]
    if of_year:
        passed = [entry for entry in of_year if entry.date and as_of and entry.date <= as_of]
        return passed[0] if len(passed) == 1 else (_in_force(of_year, as_of) if as_of else None)
    if amending:
        return None
    # `Luật Thi đua, khen thưởng năm 2013`: no full law of that year, but one that amended it.
    key = name_key(_canonical(base_name))
    amended = [entry for entry in laws().entries if entry.amending and entry.year == year and _names(entry, key)]
    return amended[0] if len(amended) == 1 else None


def _names(entry: LawEntry, key: str) -> bool:
    return name_key(entry.name).endswith(key) and name_key(entry.name).count("luat") == 1 + key.count("luat")


def _amending_more(base_name: str, year: int | None) -> tuple[LawEntry, ...]:
    """The acts of a year that amend the law in the name and others with it: `Luật sửa đổi, bổ sung một số điều của Luật
    Viên chức` for that of `Luật Cán bộ, công chức và Luật Viên chức`."""
    amended = _AMENDED.search(base_name)
    key = name_key(_canonical(amended[1])) if amended else ""
    numbers = {number_key(number) for act in laws().by_name.get(key, ()) for number in act.amended_by}
    acts = (act for number in sorted(numbers) for act in laws().by_number.get(number, ()))
    return tuple(act for act in acts if act.amending and act.year == year and f" {key} " in f" {name_key(act.name)} ")


def _misprinted(key: str, year: int | None) -> tuple[LawEntry, ...]:
    """The one law of a year whose name a misprinted one means: one letter is wrong, missing, added or exchanged with
    the next (`Luật Khám bện, chữa bệnh năm 2023`)."""
    if len(key) < _LEAST_MISPRINTED:
        return ()
    alike = {
        known: versions
        for known, versions in laws().by_name.items()
        if abs(len(known) - len(key)) <= 1 and any(entry.year == year for entry in versions) and _one_slip(key, known)
    }
    return next(iter(alike.values())) if len(alike) == 1 else ()


def _one_slip(printed: str, known: str) -> bool:
    """Whether two different words differ by one letter, or by two neighbours exchanged."""
    shorter = min(len(printed), len(known))
    at = next((i for i in range(shorter) if printed[i] != known[i]), shorter)
    return (
        printed[at + 1 :] in (known[at + 1 :], known[at:])
        or printed[at:] == known[at + 1 :]
        or (printed[at : at + 2] == known[at : at + 2][::-1] and printed[at + 2 :] == known[at + 2 :])
    )


def _in_force(versions: tuple[LawEntry, ...], as_of: str | None) -> LawEntry | None:
    if as_of is None:
        standing = [entry for entry in versions if not entry.replaced_by and entry.type_code != "HP"]
        if versions and versions[0].type_code == "HP":
            standing = [versions[-1]]
        return standing[0] if len(standing) == 1 else None
    passed = [entry for entry in versions if (entry.date or f"{entry.year}-12-31") <= as_of]
    in_force = [entry for entry in passed if _effective(entry) <= as_of]
    if in_force:
        return max(in_force, key=_effective)
    return passed[0] if len(passed) == 1 else None  # not in force yet, but none was before


def _effective(entry: LawEntry) -> str:
    """First day of effect; where it is not known, half a year after passing (the usual span)."""
    if entry.effective_from:
        return entry.effective_from
    passed = entry.date or f"{entry.year}-12-31"
    month = int(passed[5:7]) + 6
    return f"{int(passed[:4]) + (month > 12):04d}-{month - 12 * (month > 12):02d}{passed[7:]}"


@lru_cache(maxsize=8192)
def _canonical(name: str) -> str:
    words = words_of(name, limit=_MAX_WORDS)
    found = laws().names.longest(words, 0)
    return found[0][0] if found and found[1] == len(words) else name
