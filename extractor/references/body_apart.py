"""Body and day of a paper that stand apart from its number: before a list (`04 Nghị quyết của Bộ Chính trị, gồm: Nghị
quyết số 59-NQ/TW về ..., ...`) or behind the title (`Nghị quyết số 80-NQ/TW về văn hóa của Bộ Chính trị`).

A body is read only for papers whose letters leave it open: those of the Party's centre, and numbers without letters.
"""

from __future__ import annotations

import re

from extractor.dates import find_dates
from extractor.issuers import canonical_body, match_body
from extractor.references.context import Context
from extractor.references.mention import Mention

_INTRODUCES = re.compile(
    r"(?<!\w)(?:[Cc]ác|[Nn]hững|[Mm]ột\s+số|\d+|[Hh]ai|[Bb]a|[Bb]ốn|[Nn]ăm|[Ss]áu|[Bb]ảy)\s+(?P<type>[Nn]ghị\s+quyết|[Cc]hỉ\s+thị|[Kk]ết\s+luận"
    r"|[Qq]uy\s+định)\s+(?:[^\W\d]+\s+){0,5}?của\s+"
)
_LIST_OPENS = re.compile(
    r"\s*(?:khóa\s+[IVX]+\s*)?,?\s*(?:(?:bao\s+)?gồm|là|như|sau|cụ\s+thể|đó\s+là|trong\s+đó\s+có|:|\()"
)
_SENTENCE_ENDS = re.compile(r"[.!?]\s|\n[ \t]*\n")
# `Nghị quyết số 9 về “...” của Bộ Chính trị`: the body behind a title, unless it only told others to do something.
_BODY_BEHIND_TITLE = re.compile(
    r"\s*,?\s+(?:về|“|\")[^.;:\n]{3,220}?(?<!chỉ đạo)(?<!kết luận)(?<!ý kiến)(?<!yêu cầu)(?<!chủ trương)"
    r"\s+(?:của|do)\s+(?P<body>Bộ\s+Chính\s+trị|Ban\s+Bí\s+thư|Ban\s+Chấp\s+hành\s+Trung\s+ương(?:\s+Đảng)?)(?!\w)"
)
_OF = re.compile(r"\s+(?:của|CỦA)\s+")
_BY = re.compile(r"(?<!\w)do\s+")
_ISSUED_ON = re.compile(r"\s+(?:ký\s+)?ban\s+hành\s+(?=ngày)")
_STOP = re.compile(r"[.;:\n]\s|\n")
# What a title may name with a day of its own: `về thực hiện Kế hoạch ngày 5/5/2020 của UBND tỉnh`.
_PAPER = re.compile(
    r"(?<!\w)(?:nghị quyết|nghị định|quyết định|chỉ thị|kết luận|kế hoạch|báo cáo|tờ trình|thông báo|văn bản|công văn"
    r"|thông tư|chương trình|đề án|luật|pháp lệnh|quy định (?:số|tại)|công điện)(?!\w)"
)
_TITLE_REACH = 260
_REACH = 1200  # characters from a list's introduction to its last member


def find_bodies_apart(content: str, mentions: list[Mention], context: Context) -> None:
    """Fills the issuer of mentions whose body stands before their list or behind their title."""
    for index in range(len(mentions) - 1, -1, -1):
        mention = mentions[index]
        central = mention.of_the_centre
        if mention.issuer is not None or not (central or mention.class_ == "short"):
            continue
        raw = _introduced(content, mention)
        if raw is None and central:
            following = mentions[index + 1] if index + 1 < len(mentions) else None
            raw = _behind_title(content, mention, following)
        body = context.body(raw, mention.date) if raw else None
        if body is not None:
            mention.issuer, mention.locality = body.name, body.locality
            mention.reasons.append("issuer: named before the list or behind the title")


def _introduced(content: str, mention: Mention) -> str | None:
    low = max(0, mention.start - _REACH)
    kind = (mention.type_name or "").lower()
    if not kind or content.find(" của ", low, mention.start) < 0:
        return None
    for found in reversed(list(_INTRODUCES.finditer(content, low, mention.start))):
        if " ".join(found["type"].lower().split()) != kind:
            continue
        end = match_body(content, found.end())
        opens = _LIST_OPENS.match(content, end, mention.start) if end is not None else None
        if opens is None or _SENTENCE_ENDS.search(content, opens.end(), mention.start):
            return None
        return content[found.end() : end]
    return None


def _behind_title(content: str, mention: Mention, following: Mention | None) -> str | None:
    found = _BODY_BEHIND_TITLE.match(content, mention.end)
    if found is None:
        return None
    if following is None or following.start >= found.end():
        return found["body"]
    # `Nghị quyết số 79-NQ/TW về ... và Nghị quyết số 80-NQ/TW về ... của Bộ Chính trị`
    letters = (mention.code, following.code)
    alike = following.type_code == mention.type_code and len({code.symbol for code in letters if code is not None}) == 1
    return following.issuer if alike else None


def find_days_apart(content: str, mentions: list[Mention], context: Context) -> None:
    """Fills the day that stands behind the title with the body of the paper: `Nghị định số 22/2011/NĐ-CP quy định mức
    lương tối thiểu ngày 04/4/2011 của Chính phủ`. A title that names papers itself may mean the day of one of them."""
    for index, mention in enumerate(mentions):
        if mention.date is not None or mention.issuer is None or mention.class_ == "law" or mention.title is None:
            continue
        stop = min(len(content), mention.end + _TITLE_REACH)
        if index + 1 < len(mentions):
            stop = min(stop, mentions[index + 1].start)
        if content.find("ngày", mention.end, stop) < 0:
            continue
        ends = _STOP.search(content, mention.end, stop)
        window = content[mention.end : ends.start() if ends else stop]
        for day in find_dates(window):
            if day.iso and _issued_by(window, day.start) == mention.issuer and mention.year in (None, day.year):
                mention.date, mention.year = day.iso, day.year
                mention.reasons.append("date: behind the title")
                break
            of = _OF.match(window, day.end) if day.iso else None
            end = match_body(window, of.end()) if of is not None else None
            if of is None or end is None or _PAPER.search(" ".join(window[: day.start].lower().split())):
                continue
            body = canonical_body(window[of.end() : end], place=context.place, date=day.iso)
            if body is not None and body.name == mention.issuer and mention.year in (None, day.year):
                mention.date, mention.year = day.iso, day.year
                mention.reasons.append("date: behind the title")
                break


def _issued_by(window: str, day: int) -> str | None:
    """The body of `... do Bộ Tài chính ban hành ngày 06/7/2032`, where the day begins at `day`."""
    for by in _BY.finditer(window, 0, day):
        end = match_body(window, by.end())
        issued = _ISSUED_ON.match(window, end) if end is not None else None
        if issued is not None and issued.end() == day:
            body = canonical_body(window[by.end() : end])
            return body.name if body is not None else None
    return None
