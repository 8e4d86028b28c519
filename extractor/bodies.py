"""Lists of bodies in running words: `Chánh Văn phòng UBND tỉnh; Giám đốc các Sở: Y tế, Nội vụ và Chủ tịch UBND các xã`.

Heads of bodies count as the body; a head noun shared by a list goes to each member; open groups (`các sở, ban, ngành`)
are passed over, because they name nobody. What a name is made of is data: `data/units.toml`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from extractor.body_names import (
    MAX_NAME,
    SHARED_HEAD,
    Grammar,
    grammar,
    member_end,
    name_end,
    skip_space,
)
from extractor.layout import UPPER
from extractor.phrases import FIRST_WORD
from extractor.places import province_kind


class Body(NamedTuple):
    """A body as the text names it; `start`, `end` where the text does (for a member of a list, its own words)."""

    name: str
    start: int
    end: int


class BodyList(NamedTuple):
    """The bodies of one list, the open groups among them (`các sở, ban, ngành`), and where the list ends."""

    bodies: tuple[Body, ...]
    groups: tuple[Body, ...]
    end: int


_OPENER = re.compile(
    r"(?:(?:[Cc]ác\s+)?(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à)(?:\s*\([Bb]à\))?|[Tt]ập thể|[Cc]ác\s+đơn\s+vị\s*:|sau\s+đây)"
    r"(?!\w)\s*:?\s*"
)

# The first words of `_OPENER`, `_OPEN` and `SHARED_HEAD`, in lower case.
_OPENINGS = (
    "các đồng ông bà tập sau những một toàn thủ tổ sở bộ ban ngành đơn cơ địa cá đoàn doanh phòng lực cấp hội thành "
    "cán người".split()
)


@cache
def list_openings() -> frozenset[str]:
    """Every word that a list of bodies can open with. Most stretches of text open with another and name nobody."""
    return grammar().openings.union(_OPENINGS, map(str.capitalize, _OPENINGS), ("CÁC",))


_MANY = r"(?:[Cc]ác|[Nn]hững|[Mm]ột số|[Tt]oàn thể|[Tt]hủ trưởng)\s+"
_OPEN = re.compile(
    rf"(?:{_MANY}(?:tổ chức|hộ)|(?:{_MANY})?(?:[Ss]ở|[Bb]ộ|[Bb]an|[Nn]gành|[Đđ]ơn vị|[Cc]ơ quan|[Đđ]ịa phương"
    r"|[Cc]á nhân|[Đđ]oàn thể|[Dd]oanh nghiệp|[Pp]hòng|[Ll]ực lượng|[Cc]ấp ủy|[Hh]ội|[Tt]hành viên|[Cc]án bộ|[Nn]gười"
    # alone, `tổ chức` is more often the verb
    r"|[Tt]ổ chức(?=\s*[,;.)]|\s+(?:và|cá nhân|chính trị|xã hội|có liên|liên quan|khác|đảng|kinh tế|hội|doanh))))\b"
)


# An open group worth naming: many bodies at once, by kind.
_OPEN_GROUP = re.compile(
    r"[Cc]ác (?:sở|bộ|ban|ngành|đơn vị|phòng|cơ quan|tổ chức|lực lượng)(?: chức năng| chuyên môn)?"
    r"(?:\Z|,| (?:thuộc|trực thuộc|có|cấp|sự nghiệp|liên quan|báo chí|ban)\b)"
    r"|(?:[Cc]ác )?cơ quan (?:ngang bộ|thuộc Chính phủ)"
)
_ANYBODY = re.compile(r"(?:(?:[Cc]ác|cơ quan|đơn vị|tổ chức|cá nhân|doanh nghiệp|và|có|liên quan|khác|[,;])\s*)+")
_CONCERNED = re.compile(
    r"(?:các\s+)?(?:cơ quan|đơn vị|tổ chức|cá nhân)(?:[\s,]+(?:cơ quan|đơn vị|tổ chức|cá nhân|và))*"
    r"\s+(?:có\s+)?liên\s+quan"
)
_GROUP_OF = re.compile(r"\s+(?:thuộc|trực thuộc|của|cấp)(?!\w)|\s*,\s*(?:các|sở|ban|ngành|đơn|cơ|địa)")
_OF_GROUP = re.compile(r"(?:có|thuộc|trực thuộc|liên quan|các|khác)(?!\w)")  # stops of a name, parts of a group
_BRACKET = re.compile(r"\s*\(")
_REMARK = re.compile(r"\s*\([^()]{1,120}\)")
_COLON = re.compile(r"\s*:")
_OFFICE = re.compile(r"(?:phòng|ban|thuế|Ban|Phòng)\b")
_LOWER_OFFICE = re.compile(r"(?:phòng|ban|thuế)\s+(?=\w)")
_STEP = re.compile(r"\s*(?=[^\s,;:.()\"“”/])((\w*)[^\s,;:.()\"“”/]*)")  # the next token, and the word it opens with
_SERIES = re.compile(r"\s*,\s*(?:ban|ngành|sở)\b")  # `Sở, ban, ngành` names nobody
_PLACES_WITHOUT_COLON = re.compile(
    r"\s+các\s+(?P<kinds>tỉnh(?:\s*,\s*|\s+và\s+)thành\s+phố|tỉnh|thành\s+phố|huyện|quận|xã|phường)\s+(?=[A-ZĐ])"
)
_OWN_KIND = re.compile(r"(tỉnh|thành phố|TP\.?)\s+")
_PLACE_NAME = re.compile(rf"[{UPPER}][\w]*(?:\s+(?:-\s+)?[{UPPER}][\w]*){{0,4}}")
_SEPARATOR = re.compile(r"\s*(?:[,;]|/|\bvà\b|\bcùng\b|&)\s*(?:và\s+|cùng\s+)?")

_CLOSE = re.compile(r"\s*\)")
_PLURAL_PLACES = re.compile(
    r"\s+(?:các\s+)?(?P<kinds>tỉnh(?:\s*,\s*|\s+và\s+)thành\s+phố|tỉnh|thành\s+phố|huyện|quận|xã|phường)\s*:\s*"
)


_INNER_CAPITAL = re.compile(rf"[{UPPER}](?<!\.\s.)")
_CLAUSE_WORDS = (re.compile(r"\.\s+(\w+)"), re.compile(r";\s+(\w+)"))  # apart: a literal sign is found far sooner


def clauses(text: str, start: int, end: int, *, first: bool) -> list[int]:
    """Where the clauses of a paragraph begin that may open with a list that names a body; `first`: the one at `start`
    counts too. A quick look: a list opens with one of few words, and a body behind an open group has a capital."""
    openings, rules = list_openings(), grammar()
    words = [(word.start(1), word[1]) for sign in _CLAUSE_WORDS for word in sign.finditer(text, start, end)]
    if first and (word := FIRST_WORD.match(text, start, end)) is not None:
        words.append((start, word.group()))
    named: list[int] = []
    grouped: list[int] = []
    for place, opening in words:
        if opening in openings:
            name = rules.head.match_from(opening, text, place, end) or rules.title.match_from(opening, text, place, end)
            known = name or rules.prefix_title.match_from(opening, text, place, end)
            (named if known else grouped).append(place)
    if grouped:
        last = max((capital.start() for capital in _INNER_CAPITAL.finditer(text, min(grouped) + 1, end)), default=start)
        for title in rules.small_titles:  # `lãnh đạo phòng ...` needs none
            last = max(last, text.rfind(title, last, end))
        named += [place for place in grouped if place < last]
    return sorted(named)


def read_bodies(text: str, position: int, end: int, signed: str | None = None) -> BodyList:
    """The list of bodies that starts at `position` of `text` (white space may be line breaks); empty when none does.

    `signed` (ISO) decides whether a place was a province or a city then. Linear in what it reads; never raises.
    """
    rules, openings = grammar(), list_openings()
    bodies: list[Body] = []
    groups: list[Body] = []
    inside = 0
    after = position
    while position < end:
        position = skip_space(text, position, end)
        word = FIRST_WORD.match(text, position, end)
        if word is None or word.group() not in openings:
            break
        opener = _OPENER.match(text, position, end)
        if opener:
            position = opener.end()
        position, titled = _titles(text, position, end, rules)
        found, stop, is_open = _item(text, position, end, rules, signed, titled)
        if titled and not found and not is_open:
            # `Bí thư tỉnh ủy`: a head whose body is not named by a name
            lower = _LOWER_WORDS.match(text, stop, end)
            stop = lower.end() if lower else stop
        if found or is_open or titled:
            bodies.extend(body for body in found if not _is_founder(text, body, end))
            if is_open:
                words = " ".join(text[position:stop].split())
                if _OPEN_GROUP.match(words) and not _ANYBODY.fullmatch(words):
                    groups.append(Body(words, position, stop))
            position = after = max(stop, position)
        else:
            break
        while inside:
            close = _CLOSE.match(text, position, end)
            if not close:
                break
            position = after = close.end()
            inside -= 1
        bracket = _BRACKET.match(text, position, end)
        if bracket and (rules.head.match(text, bracket.end(), end)):
            position = bracket.end()
            inside += 1
            continue
        if bracket and inside == 0:
            # a remark in brackets does not end the list
            close_at = text.find(")", bracket.end(), min(end, bracket.end() + 120))
            if close_at > 0:
                follow = _SEPARATOR.match(text, close_at + 1, end)
                if follow:
                    position = after = close_at + 1
        separator = _SEPARATOR.match(text, position, end)
        if not separator or separator.end() == position:
            break
        position = separator.end()
    return BodyList(tuple(bodies), tuple(groups), after)


_LOWER_WORDS = re.compile(r"(?:(?:tỉnh|thành|đảng|huyện|quận)\s+[uủ][ỷy](?!\w))")


def _is_founder(text: str, body: Body, end: int) -> bool:
    """`tổ chức do Chính phủ, Thủ tướng Chính phủ thành lập`: who founded is not who is told."""
    if body.name not in ("Chính phủ", "Thủ tướng Chính phủ"):
        return False
    return text[max(0, body.start - 3) : body.start].strip() == "do" or bool(_FOUNDED.match(text, body.end, end))


_FOUNDED = re.compile(r"\s+thành\s+lập")


def _titles(text: str, position: int, end: int, rules: Grammar) -> tuple[int, bool]:
    """Behind the titles of a head (`Giám đốc`, `Bộ trưởng, Chủ nhiệm`): where the body's own name starts."""
    titled = False
    while True:
        found = rules.title.match(text, position, end)
        if not found:
            found = rules.prefix_title.match(text, position, end)
            if not found:
                break
            after = skip_space(text, found.end(), end)
            if not (rules.head.match(text, after, end) or _OFFICE.match(text, after, end)):
                break
        position = found.end()
        colon = _COLON.match(text, position, end)
        if colon:
            position = colon.end()
        position = skip_space(text, position, end)
        titled = True
    return position, titled


