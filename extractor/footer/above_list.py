"""A signature block that the list of recipients parts in two: in whose name it is signed above the list, the name below
it. A page may break the block so, or a table be read row by row."""

from __future__ import annotations

from extractor.layout import FILED_LINE, Line, is_capitals, is_rule, read_lines
from extractor.text import fold

_LINES, _CHARS = 100, 8000  # of a list of recipients
_STACK = 6


def parted_block(content: str, at: int, end: int) -> tuple[list[Line], list[Line]] | None:
    """The lines in capitals from `at` on, right below which a list of recipients begins, and the few lines below what
    is filed, the last of the list; None where there is no such list."""
    above: list[Line] = []
    for line in read_lines(content, at, min(end, at + 1000), _STACK + 1):
        if fold(line.text).startswith("noi nhan"):
            below = _below(content, line.end, end)
            return (above, below) if above and below else None
        if is_capitals(line.text):
            above.append(line)
        elif not line.text.startswith(("(", "[")) and not is_rule(line.text):
            return None
    return None


def _below(content: str, begin: int, end: int) -> list[Line]:
    lines = read_lines(content, begin, min(end, begin + _CHARS), _LINES)
    filed = next((at for at, line in enumerate(lines) if FILED_LINE.match(line.text)), len(lines))
    below = filed + 1
    while below < len(lines) and not lines[below].blank_before and not is_capitals(lines[below].text):
        below += 1  # the line of what is filed goes on
    return lines[below : below + _STACK]
