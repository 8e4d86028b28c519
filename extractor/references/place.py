"""The province or city whose papers a document means when it says only `UBND tỉnh`."""

from __future__ import annotations

import re
from collections import Counter

from extractor.document import Header
from extractor.issuers import province_of
from extractor.led_patterns import LedPattern
from extractor.references.mention import Mention

_NAMED = LedPattern(
    "TtUHS",
    r"(?:[Tt]ỉnh|TỈNH|[Tt]hành\s+phố|THÀNH\s+PHỐ|TP\.?|Tp\.?|[Tt]ỉnh\s+ủy|[Tt]hành\s+ủy|UBND|HĐND"
    r"|Sở\s+[^,.;\n]{3,40})\s*(?=[A-ZĐÂÊÔƠƯ])",
)
_LEAD = 1500
_CAPITAL = "Hà Nội"
# A report of the capital: its city spoken of, or its name over the first sentence
_OF_THE_CAPITAL = LedPattern(
    "TU", r"(?:T(?:hành|HÀNH)\s+(?:phố|PHỐ|[uủ][ỷy]|ỦY|UỶ)|UBND\s+(?:TP|[Tt]hành\s+phố))(?!\w)"
)
_BYLINE_OF_IT = re.compile(r"(?:\A|\n)[ \t(]*(?:HÀ NỘI|Hà Nội)[ \t)]*[-–]")
_OF_A_PROVINCE = LedPattern("TtU", r"(?:[Tt]ỉnh\s+(?:[uủ][ỷy]|đoàn)|(?<!\w)UBND\s+tỉnh)(?!\w)")


def citing_place(content: str, header: Header, mentions: list[Mention]) -> str | None:
    """Bare name (`Yên Bái`) of the citing document's own province or city, None when nothing settles it.

    A paper: its issuer's place. News: the place that its headline and lead name; else the one named most by far.
    """
    if header.issuer_place:
        return header.issuer_place
    if header.kind == "official":
        return None
    if header.title is not None:
        place = province_of(header.title.value[:_LEAD])
        if place:
            return place
    counts: Counter[str] = Counter()
    for found in _NAMED.finditer(content):
        place = province_of(content[found.start() : found.end() + 24].split("\n")[0])
        if place:
            counts[place] += 3 if found.start() < _LEAD else 1
    if not counts:
        place = province_of(content[:_LEAD])
        # a meeting at the capital in a report of some province
        if place != _CAPITAL or _OF_THE_CAPITAL.search(content) or _BYLINE_OF_IT.search(content, 0, _LEAD):
            return place
        return None if _OF_A_PROVINCE.search(content) is not None else place
    (best, times), *rest = counts.most_common(2)
    if rest and rest[0][1] * 2 > times:
        return None
    return best
