"""The words that names of bodies are made of, compiled from `data/units.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractor.issuers.places import provinces
from extractor.knowledge import toml_data
from extractor.layout import UPPER
from extractor.phrases import Phrases, any_of

# `Sở Y tế phổ biến quy định`; what is common is no duty: `phổ biến nhất`
_NOT_COMMON = r"(?!\s+(?:nhất|là|hơn|ở|như)(?!\w))"


@dataclass(frozen=True, slots=True)
class Grammar:
    head: Phrases
    alone: frozenset[str]  # heads that name a body without another word
    title: Phrases
    prefix_title: Phrases
    field: Phrases
    countries: Phrases
    stop: Phrases
    go_on: Phrases
    whole: Phrases
    part: Phrases
    member: Phrases
    no_member: Phrases
    managers: tuple[str, ...]
    overseers: Phrases
    province: re.Pattern[str]
    orders: Phrases
    duties: Phrases
    works: Phrases  # other verbs of work, where only the verb says that somebody is told
    openings: frozenset[str]  # the first words of heads and titles
    small_title: re.Pattern[str]  # the last words of titles in small letters, which may stand before `phòng`, `ban`


@cache
def grammar() -> Grammar:
    """The word lists of `data/units.toml` and `data/works.toml` and the names of provinces, compiled."""
    data = toml_data("units.toml")
    head = _heads(data["heads"], data["need_capital"], data["lower_company"])
    title, prefix_title = Phrases([*data["titles"], *data["spoken_titles"]]), Phrases(data["prefix_titles"])
    return Grammar(
        head=head,
        alone=frozenset(data["alone"]),
        title=title,
        prefix_title=prefix_title,
        field=Phrases([*data["fields"], *_letters_of_fields()]),
        countries=Phrases(data["countries"], ["Lào"], r"(?!\s+Cai)"),
        stop=Phrases(data["stops"]),
        go_on=Phrases(data["not_stops"]),
        whole=Phrases(data["wholes"]),
        part=Phrases(data["parts_after_comma"]),
        member=Phrases(data["members"]),
        no_member=Phrases(data["no_members"]),
        managers=tuple(data["managers"]),
        overseers=Phrases(data["overseers"]),
        province=re.compile(rf"(?:{any_of({province.name for province in provinces()})})(?!\w)", re.IGNORECASE),
        orders=Phrases(word for word in data["orders"] if word[-1].isalnum()),
        duties=Phrases(data["duties"], data["duties_or_common"], _NOT_COMMON),
        # `thanh tra viên` is somebody, `đào tạo viên chức` work
        works=Phrases((), toml_data("works.toml")["verbs"], r"(?!\s+viên(?!\s+chức(?!\w))(?!\w))"),
        small_title=re.compile("|".join(sorted({title.split()[-1] for title in data["titles"] if title[0].islower()}))),
        openings=head.first_words | title.first_words | prefix_title.first_words,
    )


def _letters_of_fields() -> list[str]:
    """The short forms in capitals, but for the shortest, which mean too much: `GTVT`, `QHKT`."""
    short = (form for forms in toml_data("issuers.toml")["fields"].values() for form in forms)
    return [form for form in short if form.isupper() and len(form) > 2 and " " not in form]


def _heads(heads: list[str], need_capital: list[str], company: list[str]) -> Phrases:
    free = [head for head in heads if head not in need_capital]
    capital = rf"(?=\s+[{UPPER}]|\s+(?:{any_of(company)})(?!\w)|\s*[,;:.)]|\s*\Z|\s+và\s)"
    return Phrases(free, need_capital, capital)