def _item(
    text: str, position: int, end: int, rules: Grammar, signed: str | None, titled: bool
) -> tuple[list[Body], int, bool]:
    group = SHARED_HEAD.match(text, position, end) if text[position : position + 1] in ("c", "C") else None
    if group:
        shared = _shared(text, group, end, rules)
        if shared:
            return shared[0], shared[1], False
    head = rules.head.match(text, position, end)
    lowered = titled and _LOWER_OFFICE.match(text, position, end)
    if head and not _SERIES.match(text, head.end(), end):
        stop = name_end(text, position, head, end, rules)
        places = _PLURAL_PLACES.match(text, stop, end) or _kinds_inside(text, position, stop, end)
        if places:
            spread = _spread(text, position, places, end, rules, signed)
            if spread:
                return spread[0], spread[1], False
        name = " ".join(text[position:stop].split())
        if _is_name(name, head.group(), titled):
            return [Body(name, position, stop)], stop, False
        return [], stop, True
    if lowered:
        stop = name_end(text, position, lowered, end, rules)
        name = " ".join(text[position:stop].split())
        return [Body(name[0].upper() + name[1:], position, stop)], stop, False
    if _OPEN.match(text, position, end):
        return [], _open_end(text, position, end, rules), True
    return [], position, False


def _is_name(name: str, head: str, titled: bool) -> bool:
    if len(name) > MAX_NAME:
        return False
    if name == " ".join(head.split()):
        # `Chánh Văn phòng` alone is a body; `Sở` alone is nobody
        known_alone = head.startswith(("Chính phủ", "Thủ tướng", "Quốc hội", "Tỉnh", "Thành"))
        return known_alone or (titled and head in ("Văn phòng", "Thanh tra", "Ban Quản lý"))
    return not name.endswith((" liên quan", " nêu trên"))


