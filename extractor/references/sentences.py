"""Where the sentence of a mention begins."""

from __future__ import annotations

import re

# Every branch begins with a rare character, so that the scan skips from one to the next.
SENTENCE_END = re.compile(
    r"[.!?](?=[\s”\"])(?<!\bTP\.)(?<!\bTp\.)|…(?=\s+[A-ZĐ])"
    r"|\n(?:[ \t]*\n|(?<=[;:.,]\n)[ \t]*(?=(?:\d+(?:\.\d+)*[.)/]|[a-zđ]\)|[-+*•])\s)"
    r"|(?=Căn\s+cứ\b|Điều\s+\d|Bãi\s+bỏ\b|Sửa\s+đổi,|Thay\s+thế\b))"
)


def sentence_start(content: str, low: int, high: int) -> int:
    """Where the last sentence begins in low..high, looked for from behind: most are near; `low` if none ends there."""
    rfind, ends_at = content.rfind, SENTENCE_END.match
    stop, line = rfind(".", low, high), rfind("\n", low, high)
    other = max(rfind("!", low, high), rfind("?", low, high), rfind("…", low, high))
    while True:
        at = last = max(stop, line, other)
        if at < 0:
            return low
        if at == line:
            while at > low and content[at - 1].isspace():
                at -= 1  # several line breaks: they are read from the first one on
        start, place = None, at
        while place <= last:
            found = ends_at(content, place, high)
            start = found.end() if found is not None else start
            place = max(found.end(), place + 1) if found is not None else place + 1
        if start is not None:
            return start
        if stop >= at:
            stop = rfind(".", low, at)
        if line >= at:
            line = rfind("\n", low, at)
        if other >= at:
            other = max(rfind("!", low, at), rfind("?", low, at), rfind("…", low, at))


def one_line(text: str) -> str:
    """Lower case, with every run of white space as one space."""
    line = " ".join(text.split()).lower()
    if not line:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + line + (" " if text[-1].isspace() else "")
