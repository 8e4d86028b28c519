"""The first words of a cited paper's title, as far as they stand right behind the mention."""

from __future__ import annotations

import re

_TITLE = re.compile(
    r"[\s,]{0,3}(?:\([^)\n]{1,60}\)\s*)?(?:về(?:\s+việc)?|v/v|V/v|Về"
    r"(?:\s+việc)?)\s+[“\"]?(?P<title>[^;.”\"\n]{4,240}(?:\n[^;.”\"\n]{2,240}){0,3})"
    r"|[\s,]{0,3}(?P<verb>(?:quy\s+định|hướng\s+dẫn|phê\s+duyệt|ban\s+hành|sửa\s+đổi"
    r"|công\s+bố)\s[^;.”\"\n]{4,240}(?:\n[^;.”\"\n]{2,240}){0,2})"
)

_NO_TITLE = frozenset('.;:/)”"')  # what most often stands behind a mention, and no title begins with it


def read_title(content: str, end: int) -> str | None:
    """Title words after a mention that ends at `end`, one line, at most 200 characters; None if none stand there."""
    found = _TITLE.match(content, end) if content[end : end + 1] not in _NO_TITLE else None
    if not found:
        return None
    title = " ".join((found["title"] or found["verb"]).split())
    return title[:200].rstrip(" ,") or None