def _open_end(text: str, position: int, end: int, rules: Grammar) -> int:
    """Behind an open group: it goes on to the next body, a verb, or a stop."""
    at = position
    member = True
    while at < end:
        step = _STEP.match(text, at, end)
        if step is None:
            at = skip_space(text, at, end)
            if at >= end or text[at] != ",":
                break
            follow = skip_space(text, at + 1, end)
            if not _OPEN.match(text, follow, end) and not text.startswith("trực thuộc", follow):
                break
            at, member = follow, True
            step = _STEP.match(text, at, end)
            if step is None:
                break
        begin = step.start(1)
        token, word = step.groups()
        if begin > position:
            if token == "và":
                follow = skip_space(text, step.end(), end)
                if not _OPEN.match(text, follow, end) or _CONCERNED.match(text, follow, end):
                    break
            elif token[0].islower():
                stops = not member and rules.stop.match_from(word, text, begin, end)
                if stops and not _OF_GROUP.match(text, begin, end):
                    break
            elif rules.title.match_from(word, text, begin, end):
                break
        at = step.end()
        if token == "quan" and text[max(0, begin - 5) : begin].strip() == "liên" and not _GROUP_OF.match(text, at, end):
            break  # `các cơ quan liên quan` is a whole group
        member = token == "và"  # the next word opens a member, it is no verb
        if at - position > MAX_NAME:
            break
    while at > position and (text[at - 1].isspace() or text[at - 1] == ","):
        at -= 1
    return at


