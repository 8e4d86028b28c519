"""Bodies whose heads hold a post in a committee or a task force: `Ông A, Giám đốc Sở Y tế - Phó Trưởng ban`.

The post stands behind the office (`- Tổ trưởng;`, `làm Trưởng ban`) or before it (`Phó Trưởng ban: ...`, `Các thành
viên là Thứ trưởng các Bộ: ...`).
"""

from __future__ import annotations

import re

from extractor.bodies import read_bodies
from extractor.bodies.series import Body
from extractor.bodies.words import grammar
from extractor.layout import UPPER
from extractor.work.members import Members

_COMMITTEE = r"(?:[Bb]an(?:\s+[Cc]hỉ\s+đạo)?|[Tt]ổ(?!\s+chức)(?:\s+công\s+tác)?|[Hh]ội\s+đồng|[Đđ]oàn)"
_POST = (
    r"(?:(?:[Pp]hó\s+)?[Tt]rưởng\s+(?:[Bb]an|[Đđ]oàn|[Tt]iểu\s+ban)|[Pp]hó\s+ban|[Tt]ổ\s+(?:trưởng|phó)"
    r"|(?:Phó\s+)?Chủ\s+tịch\s+Hội\s+đồng|(?P<many>(?:[Cc]ác\s+)?(?:[Tt]hành|[UuỦủ][ỷy])\s+viên))"
    rf"(?:\s+[Tt]hường\s+trực)?(?:\s+[Cc]hỉ\s+đạo)?(?:\s+(?:kiểm\s+tra|thanh\s+tra|giám\s+sát|công\s+tác))?(?:\s+{_COMMITTEE})?"
)
_BEHIND = re.compile(
    rf"(?:\s*[,:–-]\s*{_POST}(?=\s*(?:[;.,)]|\Z|\n))|\slà(?:m)?\s+{_POST.replace('?P<many>', '')}(?!\w|\s+[{UPPER}]))"
)
_BEFORE = re.compile(rf"(?<!\w){_POST}(?:\s+khác)?\s*(?::|\s(?:là|gồm(?:\s+có)?)(?!\w)\s*:?)\s*(?=\S)")
# What is looked for once in a whole text: each opens with its rarest letter.
_SIGNS = (
    re.compile(r"ổ(?<=[Tt]ổ)\s+(?:trưởng|phó)(?!\w)"),
    re.compile(r"ở(?<=rưở)ng\s+(?:[Bb]an|[Đđ]oàn|[Tt]iểu\s+ban)(?!\w)"),
    re.compile(r"ồ(?<=[Cc]hủ\stịch\sHội\sđồ)ng\s*[;.,]"),
    re.compile(r"ê(?<=\sviê)n(?=\s+(?:là|gồm|khác|Ban|Tổ|Hội)(?!\w)|\s*[:;.,]|\s*\Z)"),
)
_CLAUSE_END = re.compile(r";|\.\s")
_NEXT_PERSON = re.compile(r"(?:\s+và|,)\s+(?:ông|bà|đồng\s+chí)\s")
# `là Trưởng ban phụ huynh`: a committee of another kind, not told by a verb or a particle that goes on
_OF_ITS_OWN = re.compile(
    r"\s+(?!(?:và|cùng|còn|thì|để|từ|theo|trong|tại|trên|thay|kể|đã|vừa|sẽ|đang|đến|có|do|với|gồm|của|này|nêu|nói|cho|khi|sau|trước|ở|về|phụ\s+trách|chịu|liên\s+ngành|giúp|kiểm\s+tra|thanh\s+tra|giám\s+sát|khảo\s+sát|công\s+tác)(?!\w))"
    rf"[^\W\d_{UPPER}]"
)
# Who was the head once, or is something to the head: `nguyên Giám đốc Sở Y tế`, `vợ của Giám đốc Sở Y tế`.
_NOT_THE_HEAD = re.compile(r"(?<!\w)(?:[Nn]guyên|[Cc]ựu|[Cc]ố|của)\s+\Z")
_WORD_START = re.compile(r"(?<![\w-])[BCGTHVPKLĐNblgđ]\w")
# `Phó Trưởng ban gồm`: a post in the committee itself, no head of a board
_OWN_POST = re.compile(rf"(?:Phó\s+)?Trưởng\s+(?:ban|đoàn)(?!\w|\s+[{UPPER}])")
_PARTY_POST = re.compile(
    r"Bí\s+[Tt]hư(?:\s+[Tt]hường\s+trực)?\s+(?:[Tt]ỉnh|[Tt]hành|[Hh]uyện|[Qq]uận|[Tt]hị|[Đđ]ảng)\s+[uủ][ỷy](?!\w)"
)


def post_places(content: str, start: int, end: int) -> list[int]:
    """Where a post may be named: at these places or around them."""
    return [found.start() for sign in _SIGNS for found in sign.finditer(content, start, end)]


def find_posts(content: str, start: int, end: int, signed: str | None) -> list[Members]:
    """The bodies whose heads hold the posts named in one paragraph. `signed` (ISO): see `read_bodies`."""
    found: list[Members] = []
    floor = start
    for post in _BEHIND.finditer(content, start, end):
        if content.startswith("là ", post.start() + 1) and _OF_ITS_OWN.match(content, post.end(), end):
            continue
        for ended in _CLAUSE_END.finditer(content, floor, post.start()):
            floor = ended.end()
        persons = _NEXT_PERSON.finditer(content, floor, post.start())
        stops = [*(person.start() for person in persons), post.start()]
        for stop in stops:
            offices = _offices(content, floor, stop, signed)
            if offices:  # of several offices of one person the last is that of his work
                found.append(Members(offices[-1], floor, post.end()))
            floor = stop
        floor = post.end()
    before = list(_BEFORE.finditer(content, start, end))
    for number, post in enumerate(before):
        stop = before[number + 1].start() if number + 1 < len(before) else end
        clause = _CLAUSE_END.search(content, post.end(), stop) if post["many"] is None else None
        stop = clause.start() if clause is not None else stop
        bodies = tuple(body for office in _offices(content, post.end(), stop, signed) for body in office)
        if bodies:
            found.append(Members(bodies, post.start(), stop))
    return [kept for members in found if (kept := _without_government(members)).bodies]


def _without_government(members: Members) -> Members:
    """`các Phó Trưởng ban là lãnh đạo Chính phủ, Sở Y tế` names no unit but the department."""
    return members._replace(bodies=tuple(body for body in members.bodies if body.name != "Chính phủ"))


def _offices(content: str, start: int, end: int, signed: str | None) -> list[tuple[Body, ...]]:
    """The bodies behind the titles of a stretch (`Giám đốc Sở Y tế`), title by title."""
    rules = grammar()
    offices: list[tuple[Body, ...]] = []
    position = start
    while found := _WORD_START.search(content, position, end):
        position = found.end()
        title = rules.title.match(content, found.start(), end) or rules.prefix_title.match(content, found.start(), end)
        if title is None or any(post.match(content, found.start(), end) for post in (_PARTY_POST, _OWN_POST)):
            continue
        listed = read_bodies(content, found.start(), end, signed)
        if _NOT_THE_HEAD.search(content, max(start, found.start() - 10), found.start()):
            position = max(position, listed.bodies[0].end if listed.bodies else listed.end)
            continue
        if listed.bodies:
            offices.append(listed.bodies)
            position = max(position, listed.end)
    return offices
