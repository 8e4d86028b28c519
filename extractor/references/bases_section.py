"""Papers that the first section of a plan lists as its bases: `I. CĂN CỨ XÂY DỰNG KẾ HOẠCH`, `1. Cơ sở pháp lý`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractor.document import Header
from extractor.references.mention import Mention
from extractor.types import type_name

# What lays out work, in sections. Procedures name the acts on them under such words too (`l) Căn cứ pháp lý`).
_TYPES = frozenset(("KH", "ĐA", "TTr", "CTr", "PA"))
_REACH = 1500  # characters from the start of the body to the heading
_ANY_HEADING = re.compile(r"\n[ \t]*(?:[IVX]{1,5}|[A-HĐ]|\d{1,2})[ \t]*[.)–:-]")
_NEXT = {mark: re.compile(rf"\n[ \t]*{after}[ \t]*[.)–:-]") for mark, after in (("I", "II"), ("A", "B"), ("1", "2"))}
_OPENS_ITEM = re.compile(r"\n\s*(?:(?:[a-zđ]|\d+(?:\.\d+)*)[.)]|[-–+*•])\s*(?:[Cc]ác\s+|[Cc]ăn\s+cứ\s+(?:vào\s+)?)?\Z")


@cache
def _heading(code: str) -> re.Pattern[str]:
    """The heading of that section in a paper of a type: what it says of bases is of this paper and of nothing else."""
    own = r"\s+".join(map(re.escape, (type_name(code) or code).split()))
    return re.compile(
        r"\n[ \t]*(?P<mark>I|A|1)[ \t]*[.)–:-][ \t]*(?i:(?:(?:những|các)\s+)?(?:căn\s+cứ|cơ\s+sở)\s+"
        rf"(?:(?:pháp\s+l[ýí]|pháp\s+luật|chính\s+trị|xây\s+dựng)(?:\s+(?:của\s+)?{own})?|(?:lập|ban\s+hành)\s+{own}))"
        r"[ \t]*:?[ \t]*\n\s*(?=[-–+*•]|1(?:\.1)?[.)]|a\))"
    )


def mark_bases(content: str, header: Header, mentions: Sequence[Mention]) -> None:
    """The papers that open an item of that section are bases, where nothing else is said of them."""
    if header.kind == "news" or header.type_code is None or header.type_code.value not in _TYPES:
        return
    begin = max(0, header.body_start - 1)
    code = header.type_code.value
    heading = _heading(code).search(content, begin, min(header.end, begin + _REACH))
    if heading is not None and _ANY_HEADING.search(content, begin, heading.start()):
        return  # not the first section
    following = _NEXT[heading["mark"]].search(content, heading.end(), header.end) if heading is not None else None
    if heading is None or following is None:
        return
    floor = heading.end() - 1
    for mention in mentions:
        if floor < mention.start < following.start() and mention.relation == "mentions":
            if _OPENS_ITEM.search(content, max(floor, mention.reach - 40), mention.reach):
                mention.relation = "basis"