def _shared(text: str, group: re.Match[str], end: int, rules: Grammar) -> tuple[list[Body], int] | None:
    """Members of `các Sở: Y tế, Nội vụ và Tài chính`; without a colon only known fields of work are members."""
    head = group["head"]
    head = head[0].upper() + head[1:]
    at = group.end()
    bodies: list[Body] = []
    stop = at
    while at < end:
        known = rules.field.match(text, at, end) if head in ("Sở", "Bộ", "Phòng", "Vụ", "Ban") else None
        if known:
            finish = known.end()
        elif group["colon"] and text[at : at + 1].isupper() and not rules.head.match(text, at, end):
            if rules.title.match(text, at, end) or rules.prefix_title.match(text, at, end):
                break
            finish = member_end(text, at, end, rules)
        elif group["colon"] and not bodies and rules.head.match(text, at, end):
            return None
        else:
            break
        if finish <= at:
            break
        words = " ".join(text[at:finish].split())
        bodies.append(Body(f"{head} {words}", at, finish))
        stop = finish
        bracket = _REMARK.match(text, finish, end)
        separator = _SEPARATOR.match(text, bracket.end() if bracket else finish, end)
        if not separator or separator.end() == finish:
            break
        at = separator.end()
    return (bodies, stop) if bodies else None


def _kinds_inside(text: str, position: int, stop: int, end: int) -> re.Match[str] | None:
    """`UBND các tỉnh, thành phố: Hà Nội, ...`: the kinds of places may already stand inside the name."""
    for found in re.finditer(r"\s+(?:các\s+)", text[position:stop]):
        places = _PLURAL_PLACES.match(text, position + found.start(), end)
        if places:
            return places
        bare = _PLACES_WITHOUT_COLON.match(text, position + found.start(), end)
        if bare:
            return bare
    return None


def _spread(
    text: str, position: int, places: re.Match[str], end: int, rules: Grammar, signed: str | None
) -> tuple[list[Body], int] | None:
    """`Sở Xây dựng các tỉnh, thành phố: Gia Lai, Hà Nội` names one body in each place."""
    base = " ".join(text[position : places.start()].split())
    base = re.sub(r"^UBND\b", "Ủy ban nhân dân", re.sub(r"^HĐND\b", "Hội đồng nhân dân", base))
    kinds = " ".join(places["kinds"].split())
    at = places.end()
    bodies: list[Body] = []
    stop = at
    while at < end:
        own = _OWN_KIND.match(text, at, end)
        name_at = own.end() if own else at
        known = rules.province.match(text, name_at, end)
        proper = known if known and text[name_at].isupper() else _PLACE_NAME.match(text, name_at, end)
        if not proper or rules.head.match(text, name_at, end) or rules.title.match(text, name_at, end):
            break
        place = " ".join(proper.group().split())
        kind = own[1].replace("TP.", "thành phố").replace("TP", "thành phố") if own else _kind_of(place, kinds, signed)
        bodies.append(Body(f"{base} {kind} {place}", at, proper.end()))
        stop = proper.end()
        separator = _SEPARATOR.match(text, stop, end)
        if not separator or separator.end() == stop:
            break
        at = separator.end()
    return (bodies, stop) if bodies else None


def _kind_of(place: str, kinds: str, signed: str | None) -> str:
    if "," not in kinds and " và " not in kinds:
        return kinds
    return province_kind(place, signed) or "tỉnh"
