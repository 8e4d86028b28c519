"""The marks that converters to Markdown leave around words: `**KT. CHỦ TỊCH**`, `_Căn cứ ..._`, `# KẾ HOẠCH`.

Portals are read by such converters. The marks say how words look, never what they say, and the stages read over them.
Lines drawn with stars or underscores (`***` of the Youth Union, `Số: ____`, `Số: __12__/KH-UBND`) and items
(`* Căn cứ`) are no such marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_STARS = re.compile(r"\*+")
_UNDERSCORES = re.compile(r"_+")
_OPENS = frozenset("“\"'([<*_…-+#|")  # what may stand behind the first mark, beside letters and figures
_STROKES = ("/", "-", "–")  # what stands behind the figures of a number
_REACH = 2_000  # code points between two marks of a pair
_HEADING = re.compile(r"\n#{1,6} +(?=[^\s#])")
# `[Nghị định số 5/...](https://...)`; of the mark of a note, `[[1]](#_ftn1)` or `[1](#_ftn1)`, the brackets stay
_LINK = re.compile(
    r"\[(?:\\?\[(?P<note>\d{1,3})\\?\]\]|(?P<words>[^\[\]\n]{1,400})\])\((?:https?:|/|#)[^\s()]{0,400}\)"
)
_BREAK = re.compile(r"<br ?/?>")
_ESCAPE = re.compile(r"\\(?=[-.*_#()\[\]+!|>])")

_Cut = tuple[int, int, str]


def markdown_marks(content: str) -> list[_Cut]:
    """Where such marks stand, in order, and what is read instead of each. Empty for nearly every text. Never raises."""
    cuts: list[_Cut] = []
    if "*" in content:
        cuts += _pairs(content, _STARS)
    if "_" in content:
        cuts += _pairs(content, _UNDERSCORES)
    if "\n# " in content or "\n##" in content or content[:1] == "#":
        cuts += ((found.start() + 1, found.end(), "") for found in _HEADING.finditer(content))
        first = _HEADING.match("\n" + content[:80])
        cuts += [(0, first.end() - 1, "")] if first is not None else []
    if "](" in content:
        cuts += _links(content)
    if "<br" in content:
        cuts += _breaks(content)
    if cuts and "\\" in content:
        cuts += ((found.start(), found.end(), "") for found in _ESCAPE.finditer(content))
    cuts.sort()
    return _apart(cuts)


def _apart(cuts: list[_Cut]) -> list[_Cut]:
    """Those that do not overlap one before."""
    left: list[_Cut] = []
    for cut in cuts:
        if not left or cut[0] >= left[-1][1]:
            left.append(cut)
    return left


def _pairs(content: str, runs: re.Pattern[str]) -> Iterator[_Cut]:
    """Runs of one to three signs that stand around words: one opens a word, the next ends one, in a paragraph."""
    opened: dict[int, int] = {}
    for run in runs.finditer(content):
        start, end = run.span()
        length = end - start
        if length > 3:
            continue
        before, behind = content[start - 1 : start], content[end : end + 1]
        first = opened.get(length)
        if (
            first is not None
            and not behind.isalnum()
            and not before.isspace()
            and start - first <= _REACH
            and content.find("\n\n", first, start) < 0
        ):
            del opened[length]
            if runs is _UNDERSCORES and behind in _STROKES and content[first + length : start].strip().isdecimal():
                continue  # figures on the line of a form, which may be a year
            yield first, first + length, ""
            yield start, end, ""
        elif not before.isalnum() and (behind.isalnum() or behind in _OPENS):
            opened[length] = start


def _links(content: str) -> Iterator[_Cut]:
    for found in _LINK.finditer(content):
        words, end = found["words"], found.end()
        if words is None:
            yield found.start(), found.start("note"), "["
            yield found.end("note"), end, "]"
        elif words.isdecimal():
            yield found.end("words") + 1, end, ""
        else:
            yield found.start(), found.start("words"), ""
            yield found.end("words"), end, ""


def _breaks(content: str) -> Iterator[_Cut]:
    """A break in a row of a table stays in its row."""
    end, in_row = -1, False
    for found in _BREAK.finditer(content):
        if found.start() > end:
            line = content.rfind("\n", max(end, 0), found.start()) + 1
            end = content.find("\n", found.end())
            end = len(content) if end < 0 else end
            in_row = content[line : line + 8].lstrip()[:1] == "|"
        yield found.start(), found.end(), " " if in_row else "\n"
