"""Papers told by their day and their body alone, as old papers and reports cite them: no number is printed.

`Nghị quyết ngày 12/9/1979 của Quốc hội`, `Ngày 12/9/1979, Quốc hội ban hành Nghị quyết về việc ...`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from extractor.dates import match_date
from extractor.document import Header
from extractor.issuers import canonical_body, match_body
from extractor.layout import UPPER
from extractor.references.mention import Mention
from extractor.references.taken import Taken
from extractor.types import type_of_word

# Behind one of the last letters of `_TYPES`, or at the head of a sentence: most days stand behind numbers.
_DAY = re.compile(r"gày(?=[ \t\n]{1,3}\d)(?:(?<=[thnịưio][ \t\n]ngày)|(?<=[thnịưio],[ \t\n]ngày)|(?<=Ngày))")
_TYPES = (
    r"(?:Nghị\s+(?:quyết|định)|Quyết\s+định|Chỉ\s+thị|Kết\s+luận|Thông\s+(?:tư|tri|báo)|Sắc\s+(?:lệnh|luật)"
    r"|Công\s+(?:văn|điện)|Kế\s+hoạch|Báo\s+cáo|Tờ\s+trình)"
)
_TYPE_BEFORE = re.compile(rf"(?<!\w)(?P<type>{_TYPES}),?\s+n$")
_SENTENCE = 400  # code points that a sentence goes on for at most
_REACH = 24  # code points of a type word and what joins it to its day
_OF = re.compile(r"[ \t\n]{1,3}của[ \t\n]{1,3}")
_GOES_ON = re.compile(rf"[ \t\n]{{1,3}}[{UPPER}]")
_COMMA = re.compile(r",?\s{1,3}")
_ISSUED = re.compile(
    rf"\s+(?:(?:đã|vừa)\s+)?(?:ký\s+)?(?:ban\s+hành|thông\s+qua|ra)\s+(?P<type>{_TYPES})"
    r"(?=(?:\[\d{1,3}\])?\s+(?:về|quy\s+định|phê\s+duyệt|phê\s+chuẩn|thành\s+lập)\s)"
)


def find_dated(content: str, header: Header, read: Sequence[Mention]) -> list[Mention]:
    """Mentions of papers without a number that a whole day and a body tell, apart from what is read already."""
    mentions: list[Mention] = []
    for found in _DAY.finditer(content):
        at = found.start() - 1
        mention = _of_sentence(content, at) if content.startswith("N", at) else _behind_type(content, at)
        if mention is not None and not _is_own(mention, header):
            mentions.append(mention)
    if not mentions:
        return mentions
    taken = Taken([(m.start, m.end) for m in read])
    others = sorted((m for m in read if m.number is not None), key=attrgetter("start"))
    return [m for m in mentions if not taken.meets(m.start, m.end) and not _is_numbered(content, m, others)]


def _is_numbered(content: str, mention: Mention, others: list[Mention]) -> bool:
    """Whether its sentence goes on to a number that may be the paper's (`... ban hành Kế hoạch (số 45/KH-SYT)`)."""
    index = bisect_left(others, mention.end, key=attrgetter("start"))
    if index == len(others):
        return False
    stop = content.find(". ", mention.end, mention.end + _SENTENCE)
    return others[index].start < (stop if stop >= 0 else mention.end + _SENTENCE)


def _behind_type(content: str, at: int) -> Mention | None:
    """`Nghị quyết ngày 12/9/1979 của Quốc hội`."""
    low = max(0, at - _REACH)
    word = _TYPE_BEFORE.search(content[low : at + 1])
    date = match_date(content, at) if word is not None else None
    of = _OF.match(content, date.end) if date is not None and date.iso is not None else None
    end = match_body(content, of.end()) if of is not None else None
    if end is not None and _GOES_ON.match(content, end):
        return None  # `của Quốc hội Lào`
    if word is None or date is None or of is None or end is None:
        return None
    return _mention(word["type"], low + word.start("type"), end, date.iso, content[of.end() : end])


def _of_sentence(content: str, at: int) -> Mention | None:
    """`Ngày 12/9/1979, Quốc hội ban hành Nghị quyết về việc ...`: the type word alone is the mention."""
    date = match_date(content, at)
    comma = _COMMA.match(content, date.end) if date is not None and date.iso is not None else None
    end = match_body(content, comma.end()) if comma is not None else None
    issued = _ISSUED.match(content, end) if end is not None else None
    if date is None or comma is None or issued is None:
        return None
    return _mention(issued["type"], *issued.span("type"), date.iso, content[comma.end() : end])


def _mention(word: str, start: int, end: int, date: str | None, body: str) -> Mention | None:
    entry = type_of_word(word)
    issuer = canonical_body(body, date=date)
    if entry is None or issuer is None or issuer.level == "other":  # `Hội đồng Bảo an Liên hợp quốc`
        return None
    return Mention(
        start=start,
        end=end,
        number_start=start,
        class_="named",
        rule="day-and-body",
        type_code=entry.code,
        type_name=entry.name,
        has_word=True,
        date=date,
        issuer_raw=body,
    )


def _is_own(mention: Mention, header: Header) -> bool:
    """Whether a portal's summary tells of the paper below it, or a caption of the paper itself."""
    return (
        header.kind == "official"
        and header.date is not None
        and header.date.value == mention.date
        and (header.type_code is None or header.type_code.value == mention.type_code)
    )
