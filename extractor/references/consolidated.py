"""What a consolidated text (văn bản hợp nhất) says of the act it holds and of those that amend it (Pháp lệnh số
01/2012/UBTVQH13): they are listed above its preamble, and its notes quote their preambles and closing articles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.document import Header, Relation
from extractor.references.mention import Mention

# `[1] Nghị định A có căn cứ ban hành như sau: “Căn cứ Luật B; ...”`
_QUOTES = re.compile(r"như\s+sau\s*:\s*(?=[“\"])")
_AMENDED_BY = re.compile(r"được\s+(?:sửa\s+đổi|bổ\s+sung|đính\s+chính)[^.;:]{0,60}?\s(?:bởi|theo|tại)\s*:\s*\n")
_ITEM = re.compile(r"(?:\A|\n)\s*(?:\d{1,2}[.)]|[-–+])\s*\Z")
_LIST_ENDS = re.compile(r"\n\s*(?:Căn\s+cứ|Điều\s+\d)")
_ITEM_MARK = 12
_NEXT_ITEM = 900  # characters from one amending act to the next


def is_consolidated(header: Header) -> bool:
    """Whether a paper is a consolidated text, by the letters of its number."""
    return header.number is not None and "VBHN" in header.number.value


def mark_quoted(content: str, mentions: Sequence[Mention]) -> set[int]:
    """Sets what notes quote from other acts to `mentions`; returns which, by index."""
    quoted: set[int] = set()
    index = position = 0
    while (found := _QUOTES.search(content, position)) is not None:
        closing = "”" if content[found.end()] == "“" else '"'
        end = content.find(closing, found.end() + 1)
        if end < 0:
            break
        while index < len(mentions) and mentions[index].start < found.end():
            index += 1
        while index < len(mentions) and mentions[index].start < end:
            mentions[index].relation = "mentions"
            quoted.add(index)
            index += 1
        position = end
    return quoted


def listed_amendments(content: str, mentions: Sequence[Mention]) -> list[tuple[int, int, Relation]]:
    """`Nghị định A ..., được sửa đổi, bổ sung bởi: / 1. Nghị định B ...; / 2. Nghị định C ...`: B and C amend A."""
    intro = _AMENDED_BY.search(content)
    if intro is None:
        return []
    held = max((at for at, mention in enumerate(mentions) if mention.end <= intro.start()), default=None)
    if held is None or "\n" in content[mentions[held].end : intro.start()].strip():
        return []
    links: list[tuple[int, int, Relation]] = []
    last = intro.end()
    for at in range(held + 1, len(mentions)):
        start = mentions[at].start
        if start - last > _NEXT_ITEM or _LIST_ENDS.search(content, last, start):
            break
        if _ITEM.search(content, max(intro.end() - 1, start - _ITEM_MARK), start):
            links.append((at, held, "amends"))
            last = mentions[at].end
    return links
