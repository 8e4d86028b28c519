"""Lists of bodies in running words: `Chánh Văn phòng UBND tỉnh; Giám đốc các Sở: Y tế, Nội vụ và Chủ tịch UBND các xã`.

Heads of bodies count as the body; a head noun shared by a list goes to each member; open groups (`các sở, ban, ngành`)
are passed over, because they name nobody. What a name is made of is data: `data/units.toml`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from extractor.bodies.heads import behind_head
from extractor.bodies.names import COMMITTEES, MAX_NAME, SHARED_HEAD, name_end, skip_space
from extractor.bodies.passed_over import OTHER_NAME, behind_no_name, behind_nobody, list_goes_on
from extractor.bodies.series import SEPARATOR, Body, all_of_a_kind, places_behind, shared_heads, spread_over
from extractor.bodies.titles import behind_titles
from extractor.bodies.words import Grammar, grammar
from extractor.layout import UPPER
from extractor.phrases import FIRST_WORD


class BodyList(NamedTuple):
    """The bodies of one list, the open groups among them (`các sở, ban, ngành`), and where the list ends."""

    bodies: tuple[Body, ...]
    groups: tuple[Body, ...]
    end: int

    @property
    def named(self) -> tuple[Body, ...]:
        """Bodies and open groups, as they stand."""
        if not self.groups:
            return self.bodies
        return tuple(sorted((*self.bodies, *self.groups), key=lambda body: body.start))


_OPENER = re.compile(
    r"(?:(?:[Cc]ác\s+)?(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à)(?:\s*\([Bb]à\))?|[Tt]ập thể|sau\s+đây"
    r"|[Cc]ác\s+(?:cơ\s+quan|đơn\s+vị)(?:\s*,\s*đơn\s+vị)?(?:\s+(?:có\s+)?liên\s+quan)?\s*:"
    r"|[Cc]ác(?=\s+(?:[Bb]ộ\s+trưởng|[Tt]hứ\s+trưởng|[Tt]hủ\s+trưởng|[Cc]hủ\s+tịch|[Gg]iám\s+đốc|[Cc]hủ\s+đầu\s+tư)(?!\w)))(?!\w)\s*:?\s*"
)

# The first words of `_OPENER`, `_OPEN` and `SHARED_HEAD`, in lower case.
_OPENINGS = (
    "các đồng ông bà tập sau những một toàn thủ tổ sở bộ ban ngành đơn cơ địa cá đoàn doanh phòng lực cấp hội thành "
    "cán người chính nhân chủ nhà khu".split()
)


@cache
def list_openings() -> frozenset[str]:
    """Every word that a list of bodies can open with. Most stretches of text open with another and name nobody."""
    return grammar().openings.union(_OPENINGS, map(str.capitalize, _OPENINGS), ("CÁC",))


_MANY = r"(?:[Cc]ác|[Nn]hững|[Mm]ột\s+số|[Tt]oàn\s+thể|[Tt]hủ\s+trưởng)\s+"
_HAMLET = r"(?:thôn|bản|ấp|xóm|khóm|buôn|làng|tiểu\s+khu|khu\s+phố|tổ\s+dân\s+phố)(?!\w)"
_OPEN = re.compile(
    rf"(?:{_MANY}(?:công\s+ty|ngân\s+hàng|nhà\s+trường|trường|bệnh\s+viện|thương\s+nhân|tổ\s+chức|hộ|cơ\s+sở|hợp\s+tác\s+xã|khu\s+(?:công\s+nghiệp|kinh\s+tế)|cụm\s+công\s+nghiệp|khoa|chủ\s+(?:rừng|hồ|đầu\s+tư|dự\s+án|phương\s+tiện)|nhà\s+thầu|[Nn]hân\s+dân|[Qq]uân\s+khu|thôn|bản|tầng\s+lớp)"
    rf"|(?:{_MANY})?(?:[Ss]ở|[Bb]ộ|[Bb]an|[Nn]gành|[Đđ]ơn\s+vị|[Cc]ơ\s+quan|[Đđ]ịa\s+phương"
    r"|[Cc]á\s+nhân|[Đđ]oàn\s+thể|[Dd]oanh\s+nghiệp|[Pp]hòng|[Ll]ực\s+lượng|[Cc]ấp\s+ủy|[Cc]hính\s+quyền|[Hh]ội|[Tt]hành\s+viên|[Cc]án\s+bộ|[Nn]gười"
    # whose hamlet or street is no body
    rf"|[Tt]rưởng\s+(?:các\s+)?{_HAMLET}(?:\s*,\s*{_HAMLET})*|[Tt]ổ\s+trưởng\s+(?:các\s+)?[Tt]ổ\s+dân\s+phố"
    r"|[Nn]hân\s+dân|chủ\s+đầu\s+tư|nhà\s+thầu|khu\s+kinh\s+tế"
    # alone, `tổ chức` is more often the verb
    r"|[Tt]ổ\s+chức(?=\s*[,;.)]|\s+(?:và|cá\s+nhân|chính\s+trị|xã\s+hội|có\s+liên|liên\s+quan|khác|đảng|kinh\s+tế|hội"
    r"|doanh))))\b"
)


# An open group worth naming: many bodies at once, by kind.
_OPEN_GROUP = re.compile(
    r"[Cc]ác (?:sở|bộ|ban|ngành|đơn vị|phòng|cơ quan|tổ chức|lực lượng)(?: chức năng| chuyên môn)?"
    r"(?:\Z|,| (?:thuộc|trực thuộc|có|cấp|sự nghiệp|liên quan|báo chí|ban)\b)"
    r"|(?:[Cc]ác )?cơ quan (?:ngang bộ|thuộc Chính phủ)"
)
_ANYBODY = re.compile(r"(?:(?:[Cc]ác|cơ quan|đơn vị|tổ chức|cá nhân|doanh nghiệp|và|có|liên quan|khác|[,;])\s*)+")
_CONCERNED = re.compile(
    r"(?:các\s+)?(?:cơ\s+quan|đơn\s+vị|tổ\s+chức|cá\s+nhân)(?:[\s,]+(?:cơ\s+quan|đơn\s+vị|tổ\s+chức|cá\s+nhân|và))*"
    r"\s+(?:có\s+)?liên\s+quan"
)
_GROUP_OF = re.compile(r"\s+(?:thuộc|trực\s+thuộc|của|cấp|ở)(?!\w)|\s*,\s*(?:các|sở|ban|ngành|đơn|cơ|địa)")
_OF_GROUP = re.compile(r"(?:có(?!\s+trách\s+nhiệm)|thuộc|trực\s+thuộc|liên\s+quan|phụ\s+trách|các|khác)(?!\w)")
_BRACKET = re.compile(r"\s*\(")
_LOWER_OFFICE = re.compile(
    r"(?:phòng|văn\s+phòng|ban|thuế|thanh\s+tra|khoa|trường(?!\s+(?:học|hợp|phái|quay|vốn|đua|lực)(?!\w))"
    r"|trạm|trung\s+tâm|bệnh\s+viện)\s+(?=\w)"
)
# Of these, some name a body only by what stands behind: `Giám đốc bệnh viện chịu trách nhiệm` tells of none.
_NAMELESS = re.compile(r"(?:trường|trạm|trung\s+tâm|bệnh\s+viện)\s+((?:phụ\s+trách|kiêm|trực)(?!\w))?")
_NAME_FOLLOWS = re.compile(r"\s+\w")
_STEP = re.compile(r"\s*(?=[^\s,;:.()\"“”/])((\w*)[^\s,;:.()\"“”/]*)")  # the next token, and the word it opens with
_SERIES = re.compile(r"\s*,\s*(?:ban|ngành|sở)\b")  # `Sở, ban, ngành` names nobody
_CLOSE = re.compile(r"\s*\)")


_COMMITTEES = ("UBND", "Ủy ban nhân dân", "Uỷ ban nhân dân")


@lru_cache(maxsize=64)  # several readers ask who opens a sentence; cleared behind each paper
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
            if not bodies or (behind := behind_nobody(text, position, end, rules)) is None:
                break
            position = behind
            continue
        opener = _OPENER.match(text, position, end)
        if opener:
            position = opener.end()
        position, titled = behind_titles(text, position, end, rules)
        ministry = _ministry(text, position, end, rules) if titled else None
        if ministry is not None:
            found, stop, is_open = [ministry], ministry.end, False
        else:
            found, stop, is_open = _item(text, position, end, rules, signed, titled)
        if titled and not found and not is_open:
            # `Bí thư tỉnh ủy`: a head whose body is not named by a name
            lower = _LOWER_WORDS.match(text, stop, end)
            stop = lower.end() if lower else stop
        if found or is_open or titled:
            bodies.extend(
                b for b in found if not (_is_founder(text, b, end) or _is_board(text, b, end) or _is_title(b))
            )
            if is_open:
                words = " ".join(text[position:stop].split())
                if _OPEN_GROUP.match(words) and not _ANYBODY.fullmatch(words):
                    groups.append(Body(words, position, stop))
            position = after = max(stop, position)
            committee = bool(found) and found[-1].name.startswith(_COMMITTEES)
            if committee or (found and titled):  # the list goes on behind the name of a head
                position = behind_head(text, position, end, rules)
                after = position if committee else after
        elif bodies and (behind := behind_nobody(text, position, end, rules)) is not None:
            position = behind
            continue
        else:
            break
        while inside:
            close = _CLOSE.match(text, position, end)
            if not close:
                break
            position = after = close.end()
            inside -= 1
        bracket = _BRACKET.match(text, position, end)
        # `Sở A (Thường trực Ban Chỉ huy tỉnh)`: what else it is, no second body
        if bracket and rules.head.match(text, bracket.end(), end) and not OTHER_NAME.match(text, bracket.end(), end):
            position = bracket.end()
            inside += 1
            continue
        if bracket and inside == 0:  # a remark in brackets does not end the list
            close_at = text.find(")", bracket.end(), min(end, bracket.end() + 120))
            if close_at > 0:
                follow = SEPARATOR.match(text, close_at + 1, end)
                if follow:
                    position = after = close_at + 1
        separator = SEPARATOR.match(text, position, end)
        if separator and separator.end() > position:
            position = separator.end()
        elif (more := list_goes_on(text, position, end, rules, behind_group=is_open)) is not None:
            position = more
        else:
            break
    return BodyList(tuple(bodies), tuple(groups), after)


_OF_A_COUNTRY = re.compile(
    r"\s+(?:của\s+)?(?:nước\s+)?(?:(?:Cộng\s+hòa(?:\s+(?:Dân\s+chủ\s+)?Nhân\s+dân|\s+Liên\s+bang)?|CHDCND|CHND"
    r"|Vương\s+quốc|Liên\s+bang|Hợp\s+chúng\s+quốc)\s+)?"
)
_FORCES = re.compile(r"[Cc]ảnh\s+sát\s+[Bb]iển|[Bb]ộ\s+đội\s+[Bb]iên\s+phòng")
_MINISTER = re.compile(r"(?:[Bb]ộ|[Tt]hứ)\s+trưởng\s+\Z")


def _ministry(text: str, position: int, end: int, rules: Grammar) -> Body | None:
    """`Bộ trưởng Nội vụ`: the ministry that newspapers leave out behind the title of its head; none of another country
    (`Bộ trưởng Quốc phòng Lào`)."""
    if _MINISTER.search(text, max(0, position - 20), position) is None:
        return None
    field = rules.field.match(text, position, end)
    if field is None:
        return None
    of = _OF_A_COUNTRY.match(text, field.end(), end)
    if of is not None and rules.countries.match(text, of.end(), end) is not None:
        return None
    return Body(f"Bộ {' '.join(field.group().split())}", position, field.end())


_LOWER_WORDS = re.compile(r"(?:(?:tỉnh|thành|đảng|huyện|quận)\s+[uủ][ỷy]|(?:chi|đảng)\s+bộ)(?!\w)")


def _is_founder(text: str, body: Body, end: int) -> bool:
    """`tổ chức do Chính phủ, Thủ tướng Chính phủ thành lập`: who founded is not who is told."""
    if body.name not in ("Chính phủ", "Thủ tướng Chính phủ"):
        return False
    return text[max(0, body.start - 3) : body.start].strip() == "do" or bool(_FOUNDED.match(text, body.end, end))


def _is_board(text: str, body: Body, end: int) -> bool:
    """`Chủ tịch Hội đồng quản trị, Tổng Giám đốc Ngân hàng A`: the board of the body that is named behind."""
    return body.name in ("Hội đồng quản trị", "Hội đồng thành viên") and bool(_ITS_HEAD.match(text, body.end, end))


def _is_title(body: Body) -> bool:
    """`Tỉnh ủy viên, Giám đốc Sở A`: a title of the head of the body that is named behind."""
    return _MEMBER.match(body.name) is not None


_MEMBER = re.compile(r"(?:Tỉnh|Thành|Huyện|Quận|Thị)\s+[uủ][ỷy]\s+viên(?!\w)")
_ITS_HEAD = re.compile(r"(?:\s*,|\s+và)\s+(?:Tổng\s+)?[Gg]iám\s+đốc\s+(?=\w)")
_FOUNDED = re.compile(r"\s+thành\s+lập")


def _item(
    text: str, position: int, end: int, rules: Grammar, signed: str | None, titled: bool
) -> tuple[list[Body], int, bool]:
    group = SHARED_HEAD.match(text, position, end) if text[position : position + 1] in ("c", "C") else None
    if group:
        shared = shared_heads(text, group, end, rules)
        if shared:
            return all_of_a_kind(text, *shared, end)
    head = rules.head.match(text, position, end)
    lowered = titled and _LOWER_OFFICE.match(text, position, end)
    if head and not _SERIES.match(text, head.end(), end):
        stop = name_end(text, position, head, end, rules)
        places = places_behind(text, position, stop, end)
        if places:
            spread = spread_over(text, position, places, end, rules, signed)
            if spread:
                return spread[0], spread[1], False
        of = _OF_A_COUNTRY.match(text, head.end(), end) if _FORCES.fullmatch(head.group()) else None
        if of is not None and (abroad := rules.countries.match(text, of.end(), end)) is not None:
            return [], abroad.end(), True
        name = " ".join(text[position:stop].split())
        nobody = behind_no_name(text, name, stop, end)
        if nobody is None and _is_name(name, head.group(), titled, rules.alone):
            return [Body(name, position, stop)], stop, False
        return [], nobody or stop, True
    if lowered:
        stop = name_end(text, position, lowered, end, rules)
        nameless = _NAMELESS.match(text, position, end)
        if nameless and (nameless[1] or stop <= nameless.end()):
            return [], nameless.end(), True
        name = " ".join(text[position:stop].split())
        return [Body(name[0].upper() + name[1:], position, stop)], stop, False
    several = _SEVERAL.match(text, position, end)
    if several and (schools := _SCHOOLS.match(text, several.end(), end)):
        return [Body(" ".join(text[position : schools.end()].split()), position, schools.end())], schools.end(), False
    if committees := COMMITTEES.match(text, position, end):
        return [Body(" ".join(committees.group().split()), position, committees.end())], committees.end(), False
    if (
        several
        and (one := rules.head.match(text, several.end(), end))
        and not (one.group() in _GROUPS and not _CAPITAL_BEHIND.match(text, one.end(), end))
    ):
        stop = name_end(text, several.end(), one, end, rules)
        if stop > one.end():  # `các Trung tâm y tế`: bodies of one kind
            return [Body(" ".join(text[position:stop].split()), position, stop)], stop, False
    opened = _OPEN.match(text, position, end)
    if opened:
        return [], _open_end(text, position, opened.end(), end, rules), True
    return [], position, False


# `các trường Mầm non, Tiểu học, THCS`: the kinds of schools stand in a list of their own
_LEVEL = (
    r"(?:[Mm]ầm\s+non|[Mm]ẫu\s+giáo|[Tt]iểu\s+học|[Tt]rung\s+học(?:\s+(?:cơ\s+sở|phổ\s+thông))?|[Pp]hổ\s+thông"
    r"|MN|MG|TH|THCS|THPT|PTDTBT|PTDTNT)(?!\w)"
)
_SCHOOLS = re.compile(rf"[Tt]rường\s+{_LEVEL}(?:(?:\s*[,;/&–-]\s*|\s+và\s+)(?:(?:các\s+)?[Tt]rường\s+)?{_LEVEL})*")
# `doanh nghiệp do Bộ quản lý` names no ministry, nor does `Giao Sở khoa học hóa quy trình` a department
_NO_NAME = re.compile(r"Bộ quản lý|(?:Sở|Bộ) \w+ \w+ (?:hóa|hoá|lượng|tin|báo)(?!\w)")
_SEVERAL = re.compile(r"[Cc]ác\s+")
_CAPITAL_BEHIND = re.compile(rf"\s+[{UPPER}]")
_GROUPS = frozenset(("Sở", "Bộ", "Cục", "Vụ", "Phòng"))  # `các Sở chuyên môn`: an open group


def _is_name(name: str, head: str, titled: bool, alone: frozenset[str]) -> bool:
    if len(name) > MAX_NAME or _NO_NAME.match(name):
        return False
    if name == " ".join(head.split()):
        # `Chánh Văn phòng` alone is a body; `Sở` alone is nobody
        known_alone = head.startswith(("Chính phủ", "Thủ tướng", "Quốc hội", "Tỉnh", "Thành")) or name in alone
        return known_alone or (titled and head in ("Văn phòng", "Thanh tra", "Ban Quản lý"))
    return not name.endswith((" liên quan", " nêu trên"))


# `các cơ quan Trung ương đóng trên địa bàn tỉnh`
_ON_SITE = re.compile(
    r"(?:đóng\s+(?:chân\s+)?)?trên\s+địa\s+bàn(?:\s+(?:toàn\s+)?(?:tỉnh|[Tt]hành\s+phố|TP|huyện|quận|xã|phường)(?!\w))?"
    rf"(?:(?<!địa\sbàn)(?:\s+[{UPPER}]\w*){{1,3}})?"
    r"|(?:trong\s+(?:toàn\s+)?|ở\s+)(?:tỉnh|[Tt]hành\s+phố|huyện|quận|xã|phường|ngành)(?!\w)"
)
_SITE_OPENS = frozenset(("đóng", "trên", "trong", "ở"))


def _open_end(text: str, position: int, at: int, end: int, rules: Grammar) -> int:
    """Behind an open group that opens with the words up to `at`: it goes on to the next body, a verb, or a stop."""
    member = False
    while at < end:
        step = _STEP.match(text, at, end)
        if step is None:
            at = skip_space(text, at, end)
            if at >= end or text[at] != ",":
                break
            follow = skip_space(text, at + 1, end)
            if _opens_name(text, follow, end, rules):
                break
            opened = _OPEN.match(text, follow, end) or rules.part.match(text, follow, end)
            if not opened and not text.startswith("trực thuộc", follow):
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
                inside = text.startswith("trực thuộc", follow)  # `thuộc và trực thuộc Bộ`
                if not (inside or _OPEN.match(text, follow, end)) or _CONCERNED.match(text, follow, end):
                    break
            elif token[0].islower():
                on_site = _ON_SITE.match(text, begin, end) if word in _SITE_OPENS else None
                if on_site is not None and on_site.end() - position <= MAX_NAME:
                    at, member = on_site.end(), False
                    continue
                inside = member or text.startswith("Ban ", begin - 4)  # `các thành viên Ban chỉ đạo`
                stops = not inside and rules.stop.match_from(word, text, begin, end)
                if stops and not _OF_GROUP.match(text, begin, end):
                    break
            elif rules.title.match_from(word, text, begin, end):
                break
            elif text.endswith("thuộc", position, at) and (one := rules.head.match(text, begin, end)):
                at = name_end(text, begin, one, end, rules)  # `thuộc Bộ Nông nghiệp và Môi trường`
                continue
        at = step.end()
        if token == "quan" and text[max(0, begin - 5) : begin].strip() == "liên" and not _GROUP_OF.match(text, at, end):
            break  # `các cơ quan liên quan` is a whole group
        member = token == "và" or (member and token == "các")  # the next word opens a member, it is no verb
        if at - position > MAX_NAME:
            break
    while at > position and (text[at - 1].isspace() or text[at - 1] == ","):
        at -= 1
    return at


def _opens_name(text: str, at: int, end: int, rules: Grammar) -> bool:
    """Whether a body with a name of its own stands here, not `Sở, ban, ngành`."""
    head = rules.head.match(text, at, end)
    return head is not None and _NAME_FOLLOWS.match(text, head.end(), end) is not None
