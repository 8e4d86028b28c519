"""Where the sentence of a mention begins."""

from __future__ import annotations

import re

# Every branch begins with a rare character, so that the scan skips from one to the next.
SENTENCE_END = re.compile(
    r"[.!?](?=[\s”\"])(?<!\bTP\.)(?<!\bTp\.)"
    r"|\n(?:[ \t]*\n|(?<=[;:.,]\n)[ \t]*(?=(?:\d+(?:\.\d+)*[.)/]|[a-zđ]\)|[-+*•])\s)"
    r"|(?=Căn\s+cứ\b|Điều\s+\d|Bãi\s+bỏ\b|Sửa\s+đổi,|Thay\s+thế\b))"
)


def sentence_start(content: str, low: int, high: int) -> int:
    """Where the last sentence begins in low..high, looked for from behind: most are near; `low` if none ends there."""
    rfind = content.rfind
    at = high
    while True:
        at = max(rfind(".", low, at), rfind("!", low, at), rfind("?", low, at), rfind("\n", low, at))
        if at < 0:
            return low
        blank = content[at] == "\n"
        while blank and at > low and content[at - 1].isspace():
            at -= 1  # several line breaks: they are read from the first one on
        start = None
        for found in SENTENCE_END.finditer(content, at, high):
            start = found.end()
        if start is not None:
            return start


def one_line(text: str) -> str:
    """Lower case, with every run of white space as one space."""
    line = " ".join(text.split()).lower()
    if not line:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + line + (" " if text[-1].isspace() else "")
