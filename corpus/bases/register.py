"""May this act be cited on that day? Answers from the law register and from what earlier papers replace.

Norm: Nghị định 78/2025/NĐ-CP on bases of normative acts: in force, or passed and in force not later than the act
that cites it; papers that are not normative cite only what is in force.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta
from functools import cache

from corpus.bases.reading import key_of
from extractor.issuers.places import provinces
from extractor.knowledge import toml_data
from extractor.laws.decrees import Decree, decrees
from extractor.laws.registry import LawEntry, laws, number_key

NORMATIVE = frozenset({"Luật", "BL", "PL", "HP", "NĐ", "TT", "TTLT", "NQ", "L"})
_ACTS = re.compile(r"\b(?:Bộ luật|Luật|Pháp lệnh)\b")
_OF_ASSEMBLY = re.compile(r"\d+[A-Z]?/(\d{4})/(?:NQ-)?(?:PL-)?(?:UBTV)?QH(\d*)$")
_USUAL_DELAY_LAW = 183
_USUAL_DELAY_OTHER = 45


@dataclass(frozen=True, slots=True)
class Validity:
    """`state`: `in_force`, `not_yet`, `replaced`, `future` or `unknown` on the day asked. `by`: what replaced it (key);
    `since`: first day of that (ISO), None where it is only estimated; `amended_by`: number (of papers of the
    archive: key) and day of the acts that amended it up to that day, the latest last."""

    state: str
    by: str | None = None
    since: str | None = None
    amended_by: tuple[tuple[str, str], ...] = ()

    @property
    def usable(self) -> bool:
        return self.state in ("in_force", "unknown")


def law_of(key: str) -> LawEntry | None:
    """The act of the register with that key, or None."""
    return _laws_by_key().get(key)


@cache
def _laws_by_key() -> dict[str, LawEntry]:
    found: dict[str, LawEntry] = {}
    for entry in laws().entries:
        key = key_of(number=entry.number, year=entry.year, locality=None, type_code=entry.type_code, name=entry.name)
        if key is not None:
            found.setdefault(key, entry)
    return found


def register_keys() -> dict[str, LawEntry]:
    """Every act of the register by its key."""
    return dict(_laws_by_key())


def decree_of(key: str) -> Decree | None:
    """The decree of the register with that key (a decree's key is its number), or None."""
    return decrees().get(key)


@cache
def misprinted(key: str) -> bool:
    """Whether there can be no such number: that of an Assembly (`QH14`) with a year in which it did not sit or none."""
    number = _OF_ASSEMBLY.match(key)
    if number is None:
        return False
    first, last = _terms().get(number[2], (0, 0) if len(number[2]) < 2 else (0, 9999))
    return not first <= int(number[1]) <= last


@cache
def _terms() -> dict[str, list[int]]:
    found: dict[str, list[int]] = toml_data("laws.toml")["terms"]
    return found


def effective(entry: LawEntry) -> str | None:
    """First day of effect (ISO): as known, else half a year after passing (the usual span); None without any day."""
    if entry.effective_from:
        return entry.effective_from
    return _later(entry.date, _USUAL_DELAY_LAW) if entry.date else None


def validity(
    key: str, on: str, *, draft_type: str | None = None, number: str | None = None,
    replaced: dict[str, tuple[str, str]] | None = None, amended: Mapping[str, Sequence[tuple[str, str]]] | None = None,
) -> Validity:  # fmt: skip
    """The state of an act on a day (ISO). `draft_type`: type of the paper that cites it. `replaced`: key -> (key of the
    paper that says it replaces it, its day), from the archive; `amended` likewise, in order of time."""
    entry = law_of(key)
    if entry is None:
        decree = decree_of(key)
        if decree is not None and decree.date > on:
            return Validity("future", None, decree.date)
        changes = dict(_amending(decree) if decree is not None else ()) | dict((amended or {}).get(key, ()))
        past = tuple(sorted((row for row in changes.items() if row[1] <= on), key=lambda row: row[1]))
        if decree is not None and decree.ends and decree.ends <= on:
            return Validity("replaced", decree.replaced_by, decree.ends, past)
        by = (replaced or {}).get(key)
        if by is not None and _later(by[1], _USUAL_DELAY_OTHER) <= on:
            return Validity("replaced", by[0])
        return Validity("unknown", amended_by=past)
    if entry.date and entry.date > on:
        return Validity("future", None, entry.date)
    changed = tuple(sorted(_passed(entry.amended_by, on), key=lambda row: row[1]))
    for number in entry.replaced_by:
        successor = _by_number(number)
        since = effective(successor) if successor is not None else None
        if successor is not None and since is not None and since <= on:
            return Validity("replaced", _key(successor), successor.effective_from, changed)
    ended = ends_with(entry)
    if ended is not None and ended[1] <= on:
        return Validity("replaced", _key(ended[0]), ended[1], changed)
    starts = effective(entry)
    if starts is not None and starts > on and entry.effective_from and draft_type not in NORMATIVE:
        return Validity("not_yet", None, starts, changed)
    return Validity("in_force", None, starts, changed)


def ends_with(entry: LawEntry) -> tuple[LawEntry, str] | None:
    """What ends an act that only amends others, and from which day (ISO): it falls with the last of those that it
    amends. None for any other act, where one of those stands, and where the register lacks one that its name names."""
    if not entry.amending or entry.number is None:
        return None
    amended = _amends().get(number_key(entry.number), ())
    if not amended or len(amended) != len(_ACTS.findall(entry.name)) - 1:
        return None
    ends: list[tuple[str, LawEntry]] = []
    for act in amended:
        found = [(since, by) for by in map(_by_number, act.replaced_by) if by and (since := effective(by))]
        if not found:
            return None
        ends.append(min(found, key=lambda end: end[0]))
    since, by = max(ends, key=lambda end: end[0])
    return by, since


@cache
def _amends() -> dict[str, tuple[LawEntry, ...]]:
    """Number of an act -> the acts that it amends."""
    found: dict[str, tuple[LawEntry, ...]] = {}
    for entry in laws().entries:
        for number in entry.amended_by:
            found[number_key(number)] = (*found.get(number_key(number), ()), entry)
    return found


def successor_of(key: str, on: str, *, passed: bool = False) -> str | None:
    """The act that replaced this one by that day, followed to the last; None when it stands. `passed`: also one that is
    only passed by then."""
    seen = {key}
    current = key
    while (decree := decree_of(current)) is not None and decree.replaced_by and decree.replaced_by not in seen:
        later = decree_of(decree.replaced_by)
        since = later.date if passed and later is not None else decree.ends
        if since is None or since > on:
            break
        current = decree.replaced_by
        seen.add(current)
    while (entry := law_of(current)) is not None:
        following = None
        for number in entry.replaced_by:
            act = _by_number(number)
            since = (act.date if passed else effective(act)) if act is not None else None
            if act is not None and since is not None and since <= on:
                following = _key(act)
        if following is None or following in seen:
            break
        seen.add(following)
        current = following
    return current if current != key else None


def heirs_of(given: frozenset[str], on: str) -> dict[str, str]:
    """What holds on that day in place of given bases that the law register knows as replaced: new key -> old key."""
    found = {new: key for key in sorted(given) if (new := successor_of(key, on)) is not None}
    return {new: key for new, key in found.items() if new not in given}


def ended_on(on: str) -> Callable[[str], bool]:
    """Whether a law has been replaced for so long on that day (ISO) that what details the new one is out, too."""
    day = _later(on, -_USUAL_DELAY_OTHER)

    @cache
    def ended(law: str) -> bool:
        return validity(law, day).state == "replaced"

    return ended


def of_another_province(key: str, place: str | None) -> bool:
    """Whether a local paper is of a province that is neither this one (bare name) nor became part of it: its rules bind
    nobody here. False where either province is not known."""
    bare, _, named = key.rpartition(" @")
    return bool(bare) and place is not None and named != place.upper() and _is_elsewhere(named, place)


@cache  # a large archive holds thousands of local papers of a few dozen provinces
def _is_elsewhere(named: str, place: str) -> bool:
    """Whether a province (name in capitals) neither became part of another one (bare name) nor is unknown."""
    there = [province for province in provinces() if province.name.upper() == named]
    later = {id for province in there for id in province.next}
    here = {province.id for province in provinces() if province.name == place}
    return bool(there) and not later & here


def _amending(decree: Decree) -> Iterator[tuple[str, str]]:
    """The decrees of the register that amended this one, each with its day."""
    return ((number, decrees()[number].date) for number in decree.amended_by)


def _passed(numbers: Iterable[str], on: str) -> Iterator[tuple[str, str]]:
    """Those of these acts that were passed by that day, each with its own."""
    for number in numbers:
        act = _by_number(number)
        if act is not None and act.date is not None and act.date <= on:
            yield number, act.date


def _by_number(number: str) -> LawEntry | None:
    found = laws().by_number.get(number_key(number), ())
    return found[0] if found else None


def _key(entry: LawEntry) -> str | None:
    return key_of(number=entry.number, year=entry.year, locality=None, type_code=entry.type_code, name=entry.name)


def _later(day: str, days: int) -> str:
    return (Day.fromisoformat(day) + timedelta(days=days)).isoformat()
