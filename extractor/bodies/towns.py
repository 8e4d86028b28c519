"""Places of several kinds: in one name (`UBND các huyện, thành phố Mỹ Cây, thị xã Gò Đa`) or under one head (`UBND
thành phố Mỹ Cây và các huyện`)."""

from __future__ import annotations

import re

from extractor.bodies.words import Grammar
from extractor.issuers.places import province_kind
from extractor.layout import UPPER

_NEXT = re.compile(
    rf"(?:\s*,\s*|\s+và\s+)(?:[Tt]hành\s+phố|TP\.?|thị\s+xã)\s+(?P<name>[{UPPER}]\w*(?:\s+[{UPPER}]\w*){{0,3}})"
)


def behind_towns(text: str, stop: int, end: int, rules: Grammar) -> int:
    """Behind all towns that follow the first one, which ends at `stop`."""
    while (town := _NEXT.match(text, stop, end)) is not None:
        name = town.start("name")
        if rules.head.match(text, name, end) or rules.title.match(text, name, end):
            break  # `thị xã Giám đốc Sở A`: a list that lost its comma
        stop = town.end()
    return stop


_KIND = r"tỉnh|[Tt]hành\s+phố|TP\.?|thị\s+xã|huyện|quận"
_NAME = rf"[{UPPER}]\w*(?:\s+[{UPPER}]\w*){{0,3}}|\d{{1,2}}(?!\w)"
_PLURAL = r"(?:tỉnh|thành\s+phố|thị\s+xã|huyện|quận|phường|xã|thị\s+trấn)(?!\w)"
_ALL = rf"(?:các|\d{{1,2}})\s+{_PLURAL}(?:(?:\s*,\s*|\s+và\s+){_PLURAL}(?!\s+[{UPPER}\d]))*"
_MARK = r"\s*,\s*(?:và\s+)?|\s+và\s+"
# The place behind the name of a committee, where more places follow.
MORE_PLACES = re.compile(
    rf"\s+(?P<kinds>{_KIND})\s+(?P<name>{_NAME})(?=(?:{_MARK})(?:{_ALL}|(?:{_KIND})\s+(?:{_NAME})))"
)
_MORE = re.compile(rf"(?P<mark>{_MARK})(?:(?P<all>{_ALL})|(?P<kind>{_KIND})\s+(?P<name>{_NAME}))")
_SOME_OF_THEM = re.compile(r"\s+(?:(?:có\s+)?liên\s+quan|khác|còn\s+lại|[Tt]rưởng|viên)(?!\w)")


def several_places(
    text: str, first: re.Match[str], end: int, rules: Grammar, signed: str | None
) -> list[tuple[str, int, int]]:
    """The places under one head, as (words, start, end): `UBND | thị xã Gò Đa, thành phố Mỹ Cây và các huyện`."""
    places = [(_words(first["kinds"], first["name"]), first.start("kinds"), first.end())]
    kind, name = first["kinds"], first["name"]
    while (more := _MORE.match(text, places[-1][2], end)) is not None:
        at = more.end("mark")
        if more["all"]:
            if not _SOME_OF_THEM.match(text, more.end(), end):
                places.append((" ".join(more["all"].split()), at, more.end()))
            break
        own = more.start("name")
        if rules.head.match(text, own, end) or rules.title.match(text, own, end):
            break
        if "," in more["mark"] and _holds(more["kind"], more["name"], kind, name, signed):
            break  # `UBND huyện Sông Lau, thành phố Cần Thơ`: a place inside another
        kind, name = more["kind"], more["name"]
        places.append((_words(kind, name), at, more.end()))
    return places


def _words(kind: str, name: str) -> str:
    return " ".join((*kind.replace("TP.", "thành phố").replace("TP", "thành phố").split(), *name.split()))


def _holds(kind: str, name: str, inner: str, inside: str, signed: str | None) -> bool:
    """Whether a place may be the province of the one that stands before it."""
    name, inside = " ".join(name.split()), " ".join(inside.split())
    if kind[:4] != "tỉnh" and province_kind(name, signed) != "thành phố":
        return False  # a district or a provincial town
    return inner[:4] != "tỉnh" and (inside in name or province_kind(inside, signed) != "thành phố")
