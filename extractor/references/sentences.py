"""Where the sentence of a mention begins."""

from __future__ import annotations

import re

SENTENCE_REACH = 300  # how far above or behind a mention its sentence may go
# Every branch begins with a rare character, so that the scan skips from one to the next.
SENTENCE_END = re.compile(
    r"[.!?](?=[\s”\"])(?<!\bTP\.)(?<!\bTp\.)|…(?=\s+[A-ZĐ])"
    r"|\n(?:[ \t]*\n|(?<=[;:.,]\n)[ \t]*(?=(?:\d+(?:\.\d+)*[.)/]|[a-zđ]\)|[-+*•])\s)"
    r"|(?=Căn\s+cứ\b|Điều\s+\d|Bãi\s+bỏ\b|Sửa\s+đổi,|Thay\s+thế\b))"
)
# One of these stands before or behind each line break at which the pattern matches.
_ENDS_ABOVE, _OPENS_BELOW = frozenset(";:., \t\n"), frozenset(" \t\nCĐBST")


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
            if content[at - 1] not in _ENDS_ABOVE and content[at + 1 : at + 2] not in _OPENS_BELOW:
                line = rfind("\n", low, at)  # as nearly every line of a page breaks: inside a sentence
                continue
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
