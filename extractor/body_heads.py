"""The names of persons behind the body whose head they are: `Chủ tịch UBND tỉnh Trần Văn An`."""

from __future__ import annotations

import re

from extractor.layout import UPPER, toml_data

_SURNAMES = "|".join(sorted(name.capitalize() for name in toml_data("signature.toml")["surnames"]))
# `Chủ nhiệm Văn phòng Chính phủ Trần Văn An`: his name is no part of the body's
_BEHIND_BODY = re.compile(
    rf"(?:(?<=Chính phủ)|(?<=Trung ương)|(?<=Quốc hội)|(?<=Nhà nước))\s+(?:{_SURNAMES})(?:\s+[{UPPER}]\w*){{1,3}}(?!\w)"
)
# Cities bear names like those of persons, but not in three words.
_BEHIND_PLACE = re.compile(
    rf"(?:ỉnh(?:\s+[uủ][ỷy])?|hành\s+[uủ][ỷy])(?P<who>\s+(?:{_SURNAMES})(?:\s+[{UPPER}]\w*){{1,3}}(?!\w))"
    rf"|(?:hành\s+phố|TP\.?)(?P<mayor>\s+(?:{_SURNAMES})(?:\s+[{UPPER}]\w*){{2,3}}(?!\w))"
)


def person_behind_body(text: str, start: int, end: int) -> int | None:
    """Where the name of a person begins behind a central body whose name stands between `start` and `end`."""
    person = _BEHIND_BODY.search(text, start, end)
    return person.start() if person else None


def person_behind_place(text: str, start: int, end: int) -> int | None:
    """Where what may be the name of a person begins behind a province or a city, between `start` and `end`."""
    person = _BEHIND_PLACE.search(text, start, end)
    return person.start(person.lastgroup or 0) if person else None
