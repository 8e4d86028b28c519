"""Acts that can be checked against: those of the law register and those that the archive holds, by number and name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from extractor.laws.registry import laws, name_key
from extractor.text import compare_form, fold, squash
from index.entry import level_of

_LAWS = frozenset({"Luật", "BL", "PL", "HP", "L"})
_CODE = re.compile(r"[\s.]+")


@dataclass(frozen=True, slots=True)
class Act:
    """What is certain of an act. `number` as printed on it, `date` ISO, `title` without number; `law`: its title is its
    whole name; `local`: such numbers exist once in every province, so that `locality` belongs to the identity."""

    number: str | None
    type: str | None
    date: str | None
    title: str | None
    issuer: str | None = None
    locality: str | None = None
    law: bool = False
    id: str | None = None
    local: bool = False


def number_form(number: str) -> str:
    """The form in which two printed numbers are one: folded, without spaces and leading zeros."""
    return _CODE.sub("", fold(squash(number))).lstrip("0")


def series_form(number: str) -> str:
    """What follows the running number: `/2025/nd-cp`."""
    return re.sub(r"^\d+", "", number_form(number))


class KnownActs:
    """Look-ups by number, by name of a law, and by series and day."""

    def __init__(self, held: Iterable[Act] = ()) -> None:
        self.by_number: dict[str, list[Act]] = defaultdict(list)
        self.by_name: dict[str, list[Act]] = defaultdict(list)
        self.by_series: dict[str, list[Act]] = defaultdict(list)
        of_register = [
            Act(entry.number, entry.type_code, entry.date, entry.name, entry.issuer, None, True)
            for entry in laws().entries
        ]
        numbers = {number_form(act.number) for act in of_register if act.number}
        for act in (*of_register, *held):
            if act.number and not act.law and number_form(act.number) in numbers:
                continue  # the register says the same, with the whole name
            self._add(act)

    def _add(self, act: Act) -> None:
        if act.number:
            self.by_number[number_form(act.number)].append(act)
            self.by_series[series_form(act.number)].append(act)
        if act.law and act.title:
            self.by_name[name_key(act.title)].append(act)

    def numbered(self, number: str, locality: str | None, issuer: str | None = None) -> list[Act]:
        """The acts with that number that may be meant: local ones only of that province, and of that body."""
        return [act for act in self.by_number.get(number_form(number), []) if _may_be(act, locality, issuer)]


def _may_be(act: Act, locality: str | None, issuer: str | None) -> bool:
    if not act.local:
        return True
    if act.locality is None or locality is None or fold(act.locality) != fold(locality):
        return False
    return not (act.issuer and issuer) or compare_form(act.issuer) == compare_form(issuer)


def held_act(header: Mapping[str, Any]) -> Act | None:
    """A held paper as an act that can be checked against; None without number or date.

    `header`: `number`, `type`, `date`, `title`, `issuer`, `locality`, `id`."""
    if not header["number"] or not header["date"]:
        return None
    local = level_of(header["issuer"]) not in ("central", "party")
    return Act(
        header["number"], header["type"], header["date"], header["title"], header["issuer"], header["locality"],
        False, header["id"], local,
    )  # fmt: skip


def same_law_type(one: str | None, other: str | None) -> bool:
    """Whether two types are one, laws and codes being cited as either."""
    return one == other or (one in _LAWS and other in _LAWS and "PL" not in (one, other) and "HP" not in (one, other))
