"""Where the names of committees of the whole country end: `Ban Chỉ đạo quốc gia về phòng, chống thiên tai`."""

from __future__ import annotations

import re

from extractor.issuers import match_body

_OF_THE_STATE = re.compile(
    r"(?:Ban|[UỦ][ỷy]\s+ban|Hội\s+đồng|Tổ)\s+(?:\w+\s+){0,3}(?:[Qq]uốc\s+gia|[Tt]rung\s+ương|Nhà\s+nước)"
)
_FOR_WHAT = re.compile(r"\s+(?:về|vì)\s+(?=\w)")


def behind_its_matter(text: str, position: int, stop: int, end: int) -> int:
    """Where a body's name ends that stands from `position` to `stop` without the matter that it is for: behind that
    matter, where the whole is the known name of a committee."""
    if _FOR_WHAT.match(text, stop, end) is None or _OF_THE_STATE.fullmatch(text, position, stop) is None:
        return stop
    known = match_body(text, position, joint=False)
    return known if known is not None and stop < known <= end else stop
