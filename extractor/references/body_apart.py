"""The body of a paper named apart from its number: before a list (`04 Nghị quyết của Bộ Chính trị, gồm: Nghị quyết số
59-NQ/TW về ..., ...`) or behind the title (`Nghị quyết số 80-NQ/TW về phát triển văn hóa của Bộ Chính trị`).

Only for papers whose letters leave the body open: those of the Party's centre, and numbers without letters.
"""

from __future__ import annotations

import re

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
_BODY_BEHIND_TITLE = re.compile(
    r"\s*,?\s+(?:về|“|\")[^.;:\n]{3,220}?(?<!chỉ đạo)(?<!kết luận)(?<!ý kiến)(?<!yêu cầu)(?<!chủ trương)\s+của\s+"
    r"(?P<body>Bộ\s+Chính\s+trị|Ban\s+Bí\s+thư|Ban\s+Chấp\s+hành\s+Trung\s+ương(?:\s+Đảng)?)(?!\w)"
)
_REACH = 1200  # characters from a list's introduction to its last member


def find_bodies_apart(content: str, mentions: list[Mention], context: Context) -> None:
    """Fills the issuer of mentions whose body stands before their list or behind their title."""
    for index in range(len(mentions) - 1, -1, -1):
        mention = mentions[index]
        central = mention.code is not None and mention.code.organs == ("TW",)
        if mention.issuer is not None or not (central or mention.class_ == "short"):
            continue
        raw = _introduced(content, mention)
        if raw is None and central:
            following = mentions[index + 1] if index + 1 < len(mentions) else None
            raw = _behind_title(content, mention, following)
        body = canonical_body(raw, place=context.place, date=mention.date or context.date) if raw else None
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
