"""The names of persons behind the body whose head they are: `Chủ tịch UBND tỉnh Trần Văn An`."""

from __future__ import annotations

import re

from extractor.knowledge import toml_data
from extractor.layout import UPPER
from extractor.phrases import any_of

_SURNAMES = "|".join(sorted(name.capitalize() for name in toml_data("signature.toml")["surnames"]))
_CITIES = any_of(toml_data("units.toml")["cities_like_persons"])
# `Chủ nhiệm Văn phòng Chính phủ Trần Văn An`: his name is no part of the body's
_BEHIND_BODY = re.compile(
    rf"(?:(?<=Chính phủ)|(?<=Trung ương)|(?<=Quốc hội)|(?<=Nhà nước))\s+(?:{_SURNAMES})(?:\s+[{UPPER}]\w*){{1,3}}(?!\w)"
)
# Behind a city, a commune or their committee only three words or more, and only behind the title of its head: places
# bear names like those of persons (`Thành ủy Phan Thiết`, `thành phố Lê Hồng Phong`).
_BEHIND_PLACE = re.compile(
    rf"ỉnh(?:\s+[uủ][ỷy])?(?P<who>\s+(?:{_SURNAMES})(?:\s+[{UPPER}]\w*){{1,3}}(?!\w))"
    rf"|(?:hành\s+(?:phố|[uủ][ỷy])|TP\.?)(?P<mayor>\s+(?!(?:{_CITIES})\s)(?:{_SURNAMES})(?:\s+[{UPPER}]\w*){{2,3}}(?!\w))"
    rf"|(?:xã|phường)(?:\s+[{UPPER}]\w*){{1,3}}?(?P<chief>\s+(?:{_SURNAMES})(?:\s+[{UPPER}]\w*){{2}}(?!\w|\s+[{UPPER}]))"
)
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


# `UBND tỉnh Lào Cai | Trần Văn An`: behind the whole name of a province stands nothing else of it
_BEHIND_PROVINCE = re.compile(rf"\s+(?:{_SURNAMES})(?:\s+[{UPPER}]\w*){{1,3}}(?!\w)")


def is_person(text: str, start: int, end: int) -> bool:
    """Whether the words between `start` and `end`, behind a province, may be a person's name."""
    return _BEHIND_PROVINCE.fullmatch(text, start, end) is not None


def behind_person(text: str, position: int, end: int) -> int:
    """Behind the name of a head that stands at `position`, behind his body; `position` where none does."""
    person = _NAMED_HEAD.match(text, position, end)
    return person.end() if person is not None else position


# Two words more: one may be a place whose comma was lost (`Hà Tĩnh`).
_NAMED_HEAD = re.compile(rf"\s+(?:{_SURNAMES})(?:\s+[{UPPER}]\w*){{2,3}}(?!\w)")
