"""Places of several kinds: in one name (`UBND các huyện, thành phố Mỹ Cây, thị xã Gò Đa`) or under one head (`UBND
thành phố Mỹ Cây và các huyện`)."""

from __future__ import annotations

import re

from extractor.bodies.areas import ABOVE_COMMUNES, CITY, MANY
from extractor.bodies.words import Grammar
from extractor.issuers.places import province_kind
from extractor.knowledge import toml_data
from extractor.layout import LOWER, UPPER
from extractor.phrases import any_of

# A word more of a name; one that opens a line before a small letter opens a sentence.
_WORD = rf"(?:[^\S\n]+[{UPPER}]\w*|\s+[{UPPER}]\w*(?!\w|[^\S\n]+[{LOWER}\d]))"
TOWN = re.compile(rf"\s+[{UPPER}]\w*{_WORD}{{0,4}}")
_NEXT = re.compile(rf"(?:\s*,\s*|\s+và\s+)(?:{CITY}|thị\s+xã)(?P<name>\s+[{UPPER}]\w*{_WORD}{{0,3}})")
# What stands behind `các huyện, thành phố` in capitals and is no city: `thành phố Quý II`, `thành phố Các sở`
_NO_CITY = re.compile(rf"\s+(?:Quý\s+[IVX\d]|(?:{any_of(toml_data('units.toml')['no_cities'])})(?!\w))")
_ONE_WORD = re.compile(rf"\s+(?:[IVX]+(?!\w)|\w+(?!\w|\s+[{UPPER}]))")
_SPACE = re.compile(r"\s*")


def opens_duty(text: str, at: int, end: int, rules: Grammar) -> bool:
    """Whether a new line opens behind a place with what is to be done: `Công an Thành phố\\nChỉ đạo ...`."""
    space = _SPACE.match(text, at, end)
    begin = space.end() if space else at
    return "\n" in text[at:begin] and rules.duties.match(text[begin : begin + 40].lower()) is not None


def is_no_town(text: str, at: int, end: int, rules: Grammar) -> bool:
    """Whether words in capitals behind a city or town, at `at`, are no name of it. A city may have a name of one word
    (`thành phố Vinh`), no `thị xã` has."""
    if _NO_CITY.match(text, at, end) or opens_duty(text, at, end, rules):
        return True
    if not text.endswith("xã", 0, at):
        return False
    space = _SPACE.match(text, at, end)
    begin = space.end() if space else at
    return _ONE_WORD.match(text, at, end) is not None or rules.province.match(text, begin, end) is not None


def behind_towns(text: str, stop: int, end: int, rules: Grammar, limit: int) -> int:
    """Behind all towns that follow the first one, which ends at `stop`; none ends behind `limit`."""
    while (town := _NEXT.match(text, stop, end)) is not None and town.end() <= limit:
        at = town.start("name")
        name = at + len(town["name"]) - len(town["name"].lstrip())
        if rules.head.match(text, name, end) or rules.title.match(text, name, end):
            break  # `thị xã Giám đốc Sở A`: a list that lost its comma
        if is_no_town(text, at, end, rules) or ("\n" in text[at:name] and _ONE_WORD.match(text, at, end)):
            break
        stop = town.end()
    return stop


_NAME = rf"(?![UỦ][ỷy](?!\w))[{UPPER}]\w*{_WORD}{{0,3}}|\d{{1,2}}(?!\w)"
_PLURAL = rf"(?:{MANY})(?!\w)"
_MARK = r"\s*,\s*(?:và\s+)?|\s+và\s+"
# Neither some of them that are told by name, nor one behind them that is.
_ALL = (
    rf"(?:các|\d{{1,2}})\s+{_PLURAL}(?:(?:\s*,\s*|\s+và\s+){_PLURAL}(?![^\S\n]+[{UPPER}\d]))*"
    rf"(?![^\S\n]+[{UPPER}\d]|(?:{_MARK})(?:{ABOVE_COMMUNES}|{_PLURAL})[^\S\n]+[{UPPER}\d])"
)
# The place behind the name of a committee, where more places follow.
MORE_PLACES = re.compile(
    rf"\s+(?P<kinds>{ABOVE_COMMUNES})\s+(?P<name>{_NAME})"
    rf"(?=(?:{_MARK})(?:{_ALL}|(?:{ABOVE_COMMUNES})\s+(?:{_NAME})))"
)
_MORE = re.compile(rf"(?P<mark>{_MARK})(?:(?P<all>{_ALL})|(?P<kind>{ABOVE_COMMUNES})\s+(?P<name>{_NAME}))")
# What may stand behind all of a kind: `các huyện bị ngập`, `các huyện liên quan` are some of them
_ENDS = re.compile(
    rf"\s*(?:[,;.…)]|[:(](?!\s*[{UPPER}\d])|\Z|\n\s*(?:[IVX]+\.|\d+[.)]|[+-]))|\s+-\s"
    r"|\s+(?:và|cùng|căn\s+cứ|theo|trong\s+(?:phạm\s+vi|tỉnh)|trên\s+địa\s+bàn)(?!\w)"
)
_ABROAD = re.compile(r"(?:\s*\(\s*|\s+(?:của|ở)\s+)(?:nước\s+)?")


def several_places(
    text: str, first: re.Match[str], end: int, rules: Grammar, signed: str | None
) -> list[tuple[str, int, int]]:
    """The places under one head, as (words, start, end): `UBND | thị xã Gò Đa, thành phố Mỹ Cây và các huyện`."""
    places = [(_words(first["kinds"], first["name"]), first.start("kinds"), first.end())]
    kind, name = first["kinds"], first["name"]
    known = rules.province.match(text, first.start("name"), end) if kind == "tỉnh" else None
    if known is not None and known.end() != first.end():
        return places  # `UBND tỉnh Lào Cai Trần An, huyện Sông Lau`
    while (more := _MORE.match(text, places[-1][2], end)) is not None:
        at, stop = more.end("mark"), more.end()
        if more["all"]:
            space = _SPACE.match(text, stop, end)
            told = rules.duties.match(text, space.end() if space else stop, end)
            if told or opens_duty(text, stop, end, rules) or _ENDS.match(text, stop, end):
                places.append((" ".join(more["all"].split()), at, stop))
            break
        own = more.start("name")
        if rules.head.match(text, own, end) or rules.title.match(text, own, end):
            break
        if (abroad := _ABROAD.match(text, stop, end)) and rules.countries.match(text, abroad.end(), end):
            break
        place = more["name"]
        if more["kind"] == "tỉnh":
            known = rules.province.match(text, own, end)
            if known is None:
                break  # `tỉnh Vân Nam`
            place, stop = known.group(), known.end()
        if "," in more["mark"] and _holds(more["kind"], place, kind, name, signed):
            break  # `UBND huyện Sông Lau, thành phố Cần Thơ`: a place inside another
        kind, name = more["kind"], place
        places.append((_words(kind, name), at, stop))
    return places


def _words(kind: str, name: str) -> str:
    kind = "thành phố" if kind[:2].upper() == "TP" else kind
    return " ".join((*kind.split(), *name.split()))


def _holds(kind: str, name: str, inner: str, inside: str, signed: str | None) -> bool:
    """Whether a place may be the province of the one that stands before it."""
    name, inside = " ".join(name.split()), " ".join(inside.split())
    if kind[:4] != "tỉnh" and province_kind(name, signed) != "thành phố":
        return False  # a district or a provincial town
    return inner[:4] != "tỉnh" and (inside in name or province_kind(inside, signed) != "thành phố")
