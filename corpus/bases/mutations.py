"""Puts one fault into a citation of a real preamble: another day, number, title or type, or an act long replaced."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.bases.known import Act, KnownActs, number_form
from corpus.bases.printed import DAY, PRINTED_NUMBER, printed_parts, title_after
from corpus.bases.register import effective
from extractor.laws import match_law_name
from extractor.laws.registry import LawEntry, laws, number_key
from extractor.text import squash

KINDS = {
    "date": "wrong-date", "number": "wrong-number", "title": "wrong-title", "type": "wrong-type",
    "replaced": "replaced",
}  # fmt: skip
_OTHER_TYPE = {
    "Nghị định": "Thông tư", "Thông tư": "Nghị định", "Quyết định": "Chỉ thị", "Nghị quyết": "Quyết định",
    "Chỉ thị": "Quyết định", "Luật": "Pháp lệnh", "Pháp lệnh": "Luật",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutation:
    """A changed text: the fault lies in `[start, end)` of `text`."""

    kind: str
    text: str
    start: int
    end: int


def mutations(
    reference: Mapping[str, Any], text: str, known: KnownActs, on: str, chance: random.Random
) -> list[Mutation]:
    """Every fault that can be put into this citation and still be told from what is printed beside it."""
    printed = printed_parts(reference, text)
    if printed is None:
        return []
    start, end = reference["start"], reference["end"]
    raw = text[start:end]
    titled = title_after(text, end) if printed.name is None else None
    made: list[Mutation] = []

    def put(kind: str, changed: str, tail: int = end) -> None:
        made.append(Mutation(kind, text[:start] + changed + text[tail:], start, start + max(len(changed), 1)))

    day = DAY.search(raw)
    if day is not None:
        first, last = day.span(1)
        put("date", raw[:first] + f"{int(day[1]) % 27 + 1:02d}" + raw[last:])
    running = next(iter(numbers)) if len(numbers := list(PRINTED_NUMBER.finditer(raw))) == 1 else None
    if printed.number and running is not None and (printed.date or printed.name or titled):
        first, last = running.span(1)
        put("number", raw[:first] + _misprint(running[1], chance) + raw[last:])
    if printed.name is not None and printed.number:
        match = match_law_name(text, start)
        other = chance.choice(
            [e for e in laws().entries if not e.amending and e.type_code == printed.type] or [laws().entries[0]]
        )
        if match is not None and match.end <= end and other.name != printed.name:
            put("title", other.name + text[match.end : end])
    elif titled is not None and printed.number and printed.date:
        other_title = _other_title(known, printed.number, chance)
        at = re.compile(r"\s*".join(re.escape(w) for w in titled.split()), re.S).search(text, end)
        if other_title and at is not None:
            put("title", raw + text[end : at.start()] + other_title, at.end())
    for word, other_word in _OTHER_TYPE.items():
        hit = re.match(word.replace(" ", r"\s+"), raw, re.I)
        if hit is not None:
            put("type", other_word + raw[hit.end() :])
            break
    for entry in laws().by_number.get(number_key(printed.number or ""), ()):
        old = _predecessor(entry, on)
        if old is not None and printed.name is not None:
            put("replaced", f"{old.name} số {old.number}")
            break
    return made


def _misprint(digits: str, chance: random.Random) -> str:
    """One digit off, or two neighbours exchanged."""
    if len(digits) > 1 and digits[0] != digits[1] and "0" not in digits and chance.random() < 0.3:
        return digits[1] + digits[0] + digits[2:]
    at = chance.randrange(len(digits))
    other = chance.choice([d for d in "123456789" if d != digits[at]])
    return digits[:at] + other + digits[at + 1 :]


def _other_title(known: KnownActs, number: str, chance: random.Random) -> str | None:
    own = known.by_number.get(number_form(number), [])
    if not own or not own[0].title:
        return None
    pool: Sequence[Act] = [
        act for acts in known.by_number.values() for act in acts
        if act.title and not act.law and act.type == own[0].type and act is not own[0]
    ]  # fmt: skip
    chosen = chance.choice(pool).title if pool else None
    return f"về {squash(chosen).lower()}" if chosen else None


def _predecessor(entry: LawEntry, on: str) -> LawEntry | None:
    """An act that this one replaced by that day."""
    starts = effective(entry)
    if entry.number is None or starts is None or starts > on:
        return None
    wanted = number_key(entry.number)
    for old in laws().entries:
        if old.number and any(number_key(number) == wanted for number in old.replaced_by):
            return old
    return None
