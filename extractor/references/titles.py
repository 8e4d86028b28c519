"""The first words of a cited paper's title, as far as they stand right behind the mention."""

from __future__ import annotations

import re
from functools import cache

from extractor.header.heading import begins_body
from extractor.knowledge import toml_data

# The title behind a cited number: `về ...`, or the verb with which the title of an act begins.
_TITLE = re.compile(
    r"[\s,]{0,3}(?:\([^)\n]{1,60}\)\s*)?(?:về(?:\s+việc)?|v/v|V/v|Về"
    r"(?:\s+việc)?)\s+[“\"]?(?P<title>[^;.”\"\n]{4,240}(?:\n[^;.”\"\n]{2,240}){0,3})"
    r"|[\s,]{0,3}(?P<verb>(?:quy\s+định|hướng\s+dẫn|phê\s+duyệt|ban\s+hành|sửa\s+đổi"
    r"|công\s+bố)\s[^;.”\"\n]{4,240}(?:\n[^;.”\"\n]{2,240}){0,2})"
)
_NO_TITLE = frozenset('.;:/)”"')  # what most often stands behind a mention, and no title begins with it
_TYPE = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+){0,4}?(?=\s+số\s)")
_PROVISION = r"(?:[Đđ]iều|[Kk]hoản|[Đđ]iểm|Phụ\s+lục)\s[^,;]{1,40}?"
_NUMBERED = re.compile(r"\ssố[\s:]+\d")


def read_title(content: str, start: int, end: int) -> str | None:
    """Title words behind the mention `content[start:end]`, one line, at most 200 characters; None if none stand there.
    A title that names papers itself keeps them; without one it ends where another paper of the cited type is named."""
    found = _TITLE.match(content, end) if content[end : end + 1] not in _NO_TITLE else None
    if not found:
        return None
    raw = found["title"] or found["verb"]
    first = len(raw)
    for needs, ends in _ends():
        for sign in needs:
            if sign in raw:
                cut = ends.search(raw)
                first = min(first, cut.start()) if cut is not None else first
                break
    raw = raw[:first]
    for line in re.finditer(r"\n", raw):
        if begins_body(raw, line.end()):
            raw = raw[: line.start()]
            break
    raw = _before_next(raw, content[start:end])
    title = " ".join(raw.split())
    return title[:200].rstrip(" ,") or None


def _before_next(raw: str, mention: str) -> str:
    """The title without the next paper of the same type: `Thông tư số 13 ... về A và Thông tư số 14 ... về B`."""
    numbered = _NUMBERED.search(raw) if "số" in raw else None
    type_name = _TYPE.match(mention) if numbered is not None else None
    if type_name is None or numbered is None:
        return raw
    name = r"\s+".join(re.escape(word) for word in type_name.group().split())
    behind = re.search(rf"(?:,|\s+và)\s+(?:các\s+)?(?:{_PROVISION}\s(?:của\s+)?)?{name}\s+số\s", raw)
    return raw[: behind.start()] if behind and behind.start() < numbered.start() else raw


@cache
def _ends() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """Where a title ends: what must stand in it for each pattern, and the pattern."""
    return tuple((tuple(row["needs"]), re.compile(row["pattern"])) for row in toml_data("cited_titles.toml")["end"])
