"""Where the name of a body ends in running words: `Cục Xuất bản, In và Phát hành | chủ trì`.

Names of bodies hold commas, `và` and lower case words, and no mark closes them; what opens a name, what never belongs
to one and what does all the same is data: `data/units.toml`.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.bodies.areas import AREAS, CITY, COAST
from extractor.bodies.closed import is_closed
from extractor.bodies.committees import behind_its_matter
from extractor.bodies.heads import is_person, person_behind_body, person_behind_place
from extractor.bodies.towns import TOWN, behind_towns, is_no_town, opens_duty
from extractor.bodies.words import Grammar
from extractor.knowledge import toml_data
from extractor.layout import UPPER
from extractor.phrases import any_of
from extractor.text import compare_form

MAX_NAME = 170  # code points; a longer name is a misreading
_SPACE = re.compile(r"\s*")
_PLACE_HEADS = frozenset(
    "Thuế|Công an|công an|Thanh tra|Hải quan|Thống kê|Kho bạc|BHXH|Bảo hiểm xã hội|Bảo hiểm Xã hội".split("|")
)
_COUNCIL = (
    r"(?:Đoàn\s+(?:[Đđ]ại\s+biểu\s+Quốc\s+hội|ĐBQH)|ĐĐBQH|HĐND|Hội\s+đồng\s+nhân\s+dân|UBND"
    r"|[UỦ][ỷy]\s+ban\s+nhân\s+dân)"
)
# `Văn phòng HĐND và UBND huyện` is one office.
_OFFICE_OF_COUNCILS = re.compile(
    rf"(?:Văn\s+phòng|VP)\s+{_COUNCIL}(?:\s*,\s*{_COUNCIL})*\s*(?:và|&|-)\s*{_COUNCIL}(?!\w)"
)
_WHOLE_NAMES = frozenset(("Chính phủ", "Quốc hội", "Thủ tướng Chính phủ"))
_UBND = re.compile(r"(?:UBND|[UỦ][ỷy]\s+ban\s+[Nn]hân\s+dân|HĐND|Hội\s+đồng\s+[Nn]hân\s+dân)(?!\w)")
# `UBND các quận huyện`: newspapers leave the comma out.
_PAIR = r"(?:quận\s+huyện|huyện\s+thị(?:\s+xã)?|xã\s+phường|phường\s+xã|tỉnh\s+thành(?!\s+(?:lập|viên|công)))(?!\w)"
# The places that a body of every one of them stands for: `UBND | các xã, phường ven biển từ A đến B`.
_PLACES = re.compile(
    rf"\s+(?:các\s+|\d{{1,2}}\s+)?(?:cấp\s+{AREAS}(?:\s*,\s*cấp\s+{AREAS})*|các\s+(?:cấp|địa\s+phương)"
    rf"|(?:(?<=các\s){_PAIR}|{AREAS})"
    rf"(?:(?:\s*[,/–-]\s*|\s+và\s+|(?<=phường)\s+(?=xã)){AREAS})*)(?!\w)"
    rf"(?:\s+(?:trực\s+)?thuộc\s+[Tt]rung\s+ương|\s+thuộc\s+(?:tỉnh|thành\s+phố)(?!\s+\w))?{COAST}",
)
_WITH_ITS_CITY = re.compile(rf"\s+các\s+(?!tỉnh)[^:]*\W(?:{CITY}|thị\s+xã)")
_PROPER = re.compile(
    rf"\s+(?:[{UPPER}][\w]*)(?:\s+[{UPPER}][\w]*){{0,4}}"
    r"|(?:(?<=[Qq]uận)|(?<=[Pp]hường))\s+\d{1,2}(?![\w/.])"  # `quận 8`
)
_AND = re.compile(r"\s+và\s+(?:các\s+)?(?!\w+\s+(?:[uủ][ỷy]|[Đđ]oàn)(?!\w))")
_SECOND = re.compile(r"\s+(?:Bộ|Sở)\s")
_GOES_ON = re.compile(r"\s+(?:và|-)\s+[A-ZĐ]")
_CITY = re.compile(rf"\s+(?:{CITY})(?=\W)")
_AREA = re.compile(AREAS + r"(?!\w)")
# `các huyện, thành, thị`
_SHORT_AREA = (
    r"(?:thành(?!\s+(?:phố|lập|viên|công|phần|tích|[uủ][ỷy]|[Đđ]oàn))"
    r"|thị(?!\s+(?:xã|trấn|sát|trường|[uủ][ỷy])))(?!\w)"
)
# The same behind an office: `Sở Y tế | các tỉnh, thành phố`, `Phòng Nội vụ | các địa phương`.
OF_PLACES = re.compile(
    rf"\s+(?:các\s+(?:{_PAIR}|{AREAS})|(?:các\s+)?tỉnh(?=\s*,\s*thành\s+phố(?!\w)))"
    rf"(?:(?:\s*,\s*|\s+và\s+)(?:{AREAS}|{_SHORT_AREA}))*(?!\w)"
    rf"(?:\s+trực\s+thuộc\s+[Tt]rung\s+ương)?{COAST}(?!\s+[{UPPER}])"
    # the police have units everywhere; behind another office the comma was lost
    r"|(?<=ông\san)\s+các\s+đơn\s+vị(?:\s*,\s*địa\s+phương)?\s+(?:có\s+)?liên\s+quan(?!\w)"
    r"|\s+(?:các\s+)?đơn\s+vị\s*,\s*địa\s+phương(?!\w)|\s+các\s+địa\s+phương(?!\w)"
)
_OF_PLACE = re.compile(
    r"\s+(?:cấp\s+(?:tỉnh|xã|huyện)|tỉnh|Tỉnh|[Tt]hành\s+phố|TP\.?|huyện|Huyện|quận|Quận|thị\s+xã|xã|phường)(?!\w)"
    r"(?!\s*[,:]\s*(?:thành|tỉnh|huyện|quận|xã|phường))"
)
_MORE_MEMBERS = re.compile(r"[^,;:.()]*[,;]\s*\w")
_SENTENCE_OPENS = re.compile(r"(?:Các|Những|Theo|Trong|Để|Trường\s+hợp)\b")
_AREA_AFTER_COMMA = re.compile(rf"{AREAS}(?!\w)|{_SHORT_AREA}|cấp\s")
_OPEN_WORDS = re.compile(
    r"(?:các|những|cơ\s+quan|đơn\s+vị|tổ\s+chức|cá\s+nhân|địa\s+phương|ngành|một\s+số|thủ\s+trưởng|toàn\s+thể|đại\s+biểu|đồng\s+chí|ông|bà|doanh\s+nghiệp\s+khác)\b"
)
TOKEN = re.compile(r"[^\s,;:.…()\"“”/]+")
# A group that shares its head noun: `các Sở: Y tế, Nội vụ`.
SHARED_HEAD = re.compile(
    r"(?:(?:[Cc]ác|CÁC)\s+)(?P<head>Sở|Bộ|Cục|Vụ|Ban|Phòng|Trung\s+tâm|Viện|Tổng\s+cục|Chi\s+cục|Công\s+ty|Trường|Tập\s+đoàn"
    r"|Tổng\s+[Cc]ông\s+ty|Hội|Báo|Đài|sở|bộ|cục|vụ|ban|phòng|trung\s+tâm|viện|trường|hội)"
    r"(?P<mixed>(?:\s*,\s*(?:[Bb]an|[Nn]gành|[Cc]ơ\s+quan(?:\s+ngang\s+[Bb]ộ)?|đơn\s+vị))*)(?P<colon>\s*:)?\s+(?=\S)"
)

# `các tỉnh ủy, thành ủy, đảng ủy trực thuộc Trung ương`: committees of one kind; `các huyện, thị, thành ủy` are too
_ORGAN = r"(?:[Tt]ỉnh|[Tt]hành|[Hh]uyện|[Qq]uận|[Tt]hị|[Đđ]ảng)\s+[uủ][ỷy]"
_COMMITTEE = rf"(?:{_ORGAN}|(?:[Cc]hi\s*(?:,|và)\s*)?(?:[Đđ]ảng|[Cc]hi)\s+bộ)(?!\w)"
_NEXT_COMMITTEE = rf"(?:(?:\s*,\s*|\s+và\s+)(?:các\s+)?{_COMMITTEE})"
_SHORT_COMMITTEES = r"(?:\s*,\s*(?:quận|thị|thành|huyện))+\s+(?:[uủ][ỷy]|[Đđ]oàn)(?!\w)"
_BELONGING = (
    rf"(?:\s+(?:trực\s+)?thuộc\s+(?:[Tt]rung\s+ương|{_ORGAN})(?!\w)"
    r"|(?<=\sbộ)\s+cơ\s+sở(?!\w)"
    r"|\s+trực\s+thuộc(?!\s+[A-ZĐ])(?!\w))?"
)
# Committees of the Party in the plural: `các huyện ủy, thành ủy trực thuộc tỉnh`.
COMMITTEES = re.compile(
    rf"(?:[Cc]ấp\s+[uủ][ỷy]\s+)?[Cc]ác\s+(?:{_COMMITTEE}|(?:tỉnh|huyện|quận|thị){_SHORT_COMMITTEES}){_NEXT_COMMITTEE}*"
    rf"(?:(?:\s*,\s*|\s+và\s+)[Đđ]oàn(?=\s+trực\s+thuộc))?{_BELONGING}"
    rf"(?:\s+{AREAS}(?!\w)(?:(?:\s*,\s*|\s+và\s+){AREAS}(?!\w))*)?"
    rf"(?:(?:\s*,\s*|\s+và\s+)(?:các\s+)?{_COMMITTEE}\s+{AREAS}(?!\w)(?:(?:\s*,\s*|\s+và\s+){AREAS}(?!\w))*)?"
)
# The same behind the name of their organ: `Ban Tuyên giáo các huyện ủy | , thành ủy`.
_ENDS_COMMITTEE = re.compile(rf"{_COMMITTEE}\Z")
_ENDS_AREA = re.compile(r"(?:tỉnh|huyện|quận|thị)\Z")
_MORE_COMMITTEES = re.compile(rf"{_NEXT_COMMITTEE}+{_BELONGING}")
_MORE_SHORT = re.compile(rf"{_SHORT_COMMITTEES}{_NEXT_COMMITTEE}*{_BELONGING}")


@cache
def _short_forms() -> tuple[dict[str, str], re.Pattern[str]]:
    forms = {short.lower(): long for short, long in toml_data("units.toml")["short_forms"].items()}
    return forms, re.compile(rf"\b(?:{'|'.join(forms)})\b")


def body_key(name: str) -> str:
    """The form in which two names of a body are one: folded, with `UBND`, `HĐND` and their like spelt out."""
    forms, short = _short_forms()
    return short.sub(lambda found: forms[found.group()], compare_form(name))


def skip_space(text: str, position: int, end: int) -> int:
    if position < end and not text[position].isspace():
        return position
    found = _SPACE.match(text, position, end)
    return found.end() if found else position


# `Công an tỉnh Bà Rịa - Vũng Tàu`, `Thừa Thiên-Huế`: what stands before the dash of a place, and what behind
_DASHED_PLACES = [place.split(" - ") for place in toml_data("units.toml")["dashed_places"]]
_DASH_OPENS = tuple(f" {first}" for first, _ in _DASHED_PLACES)
_DASHED = re.compile(rf"\s*[-–]\s*(?:{any_of((second for _, second in _DASHED_PLACES), '[ ]')})(?!\w)")


def name_end(text: str, position: int, head: re.Match[str], end: int, rules: Grammar) -> int:
    """Where the name ends that starts with this head; the name of its own head is no part of it."""
    stop = _name_end(text, position, head, end, rules)
    if text.endswith(_DASH_OPENS, position, stop) and (dashed := _DASHED.match(text, stop, end)) is not None:
        stop = dashed.end()
    person = person_behind_place(text, position, stop)
    if person is None or rules.province.match(text, skip_space(text, person, end), end):
        return stop
    return person


def _name_end(text: str, position: int, head: re.Match[str], end: int, rules: Grammar) -> int:
    at = head.end()
    if " ".join(head.group().split()) in _WHOLE_NAMES:
        return at
    offices = _OFFICE_OF_COUNCILS.match(text, position, end)
    if offices:
        return _council_end(text, position, offices.end(), end, rules)
    council = _UBND.match(text, position, end)
    if council:
        return _council_end(text, position, council.end(), end, rules)
    if head.group() in _PLACE_HEADS:
        placed = _with_place(text, at, end, rules)
        if placed > at:
            return placed
    known = rules.field.match(text, skip_space(text, at, end), end)
    if known and head.group() in ("Sở", "sở", "Bộ", "Vụ", "Phòng"):
        follow = _GOES_ON.match(text, known.end(), end)
        if not follow or head.group() in ("Sở", "sở", "Bộ"):
            return _with_place(text, known.end(), end, rules)
    stop = behind_its_matter(text, position, _free_end(text, at, end, rules), end)
    if head.group() in ("Sở", "Bộ") and (second := _SECOND.search(text, at, stop)):
        return second.start()  # two cells of a table: `Bộ NN&MT Bộ Y tế`
    if (person := person_behind_body(text, at, stop)) is not None:
        return person
    places = OF_PLACES.match(text, stop, end) or _committees_behind(text, at, stop, end)
    if places is None and text.endswith("phố", at, stop):
        places = _WHICH_CITIES.match(text, stop, end)
    return places.end() if places else stop


# Which of the places are meant, if that is said.
_WHICH_CITIES = re.compile(rf"(?:\s+trực\s+thuộc\s+[Tt]rung\s+ương(?!\w))?{COAST}")
# `Sở Xây dựng TP.HCM`, `UBND H.Bắc Bình`; not `Sở Y tế P.Giám đốc`
_SHORT_TITLE = r"Giám|Chủ|Trưởng|Bí|Tổng|Cục|Viện|Chánh|Hiệu"
_GLUED_CITY = re.compile(
    rf"\s+(?:TPHCM(?!\w)|T[Pp]\.(?:HCM(?!\w)|[{UPPER}]\w*(?:\s+[{UPPER}]\w*){{0,2}})|(?:TX|TT|[HQPX])\.(?!(?:{_SHORT_TITLE})(?!\w))(?:[{UPPER}]\w*(?:\s+[{UPPER}]\w*){{0,2}}|\d{{1,2}}(?!\w)))"
)


def _committees_behind(text: str, at: int, stop: int, end: int) -> re.Match[str] | None:
    """Where `Ban Tuyên giáo các huyện ủy, thành ủy` goes on behind its first committee."""
    before = text[max(at, stop - 10) : stop]
    if _ENDS_COMMITTEE.search(before):
        return _MORE_COMMITTEES.match(text, stop, end)
    return _MORE_SHORT.match(text, stop, end) if _ENDS_AREA.search(before) else None


def _council_end(text: str, position: int, at: int, end: int, rules: Grammar) -> int:
    glued = _GLUED_CITY.match(text, at, end)
    if glued:
        return glued.end()
    places = _PLACES.match(text, at, end)
    if not places:
        proper = _CITY.match(text, at, end)
        return proper.end() if proper else at
    more = _AND.match(text, places.end(), end)
    if more:
        tail = _AREA.match(text, more.end(), end)
        if tail:
            return tail.end()
    several = places.group().lstrip().startswith(("các", "cấp"))
    proper = (TOWN if several else _PROPER).match(text, places.end(), end)
    # `các xã, phường, đặc khu Lý Sơn`, `các huyện, thị xã, thành phố Vinh`
    island = places.group().split()[-2:] == ["đặc", "khu"] or _WITH_ITS_CITY.fullmatch(places.group()) is not None
    no_town = is_no_town if several else opens_duty
    if proper and no_town(text, places.end(), end, rules):
        proper = None
    if proper and not several and (known := rules.province.match(text, skip_space(text, places.end(), end), end)):
        person = is_person(text, known.end(), proper.end())  # else `UBND tỉnh Bà Rịa - Vũng Tàu`
        return known.end() if person else max(proper.end(), known.end())
    if proper and (not several or (island and not rules.title.match(text, skip_space(text, places.end(), end), end))):
        if not rules.head.match(text, skip_space(text, places.end(), end), end):
            old = _OLD_CITY.match(text, proper.end(), end) if places.group().endswith(("xã", "phường")) else None
            stop = old.end() if old else _before_title(text, proper, rules)
            return behind_towns(text, stop, end, rules, position + MAX_NAME) if several else stop
    return places.end()


def _before_title(text: str, proper: re.Match[str], rules: Grammar) -> int:
    """Where the name of a place ends; a title behind it is the next of a list that lost its comma."""
    for word in _CAPITAL_WORD.finditer(text, proper.start(), proper.end()):
        if rules.title.match(text, word.start()):
            return proper.start() + len(text[proper.start() : word.start()].rstrip())
    return proper.end()


_CAPITAL_WORD = re.compile(rf"[{UPPER}]\w*")
# `phường Xuân Hương - Đà Lạt`: since 2025 wards bear the name of their old city behind a dash
_OLD_CITY = re.compile(rf"\s+[-–]\s+(?:{any_of(toml_data('units.toml')['cities_behind_dash'])})(?!\w)")


def _with_place(text: str, at: int, end: int, rules: Grammar) -> int:
    places = OF_PLACES.match(text, at, end) or _GLUED_CITY.match(text, at, end)
    if places:
        return places.end()
    place = _OF_PLACE.match(text, at, end)
    if place:
        proper = _PROPER.match(text, place.end(), end)
        if proper and not rules.head.match(text, skip_space(text, place.end(), end), end):
            return place.end() if opens_duty(text, place.end(), end, rules) else _before_title(text, proper, rules)
        return place.end()
    province = rules.province.match(text, skip_space(text, at, end), end)
    if province and text[skip_space(text, at, end)].isupper():
        return province.end()
    return at


def _free_end(text: str, at: int, end: int, rules: Grammar) -> int:
    """Where a name of unknown words ends: at punctuation, a stop word, or the next body."""
    stop = last = at  # `last`: where the word before began
    limit = min(end, at + MAX_NAME)
    oversight = False
    while stop < limit:
        begin = skip_space(text, stop, limit)
        if begin >= limit:
            break
        char = text[begin]
        if char == ",":
            follow = skip_space(text, begin + 1, limit)
            manages = text.endswith(rules.managers, 0, stop)
            oversight = manages and rules.overseers.match(text, follow, limit) is not None
            if not (oversight or _goes_on_after_comma(text, follow, limit, rules)):
                break
            if text.startswith("khu ", follow) and not _MANAGES.search(text, max(0, at - 8), stop):
                break
            begin = follow
        elif char == "/" and begin + 1 < limit and not text[begin + 1].isspace():
            begin += 1
        elif char in ';:()"“”./…':
            break
        if text[begin] in "-–&" and begin + 1 < limit:
            stop = begin + 1
            continue
        word = TOKEN.match(text, begin, limit)
        if not word:
            break
        if word.group() == "và":
            follow = skip_space(text, word.end(), limit)
            if not _goes_on_after_and(text, follow, limit, rules):
                break
        elif text[begin].islower():
            if (oversight and char == ",") or (stop > at and rules.whole.match(text, last, end)):
                pass
            elif stop == at and _WHOLE_ORGAN.search(text, max(0, at - 12), at) and not _LONGER_ORGAN.match(text, begin):
                break
            elif stop == at and word.group() == "các" and _MANAGES.search(text, max(0, at - 8), at):
                pass  # whatever it manages: `Ban Quản lý các bến phà`
            elif _stops(text, begin, end, rules) or (char != "," and is_closed(text, last, begin, at, rules)):
                break
        elif stop > at and rules.title.match(text, begin, end):
            break
        last, stop = begin, word.end()
    while stop > at and text[stop - 1] in "-–& ":  # a dash behind the name is none inside it
        stop -= 1
    return stop


def member_end(text: str, at: int, end: int, rules: Grammar) -> int:
    """A member of a list under a shared head noun ends at the next comma; the last may itself hold `và`."""
    stop = at
    limit = min(end, at + MAX_NAME)
    while stop < limit:
        begin = skip_space(text, stop, limit)
        if begin >= limit or text[begin] in ",;:.…()":
            break
        if text[begin] in "-–&":
            stop = begin + 1
            continue
        word = TOKEN.match(text, begin, limit)
        if not word:
            break
        if word.group() == "và":
            follow = skip_space(text, word.end(), limit)
            if (
                rules.head.match(text, follow, limit)
                or rules.title.match(text, follow, limit)
                or not text[follow : follow + 1].isupper()
            ):
                break
            # `A, B và C`: a list that has no comma behind ends here
            if not _MORE_MEMBERS.match(text, follow, limit):
                break
        elif begin > at and text[begin].islower() and _stops(text, begin, end, rules):
            break
        stop = word.end()
    return stop


# What such centres of communes are for, and no work that they are told to do.
# That a place stands behind them tells, or an end, or what they are to do.
_ALL_SERVICES = re.compile(r"(?<=[Dd]ịch vụ\s)tổng\s+hợp(?!\w)")
_PLACED = re.compile(rf"\s+(?:{AREAS}|khu\s+vực|[{UPPER}]\w)|\s*(?:[;:.)]|\Z)")
_MORE_WORK = re.compile(r"\s+(?:báo|kết|số|ý)\s")
# no word in small letters belongs to these, but for a member's title and a long name
_WHOLE_ORGAN = re.compile(r"(?:Tỉnh|Thành|Huyện|Quận|Thị)\s+(?:[đĐ]oàn|[uủ][ỷy])\Z")
_LONGER_ORGAN = re.compile(r"(?:viên|thanh\s+niên)(?!\w)")
_MANAGES = re.compile(r"uản\s+lý(?!\w)")  # `Ban Quản lý các khu công nghiệp, khu kinh tế`


def _stops(text: str, begin: int, end: int, rules: Grammar) -> bool:
    """Whether a lower case word ends the name; `Ban chỉ đạo`, `Tổ kiểm tra` are names."""
    if not rules.stop.match(text, begin, end) or rules.go_on.match(text, begin, end):
        return False
    if services := _ALL_SERVICES.match(text, begin, end):
        at = services.end()
        told = rules.stop.match(text, skip_space(text, at, end), end) and not _MORE_WORK.match(text, at, end)
        return not (told or _PLACED.match(text, at, end))
    return not text[max(0, begin - 4) : begin].endswith(("Ban ", "Tổ ", "ban ", "Ban\n"))


def _goes_on_after_comma(text: str, follow: int, limit: int, rules: Grammar) -> bool:
    if follow >= limit or rules.head.match(text, follow, limit) or rules.title.match(text, follow, limit):
        return False
    if rules.prefix_title.match(text, follow, limit):
        return False
    if text[follow].isupper():
        # `Xuất bản, In và Phát hành`: every body of a list opens with its own head, so this still is the name
        return not _SENTENCE_OPENS.match(text, follow, limit)
    return _AREA_AFTER_COMMA.match(text, follow, limit) is not None or rules.part.match(text, follow, limit) is not None


def _goes_on_after_and(text: str, follow: int, limit: int, rules: Grammar) -> bool:
    if follow >= limit:
        return False
    if rules.head.match(text, follow, limit) or rules.title.match(text, follow, limit):
        return False
    if rules.prefix_title.match(text, follow, limit) or SHARED_HEAD.match(text, follow, limit):
        return False
    if text[follow].isupper():
        return not _SENTENCE_OPENS.match(text, follow, limit)
    return not _OPEN_WORDS.match(text, follow, limit) and not rules.stop.match(text, follow, limit)
