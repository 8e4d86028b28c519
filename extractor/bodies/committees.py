"""Where names end that say what the body is for: `Ban Chỉ đạo quốc gia về phòng, chống thiên tai`."""

from __future__ import annotations

import re

from extractor.issuers import match_body

_FOR_WHAT = re.compile(r"\s+(?:về|vì)\s+(?=\w)")


def behind_its_matter(text: str, position: int, stop: int, end: int) -> int:
    """Where a body's name ends that stands from `position` to `stop` without the matter that it is for: behind that
    matter, where the whole is the known name of a committee or an office."""
    if _FOR_WHAT.match(text, stop, end) is None:
        return stop
    known = match_body(text, position, joint=False)
    return known if known is not None and stop < known <= end else stop
