"""The names of persons behind the body whose head they are: `Chủ tịch UBND tỉnh Trần Văn An`."""

from __future__ import annotations

import re

from extractor.bodies.words import Grammar
from extractor.knowledge import toml_data
from extractor.layout import UPPER
from extractor.phrases import any_of

_SURNAMES = "|".join(sorted(name.capitalize() for name in toml_data("signature.toml")["surnames"]))
_CITIES = any_of(toml_data("units.toml")["cities_like_persons"])


def _person(least: int, most: int = 3) -> str:
    """A surname and so many words more."""
    return rf"\s+(?:{_SURNAMES})(?:\s+[{UPPER}]\w*){{{least},{most}}}(?!\w)"


# `Chủ nhiệm Văn phòng Chính phủ Trần Văn An`: his name is no part of the body's
_BEHIND_BODY = re.compile(rf"(?:(?<=Chính phủ)|(?<=Trung ương)|(?<=Quốc hội)|(?<=Nhà nước)){_person(1)}")
# Behind a city, a commune or their committee only three words or more, and only behind the title of its head: places
# bear names like those of persons (`Thành ủy Phan Thiết`, `thành phố Lê Hồng Phong`).
_BEHIND_PLACE = re.compile(
    rf"ỉnh(?:\s+[uủ][ỷy])?(?P<who>{_person(1)})"
    rf"|(?:hành\s+(?:phố|[uủ][ỷy])|TP\.?)(?P<mayor>(?!\s+(?:{_CITIES})\s){_person(2)})"
    rf"|(?:xã|phường)(?:\s+[{UPPER}]\w*){{1,3}}?(?P<chief>{_person(2, 2)}(?!\s+[{UPPER}]))"
)
# `UBND tỉnh Lào Cai | Trần Văn An`: behind the whole name of a province stands nothing else of it
_ANY_NAME = re.compile(_person(1))
# Two words more: one may be a place whose comma was lost (`Hà Tĩnh`).
_LONG_NAME = re.compile(_person(2))
_TITLE_BEFORE = re.compile(r"(?:[Tt]ịch|[Tt]hư|[Đđ]ốc|[Tt]rưởng|[Cc]hánh|[Tt]rưởng\s+(?:ban|phòng))\s+\Z")


def person_behind_body(text: str, start: int, end: int) -> int | None:
    """Where the name of a person begins behind a central body whose name stands between `start` and `end`."""
    person = _BEHIND_BODY.search(text, start, end)
    return person.start() if person else None


def person_behind_place(text: str, start: int, end: int) -> int | None:
    """Where what may be the name of a person begins behind a province, a city or a commune, between `start` and `end`,
    where a body's name stands."""
    person = _BEHIND_PLACE.search(text, start, end)
    if person is None or (person["who"] is None and not _TITLE_BEFORE.search(text, max(0, start - 16), start)):
        return None
    return person.start(person.lastgroup or 0)


def is_person(text: str, start: int, end: int) -> bool:
    """Whether the words between `start` and `end`, behind a province, may be a person's name."""
    return _ANY_NAME.fullmatch(text, start, end) is not None


def behind_person(text: str, position: int, end: int) -> int:
    """Behind the name of a head that stands at `position`, behind his body; `position` where none does."""
    person = _LONG_NAME.match(text, position, end)
    return person.end() if person is not None else position


def behind_head(text: str, position: int, end: int, rules: Grammar) -> int:
    """The same where a list of bodies goes on behind him: no place and no body stands there whose comma was lost."""
    person = _ANY_NAME.match(text, position, end)
    if person is None:
        return position
    name = position + len(person.group()) - len(person.group().lstrip())
    other = any(words.match(text, name, end) for words in (rules.province, rules.head, rules.title))
    return position if other else person.end()
