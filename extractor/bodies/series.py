"""Bodies that share a head noun or a name: `các Sở: Y tế, Nội vụ`, `UBND các tỉnh: Cà Mau, Lai Châu`."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.bodies.names import OF_PLACES, member_end, name_end
from extractor.bodies.towns import MORE_PLACES, is_no_town, several_places
from extractor.bodies.words import Grammar
from extractor.issuers.places import province_kind
from extractor.layout import UPPER


class Body(NamedTuple):
    """A body as the text names it; `start`, `end` where the text does (for a member of a list, its own words)."""

    name: str
    start: int
    end: int


_REMARK = re.compile(r"\s*\([^()]{1,120}\)")
_DASHED = re.compile(rf"\s*[-–]\s*[{UPPER}]")  # `Tài chính - Kế hoạch`
_CAPITAL_FOLLOWS = re.compile(rf"\s+[{UPPER}]")
_OWN_OFFICE = re.compile(r"(?:Công\s+an|Thanh\s+tra)\s+(?:cấp\s+)?(?:tỉnh|[Tt]hành\s+phố|huyện|quận|xã|phường)(?!\w)")
_GROUPS = frozenset(("Tập đoàn", "Tổng công ty", "Tổng Công ty"))
_BRANCHES = frozenset(("Điện lực", "Viễn thông", "Bưu điện"))  # heads of bodies that also are the names of groups
_PLACES_WITHOUT_COLON = re.compile(
    r"\s+các\s+(?P<kinds>tỉnh(?:\s*,\s*|\s+và\s+)[Tt]hành\s+phố|tỉnh|[Tt]hành\s+phố|huyện|quận|xã|phường)\s+(?=[A-ZĐ]|(?<=quận\s)\d{1,2}\s*,|(?<=phường\s)\d{1,2}\s*,)"
)
# `UBND huyện Hoa Lư, Kim Sơn`: the kind is said once
_COUNCIL = re.compile(r"(?:UBND|[UỦ][ỷy]\s+ban\s+[Nn]hân\s+dân|HĐND|Hội\s+đồng\s+[Nn]hân\s+dân)(?!\w)")
_PLACES_OF_ONE_KIND = re.compile(
    rf"\s+(?P<kinds>huyện|quận|thị\s+xã|xã|phường|thị\s+trấn)"
    rf"(?=(?:\s+[{UPPER}]\w*){{2,4}}\s*(?:,|và)\s+(?:[{UPPER}]\w*\s+){{1,3}}[{UPPER}]\w*)\s+"
)
# `UBND tỉnh Hà Nam, Nam Định`; behind a city stands the province in which it lies
_PROVINCES = re.compile(rf"\s+(?P<kinds>tỉnh)\s+(?=[{UPPER}][^,.;:()\n]{{2,24}}\s*(?:,|và)\s*(?:và\s+)?[{UPPER}])")
# Who stands behind a place and is none: a person, an office, a body printed with capitals (`Tỉnh Đoàn`). Many places
# bear such words themselves (`Bà Rịa`, `Anh Sơn`, `Nhà Bè`, `Thành Công`).
_NO_PLACE = re.compile(
    r"(?:Đồng\s+[Cc]hí|Tỉnh|Huyện|Quận|Xã|Phường|Đảng|Mặt\s+Trận|Hợp\s+Tác|Nhà\s+(?:Văn|Máy|Nước|Thờ)|Kho\s+Bạc|Trạm\s+Y"
    r"|Thành\s+(?:Đoàn|Ủy|Uỷ|Phố)|Thị\s+(?:Đoàn|Ủy|Uỷ|Xã|Trấn)|Trưởng|Phó|Chủ)(?!\w)"
    rf"|(?:Ông|Bà|Anh|Chị)(?:\s+[{UPPER}]\w*){{2}}"
)
_FAMILY = (
    r"(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đoàn|Trịnh|Mai|Đào|Cao|Lương|Hà|Tạ|Lò|Giàng|Vàng"
    r"|Ma|Lường|Quàng|Cà|Sùng|Thào|Vừ|Lù|Chảo|Tẩn|Nông|Triệu|Vi)"
)
# Wards are named after people, districts bear such first words in names of their own (`Hoàng Su Phì`).
_PERSON = re.compile(rf"{_FAMILY}\s+(?:Văn|Thị)\s+[{UPPER}]")
_PERSON_IN_A_COMMUNE = re.compile(rf"{_FAMILY}\s+[{UPPER}]\w*\s+[{UPPER}]")
_NAMESAKES = frozenset(
    ("Hoàng Văn Thụ", "Nguyễn Văn Cừ", "Nguyễn Văn Linh", "Nguyễn Văn Trỗi", "Phạm Văn Hai", "Nguyễn Thị Minh Khai")
)
_NO_PERSONS = frozenset(("huyện", "quận", "thị xã"))
_ENOUGH = 3  # places under one kind: two with a comma may be a commune and its district
_OWN_KIND = re.compile(r"(tỉnh|thành phố|TP\.?)\s+")
_PLACE_NAME = re.compile(rf"\d{{1,2}}(?![\w/.])|[{UPPER}][\w]*(?:\s+(?:-\s+)?[{UPPER}][\w]*){{0,4}}")
# The kinds of places before a list of them: `UBND | các tỉnh, thành phố: | A, B`.
_PLURAL_PLACES = re.compile(
    r"\s+(?:các\s+)?(?P<kinds>tỉnh(?:\s*,\s*|\s+và\s+)[Tt]hành\s+phố|tỉnh|[Tt]hành\s+phố|huyện|quận|xã|phường)"
    r"(?:\s+(?:trực\s+thuộc\s+[Tt]rung\s+ương|ven\s+biển|sau(?:\s+đây)?))?\s*:\s*"
)
# `Sở A, Sở B… và UBND xã C`: `…` stands for members that are not named
SEPARATOR = re.compile(r"\s*(?:(?:…|\.\.\.)\s*(?=[,;v]))?(?:[,;]|/|\bvà\b|\bcùng\b|&)\s*(?:và\s+|cùng\s+)?")


def shared_heads(text: str, group: re.Match[str], end: int, rules: Grammar) -> tuple[list[Body], int] | None:
    """Members of `các Sở: Y tế, Nội vụ và Tài chính`; without a colon only known fields of work are members."""
    head = " ".join(group["head"].split())
    head = head[0].upper() + head[1:]
    at = group.end()
    bodies: list[Body] = []
    stop = at
    while at < end:
        other = rules.head.match(text, at, end)
        if other and head in _GROUPS and other.group() in _BRANCHES:
            other = None  # `các Tập đoàn: Dầu khí Việt Nam, Điện lực Việt Nam`
        known = rules.field.match(text, at, end) if head in ("Sở", "Bộ", "Phòng", "Vụ", "Ban") else None
        if known and group["mixed"] and _CAPITAL_FOLLOWS.match(text, known.end(), end):
            known = None  # `Thanh tra Chính phủ` among ministries
        if known and _OWN_OFFICE.match(text, known.start(), end):
            break  # `các Sở: Y tế, Nội vụ; Công an tỉnh`
        if known:
            finish = member_end(text, at, end, rules) if _DASHED.match(text, known.end(), end) else known.end()
        elif group["colon"] and text[at : at + 1].isupper() and not other:
            if rules.title.match(text, at, end) or rules.prefix_title.match(text, at, end):
                break
            if rules.duties.match(text[at : at + 40].lower()):
                break  # `các Bộ, ngành: Rà soát ...`: what they do, not who they are
            finish = member_end(text, at, end, rules)
        elif group["colon"] and other:
            if not group["mixed"]:
                if not bodies:
                    return None
                break
            # `các Bộ, cơ quan: Tài chính, Thanh tra Chính phủ, Ủy ban Kinh tế và Tài chính`
            whole = other.group() in ("Ủy ban", "Uỷ ban")
            finish = name_end(text, at, other, end, rules) if whole else member_end(text, at, end, rules)
        else:
            break
        if finish <= at:
            break
        words = " ".join(text[at:finish].split())
        itself = bool(group["mixed"]) and not known and not words.isupper()
        bodies.append(Body(words if itself else f"{head} {words}", at, finish))
        stop = finish
        bracket = _REMARK.match(text, finish, end)
        separator = SEPARATOR.match(text, bracket.end() if bracket else finish, end)
        if not separator or separator.end() == finish:
            break
        at = separator.end()
    return (bodies, stop) if bodies else None


OTHERS = re.compile(r"\s+(?:khác|còn\s+lại)(?!\w)")


def all_of_a_kind(text: str, bodies: list[Body], stop: int, end: int) -> tuple[list[Body], int, bool]:
    """Members under one head noun; the last may be all of a kind in a territory (`các phòng Nội vụ các huyện`). The
    others of a kind name nobody (`các Sở Y tế, Nội vụ khác`)."""
    *before, last = bodies
    areas = OF_PLACES.match(text, stop, end) if not before else None
    if others := OTHERS.match(text, areas.end() if areas else stop, end):
        return [], others.end(), True
    if areas is not None:
        name = f"{last.name} {' '.join(areas.group().split())}"
        return [Body(name, last.start, areas.end())], areas.end(), False
    return bodies, stop, False


def places_behind(text: str, position: int, stop: int, end: int) -> re.Match[str] | None:
    """The kinds of places behind a name that begins at `position` and ends at `stop`, or inside it: `UBND các tỉnh,
    thành phố: Hà Nội, ...`."""
    behind = _PLURAL_PLACES.match(text, stop, end) or _PLACES_WITHOUT_COLON.match(text, stop, end)
    if behind:
        return behind
    council = _COUNCIL.match(text, position, stop)
    if council:
        for form in (_PLACES_OF_ONE_KIND, _PROVINCES, MORE_PLACES):
            if places := form.match(text, council.end(), end):
                return places
    for found in re.finditer(r"\s+(?:các\s+)", text[position:stop]):
        places = _PLURAL_PLACES.match(text, position + found.start(), end)
        if places:
            return places
        bare = _PLACES_WITHOUT_COLON.match(text, position + found.start(), end)
        if bare:
            return bare
    return None


def spread_over(
    text: str, position: int, places: re.Match[str], end: int, rules: Grammar, signed: str | None
) -> tuple[list[Body], int] | None:
    """`Sở Y tế các tỉnh: Cà Mau, Lai Châu` names one body in each place."""
    base = " ".join(text[position : places.start()].split())
    base = re.sub(r"^UBND\b", "Ủy ban nhân dân", re.sub(r"^HĐND\b", "Hội đồng nhân dân", base))
    if places.re is MORE_PLACES:
        named = [Body(f"{base} {place}", *at) for place, *at in several_places(text, places, end, rules, signed)]
        return (named, named[-1].end) if len(named) > 1 else None
    kinds = " ".join(places["kinds"].lower().split())
    one_kind, provinces = places.re is _PLACES_OF_ONE_KIND, places.re is _PROVINCES
    at = places.end()
    bodies: list[Body] = []
    stop = at
    both = False  # whether `và` stands between two of them
    while at < end:
        own = _OWN_KIND.match(text, at, end)
        name_at = own.end() if own else at
        known = rules.province.match(text, name_at, end)
        proper = known if known and text[name_at].isupper() else _PLACE_NAME.match(text, name_at, end)
        if not proper or rules.head.match(text, name_at, end) or rules.title.match(text, name_at, end):
            break
        if (provinces and proper is not known) or (not bodies and is_no_town(text, name_at - 1, end, rules)):
            break  # `các tỉnh, thành phố\nKhẩn trương ...`
        if bodies and one_kind and (known or _is_no_place(proper.group(), kinds, rules)):
            break  # `UBND xã Hoa Lư, Ninh Bình`: a place inside another
        place = " ".join(proper.group().split())
        if provinces and any(body.name.endswith(f" {place}") for body in bodies):
            break  # `UBND tỉnh Hòa Bình, Hòa Bình`
        kind = own[1].replace("TP.", "thành phố").replace("TP", "thành phố") if own else _kind_of(place, kinds, signed)
        if provinces and not bodies:
            kind = kinds  # as the text says of this one
        bodies.append(Body(f"{base} {kind} {place}", at, proper.end()))
        both = both or (len(bodies) > 1 and "và" in text[stop:at])
        stop = proper.end()
        separator = SEPARATOR.match(text, stop, end)
        if not separator or separator.end() == stop:
            break
        at = separator.end()
    if provinces and len(bodies) < 2:
        return None
    if one_kind and (len(bodies) < 2 or not (both or kinds in ("huyện", "quận") or len(bodies) >= _ENOUGH)):
        return None
    return (bodies, stop) if bodies else None


def _is_no_place(name: str, kind: str, rules: Grammar) -> bool:
    """Whether a name behind a place is that of a person or a body, or so short that it may be a part of either."""
    words = name.split()
    if len(words) == 1 or _NO_PLACE.match(name):
        return True
    if kind not in _NO_PERSONS and " ".join(words) not in _NAMESAKES:
        person = _PERSON_IN_A_COMMUNE if kind == "xã" else _PERSON
        if person.match(name):
            return True
    spoken = name.capitalize()  # `Công An`, `Trung Tâm`
    return rules.head.match(spoken, 0, len(spoken)) is not None


def _kind_of(place: str, kinds: str, signed: str | None) -> str:
    if kinds != "tỉnh" and "," not in kinds and " và " not in kinds:
        return kinds
    return province_kind(place, signed) or "tỉnh"
