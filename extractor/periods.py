"""Until when a paper is meant to be carried out, and from when it is in force: what title and text say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractor.dates import parse_date
from extractor.knowledge import toml_data
from extractor.phrases import any_of
from extractor.text import nfc, squash


@dataclass(frozen=True, slots=True)
class Period:
    """The last day (ISO) of what a title speaks of, and its words."""

    end: str
    words: str


@dataclass(frozen=True, slots=True)
class _Forms:
    titles: tuple[re.Pattern[str], ...]
    effects: tuple[re.Pattern[str], ...]
    named: re.Pattern[str]


def title_period(title: str, issued: str | None) -> Period | None:
    """The period that a title names for the paper itself: the one that ends last. A year that belongs to another paper
    (`thực hiện Luật ... năm 2013`) or that was over when the paper was `issued` (ISO) is no period of its own."""
    text = nfc(squash(title)).lower()
    forms = _forms()
    best: Period | None = None
    for pattern in forms.titles:
        for found in pattern.finditer(text):
            end = f"{found['end']}-12-31"
            if (issued and end < issued) or forms.named.search(text, 0, found.start()):
                continue
            if best is None or end > best.end:
                best = Period(end, found.group())
    return best


def effect_day(text: str, issued: str | None) -> str | None:
    """The first day (ISO) on which the paper is in force, as its text prints it (`... này có hiệu lực từ ngày ...`);
    None where it does not."""
    plain = nfc(squash(text)).lower()
    found = [(m.start(), m) for pattern in _forms().effects for m in pattern.finditer(plain)]
    for _, match in sorted(found, key=lambda each: each[0]):
        day = match.groupdict().get("day")
        return parse_date(day) if day else issued
    return None


@cache
def _forms() -> _Forms:
    data = toml_data("periods.toml")
    words, reach = any_of(data["named"]["words"], " "), data["named"]["reach"]
    return _Forms(
        titles=tuple(re.compile(row["pattern"]) for row in data["title"]),
        effects=tuple(re.compile(row["pattern"]) for row in data["effect"]),
        named=re.compile(rf"(?<!^)(?<=\s)(?:{words})\b[^,;(]{{0,{reach}}}$"),
    )
