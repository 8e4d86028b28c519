"""Lists of members and participants: `Khối gồm: Sở A, Sở B`, `Tham dự có đại diện các Sở: ...`, heads of clusters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.bodies import read_bodies
from extractor.bodies.series import Body
from extractor.bodies.words import grammar
from extractor.layout import UPPER
from extractor.led_patterns import LedPattern
from extractor.paragraphs import Paragraph

_MEMBERS = LedPattern(
    "bgls",
    r"(?:(?:bao\s+gồm|gồm\s+có|gồm)(?:\s+\d+\s+(?:đơn\s+vị|cơ\s+quan|thành\s+viên|sở)(?=\s*[:(]))?(?:\s+đại\s+diện(?:\s+của)?)?\s*[:(]?|(?:là|sau\s+đây|sau)\s*:)\s*(?:các\s+(?:đơn\s+vị|cơ\s+quan|thành\s+viên)\s*:?\s*)?(?=[A-ZĐỦỐ])",
)
_MEMBERS_BEFORE = re.compile(
    r"(?:đơn\s+vị|cơ\s+quan|thành\s+viên|[Kk]hối|[Cc]ụm|CỤM|sở,\s+ngành|tham\s+dự|tham\s+gia|[Ll]iên\s+ngành"
    r"|(?:[Đđ]oàn|[Tt]ổ)\s+(?:công\s+tác|kiểm\s+tra|thanh\s+tra|giám\s+sát|khảo\s+sát))[^.;:]{0,70}\Z"
)
# A list of who took part: `Tham dự cuộc họp có đại diện các Bộ, cơ quan: Tài chính, Xây dựng`.
_TOOK_PART = LedPattern(
    "TtCcDd",
    r"(?:[Tt]ham\s+dự|[Cc]ùng\s+dự|[Tt]ới\s+dự|[Dd]ự\s+(?:họp|cuộc\s+họp|buổi|[Hh]ội\s+nghị)|[Tt]ham\s+gia)(?!\w)[^.:]{0,400}?\s(?=các\s+(?:[Bb]ộ|[Ss]ở)(?!\w)[^.;:]{0,40}:)",
)
_COMPOSED = re.compile(
    r"Thành\s+phần(?:\s+(?:tham\s+dự|tham\s+gia|dự\s+họp|mời|dự|họp|kiểm\s+tra|đoàn))*\s*:\s*(?:[Gg]ồm(?:\s+có)?\s*:?\s*)?(?=\w)"
)
# Who came, named behind `lãnh đạo` or `đại diện`: `Dự hội nghị có ông A, Phó Chủ tịch; lãnh đạo Sở Y tế, UBND xã B`.
# Only people follow: `tham gia hội nghị có thể hỏi lãnh đạo Sở Y tế`, `có dịp gặp` tell of no list.
_PEOPLE = (
    rf"(?:(?:các|những|một\s+số|đông\s+đảo)\s+)?(?:(?:các\s+)?(?:[Ôô]ng|[Bb]à)(?:\s*,\s*bà)?(?=\s+[{UPPER}]|\s*:)|[Đđ]ồng\s+chí|[Đđ]/c|[Ll]ãnh\s+đạo"
    r"|[Đđ]ại\s+diện(?!\s+(?:là|cho|pháp|tại))|[Đđ]ại\s+biểu|(?:Phó|Bí\s+thư|Chủ\s+tịch|Giám\s+đốc|Thủ\s+trưởng|Thứ\s+trưởng|Bộ\s+trưởng|Thường\s+trực)(?!\w))"
)
_CAME = LedPattern(
    "TtCcDdLl",
    r"(?:[Tt]ham\s+dự|[Cc]ùng\s+dự|[Tt]ới\s+dự|[Dd]ự\s+(?:họp|cuộc\s+họp|buổi|[Hh]ội\s+nghị|phiên|[Ll]ễ)"
    r"|[Tt]ham\s+gia\s+(?:[Đđ]oàn|[Bb]uổi|[Cc]uộc|[Hh]ội\s+nghị|[Pp]hiên)|[Cc]ùng\s+(?:đi|tham\s+dự)|[Ll]àm\s+việc\s+(?:với|cùng)\s+[Đđ]oàn)"
    r"(?!\w)[^.,;:]{0,120}?(?:,\s+(?:về\s+)?phía\s[^.,;:]{1,60}?|,)?"
    rf"\s(?:có|gồm)(?:\s+sự\s+(?:tham\s+dự|tham\s+gia|có\s+mặt)\s+của)?\s*:?\s+(?={_PEOPLE})",
)
_CAME_SIGNS = ("dự ", "dự,", "Dự ", "ùng đi ", "ham gia ", "àm việc ")
_SENTENCE_END = re.compile(r"\.(?=\s|\Z)")
_REPRESENTED = re.compile(r"(?<!\w)(?:[Đđ]ại\s+diện|[Ll]ãnh\s+đạo)\s")
_LEADERS = LedPattern(
    "TtPp", r"(?<!\w)(?:[Tt]rưởng|[Pp]hó\s+[Tt]rưởng)\s+(?:khối|cụm)(?:\s+năm\s+\d{4})?\s+(?:là|:)\s+"
)
_CLUSTER = re.compile(
    r"[Kk]hối\s+(?P<kind>quận|huyện|thị\s+xã|xã|phường)(?:[^.;]{0,40}?)\s(?:có|do)\s+(?P<first>[A-ZĐÂ][^,.;]{1,40}?)\s+làm\s+(?:đơn\s+vị\s+)?(?:cụm|khối)\s+trưởng"
    r"\s*,\s*(?P<second>[^,.;]{1,40}?)\s+làm\s+(?:đơn\s+vị\s+)?(?:cụm|khối)\s+phó",
)
# Who is asked to come, a line for each below.
_INVITES = re.compile(
    r"(?:kính\s+mời|[Mm]ời\s+(?:tham\s+dự|dự|họp)|[Tt]hành\s+phần(?:\s+(?:tham\s+dự|tham\s+gia|dự\s+họp|mời|dự|họp|kiểm\s+tra|đoàn))+)"
    r"(?:\s+gồm(?:\s+có)?)?\s*:\s*\Z"
)
# Nothing is said of who comes: not `- Sở A cấp giấy xác nhận;`.
_WHO_COMES_ENDS = re.compile(r"\s*(?:[;.(]|:\s*\d|\Z)")
_INVITING = 60  # code points that such words take
_SEPARATOR = re.compile(r"\s*(?:[,;]|và)\s*(?:và\s+)?")


class Members(NamedTuple):
    """The bodies of one list, and where the passage stands."""

    bodies: tuple[Body, ...]
    start: int
    end: int


def may_list_members(words: str) -> bool:
    """Whether a paragraph may hold a list of members. A quick look: most hold none of these signs."""
    return ":" in words or "gồm" in words or "rưởng" in words or _may_tell_who_came(words)


def _may_tell_who_came(words: str) -> bool:
    return ("ãnh đạo" in words or "ại diện" in words) and any(sign in words for sign in _CAME_SIGNS)


def find_members(
    content: str, item: tuple[int, int, int], words: str, signed: str | None, listing: bool
) -> list[Members]:
    """The lists of members in one paragraph. `item`: its start, the start of its words, its end; `words`: itself;
    `signed` (ISO): see `read_bodies`. Without `listing` only participants and heads of clusters count: what a rule
    consists of is no member."""
    start, text_start, end = item
    found: list[Members] = []
    listing = listing and ("gồm" in words or (":" in words and ("là" in words or "sau" in words)))
    for cue in _MEMBERS.finditer(content, text_start, end) if listing else ():
        before = content[max(start, cue.start() - 110) : cue.start()]
        if content[cue.start() - 1 : cue.start()].isalnum() or not _MEMBERS_BEFORE.search(" ".join(before.split())):
            continue
        bodies = read_bodies(content, cue.end(), end, signed).bodies or _fields(content, cue.end(), end)
        if len(bodies) > 1:
            found.append(Members(bodies, cue.end(), end))
    if "Thành phần" in words and ":" in words:
        found.extend(one for one in _listed(content, _COMPOSED, text_start, end, signed) if len(one.bodies) > 1)
    if ":" in words and ("dự" in words or "Dự" in words):
        found.extend(_listed(content, _TOOK_PART, text_start, end, signed))
    if _may_tell_who_came(words):
        found.extend(_came(content, text_start, end, signed))
    if "rưởng" in words:
        found.extend(_listed(content, _LEADERS, text_start, end, signed))
        found.extend(_clusters(content, text_start, end))
    return found


def invited(content: str, items: Sequence[Paragraph], signed: str | None) -> list[tuple[int, Members]]:
    """Who takes part, a line for each below `Thành phần tham dự:` or `trân trọng kính mời:`, by paragraph."""
    found: list[tuple[int, Members]] = []
    opened = False
    for index, item in enumerate(items):
        marker = item.marker
        if opened and marker is not None and marker.kind in ("dash", "plus"):
            listed = read_bodies(content, item.text_start, item.end, signed)
            if listed.bodies and _WHO_COMES_ENDS.match(content, listed.end, item.end):
                found.append((index, Members(listed.bodies, item.text_start, item.end)))
            continue
        # Nearly every paragraph holds a `người` or an `ời` of another word, and few end with a colon.
        last = content[max(item.text_start, item.end - _INVITING) : item.end] if content[item.end - 1] == ":" else ""
        opened = ("ời" in last or "hành phần" in last) and _INVITES.search(last) is not None
    return found


def _listed(content: str, cue: LedPattern | re.Pattern[str], start: int, end: int, signed: str | None) -> list[Members]:
    lists = (
        (found.end(), read_bodies(content, found.end(), end, signed)) for found in cue.finditer(content, start, end)
    )
    return [Members(listed.bodies, position, end) for position, listed in lists if listed.bodies]


def _came(content: str, start: int, end: int, signed: str | None) -> list[Members]:
    found: list[Members] = []
    stop = start
    for cue in _CAME.finditer(content, start, end):
        if cue.end() < stop:
            continue  # in a sentence that was read
        full_stop = _SENTENCE_END.search(content, cue.end(), end)
        stop = full_stop.start() if full_stop else end
        position = cue.end()
        bodies: list[Body] = []
        while who := _REPRESENTED.search(content, position, stop):
            listed = read_bodies(content, who.start(), stop, signed)
            position = max(who.end(), listed.end)
            bodies.extend(listed.bodies)
        if len(bodies) > 1:  # one guest is no list
            found.append(Members(tuple(bodies), cue.end(), stop))
    return found


def _clusters(content: str, start: int, end: int) -> list[Members]:
    """`Khối quận do Ba Đình làm khối trưởng, Hoàn Kiếm làm khối phó`."""
    found: list[Members] = []
    for cue in _CLUSTER.finditer(content, start, end):
        kind = " ".join(cue["kind"].split())
        bodies = tuple(
            Body(name if name.startswith(kind) else f"{kind} {name}", cue.start(part), cue.end(part))
            for part in ("first", "second")
            if (name := " ".join(cue[part].split()))
        )
        found.append(Members(bodies, cue.start(), cue.end()))
    return found


def _fields(content: str, position: int, end: int) -> tuple[Body, ...]:
    """Members named by their field of work alone: `gồm: Y tế, Giáo dục và Đào tạo`."""
    bodies: list[Body] = []
    while True:
        known = grammar().field.match(content, position, end)
        if not known:
            return tuple(bodies)
        bodies.append(Body(" ".join(known.group().split()), known.start(), known.end()))
        separator = _SEPARATOR.match(content, known.end(), end)
        if not separator:
            return tuple(bodies)
        position = separator.end()
